"""Handing the statements over: every format the same bytes each time, and nothing but data."""

import csv
import hashlib
import io
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
import rdflib
from rdflib.compare import isomorphic

from kgraph.errors import InputError, UsageError
from kgraph.export import COLUMNS, FORMATS, codebook, export, exported_view
from kgraph.project import Project
from kgraph.store import Store, View, open_store
from kgraph.store.writing import EXPORTS, serialise, to_trig
from kgraph.terms import DERIVED, GRAPH, ID, KS, RDF, SKOS, XSD, Iri, Literal, Quad
from tests.helpers import HEAD, HOSTILE, project, run_python, shipped

VIEW = View()
RDFLIB = {
    "turtle": "turtle",
    "trig": "trig",
    "nquads": "nquads",
    "jsonld": "json-ld",
    "rdfxml": "xml",
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The shipped project, copied so that it stays as it is meanwhile."""
    return shipped(tmp_path_factory.mktemp("whole"))


_EXPORTS = """
import hashlib, sys
from pathlib import Path
from kgraph.export import FORMATS, export
from kgraph.project import find_project
from kgraph.store import View, open_store
import datetime

store = open_store(find_project(Path(sys.argv[1])))
view = View(as_of=datetime.date(2026, 6, 1))
for form in FORMATS:
    print(form, hashlib.sha256(export(store, view, form)).hexdigest())
"""


def test_every_format_has_the_same_bytes_on_every_run(whole: Project) -> None:
    """Whatever the hash seed and the engine's own order."""
    runs = {run_python(_EXPORTS, str(whole.root), PYTHONHASHSEED=s) for s in ("0", "77")}

    assert len(runs) == 1
    assert len(next(iter(runs)).splitlines()) == len(FORMATS)


def _as_rdflib(quads: list[Quad]) -> rdflib.Dataset:
    from kgraph.store.rdflib_copy import dataset

    return dataset(quads)


def _rejected(dataset: rdflib.Dataset) -> set[str]:
    """The passages that a flat form leaves out, since it could not say that they are rejected."""
    return {str(s) for s, p, o, _ in dataset.quads() if str(o).endswith("/review-status/rejected")}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("form", sorted(EXPORTS))
def test_every_format_holds_the_same_statements(store: Store, form: str) -> None:
    """Read again by another program, the graph is the same; hostile texts come through whole."""
    content = export(store, VIEW, form)
    own = _as_rdflib(list(store.statements()))

    if form in ("turtle", "rdfxml"):
        read = rdflib.Graph().parse(data=content, format=RDFLIB[form])
        merged = rdflib.Graph()
        for s, p, o, graph in own.quads():
            if not {str(s), str(graph)} & _rejected(own):
                merged.add((s, p, o))
        assert _rejected(own) and isomorphic(read, merged)
        return
    copy = rdflib.Dataset().parse(data=content, format=RDFLIB[form])
    names = {g.identifier for g in own.graphs() if len(g)}
    assert names == {g.identifier for g in copy.graphs() if len(g)}
    assert all(isomorphic(own.graph(name), copy.graph(name)) for name in names)
    assert HOSTILE in {str(o) for _, _, o, _ in copy.quads()}


def test_trig_read_into_a_store_comes_out_the_same(whole: Project, tmp_path: Path) -> None:
    """Round trip over the shipped data: byte for byte."""
    first = export(open_store(whole), VIEW, "trig")
    (tmp_path / "all.trig").write_bytes(first)

    second = export(open_store(whole, [tmp_path / "all.trig"]), VIEW, "trig")

    assert hashlib.sha256(second).hexdigest() == hashlib.sha256(first).hexdigest()


def test_the_houses_form_comes_out_the_same(tmp_path: Path) -> None:
    """Quotes, line breaks, tabs, braces and control signs in texts survive writing and reading."""
    texts = [
        HOSTILE,
        "a\tb",
        "a\r\nb",
        "{",
        "x {",
        "\\",
        '"""',
        "'",
        "\x01",
        "\u2028",
        "",
        " ",
        "@@",
    ]
    graph = GRAPH("liten/1-1")
    quads: list[Quad] = [
        (ID("element/x"), SKOS("altLabel"), literal, graph)
        for text in texts
        for literal in (Literal(text), Literal(text, RDF("langString"), "sv"))
    ]
    path = tmp_path / "x.trig"
    path.write_bytes(to_trig(quads))

    from kgraph.store.drafts import read_quads

    assert set(read_quads(path, "x.trig")) == set(quads)
    assert to_trig(read_quads(path, "x.trig")) == path.read_bytes()


def test_a_statement_given_twice_is_written_once() -> None:
    """As a store would hold it."""
    quad: Quad = (ID("a/b"), KS("summary"), Literal("x"), GRAPH("g/1-1"))

    assert to_trig([quad, quad]) == to_trig([quad])


def test_passages_stand_in_document_order_with_their_description_last() -> None:
    """2-3 before 10-11, whatever the alphabet says."""
    names = ["meta", "10-11", "2-3", "2-2"]
    quads: list[Quad] = [
        (ID("a/b"), KS("summary"), Literal("x"), GRAPH(f"liten/{n}")) for n in names
    ]

    lines = [line for line in to_trig(quads).decode().splitlines() if line.endswith("{")]

    assert lines == ["g:2-2 {", "g:2-3 {", "g:10-11 {", "g:meta {"]


@pytest.mark.parametrize("form", FORMATS)
def test_derived_and_merged_statements_are_in_no_export(store: Store, form: str) -> None:
    """Not even after a view has been asked."""
    store.ask("ASK {}", VIEW)

    text = export(store, VIEW, form).decode()

    for name in ("responsibleFor", "statedIn", "inView", "memberOf", "sharesForumWith", "asOf"):
        assert name not in text
    assert DERIVED not in text


# -- the table -------------------------------------------------------------------------------


def rows(content: bytes) -> list[dict[str, str]]:
    """The rows of a CSV export."""
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def test_the_table_has_one_row_a_statement(store: Store) -> None:
    """As many rows as stored statements, and the columns of the codebook."""
    found = rows(export(store, VIEW, "csv"))

    assert len(found) == len(list(store.statements()))
    assert list(found[0]) == list(COLUMNS)


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_codebook_covers_every_column(lang: str) -> None:
    """In both languages, each with a meaning."""
    read = list(csv.DictReader(io.StringIO(codebook(lang), newline="")))

    assert [row["column"] for row in read] == list(COLUMNS)
    assert all(row["meaning"] for row in read)


def test_a_row_says_mode_level_status_place_and_date(store: Store) -> None:
    """What a reader needs to judge the statement stands beside it."""
    found = rows(export(store, VIEW, "csv"))

    bearer = next(r for r in found if r["predicate"] == "ks:bearer" and "ansvar-i1" in r["subject"])
    measure = next(r for r in found if r["subject"].endswith("element/i1"))
    assert bearer["mode"] == "actual"
    assert bearer["object_label"] == "Åmåls kommun"
    assert bearer["review_status"] == "extracted"
    assert (bearer["source"], bearer["source_title"]) == ("900", "Liten plan")
    assert (bearer["source_date"], bearer["lines"]) == ("2024-01-15", "2-3")
    assert bearer["search_for"] == "Kommunen ansvarar för insatsen"
    assert measure["responsibility_level"] == "utpekad"


def test_a_row_says_what_was_inferred_and_why(tmp_path: Path) -> None:
    """Our own conclusions are marked."""
    trig = (
        HEAD
        + """g:1-1 { assignment:x a ks:Responsibility ; ks:inferred true ;
        ks:inferredBecause "För att."@sv . }"""
    )
    made = open_store(project(tmp_path, {"x.trig": trig}))

    found = rows(export(made, VIEW, "csv"))

    assert {(r["inferred"], r["inferred_because"]) for r in found} == {("true", "För att.")}


def test_data_that_say_a_thing_twice_have_one_table(tmp_path: Path) -> None:
    """Two modes on one node are a fault that the checks tell; the table never varies."""
    trig = (
        HEAD
        + """g:1-1 { assignment:x ks:assertionMode mode:actual , mode:norm , mode:target .
        g:1-1 a ks:AssertionGraph ; prov:wasDerivedFrom source:a ; ks:lineRange "1-1" , "2-2" . }"""
    )
    made = project(tmp_path, {"x.trig": trig})

    assert len({export(open_store(made), VIEW, "csv") for _ in range(4)}) == 1


def test_modes_are_told_in_a_project_with_a_base_of_its_own(tmp_path: Path) -> None:
    """Things may have another base; the table knows them all the same."""
    trig = (
        HEAD + "g:1-1 { <https://example.org/graf/id/assignment/x> ks:assertionMode mode:norm . }"
    )

    found = rows(export(open_store(project(tmp_path, {"x.trig": trig})), VIEW, "csv"))

    assert found[0]["mode"] == "norm"


# -- views and faults ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("review", "left"),
    [
        ("all", {"1-1", "2-3", "4-4", "5-6", "meta", "sources"}),
        ("reviewed", {"1-1", "5-6", "meta", "sources"}),
        ("verified", {"5-6", "meta", "sources"}),
    ],
)
def test_a_review_level_leaves_passages_out(store: Store, review: str, left: set[str]) -> None:
    """With their descriptions; ``all`` is everything, rejected passages marked as such."""
    found = rows(export(store, View(review), "csv"))

    assert {row["graph"].rsplit("/", 1)[1] for row in found} == left
    described = {row["subject"].rsplit("/", 1)[1] for row in found if "/graph/" in row["subject"]}
    assert described == left - {"meta", "sources"}
    assert exported_view(View("all"), "csv").review == "everything"
    assert exported_view(View("all"), "turtle").review == "all"
    assert exported_view(View(review, modes=("norm",)), "trig").modes == ("norm",)


def test_an_unknown_format_is_wrong_use(store: Store) -> None:
    """With the known ones."""
    with pytest.raises(UsageError, match=r"Okänt format: xlsx\. Välj bland: turtle, trig"):
        export(store, VIEW, "xlsx")


def test_what_xml_cannot_hold_is_told_and_not_written(tmp_path: Path) -> None:
    """A control sign would make a file that no program reads."""
    trig = HEAD + 'g:1-1 { element:x ks:summary "a\\u0001b"@sv . }'
    made = open_store(project(tmp_path, {"x.trig": trig}))

    with pytest.raises(InputError, match=r"element/x> .*summary>: En text har ett styrtecken"):
        export(made, VIEW, "rdfxml")
    assert export(made, VIEW, "trig")


def test_rdf_xml_is_well_formed(store: Store) -> None:
    """Hostile texts stay texts."""
    root = ElementTree.fromstring(export(store, VIEW, "rdfxml"))

    assert root.tag.endswith("RDF")


def test_prefixes_are_those_that_are_used() -> None:
    """In one order."""
    quad = (ID("actor/a"), KS("amount"), Literal("1.0", XSD("decimal")), Iri("https://e/g"))

    head = [line for line in serialise([quad], "trig").decode().splitlines() if "@prefix" in line]

    assert [line.split()[1] for line in head] == ["actor:", "ks:"]
