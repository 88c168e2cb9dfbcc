"""Run the bench: ``python -m tests.benchmarks.bench [--quick] [--only WORD] [--runs N]``.

Prints a table and writes ``build/bench.json``.
"""

import argparse
import subprocess
import sys

from tests.benchmarks.harness import ROOT, run, to_json, to_table
from tests.benchmarks.rows import ROWS


def main() -> int:
    """Measure the rows asked for, and tell them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="only figures with this word")
    parser.add_argument("--runs", type=int, help="runs of each timed figure (5)")
    parser.add_argument("--quick", action="store_true", help="no graph of a million, three runs")
    asked = parser.parse_args()
    wanted = (row for rows in ROWS for row in rows() if asked.only in row.figure)
    runs = asked.runs or (3 if asked.quick else None)
    found, failed = [], 0
    for row in (row for row in wanted if not (asked.quick and row.large)):
        print(f"  {row.figure} ...", file=sys.stderr, flush=True)
        try:
            found.append(run(row, runs))
        except (RuntimeError, subprocess.TimeoutExpired) as error:
            print(f"  not measured: {error}", file=sys.stderr)
            failed += 1
    (ROOT / "build").mkdir(exist_ok=True)
    (ROOT / "build" / "bench.json").write_text(to_json(found), encoding="utf-8")
    print(to_table(found), end="")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
