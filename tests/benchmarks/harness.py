"""The measuring itself: cold processes, ours and the peer's by turns, and how figures are told.

A row names a figure, its unit, the bar it is held against and a peer measured in the same run. A
bar is reported and never asserted: a slow machine must not fail a test.
"""

import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
LIMIT_S = 180.0
KGRAPH = str(Path(sys.executable).with_name("kgraph"))
Measure = Callable[[], float]


@dataclass(frozen=True)
class Peer:
    """What a figure is compared with: its name, how it is measured, and how many times."""

    name: str
    measure: Measure
    runs: int = 5


@dataclass(frozen=True)
class Row:
    """One figure.

    Parameters:
        figure: what is measured, in words.
        measure: gives one value; called ``runs`` times.
        unit: of the value (``s``, ``MB``).
        bar: the value not to be above, in the same unit; None when there is none.
        peer: what else is measured beside it.
        runs: how many times; a size needs one.
        large: it needs a graph of a million statements, and the quick bench leaves it out.
    """

    figure: str
    measure: Measure
    unit: str = "s"
    bar: float | None = None
    peer: Peer | None = None
    runs: int = 5
    large: bool = False


@dataclass(frozen=True)
class Figures:
    """The values of one row."""

    row: Row
    ours: tuple[float, ...]
    theirs: tuple[float, ...] = field(default=())

    @property
    def ratio(self) -> float | None:
        """The peer's median over ours: above 1, ours is the smaller."""
        if not self.theirs:
            return None
        return statistics.median(self.theirs) / statistics.median(self.ours)

    def to_dict(self) -> dict[str, Any]:
        """The figures as JSON holds them."""
        peer = self.row.peer
        return {
            "figure": self.row.figure,
            "unit": self.row.unit,
            "bar": self.row.bar,
            **_spread(self.ours),
            "peer": {"name": peer.name, **_spread(self.theirs)} if peer else None,
            "ratio": round(self.ratio, 3) if self.ratio is not None else None,
        }


def _spread(values: Sequence[float]) -> dict[str, Any]:
    return {
        "runs": len(values),
        "min": round(min(values), 4),
        "median": round(statistics.median(values), 4),
        "max": round(max(values), 4),
    }


def seconds(*command: str) -> float:
    """Wall-clock seconds of one cold process, run from the checkout.

    Raises:
        RuntimeError: it failed, so that its time would mean nothing.
    """
    started = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=LIMIT_S, check=False)
    taken = time.perf_counter() - started
    if done.returncode not in (0, 1):
        raise RuntimeError(f"{' '.join(command)[:200]}\n{done.stderr.decode()[-2000:]}")
    return taken


@dataclass(frozen=True)
class Cost:
    """What a cold process took, with the processes it started.

    Parameters:
        cpu: seconds of processor time.
        peak: megabytes of the largest process at its peak.
        wall: seconds by the clock.
    """

    cpu: float
    peak: float
    wall: float


def cost(*command: str, limit: float = 1800.0) -> Cost:
    """The cost of a cold process, whoever else uses the machine meanwhile.

    Processor time (user) tells of the work; wall-clock time would tell of the neighbours too.

    Raises:
        RuntimeError: it failed, or was not done within the limit.
    """
    begun = time.monotonic()
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as running:
        while True:
            done, status, used = os.wait4(running.pid, os.WNOHANG)
            if done:
                break
            if time.monotonic() - begun > limit:
                running.kill()
                raise RuntimeError(f"not done in {limit:.0f} s: {' '.join(command)[:200]}")
            time.sleep(0.05)
        running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode not in (0, 1):
        raise RuntimeError(f"exit code {running.returncode}: {' '.join(command)[:200]}")
    return Cost(used.ru_utime, used.ru_maxrss / 1024, time.monotonic() - begun)


def process(*command: str) -> Measure:
    """A measure: the seconds of a cold process."""
    return lambda: seconds(*command)


def python(code: str, *words: str) -> Measure:
    """A measure: the seconds of a cold Python that runs a text of code."""
    return process(sys.executable, "-c", code, *words)


def run(row: Row, runs: int | None = None) -> Figures:
    """Measure a row: once unmeasured to warm the disk, then ours and the peer's by turns."""
    count = row.runs if runs is None or row.runs == 1 else runs
    peer = row.peer
    if count > 1:
        row.measure()
    ours: list[float] = []
    theirs: list[float] = []
    for turn in range(count):
        ours.append(row.measure())
        if peer and turn < peer.runs:
            theirs.append(peer.measure())
    return Figures(row, tuple(ours), tuple(theirs))


def machine() -> dict[str, Any]:
    """What the figures were measured on."""
    return {
        "python": platform.python_version(),
        "system": platform.system(),
        "processor": platform.machine(),
        "cores": os.cpu_count(),
    }


def to_json(found: Sequence[Figures]) -> str:
    """All figures with the machine they were measured on."""
    value = {"schema_version": 1, "machine": machine(), "rows": [f.to_dict() for f in found]}
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


HEADING = ("figure", "unit", "bar", "min", "median", "max", "runs", "peer", "median", "ratio")


def to_table(found: Sequence[Figures]) -> str:
    """All figures as a table for people."""
    rows = [HEADING, *(_cells(figures) for figures in found)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(HEADING))]
    words = {0, 1, 7}
    lines = [
        "  ".join(
            cell.ljust(width) if i in words else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    return "\n".join(lines) + "\n"


def _cells(figures: Figures) -> tuple[str, ...]:
    told = figures.to_dict()
    peer = told["peer"] or {"name": "", "median": None}
    bar = told["bar"]
    met = "" if bar is None else (" ok" if told["median"] <= bar else " over")
    return (
        told["figure"],
        told["unit"],
        "" if bar is None else f"{bar:g}{met}",
        *(_number(told[key]) for key in ("min", "median", "max")),
        str(told["runs"]),
        peer["name"],
        _number(peer["median"]),
        _number(told["ratio"]),
    )


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.3f}"
