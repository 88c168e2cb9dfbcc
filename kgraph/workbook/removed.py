"""What goes along with rows and things that a workbook takes out, and that no cell of it shows."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator

from kgraph.terms import KS, ORG, RDF, Literal, Quad
from kgraph.wording import Text
from kgraph.workbook.rows import Statements
from kgraph.workbook.value import Fault, Place

_TIES = {KS("target"), KS("bearer"), ORG("member"), ORG("organization")}
_TRUTH = {"true": Text("ja", "yes"), "false": Text("nej", "no")}
_MOST = 12


def told_ties(
    rest: Iterable[Quad], before: Statements, name: Callable[[str], str]
) -> Iterator[Fault]:
    """Relations that would go with a cell or row though they are about other things too.

    Parameters:
        rest: what else is said of what goes.
        before: what the changed rows said.
        name: what a thing is called.
    """
    places: dict[str, Place] = {}
    rows: dict[str, str] = {}
    for quad, place in sorted(before.places.items(), key=str):
        if quad[1] in _TIES or quad[1] == RDF("type"):
            places.setdefault(str(quad[0]), place)
        if quad[1] in _ABOUT:
            rows.setdefault(str(quad[0]), name(str(quad[2])))
    for thing, others in sorted(tied(rest).items()):
        if thing in places:
            told = ", ".join(f"”{name(one)}”" for one in sorted(others))
            yield _also_about(places[thing], rows.get(thing, ""), told)


_ABOUT = {KS("target"), ORG("organization")}  # what the row of a relation is called after


def tied(rest: Iterable[Quad]) -> dict[str, set[str]]:
    """The relations that go, with the things that no cell on their row names."""
    found: dict[str, set[str]] = defaultdict(set)
    for quad in rest:
        if quad[1] in _TIES:
            found[str(quad[0])].add(str(quad[2]))
    return found


def _also_about(place: Place, row: str, others: str) -> Fault:
    english = others.replace("”", "“", 1)
    if place.row:
        return Fault(
            place,
            Text(f"Uppgiften gäller även {others}, som inte står på raden.",
                 f"The statement is about {english} too, which is not on the row."),
            Text("Skriv tillbaka cellen, och ändra i formuläret eller den fullständiga "
                 "arbetsboken.",
                 "Write the cell back, and change it in the form or the full workbook."),
        )  # fmt: skip
    return Fault(
        place,
        Text(f"Raden om ”{row}” är borttagen, men dess uppgift gäller även {others}.",
             f"The row on “{row}” is removed, but its statement is about {english} too."),
        Text("Lägg tillbaka raden, och ta bort uppgiften i formuläret eller den fullständiga "
             "arbetsboken.",
             "Put the row back, and remove the statement in the form or the full workbook."),
    )  # fmt: skip


def called(said: Iterable[Quad], name: Callable[[str], str]) -> Callable[[str], str]:
    """What a thing is called: a relation, which has no name, by those whom it ties together.

    Parameters:
        said: what the changed rows said.
        name: what a thing is called; its identifier where it has no name.
    """
    ties: dict[str, set[str]] = defaultdict(set)
    for quad in said:
        if quad[1] in _TIES:
            ties[str(quad[0])].add(name(str(quad[2])))

    def of(thing: str) -> str:
        return " – ".join(sorted(ties[thing])) if thing in ties else name(thing)

    return of


def told_rest(
    rest: Iterable[Quad], label: Callable[[str], Text], name: Callable[[str], str]
) -> Iterator[Text]:
    """What goes along and stands in no cell of the workbook, a thing a line.

    Parameters:
        label: what a term is called.
        name: what a thing is called.
    """
    for of, told in _listed(rest, label, name):
        yield Text(f"Försvinner också, för det står i ingen cell, om {of.sv}: {told.sv}.",
                   f"Goes too, for it stands in no cell, of {of.en}: {told.en}.")  # fmt: skip


def told_facts(
    lost: Iterable[Quad], label: Callable[[str], Text], name: Callable[[str], str]
) -> Iterator[Text]:
    """What goes with a row that was taken out, though the thing it is said of stays."""
    for of, told in _listed(lost, label, name):
        yield Text(
            f"Med den borttagna raden försvinner också det som bara stod där om {of.sv}: "
            f"{told.sv}.",
            f"With the removed row goes too what stood there alone of {of.en}: {told.en}.",
        )


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
) -> Iterator[tuple[Text, Text]]:
    """Statements in words by thing; the first things where they are many."""
    quads = sorted(quads, key=str)
    swedish = {_where(quad) for quad in quads if _tongue(quad) == "sv"}
    english = {_where(quad) for quad in quads if _tongue(quad) == "en"}
    by: dict[str, dict[Text, None]] = defaultdict(dict)
    for quad in quads:
        twin = _where(quad) in swedish and _where(quad) in english
        if quad[1] != RDF("type") and not (twin and _tongue(quad) == "en"):
            fact = _fact(quad, label(str(quad[1])), name)
            both = _TOO if twin and _tongue(quad) == "sv" else _NO_TONGUE
            by[name(str(quad[0]))][Text(fact.sv + both.sv, fact.en + both.en)] = None
    for of, told in list(by.items())[:_MOST]:
        facts = Text(", ".join(one.sv for one in told), ", ".join(one.en for one in told))
        yield Text(of, of), facts
    if len(by) > _MOST:
        left = len(by) - _MOST
        yield Text(f"{left} saker till", f"{left} more things"), Text("…", "…")


def _fact(quad: Quad, path: Text, name: Callable[[str], str]) -> Text:
    """A property and its value, with the language of a text that is not Swedish."""
    if not isinstance(quad[2], Literal):
        told = name(str(quad[2]))
        return Text(f"{path.sv} ”{told}”", f"{path.en} “{told}”")
    value = quad[2].value
    short = _TRUTH.get(value) or Text(value, value)
    tongue = _ENGLISH if _tongue(quad) == "en" else _NO_TONGUE
    return Text(f"{path.sv}{tongue.sv} ”{short.sv}”", f"{path.en}{tongue.en} “{short.en}”")


def _where(quad: Quad) -> tuple[str, str, str]:
    return quad[0], quad[1], quad[3]


def _tongue(quad: Quad) -> str:
    return quad[2].language if isinstance(quad[2], Literal) else ""


_TOO = Text(", även på engelska", ", in English too")
_ENGLISH, _NO_TONGUE = Text(" på engelska", " in English"), Text("", "")
