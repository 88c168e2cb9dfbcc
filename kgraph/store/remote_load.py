"""Loading into a SPARQL server: all or nothing, though a server knows no such thing.

Everything is made on this machine and sent to graphs of its own, which nobody reads. When all is
there, and says what was sent, a note on the server tells that they are to take the place of the old
ones; whoever loads next completes a swap that was broken off.
"""

import contextlib
import secrets
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pyoxigraph as ox

from kgraph.errors import KGraphError, OutsideError
from kgraph.store.addresses import UPDATE, Given, given, guesses
from kgraph.store.generation import build
from kgraph.store.http import Line
from kgraph.store.intake import Told
from kgraph.store.mark import Mark
from kgraph.store.plan import Plan
from kgraph.store.remote import (
    HELD,
    MARK_GRAPH,
    MARK_WORD,
    PENDING,
    batches,
    directory_graph,
    endpoint_of,
    fetch,
    merged_graph,
    read_remote_mark,
    rows_of,
)
from kgraph.store.served import Endpoint
from kgraph.store.sparql_text import IN_VIEW, SHOWN
from kgraph.store.trial import GRAPH as TRIAL
from kgraph.store.trial import STATEMENTS, unfit
from kgraph.store.writer import alone
from kgraph.terms import DERIVED
from kgraph.wording import Text

_PROBE = "urn:kgraph:probe"
_TO = "urn:kgraph:to"
_PART = 4_000
_UPDATE_PART = 500
_SWAPPED_AT_ONCE = 10


class Refused(OutsideError):
    """A server answers, but takes no update at that address."""


@dataclass
class Server:
    """A server that statements can be sent to.

    Parameters:
        endpoint: where it is asked.
        update: where updates are sent.
        graphs: its graph store; empty where it has none that is known.
    """

    endpoint: Endpoint
    update: str
    graphs: str = ""

    @property
    def _line(self) -> Line:
        return self.endpoint.line

    def change(self, text: str) -> None:
        """Run an update.

        Raises:
            Refused: the server does not take it.
            OutsideError: it fails.
        """
        reply = self._line.send(
            "POST", self.update, body={"update": text, "query": text}
            if self.update == self.endpoint.url or self.update.endswith("sparql-auth")
            else {"update": text}, again=False,
        )  # fmt: skip
        if reply.status >= 300:
            raise Refused(
                Text(f"Servern avvisade en ändring (HTTP {reply.status}): {reply.reason}",
                     f"The server refused an update (HTTP {reply.status}): {reply.reason}"),
                self.update,
                Text("Se serverns logg och rättigheter; inget är bytt.",
                     "Look at the server's log and rights; nothing was swapped."),
            )  # fmt: skip

    def add(self, graph: str, lines: bytes) -> None:
        """Add N-Triples to a graph, through its graph store or an update.

        Raises:
            OutsideError: the server refuses it.
        """
        if not self.graphs:
            self.change(f"INSERT DATA {{ GRAPH <{graph}> {{\n{lines.decode()}\n}} }}")
            return
        word = "graph-uri" if "graph-crud" in self.graphs else "graph"
        reply = self._line.send(
            "POST", self.graphs, params={word: graph}, body=lines, again=False,
            headers={"Content-Type": "application/n-triples" if word == "graph" else "text/turtle"},
        )  # fmt: skip
        if reply.status >= 300:
            raise OutsideError(
                Text(f"Servern tog inte emot uppgifterna (HTTP {reply.status}): {reply.reason}",
                     f"The server did not take the statements (HTTP {reply.status}): "
                     f"{reply.reason}"),
                self.graphs,
                Text("Se serverns logg; inget är bytt.",
                     "Look at the server's log; nothing was swapped."),
            )  # fmt: skip


def load(address: str, plan: Plan, *, add: bool, note: Told) -> Mark:
    """Load files into a server.

    Parameters:
        add: to what it holds, else in its place.
        note: is told the addresses that were found, and what the server does otherwise.

    Raises:
        InputError: a file cannot be read, or the server does not let us in; nothing has changed.
        OutsideError: the server fails or somebody else loads; nothing has changed.
    """
    found = given(plan.project, address, plan.update, plan.graphs)
    endpoint = endpoint_of(found, note)
    read_remote_mark(endpoint)  # one of a newer version is left as it is
    with _nothing_swapped():
        server = addresses_tried(found, endpoint)
    _tell(server, note)
    aside = Server(endpoint_of(found), server.update)
    one_at_a_time = alone(endpoint, server.change, aside.change)
    with one_at_a_time, tempfile.TemporaryDirectory(prefix="kgraph-load-") as folder:
        before = read_remote_mark(endpoint)  # somebody may have loaded until now
        if before is not None and before.current.startswith(PENDING):
            before = _swap(server, before)
        with _nothing_swapped():
            _sweep(server, before)
            made = Path(folder) / f"g{secrets.token_hex(4)}"
            held = _held(server, before, Path(folder)) if add and before is not None else None
            mark = build(plan, made, held, before if add else None)
            pending = _send(server, plan, made, mark)
        return _swap(server, pending, before)


@contextlib.contextmanager
def _nothing_swapped() -> Iterator[None]:
    """What goes wrong in here leaves what the server held, and says so."""
    try:
        yield
    except OutsideError as error:
        what = error.what if isinstance(error.what, Text) else Text(error.what, error.what)
        if "inget är bytt" in str(error).lower():
            raise
        kept = Text(f"{what.sv} Inget är bytt.", f"{what.en} Nothing was swapped.")
        raise OutsideError(kept, error.where, error.mend) from None


def _tell(server: Server, note: Told) -> None:
    graphs = server.graphs or "–"
    note(
        Text(f"Frågor: {server.endpoint.url}  Ändringar: {server.update}  Grafer: {graphs}",
             f"Queries: {server.endpoint.url}  Updates: {server.update}  Graphs: {graphs}")
    )  # fmt: skip


# -- the addresses -----------------------------------------------------------------------------


def addresses_tried(found: Given, endpoint: Endpoint) -> Server:
    """The server with the addresses that work, each tried.

    Raises:
        OutsideError: no update address works.
    """
    pairs = list(guesses(found.query))
    failed: list[KGraphError] = []
    tried: list[str] = []
    for update in dict.fromkeys([found.update] if found.update else [pair[0] for pair in pairs]):
        server = Server(endpoint, update)
        tried.append(update)
        try:
            works = _takes_updates(server)
        except KGraphError as error:
            failed.append(error)
            continue
        if works:
            stores = [found.graphs] if found.graphs else [p[1] for p in pairs if p[0] == update]
            server.graphs = next(
                (url for url in stores if _takes_graphs(endpoint, update, url)), ""
            )
            return server
    # That a guess is refused says only that it was a wrong guess.
    told = failed if found.update else [e for e in failed if not isinstance(e, Refused)]
    raise told[0] if told else _no_update(found, tried)


def _no_update(found: Given, tried: list[str]) -> OutsideError:
    if found.update:
        return OutsideError(
            Text("Servern tar emot ändringar där, men de syns inte i dess svar.",
                 "The server takes updates there, but its answers do not show them."),
            found.update,
            Text("Ange adressen dit samma servers ändringar ska: --update-url URL.",
                 "Name the address where updates of that server go: --update-url URL."),
        )  # fmt: skip
    ways = f"--update-url URL, {UPDATE}=URL"
    return OutsideError(
        Text(f"Ingen adress för ändringar hittades. Prövade: {', '.join(tried)}.",
             f"No address for updates was found. Tried: {', '.join(tried)}."),
        found.query,
        Text(f"Ange den: {ways} eller update under [store] i kgraph.toml.",
             f"Name it: {ways} or update under [store] in kgraph.toml."),
    )  # fmt: skip


@contextlib.contextmanager
def _probing(server: Server) -> Iterator[str]:
    """A statement of one's own to try an address with: others may be trying just now."""
    one = f"<{_PROBE}:{secrets.token_hex(8)}>"
    try:
        yield f"{one} <{_PROBE}> {one}"
    finally:
        with contextlib.suppress(KGraphError):
            server.change(f"DELETE DATA {{ GRAPH <{_PROBE}> {{ {one} <{_PROBE}> {one} }} }}")


def _is_there(endpoint: Endpoint, statement: str) -> bool:
    return endpoint.truth(f"ASK {{ GRAPH <{_PROBE}> {{ {statement} }} }}")


def _takes_updates(server: Server) -> bool:
    """Whether an update changes what is asked: a server could be another one's."""
    with _probing(server) as statement:
        server.change(f"INSERT DATA {{ GRAPH <{_PROBE}> {{ {statement} }} }}")
        if not _is_there(server.endpoint, statement):
            return False
        server.change(f"DELETE DATA {{ GRAPH <{_PROBE}> {{ {statement} }} }}")
        return not _is_there(server.endpoint, statement)


def _takes_graphs(endpoint: Endpoint, update: str, url: str) -> bool:
    server = Server(endpoint, update, url)
    with _probing(server) as statement:
        try:
            server.add(_PROBE, f"{statement} .\n".encode())
            return _is_there(endpoint, statement)
        except KGraphError:
            return False


# -- sending -----------------------------------------------------------------------------------


def _held(server: Server, mark: Mark, folder: Path) -> Path:
    """What the server holds, as a generation on this machine."""
    (folder / "held" / "base").mkdir(parents=True)
    store = ox.Store(str(folder / "held" / "base"))
    for part in fetch(server.endpoint, mark):
        store.bulk_extend(part)
    store.flush()
    return folder / "held"


def _send(server: Server, plan: Plan, made: Path, mark: Mark) -> Mark:
    """Send a generation to graphs that nobody reads, and note that it is to be swapped in."""
    base = ox.Store.read_only(str(made / "base"))
    view = ox.Store.read_only(str(made / "view"))
    derived = ox.NamedNode(DERIVED)
    names = [*(g for g in base.named_graphs() if isinstance(g, ox.NamedNode)), derived]
    stages = {g.value: f"urn:kgraph:stage:{mark.current}:{i}" for i, g in enumerate(names)}
    sizes = {merged_graph(mark.current): 0} | dict.fromkeys(stages.values(), 0)
    try:
        for number, graph in enumerate(names):
            plan.told(Text(f"Skickar {number} av {len(names)} grafer",
                           f"Sending {number} of {len(names)} graphs"))  # fmt: skip
            source = view if graph == derived else base
            stage = stages[graph.value]
            sizes[stage] = _put(server, stage, source, graph)
        merged = merged_graph(mark.current)
        sizes[merged] = _put(server, merged, view, ox.DefaultGraph())
        _put_directory(server, mark, stages, base, view)
        plan.told(Text("Kontrollerar", "Checking"))
        _verify(server, sizes, stages, base)
        server.add(TRIAL, STATEMENTS.encode())
        why = unfit(server.endpoint)
        server.change(f"DROP SILENT GRAPH <{TRIAL}>")
    except BaseException:
        with contextlib.suppress(KGraphError):
            _drop(server, [*sizes, directory_graph(mark.current), TRIAL])
        raise
    if why is not None:
        server.endpoint.note(why)
    full = replace(mark, unfit=(why.sv, why.en) if why is not None else ())
    pending = full.named(PENDING + mark.current)
    _write_mark(server, pending)
    return pending


def _put(
    server: Server, target: str, source: ox.Store, graph: ox.NamedNode | ox.DefaultGraph
) -> int:
    """Send one graph in parts; one with nodes without names at once, since they belong together."""
    sent = 0
    held: list[ox.Triple] = []
    whole = False
    most = _PART if server.graphs else _UPDATE_PART
    for quad in source.quads_for_pattern(None, None, None, graph):
        whole = whole or isinstance(quad.subject, ox.BlankNode)
        held.append(quad.triple)
        sent += 1
        if len(held) >= most and not whole:
            server.add(target, ox.serialize(held, format=ox.RdfFormat.N_TRIPLES) or b"")
            held = []
    if held:
        server.add(target, ox.serialize(held, format=ox.RdfFormat.N_TRIPLES) or b"")
    return sent


def _put_directory(
    server: Server, mark: Mark, stages: Mapping[str, str], base: ox.Store, view: ox.Store
) -> None:
    """Say which graphs are held, which belong to the view, and where each is to go."""
    lines = [f"<{g.value}> <{IN_VIEW}> <{SHOWN}> .\n" for g in view.named_graphs()]
    lines += [f"<{g.value}> <{IN_VIEW}> <{HELD}> .\n" for g in base.named_graphs()]
    lines += [f"<{stage}> <{_TO}> <{graph}> .\n" for graph, stage in stages.items()]
    for start in range(0, len(lines), _UPDATE_PART):
        part = "".join(lines[start : start + _UPDATE_PART])
        server.add(directory_graph(mark.current), part.encode())


def _verify(
    server: Server, sizes: Mapping[str, int], stages: Mapping[str, str], base: ox.Store
) -> None:
    """Hold what the server has against what was sent: the number in each graph, and every fact.

    Raises:
        OutsideError: it has something else.
    """
    for graphs in batches(dict.fromkeys(sizes, 1)):
        listed = " ".join(f"<{graph}>" for graph in graphs)
        _, rows = server.endpoint.table(
            f"SELECT ?g (COUNT(*) AS ?n) WHERE {{ VALUES ?g {{ {listed} }} "
            "GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
        )
        found = {g.value: int(n.value) for g, n in rows if g is not None and n is not None}  # type: ignore[union-attr]
        wrong = [g for g in graphs if found.get(g, 0) != sizes[g]]
        if wrong:
            raise _lost(server, sizes[wrong[0]], found.get(wrong[0], 0))
    back = {stage: graph for graph, stage in stages.items() if graph != DERIVED}
    for graphs in batches({stage: sizes[stage] for stage in back}):
        for quad in rows_of(server.endpoint, graphs):
            name = ox.NamedNode(back[str(getattr(quad.graph_name, "value", ""))])
            sent = ox.Quad(quad.subject, quad.predicate, quad.object, name)
            if sent not in base and not _has_blank(quad):
                raise _altered(server, quad)


def _has_blank(quad: ox.Quad) -> bool:
    return isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode)


def _lost(server: Server, wanted: int, found: int) -> OutsideError:
    return OutsideError(
        Text(f"Servern har {found} uppgifter av {wanted} som skickades; inget är bytt.",
             f"The server has {found} statements of {wanted} that were sent; nothing was swapped."),
        server.endpoint.url,
        Text("Försök igen, eller använd en annan server.", "Try again, or use another server."),
    )  # fmt: skip


def _altered(server: Server, quad: ox.Quad) -> OutsideError:
    return OutsideError(
        Text(f"Servern ändrar det som skickas: {quad.triple}. Inget är bytt.",
             f"The server alters what is sent: {quad.triple}. Nothing was swapped."),
        server.endpoint.url,
        Text("Använd en annan server.", "Use another server."),
    )  # fmt: skip


# -- the swap ----------------------------------------------------------------------------------


def _write_mark(server: Server, mark: Mark) -> None:
    """In one request: a server without a mark is taken for one where nothing was loaded."""
    text = ox.Literal(mark.text())
    server.change(
        f"DROP SILENT GRAPH <{MARK_GRAPH}> ;\n"
        f"INSERT DATA {{ GRAPH <{MARK_GRAPH}> {{ <{MARK_GRAPH}> <{MARK_WORD}> {text} }} }}"
    )


def _swap(server: Server, pending: Mark, before: Mark | None = None) -> Mark:
    """Put what was sent in the place of the old; what is done already is left."""
    mark = pending.named(pending.current.removeprefix(PENDING))
    directory = directory_graph(mark.current)
    _, rows = server.endpoint.table(
        f"SELECT DISTINCT ?a ?b WHERE {{ GRAPH <{directory}> {{ ?a <{_TO}> ?b }} "
        "GRAPH ?a { ?s ?p ?o } }"
    )
    moves = [(str(a.value), str(b.value)) for a, b in rows if a is not None and b is not None]  # type: ignore[union-attr]
    for start in range(0, len(moves), _SWAPPED_AT_ONCE):
        server.change(" ;\n".join(_move(*pair) for pair in moves[start : start + _SWAPPED_AT_ONCE]))
    _drop(server, sorted(_graphs_of(server, before) - _graphs_of(server, mark)))
    _write_mark(server, mark)
    return mark


def _move(stage: str, graph: str) -> str:
    """Not MOVE: done twice, that would leave an empty graph on some servers."""
    return (
        f"DROP SILENT GRAPH <{graph}> ;\n"
        f"INSERT {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}\n"
        f"WHERE {{ GRAPH <{stage}> {{ ?s ?p ?o }} }} ;\n"
        f"DROP SILENT GRAPH <{stage}>"
    )


def _graphs_of(server: Server, mark: Mark | None) -> set[str]:
    if mark is None:
        return set()
    _, rows = server.endpoint.table(
        f"SELECT DISTINCT ?g WHERE {{ GRAPH <{directory_graph(mark.current)}> "
        f"{{ ?g <{IN_VIEW}> ?any }} }}"
    )
    return {row[0].value for row in rows if isinstance(row[0], ox.NamedNode)}


def _sweep(server: Server, mark: Mark | None) -> None:
    """Drop what loads before left: the last view but one, and what was never swapped in."""
    _, rows = server.endpoint.table(
        "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } "
        'FILTER(REGEX(STR(?g), "^urn:kgraph:(merged|graphs|stage|trial)")) }'
    )
    names = {row[0].value for row in rows if isinstance(row[0], ox.NamedNode)}
    kept = {merged_graph(mark.current), directory_graph(mark.current)} if mark else set()
    _drop(server, sorted(names - kept))


def _drop(server: Server, graphs: list[str]) -> None:
    for start in range(0, len(graphs), _SWAPPED_AT_ONCE):
        part = graphs[start : start + _SWAPPED_AT_ONCE]
        server.change(" ;\n".join(f"DROP SILENT GRAPH <{graph}>" for graph in part))
