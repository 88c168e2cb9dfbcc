"""Quick answers held against the named questions that they stand for; two processes against one."""

import json
import os
import pickle
import random
import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.findings import KINDS, Filters, Finding, abreast, find
from kgraph.findings.forms.data import json_bytes, json_parts
from kgraph.findings.material import Material, parts
from kgraph.findings.overlaps import likeness
from kgraph.findings.ties import one_after_another
from kgraph.generate import AS_OF, Planted, generate, write
from kgraph.project import Project
from kgraph.queries import Query, bind, catalogue, run
from kgraph.quick import QUICK, Relations
from kgraph.quick import asked as quick_asked
from kgraph.quick.answers import answer
from kgraph.quick.themes import thousandths
from kgraph.store import Store, View, open_store
from kgraph.terms import GRAPH, Iri, Term, local_name
from tests.helpers import HEAD, ROOT

PROJECT = Project(ROOT, "given")
# The five sources; the planted counties alone; two random counties beside them; and countries
# that have lost a fifth of their statements here and there, for the rows of half-known things.
COUNTRIES = ("sources", "0", "2", "2 lost 1", "2 lost 2", "2 lost 3")
LOST = 0.2
DRAWN = 12
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="a fork is not safe elsewhere")
# Measures of which a source says that nobody need answer for them, and what is told all the same.
BESIDE = f"""{HEAD}
g:1-6 {{
  g:1-6 a ks:AssertionGraph .
  strategy:one a ks:Strategy .
  strategy:two a ks:Strategy .
  element:area a ks:Priority ; ks:partOfStrategy strategy:one .
  element:under a ks:Measure ; ks:partOfStrategy strategy:one ; ks:parentElement element:area .
  element:joined a ks:Measure ; ks:partOfStrategy strategy:one .
  element:paid a ks:Measure ; ks:partOfStrategy strategy:one .
  element:nobody a ks:Measure ; ks:partOfStrategy strategy:one .
  element:whole a ks:Goal ; ks:partOfStrategy strategy:two .
  assignment:area a ks:Responsibility ; ks:assertionMode mode:actual ; ks:role role:ansvarig ;
    ks:bearer actor:a ; ks:target element:area , strategy:two .
  assignment:joined a ks:Responsibility ; ks:assertionMode mode:actual ; ks:role role:medverkande ;
    ks:bearer actor:a ; ks:target element:joined .
  assignment:paid a ks:FundingContribution ; ks:assertionMode mode:actual ;
    ks:bearer actor:a ; ks:target element:paid .
  absence:none a ks:AbsenceStatement ; ks:absentRelation relation-kind:ansvar ;
    ks:absenceKind absence-kind:not-applicable ;
    ks:about element:under , element:joined , element:paid , element:nobody , element:whole .
}}
"""
Rows = list[tuple[tuple[str, tuple[str, ...]], ...]]


@cache
def store_of(country: str) -> Store:
    """A country's statements."""
    if country == "sources":
        return open_store(PROJECT)
    regions, _, lost = country.partition(" lost ")
    chance = random.Random(lost)
    quads = [
        q for q in generate(int(regions), "7", proof=regions == "0") if not isinstance(q, Planted)
    ]
    path = Path(mkdtemp(prefix="kgraph-quick-")) / "land.nq"
    write((q for q in quads if not lost or chance.random() > LOST), path)
    return open_store(PROJECT, [path])


def view_of(country: str) -> View:
    """The view that a country was made for."""
    return View() if country == "sources" else View(as_of=AS_OF)


def asked(country: str, name: str) -> Rows:
    """What the named question itself answers."""
    store, view = store_of(country), view_of(country)
    query = Material(PROJECT, store, view).names[name]
    answer = store.select(query.text, view, bind(store, query, {}, view))
    places = [(column, answer.columns.index(column)) for column in query.columns]
    told = ({c: "" if row[i] is None else str(row[i]) for c, i in places} for row in answer.rows)
    return plain(told)


def plain(rows: Iterable[Mapping[str, str]]) -> Rows:
    """Rows in one order, and what a cell lists too: an engine lists in any order."""
    return sorted(tuple(sorted((c, parts(cell)) for c, cell in row.items())) for row in rows)


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("name", QUICK)
def test_a_quick_answer_is_the_questions_own(name: str, country: str) -> None:
    """Row for row and column for column, every row as often."""
    quick = QUICK[name](Relations(store_of(country), view_of(country)))
    assert plain(quick) == asked(country, name)


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("name", QUICK)
def test_a_named_question_answers_the_same_terms_from_the_relations(
    name: str, country: str
) -> None:
    """With the datatypes that the engine gives, and for a value of each parameter too."""
    store, view = store_of(country), view_of(country)
    query = catalogue(PROJECT)[name]
    for bound in ({}, *values_met(store, view, query)):
        found = quick_asked(name, query.text, query.columns, store, view, bound)
        whole = store.select(query.text, view, bound)
        places = [whole.columns.index(column) for column in query.columns]
        wanted = sorted(in_order(row[i] for i in places) for row in whole.rows)
        assert sorted(in_order(row) for row in found.rows.rows) == wanted
        assert found.left_out == 0


def values_met(store: Store, view: View, query: Query) -> list[dict[str, Term]]:
    """For each parameter, a value that the answer has, and one that it has not."""
    rows = store.select(query.text, view)
    made: list[dict[str, Term]] = []
    for parameter in query.parameters:
        column = [row[rows.columns.index(parameter.name)] for row in rows.rows]
        met = sorted({value for value in column if value is not None}, key=str)[:1]
        made += [{parameter.name: value} for value in (*met, Iri("https://example.org/none"))]
    return made


def in_order(row: Iterable[Term | None]) -> list[str]:
    """A row as text, datatypes too, with what a cell lists in one order."""
    return [
        f"{type(cell).__name__} {getattr(cell, 'datatype', '')} {parts(str(cell))}" for cell in row
    ]


def test_a_question_that_was_changed_is_asked_as_it_stands() -> None:
    """What counts is what its text says, whatever it is called."""
    text = "SELECT ?s1 WHERE { VALUES ?s1 { <https://example.org/own> } }"
    store, view = store_of("sources"), view_of("sources")
    found = quick_asked("strategy-theme-overlap", text, ("s1",), store, view, {})
    assert found.rows.rows == ((Iri("https://example.org/own"),),)


def test_an_answer_beyond_the_limit_gives_its_first_rows_and_tells_how_many_are_left_out() -> None:
    """The same rows each time, and none lost in silence."""
    store, view = store_of("2"), view_of("2")
    query = catalogue(PROJECT)["goal-means"]
    quick = QUICK[query.name]
    whole = answer(quick, query.name, query.columns, store, view, {})
    cut = answer(quick, query.name, query.columns, store, view, {}, most=3)
    assert cut.left_out == len(whole.rows.rows) - 3
    first = sorted(whole.rows.rows, key=lambda row: ["" if c is None else str(c) for c in row])
    assert list(cut.rows.rows) == first[:3]


def test_a_cut_table_says_so_in_every_form_that_has_room_for_it() -> None:
    """Text, JSON and Excel tell of rows that are not there; a whole one is silent."""
    table = run(store_of("2"), catalogue(PROJECT)["mandate-overlap"], {}, view_of("2"))
    cut = replace(table, left_out=7)
    assert "7 till är utelämnade" in cut.to_text()
    assert cut.to_dict()["rows_left_out"] == 7
    assert "utelämnade" not in table.to_text() and "rows_left_out" not in table.to_dict()
    assert table.cut is None


@pytest.mark.parametrize("name", QUICK)
def test_the_countries_have_rows_to_compare(name: str) -> None:
    """Else two empty answers would pass for alike."""
    assert any(asked(country, name) for country in COUNTRIES)


@pytest.mark.parametrize("name", ["integrative-gap", "measure-overlap"])
def test_what_is_alike_or_apart_in_any_small_land_is_what_the_question_finds(
    name: str, tmp_path: Path
) -> None:
    """Lands drawn by chance and thick with ties; half of what they state stands in no passage."""
    query, rows = catalogue(PROJECT)[name], 0
    for seed in range(DRAWN):
        path = tmp_path / f"{seed}.trig"
        path.write_text(drawn(random.Random(seed)), encoding="utf-8")
        store, view = open_store(PROJECT, [path]), View()
        columns, found = store.texts(query.text, view)
        wanted = (dict(zip(columns, row, strict=True)) for row in found)
        asked_for = plain({c: row[c] for c in query.columns} for row in wanted)
        assert plain(QUICK[name](Relations(store, view))) == asked_for, seed
        rows += len(asked_for)
    assert rows > DRAWN


def drawn(chance: random.Random) -> str:
    """A small land: strategies, elements with themes, tasks and groups, and who has which."""
    themes = ("folkbildning", "livslangt-larande", "matchning", "validering", "unga")
    kinds = ("finansiera", "samordna-och-samverka", "ta-fram-strategi")

    def some(prefix: str, names: Iterable[object], share: float) -> str:
        picked = [f"{prefix}:{name}" for name in names if chance.random() < share]
        return " , ".join(picked) or f"{prefix}:none"

    said = [
        f"strategy:{n} a ks:Strategy ; dct:spatial {some('territory', 'xy', 0.6)} ."
        for n in range(3)
    ]
    for n in range(7):
        said.append(f"element:{n} a {chance.choice(['ks:Measure', 'ks:Measure', 'ks:Goal'])} .")
        ties = (
            ("ks:partOfStrategy", some("strategy", range(3), 0.5)),
            ("dct:subject", some("theme", themes, 0.4)),
            ("ks:taskType", some("task-type", kinds, 0.5)),
            ("ks:targetGroup", some("target-group", ("unga", "arbetstagare", "arbetsgivare"), 0.4)),
            ("ks:dependsOn", some("element", range(7), 0.2)),
        )
        said += [f"element:{n} {tie} {things} ." for tie, things in ties if ":none" not in things]
    said += [
        f"forum:f a ks:Forum ; dct:subject {some('theme', themes, 0.4)} .",
        f"forum:g a ks:Forum ; ks:contributesTo {some('strategy', range(3), 0.2)} .",
        "assignment:r a ks:Responsibility ; ks:assertionMode mode:actual ; ks:role role:ansvarig ;"
        f" ks:bearer actor:a ; ks:target {some('element', range(7), 0.3)} .",
    ]
    passage, register = said[::2], said[1::2]
    if chance.random() < 0.5:
        passage, register = said, []
    return (
        f"{HEAD}g:1-6 {{ g:1-6 a ks:AssertionGraph . {chr(10).join(passage)} }}\n"
        f"<{GRAPH('reference/land')}> {{ {chr(10).join(register)} }}\n"
    )


def test_material_gives_columns_in_the_order_of_the_questions_head() -> None:
    """A row's order is that of its cells, so the columns must stand as the head lists them."""
    lands = [Material(PROJECT, store_of(country), view_of(country)) for country in ("0", "2")]
    for name in QUICK:
        wanted = lands[0].names[name].columns
        assert {tuple(row) for land in lands for row in land.rows(name)} == {wanted}


@pytest.mark.parametrize(
    ("part", "whole", "told"), [(1, 16, "0.063"), (1, 3, "0.333"), (2, 3, "0.667"), (5, 5, "1")]
)
def test_likeness_is_rounded_half_up_to_three_decimals(part: int, whole: int, told: str) -> None:
    """As SPARQL rounds a decimal, and as it writes one."""
    assert thousandths(part, whole) == told


# -- two processes ---------------------------------------------------------------------------------


def found_abreast(monkeypatch: pytest.MonkeyPatch, country: str) -> tuple[Finding, ...]:
    """The findings of a country when two processes look for them."""
    monkeypatch.setattr(abreast, "MANY_DOCUMENTS", 0)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    everything = Filters(everything=True)
    store, view = store_of(country), view_of(country)
    return find(PROJECT, store, view, everything, abreast=True).found


def alone(country: str) -> tuple[Finding, ...]:
    """The findings of a country when one process looks for them."""
    everything = Filters(everything=True)
    return find(PROJECT, store_of(country), view_of(country), everything).found


@LINUX
def test_two_processes_find_what_one_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every part of every finding, in the same order."""
    assert found_abreast(monkeypatch, "2 lost 1") == alone("2 lost 1")


@LINUX
def test_what_a_lost_process_was_to_find_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second process ends before it has handed anything over."""
    monkeypatch.setattr(pickle, "dump", lambda *_, **__: os._exit(1))
    assert found_abreast(monkeypatch, "2 lost 1") == alone("2 lost 1")


@LINUX
def test_few_documents_need_no_second_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """To hand the findings over would cost more than it saves."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    few, many = abreast.MANY_DOCUMENTS - 1, abreast.MANY_DOCUMENTS
    assert [abreast.possible(list(KINDS.values()), n) for n in (few, many)] == [False, True]


def test_pairs_of_documents_beyond_a_number_are_counted_and_the_most_alike_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """They grow with the square of the documents; a number says how many are not there."""
    only = Filters(kinds=("ovl-05",), everything=True)
    whole = find(PROJECT, store_of("2"), view_of("2"), only)
    assert len(whole.found) > 2 and not whole.left_out
    monkeypatch.setattr(likeness, "MOST_PAIRS", 2)

    result = find(PROJECT, store_of("2"), view_of("2"), only)

    assert len(result.found) == 2 and set(result.found) <= set(whole.found)
    least = min(finding.number.value for finding in result.found)
    assert all(f.number.value <= least for f in whole.found if f not in result.found)
    assert result.left_out == {"ovl-05": len(whole.found) - 2}
    assert json.loads(json_bytes(result, "sv"))["left_out"] == {"OVL-05": len(whole.found) - 2}


@LINUX
@pytest.mark.parametrize("lost", [False, True])
def test_two_processes_write_what_one_writes(monkeypatch: pytest.MonkeyPatch, lost: bool) -> None:
    """Also where the second process ends before it has handed anything over."""
    result = find(PROJECT, store_of("2"), view_of("2"), Filters(everything=True))
    written = json_bytes(result, "sv")
    monkeypatch.setattr(abreast, "MANY_FINDINGS", 0)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    if lost:
        monkeypatch.setattr(pickle, "dump", lambda *_, **__: os._exit(1))
    assert b"".join(json_parts(result, "sv", abreast=True)) == written


# -- levels and layers -----------------------------------------------------------------------------


Levels = set[tuple[str, str, str, str]]


def levels_told(material: Material) -> Levels:
    """Strategy, element, kind and level of whatever is in either question's answer."""
    return {
        (row["strategy"], row["element"], local_name(row["type"]), local_name(row["level"]))
        for name in ("responsible-by-strategy", "gap-responsibility")
        for row in material.rows(name)
        if local_name(row["type"]) in ("Goal", "Priority", "Measure") and row["level"]
    }


def levels_known(material: Material) -> Levels:
    """The same as the findings know it."""
    return {
        (strategy, element, kind, level)
        for strategy, elements in material.elements.items()
        for element, (kind, level) in elements.items()
    }


@pytest.mark.parametrize("country", COUNTRIES)
def test_levels_are_those_of_the_two_questions(country: str) -> None:
    """Whoever is in either question's answer, at the level that it gives."""
    material = Material(PROJECT, store_of(country), view_of(country))
    assert levels_known(material) == levels_told(material)


def test_what_nobody_need_answer_for_has_a_level_where_something_is_told(tmp_path: Path) -> None:
    """Money alone, with no role, tells of nobody; where nobody is asked at all, that is told."""
    path = tmp_path / "land.trig"
    path.write_text(BESIDE)
    material = Material(PROJECT, open_store(PROJECT, [path]), View())
    assert levels_known(material) == levels_told(material)
    assert {local_name(element): level for _, element, _, level in levels_known(material)} == {
        "area": "utpekad", "under": "genom-fokusomradet", "joined": "medverkar",
        "nobody": "namns-inte", "whole": "genom-helheten",
    }  # fmt: skip


@pytest.mark.parametrize("country", ["sources", "2"])
def test_a_layer_is_the_rows_of_the_edges_in_it(country: str) -> None:
    """Asked for alone, a layer has the rows that it has among all."""
    material = Material(PROJECT, store_of(country), view_of(country))
    every = material.rows("edges")
    for layer in ("actor-forum", "actor-project", "actor-element", "actor-element-support"):
        assert material.layer(layer) == [row for row in every if row["layer"] == layer]


@given(st.lists(st.sets(st.text("abc", max_size=2)).map(lambda words: tuple(sorted(words)))))
def test_lists_in_order_become_one_in_order(lists: list[tuple[str, ...]]) -> None:
    """As if all their words were sorted together, each once."""
    assert one_after_another(lists) == tuple(sorted({word for one in lists for word in one}))


# -- JSON ------------------------------------------------------------------------------------------


def test_json_names_each_passage_once_and_by_its_place() -> None:
    """What evidence refers to is what the finding rests on, and no passage stands twice."""
    result = find(PROJECT, store_of("sources"), view_of("sources"), Filters(everything=True))
    told = json.loads(json_bytes(result, "sv"))
    passages = told["passages"]
    listed = {f["id"]: f for row in told["rows"] for f in row["findings"]}
    assert passages == sorted(set(passages)) and len(listed) == len(result.found)
    for finding in result.found:
        places = [e["passages"] for e in listed[finding.id]["evidence"]]
        assert [tuple(passages[i] for i in p) for p in places] == [
            e.passages for e in finding.evidence
        ]


def test_json_of_the_evidence_keeps_every_value_but_the_passages() -> None:
    """A column of passages would say the same again."""
    result = find(PROJECT, store_of("sources"), view_of("sources"), Filters(everything=True))
    told = json.loads(json_bytes(result, "sv"))
    listed = {f["id"]: f for row in told["rows"] for f in row["findings"]}
    for finding in result.found:
        for part, values in zip(finding.evidence, listed[finding.id]["evidence"], strict=True):
            plain_cells = {c: v for c, v in part.row if not c.lower().endswith("evidence")}
            assert values["values"] == plain_cells
