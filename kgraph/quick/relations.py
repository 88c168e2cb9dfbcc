"""Relations of a view, each read once with a small question: what the quick answers count over."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from kgraph.store import Store, View

PREFIXES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX other: <https://w3id.org/kompsam/id/other/>
PREFIX vocab: <https://w3id.org/kompsam/vocab/>
PREFIX role: <https://w3id.org/kompsam/vocab/role/>
PREFIX mode: <https://w3id.org/kompsam/vocab/mode/>
PREFIX level: <https://w3id.org/kompsam/vocab/level/>
PREFIX modality: <https://w3id.org/kompsam/vocab/modality/>
PREFIX territory-type: <https://w3id.org/kompsam/vocab/territory-type/>
PREFIX relation-kind: <https://w3id.org/kompsam/vocab/relation-kind/>
PREFIX group-resolution: <https://w3id.org/kompsam/vocab/group-resolution/>
"""
GAP_STATUS = "https://w3id.org/kompsam/vocab/gap-status/"
GAP_REASON = "https://w3id.org/kompsam/vocab/gap-reason/"
Many = Mapping[str, frozenset[str]]
NONE: frozenset[str] = frozenset()
_Made = TypeVar("_Made")


class Relations:
    """Pairs and sets of things by the pattern that gives them, each asked for once."""

    def __init__(self, store: Store, view: View) -> None:
        """Nothing is asked yet."""
        self._store, self._view = store, view
        self._sets: dict[str, frozenset[str]] = {}
        self._pairs: dict[str, Many] = {}
        self._rows: dict[tuple[str, str], Sequence[tuple[str, ...]]] = {}
        self._names: dict[str, str] = {}
        self._made: dict[object, Any] = {}

    def rows(self, columns: str, pattern: str) -> Sequence[tuple[str, ...]]:
        """The distinct answers to a pattern, each thing's name kept once."""
        if (columns, pattern) not in self._rows:
            self._rows[columns, pattern] = self._asked(columns, pattern)
        return self._rows[columns, pattern]

    def _asked(self, columns: str, pattern: str) -> list[tuple[str, ...]]:
        text = f"{PREFIXES}SELECT DISTINCT {columns} WHERE {{ {pattern} }}"
        shared = self._names.setdefault
        _, answer = self._store.texts(text, self._view)
        return [tuple([shared(word, word) for word in row]) for row in answer]

    def those(self, pattern: str) -> frozenset[str]:
        """Every ``?a`` of a pattern."""
        if pattern not in self._sets:
            self._sets[pattern] = frozenset(row[0] for row in self._asked("?a", pattern))
        return self._sets[pattern]

    def pairs(self, pattern: str) -> Many:
        """By each ``?a`` of a pattern, its ``?b``."""
        if pattern not in self._pairs:
            found: dict[str, set[str]] = defaultdict(set)
            for one, other in self._asked("?a ?b", pattern):
                found[one].add(other)
            self._pairs[pattern] = {one: frozenset(others) for one, others in found.items()}
        return self._pairs[pattern]

    def by(self, path: str) -> Many:
        """By each subject of a property or path, its objects."""
        return self.pairs(f"?a {path} ?b")

    def kept(self, make: "Callable[[Relations], _Made]") -> _Made:
        """What a function makes of the relations, made once; nobody changes what it holds."""
        if make not in self._made:
            self._made[make] = make(self)
        made: _Made = self._made[make]
        return made


def of(relation: Many, things: Iterable[str]) -> frozenset[str]:
    """Everything that some of the things are tied to."""
    return NONE.union(*(relation.get(thing, NONE) for thing in things))


def turned(relation: Many) -> Many:
    """A relation read from its other end."""
    found: dict[str, set[str]] = defaultdict(set)
    for one, others in relation.items():
        for other in others:
            found[other].add(one)
    return {other: frozenset(ones) for other, ones in found.items()}


def upwards(relation: Many, things: Iterable[str]) -> frozenset[str]:
    """Things with all that a relation leads to from them, in any number of steps."""
    found: set[str] = set()
    todo = list(things)
    while todo:
        if (one := todo.pop()) not in found:
            found.add(one)
            todo += relation.get(one, NONE)
    return frozenset(found)


def both_listed(ones: frozenset[str], others: frozenset[str]) -> str:
    """A cell that lists what two things have, once where they have the same."""
    lists = [listed(ones)] if ones == others else [listed(ones), listed(others)]
    return " ".join(filter(None, lists))


def listed(things: Iterable[str]) -> str:
    """A cell that lists things."""
    return " ".join(sorted(things))


def cells(**row: str) -> dict[str, str]:
    """A row; the columns come in the order given."""
    return row
