"""Measures that are alike: the rows of ``measure-overlap``."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, product
from typing import NamedTuple

from kgraph.quick.alike import LIKE_ENOUGH, ONE, thousandth
from kgraph.quick.relations import NONE, Relations, both_listed, cells, listed, upwards

_REGIONS = "?a a ks:Measure ; ks:partOfStrategy/dct:spatial ?b"


class _Measure(NamedTuple):
    """A measure by what its likeness to others is counted from."""

    name: str
    tasks: frozenset[str]
    themes: frozenset[str]
    groups: frozenset[str]


def measure_overlap(read: Relations) -> Iterator[dict[str, str]]:
    """Each county and pair of its measures with a kind of task in common that are alike."""
    strategies, stated = read.by("ks:partOfStrategy"), read.by("ks:statedIn")
    for region, one, other, score in _alike(read):
        passages = both_listed(stated.get(one.name, NONE), stated.get(other.name, NONE))
        tasks, themes = listed(one.tasks & other.tasks), listed(one.themes & other.themes)
        within = strategies[one.name], strategies[other.name]
        for same in {a == b for a, b in product(*within)}:
            yield cells(
                region=region, e1=one.name, e2=other.name, sameStrategy="true" if same else "false",
                tasks=tasks, sharedThemes=themes, score=thousandth(score), evidence=passages,
            )  # fmt: skip


def _alike(read: Relations) -> Iterator[tuple[str, _Measure, _Measure, int]]:
    """County, pair in order and likeness of those that are alike enough."""
    for region, measures in _by_region(read).items():
        for one, other in combinations(measures, 2):
            if one.tasks.isdisjoint(other.tasks):
                continue
            if (score := _likeness(one, other)) >= LIKE_ENOUGH:
                yield region, one, other, score


def _by_region(read: Relations) -> dict[str, list[_Measure]]:
    """By county, its measures with a kind of task and a theme, in order of name."""
    tasks, subjects = read.by("ks:taskType"), read.by("dct:subject")
    broader, groups = read.by("skos:broader"), read.by("ks:targetGroup")
    regions = read.pairs(_REGIONS)
    found: dict[str, list[_Measure]] = defaultdict(list)
    for name in sorted(regions.keys() & tasks.keys() & subjects.keys()):
        themes = upwards(broader, subjects[name])
        measure = _Measure(name, tasks[name], themes, groups.get(name, NONE))
        for region in regions[name]:
            found[region].append(measure)
    return found


def _likeness(one: _Measure, other: _Measure) -> int:
    """The mean share of themes and target groups in common, cut where the engine cuts.

    Of themes alone where either has no group; 0 where they share no theme.
    """
    shared = len(one.themes & other.themes)
    if not shared:
        return 0
    by_theme = shared * ONE // (len(one.themes) + len(other.themes) - shared)
    if not one.groups or not other.groups:
        return by_theme
    meant = len(one.groups & other.groups)
    by_group = meant * ONE // (len(one.groups) + len(other.groups) - meant)
    return (by_theme + by_group) // 2
