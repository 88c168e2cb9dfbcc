"""What the query editor offers: examples to begin from, and the names that can stand in a query."""

import json
from collections.abc import Iterable

from kgraph.queries import Query
from kgraph.store import Store, View
from kgraph.terms import PREFIXES, shorten
from kgraph.web.pages.desk import Shelf
from kgraph.wording import Text

_MOST_THINGS = 4000
_PROPERTIES = "SELECT DISTINCT ?p WHERE { ?s ?p ?o }"
_CLASSES = "SELECT DISTINCT ?c WHERE { { ?s a ?c } UNION { ?c a owl:Class } }"
_OWN = "SELECT DISTINCT ?p WHERE { VALUES ?k { owl:ObjectProperty owl:DatatypeProperty } ?p a ?k }"
_LISTS = "SELECT DISTINCT ?v WHERE { ?v skos:inScheme ?list }"
_THINGS = "SELECT DISTINCT ?s WHERE { ?s a ?c }"

# Beside the named questions: each shows one thing that the language can do.
EXAMPLES: tuple[tuple[str, Text, str], ...] = (
    ("slag", Text("Hur många saker av varje slag (stapeldiagram)",
                  "How many things of each class (bar chart)"),
     """SELECT ?class (COUNT(DISTINCT ?thing) AS ?n)
WHERE { ?thing a ?class }
GROUP BY ?class
ORDER BY DESC(?n)
LIMIT 20
"""),
    ("sak", Text("Allt som sägs om en sak", "All that is said of one thing"),
     """SELECT ?property ?value
WHERE { actor:arbetsformedlingen ?property ?value }
"""),
    ("var", Text("I vilket textställe det står", "In which passage it says so"),
     """SELECT ?forum ?member ?passage
WHERE {
  GRAPH ?passage {
    ?membership a org:Membership ; org:organization ?forum ; org:member ?member .
  }
  ?forum a ks:Forum .
}
LIMIT 100
"""),
    ("kallor", Text("Hur många textställen ur varje källa", "How many passages from each source"),
     """SELECT ?source (COUNT(?passage) AS ?passages)
WHERE { ?passage a ks:AssertionGraph ; prov:wasDerivedFrom ?source }
GROUP BY ?source
ORDER BY DESC(?passages)
"""),
    ("tema", Text("Insatser om ett tema, med dem som ansvarar",
                  "Measures of a theme, and who answers"),
     """SELECT ?measure ?name ?actor
WHERE {
  ?measure a ks:Measure ; dct:subject/skos:broader* theme:validering ; skos:prefLabel ?name .
  OPTIONAL { ?actor ks:responsibleFor ?measure }
}
"""),
    ("finns", Text("Ja eller nej: finns ett forum om validering?",
                   "Yes or no: is there a forum on validation?"),
     """ASK { ?forum a ks:Forum ; dct:subject theme:validering }
"""),
    ("graf", Text("En egen graf: vem sitter i vilket forum (CONSTRUCT)",
                  "A graph of one's own: who sits in which forum (CONSTRUCT)"),
     """CONSTRUCT { ?member org:memberOf ?forum }
WHERE { ?membership org:member ?member ; org:organization ?forum . ?forum a ks:Forum }
"""),
)  # fmt: skip


# What is said in some examples, as a comment before them.
_NOTES = {
    "sak": Text("Byt ut actor:arbetsformedlingen mot en annan sak.",
                "Put another thing in the place of actor:arbetsformedlingen."),
    "var": Text("En graf är ett textställe: där står uppgiften.",
                "A graph is a passage: it is where the statement stands."),
}  # fmt: skip


def text_of(name: str, known: dict[str, Query], lang: str) -> str:
    """The text of an example or of a named question; "" where there is none."""
    notes = {key: f"# {note.get(lang)}\n" for key, note in _NOTES.items()}
    own = {key: notes.get(key, "") + text for key, _, text in EXAMPLES}
    return own.get(name) or (known[name].text if name in known else "")


def words_json(shelf: Shelf, view: View, lang: str) -> bytes:
    """The names that the editor completes: ``[name, label, kind]``, terms before things."""
    store = shelf.store
    groups = (
        ("class", _iris(store, view, _CLASSES)),
        ("property", [*_iris(store, view, _OWN), *_iris(store, view, _PROPERTIES)]),
        ("value", _iris(store, view, _LISTS)),
        ("thing", [i for i in _iris(store, view, _THINGS) if "/id/" in i][:_MOST_THINGS]),
    )
    met: dict[str, str] = {}
    for kind, iris in groups:
        for iri in iris:
            met.setdefault(iri, kind)
    labels = store.labels(met, lang)
    listed = [
        [name, labels[iri] if labels[iri] != iri else "", kind]
        for iri, kind in met.items()
        if (name := shorten(iri)) != iri and not iri.endswith(("#", "/"))
    ]
    value = {"words": listed, "prefixes": dict(sorted(PREFIXES.items()))}
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _iris(store: Store, view: View, text: str) -> list[str]:
    return sorted(str(row[0]) for row in store.select(text, view).rows if "://" in str(row[0]))


def listed(known: Iterable[Query], lang: str) -> list[tuple[str, str]]:
    """The named questions by title."""
    return [(query.name, query.title.get(lang)) for query in known]
