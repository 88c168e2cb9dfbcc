"""How far two readers agree: Cohen's kappa, and every disagreement by name."""

import csv
import json
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.agreement import Agreement, cohens_kappa, compare, read_tags, to_json, to_text
from kgraph.errors import InputError
from tests.helpers import ROOT, cli

CASES = ROOT / "tests" / "cases" / "agreement"
_PAIRS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), max_size=30)


@pytest.fixture(scope="module")
def shipped() -> tuple[Agreement, ...]:
    """The two readings that are kept."""
    return compare(read_tags(CASES / "first.csv"), read_tags(CASES / "second.csv"))


def by_hand(pairs: list[tuple[str, str]]) -> float | None:
    """Cohen 1960, written out: from the table of counts and its margins."""
    total = len(pairs)
    if not total:
        return None
    table = Counter(pairs)
    tags = sorted({tag for pair in pairs for tag in pair})
    agreed = sum(table[tag, tag] for tag in tags)
    chance = sum(
        sum(table[tag, other] for other in tags) * sum(table[other, tag] for other in tags)
        for tag in tags
    )
    if chance == total * total:
        return None
    return (agreed / total - chance / total**2) / (1 - chance / total**2)


@given(_PAIRS)
def test_kappa_is_cohens(pairs: list[tuple[str, str]]) -> None:
    """The same as from the table written out by hand."""
    kappa, expected = cohens_kappa(pairs), by_hand(pairs)

    assert (kappa is None) == (expected is None)
    assert kappa is None or expected is None or kappa == pytest.approx(expected)


@given(_PAIRS)
def test_kappa_does_not_ask_who_is_first(pairs: list[tuple[str, str]]) -> None:
    """Nor in which order the things come, nor what the tags are called."""
    turned = [(b, a) for a, b in reversed(pairs)]
    renamed = [(a + "x", b + "x") for a, b in pairs]

    assert cohens_kappa(turned) == cohens_kappa(renamed) == cohens_kappa(pairs)


@given(st.lists(st.sampled_from("abc"), min_size=1))
def test_full_agreement_is_one(tags: list[str]) -> None:
    """Or undefined, when both used one tag for everything."""
    kappa = cohens_kappa([(tag, tag) for tag in tags])

    assert kappa == (None if len(set(tags)) == 1 else pytest.approx(1))


@given(_PAIRS)
def test_kappa_is_at_most_one(pairs: list[tuple[str, str]]) -> None:
    """And at least minus one."""
    kappa = cohens_kappa(pairs)

    assert kappa is None or -1 <= kappa <= 1


def test_the_textbook_example() -> None:
    """Fifty grants read by two: 20 and 15 alike, 5 and 10 not: 0.4."""
    pairs = [("y", "y")] * 20 + [("n", "n")] * 15 + [("y", "n")] * 5 + [("n", "y")] * 10

    assert cohens_kappa(pairs) == pytest.approx(0.4)


def reading(folder: Path, name: str, *rows: str) -> Path:
    """A reading as a file."""
    path = folder / name
    path.write_text("item,facet,value\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_each_theme_is_a_decision_of_its_own(tmp_path: Path) -> None:
    """A thing may have several themes; roles and modes have one."""
    first = read_tags(reading(tmp_path, "a.csv", "x,theme,t1", "x,theme,t2", "y,theme,t1"))
    second = read_tags(reading(tmp_path, "b.csv", "x,theme,t1", "y,theme,t1", "y,theme,t3"))

    (found,) = compare(first, second)

    assert (found.items, found.decisions) == (2, 6)
    assert found.observed == pytest.approx(4 / 6)
    assert [(d.item, d.first, d.second) for d in found.disagreements] == [
        ("x", ("t1", "t2"), ("t1",)),
        ("y", ("t1",), ("t1", "t3")),
    ]


def test_only_what_both_have_tagged_is_compared(tmp_path: Path) -> None:
    """Neither a thing nor a facet that one of them left out."""
    first = read_tags(reading(tmp_path, "a.csv", "x,role,r", "y,role,r", "x,mode,m"))
    second = read_tags(reading(tmp_path, "b.csv", "x,role,r", "z,role,r"))

    (found,) = compare(first, second)

    assert (found.facet, found.items, found.kappa, found.low) == ("role", 1, None, None)


def test_the_interval_holds_kappa_and_never_varies(tmp_path: Path) -> None:
    """Bootstrap with a fixed seed."""
    rows = [f"i{n},role,{'ab'[n % 2]}" for n in range(40)]
    other = [f"i{n},role,{'ab'[(n // 3) % 2]}" for n in range(40)]
    pair = (
        read_tags(reading(tmp_path, "a.csv", *rows)),
        read_tags(reading(tmp_path, "b.csv", *other)),
    )

    (one,), (two,) = compare(*pair), compare(*pair)

    assert one == two
    assert one.low is not None and one.high is not None and one.kappa is not None
    assert one.low <= one.kappa <= one.high


def test_the_shipped_readings_are_compared_on_three_facets(
    shipped: tuple[Agreement, ...],
) -> None:
    """Themes, roles and modes; the figures that are published."""
    assert [agreement.facet for agreement in shipped] == ["mode", "role", "theme"]
    assert all(a.kappa is not None and a.kappa > 0.6 for a in shipped)
    assert all(a.items > 50 for a in shipped)


def test_every_disagreement_on_the_shipped_readings_was_settled(
    shipped: tuple[Agreement, ...],
) -> None:
    """In writing, with the reason; nothing is settled that nobody disagreed on."""
    differing = {(a.facet, d.item) for a in shipped for d in a.disagreements}
    with (CASES / "settled.csv").open(encoding="utf-8", newline="") as file:
        settled = list(csv.DictReader(file))

    assert {(row["facet"], row["item"]) for row in settled} == differing
    assert all(row["reason"].strip() and row["settled"].strip() for row in settled)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "Filen är tom"),
        (b"\xff", "Filen är inte UTF-8"),
        (b"a,b\n1,2\n", "Kolumner saknas: item, facet, value"),
        (b"item,facet\nx,role\n", "Kolumner saknas: value"),
        (b"item,facet,value\nx,role,r\ny,role\n", ":3: Raden saknar value"),
        (b"item,facet,value\nx,role,\n", ":2: Raden saknar value"),
        (b"item,facet,value\n,role,r\n", ":2: Raden saknar item"),
        (b'item,facet,value\nx,role,"' + b"a" * 200_000 + b'"\n', "En cell är orimligt lång"),
    ],
)
def test_a_reading_that_is_none_is_told(tmp_path: Path, content: bytes, told: str) -> None:
    """With the file."""
    path = tmp_path / "x.csv"
    path.write_bytes(content)

    with pytest.raises(InputError, match=told) as caught:
        read_tags(path)

    assert caught.value.where.startswith(str(path))


def test_a_reading_may_have_a_mark_and_other_line_ends(tmp_path: Path) -> None:
    """As spreadsheets write it."""
    path = tmp_path / "x.csv"
    path.write_bytes(b'\xef\xbb\xbfitem,facet,value\r\nx,role,"a, b"\r\n')

    assert read_tags(path) == {"role": {"x": frozenset({"a, b"})}}


def test_a_quoted_cell_may_hold_a_line_break(tmp_path: Path) -> None:
    """It is one cell, and the rows after it keep their place."""
    path = tmp_path / "x.csv"
    path.write_text('item,facet,value\n"x\ny",role,"a\x0bb"\nz,role\n', encoding="utf-8")
    with pytest.raises(InputError, match=r":4: Raden saknar value"):
        read_tags(path)

    path.write_text('item,facet,value\n"x\ny",role,"a\x0bb"\n', encoding="utf-8")
    assert read_tags(path) == {"role": {"x\ny": frozenset({"a\x0bb"})}}


def test_a_reading_saved_with_semicolons_is_read(tmp_path: Path) -> None:
    """As a spreadsheet in Swedish writes it."""
    path = tmp_path / "x.csv"
    path.write_bytes(b"item;facet;value\r\nx;role;r\r\n")

    assert read_tags(path) == {"role": {"x": frozenset({"r"})}}


def test_readings_without_anything_in_common_are_told(tmp_path: Path) -> None:
    """No facet, or no thing: an empty answer would look like one."""
    first = reading(tmp_path, "a.csv", "x,tema,t")
    other_facet = reading(tmp_path, "b.csv", "x,theme,t")
    other_thing = reading(tmp_path, "c.csv", "y,tema,t")

    for second in (other_facet, other_thing):
        answer = cli("agreement", first, second)
        assert (answer.code, answer.out) == (3, "")
        assert "inget gemensamt att jämföra" in answer.err
    assert "i den ena: tema; i den andra: theme" in cli("agreement", first, other_facet).err


def test_one_is_told_as_one(tmp_path: Path) -> None:
    """In both languages."""
    first = read_tags(reading(tmp_path, "a.csv", "x,role,r"))
    second = read_tags(reading(tmp_path, "b.csv", "x,role,s"))

    found = compare(first, second)

    assert "0% av 1 avgörande om 1 sak; 1 sak skiljer" in to_text(found, "sv")
    assert "0% of 1 decision on 1 thing; 1 thing differs" in to_text(found, "en")


def test_the_command_tells_kappa_and_each_disagreement(shipped: tuple[Agreement, ...]) -> None:
    """In text and as JSON, with a version."""
    answer = cli("agreement", CASES / "first.csv", CASES / "second.csv", "--format", "json")
    text = to_text(shipped, "sv")

    assert answer.code == 0
    assert json.loads(answer.out) == json.loads(to_json(shipped))
    assert json.loads(answer.out)["schema_version"] == 1
    assert len(re.findall(r"^\w+: kappa 0\.\d\d \[", text, re.M)) == 3
    assert all(d.item in text for agreement in shipped for d in agreement.disagreements)
    assert "kappa" in to_text(shipped, "en")
