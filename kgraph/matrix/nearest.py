"""Who answers for each part of strategies at the nearest level, without laying out a matrix."""

from collections import defaultdict
from dataclasses import dataclass, field

from kgraph.matrix.answering import answers
from kgraph.matrix.draft import STRATEGY_COUNTIES, Asked
from kgraph.network.groups import COLLAPSE, GROUP_MODES
from kgraph.project import Project
from kgraph.store import Store, View

_NEAREST = ("named", "area", "whole")


@dataclass(frozen=True)
class Nearest:
    """Who answers at the nearest level that anybody does.

    Parameters:
        bearers: for each group mode, those who answer for each goal, priority and measure.
        counties: the goals, priorities and measures of each county's strategies.
    """

    bearers: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    counties: dict[str, tuple[str, ...]] = field(default_factory=dict)


def nearest(project: Project, store: Store, view: View) -> Nearest:
    """Who answers for each goal, priority and measure, in every group mode, by one reading."""
    asked = Asked(project, store, view, "", "")
    of: dict[str, set[str]] = defaultdict(set)
    for whole, place in asked.select(STRATEGY_COUNTIES):
        of[str(whole)].add(str(place))
    bearers: dict[str, dict[str, tuple[str, ...]]] = {}
    counties: dict[str, set[str]] = defaultdict(set)
    for mode in GROUP_MODES:
        draft, elements = answers(asked, "actor", "element", mode)
        bearers[mode] = {
            element: next((tuple(n) for s in _NEAREST if (n := draft.named(element, (s,)))), ())
            for element in elements
        }
        if mode == COLLAPSE:
            for element, strategy in elements.items():
                for county in of[strategy]:
                    counties[county].add(element)
    return Nearest(bearers, {county: tuple(sorted(e)) for county, e in counties.items()})
