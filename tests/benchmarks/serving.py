"""The rows of the server: answers a second and how long the slowest take, beside two peers.

All three serve the same made-up country of some 100 000 statements on the loopback, one after the
other by turns, each for a few seconds. rdflib-endpoint and ``oxigraph serve`` get the view's merged
graph as it is; kgraph serves the project, with every limit but the rate on. "One text" is answered
from memory by kgraph, as a site's pages and forms ask it; "1 000 texts" are different queries that
come again when all have been asked, "every text new" are asked once each.
Rates are given as milliseconds an answer (1 000 divided by answers a second), so that less is
better in every row.
"""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

from tests.benchmarks.countries import country
from tests.benchmarks.countries import merged as merged_of
from tests.benchmarks.harness import ROOT, Peer, Row, is_quick, once
from tests.benchmarks.loading import Load, get, load, query

_ONE = "SELECT ?p ?o WHERE { <https://w3id.org/kompsam/vocab/mode/actual> ?p ?o }"
_LARGE = "SELECT ?s ?p ?o WHERE { ?s ?p ?o } LIMIT 10000"
_SECONDS, _QUICK_S = 3.0, 1.0
_START_S = 180.0
_OFTEN_S = 0.02
_WARM_S = 900.0
RDFLIB = """
import sys, rdflib, uvicorn
from rdflib_endpoint import SparqlEndpoint
graph = rdflib.Graph().parse(sys.argv[1], format="nt")
uvicorn.run(SparqlEndpoint(graph=graph, path="/"), port=int(sys.argv[2]), log_level="error")
"""


def _port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


@cache
def _place() -> Path:
    """A folder with the country as a project, and as the peers read it."""
    root, merged = country("100k"), merged_of("100k")
    (root / "kgraph.toml").write_text("[serve]\nrate = 0\nquick = 2\n", encoding="utf-8")
    kept = root.with_name("oxigraph")
    subprocess.run(
        [_beside("oxigraph"), "load", "--location", str(kept), "--file", str(merged)],
        check=True, capture_output=True,
    )  # fmt: skip
    return root.parent


def _beside(program: str) -> str:
    return str(Path(sys.executable).with_name(program))


def _command(name: str, port: int, project: Path | None = None) -> list[str]:
    if name == "kgraph":
        served = project or _place() / "land"
        words = ["serve", "--quiet", "--port", str(port), "--project", str(served)]
        return [_beside("kgraph"), *words]
    place = _place()
    if name == "rdflib-endpoint":
        return [sys.executable, "-c", RDFLIB, str(place / "merged.nt"), str(port)]
    return [_beside("oxigraph"), "serve-read-only", "--location", str(place / "oxigraph"),
            "--bind", f"127.0.0.1:{port}"]  # fmt: skip


_PATHS = {"kgraph": "/sparql", "rdflib-endpoint": "/", "oxigraph": "/query"}


@contextlib.contextmanager
def _running(name: str, project: Path | None = None) -> Iterator[int]:
    """A server that answers, until the block ends: its port."""
    port = _port()
    with _started(_command(name, port, project)) as started:
        _wait(f"http://127.0.0.1:{port}{_PATHS[name]}?query=ASK%7B%7D", started)
        if name == "kgraph":
            _warm(port)
        yield port


@contextlib.contextmanager
def _started(command: Sequence[str]) -> Iterator["subprocess.Popen[bytes]"]:
    """A process, until the block ends."""
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as started:  # fmt: skip
        try:
            yield started
        finally:
            started.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                started.wait(10)
            started.kill()


def first_page(project: Path) -> float:
    """Seconds from the start of our server until the first visitor has its start page."""
    port = _port()
    command, begun = _command("kgraph", port, project), time.perf_counter()
    with _started(command) as started:
        _wait(f"http://127.0.0.1:{port}/", started)
        return time.perf_counter() - begun


def own_server(project: Path) -> contextlib.AbstractContextManager[int]:
    """Our server of a project, its pages made ready, until the block ends: its port."""
    return _running("kgraph", project)


def _wait(address: str, started: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + _START_S
    while time.monotonic() < end:
        if started.poll() is not None:
            raise RuntimeError(f"the server ended: {started.returncode}")
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=10) as got:
            got.read()
            return
        time.sleep(_OFTEN_S)
    raise RuntimeError("the server was never ready")


def _warm(port: int) -> None:
    """Wait until the pages that are made ready after the start are ready."""
    end = time.monotonic() + _WARM_S
    while time.monotonic() < end:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=60) as told:
            if b"kgraph_pages_ready 1" in told.read():
                return
        time.sleep(0.5)
    raise RuntimeError("the pages were never ready")


@once
def _loads(name: str, turn: int) -> dict[tuple[str, int], Load]:
    """What every load gives at one server.

    Parameters:
        turn: which time; each starts the server anew.
    """
    path, found = _PATHS[name], {}
    seconds = _QUICK_S if is_quick() else _SECONDS
    with _running(name) as port:
        for what, texts, counts in _ASKED:
            for count in counts:
                requests = [query(path, text) for text in texts(count)]
                with contextlib.suppress(RuntimeError):
                    found[what, count] = load(port, requests, count, seconds)
        if name == "kgraph":
            found |= _own(port, seconds)
    return found


def _small(many: int, count: int) -> tuple[str, ...]:
    """So many small queries that no other row asks."""
    return tuple(
        _ONE.replace(" }", f" FILTER(?p != <x:{many}-{count}-{n}>) }}") for n in range(many)
    )


_ASKED: tuple[tuple[str, Callable[[int], Sequence[str]], tuple[int, ...]], ...] = (
    ("one text", lambda _: (_ONE,), (1, 8, 64)),
    ("1 000 texts", lambda count: _small(1_000, count), (1, 8, 64)),
    ("every text new", lambda count: _small(50_000, count), (8,)),
    ("10 000 rows, one text", lambda _: (_LARGE,), (1, 8)),
    ("10 000 rows, 200 texts", lambda count: [f"{_LARGE} # {count}-{n}" for n in range(200)],
     (1, 8)),
)  # fmt: skip


def _own(port: int, seconds: float) -> dict[tuple[str, int], Load]:
    """What only kgraph has: an answer that the client has already, and pages."""
    ask = "/sparql?query=ASK%7B%7D"
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{ask}") as got:
        tag = got.headers["ETag"]
    return {
        ("304 by ETag", 8): load(port, [get(ask, if_none_match=tag)], 8, seconds),
        ("answer from memory", 8): load(port, [get(ask)], 8, seconds),
    }


_TURNS = 3


def _ms(name: str, what: str, count: int, turns: Iterator[int], of: str) -> float:
    """Milliseconds an answer, or of the slowest in a hundred; a failure tells as endless."""
    found = _loads(name, next(turns)).get((what, count))
    if found is None or not found.statuses or set(found.statuses) - {200, 304}:
        raise RuntimeError(f"{name}, {what}, {count}: {found.statuses if found else 'no answer'}")
    return 1000 / found.rate if of == "rate" else 1000 * found.p99


def _row(
    what: str, count: int, of: str, bar: float | None, peer: str = "", least: float | None = None
) -> Row:
    ours, theirs = (iter(range(_TURNS + 1)) for _ in range(2))
    told = "ms an answer" if of == "rate" else "p99"
    beside = (
        Peer(peer, lambda: _ms(peer, what, count, theirs, of), 1, peer == "rdflib-endpoint")
        if peer
        else None
    )
    return Row(
        f"serve, {what}, {count} connections, {told}",
        lambda: _ms("kgraph", what, count, ours, of),
        unit="ms", bar=bar, peer=beside, runs=1, least_ratio=least,
    )  # fmt: skip


def servers() -> Iterator[Row]:
    """The endpoint beside rdflib-endpoint and oxigraph serve, in milliseconds an answer."""
    bars = {"one text": 0.5, "1 000 texts": 0.5}
    for what, _, counts in _ASKED:
        for count in counts:
            bar = bars.get(what) if count == 8 else None
            for peer in ("oxigraph", "rdflib-endpoint"):
                least = 2 if what.startswith("10 000 rows") and peer == "oxigraph" else None
                yield _row(what, count, "rate", bar, peer, least)
            yield _row(what, count, "p99", 20 if bar else None, "oxigraph")
    yield _row("304 by ETag", 8, "rate", 0.2)
    yield _row("answer from memory", 8, "rate", 0.2)
