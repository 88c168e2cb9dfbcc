"""What the checks found: one problem a result, with what, where, the passage and the mend."""

import contextlib
import datetime
import re
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgraph.checks.engines import EngineName, Result, prepare, validate, written
from kgraph.checks.narrow import Change, narrowed
from kgraph.checks.sifting import LARGE, give_back, in_groups, sifted
from kgraph.errors import InputError, UsageError
from kgraph.extensions import FOLDER as EXTENSIONS
from kgraph.frames import data_frame, html_table
from kgraph.project import Project
from kgraph.queries import near_miss
from kgraph.store import Location, Store, View
from kgraph.store.reading import read_text, subjects
from kgraph.terms import SH, Iri, Term, local_name, shorten
from kgraph.wording import Text

if TYPE_CHECKING:
    import pandas  # noqa: TID251

SEVERITIES = ("violation", "warning", "info")
COLUMNS = (
    *("shape", "severity", "message", "focus", "label", "path", "value", "component"),
    *("file", "line", "passages"),
)
SEVERITY_WORDS = {
    "violation": Text("Fel i uppgifterna", "Fault in the data"),
    "warning": Text("Att titta på", "Worth attention"),
    "info": Text("För kännedom", "For information"),
}


@dataclass(frozen=True, slots=True)
class Shape:
    """A check: its id, what it says when it fails, how bad that is, and its IRI."""

    id: str
    title: Text
    message: Text
    severity: str
    iri: str = ""


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


_SHAPES = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?shape ?message ?severity ?title WHERE { GRAPH <https://w3id.org/kompsam/graph/shapes> {
  ?shape sh:message ?message .
  OPTIONAL { ?shape sh:severity ?severity }
  OPTIONAL { ?shape rdfs:label ?title FILTER(LANG(?title) = LANG(?message)) } } }"""
_TARGETED = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
SELECT DISTINCT ?shape WHERE { GRAPH <https://w3id.org/kompsam/graph/shapes> {
  VALUES ?target { sh:targetClass sh:targetNode sh:targetSubjectsOf sh:targetObjectsOf }
  ?shape ?target ?what } } ORDER BY ?shape"""
_STATED = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT ?node ?g WHERE { ?node ks:statedIn ?g }"""


_ID = re.compile(r"(?:[A-Z][A-Z0-9]*-)?SH-[0-9]+")


def shape_id(iri: str) -> str:
    """``SH-10`` for the shape itself and for every property shape under its id.

    The checks of an extension have its name before: ``MOTEN-SH-01``.
    """
    name = local_name(iri)
    found = _ID.match(name)
    return found[0] if found else name


def is_check(iri: str) -> bool:
    """Whether a shape is a check by itself, and not a part of one."""
    return local_name(iri) == shape_id(iri)


def shapes_of(project: Project) -> str:
    """The shapes of a project as one Turtle text: the shipped ones and those of its extensions."""
    return "\n".join(read_text(path, project.name(path)) for path in project.shapes_files)


def read_shapes(store: Store, view: View) -> dict[str, Shape]:
    """The shapes by id, with messages and severity from the shapes file.

    Engines drop the language tags of messages, so messages are never taken from a report.

    Raises:
        InputError: a severity that SHACL does not have.
    """
    found: dict[str, dict[str, str]] = {}
    for iri, message, severity, title in store.select(_SHAPES, view).rows:
        key = str(iri)
        entry = found.setdefault(key, {})
        language = getattr(message, "language", "")
        entry[language] = str(message)
        entry["severity"] = local_name(str(severity or SH("Violation"))).lower()
        entry[f"title-{language}"] = str(title or "")
    return {key: _shape(key, entry, store) for key, entry in sorted(found.items())}


def _shape(iri: str, entry: dict[str, str], store: Store) -> Shape:
    message = Text(entry.get("sv", entry.get("", "")), entry.get("en", entry.get("", "")))
    title = Text(entry.get("title-sv", ""), entry.get("title-en", ""))
    severity = entry["severity"]
    if severity not in SEVERITIES:
        code = shape_id(iri)
        raise InputError(
            Text(f"Kontrollen {code} har en allvarsgrad som inte finns: {severity}.",
                 f"The check {code} has a severity that there is none of: {severity}."),
            _written_at(store, iri),
            Text("Skriv sh:Violation, sh:Warning eller sh:Info.",
                 "Write sh:Violation, sh:Warning or sh:Info."),
        )  # fmt: skip
    return Shape(shape_id(iri), title, message, severity, iri)


def _written_at(store: Store, iri: str) -> "Location | str":
    """Where a shape is written; the shipped file where no line begins with it."""
    for path in _shapes_files(store):
        name = _name(path)
        for found, _, place in subjects(read_text(path, name), name):
            if found == iri:
                return place
    return "ontology/shapes.ttl"


def _shapes_files(store: Store) -> list[Path]:
    return [path for path in store.files() if path.name == "shapes.ttl"]


def _is_added(path: Path) -> bool:
    return path.parts[-3] == EXTENSIONS


def _name(path: Path) -> str:
    """A file of shapes as people know it."""
    return "/".join(path.parts[-3:] if _is_added(path) else path.parts[-2:])


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
    targeted = [row[0] for row in store.select(_TARGETED, view).rows]
    by_id = targeted_checks(store, view, table)
    chosen = [part for name in only for part in _parts(targeted, _known_shape(name, by_id))]
    every = [str(iri) for iri in targeted if isinstance(iri, Iri)]
    whole = every if len(every) == len(targeted) and _are_own(store, shapes) else []
    with naming_file(store):
        found = _found(shapes, store, view, engine, chosen, whole, ready)
    problems = problems_of(store, view, found, table, lang)
    return CheckReport(problems, used(by_id.values(), problems), engine, view, lang)


@contextlib.contextmanager
def naming_file(store: Store) -> Iterator[None]:
    """Tell the file of what an engine refuses: of several it tells none."""
    try:
        yield
    except InputError as error:
        raise InputError(error.what, _faulty_file(store) or error.where, error.mend) from error


def _faulty_file(store: Store) -> str:
    """The file of an extension whose checks are refused beside the shipped ones; "" for none.

    The fast engine is asked, which reads every question though there are no data.
    """
    files = _shapes_files(store)
    added = [path for path in files if _is_added(path)]
    shipped = "\n".join(read_text(path, path.name) for path in files if path not in added)
    try:
        validate(b"", shipped, "fast")
    except InputError:
        return ""  # no extension is to blame for it
    for path in added:
        try:
            validate(b"", f"{shipped}\n{read_text(path, _name(path))}", "fast")
        except InputError:
            return _name(path)
    return ""


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


def targeted_checks(store: Store, view: View, table: dict[str, Shape]) -> dict[str, Shape]:
    """By IRI, the shapes that are checks by themselves and have targets."""
    checked = {shape_id(str(row[0])) for row in store.select(_TARGETED, view).rows}
    return {iri: s for iri, s in table.items() if is_check(iri) and s.id in checked}


def rank(problem: Problem) -> tuple[int, str, str, str, str, Result]:
    """Where a problem stands in a report."""
    p = problem
    return SEVERITIES.index(p.severity), p.shape, p.focus, p.path, p.value, p.result


def checked_view(view: View) -> View:
    """The view that is checked: rejected statements too, unless a higher level is asked for."""
    level = "everything" if view.review == "all" else view.review
    return View(level, view.as_of, view.modes)


def _are_own(store: Store, shapes: str) -> bool:
    """Whether the shapes are those the store was read with: only of these it knows the targets."""
    own = (read_text(path, path.name) for path in _shapes_files(store))
    return "\n".join(own) == shapes


def _parts(targeted: Sequence[Term | None], shape: str) -> list[str]:
    """A shape and every shape under its id that has targets of its own (``SH-02-place``)."""
    mine = [str(iri) for iri in targeted if shape_id(str(iri)) == local_name(shape)]
    return mine or [shape]


def _known_shape(name: str, shapes: dict[str, Shape]) -> str:
    iri = next((iri for iri, shape in shapes.items() if shape.id == name.upper()), "")
    if not iri:
        ids = sorted(shape.id for shape in shapes.values())
        raise UsageError(
            Text(f"Det finns ingen kontroll {name}.", f"There is no check {name}."),
            "--only",
            near_miss(
                name.upper(), ids, Text(f"Finns: {ids[0]} till {ids[-1]}.", f"See {ids[0]} on.")
            ),
        )
    return iri


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
