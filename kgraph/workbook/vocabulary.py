"""What the ontology says of classes and properties, as sheets and forms need it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from kgraph.store import Store, View
from kgraph.terms import DCT, ELI, KS, ORG, SKOS, Literal
from kgraph.wording import Text

_SHAPES = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
SELECT DISTINCT ?class ?path ?min ?most ?once WHERE { GRAPH ?g {
  ?shape sh:targetClass ?class .
  OPTIONAL { ?shape sh:property ?p . ?p sh:path ?path . FILTER(isIRI(?path))
             OPTIONAL { ?p sh:maxCount ?most } OPTIONAL { ?p sh:uniqueLang ?once }
             OPTIONAL { ?p sh:minCount ?min ; sh:severity ?severity .
                        FILTER(?severity = sh:Violation) } } } }"""
_TERMS = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?term ?domain ?range ?derived WHERE { GRAPH ?g { ?term a ?kind .
  OPTIONAL { ?term rdfs:domain ?domain } OPTIONAL { ?term rdfs:range ?range }
  OPTIONAL { ?term ks:derived ?derived } } }"""
_VALUES = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?term ?value WHERE {
  GRAPH ?g { ?term ks:valuesFrom ?list } GRAPH ?h { ?value skos:inScheme ?list } }"""
_HEADINGS = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?value WHERE { GRAPH ?g { ?narrow skos:broader ?value ; skos:inScheme ?list .
  ?value skos:topConceptOf ?list } }"""
_CALLED = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?value ?text WHERE { GRAPH ?g { ?value skos:inScheme ?list .
  ?value skos:prefLabel|skos:altLabel|skos:notation ?text } }"""
_KINDS = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?class ?broader WHERE { GRAPH ?g { ?class rdfs:subClassOf ?broader } }"""
_WORDS = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?term ?label ?definition WHERE { GRAPH ?g { ?term rdfs:label ?label }
  OPTIONAL { GRAPH ?g { ?term skos:definition ?definition }
             FILTER(LANG(?definition) = LANG(?label)) } }"""

# What a class has of the standards' own terms, which say of no class of ours that it has them.
_PLACED = (SKOS("altLabel"), DCT("spatial"))
_ALSO: dict[str, tuple[str, ...]] = {
    ORG("ChangeEvent"): (
        SKOS("prefLabel"), ORG("originalOrganization"), ORG("resultingOrganization"),
    ),
    ORG("FormalOrganization"): (*_PLACED, ORG("classification")),
    ORG("Organization"): _PLACED,
    ORG("OrganizationalUnit"): (ORG("unitOf"),),
    ORG("Post"): (ORG("postIn"),),
    KS("ActorGroup"): _PLACED,
    KS("Forum"): (*_PLACED, DCT("subject")),
    KS("Strategy"): (*_PLACED, DCT("subject")),
    KS("GoverningDocument"): _PLACED,
    KS("StrategyElement"): (DCT("subject"),),
    KS("Mandate"): (DCT("subject"),),
    KS("Project"): (DCT("spatial"), DCT("subject")),
    KS("SourceDocument"): (DCT("publisher"),),
    KS("Evaluation"): (SKOS("prefLabel"),),
    KS("AbsenceStatement"): (SKOS("prefLabel"),),
    ELI("LegalResource"): (SKOS("prefLabel"),),
}  # fmt: skip
# Reused properties whose values come from a list of ours.
_LISTED = {
    DCT("subject"): ("theme",),
    ORG("role"): ("role",),
    ORG("classification"): ("actor-type", "sector"),
}


@dataclass(frozen=True)
class Vocabulary:
    """What the ontology says of classes and properties, as a workbook needs it.

    Parameters:
        asked: the properties that shapes ask of a class; True where a value must be there.
        once: the properties of which shapes let a class have one value (in each language).
        given: the properties whose domain a class is.
        ranges: the class or datatype of a property's values.
        values: the list values of a property.
        broader: each class with all that are broader, itself included.
        labels, definitions: of terms, by language.
        called: every name and notation of a list value.
        derived: properties that are never stated.
    """

    asked: Mapping[str, Mapping[str, bool]]
    once: Mapping[str, frozenset[str]]
    given: Mapping[str, frozenset[str]]
    ranges: Mapping[str, str]
    values: Mapping[str, tuple[str, ...]]
    broader: Mapping[str, frozenset[str]]
    labels: Mapping[str, Text]
    definitions: Mapping[str, Text]
    derived: frozenset[str]
    called: Mapping[str, frozenset[str]]

    def label(self, iri: str) -> Text:
        """What a term is called."""
        name = iri.rpartition("#")[2].rpartition("/")[2]
        return self.labels.get(iri, Text(name, name))

    def kinds_of(self, cls: str) -> frozenset[str]:
        """A class with all that are broader."""
        return self.broader.get(cls, frozenset({cls}))


def read_vocabulary(store: Store) -> Vocabulary:
    """Read what the sheets are made from."""
    view = View()
    asked, once = _asked(store, view)
    given: dict[str, set[str]] = defaultdict(set)
    ranges: dict[str, str] = {}
    derived = set()
    for term, domain, kind, made in store.select(_TERMS, view).rows:
        if domain is not None:
            given[str(domain)].add(str(term))
        if kind is not None:
            ranges[str(term)] = str(kind)
        if made is not None:
            derived.add(str(term))
    labels, definitions = _words(store, view)
    return Vocabulary(
        asked,
        once,
        {cls: frozenset(paths) for cls, paths in given.items()},
        ranges,
        _values(store, view),
        _broader(store, view),
        labels,
        definitions,
        frozenset(derived),
        _called_values(store, view),
    )


def _called_values(store: Store, view: View) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for value, text in store.select(_CALLED, view).rows:
        if isinstance(text, Literal):
            found[str(value)].add(text.value)
    return {value: frozenset(texts) for value, texts in found.items()}


def _asked(
    store: Store, view: View
) -> tuple[dict[str, dict[str, bool]], dict[str, frozenset[str]]]:
    """What shapes ask of each class, and of what they let it have one value only."""
    asked: dict[str, dict[str, bool]] = defaultdict(dict)
    once: dict[str, set[str]] = defaultdict(set)
    for target, path, least, most, tongue in store.select(_SHAPES, view).rows:
        own = asked[str(target)]
        if path is None:
            continue
        needed = least is not None and int(str(least)) > 0
        own[str(path)] = own.get(str(path), False) or needed
        if str(most) == "1" or str(tongue) == "true":
            once[str(target)].add(str(path))
    for cls, paths in _ALSO.items():
        for also in paths if cls in asked else ():
            asked[cls].setdefault(also, False)
    return asked, {cls: frozenset(paths) for cls, paths in once.items()}


def _words(store: Store, view: View) -> tuple[dict[str, Text], dict[str, Text]]:
    found: tuple[dict[str, dict[str, str]], dict[str, dict[str, str]]] = (
        defaultdict(dict),
        defaultdict(dict),
    )
    for term, *told in store.select(_WORDS, view).rows:
        for known, text in zip(found, told, strict=True):
            if isinstance(text, Literal):
                known[str(term)][text.language] = text.value
    both = [
        {t: Text(w.get("sv", w.get("en", "")), w.get("en", w.get("sv", ""))) for t, w in k.items()}
        for k in found
    ]
    return both[0], both[1]


def _values(store: Store, view: View) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = defaultdict(set)
    listed: dict[str, set[str]] = defaultdict(set)
    for term, value in store.select(_VALUES, view).rows:
        found[str(term)].add(str(value))
        listed[str(value).rpartition("/")[0].rpartition("/")[2]].add(str(value))
    everything = _all_values(store, view)
    # Nobody has a role that is only the heading of others.
    above = {str(row[0]) for row in store.select(_HEADINGS, view).rows}
    everything["role"] = everything.get("role", set()) - above
    for path, names in _LISTED.items():
        found[path] = {value for name in names for value in everything.get(name, ())}
    return {term: tuple(sorted(values)) for term, values in found.items()}


def _all_values(store: Store, view: View) -> dict[str, set[str]]:
    text = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT DISTINCT ?value ?list WHERE { GRAPH ?g { ?value skos:inScheme ?list } }"""
    found: dict[str, set[str]] = defaultdict(set)
    for value, listed in store.select(text, view).rows:
        found[str(listed).rpartition("/")[2]].add(str(value))
    return found


def _broader(store: Store, view: View) -> dict[str, frozenset[str]]:
    direct: dict[str, set[str]] = defaultdict(set)
    for narrow, wide in store.select(_KINDS, view).rows:
        direct[str(narrow)].add(str(wide))
    found: dict[str, frozenset[str]] = {}
    for cls in {*direct, *(a for above in direct.values() for a in above)}:
        seen, todo = {cls}, [cls]
        while todo:
            for above in direct.get(todo.pop(), ()):
                if above not in seen:
                    seen.add(above)
                    todo.append(above)
        found[cls] = frozenset(seen)
    return found
