"""A comparison as text, JSON, CSV and a workbook."""

import io
import json
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from kgraph.comparison.value import STATES, Comparison, DocumentRead, Row
from kgraph.findings.forms import HOW_TO_READ_A_RATE
from kgraph.layout import columns_of_text, wrapped
from kgraph.project import Project
from kgraph.separated import csv_writer, spreadsheet_cell
from kgraph.spreadsheet import Column, Sheet, Toned, Value, about, to_xlsx
from kgraph.wording import Text, counted

SCHEMA_VERSION = 1
HOW = {
    "read": Text("dokumentet självt är läst", "the document itself was read"),
    "page": Text("läst; ingen plan", "read; no plan"),
    "entered": Text("införd sida för sida, inte läst i sin helhet",
                    "entered page by page, not read in whole"),
    "cited": Text("omnämns bara, inte läst", "only cited, not read"),
}  # fmt: skip
CAUTION = Text(
    "Ett tal ur en läst plan och ett ur en webbsida säger inte samma sak; vad som kan jämföras "
    "står vid varje rad. Fler insatser är inte bättre än färre, och att något inte nämns betyder "
    "inte att det inte görs.",
    "A number from a plan that was read and one from a web page do not say the same; what can be "
    "compared stands at each row. More measures are not better than fewer, and what is not "
    "mentioned may still be done.",
)
STAR = Text("* kan inte jämföras med de andra.", "* cannot be compared with the others.")
TITLE = Text("Jämförelse av län", "Comparison of counties")


def caution(found: Comparison) -> Text:
    """What to keep in mind; how a rate is read too, where a cell has one."""
    cells = [cell.words.sv for row in found.rows for cell in row.cells]
    if not any("%" in words for words in cells):
        return CAUTION
    return Text(f"{CAUTION.sv} {HOW_TO_READ_A_RATE.sv}", f"{CAUTION.en} {HOW_TO_READ_A_RATE.en}")


def verdict(found: Comparison, row: Row, lang: str) -> str:
    """Which counties can be compared in a row; else that none can."""
    names = [found.counties[i].label.get(lang) for i in row.comparable]
    if len(names) == len(found.counties):
        return Text("kan jämföras", "can be compared").get(lang)
    if names:
        return Text("bara ", "only ").get(lang) + ", ".join(names)
    return Text("kan inte jämföras", "cannot be compared").get(lang)


def reason(row: Row, place: int, lang: str) -> str:
    """Why a cell cannot be set beside the others; empty when it can."""
    cell = row.cells[place]
    if place in row.comparable:
        return ""
    if cell.why.sv:
        return cell.why.get(lang)
    if cell.state == "nothing":
        return STATES["nothing"].get(lang)
    return Text("inget annat län har ett läst dokument för detta",
                "no other county has a document read for this").get(lang)  # fmt: skip


def usual(found: Comparison, rows: Sequence[Row], lang: str) -> tuple[str, ...]:
    """What most rows of a section say: which can be compared, then why not, a county each."""
    told = [[verdict(found, row, lang) for row in rows]]
    told += [[reason(row, place, lang) for row in rows] for place in range(len(found.counties))]
    return tuple(Counter(words).most_common(1)[0][0] for words in told)


def said_once(found: Comparison, rows: Sequence[Row], lang: str) -> str:
    """Whether the rows of a section can be compared and why not, to stand once before them."""
    first, *whys = usual(found, rows, lang)
    begun = first[:1].upper() + first[1:]
    if any(verdict(found, row, lang) != first for row in rows):
        begun += Text(", där raden inte säger annat",
                      ", where the row says nothing else").get(lang)  # fmt: skip
    why = "; ".join(f"{county.label.get(lang)}: {words}"
                    for county, words in zip(found.counties, whys, strict=True) if words
                    )  # fmt: skip
    return f"{begun}. {why}." if why else f"{begun}."


def document_words(document: DocumentRead, lang: str) -> str:
    """A document in one line: kind, how far it was read, date, validity, coverage."""
    told = [document.kind.get(lang).lower(), HOW[document.how].get(lang), document.date.get(lang)]
    start, _, through = document.period.partition("–")
    if through == "…":
        since = Text(f"från {start}, inget slut sägs", f"from {start}, no end is told")
        told.append(since.get(lang))
    elif document.period:
        told.append(Text("gäller ", "holds ").get(lang) + document.period)
    if document.ended:
        told.append(Text("har löpt ut", "has run out").get(lang))
    if document.how != "cited":
        many = (Text("textställe", "passage"), Text("textställen", "passages"))
        told.append(counted(len(document.passages), *many).get(lang))
        covers = ", ".join(c.get(lang).lower() for c in document.covers)
        full = Text("läst i sin helhet för: ", "read in full for: ").get(lang)
        nothing = Text("inte i sin helhet för någon fråga", "not in full for any question")
        told.append(full + covers if covers else nothing.get(lang))
    return "; ".join(told)


# -- text ------------------------------------------------------------------------------------------


def to_text(found: Comparison, lang: str, width: int = 100, opened: bool = False) -> str:
    """A comparison for a person: what was read of each county first, then the rows.

    Parameters:
        opened: theme by theme too, and where each number stands.
    """
    names = " – ".join(county.label.get(lang) for county in found.counties)
    lines = [f"{TITLE.get(lang)}: {names}", "", *_documents(found, lang)]
    text = "\n".join(part for line in lines for part in wrapped(line, width)) + "\n"
    for section, group in groupby(found.rows, key=lambda row: row.section):
        rows = [row for row in group if opened or not row.minor]
        text += "\n" + _section(found, section, rows, lang, width)
        if opened:
            text += _places(found, rows, lang, width)
    tail = f"{STAR.get(lang)} {caution(found).get(lang)}"
    return text + "\n" + "\n".join(wrapped(tail, width)) + "\n"


def _documents(found: Comparison, lang: str) -> list[str]:
    lines = [Text("Vad som är läst", "What was read").get(lang)]
    for county in found.counties:
        lines.append(f"  {county.label.get(lang)}")
        for document in county.documents:
            lines.append(f"    - {document.label.get(lang)}: {document_words(document, lang)}")
        if not county.documents:
            none = Text(
                "inget dokument och ingen sida i grafen", "no document or page in the graph"
            )
            lines.append(f"    - {none.get(lang)}")
    return lines


def _section(found: Comparison, section: Text, rows: Sequence[Row], lang: str, width: int) -> str:
    head = [section.get(lang), *(county.label.get(lang) for county in found.counties),
            Text("jämförbart", "comparable").get(lang)]  # fmt: skip
    cells = [
        [row.title.get(lang), *(_marked(row, i, lang) for i in range(len(row.cells))),
         verdict(found, row, lang)]
        for row in rows
    ]  # fmt: skip
    return columns_of_text(head, cells, width) + _reasons(found, rows, lang, width)


def _marked(row: Row, place: int, lang: str) -> str:
    mark = "" if place in row.comparable else " *"
    return row.cells[place].words.get(lang) + mark


def _reasons(found: Comparison, rows: Sequence[Row], lang: str, width: int) -> str:
    """Why the marked cells cannot be compared, once a county."""
    lines = []
    for place, county in enumerate(found.counties):
        why = dict.fromkeys(r for row in rows if (r := reason(row, place, lang)))
        if why:
            lines.append(f"* {county.label.get(lang)}: {'; '.join(why)}.")
    return "".join(part + "\n" for line in lines for part in wrapped(line, width))


def _places(found: Comparison, rows: Sequence[Row], lang: str, width: int) -> str:
    lines = []
    for row in rows:
        for county, cell in zip(found.counties, row.cells, strict=True):
            if cell.evidence:
                places = "; ".join(found.passages[p].get(lang) for p in cell.evidence)
                lines.append(f"  {row.title.get(lang)}, {county.label.get(lang)}: {places} "
                             f"({cell.command})")  # fmt: skip
    return "".join(part + "\n" for line in lines for part in wrapped(line, width))


# -- data ------------------------------------------------------------------------------------------


def to_json(found: Comparison) -> str:
    """A comparison as JSON, with both languages of what people read."""
    value = {
        "schema_version": SCHEMA_VERSION,
        "view": found.view.to_dict(),
        "counties": [
            {
                "id": county.iri,
                "label": county.label.both(),
                "basis": county.basis,
                "documents": [_document_dict(document) for document in county.documents],
            }
            for county in found.counties
        ],
        "rows": [
            {
                "section": row.section.both(),
                "title": row.title.both(),
                "comparable": [found.counties[i].iri for i in row.comparable],
                "cells": [_cell_dict(found, row, i) for i in range(len(row.cells))],
            }
            for row in found.rows
        ],
        "states": {state: words.both() for state, words in STATES.items()},
        "passages": {iri: words.both() for iri, words in found.passages.items()},
        "caution": caution(found).both(),
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _document_dict(document: DocumentRead) -> dict[str, Any]:
    return {
        "id": document.iri,
        "label": document.label.both(),
        "kind": document.kind.both(),
        "how": document.how,
        "date": document.date.both(),
        "holds": document.period or None,
        "ended": document.ended,
        "read_in_full_for": [relation.both() for relation in document.covers],
        "passages": len(document.passages),
    }


def _cell_dict(found: Comparison, row: Row, place: int) -> dict[str, Any]:
    cell = row.cells[place]
    why = {lang: reason(row, place, lang) for lang in ("sv", "en")}
    return {
        "county": found.counties[place].iri,
        "words": cell.words.both(),
        "number": cell.number,
        "state": cell.state,
        "comparable": place in row.comparable,
        "why_not": why if why["sv"] else None,
        "question": cell.command,
        "evidence": list(cell.evidence),
    }


# The names of the columns for programs, and their heads for people.
_COLUMNS = {
    "section": Text("avsnitt", "section"), "row": Text("rad", "row"),
    "county": Text("län", "county"), "value": Text("värde", "value"),
    "number": Text("tal", "number"), "state": Text("hur känt", "how known"),
    "comparable": Text("jämförbart", "comparable"), "why_not": Text("varför inte", "why not"),
    "question": Text("fråga", "question"), "passages": Text("var det står", "where it stands"),
}  # fmt: skip


def _lines(found: Comparison, lang: str) -> list[list[str]]:
    """One line a row and county, the documents first."""
    what = Text("Vad som är läst", "What was read").get(lang)
    lines = [
        [what, document.label.get(lang), county.label.get(lang), document_words(document, lang),
         "", document.how, "", "", "kgraph sources", ""]
        for county in found.counties
        for document in county.documents
    ]  # fmt: skip
    for row in found.rows:
        for i, (county, cell) in enumerate(zip(found.counties, row.cells, strict=True)):
            yes = Text("ja", "yes") if i in row.comparable else Text("nej", "no")
            number = "" if cell.number is None else f"{cell.number:g}"
            places = "; ".join(found.passages[p].get(lang) for p in cell.evidence)
            lines.append([
                row.section.get(lang), row.title.get(lang), county.label.get(lang),
                cell.words.get(lang), number, STATES[cell.state].get(lang), yes.get(lang),
                reason(row, i, lang), cell.command, places,
            ])  # fmt: skip
    return lines


def to_csv(found: Comparison, lang: str, *, for_excel: bool = False) -> str:
    """A comparison as CSV: one line a row and county.

    Parameters:
        for_excel: byte-order mark, semicolons, and no cell that a spreadsheet would run.
    """
    out = io.StringIO()
    writer = csv_writer(out, for_excel)
    writer.writerow([head.get(lang) for head in _COLUMNS.values()] if for_excel else _COLUMNS)
    for line in _lines(found, lang):
        writer.writerow([spreadsheet_cell(cell) for cell in line] if for_excel else line)
    return ("\ufeff" if for_excel else "") + out.getvalue()


def to_workbook(found: Comparison, project: Project, lang: str) -> bytes:
    """A comparison as a workbook: what was read, side by side, and every cell with its places."""
    told = (Text("att tänka på", "caution"), f"{STAR.get(lang)} {caution(found).get(lang)}")
    title = TITLE.get(lang)
    sheets = [_read_sheet(found, lang), _side_sheet(found, lang), _cell_sheet(found, lang)]
    return to_xlsx(sheets, about(title, found.view, project, lang, more=[told]))


def _read_sheet(found: Comparison, lang: str) -> Sheet:
    heads = (Text("län", "county"), Text("dokument eller sida", "document or page"),
             Text("slag", "kind"), Text("hur", "how"), Text("datum", "date"),
             Text("gäller", "holds"), Text("läst i sin helhet för", "read in full for"),
             Text("textställen", "passages"))  # fmt: skip
    rows: list[list[Value | Toned]] = [
        [county.label.get(lang), d.label.get(lang), d.kind.get(lang), HOW[d.how].get(lang),
         d.date.get(lang), d.period, ", ".join(c.get(lang) for c in d.covers), len(d.passages)]
        for county in found.counties
        for d in county.documents
    ]  # fmt: skip
    name = Text("Vad som är läst", "What was read").get(lang)
    return Sheet(name, tuple(Column(h.get(lang)) for h in heads), rows, still=2)


def _side_sheet(found: Comparison, lang: str) -> Sheet:
    heads = [Text("avsnitt", "section").get(lang), Text("rad", "row").get(lang),
             *(county.label.get(lang) for county in found.counties),
             Text("jämförbart", "comparable").get(lang)]  # fmt: skip
    rows: list[list[Value | Toned]] = [
        [
            row.section.get(lang), row.title.get(lang),
            *(Toned(_marked(row, i, lang), "" if i in row.comparable else "muted")
              for i in range(len(row.cells))),
            verdict(found, row, lang),
        ]
        for row in found.rows
    ]  # fmt: skip
    name = Text("Län mot län", "Side by side").get(lang)
    return Sheet(name, tuple(Column(head) for head in heads), rows, still=2)


def _cell_sheet(found: Comparison, lang: str) -> Sheet:
    rows: list[list[Value | Toned]] = [
        [*line[:4], float(line[4]) if line[4] else None, *line[5:]] for line in _lines(found, lang)
    ]
    name = Text("Rutor och ställen", "Cells and places").get(lang)
    return Sheet(name, tuple(Column(head.get(lang)) for head in _COLUMNS.values()), rows)
