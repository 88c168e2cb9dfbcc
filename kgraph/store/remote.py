"""The store on a SPARQL server: asked there, or from a copy where the server cannot be trusted to.

A server that answers the trial questions as the standard says is asked itself. For one that does
not, and for views that were not made there, the loaded statements are fetched once, held against
their number, and asked in memory: the answers are the same, as long as they fit.
"""

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import cast

import pyoxigraph as ox

from kgraph.errors import InputError, KGraphError, OutsideError
from kgraph.project import Project
from kgraph.store import convert
from kgraph.store.addresses import Given, given
from kgraph.store.algebra import reaches_out
from kgraph.store.derive import materialise, rules
from kgraph.store.disk import WITHOUT_A_WORD, LoadedStore
from kgraph.store.gate import refuse, service_refused
from kgraph.store.http import Line
from kgraph.store.mark import Mark, read_mark
from kgraph.store.memory import _A, _FORMS, ONTOLOGY_GRAPHS, _told_in_words, _wrong_form, lines_of
from kgraph.store.other_view import is_made, made_ready, not_on_server, too_many
from kgraph.store.plan import HIDDEN
from kgraph.store.reading import load_file
from kgraph.store.served import Endpoint, ServedView
from kgraph.store.sparql_text import IN_VIEW
from kgraph.store.view import View
from kgraph.terms import DERIVED, Literal, Term
from kgraph.wording import Text

MARK_GRAPH = "urn:kgraph:store"
MARK_WORD = "urn:kgraph:mark"
HELD = "urn:kgraph:held"
MOST_COPIED = 3_000_000
_BATCH = 20_000
_NAMED_AT_ONCE = 200
Note = Callable[[Text], None]


def merged_graph(generation: str) -> str:
    """The graph of a generation's merged and derived statements."""
    return f"urn:kgraph:merged:{generation}"


def directory_graph(generation: str) -> str:
    """The graph that says which graphs belong to a generation and to its view."""
    return f"urn:kgraph:graphs:{generation}"


def quiet(_: Text) -> None:
    """Nobody is told."""


def endpoint_of(found: Given, note: Note = quiet) -> Endpoint:
    """The query address of a server."""
    return Endpoint(Line(found.access), found.query, note)


def read_remote_mark(endpoint: Endpoint) -> Mark | None:
    """The mark of the store on a server; None where nothing was loaded.

    Raises:
        InputError: a newer version wrote it.
        OutsideError: the server fails, or holds two marks.
    """
    text = f"SELECT ?m WHERE {{ GRAPH <{MARK_GRAPH}> {{ <{MARK_GRAPH}> <{MARK_WORD}> ?m }} }}"
    _, rows = endpoint.table(text)
    marks = [row[0].value for row in rows if isinstance(row[0], ox.Literal)]
    if not marks:
        return None
    if len(marks) > 1:
        raise OutsideError(
            Text("Två laddningar skrev samtidigt.", "Two loads wrote at the same time."),
            endpoint.url,
            Text("Ladda på nytt: kgraph load", "Load anew: kgraph load"),
        )
    return read_mark(marks[0], endpoint.url)


def open_remote(
    project: Project, address: str, note: Note = quiet, told: Note = quiet
) -> "RemoteStore":
    """Open the store on a server.

    Parameters:
        note: is told what the reader is to know of the answers.
        told: is told how far what takes long has come.

    Raises:
        InputError: nothing was loaded there, or by a newer version or with another ontology.
        OutsideError: the server cannot be reached or fails.
    """
    endpoint = endpoint_of(given(project, address), note)
    mark = read_remote_mark(endpoint)
    if mark is None:
        raise nothing_loaded(address)
    if mark.current.startswith(PENDING):
        raise OutsideError(
            Text("En laddning håller på att byta, eller avbröts mitt i bytet.",
                 "A load is swapping just now, or was broken off in the swap."),
            address,
            Text("Försök igen om en stund. Går det inte över, fullborda det: "
                 f"kgraph load --rebuild --store {address}",
                 "Try again in a while. If that does not help, complete it: "
                 f"kgraph load --rebuild --store {address}"),
        )  # fmt: skip
    return RemoteStore(project, mark, address, endpoint, told)


PENDING = "pending:"


def nothing_loaded(address: str) -> InputError:
    """What is told of a server without a store."""
    return InputError(
        Text("På servern finns inget laddat.", "Nothing is loaded on the server."),
        address,
        Text(
            f"Ladda projektets uppgifter: kgraph load --store {address}",
            f"Load the project's statements: kgraph load --store {address}",
        ),
    )


def canonical(value: convert.Engine) -> convert.Engine:
    """A term in the form that our own engine stores, whatever the server made of it."""
    if isinstance(value, ox.Literal) and value.datatype.value.endswith("#boolean"):
        return ox.Literal(
            {"1": "true", "0": "false"}.get(value.value, value.value), datatype=value.datatype
        )
    return value


class RemoteStore(LoadedStore):
    """Statements on a SPARQL server.

    Parameters:
        project: gives the ontology and the rules.
        mark: what the store says of itself.
        address: where queries are sent.
        endpoint: the same, to be asked.
        told: is told how far what takes long has come.
    """

    def __init__(
        self,
        project: Project,
        mark: Mark,
        address: str,
        endpoint: Endpoint,
        told: Note = quiet,
    ) -> None:
        """Ask nothing yet."""
        super().__init__(project, mark, address)
        self.endpoint, self._told = endpoint, told
        self._terms: dict[str, dict[str, list[Term]]] = {}

    @property
    def native(self) -> bool:
        """Whether the server itself is asked."""
        return not self.mark.unfit

    @property
    def elsewhere(self) -> bool:  # type: ignore[override]
        """Whether queries need no processes here."""
        return self.native

    def _made(self, view: View) -> ox.Store:
        if self.native and view == self.mark.view:
            generation = self.mark.current
            served = ServedView(
                self.endpoint, merged_graph(generation), directory_graph(generation), self.is_there
            )
            return self._keep(view, cast(ox.Store, served))
        self._rules = self._rules or rules(self.project)
        if self.native and self.mark.statements > MOST_COPIED:
            raise not_on_server(self.mark, view, self.address)
        if self.native and self.mark.statements > WITHOUT_A_WORD:
            self.endpoint.note(is_made(self.mark, view))
            for words in made_ready(self.mark, view, self.address):
                self.endpoint.note(words)
        made = materialise(self._base, view, self._rules, HIDDEN, told=self._told)
        return self._keep(view, made)

    @cached_property
    def _base(self) -> ox.Store:  # type: ignore[override]
        """A copy of what was loaded, with the ontology of the project, which is the same."""
        if self.mark.statements > MOST_COPIED:
            raise too_many(self.mark, MOST_COPIED, self.address)
        if not self.native:
            self.endpoint.note(Text(*self.mark.unfit))
        copy = self._ontology()
        done, every = 0, self.mark.statements
        for part in fetch(self.endpoint, self.mark):
            copy.bulk_extend(part)
            done += len(part)
            self._told(Text(f"Hämtar: {done} av {every}", f"Fetching: {done} of {every}"))
        return copy

    def is_there(self) -> bool:
        """Whether what the server holds is still what was opened."""
        mark = read_remote_mark(self.endpoint)
        return mark is not None and mark.current == self.mark.current

    def again(self, project: Project) -> "RemoteStore":
        """The store that is at the same address now.

        Raises:
            InputError, OutsideError: as ``open_remote``.
        """
        return open_remote(project, self.address, self.endpoint.note, self._told)

    def _ontology(self) -> ox.Store:
        """The ontology of the project, which is that of the server."""
        made = ox.Store()
        for path in self.project.ontology_files:
            load_file(made, path, self.project.name(path), ONTOLOGY_GRAPHS[path.name])
        return made

    def quads(self) -> Iterator[ox.Quad]:
        """What was loaded and the ontology, in no order, fetched in parts: never all is held."""
        yield from self._ontology()
        for part in fetch(self.endpoint, self.mark):
            yield from part

    @contextlib.contextmanager
    def _answer(
        self, text: str, view: View, bindings: Mapping[str, Term], form: type[_A]
    ) -> Iterator[_A]:
        made = self._view(view)
        if not isinstance(made, ServedView):
            with super()._answer(text, view, bindings, form) as answer:
                yield answer
            return
        refuse(text)
        if reaches_out(text):
            raise service_refused()
        text = self.with_brought(text)
        with _told_in_words():
            found = self._ask(cast(ox.Store, made), text, bindings)
            try:
                if not isinstance(found, form):
                    raise _wrong_form(_FORMS[form])
                yield found
            finally:
                del found  # the engine's answer must end in its own thread, also after an error

    def ntriples(self, view: View, *, ordered: bool = True) -> bytes:
        """The view's merged and derived default graph as N-Triples, sorted if so asked."""
        made = self._view(view)
        if not isinstance(made, ServedView):
            return super().ntriples(view, ordered=ordered)
        self._views.pop(view, None)
        self._rules = self._rules or rules(self.project)
        local = materialise(self._base, view, self._rules, HIDDEN)
        return lines_of(local, ordered=ordered)

    # -- names -----------------------------------------------------------------------------

    def labels(self, iris: Iterable[str], lang: str) -> dict[str, str]:
        """The best label of each IRI; what is not known yet is asked for together."""
        wanted = list(iris)
        if self.native:
            self._learn(wanted)
            named = {
                str(value)
                for iri in wanted
                for values in self._terms.get(iri, {}).values()
                for value in values
                if not isinstance(value, Literal)
            }
            self._learn(named)
        return super().labels(wanted, lang)

    def _objects(self, subject: str, predicate: str) -> list[Term]:
        if not self.native:
            return super()._objects(subject, predicate)
        self._learn([subject])
        return self._terms.get(subject, {}).get(predicate, [])

    def _learn(self, iris: Iterable[str]) -> None:
        unknown = [iri for iri in dict.fromkeys(iris) if iri not in self._terms]
        for start in range(0, len(unknown), _NAMED_AT_ONCE):
            self._learn_some(unknown[start : start + _NAMED_AT_ONCE])

    def _learn_some(self, iris: list[str]) -> None:
        asked = [iri for iri in iris if _is_iri(iri)]
        found: dict[str, dict[str, list[Term]]] = {iri: {} for iri in iris}
        if asked:
            things = " ".join(f"<{iri}>" for iri in asked)
            _, rows = self.endpoint.table(
                f"SELECT DISTINCT ?s ?p ?o WHERE {{ VALUES ?s {{ {things} }} "
                f"GRAPH <{directory_graph(self.mark.current)}> {{ ?g <{IN_VIEW}> <{HELD}> }} "
                "GRAPH ?g { ?s ?p ?o } }"
            )
            for s, p, o in rows:
                if isinstance(s, ox.NamedNode) and isinstance(p, ox.NamedNode) and o is not None:
                    found[s.value].setdefault(p.value, []).append(convert.term(o))
        self._terms.update(found)


def _is_iri(text: str) -> bool:
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return "://" in text or text.startswith("urn:")


def batches(sizes: Mapping[str, int]) -> Iterator[list[str]]:
    """Graphs together that have no more statements than are fetched at a time; large ones alone."""
    held: list[str] = []
    total = 0
    for graph, size in sorted(sizes.items()):
        if held and (total + size > _BATCH or len(held) >= _NAMED_AT_ONCE):
            yield held
            held, total = [], 0
        held.append(graph)
        total += size
    if held:
        yield held


def rows_of(endpoint: Endpoint, graphs: Iterable[str]) -> Iterator[ox.Quad]:
    """The statements of some graphs, in the form that our engine stores."""
    listed = " ".join(f"<{graph}>" for graph in graphs)
    _, rows = endpoint.table(
        f"SELECT ?s ?p ?o ?g WHERE {{ VALUES ?g {{ {listed} }} GRAPH ?g {{ ?s ?p ?o }} }}"
    )
    for s, p, o, g in rows:
        assert isinstance(s, ox.NamedNode | ox.BlankNode) and isinstance(p, ox.NamedNode)
        assert o is not None and isinstance(g, ox.NamedNode)
        yield ox.Quad(s, p, canonical(o), g)


def fetch(endpoint: Endpoint, mark: Mark) -> Iterator[list[ox.Quad]]:
    """The loaded statements in parts, graph after graph, held against their number.

    In parts, since the engine may read an iterator in a thread of its own.

    Raises:
        OutsideError: there are fewer or more than were loaded.
    """
    directory = directory_graph(mark.current)
    own = {str(graph) for graph in ONTOLOGY_GRAPHS.values()} | {DERIVED}
    _, sizes = endpoint.table(
        f"SELECT ?g (COUNT(*) AS ?n) WHERE {{ GRAPH <{directory}> {{ ?g <{IN_VIEW}> <{HELD}> }} "
        "GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
    )
    known = {
        g.value: int(n.value)
        for g, n in sizes
        if isinstance(g, ox.NamedNode) and isinstance(n, ox.Literal) and g.value not in own
    }
    told = sum(known.values())
    if told != mark.statements:
        raise _changed(endpoint, mark.statements, told)
    for graphs in batches(known):
        found = list(rows_of(endpoint, graphs))
        if len(found) != sum(known[graph] for graph in graphs):
            raise _changed(endpoint, mark.statements, len(found))
        yield found


def _changed(endpoint: Endpoint, wanted: int, found: int) -> KGraphError:
    return OutsideError(
        Text(
            f"Servern har {found} uppgifter, men {wanted} laddades: någon annan har ändrat dem.",
            f"The server has {found} statements, but {wanted} were loaded: somebody else has "
            "changed them.",
        ),
        endpoint.url,
        Text("Ladda på nytt: kgraph load", "Load anew: kgraph load"),
    )
