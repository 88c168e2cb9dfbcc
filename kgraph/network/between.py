"""Betweenness by matrices: all starting points at once, instead of one after the other."""

from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Numbers = NDArray[numpy.float64]
    Places = NDArray[numpy.intp]

Thing = TypeVar("Thing", bound=Hashable)
# Ways whose lengths differ by less than this are equally long: sums of fractions are not exact.
_SAME = 1e-9
# How many numbers one step may hold at a time (400 MB would be 50 million).
_ROOM = 20_000_000


def betweenness(
    names: Sequence[Thing], ties: Sequence[tuple[Thing, Thing, float]]
) -> dict[Thing, float]:
    """The share of the shortest ways between all others that pass each thing (Brandes 2001).

    Parameters:
        names: the things.
        ties: two things and how far they are from each other, above 0; each two come once.

    Returns:
        0 to 1 for each; nothing where there are fewer than three things.
    """
    import numpy as np

    n = len(names)
    if n < 3:
        return {}
    place = {name: i for i, name in enumerate(names)}
    one = np.array([place[a] for a, _, _ in ties], dtype=np.intp)
    other = np.array([place[b] for _, b, _ in ties], dtype=np.intp)
    far = np.array([distance for *_, distance in ties], dtype=float)
    arcs = (np.concatenate([one, other]), np.concatenate([other, one]), np.concatenate([far, far]))
    total = np.zeros(n)
    if len(ties):
        step = max(1, _ROOM // len(arcs[0]))
        for first in range(0, n, step):
            total += _passing(n, arcs, np.arange(first, min(first + step, n)))
    return {name: float(total[i] / ((n - 1) * (n - 2))) for i, name in enumerate(names)}


def _passing(n: int, arcs: "tuple[Places, Places, Numbers]", starts: "Places") -> "Numbers":
    """How much of the ways from these starting points passes each thing."""
    import numpy as np
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import shortest_path

    tail, head, far = arcs
    graph = csr_matrix((far, (tail, head)), shape=(n, n))
    away = shortest_path(graph, method="D", indices=starts)
    with np.errstate(invalid="ignore"):
        gap = np.abs(away[:, tail] + far - away[:, head])
    used = np.isfinite(gap) & (gap <= _SAME)
    into, back = _gathering(head, n), _gathering(tail, n)
    reach = np.zeros((len(starts), n))
    reach[np.arange(len(starts)), starts] = 1.0
    ways = reach.copy()
    hops = 0
    while reach.any():
        reach = into(used * reach[:, tail])
        ways += reach
        hops += 1
    with np.errstate(invalid="ignore", divide="ignore"):
        part = np.where(used, ways[:, tail] / ways[:, head], 0.0)
    passing = np.zeros_like(ways)
    for _ in range(hops):
        passing = back(part * (1.0 + passing[:, head]))
    passing[np.arange(len(starts)), starts] = 0.0
    found: Numbers = passing.sum(axis=0)
    return found


def _gathering(ends: "Places", n: int) -> "Callable[[Numbers], Numbers]":
    """What adds up the arcs that have one end, for each thing."""
    import numpy as np

    order = np.argsort(ends, kind="stable")
    things, firsts = np.unique(ends[order], return_index=True)

    def gathered(arcs: "Numbers") -> "Numbers":
        found = np.zeros((len(arcs), n))
        found[:, things] = np.add.reduceat(arcs[:, order], firsts, axis=1)
        return found

    return gathered
