"""From a filled-in workbook to one atomic change of the data files, or to a list of faults.

Nothing is written while anything is wrong: what cannot be read, names that are not known, data that
have changed meanwhile, and shapes that the new state would break are all told at their cells, at
once.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path

from kgraph.checks import CheckReport
from kgraph.editing import draft
from kgraph.errors import InputError
from kgraph.journal import Entry, note, record
from kgraph.project import Project
from kgraph.terms import Quad
from kgraph.wording import LANGUAGES, Text
from kgraph.workbook.alias import SAME_FORM
from kgraph.workbook.balance import Said, balanced, going
from kgraph.workbook.change import Change, Merge, merge
from kgraph.workbook.decisions import FILE, Decisions, decisions_file, read_decisions
from kgraph.workbook.desk import Desk, open_desk
from kgraph.workbook.elsewhere import elsewhere_of, told_instead
from kgraph.workbook.finder import Finder
from kgraph.workbook.fresh import with_made
from kgraph.workbook.grid import Grid, read_grids
from kgraph.workbook.headed import with_own_names
from kgraph.workbook.homes import Contents, changed, contents_of
from kgraph.workbook.identify import identified
from kgraph.workbook.idle import Sorted, placed, sort_changes, told_gone, told_idle, told_missing
from kgraph.workbook.making import graphs_of, simple_pages
from kgraph.workbook.memo import Memo
from kgraph.workbook.merged import told_merged
from kgraph.workbook.naming import Names, plain
from kgraph.workbook.origin import FORM, FormOrigin, Origin
from kgraph.workbook.plan import REST, with_columns
from kgraph.workbook.reading import Reading, answers_of, headings_of, memo_of, read_book
from kgraph.workbook.review import told_unreviewed, unreviewed
from kgraph.workbook.rows import Statements, book_of, statements_of
from kgraph.workbook.simple.filled import Filled
from kgraph.workbook.simple.forms import SIMPLE_ONLY, simple_forms
from kgraph.workbook.simple.index import Index
from kgraph.workbook.simple.recognised import recognised
from kgraph.workbook.simple.shared import told_shared
from kgraph.workbook.simple.state import Stater
from kgraph.workbook.simple.staying import staying
from kgraph.workbook.simple.typed import told_typed
from kgraph.workbook.stale import stale_english, told_names_left, told_stale
from kgraph.workbook.telling import days, logged
from kgraph.workbook.tongue import told_english
from kgraph.workbook.tracing import Scene, texts_of, traced
from kgraph.workbook.unread import without_reading
from kgraph.workbook.value import Book, Fault, Form, Line, Page, Place, row_key


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
        answered: how many new answers about names it has.
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
    answered: int = 0

    @property
    def ready(self) -> bool:
        """Whether it can be written."""
        return not _stops(self.faults)


def to_look_at(made: Import) -> Import:
    """What an import would do, without the statements that it would write."""
    return replace(
        made, contents=dict.fromkeys(made.contents, ()), basis=dict.fromkeys(made.basis, ())
    )


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
    region = memo.facts.get("region", "")
    only = graphs_of(desk, region) if region else None  # rows are as the workbook laid them out
    own = book_of(desk, memo.facts.get("lang", lang), only)
    keys = {about: heads.values() for about, heads in memo.headings.items()}
    heads = headings_of(grids, [page.form for page in own.pages], memo)
    forms = with_columns(own, keys, heads, desk.words, desk.value_names())
    reading = read_book(grids, forms, memo, lang)
    return reading, own if own.lang == reading.book.lang else book_of(desk, reading.book.lang, only)


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
    book, faults, asked = identified(
        case.reading.book, case.names, case.desk.words, case.finder.existing, case.finder.find
    )
    book = case.origin.with_evidence(book)
    found = merge(replace(case.reading, book=book), own)
    before = statements_of(_as_book(found.before, lang), case.names)
    after = statements_of(_as_book(found.after, lang), case.names, case.finder.find)
    after.open |= asked
    said = Said(before, after, read=lambda: statements_of(book, case.names))
    return _weighed(case, own, found, said, faults, {})


def _simple(case: _Case, own: Book) -> Import:
    """An import of the simple workbook: what a row states follows from the row alone.

    Rows may share a thing (a forum and its members), so nothing is removed that another row of the
    workbook still says.
    """
    index = Index(case.desk.quads())
    read = recognised(case.reading.book, own.pages)
    book = replace(case.reading, book=case.origin.with_rows(read))
    found = merge(book, own)
    filled = Filled(own.pages, book.book.pages)

    def stater(gone: Set[Quad] = frozenset()) -> Stater:
        return Stater(case.names, case.finder, index, case.origin, own.lang, filled, gone)

    before = stater().state(_as_book(found.before, own.lang).pages)
    gone = _going(found, book.book, filled, stater)
    new = stater(gone)
    after = new.state(_as_book(found.after, own.lang).pages)
    case.finder.told.update({(text.sv, ""): text for text in new.told()})
    whole = stater(gone)
    stays = staying(found.before, book.book)
    case.finder.told.update({(text.sv, ""): text for text in stays.told})
    kept = whole.state((*book.book.pages, *stays.pages)) if before.quads else Statements()
    shared = [
        *told_shared(whole.shown, {change.place for change in found.changes}),
        *told_typed(book, index, case.names),
    ]
    again = {place: case.finder.where(graph) for place, graph in new.again.items()}
    return _weighed(case, own, found, Said(before, after, kept), shared, again)


def _going(found: Merge, book: Book, filled: Filled, stater: Callable[[], Stater]) -> Set[Quad]:
    """What goes with the rows that were taken out: no filled row that is left says it.

    A new row is held against the data, and what it says may be what just goes.
    """
    here = {(page.form.about, row_key(line)) for page, line in book.rows()}
    out = [each for each in found.before if (each[0].about, row_key(each[1])) not in here]
    if not out:
        return frozenset()
    left = [
        replace(page, lines=tuple(line for line in page.lines if filled.has(page.form, line)))
        for page in book.pages
    ]
    return stater().state(_as_book(out, book.lang).pages).quads - stater().state(left).quads


def _weighed(
    case: _Case,
    own: Book,
    found: Merge,
    said: Said,
    faults: list[Fault],
    again: Mapping[Place, Text],
) -> Import:
    unread = {fault.place for fault in case.reading.faults}
    # Of a cell that cannot be read at all nothing else is told.
    faults = [*faults, *found.faults, *(f for f in said.after.faults if f.place not in unread)]
    effect = _effect(case, found, said, [*case.reading.faults, *faults])
    new, gone = effect.new, effect.gone
    sorted_ = sort_changes(
        tuple(with_made(found.changes, new, said.after, case.desk.types, own.lang)),
        effect.faults,
        placed(gone, said.before),
        placed(new, said.after),
        _WHOLE,
    )
    real = tuple(change for change in sorted_.real if change.place not in unread)
    return Import(
        _placed_in_words(case, real),
        tuple(with_own_names(fault, own.lang) for fault in _in_order(effect.faults)),
        effect.contents,
        {path: case.desk.files.get(path, ()) for path in effect.contents},
        tuple(case.origin.rows),
        (
            *_told_names(case),
            *days(found.after, own.lang),
            *told_idle(sorted_, again),
            *told_missing(found.missing),
            *told_gone(case.reading, own),
            *_told_of(case, said, sorted_, (gone, new)),
            *told_stale(effect.stale),
            *effect.along,
            *([] if _stops(effect.faults) else _told_before(case, effect.before)),
            *([_TIRED] if case.finder.tired else ()),
        ),
        dict(case.finder.decisions) if case.finder.answered else {},
        case.origin.file,
        case.reading.book.lang,
        effect.stood,
        case.finder.answered,
    )


@dataclass(frozen=True, slots=True)
class _Effect:
    """What a workbook does to the statements, and what stands against it.

    Parameters:
        new, gone: statements.
        stale: English texts that go with the Swedish ones that they translate.
        before: marks of review that no longer hold.
        contents: the files as they become.
        along: what goes along, told.
        stood: how many problems the checks had found before.
    """

    new: set[Quad]
    gone: set[Quad]
    stale: set[Quad]
    before: set[Quad]
    contents: Mapping[Path, tuple[Quad, ...]]
    faults: list[Fault]
    along: list[Text]
    stood: int


def _effect(case: _Case, found: Merge, said: Said, faults: list[Fault]) -> _Effect:
    desk = case.desk
    balance, notes = without_reading(balanced(desk, found, said), desk.quads(), said)
    faults = [*faults, *notes]
    new, gone = balance.new, balance.gone
    refused, along = going(desk, said, balance, case.names.label, case.finder.where)
    # A cell that cannot be read says nothing, so what would go along is known when it is mended.
    along = [] if faults else along
    faults += refused
    stale = stale_english(desk.quads(), gone, new)
    before, now = unreviewed(desk.quads(), gone | stale, new)
    case.origin.forget({graph for graph in case.origin.graphs if graph not in {q[3] for q in new}})
    contents = contents_of(desk, gone | stale | before, new | now | set(case.origin.quads()))
    stood = 0
    if contents:
        found_wrong, stood = _checked(case, contents, said, faults)
        faults += found_wrong
    return _Effect(new, gone, stale, before, contents, faults, along, stood)


def _told_names(case: _Case) -> Iterator[Text]:
    """How names were understood; nothing of what is a thing's own name in the other language."""
    told, lang = case.finder.told, case.reading.book.lang
    iris = sorted({iri for _, iri in told if iri})
    other = case.desk.store.labels(iris, next(one for one in LANGUAGES if one != lang))
    for (text, iri), said in told.items():
        if SAME_FORM.sv not in said.sv or plain(other.get(iri, "")) != plain(text):
            yield said


def _placed_in_words(case: _Case, changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes with the places of their rows as people call them, and not as cells do."""
    graphs = {key: graph for graph, key in case.names.passages.items()}
    lang = case.reading.book.lang

    def told(key: str) -> str:
        return case.finder.where(graphs[key]).get(lang) if key in graphs else key

    return tuple(
        replace(change, passages="\n".join(map(told, change.passages.splitlines())))
        for change in changes
    )


def _told_of(
    case: _Case, said: Said, sorted_: Sorted, changed: tuple[set[Quad], set[Quad]]
) -> Iterator[Text]:
    """What is told of what goes and what comes."""
    gone, new = changed
    yield from told_merged(sorted_.real, placed(gone, said.before), new, said)
    yield from told_instead(said.after.instead, new, said.after.places, case.finder.where)
    yield from told_names_left(case.desk.quads(), gone, new)
    yield from told_english(new, said.after.places)


def _told_before(case: _Case, before: Iterable[Quad]) -> Iterable[Text]:
    """The passages that were reviewed and wait anew; only of what can be written."""
    return told_unreviewed([case.finder.where(str(quad[0])) for quad in before])


def _stops(faults: Iterable[Fault]) -> bool:
    return any(fault.stops for fault in faults)


def _checked(
    case: _Case, contents: Contents, said: Said, faults: Sequence[Fault]
) -> tuple[list[Fault], int]:
    """What the shapes find in the new state, and how many faults stood there before.

    While cells cannot be read the state is not whole; what it shows for certain is told all the
    same, so that everything can be mended at once.
    """
    gone, new = changed(case.desk, contents)
    try:
        report = draft(case.desk.project, contents, case.desk.store, gone, new)
    except InputError:
        if not faults:
            raise
        return [], 0
    scene = Scene(
        said.before, said.after, case.desk.words.label, case.names.label,
        texts_of(case.desk.quads(), report.faults, gone, new),
        elsewhere_of(case.desk.quads(), report.faults, gone, new), case.finder.where,
        lambda: said.rows.places,
    )  # fmt: skip
    return traced(report.faults, scene, faults), len(report.stood)


_WHOLE = (REST.name.sv, REST.name.en)  # a row there is one statement, whichever cell is changed
_TIRED = Text(
    "Väldigt många namn är okända, så för en del av dem föreslås bara det som stavas nästan lika. "
    "Rätta en del och läs in igen, så kommer fler förslag.",
    "Very many names are unknown, so for some only what is spelt nearly alike is proposed. "
    "Mend some and import again for more.",
)


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
    told = what or logged(made.changes, made.answered)
    also = _answers(project, made)
    return record(project, made.contents, told, made.source, role, basis=made.basis, also=also)


def remember(project: Project, made: Import, role: str = "editor") -> Entry | None:
    """Keep what was answered about names, when nothing else is written, and note it in the log.

    Returns:
        The entry in the log; None where there was no new answer.

    Raises:
        UsageError: the project is read-only.
        OutsideError: the file cannot be written.
    """
    if not made.decisions:
        return None
    return note(project, logged((), made.answered), made.source, role, _answers(project, made))


def _answers(project: Project, made: Import) -> dict[Path, bytes]:
    if not made.decisions:
        return {}
    return {project.root.resolve() / FILE: decisions_file(made.decisions)}


def _as_book(rows: Iterable[tuple[Form, Line]], lang: str) -> Book:
    return Book(tuple(Page(form, (line,)) for form, line in rows), lang, {})


def _in_order(faults: Iterable[Fault]) -> list[Fault]:
    return sorted(dict.fromkeys(faults), key=lambda fault: fault.place)
