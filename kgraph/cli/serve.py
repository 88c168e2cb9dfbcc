"""The command that serves the project: pages, data and a SPARQL endpoint."""

import ipaddress
import sys
from pathlib import Path
from typing import Any

import click

from kgraph.cli.frame import Frame, project_command, t
from kgraph.cli.main import commands
from kgraph.errors import OutsideError, UsageError
from kgraph.wording import Text


def _words(sv: str, en: str) -> str:
    return t(Text(sv, en))


@commands.command(
    "serve",
    help=_words(
        "Visa projektet i en webbläsare: sidor, data och en SPARQL-tjänst.\n\n\b\nExempel:\n"
        "  kgraph serve\n"
        "  kgraph serve --port 8080 --sources mina-dokument\n\n"
        "Inställningar för en publik adress står under [serve] i kgraph.toml.",
        "Show the project in a browser: pages, data and a SPARQL endpoint.\n\n\b\nExamples:\n"
        "  kgraph serve\n"
        "  kgraph serve --port 8080 --sources my-documents\n\n"
        "Settings for a public address stand under [serve] in kgraph.toml.",
    ),
)
@click.option(
    "--host", default="127.0.0.1", show_default=True,
    help=_words("Adress att lyssna på.", "Address to listen on."),
)  # fmt: skip
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True,
    help=_words("Port att lyssna på.", "Port to listen on."),
)  # fmt: skip
@click.option(
    "--sources",
    type=click.Path(path_type=Path),
    metavar=_words("MAPP", "FOLDER"),
    help=_words(
        "Mapp med egna kopior av dokumenten; visas i sitt sammanhang, lämnas aldrig vidare.",
        "Folder with your own copies of the documents; shown in context, never sent on.",
    ),
)
@click.option(
    "--scratch",
    is_flag=True,
    help=_words(
        "Ett eget tomt lager bredvid, under /scratch; ändras med KGRAPH_TOKEN.",
        "An empty store of your own beside it, under /scratch; changed with KGRAPH_TOKEN.",
    ),
)
@project_command
def serve(frame: Frame, host: str, port: int, sources: Path | None, scratch: bool) -> None:
    """Serve until told to stop."""
    if sources is not None and not sources.is_dir():
        raise UsageError(
            Text("Mappen finns inte.", "The folder does not exist."),
            str(sources),
            Text("Ange mappen med dina kopior.", "Name the folder with your copies."),
        )
    _refuse_unlocked(frame, host)
    _refuse_taken(host, port)
    # A person at a terminal wants no line a request; a log that is collected does.
    logs = not frame.quiet and sys.stderr is not None and not sys.stderr.isatty()
    chosen: dict[str, Any] = {"sources": sources, "scratch": scratch, "logs": logs}
    from kgraph.web.app import create_app
    from kgraph.web.server import run
    from kgraph.web.settings import settings_of

    settings = settings_of(frame.project, host, port, **chosen)
    app = create_app(frame.project, settings, frame.store)
    address = settings.address
    frame.say(
        Text(f"Öppna {address}/  (avsluta med Ctrl-C)", f"Open {address}/  (end with Ctrl-C)")
    )
    run(app, host, port)


def _refuse_unlocked(frame: Frame, host: str) -> None:
    """Where a query cannot be locked in, only this machine is served.

    Raises:
        UsageError: another machine could reach the server.
    """
    if sys.platform == "linux":
        return
    frame.say(
        Text(
            "Det här systemet kan inte låsa in en fråga: servern svarar bara den här datorn, "
            "och SPARQL-frågor besvaras inte.",
            "This system cannot lock a query in: the server answers this computer alone, and "
            "SPARQL queries are not answered.",
        )
    )
    if not _loopback(host):
        raise UsageError(
            Text("Adressen nås från andra datorer.", "Other computers reach that address."),
            "--host",
            Text("Använd 127.0.0.1, eller kör på Linux.", "Use 127.0.0.1, or run on Linux."),
        )


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _refuse_taken(host: str, port: int) -> None:
    """Say that the port is taken before anything is read.

    Raises:
        OutsideError: nobody can listen there.
    """
    import socket

    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(found[0], found[1]) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(found[4])
    except OSError:
        raise OutsideError(
            Text(
                f"Det går inte att lyssna på {host}, port {port}.",
                f"Cannot listen on {host}, port {port}.",
            ),
            "--port",
            Text("Välj en annan port, till exempel 8080.", "Choose another, such as 8080."),
        ) from None
