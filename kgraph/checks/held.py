"""The problems of a report that is kept up to date, always in the order of a report."""

from bisect import bisect_left
from collections.abc import Collection, Iterable
from typing import NamedTuple

from kgraph.checks.report import Problem, rank


class Kept(NamedTuple):
    """A problem, and the number of the group of checks that found it."""

    problem: Problem
    group: int


class Held:
    """Problems that come and go."""

    def __init__(self, kept: Iterable[Kept]) -> None:
        """Begin with those of a full check."""
        self._of: dict[str, list[Kept]] = {}
        for each in kept:
            self._of.setdefault(each.problem.focus, []).append(each)
        found = (each.problem for mine in self._of.values() for each in mine)
        self._problems = sorted(found, key=rank)
        self._ranks = [rank(problem) for problem in self._problems]

    def all(self) -> tuple[Problem, ...]:
        """All of them."""
        return tuple(self._problems)

    def __contains__(self, focus: str) -> bool:
        """Whether there is a problem of a thing."""
        return focus in self._of

    def of(self, foci: Iterable[str], group: int | None = None) -> list[Kept]:
        """The problems of some things, found by a group or by all."""
        return [
            each
            for focus in foci
            for each in self._of.get(focus, ())
            if group is None or each.group == group
        ]

    def of_groups(self, groups: Collection[int]) -> list[Kept]:
        """All that some groups found."""
        if not groups:
            return []
        return [each for mine in self._of.values() for each in mine if each.group in groups]

    def replace(self, gone: Iterable[Kept], new: Iterable[Kept]) -> None:
        """Let some go and some come."""
        for each in gone:
            self._take_out(each)
        for each in new:
            problem = each.problem
            place = bisect_left(self._ranks, rank(problem))
            self._ranks.insert(place, rank(problem))
            self._problems.insert(place, problem)
            self._of.setdefault(problem.focus, []).append(each)

    def _take_out(self, kept: Kept) -> None:
        place = bisect_left(self._ranks, rank(kept.problem))
        del self._ranks[place], self._problems[place]
        mine = self._of[kept.problem.focus]
        mine.remove(kept)
        if not mine:
            del self._of[kept.problem.focus]
