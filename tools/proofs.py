"""Make docs/proofs.md of a run of the tests that prove most: ``python tools/proofs.py``.

The conformance suites, the attacks on the server, the mistakes in workbooks, the kills and the four
stores are run, the long ones too, and told test by test with how many cases passed. Nothing on the
page comes from anywhere but that run; a test that fails is told as failed, and the page is written
all the same.
"""

import datetime
import inspect
import platform
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
    "Killed, full, read-only, cut short": (
        "test_kills",
        "test_journal",
        "test_nothing_lost",
        "test_one_loader",
    ),
    "One suite on four stores": ("test_store_contract", "test_four_stores"),
    "Servers that are real, and servers that misbehave": ("test_real_servers", "test_bad_servers"),
}
_HEAD = """# Proofs

Made on {day} by `make proofs`, which runs the tests named here, with Python {python} on {system}.
Each line is a test: what it says of itself, and how many of its cases passed.

{whole}
"""
_WHOLE = "All {passed} cases passed."
_PART = "{passed} of {every} cases passed; the others are told at their test."
_KNOWN = "{passed} of {every} cases passed; {known} known not to, with the reason at {its} test."


@dataclass
class Told:
    """What is known of the tests of a run.

    Parameters:
        says: first line of each test's docstring, by file and name.
        outcomes: how many cases of a test ended how.
        known: by test, why some case is known not to pass.
        found: by test, what its cases have put on record.
    """

    says: dict[tuple[str, str], str] = field(default_factory=dict)
    outcomes: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)
    known: dict[tuple[str, str], str] = field(default_factory=dict)
    found: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Note what each test says of itself, so that one that is not run is told as such too."""
        for item in items:
            if isinstance(item, pytest.Function):
                key = item.path.stem, item.originalname
                says = (inspect.getdoc(item.function) or "").partition("\n\n")[0]
                self.says[key] = " ".join(says.split())
                self.outcomes.setdefault(key, Counter())

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count a case: by its call, or where it was not even called, by what hindered it."""
        if report.when != "call" and report.outcome == "passed":
            return
        key = Path(report.location[0]).stem, report.location[2].partition("[")[0]
        why = getattr(report, "wasxfail", None)
        if why is not None:
            self.known[key] = why.removeprefix("reason: ")
        if report.when == "call":
            told = [f"{name}: {value}" for name, value in report.user_properties]
            self.found.setdefault(key, []).extend(told)
        self.outcomes[key]["known" if why is not None else report.outcome] += 1

    def count(self, outcome: str, files: tuple[str, ...]) -> int:
        """How many cases of some files ended so."""
        return sum(found[outcome] for key, found in self.outcomes.items() if key[0] in files)

    def every(self, files: tuple[str, ...]) -> int:
        """How many cases of some files there are."""
        return sum(found.total() for key, found in self.outcomes.items() if key[0] in files)

    def lines(self, files: tuple[str, ...]) -> Iterator[str]:
        """The rows of a table: the tests of some files in the order they were run."""
        for key, outcomes in self.outcomes.items():
            if key[0] in files:
                what = key[1].removeprefix("test_").replace("_", " ")
                told = self.says.get(key, "") + self._apart(key)
                yield _line(f"{what[:1].upper()}{what[1:]}", told, _counted(outcomes))

    def _apart(self, key: tuple[str, str]) -> str:
        known = f" Known not to pass: {self.known[key]}." if key in self.known else ""
        found = "; ".join(self.found.get(key, ()))
        return known + (f" {found}." if found else "")


def _counted(outcomes: Counter[str]) -> str:
    """How many cases passed; of how many where not all did, and marked where one should have."""
    passed, every = outcomes["passed"], outcomes.total()
    if passed == every:
        return str(passed) if every else "not run"
    told = f"{passed} of {every}"
    if outcomes["failed"]:
        return f"**{told}**"
    return f"{told}, {outcomes['skipped']} not run" if outcomes["skipped"] else told


def _line(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def page(told: Told, day: str) -> str:
    """The page of a run, a table a part."""
    files = tuple(name for names in PARTS.values() for name in names)
    passed, known = told.count("passed", files), told.count("known", files)
    every, one = told.every(files), known == 1
    form = _WHOLE if passed == every else _KNOWN if passed + known == every else _PART
    whole = form.format(passed=passed, every=every, known=f"{known} {'is' if one else 'are'}",
                        its="its" if one else "their")  # fmt: skip
    lines = [_HEAD.format(day=day, python=platform.python_version(), system=platform.system(),
                          whole=whole)]  # fmt: skip
    for title, names in PARTS.items():
        lines += [f"## {title}", "", _line("test", "what it says", "passed")]
        lines += ["| --- | --- | ---: |", *told.lines(names), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def main() -> int:
    """Run the tests, and write the page."""
    told, day = Told(), datetime.date.today().isoformat()
    files = [f"tests/{name}.py" for names in PARTS.values() for name in names]
    code = pytest.main([*files, "-m", "prove or not prove", "-q", "--no-header"], plugins=[told])
    PAGE.write_text(page(told, day), encoding="utf-8")
    return int(code)


if __name__ == "__main__":
    sys.exit(main())
