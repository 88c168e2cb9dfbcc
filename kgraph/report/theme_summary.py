"""What the summary says of a theme alone: duties, money and follow-up, forums, counties."""

from collections.abc import Collection, Sequence

from kgraph.findings.material import parts
from kgraph.report.answers import natural, our_reading, stated_places
from kgraph.report.desk import Desk
from kgraph.report.named import Seat, seats
from kgraph.report.role_rows import RoleRow, for_whole, role_rows
from kgraph.report.themes import Duty, duties, members_told
from kgraph.report.undated import undated_sources, undated_words
from kgraph.report.unreviewed import unreviewed, unreviewed_words
from kgraph.report.value import Cites, Line, Words, line
from kgraph.report.wider_forums import wider_lines
from kgraph.terms import local_name
from kgraph.wording import Text

_SHOWN = 4


def theme_sentences(desk: Desk) -> list[tuple[Text, list[Line]]]:
    """What the summary says of a theme alone: duties, money and follow-up, forums, counties."""
    if desk.scope.kind != "theme":
        return []
    forums = [r for r in desk.material.rows("forum-register") if r["forum"] in desk.themed]
    places = [
        line(
            desk.name(r["forum"]),
            ": ",
            members_told(desk, r),
            " ",
            desk.cites(parts(r["evidence"])),
            ".",
        )
        for r in forums[:_SHOWN]
    ] or [
        line(
            desk.word(
                "Inget forum i det som är läst sägs ha temat.",
                "No forum in what was read is said to have the theme.",
            )
        )
    ]
    places += _more(desk, len(forums)) + wider_lines(desk) + _seated(desk)
    return [
        *_mandates(desk),
        (Text("Betalar och följer upp", "Pays and follows up"), _paying(desk)),
        (Text("Forum", "Forum"), places),
        (Text("I länen", "In the counties"), _in_counties(desk)),
    ]  # fmt: skip


def _seated(desk: Desk) -> list[Line]:
    """Who is of the theme and has a place in a forum that is not told to have it."""
    by_forum: dict[str, list[Seat]] = {}
    for seat in seats(desk):
        if seat.counts:
            by_forum.setdefault(seat.forum, []).append(seat)
    told = [
        line(*desk.names((s.member for s in listed), begins=True),
             desk.word(" är med i ",
                       f" {desk.verb([s.member for s in listed], 'takes', 'take')} part in "),
             desk.within(forum), " ", desk.cites(p for s in listed for p in s.passages), ".")
        for forum, listed in by_forum.items()
    ]  # fmt: skip
    return told[:_SHOWN] + _more(desk, len(told))


def _mandates(desk: Desk) -> list[tuple[Text, list[Line]]]:
    """The theme's mandates: those with a basis apart from those that the sources only tell of."""
    every = duties(desk)
    listed = [duty for duty in every if not duty.unsaid]
    by_law = _duty_lines(desk, [duty for duty in listed if duty.based])
    told = _duty_lines(desk, [duty for duty in listed if not duty.based])
    if told:
        told.append(line(desk.word(
            "Lag eller beslut som grund nämns inte i det som är läst.",
            "What was read mentions no law or decision as their basis.")))  # fmt: skip
    unsaid = len({duty.mandate for duty in every if duty.unsaid})
    if unsaid:
        n = desk.several(unsaid, Text("uppdrag", "mandate"), Text("uppdrag", "mandates"))
        by_law.append(line(desk.word(
            f"Om {n} med temat gällde den dagen sägs inte, se nedan.",
            f"Whether {n} with the theme held on that day is not said, see below.")))  # fmt: skip
    if not every:
        by_law = [line(desk.word(
            "Inget uppdrag med just det här temat nämns i det som är läst.",
            "What was read mentions no mandate with this very theme."))]  # fmt: skip
    return [
        (Text("Enligt lag eller beslut", "By law or decision"), by_law),
        (Text("Enligt källorna", "By the sources"), told),
    ]


def _duty_lines(desk: Desk, listed: Sequence[Duty]) -> list[Line]:
    return [_duty_line(desk, duty) for duty in listed[:_SHOWN]] + _more(desk, len(listed))


def _more(desk: Desk, every: int) -> list[Line]:
    """That there are more than those shown."""
    more = every - _SHOWN
    if more <= 0:
        return []
    return [line(desk.word(f"Och {more} till, se nedan.", f"And {more} more, see below."))]


def _duty_line(desk: Desk, duty: Duty) -> Line:
    return line(
        *desk.names([duty.bearer], begins=True),
        desk.word(
            " har uppdraget ”", f" {desk.verb([duty.bearer], 'holds', 'hold')} the mandate “"
        ),
        desk.name(duty.mandate),
        "”",
        our_reading(desk) if duty.inferred else "",
        unreviewed_words(desk, unreviewed(desk), duty.passages),
        " ",
        desk.cites(duty.passages),
        ".",
    )


def _paying(desk: Desk) -> list[Line]:
    told = []
    for slug, words in (("finansiar", Text("Betalar: ", "Pays: ")),
                        ("uppfoljare", Text("Följer upp: ", "Follows up: "))):  # fmt: skip
        rows = [r for r in role_rows(desk) if r.counts and local_name(r.role) == slug]
        rows = rows or for_whole(desk, slug)
        nobody = desk.word("ingen nämns i det som är läst.", "nobody is named in what was read.")
        if not rows:
            told.append(line(desk.say(words), nobody))
        for target in dict.fromkeys(r.target for r in rows):
            listed = [r for r in rows if r.target == target]
            told.append(line(desk.say(words), *_for_what(desk, target, listed), "."))
    return told


def _for_what(desk: Desk, target: str, rows: Sequence[RoleRow]) -> list[Words | str | Cites]:
    """Who pays for something or follows it up, and for what."""
    made: list[Words | str | Cites] = []
    plain = {row.bearer for row in rows if not row.ours}
    for bearer in dict.fromkeys(row.bearer for row in rows):
        made += ([", "] if made else []) + [desk.within(bearer)]
        made += [] if bearer in plain else [our_reading(desk)]
    made += [desk.word(", för ", ", for "), desk.within(target)]
    if target in desk.strategies and target not in desk.themed:
        made.append(desk.word(" (för helheten, inte för just temat)",
                              " (for the whole, not for this theme in particular)"))  # fmt: skip
    places = [p for row in rows for p in row.passages]
    undated = undated_words(desk, undated_sources(desk), places)
    return [*made, desk.out_of_time(target), *([undated] if undated else []), " ",
            desk.cites(places)]  # fmt: skip


def _in_counties(desk: Desk) -> list[Line]:
    """How many counties take the theme up in a plan, and of how many it cannot be said."""
    rows = [r for r in desk.material.rows("theme-by-region") if r["theme"] == desk.scope.iri]
    planned = [r["region"] for r in rows if r["elements"] != "0"]
    ours = [r["region"] for r in rows if r["elements"] == "0" and r["readIn"] != "0"]
    met = [r["region"] for r in rows if r["forums"] != "0"]
    unsure = [r["region"] for r in rows if local_name(r["status"]) == "unknown"]
    silent = [r["region"] for r in rows if r["status"] and r["region"] not in unsure]
    told = []
    for note, counties in _by_time(desk, planned).items():
        told.append(line(
            desk.word("Mål, prioriteringar eller insatser har temat i ",
                      "Goals, priorities or measures have the theme in "),
            *desk.names(counties, 6), note, " ",
            desk.cites(_stated(desk, counties)), "."))  # fmt: skip
    if ours:
        told.append(line(
            desk.word("Bara enligt vår läsning har delar av dokument temat i ",
                      "By our reading alone parts of documents have the theme in "),
            *desk.names(ours, 6), " ", desk.cites(_stated(desk, ours, read_in=True)), "."
        ))  # fmt: skip
    if met:
        told.append(line(
            desk.word("Forum har temat i ", "Forums have the theme in "),
            *desk.names(met, 6), " ", desk.cites(_forums_stated(desk)), "."))  # fmt: skip
    if silent:
        told.append(line(
            desk.word("Inget mål, ingen prioritering och ingen insats i läst plan har temat i ",
                      "No goal, priority or measure in a plan that was read has the theme in "),
            *desk.names(silent, 6), "."))  # fmt: skip
    if unsure:
        told.append(line(
            desk.word("Om någon plan har temat går inte att säga för ",
                      "Whether a plan has the theme cannot be said for "),
            *desk.names(unsure, 6),
            desk.word(", där ingen plan är läst.", ", where no plan was read.")))  # fmt: skip
    return told


def _by_time(desk: Desk, counties: Collection[str]) -> dict[str, list[str]]:
    """The counties by what is said of when: nothing where some plan with the theme had begun."""
    found: dict[str, list[str]] = {}
    for county in counties:
        notes = {
            desk.out_of_time(strategy)
            for strategy, elements in desk.material.counted.items()
            if desk.material.document(strategy).region == county
            and not desk.bearing.isdisjoint(elements)
        }
        found.setdefault(min(notes, default=""), []).append(county)
    return dict(sorted(found.items()))


def _stated(desk: Desk, counties: Collection[str], read_in: bool = False) -> list[str]:
    """The passages that state the parts of the counties' documents with the theme.

    Parameters:
        read_in: those that are parts by our reading alone too.
    """
    material, places = desk.material, stated_places(desk)
    every = material.elements if read_in else material.counted
    return [
        passage
        for strategy, elements in every.items()
        if material.document(strategy).region in counties
        for element in sorted(desk.bearing.intersection(elements), key=natural)
        for passage in sorted(places.get(element, ()), key=natural)
    ]


def _forums_stated(desk: Desk) -> list[str]:
    """The passages of the forums with the theme, in every county."""
    rows = desk.material.rows("forum-register")
    return [p for r in rows if r["forum"] in desk.bearing and r["region"]
            for p in parts(r["evidence"])]  # fmt: skip
