"""The rows of the named questions, warm, beside other engines that are asked the same.

What each engine takes is measured by a process of its own (``asking``), once a size.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from tests.benchmarks.asking import (
    EVERYTHING,
    GAP,
    ONCE_S,
    PLAIN,
    PLAIN_TEXT,
    Asked,
    is_asked_whole,
    named,
    timed,
)
from tests.benchmarks.countries import country, merged
from tests.benchmarks.harness import KGRAPH, ROOT, Peer, Row, once
from tests.sparql_servers import VIRTUOSO, virtuoso

SIZES = ("10k", "100k", "1M")
_BARS = {"10k": 0.1, "100k": 0.1, "1M": 1.0}
_GAP_BARS = {"10k": 0.05, "100k": 0.05, "1M": 0.5}
_LIMIT_S = 1800.0


@once
def told_by(which: str, size: str) -> Asked:
    """What a process of its own measured.

    Raises:
        RuntimeError: it failed.
    """
    if which in ("plain", "rdflib", "virtuoso"):
        merged(size)
        told_by("ours", size)  # chooses the values
    if which == "virtuoso":
        return _told_by_virtuoso(size)
    if which == "disk":
        from tests.benchmarks.storing import loaded

        loaded(size)
    words = ("-m", "tests.benchmarks.asking", which, str(country(size)))
    told: Asked = json.loads(_run(sys.executable, *words))
    return told


def _run(*words: str, more: Mapping[str, str] | None = None) -> bytes:
    """What a process prints.

    Raises:
        RuntimeError: it failed.
    """
    done = subprocess.run(words, cwd=ROOT, capture_output=True, timeout=_LIMIT_S, check=False,
                          env={**os.environ, **(more or {})})  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace")[-500:])
    return done.stdout


def _told_by_virtuoso(size: str) -> Asked:
    """What a Virtuoso of its own answers, which our loader has filled with a country.

    Raises:
        RuntimeError: it is not installed.
    """
    if shutil.which(VIRTUOSO) is None:
        raise RuntimeError("Virtuoso is not installed")
    folder = str(country(size))
    with (
        tempfile.TemporaryDirectory(prefix="kgraph-bench-") as name,
        virtuoso(Path(name), most=1_000_000, reading=Path(name)) as running,
    ):
        _run(KGRAPH, "load", "--quiet", "--store", running.url, "--project", folder,
             more=running.environment)  # fmt: skip
        words = ("-m", "tests.benchmarks.asking", "virtuoso", folder, running.url)
        told: Asked = json.loads(_run(sys.executable, *words, more=running.environment))
        return told


def _seconds(which: str, size: str, name: str) -> float:
    """The seconds of a question.

    Raises:
        RuntimeError: it was not answered.
    """
    taken = told_by(which, size).get(name)
    if taken is None:
        raise RuntimeError(f"not answered in {ONCE_S} s")
    return taken


def _slowest(which: str, size: str) -> float:
    """The slowest of all questions, those over everything left out."""
    apart = (EVERYTHING, PLAIN)
    return max(taken for name, taken in told_by(which, size).items() if name not in apart)


def _names() -> list[str]:
    every = named().items()
    both = [(n, f"{n}, all") if is_asked_whole(q) else (n,) for n, q in every]
    return [name for names in both for name in names if name != EVERYTHING]


def questions() -> Iterator[Row]:
    """The named questions, warm in memory, with a value given as a page gives it."""
    for size in SIZES:
        large, bar = size == "1M", _BARS[size]
        slowest = Peer("pyoxigraph, its slowest", partial(_slowest, "plain", size))
        yield Row(f"slowest named question, {size}", partial(_slowest, "ours", size), bar=bar,
                  peer=slowest, runs=1, large=large)  # fmt: skip
        for name in _names() if size != "10k" else ():
            peer = Peer("pyoxigraph, same text", partial(_seconds, "plain", size, name), 1,
                        slow=name.endswith(", all"))  # fmt: skip
            yield Row(f"{name}, {size}", partial(_seconds, "ours", size, name), bar=bar,
                      peer=peer, runs=1, large=large)  # fmt: skip
    yield from _beside_servers()


def _beside_servers() -> Iterator[Row]:
    """The same with a value, beside rdflib where the graph is small, and a server."""
    others = (("10k", "rdflib", "rdflib, same text"),
              ("100k", "virtuoso", "Virtuoso through kgraph --store"))  # fmt: skip
    for size, which, told in others:
        for name in named():
            peer = Peer(told, partial(_seconds, which, size, name), 1, slow=True)
            yield Row(f"{name}, {size}", partial(_seconds, "ours", size, name), bar=_BARS[size],
                      peer=peer, runs=1, large=True)  # fmt: skip


RDFLIB = """
import sys, time, rdflib
data = rdflib.Graph().parse(sys.argv[1], format="nt")
text = open(sys.argv[2], encoding="utf-8").read()
begun = time.perf_counter()
len(list(data.query(text)))
print(time.perf_counter() - begun)
"""
_TEXT = ROOT / "queries" / f"{GAP}.rq"


def _rdflib(size: str) -> float:
    """Seconds of the gap question in rdflib, once; the statements are read before."""
    words = [sys.executable, "-c", RDFLIB, str(merged(size)), str(_TEXT)]
    done = subprocess.run(words, capture_output=True, timeout=120, check=True, text=True)
    return float(done.stdout)


def virtuoso_seconds(size: str) -> float:
    """Median seconds of the plain gap question at Virtuoso, which its own loader has filled.

    Raises:
        RuntimeError: Virtuoso is not there, or does not take the text.
    """
    from tests.benchmarks.storing import filled_virtuoso

    with filled_virtuoso(size) as running:
        query = {"query": PLAIN_TEXT, "format": "text/csv"}
        body = urllib.parse.urlencode(query).encode()

        def ask() -> None:
            try:
                with urllib.request.urlopen(running.url, body, timeout=_LIMIT_S) as got:
                    got.read()
            except urllib.error.HTTPError as error:
                told = error.read().decode(errors="replace").splitlines() or [""]
                raise RuntimeError(told[0]) from None

        return timed(ask)


def gaps() -> Iterator[Row]:
    """The gap question over everything: which goals and measures have nobody named, and why."""
    for size in SIZES:
        ours, large = partial(_seconds, "ours", size, EVERYTHING), size == "1M"
        engine = Peer("pyoxigraph, same text", partial(_seconds, "plain", size, EVERYTHING))
        rdflib = Peer("rdflib, same text", partial(_rdflib, size), 1, slow=True)
        for peer in (engine, rdflib) if size == "10k" else (engine,):
            yield Row(f"{EVERYTHING}, {size}", ours, bar=_GAP_BARS[size], peer=peer, runs=1,
                      large=large)  # fmt: skip
        if size != "10k":
            yield Row(f"{PLAIN}, {size}", partial(_seconds, "ours", size, PLAIN),
                      bar=_GAP_BARS[size], peer=_virtuoso(size), runs=1, large=large)  # fmt: skip
    yield Row(f"{EVERYTHING}, 1M over 100k", _growth, "times", 15, runs=1, large=True)
    yield Row(f"{EVERYTHING}, 10M on disk", partial(_seconds, "disk", "10M", EVERYTHING),
              runs=1, by_hand=True)  # fmt: skip
    yield Row(f"{PLAIN}, 10M on disk", partial(_seconds, "disk", "10M", PLAIN),
              peer=_virtuoso("10M"), runs=1, by_hand=True)  # fmt: skip


def _virtuoso(size: str) -> Peer:
    return Peer("Virtuoso, same text over HTTP", partial(virtuoso_seconds, size), 1, slow=True)


def _growth() -> float:
    return _seconds("ours", "1M", EVERYTHING) / _seconds("ours", "100k", EVERYTHING)
