"""What every kind of store can do. One suite of contract tests holds all of them to it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from kgraph.project import Project
from kgraph.store.view import View
from kgraph.terms import Quad, Term, Triple

if TYPE_CHECKING:
    import rdflib

NO_BINDINGS: Mapping[str, Term] = {}


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer to a SELECT query: column names, and rows of terms (None = unbound)."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Location:
    """Where a subject is written down: file (relative to the project) and line, from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        """``file:line``, which editors and terminals make clickable."""
        return f"{self.file}:{self.line}"


class Store(Protocol):
    """Statements in named graphs, and for each view a merged default graph with derived ones.

    Queries see the view: the default graph is the deduplicated merge of the graphs that take
    part, with the derived statements; ``GRAPH ?g`` reaches the passages themselves.
    """

    def select(self, text: str, view: View, bindings: Mapping[str, Term] = NO_BINDINGS, /) -> Rows:
        """Run a SELECT query; bound variables must stand in its SELECT list."""
        ...

    def texts(
        self, text: str, view: View, bindings: Mapping[str, Term] = NO_BINDINGS, /
    ) -> tuple[list[str], list[list[str]]]:
        """Run a SELECT query for its columns and rows as plain texts, empty where nothing is bound.

        For answers of many rows: no term is made of a cell.
        """
        ...

    def ask(self, text: str, view: View, /) -> bool:
        """Run an ASK query."""
        ...

    def construct(
        self, text: str, view: View, bindings: Mapping[str, Term] = NO_BINDINGS, /
    ) -> list[Triple]:
        """Run a CONSTRUCT or DESCRIBE query; the triples come sorted."""
        ...

    def statements(self) -> Iterator[Quad]:
        """The stored statements of the data, sorted; never derived or merged ones."""
        ...

    def ntriples(self, view: View, *, ordered: bool = True) -> bytes:
        """The view's default graph as N-Triples, for engines that want one plain graph.

        Parameters:
            ordered: whether the lines are sorted, which takes as much memory as they do.
        """
        ...

    def labels(self, iris: Iterable[str], lang: str) -> dict[str, str]:
        """The best label of each IRI in a language: asked for, sv, en, untagged, short name."""
        ...

    def location(self, iri: str, path: str = "", value: Term | None = None) -> Location | None:
        """Where a subject is written down, when it comes from a file.

        Parameters:
            iri: the subject.
            path: a predicate: of several places one where it is stated.
            value: the object it is stated with there.
        """
        ...

    def files(self) -> tuple[Path, ...]:
        """The files the store was built from."""
        ...

    def rdflib(self) -> "rdflib.Dataset":
        """A plain rdflib dataset with a copy of the stored statements."""
        ...


@runtime_checkable
class Replaceable(Store, Protocol):
    """A store that somebody else may load anew while it is open."""

    @property
    def elsewhere(self) -> bool:
        """Whether a server answers queries, and no processes here."""
        ...

    def is_there(self) -> bool:
        """Whether what was opened is still there."""
        ...

    def again(self, project: Project) -> "Replaceable":
        """The store that is at the same address now."""
        ...
