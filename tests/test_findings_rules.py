"""Rules of single kinds that a reader of the texts has asked for, each on its smallest graphs."""

import re
from pathlib import Path

import pytest

from kgraph.findings import Filters, Finding, Findings
from kgraph.findings.detect import find
from kgraph.findings.explain import rule
from kgraph.findings.kinds import KINDS
from kgraph.findings.openings import openings
from kgraph.findings.rows import RowOfFindings, make_rows
from kgraph.findings.value import Rate
from kgraph.overview import read_overview
from kgraph.store import View, open_store
from tests import finding_cases as small
from tests import helpers
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


# -- GAP-06 ----------------------------------------------------------------------------------------


def test_who_follows_up_beside_a_report_is_not_said_to_tell_nobody(tmp_path: Path) -> None:
    """Somebody is told of the follow-up; whether what another finds is part of it is not stated.

    With nobody told of anything it is of the whole, and no name of anybody to tell.
    """
    one = small.FOLLOW.format("; ks:reportsTo actor:z")
    two = small.FOLLOW.format("").replace("assignment:f", "assignment:f2").replace(
        "actor:x", "actor:y")  # fmt: skip
    meta = small.LOADED + small.read("uppfoljning", "indikatorer")
    names = """actor:z a org:Organization ; skos:prefLabel "Nämnden"@sv .
actor:y a org:Organization ; skos:prefLabel "Rådet"@sv ."""
    found = detect(small.trig(small.GOAL + one + two + names, meta), tmp_path, "gap-06")
    (beside,) = (f for f in found if f.aspect == "mottagare")
    assert (
        "Rådet följer upp, men om det ingår i det som når Nämnden anges inte" in beside.sentence.sv
    )
    found = detect(small.trig(small.GOAL + two + names, meta), tmp_path, "gap-06")
    (nobody,) = (f for f in found if f.aspect == "mottagare")
    assert nobody.whole and "ingen mottagare av uppföljningen anges" in nobody.sentence.sv


def test_a_duty_of_one_without_documents_is_filed_under_nobody_s_document(tmp_path: Path) -> None:
    """Though others' documents have run out; and what would end it is a follow-up, no recipient."""
    case = Path(__file__).parent / "cases/queries/findings/duties-to-follow/data.trig"
    found = detect(case.read_text("utf-8"), tmp_path, "gap-06")
    duties = {f.affects[-1].rpartition("/")[2]: f for f in found if f.aspect == "uppdrag"}

    assert {name: (f.status, f.reason) for name, f in duties.items()} == {
        "d1": ("silent", ""), "d6": ("unknown", "not-read"), "d7": ("unknown", "older-source"),
        "d8": ("silent", ""),
    }  # fmt: skip
    assert [d.rpartition("/")[2] for d in duties["d6"].documents] == ["none"]
    assert "följning av uppdraget" in duties["d6"].vanishes.sv
    assert duties["d6"].vanishes.sv.startswith("Ett dokument som tar upp frågan läses")
    assert not any("mottagare" in f.vanishes.sv for f in duties.values())


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


def test_duties_are_counted_as_the_question_lists_them() -> None:
    """All that nothing is said to carry out, and of them those with nothing in the columns."""
    rows = five().material.rows("mandate-without-delivery")
    told = [f for f in five().found if f.kind == "gap-02"]
    assert told
    for finding in told:
        mine = [row for row in rows if row["actor"] in finding.affects]
        bare = [row for row in mine if not row["themeMatch"] and not row["trace"]]
        assert finding.number.value == len(bare) < len(mine)
        assert f"för {len(mine)} skyldigheter" in finding.sentence.sv
        assert f"För {len(bare)} av dem finns inget spår" in finding.sentence.sv


def test_a_forum_of_ones_own_county_is_a_trace_of_the_duty_to_meet() -> None:
    """Whoever convenes it: that is not said of the steering group."""
    (row,) = (
        row
        for row in five().material.rows("mandate-without-delivery")
        if row["actor"].endswith("/region-jamtland-harjedalen")
        and row["mandate"].endswith("/uppdrag-alla-regioner-samverka-utifran-rus")
    )
    for column in ("themeMatch", "trace"):
        assert row[column].endswith("/ledningsgrupp-jamtland-harjedalen"), column


@pytest.mark.parametrize(
    ("kind", "part", "said"),
    [
        ("gap-01", "sverige-nationell", "2 av 4, utöver 1 som bara samlar andra"),
        ("gap-04", "mal-jonkoping-s3", "till helheten sägs bidra: Kartlägga kompetensbehov och"),
        ("gap-07", "jonkoping-plan", "för helheten (Region Jönköpings län), men för ingen av"),
        ("gap-14", "jp-fo4-u5", "samma tema under en annan rubrik har insatsen Inbjuda till"),
    ],
)
def test_a_finding_tells_what_a_reader_of_the_text_would_bring(
    kind: str, part: str, said: str
) -> None:
    """What else is said of the matter stands in the sentence itself."""
    (finding,) = (f for f in five().found if f.kind == kind and f"-{part}" in f.id)
    assert said in finding.sentence.sv


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


def test_what_an_unread_declaration_could_answer_cannot_be_said() -> None:
    """The same for the matter and for all who sit in the council, themselves or through others."""
    told = {f.id: f for f in five().found if f.kind == "gap-16"}
    for word in ("jp-u11", "jp-u13", "akademin", "arbetsmarknadens-parter", "kommuner-jonkop"):
        (one,) = [f for i, f in told.items() if word in i]
        assert (one.status, one.reason) == ("unknown", "cited-not-loaded")
        assert "(Kompetensrådets avsiktsförklaring är inte läst)" in one.sentence.sv
        assert any("avsiktsforklaring" in work for work in one.unread)
    (outside,) = [f for i, f in told.items() if "branschforetradare" in i]
    assert (outside.reason, outside.unread) == ("open-list", ())


# -- counts, rates and sentences that agree --------------------------------------------------------


def _told(folder: Path, body: str, meta: str) -> tuple[Findings, str, list[RowOfFindings]]:
    """What is found of GAP-01 in a smallest graph, its opening sentence, and its rows."""
    made = helpers.project(folder, {"x.trig": small.trig(body, meta)})
    result = find(made, open_store(made), View(), Filters(kinds=("gap-01",)))
    (opening,) = openings(result)
    return result, opening.sv, make_rows(result)


_THREE = "".join(
    small.MEASURE.replace("element:m", f"element:m{n}").replace("Insatsen", f"Insats {n}")
    for n in (1, 2, 3)
)


def test_what_is_not_read_for_the_question_is_unknown_in_the_rate(tmp_path: Path) -> None:
    """One of three is named, the plan is not read for the rest: 0–67 %, two of three, in all."""
    result, opening, (row,) = _told(tmp_path, _THREE + small.ANSWERS.format("m1"), small.LOADED)
    (finding,) = result.found
    assert row.rate == Rate(0, 0, 2, 3)
    assert (finding.status, finding.number.value) == ("unknown", 2)
    assert "för 2 av 3 mål" in finding.sentence.sv and "i det som är läst" in finding.sentence.sv
    assert "utpekad 1, nämns inte 2" in opening and "går inte att säga 2" in opening


def test_a_whole_that_was_read_for_the_question_is_said_of_the_whole(tmp_path: Path) -> None:
    """Nothing is held back where nothing is unread."""
    meta = small.LOADED + small.read("ansvar")
    result, opening, (row,) = _told(tmp_path, _THREE, meta)
    (finding,) = result.found
    assert row.rate == Rate(0, 3, 0, 3)
    assert "för något av dess 3 mål" in finding.sentence.sv
    assert "nämns inte i dokumentet 3" in opening


def test_means_that_are_not_read_for_are_told_so_and_counted_as_unknown(tmp_path: Path) -> None:
    """Two goals, one with a measure: the other may have one in what was not read."""
    other = small.GOAL.replace("element:g", "element:h")
    tie = small.MEASURE + "element:m ks:contributesTo element:g ."
    made = helpers.project(tmp_path, {"x.trig": small.trig(small.GOAL + other + tie)})
    result = find(made, open_store(made), View(), Filters(kinds=("gap-04",)))
    (finding,) = result.found
    assert "för 1 av 2 mål och prioriteringar" in finding.sentence.sv
    assert make_rows(result)[0].rate == Rate(0, 0, 1, 3)


def test_headings_and_areas_named_only_together_are_counted_by_one_rule(tmp_path: Path) -> None:
    """The opening, the rate and the overview count the same: neither heading nor "eleven areas"."""
    body = (
        small.PRIORITY.replace("element:p", "element:above")
        + small.PRIORITY
        + "element:p ks:parentElement element:above ."
        + small.PRIORITY.replace("element:p", "element:many")
        + small.OPEN.format("element:many")
    )
    result, opening, (row,) = _told(tmp_path, body, small.CITED)
    (strategy,) = read_overview(result.material.project, result.material.store, View())
    assert sum(strategy.levels("Priority").values()) == 1
    assert row.rate is not None and (row.rate.checked, row.rate.unread) == (0, 1)
    assert "(inte läst; kända genom andra källor): prioriteringar 1." in opening
    assert "går inte att säga 1" in opening and result.found[0].number.value == 1


def test_the_openings_of_the_five_sources_add_up() -> None:
    """Parts, levels and gaps of one document never contradict each other or the findings."""
    for text in openings(five()):
        parts, levels, gaps = (
            sum(map(int, re.findall(r" (\d+)(?=,|$)", part)))
            for part in re.split(r"\. Nivå: |\. Luckor: ", text.sv.removesuffix("."))
        ) if "Nivå" in text.sv else (0, 0, 0)  # fmt: skip
        missing = re.search(r"nämns inte (\d+)\. Luckor", text.sv)
        assert parts == levels
        assert gaps == (int(missing[1]) if missing else 0)


def test_parts_are_called_what_their_document_calls_them() -> None:
    """Sub-strategies, focus areas and directions are no "priorities"."""
    told = {text.sv.split(":")[0].split(" (")[0]: text.sv for text in openings(five())}
    assert "mål 1, delstrategier 8." in told["Regional utvecklingsstrategi för Jönköpings län"]
    plan = told["Plan för regional kompetensförsörjning 2024–2028"]
    assert "mål 1, fokusområden 4, insatser 16." in plan and "prioriteringar" not in plan
    (agenda,) = (words for name, words in told.items() if name.startswith("Den europeiska"))
    assert "inriktningar 5." in agenda


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


def test_a_seat_stated_in_one_passage_and_read_into_another_is_stated(tmp_path: Path) -> None:
    """It counts; a seat that is our reading wherever it stands does not."""
    seat = (
        "membership:{0} a org:Membership ; org:organization forum:f ; org:member actor:{0} ; "
        "org:role role:ledamot ; ks:assertionMode mode:actual {1} . "
    )
    reading = '; ks:inferred true ; ks:inferredBecause "X"@sv'
    forum = 'forum:f a ks:Forum ; skos:prefLabel "F"@sv . '
    described = (
        "g:3-4 a ks:AssertionGraph ; prov:wasDerivedFrom source:s ; "
        "ks:reviewStatus review-status:extracted ."
    )
    more = "g:3-4 { " + seat.format("a", reading) + seat.format("b", reading) + " }\n"
    text = small.trig(forum + seat.format("a", ""), small.LOADED + described) + more
    made = helpers.project(tmp_path, {"x.trig": text})
    result = find(made, open_store(made), View(), Filters(kinds=("gap-12",)))
    (members,) = (modes["collapse"] for modes in result.material.members.values())
    assert {member.rpartition("/")[2] for member in members} == {"a"}


def test_what_only_our_reading_makes_a_priority_is_called_an_area_and_marked(
    tmp_path: Path,
) -> None:
    """Areas chosen within a strategy's frame are no priority of it, whatever they are filed as."""
    ours = 'element:p ks:inferred true ; ks:inferredBecause "Vår läsning"@sv ; ks:openList true .'
    text = small.trig(small.PRIORITY + ours, small.CITED)
    (finding,) = detect(text, tmp_path, "gap-15")
    assert finding.sentence.sv.startswith("Området ”Prioriteringen” (vår läsning) nämns")
    named = "element:p ks:elementType element-type:prioritering ."
    (said,) = detect(small.trig(small.PRIORITY + ours + named, small.CITED), tmp_path, "gap-15")
    assert said.sentence.sv.startswith("Prioriteringen ”Prioriteringen” nämns")
