"""Separated values: as RFC 4180 has them for programs, and as a spreadsheet opens them."""

import csv
import re
from collections.abc import Iterable
from typing import Protocol, TextIO

_PARTING = re.compile(r'[;,"\t\r\n]')  # where a spreadsheet may part a cell of a CSV in two
# How a cell begins that a spreadsheet runs as a formula, the full-width forms included.
_HAZARD = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[-+]?[0-9]+([.,][0-9]+)?([eE][-+]?[0-9]+)?")


def spreadsheet_cell(cell: str) -> str:
    """A cell that a spreadsheet shows and does not run; numbers stay numbers."""
    if _NUMBER.fullmatch(cell):
        return cell
    return "'" + cell if cell.startswith(_HAZARD) else cell


class _ForPeople:
    """Rows of CSV as spreadsheets open them without a choice.

    LibreOffice offers to part cells at commas and tabs as well as at semicolons, so a cell with
    any of them stands in quotes.
    """

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def writerow(self, row: Iterable[object], /) -> None:
        """Write one row."""
        told = ("" if cell is None else str(cell) for cell in row)
        self._out.write(";".join(map(self._quoted, told)) + "\r\n")

    def _quoted(self, cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"' if _PARTING.search(cell) else cell


class RowWriter(Protocol):
    """What writes rows of CSV."""

    def writerow(self, row: Iterable[object], /) -> object:
        """Write one row."""
        ...


def csv_writer(out: TextIO, for_excel: bool) -> RowWriter:
    """What writes rows of CSV: for people with semicolons, for programs as RFC 4180 has it."""
    return _ForPeople(out) if for_excel else csv.writer(out, lineterminator="\r\n")
