"""The rows for workbooks: one of ten thousand rows written and previewed, cold, beside openpyxl.

The peer opens the same file with openpyxl and looks at every cell, which is the least that a
program in Python does before it knows anything of what the cells mean.
"""

import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.benchmarks.harness import KGRAPH, Measure, Peer, Row, cost

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
    cost(KGRAPH, "workbook", "--project", str(land()), "-o", str(path))
    made = load_workbook(path)
    page = made["Forum eller nätverk"]
    column = next(c.column for c in page[1] if c.value == "Sammanfattning")
    page.cell(4, column).value = "Ändrad i arbetsboken."
    made.save(path)
    return path


def workbooks() -> Iterator[Row]:
    """Writing a large workbook, and previewing it with one change."""
    write = (KGRAPH, "workbook", "--project", str(land()), "-o", str(book().with_name("ut.xlsx")))
    preview = (KGRAPH, "import", str(book()), "--project", str(land()), "--dry-run")
    plain = Peer(
        "openpyxl reads every cell", _cpu(sys.executable, "-c", PLAIN_READ, str(book())), 3
    )
    yield Row("workbook of 10 000 rows written, processor", _cpu(*write), runs=3)
    yield Row("workbook of 10 000 rows previewed, processor", _cpu(*preview), bar=10, peer=plain,
              runs=3)  # fmt: skip
    yield Row("workbook of 10 000 rows previewed, by the clock",
              lambda: cost(*preview).wall, bar=10, runs=3)  # fmt: skip
    yield Row("workbook of 10 000 rows previewed, memory", lambda: cost(*preview).peak, "MB", 500,
              Peer("openpyxl reads every cell",
                   lambda: cost(sys.executable, "-c", PLAIN_READ, str(book())).peak, 1),
              runs=1)  # fmt: skip


def _cpu(*command: str) -> Measure:
    return lambda: cost(*command).cpu
