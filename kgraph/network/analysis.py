"""Measures of two-mode networks: actors on one side, what they take part in on the other.

Everything is computed on the two-mode graph first. Where actors are joined to each other, an arena
with ``k`` of them gives each pair a tie of 1/(k−1) (Newman 2001), so that a large forum does not
drown the small ones. Functions take pairs and give plain values; a value that is not defined is
None, never a zero.
"""

import math
import random
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx
    import numpy
    from numpy.typing import NDArray

    Array = NDArray[numpy.float64]

Pair = tuple[str, str]
Scores = dict[str, float]
SEEDS = range(20)
ROLES = ("coordinator", "gatekeeper", "consultant", "liaison")


# -- graphs ----------------------------------------------------------------------------------


def two_mode(pairs: Iterable[Pair]) -> "networkx.Graph[tuple[str, str]]":
    """Actors and arenas as the two sides of a graph.

    A network that is itself a member of another stands on both sides, as two nodes.

    Parameters:
        pairs: actor and arena; a pair that comes twice is one tie.
    """
    import networkx as nx

    graph: networkx.Graph[tuple[str, str]] = nx.Graph()
    for actor, arena in sorted(set(pairs)):
        graph.add_node(("actor", actor), bipartite=0)
        graph.add_node(("arena", arena), bipartite=1)
        graph.add_edge(("actor", actor), ("arena", arena))
    return graph


def members_of(pairs: Iterable[Pair]) -> dict[str, set[str]]:
    """The actors of each arena."""
    found: dict[str, set[str]] = {}
    for actor, arena in pairs:
        found.setdefault(arena, set()).add(actor)
    return found


def projected(pairs: Iterable[Pair]) -> "networkx.Graph[str]":
    """Actors tied by the arenas they share, each arena of ``k`` giving 1/(k−1)."""
    import networkx as nx

    listed = sorted(set(pairs))
    graph: networkx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted({actor for actor, _ in listed}))
    for _, members in sorted(members_of(listed).items()):
        for one, other in combinations(sorted(members), 2):
            weight = 1 / (len(members) - 1)
            if graph.has_edge(one, other):
                graph[one][other]["weight"] += weight
            else:
                graph.add_edge(one, other, weight=weight)
    return graph


def ties(pairs: Iterable[Pair]) -> int:
    """How many ties a projection would make at most, told without making it."""
    return sum(len(m) * (len(m) - 1) // 2 for m in members_of(pairs).values())


# -- one value an actor ----------------------------------------------------------------------


def betweenness(pairs: Sequence[Pair]) -> Scores:
    """Share of the shortest ways between all others, actors and arenas, that pass an actor."""
    import networkx as nx

    graph = two_mode(pairs)
    if len(graph) < 3:
        return {}
    found = nx.betweenness_centrality(graph)
    return {name: found["actor", name] for name in actors_of(pairs)}


def betweenness_projected(pairs: Sequence[Pair]) -> Scores:
    """Share of the shortest ways between other actors, a strong tie being a short one."""
    import networkx as nx

    graph = projected(pairs)
    if len(graph) < 3:
        return {}
    for _, _, tie in graph.edges(data=True):
        # A round number, so that ways of equal length are found equal.
        tie["distance"] = round(1 / tie["weight"], 9)
    return dict(nx.betweenness_centrality(graph, weight="distance"))


def actors_of(pairs: Iterable[Pair]) -> list[str]:
    """The actors, in order."""
    return sorted({actor for actor, _ in pairs})


def cut_points(pairs: Sequence[Pair]) -> Scores:
    """Actors without whom some part of the network loses every link with the rest.

    Here a network that is itself a member is one node: whoever sits in it is reached through it.

    Returns:
        how many more parts there are without each.
    """
    import networkx as nx

    graph = _joined(pairs)
    arenas = {arena for _, arena in pairs}
    found = {}
    for name in sorted(set(nx.articulation_points(graph)) - arenas):
        without = graph.subgraph(set(graph) - {name})
        more = nx.number_connected_components(without) - nx.number_connected_components(graph)
        found[name] = float(more)
    return found


def _joined(pairs: Iterable[Pair]) -> "networkx.Graph[str]":
    """Actors and arenas in one graph, a network that is a member being one node."""
    import networkx as nx

    graph: networkx.Graph[str] = nx.Graph()
    graph.add_edges_from(sorted({(a, b) for a, b in pairs if a != b}))
    return graph


def constraint(pairs: Sequence[Pair]) -> Scores:
    """Burt's constraint by weight, of actors that have any tie."""
    import numpy as np

    names, weights = _matrix(pairs)
    if not names:
        return {}
    shares = weights / weights.sum(axis=1, keepdims=True)
    both = (shares + shares @ shares) ** 2
    found = np.where(weights > 0, both, 0.0).sum(axis=1)
    return {name: float(found[i]) for i, name in enumerate(names)}


def effective_size(pairs: Sequence[Pair]) -> Scores:
    """Contacts less those that the others already reach (Borgatti's form, ties unweighted)."""
    names, weights = _matrix(pairs)
    if not names:
        return {}
    tied = (weights > 0).astype(float)
    degree = tied.sum(axis=1)
    among = ((tied @ tied) * tied).sum(axis=1) / 2
    return {name: float(degree[i] - 2 * among[i] / degree[i]) for i, name in enumerate(names)}


def efficiency(pairs: Sequence[Pair]) -> Scores:
    """Effective size for each contact."""
    degree = dict(projected(pairs).degree())
    return {name: size / degree[name] for name, size in effective_size(pairs).items()}


def _matrix(pairs: Sequence[Pair]) -> "tuple[list[str], Array]":
    """The weights between actors that have a tie."""
    import numpy as np

    graph = projected(pairs)
    names = sorted(name for name, degree in graph.degree() if degree)
    place = {name: i for i, name in enumerate(names)}
    weights = np.zeros((len(names), len(names)))
    for one, other, tie in graph.edges(data=True):
        weights[place[one], place[other]] = weights[place[other], place[one]] = tie["weight"]
    return names, weights


def redundancy(pairs: Sequence[Pair]) -> Scores:
    """Share of the pairs of an actor's arenas that another actor joins too (Latapy 2008).

    Only actors with two arenas or more have a value.
    """
    from networkx.algorithms import bipartite

    graph = two_mode(pairs)
    several = [node for node in graph if node[0] == "actor" and graph.degree(node) >= 2]
    return {node[1]: float(v) for node, v in bipartite.node_redundancy(graph, several).items()}


def clustering(pairs: Sequence[Pair]) -> Scores:
    """Two-mode clustering: how alike an actor's arenas are to those of the actors it meets."""
    from networkx.algorithms import bipartite

    graph = two_mode(pairs)
    nodes = [node for node in graph if node[0] == "actor"]
    return {node[1]: float(v) for node, v in bipartite.clustering(graph, nodes).items()}


def brokerage(pairs: Sequence[Pair], groups: Mapping[str, Collection[str]]) -> dict[str, Scores]:
    """Gould and Fernandez' roles: pairs that do not meet, and whom an actor meets both of.

    Undirected, so that gatekeeper and representative are one. Only threesomes whose groups are
    all known are counted; two that share any group are in the same one.

    Parameters:
        groups: the groups (sectors, counties) of each actor.

    Returns:
        for each role, the number of pairs by actor.
    """
    graph = projected(pairs)
    known = {name: set(groups.get(name, ())) for name in graph}
    found: dict[str, Scores] = {role: dict.fromkeys(graph, 0.0) for role in ROLES}
    for middle in graph:
        around = sorted(name for name in graph[middle] if known[name])
        for one, other in combinations(around, 2) if known[middle] else ():
            if not graph.has_edge(one, other):
                found[_role(known[one], known[middle], known[other])][middle] += 1
    return found


def _role(one: set[str], middle: set[str], other: set[str]) -> str:
    near, far, ends = bool(one & middle), bool(middle & other), bool(one & other)
    if near and far and ends:
        return "coordinator"
    if near or far:
        return "gatekeeper"
    return "consultant" if ends else "liaison"


def brokered(pairs: Sequence[Pair]) -> Scores:
    """For each actor, the pairs of actors that it meets and that do not meet each other."""
    graph = projected(pairs)
    return {
        name: float(sum(not graph.has_edge(a, b) for a, b in combinations(sorted(graph[name]), 2)))
        for name in graph
    }


# -- one value a network ---------------------------------------------------------------------


def density(pairs: Iterable[Pair]) -> float | None:
    """Ties out of all that the actors and arenas could have."""
    listed = set(pairs)
    possible = len({a for a, _ in listed}) * len({b for _, b in listed})
    return len(listed) / possible if possible else None


def centralisation(pairs: Sequence[Pair]) -> float | None:
    """Freeman's degree centralisation of the actors: 1 for a star, 0 where all are alike."""
    degrees = [int(degree) for _, degree in projected(pairs).degree()]
    n = len(degrees)
    if n < 3:
        return None
    return sum(max(degrees) - degree for degree in degrees) / ((n - 1) * (n - 2))


def components(pairs: Iterable[Pair]) -> int:
    """Parts with no link between them; a network that is a member joins those it belongs to."""
    import networkx as nx

    return int(nx.number_connected_components(_joined(pairs)))


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
    """

    counts: tuple[int, int]
    modularities: tuple[float, float]
    cores: tuple[tuple[str, ...], ...]
    across: tuple[float, float] | None
    same: float
    actors: int


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
    )


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


def interlock(pairs: Iterable[Pair]) -> dict[tuple[str, str], tuple[set[str], float]]:
    """For each two arenas that share an actor: whom they share, and the share of all of both."""
    members = members_of(pairs)
    found = {}
    for one, other in combinations(sorted(members), 2):
        if shared := members[one] & members[other]:
            found[one, other] = shared, len(shared) / len(members[one] | members[other])
    return found


def spread(counts: Iterable[float]) -> tuple[float, float, float] | None:
    """How something is spread over those who carry it.

    Returns:
        concentration (Herfindahl–Hirschman, Σp²), fragmentation (1 − Σp²) and entropy in bits;
        None where nothing is carried.
    """
    listed = [count for count in counts if count > 0]
    total = sum(listed)
    if not total:
        return None
    shares = [count / total for count in listed]
    concentration = sum(share**2 for share in shares)
    entropy = sum(-share * math.log2(share) for share in shares)
    return concentration, 1 - concentration, entropy


# -- does it hold ----------------------------------------------------------------------------

LOSSES = (0.1, 0.2, 0.3)
# What a ranking must stand to be shown as one.
HOLDS = 0.9
_TIE = 1e-9


@dataclass(frozen=True, slots=True)
class Loss:
    """What is left of a ranking when a share of the statements is taken away.

    Parameters:
        share: the share taken away.
        first: share of the draws in which the same actor is alone in first place; None where
            the whole has no single first.
        order: mean share of the pairs with different values that keep their order; None where
            no two differ.
    """

    share: float
    first: float | None
    order: float | None


@dataclass(frozen=True, slots=True)
class Steadiness:
    """Whether a ranking holds.

    Parameters:
        losses: what each loss does to it.
        low, high: for each actor, the range that nine draws of ten at the middle loss lie in.
        draws: how many draws at each loss.
    """

    losses: tuple[Loss, ...]
    low: Mapping[str, float]
    high: Mapping[str, float]
    draws: int

    @property
    def verdict(self) -> str:
        """``order`` (the whole order holds), ``first`` (first place does) or ``none``."""
        first = all(loss.first is not None and loss.first >= HOLDS for loss in self.losses)
        order = all(loss.order is not None and loss.order >= HOLDS for loss in self.losses)
        if not self.losses or not first:
            return "none"
        return "order" if order else "first"


def thinned(statements: Sequence[Pair], share: float, draw: int) -> list[Pair]:
    """The statements without a random share of them, the same on every run.

    At least one is taken away where there are any.
    """
    ordered = sorted(statements)
    lost = max(1, round(share * len(ordered))) if ordered else 0
    return random.Random(f"{share} {draw}").sample(ordered, len(ordered) - lost)


Scoring = Callable[[Sequence[Pair]], Scores]


def steadiness(
    statements: Sequence[Pair],
    scoring: Mapping[str, Scoring],
    *,
    absent: Mapping[str, float | None],
    low_first: Collection[str] = (),
    draws: int = 50,
    losses: Sequence[float] = LOSSES,
) -> dict[str, Steadiness]:
    """Whether rankings hold when statements are taken away at random.

    Parameters:
        statements: the ties, one for each statement.
        scoring: the measures by name; each is computed on the same draws.
        absent: what an actor without ties scores by measure; None: nothing, and its pairs are lost.
        low_first: the measures whose smallest value is first.
        draws: draws at each loss.
        losses: the shares to take away.
    """
    whole = {name: score(statements) for name, score in scoring.items()}
    kept: dict[str, list[list[Scores]]] = {name: [] for name in scoring}
    for share in losses:
        samples = [thinned(statements, share, draw) for draw in range(draws)]
        for name, score in scoring.items():
            kept[name].append([score(sample) if sample else {} for sample in samples])
    return {
        name: _steady(whole[name], kept[name], losses, absent.get(name), name in low_first)
        for name in scoring
    }


def _steady(
    whole: Scores,
    kept: Sequence[Sequence[Scores]],
    losses: Sequence[float],
    absent: float | None,
    low_first: bool,
) -> Steadiness:
    sign = -1 if low_first else 1
    pairs = [
        (a, b) if sign * whole[a] > sign * whole[b] else (b, a)
        for a, b in combinations(sorted(whole), 2)
        if abs(whole[a] - whole[b]) > _TIE
    ]
    leader = _first(whole, sign)
    told = tuple(
        Loss(
            share,
            _share(_first(scores, sign) == leader for scores in draws) if leader else None,
            _share(_keeps(scores, a, b, absent, sign) for scores in draws for a, b in pairs),
        )
        for share, draws in zip(losses, kept, strict=True)
    )
    middle = kept[len(kept) // 2] if kept else []
    ranges = {name: _range([s.get(name, absent) for s in middle]) for name in whole}
    return Steadiness(
        told,
        {name: low for name, (low, _) in ranges.items() if low is not None},
        {name: high for name, (_, high) in ranges.items() if high is not None},
        len(middle),
    )


def _first(scores: Scores, sign: int) -> str | None:
    """The actor alone in first place."""
    if not scores:
        return None
    best = max(sign * value for value in scores.values())
    leaders = [name for name, value in scores.items() if sign * value >= best - _TIE]
    return leaders[0] if len(leaders) == 1 and len(scores) > 1 else None


def _keeps(scores: Scores, a: str, b: str, absent: float | None, sign: int) -> bool:
    before, after = scores.get(a, absent), scores.get(b, absent)
    return before is not None and after is not None and sign * (before - after) > _TIE


def _share(answers: Iterable[bool]) -> float | None:
    listed = list(answers)
    return sum(listed) / len(listed) if listed else None


def _range(values: Sequence[float | None]) -> tuple[float | None, float | None]:
    """What nine of ten values lie between."""
    told = sorted(value for value in values if value is not None)
    if not told:
        return None, None
    cut = int(len(told) * 0.05)
    return told[cut], told[-1 - cut]
