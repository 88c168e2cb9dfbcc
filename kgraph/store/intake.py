"""Files streamed into a store: any RDF format, compressed or not, with progress and line numbers.

A file of gigabytes is never held: the parser reads it in pieces, which are looked at in passing for
what the product does not take.
"""

import gzip
import hashlib
import io
import re
import stat
import zlib
from collections.abc import Callable, Iterable, Mapping
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
_MARK = re.compile(rb"\^\^(<[^<>\s]*>|[^\s;,.<][^\s;,.]*)")


@dataclass(frozen=True)
class Taken:
    """A file that was taken in.

    Parameters:
        name: as messages show it.
        sha256: of its bytes as they lie on the disk.
        text: its text, or what stands in for one that was too large to hold: every datatype that
            it uses, and a sign where it may have blank nodes.
    """

    name: str
    sha256: str
    text: str


class _Watched:
    """A file being read: how far, what its checksum is, and what passed."""

    def __init__(self, path: Path, name: str, told: Told) -> None:
        self._path, self._name, self._tell = path, name, told
        self._size = max(path.stat().st_size, 1)
        self._raw = path.open("rb")
        packed = path.suffix.lower() == PACKED
        self._file = gzip.GzipFile(fileobj=cast(IO[bytes], self), mode="rb") if packed else None
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
        self.error: InputError | None = None

    def read(self, size: int = -1) -> bytes:
        # The parser asks for two kilobytes at a time: a piece is not cut anew each time.
        given = self._piece.read(size)
        if not given:
            try:
                self._piece = io.BytesIO(self._watched.piece())
            except InputError as error:
                self.error = error
                raise OSError(str(error)) from None
            given = self._piece.read(size)
        return given


def take_in(store: ox.Store, path: Path, name: str, told: Told) -> Taken:
    """Load one file of data into a store.

    Raises:
        InputError: it cannot be read or parsed, with the line; the store is then to be thrown away.
    """
    form = rdf_format(path, name)
    graph = GRAPH("sources") if path.name == "sources.ttl" else file_graph(path)
    if not _is_large(path) or form not in _STREAMED:
        told(Text(f"Läser {name}", f"Reading {name}"))
        text = load_file(store, path, name, graph)
        refuse_loose(store, text, name)
        return Taken(name, hashlib.sha256(path.read_bytes()).hexdigest(), text)
    watched = _Watched(path, name, told)
    try:
        _stream(store, watched, form, None if ending(path) in WITH_GRAPHS else graph, name)
        refuse_loose(store, "", name)
        if watched.newer:
            _refuse_newer(store, name)
        text = "".join(f"^^{mark.decode(errors='replace')} " for mark in sorted(watched.marks))
        return Taken(name, watched.sha256, text + ("_: " if watched.blank else ""))
    finally:
        watched.close()


def _is_large(path: Path) -> bool:
    """Whether a file is streamed: what is packed may be twenty times as large as it looks."""
    try:
        found = path.stat()
    except OSError:
        return False  # whoever reads it will say what is wrong
    size = found.st_size * (20 if path.suffix.lower() == PACKED else 1)
    return stat.S_ISREG(found.st_mode) and size > WHOLE


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
