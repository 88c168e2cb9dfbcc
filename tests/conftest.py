"""What all tests share: where things lie, what this machine lacks, and no silent skips in CI."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

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


@pytest.fixture(scope="session")
def chromium() -> str:
    """A real browser, for what only a browser can show."""
    for name in _BROWSERS:
        if found := shutil.which(name):
            return found
    pytest.skip("no Chromium on this machine (Debian: apt install chromium)")


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
