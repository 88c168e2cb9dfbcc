"""The same answers from all four kinds of store: memory, disk, Oxigraph's server, Virtuoso."""

import asyncio
import contextlib
import datetime
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import cast

import pytest

from kgraph import checks, export, findings, overview, queries
from kgraph.errors import InputError, OutsideError, UsageError
from kgraph.extensions import EXAMPLE
from kgraph.findings import forms as finding_forms
from kgraph.project import Project, find_project
from kgraph.store import Store, View, open_at, open_store
from kgraph.store.addresses import given
from kgraph.store.answering import Dataset, asked, view_of
from kgraph.store.backup import back_up, bring_back
from kgraph.store.disk import LoadedStore
from kgraph.store.loading import load_into
from kgraph.store.memory import MemoryStore
from kgraph.store.remote import endpoint_of
from kgraph.store.remote_server import addresses_tried
from kgraph.terms import BASE, GRAPH, ID, RDF, Literal
from kgraph.web.inside import Inside
from kgraph.wording import Text
from tests.helpers import HEAD, ROOT, TINY, project
from tests.sparql_servers import Running, let_in, oxigraph, virtuoso
from tests.test_bad_servers import Bad, reply, rows
from tests.test_extensions import MINUTES, put

pytestmark = pytest.mark.prove

DAY = datetime.date(2026, 11, 21)
VIEW = View(as_of=DAY)
OTHER_DAY = View(as_of=datetime.date(2023, 1, 1))
SHIPPED = find_project(ROOT)
KINDS = ["disk", "oxigraph", "virtuoso"]
QUERIES = queries.catalogue(SHIPPED)
PAGES = [
    "/", "/fynd", "/matris", "/matris/actor/priority", "/natverk", "/natverk/kring", "/jamfor",
    "/tidslinje", "/bevaka", "/bevaka/andrat", "/bevaka/fragor", "/vem-gor-vad",
    "/vem-gor-vad/lan/jonkopings-lan", "/fragor", "/fragor/gap-responsibility", "/a-o", "/kallor",
    "/def.html", "/om", "/kontroller", "/sok?q=validering", "/en/",
]  # fmt: skip
Ask = Callable[[Store], str]


@dataclass(frozen=True)
class Pair:
    """Memory and a store of another kind, which are to answer alike.

    Parameters:
        address: of the other.
        other: opened.
        said: what was told while it was loaded.
        memory: what it is held against; it is asked once for all kinds.
        known: its answers so far.
    """

    address: str
    other: Store
    said: list[str]
    memory: Store
    known: dict[object, str] = field(default_factory=dict)

    def wanted(self, key: object, ask: Ask) -> str:
        """What memory answers; the key names the question."""
        if key not in self.known:
            self.known[key] = ask(self.memory)
        return self.known[key]


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
def memory() -> tuple[Store, dict[object, str]]:
    """The shipped data in memory, which the others are held against, and its answers so far."""
    return open_store(SHIPPED), {}


@pytest.fixture(scope="module", params=KINDS)
def address(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """An address of each kind; the tests of what is shipped come before those that load anew."""
    with address_of(request.param, tmp_path_factory.mktemp(request.param)) as found:
        yield found


@pytest.fixture(scope="module")
def pair(memory: tuple[Store, dict[object, str]], address: str) -> Pair:
    """The shipped data in a store of another kind, beside that in memory."""
    said = fill(SHIPPED, address)
    return Pair(address, open_at(SHIPPED, address), said, *memory)


def _table(name: str, values: Mapping[str, str], view: View, lang: str, store: Store) -> str:
    return queries.run(store, QUERIES[name], values, view, lang).to_csv()


def _some_value(store: Store, parameter: queries.Parameter) -> str:
    return str(queries.choices_of(store, parameter, VIEW)[0])


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_every_named_question_has_the_same_table(pair: Pair, name: str) -> None:
    """Row for row, with its labels."""
    parameters = QUERIES[name].parameters
    values = {p.name: _some_value(pair.memory, p) for p in parameters if p.required}
    ask = partial(_table, name, values, VIEW, "sv")

    assert ask(pair.other) == pair.wanted(("table", name), ask)


@pytest.mark.parametrize(
    "name",
    sorted(name for name, q in QUERIES.items() if any(p.kind == "iri" for p in q.parameters)),
)
def test_a_question_about_one_thing_has_the_same_table(pair: Pair, name: str) -> None:
    """With values for each of its parameters, one at a time."""
    parameters = QUERIES[name].parameters
    needed = {p.name: _some_value(pair.memory, p) for p in parameters if p.required}
    for parameter in parameters:
        if parameter.kind != "iri":
            continue
        for thing in queries.choices_of(pair.memory, parameter, VIEW)[:2]:
            values = {**needed, parameter.name: str(thing)}
            ask = partial(_table, name, values, VIEW, "en")
            assert ask(pair.other) == pair.wanted((name, parameter.name, thing), ask), values


def _refused(value: str, store: Store) -> str:
    with pytest.raises(UsageError) as refused:
        queries.resolve(store, value, VIEW, "Forum", "forum")
    return repr((refused.value.what, refused.value.where, refused.value.mend))


@pytest.mark.parametrize(
    "value", ["x", 'Ö\'s "plan" \\d', "REGION JÖNKÖPINGS LÄN", "jonkoping-plan-2024-2028", "unga"]
)
def test_a_name_of_no_forum_is_refused_in_the_same_words(pair: Pair, value: str) -> None:
    """Whatever else is called so, in whatever letters."""
    ask = partial(_refused, value)

    assert ask(pair.other) == pair.wanted(("refused", value), ask)


def _checked(store: Store) -> str:
    report = checks.check(store, checks.shapes_of(SHIPPED), as_of=DAY, lang="sv")
    return checks.FORMS["json"](report, "sv")


def test_checks_find_the_same(pair: Pair) -> None:
    """With the same places in the files."""
    assert _checked(pair.other) == pair.wanted("checks", _checked)


def _found(store: Store) -> str:
    found = findings.find(SHIPPED, store, VIEW, findings.Filters(everything=True))
    return finding_forms.to_json(found, "sv")


def test_findings_are_the_same(pair: Pair) -> None:
    """All kinds, with evidence and reasons."""
    assert _found(pair.other) == pair.wanted("findings", _found)


@pytest.mark.parametrize("form", ["nquads", "trig", "turtle"])
def test_what_is_handed_out_is_the_same(pair: Pair, form: str) -> None:
    """Byte for byte."""

    def handed_out(store: Store) -> str:
        return export.export(store, VIEW, form).decode()

    assert handed_out(pair.other) == pair.wanted(form, handed_out)


def _overview(store: Store) -> str:
    return overview.to_json(overview.read_overview(SHIPPED, store, VIEW, None, "sv"), VIEW)


def test_the_overview_is_the_same(pair: Pair) -> None:
    """The main question."""
    assert _overview(pair.other) == pair.wanted("overview", _overview)


def test_pages_are_the_same(pair: Pair) -> None:
    """One of each kind, and the page of one thing of each kind; none lacks on either."""
    sites = {store: Inside(SHIPPED, store, VIEW, DAY) for store in (pair.memory, pair.other)}
    for path in [*PAGES, *_things(pair.memory)]:

        def page(store: Store, path: str = path) -> str:
            got = asyncio.run(sites[store].ask(path))
            assert got.status == 200, (path, got.status)
            return got.body.decode()

        assert page(pair.other) == pair.wanted(path, page), path


def _things(store: Store) -> list[str]:
    """The page of two things in each folder of addresses, and of two passages."""
    found: dict[str, list[str]] = {}
    for row in store.select("SELECT DISTINCT ?thing { ?thing a ?kind } ORDER BY ?thing", VIEW).rows:
        if str(row[0]).startswith((ID(""), GRAPH(""))):
            path = "/" + str(row[0]).removeprefix(BASE)
            found.setdefault(path.rpartition("/")[0], []).append(path)
    return [f"{path}.html" for paths in found.values() for path in paths[:2]]


def test_a_view_that_was_not_made_there_is_made_on_request(pair: Pair) -> None:
    """Of another day, with the same answer."""
    ask = partial(_table, "mandate-register", {}, OTHER_DAY, "sv")

    assert ask(pair.other) == pair.wanted("other day", ask)
    assert pair.other.ntriples(OTHER_DAY) == pair.memory.ntriples(OTHER_DAY)


def test_the_addresses_that_were_guessed_are_told(pair: Pair) -> None:
    """Where queries, updates and graphs go."""
    if not pair.address.startswith("http"):
        assert pair.said == []
        return
    stem = pair.address.rpartition("/")[0]
    ends = {
        "query": f"Queries: {stem}/query  Updates: {stem}/update  Graphs: {stem}/store",
        "sparql": f"Queries: {stem}/sparql  Updates: {stem}/sparql-auth  "
        f"Graphs: {stem}/sparql-graph-crud-auth",
    }
    assert pair.said[0] == ends[pair.address.rpartition("/")[2]]


@pytest.mark.parametrize("wrong", ["truth values", "paths without a start", "empty lists"])
def test_what_a_server_answers_otherwise_is_told(pair: Pair, wrong: str) -> None:
    """Virtuoso is not relied on: what it gets wrong is named, and a copy is asked."""
    told = [text for text in pair.said if "fetched copy" in text]

    assert [wrong in text for text in told] == ([True] if "/sparql" in pair.address else [])


# -- loading, on the small plan ----------------------------------------------------------------


MORE = TINY.replace("element:i1", "element:i9").replace("liten-plan-2026-01-01", "annan")


def test_files_are_added_to_what_is_there(address: str, tmp_path: Path) -> None:
    """Then the store holds both, and loading without adding takes the place of all."""
    made = project(tmp_path)
    fill(made, address)
    before = list(open_at(made, address).statements())
    more = tmp_path / "mer.trig"
    more.write_text(MORE, encoding="utf-8")

    fill(made, address, more, add=True)
    both = list(open_at(made, address).statements())
    fill(made, address)

    assert set(before) < set(both)
    assert any(quad[0] == ID("element/i9") for quad in both)
    assert list(open_at(made, address).statements()) == before


def test_a_file_that_cannot_be_read_leaves_the_store_as_it_was(
    address: str, tmp_path: Path
) -> None:
    """All or nothing: the good file before it is not loaded either."""
    made = project(tmp_path)
    fill(made, address)
    before = list(open_at(made, address).statements())
    good, bad = tmp_path / "mer.trig", tmp_path / "trasig.nq"
    good.write_text(MORE, encoding="utf-8")
    bad.write_text("<http://e/a> <http://e/b> <http://e/c> <http://e/g> .\n<trasig\n")

    with pytest.raises(InputError) as caught:
        fill(made, address, good, bad, add=True)

    assert caught.value.where.endswith("trasig.nq:2")
    assert list(open_at(made, address).statements()) == before


def test_a_copy_that_would_be_too_large_is_refused(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server is asked for the view that was made there; a folder makes any on disk."""
    made = project(tmp_path)
    fill(made, address)
    monkeypatch.setattr("kgraph.store.remote.MOST_COPIED", 1)
    monkeypatch.setattr("kgraph.store.disk._IN_MEMORY", 1)
    monkeypatch.setattr("kgraph.store.disk.free_memory", lambda: 0)
    back_up(made, address, tmp_path / "any-number.nq.gz")
    store = open_at(made, address)

    if address.startswith("http"):
        with pytest.raises(OutsideError, match="för många att hämta") as caught:
            store.ntriples(OTHER_DAY)
        # What the server cannot be asked is asked in a folder, whatever the day.
        assert isinstance(store, LoadedStore)
        way_out = "kgraph load FIL… --store MAPP" if store.mark.unfit else "--as-of 2023-01-01"
        assert way_out in str(caught.value)
    else:
        assert store.ntriples(OTHER_DAY) == open_store(made).ntriples(OTHER_DAY)


def test_bound_values_stay_values_on_every_kind(address: str, tmp_path: Path) -> None:
    """Nothing in a value is read as SPARQL."""
    made = project(tmp_path)
    fill(made, address)
    text = "SELECT ?thing ?label WHERE { ?thing skos:prefLabel ?label }"
    hostile = Literal('x" } UNION { ?thing ?p ?label } #', RDF("langString"), "sv")

    assert open_at(made, address).select(text, VIEW, {"label": hostile}).rows == ()


def test_a_backup_of_each_kind_brings_back_what_was_there(address: str, tmp_path: Path) -> None:
    """On its own kind, and in a folder."""
    made, copy = project(tmp_path / "p"), tmp_path / "kopia.nq.gz"
    more, nobody = tmp_path / "mer.trig", lambda _: None
    more.write_text(MORE, encoding="utf-8")
    fill(made, address)
    before = list(open_at(made, address).statements())

    back_up(made, address, copy)
    fill(made, address, more, add=True)
    bring_back(made, address, copy, nobody, nobody, DAY)
    bring_back(made, str(tmp_path / "folder"), copy, nobody, nobody, DAY)

    assert list(open_at(made, address).statements()) == before
    assert list(open_at(made, str(tmp_path / "folder")).statements()) == before


class _Cut(Exception):
    """The load ends here."""


def test_a_swap_that_was_broken_off_is_told_and_completed_by_the_next_load(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a server; in a folder the swap is one step, and what it was is read."""
    made = project(tmp_path)
    fill(made, address)
    before = list(open_at(made, address).statements())
    more = tmp_path / "mer.trig"
    more.write_text(MORE, encoding="utf-8")

    def cut(*_: object) -> None:
        raise _Cut

    with monkeypatch.context() as patch, pytest.raises(_Cut):
        patch.setattr("kgraph.store.remote_load._move", cut)
        patch.setattr("kgraph.store.folder.write_beside_and_swap", cut)
        fill(made, address, more, add=True)
    if not address.startswith("http"):
        assert list(open_at(made, address).statements()) == before
        return
    with pytest.raises(OutsideError, match="avbröts mitt i bytet"):
        open_at(made, address)
    load_into(made, address, [], add=True, told=lambda _: None, note=lambda _: None, day=DAY)
    assert set(before) < set(open_at(made, address).statements())


@pytest.mark.parametrize("text", ["ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"])
def test_service_is_refused_on_every_kind(address: str, tmp_path: Path, text: str) -> None:
    """Before it is sent to anybody."""
    made = project(tmp_path)
    fill(made, address)

    with pytest.raises(UsageError, match="SERVICE"):
        open_at(made, address).ask(text, VIEW)


def test_a_listed_endpoint_is_asked_for_every_kind(address: str, tmp_path: Path) -> None:
    """By the program itself; the server that holds the statements is sent what was answered."""
    made, other = project(tmp_path), Bad()
    other.answer = lambda handler, _: reply(handler, rows(ID("element/mal"), ID("element/i1")))
    (made.root / "kgraph.toml").write_text(f'[federation]\nallow = ["{other.url}"]\n')
    fill(made, address)
    text = f"SELECT ?s {{ SERVICE <{other.url}> {{ ?s ?p ?o }} ?s a ks:Goal }}"
    with other.running():
        found = queries.run_text(open_at(made, address), text, VIEW)

    assert [row[0] for row in found.rows] == [ID("element/mal")]
    assert len(other.asked) == 1


def test_the_graphs_that_a_request_names_are_those_that_are_asked(
    address: str, tmp_path: Path
) -> None:
    """They stand over FROM; a graph that is not in the view is empty, as one that nobody has."""
    made = project(tmp_path)
    fill(made, address)
    memory = view_of(cast(MemoryStore, open_store(made)), DAY)
    other = view_of(cast(MemoryStore, open_at(made, address)), DAY)
    goal, rest, none = (GRAPH(f"liten-plan-2026-01-01/{n}") for n in ("1-1", "2-3", "9-9"))
    texts = ["SELECT * FROM <urn:x> WHERE { ?s a ?o }", "SELECT * { GRAPH ?g { ?s a ?o } }",
             "SELECT DISTINCT ?g ?s { ?s a ?k GRAPH ?g { ?s a ?k } }"]  # fmt: skip
    sets = [Dataset((goal,)), Dataset((goal, rest)), Dataset((), (rest,)),
            Dataset((goal,), (rest, none)), Dataset((none,))]  # fmt: skip

    for text in texts:
        for named in sets:
            raw = [asked(s, text, named, "http://x/").write("csv", 99, 99_999).raw
                   for s in (memory, other)]  # fmt: skip
            assert sorted(raw[0].splitlines()) == sorted(raw[1].splitlines()), (text, named)


_MADE = (
    "CONSTRUCT { ?s a ?t } WHERE { ?s a ?t }",
    "CONSTRUCT WHERE { ?s a ?t }",
    "CONSTRUCT{?s a ?t}WHERE{GRAPH ?g{?s a ?t}}",
    "CONSTRUCT { <urn:a> <urn:b> 1 } WHERE { ?s a ?t }",
    "CONSTRUCT { } WHERE { ?s a ?t }",
    "CONSTRUCT { ?s <urn:x> ?nobody } WHERE { ?s a ?t }",
    "CONSTRUCT { ?t <urn:n> ?n } WHERE { SELECT ?t (COUNT(?s) AS ?n) { ?s a ?t } GROUP BY ?t }",
    "CONSTRUCT { ?s <urn:x> ?o } WHERE { ?s ?p ?o } VALUES ?p { skos:prefLabel }",
    "CONSTRUCT { ?s <urn:l> ?l } WHERE { ?s skos:prefLabel ?l } ORDER BY ?l ?s LIMIT 7",
    "DESCRIBE ?s WHERE { ?s a ks:Forum }",
)


def test_what_is_made_of_rows_is_the_same_from_every_kind(address: str, tmp_path: Path) -> None:
    """A server is asked for the rows, and they are filled in here."""
    made = project(tmp_path)
    fill(made, address)
    memory, other = open_store(made), open_at(made, address)

    for text in _MADE:
        found, there = (sorted(map(str, s.construct(text, VIEW))) for s in (memory, other))
        assert found == there, text


def test_what_is_made_with_nodes_without_names_has_one_for_each_row(
    address: str, tmp_path: Path
) -> None:
    """As often as the rows."""
    made = project(tmp_path)
    fill(made, address)
    text = "CONSTRUCT { ?s <urn:x> [ <urn:l> ?l ] } WHERE { ?s skos:prefLabel ?l }"

    found, other = (
        store.construct(text, VIEW) for store in (open_store(made), open_at(made, address))
    )

    assert len({str(s) for s, p, _ in other if str(p) == "urn:l"}) == len(other) / 2
    assert len(found) == len(other)


_OWN = GRAPH("liten-plan-2026-01-01/1-1")


_NAMING = {
    "SELECT ?s FROM <urn:others> { ?s a ?t }": False,
    "SELECT ?s FROM NAMED <urn:others> { GRAPH ?g { ?s a ?t } }": False,
    "PREFIX u: <urn:> SELECT ?s FROM u:others { ?s a ?t }": False,
    f"SELECT ?s FROM <{_OWN}> FROM <urn:others> WHERE {{ ?s a ?t }}": True,
    f"SELECT ?s FROM NAMED <{_OWN}> {{ GRAPH ?g {{ ?s a ?t }} }}": True,
}


def test_a_query_reaches_no_graph_of_others_by_naming_it(address: str, tmp_path: Path) -> None:
    """On a server there may be statements of somebody else's."""
    made = project(tmp_path)
    fill(made, address)
    if address.startswith("http"):
        known = given(made, address)
        change = addresses_tried(known, endpoint_of(known)).change
        change("INSERT DATA { GRAPH <urn:others> { <urn:secret> a <urn:t> } }")
    memory, other = open_store(made), open_at(made, address)

    for text, is_asked in _NAMING.items():
        found, there = (sorted(map(str, s.select(text, VIEW).rows)) for s in (memory, other))
        assert found == there, text
        assert bool(found) == is_asked, text


@pytest.mark.parametrize("held", [True, False], ids=["minutes", "none"])
def test_an_extension_answers_from_every_kind(address: str, tmp_path: Path, held: bool) -> None:
    """Its terms, data, questions, checks and kinds of finding, as from the files."""
    made = _extended(project(tmp_path))
    made = put(made, "data/m.trig", MINUTES) if held else made
    fill(made, address)
    memory, other = open_store(made), open_at(made, address)

    def answers(store: Store) -> list[str]:
        own = [query for query in queries.catalogue(made).values() if query.extension]
        found = findings.find(made, store, VIEW, findings.Filters(everything=True))
        report = checks.check(store, checks.shapes_of(made), as_of=DAY, lang="sv")
        return [
            *(queries.run(store, query, {}, VIEW, "sv").to_csv() for query in own),
            finding_forms.to_json(found, "sv"),
            checks.FORMS["json"](report, "sv"),
        ]

    told = answers(memory)
    assert answers(other) == told
    assert ("2026-01-15" in told[0], "moten-gap-01" in told[1].lower()) == (held, not held)


def _extended(made: Project) -> Project:
    shutil.copytree(EXAMPLE / "moten", made.root / "extensions" / "moten")
    return find_project(made.root)


def test_an_extension_that_would_change_what_is_shipped_is_not_loaded(
    address: str, tmp_path: Path
) -> None:
    """As it is not opened."""
    made = _extended(project(tmp_path))
    terms = made.root / "extensions/moten/terms.ttl"
    terms.write_text(terms.read_text(encoding="utf-8") + (
        "\n<https://w3id.org/kompsam/def#Goal> <http://www.w3.org/2000/01/rdf-schema#comment> "
        '"annat"@sv .\n'), encoding="utf-8")  # fmt: skip

    with pytest.raises(InputError, match=r"terms\.ttl"):
        fill(find_project(made.root), address)


# -- what servers do otherwise -----------------------------------------------------------------


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Virtuoso with a thousand rows in an answer at most, and nothing loaded."""
    with virtuoso(tmp_path_factory.mktemp("strict"), most=1_000) as server:
        yield server


def test_wrong_credentials_are_told_and_nothing_is_loaded(
    strict: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With where to put the right ones."""
    made = project(tmp_path)
    monkeypatch.setenv("KGRAPH_STORE_USER", "dba")
    monkeypatch.setenv("KGRAPH_STORE_PASSWORD", "fel")

    with pytest.raises((InputError, OutsideError), match="släpper inte in"):
        fill(made, strict.url)
    with pytest.raises(InputError, match="inget laddat"):
        open_at(made, strict.url)


def test_a_server_that_cuts_answers_in_silence_is_noticed(strict: Running, tmp_path: Path) -> None:
    """Everything comes all the same, in pages, and it is told."""
    made, many = project(tmp_path / "p"), tmp_path / "många.trig"
    goals = "".join(f'element:m{n} a ks:Goal ; skos:prefLabel "Mål {n}"@sv .\n' for n in range(800))
    many.write_text(f"{HEAD}\ng:7-7 {{\n{goals}}}\n", encoding="utf-8")
    files = (*made.data_files, many)
    with let_in(strict):
        said = fill(made, strict.url, *files)
        store = open_at(made, strict.url, lambda text: said.append(text.en))

        assert list(store.statements()) == list(open_store(made, files).statements())
    assert any("1000 rows at a time" in text for text in said)
