"""The same thing told on several pages: one set of elements, one number, one mark."""

import re

import pytest

from kgraph import comparison
from kgraph.project import Project
from kgraph.report.desk import Scope
from kgraph.store import View
from kgraph.terms import ID, local_name
from kgraph.web.pages.desk import Shelf
from kgraph.web.pages.who.desk import WhoDesk, answers_of, counties_of, themes_of
from tests.asking import Client
from tests.helpers import ROOT
from tests.pages_app import create_app
from tests.test_web_queries import words
from tests.test_web_told import plain, rows_of

PROJECT = Project(ROOT, "given")
INFRA = "infrastruktur-for-kompetensforsorjning"
JONKOPING, KRONOBERG = (ID(f"territory/{slug}") for slug in ("jonkopings-lan", "kronobergs-lan"))


@pytest.fixture(scope="module")
def client() -> Client:
    """The pages of the checkout's own graph."""
    return Client(create_app(PROJECT))


@pytest.fixture(scope="module")
def shelf(client: Client) -> Shelf:
    """What the pages are written from."""
    made: Shelf = client.app.state.shelf
    return made


def section(page: str, name: str) -> str:
    """A section of a page by its anchor, as one reads it."""
    return plain(page.split(f'aria-labelledby="{name}"', 1)[1].split("</section>", 1)[0])


def test_a_theme_has_as_many_elements_on_its_page_as_in_the_question(shelf: Shelf) -> None:
    """For every theme in every county; what is our reading alone stands apart in both."""
    view, told, asked = View(), {}, {}
    for theme in themes_of(shelf, view):
        desk = WhoDesk(shelf, view, "sv", Scope("theme", theme, local_name(theme)))
        for county in counties_of(desk):
            mine = [a for a in answers_of(desk)
                    if desk.material.document(a.strategy).region == county]  # fmt: skip
            counts = (sum(a.counted for a in mine), sum(a.read_in for a in mine))
            told[local_name(theme), local_name(county)] = counts
        for row in desk.material.rows("theme-by-region"):
            key = local_name(row["theme"]), local_name(row["region"])
            asked[key] = int(row["elements"]), int(row["readIn"])
    assert told == asked
    assert told[INFRA, "jonkopings-lan"] == (6, 0)
    assert told[INFRA, "kronobergs-lan"] == (0, 1)


def test_side_by_side_a_theme_counts_what_its_page_counts(shelf: Shelf) -> None:
    """What documents that were not read are known to hold, and our reading, stand after it."""
    view = View()
    found = comparison.build(PROJECT, shelf.store, ["jonkopings-lan", "kronobergs-lan"], view,
                             found=shelf.findings(view))  # fmt: skip
    cells = {row.title.sv: [cell.words.sv for cell in row.cells] for row in found.rows}
    infra, smart = cells["Infrastruktur för kompetensförsörjning"], cells["Smart specialisering"]
    assert infra[0].startswith("6 mål, prioriteringar eller insatser (varav 4 genom det de står")
    assert infra[1] == "1 enligt vår läsning, inte räknad"
    assert smart[0].startswith("5 mål, prioriteringar eller insatser (varav 2 genom")
    assert smart[0].endswith("; 6 kända i dokument som inte är lästa")
    assert cells["Uppdrag hos länets organ"][1].startswith("8 (7 enligt vår läsning)")
    measures = next(row for row in found.rows if row.title.sv == "Insatser").cells[0]
    assert measures.number == 16
    assert not any(place.endswith("/105-108") for place in measures.evidence)


def test_the_measures_under_an_area_with_the_theme_stand_among_the_answers(client: Client) -> None:
    """Named in short, in the rows, and in the sum: the same four."""
    for path, told, rest in (
        ("", "temat genom det den står under", "varav 4 har temat bara genom det de står under"),
        ("/en", "the theme through what it stands under",
         "of which 4 have the theme only through what they stand under"),
    ):  # fmt: skip
        page = client.get(f"{path}/vem-gor-vad/tema/{INFRA}/jonkopings-lan").text
        assert sum(told in row[0] for row in rows_of(page) if row) == 4
        assert rest in words(page)


def test_what_nobody_is_named_for_is_as_many_as_the_sum_says(client: Client) -> None:
    """The strategic area is counted through its priorities, and says that it is not in the sum."""
    page = client.get(f"/vem-gor-vad/tema/{INFRA}/jonkopings-lan").text
    assert "Går inte att säga: 1 [" in section(page, "kort")
    listed = section(page, "ingen")
    assert listed.count("Går inte att säga") == 2
    assert listed.count("; inte med i summan") == 1


def test_a_forum_for_the_whole_plan_is_told_on_the_pages_of_its_themes(client: Client) -> None:
    """No forum has the theme; the council is for the plan, and is not for the very theme."""
    page = client.get(f"/vem-gor-vad/tema/{INFRA}/jonkopings-lan").text
    for name in ("kort", "forum"):
        told = section(page, name)
        assert "Inget forum i det som är läst sägs ha temat." in told
        assert "Kompetensrådet (för hela Plan för regional kompetensförsörjning 2024–2028, säger " \
               "källan; inte för just temat)" in told  # fmt: skip
    council = words(client.get("/id/forum/kompetensradet-jonkoping.html").text)
    assert "Verksam inom tema (temat hos det som den har en roll i eller är med i: vår läsning)" \
        in council  # fmt: skip


def test_a_source_without_a_date_is_called_so_beside_what_it_says(client: Client) -> None:
    """The news of the project gives no day; a narrower theme says why it stands here."""
    page = client.get("/vem-gor-vad/tema/matchning/kronobergs-lan").text
    assert "för Kompetens i Kronoberg (odaterad källa)" in words(page)
    assert re.search(r"Räknas med hit.*Arbetsgivares kompetensförsörjning", words(page))
    plan = words(client.get("/vem-gor-vad/strategi/jonkoping-plan-2024-2028").text)
    assert "odaterad källa" not in plan


def test_the_matrix_marks_our_reading_in_the_cell_and_begins_with_what_was_read(
    client: Client,
) -> None:
    """In every kind of matrix; the mark is explained where it occurs."""
    themes = client.get("/matris/strategy/theme").text
    heads = re.findall(r'<span class="tall"><a[^>]*>(.*?)</a>', themes)
    assert plain(heads[0]).startswith("Plan för regional")
    assert "ᵛ vår läsning: ingen källa säger det rakt ut" in words(themes)
    assert ">1ᵛ</a>" in themes
    assert ">bᵛ</a>" in themes
    seats = client.get("/matris/forum/member?lan=kronobergs-lan").text
    assert ">Sᵛ</a>" in seats
    assert ">Cᵒ</a>" in client.get("/en/matris/forum/member?lan=kronobergs-lan").text


def test_collaborations_that_are_no_forums_are_listed_after_them(client: Client) -> None:
    """The dialogue meetings with the agencies, and the four regions; in no count of forums."""
    page = client.get("/alla/forum").text
    assert "dialogmöten med nationella myndigheter" not in section(page, "alla")
    others = section(page, "samverkan")
    assert "Återkommande dialogmöten med nationella myndigheter" in others
    assert "regionerna i Småland och öarna" in others
    strategy = client.get("/vem-gor-vad/strategi/jonkoping-s3").text
    assert "regionerna i Småland och öarna" in section(strategy, "forum")


def test_what_is_found_of_the_whole_plan_stands_on_the_pages_of_its_measures(
    client: Client,
) -> None:
    """No measure of the plan has money of its own, so neither has this one."""
    page = client.get("/vem-gor-vad/element/jp-fo1-i3").text
    told = section(page, "fynd")
    assert "gäller alltså även detta" in told
    assert (
        "resurser anges för helheten (Region Jönköpings län), men för ingen av de 16 insatserna"
        in told
    )
    assert "Inget att titta på" not in told
    assert "Ingen nämns som utförare av just detta; Region Jönköpings län ansvarar för hela Plan" \
        in section(page, "roller")  # fmt: skip


def test_a_priority_shows_what_takes_it_up_in_another_document(client: Client) -> None:
    """The plan's measure takes up the call of the European agenda."""
    for path in ("/vem-gor-vad/element/eu-i1", "/vem-gor-vad/strategi/eu-kompetensagenda"):
        assert "Tillvarata den europeiska kompetensagendans uppmaning" in section(
            client.get(path).text, "ansvar"
        )


def test_a_county_page_counts_its_own_sources_and_names_the_others(client: Client) -> None:
    """The works that another county's plan cites can answer nothing about Kronoberg."""
    page = client.get("/vem-gor-vad/lan/kronobergs-lan").text
    short = section(page, "kort")
    assert "Underlag. Kronobergs webbsida och Nyhet om Kompetens i Kronoberg" in short
    assert "Därtill, för det som gäller flera län eller hela landet: " in short
    assert re.search(r" \d omnämnda verk är inte lästa\.", short)  # of more than twenty in all
    assert "Region Jönköpings läns budget" not in section(page, "olast")
    unread = client.get("/vem-gor-vad/strategi/kronoberg-rus-2025").text
    assert "Dokumentet självt är inte läst. Kronobergs webbsida" in section(unread, "kort")
    assert "Inga källor är lästa" not in words(unread)


def test_a_county_of_which_nothing_was_read_says_so_first(client: Client) -> None:
    """And lists the overlap of tasks that hold in every county, as the others do."""
    page = client.get("/vem-gor-vad/lan/skane-lan").text
    assert "Inget dokument från Skåne län är läst" in words(page)
    assert "Inget forum i Skåne län nämns i det som är läst." in section(page, "forum")
    assert "Överlappande uppdrag" in section(page, "fynd")


def test_the_grid_of_themes_tells_the_plan_read_from_what_others_say(client: Client) -> None:
    """As the pages and the comparison do."""
    grid = {first: rest for first, *rest in rows_of(client.get("/vem-gor-vad").text)}
    # Jämtlands, Jönköpings and Kronobergs län.
    assert grid["Smart specialisering"][1].startswith("5 i planer, 6 i ej lästa")
    assert grid["Unga"][2] == "1 känt; planer ej lästa"
    assert grid["Infrastruktur för kompetensförsörjning"][2].startswith("1 enligt vår läsning")
    plan = "Handlingsplan för Kompetensförsörjningsstrategi för Kronobergs län 2016 - 2025"
    assert grid[plan][-1] == "1 känd, och 4 enligt vår läsning"


def test_what_a_body_did_before_is_not_told_beside_what_it_does(client: Client) -> None:
    """The region pointed the areas out, and answers for them: that is no former state."""
    short = section(client.get("/vem-gor-vad/strategi/jonkoping-s3").text, "kort")
    assert "tidigare läge" not in short


def test_a_plan_without_the_theme_answers_for_it_in_no_country(client: Client) -> None:
    """In its own county it is told, with that it is for the whole."""
    everywhere = section(client.get("/vem-gor-vad/tema/unga").text, "kort")
    assert "ansvarar för helheten" not in everywhere
    own = section(client.get("/vem-gor-vad/tema/unga/jonkopings-lan").text, "kort")
    whole = r"ansvarar för helheten i Plan för [^.]* \(för helheten, inte för just temat\)"
    assert re.search(whole, own)


def test_what_a_region_does_beside_its_strategies_stands_on_its_county_page(
    client: Client,
) -> None:
    """It runs projects, and makes analyses and forecasts."""
    roles = section(client.get("/vem-gor-vad/lan/kronobergs-lan").text, "roller")
    assert "projekt som främjar kompetensförsörjningen (ej namngivna)" in roles
    assert "Analyser och prognoser i Region Kronobergs kompetensförsörjningsarbete" in roles


def test_an_overlap_of_tasks_stands_on_the_pages_of_its_theme(client: Client) -> None:
    """In every county, since both tasks hold in each."""
    for end in ("", "/jamtlands-lan", "/jonkopings-lan", "/kronobergs-lan"):
        page = client.get(f"/vem-gor-vad/tema/kompetensbehov-och-prognoser{end}").text
        assert "Överlappande uppdrag" in section(page, "fynd")
        assert "Överlappning. Ingen påvisad" not in section(page, "kort")
    other = client.get("/vem-gor-vad/tema/smart-specialisering").text
    assert "Överlappande uppdrag" not in section(other, "fynd")


def test_a_strategy_shows_the_duties_of_its_sort_and_what_rests_on_it(client: Client) -> None:
    """Each region has to draw up such a strategy; the national one is to guide them."""
    for slug in ("kronoberg-rus-2025", "jamtland-harjedalen-rus"):
        law = section(client.get(f"/vem-gor-vad/strategi/{slug}").text, "lag")
        assert "Utarbeta och fastställa en regional utvecklingsstrategi" in law
    national = client.get("/vem-gor-vad/strategi/sverige-nationell-strategi-2021-2030").text
    assert "Låta den nationella strategin vägleda" in section(national, "lag")
    smart = section(client.get("/vem-gor-vad/strategi/jonkoping-s3").text, "lag")
    assert "Uppdrag som rör strategier av det här slaget" in smart
    assert "Ta fram en smart specialiseringsstrategi" in smart


def test_what_nobody_has_reviewed_says_so_where_the_rest_was(client: Client) -> None:
    """The grants for vocational adult education were read by machine alone."""
    law = section(
        client.get("/vem-gor-vad/tema/vuxenutbildning-och-yrkesvux/kronobergs-lan").text, "lag"
    )
    assert "(inte granskat)" in law
    assert "Kommuner som söker statsbidrag" in law
    plan = section(client.get("/vem-gor-vad/strategi/jonkoping-plan-2024-2028").text, "lag")
    assert "(inte granskat)" not in plan


def test_a_forum_that_began_a_project_stands_on_the_page_of_its_measure(client: Client) -> None:
    """Before the forum that is for the whole document."""
    told = section(client.get("/vem-gor-vad/element/kh-a").text, "forum")
    assert told.index("Nätverket för kommunernas näringslivschefer") < told.index("Kompetensforum")
