"""Pairs of documents beyond the limit: wherever the cut set is given it says what is left out."""

import csv
import io
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import openpyxl
import pyoxigraph as ox
import pytest

from kgraph import difference, sensitivity
from kgraph.checks import check, shapes_of
from kgraph.findings import KINDS, Filters, Findings, find
from kgraph.findings.forms import (
    FINDINGS_GRAPH,
    FindingsTable,
    to_csv,
    to_json,
    to_jsonld,
    to_ntriples,
    to_rdfxml,
    to_sarif,
    to_text,
    to_trig,
    to_turtle,
    to_workbook,
)
from kgraph.findings.overlaps import likeness
from kgraph.project import Project
from kgraph.store import View, open_store
from kgraph.terms import KS, SKOS, XSD
from tests import finding_cases as small
from tests.asking import Client
from tests.helpers import cli, project
from tests.pages_app import create_app

# Plans of three counties with one theme: three pairs.
_PLAN = """
territory:{0} a ks:Territory ; ks:territoryType territory-type:lan ; skos:prefLabel "{0}-land"@sv .
strategy:p{0} a ks:Strategy ; skos:prefLabel "Plan {0}"@sv ; dct:spatial territory:{0} .
element:p{0} a ks:Goal ; ks:partOfStrategy strategy:p{0} ; skos:prefLabel "Mål {0}"@sv ;
  dct:subject theme:validering .
"""
_READ = "source:{0} a ks:SourceDocument ; ks:loaded true ; ks:represents strategy:p{0} ."
ONLY = Filters(kinds=("ovl-05",), everything=True)
CUT = "OVL-05: 2 par till i det som är läst är inte med; de mest lika är det."


@pytest.fixture(autouse=True)
def _one_pair(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit is one pair."""
    monkeypatch.setattr(likeness, "MOST_PAIRS", 1)


@cache
def land() -> Project:
    """A project with the three plans."""
    plans, read = ("".join(form.format(n) for n in ("k", "l", "m")) for form in (_PLAN, _READ))
    text = small.trig(plans, small.LOADED + read)
    return project(Path(mkdtemp(prefix="kgraph-limit-")) / "p", {"sources/tre.trig": text})


def found(filters: Filters = ONLY) -> Findings:
    """The findings of the three plans."""
    return find(land(), open_store(land()), View(), filters)


def test_every_form_of_the_findings_tells_how_many_pairs_are_left_out() -> None:
    """Text, both forms of CSV, Excel, JSON and a notebook; the CSV in a line without an id."""
    result = found()
    book = openpyxl.load_workbook(io.BytesIO(to_workbook(result, "sv")))

    assert len(result.found) == 1
    assert CUT in " ".join(to_text(result, "sv", 400).split())
    assert [(row["id"], row["sentence"]) for row in csv.DictReader(
        to_csv(result, "sv").splitlines())][1:] == [("", CUT)]  # fmt: skip
    assert CUT in to_csv(result, "sv", for_excel=True)
    assert ("Utelämnat", CUT) in [row[:2] for row in book["Om"].iter_rows(values_only=True)]
    assert json.loads(to_json(result, "sv"))["left_out"] == {"OVL-05": 2}
    assert CUT in FindingsTable(result)._repr_html_()


@pytest.mark.parametrize(
    ("to_rdf", "form"),
    [
        (to_turtle, ox.RdfFormat.TURTLE),
        (to_trig, ox.RdfFormat.TRIG),
        (to_ntriples, ox.RdfFormat.N_TRIPLES),
        (to_rdfxml, ox.RdfFormat.RDF_XML),
        (to_jsonld, ox.RdfFormat.JSON_LD),
    ],
)
def test_every_form_of_rdf_tells_it_by_kind_and_in_both_languages(
    to_rdf: Callable[[Findings, str], str], form: ox.RdfFormat
) -> None:
    """A number on the kind for programs, a note on the graph of findings for people."""
    triples = {(str(q.subject), str(q.predicate), str(q.object))
               for q in ox.parse(to_rdf(found(), "sv"), format=form)}  # fmt: skip
    number = f'"2"^^<{XSD("integer")}>'
    notes = {o for s, p, o in triples if (s, p) == (f"<{FINDINGS_GRAPH}>", f"<{SKOS('note')}>")}

    assert (f"<{KINDS['ovl-05'].iri}>", f"<{KS('leftOut')}>", number) in triples
    assert f'"{CUT}"@sv' in notes and any("2 more pairs" in o and "@en" in o for o in notes)


def test_sarif_tells_it_as_a_note_of_the_run_beside_the_rule() -> None:
    """The run went well, and no result is made of it."""
    (run,) = json.loads(to_sarif(found(), "sv"))["runs"]
    (invocation,) = run["invocations"]
    (note,) = invocation["toolExecutionNotifications"]
    rule = note["associatedRule"]

    assert invocation["executionSuccessful"] and note["message"]["text"] == CUT
    assert run["tool"]["driver"]["rules"][rule["index"]]["id"] == rule["id"] == "OVL-05"
    assert note["properties"] == {"leftOut": 2} and len(run["results"]) == 1


def test_a_data_frame_tells_it_beside_its_rows() -> None:
    """In what pandas keeps for such things."""
    pytest.importorskip("pandas")
    assert FindingsTable(found()).to_frame().attrs == {"left_out": {"OVL-05": 2}}


def test_findings_that_are_asked_as_data_conform_with_what_is_left_out(tmp_path: Path) -> None:
    """A file of findings may be laid in the data to be asked."""
    held = land().root / "data" / "sources" / "tre.trig"
    files = {"sources/tre.trig": held.read_text("utf-8"), "fynd.ttl": to_turtle(found(), "sv")}
    made = project(tmp_path / "p", files)
    report = check(open_store(made), shapes_of(made), as_of=View().as_of, lang="sv")

    about = {FINDINGS_GRAPH, KINDS["ovl-05"].iri}
    assert not [problem for problem in report.problems if problem.focus in about]


def test_who_asks_for_other_kinds_is_not_told_of_pairs() -> None:
    """The kinds for analysis are no part of the default view."""
    result = found(Filters())
    told = to_text(result, "sv", 400) + to_csv(result, "sv") + to_sarif(result, "sv")
    assert "leftOut" not in told + to_turtle(result, "sv")
    assert "par till" not in told


def test_sensitivity_tells_it_in_each_of_its_forms() -> None:
    """Else a pair that gave way to another would pass for one that hangs on the choice."""
    made = sensitivity.build(land(), open_store(land()), View(), ONLY, ("modes",))
    words = "OVL-05: bara de mest lika paren är räknade"
    book = openpyxl.load_workbook(io.BytesIO(sensitivity.to_workbook(made, "sv")))
    told = json.loads(sensitivity.to_json(made))
    rows = list(csv.DictReader(sensitivity.to_csv(made, "sv").splitlines()))

    assert words in " ".join(sensitivity.to_text(made, "sv", 400).split())
    assert any(words in str(row[1]) for row in book["Om"].iter_rows(values_only=True))
    assert told["left_out"] == {"OVL-05": 2} and words in told["cut"][0]["sv"]
    assert {choice["left_out"]["OVL-05"] for choice in told["choices"]} == {2}
    assert {(row["left_out_before"], row["left_out_after"]) for row in rows} == {("2", "2")}


def test_the_page_of_findings_tells_it_in_each_of_its_forms() -> None:
    """In the table itself, so that no form of the page can lose it."""
    client = Client(create_app(land()))
    book = openpyxl.load_workbook(io.BytesIO(client.get("/fynd.xlsx?slag=ovl-05").content))

    assert CUT in client.get("/fynd?slag=ovl-05").text
    assert CUT in client.get("/fynd.json?slag=ovl-05").text
    assert CUT in client.get("/fynd.csv?slag=ovl-05").text
    assert CUT in [row[1] for row in book["Om"].iter_rows(values_only=True)]
    assert "2 more pairs" in client.get("/en/fynd?slag=ovl-05").text
    assert CUT not in client.get("/fynd").text


def test_the_page_tells_it_where_none_of_the_pairs_told_fits_the_choices() -> None:
    """The pairs of that document may be just those that are left out."""
    client = Client(create_app(land()))
    (finding,) = found().found
    (other,) = {"pk", "pl", "pm"} - {document.rpartition("/")[2] for document in finding.documents}
    page = client.get(f"/fynd?slag=ovl-05&dokument={other}").text

    assert CUT in page and finding.id not in page


def test_the_page_of_findings_as_statements_tells_it_too() -> None:
    """In both the forms that the page has."""
    client = Client(create_app(land()))
    for form in ("ttl", "jsonld"):
        assert "leftOut" in client.get(f"/fynd.{form}?slag=ovl-05").text, form


def test_a_document_of_a_told_pair_tells_it_too() -> None:
    """Its own pairs may be among those left out."""
    client = Client(create_app(land()))
    (finding,) = found().found
    page = f"/id/{finding.affects[0].partition('/id/')[2]}"

    assert CUT in client.get(f"{page}.html").text


def test_a_difference_tells_that_only_the_most_alike_are_compared(tmp_path: Path) -> None:
    """A pair that gave way to others is not gone."""
    store = open_store(land())
    made = difference.build(land(), store, str(land().root), "", View())

    assert "OVL-05: bara de mest lika paren är jämförda." in difference.to_text(made, "sv", 400)


def test_the_command_line_tells_it_beside_a_file(tmp_path: Path) -> None:
    """Where the answer is data, it is said apart."""
    words = ("findings", "--kind", "OVL-05", "--project", land().root)
    done = cli(*words, "-o", tmp_path / "fynd.csv")

    assert CUT in done.err


def test_a_comparison_counts_at_least_the_pairs_that_are_told() -> None:
    """The county has those at the least."""
    done = cli("compare", "k", "l", "--all", "--project", land().root)

    assert "minst 1 fynd" in " ".join(done.out.split())
