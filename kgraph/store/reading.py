"""Reading files of facts: what cannot be read is said with file, line and mend."""

import difflib
import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from kgraph.errors import InputError
from kgraph.store.base import Location
from kgraph.terms import PREFIXES
from kgraph.wording import Text

FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nq": ox.RdfFormat.N_QUADS,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
}
WITH_GRAPHS = {".trig", ".nq", ".jsonld"}
_BOM = b"\xef\xbb\xbf"


def read_text(path: Path, name: str) -> str:
    """The text of a UTF-8 file; a byte-order mark is dropped, any line ends are taken.

    Raises:
        InputError: missing, unreadable, empty or not UTF-8 (with the line of the first bad byte).
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise InputError(Text("Filen finns inte.", "The file does not exist."), name) from None
    except OSError as error:
        raise InputError(
            Text(
                f"Filen går inte att läsa: {error.strerror}.",
                f"The file cannot be read: {error.strerror}.",
            ),
            name,
            Text("Kontrollera rättigheterna.", "Check its permissions."),
        ) from None
    raw = raw.removeprefix(_BOM)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise InputError(
            Text("Filen är inte UTF-8.", "The file is not UTF-8."),
            f"{name}:{line}",
            Text("Spara om den som UTF-8.", "Save it again as UTF-8."),
        ) from None
    if not text.strip():
        raise InputError(
            Text("Filen är tom.", "The file is empty."),
            name,
            Text("Ta bort den eller lägg in uppgifter.", "Remove it or put statements in it."),
        )
    return text


def rdf_format(path: Path, name: str) -> ox.RdfFormat:
    """The RDF format that a file's ending names.

    Raises:
        InputError: an ending that is not known.
    """
    known = FORMATS.get(path.suffix.lower())
    if known is None:
        raise InputError(
            Text(
                f"Okänt filformat: {path.suffix or 'ingen ändelse'}.",
                f"Unknown file format: {path.suffix or 'no ending'}.",
            ),
            name,
            Text(f"Läsbara: {', '.join(FORMATS)}.", f"Readable: {', '.join(FORMATS)}."),
        )
    return known


def load_file(store: ox.Store, path: Path, name: str, graph: str) -> None:
    """Load one file; triples without a graph of their own go to ``graph``.

    Raises:
        InputError: the file cannot be read or parsed, with line and the parser's reason.
    """
    text, form = read_text(path, name), rdf_format(path, name)
    if (
        form == ox.RdfFormat.JSON_LD
        and '"@context"' in text
        and re.search(r'"@context"\s*:\s*"', text)
    ):
        raise InputError(
            Text(
                "Filen hänvisar till ett @context på nätet; det hämtas aldrig.",
                "The file names an @context on the network; it is never fetched.",
            ),
            name,
            Text("Skriv in sammanhanget i filen.", "Write the context into the file."),
        )
    to_graph = None if path.suffix.lower() in WITH_GRAPHS else ox.NamedNode(graph)
    try:
        store.load(input=text, format=form, to_graph=to_graph)
    except SyntaxError as error:
        raise _syntax_error(error, name) from None
    except ValueError as error:
        raise InputError(
            Text(f"Filen går inte att tolka: {error}.", f"The file cannot be parsed: {error}."),
            name,
        ) from None


def _syntax_error(error: SyntaxError, name: str) -> InputError:
    reason = re.sub(
        r"^Parser error at line \d+ (?:between )?columns? \d+(?: and \d+)?: ", "", str(error.msg)
    )
    reason = re.sub(r"^Parser error between line .*?: ", "", reason)
    place = f"{name}:{error.lineno}" if error.lineno else name
    mend: Text | str = Text("Rätta raden i filen.", "Mend the line in the file.")
    undeclared = re.search(r"prefix (\S*?):? has not been declared", reason)
    if undeclared:
        mend = _prefix_mend(undeclared.group(1))
    return InputError(
        Text(f"RDF-filen går inte att tolka: {reason}.", f"The RDF cannot be parsed: {reason}."),
        place,
        mend,
    )


def _prefix_mend(prefix: str) -> Text:
    near = difflib.get_close_matches(prefix, PREFIXES, n=1)
    if prefix in PREFIXES:
        line = f"@prefix {prefix}: <{PREFIXES[prefix]}> ."
        return Text(f"Lägg till först i filen: {line}", f"Add at the top of the file: {line}")
    if near:
        return Text(f"Menade du {near[0]}: ?", f"Did you mean {near[0]}: ?")
    return Text("Deklarera prefixet först i filen.", "Declare the prefix at the top of the file.")


_PREFIX = re.compile(r"^\s*(?:@prefix|PREFIX)\s+([\w-]*):\s*<([^>]*)>", re.I)
_SUBJECT = re.compile(r"^\s*(<[^<>\s]+>|[A-Za-z][\w-]*:[^\s;,{}()\[\]\"]+)\s+\S")
_GRAPH = re.compile(r"^\s*(?:GRAPH\s+)?(<[^<>\s]+>|[A-Za-z][\w-]*:[^\s{]*)\s*\{")


def subjects(text: str, name: str) -> Iterator[tuple[str, Location]]:
    """The subjects of a Turtle or TriG text with the line each statement begins on.

    Reads line by line and not by grammar: good for files in the house's form, where a statement
    begins on a line of its own. What it misses is a line number, never a statement.
    """
    prefixes: dict[str, str] = {}
    starts = True
    for number, line in enumerate(text.split("\n"), 1):
        declared = _PREFIX.match(line)
        if declared:
            prefixes[declared.group(1)] = declared.group(2)
            starts = True
            continue
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            continue
        found = _GRAPH.match(line) or (_SUBJECT.match(line) if starts else None)
        if found:
            yield _iri(found.group(1), prefixes), Location(name, number)
        starts = stripped.endswith((".", "{", "}"))


def _iri(token: str, prefixes: dict[str, str]) -> str:
    if token.startswith("<"):
        return token[1:-1]
    prefix, _, local = token.partition(":")
    return prefixes.get(prefix, PREFIXES.get(prefix, "")) + local
