"""Identifiers that somebody has typed: they are made from names, and never written by hand."""

from collections.abc import Iterator

from kgraph.wording import Text
from kgraph.workbook.naming import Names, identifier
from kgraph.workbook.reading import Reading
from kgraph.workbook.simple.index import Index
from kgraph.workbook.value import Fault, Place


def told_typed(reading: Reading, index: Index, names: Names) -> Iterator[Fault]:
    """The cells with an identifier that neither the data nor the workbook as it was made has.

    A workbook that remembers nothing may have been filled with the data of another project, whose
    identifiers come along with its rows.
    """
    if not reading.memo.known:
        return
    own = {_thing(key) for _, key in reading.memo.rows}
    for page, line in reading.book.rows():
        told = _thing(line.get("id"))
        if not told or told in own or (names.meant(told) or identifier(told)) in index.of:
            continue
        place = Place(page.form.name.get(reading.book.lang), line.row, line.columns.get("id", 0))
        yield Fault(
            place,
            Text(f"”{told}” är ingen identitet som finns, och nya skrivs inte för hand.",
                 f"“{told}” is no identifier that there is, and new ones are not typed."),
            Text("Töm cellen; programmet gör identiteten av namnet.",
                 "Empty the cell; the program makes the identifier from the name."),
        )  # fmt: skip


def _thing(text: str) -> str:
    return text.partition("\t")[0].partition(" ")[0]
