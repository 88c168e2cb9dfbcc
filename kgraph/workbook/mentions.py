"""What names a thing that a workbook takes out: it stays, until nothing names it."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from kgraph.terms import PROV, RDF, SKOS, Literal, Quad
from kgraph.wording import Text, counted
from kgraph.workbook.rows import Statements
from kgraph.workbook.value import Fault, Place, rows_told

_MOST = 6
Named = Mapping[str, list[Quad]]


@dataclass(frozen=True)
class Setting:
    """Where mentions are looked for, and how they are told.

    Parameters:
        rows: gives what all rows of the workbook state.
        where: a passage in words.
        name: what a thing is called.
    """

    rows: Callable[[], Statements]
    where: Callable[[str], Text]
    name: Callable[[str], str]


def named_still(gone: Collection[Quad], new: Collection[Quad], data: Collection[Quad]) -> Named:
    """What names the things that go, or that lose their only name, by thing.

    Parameters:
        gone, new: what goes and what comes.
        data: the statements of today.
    """
    left = [quad for quad in data if quad not in gone] + list(new) if gone else []
    dead = _without(RDF("type"), gone, left)
    bare = _without(SKOS("prefLabel"), {q for q in gone if _is_swedish(q)}, left) - dead
    found: dict[str, list[Quad]] = defaultdict(list)
    for quad in left if dead or bare else ():
        if quad[2] in dead and quad[0] not in dead:
            found[str(quad[2])].append(quad)
        if quad[0] in bare or quad[2] in bare:
            found[str(quad[0] if quad[0] in bare else quad[2])].append(quad)
    return found


def _without(path: str, gone: Iterable[Quad], left: Iterable[Quad]) -> set[str]:
    """The things that lose all they have of a property."""
    things = {str(quad[0]) for quad in gone if quad[1] == path}
    if not things:
        return things
    return things - {str(q[0]) for q in left if q[1] == path and q[0] in things}


def _is_swedish(quad: Quad) -> bool:
    return isinstance(quad[2], Literal) and quad[2].language == "sv"


def told_mentions(named: Named, before: Statements, setting: Setting) -> Iterator[Fault]:
    """The things that cannot go, for something else names them, with where.

    Parameters:
        named: what names each.
        before: what the changed rows said.
    """
    places: dict[str, Place] = {}
    for quad, place in sorted(before.places.items(), key=str) if named else ():
        if quad[1] in (RDF("type"), SKOS("prefLabel")):
            places.setdefault(str(quad[0]), place)
    for thing, quads in sorted(named.items()):
        if thing in places:
            yield _fault(places[thing], setting.name(thing), _told(quads, setting))


def _told(quads: Iterable[Quad], setting: Setting) -> Text:
    """Where something is named: rows of the workbook, else passages in words."""
    rows: set[Place] = set()
    passages: set[str] = set()
    stated = setting.rows()
    by_graph = _rows_of_graphs(stated)
    for quad in quads:
        graph = str(quad[0]) if quad[1] == PROV("wasDerivedFrom") else str(quad[3])
        own = stated.places.get(quad)
        if own is not None and own.row:
            rows.add(Place(own.sheet, own.row))
        elif quad[1] == PROV("wasDerivedFrom") and graph in by_graph:
            rows |= by_graph[graph]
        else:
            passages.add(graph)
    told = [rows_told(rows)] if rows else []
    told += [setting.where(graph) for graph in sorted(passages)[:_MOST]]
    if len(passages) > _MOST:
        told.append(counted(len(passages) - _MOST, Text("ställe till", "more place"),
                            Text("ställen till", "more places")))  # fmt: skip
    return Text("; ".join(one.sv for one in told), "; ".join(one.en for one in told))


def _rows_of_graphs(rows: Statements) -> Mapping[str, set[Place]]:
    found: dict[str, set[Place]] = defaultdict(set)
    for quad, place in rows.places.items():
        if place.row:
            found[str(quad[3])].add(Place(place.sheet, place.row))
    return found


def _fault(place: Place, name: str, where: Text) -> Fault:
    back = Text("Skriv tillbaka cellen", "Write the cell back") if place.row else _PUT_BACK
    return Fault(
        place,
        Text(f"”{name}” kan inte tas bort, för det nämns på andra ställen: {where.sv}.",
             f"“{name}” cannot be removed, for it is named elsewhere: {where.en}."),
        Text(f"{back.sv}, eller ta bort det där först.", f"{back.en}, or remove it there first."),
    )  # fmt: skip


_PUT_BACK = Text("Lägg tillbaka raden", "Put the row back")
