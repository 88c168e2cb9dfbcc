"""Identifiers for rows that have none: made from names by the ontology's pattern, never typed."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from kgraph.store.ntriples import parse_term
from kgraph.terms import DCT as _DCT
from kgraph.terms import (
    ELI,
    FOAF,
    GRAPH,
    ID,
    KS,
    ORG,
    PROV,
    RDF,
    SKOS,
    SKOSXL,
    Iri,
    Literal,
    local_name,
    shorten,
    slug,
)
from kgraph.wording import Text
from kgraph.workbook.cells import Wrong, clean
from kgraph.workbook.naming import Names, identifier, slug_of
from kgraph.workbook.value import Book, Column, Fault, Form, Line, Page, Place
from kgraph.workbook.vocabulary import Vocabulary
from kgraph.workbook.wanting import wanting

# The kind of identifier that a class's things have; the first broader class that fits decides.
_KINDS: tuple[tuple[str, str], ...] = (
    (KS("ActorGroup"), "group"),
    (ORG("Post"), "post"),
    (KS("Forum"), "forum"),
    (ORG("Membership"), "membership"),
    (KS("Project"), "project"),
    (KS("Assignment"), "assignment"),
    (KS("StrategyElement"), "element"),
    (KS("Strategy"), "strategy"),
    (KS("GoverningDocument"), "document"),
    (KS("KnowledgeProduct"), "product"),
    (KS("FundingProgramme"), "programme"),
    (KS("Indicator"), "indicator"),
    (KS("Evaluation"), "evaluation"),
    (KS("CoverageStatement"), "coverage"),
    (KS("AbsenceStatement"), "absence"),
    (KS("Register"), "source"),
    (KS("SourceDocument"), "source"),
    (KS("Territory"), "territory"),
    (SKOSXL("Label"), "label"),
    (ORG("ChangeEvent"), "event"),
    (ELI("LegalResource"), "law"),
    (ORG("Organization"), "actor"),
    (FOAF("Agent"), "actor"),
)
_TYPE = shorten(RDF("type"))
_BEGINNINGS = {
    KS("Responsibility"): "ansvar",
    KS("Mandate"): "uppdrag",
    KS("FundingContribution"): "finansiering",
    KS("FollowUp"): "uppfoljning",
}
NAMES = (SKOS("prefLabel"), _DCT("title"), SKOSXL("literalForm"))
_SOURCES = (KS("SourceDocument"), KS("Register"))
_SPAN = re.compile(r"[1-9]\d{0,6}(?:-[1-9]\d{0,6})?")
# What others refer to comes first.
_ORDER = (KS("SourceDocument"), KS("AssertionGraph"), ORG("Organization"), KS("GoverningDocument"))


def kind_of(cls: str, words: Vocabulary) -> str:
    """The part of the identifier that tells what kind of thing it is."""
    broad = words.kinds_of(cls)
    return next((kind for above, kind in _KINDS if above in broad), "other")


def has_name(column: Column) -> bool:
    """Whether a column holds what a thing is called."""
    return column.path in NAMES


def is_relation(cls: str, words: Vocabulary) -> bool:
    """Whether a thing of a class is called after those whom it ties together."""
    relations = ("assignment", "membership", "coverage")
    return kind_of(cls, words) in relations or cls in _SPECIAL


Meaning = Callable[[str, Column], Iri]
Existing = Callable[[str, str], Iri | None]


def identified(
    book: Book, names: Names, words: Vocabulary, existing: Existing, meaning: Meaning
) -> tuple[Book, list[Fault], set[str]]:
    """The workbook with an identifier in every row, its new things known by name.

    A row with a name that a thing of the same kind has already is about that thing.

    Returns:
        The workbook, what is wrong in it, and the things whose names are asked about.

    Parameters:
        existing: the known thing that a new name of a class is another name of.
        meaning: the thing that a text means in a column, or that it is not certain.
    """
    faults: list[Fault] = []
    asked: set[str] = set()
    made: dict[int, Page] = {}
    _know_typed(book, names, words)
    for index in sorted(range(len(book.pages)), key=lambda i: _rank(book.pages[i].form, words)):
        page = book.pages[index]
        desk = _Desk(names, words, existing, meaning, book.lang, faults, asked)
        lines = [_line(page.form, line, desk) for line in page.lines]
        made[index] = replace(page, lines=tuple(lines))
    pages = tuple(made[i] for i in range(len(book.pages)))
    return replace(book, pages=pages), faults, asked


def _know_typed(book: Book, names: Names, words: Vocabulary) -> None:
    """Make known what the rows with identifiers describe, for a project that lacks it."""
    rows = [(page.form.about, line) for page, line in book.rows() if line.get("id")]
    kinds = _kinds(book, words)
    for about, line in rows:
        source = identifier(line.get("id"))
        if about in _SOURCES and source is not None:
            number = line.get(f"{_DCT('identifier')} {_STRING}").split("\n")[0]
            names.add_source(local_name(source), number)
            names.add(GRAPH(f"{local_name(source)}/meta"), f"{number or local_name(source)}:meta")
    called: dict[Iri, set[tuple[int, str]]] = {}
    for about, line in rows:
        told = line.get("id")
        own = identifier(told) or (names.place_of(told) if about == KS("AssertionGraph") else None)
        if own is not None:
            names.add(own, told, kinds.get(own, frozenset()))
            called.setdefault(own, set()).update(_all_names(line))
        for key in line.get("passages").split("\n"):
            if key.startswith(("file:", "reference:")) and names.meant(key) is None:
                graph = names.place_of(key)
                if graph is not None:
                    names.add(graph, key)
    _call(called, names)


def _kinds(book: Book, words: Vocabulary) -> dict[Iri, frozenset[str]]:
    """The classes that the rows of a workbook give their things, the broader ones too."""
    found: dict[Iri, frozenset[str]] = {}
    for page, line in book.rows():
        own = identifier(line.get("id"))
        if own is None:
            continue
        for cls in _types(page.form.about, line):
            found[own] = found.get(own, frozenset()) | words.kinds_of(cls)
    return found


def _types(about: str, line: Line) -> Iterator[str]:
    if not about:
        term = parse_term(line.get("term")) if line.get("property") == _TYPE else None
        yield from (term,) if isinstance(term, Iri) else ()
        return
    told = line.get("class")
    for text in told.split("\n") if told else ():
        inside = identifier(text.rpartition("[")[2].rstrip("]"))
        yield inside or about
    if not told:
        yield about


def _call(called: Mapping[Iri, set[tuple[int, str]]], names: Names) -> None:
    """Make names known: each thing's first ones, then its others where no thing has them."""
    others: list[tuple[Iri, str]] = []
    for own, known in called.items():
        first = min((rank for rank, _ in known), default=0)
        for rank, name in sorted(known):
            if rank == first:
                names.add(own, name)
            else:
                others.append((own, name))
    for own, name in others:
        if not names.all_called(name):
            names.add(own, name)


def _all_names(line: Line) -> list[tuple[int, str]]:
    """The names that a row gives its thing, each with the rank of its property."""
    if line.get("property"):  # a name that no cell holds stands in full on the last sheet
        path = identifier(line.get("property"))
        term = parse_term(line.get("term")) if path in NAMES else None
        if path is None or not isinstance(term, Literal):
            return []
        return [(NAMES.index(path), " ".join(term.value.split()))]
    return [
        (rank, clean(text))
        for rank, path in enumerate(NAMES)
        for tongue in ("@sv", "@en")
        for text in line.get(f"{path} {tongue}").split("\n")
        if clean(text)
    ]


def _rank(form: Form, words: Vocabulary) -> tuple[int, str]:
    broad = words.kinds_of(form.about)
    first = next((i for i, cls in enumerate(_ORDER) if cls in broad), len(_ORDER))
    relation = broad & {KS("Assignment"), ORG("Membership")}
    return (first + len(_ORDER) if relation else first), form.about


@dataclass(frozen=True)
class _Desk:
    names: Names
    words: Vocabulary
    existing: Existing
    meaning: Meaning
    lang: str
    faults: list[Fault]
    asked: set[str]


def _line(form: Form, line: Line, desk: _Desk) -> Line:
    if not form.about:
        return line
    names, lang = desk.names, desk.lang
    if line.get("id"):
        _check_typed(form, line, names, lang, desk.faults)
        return line
    line = _understood(form, line, desk)
    name = _name(form, line)
    needed = next((c for c in form.columns if c.path in NAMES), form.columns[1])
    place = Place(form.name.get(lang), line.row, line.columns.get(needed.key, 0))
    try:
        iri = _made(form, line, name, desk)
    except Wrong as wrong:
        fault = Fault(place, wrong.what, wrong.mend, wrong.candidates, asks=wrong.asks)
        desk.faults.append(fault)
        iri = _free(ID(f"{kind_of(form.about, desk.words)}/{slug(name)}"), names, "")
        desk.asked.add(iri)
    if iri is None:
        desk.faults.extend(wanting(form, line, kind_of(form.about, desk.words), needed, lang))
        return line
    names.add(iri, name or _key(iri, names), desk.words.kinds_of(form.about))
    return replace(line, cells={**line.cells, "id": _told(iri)})


def _understood(form: Form, line: Line, desk: _Desk) -> Line:
    """A new row that ties others together, with the names of those whom its cells mean.

    What it is called, shown as and logged as is then what it says, however its names were spelt.
    """
    if not is_relation(form.about, desk.words):
        return line
    cells = dict(line.cells)
    for column in form.columns:
        text = cells.get(column.key, "")
        if column.role == "value" and column.form == "iri" and column.classes and text:
            cells[column.key] = "\n".join(_meant(part, column, desk) for part in text.split("\n"))
    return replace(line, cells=cells)


def _meant(text: str, column: Column, desk: _Desk) -> str:
    try:
        return desk.names.text_in(desk.meaning(text, column), column)
    except Wrong:
        return text


def _told(iri: str) -> str:
    return iri[len(ID) :] if iri.startswith(ID) else iri


def _key(iri: str, names: Names) -> str:
    """A new passage's key: its source as others write it, and its place."""
    if not iri.startswith(GRAPH):
        return _told(iri)
    source, _, rest = iri[len(GRAPH) :].partition("/")
    return f"{names.source_key(source)}:{rest}"


def _check_typed(form: Form, line: Line, names: Names, lang: str, faults: list[Fault]) -> None:
    if names.meant(line.get("id")) is None and identifier(line.get("id")) is None:
        faults.append(
            Fault(
                Place(form.name.get(lang), line.row, line.columns.get("id", 0)),
                Text("Identiteten är inte känd.", "The identifier is not known."),
                Text("Lämna cellen tom på nya rader.", "Leave the cell empty on new rows."),
            )
        )


def _name(form: Form, line: Line) -> str:
    for path in NAMES:
        for language in ("@sv", "@en"):
            found = clean(line.get(f"{path} {language}").split("\n")[0])
            if found:
                return found
    return ""


def _made(form: Form, line: Line, name: str, desk: _Desk) -> Iri | None:
    """A new row's identifier.

    Raises:
        Wrong: its name is much like a known one.
    """
    names = desk.names
    special = _SPECIAL.get(form.about)
    if special is not None:
        return special(line, names)
    kind = kind_of(form.about, desk.words)
    if kind == "assignment":
        text = _relation(form, line, names)
    elif kind == "membership":
        text = _membership(form, line, names)
    elif not name and kind == "coverage":
        text = _coverage(form, line, names)
    elif not name:
        return None
    else:
        known = [iri for iri in names.all_called(name) if iri.startswith(f"{ID}{kind}/")]
        found = Iri(known[0]) if len(known) == 1 else desk.existing(name, form.about)
        if found is not None:
            return found
        text = slug_of(name)
    return _free(ID(f"{kind}/{text}"), names, kind) if text else None


def _free(iri: Iri, names: Names, kind: str) -> Iri:
    """The identifier, with a number where another thing has it."""
    if iri not in names.known or kind == "membership":
        return iri
    return names.numbered(iri)


def _relation(form: Form, line: Line, names: Names) -> str:
    """``ansvar-{who}-{what}``."""
    who = _part(form, line, f"{KS('bearer')} iri", names)
    what = _part(form, line, f"{KS('target')} iri", names)
    what = what or slug(line.get(f"{KS('summary')} @sv")[:40])
    begin = _BEGINNINGS.get(Iri(form.about), "uppgift")
    return slug(f"{begin}-{who}-{what}") if who else ""


def _membership(form: Form, line: Line, names: Names) -> str:
    forum = _part(form, line, f"{ORG('organization')} iri", names)
    member = _part(form, line, f"{ORG('member')} iri", names)
    return f"{forum}--{member}"[:120] if forum and member else ""


def _coverage(form: Form, line: Line, names: Names) -> str:
    """``{what}-{relation}-{source}``."""
    keys = ("coversSubject", "coversRelation", "inSource")
    parts = [_part(form, line, f"{KS(key)} iri", names) for key in keys]
    return slug("-".join(parts)) if all(parts) else ""


def _part(form: Form, line: Line, key: str, names: Names) -> str:
    classes = next((c.classes for c in form.columns if c.key == key), ())
    first = line.get(key).split("\n")[0]
    found = names.meant_as(first, classes)
    return local_name(found) if found else slug(first)


def passage_of(line: Line, names: Names) -> Iri | None:
    """The graph of a new passage, by its document and place; None where either is missing."""
    told = line.get(f"{PROV('wasDerivedFrom')} iri")
    source = names.meant_as(told, (KS("SourceDocument"),))
    span = line.get(f"{KS('lineRange')} {_STRING}")
    page = line.get(f"{KS('page')} {_STRING}")
    heading = line.get(f"{KS('section')} @sv")
    if source is None:
        return None
    if _SPAN.fullmatch(span):
        place = span if "-" in span else f"{span}-{span}"
    elif page:
        place = f"p{slug(page)}"
    elif heading:
        place = slug(heading)
    else:
        return None
    return Iri(f"{GRAPH}{local_name(source)}/{place}")


_STRING = "http://www.w3.org/2001/XMLSchema#string"
_SPECIAL: Mapping[str, Callable[[Line, Names], Iri | None]] = {KS("AssertionGraph"): passage_of}
