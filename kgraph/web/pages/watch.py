"""What to keep an eye on: days to come, and what the pages of the tab have in common."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from kgraph.errors import UsageError
from kgraph.icalendar import Entry, to_ics
from kgraph.network.facts import read_passages
from kgraph.report.answers import our_reading
from kgraph.report.value import Cell, Line, Paragraph, Part, Row, Section, Table, Words, cell, line
from kgraph.report.value import place_of as place_in
from kgraph.terms import local_name
from kgraph.watch import (
    Event,
    FollowUp,
    Places,
    altered,
    coming,
    events,
    follow_ups,
    past,
    revisions,
)
from kgraph.web.pages import readings
from kgraph.web.pages.addresses import path_of
from kgraph.web.pages.desk import Shelf, WebDesk
from kgraph.web.pages.missing import Missing, none_yet
from kgraph.web.pages.page import Page
from kgraph.web.pages.render import day
from kgraph.web.pages.ties import answered
from kgraph.web.pages.visit import Visit
from kgraph.web.pages.who import counties_of, territory
from kgraph.wording import Text, collation_key

DATES, CHANGED, QUESTIONS = "/bevaka", "/bevaka/andrat", "/bevaka/fragor"
COUNTY = "lan"
RULES = ("strategy", "document", "mandate", "law", "forum")

WHAT: dict[str, Text] = {
    "ends": Text("Gäller till och med", "Holds through"),
    "begins": Text("Börjar", "Begins"),
    "target": Text("Ska vara nått", "To be reached"),
    "report": Text("Ska redovisas senast", "To be reported by"),
}

_BASIS = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?law WHERE { ?thing ks:legalBasis ?law }"""
_PRESENTED = Text("Presenteras", "Is presented")


class WatchDesk(WebDesk):
    """A desk for one county, or for all of them."""

    def __init__(self, shelf: Shelf, visit: Visit) -> None:
        """Read the county of the address.

        Raises:
            Missing: nothing was read of such a county.
        """
        super().__init__(shelf, visit.view, visit.lang)
        slug = visit.given.get(COUNTY, "")
        self.every = counties_of(self)
        self.county = territory(slug) if slug else ""
        if slug and self.county not in self.every:
            raise Missing(slug)

    @property
    def places(self) -> Places:
        """Which counties things belong to."""
        made: Places = self.shelf.keep(
            ("places", self.view),
            lambda: Places(self.store, self.view, self.shelf.facts(self.view)),
        )
        return made

    @property
    def events(self) -> list[Event]:
        """The dates of the county and of the whole country."""
        every: list[Event] = self.shelf.keep(
            ("events", self.view), lambda: events(self.store, self.view, self.places)
        )
        return [e for e in every if self.holds(e.counties)]

    @property
    def altered(self) -> frozenset[str]:
        """Tasks that have a day of change and no beginning."""
        found: frozenset[str] = self.shelf.keep(
            ("altered", self.view), lambda: altered(self.store, self.view)
        )
        return found

    @property
    def follow_ups(self) -> Mapping[str, FollowUp]:
        """The follow-ups that count."""
        found: Mapping[str, FollowUp] = self.shelf.keep(
            ("follow-ups", self.view),
            lambda: {f.thing: f for f in follow_ups(self.store, self.view, self.places)},
        )
        return found

    @property
    def revisions(self) -> list[FollowUp]:
        """The documents that are told to be revised, without a stated time."""
        return revisions(self.store, self.view, self.places, self.follow_ups.values())

    def holds(self, counties: Sequence[str]) -> bool:
        """Whether something of these counties, or of the whole country, belongs here."""
        return not self.county or not counties or self.county in counties

    def where(self, counties: Sequence[str]) -> Cell:
        """The county column of a table."""
        whole = Words(self.word("Hela landet", "The whole country"), quiet=True)
        return cell(*self.names(counties, 3)) if counties else cell(whole)


def frame(desk: WatchDesk, visit: Visit, here: str) -> dict[str, Any]:
    """What the three pages have in common: ways between them, and the choice of county."""
    ways = (
        (DATES, Text("Datum", "Dates")),
        # Between two days of the visitor's own choosing: a folder has one.
        *([] if visit.still else [(CHANGED, Text("Ändrat sedan ett datum",
                                                 "Changed since a date"))]),
        (QUESTIONS, Text("Frågor att ta upp", "Questions to bring")),
    )  # fmt: skip
    slug = visit.given.get(COUNTY, "")
    every = ("", visit.word("Alla län", "All counties"), not slug)
    return {
        "ways": [(visit.url(path, lan=slug), visit.say(text), path == here) for path, text in ways],
        "ways_name": visit.word("Bevaka", "Watch"),
        "county": {
            "name": COUNTY, "label": visit.word("Län", "County"),
            "choices": [every, *((local_name(c), desk.told(c), c == desk.county)
                                 for c in desk.every)],
        },
        "since": None, "calendar": None, "error": "", "since_error": "",
        "ask": visit.word("Visa", "Show"),
    }  # fmt: skip


# -- dates -------------------------------------------------------------------------------------


def dates(shelf: Shelf, visit: Visit) -> Page:
    """Days and years that are stated, to come and past; and what comes back without a day."""
    desk = WatchDesk(shelf, visit)
    now = visit.view.as_of
    ahead = coming(desk.events, now)
    behind = [e for e in past(desk.events, now) if desk.kind(e.thing) in RULES]
    again = [f for f in (*desk.follow_ups.values(), *desk.revisions) if desk.holds(f.counties)]
    sections = (
        Section("kommer", desk.word("Kommer", "To come"), _coming(desk, ahead)),
        Section("aterkommer", desk.word("Återkommer, utan angiven dag",
                                        "Recurring, no day stated"), _again(desk, again)),
        Section("passerat", desk.word("Har löpt ut", "Has run out"), _past(desk, behind)),
    )  # fmt: skip
    lead = line(desk.word(
        "Dagar och år som står i det som är läst: när planer löper ut, när något ska redovisas "
        "och hur ofta det följs upp. Är bara året känt står bara året.",
        "Days and years that stand in what was read: when plans run out, when something is to be "
        "reported and how often it is followed up. Where only the year is known, only the year is "
        "told."))  # fmt: skip
    calendar = _calendar(desk, visit, ahead)
    values = frame(desk, visit, DATES)
    values["calendar"] = _about_calendar(desk, visit, ahead)
    return Page(
        desk.word("Bevaka", "Watch"), sections, lead=lead, tab="watch", template="watch.html",
        values=values, data=lambda: [_as_dict(e) for e in desk.events],
        more={"ics": lambda: calendar},
    )  # fmt: skip


def _as_dict(event: Event) -> dict[str, Any]:
    return {"thing": event.thing, "what": event.what, "date": event.date, "yearly": event.yearly,
            "counties": list(event.counties), "passages": list(event.places)}  # fmt: skip


def _about_calendar(desk: WatchDesk, visit: Visit, ahead: Sequence[Event]) -> str:
    n = len(ahead)
    if not n and (why := none_yet(desk.view)):
        return f"{desk.say(why)}."
    if not n:
        return desk.word("Kalendern är tom: inget datum som kommer är angivet.",
                         "The calendar is empty: no date to come is stated.")  # fmt: skip
    subscribed = Text(" Adressen går att prenumerera på.", " The address can be subscribed to.")
    live = desk.say(subscribed) if visit.still is None else ""
    return desk.word(
        f"Kalendern har de {n} datum som kommer. Det som bara är känt på året står som hela året. "
        "Det som återkommer utan angiven dag är inte med.",
        f"The calendar has the {n} dates to come. What is known by its year alone stands as the "
        "whole year. What recurs without a stated day is left out.") + live  # fmt: skip


def empty(desk: WatchDesk, told: Text) -> tuple[Part, ...]:
    """An empty state; where only what is reviewed counts, that is why."""
    why = none_yet(desk.view)
    return (Paragraph(line(f"{desk.say(why)}." if why else desk.say(told))),)


def _coming(desk: WatchDesk, ahead: Sequence[Event]) -> tuple[Part, ...]:
    if not ahead:
        return empty(desk, Text(
            "Inget datum som kommer är angivet i det som är läst. Välj alla län, eller räkna fler "
            "uppgifter överst på sidan.",
            "No date to come is stated in what was read. Choose all counties, or count more "
            "statements at the top of the page."))  # fmt: skip
    return (_table(desk, desk.word("Datum som kommer", "Dates to come"), ahead),)


def _past(desk: WatchDesk, behind: Sequence[Event]) -> tuple[Part, ...]:
    if not behind:
        return empty(desk, Text(
            "Ingen strategi, lag eller plan här har ett slutdatum som har passerat. Saknas "
            "slutdatum går det inte att säga om den ännu gäller.",
            "No strategy, law or plan here has an end that has passed. Without an end date it "
            "cannot be said whether it still holds."))  # fmt: skip
    return (_table(desk, desk.word("Datum som har passerat", "Dates past"), behind),)


def _table(desk: WatchDesk, caption: str, listed: Sequence[Event]) -> Table:
    ours = readings.our_ties(desk)
    rows = tuple(
        Row((
            Cell(when(desk, e)),
            cell(desk.say(_happens(desk, e, desk.view.as_of))),
            cell(desk.name(e.thing), readings.mark(desk, e.thing in ours), " ",
                 desk.cites(e.places)),
            desk.where(e.counties),
        ))
        for e in listed
    )  # fmt: skip
    heads = (Text("När", "When"), Text("Vad som händer", "What happens"), Text("Vad", "What"),
             Text("Län", "County"))  # fmt: skip
    return Table(caption, tuple(desk.say(h) for h in heads), rows, (0.2, 0.2, 0.4, 0.2),
                 titled=True)  # fmt: skip


def _happens(desk: WatchDesk, event: Event, now: datetime.date) -> Text:
    if event.what == "ends" and event.after <= now:
        return Text("Gällde till och med", "Held through")
    if event.what == "begins" and event.thing in desk.altered:
        return Text("Får ny form", "Gets a new form")
    return _PRESENTED if _is_presented(desk, event) else WHAT[event.what]


def _is_presented(desk: WebDesk, event: Event) -> bool:
    """A report or a forecast is presented on the day that something else begins."""
    return event.what == "begins" and desk.kind(event.thing) == "product"


def when(desk: WebDesk, event: Event) -> tuple[Line, ...]:
    """A date as far as it is known, and whether it comes back."""
    told = [line(Words(day(event.date, desk.lang), strong=True))]
    if event.yearly:
        told.append(line(Words(desk.word("varje år", "every year"), quiet=True)))
    elif len(event.date) < len("2028-01-01"):
        told.append(line(Words(desk.word("dagen sägs inte", "the day is not said"), quiet=True)))
    return tuple(told)


def _again(desk: WatchDesk, listed: Sequence[FollowUp]) -> tuple[Part, ...]:
    if not listed:
        return empty(desk, Text(
            "Ingen återkommande uppföljning nämns i det som är läst om länet.",
            "No recurring follow-up is mentioned in what was read of the county."))  # fmt: skip
    unsaid = Words(desk.word("sägs inte", "not said"), quiet=True)

    def told(things: Sequence[str]) -> Cell:
        return cell(*desk.names(things, 4)) if things else cell(unsaid)

    rows = tuple(
        Row((
            Cell((line(*desk.names(f.target, 4), Words(_out_of_time(desk, f), quiet=True),
                       our_reading(desk) if f.ours else None, " ", desk.cites(f.places)),
                  *(line(Words(desk.told(m), quiet=True)) for m in f.mode), *_why(desk, f))),
            _how_often(desk, f) or cell(unsaid),
            told(f.bearer), told(f.recipient),
        ))
        for f in sorted(listed, key=lambda f: (not (f.rhythm or f.told), _named(desk, f.target)))
    )  # fmt: skip
    heads = (Text("Vad som följs upp eller uppdateras", "What is followed up or updated"),
             Text("Hur ofta", "How often"),
             Text("Av", "By"), Text("Redovisas för", "Reported to"))  # fmt: skip
    return (Table(desk.word("Uppföljningar", "Follow-ups"), tuple(desk.say(h) for h in heads),
                  rows, (0.4, 0.15, 0.2, 0.25), titled=True),)  # fmt: skip


def _out_of_time(desk: WebDesk, follow_up: FollowUp) -> str:
    """That what is followed up does not hold on the view's day, where none of it does."""
    told = [desk.out_of_time(target) for target in follow_up.target]
    return told[0] if told and all(told) else ""


def _how_often(desk: WebDesk, follow_up: FollowUp) -> Cell | None:
    """How often, by a word of the list or in the words of the graph's own summary."""
    if follow_up.rhythm:
        return cell(desk.told_many(follow_up.rhythm))
    return cell(desk.phrases([follow_up.told])[follow_up.told]) if follow_up.told else None


def _why(desk: WebDesk, follow_up: FollowUp) -> list[Line]:
    """Why a follow-up is our reading."""
    if len(follow_up.ours) < 2:
        return []
    told = desk.phrases([follow_up.ours])[follow_up.ours]
    return [line(replace(told, quiet=True))]


def _named(desk: WebDesk, things: Iterable[str]) -> Any:
    return [collation_key(desk.told(thing)) for thing in things]


def _calendar(desk: WatchDesk, visit: Visit, ahead: Sequence[Event]) -> bytes:
    """The dates to come as a calendar."""
    cited = sorted({place for event in ahead for place in event.places})
    known = {p.id: p for p in read_passages(desk.store, desk.view, cited)}

    def told(place: str) -> str:
        passage = known.get(place)
        if passage is None:
            return desk.told(place)
        place = place_in(passage, desk.lang)
        # Of a text without pages and lines only its whole name tells the section.
        parts = [passage.called.get(desk.lang), place] if passage.document and place else [
            passage.words.get(desk.lang)]  # fmt: skip
        found = desk.word("sök", "search for") + f" ”{passage.search_for}”"
        return ", ".join(p for p in (*parts, found if passage.search_for else "") if p)

    title = desk.word("Bevaka: regional kompetensförsörjning", "Watch: regional skills supply")
    title += f", {desk.told(desk.county)}" if desk.county else ""
    entries = [
        Entry(
            f"{e.what} {e.thing} {'' if e.yearly else e.date}", e.first, e.after,
            _entry_title(desk, e),
            "\n".join([_known_as(desk, e), *_basis(desk, e), *map(told, e.places)]).strip(),
            visit.whole(path_of(e.thing)),
            desk.told(e.counties[0]) if len(e.counties) == 1 else "", e.yearly,
        )
        for e in ahead
    ]  # fmt: skip
    nothing = desk.word("Inget datum som kommer är angivet.", "No date to come is stated.")
    return to_ics(entries, title, visit.view.as_of, visit.lang, nothing)


def _entry_title(desk: WebDesk, event: Event) -> str:
    words = {
        "ends": Text("Löper ut", "Runs out"), "begins": Text("Börjar", "Begins"),
        "target": Text("Ska vara nått", "To be reached"),
        "report": Text("Redovisas senast i dag", "To be reported by today"),
    }  # fmt: skip
    if len(event.date) < len("2028-01-01"):
        under = Text(f" (under {day(event.date, 'sv')})", f" (during {day(event.date, 'en')})")
    else:
        under = Text("", "")
    what = _PRESENTED if _is_presented(desk, event) else words[event.what]
    return f"{desk.say(what)}{desk.say(under)}: {desk.told(event.thing)}"


def _basis(desk: WebDesk, event: Event) -> list[str]:
    """The law or decision that a duty rests on."""
    return sorted(desk.told(law) for (law,) in answered(desk, _BASIS, event.thing))


def _known_as(desk: WebDesk, event: Event) -> str:
    if len(event.date) == 4:
        return desk.word(f"Bara året {event.date} är känt.",
                         f"Only the year {event.date} is known.")  # fmt: skip
    if len(event.date) == 7:
        month = day(event.date, desk.lang)
        return desk.word(f"Bara månaden är känd: {month}.", f"Only the month is known: {month}.")
    return ""


def read_since(visit: Visit) -> datetime.date | None:
    """The day since which changes are asked for; None where none is given.

    Raises:
        UsageError: it is no date, or not before the day that the page shows.
    """
    given = visit.given.get("sedan", "").strip()
    if not given:
        return None
    try:
        found = datetime.date.fromisoformat(given)
    except ValueError:
        raise UsageError(
            Text(f"{given} är inget datum.", f"{given} is no date."), "sedan",
            Text("Skriv åååå-mm-dd, till exempel 2025-01-01.",
                 "Write yyyy-mm-dd, for example 2025-01-01."),
        ) from None  # fmt: skip
    if found >= visit.view.as_of:
        now = visit.view.as_of
        raise UsageError(
            Text(f"{found} är inte före den dag som sidan visar ({now}).",
                 f"{found} is not before the day that the page shows ({now})."), "sedan",
            Text("Välj en tidigare dag.", "Choose an earlier day."),
        )  # fmt: skip
    return found
