"""The one door to the RDF engine: statements in graphs, views of them, and queries."""

from collections.abc import Sequence
from pathlib import Path

from kgraph.files import settle
from kgraph.project import Project
from kgraph.store.base import Location, Rows, Store
from kgraph.store.view import (
    DEFAULT_MODES,
    GROUP_MODES,
    MODE_WORDS,
    MODES,
    READ_LEVELS,
    Assumption,
    View,
)

__all__ = [
    "DEFAULT_MODES",
    "GROUP_MODES",
    "MODES",
    "MODE_WORDS",
    "READ_LEVELS",
    "Assumption",
    "Location",
    "Rows",
    "Store",
    "View",
    "open_store",
]


def open_store(project: Project, data: Sequence[Path] | None = None) -> Store:
    """Open the store of a project.

    Parameters:
        project: where the files lie.
        data: files to read as data instead of the project's own (to check a draft, say).

    Raises:
        InputError: a file cannot be read, or states what the ontology has no term for.
    """
    from kgraph.store.memory import MemoryStore

    settle(project.root / "data")
    return MemoryStore(project, data)
