"""The measuring itself: cold processes, ours and the peer's by turns, and how figures are told.

A row names a figure, its unit, the bar it is held against and a peer measured in the same run. A
bar is reported and never asserted: a slow machine must not fail a test.
"""

import datetime
import os
import platform
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

ROOT = Path(__file__).parents[2]
LIMIT_S = 180.0
_LONGEST_REASON = 160
KGRAPH = str(Path(sys.executable).with_name("kgraph"))
Measure = Callable[[], float]
_Measured = TypeVar("_Measured", bound=Callable[..., Any])
QUICK = "KGRAPH_BENCH_QUICK"
"""Set for the quick bench and the processes it starts: fewer repetitions of what is the same."""


@dataclass(frozen=True)
class Peer:
    """What a figure is compared with.

    Parameters:
        name: what it is.
        measure: gives one value; called ``runs`` times at the most.
        runs: how many times.
        slow: it takes a minute or more, and the quick bench leaves it out.
    """

    name: str
    measure: Measure
    runs: int = 5
    slow: bool = False


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
        large: it needs a graph of a million statements or minutes; the quick bench leaves it out.
        by_hand: it needs one of ten millions, and is measured only when asked for (``--large``).
        least_ratio: how many times ours the peer's value is to be at the least; None for any.
    """

    figure: str
    measure: Measure
    unit: str = "s"
    bar: float | None = None
    peer: Peer | None = None
    runs: int = 5
    large: bool = False
    by_hand: bool = False
    least_ratio: float | None = None


@dataclass(frozen=True)
class Figures:
    """The values of one row.

    Parameters:
        row: what was measured.
        ours, theirs: the values; the peer's are none where it failed.
        failed: why ours could not be measured, or "".
        lacking: why the peer could not be, or "".
        group: what the row belongs to, in a sentence.
        spent: seconds that all of it took, the peer's runs included.
        at: when it was begun, to the minute.
        load: processes that ran or waited in the minute before (the load average).
        late: it was not begun, for the time of the run was over.
    """

    row: Row
    ours: tuple[float, ...] = field(default=())
    theirs: tuple[float, ...] = field(default=())
    failed: str = ""
    lacking: str = ""
    group: str = ""
    spent: float = 0.0
    at: str = ""
    load: float | None = None
    late: bool = False

    @property
    def ratio(self) -> float | None:
        """The peer's median over ours: above 1, ours is the smaller."""
        if not self.theirs or not self.ours or not statistics.median(self.ours):
            return None
        return statistics.median(self.theirs) / statistics.median(self.ours)

    def to_dict(self) -> dict[str, Any]:
        """The figures as JSON holds them."""
        peer = self.row.peer
        return {
            "group": self.group,
            "figure": self.row.figure,
            "unit": self.row.unit,
            "bar": self.row.bar,
            "least_ratio": self.row.least_ratio,
            "by_hand": self.row.by_hand,
            **_spread(self.ours, self.failed),
            "peer": {"name": peer.name, **_spread(self.theirs, self.lacking)} if peer else None,
            "ratio": round(self.ratio, 3) if self.ratio is not None else None,
            "spent": round(self.spent, 1),
            "at": self.at,
            "load": self.load,
            "machine": machine(),
            **({"late": True} if self.late else {}),
        }


def _spread(values: Sequence[float], failed: str = "") -> dict[str, Any]:
    if not values:
        return {"runs": 0, "min": None, "median": None, "max": None, "failed": failed or "no value"}
    return {
        "runs": len(values),
        "min": round(min(values), 4),
        "median": round(statistics.median(values), 4),
        "max": round(max(values), 4),
    }


def once(measure: _Measured) -> _Measured:
    """What is measured once a run for several rows; a failure is told again and not tried again."""

    @cache
    def tried(*given: Any) -> tuple[Any, Exception | None]:
        try:
            return measure(*given), None
        except Exception as error:
            return None, error

    def told(*given: Any) -> Any:
        found, error = tried(*given)
        if error is not None:
            raise error
        return found

    return cast(_Measured, told)


def is_quick() -> bool:
    """Whether this run is the quick bench, in minutes and with fewer repetitions."""
    return os.environ.get(QUICK) == "1"


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


# A process counts the memory of whoever started it as its own peak, so a small one starts it.
_STARTER = """
import os, sys
away = [(os.POSIX_SPAWN_OPEN, each, os.devnull, os.O_WRONLY, 0) for each in (1, 2)]
started = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=away)
_, status, used = os.wait4(started, 0)
print(os.waitstatus_to_exitcode(status), used.ru_utime, used.ru_maxrss)
"""


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
    words = [sys.executable, "-I", "-S", "-c", _STARTER, *command]
    with subprocess.Popen(
        words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
    ) as starter:
        try:
            told, _ = starter.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            os.killpg(starter.pid, signal.SIGKILL)
            raise RuntimeError(f"not done in {limit:.0f} s: {command[1:3]}") from None
    wall = time.monotonic() - begun
    if starter.returncode:
        raise RuntimeError(f"cannot be started: {command[0]}")
    code, cpu, peak = told.split()
    if int(code) not in (0, 1):
        raise RuntimeError(f"exit code {int(code)}: {' '.join(command)[:200]}")
    return Cost(float(cpu), float(peak) / 1024, wall)


def process(*command: str) -> Measure:
    """A measure: the seconds of a cold process."""
    return lambda: seconds(*command)


def python(code: str, *words: str) -> Measure:
    """A measure: the seconds of a cold Python that runs a text of code."""
    return process(sys.executable, "-c", code, *words)


def run(row: Row, runs: int | None = None, group: str = "") -> Figures:
    """Measure a row: once unmeasured to warm the disk, then ours and the peer's by turns.

    Whatever fails is told as the row's own failure: the rows after it are measured all the same.
    """
    begun, at = time.monotonic(), datetime.datetime.now().isoformat(" ", "minutes")
    load = round(os.getloadavg()[0], 1)
    found = _run(row, row.runs if runs is None or row.runs == 1 else runs)
    return replace(found, group=group, spent=time.monotonic() - begun, at=at, load=load)


def _run(row: Row, count: int) -> Figures:
    peer, lacking = row.peer, ""
    ours: list[float] = []
    theirs: list[float] = []
    try:
        if count > 1:
            row.measure()
        for turn in range(count):
            ours.append(row.measure())
            if peer and turn < peer.runs and not lacking:
                lacking = _tried(peer.measure, theirs)
    except Exception as error:
        return Figures(row, failed=told_of(error))
    return Figures(row, tuple(ours), tuple(theirs), lacking=lacking)


def _tried(measure: Measure, values: list[float]) -> str:
    """Add a value; or give the reason why there is none."""
    try:
        values.append(measure())
    except Exception as error:
        return told_of(error)
    return ""


def told_of(error: BaseException) -> str:
    """What went wrong in a line, without the places of this machine."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()] or [""]
    # What the bench itself says needs no name of a kind of error before it.
    own = type(error) is RuntimeError and lines[-1]
    told = lines[-1] if own else f"{type(error).__name__}: {lines[-1]}"
    for place in (str(ROOT), tempfile.gettempdir(), str(Path.home()), sys.prefix):
        told = told.replace(place, "…")
    return told[:_LONGEST_REASON]


@cache
def machine() -> dict[str, Any]:
    """What the figures were measured on."""
    return {
        "python": platform.python_version(),
        "system": platform.system(),
        "processor": platform.machine(),
        "cores": os.cpu_count(),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
    }


def to_value(found: Sequence[Figures]) -> dict[str, Any]:
    """All figures as JSON holds them, each with when and on which machine it was measured."""
    return {"schema_version": 3, "rows": [figures.to_dict() for figures in found]}


HEADING = ("figure", "unit", "bar", "min", "median", "max", "runs", "peer", "median", "ratio")


def to_table(found: Sequence[Figures]) -> str:
    """All figures as a table for people."""
    rows = [HEADING, *(_cells(figures) for figures in found)]
    whole = [row for row in rows if not row[1].startswith("failed: ")]
    widths = [max(len(row[i]) for row in (whole if i else rows)) for i in range(len(HEADING))]
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
    if figures.failed:
        return (told["figure"], f"failed: {figures.failed}", *[""] * (len(HEADING) - 2))
    peer = told["peer"] or {"name": "", "median": None}
    bar = told["bar"]
    met = "" if bar is None else (" ok" if told["median"] <= bar else " over")
    name = f"{peer['name']} (failed: {figures.lacking})" if figures.lacking else peer["name"]
    return (
        told["figure"],
        told["unit"],
        "" if bar is None else f"{bar:g}{met}",
        *(_number(told[key]) for key in ("min", "median", "max")),
        str(told["runs"]),
        name,
        _number(peer["median"]),
        _number(told["ratio"]),
    )


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.3f}"
