"""A page as a Word file: all that stands on it, and at the end what it rests on and its limits."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from kgraph.report import Report
from kgraph.report.value import Bullets, Line, Paragraph, Section, Words, line, note_groups
from kgraph.report.wordml import to_small_docx
from kgraph.spreadsheet import LICENCE
from kgraph.web.pages.visit import Visit
from kgraph.web.pages.words import WORDS

_MOST_DOCUMENTS = 12


def to_word(report: Report, visit: Visit, lead: Line, values: Mapping[str, Any]) -> bytes:
    """A page as a Word file.

    Parameters:
        report: its sections and passages.
        lead: what stands under its heading.
        values: what its template has beside them; the steps of a proof are among them.
    """
    opening = [Section("", "", (Paragraph(lead),))] if lead else []
    sections = (*opening, *report.sections, *_proof(visit, values.get("tree")),
                _about(report, visit))  # fmt: skip
    return to_small_docx(replace(report, sections=sections))


def _proof(visit: Visit, tree: Mapping[str, Any] | None) -> Sequence[Section]:
    if not tree:
        return ()
    steps = list(_steps(tree["under"], 0))
    parts = Bullets(tuple(line(text) for text, _ in steps), tuple(depth for _, depth in steps))
    return (Section("bevis", visit.say(WORDS["proof"]), (parts,)),)


def _steps(under: Sequence[Mapping[str, Any]], depth: int) -> Iterator[tuple[str, int]]:
    for step in under:
        yield step["text"], depth
        yield from _steps(step["under"], depth + 1)


def _about(report: Report, visit: Visit) -> Section:
    """Which statements count, when the copy was made, the documents, the limits, the licence."""
    from kgraph.web.pages.render import still_words, view_words

    documents = list(dict.fromkeys(document for document, _ in note_groups(report)))
    listed = [piece for name in documents[:_MOST_DOCUMENTS] for piece in (Words("; "), name)][1:]
    more = len(documents) - _MOST_DOCUMENTS
    rest = visit.word(f" och {more} till", f" and {more} more") if more > 0 else ""
    shown = visit.word("Visar ", "Shows ") + view_words(visit) + "."
    told = [line(still_words(visit) or shown)]
    if listed:
        told.append(line(Words(visit.word("Bygger på: ", "Rests on: "), strong=True), *listed,
                         f"{rest}."))  # fmt: skip
    told.append(line(visit.word(
        "En lucka här är en lucka i texterna, inte i verksamheten. Av ett dokument som inte är "
        "läst går inget att sluta.",
        "A gap here is a gap in the texts, not in the work. From a document that was not read "
        "nothing can be concluded.")))  # fmt: skip
    told.append(line(visit.say(LICENCE) + "."))
    return Section("om", visit.word("Om det här dokumentet", "About this document"),
                   (Bullets(tuple(told)),))  # fmt: skip
