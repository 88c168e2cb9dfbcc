"""The routes of the endpoint: the project's graph, and a store of the user's own beside it."""

import asyncio
import datetime
import hmac
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any
from urllib.parse import urlencode

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from kgraph.endpoint import catalogue, description, graph_store, media, protocol
from kgraph.endpoint.catalogue import Site
from kgraph.endpoint.frames import Heading, Reply
from kgraph.endpoint.memory import Memory
from kgraph.endpoint.request import AS_OF, REVIEW, VIEWED, Refused, parsed, view_asked
from kgraph.endpoint.request import Request as Plain
from kgraph.endpoint.work import status_of
from kgraph.errors import KGraphError, UsageError
from kgraph.store import View
from kgraph.store.writing import serialise
from kgraph.terms import Quad
from kgraph.web.front import REPLY
from kgraph.web.problems import of_error, of_reply
from kgraph.web.settings import Settings
from kgraph.wording import Text

_GONE = 499
_LONGEST_STABLE = 4_000
_METHODS = ["GET", "POST", "PUT", "DELETE", "PATCH"]
SHORT_S = 0.05
_MARGIN_S = 2.0
_FORMS = {"turtle", "rdfxml", "jsonld"}
Answer = Callable[[Request], Awaitable[Response]]


def include_endpoint(app: FastAPI, settings: Settings) -> None:
    """Add the endpoint's routes; the processes are in ``app.state.pool`` and ``.keeper``.

    What is asked most often, ``app.state.direct``, is answered with no framework in between.
    """
    app.state.memory = Memory()
    app.state.direct = dict.fromkeys(("/sparql", "/sparql/"), _plainly(_told(_sparql)))
    for path in ("/graphs", "/graphs/{path:path}"):
        app.add_route(path, _told(_graphs), methods=_METHODS, include_in_schema=False)
    for path in ("/data", "/data.{ending}"):
        app.add_route(path, _told(_catalogue), methods=["GET"], include_in_schema=False)
    app.add_route("/.well-known/void", _told(_void), methods=["GET"], include_in_schema=False)
    if settings.scratch:
        for path in ("/scratch/sparql", "/scratch/sparql/"):
            app.add_route(path, _told(_scratch), methods=_METHODS, include_in_schema=False)
        for path in ("/scratch/graphs", "/scratch/graphs/{path:path}"):
            app.add_route(path, _told(_scratch_graphs), methods=_METHODS, include_in_schema=False)


def _told(answer: Answer) -> Answer:
    """What goes wrong is told as a problem."""

    async def told(request: Request) -> Response:
        try:
            return await answer(request)
        except Refused as refused:
            return of_error(request, refused.status, refused.error, refused.headers)
        except KGraphError as error:
            return of_error(request, status_of(error, 400), error)

    return told


def _plainly(answer: Answer) -> ASGIApp:
    """An answer as an application by itself."""

    async def plainly(scope: Scope, receive: Receive, send: Send) -> None:
        response = await answer(Request(scope, receive))
        await response(scope, receive, send)

    return plainly


async def plain(request: Request) -> Plain:
    """A request as the endpoint reads it."""
    settings: Settings = request.app.state.settings
    path = request.scope["path"].removeprefix(request.scope.get("root_path", ""))
    return Plain(
        request.method,
        request.scope["query_string"],
        request.headers,
        b"" if request.method == "GET" else await request.body(),
        settings.address + path,
    )


async def _sparql(request: Request) -> Response:
    told = await plain(request)
    asked = protocol.read(told, today=datetime.date.today())
    if asked.changes:
        raise protocol.read_only()
    if asked.task is None:
        return await _service(request, "/sparql", writable=False)
    base = request.scope.get("root_path", "")
    location = stable(told, asked.task, base)
    more = {"Content-Location": location} if location else {}
    return await answered(request, asked.task, **more)


def stable(told: Plain, task: Heading, base: str) -> str:
    """Where the same answer is had tomorrow, for a query in an address; else nothing."""
    if told.method != "GET" or len(told.query) > _LONGEST_STABLE:
        return ""
    view = f"{REVIEW}={task['review']}&{AS_OF}={task['date']}"
    query = told.query.decode("latin-1")
    if not query.isascii() or not VIEWED.isdisjoint([name for name, _ in told.pairs]):
        query = urlencode([pair for pair in told.pairs if pair[0] not in VIEWED])
    return f"{base}/sparql?{query}&{view}"


def view_told(task: Heading) -> str:
    """Which statements a task goes by, as its answer says it."""
    return f"review={task.get('review', 'all')}, as_of={task['date']}"


async def answered(request: Request, task: Heading, **headers: str) -> Response:
    """The answer to a task on the project's graph, from memory where it was given before."""
    if request.app.state.pool is None:
        return _without_processes(request)
    reply = await replied(request, task)
    if reply is None:
        return Response(status_code=_GONE)
    if "date" in task:
        headers = {**headers, "X-Query-View": view_told(task)}
    return as_response(request, reply, **headers)


async def replied(request: Request, task: Heading) -> Reply | None:
    """What a process says to a task; None where the client has gone, which ends the task too."""
    given: Reply | None = getattr(request.state, REPLY, None)
    if given is not None:
        return given
    memory: Memory = request.app.state.memory
    key = memory.key(task)
    reply = memory.get(key)
    if reply is None:
        state = request.app.state
        reply = await _while_there(request, (state.federator or state.pool).do(task))
        if reply is not None:
            memory.learn(key, reply)
    return reply


def as_response(request: Request, reply: Reply, **more: str) -> Response:
    """What a process answered, as the client gets it; its limits are told with it."""
    told = {**reply.headers, **request.app.state.settings.limits.headers, **more}
    if reply.status == 200 and "ETag" not in reply.headers:
        told["Cache-Control"] = "no-store"  # it may be another the next time
    if reply.error is not None:
        return of_reply(request, reply.status, reply.error, told)
    if reply.cut:
        told["X-Query-Cut"] = f"{reply.cut}; kept={reply.rows}"
    if not reply.form:
        return Response(status_code=reply.status, headers=told)
    told["Content-Type"] = media.SENT[reply.form]
    told["Vary"] = "Accept"
    return Response(reply.body, reply.status, headers=told)


async def _while_there(request: Request, work: Coroutine[Any, Any, Reply]) -> Reply | None:
    """The reply, or None where the client has gone: then the query is ended too."""
    doing = asyncio.ensure_future(work)
    done, _ = await asyncio.wait({doing}, timeout=SHORT_S)
    if done:
        return await doing
    leaving = asyncio.ensure_future(_left(request))
    try:
        limits = request.app.state.settings.limits
        federator = getattr(request.app.state, "federator", None)
        others = federator.federation.seconds + limits.seconds if federator else 0
        # The pool has its own clocks; a last one.
        most = limits.wait + limits.seconds + others + _MARGIN_S
        await asyncio.wait({doing, leaving}, timeout=most, return_when=asyncio.FIRST_COMPLETED)
        return await doing if doing.done() else None
    finally:
        leaving.cancel()  # never waited for: it may be about to wait for the client again
        doing.cancel()
        await asyncio.wait({doing}, timeout=_MARGIN_S)


async def _left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _without_processes(request: Request) -> Response:
    error = UsageError(
        Text("Frågor besvaras inte på det här systemet.", "Queries are not answered here."),
        "",
        Text(
            "Systemet kan inte låsa in en fråga; kör servern på Linux.",
            "This system cannot lock a query in; run the server on Linux.",
        ),
    )
    return of_error(request, 501, error)


async def _service(request: Request, path: str, *, writable: bool) -> Response:
    """What the endpoint is, for programs; a page for people where there is one."""
    offered = (*media.GRAPH_TYPES, "text/html")
    name = media.chosen(request.headers.get("accept", ""), offered)
    page = getattr(request.app.state, "sparql_page", "")
    if name == "text/html" and page:
        return RedirectResponse(request.scope.get("root_path", "") + page, 303)
    state = request.app.state
    settings: Settings = state.settings
    address, view = settings.address + path, None
    if not writable:
        pairs = parsed(request.scope["query_string"])
        asked = view_asked(pairs, datetime.date.today())
        view = View(asked["review"], datetime.date.fromisoformat(asked["date"]))
        named = [pair for pair in pairs if pair[0] in VIEWED]
        address += "?" + urlencode(named) if named else ""
    quads = description.service(
        address, writable=writable, dataset_iri=site(request).dataset, view=view,
        federated=not writable and state.federator is not None,
    )  # fmt: skip
    return rdf(quads, media.GRAPH_TYPES.get(name or "", "turtle"))


def site(request: Request) -> Site:
    """Who gives out the data, and where."""
    settings: Settings = request.app.state.settings
    return Site(
        settings.address,
        request.app.state.project.base,
        settings.publisher,
        settings.publisher_iri,
        settings.contact,
    )


async def _catalogue(request: Request) -> Response:
    """The catalogue: RDF/XML unless another form is asked for, since portals ask for none."""
    ending = request.path_params.get("ending", "")
    if ending:
        form = {"rdf": "rdfxml", "ttl": "turtle", "jsonld": "jsonld"}.get(ending)
        if form is None:
            raise Refused(404, UsageError(Text("Formen finns inte.", "There is no such form.")))
        return rdf(catalogue.catalogue(site(request)), form)
    offered = ("application/rdf+xml", "text/turtle", "application/ld+json")
    asked = request.headers.get("accept", "")
    name = media.chosen(asked, (*offered, "text/html"))
    if name == "text/html" and "rdf" not in asked:
        return RedirectResponse(request.scope.get("root_path", "") + "/om", 303)
    if name is None:
        told = ", ".join(offered)
        raise Refused(
            406,
            UsageError(
                Text("Finns inte i den form som begärs.", "There is no such form."),
                "Accept",
                Text(f"Välj bland: {told}.", f"Choose from: {told}."),
            ),
        )
    return rdf(catalogue.catalogue(site(request)), media.GRAPH_TYPES[name])


def rdf(quads: list[Quad], form: str) -> Response:
    """Statements about the service, in a form; those it has no writer for come as Turtle."""
    form = form if form in _FORMS else "turtle"
    if form == "jsonld":
        from kgraph.store.answering import triples_bytes

        raw = triples_bytes(quads, form)
    else:
        raw = serialise(quads, form, description.EXTRA | catalogue.EXTRA)
    return Response(raw, headers={"Content-Type": media.SENT[form], "Vary": "Accept"})


async def _graphs(request: Request) -> Response:
    path = request.path_params.get("path", "")
    if request.method != "GET":
        raise protocol.read_only()
    task, _ = graph_store.read(await plain(request), path, today=datetime.date.today())
    return await answered(request, task)


async def _void(request: Request) -> Response:
    state = request.app.state
    settings: Settings = state.settings
    files = {
        name: f"{settings.address}/data/all.{ending}"
        for name, ending in (("Turtle", "ttl"), ("TriG", "trig"), ("N-Quads", "nq"))
    }
    quads = await asyncio.to_thread(
        description.void, state.store, settings.address, files, site(request).dataset
    )
    name = media.chosen(request.headers.get("accept", ""), tuple(media.GRAPH_TYPES))
    return rdf(quads, media.GRAPH_TYPES.get(name or "", "turtle"))


# -- the store of the user's own ---------------------------------------------------------------


def _allowed(request: Request) -> None:
    """Let only those change the store who know its token.

    Raises:
        Refused: the token is missing or another.
    """
    kind, _, given = request.headers.get("authorization", "").partition(" ")
    token = request.app.state.settings.token
    if kind.lower() == "bearer" and hmac.compare_digest(given.strip().encode(), token.encode()):
        return
    error = UsageError(
        Text("Att ändra här kräver en nyckel.", "Changing this needs a token."),
        "Authorization",
        Text("Skicka Authorization: Bearer NYCKEL.", "Send Authorization: Bearer TOKEN."),
    )
    raise Refused(401, error, {"WWW-Authenticate": 'Bearer realm="kgraph"'})


async def _scratch(request: Request) -> Response:
    asked = protocol.read(await plain(request), today=datetime.date.today())
    if asked.task is None:
        return await _service(request, "/scratch/sparql", writable=True)
    if asked.changes:
        _allowed(request)
    return as_response(request, await request.app.state.keeper.do(asked.task))


async def _scratch_graphs(request: Request) -> Response:
    if request.method != "GET":
        _allowed(request)
    path = request.path_params.get("path", "")
    task, made = graph_store.read(await plain(request), path, today=None)
    reply: Reply = await request.app.state.keeper.do(task)
    more = {"Location": made} if made and reply.status == 201 else {}
    return as_response(request, reply, **more)
