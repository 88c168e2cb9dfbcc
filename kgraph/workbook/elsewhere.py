"""What another passage says of the same thing, where a cell says something else that can be once.

A date or a kind may stand in several passages. A workbook changes what its own row says, so the
others contradict it: that is told with where they stand, for the date as such is none the worse.
"""

import itertools
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from kgraph.checks import Problem
from kgraph.terms import KS, RDF, Iri, Literal, Quad, Term
from kgraph.wording import Text
from kgraph.workbook.value import Place, rows_told

TYPE = RDF("type")
_ONCE = {KS("validFrom"), KS("validThrough"), KS("notBefore"), KS("adoptedOn"), KS("assertionMode")}
_ONE_KIND = "SH-58"
Elsewhere = Mapping[tuple[str, str], tuple[tuple[Term, str], ...]]


def property_of(problem: Problem) -> str:
    """The property that can be once, of what a result is about; "" for any other."""
    if problem.shape == _ONE_KIND:
        return str(TYPE)
    return problem.path if problem.path in _ONCE else ""


def elsewhere_of(
    data: Iterable[Quad], problems: Iterable[Problem], gone: Collection[Quad], new: Iterable[Quad]
) -> Elsewhere:
    """The values that things would have of what can be once, each with its passage."""
    wanted = {(p.focus, path) for p in problems if (path := property_of(p))}
    found: dict[tuple[str, str], set[tuple[Term, str]]] = defaultdict(set)
    for quad in itertools.chain(data, new) if wanted else ():
        key = str(quad[0]), str(quad[1])
        if key in wanted and quad not in gone:
            found[key].add((quad[2], str(quad[3])))
    return {key: tuple(sorted(values, key=repr)) for key, values in found.items()}


def told_elsewhere(
    problem: Problem,
    own: Collection[Quad],
    elsewhere: Elsewhere,
    name: Callable[[str], str],
    label: Callable[[str], Text],
    where: Callable[[str], Text],
    rows: Callable[[], Mapping[Quad, Place]],
) -> tuple[Text, Text] | None:
    """What the other passage says, and the way out; None where there is no other.

    Parameters:
        own: what the cells state.
        rows: gives the cells of the whole workbook, by what they state.
    """
    path = property_of(problem)
    mine = {quad[2] for quad in own if quad[0] == problem.focus and quad[1] == path}
    if len(mine) != 1:
        return None
    others = [(v, g) for v, g in elsewhere.get((problem.focus, path), ()) if v not in mine]
    if not others:
        return None
    value, passage = others[0]
    place, thing = where(passage), name(problem.focus)
    also = _where_else(problem.focus, path, others, rows())
    what, told = label(path), _value(value, label)
    if path == TYPE:
        here = _value(next(iter(mine)), label)
        return (
            Text(f"”{thing}” är {told.sv} enligt {place.sv} och kan inte vara {here.sv} här.",
                 f"“{thing}” is {told.en} by {place.en} and cannot be {here.en} here."),
            Text(f"Skriv tillbaka det som stod, eller ändra det {also.sv}. Är det något annat, ge "
                 "det ett eget namn på en ny rad.",
                 f"Put back what stood, or change it {also.en}. If it is something else, give it "
                 "a name of its own on a new row."),
        )  # fmt: skip
    way = _OF_ITS_OWN if path == KS("assertionMode") else Text("", "")
    return (
        Text(f"”{thing}”: {what.sv} är {told.sv} enligt {place.sv}, och här står något annat.",
             f"“{thing}”: {what.en} is {told.en} by {place.en}, and here stands something else."),
        Text(f"Skriv samma här, eller ändra det {also.sv}{way.sv}.",
             f"Write the same here, or change it {also.en}{way.en}."),
    )  # fmt: skip


_IN_FULL = Text(
    "på alla ställen i den fullständiga arbetsboken (utan län vald)",
    "in every place of the full workbook (with no county chosen)",
)


def _where_else(
    thing: str, path: str, others: Iterable[tuple[Term, str]], rows: Mapping[Quad, Place]
) -> Text:
    """Where else a value is changed: the rows of this workbook, if they all stand there."""
    places = [rows.get((Iri(thing), Iri(path), value, Iri(graph))) for value, graph in others]
    found = [Place(at.sheet, at.row) for at in places if at is not None and at.row]
    if len(found) < len(places):
        return _IN_FULL
    told = rows_told(set(found))
    return Text(f"på {told.sv} också", f"on {told.en} too")


_OF_ITS_OWN = Text(
    ". Är det en annan uppgift: töm Identitet på raden",
    ". If it is another statement, empty Identifier on the row",
)


def told_instead(
    instead: Collection[Quad],
    new: Iterable[Quad],
    places: Mapping[Quad, Place],
    where: Callable[[str], Text],
) -> Iterator[Text]:
    """The passages where a cell's new value comes instead of an old one, beside its own.

    Parameters:
        instead: the old values.
        new: the statements that come.
        places: the cell of each.
    """
    old = {(quad[0], quad[1], quad[3]) for quad in instead}
    for quad in sorted(new, key=str) if old else ():
        if (quad[0], quad[1], quad[3]) in old and quad in places:
            at, told = places[quad], where(str(quad[3]))
            yield Text(f"{at}: ändras också i {told.sv}, som nämner det utan att säga vad det är.",
                       f"{at}: changes in {told.en} too, which names it and does not say what it "
                       "is.")  # fmt: skip


def _value(value: Term, label: Callable[[str], Text]) -> Text:
    if isinstance(value, Literal):
        return Text(value.value, value.value)
    told = label(str(value))
    return Text(told.sv.lower(), told.en.lower())
