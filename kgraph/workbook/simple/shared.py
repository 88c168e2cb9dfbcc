"""Rows that show one and the same statement: what is changed on one of them must be so on all."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kgraph.terms import Term
from kgraph.wording import Text
from kgraph.workbook.value import Fault, Place, rows_told

Shown = Mapping[tuple[str, str], Sequence["Cell"]]
"""By relation and column the cells that show it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that shows a part of a relation that other rows show too.

    Parameters:
        place: the cell.
        text: what is written there.
        values: what that means.
    """

    place: Place
    text: str
    values: frozenset[Term]


def told_shared(shown: Shown, changed: Collection[Place]) -> Iterator[Fault]:
    """The changed cells that other rows on the same relation contradict.

    Parameters:
        shown: the cells of all rows of the workbook.
        changed: the cells that it changes.
    """
    for cells in shown.values():
        for cell in cells:
            others = [one for one in cells if one.values != cell.values]
            if others and cell.place in changed:
                yield Fault(cell.place, _said_there(others), _BOTH)


def _said_there(others: Sequence[Cell]) -> Text:
    rows, text = rows_told(one.place for one in others), others[0].text
    if not text:
        return Text(
            f"{rows.sv} handlar om samma uppföljning, och där är cellen tom.",
            f"{rows.en} is about the same follow-up, and the cell is empty there.",
        )
    told = text.replace("\n", ", ")
    return Text(
        f"{rows.sv} säger ”{told}” om samma uppföljning.",
        f"{rows.en} says “{told}” of the same follow-up.",
    )


_BOTH = Text(
    "Ändra alla dess rader lika, eller skriv tillbaka cellen. Gäller det bara den här raden: ta "
    "bort den och läs in, skriv den sedan på en ny rad med Belägg och Identitet tomma.",
    "Change all its rows alike, or write the cell back. If only this row is meant, remove it and "
    "import, then write it on a new row with Evidence and Identifier empty.",
)
