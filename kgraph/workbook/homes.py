"""The data file that each statement of a workbook belongs to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from kgraph.terms import GRAPH, Quad
from kgraph.workbook.desk import Desk

Contents = Mapping[Path, tuple[Quad, ...]]


def contents_of(
    desk: Desk, gone: Iterable[Quad], new: Iterable[Quad]
) -> dict[Path, tuple[Quad, ...]]:
    """The new statements of each file that changes."""
    home = _Homes(desk)
    changes: dict[Path, tuple[set[Quad], set[Quad]]] = defaultdict(lambda: (set(), set()))
    for quads, which in ((gone, 0), (new, 1)):
        for quad in quads:
            changes[home.of(quad[3])][which].add(quad)
    return {
        path: tuple((set(desk.files.get(path, ())) - out) | into)
        for path, (out, into) in changes.items()
        if out or into - set(desk.files.get(path, ()))
    }


def changed(desk: Desk, contents: Contents) -> tuple[set[Quad], set[Quad]]:
    """The statements that go, and those that come."""
    gone: set[Quad] = set()
    new: set[Quad] = set()
    for path, quads in contents.items():
        before, after = set(desk.files.get(path, ())), set(quads)
        gone |= before - after
        new |= after - before
    return gone, new


class _Homes:
    """The file that each graph belongs to; a new graph's is the one of its source."""

    def __init__(self, desk: Desk) -> None:
        """Know where the graphs of today and their sources stand."""
        self._data = desk.project.root / "data"
        self._homes = desk.file_of()
        self._sources = {_source(graph)[0]: path for graph, path in self._homes.items()}

    def of(self, graph: str) -> Path:
        """The file of a graph."""
        if graph not in self._homes:
            self._homes[graph] = self._new(graph)
        return self._homes[graph]

    def _new(self, graph: str) -> Path:
        source, rest = _source(graph)
        if source == "file":
            return self._data / f"{rest}.ttl"
        if source == "reference":
            return self._data / "reference" / f"{rest.partition('/')[0]}.trig"
        return self._sources.get(source) or self._data / "sources" / f"{source}.trig"


def _source(graph: str) -> tuple[str, str]:
    """The source that a graph is a part of, and which part."""
    source, _, rest = graph.removeprefix(GRAPH).partition("/")
    return source, rest
