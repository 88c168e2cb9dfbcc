"""Strategies against themes: which takes up what, and where several do."""

from collections import defaultdict
from collections.abc import Mapping
from itertools import combinations

from kgraph.counting import read_places, read_through_areas, read_uncounted
from kgraph.matrix.draft import READ, STRATEGY_COUNTIES, Asked, Draft
from kgraph.matrix.parts import ELEMENTS, linked, many, several
from kgraph.matrix.value import THEMES
from kgraph.terms import KS, VOCAB
from kgraph.wording import Text

_STRATEGY_THEMES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX vocab: <https://w3id.org/kompsam/vocab/>
SELECT DISTINCT ?strategy ?theme ?thing ?type ?passage ?ours WHERE {
  { SELECT ?narrow ?theme WHERE { ?narrow skos:inScheme vocab:theme ; skos:broader* ?theme } }
  VALUES ?type { ks:Strategy ks:Goal ks:Priority ks:Measure ks:TargetState ks:Challenge }
  ?thing a ?type ; dct:subject ?narrow ; ks:partOfStrategy? ?strategy .
  ?strategy a ks:Strategy .
  OPTIONAL {
    GRAPH ?passage { ?thing dct:subject ?narrow OPTIONAL { ?thing ks:inferred ?ours } }
  }
}"""
_ALL_THEMES = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX vocab: <https://w3id.org/kompsam/vocab/>
SELECT DISTINCT ?theme WHERE { ?theme skos:inScheme vocab:theme }"""
_KINDS = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?strategy ?kind WHERE { ?strategy a ks:Strategy ; ks:documentType ?kind }"""
# Two strategies that a source links, whichever way and however far.
_LINKED = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX dct: <http://purl.org/dc/terms/>
SELECT DISTINCT ?one ?other WHERE {
  ?one a ks:Strategy .
  ?other a ks:Strategy .
  { ?one ks:alignsWith|dct:isPartOf|dct:replaces ?other }
  UNION { ?part ks:partOfStrategy ?one ; ks:alignsWith ?other }
  UNION { ?part ks:partOfStrategy ?one ; ks:alignsWith/ks:partOfStrategy ?other }
  FILTER(?one != ?other)
}"""

_SECOND_HAND = Text("inte läst", "not read")
_PARTS = {str(KS(name)) for name in ("Goal", "Priority", "Measure")}


def strategy_theme(asked: Asked, rows: str, columns: str, groups: str) -> Draft:
    """Which strategy takes up which theme."""
    draft = Draft(
        asked,
        rows,
        columns,
        Text(
            "Vilka teman har vilken strategi, vilka har ingen och vilka har flera?",
            "Which themes has which strategy, which has none and which have several?",
        ),
        groups,
    )
    draft.verdicts = THEMES
    strategies = asked.strategies()
    draft.rows.update({strategy: {} for strategy in strategies})
    draft.columns.update({str(row[0]): {} for row in asked.select(_ALL_THEMES)})
    parts: dict[tuple[str, str], set[str]] = defaultdict(set)
    for strategy, theme, thing, kind, passage, ours in asked.select(_STRATEGY_THEMES):
        if str(strategy) in strategies:
            place = str(strategy), str(theme)
            sign = "held" if str(kind) in _PARTS else "described"
            sign = "whole-theme" if kind == KS("Strategy") else sign
            draft.put(*place, sign, "", many(passage), ours=str(ours) == "true")
            if sign == "held":
                parts[place].add(str(thing))
    _count_parts(draft, parts)
    cited = asked.unread()
    read = {str(s) for s, _ in asked.select(READ)} - cited
    draft.read = lambda row, column: row in read
    for unread in strategies - read:
        draft.rows[unread]["note"] = _SECOND_HAND
    counties: dict[str, set[str]] = defaultdict(set)
    for strategy, county in asked.select(STRATEGY_COUNTIES):
        counties[str(strategy)].add(str(county))
    ties = {(str(a), str(b)) for a, b in asked.select(_LINKED)}
    twice = _steered_twice(asked)
    for column in list(draft.columns):
        _judge_theme(draft, column, counties, ties, twice, strategies - read, cited)
    return draft


def _count_parts(draft: Draft, parts: Mapping[tuple[str, str], set[str]]) -> None:
    """How many goals, priorities and measures have a theme: those that are counted as everywhere.

    Also the measures of an area that has it.
    """
    asked = draft.asked
    strategies = {str(row[0]): str(row[2]) for row in asked.select(ELEMENTS)}
    uncounted = read_uncounted(asked.store, asked.view)
    areas = read_through_areas(asked.store, asked.view)
    stated = read_places(asked.store, asked.view)
    for place, things in parts.items():
        strategy, theme = place
        through = {m for m in areas.get(theme, {}) if strategies.get(m) == strategy}
        counted = (things | through) - uncounted.every
        ours, read_in = counted & asked.ours.elements, things & uncounted.read_in
        draft.counts[place] = len(counted) or len(things)
        for measure in through:
            draft.put(*place, "held", "", sorted(stated.get(measure, ())))
        told = [
            (len(through), "varav {n} genom det de står under",
             "{n} of them through what they stand under"),
            (len(ours) if ours != counted else 0, "varav {n} är vår läsning",
             "{n} of them by our reading"),
            (len(read_in) if counted else 0, "och {n} till enligt vår läsning",
             "and {n} more by our reading"),
        ]  # fmt: skip
        draft.counted_of[place] = [Text(sv.format(n=n), en.format(n=n)) for n, sv, en in told if n]


def _steered_twice(asked: Asked) -> set[tuple[str, str]]:
    """Strategies of one place and kind with half of their themes in common (OVL-05)."""
    kinds: dict[str, set[str]] = defaultdict(set)
    for strategy, kind in asked.select(_KINDS):
        kinds[str(strategy)].add(str(kind))
    return {
        (str(row["s1"]), str(row["s2"]))
        for row in asked.run("strategy-theme-overlap")
        if str(row["sameTerritory"]) == "true"
        and float(str(row["jaccard"])) >= 0.5
        and kinds[str(row["s1"])] & kinds[str(row["s2"])]
    }


def _judge_theme(
    draft: Draft,
    theme: str,
    counties: Mapping[str, set[str]],
    ties: set[tuple[str, str]],
    twice: set[tuple[str, str]],
    unread: set[str],
    cited: set[str],
) -> None:
    values = draft.columns[theme]
    names = draft.named(theme, ("held", "whole-theme"))
    stated = [name for name in names if not draft.is_ours(name, theme)]
    if ours := len(names) - len(stated):
        values["note"] = Text("{n} enligt vår läsning", "{n} by our reading").format(n=ours)
    names = stated or names
    values["count"] = len(names)
    if names:
        # Within a county they belong together when links lead from each to every other.
        every = {county for name in names for county in counties[name]}
        together = [[n for n in names if county in counties[n]] for county in sorted(every)]
        apart = [
            pair
            for some in together
            if not linked(some, lambda a, b: bool({(a, b), (b, a)} & ties))
            for pair in combinations(some, 2)
            if not {pair, pair[::-1]} & ties
        ]
        values["verdict"] = "single" if len(names) == 1 else several(joined=not apart)
        if any(pair in twice for pair in apart):
            values["verdict"] = "duplicate"
        return
    values["verdict"] = "described" if draft.named(theme, ("described",)) else "gap"
    values["status"] = VOCAB("gap-status/" + ("unknown" if unread or not draft.rows else "silent"))
    if unread:
        reason = "cited-not-loaded" if unread <= cited else "not-read"
        values["reason"] = VOCAB("gap-reason/" + reason)
