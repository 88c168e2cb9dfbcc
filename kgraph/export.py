"""Handing the statements over: RDF formats, and one table with a row a statement."""

import csv
import io
from dataclasses import dataclass

from kgraph.errors import UsageError
from kgraph.store import Rows, Store, View
from kgraph.store.writing import EXPORTS, serialise
from kgraph.terms import Iri, Literal, Quad, Term, local_name, shorten
from kgraph.wording import Text

FORMATS = (*EXPORTS, "csv")

COLUMNS: dict[str, Text] = {
    "subject": Text("Vad påståendet handlar om (IRI)", "What the statement is about (IRI)"),
    "subject_label": Text("Dess benämning", "Its name"),
    "predicate": Text("Egenskapen (IRI)", "The property (IRI)"),
    "predicate_label": Text("Egenskapens benämning", "The property's name"),
    "object": Text("Värdet: IRI eller text", "The value: IRI or text"),
    "object_label": Text("Värdets benämning, när det är en IRI", "Its name, when it is an IRI"),
    "language": Text("Textens språk, när den har ett", "The text's language, if it has one"),
    "datatype": Text("Värdets datatyp, när det inte är text", "Datatype, when it is no text"),
    "mode": Text(
        "Läge för den uppgift påståendet hör till: actual så är det; target önskat; planned "
        "planerat; permitted får göras; historical så var det; norm enligt regel. Tomt när "
        "uppgiften inte har läge.",
        "Mode of the assignment the statement belongs to: actual, target, planned, permitted, "
        "historical, norm. Empty when it has none.",
    ),
    "responsibility_level": Text(
        "Ansvarsnivå för elementet påståendet handlar om, i den vy som anges i kommandot",
        "Responsibility level of the element the statement is about, in the command's view",
    ),
    "review_status": Text(
        "Hur långt textställets läsning är granskad: extracted, reviewed, verified, disputed, "
        "rejected. Tomt för register.",
        "How far the reading of the passage is reviewed. Empty for registers.",
    ),
    "source": Text("Källans nummer eller IRI", "The source's number or IRI"),
    "source_title": Text("Källans titel", "The source's title"),
    "source_date": Text(
        "Dokumentets eget datum; tomt när det är odaterat", "The document's own date, if it has one"
    ),
    "page": Text("Tryckt sida, när det finns sidor", "Printed page, when there are pages"),
    "section": Text("Rubriker fram till stället", "Headings down to the place"),
    "lines": Text("Rader i den lästa texten", "Lines in the text that was read"),
    "search_for": Text("Sökord som finns en gång i källan", "Search words found once in it"),
    "graph": Text("Textställets graf (IRI)", "Graph of the passage (IRI)"),
    "inferred": Text(
        "true när uppgiften är vår slutsats och inte textens ord",
        "true when the statement is our inference and not the text's words",
    ),
    "inferred_because": Text("Varför slutsatsen dragits", "Why it was inferred"),
}


def export(store: Store, view: View, form: str) -> bytes:
    """The stored statements of the data; derived and merged ones are never among them.

    Parameters:
        view: its review level leaves passages out, ``all`` none; rejected ones are included where
            the form says that they are, and left out of ``FLAT`` ones. Its date and modes are those
            of the column ``responsibility_level``.
        form: ``turtle``, ``trig``, ``nquads``, ``jsonld``, ``rdfxml`` or ``csv``.

    Raises:
        UsageError: an unknown format.
    """
    if form not in FORMATS:
        raise UsageError(
            Text(f"Okänt format: {form}.", f"Unknown format: {form}."),
            "--format",
            Text(f"Välj bland: {', '.join(FORMATS)}.", f"Choose from: {', '.join(FORMATS)}."),
        )
    quads = _in_view(store, exported_view(view, form))
    return _table(store, view, quads).encode() if form == "csv" else serialise(quads, form)


# Forms that have no place for the passage of a statement, and so none for its review status.
FLAT = ("turtle", "rdfxml")


def exported_view(view: View, form: str) -> View:
    """The view that an export is of: everything, unless a higher review level is asked for.

    A flat form leaves rejected passages out: in it they would look like all the others.
    """
    level = "everything" if view.review == "all" and form not in FLAT else view.review
    return View(level, view.as_of, view.modes)


_STATUSES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT ?g ?status WHERE { ?g a ks:AssertionGraph . OPTIONAL { ?g ks:reviewStatus ?status } }"""


def _in_view(store: Store, view: View) -> list[Quad]:
    """The stored statements without the passages that the view leaves out."""
    if view.review == "everything":
        return list(store.statements())
    rows = store.select(_STATUSES, View("everything")).rows
    left_out = {str(g) for g, status in rows if status not in view.statuses}
    return [q for q in store.statements() if q[3] not in left_out and q[0] not in left_out]


def codebook(lang: str) -> str:
    """What each column of the CSV means, as CSV."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["column", "meaning"])
    writer.writerows([name, text.get(lang)] for name, text in COLUMNS.items())
    return out.getvalue()


@dataclass(frozen=True)
class _Context:
    facts: dict[str, dict[str, str]]
    places: dict[str, dict[str, str]]
    labels: dict[str, str]


_PLACE_COLUMNS = (
    "review_status",
    "source",
    "number",
    "source_title",
    "source_date",
    "page",
    "section",
    "lines",
    "search_for",
)
_FACTS = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT ?s ?mode ?level ?inferred ?why WHERE {
  { ?s ks:assertionMode ?mode FILTER(?s != <https://w3id.org/kompsam/id/other/reference-date>) }
  UNION { ?s ks:responsibilityLevel ?level }
  UNION { ?s ks:inferred ?inferred .
          OPTIONAL { ?s ks:inferredBecause ?why FILTER(LANG(?why) != "en") } }
}"""
_PLACES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX dct: <http://purl.org/dc/terms/>
SELECT ?g ?status ?source ?number ?title ?date ?page ?section ?lines ?search WHERE {
  ?g a ks:AssertionGraph ; prov:wasDerivedFrom ?source .
  OPTIONAL { ?g ks:reviewStatus ?status }
  OPTIONAL { ?source dct:identifier ?number }
  OPTIONAL { ?source dct:title ?title FILTER(LANG(?title) != "en") }
  OPTIONAL { ?source dct:modified ?date }
  OPTIONAL { ?g ks:page ?page }
  OPTIONAL { ?g ks:section ?section }
  OPTIONAL { ?g ks:lineRange ?lines }
  OPTIONAL { ?g ks:searchFor ?search }
}"""


def _table(store: Store, view: View, quads: list[Quad]) -> str:
    context = _context(store, view, quads)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for quad in quads:
        row = _row(quad, context)
        writer.writerow([row.get(column, "") for column in COLUMNS])
    return out.getvalue()


def _context(store: Store, view: View, quads: list[Quad]) -> _Context:
    everything = View("everything", view.as_of, view.modes)
    facts: dict[str, dict[str, str]] = {}
    for subject, mode, level, inferred, why in _sorted(store.select(_FACTS, everything)):
        entry = facts.setdefault(str(subject), {})
        found = {"mode": mode, "responsibility_level": level}
        entry.update({k: local_name(str(v)) for k, v in found.items() if v})
        if inferred:
            entry.update(inferred=str(inferred), inferred_because=str(why or ""))
    names = _PLACE_COLUMNS
    places = {
        str(g): dict(zip(names, (str(c) if c else "" for c in rest), strict=True))
        for g, *rest in _sorted(store.select(_PLACES, everything))
    }
    iris = {str(part) for q in quads for part in q[:3] if isinstance(part, Iri)}
    return _Context(facts, places, store.labels(iris, "sv"))


def _sorted(answer: Rows) -> list[tuple[Term | None, ...]]:
    """Rows in one order, so that where data say a thing twice the same one is taken each time."""
    return sorted(answer.rows, key=repr)


def _row(quad: Quad, context: _Context) -> dict[str, str]:
    s, p, o, g = quad
    place = dict(context.places.get(g, {}))
    place["review_status"] = local_name(place.get("review_status", ""))
    place["source"] = place.get("number") or place.get("source", "")
    return {
        "subject": s,
        "subject_label": context.labels.get(s, ""),
        "predicate": shorten(p),
        "predicate_label": context.labels.get(p, ""),
        "object": str(o),
        "object_label": context.labels.get(o, "") if isinstance(o, Iri) else "",
        "graph": g,
        **_literal(o),
        **place,
        **context.facts.get(s, {}),
    }


def _literal(value: Term) -> dict[str, str]:
    if not isinstance(value, Literal):
        return {}
    plain = value.language or local_name(value.datatype) == "string"
    return {
        "language": value.language,
        "datatype": "" if plain else shorten(value.datatype),
    }
