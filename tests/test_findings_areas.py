"""Where a finding belongs: one rule for the filter, the comparison and the report."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from kgraph import comparison, findings
from kgraph.findings import Filters, Finding, Findings
from kgraph.findings.forms import finding_dict, to_quads, to_text
from kgraph.findings.forms.tables import cells
from kgraph.findings.rows import make_rows
from kgraph.findings.value import CANNOT_SAY
from kgraph.project import Project
from kgraph.store import View, open_store
from kgraph.terms import DCT, ID, local_name
from tests import finding_cases as small
from tests.helpers import ROOT, cli

PROJECT = Project(ROOT, "given")
VIEW = View(as_of=date(2026, 11, 21))
COUNTIES = ("jonkopings-lan", "kronobergs-lan", "jamtlands-lan")


@cache
def of_county(county: str) -> Findings:
    """Every finding that the filter gives for a county."""
    filters = Filters(region=str(ID(f"territory/{county}")), everything=True)
    return findings.find(PROJECT, open_store(PROJECT), VIEW, filters)


@cache
def compared() -> comparison.Comparison:
    """The three counties beside each other, with every kind."""
    return comparison.build(PROJECT, open_store(PROJECT), COUNTIES, VIEW, everything=True)


@pytest.mark.parametrize("place", range(len(COUNTIES)))
def test_a_cell_counts_what_the_filter_gives(place: int) -> None:
    """Of every kind: the gaps and overlaps of what was read, by the same rule.

    That something cannot be said is one of the list, and counts as nothing found.
    """
    rows = {row.title.sv.split(" ")[0]: row for row in compared().rows if row.cells}
    for kind in findings.KINDS.values():
        cell = rows[kind.notation].cells[place]
        mine = [f for f in of_county(COUNTIES[place]).found
                if f.kind == kind.id and f.aspect != CANNOT_SAY]  # fmt: skip
        if cell.number is not None:
            assert cell.number == sum(f.is_gap and f.read for f in mine), kind.notation
        else:
            assert not any(f.is_gap and f.read for f in mine), kind.notation


@pytest.mark.parametrize(
    ("beginning", "counties"),
    [
        ("ovl-01-arbetsformedlingen", {"jonkopings-lan", "kronobergs-lan", "jamtlands-lan"}),
        ("gap-06-projekt-kompetens-i-kronoberg", {"kronobergs-lan"}),
        ("gap-15-region-kronoberg-projekt", {"kronobergs-lan"}),
        ("gap-13-refers-to-ended", {"jonkopings-lan"}),
    ],
)
def test_a_finding_is_lost_from_no_county(beginning: str, counties: set[str]) -> None:
    """Bearers, the forums where they meet, a project, a page and a plan that refers."""
    for county in COUNTIES:
        shown = any(f.id.startswith(beginning) for f in of_county(county).found)
        assert shown == (county in counties), county


def test_every_finding_of_a_county_stands_in_its_list_and_in_json() -> None:
    """JSON names all of its areas; the filter and the list agree."""
    result = of_county("kronobergs-lan")
    for finding in result.found:
        told = finding_dict(result, finding, "sv")["regions"]
        assert str(ID("territory/kronobergs-lan")) in told


def test_a_national_overlap_is_the_countrys_too() -> None:
    """What two national bodies share is asked for with the country as well as with a county."""
    ids = [f.id for f in of_county("sverige").found]
    assert any(found.startswith("ovl-01-arbetsformedlingen") for found in ids)


def test_the_report_of_a_county_tells_of_its_overlap(tmp_path: Path) -> None:
    """The same rule gives the report its findings."""
    page = tmp_path / "rapport.html"
    words = ("--region", "jonkopings-lan", "--as-of", "2026-11-21", "-o", page, "-q")
    assert cli("report", "--project", ROOT, *words).code == 0
    assert "ovl-01-arbetsformedlingen" in page.read_text(encoding="utf-8")


def found_in(folder: Path, text: str, kind: str) -> list[Finding]:
    """The findings of one kind on a smallest graph."""
    path = folder / "data.trig"
    path.write_text(text, encoding="utf-8")
    store = open_store(PROJECT, [path])
    return list(findings.find(PROJECT, store, VIEW, Filters((kind,), everything=True)).found)


def test_an_overlap_of_two_counties_bodies_belongs_to_both(tmp_path: Path) -> None:
    """Each bearer brings its county, and a town brings the county it lies in."""
    seats = """
territory:stad a ks:Territory ; ks:territoryType territory-type:kommun ;
  skos:prefLabel "Staden"@sv ; dct:isPartOf territory:b .
actor:x a org:Organization ; skos:prefLabel "X"@sv .
actor:y a org:Organization ; skos:prefLabel "Y"@sv ; dct:spatial territory:stad .
actor:z a org:OrganizationalUnit ; skos:prefLabel "Z"@sv ; org:unitOf actor:y .
assignment:m1 dct:spatial territory:a .
"""
    duties = "".join(
        small.DUTY.format(name, who, "analys-prognos-och-bedomning", "validering")
        for name, who in (("m1", "x"), ("m2", "z"))
    )
    found = found_in(tmp_path, small.trig(seats + duties), "ovl-01")
    assert [{local_name(r) for r in f.regions} for f in found] == [{"a", "b"}]


def of_several() -> Finding:
    """The overlap of a law, three pages and a plan."""
    (found,) = (f for f in of_county("sverige").found if f.kind == "ovl-01")
    return found


def test_a_finding_on_several_documents_belongs_to_all_of_them() -> None:
    """And to none of them alone: not to the one whose name comes first."""
    found = of_several()
    assert found.document == ""
    assert {local_name(document) for document in found.documents} == {
        "jonkoping-plan-2024-2028",
        "region-jamtland-harjedalen-kompetensforsorjning-2026-11-21",
        "region-kronoberg-regional-kompetensforsorjning-2026-11-21",
        "tillvaxtverket-regional-kompetensforsorjning-2026-11-21",
    }


def test_every_form_names_all_the_documents_of_a_finding() -> None:
    """Text, table, JSON and RDF; where there is one alone nothing else is said than before."""
    result, found = of_county("sverige"), of_several()
    names = [result.material.name(document).sv for document in found.documents]
    told = " ".join(to_text(result, "sv", 10_000).split())
    assert "vilar på flera dokument: " + "; ".join(names) in told
    assert cells(result, found, "sv")["document"] == "; ".join(names)
    value = finding_dict(result, found, "sv")
    assert (value["document"], value["documents"]) == (None, list(found.documents))
    said = {str(o) for s, p, o, _ in to_quads(result) if s == found.iri and p == DCT("source")}
    assert said == set(found.documents)


def test_the_plans_own_list_holds_what_rests_on_the_plan_and_others() -> None:
    """Asked for with any of its documents it is found."""
    filters = Filters(("ovl-01",), strategy=str(ID("strategy/jonkoping-plan-2024-2028")))
    result = findings.find(PROJECT, open_store(PROJECT), VIEW, filters)
    assert [found.id for found in result.found] == [of_several().id]


def test_no_row_of_several_documents_is_told_as_unread() -> None:
    """It has documents, and they were read."""
    (row,) = (row for row in make_rows(of_county("sverige")) if row.kind.id == "ovl-01")
    assert not row.beyond and len(row.documents) == 4 and row.title.sv == of_several().sentence.sv
