"""The pages that take longest to work out, made ready while nobody asks for them yet."""

import contextlib
from threading import Event

from fastapi import FastAPI
from starlette.requests import Request

from kgraph.errors import KGraphError
from kgraph.web.pages.routes import ROUTES, answer

_FIRST = ("/", "/kontroller", "/fynd", "/vem-gor-vad", "/jamfor", "/bevaka", "/tidslinje")


def make_ready(app: FastAPI, over: Event) -> None:
    """Write some pages as if somebody asked for them, one after another.

    Somebody who does ask meanwhile waits for the page being written, or has one written beside it.

    Parameters:
        over: set when the server stops.
    """
    made = {route.path: route.make for route in ROUTES}
    for path in (path for path in _FIRST if path in made):
        if over.is_set():
            return
        with contextlib.suppress(KGraphError):  # whoever asks for the page is told
            answer(app.state.shelf, _request(app, path), False, path, "html", made[path], {})
    app.state.warm = True


def _request(app: FastAPI, path: str) -> Request:
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
