"""What the pages tell a reader who holds the document beside them."""

import html
import re
from dataclasses import replace
from pathlib import Path

import pytest

from kgraph.project import Project
from kgraph.store import View
from kgraph.web.pages.addresses import path_of
from kgraph.web.pages.network_made import whole_of
from tests.asking import Client
from tests.helpers import HEAD, HOSTILE, ROOT, project, quoted
from tests.pages_app import create_app
from tests.test_web_queries import words

PLAN = "/graph/region-jonkopings-lan-plan-2024-2028-2026-11-21"
COUNTY = "/vem-gor-vad/lan/jonkopings-lan"


@pytest.fixture(scope="module")
def client() -> Client:
    """The pages of the checkout's own graph."""
    return Client(create_app(Project(ROOT, "given")))


def plain(text: str) -> str:
    """A piece of a page as one reads it."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", text)).split())


def rows_of(page: str) -> list[list[str]]:
    """The rows of a page's tables."""
    rows = re.findall(r'<tr role="row">(.*?)</tr>', page, re.S)
    return [[plain(c) for c in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)]
            for row in rows]  # fmt: skip


# -- places ----------------------------------------------------------------------------------


def test_a_counted_page_number_has_its_star_wherever_the_place_is_named(client: Client) -> None:
    """On the passage's own page, in the list of names, and as data."""
    assert "s. 26*, rad 783–785" in words(client.get(f"{PLAN}/783-785.html").text)
    assert "p. 26*, line 783–785" in words(client.get(f"/en{PLAN}/783-785.html").text)
    assert "26*" in client.get(f"{PLAN}/783-785.json").json()["title"]


# -- a long page -----------------------------------------------------------------------------


def test_a_long_county_is_folded_with_how_much_each_section_holds(client: Client) -> None:
    """The contents name every section, and all of it is in the page."""
    page = client.get(COUNTY).text
    folded = dict(re.findall(r'<details><summary id="([a-z]+)"><h2>.*?</h2> '
                             r'<span class="quiet">(\d+) ', page))  # fmt: skip
    assert {"lag", "ansvar", "roller", "forum", "fynd", "textstallen"} <= folded.keys()
    assert int(folded["textstallen"]) == len(re.findall(r'<li id="k\d+"', page))
    for name in re.findall(r'href="#([a-z]+)"', page):
        assert f'id="{name}"' in page
    assert "<details><summary id" not in client.get("/vem-gor-vad/element/jp-fo2-i2").text


def test_money_that_may_be_had_stands_under_what_is_only_permitted(client: Client) -> None:
    """The plan says that the work can be strengthened by some means, and who may apply."""
    page = words(client.get(COUNTY).text)
    only = page[page.index("Bara önskat, planerat eller tillåtet") :]
    for told in ("nationella projektmedel", "regionala utvecklingsmedel", "EU:s strukturfonder",
                 "kan parterna, ensamma eller ihop, söka projektmedel"):  # fmt: skip
        assert told in only
    for place in ("rad 767–769", "rad 776–781"):
        assert place in page


def test_no_plan_that_was_not_read_gives_a_zero(client: Client) -> None:
    """Tasks that a page tells of are counted; of plans nothing can be said."""
    grid = {first: rest for first, *rest in rows_of(client.get("/vem-gor-vad").text)}
    # Jämtlands, Jönköpings and Kronobergs län.
    assert grid["Validering"][2] == "1 uppdrag; planer ej lästa"
    assert grid["Lärcentrum"][0] == "1 forum; planer ej lästa"
    assert grid["Lärcentrum"][1].startswith("0 i planer, 1 forum")  # the plan was read
    assert grid["Digital kompetens"][2] == "går inte att säga"
    assert grid["Unga"][1] == "0 i planer"
    assert grid["Gröna Kronoberg 2025"][-1] == "inget känt"


# -- words -----------------------------------------------------------------------------------


def test_a_forecast_is_presented_and_does_not_begin(client: Client) -> None:
    """In the table and in the calendar."""
    told = rows_of(client.get("/bevaka?lan=jonkopings-lan").text)
    row = next(row for row in told if "Framtidsspaningar 2028" in " ".join(row))
    assert row[1] == "Presenteras"
    assert "Presenteras (under 2028): Framtidsspaningar 2028" in client.get("/bevaka.ics").text


def test_the_parts_of_a_strategy_are_called_as_it_calls_them(client: Client) -> None:
    """The strategy for regional development has sub-strategies, not priorities."""
    told = words(client.get("/fynd").text)
    assert "de 8 delstrategier som är kända i Regional utvecklingsstrategi" in told
    assert "8 kända prioriteringarna" not in told


# -- ways on ---------------------------------------------------------------------------------


def test_a_thing_leads_to_the_network_around_it_only_where_it_has_links(client: Client) -> None:
    """Each way leads to a network with something in it."""
    linked = whole_of(client.app.state.shelf, View()).linked
    kinds = client.app.state.shelf.kinds(View())
    tried = {kinds.get(iri, "other"): iri for iri in linked}
    assert len(tried) > 8
    for iri in tried.values():
        page = client.get(path_of(iri)).text
        way = re.search(r'href="(/natverk/kring\?sak=[^"]+)"', page)
        assert way, iri
        assert client.get(way[1]).status_code == 200, iri
    loose = next(i for i in sorted(kinds) if "/id/" in i and i not in linked)
    assert "/natverk/kring" not in client.get(path_of(loose)).text


@pytest.mark.parametrize("path", ["/fynd.pdf", "/start.foo", "/fynd.json?slag=finns-inte"])
def test_who_reads_in_a_browser_meets_a_page_whatever_the_ending(client: Client, path: str) -> None:
    """And a program the same as JSON."""
    page = client.get(path, accept="text/html,application/xhtml+xml,*/*;q=0.8")
    assert page.status_code == 404 and page.headers["content-type"].startswith("text/html")
    assert "<h1" in page.text and "finns inte" in page.text
    told = client.get(path, accept="*/*")
    assert told.headers["content-type"] == "application/problem+json"
    assert told.json()["status"] == 404


def test_a_fourth_county_is_asked_for_like_the_others(client: Client) -> None:
    """An address can name up to eight."""
    asked = "/jamfor?lan=jamtlands-lan&lan2=jonkopings-lan&lan3=kronobergs-lan"
    assert client.get(asked).status_code == 200
    assert client.get(asked + "&lan4=finns-inte").status_code == 404


# -- what others have written ----------------------------------------------------------------


def test_what_a_body_replied_is_text_on_every_page_that_shows_it(tmp_path: Path) -> None:
    """Its reference and the name of the body, on the finding's page and in the list."""
    made = project(tmp_path)
    plain = Client(create_app(made))
    first = plain.get("/fynd.json?allt=1").json()["data"][0]
    finding, kind = first["id"], first["kind"].lower()
    about = " , ".join(f"<{thing}>" for thing in first["affects"])
    said = quoted(HOSTILE)
    (made.root / "data" / "dispositions.ttl").write_text(
        f"""{HEAD}
finding:{finding} a ks:Finding ; ks:findingType finding-type:{kind} ; ks:affects {about} ;
  ks:gapStatus gap-status:silent ; ks:computedBy {said} ; ks:asOf "2026-11-21"^^xsd:date ;
  ks:disposition disposition:to-act ; ks:replyBy source:svar .
source:svar a ks:SourceDocument ; dct:title {said}@sv ; dct:identifier {said} ;
  dct:publisher actor:hemlig ; dct:issued "2026-12-01"^^xsd:date ; ks:loaded false .
actor:hemlig skos:prefLabel {said}@sv .
""",
        encoding="utf-8",
    )
    client = Client(create_app(replace(made)))  # the folder is listed anew
    seen = 0
    for path in (f"/id/finding/{finding}.html", "/fynd?allt=1", "/", "/kallor"):
        page = client.get(path)
        assert page.status_code == 200, path
        assert "<img" not in page.text and "</script><" not in page.text, path
        seen += "onerror" in page.text
    assert seen >= 2
