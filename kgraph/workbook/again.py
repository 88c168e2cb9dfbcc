"""Rows that were imported before: a workbook read in twice states nothing twice."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kgraph.terms import GRAPH, Quad
from kgraph.workbook.change import Change
from kgraph.workbook.origin import PREFIX
from kgraph.workbook.rows import Statements
from kgraph.workbook.value import Place

_NUMBERED = re.compile(r"-[1-9]\d*$")
_OWN = f"{GRAPH}{PREFIX}"


@dataclass
class Again:
    """What of a workbook the data say already.

    Parameters:
        quads: its statements.
        rows: the rows that state nothing new.
        graphs: the passages of the workbook itself that these rows would have made.
    """

    quads: set[Quad] = field(default_factory=set)
    rows: list[Place] = field(default_factory=list)
    graphs: set[str] = field(default_factory=set)


def said_before(data: Iterable[Quad], after: Statements, changes: Iterable[Change]) -> Again:
    """The new rows whose every statement stands in the data, in the same passage or a workbook's.

    Parameters:
        data: the statements of today.
        after: what the workbook states.
        changes: what it changes; only rows that it adds are looked at.
    """
    added = {(c.place.sheet, c.place.row) for c in changes if c.kind == "added"}
    found = Again()
    if not added:
        return found
    holders = _holders(data)
    rows: dict[tuple[str, int], list[Quad]] = defaultdict(list)
    for quad, place in after.places.items():
        at = place.sheet, place.row
        if at not in added:
            continue
        if (_where(quad[3]), quad[1], quad[2]) in holders:
            rows[at].append(quad)
        else:  # nothing has this value, so the row says something new
            added.discard(at)
            rows.pop(at, None)
    for (sheet, row), quads in sorted(rows.items()):
        if all(_is_there(group, holders) for group in _groups(quads)):
            found.rows.append(Place(sheet, row))
            found.quads.update(quads)
            found.graphs.update(q[3] for q in quads if q[3].startswith(_OWN))
    return found


Holders = Mapping[tuple[str, str, object], set[str]]


def _holders(data: Iterable[Quad]) -> Holders:
    """The things that have a value, by passage; all workbooks count as one."""
    found: dict[tuple[str, str, object], set[str]] = defaultdict(set)
    for subject, path, value, graph in data:
        found[_where(graph), path, value].add(subject)
    return found


def _where(graph: str) -> str:
    return _OWN if graph.startswith(_OWN) else graph


def _groups(quads: Iterable[Quad]) -> Iterable[list[Quad]]:
    found: dict[tuple[str, str], list[Quad]] = defaultdict(list)
    for quad in quads:
        found[quad[0], quad[3]].append(quad)
    return found.values()


def _is_there(group: list[Quad], holders: Holders) -> bool:
    """Whether the thing, or one whose name the thing got a number after, has all these values."""
    sets = sorted((holders.get((_where(g), p, o), set()) for _, p, o, g in group), key=len)
    own = _NUMBERED.sub("", group[0][0])
    return any(
        thing == group[0][0] or _NUMBERED.sub("", thing) == own for thing in set.intersection(*sets)
    )
