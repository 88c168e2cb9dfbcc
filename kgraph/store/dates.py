"""The dates that a graph holds: how far each is known, and which is the first of all."""

import re
from collections.abc import Iterable, Mapping

from kgraph.errors import UsageError
from kgraph.store.base import Store
from kgraph.store.view import View
from kgraph.terms import local_name
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

_KNOWN = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT DISTINCT ?thing ?date ?precision WHERE {
  VALUES ?date { %s }
  { VALUES ?day { ks:validFrom ks:validThrough ks:notBefore }
    ?thing ?day ?date OPTIONAL { ?thing ks:datePrecision ?precision } }
  UNION { ?thing ks:adoptedOn ?date OPTIONAL { ?thing ks:adoptedPrecision ?precision } }
  UNION { VALUES ?day { eli:first_date_entry_in_force eli:date_no_longer_in_force
      eli:date_document dct:issued dct:modified }
    ?thing ?day ?date }
}"""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def precisions(store: Store, view: View, dates: Iterable[str]) -> Mapping[tuple[str, str], str]:
    """How far dates are known, where that is less than the day.

    Returns:
        ``year`` or ``month`` by thing and date; under "" for a thing, what holds for a date
        whatever it is of, since no source gives more of it.
    """
    asked = " ".join(f'"{d}"^^xsd:date' for d in sorted(set(dates)) if _DAY.fullmatch(d))
    found: dict[tuple[str, str], str] = {}
    of_date: dict[str, set[str]] = {}
    for thing, date, precision in store.select(_KNOWN % asked, view).rows if asked else ():
        known = local_name(str(precision)) if precision is not None else "day"
        found[str(thing), str(date)] = known
        of_date.setdefault(str(date), set()).add(known)
    found |= {("", date): min(known) for date, known in of_date.items() if len(known) == 1}
    return {key: known for key, known in found.items() if known != "day"}


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
