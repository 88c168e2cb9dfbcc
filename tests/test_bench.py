"""The bench tells figures, peers and ratios rightly, and asserts none of them."""

import json

from tests.benchmarks.harness import HEADING, Figures, Peer, Row, run, to_json, to_table
from tests.benchmarks.rows import ROWS, locked, megabytes


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

    told = json.loads(to_json([figures]))

    assert told["schema_version"] == 1
    (row,) = told["rows"]
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
