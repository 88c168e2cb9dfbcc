"""Texts of the graph in two languages: the English that stands beside a Swedish text.

Summaries, purposes, descriptions and reasons are Swedish, with the same in English beside them in
the same passage where somebody has written it. An answer often holds the text alone, without what
it is said of; so the English is found by the text.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kgraph.store import Rows, Store, View
from kgraph.terms import DCT, KS, ORG, Literal, Term
from kgraph.wording import Text

_MOST = 12_000  # characters of texts in one question, which the gate lets be 20 000 long
TOLD = (KS("summary"), KS("inferredBecause"), ORG("purpose"), DCT("description"))
_ENGLISH = f"""
SELECT DISTINCT ?sv ?en WHERE {{
  VALUES ?sv {{ %s }}
  VALUES ?told {{ {" ".join(f"<{iri}>" for iri in TOLD)} }}
  GRAPH ?passage {{ ?thing ?told ?sv . ?thing ?told ?en }}
  FILTER(LANG(?en) = "en")
}}"""


def phrases(store: Store, view: View, texts: Iterable[str]) -> dict[str, Text]:
    """Swedish texts of the graph in both languages.

    Parameters:
        store, view: where they stand.
        texts: what they say in Swedish.

    Returns:
        each by its Swedish; one without English is the Swedish in both. Of several English texts
        for one and the same Swedish, the first by alphabet.
    """
    wanted = sorted(set(texts))
    found: dict[str, str] = {}
    for listed in _batches(wanted):
        for sv, en in store.select(_ENGLISH % listed, view).rows:
            found[str(sv)] = min(found.get(str(sv), str(en)), str(en))
    return {text: Text(text, found.get(text, text)) for text in wanted}


def _batches(texts: Iterable[str]) -> Iterator[str]:
    """Texts as questions hold them, as many as one may; a longer one is none that is looked for."""
    held, size = list[str](), 0
    for text in (f"{_quoted(text)}@sv" for text in texts if text):
        if len(text) > _MOST:
            continue
        if held and size + len(text) > _MOST:
            yield " ".join(held)
            held, size = [], 0
        held.append(text)
        size += len(text) + 1
    if held:
        yield " ".join(held)


def in_english(store: Store, view: View, answer: Rows) -> Rows:
    """An answer with the English of each Swedish text that has one.

    A column that gives both languages, each in a row of its own, is left as it is.
    """
    places = [i for i in range(len(answer.columns)) if _one_tongue(row[i] for row in answer.rows)]
    swedish = {str(row[i]) for row in answer.rows for i in places if _speaks(row[i], "sv")}
    if not swedish:
        return answer
    known = phrases(store, view, swedish)
    rows = tuple(
        tuple(_told(cell, known) if i in places else cell for i, cell in enumerate(row))
        for row in answer.rows
    )
    return Rows(answer.columns, rows)


def _told(cell: Term | None, known: dict[str, Text]) -> Term | None:
    if not isinstance(cell, Literal) or not _speaks(cell, "sv"):
        return cell
    text = known[cell.value]
    return cell if text.en == text.sv else replace(cell, value=text.en, language="en")


def _one_tongue(cells: Iterable[Term | None]) -> bool:
    return not any(_speaks(cell, "en") for cell in cells)


def _speaks(cell: Term | None, lang: str) -> bool:
    return isinstance(cell, Literal) and cell.language == lang


def _quoted(text: str) -> str:
    """A text as SPARQL writes it."""
    for sign, written in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r")):
        text = text.replace(sign, written)
    return f'"{text}"'
