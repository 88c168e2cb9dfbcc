"""Bevaka: dates as far as they are known, what changed, and questions by forum."""

import datetime
import re
import socket
import threading
from collections.abc import Iterator

import pytest
import uvicorn

from kgraph import difference
from kgraph.network.facts import read_facts
from kgraph.project import Project
from kgraph.store import Store, View, open_store
from kgraph.watch import Event, Places, coming, events, follow_ups, past, turns
from tests.asking import Client
from tests.browser import browser
from tests.helpers import HEAD, ROOT, project
from tests.pages_app import create_app
from tests.test_icalendar import lines
from tests.test_web_queries import words
from tests.test_web_told import rows_of

GIVEN = Project(ROOT, "given")
NOW = datetime.date(2026, 11, 22)
VIEW = View(as_of=NOW)
AT = f"as_of={NOW}"
META = """g:meta { g:1-1 a ks:AssertionGraph ;
  prov:wasDerivedFrom source:liten-plan-2026-01-01 ; ks:lineRange "1-1" ;
  ks:searchFor "målet är en insats" ; ks:summary "Målet."@sv ;
  ks:reviewStatus review-status:reviewed . }"""


@pytest.fixture(scope="module")
def client() -> Client:
    """The pages of the checkout's own graph."""
    return Client(create_app(GIVEN))


@pytest.fixture(scope="module")
def store() -> Store:
    """The checkout's own graph."""
    return open_store(GIVEN)


@pytest.fixture(scope="module")
def serve(client: Client) -> Iterator[str]:
    """The address of a server with the pages, in a thread of this process."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(client.app, log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{door.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator["Said"]:
    """A way to state something and ask for its dates."""
    yield Said(tmp_path_factory)


class Said:
    """Statements of one passage, and what is to be watched in them."""

    def __init__(self, folders: pytest.TempPathFactory) -> None:
        """Nothing is stated yet."""
        self._folders = folders

    def store(self, statements: str) -> Store:
        """A graph of the statements."""
        data = f"{HEAD} g:1-1 {{ {statements} }} {META}"
        made = project(self._folders.mktemp("p"), {"sources/liten-plan-2026-01-01.trig": data})
        return open_store(made)

    def events(self, statements: str, view: View = VIEW) -> list[Event]:
        """The dates of the statements."""
        store = self.store(statements)
        return events(store, view, places(store, view))


def places(store: Store, view: View = VIEW) -> Places:
    """Which counties the things of a graph belong to."""
    things = {str(row[0]) for row in store.select("SELECT ?s { ?s a ?c }", view).rows}
    return Places(store, view, read_facts(store, view, things))


# -- dates -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("precision", "date", "first", "after"),
    [
        ("year", "2028", "2028-01-01", "2029-01-01"),
        ("month", "2028-12", "2028-12-01", "2029-01-01"),
        ("day", "2028-12-31", "2028-12-31", "2029-01-01"),
    ],
)
def test_a_date_is_told_as_far_as_it_is_known(
    told: Said, precision: str, date: str, first: str, after: str
) -> None:
    """A year is all of the year, never its first day or its last."""
    found = told.events(
        'strategy:s a ks:Strategy ; ks:validThrough "2028-12-31"^^xsd:date ; '
        f"ks:datePrecision precision:{precision} ."
    )
    assert [(e.what, e.date, str(e.first), str(e.after)) for e in found] == [
        ("ends", date, first, after)
    ]


def test_a_day_of_the_year_is_the_next_one_that_comes(told: Said) -> None:
    """Not before the duty holds, and only where the summary says a day and that it comes back."""
    duty = (
        "assignment:a a ks:Mandate ; ks:assertionMode mode:norm ; ks:bearer actor:x ; "
        'ks:validFrom "{start}"^^xsd:date ; '
        'ks:summary "{text}"@sv .'
    )
    yearly = "Senast den 21 februari varje år ska det redovisas."

    def days(text: str, start: str) -> list[str]:
        found = told.events(duty.format(text=text, start=start))
        return [e.date for e in found if e.what == "report"]

    assert days(yearly, "2024-04-01") == ["2027-02-21"]
    assert days("Senast den 22 november varje år.", "2024-04-01") == ["2026-11-22"]
    assert days("Senast den 21 februari ska det redovisas.", "2024-04-01") == []
    assert days("Redovisas varje år.", "2024-04-01") == []
    assert days("Senast den 31 februari varje år.", "2024-04-01") == []


def test_what_is_to_come_what_is_past_and_what_is_neither() -> None:
    """A plan that runs out this year is still to come; one that began is no news."""

    def event(what: str, date: str) -> Event:
        return Event("x", what, date, (), ())

    this_year, before = event("ends", "2026"), event("ends", "2025")
    begun, begins = event("begins", "2026-01-01"), event("begins", "2027")
    every = [before, begun, this_year, begins]
    assert coming(every, NOW) == [this_year, begins]
    assert past(every, NOW) == [before]
    assert [e for listed in turns(every, NOW) for e in listed] == [begun, before]


def test_no_day_is_worked_out_from_a_rhythm(told: Said) -> None:
    """Every fourth year, without a first time, gives no date; it is listed as coming back."""
    said = (
        'strategy:s a ks:Strategy . assignment:f a ks:FollowUp ; ks:target strategy:s ; '
        'ks:bearer actor:x ; ks:assertionMode mode:norm ; ks:periodicity freq:QUADRENNIAL . '
        'actor:x a org:FormalOrganization .'
    )  # fmt: skip
    store = told.store(said)
    assert events(store, VIEW, places(store)) == []
    (found,) = follow_ups(store, VIEW, places(store))
    assert found.rhythm[0].endswith("QUADRENNIAL") and found.recipient == ()
    assert found.places[0].endswith("/1-1")


def test_the_passage_of_a_date_is_the_one_that_states_it(client: Client, store: Store) -> None:
    """Not every passage that names the plan."""
    row = next(e for e in events(store, VIEW, places(store))
               if e.thing.endswith("jonkoping-plan-2024-2028") and e.what == "ends")  # fmt: skip
    assert [place.rpartition("/")[2] for place in row.places] == ["823-823"]
    data = client.get(f"/bevaka.json?{AT}").json()["data"]
    assert all(e["passages"] for e in data)


def test_a_county_shows_its_own_dates_and_those_of_the_whole_country(client: Client) -> None:
    """And not another county's."""
    told = words(client.get(f"/bevaka?lan=kronobergs-lan&{AT}").text)
    assert "Kompetensförsörjningsstrategi för Kronobergs län" in told and "21 februari 2027" in told
    assert "Framtidsspaningar" not in told
    assert "Framtidsspaningar" in words(client.get(f"/bevaka?lan=jonkopings-lan&{AT}").text)
    assert client.get("/bevaka?lan=atlantis").status_code == 404


def test_the_calendar_holds_the_dates_to_come_as_whole_days_or_years(client: Client) -> None:
    """Each once, with its passage; what has a rhythm alone is not there."""
    found = lines(client.get(f"/bevaka.ics?{AT}").content)
    page = client.get(f"/bevaka.json?{AT}").json()
    listed = next(s for s in page["sections"] if s["id"] == "kommer")["parts"][0]["rows"]
    assert found.count("BEGIN:VEVENT") == len(listed) > 3
    at = found.index("DTSTART;VALUE=DATE:20270221")
    assert found[at + 1] == "DTEND;VALUE=DATE:20270222"
    assert "RRULE:FREQ=YEARLY" in found
    whole = [x for x in found if x.startswith("SUMMARY;LANGUAGE=sv:Löper ut (under 2028)")]
    assert len(whole) == 1 and found.count("DTEND;VALUE=DATE:20290101") == 2
    assert any("rad 823" in x for x in found if x.startswith("DESCRIPTION"))
    kind = client.get("/bevaka.ics").headers
    assert kind["content-type"].startswith("text/calendar") and "bevaka.ics" in kind[
        "content-disposition"]  # fmt: skip


def test_a_duty_of_law_names_its_act_and_section_in_the_calendar(client: Client) -> None:
    """The entry is read where no page stands beside it."""
    told = [x for x in lines(client.get(f"/bevaka.ics?{AT}").content) if "2024:99" in x]
    assert len(told) == 1 and told[0].startswith("DESCRIPTION") and "4 §" in told[0]


def test_an_entry_leads_to_a_page_of_this_site_or_nowhere(client: Client) -> None:
    """Who clicks in a calendar comes to the site, and never to an address that leads nowhere."""
    assert not [x for x in lines(client.get(f"/bevaka.ics?{AT}").content) if x.startswith("URL")]
    client.app.state.home = "https://kgraph.example"
    urls = [x for x in lines(client.get(f"/en/bevaka.ics?{AT}").content) if x.startswith("URL")]
    client.app.state.home = ""
    assert urls and all(x.startswith("URL:https://kgraph.example/en/id/") for x in urls)
    (one, *_) = (x.removeprefix("URL:https://kgraph.example") for x in urls)
    assert client.get(one).status_code == 200


def test_a_calendar_is_the_same_another_day_but_for_its_stamp(client: Client) -> None:
    """What subscribes to it changes nothing but what has changed."""
    one, other = (lines(client.get(f"/bevaka.ics?as_of=2026-11-{d}").content) for d in (22, 23))
    differ = {a.partition(":")[0] for a, b in zip(one, other, strict=True) if a != b}
    assert differ == {"DTSTAMP"}


def test_nothing_to_watch_says_why_and_what_to_do(client: Client) -> None:
    """A view without dates has a page, and a calendar with a note."""
    page = words(client.get("/bevaka?review=verified&as_of=2024-01-01").text)
    assert "Inget här är verifierat än" in page and "är angivet i det som är läst" not in page
    note = lines(client.get("/bevaka.ics?review=verified&as_of=2024-01-01").content)
    assert "BEGIN:VJOURNAL" in note


def test_a_follow_up_that_no_text_gives_to_anybody_is_our_reading(client: Client) -> None:
    """Who revises the plan every fourth year is not said; who follows it up each year is."""
    rows = {r[1]: r for r in rows_of(client.get("/bevaka?lan=jonkopings-lan").text)
            if r[0].startswith("Plan för regional kompetensförsörjning")}  # fmt: skip
    every = rows["vart fjärde år"]
    assert "(vår läsning)" in every[0] and "Texten säger inte vem" in every[0]
    assert "(vår läsning)" not in rows["löpande"][0]


def test_a_plan_that_is_updated_without_a_stated_day_stands_with_what_comes_back(
    client: Client,
) -> None:
    """000:34: at regular intervals or when needed; by whom nobody says, and no day is made up."""
    (row,) = (r for r in rows_of(client.get(f"/bevaka?lan=kronobergs-lan&{AT}").text)
              if r[0].startswith("Handlingsplan"))  # fmt: skip
    assert "uppdateras med jämna mellanrum eller när det behövs" in row[1]
    assert row[2:] == ["sägs inte", "sägs inte"]
    (english,) = (r for r in rows_of(client.get(f"/en/bevaka?lan=kronobergs-lan&{AT}").text)
                  if r[0].startswith("Action plan"))  # fmt: skip
    assert "at regular intervals or when needed" in english[1]
    calendar = client.get(f"/bevaka.ics?lan=kronobergs-lan&{AT}").text
    assert "Handlingsplan" not in calendar


def test_a_follow_up_stated_plainly_once_is_no_reading_of_ours(told: Said) -> None:
    """Where its only passage marks who has it, it is ours; else it stands."""
    begun = ('assignment:f a ks:FollowUp ; ks:bearer actor:a ; ks:target strategy:liten ; '
             'ks:role role:uppfoljare ; ks:assertionMode mode:actual')  # fmt: skip
    for more, ours in ((' ; ks:inferred true ; ks:inferredBecause "Ingen nämns."@sv .',
                        "Ingen nämns."), (" .", "")):  # fmt: skip
        store = told.store(begun + more)
        (found,) = follow_ups(store, VIEW, places(store))
        assert found.ours == ours


# -- changes -------------------------------------------------------------------------------------


def test_changes_are_those_of_kgraph_diff(client: Client, store: Store) -> None:
    """The same things as the command line finds between two dates."""
    page = client.get(f"/bevaka/andrat.json?sedan=2025-06-01&{AT}").json()["data"]
    found = difference.build(GIVEN, store, "2025-06-01", "", VIEW)
    groups = [page[name] for name in ("altered", "parts", "not_facts")]
    for side, things in (("gone", found.things.gone), ("new", found.things.new)):
        listed = [*page[side], *(t for group in groups for t in group[side])]
        listed += page["issued"] if side == "new" else []
        assert {t["thing"] for t in listed} == {t.iri for t in things}
        assert len(listed) == len(things)
    assert found.things.gone and {t["mode"] for t in page["gone"]} == {""}
    plan = "/strategy/kronoberg-kompetensforsorjning-2016-2025"
    assert [t["thing"].endswith(plan) for t in page["gone"]] == [True]


def part_told(text: str, begins: str) -> str:
    """The words of one group of changes: from its title to the next."""
    found = text[text.rindex(begins) :]
    ends = ("Gällde 1", "Ändrat, förtydligat", "Står i det", "Bara önskat", "Antaget eller",
            "Att titta på")  # fmt: skip
    return found[: min((i for e in ends if (i := found.find(e, len(begins))) > 0), default=None)]


def test_what_only_stands_in_a_new_document_is_not_told_as_begun(client: Client) -> None:
    """001:16 evaluates the same work and support in 2018–2020; 002:301–304 tells what is done."""
    for day, written, role in (
        ("2020-01-01", "1 januari 2020", "Tillväxtverket, stödjande"),
        ("2020-01-01", "1 januari 2020", "Kompetensbarometer"),
        ("2017-06-01", "1 juni 2017", "Alla regioner, utförare"),
    ):
        text = words(client.get(f"/bevaka/andrat?sedan={day}&{AT}").text)
        assert role not in part_told(text, f"Gäller nu, men inte {written}")
        assert role in part_told(text, "Står i det som började gälla sedan dess")
        assert "När de själva började sägs inte" in text


def test_what_was_there_in_another_form_is_told_as_changed(client: Client) -> None:
    """002:296–298 clarified, 000:20 another term: no task began; and which is our reading."""
    text = words(client.get(f"/bevaka/andrat?sedan=2017-06-01&{AT}").text)
    changed = part_told(text, "Ändrat, förtydligat eller omdöpt sedan dess")
    begun = part_told(text, "Gäller nu, men inte 1 juni 2017")
    for task in (
        "Tillhandahålla bedömningar",
        "Uppdrag om regionalt kompetensförsörjningsarbete (Region Kronoberg) (vår läsning)",
        "om ändring i",
    ):
        assert task in changed and task not in begun
    assert "Förordning (2024:99)" in begun


def test_a_bill_and_a_news_item_do_not_hold(client: Client) -> None:
    """They were issued since, and stand with what was adopted."""
    text = words(client.get(f"/bevaka/andrat?sedan=2022-01-01&{AT}").text)
    assert "Prop. 2025/26:158" not in part_told(text, "Gäller nu, men inte 1 januari 2022")
    assert "Prop. 2025/26:158" in part_told(text, "Antaget eller utgivet sedan dess")


def test_what_was_so_without_an_end_is_not_told_as_holding_now(client: Client) -> None:
    """002:60–64: the budget assignment of 2023 has given its result."""
    text = words(client.get(f"/bevaka/andrat?sedan=2022-01-01&{AT}").text)
    assert "Budgetuppdrag 2023" not in part_told(text, "Gäller nu, men inte 1 januari 2022")
    told = part_told(text, "Antaget eller utgivet sedan dess")
    assert "så var det, och om det gäller nu sägs inte" in told


def test_a_role_for_two_documents_does_not_end_with_one_of_them(client: Client) -> None:
    """000:44: the forum works for the strategy and for a plan that nobody says has run out."""
    text = words(client.get(f"/bevaka/andrat?sedan=2017-06-01&lan=kronobergs-lan&{AT}").text)
    assert "Kompetensforum Kronoberg, medverkande" not in text


def test_a_change_shows_its_date_as_far_as_it_is_known_and_its_county(client: Client) -> None:
    """The plan ended in 2025; which day is not said."""
    page = client.get(f"/bevaka/andrat?sedan=2025-06-01&lan=kronobergs-lan&{AT}").text
    assert "till och med 2025" in words(page) and "2025-12-31" not in words(page)
    other = words(client.get(f"/bevaka/andrat?sedan=2025-06-01&lan=jonkopings-lan&{AT}").text)
    assert "Kompetensförsörjningsstrategi för Kronobergs län" not in other


def test_a_plan_of_a_year_alone_is_told_when_it_was_adopted_or_begun_in_that_year(
    client: Client,
) -> None:
    """Approved in April 2024 and valid from 2024: since February it is no unchanged thing."""
    plan = "jonkoping-plan-2024-2028"
    at = f"/bevaka/andrat.json?sedan=2024-02-01&lan=jonkopings-lan&{AT}"
    data = client.get(at).json()["data"]
    assert [e["date"] for e in data["adopted"] if e["thing"].endswith(plan)] == ["2024-04"]
    assert any(e["thing"].endswith(plan) and e["date"] == "2024" for e in data["day_unknown"])
    page = words(client.get(at.replace(".json", "")).text)
    assert "beslutades april 2024" in page and "från 2024; dagen sägs inte" in page
    later = client.get(at.replace("2024-02-01", "2025-02-01")).json()["data"]
    for event in (*later["adopted"], *later["day_unknown"]):
        assert not event["thing"].endswith(plan)


@pytest.mark.parametrize("day", ("i fjol", "2026-13-01", "2027-01-01", "1700-01-01"))
def test_a_day_that_cannot_be_is_met_at_its_field(client: Client, day: str) -> None:
    """In words on the page; as an error for programs."""
    page = client.get(f"/bevaka/andrat?sedan={day}&{AT}".replace(" ", "%20")).text
    assert 'href="#sedan"' in page and 'aria-invalid="true"' in page
    data = client.get(f"/bevaka/andrat.json?sedan={day}&{AT}".replace(" ", "%20"))
    assert data.status_code == 400


def test_without_a_day_the_latest_changes_are_offered(client: Client) -> None:
    """Each leads to what has changed since the day before it."""
    page = client.get(f"/bevaka/andrat?{AT}").text
    assert "sedan=2024-12-31" in page and "slutade gälla" in words(page)


def test_a_standing_need_does_not_end_with_the_strategy_that_meets_it(client: Client) -> None:
    """The strategy of Kronoberg has run out; its page tells the needs of today."""
    text = words(client.get(f"/bevaka/andrat?sedan=2024-01-01&{AT}").text)
    gone = part_told(text, "Står i det vars tid har gått ut sedan dess")
    assert "I Kronoberg matchar vi utbildning med arbetsliv" in gone
    after = text[text.rindex("Gällde 1 januari 2024, men inte nu") :]
    assert "Ständiga förändringar" not in after and "behöver ständigt samlas" not in after


def test_a_unit_that_drafted_a_plan_is_not_said_to_have_stopped(client: Client) -> None:
    """What ended is the drafting, by its name."""
    shown = rows_of(client.get(f"/bevaka/andrat?sedan=2024-01-01&{AT}").text)
    drafting = [row for row in shown if row and "Regional utveckling" in row[0]]
    assert [row[0].partition(" [")[0] for row in drafting] == [
        "Framtagande av planen, inom Regional utveckling"
    ]


def test_a_decision_is_taken_and_work_is_finished_but_a_period_runs_out(client: Client) -> None:
    """On the timeline, each told by what it is."""
    told = {row[0].partition(" [")[0]: row[-1]
            for row in rows_of(client.get(f"/tidslinje?{AT}").text) if row}  # fmt: skip
    by = {begin: next(v for k, v in told.items() if k.startswith(begin)) for begin in (
        "Regionfullmäktige i Region Kronoberg, beslutande", "Framtagande av planen",
        "Budgetuppdrag 2023", "Kompetensförsörjningsstrategi för Kronobergs län")}  # fmt: skip
    assert list(by.values()) == ["beslutet är fattat", "är avslutat",
                                 "så var det; inget slut sägs", "har löpt ut"]  # fmt: skip


def test_a_theme_in_a_plan_that_had_not_begun_is_told_so(client: Client) -> None:
    """The plan of 2024 has the theme; on a day in 2020 it had not begun."""
    page, told = "/vem-gor-vad/tema/validering/jonkopings-lan", "har temat i Jönköpings län (hade"
    assert told in words(client.get(f"{page}?as_of=2020-01-01").text)
    assert "hade inte börjat" not in words(client.get(f"{page}?{AT}").text)


def test_no_ordinance_binds_before_it_is_in_force(client: Client) -> None:
    """The instruction of the employment service is in force since 1 December 2022."""
    rows = rows_of(client.get(f"/vem-gor-vad/lan/kronobergs-lan?{AT}").text)
    times = {row[-1] for row in rows if any("(2022:811)" in cell for cell in row)}
    assert times == {"från 1 december 2022"}
    then = client.get("/fynd.json?slag=ovl-01&as_of=2020-01-01").text
    assert "ovl-01-arbetsformedlingen" not in then


def mandates_at(client: Client, date: str) -> str:
    """The section on who must, of the page of Kronoberg as of a day."""
    text = words(client.get(f"/vem-gor-vad/lan/kronobergs-lan?as_of={date}").text)
    first = text.index("Den som har uppdraget Uppdrag Hur bindande")
    return text[first : text.rindex("Nationella uppdrag står med")]


def test_on_an_earlier_day_only_what_is_dated_is_told_as_holding(client: Client) -> None:
    """No source says whether a duty without a date held before the day of what tells of it."""
    told = mandates_at(client, "2018-01-01")
    unsaid = told.index("Om de gällde 1 januari 2018 sägs inte")
    outside = told.index("Gällde inte 1 januari 2018")
    assert told.index("i den formen från 2018; vår läsning") < unsaid < outside
    for agency in ("Skolverket", "Tillväxtverket", "Myndigheten för yrkeshögskolan"):
        assert (
            unsaid
            < told.index(
                f"kompetensförsörjning ({agency})".replace(
                    "försörjning (Myndigheten", "försörjning och samordna arbetet (Myndigheten"
                )
            )
            < outside
        )
    assert unsaid < told.index("fanns före, i en annan form") < outside
    guide = told.index("Låta den nationella strategin vägleda")
    assert outside < guide < told.index("grunden gäller från 2021", guide)


def test_the_short_answer_claims_no_more_of_an_earlier_day_than_the_table(client: Client) -> None:
    """000:22 is of 2020."""
    address = "/vem-gor-vad/tema/kompetensbehov-och-prognoser/kronobergs-lan?as_of=2018-01-01"
    text = words(client.get(address).text)
    assert "Om 4 uppdrag med temat gällde den dagen sägs inte" in text
    assert "Region Kronoberg har uppdraget" not in text


def test_a_wording_and_a_name_are_those_of_the_day(client: Client) -> None:
    """7 § of 2022–2024 did not hold in 2018, when both acts had other names."""
    told = mandates_at(client, "2018-01-01")
    outside = told.index("Gällde inte 1 januari 2018")
    assert outside < told.index("Låta målen och prioriteringarna ingå")
    assert "(hette då Förordning om regionalt tillväxtarbete)" in told
    assert "(gällde inte än)" in mandates_at(client, "2016-01-01")


def test_a_task_with_two_grounds_stands_once_and_nobody_has_decided_before_the_day(
    client: Client,
) -> None:
    """One ground that held is enough; 000:32: the strategy was adopted on 1 March 2017."""
    told = mandates_at(client, "2016-06-01")
    assert told.count("Utarbeta och fastställa en regional utvecklingsstrategi") == 1
    page = "/vem-gor-vad/lan/kronobergs-lan?as_of="
    then, later = (words(client.get(page + d).text) for d in ("2016-06-01", "2017-03-02"))
    assert "beslutet är fattat" in later and "beslutet är fattat" not in then


def test_a_task_that_another_replaced_is_told_so_as_our_reading(client: Client) -> None:
    """000:20: the term changed from 2018; that the task ended by it is read from that."""
    told = mandates_at(client, "2018-01-01")
    outside = told.index("Gällde inte 1 januari 2018")
    task = told.index("Uppdrag att etablera kompetensplattformar")
    assert outside < task < told.index("(ersatt från 2018; vår läsning)")
    before = mandates_at(client, "2016-01-01")
    assert before.index("etablera kompetensplattformar") < before.index("Om de gällde")
    assert "från 1 januari 2010" in before


def test_a_page_of_another_day_says_what_it_cannot_say(client: Client) -> None:
    """What has no time is on every day's page; today's page says nothing of it."""
    caution = "Det som källorna inte anger någon tid för står med"
    assert caution in words(client.get("/alla/forum?as_of=2030-01-01").text)
    assert caution not in words(client.get("/alla/forum").text)


def test_a_strategy_that_has_run_out_is_told_so_for_a_theme_in_its_county(client: Client) -> None:
    """000:36: 2016–2025."""
    text = words(client.get(f"/vem-gor-vad/tema/unga/kronobergs-lan?{AT}").text)
    assert "Giltighet. Kompetensförsörjningsstrategi" in text
    rows = rows_of(client.get(f"/vem-gor-vad/tema/unga/kronobergs-lan?{AT}").text)
    assert any("(gällde till och med 2025)" in cell for row in rows for cell in row)


def test_how_binding_a_task_is_is_marked_where_that_was_read_into_the_text(client: Client) -> None:
    """002:101–108 describes four roles of regions; that they are duties is our reading."""
    rows = rows_of(client.get(f"/vem-gor-vad/lan/jonkopings-lan?{AT}").text)
    for role in ("Utföraren", "Kapacitetsbyggaren", "Finansiären"):
        (row,) = (r for r in rows if len(r) == 5 and f"({role})" in r[1])
        assert row[2] == "Skyldighet (vår läsning)"
    (own,) = (r for r in rows if len(r) == 5 and "Vara regionalt utvecklingsansvarig" in r[1])
    assert own[2] == "Skyldighet" and "(vår läsning)" in own[3]


def test_the_present_of_a_page_is_that_of_its_day(client: Client) -> None:
    """000:42 says who is in the forum "at present", on a page of 19 February 2020 (000:82)."""
    rows = rows_of(client.get("/id/forum/kompetensforum-kronoberg.html").text)
    members = next(r for r in rows if r and r[0].startswith("Deltagare") and "Länsst" in r[1])
    assert "enligt källa från 19 februari 2020" in members[3]


def test_what_a_section_of_law_asks_of_a_theme_stands_on_its_pages(client: Client) -> None:
    """The grants for regional vocational adult education ask for consultation."""
    for county in ("jamtlands-lan", "jonkopings-lan", "kronobergs-lan"):
        page = words(client.get(f"/vem-gor-vad/tema/vuxenutbildning-och-yrkesvux/{county}").text)
        assert "20 § förordningen (2016:937)" in page
        assert "Inget uppdrag är kopplat till just detta" not in page


def test_a_strategy_lists_what_is_asked_of_its_kind_and_says_that_none_names_it(
    client: Client,
) -> None:
    """The plan tells that every region works with smart specialisation."""
    page = words(client.get("/vem-gor-vad/strategi/jonkoping-s3").text)
    asked = page[page.index("Uppdrag som rör strategier av det här slaget; inget av dem nämner") :]
    assert "Arbeta med smart specialisering" in asked
    assert "Inget uppdrag är kopplat till just detta" not in page


def test_agencies_that_a_region_meets_are_not_said_to_meet_each_other(client: Client) -> None:
    """The source does not say that they are met at the same time; partners do work together."""

    def told(actor: str) -> str:
        page = words(client.get(f"/id/actor/{actor}").text)
        start = page.index("Samverkar dessutom i")
        return page[start : page.index("Vad som sägs om det", start)]

    assert "Tillväxtverket" in told("region-jonkopings-lan")
    assert "Region Jönköpings län" in told("tillvaxtverket")
    assert "Arbetsförmedlingen" not in told("tillvaxtverket")
    assert "Region Gotland" in told("region-kronoberg")


def test_registers_that_were_read_in_part_are_listed_with_day_and_sections(client: Client) -> None:
    """And a law whose own text was not read says so, with what registers tell of it."""
    text = client.get("/kallor").text
    (row,) = (r for r in rows_of(text) if r and r[0].startswith("Svensk författningssamling i se"))
    assert row[2] == "21 november 2026" and "2022:811: 3 och 17 §§" in row[4]
    assert int(row[3]) == len(row[4].split("; "))
    cited = words(text).partition("Omnämnda men inte lästa")[2]
    law = cited[cited.index("Lag (2010:630) om regionalt utvecklingsansvar") :]
    assert "enskilda uppgifter om det ur register" in law[:140]
    assert "register och sidor lästa i delar" in words(client.get("/").text)


# -- questions -----------------------------------------------------------------------------------


def test_questions_stand_with_their_forum_their_findings_and_places(client: Client) -> None:
    """Every finding of the usual list that gives a question, once."""
    data = client.get(f"/bevaka/fragor.json?{AT}").json()
    listed = client.get(f"/fynd.json?{AT}").json()["data"]
    with_question = {f["id"] for f in listed if f["question"]}
    assert {q["finding"] for q in data["data"]} == with_question != set()
    titles = [s["title"] for s in data["sections"]]
    assert "Kompetensrådet" in titles and "Kompetensforum Kronoberg" in titles
    kronoberg = client.get(f"/bevaka/fragor.json?lan=kronobergs-lan&{AT}").json()["data"]
    assert 0 < len(kronoberg) < len(data["data"])


def test_a_forum_is_asked_only_of_itself_and_of_what_it_has_a_role_in(client: Client) -> None:
    """How a strategy is paid for is no matter of a forum that only touches its areas."""
    asked = client.get(f"/bevaka/fragor.json?{AT}").json()["data"]
    forums = {q["forum"] for q in asked if "smarta specialiseringsstrategi: " in q["claim"]}
    assert forums == {None}
    (own,) = [q for q in asked if "gap-14" in q["finding"] and "rekrytera" in q["claim"]]
    assert own["forum"].endswith("natverk-naringslivschefer-kronoberg")
    page = words(client.get(f"/id/forum/kompetensforum-kronoberg.html?{AT}").text)
    assert "Gröna Kronoberg 2025: ingen uppföljning" not in page
    assert "Kronobergs län 2016 - 2025: ingen uppföljning" in page


def test_each_page_leads_to_the_others_with_the_county_kept(client: Client) -> None:
    """One choice of county for all three."""
    for path in ("/bevaka", "/bevaka/andrat", "/bevaka/fragor"):
        page = client.get(f"{path}?lan=kronobergs-lan").text
        ways = re.findall(r'<nav class="ways-on".*?</nav>', page, re.S)[0]
        assert ways.count("lan=kronobergs-lan") == 3 and 'aria-current="page"' in ways


def test_bevaka_is_used_by_keyboard_without_scripts(chromium: str, serve: str) -> None:
    """Choose a county, press Enter, read; the address brings it back."""
    with browser(chromium, 390, 800, server=True) as page:
        page.scripts(on=False)
        page.command("Page.navigate", url=serve + "/bevaka")
        page.wait("location.pathname === '/bevaka' && document.readyState === 'complete'")
        page.run("document.querySelector('select[name=lan]').value = 'kronobergs-lan'")
        page.run("document.querySelector('form.boxed button').focus()")
        page.press("Enter")
        page.wait("location.search === '?lan=kronobergs-lan' && document.readyState === 'complete'")
        assert page.run("document.querySelector('select[name=lan]').value") == "kronobergs-lan"
        assert not page.errors
