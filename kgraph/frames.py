"""Plain values in rows: as a data frame, and as a table for a notebook."""

import contextlib
import datetime
import html
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kgraph.errors import OutsideError
from kgraph.wording import Text

if TYPE_CHECKING:
    import pandas

# What a column of plain values becomes in a data frame; mixed ones stay as they are, and one
# without values is text, so that it can be searched and joined like any other.
_DTYPES = {
    frozenset[type](): "string",
    frozenset({int}): "Int64",
    frozenset({float}): "Float64",
    frozenset({int, float}): "Float64",
    frozenset({bool}): "boolean",
    frozenset({datetime.date}): "datetime64[s]",
    frozenset({str}): "string",
}


def data_frame(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> "pandas.DataFrame":
    """Plain values as a pandas data frame, each column of the type that its values share.

    Raises:
        OutsideError: pandas is not installed.
    """
    try:
        import pandas
    except ImportError:
        raise OutsideError(
            Text("pandas är inte installerat.", "pandas is not installed."),
            "",
            Text("Installera: pip install pandas", "Install: pip install pandas"),
        ) from None
    frame = pandas.DataFrame([list(row) for row in rows], columns=list(columns), dtype=object)
    for i, column in enumerate(columns):
        kinds = {type(row[i]) for row in rows if row[i] is not None}
        if name := _DTYPES.get(frozenset(kinds)):
            with contextlib.suppress(OverflowError, ValueError):
                series: Any = frame[column]
                frame[column] = series.astype(name)
    return frame


def html_table(
    columns: Sequence[str], rows: Sequence[Sequence[object]], caption: str, lang: str
) -> str:
    """Plain values as a table for a notebook, every text escaped."""
    head = "".join(f"<th>{html.escape(column)}</th>" for column in columns)
    cells = (
        "".join(f"<td>{html.escape('' if v is None else str(v))}</td>" for v in row) for row in rows
    )
    body = "".join(f"<tr>{row}</tr>" for row in cells)
    return (
        f'<table lang="{html.escape(lang)}"><caption>{html.escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )
