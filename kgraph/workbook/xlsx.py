"""Writing a workbook that people fill in, and marking the cells that are wrong: with openpyxl.

Each sheet has its headings, a line of help and an example; heads and names stand still, lists drop
down, and the last sheet, hidden, holds what the next reading needs: which rows were there and what
they said.
"""

import io
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kgraph.terms import XSD
from kgraph.wording import Text
from kgraph.workbook.memo import MEMO, memo_rows
from kgraph.workbook.tabs import ASKED, LISTS, NEW, QUESTIONS, kind_word, tab
from kgraph.workbook.value import EXAMPLE, HELP, Book, Column, Fault, Form, Line, Page, letters

_NEEDED = "7A3E12"  # the head of a column that every row must fill in
_HEAD, _HELP, _EXAMPLE, _FIXED, _WRONG = "1F3A5F", "EEF3F9", "F7F7F7", "F2F2F2", "F6D5D5"
_LINE = 15.0  # the height of a line of text, in points
_MOST_CHECKED = 2_000
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
# openpyxl's streamed sheets and cells, which its stubs know little of.
_Sheet = Any


def write_xlsx(book: Book, things: Mapping[str, Sequence[str]]) -> bytes:
    """The workbook as an .xlsx file.

    Parameters:
        things: the names of the things of each class, for the drop-down lists.
    """
    from openpyxl import Workbook

    file: Any = Workbook(write_only=True)
    lists = _Lists(book, things)
    for page in book.pages:
        _write_page(file.create_sheet(tab(page.form, book.lang)), page, book.lang, lists)
    lists.write(file.create_sheet(LISTS.get(book.lang)))
    memo = file.create_sheet(MEMO)
    memo.sheet_state = "veryHidden"
    pen = _Pen(memo)
    for row in memo_rows(book):
        memo.append([pen.text(value) for value in row])
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


class _Lists:
    """The sheet of names that drop-down lists show, a column for each kind of thing."""

    def __init__(self, book: Book, things: Mapping[str, Sequence[str]]) -> None:
        self._lang = book.lang
        self._columns: dict[tuple[str, ...], int] = {}
        self._heads: list[str] = []
        for page in book.pages:
            for column in page.form.columns:
                values = self._values(column, things)
                if values and values not in self._columns:
                    self._columns[values] = len(self._columns) + 1
                    self._heads.append(column.heading.get(self._lang))
        self._things = things

    def _values(self, column: Column, things: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
        if column.choices:
            return tuple(choice.get(self._lang) for choice in column.choices)
        return tuple(name for cls in column.classes for name in things.get(cls, ()))

    def range_of(self, column: Column) -> str:
        """Where the values of a column stand, as a formula, or ""."""
        values = self._values(column, self._things)
        if not values:
            return ""
        at = letters(self._columns[values])
        return f"'{LISTS.get(self._lang)}'!${at}$2:${at}${len(values) + 1}"

    def write(self, sheet: _Sheet) -> None:
        """Heads, then the values."""
        columns, pen = list(self._columns), _Pen(sheet)
        sheet.append([pen.text(head, bold=True) for head in self._heads])
        for row in range(max((len(values) for values in columns), default=0)):
            sheet.append([pen.text(v[row]) if row < len(v) else None for v in columns])


def _write_page(sheet: _Sheet, page: Page, lang: str, lists: _Lists) -> None:
    form = page.form
    sheet.freeze_panes = "C4" if len(form.columns) > 2 else "A4"
    _lay_out_print(sheet)
    widths = [_width(column, page.lines, lang) for column in form.columns]
    for i, width in enumerate(widths, start=1):
        sheet.column_dimensions[letters(i)].width = width
    helps = [HELP if c.role == "mark" else c.told_help for c in form.columns]
    sheet.row_dimensions[2].height = _height([h.get(lang) for h in helps], widths)
    pen = _Pen(sheet)
    sheet.append(
        [
            pen.text(form.heading(c, lang), fill=_NEEDED if c.needed else _HEAD, bold=True,
                     white=True)
            for c in form.columns
        ]
    )  # fmt: skip
    sheet.append([pen.text(text.get(lang), fill=_HELP, quiet=True) for text in helps])
    examples = [EXAMPLE if c.role == "mark" else c.example for c in form.columns]
    sheet.row_dimensions[3].height = _height([e.get(lang) for e in examples], widths)
    sheet.append([pen.text(text.get(lang), fill=_EXAMPLE, quiet=True) for text in examples])
    for row, line in enumerate(page.lines, start=4):
        told = ["" if c.role in ("id", "passages") else line.get(c.key) for c in form.columns]
        height = _height(told, widths)
        if height > _LINE:
            sheet.row_dimensions[row].height = height
        sheet.append([_value(pen, line.get(c.key), c) for c in form.columns])
    _check_values(sheet, form, len(page.lines), lists, lang)
    sheet.auto_filter.ref = f"A1:{letters(len(form.columns))}{len(page.lines) + 3}"


def _lay_out_print(sheet: _Sheet) -> None:
    """Lying pages as wide as the sheet, with the headings on each."""
    from openpyxl.worksheet.properties import PageSetupProperties

    make: Any = PageSetupProperties
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = make(fitToPage=True)
    sheet.print_title_rows = "1:1"


def _height(texts: Sequence[str], widths: Sequence[float]) -> float:
    """A row's height in points, so that every text can be read in its column's width."""
    lines = (
        sum(math.ceil(max(1, len(part)) * 1.15 / width) for part in text.split("\n"))
        for text, width in zip(texts, widths, strict=True)
        if text
    )
    return _LINE * min(20, max(lines, default=1))


def _width(column: Column, lines: Iterable[Line], lang: str) -> float:
    """A column's width in signs: for its heading, most of its values and a readable help."""
    if column.role == "mark":
        return 10
    if column.role in ("id", "passages"):
        return 26
    longest = max(
        (len(part) for line in list(lines)[:300] for part in line.get(column.key).split("\n")),
        default=0,
    )
    told = len(column.told_help.get(lang))
    return max(16, min(48, longest + 2), min(28, len(column.heading.get(lang)) + 4),
               min(34, told / 5))  # fmt: skip


def _check_values(sheet: _Sheet, form: Form, rows: int, lists: _Lists, lang: str) -> None:
    """Drop-down lists, for the rows there are and as many more as anybody fills in."""
    from openpyxl.worksheet.datavalidation import DataValidation

    make: Any = DataValidation
    last = rows + _MOST_CHECKED + 3
    for i, column in enumerate(form.columns, start=1):
        found = lists.range_of(column)
        if column.form == XSD("boolean"):
            found = '"' + Text("ja,nej", "yes,no").get(lang) + '"'
        if not found:
            continue
        # Several values may stand in a cell, and new names are no mistake: the list only helps.
        check = make(type="list", formula1=found, allow_blank=True, showErrorMessage=False)
        told = column.told_help.get(lang)
        if told:
            check.showInputMessage = True
            check.promptTitle = column.heading.get(lang)[:32]
            check.prompt = told[:250]
        check.add(f"{letters(i)}4:{letters(i)}{last}")
        sheet.data_validations.append(check)


def _value(pen: "_Pen", text: str, column: Column) -> Any:
    fixed = column.role == "id"
    return pen.text(text, fill=_FIXED if fixed else "", quiet=fixed)


class _Pen:
    """Writes cells of one file: each look is made once, for one a cell costs more than the rest."""

    def __init__(self, sheet: _Sheet) -> None:
        self._sheet = sheet
        self._looks: dict[tuple[str, bool, bool, bool], Any] = {}

    def text(
        self, value: str, *, fill: str = "", bold: bool = False, white: bool = False,
        quiet: bool = False,
    ) -> Any:  # fmt: skip
        """A cell that is text whatever it looks like: nothing written here is ever run."""
        if not value and not fill:
            return None
        from openpyxl.cell import WriteOnlyCell

        make: Any = WriteOnlyCell
        cell = make(self._sheet, value=None)
        if value:
            cell._value = _ESCAPE.sub("_x005F_", value)
            cell.data_type = "s"
        key = (fill, bold, white, quiet)
        if key not in self._looks:
            self._looks[key] = self._look(make(self._sheet, value=None), *key)
        cell._style = self._looks[key]
        return cell

    @staticmethod
    def _look(cell: Any, fill: str, bold: bool, white: bool, quiet: bool) -> Any:
        from openpyxl.styles import Alignment, Font, PatternFill

        colour = "FFFFFF" if white else ("666666" if quiet else "000000")
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        cell.font = Font(bold=bold, color=colour, italic=quiet and fill != _FIXED)
        if fill:
            cell.fill = PatternFill("solid", start_color=fill)
        cell.number_format = "@"  # what is typed here stays as it is typed
        cell.quotePrefix = True
        return cell._style


def mark_xlsx(content: bytes, faults: Sequence[Fault], lang: str) -> bytes:
    """A copy of a workbook with the wrong cells coloured, each with what is wrong and the mend.

    Parameters:
        content: the workbook as it was handed in.
        faults: what is wrong; those without a cell are told on the first cell of the row.
    """
    from openpyxl import load_workbook
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    make: Any = Comment
    book: Any = load_workbook(io.BytesIO(content))
    fill = PatternFill("solid", start_color=_WRONG)
    told: dict[tuple[str, int, int], list[str]] = {}
    for fault in faults:
        place = fault.place
        key = (place.sheet, max(1, place.row), max(1, place.column))
        told.setdefault(key, []).append(f"{fault.what.get(lang)} {fault.mend.get(lang)}".strip())
    for (name, row, column), texts in told.items():
        if name in book.sheetnames:
            cell = book[name].cell(row, column)
            comment = make("\n".join(texts)[:8_000], "kgraph")
            comment.width, comment.height = 380, 40 + 40 * len(texts)
            cell.fill, cell.comment = fill, comment
    _ask(book, [fault for fault in faults if fault.asks], lang)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _ask(book: Any, faults: Sequence[Fault], lang: str) -> None:
    """A sheet first in the workbook with each name that is asked about and room for the answer."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.worksheet.datavalidation import DataValidation

    if not faults:
        return
    name = QUESTIONS.get(lang)
    if name in book.sheetnames:
        del book[name]
    sheet = book.create_sheet(name, 0)
    make: Any = DataValidation
    sheet.append([text.get(lang) for text in ASKED])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    widths = (34, 14, 70, 44)
    for letter, width in zip("ABCD", widths, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    _lay_out_print(sheet)
    asked = {fault.asks: fault for fault in faults if fault.asks}
    for row, ((text, kind), fault) in enumerate(asked.items(), start=2):
        told = f"{fault.what.get(lang)} {fault.mend.get(lang)}"
        # The answers to choose from stand beside, for a list in a formula holds 255 signs only.
        answers = [NEW.get(lang), *fault.candidates]
        shown = (text, kind_word(kind).get(lang), told, "", *answers)
        for column, value in enumerate(shown, start=1):
            cell = sheet.cell(row, column)
            if value:
                cell.value, cell.data_type, cell.quotePrefix = value, "s", True
                cell.alignment = Alignment(vertical="top", wrap_text=column < 5)
        sheet.row_dimensions[row].height = _height(shown[:4], widths)
        last = letters(4 + len(answers))
        check = make(type="list", formula1=f"$E${row}:${last}${row}", allow_blank=True,
                     showErrorMessage=False)  # fmt: skip
        check.add(f"D{row}")
        sheet.add_data_validation(check)
