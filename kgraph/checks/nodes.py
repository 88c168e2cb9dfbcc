"""What shapes ask of a single node: its kind, its text, its place in a list.

A node that is odd in any way is neither right nor wrong here: it is left to the engine.
"""

import operator
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

import numpy as np

from kgraph.checks.columns import BLANK, IRI, LITERAL, Columns, Ids
from kgraph.checks.verdicts import Odd, Verdict, exact, number, term
from kgraph.terms import RDF, SH, XSD, Iri, Term

_DATE = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])")
_PLAIN: dict[str, re.Pattern[str]] = {
    str(XSD("string")): re.compile(r".*", re.S),
    str(XSD("date")): _DATE,
    str(XSD("boolean")): re.compile("true|false"),
    str(XSD("integer")): re.compile(r"[1-9][0-9]{0,8}|0"),
    str(XSD("decimal")): re.compile(r"[1-9][0-9]{0,8}(?:\.[0-9]{1,6})?"),
    str(XSD("gYear")): re.compile(r"[12][0-9]{3}"),
}
_LANG_STRING = str(RDF("langString"))
_KINDS = {
    SH("IRI"): (IRI,),
    SH("Literal"): (LITERAL,),
    SH("BlankNode"): (BLANK,),
    SH("BlankNodeOrIRI"): (BLANK, IRI),
    SH("BlankNodeOrLiteral"): (BLANK, LITERAL),
    SH("IRIOrLiteral"): (IRI, LITERAL),
}
_Test = Callable[[int], bool | None]
_BOUNDS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    SH("minExclusive"): operator.gt,
    SH("minInclusive"): operator.ge,
    SH("maxExclusive"): operator.lt,
    SH("maxInclusive"): operator.le,
}
_PLAIN_NUMBER = re.compile(r"-?[0-9]{1,9}(?:\.[0-9]{1,6})?")
_NUMBERS = tuple(f"^^<{XSD(name)}>".encode() for name in ("integer", "decimal"))
# Patterns of plain signs, classes and counts mean the same everywhere.
_SAME = re.compile(r"[^\\]*")
_DAY = f"^^<{XSD('date')}>".encode()


class Nodes:
    """Looks at single nodes of a graph.

    Parameters:
        graph: the data.
        of: what the shapes graph says of each node.
    """

    def __init__(self, graph: Columns, of: Mapping[str, Sequence[tuple[str, Term]]]) -> None:
        """Look at nothing yet."""
        self.graph, self._of = graph, of
        self._matched: dict[str, dict[int, bool | None]] = defaultdict(dict)

    def listed(self, node: Term) -> Iterator[Term]:
        """The members of a list in the shapes graph."""
        seen = set[str]()
        while str(node) != RDF("nil"):
            if str(node) in seen:
                raise Odd
            seen.add(str(node))
            said = dict(self._of[str(node)])
            yield said[RDF("first")]
            node = said[RDF("rest")]

    def judge(self, shape: str, name: str, value: Term, nodes: Ids) -> Verdict:
        """What is known of nodes under one constraint of a shape.

        Raises:
            Odd: it is not known here.
        """
        graph = self.graph
        if name == SH("class"):
            return exact(np.isin(nodes, graph.instances(term(value))))
        if name == SH("nodeKind"):
            return exact(np.isin(graph.kinds[nodes], np.array(_KINDS[Iri(str(value))])))
        if name == SH("hasValue"):
            return exact(nodes == graph.id(term(value)))
        if name == SH("in"):
            known = [graph.id(term(each)) for each in self.listed(value)]
            return exact(np.isin(nodes, np.array(known, np.int64)))
        test = self._test(shape, name, value)
        known_of = self._matched[f"{name} {value}"]
        found = [_get(known_of, int(node), test) for node in nodes]
        bad = np.fromiter((each is not True for each in found), bool, len(nodes))
        good = np.fromiter((each is not False for each in found), bool, len(nodes))
        return Verdict(bad, good)

    def _test(self, shape: str, name: str, value: Term) -> _Test:
        """A test of one node: True, False, or None where only an engine knows."""
        graph = self.graph
        if name == SH("pattern"):
            return self._pattern_test(shape, value)
        if name in (SH("minLength"), SH("maxLength")):
            limit, low = number(value), name == SH("minLength")

            def fits(node: int) -> bool:
                if graph.terms[node][0] == BLANK:
                    return False
                length = len(graph.text(node))
                return length >= limit if low else length <= limit

            return fits
        if name == SH("languageIn"):
            wanted = {getattr(each, "value", "").lower() for each in self.listed(value)}
            return lambda node: self._speaks(node, wanted)
        if name == SH("datatype"):
            return lambda node: self._has_type(node, str(value))
        if name in _BOUNDS:
            return self._bound_test(name, value)
        raise Odd

    def _bound_test(self, name: str, value: Term) -> _Test:
        limit, holds = getattr(value, "value", ""), _BOUNDS[name]
        if not _PLAIN_NUMBER.fullmatch(limit):
            raise Odd

        def fits(node: int) -> bool | None:
            plain = self.graph.terms[node].endswith(_NUMBERS)
            told = self.graph.text(node) if plain else ""
            if not _PLAIN_NUMBER.fullmatch(told):
                return None
            return True if holds(Decimal(told), Decimal(limit)) else None

        return fits

    def _pattern_test(self, shape: str, value: Term) -> _Test:
        text = getattr(value, "value", "")
        # What dialects of patterns differ in is left to the engine.
        if any(name == SH("flags") for name, _ in self._of[shape]) or not _SAME.fullmatch(text):
            raise Odd
        wanted = re.compile(text)

        def matches(node: int) -> bool | None:
            if self.graph.terms[node][0] == BLANK:
                return False
            told = self.graph.text(node)
            return None if "\n" in told or "\r" in told else wanted.search(told) is not None

        return matches

    def _speaks(self, node: int, wanted: set[str]) -> bool | None:
        if self.graph.terms[node][0] != LITERAL:
            return False
        tail = self.graph.tail(node).decode().lower()
        if not tail.startswith("@"):
            return False
        return True if tail[1:] in wanted else None

    def _has_type(self, node: int, datatype: str) -> bool | None:
        if self.graph.terms[node][0] != LITERAL:
            return False
        tail = self.graph.tail(node).decode()
        if datatype == _LANG_STRING:
            return tail.startswith("@")
        if tail != (f"^^<{datatype}>" if datatype != XSD("string") else ""):
            return False
        plain = _PLAIN.get(datatype)
        return True if plain and plain.fullmatch(self.graph.text(node)) else None

    def day(self, value: int) -> str:
        """A plain day, as it is written; empty for anything else."""
        term = self.graph.terms[value]
        plain = term.endswith(_DAY) and _DATE.fullmatch(self.graph.text(value))
        return self.graph.text(value) if plain else ""


def _get(known: dict[int, bool | None], node: int, test: _Test) -> bool | None:
    if node not in known:
        known[node] = test(node)
    return known[node]
