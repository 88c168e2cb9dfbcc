"""What the rows of the simple sheets are read against, and where what they state is laid."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Set
from dataclasses import dataclass, field
from types import MappingProxyType

from kgraph.terms import DCT, KS, PROV, RDF, SKOS, VOCAB, Iri, Literal, Quad, Term
from kgraph.wording import LANGUAGES, Text
from kgraph.workbook.cells import LANG
from kgraph.workbook.finder import Finder
from kgraph.workbook.naming import Names, plain
from kgraph.workbook.near import nearest
from kgraph.workbook.rows import Statements
from kgraph.workbook.simple.filled import Filled
from kgraph.workbook.simple.index import Index
from kgraph.workbook.simple.new_names import NewNames
from kgraph.workbook.simple.refusals import told_forms, told_new
from kgraph.workbook.simple.shared import Cell
from kgraph.workbook.simple.standing import Standing
from kgraph.workbook.value import Column, Form, Place

_MOST, _MANY = 10, 1000
_APART = re.compile(r"(.+?) ?\((.+)\)")
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
        filled: the rows that came from the data.
        gone: what stands in the data and goes with rows that were taken out.
        made: what is stated.
        fresh: what to tell of what is new or not used, by what it concerns.
        classes: what the new goals and measures of the workbook are, as any of their rows says.
        of_strategy: those of them whose strategy a row names.
        unsure: the documents whose kind could not be read, which is told there and nowhere else.
        taken: the relations that are new, with what each ties together, and how.
        called: what each new thing is called: as the first row writes it, with its cell.
        summed: the new things that a row has a summary of.
        once: what a row has said of a new thing that can have one value, and in which cell.
        again: what the data say already, by cell, with the passage that says so.
        actors: the actors that are new, with their names.
        own_names: the names of what is new, with their classes.
        new_names: the same, held against each other, by kind.
        titled: the documents that rows of the workbook describe anew, by title.
        waiting: the new passages in words, by passage.
        pages: the passage of each page or heading that rows have named, by document and cells.
        shown: the cells that show a relation which several rows are about, by it and column.
        above: the name that the nearest row above has, with its cell, by sheet.
    """

    names: Names
    finder: Finder
    index: Index
    own: OwnSource
    lang: str
    filled: Filled = field(default_factory=Filled)
    gone: Set[Quad] = frozenset()
    made: Statements = field(default_factory=Statements)
    fresh: dict[str, Text] = field(default_factory=dict)
    classes: dict[Iri, Iri] = field(default_factory=dict)
    of_strategy: set[Iri] = field(default_factory=set)
    unsure: set[Iri] = field(default_factory=set)
    taken: dict[Iri, tuple[str, ...]] = field(default_factory=dict)
    called: dict[str, tuple[str, Place | None]] = field(default_factory=dict)
    summed: set[str] = field(default_factory=set)
    once: dict[tuple[str, str], tuple[str, Place]] = field(default_factory=dict)
    again: dict[Place, str] = field(default_factory=dict)
    actors: dict[str, str] = field(default_factory=dict)
    own_names: dict[str, frozenset[str]] = field(default_factory=dict)
    new_names: dict[str, NewNames] = field(default_factory=lambda: defaultdict(NewNames))
    titled: dict[str, Iri] = field(default_factory=dict)
    shown: dict[tuple[str, str], list[Cell]] = field(default_factory=dict)
    above: dict[str, tuple[str, Place]] = field(default_factory=dict)
    waiting: dict[str, Text] = field(default_factory=dict)
    pages: dict[tuple[str, str, str], Iri] = field(default_factory=dict)
    _described: dict[Iri, list[Quad]] = field(default_factory=dict)
    _kinds: dict[Iri, set[Iri]] = field(default_factory=dict)
    _numbers: dict[Iri, int] = field(default_factory=dict)
    _relations: dict[tuple[str, ...], Iri] = field(default_factory=dict)
    _columns: tuple[Form | None, Mapping[str, Column]] = (None, MappingProxyType({}))

    def __post_init__(self) -> None:
        """Know what stands in the data."""
        self.standing = Standing(self.index, self.gone)

    def columns_of(self, form: Form) -> Mapping[str, Column]:
        """The columns of a sheet by their short names; thousands of rows in turn have one form."""
        if self._columns[0] is not form:
            own = {c.path.removeprefix("simple:"): c for c in form.columns if c.path}
            self._columns = form, own
        return self._columns[1]

    def describe(self, graph: Iri, source: Iri, page: str, heading: str, place: Place) -> None:
        """What is said of a passage that is new: its document and place, not yet reviewed."""
        meta = Iri(f"{graph.rpartition('/')[0]}/meta")
        stated = self.index.values(source, DCT("title"))
        titles = {v.language: v.value for v in stated if isinstance(v, Literal)}
        title = titles.get("sv") or self.names.label(source)
        where = f"sida {page}" if page else heading
        at = f"på {where}" if page else f"under rubriken ”{heading}”"
        at = "om dokumentet självt" if heading == ITSELF else at
        told = f"Det som står {at} i {title}, infört ur en arbetsbok."
        own = self._described.setdefault(graph, [])
        english = "About the document" if heading == ITSELF else heading
        self.waiting[graph] = Text(
            f"{title}, {where}",
            f"{titles.get('en', title)}, {f'page {page}' if page else english}",
        )

        def say(quad: Quad, place: Place) -> None:
            own.append(quad)
            self.made.state(quad, place)

        say((graph, RDF("type"), KS("AssertionGraph"), meta), place)
        say((graph, PROV("wasDerivedFrom"), source, meta), place)
        say((graph, KS("reviewStatus"), VOCAB("review-status/extracted"), meta), place)
        say((graph, KS("summary"), Literal(told[:300], LANG, "sv"), meta), place)
        if page:
            say((graph, KS("page"), Literal(page.replace(" ", "").replace("-", "–")), meta), place)
        say((graph, KS("section"), Literal(heading or where, LANG, "sv"), meta), place)

    def know(self, iri: str, name: str, cls: str) -> None:
        """Make a thing known by its name to the rows that come after."""
        kinds = self.finder.kinds(cls)
        self.called.setdefault(iri, (name, self.finder.at))
        self.names.add(iri, name, kinds)
        self.own_names[name] = self.own_names.get(name, frozenset()) | kinds

    def own_like(self, text: str, classes: Collection[str]) -> list[str]:
        """The workbook's own new name that a text is like, of what may stand in a column."""
        if len(self.own_names) > _MANY:  # each would be held against each
            return []
        own = [name for name, kinds in self.own_names.items() if kinds & set(classes)]
        return nearest(text, own, 1)

    def tells_apart(self, name: str, things: Collection[str]) -> bool:
        """Whether a name is that of known things with what they are not of in brackets.

        ”Kompetensrådet (Värmlands län)” is another than a ”Kompetensrådet” of another county: it
        is how a name is written that tells the two apart.
        """
        found = _APART.fullmatch(name.strip())
        if not found or not things:
            return False
        own, of = plain(found[1]), plain(found[2])
        return all(
            plain(self.names.label(thing)) == own
            and of not in {plain(self.names.label(str(value))) for value in self._of_what(thing)}
            for thing in things
        )

    def _of_what(self, thing: str) -> list[Term]:
        """The counties or plans that a thing is of."""
        paths = (DCT("spatial"), KS("partOfStrategy"))
        return [value for path in paths for value in self.index.values(thing, path)]

    def undescribed(self) -> set[str]:
        """The new things that rows name and none could describe, for its own row has a fault."""
        described = {str(quad[0]) for quad in self.made.quads if quad[1] == RDF("type")}
        return {iri for iri in self.called if iri not in described and iri not in self.index.of}

    def told_kind(self, element: Iri, cls: Iri | None) -> None:
        """Know what a row says that a known thing is; nothing where two rows differ."""
        if cls is None:
            return
        self._kinds.setdefault(element, set()).add(cls)
        if len(self._kinds[element]) == 1:
            self.classes[element] = cls
        else:
            self.classes.pop(element, None)

    def unused(self, iri: Iri, ties: tuple[str, ...]) -> Iri:
        """The identifier of a new relation: the one it has got, or one that no other has.

        Parameters:
            ties: what it ties together, and how; the same in two passages is one relation.
        """
        known = self._relations.get(ties)
        if known is not None:
            return known
        found, number = iri, self._numbers.get(iri, 1)
        while found in self.index.of or found in self.taken:
            number += 1
            found = Iri(f"{iri}-{number}")
        self._numbers[iri] = number
        self.taken[found] = ties
        self._relations[ties] = found
        return found

    def told(self) -> Iterator[Text]:
        """What is to be told of what is new or not used."""
        yield from self.fresh.values()
        yield from told_new(self.actors.values())
        yield from told_forms(self.actors.values())
        if self.waiting:
            shown = list(self.waiting.values())[:_MOST]
            sv, en = ("; ".join(place.get(lang) for place in shown) for lang in LANGUAGES)
            more = f" (+{len(self.waiting) - _MOST})" if len(self.waiting) > _MOST else ""
            yield Text(f"Nya ställen, som väntar på granskning: {sv}{more}.",
                       f"New places, which wait for review: {en}{more}.")  # fmt: skip
        yield from self._told_names()

    def _told_names(self) -> Iterator[Text]:
        """That the new names of an English workbook are kept as Swedish ones."""
        if self.lang != "en":
            return
        named = SKOS("prefLabel")
        new = {
            name.value for thing, path, name, _ in self.made.quads
            if path == named and isinstance(name, Literal) and name.language == "sv"
            and name not in self.index.values(thing, named)
        }  # fmt: skip
        if new:
            names = ", ".join(sorted(new))
            yield Text(f"Namnen sparas som svenska namn: {names}.",
                       f"The names are kept as Swedish names: {names}.")  # fmt: skip

    def drop_empty(self) -> None:
        """Take back what is said of new passages in which nothing new is stated after all."""
        held = {quad[3] for quad in self.made.quads}
        for graph, quads in self._described.items():
            if graph not in held:
                self.waiting.pop(graph, None)
                self.made.quads.difference_update(quads)
                for quad in quads:
                    self.made.places.pop(quad, None)
