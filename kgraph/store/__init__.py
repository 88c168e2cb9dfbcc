"""The one door to the RDF engine: statements in graphs, views of them, and queries."""

import datetime
from collections.abc import Sequence
from pathlib import Path

from kgraph.errors import InputError
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
from kgraph.wording import Text

_READ_BUT_GONE = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX prov: <http://www.w3.org/ns/prov#>
ASK { ?source ks:loaded true
  OPTIONAL { ?passage prov:wasDerivedFrom ?source } FILTER(!BOUND(?passage)) }"""

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
    store = MemoryStore(project, data)
    if data is None and not (project.root / "data" / "sources").is_dir():
        _refuse_lost_sources(project, store)
    return store


def _refuse_lost_sources(project: Project, store: Store) -> None:
    """Refuse a project whose folder of sources is gone, though some were read.

    Else every strategy and mandate would be called faulty for what stood in it.
    """
    view = View("everything", datetime.date.today())
    if store.ask(_READ_BUT_GONE, view):
        raise InputError(
            Text(
                "Mappen med källornas uppgifter saknas, men data/sources.ttl säger att källor är "
                "lästa.",
                "The folder with the statements of the sources is missing, but data/sources.ttl "
                "says that sources were read.",
            ),
            project.name(project.root / "data" / "sources"),
            Text("Lägg tillbaka mappen.", "Put the folder back."),
        )
