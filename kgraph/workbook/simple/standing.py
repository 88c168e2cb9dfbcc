"""What the data say already, so that a row that says it once more makes nothing new of it."""

from collections.abc import Iterable, Mapping, Set

from kgraph.terms import KS, PROV, VOCAB, Iri, Quad, Term
from kgraph.workbook.simple.index import Index

_PERIOD = (KS("validFrom"), KS("validThrough"))


class Standing:
    """The statements of a project as a new row is held against them.

    What stands in a passage that a reviewer has rejected is not said.

    Parameters:
        index: the statements.
        gone: those among them that go with rows that were taken out.
    """

    def __init__(self, index: Index, gone: Set[Quad] = frozenset()) -> None:
        """Look at nothing yet."""
        self._index, self._gone = index, gone

    def source(self, graph: str) -> str:
        """The document that a passage is of; "" where it is not known."""
        return next((str(s) for s in self._index.values(graph, PROV("wasDerivedFrom"))), "")

    def passages(self, subject: str, path: str, value: Term | None = None) -> list[str]:
        """The passages that state a property, or one value of it."""
        return sorted({
            str(q[3]) for q in self._index.of.get(subject, ())
            if q[1] == path and value in (None, q[2]) and not self._rejected(str(q[3]))
            and q not in self._gone
        })  # fmt: skip

    def says(self, source: str, subject: str, path: str, value: Term) -> bool:
        """Whether a document states a value; for no document, whether any does."""
        return any(
            not source or self.source(graph) in ("", source)
            for graph in self.passages(subject, path, value)
        )

    def relations(
        self, anchor: tuple[str, str], facts: Mapping[str, Term]
    ) -> tuple[list[Iri], list[Iri]]:
        """The relations of a thing with these facts: those that are it, and those much like it.

        One that somebody has inferred, or that is told to hold for a time, is only like one that a
        row states without either.

        Parameters:
            anchor: the property that ties the relation to the thing, and the thing.
            facts: what else a relation must state, by property.
        """
        same: list[Iri] = []
        like: list[Iri] = []
        for one in self._index.subjects(*anchor):
            graphs = self.passages(one, anchor[0])
            if graphs and all(self.passages(one, path, facts[path]) for path in facts):
                apart = any(self._index.values(one, path) for path in _PERIOD)
                apart = apart or all(self._index.values(one, KS("inferred"), g) for g in graphs)
                (like if apart else same).append(Iri(one))
        return same, like

    def _rejected(self, graph: str) -> bool:
        return VOCAB("review-status/rejected") in self._index.values(graph, KS("reviewStatus"))


def first_of(source: str, graphs: Iterable[str], standing: Standing) -> str:
    """The passage of a document among some, or "" where none is its; any for no document."""
    return next((g for g in graphs if not source or standing.source(g) == source), "")
