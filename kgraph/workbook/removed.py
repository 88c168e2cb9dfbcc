"""What goes along with rows and things that a workbook takes out, and that no cell of it shows."""

from collections.abc import Callable, Collection, Iterable, Iterator

from kgraph.terms import KS, ORG, RDF, Literal, Quad
from kgraph.wording import Text
from kgraph.workbook.rows import Statements
from kgraph.workbook.value import Fault, Place

_TIES = {KS("target"), KS("bearer"), ORG("member"), ORG("organization")}
_TRUTH = {"true": Text("ja", "yes"), "false": Text("nej", "no")}
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
    for told in _listed(rest, label, name):
        yield Text(f"Försvinner också, för det står i ingen cell: {told.sv}.",
                   f"Goes too, for it stands in no cell: {told.en}.")  # fmt: skip


def told_facts(
    lost: Iterable[Quad], label: Callable[[str], Text], name: Callable[[str], str]
) -> Iterator[Text]:
    """What goes with a row that was taken out, though the thing it is said of stays."""
    for told in _listed(lost, label, name):
        yield Text(f"Med den borttagna raden försvinner också det som bara stod där: {told.sv}.",
                   f"With the removed row goes too what stood there alone: {told.en}."
                   )  # fmt: skip


def lost_facts(
    gone: Iterable[tuple[Quad, Place]],
    rows: Collection[tuple[str, int]],
    stated: Iterable[Quad],
    new: Iterable[Quad],
) -> set[Quad]:
    """The statements of removed rows about things that stay, in whose place nothing comes.

    Parameters:
        gone: what goes, with the cells that it comes from.
        rows: sheets and numbers of the rows that were changed and not removed.
        stated: all that is stated today.
        new: what comes.
    """
    pairs = [(quad, place) for quad, place in gone if (place.sheet, place.row) not in rows]
    if not pairs:
        return set()
    all_gone = {quad for quad, _ in pairs}
    staying = {q[0] for q in stated if q[1] == RDF("type") and q not in all_gone}
    coming = {quad[:2] for quad in new}
    return {quad for quad, _ in pairs if quad[0] in staying and quad[:2] not in coming}


def _listed(
    quads: Iterable[Quad], label: Callable[[str], Text], name: Callable[[str], str]
) -> Iterator[Text]:
    """Statements in words, the first of them where they are many; nothing where there are none."""
    shown = []
    for quad in sorted(quads, key=str):
        value = quad[2].value if isinstance(quad[2], Literal) else name(str(quad[2]))
        if quad[1] != RDF("type"):
            told = label(str(quad[1]))
            short = _TRUTH.get(value) or Text(value[:_LONGEST], value[:_LONGEST])
            of = name(str(quad[0]))
            shown.append(Text(f"{of}, {told.sv}: ”{short.sv}”",
                              f"{of}, {told.en}: “{short.en}”"))  # fmt: skip
    shown = list(dict.fromkeys(shown))
    if shown:
        more = " …" if len(shown) > _MOST else ""
        yield Text("; ".join(one.sv for one in shown[:_MOST]) + more,
                   "; ".join(one.en for one in shown[:_MOST]) + more)  # fmt: skip
