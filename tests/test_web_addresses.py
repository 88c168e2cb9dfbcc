"""What an address may say: endings that give statements, and parameters that are known or not."""

import html
import re

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.endpoint import strangers
from kgraph.project import Project
from kgraph.web.pages import parameters
from kgraph.web.pages.routes import ROUTES
from tests.asking import Client
from tests.helpers import ROOT
from tests.pages_app import create_app

# An address of each page that is there as statements, but for its ending.
STATED = {
    "/alla/{kind}": "/alla/forum",
    "/vem-gor-vad/tema/{theme}": "/vem-gor-vad/tema/validering",
    "/vem-gor-vad/tema/{theme}/{county}": "/vem-gor-vad/tema/validering/jonkopings-lan",
    "/vem-gor-vad/lan/{county}": "/vem-gor-vad/lan/kronobergs-lan",
    "/vem-gor-vad/strategi/{strategy}": "/vem-gor-vad/strategi/kronoberg-rus-2025",
    "/vem-gor-vad/element/{element}": "/vem-gor-vad/element/jp-fo2-i2",
    "/fynd": "/fynd",
    "/matris/{rows}/{columns}": "/matris/forum/member",
    "/natverk/{name}": "/natverk/actor-project",
    "/jamfor": "/jamfor",
    "/tidslinje": "/tidslinje",
    "/bevaka": "/bevaka",
    "/bevaka/andrat": "/bevaka/andrat",
    "/bevaka/fragor": "/bevaka/fragor",
    "/fragor/{query}": "/fragor/forum-members",
    "/kallor": "/kallor",
    "/kontroller": "/kontroller",
}
_NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@pytest.fixture(scope="module")
def client() -> Client:
    """The pages of the checkout's own graph."""
    return Client(create_app(Project(ROOT, "given")))


def _told(page: str) -> list[str]:
    """What a page says over its heading of an address that was not understood."""
    before = page.partition("<h1")[0]
    return [html.unescape(t) for t in re.findall(r'<p class="caution">(.*?)</p>', before)]


# -- statements ------------------------------------------------------------------------------


def test_each_page_that_is_there_as_statements_is_tried_here() -> None:
    """So that a new one comes with a test."""
    assert STATED.keys() == {route.path for route in ROUTES if "jsonld" in route.more}


@pytest.mark.parametrize("path", STATED.values())
def test_a_page_that_tells_what_sources_state_is_there_as_statements(
    path: str, client: Client
) -> None:
    """The same in Turtle and JSON-LD, named last on the page, as files to keep."""
    page, found = client.get(path).text, []
    for form, syntax in (("ttl", ox.RdfFormat.TURTLE), ("jsonld", ox.RdfFormat.JSON_LD)):
        got = client.get(f"{path}.{form}")
        assert got.status_code == 200, got.text
        assert f'href="{path}.{form}"' in page
        assert got.headers["content-disposition"].endswith(f'.{form}"')
        triples = [q.triple for q in ox.parse(got.content, syntax)]
        found.append({t for t in triples if not any(isinstance(p, ox.BlankNode) for p in t)})
    assert found[0] == found[1]
    assert found[0] or path.startswith("/fragor/")  # a table is blank nodes alone


def test_the_statements_of_a_page_are_those_of_its_passages(client: Client) -> None:
    """Each passage that the page cites is a graph in its JSON-LD, and no other passage is."""
    path = STATED["/vem-gor-vad/element/{element}"]
    cited = {passage["iri"] for passage in client.get(path + ".json").json()["passages"]}
    given = client.get(path + ".jsonld").content
    graphs = {q.graph_name.value for q in ox.parse(given, ox.RdfFormat.JSON_LD)}
    assert cited and {graph for graph in graphs if not graph.endswith("/meta")} == cited


# -- parameters ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/fynd?as_off=2020-01-01", "en del som inte känns igen: as_off. Menade du as_of?"),
        ("/tidslinje?foo=1&bar=2", "delar som inte känns igen: foo, bar."),
        ("/en/fynd?foo", "a part that is not known: foo."),
        ("/en/id/actor/region-kronoberg.html?foo=1", "a part that is not known: foo."),
        ("/fragor/forum-members?forun=x", "forun. Menade du forum?"),
        ("/natverk/actor-forum?lann=x", "lann. Menade du lan?"),
        ("/fynd?lan=kronobergs-lan&lan=jonkopings-lan", "samma sak flera gånger: lan."),
    ],
)
def test_a_reader_is_told_what_of_the_address_was_passed_by(
    path: str, said: str, client: Client
) -> None:
    """The page is shown, with a line at its top; as data nothing is given, and the reason is."""
    got = client.get(path)
    assert got.status_code == 200
    assert [said in told for told in _told(got.text)] == [True]
    data = client.get(path.replace(".html", "").replace("?", ".json?"))
    assert data.status_code == 400
    assert data.headers["content-type"] == "application/problem+json"
    assert said in data.json()["detail"]


def test_what_was_passed_by_is_in_no_link_of_the_page(client: Client) -> None:
    """Else it would follow the reader from page to page."""
    assert "foo=1" not in client.get("/fynd?foo=1&lan=kronobergs-lan").text


@pytest.mark.parametrize(
    "mark", ("utm_source=brev", "utm_campaign=x&fbclid=y", "mtm_kwd=1", "_=17", "gclid=")
)
def test_a_mark_of_tracking_changes_nothing(mark: str, client: Client) -> None:
    """Newsletters and searches add them to links that are passed on."""
    for path in ("/fynd", "/fynd.json"):
        assert client.get(f"{path}?{mark}&lan=kronobergs-lan").content == (
            client.get(f"{path}?lan=kronobergs-lan").content
        )


def test_a_network_takes_several_values_of_a_filter(client: Client) -> None:
    """As its form sends them, a box each."""
    page = client.get("/natverk/actor-forum?lan=kronobergs-lan&lan=jonkopings-lan").text
    assert _told(page) == []


def test_a_hostile_name_is_text_and_a_thousand_names_are_a_line(client: Client) -> None:
    """Nothing that somebody writes in an address becomes markup, or makes the page long."""
    many = "&".join(f"n{number}=1" for number in range(1000))
    page = client.get("/om?%3Cscript%3Ealert(1)%3C/script%3E=1&" + many).text
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page
    assert len(page) - len(client.get("/om").text) < 1_000


@given(st.lists(st.tuples(_NAMES, _NAMES), max_size=6))
def test_every_name_is_known_strange_or_a_mark(items: list[tuple[str, str]]) -> None:
    """None is lost in silence, and what is said of it is short however long it is."""
    asked = parameters.read(items, ("lan",))
    names = {name for name, _ in items}
    assert names == {*asked.given, *asked.strange, *filter(strangers.is_mark, names)}
    assert all(len(text.sv) < 500 and len(text.en) < 500 for text in asked.told)


# -- tables ----------------------------------------------------------------------------------


def test_one_table_of_a_csv_file_is_given_alone(client: Client) -> None:
    """By its number or its name, with its heads in the first row; another is refused."""
    both = client.get("/natverk/actor-project.csv").text.splitlines()
    things, links = (client.get(f"/natverk/actor-project.csv?tabell={n}").text for n in (1, 2))
    assert both.count("") == 1 and both[0] == "\ufeffSaker"
    assert things.splitlines() == ["\ufeff" + both[1], *both[2 : both.index("")]]
    assert links.splitlines() == ["\ufeff" + both[both.index("") + 2], *both[both.index("") + 3 :]]
    assert client.get("/natverk/actor-project.csv?tabell=samband").text == links
    refused = client.get("/natverk/actor-project.csv?tabell=3")
    assert refused.status_code == 400 and "1 (saker), 2 (samband)" in refused.json()["detail"]
    assert client.get("/natverk/actor-project.json?tabell=1").status_code == 400
