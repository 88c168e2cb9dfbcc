"""From a network to its measures, county by county, in every way to count groups."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from kgraph.errors import UsageError
from kgraph.measures import basis, phrases, rankings, readings
from kgraph.measures.kinds import LOW_FIRST
from kgraph.measures.part import NETWORKS, Graph, Part
from kgraph.measures.strategies import of_strategies
from kgraph.measures.value import County, Item, Measure, Measures
from kgraph.network import analysis
from kgraph.network.analysis import Pair, Scores
from kgraph.network.backbone import LEAST_ACTORS, backbone
from kgraph.network.communities import Communities, communities
from kgraph.network.groups import COLLAPSE, GROUP_MODES
from kgraph.network.steadiness import HOLDS, Scoring, Steadiness, steadiness, thinned
from kgraph.project import Project
from kgraph.queries import near_miss, resolve
from kgraph.store import Store, View
from kgraph.wording import Text, collation_key

DRAWS = 50
# Draws for the ways to count groups that stand beside the main one.
BESIDE = 20
_COUNTIES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX territory-type: <https://w3id.org/kompsam/vocab/territory-type/>
SELECT ?county WHERE { ?county ks:territoryType territory-type:lan }"""


def _silent(done: int, every: int) -> None:
    """Nobody is told how far the work has come."""


def build(
    project: Project,
    store: Store,
    view: View,
    *,
    name: str = "actor-forum",
    region: str = "",
    draws: int = DRAWS,
    tell: Callable[[int, int], None] = _silent,
) -> Measures:
    """Measure a network, county by county.

    Parameters:
        name: a key of ``NETWORKS``.
        region: a county, as a person names it; all that have anything when empty.
        draws: how often statements are taken away at random at each loss.
        tell: is told how many counties of how many are done.

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
    wanted = _county(store, view, region) if region else ""
    graph = Graph(project, store, view, name)
    counties = [wanted] if wanted else graph.counties
    made = []
    for done, county in enumerate(counties):
        tell(done, len(counties))
        made.append(_measured(graph, county, draws))
    tell(len(counties), len(counties))
    if not wanted and name == "actor-forum" and sum(1 for c in counties if c) > 1:
        made = _with_bridges(graph, made, draws)
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


def _measured(graph: Graph, county: str, draws: int) -> County:
    part = Part(graph, county, draws)
    made = {COLLAPSE: _measures(part)}
    sources = [actor for actor, _ in part.statements]
    for mode in list(GROUP_MODES)[1:]:
        changed = graph.groups.changes(sources, mode)
        if not changed:
            made[mode] = made[COLLAPSE]
            continue
        made[mode] = _measures(Part(graph, county, min(draws, BESIDE), mode))
    if county and graph.name == "actor-forum":
        made = {m: [*told, *of_strategies(graph, county, m)] for m, told in made.items()}
    return _county_of(part, county, _with_modes(made))


def _with_modes(made: Mapping[str, Sequence[Measure]]) -> list[Measure]:
    """The measures with groups as one, each with what it becomes when they are expanded."""
    by_name = {mode: {m.name: m for m in told} for mode, told in made.items()}
    return [
        replace(m, modes={mode: told[m.name] for mode, told in by_name.items() if m.name in told})
        for m in made[COLLAPSE]
    ]


def _county_of(part: Part, county: str, measures: Sequence[Measure]) -> County:
    graph = part.graph
    return County(
        county,
        graph.labels([county])[county] if county else phrases.NO_COUNTY,
        part.size,
        _coverage(part),
        _author(part),
        readings.in_order(measures),
        part.evidence,
        part.draws,
        _groups(part),
    )


def _groups(part: Part) -> Text:
    """How many of the actors are groups, and of how many the members are known."""
    groups = [actor for actor in part.actors if actor in part.graph.resolutions]
    listed, derived = (part.graph.groups.changes(groups, m) for m in list(GROUP_MODES)[1:])
    return basis.groups(len(groups), len(part.actors), listed, derived)


def _measures(part: Part) -> list[Measure]:
    return [*_whole(part), *_ranked(part), *_others(part)]


def _coverage(part: Part) -> Text:
    if part.graph.name != "actor-forum":
        return basis.COVERAGE_UNKNOWN
    lists = part.graph.lists
    every = [*part.arenas, *part.alone]
    closed = [f for f in every if "read" in lists.get(f, ()) and "open" not in lists[f]]
    opened = [f for f in every if "open" in lists.get(f, ())]
    return basis.coverage(len(closed), len(every), len(part.alone), len(opened))


def _author(part: Part) -> Text:
    sources = {part.graph.authors[p][0] for p in part.evidence if p in part.graph.authors}
    labels = part.graph.labels(sorted(part.publishers))
    named = sorted(labels.values(), key=lambda label: collation_key(label.sv))
    return basis.author(len(sources), named)


# -- the whole network -----------------------------------------------------------------------


def _whole(part: Part) -> list[Measure]:
    """What is told of all of it, with its range when a fifth is taken away."""
    names = ("density", "mean-degree", "centralisation", "clustering", "backbone")
    if part.too_small:
        words = basis.too_small(part.graph.arena.words)
        return [Measure(name, words, part.size) for name in names]
    samples = [part.widened(_sample(part, draw)) for draw in range(part.draws)]
    found = []
    for name, score in (("density", analysis.density), ("clustering", _mean_clustering)):
        found.append(_scalar(part, name, score(part.pairs), [score(s) for s in samples]))
    found[1] = replace(found[1], items=_clustering_items(part))
    found.append(_mean_degree(part, samples))
    if part.too_large:
        large = ("centralisation", "backbone")
        return [*found, *(Measure(name, basis.TOO_LARGE, part.size) for name in large)]
    centre = analysis.centralisation
    found.append(_scalar(part, "centralisation", centre(part.pairs), [centre(s) for s in samples]))
    return [*found, _backbone(part)]


def _sample(part: Part, draw: int) -> list[Pair]:
    return thinned(part.statements, 0.2, draw)


def _mean_clustering(pairs: Sequence[Pair]) -> float | None:
    scores = analysis.clustering(pairs)
    return sum(scores.values()) / len(scores) if len(scores) > 1 else None


def _clustering_items(part: Part) -> tuple[Item, ...]:
    """Each actor's own value, in Swedish order: nothing is ranked by it."""
    scores = analysis.clustering(part.pairs)
    labels = part.graph.labels(sorted(scores))
    items = [Item(actor, labels[actor], value) for actor, value in scores.items()]
    return tuple(sorted(items, key=lambda item: collation_key(item.label.sv)))


def _mean_degree(part: Part, samples: Sequence[Sequence[Pair]]) -> Measure:
    """How many arenas an actor is in, and how many actors an arena has, on average."""
    means = analysis.mean_degrees(part.pairs)
    told = [found[0] for s in samples if (found := analysis.mean_degrees(s)) is not None]
    if means is None or not told:
        return Measure("mean-degree", basis.too_small(part.graph.arena.words), part.size)
    low, high = min(told), max(told)
    reading = readings.mean_degree(*means, low, high, part.graph.arena.words)
    return Measure("mean-degree", reading, part.size, means[0], low, high)


def _scalar(part: Part, name: str, value: float | None, draws: Sequence[float | None]) -> Measure:
    told = [d for d in draws if d is not None]
    if value is None or not told:
        return Measure(name, basis.too_small(part.graph.arena.words), part.size)
    low, high = min(told), max(told)
    return Measure(name, readings.scalar(value, low, high), part.size, value, low, high)


def _backbone(part: Part) -> Measure:
    """The ties that the sizes of forums do not explain; from thirty actors up."""
    if len(part.actors) < LEAST_ACTORS:
        few = basis.too_few_for_backbone(len(part.actors), LEAST_ACTORS)
        return Measure("backbone", few, part.size)
    found = backbone(part.pairs)
    labels = part.graph.labels(sorted({end for a, b, *_ in found.kept for end in (a, b)}))
    items = [
        Item(f"{a} {b}", phrases.two(labels[a], labels[b]), float(shared), note=readings.chance(p))
        for a, b, shared, p in found.kept
    ]
    items.sort(key=lambda item: collation_key(item.label.sv))
    value = len(found.kept) / found.tested if found.tested else None
    reading = readings.backbone(len(found.kept), found.tested, found.expected)
    return Measure("backbone", reading, part.size, value, items=tuple(items))


# -- rankings --------------------------------------------------------------------------------

_ABSENT: dict[str, float | None] = {
    "betweenness": 0.0,
    "betweenness-direct": 0.0,
    "brokerage": 0.0,
}


def _ranked(part: Part) -> list[Measure]:
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
        words = basis.too_small(part.graph.arena.words)
        return [Measure(name, words, part.size) for name in (*scoring, *direct)]
    large = [Measure(n, basis.TOO_LARGE, part.size) for n in direct if part.too_large]
    scoring |= {} if part.too_large else direct
    steady = steadiness(
        part.statements,
        {name: _widening(part, score) for name, score in scoring.items()},
        absent=_ABSENT,
        low_first=LOW_FIRST,
        draws=part.draws,
    )
    notes = _notes(part) if not part.too_large else {}
    made = [
        _ranking(part, name, score(part.pairs), steady[name], notes.get(name, {}))
        for name, score in scoring.items()
    ]
    return [*made, *large]


def _widening(part: Part, score: Scoring) -> Scoring:
    """The same of statements, with those who stand for groups in their place."""
    return lambda statements: score(part.widened(statements))


def _notes(part: Part) -> dict[str, dict[str, Text]]:
    roles = analysis.brokerage(part.pairs, part.graph.sectors)
    return {
        "brokerage": {actor: rankings.roles(roles, actor) for actor in part.actors},
        "effective-size": {
            actor: rankings.per_contact(value)
            for actor, value in analysis.efficiency(part.pairs).items()
        },
    }


def _ranking(
    part: Part, name: str, scores: Scores, steady: Steadiness, notes: Mapping[str, Text]
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
    holds = steady.verdict if rankings.differ(items) else ""
    reading = rankings.ranking(name, items, holds, steady, part.wrote)
    if name == "brokerage":
        known = sum(1 for actor in part.actors if part.graph.sectors.get(actor))
        n = basis.with_sectors(part.size, known, len(part.actors))
    else:
        n = basis.with_values(part.size, len(scores)) if name == "redundancy" else part.size
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


def _others(part: Part) -> list[Measure]:
    return [_cut_points(part), _interlock(part), *_circles(part)]


def _cut_points(part: Part) -> Measure:
    if part.too_small:
        return Measure("cut-points", basis.too_small(part.graph.arena.words), part.size)
    found = analysis.cut_points(part.pairs)
    kept: Counter[str] = Counter()
    for draw in range(part.draws):
        kept.update(analysis.cut_points(part.widened(_sample(part, draw))).keys())
    labels = part.graph.labels(sorted(found))
    items = [
        Item(a, labels[a], parts, note=rankings.still_cut(kept[a], part.draws, part.wrote(a)))
        for a, parts in found.items()
    ]
    items.sort(key=lambda item: collation_key(item.label.sv))
    sure = [item for item in items if kept[item.id] >= HOLDS * part.draws]
    reading = rankings.cut_points(items, sure, analysis.components(part.pairs))
    return Measure("cut-points", reading, part.size, float(len(items)), items=tuple(items))


def _interlock(part: Part) -> Measure:
    found = analysis.interlock(part.pairs)
    possible = len(part.arenas) * (len(part.arenas) - 1) // 2
    if not possible:
        return Measure("interlock", basis.too_small(part.graph.arena.words), part.size)
    labels = part.graph.labels(sorted({*part.arenas, *part.actors}))
    members = analysis.members_of(part.pairs)
    items, open_only = [], 0
    for (one, other), (shared, _) in found.items():
        out = part.conveners(one, other)
        if left := shared - out:
            sure = left - part.open_groups(left)
            open_only += not sure
            note = readings.shared([labels[a] for a in sorted(left)], sure=bool(sure))
            like = len(left) / len((members[one] | members[other]) - out)
            both = phrases.two(labels[one], labels[other])
            items.append(Item(f"{one} {other}", both, like, note=note))
    items.sort(key=lambda item: collation_key(item.label.sv))
    sure_pairs = len(items) - open_only
    words = part.graph.arena.words
    reading = readings.interlock(len(found), len(items), sure_pairs, possible, words)
    low, high = sure_pairs / possible, len(items) / possible
    return Measure("interlock", reading, part.size, low, low, high, items=tuple(items))


def _circles(part: Part) -> list[Measure]:
    if part.too_large or part.too_small:
        words = basis.too_small(part.graph.arena.words)
        words = basis.TOO_LARGE if part.too_large else words
        return [Measure(name, words, part.size) for name in ("communities", "cross-density")]
    found = communities(part.pairs)
    if found is None:
        return []
    labels = part.graph.labels(part.actors)
    cores = [
        sorted((labels[actor] for actor in core), key=lambda label: collation_key(label.sv))
        for core in found.cores
        if len(core) > 1
    ]
    items = [
        Item(f"circle {number}", phrases.listed(core), float(len(core)))
        for number, core in enumerate(cores, 1)
    ]
    n = basis.with_ties(part.size, found.actors)
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
    reading, holes = readings.across(*across), _holes(part, found)
    return [circles, Measure("cross-density", reading, n, None, *across, items=holes)]


def _holes(part: Part, found: Communities) -> tuple[Item, ...]:
    """Each two circles and how often they meet, where every run gives the same circles."""
    labels = part.graph.labels(part.actors)
    items = []
    for number, (one, other, ratio) in enumerate(found.holes, 1):
        names = [phrases.some([labels[actor] for actor in circle]) for circle in (one, other)]
        items.append(Item(f"circles {number}", phrases.two(*names), ratio))
    return tuple(sorted(items, key=lambda item: collation_key(item.label.sv)))


# -- between counties ------------------------------------------------------------------------


def _with_bridges(graph: Graph, made: list[County], draws: int) -> list[County]:
    """The counties, with who links counties told under what belongs to no single one."""
    bridges = _bridges(graph)
    if any(not county.id for county in made):
        return [
            county
            if county.id
            else replace(county, measures=readings.in_order([*county.measures, bridges]))
            for county in made
        ]
    return [*made, _county_of(Part(graph, "", draws), "", [bridges])]


def _bridges(graph: Graph) -> Measure:
    """Who meets bodies of two counties that do not meet each other.

    Only where a source says that they meet: both sit in one forum. A body without a county of its
    own is no bridge by being named in several, and has no part in it.
    """
    pairs = [(edge.source, edge.target) for edge in graph.edges]
    homes = {
        actor: set(graph.nodes[actor].county)
        for actor in analysis.actors_of(pairs)
        if len(graph.nodes[actor].county) == 1
    }
    roles = analysis.brokerage(pairs, homes)
    crossing = ("gatekeeper", "consultant", "liaison")
    told = {actor: sum(roles[role][actor] for role in crossing) for actor in homes}
    labels = graph.labels(sorted(told))
    items = [
        Item(actor, labels[actor], value, note=rankings.roles(roles, actor))
        for actor, value in told.items()
        if value
    ]
    items.sort(key=lambda item: collation_key(item.label.sv))
    n = basis.with_counties(len(homes), len(analysis.actors_of(pairs)))
    reading = rankings.bridges(items)
    return Measure("county-bridges", reading, n, float(len(items)), items=tuple(items))
