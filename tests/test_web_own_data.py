"""People's own data in the browser: who may, what is sent, and a change from file to log and back.

The server is a real one, on a small project of its own; the browser is a real one.
"""

import asyncio
import io
import re
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from playwright.sync_api import Browser
from starlette.requests import Request
from starlette.responses import Response

from kgraph import workbook
from kgraph.errors import InputError
from kgraph.journal import read_log
from kgraph.project import Project
from kgraph.web.apart import marked_apart, weighed_apart
from kgraph.web.pages import own, own_preview
from kgraph.web.pages.render import to_html
from kgraph.web.pages.visit import Visit
from kgraph.web.proposals import Proposal, Proposals, weighed
from kgraph.web.renewal import renew
from kgraph.web.session import COOKIE, SHORTEST, Sessions
from kgraph.web.uploads import LARGEST, LARGEST_MB, File, fit_name, parse_multipart
from tests.asking import Client
from tests.helpers import SOURCES, TINY, cli, project
from tests.pages_app import create_app
from tests.serving import TOKEN, Server, serving
from tests.visitor import Visitor, form
from tests.walking import Walker, chromium_of, walking
from tests.workbooks import cell, edited, full, put, simple, statements

PLAN = "sources/liten-plan-2026-01-01.trig"
_EVIDENCE = {"Dokument": "Liten plan", "Sida": "3", "Är_det_så_i_dag?": "ja"}
_FORUMS = (
    "SELECT ?n { ?f a <https://w3id.org/kompsam/def#Forum> ;"
    " <http://www.w3.org/2004/02/skos/core#prefLabel> ?n }"
)


# -- who may -----------------------------------------------------------------------------------


def asking(cookie: str = "", **headers: str) -> Request:
    """A request with a cookie."""
    named = {**headers, **({"cookie": f"{COOKIE}={cookie}"} if cookie else {})}
    raw = [(k.replace("_", "-").encode(), v.encode()) for k, v in named.items()]
    return Request({"type": "http", "method": "POST", "headers": raw})


def cookie_of(sessions: Sessions, token: str = TOKEN) -> str:
    """What the browser of somebody who knows the token keeps."""
    session, answer = sessions.open(token), Response()
    assert session is not None
    sessions.keep(answer, session)
    found = re.match(rf"{COOKIE}=([^;]+);", answer.headers["set-cookie"])
    assert found is not None
    return found[1]


def test_the_token_opens_a_session_that_the_browser_gives_to_nobody_else() -> None:
    """The cookie is out of reach of scripts and other sites, and holds nothing of the token."""
    sessions, answer = Sessions(TOKEN, secure=True, path="/kgraph"), Response()
    session = sessions.open(TOKEN)
    assert session is not None
    sessions.keep(answer, session)
    told = answer.headers["set-cookie"]
    assert {"HttpOnly", "Secure", "Path=/kgraph", "SameSite=strict"} <= set(told.split("; "))
    assert TOKEN not in told
    assert sessions.of(asking(cookie_of(sessions))) is not None


@pytest.mark.parametrize("spoilt", ["", "1", "x.y.z", "9999999999.a.b", "å.ä.ö"])
def test_a_cookie_that_was_not_made_here_is_no_session(spoilt: str) -> None:
    """Neither made up, nor changed, nor made with another token."""
    sessions = Sessions(TOKEN, secure=False)
    good = cookie_of(sessions)
    other = cookie_of(Sessions("another-token-of-length", secure=False), "another-token-of-length")
    later = good.replace(good[:10], str(int(good[:10]) + 1))
    for made in (spoilt, other, later, good[:-1]):
        request = asking(made.encode().decode("latin-1"))
        assert sessions.of(request) is None, made


def test_a_session_ends_after_some_hours() -> None:
    """By the server's clock, whatever the browser keeps."""
    now = [1_000_000_000.0]
    sessions = Sessions(TOKEN, secure=False, clock=lambda: now[0])
    request = asking(cookie_of(sessions))
    assert sessions.of(request) is not None
    now[0] += 4 * 60 * 60 + 1
    assert sessions.of(request) is None


def test_a_form_needs_its_own_sign_and_to_come_from_here() -> None:
    """Another session's sign, none, or a page of another site is refused."""
    sessions = Sessions(TOKEN, secure=False)
    cookie, other = cookie_of(sessions), cookie_of(sessions)
    mine, theirs = sessions.of(asking(cookie)), sessions.of(asking(other))
    assert mine is not None and theirs is not None and mine.sign != theirs.sign
    assert sessions.allows(asking(cookie), mine.sign) == mine
    assert sessions.allows(asking(cookie), theirs.sign) is None
    assert sessions.allows(asking(cookie), "") is None
    assert sessions.allows(asking(cookie, sec_fetch_site="cross-site"), mine.sign) is None
    assert sessions.allows(asking(cookie, sec_fetch_site="same-origin"), mine.sign) == mine


def test_guessing_at_the_token_is_slowed_down() -> None:
    """After ten wrong guesses in a minute nobody is let in for a while."""
    now = [1_000_000_000.0]
    sessions = Sessions(TOKEN, secure=False, clock=lambda: now[0])
    for _ in range(10):
        assert not sessions.crowded
        assert sessions.open("fel") is None
    assert sessions.crowded
    now[0] += 61
    assert not sessions.crowded


def test_without_a_token_of_some_length_nobody_may() -> None:
    """Not even with the right one."""
    for token in ("", "k" * (SHORTEST - 1)):
        sessions = Sessions(token, secure=False)
        assert not sessions.possible and sessions.open(token) is None


# -- what is sent ------------------------------------------------------------------------------


@given(st.binary(min_size=1, max_size=300).filter(lambda raw: b"\r\n--GRANS" not in raw))
def test_a_file_comes_through_byte_by_byte(content: bytes) -> None:
    """Whatever it holds, line ends and dashes too."""
    sent = parse_multipart(form(("f", "", b"v"), ("fil", "bok.xlsx", content)), b"GRANS")
    assert sent.get("f") == "v"
    assert sent.file == File("bok.xlsx", content)


@given(st.binary(max_size=200))
def test_what_is_no_form_is_refused_in_words(raw: bytes) -> None:
    """Never another error."""
    try:
        parse_multipart(raw, b"GRANS")
    except InputError as error:
        assert "formulär" in str(error)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("bok.xlsx", "bok.xlsx"),
        ("../../etc/passwd", "passwd.xlsx"),
        ("C:\\Mina dokument\\Län 1.xlsx", "Län 1.xlsx"),
        ("<script>.xlsx", "_script_.xlsx"),
        ("..", "arbetsbok.xlsx"),
        (".xlsx", "arbetsbok.xlsx"),
        ("a" * 300 + ".xlsx", "a" * 80 + ".xlsx"),
        ("rad\r\nX: y.xlsx", "rad__X_ y.xlsx"),
    ],
)
def test_a_name_is_cut_to_what_a_name_may_be(sent: str, kept: str) -> None:
    """No folders, and no signs that mean something elsewhere."""
    assert fit_name(sent) == kept


def test_a_workbook_that_waits_is_forgotten_in_time() -> None:
    """One for each session, a few in all, half an hour at most."""
    now = [0.0]
    waiting = Proposals(clock=lambda: now[0])
    made = [Proposal(File(f"{n}.xlsx", b""), "sv") for n in range(9)]
    waiting.put("a", made[0])
    waiting.put("a", made[1])
    assert waiting.get("a") == made[1] and waiting.get("b") is None
    for n in range(2, 9):
        waiting.put(str(n), made[n])
    assert waiting.get("a") is None and waiting.get("8") == made[8]
    now[0] = 30 * 60
    assert waiting.get("8") is None


@pytest.mark.parametrize("content", [None, b"", b"ingen arbetsbok", b"PK\x03\x04 kapad"])
def test_nothing_of_a_workbook_is_left_on_the_disk(
    small: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None
) -> None:
    """Neither of one that can be read nor of one that cannot; and no folder is told of."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    raw = simple(small) if content is None else content
    found = weighed(small, Proposal(File("bok.xlsx", raw), "sv"))
    assert list(tmp_path.iterdir()) == []
    assert (found.made is None) == (content is not None) == (found.error is not None)
    assert found.error is None or str(tmp_path) not in f"{found.error}{found.error.mend}"


def in_order(proposal: Proposal) -> object:
    """What a workbook would change, whatever order its statements came in."""
    made = proposal.made
    if made is None:
        return None
    said = ({path: set(own) for path, own in held.items()} for held in (made.contents, made.basis))
    return replace(made, contents={}, basis={}), *said


def test_a_workbook_read_in_a_process_of_its_own_says_the_same(
    small: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of what it changes and of why it cannot be read; and nothing is left on the disk."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    good = edited(simple(small), lambda b: put(b, "Forum", 4, Forum="Nya rådet", **_EVIDENCE))
    for raw in (good, b"ingen arbetsbok"):
        proposal = Proposal(File("bok.xlsx", raw), "sv")
        near, far = weighed(small, proposal), weighed_apart(small, proposal)
        assert in_order(near) == in_order(far) and str(near.error) == str(far.error)
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_that_takes_too_long_is_put_away(
    small: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its process is ended, its files are gone, and whoever sent it is told."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    proposal = Proposal(File("bok.xlsx", simple(small)), "sv")
    found = weighed_apart(small, proposal, seconds=0.01)
    assert found.made is None and "för lång tid" in str(found.error)
    with pytest.raises(InputError, match="för lång tid"):
        marked_apart(proposal, seconds=0.01)
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_that_takes_too_much_is_put_away(
    small: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever ends its process, the server says so in words and goes on."""
    monkeypatch.setattr("kgraph.web.apart.MEMORY_MB", 1)
    found = weighed_apart(small, Proposal(File("bok.xlsx", simple(small)), "sv"))
    assert found.made is None and "kräver mer" in str(found.error)


def test_faults_that_stood_before_are_told_in_the_preview(tmp_path: Path) -> None:
    """They are not the workbook's, so it can be accepted; the page says where to see them."""
    broken = TINY.replace('    ks:partOfStrategy strategy:liten ; ks:summary "Insatsen."@sv',
                          '    ks:summary "Insatsen."@sv')  # fmt: skip
    assert broken != TINY
    made = project(tmp_path / "p", {"sources.ttl": SOURCES, PLAN: broken})
    book = edited(full(made), lambda b: put(b, "Insats", 4, Sammanfattning="Ny."))
    app = create_app(made)
    proposal = weighed(made, Proposal(File("bok.xlsx", book), "sv"))
    for lang, told in (("sv", "1 fel stod här redan"), ("en", "1 fault stood here already")):
        visit = Visit(lang, own.PREVIEW)
        shown = own_preview.page(app.state.shelf, visit, own.Here(proposal=proposal))
        html = to_html(shown, shown.report(app.state.store, visit), visit)
        assert told in html and "kgraph check" in html
    assert proposal.made is not None
    workbook.apply(made, proposal.made)
    done = Client(create_app(made))
    assert "1 fel stod här redan" in done.get("/andringar/1?gjort=1&stod=1").text
    assert "stood here already" in done.get("/en/andringar/1?gjort=1&stod=1").text
    assert "stod här redan" not in done.get("/andringar/1?gjort=1").text


def test_what_waits_for_review_after_an_undoing_is_told_on_its_page(tmp_path: Path) -> None:
    """And at the command line: another change still stands in the passage."""
    made = project(tmp_path / "p", {"sources.ttl": SOURCES, PLAN: TINY})
    for sheet in ("Mål", "Insats"):
        book = edited(full(made), partial(put, sheet=sheet, row=4, Sammanfattning="Ny."))
        proposal = weighed(made, Proposal(File("bok.xlsx", book), "sv"))
        assert proposal.made is not None
        workbook.apply(made, proposal.made)

    told = cli("log", "--undo", "2", "--project", made.root)
    assert "står kvar där: Planen, rad 1." in told.err
    pages = Client(create_app(made))
    assert "Väntar fortfarande på granskning" in pages.get("/andringar/3?gjort=1").text
    assert "Waiting for review still" in pages.get("/en/andringar/3?gjort=1").text
    assert "Väntar fortfarande" not in pages.get("/andringar/2?gjort=1").text


def test_documents_of_one_title_are_told_apart_by_their_publishers(tmp_path: Path) -> None:
    """Nobody knows an identifier; where a change stands is told in words too."""
    other = """
source:annan-plan a ks:SourceDocument ; dct:identifier "901" ; dct:title "Liten plan"@sv ;
  dct:publisher actor:b ; ks:loaded false .
"""
    made = project(tmp_path / "p", {"sources.ttl": SOURCES + other, PLAN: TINY})

    def fill(book: Any) -> None:
        put(book, "Forum", 4, Forum="Nya rådet", Medlem="Bolaget", **_EVIDENCE)

    app = create_app(made)
    proposal = weighed(made, Proposal(File("bok.xlsx", edited(simple(made), fill)), "sv"))
    visit = Visit("sv", own.PREVIEW)
    shown = own_preview.page(app.state.shelf, visit, own.Here(proposal=proposal))
    html = to_html(shown, shown.report(app.state.store, visit), visit)
    question = html.partition('class="question"')[2].partition("</fieldset>")[0]

    assert "(utgivare: Bolaget) (samma namn)" in question
    assert "source/annan-plan" not in question


def preview_of(made: Project, content: bytes, lang: str = "sv", *answers: Any) -> tuple[Any, str]:
    """A workbook that waits, and the page that asks about it."""
    app = create_app(made)
    proposal = weighed(made, Proposal(File("bok.xlsx", content), lang, answers))
    visit = Visit(lang, own.PREVIEW)
    shown = own_preview.page(app.state.shelf, visit, own.Here(proposal=proposal))
    return proposal, to_html(shown, shown.report(app.state.store, visit), visit)


@pytest.mark.parametrize(("lang", "hint"), [("sv", "Skriv namnet helt ut."),
                                            ("en", "Write the whole name.")])  # fmt: skip
def test_an_abbreviation_is_answered_on_the_page_as_on_the_sheet(
    small: Project, lang: str, hint: str
) -> None:
    """Nothing is like it, but it may be something new; and what to write instead is told."""
    content = edited(
        simple(small),
        lambda b: put(b, "Forum", 4, Forum="Rådet", Medlem="TVL", **_EVIDENCE),
    )
    proposal, html = preview_of(small, content, lang)
    question = html.partition('class="question"')[2].partition("</fieldset>")[0]
    assert "TVL" in question and hint in question and 'value="ny"' in question
    assert "Namnfrågor" not in question and "sheet of questions" not in question
    assert proposal.asks and 'id="ratta"' not in html

    answers = own_preview.answers_in(proposal, [("svar-0", "ny")])
    answered, html = preview_of(small, content, lang, *answers)
    assert answered.made.ready and 'class="question"' not in html


def test_a_question_on_a_page_tells_of_the_new_one_that_may_be_meant(small: Project) -> None:
    """It is no candidate, for it has no place in the data yet: one writes its name."""

    def fill(book: Any) -> None:
        put(book, "Dokument", 4, Dokument="Liten plan 2026–2030", Slag="Handlingsplan")
        put(book, "Forum", 4, Forum="Rådet", Medlem="Bolaget",
            **(_EVIDENCE | {"Dokument": "Liten plan 2026"}))  # fmt: skip

    _, html = preview_of(small, edited(simple(small), fill))
    question = html.partition('class="question"')[2].partition("</fieldset>")[0]
    assert "Menas ”Liten plan 2026–2030”, som är nytt i arbetsboken: skriv så.</p>" in question


# -- where one can only read -------------------------------------------------------------------


def test_a_server_without_a_token_says_how_to_turn_it_on(small: Project) -> None:
    """And has no form to send one with."""
    client = Client(create_app(small))
    told = client.get("/egna-data")
    assert told.status_code == 200 and told.headers["cache-control"] == "no-store"
    assert "KGRAPH_TOKEN" in told.text and "kgraph import" in told.text
    assert "<form" in told.text and 'type="file"' not in told.text
    assert "started without a token" in client.get("/en/egna-data").text


def test_the_copy_that_came_with_the_program_is_never_changed(small: Project) -> None:
    """The page says why and how to make one's own."""
    told = Client(create_app(Project(small.root, "installed"))).get("/egna-data").text
    assert "kgraph new MAPP" in told and 'type="file"' not in told


def test_what_cannot_be_read_anew_leaves_the_old_data_served(tmp_path: Path) -> None:
    """The pages go on, and say so."""
    made = project(tmp_path / "p")
    app = create_app(made)
    (made.root / "data" / "sources.ttl").write_text("detta är ingen Turtle")
    assert asyncio.run(renew(app)) is False
    assert "Forumet" in Client(app).get("/sok?q=Forumet").text


# -- a server ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the served project and the workbooks lie."""
    return tmp_path_factory.mktemp("egna")


@pytest.fixture(scope="module")
def served(folder: Path) -> Project:
    """The small plan, to be changed."""
    return project(folder / "p")


@pytest.fixture(scope="module")
def server(served: Project, folder: Path) -> Iterator[Server]:
    """A server on it."""
    with serving(served.root, folder / "logg") as running:
        yield running


@pytest.fixture(scope="module")
def visitor(server: Server) -> Visitor:
    """Somebody with the token."""
    return Visitor(server)


_POSTS = ("egna-data/lamna", "egna-data/formular", "egna-data/las-in", "egna-data/svar",
          "egna-data/godta", "egna-data/kasta", "andringar/angra", "granska")  # fmt: skip


@pytest.mark.parametrize("path", _POSTS)
def test_nothing_is_done_without_session_and_sign(
    server: Server, visitor: Visitor, served: Project, path: str
) -> None:
    """In either language."""
    before = statements(served)
    for prefix in ("/", "/en/"):
        assert server.ask("POST", prefix + path, b"roll=editor").status == 403
        assert visitor.send(prefix + path, sign="f" * 64).status == 403
    assert statements(served) == before and not read_log(served)


def test_a_wrong_token_opens_nothing(server: Server) -> None:
    """The page says so; neither token stands in an address or the log."""
    got = server.ask("POST", "/egna-data/nyckel", b"nyckel=fel-nyckel-har&till=/granska",
                     content_type="application/x-www-form-urlencoded")  # fmt: skip
    assert got.status == 303 and "set-cookie" not in got.headers
    assert got.headers["location"] == "/granska?fel=nyckel"
    assert "inte rätt nyckel" in server.get(got.headers["location"]).text
    told = server.log.read_text()
    assert TOKEN not in told and "fel-nyckel-har" not in told


def test_one_is_led_nowhere_but_to_our_own_pages(server: Server) -> None:
    """Whatever the form says."""
    for to in ("https://example.org/", "//example.org", "/andringar/1/../../x", ""):
        got = server.ask("POST", "/egna-data/nyckel", f"nyckel=x&till={to}".encode(),
                         content_type="application/x-www-form-urlencoded")  # fmt: skip
        assert got.headers["location"] == "/egna-data?fel=nyckel"


@pytest.mark.parametrize(
    ("query", "name", "sheets"),
    [
        ("slag=enkel&lan=", "arbetsbok-enkel-tom.xlsx", "Insatser och ansvar"),
        ("slag=hel&lan=allt", "arbetsbok-hel-allt.xlsx", "Textställen"),
        ("slag=hel&lan=", "arbetsbok-hel-tom.xlsx", "Textställen"),
    ],
)
def test_workbooks_are_fetched_without_a_token(
    server: Server, query: str, name: str, sheets: str
) -> None:
    """Simple or full, empty or with what the graph says."""
    got = server.get(f"/egna-data/arbetsbok.xlsx?{query}")
    assert got.status == 200 and name in got.headers["content-disposition"]
    assert sheets in load_workbook(io.BytesIO(got.body)).sheetnames


def test_a_workbook_that_is_not_there_is_told(server: Server) -> None:
    """A county nobody knows, or everything in the simple one."""
    for query in ("lan=atlantis", "slag=enkel&lan=allt"):
        assert server.get(f"/egna-data/arbetsbok.xlsx?{query}").status == 400


def test_a_county_that_a_document_is_for_can_be_fetched(tmp_path: Path) -> None:
    """It stands in the list, and its workbook holds what is said of it."""
    county = ("g:1-1 { strategy:liten dct:spatial territory:dals-lan . territory:dals-lan"
              ' a ks:Territory ; skos:prefLabel "Dals län"@sv ; dct:identifier "99" ;'
              " ks:territoryType territory-type:lan . }")  # fmt: skip
    data = {"sources.ttl": SOURCES, PLAN: TINY + county}
    client = Client(create_app(project(tmp_path, data)))
    assert '<option value="dals-lan">Dals län</option>' in client.get("/egna-data").text
    got = client.get("/egna-data/arbetsbok.xlsx?slag=enkel&lan=dals-lan")
    cells = load_workbook(io.BytesIO(got.content))["Dokument"]
    assert got.status_code == 200 and cells.cell(4, 2).value == "Liten plan"


def bomb() -> bytes:
    """A small file that would fill the memory."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("xl/workbook.xml", b" " * 400_000_000)
    return out.getvalue()


@pytest.mark.parametrize("content", [b"MZ\x90\x00 program", b"a;b\n1;2\n", b"PK\x03\x04", None])
def test_a_hostile_file_is_refused_whole(
    server: Server, visitor: Visitor, served: Project, content: bytes | None
) -> None:
    """With the reason in words, and the server goes on."""
    before = statements(served)
    raw = bomb() if content is None else content
    got = visitor.send("/egna-data/las-in", ("fil", "bok.xlsx", raw))
    assert got.status == 303
    told = visitor.get(got.headers["location"]).text
    assert "Filen kan inte läsas in" in told and "Godta" not in told
    assert "Traceback" not in told and tempfile.gettempdir() + "/" not in told
    visitor.send("/egna-data/kasta")
    assert statements(served) == before and server.get("/healthz").status == 200


def test_a_file_that_is_too_large_is_not_taken(visitor: Visitor) -> None:
    """Told as such, in words; a form without a file is asked for one."""
    got = visitor.send("/egna-data/las-in", ("fil", "bok.xlsx", b"x" * (LARGEST + 1)))
    assert got.status == 413 and f"Högst {LARGEST_MB} MB" in got.text
    got = visitor.send("/egna-data/las-in", ("fil", "", b""))
    assert "Välj en fil först" in visitor.get(got.headers["location"]).text


def forums(server: Server) -> set[str]:
    """The names of forums, as queries give them."""
    return set(server.query(_FORUMS, accept="text/csv").text.split("\r\n")[1:]) - {""}


def test_a_decision_on_a_passage_is_one_entry_and_can_be_undone(
    server: Server, visitor: Visitor, served: Project
) -> None:
    """Pages and queries show it at once; queries asked all the while are answered."""
    before = statements(served)
    page = visitor.get("/granska").text
    found = re.search(r'name="stalle" value="([^"]+)"', page)
    assert found is not None
    got = visitor.send("/granska", ("stalle", "", found[1].encode()), ("status", "", b"disputed"),
                       ("roll", "", b"reviewer"))  # fmt: skip
    number = len(read_log(served))
    assert got.status == 303 and got.headers["location"] == f"/andringar/{number}?gjort=1"
    entry = read_log(served)[0]
    assert (entry.role, entry.size) == ("reviewer", (1, 1))
    assert "någon har invänt" in visitor.get("/granska").text
    ask = f"ASK {{ GRAPH ?m {{ <{found[1]}> ?p ?o FILTER(STRENDS(STR(?o), '/disputed')) }} }}"
    assert server.query(ask, accept="application/sparql-results+json").json["boolean"] is True
    got = visitor.send("/andringar/angra", ("nummer", "", str(number).encode()),
                       ("roll", "", b"editor"))  # fmt: skip
    assert got.headers["location"] == f"/andringar/{number + 1}?gjort=1"
    assert statements(served) == before
    assert server.query(ask, accept="application/sparql-results+json").json["boolean"] is False
    again = visitor.send("/andringar/angra", ("nummer", "", str(number).encode()),
                         ("roll", "", b"editor"))  # fmt: skip
    assert again.status == 409 and "redan ångrad" in again.text


def test_an_undoing_that_others_stand_in_the_way_of_leads_to_them(
    visitor: Visitor, served: Project
) -> None:
    """Two decisions on one passage: the first is undone after the second, in either language."""
    found = re.search(r'name="stalle" value="([^"]+)"', visitor.get("/granska").text)
    assert found is not None
    for status in (b"disputed", b"reviewed"):
        got = visitor.send("/granska", ("stalle", "", found[1].encode()), ("status", "", status),
                           ("roll", "", b"reviewer"))  # fmt: skip
        assert got.status == 303
    last = len(read_log(served))
    for base, told in (("", f"Ångra ändring {last} först"), ("/en", f"Undo change {last} first")):
        got = visitor.send(f"{base}/andringar/angra", ("nummer", "", str(last - 1).encode()),
                           ("roll", "", b"editor"))  # fmt: skip
        assert got.status == 409 and told in got.text
        assert f'href="{base}/andringar/{last}"' in got.text and ".trig" not in got.text
    for number in (last, last - 1):
        got = visitor.send("/andringar/angra", ("nummer", "", str(number).encode()),
                           ("roll", "", b"editor"))  # fmt: skip
        assert got.status == 303


def test_a_role_that_is_none_changes_nothing(visitor: Visitor, served: Project) -> None:
    """Roles are chosen, never written."""
    before, known = statements(served), len(read_log(served))
    found = re.search(r'name="stalle" value="([^"]+)"', visitor.get("/granska").text)
    assert found is not None
    got = visitor.send("/granska", ("stalle", "", found[1].encode()), ("status", "", b"reviewed"),
                       ("roll", "", "Någon Person".encode()))  # fmt: skip
    assert got.status == 400
    assert statements(served) == before and len(read_log(served)) == known


# -- a browser ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """A real browser."""
    with chromium_of(chromium) as running:
        yield running


def looks_right(walker: Walker) -> None:
    """By axe's rules, with nothing complained of and nothing fetched from elsewhere."""
    assert walker.axe() == [] and walker.complaints == [] and walker.outside == []
    assert not walker.is_wider_than_the_window()


def click(walker: Walker, name: str) -> None:
    """A button by its name."""
    walker.page.get_by_role("button", name=name, exact=True).click()


def book(content: bytes, *rows: dict[str, str]) -> bytes:
    """A fetched workbook with rows on the sheet of forums."""

    def fill(opened: Any) -> None:
        for row, cells in enumerate(rows, start=4):
            put(opened, "Forum", row, **_EVIDENCE, **cells)

    return edited(content, fill)


def sent(walker: Walker, folder: Path, content: bytes, name: str) -> str:
    """What the preview of a workbook says."""
    (folder / name).write_bytes(content)
    walker.open("/egna-data")
    walker.page.set_input_files("#fil", folder / name)
    click(walker, "Förhandsvisa")
    looks_right(walker)
    return walker.text()


def test_a_workbook_goes_in_and_out_again(
    server: Server, served: Project, folder: Path, browser: Browser
) -> None:
    """Faults marked, a name answered, accepted, seen, and undone; without scripts."""
    before, had = statements(served), forums(server)
    with walking(browser, server.address, java_script_enabled=False) as plain:
        plain.open("/egna-data")
        assert "Lås upp" in plain.text()
    with walking(browser, server.address) as walker:
        walker.open("/egna-data")
        looks_right(walker)
        walker.page.fill("#nyckel", TOKEN)
        click(walker, "Lås upp")
        looks_right(walker)
        with walker.page.expect_download() as fetched:
            click(walker, "Hämta")
        empty = Path(fetched.value.path()).read_bytes()

        wrong = {"Forum": "Rådet för vågor", "Medlem": "Bolagett", "Roll": "hovmästare"}
        told = sent(walker, folder, book(empty, wrong), "fel.xlsx")
        assert "”hovmästare” finns inte i listan" in told and "Godta" not in told
        with walker.page.expect_download() as fetched:
            walker.page.get_by_role("link", name="felen märkta").click()
        copy = load_workbook(io.BytesIO(Path(fetched.value.path()).read_bytes()))
        assert "hovmästare" in cell(copy, "Forum", 4, "Roll").comment.text

        told = sent(walker, folder, book(empty, wrong | {"Roll": "ledamot"}), "ny.xlsx")
        assert "Vem eller vad menas med ”Bolagett”?" in told
        walker.page.get_by_label(re.compile(r"^\s*Bolaget\b")).first.check()
        click(walker, "Svara")
        looks_right(walker)
        assert "Inget är sparat än" in walker.text()
        assert statements(served) == before and not (served.root / "names.csv").exists()

        walker.page.select_option("#roll", "strategist")
        click(walker, "Godta och spara")
        looks_right(walker)
        entry = read_log(served)[0]
        assert walker.path == f"/andringar/{entry.number}?gjort=1"
        assert "Rådet för vågor" in walker.text() and "strateg" in walker.text()
        assert (entry.role, entry.source) == ("strategist", "ny.xlsx")
        assert "Bolagett" in (served.root / "names.csv").read_text()
        assert forums(server) == had | {"Rådet för vågor"}
        walker.open("/sok?q=vågor")
        assert "Rådet för vågor" in walker.text()

        walker.open("/andringar")
        looks_right(walker)
        walker.page.get_by_role("link", name=f"Ändring {entry.number}", exact=True).click()
        click(walker, f"Ångra ändring {entry.number}")
        looks_right(walker)
        assert f"Ångrade ändring {entry.number}" in walker.text()

        walker.open("/egna-data")
        looks_right(walker)
        assert "Bolagett → Bolaget" in walker.text()
        click(walker, "Glöm svaret")
        assert "Glömde svaret om ”Bolagett”" in walker.text()
        assert "Bolagett" not in (served.root / "names.csv").read_text()
        assert statements(served) == before and forums(server) == had

        told = sent(walker, folder, empty, "tom.xlsx")
        assert "ändrar inget" in told
        click(walker, "Lägg åt sidan")
        assert "inget är ändrat" in walker.text()
        click(walker, "Lås igen")
        assert walker.page.locator("#nyckel").count() == 1


@pytest.mark.parametrize("how", [{}, {"viewport": {"width": 390, "height": 844}},
                                 {"color_scheme": "dark"}])  # fmt: skip
def test_the_pages_in_english_on_a_phone_and_in_the_dark(
    server: Server, browser: Browser, how: dict[str, Any]
) -> None:
    """By axe's rules, locked and unlocked."""
    with walking(browser, server.address, **how) as walker:
        for path in ("/en/andringar", "/en/granska", "/en/egna-data"):
            walker.open(path)
            looks_right(walker)
        walker.tab_to("Token")
        walker.page.keyboard.type(TOKEN)
        walker.follow("Unlock")
        for path in ("/en/egna-data", "/en/granska"):
            walker.open(path)
            assert "Unlock" not in walker.text()
            looks_right(walker)
