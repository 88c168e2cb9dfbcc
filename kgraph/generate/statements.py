"""Statements as they are made: the passages of a document, and what is said about the passages."""

import hashlib
from collections.abc import Iterator
from random import Random

from kgraph.terms import (
    DCT,
    GRAPH,
    ID,
    KS,
    LANG_STRING,
    PROV,
    RDF,
    SKOS,
    VOCAB,
    XSD,
    Iri,
    Literal,
    Quad,
    Term,
)
from kgraph.wording import Text

Fact = tuple[Iri, Term]
RUN = ID("run/generated")
RECEIVED = "2026-01-15"
_TYPE = RDF("type")


def thing(kind: str, name: str) -> Iri:
    """The IRI of a thing."""
    return ID(f"{kind}/{name}")


def value(name: str, slug: str) -> Iri:
    """The IRI of a value of a list."""
    return VOCAB(f"{name}/{slug}")


def typed(*classes: Iri) -> list[Fact]:
    """What it is."""
    return [(_TYPE, c) for c in classes]


def named(words: Text, english: bool = True) -> list[Fact]:
    """Its name in Swedish and, where the source has one, in English."""
    swedish = (SKOS("prefLabel"), text(words.sv))
    return [swedish, (SKOS("prefLabel"), text(words.en, "en"))] if english else [swedish]


def text(words: str, lang: str = "sv") -> Literal:
    """A text in a language."""
    return Literal(words, LANG_STRING, lang)


def day(date: str) -> Literal:
    """A day."""
    return Literal(date, XSD("date"))


def yes(truth: bool = True) -> Literal:
    """True, or false."""
    return Literal("true" if truth else "false", XSD("boolean"))


def summary(words: str) -> Fact:
    """What the source says, in words of our own."""
    return KS("summary"), text(words)


def checksum(words: str) -> Literal:
    """A checksum, of a name in place of a text that nobody wrote."""
    return Literal(hashlib.sha256(words.encode()).hexdigest())


class Passage:
    """The statements of one passage, each kept once."""

    def __init__(self, graph: Iri) -> None:
        """Begin without any."""
        self.graph = graph
        self._said: dict[Quad, None] = {}

    def say(self, subject: Iri, *facts: Fact) -> None:
        """State facts about a thing."""
        for predicate, obj in facts:
            self._said[(subject, predicate, obj, self.graph)] = None

    def __iter__(self) -> Iterator[Quad]:
        """The statements in the order they were made."""
        return iter(self._said)


class Document:
    """A source that was read: passages one after another, and at the end where they stand.

    Parameters:
        name: the last part of the source's IRI, and the name of its graphs.
        number: the short number it is cited by.
        words: its title.
        publisher: who published it.
    """

    def __init__(
        self, name: str, number: str, words: Text, publisher: Iri, rng: Random, *facts: Fact
    ) -> None:
        """Begin at the first line."""
        self.name, self.rng = name, rng
        self.iri = thing("source", name)
        self.meta = Passage(GRAPH(f"{name}/meta"))
        self._passages: list[Passage] = []
        self._line = 1
        self.meta.say(
            self.iri,
            *typed(KS("SourceDocument")),
            (DCT("identifier"), Literal(number)),
            (DCT("title"), text(words.sv)),
            (DCT("publisher"), publisher),
            (DCT("language"), Literal("sv")),
            (KS("retrievedOn"), day(RECEIVED)),
            (KS("loaded"), yes()),
            (KS("fileName"), Literal(f"{name}.txt")),
            (KS("sha256"), checksum(name)),
            *facts,
        )

    def passage(self, section: str, words: str, status: str = "") -> Passage:
        """The next passage.

        Parameters:
            section: the headings that lead to it.
            words: what it says.
            status: how far it is reviewed; most are reviewed, some verified or only extracted.
        """
        first = self._line + self.rng.randrange(3)
        last = first + self.rng.randrange(5)
        self._line = last + 1
        lines = f"{first}-{last}"
        made = Passage(GRAPH(f"{self.name}/{lines}"))
        self._passages.append(made)
        level = status or self.rng.choice(("reviewed", "reviewed", "verified", "extracted"))
        self.meta.say(
            made.graph,
            *typed(KS("AssertionGraph")),
            (PROV("wasDerivedFrom"), self.iri),
            (PROV("wasGeneratedBy"), RUN),
            (KS("section"), text(section)),
            (KS("lineRange"), Literal(lines)),
            (KS("page"), Literal(str(1 + first // 40))),
            (KS("searchFor"), Literal(f"ord på rad {first}")),
            (KS("passageSha256"), checksum(made.graph)),
            (KS("reviewStatus"), value("review-status", level)),
            summary(words),
        )
        return made

    def cover(self, name: str, subject: Iri, *relations: str) -> None:
        """Say that the document was read in full for some relations."""
        self.meta.say(
            thing("coverage", name),
            *typed(KS("CoverageStatement")),
            *((KS("coversRelation"), value("relation-kind", r)) for r in relations),
            (KS("coversSubject"), subject),
            (KS("inSource"), self.iri),
            (KS("reviewStatus"), value("review-status", "reviewed")),
        )

    def __iter__(self) -> Iterator[Quad]:
        """All statements, passage by passage."""
        for passage in self._passages:
            yield from passage
        yield from self.meta


def register(name: str, words: Text) -> tuple[Passage, Passage]:
    """A register's graph and its meta graph, described as such."""
    graph, meta = Passage(GRAPH(f"reference/{name}")), Passage(GRAPH(f"reference/{name}/meta"))
    source = thing("source", f"{name}-register")
    meta.say(
        source,
        *typed(KS("Register")),
        (DCT("title"), text(words.sv)),
        (KS("retrievedOn"), day(RECEIVED)),
    )
    meta.say(
        graph.graph,
        *typed(KS("AssertionGraph")),
        (PROV("wasDerivedFrom"), source),
        (PROV("wasGeneratedBy"), RUN),
        (KS("reviewStatus"), value("review-status", "reviewed")),
        (KS("section"), text(words.sv)),
        summary(f"{words.sv}, påhittat."),
    )
    return graph, meta


def cite(passage: Passage, name: str, words: Text, work: Iri) -> None:
    """Name a work that was not read, as the passage that cites it does."""
    passage.say(
        thing("source", name),
        *typed(KS("SourceDocument")),
        (DCT("title"), text(words.sv)),
        (KS("loaded"), yes(False)),
        (KS("represents"), work),
    )
