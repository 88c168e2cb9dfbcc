"""The store in memory: built from the project's files, thrown away at the end."""

import difflib
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kgraph.errors import InputError, UsageError
from kgraph.project import Project
from kgraph.store import convert
from kgraph.store.base import NO_BINDINGS, Location, Rows
from kgraph.store.derive import materialise, rules
from kgraph.store.reading import load_file, read_text, subjects
from kgraph.store.view import View
from kgraph.terms import (
    BASE,
    GRAPH,
    KS,
    SHAPES,
    VOCAB,
    Iri,
    Quad,
    Term,
    Triple,
    local_name,
    shorten,
)
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
_LABELS = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX dct: <http://purl.org/dc/terms/>
SELECT ?s ?p ?l WHERE {
  VALUES ?p { skos:prefLabel rdfs:label dct:title }
  GRAPH ?g { ?s ?p ?l }
}"""
_PASSAGES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX dct: <http://purl.org/dc/terms/>
SELECT ?g ?name ?page ?lines ?section WHERE {
  GRAPH ?m { ?g a ks:AssertionGraph ; prov:wasDerivedFrom ?source }
  OPTIONAL { GRAPH ?n { ?source dct:alternative ?name } }
  OPTIONAL { GRAPH ?m { ?g ks:page ?page } }
  OPTIONAL { GRAPH ?m { ?g ks:lineRange ?lines } }
  OPTIONAL { GRAPH ?m { ?g ks:section ?section } }
}"""
_DISPLAY = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT ?s ?l WHERE { GRAPH ?g { ?s ks:displayLabel ?l } }"""


class MemoryStore:
    """Statements in an in-memory pyoxigraph store.

    Parameters:
        project: gives the ontology, the rules and, when ``data`` is left out, the data.
        data: files to read as data instead of the project's own.

    Raises:
        InputError: a file cannot be read or parsed, states something outside any named graph,
            or uses a term that the ontology does not have.
    """

    def __init__(self, project: Project, data: Sequence[Path] | None = None) -> None:
        """Read the ontology and the data; nothing is derived before a view is asked for."""
        self.project = project
        self._data = tuple(project.data_files if data is None else data)
        self._views: OrderedDict[View, ox.Store] = OrderedDict()
        self._base = ox.Store()
        for path in project.ontology_files:
            load_file(self._base, path, project.name(path), ONTOLOGY_GRAPHS[path.name])
        known = self._known_terms()
        for path in self._data:
            self._load_data(path)
        self._refuse_unknown(known)

    # -- reading ---------------------------------------------------------------------------

    def _load_data(self, path: Path) -> None:
        name = self.project.name(path)
        graph = GRAPH("sources") if path.name == "sources.ttl" else GRAPH("file/" + path.stem)
        load_file(self._base, path, name, graph)
        loose = next(self._base.quads_for_pattern(None, None, None, ox.DefaultGraph()), None)
        if loose is not None:
            place = self._find(path, str(getattr(loose.subject, "value", "")))
            raise InputError(
                Text(
                    "Uppgifter står utanför varje namngiven graf och saknar därför textställe.",
                    "Statements stand outside any named graph and so have no passage.",
                ),
                place or name,
                Text(
                    "Lägg dem i grafen för det textställe som säger det.",
                    "Put them in the graph of the passage that says so.",
                ),
            )

    def _known_terms(self) -> set[str]:
        found = self._raw("SELECT DISTINCT ?s WHERE { GRAPH ?g { ?s a ?c } }")
        own = (str(KS), str(VOCAB), str(SHAPES))
        return {row[0] for row in found.rows if isinstance(row[0], Iri) and row[0].startswith(own)}

    def _refuse_unknown(self, known: set[str]) -> None:
        used = self._raw(
            "SELECT DISTINCT ?t WHERE { GRAPH ?g { { ?s ?t ?o } UNION { ?s ?p ?t } } "
            f'FILTER(isIRI(?t) && STRSTARTS(STR(?t), "{BASE}") && '
            f'(STRSTARTS(STR(?t), "{KS}") || STRSTARTS(STR(?t), "{VOCAB}"))) }}'
        )
        unknown = sorted(str(row[0]) for row in used.rows if str(row[0]) not in known)
        unknown = [iri for iri in unknown if iri not in (str(KS), str(VOCAB))]
        unknown = [iri for iri in unknown if not self._only_in_ontology(iri)]
        if unknown:
            raise self._unknown_error(unknown, known)

    def _only_in_ontology(self, iri: str) -> bool:
        node = ox.NamedNode(iri)
        patterns = ((None, node, None), (None, None, node))
        ontology = {str(graph) for graph in ONTOLOGY_GRAPHS.values()}
        return all(
            getattr(quad.graph_name, "value", "") in ontology
            for pattern in patterns
            for quad in self._base.quads_for_pattern(*pattern)
        )

    def _unknown_error(self, unknown: list[str], known: set[str]) -> InputError:
        names = {shorten(iri): iri for iri in known}
        told = []
        for iri in unknown[:10]:
            near = difflib.get_close_matches(shorten(iri), names, n=1, cutoff=0.7)
            told.append((shorten(iri), self._where_used(iri), near[0] if near else ""))
        first = told[0][1]
        sv = "; ".join(f"{t} ({w})" + (f", menade du {n}?" if n else "") for t, w, n in told)
        en = "; ".join(f"{t} ({w})" + (f", did you mean {n}?" if n else "") for t, w, n in told)
        return InputError(
            Text(f"Okända termer: {sv}.", f"Unknown terms: {en}."),
            first,
            Text(
                "Rätta stavningen eller lägg till termen i ontology/.",
                "Mend the spelling or add the term to ontology/.",
            ),
        )

    def _where_used(self, iri: str) -> str:
        short, full = shorten(iri), f"<{iri}>"
        for path in self._data:
            text = read_text(path, self.project.name(path))
            for number, line in enumerate(text.split("\n"), 1):
                if short in line.replace(";", " ").replace(",", " ").split() or full in line:
                    return f"{self.project.name(path)}:{number}"
        return self.project.name(self._data[0]) if self._data else ""

    def _find(self, path: Path, iri: str) -> Location | None:
        name = self.project.name(path)
        return next((loc for s, loc in subjects(read_text(path, name), name) if s == iri), None)

    # -- asking ----------------------------------------------------------------------------

    def _raw(self, text: str) -> Rows:
        return _rows(self._base.query(text))

    def _view(self, view: View) -> ox.Store:
        made = self._views.get(view)
        if made is None:
            derivations = rules(self.project.queries / "derived")
            made = materialise(self._base, view, derivations, (ONTOLOGY_GRAPHS["shapes.ttl"],))
            self._views[view] = made
            while len(self._views) > _CACHED_VIEWS:
                self._views.popitem(last=False)
        else:
            self._views.move_to_end(view)
        return made

    def _query(self, text: str, view: View, bindings: Mapping[str, Term]) -> object:
        given: dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple] = {
            ox.Variable(name): convert.engine(value) for name, value in bindings.items()
        }
        try:
            return self._view(view).query(text, substitutions=given or None)
        except SyntaxError as error:
            raise UsageError(
                Text(
                    f"Frågan är inte giltig SPARQL: {_reason(error)}.",
                    f"The query is no valid SPARQL: {_reason(error)}.",
                ),
                _place(error),
                Text("Rätta frågan.", "Mend the query."),
            ) from None

    def select(self, text: str, view: View, bindings: Mapping[str, Term] = NO_BINDINGS, /) -> Rows:
        """Run a SELECT query on a view."""
        return _rows(self._query(text, view, bindings))

    def ask(self, text: str, view: View, /) -> bool:
        """Run an ASK query on a view."""
        answer = self._query(text, view, NO_BINDINGS)
        if not isinstance(answer, ox.QueryBoolean):
            raise _wrong_form("ASK")
        return bool(answer)

    def construct(
        self, text: str, view: View, bindings: Mapping[str, Term] = NO_BINDINGS, /
    ) -> list[Triple]:
        """Run a CONSTRUCT or DESCRIBE query on a view; the triples come sorted."""
        answer = self._query(text, view, bindings)
        if not isinstance(answer, ox.QueryTriples):
            raise _wrong_form("CONSTRUCT")
        return sorted({convert.triple(t) for t in answer}, key=_triple_key)

    # -- handing over ----------------------------------------------------------------------

    def statements(self) -> Iterator[Quad]:
        """The data's stored statements, sorted by graph, subject, predicate, object."""
        ontology = {str(graph) for graph in ONTOLOGY_GRAPHS.values()}
        quads = (convert.quad(q) for q in self._base)
        kept = [q for q in quads if q[3] not in ontology]
        kept.sort(key=lambda q: (q[3], *_triple_key(q[:3])))
        return iter(kept)

    def ntriples(self, view: View) -> bytes:
        """The view's merged and derived default graph as N-Triples."""
        made = self._view(view)
        text = made.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
        return text or b""

    @cached_property
    def _label_table(self) -> dict[str, dict[str, str]]:
        table: dict[str, dict[str, str]] = {}
        for subject, _, label in self._raw(_LABELS).rows:
            self._put(table, subject, label, replace=False)
        for subject, label in self._raw(_DISPLAY).rows:
            self._put(table, subject, label, replace=True)
        for passage, *place in self._raw(_PASSAGES).rows:
            name, page, lines, section = (str(part) if part else "" for part in place)
            table[str(passage)] = {
                "sv": _place_words(name, page, lines, section, "s.", "rad"),
                "en": _place_words(name, page, lines, section, "p.", "line"),
            }
        return table

    @staticmethod
    def _put(
        table: dict[str, dict[str, str]], subject: Term | None, label: Term | None, *, replace: bool
    ) -> None:
        language = getattr(label, "language", "")
        names = table.setdefault(str(subject), {})
        current = names.get(language)
        if current is None or replace or str(label) < current:
            names[language] = str(label)

    def labels(self, iris: Iterable[str], lang: str) -> dict[str, str]:
        """The best label of each IRI; a short name where nothing is labelled."""
        found = {}
        for iri in iris:
            found[iri] = pick(self._label_table.get(iri, {}), lang) or _short_label(iri)
        return found

    @cached_property
    def _locations(self) -> dict[str, Location]:
        table: dict[str, Location] = {}
        for path in (*self._data, *self.project.ontology_files):
            name = self.project.name(path)
            for subject, place in subjects(read_text(path, name), name):
                table.setdefault(subject, place)
        return table

    def location(self, iri: str) -> Location | None:
        """The first file and line where a subject is written down."""
        return self._locations.get(iri)

    def files(self) -> tuple[Path, ...]:
        """The data files and the ontology files the store was built from."""
        return (*self._data, *self.project.ontology_files)

    def rdflib(self) -> "rdflib.Dataset":
        """A plain rdflib dataset with the stored statements, the ontology's graphs included."""
        from kgraph.store.rdflib_copy import dataset

        return dataset(convert.quad(q) for q in self._base)


def _rows(answer: object) -> Rows:
    if not isinstance(answer, ox.QuerySolutions):
        raise _wrong_form("SELECT")
    columns = tuple(variable.value for variable in answer.variables)
    rows = tuple(
        tuple(None if row[c] is None else convert.term(row[c]) for c in columns) for row in answer
    )
    return Rows(columns, rows)


def _wrong_form(wanted: str) -> UsageError:
    return UsageError(
        Text(f"Frågan ska vara en {wanted}-fråga.", f"The query must be a {wanted} query.")
    )


def _triple_key(triple: Triple) -> tuple[tuple[int, str, str, str], ...]:
    return tuple(convert.sort_key(part) for part in triple)


def _reason(error: SyntaxError) -> str:
    text = str(error.msg)
    return text.split(": expected")[0] if ": expected" in text else text


def _place(error: SyntaxError) -> str:
    return f"rad/line {error.lineno}" if error.lineno else ""


def _place_words(name: str, page: str, lines: str, section: str, *words: str) -> str:
    first, _, last = lines.partition("-")
    span = first if first == last else lines.replace("-", "–")
    parts = [name or section, f"{words[0]} {page}" if page else "", f"{words[1]} {span}"]
    return ", ".join(part for part in (parts if lines else parts[:2]) if part)


def _short_label(iri: str) -> str:
    name = shorten(iri)
    return name if name != iri else local_name(iri) or iri
