"""Workbooks: values keep their type, text is never run, and the same table gives the same bytes."""

import datetime
import io
import zipfile
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from kgraph.errors import UsageError
from kgraph.spreadsheet import (
    MOST_LETTERS,
    MOST_ROWS,
    About,
    Column,
    Sheet,
    Toned,
    Value,
    about,
    to_xlsx,
)
from kgraph.store import View
from kgraph.wording import Text
from tests.test_findings import PROJECT

DAY = datetime.date(2026, 11, 21)
TOLD = about("Prov", View(as_of=DAY), PROJECT, "sv", [(Text("Fråga", "Question"), "Vad?")])


def written(*rows: tuple[Value | Toned, ...], told: About = TOLD, **more: Any) -> Any:
    """A workbook with these rows, read back."""
    columns = tuple(Column(f"k{i}", f"mening {i}") for i in range(len(rows[0]) if rows else 1))
    return openpyxl.load_workbook(
        io.BytesIO(to_xlsx([Sheet("Tabell", columns, rows, **more)], told))
    )


def test_numbers_dates_and_yes_stay_what_they_are() -> None:
    """A spreadsheet can add the numbers and sort the days."""
    page = written((1, 2.5, Decimal("3.25"), datetime.date(2024, 2, 29), True, None))["Tabell"]
    one, half, quarter, day, yes, nothing = page[2]
    assert (one.value, half.value, quarter.value, yes.value) == (1, 2.5, 3.25, True)
    assert day.value.date() == datetime.date(2024, 2, 29) and day.is_date
    assert nothing.value is None


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", "#N/A", "=cmd|'x'"]
)
def test_text_that_looks_like_a_formula_stays_text(text: str) -> None:
    """Nothing that a source says is run by the reader's program, nor when the cell is edited."""
    cell = written((text,))["Tabell"]["A2"]
    assert cell.data_type == "s" and cell.value == text
    assert cell.quotePrefix or text[0] == "#"


@settings(max_examples=40, deadline=None)
@given(some.lists(some.text(max_size=30), min_size=1, max_size=4))
def test_any_text_can_be_written_and_no_cell_is_a_formula(texts: list[str]) -> None:
    """Control characters, emoji and half characters give a workbook that opens."""
    page = written(tuple(texts))["Tabell"]
    assert all(cell.data_type in ("s", "n") for cell in page[2])


def test_what_a_spreadsheet_would_round_or_move_is_kept_as_text() -> None:
    """Long whole numbers, days before the calendar of spreadsheets, and no numbers at all."""
    page = written((10**16, datetime.date(1809, 9, 17), float("nan")))["Tabell"]
    assert [cell.value for cell in page[2]] == ["10000000000000000", "1809-09-17", "nan"]


def test_the_same_table_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The hour of writing stands nowhere: the day of the view does."""
    sheet = Sheet("T", (Column("a"),), [("x",), (Toned(1, "warn"),)])
    first = to_xlsx([sheet], TOLD)
    monkeypatch.setattr("time.localtime", lambda *_: (1999, 1, 1, 1, 1, 1, 0, 1, 0))
    assert to_xlsx([sheet], TOLD) == first
    with zipfile.ZipFile(io.BytesIO(first)) as packed:
        assert {entry.date_time[:3] for entry in packed.infolist()} == {(2026, 11, 21)}
        assert b"2026-11-21T00:00:00Z</dcterms:modified>" in packed.read("docProps/core.xml")


def test_heads_stand_still_with_filters_and_widths() -> None:
    """One can scroll, filter and read without doing anything first."""
    page = written(("kort", "ord " * 50))["Tabell"]
    assert (page.freeze_panes, page.auto_filter.ref) == ("B2", "A1:B2")
    assert page.column_dimensions["A"].width < page.column_dimensions["B"].width <= 60


def test_the_last_sheet_says_what_the_workbook_is() -> None:
    """View, project, licence, the question and what every column means."""
    page = written(("x",))["Om"]
    told = {row[0].value: row[1].value for row in page.iter_rows() if row[0].value}
    assert "per 2026-11-21" in told["Vy"] and "CC BY 4.0" in told["Licens"]
    assert told["Fråga"] == "Vad?" and told["k0"] == "mening 0" and told["Projekt"]


def test_names_of_sheets_are_made_to_fit() -> None:
    """Long, forbidden and repeated names: each sheet has one of its own."""
    sheets = [Sheet(name, (Column("a"),), []) for name in ("a/b" * 20, "a/b" * 20, "", "Om")]
    names = openpyxl.load_workbook(io.BytesIO(to_xlsx(sheets, TOLD))).sheetnames
    assert len(names) == len({n.lower() for n in names}) == 5
    assert all(0 < len(name) <= 31 and "/" not in name for name in names)


def test_an_empty_table_is_a_workbook_with_heads() -> None:
    """No rows: the heads and the last sheet are there."""
    assert written()["Tabell"]["A1"].value == "k0"


def test_a_text_longer_than_a_cell_is_cut_and_the_reader_is_told() -> None:
    """What was cut is counted on the last sheet."""
    book = written(("x" * (MOST_LETTERS + 5),))
    assert len(book["Tabell"]["A2"].value) == MOST_LETTERS
    told = {row[0].value: row[1].value for row in book["Om"].iter_rows()}
    assert told["Avkortat"].startswith("1 ")


def test_more_rows_than_a_sheet_holds_are_refused_with_another_way() -> None:
    """A message that names the limit and CSV, and no half table."""
    with pytest.raises(UsageError, match="ryms inte"):
        to_xlsx([Sheet("T", (Column("a"),), [("x",)] * MOST_ROWS)], TOLD)
