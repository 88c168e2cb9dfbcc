"""Findings and counties side by side in the browser: each sentence has the place it rests on."""

import pytest

from kgraph.findings.statements import Step
from kgraph.project import Project
from kgraph.web.pages.findings import _tree
from kgraph.wording import Text
from tests.asking import Client
from tests.helpers import ROOT
from tests.pages_app import create_app
from tests.test_findings import five
from tests.test_web_told import rows_of

FUNDING = "/765-766"


@pytest.fixture(scope="module")
def client() -> Client:
    """The pages of the checkout's own graph."""
    return Client(create_app(Project(ROOT, "given")))


# -- side by side ----------------------------------------------------------------------------


def test_what_cannot_be_compared_is_said_once_a_section(client: Client) -> None:
    """Before the rows; a row that differs says so itself."""
    page = client.get("/jamfor?lan=jonkopings-lan&lan2=kronobergs-lan").text
    sections = page.count("<table") - 1  # the first tells what was read
    assert 0 < page.count("inget annat län har ett läst dokument") <= sections
    told = [row for row in rows_of(page) if row[0].startswith("Uppdrag som alla regioner har")]
    assert told[0][0].endswith("kan jämföras")


def test_a_proof_marks_what_is_swedish_and_leaves_out_what_is_not_there() -> None:
    """A passage of a register has no words to search for."""
    told = _tree(Step(Text("lag", "the lag of it"), swedish=("", "lag", "borta")), "en")
    assert told["pieces"] == [("the ", False), ("lag", True), (" of it", False)]


def test_a_table_for_people_has_heads_in_their_language(client: Client) -> None:
    """Programs that read CSV from the command line keep the names that do not change."""
    swedish, english = (client.get(f"{p}/fynd.csv").text.splitlines()[0] for p in ("", "/en"))
    assert swedish.startswith("\ufeffid;slag;fynd;dokument;län;hur säkert")
    assert english.startswith("\ufeffid;kind;finding;document;county;how sure")
    assert client.get("/jamfor.csv").text.startswith("\ufeffavsnitt;rad;län;värde;tal;hur känt")


# -- places ----------------------------------------------------------------------------------


def test_what_is_said_of_the_whole_is_cited_first() -> None:
    """Money for the whole plan: the place where that stands, then those of its measures."""
    (money,) = (f for f in five().found if f.id.startswith("gap-07-jonkoping-plan"))
    assert money.cited[0].endswith(FUNDING)
    assert sorted(money.cited) == list(money.passages)


def test_a_list_of_places_that_is_cut_says_how_many_more(client: Client) -> None:
    """A row cites eight places and says how many there are beside them; the page has them all."""
    (money,) = (f for f in five().found if f.id.startswith("gap-07-jonkoping-plan"))
    more = f"och {len(money.passages) - 8} till"
    (row,) = (r for r in rows_of(client.get("/fynd").text) if "för ingen av de 16" in r[0])
    assert row[0].endswith(more)
    page = client.get(f"/id/finding/{money.id}.json").json()
    assert {p["iri"] for p in page["passages"]} == set(money.passages)


def test_a_lack_that_a_source_states_is_told_in_english_too() -> None:
    """Every need, and every measure named beside it, has an English name."""
    named = {
        cell
        for finding in five().found if finding.kind == "gap-14"
        for part in finding.evidence
        for column, value in part.row if column in ("item", "answers", "inferred", "near")
        for cell in value.split()
    }  # fmt: skip
    names = [five().material.name(thing) for thing in named]
    assert len(names) > 13
    assert [name.sv for name in names if name.sv == name.en] == []
