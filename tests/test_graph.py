"""The library: ``import kgraph`` and an object to ask, with errors that say the mend."""

import datetime
from pathlib import Path
from typing import Any

import pytest
import rdflib

import kgraph
from kgraph import KnowledgeGraph
from kgraph.checks import CheckReport
from kgraph.errors import InputError, InternalError, KGraphError, OutsideError, UsageError
from kgraph.store import View
from kgraph.tables import Table
from kgraph.terms import ID
from kgraph.wording import Text
from tests.helpers import project, run_python


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    """The small plan, opened."""
    return KnowledgeGraph.open(project(tmp_path_factory.mktemp("plan")).root)


def test_a_graph_is_opened_by_path_or_from_where_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As text or path; and as a context."""
    made = project(tmp_path)
    monkeypatch.chdir(tmp_path / "data")

    with KnowledgeGraph.open() as here:
        assert here.project.root == made.root
    assert KnowledgeGraph.open(str(tmp_path)).project == KnowledgeGraph.open(tmp_path).project
    assert repr(here) == f"<KnowledgeGraph {made.root}>"


def test_the_copy_that_came_along_can_be_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lines of the documentation, from anywhere."""
    monkeypatch.chdir(tmp_path)

    table = KnowledgeGraph.open().query("gap-responsibility", strategy="jonkoping-plan-2024-2028")

    assert len(table.rows) > 10
    assert list(table.to_frame(labels=False).columns) == list(table.columns)
    assert "element_label" in table.to_frame().columns


def test_what_cannot_be_opened_is_told(tmp_path: Path) -> None:
    """As a KGraphError with three parts."""
    with pytest.raises(InputError) as caught:
        KnowledgeGraph.open(tmp_path / "nope")

    error = caught.value
    assert isinstance(error, KGraphError)
    assert error.where == str(tmp_path / "nope")
    assert isinstance(error.what, Text)
    assert error.render("en").endswith("Make a project with: kgraph new FOLDER")


def test_a_language_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    """Said at once and not in an answer."""
    with pytest.raises(UsageError, match=r"Okänt språk: fi\. Välj sv eller en"):
        KnowledgeGraph.open(tmp_path, lang="fi")


def test_labels_come_in_the_language_asked_for(tmp_path: Path) -> None:
    """English where there is one."""
    made = project(tmp_path)

    table = KnowledgeGraph.open(made.root, lang="en").query("gap-responsibility")

    assert "Small plan" in table.labels.values()
    assert table.lang == "en"


def test_checking_gives_a_report(graph: KnowledgeGraph) -> None:
    """All shapes or some, either engine, any day."""
    report = graph.check(as_of="2026-01-01")

    assert isinstance(report, CheckReport)
    assert report.view.as_of == datetime.date(2026, 1, 1)
    assert graph.check(only="SH-04", engine="record").by_shape()[0][0].id == "SH-04"
    with pytest.raises(UsageError, match="i går är inget datum"):
        graph.check(as_of="i går")


def test_asking_by_name_or_by_sparql_gives_a_table(graph: KnowledgeGraph) -> None:
    """Values may be of any kind that has a text."""
    named = graph.query("gap-responsibility", strategy=ID("strategy/liten"))
    ones_own = graph.query("SELECT ?x { ?x a <https://w3id.org/kompsam/def#Goal> }")

    assert isinstance(named, Table)
    assert [str(row[0]) for row in ones_own.rows] == [ID("element/mal")]
    assert graph.query("ASK { ?s ?p ?o }").boolean is True


@pytest.mark.parametrize(
    ("words", "values", "told"),
    [
        ("gap-responsibilty", {}, "Menade du gap-responsibility"),
        ("gap responsibility", {}, "Menade du gap-responsibility"),
        ("select", {}, "ingen fråga som heter select"),
        ("SELECT * {", {}, "inte giltig SPARQL"),
        ("DESCRIBE <http://e/>", {}, "ska vara en SELECT-fråga"),
        ("LOAD <http://e/>", {}, "ändrar aldrig grafen"),
        ("gap-responsibility", {"stratgy": "x"}, "Menade du strategy"),
        ("gap-responsibility", {"strategy": 3}, "3 finns inte i grafen"),
    ],
)
def test_asking_wrongly_is_told_with_the_near_miss(
    graph: KnowledgeGraph, words: str, values: dict[str, Any], told: str
) -> None:
    """As on the command line."""
    with pytest.raises(UsageError, match=told):
        graph.query(words, **values)


def test_a_view_is_made_from_plain_values(graph: KnowledgeGraph) -> None:
    """Dates as text, one mode as a word."""
    view = graph.view("reviewed", "2026-01-01", "target")

    assert view == View("reviewed", datetime.date(2026, 1, 1), ("target",))
    assert graph.view() == View()
    with pytest.raises(UsageError, match=r"2026-13-01 är inget datum\. Skriv åååå-mm-dd"):
        graph.view(as_of="2026-13-01")
    with pytest.raises(UsageError, match="Okänd granskningsnivå"):
        graph.view("x")


def test_a_view_changes_the_answer(graph: KnowledgeGraph) -> None:
    """Verified passages do not tell of any goal."""
    assert graph.query("gap-responsibility").rows
    assert graph.query("gap-responsibility", graph.view("verified")).rows == ()


def test_a_network_can_be_drawn(graph: KnowledgeGraph) -> None:
    """With its nodes and edges."""
    made = graph.network("actor-forum", graph.view(as_of="2025-01-01"))

    assert {node.id for node in made.nodes} >= {ID("actor/a"), ID("forum/f")}
    assert made.edges
    with pytest.raises(UsageError, match=r"Menade du .*actor-forum"):
        graph.network("actor-forums")


@pytest.mark.filterwarnings("ignore:Dataset.default_context")
def test_the_statements_are_handed_out_as_an_rdflib_dataset(graph: KnowledgeGraph) -> None:
    """A copy: what is done to it does nothing here."""
    copy = graph.rdflib()
    before = len(list(graph.store.statements()))

    assert isinstance(copy, rdflib.Dataset)
    assert rdflib.Literal("Forumet", lang="sv") in {quad[2] for quad in copy.quads()}
    for name in [g.identifier for g in copy.graphs()]:
        copy.remove_graph(name)
    assert len(list(graph.store.statements())) == before


def test_a_graph_shows_itself_in_a_notebook_without_running_anything(tmp_path: Path) -> None:
    """The folder's name is text."""
    folder = tmp_path / "<script>alert(1)<"
    made = KnowledgeGraph.open(project(folder).root)

    assert "<script>" not in made._repr_html_()
    assert "&lt;script&gt;" in made._repr_html_()


def test_questions_are_listed_with_their_parameters(graph: KnowledgeGraph) -> None:
    """By name."""
    known = graph.queries()

    assert known["gap-responsibility"].parameters[0].name == "strategy"
    assert list(known) == sorted(known)


def test_the_package_has_one_class_and_a_version() -> None:
    """And says so where there is nothing."""
    assert kgraph.__version__
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = kgraph.nothing


@pytest.mark.parametrize(
    ("error", "code"), [(UsageError, 2), (InputError, 3), (OutsideError, 3), (InternalError, 4)]
)
def test_an_error_has_three_parts_and_an_exit_code(error: type[KGraphError], code: int) -> None:
    """Place first, then what, then the mend; Swedish unless English is asked for."""
    made = error(Text("Fel.", "Wrong."), "x:1", Text("Laga.", "Mend."))

    assert (str(made), made.render("en")) == ("x:1: Fel. Laga.", "x:1: Wrong. Mend.")
    assert made.exit_code == code
    assert str(error("Bara detta.")) == "Bara detta."


def test_the_library_prints_nothing(tmp_path: Path) -> None:
    """Neither on standard output nor on standard error, warnings included."""
    code = (
        "import sys\nfrom kgraph import KnowledgeGraph\n"
        "g = KnowledgeGraph.open(sys.argv[1])\n"
        "g.query('forum-members'); g.check(); g.network('actor-forum'); g.rdflib()\n"
    )

    assert run_python(code, str(project(tmp_path).root)) == ""
