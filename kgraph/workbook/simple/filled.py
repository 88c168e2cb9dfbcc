"""The rows of a simple workbook that came from the data, and whose evidence each passage is."""

from collections.abc import Iterable

from kgraph.workbook.value import Form, Line, Page, row_key


class Filled:
    """Which rows the program has filled in.

    Parameters:
        own: the sheets as they would be filled today.
        read: the sheets that somebody has worked in.
    """

    def __init__(self, own: Iterable[Page] = (), read: Iterable[Page] = ()) -> None:
        """Note the key of each row, and the first row that holds each passage."""
        self._own = {(page.form.about, row_key(line)) for page in own for line in page.lines}
        self._rows: dict[tuple[str, str], int] = {}
        for page in read:
            for line in page.lines:
                if self.has(page.form, line):
                    key = page.form.about, line.get("passages")
                    self._rows.setdefault(key, line.row)

    def has(self, form: Form, line: Line) -> bool:
        """Whether a row came from the data: its thing and its passage stand there so together."""
        return (form.about, row_key(line)) in self._own

    def row_of(self, form: Form, passages: str) -> int:
        """The number of the first such row that has this evidence; 0 where none has."""
        return self._rows.get((form.about, passages), 0)
