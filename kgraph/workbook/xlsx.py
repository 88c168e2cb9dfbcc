"""Writing a workbook that people fill in, and marking the cells that are wrong: with openpyxl.

Each sheet has its headings, a line of help and an example; heads and names stand still, lists drop
down, and the last sheet, hidden, holds what the next reading needs: which rows were there and what
they said.
"""

import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

from kgraph.terms import XSD
from kgraph.wording import Text, collation_key
from kgraph.workbook.layout import LINE, Layout, height, layout, pages_of, row_height
from kgraph.workbook.memo import MEMO, memo_rows
from kgraph.workbook.simple.forms import MODE
from kgraph.workbook.tabs import ASKED, LISTS, NEW, QUESTIONS, kind_word, tab
from kgraph.workbook.value import Book, Column, Fault, Form, Page, letters

_NEEDED = "7A3E12"  # the head of a column that every row must fill in
_HEAD, _HELP, _EXAMPLE, _FIXED, _WRONG = "1F3A5F", "EEF3F9", "F7F7F7", "F2F2F2", "F6D5D5"
_MOST_CHECKED = 2_000
_WIDEST = 50.0  # the widest column of the lists, in signs
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
# openpyxl's streamed sheets and cells, which its stubs know little of.
_Sheet = Any
_AUTHOR = "kgraph"  # of our own comments, so that people's are kept
_THEIRS = "—\n"  # before what somebody had written at the cell


def write_xlsx(book: Book, things: Mapping[tuple[str, ...], Sequence[str]]) -> bytes:
    """The workbook as an .xlsx file.

    Parameters:
        things: the names for the drop-down lists, by the classes of a column.
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

    def __init__(self, book: Book, things: Mapping[tuple[str, ...], Sequence[str]]) -> None:
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

    def _values(
        self, column: Column, things: Mapping[tuple[str, ...], Sequence[str]]
    ) -> tuple[str, ...]:
        if column.choices:
            told = (choice.get(self._lang) for choice in column.choices)
            # The answers to whether it is so stand in an order that means something.
            return tuple(told) if column.key == MODE else tuple(sorted(told, key=collation_key))
        return tuple(things.get(column.classes, ()))

    def range_of(self, column: Column) -> str:
        """Where the values of a column stand, as a formula, or ""."""
        values = self._values(column, self._things)
        if not values:
            return ""
        at = letters(self._columns[values])
        return f"'{LISTS.get(self._lang)}'!${at}$2:${at}${len(values) + 1}"

    def write(self, sheet: _Sheet) -> None:
        """Heads, then the values, in columns that they can be read in on paper too."""
        columns, pen = list(self._columns), _Pen(sheet)
        widths = [
            min(_WIDEST, max(len(text) for text in (head, *values)) + 3.0)
            for head, values in zip(self._heads, columns, strict=True)
        ]
        for i, width in enumerate(widths, start=1):
            sheet.column_dimensions[letters(i)].width = width
        sheet.freeze_panes = "A2"
        _lay_out_print(sheet, pages_of(widths))
        sheet.append([pen.text(head, bold=True) for head in self._heads])
        for row in range(max((len(values) for values in columns), default=0)):
            sheet.append([pen.text(v[row]) if row < len(v) else None for v in columns])


def _write_page(sheet: _Sheet, page: Page, lang: str, lists: _Lists) -> None:
    form, look = page.form, layout(page, lang)
    sheet.freeze_panes = "C4" if len(form.columns) > 2 else "A4"
    _lay_out_print(sheet, look.pages)
    if page.lines:
        sheet.sheet_properties.tabColor = _HEAD
    sheet.print_title_cols, sheet.print_area = "B:B", look.printed
    for i, width in enumerate(look.widths, start=1):
        sheet.column_dimensions[letters(i)].width = width
        _as_text(sheet.column_dimensions[letters(i)])
    for i in look.folded:
        sheet.column_dimensions[letters(i)].outlineLevel = 1
        sheet.column_dimensions[letters(i)].hidden = True
    for row, tall in enumerate(look.heights, start=1):
        sheet.row_dimensions[row].height = tall or LINE
        sheet.row_dimensions[row].hidden = not tall
    _write_heads(_Pen(sheet), sheet, page, look)
    pen = _Pen(sheet)
    for row, line in enumerate(page.lines, start=4):
        tall = row_height(page, line, look.widths)
        if tall > LINE:
            sheet.row_dimensions[row].height = tall
        sheet.append([_value(pen, line.get(c.key), c) for c in form.columns])
    _check_values(sheet, form, len(page.lines), lists, lang)
    sheet.auto_filter.ref = f"A1:{letters(len(form.columns))}{len(page.lines) + 3}"


def _write_heads(pen: "_Pen", sheet: _Sheet, page: Page, look: Layout) -> None:
    """The headings, the help and the example."""
    heads, helps, examples = look.texts
    columns = page.form.columns
    cells = [
        pen.text(text, fill=_NEEDED if c.needed else _HEAD, bold=True, white=True)
        for text, c in zip(heads, columns, strict=True)
    ]
    if look.folded:
        cells[0].comment = _note(look.folded_told)
    sheet.append(cells)
    sheet.append([pen.text(text, fill=_HELP, quiet=True) for text in helps])
    sheet.append([pen.text(text, fill=_EXAMPLE, quiet=True) for text in examples])


def _lay_out_print(sheet: _Sheet, pages: int = 1) -> None:
    """Lying pages with the headings on each, as many side by side as can be read."""
    from openpyxl.worksheet.properties import PageSetupProperties

    make: Any = PageSetupProperties
    setup = sheet.page_setup
    setup.orientation, setup.paperSize, setup.pageOrder = "landscape", 9, "overThenDown"
    setup.fitToWidth, setup.fitToHeight = pages, 0
    sheet.sheet_properties.pageSetUpPr = make(fitToPage=True)
    sheet.print_title_rows = "1:1"
    sheet.print_options.gridLines = True
    for side in ("left", "right", "top", "bottom"):
        setattr(sheet.page_margins, side, 0.45)
    sheet.oddFooter.right.text = "&A  &P/&N"


def _as_text(column: Any) -> None:
    """Make what is typed on new rows text as it is typed: 12-14 is a page and no day."""
    from openpyxl.styles import Alignment, Font

    column.number_format = "@"
    column.alignment = Alignment(vertical="top", wrap_text=True)
    column.font = Font(name="Arial", size=10)


def _note(text: str) -> Any:
    """A note on a cell."""
    from openpyxl.comments import Comment

    make: Any = Comment
    note = make(text, _AUTHOR)
    note.width, note.height = 320, 90
    return note


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

        colour = "FFFFFF" if white else ("505050" if quiet else "000000")
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        cell.font = Font(name="Arial", size=10, bold=bold, color=colour,
                         italic=fill == _EXAMPLE)  # fmt: skip
        if fill:
            cell.fill = PatternFill("solid", start_color=fill)
        cell.number_format = "@"  # what is typed here stays as it is typed
        cell.quotePrefix = True
        return cell._style


def _seen_cell(page: Any, row: int, column: int) -> Any:
    """A cell, or the one that is seen of those it is merged with."""
    for held in page.merged_cells.ranges:
        if held.min_row <= row <= held.max_row and held.min_col <= column <= held.max_col:
            return page.cell(held.min_row, held.min_col)
    return page.cell(row, column)


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
    _unmark(book, make)
    told: dict[tuple[str, int, int], list[str]] = {}
    for fault in faults:
        place = fault.place
        key = (place.sheet, max(1, place.row), max(1, place.column))
        told.setdefault(key, []).append(f"{fault.what.get(lang)} {fault.mend.get(lang)}".strip())
    for (name, row, column), texts in told.items():
        if name in book.sheetnames:
            page = book[name]
            _unfold(page, column)
            cell = _seen_cell(page, row, column)
            theirs = cell.comment is not None and cell.comment.author != _AUTHOR
            own = [cell.comment.text] if theirs else []
            comment = make("\n".join([*texts, *(_THEIRS + text for text in own)])[:8_000], _AUTHOR)
            comment.width, comment.height = 380, 40 + 40 * len(texts)
            cell.fill, cell.comment = fill, comment
    _ask(book, [fault for fault in faults if fault.asks], lang)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _unmark(book: Any, make: Any) -> None:
    """Take away the marks of an earlier copy, so that what was mended since is marked no more.

    They are known by their colour, for other programs leave out who wrote a comment.
    """
    from openpyxl.styles import PatternFill

    for page in book.worksheets:
        for cell in (cell for row in page.iter_rows() for cell in row):
            if cell.comment is None or not str(cell.fill.fgColor.rgb).endswith(_WRONG):
                continue
            theirs = cell.comment.text.partition(_THEIRS)[2]
            cell.comment = make(theirs, "") if theirs else None
            first = PatternFill("solid", start_color=_HEAD)
            cell.fill = first if cell.row == 1 else PatternFill()


def _unfold(page: Any, column: int) -> None:
    """Show a column that is folded away, for nobody looks for a mark that cannot be seen."""
    for folded in page.column_dimensions.values():
        if (folded.min or 0) <= column <= (folded.max or 0):
            folded.hidden = False


def _ask(book: Any, faults: Sequence[Fault], lang: str) -> None:
    """A sheet first in the workbook with each name that is asked about and room for the answer."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.worksheet.datavalidation import DataValidation

    if not faults:
        return
    name, answered = QUESTIONS.get(lang), []
    asked = {fault.asks: fault for fault in faults if fault.asks}
    if name in book.sheetnames:
        texts = {text for text, _ in asked}
        answered = [
            row for row in book[name].iter_rows(min_row=2, max_col=4, values_only=True)
            if row[3] and row[0] not in texts
        ]  # fmt: skip
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
        sheet.row_dimensions[row].height = height(shown[:4], widths)
        last = letters(4 + len(answers))
        check = make(type="list", formula1=f"$E${row}:${last}${row}", allow_blank=True,
                     showErrorMessage=False)  # fmt: skip
        check.add(f"D{row}")
        sheet.add_data_validation(check)
    # What was answered before stands below, or it would be asked again.
    for row, values in enumerate(answered, start=len(asked) + 2):
        for column, value in enumerate(values, start=1):
            cell = sheet.cell(row, column, str(value or ""))
            cell.data_type, cell.quotePrefix = "s", True
    # The answers to choose from are told in words in the third column.
    sheet.print_area = f"A1:D{len(asked) + len(answered) + 1}"
