"""Asking the named questions, warm: what a process of its own measures of one engine.

Ours and ``pyoxigraph`` run in a process of their own, which gives the median seconds of each
question. Both hold the same statements: the merged and derived ones and the passages' own graphs.
A question gets a value for its first parameter, as a page binds it: the one in the middle of those
that its answer has; those that compare pairs are asked for everything too. Run as a program:
``python -m tests.benchmarks.asking ours|plain|rdflib|disk FOLDER``, with a country's folder, or
``… virtuoso FOLDER ADDRESS``. A server is asked through our store, which writes each question as it
takes it.
"""

import contextlib
import json
import os
import select
import signal
import sys
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from tests.benchmarks.harness import ROOT, is_quick

if TYPE_CHECKING:
    from kgraph.queries import Query
    from kgraph.store import Store, View

GAP = "gap-responsibility"
EVERYTHING, PLAIN = f"{GAP}, all", "plain gap question"
# The heart of it in a form that every engine takes; Virtuoso refuses the question's own text.
PLAIN_TEXT = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT ?strategy ?element ?passage WHERE {
  ?element a ks:Measure ; ks:partOfStrategy ?strategy ; ks:statedIn ?passage .
  ?element ks:responsibilityLevel
    <https://w3id.org/kompsam/vocab/responsibility-level/namns-inte> . }"""
_RUNS, _PATIENCE_S, _QUICK_S, ONCE_S = 5, 2.0, 0.3, 20
Asked = dict[str, float]


def timed(ask: Callable[[], object]) -> float:
    """The median seconds of some runs after a first one; what takes long is asked once."""
    begun, patience = time.perf_counter(), _QUICK_S if is_quick() else _PATIENCE_S
    ask()
    first = time.perf_counter() - begun
    taken = [first] if first > patience else []
    while len(taken) < _RUNS and sum(taken) < patience:
        begun = time.perf_counter()
        ask()
        taken.append(time.perf_counter() - begun)
    return median(taken)


def named() -> "Mapping[str, Query]":
    """The named questions that come with the program."""
    from kgraph.project import Project
    from kgraph.queries import catalogue

    return catalogue(Project(ROOT, "given"))


def is_asked_whole(query: "Query") -> bool:
    """Whether a question that takes a value is measured without one too."""
    return bool(query.parameters) and (query.name == GAP or "cost" in query.head)


def ask_ours(folder: Path) -> Asked:
    """Median seconds of each question in memory; the values chosen are kept for the peer."""
    from kgraph.generate import AS_OF
    from kgraph.project import Project
    from kgraph.store import View, open_store

    store, view = open_store(Project(folder, "given")), View(as_of=AS_OF)
    chosen = {name: _chosen(store, view, query) for name, query in named().items()}
    told = {name: {k: str(v) for k, v in bound.items()} for name, bound in chosen.items()}
    folder.with_name("values.json").write_text(json.dumps(told), encoding="utf-8")
    plain = {PLAIN: timed(lambda: store.select(PLAIN_TEXT, view))}
    return _each(store, view, chosen) | plain


def ask_disk(folder: Path) -> Asked:
    """Median seconds of the gap questions on the store on disk beside the country."""
    from kgraph.project import Project
    from kgraph.store import View, open_at

    store = open_at(Project(folder, "given"), str(folder.with_name("store")))
    query = named()[GAP]
    plain = timed(lambda: store.select(PLAIN_TEXT, View()))
    return {PLAIN: plain, EVERYTHING: timed(partial(_give, store, View(), query, {}))}


def _each(store: "Store", view: "View", chosen: Mapping[str, dict[str, Any]]) -> Asked:
    found: Asked = {}
    for name, query in named().items():
        found[name] = timed(partial(_give, store, view, query, chosen[name]))
        if is_asked_whole(query):
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
    found: Asked = {}
    asked = {PLAIN: partial(_plainly, store, PLAIN_TEXT, {})}
    for name, query in named().items():
        asked[name] = partial(_plainly, store, query.text, chosen[name])
        if is_asked_whole(query) and (name == GAP or not is_quick()):
            asked[f"{name}, all"] = partial(_plainly, store, query.text, {})
    for name, ask in asked.items():
        if (taken := _apart(ask)) is not None:
            found[name] = taken
    return found


def _apart(ask: Callable[[], object]) -> float | None:
    """The median seconds of a question, asked by a fork; None where it is too long at it.

    The engine hears no signal while it works: only a process can be ended.
    """
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(write, str(timed(ask)).encode())
        finally:
            os._exit(0)
    os.close(write)
    try:
        ready, _, _ = select.select([read], [], [], 2 * ONCE_S)
        told = os.read(read, 100) if ready else b""
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(read)
    return float(told) if told else None


def ask_rdflib(folder: Path) -> Asked:
    """Seconds of the same texts with the same values by rdflib, each asked once."""
    import gzip

    import rdflib

    data = rdflib.Dataset()
    with gzip.open(folder / "data" / "land.nq.gz") as land:
        data.parse(land, format="nquads")  # type: ignore[arg-type]
    data.default_graph.parse(folder.with_name("merged.nt"), format="nt")
    chosen = json.loads(folder.with_name("values.json").read_text(encoding="utf-8"))

    def ask(text: str, values: Mapping[str, str]) -> int:
        given = {
            key: rdflib.URIRef(value) if value.startswith("http") else rdflib.Literal(value)
            for key, value in values.items()
        }
        return len(list(data.query(text, initBindings=given)))

    return _once({
        name: partial(ask, query.text, chosen[name]) for name, query in named().items()
    })  # fmt: skip


def ask_server(folder: Path, address: str) -> Asked:
    """Seconds of each question with its value at a server that our store has filled."""
    from kgraph.project import Project
    from kgraph.store import View, open_at
    from kgraph.terms import Iri, Literal

    store = open_at(Project(folder, "given"), address)
    chosen = json.loads(folder.with_name("values.json").read_text(encoding="utf-8"))

    def ask(text: str, values: Mapping[str, str]) -> object:
        given = {key: Iri(v) if v.startswith("http") else Literal(v) for key, v in values.items()}
        return store.select(text, View(), given)

    return _once({
        name: partial(ask, query.text, chosen[name]) for name, query in named().items()
    })  # fmt: skip


class _TooLong(BaseException):
    """A question's time is over; no error of a connection, which would be tried again."""


def _once(questions: Mapping[str, Callable[[], object]]) -> Asked:
    """Seconds of each, asked once and ended where it takes too long; those answered alone."""
    found: Asked = {}

    def end(*_: object) -> None:
        raise _TooLong

    signal.signal(signal.SIGALRM, end)
    for name, ask in questions.items():
        begun = time.perf_counter()
        signal.alarm(ONCE_S)
        with contextlib.suppress(Exception, _TooLong):
            ask()
            found[name] = time.perf_counter() - begun
        signal.alarm(0)
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
    which, folder, *address = sys.argv[1:]
    measures: dict[str, Callable[..., Asked]] = {
        "ours": ask_ours, "plain": ask_plain, "disk": ask_disk, "rdflib": ask_rdflib,
        "virtuoso": ask_server,
    }  # fmt: skip
    print(json.dumps(measures[which](Path(folder), *address)))


if __name__ == "__main__":
    main()
