"""A store that remembers its answers; where the data change, another store takes its place."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from kgraph.store import Location, Rows, Store, View
from kgraph.store.base import NO_BINDINGS
from kgraph.terms import Quad, Term, Triple

if TYPE_CHECKING:
    import rdflib

_ANSWERS = 240  # some sixty questions in each of four views


class Remembering:
    """A store whose answers to whole questions are kept; those about one thing are not.

    Parameters:
        store: answers what has not been asked before.
    """

    def __init__(self, store: Store) -> None:
        """Nothing is asked yet."""
        self.inner = store
        self._known: OrderedDict[tuple[str, View], Rows] = OrderedDict()

    def select(self, text: str, view: View, bindings: Mapping[str, Term] = NO_BINDINGS, /) -> Rows:
        """Run a SELECT query, or give its answer again."""
        if bindings:
            return self.inner.select(text, view, bindings)
        key = text, view
        found = self._known.get(key)  # another thread may put it out between asking and taking
        if found is None:
            found = self._known[key] = self.inner.select(text, view)
            while len(self._known) > _ANSWERS:
                self._known.popitem(last=False)
        return found

    def texts(
        self, text: str, view: View, bindings: Mapping[str, Term] = NO_BINDINGS, /
    ) -> tuple[list[str], list[list[str]]]:
        """Run a SELECT query for its cells as plain texts; whoever asks keeps what it makes."""
        return self.inner.texts(text, view, bindings)

    def ask(self, text: str, view: View, /) -> bool:
        """Run an ASK query."""
        return self.inner.ask(text, view)

    def construct(
        self, text: str, view: View, bindings: Mapping[str, Term] = NO_BINDINGS, /
    ) -> list[Triple]:
        """Run a CONSTRUCT or DESCRIBE query."""
        return self.inner.construct(text, view, bindings)

    def statements(self) -> Iterator[Quad]:
        """The stored statements of the data."""
        return self.inner.statements()

    def ntriples(self, view: View, *, ordered: bool = True) -> bytes:
        """The view's default graph as N-Triples."""
        return self.inner.ntriples(view, ordered=ordered)

    def labels(self, iris: Iterable[str], lang: str) -> dict[str, str]:
        """The best label of each IRI."""
        return self.inner.labels(iris, lang)

    def location(self, iri: str, path: str = "", value: Term | None = None) -> Location | None:
        """Where a subject is written down."""
        return self.inner.location(iri, path, value)

    def files(self) -> tuple[Path, ...]:
        """The files the store was built from."""
        return self.inner.files()

    def rdflib(self) -> "rdflib.Dataset":
        """A plain rdflib dataset with a copy of the stored statements."""
        return self.inner.rdflib()
