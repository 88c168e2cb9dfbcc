"""The checks: two engines with one answer, and reports that lead to the place and the mend."""

import datetime
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from unittest.mock import Mock
from xml.etree import ElementTree

import pytest
import rdflib

from kgraph.checks import (
    FORMS,
    SEVERITIES,
    CheckReport,
    EngineName,
    Result,
    check,
    summary,
    validate,
)
from kgraph.checks.report import COLUMNS
from kgraph.checks.shapes import shape_id
from kgraph.errors import InputError, UsageError
from kgraph.project import Project, find_project
from kgraph.store import Store, View, memory, open_store
from kgraph.store.derive import materialise
from kgraph.terms import GRAPH, ID, KS, SHAPES, VOCAB, shorten
from tests.helpers import HEAD, ROOT, TINY, Canary, cli, process, project, shipped

CASES = ROOT / "tests" / "cases" / "shapes"
EVERYTHING = View("everything", datetime.date(2026, 6, 1))
SHAPES_TEXT = (ROOT / "ontology" / "shapes.ttl").read_text(encoding="utf-8")
IDS = sorted(set(re.findall(r"^shapes:(SH-[0-9]+)$", SHAPES_TEXT, re.M)))

# A label twice, a goal that is a measure too, a period that ends before it begins, a gYear where
# a date belongs, a boolean that is none, an address, and an amount of nothing.
FAULTY = (
    HEAD
    + """
g:1-1 {
  strategy:fel a ks:Strategy ; skos:prefLabel "Fel"@sv , "Felet"@sv ;
    ks:validFrom "2025-01-01"^^xsd:date ; ks:validThrough "2024"^^xsd:gYear .
  element:bade a ks:Goal , ks:Measure ; skos:prefLabel "Både"@sv ; ks:partOfStrategy strategy:fel ;
    ks:summary "Ring 0470-123 45 eller a.b@example.org"@sv ; ks:openList "kanske"^^xsd:boolean .
  assignment:pengar a ks:FundingContribution ; ks:bearer actor:a ; ks:role role:finansiar ;
    ks:target strategy:fel ; ks:amount "-5"^^xsd:decimal ; ks:assertionMode mode:actual ;
    ks:validFrom "2025-01-01"^^xsd:date ; ks:validThrough "2024-01-01"^^xsd:date .
}
g:meta {
  g:1-1 a ks:AssertionGraph ; ks:reviewStatus review-status:extracted , review-status:reviewed .
}
"""
)


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with several faults."""
    return project(tmp_path_factory.mktemp("faulty"), {"sources/fel.trig": FAULTY})


@pytest.fixture(scope="module")
def store(faulty: Project) -> Store:
    """Its store."""
    return open_store(faulty)


@pytest.fixture(scope="module")
def report(store: Store) -> CheckReport:
    """What the checks find there."""
    return check(store, SHAPES_TEXT, as_of=EVERYTHING.as_of)


# -- one answer ------------------------------------------------------------------------------


def differences(data: bytes) -> tuple[Counter[Result], Counter[Result]]:
    """Results that only the fast engine gives, and those that only the engine of record gives."""
    fast = Counter(validate(data, SHAPES_TEXT, "fast"))
    record = Counter(validate(data, SHAPES_TEXT, "record"))
    return fast - record, record - fast


def test_both_engines_give_the_same_results_on_faulty_data(store: Store) -> None:
    """Focus, path, component, value, severity and source shape, each as often."""
    assert differences(store.ntriples(EVERYTHING)) == (Counter(), Counter())


def test_sharing_the_work_changes_no_result(store: Store) -> None:
    """The fast engine may run the shapes in several threads."""
    data = store.ntriples(EVERYTHING)
    targeted = [str(SHAPES(name)) for name in IDS]

    shared = validate(data, SHAPES_TEXT, "fast", (), _targeted())

    assert shared == validate(data, SHAPES_TEXT, "fast")
    assert set(targeted) <= set(_targeted())


@cache
def _targeted() -> tuple[str, ...]:
    graph = rdflib.Graph().parse(data=SHAPES_TEXT, format="turtle")
    sh = rdflib.SH
    kinds = (sh.targetClass, sh.targetNode, sh.targetSubjectsOf, sh.targetObjectsOf)
    return tuple(sorted({str(s) for kind in kinds for s in graph.subjects(kind)}))


@cache
def ontology() -> str:
    """The ontology's part of every merged graph."""
    found = open_store(find_project(ROOT), []).ntriples(EVERYTHING)
    return found.decode()


@cache
def all_cases() -> bytes:
    """The failing case of every shape in one graph, each with names of its own."""
    graph = rdflib.Graph()
    for path in sorted(CASES.glob("*/bad*.ttl")):
        name = f"{path.parent.name}-{path.stem}".lower()
        for triple in rdflib.Graph().parse(path, format="turtle"):
            graph.add(tuple(_renamed(node, name) for node in triple))  # type: ignore[arg-type]
    return (ontology() + graph.serialize(format="nt")).encode()


def _renamed(node: rdflib.term.Node, name: str) -> rdflib.term.Node:
    own = isinstance(node, rdflib.URIRef) and str(node).startswith((ID, GRAPH))
    if not own or "/other/" in str(node):
        return node
    return rdflib.URIRef(re.sub(r"((?:id/[^/]+|graph)/[^/]+)", rf"\1-{name}", str(node), count=1))


def test_every_shape_is_violated_in_the_graph_of_all_cases() -> None:
    """The graph that the engines are compared on has a fault for each shape."""
    found = {shape_id(result.shape) for result in validate(all_cases(), SHAPES_TEXT, "fast")}

    assert sorted(set(IDS) - found) == []
    assert len(IDS) >= 46


@pytest.mark.prove
def test_both_engines_agree_on_a_violation_of_every_shape() -> None:
    """All cases in one graph."""
    assert differences(all_cases()) == (Counter(), Counter())


@pytest.mark.prove
def test_both_engines_agree_on_the_shipped_data(tmp_path: Path) -> None:
    """Whole, as every command checks them."""
    made = open_store(shipped(tmp_path))

    assert differences(made.ntriples(EVERYTHING)) == (Counter(), Counter())


XSD_NS = "http://www.w3.org/2001/XMLSchema#"
ODD_VALUES = (
    *('"x"', '""', '"hej"@sv', '"hey"@en', '"hej"@sv-SE', '"HEJ"@SV', '"a@b.se 070-123 45 67"@sv'),
    *(f'"{text}"^^<{XSD_NS}date>' for text in ("2020-13-45", "2020-01-01Z", "9999-12-31", "x")),
    *(f'"2020"^^<{XSD_NS}gYear>', f'"2020-01-01T00:00:00Z"^^<{XSD_NS}dateTime>'),
    *(f'"{text}"^^<{XSD_NS}boolean>' for text in ("maybe", "1", "TRUE", "false")),
    *(f'"{text}"^^<{XSD_NS}decimal>' for text in ("-5", "1e3", "0.0", "00.10")),
    *(f'"05"^^<{XSD_NS}integer>', "<http://example.org/xy>", "<urn:x>", '"' + "å" * 301 + '"@sv'),
    *('"\\u0001"', '"a\\nb"'),
)
SMALL = ("sources.ttl", "region-kronoberg-", "laws.trig")


@cache
def small_data() -> tuple[str, ...]:
    """The statements of two sources and a register, without the ontology's."""
    made = find_project(ROOT)
    files = [path for path in made.data_files if path.name.startswith(SMALL)]
    lines = set(open_store(made, files).ntriples(EVERYTHING).decode().splitlines())
    return tuple(sorted(lines - set(ontology().splitlines())))


def mutated(seed: int) -> bytes:
    """The small data with every fourth statement or so dropped, changed or doubled."""
    chance = random.Random(seed)
    lines = small_data()
    iris = sorted(set(re.findall(rf"<(?:{ID}|{VOCAB}|{GRAPH})[^>]*>", "\n".join(lines))))
    made = set(ontology().splitlines())
    for line in lines:
        found = re.match(r"(\S+) (\S+) (.*) \.$", line)
        assert found
        subject, predicate, _ = found.groups()
        choice = chance.random()
        odd = chance.choice(ODD_VALUES if chance.random() < 0.6 else iris)
        if choice < 0.06:
            continue
        if choice > 0.16:
            made.add(line)
        if choice < 0.20:
            made.add(f"{subject} {predicate} {odd} .")
        elif choice < 0.22:
            made.add(line.replace(subject, chance.choice(iris), 1))
    return ("\n".join(sorted(made)) + "\n").encode()


# Where a thing belongs a text stands; one engine answers a != of the two, the other gives up.
TEXT_FOR_THING = (
    HEAD
    + """
g:1-1 {
  strategy:s a ks:Strategy .
  element:a a ks:Measure ; ks:partOfStrategy strategy:s ; ks:parentElement element:b .
  element:b a ks:Goal ; ks:partOfStrategy "strategin" .
  assignment:x a ks:Responsibility ; ks:bearer "kommunen" ; ks:role role:ansvarig ;
    ks:target strategy:s ; ks:assertionMode mode:actual .
}
g:2-2 {
  assignment:y a ks:Responsibility ; ks:bearer actor:a ; ks:role role:ansvarig ;
    ks:target strategy:s ; ks:assertionMode mode:actual .
}
"""
)


def test_both_engines_agree_where_a_text_stands_for_a_thing(tmp_path: Path) -> None:
    """Two terms that are not the same differ, whatever their kinds."""
    made = open_store(project(tmp_path, {"sources/fel.trig": TEXT_FOR_THING}))
    data = made.ntriples(EVERYTHING)

    assert differences(data) == (Counter(), Counter())
    found = {shape_id(result.shape) for result in validate(data, SHAPES_TEXT, "fast")}
    assert {"SH-22", "SH-32"} <= found


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(8))
def test_both_engines_agree_on_data_with_random_faults(seed: int) -> None:
    """Dropped statements, wrong kinds, wrong datatypes, changed dates, hundreds of results."""
    data = mutated(seed)

    only_fast, only_record = differences(data)

    assert [*only_fast, *only_record] == []
    assert len({shape_id(r.shape) for r in validate(data, SHAPES_TEXT, "fast")}) > 30


@pytest.mark.parametrize("engine", ["fast", "record"])
def test_a_value_is_reported_as_it_was_written(store: Store, engine: str, capfd: object) -> None:
    """No engine takes any text for a boolean or prints a traceback for a faulty value."""
    found = validate(store.ntriples(EVERYTHING), SHAPES_TEXT, engine)  # type: ignore[arg-type]
    values = {result.value for result in found}

    assert f'"-5"^^{XSD_NS}decimal' in values
    assert f'"2024"^^{XSD_NS}gYear' in values
    assert f'"kanske"^^{XSD_NS}boolean' in values
    assert "Traceback" not in capfd.readouterr().err  # type: ignore[attr-defined]


def test_running_the_checks_leaves_rdflib_as_it_was(store: Store) -> None:
    """Settings of the whole process are put back."""
    before = rdflib.NORMALIZE_LITERALS

    validate(store.ntriples(EVERYTHING), SHAPES_TEXT, "record")

    assert before is rdflib.NORMALIZE_LITERALS is True
    assert str(rdflib.Literal("01", datatype=rdflib.XSD.integer)) == "1"


def test_checking_changes_nothing(store: Store) -> None:
    """The statements are those of before, and checking again gives the same."""
    before = list(store.statements())

    first, second = (check(store, SHAPES_TEXT, as_of=EVERYTHING.as_of) for _ in range(2))

    assert list(store.statements()) == before
    assert first.problems == second.problems


# -- what is found ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shape", "focus"),
    [
        ("SH-05", "strategy:fel"),
        ("SH-19", "strategy:fel"),
        ("SH-19", "assignment:pengar"),
        ("SH-34", "assignment:pengar"),
        ("SH-50", "element:bade"),
        ("SH-58", "element:bade"),
        ("SH-02", "g"),
    ],
)
def test_a_fault_is_found_where_it_is(report: CheckReport, shape: str, focus: str) -> None:
    """Two labels, wrong datatypes, a period backwards, an amount below zero, a bare passage."""
    wanted = GRAPH("liten-plan-2026-01-01/1-1") if focus == "g" else focus
    found = {(p.shape, p.focus if focus == "g" else shorten(p.focus)) for p in report.problems}

    assert (shape, wanted) in found


def test_one_thing_of_two_kinds_is_found(report: CheckReport) -> None:
    """A goal that is a measure too: one identifier was used for two things."""
    messages = {p.message.sv for p in report.problems if p.focus == ID("element/bade")}

    assert messages
    assert any(
        re.search(r"två slag|flera slag|mer än ett slag|både|samtidigt", m) for m in messages
    )


def test_rejected_statements_are_checked_and_told(tmp_path: Path) -> None:
    """A thing whose every passage was rejected is worth attention."""
    found = check(open_store(project(tmp_path)), SHAPES_TEXT)

    assert {p.focus for p in found.problems if p.shape == "SH-04"} == {ID("assignment/ansvar-mal")}
    assert found.view.review == "everything"


def test_a_review_status_that_is_none_does_not_hide_a_passage(tmp_path: Path) -> None:
    """What is wrongly marked is what the checks are for."""
    trig = TINY.replace("review-status:rejected", '"avvisad"')
    found = check(open_store(project(tmp_path, {"x.trig": trig})), SHAPES_TEXT)

    assert any(p.shape == "SH-02" and p.focus.endswith("/4-4") for p in found.problems)


def test_the_date_and_modes_of_the_view_are_those_of_the_check(store: Store) -> None:
    """A check can be run for another day."""
    view = View("reviewed", datetime.date(2020, 1, 1), ("target",))

    found = check(store, SHAPES_TEXT, view=view)

    assert found.view == view


def test_every_problem_says_what_where_and_the_mend(report: CheckReport) -> None:
    """Two sentences at least, in both languages; a file and a line."""
    for problem in report.problems:
        assert problem.message.sv != problem.message.en
        assert len(re.findall(r"[.?]", problem.message.sv)) >= 2, problem.message.sv
        assert str(problem.location).startswith("data/sources/fel.trig:")


# The same forum in two files; in the second its name holds an address, over two lines.
TWICE = {
    "sources/a.trig": HEAD
    + """
g:1-1 { forum:f a ks:Forum ; skos:prefLabel "Ett forum"@sv . }
""",
    "sources/b.trig": HEAD.replace("liten-plan", "annan-plan")
    + """
g:1-1 {
  forum:f a ks:Forum ;
    ks:summary \"\"\"Träffas ibland.
Frågor: a.b@example.org.\"\"\"@sv .
}
""",
}


def test_a_problem_points_at_the_file_that_states_the_faulty_value(tmp_path: Path) -> None:
    """Not at the first that describes the thing."""
    found = check(open_store(project(tmp_path, TWICE)), SHAPES_TEXT, only=["SH-09"])

    line = HEAD.count("\n") + 3
    assert [str(p.location) for p in found.problems] == [f"data/sources/b.trig:{line}"]


def test_only_the_shapes_asked_for_are_run(store: Store) -> None:
    """In whatever case they are written."""
    found = check(store, SHAPES_TEXT, only=["sh-34", "SH-05"])

    assert {p.shape for p in found.problems} == {"SH-34", "SH-05"}


ENGINES: tuple[EngineName, ...] = ("fast", "record")


@pytest.mark.parametrize("engine", ENGINES)
def test_one_shape_alone_finds_what_it_finds_among_all(store: Store, engine: EngineName) -> None:
    """Choosing a shape does not change its results."""
    everything = check(store, SHAPES_TEXT, as_of=EVERYTHING.as_of)

    alone = check(store, SHAPES_TEXT, only=["SH-19"], engine=engine, as_of=EVERYTHING.as_of)

    assert alone.problems == tuple(p for p in everything.problems if p.shape == "SH-19")
    assert alone.problems


def test_a_shape_nobody_knows_is_told_with_the_near_ones(store: Store) -> None:
    """Did you mean."""
    with pytest.raises(UsageError, match=r"Det finns ingen kontroll SH-100\. Menade du SH-10"):
        check(store, SHAPES_TEXT, only=["SH-100"])
    with pytest.raises(
        UsageError, match=r"Det finns ingen kontroll ansvar\. Finns: SH-01 till SH-"
    ):
        check(store, SHAPES_TEXT, only=["ansvar"])


def test_an_unknown_engine_is_wrong_use() -> None:
    """With those there are."""
    with pytest.raises(UsageError, match=r"Okänd motor: jena\. Välj fast eller record"):
        validate(b"", SHAPES_TEXT, "jena")  # type: ignore[arg-type]


@pytest.mark.parametrize("engine", ["fast", "record"])
@pytest.mark.parametrize(
    "query",
    ["SELECT $this WHERE { $this ?p ?o", "SELECT $this { MINUS { $this ?p ?o } }"],
    ids=["broken", "forbidden"],
)
def test_shapes_that_no_engine_takes_are_an_error_and_never_a_pass(engine: str, query: str) -> None:
    """A check that could not run is told apart from one that found nothing."""
    shapes = f"""@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix x: <http://e/> .
        x:S a sh:NodeShape ; sh:targetNode x:n ;
          sh:sparql [ a sh:SPARQLConstraint ; sh:message "m" ; sh:select "{query}" ] ."""

    with pytest.raises(InputError, match="Kontrollen kunde inte köras") as caught:
        validate(b"<http://e/n> <http://e/p> 1 .", shapes, engine)  # type: ignore[arg-type]

    assert caught.value.exit_code == 3


@pytest.fixture
def canary() -> Iterator[Canary]:
    """A server that counts who calls."""
    bird = Canary()
    yield bird
    bird.close()


@pytest.mark.parametrize("engine", ["fast", "record"])
def test_checking_calls_nobody(canary: Canary, engine: str) -> None:
    """Neither owl:imports in data or shapes nor SERVICE in a shape is followed."""
    owl = "http://www.w3.org/2002/07/owl#"
    data = (
        f"<http://e/o> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{owl}Ontology> .\n"
        f"<http://e/o> <{owl}imports> <{canary.url}> .\n"
    )
    shapes = f"""@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix x: <http://e/> .
        <http://e/s> a <{owl}Ontology> ; <{owl}imports> <{canary.url}> .
        x:S a sh:NodeShape ; sh:targetNode x:o ; sh:nodeKind sh:Literal ."""
    asking = f"""{shapes} x:S sh:sparql [ a sh:SPARQLConstraint ; sh:message "m" ; sh:select
        "SELECT $this {{ SERVICE <{canary.url}> {{ $this ?p ?o }} }}" ] ."""

    assert len(validate(data.encode(), shapes, engine)) == 1  # type: ignore[arg-type]
    with pytest.raises(InputError):
        validate(data.encode(), asking, engine)  # type: ignore[arg-type]
    assert canary.calls == 0


HIDDEN = {
    "plain": ("select", "SELECT $this {{ SERVICE <{url}> {{ $this ?p ?o }} }}"),
    "in small letters": ("select", "SELECT $this {{ service silent <{url}> {{ $this ?p ?o }} }}"),
    "escaped in Turtle": ("select", "SELECT $this {{ \\u0053ERVICE <{url}> {{ $this ?p ?o }} }}"),
    "escaped in SPARQL": ("select", "SELECT $this {{ \\\\u0053ERVICE <{url}> {{ $this ?p ?o }} }}"),
    "ask": ("ask", "ASK {{ SERVICE <{url}> {{ ?s ?p ?o }} }}"),
}


@pytest.mark.parametrize("engine", ["fast", "record"])
@pytest.mark.parametrize("way", sorted(HIDDEN))
def test_a_shape_that_would_ask_somebody_else_is_refused_by_name(
    canary: Canary, way: str, engine: str
) -> None:
    """However the word is written; before an engine reads the shapes."""
    path, text = HIDDEN[way]
    shapes = f"""@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix x: <http://e/> .
        x:S a sh:NodeShape ; sh:targetNode x:o ; sh:sparql x:S-question .
        x:S-question sh:{path} "{text.format(url=canary.url)}" ."""

    with pytest.raises(InputError, match="S-question") as told:
        validate(b"", shapes, engine)  # type: ignore[arg-type]
    assert told.value.where == "ontology/shapes.ttl"
    assert canary.calls == 0


def test_the_word_in_a_message_of_a_shape_is_no_question() -> None:
    """Only what is asked is looked at."""
    shapes = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix x: <http://e/> .
        x:S a sh:NodeShape ; sh:targetNode x:o ; sh:nodeKind sh:Literal ;
          sh:message "A service, a \\"SERVICE\\"." ."""

    assert len(validate(b"", shapes, "fast")) == 1


# -- forms -----------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_text_groups_by_shape_and_shows_place_passage_and_mend(
    report: CheckReport, lang: str
) -> None:
    """The worst first; each group has its message once and every thing with file and line."""
    text = FORMS["text"](report, lang)

    heads = re.findall(r"^(SH-\d+)  (\w+)", text, re.M)
    assert len({name for name, _ in heads}) == len(heads) == len(report.by_shape())
    for shape, problems in report.by_shape():
        part = text.split(f"{shape.id}  ")[1].split("\nSH-")[0]
        for problem in problems:
            assert part.count("  " + problem.message.get(lang)) == 1
            assert str(problem.location) in part
            assert shorten(problem.focus) in part
    assert " · 1-1\n" in text


def test_the_text_of_the_shipped_data_leads_to_passages() -> None:
    """Document, page and lines stand beside file and line."""
    out = cli("check", "--project", ROOT).out

    assert re.search(r"data/sources/[\w.-]+\.trig:\d+ · .*, rad \d+", out)


def test_json_has_every_result(report: CheckReport) -> None:
    """With words and IRIs, file, line and passages."""
    value = json.loads(FORMS["json"](report, "sv"))

    assert value["schema_version"] == 1
    assert len(value["results"]) == len(report.problems)
    assert value["counts"] == {severity: report.count(severity) for severity in SEVERITIES}
    first = value["results"][0]
    assert set(first) == {
        *("shape", "severity", "message", "focus", "label", "path", "value", "component"),
        *("source_shape", "file", "line", "passages"),
    }
    assert value["view"]["review"] == "everything"


def test_turtle_is_a_validation_report(report: CheckReport) -> None:
    """Another program reads the same results out of it."""
    text = FORMS["turtle"](report, "sv")
    graph = rdflib.Graph().parse(data=text, format="turtle")

    from kgraph.checks.engines import literals_as_written, results

    with literals_as_written():
        read = results(rdflib.Graph().parse(data=text, format="turtle"))
    assert Counter(read) == Counter(problem.result for problem in report.problems)
    assert (None, rdflib.SH.conforms, rdflib.Literal(False)) in graph


def test_sarif_has_a_rule_a_shape_and_a_place_a_result(report: CheckReport) -> None:
    """What version 2.1.0 asks for, as code hosts read it."""
    value = json.loads(FORMS["sarif"](report, "en"))

    assert value["version"] == "2.1.0"
    assert value["$schema"].endswith("sarif-2.1.0.json")
    (run,) = value["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted(IDS)
    assert all(
        rule["shortDescription"]["text"] and rule["fullDescription"]["text"] for rule in rules
    )
    assert len(run["results"]) == len(report.problems)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note"}
        assert result["message"]["text"]
        place = result["locations"][0]["physicalLocation"]
        assert place["region"]["startLine"] >= 1
        assert re.fullmatch(r"[\w./%~-]+", place["artifactLocation"]["uri"])


def test_a_file_name_in_sarif_is_a_valid_address(tmp_path: Path) -> None:
    """Spaces and Swedish letters are encoded."""
    made = project(tmp_path, {"sources/en fil å.trig": FAULTY})
    found = check(open_store(made), SHAPES_TEXT)

    assert "data/sources/en%20fil%20%C3%A5.trig" in FORMS["sarif"](found, "sv")


def test_junit_has_a_case_a_shape_and_fails_those_violated(report: CheckReport) -> None:
    """Warnings are told and do not fail."""
    root = ElementTree.fromstring(FORMS["junit"](report, "sv"))

    cases = {case.get("name"): case for case in root.iter("testcase")}
    assert sorted(cases) == sorted(IDS)  # type: ignore[type-var]
    failed = {name for name, case in cases.items() if case.find("failure") is not None}
    assert failed == {
        p.shape for p in report.problems if report.shapes[p.shape].severity == "violation"
    }
    suite = root.find("testsuite")
    assert suite is not None
    assert (suite.get("tests"), suite.get("failures")) == (str(len(IDS)), str(len(failed)))


@pytest.mark.parametrize("form", sorted(FORMS))
def test_every_form_takes_any_label(tmp_path: Path, form: str) -> None:
    """Control signs and markup in a name break no form."""
    name = r'"a\u0001\u001b[31m<b>&\"]]>\uFFFE\u202e"@sv'
    trig = HEAD + f'g:1-1 {{ strategy:x a ks:Strategy ; skos:prefLabel {name} , "b"@sv . }}'
    made = check(open_store(project(tmp_path, {"x.trig": trig})), SHAPES_TEXT)

    text = FORMS[form](made, "sv")

    if form == "junit":
        ElementTree.fromstring(text)
    if form in ("json", "sarif"):
        json.loads(text)
    if form == "turtle":
        rdflib.Graph().parse(data=text, format="turtle")
    assert text


def test_shapes_without_messages_are_reported_by_their_name(tmp_path: Path) -> None:
    """A project may have shapes of its own; an unknown one is no crash."""
    shapes = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix x: <http://e/> .
        @prefix ks: <https://w3id.org/kompsam/def#> .
        x:Own a sh:NodeShape ; sh:targetClass ks:Goal ;
          sh:property [ sh:path x:p ; sh:minCount 1 ] ."""
    found = check(open_store(project(tmp_path)), shapes)

    assert len(found.problems) == 1
    for form in FORMS.values():
        assert form(found, "sv")


def test_a_report_is_a_frame_and_a_table_in_a_notebook(report: CheckReport) -> None:
    """One row a problem; every text escaped."""
    frame = report.to_frame()

    assert list(frame.columns) == list(COLUMNS)
    assert len(frame) == len(report.problems)
    assert str(frame["line"].dtype) == "Int64"
    assert report._repr_html_().count("<tr>") == len(report.problems) + 1


def test_the_summary_counts_each_severity(report: CheckReport) -> None:
    """In both languages."""
    assert str(report.count("violation")) in summary(report, "sv")
    assert "worth attention" in summary(report, "en")


# -- the command -----------------------------------------------------------------------------


def test_severity_sets_what_exits_one_and_nothing_else(tmp_path: Path) -> None:
    """The small plan has no faults and some warnings; all is reported whatever the threshold."""
    made = project(tmp_path)
    words = ("check", "--project", made.root, "--format", "json", "--severity")

    answers = {severity: cli(*words, severity) for severity in SEVERITIES}

    assert {s: a.code for s, a in answers.items()} == {"violation": 0, "warning": 1, "info": 1}
    assert len({answer.out for answer in answers.values()}) == 1


def test_the_shipped_data_have_no_faults() -> None:
    """What is shipped is right; what its sources lack is told."""
    answer = cli("check", "--project", ROOT, "--format", "json")

    assert answer.code == 0
    assert json.loads(answer.out)["counts"]["warning"] > 0


def test_faulty_data_exit_one(faulty: Project) -> None:
    """A violation is at or above the default threshold."""
    assert cli("check", "--project", faulty.root).code == 1


def test_a_file_can_be_checked_before_it_is_in_the_project(tmp_path: Path) -> None:
    """A draft anywhere, beside the project's registers."""
    draft = tmp_path / "utkast.trig"
    draft.write_text(FAULTY, encoding="utf-8")

    answer = cli("check", draft, "--project", ROOT, "--only", "SH-34", "--format", "json")

    assert answer.code == 1
    places = {(result["file"], result["shape"]) for result in json.loads(answer.out)["results"]}
    assert places == {(str(draft), "SH-34")}


@pytest.mark.parametrize("name", ["jonkopings-lan-plan", "tillvaxtverket"])
def test_a_shipped_file_can_be_checked_alone(name: str) -> None:
    """Read with all it builds on; only what stands in the file is reported."""
    (path,) = (ROOT / "data" / "sources").glob(f"*{name}*.trig")

    answer = cli("check", path, "--project", ROOT, "--format", "json")

    assert answer.code == 0, answer.out
    assert {r["file"] for r in json.loads(answer.out)["results"]} <= {f"data/sources/{path.name}"}


def test_the_view_printed_is_the_one_that_was_checked(faulty: Project) -> None:
    """Everything, rejected statements too; a higher level when it is asked for."""
    plain = cli("check", "--project", faulty.root)
    higher = cli("check", "--project", faulty.root, "--review", "verified", "--mode", "target")

    assert "Vy: alla uppgifter; per" in plain.err
    assert "Vy: verifierade uppgifter" in higher.err
    assert "räknas: önskat läge" in higher.err


def test_checking_prints_no_warning_of_its_engines(faulty: Project) -> None:
    """Ill-typed values are results, and nothing else is said of them."""
    for engine in ("fast", "record"):
        answer = process(
            "check", "--project", faulty.root, "--engine", engine, "-q", "-o", "/dev/null"
        )
        assert (answer.code, answer.err) == (1, "")


def test_checked_things_that_no_file_names_have_no_place() -> None:
    """Terms of the ontology are located as well; nothing is made up for the rest."""
    found = open_store(find_project(ROOT))

    assert str(found.location(KS("Goal"))).startswith("ontology/terms.ttl:")
    assert found.location("http://example.org/x") is None


def test_a_check_of_another_day_lays_one_view(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The view that is checked is the one that is asked whether the day is too early."""
    made, laid = project(tmp_path / "p"), Mock(side_effect=materialise)
    monkeypatch.setattr(memory, "materialise", laid)

    answer = cli("check", "--as-of", "2026-06-30", "--project", made.root)

    assert answer.code == 0, answer.err
    assert [call.args[1] for call in laid.call_args_list] == [
        View("everything", datetime.date(2026, 6, 30))
    ]


def test_a_severity_that_there_is_none_of_is_told_with_its_check(tmp_path: Path) -> None:
    """In a project whose shapes somebody has written in."""
    made = project(tmp_path / "p")
    path = made.root / "ontology" / "shapes.ttl"
    old, new = "sh:severity sh:Warning", "sh:severity sh:Varning"
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")

    said = cli("check", "--project", made.root)

    assert (said.code, "SH-" in said.err) == (3, True)
    assert "allvarsgrad som inte finns: varning" in said.err and "sh:Warning" in said.err
    place = re.search(r"ontology/shapes\.ttl(?:, rad |:)(\d+)", said.err)
    assert place and path.read_text("utf-8").split("\n")[int(place[1]) - 1].startswith("shapes:SH-")
