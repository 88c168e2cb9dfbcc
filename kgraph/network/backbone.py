"""Which ties between actors are more than the sizes of forums and the busyness of actors explain.

The stochastic degree sequence model (Neal 2014): every actor joins every arena with a chance of
its own, such that each actor and each arena has as many ties as in the data on average. The
chances of most entropy are used (Saracco and others 2015). A tie is kept when meeting in so many
arenas would come by chance in less than one case of twenty.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Numbers = NDArray[numpy.float64]

Pair = tuple[str, str]
# One in twenty; and below so many actors the two-mode graph is shown instead.
ALPHA = 0.05
LEAST_ACTORS = 30


@dataclass(frozen=True, slots=True)
class Backbone:
    """The ties that are kept.

    Parameters:
        kept: two actors, in how many arenas they meet, and how often that comes by chance.
        tested: how many ties there are.
        expected: how many of these would be kept at most if all were chance.
        actors: how many actors take part.
    """

    kept: tuple[tuple[str, str, int, float], ...]
    tested: int
    expected: float
    actors: int


def chances(pairs: Sequence[Pair]) -> "tuple[list[str], list[str], Numbers]":
    """The chance that each actor joins each arena, given how many ties each has.

    Returns:
        the actors, the arenas, and the chances by row and column; their sums are the degrees.
    """
    import numpy as np

    actors, arenas, joined = incidence(pairs)
    found = np.zeros_like(joined)
    rows, columns = np.arange(len(actors)), np.arange(len(arenas))
    while len(rows) and len(columns):
        left = joined[np.ix_(rows, columns)]
        by_row, by_column = left.sum(axis=1), left.sum(axis=0)
        full_rows, full_columns = by_row == len(columns), by_column == len(rows)
        certain = full_rows[:, None] | full_columns[None, :]
        found[np.ix_(rows, columns)] = np.where(certain, 1.0, 0.0)
        if not (certain.any() or (by_row == 0).any() or (by_column == 0).any()):
            found[np.ix_(rows, columns)] = _of_most_entropy(by_row, by_column)
            break
        rows = rows[~full_rows & (by_row > 0)]
        columns = columns[~full_columns & (by_column > 0)]
    return actors, arenas, found


def _of_most_entropy(rows: "Numbers", columns: "Numbers") -> "Numbers":
    """The chances with these sums, none of them 0 or the whole (fixed point by turns)."""
    import numpy as np

    total = float(rows.sum()) ** 0.5
    x, y = rows / total, columns / total
    found = np.zeros((len(rows), len(columns)))
    for _ in range(20_000):
        x = rows / (y[None, :] / (1 + x[:, None] * y[None, :])).sum(axis=1)
        y = columns / (x[:, None] / (1 + x[:, None] * y[None, :])).sum(axis=0)
        odds = x[:, None] * y[None, :]
        found = odds / (1 + odds)
        if np.abs(found.sum(axis=1) - rows).max() < 1e-9:
            break
    return found


def incidence(pairs: Sequence[Pair]) -> "tuple[list[str], list[str], Numbers]":
    """Actors by arenas: 1 where one takes part in the other."""
    import numpy as np

    actors = sorted({actor for actor, _ in pairs})
    arenas = sorted({arena for _, arena in pairs})
    row = {name: i for i, name in enumerate(actors)}
    column = {name: i for i, name in enumerate(arenas)}
    joined = np.zeros((len(actors), len(arenas)))
    for actor, arena in pairs:
        joined[row[actor], column[arena]] = 1.0
    return actors, arenas, joined


def at_least(chance: "Numbers", counts: "Numbers") -> "Numbers":
    """How likely it is that so many or more of independent events happen.

    Parameters:
        chance: events by case and event.
        counts: for each case, how many happened, 1 or more.

    Returns:
        the exact upper tail for each case (Poisson binomial).
    """
    import numpy as np

    most = int(counts.max(initial=0))
    fewer = np.zeros((len(chance), most))
    fewer[:, :1] = 1.0
    for event in range(chance.shape[1]):
        p = chance[:, event : event + 1]
        moved = np.zeros_like(fewer)
        moved[:, 1:] = fewer[:, :-1]
        fewer = fewer * (1 - p) + moved * p
    below = np.where(np.arange(most)[None, :] < counts[:, None], fewer, 0.0).sum(axis=1)
    found: Numbers = np.clip(1.0 - below, 0.0, 1.0)
    return found


def backbone(pairs: Sequence[Pair], alpha: float = ALPHA) -> Backbone:
    """The ties that chance does not explain.

    Parameters:
        pairs: actor and arena.
        alpha: how often a kept tie may come by chance.
    """
    import numpy as np

    actors, _, chance = chances(pairs)
    joined = incidence(pairs)[2]
    shared = joined @ joined.T
    one, other = np.nonzero(np.triu(shared, 1))
    if not len(one):
        return Backbone((), 0, 0.0, len(actors))
    tail = at_least(chance[one] * chance[other], shared[one, other])
    kept = tuple(
        (actors[a], actors[b], int(shared[a, b]), float(p))
        for a, b, p in zip(one, other, tail, strict=True)
        if p < alpha
    )
    return Backbone(kept, len(one), alpha * len(one), len(actors))
