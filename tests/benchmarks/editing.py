"""The rows of edits: a statement goes and comes back, and the checks are kept up to date.

Beside it a full check of the same state in the same process, which has everything at hand too. Run
by itself (``python -m tests.benchmarks.editing FOLDER``) the module measures one project and prints
the figures as JSON.
"""

import json
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.benchmarks.countries import country
from tests.benchmarks.harness import ROOT, Peer, Row, is_quick, once

if TYPE_CHECKING:
    from kgraph.store.memory import MemoryStore
    from kgraph.terms import Quad

_ANY, _QUICK_ANY = 150, 20
_MB = 1024


@once
def _measured(size: str) -> dict[str, float]:
    words = (sys.executable, "-m", "tests.benchmarks.editing", str(country(size)))
    done = subprocess.run(words, cwd=ROOT, capture_output=True, check=False, timeout=1800)
    if done.returncode:
        raise RuntimeError(done.stderr.decode()[-2000:])
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _one(size: str, name: str) -> float:
    return _measured(size)[name]


def edits() -> Iterator[Row]:
    """An edit of a made-up country, by the clock; the figures of one run of many edits."""
    for size in ("10k", "100k", "1M"):
        large = size == "1M"
        full = Peer("full check of the same state, all at hand", partial(_one, size, "full"), 1)
        for told, name, bar in (
            ("half of the edits take at most", "median", 0.2),
            ("nineteen of twenty take at most", "most", 0.2),
            ("the slowest", "slowest", None),
        ):
            yield Row(
                f"an edit checked again, {size}: {told}",
                partial(_one, size, name),
                bar=bar,
                peer=full,
                runs=1,
                large=large,
            )
        yield Row(
            f"checks made ready for edits, {size}",
            partial(_one, size, "ready"),
            runs=1,
            large=large,
        )
        yield Row(
            f"checks ready for edits, {size}, memory",
            partial(_one, size, "peak"),
            unit="MB",
            runs=1,
            large=large,
        )


def measure(folder: Path) -> dict[str, float]:
    """Make the checks of a project ready, edit it, and check it in full."""
    from kgraph.checks import check, shapes_of
    from kgraph.checks.checker import Checker
    from kgraph.generate import AS_OF
    from kgraph.project import Project
    from kgraph.store.memory import MemoryStore

    project = Project(folder, "given")
    store = MemoryStore(project)
    chosen = _chosen(store)
    begun = time.perf_counter()
    checker = Checker(store, shapes_of(project), as_of=AS_OF, take_over=True)
    ready = time.perf_counter() - begun
    taken = []
    for quad in chosen:
        for added, removed in (((), [quad]), ([quad], ())):
            begun = time.perf_counter()
            checker.edit(added, removed)
            taken.append(time.perf_counter() - begun)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MB
    begun = time.perf_counter()
    report = check(checker.store, shapes_of(project), view=checker.view)
    full = time.perf_counter() - begun
    if report != checker.report:
        raise RuntimeError("the report that was kept is not that of a full check")
    taken.sort()
    return {
        "ready": ready,
        "median": statistics.median(taken),
        "most": taken[int(len(taken) * 0.95)],
        "slowest": taken[-1],
        "full": full,
        "peak": peak,
    }


def _chosen(store: "MemoryStore") -> "list[Quad]":
    """Statements of the data at random: some of all, and one of each property."""
    from kgraph.store import convert
    from kgraph.store.derive import stored
    from kgraph.store.memory import ONTOLOGY_GRAPHS

    chance, kept, of = random.Random(1), list[Any](), dict[str, Any]()
    many = _QUICK_ANY if is_quick() else _ANY
    ontology = {str(graph) for graph in ONTOLOGY_GRAPHS.values()}
    quads = (q for q in stored(store._base) if getattr(q.graph_name, "value", "") not in ontology)
    for number, quad in enumerate(quads):
        of.setdefault(quad.predicate.value, quad)
        if number < many:
            kept.append(quad)
        elif (place := chance.randrange(number + 1)) < many:
            kept[place] = quad
    each = list(of.values())[: many if is_quick() else None]
    return [convert.quad(quad) for quad in (*kept, *each)]


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]))))
