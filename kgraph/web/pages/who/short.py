"""The matter in plain sentences."""

from collections.abc import Collection, Sequence

from kgraph.findings.material import parts
from kgraph.report.answers import Answer, stated_places
from kgraph.report.origins import Sources
from kgraph.report.summary import summary_parts
from kgraph.report.themes import mandate_rows
from kgraph.report.value import Bullets, Line, Section, Words, line
from kgraph.terms import local_name
from kgraph.web.pages.who.desk import WhoDesk
from kgraph.wording import Text


def in_short(desk: WhoDesk, answers: Sequence[Answer], cited: Collection[str]) -> Section:
    """What one would say of it in plain sentences; of a theme also what no measure names.

    Parameters:
        desk: what is asked about.
        answers: who answers for what.
        cited: the passages that the answer rests on.
    """
    sources = Sources(desk, cited if desk.scope.kind in ("region", "strategy") else ())
    base = sources.base() if sources.read else ()
    (told,) = summary_parts(desk, answers, base)
    if desk.scope.kind == "theme":
        silent, unsure = _no_measure(desk, answers)
        lines = (*silent, *told.lines, *unsure)
        told = Bullets(lines, (*(0 for _ in silent), *told.deep, *(0 for _ in unsure)))
    elif desk.of_sort:
        told = Bullets((*told.lines, _of_sort(desk)), (*told.deep, 0))
    return Section("kort", desk.word("Kort", "In short"), (told,))


def _of_sort(desk: WhoDesk) -> Line:
    """Which mandates there are on documents of this sort, though none names this one."""
    found = (r for r in mandate_rows(desk) if r["mandate"] in desk.of_sort)
    listed = sorted(found, key=lambda r: local_name(r["modality"]) != "skyldighet")
    return line(
        Words(desk.word("Uppdrag som rör strategier av det här slaget. ",
                        "Mandates that concern strategies of this kind. "), strong=True),
        *desk.names(dict.fromkeys(r["mandate"] for r in listed), 4), " ",
        desk.cites(p for r in listed for p in parts(r["evidence"])),
        desk.word(". Inget av dem nämner just detta dokument.",
                  ". None of them names this very document."),
    )  # fmt: skip


def _under_areas(desk: WhoDesk, answers: Sequence[Answer]) -> list[tuple[Answer, tuple[str, ...]]]:
    """The areas with the theme, each with the measures under it that have not the theme itself."""
    return [
        (area, parts)
        for area in answers
        if (parts := tuple(a.element for a in answers if a.through == area.element))
        and desk.counties(area.strategy)
    ]


def _through(desk: WhoDesk, area: Answer, parts: Sequence[str]) -> Line:
    """That measures have a theme through the area they stand under, and not by themselves."""
    n = len(parts)
    some = desk.several(n, Text("insats", "measure"), Text("insatser", "measures"))
    return line(
        desk.name(area.element),
        desk.word(" har temat, och under det står ", " has the theme, and under it stand"
                  + ("s " if n == 1 else " ")),
        some,
        desk.word(" som inte själv har det: " if n == 1 else " som inte själva har det: ",
                  " that does not have it by itself: " if n == 1
                  else " that do not have it by themselves: "),
        *desk.names(parts, 6),
        desk.word("; den är med i svaren nedan " if n == 1 else "; de är med i svaren nedan ",
                  "; it is among the answers below " if n == 1
                  else "; they are among the answers below "),
        desk.cites(p for part in parts for p in sorted(stated_places(desk).get(part, ()))), ".",
    )  # fmt: skip


def _no_measure(desk: WhoDesk, answers: Sequence[Answer]) -> tuple[list[Line], list[Line]]:
    """Of the county's plans, that no measure has the theme; or that it cannot be said."""
    named = {a.strategy for a in answers if a.kind == "Measure" and not a.through}
    own = [s for s in desk.strategies if desk.county and desk.counties(s) and s not in named]
    begin = Words(desk.word("Insatser. ", "Measures. "), strong=True)
    silent: list[Line] = []
    unsure: list[Line] = []
    read, unread = [s for s in own if desk.read(s)], [s for s in own if not desk.read(s)]
    under = _under_areas(desk, answers)
    none = [s for s in read if not any(area.strategy == s for area, _ in under)]
    if none:
        silent.append(line(begin, desk.word("Ingen insats i ", "No measure in "), *desk.names(none),
                          desk.word(" har temat. Dokumentet är läst.",
                                    " has the theme. The document was read.")))  # fmt: skip
    silent += [line(begin, *_through(desk, area, parts)) for area, parts in under]
    if unread:
        unsure.append(line(begin, desk.word("Om någon insats i ", "Whether any measure in "),
                          *desk.names(unread, within=True),
                          desk.word(" har temat går inte att säga: inte läst.",
                                    " has the theme cannot be said: not read.")))  # fmt: skip
    return silent, unsure
