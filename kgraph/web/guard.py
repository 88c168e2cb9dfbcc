"""What every request passes whose answer is not at hand: limits, HEAD, ETag, CORS, safe headers."""

import asyncio
import json
import sys
import time
from collections.abc import Callable, Mapping
from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kgraph.endpoint.frames import etag
from kgraph.web.front import BEGUN, REPLY, Asked, Front, judged
from kgraph.web.metrics import Metrics
from kgraph.web.problems import problem
from kgraph.web.recent import Whole, matches, without_body
from kgraph.web.settings import Settings
from kgraph.web.squeezing import may_squeeze, squeezed, takes_gzip, varied
from kgraph.web.uploads import MOST_HEARD, UPLOAD
from kgraph.wording import Text

SAFE = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
        "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'; manifest-src 'self'; worker-src 'self'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
    "access-control-allow-origin": "*",
    "access-control-expose-headers": (
        "ETag, Link, Location, Retry-After, X-Query-Cut, X-Query-Limits, X-Query-View"
    ),
}
SAFE_PAIRS = [(name.encode(), value.encode()) for name, value in SAFE.items()]
_METHODS = "GET, HEAD, POST, OPTIONS"
_OPTIONS = {
    "Allow": _METHODS,
    "Access-Control-Allow-Methods": _METHODS,
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
}
_BODY_S = 15.0
_READ_S = 30.0
_PIECE = 256 * 1024


class Guard:
    """The outermost part of the application.

    Parameters:
        app: the rest.
        settings: limits, and the folder the site lies in.
        front: what it shares with the server.
        direct: by path, what answers there with nothing in between: the rest never hears of it.
    """

    def __init__(
        self,
        app: ASGIApp,
        settings: Settings,
        front: Front,
        direct: Mapping[str, ASGIApp] | None = None,
    ) -> None:
        """Nothing has been asked yet."""
        self._app, self._settings, self._front = app, settings, front
        self._direct = direct or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        begun = scope.get("state", {}).get(BEGUN) or time.perf_counter()
        asked = judged(scope["headers"])
        key = self._front.key(scope["method"], _address(scope), asked)
        answer = _Answer(scope, send, asked)
        method, scope = scope["method"], self._placed(scope)
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        kind, inner = Metrics.kind(path), self._direct.get(path, self._app)
        body = _Body(receive, self._most(scope))
        try:
            refused = self._refused(scope, asked[b"content-length"])
            whole = self._front.recent.get(key) if refused is None else None
            if refused is not None:
                await refused(scope, receive, answer)
            elif whole is not None:
                await answer.again(whole)
            else:
                answer.kind, answer.kept = kind, partial(self._front.recent.put, key, kind)
                await inner(scope, body, answer)
        except _TooLarge:
            await self._fail(scope, receive, answer, 413)
        except TimeoutError:
            await self._fail(scope, receive, answer, 408)
        except Exception as error:
            self._note_fault(error)
            await self._fail(scope, receive, answer, 500)
        self._front.note(method, kind, answer.status, answer.size, begun)

    def _placed(self, scope: Scope) -> Scope:
        """The request with HEAD as GET, and in the folder the site lies in.

        What stands before the server may hand on an address with the folder or without it: the
        pages' own addresses have it either way.
        """
        base, path = self._settings.base_path, scope["path"]
        if not base and scope["method"] != "HEAD":
            return scope
        placed: Scope = {**scope}
        if scope["method"] == "HEAD":
            placed["method"] = "GET"
        if base:
            placed["root_path"] = base
            if path != base and not path.startswith(base + "/"):
                placed["path"] = base + path
        return placed

    def _most(self, scope: Scope) -> int:
        """How much may be sent; a workbook may be larger than a query."""
        body = self._settings.limits.body
        return max(body, MOST_HEARD) if scope["path"].endswith(UPLOAD) else body

    def _refused(self, scope: Scope, length: bytes) -> Response | None:
        limits = self._settings.limits
        if scope["method"] == "OPTIONS":
            return Response(status_code=204, headers=_OPTIONS)
        if len(scope.get("raw_path") or scope["path"]) + len(scope["query_string"]) > limits.url:
            told = Text("Adressen är för lång.", "The address is too long.")
            return problem(Request(scope), 414, told)
        client = scope["client"][0] if scope.get("client") else ""
        counted = REPLY in scope.get("state", {})
        if not counted and not self._front.rate.allows(client):
            told = Text("För många begäranden.", "Too many requests.")
            return problem(Request(scope), 429, told, headers={"Retry-After": "2"})
        if length and (not length.isdigit() or int(length[:12]) > self._most(scope)):
            return self._too_large(scope)
        return None

    def _too_large(self, scope: Scope) -> Response:
        most = f"{self._most(scope) / 2**20:.3g} MB"
        told = Text("För mycket skickades.", "Too much was sent.")
        mend = Text(
            f"Här tas högst {most} emot åt gången: skicka mindre.",
            f"At most {most} are taken here at a time: send less.",
        )
        return problem(Request(scope), 413, told, "", mend, {"Connection": "close"})

    async def _fail(self, scope: Scope, receive: Receive, answer: "_Answer", status: int) -> None:
        """Say what went wrong, unless the answer has begun."""
        if answer.begun:
            return
        if status == 413:
            await self._too_large(scope)(scope, receive, answer)
            return
        words = {
            408: Text("Begäran kom för långsamt.", "The request came too slowly."),
            500: Text("Internt fel.", "Internal error."),
        }
        headers = {} if status == 500 else {"Connection": "close"}
        await problem(Request(scope), status, words[status], headers=headers)(
            scope, receive, answer
        )

    def _note_fault(self, error: Exception) -> None:
        place = error.__traceback__
        while place is not None and place.tb_next is not None:
            place = place.tb_next
        where = f"{place.tb_frame.f_code.co_qualname}:{place.tb_lineno}" if place else ""
        told = {"event": "fault", "kind": type(error).__name__, "where": where}
        print(json.dumps(told), file=sys.stderr, flush=True)


def _address(scope: Scope) -> bytes:
    """Path and query as they were sent."""
    path: bytes = scope.get("raw_path") or scope["path"].encode()
    query: bytes = scope["query_string"]
    return path + b"?" + query if query else path


class _TooLarge(Exception):
    """More was sent than is taken."""


class _Body:
    """The body of a request, up to a size and at a pace; then whether the client is still there."""

    def __init__(self, receive: Receive, most: int) -> None:
        self._receive, self._left, self._whole = receive, most, False

    async def __call__(self) -> Message:
        if self._whole:
            return await self._receive()
        # Not wait_for: it can lose the word that nobody waits for this any more.
        async with asyncio.timeout(_BODY_S):
            message = await self._receive()
        if message["type"] == "http.request":
            self._left -= len(message.get("body", b""))
            if self._left < 0:
                raise _TooLarge
            self._whole = not message.get("more_body")
        return message


class _Answer:
    """An answer on its way: its headers wait for its body, so that it can be told by its ETag."""

    def __init__(self, scope: Scope, send: Send, asked: Asked) -> None:
        self._send, self._head = send, scope["method"] == "HEAD"
        self._known = asked[b"if-none-match"]
        self._smaller = takes_gzip(asked[b"accept-encoding"])
        self._cacheable = scope["method"] in ("GET", "HEAD")
        self._start: Message | None = None
        self.kept: Callable[[int, list[tuple[bytes, bytes]], bytes], None] | None = None
        self.kind = ""
        self.begun, self.status, self.size = False, 0, 0

    async def again(self, whole: Whole) -> None:
        """Give an answer that was given before; nothing of it where the client has it."""
        headers, body, self.status = whole.headers, whole.body, 200
        if self._known and matches(self._known, whole.tag):
            headers, body, self.status = without_body(headers), b"", 304
        self.begun, self.size = True, len(body)
        start = {"type": "http.response.start", "status": self.status, "headers": headers}
        await self._send(start)
        await self._pieces(b"" if self._head else body, more=False)

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start, self.status = message, message["status"]
            return
        body, more = message.get("body", b""), message.get("more_body", False)
        if self._start is not None:
            start, self._start = self._start, None
            if not more:
                self._tag(start, body)
            start["headers"] = _merged(start["headers"])
            if not more:
                body = await self._squeezed(start, body)
            if not more and self.kept is not None:
                self.kept(self.status, start["headers"], body)
            if self._has_it(start):
                self.status = start["status"] = 304
                start["headers"], body = without_body(start["headers"]), b""
            self.begun = True
            await self._send(start)
        self.size += len(body)
        await self._pieces(b"" if self._head else body, more=more)

    async def _squeezed(self, start: Message, body: bytes) -> bytes:
        """The body as the client takes it; the headers say what it goes by."""
        own = self._cacheable and self.status == 200
        if not own or not may_squeeze(self.kind, start["headers"], len(body)):
            return body
        start["headers"] = varied(start["headers"])
        if self._smaller:
            start["headers"], body = await squeezed(start["headers"], body)
        return body

    async def _pieces(self, body: bytes, *, more: bool) -> None:
        """Send a part of the body; a client that reads too slowly is left."""
        if len(body) <= _PIECE:
            await asyncio.wait_for(
                self._send({"type": "http.response.body", "body": body, "more_body": more}), _READ_S
            ) if more else await self._send({"type": "http.response.body", "body": body})
            return
        for at in range(0, len(body), _PIECE):
            last = at + _PIECE >= len(body)
            piece = {"type": "http.response.body", "body": body[at : at + _PIECE]}
            await asyncio.wait_for(self._send({**piece, "more_body": more or not last}), _READ_S)

    def _tag(self, start: Message, body: bytes) -> None:
        """Give an answer its ETag."""
        if not self._cacheable or self.status != 200:
            return
        headers = start["headers"]
        if not _header(headers, b"etag"):
            kind = _header(headers, b"content-type") + _header(headers, b"content-language")
            headers.append((b"etag", etag(kind + body).encode()))
        if not _header(headers, b"cache-control"):
            headers.append((b"cache-control", b"no-cache"))

    def _has_it(self, start: Message) -> bool:
        """Whether the client has the answer already."""
        if not self._cacheable or self.status != 200 or not self._known:
            return False
        tag = _header(start["headers"], b"etag")
        return bool(tag) and matches(self._known, tag)


def _header(headers: list[tuple[bytes, bytes]], name: bytes) -> bytes:
    return next((value for key, value in headers if key == name), b"")


def _merged(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """The answer's own headers and those that keep a browser safe."""
    own = {key for key, _ in headers}
    added = [pair for pair in SAFE_PAIRS if pair[0] not in own]
    if b"vary" not in own:
        added.append((b"vary", b"Accept, Accept-Language"))
    return [*headers, *added]
