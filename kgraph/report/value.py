"""What a report is: sections of plain parts, from which every form of it is written.

Nothing here knows of HTML or Word. A sentence is a row of pieces: words, and citations that lead to
the numbered passages at the end.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from kgraph.network import Passage
from kgraph.report.acts import section_of
from kgraph.report.picture import Picture
from kgraph.store import View
from kgraph.wording import Text


@dataclass(frozen=True, slots=True)
class Words:
    """A run of text.

    Parameters:
        text: what is read.
        lang: its language where that is not the report's, else "".
        strong, quiet, code: how it is set: weighty, in the background, or as typed in.
    """

    text: str
    lang: str = ""
    strong: bool = False
    quiet: bool = False
    code: bool = False


@dataclass(frozen=True, slots=True)
class Cites:
    """Passages that a sentence rests on; their numbers follow from the order of the report."""

    passages: tuple[str, ...]


Line = tuple[Words | Cites, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; ``kind`` is ``text``, ``caution`` (set apart) or ``code`` (as typed in)."""

    line: Line
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of lines.

    Parameters:
        depths: how deep each line lies, from 0 and at most one deeper than the line before; none
            for a list without lists in it.
    """

    lines: tuple[Line, ...]
    depths: tuple[int, ...] = ()

    @property
    def deep(self) -> tuple[int, ...]:
        """How deep each line lies."""
        return self.depths or (0,) * len(self.lines)

    @property
    def nested(self) -> list[tuple[Line, bool, int]]:
        """Each line, whether a list begins under it, and how many lists end after it."""
        after = (*self.deep[1:], 0)
        pairs = zip(self.lines, self.deep, after, strict=True)
        return [(told, then > depth, max(0, depth - then)) for told, depth, then in pairs]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within a section."""

    text: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its lines, and a word for how it is shaded in a matrix."""

    lines: tuple[Line, ...]
    shade: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row; ``group`` for one that only names what the rows after it have in common."""

    cells: tuple[Cell, ...]
    group: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first cell of every row is the row's heading.

    Parameters:
        caption: what it holds, for everybody.
        heads: the columns' headings; ``spoken`` gives their full names where they are numbers.
        widths: the columns' shares of the page's width; they sum to 1.
        narrow: True for a matrix, whose cells hold one sign each.
        titled: True when a heading says what the caption says, so that it need not be seen.
    """

    caption: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    widths: tuple[float, ...]
    narrow: bool = False
    spoken: tuple[str, ...] = ()
    titled: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with a title and a description in words; the same stands in a table after it."""

    picture: Picture
    title: str
    description: str
    caption: Line


Part = Paragraph | Bullets | Heading | Table | Figure


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the report; ``id`` is its anchor."""

    id: str
    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A passage that the report rests on, with its number."""

    number: int
    passage: Passage


@dataclass(frozen=True)
class Report:
    """A report.

    Parameters:
        title, subtitle: what it is called.
        facts: what stands under the title: term and value.
        sections: in reading order.
        notes: every passage cited, by number.
        view: which statements count.
        lang: language of the report, ``sv`` or ``en``.
    """

    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]
    view: View
    lang: str

    @property
    def footer(self) -> str:
        """Its title as it stands at the foot of each page: on one line, cut between words."""
        if len(self.title) <= _FOOTER:
            return self.title
        return self.title[:_FOOTER].rpartition(" ")[0].rstrip(" ,;:–") + " …"

    def numbers(self, cites: Cites) -> list[tuple[int, int]]:
        """The numbers of some passages as runs from first to last."""
        known = self._known
        runs: list[tuple[int, int]] = []
        for number in sorted({known[p] for p in cites.passages if p in known}):
            if runs and runs[-1][1] == number - 1:
                runs[-1] = runs[-1][0], number
            else:
                runs.append((number, number))
        return runs

    @cached_property
    def _known(self) -> dict[str, int]:
        return {note.passage.id: note.number for note in self.notes}

    def lines(self) -> Iterator[Line]:
        """Every line of the report, in reading order."""
        for part in (part for section in self.sections for part in section.parts):
            if isinstance(part, Paragraph):
                yield part.line
            elif isinstance(part, Bullets):
                yield from part.lines
            elif isinstance(part, Figure):
                yield part.caption
            elif isinstance(part, Table):
                yield from (line for row in part.rows for cell in row.cells for line in cell.lines)


PASSAGES = Text("Textställen", "Passages")
PASSAGES_LEAD = Text(
    "Siffrorna inom hakparentes leder hit. Sök efter orden inom citattecken i dokumentet "
    "(Ctrl+F): de finns där på bara ett ställe. Ett sidnummer märkt * är räknat, inte tryckt.",
    "The numbers in brackets lead here. Search for the words in quotation marks in the document "
    "(Ctrl+F): they occur there in one place only. A page number marked * was counted, not "
    "printed.",
)
_FOOTER = 80  # letters of a title at the foot of a page
_PAGE, _LINES, _LINE = Text("s.", "p."), Text("rad", "lines"), Text("rad", "line")


def line(*pieces: str | Words | Cites | None) -> Line:
    """A line of pieces; a citation of nothing is left out, and the space before it."""
    made: list[Words | Cites] = []
    for piece in pieces:
        if isinstance(piece, str):
            made.append(Words(piece))
        elif isinstance(piece, Words) or (piece is not None and piece.passages):
            made.append(piece)
        elif piece is not None and made and isinstance(made[-1], Words):
            made[-1] = replace(made[-1], text=made[-1].text.rstrip(" "))
    return tuple(piece for piece in made if isinstance(piece, Cites) or piece.text)


def cell(*pieces: str | Words | Cites | None, shade: str = "") -> Cell:
    """A cell of one line."""
    return Cell((line(*pieces),), shade)


def place_of(passage: Passage, lang: str) -> str:
    """Page and lines of a passage, as a reader looks for them; of a law the section.

    Returns:
        "" when none of them is known.
    """
    page = f"{_PAGE.get(lang)} {passage.page}{'*' if passage.page_inferred else ''}"
    first, _, last = passage.lines.partition("-")
    told = [page] if passage.page else []
    if first and last not in ("", first):
        told.append(f"{_LINES.get(lang)} {first}–{last}")
    elif first:
        told.append(f"{_LINE.get(lang)} {first}")
    return ", ".join(told) or section_of(passage.section, lang)


def note_groups(report: Report) -> list[tuple[Words, list[tuple[str, list[Note]]]]]:
    """The passages by document and by heading, in the order of their numbers."""
    groups: list[tuple[Words, list[tuple[str, list[Note]]]]] = []
    for note in report.notes:
        called = note.passage.called if note.passage.document else note.passage.words
        swedish = report.lang != "sv" and called.en == called.sv
        document = Words(called.get(report.lang), "sv" if swedish else "")
        section = note.passage.section if note.passage.document else ""
        if not groups or groups[-1][0] != document:
            groups.append((document, []))
        if not groups[-1][1] or groups[-1][1][-1][0] != section:
            groups[-1][1].append((section, []))
        groups[-1][1][-1][1].append(note)
    return groups
