"""Pairs of documents beyond the limit: wherever the cut set is given it says what is left out."""

import csv
import io
import json
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import openpyxl
import pytest

from kgraph import difference
from kgraph.findings import Filters, Findings, find
from kgraph.findings.forms import FindingsTable, to_csv, to_json, to_text, to_workbook
from kgraph.findings.overlaps import likeness
from kgraph.project import Project
from kgraph.store import View, open_store
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


def test_who_asks_for_other_kinds_is_not_told_of_pairs() -> None:
    """The kinds for analysis are no part of the default view."""
    result = found(Filters())
    assert "OVL-05" not in to_text(result, "sv", 400) + to_csv(result, "sv")


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
