"""Workbooks for tests: made from the small plan, and changed as people change them."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from kgraph import workbook
from kgraph.project import Project
from kgraph.store.drafts import read_quads
from kgraph.terms import Quad

Edit = Callable[[Any], object]
FIRST = 4  # headings, help and example come before the first row of one's own


def statements(made: Project) -> set[Quad]:
    """Every statement of a project's data."""
    files = (path for path in (made.root / "data").rglob("*") if path.suffix in (".trig", ".ttl"))
    return {q for path in files for q in read_quads(path, made.name(path))}


def full(made: Project, lang: str = "sv") -> bytes:
    """The full workbook."""
    return workbook.to_xlsx(workbook.build(made, lang))


def simple(made: Project, region: str = "", lang: str = "sv") -> bytes:
    """The simple workbook."""
    return workbook.to_xlsx(workbook.build_simple(made, lang, region=region))


def edited(content: bytes, edit: Edit) -> bytes:
    """A workbook after somebody has worked in it and saved it."""
    book = load_workbook(io.BytesIO(content))
    edit(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def put(book: Any, sheet: str, row: int, **cells: object) -> None:
    """Fill in cells of a row by their headings; ``_`` stands for a blank in a heading."""
    page = book[sheet]
    heads = {cell.value: cell.column for cell in page[1]}
    for heading, value in cells.items():
        page.cell(row, heads[heading.replace("_", " ")]).value = value


def cell(book: Any, sheet: str, row: int, heading: str) -> Any:
    """A cell by its heading."""
    page = book[sheet]
    return page.cell(row, next(c.column for c in page[1] if c.value == heading))


def prepared(made: Project, content: bytes, folder: Path, name: str = "bok.xlsx") -> Any:
    """What importing a workbook would do."""
    path = folder / name
    path.write_bytes(content)
    return workbook.prepare(made, path)
