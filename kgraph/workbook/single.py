"""One thing in a form: the same sheets as in a workbook, with a row for each passage.

What is typed in a form becomes sheets in memory, with a memo of what the form showed, and goes the
way of a workbook from there: there is one way to import. What is wrong comes back with its cell,
and every cell here knows its field.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kgraph.terms import KS, PROV, STRING, local_name, shorten
from kgraph.wording import Text
from kgraph.workbook.cells import clean, has_unseen
from kgraph.workbook.desk import Desk
from kgraph.workbook.evidence import FIELDS, Evidence, new_passage, wrong_place
from kgraph.workbook.grid import Grid, Raw
from kgraph.workbook.identify import NAMES, has_name, is_relation
from kgraph.workbook.memo import MEMO, sum_of
from kgraph.workbook.naming import Names
from kgraph.workbook.origin import FORM
from kgraph.workbook.rows import names_id
from kgraph.workbook.tabs import tab
from kgraph.workbook.value import Book, Column, Fault, Form, Line, Page, row_key

PASSAGES = KS("AssertionGraph")
# What is described in a document's own graph, so that no passage is asked for.
WITHOUT_EVIDENCE = (PASSAGES, KS("SourceDocument"))
LONGEST = 9_000
_MOST_TOLD = 3
_HEAD = re.compile(r"^SH-\d+: ")
_FILL_IN = Text("Fyll i det.", "Fill it in.")


@dataclass(frozen=True, slots=True)
class Shown:
    """What a form showed of a thing when it was opened.

    Parameters:
        about: the class.
        lang: the language of headings and names.
        thing: its identifier as rows say it, or "" for a new one.
        rows: passages, class cell and the sum of every cell, row by row.
    """

    about: str
    lang: str
    thing: str = ""
    rows: tuple[tuple[str, str, Mapping[str, str]], ...] = ()

    def text(self) -> str:
        """All of it as one text, to be sealed and sent along with the form."""
        return json.dumps([self.about, self.lang, self.thing, self.rows], ensure_ascii=False)

    @staticmethod
    def read(text: str) -> "Shown":
        """What ``text`` gave."""
        about, lang, thing, rows = json.loads(text)
        return Shown(about, lang, thing, tuple((p, c, s) for p, c, s in rows))


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in a row of a form.

    Parameters:
        cells: the values of each column, as typed.
        evidence: where it is stated, for a new row.
        gone: whether the row is to be taken out.
    """

    cells: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    evidence: Evidence = field(default_factory=Evidence)
    gone: bool = False

    @property
    def filled(self) -> bool:
        """Whether anything stands in it."""
        return self.evidence.filled or any(any(v.strip() for v in c) for c in self.cells.values())


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong in a field.

    Parameters:
        field: its name, or "" for the form as a whole.
        what, mend: for the user.
        candidates: names that may have been meant.
    """

    field: str
    what: Text
    mend: Text
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True)
class Filled:
    """A form that somebody has sent.

    Parameters:
        shown: what it showed.
        rows: what stands in it now; the last is a new row.
        grids: the same as sheets.
        fields: the field of each cell, by sheet, row and column.
        mistakes: what the form itself finds wrong.
        more: fields that are to have more room.
    """

    shown: Shown
    rows: tuple[Typed, ...]
    grids: tuple[Grid, ...] = ()
    fields: Mapping[tuple[str, int, int], str] = field(default_factory=dict)
    mistakes: tuple[Mistake, ...] = ()
    more: frozenset[str] = frozenset()


def page_of(book: Book, about: str) -> Page:
    """The sheet of a class."""
    return next(page for page in book.pages if page.form.about == about)


def asked_of(form: Form) -> tuple[Column, ...]:
    """The columns that a form asks about."""
    return tuple(c for c in form.columns if c.role == "value")


def needed_of(form: Form, desk: Desk) -> tuple[Column, ...]:
    """The columns that shapes ask for, and the one without which a thing would have no name."""
    columns = asked_of(form)
    named = next((c for c in columns if has_name(c)), None)
    if named is None or is_relation(form.about, desk.words):
        return tuple(c for c in columns if c.needed)
    return tuple(c for c in columns if c.needed or c is named)


def field_name(row: int, column: Column) -> str:
    """A field's name: row, property and form."""
    name = _as_field(column.path)
    ending = "" if column.form == "iri" else f"-{local_name(column.form.lstrip('@'))}"
    return f"r{row}-{name}{ending}"


def _as_field(path: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", shorten(path)).strip("-")


def lines_about(page: Page, thing: str) -> tuple[Line, ...]:
    """The rows of a thing."""
    return tuple(line for line in page.lines if line.get("id") == thing)


def show(desk: Desk, book: Book, iri: str) -> tuple[Shown, tuple[Typed, ...]] | None:
    """What a form shows of a known thing; None where it has no sheet or no row there."""
    about = desk.sheet(iri)
    if not about:
        return None
    page, thing = page_of(book, about), names_id(iri, desk.names(book.lang))
    lines = lines_about(page, thing)
    columns = asked_of(page.form)
    rows = tuple(
        (
            line.get("passages"), line.get("class"),
            {key: sum_of(line.get(key)) for key in (*(c.key for c in columns), "class")},
        )
        for line in lines
    )  # fmt: skip
    typed = tuple(
        Typed({c.key: tuple(line.get(c.key).split("\n")) for c in columns if line.get(c.key)})
        for line in lines
    )
    return (Shown(about, book.lang, thing, rows), typed) if lines else None


def read_rows(
    fields: Mapping[str, Sequence[str]], columns: Iterable[Column], count: int
) -> tuple[Typed, ...]:
    """The rows of a form that was sent; the last is the new one.

    Parameters:
        fields: what was sent.
        count: how many rows there are.
    """
    columns = tuple(columns)
    made = []
    for row in range(count):
        cells = {c.key: tuple(fields.get(field_name(row, c), ())) for c in columns}
        told = {name: next(iter(fields.get(f"r{row}-{name}", ())), "") for name in FIELDS}
        gone = bool(fields.get(f"r{row}-bort"))
        made.append(Typed({k: v for k, v in cells.items() if v}, Evidence(**told), gone))
    return tuple(made)


def fill(desk: Desk, form: Form, shown: Shown, rows: tuple[Typed, ...]) -> Filled:
    """A form as sheets, with what it alone can see is wrong.

    Parameters:
        form: the sheet of its class.
    """
    pen = _Pen(desk, form, shown, desk.names(shown.lang))
    for number, row in enumerate(rows):
        pen.write(number, row)
    pen.ask_for_needed(rows)
    return Filled(shown, rows, tuple(pen.grids()), pen.fields, tuple(pen.mistakes))


def of_fault(fault: Fault, filled: Filled) -> Mistake:
    """What is wrong in a cell, at its field."""
    place = fault.place
    at = filled.fields.get((place.sheet, place.row, place.column))
    at = at or filled.fields.get((place.sheet, place.row, 0), "")
    what = Text(_HEAD.sub("", fault.what.sv), _HEAD.sub("", fault.what.en))
    if fault.asks and not fault.candidates:
        mend = Text(
            "Rätta stavningen, eller lägg först till det med ett eget formulär.",
            "Mend the spelling, or add it first by a form of its own.",
        )
    elif fault.asks:
        told = ", ".join(fault.candidates[:_MOST_TOLD])
        mend = Text(
            f"Skriv namnet helt ut, som {told}. Är det något nytt: lägg först till det med ett "
            "eget formulär.",
            f"Write the whole name, as {told}. If it is new, add it first by a form of its own.",
        )
    else:
        mend = fault.mend
    return Mistake(at, what, mend, fault.candidates)


def names_itself(fault: Fault, filled: Filled) -> bool:
    """Whether what is asked about is the name of the thing that a form is about."""
    field = of_fault(fault, filled).field.partition("-")[2]
    return any(field.startswith(_as_field(path)) for path in NAMES)


class _Pen:
    """Writes the rows of a form into sheets."""

    def __init__(self, desk: Desk, form: Form, shown: Shown, names: Names) -> None:
        self._desk, self._form, self._shown, self._names = desk, form, shown, names
        self._columns = asked_of(form)
        self._keys = [*(c.key for c in self._columns), "passages", "class", "id"]
        self._sheet = tab(form, shown.lang)
        self._rows: list[list[Raw]] = []
        self._passages: list[dict[str, str]] = []
        self.fields: dict[tuple[str, int, int], str] = {}
        self.mistakes: list[Mistake] = []

    def write(self, number: int, row: Typed) -> None:
        """A row; one that is taken out, and a new one that nobody filled in, is left empty."""
        known = number < len(self._shown.rows)
        skipped = row.gone or not (known or row.filled or not self._shown.thing)
        self._rows.append([])
        if skipped:
            return
        at = len(self._rows) + 1
        for place, column in enumerate(self._columns, start=1):
            self._rows[-1].append(self._cell(number, row, column))
            self.fields[self._sheet, at, place] = field_name(number, column)
        passages, cls = self._shown.rows[number][:2] if known else (self._evidence(number, row), "")
        self._rows[-1] += [passages, cls, self._shown.thing]
        first = next((c for c in self._columns if c.needed or has_name(c)), None)
        first = first or next(iter(self._columns), None)
        if first:
            self.fields[self._sheet, at, 0] = field_name(number, first)
        source = "" if known or self._form.about in WITHOUT_EVIDENCE else f"r{number}-kalla"
        self.fields[self._sheet, at, len(self._columns) + 1] = source

    def _cell(self, number: int, row: Typed, column: Column) -> str:
        values = [clean(p) for v in row.cells.get(column.key, ()) for p in re.split(r"[\r\n]+", v)]
        values = [value for value in values if value]
        name = field_name(number, column)
        if any(has_unseen(value) for value in values):
            self.mistakes.append(Mistake(name, *_UNSEEN))
        if sum(len(v) for v in row.cells.get(column.key, ())) > LONGEST:
            self.mistakes.append(Mistake(name, *_LONG))
        one_text = not column.many and column.form.startswith("@")
        return " ".join(values) if one_text else "\n".join(dict.fromkeys(values))

    def _evidence(self, number: int, row: Typed) -> str:
        """The passage of a new row: one that is known, a new one, or "" for none."""
        if self._form.about in WITHOUT_EVIDENCE:
            return ""
        told = row.evidence.cleaned()
        for name, what, mend in wrong_place(told, self._desk):
            self.mistakes.append(Mistake(f"r{number}-{name}", what, mend))
        made = new_passage(told, self._names)
        if made is None:
            return ""
        graph, cells = made
        key = self._desk.passages.get(graph)
        if key is not None:
            by_heading = not (told.sida or told.rader)
            for name in ("sager",) if by_heading else ("rubrik", "sager"):
                if getattr(told, name):
                    self.mistakes.append(Mistake(f"r{number}-{name}", *_KNOWN_PLACE))
        else:
            self._passages.append(cells)
            at = len(self._passages) + 1
            for place, name in enumerate(_EVIDENCE_COLUMNS.values(), start=1):
                self.fields[self._told_sheet(), at, place] = f"r{number}-{name}"
            self.fields[self._told_sheet(), at, 0] = f"r{number}-kalla"
        return key or graph

    def _told_sheet(self) -> str:
        return Text("Textställen", "Passages").get(self._shown.lang)

    def ask_for_needed(self, rows: Sequence[Typed]) -> None:
        """Tell of what every thing of the class must have and this one would lack."""
        left = [n for n, row in enumerate(rows) if not row.gone]
        known = [n for n in left if n < len(self._shown.rows)]
        if self._shown.thing and not known:
            return
        for column in needed_of(self._form, self._desk):
            had = [n for n in known if self._shown.rows[n][2].get(column.key, "-") != "-"]
            if self._shown.thing and not had:
                continue
            if not any(v.strip() for n in left for v in rows[n].cells.get(column.key, ())):
                self.mistakes.append(
                    Mistake(field_name(had[0] if had else 0, column), _MISSING, _FILL_IN)
                )

    def grids(self) -> Iterable[Grid]:
        """The sheets, and the memo of what was shown."""
        heads: list[Raw] = [*self._keys]
        yield Grid(self._sheet, [heads, *self._rows])
        if self._passages:
            keys = list(_EVIDENCE_COLUMNS)
            rows = [[cells.get(key, "") for key in keys] for cells in self._passages]
            yield Grid(self._told_sheet(), [[*keys], *rows])
        yield Grid(MEMO, list(self._memo()))

    def _memo(self) -> Iterable[list[Raw]]:
        shown = self._shown
        yield ["fact", "lang", shown.lang]
        yield ["fact", "kind", FORM]
        yield ["sheet", self._sheet, self._form.about]
        keys = [k for k in self._keys if k != "id"]
        yield ["head", self._form.about, json.dumps({k: k for k in (*keys, "id")})]
        for passages, cls, sums in shown.rows:
            cells = {"id": shown.thing, "passages": passages, "class": cls}
            told = {**sums, "passages": sum_of(passages), "id": sum_of(shown.thing)}
            listed = " ".join(told.get(key, "-") for key in (*keys, "id"))
            yield ["row", self._form.about, row_key(Line(0, cells)), listed]
        if self._passages:
            told_heads = {key: key for key in _EVIDENCE_COLUMNS}
            yield ["sheet", self._told_sheet(), PASSAGES]
            yield ["head", PASSAGES, json.dumps(told_heads)]


_EVIDENCE_COLUMNS = {
    f"{PROV('wasDerivedFrom')} iri": "kalla",
    f"{KS('page')} {STRING}": "sida",
    f"{KS('lineRange')} {STRING}": "rader",
    f"{KS('section')} @sv": "rubrik",
    f"{KS('summary')} @sv": "sager",
    f"{KS('reviewStatus')} iri": "kalla",
}
_MISSING = Text("Det här måste fyllas i.", "This must be filled in.")
_KNOWN_PLACE = (
    Text("Textstället finns redan, med egna ord om vad det säger.",
         "The passage is there already, with words of its own."),
    Text("Töm rutan. Textstället rättas på sin egen sida.",
         "Empty the box. The passage is corrected on its own page."),
)  # fmt: skip
_UNSEEN = (
    Text("Texten har tecken som inte syns.", "The text has signs that cannot be seen."),
    Text("Skriv den för hand i stället för att klistra in.", "Type it instead of pasting."),
)
_LONG = (
    Text("Texten är för lång.", "The text is too long."),
    Text(f"Högst {LONGEST} tecken.", f"At most {LONGEST} signs."),
)
__all__ = ["Filled", "Mistake", "Shown", "Typed", "fill", "of_fault", "read_rows", "show"]
