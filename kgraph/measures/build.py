"""From a network to its measures, county by county."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from kgraph import matrix, network, queries
from kgraph.errors import UsageError
from kgraph.measures import readings
from kgraph.measures.kinds import LOW_FIRST
from kgraph.measures.value import County, Item, Measure, Measures
from kgraph.network import Edge, Network, Node, analysis
from kgraph.network.analysis import Pair, Scores, Scoring, Steadiness
from kgraph.network.facts import bilingual
from kgraph.project import Project
from kgraph.queries import near_miss, resolve
from kgraph.store import Store, View
from kgraph.terms import VOCAB, Term
from kgraph.wording import Text, collation_key

DRAWS = 50
# More ties than this between actors say nothing that the two-mode graph does not say better.
MOST_TIES = 20_000
# Steps that all draws of one loss may take together; a larger network gets fewer draws.
_WORK = 2_000_000


@dataclass(frozen=True, slots=True)
class Arena:
    """What actors take part in, in one network: kinds of nodes, and what people call them."""

    kinds: frozenset[str]
    words: Text


NETWORKS: dict[str, Arena] = {
    "actor-forum": Arena(frozenset({"forum"}), Text("forum", "forums")),
    "actor-project": Arena(frozenset({"project"}), Text("projekt", "projects")),
    "actor-element": Arena(
        frozenset({"goal", "priority", "measure", "target-state", "challenge", "strategy"}),
        Text("strategier, mål och insatser", "strategies, goals and measures"),
    ),
    "actor-theme": Arena(frozenset({"theme"}), Text("teman", "themes")),
}
_CONVENING = {VOCAB("role/sammankallande"), VOCAB("role/ordforande")}
_COUNTIES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX territory-type: <https://w3id.org/kompsam/vocab/territory-type/>
SELECT ?county WHERE { ?county ks:territoryType territory-type:lan }"""
_SECTORS = """
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX vocab: <https://w3id.org/kompsam/vocab/>
SELECT DISTINCT ?actor ?sector WHERE {
  ?actor org:classification ?sector . ?sector skos:inScheme vocab:sector .
}"""
_LISTS = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX relation-kind: <https://w3id.org/kompsam/vocab/relation-kind/>
SELECT DISTINCT ?forum ?fact WHERE {
  ?forum a ks:Forum .
  { ?forum ks:openList true . BIND("open" AS ?fact) }
  UNION {
    ?statement ks:coversSubject ?forum ; ks:coversRelation relation-kind:medlemskap .
    BIND("read" AS ?fact)
  }
}"""
_AUTHORS = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX dct: <http://purl.org/dc/terms/>
SELECT DISTINCT ?passage ?source ?publisher WHERE {
  ?passage a ks:AssertionGraph ; prov:wasDerivedFrom ?source .
  OPTIONAL { ?source dct:publisher ?publisher }
}"""
_UNITS = """
PREFIX org: <http://www.w3.org/ns/org#>
SELECT DISTINCT ?unit ?body WHERE { ?unit org:unitOf+ ?body }"""
_ELEMENT_THEMES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX dct: <http://purl.org/dc/terms/>
SELECT DISTINCT ?element ?theme WHERE {
  VALUES ?type { ks:Goal ks:Priority ks:Measure }
  ?element a ?type ; dct:subject ?theme .
}"""


def build(
    project: Project,
    store: Store,
    view: View,
    *,
    name: str = "actor-forum",
    region: str = "",
    draws: int = DRAWS,
) -> Measures:
    """Measure a network, county by county.

    Parameters:
        name: a key of ``NETWORKS``.
        region: a county, as a person names it; all that have anything when empty.
        draws: how often statements are taken away at random at each loss.

    Raises:
        UsageError: a network or county that is not there.
    """
    if name not in NETWORKS:
        listed = Text(f"Välj bland: {', '.join(NETWORKS)}.", f"Choose from: {', '.join(NETWORKS)}.")
        raise UsageError(
            Text(f"{name} har inga mått.", f"{name} has no measures."),
            "--network",
            near_miss(name, NETWORKS, listed),
        )
    graph = _Graph(project, store, view, name)
    counties = [_county(store, view, region)] if region else graph.counties
    made = [_measured(graph, county, draws) for county in counties]
    return Measures(
        name,
        graph.network.title,
        NETWORKS[name].words,
        tuple(sorted(made, key=lambda c: (not c.id, collation_key(c.label.sv)))),
        view,
        {passage.id: passage.words for passage in graph.network.passages},
    )


def _county(store: Store, view: View, region: str) -> str:
    found = resolve(store, region, view, "Territory", "region")
    if found not in {str(row[0]) for row in store.select(_COUNTIES, view).rows}:
        raise UsageError(
            Text(f"{region} är inget län.", f"{region} is no county."),
            "--region",
            Text("Ange ett län, till exempel jonkopings-lan.", "Name a county."),
        )
    return str(found)


class _Graph:
    """The whole network, and what is asked of the store beside it."""

    def __init__(self, project: Project, store: Store, view: View, name: str) -> None:
        self.project, self.store, self.view, self.name = project, store, view, name
        self.arena = NETWORKS[name]
        self.network: Network = network.build(project, store, name, {}, view)
        self.nodes: dict[str, Node] = {node.id: node for node in self.network.nodes}
        self.edges = [
            edge for edge in self.network.edges if self.nodes[edge.target].kind in self.arena.kinds
        ]

    @property
    def counties(self) -> list[str]:
        """The counties that have an arena, and "" when some belongs to none."""
        found = {county for edge in self.edges for county in self.counties_of(edge)}
        if self.name == "actor-forum":
            arenas = (n for n in self.nodes.values() if n.kind in self.arena.kinds)
            found |= {county for node in arenas for county in node.county}
        return sorted(found)

    def counties_of(self, edge: Edge) -> tuple[str, ...]:
        """The counties of what is taken part in; a theme has those of the actor."""
        node = self.nodes[edge.source if self.name == "actor-theme" else edge.target]
        return node.county or ("",)

    def grouped(self, text: str) -> dict[str, set[str]]:
        """The rows of a query of two columns, as values by thing."""
        found: dict[str, set[str]] = defaultdict(set)
        for thing, value in self.store.select(text, self.view).rows:
            found[str(thing)].add(str(value))
        return found

    @cached_property
    def sectors(self) -> dict[str, set[str]]:
        """The sectors of each actor."""
        return self.grouped(_SECTORS)

    @cached_property
    def lists(self) -> dict[str, set[str]]:
        """Of each forum, whether its list of members is open or was read in full."""
        return self.grouped(_LISTS)

    @cached_property
    def units(self) -> dict[str, set[str]]:
        """The bodies that each unit is part of."""
        return self.grouped(_UNITS)

    @cached_property
    def authors(self) -> dict[str, tuple[str, str]]:
        """Source and publisher of each passage."""
        rows = self.store.select(_AUTHORS, self.view).rows
        return {str(p): (str(source), str(who or "")) for p, source, who in rows}

    @cached_property
    def themes(self) -> dict[str, set[str]]:
        """The themes of each goal, priority and measure."""
        return self.grouped(_ELEMENT_THEMES)

    @cached_property
    def coverage(self) -> list[dict[str, Term | None]]:
        """The rows of the question about forums for priorities."""
        names = queries.catalogue(self.project)
        found = queries.find(names, "forum-coverage")
        return queries.run(self.store, found, {}, self.view).dicts()

    def labels(self, things: Collection[str]) -> dict[str, Text]:
        """Names, from the network where it has them."""
        unknown = [thing for thing in things if thing not in self.nodes]
        named = bilingual(self.store, unknown) if unknown else {}
        return {t: self.nodes[t].label if t in self.nodes else named[t] for t in things}


@dataclass
class _Part:
    """One county's part of a network."""

    graph: _Graph
    county: str
    draws: int
    edges: list[Edge] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.edges = [e for e in self.graph.edges if self.county in self.graph.counties_of(e)]
        self.pairs: list[Pair] = [(edge.source, edge.target) for edge in self.edges]
        self.actors = analysis.actors_of(self.pairs)
        self.arenas = sorted({arena for _, arena in self.pairs})
        self.evidence = tuple(sorted({p for edge in self.edges for p in edge.evidence}))
        work = len(set(self.pairs)) * (len(self.actors) + len(self.arenas)) or 1
        self.draws = min(self.draws, max(5, _WORK // work))

    @property
    def too_large(self) -> bool:
        """Whether a projection would be made of ties that one large arena gives."""
        return analysis.ties(self.pairs) > MOST_TIES

    @property
    def too_small(self) -> bool:
        """Whether fewer than two arenas have two known actors, so that all meet all or nobody."""
        members = analysis.members_of(self.pairs).values()
        return sum(len(found) > 1 for found in members) < 2

    @property
    def alone(self) -> list[str]:
        """Forums of the county that no known member takes part in."""
        nodes = self.graph.nodes.values()
        mine = [n for n in nodes if n.kind == "forum" and self.county in (n.county or ("",))]
        return [n.id for n in mine if n.id not in self.arenas]

    @property
    def publishers(self) -> set[str]:
        """Who published what the network is read from."""
        return {self.graph.authors[p][1] for p in self.evidence if p in self.graph.authors} - {""}

    def conveners(self, *arenas: str) -> set[str]:
        """Those who convene any of these, the bodies they are units of and those bodies' units."""
        calling = [e.source for e in self.edges if e.target in arenas and e.role in _CONVENING]
        bodies = {_body(self.graph, actor) for actor in calling}
        return {actor for actor in self.actors if _body(self.graph, actor) in bodies}

    def likeness(self, one: str, other: str) -> float:
        """Shared members out of all of both, without those who convene either."""
        members, out = analysis.members_of(self.pairs), self.conveners(one, other)
        return len(members[one] & members[other] - out) / len((members[one] | members[other]) - out)

    def wrote(self, actor: str) -> bool:
        """Whether an actor, or the body it is a unit of, published what is read."""
        return bool({actor, *self.graph.units.get(actor, ())} & self.publishers)


def _measured(graph: _Graph, county: str, draws: int) -> County:
    part = _Part(graph, county, draws)
    label = graph.labels([county])[county] if county else readings.NO_COUNTY
    arena = graph.arena.words
    measures = [*_whole(part), *_ranked(part), *_others(part)]
    if county and graph.name == "actor-forum":
        measures += _of_strategies(part)
    return County(
        county,
        label,
        readings.size(len(part.actors), len(part.arenas), len(part.edges), arena),
        _coverage(part),
        _author(part),
        readings.in_order(measures),
        part.evidence,
        part.draws,
    )


def _coverage(part: _Part) -> Text:
    if part.graph.name != "actor-forum":
        return readings.COVERAGE_UNKNOWN
    lists = part.graph.lists
    every = [*part.arenas, *part.alone]
    closed = [f for f in every if "read" in lists.get(f, ()) and "open" not in lists[f]]
    opened = [f for f in every if "open" in lists.get(f, ())]
    return readings.coverage(len(closed), len(every), len(part.alone), len(opened))


def _author(part: _Part) -> Text:
    sources = {part.graph.authors[p][0] for p in part.evidence if p in part.graph.authors}
    labels = part.graph.labels(sorted(part.publishers))
    named = sorted(labels.values(), key=lambda label: collation_key(label.sv))
    return readings.author(len(sources), named)


# -- the whole network -----------------------------------------------------------------------


def _n(part: _Part) -> Text:
    return readings.size(
        len(part.actors), len(part.arenas), len(part.edges), part.graph.arena.words
    )


def _whole(part: _Part) -> list[Measure]:
    """Density, centralisation and clustering, with their range when a fifth is taken away."""
    if part.too_small:
        words = readings.too_small(part.graph.arena.words)
        return [Measure(n, words, _n(part)) for n in ("density", "centralisation", "clustering")]
    samples = [analysis.thinned(part.pairs, 0.2, draw) for draw in range(part.draws)]
    found = []
    for name, score in (("density", analysis.density), ("clustering", _mean_clustering)):
        found.append(_scalar(part, name, score(part.pairs), [score(s) for s in samples]))
    if part.too_large:
        return [*found, Measure("centralisation", readings.TOO_LARGE, _n(part))]
    score = analysis.centralisation
    return [
        *found,
        _scalar(part, "centralisation", score(part.pairs), [score(s) for s in samples]),
    ]


def _mean_clustering(pairs: Sequence[Pair]) -> float | None:
    scores = analysis.clustering(pairs)
    return sum(scores.values()) / len(scores) if scores and len(scores) > 1 else None


def _scalar(part: _Part, name: str, value: float | None, draws: Sequence[float | None]) -> Measure:
    told = [d for d in draws if d is not None]
    if value is None or not told:
        return Measure(name, readings.too_small(part.graph.arena.words), _n(part))
    low, high = min(told), max(told)
    return Measure(name, readings.scalar(value, low, high), _n(part), value, low, high)


# -- rankings --------------------------------------------------------------------------------

_ABSENT: dict[str, float | None] = {
    "betweenness": 0.0,
    "betweenness-direct": 0.0,
    "brokerage": 0.0,
}


def _ranked(part: _Part) -> list[Measure]:
    scoring: dict[str, Scoring] = {
        "betweenness": analysis.betweenness,
        "redundancy": analysis.redundancy,
    }
    direct: dict[str, Scoring] = {
        "betweenness-direct": analysis.betweenness_projected,
        "constraint": analysis.constraint,
        "effective-size": analysis.effective_size,
        "brokerage": analysis.brokered,
    }
    if part.too_small:
        words = readings.too_small(part.graph.arena.words)
        return [Measure(name, words, _n(part)) for name in (*scoring, *direct)]
    large = [Measure(n, readings.TOO_LARGE, _n(part)) for n in direct if part.too_large]
    scoring |= {} if part.too_large else direct
    steady = analysis.steadiness(
        part.pairs, scoring, absent=_ABSENT, low_first=LOW_FIRST, draws=part.draws
    )
    notes = _notes(part) if not part.too_large else {}
    made = [
        _ranking(part, name, score(part.pairs), steady[name], notes.get(name, {}))
        for name, score in scoring.items()
    ]
    return [*made, *large]


def _notes(part: _Part) -> dict[str, dict[str, Text]]:
    roles = analysis.brokerage(part.pairs, part.graph.sectors)
    return {
        "brokerage": {actor: readings.roles(roles, actor) for actor in part.actors},
        "effective-size": {
            actor: readings.per_contact(value)
            for actor, value in analysis.efficiency(part.pairs).items()
        },
    }


def _ranking(
    part: _Part, name: str, scores: Scores, steady: Steadiness, notes: Mapping[str, Text]
) -> Measure:
    labels = part.graph.labels(sorted(scores))
    ranks = _ranks(scores, steady.verdict, name in LOW_FIRST)
    items = [
        Item(
            actor,
            labels[actor],
            value,
            steady.low.get(actor),
            steady.high.get(actor),
            ranks.get(actor),
            notes.get(actor, Text("", "")),
        )
        for actor, value in scores.items()
    ]
    last = len(items) + 1
    items.sort(key=lambda item: (item.rank or last, collation_key(item.label.sv)))
    holds = steady.verdict if readings.differ(items) else ""
    reading = readings.ranking(name, items, holds, steady, part.wrote)
    if name == "brokerage":
        known = sum(1 for actor in part.actors if part.graph.sectors.get(actor))
        n = readings.with_sectors(_n(part), known, len(part.actors))
    else:
        n = readings.with_values(_n(part), len(scores)) if name == "redundancy" else _n(part)
    return Measure(name, reading, n, holds=holds, losses=steady.losses, items=tuple(items))


def _ranks(scores: Scores, verdict: str, low_first: bool) -> dict[str, int]:
    """Places as far down as they hold; equal values share one."""
    if verdict == "none":
        return {}
    sign = 1 if low_first else -1
    ordered = sorted(scores, key=lambda actor: (sign * scores[actor], actor))
    places = {
        actor: 1 + sum(sign * scores[other] < sign * scores[actor] - 1e-9 for other in ordered)
        for actor in ordered
    }
    return places if verdict == "order" else {ordered[0]: 1}


# -- links, circles and forums that hear each other ------------------------------------------


def _others(part: _Part) -> list[Measure]:
    return [_cut_points(part), _interlock(part), *_circles(part)]


def _cut_points(part: _Part) -> Measure:
    if part.too_small:
        return Measure("cut-points", readings.too_small(part.graph.arena.words), _n(part))
    found = analysis.cut_points(part.pairs)
    kept: Counter[str] = Counter()
    for draw in range(part.draws):
        kept.update(analysis.cut_points(analysis.thinned(part.pairs, 0.2, draw)).keys())
    labels = part.graph.labels(sorted(found))
    items = [
        Item(a, labels[a], parts, note=readings.still_cut(kept[a], part.draws, part.wrote(a)))
        for a, parts in found.items()
    ]
    items.sort(key=lambda item: collation_key(item.label.sv))
    sure = [item for item in items if kept[item.id] >= analysis.HOLDS * part.draws]
    reading = readings.cut_points(items, sure, analysis.components(part.pairs))
    return Measure("cut-points", reading, _n(part), float(len(items)), items=tuple(items))


def _interlock(part: _Part) -> Measure:
    found = analysis.interlock(part.pairs)
    possible = len(part.arenas) * (len(part.arenas) - 1) // 2
    if not possible:
        return Measure("interlock", readings.too_small(part.graph.arena.words), _n(part))
    labels = part.graph.labels(sorted({*part.arenas, *part.actors}))
    items = []
    for (one, other), (shared, _) in found.items():
        if left := sorted(shared - part.conveners(one, other)):
            note = readings.listed([labels[actor] for actor in left])
            both = readings.two(labels[one], labels[other])
            items.append(Item(f"{one} {other}", both, part.likeness(one, other), note=note))
    items.sort(key=lambda item: collation_key(item.label.sv))
    reading = readings.interlock(len(found), len(items), possible, part.graph.arena.words)
    return Measure("interlock", reading, _n(part), len(items) / possible, items=tuple(items))


def _circles(part: _Part) -> list[Measure]:
    if part.too_large or part.too_small:
        words = readings.too_small(part.graph.arena.words)
        words = readings.TOO_LARGE if part.too_large else words
        return [Measure(name, words, _n(part)) for name in ("communities", "cross-density")]
    found = analysis.communities(part.pairs)
    if found is None:
        return []
    labels = part.graph.labels(part.actors)
    cores = [
        sorted((labels[actor] for actor in core), key=lambda label: collation_key(label.sv))
        for core in found.cores
        if len(core) > 1
    ]
    items = [
        Item(f"circle {number}", readings.listed(core), float(len(core)))
        for number, core in enumerate(cores, 1)
    ]
    n = readings.with_ties(_n(part), found.actors)
    low, high = found.modularities
    circles = Measure(
        "communities",
        readings.circles(found, [item.label for item in items]),
        n,
        None,
        low,
        high,
        items=tuple(items),
    )
    across = found.across
    if across is None:
        return [circles, Measure("cross-density", readings.ONE_CIRCLE, n)]
    return [circles, Measure("cross-density", readings.across(*across), n, None, *across)]


# -- the parts of strategies -----------------------------------------------------------------

_NEAREST = ("named", "area", "whole")


def _of_strategies(part: _Part) -> list[Measure]:
    return [_fragmentation(part), _forum_coverage(part)]


def _fragmentation(part: _Part) -> Measure:
    """How the parts of each theme are spread over those who answer at the nearest level."""
    graph = part.graph
    table = matrix.build(
        graph.project, graph.store, "actor", "element", graph.view, region=part.county
    )
    carried: dict[str, Counter[str]] = defaultdict(Counter)
    parts: dict[str, set[str]] = defaultdict(set)
    for column in table.columns:
        for body in {_body(graph, actor) for actor in _answering(table, column)}:
            for theme in graph.themes.get(column.id, ()):
                carried[theme][body] += 1
                parts[theme].add(column.id)
    answered = sum(bool(_answering(table, column)) for column in table.columns)
    labels = graph.labels(sorted(carried))
    items = []
    for theme, counts in carried.items():
        if found := analysis.spread(counts.values()):
            concentration, value, entropy = found
            note = readings.spread(len(counts), len(parts[theme]), concentration, entropy)
            items.append(Item(theme, labels[theme], value, note=note))
    items.sort(key=lambda item: collation_key(item.label.sv))
    n = readings.parts(answered, len(table.columns))
    return Measure("fragmentation", readings.fragmentation(items), n, items=tuple(items))


def _body(graph: _Graph, actor: str) -> str:
    """What an actor is a unit of, else itself: a body and its unit do not split anything."""
    return min(graph.units.get(actor, ()), default=actor)


def _answering(table: matrix.Matrix, column: matrix.Head) -> list[str]:
    """Who answers for an element at the nearest level that anybody does."""
    signs = {row.id: table.cell(row, column).sign for row in table.rows}
    nearest = next((sign for sign in _NEAREST if sign in signs.values()), "")
    return sorted(actor for actor, sign in signs.items() if nearest and sign == nearest)


def _forum_coverage(part: _Part) -> Measure:
    rows = [row for row in part.graph.coverage if str(row["region"]) == part.county]
    found = Counter(_covered(row) for row in rows)
    n = readings.covered_of(len(rows))
    if not rows:
        return Measure("forum-coverage", readings.NOTHING_IN_SOURCE, n)
    stated = found["itself"] + found["above"]
    low, value = found["itself"] / len(rows), stated / len(rows)
    high = (stated + found["possible"] + found["unknown"]) / len(rows)
    reading = readings.forum_coverage(found, len(rows), value, high)
    return Measure("forum-coverage", reading, n, value, low, high)


def _covered(row: Mapping[str, Term | None]) -> str:
    """Whether a forum is stated for the element itself or above it, possible, or not there."""
    if str(row["coverage"]) == "stated":
        return "itself" if str(row["element"]) in str(row["via"] or "").split() else "above"
    if str(row["coverage"]) == "possible":
        return "possible"
    return "unknown" if row["status"] == VOCAB("gap-status/unknown") else "none"
