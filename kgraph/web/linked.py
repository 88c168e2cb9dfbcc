"""Things, terms, lists, graphs and data at the path of their IRI, in the form that is preferred.

A thing answers 303 to its page or its statements; what is itself a document is given at once.
Pages with their endings belong to the pages' own routes.
"""

import asyncio
import datetime
from collections.abc import Hashable
from functools import lru_cache
from typing import Any, cast
from urllib.parse import quote

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Match, Route
from starlette.types import Scope

from kgraph.endpoint import media
from kgraph.endpoint.frames import Heading
from kgraph.endpoint.request import VIEWED, Refused, parsed, refuse_strangers, view_asked
from kgraph.errors import KGraphError, UsageError
from kgraph.store.answering import quads_of
from kgraph.store.writing import EXPORTS, serialise
from kgraph.terms import BASE, GRAPH, KS, VOCAB, Quad
from kgraph.web.pages.findings import PATH as FINDING
from kgraph.web.problems import of_error
from kgraph.web.settings import Settings
from kgraph.web.sparql import answered
from kgraph.wording import Text

ROOTS = ("id", "def", "vocab", "graph", "shapes", "data")
PAGES = ("html", "json", "csv", "xlsx", "docx")
FOUND = ("ttl", "jsonld", "rdf", "nt")  # a finding is worked out, so its page gives these
_TYPES = {
    "turtle": "ttl",
    "ntriples": "nt",
    "rdfxml": "rdf",
    "jsonld": "jsonld",
    "trig": "trig",
    "nquads": "nq",
}
_OFFERED = {
    name: form
    for name, form in {**media.GRAPH_TYPES, **media.QUAD_TYPES}.items()
    if name not in ("application/json", "application/xml", "text/plain")
}
_OF_PAGES = {"text/html": "html", "application/json": "json", "text/csv": "csv"}
_DOCUMENTS = {"def": GRAPH("ks"), "shapes": GRAPH("shapes"), "vocab": GRAPH("vocab")}
_FLAT = frozenset(media.GRAPH_TYPES.values())
_LONGEST = 2_000
_WHOLE = {"lang"}
_TAKEN = VIEWED | _WHOLE
_REJECTED = VOCAB("review-status/rejected")


class _Data(Route):
    """A route that leaves addresses with the ending of a page to the pages."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Whether this route answers."""
        found, child = super().matches(scope)
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        ending = path.rpartition(".")[2]
        if ending in PAGES or (_found(path) and ending in FOUND):
            return Match.NONE, {}
        return found, child


def include_linked(app: FastAPI) -> None:
    """Add the routes; call it before the pages are included."""
    for root in ROOTS:
        for path in (f"/{root}", f"/{root}.{{ending}}", f"/{root}/{{path:path}}"):
            app.router.routes.append(_Data(path, _linked, methods=["GET"]))
    # A thing of somebody else's has its page, and what is stated of it, at an address of ours.
    app.router.routes.append(_Data("/sak.{ending}", _linked, methods=["GET"]))


async def _linked(request: Request) -> Response:
    path = request.scope["path"].removeprefix(request.scope.get("root_path", ""))
    stem, dot, ending = path.rpartition(".")
    try:
        if dot and ending in media.ENDINGS:
            return await _data(request, stem.lstrip("/"), media.ENDINGS[ending])
        return await _negotiated(request, path)
    except Refused as refused:
        return of_error(request, refused.status, refused.error)
    except KGraphError as error:
        return of_error(request, 400, error)


async def _negotiated(request: Request, path: str) -> Response:
    """A thing leads on; a document is given in the form preferred."""
    local = path.strip("/")
    whole = local.startswith("data/")
    if (
        whole
        and local != "data/all"
        and local.removeprefix("data/")
        not in await asyncio.to_thread(_names, cast(Hashable, request.app.state.store))
    ):
        raise Refused(404, _unknown(local[:200]))
    # A page is preferred on a tie by those who take anything, as people's browsers do, but where
    # what is there is a file.
    forms = [n for n, form in _OFFERED.items() if not _found(path) or _TYPES[form] in FOUND]
    offered = (*forms, "text/html") if whole else ("text/html", *forms, *list(_OF_PAGES)[1:])
    name = media.chosen(request.headers.get("accept", ""), offered)
    if name is None:
        told = ", ".join(offered)
        error = UsageError(
            Text("Finns inte i den form som begärs.", "There is no such form."),
            "Accept",
            Text(f"Välj bland: {told}.", f"Choose from: {told}."),
        )
        return of_error(request, 406, error)
    base = request.scope.get("root_path", "")
    if whole and name == "text/html":
        return RedirectResponse(f"{base}/om#data", 303, headers={"Vary": "Accept"})
    ending = _OF_PAGES.get(name) or _TYPES[_OFFERED[name]]
    if ending in PAGES or local.startswith("id/"):
        local = "def" if local == "vocab" else local  # the lists stand on the ontology's page
        query = request.url.query
        target = f"{base}/{_quoted(local)}.{ending}" + (f"?{query}" if query else "")
        return RedirectResponse(target, 303, headers={"Vary": "Accept"})
    response = await _data(request, local, _OFFERED[name])
    response.headers["Content-Location"] = f"{base}/{_quoted(local)}.{ending}"
    return response


def _found(path: str) -> bool:
    """Whether an address is a finding's."""
    return path.startswith(FINDING)


async def _data(request: Request, local: str, form: str) -> Response:
    """The statements at an address, in a form."""
    root, _, rest = local.partition("/")
    if len(local) > _LONGEST:
        raise Refused(404, _unknown(local[:200]))
    pairs = parsed(request.scope["query_string"])
    if root == "data":
        refuse_strangers(pairs, _WHOLE)
        return await _file(request, rest, form)
    refuse_strangers(pairs, _TAKEN | ({"iri"} if local == "sak" else set()))
    task: Heading = {**view_asked(pairs, datetime.date.today())}
    if root == "graph" or local in _DOCUMENTS:
        iri = str(_DOCUMENTS.get(local) or _named(request, "graph/" + rest))
        if form not in _FLAT:
            form = "turtle"
        task |= {"task": "graph", "iri": iri, "accept": media.SENT[form].partition(";")[0]}
    elif local == "sak":
        iri = dict(pairs).get("iri", "")
        task |= {"task": "describe", "iri": iri, "form": form}
    else:
        # What stands after # never reaches a server: a term has its data at /def/Goal.ttl.
        iri = f"{BASE}{root}#{rest}" if root in ("def", "shapes") else _named(request, local)
        task |= {"task": "describe", "iri": iri, "form": form}
    response = await answered(request, task, Link=_links(request, local, iri))
    response.headers["Vary"] = "Accept"
    return response


def _named(request: Request, local: str) -> str:
    """The IRI at a path: the project's own thing or graph, else what came with it."""
    base = request.app.state.project.base
    if base != BASE and base + local in _owned(request.app.state.store, base):
        return str(base + local)
    return BASE + local


@lru_cache(maxsize=1)
def _owned(store: Any, base: str) -> frozenset[str]:
    """What stands in the project's own namespace."""
    found = {term for s, _, _, g in _held(store) for term in (s, g) if term.startswith(base)}
    return frozenset(map(str, found))


def _links(request: Request, local: str, iri: str) -> str:
    """The other forms of a thing, and its own address."""
    settings: Settings = request.app.state.settings
    here = f"{settings.address}/{_quoted(local)}"
    more = f"?iri={quote(iri, safe='')}" if local == "sak" else ""
    links = [f'<{here}.{end}{more}>; rel="alternate"; type="{media.SENT[form].partition(";")[0]}"'
             for form, end in _TYPES.items()]  # fmt: skip
    links.append(f'<{here}.html{more}>; rel="alternate"; type="text/html"')
    return ", ".join([*links, f'<{_quoted(iri)}>; rel="canonical"'])


def _quoted(iri: str) -> str:
    """An address that can stand in a header."""
    return quote(iri, safe=":/#")


def _unknown(local: str) -> UsageError:
    return UsageError(
        Text("Det finns inget på den adressen.", "There is nothing at that address."),
        local,
        Text("Kontrollera adressen.", "Check the address."),
    )


async def _file(request: Request, name: str, form: str) -> Response:
    """The whole graph as a file, or what one source states."""
    store = cast(Hashable, request.app.state.store)
    if name != "all" and name not in await asyncio.to_thread(_names, store):
        raise Refused(404, _unknown("data/" + name))
    raw = await asyncio.to_thread(_written, store, name, form)
    return Response(raw, headers={"Content-Type": media.SENT[form], "Vary": "Accept"})


@lru_cache(maxsize=1)
def _held(store: Any) -> tuple[Quad, ...]:
    """The statements, read once; those of rejected passages are not handed on."""
    quads = tuple(store.statements())
    rejected = {s for s, p, o, _ in quads if p == KS("reviewStatus") and o == _REJECTED}
    return tuple(q for q in quads if q[3] not in rejected and q[0] not in rejected)


@lru_cache(maxsize=1)
def _names(store: Any) -> frozenset[str]:
    """What the parts are called that can be had by themselves: a source or a register's folder."""
    return frozenset(quad[3].partition("/graph/")[2].partition("/")[0] for quad in _held(store))


@lru_cache(maxsize=64)
def _written(store: Any, name: str, form: str) -> bytes:
    part = f"/graph/{name}/" if name != "all" else ""
    chosen = [quad for quad in _held(store) if part in quad[3]]
    return serialise(chosen, form) if form in EXPORTS else quads_of(chosen, form)
