"""What OpenAPI says: every address, in both languages and every form, as the pages' routes name it.

The routes are no functions of typed values, so the description is made from the same lists as they.
"""

import re
from typing import Any

from fastapi import FastAPI

from kgraph.store import READ_LEVELS
from kgraph.web.pages import parameters
from kgraph.web.pages.page import TYPES
from kgraph.web.pages.queries import EDITOR
from kgraph.web.pages.routes import ROUTES
from kgraph.web.pages.visit import ENGLISH
from kgraph.wording import LANGUAGES

Json = dict[str, Any]
_TEXT: Json = {"schema": {"type": "string"}}
_PROBLEM: Json = {"application/problem+json": {"schema": {"type": "object"}}}
_TABLE = (
    *("application/sparql-results+json", "application/sparql-results+xml", "text/csv"),
    "text/tab-separated-values",
)
_GRAPH = ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json")
_QUADS = (*_GRAPH, "application/trig", "application/n-quads")
_DATA = ("ttl", "nt", "rdf", "jsonld", "trig", "nq")
_PAGE = ("html", "json", "csv", "xlsx", "docx")  # the forms of every page
_ROOTS = ("id", "vocab", "graph", "def", "shapes")
_TOLD = (
    "Read only. HEAD is answered wherever GET is, without a body. English pages stand under /en. "
    "review and as_of choose which statements count; each answer to a query says which did in "
    "X-Query-View and what it may take in X-Query-Limits, and X-Query-Cut where a limit cut it. "
    "A parameter that an address does not know is told of on a page, and refused with 400 where "
    "data are asked for; marks of tracking (utm_source and its like) are passed by, and so are the "
    "parameters that clients of a SPARQL endpoint send of their own."
)
_WHY = {
    "400": "Not valid: what, where and the mend",
    "404": "There is nothing at that address",
    "406": "No form that is asked for",
    "413": "Too much was sent",
    "414": "The address is too long",
    "415": "What was sent is in no form that is read",
    "429": "Too many requests; see Retry-After",
    "501": "This system cannot lock a query in, so none is answered",
    "503": "Too many are asking, or it takes time to make; see Retry-After",
    "504": "Ended at its time limit",
}


def _in(where: str, name: str, *, needed: bool = False, **schema: Any) -> Json:
    return {
        "name": name,
        "in": where,
        "required": needed,
        "schema": {"type": "string", **schema},
    }


_VIEW = [
    _in("query", "as_of", format="date", description="The day that statements are to hold on"),
    _in("query", "review", enum=list(READ_LEVELS), description="How far they must be reviewed"),
]
_LANG = _in("query", "lang", enum=list(LANGUAGES))
# A named question and a network take the parameters of their query by name.
_ASKED: Json = {
    "name": "parameters",
    "in": "query",
    "style": "form",
    "explode": True,
    "schema": {"type": "object", "additionalProperties": {"type": "string"}},
}
_GRAPHS = [
    {"name": name, "in": "query", "schema": {"type": "array", "items": {"type": "string"}}}
    for name in ("default-graph-uri", "named-graph-uri")
]
_FORMAT = _in("query", "format", enum=["json", "xml", "csv", "tsv", "turtle", "ntriples", "rdfxml",
                                       "jsonld"])  # fmt: skip


def _answers(*types: str, beside: tuple[str, ...] = (), **more: str) -> Json:
    """The statuses of an operation: what it gives, and why it may not."""
    refused = ("400", "404", "414", "429", "503", *beside)
    told = {s: {"description": _WHY[s], "content": _PROBLEM} for s in sorted(refused)}
    content = {"content": dict.fromkeys(types, _TEXT)} if types else {}
    extra = {status[1:]: {"description": text} for status, text in more.items()}
    return {"200": {"description": "The answer", **content}, **told, **extra}


def _get(summary: str, parameters: list[Json], responses: Json, path: str = "") -> Json:
    named = [_in("path", name, needed=True) for name in re.findall(r"{(\w+)}", path)]
    return {
        "get": {"summary": summary, "parameters": [*named, *parameters], "responses": responses}
    }


def _pages() -> Json:
    """Every page and its forms, in both languages."""
    found: Json = {}
    kind = {form: name.partition(";")[0] for form, name in TYPES.items()}
    for prefix in ("", ENGLISH):
        for route in ROUTES:
            path = route.path if route.path != "/" else ("" if prefix else "/")
            stem = "/start" if route.path == "/" else route.path
            usual = [*_VIEW, _LANG]
            told = [*usual, *_own(route.path)]
            found[prefix + path] = _get(route.summary.en, told, _answers("text/html"), path)
            for form in (*_PAGE, *route.more):
                found[f"{prefix}{stem}.{form}"] = _get(
                    f"{route.summary.en}, as {form}",
                    [*usual, *_own(route.path, form)],
                    _answers(kind[form]),
                    stem,
                )
        found[prefix + "/forslag.json"] = _get(
            "Names that go on as what is written so far",
            [*_own("/sok"), *_VIEW],
            _answers("application/json"),
        )
        found[prefix + EDITOR] = _editor()
        found[prefix + EDITOR + "/ord.json"] = _get(
            "Words that complete a query", [], _answers("application/json")
        )
        for root in _ROOTS:
            path = f"/{root}/{{name}}.{{form}}"
            found[prefix + path] = _get(
                "The page of a thing, and its forms",
                [*_VIEW, _LANG],
                _answers(*(kind[form] for form in _PAGE)),
                path,
            )
        for form in _PAGE:
            found[f"{prefix}/sak.{form}"] = _get(
                "The page of a thing of somebody else's, and its forms", [*_own("/sak"), *_VIEW],
                _answers(kind[form]))  # fmt: skip
    return found


def _own(pattern: str, form: str = "html") -> list[Json]:
    """What a page takes in a form, beside what every page does."""
    named = [_in("query", name) for name in parameters.of_form(pattern, form)]
    return [*named, _ASKED] if pattern in parameters.ASKED else named


def _editor() -> Json:
    told = [*_own(EDITOR), *_VIEW]
    made = _get("The query editor, with the answer to what is asked", told, _answers("text/html"))
    fields = {name: {"type": "string"} for name in ("query", "as_of", "review")}
    body = {"application/x-www-form-urlencoded": {
        "schema": {"type": "object", "properties": fields}}}  # fmt: skip
    made["post"] = {
        "summary": "The same, for a long query",
        "requestBody": {"content": body},
        "responses": _answers("text/html", beside=("413", "415")),
    }
    return made


def _service(prefix: str = "", *, written: bool = False) -> Json:
    """The endpoint and the graph store; a store of the user's own takes changes with its token."""
    refused = ("406", "413", "415", "501", "504")
    no_writing = {"_403": "Project data are not written here; says how they are"}
    denied = {"_401": "The token is missing or another"} if written else no_writing
    form = {name: {"type": "string"} for name in ("query", "update")}
    bodies = {"application/sparql-query": _TEXT, "application/sparql-update": _TEXT,
              "application/x-www-form-urlencoded": {
                  "schema": {"type": "object", "properties": form}}}  # fmt: skip
    asked = [*_GRAPHS, _FORMAT, *([] if written else _VIEW)]
    sparql = _get("SPARQL 1.1 query; the service's description without one",
                  [_in("query", "query"), *asked],
                  _answers(*_TABLE, *_GRAPH, beside=refused,
                           _303="The query editor, for a browser",
                           _405="An update is not made with GET"))  # fmt: skip
    sparql["post"] = {
        "summary": "SPARQL 1.1 query" + (" or update" if written else "; an update is refused"),
        "parameters": asked,
        "requestBody": {"content": bodies, "required": True},
        "responses": _answers(*_TABLE, *_GRAPH, beside=refused, _204="Changed", **denied),
    }
    which = [_in("query", "graph"), _in("query", "default"), *([] if written else _VIEW)]
    graphs = _get("A graph, by the Graph Store Protocol", which,
                  _answers(*_GRAPH, beside=("406", "501", "504")))  # fmt: skip
    for method in ("put", "post", "delete"):
        graphs[method] = {
            "summary": "Change a graph" if written else "Refused: project data are not written",
            "parameters": which[:2],
            "responses": _answers(
                beside=("413", "415"), _201="Made", _204="Changed", _405="Not here", **denied
            ),
        }
        if method != "delete":
            graphs[method]["requestBody"] = {"content": dict.fromkeys(_GRAPH, _TEXT)}
    return {f"{prefix}/sparql": sparql, f"{prefix}/graphs": graphs}


def _linked() -> Json:
    """Things, documents and files at the path of their IRI."""
    found: Json = {}
    leads = {"_303": "Where it is described, in the form preferred"}
    beside = ("406", "501", "504")
    for root in _ROOTS:
        path = f"/{root}/{{name}}"
        found[path] = _get("A thing, a term, a value or a passage", _VIEW,
                           _answers(*_QUADS, beside=beside, **leads), path)  # fmt: skip
        for form in _DATA:
            stated = f"{path}.{form}"
            found[stated] = _get(f"What is stated of it, as {form}", _VIEW,
                                 _answers(*_QUADS, beside=beside), stated)  # fmt: skip
    for form in _DATA:
        found[f"/sak.{form}"] = _get(
            f"What is stated of a thing of somebody else's, as {form}", [*_own("/sak"), *_VIEW],
            _answers(*_QUADS, beside=beside))  # fmt: skip
    for root in ("def", "shapes", "vocab"):
        found[f"/{root}"] = _get("The whole document", _VIEW,
                                 _answers(*_GRAPH, beside=beside, **leads))  # fmt: skip
    found["/data"] = _get(
        "The catalogue of the data (DCAT-AP-SE)", [],
        _answers("application/rdf+xml", "text/turtle", "application/ld+json", beside=("406",),
                 _303="About the site, for a browser"))  # fmt: skip
    for form in ("rdf", "ttl", "jsonld"):
        found[f"/data.{form}"] = _get(f"The catalogue, as {form}", [], _answers(*_GRAPH))
    found["/data/{name}"] = _get(
        "All data (all.trig) or what one source states, as a file", [],
        _answers(*_QUADS, beside=("406",)), "/data/{name}")  # fmt: skip
    return found


def _state() -> Json:
    return {
        "/.well-known/void": _get("How much there is, and where", [], _answers(*_GRAPH)),
        "/healthz": _get("Whether the server lives", [], _answers("text/plain")),
        "/readyz": _get("Whether queries are answered", [], _answers("application/json")),
        "/metrics": _get("Counts for Prometheus", [], _answers("text/plain")),
        "/static/{name}": _get("Style and scripts", [], _answers("text/css", "text/javascript"),
                               "/static/{name}"),
    }  # fmt: skip


def describe(app: FastAPI) -> None:
    """Let the application describe itself."""

    def openapi() -> Json:
        if not app.openapi_schema:
            settings = app.state.settings
            own = _service("/scratch", written=True) if settings.scratch else {}
            app.openapi_schema = {
                "openapi": "3.1.0",
                "info": {"title": app.title, "version": app.version, "description": _TOLD},
                "servers": [{"url": settings.address}],
                "paths": {**_pages(), **_service(), **own, **_linked(), **_state()},
            }
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]
