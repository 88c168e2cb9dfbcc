"""Where a finding belongs: the areas of what it is about, of what it rests on and of who meets.

One rule, which the filter, the report and the comparison of counties all use. A place lies in its
county; a place that no county holds (the country, the union) stands for itself.
"""

from collections.abc import Iterable
from functools import cached_property

from kgraph.quick.relations import NONE, Many, Relations

# Where a thing without an area of its own has it from, in this order.
_TOWARDS = (
    "?a ks:partOfStrategy ?b",
    "?a a ks:Mandate ; ks:bearer ?b",
    "?a org:unitOf|org:subOrganizationOf ?b",
    "?a a ks:SourceDocument ; ks:represents ?b",
    "?a a ks:SourceDocument ; dct:publisher ?b",
)


class Areas:
    """The areas of things; each relation is read once, when it is first asked for."""

    def __init__(self, relations: Relations) -> None:
        """Nothing is asked yet."""
        self._read = relations
        self._known: dict[str, frozenset[str]] = {}
        self._listed: dict[frozenset[str], tuple[str, ...]] = {}

    @cached_property
    def _counties(self) -> Many:
        """By place, the counties that it lies in; a county lies in itself."""
        return self._read.pairs("?a ks:within ?b . ?b ks:territoryType territory-type:lan")

    @cached_property
    def territories(self) -> frozenset[str]:
        """Every place that is known."""
        return self._read.those("?a a ks:Territory")

    def of(self, thing: str) -> frozenset[str]:
        """The areas of one thing: its own, else those of what it is a part or the work of."""
        if thing not in self._known:
            self._known[thing] = NONE  # what goes round in a circle ends here
            self._known[thing] = self._found(thing)
        return self._known[thing]

    def _found(self, thing: str) -> frozenset[str]:
        if thing in self.territories:
            return self._counties.get(thing) or frozenset([thing])
        if own := self._read.by("dct:spatial").get(thing):
            return self.all_of(own)
        for pattern in _TOWARDS:
            if found := self.all_of(self._read.pairs(pattern).get(thing, NONE)):
                return found
        return NONE

    def all_of(self, things: Iterable[str]) -> frozenset[str]:
        """The areas of several things."""
        return NONE.union(*(self.of(thing) for thing in things))

    def counties(self, things: Iterable[str]) -> frozenset[str]:
        """The counties of several things: no country and no union."""
        found = self.all_of(things)
        return frozenset(area for area in found if area in self._counties.get(area, NONE))

    def belonging(
        self, document: str, things: Iterable[str], sources: Iterable[str]
    ) -> frozenset[str]:
        """The areas that a finding belongs to.

        That of the document it is told of, and the counties of those it is about and of where
        they meet. Where it is told of no single document, every area of those it is about and of
        the documents and pages it rests on.

        Parameters:
            document: strategy, source, body or county; empty where it rests on several.
            things: what it is about, who has the tasks, and what is shared.
            sources: what it rests on.
        """
        if document:
            return self.of(document) | self.counties(things)
        return self.all_of(things) | self.all_of(sources)

    def listed(self, areas: frozenset[str]) -> tuple[str, ...]:
        """Areas in order; the same ones are the same list."""
        return self._listed.setdefault(areas, tuple(sorted(areas)))
