"""The network pages: what the server gives, and the live picture in a real browser."""

import csv
import io
import json
import re
import socket
import threading
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import uvicorn

import hatch_build
from kgraph.errors import UsageError
from kgraph.network import Network, Node, catalogue
from kgraph.network.around import _whole as whole
from kgraph.network.around import circles, degrees, opened, way
from kgraph.network.field import rolled_apart, spread
from kgraph.network.value import Edge
from kgraph.project import Project
from kgraph.store import View
from kgraph.terms import BASE
from kgraph.web.front import Front
from kgraph.web.guard import Guard
from kgraph.web.metrics import Metrics
from kgraph.web.pages.network_made import bundle
from kgraph.web.pages.network_state import full, read_state, short, shown
from kgraph.web.settings import Settings
from kgraph.wording import Text
from tests.asking import Client
from tests.browser import Page, browser
from tests.helpers import HOSTILE, ROOT, project
from tests.pages_app import create_app

NAMES = sorted(catalogue(Project(ROOT, "given")))
READY = "document.documentElement.dataset.ready === 'yes'"
REGION = "actor/region-jonkopings-lan"
SVG = "{http://www.w3.org/2000/svg}"
FORUM = "/natverk/actor-forum"
# A browser that has no WebGL says so by giving nothing to draw on.
NO_WEBGL = """
const own = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
  return /webgl/.test(kind) ? null : own.call(this, kind, ...more);
};"""


def address(name: str) -> str:
    """A page of a network that shows something."""
    asked = {"around-actor": "?actor=region-jonkopings-lan"}.get(name, "")
    return f"/natverk/{name}{asked}"


@pytest.fixture(scope="module")
def client() -> Client:
    """The pages of the checkout's own graph."""
    return Client(create_app(Project(ROOT, "given")))


# -- networks of a few things ----------------------------------------------------------------


def node(name: str, kind: str = "actor", **more: object) -> Node:
    """A thing with a short name."""
    return Node(f"{BASE}id/actor/{name}", Text(name, name), kind, **more)  # type: ignore[arg-type]


def link(number: int, a: str, b: str, mode: str = "actual") -> Edge:
    """A link between two things with short names."""
    ends = (f"{BASE}id/actor/{a}", f"{BASE}id/actor/{b}")
    return Edge(f"e{number}", *ends, "r", f"{BASE}vocab/mode/{mode}")


def network(nodes: list[Node], edges: list[Edge]) -> Network:
    """A network without places."""
    title = Text("N", "N")
    return Network("n", title, title, tuple(nodes), tuple(edges), (), {}, View())


LINE = network(
    [node("a"), node("b", "forum", county=(f"{BASE}id/territory/x",)), node("c"), node("d")],
    [link(1, "a", "b"), link(2, "c", "b", "target")],
)


def ids(found: tuple[list[Node], list[Edge]]) -> tuple[str, str]:
    """Names of things and numbers of links."""
    return "".join(n.label.sv for n in found[0]), " ".join(e.id for e in found[1])


@pytest.mark.parametrize(
    ("asked", "things", "links"),
    [
        ({}, "abcd", "e1 e2"),
        ({"slag": "forum"}, "b", ""),
        ({"slag": "actor,forum"}, "abcd", "e1 e2"),
        ({"lan": "x"}, "abc", "e1 e2"),
        ({"lan": "x", "lage": "target"}, "bc", "e2"),
        ({"lan": "x", "slag": "forum"}, "b", ""),
        ({"lan": "x,-"}, "abcd", "e1 e2"),
        ({"lan": "-"}, "acd", ""),
        ({"lage": "target"}, "bcd", "e2"),
        ({"slag": "actor", "lan": "x"}, "", ""),
        ({"slag": "finns-inte"}, "", ""),
        ({"slag": " , "}, "abcd", "e1 e2"),
    ],
)
def test_a_filter_lets_through_what_it_names(
    asked: dict[str, str], things: str, links: str
) -> None:
    """A thing without any link stays whatever links count; one whose links do not count goes.

    What a chosen county is linked with stays, when it is of no single county itself.
    """
    assert ids(shown(LINE, read_state(asked))) == (things, links)


@pytest.mark.parametrize("asked", [{"farg": "x"}, {"ordning": "hit"}, {"steg": "9"}])
def test_what_cannot_be_chosen_is_refused(asked: dict[str, str]) -> None:
    """The error names what can be."""
    with pytest.raises(UsageError, match="Välj en av"):
        read_state(asked)


@pytest.mark.parametrize("iri", [f"{BASE}id/actor/x", f"{BASE}vocab/theme/y", "http://e.org/z", ""])
def test_an_iri_comes_back_from_an_address(iri: str) -> None:
    """Written short, read whole."""
    assert full(short(iri)) == iri


def test_the_way_is_a_shortest_one_and_always_the_same() -> None:
    """Direction does not matter; of two ways as short the first in order of names is taken."""
    edges = [link(1, "a", "c"), link(2, "b", "a"), link(3, "c", "d"), link(4, "d", "b")]
    every = {end for e in edges for end in (e.source, e.target)}
    names = {iri[-1]: iri for iri in every}

    found = way(edges, names["a"], names["d"], every)

    assert [iri[-1] for iri in found] == ["a", "b", "d"]
    assert way(edges, names["a"], names["d"], every - {names["b"], names["c"]}) == ()
    assert way(edges, names["a"], names["a"], every) == (names["a"],)


def test_circles_are_numbered_from_the_largest_and_a_thing_alone_has_none() -> None:
    """Two triangles and a pair, joined by nothing."""
    pairs = ["ab", "bc", "ca", "de", "ef", "fd", "gh", "dg"]
    edges = [link(n, *pair) for n, pair in enumerate(pairs[:7], 1)]

    found = circles(network([node(x) for x in "abcdefghi"], edges))

    by_name = {iri[-1]: number for iri, number in found.items()}
    assert by_name == dict(zip("abcdefghi", [1, 1, 1, 2, 2, 2, 3, 3, 0], strict=True))


def test_a_link_with_itself_counts_once() -> None:
    """A degree is a number of links."""
    assert set(degrees([link(1, "a", "a")]).values()) == {1}


def test_opening_a_thing_adds_its_neighbours_and_moves_nothing(tmp_path: Path) -> None:
    """What was there stays where it was; what comes stands apart from it."""
    from kgraph.store import open_store

    nodes = [node(x, x=100 * n, y=0) for n, x in enumerate("ab")]
    small = network(nodes, [link(1, "a", "b")])
    every = {n.id: n for n in (*nodes, *(node(x) for x in "cdef"))}
    all_of = whole(every, [link(n, "a", x) for n, x in enumerate("bcdef", 1)])

    found = opened(open_store(project(tmp_path)), all_of, small, [nodes[0].id])

    places = {n.label.sv: (n.x, n.y) for n in found.nodes}
    assert (places["a"], places["b"]) == ((0, 0), (100, 0))
    assert len(set(places.values())) == 6
    assert len(found.edges) == 5 and len({e.id for e in found.edges}) == 5


# -- the large layout ------------------------------------------------------------------------


def caves(count: int) -> list[tuple[int, int]]:
    """Rings of ten, each tied to the next by one link."""
    links = []
    for first in range(0, count, 10):
        links += [(first + i, first + (i + 1) % 10) for i in range(10)]
        if first:
            links.append((first, first - 10))
    return links


@pytest.mark.parametrize("count", [40, 600])
def test_linked_things_stand_near_and_two_runs_agree(count: int) -> None:
    """Few or many: the middle link is a fraction of the middle distance."""
    import numpy as np

    places, again = spread(count, caves(count)), spread(count, caves(count))

    ends = np.array(caves(count))
    linked = np.hypot(*(places[ends[:, 0]] - places[ends[:, 1]]).T)
    other = np.hypot(*(places - places[::-1]).T)
    assert (places == again).all() and np.isfinite(places).all() and np.abs(places).max() <= 1
    assert np.median(linked) < 0.35 * np.median(other)


def test_a_hub_stands_in_the_middle_of_its_leaves() -> None:
    """All of them as far out, none on another."""
    import numpy as np

    places = spread(9, [(8, leaf) for leaf in range(8)])

    out = np.hypot(*(places[:8] - places[8]).T)
    assert out.max() - out.min() < 0.2 and len(np.unique(places.round(6), axis=0)) == 9


def test_things_in_one_place_are_rolled_apart() -> None:
    """Even those that lie on each other."""
    import numpy as np
    from scipy.spatial import cKDTree

    found = rolled_apart(np.zeros((50, 2)), 30.0)

    assert cKDTree(found).query(found, 2)[0][:, 1].min() > 20


# -- what the server gives -------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_every_network_has_a_page_in_both_languages_and_every_form(
    client: Client, name: str
) -> None:
    """Each form is read by what reads it, and has the same things and links."""
    path = address(name)
    for prefix in ("", "/en"):
        assert client.get(prefix + path).status_code == 200
    stem, _, query = path.partition("?")
    forms = {form: client.get(f"{stem}.{form}?{query}") for form in
             ("json", "csv", "xlsx", "docx", "svg", "gexf", "graphml")}  # fmt: skip
    assert {got.status_code for got in forms.values()} == {200}
    data = forms["json"].json()["data"]
    nodes, edges = len(data["nodes"]), len(data["edges"])
    gexf = ET.fromstring(forms["gexf"].content)
    assert len(gexf.findall(".//{*}node")) == nodes and len(gexf.findall(".//{*}edge")) == edges
    graphml = ET.fromstring(forms["graphml"].content)
    assert len(graphml.findall(".//{*}node")) == nodes
    svg = ET.fromstring(forms["svg"].content)
    assert len(svg.findall("./{*}line")) + len(svg.findall("./{*}circle")) == edges
    rows = list(csv.reader(io.StringIO(forms["csv"].text.lstrip("\ufeff")), delimiter=";"))
    assert len(rows) == nodes + edges + 5
    assert forms["xlsx"].content[:2] == b"PK"


def test_the_picture_is_drawn_from_the_same_value_as_the_file(client: Client) -> None:
    """Things, links, passages and legend are those of ``kgraph network``."""
    from kgraph.network import build
    from kgraph.store import open_store

    data = client.get(FORUM + ".json?ordning=spalter").json()["data"]
    own = Project(ROOT, "given")
    made = build(own, open_store(own), "actor-forum", {}, View()).to_dict()

    assert {key: data[key] for key in made} == json.loads(json.dumps(made))
    assert set(data["circles"]) == {n["id"] for n in data["nodes"]}


def test_the_picture_asks_for_passages_when_a_thing_is_chosen(client: Client) -> None:
    """Without them no key speaks of evidence; with a thing's name come that thing's alone."""
    whole = client.get(FORUM + ".json").json()["data"]
    light = client.get(FORUM + ".json?belagg=utan").json()["data"]
    bare = {"nodes": [_without(n) for n in whole["nodes"]],
            "edges": [_without(e) for e in whole["edges"]]}  # fmt: skip
    assert light == _without(whole) | bare
    one = client.get(f"{FORUM}.json?belagg={REGION}").json()["data"]
    iri = "https://w3id.org/kompsam/id/" + REGION
    assert one["edges"] == [e for e in whole["edges"] if iri in (e["source"], e["target"])]
    cited = {place for part in (*one["nodes"], *one["edges"]) for place in part["evidence"]}
    assert one["evidence"] == {place: whole["evidence"][place] for place in cited}
    assert client.get(FORUM + ".json?belagg=actor/ingen").status_code == 404


def _without(part: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in part.items() if key != "evidence"}


def test_a_filter_that_stands_several_times_is_one_filter(client: Client) -> None:
    """As a form without a script sends it."""
    twice = client.get(FORUM + ".json?slag=actor&slag=group").json()["data"]
    joined = client.get(FORUM + ".json?slag=actor,group").json()["data"]

    assert twice["nodes"] == joined["nodes"]
    assert {n["kind"] for n in twice["nodes"]} == {"actor", "group"}


def test_the_way_is_told_with_its_passages(client: Client) -> None:
    """Every step names its link and where it says so."""
    page = client.get(FORUM + f"?fran={REGION}&till=Statens+skolverk").text

    section = page[page.index('id="vag"') : page.index('id="saker"')]
    assert "Vägen går över" in section and section.count('class="cites"') >= 2
    assert "Region Jönköpings län" in section and "Statens skolverk" in section


def test_a_chosen_gap_is_told_as_what_the_sources_read_say(client: Client) -> None:
    """Not named in what was read is not the same as nobody."""
    data = client.get("/natverk/actor-element.json").json()["data"]
    gap = next(n for n in data["nodes"] if (n["responsibility"] or "").endswith("namns-inte"))

    page = client.get("/natverk/actor-element?" + urlencode({"vald": short(gap["id"])})).text

    assert "Ingen ansvarig nämns i de lästa källorna. Det kan finnas en ändå." in page


def test_around_a_thing_one_finds_it_by_name_or_is_told_that_it_is_not_there(
    client: Client,
) -> None:
    """A part of a name gives what has it; a thing without links has no network."""
    hits = client.get("/natverk/kring?namn=kompetensr%C3%A5det").text
    assert "/natverk/kring?sak=forum%2Fkompetensradet-jonkoping" in hits
    assert "Inget i nätverken heter så" in client.get("/natverk/kring?namn=qqq").text
    one = client.get("/natverk/kring.json?sak=forum/kompetensradet-jonkoping").json()["data"]
    two = client.get("/natverk/kring.json?sak=forum/kompetensradet-jonkoping&steg=2").json()["data"]
    assert one["focus"].endswith("kompetensradet-jonkoping")
    assert {n["id"] for n in one["nodes"]} < {n["id"] for n in two["nodes"]}
    assert client.get("/natverk/kring?sak=actor/finns-inte").status_code == 404


def test_what_is_wished_for_comes_only_when_asked_for(client: Client) -> None:
    """And then says what it is."""
    usual = client.get("/natverk/actor-element.json").json()["data"]
    wide = client.get("/natverk/actor-element.json?alla=1").json()["data"]

    modes = [{(e["mode"] or "").rpartition("/")[2] for e in d["edges"]} for d in (usual, wide)]
    assert modes[0] <= {"actual", "norm"} and "target" in modes[1]


def test_nothing_hostile_becomes_markup(tmp_path: Path) -> None:
    """Names of things in the page, the picture and the data are text."""
    own = project(tmp_path)
    hostile = Client(create_app(own))
    name = HOSTILE.split("\n")[0][:20]
    for asked in ("", "?q=" + urlencode({"": HOSTILE})[1:], "?fran=%3Cscript%3E&till=%22%3E"):
        page = hostile.get("/natverk/actor-element" + asked)
        assert page.status_code == 200
        assert not re.search(r"<script(?![^>]* src=)", page.text), name
    for fitted in ("", "?bild=sida", "?bild=telefon"):
        svg = hostile.get("/natverk/actor-element.svg" + fitted).text
        assert "<script" not in svg
        ET.fromstring(svg)


@pytest.mark.parametrize(("fitted", "wide"), [("sida", 860), ("telefon", 360)])
def test_names_in_the_still_picture_can_be_read_where_it_is_shown(
    fitted: str, wide: int, client: Client
) -> None:
    """At the width of the page or telephone they are as large as other text; none cover another."""
    root = ET.fromstring(client.get(f"{FORUM}.svg?bild={fitted}").text)
    shown_as = wide / float(root.attrib["width"])
    assert float(root.attrib["font-size"]) * shown_as > 9
    named = " ".join("".join(text.itertext()) for text in root.iter(f"{SVG}text"))
    assert "Region Jönköpings" in named and "Kompetensforum" in named
    every = ET.fromstring(client.get(f"{FORUM}.svg").text)
    assert len(list(root.iter(f"{SVG}line"))) == len(list(every.iter(f"{SVG}line")))
    assert len(list(root.iter(f"{SVG}text"))) < len(list(every.iter(f"{SVG}text")))


def test_only_the_picture_knows_its_width(client: Client) -> None:
    """The page has no such choice, and a width that is not there is refused."""
    assert client.get(f"{FORUM}.json?bild=sida").status_code == 400
    assert client.get(f"{FORUM}.svg?bild=vykort").status_code == 400


# -- what draws it ---------------------------------------------------------------------------


def test_the_bundle_is_not_made_again_when_nothing_has_changed(tmp_path: Path) -> None:
    """Neither npm nor Node is looked for then."""
    folder = tmp_path / hatch_build.BUNDLE
    (folder / "made").mkdir(parents=True)
    for name in hatch_build._FROM:
        (folder / name).write_bytes((ROOT / hatch_build.BUNDLE / name).read_bytes())
    (folder / "made" / hatch_build.STAMP).write_text(hatch_build._stamp(folder))

    assert hatch_build.make_bundle(tmp_path)


@pytest.mark.parametrize("found", ["", "no-such-program"])
def test_without_npm_the_install_goes_on_and_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], found: str
) -> None:
    """In both languages, with the command that makes it later."""
    folder = tmp_path / hatch_build.BUNDLE
    folder.mkdir(parents=True)
    for name in hatch_build._FROM:
        (folder / name).write_bytes((ROOT / hatch_build.BUNDLE / name).read_bytes())
    monkeypatch.setattr(hatch_build, "_npm", lambda: [found] if found else [])

    assert not hatch_build.make_bundle(tmp_path)

    told = capfd.readouterr().err
    assert "stillbild" in told and "still picture" in told and "python hatch_build.py" in told


def test_the_lock_of_npm_has_checksums_and_no_addresses() -> None:
    """Where to fetch from is the reader's own setting; licences are permissive."""
    text = (ROOT / hatch_build.BUNDLE / "package-lock.json").read_text()
    packages = {k: v for k, v in json.loads(text)["packages"].items() if k}

    assert "resolved" not in text and "http" not in re.sub(r'"funding".*', "", text)
    assert all(p["integrity"].startswith("sha512-") for p in packages.values())
    assert {p["license"] for p in packages.values()} == {"MIT"}


def test_what_is_bundled_comes_with_its_licences(client: Client) -> None:
    """Each package with its text."""
    if bundle("drawing.js") is None:
        pytest.skip("what draws the network is not built (python hatch_build.py)")
    told = client.get("/static/drawing-licences.txt").text

    for name in ("sigma", "graphology", "events"):
        assert re.search(rf"^{name} [\d.]+, MIT$", told, re.M), name
    assert told.count("Permission is hereby granted") >= 3


def test_without_the_bundle_the_page_shows_the_still_picture_and_says_so(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is asked of the browser that is not there."""
    monkeypatch.setattr("kgraph.web.pages.network_controls.bundle", lambda name: None)

    page = client.get(FORUM + "?q=utan-bunt").text

    assert "ingår inte i den här installationen" in page
    assert 'src="/natverk/actor-forum.svg?q=utan-bunt&amp;bild=sida"' in page
    assert "network-live.js" not in page


# -- in a browser ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def served(client: Client) -> Iterator[str]:
    """The pages at an address of this machine, under the site's own content policy."""
    guarded = Guard(client.app, Settings(), Front(Settings(), Metrics()))
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(guarded, port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def window(chromium: str) -> Iterator[Page]:
    """A browser that can draw."""
    if bundle("drawing.js") is None:
        pytest.skip("what draws the network is not built (python hatch_build.py)")
    with browser(chromium, server=True, drawing=True) as page:
        yield page


def go(page: Page, served: str, path: str, ready: str = READY) -> None:
    """Open an address and wait for its picture."""
    page.forget()
    page.command("Page.navigate", url="about:blank")
    page.command("Page.navigate", url=served + path)
    page.wait(f"location.href !== 'about:blank' && document.documentElement && ({ready})", 90)


def sound(page: Page, served: str) -> None:
    """No complaint, and nothing asked of anybody else."""
    assert page.errors == []
    allowed = (served, "data:", "blob:", "about:")
    assert [r for r in page.requests if not r.startswith(allowed)] == []


def text(page: Page, selector: str) -> str:
    """What an element says."""
    return str(page.run(f"document.querySelector({json.dumps(selector)}).textContent.trim()"))


def tick(page: Page, name: str, value: str) -> None:
    """Click a box of the form."""
    page.run(f"document.querySelector('input[name={name}][value=\"{value}\"]').click()")


def sizes(page: Page, served: str) -> tuple[int, int]:
    """How many things and links the whole network has, as the server tells it."""
    told = page.run(f"fetch('{served}{FORUM}.json').then(a => a.json())"
                    ".then(v => [v.data.nodes.length, v.data.edges.length].join())")  # fmt: skip
    things, links = map(int, told.split(","))
    return things, links


def test_the_picture_is_drawn_and_every_choice_stands_in_the_address(
    window: Page, served: str
) -> None:
    """Filter, colour, search, choose, way: each shows at once, and the address brings it back."""
    go(window, served, FORUM)
    things, links = sizes(window, served)
    assert text(window, "#net-size") == f"{things} saker, {links} samband"
    tick(window, "slag", "forum")
    tick(window, "slag", "actor")
    assert re.match(rf"[1-9]\d* av {things} saker", text(window, "#net-size"))
    window.run("(f => { f.value = 'krets'; f.dispatchEvent(new Event('change', {bubbles: true})) })"
               "(document.querySelector('[name=farg]'))")  # fmt: skip
    window.run("(f => { f.value = 'Region J'; f.dispatchEvent(new Event('input')) })"
               "(document.getElementById('net-search'))")  # fmt: skip
    window.wait("document.querySelectorAll('#net-hits button').length >= 2")
    window.run("[...document.querySelectorAll('#net-hits button')].find(b => b.textContent "
               "=== 'Region Jönköpings län').click()")  # fmt: skip
    assert text(window, "#net-name") == "Region Jönköpings län"
    assert "krets" in text(window, "#net-said")
    asked = "location.search"
    for part in ("slag=actor,forum", "farg=krets", "q=Region+J", f"vald={REGION}"):
        window.wait(f"{asked}.includes({json.dumps(part)})")
    seen = "[document.getElementById('net-size').textContent.trim(), document.getElementById("\
        "'net-name').textContent, document.querySelector('[name=farg]').value]"  # fmt: skip
    before, here = window.run(seen), window.run("location.pathname + location.search")
    window.wait("!!document.getElementById('valt')")
    go(window, served, here)
    assert window.run(seen) == before
    sound(window, served)


def test_the_script_filters_as_the_server_does(window: Page, served: str, client: Client) -> None:
    """The same address gives the same numbers with and without the script."""
    for asked in (
        "slag=actor",
        "lan=kronobergs-lan",
        "lan=jonkopings-lan&slag=actor,forum",
        "niva=nationell&slag=actor",
        "tema=-",
    ):
        data = client.get(f"{FORUM}.json?{asked}").json()["data"]
        go(window, served, f"{FORUM}?{asked}")
        things, links = re.findall(r"(\d+)(?: av \d+)? s", text(window, "#net-size"))
        assert (int(things), int(links)) == (len(data["nodes"]), len(data["edges"])), asked


def test_the_way_between_two_is_found_in_the_picture_as_on_the_page(
    window: Page, served: str
) -> None:
    """The number of links that is said is the one that the page tells."""
    go(window, served, f"{FORUM}?vald={REGION}")
    window.run("[...document.querySelectorAll('.does button')][1].click()")
    window.run("(f => { f.value = 'Statens skolverk'; f.dispatchEvent(new Event('change', "
               "{bubbles: true})) })(document.querySelector('[name=till]'))")  # fmt: skip
    said = text(window, "#net-said")
    assert said.startswith("Vägen går över")
    window.wait("!!document.getElementById('vag')")
    assert said in window.run("document.getElementById('vag').parentElement.textContent")
    sound(window, served)


def test_a_chosen_thing_tells_the_places_of_its_links(window: Page, served: str) -> None:
    """They come a moment after the rest of the card, and lead to the passages."""
    go(window, served, f"{FORUM}?vald={REGION}")
    places = "[...document.querySelectorAll('#net-facts li > span:last-child')]"
    window.wait(f"{places}.length > 0 && "
                f"{places}.every(p => p.querySelector('a[href*=\"/graph/\"]'))")  # fmt: skip
    assert "rad" in window.run(f"{places}[0].textContent")
    sound(window, served)


def test_an_address_with_a_chosen_thing_stays_as_it_is_when_opened(
    window: Page, served: str
) -> None:
    """Read anew, copied or in English it brings back the same."""
    go(window, served, f"{FORUM}?q=Region&vald={REGION}")
    asked = "new URLSearchParams(location.search)"
    assert window.run(f"{asked}.get('vald') + {asked}.get('q')") == f"{REGION}Region"
    assert f"vald={REGION}" in window.run("document.querySelector('a.lang').search")
    sound(window, served)


def test_neighbours_are_added_and_taken_away_again(window: Page, served: str) -> None:
    """The address holds what is opened."""
    go(window, served, f"{FORUM}?vald={REGION}")
    things, _ = sizes(window, served)
    window.run("document.querySelector('.does button').click()")
    size = "parseInt(document.getElementById('net-size').textContent)"
    window.wait(f"location.search.includes('oppna=') && {size} > {things}")
    window.wait("!document.getElementById('net').hasAttribute('aria-busy')")
    window.run("document.querySelector('.does button').click()")
    window.wait("document.getElementById('net-size').textContent.trim()"
                f".startsWith('{things} saker')")  # fmt: skip
    assert "oppna" not in window.run("location.search")
    sound(window, served)


def step_into(window: Page) -> None:
    """Go by Tab into the picture, where a first symbol is told."""
    window.run("document.querySelector('[data-do=png]').focus()")
    for _ in range(12):
        window.press("Tab")
        if window.run("document.activeElement.id") == "net-canvas":
            break
    window.wait("document.getElementById('net-said').textContent.includes('samband')")


def test_by_keyboard_alone_one_walks_chooses_and_comes_back(window: Page, served: str) -> None:
    """Arrows go from symbol to symbol, each told with its links and circle; Enter opens it."""
    go(window, served, FORUM)
    step_into(window)
    first = text(window, "#net-said")
    for key in ("ArrowLeft", "ArrowUp", "ArrowRight", "ArrowDown", "ArrowLeft"):
        window.press(key)
    walked = text(window, "#net-said")
    assert walked != first and re.search(r", \d+ samband, (krets \d+|ingen krets)", walked)
    window.press("Enter")
    window.wait("document.activeElement.id === 'net-name'")
    assert walked.startswith(text(window, "#net-name"))
    window.press("Escape")
    window.wait("document.activeElement.id === 'net-canvas' && "
                "document.getElementById('net-card').hidden")  # fmt: skip
    ratio = "location.search"
    window.press("+")
    window.wait(f"{ratio}.includes('vy=')")
    window.press("0")
    window.wait(f"!{ratio}.includes('vy=')")
    sound(window, served)


def test_a_click_on_a_symbol_chooses_it(window: Page, served: str) -> None:
    """What lies under the pointer is what is told."""
    go(window, served, FORUM + "?slag=forum&lan=kronobergs-lan")
    canvas = "document.getElementById('net-canvas')"
    step_into(window)
    window.run(f"{canvas}.scrollIntoView({{block: 'center'}})")
    at = f"(document.querySelector('[data-walked]') || {canvas}).dataset.walked"
    window.wait(
        f"{at} && (s => {{ const same = s === window.was; window.was = s; "
        f"window.calm = same ? (window.calm || 0) + 1 : 0; return window.calm > 30; }})({at})"
    )
    name = text(window, "#net-said")
    left, top = window.run(f"(r => [r.left, r.top])({canvas}.getBoundingClientRect())")
    x, y = map(int, window.run(at).split())

    window.click(left + x, top + y)

    window.wait("!document.getElementById('net-card').hidden")
    assert "forum" in window.run("location.search.split('vald=')[1]")
    assert name.startswith(text(window, "#net-name"))


def test_the_picture_is_saved_with_its_title_and_key(window: Page, served: str) -> None:
    """A PNG of some size comes of the button."""
    go(window, served, FORUM)
    window.run("document.querySelector('[data-do=png]').click()")
    window.wait("Number(document.getElementById('net').dataset.saved) > 20000")
    sound(window, served)


@pytest.mark.parametrize("name", NAMES)
def test_every_network_is_drawn_in_both_languages(window: Page, served: str, name: str) -> None:
    """No complaint from the browser, nothing from outside."""
    for prefix in ("", "/en"):
        go(window, served, prefix + address(name))
        assert int(window.run("document.getElementById('net-canvas').dataset.drawn")) > 0
        sound(window, served)


def test_on_paper_stand_the_still_picture_of_what_is_shown_and_its_table(
    window: Page, served: str
) -> None:
    """Not the canvas, which knows neither paper nor who reads it aloud."""
    go(window, served, FORUM + "?slag=actor,forum")
    picture = "document.getElementById('net-paper')"
    window.wait(f"{picture}.naturalWidth > 300", 90)
    assert "slag=actor" in window.run(f"{picture}.src")
    high = "document.getElementById('{0}').getBoundingClientRect().height"
    assert window.run(high.format("net-paper")) == 0
    window.command("Emulation.setEmulatedMedia", media="print")
    try:
        assert window.run(high.format("net-paper")) > 200
        assert window.run(high.format("net-canvas")) == 0
        assert window.run("document.querySelectorAll('#saker ~ .frame tbody tr').length") > 40
    finally:
        window.command("Emulation.setEmulatedMedia", media="")
    sound(window, served)


def test_without_webgl_the_still_picture_stands_there_and_the_page_says_why(
    chromium: str, served: str
) -> None:
    """The choices and the tables are there all the same."""
    if bundle("drawing.js") is None:
        pytest.skip("what draws the network is not built (python hatch_build.py)")
    with browser(chromium, server=True) as page:
        page.command("Page.addScriptToEvaluateOnNewDocument", source=NO_WEBGL)
        go(page, served, FORUM, "document.documentElement.dataset.ready === 'still'")
        page.wait("document.querySelector('.net-still img').naturalWidth > 500")
        assert "WebGL" in text(page, "#net-why")
        assert page.run("document.querySelectorAll('#saker ~ .frame tbody tr').length") > 80
        sound(page, served)


def test_without_script_the_still_picture_follows_the_form(chromium: str, served: str) -> None:
    """The button sends the choices, and the picture that is asked for is of them."""
    if bundle("drawing.js") is None:
        pytest.skip("what draws the network is not built (python hatch_build.py)")
    with browser(chromium, server=True) as page:
        page.scripts(False)
        page.command("Page.navigate", url=served + FORUM + "?slag=actor&slag=forum&farg=lan")
        end = time.monotonic() + 90
        while not (asked := [r for r in page.requests if ".svg" in r]):
            assert time.monotonic() < end
            page.command("Page.getLayoutMetrics")
        assert asked == [f"{served}{FORUM}.svg?slag=actor%2Cforum&farg=lan&bild=sida"]
        sound(page, served)
