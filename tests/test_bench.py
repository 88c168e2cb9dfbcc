"""The bench tells figures, peers and ratios rightly, and asserts none of them."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks import bench
from tests.benchmarks.harness import (
    HEADING,
    ROOT,
    Figures,
    Peer,
    Row,
    once,
    run,
    to_table,
    to_value,
)
from tests.benchmarks.rows import ROWS, locked, megabytes
from tools.benchmarks import PAGE, RECORDED, merged, page, read, recorded_figures


def test_a_row_is_measured_by_turns_with_its_peer() -> None:
    """Ours and the peer's take turns, so that a slow minute hits both."""
    calls: list[str] = []

    def ours() -> float:
        calls.append("ours")
        return 2.0

    def theirs() -> float:
        calls.append("theirs")
        return 6.0

    figures = run(Row("a figure", ours, peer=Peer("a peer", theirs), runs=2))

    assert calls == ["ours", "ours", "theirs", "ours", "theirs"]
    assert figures.ratio == 3.0


def test_a_figure_over_its_bar_is_told_and_nothing_fails() -> None:
    """A bar is for people to watch."""
    figures = Figures(Row("slow", lambda: 9.0, bar=1.0), (9.0, 7.0, 8.0))

    assert "1 over" in to_table([figures])
    assert "1 ok" in to_table([Figures(Row("fast", lambda: 0.5, bar=1.0), (0.5,))])


def test_the_figures_are_told_as_json_with_min_median_and_max() -> None:
    """What the table shows is also data."""
    figures = Figures(Row("slow", lambda: 9.0, bar=1.0), (9.0, 7.0, 8.0))

    (row,) = to_value([figures])["rows"]

    assert row["machine"]["memory_gib"] >= 1
    assert (row["min"], row["median"], row["max"], row["runs"]) == (7.0, 8.0, 9.0, 3)
    assert row["peer"] is None


def test_the_table_has_a_column_a_heading() -> None:
    """Headings and columns belong together."""
    first = to_table([]).strip()

    assert first.split() == list(HEADING)


def test_the_sizes_leave_out_what_only_builds() -> None:
    """The installed size is that of what runs: no builder is counted, and every part is there."""
    names = locked()

    assert "hatchling" not in names
    assert {"numpy", "pyvis", "rdflib", "pyoxigraph"} <= set(names)
    assert megabytes("rdflib")
    assert megabytes("no-such-distribution") is None


def test_every_group_of_rows_says_what_it_measures() -> None:
    """Later work adds groups; each has a sentence."""
    assert all(rows.__doc__ for rows in ROWS)


# -- failures --------------------------------------------------------------------------------------


def broken() -> float:
    """A measure that fails with a place of this machine in its words."""
    raise ValueError(f"first line\n{ROOT}/somewhere is not there")


def test_a_row_that_fails_is_told_as_failed_without_the_places_of_this_machine() -> None:
    """The reason stands in the table and the JSON, in one line."""
    figures = run(Row("breaks", broken, runs=1))

    assert figures.failed == "ValueError: …/somewhere is not there"
    assert f"failed: {figures.failed}" in to_table([figures])
    assert to_value([figures])["rows"][0]["failed"] == figures.failed


def test_a_peer_that_fails_leaves_our_figure_standing() -> None:
    """What the peer cannot do is told beside it, and there is no ratio."""
    figures = run(Row("ours", lambda: 2.0, peer=Peer("theirs", broken), runs=2))

    assert figures.ours == (2.0, 2.0) and figures.ratio is None
    assert "theirs (failed: ValueError" in to_table([figures])


def test_what_several_rows_share_is_tried_once_also_where_it_fails() -> None:
    """A load that takes an hour and fails is not loaded again for the next row."""
    tries: list[str] = []

    @once
    def load(size: str) -> float:
        tries.append(size)
        raise ValueError(f"no {size}")

    rows = [Row(name, lambda: load("10M"), runs=1) for name in ("time", "memory")]

    assert [run(row).failed for row in rows] == ["ValueError: no 10M"] * 2
    assert tries == ["10M"]


def groups(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three groups: one that is sound, one whose rows cannot be told, one with a row by hand."""

    def sound() -> Iterator[Row]:
        """Sound."""
        yield Row("breaks", broken, runs=1)
        yield Row("stands", lambda: 1.0, runs=1)
        yield Row("of a million", lambda: 1.0, runs=1, large=True)

    def untold() -> Iterator[Row]:
        """Untold."""
        broken()
        yield Row("never", lambda: 1.0)

    def long() -> Iterator[Row]:
        """Long."""
        yield Row("by hand", lambda: 1.0, runs=1, by_hand=True, bar=5)

    monkeypatch.setattr(bench, "ROWS", (sound, untold, long))


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("whole", ["breaks", "stands", "of a million", "untold"]),
        ("quick", ["breaks", "stands", "untold"]),
        ("large", ["untold", "by hand"]),
    ],
)
def test_a_run_goes_through_to_its_end_and_measures_what_its_kind_has(
    kind: str, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither a row that fails nor a group that does ends it."""
    groups(monkeypatch)
    found = list(bench.measure(kind, "", None, 25))

    assert [figures.row.figure for figures in found] == told
    failed = {figures.row.figure for figures in found if figures.failed}
    assert failed == {"breaks", "untold"} & set(told)


def test_rows_that_the_time_does_not_suffice_for_are_told_as_not_measured(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """None is left out in silence."""
    groups(monkeypatch)
    found = list(bench.measure("whole", "stands", None, -1))

    assert [figures.failed for figures in found if figures.row.figure == "stands"] == [
        "the -1 minutes of the run were over"
    ]


# -- the page --------------------------------------------------------------------------------------


def measured(at: str, *rows: Row, complete: tuple[str, ...] = ()) -> dict[str, Any]:
    """A run as its JSON holds it."""
    told = to_value([replace(run(row, group="A group."), at=at, load=0.5) for row in rows])
    return {**told, "complete": list(complete), "groups": ["A group."]}


ONCE = Row("once", lambda: 2.0, bar=1, peer=Peer("a peer", lambda: 5.0, 1), runs=1, least_ratio=3)
OTHER = Row("other", lambda: 1.0, runs=1)
BY_HAND = Row("long", lambda: 700.0, runs=1, by_hand=True)
WHEN = "2026-01-01 10:00"


def told_at(recorded: dict[str, Any]) -> list[tuple[str, str]]:
    """The figures recorded, and when each was measured."""
    return [(row["figure"], row["at"]) for row in recorded["rows"]]


def test_the_page_tells_figures_bars_peers_and_ratios_and_when_each_was_measured() -> None:
    """A bar that is missed is marked, whether it is the figure's or the ratio's."""
    found = merged({}, [measured(WHEN, ONCE), measured("2026-01-02 11:00", BY_HAND)])
    told = page(found)

    once_told = "| once | 2 s | 1 **over**, 3× **under** | a peer | 5 | 2.5 |"
    assert f"{once_told} 2026-01-01 10:00, 0.5 |" in told
    assert "Of 1 figures with a bar 0 meet it. Not met: once." in told
    assert "| long † | 700 s |  |  |  |  | 2026-01-02 11:00, 0.5 |" in told


def test_a_run_of_some_rows_replaces_these_and_keeps_the_others_where_they_stand() -> None:
    """Figures are gathered in several runs."""
    old = merged({}, [measured(WHEN, ONCE, OTHER, BY_HAND, complete=("whole", "large"))])
    new = merged(old, [measured("later", Row("once", lambda: 3.0, runs=1, peer=ONCE.peer))])

    assert told_at(new) == [("once", "later"), ("other", WHEN), ("long", WHEN)]


def test_a_run_of_all_rows_drops_those_that_are_no_longer_measured() -> None:
    """Those by hand stay until they are measured by hand."""
    old = merged({}, [measured(WHEN, ONCE, BY_HAND)])
    new = merged(old, [measured("later", OTHER, complete=("whole",))])

    assert told_at(new) == [("other", "later"), ("long", WHEN)]


def test_a_row_without_time_left_does_not_replace_one_that_was_measured() -> None:
    """It is told only where nothing else is known."""
    late = Figures(OTHER, failed="the time was over", group="A group.", late=True)
    told = to_value([late])

    assert told_at(merged(merged({}, [measured(WHEN, OTHER)]), [told])) == [("other", WHEN)]
    assert merged({}, [told])["rows"][0]["failed"] == "the time was over"


def test_a_row_whose_peer_was_left_out_does_not_replace_the_one_beside_it() -> None:
    """The quick bench leaves out slow peers; beside nothing better its rows are told."""
    alone = replace(ONCE, peer=None)
    old = merged({}, [measured(WHEN, ONCE)])

    assert told_at(merged(old, [measured("later", alone)])) == [("once", WHEN)]
    assert told_at(merged({}, [measured("later", alone)])) == [("once", "later")]
    assert told_at(merged(merged({}, [measured("first", alone)]), [measured(WHEN, ONCE)])) == [
        ("once", WHEN)
    ]


def test_the_page_tells_what_the_bench_has_and_nobody_has_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bar that was not tried is not met, and the next run can measure just what lacks."""
    groups(monkeypatch)
    path = tmp_path / "bench.json"
    found = list(bench.measure("whole", "stands", None, 25))
    bench.keep(path, "whole", found, there_are=bench.expected())
    told = page(read(path))

    lacking = told.partition("## Rows of the bench that have not been measured")[2]
    assert "- of a million\n" in lacking and "- by hand\n" in lacking and "stands" not in lacking
    assert "Of 1 figures with a bar 0 meet it. Not measured, or not beside its peer: by hand." in (
        told
    )
    known = recorded_figures(read(path))
    more = [f.row.figure for f in bench.measure("whole", "", None, 25, known)]
    assert more == ["breaks", "of a million", "untold"]


def test_the_quick_bench_drops_nothing_that_others_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has not all rows, so what it lacks is not gone."""
    groups(monkeypatch)
    path = tmp_path / "bench.json"
    bench.keep(path, "whole", list(bench.measure("whole", "of a million", None, 25)))
    bench.keep(path, "quick", list(bench.measure("quick", "", None, 25)), complete=True)

    assert "of a million" in [row["figure"] for row in read(path)["rows"]]


def test_rows_of_several_machines_say_which() -> None:
    """A figure means nothing without what it was measured on."""
    one, other = measured(WHEN, ONCE), measured(WHEN, OTHER)
    other["rows"][0]["machine"] = {**other["rows"][0]["machine"], "cores": 64}
    told = page(merged({}, [one, other]))

    assert "64 cores" in told
    assert "2026-01-01 10:00, 0.5, machine 2 |" in told


def test_each_run_of_the_bench_goes_into_one_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What one run measured is there after the next, which measured something else."""
    groups(monkeypatch)
    path = tmp_path / "bench.json"
    for kind, only in (("whole", "stands"), ("large", "by hand")):
        bench.keep(path, kind, list(bench.measure(kind, only, None, 25)))

    measured_rows = [row["figure"] for row in read(path)["rows"] if "failed" not in row]
    assert measured_rows == ["stands", "by hand"]


def test_the_page_in_the_documents_is_the_one_that_is_made_of_the_recorded_figures() -> None:
    """Nobody writes a figure by hand."""
    recorded = json.loads(RECORDED.read_text(encoding="utf-8"))
    assert PAGE.read_text(encoding="utf-8") == page(recorded)


def test_what_is_recorded_names_no_place_of_the_machine() -> None:
    """The page speaks of cores and memory alone."""
    text = RECORDED.read_text(encoding="utf-8")
    assert not [word for word in ("/tmp/", "/home/", "/root/", "/work/") if word in text]
    assert str(Path.home()) not in text
