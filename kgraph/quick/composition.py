"""Composition of a forum: the rows of ``forum-composition``."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from kgraph.quick.meeting import COVERED
from kgraph.quick.relations import (
    GAP_REASON,
    GAP_STATUS,
    NONE,
    Many,
    Relations,
    cells,
    listed,
    of,
    turned,
)

FORUM = "?a a ks:Forum"
_OWN = "?a org:classification ?b . ?b skos:inScheme vocab:sector"
_DERIVED = """?a ks:groupResolution group-resolution:derived ; ks:groupMemberType ?kind ;
    dct:spatial ?area .
  ?place ks:within ?area .
  ?one dct:spatial ?place ; org:classification ?kind , ?b .
  ?b skos:inScheme vocab:sector"""


def forum_composition(read: Relations) -> Iterator[dict[str, str]]:
    """The sectors of each forum, those of its counterparts alone, and members of no known one."""
    forums, sectors = read.those(FORUM), _sectors(read)
    guests = turned(read.by("org:memberOf"))
    here = {forum: of(sectors, who) for forum, who in guests.items()}
    unclear = {forum for forum, who in guests.items() if not who <= sectors.keys()}
    for forum in forums & guests.keys():
        counts = Counter(s for who in guests[forum] for s in sectors.get(who, NONE))
        for sector, n in counts.items():
            yield _row(read, forum, sector, str(n), "present")
        if n := sum(who not in sectors for who in guests[forum]):
            yield _row(read, forum, "", str(n), "sector-not-known")
    for forum, sector, others in _elsewhere(read, here):
        state = _state(read, forum, forum in unclear)
        yield _row(read, forum, sector, "0", "elsewhere", *state, listed(others))


def _sectors(read: Relations) -> Many:
    """By body or group, its sectors: its own, its organisation's, and those of its members."""
    own, derived = read.pairs(_OWN), read.pairs(_DERIVED)
    ties = read.by("org:unitOf"), read.by("foaf:member")
    found = {
        who: of(own, [who, *(one for tie in ties for one in tie.get(who, NONE))])
        | derived.get(who, NONE)
        for who in {*own, *derived, *ties[0], *ties[1]}
    }
    return {who: sectors for who, sectors in found.items() if sectors}


def _elsewhere(read: Relations, here: Many) -> Iterator[tuple[str, str, frozenset[str]]]:
    """Forum, sector that it lacks, and the forums of other counties with a theme in common."""
    counties = read.pairs(f"{FORUM} ; dct:spatial ?b . ?b ks:territoryType territory-type:lan")
    wide = {forum for forum, sectors in here.items() if len(sectors) > 1 and forum in counties}
    themes = read.pairs(f"{FORUM} ; dct:subject ?b")
    with_it: dict[tuple[str, str], set[str]] = defaultdict(set)
    for forum in wide & themes.keys():
        for theme in themes[forum]:
            for sector in here[forum]:
                with_it[theme, sector].add(forum)
    every = of(here, wide)
    for forum in wide & themes.keys():
        own = counties[forum]
        for sector in every - here[forum]:
            alike = NONE.union(*(with_it.get((theme, sector), NONE) for theme in themes[forum]))
            if others := frozenset(o for o in alike if len(own | counties[o]) > 1):
                yield forum, sector, others


def _state(read: Relations, forum: str, unclear: bool) -> tuple[str, str]:
    """Status and reason of a sector that is not mentioned."""
    opened = forum in read.those("?a a ks:Forum ; ks:openList true")
    covered = read.those(COVERED)
    if not (unclear or opened or forum not in covered):
        return GAP_STATUS + "silent", ""
    return GAP_STATUS + "unknown", GAP_REASON + ("open-list" if opened else "not-read")


def _row(
    read: Relations, forum: str, sector: str, members: str, presence: str, status: str = "",
    reason: str = "", counterparts: str = "",
) -> dict[str, str]:  # fmt: skip
    passages = read.by("ks:statedIn").get(forum, NONE)
    return cells(
        forum=forum, sector=sector, members=members, presence=presence, status=status,
        reason=reason, counterparts=counterparts, evidence=listed(passages),
    )  # fmt: skip
