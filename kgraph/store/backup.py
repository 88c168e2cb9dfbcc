"""A copy of a store in one file, and a store made of such a copy.

The file is compressed N-Quads, so that anything reads it; its first line, a comment, says how many
statements follow, so that a file that was cut off is noticed.
"""

import contextlib
import datetime
import gzip
import os
import secrets
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox

from kgraph.errors import InputError, UsageError, unreadable
from kgraph.files import cannot_write
from kgraph.project import Project
from kgraph.store import open_at
from kgraph.store.disk import LoadedStore
from kgraph.store.intake import Told
from kgraph.store.loading import load_into
from kgraph.store.mark import Mark, read_mark
from kgraph.store.memory import ONTOLOGY_GRAPHS
from kgraph.wording import Text

_HEAD = b"# kgraph-backup "
_LONGEST_HEAD = 1 << 24
ENDING = ".nq.gz"


def back_up(project: Project, address: str, file: Path) -> Mark:
    """Write the statements of a store to a file, whole or not at all.

    Raises:
        InputError: there is no store.
        OutsideError: the file cannot be written.
    """
    _refuse_other_ending(file)
    store = open_at(project, address)
    assert isinstance(store, LoadedStore)
    beside = file.with_name(f".kgraph-{secrets.token_hex(6)}.tmp")
    try:
        with beside.open("wb") as raw, gzip.GzipFile("", "wb", 6, raw, mtime=0) as packed:
            packed.write(_HEAD + store.mark.text().encode() + b"\n")
            for part in _lines(store):
                packed.write(part)
        handle = os.open(beside, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)
        beside.replace(file)
    except OSError as error:
        raise cannot_write(file, error) from None
    finally:
        with contextlib.suppress(OSError):  # a disk that is only read takes nothing away either
            beside.unlink(missing_ok=True)
    return store.mark


def _lines(store: LoadedStore) -> Iterator[bytes]:
    own = {str(graph) for graph in ONTOLOGY_GRAPHS.values()}
    held: list[ox.Quad] = []
    for quad in store.quads():
        if getattr(quad.graph_name, "value", "") not in own:
            held.append(quad)
        if len(held) == 10_000:
            yield ox.serialize(held, format=ox.RdfFormat.N_QUADS) or b""
            held = []
    yield ox.serialize(held, format=ox.RdfFormat.N_QUADS) or b""


def bring_back(
    project: Project,
    address: str,
    file: Path,
    told: Told,
    note: Told,
    day: datetime.date,
    update: str = "",
    graphs: str = "",
) -> Mark:
    """Fill a store with what a backup holds, in place of what was there.

    Parameters:
        update, graphs: addresses of a server, where they are not to be guessed.

    Raises:
        InputError: the file is no backup, or was cut off; the store is as it was.
        OutsideError: the store cannot be written; it is as it was.
    """
    _refuse_other_ending(file)
    mark, found = _mark_of(file), _counted(file)
    if found != mark.statements:
        raise InputError(
            Text(
                f"Säkerhetskopian är avklippt: {found} uppgifter av {mark.statements}.",
                f"The backup was cut off: {found} statements of {mark.statements}.",
            ),
            file,
            Text("Ta en annan kopia.", "Take another copy."),
        )
    return load_into(
        project, address, [file], add=False, told=told, note=note, day=day, origin=mark.files,
        update=update, graphs=graphs,
    )  # fmt: skip


@contextlib.contextmanager
def _unpacked(file: Path) -> Iterator[IO[bytes]]:
    """What a backup says; whatever keeps it from being read is told.

    Raises:
        InputError: it is missing, cut off or no compressed file.
    """
    try:
        with gzip.open(file, "rb") as lines:
            yield cast(IO[bytes], lines)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise InputError(
            Text("Säkerhetskopian är trasig eller avklippt.", "The backup is broken or cut off."),
            file,
            Text("Ta en annan kopia.", "Take another copy."),
        ) from None
    except OSError as error:
        raise unreadable(error, file) from None


def _refuse_other_ending(file: Path) -> None:
    if not file.name.lower().endswith(ENDING):
        raise UsageError(
            Text(f"Filens namn ska sluta på {ENDING}.", f"The file's name must end in {ENDING}."),
            file,
            Text(f"Skriv till exempel lager{ENDING}.", f"Write for example store{ENDING}."),
        )


def _mark_of(file: Path) -> Mark:
    with _unpacked(file) as lines:
        head = lines.readline(_LONGEST_HEAD)
    if not head.startswith(_HEAD):
        raise InputError(
            Text("Det är ingen säkerhetskopia.", "That is no backup."),
            file,
            Text("Filen skrivs av kgraph backup.", "The file is written by kgraph backup."),
        )
    other = Text("Ta en annan kopia.", "Take another copy.")
    return read_mark(head.removeprefix(_HEAD).decode(errors="replace"), str(file), lambda: other)


def _counted(file: Path) -> int:
    with _unpacked(file) as lines:
        return sum(1 for line in lines if not line.startswith(b"#"))
