"""The identifiers that new rows get: made from names, shown, and never typed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from kgraph.terms import GRAPH, RDF, Quad
from kgraph.workbook.change import Change
from kgraph.workbook.naming import short
from kgraph.workbook.value import Place

_RELATIONS = ("assignment/", "membership/")  # told by those whom they tie together


def with_made(
    changes: Iterable[Change],
    new: Iterable[Quad],
    places: Mapping[Quad, Place],
    known: Collection[str],
) -> Iterator[Change]:
    """The changes, each new row with the identifiers of what it makes.

    Parameters:
        new: the statements that come.
        places: the cell of each.
        known: the things of today.
    """
    made: dict[tuple[str, int], set[str]] = defaultdict(set)
    for quad in new:
        thing = str(quad[0])
        fresh = quad[1] == RDF("type") and thing not in known and not thing.startswith(GRAPH)
        if fresh and quad in places:
            made[places[quad].sheet, places[quad].row].add(short(thing))
    for change in changes:
        own = made.get((change.place.sheet, change.place.row), set())
        named = {one for one in own if not one.startswith(_RELATIONS)} or own
        told = sorted(one for one in named if one not in change.thing)
        if change.kind == "added" and told:
            yield replace(change, thing=f"{change.thing} [{', '.join(told)}]")
        else:
            yield change
