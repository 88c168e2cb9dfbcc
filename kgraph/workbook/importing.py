"""From a filled-in workbook to one atomic change of the data files, or to a list of faults.

Nothing is written while anything is wrong: what cannot be read, names that are not known, data that
have changed meanwhile, and shapes that the new state would break are all told at their cells, at
once.
"""

import datetime
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kgraph.checks import CheckReport, Problem
from kgraph.editing import draft
from kgraph.files import write_beside_and_swap
from kgraph.journal import Entry, record
from kgraph.project import Project
from kgraph.terms import GRAPH, RDF, XSD, Iri, Quad
from kgraph.wording import Text
from kgraph.workbook.again import Again, said_before
from kgraph.workbook.cells import told_day
from kgraph.workbook.change import Change, Kind, Merge, merge
from kgraph.workbook.decisions import FILE, Decisions, decisions_file, read_decisions
from kgraph.workbook.desk import Desk, open_desk
from kgraph.workbook.finder import Finder
from kgraph.workbook.grid import Grid, read_grids
from kgraph.workbook.identify import identified
from kgraph.workbook.making import simple_pages
from kgraph.workbook.memo import Memo
from kgraph.workbook.naming import Names, plain
from kgraph.workbook.origin import FORM, FormOrigin, Origin
from kgraph.workbook.plainly import plainly
from kgraph.workbook.plan import with_columns
from kgraph.workbook.reading import Reading, answers_of, headings_of, memo_of, read_book
from kgraph.workbook.rows import Statements, book_of, statements_of
from kgraph.workbook.simple.forms import SIMPLE_ONLY, simple_forms
from kgraph.workbook.simple.index import Index
from kgraph.workbook.simple.state import Stater
from kgraph.workbook.value import Book, Fault, Form, Line, Page, Place


@dataclass(frozen=True)
class Import:
    """What importing a workbook would do.

    Parameters:
        changes: what is added, changed and removed, row by row.
        faults: what is wrong, at its cell; while one of them stops, nothing can be written.
        contents: the new statements of each file that changes.
        basis: what those files said when it was prepared.
        unproved: the rows whose only source is the workbook itself.
        understood: names that were found to be other names of known things.
        decisions: what names mean, when something was decided in the workbook.
        stood: how many faults stand near what it changes that stood there before.
        source: the workbook's file name.
        lang: the workbook's language.
    """

    changes: tuple[Change, ...]
    faults: tuple[Fault, ...]
    contents: Mapping[Path, tuple[Quad, ...]]
    basis: Mapping[Path, tuple[Quad, ...]]
    unproved: tuple[Place, ...]
    understood: tuple[Text, ...]
    decisions: Decisions
    source: str
    lang: str
    stood: int = 0

    @property
    def ready(self) -> bool:
        """Whether it can be written."""
        return not any(fault.stops for fault in self.faults)


def prepare(
    project: Project,
    path: Path,
    lang: str = "sv",
    today: datetime.date | None = None,
    answers: Iterable[tuple[str, str, str]] = (),
) -> Import:
    """Read a workbook and hold it against the data; nothing is written.

    Parameters:
        path: the workbook, or a folder of CSV files.
        lang: the language to try first where the workbook does not say its own.
        today: the day of the import; the system's when left out.
        answers: what was answered about names beside the workbook: the name, the kind of thing,
            and the thing's name or "" for a new one.

    Raises:
        InputError: the file is no workbook, or the project's data cannot be read.
    """
    return weigh(project, read_grids(path), path, lang, today, answers)


def weigh(
    project: Project,
    grids: Sequence[Grid],
    path: Path,
    lang: str = "sv",
    today: datetime.date | None = None,
    answers: Iterable[tuple[str, str, str]] = (),
) -> Import:
    """Hold sheets against the data, wherever their cells come from; nothing is written.

    Parameters:
        grids: the sheets; with what they remember of the data, if they do.
        path: what they are called as a source of their own; no such file need be.
        lang, today, answers: as for ``prepare``.

    Raises:
        InputError: the project's data cannot be read.
    """
    desk = open_desk(project)
    memo = memo_of(grids)
    way = _read_simple if _is_simple(grids, memo) else _read_full
    reading, own = way(desk, grids, memo, lang)
    lang = reading.book.lang
    names = desk.names(lang)
    today = today or datetime.date.today()
    told = [*answers_of(grids), *answers]
    finder = Finder(desk, names, read_decisions(project), told, today)
    own_source = FormOrigin if memo.facts.get("kind") == FORM else Origin
    case = _Case(desk, names, finder, own_source(path, today, lang, names), reading)
    return (_simple if way is _read_simple else _full)(case, own)


def _is_simple(grids: Sequence[Grid], memo: Memo) -> bool:
    """Whether it is the workbook of four sheets, by what it says or by its sheets."""
    if memo.known:
        return memo.facts.get("kind") == "simple"
    return any(plain(grid.name) in SIMPLE_ONLY for grid in grids)


def _read_full(desk: Desk, grids: Sequence[Grid], memo: Memo, lang: str) -> tuple[Reading, Book]:
    own = book_of(desk, memo.facts.get("lang", lang))
    keys = {about: heads.values() for about, heads in memo.headings.items()}
    heads = headings_of(grids, [page.form for page in own.pages], memo)
    forms = with_columns(own, keys, heads, desk.words, desk.value_names())
    reading = read_book(grids, forms, memo, lang)
    return reading, own if own.lang == reading.book.lang else book_of(desk, reading.book.lang)


def _read_simple(desk: Desk, grids: Sequence[Grid], memo: Memo, lang: str) -> tuple[Reading, Book]:
    forms = simple_forms(desk.words, desk.value_names())
    reading = read_book(grids, forms, memo, lang)
    lang = reading.book.lang
    return reading, Book(simple_pages(desk, memo.facts.get("region", ""), lang), lang, {})


@dataclass(frozen=True)
class _Case:
    """What one import is weighed with."""

    desk: Desk
    names: Names
    finder: Finder
    origin: Origin
    reading: Reading


def _full(case: _Case, own: Book) -> Import:
    """An import of the full workbook: a row is what one passage says of a thing."""
    lang = case.reading.book.lang
    book, faults = identified(case.reading.book, case.names, case.desk.words, case.finder.existing)
    book = case.origin.with_evidence(book)
    found = merge(replace(case.reading, book=book), own)
    before = statements_of(_as_book(found.before, lang), case.names)
    after = statements_of(_as_book(found.after, lang), case.names, case.finder.find)
    return _weighed(case, found, before.quads, after, faults)


def _simple(case: _Case, own: Book) -> Import:
    """An import of the simple workbook: what a row states follows from the row alone.

    Rows may share a thing (a forum and its members), so nothing is removed that another row of the
    workbook still says.
    """
    index = Index(case.desk.quads())
    book = replace(case.reading, book=case.origin.with_rows(case.reading.book))
    found = merge(book, own)

    def stated(pages: Iterable[Page], keep: bool) -> Statements:
        stater = Stater(case.names, case.finder, index, case.origin, own.lang)
        made = stater.state(pages)
        if keep:
            case.finder.told.update({(k, ""): text for k, text in stater.fresh.items()})
        return made

    before = stated(_as_book(found.before, own.lang).pages, False)
    after = stated(_as_book(found.after, own.lang).pages, True)
    if not before.quads:
        return _weighed(case, found, set(), after, [])
    everything = stated(book.book.pages, False)
    return _weighed(case, found, before.quads - everything.quads, after, [])


def _weighed(
    case: _Case, found: Merge, before: set[Quad], after: Statements, faults: list[Fault]
) -> Import:
    faults = [*case.reading.faults, *faults, *found.faults, *after.faults]
    again = said_before(case.desk.quads(), after, found.changes)
    case.origin.forget(again.graphs)
    before = before | _said_of_removed(case.desk, before, after.quads)
    contents = _contents(case.desk, before, after.quads - again.quads, case.origin)
    stood = 0
    if not faults and contents:
        gone, new = _changed(case.desk, contents)
        report = draft(case.desk.project, contents, case.desk.store, gone, new)
        faults += _traced(report.faults, after, case.desk.words.label)
        stood = len(report.stood)
    idle = [] if faults or contents else [c for c in found.changes if c.kind == "changed"]
    said = {*again.rows, *(Place(c.place.sheet, c.place.row) for c in idle)}
    return Import(
        tuple(c for c in found.changes if Place(c.place.sheet, c.place.row) not in said),
        tuple(_in_order(faults)),
        contents,
        {path: case.desk.files.get(path, ()) for path in contents},
        tuple(case.origin.rows),
        (
            *case.finder.told.values(),
            *_days(found.after),
            *_told_again(again),
            *_told_idle(idle),
            *([_TIRED] if case.finder.tired else ()),
        ),
        dict(case.finder.decisions) if case.finder.new else {},
        case.origin.file,
        case.reading.book.lang,
        stood,
    )


def _said_of_removed(desk: Desk, before: set[Quad], after: set[Quad]) -> set[Quad]:
    """What else the data say of things that are removed, so that nothing is said of nothing.

    A passage that no longer says what a thing is says nothing more of it; a thing that no passage
    says what it is, is not spoken of at all.
    """
    kind = RDF("type")
    where = {(q[0], q[3]) for q in before - after if q[1] == kind}
    if not where:
        return set()
    things = {thing for thing, _ in where}
    said = {q for q in desk.quads() if q[0] in things}
    left = {(q[0], q[3]) for q in (said - before) | after if q[1] == kind}
    alive = {thing for thing, _ in left}
    return {
        q for q in said - after
        if (q[0], q[3]) not in left and ((q[0], q[3]) in where or q[0] not in alive)
    }  # fmt: skip


_TIRED = Text(
    "Väldigt många namn är okända, så för en del av dem föreslås bara det som stavas nästan lika. "
    "Rätta en del och läs in igen, så kommer fler förslag.",
    "Very many names are unknown, so for some only what is spelt nearly alike is proposed. "
    "Mend some and import again for more.",
)


def _changed(desk: Desk, contents: Mapping[Path, tuple[Quad, ...]]) -> tuple[set[Quad], set[Quad]]:
    """The statements that go, and those that come."""
    gone: set[Quad] = set()
    new: set[Quad] = set()
    for path, quads in contents.items():
        before, after = set(desk.files.get(path, ())), set(quads)
        gone |= before - after
        new |= after - before
    return gone, new


def _days(rows: Iterable[tuple[Form, Line]]) -> Iterator[Text]:
    """How days were understood that can be read in two ways."""
    for form, line in rows:
        for column in form.columns:
            told = told_day(line.get(column.key)) if column.form == XSD("date") else None
            if told:
                yield told


def _told_again(again: Again) -> Iterator[Text]:
    if again.rows:
        rows = ", ".join(str(place) for place in again.rows)
        yield Text(f"Finns redan och ändrar inget: {rows}.", f"There already, no change: {rows}.")


def _told_idle(idle: Sequence[Change]) -> Iterator[Text]:
    """The cells that say the same in other words, or something that the row has no use for."""
    if idle:
        cells = ", ".join(str(change.place) for change in idle)
        yield Text(f"Ändrar inget i uppgifterna: {cells}.", f"No change to the data: {cells}.")


def apply(
    project: Project, made: Import, role: str = "editor", what: Text | None = None
) -> tuple[Entry, CheckReport]:
    """Write what was prepared, all files together or none, and note it in the log.

    Parameters:
        what: what is done, for the log; the number of rows when left out.

    Raises:
        UsageError: the project is read-only.
        InputError: it makes a violation; nothing is written.
        OutsideError: a file cannot be written; nothing is changed.
    """
    told = what or _what(made)
    written = record(project, made.contents, told, made.source, role, basis=made.basis)
    remember(project, made)
    return written


def _what(made: Import) -> Text:
    kinds = Counter(change.kind for change in made.changes)
    words: tuple[tuple[Kind, Text], ...] = (
        ("added", Text("tillagda", "added")),
        ("changed", Text("ändrade", "changed")),
        ("removed", Text("borttagna", "removed")),
    )
    told = [(kinds[kind], word) for kind, word in words if kinds[kind]]
    return Text(
        "Arbetsbok: " + ", ".join(f"{n} {word.sv}" for n, word in told),
        "Workbook: " + ", ".join(f"{n} {word.en}" for n, word in told),
    )


def remember(project: Project, made: Import) -> None:
    """Keep what was decided about names, whether or not anything else is written.

    Raises:
        OutsideError: the file cannot be written.
    """
    if made.decisions:
        write_beside_and_swap(project.root / FILE, decisions_file(made.decisions))


def _as_book(rows: Iterable[tuple[Form, Line]], lang: str) -> Book:
    return Book(tuple(Page(form, (line,)) for form, line in rows), lang, {})


def _in_order(faults: Iterable[Fault]) -> list[Fault]:
    return sorted(dict.fromkeys(faults), key=lambda fault: fault.place)


def _contents(
    desk: Desk, before: set[Quad], after: set[Quad], origin: Origin
) -> dict[Path, tuple[Quad, ...]]:
    """The new statements of each file that changes."""
    gone, new = before - after, after - before
    new |= set(origin.quads())
    home = _Homes(desk)
    changes: dict[Path, tuple[set[Quad], set[Quad]]] = defaultdict(lambda: (set(), set()))
    for quads, which in ((gone, 0), (new, 1)):
        for quad in quads:
            changes[home.of(quad[3])][which].add(quad)
    return {
        path: tuple((set(desk.files.get(path, ())) - out) | into)
        for path, (out, into) in changes.items()
        if out or into - set(desk.files.get(path, ()))
    }


class _Homes:
    """The file that each graph belongs to; a new graph's is the one of its source."""

    def __init__(self, desk: Desk) -> None:
        """Know where the graphs of today and their sources stand."""
        self._data = desk.project.root / "data"
        self._homes = desk.file_of()
        self._sources = {_source(graph)[0]: path for graph, path in self._homes.items()}

    def of(self, graph: str) -> Path:
        """The file of a graph."""
        if graph not in self._homes:
            self._homes[graph] = self._new(graph)
        return self._homes[graph]

    def _new(self, graph: str) -> Path:
        source, rest = _source(graph)
        if source == "file":
            return self._data / f"{rest}.ttl"
        if source == "reference":
            return self._data / "reference" / f"{rest.partition('/')[0]}.trig"
        return self._sources.get(source) or self._data / "sources" / f"{source}.trig"


def _source(graph: str) -> tuple[str, str]:
    """The source that a graph is a part of, and which part."""
    source, _, rest = graph.removeprefix(GRAPH).partition("/")
    return source, rest


def _traced(
    problems: Iterable[Problem], after: Statements, label: Callable[[str], Text]
) -> list[Fault]:
    """What the shapes found, at the cells that cause it, in the words of those who fill them in."""
    by_path: dict[tuple[str, str], Place] = {}
    by_thing: dict[str, Place] = {}
    naming: dict[str, dict[str, list[Place]]] = defaultdict(lambda: defaultdict(list))
    for quad, place in sorted(after.places.items(), key=lambda item: item[1]):
        by_path.setdefault((quad[0], str(quad[1])), place)
        by_thing.setdefault(quad[0], Place(place.sheet, place.row))
        if isinstance(quad[2], Iri):
            naming[quad[2]][quad[0]].append(place)
    return [
        Fault(
            by_path.get((problem.focus, problem.path))
            or _to_itself(problem, naming)
            or by_thing.get(problem.focus)
            or _naming(problem, naming)
            or Place(str(problem.location or problem.label)),
            Text(f"{problem.label}: {told.sv}", f"{problem.label}: {told.en}"),
            Text("", ""),
        )
        for problem in problems
        for told in (plainly(problem.message, label),)
    ]


_Naming = Mapping[str, Mapping[str, list[Place]]]


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
