"""Questions as forms, and the query editor: as people use them, with scripts and without."""

import contextlib
import html
import json
import re
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from kgraph.project import Project
from kgraph.queries import Query, catalogue, choices_of, run, run_text
from kgraph.store import Rows, Store, View, open_store
from kgraph.tables import Table
from kgraph.terms import XSD, Literal, Term
from kgraph.web.pages.desk import Shelf
from kgraph.web.pages.naming import NameDesk
from kgraph.web.pages.queries import in_editor
from kgraph.web.pages.results import MOST_ROWS, chart_of
from tests.asking import Client
from tests.browser import Page, browser
from tests.helpers import ROOT, project
from tests.pages_app import create_app
from tests.serving import Server, serving

EDITOR = "/fragor/sparql"
# Six patterns that have nothing in common: more rows than anyone can count.
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { " + " . ".join(
    f"?a{i} ?b{i} ?c{i}" for i in range(6)) + " }"  # fmt: skip
GIVEN = Project(ROOT, "given")


@pytest.fixture(scope="module")
def store() -> Store:
    """The checkout's own graph."""
    return open_store(GIVEN)


@pytest.fixture(scope="module")
def client(store: Store) -> Client:
    """The pages of the checkout's own graph."""
    return Client(create_app(GIVEN, store))


@pytest.fixture(scope="module")
def named() -> dict[str, Query]:
    """The named questions."""
    return catalogue(GIVEN)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on the small plan, whose queries may take long."""
    folder = tmp_path_factory.mktemp("served")
    made = project(folder / "p")
    (made.root / "kgraph.toml").write_text(
        "[serve]\nseconds = 60\nslow = 2\nrows = 900\nwait = 60\n"
    )
    with serving(made.root, folder / "log") as running:
        yield running


def words(page: str) -> str:
    """What a reader sees of the page itself."""
    page = page[page.index("<main") :]
    page = re.sub(r"<(svg|script)\b.*?</\1>", "", page, flags=re.S)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))


def editing(text: str, **more: str) -> str:
    """The editor's address with a query."""
    return f"{EDITOR}?" + urlencode({"query": text, **more})


# -- the catalogue -----------------------------------------------------------------------------


def test_every_question_is_listed_with_what_it_answers_and_has_a_page(
    client: Client, named: dict[str, Query]
) -> None:
    """Once, in both languages, and as data."""
    for prefix, lang in (("", "sv"), ("/en", "en")):
        told = words(client.get(f"{prefix}/fragor").text)
        for query in named.values():
            assert query.title.get(lang) in told and query.question.get(lang) in told
            assert client.get(f"{prefix}/fragor/{query.name}").status_code == 200, query.name
    assert {q["name"] for q in client.get("/fragor.json").json()["data"]} == set(named)


def test_a_page_holds_the_answer_of_the_command_line(
    client: Client, store: Store, named: dict[str, Query]
) -> None:
    """The same rows as ``kgraph query``, on the page and in every form."""
    for query in named.values():
        if any(p.required for p in query.parameters):
            continue
        answer = run(store, query, {}, View())
        assert client.get(f"/fragor/{query.name}.json").json()["data"] == answer.to_dict()
        page = client.get(f"/fragor/{query.name}").text
        shown = page.count('<tr role="row"><th scope="row"')
        assert shown == min(len(answer.rows), MOST_ROWS), query.name
    table = client.get("/fragor/forum-members.csv").content
    assert table.startswith(b"\xef\xbb\xbf") and b";" in table
    assert client.get("/fragor/forum-members.xlsx").content.startswith(b"PK")
    assert "rs:ResultSet" in client.get("/fragor/forum-members.ttl").text


def test_the_passages_of_the_rows_are_footnotes(client: Client, store: Store,
                                                named: dict[str, Query]) -> None:  # fmt: skip
    """Every place that the answer names can be opened from the page."""
    answer = run(store, named["forum-register"], {"region": "kronobergs-lan"}, View())
    cells = [cell for cell in answer.column("evidence") if cell is not None]
    places = {place for cell in cells for place in str(cell).split(" ")}
    page = client.get("/fragor/forum-register.json?region=kronobergs-lan").json()
    assert places and places == {p["iri"] for p in page["passages"]}


def test_a_question_that_needs_a_value_asks_for_it(client: Client) -> None:
    """No error before anything was asked; data have none to give."""
    page = words(client.get("/fragor/actor-profile").text)
    assert "Välj aktör ovanför" in page and "Rätta detta" not in page
    refused = client.get("/fragor/actor-profile.csv")
    assert refused.status_code == 400 and "aktör" in refused.json()["detail"]


@pytest.mark.parametrize(
    "said",
    (
        "arbetsformedlingen",
        "Arbetsförmedlingen",
        "https://w3id.org/kompsam/id/actor/arbetsformedlingen",
    ),
)
def test_a_value_is_a_name_or_an_address(client: Client, said: str) -> None:
    """As people write it, and as programs do."""
    found = client.get("/fragor/actor-profile.json?" + urlencode({"actor": said})).json()["data"]
    assert len(found["results"]["bindings"]) > 5


def test_a_misspelt_value_is_met_at_its_field_with_the_near_one(client: Client) -> None:
    """On the page in words, and as an error for programs."""
    page = client.get("/fragor/forum-register?region=jonkopings").text
    assert "Menade du jonkopings-lan?" in words(page)
    assert 'href="#f-region"' in page and 'aria-invalid="true"' in page
    assert client.get("/fragor/forum-register.json?region=jonkopings").status_code == 400


def test_a_parameter_that_the_question_lacks_is_refused(client: Client) -> None:
    """A misspelt one would else give an answer about everything."""
    assert "Menade du region?" in words(client.get("/fragor/forum-register?regio=x").text)


def test_an_empty_answer_says_why_and_what_to_do(client: Client) -> None:
    """Never blank."""
    told = words(client.get("/fragor/measure-overlap?region=jamtlands-lan").text)
    assert "Det säger inget om det som inte är läst" in told and "Lämna något av valen" in told


def test_the_editor_gets_the_same_rows_as_the_form(store: Store, named: dict[str, Query]) -> None:
    """The text that a page hands to the editor narrows the answer to the values of the form."""
    tried = 0
    for query in named.values():
        for parameter in query.parameters:
            for thing in choices_of(store, parameter, View())[::15]:
                answer = run(store, query, {parameter.name: str(thing)}, View())
                if not answer.rows or any(p.required for p in query.parameters):
                    continue
                again = run_text(store, in_editor(query, answer), View()).select(answer.columns)
                assert _rows(again) == _rows(answer), (query.name, thing)
                tried += 1
    assert tried > 15


def _rows(table: Table) -> list[tuple[str, ...]]:
    return sorted(tuple(str(cell) for cell in row) for row in table.rows)


# -- bars --------------------------------------------------------------------------------------


def number(text: str) -> Literal:
    """A whole number."""
    return Literal(text, XSD("integer"))


@pytest.mark.parametrize(
    ("columns", "rows", "lengths"),
    [
        (("x", "n"), [("a", "4"), ("b", "1"), ("c", "0")], [100, 25, 0]),
        (("x", "same", "n"), [("a", "z", "4"), ("b", "z", "1")], [100, 25]),
        (("x", "n"), [("a", "4")], None),  # one bar says nothing
        (("x", "n"), [("a", "4"), ("a", "1")], None),  # two bars of one name
        (("x", "note", "n"), [("a", "p", "4"), ("b", "p2", "1")], [100, 25]),
        (("x", "y", "n"), [("a", "p", "4"), ("a", "q", "1"), ("b", "p", "2")], None),  # two names
        (("x", "n", "m"), [("a", "4", "2"), ("b", "1", "3")], None),  # two numbers
        (("x", "n"), [("a", "4"), ("b", "-1")], None),  # a bar has no less than none
        (("x", "n"), [("a", "0"), ("b", "0")], None),
    ],
)
def test_bars_stand_where_each_row_is_one_name_and_one_number(
    store: Store, columns: tuple[str, ...], rows: list[tuple[str, ...]], lengths: list[float] | None
) -> None:
    """The first column is the name; and nowhere else."""
    terms: list[tuple[Term, ...]] = [
        tuple(number(c) if c.lstrip("-").isdigit() else Literal(c) for c in row) for row in rows
    ]
    answer = Table.of("", Rows(columns, tuple(terms)), store, View(), "sv", {})
    chart = chart_of(NameDesk(Shelf(GIVEN, store), View(), "sv"), answer)
    assert (None if chart is None else [bar.length for bar in chart.bars]) == lengths


# -- the editor, as it is without scripts --------------------------------------------------------


def test_a_query_in_the_address_gives_its_answer_on_the_page(server: Server) -> None:
    """With names as links, files to fetch, and the text kept."""
    page = server.get(editing("SELECT ?s ?name { ?s a ks:Forum ; skos:prefLabel ?name }")).text
    assert "1 rad." in words(page) and "/id/forum/" in page
    link = next(x for x in re.findall(r'href="([^"]+)"', page) if "format=csv" in x)
    table = server.get(html.unescape(link))
    assert table.headers["content-type"].startswith("text/csv") and table.text.count("\r\n") == 2


def test_a_posted_query_gives_the_same(server: Server) -> None:
    """What is too long for an address can be sent."""
    body = urlencode({"query": "ASK { ?s a ks:Forum }"}).encode()
    kind = "application/x-www-form-urlencoded"
    assert "Ja" in words(server.ask("POST", EDITOR, body, content_type=kind).text)
    assert "Yes" in words(server.ask("POST", "/en" + EDITOR, body, content_type=kind).text)


def test_a_graph_is_shown_as_turtle_and_offered_in_each_form(server: Server) -> None:
    """CONSTRUCT has no rows."""
    page = server.get(editing("CONSTRUCT { ?f a ks:Forum } WHERE { ?f a ks:Forum }")).text
    assert "a ks:Forum" in words(page) and "1 uppgift." in words(page)
    assert {f for f in ("ttl", "nt", "jsonld", "rdf") if f"format={f}" in page} == {
        "ttl", "nt", "jsonld", "rdf"}  # fmt: skip


def test_a_fault_is_shown_at_its_place(server: Server) -> None:
    """Line and character, the mend, and the line itself."""
    page = server.get(editing("SELECT ?a\nWHERE { ?a a ks:Forum } }")).text
    assert 'data-line="2" data-column="25"' in page and "<mark>}</mark>" in page
    assert "Rad 2, tecken 25" in words(page) and "Ta bort det." in words(page)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "SERVICE"),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", "En fråga ändrar aldrig grafen."),
        ("SELECT * { ?s ?p", "Frågan är inte giltig SPARQL"),
    ],
)
def test_a_refusal_gives_its_reason(server: Server, text: str, told: str) -> None:
    """In the page's words, whatever refused it."""
    assert told in words(server.get(editing(text)).text)


def test_an_answer_that_is_cut_says_so(server: Server) -> None:
    """The page holds fewer rows than a file may."""
    many = "SELECT * { " + " . ".join(f"?a{i} a ?c{i}" for i in range(2)) + " }"
    page = server.get(editing(many)).text
    assert f"De första {MOST_ROWS} rader visas; hämta filen för fler." in words(page)


def test_no_text_of_a_query_or_an_answer_is_markup(server: Server) -> None:
    """Neither in the field nor in the fault nor in a cell."""
    hostile = '</textarea><img src=x onerror="alert(1)">'
    for text in (
        hostile,
        "SELECT (" + json.dumps(hostile) + " AS ?x) {}",
        f"ASK {{ }} # {hostile}",
    ):
        page = server.get(editing(text, exempel=hostile, lang=hostile)).text
        assert "<img" not in page and page.count("</textarea>") == 1


def test_a_browser_at_the_endpoint_is_led_to_the_editor(server: Server) -> None:
    """A program gets the service's description as before."""
    led = server.get("/sparql", accept="text/html,application/xhtml+xml;q=0.9,*/*;q=0.8")
    assert led.status == 303 and led.headers["location"] == EDITOR
    assert server.get("/sparql").headers["content-type"].startswith("text/turtle")


def test_a_named_question_can_be_opened_in_the_editor(server: Server) -> None:
    """Its text stands there and nothing is asked yet."""
    page = server.get(EDITOR + "?exempel=forum-register").text
    assert "# title-sv: Forumregister" in page and 'id="svar"' not in page


def test_the_names_to_complete_have_labels_in_the_language(server: Server) -> None:
    """Classes, properties, list values and things."""
    for prefix, label in (("", "Forum eller nätverk"), ("/en", "Forum or network")):
        found = server.get(f"{prefix}{EDITOR}/ord.json").json["words"]
        assert ["ks:Forum", label, "class"] in found
        assert {"class", "property", "value", "thing"} == {kind for _, _, kind in found}


def _slow(server: Server) -> int:
    told = server.get("/metrics").text
    return int(float(next(x for x in told.splitlines() if x.startswith("kgraph_queries_slow"))
                     .split()[-1]))  # fmt: skip


def _until(server: Server, slow: int) -> None:
    end = time.monotonic() + 30
    while _slow(server) != slow:
        assert time.monotonic() < end, f"never {slow} slow queries"
        time.sleep(0.05)


def test_a_query_ends_when_whoever_asked_has_gone(server: Server) -> None:
    """The stop button hangs up, and no process goes on for nobody."""
    line = socket.create_connection(("127.0.0.1", server.port))
    with contextlib.closing(line):
        line.sendall(f"GET {editing(ENDLESS)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        _until(server, 1)
    _until(server, 0)


def test_a_query_beyond_its_time_says_so(tmp_path: Path) -> None:
    """The reason, and what to do."""
    made = project(tmp_path / "p")
    (made.root / "kgraph.toml").write_text("[serve]\nseconds = 0.5\nwait = 60\n")
    with serving(made.root, tmp_path / "log") as running:
        told = words(running.get(editing(ENDLESS)).text)
    assert "Frågan tog mer än 0.5 sekunder och avbröts. Gör den snävare." in told


# -- in a browser --------------------------------------------------------------------------------


def visit(page: Page, address: str) -> None:
    """Open an address and wait until it has been laid out."""
    page.command("Page.navigate", url=address)
    page.wait(f"document.readyState === 'complete' && location.href === {json.dumps(address)}")


def key(page: Page, name: str, modifiers: int = 0) -> None:
    """A key that writes nothing."""
    for kind in ("rawKeyDown", "keyUp"):
        page.command("Input.dispatchKeyEvent", type=kind, key=name, code=name, modifiers=modifiers)


def tab_to(page: Page, wanted: str) -> None:
    """Tab until something is in focus."""
    for _ in range(60):
        if page.run(f"document.activeElement.matches({json.dumps(wanted)})"):
            return
        page.press("Tab")
    raise AssertionError(f"Tab never came to {wanted}")


def test_a_query_is_written_completed_run_and_shared_by_keyboard_alone(
    server: Server, chromium: str
) -> None:
    """From the top of the page to the answer; Tab goes on from the field."""
    with browser(chromium, server=True) as page:
        visit(page, server.address + EDITOR)
        tab_to(page, "#fraga")
        page.type("SELECT ?m { ?m a org:Memb")
        page.wait("!!document.querySelector('.offers:not([hidden]) li')")
        key(page, "ArrowDown")
        page.press("Enter")
        page.type(" }")
        assert page.run("document.getElementById('fraga').value.trim()") == (
            "SELECT ?m { ?m a org:Membership }"
        )
        page.press("Enter", 2)
        page.wait("document.querySelector('.said').textContent === '2 rader.'")
        assert page.run("document.querySelectorAll('#resultat tbody tr').length") == 2
        asked = parse_qs(urlsplit(page.run("location.href")).query)
        assert asked["query"][0].strip() == "SELECT ?m { ?m a org:Membership }"
        assert page.run("document.activeElement.id") == "fraga"
        page.press("Tab")
        assert page.run("document.activeElement.className") == "go"
        assert not page.errors
        outside = [r for r in page.requests if not r.startswith((server.address, "data:"))]
        assert not outside


def test_suggestions_find_a_term_by_its_label(server: Server, chromium: str) -> None:
    """One need not know the name of a property; Esc closes, and asks nothing."""
    with browser(chromium, server=True) as page:
        visit(page, server.address + "/en" + EDITOR)
        page.run("document.getElementById('fraga').focus()")
        page.type("accountab")
        key(page, " ", 2)
        page.wait("!!document.querySelector('.offers:not([hidden]) li')")
        listed = page.run("document.querySelector('.offers').textContent")
        assert "role:" in listed
        key(page, "Escape")
        assert page.run("document.querySelector('.offers').hidden")


def test_a_fault_is_marked_in_the_text_and_one_press_away(server: Server, chromium: str) -> None:
    """The place is coloured, described, and gone to by its link."""
    with browser(chromium, server=True) as page:
        visit(page, server.address + editing("ASK { } }"))
        assert page.run("document.querySelector('.editor .q-fault').textContent") == "}"
        described = page.run("document.getElementById('fraga').getAttribute('aria-describedby')")
        assert described == "fraga-hjalp fel"
        tab_to(page, ".goto")
        page.press("Enter")
        assert page.run("document.getElementById('fraga').selectionStart") == 8


def test_a_running_query_is_stopped_by_its_button(server: Server, chromium: str) -> None:
    """The page says so, the process ends, and another query can be asked."""
    with browser(chromium, server=True) as page:
        visit(page, server.address + EDITOR + "?exempel=finns")
        page.run(f"document.getElementById('fraga').value = {json.dumps(ENDLESS)}")
        tab_to(page, "button.go")
        page.press("Enter")
        _until(server, 1)
        tab_to(page, "button.stop")
        page.press("Enter")
        page.wait("document.querySelector('.said').textContent === 'Frågan stoppades.'")
        _until(server, 0)
        page.run("document.getElementById('fraga').value = 'ASK {}'")
        tab_to(page, "button.go")
        page.press("Enter")
        page.wait("document.querySelector('.said').textContent === 'Ja'")
        assert not page.errors


@pytest.mark.parametrize(("path", "lang"), [("", "sv"), ("/en", "en")])
def test_without_scripts_the_form_asks_and_the_page_answers(
    server: Server, chromium: str, path: str, lang: str
) -> None:
    """The browser's own way, in both languages."""
    with browser(chromium, 390, 800, server=True) as page:
        page.scripts(on=False)
        visit(page, server.address + path + EDITOR + "?exempel=slag")
        tab_to(page, "button.go")
        page.press("Enter")
        page.wait("location.search.startsWith('?query=') && document.readyState === 'complete'")
        assert page.run("document.querySelectorAll('.chart li').length") > 3
        assert page.run("document.documentElement.lang") == lang
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.run(wide) <= 0 and not page.errors


def test_a_question_is_asked_by_keyboard_without_scripts(server: Server, chromium: str) -> None:
    """Choose, press Enter, read; the address brings it back."""
    forum = "forum-members"
    with browser(chromium, server=True) as page:
        page.scripts(on=False)
        visit(page, f"{server.address}/fragor/{forum}")
        tab_to(page, "#f-forum")
        chosen = page.run("document.querySelectorAll('#f-forum option')[1].value")
        page.run("document.getElementById('f-forum').selectedIndex = 1")
        tab_to(page, "form.asked button")
        page.press("Enter")
        page.wait("location.search.includes('forum=') && document.readyState === 'complete'")
        assert chosen in page.run("location.search")
        assert page.run("document.querySelectorAll('#f-forum option')[1].selected")
