"""The pages of the web application, asked for as a browser asks."""

import datetime
import html
import json
import re
import shutil
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from kgraph.project import Project
from kgraph.store import View
from kgraph.web.pages.about import ASSESSED, about
from kgraph.web.pages.addresses import iri_of, path_of
from kgraph.web.pages.desk import Shelf
from kgraph.web.pages.render import day
from kgraph.web.pages.routes import ROUTES
from kgraph.web.pages.visit import Visit
from kgraph.web.pages.words import REVIEW_WORDS, WORDS
from tests.asking import Client
from tests.crawling import one_of_each
from tests.helpers import HOSTILE, ROOT, project
from tests.pages_app import create_app

PLAN = "/graph/region-jonkopings-lan-plan-2024-2028-2026-11-21"
KEEPS_A_DATE = "/graph/region-kronoberg-regional-kompetensforsorjning-2026-11-21/18-20.html"
FIXED = [route.path for route in ROUTES if "{" not in route.path] + ["/def.html", "/shapes.html"]
CHOSEN = [
    "/sok?q=komp",
    "/vem-gor-vad/tema/validering",
    "/vem-gor-vad/tema/validering/jonkopings-lan",
    "/vem-gor-vad/tema/vuxenutbildning-och-yrkesvux/jonkopings-lan",
    "/vem-gor-vad/lan/kronobergs-lan",
    "/vem-gor-vad/strategi/jonkoping-plan-2024-2028",
    "/vem-gor-vad/element/jp-fo2",
    "/vem-gor-vad/element/jp-fo2-i2",
    "/matris/actor/priority?lan=jonkopings-lan",
    "/matris/forum/priority",
    "/matris/forum/member",
    "/matris/strategy/theme",
    "/jamfor?lan=jonkopings-lan&lan2=kronobergs-lan",
    "/shapes/SH-10.html",
    "/sak.html?iri=http://xmlns.com/foaf/0.1/Group",
    f"{PLAN}/742-747.html",
    KEEPS_A_DATE,
]
# The words that stand in the ontology alone, and what they would be in English.
FORBIDDEN = re.compile(
    r"svarande|\bmandat(et|en|ets)?\b|bärare|tilldelning|källan tiger|bekräftad|okänd|"
    r"dubbelt ansvar|luckor i toppen|brytpunkt|ersättbarhet|brist hos|"
    r"frånvarou|täckningsutsag|påståendegraf|datumprecision|antagningsdatumets|modalitet|"
    r"\binläst|gruppens upplösning|härledbar\b|typ av medlemmar|annan benämning|namnform|"
    r"radintervall|(sök|search): ?;|"
    r"absence statement|date precision|\bmodality|group resolution|group member type|"
    r"\bbearers?\b|source is silent|double responsibilit|top gaps|cut ?point|substitutab|"
    r"deficienc(y|ies) (of|at|with)",
    re.I,
)

ACTS = "https://rkrattsbaser.gov.se/sfst?bet="  # where an act is read; a page only leads there


@pytest.fixture(scope="module")
def client() -> Client:
    """The pages of the checkout's own graph."""
    return Client(create_app(Project(ROOT, "given"), contact="data@example.org"))


def both(path: str) -> tuple[str, str]:
    """An address in Swedish and in English."""
    return path, "/en" + path


def one_of_each_class(client: Client) -> list[str]:
    """A page of one thing of every class of the project's own things, and of every list."""
    rows = client.app.state.store.select("SELECT ?c ?s WHERE { ?s a ?c }", View()).rows
    first: dict[str, str] = {}
    for kind, thing in sorted((str(c), str(s)) for c, s in rows):
        if thing.startswith("https://w3id.org/kompsam/"):
            sort = kind if "/vocab/" not in thing else thing.rpartition("/")[0]
            first.setdefault(sort, thing)
    return [path_of(thing) for thing in first.values()]


def findings(client: Client) -> list[str]:
    """The page of one finding of every kind."""
    listed = client.get("/fynd.json?allt=1").json()["data"]
    return [f"/id/finding/{f['id']}.html" for f in {f["kind"]: f for f in listed}.values()]


def every(client: Client) -> list[str]:
    """The fixed pages, chosen ones, one of each kind of thing and of finding, in both languages."""
    paths = [*FIXED, *CHOSEN, *one_of_each_class(client), *findings(client)]
    return [made for path in paths for made in both(path)]


def links(page: str) -> set[str]:
    """Every address that a page names."""
    return {html.unescape(found) for found in re.findall(r'(?:href|src|action)="([^"]*)"', page)}


def words(page: str) -> str:
    """What a reader sees, without identifiers and pictures."""
    page = re.sub(r"<(svg|code|textarea|script)\b.*?</\1>", "", page, flags=re.S)
    return html.unescape(re.sub(r"<[^>]+>", " ", page))


def passages(client: Client, path: str) -> list[str]:
    """The passages that a page rests on, by their lines."""
    return [p["iri"].rpartition("/")[2] for p in client.get(path).json()["passages"]]


# -- every page ------------------------------------------------------------------------------


def test_every_page_answers_in_both_languages_whole_and_with_nothing_from_outside(
    client: Client,
) -> None:
    """One heading, no id twice, every place on the page there, no script or style in the text."""
    for path in every(client):
        answer = client.get(path)
        assert answer.status_code == 200, path
        page = answer.text
        lang = "en" if path.startswith("/en") else "sv"
        assert f'<html lang="{lang}">' in page and page.count("<h1") == 1, path
        ids = Counter(re.findall(r' id="([^"]+)"', page))
        assert not [name for name, n in ids.items() if n > 1], path
        for link in links(page):
            if f'<a href="{link}" rel="external noreferrer"' in page and link.startswith(ACTS):
                continue
            parts = urlsplit(link)
            assert not parts.netloc and parts.scheme in ("", "data", "mailto"), (path, link)
            if not parts.path and parts.fragment and not parts.scheme:
                assert parts.fragment in ids, (path, link)
        assert " style=" not in page and " onclick=" not in page, path
        assert not re.search(r"<script(?![^>]* src=)", page), path


@pytest.mark.prove
def test_every_link_leads_to_a_page(client: Client) -> None:
    """From the chosen pages and the fixed ones in English, in every form but the office ones."""
    pages = [*CHOSEN, *("/en" + path for path in FIXED)]
    found = {link.partition("#")[0] for path in pages for link in links(client.get(path).text)}
    found = {link for link in found if link.startswith("/") and not link.startswith("/en/graph")}
    assert len(found) > 500
    for link in sorted(found):
        if not re.search(r"\.(xlsx|docx)$", link):
            got = client.get(link)
            assert got.status_code == 200, link
            assert b'<p class="caution">Adressen' not in got.content, link


def test_the_words_of_the_trade_stand_on_no_page_but_the_ontologys_and_the_queries(
    client: Client,
) -> None:
    """The words that ONTOLOGY keeps from people are on no page for them, in neither language."""
    paths = one_of_each(lambda path: client.get(path).text) + CHOSEN + findings(client)
    # The publisher's page names the ontology's own lists.
    ours = [p for p in paths if not re.match(r"/(def|shapes|vocab|id/other|fragor)\b", p)]
    assert len(ours) > 50
    for path in (made for one in ours for made in both(one)):
        told = FORBIDDEN.search(words(client.get(path).text))
        assert told is None, (path, told)


def test_every_footnote_leads_to_a_passage_with_its_place(client: Client) -> None:
    """From a claim to heading, printed page and words to search for."""
    page = client.get("/vem-gor-vad/tema/validering/jonkopings-lan").text
    numbers = set(re.findall(r'href="#k(\d+)"', page))
    notes = dict(re.findall(r'<li id="k(\d+)".*?<a href="([^"]+)"', page))
    assert numbers and numbers <= set(notes)
    for path in notes.values():
        assert client.get(path).status_code == 200
    place = client.get(f"{PLAN}/742-747.html").text
    for told in ("Nätverk för komvuxchefer", "s. 24*", "regionalt yrkesvux samt arbetet med"):
        assert told in place


# -- what the pages must say -----------------------------------------------------------------


def covers(found: list[str], first: int, last: int) -> bool:
    """Whether some passage holds these lines."""
    spans = [tuple(map(int, f.split("-"))) for f in found if re.fullmatch(r"\d+-\d+", f)]
    return any(a <= first and last <= b for a, b in spans)


def test_validation_in_jonkoping_rests_on_the_measure_the_whole_the_wish_and_the_forum(
    client: Client,
) -> None:
    """Each of the four places that the plan says it at."""
    found = passages(client, "/vem-gor-vad/tema/validering/jonkopings-lan.json")
    for span in ((458, 458), (783, 784), (426, 427), (815, 816)):
        assert covers(found, *span), span


def test_adult_education_names_its_network_and_says_that_no_measure_has_it(
    client: Client,
) -> None:
    """What is there, and what is not though the plan was read."""
    path = "/vem-gor-vad/tema/vuxenutbildning-och-yrkesvux/jonkopings-lan"
    assert covers(passages(client, path + ".json"), 742, 747)
    told = re.sub(r"\s+", " ", words(client.get(path).text))
    assert "Ingen insats i Plan för regional kompetensförsörjning 2024–2028 har temat" in told


def test_what_is_only_wished_for_stands_apart_from_who_answers(client: Client) -> None:
    """A wish in the present tense is no one who carries out."""
    page = client.get("/vem-gor-vad/tema/validering/jonkopings-lan.json").json()
    roles = next(s for s in page["sections"] if s["id"] == "roller")
    done, wished = (part["rows"] for part in roles["parts"])
    carries = next(r for r in done if r["cells"][0][0]["text"] == "Utför")
    assert carries["cells"][1][0]["text"] == (
        "Ingen nämns som utförare av just detta; Region Jönköpings län ansvarar för hela Plan för "
        "regional kompetensförsörjning 2024–2028"
    )
    assert any("426-427" in json.dumps(row) for row in wished)


def test_the_start_page_tells_what_was_read_with_dates_and_what_was_only_cited(
    client: Client,
) -> None:
    """Sources read with their dates, and works that were not."""
    told = words(client.get("/").text)
    for text in ("21 november 2026", "april 2024", "odaterat", "Omnämnt men inte läst",
                 "Ramboll"):  # fmt: skip
        assert text in told


def test_a_finding_has_its_proof_its_question_and_a_text_to_send(client: Client) -> None:
    """Everything that one takes to a meeting, and back to the publisher."""
    one = client.get("/fynd.json?slag=gap-07").json()["data"][0]
    page = client.get(f"/id/finding/{one['id']}.html").text
    letter = html.unescape(re.findall(r"<textarea[^>]*>(.*?)</textarea>", page, re.S)[0])
    assert one["id"] in letter and all(p in letter for e in one["evidence"][:1]
                                       for p in e["passages"][:3])  # fmt: skip
    assert one["question"] in html.unescape(page) and "mailto:data@example.org" in page
    assert 'href="/fragor/funding"' in page and "<details open>" in page


def test_a_thing_shows_role_mode_time_review_and_place_both_ways(client: Client) -> None:
    """The actor leads to the forum, and the forum to the actor."""
    actor = words(client.get("/id/actor/region-jonkopings-lan.html").text)
    forum = words(client.get("/id/forum/kompetensradet-jonkoping.html").text)
    assert "Kompetensrådet" in actor and "Region Jönköpings län" in forum
    for told in ("Sammankallande", "så är det", "Granskad", "planerat", "så var det",
                 "november 2023 – mars 2024"):  # fmt: skip
        assert told in forum


# -- addresses -------------------------------------------------------------------------------


def test_the_date_and_the_review_level_come_with_every_link(client: Client) -> None:
    """A view holds across pages until it is changed."""
    page = client.get("/fynd?as_of=2023-01-01&review=reviewed&slag=gap-07").text
    own = {x for x in links(page) if x.startswith("/") and "/static/" not in x}
    kept = {x for x in own if "as_of=2023-01-01" in x and "review=reviewed" in x}
    forms = set(re.findall(r'action="([^"]+)"|data-suggest="([^"]+)"', page))
    assert len(own - kept) <= 2 + len(forms)  # the link that resets, and the forms' own addresses
    assert 'name="as_of" value="2023-01-01"' in page
    assert "1 januari 2023" in words(page)


def test_a_language_is_chosen_by_the_address(client: Client) -> None:
    """By prefix or by parameter; the other language is one link away."""
    assert '<html lang="en">' in client.get("/om?lang=en").text
    page = client.get("/en/fynd?slag=gap-07").text
    assert 'href="/fynd?slag=gap-07"' in page and 'hreflang="sv"' in page


@pytest.mark.parametrize(
    "iri",
    [
        "https://w3id.org/kompsam/id/actor/arbetsformedlingen",
        "https://w3id.org/kompsam/def#Goal",
        "https://w3id.org/kompsam/graph/x-2026-01-01/12-15",
    ],
)
def test_a_page_stands_at_the_path_of_its_iri(iri: str) -> None:
    """There and back."""
    assert iri_of(path_of(iri).removesuffix(".html")) == iri


def test_a_thing_without_an_ending_leads_to_its_page(client: Client) -> None:
    """303, with the view and the language kept."""
    answer = client.get("/en/id/actor/arbetsformedlingen?as_of=2024-01-01", follow=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/en/id/actor/arbetsformedlingen.html?as_of=2024-01-01"


def test_behind_a_folder_every_address_begins_with_it() -> None:
    """A site may lie in a folder of another."""
    visit = Visit("en", "/fynd", base="/kgraph", given={"as_of": "2024-01-01"})
    assert visit.url("/om") == "/kgraph/en/om?as_of=2024-01-01"
    assert visit.as_form("json") == "/kgraph/en/fynd.json?as_of=2024-01-01"
    assert visit.asset("site.css") == "/kgraph/static/site.css"


@pytest.mark.parametrize("lang", ("sv", "en"))
def test_behind_a_folder_the_addresses_that_are_told_of_are_there_too(lang: str) -> None:
    """From outside, /sparql is another site's."""
    nothing: Any = None
    shelf = Shelf(nothing, nothing)
    shelf.linked = True
    told = str(about(shelf, Visit(lang, "/om", base="/kgraph")).sections)
    for address in ("sparql", "openapi.json", "data", ".well-known/void", "static/"):
        assert f" /kgraph/{address}" in told and f" /{address}" not in told


def test_what_is_not_there_offers_what_is_near(client: Client) -> None:
    """A misspelt name is met with the right one."""
    answer = client.get("/id/actor/arbetsformedligen.html")
    assert answer.status_code == 404 and "Arbetsförmedlingen" in answer.text
    told = client.get("/id/actor/arbetsformedligen.json")
    assert told.status_code == 404
    assert told.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("path", "right"),
    [
        ("/vem-gor-vad/tema/Validering?as_of=2025-01-01", "tema/validering?as_of=2025-01-01"),
        ("/en/vem-gor-vad/tema/Validering/Jönköpings-län.json", "validering/jonkopings-lan.json"),
        ("/vem-gor-vad/lan/Kronobergs-Lan", "lan/kronobergs-lan"),
    ],
)
def test_an_address_that_differs_in_capitals_and_accents_leads_to_the_right_one(
    client: Client, path: str, right: str
) -> None:
    """Once and for all, in the same language and form."""
    answer = client.get(path, follow=False)
    assert answer.status_code == 301 and answer.headers["location"].endswith(right)
    assert answer.headers["location"].startswith("/en/") == path.startswith("/en/")


def test_what_is_offered_is_of_the_sort_that_was_asked_for(client: Client) -> None:
    """A theme for a theme, at the theme's page."""
    answer = client.get("/vem-gor-vad/tema/valideringen")
    assert answer.status_code == 404 and 'href="/vem-gor-vad/tema/validering"' in answer.text


def test_a_choice_that_is_none_is_told_with_its_name(client: Client) -> None:
    """And the page without it is one step away."""
    for path, told in (("/matris/actor/priority?lan=xx", "lan=xx"),
                       ("/fynd?slag=gap-99&lan=kronobergs-lan", "slag=gap-99")):  # fmt: skip
        answer = client.get(path)
        assert answer.status_code == 404 and told in answer.text
    assert 'href="/fynd?lan=kronobergs-lan"' in answer.text


@pytest.mark.parametrize(
    "path", ["/?as_of=i%20fjol", "/fynd?review=nej", "/forslag.json?as_of=x", "/en/om?as_of=1-2"]
)
def test_what_cannot_be_understood_is_told_with_the_mend(client: Client, path: str) -> None:
    """400, in words."""
    answer = client.get(path)
    assert answer.status_code == 400 and "Traceback" not in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/vem-gor-vad/tema/nej", "/vem-gor-vad/lan/nej", "/vem-gor-vad/strategi/nej",
        "/vem-gor-vad/element/nej", "/matris/actor/nej", "/matris/forum/member?lan=nej",
        "/jamfor?lan=nej", "/sak.html", "/sak.html?iri=x%20y://", "/id/x/../y.html", "/fynd.exe",
        "/id/finding/nej.html", "/shapes/nej.html", "/static/nej",
    ],
)  # fmt: skip
def test_an_address_of_nothing_is_no_page(client: Client, path: str) -> None:
    """404, never a page about nothing."""
    assert client.get(path).status_code == 404


# -- as data ---------------------------------------------------------------------------------


def test_a_page_is_there_as_data_at_its_own_address(client: Client) -> None:
    """JSON, Excel and Word beside the page."""
    page = "/vem-gor-vad/tema/validering/jonkopings-lan"
    value = client.get(page + ".json").json()
    assert value["schema_version"] == 1 and value["view"]["review"] == "all"
    assert client.get(page + ".xlsx").content.startswith(b"PK")
    assert client.get(page + ".docx").content.startswith(b"PK")
    assert client.get("/start.json").json()["title"].startswith("Vem gör vad")


def test_a_table_for_people_opens_as_columns_with_swedish_letters(client: Client) -> None:
    """Byte order mark and semicolons."""
    raw = client.get("/jamfor.csv").content
    assert raw.startswith(b"\xef\xbb\xbf") and "län".encode() in raw
    text = client.get("/vem-gor-vad/tema/validering/jonkopings-lan.csv").content.decode("utf-8-sig")
    head = next(row for row in text.split("\r\n") if row.startswith("Vad;"))
    assert head == 'Vad;"Vem, för vad och var det står";Var det står'


def test_the_filters_of_the_findings_hold_in_every_form(client: Client) -> None:
    """The list, its JSON and its table hold the same."""
    asked = "?slag=gap-07&lan=jonkopings-lan"
    found = client.get("/fynd.json" + asked).json()["data"]
    assert found and {f["kind"] for f in found} == {"GAP-07"}
    assert f'href="/fynd.csv{asked.replace("&", "&amp;")}"' in client.get("/fynd" + asked).text
    assert client.get("/fynd.csv" + asked).text.count("\n") == len(found) + 1


def test_nothing_found_says_why_and_what_to_do(client: Client) -> None:
    """An empty page is never blank."""
    assert "Välj Alla" in words(client.get("/fynd?slag=gap-07&status=confirmed").text)
    assert "Pröva ett kortare ord" in words(client.get("/sok?q=zzzz").text)


def test_a_theme_in_a_county_that_nothing_was_read_of_says_so_first(client: Client) -> None:
    """A page that answers for any county must not be silent on the one it is about."""
    told = words(client.get("/vem-gor-vad/tema/validering/skane-lan").text)
    assert "Inget dokument från Skåne län är läst" in told
    read = words(client.get("/vem-gor-vad/tema/validering/jonkopings-lan").text)
    assert "Inget dokument från" not in read


def test_an_english_title_over_rows_is_not_marked_as_swedish(client: Client) -> None:
    """A voice for Swedish reads a title in English so that nobody understands it."""
    page = client.get("/en/matris/actor/priority").text
    assert "<span>Plan for regional skills supply 2024–2028</span>" in page
    assert "<span>Plan för regional kompetensförsörjning 2024–2028</span>" in \
        client.get("/matris/actor/priority").text  # fmt: skip


def test_a_passage_tells_no_more_of_a_date_than_is_known(client: Client) -> None:
    """The year alone, where the source has the year; nothing else says how closely it is known."""
    for path, told in zip(both(KEEPS_A_DATE), ("gäller till och med", "valid through"),
                          strict=True):  # fmt: skip
        shown = " ".join(words(client.get(path).text).split())
        assert f"{told} : 2017 " in shown
        assert "2017-12-31" not in shown and not re.search(r"31 dec", shown, re.I)


def test_a_section_of_law_says_which_it_is_and_that_it_has_no_lines(client: Client) -> None:
    """It is found in the act by its number; a register's entry has none."""
    one = client.get("/graph/reference/laws-2010-630-p5.html").text
    assert f'<a href="{ACTS}2010:630" rel="external noreferrer">' in one
    assert "Författning 2010:630, 5 §" in one and "Den öppnas hos Regeringskansliet" in one
    several = client.get("/graph/reference/agencies-2022-811.html").text
    assert "Författning 2022:811, 3 och 17 §§" in several
    assert "i kraft : ja" in " ".join(words(several).split())
    register = client.get("/graph/reference/laws.html").text
    assert "inga radnummer" in register and ACTS not in register


def test_the_accessibility_page_tells_status_day_and_what_stays_swedish(client: Client) -> None:
    """As the law asks of such a page: how far the requirements are met, what is not, and when."""
    told, english = (words(client.get(p + "/tillganglighet").text) for p in ("", "/en"))
    assert "delvis förenlig med lagen (2018:1937)" in told
    assert day(ASSESSED.isoformat(), "sv") in told and day(ASSESSED.isoformat(), "en") in english
    for kept in (
        "headings of the documents",
        "words to search for",
        "no English name of their own",
    ):
        assert kept in english


# -- search ----------------------------------------------------------------------------------


def test_suggestions_know_old_names_and_lead_to_the_thing(client: Client) -> None:
    """A name of old finds what bears another today."""
    found = client.get("/forslag.json?q=kompetensplattform").json()
    assert any("kompetensplattform" in f["also"].lower() for f in found)
    first = client.get("/forslag.json?q=validering").json()[0]
    assert first["label"] == "Tema" and client.get(first["href"]).status_code == 200


@pytest.mark.parametrize(("asked", "theme"), [
    ("komvux", "Vuxenutbildning och yrkesvux"), ("SYV", "Studie- och yrkesvägledning"),
    ("yh", "Yrkeshögskola"),
])  # fmt: skip
def test_a_theme_is_found_by_what_people_call_it(client: Client, asked: str, theme: str) -> None:
    """The short word of the trade leads to the theme before the forums that have it in a name."""
    first = client.get(f"/forslag.json?q={asked}").json()[0]
    assert (first["name"], first["label"]) == (theme, "Tema")


def test_what_the_sources_name_comes_before_the_words_of_the_ontology(client: Client) -> None:
    """Who looks for validation does not look for the word of the model that is "valid from"."""
    found = [f["href"].split("/")[1] for f in client.get("/forslag.json?q=vali").json()]
    assert "id" in found and found == sorted(found, key=lambda kind: kind == "def")


def test_search_minds_neither_case_nor_accents(client: Client) -> None:
    """As people type."""
    names = [f["name"] for f in client.get("/forslag.json?q=ARBETSFORMEDLINGEN").json()]
    assert names[0] == "Arbetsförmedlingen"


# -- data are never trusted, and the user's own copies never kept ------------------------------


def test_a_name_from_the_data_is_never_markup(tmp_path: Path) -> None:
    """A hostile name is text on every page it reaches."""
    client = Client(create_app(project(tmp_path)))
    for path in ("/id/element/i1.html", "/sok?q=%3C%2Fscript%3E%3Cimg", "/vem-gor-vad/element/i1",
                 "/vem-gor-vad", "/", "/fynd", "/matris/actor/measure", "/kontroller"):  # fmt: skip
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert "<img" not in answer.text and "</script><" not in answer.text, path
    assert HOSTILE.split("\n")[0] in client.get("/id/element/i1.json").json()["title"]


def test_the_wording_shows_only_from_the_very_copy_and_stays_on_the_page(
    tmp_path: Path, shared: Path
) -> None:
    """Told by hash, read anew, handed on in no file."""
    client = Client(create_app(Project(ROOT, "given"), sources=tmp_path))
    path = f"{PLAN}/742-747"
    told = "inbjuds till möte med"
    original = shared / "sources" / "jonkoping-plan-2024-2028.txt"
    copy = tmp_path / "kopia.txt"
    copy.write_bytes(original.read_bytes() + b" ")
    assert told not in client.get(path + ".html").text
    shutil.copyfile(original, copy)
    page = client.get(path + ".html")
    assert told in page.text and page.headers["cache-control"] == "no-store"
    assert told not in client.get(path + ".json").text
    copy.unlink()
    assert told not in client.get(path + ".html").text


def test_every_common_text_is_in_both_languages() -> None:
    """No text lacks a language."""
    for text in (*WORDS.values(), *REVIEW_WORDS.values()):
        assert text.sv and text.en


def test_a_day_without_statements_leaves_no_page_broken(client: Client) -> None:
    """Empty views have pages too."""
    past = datetime.date(1990, 1, 1)
    for path in (*FIXED, "/vem-gor-vad/lan/jonkopings-lan", "/matris/forum/member"):
        answer = client.get(f"{path}?as_of={past}&review=verified")
        assert answer.status_code in (200, 404), path


@pytest.mark.parametrize(
    "path",
    ["/vem-gor-vad/lan/jonkopings-lan", "/vem-gor-vad/tema/validering/jonkopings-lan",
     "/id/forum/kompetensforum-kronoberg.html", "/bevaka?lan=jonkopings-lan", "/vem-gor-vad",
     "/fynd"],
)  # fmt: skip
def test_where_nothing_is_verified_a_page_says_so_and_leads_back(client: Client, path: str) -> None:
    """A page that is there is not missing because nobody has verified it yet."""
    joint = "&" if "?" in path else "?"
    answer = client.get(f"{path}{joint}review=verified")
    assert answer.status_code == 200
    assert "är inte bekräftat än" in answer.text and "Hela länet: ." not in answer.text
    back = re.search(r'href="([^"]+)">Räkna alla uppgifter utom avvisade', answer.text)
    assert back and "review=all" in back[1]
    assert "är inte bekräftat än" not in client.get(html.unescape(back[1])).text


def test_what_is_nowhere_is_missing_at_every_level_of_review(client: Client) -> None:
    """An empty state is no answer about a thing that there is not."""
    for level in ("all", "verified"):
        assert client.get(f"/id/forum/finns-ej.html?review={level}").status_code == 404


def test_a_date_in_a_link_stands_over_the_date_of_the_page(client: Client) -> None:
    """The timeline's dates lead to their own day, whatever day the page shows."""
    text = client.get("/tidslinje?as_of=2025-01-01").text
    assert "/tidslinje?as_of=2018-01-01" in text


def test_what_was_planned_for_a_year_is_not_said_to_have_begun(client: Client) -> None:
    """The plan means to present forecasts in 2024; whether they came it does not say."""
    told = re.findall(r"<tr[^>]*>(.*?)</tr>", client.get("/tidslinje?as_of=2026-11-22").text, re.S)
    (row,) = [t for t in told if "Framtidsspaningar 2024" in t]
    assert "om den har kommit sägs inte" in row and "har börjat" not in row
