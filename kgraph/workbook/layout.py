"""How a sheet looks: widths, heights, what is folded away, and the pages that it is printed on.

Nothing here knows the library that writes it; lengths are counted in signs and points.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from kgraph.wording import Text
from kgraph.workbook.value import EXAMPLE, HELP, Column, Line, Page, letters

LINE = 14.0
"""The height of a line of text, in points."""
_MOST_LINES = 25
_BROKEN = 3  # signs of a line that are lost where it breaks at a word
_PAGE_WIDTH = 190.0
"""The signs that a lying A4 page holds at three quarters of full size, which can still be read."""
_NAME = 2  # the column that says what a row is about, after the mark


@dataclass(frozen=True)
class Layout:
    """How a sheet looks.

    Parameters:
        widths: of the columns, in signs.
        folded: the columns that no row uses, folded away; from 1.
        texts: the headings, the help and the example of each column.
        heights: of the first three rows, in points; 0 for one that is not shown.
        printed: the part that is printed, as ``B1:F17``.
        pages: how many pages side by side it is printed on.
        folded_told: how to see what is folded away.
    """

    widths: tuple[float, ...]
    folded: tuple[int, ...]
    texts: tuple[tuple[str, ...], ...]
    heights: tuple[float, ...]
    printed: str
    pages: int
    folded_told: str


def layout(page: Page, lang: str) -> Layout:
    """How a sheet with these rows looks."""
    columns = page.form.columns
    widths = tuple(width(column, page.lines, lang) for column in columns)
    texts = tuple(
        tuple(row)
        for row in (
            [page.form.heading(c, lang) for c in columns],
            [(HELP if c.role == "mark" else c.told_help).get(lang) for c in columns],
            [(EXAMPLE if c.role == "mark" else c.example).get(lang) for c in columns],
        )
    )
    examples = any(column.example.sv for column in columns)
    heights = [height(row, widths) for row in texts]
    folded = _folded(page)
    last = _last_printed(columns)
    return Layout(
        widths,
        folded,
        texts,
        (*heights[:2], heights[2] if examples else 0.0),
        f"{letters(_NAME)}1:{letters(last)}{len(page.lines) + 3}",
        pages_of([w for i, w in enumerate(widths[:last], start=1) if i > 1 and i not in folded]),
        _FOLDED.get(lang),
    )


_FOLDED = Text(
    "Kolumner som ingen rad använder är hopfällda: klicka på + ovanför bladet för att visa dem.",
    "Columns that no row uses are folded away: click + above the sheet to see them.",
)


def _folded(page: Page) -> tuple[int, ...]:
    """The columns that no row of a full workbook uses; all are shown where there are no rows."""
    if not page.lines or page.form.about.startswith("simple:"):
        return ()
    return tuple(
        number
        for number, column in enumerate(page.form.columns, start=1)
        if number > _NAME
        and column.role in ("value", "class")
        and not column.needed
        and not any(line.get(column.key) for line in page.lines)
    )


def _last_printed(columns: Sequence[Column]) -> int:
    """The last column that says something to a reader: not what the program alone fills in."""
    simple = any(column.path.startswith("simple:") for column in columns)
    own = ("id", "passages") if simple else ()
    kept = [i for i, column in enumerate(columns, start=1) if column.role not in own]
    return max(kept, default=len(columns))


def pages_of(widths: Sequence[float]) -> int:
    """The pages side by side, each of which begins with the name."""
    first, rest = sum(widths[:1]), sum(widths[1:])
    return max(1, math.ceil(rest / max(1.0, _PAGE_WIDTH - first)))


def row_height(page: Page, line: Line, widths: Sequence[float]) -> float:
    """The height of a row of values, in points."""
    return height([line.get(c.key) for c in page.form.columns], widths)


def height(texts: Sequence[str], widths: Sequence[float]) -> float:
    """A row's height in points, so that every text can be read in its column's width."""
    lines = (
        sum(math.ceil(max(1, len(part)) / _signs(width)) for part in text.split("\n"))
        for text, width in zip(texts, widths, strict=True)
        if text
    )
    return LINE * min(_MOST_LINES, max(lines, default=1))


def _signs(width: float) -> float:
    """How many signs of running text a line of a column holds."""
    return max(5.0, width * 1.1 - _BROKEN)


def width(column: Column, lines: Sequence[Line], lang: str) -> float:
    """A column's width in signs: for its heading, most of its values and a readable help."""
    if column.role == "mark":
        return 9
    if column.role == "id":
        return 30
    longest = max(
        (len(part) for line in lines[:300] for part in line.get(column.key).split("\n")),
        default=0,
    )
    if column.role == "passages":
        return max(16.0, min(34.0, longest + 3))
    told = len(column.told_help.get(lang))
    heading = max(len(word) for word in (*column.heading.get(lang).split(), ""))
    text = min(46, longest + 3)
    return float(max(_room(column), text, min(26, heading * 1.25 + 4), min(26, told / 5)))


def _room(column: Column) -> float:
    """The least room to write in: a name or a sentence needs more than a day or a page."""
    if not column.path.startswith("simple:"):
        return 13
    return 28 if column.form == "@sv" else 22 if column.classes else 13
