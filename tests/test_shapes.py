"""Every shape has a smallest graph that passes and smallest graphs that fail, in both engines."""

import re
import warnings
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from functools import cache
from pathlib import Path

import pyshacl
import pytest
import shifty
from rdflib import RDF, RDFS, SH, SKOS, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

ROOT = Path(__file__).parent.parent
CASES = Path(__file__).parent / "cases" / "shapes"
NS = Namespace("https://w3id.org/kompsam/shapes#")
HEADER = URIRef("https://w3id.org/kompsam/shapes")
DECLARED = 46
"""Shapes that the design names; those from SH-47 on came with the rules that override it."""

UNSEEN_WORDS = re.compile(
    r"svarande|mandat\b|mandatet|bärare|tilldelning|källan tiger|dubbelt ansvar"
    r"|luckor i toppen|brytpunkt|ersättbarhet|brist hos",
    re.IGNORECASE,
)
"""Words of the model that people are not shown; each has another word that they see."""


@dataclass(frozen=True, order=True)
class Result:
    """One validation result, in the parts that two engines must agree on."""

    focus: str
    path: str
    component: str
    value: str
    severity: str
    shape: str


@cache
def shapes() -> Graph:
    """The shapes file."""
    return Graph().parse(ROOT / "ontology" / "shapes.ttl")


@cache
def ontology() -> Graph:
    """Terms, lists and class facts, which every checked graph holds."""
    graph = Graph()
    for name in ("terms", "lists", "stubs"):
        graph.parse(ROOT / "ontology" / f"{name}.ttl")
    return graph


@cache
def ontology_lines() -> bytes:
    """The same as N-Triples, for the engine that reads text."""
    return ontology().serialize(format="nt", encoding="utf-8")


def local(node: Node) -> str:
    """The last part of a shape's IRI."""
    return str(node).rsplit("#", 1)[-1]


def ids() -> list[str]:
    """SH-01, SH-02 and so on, as the shapes file declares them."""
    names = {local(s) for s in shapes().subjects(RDF.type, SH.NodeShape)}
    return sorted(name for name in names if re.fullmatch(r"SH-\d\d", name))


def belonging(shape_id: str) -> set[Node]:
    """The shape and the shapes under its id."""
    kinds = (SH.NodeShape, SH.PropertyShape)
    every_one = {s for kind in kinds for s in shapes().subjects(RDF.type, kind)}
    return {s for s in every_one if local(s) == shape_id or local(s).startswith(f"{shape_id}-")}


def reached(graph: Graph, starts: set[Node]) -> Iterator[tuple[Node, Node, Node]]:
    """The triples of some nodes and of all shapes and lists that they lead to."""
    waiting, seen = list(starts), set(starts)
    while waiting:
        for triple in graph.triples((waiting.pop(), None, None)):
            yield triple
            node = triple[2]
            inside = isinstance(node, BNode) or str(node).startswith(str(HEADER))
            if inside and node not in seen:
                seen.add(node)
                waiting.append(node)


@cache
def alone(shape_id: str) -> Graph:
    """A shapes graph with one shape and what it needs, so that a test runs only that."""
    graph = Graph()
    for triple in reached(shapes(), belonging(shape_id) | {HEADER}):
        graph.add(triple)
    return graph


def every() -> Graph:
    """All shapes, as a copy: the engine of record adds triples to the graph it is given."""
    return Graph() + shapes()


def read(report: Graph) -> list[Result]:
    """The results of a report, without the details that one engine hangs below a result."""
    parts = (
        SH.focusNode,
        SH.resultPath,
        SH.sourceConstraintComponent,
        SH.value,
        SH.resultSeverity,
        SH.sourceShape,
    )
    results = []
    for result in report.objects(None, SH.result):
        values = [report.value(result, part) for part in parts]
        texts = ["_" if isinstance(v, BNode) else v.n3() if v else "" for v in values]
        results.append(Result(*texts))
    return sorted(results)


def case_graph(path: Path) -> Graph:
    """One case; faults that are faults on purpose are not worth a warning."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return Graph().parse(path)


def by_record(case: Graph, rules: Graph) -> list[Result]:
    """What the engine of record says of a case merged with the ontology."""
    merged = ontology()
    added = [triple for triple in case if triple not in merged]
    for triple in added:
        merged.add(triple)
    try:
        report = pyshacl.validate(
            merged, shacl_graph=rules, inference="none", advanced=False, inplace=True
        )[1]
    finally:
        for triple in added:
            merged.remove(triple)
    return read(report)


def by_fast(case: Graph, rules: Graph) -> list[Result]:
    """What the fast engine says of the same; it must not count the shapes as data."""
    lines = ontology_lines() + case.serialize(format="nt", encoding="utf-8")
    report = shifty.validate(lines, rules, graph_mode="data", infer=False)[1]
    return read(report)


def cases(shape_id: str, pattern: str) -> list[Path]:
    """The case files of a shape whose name fits."""
    return sorted((CASES / shape_id).glob(pattern))


BAD = [(i, path.name) for i in ids() for path in cases(i, "bad*.ttl")]


def test_the_shapes_file_declares_every_shape_of_the_design_and_more() -> None:
    """SH-01 to SH-46 are there, and what follows has no hole in its numbers."""
    assert len(ids()) > DECLARED
    assert ids() == [f"SH-{n:02}" for n in range(1, len(ids()) + 1)]


def test_case_folders_and_shapes_are_the_same_list() -> None:
    """No shape without cases, no cases without a shape."""
    assert sorted(path.name for path in CASES.iterdir()) == ids()


@pytest.mark.parametrize("shape_id", ids())
def test_the_good_graph_gives_no_result(shape_id: str) -> None:
    """The smallest graph that passes does so in both engines."""
    case = case_graph(CASES / shape_id / "good.ttl")
    assert by_record(case, alone(shape_id)) == []
    assert by_fast(case, alone(shape_id)) == []


@cache
def found(shape_id: str, name: str) -> list[Result]:
    """What the fast engine says of a bad graph, asked once."""
    return by_fast(case_graph(CASES / shape_id / name), alone(shape_id))


@pytest.mark.parametrize(("shape_id", "name"), BAD)
def test_a_bad_graph_gives_the_same_results_in_both_engines(shape_id: str, name: str) -> None:
    """Each graph that fails does so, and the engines agree on every part of every result."""
    record = by_record(case_graph(CASES / shape_id / name), alone(shape_id))
    assert record
    assert found(shape_id, name) == record


@pytest.mark.parametrize("shape_id", ids())
def test_every_branch_of_a_shape_fails_somewhere(shape_id: str) -> None:
    """Each part of a shape that can give a result gives one in some bad graph."""
    able = {part for part in belonging(shape_id) if can_fail(part)}
    names = [name for owner, name in BAD if owner == shape_id]
    failed = {result.shape for name in names for result in found(shape_id, name)}
    assert {f"<{part}>" for part in able} - failed == set()


def can_fail(shape: Node) -> bool:
    """Whether the shape has a constraint of its own, not only property shapes below it."""
    told = {SH.property, SH.severity, SH.message, SH.path, SH.targetClass}
    told |= {SH.targetSubjectsOf, SH.targetObjectsOf}
    own = {p for p in shapes().predicates(shape) if str(p).startswith(str(SH))}
    return bool(own - told)


def test_the_engines_agree_on_all_bad_graphs_put_together() -> None:
    """All shapes on all bad graphs merged: faults that meet still give the same results."""
    merged = Graph()
    for shape_id, name in BAD:
        merged += case_graph(CASES / shape_id / name)
    record = by_record(merged, every())
    assert by_fast(merged, every()) == record
    assert len({r.shape for r in record}) > 200


def test_the_ontology_itself_gives_no_result() -> None:
    """Terms, lists and class facts meet every shape."""
    assert by_fast(Graph(), every()) == []


def every_shape() -> list[str]:
    """All shapes, with the building blocks."""
    kinds = (SH.NodeShape, SH.PropertyShape)
    return sorted(local(s) for kind in kinds for s in shapes().subjects(RDF.type, kind))


def languages(shape: URIRef, said: URIRef) -> list[str]:
    """The languages in which a shape says something, in order."""
    texts = [o for o in shapes().objects(shape, said) if isinstance(o, Literal)]
    return sorted(text.language or "" for text in texts)


@pytest.mark.parametrize("name", every_shape())
def test_a_shape_speaks_both_languages_and_has_a_severity(name: str) -> None:
    """One message in Swedish, one in English, and exactly one severity."""
    assert languages(NS[name], SH.message) == ["en", "sv"]
    severity = list(shapes().objects(NS[name], SH.severity))
    assert len(severity) == 1
    assert severity[0] in {SH.Violation, SH.Warning, SH.Info}


@pytest.mark.parametrize("name", [n for n in every_shape() if n.startswith("SH-")])
def test_a_message_says_what_is_wrong_and_then_the_mend(name: str) -> None:
    """Two sentences at least: the first says what is wrong, the rest what to do about it."""
    for message in shapes().objects(NS[name], SH.message):
        assert str(message).endswith(".")
        assert len(str(message).split(". ", 1)) == 2
        assert not UNSEEN_WORDS.search(str(message))


@pytest.mark.parametrize("shape_id", ids())
def test_a_shape_has_a_short_name_in_both_languages(shape_id: str) -> None:
    """The name that lists and reports show."""
    assert languages(NS[shape_id], RDFS.label) == ["en", "sv"]


def test_no_shape_or_query_is_a_blank_node() -> None:
    """Blank nodes are cells of lists and steps of paths, so every result names its shape."""
    allowed = {RDF.first, SH.inversePath, SH.oneOrMorePath, SH.alternativePath}
    for node in {s for s in shapes().subjects() if isinstance(s, BNode)}:
        assert set(shapes().predicates(node)) & allowed


def test_every_part_under_an_id_is_used_or_has_a_target_of_its_own() -> None:
    """Nothing in the file is dead: it is reached from a shape with a target."""
    aims = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)
    roots = {s for aim in aims for s in shapes().subjects(aim)}
    alive = {triple[0] for triple in reached(shapes(), roots | {HEADER})}
    assert set(shapes().subjects()) - alive == set()


def test_severities_are_those_of_the_design() -> None:
    """Violation is a fault in the data, Warning and Info are what the sources say or do not."""
    other = {
        "Warning": "04 10 11 13 14 15 18 20 23 24 25 26 28 30 32 35 37 38 39 43 45",
        "Info": "06 12 33 70",
    }
    for shape_id in ids():
        expected = [k for k, numbers in other.items() if shape_id[3:] in numbers.split()]
        severity = shapes().value(NS[shape_id], SH.severity)
        assert local(severity or SH.Violation) == (expected or ["Violation"])[0], shape_id


def test_every_list_value_that_a_shape_names_is_in_the_lists() -> None:
    """A shape that waits for a value nobody can give would never speak."""
    vocab = "https://w3id.org/kompsam/vocab/"
    iris = {o for o in shapes().objects() if isinstance(o, URIRef)}
    named = {o for o in iris if str(o).startswith(vocab) and "/" in str(o)[len(vocab) :]}
    for query in shapes().objects(None, SH.select):
        names = re.findall(r"\b([a-z]+(?:-[a-z]+)+|role|level|sector):([a-z-]+)", str(query))
        named |= {URIRef(f"{vocab}{kind}/{slug}") for kind, slug in names}
    named -= {URIRef(f"{vocab}other/reference-date")}
    assert len(named) > 20
    missing = {n for n in named if (n, RDF.type, SKOS.Concept) not in ontology()}
    assert missing == set()


def test_every_term_that_a_shape_names_is_in_the_ontology() -> None:
    """The shapes use no class or property of our own that terms.ttl does not define."""
    ks = "https://w3id.org/kompsam/def#"
    text = (ROOT / "ontology" / "shapes.ttl").read_text(encoding="utf-8")
    named = {URIRef(ks + name) for name in re.findall(r"\bks:([A-Za-z0-9]+)", text)}
    assert {n for n in named if (n, RDF.type, None) not in ontology()} == set()


def test_every_prefix_of_a_query_is_declared() -> None:
    """Engines that know common prefixes by heart would hide one that is not."""
    declared = {str(o) for o in shapes().objects(None, SH.prefix)}
    for query in shapes().objects(None, SH.select):
        bare = re.sub(r'"[^"]*"', "", str(query))
        assert set(re.findall(r"([a-z0-9-]+):[A-Za-z]", bare)) <= declared


def test_the_queries_stay_fast() -> None:
    """No NOT EXISTS over several patterns: it is quadratic in the store's engine."""
    for query in shapes().objects(None, SH.select):
        for inside in re.findall(r"NOT EXISTS \{([^}]*)\}", str(query)):
            assert inside.count(" .") + inside.count(";") <= 1
        assert "NOW()" not in str(query)


def test_results_are_compared_in_every_part() -> None:
    """A difference in any one part is a difference."""
    one = Result("a", "b", "c", "d", "e", "f")
    assert len(astuple(one)) == 6
    assert one != Result("a", "b", "c", "d", "e", "g")


def test_lists_in_shapes_are_whole() -> None:
    """Every sh:or, sh:and, sh:in and sh:languageIn has a list with members."""
    for predicate in (SH["or"], SH["and"], SH["in"], SH.languageIn):
        for head in shapes().objects(None, predicate):
            assert len(Collection(shapes(), head)) > 0
