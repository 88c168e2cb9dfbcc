"""Who holds the task but no seat in a forum: the rows of ``representation-gap``."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kgraph.quick.composition import FORUM
from kgraph.quick.meeting import COUNTY
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
    upwards,
)

_ITEMS = """VALUES ?type { ks:Priority ks:Measure } ?a a ?type ; dct:subject ?b ;
  ks:partOfStrategy/dct:spatial ?c . ?c ks:territoryType territory-type:lan"""
_ANSWERS = """?a a ks:Responsibility ; ks:inView true ; ks:target ?b ; ks:bearer ?c .
  ?c ks:responsibleFor ?b"""
_MANDATES = "?a a ks:Mandate ; ks:inView true ; ks:bearer ?b ; dct:subject ?c"
_CALLS = """?call org:role role:sammankallande ; ks:inView true ; org:member ?a ;
  org:organization/dct:spatial ?b"""
_OPEN = """?some a ks:Forum ; dct:spatial/ks:within ?a .
  OPTIONAL { ?coverage ks:coversSubject ?some ; ks:coversRelation relation-kind:medlemskap }
  FILTER(!BOUND(?coverage) || EXISTS { ?some ks:openList true })"""
_LAND = "https://w3id.org/kompsam/vocab/territory-type/land"
Place = tuple[str, str]


class Seats(NamedTuple):
    """Where a body sits: cells of the forums and of their passages."""

    forums: str = ""
    passages: str = ""


def representation_gap(read: Relations) -> Iterator[dict[str, str]]:
    """Each county, theme and holder of a task, with the forums where it sits for it, or a gap."""
    stated, near, whole = read.kept(_Stated), read.kept(_near), read.kept(_whole)
    opened, left_out = read.those(_OPEN), read.kept(_LeftOut)
    grouped: dict[tuple[str, str, str, str, Seats], list[tuple[str, str]]] = defaultdict(list)
    for region, theme, actor, element, basis in read.kept(_tasks):
        if (region, actor) in left_out or actor in whole.get(element, NONE):
            continue
        said = stated.seats(element, actor)
        seats = said or near.get((region, theme, actor)) or Seats()
        how = "stated" if said else "possible" if seats.forums else "gap"
        grouped[region, theme, actor, how, seats].append((element, basis))
    sources = read.by("ks:statedIn")
    for (region, theme, actor, how, seats), held in grouped.items():
        unsure = how == "gap" and region in opened
        status = ("unknown" if unsure else "silent") if how == "gap" else ""
        yield cells(
            region=region, theme=theme, actor=actor, representation=how,
            status=GAP_STATUS + status if status else "",
            reason=GAP_REASON + "open-list" if unsure else "",
            elements=listed({e for e, _ in held}), forum=seats.forums,
            evidence=seats.passages or listed(of(sources, {b for _, b in held})),
        )  # fmt: skip


def _tasks(read: Relations) -> set[tuple[str, str, str, str, str]]:
    """County, theme, holder, priority or measure, and the responsibility or mandate behind it."""
    items: dict[Place, set[str]] = defaultdict(set)
    where: dict[str, set[Place]] = defaultdict(set)
    for element, theme, region in read.rows("?a ?b ?c", _ITEMS):
        items[region, theme].add(element)
        where[element].add((region, theme))
    found = {
        (region, theme, actor, element, basis)
        for basis, element, actor in read.rows("?a ?b ?c", _ANSWERS)
        for region, theme in where.get(element, ())
    }
    near = _counties(read)
    for mandate, actor, theme in read.rows("?a ?b ?c", _MANDATES):
        for region in near.get(mandate, NONE) | near.get(f"@{actor}", NONE):
            found |= {(region, theme, actor, e, mandate) for e in items.get((region, theme), ())}
    return found


def _counties(read: Relations) -> Mapping[str, frozenset[str]]:
    """By mandate its counties; by ``@`` and an actor those in or around whose area it is."""
    places, within = read.by("dct:spatial"), read.by("ks:within")
    counties = read.those("?a ks:territoryType territory-type:lan")
    inner = turned(within)
    found: dict[str, frozenset[str]] = {}
    for thing, areas in places.items():
        found[thing] = areas & counties
        found[f"@{thing}"] = (of(within, areas) | of(inner, areas)) & counties
    return found


class _LeftOut:
    """Who is asked for no seat in a county: conveners there, forums, national bodies elsewhere."""

    def __init__(self, read: Relations) -> None:
        units = read.by("org:unitOf")
        parts = turned(units)
        self._forums = read.those(FORUM)
        self._convene = {
            (region, actor)
            for caller, regions in read.pairs(_CALLS).items()
            for actor in {caller} | units.get(caller, NONE) | parts.get(caller, NONE)
            for region in regions
        }
        self._places, self._strategies = read.by("dct:spatial"), read.by("ks:partOfStrategy")
        self._seats, self._roles = read.by("org:memberOf"), read.by("ks:involvedIn")
        self._national = read.those("?a ks:governanceLevel level:nationell")
        self._reach = read.pairs("?a dct:spatial/ks:territoryType ?b")
        self._local: dict[str, frozenset[str]] = {}

    def __contains__(self, place: Place) -> bool:
        region, actor = place
        if place in self._convene or actor in self._forums:
            return True
        if region in self._around(actor):
            return False
        reach = self._reach.get(actor, NONE)
        return actor in self._national or (bool(reach) and reach == {_LAND})

    def _around(self, actor: str) -> frozenset[str]:
        """Where a body sits or has a stated role."""
        if actor not in self._local:
            roles = self._roles.get(actor, NONE)
            things = self._seats.get(actor, NONE) | roles | of(self._strategies, roles)
            self._local[actor] = of(self._places, things)
        return self._local[actor]


def _who(read: Relations) -> Many:
    """By who sits in a forum, those that count as sitting there too: units, groups, members."""
    units, members = read.by("org:unitOf"), read.by("foaf:member")
    parts, kinds = turned(units), read.by("ks:groupMemberType")
    of_kind, typed = turned(kinds), turned(read.by("org:classification"))
    places, within = read.by("dct:spatial"), turned(read.by("ks:within"))
    seated = turned(places)
    found = {}
    for member in read.by("org:memberOf"):
        also = {member} | units.get(member, NONE) | parts.get(member, NONE)
        also |= members.get(member, NONE)
        if kind := kinds.get(member, NONE):
            inside = of(seated, of(within, places.get(member, NONE)))
            also |= (inside & of(typed, kind)) | of(of_kind, kind)
        found[member] = frozenset(also)
    return found


def _in_forums(read: Relations) -> Many:
    """By forum, everybody that counts as sitting in it."""
    who = _who(read)
    return {forum: of(who, guests) for forum, guests in turned(read.by("org:memberOf")).items()}


class _Stated:
    """Forums that are said to be for an element or what it stands under, by who sits there."""

    def __init__(self, read: Relations) -> None:
        self._sources, self._in = read.by("ks:statedIn"), read.kept(_in_forums)
        self._parents, self._strategies = read.by("ks:parentElement"), read.by("ks:partOfStrategy")
        self._for = turned(read.pairs(f"{FORUM} ; ks:contributesTo|ks:implements ?b"))
        self._known: dict[str, frozenset[str]] = {}

    def seats(self, element: str, actor: str) -> Seats | None:
        """Where somebody sits for an element; None where nowhere."""
        held = {f for f in self._forums(element) if actor in self._in.get(f, NONE)}
        return Seats(listed(held), listed(of(self._sources, held))) if held else None

    def _forums(self, element: str) -> frozenset[str]:
        if element not in self._known:
            above = upwards(self._parents, [element])
            named = of(self._for, above & self._strategies.keys())
            self._known[element] = named & self._sources.keys()
        return self._known[element]


def _whole(read: Relations) -> Many:
    """By element, who sits in a forum for the whole strategy."""
    sources, inside = read.by("ks:statedIn"), read.kept(_in_forums)
    supporting = turned(read.pairs(f"{FORUM} ; ks:contributesTo|ks:implements ?b"))
    who = {s: of(inside, forums & sources.keys()) for s, forums in supporting.items()}
    return {
        element: of(who, strategies)
        for element, strategies in read.by("ks:partOfStrategy").items()
        if not strategies.isdisjoint(who)
    }


def _near(read: Relations) -> dict[tuple[str, str, str], Seats]:
    """By county, theme and body, the forums of the county with the theme where it sits."""
    sources, inside = read.by("ks:statedIn"), read.kept(_in_forums)
    themes = read.pairs(f"{FORUM} ; dct:subject ?b")
    held: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for forum, regions in read.pairs(f"{FORUM} ; dct:spatial/ks:within ?b . {COUNTY}").items():
        if forum in sources:
            for actor in inside.get(forum, NONE):
                for region in regions:
                    for theme in themes.get(forum, NONE):
                        held[region, theme, actor].add(forum)
    return {key: Seats(listed(fs), listed(of(sources, fs))) for key, fs in held.items()}
