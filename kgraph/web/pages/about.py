"""Sources, what the site is and is not, and how accessible it is."""

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kgraph import __version__
from kgraph.report.origins import LIMITS
from kgraph.report.value import Bullets, Line, Paragraph, Section, line
from kgraph.sources import read_sources
from kgraph.web.pages.desk import Linked, Shelf, WebDesk
from kgraph.web.pages.grounds import forms
from kgraph.web.pages.page import Page
from kgraph.web.pages.registers import read_registers, registers_table
from kgraph.web.pages.render import day
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
             "address brings back exactly what is shown: date and review come with it."),
        Text("En CSV-fil har sidans alla tabeller under varandra; ?tabell=1, ?tabell=2 och så "
             "vidare ger en av dem ensam.",
             "A CSV file has all tables of the page, one under the other; ?tabell=1, ?tabell=2 "
             "and so on give one of them alone."))),
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
_ADDRESS = re.compile(r"(?<![\w/.])/(?:sparql|openapi|data|static|\.well-known)\b")
_IN_A_FOLDER = Text(
    "Varje sida finns som Word- och Excelfil i mappen: se knapparna under sidans rubrik. Former "
    "för program, som JSON och CSV, finns bara där sidorna visas av en server.",
    "Each page is there as a Word and an Excel file in the folder: see the buttons under its "
    "heading. Forms for programs, such as JSON and CSV, are only where a server shows the pages.",
)
_PROGRAMS = (
    Text(
        "Program frågar på /sparql. Alla adresser beskrivs på /openapi.json; på /data och "
        "/.well-known/void står vad som finns att hämta i sin helhet.",
        "Programs ask at /sparql. Every address is described at /openapi.json; /data and "
        "/.well-known/void tell what can be had in full.",
    ),
    Text(
        "Sidor som återger vad dokumenten säger finns också med ändelserna .ttl och .jsonld: där "
        "står uppgifterna som sidan vilar på, textställe för textställe.",
        "Pages that tell what the documents say are there with the endings .ttl and .jsonld too: "
        "these hold the statements that the page rests on, passage by passage.",
    ),
    Text(
        "Det som står efter frågetecknet i en adress ska vara något som sidan känner igen. En "
        "sida som inte gör det visas ändå och säger det överst; data lämnas inte ut, utan svaret "
        "är 400 och säger vad som går att ange. Spårningsmärken som utm_source struntar "
        "servern i. På /sparql får andra namn stå där, eftersom program skickar egna, men inte "
        "ett felskrivet as_of eller review; X-Query-View i svaret säger vad som gällde.",
        "What stands after the question mark of an address must be something that the page "
        "knows. Where it does not, the page is shown all the same and says so at its top; data "
        "are not given: the answer is 400 and tells what can be given. Marks of tracking such "
        "as utm_source are passed by. At /sparql other names may stand there, since programs "
        "send their own, but not a misspelt as_of or review; X-Query-View in the answer says "
        "what counted.",
    ),
)
# The day that the pages were last gone through against the list below.
ASSESSED = datetime.date(2026, 11, 22)
_ACCESSIBILITY: tuple[_Told, ...] = (
    ("status", Text("Hur väl kraven är uppfyllda", "How far the requirements are met"), (
        Text("Webbplatsen är delvis förenlig med lagen (2018:1937) om tillgänglighet till "
             "digital offentlig service, på grund av det som står under ”Vad som inte är "
             "uppfyllt eller inte är prövat”.",
             "The site is partially compliant with the Swedish act (2018:1937) on accessibility "
             "of digital public services, due to what stands under “What is not met or was not "
             "tested”."),)),
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
    ("brister", Text("Vad som inte är uppfyllt eller inte är prövat",
                     "What is not met or was not tested"), (
        Text("Språk: de engelska sidorna har namn och rubriker på svenska (se nedan). I etiketter "
             "som bara läses upp, till exempel i matrisernas rutor, kan ett svenskt namn inte "
             "märkas som svenskt.",
             "Language: the English pages have names and headings in Swedish (see below). In "
             "labels that are only read aloud, as in the cells of the matrices, a Swedish name "
             "cannot be marked as Swedish."),
        Text("Filer: Word, Excel och kalender som hämtas är inte prövade mot kraven. Det som står "
             "i dem står också på sidan som de hämtas från.",
             "Files: Word, Excel and calendar files that one gets were not tested against the "
             "requirements. What stands in them stands on the page that they come from too."),
        Text("Den rörliga nätverksbilden: symbolerna nås en i taget med piltangenterna, men inte "
             "som vanlig text i en skärmläsare. Tabellerna på samma sida säger allt som bilden "
             "visar.",
             "The live network picture: its symbols are reached one at a time with the arrow "
             "keys, but not as plain text in a screen reader. The tables on the same page say "
             "all that the picture shows."),
        Text("Skärmläsare och andra hjälpmedel: sidorna är inte prövade av någon som använder dem "
             "till vardags.",
             "Screen readers and other aids: the pages were not tested by anybody who uses them "
             "every day."))),
    ("svenska", Text("Vad som är på svenska på de engelska sidorna",
                     "What is in Swedish on the English pages"), (
        Text("Sammanfattningar, syften, önskemål och skälen till vår egen läsning är skrivna på "
             "båda språken, liksom listornas förklaringar och frågorna. Detta står på svenska, "
             "uppmärkt som svenska i sidans text: dokumentens rubriker, ord att söka efter, "
             "tidigare och andra namn, lagars rubriker, svar på fynd, namn på områden, "
             "myndigheter och organisationer som inte har något eget engelskt namn, och det som "
             "någon har lagt till på svenska utan att skriva det på engelska.",
             "Summaries, purposes, wishes and the reasons for our own readings are written in both "
             "languages, and so are the explanations of the lists and the questions. This is in "
             "Swedish, marked as Swedish in the text of the page: headings of the documents, "
             "words to search for, former and other names, titles of acts, replies to findings, "
             "names of areas, agencies and organisations that have no English name of their own, "
             "and what somebody has added in Swedish without writing it in English."),)),
    ("svarigheter", Text("Annat som kan vara svårt", "Other difficulties"), (
        Text("Matriser rullar i en egen ruta på smala skärmar. Breda svar på frågor gör det på "
             "skärmar som är bredare än en telefons. Sidan för ett helt län är lång.",
             "Matrices scroll in a box of their own on narrow screens. Wide answers to questions "
             "do so on screens wider than a phone's. The page of a whole county is long."),)),
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
        *_registers(desk),
        Section("omnamnt", visit.word("Omnämnda men inte lästa", "Cited but not read"),
                cited_parts(desk, cited, len(cited))),
    )  # fmt: skip
    lead = line(visit.word(
        "Att ett dokument är läst i sin helhet för en fråga gör att tystnad i det säger något. "
        "Av ett dokument som bara är omnämnt går inget att sluta.",
        "Where a document was read in full for a matter, its silence says something. From a "
        "document that is only cited nothing can be concluded."))  # fmt: skip
    things = [source.iri for source in every]
    more = forms(shelf, visit.view, (), things) if visit.still is None else {}
    return Page(visit.word("Källor", "Sources"), sections, lead=lead, tab="sources", more=more)


def _registers(desk: WebDesk) -> list[Section]:
    """What was read in part: laws and agencies are known from there."""
    found = read_registers(desk)
    if not found:
        return []
    lead = Paragraph(line(desk.word(
        "Uppgifter om lagar, myndigheter, län och kommuner kommer ur register och sidor som är "
        "lästa i delar. Att något inte nämns i dem säger inget.",
        "Statements about laws, agencies, counties and municipalities come from registers and "
        "pages that were read in part. That something is not mentioned in them says "
        "nothing.")))  # fmt: skip
    return [Section("register", desk.word("Register lästa i delar", "Registers read in part"),
                    (lead, registers_table(desk, found)))]  # fmt: skip


def about(shelf: Shelf, visit: Visit) -> Page:
    """What the site is, its limits, how findings are made, licences, and data for programs."""
    told = dict(_sections(visit, _ABOUT))
    limits = Bullets(tuple(line(visit.say(text)) for text in LIMITS))
    version = Paragraph(line(f"Version {__version__}."))
    told["granser"] = replace(told["granser"], parts=(limits,))
    if visit.still is not None:
        told["data"] = replace(told["data"], parts=(Paragraph(line(visit.say(_IN_A_FOLDER))),))
    elif shelf.linked:
        programs = [Paragraph(line(visit.placed(text))) for text in _PROGRAMS]
        told["data"] = replace(told["data"], parts=(*told["data"].parts, *programs))
    told["licens"] = replace(told["licens"], parts=(*told["licens"].parts, version))
    return Page(visit.word("Om webbplatsen", "About the site"), tuple(told.values()), tab="about")


def accessibility(shelf: Shelf, visit: Visit) -> Page:
    """How accessible the site is, and whom to tell."""
    told = dict(_sections(visit, _ACCESSIBILITY))
    contact = line(Linked(visit.contact, to=f"mailto:{visit.contact}")) if visit.contact else \
        line(visit.say(_NO_CONTACT))  # fmt: skip
    told["status"] = replace(
        told["status"], parts=(*told["status"].parts, Paragraph(_assessed(visit)))
    )
    told["kontakt"] = replace(told["kontakt"],
                              parts=(Paragraph(contact), *told["kontakt"].parts))  # fmt: skip
    return Page(visit.word("Tillgänglighet", "Accessibility"), tuple(told.values()), tab="about")


def _assessed(visit: Visit) -> Line:
    """When and by whom it was judged, and whose answer that is."""
    date = day(ASSESSED.isoformat(), visit.lang)
    return line(visit.word(
        f"Bedömningen är vår egen och gjordes senast den {date}. Den gäller webbplatsen så som den "
        "kommer; den som driver en egen installation svarar för sin.",
        f"The assessment is our own and was last made on {date}. It is of the site as it comes; "
        "whoever runs an installation of their own answers for theirs."))  # fmt: skip


def _sections(visit: Visit, told: Iterable[_Told]) -> Iterator[tuple[str, Section]]:
    for anchor, title, paragraphs in told:
        parts = tuple(Paragraph(line(visit.placed(text))) for text in paragraphs)
        yield anchor, Section(anchor, visit.say(title), parts)


def _said(visit: Visit, text: Text) -> str:
    """A text whose addresses begin with the folder that the site lies in."""
    return _ADDRESS.sub(lambda found: visit.base + found[0], visit.say(text))
