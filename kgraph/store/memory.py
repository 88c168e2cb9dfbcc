"""The store in memory: built from the project's files, thrown away at the end."""

import csv
import io
import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, TypeVar

import pyoxigraph as ox

from kgraph.errors import UsageError
from kgraph.project import Project
from kgraph.store import convert
from kgraph.store.admission import note, refuse_unfit
from kgraph.store.base import NO_BINDINGS, Location, Rows
from kgraph.store.calls import filled
from kgraph.store.derive import materialise, rules, stored
from kgraph.store.gate import no_way_out, reason_of, refuse
from kgraph.store.intake import Taken, graph_of, lines_of_file, take_in, texts_of
from kgraph.store.naming import Names
from kgraph.store.reading import load_file, subjects, uses
from kgraph.store.view import View
from kgraph.terms import DERIVED, GRAPH, PREFIXES, RDF, Iri, Quad, Term, Triple, local_name, shorten
from kgraph.wording import Text, pick

if TYPE_CHECKING:
    import rdflib

ONTOLOGY_GRAPHS = {
    "terms.ttl": GRAPH("ks"),
    "lists.ttl": GRAPH("vocab"),
    "stubs.ttl": GRAPH("stubs"),
    "shapes.ttl": GRAPH("shapes"),
}
_CACHED_VIEWS = 8
csv.field_size_limit(2**31 - 1)  # a cell may list every passage of a country
_A = TypeVar("_A", ox.QuerySolutions, ox.QueryBoolean, ox.QueryTriples)
_FORMS: dict[type, str] = {
    ox.QuerySolutions: "SELECT",
    ox.QueryBoolean: "ASK",
    ox.QueryTriples: "CONSTRUCT",
}


class MemoryStore:
    """Statements in an in-memory pyoxigraph store.

    Parameters:
        project: gives the ontology, the rules and, when ``data`` is left out, the data.
        data: files to read as data instead of the project's own.

    Raises:
        InputError: a file cannot be read or parsed, states something outside any named graph,
            or uses a term that the ontology does not have.
    """

    # Whether each process opens the store itself, since a fork cannot share what is open.
    late = False
    # Whether another server answers, so that queries need no processes here.
    elsewhere = False

    def __init__(self, project: Project, data: Sequence[Path] | None = None) -> None:
        """Read the ontology and the data; nothing is derived before a view is asked for."""
        self._data = tuple(project.data_files if data is None else data)
        self._begin(project)
        self._base = ox.Store()
        for path in project.ontology_files:
            self._load(path, ONTOLOGY_GRAPHS[path.name])
        spaces = tuple(extension.namespace for extension in project.extensions)
        ontology = note(self._base, ONTOLOGY_GRAPHS.values(), spaces)
        refuse_unfit(self._base, ontology, texts_of([self._load_data(path) for path in self._data]))

    def _begin(self, project: Project) -> None:
        """What every store of this kind has before any statement is read."""
        self.project = project
        self._views: OrderedDict[View, ox.Store] = OrderedDict()
        self._rules: list[tuple[str, str]] = []
        self._making = RLock()  # threads of the server share the store
        self._laid = False  # whether a view is laid on the base
        self._brought: dict[int, dict[str, str]] = {}
        self._texts: dict[str, str] = {}
        self._graphs: dict[str, str] = {}  # by file, the graph of what stands in none of its own

    # -- reading ---------------------------------------------------------------------------

    def _load(self, path: Path, graph: str) -> None:
        name = self.project.name(path)
        self._texts[name] = load_file(self._base, path, name, graph)
        self._graphs[name] = graph

    def _load_data(self, path: Path) -> Taken:
        taken = take_in(self._base, path, self.project.name(path), lambda _: None)
        self._graphs[taken.name] = graph_of(path)
        if not taken.streamed:
            self._texts[taken.name] = taken.text
        return taken

    def _text(self, path: Path) -> str | Iterable[str]:
        """The text of a file, or the lines of one that is too large to be kept."""
        kept = self._texts.get(self.project.name(path))
        return lines_of_file(path) if kept is None else kept

    # -- asking ----------------------------------------------------------------------------

    def _view(self, view: View) -> ox.Store:
        made = self._views.get(view)
        if made is None:
            with self._making:
                return self._views.get(view) or self._made(view)
        with suppress(KeyError):  # another thread may have put it out just now
            self._views.move_to_end(view)
        return made

    def _made(self, view: View) -> ox.Store:
        # Read once: a process that is locked in can open no file.
        self._rules = self._rules or rules(self.project)
        # The first view stands where the statements stand: a large graph is not held twice.
        onto, self._laid = not self._laid, True
        hidden = (ONTOLOGY_GRAPHS["shapes.ttl"],)
        made = materialise(self._base, view, self._rules, hidden, onto=onto)
        self._laid = not onto or made is self._base
        return self._keep(view, made)

    def confine(self) -> None:
        """Open all that is needed: from now on the process has little time and can open nothing."""

    def _keep(self, view: View, made: ox.Store) -> ox.Store:
        """Have a view at hand for the next question; those not asked for longest give way."""
        self._views[view] = made
        while len(self._views) > _CACHED_VIEWS:
            self._views.popitem(last=False)
        return made

    @contextmanager
    def _answer(
        self, text: str, view: View, bindings: Mapping[str, Term], form: type[_A]
    ) -> Iterator[_A]:
        """The engine's answer, read to its end with no way out of this process."""
        refuse(text)
        text = self.with_brought(text)
        made = self._view(view)
        with _told_in_words(), no_way_out(text):
            answer = self._ask(made, text, bindings)
            if not isinstance(answer, form):
                raise _wrong_form(_FORMS[form])
            yield answer

    @contextmanager
    def bringing(self) -> Iterator[dict[str, str]]:
        """Places in queries and the tables that stand there, as long as the block lasts."""
        brought: dict[str, str] = {}
        self._brought[id(brought)] = brought
        try:
            yield brought
        finally:
            del self._brought[id(brought)]

    def with_brought(self, text: str) -> str:
        """A query with what others answered in its places; only after it has passed the gate."""
        for brought in list(self._brought.values()):
            text = filled(text, brought)
        return text

    @staticmethod
    def _ask(made: ox.Store, text: str, bindings: Mapping[str, Term]) -> object:
        given: dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple] = {
            ox.Variable(name): convert.engine(value) for name, value in bindings.items()
        }
        try:
            return made.query(text, prefixes=PREFIXES, substitutions=given or None)
        except SyntaxError as error:
            raise UsageError(
                Text(
                    f"Frågan är inte giltig SPARQL: {reason_of(error)}.",
                    f"The query is no valid SPARQL: {reason_of(error)}.",
                ),
                _place(error),
                Text("Rätta frågan.", "Mend the query."),
            ) from None

    def select(self, text: str, view: View, bindings: Mapping[str, Term] = NO_BINDINGS, /) -> Rows:
        """Run a SELECT query on a view."""
        with self._answer(text, view, bindings, ox.QuerySolutions) as answer:
            return _rows(answer)

    def texts(
        self, text: str, view: View, bindings: Mapping[str, Term] = NO_BINDINGS, /
    ) -> tuple[list[str], list[list[str]]]:
        """Run a SELECT query for its columns and rows as plain texts.

        Written by the engine as CSV and read back: a third of the time that terms take.
        """
        with self._answer(text, view, bindings, ox.QuerySolutions) as answer:
            raw = answer.serialize(format=ox.QueryResultsFormat.CSV) or b""
        columns, *rows = csv.reader(io.StringIO(raw.decode(), newline=""))
        return columns, [row or [""] for row in rows]

    def ask(self, text: str, view: View, /) -> bool:
        """Run an ASK query on a view."""
        with self._answer(text, view, NO_BINDINGS, ox.QueryBoolean) as answer:
            return bool(answer)

    def construct(
        self, text: str, view: View, bindings: Mapping[str, Term] = NO_BINDINGS, /
    ) -> list[Triple]:
        """Run a CONSTRUCT or DESCRIBE query on a view; the triples come sorted."""
        with self._answer(text, view, bindings, ox.QueryTriples) as answer:
            return sorted({convert.triple(t) for t in answer}, key=_triple_key)

    # -- handing over ----------------------------------------------------------------------

    def statements(self) -> Iterator[Quad]:
        """The data's stored statements, sorted by graph, subject, predicate, object."""
        ontology = {str(graph) for graph in ONTOLOGY_GRAPHS.values()}
        quads = (convert.quad(q) for q in stored(self._base))
        kept = [q for q in quads if q[3] not in ontology]
        kept.sort(key=lambda q: (q[3], *_triple_key(q[:3])))
        return iter(kept)

    def ntriples(self, view: View, *, ordered: bool = True) -> bytes:
        """The view's merged and derived default graph as N-Triples, sorted if so asked."""
        return lines_of(self._view(view), ordered=ordered)

    @cached_property
    def _names(self) -> Names:
        return Names(self._objects)

    def _objects(self, subject: str, predicate: str) -> list[Term]:
        """What is stored of a subject under a predicate, in any graph."""
        try:
            node = ox.NamedNode(subject)
        except ValueError:  # no IRI: a literal or a blank node, which has no name
            return []
        quads = self._base.quads_for_pattern(node, ox.NamedNode(predicate), None)
        return [convert.term(quad.object) for quad in quads]

    def labels(self, iris: Iterable[str], lang: str) -> dict[str, str]:
        """The best label of each IRI; a short name where nothing is labelled."""
        found = {}
        for iri in iris:
            found[iri] = pick(self._names.of(iri), lang) or _short_label(iri)
        return found

    @cached_property
    def _locations(self) -> dict[str, list[tuple[str, Location]]]:
        return self._find_locations()

    def _find_locations(self) -> dict[str, list[tuple[str, Location]]]:
        """By subject, the graphs it is described in and where."""
        table: dict[str, list[tuple[str, Location]]] = {}
        for path in (*self._data, *self.project.ontology_files):
            name = self.project.name(path)
            for subject, inside, place in subjects(self._text(path), name, self._graphs[name]):
                table.setdefault(subject, []).append((inside, place))
        return table

    @cached_property
    def _uses(self) -> dict[str, Location]:
        return self._find_uses()

    def _find_uses(self) -> dict[str, Location]:
        """By IRI, the place in the data where it is used first."""
        table: dict[str, Location] = {}
        for path in self._data:
            name = self.project.name(path)
            for iri, place in uses(self._text(path), name):
                table.setdefault(iri, place)
        return table

    def location(self, iri: str, path: str = "", value: Term | None = None) -> Location | None:
        """Where a subject is written down; of several places the one that states something."""
        places = self._locations.get(iri)
        if not places:
            return self._uses.get(iri)
        stating: set[str] = set()
        if path and len(places) > 1:
            # What lacks something is to be mended where it is said what it is.
            stating = self._stating(iri, path, value) or self._stating(iri, RDF("type"), None)
        return next((place for graph, place in places if graph in stating), places[0][1])

    def _stating(self, iri: str, path: str, value: Term | None) -> set[str]:
        """The graphs that state something of a subject."""
        quads = self._base.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(path), None)
        found = {
            getattr(quad.graph_name, "value", "")
            for quad in quads
            if value is None or convert.same(convert.term(quad.object), value)
        }
        return found - {"", str(DERIVED)}

    def files(self) -> tuple[Path, ...]:
        """The data files and the ontology files the store was built from."""
        return (*self._data, *self.project.ontology_files)

    def rdflib(self) -> "rdflib.Dataset":
        """A plain rdflib dataset with the stored statements, the ontology's graphs included."""
        from kgraph.store.rdflib_copy import dataset

        return dataset(convert.quad(q) for q in stored(self._base))


def lines_of(made: ox.Store, *, ordered: bool) -> bytes:
    """The default graph of a store as N-Triples."""
    text = made.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph()) or b""
    return b"".join(sorted(text.splitlines(keepends=True))) if ordered else text


def _rows(answer: ox.QuerySolutions) -> Rows:
    columns = tuple(variable.value for variable in answer.variables)
    return Rows(columns, tuple(tuple(map(_cell, row)) for row in answer))


def _cell(value: convert.Engine | None) -> Term | None:
    # Most cells are IRIs, and there may be millions.
    if value.__class__ is ox.NamedNode:
        return Iri(value.value)
    return None if value is None else convert.term(value)


@contextmanager
def _told_in_words() -> Iterator[None]:
    """Tell what goes wrong while a query runs."""
    try:
        yield
    except (RuntimeError, ValueError, OSError) as error:
        raise UsageError(
            Text(f"Frågan går inte att besvara: {error}.", f"The query cannot be run: {error}."),
            "",
            Text("Ändra frågan.", "Change the query."),
        ) from None


def _wrong_form(wanted: str) -> UsageError:
    return UsageError(
        Text(f"Frågan ska vara en {wanted}-fråga.", f"The query must be a {wanted} query.")
    )


def _triple_key(triple: Triple) -> tuple[tuple[int, str, str, str], ...]:
    return tuple(convert.sort_key(part) for part in triple)


def _place(error: SyntaxError) -> str:
    found = re.match(r"error at (\d+:\d+)", str(error.msg))
    return found.group(1) if found else ""


def _short_label(iri: str) -> str:
    name = shorten(iri)
    return name if name != iri else local_name(iri) or iri
