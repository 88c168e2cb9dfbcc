"""The commands that fill a store and keep copies of it: load, backup, restore."""

import datetime
from pathlib import Path

import click

from kgraph.cli.frame import AS_OF, STORE, Frame, project_command, worded
from kgraph.cli.main import commands
from kgraph.cli.options import FILE, server_options
from kgraph.cli.working import WORKING
from kgraph.errors import UsageError
from kgraph.wording import Text


def _needed(address: str | None) -> str:
    """The address of the store to write in.

    Raises:
        UsageError: none was given.
    """
    if not address:
        raise UsageError(
            Text("Inget lager är angivet.", "No store is named."),
            "--store",
            Text(
                "Ange en mapp eller en adress: --store MAPP, eller sätt KGRAPH_STORE.",
                "Name a folder or an address: --store FOLDER, or set KGRAPH_STORE.",
            ),
        )
    return address


@commands.command(
    "load",
    help=worded(
        "Ladda uppgifter i ett lager på disk eller på en SPARQL-server. Utan filer: projektets "
        "egna, i stället för det som fanns. Med filer: utöver det som fanns. Allt laddas, eller "
        "ingenting.\n\n\b\nExempel:\n"
        "  kgraph load --store lager\n"
        "  kgraph load mer.nq.gz --store lager\n"
        "  kgraph load --store http://127.0.0.1:7878/query",
        "Load statements into a store on disk or on a SPARQL server. Without files: the project's "
        "own, in place of what was there. With files: beside what was there. All is loaded, or "
        "nothing.\n\n\b\nExamples:\n"
        "  kgraph load --store store\n"
        "  kgraph load more.nq.gz --store store\n"
        "  kgraph load --store http://127.0.0.1:7878/query",
    ),
)
@click.argument("files", nargs=-1, metavar=worded("[FIL]…", "[FILE]…"), type=FILE)
@STORE
@click.option(
    "--replace",
    is_flag=True,
    help=worded("Filerna i stället för det som fanns.", "The files in place of what was there."),
)
@click.option(
    "--rebuild",
    is_flag=True,
    help=worded(
        "Läs inget nytt; gör om det som härleds, för dagens vy eller den per --as-of.",
        "Read nothing new; make what is derived anew, for the view of today or of --as-of.",
    ),
)
@AS_OF
@server_options
@project_command
def load(
    frame: Frame,
    files: tuple[Path, ...],
    address: str | None,
    replace: bool,
    rebuild: bool,
    as_of: datetime.date | None,
    update: str,
    graphs: str,
) -> None:
    """Fill a store."""
    from kgraph.store.loading import load_into

    if rebuild and (files or replace):
        raise UsageError(
            Text("--rebuild läser inga filer.", "--rebuild reads no files."),
            "kgraph load",
            Text("Utelämna filerna.", "Leave the files out."),
        )
    chosen = files or (() if rebuild else frame.project.data_files)
    add = rebuild or (bool(files) and not replace)
    with WORKING.run(worded("Laddar", "Loading"), wanted=not frame.quiet):
        mark = load_into(
            frame.project, _needed(address), chosen, add=add, told=frame.say_progress,
            note=frame.say, day=as_of or datetime.date.today(), update=update, graphs=graphs,
        )  # fmt: skip
    frame.say(
        Text(
            f"Laddade. {address} har {mark.statements} uppgifter; vyn per {mark.as_of} är gjord.",
            f"Loaded. {address} has {mark.statements} statements; the view as of {mark.as_of} is "
            "made.",
        )
    )


@commands.command(
    "backup",
    help=worded(
        "Säkerhetskopiera ett lager till en fil, även medan det läses och laddas.",
        "Back a store up to a file, also while it is read and loaded.",
    ),
)
@click.argument("file", metavar=worded("FIL.nq.gz", "FILE.nq.gz"), type=FILE)
@STORE
@project_command
def backup(frame: Frame, file: Path, address: str | None) -> None:
    """Write the statements of a store to a file."""
    from kgraph.store.backup import back_up

    with WORKING.run(worded("Kopierar", "Copying"), wanted=not frame.quiet):
        mark = back_up(frame.project, _needed(address), file)
    frame.say(
        Text(f"Skrev {file}: {mark.statements} uppgifter.",
             f"Wrote {file}: {mark.statements} statements.")
    )  # fmt: skip


@commands.command(
    "restore",
    help=worded(
        "Återställ ett lager från en säkerhetskopia, i stället för det som fanns.",
        "Restore a store from a backup, in place of what was there.",
    ),
)
@click.argument("file", metavar=worded("FIL.nq.gz", "FILE.nq.gz"), type=FILE)
@STORE
@server_options
@project_command
def restore(frame: Frame, file: Path, address: str | None, update: str, graphs: str) -> None:
    """Fill a store with what a backup holds."""
    from kgraph.store.backup import bring_back

    with WORKING.run(worded("Återställer", "Restoring"), wanted=not frame.quiet):
        mark = bring_back(
            frame.project, _needed(address), file, frame.say_progress, frame.say,
            datetime.date.today(), update, graphs,
        )  # fmt: skip
    frame.say(
        Text(f"Återställde {address}: {mark.statements} uppgifter.",
             f"Restored {address}: {mark.statements} statements.")
    )  # fmt: skip
