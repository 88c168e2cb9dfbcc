"""Findings and counties side by side in the browser: each sentence has the place it rests on."""

from dataclasses import replace

import pyoxigraph as ox
import pytest
from fastapi import FastAPI

from kgraph.findings.forms import FORMS
from kgraph.findings.forms.tables import cells, told_cells
from kgraph.findings.statements import Step
from kgraph.project import Project
from kgraph.report.value import Report
from kgraph.store import View, open_store
from kgraph.web.linked import include_linked
from kgraph.web.pages import include_pages
from kgraph.web.pages.findings import _tree
from kgraph.web.pages.visit import Visit
from kgraph.wording import Text
from tests.asking import Client
from tests.helpers import ROOT
from tests.pages_app import create_app
from tests.test_findings import five
from tests.test_web_told import rows_of

FUNDING = "/765-766"
_ENGLISH = Visit("en", "/fynd")


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
    told = _tree(Step(Text("lag", "the lag of it"), swedish=("", "lag", "borta")), _ENGLISH)
    assert told["pieces"] == [("the ", False), ("lag", True), (" of it", False)]


def test_a_proof_on_a_page_has_ways_to_go_and_no_commands_or_addresses(client: Client) -> None:
    """The command line names the question to ask and the passage's IRI; a page links to both."""
    money = next(f for f in five().found if f.id.startswith("gap-07-jonkoping-plan"))
    page = client.get(f"/id/finding/{money.id}.html").text
    proof = page.partition('id="bevis"')[2].partition("</section>")[0]
    assert '<a href="/fragor/funding">' in proof and 'href="/graph/region-jonkoping' in proof
    assert "kgraph query" not in proof and "w3id.org" not in proof


@pytest.mark.parametrize("lang", ("sv", "en"))
def test_a_table_for_people_has_words_where_a_program_reads_codes(lang: str) -> None:
    """JSON keeps the codes; of a table for people every cell is in its language."""
    found = five()
    for finding in found.found:
        codes, told = cells(found, finding, lang), told_cells(found, finding, lang)
        coded = ("level", "relation") if lang == "sv" else ("level",)  # "overlap" is both
        assert all(told[c] != codes[c] or not codes[c] for c in coded), finding.id
        assert told["disposition"] == {"sv": "öppen", "en": "open"}[lang]
        assert codes["disposition"] == "open" and bool(told["level"]) == bool(codes["level"])


def test_a_finding_in_word_has_a_short_line_at_the_foot_of_its_pages() -> None:
    """The whole sentence is the heading; below each page it stands on one line."""
    title = "Priority " * 40
    short = Report(title, "", (), (), (), View(), "sv").footer
    assert len(short) <= 82 and short.endswith("Priority …")
    assert Report("Fynd", "", (), (), (), View(), "sv").footer == "Fynd"


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


# -- the filters -------------------------------------------------------------------------------


def test_a_kind_is_chosen_by_its_code_as_it_is_printed(client: Client) -> None:
    """The code stands in capitals on the page and in small letters in the list's own address."""
    printed, own = (client.get(f"/fynd.json?slag={kind}").json() for kind in ("GAP-06", "gap-06"))
    assert {one["kind"] for one in printed["data"]} == {"GAP-06"}
    assert printed["data"] == own["data"]
    assert client.get("/fynd?slag=GAP-99").status_code == 404


# -- as triples --------------------------------------------------------------------------------


@pytest.mark.parametrize(("ending", "form"), [("ttl", "turtle"), ("jsonld", "jsonld")])
def test_findings_are_had_as_the_command_line_writes_them(
    client: Client, ending: str, form: str
) -> None:
    """The list, and each by itself: what the page says of one, its triples say too."""
    day = f"?as_of={five().view.as_of}"
    listed = client.get(f"/fynd.{ending}{day}")
    told = client.get(f"/fynd.json{day}").json()["data"]
    assert all(f"/id/finding/{one['id']}" in listed.text or f"finding:{one['id']}" in listed.text
               for one in told)  # fmt: skip
    alone = client.get(f"/id/finding/{told[0]['id']}.{ending}{day}")
    assert alone.status_code == 200
    chosen = replace(five(), found=tuple(f for f in five().found if f.id == told[0]["id"]))
    assert alone.text == FORMS[form](chosen, "sv")


def test_a_finding_leads_only_to_forms_that_it_has() -> None:
    """It is worked out and never stored, so its page gives its triples; a graph it has none."""
    app = FastAPI()
    app.state.project = Project(ROOT, "given")
    app.state.store = open_store(app.state.project)
    include_linked(app)
    include_pages(app)
    asked = Client(app)
    address = "/id/finding/" + next(f.id for f in five().found if f.status == "confirmed")
    for accept in ("text/turtle", "application/ld+json", "application/rdf+xml",
                   "application/n-triples", "text/html"):  # fmt: skip
        led = asked.get(address, accept=accept)
        assert (led.status_code, led.headers["content-type"].partition(";")[0]) == (200, accept)
    assert asked.get(address, accept="application/trig").status_code == 406
    assert asked.get(address, accept="application/trig, text/turtle;q=0.5").status_code == 200
    written = {form: asked.get(f"{address}.{form}").text for form in ("ttl", "rdf", "nt")}
    one, *others = (statements_in(text, form) for form, text in written.items())
    assert len(one) > 10
    assert others == [one, one]


def statements_in(text: str, ending: str) -> ox.Dataset:
    """What a file states, whatever its blank nodes are called."""
    found = ox.Dataset(ox.parse(text, format=ox.RdfFormat.from_extension(ending)))
    found.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return found
