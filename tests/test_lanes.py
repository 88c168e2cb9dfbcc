"""Pages wait for each other and never for ever; answers are kept and given again."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from kgraph.endpoint.limits import Limits
from kgraph.web.front import Front, judged
from kgraph.web.lanes import Lanes
from kgraph.web.metrics import Metrics
from kgraph.web.pages.desk import Shelf
from kgraph.web.recent import Recent
from kgraph.web.settings import Settings

_LIMITS = Limits(pages=1, other_pages=1, page_seconds=0.2, wait=0.1, queue=2)
App = Callable[[Any, Any, Any], Awaitable[None]]


def _scope(path: str, query: bytes = b"") -> dict[str, Any]:
    return {"type": "http", "method": "GET", "path": path, "raw_path": path.encode(),
            "query_string": query, "headers": []}  # fmt: skip


async def _nothing() -> dict[str, Any]:
    return {"type": "http.disconnect"}


async def _asked(lanes: Lanes, path: str, query: bytes = b"") -> tuple[int, dict[bytes, bytes]]:
    told: list[dict[str, Any]] = []

    async def send(message: Any) -> None:
        told.append(message)

    await lanes(_scope(path, query), _nothing, send)
    return told[0]["status"], dict(told[0]["headers"])


class _Page:
    """An application that answers some addresses when it is let to."""

    def __init__(self, slow: str = "/slow") -> None:
        self._slow = slow
        self.gate, self.begun = asyncio.Event(), asyncio.Event()
        self.ended = self.running = self.most = 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if f"{scope['path']}?{scope['query_string'].decode()}".startswith(self._slow):
            self.running += 1
            self.most = max(self.most, self.running)
            self.begun.set()
            await self.gate.wait()
            self.running -= 1
        self.ended += 1
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"x"})


def test_a_page_that_takes_too_long_is_told_so_and_goes_on() -> None:
    """503 with the time to wait; its place is free when it has ended, not before."""

    async def work() -> None:
        page = _Page()
        lanes = Lanes(page, _LIMITS)
        status, headers = await _asked(lanes, "/slow")
        assert status == 503 and headers[b"retry-after"] == b"5"
        assert (await _asked(lanes, "/fynd"))[0] == 503
        page.gate.set()
        await asyncio.sleep(0)
        assert (await _asked(lanes, "/fynd"))[0] == 200
        assert page.ended == 2

    asyncio.run(work())


@pytest.mark.parametrize("query", (b"as_of=2001-01-01", b"a=b&review=verified"))
def test_another_view_stands_in_nobodys_way(query: bytes) -> None:
    """Strange dates have a lane of their own; so has what is no page."""

    async def work() -> None:
        page = _Page()
        lanes = Lanes(page, _LIMITS)
        slow = asyncio.ensure_future(_asked(lanes, "/slow", query))
        await asyncio.sleep(0.01)
        for path in ("/fynd", "/sparql", "/healthz", "/fragor/sparql"):
            assert (await _asked(lanes, path))[0] == 200
        assert (await _asked(lanes, "/fynd", query))[0] == 503
        page.gate.set()
        assert (await slow)[0] == 200

    asyncio.run(work())


@pytest.mark.parametrize(
    "path",
    ("/natverk/mandate", "/en/natverk/kring.json", "/natverk/mandate.svg", "/jamfor.csv",
     "/bevaka/andrat"),
)  # fmt: skip
def test_pages_that_take_long_stand_in_the_way_of_none_but_each_other(path: str) -> None:
    """Six ask for one network after another: none of the other pages waits for any of them."""

    async def work() -> None:
        page = _Page(f"{path}?tema")
        lanes = Lanes(page, Limits(pages=1, other_pages=1, heavy_pages=1, page_seconds=60, wait=60))
        asked = [asyncio.ensure_future(_asked(lanes, path, b"tema=%d" % n)) for n in range(6)]
        await page.begun.wait()
        for other in ("/sok", "/vem-gor-vad", "/natverk", "/en/bevaka", "/fynd.csv"):
            assert (await _asked(lanes, other))[0] == 200
        assert (await _asked(lanes, "/fynd", b"as_of=2001-01-01"))[0] == 200
        assert page.most == 1 and not any(each.done() for each in asked)
        page.gate.set()
        assert [(await each)[0] for each in asked] == [200] * 6

    asyncio.run(work())


def test_networks_push_out_nothing_that_other_pages_rest_on() -> None:
    """However many are asked for, what was worked out for the rest is there the next time."""
    nothing: Any = None
    shelf = Shelf(nothing, nothing)
    shelf.keep("names", lambda: "usual")
    for number in range(100):
        shelf.keep(("network", number), lambda: "one of many", "networks")
    assert shelf.keep("names", lambda: "worked out anew") == "usual"
    assert shelf.keep(("network", 0), lambda: "anew", "networks") == "anew"


def test_no_more_wait_than_may() -> None:
    """Those beyond are told at once."""

    async def work() -> None:
        page = _Page()
        lanes = Lanes(page, Limits(pages=1, page_seconds=5, wait=5, queue=2))
        waiting = []
        for _ in range(4):
            waiting.append(asyncio.ensure_future(_asked(lanes, "/slow")))
            await asyncio.sleep(0.01)
        assert waiting[3].done()
        await asyncio.sleep(0.01)
        page.gate.set()
        assert sorted([(await each)[0] for each in waiting]) == [200, 200, 200, 503]

    asyncio.run(work())


def test_a_fault_in_a_page_is_a_fault_and_frees_its_place() -> None:
    """Whoever stands before is told."""

    async def fails(scope: Any, receive: Any, send: Any) -> None:
        raise ValueError

    async def work() -> None:
        lanes = Lanes(fails, _LIMITS)
        for _ in range(3):
            with pytest.raises(ValueError):
                await _asked(lanes, "/fynd")

    asyncio.run(work())


_TAGGED = [(b"etag", b'"a"'), (b"content-type", b"text/html")]


def _key(address: str, accept: bytes = b"", edition: int = 0) -> Any:
    return Recent.key(address.encode(), accept, b"", edition)


def test_an_answer_is_given_again_to_who_asks_the_same() -> None:
    """Another Accept asks something else, a new edition of the graph holds something else."""
    recent = Recent()
    recent.put(_key("/fynd"), "page", 200, _TAGGED, b"x")
    assert recent.get(_key("/fynd")) is not None
    assert recent.get(_key("/fynd", accept=b"text/csv")) is None
    assert recent.get(_key("/fynd", edition=1)) is None


@pytest.mark.parametrize("address", ("/scratch/sparql", "/scratch/graphs?a", "/kgraph/scratch/x"))
def test_a_store_of_ones_own_is_never_kept(address: str) -> None:
    """What stands there may differ each time."""
    assert _key(address) is None
    front = Front(Settings(), Metrics())
    assert front.key("POST", b"/sparql", judged([])) is None


@pytest.mark.parametrize(
    ("status", "headers", "body"),
    [
        (404, _TAGGED, b"x"),
        (200, _TAGGED[1:], b"x"),
        (200, [*_TAGGED, (b"cache-control", b"no-store")], b"x"),
        (200, _TAGGED, b"x" * 3_000_000),
    ],
)
def test_what_may_differ_or_is_large_is_not_kept(
    status: int, headers: list[tuple[bytes, bytes]], body: bytes
) -> None:
    """Nor what is no answer."""
    recent = Recent()
    recent.put(_key("/x"), "page", status, headers, body)
    assert recent.get(_key("/x")) is None


def test_the_oldest_answers_give_way() -> None:
    """The size in all is kept."""
    recent = Recent(size=10_000)
    for path in ("/a", "/b", "/c"):
        recent.put(_key(path), "page", 200, _TAGGED, b"x" * 100)
    assert recent.get(_key("/a")) is None
    assert recent.get(_key("/b")) is not None and recent.get(_key("/c")) is not None


def test_a_long_address_takes_room_too() -> None:
    """Small answers to long questions fill no more than they may."""
    recent = Recent(size=100_000)
    for number in range(100):
        recent.put(_key(f"/sparql?query={number:030000}"), "sparql", 200, _TAGGED, b"x")
    kept = [n for n in range(100) if recent.get(_key(f"/sparql?query={n:030000}")) is not None]
    assert kept == [98, 99]


def test_an_answer_with_a_line_break_in_a_header_is_never_written_at_once() -> None:
    """The server's own writer looks at every header; what is kept has to be as clean."""
    recent, length = Recent(), (b"content-length", b"1")
    recent.put(_key("/a"), "page", 200, [*_TAGGED, length, (b"x", b"a\r\nset-cookie: b")], b"x")
    recent.put(_key("/b"), "page", 200, [*_TAGGED, length], b"x")
    broken, sound = recent.get(_key("/a")), recent.get(_key("/b"))
    assert broken is not None and not broken.head
    assert sound is not None and sound.head.endswith(b"content-length: 1\r\n")
    assert b"content-length" not in sound.head_only
