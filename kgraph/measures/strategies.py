"""Measures of the parts of strategies: who carries them, where they are taken up, what for."""

from collections import Counter, defaultdict
from collections.abc import Mapping

from kgraph.measures import basis, phrases, readings
from kgraph.measures.part import Graph
from kgraph.measures.value import Item, Measure
from kgraph.network import analysis
from kgraph.terms import VOCAB, Term
from kgraph.wording import collation_key


def of_strategies(graph: Graph, county: str, mode: str) -> list[Measure]:
    """The measures of a county's strategies, with groups counted in one way."""
    return [
        _fragmentation(graph, county, mode),
        _concentration(graph, county, mode),
        _forum_coverage(graph, county),
        _vertical_reach(graph, county),
    ]


def _bodies(graph: Graph, county: str, mode: str) -> dict[str, set[str]]:
    """For each part of the county's strategies, the bodies that answer at the nearest level."""
    bearers = graph.nearest.bearers[mode]
    return {
        element: {graph.body(actor) for actor in bearers.get(element, ())}
        for element in graph.nearest.counties.get(county, ())
    }


def _fragmentation(graph: Graph, county: str, mode: str) -> Measure:
    """How the parts of each theme are spread over those who answer at the nearest level."""
    told = _bodies(graph, county, mode)
    carried: dict[str, Counter[str]] = defaultdict(Counter)
    parts: Counter[str] = Counter()
    for element, bodies in told.items():
        for theme in graph.themes.get(element, ()) if bodies else ():
            carried[theme].update(bodies)
            parts[theme] += 1
    labels = graph.labels(sorted(carried))
    items = []
    for theme, counts in carried.items():
        if found := analysis.spread(counts.values()):
            concentration, value, entropy = found
            note = readings.spread(len(counts), parts[theme], concentration, entropy)
            items.append(Item(theme, labels[theme], value, note=note))
    items.sort(key=lambda item: collation_key(item.label.sv))
    n = basis.parts(sum(map(bool, told.values())), len(told))
    return Measure("fragmentation", readings.fragmentation(items), n, items=tuple(items))


def _concentration(graph: Graph, county: str, mode: str) -> Measure:
    """How the parts of all strategies are spread over those who answer at the nearest level."""
    told = _bodies(graph, county, mode)
    counts = Counter(body for bodies in told.values() for body in bodies)
    n = basis.parts(sum(map(bool, told.values())), len(told))
    found = analysis.spread(counts.values())
    if found is None:
        return Measure("concentration", basis.NOBODY_ANSWERS, n)
    labels, total = graph.labels(sorted(counts)), sum(counts.values())
    items = [
        Item(body, labels[body], count / total, note=basis.of_parts(count))
        for body, count in counts.items()
    ]
    items.sort(key=lambda item: (-(item.value or 0), collation_key(item.label.sv)))
    value, _, entropy = found
    reading = readings.concentration(value, entropy, items)
    return Measure("concentration", reading, n, value, items=tuple(items))


def _forum_coverage(graph: Graph, county: str) -> Measure:
    rows = graph.answer("forum-coverage").get(county, [])
    found = Counter(_covered(row) for row in rows)
    n = basis.covered_of(len(rows))
    if not rows:
        return Measure("forum-coverage", phrases.NOTHING_IN_SOURCE, n)
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


def _vertical_reach(graph: Graph, county: str) -> Measure:
    """How much of national and EU steering the county's documents say that they take up.

    Priorities to which an older document cannot refer are left out; a county whose documents
    nobody has read has no value.
    """
    rows = graph.answer("vertical-coverage").get(county, [])
    found = Counter(str(row["coverage"]) for row in rows)
    every = len(rows) - found["not-applicable"]
    n = basis.national_priorities(every, found["not-applicable"])
    if not every:
        return Measure("vertical-reach", phrases.NOTHING_IN_SOURCE, n)
    low = found["stated-for-priority"] / every
    high = (found["stated-for-priority"] + found["stated-for-document"]) / every
    return Measure("vertical-reach", readings.vertical_reach(found, every), n, low, low, high)
