"""The steps that a SPARQL question takes from a thing, read from its parsed form.

Each statement of a pattern is a step from a variable that is known to stand somewhere to the other.
What only may be bound (in OPTIONAL, in one branch of UNION, in EXISTS) leads nowhere outside. What
cannot be told this way (a count over all, a limit, a part that nothing joins to the thing) is
``Unreadable``, and whoever asks then has to look at everything.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pyoxigraph as ox
from rdflib import BNode, URIRef, Variable
from rdflib import Literal as Value
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery

from kgraph.store.reach import ROOT, Need, Reach, Step, Unreadable
from kgraph.store.ways import is_any, may_be_empty, told, way
from kgraph.terms import PREFIXES

Known = Mapping[str, int]
"""The place of every variable that certainly stands somewhere."""
_AROUND = {"Distinct", "Reduced", "ToMultiSet", "Extend", "OrderBy"}


@dataclass(frozen=True)
class Rule:
    """A CONSTRUCT as steps from one of the things it speaks of.

    Parameters:
        reach: the steps.
        at_start: whether that thing is the subject of what is made, or the object.
        predicates: of what is made.
        far: the place of the other end, where every answer comes to it by a statement.
        back: the steps from there; None where they cannot be told.
    """

    reach: Reach
    at_start: bool
    predicates: tuple[ox.NamedNode, ...]
    far: int | None
    back: Reach | None


def read_rule(text: str) -> Rule:
    """A rule as steps.

    Raises:
        Unreadable: steps cannot tell of it.
    """
    query = _parsed(text, PREFIXES)
    if query.name != "ConstructQuery":
        raise Unreadable("CONSTRUCT")
    made = list(query.template or ())
    if not made or any(not isinstance(p, URIRef) for _, p, _ in made):
        raise Unreadable("template")
    predicates = tuple({ox.NamedNode(str(p)) for _, p, _ in made})
    start, end = (_one_variable(triple[place] for triple in made) for place in (0, 2))
    forward, backward = _rooted(query.p, start), _rooted(query.p, end)
    for at_start, read, other, back in (
        (True, forward, end, backward),
        (False, backward, start, forward),
    ):
        if read is not None:
            far = read[1].get(other) if back else None
            return Rule(read[0], at_start, predicates, far, back[0] if back else None)
    raise Unreadable("root")


def _one_variable(ends: Iterable[Any]) -> str:
    """The variable that stands at one end of all that is made; "" where there is no such."""
    found = set(ends)
    only = found.pop()
    return str(only) if not found and isinstance(only, Variable) else ""


def _rooted(pattern: Any, root: str) -> tuple[Reach, Known] | None:
    """The steps from a variable, and the places of the others; None where they cannot be told."""
    if root not in _plain(pattern):  # a path of no length starts at any node
        return None
    reach = Reach()
    try:
        return reach, _Reader(reach).group(pattern, {root: ROOT})
    except Unreadable:
        return None


def read_question(reach: Reach, place: int, text: str, prefixes: Mapping[str, str]) -> None:
    """Add the steps of a constraint's question, asked of the thing at a place as ``$this``.

    Raises:
        Unreadable: steps cannot tell of it.
    """
    query = _parsed(text, prefixes)
    names = {str(name) for name in query.p.get("_vars", ())}
    if query.name != "SelectQuery" or names & {"PATH", "currentShape", "shapesGraph"}:
        raise Unreadable("question")
    _Reader(reach).group(query.p, {"this": place})


def _parsed(text: str, prefixes: Mapping[str, str]) -> Any:
    head = "".join(f"PREFIX {name}: <{space}>\n" for name, space in prefixes.items())
    return _read(head + text)


@lru_cache(maxsize=256)
def _read(text: str) -> Any:
    """The parsed form, which nobody changes: to make it takes some twenty milliseconds."""
    try:
        query = translateQuery(parseQuery(text)).algebra
    except Exception as error:  # the reader raises classes of many kinds
        raise Unreadable(str(error)) from error
    if query.get("datasetClause"):
        raise Unreadable("FROM")
    return query


@dataclass(frozen=True)
class _Edge:
    """A statement of a pattern; ``graph`` is where it is read, None for the merged graph."""

    subject: Any
    path: Any
    value: Any
    graph: Any = None


class _Reader:
    """Reads patterns into a reach."""

    def __init__(self, reach: Reach) -> None:
        self.reach, self.graph = reach, None

    def group(self, pattern: Any, known: Known) -> Known:
        """Read a pattern; what it binds for certain is known afterwards."""
        name = pattern.name
        if name in ("Join", "BGP", "Graph"):
            return self._joined(pattern, known)
        if name == "Project":
            return self._chosen(pattern, known)
        if name in _AROUND:
            self._tests(pattern.get("expr"), known)
            return self.group(pattern.p, known)
        if name == "Filter":
            found = self.group(pattern.p, known)
            self._tests(pattern.expr, found)
            return found
        if name in ("LeftJoin", "Minus"):
            found = self.group(pattern.p1, known)
            inner = self.group(pattern.p2, found)
            self._tests(pattern.get("expr"), inner)
            return found
        if name == "Union":
            return self._either(pattern, known)
        if name == "values":
            return known
        raise Unreadable(name)

    def _chosen(self, pattern: Any, known: Known) -> Known:
        """A question within: only what it hands out is the same as outside."""
        chosen = {str(name) for name in pattern.PV}
        inner = self.group(pattern.p, {v: place for v, place in known.items() if v in chosen})
        return {**known, **{v: place for v, place in inner.items() if v in chosen}}

    def _either(self, pattern: Any, known: Known) -> Known:
        one, other = self.group(pattern.p1, known), self.group(pattern.p2, known)
        found = dict(known)
        for name in set(one) & set(other) - set(known):
            found[name] = self.reach.place()
            self.reach.one(one[name], found[name])
            self.reach.one(other[name], found[name])
        return found

    def _tests(self, expression: Any, known: Known) -> None:
        """Read what stands in EXISTS, wherever in an expression."""
        for pattern in _exists(expression):
            self.group(pattern, known)

    # -- statements ------------------------------------------------------------------------

    def _joined(self, pattern: Any, known: Known) -> Known:
        """Read what is joined in an order in which each part is joined to what is known."""
        edges, others = list[_Edge](), list[Any]()
        self._apart(pattern, None, edges, others)
        found = self._here(edges, known)
        while edges or others:
            if edge := _along(edges, found) or _named_first(edges) or _against(edges, found):
                edges.remove(edge)
                self._edge(edge, found)
            elif (after := self._other(others, found)) is not None:
                found = dict(after)
            else:
                self._from_value(edges, found)
        return found

    def _here(self, edges: Iterable[_Edge], known: Known) -> dict[str, int]:
        """What is known, at places of its own: what is needed here is not needed elsewhere."""
        found = dict(known)
        used = {_name(end) for edge in edges for end in (edge.subject, edge.value, edge.graph)}
        for name in used & set(known):
            found[name] = self.reach.place()
            self.reach.one(known[name], found[name])
        return found

    def _apart(self, pattern: Any, graph: Any, edges: list[_Edge], others: list[Any]) -> None:
        if pattern.name == "Join":
            self._apart(pattern.p1, graph, edges, others)
            self._apart(pattern.p2, graph, edges, others)
        elif pattern.name == "BGP":
            edges += (_Edge(s, p, o, graph) for s, p, o in pattern.triples)
        elif pattern.name == "Graph" and graph is None:
            self._apart(pattern.p, pattern.term, edges, others)
        elif graph is None:
            others.append(pattern)
        else:
            raise Unreadable("GRAPH")

    def _other(self, others: list[Any], known: Known) -> Known | None:
        """Read one of the parts that are no plain statements, whichever is joined."""
        for pattern in others:
            mark = self.reach.mark()
            try:
                found = self.group(pattern, known)
            except Unreadable:
                self.reach.undo(mark)
                continue
            others.remove(pattern)
            return found
        return None

    def _from_value(self, edges: list[_Edge], known: dict[str, int]) -> None:
        """Start from a value that a statement names, where nothing else leads there."""
        for edge in edges:
            if edge.graph is None and not _name(edge.value):
                edges.remove(edge)
                self._way(edge, self.reach.fix(_node(edge.value)), known, back=True)
                return
        raise Unreadable("join")

    def _edge(self, edge: _Edge, known: dict[str, int]) -> None:
        name = _name(edge.subject)
        if edge.graph is not None:
            self._named(edge, known)
        elif name in known:
            self._way(edge, known[name], known, back=False)
        elif name:
            self._way(edge, known[_name(edge.value)], known, back=True)
        else:
            self._way(edge, self.reach.fix(_node(edge.subject)), known, back=False)

    def _way(self, edge: _Edge, start: int, known: dict[str, int], *, back: bool) -> None:
        end = self.reach.place()
        self._path(start, edge.path, end, back)
        name = _name(edge.subject if back else edge.value)
        if isinstance(edge.path, Variable | BNode):
            if _name(edge.path) in known:
                raise Unreadable("predicate")
        elif start not in self.reach.fixed:
            self._need(edge, start, end if name not in known else None, back)
        if name:
            known.setdefault(name, end)

    def _need(self, edge: _Edge, start: int, end: int | None, back: bool) -> None:
        """Note that no answer lacks a statement."""
        path, far = told(edge.path), edge.subject if back else edge.value
        value = ox.NamedNode(str(far)) if isinstance(far, URIRef) else None
        if not is_any(path):
            self.reach.needs.setdefault(start, []).append(Need(path, back, value, end))

    def _named(self, edge: _Edge, known: dict[str, int]) -> None:
        """A statement in its own graph leads from one of its three nodes to the two others."""
        seats = {"s": edge.subject, "o": edge.value, "g": edge.graph}
        start = next(seat for seat in "sog" if _name(seats[seat]) in known)
        if not isinstance(edge.path, URIRef):
            raise Unreadable("GRAPH")
        for seat in seats.keys() - {start}:
            end = self.reach.place()
            name = ox.NamedNode(str(edge.path))
            here = known[_name(seats[start])]
            self.reach.steps.append(Step(here, end, name, start, seat, named=True))
            if _name(seats[seat]):
                known.setdefault(_name(seats[seat]), end)

    def _path(self, start: int, path: Any, end: int, back: bool) -> None:
        if isinstance(path, Variable | BNode):
            self.reach.step(start, None, end, back=back)
        elif isinstance(path, URIRef):
            self.reach.step(start, str(path), end, back=back)
        else:
            way(self.reach, start, told(path), end, back=back)


def _along(edges: Iterable[_Edge], known: Known) -> _Edge | None:
    """A statement that something known leads to along the arrow."""
    return next((edge for edge in edges if _name(edge.subject) in known), None)


def _named_first(edges: Iterable[_Edge]) -> _Edge | None:
    """A statement about a node that the pattern names."""
    return next((e for e in edges if e.graph is None and not _name(e.subject)), None)


def _against(edges: Iterable[_Edge], known: Known) -> _Edge | None:
    """One that leads against the arrow, perhaps to most of the graph; or from its graph."""
    found = (e for e in edges if _name(e.value) in known or (e.graph and _name(e.graph) in known))
    return next(found, None)


def _name(node: Any) -> str:
    """The name of a variable; a node without a name is one; "" for a constant."""
    return str(node) if isinstance(node, Variable | BNode) else ""


def _node(value: Any) -> ox.NamedNode | ox.Literal:
    if isinstance(value, Value):
        if value.language:
            return ox.Literal(str(value), language=value.language)
        kind = value.datatype
        return ox.Literal(str(value), datatype=ox.NamedNode(kind) if kind else None)
    return ox.NamedNode(str(value))


def _plain(pattern: Any) -> set[str]:
    """The variables that every answer of a pattern binds by a statement."""
    if pattern.name == "BGP":
        sound = [triple for triple in pattern.triples if not may_be_empty(triple[1])]
        return {_name(end) for s, _, o in sound for end in (s, o)} - {""}
    if pattern.name == "Join":
        return _plain(pattern.p1) | _plain(pattern.p2)
    if pattern.name == "Union":
        return _plain(pattern.p1) & _plain(pattern.p2)
    if pattern.name in ("LeftJoin", "Minus"):
        return _plain(pattern.p1)
    if pattern.name in ("Filter", "Extend", "Project", "Distinct", "Graph"):
        return _plain(pattern.p)
    return set()


def _exists(expression: Any) -> Iterator[Any]:
    """The patterns in EXISTS and NOT EXISTS within an expression."""
    if getattr(expression, "name", "") in ("Builtin_EXISTS", "Builtin_NOTEXISTS"):
        yield expression.graph
    elif isinstance(expression, dict):
        for value in expression.values():
            yield from _exists(value)
    elif isinstance(expression, list | tuple | set) and not isinstance(expression, str):
        for value in expression:
            yield from _exists(value)
