"""From a row on a document to statements."""

from kgraph.terms import DCT, GRAPH, ID, KS, RDF, SKOS, Iri, Literal, Term, local_name, slug
from kgraph.wording import Text
from kgraph.workbook.cells import LANG
from kgraph.workbook.simple.ground import ITSELF
from kgraph.workbook.simple.row import Row

_PLAIN_DOCUMENTS = {"avsiktsforklaring", "budgetuppdrag", "uppdragsbeslut", "villkorsbeslut",
                    "lag", "forordning"}  # fmt: skip


def state_document(row: Row) -> None:
    """A document, and the strategy or decision that it is a copy of."""
    title = row.text("title")
    if not title:
        row.fault("title", Text("Titeln saknas.", "There is no title."),
                  Text("Fyll i den.", "Fill it in."))  # fmt: skip
        return
    typed = row.typed()
    known = [i for i in row.ground.names.all_called(title) if i.startswith(f"{ID}source/")]
    source = typed or (Iri(known[0]) if len(known) == 1 else ID(f"source/{slug(title)}"))
    row.rest_on(row.stated() or Iri(f"{GRAPH}{local_name(source)}/meta"))
    row.know(source, title, KS("SourceDocument"))
    row.say(source, RDF("type"), KS("SourceDocument"), "title")
    # A title stands as on the document: a new one is Swedish, whatever the sheets are written in.
    tongue = row.ground.lang if row.known else "sv"
    row.say(source, DCT("title"), Literal(title, LANG, tongue), "title")
    if source not in row.ground.index.of:
        row.say(source, KS("loaded"), Literal("false", "http://www.w3.org/2001/XMLSchema#boolean"))
    for value in row.values("publisher"):
        row.say(source, DCT("publisher"), value, "publisher")
    _work(row, source, title)


def _work(row: Row, source: Iri, title: str) -> None:
    """The strategy or decision: one that the source stands for already, or a new one."""
    kinds = row.only("kind")
    if row.text("kind") and not kinds:
        row.ground.unsure.add(source)
    works = row.ground.index.values(source, KS("represents"))
    if not kinds and not works:
        _without_kind(row)
        return
    plain = bool(kinds) and local_name(str(kinds[0])) in _PLAIN_DOCUMENTS
    which, cls = ("document", "GoverningDocument") if plain else ("strategy", "Strategy")
    work = Iri(str(works[0])) if works else ID(f"{which}/{slug(title)}")
    row.say(source, KS("represents"), work, "kind")
    if not works:
        # The work itself rests on a passage; the document's own first page names it.
        row.rest_on(_about_itself(row, source))
        row.say(work, RDF("type"), KS(cls), "kind")
        row.say(work, SKOS("prefLabel"), Literal(title, LANG, "sv"), "title")
        row.know(work, title, KS(cls))
    for key, path in (("kind", KS("documentType")), ("county", DCT("spatial")),
                      ("adopted-by", KS("adoptedBy")), ("from", KS("validFrom")),
                      ("through", KS("validThrough"))):  # fmt: skip
        for value in row.values(key):
            _say_of_work(row, work, path, value, key)


def _say_of_work(row: Row, work: Iri, path: str, value: Term, key: str) -> None:
    """State something of a strategy, in the passage that says it already where one does."""
    own, stated = str(row.graph()), [q for q in row.ground.index.of.get(work, ()) if q[1] == path]
    same = sorted(str(q[3]) for q in stated if q[2] == value)
    graphs = same or (sorted(str(q[3]) for q in stated) if row.known else [])
    if not graphs or own in graphs:
        row.say(work, path, value, key)
    else:
        row.ground.made.state((work, Iri(path), value, Iri(graphs[0])), row.place(key))


def _without_kind(row: Row) -> None:
    """Tell what is not kept of a document that is no strategy, plan or decision."""
    if row.text("kind"):
        return
    if any(row.text(key) for key in ("adopted-by", "from", "through")):
        row.fault(
            "kind",
            Text("Det sägs inte vad för dokument det är.", "It does not say what it is."),
            Text("Välj slag ur listan; län, beslut och datum hör till det.",
                 "Choose its kind; county, adoption and dates belong to that."),
        )  # fmt: skip
    elif row.text("county"):
        row.unused_county()


def _about_itself(row: Row, source: Iri) -> Iri:
    graph = Iri(f"{GRAPH}{local_name(source)}/om-dokumentet")
    if graph not in row.ground.names.known:
        row.ground.describe(graph, source, "", ITSELF, row.place("page"))
    return graph
