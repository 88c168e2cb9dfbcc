"""A report as one web page: it fetches nothing, needs no script, and prints on A4."""

from typing import Any

from kgraph.one_page import to_page
from kgraph.report.value import (
    PASSAGES,
    PASSAGES_LEAD,
    Bullets,
    Cites,
    Figure,
    Heading,
    Line,
    Paragraph,
    Report,
    Table,
    note_groups,
    place_of,
)
from kgraph.report.vector import to_svg
from kgraph.wording import Text

WORDS: dict[str, Text] = {
    "eyebrow": Text("Rapport", "Report"),
    "skip": Text("Hoppa till sammanfattningen", "Skip to the summary"),
    "contents": Text("Innehåll", "Contents"),
    "passage": Text("textställe", "passage"),
    "note": Text(
        "Sidan hämtar ingenting från nätet.", "The page fetches nothing from the network."
    ),
}


def to_html(report: Report) -> str:
    """The report as one HTML file, the same bytes every time."""
    values = {
        "report": report,
        "lang": report.lang,
        "t": {key: text.get(report.lang) for key, text in WORDS.items()},
        "sections": [(s, [_part(report, s.id, n, p) for n, p in enumerate(s.parts)])
                     for s in report.sections],
        "passages": PASSAGES.get(report.lang),
        "passages_lead": PASSAGES_LEAD.get(report.lang),
        "notes": [
            (document, [(heading, [(n.number, place_of(n.passage, report.lang),
                                    n.passage.search_for) for n in notes])
                        for heading, notes in headings])
            for document, headings in note_groups(report)
        ],
    }  # fmt: skip
    return to_page("report", values)


def _part(report: Report, section: str, number: int, part: object) -> dict[str, Any]:
    """A part as the template takes it: all text plain, the drawing alone as markup."""
    from markupsafe import Markup

    if isinstance(part, Heading):
        return {"is": "heading", "text": part.text}
    if isinstance(part, Paragraph):
        return {"is": "paragraph", "kind": part.kind, "line": _line(report, part.line)}
    if isinstance(part, Bullets):
        nested = [(_line(report, told), deeper, up) for told, deeper, up in part.nested]
        return {"is": "bullets", "lines": nested}
    if isinstance(part, Figure):
        svg = to_svg(part.picture, part.title, part.description, f"{section}-{number}")
        return {"is": "figure", "svg": Markup(svg), "caption": _line(report, part.caption)}
    assert isinstance(part, Table)
    return {
        "is": "table",
        "caption": part.caption,
        "narrow": part.narrow,
        "titled": part.titled,
        "widths": [round(100 * wide, 2) for wide in part.widths],
        "wide": sum(part.widths) > 0.99,
        "heads": [
            (head, part.spoken[i] if part.spoken else "") for i, head in enumerate(part.heads)
        ],
        "rows": [
            (row.group, [(c.shade, [_line(report, told) for told in c.lines]) for c in row.cells])
            for row in part.rows
        ],
        "id": f"{section}-{number}",
    }


def _line(report: Report, told: Line) -> list[dict[str, Any]]:
    return [
        {"cites": report.numbers(piece)} if isinstance(piece, Cites) else {"words": piece}
        for piece in told
    ]
