"""Claims that a reader of the documents would dispute, each settled by the text itself."""

import re

import pytest

from kgraph.project import Project
from kgraph.report.acts import act_of, section_of
from tests.asking import Client
from tests.helpers import ROOT
from tests.pages_app import create_app
from tests.test_web_queries import words
from tests.test_web_told import plain, rows_of
from tests.test_web_told import section_of as part_of

THEME = "/vem-gor-vad/tema/"
COUNTY = "/vem-gor-vad/lan/"


@pytest.fixture(scope="module")
def client() -> Client:
    """The pages of the checkout's own graph."""
    return Client(create_app(Project(ROOT, "given")))


def row_of(client: Client, address: str, name: str) -> str:
    """The row of a page's tables that begins with a name."""
    return next(" | ".join(row) for row in rows_of(client.get(address).text)
                if row and row[0].startswith(name))  # fmt: skip


def part_html(client: Client, address: str, name: str) -> str:
    """A section of a page."""
    page = client.get(address).text
    start = page.index(f'id="{name}"')
    return page[start : page.find("<h2", page.index("</h2>", start))]


def row_with(client: Client, address: str, words: str) -> str:
    """The row of a page's tables that has some words in it."""
    return next(told for row in rows_of(client.get(address).text)
                if words in (told := " | ".join(row)))  # fmt: skip


# -- who is of a theme, where the theme is not told ---------------------------------------------


@pytest.mark.parametrize(
    ("theme", "forum", "who"),
    [
        ("yrkeshogskola/kronobergs-lan", "Kompetensforum", "Yrkeshögskolan"),
        ("studie-och-yrkesvagledning/kronobergs-lan", "Kompetensforum", "Studie- och yrkesvägled"),
        ("vuxenutbildning-och-yrkesvux/kronobergs-lan", "Kompetensforum", "Vuxenrektorer"),
        ("folkbildning/kronobergs-lan", "Kompetensforum", "Studieförbunden"),
        ("folkbildning/jamtlands-lan", "Ledningsgrupp", "Folkhögskolorna"),
        ("larcentrum/jamtlands-lan", "Ledningsgrupp", "lärcentrum"),
    ],
)
def test_who_is_of_the_theme_is_named_in_the_forums_that_are_not(
    client: Client, theme: str, forum: str, who: str
) -> None:
    """Kompetensforum (000:42) and the steering group (003:21) are for skills supply in general."""
    page = client.get(THEME + theme).text
    table = page[page.index("Aktörer inom temat som nämns i andra forum") :]
    (row, *_) = (r for r in rows_of(table) if r and r[0].startswith(forum))
    assert who in row[1] and re.search(r"\[\d", row[1])
    assert "är med i" in part_of(page, "kort")


def test_what_an_agency_of_the_theme_does_uses_and_may_is_told(client: Client) -> None:
    """Its part in the county's assessments (002:315–319, 323–325) and in YHSAM (002:729–731)."""
    address = THEME + "yrkeshogskola/jonkopings-lan"
    done = row_of(client, address, "Myndigheten för yrkeshögskolan |"[:-2])
    assert "bedömningar av kommande utbildningsbehov" in done and "(utförare)" in done
    assert "Kompetensbedömningar för Jönköpings län (använder)" in done
    assert "önskat läge" in done
    table = client.get(address).text
    table = table[table.index("Aktörer inom temat som nämns i andra forum") :]
    (yhsam,) = (r for r in rows_of(table) if r[0] == "YHSAM")
    assert "Myndigheten för yrkeshögskolan (deltagare; får göras)" in yhsam[1]


def test_regions_that_work_together_stand_where_their_matter_is_told(client: Client) -> None:
    """Four regions on smart specialisation (002:216–228), in each one's county; no forum."""
    for address in (THEME + "smart-specialisering/kronobergs-lan", COUNTY + "kronobergs-lan"):
        row = row_of(client, address, "Samarbetet mellan regionerna i Småland och öarna")
        assert "Region Kronoberg (samverkanspart)" in row and "Region Gotland" in row
    assert "Småland och öarna" not in part_of(client.get(COUNTY + "jamtlands-lan").text, "forum")


# -- our reading is no count and no statement ----------------------------------------------------


def test_the_pillars_of_a_project_are_no_measures_of_the_plan(client: Client) -> None:
    """Only measure A is the plan's (004:7); its parts are the project's (004:9–14)."""
    short = part_of(client.get(COUNTY + "kronobergs-lan").text, "kort")
    assert "och 1 insats; " in short
    assert "Delar enligt vår läsning, och därför inte räknade: " in short


def test_groupings_of_a_network_are_not_its_members(client: Client) -> None:
    """The heads of adult education meet in one network and in three groupings (002:743–744)."""
    short = part_of(
        client.get(THEME + "vuxenutbildning-och-yrkesvux/jonkopings-lan").text, "kort"
    )  # fmt: skip
    assert "Nätverk för komvuxchefer: minst 2 kända deltagare" in short


def test_a_network_read_out_of_a_list_is_marked_and_its_members_are_counted_so(
    client: Client,
) -> None:
    """One sentence lists the functions that meet (000:48)."""
    row = row_of(client, COUNTY + "kronobergs-lan", "Nätverk för utvecklingsledare i Kronoberg")
    assert "(delvis vår läsning)" in row.split(" | ")[0] and "(varav 1 är vår läsning)" in row
    stated = row_of(client, COUNTY + "kronobergs-lan", "Kompetensforum Kronoberg")
    assert "vår läsning" not in stated.split(" | ")[0]


def test_a_sector_forum_belongs_to_the_area_of_its_name_by_our_reading(client: Client) -> None:
    """The forums relate to the areas (002:673–674); which to which only the names tell."""
    page = plain(client.get("/matris/forum/priority").text)
    assert "Branschforum Besöksnäring: för just detta, enligt vår läsning" in page
    assert "Branschforum Livsmedel: för just detta, enligt vår läsning" in page
    told = part_of(client.get("/vem-gor-vad/element/js-p4").text, "forum")
    assert "Branschforum Besöksnäring (vår läsning)" in told and "källan säger det" not in told


def test_who_defined_areas_together_is_not_said_to_carry_them_out(client: Client) -> None:
    """The actors have defined together which areas need to develop (003:17)."""
    page = words(client.get("/id/element/jh-utvecklingsomraden.html").text)
    assert "Samverkanspart" in page and "Utförare" not in page


# -- what a statement is of ------------------------------------------------------------------------


def test_a_forum_for_the_whole_plan_is_not_said_to_be_for_one_measure(client: Client) -> None:
    """The council's part is for the plan (002:43–45); others have the measure's theme."""
    told = part_of(client.get("/vem-gor-vad/element/jp-fo2-i3").text, "forum")
    assert "Kompetensrådet (för hela dokumentet, säger källan)" in told
    assert "Regionalt Forum - skola-arbetsliv (har samma tema" in told


def test_a_strategy_that_has_run_out_says_so_first(client: Client) -> None:
    """On its own page and on those of its parts; not where it still holds."""
    ended = "gällde till och med 2025; vad som gäller i stället sägs inte i det lästa"
    for path in ("strategi/kronoberg-kompetensforsorjning-2016-2025", "element/kr-p1"):
        assert ended in part_of(client.get(f"/vem-gor-vad/{path}").text, "kort")
    assert "Giltighet." not in words(client.get("/vem-gor-vad/element/jp-fo1-i1").text)
    then = client.get("/vem-gor-vad/element/kr-p1?as_of=2024-01-01").text
    assert "Giltighet." not in words(then)


def test_on_another_day_no_plan_is_said_to_lack_a_theme_that_it_has(client: Client) -> None:
    """The plan of 2024 has the theme, and had not begun."""
    then = part_of(client.get(THEME + "validering/jonkopings-lan?as_of=2020-01-01").text,
                         "kort")  # fmt: skip
    assert "Inget mål, ingen prioritering och ingen insats som gällde den dagen har temat" in then


def test_a_duty_that_rests_on_a_later_strategy_did_not_hold_before_it(client: Client) -> None:
    """The national strategy of 2021 is the only basis of letting it guide (002:182–187)."""
    duty = "Låta den nationella strategin vägleda"
    then = part_of(client.get(COUNTY + "jonkopings-lan?as_of=2020-01-01").text, "lag")
    assert then.index("Gällde inte 1 januari 2020") < then.index(duty)
    now = part_of(client.get(COUNTY + "jonkopings-lan").text, "lag")
    assert now.index(duty) < now.index("Inte bindande: ")


def test_who_pays_for_the_whole_is_told_in_the_table_too(client: Client) -> None:
    """The short answer and the table below it say the same."""
    address = THEME + "vuxenutbildning-och-yrkesvux/jonkopings-lan"
    row = row_of(client, address, "Betalar")
    assert "Region Jönköpings län" in row and "(för helheten, inte för just temat)" in row
    assert "Kompetensrådet" in row_of(client, address, "Följer upp")


def test_a_part_of_a_plan_tells_what_the_plan_cites_and_nobody_read(client: Client) -> None:
    """The plan was read; what it rests on was not."""
    told = part_of(client.get("/vem-gor-vad/element/jp-fo2-i3").text, "olast")
    assert "Inte läst: Regional utvecklingsstrategi" in told and "Inte läst: –" not in told


def test_a_number_of_measures_cites_where_they_stand(client: Client) -> None:
    """Measure A stands in 004:7; 004:3 tells of the money."""
    rows = client.get("/jamfor.json?lan=jonkopings-lan&lan2=kronobergs-lan").text
    assert "/7-7" in rows
    page = client.get("/jamfor?lan=jonkopings-lan&lan2=kronobergs-lan").text
    (row,) = (r for r in rows_of(page) if r and r[0] == "Insatser")
    (number,) = re.findall(r"1, kända \[(\d+)\]", row[2])
    note = re.search(rf'<li id="k{number}".*?</li>', page, re.S)
    assert note and "rad 7<" in note[0]


# -- findings --------------------------------------------------------------------------------------


def test_a_finding_has_a_short_name_and_its_claim_below(client: Client) -> None:
    """The claim is a long sentence; the forum is that of the page of questions."""
    page = client.get("/id/finding/ovl-01-arbetsformedlingen-1828c6f1.html").text
    title = re.search(r"<h1[^>]*>(.*?)</h1>", page, re.S)
    assert title and plain(title[1]) == "Överlappande uppdrag: Arbetsförmedlingen och Alla regioner"
    text = plain(page).replace("\xad", "")
    assert "har uppdrag av samma slag" in text and "Kan tas upp i Kompetensrådet." in text
    assert "grupp som en" not in text and "collapse" not in text


def test_read_documents_stand_first_in_a_matrix(client: Client) -> None:
    """A reader meets what was read before the rows of question marks."""
    page = words(client.get("/matris/forum/priority").text)
    plan, unread = (page.index(name) for name in (
        "Stärka länets infrastruktur för", "Kompetensutveckling genom hela livet"))  # fmt: skip
    assert plan < unread


# -- laws ------------------------------------------------------------------------------------------


def test_a_footnote_to_a_law_names_the_section_and_leads_to_the_text(client: Client) -> None:
    """On a page's list of places, on the place itself, and on the law."""
    text = '<a href="https://rkrattsbaser.gov.se/sfst?bet=2010:630" rel="external noreferrer">'
    for address in (
        COUNTY + "jamtlands-lan",
        "/graph/reference/laws-2010-630-p5.html",
        "/id/law/sfs-2010-630-p5.html",
    ):
        assert text in client.get(address).text, address
    place = words(client.get("/graph/reference/laws-2010-630-p5.html").text)
    assert "5 §" in place and "radnummer" not in place


@pytest.mark.parametrize(
    ("heading", "section", "act"),
    [
        ("2010:630, 5 §, tillägg genom lag 2022:1090", "5 §", "2010:630"),
        ("2022:811: 3 och 17 §§", "3 och 17 §§", "2022:811"),
        ("2024:99: hela texten, 3–4 och 7–11 §§", "3–4 och 7–11 §§", "2024:99"),
        ("SFS 2010:800 15 kap. 30 a §", "15 kap. 30 a §", "2010:800"),
        ("20 § 4, lydelse enligt 2018:1966", "20 § 4", ""),
        ("Skr. 2020/21:133 och tillhörande dokument", "", ""),
        ("Project background", "", ""),
    ],
)
def test_a_heading_tells_which_section_of_which_act(heading: str, section: str, act: str) -> None:
    """As the registers write them; what is no act has neither."""
    assert (section_of(heading), act_of(heading)) == (section, act)


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("2010:630, 5 §, tillägg genom lag 2022:1090", "Section 5"),
        ("2022:811: 3 och 17 §§", "Sections 3 and 17"),
        ("SFS 2010:800 15 kap. 30 a §", "Chapter 15, Section 30 a"),
        ("20 § 4, lydelse enligt 2018:1966", "Section 20(4)"),
        ("Project background", ""),
    ],
)
def test_an_english_page_names_sections_in_english(heading: str, section: str) -> None:
    """No Swedish words stand unmarked on it."""
    assert section_of(heading, "en") == section


def test_sources_of_one_name_are_told_apart(client: Client) -> None:
    """Two pages are called Regional kompetensförsörjning: one a region's, one an agency's."""
    rows = [row[0] for row in rows_of(client.get("/kallor").text)
            if row and "Regional kompetensförsörjning" in row[0]]  # fmt: skip
    assert any("Region Kronoberg" in r for r in rows) and any("Tillväxtverket" in r for r in rows)


def test_a_pending_bill_is_told_wherever_the_act_is(client: Client) -> None:
    """Prop. 2025/26:158 would change the act; what came of it is not known here."""
    told = "Om förslaget har antagits är inte känt här."
    for address in ("/id/law/sfs-2010-630.html", "/id/law/sfs-2010-630-p5.html",
                    COUNTY + "jamtlands-lan"):  # fmt: skip
        page = words(client.get(address).text)
        assert "Kan ha ändrats: Prop. 2025/26:158" in page and told in page, address
    before = client.get(COUNTY + "jamtlands-lan?as_of=2026-03-16").text
    assert "Kan ha ändrats" not in words(before)
    assert "Kan ha ändrats" not in words(client.get("/id/law/sfs-2024-99.html").text)


@pytest.mark.parametrize(
    ("theme", "section"),
    [("vuxenutbildning-och-yrkesvux", "20 kap. 16 a §"), ("matchning", "15 kap. 30 b §"),
     ("infrastruktur-for-kompetensforsorjning", "2 kap. 2 a §"), ("unga", "15 kap. 30 b §")],
)  # fmt: skip
def test_what_the_education_act_asks_of_municipalities_stands_on_its_themes(
    client: Client, theme: str, section: str
) -> None:
    """Planned by demand and the needs of the labour market, since 1 July 2023."""
    rows = rows_of(client.get(f"{THEME}{theme}/jamtlands-lan").text)
    (row,) = (r for r in rows if r[0] == "Landets kommuner" and section in r[3])
    assert row[2] == "Skyldighet" and row[4] == "från 1 juli 2023"
    then = part_of(client.get(f"{THEME}{theme}/jamtlands-lan?as_of=2023-06-30").text, "lag")
    assert then.index("Gällde inte 30 juni 2023") < then.index(section)


# -- what a strategy has to do with --------------------------------------------------------------


def test_what_one_strategy_carries_out_is_not_asked_of_all_of_its_kind(client: Client) -> None:
    """Goals for skills supply may stand in a development strategy (002:148–152), and need not."""
    duty = "Fastställa mål och prioriteringar"
    for slug in ("kronoberg-rus-2025", "jamtland-harjedalen-rus"):
        page = client.get(f"/vem-gor-vad/strategi/{slug}").text
        assert duty not in part_of(page, "lag") and duty not in part_of(page, "kort")
    own = row_with(client, "/vem-gor-vad/strategi/jonkoping-rus", duty)
    assert "(att det hör hit är vår läsning)" in own


def test_a_strategy_names_what_it_is_put_into_practice_through(client: Client) -> None:
    """By an action plan, under the county's development strategy (000:34)."""
    address = "/vem-gor-vad/strategi/kronoberg-kompetensforsorjning-2016-2025"
    assert "Handlingsplan för" in row_of(client, address, "Omsätts genom")
    assert "Gröna Kronoberg 2025" in row_of(client, address, "Är en del av")


def test_a_strategy_is_not_said_to_lack_what_others_cite(client: Client) -> None:
    """As many works as its summary counts, none of them of another county."""
    page = client.get("/vem-gor-vad/strategi/kronoberg-rus-2025").text
    said = re.search(r"(\d+) omnämnda verk är inte lästa", part_of(page, "kort"))
    rest = page[page.index("Det som källorna hänvisar till men som inte är läst") :]
    assert said and rest[: rest.index("</ul>")].count("<li>") == int(said[1])
    assert "Jönköping" not in rest[: rest.index("</ul>")]


def test_the_mandate_that_a_plan_supports_stands_with_it(client: Client) -> None:
    """The first sentence of the plan (002:2–3)."""
    told = row_with(client, "/vem-gor-vad/strategi/jonkoping-plan-2024-2028", "Övergripande ansvar")
    assert told.startswith("Region Jönköpings län")


def test_who_has_a_role_for_the_whole_has_it_in_every_row_of_a_theme(client: Client) -> None:
    """No part of the plan has the theme: one answers, decides and takes part for all of it."""
    address = THEME + "vuxenutbildning-och-yrkesvux/jonkopings-lan"
    for role, who in (("Ansvarar", "Region Jönköpings län"), ("Beslutar", "Nämnden för"),
                      ("Samordnar", "Kompetensrådet (medverkande)")):  # fmt: skip
        row = row_of(client, address, role)
        assert who in row and "(för helheten, inte för just temat)" in row


def test_a_role_for_the_whole_stands_beside_those_for_the_theme(client: Client) -> None:
    """The region answers for YHSAM and for the plan (002:727–735, 783–785)."""
    row = row_of(client, THEME + "yrkeshogskola/jonkopings-lan", "Ansvarar")
    assert "för YHSAM [" in row and "2024–2028 (för helheten, inte för just temat)" in row


@pytest.mark.parametrize(
    ("asked", "name"),
    [("RUA", "Vara regionalt utvecklingsansvarig aktör"), ("SSA", "Skola och arbetsliv"),
     ("gymnasium", "Jämtlands Gymnasieförbund")],
)  # fmt: skip
def test_search_knows_the_abbreviations_that_the_plan_writes(
    client: Client, asked: str, name: str
) -> None:
    """For who is responsible for regional development (002:88), and school and work (002:705)."""
    rows = rows_of(client.get(f"/sok?q={asked}").text)
    assert rows[1][0].startswith(name)


def test_the_partners_of_a_project_take_part_in_what_it_carries_out(client: Client) -> None:
    """Eight municipalities are named as partners (004:16)."""
    for address in ("/vem-gor-vad/element/kh-a", COUNTY + "kronobergs-lan"):
        row = row_of(client, address, "Samordnar")
        assert row.count("kommun (samverkanspart)") == 8


def test_a_fund_and_the_day_shown_are_told_in_words(client: Client) -> None:
    """What the plan says of the fund (002:213–216), and names for what is reached by links."""
    fund = words(client.get("/id/programme/europeiska-regionala-utvecklingsfonden.html").text)
    assert "smarta specialiseringsstrategier" in fund and "Har samband med det" in fund
    for thing in ("reference-date", "kgraph"):
        assert f"other:{thing}" not in words(client.get(f"/id/other/{thing}.html").text)


def test_whoever_meets_by_a_seat_that_we_read_in_meets_by_our_reading(client: Client) -> None:
    """That the region convenes the sector forums is one (002:658); others' seats are stated."""
    row = row_of(client, "/id/actor/region-jonkopings-lan.html", "Möts i forum")
    assert "Branschföreträdare i Jönköpings län (vår läsning)" in row
    assert "Kommunernas utvecklingschefer i Jönköpings län [" in row


@pytest.mark.parametrize("address", ["/bevaka/fragor", "/natverk/actor-forum"])
def test_nothing_is_said_to_be_lacking_where_nothing_is_verified(
    client: Client, address: str
) -> None:
    """What was read is there, and not yet verified."""
    assert "Inget här är verifierat än" in words(client.get(address + "?review=verified").text)


def test_a_wide_answer_becomes_cards_on_a_phone(client: Client) -> None:
    """Each value under the name of its column, as in the narrow tables."""
    page = client.get("/fragor/funding").text
    assert '<table class="cards many"' in page and 'data-head="Betalar"' in page
    sheet = client.get("/static/site.css").text
    assert ".many.cards td" in sheet[sheet.index("@media (max-width: 44rem)") :]


def test_a_forum_that_a_source_names_is_not_called_our_reading(client: Client) -> None:
    """One is named with the council (002:644); of another the county is read in (002:816)."""
    rows = {r[0] for r in rows_of(part_html(client, COUNTY + "jonkopings-lan", "forum")) if r}
    assert any(re.match(r"Nätverk för skolchefer \[", name) for name in rows)
    assert any(name.startswith("Styrgruppen för Validering (delvis vår läsning)") for name in rows)


def test_a_municipality_shows_where_its_group_is_represented(client: Client) -> None:
    """Networks with representatives of every municipality (000:48)."""
    page = words(client.get("/id/actor/alvesta-kommun.html").text)
    told = page[page.index("Som en av: Kommunerna i Kronobergs län") :]
    for forum in ("förvaltningschefer", "utvecklingsledare", "vuxenutbildningschefer"):
        assert f"Nätverk för {forum} i Kronoberg" in told
    assert "ibland att alla eller var och en är med" in page


# -- days that no source gives, and what was made ------------------------------------------------


def test_a_day_that_something_cannot_have_been_there_before_is_no_day_when_it_began(
    client: Client,
) -> None:
    """The pilot study was shown in autumn 2016 and the project came of it (001:7), undated."""
    page = words(client.get("/id/project/kompetens-i-kronoberg.html").text)
    assert "2016 (vår läsning)" in page and "Gäller från 2016" not in page
    since = client.get("/bevaka/andrat?sedan=2015-01-01&lan=kronobergs-lan").text
    told = [
        " | ".join(row) for row in rows_of(since) if any("Kompetens i Kronoberg" in c for c in row)
    ]
    assert told and not any("gäller från 2016" in row for row in told)


def test_a_role_is_not_cited_to_the_passage_that_only_dates_its_project(client: Client) -> None:
    """001:3 has the money; 001:7, which tells of the pilot study, has not a word of it."""
    row = row_of(client, COUNTY + "kronobergs-lan", "Betalar")
    assert row.count("Rådet för Europeiska socialfonden") == 1 and "(vår läsning)" in row


def test_a_forum_stands_in_no_view_of_a_day_before_it_can_have_been_there(client: Client) -> None:
    """The work of establishing sector forums began in the spring of 2023 (002:306–313)."""
    old = part_html(client, COUNTY + "jonkopings-lan?as_of=2018-01-01", "forum")
    assert not any(row and row[0].startswith("Branschforum") for row in rows_of(old))
    now = part_html(client, COUNTY + "jonkopings-lan", "forum")
    assert any(row and row[0].startswith("Branschforum Industri") for row in rows_of(now))


@pytest.mark.parametrize(
    ("county", "own"), [("kronobergs-lan", "Region Kronoberg"), ("kalmar-lan", "Region Kalmar län")]
)
def test_an_analysis_that_a_region_has_made_stands_with_its_county(
    client: Client, county: str, own: str
) -> None:
    """Four regions have made it together (002:486–488), and no other county's are listed."""
    row = row_of(client, f"{THEME}smart-specialisering/{county}", "Har gjorts")
    assert own in row and "Transformationsanalys" in row
    assert "så var det" in row and "Region Gotland" not in row
    assert "Alla regioner" in row  # all have drawn up a strategy (002:215–216)


@pytest.mark.parametrize("part", ["ns-p1", "ns-kompetens"])
def test_who_decided_on_a_strategy_that_is_not_read_stands_at_its_parts(
    client: Client, part: str
) -> None:
    """The Government's national strategy (002:184)."""
    assert "Regeringen" in row_of(client, f"/vem-gor-vad/element/{part}", "Beslutar")


@pytest.mark.parametrize(
    ("address", "need"),
    [
        (THEME + "unga/kronobergs-lan", "locka unga"),
        (THEME + "folkbildning/jonkopings-lan", "folkbildningens möjligheter"),
        (COUNTY + "jamtlands-lan", "demografiska utmaningar"),
    ],
)
def test_needs_that_a_text_names_stand_on_the_page_of_their_theme_and_county(
    client: Client, address: str, need: str
) -> None:
    """Needs named as background are no lack that the source states, and are told all the same."""
    short = part_of(client.get(address).text, "kort")
    assert need in short[short.index("Behov och utmaningar.") :]


def test_nobody_is_said_to_be_named_where_somebody_is_only_wished_for(client: Client) -> None:
    """The partners of the sub-strategy are wished for (002:178–179)."""
    page = client.get("/vem-gor-vad/element/jr-d8").text
    assert "nämns någon, på den" not in words(page)
    assert "Bara i ett önskat läge nämns någon: 1" in part_of(page, "kort")


def test_what_holds_in_every_county_is_in_the_list_of_each(client: Client) -> None:
    """A county of which nothing is read has the overlap between all regions and an agency."""
    page = words(client.get("/fynd?lan=skane-lan").text)
    assert "OVL-01" in page and "framgår det inte att de möts" in page


def test_what_ties_a_focus_area_to_the_purpose_is_marked_as_our_reading(client: Client) -> None:
    """The text lists the areas (002:279–291) and has no word of what they lead to."""
    assert "(vår läsning)" in row_of(client, "/vem-gor-vad/element/jp-fo1", "Det bidrar till")
    stated = row_of(client, "/vem-gor-vad/strategi/kronoberg-handlingsplan", "Omsätter")
    assert "vår läsning" not in stated


def test_a_name_with_a_theme_in_it_is_found_by_the_theme(client: Client) -> None:
    """Two sub-strategies name integration (002:163–164, 171)."""
    page = words(client.get(THEME + "integration/jonkopings-lan").text)
    assert "matchningen för integration och hållbar tillväxt" in page


def test_who_works_together_below_is_pointed_at_where_nobody_takes_part(client: Client) -> None:
    """Four regions on smart specialisation (002:216–228), whatever else has been done."""
    row = row_of(client, THEME + "smart-specialisering/kronobergs-lan", "Samordnar")
    assert "Ingen nämns" not in row or "annan samverkan nämns under forumen" in row
