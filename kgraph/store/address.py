"""Where a store is: a folder on this machine, or the address of a SPARQL server."""

import ipaddress
import re
from pathlib import Path
from urllib.parse import urlsplit

from kgraph.errors import UsageError
from kgraph.wording import Text

VARIABLE = "KGRAPH_STORE"
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")
_MEANT = re.compile(r"https?:|[\w.-]+:\d+(/|$)|localhost(/|$)", re.IGNORECASE)


def is_server(address: str) -> bool:
    """Whether an address names a server and no folder."""
    return _SCHEME.match(address) is not None


def folder_of(address: str) -> Path:
    """The folder that an address names.

    Raises:
        UsageError: it is written as that of a server is, without how to reach it, and there is no
            such folder: a store would be made where nobody looks for it.
    """
    folder = Path(address).expanduser()
    if _MEANT.match(address) and not folder.is_dir():
        rest = re.sub(r"(?i)^https?:/*", "", address)
        raise UsageError(
            Text("Det ser ut som en server, men utan https:// först.",
                 "That looks like a server, but without https:// before it."),
            address,
            Text(f"Skriv http://{rest} till den här datorn, https://{rest} till en annan, "
                 f"eller ./{rest} om en mapp ska heta så.",
                 f"Write http://{rest} to this computer, https://{rest} to another, "
                 f"or ./{rest} if a folder is to have that name."),
        )  # fmt: skip
    return folder


def refuse_unsafe(address: str, where: str = "--store", *, folder: bool = True) -> None:
    """Refuse an address that is none, holds a secret, or would send one in the clear.

    Parameters:
        folder: whether a folder could stand there too.

    Raises:
        UsageError: with how to write it.
    """
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host, parts = None, urlsplit("")
    if parts.scheme.lower() not in ("http", "https") or not host:
        raise UsageError(
            Text("Det är ingen adress till en server.", "That is no address of a server."),
            where,
            Text("Skriv https://…, eller en mapp på den här datorn.",
                 "Write https://…, or a folder on this computer.")
            if folder else Text("Skriv https://…", "Write https://…"),
        )  # fmt: skip
    if parts.username is not None or parts.password is not None:
        raise UsageError(
            Text("En adress ska inte innehålla lösenord.", "An address must hold no password."),
            where,
            Text(
                "Sätt KGRAPH_STORE_USER och KGRAPH_STORE_PASSWORD i stället.",
                "Set KGRAPH_STORE_USER and KGRAPH_STORE_PASSWORD instead.",
            ),
        )
    if parts.scheme.lower() == "http" and not _is_loopback(host):
        raise UsageError(
            Text(
                "Okrypterad http används bara till den här datorn.",
                "Plain http is used to this computer alone.",
            ),
            where,
            Text("Skriv https://…", "Write https://…"),
        )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
