"""A view that is kept while its statements change: only what an edit touches is derived again.

Each rule's statements lie in a graph of their own, so that a statement that several rules give, or
a rule and a source, goes when the last of them goes. Rules run in their order, each on what is
stated and what earlier rules gave, as when a view is laid. A rule's answer about a thing is made
again on a cut-out of the graph: all that the rule can read from there (``reach``).
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from threading import RLock

import pyoxigraph as ox

from kgraph.errors import UsageError
from kgraph.store import convert
from kgraph.store.admission import Ontology, note, refuse_unfit
from kgraph.store.base import Store
from kgraph.store.derive import made_by, merge, rules, said_of, stored
from kgraph.store.memory import ONTOLOGY_GRAPHS, MemoryStore
from kgraph.store.patterns import read_rule
from kgraph.store.reach import Changes, Looks, Node, Unreadable, Walk
from kgraph.store.view import View
from kgraph.terms import DERIVED, RDFS, Quad
from kgraph.wording import Text

_HIDDEN = ONTOLOGY_GRAPHS["shapes.ttl"]
_LINES = ox.RdfFormat.N_TRIPLES
_MERGED = ox.DefaultGraph()
_LATE = ("_names", "_locations", "_uses", "_classes_below", "_ontology")
_LAID = "urn:kgraph:laid:"
_OF_VIEW = ox.NamedNode(f"{_LAID}view")
_BELOW = ox.NamedNode(RDFS("subClassOf"))


class Everywhere(Exception):
    """A change that may touch everything: the view is to be laid again."""


@dataclass(frozen=True)
class _Rule:
    """A rule that walks.

    Parameters:
        far, back: the place of the other end of what it gives, and the steps from there.
        graph: where its statements lie.
        late: properties that it or a later rule gives.
    """

    name: str
    text: str
    walk: Walk
    at_start: bool
    predicates: tuple[ox.NamedNode, ...]
    far: int | None
    back: Walk | None
    graph: ox.NamedNode
    late: frozenset[ox.NamedNode]


class _Lower(Looks):
    """The graph as a rule sees it: without what it or later rules gave."""

    def __init__(self, store: ox.Store, rule: _Rule, below: frozenset[str]) -> None:
        """Parameters: ``below`` has the graphs of what was derived earlier."""
        super().__init__(store)
        self._rule, self._below = rule, below

    def takes_named(self, quad: ox.Quad) -> bool:
        return _is_stated(quad)

    def merged(self, found: Iterator[ox.Quad]) -> Iterator[ox.Quad]:
        for quad in found:
            if quad.predicate not in self._rule.late or self._is_lower(quad):
                yield quad

    def _is_lower(self, quad: ox.Quad) -> bool:
        found = self.store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        return any(_is_stated(q) or _graph(q) in self._below for q in found)


def _graph(quad: ox.Quad) -> str:
    return getattr(quad.graph_name, "value", "")


def _is_stated(quad: ox.Quad) -> bool:
    """Whether a statement stands in a graph that is merged, not derived."""
    name = _graph(quad)
    return name not in ("", _HIDDEN, DERIVED) and not name.startswith(_LAID)


@dataclass
class Edit:
    """An edit that was made.

    Parameters:
        changes: what is another in the merged graph, derived statements included, and in graphs.
        undone: takes it back.
    """

    changes: Changes = field(default_factory=Changes)
    steps: list[tuple[bool, ox.Quad]] = field(default_factory=list)


class WarmStore(MemoryStore):
    """A store in memory with one view laid, in which statements come and go.

    Made by ``warm``. ``walks`` tells whether every rule can be walked; where it is False, the view
    can only be laid again.
    """

    walks: bool
    warm_view: View

    def _view(self, view: View) -> ox.Store:
        assert view == self.warm_view
        return self._base

    def _stating(self, iri: str, path: str, value: object) -> set[str]:
        found = super()._stating(iri, path, value)  # type: ignore[arg-type]
        return {graph for graph in found if not graph.startswith(_LAID)}

    def kept_quads(self) -> Iterator[ox.Quad]:
        """The stored statements, without what was laid on them."""
        return (quad for quad in stored(self._base) if not _graph(quad).startswith(_LAID))

    @cached_property
    def _classes_below(self) -> tuple[ox.Quad, ...]:
        # No edit changes them where the view is kept.
        return tuple(self._base.quads_for_pattern(None, _BELOW, None, _MERGED))

    def classes(self) -> list[tuple[Node, Node]]:
        """Which class stands right below which."""
        return [(quad.subject, quad.object) for quad in self._classes_below]

    def looks(self) -> Looks:
        """The merged graph to take steps in."""
        return Looks(self._base, self._classes_below)

    # -- laying ----------------------------------------------------------------------------

    def lay(self) -> None:
        """Lay the view on what is stored."""
        merge(self._base, (_HIDDEN,), None)
        self._take(said_of(self.warm_view), _OF_VIEW)
        texts = rules(self.project)
        for number, (name, text) in enumerate(texts):
            self._take(made_by(self._base, name, text), _graph_of(number))
        self._read_rules(texts)

    def _take(self, lines: bytes, graph: ox.NamedNode) -> None:
        load = partial(self._base.bulk_load, input=lines, format=_LINES, lenient=True)
        load()
        load(to_graph=graph)

    def _read_rules(self, texts: Sequence[tuple[str, str]]) -> None:
        self._walking: list[_Rule] = []
        try:
            read = [read_rule(text) for _, text in texts]
        except Unreadable:
            self.walks = False
            return
        late = {p for rule in read for p in rule.predicates}
        self._heads = frozenset(late)
        for number, ((name, text), rule) in enumerate(zip(texts, read, strict=True)):
            made = _Rule(
                name, text, rule.reach.done(), rule.at_start, rule.predicates, rule.far,
                rule.back.done() if rule.back else None, _graph_of(number),
                frozenset(p for later in read[number:] for p in later.predicates),
            )  # fmt: skip
            self._walking.append(made)
        # A view has what is derived in one graph, which a rule that looks into graphs could see.
        said = {quad.predicate for quad in self._base.quads_for_pattern(None, None, None, _OF_VIEW)}
        named = {s.predicate for rule in self._walking for s in rule.walk.steps if s.named}
        self.walks = not named & {None, *late, *said}

    # -- editing ---------------------------------------------------------------------------

    @cached_property
    def _ontology(self) -> Ontology:
        small = MemoryStore(self.project, ())
        spaces = tuple(extension.namespace for extension in self.project.extensions)
        found = note(small._base, ONTOLOGY_GRAPHS.values(), spaces)
        # Statements are weighed by themselves, where every one of an ontology's graph is too many.
        return replace(found, graphs=dict.fromkeys(found.graphs, 0))

    def refuse(self, new: Iterable[Quad]) -> None:
        """Refuse statements that no file may state.

        Raises:
            InputError: one is there.
        """
        coming = [quad for quad in map(convert.engine_quad, new) if quad not in self._base]
        values = (quad.object for quad in coming)
        marks = {f"^^<{v.datatype.value}>" for v in values if isinstance(v, ox.Literal)}
        ends = (end for quad in coming for end in (quad.subject, quad.object))
        marks |= {"_:" for end in ends if isinstance(end, ox.BlankNode)}
        alone = ox.Store()
        alone.extend(coming)
        refuse_unfit(alone, self._ontology, {"": " ".join(marks)})

    def edit(self, gone: Iterable[Quad], new: Iterable[Quad]) -> Edit:
        """Let statements go and come, and derive again what hangs on them.

        Returns:
            What is another now.

        Raises:
            Everywhere: the view is to be laid again; nothing is changed then.
        """
        made = Edit()
        felt = Changes()
        try:
            for quad in map(convert.engine_quad, gone):
                if quad in self._base:
                    self._state(quad, made, felt, self._drop)
            for quad in map(convert.engine_quad, new):
                if quad not in self._base:
                    self._state(quad, made, felt, self._put)
            below = {_OF_VIEW.value}
            for rule in self._walking:
                self._derive(rule, made, felt, frozenset(below))
                below.add(rule.graph.value)
        except BaseException:
            self.undo(made)
            raise
        self.__dict__.pop("_names", None)
        return made

    def undo(self, edit: Edit) -> None:
        """Take an edit back, the last that was made."""
        for added, quad in reversed(edit.steps):
            (self._base.remove if added else self._base.add)(quad)
        self.__dict__.pop("_names", None)

    def _state(
        self,
        quad: ox.Quad,
        made: Edit,
        felt: Changes,
        act: Callable[[ox.Quad, Edit, Changes], None],
    ) -> None:
        if not self.walks or quad.predicate == _BELOW or not _is_stated(quad):
            raise Everywhere
        quad = self._as_kept(quad)
        made.changes.add(quad, named=True)
        felt.add(quad, named=True)
        act(quad, made, felt)

    @staticmethod
    def _as_kept(quad: ox.Quad) -> ox.Quad:
        """A statement as the engine gives it back: it writes some numbers in another way."""
        kept = ox.Store()
        kept.add(quad)
        return next(kept.quads_for_pattern(None, None, None, None))

    def _put(self, quad: ox.Quad, made: Edit, felt: Changes) -> None:
        """Add a statement, and merge it."""
        merged = ox.Quad(quad.subject, quad.predicate, quad.object)
        self._do(True, quad, made)
        new = merged not in self._base
        if new:
            self._do(True, merged, made)
        self._note(merged, new, made, felt)

    def _drop(self, quad: ox.Quad, made: Edit, felt: Changes) -> None:
        """Remove a statement, from the merged ones too if nothing else gives it."""
        merged = ox.Quad(quad.subject, quad.predicate, quad.object)
        self._do(False, quad, made)
        left = self._base.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        last = not any(_graph(q) not in ("", _HIDDEN) for q in left)
        if last:
            self._do(False, merged, made)
        self._note(merged, last, made, felt)

    def _note(self, merged: ox.Quad, other: bool, made: Edit, felt: Changes) -> None:
        if other:
            made.changes.add(merged, named=False)
        # What a rule sees may be another, though a later rule gave the statement all along.
        if other or merged.predicate in self._heads:
            felt.add(merged, named=False)

    def _do(self, add: bool, quad: ox.Quad, made: Edit) -> None:
        (self._base.add if add else self._base.remove)(quad)
        made.steps.append((add, quad))

    # -- rules -----------------------------------------------------------------------------

    def _derive(self, rule: _Rule, made: Edit, felt: Changes, below: frozenset[str]) -> None:
        looks = _Lower(self._base, rule, below)
        roots = rule.walk.roots(felt, looks)
        if roots is None:
            raise Everywhere
        if not roots:
            return
        ends = rule.back.roots(felt, looks) if rule.back is not None else None
        far = rule.far if ends is not None else None
        rule.walk.read(roots, looks, (far, ends or ()) if far is not None else None)

        def is_touched(quad: ox.Quad) -> bool:
            near, other = (quad.subject, quad.object)[:: 1 if rule.at_start else -1]
            return near in roots and (ends is None or other in ends)

        now = set(filter(is_touched, self._given(rule, looks)))
        before = set(filter(is_touched, self._gave(rule, roots)))
        for quad in before - now:
            self._drop(quad, made, felt)
        for quad in now - before:
            self._put(quad, made, felt)

    def _given(self, rule: _Rule, looks: Looks) -> Iterator[ox.Quad]:
        """What a rule gives of what was read."""
        cut = ox.Store()
        cut.extend(looks.quads())
        for t in ox.parse(made_by(cut, rule.name, rule.text), format=_LINES, lenient=True):
            yield ox.Quad(t.subject, t.predicate, t.object, rule.graph)

    def _gave(self, rule: _Rule, roots: set[Node]) -> Iterator[ox.Quad]:
        """What it gave of some things before."""
        for root in roots:
            for name in rule.predicates:
                if not rule.at_start:
                    yield from self._base.quads_for_pattern(None, name, root, rule.graph)
                elif isinstance(root, ox.NamedNode | ox.BlankNode):
                    yield from self._base.quads_for_pattern(root, name, None, rule.graph)


def _graph_of(number: int) -> ox.NamedNode:
    return ox.NamedNode(f"{_LAID}{number}")


def warm(store: Store, view: View, *, take_over: bool = False) -> WarmStore:
    """A store in which a view is kept while statements come and go.

    Parameters:
        store: the statements.
        view: which takes everything, whatever its review status.
        take_over: whether the statements of the store are taken, not copied: nothing but the new
            one may ask it afterwards.

    Raises:
        UsageError: the store is not one of files in memory.
    """
    if type(store) is not MemoryStore:
        raise UsageError(
            Text("Det går bara med ett projekts filer.", "That takes a project's files."),
            "",
            Text("Öppna projektet utan --store.", "Open the project without --store."),
        )
    made = _copied(store, view)
    if take_over and not store._laid:
        made._base = store._base
    else:
        made._base.bulk_extend(stored(store._base))
    made.lay()
    return made


def _copied(store: MemoryStore, view: View) -> WarmStore:
    """A store that knows what another does, and holds nothing yet."""
    made = WarmStore.__new__(WarmStore)
    made.__dict__.update(store.__dict__)
    for name in _LATE:
        made.__dict__.pop(name, None)
    made._base, made.walks, made.warm_view = ox.Store(), False, view
    made._views, made._laid, made._making = OrderedDict(), True, RLock()
    return made


def renewed(store: WarmStore, gone: Iterable[Quad], new: Iterable[Quad]) -> WarmStore:
    """A store after an edit, with its view laid anew; the old one stays as it is."""
    made = _copied(store, store.warm_view)
    made._base.bulk_extend(store.kept_quads())
    for quad in gone:
        made._base.remove(convert.engine_quad(quad))
    made._base.extend(map(convert.engine_quad, new))
    made.lay()
    return made
