"""Statements outside any store: read from a file or text, changed, and written back."""

from pathlib import Path

import pyoxigraph as ox

from kgraph.store import convert
from kgraph.store.reading import file_graph, load_file, refuse_loose
from kgraph.terms import Quad


def read_quads(path: Path, name: str) -> list[Quad]:
    """The statements of one file.

    Raises:
        InputError: the file cannot be read or parsed, or states something in no named graph.
    """
    store = ox.Store()
    text = load_file(store, path, name, file_graph(path))
    refuse_loose(store, text, name)
    return convert.quads(store)


def parse_quads(text: str) -> list[Quad]:
    """The statements that a text of N-Quads holds.

    Raises:
        ValueError: it is no such text.
    """
    try:
        found = ox.parse(text.encode(), format=ox.RdfFormat.N_QUADS)
        return [convert.quad(quad) for quad in found if isinstance(quad, ox.Quad)]
    except SyntaxError as error:
        raise ValueError(str(error)) from None
