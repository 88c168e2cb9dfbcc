"""What has changed since a day, per county: what began or ended to hold, and what that leads to."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kgraph import difference
from kgraph.difference import Difference
from kgraph.errors import UsageError
from kgraph.findings import KINDS, Finding
from kgraph.report.value import (
    Bullets,
    Cell,
    Cites,
    Line,
    Paragraph,
    Part,
    Row,
    Section,
    Table,
    Words,
    cell,
    line,
)
from kgraph.sources import read_sources
from kgraph.watch import Event, adoptions, turns, vague
from kgraph.web.pages import readings
from kgraph.web.pages.change_rows import in_words, sort, table_of, told
from kgraph.web.pages.desk import Linked, Shelf
from kgraph.web.pages.found import cited, finding_link
from kgraph.web.pages.page import Page
from kgraph.web.pages.render import day
from kgraph.web.pages.visit import Visit
from kgraph.web.pages.watch import CHANGED, RULES, WatchDesk, frame, read_since
from kgraph.wording import Text, say

_DATES, _NAMED = 8, 3


def page(shelf: Shelf, visit: Visit) -> Page:
    """The changes since the day of the address; the days that had some when none is given.

    Raises:
        UsageError: what is no earlier day, where the page is asked for as data.
    """
    desk = WatchDesk(shelf, visit)
    values = frame(desk, visit, CHANGED)
    values["since"] = (visit.given.get("sedan", ""), visit.word("Ändrat sedan", "Changed since"),
                       visit.view.as_of.isoformat())  # fmt: skip
    found: Difference | None = None
    try:
        since = read_since(visit)
        if since is not None:
            found = _difference(desk, since)
    except UsageError as error:
        if visit.form != "html":
            raise
        since = None
        values["since_error"] = f"{say(error.what, visit.lang)} {say(error.mend, visit.lang)}"
    sections = _sections(desk, found, since) if found and since else [_choose(desk, visit)]
    lead = line(desk.word(
        "Vad som har börjat eller slutat gälla enligt angivna tider, och vilka fynd det leder "
        "till. Det som inte har någon tid räknas som oförändrat.",
        "What has come into force or ended by stated periods, and which findings that leads to. "
        "What has no period counts as unchanged."))  # fmt: skip
    return Page(
        desk.word("Ändrat sedan ett datum", "Changed since a date"), tuple(sections), lead=lead,
        eyebrow=desk.word("Bevaka", "Watch"), tab="watch", template="watch.html", values=values,
        data=(lambda: _as_data(desk, found, since)) if found and since else None,
    )  # fmt: skip


def _difference(desk: WatchDesk, since: datetime.date) -> Difference:
    project, store, view = desk.project, desk.store, desk.view
    made: Difference = desk.shelf.keep(
        ("difference", since, view),
        lambda: difference.build(project, store, since.isoformat(), "", view),
        "differences",
    )
    return made


def _choose(desk: WatchDesk, visit: Visit) -> Section:
    """The days to choose among, when none is chosen."""
    rules = [e for e in desk.events if desk.kind(e.thing) in RULES]
    latest = turns(rules, visit.view.as_of)[:_DATES]
    parts: list[Part] = [Paragraph(line(desk.word(
        "Välj en dag ovanför. Så räknas det fram vad som skiljer då från nu; det kan ta några "
        "sekunder första gången.",
        "Choose a day above. What differs between then and now is then worked out; that can take "
        "some seconds the first time.")))]  # fmt: skip
    if latest:
        parts.append(Paragraph(line(desk.word(
            "Det senaste som började eller slutade gälla. Följ ett datum för att se vad som har "
            "ändrats sedan dess:",
            "The latest that began or ended to hold. Follow a date to see what has changed since:"
        ))))  # fmt: skip
        parts.append(Bullets(tuple(_turn(desk, visit, events) for events in latest)))
    return Section("valj", desk.word("Välj en dag", "Choose a day"), tuple(parts))


def _turn(desk: WatchDesk, visit: Visit, events: Sequence[Event]) -> Line:
    """A date, and what began or ended by it; the link goes to the day before."""
    before = events[0].first - datetime.timedelta(days=1)
    county = visit.given.get("lan", "")
    to = f"{CHANGED}?sedan={before}" + (f"&lan={county}" if county else "")
    pieces: list[Words | str | Cites] = [Linked(day(events[0].date, visit.lang), to=to)]
    for words, mine in (
        (Text("slutade gälla", "ended"), [e for e in events if e.what == "ends"]),
        (Text("började gälla", "began"),
         [e for e in events if e.what == "begins" and e.thing not in desk.altered]),
        (Text("förtydligades eller fick ny form", "was made clearer or got a new form"),
         [e for e in events if e.what == "begins" and e.thing in desk.altered]),
    ):  # fmt: skip
        if mine:
            places = desk.cites(*(e.places for e in mine[:_NAMED]))
            names = desk.names([e.thing for e in mine], _NAMED)
            pieces += ["; " if len(pieces) > 1 else ": ", f"{desk.say(words)} ", *names]
            pieces += [" ", places]
    return line(*pieces)


def _sections(desk: WatchDesk, found: Difference, since: datetime.date) -> list[Section]:
    when = {w: {e.thing: e for e in desk.events if e.what == w} for w in ("begins", "ends")}
    then = day(since.isoformat(), desk.lang)
    new, gone = sort(desk, found.things.new), sort(desk, found.things.gone)
    sections = [
        Section("nytt", desk.word(f"Gäller nu, men inte {then} ({len(new.own)})",
                                  f"In force now, but not on {then} ({len(new.own)})"),
                table_of(desk, new.own, when["begins"])),
        Section("borta", desk.word(f"Gällde {then}, men inte nu ({len(gone.own)})",
                                   f"In force on {then}, but not now ({len(gone.own)})"),
                table_of(desk, gone.own, when["ends"])),
        *_altered(desk, (*new.altered, *gone.altered), when["begins"] | when["ends"]),
        *_parts(desk, new.parts, _NEW_PARTS, when["begins"]),
        *_parts(desk, gone.parts, _OLD_PARTS, when["ends"]),
        *_not_facts(desk, (*new.wished, *gone.wished), when["begins"] | when["ends"]),
        *_partly_known(desk, found, since),
        *_otherwise(desk, found),
        *_findings(desk, found),
        *_read_since(desk, since),
    ]  # fmt: skip
    n = found.things.undated
    caution = desk.word(
        f"{n} saker har ingen tid angiven och räknas vid båda datumen. Att något inte längre "
        "gäller enligt sin tid säger inte att arbetet har upphört.",
        f"{n} things have no period stated and count on both days. That something no longer holds "
        "by its period does not say that the work has ended.")  # fmt: skip
    return [*sections, Section("obs", desk.word("Att tänka på", "To bear in mind"),
                               (Paragraph(line(caution)),))]  # fmt: skip


_NEW_PARTS = (
    "nya-delar",
    Text("Står i det som började gälla sedan dess", "Stands in what has come into force since"),
    Text("Mål, insatser, roller och annat utan egen tid, i dokument eller uppdrag som började "
         "gälla eller gavs ut efter dagen. När de själva började sägs inte: de kan ha funnits "
         "före.",
         "Goals, measures, roles and other things without a period of their own, in documents or "
         "tasks that came into force or were issued after the day. When they began themselves is "
         "not said: they may have been there before."),
)  # fmt: skip
_OLD_PARTS = (
    "gamla-delar",
    Text("Står i det vars tid har gått ut sedan dess", "Stands in what has run out since"),
    Text("Mål, insatser, roller och annat utan egen tid, i dokument eller uppdrag vars tid har "
         "gått ut. Om de själva har upphört sägs inte.",
         "Goals, measures, roles and other things without a period of their own, in documents or "
         "tasks whose time has run out. Whether they have stopped themselves is not said."),
)  # fmt: skip


def _altered(
    desk: WatchDesk, things: Sequence[difference.Thing], when: Mapping[str, Event]
) -> list[Section]:
    """New names, new wordings, tasks made clearer: what was there before, in another form."""
    if not things:
        return []
    title = desk.word(f"Ändrat, förtydligat eller omdöpt sedan dess ({len(things)})",
                      f"Changed, made clearer or renamed since ({len(things)})")  # fmt: skip
    lead = Paragraph(line(desk.word(
        "Namn, lydelser, ändringar av lagar och uppdrag i ny form. Det fanns före dagen i en annan "
        "form, eller finns kvar i en ny.",
        "Names, wordings, amendments of acts and tasks in a new form. It was there before the day "
        "in another form, or goes on in a new one.")))  # fmt: skip
    return [Section("andrat-form", title, (lead, *table_of(desk, things, when)))]


def _parts(
    desk: WatchDesk,
    things: Sequence[difference.Thing],
    words: tuple[str, Text, Text],
    when: Mapping[str, Event],
) -> list[Section]:
    """What has no period of its own and belongs to something that began or ran out."""
    if not things:
        return []
    id_, title, lead = words
    return [Section(id_, f"{desk.say(title)} ({len(things)})",
                    (Paragraph(line(desk.say(lead))), *table_of(desk, things, when)))]  # fmt: skip


def _not_facts(
    desk: WatchDesk, things: Sequence[difference.Thing], when: Mapping[str, Event]
) -> list[Section]:
    """What is only wished for, planned or permitted in what began or ended to hold."""
    if not things:
        return []
    n = len(things)
    title = desk.word(
        f"Bara önskat, planerat eller tillåtet i det som började eller slutade gälla ({n})",
        f"Only wished for, planned or permitted in what began or ended to hold ({n})")  # fmt: skip
    return [Section("onskat", title, table_of(desk, things, when))]


def _adopted(desk: WatchDesk, since: datetime.date) -> list[Event]:
    """What was adopted after a day."""
    every = adoptions(desk.store, desk.view, desk.places)
    return [e for e in every if since < e.first <= desk.view.as_of and desk.holds(e.counties)]


def _unsided(desk: WatchDesk, found: Difference, since: datetime.date) -> list[Event]:
    """What began or ended on no known side of a day, and is told on neither."""
    sided = {t.iri for t in (*found.things.new, *found.things.gone)}
    return [e for e in vague(desk.events, since) if e.thing not in sided]


def _partly_known(desk: WatchDesk, found: Difference, since: datetime.date) -> list[Section]:
    """What was adopted or issued since, and what has only a year or month that the day lies in."""
    adopted, unsided = _adopted(desk, since), _unsided(desk, found, since)
    decided = {e.thing for e in adopted}
    issued = [t for t in sort(desk, found.things.new).issued if t.iri not in decided]
    if not adopted and not unsided and not issued:
        return []
    facts = desk.shelf.facts(desk.view)
    rows = (
        *(_partly(desk, e.thing, [desk.cites(e.places)], _approved(desk, e), e.counties)
          for e in adopted),
        *(_partly(desk, t.iri, cited(desk, facts.all(t.iri, "evidence"), 8), _since(desk, t),
                  desk.places.counties(t.iri)) for t in issued),
        *(_partly(desk, e.thing, [desk.cites(e.places)], _some_time(desk, e), e.counties)
          for e in unsided),
    )  # fmt: skip
    heads = (Text("Vad", "What"), Text("Vad som är känt", "What is known"), Text("Län", "County"))
    title = desk.word(f"Antaget eller utgivet sedan dess, eller känt bara i delar ({len(rows)})",
                      f"Adopted or issued since, or known in part only ({len(rows)})")  # fmt: skip
    lead = Paragraph(line(desk.word(
        "Antaget eller utgivet efter dagen, utan att det sägs när det gäller; sådant som var så, "
        "utan att det sägs om det gäller nu; eller börjat eller slutat någon gång under ett "
        "år eller en månad som dagen ligger i: då går det inte att säga om det var före eller "
        "efter.",
        "Adopted or issued after the day, which does not say when it holds; what was so, with no "
        "word of whether it holds now; or begun or ended some time in a year or "
        "month that the day lies in: then it cannot be said whether that was before or after."
        )))  # fmt: skip
    table = Table(title, tuple(desk.say(h) for h in heads), rows, (0.5, 0.3, 0.2), titled=True)
    return [Section("antaget", title, (lead, table))]


def _since(desk: WatchDesk, thing: difference.Thing) -> str:
    """When a thing was issued; or from when it was so, where nobody says that it still is."""
    told = in_words(desk, thing)
    if not thing.past:
        return told
    was = desk.word("så var det, och om det gäller nu sägs inte",
                    "it was so, and whether it holds now is not said")  # fmt: skip
    return f"{told}; {was}"


def _partly(
    desk: WatchDesk,
    thing: str,
    places: Sequence[Cites | Words | str | None],
    known: str,
    counties: Sequence[str],
) -> Row:
    ours = readings.mark(desk, thing in readings.our_ties(desk))
    return Row((cell(desk.name(thing), ours, " ", *places), cell(known), desk.where(counties)))


def _approved(desk: WatchDesk, event: Event) -> str:
    date = day(event.date, desk.lang)
    return desk.word(f"beslutades {date}", f"approved {date}")


def _some_time(desk: WatchDesk, event: Event) -> str:
    return f"{told(desk, event)}; {desk.word('dagen sägs inte', 'the day is not said')}"


def _otherwise(desk: WatchDesk, found: Difference) -> list[Section]:
    changed = [c for c in found.things.changed if desk.holds(desk.places.counties(c.iri))]
    if not changed:
        return []
    facts = desk.shelf.facts(desk.view)
    lines = tuple(
        line(desk.name(c.iri), ": ", desk.say(c.words), " ",
             *cited(desk, facts.all(c.iri, "evidence"), 8))
        for c in changed
    )  # fmt: skip
    return [Section("annorlunda", desk.word("Sägs på annat sätt", "Told otherwise"),
                    (Bullets(lines),))]  # fmt: skip


def _findings(desk: WatchDesk, found: Difference) -> list[Section]:
    changes = found.findings
    new = [line(finding_link(desk, f), " ", *cited(desk, f.cited, 6))
           for f in _kept(desk, changes.new)]  # fmt: skip
    gone: list[Line] = [line(desk.say(f.sentence), " ", *cited(desk, f.cited, 6))
                        for f in _kept(desk, changes.gone)]  # fmt: skip
    other = [
        line(finding_link(desk, c.now), ": ", "; ".join(desk.say(w) for w in c.words), " ",
             *cited(desk, c.now.cited, 6))
        for c in changes.changed if _kept(desk, (c.now,))
    ]  # fmt: skip
    groups = ((desk.word("Kommer till", "Added"), new), (desk.word("Faller bort", "Gone"), gone),
              (desk.word("Ändrade", "Changed"), other))  # fmt: skip
    rows = [Row((cell(Words(name, strong=True)), Cell(tuple(lines)))) for name, lines in groups
            if lines]  # fmt: skip
    title = desk.word("Att titta på", "To look at")
    if not rows:
        none = desk.word("Inga fynd har kommit till, försvunnit eller ändrats.",
                         "No findings have come, gone or changed.")  # fmt: skip
        return [Section("fynd", title, (Paragraph(line(none)),))]
    heads = (desk.word("Hur", "How"), desk.word("Fynd", "Findings"))
    lead = Paragraph(line(desk.word(
        "Fynd som skiljer för att det de bygger på gäller den ena dagen och inte den andra. De "
        "säger inte att det som de handlar om är nytt eller har upphört.",
        "Findings that differ since what they rest on holds on one of the days and not on the "
        "other. They do not say that what they are about is new or has stopped.")))  # fmt: skip
    return [Section("fynd", title, (lead, Table(title, heads, tuple(rows), (0.15, 0.85),
                                          titled=True),))]  # fmt: skip


def _kept(desk: WatchDesk, findings: Iterable[Finding]) -> list[Finding]:
    """Those that stand in the usual list and belong to the county."""
    return [f for f in findings if KINDS[f.kind].strategist and desk.holds(f.regions)]


def _read_since(desk: WatchDesk, since: datetime.date) -> list[Section]:
    """Documents whose copy came after the day: what is known may have changed with them."""
    every = read_sources(desk.store, desk.view, desk.lang)
    read = [s for s in every if s.loaded and s.retrieved > since.isoformat()]
    if not read:
        return []
    lines = tuple(line(desk.name(s.iri), f", {day(s.retrieved, desk.lang)}") for s in read)
    lead = desk.word(
        "Dokument vars kopia har kommit in sedan dess. De räknas vid båda datumen.",
        "Documents whose copy has come in since. They count on both days.",
    )
    return [Section("inlast", desk.word("Läst in sedan dess", "Read since then"),
                    (Paragraph(line(lead)), Bullets(lines)))]  # fmt: skip


def _as_data(desk: WatchDesk, found: Difference, since: datetime.date) -> dict[str, Any]:
    """The changes of the county for a program."""

    def listed(things: Sequence[difference.Thing]) -> list[dict[str, str]]:
        return [{"thing": t.iri, "kind": desk.say(t.kind), "why": desk.say(t.why),
                 "mode": desk.say(t.mode)} for t in things]  # fmt: skip

    new, gone = sort(desk, found.things.new), sort(desk, found.things.gone)
    return {
        "new": listed(new.own), "gone": listed(gone.own),
        "altered": {"new": listed(new.altered), "gone": listed(gone.altered)},
        "parts": {"new": listed(new.parts), "gone": listed(gone.parts)},
        "issued": listed(new.issued),
        "not_facts": {"new": listed(new.wished), "gone": listed(gone.wished)},
        "changed": [{"thing": c.iri, "change": desk.say(c.words)} for c in found.things.changed
                    if desk.holds(desk.places.counties(c.iri))],
        "adopted": [{"thing": e.thing, "date": e.date} for e in _adopted(desk, since)],
        "day_unknown": [{"thing": e.thing, "what": e.what, "date": e.date}
                        for e in _unsided(desk, found, since)],
        "findings": {
            "new": [f.id for f in _kept(desk, found.findings.new)],
            "gone": [f.id for f in _kept(desk, found.findings.gone)],
            "changed": [c.now.id for c in found.findings.changed if _kept(desk, (c.now,))],
        },
    }  # fmt: skip
