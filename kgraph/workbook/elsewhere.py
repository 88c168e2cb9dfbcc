"""What another passage says of the same thing, where a cell says something else that can be once.

A date or a kind may stand in several passages. A workbook changes what its own row says, so the
others contradict it: that is told with where they stand, for the date as such is none the worse.
"""

import itertools
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping

from kgraph.checks import Problem
from kgraph.terms import KS, RDF, Literal, Quad, Term
from kgraph.wording import Text

TYPE = RDF("type")
_ONCE = {KS("validFrom"), KS("validThrough"), KS("adoptedOn")}
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
) -> tuple[Text, Text] | None:
    """What the other passage says, and the way out; None where there is no other.

    Parameters:
        own: what the cells state.
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
    what, told = label(path), _value(value, label)
    if path == TYPE:
        here = _value(next(iter(mine)), label)
        return (
            Text(f"”{thing}” är {told.sv} enligt {place.sv} och kan inte vara {here.sv} här.",
                 f"“{thing}” is {told.en} by {place.en} and cannot be {here.en} here."),
            Text("Skriv tillbaka det som stod. Är slaget fel, ändra det på alla ställen i den "
                 "fullständiga arbetsboken. Är det något annat, ge det ett eget namn.",
                 "Put back what stood. If the kind is wrong, change it in every place of the full "
                 "workbook. If it is something else, give it a name of its own."),
        )  # fmt: skip
    return (
        Text(f"”{thing}”: {what.sv} är {told.sv} enligt {place.sv}, och här står något annat.",
             f"“{thing}”: {what.en} is {told.en} by {place.en}, and here stands something else."),
        Text("Skriv samma här, eller ändra det på alla ställen i den fullständiga arbetsboken.",
             "Write the same here, or change it in every place of the full workbook."),
    )  # fmt: skip


def _value(value: Term, label: Callable[[str], Text]) -> Text:
    if isinstance(value, Literal):
        return Text(value.value, value.value)
    told = label(str(value))
    return Text(told.sv.lower(), told.en.lower())
