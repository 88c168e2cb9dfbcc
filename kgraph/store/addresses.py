"""The three addresses of a SPARQL server, and who asks: given, or guessed from the first one.

Every kind of server has its own habits. From the address of queries the two others are guessed, and
each guess is tried before it is used; what is set in ``kgraph.toml``, the environment or on the
command line stands over any guess, the last of them over the others.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit, urlunsplit

from kgraph.errors import InputError, UsageError
from kgraph.project import Project
from kgraph.settings import CONFIG, section, unknown
from kgraph.store.address import refuse_unsafe
from kgraph.store.certificates import trusted_file
from kgraph.store.http import CA, PASSWORD, TOKEN, USER, Access
from kgraph.wording import Text

UPDATE, GRAPHS = "KGRAPH_STORE_UPDATE", "KGRAPH_STORE_GRAPHS"
_TEXTS = ("update", "graphs", "user", "password", "token", "authority")
_NUMBERS = ("timeout", "connect_timeout")
_LONGEST_S = 86_400
# The end of a query address, and those of the update and graph-store addresses beside it.
_HABITS = (
    ("/sparql", "/sparql-auth", "/sparql-graph-crud-auth"),  # Virtuoso
    ("/query", "/update", "/store"),  # Oxigraph
    ("/query", "/update", "/data"),  # Fuseki
    ("/sparql", "/update", "/data"),  # Fuseki
    ("/query", "/update", ""),  # Stardog: the graph store is the database itself
    ("/sparql", "/sparql", ""),  # Neptune: queries and updates at one address
    ("", "/statements", "/rdf-graphs/service"),  # GraphDB, RDF4J
    ("", "", ""),  # one address for all: QLever
)


@dataclass(frozen=True)
class Given:
    """What was said of a server.

    Parameters:
        query: where queries are sent.
        update, graphs: the two others; empty where they are to be guessed.
        access: who asks.
    """

    query: str
    update: str
    graphs: str
    access: Access


def given(project: Project, address: str, update: str = "", graphs: str = "") -> Given:
    """What a project, the environment and the command line say of a server.

    Parameters:
        update, graphs: the two other addresses, which stand over any that were set elsewhere.

    Raises:
        UsageError: an address that is not safe to use.
        InputError: ``[store]`` in ``kgraph.toml`` has a word that is not known.
    """
    refuse_unsafe(address)
    found = {**_configured(project), **_from_environment()}
    update = update or str(found.get("update", ""))
    graphs = graphs or str(found.get("graphs", ""))
    places = ((update, f"--update-url, {UPDATE}, [store] update"),
              (graphs, f"--graphs-url, {GRAPHS}, [store] graphs"))  # fmt: skip
    for other, where in places:
        if other:
            refuse_unsafe(other, where, folder=False)
    _refuse_unsayable(found)
    usual = Access()
    access = Access(
        user=str(found.get("user", "")),
        password=str(found.get("password", "")),
        token=str(found.get("token", "")),
        connect_s=float(found.get("connect_timeout", usual.connect_s)),
        read_s=float(found.get("timeout", usual.read_s)),
        authority=str(found.get("authority", "")),
    )
    return Given(address, update, graphs, access)


def _from_environment() -> dict[str, str]:
    names = {"user": USER, "password": PASSWORD, "token": TOKEN,
             "update": UPDATE, "graphs": GRAPHS, "authority": CA}  # fmt: skip
    found = {key: os.environ[name] for key, name in names.items() if os.environ.get(name)}
    if "authority" in found:
        found["authority"] = trusted_file(Path(found["authority"]).expanduser(), CA)
    return found


def _configured(project: Project) -> Mapping[str, Any]:
    found = section(project.root, "store", CONFIG)
    for key, value in found.items():
        _refuse_wrong(key, value, f"{CONFIG} [store]")
    if found.get("authority"):
        file = project.root / Path(found["authority"]).expanduser()
        found["authority"] = trusted_file(file, f"{CONFIG} [store] authority")
    return found


def _refuse_wrong(key: str, value: object, where: str) -> None:
    """Refuse a setting that there is none of, or whose value is of the wrong kind."""
    if key not in (*_TEXTS, *_NUMBERS):
        raise unknown(key, (*_TEXTS, *_NUMBERS), where)
    if key in _TEXTS and not isinstance(value, str):
        mend = Text(f'Skriv text inom citattecken: {key} = "…"',
                    f'Write text in quotation marks: {key} = "…"')  # fmt: skip
    elif key in _NUMBERS and not _is_length(value):
        mend = Text(f"Skriv sekunder, större än noll: {key} = 30",
                    f"Write seconds, more than zero: {key} = 30")  # fmt: skip
    else:
        return
    raise InputError(Text(f"Felaktigt värde: {key}.", f"Wrong value: {key}."), where, mend)


def _refuse_unsayable(found: Mapping[str, Any]) -> None:
    """Refuse names, passwords and tokens that HTTP cannot carry; a password may have any letter.

    Raises:
        UsageError: with the variable, and without what it says.
    """
    for key, name in (("user", USER), ("password", PASSWORD), ("token", TOKEN)):
        told = str(found.get(key, ""))
        fits = told.isprintable() and (key == "password" or _fits_in(told, key))
        if not fits or (key == "user" and ":" in told):
            raise UsageError(
                Text("Värdet har tecken som inte kan skickas, till exempel ett radslut.",
                     "The value has characters that cannot be sent, such as an end of line."),
                name,
                Text("Ta bort dem.", "Take them away."),
            )  # fmt: skip


def _fits_in(told: str, key: str) -> bool:
    """Whether it can stand in a header: a token in ASCII, a name in Latin-1 too."""
    try:
        told.encode("ascii" if key == "token" else "latin-1")
    except UnicodeEncodeError:
        return False
    return True


def _is_length(value: object) -> bool:
    """Whether a setting is a length of time in seconds; a day is the longest."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return number and 0 < cast(float, value) <= _LONGEST_S


def guesses(query: str) -> Iterator[tuple[str, str]]:
    """Pairs of an update and a graph-store address that may belong to a query address."""
    parts = urlsplit(query)
    path = parts.path.rstrip("/")
    for end, update, graphs in _HABITS:
        if path.endswith(end):
            stem = path[: len(path) - len(end)]
            yield (
                _with(parts.scheme, parts.netloc, stem + update),
                _with(parts.scheme, parts.netloc, stem + graphs),
            )


def _with(scheme: str, host: str, path: str) -> str:
    return urlunsplit((scheme, host, path or "/", "", ""))
