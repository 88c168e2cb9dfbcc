"""Steps lead back to every thing whose answer a change may be part of, and to all that it reads."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.project import find_project
from kgraph.store.derive import rules
from kgraph.store.patterns import read_question, read_rule
from kgraph.store.reach import ROOT, Changes, Looks, Node, Reach, Unreadable, Walk

SPACE = "http://e/"
HEAD = f"PREFIX x: <{SPACE}>\n"
THINGS = [ox.NamedNode(SPACE + name) for name in "abcdef"]
WAYS = [ox.NamedNode(SPACE + name) for name in "pqr"]
GRAPHS = [ox.NamedNode(SPACE + name) for name in "gh"]
VALUES = [*THINGS, ox.Literal("1"), ox.Literal("2", language="sv"), ox.Literal(True)]

BODIES = [
    "?t x:p ?v",
    "?v x:p ?t . ?v x:q ?w",
    "?t x:p ?v . ?w x:p ?v . FILTER(?w != ?t)",
    "?t x:p/x:q ?v",
    "?t x:p ?u . ?u x:q* ?v",
    "?t x:p ?u . ?u (x:q|^x:r)+ ?v",
    "?t x:p ?u . ?u ^(x:q/x:r?) ?v",
    "?t x:p ?v . x:a x:q ?w . FILTER(?v = ?w)",
    "?t x:p ?v . ?w x:q x:b . FILTER EXISTS { ?v x:r ?w }",
    "?t x:p ?v . OPTIONAL { ?v x:q ?w } FILTER(!BOUND(?w))",
    "?t x:p ?v . OPTIONAL { ?v x:q ?w . ?w x:r ?z } OPTIONAL { ?t x:r ?w } FILTER(BOUND(?w))",
    "?t x:p ?v . FILTER NOT EXISTS { ?v x:q ?w . FILTER EXISTS { ?w x:r ?t } }",
    "?t x:p ?v . MINUS { ?t x:q ?v }",
    "?t x:p ?v . MINUS { ?v x:q ?w . ?w x:p ?z }",
    "{ ?t x:p ?v } UNION { ?v x:q ?t } ?v x:r ?w",
    "?t x:p ?v { { ?v x:q ?w } UNION { ?w x:r ?t } }",
    "VALUES ?w { x:a x:b } ?t x:p ?v . ?v x:q ?w",
    "?t x:p ?v . { SELECT DISTINCT ?v { ?v x:q ?w . ?w x:r ?z } }",
    "?t x:p ?v . OPTIONAL { SELECT ?t (true AS ?w) { ?t x:q+ ?z } } FILTER(BOUND(?w))",
    "?t x:p ?v . BIND(STR(?v) AS ?w) FILTER(STRLEN(?w) > 1)",
    "?t ?w ?v . ?v x:p ?z",
    "?t !x:p ?v . ?v x:p ?z",
    "?t x:p ?g . GRAPH ?g { ?v x:q ?w }",
    "GRAPH ?g { ?t x:p ?v } ?g x:q ?w",
    "GRAPH ?g { ?t x:p ?w . ?w x:q ?v }",
    "GRAPH x:g { ?t x:p ?v }",
    "?t x:p ?v . FILTER(EXISTS { ?v x:q x:a } || NOT EXISTS { ?t x:r ?w . ?w x:q ?v })",
]
"""Patterns of ?t and ?v, of every kind that is read."""

quads = st.builds(
    ox.Quad,
    st.sampled_from([*THINGS, *GRAPHS]),
    st.sampled_from(WAYS),
    st.sampled_from([*VALUES, *GRAPHS]),
    st.sampled_from(GRAPHS),
)


@cache
def rule(body: str, turned: bool) -> str:
    """A rule with a pattern."""
    return (
        HEAD + f"CONSTRUCT {{ {'?v x:made ?t' if turned else '?t x:made ?v'} }} WHERE {{ {body} }}"
    )


def merged(found: Iterable[ox.Quad]) -> ox.Store:
    """A store with statements in their graphs and in the default graph too."""
    store = ox.Store()
    store.extend(found)
    store.extend(ox.Quad(q.subject, q.predicate, q.object) for q in found)
    return store


def changes_of(old: ox.Store, new: ox.Store) -> Changes:
    """What is in one and not in the other."""
    made = Changes()
    for quad in set(old) ^ set(new):
        made.add(quad, named=quad.graph_name != ox.DefaultGraph())
    return made


def triples(store: ox.Store, text: str) -> Iterator[ox.Triple]:
    """What a CONSTRUCT gives."""
    found = store.query(text)
    assert isinstance(found, ox.QueryTriples)
    return found


def ends(store: ox.Store, text: str, at_start: bool) -> dict[Node, set[ox.Triple]]:
    """What a rule gives, by the thing it is of."""
    found: dict[Node, set[ox.Triple]] = {}
    for triple in triples(store, text):
        found.setdefault(triple.subject if at_start else triple.object, set()).add(triple)
    return found


def cut(walk: Walk, store: ox.Store, roots: Iterable[Node]) -> ox.Store:
    """What is read from some things."""
    looks = Looks(store)
    walk.read(roots, looks)
    made = ox.Store()
    made.extend(looks.quads())
    return made


@settings(max_examples=200, deadline=None)
@given(
    body=st.sampled_from(BODIES),
    old=st.lists(quads, max_size=16),
    gone=st.lists(st.integers(0, 15), max_size=3),
    come=st.lists(quads, max_size=3),
    turned=st.booleans(),
)
def test_whatever_a_rule_gives_otherwise_is_led_back_to(
    body: str, old: list[ox.Quad], gone: list[int], come: list[ox.Quad], turned: bool
) -> None:
    """And what is read from there is enough to run the rule on."""
    held(body, old, gone, come, turned)


@pytest.mark.prove
@pytest.mark.parametrize("body", BODIES)
@settings(max_examples=60, deadline=None)
@given(
    old=st.lists(quads, max_size=16),
    gone=st.lists(st.integers(0, 15), max_size=3),
    come=st.lists(quads, max_size=3),
    turned=st.booleans(),
)
def test_whatever_each_rule_gives_otherwise_is_led_back_to(
    body: str, old: list[ox.Quad], gone: list[int], come: list[ox.Quad], turned: bool
) -> None:
    """The same for every kind of pattern, at more length."""
    held(body, old, gone, come, turned)


def held(body: str, old: list[ox.Quad], gone: list[int], come: list[ox.Quad], turned: bool) -> None:
    """Hold the things led back to against those whose answer is another."""
    text = rule(body, turned)
    read = read_rule(text)
    walk = read.reach.done()
    kept = [quad for i, quad in enumerate(old) if i not in gone]
    before, after = merged(old), merged([*kept, *come])
    was, now = ends(before, text, read.at_start), ends(after, text, read.at_start)

    roots = walk.roots(changes_of(before, after), Looks(after))

    other = {end for end in {*was, *now} if was.get(end) != now.get(end)}
    assert roots is None or other <= roots
    for end in [*other, *THINGS[:3]]:
        assert ends(cut(walk, after, [end]), text, read.at_start).get(end) == now.get(end)


@settings(max_examples=100, deadline=None)
@given(
    body=st.sampled_from(BODIES),
    old=st.lists(quads, max_size=16),
    gone=st.lists(st.integers(0, 15), max_size=2),
    come=st.lists(quads, max_size=2),
)
def test_both_ends_of_what_a_rule_gives_otherwise_are_led_back_to(
    body: str, old: list[ox.Quad], gone: list[int], come: list[ox.Quad]
) -> None:
    """Then only what leads from the one to the other need be read."""
    text = rule(body, False)
    read = read_rule(text)
    if read.back is None:
        return
    kept = [quad for i, quad in enumerate(old) if i not in gone]
    before, after = merged(old), merged([*kept, *come])
    other = {*triples(before, text)} ^ {*triples(after, text)}
    starts = read.reach.done().roots(changes_of(before, after), Looks(after))
    far = read.back.done().roots(changes_of(before, after), Looks(after))
    if starts is None or far is None:
        return

    assert {t.subject for t in other} <= starts and {t.object for t in other} <= far
    looks = Looks(after)
    read.reach.done().read(starts, looks, None if read.far is None else (read.far, far))
    small = ox.Store()
    small.extend(looks.quads())

    def between(store: ox.Store) -> set[ox.Triple]:
        return {t for t in triples(store, text) if t.subject in starts and t.object in far}

    assert between(small) == between(after)


@pytest.mark.parametrize(
    "text",
    [
        "CONSTRUCT { ?t x:made ?v } WHERE { ?t x:p ?v } LIMIT 1",
        "CONSTRUCT { ?t x:made ?n } WHERE { "
        "{ SELECT ?t (COUNT(*) AS ?n) { ?t x:p ?v } GROUP BY ?t } }",
        "CONSTRUCT { ?t x:made ?v } WHERE { ?t x:p ?w . ?v x:q ?z }",
        "CONSTRUCT { ?t x:made ?v } WHERE { ?t x:p* ?v }",
        "CONSTRUCT { ?t x:made ?v . ?v x:made ?t } WHERE { ?t x:p ?v }",
        "CONSTRUCT { ?t ?p ?v } WHERE { ?t ?p ?v }",
        "CONSTRUCT { ?t x:made ?v } WHERE { OPTIONAL { ?t x:p ?w } OPTIONAL { ?w x:q ?v } }",
        "CONSTRUCT { ?t x:made ?v } WHERE { ?t x:p ?v OPTIONAL { ?t x:q ?w } "
        "FILTER NOT EXISTS { ?w x:r ?z } }",
        "SELECT ?t WHERE { ?t x:p ?v }",
        "CONSTRUCT {",
    ],
)
def test_what_steps_cannot_tell_of_is_said_to_be_so(text: str) -> None:
    """A limit, a count, parts that nothing joins, what may be unbound, a path of no length."""
    with pytest.raises(Unreadable):
        read_rule(HEAD + text)


@pytest.mark.parametrize("text", ["SELECT $this { $this $PATH ?v }", "ASK { $this x:p ?v }"])
def test_a_question_that_says_too_little_cannot_be_told(text: str) -> None:
    """The path of a shape stands in its place; who asks for no row has none."""
    with pytest.raises(Unreadable):
        read_question(Reach(), ROOT, text, {"x": SPACE})


def test_every_shipped_rule_can_be_walked() -> None:
    """An edit of a project with the shipped rules need not lay its view again."""
    texts = rules(find_project())

    assert [read_rule(text).at_start for _, text in texts] == [True] * len(texts)


def names(found: Sequence[Node]) -> set[str]:
    """The ends of IRIs."""
    return {str(getattr(node, "value", node))[-1] for node in found}


def test_what_is_led_to_is_told_both_ways() -> None:
    """Along an arrow and against it."""
    a, b = THINGS[:2]
    looks = Looks(merged([ox.Quad(a, WAYS[0], b, GRAPHS[0])]))

    assert names(looks.led(a, SPACE + "p")) == {"b"}
    assert names(looks.led(b, SPACE + "p", back=True)) == {"a"}
    assert looks.led(ox.Literal("x"), SPACE + "p") == []
