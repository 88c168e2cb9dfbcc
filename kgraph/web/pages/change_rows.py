"""The rows of what has changed: sorted by what their dates say, and told as far as they go.

Only what has a day of its own has begun or ended; what stands in a document that began has not,
and a new name or a clearer task is a change of what was there.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kgraph import difference
from kgraph.report.value import Cell, Part, Row, Table, Words, cell
from kgraph.watch import Event
from kgraph.web.pages import readings
from kgraph.web.pages.found import cited
from kgraph.web.pages.render import day
from kgraph.web.pages.watch import WatchDesk, empty
from kgraph.wording import Text, collation_key

_DATE = re.compile(r"\d{4}-\d\d(-\d\d)?")


class Sorted(NamedTuple):
    """The things of one side, by what their dates say."""

    own: list[difference.Thing]  # began or ended by a day of its own
    altered: list[difference.Thing]  # was there before in another form, or goes on in one
    parts: list[difference.Thing]  # has the period of what it belongs to
    wished: list[difference.Thing]  # only wished for, planned or permitted
    issued: list[difference.Thing]  # was adopted, issued or so: that does not say that it holds


def sort(desk: WatchDesk, things: Sequence[difference.Thing]) -> Sorted:
    """The things of the county, by what their dates say."""
    made = Sorted([], [], [], [], [])
    for thing in things:
        if desk.holds(desk.places.counties(thing.iri)):
            chosen = (
                made.wished if thing.mode.sv else made.parts if thing.whole
                else made.issued if thing.issued or thing.past
                else made.altered if thing.altered else made.own
            )  # fmt: skip
            chosen.append(thing)
    return made


def table_of(
    desk: WatchDesk, things: Sequence[difference.Thing], when: Mapping[str, Event]
) -> tuple[Part, ...]:
    """The things with their kind, their time and their county.

    Parameters:
        when: their first or last days, and those of what they belong to.
    """
    if not things:
        return empty(desk, Text(
            "Inget med en angiven tid. Det säger inget om det som saknar tid eller inte är läst.",
            "Nothing with a stated period. That says nothing of what has no period or was not "
            "read."))  # fmt: skip
    facts = desk.shelf.facts(desk.view)
    rows = tuple(
        Row((cell(desk.name(t.iri), _apart(desk, t.iri), _ours(desk, t, when), " ",
                  *cited(desk, facts.all(t.iri, "evidence"), 8)),
             cell(_kind(desk, t)), _why(desk, t, when),
             desk.where(desk.places.counties(t.iri))))
        for t in sorted(things, key=lambda t: (t.kind.sv, collation_key(desk.told(t.iri))))
    )  # fmt: skip
    heads = (Text("Vad", "What"), Text("Slag", "Kind"), Text("Enligt angiven tid", "By its period"),
             Text("Län", "County"))  # fmt: skip
    return (Table(desk.word("Saker", "Things"), tuple(desk.say(h) for h in heads), rows,
                  (0.45, 0.15, 0.2, 0.2), titled=True),)  # fmt: skip


def _ours(desk: WatchDesk, thing: difference.Thing, when: Mapping[str, Event]) -> Words | None:
    """The mark of our reading: of who has it, or of the date that is told."""
    event = when.get(thing.iri)
    dated = event is not None and readings.is_ours(desk, thing.iri, event.places)
    return readings.mark(desk, dated or thing.iri in readings.our_ties(desk))


def _apart(desk: WatchDesk, thing: str) -> Words | None:
    """What tells follow-ups of one thing by one body apart: how often, and to whom."""
    found = desk.follow_ups.get(thing)
    if found is None:
        return None
    words = [*map(desk.told, found.rhythm)]
    if found.recipient:
        names = ", ".join(map(desk.told, found.recipient))
        words.append(desk.word(f"redovisas för {names}", f"reported to {names}"))
    return Words(f" ({'; '.join(words)})", quiet=True) if words else None


def _kind(desk: WatchDesk, thing: difference.Thing) -> str:
    return desk.say(thing.kind) + (f" ({desk.say(thing.mode)})" if thing.mode.sv else "")


def _why(desk: WatchDesk, thing: difference.Thing, when: Mapping[str, Event]) -> Cell:
    """Why a thing stands on one side alone, with its date as far as that is known."""
    event = when.get(thing.iri)
    if event is not None:
        return cell(told(desk, event))
    if thing.whole:
        dated = told(desk, when[thing.whole]) if thing.whole in when else in_words(desk, thing)
        return cell(desk.word("hör till ", "belongs to "), desk.name(thing.whole),
                    Words(f", {dated}"))  # fmt: skip
    return cell(in_words(desk, thing))


def in_words(desk: WatchDesk, thing: difference.Thing) -> str:
    """The reason that the difference gives, its dates written out; of a part that of its whole."""
    words = _DATE.sub(lambda found: day(found[0], desk.lang), desk.say(thing.why))
    if not thing.whole:
        return words
    begins = desk.word("hör till det som ", "belongs to what ")
    return words.removeprefix(begins).partition(";")[0]


def told(desk: WatchDesk, event: Event) -> str:
    """A first or last day, as far as it is known."""
    date = day(event.date, desk.lang)
    if event.what == "ends":
        return desk.word(f"till och med {date}", f"through {date}")
    if desk.kind(event.thing) == "product":
        return desk.word(f"planerad till {date}", f"planned for {date}")
    return desk.word(f"från {date}", f"from {date}")
