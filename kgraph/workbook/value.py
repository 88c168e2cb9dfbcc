"""A workbook as plain values: sheets, columns and rows of texts, whatever file they stand in."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from kgraph.wording import Text, say

Role = Literal["mark", "id", "class", "value", "property", "term", "passages"]
# What a first cell says of a row that is no statement.
HELP = Text("Hjälp", "Help")
EXAMPLE = Text("Exempel", "Example")
# What sends a reader to the sheet where names are answered, whatever that is called there.
_ANSWER = "svara ny på bladet "


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet.

    Parameters:
        heading: what stands above it.
        role: ``value`` for one of the thing's properties; the others stand in every sheet.
        path: the property.
        form: ``iri`` for things and list values, else a language tag (``@sv``) or a datatype.
        help: what to write, one line.
        example: a value that would do.
        choices: the texts to choose from, where the list is short and whole.
        values: the list values that the choices are, in the same order.
        classes: which things may stand here; empty where any may.
        needed: whether a row must have a value.
        many: whether a cell may hold several values, a line each.
        key: what the column is, in one word; every cell is looked up by it.
    """

    heading: Text
    role: Role = "value"
    path: str = ""
    form: str = "iri"
    help: Text = field(default_factory=lambda: Text("", ""))
    example: Text = field(default_factory=lambda: Text("", ""))
    choices: tuple[Text, ...] = ()
    classes: tuple[str, ...] = ()
    needed: bool = False
    many: bool = True
    values: tuple[str, ...] = ()
    key: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Put its key together once."""
        key = f"{self.path} {self.form}" if self.role == "value" else self.role
        object.__setattr__(self, "key", key)

    @property
    def told_help(self) -> Text:
        """The line of help, with whether every row must have a value."""
        if not self.needed:
            return self.help
        return Text(f"Måste fyllas i. {self.help.sv}", f"Must be filled in. {self.help.en}")


@dataclass(frozen=True, slots=True)
class Form:
    """What a sheet is made for.

    Parameters:
        name: its tab.
        about: the class whose things stand there, or "" for the last sheet, which holds what no
            other has a column for.
        columns: from left to right.
    """

    name: Text
    about: str
    columns: tuple[Column, ...]
    _often: dict[str, Counter[str]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def heading(self, column: Column, lang: str) -> str:
        """A column's heading; with its property where two would be called the same."""
        own = say(column.heading, lang)
        if lang not in self._often:
            self._often[lang] = Counter(say(each.heading, lang) for each in self.columns)
        if self._often[lang][own] == 1:
            return own
        return f"{own} ({column.path.rpartition('#')[2].rpartition('/')[2] or column.role})"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A cell: sheet, row from 1, column from 1; 0 means the whole row or sheet."""

    sheet: str
    row: int = 0
    column: int = 0

    def __str__(self) -> str:
        """As a spreadsheet names it: ``Forum!F17``."""
        if not self.row:
            return self.sheet
        return (
            f"{self.sheet}!{letters(self.column)}{self.row}"
            if self.column
            else (f"{self.sheet}!{self.row}:{self.row}")
        )


def rows_told(places: Iterable[Place]) -> Text:
    """Rows as people speak of them: ”Forum rad 4, 7”."""
    by: dict[str, list[int]] = {}
    for place in sorted(places):
        by.setdefault(place.sheet, []).append(place.row)
    return Text(*("; ".join(f"{sheet} {word} {runs('', rows)}" for sheet, rows in by.items())
                  for word in ("rad", "row")))  # fmt: skip


def cells_told(places: Sequence[Place]) -> Text:
    """Cells of one column, whole rows or a sheet, as people speak of them: ”Forum!B4–B6”."""
    first = places[0]
    if not first.row:
        return Text(first.sheet, first.sheet)
    if not first.column:
        return rows_told(places)
    told = runs(letters(first.column), sorted(place.row for place in places))
    return Text(f"{first.sheet}!{told}", f"{first.sheet}!{told}")


def runs(column: str, rows: Sequence[int]) -> str:
    """Rows in order, three or more that follow on one another as ”4–6”.

    Parameters:
        column: the letters of their column, before each number; "" for whole rows.
    """
    found: list[list[int]] = []
    for row in dict.fromkeys(rows):
        if found and found[-1][-1] == row - 1:
            found[-1].append(row)
        else:
            found.append([row])
    told = (
        [f"{column}{run[0]}–{column}{run[-1]}"] if len(run) > 2 else [f"{column}{n}" for n in run]
        for run in found
    )
    return ", ".join(text for run in told for text in run)


def letters(column: int) -> str:
    """The letters of a column, counted from 1: A to Z, then AA."""
    found = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a cell, and what would be right.

    Parameters:
        place: where.
        what: one sentence.
        mend: what to write instead.
        candidates: names that may have been meant, the nearest first.
        stops: whether nothing can be imported while it stands; else it is only told.
        asks: the name that is asked about, with the kind of thing it may be.
    """

    place: Place
    what: Text
    mend: Text
    candidates: tuple[str, ...] = ()
    stops: bool = True
    asks: tuple[str, str] | None = None

    @property
    def answerable(self) -> bool:
        """Whether an answer to what is asked settles it: one of the candidates, or something new.

        An unknown name that nothing is like, and that has a sheet of its own, is added there.
        """
        return bool(self.asks and (self.candidates or _ANSWER in self.mend.sv))


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a sheet: its number there (0 when it was made here), and a text for each column.

    Parameters:
        cells: by ``Column.key``; a column without a text is left out.
        columns: the number of each column in the file it was read from.
    """

    row: int
    cells: Mapping[str, str]
    columns: Mapping[str, int] = field(default_factory=dict)

    def get(self, key: str) -> str:
        """The text of a column, or ""."""
        return self.cells.get(key, "")


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet with its rows."""

    form: Form
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook.

    Parameters:
        pages: its sheets.
        lang: the language of headings, names and help.
        facts: what the file says of itself: when and of what it was made.
    """

    pages: tuple[Page, ...]
    lang: str
    facts: Mapping[str, str]

    def rows(self) -> Iterator[tuple[Page, Line]]:
        """Every row with its sheet."""
        for page in self.pages:
            for line in page.lines:
                yield page, line


def row_key(line: Line) -> str:
    """What tells a row apart from the others: the thing and the passages."""
    extra = "\t".join(line.get(key) for key in ("property", "term") if line.get(key))
    return "\t".join([line.get("id"), line.get("passages"), extra])


def many(values: Sequence[str]) -> str:
    """Several values in one cell."""
    return "\n".join(values)
