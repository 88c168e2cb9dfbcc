"""Pairs that share a task without meeting: the rows of ``collaborative-gap``."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import combinations, product

from kgraph.quick.relations import (
    GAP_REASON,
    GAP_STATUS,
    NONE,
    Relations,
    cells,
    listed,
    of,
    turned,
)

COUNTY = "?b ks:territoryType territory-type:lan"
COVERED = "[] ks:coversRelation relation-kind:medlemskap ; ks:coversSubject ?a"


def collaborative_gap(read: Relations) -> Iterator[dict[str, str]]:
    """Each county, theme and pair with a role in one element and no forum in common."""
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    apart = _Apart(read)
    for element, pairs in apart.pairs.items():
        for state in _states(read, element):
            for one, other in pairs:
                found[state[0], state[1], one, other, *state[2:]].add(element)
    stated = read.by("ks:statedIn")
    for (region, theme, a, b, status, reason), elements in found.items():
        yield cells(
            region=region, theme=theme, a=a, b=b, elements=listed(elements), status=status,
            reason=reason, evidence=listed(of(stated, elements)),
        )  # fmt: skip


def _states(read: Relations, element: str) -> set[tuple[str, str, str, str]]:
    """County, theme, status and reason of an element, for each strategy that it is part of."""
    regions = read.pairs(f"?a dct:spatial ?b . {COUNTY}")
    covered = read.those(COVERED)
    unclosed = read.those("[] a ks:Forum ; ks:openList true ; dct:spatial ?a")
    found = set()
    for strategy in read.by("ks:partOfStrategy").get(element, NONE):
        for region in regions.get(strategy, NONE):
            known, sure = strategy in covered, strategy in covered and region not in unclosed
            status = GAP_STATUS + ("silent" if sure else "unknown")
            reason = "" if sure else GAP_REASON + ("open-list" if known else "not-read")
            for theme in read.by("dct:subject").get(element, NONE):
                found.add((region, theme, status, reason))
    return found


class _Apart:
    """By element of a county's strategy, the pairs with a role in it that meet nowhere."""

    def __init__(self, read: Relations) -> None:
        self._shares = read.by("ks:sharesForumWith")
        self._seats = read.by("org:memberOf")
        self._units = read.by("org:unitOf")
        self._parts = turned(self._units)
        self._members = read.by("foaf:member")
        self._groups = turned(self._members)
        self._types = read.by("org:classification")
        self._kinds = read.by("ks:groupMemberType")
        opened = read.those("?a ks:groupResolution group-resolution:open")
        involved = turned(read.by("ks:involvedIn"))
        near, apart = cache(self._near), cache(self._apart)
        self.near = near
        self.pairs = {
            element: [p for p in combinations(sorted(who - opened), 2) if apart(*p)]
            for element, who in involved.items()
        }

    def _near(self, actor: str) -> frozenset[str]:
        """Through whom a body meets others: its unit, organisation, groups, and where it sits."""
        ties = (self._units, self._parts, self._groups, self._seats)
        return NONE.union(*(tie.get(actor, NONE) for tie in ties))

    def _apart(self, a: str, b: str) -> bool:
        if b in self._shares.get(a, NONE) or self._one_body(a, b):
            return False
        if b in self._seats.get(a, NONE) or a in self._seats.get(b, NONE):
            return False
        near_a, near_b = self.near(a), self.near(b)
        return not (
            any(b in self._shares.get(x, NONE) for x in near_a)
            or any(a in self._shares.get(y, NONE) for y in near_b)
            or any(y in self._shares.get(x, NONE) for x, y in product(near_a, near_b))
        )

    def _one_body(self, a: str, b: str) -> bool:
        """An organisation and its unit, or a group and one of its members or of its kind."""
        ties = (self._units, self._parts, self._members, self._groups)
        if any(b in tie.get(a, NONE) for tie in ties):
            return True
        typed = self._types.get(a, NONE) & self._kinds.get(b, NONE)
        return bool(typed or self._types.get(b, NONE) & self._kinds.get(a, NONE))
