"""The proof of a finding: what stands at its head, and that no passage of it stands empty."""

import json
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from kgraph import findings
from kgraph.errors import UsageError
from kgraph.findings import Filters, Finding, Findings
from kgraph.findings.explain import find_proof, proof, to_text
from kgraph.findings.grounds import rests_on
from kgraph.findings.statements import Step
from kgraph.project import Project
from kgraph.store import View, open_store
from kgraph.store.writing import serialise
from kgraph.terms import ID, Iri, Triple
from tests.helpers import HEAD, ROOT, cli, shipped

PROJECT = Project(ROOT, "given")
VIEW = View(as_of=date(2026, 11, 21))
FUNDING = "gap-07-jonkoping-plan-2024-2028-d6efa068"
GONE = "gap-06-borta-12345678"
RECORD = """
finding:{id} a ks:Finding ; ks:findingType finding-type:{kind} ; ks:affects strategy:s ;
  ks:gapStatus gap-status:silent ; ks:computedBy "x" ; ks:asOf "2026-11-21"^^xsd:date ;
  ks:disposition disposition:acted ; ks:replyBy source:svar .
source:svar a ks:SourceDocument ; dct:title "Svar"@sv ; dct:publisher actor:region-kronoberg ;
  dct:issued "2026-12-01"^^xsd:date ; dct:identifier "RK 1" ; ks:loaded false .
"""


@cache
def five() -> Findings:
    """All findings on the five sources, made once."""
    return findings.find(PROJECT, open_store(PROJECT), VIEW, Filters(everything=True))


def named(beginning: str) -> Finding:
    """The finding whose id begins so."""
    return next(f for f in five().found if f.id.startswith(beginning))


def told(beginning: str, lang: str = "sv") -> str:
    """The proof as text."""
    return to_text(proof(five().material, named(beginning)), lang)


def under(step: Step, beginning: str) -> Step:
    """The step below that begins so."""
    return next(s for s in step.under if s.text.sv.startswith(beginning))


def recorded(folder: Path) -> Path:
    """The data as shipped, with what was decided about one finding and one that is gone."""
    shipped(folder)
    text = HEAD + RECORD.format(id=FUNDING, kind="gap-07") + RECORD.format(id=GONE, kind="gap-06")
    (folder / "data" / "dispositions.ttl").write_text(text, encoding="utf-8")
    return folder


def test_the_head_tells_how_sure_the_number_and_what_to_ask() -> None:
    """Status in words with its reason, the number under each group mode, question and forum."""
    head = told("gap-07-jonkoping-plan").split("  - Regel")[0]
    assert "nämns inte i dokumentet" in head and "Tal: 16\n" in head
    assert "grupp" not in head and "Fråga: " in head and "Kompetensrådet" in head
    assert "ställningstagande" not in head.lower()
    assert "(verket är inte läst i sin helhet)" in told("gap-07-dokument-jonkoping-s3")
    assert "Number: 16\n" in told("gap-07-jonkoping-plan", "en")


def test_what_was_decided_and_replied_stands_in_the_proof(tmp_path: Path) -> None:
    """As text and as JSON, like in the list."""
    words = ("--project", recorded(tmp_path), "--as-of", "2026-11-21", "-q")
    text = cli("explain", FUNDING, *words).out
    assert "ställningstagande: åtgärdad" in text.lower() and "RK 1" in text
    value = json.loads(cli("explain", FUNDING, *words, "--format", "json").out)
    assert value["finding"]["disposition"] == "acted"
    assert value["finding"]["replies"][0]["reference"] == "RK 1"
    assert value["finding"]["number"]["group_modes"]["expand-listed"] == 16


def test_a_record_whose_finding_is_gone_is_told(tmp_path: Path) -> None:
    """Its state and its replies are there; what has neither finding nor record is unknown."""
    words = ("--project", recorded(tmp_path), "--as-of", "2026-11-21", "-q")
    answer = cli("explain", GONE, *words)
    assert answer.code == 0 and "åtgärdad" in answer.out and "RK 1" in answer.out
    value = json.loads(cli("explain", GONE, *words, "--format", "json").out)
    assert value["finding"] is None and value["record"]["disposition"] == "acted"
    with pytest.raises(UsageError, match="Inget fynd"):
        find_proof(PROJECT, five().material.store, VIEW, GONE, "sv")


def test_a_date_is_told_as_far_as_it_is_known() -> None:
    """Where a source says a year, no proof prints the first or last day of it."""
    material = five().material
    strategy = str(ID("strategy/sverige-nationell-strategi-2021-2030"))
    assert material.told_date("2030-12-31", [strategy]).sv == "2030"
    assert material.told_date("2030-12-31", []).sv == "31 december 2030"
    for finding in five().found:
        if strategy in finding.documents:
            assert "2030-12-31" not in to_text(proof(material, finding), "sv")


def test_the_assignment_behind_a_level_is_printed() -> None:
    """Who answers for the whole, in which role and for what, under the passage that says so."""
    tree = proof(five().material, named("gap-01-jp-fo1-i3"))
    passages = under(tree, "Uppgifter och textställen")
    place = next(p for p in passages.under if "783–785" in p.text.sv)
    duty = under(place, "Ansvar: ")
    lines = [step.text.sv for step in duty.under]
    assert "den som har uppdraget eller ansvaret – Region Jönköpings län" in lines
    assert "roll – Ansvarig" in lines
    assert "avser – Plan för regional kompetensförsörjning 2024–2028" in lines


def test_who_pays_for_the_whole_is_printed() -> None:
    """The contribution that the plan has stands where it is stated."""
    tree = proof(five().material, named("gap-07-jonkoping-plan"))
    passages = under(tree, "Uppgifter och textställen")
    place = next(p for p in passages.under if "765–766" in p.text.sv)
    assert any("roll – Finansiär" in s.text.sv for step in place.under for s in step.under)


def test_no_passage_of_any_proof_stands_empty() -> None:
    """Each passage has what it states, not its summary alone."""
    for finding in five().found:
        tree = proof(five().material, finding)
        for place in under(tree, "Uppgifter och textställen").under:
            assert len(place.under) > 1, (finding.id, place.text.sv)


def test_where_several_carry_a_finding_each_is_said_to_suffice() -> None:
    """Four pairs of mandates: the one that all share counts, and of the others any is enough."""
    text = told("ovl-01-arbetsformedlingen")
    assert "4 par av uppdrag" in text and "vart och ett räcker" in text
    grounds = rests_on(five().material, named("ovl-01-arbetsformedlingen"))
    assert len(grounds) == 1


def test_no_proof_says_that_it_rests_on_nothing() -> None:
    """Zero statements is no sentence about what a finding falls without."""
    for finding in five().found:
        for lang in ("sv", "en"):
            text = to_text(proof(five().material, finding), lang)
            assert "dessa uppgifter: 0" not in text and "these statements: 0" not in text


def without(triple: Triple, folder: Path) -> list[str]:
    """The ids that are found when one statement is taken away, wherever it stands."""
    kept = [quad for quad in five().material.store.statements() if quad[:3] != triple]
    path = folder / "without.nq"
    path.write_bytes(serialise(kept, "nquads"))
    store = open_store(PROJECT, [path])
    return [f.id for f in findings.find(PROJECT, store, VIEW, Filters(("ovl-01",))).found]


def test_an_overlap_falls_without_what_is_common_and_not_without_one_pair(tmp_path: Path) -> None:
    """The mandate in every pair carries it; each other mandate can go."""
    finding = named("ovl-01-arbetsformedlingen")
    (common,) = rests_on(five().material, finding)
    assert finding.id not in without(common, tmp_path)
    mandates = {c for part in finding.evidence for k, c in part.row if k in ("m1", "m2")}
    other = sorted(mandates - {str(common[0])})[0]
    left = without((Iri(other), common[1], common[2]), tmp_path)
    assert any(one.startswith("ovl-01-arbetsformedlingen") for one in left)
