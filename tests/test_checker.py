"""The checks kept up to date find after every edit what a full check of the new state finds."""

import datetime
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgraph import KnowledgeGraph
from kgraph.checks import CheckReport, check, validate
from kgraph.checks.checker import Checker
from kgraph.checks.engines import Result, text_of
from kgraph.checks.groups import Groups
from kgraph.checks.reached import aims
from kgraph.errors import InputError, UsageError
from kgraph.project import find_project
from kgraph.store import Store, View
from kgraph.store.changing import changed_store
from kgraph.store.convert import read_turtle, term
from kgraph.store.memory import MemoryStore
from kgraph.store.reach import Changes, Looks
from kgraph.terms import (
    DCT,
    GRAPH,
    ID,
    KS,
    LANG_STRING,
    RDF,
    RDFS,
    SKOS,
    VOCAB,
    XSD,
    Blank,
    Iri,
    Literal,
    Quad,
    Term,
)
from tests.helpers import ROOT, project
from tests.test_checks import FAULTY, SHAPES_TEXT, SMALL
from tests.test_sieve import AIMS, ASKING, HEAD, facts, kinds, nt, plain, property_shape

AS_OF = datetime.date(2026, 6, 30)
ODD: list[Term] = [
    *(Literal("x"), Literal("å" * 301), Literal("hej", LANG_STRING, "sv"), Iri("urn:x")),
    *(Literal("2020-13-45", XSD("date")), Literal("1999-01-01", XSD("date"))),
    *(Literal("-5", XSD("decimal")), Literal("maybe", XSD("boolean"))),
]


class Both:
    """A project whose checks are kept up to date, and run in full for comparison."""

    def __init__(self, store: MemoryStore) -> None:
        """Begin with what the project states."""
        self.first, self.stated = store, set(store.statements())
        self.now = set(self.stated)
        self.checker = Checker(store, SHAPES_TEXT, as_of=AS_OF)

    def edit(self, added: Iterable[Quad], removed: Iterable[Quad] = ()) -> CheckReport:
        """Edit; the report that is kept."""
        gone, new = set(removed), set(added)
        report = self.checker.edit(new, gone)
        self.now = (self.now - gone) | new
        return report

    def state(self) -> Store:
        """What is stated now, in a store of its own."""
        state = changed_store(self.first, self.stated - self.now, self.now - self.stated)
        assert state is not None
        return state

    def full(self, engine: str = "fast") -> CheckReport:
        """The report of a full check of what is stated now."""
        return check(self.state(), SHAPES_TEXT, as_of=AS_OF, engine=engine)  # type: ignore[arg-type]

    def views(self) -> tuple[bytes, bytes]:
        """The view that is kept, and the view laid anew."""
        view = self.checker.view
        return self.checker.store.ntriples(view), self.state().ntriples(view)

    def back(self) -> None:
        """Take everything back."""
        self.edit(self.stated - self.now, self.now - self.stated)


@cache
def small() -> Both:
    """Two sources and a register of the shipped data."""
    made = find_project(ROOT)
    return Both(MemoryStore(made, [p for p in made.data_files if p.name.startswith(SMALL)]))


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Both:
    """A project of a few statements, some of them faulty."""
    made = project(tmp_path_factory.mktemp("faulty"), {"sources/fel.trig": FAULTY})
    return Both(MemoryStore(made))


@pytest.fixture
def tiny(faulty: Both) -> Iterator[Both]:
    """The same, as it began."""
    yield faulty
    faulty.back()


class Edits:
    """Random edits: things dropped, doubled, named otherwise, moved, made odd, put back."""

    def __init__(self, both: Both, chance: random.Random) -> None:
        """Take what the project states as it began."""
        self.both, self.chance = both, chance
        self.quads = sorted(both.stated, key=str)
        self.things = sorted({quad[0] for quad in self.quads})
        self.of: dict[str, list[Quad]] = {}
        self.odd: list[Term] = [*ODD, *self.things[:5]]
        for quad in self.quads:
            self.of.setdefault(quad[1], []).append(quad)

    def one(self) -> tuple[set[Quad], set[Quad]]:
        """The statements that come and those that go."""
        parts = [self._part() for _ in range(self.chance.randint(1, 5))]
        return {q for new, _ in parts for q in new}, {q for _, gone in parts for q in gone}

    def _part(self) -> tuple[Sequence[Quad], Sequence[Quad]]:
        pick, now = self.chance.choice, self.both.now
        quad = pick(self.of[pick(sorted(self.of))])
        s, p, o, g = quad
        other = pick(self.quads)
        kind = self.chance.choices(range(9), (7, 3, 3, 2, 1, 2, 1, 1, 1))[0]
        new: dict[int, Sequence[Quad]] = {
            1: [(pick(self.things), p, o, g)],
            2: [(s, p, pick(self.of[p])[2], g)],
            3: [(s, p, pick(self.odd), g)],
            4: [(s, p, pick(self.things), g)],
            5: [(s, p, o, other[3])],
            8: self.chance.sample(self.quads, 20),
        }
        gone: dict[int, Callable[[], Sequence[Quad]]] = {
            0: lambda: [quad],
            6: lambda: [q for q in now if q[0] == s],
            7: lambda: [q for q in now if q[3] == g],
        }
        return new.get(kind, ()), gone[kind]() if kind in gone else ()


def held(both: Both, seed: int, times: int, each: bool) -> None:
    """Edit at random, and hold the report against a full one."""
    edits = Edits(both, random.Random(seed))
    for number in range(times):
        report = both.edit(*edits.one())
        if each or number == times - 1:
            assert report == both.full()
    kept, laid = both.views()
    assert kept == laid
    both.back()


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10**6))
def test_after_random_edits_the_report_is_that_of_a_full_check(seed: int) -> None:
    """Statements of every property, whole things, whole passages, odd values, and back again."""
    held(small(), seed, 6, each=False)


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(3))
def test_after_each_of_many_random_edits_the_report_is_that_of_a_full_check(seed: int) -> None:
    """The same, compared after each of them."""
    held(small(), 1000 + seed, 12, each=True)


def test_edits_taken_back_leave_the_first_report() -> None:
    """Nothing of them stays."""
    both = small()
    before = both.checker.report
    edits = Edits(both, random.Random(7))
    for _ in range(8):
        both.edit(*edits.one())

    both.back()

    assert both.checker.report == before


@pytest.mark.prove
def test_the_engine_of_record_finds_the_same_after_edits(tiny: Both) -> None:
    """Against the reference, which is slow."""
    edits = Edits(tiny, random.Random(3))
    for _ in range(5):
        report = tiny.edit(*edits.one())

    assert Counter(p.result for p in report.problems) == Counter(
        p.result for p in tiny.full("record").problems
    )


# -- edits of each kind ----------------------------------------------------------------------

PASSAGE = GRAPH("liten-plan-2026-01-01/1-1")
META = GRAPH("liten-plan-2026-01-01/meta")
GOAL = ID("element/mal")


def text(words: str) -> Literal:
    """Swedish words."""
    return Literal(words, LANG_STRING, "sv")


@pytest.mark.parametrize(
    "quads",
    [
        [(GOAL, SKOS("prefLabel"), text("Ett mål till"), PASSAGE)],
        [(GOAL, RDF("type"), KS("Measure"), PASSAGE)],
        [(ID("element/nytt"), RDF("type"), KS("Goal"), PASSAGE)],
        [(ID("element/nytt"), RDF("type"), KS("Goal"), GRAPH("liten-plan-2026-01-01/9-9"))],
        [(PASSAGE, KS("reviewStatus"), Iri("https://w3id.org/kompsam/vocab/review-status/rejected"),
          META)],
        [(ID("source/liten-plan-2026-01-01"), DCT("title"), text("Ny titel"), GRAPH("sources"))],
        [(ID("source/liten-plan-2026-01-01"), DCT("alternative"), text("A"), GRAPH("sources"))],
        [(ID("actor/a"), SKOS("prefLabel"), text("A kallas den"), PASSAGE)],
        [(ID("assignment/pengar"), KS("validThrough"), Literal("2030-01-01", XSD("date")),
          PASSAGE)],
        [(ID("assignment/pengar"), KS("assertionMode"),
          Iri("https://w3id.org/kompsam/vocab/mode/planned"), PASSAGE)],
        [(ID("other/reference-date"), KS("asOf"), Literal("2000-01-01", XSD("date")), PASSAGE)],
        [(ID("finding/x"), KS("replyBy"), Literal("01", XSD("integer")), PASSAGE)],
        [(ID("element/x"), RDFS("subClassOf"), KS("Goal"), PASSAGE)],
    ],
    ids=["label", "class", "thing", "bare passage", "rejected", "title", "short", "body", "period",
         "mode", "day of the view", "number", "class below"],
)  # fmt: skip
def test_an_edit_there_and_back_gives_the_reports_of_full_checks(
    tiny: Both, quads: list[Quad]
) -> None:
    """The words of problems that stay too: labels, places, files and lines."""
    before = tiny.checker.report

    assert tiny.edit(quads) == tiny.full()
    assert tiny.edit((), quads) == before


def test_a_rule_sees_only_what_earlier_rules_gave(tiny: Both) -> None:
    """Who answers for a project answers for what it carries out, but not for what that does."""
    plan, body = ID("strategy/fel"), ID("assignment/for-ett")
    one, two, three = (ID(f"project/{name}") for name in ("ett", "tva", "tre"))
    carried: list[Quad] = [
        *((each, RDF("type"), KS("Project"), PASSAGE) for each in (one, two, three)),
        *((each, KS("partOfStrategy"), plan, PASSAGE) for each in (two, three)),
        (two, KS("implements"), three, PASSAGE),
        (one, KS("implements"), two, PASSAGE),
    ]
    answering: list[Quad] = [
        (body, RDF("type"), KS("Responsibility"), PASSAGE),
        (body, KS("bearer"), ID("actor/a"), PASSAGE),
        (body, KS("role"), VOCAB("role/ansvarig"), PASSAGE),
        (body, KS("assertionMode"), VOCAB("mode/actual"), PASSAGE),
        (body, KS("target"), one, PASSAGE),
    ]
    other = [(three, KS("partOfStrategy"), ID("strategy/annan"), PASSAGE)]
    for added, removed in ((carried, ()), (answering, ()), (other, carried[-1:]), (carried, ())):
        tiny.edit(added, removed)
        kept, laid = tiny.views()
        assert kept == laid
    assert b"actor/a> <https://w3id.org/kompsam/def#responsibleFor> <%s>" % two.encode() in kept
    assert (
        b"actor/a> <https://w3id.org/kompsam/def#responsibleFor> <%s>" % three.encode() not in kept
    )


def test_a_statement_given_twice_goes_when_the_last_goes(tiny: Both) -> None:
    """By two passages; the first to go changes nothing."""
    label = (ID("element/bade"), KS("inferred"), Literal("true", XSD("boolean")))
    tiny.edit([(*label, PASSAGE), (*label, GRAPH("liten-plan-2026-01-01/2-3"))])

    assert tiny.edit((), [(*label, PASSAGE)]) == tiny.full()
    assert tiny.edit((), [(*label, GRAPH("liten-plan-2026-01-01/2-3"))]) == tiny.full()


@pytest.mark.parametrize(
    "quad",
    [
        (GOAL, KS("okand"), text("x"), PASSAGE),
        (GOAL, KS("responsibleFor"), GOAL, PASSAGE),
        (GOAL, KS("summary"), text("x"), GRAPH("vocab")),
        (GOAL, KS("partOfStrategy"), Blank("b"), PASSAGE),
        (GOAL, KS("summary"), Literal("x", XSD("datum")), PASSAGE),
    ],
    ids=["unknown term", "derived", "graph of the ontology", "nameless", "datatype"],
)
def test_what_no_file_may_state_is_refused_and_changes_nothing(tiny: Both, quad: Quad) -> None:
    """Not the statements that came with it either."""
    before = tiny.checker.report

    with pytest.raises(InputError):
        tiny.checker.edit([(GOAL, RDF("type"), KS("Measure"), PASSAGE), quad])

    assert tiny.checker.report == before
    assert tiny.edit(()) == tiny.full()


def test_an_edit_that_fails_midway_changes_nothing(
    tiny: Both, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The graph and the report are those of before."""
    before = tiny.checker.report
    quad = (GOAL, RDF("type"), KS("Measure"), PASSAGE)
    with monkeypatch.context() as broken:
        broken.setattr("kgraph.checks.groups.validate_marked", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            tiny.checker.edit([quad])

    assert tiny.checker.report == before
    assert tiny.edit([quad]) == tiny.full()


def test_only_files_in_memory_and_views_of_everything_are_kept(tiny: Both) -> None:
    """Statements that a view leaves out would have to be put back."""
    with pytest.raises(UsageError):
        Checker(tiny.first, SHAPES_TEXT, view=View("reviewed", AS_OF))
    with pytest.raises(UsageError):
        Checker(tiny.checker._store, SHAPES_TEXT)


def test_the_store_it_was_made_from_stays_as_it_is(tiny: Both) -> None:
    """A copy is edited, unless the store is handed over."""
    tiny.edit((), tiny.stated)
    assert set(tiny.first.statements()) == tiny.stated

    own = Checker(tiny.first, SHAPES_TEXT, as_of=AS_OF, take_over=True)
    assert own.edit((), tiny.stated) == tiny.full()


def test_a_graph_opened_in_python_hands_out_its_checker(tiny: Both) -> None:
    """With the report that its own check gives, and in its language."""
    graph = KnowledgeGraph(tiny.first.project, tiny.first, "en")
    checker = graph.checker(as_of="2026-06-30")

    assert checker.report == graph.check(as_of="2026-06-30")
    assert checker.report.lang == "en"


# -- shapes of any kind ----------------------------------------------------------------------


def test_every_shipped_check_can_be_walked() -> None:
    """None has to look at everything after each edit, and each is told apart from the others."""
    found = aims(read_turtle(SHAPES_TEXT.encode()))

    assert [aim.shape for aim in found if aim.walk is None] == []
    assert all(len(group) == 1 for group in Groups(SHAPES_TEXT)._groups)


def results(data: bytes, shapes: str) -> Counter[tuple[int, Result]]:
    """What a full check finds, with the group that each result is of."""
    groups = Groups(shapes)
    apart = groups.apart(validate(data, groups.text, "fast"))
    return Counter((group, each) for group, found in apart.items() for each in found)


def after(old: bytes, new: bytes, shapes: str) -> None:
    """Hold what is kept of an old state's results and found anew against a full check."""
    groups, store = Groups(shapes), ox.Store()
    store.load(new, ox.RdfFormat.N_TRIPLES)
    before = ox.Store()
    before.load(old, ox.RdfFormat.N_TRIPLES)
    changes = Changes()
    for quad in set(before) ^ set(store):
        changes.add(quad, named=False)
    below = list(store.quads_for_pattern(None, ox.NamedNode(RDFS("subClassOf")), None, None))
    groups.know([(quad.subject, quad.object) for quad in below])
    looks = Looks(store, below)
    touched = groups.touched(changes, looks)
    again = [*groups.validated(touched, looks)]
    if touched.whole:
        again += validate(new, groups.text_of(touched.whole), "fast")
    kept = Counter({
        (group, each): count
        for (group, each), count in results(old, shapes).items()
        if group not in touched.whole and each.focus not in touched.foci.get(group, ())
    })  # fmt: skip
    apart = groups.apart(again)
    found = Counter((group, each) for group, mine in apart.items() for each in mine)
    assert kept + found == results(new, shapes)


Fact = tuple[str, str, str]
Move = tuple[list[int], list[Fact]]
states = st.lists(st.one_of(facts, kinds), min_size=1, max_size=20)
moves = st.tuples(
    st.lists(st.integers(0, 19), max_size=3), st.lists(st.one_of(facts, kinds), max_size=3)
)


def moved(data: Sequence[Fact], move: Move) -> tuple[bytes, bytes]:
    """A graph before and after an edit."""
    kept = [fact for i, fact in enumerate(data) if i not in move[0]]
    old, new = (
        nt("x:D rdfs:subClassOf x:C .\n" + "".join(f"{s} {p} {o} .\n" for s, p, o in part))
        for part in (data, [*kept, *move[1]])
    )
    return old, new


@settings(max_examples=80, deadline=None)
@given(
    data=states,
    move=moves,
    aim=st.sampled_from(AIMS),
    outer=st.one_of(plain(), property_shape().map(lambda p: f"sh:property [ {p} ]")),
    inner=property_shape().filter(lambda p: "Inner" not in p),
    other=plain().filter(lambda p: "Inner" not in p),
)
def test_any_shape_over_any_graph_finds_the_same_after_an_edit(
    data: list[Fact],
    move: Move,
    aim: str,
    outer: str,
    inner: str,
    other: str,
) -> None:
    """Paths, classes, lists, shapes within shapes, shared parts, and parts without a name."""
    shapes = f"""{HEAD}
        x:S a sh:NodeShape ; {aim} ; {outer} .
        x:T a sh:NodeShape ; sh:targetSubjectsOf x:q ; sh:property x:Inner .
        x:Inner a sh:PropertyShape ; {inner} .
        x:Plain a sh:NodeShape ; sh:class x:C .
        x:Other a sh:NodeShape ; {other} ."""

    after(*moved(data, move), shapes)


QUESTIONS = [
    *sorted(ASKING),
    "$this x:p/x:q* ?v . FILTER(?v != $this)",
    "{ $this x:p ?v } UNION { ?v x:q $this }",
    "$this x:p ?v . OPTIONAL { ?v x:q ?w } FILTER(!BOUND(?w))",
    "$this x:p ?v . FILTER(EXISTS { ?w x:q ?v . FILTER NOT EXISTS { ?w x:p $this } })",
    "$this a ?kind . FILTER NOT EXISTS { ?other x:q x:a }",
    "$this x:p ?v . ?w x:q ?u",
]


@settings(max_examples=60, deadline=None)
@given(data=states, move=moves, aim=st.sampled_from(AIMS), body=st.sampled_from(QUESTIONS))
def test_any_question_over_any_graph_finds_the_same_after_an_edit(
    data: list[Fact],
    move: Move,
    aim: str,
    body: str,
) -> None:
    """Those that lead from the thing, and those that something else joins nowhere."""
    shapes = f"""{HEAD} x:S a sh:NodeShape ; {aim} ; sh:sparql x:Q .
        x:Q sh:prefixes x: ; sh:select "SELECT DISTINCT $this WHERE {{ {body} }}" .
        x: sh:declare x:declared .
        x:declared sh:prefix "x" ; sh:namespace "http://e/"^^xsd:anyURI ."""

    after(*moved(data, move), shapes)


@pytest.mark.parametrize(
    "shape",
    [
        "x:S sh:targetClass x:C ; sh:closed true .",
        "x:S sh:targetClass x:C ; sh:property [ sh:path x:p ; sh:property [ sh:path x:q ; "
        "sh:minCount 1 ] ] .",
        'x:S sh:targetClass x:C ; sh:sparql [ sh:select "SELECT $this { $this $PATH ?v }" ] .',
        "x:C a rdfs:Class , sh:NodeShape ; sh:targetClass x:D ; sh:nodeKind sh:Literal .",
        "x:S sh:targetClass x:C ; sh:property [ sh:path x:p ; sh:node x:S ] .",
    ],
    ids=["closed", "property of a property", "path of the shape", "class", "itself"],
)
def test_a_check_that_cannot_be_walked_looks_at_everything(shape: str) -> None:
    """Rather than be wrong."""
    groups = Groups(HEAD + shape)

    assert [aim.walk for group in groups._groups for aim in group] == [None]
    assert groups.touched(changed(), Looks(ox.Store())).whole == {0}


def changed() -> Changes:
    """A change of one statement."""
    made, node = Changes(), ox.NamedNode("http://e/a")
    made.add(ox.Quad(node, node, node), named=False)
    return made


def test_focus_nodes_are_named_as_results_name_them() -> None:
    """Texts with language tags in lower case."""
    assert text_of(term(ox.Literal("a", language="SV"))) == '"a"@sv'
