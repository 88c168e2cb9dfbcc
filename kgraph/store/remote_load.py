"""Loading into a SPARQL server: all or nothing, though a server knows no such thing.

Everything is made on this machine and sent to graphs of its own, which nobody reads. When all is
there, and says what was sent, a note on the server tells that they are to take the place of the old
ones; whoever loads next completes a swap that was broken off.
"""

import contextlib
import secrets
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox

from kgraph.errors import KGraphError, OutsideError
from kgraph.store.addresses import given
from kgraph.store.generation import build
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
    nothing_loaded,
    read_remote_mark,
    rows_of,
)
from kgraph.store.remote_server import Server, addresses_tried
from kgraph.store.sparql_text import IN_VIEW, SHOWN
from kgraph.store.trial import GRAPH as TRIAL
from kgraph.store.trial import STATEMENTS, unfit
from kgraph.store.writer import alone
from kgraph.terms import DERIVED
from kgraph.wording import Text

_TO = "urn:kgraph:to"
_PART = 4_000
_UPDATE_PART = 500
_SWAPPED_AT_ONCE = 10


def load(address: str, plan: Plan, *, add: bool, note: Told) -> Mark:
    """Load files into a server.

    Parameters:
        add: to what it holds, else in its place.
        note: is told the addresses that were found, and what the server does otherwise.

    Raises:
        InputError: a file cannot be read, or the server does not let us in; nothing has changed.
        OutsideError: the server fails or somebody else loads; nothing has changed, or it says
            that the swap was broken off and how to complete it.
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
        if before is None and add and not plan.files:
            raise nothing_loaded(address)
        if before is not None and before.current.startswith(PENDING):
            before = _swap(server, before)
        with _nothing_swapped():
            _sweep(server, before)
            made = Path(folder) / f"g{secrets.token_hex(4)}"
            held = _held(server, before, Path(folder)) if add and before is not None else None
            mark = build(plan, made, held, before if add else None)
            _refuse_strange(server, made, before)
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
    try:
        _write_mark(server, pending)
    except KGraphError:
        if not _bears(server, pending):
            raise
    return pending


def _refuse_strange(server: Server, made: Path, before: Mark | None) -> None:
    """Refuse to drop what somebody else keeps in a graph of a name that is to be loaded.

    What is there and is loaded too, as where the store's mark was lost, is nobody's loss.

    Raises:
        OutsideError: with a statement that would be gone.
    """
    base = ox.Store.read_only(str(made / "base"))
    names = {g.value for g in base.named_graphs() if isinstance(g, ox.NamedNode)}
    strange = sorted(names - _graphs_of(server, before))
    sizes = {graph: size for graph, size in _sizes(server, strange).items() if size}
    for graphs in batches(sizes):
        for quad in rows_of(server.endpoint, graphs):
            if quad not in base and not _has_blank(quad):
                raise _others(server, quad)


def _others(server: Server, quad: ox.Quad) -> OutsideError:
    return OutsideError(
        Text(f"Grafen {quad.graph_name} har där uppgifter som inte laddats härifrån: "
             f"{quad.triple}.",
             f"The graph {quad.graph_name} there has statements not loaded from here: "
             f"{quad.triple}."),
        server.endpoint.url,
        Text("Flytta dem till en graf med ett annat namn, ta bort dem om de är era, eller använd "
             "en egen databas på servern.",
             "Move them to a graph of another name, drop them if they are yours, or use a database "
             "of your own on the server."),
    )  # fmt: skip


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
    found = _sizes(server, list(sizes))
    wrong = [graph for graph in sizes if found[graph] != sizes[graph]]
    if wrong:
        raise _lost(server, sizes[wrong[0]], found[wrong[0]])
    back = {stage: graph for graph, stage in stages.items() if graph != DERIVED}
    for graphs in batches({stage: sizes[stage] for stage in back}):
        for quad in rows_of(server.endpoint, graphs):
            name = ox.NamedNode(back[str(getattr(quad.graph_name, "value", ""))])
            sent = ox.Quad(quad.subject, quad.predicate, quad.object, name)
            if sent not in base and not _has_blank(quad):
                raise _altered(server, quad)


def _sizes(server: Server, graphs: Sequence[str]) -> dict[str, int]:
    """How many statements each graph has on the server."""
    found = dict.fromkeys(graphs, 0)
    for part in batches(dict.fromkeys(graphs, 1)):
        listed = " ".join(f"<{graph}>" for graph in part)
        _, rows = server.endpoint.table(
            f"SELECT ?g (COUNT(*) AS ?n) WHERE {{ VALUES ?g {{ {listed} }} "
            "GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
        )
        found |= {g.value: int(n.value) for g, n in rows if g is not None and n is not None}  # type: ignore[union-attr]
    return found


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
    """Put what was sent in the place of the old; what is done already is left.

    Raises:
        OutsideError: it was broken off, with how to complete it.
    """
    mark = pending.named(pending.current.removeprefix(PENDING))
    try:
        _move_all(server, mark)
        _drop(server, sorted(_graphs_of(server, before) - _graphs_of(server, mark)))
        _write_mark(server, mark)
    except KGraphError as error:
        if not _bears(server, mark):  # else its answer was lost, and nothing more
            raise _half(server, error) from None
        return mark
    if not _bears(server, mark):
        raise _half(server, _pretended(server))
    return mark


def _move_all(server: Server, mark: Mark) -> None:
    """Move what was sent to where it is read, and count it there: a server may only say so."""
    directory = directory_graph(mark.current)
    _, rows = server.endpoint.table(
        f"SELECT DISTINCT ?a ?b WHERE {{ GRAPH <{directory}> {{ ?a <{_TO}> ?b }} "
        "GRAPH ?a { ?s ?p ?o } }"
    )
    moves = [(str(a.value), str(b.value)) for a, b in rows if a is not None and b is not None]  # type: ignore[union-attr]
    sent = _sizes(server, [stage for stage, _ in moves])
    for start in range(0, len(moves), _SWAPPED_AT_ONCE):
        server.change(" ;\n".join(_move(*pair) for pair in moves[start : start + _SWAPPED_AT_ONCE]))
    found = _sizes(server, [graph for pair in moves for graph in pair])
    if any(found[stage] or found[graph] != sent[stage] for stage, graph in moves):
        raise _pretended(server)


def _bears(server: Server, mark: Mark) -> bool:
    """Whether the store on the server has this mark, as far as can be asked."""
    with contextlib.suppress(KGraphError):
        found = read_remote_mark(server.endpoint)
        return found is not None and found.current == mark.current
    return False


def _pretended(server: Server) -> OutsideError:
    return OutsideError(
        Text("Servern svarade att en ändring var gjord, men den är inte det.",
             "The server answered that an update was done, but it is not."),
        server.update,
    )  # fmt: skip


def _half(server: Server, error: KGraphError) -> OutsideError:
    what = error.what if isinstance(error.what, Text) else Text(error.what, error.what)
    again = f"kgraph load --rebuild --store {server.endpoint.url}"
    return OutsideError(
        Text(f"{what.sv} Bytet är avbrutet mitt i: lagret kan inte läsas förrän det är fullbordat.",
             f"{what.en} The swap was broken off midway: the store cannot be read until it is "
             "completed."),
        error.where,
        Text(f"När servern svarar igen: {again}", f"When the server answers again: {again}"),
    )  # fmt: skip


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
