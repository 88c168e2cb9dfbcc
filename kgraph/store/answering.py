"""Answers as the SPARQL results and RDF formats have them, cut at a limit and never in silence.

The engine writes a format itself, several times as fast as Python would; it has no limit, so it
writes into a box that closes when it is full, and the text is cut after its last whole row.
"""

import datetime
import io
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import IO, Any, Literal, cast

import pyoxigraph as ox

from kgraph.errors import UsageError
from kgraph.store import convert
from kgraph.store.algebra import usual_prefixes
from kgraph.store.gate import reason_of
from kgraph.store.memory import MemoryStore
from kgraph.store.view import View
from kgraph.store.writing import _NOT_XML, _sort_heading, _used_prefixes
from kgraph.terms import DERIVED, PREFIXES, Quad
from kgraph.wording import Text

Kind = Literal["table", "truth", "graph"]
TABLES = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
GRAPHS = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}
QUADS = {"trig": ox.RdfFormat.TRIG, "nquads": ox.RdfFormat.N_QUADS}
_ROW = {"json": b"},{", "xml": b"<result>", "csv": b"\r\n", "tsv": b"\n"}


@dataclass(frozen=True)
class Written:
    """An answer in a format.

    Parameters:
        raw: its bytes.
        cut: ``rows`` or ``bytes`` where a limit cut it, else nothing.
        rows: how many rows or triples it holds; -1 where that was not counted.
    """

    raw: bytes
    cut: str = ""
    rows: int = -1


@dataclass(frozen=True)
class Dataset:
    """The graphs that a request names instead of the query; empty where it names none."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


# The same as ``_NOT_XML``, in UTF-8.
_NOT_XML_BYTES = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")


class _Full(Exception):
    """The box is full."""


class _Box(io.RawIOBase):
    """Takes bytes until there are too many."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.raw, self._size = bytearray(), size

    def write(self, part: Any) -> int:
        if len(self.raw) > self._size:  # what the engine held back comes after the refusal
            raise _Full
        self.raw += part
        if len(self.raw) > self._size:
            raise _Full
        return len(part)


class Answer:
    """What the engine answers; worked out while it is written."""

    def __init__(
        self, found: ox.QuerySolutions | ox.QueryBoolean | Iterable[ox.Triple], kind: Kind
    ) -> None:
        """Use ``asked`` or ``described``."""
        self._found, self.kind = found, kind

    def write(self, form: str, rows: int, size: int) -> Written:
        """The answer in a format.

        Parameters:
            form: of ``TABLES`` for a table or a truth value, of ``GRAPHS`` for a graph.
            rows: at most so many rows or triples.
            size: at most about so many bytes.

        Raises:
            UsageError: the format cannot hold it, or the engine gives up.
        """
        try:
            if self.kind == "graph":
                return self._graph(form, rows, size)
            return self._table(form, rows, size)
        except (RuntimeError, ValueError, OSError) as error:
            raise _cannot(error) from None

    def _table(self, form: str, rows: int, size: int) -> Written:
        assert isinstance(self._found, ox.QuerySolutions | ox.QueryBoolean)
        box = _Box(size)
        try:
            self._found.serialize(cast(IO[bytes], box), format=TABLES[form])
        except _Full:
            return _cut(bytes(box.raw), form, rows, "bytes")
        raw = bytes(box.raw)
        if form == "xml" and _NOT_XML_BYTES.search(raw):
            raise _not_xml("")
        if self.kind == "truth" or raw.count(_ROW[form]) < rows:
            return Written(raw)  # what ends a row may stand in a text too: there are no more
        return _cut(raw, form, rows, "")

    def _graph(self, form: str, rows: int, size: int) -> Written:
        assert not isinstance(self._found, ox.QueryBoolean | ox.QuerySolutions)
        # The engine may give a triple several times.
        met: dict[ox.Triple, None] = {}
        for triple in islice(self._found, 4 * rows):
            met[triple] = None
            if len(met) > rows:
                break
        cut = "rows" if len(met) > rows else ""
        triples = sorted(islice(met, rows), key=str)
        raw = graph_bytes(triples, form)
        while len(raw) > size:
            cut, triples = "bytes", triples[: len(triples) * size // len(raw) * 9 // 10]
            raw = graph_bytes(triples, form)
        return Written(raw, cut, len(triples))


def view_of(store: MemoryStore, date: datetime.date, review: str = "all") -> ox.Store:
    """The engine's store with a view as its default graph: of a day and a level of review."""
    return store._view(View(review, date))


def empty() -> ox.Store:
    """An engine's store with nothing in it."""
    return ox.Store()


def asked(store: ox.Store, text: str, dataset: Dataset, base: str, *, known: bool = True) -> Answer:
    """The answer to a query, not yet worked out.

    Parameters:
        store: what is asked.
        text: a query that has passed the gate.
        dataset: graphs that the request names; they stand over FROM.
        base: what relative addresses are read against.
        known: whether the project's prefixes may be used without being declared.

    Raises:
        UsageError: the text is no SPARQL query.
    """
    named_any = bool(dataset.default or dataset.named)
    try:
        found = store.query(
            text,
            base_iri=base,
            prefixes=(usual_prefixes(text) or None) if known else None,
            default_graph=[_node(iri) for iri in dataset.default] if named_any else None,
            named_graphs=[_node(iri) for iri in dataset.named] if named_any else None,
        )
    except SyntaxError as error:
        raise no_sparql(error) from None
    except (RuntimeError, ValueError, OSError) as error:
        raise _cannot(error) from None
    if isinstance(found, ox.QueryBoolean):
        return Answer(found, "truth")
    return Answer(found, "table" if isinstance(found, ox.QuerySolutions) else "graph")


def _cannot(error: Exception) -> UsageError:
    return UsageError(
        Text("Frågan går inte att besvara: {r}.", "The query cannot be run: {r}.").format(
            r=reason_of(error)
        ),
        "",
        Text("Ändra frågan.", "Change the query."),
    )


def no_sparql(error: SyntaxError) -> UsageError:
    """The refusal of a text that is no SPARQL, with its place."""
    place = re.match(r"error at (\d+:\d+)", str(error.msg))
    return UsageError(
        Text(
            f"Frågan är inte giltig SPARQL: {reason_of(error)}.",
            f"The query is no valid SPARQL: {reason_of(error)}.",
        ),
        place.group(1) if place else "",
        Text("Rätta frågan.", "Mend the query."),
    )


def _node(iri: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(iri)
    except ValueError:
        raise UsageError(
            Text("En graf är namngiven med något som inte är en IRI.", "A graph's name is no IRI."),
            iri[:200],
            Text("Skriv grafens fullständiga IRI.", "Write the graph's full IRI."),
        ) from None


def graph_of(store: ox.Store, iri: str) -> Answer | None:
    """The triples of a named graph, or of the default graph for an empty name; None if none."""
    graph = _node(iri) if iri else ox.DefaultGraph()
    if iri and not store.contains_named_graph(_node(iri)):
        return None
    return Answer((q.triple for q in store.quads_for_pattern(None, None, None, graph)), "graph")


def described(store: ox.Store, iri: str) -> list[ox.Quad]:
    """What is stated of a thing and what names it, passage by passage; nothing derived."""
    node = _node(iri)
    found = [
        *store.quads_for_pattern(node, None, None),
        *store.quads_for_pattern(None, None, node),
    ]
    hidden = (ox.DefaultGraph(), ox.NamedNode(DERIVED))
    return sorted({q for q in found if q.graph_name not in hidden}, key=str)


def quads_bytes(quads: Sequence[ox.Quad], form: str) -> bytes:
    """Statements in a format; those without graphs have each statement once."""
    if form in GRAPHS:
        return graph_bytes(sorted({q.triple for q in quads}, key=str), form)
    prefixes = _used_prefixes(list(quads), PREFIXES) if form == "trig" else None
    raw = ox.serialize(quads, format=QUADS[form], prefixes=prefixes) or b""
    return _sort_heading(raw, form) if prefixes else raw


def _not_xml(where: object) -> UsageError:
    return UsageError(
        Text(
            "En text i svaret har ett styrtecken, som XML inte kan hålla.",
            "A text of the answer has a control character, which XML cannot hold.",
        ),
        str(where),
        Text("Välj ett annat format, till exempel JSON.", "Choose another form, such as JSON."),
    )


def graph_bytes(triples: Sequence[ox.Triple], form: str) -> bytes:
    """Triples in a format, in the order given.

    Raises:
        UsageError: a text with a character that XML cannot hold, in RDF/XML.
    """
    items = list(triples)
    if form == "rdfxml":
        for triple in items:
            if isinstance(triple.object, ox.Literal) and _NOT_XML.search(triple.object.value):
                raise _not_xml(convert.term(triple.subject) if triple.subject else "")
    prefixes = _used_prefixes(items, PREFIXES) if form in ("turtle", "rdfxml") else None
    raw = ox.serialize(items, format=GRAPHS[form], prefixes=prefixes) or b""
    return _sort_heading(raw, form) if prefixes else raw


# -- cutting after whole rows ------------------------------------------------------------------


def _cut(raw: bytes, form: str, rows: int, why: str) -> Written:
    """The first rows of a table whose text may end anywhere."""
    cutter = {"json": _json, "xml": _xml, "csv": _csv, "tsv": _tsv}[form]
    try:
        end, kept, tail = cutter(raw, rows)
    except ValueError:
        raise UsageError(
            Text("Svaret är för stort.", "The answer is too large."),
            "",
            Text("Fråga efter färre kolumner.", "Ask for fewer columns."),
        ) from None
    made = raw[:end] + tail
    if made == raw and (tail or not why):
        return Written(raw, rows=kept)
    return Written(made, "rows" if kept >= rows else why, kept)


def _json(raw: bytes, rows: int) -> tuple[int, int, bytes]:
    text = raw.decode(errors="ignore")
    place = text.index('"bindings":[') + len('"bindings":[')
    decoder, kept, end = json.JSONDecoder(), 0, place
    while kept < rows and text[place : place + 1] == "{":
        try:
            _, end = decoder.raw_decode(text, place)
        except ValueError:
            break
        kept, place = kept + 1, end + 1
    return len(text[:end].encode()), kept, b"]}}"


def _xml(raw: bytes, rows: int) -> tuple[int, int, bytes]:
    end, kept = raw.index(b"<results>") + len(b"<results>"), 0
    for found in re.finditer(rb"</result>|<result/>", raw):
        if kept == rows:
            break
        end, kept = found.end(), kept + 1
    return end, kept, b"</results></sparql>"


def _csv(raw: bytes, rows: int) -> tuple[int, int, bytes]:
    """A line end inside quotation marks ends no row."""
    end = place = quotes = 0
    kept = -1  # the heading is no row
    while kept < rows:
        line = raw.find(b"\r\n", place)
        if line < 0:
            break
        quotes += raw.count(b'"', place, line)
        place = line + 2
        if quotes % 2 == 0:
            end, kept = place, kept + 1
    return end, max(kept, 0), b""


def _tsv(raw: bytes, rows: int) -> tuple[int, int, bytes]:
    end, kept = 0, -1
    while kept < rows and (line := raw.find(b"\n", end)) >= 0:
        end, kept = line + 1, kept + 1
    return end, max(kept, 0), b""


def triples_bytes(quads: Iterable[Quad], form: str) -> bytes:
    """Statements of ours in a format without graphs, each once."""
    return graph_bytes(
        [convert.engine_triple(t) for t in dict.fromkeys(q[:3] for q in quads)], form
    )


def quads_of(quads: Iterable[Quad], form: str) -> bytes:
    """Statements of ours in a format, sorted."""
    return quads_bytes(sorted((convert.engine_quad(q) for q in quads), key=str), form)
