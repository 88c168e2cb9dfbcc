"""Findings in Python: to go through, as a data frame, and shown in a notebook."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgraph.findings.detect import Findings
from kgraph.findings.forms.tables import COLUMNS, cells
from kgraph.findings.forms.words import left_out, left_out_words
from kgraph.findings.kinds import KINDS
from kgraph.findings.value import Finding
from kgraph.frames import data_frame, html_table

if TYPE_CHECKING:
    import pandas  # noqa: TID251


@dataclass(frozen=True, slots=True)
class FindingsTable:
    """An answer as a table, one finding a row, with the columns of the CSV.

    Parameters:
        result: the findings, their view and what was set aside.
        lang: language of names and sentences.
    """

    result: Findings
    lang: str = "sv"

    def __iter__(self) -> Iterator[Finding]:
        """The findings, in order of kind, document and sureness."""
        return iter(self.result.found)

    def __len__(self) -> int:
        """How many there are."""
        return len(self.result.found)

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns."""
        return tuple(name for name, _, _ in COLUMNS)

    def rows(self) -> list[list[str | float]]:
        """The cells, one list a finding."""
        return [list(cells(self.result, found, self.lang).values()) for found in self]

    def to_frame(self) -> "pandas.DataFrame":
        """The findings as a pandas data frame, one row each.

        Where a limit has left some out, ``frame.attrs["left_out"]`` tells how many of each kind.

        Raises:
            OutsideError: pandas is not installed.
        """
        frame = data_frame(self.columns, self.rows())
        if told := left_out(self.result):
            frame.attrs["left_out"] = {KINDS[kind].notation: n for kind, n in told.items()}
        return frame

    def _repr_html_(self) -> str:
        """The findings for a notebook, every text escaped."""
        told = [self.result.view.words, *left_out_words(self.result)]
        caption = " · ".join(words.get(self.lang) for words in told)
        return html_table(self.columns, self.rows(), caption, self.lang)
