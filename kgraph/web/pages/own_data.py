"""The page of people's own data: a workbook to fetch, and a filled-in one to send back."""

from kgraph.report.value import line
from kgraph.store import View
from kgraph.web.pages import own
from kgraph.web.pages.desk import Shelf
from kgraph.web.pages.naming import NameDesk
from kgraph.web.pages.own import Here
from kgraph.web.pages.page import Page
from kgraph.web.pages.visit import Visit
from kgraph.web.uploads import LARGEST_MB
from kgraph.wording import collation_key

_COUNTIES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX dct: <http://purl.org/dc/terms/>
SELECT DISTINCT ?county WHERE {
  ?source a ks:SourceDocument ; dct:publisher ?body .
  ?body dct:spatial ?county . ?county a ks:County }"""


def counties(shelf: Shelf, view: View) -> list[str]:
    """The counties whose bodies have published a document that was read."""
    return [str(row[0]) for row in shelf.store.select(_COUNTIES, view).rows]


def page(shelf: Shelf, visit: Visit, here: Here) -> Page:
    """What one's own data are, the workbooks to fetch, and where a filled-in one is sent."""
    word = visit.word
    desk = NameDesk(shelf, visit.view, visit.lang)
    known = sorted(counties(shelf, visit.view), key=lambda c: collation_key(desk.told(c)))
    lead = line(word(
        "Lägg till ett län eller rätta uppgifter i Excel. Hämta en arbetsbok, fyll i den och läs "
        "in den: först visas vad som skulle ändras, och inget sparas förrän du godtar det.",
        "Add a county or mend statements in Excel. Fetch a workbook, fill it in and read it in: "
        "first you see what would change, and nothing is saved until you accept it."))  # fmt: skip
    values = own.shared(visit, shelf.project, here) | {
        "fetch": {
            "title": word("1. Hämta en arbetsbok", "1. Fetch a workbook"),
            "lead": word(
                "Den enkla har fyra blad: dokument, insatser och ansvar, forum och uppföljning. "
                "Den hela har ett blad för varje slag av uppgift.",
                "The simple one has four sheets: documents, measures and duties, forums and "
                "follow-up. The full one has a sheet for each kind of statement."),
            "action": visit.url(own.BOOK).partition("?")[0],
            "kind": word("Arbetsbok", "Workbook"),
            "kinds": [("enkel", word("Enkel, fyra blad", "Simple, four sheets")),
                      ("hel", word("Hel, alla slag", "Full, every kind"))],
            "what": word("Innehåll", "Content"),
            "whats": [("", word("Tom, för ett nytt län", "Empty, for a new county")),
                      *((c.rpartition("/")[2], desk.told(c)) for c in known),
                      ("allt", word("Allt (bara den hela)", "Everything (the full one only)"))],
            "button": word("Hämta", "Fetch"),
        },
        "send": {
            "title": word("2. Läs in den ifyllda", "2. Read in the filled-in one"),
            "action": visit.url(own.SEND), "label": word("Ifylld arbetsbok (.xlsx)",
                                                         "Filled-in workbook (.xlsx)"),
            "hint": word(
                f"Högst {LARGEST_MB} MB. Filen sparas inte; bara det du godtar skrivs in.",
                f"At most {LARGEST_MB} MB. The file is not kept; only what you accept is "
                "written."),
            "button": word("Förhandsvisa", "Preview"),
            "none": word("Välj en fil först.", "Choose a file first.")
            if visit.given.get("fel") == "fil" else "",
            "waits": word("En arbetsbok väntar på ditt beslut", "A workbook waits for your word")
            if here.proposal else "",
            "preview": visit.url(own.PREVIEW),
            "done": word("Arbetsboken är lagd åt sidan; inget är ändrat.",
                         "The workbook is put away; nothing is changed.")
            if visit.given.get("lagd") else "",
        },
    }  # fmt: skip
    return Page(
        word("Egna data", "Your own data"), lead=lead, tab="own", template="own-data.html",
        values=values, answers=False,
    )  # fmt: skip
