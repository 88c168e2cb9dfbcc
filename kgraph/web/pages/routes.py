"""Which address gives which page, in both languages and every form."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kgraph.endpoint import media
from kgraph.endpoint.work import status_of
from kgraph.errors import KGraphError, OutsideError, UsageError
from kgraph.report import Report
from kgraph.web.pages import (
    about,
    agenda,
    changes,
    checks,
    compare,
    editor,
    errors,
    findings,
    form_routes,
    grounds,
    listing,
    matrix,
    near,
    network,
    ontology,
    own_routes,
    parameters,
    queries,
    register,
    search,
    start,
    things,
    timeline,
    watch,
    who,
)
from kgraph.web.pages.addresses import iri_of, page_of_graph, serve_own
from kgraph.web.pages.desk import Shelf
from kgraph.web.pages.missing import Missing, missing_page, refused_page, uncounted_page
from kgraph.web.pages.page import TYPES, Page, as_form
from kgraph.web.pages.render import script, stylesheet, template, to_html
from kgraph.web.pages.visit import ENGLISH, Visit, language, read_view
from kgraph.web.problems import of_error
from kgraph.wording import Text

Make = Callable[..., Page]
PROBLEM = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Route:
    """An address and what makes its page.

    Parameters:
        more: forms that it has beside those of every page.
    """

    path: str
    make: Make
    summary: Text
    more: tuple[str, ...] = ()


# Statements, for pages that tell what sources state; what a page rests on where nothing else fits.
_RDF = tuple(grounds.FORMS)
ROUTES: tuple[Route, ...] = (
    Route("/", start.page, Text("Start", "Start")),
    Route("/sok", search.page, Text("Sök", "Search")),
    Route("/alla/{kind}", listing.page, Text("Alla av ett slag", "All of a kind"), _RDF),
    Route("/a-o", register.page, Text("Alla namn", "All names")),
    Route("/vem-gor-vad", who.index, Text("Vem gör vad", "Who does what")),
    Route("/vem-gor-vad/tema/{theme}", who.theme, Text("Ett tema", "A theme"), _RDF),
    Route("/vem-gor-vad/tema/{theme}/{county}", who.theme, Text("Tema och län",
                                                                "Theme and county"), _RDF),
    Route("/vem-gor-vad/lan/{county}", who.county, Text("Ett län", "A county"), _RDF),
    Route("/vem-gor-vad/strategi/{strategy}", who.strategy, Text("En strategi", "A strategy"),
          _RDF),
    Route("/vem-gor-vad/element/{element}", who.element, Text(
        "Ett mål, en prioritering eller en insats", "A goal, priority or measure"), _RDF),
    Route("/fynd", findings.index, Text("Fynd", "Findings"), _RDF),
    Route("/matris", matrix.index, Text("Matriser", "Matrices")),
    Route("/matris/{rows}/{columns}", matrix.page, Text("En matris", "A matrix"), _RDF),
    Route("/natverk", network.index, Text("Nätverk", "Networks")),
    Route("/natverk/{name}", network.page, Text("Ett nätverk", "A network"),
          ("svg", "gexf", "graphml", *_RDF)),
    Route("/jamfor", compare.page, Text("Jämför län", "Compare counties"), _RDF),
    Route("/tidslinje", timeline.page, Text("Tidslinje", "Timeline"), _RDF),
    Route("/bevaka", watch.dates, Text("Bevaka: datum", "Watch: dates"), ("ics", *_RDF)),
    Route("/bevaka/andrat", changes.page, Text("Bevaka: ändrat", "Watch: changed"), _RDF),
    Route("/bevaka/fragor", agenda.questions, Text("Bevaka: frågor", "Watch: questions"), _RDF),
    Route("/fragor", queries.index, Text("Frågor", "Questions")),
    Route("/fragor/{query}", queries.page, Text("En fråga", "A question"), _RDF),
    Route("/kallor", about.sources, Text("Källor", "Sources"), _RDF),
    Route("/kontroller", checks.checks, Text("Kontroller", "Checks"), _RDF),
    Route("/om", about.about, Text("Om", "About")),
    Route("/tillganglighet", about.accessibility, Text("Tillgänglighet", "Accessibility")),
)  # fmt: skip
_GROUNDED = {route.make for route in ROUTES if not {*grounds.FORMS}.isdisjoint(route.more)}
_ENDINGS = ("html", *(form for form in TYPES if form != "html"))


def include_pages(app: FastAPI) -> None:
    """Add every page to an application.

    Parameters:
        app: has ``state.project``, ``state.store``, and optionally ``state.sources`` (a folder
            with the user's own copies of the documents) and ``state.contact`` and ``state.home``.
    """
    shelf = Shelf(app.state.project, app.state.store, getattr(app.state, "sources", None))
    shelf.linked = getattr(app.state, "pool", None) is not None
    app.state.shelf = shelf
    serve_own(app.state.project.base)
    editor.include_editor(app, shelf)
    own_routes.include_own(app, shelf)
    form_routes.include_forms(app, shelf)
    app.state.error_page = errors.shown
    for english in (False, True):
        prefix = ENGLISH if english else ""
        for route in ROUTES:
            _add(app, shelf, prefix, route, english)
        for root in ("id", "vocab", "graph", "def", "shapes", "sak"):
            _add_things(app, shelf, prefix, root, english)
        app.add_api_route(prefix + "/forslag.json", _suggesting(shelf, english),
                          methods=["GET", "HEAD"], include_in_schema=not english,
                          summary="Suggestions for the search")  # fmt: skip
    app.add_api_route("/static/{name}", _static, methods=["GET", "HEAD"], include_in_schema=False)
    app.add_api_route("/{rest:path}", _nowhere(shelf), methods=["GET", "HEAD"],
                      include_in_schema=False)  # fmt: skip


def _add(app: FastAPI, shelf: Shelf, prefix: str, route: Route, english: bool) -> None:
    async def html(request: Request) -> Response:
        return await run_in_threadpool(
            answer, shelf, request, english, route.path, "html", route.make, request.path_params
        )

    async def data(request: Request) -> Response:
        params = dict(request.path_params)
        form = params.pop("form")
        return await run_in_threadpool(
            answer, shelf, request, english, route.path, form, route.make, params
        )

    plain = route.path if route.path != "/" or not prefix else ""
    ending = "/start" if route.path == "/" else route.path
    schema = {"include_in_schema": not english, "methods": ["GET", "HEAD"]}
    # The forms come first: a name in a path would else take the ending for a part of itself.
    if "{" in ending:

        async def either(request: Request) -> Response:
            params = dict(request.path_params)
            last = next(reversed(params))
            stem, dot, form = params[last].rpartition(".")
            if dot and form in _ENDINGS:
                params[last] = stem
            else:
                form = "html"
            return await run_in_threadpool(
                answer, shelf, request, english, route.path, form, route.make, params
            )

        app.add_api_route(prefix + ending, either, summary=route.summary.en, **schema)  # type: ignore[arg-type]
        return
    app.add_api_route(prefix + ending + ".{form}", data, summary=f"{route.summary.en}, as data",
                      **schema)  # type: ignore[arg-type]  # fmt: skip
    app.add_api_route(prefix + plain, html, summary=route.summary.en, **schema)  # type: ignore[arg-type]
    if plain == "":
        app.add_api_route(prefix + "/", html, include_in_schema=False, methods=["GET", "HEAD"])


def _add_things(app: FastAPI, shelf: Shelf, prefix: str, root: str, english: bool) -> None:
    """The pages of things, at the path of their IRI with an ending."""

    async def thing(request: Request) -> Response:
        path = request.scope["path"].removeprefix(request.scope.get("root_path", ""))
        path = path.removeprefix(prefix)
        stem, dot, form = path.rpartition(".")
        flat = form in (*grounds.FORMS, "rdf", "nt")
        if prefix and shelf.linked and flat and not path.startswith(findings.PATH):
            prefix_less = request.scope.get("root_path", "") + path  # the same in every language
            query = request.url.query
            return RedirectResponse(prefix_less + (f"?{query}" if query else ""), 303)
        about = page_of_graph(stem if dot else path)
        if about and form == "html":
            return RedirectResponse(request.scope.get("root_path", "") + prefix + about, 303)
        if not dot or form not in _ENDINGS:
            target = request.scope.get("root_path", "") + prefix + path + ".html"
            query = request.url.query
            return RedirectResponse(target + (f"?{query}" if query else ""), 303)
        return await run_in_threadpool(
            answer, shelf, request, english, stem, form, _make_thing, {"path": stem}
        )

    for tail in ("/{name:path}", ".{form}"):
        app.add_api_route(f"{prefix}/{root}{tail}", thing, methods=["GET", "HEAD"],
                          include_in_schema=False)  # fmt: skip


def _make_thing(shelf: Shelf, visit: Visit, path: str) -> Page:
    if path == "/sak":
        named = visit.given.get("iri", "")
        make = ontology.shape if ontology.is_own_check(shelf, visit, named) else things.page
        return make(shelf, visit, named)
    if path in ("/def", "/shapes"):
        return ontology.page(shelf, visit, path[1:])
    iri = iri_of(path, lambda own: own in shelf.kinds(visit.view))
    if path.startswith("/shapes/"):
        return ontology.shape(shelf, visit, iri)
    if path.startswith(findings.PATH):
        return findings.page(shelf, visit, path.rpartition("/")[2])
    return things.page(shelf, visit, iri)


def answer(
    shelf: Shelf,
    request: Request,
    english: bool,
    pattern: str,
    form: str,
    make: Make,
    params: dict[str, Any],
) -> Response:
    """The answer to a request for a page, in words where it cannot be given."""
    items = request.query_params.multi_items()
    asked = parameters.of_page(shelf, pattern, items, next(iter(params.values()), ""), form)
    given = asked.given
    if pattern.startswith(network.PATH):
        given |= network.several(items)
    lang = language(given, english)
    path = pattern
    for name, value in params.items():
        path = path.replace("{" + name + "}", str(value))
    app = request.app
    visit = Visit(lang, path, form, given, request.scope.get("root_path", ""),
                  contact=getattr(app.state, "contact", "") or "",
                  home=getattr(app.state, "home", ""),
                  still=getattr(app.state, "still", None),
                  passed_by=asked.told)  # fmt: skip
    try:
        if form != "html":
            asked.refuse()
        visit = replace(visit, view=read_view(given, visit.still))
        return _written(shelf, visit, make, params)
    except Missing as error:
        if right := near.meant(shelf, visit):
            return RedirectResponse(visit.with_path(right).as_form(form), 301)
        visit = _read_by(request, visit)
        return _error(shelf, visit, missing_page(shelf, visit, error))
    except UsageError as error:
        return _error(shelf, _read_by(request, visit), refused_page(visit, error))
    except OutsideError as error:  # the store cannot be asked: not for a page of this either
        return of_error(request, status_of(error, 500), error)
    except KGraphError as error:
        return _error(shelf, _read_by(request, visit), refused_page(visit, error, 500))


def _read_by(request: Request, visit: Visit) -> Visit:
    """Who opens an address in a browser reads an error as a page, whatever it would have given."""
    accept = request.headers.get("accept", "")
    reads = media.chosen(accept, (PROBLEM, media.HTML)) == media.HTML
    return replace(visit, form="html") if reads else visit


def _written(shelf: Shelf, visit: Visit, make: Make, params: dict[str, Any]) -> Response:
    if visit.form not in TYPES:
        raise Missing(visit.path + "." + visit.form)

    def write() -> bytes:
        page, report = _made(shelf, visit, make, params)
        if visit.form == "html":
            return to_html(page, report, visit, triples=_as_triples(shelf, visit)).encode()
        made = as_form(page, report, visit, shelf.project)
        if made is None:
            raise Missing(visit.path + "." + visit.form)
        return made if isinstance(made, bytes) else made.encode()

    key = (visit.path, visit.lang, visit.form, visit.base, visit.view, visit.contact,
           tuple(sorted(visit.given.items())), visit.passed_by)  # fmt: skip
    # What shows a user's own copies is made anew each time: their text is kept nowhere.
    private = shelf.sources is not None and visit.path.startswith("/graph/")
    content = write() if private else shelf.write(key, write)
    headers = {"Content-Language": visit.lang} | ({"Cache-Control": "no-store"} if private else {})
    if visit.form in (
        "csv",
        "xlsx",
        "docx",
        "ttl",
        "jsonld",
        "rdf",
        "nt",
        "ics",
        "gexf",
        "graphml",
    ):
        name = visit.path.strip("/").replace("/", "-") or "start"
        ascii_name = name.encode("ascii", "ignore").decode()
        headers["Content-Disposition"] = f'attachment; filename="{ascii_name}.{visit.form}"'
    return Response(content, media_type=TYPES[visit.form], headers=headers)


def _made(shelf: Shelf, visit: Visit, make: Make, params: dict[str, Any]) -> tuple[Page, Report]:
    """A page and its passages; for a folder it is made once and written in every form."""
    key = visit.path, visit.lang, tuple(sorted(visit.given.items()))
    if visit.still is not None and shelf.latest is not None and shelf.latest[0] == key:
        return shelf.latest[1], shelf.latest[2]
    try:
        page = make(shelf, visit, **params)
    except Missing:
        none_yet = uncounted_page(visit, lambda wider: make(shelf, wider, **params))
        if none_yet is None:
            raise
        page = none_yet
    report = page.report(shelf.store, visit)
    if make in _GROUNDED and visit.still is None:
        page = grounds.grounded(shelf, page, report, visit.view)
    shelf.latest = (key, page, report) if visit.still is not None else None
    return page, report


def _as_triples(shelf: Shelf, visit: Visit) -> bool:
    """Whether the server gives the statements about the page's thing at the same path."""
    held = visit.path.startswith(("/id/", "/vocab/", "/def", "/graph/"))
    return shelf.linked and held and not visit.path.startswith(findings.PATH)


def _error(shelf: Shelf, visit: Visit, page: Page) -> Response:
    """What went wrong, as a page; a program gets the same as a problem in JSON."""
    if visit.form == "html":
        content = to_html(page, page.report(shelf.store, visit), visit)
        return Response(content, page.status, media_type=TYPES["html"])
    import json

    told = {"type": "about:blank", "title": page.title, "status": page.status,
            "detail": page.values.get("problem", page.title)}  # fmt: skip
    return Response(json.dumps(told, ensure_ascii=False), page.status,
                    media_type=PROBLEM)  # fmt: skip


def _suggesting(shelf: Shelf, english: bool) -> Callable[..., Any]:
    async def suggest(request: Request) -> Response:
        asked = parameters.of_page(shelf, "/sok", request.query_params.multi_items())
        given = asked.given
        visit = Visit(language(given, english), "/sok", "json", given,
                      request.scope.get("root_path", ""))  # fmt: skip
        try:
            asked.refuse()
            visit = Visit(visit.lang, "/sok", "json", given, visit.base, read_view(given))
            made = await run_in_threadpool(search.suggestions, shelf, visit)
        except UsageError as error:
            return _error(shelf, visit, refused_page(visit, error))
        return Response(made, media_type=TYPES["json"])

    return suggest


def _nowhere(shelf: Shelf) -> Callable[..., Any]:
    """What answers at every other address: people get a page, programs an error."""

    async def nowhere(request: Request) -> Response:
        path = request.scope["path"].removeprefix(request.scope.get("root_path", ""))
        if len(path) > 1 and path.endswith("/"):
            target = request.scope.get("root_path", "") + "/" + path.strip("/")
            return RedirectResponse(target, 307)
        if "text/html" not in request.headers.get("accept", ""):
            raise HTTPException(404)
        english = path.startswith(ENGLISH + "/")
        given = dict(request.query_params)
        visit = Visit(language(given, english), "/", "html", given,
                      request.scope.get("root_path", ""))  # fmt: skip
        page = await run_in_threadpool(missing_page, shelf, visit, Missing(path[:200]))
        return await run_in_threadpool(_error, shelf, visit, page)

    return nowhere


_FILES = network.FILES | {
    "still.js": "text/javascript; charset=utf-8",
    "queries.css": "text/css; charset=utf-8",
    "editor.js": "text/javascript; charset=utf-8",
    "form.js": "text/javascript; charset=utf-8",
}


async def _static(name: str) -> Response:
    if name == "site.css":
        return Response(stylesheet(), media_type="text/css; charset=utf-8")
    if name == "site.js":
        return Response(script(), media_type="text/javascript; charset=utf-8")
    if (made := network.bundle(name)) is not None:
        return Response(made[0], media_type=made[1])
    if name in _FILES:
        return Response(template(name), media_type=_FILES[name])
    return Response(status_code=404)
