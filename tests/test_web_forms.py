"""Forms for single things in the browser: from a question at its field to an entry in the log.

The server is a real one, on a small project of its own; the browser is a real one.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from kgraph.editing import save
from kgraph.journal import read_log
from kgraph.project import Project
from kgraph.store.drafts import read_quads
from kgraph.terms import DCT, GRAPH, ID, KS, SKOS, VOCAB, Literal
from kgraph.web.session import Sessions
from kgraph.workbook.desk import open_desk
from kgraph.workbook.importing import weigh
from kgraph.workbook.rows import book_of
from kgraph.workbook.single import Typed, fill, page_of, show
from tests.asking import Client
from tests.helpers import project, shipped
from tests.pages_app import create_app
from tests.serving import TOKEN, Server, serving
from tests.visitor import Form, Visitor
from tests.walking import Walker, chromium_of, walking
from tests.workbooks import statements

PLAN = "liten-plan-2026-01-01"
LANG = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
PHONE = {"width": 390, "height": 844}
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)> [actor/b] =1+1 {{7*7}}'
KNOWN = (
    "id/forum/f", "id/element/mal", "id/element/i1", "id/strategy/liten", "id/actor/a",
    "id/actor/b", "id/assignment/ansvar-i1", "id/membership/f--a", f"id/source/{PLAN}",
    f"graph/{PLAN}/1-1",
)  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the served project lies."""
    return tmp_path_factory.mktemp("formular")


@pytest.fixture(scope="module")
def served(folder: Path) -> Project:
    """The small plan, to be changed; its file written as the program writes it."""
    made = project(folder / "p")
    path = made.root / "data" / "sources" / f"{PLAN}.trig"
    save(made, {path: read_quads(path, made.name(path))})
    return made


@pytest.fixture(scope="module")
def server(served: Project, folder: Path) -> Iterator[Server]:
    """A server on it."""
    with serving(served.root, folder / "logg") as running:
        yield running


@pytest.fixture(scope="module")
def visitor(server: Server) -> Visitor:
    """Somebody with the token."""
    return Visitor(server)


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """A real browser."""
    with chromium_of(chromium) as running:
        yield running


def files(made: Project) -> dict[str, bytes]:
    """The data files that hold any statement, byte by byte; the log aside."""
    found = (p for p in (made.root / "data").rglob("*.t*") if "log" not in p.parts)
    return {made.name(p): p.read_bytes() for p in found if read_quads(p, made.name(p))}


def opened(visitor: Visitor, path: str) -> Form:
    """A form as it is opened."""
    got = visitor.get(f"/egna-data/{path}")
    assert got.status == 200 and got.headers["cache-control"] == "no-store"
    return Form(got.text)


def sent(visitor: Visitor, form: Form, **values: str) -> str:
    """What comes of a form that is sent."""
    return visitor.sent("/egna-data/formular", form.put(**values)).text


def undone(visitor: Visitor, served: Project) -> None:
    """Take the latest change back."""
    number = read_log(served)[0].number
    got = visitor.send("/andringar/angra", ("nummer", "", str(number).encode()),
                       ("roll", "", b"editor"))  # fmt: skip
    assert got.status == 303


def accepted(visitor: Visitor) -> str:
    """The entry of a change that is accepted."""
    got = visitor.send("/egna-data/godta", ("roll", "", b"strategist"))
    assert got.status == 303 and got.headers["location"].endswith("?gjort=1")
    return visitor.get(got.headers["location"]).text


# -- every class -------------------------------------------------------------------------------


def test_every_class_with_a_shape_has_a_form_that_tells_what_is_missing(visitor: Visitor) -> None:
    """An empty form names each field that must be filled in, all at once, and where it stands."""
    links = re.findall(r'href="/egna-data/(ny/[^"]+)"', visitor.get("/egna-data").text)
    assert len(links) > 25
    for link in links:
        form = opened(visitor, link)
        wrong = Form(sent(visitor, form)).errors
        own_document = link in ("ny/kalldokument", "ny/textstallen")
        assert wrong and ("r0-kalla" in wrong) != own_document, link
        assert len(set(wrong)) == len(wrong), link
        assert set(wrong) - {"r0-kalla"}, f"{link} asks for nothing of the thing itself"


def test_a_project_without_any_forum_still_asks_for_the_county_of_a_new_one(
    visitor: Visitor,
) -> None:
    """What a class has of the standards' terms is asked before any data use it."""
    forum = {name for name, _ in opened(visitor, "ny/forum-eller-natverk").fields}
    actor = visitor.get("/egna-data/ny/juridisk-person").text
    assert {"r0-dct-spatial", "r0-skos-altLabel-sv"} <= forum
    assert "r0-org-classification" in actor and "Kommun" in actor


@pytest.mark.parametrize("path", KNOWN)
@pytest.mark.parametrize("prefix", ["", "en/"])
def test_a_form_that_is_sent_as_it_was_opened_changes_nothing(
    visitor: Visitor, server: Server, path: str, prefix: str
) -> None:
    """Whatever the thing holds, in either language."""
    form = Form(visitor.get(f"/{prefix}egna-data/ratta/{path}").text)
    told = visitor.sent(f"/{prefix}egna-data/formular", form.fields).text
    assert ("Nothing has changed" if prefix else "Inget har ändrats") in told
    assert "Godta" not in told and "Accept" not in told


@pytest.mark.prove
def test_a_thing_of_each_class_of_the_five_sources_comes_back_from_its_form(tmp_path: Path) -> None:
    """The things with most rows; what a form holds is all that its sheet holds."""
    made = shipped(tmp_path / "graf")
    desk = open_desk(made)
    names, book = desk.names("sv"), book_of(desk, "sv")
    for page in (page for page in book.pages if page.form.about and page.lines):
        things = [line.get("id") for line in page.lines]
        iri = names.meant(max(things, key=things.count))
        found = show(desk, book, str(iri))
        assert found is not None
        shown, rows = found
        filled = fill(desk, page_of(book, shown.about).form, shown, (*rows, Typed()))
        weighed = weigh(made, filled.grids, Path("formulär"))
        assert filled.mistakes == () and weighed.faults == (), (iri, weighed.faults)
        assert weighed.changes == () and dict(weighed.contents) == {}, iri


# -- adding and correcting ---------------------------------------------------------------------


def test_a_new_thing_rests_on_the_document_and_page_that_were_given(
    visitor: Visitor, served: Project
) -> None:
    """Its identifier is made, its passage waits for review, and undoing leaves nothing."""
    before = files(served)
    told = sent(visitor, opened(visitor, "ny/forum-eller-natverk"),
                r0_skos_prefLabel_sv="Rådet för vågor", r0_kalla=PLAN, r0_sida="3",
                r0_sager="Rådet nämns.")  # fmt: skip
    assert "forum/radet-for-vagor" in told and "Liten plan, sida 3" in told
    assert "Formulär" not in re.findall(r"<td.*?</td>", told) and "!B2" not in told
    page = accepted(visitor)
    assert "Rådet för vågor" in page and "Formulär, nytt" in page
    entry = read_log(served)[0]
    assert entry.role == "strategist" and entry.source == "formulär: Liten plan, sida 3"
    graph = GRAPH(f"{PLAN}/p3")
    stated = statements(served)
    assert (ID("forum/radet-for-vagor"), SKOS("prefLabel"),
            Literal("Rådet för vågor", LANG, "sv"), graph) in stated  # fmt: skip
    assert (graph, KS("reviewStatus"), VOCAB("review-status/extracted"),
            GRAPH(f"{PLAN}/meta")) in stated  # fmt: skip
    undone(visitor, served)
    assert files(served) == before


def test_what_rests_on_ones_own_knowledge_says_so(visitor: Visitor, served: Project) -> None:
    """The forms of the day are the source; no file is claimed, and each form is a passage."""
    before = files(served)
    for name in ("Vinterrådet", "Sommarnätverket"):
        told = sent(visitor, opened(visitor, "ny/forum-eller-natverk"),
                    r0_skos_prefLabel_sv=name, r0_kalla="eget")  # fmt: skip
        assert "vilar på eget underlag" in told
        accepted(visitor)
    graphs = {q[3] for q in statements(served) if q[2] == KS("Forum")} - {GRAPH(f"{PLAN}/5-6")}
    assert len(graphs) == 2 and all("/arbetsbok-formular-" in graph for graph in graphs)
    own = {q[1] for q in statements(served) if "source/arbetsbok-formular" in q[0]}
    assert DCT("title") in own and not own & {KS("fileName"), KS("sha256")}
    undone(visitor, served)
    visitor.send("/andringar/angra", ("nummer", "", str(read_log(served)[0].undoes - 1).encode()),
                 ("roll", "", b"editor"))  # fmt: skip
    assert files(served) == before


def test_a_value_is_corrected_in_its_own_passage(visitor: Visitor, served: Project) -> None:
    """Only that statement changes, and the passage waits for review; others keep their words."""
    before, data = statements(served), files(served)
    form = opened(visitor, "ratta/id/element/mal")
    wanted = next(n for n in (0, 1) if (f"r{n}-ks-summary-sv", "Målet.") in form.fields)
    told = sent(visitor, form, **{f"r{wanted}_ks_summary_sv": "Målet med planen."})
    assert "Målet. → Målet med planen." in told
    accepted(visitor)
    assert "Målet med planen" not in read_log(served)[0].what.sv  # the thing by its name alone
    old = (ID("element/mal"), KS("summary"), Literal("Målet.", LANG, "sv"), GRAPH(f"{PLAN}/1-1"))
    new = (*old[:2], Literal("Målet med planen.", LANG, "sv"), old[3])
    now = statements(served)
    assert {q for q in now ^ before if q[1] != KS("reviewStatus")} == {old, new}
    assert {q[0] for q in now ^ before if q[1] == KS("reviewStatus")} == {old[3]}
    undone(visitor, served)
    assert files(served) == data


def test_mode_and_inference_are_asked_in_words(visitor: Visitor, served: Project) -> None:
    """Is it so today: a wish is chosen as a wish, and an inference has its reason."""
    page = visitor.get("/egna-data/ny/ansvar").text
    assert "Är det så i dag?" in page and "Nej, men någon vill det" in page
    found = re.search(r'value="([^"]+)"> <span>Nej, men någon vill det', page)
    assert found is not None
    before = statements(served)
    told = sent(visitor, Form(page), r0_ks_bearer="bolaget", r0_ks_role="Ansvarig",
                r0_ks_target="Ett mål", r0_ks_assertionMode=found[1], r0_kalla=PLAN,
                r0_rader="4")  # fmt: skip
    assert "Godta och spara" in told, told
    accepted(visitor)
    new = statements(served) - before
    assert any(q[1] == KS("assertionMode") and q[2] == VOCAB("mode/target") for q in new)
    assert {q[3] for q in new} == {GRAPH(f"{PLAN}/4-4")}
    undone(visitor, served)
    assert statements(served) == before


def test_all_that_a_passage_says_of_a_thing_can_be_taken_out(
    visitor: Visitor, served: Project
) -> None:
    """The other passages still say theirs."""
    before = files(served)
    form = opened(visitor, "ratta/id/element/mal")
    row = next(n for n in (0, 1) if (f"r{n}-ks-summary-sv", "") in form.fields)
    told = visitor.sent("/egna-data/formular", [*form.fields, (f"r{row}-bort", "1")]).text
    assert "Borttagen" in told and "Godta och spara" in told
    accepted(visitor)
    left = {q[3] for q in statements(served) if q[0] == ID("element/mal")}
    assert left == {GRAPH(f"{PLAN}/1-1")}
    undone(visitor, served)
    assert files(served) == before


def test_statements_from_another_passage_are_added_to_a_known_thing(
    visitor: Visitor, served: Project
) -> None:
    """By the same form, with evidence of their own."""
    form = opened(visitor, "ratta/id/forum/f")
    told = sent(visitor, form, r1_skos_prefLabel_en="The forum", r1_kalla=PLAN, r1_sida="9")
    assert "Liten plan, sida 9" in told and "The forum" in told and "Godta och spara" in told
    visitor.send("/egna-data/kasta")


def test_a_new_name_that_is_taken_is_told_and_never_joined_silently(visitor: Visitor) -> None:
    """With a link to what is there already."""
    told = sent(visitor, opened(visitor, "ny/forum-eller-natverk"),
                r0_skos_prefLabel_sv="Forumet", r0_skos_prefLabel_en="The forum",
                r0_kalla=PLAN, r0_sida="7")  # fmt: skip
    assert 'Det finns redan: <a href="/id/forum/f.html">Forumet</a>' in told
    visitor.send("/egna-data/kasta")


# -- mistakes ----------------------------------------------------------------------------------


def errors(page: str) -> dict[str, str]:
    """What stands at each field that has something wrong."""
    found = re.findall(r'<a href="#([^"]+)">(.*?)</a>', page, re.S)
    return {name: told for name, told in found if name.startswith("r")}


@pytest.mark.parametrize(
    ("path", "values", "field", "told"),
    [
        ("ny/forum-eller-natverk", {"r0_skos_prefLabel_sv": "X"}, "r0-kalla", "Det sägs inte var"),
        ("ny/forum-eller-natverk", {"r0_kalla": PLAN}, "r0-sida", "Skriv sida, rader eller"),
        ("ny/forum-eller-natverk", {"r0_kalla": PLAN, "r0_sida": "tre"}, "r0-sida", "ingen sida"),
        ("ny/forum-eller-natverk", {"r0_kalla": PLAN, "r0_rader": "x"}, "r0-rader", "inga rader"),
        ("ny/forum-eller-natverk", {"r0_kalla": "../../x"}, "r0-kalla", "finns inte här"),
        ("ny/forum-eller-natverk", {"r0_kalla": "eget", "r0_sida": "3"}, "r0-sida", "ingen sida"),
        ("ny/forum-eller-natverk", {"r0_kalla": PLAN, "r0_rader": "5-6", "r0_sager": "Annat."},
         "r0-sager", "finns redan"),
        ("ny/forum-eller-natverk", {"r0_skos_prefLabel_sv": "ring@a.se"}, "r0-skos-prefLabel-sv",
         "e-postadress"),
        ("ny/forum-eller-natverk", {"r0_skos_prefLabel_sv": "a\x0bb"}, "r0-skos-prefLabel-sv",
         "inte syns"),
        ("ny/forum-eller-natverk", {"r0_skos_prefLabel_sv": "a" * 9_500}, "r0-skos-prefLabel-sv",
         "för lång"),
        ("ny/strategi-eller-plan", {"r0_ks_documentType": "påhitt"}, "r0-ks-documentType",
         "finns inte i listan"),
        ("ny/strategi-eller-plan", {"r0_ks_validFrom_date": "i våras"}, "r0-ks-validFrom-date",
         "inget datum"),
        ("ny/ansvar", {"r0_ks_bearer": "Xyzzy"}, "r0-ks-bearer", "inget känt namn"),
        ("ny/ansvar", {"r0_ks_bearer": "Bolagett"}, "r0-ks-bearer", "Bolaget"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_at_its_field_and_nothing_typed_is_lost(
    visitor: Visitor, served: Project, path: str, values: dict[str, str], field: str, told: str
) -> None:
    """In the list at the top and at the field, and nothing is written."""
    before = statements(served)
    page = sent(visitor, opened(visitor, path), **values)
    assert told in errors(page)[field], errors(page)
    assert '<h2 id="fel-rubrik">' in page and f'id="{field}-fel"' in page
    assert page.count("<title>Fel: ") == 1
    again = Form(page).fields
    for name, value in values.items():
        if value not in ("../../x", "påhitt"):  # which no list has
            kept = [v for n, v in again if n == name.replace("_", "-")]
            assert value.replace("\x0b", "") in [v.replace("\x0b", "") for v in kept]
    assert statements(served) == before


def test_all_mistakes_are_told_at_once(visitor: Visitor) -> None:
    """What is missing, what is unknown and where it stands."""
    page = sent(visitor, opened(visitor, "ny/ansvar"), r0_ks_bearer="Xyzzy",
                r0_ks_validFrom_date="x", r0_kalla=PLAN)  # fmt: skip
    assert set(errors(page)) >= {"r0-ks-bearer", "r0-ks-role", "r0-ks-target",
                                 "r0-ks-assertionMode", "r0-sida"}  # fmt: skip


def test_what_the_shapes_find_is_told_at_the_field_that_causes_it(visitor: Visitor) -> None:
    """A period that ends before it begins."""
    form = opened(visitor, "ratta/id/membership/f--a")
    page = sent(visitor, form, r0_ks_validThrough_date="2020-01-01")
    assert any(name.startswith("r0-ks-valid") for name in errors(page)), errors(page)
    assert "SH-" not in "".join(errors(page).values())


def test_a_needed_value_that_is_emptied_is_asked_for(visitor: Visitor) -> None:
    """At its field."""
    form = opened(visitor, "ratta/id/assignment/ansvar-i1")
    kept = [(n, "" if n == "r0-ks-bearer" else v) for n, v in form.fields]
    page = visitor.sent("/egna-data/formular", kept).text
    assert "måste fyllas i" in errors(page)["r0-ks-bearer"]


def test_a_name_that_is_nearly_known_is_asked_about(visitor: Visitor, served: Project) -> None:
    """With what it may mean; answered, it is remembered when the form is accepted."""
    before = statements(served)
    told = sent(visitor, opened(visitor, "ny/forum-eller-natverk"),
                r0_skos_prefLabel_sv="Forumett", r0_kalla=PLAN, r0_sida="3")  # fmt: skip
    assert "liknar något som redan finns" in told and "liknande stavning" in told
    got = visitor.send("/egna-data/svar", ("svar-0", "", b"ny"))
    told = visitor.get(got.headers["location"]).text
    assert "forum/forumett" in told and "Godta och spara" in told
    visitor.send("/egna-data/kasta")
    assert statements(served) == before


def test_a_form_that_only_names_something_new_leads_to_the_form_for_that(visitor: Visitor) -> None:
    """It makes one thing, so the answer that it is new would lead nowhere."""
    page = visitor.get("/egna-data/ny/ansvar").text
    found = re.search(r'value="([^"]+)"> <span>Nej, men någon vill det', page)
    assert found
    told = sent(visitor, Form(page), r0_ks_bearer="Bolagett", r0_ks_role="Ansvarig",
                r0_ks_target="Ett mål", r0_ks_assertionMode=found[1], r0_kalla=PLAN,
                r0_rader="4")  # fmt: skip
    assert "liknande stavning" in told and "Något nytt, som inte finns än" not in told
    found = re.search(r'Lägg först till det[^<]*<a href="([^"]+)">Aktör</a>', told)
    assert found and "Lägg till: Aktör" in visitor.get(found[1]).text
    visitor.send("/egna-data/kasta")


def test_data_that_have_changed_meanwhile_are_not_overwritten(
    visitor: Visitor, served: Project
) -> None:
    """The conflict is told at the field, with what is said there now."""
    form = opened(visitor, "ratta/id/element/mal")
    row = next(n for n in (0, 1) if (f"r{n}-ks-summary-sv", "Målet.") in form.fields)
    path = served.root / "data" / "sources" / f"{PLAN}.trig"
    kept = path.read_bytes()
    old = (ID("element/mal"), KS("summary"), Literal("Målet.", LANG, "sv"), GRAPH(f"{PLAN}/1-1"))
    quads = set(read_quads(path, "x")) - {old}
    theirs = (*old[:2], Literal("Någon annans ord.", LANG, "sv"), old[3])
    save(served, {path: quads | {theirs}})
    try:
        page = sent(visitor, form, **{f"r{row}_ks_summary_sv": "Mina ord."})
        told = errors(page)[f"r{row}-ks-summary-sv"]
        assert "Någon annans ord." in told and "Inget är överskrivet" in told
        assert "arbetsbok" not in told and "Mina ord." in page and "Börja om med det" in page
        assert theirs in statements(served)
        again = opened(visitor, "ratta/id/element/mal")
        assert (f"r{row}-ks-summary-sv", "Någon annans ord.") in again.fields
    finally:
        path.write_bytes(kept)


# -- what comes from outside -------------------------------------------------------------------


def test_what_a_form_showed_cannot_be_changed_on_its_way(visitor: Visitor, server: Server) -> None:
    """Neither by hand nor by another session."""
    form = opened(visitor, "ratta/id/forum/f")
    sealed = dict(form.fields)["visat"]
    for spoilt in ("", sealed[:-1], sealed.replace("forum/f", "forum/g"), "x" * 64 + sealed[64:]):
        fields = [(n, spoilt if n == "visat" else v) for n, v in form.fields]
        assert visitor.post("/egna-data/formular", fields).status == 400
    other = Visitor(server)
    fields = [(n, other.sign if n == "tecken" else v) for n, v in form.fields]
    assert other.post("/egna-data/formular", fields).status == 400


def test_a_seal_holds_for_its_session_alone() -> None:
    """And only for the very text."""
    sessions = Sessions(TOKEN, secure=False)
    mine, theirs = sessions.open(TOKEN), sessions.open(TOKEN)
    assert mine is not None and theirs is not None
    sealed = sessions.seal(mine, "å [1]")
    assert sessions.unseal(mine, sealed) == "å [1]"
    assert sessions.unseal(theirs, sealed) is None and sessions.unseal(mine, sealed + " ") is None


def test_whoever_has_not_shown_the_token_gets_no_form(server: Server, visitor: Visitor) -> None:
    """But is led to it once the token is shown; nothing is done without a session and its sign."""
    for path in ("ny/forum-eller-natverk", "ratta/id/forum/f"):
        page = server.get(f"/egna-data/{path}").text
        assert 'name="visat"' not in page and 'type="password"' in page
        assert f'name="till" value="/egna-data/{path}"' in page
        got = server.ask("POST", "/egna-data/nyckel", f"nyckel={TOKEN}&till=/egna-data/{path}"
                         .encode(), content_type="application/x-www-form-urlencoded")  # fmt: skip
        assert got.headers["location"] == f"/egna-data/{path}"
    form = opened(visitor, "ratta/id/forum/f")
    fields = [(n, "f" * 64 if n == "tecken" else v) for n, v in form.fields]
    assert visitor.post("/egna-data/formular", fields).status == 403
    assert server.ask("POST", "/egna-data/formular", b"").status == 403


@pytest.mark.parametrize("path", ["ny/atlantis", "ratta/id/forum/finns-inte", "ratta/x", "ratta/"])
def test_a_form_for_nothing_is_a_page_that_says_so(visitor: Visitor, path: str) -> None:
    """In words."""
    got = visitor.get(f"/egna-data/{path}")
    assert got.status == 404 and "Traceback" not in got.text


def test_the_link_to_a_form_stands_only_where_something_may_be_changed(
    server: Server, small: Project
) -> None:
    """On a thing's page of a server with a token; not on one without, nor in a copy."""
    assert "/egna-data/ratta/id/forum/f" in server.get("/id/forum/f.html").text
    place = f"graph/{PLAN}/1-1"
    assert f"/egna-data/ratta/{place}" in server.get(f"/{place}.html").text
    assert "/egna-data/ratta/" not in server.get("/vocab/theme/validering.html").text
    assert "/en/egna-data/ratta/id/forum/f" in server.get("/en/id/forum/f.html").text
    assert "/egna-data/ratta/" not in Client(create_app(small)).get("/id/forum/f.html").text


def test_names_are_suggested_by_every_word_of_what_is_written(
    visitor: Visitor, server: Server
) -> None:
    """Of the right kind only; a field that is none has none."""
    ask = "/egna-data/namn.json?slag=Ansvar&falt=r0-ks-bearer&q="
    assert visitor.get(ask + "bol").json == ["Bolaget"]
    assert visitor.get(ask + "xyz").json == []
    assert visitor.get("/egna-data/namn.json?slag=x&falt=y&q=bol").json == []
    assert server.get(ask + "bol").status == 403


def test_more_boxes_keep_what_was_typed(visitor: Visitor) -> None:
    """And nothing is judged yet."""
    form = opened(visitor, "ny/ansvar")
    fields = [*form.put(r0_ks_bearer="Bolaget"), ("fler", "r0-ks-bearer")]
    page = visitor.sent("/egna-data/formular", fields).text
    boxes = [value for name, value in Form(page).fields if name == "r0-ks-bearer"]
    assert boxes[0] == "Bolaget" and len(boxes) > 4 and errors(page) == {}


# -- a browser ---------------------------------------------------------------------------------


def looks_right(walker: Walker) -> None:
    """By axe's rules, with nothing complained of and nothing fetched from elsewhere."""
    assert walker.axe() == [] and walker.complaints == [] and walker.outside == []
    assert not walker.is_wider_than_the_window()


def unlock(walker: Walker, path: str, english: bool = False) -> None:
    """Open a page and show the token."""
    walker.open(path)
    walker.page.fill("#nyckel", TOKEN)
    walker.page.get_by_role("button", name="Unlock" if english else "Lås upp").click()


def test_a_forum_is_added_by_keyboard_alone(
    server: Server, served: Project, browser: Browser
) -> None:
    """From the list of kinds through a mistake, the preview and the log to undoing it."""
    before = files(served)
    with walking(browser, server.address) as walker:
        walker.open("/egna-data")
        walker.tab_to("Nyckel")
        walker.page.keyboard.type(TOKEN)
        walker.follow("Lås upp")
        walker.follow("Forum eller nätverk")
        looks_right(walker)
        walker.tab_to("Dokument .*")
        walker.page.keyboard.type("Liten")
        walker.follow("Förhandsvisa")
        looks_right(walker)
        assert walker.page.evaluate("document.activeElement.id") == "fel"
        walker.tab_to("Namn: .*måste fyllas i.*")
        walker.press("Enter")
        assert walker.page.evaluate("location.hash") == "#r0-skos-prefLabel-sv"
        walker.tab_to("Namn .*")
        walker.page.keyboard.type("Rådet för <b>hav</b>")
        walker.tab_to("Sida")
        walker.page.keyboard.type("4")
        walker.press("Enter")
        walker.page.wait_for_url("**/forslag")
        looks_right(walker)
        assert "Rådet för <b>hav</b>" in walker.text() and "Inget är sparat än" in walker.text()
        walker.follow("Godta och spara")
        looks_right(walker)
        assert "Rådet för <b>hav</b>" in walker.text()
        walker.follow(r"Ångra ändring \d+")
        assert "Ångrade ändring" in walker.text()
    assert files(served) == before


def test_a_thing_is_corrected_from_its_page_without_scripts(
    server: Server, served: Project, browser: Browser
) -> None:
    """The link, the form with what is said, and the preview."""
    before = statements(served)
    with walking(browser, server.address, java_script_enabled=False) as walker:
        unlock(walker, "/egna-data")
        walker.open("/id/strategy/liten.html")
        walker.page.get_by_role("link", name="Rätta eller komplettera").click()
        assert walker.page.input_value("#r0-skos-prefLabel-sv") == "Liten plan"
        walker.page.fill("#r0-skos-prefLabel-sv", "")
        walker.page.get_by_role("button", name="Förhandsvisa").last.click()
        assert walker.page.locator("#r0-skos-prefLabel-sv-fel").is_visible()
        walker.page.fill("#r0-skos-prefLabel-sv", "Mindre plan")
        walker.page.get_by_role("button", name="Förhandsvisa").last.click()
        assert "Liten plan → Mindre plan" in walker.text()
        walker.page.get_by_role("link", name="Ändra i formuläret").click()
        assert walker.page.input_value("#r0-skos-prefLabel-sv") == "Mindre plan"
        walker.open("/egna-data")
        assert "Ett formulär väntar" in walker.text()
    assert statements(served) == before


@pytest.mark.parametrize("how", [{}, {"viewport": PHONE}, {"color_scheme": "dark"},
                                 {"viewport": PHONE, "color_scheme": "dark"}])  # fmt: skip
@pytest.mark.parametrize("english", [False, True])
def test_forms_are_for_everyone(
    server: Server, browser: Browser, how: dict[str, Any], english: bool
) -> None:
    """By axe's rules: empty, with mistakes, filled in, and all unfolded."""
    start = "/en/egna-data" if english else "/egna-data"
    with walking(browser, server.address, **how) as walker:
        unlock(walker, start, english)
        looks_right(walker)
        for path in ("/ny/ansvar", "/ny/strategi-eller-plan", "/ratta/id/actor/b"):
            walker.open(start + path)
            walker.unfold()
            looks_right(walker)
        walker.open(start + "/ny/insats")
        walker.page.get_by_role(
            "button", name="Preview" if english else "Förhandsvisa"
        ).last.click()
        walker.unfold()
        assert walker.page.locator("#fel").is_visible()
        looks_right(walker)


def test_nothing_that_is_typed_is_ever_run(server: Server, browser: Browser) -> None:
    """In every box, in the list of mistakes, in the preview and in the suggestions."""
    with walking(browser, server.address) as walker:
        walker.page.on("dialog", lambda dialog: walker.complaints.append(dialog.message))
        unlock(walker, "/egna-data")
        for path in ("/egna-data/ny/ansvar", "/egna-data/ny/forum-eller-natverk"):
            walker.open(path)
            walker.unfold()
            for box in walker.page.locator(".thing-form input:not([type]), textarea").all():
                box.fill(HOSTILE)
            walker.page.get_by_role("button", name="Förhandsvisa").last.click()
            assert walker.page.locator("script:not([src])").count() == 0
            assert walker.page.locator("main img").count() == 0
            assert walker.complaints == [] and walker.outside == []
