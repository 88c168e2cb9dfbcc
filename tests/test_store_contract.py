"""What every kind of store must do. A new kind joins by adding its factory to ``FACTORIES``."""

import contextlib
import datetime
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import rdflib
from rdflib.compare import isomorphic

from kgraph.errors import UsageError
from kgraph.project import Project
from kgraph.store import Store, View, open_at, open_store
from kgraph.store.loading import load_into
from kgraph.terms import DERIVED, ID, KS, ORG, RDF, SKOS, Iri, Literal, Quad, Term
from tests.helpers import HOSTILE, TINY, project, run_python, shipped
from tests.sparql_servers import let_in, oxigraph

IN_FORCE = View(as_of=datetime.date(2025, 6, 1))


@contextlib.contextmanager
def _memory(made: Project, _: Path) -> Iterator[Store]:
    yield open_store(made)


def _loaded(made: Project, address: str) -> Store:
    quiet = lambda _: None  # noqa: E731
    load_into(made, address, made.data_files, add=False, told=quiet, note=quiet,
              day=IN_FORCE.as_of)  # fmt: skip
    return open_at(made, address)


@contextlib.contextmanager
def _disk(made: Project, folder: Path) -> Iterator[Store]:
    yield _loaded(made, str(folder / "store"))


@contextlib.contextmanager
def _server(made: Project, folder: Path) -> Iterator[Store]:
    with oxigraph(folder) as server, let_in(server):
        yield _loaded(made, server.url)


Factory = Callable[[Project, Path], contextlib.AbstractContextManager[Store]]
FACTORIES: dict[str, Factory] = {"disk": _disk, "memory": _memory, "server": _server}
PREFIXES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX element: <https://w3id.org/kompsam/id/element/>
"""


@pytest.fixture(scope="module", params=sorted(FACTORIES))
def store(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    """A store of each kind with the small plan."""
    folder = tmp_path_factory.mktemp("kept")
    with FACTORIES[request.param](project(folder / "plan"), folder) as made:
        yield made


def pairs(store: Store, predicate: str, view: View) -> set[tuple[str, str]]:
    """Subject and object of a shortcut in a view, by the last part of their IRIs."""
    rows = store.select(f"{PREFIXES} SELECT ?s ?o WHERE {{ ?s {predicate} ?o }}", view).rows
    return {(str(s).rsplit("/", 1)[1], str(o).rsplit("/", 1)[1]) for s, o in rows}


# -- asking ----------------------------------------------------------------------------------


def test_a_select_gives_its_columns_in_order_and_plain_terms(store: Store) -> None:
    """Rows are tuples of the product's own terms, and nothing of the engine's."""
    found = store.select(
        f"{PREFIXES} SELECT ?label ?goal WHERE {{ ?goal a ks:Goal ; skos:prefLabel ?label }}",
        IN_FORCE,
    )

    assert found.columns == ("label", "goal")
    assert found.rows == ((Literal("Ett mål", RDF("langString"), "sv"), ID("element/mal")),)
    assert isinstance(found.rows[0][1], Iri)


def test_what_is_not_bound_is_none(store: Store) -> None:
    """An OPTIONAL that finds nothing leaves an empty cell, not an empty text."""
    found = store.select(
        f"{PREFIXES} SELECT ?goal ?why WHERE {{ ?goal a ks:Goal "
        "OPTIONAL { ?goal ks:inferredBecause ?why } }",
        IN_FORCE,
    )

    assert found.rows == ((ID("element/mal"), None),)


def test_a_select_of_nothing_has_one_row_without_columns(store: Store) -> None:
    """The empty pattern matches once."""
    assert store.select("SELECT * WHERE {}", IN_FORCE).rows == ((),)


def test_texts_are_a_selects_cells_as_plain_texts(store: Store) -> None:
    """Commas, quotation marks and line ends stand as they are; what is not bound is empty."""
    text = """SELECT ?it ?none WHERE { VALUES ?it {
      "a, \\"b\\"" "one\\r\\ntwo" "lone\\rend" "" 1.50 true <urn:x> "å"@sv } }"""

    columns, rows = store.texts(text, IN_FORCE)

    assert columns == ["it", "none"]
    assert rows == [[str(row[0]), ""] for row in store.select(text, IN_FORCE).rows]
    assert store.texts('SELECT ?it WHERE { VALUES ?it { "" } }', IN_FORCE)[1] == [[""]]


def test_an_ask_answers_yes_or_no(store: Store) -> None:
    """ASK gives a plain boolean."""
    assert store.ask(f"{PREFIXES} ASK {{ ?x a ks:Goal }}", IN_FORCE) is True
    assert store.ask(f"{PREFIXES} ASK {{ ?x a ks:Finding }}", IN_FORCE) is False


def test_a_construct_gives_sorted_triples_without_doubles(store: Store) -> None:
    """The same graph is the same list, on every run."""
    text = (
        f"{PREFIXES} CONSTRUCT {{ ?x a ks:StrategyElement }} WHERE {{ "
        "{ ?x a ks:Goal } UNION { ?x a ks:Measure } UNION { ?x a ks:Goal } }"
    )

    triples = store.construct(text, IN_FORCE)

    assert [str(s).rsplit("/", 1)[1] for s, _, _ in triples] == ["i1", "mal"]
    assert triples[0] == (ID("element/i1"), RDF("type"), KS("StrategyElement"))


def test_a_describe_is_answered_like_a_construct(store: Store) -> None:
    """DESCRIBE gives what is said of a thing."""
    triples = store.construct("DESCRIBE <https://w3id.org/kompsam/id/forum/f>", IN_FORCE)

    assert (ID("forum/f"), RDF("type"), KS("Forum")) in triples
    goals = f"{PREFIXES} DESCRIBE ?x <{ID('forum/f')}> WHERE {{ ?x a ks:Goal }} LIMIT 5"
    both = {s for s, _, _ in store.construct(goals, IN_FORCE)}
    assert both == {ID("forum/f"), ID("element/mal")}
    assert store.construct(f"{PREFIXES} DESCRIBE * {{ ?x a ks:Finding }}", IN_FORCE) == []


@pytest.mark.parametrize(
    ("asked", "text"),
    [("select", "ASK {}"), ("ask", "SELECT * WHERE {}"), ("construct", "ASK {}")],
)
def test_a_query_of_another_form_is_wrong_use(store: Store, asked: str, text: str) -> None:
    """Asking for rows with an ASK says which form is meant."""
    with pytest.raises(UsageError, match=f"{asked.upper()}-fråga"):
        getattr(store, asked)(text, IN_FORCE)


def test_what_is_no_sparql_is_wrong_use_with_line_and_column(store: Store) -> None:
    """The message says where the text stops being SPARQL."""
    with pytest.raises(UsageError, match="inte giltig SPARQL") as caught:
        store.select("SELECT ?x\nWHERE { ?x }", IN_FORCE)

    assert caught.value.where.startswith("2:")


@pytest.mark.parametrize(
    "text", ["LOAD <http://x/>", "DELETE WHERE { ?s ?p ?o }", "# a\nCLEAR ALL"]
)
def test_an_update_is_refused(store: Store, text: str) -> None:
    """No question changes the graph."""
    before = len(list(store.statements()))

    with pytest.raises(UsageError, match="ändrar aldrig grafen"):
        store.select(text, IN_FORCE)

    assert len(list(store.statements())) == before


# -- bound values ----------------------------------------------------------------------------


def test_a_bound_value_is_a_term_and_never_text(store: Store) -> None:
    """A value with quotes, braces and line breaks is compared as it is."""
    text = f"{PREFIXES} SELECT ?thing ?label WHERE {{ ?thing skos:prefLabel ?label }}"
    label = Literal(HOSTILE, RDF("langString"), "sv")

    found = store.select(text, IN_FORCE, {"label": label})

    assert found.rows == ((ID("element/i1"), label),)


@pytest.mark.parametrize(
    "value",
    [
        Literal('x" } UNION { ?thing ?p ?label } #'),
        Literal("?thing"),
        Literal("\\"),
        Literal("'''"),
        Literal(""),
        Literal("Ett mål"),
        Literal("Ett mål", RDF("langString"), "en"),
        Iri("https://w3id.org/kompsam/id/element/i1"),
    ],
    ids=repr,
)
def test_a_bound_value_that_is_nowhere_gives_no_rows(store: Store, value: Term) -> None:
    """What looks like SPARQL in a value stays a value; language and kind count."""
    text = f"{PREFIXES} SELECT ?thing ?label WHERE {{ ?thing skos:prefLabel ?label }}"

    assert store.select(text, IN_FORCE, {"label": value}).rows == ()


def test_a_variable_that_is_not_bound_means_all(store: Store) -> None:
    """The same text without a value lists everything."""
    text = f"{PREFIXES} SELECT ?thing WHERE {{ ?thing ks:partOfStrategy ?strategy }}"

    assert len(store.select(text, IN_FORCE).rows) == 2


def test_binding_what_is_not_selected_is_wrong_use(store: Store) -> None:
    """A value that the engine could not put in is an error and not left out in silence."""
    text = f"{PREFIXES} SELECT ?thing WHERE {{ ?thing a ?kind }}"

    with pytest.raises(UsageError, match="går inte att besvara"):
        store.select(text, IN_FORCE, {"kind": KS("Goal")})


def test_a_construct_takes_bound_values_too(store: Store) -> None:
    """Values reach the pattern of a CONSTRUCT."""
    text = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"

    try:
        triples = store.construct(text, IN_FORCE, {"s": ID("forum/f")})
    except UsageError as error:
        assert "går inte att besvara" in str(error)
    else:
        assert {s for s, _, _ in triples} == {ID("forum/f")}


# -- views -----------------------------------------------------------------------------------


def test_a_statement_in_two_passages_counts_once(store: Store) -> None:
    """The default graph is a merge: the goal's label stands in two passages and is one."""
    text = f"{PREFIXES} SELECT (COUNT(*) AS ?n) WHERE {{ element:mal skos:prefLabel ?l }}"

    assert store.select(text, IN_FORCE).rows[0][0] == Literal(
        "1", Iri("http://www.w3.org/2001/XMLSchema#integer")
    )


def test_graph_reaches_the_passages_themselves(store: Store) -> None:
    """Evidence: both passages that state the goal are found by name."""
    text = (
        f"{PREFIXES} SELECT ?g WHERE {{ GRAPH ?g {{ element:mal skos:prefLabel ?l }} }} ORDER BY ?g"
    )

    graphs = [str(row[0]).rsplit("/", 1)[1] for row in store.select(text, IN_FORCE).rows]

    assert graphs == ["1-1", "2-3"]


def test_rejected_passages_are_in_no_view_that_is_read(store: Store) -> None:
    """What was rejected is neither stated nor derived nor found by graph."""
    assert ("b", "mal") not in pairs(store, "ks:responsibleFor", IN_FORCE)
    assert not store.ask(
        "ASK { GRAPH <https://w3id.org/kompsam/graph/liten-plan-2026-01-01/4-4> { ?s ?p ?o } }",
        IN_FORCE,
    )


def test_the_checks_view_sees_rejected_passages_too(store: Store) -> None:
    """``everything`` is what the checks run on."""
    everything = View("everything", IN_FORCE.as_of)

    assert pairs(store, "ks:responsibleFor", everything) == {("a", "i1"), ("b", "mal")}


@pytest.mark.parametrize(
    ("review", "labels"),
    [
        ("all", {"Ett mål", "Åmåls kommun", "Forumet"}),
        ("reviewed", {"Ett mål", "Forumet"}),
        ("verified", {"Forumet"}),
    ],
)
def test_the_review_level_decides_what_is_merged(
    store: Store, review: str, labels: set[str]
) -> None:
    """Each level holds what it counts and what stands above it, and no more."""
    text = (
        f"{PREFIXES} SELECT ?l WHERE {{ "
        "?x ks:statedIn ?g ; skos:prefLabel ?l FILTER(LANG(?l) = 'sv') }"
    )

    found = {str(row[0]) for row in store.select(text, View(review, IN_FORCE.as_of)).rows}

    assert found & {"Ett mål", "Åmåls kommun", "Forumet"} == labels


def test_a_left_out_passage_is_not_described_either(store: Store) -> None:
    """A passage outside the view has no type, so nothing can be stated in it."""
    text = f"{PREFIXES} SELECT ?g WHERE {{ ?g a ks:AssertionGraph }}"

    assert len(store.select(text, IN_FORCE).rows) == 3
    assert len(store.select(text, View("verified", IN_FORCE.as_of)).rows) == 1


def test_a_passage_without_review_status_counts_as_merely_read(tmp_path: Path) -> None:
    """Silence about the review never makes a reading look reviewed."""
    trig = TINY.replace("ks:reviewStatus review-status:reviewed .", 'ks:page "1" .')
    made = open_store(project(tmp_path, {"x.trig": trig}))
    text = f"{PREFIXES} ASK {{ ?x a ks:Goal }}"

    assert made.ask(text, View("all"))
    assert not made.ask(text, View("reviewed"))


@pytest.mark.parametrize(
    ("date", "members"),
    [
        ("2023-12-31", set()),
        ("2024-01-01", {("a", "f")}),
        ("2025-12-31", {("a", "f")}),
        ("2026-01-01", set()),
    ],
)
def test_a_period_counts_on_its_first_and_last_day(
    store: Store, date: str, members: set[tuple[str, str]]
) -> None:
    """Both bounds are included, and outside them nothing is derived."""
    assert pairs(store, "org:memberOf", View(as_of=datetime.date.fromisoformat(date))) == members


def test_only_the_modes_of_the_view_are_derived(store: Store) -> None:
    """A wished-for membership looks real in no view that does not ask for it."""
    wished = View(as_of=IN_FORCE.as_of, modes=("target",))
    both = View(as_of=IN_FORCE.as_of, modes=("target", "actual"))

    assert pairs(store, "org:memberOf", wished) == {("b", "f")}
    assert pairs(store, "ks:sharesForumWith", IN_FORCE) == set()
    assert pairs(store, "ks:sharesForumWith", both) == {("a", "b"), ("b", "a")}


def test_the_view_states_its_own_date_and_modes(store: Store) -> None:
    """Queries and shapes take the date from the graph, never from the clock."""
    text = f"{PREFIXES} SELECT ?d WHERE {{ <{ID('other/reference-date')}> ks:asOf ?d }}"

    assert str(store.select(text, IN_FORCE).rows[0][0]) == "2025-06-01"


def test_asking_one_view_does_not_change_another(store: Store) -> None:
    """Views are kept apart, whatever the order they are asked in."""
    before = store.ntriples(IN_FORCE)
    for day in range(1, 13):
        store.ask("ASK {}", View(as_of=datetime.date(2020, day, 1)))

    assert store.ntriples(IN_FORCE) == before


@pytest.mark.parametrize("first", ["everything", "all"])
def test_which_view_is_asked_first_makes_no_difference(tmp_path: Path, first: str) -> None:
    """Wherever the store keeps a view, the statements and every other view stay what they are."""
    plan = project(tmp_path)
    opened = open_store(plan)
    before = list(opened.statements()), opened.rdflib()
    views = [View(first, IN_FORCE.as_of), IN_FORCE, View("verified", IN_FORCE.as_of)]
    seen = {view: opened.ntriples(view) for view in views}

    assert (list(opened.statements()), set(opened.rdflib())) == (before[0], set(before[1]))
    assert seen == {view: open_store(plan).ntriples(view) for view in views}


def test_an_equal_view_is_the_same_view(store: Store) -> None:
    """The order in which modes are named is of no matter."""
    one = View(as_of=IN_FORCE.as_of, modes=("norm", "actual"))

    assert one == IN_FORCE
    assert store.ntriples(one) == store.ntriples(IN_FORCE)


# -- handing over ----------------------------------------------------------------------------


def stored(store: Store) -> list[Quad]:
    """The stored statements."""
    return list(store.statements())


def test_statements_are_the_data_and_nothing_else(store: Store) -> None:
    """Neither derived nor merged statements, nor the ontology, are handed out as data."""
    store.ask("ASK {}", IN_FORCE)  # a view has been derived
    predicates = {quad[1] for quad in stored(store)}
    graphs = {quad[3] for quad in stored(store)}

    assert not predicates & {KS("responsibleFor"), KS("statedIn"), KS("inView"), ORG("memberOf")}
    assert DERIVED not in graphs
    assert {str(graph).rsplit("/", 1)[1] for graph in graphs} == {
        *("1-1", "2-3", "4-4", "5-6", "meta", "sources"),
    }


def test_statements_hold_rejected_passages_too(store: Store) -> None:
    """What was rejected is still the project's data."""
    assert any(str(quad[3]).endswith("/4-4") for quad in stored(store))


def test_statements_are_sorted_and_without_doubles(store: Store) -> None:
    """By graph, subject, predicate and object: the order of every export."""
    graphs = [quad[3] for quad in stored(store)]

    assert graphs == sorted(graphs)
    assert len(stored(store)) == len(set(stored(store)))
    assert stored(store) == stored(store)


def test_a_statement_in_two_passages_is_stored_twice(store: Store) -> None:
    """The truth keeps both places."""
    label = Literal("Ett mål", RDF("langString"), "sv")
    found = [q for q in stored(store) if q[:3] == (ID("element/mal"), SKOS("prefLabel"), label)]

    assert len(found) == 2


def test_ntriples_are_the_merged_graph_with_derived_statements(store: Store) -> None:
    """Engines that want one plain graph get the view's, each statement once."""
    text = store.ntriples(IN_FORCE).decode()
    lines = text.splitlines()

    assert len(lines) == len(set(lines))
    assert f"<{ID('actor/a')}> <{KS('responsibleFor')}> <{ID('element/i1')}> ." in lines
    assert sum("Ett m" in line for line in lines) == 1
    assert "shapes#" not in text


def test_ntriples_have_the_subclasses_that_shapes_need(store: Store) -> None:
    """The ontology stands in the merged graph."""
    lines = store.ntriples(IN_FORCE).decode().splitlines()

    assert any(line.startswith(f"<{KS('Goal')}>") and "subClassOf" in line for line in lines)


@pytest.mark.parametrize(
    ("iri", "lang", "label"),
    [
        (ID("strategy/liten"), "sv", "Liten plan"),
        (ID("strategy/liten"), "en", "Small plan"),
        (ID("forum/f"), "en", "Forumet"),
        (ID("other/nobody"), "sv", "other:nobody"),
        ("http://example.org/a#b", "sv", "b"),
        ("https://w3id.org/kompsam/graph/liten-plan-2026-01-01/5-6", "sv", "Planen, rad 5–6"),
        ("https://w3id.org/kompsam/graph/liten-plan-2026-01-01/1-1", "en", "Planen, line 1"),
        (ID("source/liten-plan-2026-01-01"), "sv", "Liten plan"),
    ],
)
def test_labels_fall_back_from_the_language_asked_for(
    store: Store, iri: str, lang: str, label: str
) -> None:
    """Asked for, else Swedish, else a short name; a passage is called by its place."""
    assert store.labels([iri], lang) == {iri: label}


def test_a_subject_has_a_file_and_a_line(store: Store) -> None:
    """Messages can point at the line where a thing is written down."""
    line = next(i for i, text in enumerate(TINY.splitlines(), 1) if "element:i1 a" in text)

    place = store.location(ID("element/i1"))

    assert str(place) == f"data/sources/liten-plan-2026-01-01.trig:{line}"


def test_a_passage_has_a_place_as_well(store: Store) -> None:
    """The line on which its graph begins."""
    line = next(i for i, text in enumerate(TINY.splitlines(), 1) if text.startswith("g:2-3"))

    place = store.location("https://w3id.org/kompsam/graph/liten-plan-2026-01-01/2-3")

    assert place is not None
    assert place.line == line


def test_what_is_written_nowhere_has_no_place(store: Store) -> None:
    """Nothing is made up."""
    assert store.location("http://example.org/nowhere") is None


def test_the_rdflib_dataset_has_the_same_statements(store: Store) -> None:
    """Graph by graph isomorphic with the stored statements, lexical forms untouched."""
    copy = store.rdflib()
    own = rdflib.Dataset()
    for s, p, o, g in stored(store):
        line = " ".join(_ntriples(part) for part in (s, p, o))
        own.graph(rdflib.URIRef(g)).parse(data=f"{line} .", format="nt")

    for graph in {quad[3] for quad in stored(store)}:
        name = rdflib.URIRef(graph)
        assert isomorphic(copy.graph(name), own.graph(name)), graph


def _ntriples(term: Term) -> str:
    if not isinstance(term, Literal):
        return f"<{term}>"
    text = term.value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    tail = f"@{term.language}" if term.language else f"^^<{term.datatype}>"
    return f'"{text}"{"" if term.datatype.endswith("#string") else tail}'


def test_files_are_those_the_store_was_built_from(store: Store) -> None:
    """Data first, then the ontology; the alignments are never loaded."""
    names = [path.name for path in store.files()]

    assert sorted(names[:2]) == ["liten-plan-2026-01-01.trig", "sources.ttl"]
    assert "terms.ttl" in names
    assert "alignments.ttl" not in names


_DIGEST = """
import datetime, hashlib, sys
from pathlib import Path
from kgraph.project import find_project
from kgraph.store import View, open_store

store = open_store(find_project(Path(sys.argv[1])))
view = View(as_of=datetime.date(2025, 6, 1))
digest = hashlib.sha256()
digest.update(repr(list(store.statements())).encode())
digest.update(store.ntriples(view))
rows = store.select("SELECT DISTINCT ?s WHERE { ?s ?p ?o }", view).rows
iris = sorted({str(row[0]) for row in rows})
digest.update(repr(store.labels(iris, "sv")).encode())
digest.update(repr([str(store.location(iri)) for iri in iris]).encode())
triples = store.construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", view)
digest.update(repr(triples).encode())
print(digest.hexdigest())
"""


def test_every_answer_is_the_same_under_every_hash_seed(tmp_path: Path) -> None:
    """Statements, merged graph, triples, labels and places of the shipped data."""
    copy = str(shipped(tmp_path).root)

    digests = {run_python(_DIGEST, copy, PYTHONHASHSEED=seed) for seed in ("0", "77")}

    assert len(digests) == 1


@pytest.fixture(autouse=True)
def _unchanged(request: pytest.FixtureRequest) -> Iterator[None]:
    """No question leaves a trace in the stored statements."""
    if "store" not in request.fixturenames:  # asked for by name, each test would run for each kind
        yield
        return
    store: Store = request.getfixturevalue("store")
    before = len(stored(store))
    yield
    assert len(stored(store)) == before
