"""The ontology keeps its promises: every term and value is named, defined, placed and consistent.

The checks are those of OOPS! and FOOPS! that need no live address, and the house rules on form.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph
import pytest
from rdflib import OWL, RDF, RDFS, SKOS, XSD, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, FOAF, ORG, VANN
from rdflib.term import Node

from kgraph.project import find_project
from kgraph.store import open_store
from kgraph.terms import slug

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "ontology"
BASE = "https://w3id.org/kompsam/"
DEF = URIRef(BASE + "def")
KS = BASE + "def#"
VOCAB = BASE + "vocab/"
AUTHORITY = "http://publications.europa.eu/resource/authority/"

FILES = ("alignments", "lists", "stubs", "terms")
LANGUAGES = ["en", "sv"]
ENGLISH_LISTS = {
    "absence-kind",
    "disposition",
    "finding-type",
    "gap-reason",
    "gap-status",
    "group-resolution",
    "mode",
    "precision",
    "review-status",
}
LISTS = ENGLISH_LISTS | {
    "actor-type",
    "document-type",
    "element-type",
    "level",
    "modality",
    "relation-kind",
    "responsibility-level",
    "role",
    "sector",
    "target-group",
    "task-type",
    "territory-type",
    "theme",
}
DISPLAYED = {
    "Mandate": "Uppdrag",
    "bearer": "den som har uppdraget",
    "Assignment": "Ansvar",
    "role/svarande": "Ansvarar för eller utför",
    "gap-status/confirmed": "Dokumentet säger att det saknas",
    "gap-status/silent": "Nämns inte i dokumentet",
    "gap-status/unknown": "Går inte att säga",
    "finding-type/ovl-02": "Flera anges",
}
DERIVED = {
    "activeInTheme",
    "alignsWith",
    "inView",
    "involvedIn",
    "responsibilityLevel",
    "responsibleFor",
    "sharesForumWith",
    "statedIn",
    "within",
}
PROPERTY_KINDS = {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
HIERARCHY = (RDFS.subClassOf, RDFS.subPropertyOf)
AXIOMS = (*HIERARCHY, RDFS.domain, RDFS.range)
BUILT_IN = (str(RDF), str(RDFS), str(OWL), str(XSD))


def load(name: str) -> Graph:
    """One file of the ontology folder as a plain graph."""
    return Graph().parse(FOLDER / f"{name}.ttl", format="turtle")


TERMS = load("terms")
VALUES = load("lists")
STUBS = load("stubs")
ALIGNMENTS = load("alignments")


def minted(kind: URIRef | None = None) -> list[URIRef]:
    """The terms of our own, or those of one kind, in order."""
    found = {s for s in TERMS.subjects(RDF.type, kind) if str(s).startswith(KS)}
    return sorted(s for s in found if isinstance(s, URIRef))


def concepts() -> list[URIRef]:
    """The values of our own lists, in order."""
    found = VALUES.subjects(RDF.type, SKOS.Concept)
    return sorted(s for s in found if isinstance(s, URIRef) and str(s).startswith(VOCAB))


def schemes() -> list[URIRef]:
    """The lists, in order."""
    found = VALUES.subjects(RDF.type, SKOS.ConceptScheme)
    return sorted(s for s in found if isinstance(s, URIRef))


def languages(graph: Graph, node: Node, predicate: URIRef) -> list[str]:
    """The languages of a node's texts, one entry a text, sorted."""
    texts = graph.objects(node, predicate)
    return sorted(str(t.language) for t in texts if isinstance(t, Literal))


def texts(graph: Graph, node: Node, predicate: URIRef, language: str) -> list[str]:
    """The node's texts in one language."""
    found = graph.objects(node, predicate)
    return [str(t) for t in found if isinstance(t, Literal) and t.language == language]


def local(iri: Node) -> str:
    """The last part of an IRI."""
    return re.split(r"[#/]", str(iri))[-1]


def axiom_objects() -> set[URIRef]:
    """Every IRI that the minted terms lean on."""
    found = {o for p in AXIOMS for o in TERMS.objects(None, p)}
    return {o for o in found if isinstance(o, URIRef)}


# --- form ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FILES)
def test_a_file_means_the_same_to_both_parsers(name: str) -> None:
    """Two independent parsers read the same number of statements."""
    path = FOLDER / f"{name}.ttl"
    turtle = pyoxigraph.RdfFormat.TURTLE
    assert len(load(name)) == len(list(pyoxigraph.parse(path=str(path), format=turtle)))


@pytest.mark.parametrize("name", FILES)
def test_a_file_has_one_prefix_block_and_sorted_subjects(name: str) -> None:
    """A small edit is a small diff: one place for each thing, in order."""
    lines = (FOLDER / f"{name}.ttl").read_text(encoding="utf-8").splitlines()
    heads = [line for line in lines if line and line[0] not in "# \t"]
    prefixes = [line for line in heads if line.startswith("@prefix")]
    assert heads[: len(prefixes)] == prefixes == sorted(prefixes)
    bound = dict(re.findall(r"^@prefix ([\w-]+): <([^>]*)> \.$", "\n".join(prefixes), re.M))
    subjects = [full(line, bound) for line in heads[len(prefixes) :]]
    assert subjects == sorted(set(subjects))


def full(name: str, bound: dict[str, str]) -> str:
    """A subject's IRI, from its short or its bracketed form."""
    if name.startswith("<"):
        return name[1:-1]
    prefix, _, rest = name.partition(":")
    return bound[prefix] + rest


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_utf_8_without_mark_tabs_or_trailing_space(name: str) -> None:
    """No invisible character makes a difference between two copies."""
    raw = (FOLDER / f"{name}.ttl").read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw and b"\t" not in raw and b" \n" not in raw
    assert raw.endswith(b".\n") and not raw.endswith(b"\n\n")


@pytest.mark.parametrize("name", FILES)
def test_there_are_no_blank_nodes(name: str) -> None:
    """Every node has a name that a link can point at."""
    assert all(isinstance(n, URIRef | Literal) for t in load(name) for n in t)


# --- terms --------------------------------------------------------------------------------------


@pytest.mark.parametrize("predicate", [RDFS.label, SKOS.definition], ids=local)
def test_every_term_has_one_label_and_one_definition_a_language(predicate: URIRef) -> None:
    """Swedish and English, once each (OOPS P08, P20)."""
    wrong = {local(t): languages(TERMS, t, predicate) for t in minted()}
    assert {t: found for t, found in wrong.items() if found != LANGUAGES} == {}


def test_every_definition_is_one_sentence_of_its_own() -> None:
    """Written for a stranger: a sentence that is not the label again."""
    for term in minted():
        for language in LANGUAGES:
            [text] = texts(TERMS, term, SKOS.definition, language)
            assert text.endswith(".") and ". " not in text and text[0].isupper(), text
            assert text.rstrip(".") not in texts(TERMS, term, RDFS.label, language), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_classes_share_a_label(language: str) -> None:
    """A label names one class, ours or reused (OOPS P32)."""
    classes: list[tuple[Graph, Node]] = [(TERMS, c) for c in minted(OWL.Class)]
    classes += [(STUBS, c) for c in STUBS.subjects(RDF.type, OWL.Class)]
    count = Counter(label for g, c in classes for label in texts(g, c, RDFS.label, language))
    assert [label for label, times in count.items() if times > 1] == []


def test_every_term_is_of_one_kind_and_says_where_it_is_defined() -> None:
    """No untyped class or property (OOPS P34, P35)."""
    kinds = PROPERTY_KINDS | {OWL.Class}
    for term in minted():
        assert len(kinds & set(TERMS.objects(term, RDF.type))) == 1, term
        assert list(TERMS.objects(term, RDFS.isDefinedBy)) == [DEF], term


def test_names_follow_one_convention() -> None:
    """Classes in CamelCase, properties in camelCase, nothing vague (OOPS P07, P21, P22)."""
    classes = [local(c) for c in minted(OWL.Class)]
    properties = [local(p) for p in minted() if p not in set(minted(OWL.Class))]
    assert [n for n in classes if not re.fullmatch(r"(?:[A-Z][a-z]+)+", n)] == []
    assert [n for n in properties if not re.fullmatch(r"[a-z]+(?:[A-Z]?[a-z0-9]+)*", n)] == []
    vague = re.compile(r"(?:^|[a-z])(?:Other|Misc|And|Or)(?:[A-Z]|$)")
    assert [n for n in classes + properties if vague.search(n) or n == "is"] == []


def test_no_term_sits_in_a_circle_of_broader_terms() -> None:
    """Subclasses and subproperties only lead upward (OOPS P06)."""
    graph = TERMS + STUBS
    for predicate in HIERARCHY:
        for term in set(graph.subjects(predicate)):
            above = set(graph.transitive_objects(term, predicate)) - {term}
            assert not any((a, predicate, term) in graph for a in above), term
            assert (term, predicate, term) not in graph, term


def test_no_property_has_two_domains_or_ranges() -> None:
    """Two would mean both at once (OOPS P19)."""
    wrong = [
        local(p)
        for p in minted()
        for axis in (RDFS.domain, RDFS.range)
        if len(list(TERMS.objects(p, axis))) > 1
    ]
    assert wrong == []


def test_ranges_fit_the_kind_of_property() -> None:
    """An object property leads to things, a datatype property to values."""
    for p in minted(OWL.ObjectProperty):
        ranges = [str(o) for o in TERMS.objects(p, RDFS.range)]
        assert [r for r in ranges if r.startswith((str(XSD), str(RDF)))] == [], p
    for p in minted(OWL.DatatypeProperty):
        [value] = TERMS.objects(p, RDFS.range)
        assert str(value).startswith((str(XSD), str(RDF))), p


def test_symmetric_and_transitive_properties_start_and_end_in_one_class() -> None:
    """OOPS P28 and P29."""
    marked = [*minted(OWL.SymmetricProperty), *minted(OWL.TransitiveProperty)]
    assert [local(p) for p in marked] == ["sharesForumWith", "within"]
    for p in marked:
        assert list(TERMS.objects(p, RDFS.domain)) == list(TERMS.objects(p, RDFS.range))


def test_every_class_is_connected() -> None:
    """A class leads to a broader one (OOPS P04)."""
    assert [c for c in minted(OWL.Class) if not list(TERMS.objects(c, RDFS.subClassOf))] == []


def test_there_are_no_equivalences_inverses_or_restrictions() -> None:
    """Mappings stand apart, and the shapes hold what a form may look like."""
    everywhere = TERMS + VALUES + STUBS
    refused = [OWL.equivalentClass, OWL.equivalentProperty, OWL.sameAs, OWL.inverseOf]
    refused += [OWL.disjointWith, OWL.imports, SKOS.closeMatch, SKOS.relatedMatch]
    assert [p for p in refused if (None, p, None) in everywhere] == []
    assert (None, RDF.type, OWL.Restriction) not in everywhere


def test_every_reused_term_is_described_in_the_stubs() -> None:
    """What the axioms lean on has a kind and a label in both languages (OOPS P34, P35, P40)."""
    reused = {o for o in axiom_objects() if not str(o).startswith((KS, *BUILT_IN))}
    assert sorted(o for o in reused if (o, RDF.type, None) not in STUBS) == []
    for term in set(STUBS.subjects()):
        assert languages(STUBS, term, RDFS.label) == LANGUAGES, term


def test_every_word_of_others_that_the_data_use_is_described() -> None:
    """So that a person sees a name and not an address."""
    used = {
        str(term)
        for _, predicate, value, _ in open_store(find_project(ROOT)).statements()
        for term in (predicate, value if str(predicate) == str(RDF.type) else predicate)
    }
    described = {str(s) for graph in (TERMS, STUBS) for s in graph.subjects(RDFS.label, None)}
    assert sorted(used - described) == []
    assert str(FOAF.page) in used


def test_the_stubs_describe_only_terms_of_others() -> None:
    """And say only kind, label and broader term."""
    assert [s for s in STUBS.subjects() if str(s).startswith(BASE)] == []
    assert set(STUBS.predicates()) == {RDF.type, RDFS.label, *HIERARCHY}
    above = {o for p in HIERARCHY for o in STUBS.objects(None, p)}
    assert [o for o in above if (o, RDF.type, None) not in STUBS] == []


def test_iris_carry_no_file_ending_or_version() -> None:
    """A name outlives the form and the edition of its description (OOPS P36)."""
    own = [s for g in (TERMS, VALUES, ALIGNMENTS) for s in set(g.subjects())]
    ours = [str(s) for s in own if str(s).startswith(BASE)]
    assert [i for i in ours if re.search(r"\.\w+$|/v?\d+(?:\.\d+)*(?:[/#]|$)", i)] == []


def test_derived_properties_are_marked() -> None:
    """What is computed in every view cannot be mistaken for what a file may say."""
    marked = {local(s) for s in TERMS.subjects(URIRef(KS + "derived"), Literal(True))}
    assert marked == DERIVED


def test_replaced_terms_are_gone() -> None:
    """The graph holds summaries, never copied wording."""
    assert {"quote", "statementText", "taskText"} & {local(t) for t in minted()} == set()


# --- the header ---------------------------------------------------------------------------------


def test_the_header_names_and_describes_the_ontology_in_both_languages() -> None:
    """Title, description and label (FOOPS OM1, OM2; OOPS P38)."""
    assert list(TERMS.subjects(RDF.type, OWL.Ontology)) == [DEF]
    for predicate in (DCTERMS.title, DCTERMS.description, RDFS.label):
        assert languages(TERMS, DEF, predicate) == LANGUAGES


@pytest.mark.parametrize(
    ("predicate", "value"),
    [
        (DCTERMS.license, URIRef("http://creativecommons.org/licenses/by/4.0/")),
        (VANN.preferredNamespacePrefix, Literal("ks")),
        (VANN.preferredNamespaceUri, Literal(KS)),
    ],
    ids=local,
)
def test_the_header_states_licence_and_namespace(predicate: URIRef, value: Node) -> None:
    """FOOPS OM4.1 and FIND1; OOPS P39 and P41."""
    assert list(TERMS.objects(DEF, predicate)) == [value]


@pytest.mark.parametrize(
    "predicate",
    [DCTERMS.bibliographicCitation, DCTERMS.source, DCTERMS.language, DCTERMS.abstract],
    ids=local,
)
def test_the_header_has_what_makes_it_citable(predicate: URIRef) -> None:
    """FOOPS OM3 and OM5."""
    assert list(TERMS.objects(DEF, predicate)) != []


@pytest.mark.parametrize(
    "predicate", [DCTERMS.created, DCTERMS.issued, DCTERMS.modified], ids=local
)
def test_the_header_has_dates(predicate: URIRef) -> None:
    """Each one a date, once."""
    [day] = TERMS.objects(DEF, predicate)
    assert isinstance(day, Literal) and day.datatype == XSD.date


@pytest.mark.parametrize("predicate", [DCTERMS.creator, DCTERMS.publisher], ids=local)
def test_the_header_names_an_organisation_and_no_person(predicate: URIRef) -> None:
    """FOOPS OM5.1 without personal data."""
    [agent] = TERMS.objects(DEF, predicate)
    assert (agent, RDF.type, FOAF.Organization) in TERMS
    assert languages(TERMS, agent, FOAF.name) == LANGUAGES
    assert (None, RDF.type, FOAF.Person) not in TERMS


def test_the_version_of_the_header_and_its_iri_agree() -> None:
    """FOOPS VER1; the lists follow the same number."""
    [version] = TERMS.objects(DEF, OWL.versionInfo)
    assert re.fullmatch(r"\d+\.\d+\.\d+", str(version))
    assert list(TERMS.objects(DEF, OWL.versionIRI)) == [URIRef(f"{DEF}/{version}")]
    for graph, subjects in ((VALUES, schemes()), (ALIGNMENTS, [URIRef(f"{DEF}/alignments")])):
        found = {v for s in subjects for v in graph.objects(s, OWL.versionInfo)}
        assert found == {version}


# --- lists --------------------------------------------------------------------------------------


def test_the_lists_are_the_agreed_ones() -> None:
    """Each is a scheme with title, description and CC0 in the file itself."""
    assert {str(s).removeprefix(VOCAB) for s in schemes()} == LISTS
    free = URIRef("http://creativecommons.org/publicdomain/zero/1.0/")
    for scheme in schemes():
        assert languages(VALUES, scheme, DCTERMS.title) == LANGUAGES
        assert languages(VALUES, scheme, DCTERMS.description) == LANGUAGES
        assert list(VALUES.objects(scheme, DCTERMS.license)) == [free]


@pytest.mark.parametrize("predicate", [SKOS.prefLabel, SKOS.definition], ids=local)
def test_every_value_has_one_label_and_one_definition_a_language(predicate: URIRef) -> None:
    """Swedish and English, once each."""
    found = {str(c): languages(VALUES, c, predicate) for c in concepts()}
    assert {c: tags for c, tags in found.items() if tags != LANGUAGES} == {}


def test_every_value_is_in_the_list_its_iri_says() -> None:
    """And either at its top or under another value of it."""
    for concept in concepts():
        scheme = URIRef(str(concept).rpartition("/")[0])
        assert list(VALUES.objects(concept, SKOS.inScheme)) == [scheme]
        broader = list(VALUES.objects(concept, SKOS.broader))
        assert bool(broader) != ((concept, SKOS.topConceptOf, scheme) in VALUES), concept
        assert all((b, SKOS.inScheme, scheme) in VALUES for b in broader), concept


def test_no_list_has_more_than_two_levels() -> None:
    """A broader value is itself at the top."""
    broader = set(VALUES.objects(None, SKOS.broader))
    assert [b for b in broader if list(VALUES.objects(b, SKOS.broader))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_values_of_a_list_share_a_label(language: str) -> None:
    """A word in a list means one thing."""
    seen: dict[tuple[str, str], list[str]] = defaultdict(list)
    for concept in concepts():
        for label in texts(VALUES, concept, SKOS.prefLabel, language):
            seen[str(concept).rpartition("/")[0], label.casefold()].append(local(concept))
    assert {key: found for key, found in seen.items() if len(found) > 1} == {}


def test_a_slug_is_the_swedish_label_or_the_list_is_an_english_one() -> None:
    """Whoever knows the word knows the identifier."""
    for concept in concepts():
        name = str(concept).removeprefix(VOCAB).partition("/")[0]
        assert re.fullmatch(r"[a-z0-9][a-z0-9-]*", local(concept))
        if name not in ENGLISH_LISTS:
            assert [local(concept)] == [
                slug(t) for t in texts(VALUES, concept, SKOS.prefLabel, "sv")
            ]


def test_roles_are_organisational_roles_and_answering_ones_are_grouped() -> None:
    """Only accountable and implementer close a gap of responsibility."""
    roles = {c for c in concepts() if str(c).startswith(VOCAB + "role/")}
    assert roles == set(VALUES.subjects(RDF.type, ORG.Role))
    answering = VALUES.subjects(SKOS.broader, URIRef(VOCAB + "role/svarande"))
    assert {local(r) for r in answering} == {"ansvarig", "utforare"}


def test_responsibility_levels_are_numbered_closest_first() -> None:
    """The order of the levels stands in the data."""
    scheme = URIRef(VOCAB + "responsibility-level")
    order = {
        str(n): local(c)
        for c in VALUES.subjects(SKOS.inScheme, scheme)
        for n in VALUES.objects(c, SKOS.notation)
    }
    wanted = "utpekad genom-fokusomradet genom-helheten medverkar bara-onskat-lage namns-inte"
    assert [order[key] for key in sorted(order)] == wanted.split()
    assert sorted(order) == ["1", "2", "3", "4", "5", "6"]


def test_finding_types_are_sixteen_gaps_and_eight_overlaps() -> None:
    """The notation is the slug in capitals."""
    wanted = {f"gap-{n:02}" for n in range(1, 17)} | {f"ovl-{n:02}" for n in range(1, 9)}
    kinds = [c for c in concepts() if str(c).startswith(VOCAB + "finding-type/")]
    assert {local(c) for c in kinds} == wanted
    for kind in kinds:
        assert [str(n) for n in VALUES.objects(kind, SKOS.notation)] == [local(kind).upper()]


def test_every_theme_says_what_belongs_and_what_does_not() -> None:
    """Two readers who have only the notes can tag alike."""
    themes = [c for c in concepts() if str(c).startswith(VOCAB + "theme/")]
    assert len(themes) == 22
    for theme in themes:
        [swedish] = texts(VALUES, theme, SKOS.scopeNote, "sv")
        [english] = texts(VALUES, theme, SKOS.scopeNote, "en")
        assert swedish.startswith("Hör hit: ") and " Hör inte hit: " in swedish
        assert english.startswith("In: ") and " Not: " in english


def test_a_scope_note_points_only_at_themes_that_exist() -> None:
    """A name in brackets is the label of another theme."""
    for language in LANGUAGES:
        labels = {t for c in concepts() for t in texts(VALUES, c, SKOS.prefLabel, language)}
        for concept in concepts():
            if not str(concept).startswith(VOCAB + "theme/"):
                continue
            for note in texts(VALUES, concept, SKOS.scopeNote, language):
                assert pointed_at(note) <= labels, pointed_at(note) - labels


def pointed_at(note: str) -> set[str]:
    """The labels that the bracketed parts of a scope note name."""
    inner = [part for part in re.findall(r"\(([^)]*)\)", note) if part[0].isupper()]
    joint = re.compile(r", (?=[A-ZÅÄÖ])| eller (?=[A-ZÅÄÖ])|,? or (?=[A-Z])")
    names = {name for part in inner for name in joint.split(part)}
    return {re.sub(r" med flera$| and others$", "", name) for name in names}


def test_borrowed_values_have_labels_and_keep_their_own_scheme() -> None:
    """Intervals and currencies are the EU's; only their words are here."""
    borrowed = set(VALUES.subjects(RDF.type, SKOS.Concept)) - set(concepts())
    for concept in borrowed:
        assert str(concept).startswith((AUTHORITY + "frequency/", AUTHORITY + "currency/"))
        assert languages(VALUES, concept, SKOS.prefLabel) == LANGUAGES
        scheme = URIRef(str(concept).rpartition("/")[0])
        assert list(VALUES.objects(concept, SKOS.inScheme)) == [scheme]


def test_every_list_is_the_range_of_some_property() -> None:
    """No list without a use, no property with a list that is not there."""
    used = {str(o) for o in TERMS.objects(None, URIRef(KS + "valuesFrom"))}
    through_reused_terms = {VOCAB + "sector"}
    assert {u for u in used if u.startswith(VOCAB)} | through_reused_terms == {
        str(s) for s in schemes()
    }
    assert {u for u in used if not u.startswith(VOCAB)} == {
        AUTHORITY + "currency",
        AUTHORITY + "frequency",
    }


# --- words people see ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(DISPLAYED))
def test_the_words_people_see_are_recorded(name: str) -> None:
    """The agreed display word stands beside the label."""
    graph, base = (VALUES, VOCAB) if "/" in name else (TERMS, KS)
    shown = texts(graph, URIRef(base + name), URIRef(KS + "displayLabel"), "sv")
    assert shown == [DISPLAYED[name]]


def test_display_labels_come_in_both_languages() -> None:
    """A page never mixes languages because of a missing word."""
    for graph in (TERMS, VALUES):
        for node in set(graph.subjects(URIRef(KS + "displayLabel"))):
            assert languages(graph, node, URIRef(KS + "displayLabel")) == LANGUAGES, node


# --- mappings -----------------------------------------------------------------------------------


def test_mappings_are_only_about_terms_of_ours() -> None:
    """Close or related, or a note where there is no RDF term to point at."""
    allowed = {SKOS.closeMatch, SKOS.relatedMatch, SKOS.note}
    for s, p, o in ALIGNMENTS:
        if s == URIRef(f"{DEF}/alignments"):
            continue
        assert s in set(minted()) and p in allowed, (s, p)
        assert isinstance(o, Literal) if p == SKOS.note else not str(o).startswith(BASE), o


# --- the ontology in use ------------------------------------------------------------------------


def data_files() -> list[Path]:
    """Every file of the graph, alignments apart."""
    found = [p for p in (ROOT / "data").rglob("*") if p.suffix in {".ttl", ".trig"}]
    return sorted([*found, *(p for p in FOLDER.glob("*.ttl") if p.stem != "alignments")])


def statements() -> Iterator[tuple[str, str, str]]:
    """Every statement between two named nodes in every file."""
    for path in data_files():
        form = "TRIG" if path.suffix == ".trig" else "TURTLE"
        for quad in pyoxigraph.parse(path=str(path), format=getattr(pyoxigraph.RdfFormat, form)):
            if isinstance(quad.subject, pyoxigraph.NamedNode):
                o = quad.object
                named = o.value if isinstance(o, pyoxigraph.NamedNode) else ""
                yield quad.subject.value, quad.predicate.value, named


def test_every_term_and_value_in_use_is_declared() -> None:
    """Files, shapes and queries speak only words that the ontology has."""
    declared = {str(t) for t in minted()} | {str(c) for c in concepts()}
    declared |= {str(s) for s in schemes()}
    used = {n for t in statements() for n in t if n.startswith((KS, VOCAB))}
    assert sorted(used - declared) == []


def test_every_term_in_a_query_is_declared() -> None:
    """A misspelt term in a query would only give an empty answer."""
    declared = {local(t) for t in minted()}
    for path in sorted((ROOT / "queries").rglob("*.rq")):
        text = re.sub(r"^\s*#.*$", "", path.read_text(encoding="utf-8"), flags=re.M)
        used = set(re.findall(r"(?<![\w-])ks:([A-Za-z]\w*)", text))
        assert used <= declared, f"{path.name}: {sorted(used - declared)}"


# What the reused standards themselves say, as far as the graph uses them. The last block of pairs
# is our own: kinds of thing that nothing can be at once.
STANDARDS = """
@prefix dct: <http://purl.org/dc/terms/> .
@prefix eli: <http://data.europa.eu/eli/ontology#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix m8g: <http://data.europa.eu/m8g/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix skosxl: <http://www.w3.org/2008/05/skos-xl#> .
prov:Activity owl:disjointWith prov:Entity .
prov:wasDerivedFrom rdfs:domain prov:Entity ; rdfs:range prov:Entity .
prov:wasGeneratedBy rdfs:domain prov:Entity ; rdfs:range prov:Activity .
prov:wasAssociatedWith rdfs:domain prov:Activity ; rdfs:range prov:Agent .
prov:used rdfs:domain prov:Activity ; rdfs:range prov:Entity .
prov:startedAtTime rdfs:domain prov:Activity . prov:endedAtTime rdfs:domain prov:Activity .
foaf:Document owl:disjointWith foaf:Organization, foaf:Project .
foaf:Person owl:disjointWith foaf:Organization, foaf:Project .
foaf:member rdfs:domain foaf:Group ; rdfs:range foaf:Agent .
skos:Collection owl:disjointWith skos:Concept, skos:ConceptScheme .
skos:ConceptScheme owl:disjointWith skos:Concept .
skos:semanticRelation rdfs:domain skos:Concept ; rdfs:range skos:Concept .
skos:broader rdfs:subPropertyOf skos:semanticRelation .
skos:inScheme rdfs:range skos:ConceptScheme .
skos:topConceptOf rdfs:domain skos:Concept ; rdfs:range skos:ConceptScheme .
skosxl:Label owl:disjointWith skos:Collection, skos:Concept, skos:ConceptScheme .
skosxl:prefLabel rdfs:range skosxl:Label . skosxl:altLabel rdfs:range skosxl:Label .
org:Organization rdfs:subClassOf foaf:Organization .
org:Role rdfs:subClassOf skos:Concept .
org:ChangeEvent rdfs:subClassOf prov:Activity .
org:member rdfs:domain org:Membership ; rdfs:range foaf:Agent .
org:organization rdfs:domain org:Membership ; rdfs:range org:Organization .
org:memberOf rdfs:domain foaf:Agent ; rdfs:range org:Organization .
org:role rdfs:range org:Role .
org:classification rdfs:range skos:Concept .
org:unitOf rdfs:domain org:OrganizationalUnit ; rdfs:range org:Organization .
org:postIn rdfs:domain org:Post ; rdfs:range org:Organization .
org:originalOrganization rdfs:domain org:ChangeEvent ; rdfs:range org:Organization .
org:resultingOrganization rdfs:domain org:ChangeEvent ; rdfs:range org:Organization .
eli:LegalResource rdfs:subClassOf eli:Work .
dct:spatial rdfs:range dct:Location .
foaf:Agent owl:disjointWith dct:Location, eli:Work, m8g:Participation, org:Membership, org:Post,
    prov:Activity, skos:Concept, skosxl:Label .
dct:Location owl:disjointWith eli:Work, m8g:Participation, org:Membership, prov:Activity,
    prov:Entity, skos:Concept .
m8g:Participation owl:disjointWith eli:Work, org:Membership, prov:Activity, prov:Entity,
    skos:Concept .
eli:Work owl:disjointWith foaf:Document, org:Membership, prov:Activity, skos:Concept .
"""


def closed(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """For each node itself and everything above it."""
    up: dict[str, set[str]] = defaultdict(set)
    for below, above in pairs:
        up[below].add(above)
    result: dict[str, set[str]] = {}
    for start in list(up):
        seen, todo = {start}, [start]
        while todo:
            new = up.get(todo.pop(), set()) - seen
            seen |= new
            todo.extend(new)
        result[start] = seen
    return result


def pairs(graph: Graph, predicate: URIRef) -> set[tuple[str, str]]:
    """Subject and object of every statement with the predicate, as text."""
    return {(str(s), str(o)) for s, o in graph.subject_objects(predicate)}


def kinds_of_everything(facts: Graph) -> dict[str, set[str]]:
    """The kinds of each node by RDFS: stated, by domain and range, and all broader ones."""
    broader_property = closed(pairs(facts, RDFS.subPropertyOf))
    domain, range_ = dict(pairs(facts, RDFS.domain)), dict(pairs(facts, RDFS.range))
    kinds: dict[str, set[str]] = defaultdict(set)
    for s, p, o in statements():
        if p == str(RDF.type):
            kinds[s].add(o)
        for above in broader_property.get(p, {p}):
            if above in domain:
                kinds[s].add(domain[above])
            if o and above in range_:
                kinds[o].add(range_[above])
    broader = closed(pairs(facts, RDFS.subClassOf))
    return {n: {b for k in ks for b in broader.get(k, {k})} for n, ks in kinds.items()}


def test_nothing_is_two_things_that_exclude_each_other() -> None:
    """The RDFS closure of ontology and data with the reused standards has no clash."""
    facts = TERMS + STUBS + Graph().parse(data=STANDARDS, format="turtle")
    excluded = pairs(facts, OWL.disjointWith)
    clashes = {
        node: pair
        for node, kinds in kinds_of_everything(facts).items()
        for pair in excluded
        if set(pair) <= kinds
    }
    assert clashes == {}


def test_no_class_is_below_two_that_exclude_each_other() -> None:
    """Else it could never have a member."""
    facts = TERMS + STUBS + Graph().parse(data=STANDARDS, format="turtle")
    excluded = pairs(facts, OWL.disjointWith)
    above = closed(pairs(facts, RDFS.subClassOf))
    assert {c: p for c in above for p in excluded if set(p) <= above[c]} == {}
