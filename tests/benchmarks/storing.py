"""The rows of the stores on disk: loading, opening, and the first question of a cold process.

``kgraph load`` checks what it reads, and makes what is merged and derived; the peers do neither.
"""

import contextlib
import gzip
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from tests.benchmarks.countries import country, merged
from tests.benchmarks.harness import KGRAPH, Cost, Peer, Row, cost, once
from tests.sparql_servers import Running, virtuoso

_HOUR_S = 3600.0
_FORUM = "forum:prov-ovl-01-forum"  # planted, so that every country has it
PLAIN = """
import gzip, sys, pyoxigraph
store = pyoxigraph.Store(sys.argv[2])
store.bulk_load(input=gzip.open(sys.argv[1]), format=pyoxigraph.RdfFormat.N_QUADS)
store.flush()
"""
WHOLE = """
import sys, pyoxigraph
store = pyoxigraph.Store.read_only(sys.argv[1])
store.dump(output=sys.argv[2], format=pyoxigraph.RdfFormat.N_TRIPLES,
           from_graph=pyoxigraph.DefaultGraph())
"""


def _store(size: str) -> Path:
    return country(size).with_name("store")


@once
def loaded(size: str) -> Cost:
    """What loading a country into a store on disk costs, until it is written down."""
    words = ("load", "--quiet", "--store", str(_store(size)), "--project", str(country(size)))
    return cost(KGRAPH, *words, limit=_HOUR_S)


def _wall(size: str) -> float:
    return loaded(size).wall


def _peak(size: str) -> float:
    return loaded(size).peak


def _plain(size: str) -> float:
    """Seconds of the engine's own loader, which makes no view."""
    with tempfile.TemporaryDirectory(prefix="kgraph-bench-") as folder:
        land = str(country(size) / "data" / "land.nq.gz")
        return cost(sys.executable, "-c", PLAIN, land, folder, limit=_HOUR_S).wall


def _opened(size: str) -> float:
    """Seconds of a cold process that opens the store and answers a question with its value."""
    loaded(size)
    words = ("query", "forum-members", "--forum", _FORUM, "--format", "csv", "--quiet")
    where = ("--store", str(_store(size)), "--project", str(country(size)))
    return cost(KGRAPH, *words, *where).wall


@once
def _found(size: str) -> Cost:
    """What finding every kind in a store on disk costs, from opening it to the answer."""
    loaded(size)
    words = ("findings", "--all", "--format", "json", "--quiet")
    where = ("--store", str(_store(size)), "--project", str(country(size)))
    return cost(KGRAPH, *words, *where, limit=_HOUR_S)


def _found_wall(size: str) -> float:
    return _found(size).wall


def _found_peak(size: str) -> float:
    return _found(size).peak


def _findings(size: str, large: bool, hand: bool) -> Iterator[Row]:
    what, most = f"findings of every kind from disk, {size}", {"1M": 60.0, "10M": 600.0}
    yield Row(what, partial(_found_wall, size), bar=most.get(size), runs=1, large=large,
              by_hand=hand)  # fmt: skip
    yield Row(f"{what}, memory", partial(_found_peak, size), "MB", bar=8192, runs=1,
              large=large, by_hand=hand)  # fmt: skip


def stores() -> Iterator[Row]:
    """A store on disk: loaded so that it lasts, opened, and asked by a cold process."""
    bars = {"10k": None, "100k": None, "1M": 30.0, "3M": None, "10M": None}
    for size, bar in bars.items():
        large, hand = size == "1M", size in ("3M", "10M")
        plain = Peer("pyoxigraph's loader, no view made", partial(_plain, size), 1)
        yield Row(f"kgraph load, {size}", partial(_wall, size), bar=bar, peer=plain, runs=1,
                  large=large, by_hand=hand)  # fmt: skip
        yield Row(f"kgraph load, {size}, memory", partial(_peak, size), "MB", runs=1,
                  large=large, by_hand=hand)  # fmt: skip
        yield Row(f"opened from disk, first question answered, {size}", partial(_opened, size),
                  bar=5, runs=3, large=large, by_hand=hand)  # fmt: skip
        if large or hand:
            yield from _findings(size, large, hand)


# -- Virtuoso --------------------------------------------------------------------------------------


@contextlib.contextmanager
def filled_virtuoso(size: str) -> Iterator[Running]:
    """Virtuoso with the merged graph of a country, read by its own loader.

    Raises:
        RuntimeError: it is not installed, or its loader failed.
    """
    if not shutil.which("virtuoso-t") or not shutil.which("isql-vt"):
        raise RuntimeError("Virtuoso is not installed")
    with tempfile.TemporaryDirectory(prefix="kgraph-bench-") as name:
        folder = Path(name)
        with virtuoso(folder, most=10_000_000, reading=folder) as running:
            _read(running, _merged(size), folder)
            yield running


def _merged(size: str) -> Path:
    """The merged graph as N-Triples; that of a country larger than memory is taken from disk."""
    if size != "10M":
        return merged(size)
    loaded(size)
    path = country(size).with_name("merged.nt")
    if not path.exists():
        (view,) = _store(size).glob("g-*/view")
        cost(sys.executable, "-c", WHOLE, str(view), str(path), limit=_HOUR_S)
    return path


def _read(running: Running, path: Path, folder: Path) -> None:
    """Have a file read, in parts so that each is one transaction of a size that it can hold."""
    parts = folder / "parts"
    parts.mkdir()
    subprocess.run(["split", "-C", "200m", str(path), str(parts / "p")], check=True)
    for part in parts.iterdir():
        with gzip.open(f"{part}.nt.gz", "wb", compresslevel=1) as packed, part.open("rb") as text:
            shutil.copyfileobj(text, packed, 1 << 20)
        part.unlink()
    steps = (f"ld_dir('{parts}', '*.gz', 'urn:all');", "rdf_loader_run();", "checkpoint;")
    begun = time.monotonic()
    for step in steps:
        words = ["isql-vt", running.sql, "dba", running.environment["KGRAPH_STORE_PASSWORD"]]
        done = subprocess.run([*words, f"exec={step}"], capture_output=True, text=True,
                              timeout=_HOUR_S, check=False)  # fmt: skip
        if done.returncode or "Error" in done.stdout + done.stderr:
            raise RuntimeError((done.stderr or done.stdout).strip()[-200:])
    print(f"    Virtuoso read it in {time.monotonic() - begun:.0f} s", file=sys.stderr)
