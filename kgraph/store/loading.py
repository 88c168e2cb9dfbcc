"""Filling a store at an address, of whichever kind it is."""

import datetime
from collections.abc import Sequence
from pathlib import Path

from kgraph.errors import UsageError
from kgraph.project import Project
from kgraph.store.address import folder_of, is_server
from kgraph.store.intake import Told
from kgraph.store.mark import Files, Mark
from kgraph.store.plan import Plan
from kgraph.store.view import View
from kgraph.wording import Text


def load_into(
    project: Project,
    address: str,
    files: Sequence[Path],
    *,
    add: bool,
    told: Told,
    note: Told,
    day: datetime.date,
    origin: Files | None = None,
    update: str = "",
    graphs: str = "",
) -> Mark:
    """Load files into a store: all of them or none; then the view of a day is made there.

    Parameters:
        address: a folder or a server.
        add: to what the store holds, else in its place.
        told: is told how far the work has come.
        note: is told what the reader is to know beside it.
        day: of the view.
        origin: the files that the statements came from, where it is not these.
        update, graphs: addresses of a server, where they are not to be guessed.

    Raises:
        InputError: a file cannot be read; the store is as it was.
        OutsideError: the store cannot be written; it is as it was.
        UsageError: addresses of a server are given for a folder.
    """
    _refuse_addresses(address, update or graphs)
    if project.extensions:
        from kgraph.store.extending import refuse_foreign

        refuse_foreign(project)
    plan = Plan(project, files, View(as_of=day), told, origin, update, graphs)
    if is_server(address):
        from kgraph.store.remote_load import load as load_server

        return load_server(address, plan, add=add, note=note)
    from kgraph.store.folder import load as load_folder

    return load_folder(folder_of(address), plan, add=add)


def _refuse_addresses(address: str, more: str) -> None:
    """Refuse addresses of a server for a folder: they would be passed by in silence."""
    if more and not is_server(address):
        raise UsageError(
            Text("En mapp har inga adresser för ändringar och grafer.",
                 "A folder has no addresses for updates and graphs."),
            "--update-url, --graphs-url",
            Text("Ta bort dem, eller ange servern: --store https://…",
                 "Take them away, or name the server: --store https://…"),
        )  # fmt: skip
