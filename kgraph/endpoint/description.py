"""What programs can read about the service and the data: Service Description and VoID."""

from collections.abc import Mapping

from kgraph.endpoint.statements import Statement, both, quads
from kgraph.store import Store, View
from kgraph.terms import (
    BASE,
    DCT,
    FOAF,
    GRAPH,
    KS,
    RDF,
    RDFS,
    VOCAB,
    XSD,
    Iri,
    Literal,
    Namespace,
    Quad,
    Term,
)
from kgraph.wording import Text

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
VOID = Namespace("http://rdfs.org/ns/void#")
FORMATS = Namespace("http://www.w3.org/ns/formats/")
LICENCE = Iri("http://creativecommons.org/licenses/by/4.0/")
EXTRA = {"sd": str(SD), "void": str(VOID), "formats": str(FORMATS)}
DATASET = BASE + "data/all"
_RESULTS = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "RDF_XML", "JSON-LD"),
)
TITLE = Text("Vem gör vad i kompetensförsörjningen", "Who does what in skills supply")
_VIEWS = Text(
    "Standardgrafen räknar de uppgifter som gäller idag och inte är avvisade. review= (all, "
    "reviewed, verified) och as_of= (ett datum) i adressen väljer andra; varje svar säger vilka i "
    "X-Query-View.",
    "The default graph counts the statements that hold today and are not rejected. review= (all, "
    "reviewed, verified) and as_of= (a date) in the address choose others; each answer says which "
    "in X-Query-View.",
)
_COUNTS = """
SELECT (COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?subjects) (COUNT(DISTINCT ?p) AS ?properties)
WHERE {{ {where} }}"""
_EVERYTHING = "?s ?p ?o"
# What the files hold: no terms, no lists, no shapes, nothing derived, and nothing rejected.
_NOT_DATA = ", ".join(f"<{GRAPH(name)}>" for name in ("ks", "vocab", "stubs", "shapes", "derived"))
_REJECTED = f"""
SELECT DISTINCT ?g
WHERE {{ GRAPH ?m {{ ?g <{KS("reviewStatus")}> <{VOCAB("review-status/rejected")}> }} }}"""
_HELD = (
    f"GRAPH ?g {{{{ ?s ?p ?o }}}} FILTER(?g NOT IN ({_NOT_DATA})) "
    "MINUS {{ VALUES ?g {{ {rejected} }} }} MINUS {{ VALUES ?s {{ {rejected} }} }}"
)
_ENDPOINT_HAS = Text(
    "SPARQL-tjänstens standardgraf: uppgifterna, ontologin, listorna och det som härleds ur dem.",
    "The default graph of the SPARQL service: the statements, the ontology, the lists and what is "
    "derived from them.",
)


def service(
    address: str,
    *,
    writable: bool,
    dataset_iri: str = DATASET,
    view: View | None = None,
    federated: bool = False,
) -> list[Quad]:
    """The Service Description of an endpoint: only what is true of it.

    Parameters:
        address: the endpoint's own address; with ``review`` and ``as_of`` where it is of a view.
        writable: whether it takes updates.
        dataset_iri: what the data are called.
        view: which statements its default graph counts; None for a store without views.
        federated: whether a query may ask other endpoints, those that the site allows.
    """
    it, dataset, graph = Iri(address), Iri(address + "#dataset"), Iri(address + "#default")
    said: list[Statement] = [
        (it, RDF("type"), SD("Service")),
        (it, SD("endpoint"), it),
        (it, SD("supportedLanguage"), SD("SPARQL11Query")),
        (it, SD("defaultDataset"), dataset),
        (dataset, RDF("type"), SD("Dataset")),
        (dataset, SD("defaultGraph"), graph),
        (graph, RDF("type"), SD("Graph")),
        *((it, SD("resultFormat"), FORMATS(name)) for name in _RESULTS),
    ]
    if writable:
        said.append((it, SD("supportedLanguage"), SD("SPARQL11Update")))
        said += [(it, SD("inputFormat"), FORMATS(f)) for f in _RESULTS[4:]]
    else:
        said.append((dataset, DCT("source"), Iri(dataset_iri)))
        said.append((it, DCT("license"), LICENCE))
    if federated:
        said.append((it, SD("feature"), SD("BasicFederatedQuery")))
    if view is not None:
        said += both(graph, DCT("description"), view.words)
        said += both(it, DCT("description"), _VIEWS)
    return quads(said)


def void(
    store: Store, public: str, files: Mapping[str, str], dataset_iri: str = DATASET
) -> list[Quad]:
    """What the data are, how much there is, and where it is found.

    Parameters:
        store: where it is counted, in the usual view of today.
        public: the address of the site.
        files: by form, the address of the whole as a file.
        dataset_iri: what the data are called.
    """
    view, it, endpoint = View(), Iri(dataset_iri), Iri(public + "/sparql")
    asked = Iri(endpoint + "#default")
    said: list[Statement] = [
        (it, RDF("type"), VOID("Dataset")),
        *both(it, DCT("title"), TITLE),
        (it, DCT("license"), LICENCE),
        (it, FOAF("homepage"), Iri(public + "/")),
        (it, RDFS("seeAlso"), Iri(public + "/data")),
        (it, VOID("sparqlEndpoint"), endpoint),
        (it, VOID("uriSpace"), Literal(BASE)),
        *((it, VOID("dataDump"), Iri(address)) for address in files.values()),
        *((it, VOID("feature"), FORMATS(form)) for form in files),
    ]
    rejected = " ".join(f"<{row[0]}>" for row in store.select(_REJECTED, view).rows)
    held = _HELD.format(rejected=rejected)
    said += _counts(store, it, f"SELECT DISTINCT ?s ?p ?o WHERE {{ {held} }}")
    said += [
        (asked, RDF("type"), VOID("Dataset")),
        *both(asked, DCT("title"), _ENDPOINT_HAS),
        (asked, VOID("sparqlEndpoint"), endpoint),
        (asked, VOID("subset"), it),
        *_counts(store, asked, _EVERYTHING),
    ]
    typed = held.replace("?s ?p ?o", "?s a ?class")
    classes = f"SELECT ?class (COUNT(DISTINCT ?s) AS ?n) WHERE {{ {typed} }} GROUP BY ?class"
    for number, (kind, n) in enumerate(sorted(store.select(classes, view).rows, key=str), 1):
        part = Iri(f"{dataset_iri}#class-{number}")
        said.append((it, VOID("classPartition"), part))
        said.append((part, VOID("class"), Iri(str(kind))))
        said.append((part, VOID("entities"), _number(n)))
    return quads(said)


def _counts(store: Store, dataset: Iri, where: str) -> list[Statement]:
    """How many statements there are in the usual view of today, of how many things."""
    counted = store.select(_COUNTS.format(where=where), View()).rows[0]
    names = ("triples", "distinctSubjects", "properties")
    return [(dataset, VOID(n), _number(c)) for n, c in zip(names, counted, strict=True)]


def _number(term: Term | None) -> Literal:
    return Literal(str(term), XSD("integer"))
