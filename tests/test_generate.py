"""Made-up graphs: the same for the same seed, fit to load, and with exactly the truth they tell."""

import csv
import gzip
import random
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.checks import check
from kgraph.errors import InputError, UsageError
from kgraph.generate import AS_OF, Planted, generate, side_file, write
from kgraph.generate.words import TASKS, THEMES, place_names
from kgraph.project import Project, create_project
from kgraph.queries import catalogue, run
from kgraph.store import Store, View, open_store
from kgraph.store.reading import read_text
from kgraph.terms import KS, RDF, VOCAB, Iri, Literal, Quad
from tests.helpers import ROOT, cli, no_strays, process

PROJECT = Project(ROOT, "given")
VIEW = View(as_of=AS_OF)
SEEDS = st.integers(min_value=0, max_value=10**6)
# Each country is made once, and every rule is held against all of them.
COUNTRIES = random.Random("countries").sample(range(10**6), 8)
LEVELS = """PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT ?element ?level WHERE { ?element ks:responsibilityLevel ?level }"""
BELOW = "utpekad"

Rows = list[dict[str, str]]


@cache
def made(regions: int, seed: int) -> tuple[Store, Rows]:
    """A store of a made-up country alone, and the rows of its side file."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "land.nq"
        write(generate(regions, seed), path)
        with side_file(path).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        return open_store(PROJECT, [path]), rows


@pytest.fixture(scope="module", autouse=True)
def _forgotten() -> Iterator[None]:
    """The countries take room, and no other file asks for them."""
    yield
    made.cache_clear()


def answer(store: Store, name: str, *columns: str) -> list[tuple[str, ...]]:
    """The cells of a named query's answer; a missing one is empty."""
    table = run(store, catalogue(PROJECT)[name], {}, VIEW, "sv")
    places = [list(table.columns).index(column) for column in columns]
    return [
        tuple("" if row[place] is None else str(row[place]) for place in places)
        for row in table.rows
    ]


def local(iri: str) -> str:
    """The last part of an IRI."""
    return iri.rsplit("/", 1)[-1]


def of_kind(rows: Rows, kind: str, holds: str = "yes") -> set[tuple[str, ...]]:
    """What the side file says of a kind, as tuples of entities."""
    return {
        tuple(row["entities"].split())
        for row in rows
        if row["kind"] == kind and row["holds"] == holds
    }


def levels(store: Store) -> dict[str, str]:
    """The derived level of every element."""
    return {str(e): local(str(level)) for e, level in store.select(LEVELS, VIEW).rows}


def planted_levels(rows: Rows) -> dict[str, str]:
    """The planted level of every goal, priority and measure."""
    return {row["entities"]: row["level"] for row in rows if row["kind"] == "GAP-01"}


def statuses(store: Store) -> dict[str, tuple[str, ...]]:
    """Level, status and reason of every element below the level of being named."""
    found = answer(store, "gap-responsibility", "element", "level", "status", "reason")
    return {row[0]: tuple(local(cell) for cell in row[1:]) for row in found}


def planted_statuses(rows: Rows) -> dict[str, tuple[str, ...]]:
    """What the side file says of the same; what does not apply has no status to tell."""
    return {
        row["entities"]: (row["level"], row["status"], row["reason"])
        for row in rows
        if row["kind"] == "GAP-01"
        and row["level"] != BELOW
        and row["why_en"] != "The source says it does not apply."
    }


every_country = pytest.mark.parametrize("seed", COUNTRIES)


# -- the truth -----------------------------------------------------------------------------


@every_country
def test_every_planted_level_is_the_derived_one(seed: int) -> None:
    """The rules of the view find for every goal, priority and measure what was planted."""
    store, rows = made(1, seed)

    found, planted = levels(store), planted_levels(rows)
    assert {element: found[element] for element in planted} == planted
    assert set(planted) == {
        str(s)
        for s, p, o, _ in store.statements()
        if p == RDF("type") and o in (KS("Goal"), KS("Priority"), KS("Measure"))
    }


@every_country
def test_every_planted_status_is_the_one_that_is_told(seed: int) -> None:
    """Confirmed, silent and unknown with its reason, element by element, neither more nor less."""
    store, rows = made(1, seed)

    assert statuses(store) == planted_statuses(rows)


@every_country
def test_planted_overlaps_are_found_and_near_misses_are_not(seed: int) -> None:
    """Two accountable, like mandates and like measures of two strategies: all and only those."""
    store, rows = made(1, seed)

    doubles = set(answer(store, "double-accountability", "target"))
    mandates = {tuple(sorted(pair)) for pair in answer(store, "mandate-overlap", "m1", "m2")}
    measures = {
        (min(one, two), max(one, two))
        for one, two, same in answer(store, "measure-overlap", "e1", "e2", "sameStrategy")
        if same == "false"
    }
    assert doubles == of_kind(rows, "OVL-02")
    assert mandates == of_kind(rows, "OVL-01")
    assert measures == of_kind(rows, "OVL-03")


@every_country
def test_planted_goals_without_measures_are_found(seed: int) -> None:
    """A goal that no measure leads to, and a measure that leads to nothing."""
    store, rows = made(1, seed)

    ties = answer(store, "goal-means", "endKind", "end", "measure")
    reached = {end for kind, end, measure in ties if kind == KS("Goal") and measure}
    loose = {measure for kind, _, measure in ties if kind == "none"}
    goals = {row["entities"]: row["holds"] for row in rows if row["level"] == "goal"}
    assert goals == {goal: "no" if goal in reached else "yes" for goal in goals}
    assert loose == {
        row["entities"] for row in rows if row["kind"] == "GAP-04" and row["level"] == "measure"
    }


@every_country
def test_strategies_without_a_follow_up_are_planted_with_their_status(seed: int) -> None:
    """A follow-up that is only wished for is none.

    Where the strategy's lists are open the query says silent and the truth is unknown: there only
    the strategy is compared.
    """
    store, rows = made(1, seed)

    found = answer(store, "follow-up", "strategy", "status", "reason")
    told = {s: (local(status), local(reason)) for s, status, reason in found if status}
    planted = {
        row["entities"]: (row["status"], row["reason"])
        for row in rows
        if row["kind"] == "GAP-06" and row["level"] in ("none", "wished")
    }
    open_ = {strategy for strategy, (_, reason) in planted.items() if reason == "open-list"}
    assert set(told) == set(planted)
    assert {s: told[s] for s in told if s not in open_} == {
        s: planted[s] for s in planted if s not in open_
    }


def test_a_dozen_counties_show_every_level_status_reason_role_and_mode() -> None:
    """What a test is to meet is there, and near misses of every kind of overlap with it."""
    store, rows = made(12, 1)

    gaps = [row for row in rows if row["kind"] == "GAP-01"]
    stated = Counter((p, o) for _, p, o, _ in store.statements())
    assert {row["status"] for row in gaps} == {"", "confirmed", "silent", "unknown"}
    assert {row["reason"] for row in gaps} == {
        *("", "cited-not-loaded", "not-read", "older-source", "open-list")
    }
    assert len({row["level"] for row in gaps}) == 6
    for mode in ("actual", "historical", "norm", "permitted", "planned", "target"):
        assert stated[(KS("assertionMode"), VOCAB(f"mode/{mode}"))], mode
    for role in ("ansvarig", "utforare", "samordnare", "finansiar", "uppfoljare", "beslutande"):
        assert stated[(KS("role"), VOCAB(f"role/{role}"))], role
    for kind in ("OVL-01", "OVL-02", "OVL-03", "OVL-06", "OVL-08"):
        assert of_kind(rows, kind, "yes") and of_kind(rows, kind, "no"), kind


PLAIN = {
    "GAP-07": """SELECT ?x WHERE { ?x a ks:Measure .
      OPTIONAL { ?x ks:parentElement* ?y . ?f a ks:FundingContribution ; ks:target ?y }
      FILTER(!BOUND(?f)) }""",
    "GAP-11": """SELECT ?x WHERE { VALUES ?kind { ks:Priority ks:Measure }
      ?x a ?kind ; ks:partOfStrategy ?s ; dct:subject ?theme . ?s dct:spatial ?area .
      FILTER(?area != territory:provlandet)
      OPTIONAL { ?x ks:parentElement*|ks:partOfStrategy ?y . ?f a ks:Forum ; ks:contributesTo ?y }
      OPTIONAL { ?g a ks:Forum ; dct:spatial ?area ; dct:subject ?theme }
      FILTER(!BOUND(?f) && !BOUND(?g)) }""",
    "OVL-06": """SELECT ?x WHERE {
      ?a a ks:FollowUp ; ks:inView true ; ks:target ?x ; ks:reportsTo ?to .
      ?b a ks:FollowUp ; ks:inView true ; ks:target ?x ; ks:reportsTo ?to . FILTER(?a != ?b) }""",
    "OVL-08": """SELECT ?x ?y WHERE {
      ?x a ks:Forum ; org:purpose ?p . ?y a ks:Forum ; org:purpose ?p .
      ?x dct:spatial ?area . ?y dct:spatial ?area . FILTER(STR(?x) < STR(?y)) }""",
    "GAP-14": "SELECT ?x WHERE { ?x a ks:Challenge }",
}
HEAD = """PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX territory: <https://w3id.org/kompsam/id/territory/>
"""


@pytest.mark.parametrize("kind", sorted(PLAIN))
def test_what_has_no_query_yet_holds_by_a_plain_one(kind: str) -> None:
    """Funding, forums, double follow-up, one purpose twice, stated lacks: all and only those."""
    store, rows = made(3, 8)

    found = {tuple(map(str, row)) for row in store.select(HEAD + PLAIN[kind], VIEW).rows}
    assert found == of_kind(rows, kind)


def test_nothing_is_planted_twice() -> None:
    """A kind says one thing of the same entities."""
    _, rows = made(3, 8)

    told = Counter((row["kind"], row["entities"]) for row in rows)
    assert [key for key, count in told.items() if count > 1] == []


# -- the graph -----------------------------------------------------------------------------


def violations(store: Store) -> list[tuple[str, str]]:
    """Shape and focus of every fault in the data."""
    shapes = read_text(PROJECT.shapes_file, "shapes.ttl")
    report = check(store, shapes, lang="en", view=VIEW)
    return [(p.shape, p.focus) for p in report.at_least("violation")]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_made_up_country_passes_the_checks(seed: int) -> None:
    """Alone it has no fault: everything it names it describes."""
    store, _ = made(2, seed)

    assert violations(store) == []


def test_it_stands_in_a_project_beside_what_is_there(tmp_path: Path) -> None:
    """As TriG it is a data file like others, and clashes with none of them."""
    project = create_project(tmp_path / "eget")
    write(generate(1, 1), project.root / "data" / "sources" / "land.trig")

    assert violations(open_store(Project(project.root, "given"))) == []


def test_the_forms_say_the_same(tmp_path: Path) -> None:
    """N-Quads, compressed N-Quads and TriG hold the same statements, none twice."""
    quads = [item for item in generate(1, 5) if not isinstance(item, Planted)]
    for ending in (".nq", ".nq.gz", ".trig"):
        written = write(generate(1, 5), tmp_path / f"land{ending}")
        assert written.statements == len(set(quads))
    plain = open_store(PROJECT, [tmp_path / "land.nq"])
    trig = open_store(PROJECT, [tmp_path / "land.trig"])

    assert (
        gzip.decompress((tmp_path / "land.nq.gz").read_bytes())
        == (tmp_path / "land.nq").read_bytes()
    )
    assert set(plain.statements()) == set(trig.statements()) == set(quads)


def test_every_graph_comes_in_one_run() -> None:
    """So it can be written as TriG without holding it."""
    graphs = [item[3] for item in generate(2, 1) if not isinstance(item, Planted)]
    runs = [graph for i, graph in enumerate(graphs) if i == 0 or graphs[i - 1] != graph]

    assert len(runs) == len(set(runs))


def test_names_come_in_two_languages() -> None:
    """Swedish always, English mostly."""
    names = Counter(
        item[2].language
        for item in generate(1, 1)
        if not isinstance(item, Planted)
        and isinstance(item[2], Literal)
        and item[1].endswith("prefLabel")
    )
    assert names["sv"] > names["en"] > names["sv"] / 2


@given(seed=SEEDS)
def test_no_two_places_have_one_name(seed: int) -> None:
    """As many as a whole country has municipalities, and far more."""
    names = list(islice(place_names(str(seed)), 12_000))

    assert len(names) == len(set(names))


def test_the_lists_know_every_theme_and_task() -> None:
    """The words here are values of the lists, and themes with none under them."""
    lists = (ROOT / "ontology" / "lists.ttl").read_text(encoding="utf-8")

    for kind, phrases in (("theme", THEMES), ("task-type", TASKS)):
        for phrase in phrases:
            assert f"\n{kind}:{phrase.slug}\n" in lists
            assert f"skos:broader theme:{phrase.slug} " not in lists


# -- the same every time -------------------------------------------------------------------


def test_the_same_seed_gives_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    """Neither time nor the hashing of strings nor the file's name leaves a trace."""
    for name, hashing in (("a", "1"), ("b", "2")):
        words = ("generate", "--regions", "2", "--seed", "7", "-o", tmp_path / f"{name}.nq.gz")
        assert process(*words, PYTHONHASHSEED=hashing).code == 0

    assert (tmp_path / "a.nq.gz").read_bytes() == (tmp_path / "b.nq.gz").read_bytes()
    assert (tmp_path / "a.planted.csv").read_bytes() == (tmp_path / "b.planted.csv").read_bytes()


def test_another_seed_gives_another_country() -> None:
    """Chance comes from the seed."""
    assert list(generate(1, 1)) != list(generate(1, 2))


def test_a_county_does_not_change_when_more_follow() -> None:
    """A small graph is the beginning of a large one."""
    few: list[Quad | Planted] = list(generate(1, 3))

    assert list(islice(generate(3, 3), len(few))) == few


# -- the command ---------------------------------------------------------------------------


def test_the_command_tells_what_it_wrote(tmp_path: Path) -> None:
    """The file, its size, and the day that the side file holds for."""
    told = cli("generate", "--regions", "1", "--lang", "en", "-o", tmp_path / "land.nq.gz")

    assert told.code == 0
    assert told.out == ""
    assert str(AS_OF) in told.err
    assert (tmp_path / "land.planted.csv").is_file()


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("--regions", "-1", "-o", "land.nq"), 2, "Ange 0 eller mer"),
        (("--regions", "många", "-o", "land.nq"), 2, "många"),
        (("-o", "land.csv"), 2, ".nq.gz, .nq, .trig"),
        (("-o", ".nq"), 2, ".nq.gz, .nq, .trig"),
        (("--regions", "1", "-o", "saknas/land.nq"), 3, "mappen finns inte"),
        ((), 2, "--output"),
    ],
)
def test_a_wrong_request_is_told_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], code: int, message: str
) -> None:
    """What is wrong, and the mend; no half file."""
    monkeypatch.chdir(tmp_path)

    told = cli("generate", *words)

    assert told.code == code
    assert message in told.err
    assert list(tmp_path.iterdir()) == []


def test_a_broken_run_leaves_the_old_file(tmp_path: Path) -> None:
    """What stood there stays until all is written."""
    path = tmp_path / "land.nq"
    path.write_text("gammalt")

    def broken() -> "list[Quad]":
        raise UsageError("stopp")

    with pytest.raises(UsageError):
        write((item for make in (broken,) for item in make()), path)

    assert path.read_text() == "gammalt"
    assert no_strays(tmp_path)


def test_iris_are_marked_as_made_up() -> None:
    """Nothing made up can be taken for something real, or clash with it."""
    base = "https://w3id.org/kompsam/id/"
    subjects = {str(i[0]) for i in generate(2, 1) if not isinstance(i, Planted)}
    things = {iri.removeprefix(base).partition("/")[2] for iri in subjects if iri.startswith(base)}

    marks = ("prov", "p001", "p002", "uppdrag", "generated")
    assert {name for name in things if not name.startswith(marks)} == set()
    assert all(isinstance(Iri(subject), str) for subject in subjects)


def test_a_country_must_have_a_county() -> None:
    """Without the counties of planted gaps there would be nothing in it."""
    with pytest.raises(UsageError):
        generate(0, 1)


def test_a_sound_country_passes_the_checks_and_can_be_read_compressed(tmp_path: Path) -> None:
    """What is planted is lacking in the sources, and no fault of the data."""
    write(generate(0, 1, proof=True), tmp_path / "land.nq.gz")
    store = open_store(PROJECT, [tmp_path / "land.nq.gz"])

    assert violations(store) == []
    assert sum(1 for _ in store.statements()) > 10_000


def test_the_command_plants_every_kind(tmp_path: Path) -> None:
    """What holds and three near misses or more of each, whatever the number of counties."""
    cli("generate", "--regions", "0", "-o", tmp_path / "land.nq.gz")
    with (tmp_path / "land.planted.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    kinds = [f"GAP-{n:02}" for n in range(1, 17)] + [f"OVL-{n:02}" for n in range(1, 9)]
    assert {row["kind"] for row in rows} == set(kinds)
    for kind in kinds:
        assert of_kind(rows, kind), kind
        assert len(of_kind(rows, kind, "no")) >= 3, kind


def test_a_cut_off_compressed_file_is_told(tmp_path: Path) -> None:
    """What is wrong and where; no half graph."""
    write(generate(1, 1), tmp_path / "land.nq.gz")
    whole = (tmp_path / "land.nq.gz").read_bytes()
    (tmp_path / "land.nq.gz").write_bytes(whole[: len(whole) // 2])

    with pytest.raises(InputError, match="trasig"):
        open_store(PROJECT, [tmp_path / "land.nq.gz"])


# -- large ---------------------------------------------------------------------------------


@pytest.mark.prove
def test_a_hundred_thousand_statements_tell_the_truth() -> None:
    """At the size of half a country every level and status is still the planted one."""
    store, rows = made(11, 1)

    found, planted = levels(store), planted_levels(rows)
    assert sum(1 for _ in store.statements()) > 100_000
    assert {element: found[element] for element in planted} == planted
    assert statuses(store) == planted_statuses(rows)
    assert violations(store) == []


@pytest.mark.prove
def test_memory_does_not_grow_with_the_country(tmp_path: Path) -> None:
    """Ten times as many counties need no more than the largest county does."""
    peaks = []
    for regions in (4, 40):
        tracemalloc.start()
        write(generate(regions, 1), tmp_path / f"land-{regions}.nq.gz")
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()

    assert peaks[1] < 3 * peaks[0]
