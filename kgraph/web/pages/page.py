"""What a page is, whatever it is about; and its forms as data, written from the same value."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kgraph import spreadsheet
from kgraph.project import Project
from kgraph.report import Report, number_notes
from kgraph.report.value import (
    Bullets,
    Cites,
    Figure,
    Heading,
    Line,
    Paragraph,
    Section,
    Table,
    Words,
    place_of,
)
from kgraph.small_workbook import to_small_xlsx
from kgraph.store import Store
from kgraph.web.pages.csv_form import to_csv
from kgraph.web.pages.desk import Linked
from kgraph.web.pages.visit import Visit
from kgraph.web.pages.word import to_word
from kgraph.wording import Text

SCHEMA_VERSION = 1
_LONG = 60  # rows and lines
TYPES = {
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "ttl": "text/turtle; charset=utf-8",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
    "nt": "application/n-triples",
    "ics": "text/calendar; charset=utf-8",
    "svg": "image/svg+xml",
    "gexf": "application/gexf+xml",
    "graphml": "application/graphml+xml",
}
Value = Callable[[], Any]


@dataclass(frozen=True, slots=True)
class Page:
    """A page before it is written.

    Parameters:
        title: its heading.
        sections: what stands on it, in reading order.
        eyebrow: what sort of page it is, over the heading.
        kind: the kind of thing it is about, for colour and shape, or "".
        lead: a sentence or two under the heading.
        facts: terms and values under the lead.
        tab: which part of the site it belongs to.
        template: what lays it out.
        values: what that template needs beside all this.
        data: the page as JSON, where a stage has a form of its own for it.
        tables: the page as a table: by ending a function that gives the bytes.
        more: forms beside those that every page has, in the same way.
        title_lang: the language of the heading where it is not the page's.
        status: of the answer.
        folds: whether its longer sections are folded, each with how much it holds.
        pictured: whether a picture above the sections is the answer, so that the first of them
            folds too.
        answers: whether it is an answer that can be had as data; a form to write in is none.
    """

    title: str
    sections: tuple[Section, ...] = ()
    eyebrow: str = ""
    kind: str = ""
    lead: Line = ()
    facts: tuple[tuple[str, Line], ...] = ()
    tab: str = ""
    template: str = "page.html"
    values: Mapping[str, Any] = field(default_factory=dict)
    data: Value | None = None
    tables: Mapping[str, Callable[[], str | bytes]] = field(default_factory=dict)
    more: Mapping[str, Callable[[], str | bytes]] = field(default_factory=dict)
    title_lang: str = ""
    status: int = 200
    folds: bool = False
    pictured: bool = False
    answers: bool = True

    def report(self, store: Store, visit: Visit) -> Report:
        """The page as a report: the same sections, its passages numbered."""
        held = Section("", "", tuple(Paragraph(told) for told in (self.lead, *self._told())))
        notes = number_notes(store, visit.view, (held, *self.sections))
        facts = tuple((name, plain(told)) for name, told in self.facts)
        return Report(self.title, self.eyebrow, facts, self.sections, notes, visit.view, visit.lang)

    def _told(self) -> list[Line]:
        return [told for _, told in self.facts]

    @property
    def forms(self) -> tuple[str, ...]:
        """The endings that the page has beside its own."""
        if not self.answers:
            return ()
        return ("json", *(tuple(self.tables) or ("csv", "xlsx")), "docx", *self.more)


def size_of(part: object) -> int:
    """How many rows or lines a part has that one would count."""
    if isinstance(part, Table):
        return sum(not row.group for row in part.rows)
    return len(part.lines) if isinstance(part, Bullets) else 0


def files_of(page: Page) -> tuple[str, ...]:
    """The forms of a page that people open elsewhere."""
    return tuple(form for form in ("docx", "xlsx", "ics") if form in page.forms)


def is_long(sections: Sequence[Section]) -> bool:
    """Whether a page has more than one looks through without folding."""
    return sum(size_of(part) for section in sections for part in section.parts) > _LONG


def plain(told: Line) -> str:
    """A line without links and citations."""
    return "".join(piece.text for piece in told if isinstance(piece, Words)).strip()


def as_form(page: Page, report: Report, visit: Visit, project: Project) -> str | bytes | None:
    """The page as data, or None where it has no such form."""
    if visit.form == "json":
        return as_json(page, report, visit)
    if visit.form not in page.forms:
        return None
    if visit.form in page.tables:
        return page.tables[visit.form]()
    if visit.form in page.more:
        return page.more[visit.form]()
    if visit.form == "docx":
        return to_word(report, visit, page.lead, page.values)
    sheets = _sheets(report) or [_text_sheet(page, report)]
    if visit.form == "csv":
        return to_csv(sheets, visit)
    told = spreadsheet.about(report.title, report.view, project, report.lang)
    return to_small_xlsx(
        [
            spreadsheet.Sheet(
                name, tuple(spreadsheet.Column(head, width=28) for head in heads), rows
            )
            for name, heads, rows in sheets
        ],
        told,
    )


def as_json(page: Page, report: Report, visit: Visit) -> str:
    """The page as JSON: what a stage gives for it, else its own parts with things and passages."""
    value: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "view": report.view.to_dict(),
        "lang": report.lang,
        "title": page.title,
    }
    if page.data is not None:
        value |= {"data": page.data()}
    value |= {
        "lead": _line(page.lead),
        "facts": [{"name": name, "value": _line(told)} for name, told in page.facts],
        "sections": [
            {"id": s.id, "title": s.title, "parts": [_part(p) for p in s.parts]}
            for s in page.sections
        ],
        "passages": [
            {"number": n.number, "iri": n.passage.id, "document": n.passage.called.get(report.lang),
             "place": place_of(n.passage, report.lang), "search": n.passage.search_for}
            for n in report.notes
        ],
    }  # fmt: skip
    if page.tab == "networks":  # megabytes, that a script reads
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _part(part: object) -> dict[str, Any]:
    if isinstance(part, Heading):
        return {"heading": part.text}
    if isinstance(part, Paragraph):
        return {"text": _line(part.line)}
    if isinstance(part, Bullets):
        return {"list": [_line(told) for told in part.lines]}
    if isinstance(part, Figure):
        return {"figure": part.title, "description": part.description}
    assert isinstance(part, Table)
    return {
        "table": part.caption,
        "columns": list(part.heads),
        "rows": [
            {"group": row.group, "cells": [[_line(told) for told in c.lines] for c in row.cells]}
            for row in part.rows
        ],
    }


def _line(told: Line) -> dict[str, Any]:
    """A line for a program: its words, the things it names and the passages it rests on."""
    made: dict[str, Any] = {"text": plain(told)}
    things = [p.to for p in told if isinstance(p, Linked) and p.to.startswith("http")]
    passages = [i for p in told if isinstance(p, Cites) for i in p.passages]
    if things:
        made["things"] = things
    if passages:
        made["passages"] = passages
    return made


_Sheet = tuple[str, tuple[str, ...], list[list[str | float | None]]]


def _sheets(report: Report) -> list[_Sheet]:
    """Every table of a page with the passages of each row in words, and the passages last."""
    places = {n.passage.id: n for n in report.notes}
    where = Text("Var det står", "Where it says so").get(report.lang)
    made: list[_Sheet] = []
    for section in report.sections:
        tables = [p for p in section.parts if isinstance(p, Table)]
        for part in tables:
            group, rows = "", list[list[str | float | None]]()
            grouped = any(row.group for row in part.rows)
            for row in part.rows:
                if row.group:
                    group = plain(row.cells[0].lines[0])
                    continue
                cells = ["\n".join(plain(told) for told in c.lines) for c in row.cells]
                cited = [
                    places[p].passage.words.get(report.lang)
                    for c in row.cells for told in c.lines for piece in told
                    if isinstance(piece, Cites) for p in piece.passages if p in places
                ]  # fmt: skip
                rows.append(
                    [*([group] if grouped else []), *cells, "; ".join(dict.fromkeys(cited))]
                )
            head = (Text("Under", "Under").get(report.lang),) if grouped else ()
            # Of several tables under a title, each is called what it holds.
            name = part.caption if len(tables) > 1 and part.caption else section.title
            made.append((name, (*head, *part.heads, where), rows))
    return made


def _text_sheet(page: Page, report: Report) -> _Sheet:
    """A page without tables: its sentences one by one, each under its heading."""
    lines = [(page.title, told) for told in (page.lead, *page._told()) if told]
    for section in report.sections:
        for part in section.parts:
            if isinstance(part, Bullets):
                lines += [(section.title, told) for told in part.lines]
            elif isinstance(part, Paragraph):
                lines.append((section.title, part.line))
    heads = (Text("Rubrik", "Heading"), Text("Text", "Text"))
    rows: list[list[str | float | None]] = [[title, plain(told)] for title, told in lines]
    return page.title, tuple(head.get(report.lang) for head in heads), rows
