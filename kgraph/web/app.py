"""The application: the endpoint, the data behind each IRI, the pages, and what guards them."""

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from kgraph import __version__
from kgraph.endpoint import media
from kgraph.endpoint.limits import lockable
from kgraph.endpoint.work import status_of
from kgraph.errors import KGraphError, UsageError
from kgraph.project import Project
from kgraph.store import Store, open_store
from kgraph.web.front import Front
from kgraph.web.guard import Guard
from kgraph.web.lanes import Lanes
from kgraph.web.linked import include_linked
from kgraph.web.metrics import Metrics
from kgraph.web.openapi import describe
from kgraph.web.pages import include_pages
from kgraph.web.problems import TYPE, of_error, problem
from kgraph.web.quick import Quick
from kgraph.web.renewal import keep_up
from kgraph.web.settings import Settings
from kgraph.web.sparql import include_endpoint
from kgraph.web.warming import make_ready
from kgraph.wording import Text


def create_app(
    project: Project, settings: Settings | None = None, store: Store | None = None
) -> FastAPI:
    """The whole application.

    Call it in the main thread before any other thread runs: the processes that answer queries are
    forked here.

    Pages may hang two things on ``app.state``: ``error_page``, which makes a page of a request and
    a status for those who read HTML, and ``sparql_page``, the path of the query editor.

    Parameters:
        project: where the files lie.
        settings: how the site is set up.
        store: the project's statements; opened when left out.

    Raises:
        InputError: a file of the project cannot be read.
    """
    settings = settings or Settings()
    app = FastAPI(
        title="kgraph",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        root_path_in_servers=False,
        lifespan=_lifespan,
    )
    app.state.project, app.state.settings = project, settings
    app.state.store = store or open_store(project)
    app.state.sources, app.state.contact = settings.sources, settings.contact
    app.state.home = settings.address
    app.state.metrics, app.state.warm, app.state.edition = Metrics(), False, 0
    app.state.front = Front(settings, app.state.metrics, lambda: int(app.state.edition))
    _found(app)
    include_endpoint(app, settings)
    include_linked(app)
    _include_state(app)
    include_pages(app)
    _tell_errors(app)
    describe(app)
    app.state.quick = Quick(app.state)
    app.add_middleware(Lanes, limits=settings.limits)
    app.add_middleware(Guard, settings=settings, front=app.state.front, direct=app.state.direct)
    return app


def _found(app: FastAPI) -> None:
    """Fork what the processes come from, where a process can be locked in."""
    app.state.pool = app.state.keeper = app.state.federator = None
    if not lockable():
        return
    from kgraph.endpoint.elsewhere import Elsewhere
    from kgraph.endpoint.federation import Federator
    from kgraph.endpoint.keeper import Keeper, found_keeper
    from kgraph.endpoint.nursery import found_nursery
    from kgraph.endpoint.pool import Pool
    from kgraph.store.allowance import federation_of
    from kgraph.store.memory import MemoryStore

    settings: Settings = app.state.settings
    store = app.state.store
    assert isinstance(store, MemoryStore)
    if store.elsewhere:
        app.state.pool = Elsewhere(store, settings.limits)
    else:
        app.state.pool = Pool(found_nursery(store, settings.limits), settings.limits)
    if (federation := federation_of(app.state.project)).allow:
        app.state.federator = Federator(app.state.pool.do, federation)
    if settings.scratch:
        app.state.keeper = Keeper(found_keeper(settings.limits), settings.limits)


@contextlib.asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """The processes live as long as the server does."""
    kept = [part for part in (app.state.pool, app.state.keeper) if part is not None]
    for part in kept:
        await part.start()
    following = asyncio.create_task(keep_up(app))
    over = app.state.over = threading.Event()
    if app.state.settings.warm:
        threading.Thread(target=make_ready, args=(app, over), daemon=True).start()
    try:
        yield
    finally:
        over.set()
        following.cancel()
        for part in kept:
            await part.stop()


def _include_state(app: FastAPI) -> None:
    """How the server is: for whoever watches over it."""

    async def healthz(_: Request) -> Response:
        return PlainTextResponse("ok\n", headers={"Cache-Control": "no-store"})

    async def readyz(request: Request) -> Response:
        pool = request.app.state.pool
        ready = pool is None or pool.ready
        told = {"ready": ready, "queries": pool is not None}
        return JSONResponse(told, 200 if ready else 503, headers={"Cache-Control": "no-store"})

    async def metrics(request: Request) -> Response:
        return PlainTextResponse(
            request.app.state.metrics.text(_gauges(request.app)),
            headers={"Cache-Control": "no-store"},
        )

    for path, answer in (("/healthz", healthz), ("/readyz", readyz), ("/metrics", metrics)):
        app.add_route(path, answer, methods=["GET"], include_in_schema=False)


def _gauges(app: FastAPI) -> dict[str, float]:
    pool, ready = app.state.pool, {"kgraph_pages_ready": float(app.state.warm)}
    if pool is None:
        return ready
    return {
        **ready,
        "kgraph_queries_slow": pool.slow,
        "kgraph_queries_waiting": pool.waiting,
        **{f"kgraph_queries_ended_{why}": n for why, n in sorted(pool.ended.items())},
    }


def _tell_errors(app: FastAPI) -> None:
    async def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        words = {
            404: Text("Det finns inget på den adressen.", "There is nothing at that address."),
            405: Text("Metoden finns inte här.", "The method is not here."),
        }
        page = getattr(request.app.state, "error_page", None)
        accept = request.headers.get("accept", "")
        if page is not None and media.chosen(accept, (TYPE, "text/html")) == "text/html":
            shown: Response = await page(request, error.status_code)
            return shown
        told = words.get(error.status_code, Text("Begäran avvisades.", "The request was refused."))
        return problem(request, error.status_code, told, headers=dict(error.headers or {}))

    async def invalid(request: Request, error: Exception) -> Response:
        return problem(request, 422, Text("Ett värde är ogiltigt.", "A value is not valid."))

    async def ours(request: Request, error: Exception) -> Response:
        assert isinstance(error, KGraphError)
        usual = 400 if isinstance(error, UsageError) else 500
        return of_error(request, status_of(error, usual), error)

    app.add_exception_handler(HTTPException, refused)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(KGraphError, ours)
