"""What a workbook changes: its rows beside the data of today and the data it was made from.

A cell that nobody touched keeps what the data say today. A cell that both have changed, each in its
own way, is a conflict: it is told, and nothing is written.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from kgraph.terms import STRING
from kgraph.wording import Text
from kgraph.workbook.identify import has_name
from kgraph.workbook.memo import Memo, sum_of
from kgraph.workbook.naming import plain
from kgraph.workbook.reading import Reading
from kgraph.workbook.value import (
    Book,
    Column,
    Fault,
    Form,
    Line,
    Page,
    Place,
    cells_told,
    row_key,
)

Kind = Literal["added", "changed", "removed"]


@dataclass(frozen=True, slots=True)
class Change:
    """One row or cell that the workbook changes.

    Parameters:
        kind: what is done.
        sheet: what sort of thing it is about.
        thing: its name and identifier.
        heading: the column, for a changed cell.
        old, new: what the cell says before and after.
        passages: where it is stated; "" when the workbook itself is the source.
        place: the cell or row.
        says: the other cells of a new or removed row, each with its column.
        stood: the row that a removed one stood on when the workbook was made; 0 where the
            workbook does not remember.
    """

    kind: Kind
    sheet: str
    thing: str
    heading: str
    old: str
    new: str
    passages: str
    place: Place
    says: tuple[tuple[str, str], ...] = ()
    stood: int = 0

    def where(self) -> Text:
        """Where it is, as people speak of it; of a removed row where it was."""
        if not self.stood:
            return cells_told([self.place])
        sheet, row = self.place.sheet, self.stood
        return Text(f"{sheet} rad {row} (när arbetsboken gjordes)",
                    f"{sheet} row {row} (when the workbook was made)")  # fmt: skip


@dataclass
class Merge:
    """A workbook held against the data.

    Parameters:
        before: the rows of today that are changed or removed.
        after: the rows that come instead.
        changes: the same in words' reach.
        faults: conflicts.
        missing: rows that the workbook was filled with, and the data do not have.
    """

    before: list[tuple[Form, Line]] = field(default_factory=list)
    after: list[tuple[Form, Line]] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    missing: list[Place] = field(default_factory=list)


Titles = Collection[tuple[str, str]]


def merge(reading: Reading, today: Book) -> Merge:
    """What a workbook changes in the data of today."""
    made = Merge()
    own = {page.form.about: page for page in today.pages}
    titles = {
        pair
        for page in reading.book.pages
        if page.form.about == "simple:documents" and page.form.about in own
        for pair in _retitled(page, own[page.form.about])
    }
    for page in reading.book.pages:
        if page.form.about in own:
            _merge_page(page, own[page.form.about], reading, made, titles)
    return made


def _retitled(mine: Page, today: Page) -> Iterator[tuple[str, str]]:
    """The titles of documents that the workbook changes, with what they become."""
    old = {row_key(line): line.get(_TITLE) for line in today.lines}
    for line in mine.lines:
        title = old.get(row_key(line), "")
        if title and title != line.get(_TITLE):
            yield plain(title), plain(line.get(_TITLE))


_TITLE = "simple:title @sv"


def _merge_page(mine: Page, today: Page, reading: Reading, made: Merge, titles: Titles) -> None:
    lang = reading.book.lang
    rows: dict[str, Line] = {}
    for line in mine.lines:
        key = row_key(line) if line.get("id") else f"new row {line.row}"
        if key in rows and rows[key].cells != line.cells:
            made.faults.append(_twice(mine.form, line, rows[key], lang))
        rows.setdefault(key, line)
    theirs = {row_key(line): line for line in today.lines}
    covered = reading.covered.get(mine.form.about, frozenset())
    page = _Pair(mine.form, today.form, reading.memo, covered, lang, made, titles)
    for key, line in rows.items():
        page.present(key, line, theirs.get(key))
    for key, line in theirs.items():
        if key not in rows:
            page.absent(key, line)


def _twice(form: Form, line: Line, first: Line, lang: str) -> Fault:
    return Fault(
        Place(form.name.get(lang), line.row),
        Text(
            f"Raden finns redan på rad {first.row}, med annat innehåll.",
            f"The row stands already on row {first.row}, with other content.",
        ),
        _NEW_ROW
        if form.about.startswith("simple:")
        else Text(
            "Slå ihop dem, eller ge dem var sitt belägg.", "Join them, or give each its passage."
        ),
    )


def _fixed(about: str, column: Column) -> tuple[Text, Text] | None:
    """Why a cell of a row that the program has filled in cannot be changed, and what to do.

    Where a statement stands is a part of what it is, and a name may stand on many rows and in other
    documents, so neither follows from one cell.
    """
    if column.path in ("simple:document", "simple:page", "simple:heading"):
        return _OTHER_PLACE
    if column.path == "simple:name":
        return _OTHER_NAME
    return None


_ITSELF = Text("dokumentet självt", "the document itself")
_WHERE = ["simple:document iri", f"simple:page {STRING}", "simple:heading @sv"]


def _document(line: Line, lang: str) -> str:
    """The document and page that a simple row names."""
    page = line.get(f"simple:page {STRING}")
    numbered = page[:1].isdigit()
    told = [
        line.get("simple:document iri"),
        f"{Text('s.', 'p.').get(lang)} {page}" if numbered else page,
        line.get("simple:heading @sv"),
    ]
    return ", ".join(text for text in told if text)


@dataclass
class _Pair:
    """A sheet of the workbook and the same sheet of today."""

    form: Form
    today: Form
    memo: Memo
    covered: frozenset[str]
    lang: str
    made: Merge
    titles: Titles

    def present(self, key: str, mine: Line, theirs: Line | None) -> None:
        """A row that the workbook has."""
        sums = self.memo.rows.get((self.form.about, key))
        if theirs is None:
            if sums is None:
                self._add(mine)
            elif any(self._touched(mine, c, sums) for c in self._columns()):
                self._conflict(mine, 0, "", "")
            else:
                self.made.missing.append(Place(self.form.name.get(self.lang), mine.row))
            return
        cells = dict(theirs.cells)
        changed = False
        for column in self._columns():
            new, old = mine.get(column.key), theirs.get(column.key)
            if new == old or not self._touched(mine, column, sums):
                continue
            if column.path == "simple:document" and self._is_retitled(old, new):
                continue  # the title is changed on its own sheet, and told there
            fixed = _fixed(self.form.about, column)
            if fixed is not None:
                place = Place(
                    self.form.name.get(self.lang), mine.row, mine.columns.get(column.key, 0)
                )
                self.made.faults.append(Fault(place, *fixed))
                continue
            if sums is not None and sums.get(column.key, sum_of("")) != sum_of(old):
                self._conflict(mine, mine.columns.get(column.key, 0), old, new)
                continue
            cells[column.key] = new
            changed = True
            self._tell("changed", mine, column, old, new)
        if changed:
            here = replace(theirs, row=mine.row, columns=mine.columns)
            self.made.before.append((self.today, here))
            kept = {k: v for k, v in cells.items() if v}
            self.made.after.append((self.form_of_both(), replace(mine, cells=kept)))

    def _is_retitled(self, old: str, new: str) -> bool:
        """Whether a cell names the same document by the title that the workbook gives it."""
        bare = old.rpartition(" [")[0] or old
        return (plain(bare), plain(new.rpartition(" [")[0] or new)) in self.titles

    def absent(self, key: str, theirs: Line) -> None:
        """A row of today that the workbook lacks: removed there, or never in it."""
        sums = self.memo.rows.get((self.form.about, key))
        if sums is None:
            return
        changed = [
            c for c in self._columns() if sums.get(c.key, sum_of("")) != sum_of(theirs.get(c.key))
        ]
        if changed:
            self._conflict(replace(theirs, row=0), 0, "", "")
            return
        self.made.before.append((self.today, theirs))
        stood = self.memo.numbers.get((self.form.about, key), 0)
        self._tell("removed", replace(theirs, row=0), None, "", "", stood)

    def form_of_both(self) -> Form:
        """The columns of both, so that what the workbook has no column for is kept."""
        own = {column.key for column in self.form.columns}
        more = tuple(c for c in self.today.columns if c.key not in own)
        return replace(self.form, columns=(*self.form.columns, *more))

    def _columns(self) -> Iterator[Column]:
        for column in self.form.columns:
            if column.key in self.covered and column.role not in ("mark", "id", "passages"):
                yield column

    def _touched(self, mine: Line, column: Column, sums: Mapping[str, str] | None) -> bool:
        return sums is None or sums.get(column.key, sum_of("")) != sum_of(mine.get(column.key))

    def _add(self, mine: Line) -> None:
        self.made.after.append((self.form, mine))
        self._tell("added", mine, None, "", "")

    def _tell(
        self, kind: Kind, line: Line, column: Column | None, old: str, new: str, stood: int = 0
    ) -> None:
        place = Place(
            self.form.name.get(self.lang),
            line.row,
            line.columns.get(column.key, 0) if column else 0,
        )
        self.made.changes.append(
            Change(
                kind,
                self.form.name.get(self.lang),
                self._called(line),
                self.form.heading(column, self.lang) if column else "",
                old,
                new,
                self._stands(kind, line),
                place,
                () if kind == "changed" else tuple(self._says(line)),
                stood,
            )
        )

    def _stands(self, kind: Kind, line: Line) -> str:
        """Where a row is stated; a new simple one where it says so, whatever evidence it bears."""
        if kind == "added" and self.form.about.startswith("simple:"):
            return self._rests_on(line)
        return line.get("passages") or self._rests_on(line)

    def _rests_on(self, line: Line) -> str:
        """The document and page that a new row names; a row on a document rests on that."""
        if self.form.about == "simple:documents":
            return _ITSELF.get(self.lang)
        return _document(line, self.lang)

    def _says(self, line: Line) -> Iterator[tuple[str, str]]:
        """The cells of a row that neither name it nor tell where it stands."""
        named = [c.key for c in self._naming(line) if "\n" not in line.get(c.key)]
        for column in self.form.columns:
            text = line.get(column.key)
            if column.role == "value" and text and column.key not in named + _WHERE:
                yield self.form.heading(column, self.lang), text.replace("\n", ", ")

    def _called(self, line: Line) -> str:
        """What a row is about: its name or its first cells, and its identifier if it has one."""
        first = ", ".join(line.get(c.key).split("\n")[0] for c in self._naming(line))
        named = line.get("id") and not self.form.about.startswith("simple:")
        return f"{first} [{line.get('id')}]" if named else first

    def _naming(self, line: Line) -> list[Column]:
        """The columns that tell what a row is about."""
        asked = [c for c in self.form.columns if c.role == "value" and line.get(c.key)]
        own = sorted((c for c in asked if has_name(c)), key=lambda c: c.form != f"@{self.lang}")
        return own[:1] or asked[:2]

    def _named(self, line: Line) -> str:
        """A row by its name; by its identifier where it has none."""
        told = self._called(line)
        return told.rpartition(" [")[0] or told or line.get("id")

    def _conflict(self, line: Line, column: int, old: str, new: str) -> None:
        name = self.form.name.get(self.lang)
        since, again = _IN_FORM if self.memo.facts.get("kind") == "form" else _IN_BOOK
        what = (
            Text(
                f"Uppgiften har ändrats sedan {since.sv}: där står nu ”{old}”.",
                f"The data have changed since {since.en}: they now say “{old}”.",
            )
            if column
            else Text(
                f"Raden om {self._named(line)} har ändrats eller tagits bort sedan {since.sv}.",
                f"The row on {self._named(line)} has changed or gone since {since.en}.",
            )
        )
        self.made.faults.append(Fault(Place(name, line.row, column), what, again))


_OTHER_PLACE = (
    Text(
        "Dokument, sida och rubrik ändras inte på en rad som programmet har fyllt i.",
        "Document, page and heading are not changed on a row that the program has filled in.",
    ),
    Text(
        "Flytta i två steg: ta bort raden och läs in, skriv den sedan på en ny rad med det nya "
        "stället. Lämna Belägg och Identitet tomma där.",
        "Move it in two steps: remove the row and import, then write it on a new row with the new "
        "place. Leave Evidence and Identifier empty there.",
    ),
)
_OTHER_NAME = (
    Text(
        "Namnet ändras inte på en rad som programmet har fyllt i.",
        "The name is not changed on a row that the program has filled in.",
    ),
    Text(
        "Skriv tillbaka namnet. Har saken bytt namn: ändra det i den fullständiga arbetsboken "
        "eller i formuläret. Menas något annat: ta bort raden och läs in, skriv sedan en ny rad. "
        "Lämna Belägg och Identitet tomma där.",
        "Write the old name back. If it has a new name, change that in the full workbook or in "
        "the form. If something else is meant, remove the row and import, then write a new row. "
        "Leave Evidence and Identifier empty there.",
    ),
)
_NEW_ROW = Text(
    "Slå ihop dem. Är det en ny rad: töm Belägg och Identitet på den.",
    "Join them. If it is a new row, empty its Evidence and Identifier.",
)
_IN_BOOK = (
    Text("arbetsboken gjordes", "the workbook was made"),
    Text(
        "Inget är överskrivet. Gör en ny arbetsbok och för in ändringen där.",
        "Nothing is overwritten. Make a new workbook and enter the change there.",
    ),
)
_IN_FORM = (
    Text("formuläret öppnades", "the form was opened"),
    Text(
        "Inget är överskrivet. Öppna formuläret på nytt och för in ändringen där.",
        "Nothing is overwritten. Open the form anew and enter the change there.",
    ),
)
