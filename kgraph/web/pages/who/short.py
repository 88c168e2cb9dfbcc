"""The matter in plain sentences."""

from collections.abc import Collection, Sequence

from kgraph.report.answers import Answer
from kgraph.report.origins import Sources
from kgraph.report.summary import summary_parts
from kgraph.report.value import Bullets, Line, Section, Words, line
from kgraph.web.pages.who.desk import WhoDesk


def in_short(desk: WhoDesk, answers: Sequence[Answer], cited: Collection[str]) -> Section:
    """What one would say of it in plain sentences; of a theme also what no measure names.

    Parameters:
        desk: what is asked about.
        answers: who answers for what.
        cited: the passages that the answer rests on.
    """
    sources = Sources(desk, cited if desk.scope.kind == "region" else ())
    base = sources.base() if sources.read else ()
    (told,) = summary_parts(desk, answers, base)
    if desk.scope.kind == "theme":
        silent, unsure = _no_measure(desk, answers)
        lines = (*silent, *told.lines, *unsure)
        told = Bullets(lines, (*(0 for _ in silent), *told.deep, *(0 for _ in unsure)))
    return Section("kort", desk.word("Kort", "In short"), (told,))


def _no_measure(desk: WhoDesk, answers: Sequence[Answer]) -> tuple[list[Line], list[Line]]:
    """Of the county's plans, that no measure has the theme; or that it cannot be said."""
    named = {a.strategy for a in answers if a.kind == "Measure"}
    own = [s for s in desk.strategies if desk.county and desk.counties(s) and s not in named]
    begin = Words(desk.word("Insatser. ", "Measures. "), strong=True)
    silent: list[Line] = []
    unsure: list[Line] = []
    read, unread = [s for s in own if desk.read(s)], [s for s in own if not desk.read(s)]
    if read:
        silent.append(line(begin, desk.word("Ingen insats i ", "No measure in "), *desk.names(read),
                          desk.word(" har temat. Dokumentet är läst.",
                                    " has the theme. The document was read.")))  # fmt: skip
    if unread:
        unsure.append(line(begin, desk.word("Om någon insats i ", "Whether any measure in "),
                          *desk.names(unread),
                          desk.word(" har temat går inte att säga: inte läst.",
                                    " has the theme cannot be said: not read.")))  # fmt: skip
    return silent, unsure
