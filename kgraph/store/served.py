"""A view on a server, with the face of the engine's own store: asked over HTTP, answered as terms.

Everything above asks it as it asks a view in memory. Texts are first read by our own engine, so
that what is no SPARQL, or binds what it cannot, is told the same way for every kind of store.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import pyoxigraph as ox

from kgraph.errors import LoadedAnew, OutsideError
from kgraph.store.convert import Engine
from kgraph.store.http import Line, Reply
from kgraph.store.results import Table, read_results
from kgraph.store.sparql_text import (
    IN_VIEW,
    SHOWN,
    Constructing,
    Describing,
    constructing,
    counted,
    dataset,
    declared,
    describing,
    in_graph,
    last_limit,
    names_graphs,
    paged,
    split_prologue,
    with_dataset,
    with_values,
)
from kgraph.wording import Text

_Any = TypeVar("_Any")
Solutions = ox.QuerySolutions
_TABLE = "application/sparql-results+json"
_TABLES = (_TABLE, "application/json", "text/json")
# Virtuoso's names of blank nodes, which are no names in JSON results.
_NODE_ID = re.compile(rb'("type"\s*:\s*"bnode"\s*,\s*"value"\s*:\s*")nodeID://')
# An answer of so many rows is held against its count: engines that cut in silence do so at round
# numbers from a thousand on.
SUSPECT = 1_000
_FILLED_AT_ONCE = 1_000
# What an answer that was cut short in its time says of itself (kgraph, Virtuoso).
_CUT = ("x-query-cut", "x-sql-state")
_NODE = "urn:kgraph:node:"
_NOT_THERE = (202, 204, 404, 405, 410)
_ADDRESS = Text(
    "Ange adressen där den tar emot SPARQL-frågor.",
    "Name the address where it takes SPARQL queries.",
)
_QUERIES_TOO = Text(
    "Kontrollera att det är adressen för frågor och inte den för ändringar eller grafer; se annars "
    "serverns egen logg.",
    "Check that it is the address of queries and not that of updates or graphs; if so, look in "
    "the server's own log.",
)
_NO_GRAPH = "urn:kgraph:none"


@dataclass
class Endpoint:
    """The query address of a server.

    Parameters:
        line: to the server.
        url: where queries are sent.
        note: is told what the reader is to know: that an answer is fetched in pages, say.
        proven: how many rows an answer has had and been whole.
        most: how many rows the server gives at a time; 0 while nothing says that it cuts.
    """

    line: Line
    url: str
    note: Callable[[Text], None]
    proven: int = SUSPECT - 1
    most: int = 0
    _said: set[str] = field(default_factory=set)
    _reader: ox.Store = field(default_factory=ox.Store)

    def table(self, text: str) -> Table:
        """The columns and rows of a SELECT query, whole.

        Raises:
            OutsideError: the server fails, or does not keep to the query's own limit.
        """
        columns, rows = self._rows(text)
        limit = last_limit(text)
        if limit is not None and len(rows) > limit:
            raise self._bad(
                Text(f"Servern struntar i LIMIT {limit}: den gav {len(rows)} rader.",
                     f"The server ignores LIMIT {limit}: it gave {len(rows)} rows."),
                Text("Använd en som följer SPARQL 1.1.", "Use one that keeps to SPARQL 1.1."),
            )  # fmt: skip
        if len(rows) <= self.proven or len(rows) == limit:
            return columns, rows
        wanted = self._count(text)
        if wanted > len(rows):
            rows = self._paged(text, columns, len(rows), wanted)
        self.proven = max(self.proven, len(rows) if not self.most else self.proven)
        return columns, rows

    def _count(self, text: str) -> int:
        _, rows = self._rows(counted(text))
        found = rows[0][0] if rows else None
        return int(found.value) if isinstance(found, ox.Literal) else 0

    def _paged(
        self, text: str, columns: list[str], most: int, wanted: int
    ) -> list[list[Engine | None]]:
        """The answer in pages, sorted so that none is missed, and said so."""
        self.most = most
        self._say(
            Text(f"Servern ger högst {most} rader åt gången; svaret hämtas i sidor.",
                 f"The server gives {most} rows at a time at most; the answer is fetched in pages.")
        )  # fmt: skip
        rows: list[list[Engine | None]] = []
        while len(rows) < wanted:
            _, part = self._rows(paged(text, columns, most, len(rows)))
            if not part or len(part) > most:
                raise self._bad(
                    Text(f"Servern gav {len(rows)} rader av {wanted} och sedan inga fler.",
                         f"The server gave {len(rows)} rows of {wanted} and then no more."),
                    Text("Höj serverns gräns för rader i ett svar.",
                         "Raise the server's limit of rows in an answer."),
                )  # fmt: skip
            rows += part
        return rows

    def _say(self, text: Text) -> None:
        if text.en not in self._said:
            self._said.add(text.en)
            self.note(text)

    def _rows(self, text: str) -> Table:
        found = self._results(text)
        if isinstance(found, bool):
            raise self._no_answer()
        return found

    def truth(self, text: str) -> bool:
        """The answer to an ASK query."""
        found = self._results(text)
        if isinstance(found, bool):
            return found
        row = next(iter(found[1]), None)  # one row with one number, as Virtuoso has it
        value = row[0] if row else None
        return isinstance(value, ox.Literal) and value.value in ("1", "true")

    def triples(self, told: Constructing) -> list[ox.Triple]:
        """The answer to a CONSTRUCT query, whole: its rows are asked for, and filled in here.

        A server's own answer would say neither how many rows it was made of nor that some are
        lacking.

        Raises:
            OutsideError: as ``table``.
        """
        columns, rows = self.table(told.select)
        places = [columns.index(name) if name in columns else -1 for name in told.names]
        made: list[ox.Triple] = []
        for start in range(0, len(rows), _FILLED_AT_ONCE):
            part = rows[start : start + _FILLED_AT_ONCE]
            cells = ([_written(row[i] if i >= 0 else None) for i in places] for row in part)
            found = self._reader.query(told.filled(cells))
            assert isinstance(found, ox.QueryTriples)
            made.extend(_named_back(triple) for triple in found)
        return made

    def _results(self, text: str) -> Table | bool:
        reply = self._send(text, _TABLE)
        if reply.kind not in _TABLES:
            raise self._wrong_kind(reply)
        try:
            return read_results(_NODE_ID.sub(rb"\1", reply.body))
        except (SyntaxError, ValueError, OSError):
            raise self._no_answer() from None

    def _send(self, text: str, accept: str) -> Reply:
        reply = self.line.send("POST", self.url, body={"query": text}, headers={"Accept": accept})
        if reply.status in _NOT_THERE:
            raise self._bad(
                Text(f"Där tas inga frågor emot (HTTP {reply.status}).",
                     f"No queries are taken there (HTTP {reply.status})."),
                _ADDRESS,
            )  # fmt: skip
        if reply.status != 200:
            raise self._bad(
                Text(f"Servern kunde inte svara (HTTP {reply.status}): {reply.reason}",
                     f"The server could not answer (HTTP {reply.status}): {reply.reason}"),
                _QUERIES_TOO if reply.status in (400, 415) else
                Text("Fråga efter mindre, eller se serverns egen logg.",
                     "Ask for less, or look in the server's own log."),
            )  # fmt: skip
        if any(name in reply.headers for name in _CUT):
            raise self._bad(
                Text("Servern hann inte med hela svaret och kortade det.",
                     "The server ran out of time and cut its answer short."),
                Text("Fråga efter mindre, eller höj serverns gräns för tid.",
                     "Ask for less, or raise the server's limit of time."),
            )  # fmt: skip
        return reply

    def _wrong_kind(self, reply: Reply) -> OutsideError:
        kind = reply.kind or "?"
        if kind == "application/sparql-results+xml":
            return self._bad(
                Text("Servern svarar bara med XML.", "The server answers in XML alone."),
                Text("Ställ in den att svara med JSON (application/sparql-results+json).",
                     "Set it to answer in JSON (application/sparql-results+json)."),
            )  # fmt: skip
        return self._bad(
            Text(f"Servern svarade med {kind} i stället för ett frågesvar.",
                 f"The server answered with {kind} and not with an answer to a query."),
            _ADDRESS,
        )  # fmt: skip

    def _no_answer(self) -> OutsideError:
        return self._bad(
            Text("Serverns svar är avklippt eller trasigt.",
                 "The server's answer is cut off or broken."),
            Text("Försök igen; inget halvt har använts.", "Try again; nothing half was used."),
        )  # fmt: skip

    def _bad(self, what: Text, mend: Text) -> OutsideError:
        return OutsideError(what, self.url, mend)


def solutions(
    columns: Sequence[str], rows: Sequence[Sequence[Engine | None]]
) -> ox.QuerySolutions | ox.QueryBoolean:
    """Rows as the engine gives them."""
    bindings = [
        {name: _json(cell) for name, cell in zip(columns, row, strict=True) if cell is not None}
        for row in rows
    ]
    raw = json.dumps({"head": {"vars": list(columns)}, "results": {"bindings": bindings}})
    return ox.parse_query_results(raw.encode(), ox.QueryResultsFormat.JSON)


def _json(value: Engine) -> dict[str, str]:
    if isinstance(value, ox.NamedNode):
        return {"type": "uri", "value": value.value}
    if isinstance(value, ox.BlankNode):
        return {"type": "bnode", "value": value.value}
    assert isinstance(value, ox.Literal)
    made = {"type": "literal", "value": value.value}
    if value.language:
        return {**made, "xml:lang": value.language}
    return {**made, "datatype": value.datatype.value}


def _written(value: Engine | None) -> str:
    """A term as SPARQL writes it in VALUES; a node without a name has a name meanwhile."""
    if isinstance(value, ox.BlankNode):
        return f"<{_NODE}{value.value}>"
    return "UNDEF" if value is None else str(value)


def _named_back(triple: ox.Triple) -> ox.Triple:
    """A statement with the nodes that had no name without one again."""
    subject, value = (_unnamed(term) for term in (triple.subject, triple.object))
    assert isinstance(subject, ox.NamedNode | ox.BlankNode)
    return ox.Triple(subject, triple.predicate, value)


def _unnamed(term: Engine) -> Engine:
    if isinstance(term, ox.NamedNode) and term.value.startswith(_NODE):
        return ox.BlankNode(term.value.removeprefix(_NODE))
    return term


class ServedView:
    """A view on a server.

    Parameters:
        endpoint: where queries are sent.
        merged: the graph with the view's merged and derived statements.
        directory: the graph that says which graphs belong to the view.
        is_there: asks whether the store there is still the one that was opened.
    """

    def __init__(
        self, endpoint: Endpoint, merged: str, directory: str, is_there: Callable[[], bool]
    ) -> None:
        """Nothing is asked yet."""
        self.endpoint, self._merged, self._directory = endpoint, merged, directory
        self._is_there = is_there
        self._reader = ox.Store()

    def query(
        self,
        text: str,
        *,
        base_iri: str | None = None,
        prefixes: Mapping[str, str] | None = None,
        default_graph: Sequence[ox.NamedNode] | None = None,
        named_graphs: Sequence[ox.NamedNode] | None = None,
        substitutions: Mapping[ox.Variable, Engine] | None = None,
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """What the engine's own store answers, from the server.

        Raises:
            SyntaxError, RuntimeError: as the engine does, for a text that it would not take.
            OutsideError: the server fails.
        """
        kind, names = self._read(text, base_iri, prefixes, substitutions)
        given = {v.value: str(term) for v, term in (substitutions or {}).items()}
        asked = with_values(text, given) if given else text
        if default_graph is None and named_graphs is None and names_graphs(asked):
            default_graph, named_graphs = self._named(asked, base_iri, prefixes)
        told = describing(asked)
        if told is not None:  # a server would describe from graphs of its own choice
            dataset = default_graph, named_graphs
            if not (things := self._described(told, base_iri, prefixes, *dataset)):
                return _graph([])
            asked = told.construct(things)
        if default_graph is not None or named_graphs is not None:
            asked = with_dataset(asked, self._shown(default_graph), self._shown(named_graphs))
        if not names_graphs(asked) and "{" in asked:
            asked = in_graph(asked, self._merged, self._directory)
        asked = (declared(asked) if prefixes else "") + asked
        if base_iri:
            asked = f"BASE <{base_iri}>\n{asked}"
        if kind is ox.QueryBoolean:
            return _truth(self._sure(self.endpoint.truth(asked)))
        if kind is not ox.QuerySolutions:
            made = constructing(asked)
            assert made is not None  # what describes has been made over to what constructs
            return _graph(self._sure(self.endpoint.triples(made)))
        columns, rows = self.endpoint.table(asked)
        self._sure(rows)
        places = [columns.index(name) if name in columns else -1 for name in names]
        return solutions(names, [[row[i] if i >= 0 else None for i in places] for row in rows])

    def _named(
        self, text: str, base_iri: str | None, prefixes: Mapping[str, str] | None
    ) -> tuple[list[ox.NamedNode], list[ox.NamedNode]]:
        """The graphs that a text names by FROM and FROM NAMED; there may be others' on a server."""
        prologue, _ = split_prologue(text)

        def meant(written: str) -> ox.NamedNode:
            found = self._reader.query(
                f"{prologue} SELECT ({written} AS ?graph) {{}}", base_iri=base_iri,
                prefixes=dict(prefixes or {}),
            )  # fmt: skip
            assert isinstance(found, ox.QuerySolutions)
            value = next(found)[0]
            assert isinstance(value, ox.NamedNode)
            return value

        default, named = dataset(text)
        return [meant(graph) for graph in default], [meant(graph) for graph in named]

    def _described(
        self,
        told: Describing,
        base_iri: str | None,
        prefixes: Mapping[str, str] | None,
        default_graph: Sequence[ox.NamedNode] | None,
        named_graphs: Sequence[ox.NamedNode] | None,
    ) -> list[str]:
        """The things that a DESCRIBE query describes, as SPARQL writes them."""
        if not told.select:
            return list(told.terms)
        found = self.query(
            told.select, base_iri=base_iri, prefixes=prefixes, default_graph=default_graph,
            named_graphs=named_graphs,
        )  # fmt: skip
        assert isinstance(found, ox.QuerySolutions)
        cells = (cell for row in found for cell in row)
        return [*told.terms, *(str(cell) for cell in cells if isinstance(cell, ox.NamedNode))]

    def _read(
        self,
        text: str,
        base_iri: str | None,
        prefixes: Mapping[str, str] | None,
        substitutions: Mapping[ox.Variable, Engine] | None,
    ) -> tuple[type, list[str]]:
        """Of which kind the answer to a text is, and its columns.

        The engine's answer stays here: it must end in the thread that it began in.
        """
        trial = self._reader.query(
            text,
            base_iri=base_iri,
            prefixes=dict(prefixes or {}),
            substitutions=dict(substitutions) if substitutions else None,
        )
        columns = trial.variables if isinstance(trial, ox.QuerySolutions) else []
        return type(trial), [variable.value for variable in columns]

    def _shown(self, graphs: Sequence[ox.NamedNode] | None) -> list[str]:
        """The graphs that belong to the view; one that nobody has where none of them does."""
        found = [graph.value for graph in graphs or () if self.contains_named_graph(graph)]
        return found or ([_NO_GRAPH] if graphs else [])

    def contains_named_graph(self, graph: ox.NamedNode) -> bool:
        """Whether a graph belongs to the view."""
        return self._sure(
            self.endpoint.truth(
                f"ASK {{ GRAPH <{self._directory}> {{ {graph} <{IN_VIEW}> <{SHOWN}> }} }}"
            )
        )

    def quads_for_pattern(
        self,
        subject: ox.NamedNode | None,
        predicate: ox.NamedNode | None,
        value: Engine | None,
        graph: ox.NamedNode | ox.DefaultGraph | None = None,
    ) -> Iterator[ox.Quad]:
        """The statements that fit, of the view's graphs; of the merged ones where they are named.

        Without a graph the merged statements are left out: each stands in a graph of its own too.
        """
        words = zip((subject, predicate, value), ("?s", "?p", "?o"), strict=True)
        parts = [str(part) if part is not None else name for part, name in words]
        triple = " ".join(parts)
        if isinstance(graph, ox.DefaultGraph):
            pattern = f"GRAPH <{self._merged}> {{ {triple} }}"
        else:
            name = str(graph) if graph is not None else "?g"
            pattern = (f"GRAPH <{self._directory}> {{ {name} <{IN_VIEW}> <{SHOWN}> }} "
                       f"GRAPH {name} {{ {triple} }}")  # fmt: skip
        columns, rows = self.endpoint.table(f"SELECT * WHERE {{ {pattern} }}")
        for row in rows:
            found = dict(zip(columns, row, strict=True))
            s, p = found.get("s", subject), found.get("p", predicate)
            o, g = found.get("o", value), found.get("g", graph)
            assert isinstance(s, ox.NamedNode | ox.BlankNode) and isinstance(p, ox.NamedNode)
            assert o is not None and not isinstance(g, ox.Literal | ox.Triple)
            yield ox.Quad(s, p, o, g)

    def _sure(self, answer: _Any) -> _Any:
        """The answer, which is of the store that was opened as long as that is still there.

        It is asked after each answer: one may be empty, or a count of nothing, since somebody has
        loaded meanwhile.

        Raises:
            LoadedAnew: the store was loaded anew since it was opened.
        """
        if not self._is_there():
            raise LoadedAnew(
                Text("Lagret har laddats på nytt sedan det öppnades.",
                     "The store has been loaded anew since it was opened."),
                self.endpoint.url,
                Text("Försök igen, så svarar det nya.", "Try again, and the new one answers."),
            )  # fmt: skip
        return answer


def _truth(value: bool) -> ox.QuerySolutions | ox.QueryBoolean:
    raw = json.dumps({"head": {}, "boolean": value}).encode()
    return ox.parse_query_results(raw, ox.QueryResultsFormat.JSON)


def _graph(triples: Sequence[ox.Triple]) -> ox.QueryTriples:
    held = ox.Store()
    held.bulk_extend(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    found = held.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    assert isinstance(found, ox.QueryTriples)
    return found


def directory_lines(graphs: Sequence[str]) -> Iterator[str]:
    """The statements that say which graphs belong to a view, as N-Triples."""
    for graph in graphs:
        yield f"<{graph}> <{IN_VIEW}> <{SHOWN}> .\n"
