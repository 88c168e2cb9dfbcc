"""Checks of some things only: every shape's targets among those things, asked of the whole graph.

After a small change only what stands near it can have become wrong, and looking at all else again
costs most of a check. The data stay whole, so what is found of a thing is what a full check finds
of it. No shape of the gravest kind looks further than is looked here, which a test holds; what is
only a warning may, so shapes that can only warn are left out: a large change makes thousands of
warnings, and half of a check's time and memory went to telling of them.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kgraph.store import Store, View
from kgraph.store.convert import read_turtle
from kgraph.store.gate import NO_CODE
from kgraph.store.writing import serialise
from kgraph.terms import GRAPH, ID, KS, PREFIXES, RDF, SH, Iri, Literal, Quad, Term, Triple

_CLASS, _FROM, _INTO, _NODE = (
    SH("targetClass"),
    SH("targetSubjectsOf"),
    SH("targetObjectsOf"),
    SH("targetNode"),
)
_TYPES = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?thing ?class WHERE { VALUES ?thing { %s } ?thing a/rdfs:subClassOf* ?class }"""
_OUT = "SELECT DISTINCT ?thing ?path WHERE { VALUES ?thing { %s } ?thing ?path ?value }"
_IN = "SELECT DISTINCT ?thing ?path WHERE { VALUES ?thing { %s } ?other ?path ?thing }"
_NEXT = "SELECT DISTINCT ?next WHERE { VALUES ?thing { %s } ?thing ?path ?next }"
_BEFORE = "SELECT DISTINCT ?other WHERE { VALUES ?thing { %s } ?other ?path ?thing }"
# A graph that is no passage any longer is evidence of nothing that stands in it.
_STATED = (
    "SELECT DISTINCT ?thing WHERE { VALUES ?passage { %s } GRAPH ?passage { ?thing a ?class } }"
)
_MILD = {str(SH("Warning")), str(SH("Info"))}
QUESTIONS = {SH("select"), SH("ask"), SH("construct")}
_AT_ONCE = 200
_FEW = 3_000
TARGETS = {_CLASS, _FROM, _INTO, _NODE}
NAME = re.compile(r"([A-Za-z][\w.-]*)?:([\w%][\w.%-]*)")
_SPACES = {name: {str(space)} for name, space in PREFIXES.items()}
_A = re.compile(r"(?<=\s)a(?=[\s/])")
_WRITTEN = re.compile(r"<([^<>\s]+)>")


@dataclass(frozen=True)
class Near:
    """What a change may have made wrong.

    Parameters:
        things: what it speaks of, what that refers to, and what refers to that in a step or two:
            shapes look no further along the arrows.
        beside: what refers to the same things, which only questions look at.
    """

    things: frozenset[str]
    beside: frozenset[str]


def near(store: Store, view: View, changed: Iterable[Quad]) -> Near:
    """The things that a change may have made wrong.

    Parameters:
        store: the new state.
        changed: the statements that came and went.
    """
    known = [q for q in changed if isinstance(q[0], Iri)]  # a nameless thing is refused as such
    pairs = {(str(q[0]), str(q[2]) if isinstance(q[2], Iri) else "") for q in known}
    typed = {str(q[0]) for q in known if q[2] == KS("AssertionGraph")}
    subjects = frozenset(one for one, _ in pairs) | _own(_ask(store, view, _STATED, typed))
    after = _own({other for _, other in pairs} | _ask(store, view, _NEXT, subjects))
    before = _own(_ask(store, view, _BEFORE, subjects))
    things = subjects | after | before | _own(_ask(store, view, _BEFORE, before))
    same = {thing for thing in after if thing.startswith(ID)}
    return Near(things, _own(_ask(store, view, _BEFORE, same)) - things)


def _own(iris: Iterable[str]) -> frozenset[str]:
    """Things and passages; what the ontology describes does not change with the data."""
    return frozenset(iri for iri in iris if iri.startswith((ID, GRAPH)))


@dataclass(frozen=True)
class Change:
    """What is known of a change.

    Parameters:
        quads: the statements that came and went.
        rules: the texts of the rules that derive statements from others.
    """

    quads: Collection[Quad]
    rules: Sequence[str]

    def touched(self) -> set[str]:
        """The properties whose statements may be others now, the derived ones included."""
        found = set(map(str, {quad[1] for quad in self.quads}))
        heads = [(_head(rule), _named_in(rule)) for rule in self.rules]
        grown = True
        while grown:
            before = len(found)
            for made, read in heads:
                if found & read:
                    found |= made
            grown = len(found) > before
        return found


def _head(rule: str) -> set[str]:
    """What a rule makes: the names before its WHERE."""
    code = NO_CODE.sub(" ", rule)
    return _named_in(re.split(r"(?i)\bwhere\b", code, maxsplit=1)[0])


def narrowed(shapes: str, store: Store, view: View, change: Change) -> str:
    """The shapes whose violation a change may be, with what it may have broken as targets.

    Parameters:
        shapes: the shapes graph as Turtle.
        store: the new state.
        change: what came and went.
    """
    triples = read_turtle(shapes.encode())
    parts = Parts(triples)
    touched = change.touched()
    looked = {s for s in parts.of if touched & parts.named(s) and parts.is_grave(s)}
    large = len({quad[0] for quad in change.quads}) > _FEW
    found = Near(frozenset(), frozenset()) if large else near(store, view, change.quads)
    if large or len(found.things) > _FEW:  # to list them would take as long as to look at all
        return turtle(t for t in triples if t[1] not in TARGETS or str(t[0]) in looked)
    everything = found.things | found.beside
    kinds = {
        _CLASS: _by_value(store, view, _TYPES, everything),
        _FROM: _by_value(store, view, _OUT, everything),
        _INTO: _by_value(store, view, _IN, everything),
        _NODE: {thing: {thing} for thing in everything},
    }
    made = set()
    for subject, path, value in triples:
        if path not in kinds:
            made.add((subject, path, value))
        elif str(subject) in looked:
            wanted = kinds[Iri(path)].get(str(value), set())
            if not parts.asks(str(subject)):
                wanted = wanted & found.things
            made.update((subject, _NODE, Iri(thing)) for thing in wanted)
    return turtle(made)


def turtle(triples: Iterable[Triple]) -> str:
    """Shapes as Turtle."""
    return serialise(((*triple, Iri("")) for triple in triples), "turtle").decode()


class Parts:
    """What shapes say, themselves and by their parts."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        """Sort the statements of a shapes graph by what they are about."""
        self.of: dict[str, list[tuple[str, Term]]] = defaultdict(list)
        for subject, path, value in triples:
            self.of[str(subject)].append((path, value))
        self.spaces = {name: set(spaces) for name, spaces in _SPACES.items()}
        for said in self.of.values():
            declared = {path: value.value for path, value in said if isinstance(value, Literal)}
            if name := declared.get(SH("prefix")):
                self.spaces.setdefault(name, set()).add(declared.get(SH("namespace"), ""))

    def _all(self, shape: str) -> Iterator[tuple[str, Term]]:
        todo, seen = [shape], {shape}
        while todo:
            for path, value in self.of[todo.pop()]:
                yield path, value
                if str(value) in self.of and str(value) not in seen:
                    seen.add(str(value))
                    todo.append(str(value))

    def said(self, shape: str) -> Iterator[tuple[str, Term]]:
        """Whatever a shape and its parts say: property and value."""
        return self._all(shape)

    def named(self, shape: str) -> set[str]:
        """Every IRI that a shape names, those in its questions included."""
        # What a class is asked of follows from the types of things.
        found = {str(RDF("type"))}
        for path, value in self._all(shape):
            if not isinstance(value, Literal):
                found.add(str(value))
            elif path in QUESTIONS:
                found |= _named_in(value.value, self.spaces)
        return found

    def is_grave(self, shape: str) -> bool:
        """Whether a shape, or a property's shape within it, may tell of a violation."""
        todo, seen = [shape], {shape}
        while todo:
            said = self.of.get(todo.pop(), ())
            told = {str(value) for path, value in said if path == SH("severity")}
            if not told or told - _MILD:
                return True
            inner = {str(value) for path, value in said if path == SH("property")} - seen
            seen |= inner
            todo.extend(inner)
        return False

    def questions(self, shape: str) -> list[str]:
        """The questions that a shape asks."""
        return [
            value.value
            for path, value in self._all(shape)
            if path in QUESTIONS and isinstance(value, Literal)
        ]

    def asks(self, shape: str) -> bool:
        """Whether it looks against the arrows, or wherever a question leads."""
        return any(path in QUESTIONS or path == SH("inversePath") for path, _ in self._all(shape))


def _named_in(text: str, spaces: Mapping[str, Collection[str]] = _SPACES) -> set[str]:
    """The IRIs that a question names.

    Parameters:
        spaces: by prefix, the namespaces that it may stand for.
    """
    code = NO_CODE.sub(" ", _A.sub(" rdf:type ", text))
    short = (
        space + last.rstrip(".")
        for name, last in NAME.findall(code)
        for space in spaces.get(name, ())
    )
    return {*short, *_WRITTEN.findall(text)}


def _by_value(
    store: Store, view: View, question: str, things: Collection[str]
) -> Mapping[str, set[str]]:
    """The things of each class, or with each property."""
    found: dict[str, set[str]] = defaultdict(set)
    for thing, value in _rows(store, view, question, things):
        found[value].add(thing)
    return found


def _ask(store: Store, view: View, question: str, things: Collection[str]) -> set[str]:
    return {row[0] for row in _rows(store, view, question, things)}


def _rows(store: Store, view: View, question: str, things: Collection[str]) -> Iterator[list[str]]:
    """The answers for all things, some at a time: a question has a greatest length."""
    wanted = sorted(things)
    for start in range(0, len(wanted), _AT_ONCE):
        listed = " ".join(f"<{thing}>" for thing in wanted[start : start + _AT_ONCE])
        yield from store.texts(question % listed, view)[1]
