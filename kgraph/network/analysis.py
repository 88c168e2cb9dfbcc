"""Measures of two-mode networks: actors on one side, what they take part in on the other.

Everything is computed on the two-mode graph first. Where actors are joined to each other, an arena
with ``k`` of them gives each pair a tie of 1/(k−1) (Newman 2001), so that a large forum does not
drown the small ones. Functions take pairs and give plain values; a value that is not defined is
None, never a zero.
"""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kgraph.network import between

if TYPE_CHECKING:
    import networkx
    import numpy
    from numpy.typing import NDArray

    Array = NDArray[numpy.float64]
    # A plain or a sparse array: the operations used here are the same for both.
    Square = Any

Pair = tuple[str, str]
Scores = dict[str, float]
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

    names, weights = _weights(frozenset(pairs))
    graph: networkx.Graph[str] = nx.Graph()
    graph.add_nodes_from(names)
    for one, other, weight in _listed(weights):
        graph.add_edge(names[one], names[other], weight=weight)
    return graph


def ties(pairs: Iterable[Pair]) -> int:
    """How many ties a projection would make at most, told without making it."""
    return sum(len(m) * (len(m) - 1) // 2 for m in members_of(pairs).values())


# Up to so many numbers a plain array is faster than a sparse one; above, it takes too much room.
_PLAIN = 1_000_000


@lru_cache(maxsize=4)
def _joined_by(pairs: frozenset[Pair]) -> "tuple[list[str], list[str], Square]":
    """Actors, arenas, and a 1 where one takes part in the other."""
    import numpy as np
    from scipy.sparse import csr_array

    actors = sorted({actor for actor, _ in pairs})
    arenas = sorted({arena for _, arena in pairs})
    row = {name: i for i, name in enumerate(actors)}
    column = {name: i for i, name in enumerate(arenas)}
    listed = sorted(pairs)
    rows = np.array([row[a] for a, _ in listed], dtype=np.intp)
    columns = np.array([column[b] for _, b in listed], dtype=np.intp)
    shape = (len(actors), len(arenas))
    if max(len(actors) ** 2, len(arenas) ** 2, len(actors) * len(arenas)) <= _PLAIN:
        plain = np.zeros(shape)
        plain[rows, columns] = 1.0
        return actors, arenas, plain
    return actors, arenas, csr_array((np.ones(len(listed)), (rows, columns)), shape=shape)


@lru_cache(maxsize=4)
def _weights(pairs: frozenset[Pair]) -> "tuple[list[str], Square]":
    """The weight between each two actors, by one product: nobody is compared pair by pair."""
    import numpy as np

    actors, _, joined = _joined_by(pairs)
    sizes = _sums(joined.T)
    shares = np.where(sizes > 1, 1.0 / np.maximum(sizes - 1, 1), 0.0)
    return actors, _apart(_scaled(joined, shares) @ joined.T)


def _scaled(square: "Square", by: "Array") -> "Square":
    """Each column times a number."""
    from scipy.sparse import diags_array, issparse

    return square @ diags_array(by) if issparse(square) else square * by[None, :]


def _apart(square: "Square") -> "Square":
    """The same without what stands between a thing and itself."""
    import numpy as np
    from scipy.sparse import diags_array, issparse

    if issparse(square):
        made = (square - diags_array(square.diagonal())).tocsr()
        made.eliminate_zeros()
        return made
    np.fill_diagonal(square, 0.0)
    return square


def _places(square: "Square") -> "tuple[Any, Any, Any]":
    """Rows, columns and values of what is not zero."""
    import numpy as np
    from scipy.sparse import issparse

    if issparse(square):
        made = square.tocoo()
        return made.row, made.col, made.data
    rows, columns = np.nonzero(square)
    return rows, columns, square[rows, columns]


def _listed(square: "Square") -> list[tuple[int, int, float]]:
    """Each tie once: two places and its weight, in order."""
    rows, columns, values = _places(square)
    upper = rows < columns
    told = (rows[upper].tolist(), columns[upper].tolist(), values[upper].tolist())
    return sorted(zip(*told, strict=True))


def _sums(square: "Square") -> "Array":
    """The sum of each row."""
    import numpy as np

    found: Array = np.asarray(square.sum(axis=1), dtype=float).ravel()
    return found


@lru_cache(maxsize=4)
def _tied(pairs: frozenset[Pair]) -> "tuple[list[str], Square, Array, Array]":
    """Actors, a 1 for each tie, how many each has, and how many there are among those it meets."""
    names, weights = _weights(pairs)
    tied = (weights > 0).astype(float)
    among = _sums((tied @ tied) * tied) / 2
    return names, tied, _sums(tied), among


# -- one value an actor ----------------------------------------------------------------------


def betweenness(pairs: Sequence[Pair]) -> Scores:
    """Share of the shortest ways between all others, actors and arenas, that pass an actor."""
    listed = sorted(set(pairs))
    actors = actors_of(listed)
    sides = [("actor", name) for name in actors]
    sides += [("arena", name) for name in sorted({arena for _, arena in listed})]
    found = between.betweenness(sides, [(("actor", a), ("arena", b), 1.0) for a, b in listed])
    return {name: found["actor", name] for name in actors} if found else {}


def betweenness_projected(pairs: Sequence[Pair]) -> Scores:
    """Share of the shortest ways between other actors, a strong tie being a short one."""
    names, weights = _weights(frozenset(pairs))
    distances = [(names[i], names[j], 1 / weight) for i, j, weight in _listed(weights)]
    return between.betweenness(names, distances)


def actors_of(pairs: Iterable[Pair]) -> list[str]:
    """The actors, in order."""
    return sorted({actor for actor, _ in pairs})


def cut_points(pairs: Sequence[Pair]) -> Scores:
    """Actors without whom some part of the network loses every link with the rest.

    Here a network that is itself a member is one node: whoever sits in it is reached through it.

    Returns:
        how many more parts there are without each: one less than the blocks that it joins.
    """
    import networkx as nx

    arenas = {arena for _, arena in pairs}
    blocks: dict[str, int] = {}
    for block in nx.biconnected_components(_joined(pairs)):
        for name in block:
            blocks[name] = blocks.get(name, 0) + 1
    return {
        name: float(count - 1)
        for name, count in sorted(blocks.items())
        if count > 1 and name not in arenas
    }


def _joined(pairs: Iterable[Pair]) -> "networkx.Graph[str]":
    """Actors and arenas in one graph, a network that is a member being one node."""
    import networkx as nx

    graph: networkx.Graph[str] = nx.Graph()
    graph.add_edges_from(sorted({(a, b) for a, b in pairs if a != b}))
    return graph


def constraint(pairs: Sequence[Pair]) -> Scores:
    """Burt's constraint by weight, of actors that have any tie."""
    import numpy as np

    names, weights = _weights(frozenset(pairs))
    total = _sums(weights)
    shares = _scaled(weights, 1.0 / np.where(total > 0, total, 1.0)).T  # weights are symmetric
    both = (shares + shares @ shares) * (weights > 0)
    found = _sums(both * both)
    return {name: float(found[i]) for i, name in enumerate(names) if total[i] > 0}


def effective_size(pairs: Sequence[Pair]) -> Scores:
    """Contacts less those that the others already reach (Borgatti's form, ties unweighted)."""
    names, _, degree, among = _tied(frozenset(pairs))
    return {
        name: float(degree[i] - 2 * among[i] / degree[i])
        for i, name in enumerate(names)
        if degree[i]
    }


def efficiency(pairs: Sequence[Pair]) -> Scores:
    """Effective size for each contact."""
    names, _, degree, _ = _tied(frozenset(pairs))
    place = {name: i for i, name in enumerate(names)}
    return {name: size / float(degree[place[name]]) for name, size in effective_size(pairs).items()}


def redundancy(pairs: Sequence[Pair]) -> Scores:
    """Share of the pairs of an actor's arenas that another actor joins too (Latapy 2008).

    Only actors with two arenas or more have a value.
    """
    actors, _, joined = _joined_by(frozenset(pairs))
    degree = _sums(joined)
    several = (_apart(joined.T @ joined) >= 2).astype(float)
    met = _sums((joined @ several) * joined)
    return {
        name: float(met[i] / (degree[i] * (degree[i] - 1)))
        for i, name in enumerate(actors)
        if degree[i] >= 2
    }


def clustering(pairs: Sequence[Pair]) -> Scores:
    """Two-mode clustering: how alike an actor's arenas are to those of the actors it meets."""
    import numpy as np

    actors, _, joined = _joined_by(frozenset(pairs))
    degree = _sums(joined)
    one, other, shared = _places(_apart(joined @ joined.T))
    alike = shared / (degree[one] + degree[other] - shared)
    total = np.bincount(one, weights=alike, minlength=len(actors))
    met = np.bincount(one, minlength=len(actors))
    return {n: float(total[i] / met[i]) if met[i] else 0.0 for i, n in enumerate(actors)}


def brokerage(pairs: Sequence[Pair], groups: Mapping[str, Collection[str]]) -> dict[str, Scores]:
    """Gould and Fernandez' roles: pairs that do not meet, and whom an actor meets both of.

    Undirected, so that gatekeeper and representative are one. Only threesomes whose groups are
    all known are counted; two that share any group are in the same one.

    Parameters:
        groups: the groups (sectors, counties) of each actor.

    Returns:
        for each role, the number of pairs by actor.
    """
    import numpy as np
    from scipy.sparse import issparse

    names, tied, _, _ = _tied(frozenset(pairs))
    linked = np.asarray(tied.todense() if issparse(tied) else tied) > 0
    known = np.array([bool(groups.get(name)) for name in names], dtype=bool)
    alike = _alike([set(groups.get(name, ())) for name in names])
    found: dict[str, Scores] = {role: dict.fromkeys(names, 0.0) for role in ROLES}
    for middle, name in enumerate(names):
        around = np.flatnonzero(linked[middle] & known) if known[middle] else np.array([], int)
        apart = np.triu(~linked[np.ix_(around, around)], 1)
        near = alike[middle, around]
        ends = alike[np.ix_(around, around)]
        both = near[:, None] & near[None, :]
        either = (near[:, None] | near[None, :]) & ~(both & ends)
        for role, where in (
            ("coordinator", both & ends),
            ("gatekeeper", either),
            ("consultant", ~near[:, None] & ~near[None, :] & ends),
            ("liaison", ~near[:, None] & ~near[None, :] & ~ends),
        ):
            found[role][name] = float((where & apart).sum())
    return found


def _alike(groups: Sequence[set[str]]) -> "NDArray[numpy.bool_]":
    """Which two share any group."""
    import numpy as np

    every = sorted(set().union(*groups)) if groups else []
    held = np.array([[one in mine for one in every] for mine in groups], dtype=float)
    held = held.reshape(len(groups), len(every))
    found: NDArray[numpy.bool_] = (held @ held.T) > 0
    return found


def brokered(pairs: Sequence[Pair]) -> Scores:
    """For each actor, the pairs of actors that it meets and that do not meet each other."""
    names, _, degree, among = _tied(frozenset(pairs))
    return {n: float(degree[i] * (degree[i] - 1) / 2 - among[i]) for i, n in enumerate(names)}


# -- one value a network ---------------------------------------------------------------------


def density(pairs: Iterable[Pair]) -> float | None:
    """Ties out of all that the actors and arenas could have."""
    listed = set(pairs)
    possible = len({a for a, _ in listed}) * len({b for _, b in listed})
    return len(listed) / possible if possible else None


def mean_degrees(pairs: Iterable[Pair]) -> tuple[float, float] | None:
    """In how many arenas an actor is on average, and how many actors an arena has.

    Returns:
        the two means; None where there is nobody.
    """
    listed = set(pairs)
    if not listed:
        return None
    return len(listed) / len({a for a, _ in listed}), len(listed) / len({b for _, b in listed})


def centralisation(pairs: Sequence[Pair]) -> float | None:
    """Freeman's degree centralisation of the actors: 1 for a star, 0 where all are alike."""
    names, _, degree, _ = _tied(frozenset(pairs))
    n = len(names)
    if n < 3:
        return None
    return float((degree.max() - degree).sum() / ((n - 1) * (n - 2)))


def components(pairs: Iterable[Pair]) -> int:
    """Parts with no link between them; a network that is a member joins those it belongs to."""
    import networkx as nx

    return int(nx.number_connected_components(_joined(pairs)))


def interlock(pairs: Iterable[Pair]) -> dict[tuple[str, str], tuple[set[str], float]]:
    """For each two arenas that share an actor: whom they share, and the share of all of both."""
    listed = frozenset(pairs)
    members = members_of(listed)
    _, arenas, joined = _joined_by(listed)
    found = {}
    for i, j, _ in _listed(_apart(joined.T @ joined)):
        one, other = members[arenas[i]], members[arenas[j]]
        found[arenas[i], arenas[j]] = one & other, len(one & other) / len(one | other)
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
