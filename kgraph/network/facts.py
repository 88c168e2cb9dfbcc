"""What a network needs to know about its things, asked of the store in one go."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from kgraph.network.kinds import kind_of
from kgraph.network.readings import Readings, read_readings
from kgraph.network.value import NOTHING, Edge, Node, Passage
from kgraph.store import Store, View
from kgraph.terms import KS, VOCAB, Iri
from kgraph.wording import Text

# A county is the thing's own, else that of its strategy, its parent body, the one who has the
# mandate; likewise the level. The nearer statement wins, so the facts are told apart by name.
_FACTS = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX territory-type: <https://w3id.org/kompsam/vocab/territory-type/>
SELECT DISTINCT ?thing ?fact ?value WHERE {
  { ?thing a ?value . BIND("class" AS ?fact) }
  UNION { ?thing ks:governanceLevel ?value . BIND("level" AS ?fact) }
  UNION { ?thing ks:partOfStrategy/ks:governanceLevel ?value . BIND("level of whole" AS ?fact) }
  UNION { ?thing org:unitOf+/ks:governanceLevel ?value . BIND("level of whole" AS ?fact) }
  UNION { ?thing ks:responsibilityLevel ?value . BIND("responsibility" AS ?fact) }
  UNION { ?thing dct:subject ?value . BIND("theme" AS ?fact) }
  UNION { ?thing ks:partOfStrategy ?value . BIND("whole" AS ?fact) }
  UNION { ?thing ks:summary ?value .
          BIND(IF(LANG(?value) = "en", "summary in English", "summary") AS ?fact) }
  UNION { ?thing ks:statedIn ?value . BIND("evidence" AS ?fact) }
  UNION {
    ?value ks:territoryType territory-type:lan .
    ?place ks:within ?value .
    { ?thing dct:spatial ?place . BIND("county" AS ?fact) }
    UNION { ?thing ks:partOfStrategy/dct:spatial ?place . BIND("county of whole" AS ?fact) }
    UNION { ?thing org:unitOf+/dct:spatial ?place . BIND("county of whole" AS ?fact) }
    UNION { ?thing a ks:Mandate ; ks:bearer/org:unitOf*/dct:spatial ?place .
            BIND("county of whole" AS ?fact) }
  }
}"""
_PASSAGES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX dct: <http://purl.org/dc/terms/>
SELECT ?passage ?source ?section ?page ?lines ?counted ?search ?summary ?status ?english WHERE {
  ?passage a ks:AssertionGraph .
  OPTIONAL { ?passage prov:wasDerivedFrom ?source }
  OPTIONAL { ?passage ks:section ?section }
  OPTIONAL { ?passage ks:page ?page }
  OPTIONAL { ?passage ks:lineRange ?lines }
  OPTIONAL { ?passage ks:pageInferred ?counted }
  OPTIONAL { ?passage ks:searchFor ?search }
  OPTIONAL { ?passage ks:summary ?summary FILTER(LANG(?summary) != "en") }
  OPTIONAL { ?passage ks:summary ?english FILTER(LANG(?english) = "en") }
  OPTIONAL { ?passage ks:reviewStatus ?status }
}"""
_TITLES = """
PREFIX dct: <http://purl.org/dc/terms/>
SELECT ?document (LANG(?title) AS ?lang) ?title WHERE { ?document dct:title ?title }"""

Known = Mapping[str, tuple[str, ...]]
NOT_NAMED = VOCAB("responsibility-level/namns-inte")
# A level says no more than was read, and whoever is named for a project that carries something out
# is not named for that itself.
LEVEL_WORDS: Mapping[str, Text] = {
    NOT_NAMED: Text("ingen nämns i det som är läst", "nobody is named in what was read"),
    VOCAB("responsibility-level/utpekad"): Text(
        "någon är utpekad, för det eller för projektet som genomför det",
        "somebody is named, for it or for the project that carries it out",
    ),
}
# What people call codes that the ontology names for those who model; and that nobody is named is
# told of what was read, and no more.
_PLAIN: Mapping[str, Text] = {
    **LEVEL_WORDS,
    KS("FollowUp"): Text("följer upp", "follows up"),
    KS("FundingContribution"): Text("betalar", "pays for"),
    KS("parentElement"): Text("hör till", "belongs to"),
    KS("legalBasis"): Text("vilar på", "rests on"),
    KS("reportsTo"): Text("redovisar till", "reports to"),
    KS("activeInTheme"): Text(
        "har en roll i något som har temat", "has a role in something that has the theme"
    ),
}


@dataclass(frozen=True)
class Facts:
    """What is known of things: for each, the values of each fact in order; what is our reading."""

    of: Mapping[str, Known] = field(default_factory=dict)
    readings: Readings = field(default_factory=Readings)

    def all(self, thing: str, *names: str) -> tuple[str, ...]:
        """The values of the first of these facts that has any."""
        known = self.of.get(thing, {})
        return next((known[name] for name in names if known.get(name)), ())

    def one(self, thing: str, *names: str) -> str:
        """The first value of the first of these facts that has any, or ""."""
        return next(iter(self.all(thing, *names)), "")


def read_facts(store: Store, view: View, things: Collection[str]) -> Facts:
    """What the graph says of these things in a view."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    wanted = set(things)
    for thing, fact, value in store.select(_FACTS, view).rows:
        if str(thing) in wanted:
            found[str(thing)][str(fact)].add(str(value))
    of = {s: {f: tuple(sorted(v)) for f, v in facts.items()} for s, facts in found.items()}
    return Facts(of, read_readings(store, view))


def make_node(thing: str, facts: Facts, labels: Mapping[str, Text]) -> Node:
    """A thing as a node that has no place yet."""
    return Node(
        id=thing,
        label=labels[thing],
        kind=kind_of(set(facts.all(thing, "class"))),
        county=facts.all(thing, "county", "county of whole"),
        level=facts.one(thing, "level", "level of whole"),
        responsibility=facts.one(thing, "responsibility"),
        themes=facts.all(thing, "theme"),
        whole=facts.one(thing, "whole"),
        summary=Text(
            facts.one(thing, "summary"), facts.one(thing, "summary in English", "summary")
        ),
        evidence=facts.all(thing, "evidence"),
    )


def bilingual(store: Store, iris: Iterable[str]) -> dict[str, Text]:
    """The labels of things in both languages."""
    listed = sorted(set(iris))
    sv, en = store.labels(listed, "sv"), store.labels(listed, "en")
    return {iri: Text(sv[iri], en[iri]) for iri in listed}


def coded(store: Store, iris: Iterable[str]) -> dict[str, Text]:
    """The labels of codes, as people say them."""
    return {iri: _PLAIN.get(iri, text) for iri, text in bilingual(store, iris).items()}


def codes(nodes: Iterable[Node], edges: Iterable[Edge], passages: Iterable[Passage]) -> set[str]:
    """The IRIs that need a label without being nodes themselves."""
    found: set[str] = set()
    for node in nodes:
        found.update((*node.county, *node.themes, node.level, node.responsibility, node.whole))
    for edge in edges:
        found.update((edge.mode, edge.role))
        if isinstance(edge.relation, Iri):
            found.add(edge.relation)
    found.update(passage.status for passage in passages)
    return found - {""}


def read_passages(store: Store, view: View, wanted: Collection[str]) -> tuple[Passage, ...]:
    """The passages that are wanted, with where they are and what they say."""
    labels, titles = bilingual(store, wanted), _titles(store, view)
    found: dict[str, Passage] = {}
    rows = [row for row in store.select(_PASSAGES, view).rows if str(row[0]) in labels]
    for iri, *parts in sorted(rows, key=str):
        if str(iri) in found:
            continue
        source, section, page, lines, counted, search, summary, status, english = (
            "" if part is None else str(part) for part in parts
        )
        called = titles.get(source, NOTHING)
        found[str(iri)] = Passage(
            id=str(iri),
            words=labels[str(iri)],
            document=called.sv,
            section=section,
            page=page,
            lines=lines,
            page_inferred=counted in ("true", "1"),
            search_for=search,
            summary=Text(summary, english or summary),
            status=status,
            called=called,
        )
    return tuple(found[iri] for iri in sorted(found))


def _titles(store: Store, view: View) -> dict[str, Text]:
    """What each document is called; of several titles in one language the first by alphabet."""
    found: dict[str, dict[str, str]] = {}
    for document, lang, title in sorted(store.select(_TITLES, view).rows, key=str, reverse=True):
        found.setdefault(str(document), {})["en" if str(lang) == "en" else "sv"] = str(title)
    return {
        document: Text(told.get("sv", ""), told.get("en") or told.get("sv", ""))
        for document, told in found.items()
    }
