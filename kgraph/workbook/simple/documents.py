"""From a row on a document to statements."""

from dataclasses import replace

from kgraph.terms import (
    DCT,
    GRAPH,
    ID,
    KS,
    RDF,
    SKOS,
    VOCAB,
    XSD,
    Iri,
    Literal,
    Term,
    local_name,
    slug,
)
from kgraph.wording import Text
from kgraph.workbook.cells import LANG
from kgraph.workbook.naming import plain, slug_of
from kgraph.workbook.simple.ground import ITSELF
from kgraph.workbook.simple.notes import once, stands_as, unused_county
from kgraph.workbook.simple.row import Row
from kgraph.workbook.value import Form, Line

_PLAIN_DOCUMENTS = {"avsiktsforklaring", "budgetuppdrag", "uppdragsbeslut", "villkorsbeslut",
                    "lag", "forordning"}  # fmt: skip
_PAGES = {"webbsida", "webbplats", "hemsida", "webb", "web page", "webpage", "website", "web"}


def without_page(form: Form, line: Line) -> Line:
    """A row on a document as it is read: a web page has no kind, so one that is told is none."""
    key = next((c.key for c in form.columns if c.path == "simple:kind"), "")
    if plain(line.get(key)) not in _PAGES:
        return line
    return replace(line, cells={one: text for one, text in line.cells.items() if one != key})


def state_document(row: Row) -> None:
    """A document, and the strategy or decision that it is a copy of."""
    title = row.text("title")
    if not title:
        row.fault("title", Text("Titeln saknas.", "There is no title."),
                  Text("Fyll i den.", "Fill it in."))  # fmt: skip
        return
    source = row.typed() or _named(row, title)
    own = None if row.is_copied() else row.stated()
    row.rest_on(own or Iri(f"{GRAPH}{local_name(source)}/meta"))
    row.know(source, title, KS("SourceDocument"))
    stood = source in row.ground.index.of
    if row.known or not stood:
        row.say(source, RDF("type"), KS("SourceDocument"), "title")
        row.say(source, DCT("title"), Literal(title, LANG, _tongue(row, source)), "title")
    if not stood or not row.ground.names.all_called(title):
        row.ground.titled[plain(title)] = source
    if not stood:
        row.say(source, KS("loaded"), Literal("false", XSD("boolean")))
        row.ground.fresh[f"{source} loaded"] = _not_read(title)
    for value in row.values("publisher"):
        if row.known or value not in row.ground.index.values(source, DCT("publisher")):
            row.say(source, DCT("publisher"), value, "publisher")
    _work(row, source, title)


def _named(row: Row, title: str) -> Iri:
    """The document of a title: the known one of its publisher, or a new one.

    Two bodies may have documents of one title; a row that names no publisher means the known one.
    """
    ground = row.ground
    iri = ID(f"source/{slug_of(title)}")
    known = [i for i in ground.names.all_called(title) if i.startswith(f"{ID}source/")]
    if not known:
        return iri
    other = ID(f"source/{slug_of(title)}-{slug(row.text('publisher')) or '2'}")
    row.rest_on(Iri(f"{GRAPH}{local_name(other)}/meta"))  # where a publisher that is new is told of
    publishers = row.values("publisher")
    own = [
        i for i in known
        if not publishers or i not in ground.index.of
        or not ground.index.values(i, DCT("publisher"))
        or set(publishers) & set(ground.index.values(i, DCT("publisher")))
    ]  # fmt: skip
    if len(own) == 1:
        return Iri(own[0])
    if other not in ground.index.of:
        ground.fresh[other] = _another(row, title)
    return other


def _another(row: Row, title: str) -> Text:
    place = row.place("title")
    return Text(
        f"{place}: det finns redan ett dokument ”{title}” av en annan utgivare; detta blir ett "
        "eget.",
        f"{place}: there is a document “{title}” of another publisher; this becomes one of its "
        "own.",
    )


def _not_read(title: str) -> Text:
    return Text(
        f"”{title}” räknas inte som läst i sin helhet: vad som saknas i det visas på sidorna som "
        "”går inte att säga”, och kontrollerna kan påminna om det; det är inget fel. Är hela "
        "läst: skriv det i den fullständiga arbetsboken, på bladen Källdokument och "
        "Täckningsutsaga.",
        f"“{title}” does not count as read in whole: what is missing there is shown on pages as "
        "not possible to say, and the checks may remind of it; that is no fault. If all of it "
        "was read, say so in the full workbook, on its sheets of source documents and coverage "
        "statements.",
    )


def _tongue(row: Row, source: Iri) -> str:
    """The language of the title that a row shows: Swedish, unless the document has another."""
    stated = row.ground.index.values(source, DCT("title"))
    tongues = {title.language for title in stated if isinstance(title, Literal)}
    return "sv" if "sv" in tongues or not tongues else min(tongues)


def _work(row: Row, source: Iri, title: str) -> None:
    """The strategy or decision: one that the source stands for already, or a new one."""
    kinds = row.only("kind")
    if row.text("kind") and not kinds:
        row.ground.unsure.add(source)
    works = row.ground.index.values(source, KS("represents"))
    agree = [once(row, source, key) for key in ("kind", "from", "through")]
    if not all(agree):
        return
    if works and kinds and row.says_other(Iri(str(works[0])), KS("documentType"), "kind"):
        stands_as(row, Iri(str(works[0])), KS("documentType"), "kind")
        return
    if not kinds and not works:
        _without_kind(row, source)
        return
    plain = bool(kinds) and local_name(str(kinds[0])) in _PLAIN_DOCUMENTS
    which, cls = ("document", "GoverningDocument") if plain else ("strategy", "Strategy")
    work = Iri(str(works[0])) if works else ID(f"{which}/{slug_of(title)}")
    row.say_new(source, KS("represents"), work, "kind")
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
    years = [key for key in ("from", "through") if row.is_year(key)]
    if years and not row.ground.index.values(work, KS("datePrecision")):
        _say_of_work(row, work, KS("datePrecision"), VOCAB("precision/year"), years[0])


def _say_of_work(row: Row, work: Iri, path: str, value: Term, key: str) -> None:
    """State something of a strategy, in the passage that says it already where one does."""
    own, stated = str(row.graph()), [q for q in row.ground.index.of.get(work, ()) if q[1] == path]
    same = sorted(str(q[3]) for q in stated if q[2] == value)
    graphs = same or (sorted(str(q[3]) for q in stated) if row.known else [])
    if not graphs or own in graphs:
        row.say(work, path, value, key)
    else:
        row.ground.made.state((work, Iri(path), value, Iri(graphs[0])), row.place(key))


def _without_kind(row: Row, source: Iri) -> None:
    """Tell what is not kept of a document that is no strategy, plan or decision."""
    if row.text("kind"):
        return
    if any(row.text(key) for key in ("adopted-by", "from", "through")):
        row.ground.unsure.add(source)
        row.fault(
            "kind",
            Text("Det sägs inte vad för dokument det är.", "It does not say what it is."),
            Text("Välj slag ur listan; beslut och datum hör till det. En webbsida har inget slag: "
                 "töm dem.",
                 "Choose its kind; adoption and dates belong to that. A web page has no kind: "
                 "empty them."),
        )  # fmt: skip
    elif row.text("county"):
        unused_county(row)


def _about_itself(row: Row, source: Iri) -> Iri:
    graph = Iri(f"{GRAPH}{local_name(source)}/om-dokumentet")
    if graph not in row.ground.names.known:
        row.ground.describe(graph, source, "", ITSELF, row.place("page"))
    return graph
