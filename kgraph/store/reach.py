"""What an answer about one thing can hang on: the statements that lead from it, step by step.

A rule or a check that is asked of a thing reads the statements that its patterns lead to from
there, and no others. Written as steps between places, the same patterns tell both ways: along them,
all that the answer about a thing may have read; against them, the things whose answer a changed
statement may be part of. Whatever conditions a question adds are left out, so more is read and more
is asked again than need be, never less.

Two states of a graph give a thing different answers only if one of the statements that lead from it
has changed. The first such on its way was reached along statements that both states have. So it is
enough to walk back in the new state.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyoxigraph as ox

from kgraph.store import convert
from kgraph.terms import Term

Node = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
ROOT = 0
_MERGED = ox.DefaultGraph()
_SEATS = {"s": "subject", "o": "object", "g": "graph_name"}


@dataclass(frozen=True, slots=True)
class Step:
    """A way from one place to another.

    Parameters:
        start, end: the places.
        predicate: of the statements that lead there; None for any.
        seat, other: where in a statement the nodes of the two places stand: ``s``, ``o`` or ``g``.
        named: whether the statement is read in its own graph, not in the merged one.
    """

    start: int
    end: int
    predicate: ox.NamedNode | None
    seat: str = "s"
    other: str = "o"
    named: bool = False


class Looks:
    """A graph that steps are taken in. Each look is taken once, and what was read is kept.

    Parameters:
        store: named graphs, and their merged statements in the default graph.
        always: statements that are read whatever steps are taken.
    """

    def __init__(self, store: ox.Store, always: Iterable[ox.Quad] = ()) -> None:
        """Nothing is read yet."""
        self.store, self._always = store, always
        self._seen: dict[object, Sequence[ox.Quad]] = {}
        self.read: dict[object, Sequence[ox.Quad]] = {}

    def at(
        self, named: bool, seat: str, node: Node, predicate: ox.NamedNode | None
    ) -> Sequence[ox.Quad]:
        """The statements that have a node in a seat."""
        key = (named, seat, node, predicate)
        found = self._seen.get(key)
        if found is None:
            found = self._seen[key] = tuple(self._look(named, seat, node, predicate))
        return found

    def reading(
        self, step: Step, node: Node, only: "tuple[int, Collection[Node]] | None" = None
    ) -> Sequence[ox.Quad]:
        """Those that a step takes from a node, noted as read.

        Parameters:
            only: a place, and the nodes that are asked for there.
        """
        found = self.at(step.named, step.seat, node, step.predicate)
        if only is None or step.end != only[0]:
            return self.read.setdefault((step.named, step.seat, node, step.predicate), found)
        asked = [quad for quad in found if getattr(quad, _SEATS[step.other]) in only[1]]
        return self.read.setdefault((step, node), asked)

    def _look(
        self, named: bool, seat: str, node: Node, predicate: ox.NamedNode | None
    ) -> Iterator[ox.Quad]:
        if seat != "o" and not isinstance(node, ox.NamedNode | ox.BlankNode):
            return iter(())
        subject = node if seat == "s" else None
        value = node if seat == "o" else None
        graph = node if seat == "g" else None if named else _MERGED
        found = self.store.quads_for_pattern(subject, predicate, value, graph)  # type: ignore[arg-type]
        return filter(self.takes_named, found) if named else self.merged(found)

    def takes_named(self, quad: ox.Quad) -> bool:
        """Whether a statement stands in a graph that is seen."""
        return quad.graph_name != _MERGED

    def merged(self, found: Iterator[ox.Quad]) -> Iterator[ox.Quad]:
        """Those of the merged statements that are seen."""
        return found

    def quads(self) -> set[ox.Quad]:
        """All that was read."""
        return {quad for found in (*self.read.values(), self._always) for quad in found}

    def led(self, node: Node, predicate: str, *, back: bool = False) -> list[Node]:
        """What a property leads to from a node, in the merged graph; not noted as read."""
        found = self.at(False, "o" if back else "s", node, ox.NamedNode(predicate))
        return [quad.subject if back else quad.object for quad in found]


@dataclass
class Changes:
    """Statements that are there now and were not, or the other way round.

    Parameters:
        merged: in the merged graph, by property.
        named: in graphs of their own.
    """

    merged: dict[ox.NamedNode, set[ox.Quad]] = field(default_factory=dict)
    named: dict[ox.NamedNode, set[ox.Quad]] = field(default_factory=dict)

    def add(self, quad: ox.Quad, named: bool) -> None:
        """Note one."""
        (self.named if named else self.merged).setdefault(quad.predicate, set()).add(quad)

    def of(self, step: Step) -> Iterable[ox.Quad]:
        """Those that a step may take."""
        all_of = self.named if step.named else self.merged
        if step.predicate is None:
            return (quad for quads in all_of.values() for quad in quads)
        return all_of.get(step.predicate, ())


Way = tuple[str, Any]
"""A path: ``("iri", iri)``, ``("back", way)``, ``("then" or "or", ways)``, ``("*+?", way)``."""


@dataclass(frozen=True, slots=True)
class Need:
    """What a thing must lead to, to be part of any answer.

    Parameters:
        way, back: the path there, perhaps against the arrow.
        value: the node that must be there; None for any.
        end: the place there, which may have needs of its own; None where they are told elsewhere.
    """

    way: Way
    back: bool
    value: Node | None
    end: int | None


class Unreadable(Exception):
    """Something that steps cannot tell of."""


class Reach:
    """The steps from a thing, the root, to all that an answer about it may read."""

    def __init__(self) -> None:
        """The root alone."""
        self.places = 1
        self.steps: list[Step] = []
        self.same: list[tuple[int, int]] = []
        self.fixed: dict[int, Node] = {}
        self.needs: dict[int, list[Need]] = {}

    # -- making ----------------------------------------------------------------------------

    def place(self) -> int:
        """A new place."""
        self.places += 1
        return self.places - 1

    def fix(self, node: Node) -> int:
        """A place where one node stands, whatever the root is."""
        made = self.place()
        self.fixed[made] = node
        return made

    def step(self, start: int, predicate: str | None, end: int, *, back: bool = False) -> None:
        """A step in the merged graph, perhaps against the arrow."""
        seats = ("o", "s") if back else ("s", "o")
        name = None if predicate is None else ox.NamedNode(predicate)
        self.steps.append(Step(start, end, name, *seats))

    def one(self, start: int, end: int) -> None:
        """Whoever stands at the one place may stand at the other."""
        self.same.append((start, end))

    def mark(self) -> tuple[int, int, int]:
        """Where things stand, for ``undo``."""
        return self.places, len(self.steps), len(self.same)

    def undo(self, mark: tuple[int, int, int]) -> None:
        """Forget what was made since."""
        self.places = mark[0]
        del self.steps[mark[1] :], self.same[mark[2] :]
        self.fixed = {place: node for place, node in self.fixed.items() if place < mark[0]}
        self.needs = {place: each for place, each in self.needs.items() if place < mark[0]}

    def done(self) -> "Walk":
        """The steps sorted for walking."""
        return Walk(self)


class Walk:
    """A reach ready to be walked."""

    def __init__(self, reach: Reach) -> None:
        """Sort its steps by where they start and where they end."""
        self.steps = tuple(reach.steps)
        self.fixed = dict(reach.fixed)
        self._from: dict[int, list[Step]] = {}
        self._into: dict[int, list[Step]] = {}
        self._next: dict[int, list[int]] = {}
        self._before: dict[int, list[int]] = {}
        for step in reach.steps:
            self._from.setdefault(step.start, []).append(step)
            self._into.setdefault(step.end, []).append(step)
        for start, end in reach.same:
            self._next.setdefault(start, []).append(end)
            self._before.setdefault(end, []).append(start)
        self._needs = dict(reach.needs)

    def read(
        self,
        roots: Iterable[Node],
        looks: Looks,
        only: "tuple[int, Collection[Node]] | None" = None,
    ) -> None:
        """Read all that the answers about some things may hang on.

        Parameters:
            only: a place, and the nodes that are asked for there.
        """
        todo: list[tuple[int, Node]] = [(ROOT, root) for root in roots]
        todo += self.fixed.items()
        seen = set(todo)
        while todo:
            place, node = todo.pop()
            reached = [(end, node) for end in self._next.get(place, ())]
            for step in self._from.get(place, ()):
                seat, ends = _SEATS[step.other], step.end in self._from or step.end in self._next
                found = looks.reading(step, node, only)
                if ends:
                    reached += [(step.end, getattr(quad, seat)) for quad in found]
            for here in reached:
                if here not in seen:
                    seen.add(here)
                    todo.append(here)

    def roots(self, changes: Changes, looks: Looks) -> set[Node] | None:
        """The things whose answer some changes may be part of; None for all things.

        Parameters:
            changes: what came and went.
            looks: the new state.
        """
        todo = {
            (step.start, getattr(quad, _SEATS[step.seat]))
            for step in self.steps
            for quad in changes.of(step)
        }
        meeting = Meeting(self._needs, changes, looks)
        seen, left = set(todo), list(todo)
        while left:
            place, node = left.pop()
            if not meeting.met(place, node):
                continue
            if self.fixed.get(place) == node:
                return None
            for here in self._led_here(place, node, looks):
                if here not in seen:
                    seen.add(here)
                    left.append(here)
        return {node for place, node in seen if place == ROOT and meeting.met(place, node)}

    def _led_here(self, place: int, node: Node, looks: Looks) -> Iterator[tuple[int, Node]]:
        for before in self._before.get(place, ()):
            yield before, node
        for step in self._into.get(place, ()):
            for quad in looks.at(step.named, step.other, node, step.predicate):
                yield step.start, getattr(quad, _SEATS[step.seat])


class Meeting:
    """Whether things meet the needs of places, in the new state or in the old one.

    What has gone is looked at too, so that no thing is passed by that was part of an answer.
    """

    def __init__(self, needs: Mapping[int, Sequence[Need]], changes: Changes, looks: Looks) -> None:
        """Nothing is known yet."""
        self._needs, self._changes, self._looks = needs, changes, looks
        self._known: dict[tuple[int, Node], bool] = {}

    def met(self, place: int, node: Node) -> bool:
        """Whether a node meets the needs of a place."""
        if place not in self._needs:
            return True
        if (place, node) not in self._known:
            self._known[place, node] = all(self._meets(n, node) for n in self._needs[place])
        return self._known[place, node]

    def _meets(self, need: Need, node: Node) -> bool:
        return any(
            (need.value is None or end == need.value)
            and (need.end is None or self.met(need.end, end))
            for end in self._follow(need.way, need.back, {node})
        )

    def _follow(self, way: Way, back: bool, nodes: set[Node]) -> set[Node]:
        """Where a path leads from some nodes."""
        kind, inner = way
        if kind == "iri":
            return {end for node in nodes for end in self._led(node, inner, back)}
        if kind == "back":
            return self._follow(inner, not back, nodes)
        if kind == "or":
            return set[Node]().union(*(self._follow(each, back, nodes) for each in inner))
        if kind == "then":
            for each in reversed(inner) if back else inner:
                nodes = self._follow(each, back, nodes)
            return nodes
        found = set(nodes) if kind != "+" else set()
        new = self._follow(inner, back, nodes) - found
        while new:
            found |= new
            new = self._follow(inner, back, new) - found if kind != "?" else set()
        return found

    def _led(self, node: Node, predicate: str, back: bool) -> Iterator[Node]:
        yield from self._looks.led(node, predicate, back=back)
        for quad in self._changes.merged.get(ox.NamedNode(predicate), ()):
            near, far = (quad.subject, quad.object)[:: -1 if back else 1]
            if near == node:
                yield far


def lines_of(quads: Iterable[ox.Quad], marked: Iterable[tuple[str, str, Node]] = ()) -> bytes:
    """Statements as N-Triples, each once.

    Parameters:
        marked: more of them: subject, property, value.
    """
    triples = {quad.triple for quad in quads}
    for subject, predicate, node in marked:
        triples.add(ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), node))
    return ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""


def node_of(value: Term) -> Node:
    """A term as a node of the graph."""
    return convert.engine(value)
