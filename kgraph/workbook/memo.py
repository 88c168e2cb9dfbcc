"""What a workbook remembers of the data it was made from, so that nothing newer is overwritten.

For each row a short sum of every cell. When the workbook comes back, a cell whose sum is unchanged
was not touched by anybody, and a datum whose sum is unchanged has not changed since.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kgraph.workbook.tabs import tab
from kgraph.workbook.value import Book, row_key

MEMO = "_kgraph"
VERSION = "1"
_EMPTY = "-"


_ABOVE = 3  # rows of a sheet before its first: the headings, the help and the example


def sum_of(text: str) -> str:
    """A short sum of a cell's text; 40 bits, for chance is the only enemy here."""
    return hashlib.sha256(text.encode()).hexdigest()[:10] if text else _EMPTY


@dataclass(frozen=True)
class Memo:
    """What a workbook remembers.

    Parameters:
        facts: when, of what and in which language it was made.
        sheets: the class of each sheet by its tab.
        headings: the column of each heading, sheet by sheet (by class).
        rows: the sums of each row's cells, by class and row key.
        numbers: the row that each stood on when the workbook was made, in the same way.
    """

    facts: Mapping[str, str] = field(default_factory=dict)
    sheets: Mapping[str, str] = field(default_factory=dict)
    headings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    rows: Mapping[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)
    numbers: Mapping[tuple[str, str], int] = field(default_factory=dict)

    @property
    def known(self) -> bool:
        """False for a workbook that remembers nothing (made by hand, or its memo removed)."""
        return bool(self.facts)


def memo_rows(book: Book) -> Iterator[list[str]]:
    """The memo of a workbook as rows of texts."""
    yield ["fact", "version", VERSION]
    yield ["fact", "lang", book.lang]
    for key, value in book.facts.items():
        yield ["fact", key, value]
    for page in book.pages:
        columns = [c for c in page.form.columns if c.role != "mark"]
        heads = {page.form.heading(c, book.lang): c.key for c in columns}
        yield ["sheet", tab(page.form, book.lang), page.form.about]
        yield ["head", page.form.about, json.dumps(heads, ensure_ascii=False)]
        for line in page.lines:
            sums = " ".join(sum_of(line.get(c.key)) for c in columns)
            yield ["row", page.form.about, row_key(line), sums]


def read_memo(rows: Sequence[Sequence[object]]) -> Memo:
    """The memo that rows of texts hold; an empty one where they are no memo."""
    facts: dict[str, str] = {}
    sheets: dict[str, str] = {}
    headings: dict[str, dict[str, str]] = {}
    sums: dict[tuple[str, str], dict[str, str]] = {}
    numbers: dict[tuple[str, str], int] = {}
    last: Counter[str] = Counter()
    for raw in rows:
        row = ["" if cell is None else str(cell) for cell in raw] + [""] * 4
        kind, first, second, third = row[:4]
        if kind == "fact":
            facts[first] = second
        elif kind == "sheet":
            sheets[first] = second
        elif kind == "head":
            headings[first] = _heads(second)
        elif kind == "row":
            keys = list(headings.get(first, {}).values())
            sums[first, second] = dict(zip(keys, third.split(" "), strict=False))
            last[first] += 1
            numbers.setdefault((first, second), last[first] + _ABOVE)
    return Memo(facts, sheets, headings, sums, numbers)


def _heads(text: str) -> dict[str, str]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}
