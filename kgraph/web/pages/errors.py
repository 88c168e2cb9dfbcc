"""What people meet when something goes wrong: what, where and the mend, in the site's own design.

No store is asked and nothing is worked out, so that it can be shown whatever has failed.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from kgraph.report import Report
from kgraph.report.value import Paragraph, Section, Words, line
from kgraph.store import View
from kgraph.web.pages.desk import Linked
from kgraph.web.pages.page import TYPES, Page
from kgraph.web.pages.render import to_html
from kgraph.web.pages.visit import ENGLISH, Visit
from kgraph.wording import Text, say

_PLACE = re.compile(r"\d+:\d+")
_SERVICES = ("/sparql", "/graphs", "/scratch", "/data", "/.well-known")
_AGAIN = Text("Vänta några sekunder och ladda om sidan.", "Wait some seconds and reload the page.")
_OURS = Text(
    "Pröva igen om en stund. Händer det igen, hör av dig till den som driver webbplatsen och säg "
    "vilken adress det gällde.",
    "Try again in a moment. If it happens again, tell whoever runs the site which address it was.",
)
_FIND = Text("Kontrollera adressen, eller sök efter det du vill läsa.",
             "Check the address, or search for what you want to read.")  # fmt: skip
_CHANGE = Text("Ändra adressen eller det du fyllde i.", "Change the address or what you filled in.")

# Title and mend by status; what is told in particular stands over them.
TOLD: dict[int, tuple[Text, Text]] = {
    400: (Text("Det går inte att förstå begäran", "The request cannot be understood"), _CHANGE),
    401: (Text("Det här kräver en nyckel", "This needs a token"),
          Text("Skicka nyckeln, eller gå tillbaka.", "Send the token, or go back.")),
    403: (Text("Det här är inte tillåtet", "This is not allowed"),
          Text("Det går att läsa allt, men inget ändras härifrån.",
               "Everything can be read, but nothing is changed from here.")),
    404: (Text("Sidan finns inte", "There is no such page"), _FIND),
    405: (Text("Adressen tar inte emot det", "The address does not take that"),
          Text("Öppna adressen på vanligt sätt, utan att skicka något till den.",
               "Open the address in the usual way, without sending anything to it.")),
    406: (Text("Svaret finns inte i den formen", "The answer has no such form"), _CHANGE),
    408: (Text("Begäran kom för långsamt", "The request came too slowly"), _AGAIN),
    409: (Text("Ändringen går inte att göra nu", "The change cannot be made now"),
          Text("Gå tillbaka, ladda om sidan och se vad som har ändrats.",
               "Go back, reload the page and see what has changed.")),
    413: (Text("För mycket skickades", "Too much was sent"),
          Text("Skicka mindre åt gången.", "Send less at a time.")),
    414: (Text("Adressen är för lång", "The address is too long"),
          Text("Gör frågan kortare, eller skicka den i ett formulär.",
               "Make the query shorter, or send it in a form.")),
    415: (Text("Det som skickades har fel form", "What was sent has the wrong form"), _CHANGE),
    422: (Text("Ett värde är ogiltigt", "A value is not valid"), _CHANGE),
    429: (Text("För många begäranden på kort tid", "Too many requests in a short time"), _AGAIN),
    500: (Text("Något gick fel hos oss", "Something went wrong on our side"), _OURS),
    501: (Text("Det går inte på det här systemet", "This cannot be done on this system"), _OURS),
    502: (Text("Svaret gick inte att hämta", "The answer could not be fetched"), _OURS),
    503: (Text("Servern är upptagen just nu", "The server is busy just now"), _AGAIN),
    504: (Text("Det tog för lång tid", "It took too long"),
          Text("Gör frågan snävare och pröva igen.", "Make the query narrower and try again.")),
}  # fmt: skip


def error_page(
    request: Request,
    status: int,
    what: Text | str = "",
    where: str = "",
    mend: Text | str = "",
    headers: Mapping[str, str] | None = None,
) -> Response:
    """An error as a page.

    Parameters:
        request: tells the language and the folder that the site lies in; a query that was asked
            can be opened in the editor.
        status: of HTTP.
        what, where, mend: what is known of this very error; else what is true of the status.
        headers: more for the client.
    """
    lang, base = language_of(request), request.scope.get("root_path", "")
    query = (
        request.query_params.get("query", "") if request.scope["path"].endswith("sparql") else ""
    )
    where = "" if _PLACE.fullmatch(where) else where  # what is said has the place in words
    html = _written(status, lang, base, say(what, lang), where, say(mend, lang), query)
    told = {**(headers or {}), "Content-Language": lang, "Cache-Control": "no-store"}
    return Response(html, status, media_type=TYPES["html"], headers=told)


@lru_cache(maxsize=64)
def _written(
    status: int, lang: str, base: str, what: str, where: str, mend: str, query: str
) -> str:
    title, usual = TOLD.get(status, TOLD[500 if status >= 500 else 400])
    visit = Visit(lang, "/", base=base)
    pieces: list[str | Words] = [f"{what} " if what else "", mend or usual.get(lang)]
    about = [Paragraph(line(visit.word("Det gällde: ", "It was about: "), Words(where, code=True)))]
    editor = Linked(visit.word("Öppna frågan i redigeraren", "Open the query in the editor"),
                    to="/fragor/sparql?" + urlencode({"query": query}))  # fmt: skip
    ways = Paragraph(line(
        *((editor, " · ") if query else ()),
        Linked(visit.word("Till startsidan", "To the start page"), to="/"), " · ",
        Linked(visit.word("Sök", "Search"), to="/sok"), " · ",
        Linked(visit.word("Om webbplatsen", "About the site"), to="/om")))  # fmt: skip
    section = Section("vidare", visit.word("Gå vidare", "Go on"),
                      (*(about if where else []), ways))  # fmt: skip
    page = Page(
        title.get(lang), (section,), lead=line(*pieces), status=status,
        eyebrow=visit.word(f"Fel {status}", f"Error {status}"),
    )  # fmt: skip
    report = Report(page.title, "", (), page.sections, (), View(), lang)
    return to_html(page, report, visit)


async def shown(request: Request, status: int) -> Response:
    """The page of a status, for a request that nothing more is known of."""
    return error_page(request, status)


def language_of(request: Request) -> str:
    """The language of an error: a page's is told by its address, a service's by what is asked."""
    from kgraph.web.problems import language

    path = request.scope["path"].removeprefix(request.scope.get("root_path", ""))
    if path == ENGLISH or path.startswith(ENGLISH + "/"):
        return "en"
    if path.startswith(_SERVICES) or request.query_params.get("lang"):
        return language(request)
    return "sv"
