"""A check of what a change may have broken finds what a full check finds of it."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from kgraph.checks.engines import Result, validate
from kgraph.checks.narrow import Change, Parts, narrowed
from kgraph.store import View
from kgraph.store.convert import quad, read_turtle
from kgraph.terms import PREFIXES

ROOT = Path(__file__).parent.parent
CASES = sorted((ROOT / "tests" / "cases" / "shapes").glob("*/bad*.ttl"))
SHAPES = (ROOT / "ontology" / "shapes.ttl").read_text(encoding="utf-8")
RULES = [p.read_text(encoding="utf-8") for p in sorted((ROOT / "queries/derived").glob("*.rq"))]


class Merged:
    """A merged graph that answers questions, as a store's view does."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        """Take the triples as the default graph."""
        self.graph = ox.Store()
        self.graph.extend(ox.Quad(t.subject, t.predicate, t.object) for t in triples)

    def texts(self, text: str, view: View, bindings: object = None) -> tuple[list[str], list]:  # type: ignore[type-arg]
        """The answer as texts."""
        answer = self.graph.query(text, prefixes=PREFIXES)
        rows = [[getattr(value, "value", "") for value in row] for row in answer]  # type: ignore[union-attr]
        return [], rows

    def lines(self) -> bytes:
        """The graph as N-Triples."""
        return self.graph.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph()) or b""


@cache
def ontology() -> tuple[ox.Triple, ...]:
    """What every checked graph holds."""
    return tuple(
        triple
        for name in ("terms", "lists", "stubs")
        for triple in ox.parse(path=str(ROOT / "ontology" / f"{name}.ttl"))
    )


def found(triples: Iterable[ox.Triple], shapes: str) -> set[Result]:
    """The results of a check."""
    return set(validate(Merged([*ontology(), *triples]).lines(), shapes, "fast"))


def held(path: Path, most: int) -> None:
    """Let each thing of a case come last, and compare what the two checks find then."""
    triples = list(ox.parse(path=str(path)))
    subjects = sorted({str(t.subject) for t in triples})[:most]
    full = found(triples, SHAPES)
    for subject in subjects:
        own = [t for t in triples if str(t.subject) == subject]
        rest = [t for t in triples if str(t.subject) != subject]
        graph = Merged([*ontology(), *triples])
        change = Change([quad(ox.Quad(t.subject, t.predicate, t.object)) for t in own], RULES)
        near = narrowed(SHAPES, graph, View(), change)  # type: ignore[arg-type]
        seen = found(triples, near)
        new = full - found(rest, SHAPES)

        assert seen <= full, subject
        grave = {r for r in new if r.severity.endswith("Violation")}
        missed = {r for r in grave if r.focus.startswith("http")} - seen
        # Two things with one code are told at the one that changed.
        told = {(r.shape, r.component) for r in seen if r.focus == subject.strip("<>")}
        assert {r for r in missed if (r.shape, r.component) not in told} == set(), subject


@pytest.mark.parametrize("path", CASES[::25], ids=lambda p: f"{p.parent.name} {p.stem}")
def test_a_small_check_finds_what_a_change_breaks(path: Path) -> None:
    """Whatever a full check finds only after the change; and nothing that it does not find."""
    held(path, 2)


@pytest.mark.prove
@pytest.mark.parametrize("path", CASES, ids=lambda p: f"{p.parent.name} {p.stem}")
def test_a_small_check_finds_what_any_change_breaks(path: Path) -> None:
    """The same for every failing case of every shape."""
    held(path, 3)


def test_a_change_of_a_summary_leaves_most_shapes_alone() -> None:
    """A shape that looks at no property that has changed has no target left."""
    case = CASES[0]
    triples = [*ontology(), *ox.parse(path=str(case))]
    subject = next(t for t in triples if "/id/" in str(t.subject))
    one = ox.Quad(
        subject.subject,
        ox.NamedNode(PREFIXES["ks"] + "summary"),
        ox.Literal("Kort.", language="sv"),
    )
    graph = Merged([*triples, one.triple])
    near = narrowed(SHAPES, graph, View(), Change([quad(one)], RULES))  # type: ignore[arg-type]

    assert 0 < near.count("sh:targetNode") < SHAPES.count("sh:target") / 4


SEVERITIES = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix : <http://example.org/> .
:plain sh:targetClass :A ; sh:property :usual .
:mild sh:targetClass :A ; sh:severity sh:Warning ; sh:property :told .
:inner sh:targetClass :A ; sh:severity sh:Info ; sh:property :usual .
:own sh:targetClass :A ; sh:severity :Dire ; sh:property :told .
:round sh:targetClass :A ; sh:severity sh:Info ; sh:property :round .
:usual sh:path :p ; sh:minCount 1 .
:told sh:path :p ; sh:minCount 1 ; sh:severity sh:Warning .
"""


@pytest.mark.parametrize(
    ("shape", "grave"),
    [("plain", True), ("mild", False), ("inner", True), ("own", True), ("round", False)],
)
def test_a_shape_is_grave_where_any_part_of_it_may_tell_of_a_violation(
    shape: str, grave: bool
) -> None:
    """A property that names no severity tells of a violation, whatever the outer shape says."""
    assert Parts(read_turtle(SEVERITIES.encode())).is_grave(f"http://example.org/{shape}") == grave
