"""What programs can read about the service and the data: Service Description and VoID."""

from collections.abc import Mapping

from kgraph.store import Store, View
from kgraph.terms import (
    BASE,
    DCT,
    FOAF,
    GRAPH,
    LANG_STRING,
    RDF,
    XSD,
    Iri,
    Literal,
    Namespace,
    Quad,
    Term,
)

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
VOID = Namespace("http://rdfs.org/ns/void#")
FORMATS = Namespace("http://www.w3.org/ns/formats/")
LICENCE = Iri("http://creativecommons.org/licenses/by/4.0/")
EXTRA = {"sd": str(SD), "void": str(VOID), "formats": str(FORMATS)}
DATASET = BASE + "data/all"
_NOWHERE = GRAPH("service")
_RESULTS = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "RDF_XML", "JSON-LD"),
)
_COUNTS = """
PREFIX void: <http://rdfs.org/ns/void#>
SELECT (COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?subjects) (COUNT(DISTINCT ?p) AS ?properties)
WHERE { ?s ?p ?o }"""
_CLASSES = "SELECT ?class (COUNT(?s) AS ?n) WHERE { ?s a ?class } GROUP BY ?class"


def service(address: str, public: str, *, writable: bool) -> list[Quad]:
    """The Service Description of an endpoint: only what is true of it.

    Parameters:
        address: the endpoint's own address.
        public: the address of the site.
        writable: whether it takes updates.
    """
    it, dataset, graph = Iri(address), Iri(address + "#dataset"), Iri(address + "#default")
    said: list[tuple[Iri, Iri, Term]] = [
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
        said.append((dataset, DCT("source"), Iri(DATASET)))
        said.append((it, DCT("license"), LICENCE))
    return [(s, p, o, _NOWHERE) for s, p, o in said]


def void(store: Store, public: str, files: Mapping[str, str]) -> list[Quad]:
    """What the data are, how much there is, and where it is found.

    Parameters:
        store: where it is counted, in the usual view of today.
        public: the address of the site.
        files: by form, the address of the whole as a file.
    """
    view, it = View(), Iri(DATASET)
    counted = store.select(_COUNTS, view).rows[0]
    said: list[tuple[Iri, Iri, Term]] = [
        (it, RDF("type"), VOID("Dataset")),
        (it, DCT("title"), Literal("Vem gör vad i kompetensförsörjningen", LANG_STRING, "sv")),
        (it, DCT("title"), Literal("Who does what in skills supply", LANG_STRING, "en")),
        (it, DCT("license"), LICENCE),
        (it, FOAF("homepage"), Iri(public + "/")),
        (it, VOID("sparqlEndpoint"), Iri(public + "/sparql")),
        (it, VOID("uriSpace"), Literal(BASE)),
        *((it, VOID("dataDump"), Iri(address)) for address in files.values()),
        *((it, VOID("feature"), FORMATS(form)) for form in files),
    ]
    for name, term in zip(("triples", "distinctSubjects", "properties"), counted, strict=True):
        said.append((it, VOID(name), _number(term)))
    for number, (kind, n) in enumerate(sorted(store.select(_CLASSES, view).rows, key=str), 1):
        part = Iri(f"{DATASET}#class-{number}")
        said.append((it, VOID("classPartition"), part))
        said.append((part, VOID("class"), Iri(str(kind))))
        said.append((part, VOID("entities"), _number(n)))
    return [(s, p, o, _NOWHERE) for s, p, o in said]


def _number(term: Term | None) -> Literal:
    return Literal(str(term), XSD("integer"))
