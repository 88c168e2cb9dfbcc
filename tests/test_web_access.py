"""The site as people use it: by keyboard, without scripts, in the dark, on a phone, by axe's rules.

A short walk through one page of every kind belongs to every change; both languages, both colour
schemes and both widths belong to the long proofs. Which pages there are follows from the links.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.crawling import PATTERNS, kind, one_of_each
from tests.helpers import ROOT
from tests.serving import Server, serving
from tests.walking import Walker, chromium_of, walking

DESK, PHONE = {"width": 1400, "height": 1000}, {"width": 390, "height": 844}
# Long pages that the sample, which takes the shortest of each kind, leaves out.
LONG = [
    "/vem-gor-vad/tema/validering/jonkopings-lan",
    "/vem-gor-vad/lan/jonkopings-lan",
    "/vem-gor-vad/strategi/jonkoping-plan-2024-2028",
    "/matris/actor/priority?lan=jonkopings-lan",
    "/matris/forum/member",
    "/jamfor",
    "/fynd?allt=1",
    "/fynd?slag=gap-07&status=confirmed",
    "/sok?q=komp",
    "/sok?q=zzzz",
    "/id/actor/region-jonkopings-lan.html",
    "/?as_of=1990-01-01",
]
# The only page that is nothing without scripts; its still picture and table are pages too.
NEEDS_SCRIPTS = re.compile(r"/natverk\b")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The whole application, with the headers that keep scripts and styles of others out."""
    with serving(ROOT, tmp_path_factory.mktemp("webb") / "logg") as running:
        yield running


@pytest.fixture(scope="module")
def sample(server: Server) -> list[str]:
    """One page of every kind."""

    def get(path: str) -> str:
        got = server.get(path.replace(" ", "%20"), accept="text/html")
        assert got.status == 200, (path, got.status)
        return got.text

    return one_of_each(get)


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """A real browser."""
    with chromium_of(chromium) as running:
        yield running


@pytest.fixture
def walker(browser: Browser, server: Server) -> Iterator[Walker]:
    """A visitor at a desk."""
    with walking(browser, server.address) as visitor:
        yield visitor


def english(path: str) -> str:
    """The same page in English."""
    return "/en" + path


def judged(walker: Walker, path: str, *rules: str, short: bool = False) -> None:
    """A page complains of nothing, asks nobody else, fits its window, and axe finds no fault."""
    walker.open(path)
    walker.unfold()
    assert not walker.is_wider_than_the_window(), path
    if short:
        walker.shorten()
    assert walker.axe(*rules) == [], path
    assert not walker.complaints and not walker.outside, (path, walker.complaints, walker.outside)


# -- every kind of page ----------------------------------------------------------------------


def test_every_route_is_met_by_following_links(sample: list[str]) -> None:
    """So that a new page is walked too, and none is without a way in."""
    assert set(PATTERNS) - {kind(path) for path in sample} <= {"/matris/{rows}/{columns}"}
    assert sum(path.startswith("/id/") for path in sample) >= 15


def test_one_page_of_every_kind_passes_axe_in_swedish_on_a_phone(
    browser: Browser, server: Server, sample: list[str]
) -> None:
    """WCAG 2.1 A and AA, no complaint, nothing from elsewhere, nothing wider than the window."""
    with walking(browser, server.address, viewport=PHONE) as walker:
        for path in sample:
            judged(walker, path, short=True)


@pytest.mark.prove
@pytest.mark.parametrize(
    ("scheme", "viewport", "short"),
    [("light", DESK, False), ("dark", PHONE, True)],
    ids=["desk in the light", "phone in the dark"],
)
def test_every_page_passes_axe_in_both_languages_and_schemes(
    browser: Browser,
    server: Server,
    sample: list[str],
    scheme: str,
    viewport: dict[str, int],
    short: bool,
) -> None:
    """Long pages too: whole at the desk, with the first of each list and table on the phone."""
    with walking(browser, server.address, color_scheme=scheme, viewport=viewport) as walker:
        for path in dict.fromkeys([*sample, *LONG]):
            judged(walker, path, short=short)
            judged(walker, english(path), short=short)


def test_without_scripts_every_page_answers_and_its_menu_is_in_sight(
    browser: Browser, server: Server, sample: list[str]
) -> None:
    """On a phone, where a script would fold the menu."""
    with walking(browser, server.address, java_script_enabled=False, viewport=PHONE) as walker:
        for path in sample:
            if NEEDS_SCRIPTS.match(path):
                continue
            walker.open(path)
            assert walker.page.locator("h1").count() == 1, path
            assert len(walker.page.inner_text("main")) > 60, path
            assert walker.page.get_by_role("link", name="Matris", exact=True).is_visible(), path


# -- what people come for, by keyboard alone -----------------------------------------------------


def test_the_first_stop_of_the_keyboard_skips_to_the_content(walker: Walker) -> None:
    """Past the menu, on any page."""
    walker.open("/fynd")
    walker.tab_to("Hoppa till innehållet")
    walker.press("Enter")
    assert walker.page.evaluate("() => document.activeElement.id") == "innehall"
    walker.tab_to("Slag")  # the first filter, without the menu between


def test_who_is_responsible_for_a_priority_and_where_it_stands(walker: Walker) -> None:
    """From the first page to the strategy, its priority, and the place in the document."""
    walker.open("/")
    walker.follow("Alla teman och strategier")
    walker.follow("Plan för regional kompetensförsörjning 2024–2028")
    walker.tab_to("Vem ansvarar, och på vilken nivå")
    walker.press("Enter")
    walker.follow("Sprida kunskap om kompetensförsörjningsarbetet i länet")
    walker.follow("Hela svaret")
    assert "Utpekad" in walker.text() and "Regional utveckling" in walker.text()
    walker.tab_to(r"textställe \d+(–\d+)?")
    walker.press("Enter")
    walker.follow(r"s\. .*rad .*")
    place = walker.text()
    for told in ("Rubrik", "Sök efter", "Vad som är läst ut av stället"):
        assert told in place


def test_which_law_a_task_rests_on(walker: Walker) -> None:
    """The county, what must be done by law, and the act."""
    walker.open("/")
    walker.follow("Jönköpings län")
    walker.tab_to("Vem ska enligt lag eller beslut")
    walker.press("Enter")
    walker.follow(r"5 § lagen \(2010:630\) om regionalt utvecklingsansvar")
    assert "vilar på det" in walker.text().lower()


def test_what_nobody_has_is_filtered_opened_and_taken_along(walker: Walker) -> None:
    """The list, a filter, the finding, its proof, the text to send, and the table for Excel."""
    walker.open("/")
    walker.follow("Att titta på")
    walker.tab_to("Slag")
    walker.page.keyboard.type("Finans")
    walker.follow("Visa")
    assert "slag=gap-07" in walker.path
    walker.tab_to(".*resurser anges för helheten.*")
    with walker.page.expect_navigation():
        walker.press("Enter")
    walker.tab_to("Svaren det vilar på.*|Svar det vilar på.*|Varför så säkert.*")
    walker.press("Enter")
    walker.tab_to("Text att kopiera")
    letter: str = walker.page.evaluate("() => document.activeElement.value")
    assert "gap-07-" in letter and "/graph/" in letter
    walker.tab_to("Excel|.*Excel")
    with walker.page.expect_download() as got:
        walker.press("Enter")
    assert got.value.suggested_filename.endswith(".xlsx")


def test_a_cell_of_a_matrix_opens_what_says_it(walker: Walker) -> None:
    """The forum, the member, and the passage; where several say it, its line with all of them."""
    walker.open("/matris")
    walker.follow("Forum och medlemmar")
    walker.tab_to(r"\w, Arbetsförmedlingen: .*")
    with walker.page.expect_navigation():
        walker.press("Enter")
    assert walker.path.startswith("/graph/")
    walker.open("/matris/strategy/theme")
    links = walker.page.locator(".matrix td a")
    hrefs = links.evaluate_all("found => found.map(a => a.getAttribute('href'))")
    below = next(href for href in hrefs if href.startswith("#"))
    assert walker.page.locator(below).locator(".cites a").count() >= 1


def test_a_county_is_chosen_for_a_matrix_and_a_comparison(walker: Walker) -> None:
    """By the lists over them."""
    walker.open("/matris/actor/priority")
    walker.tab_to("Län")
    walker.page.keyboard.type("Krono")
    walker.follow("Visa")
    assert "Kronobergs län" in walker.page.inner_text("h1")
    walker.follow("Jämför län")
    walker.tab_to("Ett annat")
    walker.page.keyboard.type("Krono")
    walker.follow("Visa")
    assert "lan2=kronobergs-lan" in walker.path


def test_a_day_chosen_once_holds_on_every_page(walker: Walker) -> None:
    """Set in the line under the menu, kept by links, search and forms, and left again."""
    walker.open("/fynd")
    walker.tab_to("Visar: .*")
    walker.press("Enter")
    walker.tab_to("Så som det gällde den")
    walker.page.locator("input[name=as_of]").fill("2023-01-01")
    walker.follow("Visa")
    assert "as_of=2023-01-01" in walker.path
    for step in ("Matris", "Tidslinje", "Källor"):
        walker.follow(step)
        assert "as_of=2023-01-01" in walker.path
        assert "1 januari 2023" in walker.page.inner_text(".shown")
    walker.tab_to("Visar: .*")
    walker.press("Enter")
    walker.follow("Återställ")
    assert "as_of" not in walker.path


def test_search_suggests_old_names_and_the_thing_opens(walker: Walker) -> None:
    """Type, go down the list, press Enter; Escape closes it."""
    walker.open("/")
    walker.tab_to("Sök aktör, forum, strategi, tema eller lag")
    walker.page.keyboard.type("komvuxchefer")
    option = walker.page.locator(".suggest [role=option]").first
    option.wait_for()
    walker.press("Escape")
    assert not option.is_visible()
    walker.page.keyboard.type(" ")
    option.wait_for()
    walker.press("ArrowDown")
    assert walker.page.evaluate("() => document.activeElement.getAttribute("
                                "'aria-activedescendant')")  # fmt: skip
    with walker.page.expect_navigation():
        walker.press("Enter")
    assert "omvuxchefer" in walker.page.inner_text("h1")


def test_search_filters_and_the_day_work_without_scripts(browser: Browser, server: Server) -> None:
    """Forms are enough."""
    with walking(browser, server.address, java_script_enabled=False) as walker:
        walker.open("/")
        walker.page.get_by_label("Sök aktör, forum").fill("validering")
        walker.page.get_by_role("button", name="Sök").click()
        assert "Styrgruppen för Validering" in walker.text()
        walker.open("/fynd")
        walker.page.get_by_label("Slag").select_option("gap-07")
        walker.page.get_by_role("main").get_by_role("button", name="Visa").click()
        assert "slag=gap-07" in walker.path
        walker.page.locator(".shown summary").click()
        walker.page.locator("input[name=as_of]").fill("2023-01-01")
        walker.page.locator(".shown button").click()
        assert "as_of=2023-01-01" in walker.path and "slag=gap-07" in walker.path


def test_on_a_phone_a_button_opens_the_menu(browser: Browser, server: Server) -> None:
    """And Escape closes it, back on the button."""
    with walking(browser, server.address, viewport=PHONE) as walker:
        walker.open("/om")
        link = walker.page.get_by_role("link", name="Matris", exact=True)
        assert not link.is_visible()
        walker.tab_to("Sidor")
        walker.press("Enter")
        assert link.is_visible()
        walker.tab_to("Matris")
        walker.press("Escape")
        here = walker.focus()
        assert not link.is_visible() and here and here["name"] == "Sidor"


@pytest.mark.parametrize("path", ["/matris/forum/member", "/matris/strategy/theme"])
def test_a_wide_table_scrolls_by_the_keyboard_in_a_box_of_its_own(
    browser: Browser, server: Server, path: str
) -> None:
    """The box has a name and takes the focus; the page stays where it is."""
    with walking(browser, server.address, viewport=PHONE) as walker:
        walker.open(path)
        box = walker.page.locator(".grid")
        assert box.get_attribute("role") == "region" and box.get_attribute("aria-labelledby")
        box.focus()
        walker.press(*["ArrowRight"] * 8)
        walker.page.wait_for_function("() => document.querySelector('.grid').scrollLeft > 0")
        assert walker.page.evaluate("() => scrollX") == 0


def test_nothing_moves_after_the_first_paint(walker: Walker) -> None:
    """No layout shift on the pages that people come to first."""
    for path in ("/", "/fynd", "/vem-gor-vad/tema/validering/jonkopings-lan", "/tidslinje"):
        walker.open(path)
        moved = walker.page.evaluate(
            "() => new Promise(done => { let sum = 0;"
            " new PerformanceObserver(list => list.getEntries().forEach(e => sum += e.value))"
            "   .observe({type: 'layout-shift', buffered: true});"
            " requestAnimationFrame(() => requestAnimationFrame(() => done(sum))); })"
        )
        assert moved == 0, path
