"""From a filled-in workbook to one atomic change of the data files, or to a list of faults.

Nothing is written while anything is wrong: what cannot be read, names that are not known, data that
have changed meanwhile, and shapes that the new state would break are all told at their cells, at
once.
"""

import datetime
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kgraph.checks import CheckReport, Problem
from kgraph.editing import draft, save
from kgraph.files import write_beside_and_swap
from kgraph.project import Project
from kgraph.terms import DCT, GRAPH, ID, KS, PROV, RDF, STRING, VOCAB, XSD, Iri, Literal, Quad, slug
from kgraph.wording import Text
from kgraph.workbook.change import Change, Merge, merge
from kgraph.workbook.decisions import FILE, Decisions, decisions_file, read_decisions
from kgraph.workbook.desk import Desk, open_desk
from kgraph.workbook.finder import Finder
from kgraph.workbook.grid import read_grids
from kgraph.workbook.identify import identified
from kgraph.workbook.naming import Names
from kgraph.workbook.plan import with_columns
from kgraph.workbook.reading import Reading, answers_of, memo_of, read_book
from kgraph.workbook.rows import Statements, book_of, statements_of
from kgraph.workbook.value import Book, Fault, Form, Line, Page, Place

_LANG = RDF("langString")


@dataclass(frozen=True)
class Import:
    """What importing a workbook would do.

    Parameters:
        changes: what is added, changed and removed, row by row.
        faults: what is wrong, at its cell; while one of them stops, nothing can be written.
        contents: the new statements of each file that changes.
        unproved: the rows whose only source is the workbook itself.
        understood: names that were found to be other names of known things.
        decisions: what names mean, when something was decided in the workbook.
        lang: the workbook's language.
    """

    changes: tuple[Change, ...]
    faults: tuple[Fault, ...]
    contents: Mapping[Path, tuple[Quad, ...]]
    unproved: tuple[Place, ...]
    understood: tuple[Text, ...]
    decisions: Decisions
    lang: str

    @property
    def ready(self) -> bool:
        """Whether it can be written."""
        return not any(fault.stops for fault in self.faults)


def prepare(
    project: Project, path: Path, lang: str = "sv", today: datetime.date | None = None
) -> Import:
    """Read a workbook and hold it against the data; nothing is written.

    Parameters:
        path: the workbook, or a folder of CSV files.
        lang: the language to try first where the workbook does not say its own.
        today: the day of the import; the system's when left out.

    Raises:
        InputError: the file is no workbook, or the project's data cannot be read.
    """
    grids = read_grids(path)
    desk = open_desk(project)
    own = book_of(desk, lang)
    memo = memo_of(grids)
    keys = {about: heads.values() for about, heads in memo.headings.items()}
    forms = with_columns(own, keys, desk.words, desk.value_names())
    reading = read_book(grids, forms, memo, lang)
    if reading.book.lang != lang:
        own = book_of(desk, reading.book.lang)
    today = today or datetime.date.today()
    names = desk.names(reading.book.lang)
    finder = Finder(desk, names, read_decisions(project), answers_of(grids), today)
    book, faults = identified(reading.book, names, desk.words, finder.existing)
    origin = _Origin(path, today, book.lang, names)
    book = origin.with_evidence(book)
    found = merge(replace(reading, book=book), own)
    return _weighed(_Case(desk, names, finder, origin, reading), found, faults)


@dataclass(frozen=True)
class _Case:
    """What one import is weighed with."""

    desk: Desk
    names: Names
    finder: Finder
    origin: "_Origin"
    reading: Reading


def _weighed(case: _Case, found: Merge, faults: list[Fault]) -> Import:
    lang = case.reading.book.lang
    before = statements_of(_as_book(found.before, lang), case.names)
    after = statements_of(_as_book(found.after, lang), case.names, case.finder.find)
    faults = [*case.reading.faults, *faults, *found.faults, *after.faults]
    contents = _contents(case.desk, before.quads, after.quads, case.origin)
    if not faults and contents:
        faults += _traced(draft(case.desk.project, contents).at_least("violation"), after)
    return Import(
        tuple(found.changes),
        tuple(_in_order(faults)),
        contents,
        tuple(case.origin.rows),
        tuple(case.finder.told.values()),
        dict(case.finder.decisions) if case.finder.new else {},
        lang,
    )


def apply(project: Project, made: Import) -> CheckReport:
    """Write what was prepared, all files together or none.

    Raises:
        UsageError: the project is read-only.
        InputError: the new state has violations; nothing is written.
        OutsideError: a file cannot be written; nothing is changed.
    """
    report = save(project, made.contents)
    if made.decisions:
        remember(project, made)
    return report


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


class _Origin:
    """The workbook as a source of its own, for rows that name no passage."""

    def __init__(self, path: Path, today: datetime.date, lang: str, names: Names) -> None:
        self.name = f"arbetsbok-{slug(path.stem)}-{today.isoformat()}"
        self.iri = ID(f"source/{self.name}")
        self.rows: list[Place] = []
        self._path, self._today, self._lang, self._names = path, today, lang, names
        self._quads: list[Quad] = []

    def with_evidence(self, book: Book) -> Book:
        """The workbook with a passage for each row that names none."""
        pages = []
        for page in book.pages:
            lines = tuple(
                line if line.get("passages") or not line.get("id") else self._stated(page, line)
                for line in page.lines
            )
            pages.append(replace(page, lines=lines))
        return replace(book, pages=tuple(pages))

    def _stated(self, page: Page, line: Line) -> Line:
        if page.form.about in (KS("AssertionGraph"), KS("SourceDocument")):
            graph = self._meta_of(page, line)
            self._names.add(graph, graph)
            return replace(line, cells={**line.cells, "passages": graph})
        sheet = page.form.name.get(self._lang)
        graph = Iri(f"{GRAPH}{self.name}/{slug(sheet)}-{line.row}")
        self.rows.append(Place(sheet, line.row))
        self._describe(graph, sheet, line)
        self._names.add(graph, graph)
        return replace(line, cells={**line.cells, "passages": graph})

    def _meta_of(self, page: Page, line: Line) -> Iri:
        """Where a document and its passages are described: the document's own graph."""
        about = self._names.meant(line.get("id")) or Iri("")
        if page.form.about == KS("SourceDocument"):
            return Iri(f"{GRAPH}{about.rpartition('/')[2]}/meta")
        return Iri(f"{about.rpartition('/')[0]}/meta")

    def _describe(self, graph: Iri, sheet: str, line: Line) -> None:
        row = Text(f"{sheet}, rad {line.row}", f"{sheet}, row {line.row}")
        told = Text(
            f"Uppgift ur arbetsboken, bladet {sheet}, rad {line.row}; inget dokument anges.",
            f"From the workbook, sheet {sheet}, row {line.row}; no document is named.",
        )
        meta = self.meta
        self._quads += [
            (graph, RDF("type"), KS("AssertionGraph"), meta),
            (graph, PROV("wasDerivedFrom"), self.iri, meta),
            (graph, KS("section"), Literal(row.get(self._lang), _LANG, self._lang), meta),
            (graph, KS("summary"), Literal(told.get(self._lang), _LANG, self._lang), meta),
            (graph, KS("reviewStatus"), VOCAB("review-status/extracted"), meta),
        ]

    @property
    def meta(self) -> Iri:
        """The graph about the workbook."""
        return Iri(f"{GRAPH}{self.name}/meta")

    def quads(self) -> list[Quad]:
        """What is said of the workbook, when any row rests on it."""
        if not self._quads:
            return []
        content = self._path.read_bytes() if self._path.is_file() else self._path.name.encode()
        title = Text(f"Arbetsboken {self._path.name}", f"The workbook {self._path.name}")
        about: list[tuple[Iri, Iri | Literal]] = [
            (RDF("type"), KS("SourceDocument")),
            (DCT("title"), Literal(title.get(self._lang), _LANG, self._lang)),
            (KS("loaded"), Literal("false", XSD("boolean"))),
            (KS("retrievedOn"), Literal(self._today.isoformat(), XSD("date"))),
            (KS("fileName"), Literal(self._path.name, STRING)),
            (KS("sha256"), Literal(hashlib.sha256(content).hexdigest(), STRING)),
        ]
        return [(self.iri, path, value, self.meta) for path, value in about] + self._quads


def _contents(
    desk: Desk, before: set[Quad], after: set[Quad], origin: _Origin
) -> dict[Path, tuple[Quad, ...]]:
    """The new statements of each file that changes."""
    gone, new = before - after, after - before
    new |= set(origin.quads())
    homes = desk.file_of()
    changes: dict[Path, tuple[set[Quad], set[Quad]]] = defaultdict(lambda: (set(), set()))
    for quads, which in ((gone, 0), (new, 1)):
        for quad in quads:
            changes[homes.get(quad[3]) or _home(desk, quad[3])][which].add(quad)
    return {
        path: tuple((set(desk.files.get(path, ())) - out) | into)
        for path, (out, into) in changes.items()
        if out or into - set(desk.files.get(path, ()))
    }


def _home(desk: Desk, graph: str) -> Path:
    """The file that a new graph belongs to: the one of its source."""
    source = graph.removeprefix(GRAPH).partition("/")[0]
    known = {g.removeprefix(GRAPH).partition("/")[0]: path for g, path in desk.file_of().items()}
    return known.get(source) or desk.project.root / "data" / "sources" / f"{source}.trig"


def _traced(problems: Iterable[Problem], after: Statements) -> list[Fault]:
    """What the shapes found, at the cells that cause it."""
    by_path: dict[tuple[str, str], Place] = {}
    by_thing: dict[str, Place] = {}
    for quad, place in sorted(after.places.items(), key=lambda item: item[1]):
        by_path.setdefault((quad[0], str(quad[1])), place)
        by_thing.setdefault(quad[0], Place(place.sheet, place.row))
    return [
        Fault(
            by_path.get((problem.focus, problem.path))
            or by_thing.get(problem.focus)
            or Place(str(problem.location or problem.label)),
            Text(
                f"{problem.label}: {problem.message.sv}", f"{problem.label}: {problem.message.en}"
            ),
            Text("", ""),
        )
        for problem in problems
    ]
