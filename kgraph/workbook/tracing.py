"""What the shapes find in the state that a workbook would make, at the cells that cause it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from kgraph.checks import Problem
from kgraph.terms import Iri, Literal
from kgraph.wording import Text
from kgraph.workbook.plainly import plainly
from kgraph.workbook.rows import Statements
from kgraph.workbook.value import Fault, Place

_Naming = Mapping[str, Mapping[str, list[Place]]]


def traced(
    problems: Iterable[Problem],
    after: Statements,
    label: Callable[[str], Text],
    faults: Iterable[Fault] = (),
) -> list[Fault]:
    """What the shapes found, at its cells, in the words of those who fill them in.

    While cells cannot be read, what hangs on them is left out: a thing that an unanswered name
    stands for may be another, and a value that is missing there is told at its own cell.

    Parameters:
        after: what the workbook states, with the things that unanswered names stand for.
        label: what a term is called.
        faults: the cells that cannot be read.
    """
    by_path, by_thing, naming = _laid_out(after)
    wrong = {fault.place for fault in faults}
    unread = {_row(f.place) for f in faults if f.asks is None}
    hanging = _hanging(after)
    found = []
    for problem in problems:
        place = (
            by_path.get((problem.focus, problem.path))
            or _to_itself(problem, naming)
            or by_thing.get(problem.focus)
            or _naming(problem, naming)
        )
        if wrong and (
            place is None
            or place in wrong
            or (not place.column and place in unread)
            or (problem.focus in hanging and not _is_written(problem, after))
            or problem.value in after.open
        ):
            continue
        told = plainly(problem.message, label)
        found.append(
            Fault(
                place or Place(str(problem.location or problem.label)),
                Text(f"{problem.label}: {told.sv}", f"{problem.label}: {told.en}"),
                Text("", ""),
            )
        )
    return found


def _laid_out(
    after: Statements,
) -> tuple[dict[tuple[str, str], Place], dict[str, Place], _Naming]:
    by_path: dict[tuple[str, str], Place] = {}
    by_thing: dict[str, Place] = {}
    naming: dict[str, dict[str, list[Place]]] = defaultdict(lambda: defaultdict(list))
    for quad, place in sorted(after.places.items(), key=lambda item: item[1]):
        by_path.setdefault((quad[0], str(quad[1])), place)
        by_thing.setdefault(quad[0], _row(place))
        if isinstance(quad[2], Iri):
            naming[quad[2]][quad[0]].append(place)
    return by_path, by_thing, naming


def _row(place: Place) -> Place:
    return replace(place, column=0)


def _hanging(after: Statements) -> set[str]:
    """The things that unanswered names stand for, and those that are tied to them."""
    tied = {str(quad[0]) for quad in after.quads if quad[2] in after.open} if after.open else set()
    return tied | after.open


def _is_written(problem: Problem, after: Statements) -> bool:
    """Whether a problem is about a text that a cell holds, whichever thing the row is about."""
    return any(
        quad[0] == problem.focus
        and quad[1] == problem.path
        and isinstance(quad[2], Literal)
        and quad[2].value == problem.value
        for quad in after.quads
    )


def _to_itself(problem: Problem, naming: _Naming) -> Place | None:
    """The cell that ties a thing to itself: its own, or the latter of two of one relation."""
    if problem.path:
        return None
    for subject, places in sorted(naming.get(problem.focus, {}).items()):
        if subject == problem.focus or len(set(places)) > 1:
            return max(places)
    return None


def _naming(problem: Problem, naming: _Naming) -> Place | None:
    """A cell that names a thing that no row describes."""
    places = naming.get(problem.focus, {}).values()
    return min((place for cells in places for place in cells), default=None)
