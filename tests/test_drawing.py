"""The network page: one file that works offline, runs nothing from the data and is for all."""

import base64
import dataclasses
import hashlib
import html
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kgraph.drawing import WORDS, json_block, picture, to_html
from kgraph.network import Edge, Network, Node, build, catalogue
from kgraph.network.value import Passage
from kgraph.project import Project
from kgraph.store import Store, View, open_store
from kgraph.terms import ID, VOCAB
from kgraph.wording import Text
from tests.browser import Page, browser
from tests.helpers import ROOT, run_python

SHIPPED = Project(ROOT, "given")
VIEW = View(as_of=date(2026, 11, 21))
TWO_MEGABYTES = 2_000_000

# Each tries another way out of where it stands.
BREAKS = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    '"><svg onload=alert(3)>',
    "javascript:alert(4)",
    "' onmouseover='alert(5)",
    "{{ 7 * 7 }}{% raw %}",
    "<!--<script>",
    "]]>\u2028\u2029\u202egnp.exe",
    "<a href=http://example.invalid/>x</a>",
    "</style><style>*{display:none}</style>",
)


@pytest.fixture(scope="module")
def store() -> Store:
    """The shipped data, read once."""
    return open_store(SHIPPED)


@pytest.fixture(scope="module")
def meetings(store: Store) -> Network:
    """Actors and forums in the shipped data."""
    return build(SHIPPED, store, "actor-forum", {}, VIEW)


def hostile() -> Network:
    """A small network with something hostile in every text there is."""
    bad = [Text(text, text + " (en)") for text in BREAKS]
    ids = [f"{ID('actor/')}{number}" for number in range(len(bad))]
    level = VOCAB("responsibility-level/namns-inte")
    nodes = tuple(
        Node(
            iri,
            bad[i],
            "measure" if i % 2 else "actor",
            county=(BREAKS[i],),
            level=BREAKS[i - 1],
            responsibility=level if i == 1 else "",
            themes=(BREAKS[i - 2],),
            whole=BREAKS[i - 3],
            summary=Text(BREAKS[i - 4], BREAKS[i - 4]),
            x=i % 4 * 200,
            y=i // 4 * 150,
            evidence=(f"urn:{BREAKS[i]}",),
        )
        for i, iri in enumerate(ids)
    )
    edges = tuple(
        Edge(
            f"e{i}", ids[i], ids[i - 1], BREAKS[i], BREAKS[i - 1], BREAKS[i - 2], 2.5, (f"urn:{b}",)
        )
        for i, b in enumerate(BREAKS)
    )
    passages = tuple(
        Passage(f"urn:{b}", Text(b, b), b, b, b, b, False, b, Text(b, b), b, Text(b, b))
        for b in sorted(BREAKS)
    )
    words = {text.sv: text for text in bad}
    about = ((bad[0], bad[1]),)
    return Network(
        *(BREAKS[0], bad[0], bad[1], nodes, edges, passages, words, VIEW),
        values={"x": BREAKS[2]},
        focus=ids[0],
        about=about,
        room={"below": 150},
    )


# -- the file --------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_page_has_doctype_language_title_and_one_heading(lang: str, meetings: Network) -> None:
    """What every page owes its reader."""
    page = to_html(meetings, lang)

    assert page.startswith("<!doctype html>")
    assert f'<html lang="{lang}">' in page
    assert page.count("<h1") == 1
    assert f"<title>{meetings.title.get(lang)} – kgraph</title>" in page
    assert html.escape(meetings.view.words.get(lang)) in page


def test_the_page_names_nothing_outside_itself(meetings: Network) -> None:
    """No address to fetch in any element; the policy lets nothing through but its own scripts."""
    page = to_html(meetings)
    markup = re.sub(r"<script.*?</script>", "", page, flags=re.S)

    assert re.findall(r"(?:src|srcset|action|poster|data)=", markup) == []
    assert {link[0] for link in re.findall(r'href="([^"]*)"', markup)} == {"#"}
    assert re.search(r"@import|url\(", markup) is None
    assert "default-src 'none'" in html.unescape(page)


def test_the_policy_names_every_script_and_style_by_its_hash(meetings: Network) -> None:
    """A changed or added script would not run."""
    page = to_html(meetings)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    allowed = html.unescape(policy[1])

    bodies = re.findall(r"<script>(.*?)</script>", page, re.S)
    bodies += re.findall(r"<style>(.*?)</style>", page, re.S)
    assert len(bodies) == 3
    for body in bodies:
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in allowed
    assert "unsafe" not in allowed


@pytest.mark.parametrize("name", catalogue(SHIPPED))
def test_every_shipped_network_fits_in_two_megabytes(name: str, store: Store) -> None:
    """Small enough for a mail."""
    values = {"actor": "region-jonkopings-lan"} if name == "around-actor" else {}

    page = to_html(build(SHIPPED, store, name, values, VIEW))

    assert len(page.encode()) <= TWO_MEGABYTES


def test_json_in_the_page_cannot_end_its_element() -> None:
    """The characters that mean something to a browser are escaped, and the value is the same."""
    text = json_block(list(BREAKS))

    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text) == list(BREAKS)


def test_every_word_of_the_page_is_in_both_languages_and_used() -> None:
    """No word is missing, none is left over."""
    folder = ROOT / "kgraph" / "templates"
    files = sorted(path for path in folder.iterdir() if path.is_file())
    used = "".join(path.read_text(encoding="utf-8") for path in files)
    used += (ROOT / "kgraph" / "drawing.py").read_text(encoding="utf-8")

    assert [key for key, text in WORDS.items() if not (text.sv and text.en)] == []
    places = (r"t\.{}\b", r"words\.{}\b", r"WORDS\[['\"]{}['\"]\]")
    unused = [k for k in WORDS if not any(re.search(p.format(k), used) for p in places)]
    assert unused == []


CODE = """
import hashlib, sys
from datetime import date
from pathlib import Path
from kgraph.drawing import to_html
from kgraph.network import build
from kgraph.project import Project
from kgraph.store import View, open_store
project = Project(Path(sys.argv[1]), "given")
network = build(project, open_store(project), "actor-forum", {}, View(as_of=date(2026, 11, 21)))
print(hashlib.sha256(to_html(network).encode()).hexdigest())
"""


def test_the_page_is_the_same_bytes_on_every_run(root: Path) -> None:
    """Whatever the hash seed."""
    assert len({run_python(CODE, str(root), PYTHONHASHSEED=seed) for seed in ("1", "2")}) == 1


def test_parallel_edges_are_all_in_the_picture_and_bend_apart() -> None:
    """Three links between the same two things, one of them the other way."""
    a, b = Node("a", Text("A", "A"), "actor"), Node("b", Text("B", "B"), "forum", x=200)
    edges = (Edge("e1", "a", "b", "r"), Edge("e2", "a", "b", "s"), Edge("e3", "b", "a", "r"))
    text = Text("Prov", "Trial")

    drawn = picture(Network("prov", text, text, (a, b), edges, (), {}, VIEW))

    assert [edge["id"] for edge in drawn["edges"]] == ["e1", "e2", "e3"]
    # Seen from a: to one side, straight, and (from b, bending its left) to the other side.
    bends = [
        edge["smooth"] and (edge["smooth"]["type"], edge["smooth"]["roundness"])
        for edge in drawn["edges"]
    ]
    assert bends == [("curvedCCW", 0.24), False, ("curvedCCW", 0.24)]


def test_the_picture_is_drawn_where_the_places_say_and_stays_there(meetings: Network) -> None:
    """Physics is off: the picture is stable from the first moment."""
    drawn = picture(meetings)

    assert drawn["options"]["physics"] == {"enabled": False}
    assert [(n["x"], n["y"]) for n in drawn["nodes"]] == [(n.x, n.y) for n in meetings.nodes]


# -- in a real browser -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def window(chromium: str) -> Iterator[Page]:
    """One browser for all tests of this file."""
    with browser(chromium) as page:
        yield page


@pytest.fixture
def page(window: Page) -> Page:
    """The browser as new: usual size, scripts on, nothing noted."""
    window.size(1400, 1000)
    window.scripts(True)
    window.media(prefers_color_scheme="light", prefers_reduced_motion="reduce")
    window.forget()
    return window


def show(page: Page, network: Network, folder: Path, lang: str = "sv", ready: bool = True) -> None:
    """Open a network's page."""
    file = folder / "network.html"
    file.write_text(to_html(network, lang), encoding="utf-8")
    if ready:
        page.open(file)
    else:
        page.open(file, "document.readyState === 'complete'")


def cells(page: Page, table: str, column: int) -> list[str]:
    """The texts of a column, in rows that are shown."""
    found: list[str] = page.run(
        f"[...document.querySelectorAll('#{table} tbody tr')].filter(r => !r.hidden)"
        f".map(r => r.cells[{column}].textContent)"
    )
    return found


def drawn(page: Page) -> tuple[int, int]:
    """How many nodes and edges the canvas last drew."""
    page.run("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    counts = page.run("({...document.getElementById('canvas').dataset})")
    return int(counts["nodes"]), int(counts["edges"])


def ink(page: Page) -> int:
    """How many pixels of the canvas are not empty."""
    count: int = page.run(
        "(() => { const c = document.querySelector('#canvas canvas'), d = c.getContext('2d')"
        ".getImageData(0, 0, c.width, c.height).data; let n = 0;"
        "for (let i = 3; i < d.length; i += 4) if (d[i]) n++; return n; })()"
    )
    return count


@pytest.mark.parametrize("name", catalogue(SHIPPED))
def test_every_network_opens_offline_and_draws_all_of_it(
    name: str, page: Page, store: Store, tmp_path: Path
) -> None:
    """No error, no request but the file itself, every node and edge of the JSON on the canvas."""
    values = {"actor": "region-jonkopings-lan"} if name == "around-actor" else {}
    network = build(SHIPPED, store, name, values, VIEW)

    show(page, network, tmp_path)

    assert drawn(page) == (len(network.nodes), len(network.edges))
    assert ink(page) > 1000
    assert page.errors == []
    assert page.requests == [(tmp_path / "network.html").as_uri()]


@pytest.mark.parametrize("width", [1400, 360])
@pytest.mark.parametrize("name", ["document-chain", "actor-forum", "actor-element"])
def test_no_name_is_cut_short(
    name: str, width: int, page: Page, store: Store, tmp_path: Path
) -> None:
    """Measures are whole sentences: their rows are as high as they need, on a phone too."""
    network = build(SHIPPED, store, name, {}, VIEW)
    page.size(width, 800)

    show(page, network, tmp_path)

    page.wait("Number(document.getElementById('canvas').dataset.names) > 0")
    told = page.run("({...document.getElementById('canvas').dataset})")
    assert (told["names"], told["shortened"]) == (str(len(network.nodes)), "0")


def test_the_tables_hold_the_same_as_the_json(
    page: Page, meetings: Network, tmp_path: Path
) -> None:
    """Every node, edge and passage, with its words."""
    show(page, meetings, tmp_path)
    value = page.run("JSON.parse(document.getElementById('network-data').textContent)")

    assert value == json.loads(meetings.to_json())
    assert sorted(cells(page, "nodes", 0)) == sorted(n.label.sv for n in meetings.nodes)
    names = {n.id: n.label.sv for n in meetings.nodes}
    shown = zip(*(cells(page, "edges", column) for column in (0, 1, 2, 3, 4)), strict=True)
    assert sorted(shown) == sorted(
        (
            names[e.source],
            meetings.word(e.relation).sv + (" (vår läsning)" if e.ours else ""),
            names[e.target],
            meetings.word(e.role).sv if e.role else "",
            meetings.word(e.mode).sv if e.mode else "",
        )
        for e in meetings.edges
    )
    assert cells(page, "passages", 4) == [p.search_for for p in meetings.passages]


def test_nodes_stand_in_swedish_order(page: Page, meetings: Network, tmp_path: Path) -> None:
    """A list that a person reads is in the person's alphabet."""
    show(page, meetings, tmp_path)

    from kgraph.wording import in_order

    names = cells(page, "nodes", 0)
    assert names == in_order(names)


def test_search_finds_by_name_and_narrows_the_tables(
    page: Page, meetings: Network, tmp_path: Path
) -> None:
    """Hits are announced, listed and chosen with Enter."""
    show(page, meetings, tmp_path)

    page.run("document.getElementById('search').focus()")
    page.type("KOMPETENSRÅ")

    assert cells(page, "nodes", 0) == ["Kompetensrådet"]
    assert page.run("document.getElementById('status').textContent") == "1 träff"
    page.press("Enter")
    assert page.run("document.getElementById('details-heading').textContent") == "Kompetensrådet"
    assert page.run("document.activeElement.id") == "details-heading"


def choices(page: Page, name: str) -> list[str]:
    """The values of a filter."""
    found: list[str] = page.run(
        f"[...document.querySelectorAll('[data-filter={name}] input')].map(i => i.value)"
    )
    return found


def tick(page: Page, name: str, value: str) -> None:
    """Click a box of a filter."""
    page.run(
        f"[...document.querySelectorAll('[data-filter={name}] input')]"
        f".find(i => i.value === {json.dumps(value)}).click()"
    )


@pytest.mark.parametrize("name", ["kind", "county", "level"])
def test_each_filter_hides_in_picture_and_tables_alike(
    name: str, page: Page, meetings: Network, tmp_path: Path
) -> None:
    """What is left in the picture is what is left in the tables, and it is what should be."""
    show(page, meetings, tmp_path)

    def has(node: Node) -> tuple[str, ...]:
        own = {"kind": (node.kind,), "county": node.county, "level": (node.level,)}
        return own[name] or ("",)

    for value in choices(page, name)[1:]:
        tick(page, name, value)
    kept = choices(page, name)[0]

    wanted = {n.id for n in meetings.nodes if kept in has(n)}
    links = [e for e in meetings.edges if e.source in wanted and e.target in wanted]
    assert drawn(page) == (len(wanted), len(links))
    assert len(cells(page, "nodes", 0)) == len(wanted)
    assert len(cells(page, "edges", 0)) == len(links)
    page.run("document.getElementById('reset').click()")
    assert drawn(page) == (len(meetings.nodes), len(meetings.edges))


def test_mode_and_responsibility_can_be_filtered(page: Page, store: Store, tmp_path: Path) -> None:
    """Links by mode take what hangs only on them along; what has no link stays."""
    network = build(SHIPPED, store, "actor-element", {}, VIEW)
    show(page, network, tmp_path)

    tick(page, "mode", VOCAB("mode/norm"))

    kept = [e for e in network.edges if e.mode != VOCAB("mode/norm")]
    assert drawn(page)[1] == len(kept)
    ends = {end for e in kept for end in (e.source, e.target)}
    linked = {end for e in network.edges for end in (e.source, e.target)}
    assert drawn(page)[0] == len([n for n in network.nodes if n.id in ends or n.id not in linked])
    page.run("document.getElementById('reset').click()")
    tick(page, "responsibility", VOCAB("responsibility-level/namns-inte"))
    named = [
        n for n in network.nodes if n.responsibility != VOCAB("responsibility-level/namns-inte")
    ]
    assert drawn(page)[0] == len(named)


def focused(page: Page) -> dict[str, Any]:
    """What has the focus."""
    found: dict[str, Any] = page.run(
        "(e => ({id: e.id, tag: e.tagName, text: e.textContent.trim(), row: e.closest('tr')"
        " && e.closest('tr').dataset.node}))(document.activeElement)"
    )
    return found


def test_a_thing_is_chosen_read_and_left_with_the_keyboard_alone(
    page: Page, meetings: Network, tmp_path: Path
) -> None:
    """Skip link, table, Enter, details with sources, a neighbour, Escape and back."""
    show(page, meetings, tmp_path)

    page.press("Tab")
    assert focused(page)["text"] == "Hoppa till tabellerna"
    page.press("Enter")
    for _ in range(3):
        page.press("Tab")
        if focused(page)["row"]:
            break
    start = focused(page)
    node = next(n for n in meetings.nodes if n.id == start["row"])
    page.press("Enter")

    assert focused(page)["id"] == "details-heading"
    own = [e for e in meetings.edges if node.id in (e.source, e.target)]
    said = page.run("document.getElementById('status').textContent")
    assert said.startswith(f"{node.label.sv}, ")
    assert said.endswith(f", {len(own)} samband.")
    details = page.run("document.getElementById('details-body').textContent")
    passage = next(p for p in meetings.passages if p.id in own[0].evidence)
    assert passage.words.sv in details
    assert passage.search_for in details
    page.press("Tab")
    page.press("Tab")
    neighbour = focused(page)["text"]
    page.press("Enter")
    assert page.run("document.getElementById('details-heading').textContent") == neighbour
    page.press("Escape")
    assert page.run("document.getElementById('details').hidden")
    assert focused(page)["row"] == start["row"]


def test_a_click_on_a_symbol_shows_its_details(page: Page, tmp_path: Path) -> None:
    """The symbol in the middle of a picture of one is where the click lands."""
    text = Text("Prov", "Trial")
    only = Node("urn:a", Text("Åmåls kommun", "Åmåls kommun"), "actor")
    show(
        page, Network("prov", text, text, (only,), (), (), {}, VIEW, room={"below": 150}), tmp_path
    )
    place = page.run(
        "(() => { const b = document.getElementById('canvas').getBoundingClientRect();"
        "const c = document.querySelector('#canvas canvas'), d = c.getContext('2d')"
        ".getImageData(0, 0, c.width, c.height).data; let x = 0, y = 0, n = 0;"
        "for (let i = 0; i < d.length; i += 4) if (d[i+3] && d[i+2] > 150 && d[i] < 60)"
        "{ x += i / 4 % c.width; y += Math.floor(i / 4 / c.width); n++; }"
        "return [b.left + x / n * b.width / c.width, b.top + y / n * b.height / c.height]; })()"
    )

    page.click(*place)

    page.wait("!document.getElementById('details').hidden")
    assert page.run("document.getElementById('details-heading').textContent") == "Åmåls kommun"


def test_an_element_that_nobody_is_named_for_says_so(
    page: Page, store: Store, tmp_path: Path
) -> None:
    """In the details, in neutral words, with the level."""
    network = build(SHIPPED, store, "actor-element", {}, VIEW)
    gap = next(n for n in network.nodes if n.responsibility.endswith("namns-inte"))
    show(page, network, tmp_path)

    page.run(f"document.querySelector('[data-node=\"{gap.id}\"] button').click()")

    details = page.run("document.getElementById('details-body').textContent")
    assert WORDS["gap"].sv in details
    assert "ingen nämns i det som är läst" in details


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_nothing_from_the_data_runs(lang: str, page: Page, tmp_path: Path) -> None:
    """Hostile texts in every field: no dialog, no request, no error, no element of theirs."""
    network = hostile()
    show(page, network, tmp_path, lang)

    for row in range(len(network.nodes)):
        page.run(f"document.querySelectorAll('#nodes tbody button')[{row}].click()")
        page.run(f"document.querySelectorAll('#edges tbody button')[{row}].click()")
    page.run("document.getElementById('search').focus()")
    page.type("<")
    page.run("document.getElementById('canvas').dispatchEvent(new MouseEvent('mousemove'))")

    assert page.dialogs == []
    assert page.errors == []
    assert page.requests == [(tmp_path / "network.html").as_uri()]
    assert (
        page.run("document.querySelectorAll('img, iframe, object, embed, a[href^=java]').length")
        == 0
    )
    assert page.run("document.querySelectorAll('script').length") == 5
    assert page.run("document.querySelectorAll('style').length") == 1
    assert (
        page.run(
            "[...document.querySelectorAll('*')].flatMap(e => e.getAttributeNames())"
            ".filter(a => a.startsWith('on')).length"
        )
        == 0
    )
    assert page.run("getComputedStyle(document.body).display") == "block"
    assert drawn(page) == (len(network.nodes), len(network.edges))


def test_even_a_script_that_got_in_would_not_run(page: Page, tmp_path: Path) -> None:
    """The content policy holds where escaping might one day fail."""
    file = tmp_path / "network.html"
    text = to_html(hostile()).replace("</main>", "<script>alert(9)</script></main>")
    file.write_text(text, encoding="utf-8")

    page.open(file)

    assert page.dialogs == []
    assert any("Content Security Policy" in error for error in page.errors)


def test_hostile_names_are_shown_letter_by_letter(page: Page, tmp_path: Path) -> None:
    """Escaped once, not twice: the reader sees what the file says."""
    show(page, hostile(), tmp_path)

    shown = page.run(
        "[...document.querySelectorAll('#nodes tbody button')].map(b => b.textContent)"
    )

    assert sorted(shown) == sorted(BREAKS)


def test_without_scripts_the_tables_and_the_symbols_remain(
    page: Page, meetings: Network, tmp_path: Path
) -> None:
    """And a note says why there is no picture."""
    page.scripts(False)
    show(page, meetings, tmp_path, ready=False)

    assert len(cells(page, "nodes", 0)) == len(meetings.nodes)
    assert page.run("getComputedStyle(document.querySelector('.picture')).display") == "none"
    assert page.run("document.querySelector('noscript p').offsetHeight") > 0
    assert page.run("document.querySelector('.search').offsetHeight") == 0
    assert page.run("document.querySelectorAll('.legend svg')[0].getBoundingClientRect().width") > 0


@pytest.mark.parametrize("width", [320, 800, 1400, 1900])
def test_the_page_never_scrolls_sideways(
    width: int, page: Page, meetings: Network, tmp_path: Path
) -> None:
    """Down to 320 pixels, with the details open; the tables scroll in their own frames."""
    page.size(width, 900)
    show(page, meetings, tmp_path)

    page.run("document.querySelector('#nodes tbody button').click()")

    assert page.run("document.documentElement.scrollWidth") <= width
    panels = page.run(
        "[...document.querySelectorAll('.work > .panel')].filter(p => !p.hidden)"
        ".map(p => p.getBoundingClientRect()).map(b => [b.left, b.top, b.right, b.bottom])"
    )
    for i, a in enumerate(panels):
        for b in panels[i + 1 :]:
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def test_the_english_page_is_english_and_says_where_it_is_not(
    page: Page, meetings: Network, tmp_path: Path
) -> None:
    """Swedish names on an English page are marked as Swedish, for speech."""
    show(page, meetings, tmp_path, "en")

    headings = page.run("[...document.querySelectorAll('h2, h3')].map(h => h.textContent.trim())")
    assert headings[:2] == ["Search and filter", "What the symbols mean"]
    swedish = [n for n in meetings.nodes if n.label.sv == n.label.en]
    marked = page.run("document.querySelectorAll('#nodes tbody button[lang=sv]').length")
    assert marked == len(swedish)


def test_a_dark_page_is_dark(page: Page, meetings: Network, tmp_path: Path) -> None:
    """The reader's own setting is followed, on the canvas too."""
    page.media(prefers_color_scheme="dark", prefers_reduced_motion="reduce")
    show(page, meetings, tmp_path)

    assert page.run("getComputedStyle(document.body).backgroundColor") == "rgb(14, 18, 22)"
    assert page.errors == []


@pytest.mark.parametrize("count", [0, 1])
def test_the_smallest_networks_have_a_page(
    count: int, page: Page, meetings: Network, tmp_path: Path
) -> None:
    """An answer with nothing in it says so."""
    small = dataclasses.replace(meetings, nodes=meetings.nodes[:count], edges=(), passages=())

    show(page, small, tmp_path)

    assert drawn(page) == (count, 0)
    assert page.run("document.getElementById('empty').hidden") == bool(count)
    assert page.errors == []
