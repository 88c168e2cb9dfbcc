"""The page of people's own data: forms for single things, and workbooks to fetch and send back."""

from typing import Any

from kgraph.report.value import line
from kgraph.store import View
from kgraph.web.pages import own, remembered
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
PREFIX territory-type: <https://w3id.org/kompsam/vocab/territory-type/>
SELECT DISTINCT ?county WHERE {
  ?source a ks:SourceDocument ; dct:publisher|ks:represents ?about .
  ?about dct:spatial ?county . ?county ks:territoryType territory-type:lan }"""


def counties(shelf: Shelf, view: View) -> list[str]:
    """The counties that a document is for, or whose bodies have published one."""
    return [str(row[0]) for row in shelf.store.select(_COUNTIES, view).rows]


def page(shelf: Shelf, visit: Visit, here: Here) -> Page:
    """What one's own data are: forms for single things, and workbooks out and in."""
    word = visit.word
    lead = line(word(
        "Lägg till eller rätta en sak i ett formulär, eller ett helt län i Excel. Först visas vad "
        "som skulle ändras, och inget sparas förrän du godtar det.",
        "Add or correct one thing in a form, or a whole county in Excel. First you see what would "
        "change, and nothing is saved until you accept it."))  # fmt: skip
    shared = own.shared(visit, shelf.project, here)
    values = shared | {
        "one": _forms(shelf, visit) if shared["may"] else None,
        "fetch": _fetch(shelf, visit),
        "send": _send(visit, here),
        "answers": remembered.told(shelf, visit) if shared["may"] else None,
    }
    return Page(
        word("Egna data", "Your own data"), lead=lead, tab="own", template="own-data.html",
        values=values, answers=False,
    )  # fmt: skip


def _forms(shelf: Shelf, visit: Visit) -> dict[str, Any]:
    """The forms for a new thing of each kind."""
    from kgraph.web.pages.form_kinds import groups

    word = visit.word
    return {
        "title": word("Lägg till eller rätta en sak", "Add or correct one thing"),
        "lead": word(
            "Välj vad du vill lägga till. Det som redan finns rättar du från dess egen sida, med "
            "länken Rätta eller komplettera.",
            "Choose what to add. What is there already is corrected from its own page, by the "
            "link Correct or add to."),
        "groups": groups(shelf, visit),
    }  # fmt: skip


def _fetch(shelf: Shelf, visit: Visit) -> dict[str, Any]:
    """The workbooks to fetch."""
    word = visit.word
    desk = NameDesk(shelf, visit.view, visit.lang)
    known = sorted(counties(shelf, visit.view), key=lambda c: collation_key(desk.told(c)))
    return {
        "title": word("Flera på en gång: hämta en arbetsbok",
                      "Several at once: fetch a workbook"),
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
    }  # fmt: skip


def _send(visit: Visit, here: Here) -> dict[str, Any]:
    """Where a filled-in workbook is sent, and what became of the last."""
    word, waits = visit.word, here.proposal
    title = word("En arbetsbok väntar på ditt beslut", "A workbook waits for your word")
    if waits is not None and waits.form is not None:
        title = word("Ett formulär väntar på ditt beslut", "A form waits for your word")
    return {
        "title": word("Läs in den ifyllda", "Read in the filled-in one"),
        "action": visit.url(own.SEND),
        "label": word("Ifylld arbetsbok (.xlsx)", "Filled-in workbook (.xlsx)"),
        "hint": word(
            f"Högst {LARGEST_MB} MB. Filen sparas inte; bara det du godtar skrivs in.",
            f"At most {LARGEST_MB} MB. The file is not kept; only what you accept is "
            "written."),
        "button": word("Förhandsvisa", "Preview"),
        "none": word("Välj en fil först.", "Choose a file first.")
        if visit.given.get("fel") == "fil" else "",
        "waits": title if waits else "",
        "preview": visit.url(own.PREVIEW),
        "done": word("Det är lagt åt sidan; inget är ändrat.",
                     "It is put away; nothing is changed.")
        if visit.given.get("lagd") else "",
    }  # fmt: skip
