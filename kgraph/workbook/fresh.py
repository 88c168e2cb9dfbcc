"""The identifiers that new rows get: made from names, shown, and never typed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from kgraph.terms import GRAPH, RDF, Quad, slug
from kgraph.wording import Text
from kgraph.workbook.change import Change
from kgraph.workbook.naming import short
from kgraph.workbook.rows import Statements

_RELATIONS = ("assignment/", "membership/")  # made of those whom they tie together
TIED = Text("Sambandens identiteter", "Identifiers of the relations")


def with_made(
    changes: Iterable[Change],
    new: Iterable[Quad],
    said: Statements,
    known: Collection[str],
    lang: str,
) -> Iterator[Change]:
    """The changes, each new row with the identifiers of what it makes.

    Those of things stand by its name; those of relations last, or by its name where it makes no
    thing. A relation to somebody who is asked about has none yet.

    Parameters:
        new: the statements that come.
        said: what the workbook says, with the cell of each statement.
        known: the things of today.
        lang: the workbook's language.
    """
    made: dict[tuple[str, int], set[str]] = defaultdict(set)
    asked = {f"-fraga-{slug(fault.asks[0])}" for fault in said.faults if fault.asks}
    for quad in new:
        thing = str(quad[0])
        fresh = quad[1] == RDF("type") and thing not in known and not thing.startswith(GRAPH)
        if fresh and quad in said.places and not any(one in thing for one in asked):
            place = said.places[quad]
            made[place.sheet, place.row].add(short(thing))
    for change in changes:
        own = made.get((change.place.sheet, change.place.row), set())
        yield _told(change, own, lang) if change.kind == "added" else change


def _told(change: Change, own: Collection[str], lang: str) -> Change:
    shown = change.thing.rpartition(" [")[2].rstrip("]")
    named = sorted(one for one in own if not one.startswith(_RELATIONS) and one != shown)
    tied = sorted(one for one in own if one.startswith(_RELATIONS) and one != shown)
    if not named:
        named, tied = tied, []
    thing = f"{change.thing} [{', '.join(named)}]" if named else change.thing
    says = (*change.says, (TIED.get(lang), ", ".join(tied))) if tied else change.says
    return replace(change, thing=thing, says=says)
