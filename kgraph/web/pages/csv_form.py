"""The tables of a page as CSV: for people all of them, one under the other; for programs one."""

import io
from collections.abc import Sequence

from kgraph.errors import UsageError
from kgraph.separated import csv_writer, spreadsheet_cell
from kgraph.terms import slug
from kgraph.web.pages.visit import Visit
from kgraph.wording import Text

TABLE = "tabell"  # the name in an address of the table that is wanted alone
Sheet = tuple[str, Sequence[str], Sequence[Sequence[str | float | None]]]


def to_csv(sheets: Sequence[Sheet], visit: Visit) -> str:
    """The tables as Swedish Excel and LibreOffice open them.

    Parameters:
        sheets: the name, heads and rows of each.
        visit: whose address may name one of them, by its number or its name: that one is given
            alone, and its heads are the first row.

    Raises:
        UsageError: there is no such table.
    """
    asked = visit.given.get(TABLE, "")
    out = io.StringIO()
    writer = csv_writer(out, True)
    for number, (name, heads, rows) in enumerate([_chosen(sheets, asked)] if asked else sheets):
        if number:
            writer.writerow([])
        if not asked:
            writer.writerow([spreadsheet_cell(name)])
        writer.writerow([spreadsheet_cell(head) for head in heads])
        for row in rows:
            writer.writerow([spreadsheet_cell("" if c is None else str(c)) for c in row])
    return "\ufeff" + out.getvalue()


def _chosen(sheets: Sequence[Sheet], asked: str) -> Sheet:
    for number, sheet in enumerate(sheets, 1):
        if asked in (str(number), slug(sheet[0])):
            return sheet
    there = ", ".join(f"{number} ({slug(sheet[0])})" for number, sheet in enumerate(sheets, 1))
    raise UsageError(
        Text(f"Sidan har ingen tabell {asked[:80]}.", f"The page has no table {asked[:80]}."),
        TABLE,
        Text(f"Välj bland: {there}.", f"Choose from: {there}."),
    )
