"""Periods drawn as bars along one axis of years, in shares of its width.

How sure a date is shows in the shape, never in colour alone: a thick bar where the period certainly
holds, a thin one where only the year or the month is known, and a broken line where the document
says no end or no beginning. The same dates stand as text beside every bar.
"""

import calendar
import datetime
from collections.abc import Iterable
from dataclasses import dataclass

_TICKS = 8  # labels that the axis has room for at most
_STEPS = (1, 2, 5, 10, 20, 50, 100)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a bar.

    Parameters:
        how: ``sure`` (within the period), ``vague`` (a date is known to its year or month alone)
            or ``open`` (no end, or no beginning, is told).
        start, width: in per cent of the axis.
    """

    how: str
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class Axis:
    """The years that the bars lie along.

    Parameters:
        first, last: the years it begins and ends with; ``last`` is not in it.
    """

    first: int
    last: int

    @property
    def ticks(self) -> list[tuple[int, float]]:
        """The years that are written out, with their places in per cent."""
        span = self.last - self.first
        step = next((s for s in _STEPS if span / s <= _TICKS), _STEPS[-1])
        begun = -(-self.first // step) * step
        return [(year, self.place(datetime.date(year, 1, 1)))
                for year in range(begun, self.last, step)]  # fmt: skip

    def place(self, day: datetime.date) -> float:
        """Where a day lies, in per cent of the axis; days outside lie at its ends."""
        begun = datetime.date(self.first, 1, 1).toordinal()
        whole = datetime.date(self.last, 1, 1).toordinal() - begun
        return round(min(100.0, max(0.0, (day.toordinal() - begun) / whole * 100)), 2)

    def pieces(self, start: str, end: str) -> list[Piece]:
        """A period as pieces of a bar.

        Parameters:
            start, end: dates as far as they are known (``2024``, ``2024-04``, ``2024-04-01``), or
                "" where none is told. Both belong to the period.
        """
        begins, ends = _known(start), _known(end)
        first, last = datetime.date(self.first, 1, 1), datetime.date(self.last, 1, 1)
        if begins and ends and begins[1] > ends[0]:
            return self._cut([("vague", begins[0], ends[1])])
        return self._cut([
            ("vague", *begins) if begins else ("open", first, ends[0] if ends else last),
            ("sure", begins[1] if begins else last, ends[0] if ends else first),
            ("vague", *ends) if ends else ("open", begins[1] if begins else last, last),
        ])  # fmt: skip

    def _cut(self, made: Iterable[tuple[str, datetime.date, datetime.date]]) -> list[Piece]:
        placed = [(how, self.place(a), self.place(b)) for how, a, b in made]
        return [Piece(how, a, round(b - a, 2)) for how, a, b in placed if b > a]


def axis_of(dates: Iterable[str], today: datetime.date) -> Axis:
    """The axis that holds every date and the day that the page is about, a year beyond each."""
    years = {int(date[:4]) for date in dates if date} | {today.year}
    return Axis(min(years) - 1, max(years) + 2)


def _known(date: str) -> tuple[datetime.date, datetime.date] | None:
    """The first day that a date can mean and the day after the last, or None where none is told."""
    if not date:
        return None
    year, month, day = (*map(int, date.split("-")), 0, 0)[:3]
    first = datetime.date(year, month or 1, day or 1)
    last = datetime.date(year, month or 12, day or calendar.monthrange(year, month or 12)[1])
    return first, last + datetime.timedelta(days=1)
