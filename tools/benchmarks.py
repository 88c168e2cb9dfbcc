"""Make docs/benchmarks.md of docs/benchmarks.json: ``python tools/benchmarks.py [BENCH.json …]``.

With files of the bench (``build/bench.json``, ``build/bench-large.json``) their rows first replace
those recorded: a run of the whole bench all rows but those measured by hand, a run of these alone
those that it has. Nothing on the page comes from anywhere but the JSON.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parents[1] / "docs"
RECORDED, PAGE = DOCS / "benchmarks.json", DOCS / "benchmarks.md"
_HEAD = """# Benchmarks

Made by `tools/benchmarks.py` of `docs/benchmarks.json`, which `make bench` and `make bench-large`
measure. {machine}

Each row is the median of its runs, with the least and the most where there are several. A bar is
what is aimed at: **over** says that it is not met. A ratio is the peer's median over ours in the
same run: above 1, ours is the smaller. Memory is that of the largest process at its peak. Countries
of 10 000, 100 000, a million (1M) and more statements are made up (`kgraph generate`); what is
derived comes on top of that number. Noise between runs is about a third.
"""
_COLUMNS = ("what", "ours", "bar", "peer", "peer's", "ratio")


def merged(recorded: dict[str, Any], measured: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """What is recorded, with the rows of some runs in place of those that they stand for."""
    rows: list[dict[str, Any]] = list(recorded.get("rows", []))
    head = {key: value for key, value in recorded.items() if key != "rows"}
    for run in measured:
        new = [{**row, "day": run["day"]} for row in run["rows"]]
        if any(not row["by_hand"] for row in new):
            rows = [row for row in rows if row["by_hand"]]
            head = {key: value for key, value in run.items() if key != "rows"}
        head = head or {key: value for key, value in run.items() if key != "rows"}
        names = {_key(row) for row in new}
        rows = [row for row in rows if _key(row) not in names] + new
    return {**head, "rows": rows}


def _key(row: dict[str, Any]) -> tuple[str, str, str]:
    return row["group"], row["figure"], (row["peer"] or {"name": ""})["name"]


def page(recorded: dict[str, Any]) -> str:
    """The page of what is recorded: a table for each group, what was measured by hand last."""
    lines = [_HEAD.format(machine=_machine(recorded))]
    for group in dict.fromkeys(row["group"] for row in recorded["rows"]):
        of_group = [row for row in recorded["rows"] if row["group"] == group]
        lines += [f"## {group.rstrip('.')}", "", _line(_COLUMNS), _line(["---"] * len(_COLUMNS))]
        lines += [_line(_cells(row)) for row in sorted(of_group, key=lambda row: row["by_hand"])]
        days = sorted({row["day"] for row in of_group if row["by_hand"] and "day" in row})
        lines += ["", f"† measured by hand, {', '.join(days)}."] if days else []
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def _machine(recorded: dict[str, Any]) -> str:
    told = recorded["machine"]
    return (
        f"Measured on {recorded['day']} with Python {told['python']} on {told['system']} "
        f"({told['processor']}): {told['cores']} cores, {told['memory_gib']} GiB."
    )


def _cells(row: dict[str, Any]) -> list[str]:
    what = row["figure"].strip() + (" †" if row["by_hand"] else "")
    peer = row["peer"] or {"name": "", "median": None, "runs": 0}
    theirs = f"failed: {peer['failed']}" if "failed" in peer else _number(peer["median"])
    if "failed" in row:
        return [what, f"failed: {row['failed']}", _bar(row), peer["name"], "", ""]
    ours = f"{_number(row['median'])} {row['unit']}"
    if row["runs"] > 1:
        ours += f" ({_number(row['min'])}–{_number(row['max'])})"
    return [what, ours, _bar(row), peer["name"], theirs, _number(row["ratio"])]


def _bar(row: dict[str, Any]) -> str:
    if row["bar"] is None:
        return ""
    over = row["median"] is not None and row["median"] > row["bar"]
    return f"{row['bar']:g}{' **over**' if over else ''}"


def _number(value: float | None) -> str:
    """A number with three figures, as many as noise leaves."""
    if value is None:
        return ""
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def main() -> None:
    """Take the runs named into the record, and write the page."""
    recorded = json.loads(RECORDED.read_text(encoding="utf-8")) if RECORDED.exists() else {}
    runs = [json.loads(Path(name).read_text(encoding="utf-8")) for name in sys.argv[1:]]
    found = merged(recorded, runs)
    text = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    RECORDED.write_text(text, encoding="utf-8")
    PAGE.write_text(page(found), encoding="utf-8")


if __name__ == "__main__":
    main()
