"""The rows of the made-up countries: time grows with their size, memory does not."""

import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from tests.benchmarks.countries import COUNTIES
from tests.benchmarks.harness import KGRAPH, Cost, Row, cost, once


@once
def _made(size: str) -> Cost:
    """What writing a country and the list of what was planted in it costs."""
    with tempfile.TemporaryDirectory(prefix="kgraph-bench-") as folder:
        path = str(Path(folder) / "land.nq.gz")
        return cost(KGRAPH, "generate", "--regions", str(COUNTIES[size]), "--quiet", "-o", path)


def _cpu(size: str) -> float:
    return _made(size).cpu


def _peak(size: str) -> float:
    return _made(size).peak


def generated() -> Iterator[Row]:
    """A country of each size, with its side file; one run each."""
    for size in ("10k", "100k", "1M", "3M", "10M"):
        large, hand = size == "1M", size in ("3M", "10M")
        yield Row(
            f"kgraph generate, {size}, processor",
            partial(_cpu, size),
            unit="s user",
            runs=1,
            large=large,
            by_hand=hand,
        )
        yield Row(
            f"kgraph generate, {size}, memory",
            partial(_peak, size),
            unit="MB",
            bar=64,
            runs=1,
            large=large,
            by_hand=hand,
        )
