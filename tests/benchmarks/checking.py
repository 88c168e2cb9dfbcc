"""The rows of the checks at scale, beside pySHACL on the same merged graph and shapes.

pySHACL takes minutes at 100 000 statements, so there it is measured once, and the quick bench
leaves it out.
"""

import sys
from collections.abc import Iterator
from functools import cache, partial

from tests.benchmarks.countries import country, merged
from tests.benchmarks.harness import KGRAPH, ROOT, Cost, Peer, Row, cost

PYSHACL = """
import sys, rdflib, pyshacl
data = rdflib.Graph().parse(sys.argv[1], format="nt")
shapes = rdflib.Graph().parse(sys.argv[2], format="turtle")
pyshacl.validate(data, shacl_graph=shapes, inference="none", do_owl_imports=False)
"""


@cache
def _checked(size: str) -> Cost:
    """What a check costs at a size, from the file to the report."""
    words = ("check", "--format", "json", "--as-of", "2026-06-30", "--quiet")
    return cost(KGRAPH, *words, "--project", str(country(size)))


@cache
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
