"""Two readings of the same passages: the published figures hold, and every difference is settled.

The readings, the settled tags and the rules are in ``tests/cases/agreement``.
"""

import csv
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import pyoxigraph
import pytest

from kgraph.agreement import Agreement, compare, read_tags

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "tests" / "cases" / "agreement"
BASE = "https://w3id.org/kompsam/"
FACETS = ("mode", "role", "theme")
PREDICATES = {
    BASE + "def#assertionMode": "mode",
    BASE + "def#role": "role",
    "http://www.w3.org/ns/org#role": "role",
    "http://purl.org/dc/terms/subject": "theme",
}
MERGED = re.compile(r"Sammanslagen sedan läsningen med ([a-z0-9-]+)")

Tags = dict[tuple[str, str], set[str]]


@cache
def readme() -> str:
    """What is published about the readings."""
    return (FOLDER / "README.md").read_text(encoding="utf-8")


@cache
def agreements() -> dict[str, Agreement]:
    """The two readings compared, by facet."""
    found = compare(read_tags(FOLDER / "first.csv"), read_tags(FOLDER / "second.csv"))
    return {agreement.facet: agreement for agreement in found}


@cache
def settled() -> list[dict[str, str]]:
    """The settled differences, a row each."""
    with (FOLDER / "settled.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def in_the_data() -> Tags:
    """What the sources' files say: the tags of each thing and facet, over all passages."""
    tags: Tags = defaultdict(set)
    for path in sorted((ROOT / "data" / "sources").glob("*.trig")):
        for quad in pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TRIG):
            facet = PREDICATES.get(quad.predicate.value)
            if facet and isinstance(quad.subject, pyoxigraph.NamedNode):
                kind, _, name = quad.subject.value.removeprefix(BASE + "id/").partition("/")
                assert isinstance(quad.object, pyoxigraph.NamedNode)
                tags[f"{kind}:{name}", facet].add(quad.object.value.rpartition("/")[2])
    return tags


@cache
def listed() -> dict[str, set[str]]:
    """The values of the three lists."""
    values: dict[str, set[str]] = defaultdict(set)
    path = str(ROOT / "ontology" / "lists.ttl")
    for triple in pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.TURTLE):
        if triple.predicate.value.endswith("#inScheme"):
            assert isinstance(triple.subject, pyoxigraph.NamedNode)
            scheme, _, name = triple.subject.value.removeprefix(BASE + "vocab/").partition("/")
            values[scheme].add(name)
    return values


def share(value: float | None) -> str:
    """A figure as it is published."""
    assert value is not None
    return f"{value:.2f}"


@pytest.mark.parametrize("facet", FACETS)
def test_the_published_figures_are_those_of_the_readings(facet: str) -> None:
    """Kappa, its interval, the share and the counts in the table."""
    a = agreements()[facet]
    row = (
        f"| {facet} | {a.items} | {a.decisions} | {a.observed:.0%} | {share(a.kappa)} "
        f"| {share(a.low)}–{share(a.high)} | {len(a.disagreements)} |"
    )
    assert row.replace("% |", " % |") in readme()


def test_every_difference_is_settled_once_and_nothing_else_is() -> None:
    """Both answers stand beside the settled one, in order."""
    wanted = [
        (facet, d.item, " ".join(d.first), " ".join(d.second))
        for facet in FACETS
        for d in agreements()[facet].disagreements
    ]
    assert [(r["facet"], r["item"], r["first"], r["second"]) for r in settled()] == wanted


def test_the_published_outcome_is_that_of_the_settled_tags() -> None:
    """How often the first or the second reader's tag was taken, or neither."""
    counts = {
        who: [sum(took(r) == who and r["facet"] == facet for r in settled()) for facet in FACETS]
        for who in ("first", "second", "other")
    }
    first, second, other = (counts[who] for who in ("first", "second", "other"))
    text = " ".join(readme().split())
    assert (
        f"Of the {len(settled())} differences the first reader's tag was kept for {sum(first)} "
        f"(mode {first[0]}, role {first[1]}, theme {first[2]}), the second's taken for "
        f"{sum(second)} ({', '.join(map(str, second))}), and another one for {sum(other)} "
        f"({', '.join(map(str, other))})."
    ) in text


def took(row: dict[str, str]) -> str:
    """Whose tag the settled one is."""
    for who in ("first", "second"):
        if row["settled"] == row[who]:
            return who
    return "other"


def test_every_settled_tag_is_in_its_list_and_sorted() -> None:
    """One mode, one role, one to three themes."""
    for row in settled():
        tags = row["settled"].split()
        assert set(tags) <= listed()[row["facet"]], row
        assert tags == sorted(set(tags)) and 1 <= len(tags) <= (3 if row["facet"] == "theme" else 1)


def test_every_reason_names_a_published_rule() -> None:
    """A third reader can look up why."""
    published = set(re.findall(r"^\| ([LRT]\d+) \|", readme(), re.M))
    letters = {"mode": "L", "role": "R", "theme": "T"}
    for row in settled():
        cited = set(re.findall(r"\b[LRT]\d+\b", row["reason"]))
        assert cited and cited <= published, row
        assert {rule[0] for rule in cited} == {letters[row["facet"]]}, row


def test_every_settled_tag_is_what_the_data_say() -> None:
    """A merged thing is gone, and the one that it was merged into has the tag."""
    wrong = {}
    for row in settled():
        item, facet = row["item"], row["facet"]
        if merged := MERGED.match(row["reason"]):
            assert (item, facet) not in in_the_data(), item
            item = item.partition(":")[0] + ":" + merged[1]
        found = in_the_data().get((item, facet), set())
        if found != set(row["settled"].split()):
            wrong[item, facet] = sorted(found)
    assert wrong == {}
