"""The suite itself: in CI nothing is skipped unseen, with one process or several."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers import ROOT, environment

GOOD = "def test_it() -> None: ...\n"
SKIPPED = {
    "test_marked.py": 'import pytest\n@pytest.mark.skip(reason="so")\n' + GOOD,
    "test_whole_file.py": 'import pytest\npytest.skip("so", allow_module_level=True)\n',
}


def ended(folder: Path, files: dict[str, str], workers: int, ci: str = "true") -> tuple[int, str]:
    """Exit code and output of a run with the project's conftest: some files beside a good one."""
    own = (ROOT / "tests" / "conftest.py").read_text(encoding="utf-8")
    made = {"conftest.py": own, "pytest.ini": "[pytest]\n", "test_good.py": GOOD, **files}
    for name, text in made.items():
        (folder / name).write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-n", str(workers), str(folder)],
        cwd=folder,
        env=environment(CI=ci, PYTEST_ADDOPTS=""),
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )
    return done.returncode, done.stdout


@pytest.mark.parametrize("workers", [0, 1])
def test_whatever_is_skipped_fails_the_run_in_ci(workers: int, tmp_path: Path) -> None:
    """Also when the tests ran, or rather did not, in a process of their own."""
    code, told = ended(tmp_path, SKIPPED, workers)

    assert code == pytest.ExitCode.TESTS_FAILED
    assert "1 passed, 2 skipped" in told
    assert "CI: 2 skipped; nothing may be skipped." in told


def test_elsewhere_a_skip_is_told_and_passes(tmp_path: Path) -> None:
    """A machine without a browser can still run the rest."""
    code, told = ended(tmp_path, SKIPPED, 0, ci="")

    assert code == 0
    assert "1 passed, 2 skipped" in told


def test_a_run_without_skips_passes_in_ci(tmp_path: Path) -> None:
    """Else the failures above would say nothing."""
    code, told = ended(tmp_path, {}, 1)

    assert code == 0
    assert "1 passed" in told
