"""The command that writes the pages to a folder, for those who have no server and no network."""

import datetime
import signal
from pathlib import Path

import click

from kgraph.cli.frame import Frame, reading_command, worded
from kgraph.cli.main import commands
from kgraph.errors import UsageError
from kgraph.wording import Text


@commands.command(
    "site",
    help=worded(
        "Alla sidor som filer i en mapp: läses utan server, nät och installation, på svenska och "
        "engelska, med sökning och med varje sida som Word och Excel. En mapp som kommandot har "
        "skrivit förut byts ut hel; annat rörs inte.\n\n\b\nExempel:\n"
        "  kgraph site -o vem-gor-vad\n"
        "  kgraph site --review reviewed -o granskat",
        "All pages as files in a folder: read without server, network or installation, in Swedish "
        "and English, with search and with every page as Word and Excel. A folder that the "
        "command wrote before is replaced as a whole; nothing else is touched.\n\n\b\nExamples:\n"
        "  kgraph site -o who-does-what\n"
        "  kgraph site --review reviewed -o reviewed",
    ),
)
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(path_type=Path),
    metavar=worded("MAPP", "FOLDER"),
    help=worded("Mapp att skriva.", "Folder to write."),
)
@reading_command
def site(frame: Frame, folder: Path | None) -> None:
    """Write the pages."""
    if folder is None:
        raise UsageError(
            Text("Ange en mapp att skriva.", "Name a folder to write."), "-o",
            Text("Till exempel: kgraph site -o vem-gor-vad",
                 "For example: kgraph site -o who-does-what"),
        )  # fmt: skip
    from kgraph import site as stage
    from kgraph.site.folder import READ_ME, refuse_wrong
    from kgraph.web.settings import settings_of

    refuse_wrong(folder)
    contact = settings_of(frame.project, "127.0.0.1", 8000).contact
    view = frame.view
    # Ctrl-C ends the work in order: nothing is left beside the folder.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    frame.say(Text("Skriver sidorna, någon minut …", "Writing the pages, a minute or so …"))

    def progress(done: int, left: int) -> None:
        frame.say_progress(Text(f"{done} sidor skrivna, minst {left} kvar",
                                f"{done} pages written, at least {left} left"))  # fmt: skip

    made = stage.build(frame.project, frame.store, view, folder, contact=contact,
                       made=datetime.date.today(), progress=progress)  # fmt: skip
    frame.end_progress()
    size = f"{made.size / 1e6:.0f} MB"
    frame.say(
        Text(
            f"Skrev {folder}: {made.files} filer, {size}, {made.seconds:.0f} s. "
            f"Öppna {folder / READ_ME}",
            f"Wrote {folder}: {made.files} files, {size}, {made.seconds:.0f} s. "
            f"Open {folder / READ_ME}",
        )
    )
