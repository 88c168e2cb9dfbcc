"""Forums that share members: the rows of ``forum-overlap``."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from kgraph.quick.composition import FORUM
from kgraph.quick.meeting import COUNTY, COVERED
from kgraph.quick.relations import (
    NONE,
    Many,
    Relations,
    both_listed,
    cells,
    listed,
    turned,
)
from kgraph.quick.themes import thousandths

_CALLS = """?call org:organization ?a ; org:role role:sammankallande ; ks:inView true ;
  org:member/(org:unitOf|^org:unitOf)? ?b"""
_LEAST_MEMBERS, _LEAST_SHARED = 5, 3


def forum_overlap(read: Relations) -> Iterator[dict[str, str]]:
    """Each pair of a county's forums that share a member who convenes neither."""
    members, calls, stated = _members(read), read.pairs(_CALLS), read.by("ks:statedIn")
    own = {forum: len(who - calls.get(forum, NONE)) for forum, who in members.items()}
    opened = read.those("?a a ks:Forum ; ks:openList true")
    closed = read.those(COVERED) - opened
    for region, one, other in _meetings(read, members):
        both = members[one] & members[other] - calls.get(one, NONE) - calls.get(other, NONE)
        n1, n2, shared = own[one], own[other], len(both)
        if not both or not n1 or not n2:
            continue
        sure = one in closed and other in closed
        reason = _reason(n1, n2, shared) if sure else "open-list"
        yield cells(
            region=region, f1=one, f2=other, verdict="cannot-be-said" if reason else "overlap",
            reason=reason, shared=str(shared), n1=str(n1), n2=str(n2),
            jaccardMembers="" if reason else thousandths(shared, n1 + n2 - shared),
            overlapCoefficient="" if reason else thousandths(shared, min(n1, n2)),
            members=listed(both),
            evidence=both_listed(stated.get(one, NONE), stated.get(other, NONE)),
        )  # fmt: skip


def _members(read: Relations) -> Many:
    forums = read.those(FORUM)
    return {forum: who for forum, who in turned(read.by("org:memberOf")).items() if forum in forums}


def _meetings(read: Relations, members: Many) -> Iterator[tuple[str, str, str]]:
    """County and pair of its forums with anybody in common: counted from who sits in each."""
    counties: dict[str, set[str]] = defaultdict(set)
    for forum, regions in read.pairs(f"{FORUM} ; dct:spatial ?b . {COUNTY}").items():
        for region in regions:
            counties[region].add(forum)
    seats = turned(members)
    for region, forums in counties.items():
        for one in forums & members.keys():
            alike = Counter(f for who in members[one] for f in seats[who])
            yield from ((region, one, other) for other in alike if one < other and other in forums)


def _reason(n1: int, n2: int, shared: int) -> str:
    """Why nothing can be said of two closed lists; empty where something can."""
    if n1 < _LEAST_MEMBERS or n2 < _LEAST_MEMBERS:
        return "few-known"
    return "few-shared" if shared < _LEAST_SHARED else ""
