"""What a comparison is: counties with what was read of each, and rows of cells."""

from dataclasses import dataclass

from kgraph.store import View
from kgraph.wording import Text

# How a cell knows what it says. Only what was read in a document of the county's own can be set
# beside another; a page about a document, or a work that is only cited, never gives a zero.
STATES = {
    "read": Text("läst i länets eget dokument", "read in the county's own document"),
    "known": Text(
        "känt ur annat än ett läst dokument; mer kan finnas",
        "known from something else than a document read; there may be more",
    ),
    "unknown": Text("går inte att säga", "cannot be said"),
    "nothing": Text("inget i källan", "nothing in the source"),
}


ORDER = ("read", "entered", "page", "cited")
"""How far a document was read, the most first."""


@dataclass(frozen=True, slots=True)
class DocumentRead:
    """One document or page of a county, and how far it was read.

    Parameters:
        iri, label: which it is.
        kind: what kind of document.
        how: ``read`` itself, ``page`` (a page read, no document), ``entered`` page by page by
            somebody (not read in whole), or ``cited`` only.
        date: when it was adopted or last changed, in words; "undated" where it does not say.
        period: from and through when it holds, as closely as the source says; else empty.
        ended: whether it had run out at the view's date.
        covers: what it was read in full for.
        passages: where it is described, or how many were read of it.
    """

    iri: str
    label: Text
    kind: Text
    how: str
    date: Text
    period: str
    ended: bool
    covers: tuple[Text, ...]
    passages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class County:
    """A county that takes part.

    Parameters:
        iri, label: which it is.
        documents: its documents and pages, those read first.
    """

    iri: str
    label: Text
    documents: tuple[DocumentRead, ...]

    @property
    def basis(self) -> str:
        """The best that was read of it, as ``DocumentRead.how`` says; ``none`` of nothing."""
        kinds = {document.how for document in self.documents}
        return next((how for how in ORDER if how in kinds), "none")


@dataclass(frozen=True, slots=True)
class Cell:
    """What can be said of a county in one row.

    Parameters:
        words: what it says.
        number: the number it holds, where there is one.
        state: one of ``STATES``.
        why: why it cannot be set beside another; empty when it can.
        question: the named question it comes from.
        evidence: the passages it rests on.
    """

    words: Text
    number: float | None
    state: str
    why: Text
    question: str
    evidence: tuple[str, ...] = ()

    @property
    def command(self) -> str:
        """The command that asks for it again."""
        asked = self.question if self.question.startswith("findings") else f"query {self.question}"
        return f"kgraph {asked}"


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that counties are compared in.

    Parameters:
        section, title: what it is.
        cells: one a county, in their order.
        minor: whether it is shown only when everything is asked for.
    """

    section: Text
    title: Text
    cells: tuple[Cell, ...]
    minor: bool = False

    @property
    def comparable(self) -> tuple[int, ...]:
        """The places of the cells that can be set beside each other; two at least, or none."""
        places = tuple(i for i, cell in enumerate(self.cells) if cell.state == "read")
        return places if len(places) > 1 else ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Counties side by side.

    Parameters:
        counties: in the order asked for.
        rows: in order of sections.
        view: which statements count.
        passages: every passage that a cell names, in words.
    """

    counties: tuple[County, ...]
    rows: tuple[Row, ...]
    view: View
    passages: dict[str, Text]
