"""What all tests share: where things lie, what this machine lacks, and no silent skips in CI."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
_IN_CI = os.environ.get("CI") == "true"

Command = Callable[..., "subprocess.CompletedProcess[str]"]


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


@pytest.fixture
def kgraph(tmp_path: Path) -> Command:
    """Run the command line in a process of its own, by default from an empty folder.

    The project is the checkout's unless ``--project`` says otherwise, as in any installation.
    """

    def run(*words: str, cwd: Path = tmp_path, **more: str) -> "subprocess.CompletedProcess[str]":
        program = "from kgraph.cli import main; main()"
        return subprocess.run(
            [sys.executable, "-c", program, *words],
            cwd=cwd,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **more},
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    return run


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
