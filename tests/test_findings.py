"""Findings: each kind on its smallest graphs, honest where nothing can be said."""

import csv
import datetime
import json
import random
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

from kgraph import findings
from kgraph.errors import UsageError
from kgraph.findings import (
    KINDS,
    STATUSES,
    Disposition,
    Filters,
    Finding,
    Findings,
    Rate,
    finding_id,
)
from kgraph.findings.dispositions import attach, left_over, part_ids
from kgraph.findings.explain import proof, row_holds, to_text
from kgraph.findings.forms import to_csv, to_json, to_sarif, to_turtle
from kgraph.findings.forms import to_text as rows_text
from kgraph.findings.grounds import rests_on
from kgraph.findings.rows import make_rows
from kgraph.project import Project, create_project
from kgraph.store import Store, View, open_store
from kgraph.store.writing import serialise
from kgraph.terms import Triple, shorten
from tests import finding_cases as small
from tests.helpers import HEAD, cli, shipped

ROOT = Path(__file__).parents[1]
PROJECT = Project(ROOT, "given")
VIEW = View(as_of=datetime.date(2026, 11, 21))
BY_HAND = ROOT / "tests" / "cases" / "findings" / "by-hand.csv"


def detect(text: str, folder: Path, kind: str = "") -> list[Finding]:
    """The findings of a smallest graph."""
    path = folder / "data.trig"
    path.write_text(text, encoding="utf-8")
    store = open_store(PROJECT, [path])
    kinds = (kind,) if kind else ()
    return list(findings.find(PROJECT, store, VIEW, Filters(kinds, everything=True)).found)


def gaps(found: list[Finding]) -> list[Finding]:
    """Those that say that something is lacking or alike, not those that tell a level."""
    return [finding for finding in found if finding.is_gap]


@cache
def five() -> Findings:
    """All findings on the five sources, made once."""
    return findings.find(PROJECT, open_store(PROJECT), VIEW, Filters(everything=True))


# -- each kind -------------------------------------------------------------------------------------


def test_every_kind_of_the_list_has_a_rule_and_a_detector() -> None:
    """The registry is the list finding-type, and every status is written down in both languages."""
    listed = {
        str(row[0]).rpartition("/")[2]
        for row in open_store(PROJECT).select(
            "SELECT ?k WHERE { ?k <http://www.w3.org/2004/02/skos/core#inScheme> "
            "<https://w3id.org/kompsam/vocab/finding-type> }", VIEW).rows
    }  # fmt: skip
    assert set(KINDS) == set(findings.DETECTORS) == set(small.CASES) == listed
    for kind in KINDS.values():
        for text in (kind.formula, kind.confirmed, kind.silent, kind.unknown, kind.answer):
            assert text.sv and text.en and text.sv != text.en


@pytest.mark.parametrize("kind", [k for k, case in small.CASES.items() if case[0][0]])
def test_a_kind_is_found_where_it_is(kind: str, tmp_path: Path) -> None:
    """The smallest graph that has it gives it, with the status the graph supports."""
    text, status = small.CASES[kind][0]
    found = gaps(detect(text, tmp_path, kind))
    assert status in {finding.status for finding in found}


@pytest.mark.parametrize("kind", sorted(small.CASES))
def test_a_kind_is_not_found_where_it_is_not(kind: str, tmp_path: Path) -> None:
    """The nearest graph without it gives none."""
    assert gaps(detect(small.CASES[kind][1], tmp_path, kind)) == []


@pytest.mark.parametrize("kind", [k for k, case in small.CASES.items() if case[2][0]])
def test_where_nothing_can_be_said_nothing_is_claimed(kind: str, tmp_path: Path) -> None:
    """An unread document, an open list or an older source gives unknown, or none."""
    text, reason = small.CASES[kind][2]
    found = gaps(detect(text, tmp_path, kind))
    assert {(f.status, f.reason) for f in found} == ({("unknown", reason)} if reason else set())


def test_a_duty_to_co_operate_is_no_overlap(tmp_path: Path) -> None:
    """Two bodies that both must co-operate do not do the same work."""
    assert detect(small.CASES["ovl-01"][1], tmp_path, "ovl-01") == []


def test_two_accountable_in_different_passages_are_told(tmp_path: Path) -> None:
    """Named in one sentence they share it; named in two places several are stated."""
    one = small.MEASURE + small.ANSWERS.format("m")
    two = small.ANSWERS.format("m").replace("assignment:r", "assignment:r2")
    text = (
        small.trig(one)
        + f"""
g:2-2 {{ {two.replace("actor:x", "actor:y")} }}
g:meta {{ g:2-2 a ks:AssertionGraph ; prov:wasDerivedFrom source:s ;
  ks:reviewStatus review-status:extracted . }}"""
    )
    (finding,) = detect(text, tmp_path, "ovl-02")
    assert (finding.relation, finding.status, finding.number.value) == ("overlap", "silent", 2)


def test_duplication_overlap_and_coordination_are_told_apart(tmp_path: Path) -> None:
    """For whom is not stated, so it is overlap; who shares a forum is coordinated."""
    (together,) = detect(small.CASES["ovl-01"][0][0], tmp_path, "ovl-01")
    assert together.relation == "overlap" and together.coordinated
    text = small.SAME_TASK + small.DUTY.format("d2", "y", "analys-prognos-och-bedomning",
                                               "validering")  # fmt: skip
    apart = (
        small.trig(small.SAME_TASK)
        + f"""
g:2-2 {{ {text.removeprefix(small.SAME_TASK)} }}
g:meta {{ g:2-2 a ks:AssertionGraph ; prov:wasDerivedFrom source:s ;
  ks:reviewStatus review-status:extracted . }}"""
    )
    (alone,) = detect(apart, tmp_path, "ovl-01")
    assert not alone.coordinated and (alone.status, alone.reason) == ("unknown", "not-read")


def test_what_a_source_says_is_missing_is_confirmed(tmp_path: Path) -> None:
    """An absence statement makes the gap confirmed, read in full or not."""
    text = small.trig(small.MEASURE + small.ABSENT.format("element:m", "ansvar"))
    assert [f.status for f in gaps(detect(text, tmp_path, "gap-01"))] == ["confirmed"]


def test_responsibility_for_the_whole_is_told_as_a_level_and_no_gap(tmp_path: Path) -> None:
    """Somebody answers for the plan: each measure is told by that level, and none is lacking."""
    whole = small.ANSWERS.replace("element:{}", "strategy:s")
    text = small.trig(small.MEASURE + whole, small.LOADED + small.read("ansvar"))
    (finding,) = detect(text, tmp_path, "gap-01")
    assert (finding.level, finding.is_gap, finding.status) == ("genom-helheten", False, "")


def test_what_is_true_of_a_whole_document_is_one_finding(tmp_path: Path) -> None:
    """Four measures without funding of their own are one finding about the plan, not four."""
    measures = "".join(small.MEASURE.replace("element:m", f"element:m{i}") for i in range(4))
    text = small.trig(measures + small.MONEY.format("strategy:s"),
                      small.LOADED + small.read("finansiering"))  # fmt: skip
    (finding,) = detect(text, tmp_path, "gap-07")
    assert finding.whole and finding.number.value == 4
    assert finding.affects == ("https://w3id.org/kompsam/id/strategy/s",)


# -- identity --------------------------------------------------------------------------------------


def test_an_id_follows_from_kind_and_things_alone() -> None:
    """The order of the things does not matter; another kind or thing gives another id."""
    things = [f"https://w3id.org/kompsam/id/actor/{name}" for name in "abcdef"]
    shuffled = random.Random(7).sample(things, len(things))
    assert finding_id("ovl-04", "", things) == finding_id("ovl-04", "", shuffled)
    assert finding_id("ovl-04", "", things) != finding_id("gap-09", "", things)
    assert finding_id("ovl-04", "", things) != finding_id("ovl-04", "", things[1:])


def test_ids_are_the_same_after_a_rebuild_with_new_labels(tmp_path: Path) -> None:
    """A new store, and other names of the same things, give the same ids."""
    text = small.CASES["gap-01"][0][0]
    (tmp_path / "b").mkdir()
    before = [f.id for f in detect(text, tmp_path, "gap-01")]
    after = [f.id for f in detect(text.replace("Insatsen", "Nytt namn"), tmp_path / "b", "gap-01")]
    assert before == after and before


def test_no_two_findings_share_an_id() -> None:
    """On the five sources every id stands for one finding."""
    ids = [finding.id for finding in five().found]
    assert len(ids) == len(set(ids))


# -- rates -----------------------------------------------------------------------------------------


def test_a_rate_is_an_interval_over_what_was_read() -> None:
    """Lower counts the confirmed, middle the silent too, upper also what cannot be said."""
    assert Rate(1, 2, 3, 10).bounds == (0.1, 0.3, 0.6)


def test_nothing_out_of_nothing_is_nothing_in_the_source() -> None:
    """No division by zero, and no rate of what nobody has read."""
    rate = Rate(0, 0, 0, 0, unread=5)
    assert rate.bounds is None
    assert rate.words.sv == "inget i källan" and rate.words.en == "nothing in the source"


def test_a_number_stands_under_every_group_mode(tmp_path: Path) -> None:
    """A group is one member, and its listed and derived members stand beside."""
    text = small.trig(
        small.TWO_FORUMS + small.members("f", small.FIVE) + small.members("h", small.FIVE)
        + "actor:a5 a ks:ActorGroup ; foaf:member actor:z1 , actor:z2 .",
        small.LOADED + small.CLOSED,
    )  # fmt: skip
    (finding,) = detect(text, tmp_path, "ovl-04")
    assert set(finding.number.modes) == {"collapse", "expand-listed", "expand-derived"}


# -- evidence --------------------------------------------------------------------------------------

STRENGTH = ("unknown", "silent", "confirmed")


def without(store: Store, triple: Triple, folder: Path) -> Store:
    """The same statements but one, wherever it stands."""
    kept = [quad for quad in store.statements() if quad[:3] != triple]
    path = folder / "without.nq"
    path.write_bytes(serialise(kept, "nquads"))
    return open_store(PROJECT, [path])


def weaker(before: Finding, after: Iterable[Finding]) -> bool:
    """Whether a finding is gone, less sure, of a smaller number, of another level or other things.

    A measure that is none any longer leaves those that were read in under it to be told instead.
    """
    same = [f for f in after if f.id == before.id]
    if not same or same[0].is_gap != before.is_gap or same[0].level != before.level:
        return True
    now = same[0]
    sure = STRENGTH.index(now.status) < STRENGTH.index(before.status) if before.status else False
    return sure or now.number.value < before.number.value or not spoken_of(before) <= spoken_of(now)


def spoken_of(finding: Finding) -> set[str]:
    """The goals, priorities and measures in the answers that a finding rests on."""
    cells = (value for part in finding.evidence for _, value in part.row)
    return {value for value in cells if "/id/element/" in value and " " not in value}


def find_kind(store: Store, kind: str) -> Findings:
    """The findings of one kind, with what they were made from."""
    return findings.find(PROJECT, store, VIEW, Filters((kind,), everything=True))


GAPS = [kind for kind, case in small.CASES.items() if kind.startswith("gap") and case[0][0]]


@pytest.mark.parametrize("kind", GAPS)
def test_a_gap_falls_or_weakens_without_any_statement_it_rests_on(
    kind: str, tmp_path: Path
) -> None:
    """On the smallest graph, and where nothing can be said: each statement that is cited counts."""
    cited = 0
    for text in filter(None, (small.CASES[kind][0][0], small.CASES[kind][2][0])):
        path = tmp_path / "data.trig"
        path.write_text(text, encoding="utf-8")
        store = open_store(PROJECT, [path])
        result = find_kind(store, kind)
        for finding in result.found:
            for triple in rests_on(result.material, finding):
                rest = find_kind(without(store, triple, tmp_path), kind)
                assert weaker(finding, rest.found), (finding.id, triple)
                cited += 1
    assert cited


def rested_on() -> list[tuple[Finding, Triple]]:
    """Each gap of the five sources with each statement that it rests on."""
    told = [f for f in five().found if f.kind.startswith("gap") and f.status in MUST]
    pairs = [(f, t) for f in told for t in rests_on(five().material, f)]
    assert len(pairs) > len(told) // 2
    return pairs


def fall_or_weaken(pairs: Iterable[tuple[Finding, Triple]], folder: Path) -> None:
    """None of the statements could be left out."""
    for finding, triple in pairs:
        rest = find_kind(without(five().material.store, triple, folder), finding.kind)
        assert weaker(finding, rest.found), (finding.id, triple)


def test_gaps_of_the_five_sources_fall_or_weaken_without_a_statement(tmp_path: Path) -> None:
    """A sample with as many kinds as it has pairs: the whole of it is a long proof."""
    by_kind = {finding.kind: (finding, triple) for finding, triple in
               random.Random(7).sample(rested_on(), len(rested_on()))}  # fmt: skip
    fall_or_weaken(random.Random(7).sample(sorted(by_kind.values(), key=str), 6), tmp_path)


@pytest.mark.prove
@pytest.mark.parametrize("kind", GAPS)
def test_every_statement_that_a_gap_of_the_five_sources_rests_on_counts(
    kind: str, tmp_path: Path
) -> None:
    """Every gap and every statement, kind by kind."""
    fall_or_weaken([pair for pair in rested_on() if pair[0].kind == kind], tmp_path)


# What a source says there is none of, for each kind that a source can say it of.
SAID = {
    "gap-01": ("element:m", "ansvar"), "gap-02": ("assignment:d1", "insatser"),
    "gap-03": ("assignment:r", "rattslig-grund"), "gap-04": ("element:g", "insatser"),
    "gap-05": ("element:np", "mal"), "gap-06": ("element:g", "indikatorer"),
    "gap-07": ("element:m", "finansiering"), "gap-08": ("actor:x", "medlemskap"),
    "gap-09": ("actor:x", "medlemskap"), "gap-10": ("element:g", "ansvar"),
    "gap-11": ("element:p", "medlemskap"), "gap-12": ("forum:f", "medlemskap"),
    "gap-16": ("element:m", "ansvar"),
}  # fmt: skip


@pytest.mark.parametrize("kind", SAID)
def test_a_gap_is_confirmed_only_when_a_source_says_so(kind: str, tmp_path: Path) -> None:
    """An absence statement makes it confirmed and is cited; without it nothing is confirmed."""
    text = small.CASES[kind][0][0].replace(small.ABSENT.format("assignment:d1", "insatser"), "")
    path = tmp_path / "data.trig"
    path.write_text(text, encoding="utf-8")
    assert "confirmed" not in {f.status for f in find_kind(open_store(PROJECT, [path]), kind).found}
    path.write_text(text + "g:1-1 { " + small.ABSENT.format(*SAID[kind]) + " }", encoding="utf-8")
    sure = [f for f in find_kind(open_store(PROJECT, [path]), kind).found
            if f.status == "confirmed"]  # fmt: skip
    assert sure and "findings/absences" in {part.query for f in sure for part in f.evidence}


@pytest.mark.parametrize("kind", SAID)
def test_what_a_source_says_does_not_apply_is_no_gap(kind: str, tmp_path: Path) -> None:
    """Not applicable leaves the thing out; the neighbours stay."""
    thing, _ = SAID[kind]
    absent = small.ABSENT.format(*SAID[kind]).replace("explicitly-none", "not-applicable")
    text = small.CASES[kind][0][0].replace(small.ABSENT.format("assignment:d1", "insatser"), "")
    path = tmp_path / "data.trig"
    path.write_text(text + "g:1-1 { " + absent + " }", encoding="utf-8")
    named = {shorten(t) for f in find_kind(open_store(PROJECT, [path]), kind).found
             for t in f.affects if f.is_gap}  # fmt: skip
    assert thing not in named


def test_a_record_follows_when_a_document_stops_being_alike(tmp_path: Path) -> None:
    """Said of the whole it stands beside each part; said alike of each part, beside the whole."""
    measures = "".join(small.MEASURE.replace("element:m", f"element:m{i}") for i in range(3))
    alike = small.trig(measures, small.LOADED + small.read("finansiering"))
    apart = small.trig(measures + small.MONEY.format("element:m0"),
                       small.LOADED + small.read("finansiering"))  # fmt: skip
    (whole,) = [f for f in detect(alike, tmp_path, "gap-07") if f.aspect == ""]
    parts = [f for f in detect(apart, tmp_path, "gap-07") if f.aspect == ""]
    assert whole.whole and len(parts) == 2
    record = Disposition(whole.id, "gap-07", whole.affects, "to-act")
    assert {f.state for f in attach(parts, {whole.id: record})} == {"to-act"}
    assert left_over(parts, {whole.id: record}) == ()
    each = {i: Disposition(i, "gap-07", (), "acted") for i in part_ids(whole)}
    (told,) = attach([whole], each)
    assert told.state == "acted" and left_over([whole], each) == ()
    assert attach([whole], dict(list(each.items())[:1]))[0].state == "open"


# -- the five sources ------------------------------------------------------------------------------


MUST, MAY = ("confirmed", "silent", "unknown"), "may"
LEVELS = ("utpekad", "genom-fokusomradet", "genom-helheten")


def by_hand() -> list[dict[str, str]]:
    """What a careful reader of the five texts accepts, written down by hand."""
    with BY_HAND.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def about(finding: Finding) -> set[str]:
    """What a finding is about, as the list by hand names it."""
    things = (*finding.affects, *(finding.documents if finding.whole else ()))
    return {t.rpartition("/")[2] for t in things} | {finding.aspect}


def met(row: dict[str, str], finding: Finding) -> bool:
    """Whether a finding is what a row of the list speaks of, with the row's status."""
    sure = row["status"] not in MUST or finding.status == row["status"]
    return sure and row["kind"] == finding.kind and set(row["thing"].split()) <= about(finding)


READ = [row for row in by_hand() if row["status"] in MUST]
DENIED = [row for row in by_hand() if row["status"] == "no"]
TOLD = [row for row in by_hand() if row["kind"] == "gap-01" and row["status"] in LEVELS]
MISSED = [row for row in by_hand() if row["status"] == "missed"]


@pytest.mark.parametrize("row", READ, ids=lambda r: f"{r['kind']} {r['thing']}")
def test_what_a_careful_reader_finds_is_found(row: dict[str, str]) -> None:
    """Every row of the list made by hand is met, with its status."""
    assert any(met(row, finding) for finding in five().found), row["reason"]


@pytest.mark.parametrize("row", DENIED, ids=lambda r: f"{r['kind']} {r['thing']}")
def test_what_the_texts_deny_is_not_claimed(row: dict[str, str]) -> None:
    """Nothing is said, not even as unknown, of what tempts and does not hold."""
    told = [f.id for f in five().found if f.status and met(row, f)]
    assert told == [], row["reason"]


@pytest.mark.parametrize("row", TOLD, ids=lambda r: f"{r['thing']} {r['status']}")
def test_whose_the_work_is_is_told_by_level_and_as_no_gap(row: dict[str, str]) -> None:
    """Below being named for it the reader's level is told; who is named for it has no row."""
    told = [f for f in five().found if met(row, f)]
    assert not any(f.is_gap for f in told), row["reason"]
    levels = {f.level for f in told}
    assert levels == (set() if row["status"] == "utpekad" else {row["status"]}), row["reason"]


@pytest.mark.parametrize("row", MISSED, ids=lambda r: f"{r['kind']} {r['thing']}")
def test_what_is_missed_is_still_missed(row: dict[str, str]) -> None:
    """When it is found, the row gets the status it is found with."""
    assert not any(f.status == "silent" and met(row, f) for f in five().found)


@pytest.mark.parametrize("kind", sorted({row["kind"] for row in by_hand()}))
def test_nothing_is_claimed_that_a_careful_reader_has_not_accepted(kind: str) -> None:
    """Whatever is said to be confirmed or silent stands on the list made by hand."""
    accepted = [row for row in by_hand() if row["kind"] == kind and row["status"] in (*MUST, MAY)]
    claims = [f for f in five().found
              if f.kind == kind and f.is_gap and f.status in ("confirmed", "silent")]  # fmt: skip
    cried = [f.id for f in claims if not any(met(row, f) for row in accepted)]
    assert cried == []


def test_the_default_view_has_at_most_forty_rows() -> None:
    """Nobody reads a list that cries wolf."""
    rows = make_rows(findings.find(PROJECT, five().material.store, VIEW))
    assert 0 < len(rows) <= 40
    assert all(row.kind.strategist for row in rows)


def test_no_measure_of_the_plan_is_said_to_lack_a_responsible() -> None:
    """Of the plan's 16 measures 2 are named for, 4 through the focus area, 10 through the whole."""
    plan = [
        finding
        for finding in five().found
        if finding.kind == "gap-01" and finding.document.endswith("jonkoping-plan-2024-2028")
    ]
    measures = [f for f in plan if "Insatsen" in f.sentence.sv]
    assert [sum(f.level == level for f in measures)
            for level in ("genom-fokusomradet", "genom-helheten")] == [4, 10]  # fmt: skip
    assert not any(finding.is_gap for finding in plan)


def test_silent_is_said_only_of_what_was_read() -> None:
    """No gap of a document that nobody has read is said to be silent."""
    assert not [f.id for f in five().found if f.status == "silent" and not f.read]
    assert all(f.reason for f in five().found if f.status == "unknown")


def test_words_are_neutral() -> None:
    """No finding speaks of a fault at somebody."""
    told = rows_text(five(), "sv", opened=True) + rows_text(five(), "en", opened=True)
    assert "brist hos" not in told.lower() and "failed" not in told.lower()


# -- forms and commands ----------------------------------------------------------------------------


def test_every_finding_is_proved_from_the_data() -> None:
    """Each answer that a finding rests on is given anew when its question is asked again."""
    one_of_each = {finding.kind: finding for finding in five().found}
    for finding in one_of_each.values():
        assert all(row_holds(five().material, part) for part in finding.evidence[:3])
        told = to_text(proof(five().material, finding), "sv")
        assert finding.id in told and "Regel:" in told


def test_findings_are_valid_by_their_shape(tmp_path: Path) -> None:
    """As ks:Finding beside the data they pass the checks, and SPARQL finds them."""
    project = shipped(tmp_path)
    (tmp_path / "data" / "found.ttl").write_text(to_turtle(five(), "sv"), encoding="utf-8")
    only = ("--only", "SH-53", "--only", "SH-71")
    answer = cli("check", "--project", tmp_path, *only, "--format", "json", "-q")
    assert answer.code == 0, answer.out[:800]
    text = "SELECT ?f WHERE { ?f a <https://w3id.org/kompsam/def#Finding> }"
    count = len(five().found)
    assert len(open_store(project).select(text, VIEW).rows) == count


def test_every_form_can_be_read_back() -> None:
    """JSON, CSV and SARIF hold every finding."""
    ids = {finding.id for finding in five().found}
    rows = json.loads(to_json(five(), "sv"))["rows"]
    assert {f["id"] for row in rows for f in row["findings"]} == ids
    assert {row["id"] for row in csv.DictReader(to_csv(five(), "sv").splitlines())} == ids
    results = json.loads(to_sarif(five(), "en"))["runs"][0]["results"]
    assert {r["partialFingerprints"]["kgraphFinding/v1"] for r in results} == ids


RECORD = """
finding:{id} a ks:Finding ; ks:findingType finding-type:{kind} ; ks:affects strategy:s ;
  ks:gapStatus gap-status:silent ; ks:computedBy "x" ; ks:asOf "2026-11-21"^^xsd:date ;
  ks:disposition disposition:{state} ; ks:replyBy source:svar .
source:svar a ks:SourceDocument ; dct:title "Svar"@sv ; dct:publisher actor:region-kronoberg ;
  dct:issued "2026-12-01"^^xsd:date ; dct:identifier "RK 1" ; ks:loaded false .
"""
FUNDING = "gap-07-jonkoping-plan-2024-2028-d6efa068"


@pytest.mark.parametrize(("state", "shown"), [("to-act", True), ("intended", False)])
def test_a_disposition_stands_beside_its_finding(tmp_path: Path, state: str, shown: bool) -> None:
    """What was decided and replied is shown; intended leaves the list and stays in the record."""
    shipped(tmp_path)
    record = HEAD + RECORD.format(id=FUNDING, kind="gap-07", state=state)
    (tmp_path / "data" / "dispositions.ttl").write_text(record, encoding="utf-8")
    words = ("--project", tmp_path, "--kind", "gap-07", "--as-of", "2026-11-21", "-q")
    told = json.loads(cli("findings", *words, "--format", "json").out)
    found = {f["id"]: f for row in told["rows"] for f in row["findings"]}
    assert (FUNDING in found) == shown
    every = json.loads(cli("findings", *words, "--all", "--format", "json").out)
    kept = {f["id"]: f for row in every["rows"] for f in row["findings"]}[FUNDING]
    assert kept["disposition"] == state and kept["replies"][0]["reference"] == "RK 1"


def test_a_record_without_its_finding_is_kept_and_reported(tmp_path: Path) -> None:
    """The finding is gone; what was said of it is not."""
    shipped(tmp_path)
    record = HEAD + RECORD.format(id="gap-07-borta-12345678", kind="gap-07", state="acted")
    (tmp_path / "data" / "dispositions.ttl").write_text(record, encoding="utf-8")
    answer = cli("findings", "--project", tmp_path, "--kind", "gap-01", "-q")
    assert "gap-07-borta-12345678" in answer.out and answer.code == 0


def test_gap_01_opens_with_a_sentence_a_strategy() -> None:
    """How many, at which level, how many confirmed, silent and unknown."""
    words = ("--kind", "GAP-01", "--strategy", "jonkoping-plan-2024-2028", "-q")
    first = " ".join(cli("findings", "--project", ROOT, *words).out.split("\n\n")[0].split())
    assert (
        "insatser 16" in first and "genom helheten 14" in first and "går inte att säga 0" in first
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--kind", "GAP-99"), "GAP-09"),
        (("--kind", "gap1"), "Menade du GAP-01?"),
        (("--kind", "ovl 8"), "Menade du OVL-08?"),
        (("--region", "jonkoping-lan"), "jonkopings-lan"),
        (("--status", "silen"), "silent"),
    ],
)
def test_a_misspelt_word_gets_the_near_miss(words: tuple[str, str], told: str) -> None:
    """Unknown kind, county or status: a message with the near one, and exit code 2."""
    answer = cli("findings", "--project", ROOT, *words, "-q")
    assert answer.code == 2 and told in answer.err


def test_an_unknown_id_gets_the_near_miss() -> None:
    """The id asked for is not there: the near one is offered."""
    store = five().material.store
    with pytest.raises(UsageError, match="Inget fynd"):
        findings.one(PROJECT, store, VIEW, "gap-07-jonkoping-plan-2024-2029")
    found, _ = findings.one(PROJECT, store, VIEW, FUNDING[:30])
    assert found.id == FUNDING


def test_fail_on_gives_exit_code_one_from_that_certainty() -> None:
    """Silent gaps fail on silent; levels and unknown ones do not."""
    words = ("--project", ROOT, "--strategy", "jonkoping-plan-2024-2028", "-q")
    assert cli("findings", *words, "--kind", "gap-07", "--fail-on", "silent").code == 1
    assert cli("findings", *words, "--kind", "gap-07", "--fail-on", "confirmed").code == 0
    assert cli("findings", *words, "--kind", "gap-01", "--fail-on", "unknown").code == 0


def test_an_empty_graph_gives_a_true_empty_answer(tmp_path: Path) -> None:
    """No forums, no actors, nothing: no finding and no traceback."""
    found = detect(HEAD, tmp_path)
    assert found == []
    assert set(STATUSES) == {"confirmed", "silent", "unknown"}


def test_an_empty_data_folder_gives_a_true_empty_answer(tmp_path: Path) -> None:
    """A project with no data at all: no finding, no rate, and it is said what that means."""
    create_project(tmp_path)
    for path in (tmp_path / "data").rglob("*.t*"):
        path.unlink()
    answer = cli("findings", "--project", tmp_path, "--all", "-q")
    assert answer.code == 0 and "Inga fynd" in answer.out and "%" not in answer.out


LONELY = {
    "one actor": 'actor:x a org:FormalOrganization ; skos:prefLabel "X"@sv .',
    "one goal": small.GOAL,
    "no forum": small.GOAL + small.MEASURE + small.ANSWERS.format("m") + small.SAME_TASK,
    "a forum and nothing more": small.FORUM.format("f", "a"),
    "things without names or links": "element:q a ks:Measure . forum:q a ks:Forum . "
    "project:q a ks:Project . assignment:q a ks:Mandate . strategy:q a ks:Strategy .",
}


@pytest.mark.parametrize("what", LONELY)
def test_a_graph_with_little_in_it_claims_nothing_it_has_not_read(
    what: str, tmp_path: Path
) -> None:
    """No forum, one actor, isolated things: at most "cannot be said", and every number holds."""
    found = detect(small.trig(LONELY[what]), tmp_path)
    assert {f.status for f in found} <= {"unknown", ""}
    assert all(f.number.value >= 0 and f.sentence.sv and f.sentence.en for f in found)


def test_a_stated_value_stands_against_a_stated_absence(tmp_path: Path) -> None:
    """Sources disagree: no gap is claimed of what one of them gives, and the check tells it."""
    text = small.trig(small.MEASURE + small.ANSWERS.format("m")
                      + small.ABSENT.format("element:m", "ansvar"),
                      small.LOADED + small.read("ansvar"))  # fmt: skip
    assert gaps(detect(text, tmp_path, "gap-01")) == []


def test_two_end_dates_give_no_finding_twice(tmp_path: Path) -> None:
    """A document with two stated ends: no traceback, and each id stands for one finding."""
    text = small.trig(small.GOAL + small.PAST + small.PAST.replace("2020", "2030"))
    ids = [finding.id for finding in detect(text, tmp_path)]
    assert ids and len(ids) == len(set(ids))


def test_a_forum_of_five_hundred_members_is_no_trouble(tmp_path: Path) -> None:
    """One large forum beside a small one: nothing is divided by zero and nothing said too much."""
    many = small.members("f", [f"m{i}" for i in range(500)])
    text = small.trig(small.TWO_FORUMS + many + small.members("h", ("m1",)))
    assert [f.reason for f in detect(text, tmp_path, "ovl-04")] == ["open-list"]
