"""What the checks found: one problem a result, with what, where, the passage and the mend."""

import datetime
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kgraph.checks.engines import EngineName, Result, prepare, validate, written
from kgraph.checks.narrow import Change, narrowed
from kgraph.checks.shapes import (
    SEVERITIES,
    Shape,
    are_own,
    naming_file,
    parts_of,
    read_shapes,
    shape_id,
    targeted,
    targeted_checks,
)
from kgraph.checks.sifting import LARGE, give_back, in_groups, sifted
from kgraph.frames import data_frame, html_table
from kgraph.store import Location, Store, View
from kgraph.terms import Iri, local_name, shorten
from kgraph.wording import Text

if TYPE_CHECKING:
    import pandas  # noqa: TID251

COLUMNS = (
    *("shape", "severity", "message", "focus", "label", "path", "value", "component"),
    *("file", "line", "passages"),
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that a check found.

    Parameters:
        shape: id of the shape (``SH-10``).
        severity: ``violation`` (our data are wrong), ``warning`` or ``info`` (what sources say).
        message: what is wrong and the mend.
        focus: IRI of the thing; ``label`` is its name.
        path, value, component: what SHACL says of the result, empty where nothing.
        location: file and line where the thing is written down, when it comes from a file.
        passages: IRIs of the passages that state it; ``places`` names them.
        result: the engine's result that the problem comes from.
    """

    shape: str
    severity: str
    message: Text
    focus: str
    label: str
    path: str
    value: str
    component: str
    location: Location | None
    passages: tuple[str, ...]
    places: tuple[str, ...]
    result: Result


@dataclass(frozen=True)
class CheckReport:
    """All that a run of the checks found, sorted by shape, thing and value.

    Parameters:
        stood: the violations among them that stood before the change that was checked, if one was.
    """

    problems: tuple[Problem, ...]
    shapes: dict[str, Shape]
    engine: str
    view: View
    lang: str = "sv"
    stood: tuple[Problem, ...] = ()

    @property
    def faults(self) -> tuple[Problem, ...]:
        """The violations, but for those that stood before."""
        return tuple(p for p in self.at_least("violation") if p not in self.stood)

    def count(self, severity: str) -> int:
        """How many problems have this severity."""
        return sum(problem.severity == severity for problem in self.problems)

    def at_least(self, severity: str) -> tuple[Problem, ...]:
        """The problems that are this bad or worse."""
        worst = SEVERITIES[: SEVERITIES.index(severity) + 1]
        return tuple(problem for problem in self.problems if problem.severity in worst)

    def within(self, files: Collection[str], things: Collection[str]) -> "CheckReport":
        """The problems of what some files state.

        Parameters:
            files: names of the files.
            things: what they make statements about, wherever else it may be written down too.
        """
        mine = tuple(
            p
            for p in self.problems
            if p.focus in things or p.location is None or p.location.file in files
        )
        return replace(self, problems=mine)

    def by_shape(self) -> list[tuple[Shape, tuple[Problem, ...]]]:
        """The problems of each shape that found any, worst severity first."""
        groups: dict[str, list[Problem]] = {}
        for problem in self.problems:
            groups.setdefault(problem.shape, []).append(problem)
        shapes = sorted(
            (self.shapes[name] for name in groups),
            key=lambda shape: (SEVERITIES.index(shape.severity), shape.id),
        )
        return [(shape, tuple(groups[shape.id])) for shape in shapes]

    def rows(self) -> list[list[str | int | None]]:
        """The problems as plain rows under ``COLUMNS``."""
        return [
            [
                p.shape,
                p.severity,
                p.message.get(self.lang),
                p.focus,
                p.label,
                p.path or None,
                p.value or None,
                p.component,
                p.location.file if p.location else None,
                p.location.line if p.location else None,
                "; ".join(p.places) or None,
            ]
            for p in self.problems
        ]

    def to_frame(self) -> "pandas.DataFrame":
        """The problems as a pandas data frame, one row each.

        Raises:
            OutsideError: pandas is not installed.
        """
        return data_frame(COLUMNS, self.rows())

    def _repr_html_(self) -> str:
        """The problems for a notebook, every text escaped."""
        return html_table(COLUMNS, self.rows(), self.view.words.get(self.lang), self.lang)


_STATED = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT ?node ?g WHERE { ?node ks:statedIn ?g }"""


def check(
    store: Store,
    shapes: str,
    *,
    only: Sequence[str] = (),
    engine: EngineName = "fast",
    as_of: datetime.date | None = None,
    lang: str = "sv",
    view: View | None = None,
    change: Change | None = None,
) -> CheckReport:
    """Run the checks on everything that is stored, rejected statements included.

    Parameters:
        store: the statements.
        shapes: the shapes graph as Turtle.
        only: ids of the shapes to run (``SH-10``); empty for all.
        engine: ``fast`` or ``record``.
        as_of: date that periods are compared with; today when left out.
        lang: language of names in the report.
        view: another view to check; its level ``all`` means everything here too.
        change: what came and went; then only violations are looked for, where it may have made one,
            which takes a fraction of the time.

    Raises:
        UsageError: a shape id that does not exist.
        InputError: an engine refuses the shapes.
    """
    view = checked_view(view or View(as_of=as_of or datetime.date.today()))
    if change is not None:
        shapes = narrowed(shapes, store, view, change)
    ready = prepare(shapes) if engine == "fast" else None
    table = read_shapes(store, view)
    every = targeted(store, view)
    by_id = targeted_checks(store, view, table)
    chosen = [part for name in only for part in parts_of(name, every, by_id)]
    named = [str(iri) for iri in every if isinstance(iri, Iri)]
    whole = named if len(named) == len(every) and are_own(store, shapes) else []
    with naming_file(store):
        found = _found(shapes, store, view, engine, chosen, whole, ready)
    problems = problems_of(store, view, found, table, lang)
    return CheckReport(problems, used(by_id.values(), problems), engine, view, lang)


def _found(
    shapes: str,
    store: Store,
    view: View,
    engine: EngineName,
    chosen: Sequence[str],
    whole: Sequence[str],
    ready: "Future[Any] | None",
) -> tuple[Result, ...]:
    """What an engine finds in a view; in a large one what the sieve leaves, some shapes at a time.

    Parameters:
        chosen, whole, ready: as ``validate`` takes them.
    """
    data = store.ntriples(view, ordered=False)
    if engine != "fast" or len(data) < LARGE:
        return validate(data, shapes, engine, chosen, whole, ready)
    shapes, data = sifted(shapes, data, store, view)
    parts = in_groups(shapes, data)
    del data
    return tuple(sorted(_two_at_a_time(parts, chosen)))


def _two_at_a_time(parts: Iterable[tuple[str, bytes]], chosen: Sequence[str]) -> Iterator[Result]:
    """What the fast engine finds in each part: it leaves the interpreter to others as it works."""
    begun: deque[Future[tuple[Result, ...]]] = deque()
    with ThreadPoolExecutor(2) as threads:
        for shapes, data in parts:
            if len(begun) == 2:
                yield from begun.popleft().result()
                give_back()
            begun.append(threads.submit(validate, data, shapes, "fast", chosen))
        for each in begun:
            yield from each.result()
    give_back()


def used(checks: Iterable[Shape], problems: Iterable[Problem]) -> dict[str, Shape]:
    """The checks of a report by id, with those that problems name and no file describes."""
    found = {shape.id: shape for shape in checks}
    for problem in problems:
        if problem.shape not in found:
            nameless = Text("", "")
            found[problem.shape] = Shape(problem.shape, nameless, problem.message, problem.severity)
    return found


def rank(problem: Problem) -> tuple[int, str, str, str, str, Result]:
    """Where a problem stands in a report."""
    p = problem
    return SEVERITIES.index(p.severity), p.shape, p.focus, p.path, p.value, p.result


def checked_view(view: View) -> View:
    """The view that is checked: rejected statements too, unless a higher level is asked for."""
    level = "everything" if view.review == "all" else view.review
    return View(level, view.as_of, view.modes)


def problems_of(
    store: Store, view: View, found: Iterable[Result], table: dict[str, Shape], lang: str
) -> tuple[Problem, ...]:
    """What an engine found as problems, in the order of a report.

    Parameters:
        table: the shapes by IRI.
    """
    found = list(found)
    foci = {result.focus for result in found}
    stated = {focus: _passages(store, view, focus) for focus in foci}
    labels = store.labels(foci.union(*stated.values()), lang)
    problems = [_problem(store, result, table, stated, labels) for result in found]
    problems.sort(key=rank)
    return tuple(problems)


def _passages(store: Store, view: View, focus: str) -> tuple[str, ...]:
    """The passages that state a thing; none for a value that a check looked at."""
    if focus.startswith(('"', "_:")):
        return ()
    rows = store.select(_STATED, view, {"node": Iri(focus)}).rows
    return tuple(sorted(str(graph) for _, graph in rows))


def _problem(
    store: Store,
    result: Result,
    table: dict[str, Shape],
    stated: dict[str, tuple[str, ...]],
    labels: dict[str, str],
) -> Problem:
    space = result.shape.removesuffix(local_name(result.shape))
    own, parent = table.get(result.shape), table.get(space + shape_id(result.shape))
    shape = own or parent
    message = shape.message if shape else Text(shorten(result.shape), shorten(result.shape))
    passages = stated[result.focus]
    return Problem(
        shape=shape_id(result.shape),
        severity=local_name(result.severity).lower(),
        message=message,
        focus=result.focus,
        label=labels.get(result.focus, result.focus),
        path=result.path,
        value=result.value,
        component=result.component,
        location=store.location(result.focus, result.path, written(result.value)),
        passages=passages,
        places=tuple(labels[passage] for passage in passages),
        result=result,
    )
