"""What tells overlaps apart beside the named questions: groups, units, areas, who works with what.

Each relation is read once, when it is first asked for, and nothing here is a claim by itself.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TypeVar

from kgraph.findings.material import Material, source_of
from kgraph.findings.value import MODES
from kgraph.quick.relations import turned

_PREFIXES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX group-resolution: <https://w3id.org/kompsam/vocab/group-resolution/>
"""
_LISTED = "SELECT ?group ?member { ?group a ks:ActorGroup ; foaf:member ?member }"
_DERIVED = """SELECT DISTINCT ?group ?member {
  ?group ks:groupResolution group-resolution:derived ; ks:groupMemberType ?type ;
    dct:spatial/^ks:within ?place .
  ?member dct:spatial ?place ; org:classification ?type . }"""
_OPEN = "SELECT ?group (?group AS ?self) { ?group ks:groupResolution group-resolution:open }"
_UNITS = "SELECT ?unit ?whole { ?unit org:unitOf|org:subOrganizationOf ?whole }"
_BRANCHES = "SELECT ?part ?whole { ?part a ks:Forum ; dct:isPartOf ?whole . ?whole a ks:Forum }"
_STATED = "SELECT ?mandate ?passage { ?mandate a ks:Mandate ; ks:statedIn ?passage }"
_PLACES = "SELECT ?mandate ?place { ?mandate a ks:Mandate ; dct:spatial ?place }"
_OUR_READING = "SELECT ?mandate (?mandate AS ?self) { ?mandate a ks:Mandate ; ks:inferred true }"
_SECTORS = """SELECT ?actor ?sector { ?actor org:classification ?sector .
  ?sector skos:inScheme <https://w3id.org/kompsam/vocab/sector> }"""
_BENEFICIARIES = "SELECT ?measure ?group { ?measure a ks:Measure ; ks:targetGroup ?group }"
_AREAS = "SELECT ?strategy ?place { ?strategy a ks:Strategy ; dct:spatial ?place }"
_WITHIN = "SELECT ?inner ?outer { ?inner ks:within ?outer }"
_KINDS = "SELECT ?strategy ?kind { ?strategy a ks:Strategy ; ks:documentType ?kind }"
_LINKS = "SELECT ?a ?b { ?a a ks:Strategy ; ks:alignsWith ?b . ?b a ks:Strategy }"
_THEMES = """SELECT DISTINCT ?strategy ?theme ?passage {
  VALUES ?type { ks:Goal ks:Priority ks:Measure }
  ?element a ?type ; ks:partOfStrategy ?strategy ; dct:subject/skos:broader* ?theme ;
    ks:statedIn ?passage . }"""
_FOLLOWED = """SELECT ?follow ?target ?recipient {
  ?follow a ks:FollowUp ; ks:inView true ; ks:target ?target .
  OPTIONAL { ?follow ks:reportsTo ?recipient } }"""
Pairs = dict[str, frozenset[str]]
Placed = dict[str, dict[str, frozenset[int]]]
_T = TypeVar("_T")


def _those(
    known: Mapping[str, Mapping[str, frozenset[_T]]], ones: Iterable[str], others: Iterable[str]
) -> list[frozenset[_T]]:
    """What is known of each of some things with each of some others."""
    sets = (map(known.get(one, {}).get, others) for one in ones)
    return [found for each in sets for found in each if found]


def one_after_another(lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Lists that are in order as one in order, each word once."""
    found: tuple[str, ...] = ()
    for one in sorted(filter(None, lists)):
        found = found + one if not found or found[-1] < one[0] else tuple(sorted({*found, *one}))
    return found


class Ties:
    """The relations, read from one view's material."""

    def __init__(self, material: Material) -> None:
        """Nothing is asked yet."""
        self.material = material
        self._seated: dict[tuple[str, str], frozenset[str]] = {}
        self._seats: dict[str, Mapping[str, frozenset[str]]] = {}
        self._passages: dict[tuple[str, tuple[str, ...]], tuple[str, ...]] = {}
        self._stands: dict[tuple[str, tuple[str, ...]], frozenset[str]] = {}

    def _pairs(self, text: str) -> Pairs:
        found: dict[str, set[str]] = defaultdict(set)
        for one, other in self._rows(text):
            found[one].add(other)
        return {one: frozenset(others) for one, others in found.items()}

    def _rows(self, text: str) -> list[tuple[str, ...]]:
        _, rows = self.material.store.texts(_PREFIXES + text, self.material.view)
        return list(map(tuple, rows))

    # -- groups and units ------------------------------------------------------------------

    @cached_property
    def listed(self) -> Pairs:
        """By group, the members that a source lists."""
        return self._pairs(_LISTED)

    @cached_property
    def derived(self) -> Pairs:
        """By group, the members that its kind and territory give."""
        return self._pairs(_DERIVED)

    @cached_property
    def open_groups(self) -> frozenset[str]:
        """Groups of unknown members: two forums that both have one need share nobody."""
        return frozenset(self._pairs(_OPEN))

    def members(self, group: str) -> frozenset[str]:
        """Everybody known to be in a group, listed or derived."""
        return self.listed.get(group, frozenset()) | self.derived.get(group, frozenset())

    def opened(self, actors: Iterable[str], mode: str) -> frozenset[str]:
        """Actors with each group replaced by its members, as far as the group mode goes."""
        found: set[str] = set()
        for actor in actors:
            inner = {
                MODES[0]: frozenset[str](),
                MODES[1]: self.listed.get(actor, frozenset()),
                MODES[2]: self.members(actor),
            }[mode]
            found |= inner or {actor}
        return frozenset(found)

    @cached_property
    def _units(self) -> Pairs:
        found: dict[str, set[str]] = defaultdict(set)
        for unit, wholes in self._pairs(_UNITS).items():
            for whole in wholes:
                found[unit].add(whole)
                found[whole].add(unit)
        return {one: frozenset(others) for one, others in found.items()}

    def with_units(self, actors: Iterable[str]) -> frozenset[str]:
        """Actors with their units and the bodies that they are units of."""
        chosen = set(actors)
        return frozenset(chosen.union(*(self._units.get(a, frozenset()) for a in chosen)))

    # -- forums ----------------------------------------------------------------------------

    @cached_property
    def branches(self) -> Pairs:
        """By forum, the forums that it is a branch of, all the way up."""
        direct = self._pairs(_BRANCHES)
        found: Pairs = {}
        for forum in direct:
            above: set[str] = set()
            todo = list(direct[forum])
            while todo:
                if (whole := todo.pop()) not in above:
                    above.add(whole)
                    todo += direct.get(whole, frozenset())
            found[forum] = frozenset(above - {forum})
        return found

    def seated(self, region: str, mode: str) -> frozenset[str]:
        """Everybody in some forum of a county under a group mode; all forums without a county."""
        if (region, mode) not in self._seated:
            members = self.material.members.items()
            near = [m[mode] for f, m in members if not region or self.regions.get(f, "") == region]
            self._seated[region, mode] = frozenset[str]().union(*near)
        return self._seated[region, mode]

    def seats(self, mode: str) -> Mapping[str, frozenset[str]]:
        """By body, the forums where it sits under a group mode."""
        if mode not in self._seats:
            members = self.material.members.items()
            self._seats[mode] = turned({forum: modes[mode] for forum, modes in members})
        return self._seats[mode]

    def one_forum(self, one: str, other: str) -> bool:
        """Whether one forum is a branch of the other."""
        return other in self.branches.get(one, ()) or one in self.branches.get(other, ())

    @cached_property
    def conveners(self) -> Pairs:
        """By forum, who convenes it."""
        found: dict[str, set[str]] = defaultdict(set)
        for row in self.material.rows("forum-members"):
            if row["counted"] == "true" and row["role"].endswith("/sammankallande"):
                found[row["forum"]].add(row["member"])
        return {forum: frozenset(who) for forum, who in found.items()}

    @cached_property
    def read_in(self) -> frozenset[tuple[str, str]]:
        """Who convenes which forum by our reading alone: no passage says it outright."""
        said, read = set[tuple[str, str]](), set[tuple[str, str]]()
        for row in self.material.rows("forum-members"):
            if row["counted"] == "true" and row["role"].endswith("/sammankallande"):
                (read if row["inferred"] == "true" else said).add((row["member"], row["forum"]))
        return frozenset(read - said)

    def meetings(self, one: str, other: str) -> tuple[frozenset[str], frozenset[str]]:
        """Forums and projects where two meet: themselves, and through members of a group."""
        meeting = self.material.meeting
        through = {
            forum
            for a in (self.members(one) or {one})
            for b in (self.members(other) or {other})
            if (a, b) != (one, other)
            for forum in meeting(a, b)
        }
        own = frozenset(meeting(one, other))
        return own, frozenset(through) - own

    # -- mandates, measures, strategies, follow-ups ----------------------------------------

    @cached_property
    def stated(self) -> Pairs:
        """By mandate, the passages that state it."""
        return self._pairs(_STATED)

    @cached_property
    def places(self) -> Pairs:
        """By mandate, the area that a source gives it."""
        return self._pairs(_PLACES)

    @cached_property
    def sectors(self) -> Pairs:
        """By body, its sectors."""
        return self._pairs(_SECTORS)

    @cached_property
    def our_reading(self) -> frozenset[str]:
        """Mandates that are our inference."""
        return frozenset(self._pairs(_OUR_READING))

    @cached_property
    def beneficiaries(self) -> Pairs:
        """By measure, the target groups that a source gives it."""
        return self._pairs(_BENEFICIARIES)

    @cached_property
    def workers(self) -> Pairs:
        """By goal, priority or measure, who has a role in it."""
        found: dict[str, set[str]] = defaultdict(set)
        for layer in ("actor-element", "actor-element-support"):
            for row in self.material.layer(layer):
                found[row["b"]].add(row["a"])
        return {element: frozenset(who) for element, who in found.items()}

    @cached_property
    def areas(self) -> Pairs:
        """By strategy, its area."""
        return self._pairs(_AREAS)

    @cached_property
    def _within(self) -> Pairs:
        return self._pairs(_WITHIN)

    def nested(self, one: str, other: str) -> bool:
        """Whether the area of one strategy lies within that of the other, and is not the same."""
        a, b = self.areas.get(one, frozenset()), self.areas.get(other, frozenset())
        around = {p for place in a for p in self._within.get(place, ())}
        around_other = {p for place in b for p in self._within.get(place, ())}
        return not a & b and bool(around & b or around_other & a)

    @cached_property
    def document_types(self) -> Pairs:
        """By strategy, the kind of document."""
        return self._pairs(_KINDS)

    @cached_property
    def links(self) -> Pairs:
        """By strategy, the strategies that it is said to carry out, serve or heed."""
        return self._pairs(_LINKS)

    @cached_property
    def _placed(self) -> tuple[list[str], Placed]:
        """Passages in order; by strategy and theme, the places there of those that have it.

        Numbers and not names, since many pairs of strategies gather and sort the same ones.
        """
        rows = self._rows(_THEMES)
        order = sorted({passage for _, _, passage in rows})
        place = {passage: i for i, passage in enumerate(order)}
        found: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
        for strategy, theme, passage in rows:
            found[strategy][theme].add(place[passage])
        return order, {s: {t: frozenset(p) for t, p in by.items()} for s, by in found.items()}

    def theme_passages(self, strategies: Iterable[str], themes: Iterable[str]) -> tuple[str, ...]:
        """The passages whose goals, priorities or measures give the strategies the themes."""
        return one_after_another([self._passages_of(s, tuple(themes)) for s in strategies])

    def _passages_of(self, strategy: str, themes: tuple[str, ...]) -> tuple[str, ...]:
        """The same of one strategy: many pairs that it is part of share the same themes."""
        key = strategy, themes
        if key not in self._passages:
            order, placed = self._placed
            places = frozenset[int]().union(*_those(placed, [strategy], themes))
            self._passages[key] = tuple([order[i] for i in sorted(places)])
        return self._passages[key]

    @cached_property
    def _theme_sources(self) -> dict[str, dict[str, frozenset[str]]]:
        """By strategy and theme, the documents that the passages stand in."""
        order, placed = self._placed
        stands = [self.material.home(source_of(passage)) for passage in order]
        return {
            strategy: {t: frozenset(stands[i] for i in p) - {""} for t, p in by_theme.items()}
            for strategy, by_theme in placed.items()
        }

    def theme_sources(self, strategies: Iterable[str], themes: Iterable[str]) -> frozenset[str]:
        """The documents that those passages stand in, counted once for each strategy and theme."""
        every = tuple(themes)
        return frozenset[str]().union(*(self._sources_of(s, every) for s in strategies))

    def _sources_of(self, strategy: str, themes: tuple[str, ...]) -> frozenset[str]:
        key = strategy, themes
        if key not in self._stands:
            known = _those(self._theme_sources, [strategy], themes)
            self._stands[key] = frozenset[str]().union(*known)
        return self._stands[key]

    @cached_property
    def followed(self) -> dict[tuple[str, str], frozenset[str]]:
        """By what is followed up and for whom (empty where nobody is named), the follow-ups."""
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for follow, target, recipient in self._rows(_FOLLOWED):
            found[target, recipient].add(follow)
        return {key: frozenset(follows) for key, follows in found.items()}

    # -- counties --------------------------------------------------------------------------

    @cached_property
    def regions(self) -> dict[str, str]:
        """By forum, its county; empty for a forum of no single county."""
        return {row["forum"]: row["region"] for row in self.material.rows("forum-register")}

    @cached_property
    def open_forums(self) -> frozenset[str]:
        """Forums whose list of members is open or was not read in full."""
        return frozenset(
            row["forum"] for row in self.material.rows("forum-register") if row["open"] == "true"
        )

    @cached_property
    def _callers(self) -> Pairs:
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        forums: Counter[str] = Counter()
        for forum, who in self.conveners.items():
            county = self.regions.get(forum, "")
            forums[county] += 1
            counts[county].update(who)
        return {
            county: self.with_units(a for a, n in called.items() if 2 * n >= forums[county])
            for county, called in counts.items()
        }

    def callers(self, region: str) -> frozenset[str]:
        """Who convenes half or more of a county's forums, with their units."""
        return self._callers.get(region, frozenset())

    def is_own(self, forum: str, group: str) -> bool:
        """Whether a forum is a group's own: nobody else is known in it but who convenes it."""
        known = self.material.members.get(forum, {}).get(MODES[0], frozenset())
        return known - self.with_units(self.conveners.get(forum, frozenset())) == {group}

    @cached_property
    def ended(self) -> frozenset[str]:
        """Documents that are no longer in force on the view's date."""
        day = self.material.view.as_of.isoformat()
        documents = self.material.documents.items()
        return frozenset(d for d, known in documents if known.through and known.through < day)

    def unread_strategies(self) -> dict[str, list[str]]:
        """By county, the strategies in force that nobody has read."""
        found: dict[str, list[str]] = defaultdict(list)
        for strategy in sorted({row["strategy"] for row in self.material.rows("follow-up")}):
            known = self.material.document(strategy)
            if not known.loaded and strategy not in self.ended:
                found[known.region].append(strategy)
        return found
