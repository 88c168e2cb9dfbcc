"""What every request passes: limits, HEAD, ETag, CORS, safe headers, and what is noted of it.

Nothing is noted of who asked, and nothing of what was asked for but the kind of page.
"""

import asyncio
import datetime
import hashlib
import json
import sys
import time
from collections import OrderedDict
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kgraph.endpoint.limits import Limits
from kgraph.web.metrics import Metrics
from kgraph.web.problems import problem
from kgraph.web.settings import Settings
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
        "ETag, Link, Location, Retry-After, X-Query-Cut, X-Query-Limits"
    ),
}
_SAFE = [(name.encode(), value.encode()) for name, value in SAFE.items()]
_METHODS = "GET, HEAD, POST, OPTIONS"
_BODY_S = 15.0
_READ_S = 30.0
_PIECE = 256 * 1024
_MOST_CLIENTS = 20_000


class Rate:
    """How often one client may ask: a bucket that fills as time goes."""

    def __init__(self, limits: Limits) -> None:
        """All buckets are full."""
        self._limits = limits
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def allows(self, client: str) -> bool:
        """Take from a client's bucket; False where it is empty."""
        if not self._limits.rate:
            return True
        now = time.monotonic()
        left, then = self._buckets.pop(client, (float(self._limits.burst), now))
        left = min(self._limits.burst, left + (now - then) * self._limits.rate)
        self._buckets[client] = (max(left - 1, 0.0), now)
        if len(self._buckets) > _MOST_CLIENTS:
            self._buckets.popitem(last=False)
        return left >= 1


class Guard:
    """The outermost part of the application.

    Parameters:
        app: the rest.
        settings: limits, and the folder the site lies in.
        metrics: where requests are counted.
    """

    def __init__(self, app: ASGIApp, settings: Settings, metrics: Metrics) -> None:
        """Nothing is counted yet."""
        self._app, self._settings, self._metrics = app, settings, metrics
        self._rate = Rate(settings.limits)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        begun = time.perf_counter()
        answer = _Answer(scope, send)
        scope = self._placed(scope)
        body = _Body(receive, self._settings.limits.body)
        try:
            refused = self._refused(scope)
            if refused is not None:
                await refused(scope, receive, answer)
            else:
                await self._app(scope, body, answer)
        except _TooLarge:
            await self._fail(scope, receive, answer, 413)
        except TimeoutError:
            await self._fail(scope, receive, answer, 408)
        except Exception as error:
            self._note_fault(error)
            await self._fail(scope, receive, answer, 500)
        taken = time.perf_counter() - begun
        self._metrics.count(scope["path"], answer.status, taken)
        if self._settings.logs:
            _log(scope, answer, taken)

    def _placed(self, scope: Scope) -> Scope:
        """The request with HEAD as GET, and without the folder the site lies in."""
        placed: Scope = {**scope}
        if scope["method"] == "HEAD":
            placed["method"] = "GET"
        base, path = self._settings.base_path, scope["path"]
        if base and (path == base or path.startswith(base + "/")):
            placed["root_path"] = base
        return placed

    def _refused(self, scope: Scope) -> Response | None:
        request, limits = Request(scope), self._settings.limits
        if scope["method"] == "OPTIONS":
            return Response(status_code=204, headers=_options(request))
        if len(scope.get("raw_path") or scope["path"]) + len(scope["query_string"]) > limits.url:
            return problem(request, 414, Text("Adressen är för lång.", "The address is too long."))
        client = scope["client"][0] if scope.get("client") else ""
        if not self._rate.allows(client):
            told = Text("För många begäranden.", "Too many requests.")
            return problem(request, 429, told, headers={"Retry-After": "2"})
        length = request.headers.get("content-length", "0")
        if not length.isdecimal() or int(length[:12]) > limits.body:
            return _too_large(request)
        return None

    async def _fail(self, scope: Scope, receive: Receive, answer: "_Answer", status: int) -> None:
        """Say what went wrong, unless the answer has begun."""
        if answer.begun:
            return
        words = {
            413: Text("För mycket skickades.", "Too much was sent."),
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


def _options(request: Request) -> dict[str, str]:
    return {
        "Allow": _METHODS,
        "Access-Control-Allow-Methods": _METHODS,
        "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type, If-None-Match",
        "Access-Control-Max-Age": "86400",
    }


def _too_large(request: Request) -> Response:
    told = Text("För mycket skickades.", "Too much was sent.")
    return problem(request, 413, told, headers={"Connection": "close"})


class _TooLarge(Exception):
    """More was sent than is taken."""


class _Body:
    """The body of a request, up to a size and at a pace; then whether the client is still there."""

    def __init__(self, receive: Receive, most: int) -> None:
        self._receive, self._left, self._whole = receive, most, False

    async def __call__(self) -> Message:
        if self._whole:
            return await self._receive()
        message = await asyncio.wait_for(self._receive(), _BODY_S)
        if message["type"] == "http.request":
            self._left -= len(message.get("body", b""))
            if self._left < 0:
                raise _TooLarge
            self._whole = not message.get("more_body")
        return message


class _Answer:
    """An answer on its way: its headers wait for its body, so that it can be told by its ETag."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._send, self._head = send, scope["method"] == "HEAD"
        self._asked = _header(scope["headers"], b"if-none-match")
        self._cacheable = scope["method"] in ("GET", "HEAD")
        self._start: Message | None = None
        self.begun, self.status, self.size = False, 0, 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start, self.status = message, message["status"]
            return
        body, more = message.get("body", b""), message.get("more_body", False)
        self.size += len(body)
        if self._start is not None:
            start, self._start = self._start, None
            if not more:
                body = self._tagged(start, body)
            start["headers"] = _merged(start["headers"])
            self.begun = True
            await self._send(start)
        if self._head:
            body = b""
        if len(body) <= _PIECE:
            await asyncio.wait_for(
                self._send({"type": "http.response.body", "body": body, "more_body": more}), _READ_S
            ) if more else await self._send({"type": "http.response.body", "body": body})
            return
        for at in range(0, len(body), _PIECE):
            last = at + _PIECE >= len(body)
            piece = {"type": "http.response.body", "body": body[at : at + _PIECE]}
            await asyncio.wait_for(self._send({**piece, "more_body": more or not last}), _READ_S)

    def _tagged(self, start: Message, body: bytes) -> bytes:
        """The body to send: none where the client has it already."""
        if not self._cacheable or self.status != 200:
            return body
        headers = start["headers"]
        tag = _header(headers, b"etag")
        if not tag:
            kind = _header(headers, b"content-type") + _header(headers, b"content-language")
            tag = etag(kind + body).encode()
            headers.append((b"etag", tag))
        if not _header(headers, b"cache-control"):
            headers.append((b"cache-control", b"no-cache"))
        if self._asked and _matches(self._asked, tag):
            self.status = start["status"] = 304
            gone = (b"content-length", b"content-type")
            start["headers"] = [pair for pair in headers if pair[0] not in gone]
            return b""
        return body


def etag(raw: bytes) -> str:
    """The strong ETag of a representation."""
    return '"' + hashlib.blake2b(raw, digest_size=16).hexdigest() + '"'


def _matches(asked: bytes, tag: bytes) -> bool:
    known = [part.strip().removeprefix(b"W/") for part in asked.split(b",")]
    return tag in known or b"*" in known


def _header(headers: list[tuple[bytes, bytes]], name: bytes) -> bytes:
    return next((value for key, value in headers if key == name), b"")


def _merged(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """The answer's own headers and those that keep a browser safe."""
    own = {key for key, _ in headers}
    added = [pair for pair in _SAFE if pair[0] not in own]
    if b"vary" not in own:
        added.append((b"vary", b"Accept, Accept-Language"))
    return [*headers, *added]


def _log(scope: Scope, answer: _Answer, taken: float) -> None:
    told: dict[str, Any] = {
        "time": datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds"),
        "method": scope["method"],
        "kind": Metrics.kind(scope["path"]),
        "status": answer.status,
        "ms": round(taken * 1000, 1),
        "bytes": answer.size,
    }
    print(json.dumps(told), file=sys.stderr, flush=True)
