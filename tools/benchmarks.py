"""Make docs/benchmarks.md of docs/benchmarks.json: ``python tools/benchmarks.py [BENCH.json …]``.

With files of the bench (``build/bench.json``) their rows first replace those recorded, row by row:
figures can be gathered in several runs, and each says when it was measured, on what, and how busy
that was. Nothing on the page comes from anywhere but the JSON.
"""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parents[1] / "docs"
RECORDED, PAGE = DOCS / "benchmarks.json", DOCS / "benchmarks.md"
_HEAD = """# Benchmarks

Made by `tools/benchmarks.py` of `docs/benchmarks.json`, which `make bench` and `make bench-large`
measure, in one run or in several. {machine}

Each row is the median of its runs, with the least and the most where there are several. A bar is
what is aimed at: **over** says that it is not met. A ratio is the peer's median over ours in the
same run: above 1, ours is the smaller; a bar `20×` is for the ratio. Memory is that of the largest
process at its peak. Countries of 100 000, a million (1M) and more statements are made up
(`kgraph generate`); the smallest, 10k, is what is planted alone: 22 000 statements. What is derived
comes on top of that number. The last column says when the row was begun and the load then:
processes that ran or waited in the minute before, of which the bench itself is one or two. Above
{cores} others took part of the time. Noise between quiet runs is about a third.

{bars}
"""
_COLUMNS = ("what", "ours", "bar", "peer", "peer's", "ratio", "measured, load")
Recorded = dict[str, Any]
Rows = list[dict[str, Any]]


def merged(recorded: Mapping[str, Any], measured: Sequence[Mapping[str, Any]]) -> Recorded:
    """What is recorded, with the rows of some runs in place of those that they stand for.

    A row that a run had no time for stands only where nothing is recorded, and one whose peer was
    left out (by the quick bench) only where none with its peer is. A run that went through all rows
    of a kind (``complete``) has dropped those that it has not.
    """
    found: Recorded = {**recorded, "schema_version": 3}
    for run in measured:
        whole = {*found.get("complete", []), *run.get("complete", [])}
        groups = list(dict.fromkeys([*run.get("groups", []), *found.get("groups", [])]))
        rows = sorted(_replaced(found.get("rows", []), run), key=_place_in(groups))
        found |= {"complete": sorted(whole), "groups": groups, "rows": _with_peers(rows),
                  "expected": run.get("expected", found.get("expected", []))}  # fmt: skip
    return found


def _replaced(rows: Rows, run: Mapping[str, Any]) -> Rows:
    """Recorded rows with those of a run: in their place, or in its order where it has all."""
    known = {_key(row): row for row in rows}
    measured = {
        key: known[key] if row.get("late") and key in known else row
        for key, row in ((_key(row), row) for row in run["rows"])
    }
    if complete := run.get("complete"):
        others = [row for row in rows if _kind(row) not in complete]
        return [*measured.values(), *(row for row in others if _key(row) not in measured)]
    return list((known | measured).values())


def _with_peers(rows: Rows) -> Rows:
    """Rows without those that stand there once more beside a peer."""
    beside = {(row["group"], row["figure"]) for row in rows if row["peer"]}
    return [row for row in rows if row["peer"] or (row["group"], row["figure"]) not in beside]


def recorded_figures(recorded: Mapping[str, Any]) -> set[tuple[str, str]]:
    """Figures that have been measured, each with the name of its peer, or ""."""
    return {_key(row)[1:] for row in recorded["rows"] if not row.get("late")}


def _place_in(groups: Sequence[str]) -> Callable[[Mapping[str, Any]], int]:
    """Rows of a group together, the groups in the order of the bench."""
    return lambda row: groups.index(row["group"]) if row["group"] in groups else len(groups)


def _key(row: Mapping[str, Any]) -> tuple[str, str, str]:
    return row["group"], row["figure"], (row["peer"] or {"name": ""})["name"]


def _kind(row: Mapping[str, Any]) -> str:
    return "large" if row["by_hand"] else "whole"


def page(recorded: Mapping[str, Any]) -> str:
    """The page of what is recorded: a table for each group."""
    machines = _machines(recorded)
    cores = max((machine["cores"] for machine in machines), default=1)
    bars = _told_bars(recorded["rows"], _lacking(recorded))
    lines = [_HEAD.format(machine=_told_machines(machines), cores=cores, bars=bars)]
    for group in dict.fromkeys(row["group"] for row in recorded["rows"]):
        of_group = [row for row in recorded["rows"] if row["group"] == group]
        lines += [f"## {group.rstrip('.')}", "", _line(_COLUMNS), _line(["---"] * len(_COLUMNS))]
        of_group.sort(key=lambda row: row["by_hand"])
        lines += [_line((*_cells(row), _measured(row, machines))) for row in of_group]
        lines += ["", "† by hand."] if any(row["by_hand"] for row in of_group) else []
        lines.append("")
    if lacking := _lacking(recorded):
        lines += ["## Rows of the bench that have not been measured", ""]
        lines += [f"- {_told_lacking(row)}" for row in lacking]
    return "\n".join(lines).rstrip("\n") + "\n"


def _lacking(recorded: Mapping[str, Any]) -> Rows:
    """What the bench measures and nobody has measured."""
    known = recorded_figures(recorded)
    return [
        row for row in recorded.get("expected", []) if (row["figure"], row["peer"]) not in known
    ]


def _told_lacking(row: Mapping[str, Any]) -> str:
    return f"{row['figure']}, beside {row['peer']}" if row["peer"] else str(row["figure"])


def _told_bars(rows: Rows, lacking: Rows) -> str:
    """How many bars are met, and which are not, so that nobody has to look for them."""
    aimed = {row["figure"].strip(): row for row in rows
             if (row["bar"], row["least_ratio"]) != (None, None)}  # fmt: skip
    missed = [figure for figure, row in aimed.items() if "**" in _bar(row)]
    unknown = {figure: 0 for figure, row in aimed.items() if "failed" in row}
    unknown |= {row["figure"]: 0 for row in lacking if row["barred"]}  # without its peer, nor it
    count = len({*aimed, *unknown})
    told = f"Of {count} figures with a bar {count - len({*missed, *unknown})} meet it."
    if missed:
        told += f" Not met: {'; '.join(missed)}."
    if unknown:
        told += f" Not measured, or not beside its peer: {'; '.join(unknown)}."
    return told


def _machines(recorded: Mapping[str, Any]) -> Rows:
    """The machines that rows were measured on, each once."""
    found: Rows = []
    for row in recorded["rows"]:
        if row["machine"] not in found:
            found.append(row["machine"])
    return found


def _told_machines(machines: Rows) -> str:
    told = [
        f"Python {one['python']} on {one['system']} ({one['processor']}), {one['cores']} cores, "
        f"{one['memory_gib']} GiB"
        for one in machines
    ]
    if len(told) < 2:
        return f"Measured with {''.join(told) or 'nothing yet'}."
    return "Measured with " + "; ".join(f"{n}: {one}" for n, one in enumerate(told, 1)) + "."


def _measured(row: Mapping[str, Any], machines: Rows) -> str:
    """When a row was measured and at what load, and on which machine where there are several."""
    place = f", machine {machines.index(row['machine']) + 1}" if len(machines) > 1 else ""
    load = "" if row["load"] is None else f", {row['load']:g}"
    return f"{row['at']}{load}{place}"


def _cells(row: Mapping[str, Any]) -> list[str]:
    what = row["figure"].strip() + (" †" if row["by_hand"] else "")
    peer = row["peer"] or {"name": "", "median": None, "runs": 0}
    theirs = f"failed: {peer['failed']}" if "failed" in peer else _number(peer["median"])
    if "failed" in row:
        return [what, f"failed: {row['failed']}", _bar(row), peer["name"], "", ""]
    ours = f"{_number(row['median'])} {row['unit']}"
    if row["runs"] > 1:
        ours += f" ({_number(row['min'])}–{_number(row['max'])})"
    return [what, ours, _bar(row), peer["name"], theirs, _number(row["ratio"])]


def _bar(row: Mapping[str, Any]) -> str:
    """What is aimed at, of the figure and of its ratio, each with whether it is not met."""
    told = []
    if (bar := row["bar"]) is not None:
        over = row["median"] is not None and row["median"] > bar
        told.append(f"{bar:g}{' **over**' if over else ''}")
    if (least := row["least_ratio"]) is not None:
        under = row["ratio"] is not None and row["ratio"] < least
        told.append(f"{least:g}×{' **under**' if under else ''}")
    return ", ".join(told)


def _number(value: float | None) -> str:
    """A number with three figures, as many as noise leaves."""
    if value is None:
        return ""
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def read(path: Path) -> Recorded:
    """What a file records; nothing where there is none, or one of an older form."""
    if not path.exists():
        return {"rows": []}
    found: Recorded = json.loads(path.read_text(encoding="utf-8"))
    return found if found.get("schema_version") == 3 else {"rows": []}


def write(path: Path, recorded: Mapping[str, Any]) -> None:
    """Put what is recorded in a file, beside and then in place of the old one."""
    text = json.dumps(recorded, ensure_ascii=False, indent=1) + "\n"
    beside = path.with_name(path.name + ".new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def main() -> None:
    """Take the runs named into the record, and write the page."""
    found = merged(read(RECORDED), [read(Path(name)) for name in sys.argv[1:]])
    write(RECORDED, found)
    PAGE.write_text(page(found), encoding="utf-8")


if __name__ == "__main__":
    main()
