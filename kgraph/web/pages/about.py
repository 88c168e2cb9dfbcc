"""Sources, checks, what the site is and is not, and how accessible it is."""

from collections.abc import Sequence

from kgraph import __version__
from kgraph import checks as stage
from kgraph.checks.report import SEVERITY_WORDS
from kgraph.report.origins import LIMITS
from kgraph.report.value import Bullets, Paragraph, Part, Row, Section, Table, Words, cell, line
from kgraph.sources import read_sources
from kgraph.store.reading import read_text
from kgraph.terms import SHAPES
from kgraph.web.pages.desk import Linked, Shelf, WebDesk
from kgraph.web.pages.page import Page
from kgraph.web.pages.start import cited_parts, sources_table
from kgraph.web.pages.visit import Visit

_MOST = 40


def sources(shelf: Shelf, visit: Visit) -> Page:
    """Every source: read, and only cited."""
    desk = WebDesk(shelf, visit.view, visit.lang)
    every = read_sources(shelf.store, visit.view, visit.lang)
    read, cited = [s for s in every if s.loaded], [s for s in every if not s.loaded]
    sections = (
        Section("last", visit.word("Lästa dokument", "Documents read"),
                (sources_table(desk, read),)),
        Section("omnamnt", visit.word("Omnämnda men inte lästa", "Cited but not read"),
                cited_parts(desk, cited, len(cited))),
    )  # fmt: skip
    lead = line(visit.word(
        "Att ett dokument är läst i sin helhet för en fråga gör att tystnad i det säger något. "
        "Av ett dokument som bara är omnämnt går inget att sluta.",
        "That a document was read in full for a matter makes silence in it say something. From a "
        "document that is only cited nothing can be concluded."))  # fmt: skip
    return Page(visit.word("Källor", "Sources"), sections, lead=lead, tab="sources")


def checks(shelf: Shelf, visit: Visit) -> Page:
    """What the checks find, check by check, with the mend and the passages."""
    desk = WebDesk(shelf, visit.view, visit.lang)
    project = shelf.project
    text = read_text(project.shapes_file, project.name(project.shapes_file))
    report = stage.check(shelf.store, text, lang=visit.lang, view=visit.view)
    groups = report.by_shape()
    sections = []
    for shape, problems in groups:
        parts: list[Part] = [
            Paragraph(line(Words(SEVERITY_WORDS[shape.severity].get(visit.lang), strong=True), ". ",
                           Linked(shape.id, to=SHAPES(shape.id)))),
            *_problems(desk, visit, shape, problems[:_MOST]),
        ]  # fmt: skip
        if len(problems) > _MOST:
            more = len(problems) - _MOST
            parts.append(Paragraph(line(desk.word(f"Och {more} till.",
                                                  f"And {more} more."))))  # fmt: skip
        title = f"{shape.title.get(visit.lang) or shape.id} ({len(problems)})"
        sections.append(Section(shape.id.lower(), title, tuple(parts)))
    counts = "; ".join(
        f"{SEVERITY_WORDS[s].get(visit.lang).lower()}: {report.count(s)}" for s in stage.SEVERITIES
    )
    counts = counts[:1].upper() + counts[1:]
    lead = line(
        visit.word(
            "Kontrollerna prövar att uppgifterna hänger ihop. ",
            "The checks test that the statements hold together. ",
        ),
        counts,
        ".",
    )
    return Page(visit.word("Kontroller", "Checks"), tuple(sections), lead=lead, tab="about")


def _problems(
    desk: WebDesk, visit: Visit, shape: stage.Shape, problems: Sequence[stage.Problem]
) -> list[Part]:
    """The problems of a check; a message that all of them share stands once, over them."""
    messages = {p.message.get(visit.lang) for p in problems}
    if len(messages) == 1:
        lines = tuple(line(desk.name(p.focus), " ", desk.cites(p.passages)) for p in problems)
        return [Paragraph(line(messages.pop())), Bullets(lines)]
    rows = tuple(
        Row((cell(desk.name(p.focus), " ", desk.cites(p.passages)),
             cell(p.message.get(visit.lang))))
        for p in problems
    )  # fmt: skip
    heads = (desk.word("Vad", "What"), desk.word("Vad som är fel, och hur det rättas",
                                                 "What is wrong, and the mend"))  # fmt: skip
    return [Table(shape.title.get(visit.lang) or shape.id, heads, rows, (0.4, 0.6), titled=True)]


def about(shelf: Shelf, visit: Visit) -> Page:
    """What the site is, its limits, how findings are made, licences, and data for programs."""
    limits = tuple(line(visit.say(text)) for text in LIMITS)

    def text(sv: str, en: str) -> Paragraph:
        return Paragraph(line(visit.word(sv, en)))

    sections = (
        Section("vad", visit.word("Vad det är", "What it is"), (
            text("En kunskapsgraf över vem som gör vad i regional kompetensförsörjning: lagar, "
                 "uppdrag, strategier, prioriteringar, aktörer och forum. Den är gjord för den som "
                 "leder, samordnar, följer upp eller utvärderar.",
                 "A knowledge graph of who does what in regional skills supply: laws, mandates, "
                 "strategies, priorities, actors and forums. It is made for those who lead, "
                 "co-ordinate, follow up or evaluate."),
            text("Allt är läst ur offentliga dokument, ställe för ställe. Varje påstående har en "
                 "siffra som leder till stället, med rubrik, sida och ord att söka efter.",
                 "Everything was read from public documents, place by place. Every claim has a "
                 "number that leads to the place, with heading, page and words to search for."))),
        Section("granser", visit.word("Vad det inte kan säga", "What it cannot tell"),
                (Bullets(limits),)),
        Section("fynd", visit.word("Hur fynd görs", "How findings are made"), (
            text("Ett fynd följer av en regel och av uppgifter som går att öppna. Sidan för varje "
                 "fynd visar regeln, svaren den vilar på, textställena och vad som skulle få det "
                 "att försvinna.",
                 "A finding follows from a rule and from statements that can be opened. The page "
                 "of each finding shows the rule, the answers it rests on, the passages, and what "
                 "would make it disappear."),
            text("Tre svar hålls isär: dokumentet säger att det saknas; det nämns inte i ett "
                 "dokument som är läst i sin helhet för frågan; det går inte att säga, och varför.",
                 "Three answers are kept apart: the document says there is none; it is not "
                 "mentioned in a document read in full for the matter; it cannot be said, and "
                 "why."))),
        Section("data", visit.word("Hämta som data", "Get it as data"), (
            text("Varje sida finns som JSON på samma adress med ändelsen .json, och som CSV, Excel "
                 "och Word där den har tabeller. Listan står sist på varje sida. Adressen ger "
                 "tillbaka just det som visas: datum och granskning följer med.",
                 "Every page is there as JSON at the same address with the ending .json, and as "
                 "CSV, Excel and Word where it has tables. The list is last on every page. The "
                 "address brings back exactly what is shown: date and review come with it."),)),
        Section("licens", visit.word("Licens", "Licence"), (
            text("Uppgifterna får användas enligt CC BY 4.0, listorna enligt CC0 1.0 och "
                 "programmet enligt Apache 2.0. Dokumentens text återges inte.",
                 "The statements may be used under CC BY 4.0, the lists under CC0 1.0 and the "
                 "program under Apache 2.0. The documents' text is not reproduced."),
            text(f"Version {__version__}.", f"Version {__version__}."))),
    )  # fmt: skip
    return Page(visit.word("Om webbplatsen", "About the site"), sections, tab="about")


def accessibility(shelf: Shelf, visit: Visit) -> Page:
    """How accessible the site is, and whom to tell."""
    contact = (
        line(Linked(visit.contact, to=f"mailto:{visit.contact}"))
        if visit.contact
        else line(
            visit.word(
                "Ingen adress är angiven för den här installationen: vänd dig till den som "
                "driver webbplatsen.",
                "No address is given for this installation: turn to whoever runs the site.",
            )
        )
    )

    def text(sv: str, en: str) -> Paragraph:
        return Paragraph(line(visit.word(sv, en)))

    sections = (
        Section("mal", visit.word("Målet", "The aim"), (
            text("Sidorna är gjorda för att följa WCAG 2.1 på nivå AA och lagen (2018:1937) om "
                 "tillgänglighet till digital offentlig service.",
                 "The pages are made to follow WCAG 2.1 level AA and the Swedish act (2018:1937) "
                 "on accessibility of digital public services."),
            text("Allt går att nå med tangentbord och utan JavaScript. Färg bär aldrig ensam något "
                 "som behövs: varje slag av sak har också en form och ett ord.",
                 "Everything can be reached by keyboard and without JavaScript. Colour alone never "
                 "carries anything needed: each kind of thing has a shape and a word too."))),
        Section("brister", visit.word("Kända svårigheter", "Known difficulties"), (
            text("Breda tabeller rullar i sidled på smala skärmar. Namn och rubriker ur dokumenten "
                 "är på svenska också på de engelska sidorna, och är uppmärkta så.",
                 "Wide tables scroll sideways on narrow screens. Names and headings from the "
                 "documents are in Swedish on the English pages too, and marked as such."),)),
        Section("kontakt", visit.word("Hör av dig", "Tell us"), (Paragraph(contact),)),
    )  # fmt: skip
    return Page(visit.word("Tillgänglighet", "Accessibility"), sections, tab="about")
