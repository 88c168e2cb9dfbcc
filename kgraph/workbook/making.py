"""A workbook of a project, of the documents of one county, or an empty one for a new county."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from kgraph.project import Project
from kgraph.terms import DCT, GRAPH, KS, ORG, VOCAB
from kgraph.wording import collation_key
from kgraph.workbook.desk import Desk, open_desk
from kgraph.workbook.folder import write_folder
from kgraph.workbook.naming import short
from kgraph.workbook.origin import PREFIX
from kgraph.workbook.rows import book_of
from kgraph.workbook.simple.fill import Filler
from kgraph.workbook.simple.forms import simple_forms
from kgraph.workbook.simple.index import Index
from kgraph.workbook.value import Book, Page
from kgraph.workbook.xlsx import write_xlsx


@dataclass(frozen=True)
class Made:
    """A workbook, and the names that its drop-down lists show.

    Parameters:
        book: its sheets.
        things: the names that may stand in each column of things, by the column's classes, in
            Swedish order.
    """

    book: Book
    things: dict[tuple[str, ...], Sequence[str]]


def build(
    project: Project,
    lang: str = "sv",
    *,
    region: str = "",
    empty: bool = False,
    today: datetime.date | None = None,
) -> Made:
    """The full workbook: a sheet for every class that has a shape.

    Parameters:
        lang: language of headings, names and help.
        region: IRI of a county's territory; only what documents about it state.
        empty: headings, help and lists without rows.
        today: the day that the workbook says it was made.

    Raises:
        InputError: the project's data cannot be read.
    """
    desk = open_desk(project)
    book = book_of(desk, lang, graphs_of(desk, region) if region else None)
    if empty:
        book = replace(book, pages=tuple(replace(page, lines=()) for page in book.pages))
    facts = {"made": (today or datetime.date.today()).isoformat(), "kind": "full", "region": region}
    return Made(replace(book, facts=facts), _things(desk, book))


def build_simple(
    project: Project,
    lang: str = "sv",
    *,
    region: str = "",
    today: datetime.date | None = None,
) -> Made:
    """The simple workbook: four sheets, filled with what a county's documents say, or empty.

    Parameters:
        lang, today: as for ``build``.
        region: IRI of the county; none for an empty workbook.

    Raises:
        InputError: the project's data cannot be read.
    """
    desk = open_desk(project)
    pages = simple_pages(desk, region, lang)
    facts = {
        "made": (today or datetime.date.today()).isoformat(),
        "kind": "simple",
        "region": region,
    }
    book = Book(pages, lang, facts)
    return Made(book, _simple_things(desk, book))


def simple_pages(desk: Desk, region: str, lang: str) -> tuple[Page, ...]:
    """The four simple sheets with what a county's documents say; empty without a county."""
    forms = simple_forms(desk.words, desk.value_names())
    filler = Filler(desk, desk.names(lang), Index(desk.quads()), forms, lang)
    return (
        filler.pages(graphs_of(desk, region), _sources_of(desk, region))
        if region
        else (filler.pages(()))
    )


def to_xlsx(made: Made) -> bytes:
    """The workbook as an .xlsx file."""
    return write_xlsx(made.book, made.things)


def to_folder(made: Made) -> dict[str, bytes]:
    """The workbook as CSV files, by name."""
    return write_folder(made.book)


def graphs_of(desk: Desk, region: str) -> set[str]:
    """The passages of the county's documents, and those where a workbook alone speaks of it.

    A document is the county's when a body of the county has published it, or when it is a copy of a
    strategy for the county.
    """
    places = _of_county(desk, region)
    names = {source.rpartition("/")[2] for source in _sources_of(desk, region)}
    own = {str(q[3]) for q in desk.quads() if q[3].startswith(_WORKBOOKS) and q[0] in places}
    return own | {
        graph
        for graph in desk.passages
        if graph.startswith(GRAPH) and graph[len(GRAPH) :].partition("/")[0] in names
    }


def _of_county(desk: Desk, region: str) -> set[str]:
    """The bodies and strategies of a county."""
    paths = (DCT("spatial"), ORG("subOrganizationOf"))
    return {str(q[0]) for q in desk.quads() if q[1] in paths and q[2] == region}


def _sources_of(desk: Desk, region: str) -> set[str]:
    """The documents that bodies of the county have published, or that are strategies for it."""
    places = _of_county(desk, region)
    sources = {str(q[0]) for q in desk.quads() if q[1] == DCT("publisher") and q[2] in places}
    return sources | {
        str(q[0]) for q in desk.quads() if q[1] == KS("represents") and q[2] in places
    }


_WORKBOOKS = f"{GRAPH}{PREFIX}"


def _simple_things(desk: Desk, book: Book) -> dict[tuple[str, ...], Sequence[str]]:
    """The names to choose from: of places the counties, and no identifiers, which nobody knows."""
    unnamed = {short(iri) for iri in desk.types}
    counties = {
        str(q[0])
        for q in desk.quads()
        if q[1] == KS("territoryType") and q[2] == VOCAB("territory-type/lan")
    }
    found = _things(desk, book, {KS("Territory"): counties} if counties else {})
    return {key: [text for text in texts if text not in unnamed] for key, texts in found.items()}


def _things(
    desk: Desk, book: Book, only: Mapping[str, Collection[str]] | None = None
) -> dict[tuple[str, ...], Sequence[str]]:
    """The names of what may stand in each column, as a cell there says them.

    Parameters:
        only: the things of a class that are offered, where not all are.
    """
    names, of_class = desk.names(book.lang), defaultdict(set)
    for iri, types in desk.types.items():
        for cls in {broad for one in types for broad in desk.words.kinds_of(one)}:
            of_class[cls].add(iri)
    of_class.update((cls, set(iris)) for cls, iris in (only or {}).items())
    columns = {c.classes: c for page in book.pages for c in page.form.columns if c.classes}
    return {
        classes: sorted(
            {names.text_in(iri, column) for cls in classes for iri in of_class.get(cls, ())},
            key=collation_key,
        )
        for classes, column in columns.items()
    }
