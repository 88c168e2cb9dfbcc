"""Rules of single kinds that a reader of the texts has asked for, each on its smallest graphs."""

from pathlib import Path

import pytest

from kgraph.findings import Filters, Finding
from kgraph.findings.detect import find
from kgraph.findings.explain import rule
from kgraph.findings.kinds import KINDS
from kgraph.findings.rows import make_rows
from kgraph.store import open_store
from tests import finding_cases as small
from tests.test_findings import PROJECT, VIEW, detect, five, gaps

READ = small.LOADED + small.read("mal", "insatser")
GUIDED = (
    small.MEASURE
    + """
strategy:u a ks:Strategy ; skos:prefLabel "Styrande"@sv ; dct:spatial territory:a .
strategy:s ks:guidedBy strategy:u .
element:u1 a ks:Priority ; skos:prefLabel "Del ett"@sv ; ks:partOfStrategy strategy:u .
element:u2 a ks:Priority ; skos:prefLabel "Del två"@sv ; ks:partOfStrategy strategy:u .
"""
)


def not_taken_up(text: str, folder: Path) -> list[Finding]:
    """What is found of guiding strategies whose parts are not taken up."""
    return [f for f in detect(text, folder, "gap-04") if f.aspect == "ovanfor"]


# -- GAP-04 ----------------------------------------------------------------------------------------


def test_a_guiding_strategy_whose_parts_nothing_is_tied_to_is_one_finding(tmp_path: Path) -> None:
    """However many parts there are it is said once, silent, of the document that was read."""
    (finding,) = not_taken_up(small.trig(GUIDED, READ), tmp_path)
    assert (finding.status, finding.number.value, finding.whole) == ("silent", 2, True)
    assert finding.document.endswith("/s") and "Styrande" in finding.sentence.sv


@pytest.mark.parametrize(
    ("more", "meta"),
    [
        ("element:m ks:contributesTo element:u2 .", READ),
        ("element:m ks:implements strategy:u .", READ),
        ("", small.LOADED + small.read("mal")),
        ("", small.CITED + small.read("mal", "insatser")),
        (small.PAST, READ),
        ("element:k a ks:Goal ; ks:partOfStrategy strategy:s ; ks:implements element:u1 .", READ),
    ],
)  # fmt: skip
def test_one_tie_or_a_reading_that_is_not_whole_says_nothing(
    more: str, meta: str, tmp_path: Path
) -> None:
    """Tied to one part or to the whole, not read in full for both, not read at all, or run out."""
    assert not_taken_up(small.trig(GUIDED + more, meta), tmp_path) == []


def test_a_national_strategy_is_asked_about_as_alignment_alone(tmp_path: Path) -> None:
    """A document that guides from above the county is told once, by GAP-05."""
    text = GUIDED.replace(
        "dct:spatial territory:a .\nstrategy:s", "dct:spatial territory:x .\nstrategy:s"
    )
    assert not_taken_up(small.trig(text, READ), tmp_path) == []


# -- GAP-05 ----------------------------------------------------------------------------------------


def test_a_county_of_which_nothing_was_read_has_no_row(tmp_path: Path) -> None:
    """Of it nothing is known, and nothing is said."""
    text = small.trig(small.NATIONAL + small.PRIORITY, small.CITED)
    assert detect(text, tmp_path, "gap-05") == []


def test_a_priority_that_gathers_others_is_not_asked_for_beside_them(tmp_path: Path) -> None:
    """An area with one priority under it: the priority alone."""
    under = """element:nq a ks:Priority ; skos:prefLabel "Under"@sv ;
      ks:partOfStrategy strategy:n ; ks:parentElement element:np ."""
    text = small.trig(small.NATIONAL + small.PRIORITY + under, small.LOADED + small.read("mal"))
    (finding,) = detect(text, tmp_path, "gap-05")
    assert any(thing.endswith("/nq") for thing in finding.affects)


def test_a_link_told_for_the_document_rests_on_where_it_is_told() -> None:
    """The passages that tie the plan straight to the strategy, none that go by way of another."""
    found = {f.affects[0].rpartition("/")[2]: f for f in five().found if f.kind == "gap-05"}
    lines = {
        name: {p.rpartition("/")[2] for p in finding.passages} for name, finding in found.items()
    }
    assert lines == {
        "eu-kompetensagenda": {"229-234", "802-810"},
        "sverige-nationell-strategi-2021-2030": {"182-187", "802-810"},
    }


# -- GAP-02, 06, 11, 16 ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("task", "seat", "number"),
    [
        ("samordna-och-samverka", True, 0),
        ("samordna-och-samverka", False, 1),
        ("ta-fram-strategi", False, 0),
        ("analys-prognos-och-bedomning", True, 1),
    ],
)
def test_a_duty_with_a_trace_is_not_said_to_be_unknown(
    task: str, seat: bool, number: int, tmp_path: Path
) -> None:
    """Who is to meet sits in a forum, who is to write a strategy has one; else it is unknown."""
    text = small.DUTY.format("d1", "x", task, "unga") + "strategy:s ks:adoptedBy actor:x ."
    text += small.FORUM.format("f", "a") + (small.members("f", ("x",)) if seat else "")
    found = detect(small.trig(text, small.CITED), tmp_path, "gap-02")
    assert [f.number.value for f in found] == [1] * number
    assert {f.status for f in found} <= {"unknown"}


def test_that_no_indicator_is_named_is_shown_where_follow_up_is_told(tmp_path: Path) -> None:
    """The passages of the follow-up stand beside the goal's: there an indicator would stand."""
    (finding,) = [f for f in five().found if f.id.startswith("gap-06-indikator-jonkoping-plan")]
    lines = {p.rpartition("/")[2] for p in finding.passages}
    assert {"783-785", "791-793", "795-795"} <= lines


@pytest.mark.parametrize("theme", ["", "forum:f dct:subject theme:unga ."])
def test_of_a_document_nobody_has_read_themes_say_nothing(theme: str, tmp_path: Path) -> None:
    """Whether a forum takes its parts up cannot be said, whatever themes the forum has."""
    other = small.PRIORITY.replace("element:p", "element:q").replace("validering", "unga")
    text = small.trig(small.PRIORITY + other + small.FORUM.format("f", "a").replace(
        "validering", "matchning") + theme, small.CITED)  # fmt: skip
    (finding,) = detect(text, tmp_path, "gap-11")
    assert (finding.status, finding.number.value) == ("unknown", 2)


def test_a_declaration_stands_only_where_it_could_hold_the_answer() -> None:
    """What the council has declared says nothing of what is not its matter."""
    told = {f.id: f for f in five().found if f.kind == "gap-16"}
    (council,) = [f for i, f in told.items() if "jp-u13" in i]
    (special,) = [f for i, f in told.items() if "jp-u6" in i]
    assert any("avsiktsforklaring" in work for work in council.unread)
    assert special.unread == ()


# -- forums and group modes ------------------------------------------------------------------------


@pytest.mark.parametrize(("others", "found"), [(1, 1), (2, 1), (3, 1), (4, 0)])
def test_less_than_half_of_the_smaller_forum_is_not_alike(
    others: int, found: int, tmp_path: Path
) -> None:
    """Three shared of four, five and six are told; three of seven are not."""
    shared = ("a1", "a2", "a3")
    one = (*shared, *(f"b{i}" for i in range(max(others, 2))))
    two = (*shared, *(f"c{i}" for i in range(max(others, 2))))
    text = small.TWO_FORUMS + small.members("f", one) + small.members("h", two)
    assert len(detect(small.trig(text, small.LOADED + small.CLOSED), tmp_path, "ovl-04")) == found


GROUP = (
    "actor:q a ks:ActorGroup ; foaf:member actor:{} ; ks:groupResolution group-resolution:listed ."
)


def test_numbers_of_seats_meetings_and_sectors_stand_under_every_group_mode(
    tmp_path: Path,
) -> None:
    """A group that stands for others may give them a seat, a meeting, a sector."""
    seats = detect(small.CASES["gap-08"][0][0] + "g:1-1 {" + GROUP.format("z") + "}",
                   tmp_path, "gap-08")  # fmt: skip
    assert [list(f.number.modes.values()) for f in seats] == [[1, 1, 1]]
    pair = small.CASES["gap-09"][0][0].replace("actor:y", "actor:q")
    meets = small.FORUM.format("f", "b") + small.members("f", ("x", "z"))
    found = detect(pair + "g:1-1 {" + GROUP.format("z") + meets + "}", tmp_path, "gap-09")
    assert [list(f.number.modes.values()) for f in found] == [[1, 0, 0]]


# -- rows ------------------------------------------------------------------------------------------


def test_a_told_level_is_never_counted_among_what_cannot_be_said(tmp_path: Path) -> None:
    """An unread document for which a source tells who answers has a row of its own."""
    whole = small.ANSWERS.replace("element:{}", "strategy:s")
    path = tmp_path / "data.trig"
    path.write_text(small.trig(small.MEASURE + whole, small.CITED), encoding="utf-8")
    result = find(PROJECT, open_store(PROJECT, [path]), VIEW, Filters(("gap-01",)))
    (row,) = make_rows(result)
    assert not gaps(list(row.findings)) and row.document.endswith("/s")
    assert all(f.is_gap for r in make_rows(five()) if not r.document for f in r.findings)


@pytest.mark.parametrize("kind", ["gap-07", "ovl-04", "ovl-07", "gap-14"])
def test_the_rule_speaks_of_the_kind_in_its_own_words(kind: str) -> None:
    """Overlaps are never said to be missing in a document, and needs are said by the source."""
    heads = [step.text.sv.partition(":")[0] for step in rule(KINDS[kind]).under]
    assert ("Dokumentet säger att det saknas" in heads) == (kind == "gap-07")
