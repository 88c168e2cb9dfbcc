"""The page that lies beside the folder of pages and says where to begin."""

import datetime
from html import escape

from kgraph.site.addresses import PAGES, START
from kgraph.store import View
from kgraph.web.pages.render import day as told_day
from kgraph.web.pages.words import REVIEW_WORDS
from kgraph.wording import LANGUAGES, Text

_TITLE = Text("Vem gör vad i regional kompetensförsörjning?", "Who does what in skills supply?")
_OPEN = Text("Öppna startsidan", "Open the first page")
_HOW = Text(
    "Allt ligger i den här mappen: inget behöver installeras, och inget hämtas från nätet. Flytta "
    "eller kopiera hela mappen, inte enstaka filer. Varje sida finns också som "
    "Word- och Excelfil: se knapparna under sidans rubrik.",
    "Everything lies in this folder: nothing needs to be installed, and nothing is fetched from "
    "the network. Move or copy the whole folder, not single files. Each page is "
    "there as a Word and an Excel file too: see the buttons under its heading.",
)
_MADE = Text(
    "Kopian gjordes {made} och ändras inte av sig själv. Den visar {view}, så som det gällde den "
    "{day}.{received}",
    "The copy was made on {made} and does not change by itself. It shows {view}, as it stood on "
    "{day}.{received}",
)
_RECEIVED = Text(
    " Det nyaste dokumentet mottogs {day}.", " The newest document was received on {day}."
)


def read_me(view: View, made: datetime.date, received: str) -> str:
    """The page in both languages, Swedish first.

    Parameters:
        made: the day the copy was made.
        received: the day of the newest document, or "".
    """
    starts = {"sv": START, "en": f"{PAGES}/en/{START}"}
    parts = []
    for lang in LANGUAGES:
        newest = _RECEIVED.get(lang).format(day=told_day(received, lang)) if received else ""
        told = _MADE.get(lang).format(
            day=told_day(view.as_of.isoformat(), lang),
            made=told_day(made.isoformat(), lang),
            view=REVIEW_WORDS[view.review].get(lang),
            received=newest,
        )
        level = "h1" if lang == "sv" else "h2"
        title, way = escape(_TITLE.get(lang)), escape(_OPEN.get(lang))
        parts.append(
            f'<section lang="{lang}"><div class="head"><{level}>{title}</{level}></div>'
            f'<p><a class="way" href="{starts[lang]}">{way}</a></p>'
            f"<p>{escape(_HOW.get(lang))}</p><p>{escape(told)}</p></section>"
        )
    return (
        '<!doctype html>\n<html lang="sv"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark"><title>Läs mig</title>'
        f'<link rel="stylesheet" href="{PAGES}/static/site.css"></head>'
        f"<body><main>{''.join(parts)}</main></body></html>\n"
    )
