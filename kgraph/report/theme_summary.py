"""What the summary says of a theme alone: duties, money and follow-up, forums, counties."""

from collections.abc import Iterable

from kgraph.findings.material import parts
from kgraph.report.answers import Answer
from kgraph.report.desk import Desk
from kgraph.report.role_rows import our_reading, role_rows
from kgraph.report.themes import Duty, duties
from kgraph.report.value import Line, line
from kgraph.terms import local_name
from kgraph.wording import Text


def theme_sentences(desk: Desk, answers: Iterable[Answer]) -> list[tuple[Text, list[Line]]]:
    """What the summary says of a theme alone: duties, money and follow-up, forums, counties."""
    if desk.scope.kind != "theme":
        return []
    forums = [r for r in desk.material.rows("forum-register") if r["forum"] in desk.themed]
    places = [
        line(
            desk.name(r["forum"]),
            ": ",
            desk.several(
                int(r["members"]),
                Text("känd deltagare", "known member"),
                Text("kända deltagare", "known members"),
            ),
            " ",
            desk.cites(parts(r["evidence"])),
            ".",
        )
        for r in forums[:4]
    ] or [
        line(
            desk.word(
                "Inget forum i det som är läst sägs ha temat.",
                "No forum in what was read is said to have the theme.",
            )
        )
    ]
    return [
        *_mandates(desk),
        (Text("Betalar och följer upp", "Pays and follows up"), _paying(desk)),
        (Text("Forum", "Forum"), places),
        (Text("I länen", "In the counties"), _in_counties(desk, answers)),
    ]  # fmt: skip


def _mandates(desk: Desk) -> list[tuple[Text, list[Line]]]:
    """The theme's mandates: those with a basis apart from those that the sources only tell of."""
    listed = duties(desk)
    by_law = [_duty_line(desk, duty) for duty in listed if duty.based]
    told = [_duty_line(desk, duty) for duty in listed if not duty.based][:4]
    if told:
        told.append(line(desk.word(
            "Lag eller beslut som grund nämns inte i det som är läst.",
            "No law or decision as its basis is mentioned in what was read.")))  # fmt: skip
    if not listed:
        by_law = [line(desk.word(
            "Inget uppdrag med just det här temat nämns i det som är läst.",
            "No mandate with this very theme is mentioned in what was read."))]  # fmt: skip
    return [
        (Text("Enligt lag eller beslut", "By law or decision"), by_law[:4]),
        (Text("Enligt källorna", "By the sources"), told),
    ]


def _duty_line(desk: Desk, duty: Duty) -> Line:
    return line(
        desk.name(duty.bearer),
        desk.word(" har uppdraget ", " holds the mandate "),
        desk.name(duty.mandate),
        our_reading(desk) if duty.inferred else "",
        " ",
        desk.cites(duty.passages),
        ".",
    )


def _paying(desk: Desk) -> list[Line]:
    told = []
    for slug, words in (("finansiar", Text("Betalar: ", "Pays: ")),
                        ("uppfoljare", Text("Följer upp: ", "Follows up: "))):  # fmt: skip
        rows = [r for r in role_rows(desk) if r.counts and local_name(r.role) == slug]
        if rows:
            direct = any(r.target in desk.themed for r in rows)
            note = (
                ""
                if direct
                else desk.word(
                    " (för helheten, inte för just temat) ",
                    " (for the whole, not for the very theme) ",
                )
            )
            told.append(
                line(
                    desk.say(words),
                    *desk.names((r.bearer for r in rows), 4),
                    note or " ",
                    desk.cites(p for r in rows for p in r.passages),
                    ".",
                )
            )
        else:
            told.append(
                line(
                    desk.say(words),
                    desk.word(
                        "ingen nämns i det som är läst.", "nobody is named in what was read."
                    ),
                )
            )
    return told


def _in_counties(desk: Desk, answers: Iterable[Answer]) -> list[Line]:
    """How many counties take the theme up in a plan, and of how many it cannot be said."""
    rows = [r for r in desk.material.rows("theme-by-region") if r["theme"] == desk.scope.iri]
    taken = [r["region"] for r in rows if r["elements"] != "0" or r["forums"] != "0"]
    unsure = [r["region"] for r in rows if local_name(r["status"]) == "unknown"]
    silent = [r["region"] for r in rows if r["status"] and r["region"] not in unsure]
    told = []
    if taken:
        told.append(
            line(
                desk.word(
                    "Temat finns bland mål, insatser eller forum i ",
                    "The theme is among goals, measures or forums in ",
                ),
                *desk.names(taken, 6),
                " ",
                desk.cites(p for a in answers for p in a.stated),
                ".",
            )
        )
    if silent:
        told.append(
            line(
                desk.word("Ingen läst plan nämner det i ", "No plan that was read mentions it in "),
                *desk.names(silent, 6),
                ".",
            )
        )
    if unsure:
        told.append(
            line(
                desk.word("Om någon plan nämner det går inte att säga för ",
                          "Whether a plan mentions it cannot be said for "),
                *desk.names(unsure, 6),
                desk.word(", där ingen plan är läst.", ", where no plan was read."),
            )
        )  # fmt: skip
    return told
