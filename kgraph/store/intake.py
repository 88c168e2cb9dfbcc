"""Files streamed into a store: any RDF format, compressed or not, with progress and line numbers.

A file of gigabytes is never held: the parser reads it in pieces, which are looked at in passing for
what the product does not take.
"""

import contextlib
import gzip
import hashlib
import io
import re
import stat
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox

from kgraph.errors import InputError
from kgraph.store.reading import (
    PACKED,
    WITH_GRAPHS,
    ending,
    file_graph,
    load_file,
    rdf_format,
    refuse_loose,
)
from kgraph.store.reading import _syntax_error as syntax_error
from kgraph.terms import GRAPH
from kgraph.wording import Text

Told = Callable[[Text], None]
_PIECE = 1 << 20
_OVERLAP = 200
# Texts of this size and less are read whole, as the store in memory does: messages have lines.
WHOLE = 64 << 20
_STREAMED = {ox.RdfFormat.N_QUADS, ox.RdfFormat.N_TRIPLES, ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG}
_BY_LINE = {ox.RdfFormat.N_QUADS, ox.RdfFormat.N_TRIPLES}
_PACKED_TIMES = 20
_SHORTEST, _LONGEST = 50, 400  # bytes of a statement, from short in TriG to long in N-Quads
_MARK = re.compile(rb"\^\^(<[^<>\s]*>|[^\s;,.<][^\s;,.]*)")


@dataclass(frozen=True)
class Taken:
    """A file that was taken in.

    Parameters:
        name: as messages show it.
        sha256: of its bytes as they lie on the disk.
        text: its text, or what stands in for one that was too large to hold: every datatype that
            it uses, and a sign where it may have blank nodes.
        streamed: whether it was too large to hold.
    """

    name: str
    sha256: str
    text: str
    streamed: bool = False


class TooLarge(Exception):
    """There are more statements than there is room for; the reader begins anew another way."""


@dataclass
class Room:
    """How many statements may be read; a count that is never too low by much.

    Parameters:
        left: so many more.
    """

    left: int

    def take(self, piece: bytes, form: ox.RdfFormat) -> None:
        """Take the room that a piece of a file needs.

        Raises:
            TooLarge: there is not so much left.
        """
        self.left -= piece.count(b"\n") if form in _BY_LINE else len(piece) // _SHORTEST
        if self.left < 0:
            raise TooLarge


def is_beyond(paths: Iterable[Path], most: int) -> bool:
    """Whether files clearly hold more statements than so many, going by their sizes alone."""
    return sum(_unpacked(path) for path in paths if path.exists()) > most * _LONGEST


def _unpacked(path: Path) -> int:
    """Bytes that a file holds, more or less: what is packed may be so many times as large."""
    return path.stat().st_size * (_PACKED_TIMES if _is_packed(path) else 1)


def _is_packed(path: Path) -> bool:
    return path.suffix.lower() == PACKED


class _Watched:
    """A file being read: how far, what its checksum is, and what passed."""

    def __init__(
        self, path: Path, name: str, told: Told, form: ox.RdfFormat, room: Room | None
    ) -> None:
        self._path, self._name, self._tell = path, name, told
        self._form, self._room = form, room
        self._size = max(path.stat().st_size, 1)
        self._raw = path.open("rb")
        packed = gzip.GzipFile(fileobj=cast(IO[bytes], self), mode="rb")
        self._file = packed if _is_packed(path) else None
        self._sum, self._done, self._tail, self._percent = hashlib.sha256(), 0, b"", -1
        self.marks: set[bytes] = set()
        self.blank = self.newer = False

    def close(self) -> None:
        self._raw.close()

    @property
    def sha256(self) -> str:
        while self._take(_PIECE):  # what the parser left, a last line end perhaps
            pass
        return self._sum.hexdigest()

    def _take(self, size: int) -> bytes:
        piece = self._raw.read(size)
        self._sum.update(piece)
        self._done += len(piece)
        percent = self._done * 100 // self._size
        if percent != self._percent:
            self._percent = percent
            self._tell(
                Text(f"Läser {self._name}: {percent} %", f"Reading {self._name}: {percent} %")
            )
        return piece

    def read(self, size: int = -1) -> bytes:
        """The next piece of the file as it lies there; what gzip asks."""
        return self._take(_PIECE if size < 0 else size)

    def piece(self) -> bytes:
        """The next piece of what the file says."""
        try:
            piece = self._take(_PIECE) if self._file is None else self._file.read(_PIECE)
        except (EOFError, OSError, zlib.error):
            raise InputError(
                Text("Den packade filen är trasig.", "The compressed file is broken."),
                self._name,
                Text("Hämta eller packa den på nytt.", "Fetch it or compress it anew."),
            ) from None
        if self._room is not None:
            self._room.take(piece, self._form)
        seen = self._tail + piece
        self.marks.update(_MARK.findall(seen))
        self.blank = self.blank or b"_:" in seen or b"[" in seen
        self.newer = self.newer or b"<<" in seen or b"{|" in seen
        self._tail = seen[-_OVERLAP:]
        return piece


class _Source:
    """What the parser reads from; an error of ours is kept, since the parser would reword it."""

    def __init__(self, watched: _Watched) -> None:
        self._watched, self._piece = watched, io.BytesIO()
        self.error: InputError | TooLarge | None = None

    def read(self, size: int = -1) -> bytes:
        # The parser asks for two kilobytes at a time: a piece is not cut anew each time.
        given = self._piece.read(size)
        if not given:
            try:
                self._piece = io.BytesIO(self._watched.piece())
            except (InputError, TooLarge) as error:
                self.error = error
                raise OSError(str(error)) from None
            given = self._piece.read(size)
        return given


def graph_of(path: Path) -> str:
    """The graph of what stands in no graph of its own in a file of data."""
    return GRAPH("sources") if path.name == "sources.ttl" else file_graph(path)


def lines_of_file(path: Path) -> Iterator[str]:
    """The lines of a large file, one after another; none where it can no longer be read."""
    with contextlib.suppress(OSError, EOFError, zlib.error):
        packed = gzip.open if _is_packed(path) else open
        with packed(path, "rt", encoding="utf-8", errors="replace") as lines:
            yield from (line.rstrip("\r\n") for line in lines)


def take_in(store: ox.Store, path: Path, name: str, told: Told, room: Room | None = None) -> Taken:
    """Load one file of data into a store.

    Parameters:
        room: how many statements may be read; None for any number.

    Raises:
        InputError: it cannot be read or parsed, with the line; the store is then to be thrown away.
        TooLarge: there are more than there is room for; the store is to be thrown away too.
    """
    form = rdf_format(path, name)
    graph = graph_of(path)
    if not _is_large(path) or form not in _STREAMED:
        told(Text(f"Läser {name}", f"Reading {name}"))
        text = load_file(store, path, name, graph)
        if room is not None:
            room.take(text.encode(), form)
        refuse_loose(store, text, name)
        return Taken(name, hashlib.sha256(path.read_bytes()).hexdigest(), text)
    watched = _Watched(path, name, told, form, room)
    try:
        _stream(store, watched, form, None if ending(path) in WITH_GRAPHS else graph, name)
        refuse_loose(store, "", name)
        if watched.newer:
            _refuse_newer(store, name)
        text = "".join(f"^^{mark.decode(errors='replace')} " for mark in sorted(watched.marks))
        return Taken(name, watched.sha256, text + ("_: " if watched.blank else ""), True)
    finally:
        watched.close()


def _is_large(path: Path) -> bool:
    """Whether a file is streamed: what is packed may be twenty times as large as it looks."""
    try:
        form, size = path.stat().st_mode, _unpacked(path)
    except OSError:
        return False  # whoever reads it will say what is wrong
    return stat.S_ISREG(form) and size > WHOLE


def _stream(
    store: ox.Store, watched: _Watched, form: ox.RdfFormat, graph: str | None, name: str
) -> None:
    source = _Source(watched)
    to_graph = ox.NamedNode(graph) if graph else None
    try:
        store.bulk_load(input=cast(IO[bytes], source), format=form, to_graph=to_graph)
    except SyntaxError as error:
        raise syntax_error(error, name) from None
    except (OSError, ValueError) as error:
        if source.error is not None:
            raise source.error from None
        raise InputError(
            Text(f"Filen går inte att tolka: {error}.", f"The file cannot be parsed: {error}."),
            name,
            Text("Rätta filen.", "Mend the file."),
        ) from None


def _refuse_newer(store: ox.Store, name: str) -> None:
    """Refuse triple terms, which a text of this size is not searched for before it is parsed.

    Raises:
        InputError: there is one.
    """
    if store.query("ASK { GRAPH ?g { ?s ?p ?o FILTER(isTRIPLE(?o)) } }"):
        raise InputError(
            Text("RDF 1.2 läses inte, bara RDF 1.1.", "RDF 1.2 is not read, only RDF 1.1."),
            name,
            Text("Ge uppgiften en egen nod med IRI.", "Give the fact a node with an IRI."),
        )


def texts_of(taken: Iterable[Taken]) -> Mapping[str, str]:
    """The texts by name, as those ask who tell the place of what is refused."""
    return {each.name: each.text for each in taken}
