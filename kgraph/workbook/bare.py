"""Passages that a workbook takes out while something is stated in them: refused, with what stands.

A statement without its passage has no document, no place and no review, and nobody could tell that
it lacks them.
"""

from collections.abc import Callable, Collection, Iterator

from kgraph.terms import KS, RDF, Quad
from kgraph.wording import Text, counted
from kgraph.workbook.rows import Statements
from kgraph.workbook.value import Fault, Place, rows_told

_MOST = 6


def told_bare(
    gone: Collection[Quad],
    new: Collection[Quad],
    data: Collection[Quad],
    said: tuple[Statements, Callable[[], Statements]],
    where: Callable[[str], Text],
    name: Callable[[str], str],
) -> Iterator[Fault]:
    """The passages that cannot go, for something is stated in them, with the rows that do.

    Parameters:
        gone, new: what goes and what comes.
        data: the statements of today.
        said: what the changed rows said before, and what gives all that the workbook says.
        where: a passage in words.
        name: what a thing is called.
    """
    kind = (RDF("type"), KS("AssertionGraph"))
    lost = {str(quad[0]): quad for quad in gone if quad[1:3] == kind}
    for passage in {str(quad[0]) for quad in new if quad[1:3] == kind}:
        lost.pop(passage, None)
    if not lost:
        return
    before, rows = said
    left = [q for q in (*data, *new) if q[3] in lost and q not in gone]
    for passage, quad in sorted(lost.items()):
        own = {q for q in left if q[3] == passage}
        if own and quad in before.places:
            yield _fault(before.places[quad], where(passage), _told(own, rows(), name))


def _told(quads: Collection[Quad], rows: Statements, name: Callable[[str], str]) -> Text:
    """What is stated in a passage: the rows of the workbook, else the things."""
    stand = {Place(at.sheet, at.row) for q in quads if (at := rows.places.get(q)) and at.row}
    if stand:
        return rows_told(stand)
    things = sorted({name(str(quad[0])) for quad in quads})
    told = ", ".join(f"”{thing}”" for thing in things[:_MOST])
    if len(things) <= _MOST:
        return Text(told, told.replace("”", "“", 1))
    more = counted(len(things) - _MOST, Text("till", "more"), Text("till", "more"))
    return Text(f"{told}, {more.sv}", f"{told}, {more.en}")


def _fault(place: Place, passage: Text, rows: Text) -> Fault:
    return Fault(
        place,
        Text(f"Textstället {passage.sv} kan inte tas bort, för uppgifter står där: {rows.sv}.",
             f"The passage {passage.en} cannot be removed, for statements stand there: "
             f"{rows.en}."),
        Text("Lägg tillbaka raden, eller ta bort det som står där i samma arbetsbok.",
             "Put the row back, or remove what stands there in the same workbook."),
    )  # fmt: skip
