"""What a change did to the checks: the violations it makes, apart from those that stood before.

Only the former are its fault. A project that has had faults for long can still be worked in, and
whoever changes something else is not told that it was theirs.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from kgraph.checks.report import CheckReport, Problem
from kgraph.terms import SH, Quad
from kgraph.wording import Text

# They say the same of three values too many as of one.
_GROWING = {str(SH("MaxCountConstraintComponent")), str(SH("UniqueLangConstraintComponent"))}


def since(
    after: CheckReport, before: Callable[[], CheckReport], gone: Iterable[Quad], new: Iterable[Quad]
) -> CheckReport:
    """The report of a new state, with the violations told apart that stood before.

    Parameters:
        after: what the checks say of the new state.
        before: gives what they say of today's whole state; asked only where it matters.
        gone, new: the statements that go and come.
    """
    violations = after.at_least("violation")
    if not violations:
        return after
    known = Counter(map(_key, before().at_least("violation")))
    grown = _grown(gone, new)
    stood = []
    for problem in violations:
        key = _key(problem)
        worse = problem.result.component in _GROWING and key[1:3] in grown
        if known[key] and not worse:
            known[key] -= 1
            stood.append(problem)
    return replace(after, stood=tuple(stood))


def _key(problem: Problem) -> tuple[str, ...]:
    return (problem.result.shape, problem.focus, problem.path, problem.component, problem.value)


def _grown(gone: Iterable[Quad], new: Iterable[Quad]) -> Collection[tuple[str, ...]]:
    """The things and properties that have more values than before."""
    before, after = {quad[:3] for quad in gone}, {quad[:3] for quad in new}
    values = Counter((str(q[0]), str(q[1])) for q in after - before)
    values.subtract((str(q[0]), str(q[1])) for q in before - after)
    return {pair for pair, number in values.items() if number > 0}


def told_stood(stood: int) -> Text:
    """A line on faults that are not the change's, for whoever makes one."""
    if stood == 1:
        return Text(
            "1 fel stod här redan; kgraph check visar det.",
            "1 fault stood here already; kgraph check shows it.",
        )
    return Text(
        f"{stood} fel stod här redan; kgraph check visar dem.",
        f"{stood} faults stood here already; kgraph check shows them.",
    )
