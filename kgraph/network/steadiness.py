"""Whether a ranking holds when statements are taken away at random."""

import math
import random
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kgraph.network.analysis import Pair, Scores

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
    kept: dict[str, list[list[Scores]]] = {name: [[] for _ in losses] for name in scoring}
    for number, share in enumerate(losses):
        for draw in range(draws):
            sample = thinned(statements, share, draw)
            for name, score in scoring.items():
                kept[name][number].append(score(sample) if sample else {})
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
    leader = _first(whole, sign)
    told = tuple(
        Loss(
            share,
            _share(_first(scores, sign) == leader for scores in draws) if leader else None,
            _kept_order(whole, draws, absent, sign),
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


def _kept_order(
    whole: Scores, draws: Sequence[Scores], absent: float | None, sign: int
) -> float | None:
    """Share of the pairs with different values that keep their order, over all draws.

    A pair of which one has no value is lost: a comparison with NaN is never true.
    """
    import numpy as np

    names = sorted(whole)
    none = math.nan if absent is None else absent
    before = sign * np.array([whole[name] for name in names])
    above = (before[:, None] - before[None, :]) > _TIE
    if not above.any() or not draws:
        return None
    kept = 0
    for scores in draws:
        after = sign * np.array([scores.get(name, none) for name in names])
        kept += int((((after[:, None] - after[None, :]) > _TIE) & above).sum())
    return kept / (int(above.sum()) * len(draws))


def _first(scores: Scores, sign: int) -> str | None:
    """The actor alone in first place."""
    if not scores:
        return None
    best = max(sign * value for value in scores.values())
    leaders = [name for name, value in scores.items() if sign * value >= best - _TIE]
    return leaders[0] if len(leaders) == 1 and len(scores) > 1 else None


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
