"""The one door to the RDF engine: statements in graphs, views of them, and queries."""

import datetime
from collections.abc import Callable, Sequence
from pathlib import Path

from kgraph.errors import InputError
from kgraph.files import settle
from kgraph.project import Project
from kgraph.store.base import Location, Replaceable, Rows, Store
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
    "Replaceable",
    "Rows",
    "Store",
    "View",
    "open_at",
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
    _refuse_foreign(project)
    store = MemoryStore(project, data)
    if data is None and not (project.root / "data" / "sources").is_dir():
        _refuse_lost_sources(project, store)
    return store


def open_at(
    project: Project,
    address: str | None,
    note: Callable[[Text], None] | None = None,
    told: Callable[[Text], None] | None = None,
) -> Store:
    """Open the store at an address; the project's own files where none is given.

    Parameters:
        address: a folder that ``kgraph load`` has filled, or the address of a SPARQL server.
        note: is told what the reader is to know of the answers: that a server gives them in pages,
            that a view has to be made.
        told: is told how far what takes long has come.

    Raises:
        InputError: there is no store, or a newer version or another ontology made it.
        UsageError: an address that is not safe to use.
        OutsideError: the server cannot be reached.
    """
    if not address:
        return open_store(project)
    from kgraph.store.address import folder_of, is_server

    _refuse_foreign(project)
    if is_server(address):
        from kgraph.store.remote import open_remote, quiet

        return open_remote(project, address, note or quiet, told or quiet)
    from kgraph.store.derive import unsaid
    from kgraph.store.disk import DiskStore

    return DiskStore(project, folder_of(address), note or unsaid, told or unsaid)


def _refuse_foreign(project: Project) -> None:
    """Refuse extensions that would change what is shipped; most projects have none."""
    if project.extensions:
        from kgraph.store.extending import refuse_foreign

        refuse_foreign(project)


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
