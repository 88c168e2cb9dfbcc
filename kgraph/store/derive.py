"""The statements a view derives: shortcuts and levels, never stored and never exported.

The rules are the CONSTRUCT queries in ``queries/derived/``. They run one after another on the
view's merged graph, in the order of their file names, each seeing what the earlier ones gave.
"""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox

from kgraph.errors import InputError, UsageError
from kgraph.project import Project
from kgraph.store.assume import assume, leave_out
from kgraph.store.gate import no_way_out, reason_of, refuse
from kgraph.store.reading import read_text
from kgraph.store.view import View
from kgraph.terms import DERIVED, KS, REFERENCE_DATE, VOCAB, XSD
from kgraph.wording import Text

DERIVED_GRAPH = ox.NamedNode(DERIVED)
Told = Callable[[Text], None]
_LINES = ox.RdfFormat.N_TRIPLES
# A passage that does not say how far it is reviewed counts as merely read.
_STATUSES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT ?x ?status WHERE {
  { GRAPH ?g { ?x ks:reviewStatus ?status } }
  UNION { GRAPH ?g { ?x a ks:AssertionGraph }
    OPTIONAL { GRAPH ?h { ?x ks:reviewStatus ?stated } } FILTER(!BOUND(?stated))
    BIND(<https://w3id.org/kompsam/vocab/review-status/extracted> AS ?status) }
}"""


def unsaid(_: Text) -> None:
    """Nobody is told."""


def rules(project: Project) -> list[tuple[str, str]]:
    """The rules of a project in running order: file name and SPARQL text.

    Raises:
        InputError: there are none, or one cannot be read.
    """
    folder = project.queries / "derived"
    files = sorted(folder.glob("*.rq"))
    if not files:
        raise InputError(
            Text("Projektet saknar härledningsregler.", "The project lacks derivation rules."),
            project.name(folder),
            Text(
                "Hämta dem ur ett nytt projekt: kgraph new MAPP",
                "Take them from a new project: kgraph new FOLDER",
            ),
        )
    return [(project.name(path), read_text(path, project.name(path))) for path in files]


def stored(base: ox.Store) -> Iterator[ox.Quad]:
    """The statements of a store without those of a view that was laid on it."""
    laid = (ox.DefaultGraph(), DERIVED_GRAPH)
    return (quad for quad in base if quad.graph_name not in laid)


def materialise(
    base: ox.Store,
    view: View,
    derivations: list[tuple[str, str]],
    hidden: tuple[str, ...],
    *,
    onto: bool = False,
    told: Told = unsaid,
) -> ox.Store:
    """A store whose default graph is the view.

    Parameters:
        base: all stored statements in named graphs.
        view: review level, date and modes.
        derivations: the rules in order.
        hidden: graphs that are kept by name but never merged (the shapes).
        onto: whether the view may be laid on the base itself. It is, where it leaves nothing out;
            else it gets a copy.
        told: is told how far the work has come.
    """
    outside, made = left_outside(base, view), base
    if outside or view.assuming.without or not onto:
        told(Text("Kopierar uppgifterna", "Copying the statements"))
        made = ox.Store()
        made.bulk_extend(stored(base))
    return lay(made, view, derivations, hidden, outside, told=told)


def lay(
    made: ox.Store,
    view: View,
    derivations: list[tuple[str, str]],
    hidden: tuple[str, ...],
    outside: list[ox.NamedNode],
    *,
    beside: Path | None = None,
    told: Told = unsaid,
) -> ox.Store:
    """Lay a view on a store that holds the stored statements and nothing else.

    Parameters:
        made: changed, and given back.
        outside: what the view leaves out, of ``left_outside``.
        beside: a folder for what is merged on its way, where the store may be larger than memory.
        told: is told how far the work has come.
    """
    leave_out(made, view.assuming)
    for graph in outside:
        made.remove_graph(graph)
    told(Text("Slår ihop uppgifterna", "Merging the statements"))
    merge(made, hidden, beside)
    _drop_statements(made, outside)
    assume(made, view.assuming)
    with ThreadPoolExecutor(max_workers=1) as thread:
        laid = _Derived(made, thread)
        laid.add(said_of(view))
        for number, (name, text) in enumerate(derivations, 1):
            n = len(derivations)
            told(Text(f"Härleder: regel {number} av {n}", f"Deriving: rule {number} of {n}"))
            laid.run(name, text)
        laid.wait()
    return made


def merge(store: ox.Store, hidden: tuple[str, ...], beside: Path | None) -> None:
    """Merge all graphs but the hidden ones, which step aside: a filter would look at each quad."""
    graphs = [ox.NamedNode(graph) for graph in hidden]
    aside = [q for graph in graphs for q in store.quads_for_pattern(None, None, None, graph)]
    for graph in graphs:
        store.remove_graph(graph)
    if beside is None:
        store.update("INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }")
    else:
        _merge_streamed(store, beside)
    store.bulk_extend(aside)


def _merge_streamed(store: ox.Store, beside: Path) -> None:
    """Merge all graphs of a store on disk, where one INSERT would hold all of it in memory."""
    path = beside / "merged.nt"
    try:
        with path.open("wb") as lines:
            plain = _WithoutGraphs(lines)
            store.dump(output=cast(IO[bytes], plain), format=ox.RdfFormat.N_QUADS)
            plain.end()
        store.bulk_load(path=str(path), format=_LINES, lenient=True)
    finally:
        path.unlink(missing_ok=True)


class _WithoutGraphs:
    """Takes N-Quads as they are written, and writes them on without their graphs.

    Parameters:
        lines: where to.
    """

    _GRAPH = re.compile(rb" <[^<>\"\s]*> \.\n")  # what ends a line in a text is escaped
    _PIECE = 1 << 20

    def __init__(self, lines: IO[bytes]) -> None:
        """Nothing is written yet."""
        self._lines, self._held, self._size = lines, list[bytes](), 0

    def write(self, piece: bytes) -> int:
        """Take the next piece, which may end anywhere."""
        self._held.append(bytes(piece))
        self._size += len(piece)
        if self._size > self._PIECE:
            self.end()
        return len(piece)

    def flush(self) -> None:
        """What is held is written when there is enough of it, or all."""

    def end(self) -> None:
        """Write the lines that are whole; the rest is held."""
        whole, _, rest = b"".join(self._held).rpartition(b"\n")
        if whole:
            self._lines.write(self._GRAPH.sub(b" .\n", whole + b"\n"))
        self._held, self._size = [rest], len(rest)


def left_outside(store: ox.Store, view: View) -> list[ox.NamedNode]:
    """Passages, coverage and absence statements whose review status the view leaves out."""
    if view.review == "everything":
        return []  # the checks are to see what is wrongly marked too
    found = store.query(_STATUSES)
    assert isinstance(found, ox.QuerySolutions)
    return sorted(
        {row["x"] for row in found if getattr(row["status"], "value", "") not in view.statuses},
        key=str,
    )


def _drop_statements(store: ox.Store, outside: list[ox.NamedNode]) -> None:
    for node in outside:
        for quad in list(store.quads_for_pattern(node, None, None, ox.DefaultGraph())):
            store.remove(quad)


def said_of(view: View) -> bytes:
    """What a view says of itself: its date, its modes, and the levels that it counts."""
    node = ox.NamedNode(REFERENCE_DATE)
    date = ox.Literal(view.as_of.isoformat(), datatype=ox.NamedNode(XSD("date")))
    stated = [ox.Triple(node, ox.NamedNode(KS("asOf")), date)]
    for mode in view.modes:
        concept = ox.NamedNode(VOCAB("mode/" + mode))
        stated.append(ox.Triple(node, ox.NamedNode(KS("assertionMode")), concept))
    # The levels that answering for something above is told at; unless the view assumes otherwise.
    for level, counts in (
        ("genom-fokusomradet", view.assuming.area),
        ("genom-helheten", view.assuming.whole),
    ):
        if counts != "ignored":
            concept = ox.NamedNode(VOCAB("responsibility-level/" + level))
            stated.append(ox.Triple(node, ox.NamedNode(KS("responsibilityLevel")), concept))
    return ox.serialize(stated, format=_LINES) or b""


class _Derived:
    """Derived statements on their way into a store: no object is made of any of them.

    Each stands among the merged ones, which the next rule reads, and in a graph of its own. That
    copy is written aside, while the next rule runs: the engine lets go of the interpreter.
    """

    def __init__(self, store: ox.Store, thread: Executor) -> None:
        self._store, self._thread = store, thread
        self._aside: list[Future[None]] = []

    def add(self, lines: bytes) -> None:
        """Add statements, as N-Triples that the engine has written itself."""
        load = partial(self._store.bulk_load, input=lines, format=_LINES, lenient=True)
        load()
        self._aside.append(self._thread.submit(load, to_graph=DERIVED_GRAPH))

    def wait(self) -> None:
        """Wait until every copy is written."""
        while self._aside:
            self._aside.pop().result()

    def run(self, name: str, text: str) -> None:
        """Run a rule and add what it gives."""
        if "graph" in text.casefold():
            self.wait()  # it may look into the graph of its own
        self.add(made_by(self._store, name, text))


def made_by(store: ox.Store, name: str, text: str) -> bytes:
    """What a rule gives, as N-Triples.

    Raises:
        InputError: it cannot be run, or is no CONSTRUCT.
    """
    try:
        refuse(text)
        with no_way_out(text):
            answer = store.query(text)
            if isinstance(answer, ox.QueryTriples):
                return answer.serialize(format=_LINES) or b""
    except UsageError as error:
        raise _bad_rule(name, error.what) from None
    except (SyntaxError, ValueError, RuntimeError, OSError) as error:
        raise _bad_rule(name, reason_of(error) + ".") from None
    raise _bad_rule(name, Text("den är ingen CONSTRUCT.", "it is no CONSTRUCT."))


def _bad_rule(name: str, why: Text | str) -> InputError:
    told = Text("Härledningsregeln går inte att köra: {r}", "The derivation rule cannot run: {r}")
    return InputError(told.format(r=why), name, Text("Rätta regeln.", "Mend the rule."))
