"""Writing a made-up graph statement by statement, so that memory does not grow with it."""

import contextlib
import csv
import gzip
import io
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from kgraph.errors import UsageError
from kgraph.files import cannot_write
from kgraph.generate.planted import COLUMNS, Planted
from kgraph.terms import LANG_STRING, STRING, Iri, Literal, Quad, Term
from kgraph.wording import Text

ENDINGS = (".nq.gz", ".nq", ".trig")
_LEVEL = 6


@dataclass(frozen=True, slots=True)
class Written:
    """How much was written."""

    statements: int
    planted: int


def side_file(path: Path) -> Path:
    """Where the list of what was planted stands: ``FILE.planted.csv``.

    Raises:
        UsageError: the ending is none that can be written.
    """
    return path.with_name(path.name[: -len(ending(path))] + ".planted.csv")


def ending(path: Path) -> str:
    """The ending of a file's name that says its form.

    Raises:
        UsageError: it is none of those that can be written.
    """
    for known in ENDINGS:
        if path.name.lower().endswith(known) and len(path.name) > len(known):
            return known
    raise UsageError(
        Text("Filens ändelse säger inte formatet.", "The file's ending names no format."),
        path,
        Text(f"Välj en av: {', '.join(ENDINGS)}.", f"Choose one of: {', '.join(ENDINGS)}."),
    )


def write(made: Iterable[Quad | Planted], path: Path) -> Written:
    """Write statements to a file and what was planted beside it.

    The same statements give the same bytes: no time and no name stands in the compressed file.

    Raises:
        UsageError: the ending is none that can be written.
        OutsideError: a file cannot be written; what stood there is then as it was.
    """
    form, beside = ending(path), side_file(path)
    lines = _trig() if form == ".trig" else _nquads()
    statements = planted = 0
    with _swapped(path) as raw, _swapped(beside) as table, _opened(raw, form) as file:
        rows = csv.writer(table_text := io.TextIOWrapper(table, "utf-8", newline=""), "unix")
        rows.writerow(COLUMNS)
        for item in made:
            if isinstance(item, Planted):
                rows.writerow(item.row())
                planted += 1
            else:
                file.write(lines(item))
                statements += 1
        file.write(lines(None))
        table_text.flush()
        table_text.detach()
    return Written(statements, planted)


@contextlib.contextmanager
def _swapped(path: Path) -> Iterator[IO[bytes]]:
    """A file beside that takes the place of ``path`` when all went well."""
    beside = path.with_name(f".kgraph-{os.getpid()}-{path.name}.tmp")
    try:
        with beside.open("wb") as file:
            yield file
        beside.replace(path)
    except OSError as error:
        raise cannot_write(path, error) from None
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


@contextlib.contextmanager
def _opened(raw: IO[bytes], form: str) -> Iterator[IO[bytes]]:
    if form != ".nq.gz":
        yield raw
        return
    with gzip.GzipFile("", "wb", _LEVEL, raw, mtime=0) as file:
        gathered = io.BufferedWriter(file, 1 << 16)
        yield gathered
        gathered.flush()
        gathered.detach()


_Lines = Callable[[Quad | None], bytes]


def _nquads() -> _Lines:
    def line(quad: Quad | None) -> bytes:
        if quad is None:
            return b""
        s, p, o, g = quad
        return f"<{s}> <{p}> {_term(o)} <{g}> .\n".encode()

    return line


def _trig() -> _Lines:
    """Lines of TriG; the statements of one graph come one after another."""
    now = ""

    def line(quad: Quad | None) -> bytes:
        nonlocal now
        graph = "" if quad is None else str(quad[3])
        head = ""
        if graph != now:
            head = ("}\n\n" if now and graph else "}\n" if now else "") + (
                f"<{graph}> {{\n" if graph else ""
            )
            now = graph
        if quad is None:
            return head.encode()
        return f"{head}  <{quad[0]}> <{quad[1]}> {_term(quad[2])} .\n".encode()

    return line


_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})


def _term(term: Term) -> str:
    if isinstance(term, Iri):
        return f"<{term}>"
    assert isinstance(term, Literal)
    quoted = f'"{term.value.translate(_ESCAPES)}"'
    if term.language:
        return f"{quoted}@{term.language}"
    return quoted if term.datatype in (STRING, LANG_STRING) else f"{quoted}^^<{term.datatype}>"
