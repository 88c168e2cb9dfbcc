"""Statements as rows, and rows as statements: each the other's inverse, held by tests."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kgraph.store.ntriples import parse_term, show_term
from kgraph.terms import ID, RDF, Iri, Quad, Term, slug
from kgraph.wording import Text, collation_key
from kgraph.workbook.cells import NONE, Wrong, clean, term_of, text_of
from kgraph.workbook.desk import Desk
from kgraph.workbook.naming import Names, chosen, identifier, short
from kgraph.workbook.plan import REST, form_of, forms_for
from kgraph.workbook.value import Book, Column, Fault, Form, Line, Page, Place, many, row_key

_TYPE = str(RDF("type"))
Find = Callable[[str, Column], Iri]


def exactly(names: Names) -> Find:
    """Which thing a text means, when nothing but its whole name will do."""

    def find(text: str, column: Column) -> Iri:
        found = chosen(text, column) or names.meant_as(text, column.classes)
        if found is None:
            raise Wrong(
                Text(f"”{text}” är inget känt namn.", f"“{text}” is no known name."), Text("", "")
            )
        return found

    return find


def book_of(desk: Desk, lang: str, only: Iterable[str] | None = None) -> Book:
    """The workbook of a project's statements.

    Parameters:
        lang: language of headings and names.
        only: the graphs whose statements it holds; all when left out.
    """
    names = desk.names(lang)
    wanted = None if only is None else set(only)
    by_sheet: dict[str, list[Quad]] = {cls: [] for cls in desk.sheets}
    rest: list[Quad] = []
    for quad in desk.quads():
        if wanted is None or quad[3] in wanted:
            by_sheet.get(desk.sheet(quad[0]), rest).append(quad)
    forms = forms_for(desk.words, by_sheet, desk.value_names())
    pages = []
    for cls in desk.sheets:
        lines, left = _lines(forms[cls], by_sheet[cls], desk, names, lang)
        rest += left
        pages.append(Page(forms[cls], tuple(lines)))
    pages.sort(key=lambda page: collation_key(page.form.name.get(lang)))
    pages.append(Page(REST, tuple(_rest_lines(rest, names))))
    return Book(tuple(pages), lang, {})


def _lines(
    form: Form, quads: Iterable[Quad], desk: Desk, names: Names, lang: str
) -> tuple[list[Line], list[Quad]]:
    """The rows of a sheet, and the statements that no column of it can hold."""
    columns = {(c.path, c.form): c for c in form.columns if c.role == "value"}
    groups: dict[tuple[str, str], list[Quad]] = defaultdict(list)
    left: list[Quad] = []
    for quad in quads:
        groups[quad[0], quad[3]].append(quad)
    same: dict[tuple[str, tuple[tuple[str, str], ...]], list[str]] = defaultdict(list)
    for (subject, graph), own in sorted(groups.items()):
        cells, unheld = _cells(form, own, columns, desk, names, lang)
        left += unheld
        if cells or not unheld:
            same[subject, tuple(sorted(cells.items()))].append(graph)
    lines = [
        Line(0, {**dict(cells), "id": names_id(subject, names),
                 "passages": many(sorted(names.text(g) for g in graphs))})
        for (subject, cells), graphs in same.items()
    ]  # fmt: skip
    return sorted(lines, key=lambda line: _row_order(form, line)), left


def names_id(subject: str, names: Names) -> str:
    """A thing's identifier as the column for it says it."""
    return names.text(subject) if subject in names.passages else short(subject)


def _row_order(form: Form, line: Line) -> tuple[object, ...]:
    first = next((line.get(c.key) for c in form.columns if line.get(c.key)), "")
    return collation_key(first), line.get("id"), line.get("passages")


def _cells(
    form: Form,
    quads: list[Quad],
    columns: Mapping[tuple[str, str], Column],
    desk: Desk,
    names: Names,
    lang: str,
) -> tuple[dict[str, str], list[Quad]]:
    found: dict[str, list[str]] = defaultdict(list)
    types: set[str] = set()
    left: list[Quad] = []
    for quad in quads:
        _, path, value, _ = quad
        if path == _TYPE and isinstance(value, Iri):
            types.add(str(value))
            continue
        column = columns.get((str(path), form_of(value)))
        text = text_of(value, names, lang, column)
        if column is None or text is None:
            left.append(quad)
        else:
            found[column.key].append(text)
    cells = {
        key: many(sorted(texts, key=collation_key)) if len(texts) > 1 else texts[0]
        for key, texts in found.items()
    }
    if types != {form.about}:
        cells["class"] = many(sorted(desk.words.label(t).get(lang) + _told(t) for t in types))
        cells["class"] = cells["class"] or NONE
    return cells, left


def _told(cls: str) -> str:
    return f" [{short(cls)}]"


def _rest_lines(quads: Iterable[Quad], names: Names) -> Iterator[Line]:
    groups: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for thing, predicate, term, graph in quads:
        groups[thing, predicate, show_term(term)].append(names.text(graph))
    for (subject, path, value), graphs in sorted(groups.items()):
        yield Line(
            0,
            {
                "id": names_id(subject, names),
                "property": short(path),
                "term": value,
                "passages": many(sorted(graphs)),
            },
        )


@dataclass
class Statements:
    """What a workbook states.

    Parameters:
        quads: the statements.
        places: the cell that each comes from.
        faults: what could not be read.
        open: what names stand for that nobody has answered for yet.
        instead: statements of other rows and passages that others come instead of.
    """

    quads: set[Quad] = field(default_factory=set)
    places: dict[Quad, Place] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    open: set[str] = field(default_factory=set)
    instead: set[Quad] = field(default_factory=set)

    def stand_in(self, wrong: Wrong) -> Iri | None:
        """Something in the place of a name that is asked about, so that the rest can be checked."""
        if wrong.asks is None:
            return None
        iri = ID(f"other/fraga-{slug(wrong.asks[0])}")
        self.open.add(iri)
        return iri

    def state(self, quad: Quad, place: Place) -> None:
        """Add a statement with its cell."""
        self.quads.add(quad)
        self.places.setdefault(quad, place)


def statements_of(book: Book, names: Names, find: Find | None = None) -> Statements:
    """What the rows of a workbook state.

    Every row names its thing and its passages by then; what cannot be read is a fault at its cell,
    and all faults are told at once.

    Parameters:
        names: what identifiers and passages are called.
        find: which thing a text means in a column; by its whole name when left out.
    """
    made = Statements()
    find = find or exactly(names)
    for page, line in book.rows():
        if page.form.about:
            _state_row(page.form, line, names, find, book.lang, made)
        else:
            _state_rest(page.form, line, names, book.lang, made)
    return made


def _place(form: Form, line: Line, key: str, lang: str) -> Place:
    return Place(form.name.get(lang), line.row, line.columns.get(key, 0))


def _state_row(
    form: Form, line: Line, names: Names, find: Find, lang: str, made: Statements
) -> None:
    head = _head(form, line, names, lang, made)
    values: list[tuple[Iri, Term, Place]] = []
    for column in form.columns:
        place = _place(form, line, column.key, lang)
        if column.role == "class":
            values += [(RDF("type"), t, place) for t in _types(form, line, lang, place, made)]
        if column.role == "value":
            for text in lines_of_cell(line.get(column.key)):
                try:
                    values.append((Iri(column.path), term_of(text, column, find, lang), place))
                except Wrong as wrong:
                    made.faults.append(
                        Fault(place, wrong.what, wrong.mend, wrong.candidates, asks=wrong.asks)
                    )
                    instead = made.stand_in(wrong)
                    if instead is not None:
                        values.append((Iri(column.path), instead, place))
    if head is None:  # the cells are read all the same, so that all faults are told at once
        return
    subject, graphs = head
    for path, value, place in values:
        for graph in graphs:
            made.state((subject, path, value, graph), place)


def _head(
    form: Form, line: Line, names: Names, lang: str, made: Statements
) -> tuple[Iri, list[Iri]] | None:
    """The thing and the graphs of a row."""
    subject = names.meant(line.get("id")) or identifier(line.get("id"))
    if subject is None:
        if not form.about:  # of other sheets it is told what the identifier is made from
            made.faults.append(
                Fault(
                    _place(form, line, "id", lang),
                    Text("Raden har ingen identitet.", "The row has no identifier."),
                    Text("Fyll i den, som på en annan rad.", "Fill it in, as on another row."),
                )
            )
        return None
    graphs = []
    for key in lines_of_cell(line.get("passages")):
        graph = names.meant(key)
        if graph is None:
            made.faults.append(
                Fault(
                    _place(form, line, "passages", lang),
                    Text(f"Textstället {key} finns inte.", f"There is no passage {key}."),
                    Text(
                        "Skriv det som på bladet Textställen, eller lägg till det där.",
                        "Write it as on the sheet of passages, or add it there.",
                    ),
                )
            )
        else:
            graphs.append(graph)
    return subject, graphs


def _types(form: Form, line: Line, lang: str, place: Place, made: Statements) -> Iterator[Iri]:
    told = line.get("class")
    if not told:
        yield Iri(form.about)
        return
    for text in lines_of_cell(told):
        if text == NONE:
            continue
        inside = text.rpartition("[")[2].rstrip("]")
        found = identifier(inside)
        if found is not None:
            yield found
        elif text.casefold() == form.name.get(lang).casefold():
            yield Iri(form.about)
        else:
            made.faults.append(
                Fault(
                    place,
                    Text(f"”{text}” är inget slag.", f"“{text}” is no kind."),
                    Text(
                        "Lämna tomt, så blir det som bladet heter.",
                        "Leave it empty for what the sheet is called.",
                    ),
                )
            )


def _state_rest(form: Form, line: Line, names: Names, lang: str, made: Statements) -> None:
    head = _head(form, line, names, lang, made)
    path = identifier(line.get("property"))
    value = parse_term(line.get("term"))
    for key, found in (("property", path), ("term", value)):
        if found is None:
            made.faults.append(
                Fault(
                    _place(form, line, key, lang),
                    Text("Cellen går inte att läsa.", "The cell cannot be read."),
                    next(c.help for c in form.columns if c.role == key),
                )
            )
    if head and path is not None and value is not None:
        for graph in head[1]:
            made.state((head[0], path, value, graph), _place(form, line, "term", lang))


def lines_of_cell(text: str) -> list[str]:
    """The values of a cell, one a line."""
    return [clean(part) for part in text.split("\n") if clean(part)]


__all__ = ["Statements", "book_of", "lines_of_cell", "row_key", "statements_of"]
