"""Workbooks that Excel and LibreOffice open: the one door to openpyxl.

A sheet holds a table whose numbers are numbers and whose dates are dates; its heads stand still,
its columns have filters and widths that can be read, and no text is ever run as a formula. The last
sheet says what the table is, for which view, from which project, under which licence and what each
column means, so that a file that travels alone still tells what it is.
"""

import datetime
import io
import math
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Any, Literal

from kgraph.errors import UsageError
from kgraph.project import Project
from kgraph.store import View
from kgraph.wording import Text

Value = str | int | float | bool | Decimal | datetime.date | None
# Streamed sheets and their cells: their stubs lack widths, styles and dates.
_Page = Any
_Cell = Any
Tone = Literal["", "good", "note", "warn", "bad", "muted"]

LICENCE = Text(
    "Ontologi och data: CC BY 4.0; värdelistor: CC0 1.0; källornas egna rättigheter kvarstår",
    "Ontology and data: CC BY 4.0; lists of values: CC0 1.0; the sources keep their own rights",
)
# What the format itself allows.
MOST_ROWS = 1_048_576
MOST_LETTERS = 32_767
_EXACT_DIGITS = 10**15
_FIRST_DAY = datetime.date(1900, 3, 1)  # before it the two day counts of spreadsheets differ
_WIDEST, _NARROWEST, _MEASURED = 60, 8, 500
_HEAD, _LINE = "1F3A5F", "D9D9D9"
_TONES = {"good": "DDEFE0", "note": "E3ECF7", "warn": "FBE8C8", "bad": "F6D5D5", "muted": "EEEEEE"}
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, what it means, and how wide it is.

    Parameters:
        title: the head.
        meaning: one sentence for the last sheet; columns without one are not explained there.
        width: in characters; 0 takes it from the content.
        turned: the head stands on end, for matrices with many narrow columns.
    """

    title: str
    meaning: str = ""
    width: int = 0
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Toned:
    """A value whose cell has a background, beside what its text says and never instead of it."""

    value: Value
    tone: Tone


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table on its own sheet.

    Parameters:
        name: the tab; shortened and cleaned as the format needs.
        columns: one per cell of a row.
        rows: plain values; text that looks like a formula stays text.
        still: how many of the first columns stand still when one scrolls sideways.
    """

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Value | Toned]]
    still: int = 1


@dataclass(frozen=True, slots=True)
class About:
    """What the last sheet says, in the language of the table.

    Parameters:
        title: what the workbook holds.
        facts: names and values: view, project, licence, and whatever else the reader needs.
        lang: ``sv`` or ``en``.
        day: the day that the answer is for, written as the file's own date.
    """

    title: str
    facts: tuple[tuple[str, str], ...]
    lang: str
    day: datetime.date


def about(
    title: str,
    view: View,
    project: Project | None,
    lang: str,
    more: Iterable[tuple[Text, str]] = (),
) -> About:
    """What a workbook says of itself: view, project, licence, and ``more`` names and values."""
    facts = [(Text("Vy", "View").get(lang), view.words.get(lang))]
    if project is not None:
        facts.append((Text("Projekt", "Project").get(lang), project.root.name))
        facts.append((Text("Bas för IRI", "Base of IRIs").get(lang), project.base))
    facts.append((Text("Licens", "Licence").get(lang), LICENCE.get(lang)))
    facts += [(name.get(lang), told) for name, told in more]
    return About(title, tuple(facts), lang, view.as_of)


def to_xlsx(sheets: Sequence[Sheet], told: About) -> bytes:
    """A workbook with these sheets and the one that explains them.

    The same sheets and the same ``told`` give the same bytes, whenever it is written.

    Raises:
        UsageError: a sheet has more rows than the format allows.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    cut = 0
    names = sheet_names([sheet.name for sheet in sheets], told.lang)
    for sheet, name in zip(sheets, names, strict=False):
        _refuse_too_long(sheet, told.lang)
        cut += _write(book.create_sheet(name), sheet)
    _write_about(book.create_sheet(names[-1]), sheets, told, cut)
    book.properties.title = writable(told.title)[0]
    book.properties.creator = "kgraph"
    book.properties.created = datetime.datetime.combine(told.day, datetime.time())
    made = io.BytesIO()
    book.save(made)
    return _without_clock(made.getvalue(), told.day)


def _refuse_too_long(sheet: Sheet, lang: str) -> None:
    if len(sheet.rows) < MOST_ROWS:
        return
    raise UsageError(
        Text(
            f"{len(sheet.rows)} rader ryms inte i ett kalkylblad (högst {MOST_ROWS - 1}).",
            f"{len(sheet.rows)} rows do not fit in a spreadsheet (at most {MOST_ROWS - 1}).",
        ),
        sheet.name,
        Text("Smalna av frågan, eller ta CSV.", "Narrow the question, or take CSV."),
    )


def sheet_names(wanted: Sequence[str], lang: str) -> list[str]:
    """Names that the format allows, each once, with the last sheet's own at the end."""
    taken: set[str] = set()
    names = []
    for name in [*wanted, Text("Om", "About").get(lang)]:
        plain = _FORBIDDEN_IN_NAMES.sub(" ", name).strip()[:31].strip() or "1"
        made, n = plain, 1
        while made.lower() in taken:
            n += 1
            made = f"{plain[: 30 - len(str(n))]} {n}"
        taken.add(made.lower())
        names.append(made)
    return names


def _write(page: _Page, sheet: Sheet) -> int:
    """Write a table; how many of its texts were cut to what a cell holds."""
    from openpyxl.utils import get_column_letter

    last = get_column_letter(max(1, len(sheet.columns)))
    for i, width in enumerate(_widths(sheet), start=1):
        page.column_dimensions[get_column_letter(i)].width = width
    page.freeze_panes = f"{get_column_letter(min(sheet.still, len(sheet.columns)) + 1)}2"
    page.auto_filter.ref = f"A1:{last}{len(sheet.rows) + 1}"
    page.print_title_rows = "1:1"
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = _fit_to_page()
    page.append([_head(page, column) for column in sheet.columns])
    cut = 0
    looks = _Looks()
    for row in sheet.rows:
        cells = [_cell(page, value, looks) for value in row]
        page.append([cell for cell, _ in cells])
        cut += sum(shortened for _, shortened in cells)
    return cut


def _fit_to_page() -> Any:
    from openpyxl.worksheet.properties import PageSetupProperties

    return PageSetupProperties(fitToPage=True)


def _widths(sheet: Sheet) -> Iterator[float]:
    """Widths in characters, from the heads and the first rows."""
    first = list(islice(sheet.rows, _MEASURED))
    for i, column in enumerate(sheet.columns):
        if column.width:
            yield column.width
            continue
        longest = max((_longest_line(row[i]) for row in first), default=0)
        head = 0 if column.turned else len(column.title) + 3
        yield min(_WIDEST, max(4 if column.turned else _NARROWEST, longest + 2, head))


def _longest_line(value: Value | Toned) -> int:
    plain = value.value if isinstance(value, Toned) else value
    return max((len(line) for line in _shown(plain).split("\n")), default=0)


def _shown(value: Value) -> str:
    return "" if value is None else str(value)


class _Looks:
    """Styles that cells share, made once: a style a cell would make the file many times larger."""

    def __init__(self) -> None:
        from openpyxl.styles import Alignment, PatternFill

        self.aligned = Alignment(vertical="top", wrap_text=True)
        self.fills = {
            tone: PatternFill("solid", start_color=colour) for tone, colour in _TONES.items()
        }


def _head(page: _Page, column: Column) -> _Cell:
    from openpyxl.styles import Alignment, Font, PatternFill

    cell, _ = _cell(page, column.title, _Looks())
    cell.font = Font(bold=True, color="FFFFFF")
    cell.fill = PatternFill("solid", start_color=_HEAD)
    cell.alignment = Alignment(
        vertical="bottom", wrap_text=True, textRotation=60 if column.turned else 0
    )
    return cell


def _cell(page: _Page, value: Value | Toned, looks: _Looks) -> tuple[_Cell, bool]:
    """A cell of the value's own type, and whether its text had to be cut.

    Text is set as text by hand: what openpyxl would guess from it may be a formula or an error.
    The mark for quoted text keeps it so when somebody edits the cell.
    """
    from openpyxl.cell import WriteOnlyCell

    make: Any = WriteOnlyCell
    tone = value.tone if isinstance(value, Toned) else ""
    plain = _storable(value.value if isinstance(value, Toned) else value)
    cut = False
    cell: _Cell
    if plain == "":
        cell = make(page, value=None)
    elif isinstance(plain, str):
        text, cut = writable(plain)
        cell = make(page, value="")
        cell._value = text
        cell.data_type = "s"
        cell.quotePrefix = text[:1] in tuple("=+-@\t\r＝＋－＠")
    else:
        cell = make(page, value=plain)
        if isinstance(plain, datetime.date):
            cell.number_format = "yyyy-mm-dd"
    cell.alignment = looks.aligned
    if tone:
        cell.fill = looks.fills[tone]
    return cell, cut


def _storable(value: Value) -> Value:
    """The value as itself when a spreadsheet keeps it whole, else as text: nothing is rounded."""
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    if isinstance(value, datetime.date) and value < _FIRST_DAY:
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, Decimal) and not value.is_finite():
        return str(value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= _EXACT_DIGITS:
        return str(value)
    return value


def writable(text: str) -> tuple[str, bool]:
    """Text as the format can hold it, and whether it had to be cut."""
    clean = _UNWRITABLE.sub("\ufffd", text.replace("\r\n", "\n"))
    cut = len(clean) > MOST_LETTERS
    return _ESCAPE.sub("_x005F_", clean[: MOST_LETTERS - 1] + "…" if cut else clean), cut


def _write_about(page: _Page, sheets: Sequence[Sheet], told: About, cut: int) -> None:
    """The sheet that says what the others are."""
    lang = told.lang
    page.column_dimensions["A"].width = 28
    page.column_dimensions["B"].width = 90
    looks = _Looks()
    lines: list[tuple[str, str]] = [*told.facts]
    if cut:
        lines.append((
            Text("Avkortat", "Cut").get(lang),
            Text(f"{cut} celler hade mer text än en cell rymmer", f"{cut} cells held more text "
                 "than a cell can").get(lang),
        ))  # fmt: skip
    page.append([_head(page, Column(told.title)), _head(page, Column(""))])
    for line in lines:
        page.append([_cell(page, text, looks)[0] for text in line])
    for sheet, name in zip(sheets, sheet_names([s.name for s in sheets], lang), strict=False):
        if not any(column.meaning for column in sheet.columns):
            continue
        page.append([])
        head = Text(f"Kolumner: {name}", f"Columns: {name}").get(lang)
        page.append([_head(page, Column(head)), _head(page, Column(""))])
        for column in sheet.columns:
            if column.meaning:
                page.append([_cell(page, t, looks)[0] for t in (column.title, column.meaning)])


def _without_clock(book: bytes, day: datetime.date) -> bytes:
    """The same workbook with the answer's day wherever the hour of writing stood."""
    stamp = f"{day.isoformat()}T00:00:00Z".encode()
    moment = (max(1980, day.year), day.month, day.day, 0, 0, 0)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            content = old.read(entry.filename)
            if entry.filename == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", content)
            kept = zipfile.ZipInfo(entry.filename, moment)
            kept.compress_type = zipfile.ZIP_DEFLATED
            kept.external_attr = 0o600 << 16
            new.writestr(kept, content)
    return out.getvalue()
