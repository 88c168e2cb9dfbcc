"""A matrix as text, CSV, JSON and a workbook."""

import io
import json
from textwrap import wrap
from typing import Any

from kgraph.layout import columns_of_text, harmless
from kgraph.matrix.value import AXES, CAUTION, SIGNS, Cell, Head, Matrix
from kgraph.network.groups import GROUP_MODES
from kgraph.project import Project
from kgraph.separated import csv_writer, spreadsheet_cell
from kgraph.spreadsheet import Column, Sheet, Tone, Toned, Value, about
from kgraph.spreadsheet import to_xlsx as to_workbook
from kgraph.wording import Text

SCHEMA_VERSION = 1


def to_dict(matrix: Matrix) -> dict[str, Any]:
    """The matrix as JSON; cells that say nothing are left out."""
    return {
        "schema_version": SCHEMA_VERSION,
        "rows": matrix.row_axis,
        "columns": matrix.column_axis,
        "judged": matrix.judged,
        "question": matrix.question.both(),
        "about": [{"name": n.both(), "value": v.both()} for n, v in matrix.about],
        "view": {**matrix.view.to_dict(), "words": matrix.view.words.both()},
        "caution": CAUTION.both(),
        "groups": matrix.groups or None,
        "signs": {
            code: {"mark": SIGNS[code].mark.both(), "words": SIGNS[code].words.both()}
            for code in matrix.used_signs
        },
        "verdicts": {
            code: {"mark": verdict.mark, "words": verdict.words.both()}
            for code, verdict in matrix.verdicts.items()
        },
        "counts": matrix.counts(),
        "counts_by_group_mode": {mode: dict(tally) for mode, tally in matrix.tallies.items()},
        "row_heads": [_head(head) for head in matrix.rows],
        "column_heads": [_head(head) for head in matrix.columns],
        "cells": [
            {
                "row": row.id,
                "column": column.id,
                "sign": cell.sign,
                "count": cell.count or None,
                "notes": [note.both() for note in cell.notes],
                "our_reading": cell.ours,
                "evidence": list(cell.evidence),
            }
            for row in matrix.rows
            for column in matrix.columns
            if (cell := matrix.cell(row, column)).says
        ],
        "evidence": {iri: p.words.both() for iri, p in sorted(matrix.passages.items())},
    }


def _head(head: Head) -> dict[str, Any]:
    return {
        "id": head.id,
        "label": head.label.both(),
        "group": head.group.both() if head.group.sv else None,
        "verdict": head.verdict or None,
        "count": head.count,
        "count_by_group_mode": dict(head.modes) or None,
        "status": head.status.both() if head.status.sv else None,
        "reason": head.reason.both() if head.reason.sv else None,
        "note": head.note.both() if head.note.sv else None,
        "evidence": list(head.evidence),
    }


def to_json(matrix: Matrix) -> str:
    """The matrix as JSON text."""
    return json.dumps(to_dict(matrix), ensure_ascii=False, indent=1) + "\n"


_STANDING = Text("hur det står", "how it stands")
_GROUPS = Text("Grupper i rutorna", "Groups in the cells")
_SAME = Text("samma tal", "the same numbers")
_QUESTION = Text("Fråga", "Question")
_CAUTION = Text("Att tänka på", "To bear in mind")
_NAMED = Text("antal", "number")
_SAID = Text("vad som sägs", "what is said")
_PLACES = Text("var det står", "where it is stated")
_SHEET = Text("Matris", "Matrix")
_CELLS = Text("Ruta för ruta", "Cell by cell")
_UNDER = Text("ingår i", "part of")


def to_csv(matrix: Matrix, lang: str = "sv", *, for_excel: bool = False) -> str:
    """The matrix as CSV: each cell says in words what it means and where it is stated.

    Parameters:
        for_excel: byte-order mark, semicolons, and no cell that a spreadsheet would run.
    """
    out = io.StringIO()
    writer = csv_writer(out, for_excel)
    for line in _wide(matrix, lang):
        writer.writerow([spreadsheet_cell(cell) for cell in line] if for_excel else line)
    return ("\ufeff" if for_excel else "") + out.getvalue()


def _wide(matrix: Matrix, lang: str) -> list[list[str]]:
    axis, standing = AXES[matrix.row_axis].get(lang), _STANDING.get(lang)
    by_row = matrix.judged == "rows"
    lines = [[axis, _UNDER.get(lang), *([standing] if by_row else [])]]
    lines[0] += [head.label.get(lang) for head in matrix.columns]
    if any(head.group.sv for head in matrix.columns):
        under = [head.group.get(lang) for head in matrix.columns]
        lines.append([_UNDER.get(lang), "", *([""] if by_row else []), *under])
    if not by_row:
        lines.append([standing, "", *(matrix.standing(head, lang) for head in matrix.columns)])
    for row in matrix.rows:
        told = [matrix.standing(row, lang)] if by_row else []
        cells = [_told(matrix, matrix.cell(row, column), lang) for column in matrix.columns]
        group = row.group.get(lang) or (row.note.get(lang) if not row.verdict else "")
        lines.append([row.label.get(lang), group, *told, *cells])
    return lines


def _told(matrix: Matrix, cell: Cell, lang: str) -> str:
    places = "; ".join(matrix.places(cell.evidence, lang))
    return cell.words(lang) + (f": {places}" if places else "")


def to_text(matrix: Matrix, lang: str = "sv", width: int = 100) -> str:
    """The matrix for a terminal: numbered columns, marks, legend, and where each mark comes from.

    Columns that do not fit the width follow in further blocks.
    """
    if not matrix.rows and not matrix.columns:
        return Text("Inget i källorna.", "Nothing in the sources.").get(lang) + "\n"
    lines = [matrix.title.get(lang), "=" * len(matrix.title.get(lang)), matrix.question.get(lang)]
    lines += [f"{name.get(lang)}: {value.get(lang)}" for name, value in matrix.about]
    lines += ["", *_summary(matrix, lang, width), ""]
    if matrix.judged == "rows":
        lines += [*_listed(matrix, matrix.row_axis, matrix.rows, lang, width), ""]
    lines += _listed(matrix, matrix.column_axis, matrix.columns, lang, width)
    lines += ["", *_blocks(matrix, lang, width), *_notes(matrix, lang), *_legend(matrix, lang), ""]
    lines += [*_sources(matrix, lang, width), CAUTION.get(lang)]
    return "\n".join(harmless(line) for line in lines) + "\n"


def _summary(matrix: Matrix, lang: str, width: int) -> list[str]:
    """How many stand how, gaps by how sure they are, and what each way to count groups gives."""
    axis = AXES[matrix.row_axis if matrix.judged == "rows" else matrix.column_axis].get(lang)
    lines = [f"{axis}: {len(matrix.judged_heads)}"]
    for code, count in matrix.counts().items():
        verdict = matrix.verdicts[code]
        told = matrix.breakdown(code, lang)
        lines.append(
            f"  {verdict.mark} {verdict.words.get(lang)} {count}" + (f" ({told})" if told else "")
        )
    return lines + group_lines(matrix, lang, width)


def group_lines(matrix: Matrix, lang: str, width: int = 1000) -> list[str]:
    """How groups are counted in the cells, and how many stand how in each other way."""
    if not matrix.groups:
        return []
    lines = [f"{_GROUPS.get(lang)}: {GROUP_MODES[matrix.groups].get(lang)}."]
    for mode, tally in matrix.tallies.items():
        if mode == matrix.groups:
            continue
        if dict(tally) == matrix.counts():
            told = _SAME.get(lang)
        else:
            verdicts = matrix.verdicts
            told = ", ".join(f"{verdicts[v].words.get(lang)} {n}" for v, n in tally.items())
        lines.append(f"{GROUP_MODES[mode].get(lang).capitalize()}: {told}.")
    return [part for line in lines for part in wrap(line, width, subsequent_indent="  ")]


def to_xlsx(matrix: Matrix, lang: str = "sv", project: Project | None = None) -> bytes:
    """The matrix as a workbook: marks with their colours, what is said where, and the legend.

    Parameters:
        project: told among the facts on the last sheet.
    """
    sheets = [_grid(matrix, lang), _standings(matrix, lang), _said(matrix, lang)]
    signs = [(Text(mark, mark), told) for mark, told, _ in matrix.legend(lang)]
    signs += [(Text(v.mark, v.mark), v.words.get(lang)) for v in matrix.verdicts.values()]
    more = [(_QUESTION, matrix.question.get(lang))]
    more += [(name, value.get(lang)) for name, value in matrix.about]
    more += [(_GROUPS, line) for line in group_lines(matrix, lang)]
    more += [(_CAUTION, CAUTION.get(lang)), *signs]
    return to_workbook(sheets, about(matrix.title.get(lang), matrix.view, project, lang, more))


_TONES: dict[str, Tone] = {
    **dict.fromkeys(("named", "stated", "convener", "held"), "good"),
    **dict.fromkeys(("area", "whole", "member", "participant", "partial", "whole-theme"), "note"),
    **dict.fromkeys(("none", "unknown"), "muted"),
}
_VERDICT_TONES: dict[str, Tone] = {
    "gap": "bad",
    "duplicate": "warn",
    "single": "good",
    "shared": "good",
}


def _grid(matrix: Matrix, lang: str) -> Sheet:
    by_row = matrix.judged == "rows"
    stands = [Column(_STANDING.get(lang))] if by_row else []
    heads = [Column(head.label.get(lang), head.group.get(lang), 5, True) for head in matrix.columns]
    rows: list[list[Value | Toned]] = []
    if not by_row:
        marks = [_verdict_cell(matrix, head) for head in matrix.columns]
        rows.append([_STANDING.get(lang), "", *marks])
    for row in matrix.rows:
        told = [_verdict_cell(matrix, row)] if by_row else []
        cells = [_mark_cell(matrix.cell(row, column), lang) for column in matrix.columns]
        rows.append([row.label.get(lang), row.group.get(lang), *told, *cells])
    axis = AXES[matrix.row_axis].get(lang)
    columns = (Column(axis), Column(_UNDER.get(lang)), *stands, *heads)
    return Sheet(_SHEET.get(lang), columns, rows, still=1)


def _mark_cell(cell: Cell, lang: str) -> Toned:
    shown: Value = cell.count if cell.count and not cell.ours else cell.mark(lang)
    return Toned(shown, _TONES.get(cell.sign, ""))


def _verdict_cell(matrix: Matrix, head: Head) -> Toned:
    mark = matrix.verdicts[head.verdict].mark if head.verdict else ""
    return Toned(mark, _VERDICT_TONES.get(head.verdict, ""))


def _standings(matrix: Matrix, lang: str) -> Sheet:
    """The judged side in full."""
    axis = AXES[matrix.row_axis if matrix.judged == "rows" else matrix.column_axis].get(lang)
    counts = [Column(f"{_NAMED.get(lang)}: {GROUP_MODES[m].get(lang)}") for m in matrix.tallies]
    names = (axis, *(text.get(lang) for text in (_UNDER, _STANDING)))
    columns = (*map(Column, names), *counts, Column(_PLACES.get(lang)))
    rows: list[list[Value | Toned]] = [
        [
            head.label.get(lang),
            head.group.get(lang),
            matrix.standing(head, lang),
            *(head.modes.get(mode, 0) for mode in matrix.tallies),
            "; ".join(matrix.places(head.evidence, lang)),
        ]
        for head in matrix.judged_heads
    ]
    return Sheet(_STANDING.get(lang).capitalize(), columns, rows)


def _said(matrix: Matrix, lang: str) -> Sheet:
    """Cell by cell: what is said, and where."""
    axes = (AXES[axis].get(lang) for axis in (matrix.row_axis, matrix.column_axis))
    columns = (*map(Column, axes), Column(_SAID.get(lang)), Column(_PLACES.get(lang)))
    rows = [
        [row.label.get(lang), column.label.get(lang), cell.words(lang), "; ".join(at)]
        for row in matrix.rows
        for column in matrix.columns
        if (cell := matrix.cell(row, column)).says
        for at in [matrix.places(cell.evidence, lang)]
    ]
    return Sheet(_CELLS.get(lang), columns, rows)


def _listed(matrix: Matrix, axis: str, heads: tuple[Head, ...], lang: str, width: int) -> list[str]:
    """One side in full: its names, numbers for columns, and how each stands."""
    rows: list[list[str]] = []
    for number, head in enumerate(heads, 1):
        if head.group.sv and (number == 1 or head.group != heads[number - 2].group):
            rows.append(["", f"— {head.group.get(lang)} —", ""])
        shown = str(number) if axis == matrix.column_axis else ""
        rows.append([shown, head.label.get(lang), _marked(matrix, head, lang)])
    named = ["", AXES[axis].get(lang), _STANDING.get(lang)]
    if not any(head.verdict for head in heads):
        named, rows = named[:2], [row[:2] for row in rows]
    return columns_of_text(named, rows, width).rstrip("\n").split("\n") if rows else []


def _marked(matrix: Matrix, head: Head, lang: str) -> str:
    mark = f"{matrix.verdicts[head.verdict].mark} " if head.verdict else ""
    return mark + matrix.standing(head, lang)


def _blocks(matrix: Matrix, lang: str, width: int) -> list[str]:
    """The marks, as many columns at a time as fit."""
    names = [head.label.get(lang) for head in matrix.rows]
    if not names or not matrix.columns:
        empty = Text("Ingen nämns.", "Nobody is named.")
        return [empty.get(lang), ""]
    room = min(max(map(len, names)), max(20, width // 3))
    each = max(3, len(str(len(matrix.columns))) + 1)
    per_block = max(1, (width - room - 2) // each)
    lines: list[str] = []
    numbered = list(enumerate(matrix.columns, 1))
    for start in range(0, len(numbered), per_block):
        block = numbered[start : start + per_block]
        lines.append(" " * room + "".join(f"{number:>{each}}" for number, _ in block))
        for row, name in zip(matrix.rows, names, strict=True):
            marks = "".join(f"{matrix.cell(row, c).mark(lang):>{each}}" for _, c in block)
            mark = f" {matrix.verdicts[row.verdict].mark}" if row.verdict else ""
            lines.append(f"{_cut(name, room):<{room}}{marks}{mark}")
        if matrix.judged == "columns":
            signs = "".join(f"{matrix.verdicts[c.verdict].mark:>{each}}" for _, c in block)
            lines.append(f"{_cut(_STANDING.get(lang), room):<{room}}{signs}")
        lines.append("")
    return lines


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else text[: room - 1] + "…"


def _notes(matrix: Matrix, lang: str) -> list[str]:
    """What else should be known of the side that is not judged."""
    heads = matrix.columns if matrix.judged == "rows" else matrix.rows
    told: dict[str, list[str]] = {}
    for head in heads:
        if head.note.sv:
            told.setdefault(head.note.get(lang), []).append(head.label.get(lang))
    lines = [f"{note[:1].upper()}{note[1:]}: {'; '.join(names)}." for note, names in told.items()]
    return [*lines, ""] if lines else []


def _legend(matrix: Matrix, lang: str) -> list[str]:
    lines = [Text("Tecken", "Signs").get(lang)]
    return lines + [f"  {mark}  {told}" for mark, told, _ in matrix.legend(lang)]


def _sources(matrix: Matrix, lang: str, width: int) -> list[str]:
    """What each mark says and where: a line for the columns of a row that say the same."""
    told: dict[tuple[str, str, str], list[str]] = {}
    for row in matrix.rows:
        for number, column in enumerate(matrix.columns, 1):
            cell = matrix.cell(row, column)
            if cell.says:
                places = "; ".join(matrix.places(cell.evidence, lang))
                key = row.label.get(lang), cell.words(lang), places
                told.setdefault(key, []).append(str(number))
    if not told:
        return []
    rows = [[name, ", ".join(numbers), words, at] for (name, words, at), numbers in told.items()]
    named = [
        AXES[matrix.row_axis].get(lang),
        Text("nr", "no").get(lang),
        Text("sägs", "said").get(lang),
        Text("var det står", "where it says so").get(lang),
    ]
    return [*columns_of_text(named, rows, width).rstrip("\n").split("\n"), ""]
