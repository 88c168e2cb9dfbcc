"""A matrix as one web page: it fetches nothing and needs no script."""

import re
from collections.abc import Iterable
from typing import Any

from kgraph.matrix import AXES, CAUTION, Cell, Head, Matrix, group_lines
from kgraph.one_page import to_page
from kgraph.wording import Text

WORDS: dict[str, Text] = {
    "eyebrow": Text("Matris", "Matrix"),
    "skip": Text("Hoppa till tabellen", "Skip to the table"),
    "view": Text("Visas", "Shown"),
    "legend": Text("Vad tecknen betyder", "What the signs mean"),
    "in_cells": Text("I rutorna", "In the cells"),
    "standing": Text("Hur det står", "How it stands"),
    "scroll": Text(
        "Tabellen kan rullas i sidled. Välj ett tecken för att se vad som sägs och var.",
        "The table scrolls sideways. Choose a sign to see what is said and where.",
    ),
    "names": Text("I sin helhet", "In full"),
    "under": Text("Ingår i", "Part of"),
    "number": Text("Nr", "No"),
    "stated": Text("Var det står", "Where it is stated"),
    "described": Text("Var det beskrivs", "Where it is described"),
    "said": Text("Vad som sägs", "What is said"),
    "cells": Text("Ruta för ruta", "Cell by cell"),
    "cells_lead": Text(
        "Sök efter sökorden i dokumentet (Ctrl+F): de finns där på bara ett ställe.",
        "Search for the words in the document (Ctrl+F): they occur in one place only.",
    ),
    "search": Text("sök:", "search:"),
    "empty": Text("Inget i källorna.", "Nothing in the sources."),
    "back": Text("Till tabellen", "To the table"),
    "made": Text(
        "Sidan hämtar ingenting från nätet.", "The page fetches nothing from the network."
    ),
}


def to_html(matrix: Matrix, lang: str = "sv") -> str:
    """The matrix as one HTML file.

    Parameters:
        matrix: what is shown.
        lang: language of the page, ``sv`` or ``en``.
    """
    return to_page("matrix", _values(matrix, lang))


def _values(matrix: Matrix, lang: str) -> dict[str, Any]:
    """The page's texts and rows, all plain text: the template escapes every one."""
    columns = [_head(matrix, head, lang, n, "k") for n, head in enumerate(matrix.columns, 1)]
    rows = [_head(matrix, head, lang, n, "r") for n, head in enumerate(matrix.rows, 1)]
    return {
        "lang": lang,
        "t": {key: text.get(lang) for key, text in WORDS.items()},
        "title": matrix.title.get(lang),
        "question": matrix.question.get(lang),
        "about": [(name.get(lang), value.get(lang)) for name, value in matrix.about],
        "view": matrix.view.words.get(lang),
        "caution": CAUTION.get(lang),
        "corner": f"{AXES[matrix.row_axis].get(lang)} \\ {AXES[matrix.column_axis].get(lang)}",
        "judged_axis": AXES[_judged_axis(matrix)].get(lang),
        "by_row": matrix.judged == "rows",
        "signs": matrix.legend(lang),
        "verdicts": _verdicts(matrix, lang),
        "groups": _groups(columns),
        "columns": columns,
        "rows": [row | {"cells": _cells(matrix, row, columns, lang)} for row in rows],
        "axes": [AXES[axis].get(lang) for axis in (matrix.row_axis, matrix.column_axis)],
        "listed": _listed(matrix, rows, columns, lang),
        "listed_cells": any(cell.says for cell in matrix.cells.values()),
        "modes": group_lines(matrix, lang),
    }


def _listed(
    matrix: Matrix, rows: list[dict[str, Any]], columns: list[dict[str, Any]], lang: str
) -> list[tuple[str, bool, bool, list[dict[str, Any]]]]:
    """What is listed in full below the table: the judged side, and the columns by number.

    Each with its axis, whether it is judged, and whether any of it has passages.
    """
    by_row = matrix.judged == "rows"
    placed = [any(thing["places"] for thing in side) for side in (rows, columns)]
    named = (AXES[matrix.column_axis].get(lang), not by_row, placed[1], columns)
    judged = (AXES[matrix.row_axis].get(lang), True, placed[0], rows)
    return [judged, named] if by_row else [named]


def _judged_axis(matrix: Matrix) -> str:
    return matrix.row_axis if matrix.judged == "rows" else matrix.column_axis


def _verdicts(matrix: Matrix, lang: str) -> list[tuple[str, str, int, str, str]]:
    named = matrix.verdicts
    return [
        (named[code].mark, named[code].words.get(lang), count, code, matrix.breakdown(code, lang))
        for code, count in matrix.counts().items()
    ]


def _head(matrix: Matrix, head: Head, lang: str, number: int, kind: str) -> dict[str, Any]:
    return {
        "head": head,
        "number": number,
        "anchor": f"{kind}{number}",
        "label": head.label.get(lang),
        "broken": _breakable(head.label.get(lang)),
        "note": "" if head.verdict else head.note.get(lang),
        "lang": _language(head.label, lang),
        "group": head.group.get(lang),
        "mark": matrix.verdicts[head.verdict].mark if head.verdict else "",
        "verdict": head.verdict,
        "standing": matrix.standing(head, lang),
        "places": _places(matrix, head.evidence, lang),
    }


# Where a long Swedish word is put together: an ending that joins with s, and a word after it.
_JOINT = re.compile(r"(?<=\w{2})(ings|ions|hets|skaps|tets|ments|ets|bets)(?=[^\W\d_]{4})")
_LONG = 12


def _breakable(text: str) -> str:
    """A name whose long words may be broken where they are put together."""
    return " ".join(
        _JOINT.sub("\\1\u00ad", word) if len(word) > _LONG else word for word in text.split(" ")
    )


def _language(text: Text, lang: str) -> str:
    """The language of a name that is Swedish on an English page, else ""."""
    return "sv" if lang != "sv" and text.en == text.sv else ""


def _groups(columns: list[dict[str, Any]]) -> list[tuple[str, int]]:
    """What columns side by side stand under, and how many do."""
    groups: list[tuple[str, int]] = []
    for column in columns:
        if groups and groups[-1][0] == column["group"]:
            groups[-1] = groups[-1][0], groups[-1][1] + 1
        else:
            groups.append((column["group"], 1))
    return groups if any(name for name, _ in groups) else []


def _cells(
    matrix: Matrix, row: dict[str, Any], columns: list[dict[str, Any]], lang: str
) -> list[dict[str, Any]]:
    return [
        _cell(matrix, matrix.cell(row["head"], column["head"]), lang)
        | {"anchor": f"c{row['number']}-{column['number']}", "column": column}
        for column in columns
    ]


def _cell(matrix: Matrix, cell: Cell, lang: str) -> dict[str, Any]:
    return {
        "sign": cell.sign,
        "says": cell.says,
        "mark": cell.mark(lang),
        "words": cell.words(lang),
        "places": _places(matrix, cell.evidence, lang),
    }


def _places(matrix: Matrix, evidence: Iterable[str], lang: str) -> list[tuple[str, str]]:
    """Each passage in words, and what to search for in the document."""
    known = (matrix.passages.get(iri) for iri in evidence)
    return [(p.words.get(lang), p.search_for) for p in known if p is not None]
