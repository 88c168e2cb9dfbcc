"""Run the bench: ``python -m tests.benchmarks.bench [--quick | --large] [--only … | --lacking]``.

Prints a table and takes its rows into ``build/bench.json`` in place of those measured before, so
that figures can be gathered in several runs; the quick bench has ``build/bench-quick.json``. A row
that fails is told as failed, and so is one that the time of the run did not suffice for.
"""

import argparse
import os
import sys
import time
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.benchmarks.harness import QUICK, ROOT, Figures, Row, run, to_table, to_value, told_of
from tests.benchmarks.rows import ROWS, Group
from tools.benchmarks import RECORDED, merged, read, recorded_figures, write

_MINUTES = {"whole": 60.0, "quick": 5.0, "large": 600.0}
_QUICK_RUNS = 2


def sentence(group: Group) -> str:
    """What a group measures."""
    return (group.__doc__ or group.__name__).splitlines()[0]


def rows_of(group: Group) -> Iterator[tuple[str, Row | Figures]]:
    """The rows of a group with its sentence; where it cannot even tell them, a failed one."""
    told = sentence(group)
    try:
        for row in group():
            yield told, row
    except Exception as error:
        yield told, Figures(Row(group.__name__, lambda: 0.0), failed=told_of(error), group=told)


def is_wanted(row: Row, kind: str, only: str) -> bool:
    """Whether a run of a kind (``whole``, ``quick``, ``large``) measures a row."""
    by_kind = row.by_hand if kind == "large" else not row.by_hand
    return by_kind and only in row.figure and not (kind == "quick" and row.large)


def expected() -> list[dict[str, Any]]:
    """Every row that there is, so that the page can say which of them nobody has measured."""
    return [
        {"group": told, "figure": row.figure, "peer": row.peer.name if row.peer else "",
         "barred": (row.bar, row.least_ratio) != (None, None)}
        for group in ROWS
        for told, row in rows_of(group)
        if isinstance(row, Row)
    ]  # fmt: skip


def measure(
    kind: str, only: str, runs: int | None, minutes: float, known: Container[tuple[str, str]] = ()
) -> Iterator[Figures]:
    """The figures of a run, one after another; when its minutes are over no row is begun.

    Parameters:
        known: figures, each with its peer, that are passed by.
    """
    end = time.monotonic() + 60 * minutes
    for group in ROWS:
        for told, row in rows_of(group):
            if isinstance(row, Figures):
                yield row
            elif is_wanted(row, kind, only) and figure_of(row) not in known:
                late = time.monotonic() > end
                print(f"  {row.figure}{' (no time left)' * late} ...", file=sys.stderr, flush=True)
                spent = f"the {minutes:g} minutes of the run were over"
                asked = without_slow_peer(row) if kind == "quick" else row
                if late:
                    yield Figures(row, failed=spent, group=told, late=True)
                else:
                    yield run(asked, runs, told)


def figure_of(row: Row) -> tuple[str, str]:
    """A figure and the name of its peer."""
    return row.figure, row.peer.name if row.peer else ""


def without_slow_peer(row: Row) -> Row:
    """A row as the quick bench measures it: a slow peer is left to the whole one."""
    return replace(row, peer=None) if row.peer and row.peer.slow else row


def keep(
    path: Path,
    kind: str,
    found: Sequence[Figures],
    *,
    complete: bool = False,
    there_are: Sequence[Mapping[str, Any]] = (),
) -> None:
    """Take rows into a file of figures.

    Parameters:
        complete: they are all there are of their kind, so that those it has not are dropped.
        there_are: every row that there is (``expected``).
    """
    groups = [sentence(group) for group in ROWS]
    of = [kind] if complete and kind != "quick" else []  # the quick one has not all of any kind
    told = {**to_value(found), "complete": of, "groups": groups}
    if there_are:
        told["expected"] = list(there_are)
    write(path, merged(read(path), [told]))


def main() -> int:
    """Measure the rows asked for, and tell them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="only figures with this word")
    parser.add_argument("--runs", type=int, help="runs of each timed figure (5)")
    parser.add_argument("--minutes", type=float, help="after so many no row is begun")
    parser.add_argument("--lacking", action="store_true", help="only what the page has not")
    kinds = parser.add_mutually_exclusive_group()
    kinds.add_argument("--quick", action="store_true", help="no graph of a million, fewer runs")
    kinds.add_argument("--large", action="store_true", help="the rows of 3 and 10 million alone")
    asked = parser.parse_args()
    kind = "quick" if asked.quick else "large" if asked.large else "whole"
    runs = asked.runs or (_QUICK_RUNS if asked.quick else None)
    os.environ[QUICK] = "1" if asked.quick else "0"
    path = ROOT / "build" / ("bench-quick.json" if asked.quick else "bench.json")
    path.parent.mkdir(exist_ok=True)
    found: list[Figures] = []
    known = recorded_figures(read(RECORDED)) if asked.lacking else ()
    for figures in measure(kind, asked.only, runs, asked.minutes or _MINUTES[kind], known):
        found.append(figures)
        keep(path, kind, found)  # what is measured is not lost
    whole = not asked.only and not asked.lacking
    keep(path, kind, found, complete=whole, there_are=() if asked.quick else expected())
    print(to_table(found), end="")
    return int(any(figures.failed for figures in found))


if __name__ == "__main__":
    sys.exit(main())
