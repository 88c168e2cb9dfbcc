"""Statements outside any store: read from a file or text, changed, and written back."""

from pathlib import Path

import pyoxigraph as ox

from kgraph.store import convert
from kgraph.store.reading import load_file
from kgraph.terms import GRAPH, Quad


def read_quads(path: Path, name: str) -> list[Quad]:
    """The statements of one file.

    Raises:
        InputError: the file cannot be read or parsed.
    """
    store = ox.Store()
    load_file(store, path, name, GRAPH("file/" + path.stem))
    return [convert.quad(quad) for quad in store]
