"""The rows of the checks at scale, beside pySHACL on the same merged graph and shapes.

pySHACL takes minutes at 100 000 statements, so there it is measured once, and the quick bench
leaves it out.
"""

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from tests.benchmarks.countries import country, merged
from tests.benchmarks.harness import KGRAPH, ROOT, Cost, Peer, Row, cost, once

PYSHACL = """
import sys, rdflib, pyshacl
data = rdflib.Graph().parse(sys.argv[1], format="nt")
shapes = rdflib.Graph().parse(sys.argv[2], format="turtle")
pyshacl.validate(data, shacl_graph=shapes, inference="none", do_owl_imports=False)
"""


@once
def _checked(size: str) -> Cost:
    """What a check costs at a size, from the file to the report."""
    words = ("check", "--format", "json", "--quiet")
    return cost(KGRAPH, *words, "--project", str(country(size)))


@once
def _pyshacl(size: str) -> Cost:
    """What pySHACL takes for the same merged graph, which it is given ready-made."""
    shapes = str(ROOT / "ontology" / "shapes.ttl")
    return cost(sys.executable, "-c", PYSHACL, str(merged(size)), shapes)


def _wall(size: str) -> float:
    return _checked(size).wall


def _cpu(size: str) -> float:
    return _checked(size).cpu


def _peak(size: str) -> float:
    return _checked(size).peak


def _peer(size: str) -> float:
    return _pyshacl(size).cpu


def _found(size: str, engine: str, folder: str) -> tuple[Any, float]:
    """The problems that an engine finds in a country, and processor seconds."""
    path = Path(folder) / f"{engine}.json"
    words = ("check", "--as-of", "2026-06-30", "--quiet", "--engine", engine, "-o", str(path))
    spent = cost(KGRAPH, *words, "--format", "json", "--project", str(country(size)), limit=7200.0)
    return json.loads(path.read_bytes())["results"], spent.cpu


@once
def _both(size: str) -> tuple[int, float, float]:
    """How many problems only one engine finds, and processor seconds of each."""
    with tempfile.TemporaryDirectory(prefix="kgraph-bench-") as folder:
        (fast, quick), (record, slow) = (_found(size, e, folder) for e in ("fast", "record"))
    told = [Counter(json.dumps(p, sort_keys=True) for p in each) for each in (fast, record)]
    return ((told[0] - told[1]) + (told[1] - told[0])).total(), quick, slow


def engines() -> Iterator[Row]:
    """The two engines on a made-up country: what only one of them finds, and the time of both."""
    for size in ("10k", "100k"):
        hand = size == "100k"
        yield Row(f"problems that only one engine finds, {size}", lambda s=size: _both(s)[0],  # type: ignore[misc]
                  unit="problems", bar=0, runs=1, large=True, by_hand=hand)  # fmt: skip
        peer = Peer("kgraph check --engine record", lambda s=size: _both(s)[2], runs=1)  # type: ignore[misc]
        yield Row(f"kgraph check --engine fast, {size}", lambda s=size: _both(s)[1],  # type: ignore[misc]
                  unit="s user", peer=peer, runs=1, large=True, by_hand=hand)  # fmt: skip


def scale() -> Iterator[Row]:
    """A check of a made-up country, cold: by the clock, the processor and memory; one run each."""
    for size, bar in (("10k", None), ("100k", 5.0), ("1M", 60.0)):
        large = size == "1M"
        yield Row(f"kgraph check, {size}", partial(_wall, size), bar=bar, runs=1, large=large)
        yield Row(
            f"kgraph check, {size}, processor",
            partial(_cpu, size),
            unit="s user",
            peer=None
            if large
            else Peer("pySHACL, same shapes", partial(_peer, size), runs=1, slow=True),
            least_ratio=20 if size == "100k" else None,
            runs=1,
            large=size != "10k",
        )
        yield Row(
            f"kgraph check, {size}, memory",
            partial(_peak, size),
            unit="MB",
            bar=2048 if large else None,
            runs=1,
            large=large,
        )
