"""The server itself: uvicorn, with clients that are too slow cut off."""

import asyncio
import contextlib
import socket
import sys
from collections.abc import Callable, Iterable
from typing import Any, cast

import uvicorn
from starlette.types import ASGIApp, Scope
from uvicorn.protocols.http.httptools_impl import (
    STATUS_LINE,
    HttpToolsProtocol,
    RequestResponseCycle,
)

from kgraph.endpoint.frames import Reply
from kgraph.web.front import BEGUN, REPLY, WITH_MORE, Asked, Front, judged
from kgraph.web.quick import Query, Quick
from kgraph.web.recent import Whole
from kgraph.web.sparql import SHORT_S

_HEADERS_S = 10.0
_KEEP_ALIVE_S = 15
_MOST_HEADERS = 64 * 1024
_MOST_UNREAD = 512 * 1024
_MOST_CONNECTIONS = 1_000
_STOPPING_S = 5
_TURN_S = (
    0.001  # a page that is worked out lets others have their turn five times as often as usual
)


class PatientProtocol(HttpToolsProtocol):
    """HTTP for clients that send their headers within a few seconds.

    What is kept of answers given just now is written at once, and what a process says to a query
    when it comes: no application is asked for them.
    """

    _waiting: asyncio.TimerHandle | None = None
    _taken = _unread = 0
    _given = False
    _asking: "asyncio.Task[None] | None" = None

    def __init__(self, *words: Any, **named: Any) -> None:
        """Nobody has come yet."""
        super().__init__(*words, **named)
        state = getattr(self.config.app, "state", None)
        self._front: Front | None = getattr(state, "front", None)
        self._quick: Quick | None = getattr(state, "quick", None)

    def connection_made(self, transport: Any) -> None:
        """A client has come: it has a moment to say what it wants."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """A header without an end is cut too: it is no header yet, and still takes memory."""
        self._unread = self._unread + len(data) if self._waiting else 0
        if self._unread > _MOST_UNREAD:
            self._cut()
            return
        super().data_received(data)

    def on_message_begin(self) -> None:
        """Another request on the same connection begins."""
        super().on_message_begin()
        self._taken = 0
        self._wait()

    def on_url(self, url: bytes) -> None:
        """A part of the address."""
        self._take(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header."""
        self._take(len(name) + len(value))
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """The client has said what it wants."""
        self._stop_waiting()
        self._given = self._at_once()
        if not self._given:
            super().on_headers_complete()

    def on_message_complete(self) -> None:
        """The request is whole."""
        if self._given:
            self._given = False
        else:
            super().on_message_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """The client has gone."""
        self._stop_waiting()
        if self._asking is not None:  # a process that is about to answer is left alone
            self.loop.call_later(SHORT_S, self._leave)
        super().connection_lost(exc)

    def _at_once(self) -> bool:
        """Write the answer if it is kept; False where the application is to be asked."""
        if self._front is None or not self._free():
            return False
        asked = judged(self.headers)
        client = self._client(asked, self.headers)
        if client is None or any(asked[name] for name in WITH_MORE):
            return False
        method = self.parser.get_method().decode("ascii")
        found = self._front.at_hand(method, self.url, asked, client)
        if found is None:
            return False
        self._write(*found)
        self.on_response_complete()
        return True

    def _write(self, status: int, head: bytes, body: bytes) -> None:
        own = [b"%s: %s\r\n" % pair for pair in self.server_state.default_headers]
        self.transport.write(b"".join((STATUS_LINE[status], *own, head, b"\r\n", body)))

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        """A request has its turn: a query is asked here, all else is for the application."""
        query = self._query(cycle) if app is self.app else None
        if query is None:
            super()._start_asgi_task(cycle, app)
            return
        self._asking = self.loop.create_task(self._ask(cycle, query))
        self._asking.add_done_callback(self.tasks.discard)
        self.tasks.add(self._asking)

    def _query(self, cycle: RequestResponseCycle) -> Query | None:
        scope = cycle.scope
        if self._quick is None or scope["method"] != "GET" or self.flow.write_paused:
            return None
        client = self._client(judged(scope["headers"]), scope["headers"])
        with contextlib.suppress(Exception):  # the application meets it too, and tells it
            return None if client is None else self._quick.query(cast(Scope, scope), client)
        return None

    async def _ask(self, cycle: RequestResponseCycle, query: Query) -> None:
        """Have a query answered, and write the answer in one go."""
        assert self._quick is not None
        found: Whole | Reply | None = None
        with contextlib.suppress(Exception):  # the application meets it too, and tells it
            found = await self._quick.answer(query)
        self._asking = None
        if isinstance(found, Whole) and not self.flow.write_paused:
            self._give(cycle, *self._quick.written(query, found))
            return
        if isinstance(found, Reply):
            cycle.scope["state"].update({REPLY: found, BEGUN: query.begun})
        await cycle.run_asgi(self.app)

    def _give(self, cycle: RequestResponseCycle, status: int, head: bytes, body: bytes) -> None:
        """Write the answer to a request that had its turn, and let the next one have its."""
        if self.transport.is_closing():
            return
        self._write(status, head if cycle.keep_alive else head + b"connection: close\r\n", body)
        cycle.response_started = cycle.response_complete = True
        cycle.message_event.set()
        if not cycle.keep_alive:
            self.transport.close()
        cycle.on_response()

    def _leave(self) -> None:
        """Nobody waits for the answer any more: the query is ended."""
        if self._asking is not None:
            self._asking.cancel()

    def _free(self) -> bool:
        """Whether the line has nothing to wait for, before this request or after it."""
        parser = self.parser
        return (
            (self.cycle is None or self.cycle.response_complete)
            and not self.flow.write_paused
            and not self.transport.is_closing()
            and len(self.connections) < _MOST_CONNECTIONS
            and parser.get_http_version() == "1.1"
            and parser.should_keep_alive()
            and not parser.should_upgrade()
        )

    def _client(self, asked: Asked, headers: Iterable[tuple[bytes, bytes]]) -> str | None:
        """Who asks, as the application would be told; None where it is to find out itself."""
        host = self.client[0] if self.client else ""
        if not asked[b"x-forwarded-for"]:
            return host
        trusted = getattr(self.app, "trusted_hosts", None)
        address = getattr(trusted, "get_trusted_client_address", None)
        if trusted is None or address is None:
            return None
        named = b", ".join(value for name, value in headers if name == b"x-forwarded-for")
        found = address(named.decode("latin1"))[0] if host in trusted else ""
        return str(found) or host

    def _take(self, size: int) -> None:
        self._taken += size
        if self._taken > _MOST_HEADERS:
            raise ValueError  # the parser stops, and the client is told 400

    def _wait(self) -> None:
        self._stop_waiting()
        self._waiting = self.loop.call_later(_HEADERS_S, self._cut)

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _cut(self) -> None:
        if not self.transport.is_closing():
            self.transport.close()


class _Server(uvicorn.Server):
    """A server that says when it can be reached."""

    def __init__(self, config: uvicorn.Config, listening: Callable[[], None]) -> None:
        super().__init__(config)
        self._listening = listening

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._listening()


def run(app: ASGIApp, host: str, port: int, listening: Callable[[], None] = lambda: None) -> None:
    """Serve until the process is told to stop.

    Parameters:
        listening: called once, when the address is answered.
    """
    sys.setswitchinterval(_TURN_S)
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        http=PatientProtocol,
        loop="uvloop" if _has_uvloop() else "asyncio",
        ws="none",
        access_log=False,
        log_level="warning",
        server_header=False,
        date_header=True,
        timeout_keep_alive=_KEEP_ALIVE_S,
        timeout_graceful_shutdown=_STOPPING_S,
        limit_concurrency=_MOST_CONNECTIONS,
    )
    _Server(config, listening).run()


def _has_uvloop() -> bool:
    import importlib.util

    return importlib.util.find_spec("uvloop") is not None
