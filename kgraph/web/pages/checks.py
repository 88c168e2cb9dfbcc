"""The checks by shape: what each finds, with the mend and the passages."""

import re
from collections.abc import Sequence
from functools import partial

from kgraph import checks as stage
from kgraph.checks.shapes import SEVERITY_WORDS
from kgraph.report.value import (
    Bullets,
    Cell,
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
from kgraph.store import View
from kgraph.terms import PREFIXES
from kgraph.web.pages.desk import Linked, Shelf, WebDesk
from kgraph.web.pages.page import Page
from kgraph.web.pages.visit import Visit

_MOST = 40
_TERM = re.compile(r"\b([a-z]+):([A-Za-z_]+)")


def checks(shelf: Shelf, visit: Visit) -> Page:
    """What the checks find, check by check, with the mend and the passages."""
    desk = WebDesk(shelf, visit.view, visit.lang)
    report = _report(shelf, visit.view)
    sections = tuple(_section(desk, shape, problems) for shape, problems in report.by_shape())
    if not sections:
        fine = visit.word("Inget att rätta: allt i vyn klarar kontrollerna.",
                          "Nothing to mend: all of the view passes the checks.")  # fmt: skip
        title = visit.word("Inget funnet", "Nothing found")
        sections = (Section("inget", title, (Paragraph(line(fine)),)),)
    written = {"ttl": stage.to_turtle, "jsonld": stage.to_jsonld} if visit.still is None else {}
    return Page(visit.word("Kontroller", "Checks"), sections, lead=_lead(visit, report),
                tab="about", more={form: partial(write, report, visit.lang)
                                   for form, write in written.items()})  # fmt: skip


def _report(shelf: Shelf, view: View) -> stage.CheckReport:
    """What the checks find in a view; things and messages are put into words by the page."""

    def make() -> stage.CheckReport:
        return stage.check(shelf.store, stage.shapes_of(shelf.project), view=view)

    made: stage.CheckReport = shelf.keep(("checks", view), make)
    return made


def _lead(visit: Visit, report: stage.CheckReport) -> Line:
    counts = "; ".join(
        f"{SEVERITY_WORDS[s].get(visit.lang).lower()}: {report.count(s)}" for s in stage.SEVERITIES
    )
    begin = visit.word("Kontrollerna prövar att uppgifterna hänger ihop. ",
                       "The checks test that the statements hold together. ")  # fmt: skip
    return line(begin, counts[:1].upper() + counts[1:], ".")


def _section(desk: WebDesk, shape: stage.Shape, problems: Sequence[stage.Problem]) -> Section:
    parts: list[Part] = [
        Paragraph(line(Words(SEVERITY_WORDS[shape.severity].get(desk.lang), strong=True), ". ",
                       Linked(shape.id, to=shape.iri))),
        *_problems(desk, shape, problems[:_MOST]),
    ]  # fmt: skip
    if len(problems) > _MOST:
        more = len(problems) - _MOST
        parts.append(Paragraph(line(desk.word(f"Och {more} till.", f"And {more} more."))))
    title = f"{shape.title.get(desk.lang) or shape.id} ({len(problems)})"
    return Section(shape.id.lower(), title, tuple(parts))


def _problems(desk: WebDesk, shape: stage.Shape, problems: Sequence[stage.Problem]) -> list[Part]:
    """The problems of a check; a message that all of them share stands once, over them."""
    messages = {p.message.get(desk.lang) for p in problems}
    if len(messages) == 1:
        lines = tuple(line(_focus(desk, p.focus), " ", desk.cites(p.passages)) for p in problems)
        return [Paragraph(_message(desk, messages.pop())), Bullets(lines)]
    rows = tuple(
        Row((cell(_focus(desk, p.focus), " ", desk.cites(p.passages)),
             Cell((_message(desk, p.message.get(desk.lang)),))))
        for p in problems
    )  # fmt: skip
    heads = (desk.word("Vad", "What"), desk.word("Vad som är fel, och hur det rättas",
                                                 "What is wrong, and the mend"))  # fmt: skip
    return [Table(shape.title.get(desk.lang) or shape.id, heads, rows, (0.4, 0.6), titled=True)]


def _message(desk: WebDesk, text: str) -> Line:
    """A message with its terms called what people call them, as links to what they mean."""
    pieces: list[str | Words] = []
    done = 0
    for found in _TERM.finditer(text):
        space = PREFIXES.get(found[1], "")
        name = desk.told(space + found[2]) if space else found[0]
        if name == found[0]:
            continue
        term = Linked(name, to=space + found[2])
        pieces += [text[done : found.start()] + desk.word("”", "“"), term, "”"]
        done = found.end()
    return line(*pieces, text[done:])


def _focus(desk: WebDesk, iri: str) -> Words:
    """A thing by its name, as a link unless no statement of it counts in the view."""
    return desk.name(iri) if iri in desk.shelf.kinds(desk.view) else Words(desk.told(iri))
