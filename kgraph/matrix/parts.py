"""The parts of strategies as an axis, in the order of the document; how near a level is."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping

from kgraph.matrix.draft import Asked, Draft
from kgraph.matrix.value import TYPES
from kgraph.terms import KS, VOCAB, Term
from kgraph.wording import Text

ELEMENTS = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?element ?type ?strategy ?passage ?ordinal WHERE {
  VALUES ?type { ks:Goal ks:Priority ks:Measure }
  ?element a ?type ; ks:partOfStrategy ?strategy .
  OPTIONAL { ?element ks:ordinal ?ordinal }
  OPTIONAL { ?element ks:statedIn ?passage }
}"""
PARENTS = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?element ?above WHERE { ?element ks:parentElement+ ?above }"""
_COVERED = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?subject ?relation WHERE {
  ?statement a ks:CoverageStatement ; ks:coversSubject ?subject ; ks:coversRelation ?relation .
}"""
SEATS = """
PREFIX org: <http://www.w3.org/ns/org#>
SELECT DISTINCT ?actor ?forum WHERE { ?actor org:memberOf ?forum }"""
LEVELS = {
    "named": Text("utpekad", "named for it"),
    "stated": Text("för just detta", "for this very one"),
    "area": Text("genom fokusområdet", "through the focus area"),
    "whole": Text("genom helheten", "through the whole"),
}


def many(value: Term | None) -> list[str]:
    """The IRIs of a cell that lists them with spaces between."""
    return str(value).split() if value is not None else []


def linked(names: Collection[str], same: Callable[[str, str], bool]) -> bool:
    """Whether all hang together by pairs that are the same in some way."""
    left = set(names)
    reached = {left.pop()} if left else set()
    while True:
        more = {name for name in left if any(same(name, other) for other in reached)}
        if not more:
            return not left
        reached |= more
        left -= more


def elements_of(asked: Asked, draft: Draft, axis: str) -> dict[str, str]:
    """Put the elements asked about in as columns; the strategy of each."""
    wanted = {str(KS(name)) for name in TYPES[axis]}
    strategies, found = asked.strategies(), {}
    numbers = {str(row[0]): str(row[4]) for row in asked.select(ELEMENTS) if row[4] is not None}
    above = above_of(asked)
    for element, kind, strategy, passage, _ in asked.select(ELEMENTS):
        if str(kind) in wanted and str(strategy) in strategies:
            values = draft.columns.setdefault(str(element), {"group": str(strategy)})
            values.setdefault("evidence", set()).update(many(passage))
            values["order"] = _numbered(str(element), above, numbers)
            found[str(element)] = str(strategy)
    return found


def above_of(asked: Asked) -> dict[str, set[str]]:
    """What each element is part of, however far up."""
    found: dict[str, set[str]] = defaultdict(set)
    for part, higher in asked.select(PARENTS):
        found[str(part)].add(str(higher))
    return found


def _numbered(
    element: str, above: Mapping[str, set[str]], numbers: Mapping[str, str]
) -> tuple[tuple[tuple[int, int, str], ...], ...]:
    """The place that the document's own numbers give an element, beneath what it is part of.

    One without a number stands after those that have one.
    """
    line = [*sorted(above.get(element, ()), key=lambda e: len(above.get(e, ()))), element]
    return tuple(_natural(numbers[one]) if one in numbers else ((2, 0, ""),) for one in line)


def _natural(ordinal: str) -> tuple[tuple[int, int, str], ...]:
    """A number as it is counted: 2 before 10, A after the digits."""
    return tuple(
        (0, int(part), "") if part.isdecimal() else (1, 0, part)
        for part in re.findall(r"\d+|[^\W\d]+", ordinal)
    )


def covered(asked: Asked, relation: str) -> set[str]:
    """What was read in full for a relation."""
    wanted = VOCAB("relation-kind/" + relation)
    return {str(s) for s, r in asked.select(_COVERED) if str(r) == wanted}


def several(*, joined: bool) -> str:
    """How several stand: together where something joins them all."""
    return "shared" if joined else "several"
