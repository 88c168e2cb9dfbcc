"""The command that serves the project: pages, data and a SPARQL endpoint."""

import gc
import ipaddress
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from kgraph.cli.frame import STORE, Frame, project_command, worded
from kgraph.cli.main import commands
from kgraph.errors import OutsideError, UsageError
from kgraph.wording import Text

FIRST_PORT = 8000
_PORTS_TRIED = 20


@commands.command(
    "serve",
    help=worded(
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
    help=worded("Adress att lyssna på.", "Address to listen on."),
)  # fmt: skip
@click.option(
    "--port", type=click.IntRange(1, 65535),
    help=worded(
        f"Port att lyssna på; annars {FIRST_PORT} eller nästa lediga.",
        f"Port to listen on; else {FIRST_PORT} or the next that is free.",
    ),
)  # fmt: skip
@click.option(
    "--sources",
    type=click.Path(path_type=Path),
    metavar=worded("MAPP", "FOLDER"),
    help=worded(
        "Mapp med egna kopior av dokumenten; visas i sitt sammanhang, lämnas aldrig vidare.",
        "Folder with your own copies of the documents; shown in context, never sent on.",
    ),
)
@click.option(
    "--scratch",
    is_flag=True,
    help=worded(
        "Ett eget tomt lager bredvid, under /scratch; ändras med KGRAPH_TOKEN.",
        "An empty store of your own beside it, under /scratch; changed with KGRAPH_TOKEN.",
    ),
)
@STORE
@project_command
def serve(
    frame: Frame,
    host: str,
    port: int | None,
    sources: Path | None,
    scratch: bool,
    address: str | None,
) -> None:
    """Serve until told to stop."""
    frame.address = address
    _refuse_changes(address, scratch)
    if sources is not None and not sources.is_dir():
        raise UsageError(
            Text("Mappen finns inte.", "The folder does not exist."),
            str(sources),
            Text("Ange mappen med dina kopior.", "Name the folder with your copies."),
        )
    _refuse_unlocked(frame, host)
    port = _port(host, port)
    # A person at a terminal wants no line a request; a log that is collected does.
    logs = not frame.quiet and sys.stderr is not None and not sys.stderr.isatty()
    chosen: dict[str, Any] = {"sources": sources, "scratch": scratch, "logs": logs}
    gc.disable()  # nothing of what is read now is thrown away
    from kgraph.web.app import create_app
    from kgraph.web.server import run
    from kgraph.web.settings import settings_of

    settings = settings_of(frame.project, host, port, **chosen)
    if address:  # what is changed in the browser goes to the project's files, and is not loaded
        settings = replace(settings, token="")
    app = create_app(frame.project, settings, frame.store)
    here = f"http://{f'[{host}]' if ':' in host else host}:{port}{settings.base_path}"
    behind = "" if settings.address == here else f" ({settings.address}/)"
    told = Text(
        f"Öppna {here}/{behind}  (avsluta med Ctrl-C)", f"Open {here}/{behind}  (end with Ctrl-C)"
    )
    gc.freeze()  # what is there now stays: the processes that are forked share it
    gc.enable()
    run(app, host, port, lambda: frame.say(told))


def _refuse_changes(address: str | None, scratch: bool) -> None:
    """A loaded store is only read.

    Raises:
        UsageError: a store that is changed is asked for beside it.
    """
    if address and scratch:
        raise UsageError(
            Text("--scratch går inte ihop med --store.", "--scratch does not go with --store."),
            "--scratch",
            Text("Starta en server för vart och ett.", "Start a server for each."),
        )


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


def _port(host: str, asked: int | None) -> int:
    """A port that nobody listens on: the one asked for, else the first that is free.

    Found before anything is read, so that nobody waits in vain.

    Raises:
        OutsideError: nobody can listen there.
    """
    tried = [asked] if asked else range(FIRST_PORT, FIRST_PORT + _PORTS_TRIED)
    for port in tried:
        if _is_free(host, port):
            return port
    told = str(asked) if asked else f"{FIRST_PORT}–{FIRST_PORT + _PORTS_TRIED - 1}"
    raise OutsideError(
        Text(
            f"Det går inte att lyssna på {host}, port {told}.",
            f"Cannot listen on {host}, port {told}.",
        ),
        "--port" if asked else "--host",
        Text("Välj en annan port, till exempel 8080.", "Choose another, such as 8080.")
        if asked
        else Text("Ange en adress som den här datorn har.", "Name an address of this computer."),
    )


def _is_free(host: str, port: int) -> bool:
    import socket

    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(found[0], found[1]) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(found[4])
    except OSError:
        return False
    return True
