"""Which things may break a shape: most are found sound in columns, the rest go to an engine.

An engine looks at one thing after another, and in a large graph nearly all of them are sound. Here
all things of a shape are looked at together, and whatever is not shown to conform is handed to the
engine, which alone says what is wrong. So the results are the engine's, only sooner: a constraint
that is not known here, or a value that is odd, leaves its things to the engine.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

from kgraph.checks.columns import IRI, LITERAL, Columns, Flags, Ids, distinct, without
from kgraph.checks.conditions import Condition, Step
from kgraph.checks.nodes import Nodes
from kgraph.checks.verdicts import Odd, Verdict, exact, number, sound, term, unknown
from kgraph.terms import RDF, RDFS, SH, Blank, Term, Triple

_FEW = 20  # fewer things than this an engine looks at in no time
_SHARE = 0.5
_LISTED = 150  # as many are asked about by name: a question has a greatest length
_TOLD = {
    *(SH(name) for name in ("message", "severity", "path", "name", "description", "order")),
    *(SH(name) for name in ("group", "declare", "qualifiedMinCount")),
    *(SH(name) for name in ("qualifiedMaxCount", "qualifiedValueShapesDisjoint", "prefixes")),
    *(SH(name) for name in ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")),
}
_TARGETS = {
    SH("targetClass"),
    SH("targetNode"),
    SH("targetSubjectsOf"),
    SH("targetObjectsOf"),
}
Asked = Callable[[str, str], "set[str] | None"]


class Sieve:
    """Looks at shapes over a graph.

    Parameters:
        shapes: the statements of the shapes graph.
        graph: the data.
        asked: gives the things that a constraint's question finds wrong, from its node in the
            shapes graph and a pattern that binds ``$this`` to the things to look at; None where it
            cannot be asked that way.
        conditions: by the node of a constraint, what a thing must meet for its question to find it.
    """

    def __init__(
        self,
        shapes: Sequence[Triple],
        graph: Columns,
        asked: Asked,
        conditions: Mapping[str, Sequence[Condition]],
    ) -> None:
        """Look at nothing yet."""
        self.graph, self.asked, self.conditions = graph, asked, conditions
        self.of: dict[str, list[tuple[str, Term]]] = defaultdict(list)
        for subject, path, value in shapes:
            self.of[str(subject)].append((str(path), value))
        self.nodes = Nodes(graph, self.of)
        self._wrong: dict[tuple[str, str], set[str] | None] = {}
        self._above: list[str] = []

    # -- targets ---------------------------------------------------------------------------

    def targeted(self) -> list[str]:
        """The shapes that have targets."""
        return sorted(s for s, said in self.of.items() if any(p in _TARGETS for p, _ in said))

    def foci(self, shape: str) -> Ids:
        """The things that a shape is about, as far as the graph has them."""
        found = [np.zeros(0, np.int64)]
        for path, value in self.of[shape]:
            if path == SH("targetClass"):
                found.append(self.graph.instances(term(value)))
            elif path == SH("targetSubjectsOf"):
                found.append(self.graph.pairs(term(value)).first)
            elif path == SH("targetObjectsOf"):
                found.append(self.graph.pairs(term(value)).second)
        return distinct(np.concatenate(found))

    def suspects(self, shape: str) -> list[bytes]:
        """The things that may break a shape, as terms of N-Triples."""
        foci = self.foci(shape)
        bad = self.judge(shape, foci, _pattern(self.of[shape])).bad
        return [self.graph.terms[i] for i in foci[bad]]

    # -- shapes ----------------------------------------------------------------------------

    def judge(self, shape: str, nodes: Ids, about: str = "") -> Verdict:
        """What is known of nodes under a shape.

        Parameters:
            about: a pattern that binds ``$this`` to all of the nodes; empty where there is none.
        """
        if not len(nodes) or shape in self._above:  # a shape within itself
            return unknown(nodes)
        self._above.append(shape)
        try:
            return self._judged(shape, nodes, about)
        except (Odd, KeyError):  # what a shape lacks, the engine tells
            return unknown(nodes)
        finally:
            self._above.pop()

    def _judged(self, shape: str, nodes: Ids, about: str) -> Verdict:
        said = self.of[shape]
        path = next((value for name, value in said if name == SH("path")), None)
        if path is None:
            found = sound(nodes)
            for name, value in said:
                found = found.and_(self._holds(shape, name, value, nodes, about))
            return found
        owner, values = self.values(path, nodes)
        return self._of_values(shape, nodes, owner, values, about)

    def _of_values(self, shape: str, nodes: Ids, owner: Ids, values: Ids, about: str) -> Verdict:
        """A property shape: what is asked of each value, and what is asked of all together."""
        found, (each, place) = sound(nodes), np.unique(values, return_inverse=True)
        for name, value in self.of[shape]:
            together = self._together(shape, name, value, nodes, owner, values, about)
            if together is not None:
                found = found.and_(together)
                continue
            one = self._holds(shape, name, value, each, "")
            bad, good = np.zeros(len(nodes), bool), np.ones(len(nodes), bool)
            bad[owner[one.bad[place]]] = True
            good[owner[~one.good[place]]] = False
            found = found.and_(Verdict(bad, good))
        return found

    def _together(
        self,
        shape: str,
        name: str,
        value: Term,
        nodes: Ids,
        owner: Ids,
        values: Ids,
        about: str,
    ) -> Verdict | None:
        """What is asked of all values of a thing; None for what is asked of each."""
        if name in (SH("minCount"), SH("maxCount")):
            count, asked = np.bincount(owner, minlength=len(nodes)), number(value)
            return exact(count >= asked if name == SH("minCount") else count <= asked)
        if name == SH("hasValue"):
            has = np.zeros(len(nodes), bool)
            has[owner[values == self.graph.id(term(value))]] = True
            return exact(has)
        if name == SH("qualifiedValueShape"):
            return self._qualified(shape, str(value), nodes, owner, values)
        if name == SH("uniqueLang"):
            return self._unique_lang(value, nodes, owner, values)
        if name == SH("lessThanOrEquals"):
            return self._in_order(term(value), nodes, owner, values)
        if name == SH("sparql"):
            return self._by_question(value, nodes, about)
        return None

    def _qualified(self, shape: str, asked: str, nodes: Ids, owner: Ids, values: Ids) -> Verdict:
        said = dict(self.of[shape])
        if str(said.get(SH("qualifiedValueShapesDisjoint"), "false")) != "false":
            raise Odd
        each, place = np.unique(values, return_inverse=True)
        one = self.judge(asked, each)
        most = np.bincount(owner[one.good[place]], minlength=len(nodes))
        least = np.bincount(owner[~one.bad[place]], minlength=len(nodes))
        found = sound(nodes)
        if low := said.get(SH("qualifiedMinCount")):
            found = found.and_(Verdict(least < number(low), most >= number(low)))
        if high := said.get(SH("qualifiedMaxCount")):
            found = found.and_(Verdict(most > number(high), least <= number(high)))
        return found

    def _unique_lang(self, value: Term, nodes: Ids, owner: Ids, values: Ids) -> Verdict:
        if getattr(value, "value", "") != "true":
            raise Odd
        texts = self.graph.kinds[values] == LITERAL
        tails = (self.graph.tail(i).lower() for i in values[texts])
        seen: set[tuple[int, bytes]] = set()
        good = np.ones(len(nodes), bool)
        for key in zip(owner[texts], tails, strict=True):
            if key[1].startswith(b"@"):
                good[key[0]] &= key not in seen
                seen.add(key)
        return exact(good)

    def _in_order(self, other: bytes, nodes: Ids, owner: Ids, values: Ids) -> Verdict:
        """Plain days in order are right; whatever else both have is for the engine."""
        second, later = self.graph.pairs(other).of(nodes)
        both = np.zeros(len(nodes), bool)
        both[owner] = True
        both[without(np.arange(len(nodes)), second)] = False
        last: dict[int, str] = {}
        for place, value in zip(owner, values, strict=True):
            day = self.nodes.day(value) if both[place] else ""
            last[int(place)] = max(last.get(int(place), ""), day or "~")
        for place, value in zip(second, later, strict=True):
            day = self.nodes.day(value) if both[place] else ""
            if not day or last[int(place)] > day:
                last[int(place)] = "~"
        wrong = [place for place, day in last.items() if day == "~" and both[place]]
        bad = np.zeros(len(nodes), bool)
        bad[np.array(wrong, np.int64)] = True
        return Verdict(bad, np.ones(len(nodes), bool))

    def _by_question(self, constraint: Term, nodes: Ids, about: str) -> Verdict:
        """The things that a question finds, where it can be asked of all things at once."""
        may = np.ones(len(nodes), bool)
        for condition in self.conditions.get(str(constraint), ()):
            left = np.flatnonzero(may)
            may[left] = self._meets(condition, nodes[left])
        # Where much is shut out, most of the rest is wrong; only of few it is asked at once.
        if may.sum() < max(_FEW, len(nodes) * _SHARE) or not about:
            about = self._by_name(nodes[may])
        if not about:
            return Verdict(may, np.ones(len(nodes), bool))
        key = (str(constraint), about)
        if key not in self._wrong:
            self._wrong[key] = self.asked(*key)
        wrong = self._wrong[key]
        if wrong is None:
            return Verdict(may, np.ones(len(nodes), bool))
        known = [self.graph.id(f"<{iri}>".encode()) for iri in wrong]
        if -1 in known:  # a thing without a name, or a text
            raise Odd
        bad = np.isin(nodes, np.array(known, np.int64)) & may
        return Verdict(bad, np.ones(len(nodes), bool))

    def _by_name(self, nodes: Ids) -> str:
        """A pattern that binds ``$this`` to a few things; empty for none, many, or a nameless one.

        The engine would ask of them in no time, but has to be given all that the question reads.
        """
        if not 0 < len(nodes) <= _LISTED or (self.graph.kinds[nodes] != IRI).any():
            return ""
        return f"VALUES $this {{ {b' '.join(self.graph.terms[i] for i in nodes).decode()} }}"

    def _meets(self, condition: Condition, nodes: Ids) -> Flags:
        """Which nodes meet a condition for being found."""
        owner, values = self._along(condition.path, nodes)
        if condition.among:
            wanted = np.array([self.graph.id(term) for term in condition.among], np.int64)
            owner = owner[np.isin(values, wanted)]
        if condition.shared:
            owner = owner[self._shared(condition.shared, nodes[owner], values)]
        if condition.beyond:
            size = len(self.graph.terms)
            second, reached = self._along(condition.beyond, nodes)
            owner = without(owner * size + values, second * size + reached) // size
        has = np.zeros(len(nodes), bool)
        has[owner] = True
        return ~has if condition.lacks else has

    def _shared(self, predicates: Sequence[bytes], nodes: Ids, values: Ids) -> Flags:
        """Which values something else than the node has too."""
        size, pairs = len(self.graph.terms), [self.graph.pairs(name) for name in predicates]
        codes = distinct(np.concatenate([each.second * size + each.first for each in pairs]))
        of = codes // size
        count = np.searchsorted(of, values, "right") - np.searchsorted(of, values, "left")
        return count > np.isin(values * size + nodes, codes)

    def _along(self, steps: Sequence[Step], nodes: Ids) -> tuple[Ids, Ids]:
        """What lies at the end of some properties one after another."""
        owner, found = np.arange(len(nodes)), nodes
        for back, predicate in steps:
            pairs = self.graph.pairs(predicate)
            place, values = (pairs.turned if back else pairs).of(found)
            owner, found = self._once(owner[place], values)
        return owner, found

    # -- single nodes ----------------------------------------------------------------------

    def _holds(self, shape: str, name: str, value: Term, nodes: Ids, about: str) -> Verdict:
        """What is asked of each node by itself."""
        if not name.startswith(str(SH)) or name in _TOLD:
            return sound(nodes)
        if name in (SH("node"), SH("property")):
            return self.judge(str(value), nodes, about)
        if name == SH("not"):
            found = self.judge(str(value), nodes, about)
            return Verdict(found.good, found.bad)
        if name in (SH("and"), SH("or")):
            return self._joined(name == SH("and"), value, nodes, about)
        if name == SH("sparql"):
            return self._by_question(value, nodes, about)
        return self.nodes.judge(shape, name, value, nodes)

    def _joined(self, every: bool, value: Term, nodes: Ids, about: str) -> Verdict:
        parts = list(self.nodes.listed(value))
        if every:
            found = sound(nodes)
            for part in parts:
                found = found.and_(self.judge(str(part), nodes, about))
            return found
        bad, good = np.ones(len(nodes), bool), np.zeros(len(nodes), bool)
        for part in parts:
            left = np.flatnonzero(bad)  # what one of them is right for needs no other
            one = self.judge(str(part), nodes[left], about)
            bad[left], good[left] = one.bad, good[left] | one.good
        return Verdict(bad, good)

    # -- paths -----------------------------------------------------------------------------

    def values(self, path: Term, nodes: Ids) -> tuple[Ids, Ids]:
        """What a path leads to: for each value the place of its node, and the value."""
        said = dict(self.of[str(path)]) if str(path) in self.of else {}
        if not isinstance(path, Blank):
            return self.graph.pairs(term(path)).of(nodes)
        if back := said.get(SH("inversePath")):
            if isinstance(back, Blank):
                raise Odd
            return self.graph.pairs(term(back)).turned.of(nodes)
        if RDF("first") in said:
            owner, found = np.arange(len(nodes)), nodes
            for step in self.nodes.listed(path):
                owner, found = self._step(step, owner, found)
            return owner, found
        if ways := said.get(SH("alternativePath")):
            parts = [self.values(way, nodes) for way in self.nodes.listed(ways)]
            return self._once(*(np.concatenate(each) for each in zip(*parts, strict=True)))
        if again := said.get(SH("oneOrMorePath")):
            return self._closure(again, nodes)
        raise Odd

    def _step(self, path: Term, owner: Ids, nodes: Ids) -> tuple[Ids, Ids]:
        each, place = np.unique(nodes, return_inverse=True)
        first, found = self.values(path, each)
        # Each value of a node belongs to every owner that has come to the node.
        order = np.argsort(place, kind="stable")
        start = np.searchsorted(place[order], first, "left")
        count = np.searchsorted(place[order], first, "right") - start
        before = np.repeat(np.cumsum(count) - count, count)
        at = np.repeat(start, count) + np.arange(int(count.sum())) - before
        return self._once(owner[order][at], np.repeat(found, count))

    def _once(self, owner: Ids, values: Ids) -> tuple[Ids, Ids]:
        codes = distinct(owner * len(self.graph.terms) + values)
        return codes // len(self.graph.terms), codes % len(self.graph.terms)

    def _closure(self, path: Term, nodes: Ids) -> tuple[Ids, Ids]:
        size = len(self.graph.terms)
        owner, found = self._step(path, np.arange(len(nodes)), nodes)
        known = owner * size + found
        while len(owner):
            owner, found = self._step(path, owner, found)
            codes = without(owner * size + found, known)
            owner, found = codes // size, codes % size
            known = distinct(np.concatenate((known, codes)))
        return known // size, known % size


def _pattern(said: Iterable[tuple[str, Term]]) -> str:
    """A pattern that binds ``$this`` to the things that a shape is about."""
    ways = []
    for path, value in said:
        if path == SH("targetClass"):
            ways.append(f"{{ $this a/<{RDFS('subClassOf')}>* <{value}> }}")
        elif path == SH("targetSubjectsOf"):
            ways.append(f"{{ $this <{value}> ?any_ }}")
        elif path == SH("targetObjectsOf"):
            return ""  # an answer would not tell a text from a thing of that name
    return " UNION ".join(ways)
