"""Rows of a simple workbook whose evidence or identifier somebody has emptied.

Both are columns of the program's, and easily lost in sorting, copying or tidying. A row that says
all that a row of the data says is that row: else the one would be taken out, and the other be new.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from kgraph.workbook.value import Book, Form, Line, Page, row_key

_OWN = ("id", "passages")


def recognised(book: Book, own: Iterable[Page]) -> Book:
    """A workbook with the identifier and evidence of such rows again.

    Parameters:
        own: the sheets as they would be filled today.
    """
    today = {page.form.about: page for page in own}
    pages = [_page(page, today.get(page.form.about)) for page in book.pages]
    return replace(book, pages=tuple(pages))


def _page(mine: Page, today: Page | None) -> Page:
    here = {row_key(line) for line in mine.lines}
    missing = defaultdict(list)
    for line in today.lines if today else ():
        if row_key(line) not in here:
            missing[_says(mine.form, line.cells)].append(line)
    if not missing:
        return mine
    return replace(mine, lines=tuple(_line(mine.form, line, missing) for line in mine.lines))


def _line(form: Form, line: Line, missing: Mapping[tuple[str, ...], list[Line]]) -> Line:
    if all(line.get(key) for key in _OWN):
        return line
    found = missing.get(_says(form, line.cells))
    if not found:
        return line
    theirs = found.pop(0)
    kept = {key: theirs.get(key) for key in _OWN if theirs.get(key)}
    if any(line.get(key) not in ("", kept.get(key, "")) for key in _OWN):
        found.insert(0, theirs)
        return line
    return replace(line, cells={**line.cells, **kept})


def _says(form: Form, cells: Mapping[str, str]) -> tuple[str, ...]:
    """What a row says beside the program's own columns."""
    return tuple(
        cells.get(column.key, "")
        for column in form.columns
        if column.key not in _OWN and column.role != "mark"
    )
