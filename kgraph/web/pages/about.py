"""Sources, what the site is and is not, and how accessible it is."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kgraph import __version__
from kgraph.report.origins import LIMITS
from kgraph.report.value import Bullets, Paragraph, Section, line
from kgraph.sources import read_sources
from kgraph.web.pages.desk import Linked, Shelf, WebDesk
from kgraph.web.pages.page import Page
from kgraph.web.pages.start import cited_parts, sources_table
from kgraph.web.pages.visit import Visit
from kgraph.wording import Text

_Told = tuple[str, Text, tuple[Text, ...]]
_ABOUT: tuple[_Told, ...] = (
    ("vad", Text("Vad det är", "What it is"), (
        Text("En kunskapsgraf över vem som gör vad i regional kompetensförsörjning: lagar, "
             "uppdrag, strategier, prioriteringar, aktörer och forum. Den är gjord för den som "
             "leder, samordnar, följer upp eller utvärderar.",
             "A knowledge graph of who does what in regional skills supply: laws, mandates, "
             "strategies, priorities, actors and forums. It is made for those who lead, "
             "co-ordinate, follow up or evaluate."),
        Text("Allt är läst ur offentliga dokument, ställe för ställe. Varje påstående har en "
             "siffra som leder till stället, med rubrik, sida och ord att söka efter.",
             "Everything was read from public documents, place by place. Every claim has a "
             "number that leads to the place, with heading, page and words to search for."))),
    ("granser", Text("Vad det inte kan säga", "What it cannot tell"), ()),
    ("fynd", Text("Hur fynd görs", "How findings are made"), (
        Text("Ett fynd följer av en regel och av uppgifter som går att öppna. Sidan för varje "
             "fynd visar regeln, svaren den vilar på, textställena och vad som skulle få det "
             "att försvinna.",
             "A finding follows from a rule and from statements that can be opened. The page "
             "of each finding shows the rule, the answers it rests on, the passages, and what "
             "would make it disappear."),
        Text("Tre svar hålls isär: dokumentet säger att det saknas; det nämns inte i ett "
             "dokument som är läst i sin helhet för frågan; det går inte att säga, och varför.",
             "Three answers are kept apart: the document says there is none; it is not "
             "mentioned in a document read in full for the matter; it cannot be said, and "
             "why."))),
    ("data", Text("Hämta som data", "Get it as data"), (
        Text("Varje sida finns som JSON på samma adress med ändelsen .json, och som CSV, Excel "
             "och Word där den har tabeller. Listan står sist på varje sida. Adressen ger "
             "tillbaka just det som visas: datum och granskning följer med.",
             "Every page is there as JSON at the same address with the ending .json, and as "
             "CSV, Excel and Word where it has tables. The list is last on every page. The "
             "address brings back exactly what is shown: date and review come with it."),)),
    ("licens", Text("Licens", "Licence"), (
        Text("Uppgifterna får användas enligt CC BY 4.0, listorna enligt CC0 1.0 och "
             "programmet enligt Apache 2.0. Dokumentens text ingår inte i uppgifterna.",
             "The statements may be used under CC BY 4.0, the lists under CC0 1.0 and the "
             "program under Apache 2.0. The documents' text is no part of the statements."),
        Text("Den rörliga nätverksbilden ritas med sigma.js, graphology och events, alla under "
             "MIT-licensen; texterna ligger på /static/drawing-licences.txt.",
             "The live network is drawn with sigma.js, graphology and events, all under the MIT "
             "licence; the texts are at /static/drawing-licences.txt."))),
)  # fmt: skip
_PROGRAMS = Text(
    "Program frågar på /sparql. Alla adresser beskrivs på /openapi.json; på /data och "
    "/.well-known/void står vad som finns att hämta i sin helhet.",
    "Programs ask at /sparql. Every address is described at /openapi.json; /data and "
    "/.well-known/void tell what can be had in full.",
)
_ACCESSIBILITY: tuple[_Told, ...] = (
    ("mal", Text("Målet", "The aim"), (
        Text("Sidorna är gjorda för att följa WCAG 2.1 på nivå AA och lagen (2018:1937) om "
             "tillgänglighet till digital offentlig service.",
             "The pages are made to follow WCAG 2.1 level AA and the Swedish act (2018:1937) "
             "on accessibility of digital public services."),
        Text("Allt går att nå med tangentbord, och allt utom den rörliga nätverksbilden utan "
             "JavaScript; bredvid den står samma sak i tabeller. Färg bär aldrig ensam något som "
             "behövs: varje slag av sak har också en form och ett ord.",
             "Everything can be reached by keyboard, and everything but the live network picture "
             "without JavaScript; tables beside it say the same. Colour alone never carries "
             "anything needed: each kind of thing has a shape and a word too."))),
    ("provat", Text("Hur det är prövat", "How it was tested"), (
        Text("Varje slag av sida prövas i en webbläsare mot reglerna för WCAG 2.1 A och AA "
             "(axe-core) på båda språken, i ljust och mörkt, på bred skärm och telefon. Det som "
             "sidorna är till för går att göra med bara tangentbord; det prövas också. Maskiner "
             "finner inte alla hinder, och ingen utomstående har granskat sidorna.",
             "Each kind of page is tested in a browser by the rules of WCAG 2.1 A and AA "
             "(axe-core) in both languages, light and dark, on a wide screen and a phone. What "
             "the pages are for can be done by keyboard alone; that is tested too. Machines do "
             "not find every obstacle, and nobody from outside has reviewed the pages."),)),
    ("brister", Text("Kända svårigheter", "Known difficulties"), (
        Text("Matriser och breda svar på frågor rullar i en egen ruta på smala skärmar. Namn och "
             "rubriker ur dokumenten är på svenska också på de engelska sidorna, och är "
             "uppmärkta så. Sidan för ett helt län är lång.",
             "Matrices and wide answers to questions scroll in a box of their own on narrow "
             "screens. Names and headings from the documents are in Swedish on the English pages "
             "too, and marked as such. The page of a whole county is long."),)),
    ("kontakt", Text("Hör av dig", "Tell us"), (
        Text("Den som inte är nöjd med svaret kan anmäla till Myndigheten för digital "
             "förvaltning, som har tillsyn över lagen.",
             "Whoever is not content with the answer can report to the Agency for Digital "
             "Government, which supervises the act."),)),
)  # fmt: skip
_NO_CONTACT = Text(
    "Ingen adress är angiven för den här installationen: vänd dig till den som driver webbplatsen.",
    "No address is given for this installation: turn to whoever runs the site.",
)


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


def about(shelf: Shelf, visit: Visit) -> Page:
    """What the site is, its limits, how findings are made, licences, and data for programs."""
    told = dict(_sections(visit, _ABOUT))
    limits = Bullets(tuple(line(visit.say(text)) for text in LIMITS))
    version = Paragraph(line(f"Version {__version__}."))
    told["granser"] = replace(told["granser"], parts=(limits,))
    if shelf.linked and visit.still is None:
        programs = Paragraph(line(visit.say(_PROGRAMS)))
        told["data"] = replace(told["data"], parts=(*told["data"].parts, programs))
    told["licens"] = replace(told["licens"], parts=(*told["licens"].parts, version))
    return Page(visit.word("Om webbplatsen", "About the site"), tuple(told.values()), tab="about")


def accessibility(shelf: Shelf, visit: Visit) -> Page:
    """How accessible the site is, and whom to tell."""
    told = dict(_sections(visit, _ACCESSIBILITY))
    contact = line(Linked(visit.contact, to=f"mailto:{visit.contact}")) if visit.contact else \
        line(visit.say(_NO_CONTACT))  # fmt: skip
    told["kontakt"] = replace(told["kontakt"],
                              parts=(Paragraph(contact), *told["kontakt"].parts))  # fmt: skip
    return Page(visit.word("Tillgänglighet", "Accessibility"), tuple(told.values()), tab="about")


def _sections(visit: Visit, told: Iterable[_Told]) -> Iterator[tuple[str, Section]]:
    for anchor, title, paragraphs in told:
        parts = tuple(Paragraph(line(visit.say(text))) for text in paragraphs)
        yield anchor, Section(anchor, visit.say(title), parts)
