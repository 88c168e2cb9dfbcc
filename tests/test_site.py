"""The pages in a folder: everything there, nothing that leads out of it, nothing half written."""

import asyncio
import datetime
import errno
import html
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import docx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.errors import InputError, OutsideError, UsageError
from kgraph.project import Project
from kgraph.site import build
from kgraph.site.addresses import asked, file_of, held, normal, relative
from kgraph.site.folder import MARK, READ_ME, refuse_wrong, written
from kgraph.site.names import names_script
from kgraph.site.rewriting import rewrite
from kgraph.store import View, open_store
from kgraph.web.inside import Inside
from tests.asking import Client
from tests.browser import Page, browser
from tests.helpers import PROGRAM, ROOT, environment, project
from tests.pages_app import create_app

ACTS = "https://rkrattsbaser.gov.se/sfst?bet="  # where an act is read; a page only leads there
DAY = datetime.date(2026, 11, 22)
ODD = "min mapp åäö & 'så'"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small plan's pages, in a folder whose name has spaces and Swedish letters."""
    made = project(tmp_path_factory.mktemp("plan") / "p")
    folder = tmp_path_factory.mktemp("sajt") / ODD
    told = build(made, open_store(made), View(as_of=DAY), folder, made=DAY)
    assert told.missing == ()
    return folder


def pages(folder: Path) -> Iterator[tuple[Path, str]]:
    """Every page of a folder, with its text."""
    for path in sorted(folder.rglob("*.html")):
        yield path, path.read_text(encoding="utf-8")


def links(page: str) -> set[str]:
    """Every address that a page names."""
    found = re.findall(r'\s(?:href|src|action|data-names)="([^"]*)"', page)
    return {html.unescape(link) for link in found}


# -- names -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/", "index.html"),
        ("/en", "sidor/en/index.html"),
        ("/start.docx", "sidor/start.docx"),
        ("/id/actor/arbetsformedlingen", "sidor/id/actor/arbetsformedlingen.html"),
        ("/en/fynd?slag=gap-07", "sidor/en/fynd--slag-gap-07.html"),
        ("/fynd.xlsx?slag=gap-07", "sidor/fynd--slag-gap-07.xlsx"),
        ("/static/site.css", "sidor/static/site.css"),
    ],
)
def test_a_file_is_called_after_its_address(address: str, file: str) -> None:
    """So that a person can find it, and two processes agree on it."""
    assert file_of(address) == file


def test_names_that_a_system_takes_for_one_are_two_files() -> None:
    """Upper and lower case, and names that Windows keeps for itself."""
    assert file_of("/def/Goal").lower() != file_of("/def/goal").lower()
    assert Path(file_of("/id/actor/con")).stem != "con"


_PARTS = st.text(st.characters(exclude_characters="/?#.", exclude_categories=("Cs", "Cc")),
                 min_size=1, max_size=90)  # fmt: skip


@given(st.lists(_PARTS, min_size=1, max_size=4), st.lists(_PARTS, min_size=1, max_size=4))
def test_every_address_has_a_file_of_its_own_that_every_system_takes(
    one: list[str], other: list[str]
) -> None:
    """Whatever stands in the address."""
    first, second = (file_of("/" + "/".join(parts)) for parts in (one, other))
    assert re.fullmatch(r"sidor(/[a-z0-9_-][a-z0-9._-]{0,90})+", first)
    assert (first == second) == (one == other)


@given(st.lists(_PARTS, min_size=1, max_size=4), st.lists(_PARTS, min_size=1, max_size=4))
def test_the_way_from_one_file_to_another_leads_there(one: list[str], other: list[str]) -> None:
    """As the system itself reckons it."""
    page, target = ("/" + "/".join(parts) for parts in (one, other))
    way = relative(target, page)
    assert os.path.normpath(Path(file_of(page)).parent / way) == file_of(target)


def test_one_page_has_one_address() -> None:
    """Endings, fragments, the order of parameters and the language in words are not told apart."""
    assert normal("/id/actor/a.html#k1") == normal("/id/actor/a") == "/id/actor/a"
    assert normal("/jamfor?lan2=b&lan=a&lang=sv") == "/jamfor?lan=a&lan2=b"
    assert asked("/en/id/actor/a") == "/en/id/actor/a.html"
    assert asked("/fynd?slag=x") == "/fynd?slag=x"


@pytest.mark.parametrize(
    ("address", "there"),
    [
        ("/fynd", True), ("/fynd?slag=gap-07", True), ("/fynd?lan=a&slag=b", False),
        ("/fynd?as_of=2024-01-01", False), ("/fynd.json", False), ("/fynd.xlsx?lan=a", True),
        ("/matris/actor/priority?lan=a", True), ("/jamfor?lan=a&lan2=b", True),
        ("/sak?iri=http://x", True), ("/sak", False), ("/sparql", False), ("/sok?q=x", False),
        ("/en/sok", False), ("/id/actor/a.ttl", False), ("/nytt/lan", True),
    ],
)  # fmt: skip
def test_what_needs_a_server_is_not_in_the_folder(address: str, there: bool) -> None:
    """And what is new is there by itself."""
    assert held(address) is there


# -- rewriting ---------------------------------------------------------------------------------


def test_a_link_to_what_the_folder_holds_is_a_way_between_files() -> None:
    """With its fragment, and told as found."""
    made = rewrite('<a href="/en/fynd?slag=a&amp;lang=en#k1">x</a>', "/en/id/actor/a")
    assert made.page == '<a href="../../fynd--slag-a.html#k1">x</a>'
    assert made.leads_to == {"/en/fynd?slag=a"}


def test_a_link_to_what_it_does_not_hold_is_its_words() -> None:
    """And a note to the browser about it is gone."""
    told = '<link rel="alternate" href="/fynd.json"><a href="/sparql" aria-label="y">x</a>'
    assert rewrite(told, "/fynd").page == "<a>x</a>"


def test_a_form_for_a_server_is_taken_out_and_the_search_kept() -> None:
    """The search reads a script beside the page."""
    told = '<form method="get"><input></form><form data-names="/namn.js" action="/a-o"></form>'
    made = rewrite(told, "/fynd").page
    assert made == '<form data-names="namn.js" action="a-o.html"></form>'


def test_signs_that_a_page_does_not_use_are_left_out() -> None:
    """They stand on every page of the server."""
    told = '<symbol id="s-a"><path/></symbol><symbol id="s-b"></symbol><use href="#s-b"/>'
    assert rewrite(told, "/").page == '<symbol id="s-b"></symbol><use href="#s-b"/>'


def test_a_name_cannot_end_the_script_of_names() -> None:
    """Nor begin markup."""
    told = names_script("/namn.js", [{"name": "</script><b>", "label": "", "rank": 1, "also": [],
                                      "foreign": 0, "path": "/id/actor/a.html"}])  # fmt: skip
    assert "<" not in told
    assert json.loads(told[len("kgraphNames(") : -3]) == [["</script><b>", "",
                                                           "id/actor/a.html", 1, 0]]  # fmt: skip


# -- the folder --------------------------------------------------------------------------------


def test_no_link_is_dead_and_none_leads_out(site: Path) -> None:
    """Every page, every address on it, and every place on a page that is named."""
    places = {path: set(re.findall(r'\sid="([^"]+)"', text)) for path, text in pages(site)}
    assert len(places) > 300
    checked = 0
    for path, text in pages(site):
        for link in links(text):
            if link.startswith(("data:", "mailto:", ACTS)):
                continue
            assert not re.match(r"[a-z]+:|//|/", link), (path, link)
            way, _, fragment = link.partition("#")
            target = path.parent / unquote(way.partition("?")[0]) if way else path
            target = Path(os.path.normpath(target))
            assert target.is_file(), (path, link)
            if fragment and not fragment.startswith("s-"):
                assert fragment in places[target], (path, link)
            checked += 1
    assert checked > 5_000


def test_no_page_has_script_or_style_in_its_text_or_a_form_for_a_server(site: Path) -> None:
    """A policy in each says the same to the browser."""
    for path, text in pages(site):
        if path.name == READ_ME:
            continue
        assert not re.search(r"<script(?![^>]* src=)|<[a-z][^>]*\s(style|on[a-z]+)=", text), path
        assert "Content-Security-Policy" in text, path
        assert all("data-names=" in form for form in re.findall(r"<form[^>]*>", text)), path


def test_every_page_has_word_and_excel_and_a_foot_that_dates_it(site: Path) -> None:
    """In both languages, also a page of a few lines about a word or a record."""
    for path, text in pages(site):
        if path.name == READ_ME:
            continue
        own = {Path(link).name for link in links(text) if link.endswith((".docx", ".xlsx"))}
        stem = "start" if path.name == "index.html" else path.stem
        assert {f"{stem}.docx", f"{stem}.xlsx"} <= own, path
        foot = text[text.index('<footer class="foot">') :]
        english = '<html lang="en">' in text
        for told in ("22 November 2026", "received") if english else (
            "22 november 2026", "mottagna", "alla uppgifter utom avvisade"):  # fmt: skip
            assert told in foot, path


def test_the_folder_promises_no_form_that_only_a_server_has(site: Path) -> None:
    """What is told of files is true where it is read."""
    text = (site / "sidor/om.html").read_text(encoding="utf-8")
    assert "Word- och Excelfil i mappen" in text and "ändelsen .json" not in text


def test_the_folder_asks_for_nothing_that_only_a_server_answers(site: Path) -> None:
    """No page waits for a choice, no tab leads nowhere, and no date is to be followed."""
    held = {path.relative_to(site).as_posix() for path, _ in pages(site)}
    assert not {"sidor/natverk/kring.html", "sidor/fragor/actor-profile.html"} & held
    assert "sidor/natverk/actor-forum.html" in held and "sidor/fragor/forum-members.html" in held
    told = {"fragor": "fyll i", "tidslinje": "Följ ett datum", "bevaka": "Ändrat sedan"}
    for name, words in told.items():
        assert words not in (site / f"sidor/{name}.html").read_text(encoding="utf-8")


def test_a_page_in_the_folder_says_what_the_server_says(site: Path, tmp_path: Path) -> None:
    """The words between heading and foot are those of the served page.

    But for the network around a thing, which is drawn for whoever asks and only a server has, and
    the other forms that a page has there.
    """
    client = Client(create_app(project(tmp_path / "p")))

    def told(page: str) -> str:
        page = re.sub(r"<div><dt>Nätverk</dt>.*?</div>", "", page, flags=re.S)
        page = re.sub(r'<ul class="get".*?</ul>', "", page, flags=re.S)
        return re.sub(r"(<[^>]+>|\s)+", " ", page[page.index("<h1") : page.index("<footer")])

    for address in ("/id/actor/a", "/en/kallor", "/id/forum/f", "/en/vem-gor-vad/element/i1"):
        served = client.get(f"{asked(address)}?as_of={DAY}").text
        assert told((site / file_of(address)).read_text(encoding="utf-8")) == told(served)


def test_the_page_on_top_leads_to_the_first_page_in_both_languages(site: Path) -> None:
    """And nothing else lies there but the pages' folder."""
    assert {path.name for path in site.iterdir()} == {READ_ME, "index.html", "sidor"}
    top = (site / READ_ME).read_text(encoding="utf-8")
    assert {"index.html", "sidor/en/index.html"} <= links(top)
    assert "22 november 2026" in top


@pytest.mark.prove
def test_the_same_project_gives_the_same_files(site: Path, tmp_path: Path) -> None:
    """Whoever writes them, and however many share the work."""
    made = project(tmp_path / "p")
    build(made, open_store(made), View(as_of=DAY), tmp_path / "s", made=DAY, processes=2)
    names = {p.relative_to(site) for p in site.rglob("*") if p.is_file()}
    assert names == {p.relative_to(tmp_path / "s") for p in (tmp_path / "s").rglob("*")
                     if p.is_file()}  # fmt: skip
    for name in names:
        assert (site / name).read_bytes() == (tmp_path / "s" / name).read_bytes(), name


# -- Word and Excel ----------------------------------------------------------------------------


def test_a_word_file_has_headings_rows_that_are_heads_and_a_language(site: Path) -> None:
    """As those who do not see it need, and links to its passages."""
    raw = (site / "sidor/id/forum/f.docx").read_bytes()
    read = docx.Document(io.BytesIO(raw))
    styles = [p.style.name for p in read.paragraphs if p.style is not None]
    assert styles[0] == "Title" and "Heading 1" in styles and "Heading 2" in styles
    assert read.core_properties.language == "sv-SE" and read.core_properties.title
    body = read.element.body.xml
    assert all("w:tblHeader" in t._tbl.xml and "w:tblCaption" in t._tbl.xml for t in read.tables)
    assert read.tables
    anchors = set(re.findall(r'w:anchor="(k\d+)"', body))
    assert anchors and anchors == set(re.findall(r'bookmarkStart [^>]*w:name="(k\d+)"', body))
    told = "\n".join(p.text for p in read.paragraphs)
    assert "Forumet" in told and "Kopia gjord 22 november 2026" in told


def test_a_hostile_name_is_text_in_word_and_excel(site: Path) -> None:
    """No part of it is markup, and none is a formula."""
    read = docx.Document(io.BytesIO((site / "sidor/vem-gor-vad/element/i1.docx").read_bytes()))
    assert any("</script><img src=x" in p.text for p in read.paragraphs)
    book = openpyxl.load_workbook(io.BytesIO((site / "sidor/a-o.xlsx").read_bytes()))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert any("onerror" in str(cell.value) for cell in cells)
    assert not any(cell.data_type == "f" for cell in cells)


def test_a_workbook_of_a_page_has_its_tables_and_tells_what_it_is(site: Path) -> None:
    """Heads that stand still, filters, and a last sheet with view and licence."""
    book = openpyxl.load_workbook(io.BytesIO((site / "sidor/id/forum/f.xlsx").read_bytes()))
    first = book.worksheets[0]
    assert first.freeze_panes == "A2" and first.auto_filter.ref
    assert any("Åmåls kommun" in str(c.value) for row in first.iter_rows() for c in row)
    assert "CC BY 4.0" in " ".join(str(c.value) for row in book["Om"].iter_rows() for c in row)


# -- whole or not at all -----------------------------------------------------------------------


def test_a_former_copy_is_replaced_and_nothing_else(tmp_path: Path) -> None:
    """A folder with a file of somebody's own in it is left alone."""
    folder = tmp_path / "s"
    for text in ("first", "second"):
        refuse_wrong(folder)
        with written(folder) as new:
            (new / MARK).parent.mkdir()
            (new / "index.html").write_text(text)
    assert (folder / "index.html").read_text() == "second"
    assert [p.name for p in tmp_path.iterdir()] == ["s"]
    (folder / "sidor" / "anteckningar.txt").write_text("mine")
    with pytest.raises(UsageError, match=r"anteckningar\.txt"):
        refuse_wrong(folder)


def test_a_folder_of_other_things_is_refused_with_the_mend(tmp_path: Path) -> None:
    """Nor is a file, or a place that is not there."""
    (tmp_path / "min").mkdir()
    refuse_wrong(tmp_path / "min")
    (tmp_path / "min" / "brev.docx").write_text("mine")
    with pytest.raises(UsageError, match=r"brev\.docx.*Ange en mapp"):
        refuse_wrong(tmp_path / "min")
    with pytest.raises(UsageError, match="ingen mapp"):
        refuse_wrong(tmp_path / "min" / "brev.docx")
    with pytest.raises(InputError, match="finns inte"):
        refuse_wrong(tmp_path / "ingen" / "alls")


@pytest.mark.parametrize("failing", (OSError(errno.ENOSPC, ""), KeyboardInterrupt()))
def test_when_it_cannot_be_finished_the_old_copy_stays(
    tmp_path: Path, failing: BaseException
) -> None:
    """A full disk is told as full, and nothing is left beside."""
    folder = tmp_path / "s"
    with written(folder) as new:
        (new / MARK).parent.mkdir()
        (new / "index.html").write_text("old")
    wanted = OutsideError if isinstance(failing, OSError) else KeyboardInterrupt
    with pytest.raises(wanted) as told, written(folder) as new:
        (new / "index.html").write_text("half")
        raise failing
    if isinstance(failing, OSError):
        assert "disken är full" in str(told.value) and "inget är ändrat" in str(told.value)
    assert (folder / "index.html").read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["s"]


def test_when_the_new_folder_cannot_come_in_the_old_one_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one moment when neither is in its place."""
    folder = tmp_path / "s"
    with written(folder) as new:
        (new / MARK).parent.mkdir()
        (new / "index.html").write_text("old")
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if ".kgraph-" in self.name:
            raise PermissionError(errno.EACCES, "")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(OutsideError, match="rättighet saknas"), written(folder) as new:
        (new / MARK).parent.mkdir()
        (new / "index.html").write_text("new")
    assert (folder / "index.html").read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["s"]


def run(*words: str) -> "subprocess.CompletedProcess[str]":
    """``kgraph site`` in a process of its own."""
    return subprocess.run([sys.executable, "-c", PROGRAM, "site", *words], capture_output=True,
                          text=True, env=environment(), timeout=300)  # fmt: skip


def test_the_command_refuses_what_it_cannot_write(tmp_path: Path) -> None:
    """And asks for a folder where none is named."""
    made = project(tmp_path / "p")
    asked_for = run("--project", str(made.root))
    assert asked_for.returncode == 2 and "kgraph site -o" in asked_for.stderr
    refused = run("--project", str(made.root), "-o", str(made.root))
    assert refused.returncode == 2 and "Ange en mapp" in refused.stderr


@pytest.mark.prove
def test_the_command_writes_a_folder_and_says_what_to_open(tmp_path: Path) -> None:
    """A name with spaces and Swedish letters is a name like any other."""
    made = project(tmp_path / "p")
    told = run("--project", str(made.root), "-o", str(tmp_path / ODD))
    assert told.returncode == 0 and told.stdout == ""
    assert f"{ODD}/{READ_ME}" in told.stderr and "Traceback" not in told.stderr
    assert (tmp_path / ODD / "index.html").is_file()


# -- in a browser ------------------------------------------------------------------------------

# On a phone each cell stands under the name of its column; the script of the folder says which.
_CELLS_TOLD = """[...document.querySelectorAll("table.cards td:not(.span)")].every(
  (cell) => cell.dataset.head && cell.getAttribute("role") === "cell")"""
OPENED = ("index.html", "sidor/en/index.html", "sidor/fynd.html", "sidor/a-o.html",
          "sidor/id/actor/a.html", "sidor/matris/actor/measure.html", "sidor/kallor.html",
          "sidor/en/id/forum/f.html", "sidor/om.html", READ_ME)  # fmt: skip


def look(page: Page, file: Path) -> None:
    """Open a file and wait until it has been laid out."""
    page.open(file, "document.readyState === 'complete' && location.protocol === 'file:'")


def test_pages_open_from_a_file_with_nothing_from_outside(site: Path, chromium: str) -> None:
    """No complaint, no request but for files, not wider than a phone."""
    width = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    with browser(chromium, 360, 780) as page:
        for name in OPENED:
            look(page, site / name)
            assert not page.errors, (name, page.errors)
            outside = [r for r in page.requests if not r.startswith(("file:", "data:"))]
            assert not outside, name
            assert page.run(width) <= 0, name
            assert page.run(_CELLS_TOLD), name
            styled = "getComputedStyle(document.querySelector('main')).maxWidth"
            assert page.run(styled) != "none", name
            page.forget()


def test_search_in_a_folder_by_keyboard_alone(site: Path, chromium: str) -> None:
    """Type, go down, press Enter: the thing's page opens; and all hits on a page of their own."""
    with browser(chromium) as page:
        look(page, site / "index.html")
        page.run("document.getElementById('q-main').focus()")
        page.type("AMALS")
        page.wait("!document.getElementById('q-main-list').hidden")
        assert "Åmåls kommun" in page.run("document.getElementById('q-main-list').innerText")
        page.command(
            "Input.dispatchKeyEvent", type="keyDown", key="ArrowDown", windowsVirtualKeyCode=40
        )
        page.press("Enter")
        page.wait("document.querySelector('h1')?.textContent === 'Åmåls kommun'")
        page.wait("document.readyState === 'complete'")
        page.run("document.getElementById('q-top').focus()")
        page.type("forum")
        page.press("Enter")
        page.wait("document.querySelectorAll('#traffar li a').length > 0")
        assert "Forumet" in page.run("document.getElementById('traffar').innerText")
        assert not page.errors
        page.run("document.querySelector('#traffar li a').click()")
        page.wait("location.pathname.includes('/id/')")


def test_search_in_a_folder_finds_what_the_server_finds(
    site: Path, chromium: str, tmp_path: Path
) -> None:
    """The same things in the same order, for whole words, parts, several words and nothing."""
    client = Client(create_app(project(tmp_path / "p")))
    links_shown = "[...document.querySelectorAll('#traffar li a')].map(a => a.textContent)"
    with browser(chromium) as page:
        look(page, site / "sidor" / "a-o.html")
        for asked_for in ("kommun", "forum", "plan", "ma", "liten plan", "insats", "zzz",
                          "planernas", "municipality", "forum som planen har"):  # fmt: skip
            page.run("document.getElementById('traffar').replaceChildren()")
            page.run("document.getElementById('q-main').value = ''")
            page.run("document.getElementById('q-main').focus()")
            page.type(asked_for)
            page.press("Enter")
            page.wait("!!document.querySelector('#traffar h2')", 120)
            served = client.get(f"/forslag.json?q={asked_for}&as_of={DAY}").json()
            assert page.run(links_shown)[:8] == [one["name"] for one in served], asked_for


def test_without_scripts_everything_reads_and_names_are_there_to_browse(
    site: Path, chromium: str
) -> None:
    """The search leads to the register of names."""
    with browser(chromium) as page:
        page.scripts(on=False)
        look(page, site / "index.html")
        page.run("document.getElementById('q-main').focus()")
        page.type("kommun")
        page.press("Enter")
        page.wait("location.pathname.endsWith('/a-o.html') && document.readyState == 'complete'")
        assert page.run("document.body.innerText.includes('Åmåls kommun')")
        assert page.run("document.querySelector('noscript').innerText.length") > 20


# -- in LibreOffice ----------------------------------------------------------------------------


# What the program proposes for a file that begins with a byte order mark: commas, semicolons and
# tabs part cells, quotes hold them together, UTF-8 (76).
_PROPOSED = "Text - txt - csv (StarCalc):44/59/9,34,76,1"


def convert(soffice: str, file: Path, to: str, folder: Path, *more: str) -> Path:
    """A file as the office program saves it in another form, with Swedish settings."""
    settings = folder / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/'
        'registry"><item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale"'
        ' oor:op="fuse"><value>sv-SE</value></prop></item></oor:items>'
    )
    made = folder / "made"
    subprocess.run(
        [soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", *more,
         "--convert-to", to, "--outdir", str(made), str(file)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return made / f"{file.stem}.{to.partition(':')[0]}"


def test_csv_for_people_opens_in_libreoffice_as_columns_with_swedish_letters(
    tmp_path: Path, soffice: str
) -> None:
    """With Swedish settings and what the program itself proposes, cells with commas too."""
    made = project(tmp_path / "p")
    inside = Inside(made, open_store(made), View(as_of=DAY), DAY)
    file = tmp_path / "forum.csv"
    file.write_bytes(asyncio.run(inside.ask("/id/forum/f.csv")).body)
    book = convert(soffice, file, "xlsx", tmp_path, f"--infilter={_PROPOSED}")
    read = openpyxl.load_workbook(book).worksheets[0]
    rows = [[str(c) for c in row if c is not None] for row in read.values]
    heads = next(row for row in rows if row[:1] == ["Roll"])
    told = next(row for row in rows if "Åmåls kommun" in row)
    assert len(told) == len(heads) == 6
    assert told[2] == "så är det, en annan tid"


def test_a_page_s_files_open_in_libreoffice(site: Path, tmp_path: Path, soffice: str) -> None:
    """Both are read and saved again with their words."""
    text = convert(soffice, site / "sidor/id/forum/f.docx", "txt:Text (encoded):UTF8", tmp_path)
    assert "Åmåls kommun" in text.read_text(encoding="utf-8-sig")
    saved = convert(soffice, site / "sidor/id/forum/f.xlsx", "csv", tmp_path)
    assert "Åmåls kommun" in saved.read_text(encoding="cp1252")


@pytest.mark.prove
def test_the_whole_site_of_the_checkout_has_no_dead_link(tmp_path: Path) -> None:
    """Every page of the five sources, in both languages."""
    made = Project(ROOT, "given")
    told = build(made, open_store(made), View(as_of=DAY), tmp_path / ODD, made=DAY)
    assert told.missing == () and told.files > 5_000
    there = {str(p.relative_to(tmp_path / ODD)) for p in (tmp_path / ODD).rglob("*")}
    for path, text in pages(tmp_path / ODD):
        for link in links(text):
            if not link.startswith(("data:", "mailto:", "#", ACTS)):
                way = unquote(link.partition("#")[0].partition("?")[0])
                target = os.path.normpath(path.parent.relative_to(tmp_path / ODD) / way)
                assert target in there, (path, link)
