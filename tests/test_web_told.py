"""What the pages tell a reader who holds the document beside them."""

import html
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

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


# -- themes in a county ----------------------------------------------------------------------


def section_of(page: str, name: str) -> str:
    """The words of a page from the heading of a section to the next heading."""
    start = page.index(f'id="{name}"')
    end = page.find("<h2", page.index("</h2>", start))
    return plain(page[start:end])


@pytest.mark.parametrize(
    "address",
    [
        "vuxenutbildning-och-yrkesvux/jonkopings-lan",
        "yrkeshogskola/jonkopings-lan",
        "folkbildning/jonkopings-lan",
        "larcentrum/kronobergs-lan",
    ],
)
def test_a_plan_that_speaks_of_a_theme_is_not_said_to_be_silent(
    client: Client, address: str
) -> None:
    """It has no goal or measure with the theme; its forums, mandates and text may name it."""
    page = client.get(f"/vem-gor-vad/tema/{address}").text
    short = section_of(page, "kort")
    assert "Inget mål, ingen prioritering och ingen insats i läst plan har temat i Jönköpings län" \
        in short  # fmt: skip
    assert "plan nämner" not in short
    assert "nämner temat" not in short
    forums = re.search(r"Forum har temat i [^.]*?\[[\d–, ]+\]", short)
    assert forums or "Forum har temat" not in short


@pytest.mark.parametrize("address", ["folkbildning/jonkopings-lan", "validering/kronobergs-lan"])
def test_who_holds_a_mandate_is_not_nobody(client: Client, address: str) -> None:
    """What stands in the table of mandates is not denied in the table of roles."""
    page = client.get(f"/vem-gor-vad/tema/{address}").text
    told = section_of(page, "roller")
    assert "Ingen nämns utöver uppdragen ovan" in told
    assert "Ingen nämns för just detta" not in told


def test_who_pays_for_the_whole_plan_pays_for_its_themes_too(client: Client) -> None:
    """The same page names who pays for the whole; a document of other matters is not there."""
    page = client.get("/vem-gor-vad/tema/vuxenutbildning-och-yrkesvux/jonkopings-lan").text
    short, answers = section_of(page, "kort"), section_of(page, "ansvar")
    plan = "för Plan för regional kompetensförsörjning 2024–2028"
    assert f"Betalar: Region Jönköpings län, {plan} (för helheten, inte för just temat)" in short
    assert "(finansiär), för hela Plan för regional" in answers
    assert "smarta specialiseringsstrategi" not in answers


def test_a_county_of_its_own_page_comes_first(client: Client) -> None:
    """What Jämtland's own page says stands before the duties of the country's authorities."""
    page = client.get("/vem-gor-vad/tema/samverkan-och-styrning/jamtlands-lan").text
    short = section_of(page, "kort")
    sources = short[short.index("Enligt källorna") :]
    assert sources.index("Samverka med länets aktörer") < sources.index("sex myndigheter")
    assert re.search(r"Och \d+ till, se nedan", short)


# -- what is our reading ---------------------------------------------------------------------


def test_our_reading_is_marked_wherever_it_stands(client: Client) -> None:
    """Each by itself: who follows up is said once, and read into what names nobody."""
    county = client.get(COUNTY).text
    roles = next(row for row in rows_of(county) if row[0] == "Uppföljare")
    assert re.search(
        r"Region Jönköpings län \[\d+\]Region Jönköpings län \(vår läsning\)", roles[1]
    )
    other = client.get("/vem-gor-vad/lan/kronobergs-lan").text
    pillar = next(row for row in rows_of(other) if "Coachningsinsatser" in row[0])
    assert "(insats, vår läsning" in pillar[0]
    assert pillar[1] == "Genom projektet som genomför det"
    met = {row[0]: row[1] for row in rows_of(other)[-60:] if len(row) == 2}
    chiefs = next(told for name, told in met.items() if name.startswith("Nätverk för förvaltning"))
    assert "Region Kronoberg (sammankallande) (vår läsning)" in chiefs
    industry = [row for row in rows_of(county) if row[0].startswith("Branschforum Industri")]
    assert industry and all("(vår läsning)" in " ".join(row) for row in industry)


# -- time ------------------------------------------------------------------------------------


def test_a_plan_that_had_not_begun_is_told_so(client: Client) -> None:
    """The plan of 2024 on a day in 2020, and no such word in its own time."""
    then = client.get(COUNTY + "?as_of=2020-01-01").text
    short = section_of(then, "kort")
    assert "2024–2028 hade inte börjat gälla den dagen (gäller från 2024) och räknas inte." in short
    assert "16 insatser" not in short and "8 insatser" not in short
    assert "(hade inte börjat gälla: gäller från 2024)" in section_of(then, "roller")
    assert "hade inte börjat" not in client.get(COUNTY).text
    assert "16 insatser" in section_of(client.get(COUNTY).text, "kort")


def test_the_first_page_counts_what_had_not_begun_apart(client: Client) -> None:
    """On a day before the plan all its measures are among those that had not begun."""
    then, now = (words(client.get(path).text) for path in ("/?as_of=2020-01-01", "/"))
    assert re.search(r"\b21 insatser \(4 enligt vår läsning\) \(16 hade inte börjat gälla\)", then)
    assert "21 insatser (4 enligt vår läsning)" in now and "hade inte börjat" not in now
    listed = words(client.get("/alla/insatser?as_of=2020-01-01").text)
    assert listed.count("(hade inte börjat gälla: gäller från 2024)") == 16


def test_what_is_to_be_presented_is_planned_and_has_not_just_begun(client: Client) -> None:
    """The plan means to present foresight reports in 2024 and 2028; nobody says that they came."""
    changed = words(client.get("/bevaka/andrat?sedan=2023-12-31").text)
    assert "planerad till 2024" in changed and "Framtidsspaningar 2024 från 2024" not in changed
    (row,) = (r for r in rows_of(client.get("/tidslinje?as_of=2025-01-01").text)
              if r[0].startswith("Framtidsspaningar 2028"))  # fmt: skip
    assert row[-1] == "planerad till dess"


# -- questions to bring ----------------------------------------------------------------------


def test_no_forum_is_given_for_a_question_because_it_is_large(client: Client) -> None:
    """A forum that supports the document is given; else one of the county is an example."""
    given = client.get("/id/finding/gap-07-jonkoping-plan-2024-2028-d6efa068.html").text
    assert "Kan tas upp i Kompetensrådet." in plain(given)
    none = client.get("/id/finding/gap-15-jh-utvecklingsomraden-d3995c9f.html").text
    assert "är givet för frågan. Ett forum i länet är " in plain(none)
    assert client.get("/id/finding/gap-14-kh-u1-3ac1578c.json").json()["data"]["forum"] is None


def test_what_the_questions_of_a_forum_are_all_about_is_said_once(client: Client) -> None:
    """The plan's name stands before its questions and not in each of them."""
    short = section_of(client.get(COUNTY).text, "kort")
    asked = short[short.index("Att ta upp.") :]
    assert "I Kompetensrådet, om Plan för regional kompetensförsörjning 2024–2028:" in asked
    assert asked.count("Plan för regional kompetensförsörjning 2024–2028") == 1


def test_should_in_a_law_is_a_rule_and_no_wish(client: Client) -> None:
    """How binding it is stands beside: a recommendation."""
    (row,) = (r for r in rows_of(client.get(COUNTY).text)
              if len(r) > 1 and r[1].startswith("Följa Tillväxtverkets anvisningar"))  # fmt: skip
    assert "önskat" not in row[1] and row[2] == "Rekommendation"


# -- what holds in one county and not in another ---------------------------------------------


def test_what_shows_that_two_meet_in_one_county_shows_nothing_of_another(client: Client) -> None:
    """The forums that regions and the employment service share are in two of the three counties."""
    told = {c: section_of(client.get(f"/vem-gor-vad/lan/{c}-lan").text, "kort")
            for c in ("jonkopings", "jamtlands", "kronobergs")}  # fmt: skip
    assert "varav 1 samordnad" in told["jonkopings"] and "varav 1 samordnad" in told["jamtlands"]
    assert "samordnad" not in told["kronobergs"]
    assert "i Kronobergs län framgår inte" in told["kronobergs"]
    found = section_of(client.get("/vem-gor-vad/lan/kronobergs-lan").text, "fynd")
    assert "(i andra län; i Kronobergs län framgår det inte att de möts)" in found


def test_a_wish_of_one_plan_is_no_mandate_in_every_county(client: Client) -> None:
    """Only Jönköping's plan asks employers to be attractive, and it obliges nobody."""
    own = section_of(client.get(COUNTY).text, "lag")
    assert own.index("Inte bindande") < own.index("Arbeta för att vara en attraktiv arbetsgivare")
    for other in ("kronobergs", "jamtlands"):
        assert "attraktiv arbetsgivare" not in client.get(f"/vem-gor-vad/lan/{other}-lan").text


def test_what_is_undertaken_or_advised_is_not_among_what_one_must(client: Client) -> None:
    """Every duty stands before the table of what binds nobody, and nothing else does."""
    section = client.get(COUNTY).text
    section = section[section.index('id="lag"') : section.index('id="ansvar"')]
    must, may = section.split("Inte bindande:")
    assert "Skyldighet" in must and "Skyldighet" not in may
    for word in ("Frivilligt åtagande", "Rekommendation"):
        assert word in may and word not in must


def test_who_gave_a_mandate_is_told_where_no_law_is(client: Client) -> None:
    """Jämtland's page names the Government: the ground is not said to be unmentioned as such."""
    (row,) = (r for r in rows_of(client.get("/vem-gor-vad/lan/jamtlands-lan").text)
              if len(r) > 3 and r[1].startswith("Ta fram analyser och prognoser av kompetens")
              and r[0] == "Alla regioner")  # fmt: skip
    assert row[3] == "givet av Regeringen; lag eller beslut nämns inte i det lästa"


@pytest.mark.parametrize(
    ("county", "page"),
    [("kronobergs", "Kronobergs webbsida"), ("jamtlands", "Jämtland Härjedalens webbsida")],
)
def test_what_was_read_is_read_also_where_it_has_not_the_theme(
    client: Client, county: str, page: str
) -> None:
    """Nothing in the county's page is of the theme; it was read all the same, no other county's."""
    told = section_of(client.get(f"/vem-gor-vad/tema/yrkeshogskola/{county}-lan").text, "olast")
    read = told[told.index("Läst:") : told.index("Inte läst:")]
    assert page in read and "Jönköping" not in read and "Plan för" not in read


def test_functions_that_a_source_names_are_told(client: Client) -> None:
    """The co-ordinator of validation by the theme, all four co-ordinators by the county."""
    theme = section_of(client.get("/vem-gor-vad/tema/validering/kronobergs-lan").text, "roller")
    assert "Samordnare validering (Region Kronoberg)" in theme
    assert "Samordnare kompetensförsörjning" not in theme
    county = section_of(client.get("/vem-gor-vad/lan/kronobergs-lan").text, "roller")
    for what in ("validering", "kompetensförsörjning", "kompetensförsörjningsfrågor",
                 "utbildningsfrågor"):  # fmt: skip
        assert f"Samordnare {what} (Region Kronoberg)" in county
    assert "Samordnare" not in section_of(client.get(COUNTY).text, "roller")


# -- numbers and words -----------------------------------------------------------------------


def test_one_thing_met_by_a_network_is_not_met_by_a_measure(client: Client) -> None:
    """The source says that the network takes it up; that a project does is our reading."""
    short = section_of(client.get("/vem-gor-vad/lan/kronobergs-lan").text, "kort")
    assert "sägs någon eller något ta upp det" in short
    assert "en insats möta" not in short


def test_one_is_told_in_the_singular(client: Client) -> None:
    """One priority, and nobody named: no zero of them."""
    short = section_of(client.get("/vem-gor-vad/tema/integration/kronobergs-lan").text, "kort")
    assert "finns enligt andra källor 1 prioritering; ingen läst källa anger någon" in short


def test_an_open_list_is_told_where_members_are_counted(client: Client) -> None:
    """The list of Kompetensforum ends with others: the number is a lower bound."""
    rows = rows_of(client.get("/vem-gor-vad/lan/kronobergs-lan").text)
    forum = next(r for r in rows if r[0].startswith("Kompetensforum Kronoberg") and len(r) == 5)
    assert re.fullmatch(r"minst \d+; fler kan vara med( \(enligt källa från [^)]+\))?", forum[3])


def test_what_nobody_is_named_for_has_the_word_of_the_table(client: Client) -> None:
    """The sub-strategies are no priorities in one section and sub-strategies in the other."""
    none = section_of(client.get(COUNTY).text, "ingen")
    assert "(delstrategi, Regional utvecklingsstrategi" in none
    assert "(prioritering, Regional utvecklingsstrategi" not in none


def test_gaps_and_questions_are_lists_with_the_title_once(client: Client) -> None:
    """The title of the plan heads its gaps, and each gap stands by itself."""
    page = client.get(COUNTY).text
    short = page[page.index('id="kort"') :]
    gaps = short[short.index("Andra luckor.") : short.index("Källorna säger själva.")]
    first, *items = re.split(r"<li>", gaps)
    assert "Plan för regional kompetensförsörjning 2024–2028:" in plain(first)
    assert len(items) > 3
    assert not any(plain(i).startswith("Plan för regional") for i in items)
    asked = short[short.index("Att ta upp.") :]
    assert plain(re.split(r"<li>", asked)[1]).startswith("I Kompetensrådet, om Plan för regional")


def test_gaps_that_share_no_document_stand_under_a_heading_of_their_own(client: Client) -> None:
    """Of one theme in one county: not under what is only wished for, which stands before them."""
    page = client.get("/vem-gor-vad/tema/validering/jonkopings-lan").text
    short = page[page.index('id="kort"') : page.index('id="lag"')]
    wished = short[short.index("Bara önskat.") : short.index("Andra luckor.")]
    assert "<ul" not in wished
    gaps = short[short.index("Andra luckor.") : short.index("Överlappning.")]
    first, *items = re.split(r"<li>", gaps)
    assert plain(first).startswith("Andra luckor.")
    assert any("Styrgruppen för Validering" in plain(item) for item in items)


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("samma tema under samma rubrik har insats",
         "för {n} har en insats under samma rubrik samma tema"),
        ("ingen sägs möta just detta|insatserna som möter just detta sägs inte",
         "för {n} finns insatser under samma rubrik, men vilken som möter det anges inte"),
        ("vilken insats som möter det anges inte",
         "för {n} anges ingen insats som möter det"),
    ],
)  # fmt: skip
def test_what_is_said_to_answer_a_lack_is_as_the_findings_say(
    client: Client, claim: str, told: str
) -> None:
    """As many of each sort in the summary as among the findings of the county."""
    found = client.app.state.shelf.findings(View()).found
    mine = [f for f in found if f.kind == "gap-14" and f.region.endswith("/jonkopings-lan")]
    number = sum(bool(re.search(claim, f.sentence.sv)) for f in mine)
    short = section_of(client.get(COUNTY).text, "kort")
    assert number and told.format(n=number) in short


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


# -- names that are ours, questions of a forum, and search ------------------------------------


@pytest.mark.parametrize(
    ("path", "name", "told"),
    [
        ("/id/strategy/kronoberg-rus-2025.html", "Green Kronoberg 2025", "översatt av oss"),
        ("/id/element/eu-i2.html", "Tydlig strategi så att kompetens ger jobb", "kort namn av oss"),
        ("/id/actor/arbetsformedlingen.html", "Swedish Public Employment Service", "namn i dag"),
        ("/id/strategy/kronoberg-rus-2025.html", "Gröna Kronoberg 2025", "namn i dag"),
    ],
)
def test_a_name_of_ours_is_not_told_as_one_in_use(
    path: str, name: str, told: str, client: Client
) -> None:
    """A translation, and a short name for what the source says in a sentence."""
    (row,) = [r for r in rows_of(client.get(path).text) if r and r[0].startswith(name) and r[2:]]
    assert told in row[1]


def test_questions_of_other_things_are_told_as_such_on_the_page_of_a_forum(client: Client) -> None:
    """A member does not read them as lacks of the council."""
    page = words(client.get("/id/forum/kompetensradet-jonkoping.html").text)
    assert "De handlar inte om forumet självt." in page
    assert "De handlar inte om" not in words(client.get("/id/actor/region-kronoberg.html").text)


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("folkhögskola", "Folkhögskolor"),
        ("vem ansvarar för validering", "Validering"),
        ("LO", "LO-distriktet"),
        ("kompetensråd", "Kompetensrådet"),
    ],
)
def test_search_finds_other_forms_of_a_word_and_whole_words_first(
    asked: str, first: str, client: Client
) -> None:
    """And hits for the words one by one, where no name holds them all."""
    found = client.get(f"/forslag.json?{urlencode({'q': asked})}").json()
    assert any(one["name"].startswith(first) for one in found[:2]), found


def test_a_name_in_english_comes_after_swedish_ones_on_a_swedish_page(client: Client) -> None:
    """``Plan the supply … after`` is no hit for AF before the names that hold it in Swedish."""
    found = client.get("/forslag.json?q=af").json()
    foreign = [bool(re.search(r"\b(the|of|after)\b", one["also"])) for one in found]
    assert foreign == sorted(foreign)
