"""Periods as bars: what is sure, what is known to a year alone, and what no document says."""

import datetime
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.web.pages.bars import Axis, axis_of

AXIS = Axis(2020, 2030)
DATES = st.one_of(
    st.just(""),
    st.integers(2000, 2040).map(str),
    st.dates(datetime.date(2000, 1, 1), datetime.date(2040, 12, 31)).map(lambda d: f"{d:%Y-%m}"),
    st.dates(datetime.date(2000, 1, 1), datetime.date(2040, 12, 31)).map(str),
)


def hows(start: str, end: str) -> list[str]:
    """The kinds of pieces, from left to right."""
    return [piece.how for piece in AXIS.pieces(start, end)]


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        ("2022-01-01", "2024-12-31", ["vague", "sure", "vague"]),  # a day each, hardly to be seen
        ("2022", "2024", ["vague", "sure", "vague"]),
        ("2022", "2022", ["vague"]),
        ("2022", "", ["vague", "open"]),
        ("", "2022", ["open", "vague"]),
    ],
)
def test_a_bar_says_no_more_than_its_dates(start: str, end: str, told: list[str]) -> None:
    """Thick only where the period certainly holds."""
    assert hows(start, end) == told


def test_a_year_alone_leaves_the_whole_year_open() -> None:
    """From the first of January to the last of December the thing may have begun."""
    begun, sure, _ = AXIS.pieces("2022", "2025")
    assert (begun.start, begun.start + begun.width) == (
        AXIS.place(datetime.date(2022, 1, 1)), AXIS.place(datetime.date(2023, 1, 1))
    )  # fmt: skip
    assert sure.start == begun.start + begun.width


@given(DATES, DATES)
def test_a_bar_stays_on_its_axis_and_its_pieces_never_overlap(start: str, end: str) -> None:
    """Whatever the dates, also when the end comes before the beginning."""
    pieces = axis_of([start, end], datetime.date(2026, 1, 1)).pieces(start, end)
    for piece in pieces:
        assert piece.width > 0 and piece.start >= 0 and piece.start + piece.width <= 100.01
    for left, right in itertools.pairwise(pieces):
        assert left.start + left.width <= right.start + 0.02


@given(st.lists(DATES.filter(bool), min_size=1))
def test_the_axis_holds_every_date_and_has_few_marks(dates: list[str]) -> None:
    """A year beyond each end, and marks that have room."""
    axis = axis_of(dates, datetime.date(2026, 1, 1))
    years = [int(date[:4]) for date in dates]
    assert axis.first < min(years) and axis.last > max(years) + 1
    assert 1 <= len(axis.ticks) <= 9
