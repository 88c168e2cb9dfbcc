"""Circles of actors that meet each other more than they meet others, and how sure they are."""

from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from kgraph.network.analysis import Pair, projected

if TYPE_CHECKING:
    import networkx

SEEDS = range(20)


@dataclass(frozen=True, slots=True)
class Communities:
    """What twenty runs of a community search agree on.

    Parameters:
        counts, modularities: smallest and largest over the runs.
        cores: the groups of actors that are together in every run, larger first.
        across: smallest and largest density between communities over the density of the whole;
            None where a run finds one community alone.
        same: share of the runs that give the most usual division.
        actors: how many actors have any tie and take part.
        holes: where every run gives one division: two circles, and the density between them over
            that of the whole; without it, nothing.
    """

    counts: tuple[int, int]
    modularities: tuple[float, float]
    cores: tuple[tuple[str, ...], ...]
    across: tuple[float, float] | None
    same: float
    actors: int
    holes: tuple[tuple[tuple[str, ...], tuple[str, ...], float], ...] = ()


def communities(pairs: Sequence[Pair], seeds: Iterable[int] = SEEDS) -> Communities | None:
    """Circles of actors that meet each other more than others (Louvain, weighted).

    Parameters:
        seeds: one run for each.

    Returns:
        what the runs say; None where no two actors meet.
    """
    import networkx as nx

    graph = projected(pairs)
    graph.remove_nodes_from([name for name, degree in list(graph.degree()) if not degree])
    if not graph:
        return None
    runs = [
        frozenset(map(frozenset, nx.community.louvain_communities(graph, seed=seed)))
        for seed in seeds
    ]
    modularities = [nx.community.modularity(graph, run) for run in runs]
    crossing = [cross_density(graph, run) for run in runs]
    told = [value for value in crossing if value is not None]
    return Communities(
        (min(map(len, runs)), max(map(len, runs))),
        (min(modularities), max(modularities)),
        _cores(sorted(graph), runs),
        (min(told), max(told)) if len(told) == len(runs) else None,
        max(runs.count(run) for run in runs) / len(runs),
        len(graph),
        _between_circles(graph, runs[0]) if len(set(runs)) == 1 else (),
    )


def _between_circles(
    graph: "networkx.Graph[str]", run: Collection[frozenset[str]]
) -> tuple[tuple[tuple[str, ...], tuple[str, ...], float], ...]:
    """For each two circles, the ties between them out of the possible, over the whole's density."""
    n = len(graph)
    density = graph.number_of_edges() / (n * (n - 1) / 2)
    circles = sorted(tuple(sorted(circle)) for circle in run)
    found = []
    for one, other in combinations(circles, 2):
        ties = sum(graph.has_edge(a, b) for a in one for b in other)
        found.append((one, other, ties / (len(one) * len(other)) / density))
    return tuple(found)


def _cores(
    names: Sequence[str], runs: Sequence[frozenset[frozenset[str]]]
) -> tuple[tuple[str, ...], ...]:
    """Actors that no run puts apart."""
    found: dict[tuple[Hashable, ...], list[str]] = {}
    for name in names:
        place = tuple(next(c for c in run if name in c) for run in runs)
        found.setdefault(place, []).append(name)
    return tuple(sorted(map(tuple, found.values()), key=lambda core: (-len(core), core)))


def cross_density(graph: "networkx.Graph[str]", parts: Collection[Collection[str]]) -> float | None:
    """Ties between parts out of the possible ones, over the density of the whole.

    Returns:
        1 where belonging makes no difference, 0 where parts never meet; None for a single part.
    """
    of = {name: number for number, part in enumerate(parts) for name in part}
    n = len(of)
    inside = sum(len(part) * (len(part) - 1) // 2 for part in parts)
    possible = n * (n - 1) // 2 - inside
    if not possible or not graph.number_of_edges():
        return None
    between = sum(of[a] != of[b] for a, b in graph.edges())
    return float((between / possible) / (graph.number_of_edges() / (n * (n - 1) // 2)))
