"""A comparison of counties as one web page: it fetches nothing and needs no script."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from kgraph.comparison import Comparison, Row
from kgraph.comparison.forms import (
    TITLE,
    caution,
    document_words,
    reason,
    said_once,
    usual,
    verdict,
)
from kgraph.one_page import to_page
from kgraph.wording import Text

WORDS: dict[str, Text] = {
    "eyebrow": Text("Jämförelse", "Comparison"),
    "skip": Text("Hoppa till vad som är läst", "Skip to what was read"),
    "view": Text("Visas", "Shown"),
    "read": Text("Vad som är läst", "What was read"),
    "nothing": Text("Inget dokument och ingen sida i grafen.", "No document or page in the graph."),
    "comparable": Text("Jämförbart", "Comparable"),
    "not_comparable": Text("kan inte jämföras:", "cannot be compared:"),
    "stated": Text("Var det står", "Where it is stated"),
    "ask": Text("Fråga igen med", "Ask again with"),
    "scroll": Text("Tabellerna kan rullas i sidled.", "The tables scroll sideways."),
    "made": Text(
        "Sidan hämtar ingenting från nätet.", "The page fetches nothing from the network."
    ),
}


def to_html(found: Comparison, lang: str = "sv") -> str:
    """The comparison as one HTML file.

    Parameters:
        found: what is shown.
        lang: language of the page, ``sv`` or ``en``.
    """
    return to_page("comparison", _values(found, lang))


def _values(found: Comparison, lang: str) -> dict[str, Any]:
    """The page's texts, all plain text: the template escapes every one."""
    sections = [(s, [*rows]) for s, rows in groupby(found.rows, key=lambda row: row.section)]
    return {
        "lang": lang,
        "t": {key: text.get(lang) for key, text in WORDS.items()},
        "title": TITLE.get(lang),
        "counties": [
            (
                county.label.get(lang),
                [(d.label.get(lang), document_words(d, lang)) for d in county.documents],
            )
            for county in found.counties
        ],
        "view": found.view.words.get(lang),
        "caution": caution(found).get(lang),
        "sections": [
            (f"s{n}", section.get(lang), said_once(found, rows, lang), _rows(found, rows, lang))
            for n, (section, rows) in enumerate(sections, 1)
        ],
    }


def _rows(found: Comparison, rows: Sequence[Row], lang: str) -> list[dict[str, Any]]:
    """The rows of a section; why a cell cannot be compared only where that has not been said."""
    most = usual(found, rows, lang)
    return [_row(found, row, most, lang) for row in rows]


def _row(found: Comparison, row: Row, most: Sequence[str], lang: str) -> dict[str, Any]:
    whys = [reason(row, place, lang) for place in range(len(row.cells))]
    return {
        "title": row.title.get(lang),
        "verdict": verdict(found, row, lang),
        "cells": [
            {
                "words": cell.words.get(lang),
                "apart": place not in row.comparable,
                "why": whys[place] if whys[place] != most[place + 1] else "",
                "command": cell.command,
                "places": [found.passages[p].get(lang) for p in cell.evidence],
            }
            for place, cell in enumerate(row.cells)
        ],
    }
