"""The same answers from all four kinds of store: memory, disk, Oxigraph's server, Virtuoso."""

import asyncio
import contextlib
import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kgraph import checks, export, findings, overview, queries
from kgraph.errors import InputError, OutsideError, UsageError
from kgraph.findings import forms as finding_forms
from kgraph.project import Project, find_project
from kgraph.store import Store, View, open_at, open_store
from kgraph.store.loading import load_into
from kgraph.terms import ID, RDF, Literal
from kgraph.web.inside import Inside
from kgraph.wording import Text
from tests.helpers import ROOT, TINY, project
from tests.sparql_servers import let_in, oxigraph, virtuoso

pytestmark = pytest.mark.prove

DAY = datetime.date(2026, 11, 21)
VIEW = View(as_of=DAY)
OTHER_DAY = View(as_of=datetime.date(2023, 1, 1))
SHIPPED = find_project(ROOT)
KINDS = ["disk", "oxigraph", "virtuoso"]
QUERIES = queries.catalogue(SHIPPED)
PAGES = [
    "/", "/luckor", "/matris", "/kallor", "/natverk", "/fragor", "/fragor/gap-responsibility",
    "/jamfor", "/om", "/kontroller", "/tema", "/sok?q=validering",
]  # fmt: skip


@dataclass(frozen=True)
class Loaded:
    """A store of one kind, and what was said while it was loaded."""

    address: str
    store: Store
    said: list[str]


@contextlib.contextmanager
def address_of(kind: str, folder: Path) -> Iterator[str]:
    """An address to load into, whose server runs until the block ends."""
    if kind == "disk":
        yield str(folder / "store")
        return
    with (oxigraph if kind == "oxigraph" else virtuoso)(folder) as server, let_in(server):
        yield server.url


def fill(made: Project, address: str, *files: Path, add: bool = False) -> list[str]:
    """Load files, the project's own where none is named; what was said meanwhile."""
    said: list[str] = []

    def note(text: Text) -> None:
        said.append(text.en)

    load_into(
        made, address, files or made.data_files, add=add, told=lambda _: None, note=note, day=DAY
    )
    return said


@pytest.fixture(scope="module")
def memory() -> Store:
    """The shipped data in memory, which the others are held against."""
    return open_store(SHIPPED)


@pytest.fixture(scope="module", params=KINDS)
def loaded(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Loaded]:
    """The shipped data in a store of another kind."""
    with address_of(request.param, tmp_path_factory.mktemp(request.param)) as address:
        said = fill(SHIPPED, address)
        yield Loaded(address, open_at(SHIPPED, address), said)


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_every_named_question_has_the_same_table(memory: Store, loaded: Loaded, name: str) -> None:
    """Row for row, with its labels."""
    query = QUERIES[name]
    values = {p.name: _some_value(memory, p) for p in query.parameters if p.required}
    tables = [
        queries.run(store, query, values, VIEW, "sv").to_csv() for store in (memory, loaded.store)
    ]

    assert tables[0] == tables[1]


def _some_value(store: Store, parameter: queries.Parameter) -> str:
    return str(queries.choices_of(store, parameter, VIEW)[0])


@pytest.mark.parametrize(
    "name", sorted(name for name, query in QUERIES.items() if query.parameters)
)
def test_a_question_about_one_thing_has_the_same_table(
    memory: Store, loaded: Loaded, name: str
) -> None:
    """With a value for each of its parameters, one at a time."""
    query = QUERIES[name]
    needed = {p.name: _some_value(memory, p) for p in query.parameters if p.required}
    for parameter in query.parameters:
        if parameter.kind != "iri":
            continue
        for thing in queries.choices_of(memory, parameter, VIEW)[:2]:
            values = {**needed, parameter.name: str(thing)}
            tables = [
                queries.run(store, query, values, VIEW, "en").to_csv()
                for store in (memory, loaded.store)
            ]
            assert tables[0] == tables[1], values


def test_checks_find_the_same(memory: Store, loaded: Loaded) -> None:
    """With the same places in the files."""
    shapes = checks.shapes_of(SHIPPED)
    told = [
        checks.FORMS["json"](checks.check(store, shapes, as_of=DAY, lang="sv"), "sv")
        for store in (memory, loaded.store)
    ]

    assert told[0] == told[1]


def test_findings_are_the_same(memory: Store, loaded: Loaded) -> None:
    """All kinds, with evidence and reasons."""
    filters = findings.Filters(everything=True)
    told = [
        finding_forms.to_json(findings.find(SHIPPED, store, VIEW, filters), "sv")
        for store in (memory, loaded.store)
    ]

    assert told[0] == told[1]


@pytest.mark.parametrize("form", ["nquads", "trig", "turtle"])
def test_what_is_handed_out_is_the_same(memory: Store, loaded: Loaded, form: str) -> None:
    """Byte for byte."""
    told = [export.export(store, VIEW, form) for store in (memory, loaded.store)]

    assert told[0] == told[1]


def test_the_overview_is_the_same(memory: Store, loaded: Loaded) -> None:
    """The main question."""
    told = [
        overview.to_json(overview.read_overview(SHIPPED, store, VIEW, None, "sv"), VIEW)
        for store in (memory, loaded.store)
    ]

    assert told[0] == told[1]


def test_pages_are_the_same(memory: Store, loaded: Loaded) -> None:
    """One of each kind."""
    sites = [Inside(SHIPPED, store, VIEW, DAY) for store in (memory, loaded.store)]

    for address in PAGES:
        one, other = (asyncio.run(site.ask(address)) for site in sites)
        assert (one.status, one.body) == (other.status, other.body), address


def test_a_view_that_was_not_made_there_is_made_on_request(memory: Store, loaded: Loaded) -> None:
    """Of another day, with the same answer."""
    query = QUERIES["mandate-register"]
    tables = [
        queries.run(store, query, {}, OTHER_DAY, "sv").to_csv() for store in (memory, loaded.store)
    ]

    assert tables[0] == tables[1]
    assert loaded.store.ntriples(OTHER_DAY) == memory.ntriples(OTHER_DAY)


def test_the_addresses_that_were_guessed_are_told(loaded: Loaded) -> None:
    """Where queries, updates and graphs go."""
    if not loaded.address.startswith("http"):
        assert loaded.said == []
        return
    stem = loaded.address.rpartition("/")[0]
    ends = {
        "query": f"Queries: {stem}/query  Updates: {stem}/update  Graphs: {stem}/store",
        "sparql": f"Queries: {stem}/sparql  Updates: {stem}/sparql-auth  "
        f"Graphs: {stem}/sparql-graph-crud-auth",
    }
    assert loaded.said[0] == ends[loaded.address.rpartition("/")[2]]


# -- loading, on the small plan ----------------------------------------------------------------


@pytest.fixture(scope="module", params=KINDS)
def place(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """An address to load into again and again."""
    with address_of(request.param, tmp_path_factory.mktemp(request.param)) as address:
        yield address


MORE = TINY.replace("element:i1", "element:i9").replace("liten-plan-2026-01-01", "annan")


def test_files_are_added_to_what_is_there(place: str, tmp_path: Path) -> None:
    """Then the store holds both, and loading without adding takes the place of all."""
    made = project(tmp_path)
    fill(made, place)
    before = list(open_at(made, place).statements())
    more = tmp_path / "mer.trig"
    more.write_text(MORE, encoding="utf-8")

    fill(made, place, more, add=True)
    both = list(open_at(made, place).statements())
    fill(made, place)

    assert set(before) < set(both)
    assert any(quad[0] == ID("element/i9") for quad in both)
    assert list(open_at(made, place).statements()) == before


def test_a_file_that_cannot_be_read_leaves_the_store_as_it_was(place: str, tmp_path: Path) -> None:
    """All or nothing: the good file before it is not loaded either."""
    made = project(tmp_path)
    fill(made, place)
    before = list(open_at(made, place).statements())
    good, bad = tmp_path / "mer.trig", tmp_path / "trasig.nq"
    good.write_text(MORE, encoding="utf-8")
    bad.write_text("<http://e/a> <http://e/b> <http://e/c> <http://e/g> .\n<trasig\n")

    with pytest.raises(InputError) as caught:
        fill(made, place, good, bad, add=True)

    assert caught.value.where.endswith("trasig.nq:2")
    assert list(open_at(made, place).statements()) == before


def test_bound_values_stay_values_on_every_kind(place: str, tmp_path: Path) -> None:
    """Nothing in a value is read as SPARQL."""
    made = project(tmp_path)
    fill(made, place)
    text = "SELECT ?thing ?label WHERE { ?thing skos:prefLabel ?label }"
    hostile = Literal('x" } UNION { ?thing ?p ?label } #', RDF("langString"), "sv")

    assert open_at(made, place).select(text, VIEW, {"label": hostile}).rows == ()


@pytest.mark.parametrize("text", ["ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"])
def test_service_is_refused_on_every_kind(place: str, tmp_path: Path, text: str) -> None:
    """Before it is sent to anybody."""
    made = project(tmp_path)
    fill(made, place)

    with pytest.raises(UsageError, match="SERVICE"):
        open_at(made, place).ask(text, VIEW)


# -- what servers do otherwise -----------------------------------------------------------------


def test_a_server_that_cuts_answers_in_silence_is_noticed(tmp_path: Path) -> None:
    """Virtuoso with few rows at a time: everything comes all the same, in pages, and it is told."""
    with virtuoso(tmp_path, most=1_500) as server, let_in(server):
        said = fill(SHIPPED, server.url)
        store = open_at(SHIPPED, server.url, lambda text: said.append(text.en))

        assert list(store.statements()) == list(open_store(SHIPPED).statements())
    assert any("1500 rows at a time" in text for text in said)


def test_virtuoso_is_not_relied_on_for_what_it_answers_otherwise(tmp_path: Path) -> None:
    """What it gets wrong is named, and questions are answered from a copy."""
    with virtuoso(tmp_path) as server, let_in(server):
        said = fill(project(tmp_path / "p"), server.url)

    assert any("fetched copy" in text and "paths without a start" in text for text in said)


def test_wrong_credentials_are_told_and_nothing_is_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With where to put the right ones."""
    made = project(tmp_path / "p")
    with virtuoso(tmp_path) as server:
        monkeypatch.setenv("KGRAPH_STORE_USER", "dba")
        monkeypatch.setenv("KGRAPH_STORE_PASSWORD", "fel")
        with pytest.raises((InputError, OutsideError), match="släpper inte in"):
            fill(made, server.url)
        with pytest.raises(InputError, match="inget laddat"):
            open_at(made, server.url)
