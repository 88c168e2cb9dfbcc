"""Make docs/proofs.md of a run of the tests that prove most: ``python tools/proofs.py``.

The conformance suites, the attacks on the server, the mistakes in workbooks and the kills are run,
the long ones too, and told test by test with how many cases passed. Nothing on the page comes from
anywhere but that run; a test that fails is told as failed, and the page is written all the same.
"""

import inspect
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "proofs.md"
PARTS = {
    "Conformance: the suites of W3C": ("test_conformance", "test_endpoint_conformance"),
    "Attacks on the server, and in the data": ("test_endpoint_attacks", "test_hostile_data"),
    "SERVICE to listed endpoints": ("test_federation",),
    "Mistakes in workbooks, each at its cell": ("test_workbook_mistakes", "test_workbook_odd"),
    "Killed, full, read-only, cut short": ("test_kills", "test_nothing_lost", "test_one_loader"),
    "Servers that misbehave": ("test_bad_servers",),
}
_HEAD = """# Proofs

Made by `tools/proofs.py`, which runs the tests named here (`make proofs`). Each line is a test,
with what it says of itself and how many of its cases passed.
"""


@dataclass
class Told:
    """What is known of the tests of a run.

    Parameters:
        says: first line of each test's docstring, by file and name.
        outcomes: how many cases of a test ended how.
    """

    says: dict[tuple[str, str], str] = field(default_factory=dict)
    outcomes: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Note what each test says of itself."""
        for item in items:
            if isinstance(item, pytest.Function):
                says = (inspect.getdoc(item.function) or "").partition("\n")[0]
                self.says[item.path.stem, item.originalname] = says

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count a case: by its call, or where it was not even called, by what hindered it."""
        if report.when == "call" or report.outcome != "passed":
            name = report.location[2].partition("[")[0]
            key = (Path(report.location[0]).stem, name)
            self.outcomes.setdefault(key, Counter())[report.outcome] += 1

    def lines(self, files: tuple[str, ...]) -> Iterator[str]:
        """The rows of a table: the tests of some files in the order they were run."""
        for (file, name), outcomes in self.outcomes.items():
            if file in files:
                what = name.removeprefix("test_").replace("_", " ")
                passed, every = outcomes["passed"], sum(outcomes.values())
                count = str(passed) if passed == every else f"{passed} of {every}"
                yield f"| {what} | {self.says.get((file, name), '')} | {count} |"


def main() -> int:
    """Run the tests, and write the page."""
    told = Told()
    files = [f"tests/{name}.py" for names in PARTS.values() for name in names]
    code = pytest.main([*files, "-m", "prove or not prove", "-q", "--no-header"], plugins=[told])
    lines = [_HEAD]
    for title, names in PARTS.items():
        every = sum(c["passed"] for key, c in told.outcomes.items() if key[0] in names)
        lines += [f"## {title}", "", f"{every} cases.", ""]
        lines += [
            "| test | what it says | passed |",
            "| --- | --- | ---: |",
            *told.lines(names),
            "",
        ]
    PAGE.write_text("\n".join(lines).rstrip("\n") + "\n", encoding="utf-8")
    return int(code)


if __name__ == "__main__":
    sys.exit(main())
