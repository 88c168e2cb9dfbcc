"""Checks in groups whose results can be told apart, and what a change touches of each.

A result names the shape that it is of. Checks that share a shape are looked at together. For the
engine each check gets a mark in the place of its targets: the things to look at are marked among
the statements, so that it reads the shapes once and not for every edit.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from kgraph.checks.engines import Result, prepare, text_of, validate_marked
from kgraph.checks.narrow import TARGETS, turtle
from kgraph.checks.reached import Aim, aims
from kgraph.store.convert import read_turtle, term
from kgraph.store.reach import Changes, Looks, Node, lines_of, node_of
from kgraph.terms import RDF, SH, Blank, Iri, Term, Triple

_PART, _MARK, _CHOSEN = "urn:kgraph:part:", "urn:kgraph:focus:", "urn:kgraph:chosen"
UNKNOWN = -1


@dataclass
class Touched:
    """What a change touches.

    Parameters:
        whole: the groups that must look at everything.
        foci: by group, the things whose results may be others, as results name them.
        aims: by check, those of the things that it is about.
    """

    whole: set[int] = field(default_factory=set)
    foci: dict[int, set[str]] = field(default_factory=dict)
    aims: dict[str, list[Node]] = field(default_factory=dict)


class Groups:
    """The checks of a shapes graph.

    Parameters:
        shapes: the shapes graph as Turtle.
    """

    def __init__(self, shapes: str) -> None:
        """Read them, and let the engine read them in a thread of its own."""
        self._triples = _with_names(read_turtle(shapes.encode()))
        self.text = turtle(self._triples)
        found = aims(self._triples)
        self.targeted = [aim.shape for aim in found]
        self._groups = _apart(found)
        self._of = {s: i for i, group in enumerate(self._groups) for a in group for s in a.reported}
        self._mark = {shape: f"{_MARK}{number}" for number, shape in enumerate(self.targeted)}
        self._ready = prepare(turtle(self._marked()))
        self._above: dict[Node, set[Node]] = {}

    def _marked(self) -> set[Triple]:
        marks = {(Iri(s), SH("targetObjectsOf"), Iri(mark)) for s, mark in self._mark.items()}
        return marks.union(triple for triple in self._triples if triple[1] not in TARGETS)

    def know(self, classes: Iterable[tuple[Node, Node]]) -> None:
        """Learn which class stands right below which."""
        above: dict[Node, set[Node]] = {}
        for low, high in classes:
            above.setdefault(low, set()).add(high)
        self._above = {low: _closure(low, above) for low in above}

    def text_of(self, groups: Collection[int]) -> str:
        """The shapes, with the targets of some groups only."""
        wanted = {aim.shape for number in groups for aim in self._groups[number]}
        return turtle(t for t in self._triples if t[1] not in TARGETS or str(t[0]) in wanted)

    def apart(self, found: Iterable[Result]) -> dict[int, list[Result]]:
        """Results by group, each as the shapes graph has it: a part may have no name there."""
        made: dict[int, list[Result]] = {}
        for result in found:
            group = self._of.get(result.shape, UNKNOWN)
            if result.shape.startswith(_PART):
                result = replace(result, shape="_:")
            made.setdefault(group, []).append(result)
        return made

    # -- a change --------------------------------------------------------------------------

    def touched(self, changes: Changes, looks: Looks) -> Touched:
        """What a change touches.

        Parameters:
            looks: the new state.
        """
        made = Touched()
        if not changes.merged:
            return made
        for number, group in enumerate(self._groups):
            roots = _roots(group, changes, looks)
            if roots is None:
                made.whole.add(number)
            elif roots:
                made.foci[number] = {text_of(term(node)) for node in roots}
                for aim in group:
                    about = [node for node in roots if self._is_about(aim, node, looks)]
                    if about:
                        made.aims[aim.shape] = about
        return made

    def _is_about(self, aim: Aim, node: Node, looks: Looks) -> bool:
        return any(self._chooses(path, value, node, looks) for path, value in aim.targets)

    def _chooses(self, path: str, value: Term, node: Node, looks: Looks) -> bool:
        if path == SH("targetNode"):
            return node == node_of(value)
        if path != SH("targetClass"):
            return bool(looks.led(node, str(value), back=path == SH("targetObjectsOf")))
        wanted = node_of(value)
        kinds = looks.led(node, RDF("type"))
        return any(kind == wanted or wanted in self._above.get(kind, ()) for kind in kinds)

    def validated(self, touched: Touched, looks: Looks) -> list[Result]:
        """What the checks find of the things that a change touches."""
        if not touched.aims:
            return []
        for group in self._groups:
            for aim in group:
                if aim.walk is not None and aim.shape in touched.aims:
                    aim.walk.read(touched.aims[aim.shape], looks)
        marked = (
            (_CHOSEN, self._mark[shape], node)
            for shape, nodes in touched.aims.items()
            for node in nodes
        )
        data = lines_of(looks.quads(), marked)
        return list(validate_marked(data, self._ready, sorted(touched.aims)))


def _roots(group: Sequence[Aim], changes: Changes, looks: Looks) -> set[Node] | None:
    """The things whose results in a group may be others; None for all."""
    found: set[Node] = set()
    for aim in group:
        roots = aim.walk.roots(changes, looks) if aim.walk is not None else None
        if roots is None:
            return None
        found |= roots
    return found


def _apart(found: Iterable[Aim]) -> list[list[Aim]]:
    """Checks in groups of those that share what they report."""
    groups: list[tuple[set[str], list[Aim]]] = []
    for aim in found:
        mine = [group for group in groups if group[0] & aim.reported]
        groups = [group for group in groups if group not in mine]
        names = set(aim.reported).union(*(group[0] for group in mine))
        groups.append((names, [*(each for group in mine for each in group[1]), aim]))
    return [group for _, group in groups]


def _with_names(triples: Sequence[Triple]) -> list[Triple]:
    """The shapes graph with a name for every shape that a result may be of."""
    nameless = {o for _, p, o in triples if p == SH("property") and isinstance(o, Blank)}
    nameless |= {s for s, p, _ in triples if p in TARGETS and isinstance(s, Blank)}
    names = {node: Iri(f"{_PART}{i}") for i, node in enumerate(sorted(map(str, nameless)))}

    def named(node: Term) -> Term:
        return names.get(str(node), node) if isinstance(node, Blank) else node

    return [(named(s), p, named(o)) for s, p, o in triples]  # type: ignore[misc]


def _closure(low: Node, above: dict[Node, set[Node]]) -> set[Node]:
    found, todo = set[Node](), [low]
    while todo:
        new = above.get(todo.pop(), set()) - found
        found |= new
        todo += new
    return found
