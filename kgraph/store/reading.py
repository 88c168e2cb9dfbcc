"""Reading files of facts: what cannot be read is said with file, line and mend."""

import difflib
import gzip
import json
import re
import stat
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox

from kgraph.errors import InputError, unreadable
from kgraph.store.base import Location
from kgraph.store.gate import NO_CODE, nesting
from kgraph.terms import GRAPH, PREFIXES
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
PACKED = ".gz"
_DEEPEST = 300
_BOM = b"\xef\xbb\xbf"


def read_text(path: Path, name: str) -> str:
    """The text of a UTF-8 file; a byte-order mark is dropped, any line ends become line feeds.

    Raises:
        InputError: missing, unreadable, empty or not UTF-8 (with the line of the first bad byte).
    """
    try:
        raw = path.read_bytes()
    except IsADirectoryError:
        raise _no_file(name) from None
    except OSError as error:
        raise unreadable(error, name) from None
    return decode(_unpacked(raw, name) if path.suffix.lower() == PACKED else raw, name)


def _unpacked(raw: bytes, name: str) -> bytes:
    """The content of a compressed file.

    Raises:
        InputError: it is cut off or none.
    """
    try:
        return gzip.decompress(raw)
    except (EOFError, OSError, zlib.error):
        raise InputError(
            Text("Den packade filen är trasig.", "The compressed file is broken."),
            name,
            Text("Hämta eller packa den på nytt.", "Fetch it or compress it anew."),
        ) from None


def ending(path: Path) -> str:
    """The ending that names a file's format, that of what is in it where it is compressed."""
    plain = path.with_suffix("") if path.suffix.lower() == PACKED else path
    return plain.suffix.lower()


def decode(raw: bytes, name: str) -> str:
    """Bytes as text: UTF-8, a byte-order mark dropped, any line ends as line feeds.

    Raises:
        InputError: empty, or not UTF-8 (with the line of the first bad byte).
    """
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
    if not text or text.isspace():
        raise InputError(
            Text("Filen är tom.", "The file is empty."),
            name,
            Text("Ta bort den eller lägg in uppgifter.", "Remove it or put statements in it."),
        )
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _no_file(name: str) -> InputError:
    return InputError(
        Text("Det är ingen vanlig fil.", "That is no ordinary file."),
        name,
        Text("Ta bort den eller ge den ett annat namn.", "Remove it or give it another name."),
    )


def rdf_format(path: Path, name: str) -> ox.RdfFormat:
    """The RDF format that a file's ending names.

    Raises:
        InputError: an ending that is not known.
    """
    known = FORMATS.get(ending(path))
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


def load_file(store: ox.Store, path: Path, name: str, graph: str) -> str:
    """Load one file; triples without a graph of their own go to ``graph``.

    Returns:
        The file's text.

    Raises:
        InputError: the file cannot be read or parsed, with line and the parser's reason.
    """
    form = rdf_format(path, name)
    if path.exists() and not stat.S_ISREG(path.stat().st_mode):
        raise _no_file(name)  # reading a named pipe would wait for ever
    text = read_text(path, name)
    _refuse_tricks(text, form, name)
    to_graph = None if ending(path) in WITH_GRAPHS else ox.NamedNode(graph)
    try:
        # As bytes: a text would keep its encoded form beside it for good.
        store.bulk_load(input=text.encode(), format=form, to_graph=to_graph)
    except SyntaxError as error:
        raise _syntax_error(error, name) from None
    except ValueError as error:
        raise InputError(
            Text(f"Filen går inte att tolka: {error}.", f"The file cannot be parsed: {error}."),
            name,
        ) from None
    return text


def refuse_loose(store: ox.Store, text: str, name: str) -> None:
    """Refuse statements of a file that stand in no named graph.

    Raises:
        InputError: there are some, at the place of the first that is found.
    """
    loose = next(store.quads_for_pattern(None, None, None, ox.DefaultGraph()), None)
    if loose is None:
        return
    subject = str(getattr(loose.subject, "value", ""))
    places = (place for iri, _, place in subjects(text, name) if iri == subject)
    raise InputError(
        Text(
            "Uppgifter står utanför varje namngiven graf och saknar därför textställe.",
            "Statements stand outside any named graph and so have no passage.",
        ),
        next(places, name),
        Text(
            "Lägg dem i grafen för det textställe som säger det.",
            "Put them in the graph of the passage that says so.",
        ),
    )


def file_graph(path: Path) -> str:
    """The graph for triples of a file that names none."""
    return GRAPH("file/" + quote(path.stem, safe=""))


def _refuse_tricks(text: str, form: ox.RdfFormat, name: str) -> None:
    """Refuse what would fetch from the network, grow without bound, or is no RDF 1.1."""
    if form == ox.RdfFormat.JSON_LD and nesting(NO_CODE.sub("", text)) > _DEEPEST:
        raise InputError(
            Text("Filen är nästlad för djupt.", "The file is nested too deep."),
            name,
            Text("Skriv den plattare.", "Write it flatter."),
        )
    if form == ox.RdfFormat.JSON_LD and _remote_context(text):
        raise InputError(
            Text(
                "Filen hänvisar till ett @context på nätet; det hämtas aldrig.",
                "The file names an @context on the network; it is never fetched.",
            ),
            name,
            Text("Skriv in sammanhanget i filen.", "Write the context into the file."),
        )
    if form == ox.RdfFormat.RDF_XML and "<!ENTITY" in text:
        raise InputError(
            Text("XML-entiteter läses inte.", "XML entities are not read."),
            f"{name}:{_line(text, text.index('<!ENTITY'))}",
            Text("Skriv ut värdena i filen.", "Write the values into the file."),
        )
    if form in _TURTLES and _may_be_newer(text) and (line := _newer_line(text)):
        raise InputError(
            Text("RDF 1.2 läses inte, bara RDF 1.1.", "RDF 1.2 is not read, only RDF 1.1."),
            f"{name}:{line}",
            Text("Ge uppgiften en egen nod med IRI.", "Give the fact a node with an IRI."),
        )


# Triple terms, annotations and base directions; the first may also stand in a string.
_DIRECTION = re.compile(r"@[A-Za-z]+(?:-[A-Za-z0-9]+)*--")
_NEWER = re.compile(rf"<<|\{{\||{_DIRECTION.pattern}")
_TURTLES = (
    *(ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG, ox.RdfFormat.N_QUADS, ox.RdfFormat.N_TRIPLES),
)


def _may_be_newer(text: str) -> bool:
    """Whether there is anything to look closer at: plain searches first, for files of gigabytes."""
    return "<<" in text or "{|" in text or ("--" in text and bool(_DIRECTION.search(text)))


def _newer_line(text: str) -> int:
    """The line of the first form that only RDF 1.2 has, or 0."""
    code = NO_CODE.sub(lambda found: "\n" * found.group().count("\n"), text)
    beyond = _NEWER.search(code)
    return _line(code, beyond.start()) if beyond else 0


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


def _remote_context(text: str) -> bool:
    """Whether any @context, however it is spelt or nested, is or imports an address."""
    remote: list[object] = []

    def look(pairs: list[tuple[str, object]]) -> dict[str, object]:
        for key, value in pairs:
            named = value if isinstance(value, list) else [value]
            if key == "@import" or (key == "@context" and any(isinstance(n, str) for n in named)):
                remote.append(value)
        return dict(pairs)

    try:
        json.loads(text, object_pairs_hook=look)
    except (ValueError, RecursionError):
        return False  # the RDF parser will say what is wrong with it, and where
    return bool(remote)


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


_PREFIX = re.compile(r"^\s*(?:@prefix|PREFIX)\s+([\w.-]*):\s*<([^>]*)>", re.I)
_SUBJECT = re.compile(r"^\s*(<[^<>\s]+>|[A-Za-z][\w.-]*:[^\s;,{}()\[\]\"]+)(?:\s|$)")
_GRAPH = re.compile(r"^\s*(?:GRAPH\s+)?(<[^<>\s]+>|[A-Za-z][\w.-]*:[^\s{]*)\s*\{")
_END = re.compile(r"[.{}]\s*(?:#.*)?$")
_WHOLE = (".", ".\n")  # how a line ends that ends a statement


def subjects(
    text: str | Iterable[str], name: str, graph: str = ""
) -> Iterator[tuple[str, str, Location]]:
    """The subjects of a Turtle or TriG text, the graph and the line each statement begins on.

    A graph is given too, where its statements begin. What stands in no graph is in ``graph``. Of
    whole statements on one subject, one on each line, the first is given.

    Reads line by line and not by grammar: good for files in the house's form, where a statement
    begins on a line of its own. What it misses is a line number, never a statement.
    """
    prefixes: dict[str, str] = {}
    starts, inside, again = True, graph, "\n"
    for number, line in enumerate(_lines(text), 1):
        if starts and line.startswith(again) and "{" not in line and line.endswith(_WHOLE):
            continue
        again = "\n"
        stripped = line.strip()
        if not stripped or stripped[0] == "#":
            continue
        # The cheap tests come first: this reads every line of every file.
        if stripped[0] in "@Pp" and (declared := _PREFIX.match(stripped)):
            prefixes[declared.group(1)] = declared.group(2)
            starts = True
            continue
        opens = _GRAPH.match(stripped) if "{" in stripped else None
        found = opens or (_SUBJECT.match(stripped) if starts else None)
        if found:
            iri = full_iri(found.group(1), prefixes)
            inside = iri if opens else inside
            yield iri, inside, Location(name, number)
            if not opens and inside == graph:
                again = found.group(1) + " "
        inside = graph if stripped[0] == "}" else inside
        starts = stripped[-1] in ".{}" or ("#" in stripped and _END.search(stripped) is not None)


def full_iri(token: str, prefixes: Mapping[str, str]) -> str:
    """The IRI that a token of Turtle stands for, by the file's own prefixes or the known ones."""
    if token.startswith("<"):
        return token[1:-1]
    prefix, _, local = token.partition(":")
    return prefixes.get(prefix, PREFIXES.get(prefix, "")) + local


_TOKEN = re.compile(r"<[^<>\s]+>|[A-Za-z][\w.-]*:[\w%-](?:[\w.%-]*[\w%-])?")


def _lines(text: str | Iterable[str]) -> Iterable[str]:
    return text.split("\n") if isinstance(text, str) else text


def uses(text: str | Iterable[str], name: str) -> Iterator[tuple[str, Location]]:
    """Every IRI in a Turtle or TriG text with the line it stands on, outside one-line strings."""
    prefixes: dict[str, str] = {}
    for number, line in enumerate(_lines(text), 1):
        declared = _PREFIX.match(line)
        if declared:
            prefixes[declared.group(1)] = declared.group(2)
            continue
        plain = re.sub(r'"(?:[^"\\]|\\.)*"', '""', line)
        for token in _TOKEN.findall(plain):
            yield full_iri(token, prefixes), Location(name, number)
