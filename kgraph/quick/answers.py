"""A named question answered from the relations, with terms in its cells as the engine gives them.

Only where the question's text is the shipped one: a project may have made it ask something else.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from operator import itemgetter
from threading import Lock
from typing import NamedTuple
from weakref import WeakKeyDictionary

from kgraph.errors import InputError
from kgraph.project import installed_root
from kgraph.quick.relations import Relations
from kgraph.store import Rows, Store, View
from kgraph.store.reading import read_text
from kgraph.terms import STRING, XSD, Iri, Literal, Term

MOST_ROWS = 50_000
"""Rows of an answer over pairs, which may grow with the square of a country."""
_KEPT_VIEWS = 2
_INTEGER, _DECIMAL, _BOOLEAN = XSD("integer"), XSD("decimal"), XSD("boolean")
_LISTS = {
    *("elements", "evidence", "levelEvidence", "counterparts", "members", "tasks", "themes"),
    *("inferred", "sharedThemes", "strategies", "themeMatch", "trace"),
}
_VALUES: Mapping[str, Mapping[str, Iri]] = {
    "forum-composition": {"members": _INTEGER},
    "gap-responsibility": dict.fromkeys(("actor", "note", "project"), STRING),
    "forum-overlap": dict.fromkeys(("shared", "n1", "n2"), _INTEGER)
    | dict.fromkeys(("jaccardMembers", "overlapCoefficient"), _DECIMAL),
    "goal-means": {"inferred": _BOOLEAN},
    "mandate-overlap": {"score": _DECIMAL},
    "measure-overlap": {"sameStrategy": _BOOLEAN, "score": _DECIMAL},
    "representation-gap": {"forum": STRING},
    "strategy-theme-overlap": dict.fromkeys(("shared", "union"), _INTEGER)
    | {"jaccard": _DECIMAL, "sameTerritory": _BOOLEAN},
}
Answer = Callable[[Relations], Iterator[dict[str, str]]]


class Answered(NamedTuple):
    """An answer, and how many rows were left out of it."""

    rows: Rows
    left_out: int = 0


class _Kept:
    """The relations of each store, read once a view, for as long as the store is there."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._read: WeakKeyDictionary[Store, dict[View, Relations]] = WeakKeyDictionary()

    def of(self, store: Store, view: View) -> Relations:
        with self._lock:
            views = self._read.setdefault(store, {})
            made = views.pop(view, None) or Relations(store, view)
            views[view] = made  # last in order
            while len(views) > _KEPT_VIEWS:
                del views[next(iter(views))]
            return made


_KEPT = _Kept()


@cache
def _shipped(name: str) -> str:
    """The text of a question as it is shipped; "" where it is not."""
    path = installed_root() / "queries" / f"{name}.rq"
    try:
        return read_text(path, path.name)
    except InputError:
        return ""


def is_shipped(name: str, text: str) -> bool:
    """Whether a question asks what the one of its name asks that is shipped."""
    return text == _shipped(name)


def answer(
    quick: Answer,
    name: str,
    columns: tuple[str, ...],
    store: Store,
    view: View,
    bound: Mapping[str, Term],
    most: int = MOST_ROWS,
) -> Answered:
    """The rows that a question has for some values.

    Parameters:
        quick: gives all rows.
        name: of the question.
        columns: that it answers with.
        bound: values of its parameters, each a column.
        most: rows to give; the first by their texts, where there are more.
    """
    wanted = [(column, str(value)) for column, value in bound.items()]
    found = [
        row
        for row in quick(_KEPT.of(store, view))
        if all(row[column] == value for column, value in wanted)
    ]
    left_out = max(0, len(found) - most)
    if left_out:
        found.sort(key=itemgetter(*columns))
        del found[most:]
    kinds = _VALUES.get(name, {})
    makers = [(column, cache(_maker(kinds.get(column, ""), column))) for column in columns]
    rows = tuple(tuple([make(row[column]) for column, make in makers]) for row in found)
    return Answered(Rows(columns, rows), left_out)


def _maker(datatype: str, column: str) -> Callable[[str], Term | None]:
    """How the cells of a column become terms: values of a kind, lists as text, else things."""

    def make(cell: str) -> Term | None:
        if not cell:
            return None
        if datatype:
            return Literal(cell, datatype)
        return Iri(cell) if column not in _LISTS and cell.startswith("http") else Literal(cell)

    return make
