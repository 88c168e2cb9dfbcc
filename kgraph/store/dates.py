"""The dates that a graph holds: a day before all of them can have no answer."""

from kgraph.errors import UsageError
from kgraph.store.base import Store
from kgraph.store.view import View
from kgraph.wording import Text

_FIRST = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT (MIN(?date) AS ?first) WHERE {
  ?s ?p ?date FILTER(DATATYPE(?date) = xsd:date && ?p != ks:asOf) }"""

# Found at once where the day is not too early; to find the first of all takes a full look.
_SOME = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
ASK { ?s ks:validFrom ?date
  FILTER(DATATYPE(?date) = xsd:date && STR(?date) <= "%s") }"""


def known_part(date: str, precision: str) -> str:
    """A date cut to what is known of it.

    Parameters:
        precision: ``year``, ``month`` or ``day``; the day when empty.
    """
    return date[: {"year": 4, "month": 7}.get(precision, 10)]


def refuse_too_early(store: Store, view: View, where: str) -> None:
    """Refuse a day before everything that is dated in the graph.

    Answered with what is undated it would seem to say something about that day.

    Parameters:
        store: the statements.
        view: of the day asked for.
        where: the command or option that names it.

    Raises:
        UsageError: the day is before the first; the first is offered.
    """
    date = view.as_of
    if store.ask(_SOME % date.isoformat(), view):
        return
    rows = store.select(_FIRST, view).rows
    first = str(rows[0][0]) if rows and rows[0][0] is not None else ""
    if first and date.isoformat() < first:
        raise UsageError(
            Text(
                f"{date} ligger före allt som är daterat i grafen (tidigast {first}).",
                f"{date} is before everything that is dated in the graph (earliest {first}).",
            ),
            where,
            Text(f"Välj {first} eller senare.", f"Choose {first} or later."),
        )
