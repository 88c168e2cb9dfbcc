"""What the sieve leaves to an engine gives the results of the whole: nothing lost, nothing new."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.checks import check, sieve, sifting, validate
from kgraph.checks.columns import Columns, distinct, without
from kgraph.checks.conditions import Condition, conditions
from kgraph.checks.sifting import in_groups, only_with, sifted
from kgraph.store import View, open_store
from kgraph.terms import PREFIXES
from tests.helpers import project
from tests.test_checks import FAULTY, SHAPES_TEXT, all_cases, mutated

HEAD = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix x: <http://e/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""


class Asked:
    """A merged graph that answers questions, as a store's view does."""

    def __init__(self, data: bytes) -> None:
        """Take the triples."""
        self.graph = ox.Store()
        self.graph.bulk_load(data, ox.RdfFormat.N_TRIPLES)
        self.questions = 0

    def texts(self, text: str, view: object) -> tuple[list[str], list[list[str]]]:
        """The answer as texts."""
        self.questions += 1
        answer = self.graph.query(text, prefixes=PREFIXES)
        return [], [[getattr(value, "value", "") for value in row] for row in answer]  # type: ignore[union-attr]


def held(data: bytes, shapes: str) -> tuple[str, bytes, int]:
    """Hold the results after the sieve against those of the whole."""
    store = Asked(data)
    near, left = sifted(shapes, data, store, View())  # type: ignore[arg-type]
    assert validate(left, near, "fast") == validate(data, shapes, "fast")
    return near, left, store.questions


def nt(turtle: str) -> bytes:
    """Turtle as the engine writes N-Triples."""
    return (
        ox.serialize(ox.parse(HEAD + turtle, ox.RdfFormat.TURTLE), format=ox.RdfFormat.N_TRIPLES)
        or b""
    )


@pytest.mark.parametrize("few", [0, pytest.param(20, marks=pytest.mark.prove)])
def test_a_violation_of_every_shape_is_found_behind_the_sieve(
    few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether questions are asked of all things at once or left to the engine."""
    monkeypatch.setattr(sieve, "_FEW", few)
    monkeypatch.setattr(sieve, "_SHARE", few / 40)
    near, left, questions = held(all_cases(), SHAPES_TEXT)

    # A thing without a name keeps its shapes whole.
    assert near.count("sh:targetClass") < SHAPES_TEXT.count("sh:targetClass") / 4
    assert len(left) < len(all_cases())
    assert questions > 25 or few


def test_shapes_in_groups_find_what_they_find_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each group with its own data alone; one group where all of it is little."""
    names = "abcdef"
    shapes = HEAD + "".join(
        f"x:S{n} a sh:NodeShape ; sh:targetClass x:T ; sh:property x:P{n} .\n"
        f"x:P{n} sh:path x:{n} ; sh:maxCount 1 ; sh:node x:N{n} .\n"
        f"x:N{n} sh:property [ sh:path [ sh:inversePath x:{n} ] ; sh:maxCount 2 ] .\n"
        for n in names
    )
    things = ("".join(f" ; x:{n} x:v{i % 7} , x:w" for n in names) for i in range(9))
    data = nt("".join(f"x:t{i} a x:T{said} .\n" for i, said in enumerate(things)))
    assert list(in_groups(shapes, data)) == [(shapes, data)]
    monkeypatch.setattr(sifting, "_AT_ONCE", len(data) // 2)

    groups = list(in_groups(shapes, data))

    assert len(groups) > 2 and all(0 < len(part) <= len(data) // 2 for _, part in groups)
    found = sorted(r for near, part in groups for r in validate(part, near, "fast"))
    assert len(found) > 100 and tuple(found) == validate(data, shapes, "fast")


@pytest.mark.parametrize("seed", [100])
def test_random_faults_are_found_behind_the_sieve(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wrong kinds, wrong datatypes, statements dropped or changed."""
    monkeypatch.setattr(sieve, "_FEW", 0)
    held(mutated(seed), SHAPES_TEXT)


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(101, 107))
def test_many_random_faults_are_found_behind_the_sieve(seed: int) -> None:
    """The same for more of them."""
    held(mutated(seed), SHAPES_TEXT)


def test_a_large_project_is_checked_through_the_sieve_with_one_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the command checks it, place and message included."""
    store = open_store(project(tmp_path, {"sources/fel.trig": FAULTY}))
    whole = check(store, SHAPES_TEXT)
    monkeypatch.setattr("kgraph.checks.report.LARGE", 0)

    assert check(store, SHAPES_TEXT).problems == whole.problems
    assert whole.problems


# -- any shape and any graph -----------------------------------------------------------------

THINGS = [f"x:{name}" for name in "abcde"]
VALUES = [
    *THINGS,
    *('"1"', '"12"@sv', '"13"@en', '"1"^^xsd:integer', '"05"^^xsd:integer', '"-3.5"^^xsd:decimal'),
    *('"2020-01-31"^^xsd:date', '"2021-01-01"^^xsd:date', '"2020"^^xsd:gYear', '"x"^^xsd:date'),
    *('"true"^^xsd:boolean', '"a\\nb"', '"å\\"b"@sv-SE', '"HEJ"@SV'),
]
WAYS = [
    *("x:p", "x:q", "[ sh:inversePath x:p ]", "( x:p x:q )", "[ sh:alternativePath ( x:p x:q ) ]"),
    *("[ sh:oneOrMorePath x:p ]", "[ sh:zeroOrOnePath x:p ]", "( [ sh:inversePath x:q ] x:p )"),
    "[ sh:oneOrMorePath [ sh:alternativePath ( x:p [ sh:inversePath x:q ] ) ] ]",
]
ONE = [
    *("sh:class x:C", "sh:class x:D", "sh:nodeKind sh:IRI", "sh:nodeKind sh:Literal"),
    *("sh:datatype xsd:integer", "sh:datatype xsd:date", "sh:datatype rdf:langString"),
    *("sh:datatype xsd:string", "sh:minLength 2", "sh:maxLength 3", 'sh:pattern "^1"'),
    *('sh:pattern "b$"', 'sh:pattern "\\\\d"', 'sh:pattern "hej" ; sh:flags "i"'),
    *('sh:languageIn ( "sv" )', 'sh:in ( x:a x:b "1" )', "sh:hasValue x:a", "sh:minExclusive 0.0"),
    *("sh:maxInclusive 4", "sh:property x:Inner", "sh:node x:Inner", "sh:not x:Inner"),
    *("sh:or ( x:Inner x:Other )", "sh:and ( x:Inner x:Other )", "sh:xone ( x:Inner x:Other )"),
]
TOGETHER = [
    *("sh:minCount 1", "sh:minCount 2", "sh:maxCount 1", "sh:maxCount 0", "sh:uniqueLang true"),
    *("sh:lessThanOrEquals x:q", "sh:lessThan x:q", "sh:equals x:q", "sh:disjoint x:q"),
    "sh:qualifiedValueShape x:Plain ; sh:qualifiedMinCount 1",
    "sh:qualifiedValueShape x:Plain ; sh:qualifiedMaxCount 0",
]
AIMS = [
    *("sh:targetClass x:C", "sh:targetSubjectsOf x:p", "sh:targetObjectsOf x:q"),
    *("sh:targetNode x:a", "sh:targetClass x:C ; sh:targetSubjectsOf x:q", "sh:targetClass x:D"),
]

facts = st.tuples(st.sampled_from(THINGS), st.sampled_from(["x:p", "x:q"]), st.sampled_from(VALUES))
kinds = st.tuples(st.sampled_from(THINGS), st.just("a"), st.sampled_from(["x:C", "x:D"]))


@st.composite
def plain(draw: st.DrawFn) -> str:
    """What a shape asks of each thing."""
    return " ; ".join(draw(st.lists(st.sampled_from(ONE), min_size=1, max_size=2, unique=True)))


@st.composite
def property_shape(draw: st.DrawFn) -> str:
    """What a shape asks of the values of a path."""
    path = draw(st.sampled_from(WAYS))
    asked = draw(st.lists(st.sampled_from([*ONE, *TOGETHER]), min_size=1, max_size=3, unique=True))
    # Two of one kind would be one shape with two values, which some must not have.
    return f"sh:path {path} ; {' ; '.join({a.split()[0]: a for a in asked}.values())}"


@settings(max_examples=60, deadline=None)
@given(
    data=st.lists(st.one_of(facts, kinds), min_size=1, max_size=25),
    aim=st.sampled_from(AIMS),
    outer=st.one_of(plain(), property_shape().map(lambda p: f"sh:property [ {p} ]")),
    inner=property_shape().filter(lambda p: "Inner" not in p),
    other=plain().filter(lambda p: "Inner" not in p),
)
def test_any_shape_over_any_graph_finds_the_same_behind_the_sieve(
    data: Iterable[tuple[str, str, str]], aim: str, outer: str, inner: str, other: str
) -> None:
    """Constraints that the sieve knows and those it leaves, within each other."""
    graph = nt("x:D rdfs:subClassOf x:C .\n" + "".join(f"{s} {p} {o} .\n" for s, p, o in data))
    shapes = f"""{HEAD}
        x:S a sh:NodeShape ; {aim} ; {outer} .
        x:Inner a sh:PropertyShape ; {inner} .
        x:Plain a sh:NodeShape ; sh:class x:C .
        x:Other a sh:NodeShape ; {other} ."""

    held(graph, shapes)


# -- what is left alone ----------------------------------------------------------------------


def test_sound_things_are_sifted_out() -> None:
    """Nothing is left of a graph in which nothing is wrong."""
    shapes = (
        HEAD
        + "x:S a sh:NodeShape ; sh:targetClass x:C ; sh:property [ sh:path x:p ; sh:minCount 1 ] ."
    )

    near, left, _ = held(nt('x:a a x:C ; x:p "1" ; x:q "2" .'), shapes)

    assert "targetNode" not in near
    assert b"http://e/p" not in left


@pytest.mark.parametrize(("value", "wrong"), [("x:v", 0), ("x:w", 1)])
def test_a_few_things_are_asked_about_by_name(value: str, wrong: int) -> None:
    """Only those that a question finds are left, and without them what it reads is not needed."""
    question = "SELECT $this { $this <http://e/p> ?v FILTER(?v != <http://e/v>) }"
    constraint = f'sh:sparql [ sh:select "{question}" ]'
    shapes = f"{HEAD} x:S a sh:NodeShape ; sh:targetClass x:C ; {constraint} ."

    near, left, questions = held(nt(f"x:a a x:C ; x:p {value} . x:b a x:C ."), shapes)

    assert questions == 1
    assert near.count("targetNode") == wrong
    assert (b"http://e/p" in left) == bool(wrong)


def test_shapes_that_choose_their_things_otherwise_are_left_alone() -> None:
    """A class that is a shape itself, a closed shape, a thing without a name."""
    data = nt('x:a a x:C . [] a x:C ; x:q "1" .')
    implicit = (
        HEAD + "x:C a sh:NodeShape , rdfs:Class ; sh:property [ sh:path x:p ; sh:minCount 1 ] ."
    )
    closed = HEAD + "x:S a sh:NodeShape ; sh:targetClass x:C ; sh:closed true ."
    nameless = HEAD + "x:S a sh:NodeShape ; sh:targetClass x:C ; sh:nodeKind sh:IRI ."

    assert held(data, implicit)[:2] == (implicit, data)
    assert held(data, closed)[:2] == (closed, data)
    asleep = (
        HEAD
        + """x:S a sh:NodeShape ; sh:targetClass x:C ; sh:not x:P .
        x:P a sh:NodeShape ; sh:deactivated true ; sh:nodeKind sh:Literal ."""
    )
    assert b"http://e/q" not in held(data, asleep)[1]
    assert "targetClass" in held(data, nameless)[0]


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("SELECT $this { $this x:p ?v }", True),
        ("SELECT DISTINCT $this ($this AS ?value) WHERE { $this x:p ?v . }", True),
        ("SELECT $this { { $this x:p ?v } UNION { $this x:q ?v } }", True),
        ("SELECT $this { { $this x:p ?v } UNION { ?v x:q $this } }", False),
        ("SELECT $this { ?v x:q $this }", False),
        ("SELECT $this { $this x:p ?v . MINUS { $this x:q ?v } }", False),
        ("SELECT $this { $this x:p ?v { SELECT ?v { ?v x:q ?w } } }", False),
        ("SELECT $this { $this x:p ?v BIND(?v AS ?w) }", False),
        ("SELECT $this { $this $PATH ?v }", False),
        ("SELECT $this { $this x:p ?v FILTER(EXISTS { $this x:p?/x:q ?v }) }", False),
        ("ASK { $this x:p ?v }", False),
    ],
)
def test_only_questions_that_mean_the_same_are_asked_of_all_things(
    question: str, asked: bool
) -> None:
    """An engine binds $this before it asks; that must make no difference."""
    assert bool(sifting._whole(question, "{ $this x:r ?any_ }")) is asked


P = (False, b"<http://e/p>")
Q = (True, b"<http://e/q>")


@pytest.mark.parametrize(
    ("body", "seen"),
    [
        ("$this x:p ?v .", [Condition((P,))]),
        ("$this x:p/^x:q x:a .", [Condition((P, Q), frozenset({b"<http://e/a>"}))]),
        (
            "$this x:p ?v . FILTER(?v = x:a || ?v = x:b)",
            [Condition((P,)), Condition((P,), frozenset({b"<http://e/a>", b"<http://e/b>"}))],
        ),
        ("$this x:p ?v . FILTER(?v = x:a || ?w = x:b)", [Condition((P,))]),
        ("$this x:p ?v . FILTER(?v = x:a && ?v = x:b)", [Condition((P,))]),
        ("$this x:p ?v . FILTER(!(?v = x:a))", [Condition((P,))]),
        (
            "$this x:p ?v . FILTER(NOT EXISTS { $this x:p/^x:q ?w . })",
            [Condition((P,)), Condition((P, Q), lacks=True)],
        ),
        (
            "$this x:p ?v . FILTER(NOT EXISTS { $this ^x:q ?v . })",
            [Condition((P,)), Condition((P,), beyond=(Q,))],
        ),
        ("$this x:p ?v . FILTER(NOT EXISTS { $this ^x:q ?w . } || ?v = x:a)", [Condition((P,))]),
        ("$this x:p ?v . FILTER(EXISTS { $this ^x:q ?w . })", [Condition((P,))]),
        ("$this x:p ?v . FILTER(NOT EXISTS { $this ^x:q ?w . ?w x:p ?u . })", [Condition((P,))]),
        ("$this x:p ?v . OPTIONAL { $this ^x:q ?w . FILTER(?v = x:a) }", [Condition((P,))]),
        (
            "$this x:p ?v . ?w x:p|x:q ?v . FILTER(!sameTerm(?w, $this))",
            [Condition((P,)), Condition((P,), shared=(P[1], Q[1]))],
        ),
        ("$this x:p ?v . ?w x:p|^x:q ?v . FILTER(!sameTerm(?w, $this))", [Condition((P,))]),
        ("$this x:p ?v . ?w x:p ?v . FILTER(!sameTerm(?u, $this))", [Condition((P,))]),
        ("$this x:p* ?v .", []),
        ("?v x:p $this .", []),
        ("{ $this x:p ?v . } UNION { $this ^x:q ?v . }", []),
        ("$this x:p ?v , ?w .", []),
        ('$this x:p "v" .', []),
    ],
)
def test_conditions_are_read_from_what_is_written_plainly(body: str, seen: list[Condition]) -> None:
    """What is written otherwise says nothing, and then more is left to the engine."""
    question = f"SELECT DISTINCT $this ?v WHERE {{ {body} }}"

    assert conditions(question, {"x": "http://e/"}) == seen


@pytest.mark.parametrize(
    ("question", "every"),
    [
        ("SELECT $this ?v WHERE { $this x:p ?v ; a ?kind . }", False),
        ("SELECT $this WHERE { $this ?p ?v . }", True),
        ("SELECT $this WHERE { $this x:p ?v ; ?q ?w }", True),
        ("SELECT $this WHERE { $this <http://e/p> ?v . ?v ?q 'x' }", True),
        ("SELECT $this WHERE { $this x:p/x:q ?v . FILTER(?v < ?v) }", False),
        ("SELECT $this WHERE { $this y:p ?v . }", True),
        ("SELECT $this WHERE { $this :p ?v . }", True),
        ("SELECT $this WHERE { $this x:p\\-q ?v . }", True),
        ("PREFIX y: <http://f/> SELECT $this WHERE { $this y:p ?v . }", True),
    ],
)
def test_a_question_that_may_read_any_property_keeps_all_of_them(
    question: str, every: bool
) -> None:
    """Else statements that it needs would be gone."""
    assert sifting._reads_all(question, {"x"}) is every


ASKING = {
    "$this x:p ?v . FILTER(?v = x:a || ?v = x:b)",
    "$this x:p ?v . FILTER(NOT EXISTS { $this x:q ?w . })",
    "$this x:p ?v . FILTER(NOT EXISTS { $this ^x:q/x:p ?v . })",
    "$this x:p|x:q ?v . FILTER(NOT EXISTS { $this x:q|^x:q ?w . })",
    "$this x:p ?v . ?w x:p|x:q ?v . FILTER(!sameTerm(?w, $this))",
    "$this x:q/^x:p ?v ; a ?kind . OPTIONAL { ?w x:q $this . } FILTER(!BOUND(?w))",
    "$this x:p true .",
}


@pytest.mark.parametrize("few", [0, 99])
@settings(max_examples=40, deadline=None)
@given(
    data=st.lists(st.one_of(facts, kinds), min_size=1, max_size=25),
    aim=st.sampled_from(AIMS),
    body=st.sampled_from(sorted(ASKING)),
)
def test_any_question_over_any_graph_finds_the_same_behind_the_sieve(
    few: int, data: Iterable[tuple[str, str, str]], aim: str, body: str
) -> None:
    """By its conditions alone, and asked of all things at once."""
    shapes = f"""{HEAD} x:S a sh:NodeShape ; {aim} ; sh:sparql x:Q .
        x:Q sh:prefixes x: ; sh:select "SELECT DISTINCT $this WHERE {{ {body} }}" .
        x: sh:declare x:declared .
        x:declared sh:prefix "x" ; sh:namespace "http://e/"^^xsd:anyURI ."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sieve, "_FEW", few)
        patched.setattr(sieve, "_SHARE", 0)
        held(nt("".join(f"{s} {p} {o} .\n" for s, p, o in data)), shapes)


def test_a_prefix_with_two_meanings_leaves_its_questions_to_the_engine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Two files may declare one name for two namespaces."""
    monkeypatch.setattr(sieve, "_FEW", 0)
    shapes = f"""{HEAD} x:S a sh:NodeShape ; sh:targetClass x:C ; sh:sparql x:Q .
        x:Q sh:prefixes x:one ; sh:select "SELECT $this WHERE {{ $this y:p ?v . }}" .
        x:one sh:declare x:d1 . x:d1 sh:prefix "y" ; sh:namespace "http://e/" .
        x:two sh:declare x:d2 . x:d2 sh:prefix "y" ; sh:namespace "http://f/" ."""

    _, _, questions = held(nt('x:a a x:C ; x:p "1" .'), shapes)

    assert questions == 0


def test_columns_tell_values_both_ways() -> None:
    """Numbers of terms stand for the terms; lines are chosen by property."""
    data = nt('x:a x:p x:b , x:c . x:b x:p x:c . x:a x:q "å\\"\\n"@sv .')
    graph = Columns(data)
    p, a, c = b"<http://e/p>", graph.id(b"<http://e/a>"), graph.id(b"<http://e/c>")

    _, values = graph.pairs(p).of(graph.pairs(p).first[:1])
    _, back = graph.pairs(p).turned.of(graph.instances(b"<http://e/none>"))

    assert c in values.tolist() and a not in values.tolist() and len(back) == 0
    text = next(i for i, term in enumerate(graph.terms) if term.startswith(b'"'))
    assert (graph.text(text), graph.tail(text)) == ('å"\n', b"@sv")
    assert only_with(data, ["http://e/q"]).count(b"\n") == 1


@given(st.lists(st.integers(0, 40), max_size=60), st.lists(st.integers(0, 40), max_size=60))
def test_numbers_are_told_once_and_without_others(one: list[int], other: list[int]) -> None:
    """As NumPy's own sets have it."""
    mine, theirs = np.array(one, np.int64), np.array(other, np.int64)

    assert distinct(mine).tolist() == np.unique(mine).tolist()
    assert without(mine, theirs).tolist() == np.setdiff1d(mine, theirs).tolist()
