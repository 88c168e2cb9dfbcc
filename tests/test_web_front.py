"""An answer that is kept is written at once, and is the one that the application gave before.

So is what a process says to a query: nothing stands between, and it is what the application says.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from types import SimpleNamespace
from typing import Any, cast

import pytest
import uvicorn
from fastapi import FastAPI
from uvicorn.server import ServerState

from kgraph.endpoint.frames import Reply
from kgraph.endpoint.limits import Limits
from kgraph.web.front import Front
from kgraph.web.guard import Guard
from kgraph.web.metrics import Metrics
from kgraph.web.quick import Quick
from kgraph.web.server import PatientProtocol
from kgraph.web.settings import Settings
from kgraph.web.sparql import include_endpoint

_DATE = (b"date", b"Sun, 22 Nov 2026 05:00:00 GMT")


class _Pages:
    """An application whose answer to each address says which time it was worked out."""

    def __init__(self) -> None:
        self.made = 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.made += 1
        body = b"%s %d" % (scope["path"].encode(), self.made)
        headers = [(b"content-type", b"text/plain"), (b"content-length", b"%d" % len(body))]
        if scope["path"] == "/private":
            headers.append((b"cache-control", b"no-store"))
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})


class _Site:
    """Pages behind the guard, with what the server looks for."""

    def __init__(self, **limits: Any) -> None:
        self.pages, self.metrics, self.edition = _Pages(), Metrics(), 0
        settings = Settings(limits=Limits(**limits), logs=True)
        front = Front(settings, self.metrics, lambda: self.edition)
        self.state = SimpleNamespace(front=front)
        self.guard = Guard(self.pages, settings, front)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await self.guard(scope, receive, send)


class _Pool:
    """Answers queries by their text, and notes who asked and who left."""

    def __init__(self, replies: Callable[[str], Reply]) -> None:
        self.asked, self.left = list[str](), asyncio.Event()
        self.hold = asyncio.Event()
        self.hold.set()
        self._replies = replies

    async def do(self, task: dict[str, Any]) -> Reply:
        self.asked.append(task["text"])
        try:
            await self.hold.wait()
        except asyncio.CancelledError:
            self.left.set()
            raise
        return self._replies(task["text"])


class _Endpoint:
    """The endpoint behind the guard.

    Parameters:
        quick: whether queries in an address have their short way.
    """

    def __init__(
        self, replies: Callable[[str], Reply], quick: bool = True, **settings: Any
    ) -> None:
        limits = Limits(**settings.pop("limits", {}))
        settings_ = Settings(limits=limits, public="https://data.example.se", **settings)
        app = FastAPI()
        self.state, self.metrics = app.state, Metrics()
        self.state.settings = settings_
        self.state.pool = self.pool = _Pool(replies)
        self.state.federator = None
        self.state.front = Front(settings_, self.metrics)
        include_endpoint(app, settings_)
        if quick:
            self.state.quick = Quick(self.state)
        self._guard = Guard(app, settings_, self.state.front, self.state.direct)
        self._app, self.made = app, 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.made += 1
        await self._guard({**scope, "app": self._app}, receive, send)


class _Wire:
    """What a protocol writes to."""

    def __init__(self) -> None:
        self.sent, self.closed = b"", False

    def write(self, data: bytes) -> None:
        self.sent += data

    def close(self) -> None:
        self.closed = True

    def is_closing(self) -> bool:
        return self.closed

    def get_extra_info(self, name: str) -> Any:
        return ("127.0.0.1", 4000) if name in ("peername", "sockname") else None

    def pause_reading(self) -> None:
        """Nothing is read here."""

    def resume_reading(self) -> None:
        """Nothing is read here."""


class _Client:
    """A connection to a site."""

    def __init__(self, site: _Site | _Endpoint) -> None:
        config = uvicorn.Config(cast(Any, site), http=PatientProtocol, log_config=None)
        state = ServerState()
        state.default_headers = [_DATE]
        self._line = PatientProtocol(config, state, {}, asyncio.get_running_loop())
        self.wire = _Wire()
        self._line.connection_made(self.wire)

    async def ask(self, *requests: bytes) -> bytes:
        """Everything that is sent back to requests that come all at once."""
        self.wire.sent = b""
        self._line.data_received(b"".join(requests))
        for _ in range(50):
            await asyncio.sleep(0)
        return self.wire.sent

    def leave(self) -> None:
        """Hang up."""
        self._line.connection_lost(None)


def _get(path: str, *headers: str, method: str = "GET", version: str = "1.1") -> bytes:
    lines = (f"{method} {path} HTTP/{version}", "Host: x", *headers)
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def _run(work: Callable[[_Site, _Client], Awaitable[None]], **limits: Any) -> None:
    async def begun() -> None:
        site = _Site(**limits)
        await work(site, _Client(site))

    asyncio.run(begun())


@pytest.mark.parametrize(
    "request_",
    [
        _get("/fynd?a=1"),
        _get("/fynd", method="HEAD"),
        _get("/fynd", "If-None-Match: *"),
        _get("/fynd", "Accept: text/csv", "Accept-Language: en"),
    ],
)
def test_an_answer_at_once_is_the_one_given_before_to_the_last_byte(request_: bytes) -> None:
    """Status, every header in its order, and body: GET, HEAD and 304."""

    async def work(site: _Site, client: _Client) -> None:
        first = await client.ask(request_)
        again = await client.ask(request_)
        assert first == again and first.startswith(b"HTTP/1.1 ")
        assert b"date: Sun" in first and b"content-security-policy: " in first
        assert site.pages.made == 1

    _run(work)


def test_nothing_is_built_for_an_answer_that_is_kept() -> None:
    """It is written before the loop has its next turn, also where the tag is known."""

    async def work(site: _Site, client: _Client) -> None:
        whole = await client.ask(_get("/a"))
        tag = whole.partition(b"etag: ")[2].partition(b"\r\n")[0].decode()
        client.wire.sent = b""
        client._line.data_received(_get("/a"))
        assert client.wire.sent == whole
        client.wire.sent = b""
        client._line.data_received(_get("/a", f"If-None-Match: {tag}"))
        assert client.wire.sent.startswith(b"HTTP/1.1 304 ")
        assert client.wire.sent.endswith(b"\r\n\r\n") and b"content-length" not in client.wire.sent

    _run(work)


def test_answers_come_in_the_order_of_the_requests() -> None:
    """One that is kept never overtakes one that is being worked out."""

    async def work(site: _Site, client: _Client) -> None:
        await client.ask(_get("/kept"))
        sent = await client.ask(_get("/kept"), _get("/new"), _get("/kept"), _get("/newer"))
        places = [sent.find(body) for body in (b"/kept 1", b"/new 2", b"/newer 3")]
        assert -1 not in places and places == sorted(places)
        assert places[1] < sent.rfind(b"/kept 1") < places[2]
        assert sent.count(b"HTTP/1.1 200 ") == 4

    _run(work)


def test_an_answer_at_once_counts_as_asking() -> None:
    """For the rate of a client, for the counts, and for the log, which names nobody."""

    async def work(site: _Site, client: _Client) -> None:
        got = [(await client.ask(_get("/a"))).split(b" ")[1] for _ in range(4)]
        assert got == [b"200", b"200", b"200", b"429"]
        assert 'kgraph_requests_total{kind="page",status="200"} 3' in site.metrics.text({})

    _run(work, rate=0.001, burst=3)


def test_an_answer_at_once_is_told_like_any_other(capsys: pytest.CaptureFixture[str]) -> None:
    """One line of JSON, the same but for its time."""

    async def work(site: _Site, client: _Client) -> None:
        for _ in range(2):
            await client.ask(_get("/hemligt?vem=jag"))

    _run(work)
    first, again = (json.loads(line) for line in capsys.readouterr().err.splitlines())
    kept = ("method", "kind", "status", "bytes")
    assert [first[name] for name in kept] == [again[name] for name in kept]
    assert set(first) == set(again) == {"time", "ms", *kept}


def test_behind_a_server_of_ones_own_each_client_has_a_rate() -> None:
    """The name that the server in front gives counts, as it does for all other answers."""

    async def work(site: _Site, client: _Client) -> None:
        ann, ben = (_get("/a", f"X-Forwarded-For: 192.0.2.{n}") for n in (1, 2))
        got = [(await client.ask(each)).split(b" ")[1] for each in (ann, ann, ann, ben, ben, ben)]
        assert got == [b"200", b"200", b"429"] * 2

    _run(work, rate=0.001, burst=2)


def test_a_new_edition_of_the_graph_is_never_answered_from_the_old() -> None:
    """What was kept is left."""

    async def work(site: _Site, client: _Client) -> None:
        assert (await client.ask(_get("/a"))).endswith(b"/a 1")
        site.edition += 1
        assert (await client.ask(_get("/a"))).endswith(b"/a 2")

    _run(work)


@pytest.mark.parametrize(
    "request_",
    [
        _get("/private"),
        _get("/a", method="POST"),
        _get("/a", "Content-Length: 2") + b"xx",
        _get("/a", "Transfer-Encoding: chunked") + b"0\r\n\r\n",
    ],
)
def test_what_may_differ_or_brings_something_is_for_the_application(request_: bytes) -> None:
    """Each time; a request with a body leaves the line in step."""

    async def work(site: _Site, client: _Client) -> None:
        for _ in range(2):
            assert b" 200 " in await client.ask(request_)
        assert b"/after" in await client.ask(_get("/after"))

    _run(work)


@pytest.mark.parametrize("request_", [_get("/a", "Connection: close"), _get("/a", version="1.0")])
def test_who_asks_for_no_more_is_let_go(request_: bytes) -> None:
    """The line is closed after the answer, kept or not."""

    async def work(site: _Site, client: _Client) -> None:
        await client.ask(_get("/a"))
        assert b"/a 1" in await client.ask(request_) and client.wire.closed

    _run(work)


def test_a_client_that_does_not_read_is_not_written_to_for_ever() -> None:
    """Its answers wait until it has taken what was sent."""

    async def work(site: _Site, client: _Client) -> None:
        await client.ask(_get("/a"))
        client._line.pause_writing()
        assert await client.ask(_get("/a")) == b""
        client._line.resume_writing()
        assert (await client.ask()).endswith(b"/a 1")

    _run(work)


# -- queries in an address ---------------------------------------------------------------------

_WRONG = {"what": {"sv": "Fel.", "en": "Wrong."}, "mend": {"sv": "", "en": ""}, "where": "1:2"}


def _said(text: str) -> Reply:
    """What a process says: a table, a graph, a table that is cut, a large one, or a refusal."""
    if "WRONG" in text:
        return Reply(400, error=_WRONG)
    if "LARGE" in text:
        return Reply(200, "json", b"x" * 100_000, tag='"large"')
    if "CUT" in text:
        return Reply(200, "csv", b"a\r\n", "rows", 1, tag='"cut"')
    return Reply(200, "turtle" if "CONSTRUCT" in text else "json", text.encode(), tag='"t"')


@pytest.mark.parametrize(
    "request_",
    [
        _get("/sparql?query=ASK%7B%7D"),
        _get("/sparql/?query=ASK+%7B%7D&as_of=2024-05-01&review=verified"),
        _get("/sparql?query=ASK%7B%7D", "Accept: text/csv", "If-None-Match: *"),
        _get("/sparql?query=ASK%7B%7D", 'If-None-Match: "t"'),
        _get("/sparql?query=ASK%7B%7D", 'If-None-Match: "other"'),
        _get("/sparql?query=ASK%7B%7D", "Connection: close"),
        _get("/sparql?query=ASK%7B%7D", version="1.0"),
        _get("/sparql?query=ASK%7B%7D", method="HEAD"),
        _get("/sparql?query=CONSTRUCT%20%7B%7D%20WHERE%20%7B%7D&format=ttl"),
        _get("/sparql?query=CUT&default-graph-uri=http%3A%2F%2Fx%2Fg"),
        _get("/sparql?query=LARGE"),
        _get("/sparql?query=WRONG"),
        _get("/sparql?query=WRONG", "Accept-Language: en"),
        _get("/sparql?query=SELECT%20(NOW()%20AS%20%3Fx)%20%7B%7D"),
        _get("/sparql?query=A%C3%85&x=%0d%0aSet-Cookie:%20a"),
        _get("/sparql?query=ASK%7B%7D&format=pdf"),
        _get("/sparql?query=ASK%7B%7D&query=ASK%7B%7D"),
        _get("/sparql?query=%ff"),
        _get("/sparql?query=DROP%20ALL"),
        _get("/sparql?update=DROP%20ALL"),
        _get("/sparql"),
        _get("/kgraph/sparql?query=ASK%7B%7D"),
        _get("/sparql?query=ASK%7B%7D", "Transfer-Encoding: chunked") + b"0\r\n\r\n",
    ],
)
@pytest.mark.parametrize("base", ["", "/kgraph"])
def test_a_query_has_the_same_answer_the_short_way_to_the_last_byte(
    request_: bytes, base: str
) -> None:
    """Status, headers in their order, and body; and no process is asked twice."""

    async def work() -> None:
        quick, slow = (_Endpoint(_said, quick=way, base_path=base) for way in (True, False))
        first, other = [await _Client(each).ask(request_) for each in (quick, slow)]
        assert first == other and first.startswith(b"HTTP/1.1 ")
        assert quick.pool.asked == slow.pool.asked and len(quick.pool.asked) <= 1

    asyncio.run(work())


def test_an_answer_the_short_way_is_kept() -> None:
    """The next who asks has it at once, with the same bytes; no application is asked for it."""

    async def work() -> None:
        site = _Endpoint(_said)
        client = _Client(site)
        asked = _get("/sparql?query=ASK%7B%7D")
        assert await client.ask(asked) == await client.ask(asked)
        assert site.pool.asked == ["ASK{}"] and site.made == 0
        assert 'kgraph_requests_total{kind="sparql",status="200"} 2' in site.metrics.text({})

    asyncio.run(work())


def test_queries_are_answered_in_the_order_they_came() -> None:
    """On one line, however long the first of them takes."""

    async def work() -> None:
        site = _Endpoint(_said)
        client = _Client(site)
        site.pool.hold.clear()
        texts = [f"ASK%7B{n}%7D" for n in range(3)]
        assert await client.ask(*(_get(f"/sparql?query={text}") for text in texts)) == b""
        site.pool.hold.set()
        async with asyncio.timeout(20):
            while client.wire.sent.count(b"HTTP/1.1 200 ") < 3:
                await asyncio.sleep(0)
        places = [client.wire.sent.find(b"ASK{%d}" % n) for n in range(3)]
        assert -1 not in places and places == sorted(places)

    asyncio.run(work())


def test_a_client_that_hangs_up_takes_its_query_along() -> None:
    """Nothing is written to it."""

    async def work() -> None:
        site = _Endpoint(_said)
        client = _Client(site)
        site.pool.hold.clear()
        await client.ask(_get("/sparql?query=ASK%7B%7D"))
        client.leave()
        async with asyncio.timeout(20):
            await site.pool.left.wait()
        assert client.wire.sent == b""

    asyncio.run(work())


def test_a_fault_on_the_short_way_is_told_as_any_other(capsys: pytest.CaptureFixture[str]) -> None:
    """500, and the line lives on."""

    def broken(text: str) -> Reply:
        if "BROKEN" in text:
            raise RuntimeError
        return _said(text)

    async def work() -> None:
        client = _Client(_Endpoint(broken))
        got = await client.ask(_get("/sparql?query=BROKEN"), _get("/sparql?query=ASK%7B%7D"))
        assert got.startswith(b"HTTP/1.1 500 ") and got.endswith(b"ASK{}")

    asyncio.run(work())
    assert '"event": "fault"' in capsys.readouterr().err


@pytest.mark.parametrize("text", ["ASK%7B%7D", "WRONG", "LARGE"])
def test_a_query_the_short_way_counts_once(text: str) -> None:
    """Whatever comes of it, for the rate of its client."""

    async def work() -> None:
        client = _Client(_Endpoint(_said, limits={"rate": 0.001, "burst": 3}))
        asked = (_get(f"/sparql?query={text}%20%23{n}") for n in range(4))
        got = [(await client.ask(each)).split(b" ")[1] for each in asked]
        assert b"429" not in got[:3] and got[3] == b"429"

    asyncio.run(work())
