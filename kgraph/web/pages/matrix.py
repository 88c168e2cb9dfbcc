"""Matrices: four to choose from, each for a county or for all; a cell leads to what says it."""

import json
from collections.abc import Mapping
from typing import Any

from kgraph import matrix as stage
from kgraph.findings import Finding
from kgraph.matrix import AXES, CAUTION, Head, Matrix
from kgraph.matrix import Cell as MatrixCell
from kgraph.report.value import Cell, Cites, Line, Part, Row, Section, Table, Words, cell, line
from kgraph.terms import local_name
from kgraph.web.pages.addresses import path_of
from kgraph.web.pages.desk import Linked, Shelf, WebDesk
from kgraph.web.pages.missing import Missing, none_yet
from kgraph.web.pages.page import Page
from kgraph.web.pages.visit import Visit
from kgraph.web.pages.who import counties_of, territory
from kgraph.wording import Text

KNOWN: dict[tuple[str, str], Text] = {
    ("actor", "priority"): Text("Aktörer och prioriteringar", "Actors and priorities"),
    ("actor", "measure"): Text("Aktörer och insatser", "Actors and measures"),
    ("forum", "priority"): Text("Forum och prioriteringar", "Forums and priorities"),
    ("forum", "member"): Text("Forum och medlemmar", "Forums and members"),
    ("strategy", "theme"): Text("Strategier och teman", "Strategies and themes"),
}
_ASKS: dict[tuple[str, str], Text] = {
    ("actor", "priority"): Text("Vem ansvarar för vilken prioritering, och på vilken nivå?",
                                "Who is responsible for which priority, and at which level?"),
    ("actor", "measure"): Text("Vem ansvarar för vilken insats, och på vilken nivå?",
                               "Who is responsible for which measure, and at which level?"),
    ("forum", "priority"): Text("Vilka prioriteringar har ett forum?",
                                "Which priorities have a forum?"),
    ("forum", "member"): Text("Vilka sitter i vilket forum?", "Who sits in which forum?"),
    ("strategy", "theme"): Text("Vilka teman tar vilken strategi upp?",
                                "Which themes does which strategy take up?"),
}  # fmt: skip
# The kinds of findings that say the same as a matrix does of a row.
_FOUND: dict[tuple[str, str], frozenset[str]] = {
    ("actor", "priority"): frozenset({"gap-01", "ovl-02"}),
    ("actor", "measure"): frozenset({"gap-01", "ovl-02"}),
    ("forum", "priority"): frozenset({"gap-08", "gap-11"}),
    ("forum", "member"): frozenset({"gap-15"}),
    ("strategy", "theme"): frozenset({"ovl-08"}),
}
_FEW = 6  # columns whose names have room to lie down


def index(shelf: Shelf, visit: Visit) -> Page:
    """Which matrices there are."""
    desk = WebDesk(shelf, visit.view, visit.lang)
    counties = counties_of(desk)
    rows = []
    for (one, other), title in KNOWN.items():
        path = f"/matris/{one}/{other}"
        links: list[Words] = []
        for c in counties:
            links += [Words(", ")] if links else []
            links.append(Linked(desk.told(c), to=f"{path}?lan={local_name(c)}"))
        rows.append(Row((
            Cell((line(Linked(visit.say(title), to=path, strong=True)),
                  line(Words(visit.say(_ASKS[one, other]), quiet=True)))),
            cell(*links) if links else cell("–"),
        )))  # fmt: skip
    table = Table(visit.word("Matriser", "Matrices"),
                  (visit.word("Matris", "Matrix"), visit.word("Bara ett län", "One county alone")),
                  tuple(rows), (0.5, 0.5), titled=True)  # fmt: skip
    lead = line(visit.say(CAUTION))
    sections = (Section("matriser", visit.word("Välj en matris", "Choose a matrix"), (table,)),)
    return Page(visit.word("Matriser", "Matrices"), sections, lead=lead, tab="matrix")


def page(shelf: Shelf, visit: Visit, rows: str, columns: str) -> Page:
    """One matrix, for one county or all."""
    if (rows, columns) not in KNOWN:
        raise Missing(f"{rows} × {columns}")
    desk = WebDesk(shelf, visit.view, visit.lang)
    slug = visit.given.get("lan", "")
    known = counties_of(desk)
    if slug and territory(slug) not in known:
        raise Missing(slug)
    made: Matrix = stage.build(shelf.project, shelf.store, rows, columns, visit.view,
                               region=territory(slug) if slug else "", lang=visit.lang)  # fmt: skip
    # The judged side stands down the page, where its names have room.
    shown = made if made.judged == "rows" else made.turned()
    title = visit.say(KNOWN[rows, columns])
    if slug:
        title += visit.word(" i ", " in ") + desk.told(territory(slug))
    return Page(
        title, tuple(_sections(desk, shown)), eyebrow=visit.word("Matris", "Matrix"),
        lead=line(visit.say(_ASKS[rows, columns]), " ", Words(visit.say(CAUTION), quiet=True)),
        tab="matrix", template="matrix.html",
        values=_choices(desk, visit, known, slug) | _heads(shown, visit) | {
            "nobody": _nobody(shown, visit),
            "rows": _grid(shown, visit, _findings(desk, _FOUND[rows, columns])),
            "counts": [(shown.verdicts[v].words.get(visit.lang), n,
                        shown.breakdown(v, visit.lang)) for v, n in shown.counts().items()],
        },
        data=lambda: json.loads(stage.to_json(made)),
        tables={"csv": lambda: stage.to_csv(made, visit.lang, for_excel=True),
                "xlsx": lambda: stage.to_xlsx(made, visit.lang, shelf.project)},
    )  # fmt: skip


def _nobody(shown: Matrix, visit: Visit) -> str:
    """That there are rows and nothing to set against them; "" where there is, or no row.

    Where only what is reviewed counts, that nothing is.
    """
    if not (shown.columns and shown.rows) and (why := none_yet(shown.view)):
        return f"{visit.say(why)}."
    if shown.columns or not shown.rows:
        return ""
    n = len(shown.rows)
    return visit.word(
        f"{n} rader är kända, men ingen nämns för någon av dem i det som är läst. Hur säkert det "
        "är står vid var och en i listan nedan.",
        f"{n} rows are known, but nobody is named for any of them in what was read. How sure that "
        "is stands at each of them in the list below.")  # fmt: skip


def _choices(desk: WebDesk, visit: Visit, known: list[str], slug: str) -> dict[str, Any]:
    """The counties to choose from."""
    every = ("", visit.word("Alla län", "All counties"), not slug)
    return {"counties": [every, *((local_name(c), desk.told(c), local_name(c) == slug)
                                  for c in known)]}  # fmt: skip


def _heads(shown: Matrix, visit: Visit) -> dict[str, Any]:
    """What stands over the columns and explains the marks."""
    return {
        "columns": [
            {"name": head.label.get(visit.lang), "lang": _foreign(head.label, visit.lang),
             "to": _href(visit, head)}
            for head in shown.columns
        ],
        "few": len(shown.columns) <= _FEW,
        "corner": f"{visit.say(AXES[shown.row_axis])} \\ {visit.say(AXES[shown.column_axis])}",
        "legend": shown.legend(visit.lang),
    }  # fmt: skip


def _findings(desk: WebDesk, kinds: frozenset[str]) -> dict[str, Finding]:
    """By thing, the finding that says of it what its row says; a gap before a level."""
    found: dict[str, Finding] = {}
    for one in sorted(desk.result.found, key=lambda f: (not f.is_gap, f.kind)):
        if one.kind in kinds and not one.set_aside:
            told = {v for e in one.evidence for _, v in e.row} if one.whole else set()
            for thing in {*one.affects, *told}:
                found.setdefault(thing, one)
    return found


def _grid(shown: Matrix, visit: Visit, found: Mapping[str, Finding]) -> list[dict[str, Any]]:
    """The rows: each with its name, how it stands, the finding that says so, and its cells."""
    rows = []
    for number, head in enumerate(shown.rows, 1):
        finding = found.get(head.id)
        rows.append({
            "n": number, "name": head.label.get(visit.lang),
            "lang": _foreign(head.label, visit.lang), "group": head.group.get(visit.lang),
            "group_lang": _foreign(head.group, visit.lang),
            "to": _href(visit, head), "verdict": head.verdict, "sure": not head.reason.sv,
            "standing": shown.standing(head, visit.lang),
            "finding": visit.url(path_of(finding.iri)) if finding else "",
            "cells": _cells(shown, visit, number, head),
        })  # fmt: skip
    return rows


def _cells(shown: Matrix, visit: Visit, number: int, head: Head) -> list[dict[str, Any]]:
    """The cells of a row.

    One that says something leads to the passage that says it; where there are several, to its line
    below, which has them all.
    """
    made, told = [], 0
    for column in shown.columns:
        one = shown.cell(head, column)
        told += one.says
        made.append({
            "mark": one.mark(visit.lang), "sign": one.sign, "says": one.says,
            "words": f"{column.label.get(visit.lang)}: {one.words(visit.lang)}",
            "to": _evidence(visit, one, f"#c{number}-{told}"),
        })  # fmt: skip
    return made


def _evidence(visit: Visit, one: MatrixCell, below: str) -> str:
    return visit.url(path_of(one.evidence[0])) if len(one.evidence) == 1 else below


def _foreign(text: Text, lang: str) -> str:
    return "sv" if lang != "sv" and text.en == text.sv else ""


def _href(visit: Visit, head: Head) -> str:
    return visit.url(path_of(head.id)) if head.id.startswith("http") else ""


def _sections(desk: WebDesk, shown: Matrix) -> list[Section]:
    """What every row says, in words and with its passages: the matrix without its grid."""
    rows = tuple(_row(desk, shown, number, head) for number, head in enumerate(shown.rows, 1))
    if not rows:
        return []
    parts: tuple[Part, ...] = (Table(
        desk.word("Det som står i matrisen, med textställen",
                  "What stands in the matrix, with passages"),
        (desk.say(AXES[shown.row_axis]), desk.say(AXES[shown.column_axis])),
        rows, (0.4, 0.6), titled=True,
    ),)  # fmt: skip
    title = desk.word("Rad för rad, med textställen", "Row by row, with passages")
    return [Section("rader", title, parts)]


def _row(desk: WebDesk, shown: Matrix, number: int, head: Head) -> Row:
    lines: list[Line] = []
    for column in shown.columns:
        one = shown.cell(head, column)
        if one.says:
            lines.append(line(_name(desk, column), f": {one.words(desk.lang)} ",
                              Cites(one.evidence)))  # fmt: skip
    if not lines:
        none = desk.word("inget i källorna", "nothing in the sources")
        lines = [line(Words(none, quiet=True))]
    name = line(Words(f"{number} ", quiet=True), _name(desk, head), " ", Cites(head.evidence))
    stands = line(Words(shown.standing(head, desk.lang), quiet=True))
    return Row((Cell((name, *([stands] if stands else []))), Cell(tuple(lines))))


def _name(desk: WebDesk, head: Head) -> Words:
    if head.id.startswith("http"):
        return desk.name(head.id)
    return Words(head.label.get(desk.lang), desk.foreign(head.label))
