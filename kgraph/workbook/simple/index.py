"""The statements of a project by thing and passage, as the simple sheets look them up."""

from collections import defaultdict
from collections.abc import Iterable

from kgraph.terms import Quad, Term


class Index:
    """Statements by subject, and by predicate and object.

    Parameters:
        quads: the statements.
    """

    def __init__(self, quads: Iterable[Quad]) -> None:
        """Sort them once."""
        self.of: dict[str, list[Quad]] = defaultdict(list)
        self._into: dict[tuple[str, str], list[Quad]] = defaultdict(list)
        for quad in quads:
            self.of[quad[0]].append(quad)
            if isinstance(quad[2], str):
                self._into[quad[1], quad[2]].append(quad)

    def values(self, subject: str, path: str, graph: str = "") -> list[Term]:
        """The values of a property, in one passage when it is named."""
        return [q[2] for q in self.of.get(subject, ()) if q[1] == path and graph in ("", q[3])]

    def subjects(self, path: str, value: str, graph: str = "") -> list[str]:
        """The things that have a value, in one passage when it is named."""
        found = self._into.get((path, value), ())
        return sorted({str(q[0]) for q in found if graph in ("", q[3])})

    def graphs(self, subject: str, path: str) -> list[str]:
        """The passages that state a property of a thing."""
        return sorted({str(q[3]) for q in self.of.get(subject, ()) if q[1] == path})
