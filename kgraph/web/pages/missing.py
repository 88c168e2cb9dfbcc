"""What a visitor meets when there is no such page, or the request cannot be understood."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from kgraph.errors import KGraphError, UsageError
from kgraph.report.value import Bullets, Line, Part, Section, Words, line
from kgraph.store import View
from kgraph.web.pages.desk import Linked, Shelf
from kgraph.web.pages.near import near
from kgraph.web.pages.page import Page
from kgraph.web.pages.visit import ENGLISH, REVIEW, Visit
from kgraph.wording import Text, say

_NONE_YET = {
    "reviewed": Text("Inget här är granskat än", "Nothing here is reviewed yet"),
    "verified": Text("Inget här är verifierat än", "Nothing here is verified yet"),
}
_COUNTS = {
    "reviewed": Text("Du har valt att bara räkna uppgifter som en andra läsare har jämfört med "
                     "källan, och det som hör hit är inte jämfört än.",
                     "You chose to count only statements that a second reader has compared with "
                     "the source, and what belongs here has not been compared yet."),
    "verified": Text("Du har valt att bara räkna uppgifter som någon som känner saken har "
                     "bekräftat, och det som hör hit är inte bekräftat än.",
                     "You chose to count only statements that somebody who knows the matter has "
                     "confirmed, and what belongs here has not been confirmed yet."),
}  # fmt: skip


class Missing(UsageError):
    """There is no page at this address, in this view."""

    def __init__(self, name: str) -> None:
        """Keep what was asked for.

        Parameters:
            name: the IRI or path.
        """
        super().__init__(
            Text(f"{name} finns inte här.", f"{name} is not here."), "",
            Text("Sök efter namnet, eller räkna fler uppgifter.",
                 "Search for the name, or count more statements."),
        )  # fmt: skip
        self.name = name


def missing_page(shelf: Shelf, visit: Visit, error: Missing) -> Page:
    """No such thing: what has a name near it, and how to go on."""
    asked = next((key for key, value in visit.given.items()
                  if value and value.lower() == error.name.lower()), "")  # fmt: skip
    if asked:
        return _unknown_value(visit, asked, error)
    found = near(shelf, visit, error.name)
    parts: list[Part] = [Bullets(tuple(map(line, found)))] if found else []
    title = visit.word("Sidan finns inte", "There is no such page")
    lead = visit.word(
        "Adressen kan vara felskriven, eller så räknas inte de uppgifter som saken står i: "
        "datumet är ett annat, eller uppgifterna är inte granskade än. ",
        "The address may be misspelt, or the statements that name the thing do not count: "
        "the date is another, or they are not reviewed yet. ")  # fmt: skip
    find = Linked(visit.word("Sök efter namnet", "Search for the name"), to="/sok")
    sections = (Section("nara", visit.word("Något av detta?", "One of these?"), tuple(parts)),)
    return Page(title, sections if found else (), lead=line(lead, find, "."), status=404,
                values={"problem": say(error.what, visit.lang)})  # fmt: skip


def _unknown_value(visit: Visit, name: str, error: Missing) -> Page:
    """A choice in the address that is none: which, and the page without it."""
    chosen = f"{name}={error.name[:80]}"
    told = visit.word(f"Adressen väljer {chosen}, och det finns inte här. ",
                      f"The address chooses {chosen}, which is not here. ")  # fmt: skip
    left = visit.here(**{name: ""}).removeprefix(visit.base).removeprefix(ENGLISH)
    back = Linked(visit.word("Visa sidan utan det valet", "Show the page without that choice"),
                  to=left)  # fmt: skip
    return Page(visit.word("Valet finns inte", "There is no such choice"), status=404,
                lead=line(told, back, "."), values={"problem": told.strip()})  # fmt: skip


def none_yet(view: View) -> Text | None:
    """That nothing counts at the level of review that was chosen; None where all that is counts."""
    return _NONE_YET.get(view.review)


def uncounted(visit: Visit) -> Line:
    """Why nothing counts at the level of review that was chosen, and the way back; else nothing."""
    why = _COUNTS.get(visit.view.review)
    if why is None:
        return ()
    back = Linked(visit.word("Räkna alla uppgifter utom avvisade",
                             "Count all statements but rejected ones"),
                  to=f"{visit.full_path}?{REVIEW}=all")  # fmt: skip
    none = visit.word(" Det säger inte att uppgifterna är fel. ",
                      " That does not say that the statements are wrong. ")  # fmt: skip
    return line(visit.say(why), none, back, ".")


def uncounted_page(visit: Visit, make: Callable[[Visit], Any]) -> Page | None:
    """An empty state, where there is a page but nothing on it counts yet; else None.

    Parameters:
        make: the page for a visitor; raises ``Missing`` where there is none.
    """
    none = _NONE_YET.get(visit.view.review)
    if none is None:
        return None
    try:
        make(replace(visit, view=View("all", visit.view.as_of)))
    except Missing:
        return None
    return Page(visit.say(none), lead=uncounted(visit))


def refused_page(visit: Visit, error: KGraphError, status: int = 400) -> Page:
    """A request that cannot be understood: what, and the mend."""
    what, mend = say(error.what, visit.lang), visit.placed(error.mend)
    home = Linked(visit.word("Till startsidan", "To the start page"), to="/")
    return Page(
        visit.word("Det går inte att visa", "This cannot be shown"),
        lead=line(Words(what + " "), mend + " ", home, "."),
        status=status, values={"problem": f"{what} {mend}".strip()},
    )  # fmt: skip
