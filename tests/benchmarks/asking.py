"""The rows of the named questions, warm, beside other engines that are asked the same texts.

Ours and ``pyoxigraph`` run in a process of their own, which gives the median seconds of each
question. Both hold the same statements: the merged and derived ones and the passages' own graphs.
A question gets a value for its first parameter, as a page binds it: the one in the middle of those
that its answer has; those that compare pairs are asked for everything too. Run as a program:
``python -m tests.benchmarks.asking ours|plain|disk FOLDER``, with the folder of a country.
"""

import json
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from tests.benchmarks.countries import country, merged
from tests.benchmarks.harness import ROOT, Peer, Row

if TYPE_CHECKING:
    from kgraph.queries import Query
    from kgraph.store import Store, View

SIZES = ("10k", "100k", "1M")
_BARS = {"10k": 0.1, "100k": 0.1, "1M": 1.0}
_GAP_BARS = {"10k": 0.05, "100k": 0.05, "1M": 0.5}
GAP = "gap-responsibility"
EVERYTHING, PLAIN = f"{GAP}, all", "plain gap question"
# The heart of it in a form that every engine takes; Virtuoso refuses the question's own text.
_PLAIN = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT ?strategy ?element ?passage WHERE {
  ?element a ks:Measure ; ks:partOfStrategy ?strategy ; ks:statedIn ?passage .
  ?element ks:responsibilityLevel
    <https://w3id.org/kompsam/vocab/responsibility-level/namns-inte> . }"""
_RUNS, _PATIENCE_S, _LIMIT_S = 5, 2.0, 600.0
Asked = dict[str, float]


def timed(ask: Callable[[], object]) -> float:
    """The median seconds of some runs after a first one; what takes long is asked once."""
    begun = time.perf_counter()
    ask()
    first = time.perf_counter() - begun
    taken = [first] if first > _PATIENCE_S else []
    while len(taken) < _RUNS and sum(taken) < _PATIENCE_S:
        begun = time.perf_counter()
        ask()
        taken.append(time.perf_counter() - begun)
    return median(taken)


def _questions() -> "Mapping[str, Query]":
    from kgraph.project import Project
    from kgraph.queries import catalogue

    return catalogue(Project(ROOT, "given"))


def _is_asked_whole(query: "Query") -> bool:
    """Whether a question that takes a value is measured without one too."""
    return bool(query.parameters) and (query.name == GAP or "cost" in query.head)


# -- what the processes measure --------------------------------------------------------------------


def ask_ours(folder: Path) -> Asked:
    """Median seconds of each question in memory; the values chosen are kept for the peer."""
    from kgraph.generate import AS_OF
    from kgraph.project import Project
    from kgraph.store import View, open_store

    store, view = open_store(Project(folder, "given")), View(as_of=AS_OF)
    chosen = {name: _chosen(store, view, query) for name, query in _questions().items()}
    told = {name: {k: str(v) for k, v in bound.items()} for name, bound in chosen.items()}
    folder.with_name("values.json").write_text(json.dumps(told), encoding="utf-8")
    plain = {PLAIN: timed(lambda: store.select(_PLAIN, view))}
    return _each(store, view, chosen) | plain


def ask_disk(folder: Path) -> Asked:
    """Median seconds of the gap questions on the store on disk beside the country."""
    from kgraph.project import Project
    from kgraph.store import View, open_at

    store = open_at(Project(folder, "given"), str(folder.with_name("store")))
    query = _questions()[GAP]
    plain = timed(lambda: store.select(_PLAIN, View()))
    return {PLAIN: plain, EVERYTHING: timed(partial(_give, store, View(), query, {}))}


def _each(store: "Store", view: "View", chosen: Mapping[str, dict[str, Any]]) -> Asked:
    found: Asked = {}
    for name, query in _questions().items():
        found[name] = timed(partial(_give, store, view, query, chosen[name]))
        if _is_asked_whole(query):
            found[f"{name}, all"] = timed(partial(_give, store, view, query, {}))
    return found


def _give(store: "Store", view: "View", query: "Query", bound: Mapping[str, Any]) -> Any:
    from kgraph.quick import asked

    return asked(query.name, query.text, query.columns, store, view, bound).rows


def _chosen(store: "Store", view: "View", query: "Query") -> dict[str, Any]:
    """A value for a question's first parameter: the middle one of those that give an answer."""
    from kgraph.queries import choices_of
    from kgraph.terms import ID

    first = next(iter(query.parameters), None)
    if first is None or first.kind == "date":
        return {}
    if first.required:
        start = ID("element/") if not first.of else ID("")
        things = [one for one in choices_of(store, first, view) if one.startswith(start)]
        return {first.name: things[len(things) // 2]}
    rows = _give(store, view, query, {})
    place = rows.columns.index(first.name)
    met = sorted({row[place] for row in rows.rows if row[place] is not None}, key=str)
    return {first.name: met[len(met) // 2]} if met else {}


def ask_plain(folder: Path) -> Asked:
    """Median seconds of the same texts with the same values, by the engine alone."""
    import gzip

    import pyoxigraph as ox

    store = ox.Store()
    store.bulk_load(path=str(folder.with_name("merged.nt")), format=ox.RdfFormat.N_TRIPLES)
    with gzip.open(folder / "data" / "land.nq.gz") as land:
        store.bulk_load(input=land, format=ox.RdfFormat.N_QUADS)  # type: ignore[arg-type]
    chosen = json.loads(folder.with_name("values.json").read_text(encoding="utf-8"))
    found: Asked = {PLAIN: timed(partial(_plainly, store, _PLAIN, {}))}
    for name, query in _questions().items():
        found[name] = timed(partial(_plainly, store, query.text, chosen[name]))
        if _is_asked_whole(query):
            found[f"{name}, all"] = timed(partial(_plainly, store, query.text, {}))
    return found


def _plainly(store: Any, text: str, values: Mapping[str, str]) -> int:
    import pyoxigraph as ox

    given = {
        ox.Variable(key): ox.NamedNode(value) if value.startswith("http") else ox.Literal(value)
        for key, value in values.items()
    }
    return sum(1 for _ in store.query(text, substitutions=given or None))


def main() -> None:
    """Measure in this process, and print the seconds as JSON."""
    which, folder = sys.argv[1:]
    told = {"ours": ask_ours, "plain": ask_plain, "disk": ask_disk}[which](Path(folder))
    print(json.dumps(told))


# -- the rows --------------------------------------------------------------------------------------


@cache
def told_by(which: str, size: str) -> Asked:
    """What a process of its own measured.

    Raises:
        RuntimeError: it failed.
    """
    if which == "plain":
        merged(size)
        told_by("ours", size)  # chooses the values
    if which == "disk":
        from tests.benchmarks.storing import loaded

        loaded(size)
    words = [sys.executable, "-m", "tests.benchmarks.asking", which, str(country(size))]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, timeout=_LIMIT_S, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace")[-500:])
    told: Asked = json.loads(done.stdout)
    return told


def _seconds(which: str, size: str, name: str) -> float:
    return told_by(which, size)[name]


def _slowest(which: str, size: str) -> float:
    """The slowest of all questions, those over everything left out."""
    apart = (EVERYTHING, PLAIN)
    return max(taken for name, taken in told_by(which, size).items() if name not in apart)


def _names() -> list[str]:
    every = _questions().items()
    both = [(n, f"{n}, all") if _is_asked_whole(q) else (n,) for n, q in every]
    return [name for names in both for name in names if name != EVERYTHING]


def questions() -> Iterator[Row]:
    """The named questions, warm in memory, with a value given as a page gives it."""
    for size in SIZES:
        large, bar = size == "1M", _BARS[size]
        slowest = Peer("pyoxigraph, its slowest", partial(_slowest, "plain", size))
        yield Row(f"slowest named question, {size}", partial(_slowest, "ours", size), bar=bar,
                  peer=slowest, runs=1, large=large)  # fmt: skip
        for name in _names() if size != "10k" else ():
            peer = Peer("pyoxigraph, same text", partial(_seconds, "plain", size, name))
            yield Row(f"{name}, {size}", partial(_seconds, "ours", size, name), bar=bar,
                      peer=peer, runs=1, large=large)  # fmt: skip


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
        query = {"query": _PLAIN, "format": "text/csv"}
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
        rdflib = Peer("rdflib, same text", partial(_rdflib, size), 1)
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
    return Peer("Virtuoso, same text over HTTP", partial(virtuoso_seconds, size), 1)


def _growth() -> float:
    return _seconds("ours", "1M", EVERYTHING) / _seconds("ours", "100k", EVERYTHING)


if __name__ == "__main__":
    main()
