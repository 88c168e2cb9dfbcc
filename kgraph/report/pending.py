"""Acts that may read otherwise than told: bills to change them whose outcome is not known here."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from kgraph.report.desk import Desk
from kgraph.report.value import Line, Words, line

# The Riksdag numbers a government bill "prop. 2025/26:158". The act that came of it, once it is
# read in, points to the bill, which is pending no more.
_BILLS = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX dct: <http://purl.org/dc/terms/>
SELECT DISTINCT ?law ?bill ?issued ?told ?passage WHERE {
  VALUES ?kind { eli:LegalResource eli:LegalResourceSubdivision }
  ?bill a eli:Work ; dct:relation ?law ; dct:identifier ?number ; dct:issued ?issued ;
    dct:description ?told ; ks:statedIn ?passage .
  ?law a ?kind .
  FILTER(STRSTARTS(STR(?number), "prop. ") && LANG(?told) != "en")
  FILTER NOT EXISTS { ?act eli:amends ?law ; dct:relation|dct:source ?bill }
  GRAPH ?passage { ?bill dct:description ?told }
}"""


@dataclass(frozen=True, slots=True)
class Bill:
    """A bill to change an act, and what is told of it.

    Parameters:
        laws: the acts and sections that it would change.
        issued: the day it was put to the Riksdag, as ``2026-03-17``.
        told: in Swedish, what it proposes and what is known of its outcome.
    """

    iri: str
    laws: frozenset[str]
    issued: str
    told: str
    passages: tuple[str, ...]


def pending(desk: Desk, laws: Collection[str]) -> list[Bill]:
    """The bills to change any of some acts or sections, put before the view's day or on it."""
    found: dict[tuple[str, str, str], tuple[set[str], set[str]]] = {}
    for law, bill, issued, told, passage in desk.store.select(_BILLS, desk.view).rows:
        acts, places = found.setdefault((str(bill), str(issued), str(told)), (set(), set()))
        acts.add(str(law))
        places.add(str(passage))
    day = desk.view.as_of.isoformat()
    made = [Bill(bill, frozenset(acts), issued, told, tuple(sorted(places)))
            for (bill, issued, told), (acts, places) in sorted(found.items())]  # fmt: skip
    return [bill for bill in made if bill.issued <= day and not bill.laws.isdisjoint(laws)]


def pending_lines(desk: Desk, laws: Iterable[str]) -> list[Line]:
    """Each bill with what it proposes and what is not known of it."""
    bills = pending(desk, frozenset(laws))
    told = desk.phrases(bill.told for bill in bills)
    return [
        line(Words(desk.word("Kan ha ändrats: ", "May have been changed: "), strong=True),
             desk.name(bill.iri), ". ", told[bill.told], " ", desk.cites(bill.passages))
        for bill in bills
    ]  # fmt: skip
