"""What programs can read about the service and the data: Service Description and VoID."""

from collections.abc import Mapping

from kgraph.endpoint.statements import Statement, both, quads
from kgraph.store import Store, View
from kgraph.terms import BASE, DCT, FOAF, RDF, RDFS, XSD, Iri, Literal, Namespace, Quad, Term
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
PREFIX void: <http://rdfs.org/ns/void#>
SELECT (COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?subjects) (COUNT(DISTINCT ?p) AS ?properties)
WHERE { ?s ?p ?o }"""
_CLASSES = "SELECT ?class (COUNT(?s) AS ?n) WHERE { ?s a ?class } GROUP BY ?class"


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
    view, it = View(), Iri(dataset_iri)
    counted = store.select(_COUNTS, view).rows[0]
    said: list[Statement] = [
        (it, RDF("type"), VOID("Dataset")),
        *both(it, DCT("title"), TITLE),
        (it, DCT("license"), LICENCE),
        (it, FOAF("homepage"), Iri(public + "/")),
        (it, RDFS("seeAlso"), Iri(public + "/data")),
        (it, VOID("sparqlEndpoint"), Iri(public + "/sparql")),
        (it, VOID("uriSpace"), Literal(BASE)),
        *((it, VOID("dataDump"), Iri(address)) for address in files.values()),
        *((it, VOID("feature"), FORMATS(form)) for form in files),
    ]
    for name, term in zip(("triples", "distinctSubjects", "properties"), counted, strict=True):
        said.append((it, VOID(name), _number(term)))
    for number, (kind, n) in enumerate(sorted(store.select(_CLASSES, view).rows, key=str), 1):
        part = Iri(f"{dataset_iri}#class-{number}")
        said.append((it, VOID("classPartition"), part))
        said.append((part, VOID("class"), Iri(str(kind))))
        said.append((part, VOID("entities"), _number(n)))
    return quads(said)


def _number(term: Term | None) -> Literal:
    return Literal(str(term), XSD("integer"))
