"""What all tests share: where things lie, what this machine lacks, and no silent skips in CI."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from kgraph.project import Project
from kgraph.store import Store, open_store
from tests.helpers import project

# The same examples on every run, and no failure because a machine is slow.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")

ROOT = Path(__file__).parents[1]
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
_IN_CI = os.environ.get("CI") == "true"


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the texts of the sources, the registers and the W3C test suites.

    It is no part of the project: it lies beside the checkout, or where ``KGRAPH_SHARED`` says.
    """
    folder = Path(os.environ.get("KGRAPH_SHARED") or ROOT.parent / "shared")
    if not folder.is_dir():
        pytest.skip("the shared material is not beside the checkout (KGRAPH_SHARED names it)")
    return folder


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The small plan."""
    return project(tmp_path_factory.mktemp("plan"))


@pytest.fixture(scope="module")
def store(small: Project) -> Store:
    """The small plan's store; who asks it changes nothing in it."""
    return open_store(small)


@pytest.fixture(scope="session")
def chromium() -> str:
    """A real browser, for what only a browser can show."""
    for name in _BROWSERS:
        if found := shutil.which(name):
            return found
    pytest.skip("no Chromium on this machine (Debian: apt install chromium)")


@pytest.fixture(scope="session")
def soffice() -> str:
    """LibreOffice, for the files that people open in an office program.

    Two processes cannot share a profile: give it one of the test's own, with
    ``-env:UserInstallation=file:///…`` in ``tmp_path``.
    """
    if found := shutil.which("soffice"):
        return found
    pytest.skip("no LibreOffice on this machine (Debian: apt install libreoffice-calc-nogui)")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI everything must have run: a skipped test fails the whole run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if _IN_CI and reporter is not None and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say why a CI run with skipped tests failed."""
    skipped = terminalreporter.stats.get("skipped", [])
    if _IN_CI and skipped:
        words = f"CI: {len(skipped)} skipped; nothing may be skipped."
        terminalreporter.write_line(words, red=True)
