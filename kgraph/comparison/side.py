"""A county with what its cells are judged by: when a number can be set beside another."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kgraph.comparison.reading import Reading, make_county
from kgraph.comparison.value import Cell, County
from kgraph.wording import Text

NOTHING = Text("inget i källan", "nothing in the source")
UNSAYABLE = Text("går inte att säga", "cannot be said")
NO_WHY = Text("", "")
# Basis of a county -> why what is known of it cannot be set beside what a document says.
_WHY = {
    "page": Text("webbsida, ingen läst plan", "web page, no plan read"),
    "entered": Text("dokumentet är inte läst i sin helhet", "the document is not read in whole"),
    "cited": Text("dokumentet omnämns bara", "the document is only cited"),
    "none": Text("inget dokument eller sida för länet", "no document or page of the county"),
}
_NOT_FULL = Text("inte läst i sin helhet för detta", "not read in full for this")
Made = dict[str, tuple[Text, Cell, bool]]
"""By what is compared: its title, its cell, and whether it is shown only when all is asked for."""


@dataclass(frozen=True)
class Side:
    """A county with what its cells are judged by.

    Parameters:
        county: what was read of it.
        reading: where things belong.
        own: its documents that were read; ``cited`` those that were not.
    """

    county: County
    reading: Reading
    own: tuple[str, ...]
    cited: tuple[str, ...]

    def why(self, relation: str = "") -> Text:
        """Why a number cannot be set beside another; empty when it can."""
        if not self.own:
            return _WHY[self.county.basis]
        material = self.reading.material
        if relation and not all(material.covered(d, relation) for d in self.own):
            return _NOT_FULL
        return NO_WHY

    def counted(
        self, number: int, words: Text, query: str, evidence: Iterable[str], relation: str = ""
    ) -> Cell:
        """A count: comparable when a document was read for it, and never a zero of nothing."""
        why, places = self.why(relation), tuple(sorted(set(evidence)))
        if not why.sv:
            return Cell(words, number, "read", why, query, places)
        if number:
            return Cell(known(words), number, "known", why, query, places)
        if self.county.basis == "none":
            return Cell(NOTHING, None, "nothing", why, query)
        return Cell(UNSAYABLE, None, "unknown", why, query)


def known(words: Text) -> Text:
    """That more than this may be there: it is only what is known."""
    return Text(f"{words.sv}, kända", f"{words.en}, known")


def make_side(reading: Reading, iri: str) -> Side:
    """A county by its address."""
    county = make_county(reading, iri)
    loaded = reading.material.documents
    own = tuple(d for d in reading.documents(iri) if loaded[d].loaded)
    cited = tuple(d for d in reading.documents(iri) if not loaded[d].loaded)
    return Side(county, reading, own, cited)


def number(n: int) -> Text:
    """A number in words."""
    return Text(str(n), str(n))


def with_ours(n: int, ours: int) -> Text:
    """A number, and how many of them only our reading makes what they are counted as."""
    if not ours:
        return number(n)
    part = Text("alla", "all") if ours == n > 1 else Text(str(ours), str(ours))
    if n == 1:
        return Text("1 (vår läsning)", "1 (our reading)")
    return Text(f"{n} ({part.sv} enligt vår läsning)", f"{n} ({part.en} by our reading)")


def share_words(n: int, total: int) -> Text:
    """A share; nothing out of nothing is no share."""
    return Text(f"{n} av {total}", f"{n} of {total}") if total else NOTHING


def _nothing(cell: Cell) -> Cell:
    """A cell of a share where there is nothing to have a share of."""
    if cell.state == "unknown":
        return cell
    return replace(cell, words=NOTHING, number=None, state="nothing")


def share(
    side: Side, n: int, total: int, query: str, evidence: Iterable[str], relation: str = ""
) -> Cell:
    """A cell that says how many of how many."""
    cell = side.counted(n, share_words(n, total), query, evidence, relation)
    return cell if total else _nothing(cell)
