"""The pages asked for within the process, without a socket: for those who write them to files."""

import datetime
from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from fastapi import FastAPI

from kgraph.project import Project
from kgraph.store import Store, View
from kgraph.web.pages import include_pages
from kgraph.web.pages.visit import Still


@dataclass(frozen=True, slots=True)
class Got:
    """An answer: status, type, body, and where it leads on."""

    status: int
    kind: str
    body: bytes
    location: str


class Inside:
    """Every page of a project as it stands in a folder: one view for all, no server behind it.

    Parameters:
        project, store: what is shown.
        view: which statements count.
        made: the day it is written.
        received: the day of the newest document in it.
        contact: whom to write to about the data.
    """

    def __init__(
        self,
        project: Project,
        store: Store,
        view: View,
        made: datetime.date,
        received: str = "",
        contact: str = "",
    ) -> None:
        """Nothing is asked yet."""
        self.app = FastAPI(docs_url=None, redoc_url=None)
        state = self.app.state
        state.project, state.store, state.contact = project, store, contact
        state.still = Still(view, made, received)
        include_pages(self.app)

    def warm(self) -> None:
        """Work out what most pages rest on, once, before others share it."""
        shelf, view = self.app.state.shelf, self.app.state.still.view
        shelf.findings(view)
        shelf.kinds(view)
        shelf.facts(view)

    async def ask(self, address: str) -> Got:
        """The answer at an address of the site, ``/path?query``."""
        path, _, query = address.partition("?")
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET",
            "scheme": "http", "path": unquote(path), "raw_path": path.encode(),
            "query_string": query.encode(), "root_path": "", "client": None, "server": None,
            "headers": [(b"host", b"localhost"), (b"accept", b"text/html, */*;q=0.1")],
        }  # fmt: skip
        sent: list[MutableMapping[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: MutableMapping[str, Any]) -> None:
            sent.append(message)

        await self.app(scope, receive, send)
        headers = {k.decode().lower(): v.decode() for k, v in sent[0]["headers"]}
        body = b"".join(m.get("body", b"") for m in sent[1:])
        kind = headers.get("content-type", "").partition(";")[0]
        return Got(sent[0]["status"], kind, body, headers.get("location", ""))
