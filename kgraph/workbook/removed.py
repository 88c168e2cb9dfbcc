"""What goes along with rows and things that a workbook takes out, and that no cell of it shows."""

from collections.abc import Callable, Iterable, Iterator

from kgraph.terms import KS, ORG, RDF, Literal, Quad
from kgraph.wording import Text
from kgraph.workbook.rows import Statements
from kgraph.workbook.value import Fault, Place

_TIES = {KS("target"), KS("bearer"), ORG("member"), ORG("organization")}
_MOST = 12
_LONGEST = 80


def told_ties(
    rest: Iterable[Quad], before: Statements, name: Callable[[str], str]
) -> Iterator[Fault]:
    """Relations that would go with a cell though they are about other things too.

    Parameters:
        rest: what else is said of what goes.
        before: what the changed rows said.
        name: what a thing is called.
    """
    places: dict[str, Place] = {}
    for quad, place in before.places.items():
        if quad[1] in _TIES or quad[1] == RDF("type"):
            places.setdefault(str(quad[0]), place)
    for quad in sorted(rest, key=str):
        at = places.get(str(quad[0]))
        if quad[1] in _TIES and at is not None:
            other = name(str(quad[2]))
            yield Fault(
                at,
                Text(f"Uppgiften gäller även ”{other}”, som inte står på raden.",
                     f"The statement is about “{other}” too, which is not on the row."),
                Text("Skriv tillbaka cellen, och ändra i formuläret eller den fullständiga "
                     "arbetsboken.",
                     "Write the cell back, and change it in the form or the full workbook."),
            )  # fmt: skip


def told_rest(
    rest: Iterable[Quad], label: Callable[[str], Text], name: Callable[[str], str]
) -> Iterator[Text]:
    """What goes along and stands in no cell of the workbook.

    Parameters:
        label: what a term is called.
        name: what a thing is called.
    """
    shown = []
    for quad in sorted(rest, key=str):
        value = quad[2].value if isinstance(quad[2], Literal) else name(str(quad[2]))
        if quad[1] != RDF("type"):
            told, short = label(str(quad[1])), value[:_LONGEST]
            of = name(str(quad[0]))
            shown.append(Text(f"{of}, {told.sv}: ”{short}”", f"{of}, {told.en}: “{short}”"))
    shown = list(dict.fromkeys(shown))
    if shown:
        more = " …" if len(shown) > _MOST else ""
        sv = "; ".join(one.sv for one in shown[:_MOST]) + more
        en = "; ".join(one.en for one in shown[:_MOST]) + more
        yield Text(f"Försvinner också, för det står i ingen cell: {sv}.",
                   f"Goes too, for it stands in no cell: {en}.")  # fmt: skip
