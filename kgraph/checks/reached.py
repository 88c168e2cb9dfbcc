"""Where each check looks from a thing: its paths, classes and questions as steps (``reach``).

A check that cannot be told this way is looked at anew over everything after each edit, which is
slow and right. That holds of: shapes within themselves and closed ones, questions that ``patterns``
cannot read or that use ``$PATH``, constraints written in a vocabulary of one's own, targets chosen
by a question, classes that are shapes themselves, qualified values that shut each other out, and
properties of a property's values (whose results are told at another thing than the check is of).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kgraph.checks.narrow import TARGETS, Parts
from kgraph.store.patterns import read_question
from kgraph.store.reach import ROOT, Reach, Unreadable, Walk, Way
from kgraph.store.ways import way
from kgraph.terms import OWL, RDF, RDFS, SH, Blank, Iri, Literal, Term, Triple

_TYPE, _BELOW = str(RDF("type")), str(RDFS("subClassOf"))
_HERE = {SH("node"), SH("not"), SH("property")}
_LISTS = {SH("and"), SH("or"), SH("xone")}
_PAIRS = {SH("equals"), SH("disjoint"), SH("lessThan"), SH("lessThanOrEquals")}
_VALUES = {
    *(SH(name) for name in ("nodeKind", "datatype", "hasValue", "in", "pattern", "flags")),
    *(SH(name) for name in ("minLength", "maxLength", "languageIn", "uniqueLang", "minCount")),
    *(SH(name) for name in ("maxCount", "minInclusive", "maxInclusive", "minExclusive")),
    *(SH(name) for name in ("maxExclusive", "qualifiedMinCount", "qualifiedMaxCount")),
    *(SH(name) for name in ("message", "severity", "path", "name", "description", "order")),
    *(SH(name) for name in ("group", "deactivated", "defaultValue", "declare")),
}


@dataclass(frozen=True)
class Aim:
    """A check with what it is about.

    Parameters:
        shape: its IRI.
        walk: the steps from a thing; None where they cannot be told.
        reported: the shapes that its results name.
        targets: how it chooses things: ``sh:targetClass`` and the like, and what it names.
    """

    shape: str
    walk: Walk | None
    reported: frozenset[str]
    targets: tuple[tuple[str, Term], ...]


def aims(triples: Sequence[Triple]) -> list[Aim]:
    """The checks of a shapes graph in which every shape that a result may name has an IRI."""
    shapes = _Shapes(triples)
    odd = any(_is_odd(triple) for triple in triples)
    targeted = sorted({str(s) for s, path, _ in triples if path in TARGETS})
    return [shapes.aim(shape, odd) for shape in targeted]


def _is_odd(triple: Triple) -> bool:
    """Whether a statement lets checks be of a kind that no step tells of."""
    _, path, value = triple
    return (
        path in (SH("target"), SH("parameter"), SH("validator"), SH("rule"), SH("expression"))
        or (path in TARGETS and path != SH("targetNode") and not isinstance(value, Iri))
        or (path == RDF("type") and value in (RDFS("Class"), OWL("Class")))
    )


class _Shapes:
    """Reads shapes into steps."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        triples = list(triples)
        self.of: dict[str, list[tuple[str, Term]]] = defaultdict(list)
        for subject, path, value in triples:
            self.of[str(subject)].append((str(path), value))
        self.parts = Parts(triples)

    def aim(self, shape: str, odd: bool) -> Aim:
        """A check with its steps, or with none where something of it cannot be told."""
        said = self.of[shape]
        targets = tuple((path, value) for path, value in said if path in TARGETS)
        properties = [str(v) for path, v in said if path == SH("property")]
        # What is asked of the values of a path has results that are told at the values.
        beyond = self._inner(properties) if SH("path") not in dict(said) else {*properties}
        reported = frozenset({shape, *properties, *self._inner(properties)})
        walk = None
        if not odd and not beyond:
            try:
                walk = _OfShape(self.of, self.prefixes()).walk(shape, targets)
            except (Unreadable, KeyError):
                walk = None
        return Aim(shape, walk, reported, targets)

    def _inner(self, properties: Iterable[str]) -> set[str]:
        """Properties of the values of properties, and so on."""
        todo, found = list(properties), set[str]()
        while todo:
            inner = {str(v) for path, v in self.of[todo.pop()] if path == SH("property")} - found
            found |= inner
            todo += inner
        return found

    def prefixes(self) -> dict[str, str]:
        """The prefixes that questions may use.

        Raises:
            Unreadable: one stands for two namespaces.
        """
        own = {
            name: next(iter(spaces))
            for name, spaces in self._declared().items()
            if len(spaces) == 1
        }
        if len(own) < len(self._declared()):
            raise Unreadable("prefix")
        return own

    def _declared(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for said in self.of.values():
            texts = {path: v.value for path, v in said if isinstance(v, Literal)}
            if SH("prefix") in texts:
                found[texts[SH("prefix")]].add(texts.get(SH("namespace"), ""))
        return found


class _OfShape:
    """The steps of one check."""

    def __init__(self, of: dict[str, list[tuple[str, Term]]], prefixes: dict[str, str]) -> None:
        self.of, self.prefixes = of, prefixes
        self.reach = Reach()
        self._above: list[str] = []

    def walk(self, shape: str, targets: Iterable[tuple[str, Term]]) -> Walk:
        """Walk from the things that it is about."""
        for path, value in targets:
            if path == SH("targetClass"):
                self._class(ROOT)
            elif path != SH("targetNode"):
                back = path == SH("targetObjectsOf")
                self.reach.step(ROOT, str(value), self.reach.place(), back=back)
        self._shape(shape, ROOT)
        return self.reach.done()

    def _shape(self, shape: str, place: int) -> None:
        if shape in self._above:
            raise Unreadable("a shape within itself")
        self._above.append(shape)
        said = self.of[shape]
        path = next((value for name, value in said if name == SH("path")), None)
        values = place
        if path is not None:
            values = self.reach.place()
            way(self.reach, place, self._way(path), values)
        for name, value in said:
            self._asked(name, value, place, values)
        self._above.pop()

    def _asked(self, name: str, value: Term, place: int, values: int) -> None:
        if name in TARGETS or name in _VALUES or not name.startswith(str(SH)):
            return
        if name in _HERE or name == SH("qualifiedValueShape"):
            self._shape(str(value), values)
        elif name in _LISTS:
            for each in self._listed(value):
                self._shape(str(each), values)
        elif name == SH("class"):
            self._class(values)
        elif name in _PAIRS:
            self.reach.step(place, str(value), self.reach.place())
        elif name == SH("sparql"):
            self._question(value, place)
        elif name != SH("qualifiedValueShapesDisjoint") or _is_true(value):
            raise Unreadable(name)

    def _class(self, place: int) -> None:
        # What stands below a class changes with the ontology alone, which is never an edit.
        here = self.reach.place()
        self.reach.step(place, _TYPE, here)

    def _question(self, constraint: Term, place: int) -> None:
        said = dict(self.of[str(constraint)])
        question = said.get(SH("select"))
        if not isinstance(question, Literal):
            raise Unreadable("ask")
        read_question(self.reach, place, question.value, self.prefixes)

    # -- paths and lists -------------------------------------------------------------------

    def _listed(self, node: Term) -> Iterator[Term]:
        seen = set[str]()
        while str(node) != RDF("nil"):
            if str(node) in seen:
                raise Unreadable("list")
            seen.add(str(node))
            said = dict(self.of[str(node)])
            yield said[str(RDF("first"))]
            node = said[str(RDF("rest"))]

    def _way(self, path: Term) -> Way:
        """A path of the shapes graph."""
        if not isinstance(path, Blank):
            return "iri", str(path)
        said = dict(self.of[str(path)])
        if str(RDF("first")) in said:
            return "then", [self._way(each) for each in self._listed(path)]
        if SH("alternativePath") in said:
            return "or", [self._way(each) for each in self._listed(said[SH("alternativePath")])]
        for name, kind in _WAYS.items():
            if name in said:
                return kind, self._way(said[name])
        raise Unreadable("path")


_WAYS: dict[Any, str] = {
    SH("inversePath"): "back",
    SH("zeroOrMorePath"): "*",
    SH("oneOrMorePath"): "+",
    SH("zeroOrOnePath"): "?",
}


def _is_true(value: Term) -> bool:
    return not (isinstance(value, Literal) and value.value in ("false", "0"))
