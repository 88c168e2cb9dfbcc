"""The pages that take longest to work out, made ready while nobody asks for them yet.

In the order in which people come to them, and one at a time with a pause between, so that whoever
asks meanwhile has a turn. What many pages rest on (findings, facts, names, links) is worked out by
the first of them that needs it. The checks come last: they take longest, and few ask.
"""

import contextlib
import gc
from collections.abc import Iterator
from importlib import import_module
from threading import Event
from typing import Any

from fastapi import FastAPI
from starlette.requests import Request

from kgraph.errors import KGraphError
from kgraph.terms import local_name
from kgraph.web.pages.desk import Shelf, WebDesk
from kgraph.web.pages.routes import ROUTES, answer
from kgraph.web.pages.visit import ENGLISH, read_view
from kgraph.web.pages.who import counties_of

_COUNTY = "/vem-gor-vad/lan/{county}"
_FIRST = ("/", "/vem-gor-vad", "/fynd")
_THEN = ("/jamfor", "/sok", "/matris/{rows}/{columns}", "/natverk/{name}", "/bevaka",
         "/bevaka/fragor", "/tidslinje", "/kallor", "/a-o", "/kontroller")  # fmt: skip
# What a page with a part of its address left open is made ready for.
_FILLED: dict[str, tuple[dict[str, str], ...]] = {
    "/matris/{rows}/{columns}": (
        {"rows": "actor", "columns": "priority"},
        {"rows": "forum", "columns": "member"},
    ),
    "/natverk/{name}": ({"name": "kring"},),
}
_FORMS = "kgraph.web.pages.form"
_PAUSE_S = 0.02


def make_ready(app: FastAPI, over: Event) -> None:
    """Write some pages as if somebody asked for them, one after another.

    Somebody who does ask meanwhile waits for the page being written, or has one written beside it.

    Parameters:
        over: set when the server stops.
    """
    made = {route.path: route.make for route in ROUTES}
    for english in (False, True):
        for pattern, given in _wanted(app.state.shelf):
            if over.wait(_PAUSE_S):
                return
            with contextlib.suppress(KGraphError):  # whoever asks for the page is told
                answer(app.state.shelf, _request(app, pattern, given, english), english, pattern,
                       "html", made[pattern], dict(given))  # fmt: skip
            # What is made ready stays: no visitor waits while it is looked through for garbage,
            # which takes a quarter of a second where the graph has 100 000 statements.
            gc.freeze()
    if app.state.settings.token:  # somebody may come to the forms
        import_module(_FORMS)
    app.state.warm = True


def _wanted(shelf: Shelf) -> Iterator[tuple[str, dict[str, Any]]]:
    """The pages in their order: their route, and what fills it."""
    for pattern in _FIRST:
        yield pattern, {}
    with contextlib.suppress(KGraphError):
        desk = WebDesk(shelf, read_view({}), "sv")
        for county in counties_of(desk):
            yield _COUNTY, {"county": local_name(county)}
    for pattern in _THEN:
        for given in _FILLED.get(pattern, ({},)):
            yield pattern, given


def _request(app: FastAPI, pattern: str, given: dict[str, Any], english: bool) -> Request:
    path = (ENGLISH if english else "") + pattern.format(**given)
    return Request(
        {
            "type": "http",
            "method": "GET",
            "path": path,
            "raw_path": path.encode(),
            "root_path": app.state.settings.base_path,
            "query_string": b"",
            "headers": [],
            "app": app,
        }
    )
