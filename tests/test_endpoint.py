"""The endpoint's parts by themselves: what is refused, how answers are cut, who waits for whom."""

import asyncio
import csv
import io
import json
import os
import re
import signal
import socket
import xml.etree.ElementTree as Tree
from collections.abc import Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as some
from starlette.requests import Request as Http

from kgraph.endpoint import frames, graph_store, media, protocol
from kgraph.endpoint.frames import Reply
from kgraph.endpoint.limits import Limits
from kgraph.endpoint.line import open_line, pair
from kgraph.endpoint.memory import Memory
from kgraph.endpoint.nursery import found_nursery
from kgraph.endpoint.pool import Pool
from kgraph.endpoint.request import Refused, Request
from kgraph.errors import UsageError
from kgraph.store import open_store
from kgraph.store.algebra import reaches_out
from kgraph.store.answering import TABLES, Dataset, asked
from kgraph.store.memory import MemoryStore
from kgraph.store.scratch import Scratch
from kgraph.store.view import today
from kgraph.web.guard import _Body
from kgraph.web.sparql import SHORT_S, _while_there
from tests.helpers import project

HERE = "http://localhost/sparql"

# -- what reaches out --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("ASK { SERVICE <http://x/> {} }", "SERVICE"),
        ("ASK { service silent ?s {} }", "SERVICE"),
        ("ASK { { SELECT * { FILTER NOT EXISTS { SERVICE ?s {} } } } }", "SERVICE"),
        ("ASK { SERVICE <http://x/> {", "SERVICE"),
        ("ASK { ?service ks:label 'SERVICE' } # SERVICE <x> {}", ""),
        ("ASK { ?s <http://x/SERVICE> ex:service }", ""),
        ("ASK {}", ""),
    ],
)
def test_a_query_that_reaches_out_is_known_by_its_parse(text: str, word: str) -> None:
    """Not by the word: it may stand in names, strings and comments."""
    assert reaches_out(text) == word


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("LOAD <http://x/>", "LOAD"),
        ("INSERT DATA { <a:a> <a:b> 'LOAD' } ; LOAD SILENT <http://x/> INTO GRAPH <a:g>", "LOAD"),
        ("INSERT { ?s ?p ?o } WHERE { SERVICE <http://x/> { ?s ?p ?o } }", "SERVICE"),
        ("INSERT DATA { <a:load> <a:service> 'SERVICE <x>' }", ""),
    ],
)
def test_an_update_that_reaches_out_is_known_by_its_parse(text: str, word: str) -> None:
    """LOAD and SERVICE, wherever they stand."""
    assert reaches_out(text, update=True) == word


# -- answers are cut after whole rows ----------------------------------------------------------

_TEXTS = some.lists(some.text(some.sampled_from('ab,"\n\r\t{}[]<>&;\\å')), min_size=1, max_size=6)


def _rows(raw: bytes, form: str) -> int:
    match form:
        case "json":
            return len(json.loads(raw)["results"]["bindings"])
        case "xml":
            return sum(1 for e in Tree.fromstring(raw).iter() if e.tag.endswith("}result"))
        case "csv":
            return sum(1 for _ in csv.reader(io.StringIO(raw.decode(), newline=""))) - 1
    return raw.count(b"\n") - 1


@pytest.mark.parametrize("form", TABLES)
@given(texts=_TEXTS, rows=some.integers(1, 8), size=some.integers(200, 2000))
def test_a_cut_table_is_whole_rows_of_the_uncut_one(
    form: str, texts: list[str], rows: int, size: int
) -> None:
    """Whatever stands in them, in every form; and it says that it was cut, and where."""
    values = " ".join(f"({json.dumps(text, ensure_ascii=False)} UNDEF)" for text in texts)
    query = f"SELECT ?a ?b {{ VALUES (?a ?b) {{ {values} }} }}"
    store = ox.Store()
    whole = asked(store, query, Dataset(), HERE).write(form, 10_000, 10_000_000)
    cut = asked(store, query, Dataset(), HERE).write(form, rows, size)
    kept = _rows(cut.raw, form)
    assert _rows(whole.raw, form) == len(texts) and not whole.cut
    assert kept <= min(rows, len(texts))
    assert cut.cut or cut.raw == whole.raw
    if rows >= len(texts) and size >= len(whole.raw):
        assert not cut.cut
    tail = {"json": b"]}}", "xml": b"</results></sparql>"}.get(form, b"")
    assert whole.raw.startswith(cut.raw.removesuffix(tail))


def test_a_graph_is_cut_and_says_so() -> None:
    """After so many triples."""
    store = ox.Store()
    store.update("INSERT DATA { " + " . ".join(f"<a:{n}> <a:p> {n}" for n in range(50)) + " }")
    text = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
    cut = asked(store, text, Dataset(), HERE).write("ntriples", 20, 10_000)
    assert (cut.cut, cut.rows, cut.raw.count(b"\n")) == ("rows", 20, 20)
    small = asked(store, text, Dataset(), HERE).write("ntriples", 100, 300)
    assert small.cut == "bytes" and len(small.raw) <= 300


# -- updates with the graphs of the request ----------------------------------------------------


@pytest.mark.parametrize(
    ("update", "held"),
    [
        ("DELETE WHERE { ?s ?p 1 }", 0),
        ("DELETE { ?s ?p ?o } INSERT { GRAPH <a:g> { ?s ?p 2 } } WHERE { ?s ?p ?o }", 1),
        ("INSERT { GRAPH <a:h> { ?s ?p '{ WHERE }' } } WHERE { ?s ?p ?o } # WHERE {", 1),
        ("INSERT DATA { GRAPH <a:h> { <a:s> <a:where> 1 } }", 1),
    ],
)
def test_an_update_works_with_the_graphs_of_the_request(update: str, held: int) -> None:
    """As with USING in its text, in every form of update."""
    store = Scratch()
    store.update("INSERT DATA { GRAPH <a:g> { <a:s> <a:p> 1 } }", Dataset(), HERE)
    store.update(update, Dataset(("a:g",)), HERE)
    counted = store.ask(
        "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o FILTER(?g != <a:g> || ?o = 2) } }",
        Dataset(), HERE,
    )  # fmt: skip
    assert counted.write("csv", 10, 1000).raw.split()[1] == str(held).encode()


@pytest.mark.parametrize("clause", ("USING <a:g>", "USING NAMED <a:g>"))
def test_graphs_are_named_in_one_place(clause: str) -> None:
    """USING in the text and in the request is refused."""
    with pytest.raises(UsageError, match="USING"):
        Scratch().update(f"INSERT {{ ?s ?p 1 }} {clause} WHERE {{}}", Dataset(("a:h",)), HERE)


# -- the protocol ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (Request("GET", b"query=ASK{}&query=ASK{}"), 400),
        (Request("GET", b"update=CLEAR+ALL"), 405),
        (Request("PUT", b"query=ASK{}"), 405),
        (Request("POST", body=b"ASK {}"), 415),
        (Request("POST", headers={"content-type": "text/plain"}, body=b"ASK {}"), 415),
        (Request("POST", headers={"content-type": protocol.QUERY}, body=b"\xff"), 400),
        (Request("POST", headers={"content-type": protocol.QUERY}, body=b"CLEAR ALL"), 400),
        (Request("GET", b"query=%ff"), 400),
        (Request("GET", b"query=ASK{}&format=pdf"), 400),
        (Request("GET", b"query=ASK{}" + b"&default-graph-uri=a:b" * 200), 400),
    ],
)
def test_a_request_outside_the_protocol_is_refused(request_: Request, status: int) -> None:
    """With the status that says why."""
    with pytest.raises(Refused) as refused:
        protocol.read(request_, today=today())
    assert refused.value.status == status


@pytest.mark.parametrize("kind", ("text/turtle", "multipart/form-data; boundary=x"))
@pytest.mark.parametrize("method", ("PUT", "POST"))
def test_what_is_packed_is_refused_by_the_graph_store_too(method: str, kind: str) -> None:
    """As packed, and not as bad Turtle; and it says what to send instead (RFC 9110, 15.5.16)."""
    headers = {"content-type": kind, "content-encoding": "gzip"}
    with pytest.raises(Refused, match="415") as refused:
        graph_store.read(Request(method, b"default", headers, b"\x1f\x8b"), "", today=None)
    assert refused.value.headers == {"Accept-Encoding": "identity"}
    assert refused.value.error.where == "gzip"
    headers["content-encoding"] = "identity"
    if "turtle" in kind:
        assert graph_store.read(Request(method, b"default", headers, b""), "", today=None)


@given(some.text())
def test_no_accept_header_is_too_strange(accept: str) -> None:
    """It is read as far as it can be."""
    assert media.chosen(accept, tuple(media.TABLE_TYPES)) in {None, *media.TABLE_TYPES}


# -- answers that are kept ---------------------------------------------------------------------


def test_an_answer_is_kept_unless_it_may_differ() -> None:
    """And the oldest goes first."""
    memory = Memory(size=2600)
    assert memory.key({"text": "SELECT (NOW() AS ?x) {}"}) == ""
    keys = [memory.key({"text": f"ASK {{ <a:{n}> ?p ?o }}"}) for n in range(3)]
    for key in keys:
        memory.put(key, Reply(200, "json", b"x" * 200))
    assert memory.get(keys[0]) is None and memory.get(keys[2]) is not None
    memory.put("wrong", Reply(400))
    assert memory.get("wrong") is None


# -- processes ---------------------------------------------------------------------------------

SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
_LIMITS = Limits(seconds=1.5, memory_mb=64, quick=1, slow=1, slow_after=0.1, queue=1, wait=60)
_PATIENT = replace(_LIMITS, seconds=120)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> MemoryStore:
    """The small plan's store."""
    made = open_store(project(tmp_path_factory.mktemp("small") / "p"))
    assert isinstance(made, MemoryStore)
    return made


@pytest.fixture
def line(store: MemoryStore) -> Iterator[socket.socket]:
    """A nursery's line."""
    with found_nursery(store, _LIMITS) as made:
        yield made


@pytest.fixture
def patient(store: MemoryStore) -> Iterator[socket.socket]:
    """A nursery's line, of processes that let a query go on for long."""
    with found_nursery(store, _PATIENT) as made:
        yield made


def _task(text: str) -> dict[str, Any]:
    return {"task": "query", "text": text, "accept": "", "base": HERE, "date": str(today())}


def _with(
    line: socket.socket, work: Callable[[Pool], Awaitable[None]], limits: Limits = _LIMITS
) -> None:
    @asynccontextmanager
    async def started():  # type: ignore[no-untyped-def]
        pool = Pool(line, limits)
        await pool.start()
        try:
            yield pool
        finally:
            await pool.stop()

    async def run() -> None:
        async with started() as pool:
            await work(pool)

    asyncio.run(run())


async def _until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not holds():
            await asyncio.sleep(0.01)


def test_a_short_query_does_not_wait_for_a_long_one(patient: socket.socket) -> None:
    """The long one steps aside; so does nobody else."""

    async def work(pool: Pool) -> None:
        long = asyncio.create_task(pool.do(_task(SLOW)))
        await _until(lambda: pool.slow == 1)
        assert (await pool.do(_task("ASK {}"))).status == 200
        assert not long.done()
        long.cancel()

    _with(patient, work, _PATIENT)


def test_a_long_query_is_ended_at_its_limit(line: socket.socket) -> None:
    """And leaves its place."""

    async def work(pool: Pool) -> None:
        assert (await pool.do(_task(SLOW))).status == 504
        assert pool.slow == 0 and pool.ended["time"] == 1

    _with(line, work)


def test_too_many_long_queries_are_told_to_come_again(patient: socket.socket) -> None:
    """503 with the time to wait, and short ones are answered all the same."""

    async def work(pool: Pool) -> None:
        first = asyncio.create_task(pool.do(_task(SLOW)))
        await _until(lambda: pool.slow == 1)
        second = await pool.do(_task(SLOW + " # 2"))
        assert (second.status, second.headers["Retry-After"]) == (503, "2")
        assert pool.ended["crowded"] == 1
        assert (await pool.do(_task("ASK {}"))).status == 200
        assert not first.done()
        first.cancel()

    _with(patient, work, _PATIENT)


def test_a_query_is_ended_when_nobody_waits_for_it(patient: socket.socket) -> None:
    """A client that leaves takes its query along."""

    async def work(pool: Pool) -> None:
        long = asyncio.create_task(pool.do(_task(SLOW)))
        await _until(lambda: pool.slow == 1)
        long.cancel()
        await asyncio.gather(long, return_exceptions=True)
        assert pool.slow == 0
        assert (await pool.do(_task("ASK {}"))).status == 200

    _with(patient, work, _PATIENT)


@pytest.mark.parametrize("after", range(8))
def test_an_answer_that_is_there_waits_for_nobody(after: int) -> None:
    """Also when it comes just as one begins to look whether the client has left."""

    async def body() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def receive(asked: list[int]) -> dict[str, Any]:
        asked.append(1)
        if len(asked) == 1:
            return await body()
        await asyncio.Event().wait()
        raise AssertionError

    async def work() -> None:
        asked: list[int] = []
        guarded = _Body(lambda: receive(asked), 1000)
        state = SimpleNamespace(settings=SimpleNamespace(limits=_LIMITS))
        scope = {"type": "http", "app": SimpleNamespace(state=state)}

        async def found() -> Reply:
            await asyncio.sleep(SHORT_S)
            for _ in range(after):
                await asyncio.sleep(0)
            return Reply(200)

        reply = await asyncio.wait_for(_while_there(Http(scope, guarded), found()), 5)
        assert reply is not None and reply.status == 200

    asyncio.run(work())


def test_a_greeting_is_heard_by_whoever_comes_to_listen_after_it() -> None:
    """A process may be ready before the server has its end of the line."""

    async def work() -> None:
        ours, theirs = pair()
        with theirs:
            theirs.sendall(frames.pack({"pid": 7}))
            line = await open_line(ours)
            async with asyncio.timeout(20):
                while line._greeting is None:
                    await asyncio.sleep(0)
                heading, _ = await line.next()
            assert heading == {"pid": 7}
            line.close()

    asyncio.run(work())


def test_a_process_that_is_gone_is_replaced(line: socket.socket) -> None:
    """The next query is answered by another."""

    async def work(pool: Pool) -> None:
        workers = list(pool._all)
        for worker in workers:
            os.kill(worker.pid, signal.SIGKILL)
        await _until(lambda: all(worker.gone for worker in workers))
        assert (await pool.do(_task("ASK {}"))).status == 200

    _with(line, work)


def test_a_query_that_takes_the_memory_is_ended_and_told(store: MemoryStore) -> None:
    """By its own limit, not by the machine and not by the clock."""
    limits = replace(_LIMITS, seconds=120)
    doubled = " ".join(f"BIND(CONCAT(?v{n}, ?v{n}) AS ?v{n + 1})" for n in range(40))

    async def work(pool: Pool) -> None:
        text = f"SELECT (STRLEN(?v40) AS ?n) {{ BIND('aaaaaaaaaa' AS ?v0) {doubled} }}"
        got = await pool.do(_task(text))
        assert got.status == 400 and got.error is not None
        assert "memory" in got.error["what"]["en"]
        assert (await pool.do(_task("ASK {}"))).status == 200

    with found_nursery(store, limits) as line:
        _with(line, work, limits)


def test_a_process_can_open_nothing(line: socket.socket) -> None:
    """Its limit on open files is none at all, and it holds its line and three dead ends."""

    async def work(pool: Pool) -> None:
        (worker,) = pool._all
        folder = Path(f"/proc/{worker.pid}")
        limits = (folder / "limits").read_text()
        assert re.search(r"Max open files +0 +0", limits)
        assert re.search(r"Max file size +0 +0", limits)
        held = [str(entry.readlink()) for entry in (folder / "fd").iterdir()]
        assert sorted(h.partition(":")[0] for h in held) == ["/dev/null"] * 3 + ["socket"]

    _with(line, work)
