"""Requests to an application in this process, by the protocol between servers and applications."""

import asyncio
import json
from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from fastapi import FastAPI


@dataclass(frozen=True)
class Got:
    """An answer: status, headers in small letters, body."""

    status_code: int
    headers: dict[str, str]
    content: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.content.decode()

    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.content)


class Client:
    """Asks an application without a server or a socket."""

    def __init__(self, app: FastAPI) -> None:
        """Nothing is asked yet."""
        self.app = app

    def get(self, address: str, *, follow: bool = True, accept: str = "") -> Got:
        """A GET request, led on by redirections unless told not to."""
        got = asyncio.run(self._ask(address, accept))
        while follow and got.status_code in (303, 307):
            got = asyncio.run(self._ask(got.headers["location"]))
        return got

    async def _ask(self, address: str, accept: str = "") -> Got:
        taken = [(b"accept", accept.encode())] if accept else []
        path, _, query = address.partition("?")
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET",
            "scheme": "http", "path": unquote(path), "raw_path": path.encode(),
            "query_string": query.encode(), "root_path": "",
            "headers": [(b"host", b"localhost"), *taken],
            "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80),
        }  # fmt: skip
        sent: list[MutableMapping[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: MutableMapping[str, Any]) -> None:
            sent.append(message)

        await self.app(scope, receive, send)
        headers = {k.decode().lower(): v.decode() for k, v in sent[0]["headers"]}
        body = b"".join(m.get("body", b"") for m in sent[1:])
        return Got(sent[0]["status"], headers, body)
