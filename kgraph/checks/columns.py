"""A graph as columns of numbers: each term has one, and each property two columns of them.

Millions of values are looked at together this way, where an engine looks at one after another.
"""

import io
import re
from array import array
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kgraph.terms import RDF, RDFS

Ids = NDArray[np.int64]
Flags = NDArray[np.bool_]
TYPE, BELOW = f"<{RDF('type')}>".encode(), f"<{RDFS('subClassOf')}>".encode()
IRI, LITERAL, BLANK = b'<"_'
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.S)
_SIGNS = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}


@dataclass(frozen=True)
class Pairs:
    """Two columns, sorted by the first, no pair twice."""

    first: Ids
    second: Ids

    @cached_property
    def turned(self) -> "Pairs":
        """The same the other way round."""
        order = np.argsort(self.second, kind="stable")
        return Pairs(self.second[order], self.first[order])

    def of(self, nodes: Ids) -> tuple[Ids, Ids]:
        """The values of some nodes.

        Returns:
            For each value the place of its node among ``nodes``, and the value.
        """
        start = np.searchsorted(self.first, nodes, "left")
        count = np.searchsorted(self.first, nodes, "right") - start
        owner = np.repeat(np.arange(len(nodes)), count)
        before = np.repeat(np.cumsum(count) - count, count)
        return owner, self.second[np.repeat(start, count) + np.arange(len(owner)) - before]


def distinct(numbers: Ids) -> Ids:
    """Each number once, sorted. ``np.unique`` hashes, which takes twenty times as long here."""
    found: Ids = np.sort(numbers)
    first: Flags = np.ones(len(found), np.bool_)
    np.not_equal(found[1:], found[:-1], out=first[1:])
    once: Ids = found[first]
    return once


def without(numbers: Ids, others: Ids) -> Ids:
    """Each number once, sorted, but for those that are among the others."""
    found, known = distinct(numbers), np.sort(others)
    if not len(known):
        return found
    at = np.minimum(np.searchsorted(known, found), len(known) - 1)
    left: Ids = found[known[at] != found]
    return left


NO_PAIRS = Pairs(np.zeros(0, np.int64), np.zeros(0, np.int64))


class Columns:
    """A graph read from N-Triples as the RDF engine writes them: one space between the terms."""

    def __init__(self, data: bytes) -> None:
        """Read it, which takes about a second for half a million lines."""
        self.ids: dict[bytes, int] = {}
        self._made: dict[bytes, Pairs] = {}
        self._rough: dict[bytes, tuple[array[int], array[int]]] = {}
        self._read(data)
        self.terms = list(self.ids)
        self._instances: dict[bytes, Ids] = {}

    def _read(self, data: bytes) -> None:
        number, rough = self.ids.setdefault, self._rough
        for line in io.BytesIO(data):
            s, p, rest = line.split(b" ", 2)
            columns = rough.get(p)
            if columns is None:
                columns = rough[p] = array("q"), array("q")
            columns[0].append(number(s, len(self.ids)))
            columns[1].append(number(rest.rstrip()[:-2], len(self.ids)))

    def pairs(self, predicate: bytes) -> Pairs:
        """The subjects and objects of a property."""
        if predicate not in self._made:
            found = self._rough.pop(predicate, None)
            self._made[predicate] = NO_PAIRS if found is None else self._sorted(*found)
        return self._made[predicate]

    def _sorted(self, first: "array[int]", second: "array[int]") -> Pairs:
        codes = distinct(np.array(first) * len(self.ids) + np.array(second))
        return Pairs(codes // len(self.ids), codes % len(self.ids))

    def id(self, term: bytes) -> int:
        """The number of a term; -1 where the graph does not have it."""
        return self.ids.get(term, -1)

    def instances(self, kind: bytes) -> Ids:
        """The things of a class or of one below it, sorted."""
        if kind not in self._instances:
            known, todo = {self.id(kind)} - {-1}, [self.id(kind)]
            below = self.pairs(BELOW).turned
            while todo:
                _, found = below.of(np.array([todo.pop()]))
                new = {int(i) for i in found} - known
                known |= new
                todo += new
            types = self.pairs(TYPE)
            member = np.isin(types.second, np.array(sorted(known), np.int64))
            self._instances[kind] = distinct(types.first[member])
        return self._instances[kind]

    @cached_property
    def kinds(self) -> Ids:
        """The first byte of every term: ``IRI``, ``LITERAL`` or ``BLANK``."""
        return np.fromiter((term[0] for term in self.terms), np.int64, len(self.terms))

    def text(self, number: int) -> str:
        """What SPARQL's STR gives for an IRI or a literal."""
        term = self.terms[number].decode()
        inner = term[1:-1] if term[0] == "<" else term[1 : term.rindex('"')]
        return _ESCAPE.sub(_sign, inner) if "\\" in inner else inner

    def tail(self, number: int) -> bytes:
        """What stands after a literal's text: ``@sv``, ``^^<…>`` or nothing."""
        term = self.terms[number]
        return term[term.rindex(b'"') + 1 :]


def _sign(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _SIGNS.get(found[3], found[3])
