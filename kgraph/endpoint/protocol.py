"""The SPARQL 1.1 Protocol: what a request asks for, or why it is refused."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from kgraph.endpoint.frames import Heading
from kgraph.endpoint.request import FORM, Pairs, Refused, Request, parsed, view_asked
from kgraph.errors import UsageError
from kgraph.store.gate import CHANGING, query_form
from kgraph.wording import Text

QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
# Borne by what a service asks for somebody else's query.
PASSED_ON = "x-kgraph-service"
_MOST_GRAPHS = 100
# What is wrong, where, and the mend.
_METHOD = (
    Text("Metoden finns inte här.", "The method is not here."),
    "",
    Text("Fråga med GET eller POST.", "Ask with GET or POST."),
)
_MEDIA_TYPE = (
    Text("Content-Type saknas eller är okänd.", "Content-Type is missing or unknown."),
    "Content-Type",
    Text(f"Skicka {FORM} eller {QUERY}.", f"Send {FORM} or {QUERY}."),
)
_UPDATE_BY_GET = (
    Text("En ändring görs inte med GET.", "An update is not made with GET."),
    "update",
    Text("Skicka den med POST.", "Send it with POST."),
)
_UPDATE_AS_QUERY = (
    Text("En fråga ändrar aldrig grafen.", "A query never changes the graph."),
    "query",
    Text("Skriv SELECT, ASK, CONSTRUCT eller DESCRIBE.", "Write SELECT, ASK or CONSTRUCT."),
)


@dataclass(frozen=True)
class Asked:
    """What a request asks for.

    Parameters:
        task: for a process; None where the service itself is asked about.
        changes: whether it is an update.
    """

    task: Heading | None
    changes: bool = False


def read(request: Request, *, today: datetime.date) -> Asked:
    """What a request at a SPARQL endpoint asks for.

    Raises:
        Refused: it keeps to no form of the protocol, with the status and the mend.
    """
    if request.method == "GET":
        return _get(request, today)
    if request.method != "POST":
        raise Refused(405, UsageError(*_METHOD), {"Allow": "GET, HEAD, POST, OPTIONS"})
    if request.media_type == FORM:
        request_text = request.text
        pairs = parsed(request_text.encode())
        return _form(request, pairs, today)
    if request.media_type == QUERY:
        return _query(request, request.text, request.pairs, today)
    if request.media_type == UPDATE:
        return _update(request, request.text, request.pairs)
    raise Refused(415, UsageError(*_MEDIA_TYPE), {"Accept-Post": f"{FORM}, {QUERY}, {UPDATE}"})


def _get(request: Request, today: datetime.date) -> Asked:
    names = {name for name, _ in request.pairs}
    if "update" in names:
        raise Refused(405, UsageError(*_UPDATE_BY_GET), {"Allow": "POST"})
    if "query" not in names:
        return Asked(None)
    return _query(request, _one(request.pairs, "query"), request.pairs, today)


def _form(request: Request, pairs: Pairs, today: datetime.date) -> Asked:
    names = {name for name, _ in pairs}
    both = request.pairs + pairs
    if "update" in names and "query" not in names:
        return _update(request, _one(both, "update"), both)
    if "query" in names and "update" not in names:
        return _query(request, _one(both, "query"), both, today)
    raise Refused(
        400,
        UsageError(
            Text("Formuläret har inget query eller update.", "The form lacks query or update."),
            "query",
            Text("Skicka ett av dem.", "Send one of them."),
        ),
    )


def _query(request: Request, text: str, pairs: Pairs, today: datetime.date) -> Asked:
    if query_form(text) in CHANGING:
        raise Refused(400, UsageError(*_UPDATE_AS_QUERY))
    task: Heading = {
        "task": "query",
        "text": text,
        "accept": wanted(request, pairs),
        "base": request.address,
        **view_asked(pairs, today),
        "default": _graphs(pairs, "default-graph-uri"),
        "named": _graphs(pairs, "named-graph-uri"),
    }
    return Asked({**task, "passed_on": True} if PASSED_ON in request.headers else task)


def _update(request: Request, text: str, pairs: Pairs) -> Asked:
    task = {
        "task": "update",
        "text": text,
        "base": request.address,
        "default": _graphs(pairs, "using-graph-uri"),
        "named": _graphs(pairs, "using-named-graph-uri"),
    }
    return Asked(task, changes=True)


_FORMATS = {
    "json": "application/sparql-results+json, application/ld+json;q=0.5",
    "xml": "application/sparql-results+xml, application/rdf+xml;q=0.5",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "turtle": "text/turtle",
    "ttl": "text/turtle",
    "ntriples": "application/n-triples",
    "nt": "application/n-triples",
    "rdfxml": "application/rdf+xml",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
}


def wanted(request: Request, pairs: Pairs) -> str:
    """The media types wanted: ``format=`` of the address, which a browser can write, or Accept.

    A browser that takes HTML gets a table to read as CSV no more than JSON: it gets JSON.

    Raises:
        Refused: a format that is not known.
    """
    named = [value for name, value in pairs if name == "format"]
    if named:
        if named[-1] not in _FORMATS:
            told = ", ".join(_FORMATS)
            raise Refused(
                400,
                UsageError(
                    Text("Okänt format.", "Unknown format."),
                    "format",
                    Text(f"Välj bland: {told}.", f"Choose from: {told}."),
                ),
            )
        return _FORMATS[named[-1]]
    return request.accept


def _one(pairs: Pairs, name: str) -> str:
    values = [value for key, value in pairs if key == name]
    if len(values) != 1:
        told = Text(f"{name} ska anges en gång.", f"{name} must be given once.")
        raise Refused(400, UsageError(told, name))
    return values[0]


def _graphs(pairs: Iterable[tuple[str, str]], name: str) -> list[str]:
    found = [value for key, value in pairs if key == name]
    if len(found) > _MOST_GRAPHS:
        raise Refused(400, UsageError(Text("För många grafer.", "Too many graphs."), name))
    return found


def read_only() -> Refused:
    """The answer to a change of the project's graph."""
    return Refused(
        403,
        UsageError(
            Text(
                "Projektets uppgifter ändras inte här.",
                "The project's statements are not changed here.",
            ),
            "",
            Text(
                "Varje uppgift ska ha ett textställe och granskas: ändra källans fil i projektet "
                "och kör kgraph check.",
                "Each statement must have a passage and be reviewed: change the source's file in "
                "the project and run kgraph check.",
            ),
        ),
    )
