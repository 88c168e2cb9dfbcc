"""The rows for workbooks: one of ten thousand rows written and previewed, cold, beside openpyxl.

The peer opens the same file with openpyxl and looks at every cell, which is the least that a
program in Python does before it knows anything of what the cells mean.
"""

import random
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from tests.benchmarks.harness import KGRAPH, Cost, Peer, Row, cost

COUNTIES = 6
"""Random counties beside the sound ones, so that the full workbook has some ten thousand rows."""

PLAIN_READ = """
import sys
from openpyxl import load_workbook
cells = 0
for sheet in load_workbook(sys.argv[1]).worksheets:
    for row in sheet.iter_rows(values_only=True):
        cells += sum(cell is not None for cell in row)
print(cells)
"""


@cache
def land() -> Path:
    """A project whose data are a made-up country as TriG, which a workbook can change."""
    from kgraph.generate import generate, write
    from kgraph.project import create_project

    folder = Path(tempfile.mkdtemp(prefix="kgraph-bench-")) / "land"
    project = create_project(folder)
    for path in (folder / "data").rglob("*.t*"):
        path.unlink()
    write(generate(COUNTIES, 1, proof=True), folder / "data" / "sources" / "land.trig")
    return project.root


@cache
def book() -> Path:
    """The full workbook of that country, with one summary changed."""
    from openpyxl import load_workbook

    path = land().with_name("bok.xlsx")
    made = load_workbook(_untouched())
    page = made["Forum eller nätverk"]
    column = next(c.column for c in page[1] if c.value == "Sammanfattning")
    page.cell(4, column).value = "Ändrad i arbetsboken."
    made.save(path)
    return path


@cache
def all_changed() -> Path:
    """The full workbook with another summary in every row that has one."""
    from openpyxl import load_workbook

    path = land().with_name("alla.xlsx")
    made = load_workbook(_untouched())
    for page in made.worksheets:
        column = next((c.column for c in page[1] if c.value == "Sammanfattning"), 0)
        for row in range(_FIRST, page.max_row + 1 if column else 0):
            cell = page.cell(row, column)
            cell.value = f"{cell.value} Ändrat." if cell.value else None
    made.save(path)
    return path


@cache
def all_new() -> Path:
    """The full workbook without what it remembers: every row is new to an empty project."""
    from openpyxl import load_workbook

    path = land().with_name("nya.xlsx")
    made = load_workbook(_untouched())
    del made["_kgraph"]
    made.save(path)
    return path


@cache
def simple_new() -> Path:
    """A simple workbook of ten thousand rows that nothing is known of: measures and members."""
    from openpyxl import load_workbook

    path = land().with_name("enkla.xlsx")
    cost(KGRAPH, "workbook", "--simple", "--project", str(empty()), "-o", str(path))
    made, rng = load_workbook(path), random.Random(1)
    plans = [f"Plan {_name(rng)}" for _ in range(_PLANS)]
    actors = [f"{_name(rng)} AB" for _ in range(_ACTORS)]
    _fill(made["Dokument"], ({"Dokument": plan, "Slag": "Handlingsplan",
                              "Utgivare": rng.choice(actors)} for plan in plans))  # fmt: skip
    said = {"Är det så i dag?": "ja"}
    rows = (_ROWS - _PLANS) // 2
    _fill(made["Insatser och ansvar"], (
        {"Mål, prioritering eller insats": _name(rng), "Vad det är": "Insats",
         "I korthet": f"{_name(rng)}.",
         "Strategi eller plan": plan, "Ansvarig": rng.choice(actors), "Dokument": plan,
         "Sida": str(rng.randint(1, 60)), **said}
        for plan in (plans[i % _PLANS] for i in range(rows))))  # fmt: skip
    _fill(made["Forum"], (
        {"Forum": f"Forum {forum} {plan}", "Medlem": rng.choice(actors), "Roll": "Ledamot",
         "Dokument": plan, "Sida": str(rng.randint(1, 60)), **said}
        for forum, plan in ((i // _MEMBERS, plans[i // _MEMBERS % _PLANS]) for i in range(rows))
    ))  # fmt: skip
    made.save(path)
    return path


_ROWS, _PLANS, _ACTORS, _MEMBERS, _FIRST = 10_000, 40, 1_000, 10, 4
_PARTS = ("ka", "ra", "to", "mi", "no", "sel", "bo", "han", "dra", "vik", "lund", "berg", "stad",
          "fri", "val", "skog", "lin", "gran", "alm")  # fmt: skip


def _name(rng: random.Random) -> str:
    """A name unlike the others."""
    return " ".join("".join(rng.choices(_PARTS, k=3)).capitalize() for _ in range(3))


def _fill(page: Any, rows: Iterable[dict[str, str]]) -> None:
    heads = {cell.value: cell.column for cell in page[1]}
    for number, row in enumerate(rows, start=_FIRST):
        for heading, value in row.items():
            page.cell(number, heads[heading]).value = value


@cache
def _untouched() -> Path:
    path = land().with_name("hel.xlsx")
    cost(KGRAPH, "workbook", "--project", str(land()), "-o", str(path))
    return path


@cache
def empty() -> Path:
    """A project without a statement of its own."""
    from kgraph.project import create_project

    project = create_project(land().with_name("tomt"))
    for path in (project.root / "data").rglob("*.t*"):
        path.unlink()
    return project.root


@cache
def five() -> Path:
    """A project with the five sources that come with the program."""
    from kgraph.project import create_project

    return create_project(land().with_name("fem")).root


_PREVIEWS: tuple[tuple[str, Callable[[], Path], Callable[[], Path]], ...] = (
    ("untouched", _untouched, land),
    ("one cell changed", book, land),
    ("every summary changed", all_changed, land),
    ("all rows new, into nothing", all_new, empty),
    ("all rows new, beside five sources", all_new, five),
    ("simple, all rows new, into nothing", simple_new, empty),
    ("simple, all rows new, beside five sources", simple_new, five),
)


_IN_QUICK = "one cell changed"


def workbooks() -> Iterator[Row]:
    """Writing a large workbook, and previewing it untouched, changed and new."""
    yield Row("workbook of 10 000 rows written, processor", lambda: _cost(*_write()).cpu, runs=3,
              large=True)  # fmt: skip
    for name, made, project in _PREVIEWS:
        yield from _previewed(name, made, project)


def _previewed(name: str, made: Callable[[], Path], project: Callable[[], Path]) -> Iterator[Row]:
    """The processor time and the memory of a preview, beside openpyxl on the same file."""

    def preview() -> tuple[str, ...]:
        return KGRAPH, "import", str(made()), "--project", str(project()), "--dry-run"

    def plain() -> tuple[str, ...]:
        return sys.executable, "-c", PLAIN_READ, str(made())

    told, peer = f"preview of 10 000 rows, {name}", "openpyxl reads every cell"
    large = name != _IN_QUICK
    yield Row(f"{told}, processor", lambda: _cost(*preview()).cpu, bar=10, runs=3, large=large,
              peer=Peer(peer, lambda: _cost(*plain()).cpu, 1))  # fmt: skip
    yield Row(f"{told}, memory", lambda: _peak(*preview()), "MB", 500, runs=1, large=large,
              peer=Peer(peer, lambda: _peak(*plain()), 1))  # fmt: skip


def _write() -> tuple[str, ...]:
    out = str(book().with_name("ut.xlsx"))
    return KGRAPH, "workbook", "--project", str(land()), "--force", "-o", out


_COSTS: dict[tuple[str, ...], Cost] = {}


def _cost(*command: str) -> Cost:
    """What a cold process costs, measured now."""
    _COSTS[command] = cost(*command)
    return _COSTS[command]


def _peak(*command: str) -> float:
    """The memory of the run that was measured last, or of one that is measured now."""
    return (_COSTS.get(command) or _cost(*command)).peak
