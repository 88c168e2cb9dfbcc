"""What the rows of the simple sheets are read against, and where what they state is laid."""

from dataclasses import dataclass, field

from kgraph.terms import KS, PROV, RDF, VOCAB, Iri, Literal
from kgraph.wording import Text
from kgraph.workbook.cells import LANG
from kgraph.workbook.finder import Finder
from kgraph.workbook.naming import Names
from kgraph.workbook.rows import Statements
from kgraph.workbook.simple.index import Index
from kgraph.workbook.value import Place

ITSELF = "Om dokumentet"
"""The heading, in no document, of what a document is said to be."""


class OwnSource:
    """What gives a passage to a row that names no document."""

    def passage(self, sheet: str, row: int) -> Iri:
        """The graph for a row of the workbook itself."""
        raise NotImplementedError


@dataclass
class Ground:
    """What is known before a row is read, and what the rows have stated.

    Parameters:
        names, finder, index: what is known.
        own: the workbook as a source, for rows that name no document: gives a passage for a sheet
            and row.
        lang: the language of the cells.
        made: what is stated.
        fresh: what to tell of what is new or not used, by what it concerns.
        classes: what the new goals and measures of the workbook are, as any of their rows says.
        of_strategy: those of them whose strategy a row names.
        unsure: the documents whose kind could not be read, which is told there and nowhere else.
        taken: the passage and mode of each relation that is new.
    """

    names: Names
    finder: Finder
    index: Index
    own: OwnSource
    lang: str
    made: Statements = field(default_factory=Statements)
    fresh: dict[str, Text] = field(default_factory=dict)
    classes: dict[Iri, Iri] = field(default_factory=dict)
    of_strategy: set[Iri] = field(default_factory=set)
    unsure: set[Iri] = field(default_factory=set)
    taken: dict[Iri, tuple[str, str]] = field(default_factory=dict)

    def describe(self, graph: Iri, source: Iri, page: str, heading: str, place: Place) -> None:
        """What is said of a passage that is new: its document and place, not yet reviewed."""
        meta = Iri(f"{graph.rpartition('/')[0]}/meta")
        title = self.names.label(source)
        where = f"sida {page}" if page else heading
        at = f"på {where}" if page else f"under rubriken ”{heading}”"
        at = "om dokumentet självt" if heading == ITSELF else at
        told = f"Det som står {at} i {title}, infört ur en arbetsbok."
        say = self.made.state
        say((graph, RDF("type"), KS("AssertionGraph"), meta), place)
        say((graph, PROV("wasDerivedFrom"), source, meta), place)
        say((graph, KS("reviewStatus"), VOCAB("review-status/extracted"), meta), place)
        say((graph, KS("summary"), Literal(told[:300], LANG, "sv"), meta), place)
        if page:
            say((graph, KS("page"), Literal(page.replace(" ", "").replace("-", "–")), meta), place)
        say((graph, KS("section"), Literal(heading or where, LANG, "sv"), meta), place)

    def unused(self, iri: Iri, graph: str, mode: str) -> Iri:
        """An identifier that no statement in another passage or mode has taken.

        Parameters:
            graph, mode: where the statement stands and how it is meant.
        """
        number, found = 2, iri
        while found in self.index.of or self.taken.get(found, (graph, mode)) != (graph, mode):
            found = Iri(f"{iri}-{number}")
            number += 1
        self.taken[found] = (graph, mode)
        return found
