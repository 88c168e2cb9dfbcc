"""What things are called: labels, words for passages, and names for relations without one.

Built once for a store from all its graphs, whatever the view: a name is no claim.
"""

from collections.abc import Callable, Iterable

from kgraph.terms import Term
from kgraph.wording import LANGUAGES, Text, in_order, pick

Names = dict[str, dict[str, str]]
Select = Callable[[str], Iterable[tuple[Term | None, ...]]]

_LABELS = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX skosxl: <http://www.w3.org/2008/05/skos-xl#>
SELECT ?s ?l WHERE {
  VALUES ?p { skos:prefLabel rdfs:label dct:title skosxl:literalForm }
  GRAPH ?g { ?s ?p ?l }
}"""
_DISPLAY = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT ?s ?l WHERE { GRAPH ?g { ?s ks:displayLabel ?l } }"""
_PASSAGES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX dct: <http://purl.org/dc/terms/>
SELECT ?g ?name ?title ?page ?lines ?section WHERE {
  GRAPH ?m { ?g a ks:AssertionGraph ; prov:wasDerivedFrom ?source }
  OPTIONAL { GRAPH ?n { ?source dct:alternative ?name } }
  OPTIONAL { GRAPH ?o { ?source dct:title ?title } }
  OPTIONAL { GRAPH ?m { ?g ks:page ?page } }
  OPTIONAL { GRAPH ?m { ?g ks:lineRange ?lines } }
  OPTIONAL { GRAPH ?m { ?g ks:section ?section } }
}"""
_RELATIONS = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX org: <http://www.w3.org/ns/org#>
SELECT ?node ?who ?role ?what WHERE {
  {
    GRAPH ?g { ?node ks:bearer ?who ; ks:role ?role }
    OPTIONAL { GRAPH ?h { ?node ks:target ?what } }
  }
  UNION
  { GRAPH ?g { ?node org:member ?who ; org:role ?role ; org:organization ?what } }
}"""


def names(select: Select) -> Names:
    """The names of everything in a store, by language.

    Parameters:
        select: runs a SELECT query over all graphs and gives its rows.
    """
    table: Names = {}
    for subject, label in select(_LABELS):
        _put(table, subject, label, replace=False)
    for subject, label in select(_DISPLAY):
        _put(table, subject, label, replace=True)
    for passage, *place in select(_PASSAGES):
        texts = [str(part) if part else "" for part in place]
        table[str(passage)] = {
            "sv": _place_words(*texts, page_word="s.", line_word="rad"),
            "en": _place_words(*texts, page_word="p.", line_word="line"),
        }
    _name_relations(table, select)
    return table


def _put(table: Names, subject: Term | None, label: Term | None, *, replace: bool) -> None:
    language = getattr(label, "language", "")
    known = table.setdefault(str(subject), {})
    current = known.get(language)
    if current is None or replace or str(label) < current:
        known[language] = str(label)


def _place_words(
    name: str, title: str, page: str, lines: str, section: str, *, page_word: str, line_word: str
) -> str:
    """A passage as a person finds it: the document, then page and lines, or else the heading."""
    document = name or title
    if not lines:
        return ", ".join(part for part in (document, section) if part)
    first, _, last = lines.partition("-")
    span = first if first == last else lines.replace("-", "–")
    parts = (document, f"{page_word} {page}" if page else "", f"{line_word} {span}")
    return ", ".join(part for part in parts if part)


def _name_relations(table: Names, select: Select) -> None:
    """Name an assignment or membership by who, role and what; they have no label of their own."""
    parts: dict[str, tuple[set[str], set[str], set[str]]] = {}
    for node, *cells in select(_RELATIONS):
        if str(node) in table:
            continue
        for found, cell in zip(
            parts.setdefault(str(node), (set(), set(), set())), cells, strict=True
        ):
            if cell is not None:
                found.add(str(cell))
    for iri, (who, role, what) in parts.items():
        table[iri] = {
            lang: f"{_listed(table, who, lang)}, {_listed(table, role, lang).lower()}"
            + (f": {_listed(table, what, lang)}" if what else "")
            for lang in LANGUAGES
        }


def _listed(table: Names, iris: set[str], lang: str) -> str:
    found = in_order(pick(table.get(iri, {}), lang) or iri for iri in iris)
    if len(found) <= 2:
        return Text(" och ", " and ").get(lang).join(found)
    return Text(f"{found[0]} m.fl.", f"{found[0]} and others").get(lang)
