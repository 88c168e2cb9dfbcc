"""Overlaps: what is alike is told apart by kind, and nothing is called alike that is not."""

import datetime
from pathlib import Path

import pytest

from kgraph import findings
from kgraph.findings import Filters, Finding
from kgraph.findings.ties import Ties
from kgraph.findings.value import CANNOT_SAY
from kgraph.store import View, open_store
from tests import finding_cases as small
from tests.test_findings import PROJECT, VIEW, detect, five

ANALYSIS = "analys-prognos-och-bedomning"
DUTIES = small.DUTY.format("d1", "x", ANALYSIS, "validering") + small.DUTY.format(
    "d2", "y", ANALYSIS, "validering"
)
PLACED = "assignment:{} dct:spatial territory:{} ."


def apart(first: str, second: str, meta: str = small.LOADED) -> str:
    """A graph whose two parts stand in two passages."""
    return (
        small.trig(first, meta)
        + f"""
g:2-2 {{ {second} }}
g:meta {{ g:2-2 a ks:AssertionGraph ; prov:wasDerivedFrom source:s ;
  ks:reviewStatus review-status:extracted . }}"""
    )


# -- mandates --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("place", "relation"), [("a", "duplication"), ("b", "")])
def test_one_task_for_one_area_is_duplication(tmp_path: Path, place: str, relation: str) -> None:
    """Stated for one area it is duplication; stated for two areas it is nothing at all."""
    areas = PLACED.format("d1", "a") + PLACED.format("d2", place)
    found = detect(small.trig(DUTIES + areas), tmp_path, "ovl-01")
    assert [f.relation for f in found] == ([relation] if relation else [])


def test_where_nobody_says_for_whom_it_is_overlap_and_no_duplication(tmp_path: Path) -> None:
    """Without an area the beneficiaries are unknown."""
    (finding,) = detect(small.trig(DUTIES), tmp_path, "ovl-01")
    assert finding.relation == "overlap" and finding.number.value == 1


@pytest.mark.parametrize(("places", "found"), [("", 0), ("placed", 1)])
def test_to_support_and_promote_is_too_broad_without_an_area(
    tmp_path: Path, places: str, found: int
) -> None:
    """The broad word alone makes two mandates alike only for one stated area."""
    text = DUTIES.replace(ANALYSIS, "stodja-och-framja")
    if places:
        text += PLACED.format("d1", "a") + PLACED.format("d2", "a")
    assert len(detect(small.trig(text), tmp_path, "ovl-01")) == found


def test_who_sits_in_one_forum_is_coordinated_and_said_so(tmp_path: Path) -> None:
    """The forum is named, and the finding is no longer unsure."""
    text = DUTIES + small.FORUM.format("f", "a") + small.members("f", ("x", "y"))
    (finding,) = detect(small.trig(text), tmp_path, "ovl-01")
    assert finding.coordinated[0].endswith("/f")
    assert "båda är med i Forum f" in finding.sentence.sv and finding.status == "silent"


def test_one_passage_with_both_tasks_is_a_stated_division(tmp_path: Path) -> None:
    """Told together they are coordinated; told apart it cannot be said."""
    (together,) = detect(small.trig(DUTIES), tmp_path, "ovl-01")
    assert together.coordinated and "samma textställe" in together.sentence.sv
    first = small.DUTY.format("d1", "x", ANALYSIS, "validering")
    second = small.DUTY.format("d2", "y", ANALYSIS, "validering")
    (alone,) = detect(apart(first, second), tmp_path, "ovl-01")
    assert (alone.coordinated, alone.status, alone.reason) == ((), "unknown", "not-read")


GROUP = """group:g a ks:ActorGroup ; skos:prefLabel "Gruppen"@sv ; foaf:member actor:m , actor:n ;
  ks:groupResolution group-resolution:listed ."""


def test_a_group_and_its_members_are_told_once_against_the_same_other(tmp_path: Path) -> None:
    """The group's duty and its members' own are one matter: one finding names them all."""
    duties = "".join(
        small.DUTY.format(name, who, ANALYSIS, "validering").replace("actor:g", "group:g")
        for name, who in (("d1", "g"), ("d2", "m"), ("d3", "n"), ("d4", "y"))
    )
    (finding,) = detect(small.trig(duties + GROUP), tmp_path, "ovl-01")
    assert [thing.rpartition("/")[2] for thing in finding.affects] == ["y", "g"]
    assert "sägs också om" in finding.sentence.sv and len(finding.evidence) == 3


def test_members_of_a_group_that_meet_the_other_coordinate_it(tmp_path: Path) -> None:
    """Nobody says that the two never meet when a member of the one sits with the other."""
    duties = "".join(
        small.DUTY.format(name, who, ANALYSIS, "validering").replace("actor:g", "group:g")
        for name, who in (("d1", "g"), ("d2", "y"))
    )
    forum = small.FORUM.format("f", "a") + small.members("f", ("m", "y"))
    (finding,) = detect(small.trig(duties + GROUP + forum), tmp_path, "ovl-01")
    assert finding.coordinated and "medlemmar av Gruppen" in finding.sentence.sv


# -- accountability, measures, strategies ----------------------------------------------------------


def test_several_accountable_are_counted_under_every_group_mode(tmp_path: Path) -> None:
    """A group is one, or as many as a source lists."""
    one = small.MEASURE + GROUP + small.ANSWERS.format("m").replace("actor:x", "group:g")
    two = small.ANSWERS.format("m").replace("assignment:r", "assignment:r2")
    (finding,) = detect(apart(one, two), tmp_path, "ovl-02")
    assert list(finding.number.modes.values()) == [2, 3, 3]


def test_a_member_of_the_group_is_no_second_accountable(tmp_path: Path) -> None:
    """The municipalities and one of them are not two."""
    one = small.MEASURE + GROUP + small.ANSWERS.format("m").replace("actor:x", "group:g")
    two = small.ANSWERS.format("m").replace("assignment:r", "assignment:r2")
    assert detect(apart(one, two.replace("actor:x", "actor:m")), tmp_path, "ovl-02") == []


@pytest.mark.parametrize(("groups", "relation"), [(True, "duplication"), (False, "overlap")])
def test_like_measures_are_duplicates_only_for_one_stated_target_group(
    tmp_path: Path, groups: bool, relation: str
) -> None:
    """The same themes are overlap; the same beneficiaries as well are duplication."""
    text = small.MEASURE + small.OTHER_PLAN.format("validering")
    if groups:
        text += (
            "element:m , element:o ks:targetGroup target-group:unga .".replace(
                "element:m , element:o", "element:m"
            )
            + "element:o ks:targetGroup target-group:unga ."
        )
    meta = small.LOADED + small.OTHER_LOADED
    (finding,) = detect(small.trig(text, meta), tmp_path, "ovl-03")
    assert finding.relation == relation


def test_a_county_with_an_unread_plan_says_in_one_row_what_cannot_be_said(tmp_path: Path) -> None:
    """Nothing found is not nothing there: the unread document is named."""
    text = small.MEASURE + small.OTHER_PLAN.format("unga")
    (finding,) = detect(small.trig(text), tmp_path, "ovl-03")
    assert (finding.aspect, finding.status, finding.whole) == (CANNOT_SAY, "unknown", True)
    assert "Andra planen är inte läst" in finding.sentence.sv


def test_what_stands_above_is_no_overlap_of_strategies(tmp_path: Path) -> None:
    """The country's strategy and the county's are meant to share themes."""
    text = small.MEASURE + small.OTHER_PLAN.format("validering").replace(
        "territory:a .", "territory:land ."
    ) + "territory:a dct:isPartOf territory:land . territory:land a ks:Territory ."  # fmt: skip
    assert detect(small.trig(text), tmp_path, "ovl-05") == []


def test_what_has_ended_overlaps_with_nothing(tmp_path: Path) -> None:
    """Two documents that were never in force together on the day do not steer doubly."""
    text = small.MEASURE + small.OTHER_PLAN.format("validering")
    ended = 'strategy:o ks:validThrough "2025-12-31"^^xsd:date .'
    assert detect(small.trig(text), tmp_path, "ovl-05")
    assert detect(small.trig(text + ended), tmp_path, "ovl-05") == []


# -- forums ----------------------------------------------------------------------------------------

CALLS = """membership:{0}-call a org:Membership ; org:organization forum:{0} ;
  org:member actor:{1} ; org:role role:sammankallande ; ks:assertionMode mode:actual ."""


def test_who_convenes_makes_no_forums_alike(tmp_path: Path) -> None:
    """Two forums that share only the one who calls both share nobody."""
    text = small.TWO_FORUMS + CALLS.format("f", "r") + CALLS.format("h", "r")
    assert detect(small.trig(text + small.members("f", ("x",))), tmp_path, "ovl-04") == []


def test_a_branch_shares_with_its_forum_by_nature(tmp_path: Path) -> None:
    """A forum and its own branch are not two forums that overlap."""
    text = small.TWO_FORUMS + small.members("f", ("x",)) + small.members("h", ("x",))
    assert detect(small.trig(text), tmp_path, "ovl-04")
    branch = text + "forum:h dct:isPartOf forum:f ."
    assert detect(small.trig(branch), tmp_path, "ovl-04") == []


def test_an_open_group_in_two_forums_need_not_be_the_same_people(tmp_path: Path) -> None:
    """Representatives of trades in two forums say nothing of who comes."""
    group = "actor:g a ks:ActorGroup ; ks:groupResolution group-resolution:open ."
    text = small.TWO_FORUMS + small.members("f", ("g", "x")) + small.members("h", ("g", "y"))
    assert detect(small.trig(text), tmp_path, "ovl-04")
    assert detect(small.trig(text + group), tmp_path, "ovl-04") == []


def test_the_share_of_members_changes_with_the_group_mode(tmp_path: Path) -> None:
    """Five of five in common as one; opened, the group's members are in both as well."""
    forums = small.members("f", (*small.FIVE, "g")) + small.members("h", (*small.FIVE, "z1"))
    group = "actor:g a ks:ActorGroup ; foaf:member actor:z1 , actor:z2 ."
    text = small.trig(small.TWO_FORUMS + forums + group, small.LOADED + small.CLOSED)
    (finding,) = detect(text, tmp_path, "ovl-04")
    assert list(finding.number.modes.values()) == [0.833, 1.0, 1.0]


def loaded(text: str, folder: Path) -> list[Finding]:
    """The participation loads."""
    return detect(text, folder, "ovl-07")


def test_a_body_in_most_forums_of_a_county_is_loaded(tmp_path: Path) -> None:
    """So it is by the sources where lists are closed; else others may have as many."""
    closed = "".join(small.read("medlemskap", subject=f"forum:l{i}") for i in range(9))
    (unsure,) = loaded(small.trig(small.LOAD), tmp_path)
    (sure,) = loaded(small.trig(small.LOAD, small.LOADED + closed), tmp_path)
    assert (unsure.status, sure.status) == ("unknown", "silent")
    assert "9 av de 9 forum" in sure.sentence.sv and sure.relation == ""


def test_a_load_says_which_forums_it_leaves_out(tmp_path: Path) -> None:
    """A branch is named as one, and so is a forum where nobody is; a mention is no membership."""
    beside = small.FORUM.format("tomt", "a") + small.FORUM.format("gren", "a")
    beside += "forum:gren dct:isPartOf forum:l0 ." + small.members("gren", ("mycket",))
    (finding,) = loaded(small.trig(small.LOAD + beside), tmp_path)
    assert finding.sentence.sv.endswith(
        "nämns i 9 av de 9 forum i A län där någon nämns; det vanliga är 1; utanför räkningen "
        "står delar av ett annat forum (Forum gren) och forum där ingen nämns (Forum tomt)."
    )
    assert "; not counted: " in finding.sentence.en


def test_a_load_says_how_many_forums_a_body_convenes_by_our_reading_alone(tmp_path: Path) -> None:
    """Two are convened; only one is said to be."""
    role = "membership:l{}-mycket org:role role:sammankallande ."
    both = role.format(0) + role.format(1)
    read = both + 'membership:l1-mycket ks:inferred true ; ks:inferredBecause "Vår läsning"@sv .'
    (stated,), (ours,) = (loaded(small.trig(small.LOAD + more), tmp_path) for more in (both, read))
    assert "sammankallar 2 av dem; det" in stated.sentence.sv
    assert "sammankallar 2 av dem, 1 enligt vår läsning; det" in ours.sentence.sv


def test_a_national_body_in_one_forum_of_each_county_is_not_loaded(tmp_path: Path) -> None:
    """Each county is measured by itself."""
    spread = small.LOAD
    for i in range(9):
        spread += f"territory:c{i} a ks:Territory ; ks:territoryType territory-type:lan ."
        spread = spread.replace(
            small.FORUM.format(f"l{i}", "a"), small.FORUM.format(f"l{i}", f"c{i}")
        )
    assert loaded(small.trig(spread), tmp_path) == []


def test_branches_count_with_their_forum(tmp_path: Path) -> None:
    """Eight branches of one forum are one seat."""
    branches = "".join(f"forum:l{i} dct:isPartOf forum:l0 ." for i in range(1, 9))
    assert loaded(small.trig(small.LOAD + branches), tmp_path) == []


def test_one_actor_alone_is_in_no_more_forums_than_others(tmp_path: Path) -> None:
    """A single body, one forum or five hundred members: no spread, no finding, no division."""
    alone = "".join(small.FORUM.format(f"f{i}", "a") + small.members(f"f{i}", ("x",))
                    for i in range(4))  # fmt: skip
    assert loaded(small.trig(alone), tmp_path) == []
    many = small.FORUM.format("f", "a") + small.members("f", [f"m{i}" for i in range(500)])
    assert loaded(small.trig(many), tmp_path) == []


def test_two_forums_with_their_own_purposes_are_no_finding_and_three_are(tmp_path: Path) -> None:
    """A question in three or more forums is several in one area; a shared purpose is overlap."""
    two = small.TWO_FORUMS + small.PURPOSES
    assert detect(small.trig(two), tmp_path, "ovl-08") == []
    third = small.FORUM.format("k", "a") + 'forum:k org:purpose "Ett tredje"@sv .'
    (question,) = detect(small.trig(two + third), tmp_path, "ovl-08")
    assert (question.relation, question.number.value) == ("fragmentation", 3)
    assert "of its own" not in question.sentence.en  # whether they differ is for the reader
    same = small.TWO_FORUMS + small.PURPOSES.replace("Ett annat", "Ett")
    (purpose,) = detect(small.trig(same), tmp_path, "ovl-08")
    assert (purpose.relation, purpose.aspect) == ("overlap", "same-purpose")


def test_co_operation_is_no_question_of_its_own(tmp_path: Path) -> None:
    """That forums co-operate is why they are forums."""
    same = small.TWO_FORUMS + small.PURPOSES.replace("Ett annat", "Ett")
    text = same.replace("theme:validering", "theme:samverkan-och-styrning")
    assert detect(small.trig(text), tmp_path, "ovl-08") == []


# -- follow-up -------------------------------------------------------------------------------------


def test_two_bearers_of_one_follow_up_are_one(tmp_path: Path) -> None:
    """One assignment with two bearers is done together."""
    joint = small.FOLLOW.format("; ks:reportsTo actor:z").replace("actor:x", "actor:x , actor:y")
    assert detect(small.trig(joint), tmp_path, "ovl-06") == []


def test_the_burden_of_reports_is_told_where_intervals_are_stated(tmp_path: Path) -> None:
    """Once a year and four times a year are five reports."""
    one = small.FOLLOW.format("; ks:reportsTo actor:z ; ks:periodicity freq:ANNUAL")
    two = small.FOLLOW.format("; ks:reportsTo actor:z ; ks:periodicity freq:QUARTERLY")
    two = two.replace("assignment:f", "assignment:f2").replace("actor:x", "actor:y")
    prefix = "@prefix freq: <http://publications.europa.eu/resource/authority/frequency/> .\n"
    (finding,) = detect(prefix + small.trig(one + two), tmp_path, "ovl-06")
    assert "5 rapporter om året" in finding.sentence.sv and finding.number.value == 2


# -- the five sources ------------------------------------------------------------------------------


def test_on_the_five_sources_each_overlap_is_one_that_a_reader_accepts() -> None:
    """Regions and the employment service once; no lineage; branches folded; nothing of nothing."""
    told = [f for f in five().found if f.kind.startswith("ovl")]
    kinds = [f.kind for f in told if f.aspect != CANNOT_SAY]
    assert kinds == ["ovl-01", "ovl-07", "ovl-07", "ovl-08"]
    assert not [f for f in told if f.aspect == CANNOT_SAY and f.status != "unknown"]
    (mandates,) = (f for f in told if f.kind == "ovl-01")
    assert {a.rpartition("/")[2] for a in mandates.affects} == {
        "alla-regioner", "arbetsformedlingen"}  # fmt: skip


def test_to_answer_for_a_forum_is_not_said_to_be_to_convene_it() -> None:
    """The list of those that the region answers for (002:657–658): to convene is our reading."""
    read = {(a.rpartition("/")[2], f.rpartition("/")[2]) for a, f in Ties(five().material).read_in}
    named = ("branschforum-jonkoping", "kompetensradet-jonkoping",
             "utvecklingsrad-kommunal-utveckling-jonkoping")  # fmt: skip
    assert {("region-jonkopings-lan", forum) for forum in named} <= read
    assert ("region-jonkopings-lan", "aktorsradet-jonkoping") not in read  # 002:660: it invites


def test_who_reports_is_our_reading_where_the_text_names_nobody() -> None:
    """None of the follow-ups after 002:791 names who does it."""
    rows = (
        five()
        .material.store.select(
            """PREFIX ks: <https://w3id.org/kompsam/def#>
        SELECT ?passage (COUNT(?follow) AS ?all) (COUNT(?ours) AS ?read) WHERE {
          VALUES ?line { "791-793" "795-795" }
          ?passage a ks:AssertionGraph . FILTER(STRENDS(STR(?passage), ?line))
          GRAPH ?passage { ?follow a ks:FollowUp .
            OPTIONAL { ?follow ks:inferred true . BIND(?follow AS ?ours) } } } GROUP BY ?passage""",
            VIEW,
        )
        .rows
    )
    assert rows and all(every == read for _, every, read in rows)


def test_that_the_many_are_not_gathered_is_a_lack_the_plan_states() -> None:
    """The challenge (002:564–566) is stated; that they may be islands (002:563) is a risk."""
    lacks = {f.affects[0].rpartition("/")[2] for f in five().found if f.kind == "gap-14"}
    assert "jp-fo4-u5" in lacks and "jp-fo4-u4" not in lacks


def test_every_overlap_on_the_five_sources_has_passages() -> None:
    """Nothing is called alike without a place to read it."""
    assert not [f.id for f in five().found if f.kind.startswith("ovl") and not f.passages]


def test_a_view_before_everything_is_a_true_empty_answer() -> None:
    """Long ago no forum met: no load, no traceback."""
    view = View(as_of=datetime.date(1, 1, 1))
    wanted = Filters(("ovl-04", "ovl-07"), everything=True)
    found = findings.find(PROJECT, open_store(PROJECT), view, wanted).found
    assert all(finding.status in ("unknown", "silent") for finding in found)
