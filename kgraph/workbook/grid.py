"""The cells of a file as they stand, whatever wrote it: a workbook or a folder of CSV files.

A file from outside is hostile until it has been looked at: how large it will be unpacked is read
before anything is, and what is no plain workbook is refused with its reason.
"""

import csv
import datetime
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kgraph.errors import InputError, unreadable
from kgraph.wording import Text
from kgraph.workbook.folder import unquoted
from kgraph.workbook.value import letters

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

Raw = str | int | float | bool | datetime.date | datetime.datetime | datetime.time | None

MOST_BYTES = 50_000_000
MOST_UNPACKED = 400_000_000
MOST_PARTS = 2_000
MOST_ROWS = 100_000
MOST_CELLS = 8_000_000
"""Cells of all sheets, empty ones between filled ones too: a bound on time and memory alike."""
_LONGEST = 1_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FORMULA = re.compile(
    rb'<(?:\w+:)?c\b[^<>]*?\br="([A-Z]{1,3}[0-9]{1,7})"[^<>]*>\s{0,9}<(?:\w+:)?f[\s>/]'
)
_ERROR = re.compile(rb'<(?:\w+:)?c\b([^<>]*\bt="e"[^<>]*)>\s{0,9}<(?:\w+:)?v>([^<]{1,20})</')
_F = re.compile(rb"<(?:\w+:)?f[\s>/]")
_CELL = re.compile(rb'\br="([A-Z]{1,3}[0-9]{1,7})"')
_SAVE_AS = Text(
    "Spara den som Excel-arbetsbok (.xlsx) och försök igen.",
    "Save it as an Excel workbook (.xlsx) and try again.",
)


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet as it stands in a file.

    Parameters:
        name: its tab, or the file's name without ending.
        rows: the values of each row, from the first cell of the sheet.
        formulas: the cells (``F17``) that hold a formula.
        merged: the cells that a merged cell hides, by the one that is seen.
        errors: the cells that hold an error of reckoning, with what they show (``#REF!``).
    """

    name: str
    rows: Sequence[Sequence[Raw]]
    formulas: frozenset[str] = frozenset()
    merged: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def odd(self) -> bool:
        """Whether any cell holds something else than a value of its own."""
        return bool(self.formulas or self.merged or self.errors)


@dataclass(frozen=True, slots=True)
class _Odd:
    """What stands in a sheet's part and comes through no reader of values."""

    formulas: frozenset[str] = frozenset()
    errors: Mapping[str, str] = field(default_factory=dict)


def read_grids(path: Path) -> list[Grid]:
    """The sheets of a workbook, or of a folder of CSV files.

    Raises:
        InputError: there is no such file, it is no workbook that can be read, or it is larger
            than a workbook of people's own may be.
    """
    if path.is_dir():
        return _folder(path)
    content = _bytes(path)
    _refuse_other(content, path)
    odd = _look_inside(content, path)
    return _sheets(content, path, odd)


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _too_large(path, f"{MOST_BYTES // 1_000_000} MB")
        return path.read_bytes()
    except OSError as error:
        raise unreadable(error, path) from None


def _too_large(path: Path, most: str) -> InputError:
    return InputError(
        Text("Filen är för stor för att vara en arbetsbok.", "The file is too large a workbook."),
        path,
        Text(f"Högst {most}; dela upp den.", f"At most {most}; divide it."),
    )


def _refuse_other(content: bytes, path: Path) -> None:
    """Refuse what is no .xlsx, by what it is and not by what it is called."""
    if content.startswith(_OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in content
        raise InputError(
            Text("Arbetsboken har lösenord.", "The workbook has a password.")
            if locked
            else Text("Filen är i det gamla formatet .xls.", "The file is of the old kind .xls."),
            path,
            Text("Ta bort lösenordet, spara och försök igen.", "Remove the password and save.")
            if locked
            else _SAVE_AS,
        )
    if not content.startswith(b"PK"):
        raise InputError(
            Text("Filen är ingen arbetsbok.", "The file is no workbook."), path, _SAVE_AS
        )


def _look_inside(content: bytes, path: Path) -> dict[str, _Odd]:
    """Formulas and errors of each sheet part, once its sizes have been found to be reasonable."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            parts = book.infolist()
            if len(parts) > MOST_PARTS or sum(p.file_size for p in parts) > MOST_UNPACKED:
                raise _too_large(path, f"{MOST_UNPACKED // 1_000_000} MB")
            names = {part.filename for part in parts}
            _refuse_kind(book, names, path)
            return {
                part.filename: _odd(_part(book, part, path))
                for part in parts
                if part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml")
            }
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError):
        raise _broken(path) from None
    except (OSError, RuntimeError, ValueError, zlib.error):
        raise _broken(path) from None


def _odd(content: bytes) -> _Odd:
    errors = {}
    for head, shown in _ERROR.findall(content) if b't="e"' in content else ():
        at = _CELL.search(head)
        if at:
            errors[at[1].decode()] = shown.decode("utf-8", "replace")
    formulas = _FORMULA.findall(content) if _F.search(content) else ()
    return _Odd(frozenset(cell.decode() for cell in formulas), errors)


def _part(book: zipfile.ZipFile, part: zipfile.ZipInfo, path: Path) -> bytes:
    """One part, never more of it than its own head promised."""
    with book.open(part) as stream:
        content = stream.read(part.file_size + 1)
    if len(content) > part.file_size:
        raise _too_large(path, f"{MOST_UNPACKED // 1_000_000} MB")
    return content


def _refuse_kind(book: zipfile.ZipFile, names: set[str], path: Path) -> None:
    if "xl/vbaProject.bin" in names:
        raise InputError(
            Text("Arbetsboken har makron.", "The workbook has macros."),
            path,
            Text("Spara den utan makron, som .xlsx.", "Save it without macros, as .xlsx."),
        )
    if "mimetype" in names and b"opendocument" in book.read("mimetype")[:200]:
        raise InputError(
            Text("Filen är en OpenDocument-fil (.ods).", "The file is OpenDocument (.ods)."),
            path,
            _SAVE_AS,
        )
    if "xl/workbook.xml" not in names:
        raise InputError(
            Text("Filen är ingen arbetsbok.", "The file is no workbook."), path, _SAVE_AS
        )


def _broken(path: Path) -> InputError:
    return InputError(
        Text("Arbetsboken är trasig och går inte att läsa.",
             "The workbook is broken and cannot be read."),
        path,
        Text(
            "Öppna den i Excel eller LibreOffice och spara om den.",
            "Open it in Excel or LibreOffice and save it anew.",
        ),
    )  # fmt: skip


def _sheets(content: bytes, path: Path, odd: Mapping[str, _Odd]) -> list[Grid]:
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        parts = _parts_of(content)
        grids, left = [], MOST_CELLS
        for name in book.sheet_names:
            sheet, found = book.get_sheet_by_name(name), odd.get(parts.get(name, ""), _Odd())
            left -= sheet.total_height * sheet.total_width
            if left < 0:
                raise _too_many_cells(path, name)
            hidden = _hidden(sheet.merged_cell_ranges or ())
            grids.append(Grid(name, _rows(sheet, name, path), found.formulas, hidden, found.errors))
        return grids
    except InputError:
        raise
    except Exception:  # the reader's own kinds: whatever it is, the file is at fault
        raise _broken(path) from None


def _rows(sheet: "CalamineSheet", name: str, path: Path) -> list[list[Raw]]:
    if sheet.total_height > MOST_ROWS:
        raise InputError(
            Text(
                f"Bladet har {sheet.total_height} rader; högst {MOST_ROWS} läses.",
                f"The sheet has {sheet.total_height} rows; at most {MOST_ROWS} are read.",
            ),
            f"{path.name}: {name}",
            Text("Dela upp arbetsboken.", "Divide the workbook."),
        )
    return [
        [str(cell) if isinstance(cell, datetime.timedelta) else cell for cell in row]
        for row in sheet.to_python(skip_empty_area=False)
    ]


def _too_many_cells(path: Path, name: str) -> InputError:
    return InputError(
        Text(
            f"Arbetsboken har för många celler; bladet {name} går över {MOST_CELLS:,}.".replace(
                ",", " "
            ),
            f"The workbook has too many cells; the sheet {name} goes beyond {MOST_CELLS:,}.",
        ),
        path,
        Text(
            "Ta bort tomma rader och kolumner långt ut (Ctrl+End visar den sista cellen), "
            "eller dela upp arbetsboken.",
            "Delete empty rows and columns far out (Ctrl+End shows the last cell), or divide the "
            "workbook.",
        ),
    )


_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(rb"<Relationship\b[^>]*>")


def _parts_of(content: bytes) -> dict[str, str]:
    """The part of the package that each sheet stands in."""
    import html

    with zipfile.ZipFile(io.BytesIO(content)) as book:
        heads = book.read("xl/workbook.xml")
        links = book.read("xl/_rels/workbook.xml.rels")
    targets = {}
    for found in _RELATION.findall(links):
        target = _attribute(found, b"Target").lstrip("/")
        targets[_attribute(found, b"Id")] = target if target.startswith("xl/") else f"xl/{target}"
    return {
        html.unescape(_attribute(found, b"name")): targets.get(_attribute(found, rb"\w+:id"), "")
        for found in _SHEET.findall(heads)
    }


def _attribute(tag: bytes, name: bytes) -> str:
    found = re.search(rb"\b" + name + rb"=[\"']([^\"']*)[\"']", tag)
    return found[1].decode("utf-8", "replace") if found else ""


def _hidden(ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]]) -> dict[str, str]:
    """The cells under merged ones; a range is two corners, rows and columns from 0."""
    found = {}
    for (top, left), (bottom, right) in ranges:
        seen = f"{letters(left + 1)}{top + 1}"
        for row in range(top, min(bottom, top + 1000) + 1):
            for column in range(left, min(right, left + 200) + 1):
                cell = f"{letters(column + 1)}{row + 1}"
                if cell != seen:
                    found[cell] = seen
    return found


def _folder(folder: Path) -> list[Grid]:
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".csv")
    if not files:
        raise InputError(
            Text("Mappen har inga CSV-filer.", "The folder has no CSV files."),
            folder,
            Text(
                "Gör en med: kgraph workbook -o MAPP/",
                "Make one with: kgraph workbook -o FOLDER/",
            ),
        )
    return [Grid(path.stem, list(_csv(path))) for path in files]


def _csv(path: Path) -> Iterator[list[Raw]]:
    try:
        text = _bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(
            Text("Filen är inte i UTF-8.", "The file is not UTF-8."),
            path,
            Text("Spara som CSV UTF-8.", "Save as CSV UTF-8."),
        ) from None
    head = text.partition("\n")[0]
    sign = max(";,\t", key=head.count)
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=sign)):
            if number >= MOST_ROWS:
                raise _too_large(path, f"{MOST_ROWS} rader")
            if number * len(row) > MOST_CELLS:
                raise _too_many_cells(path, path.stem)
            if any(len(cell) > _LONGEST for cell in row):
                raise csv.Error(f"{number + 1}")
            yield [unquoted(cell) for cell in row]
    except csv.Error:
        raise _broken(path) from None
