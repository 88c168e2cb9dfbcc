"""Data that try to run in the browser: every text of a project is an attack, on every page.

Labels, titles, summaries, headings, names over time, dispositions, replies and search words are
texts that somebody has written. On no page, in no language and in no form do they become more than
text; and only web addresses become links.
"""

import html.parser
import json
import re
import xml.etree.ElementTree as Tree
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

from tests.browser import browser
from tests.helpers import SOURCES, TINY, project, quoted
from tests.serving import Server, serving

MARK = "__kgraph_attacked"
ATTACKS = (
    f"<script>window.{MARK}=1</script>",
    f'"><img src=x onerror=window.{MARK}=1>',
    f"'><svg onload=window.{MARK}=1>",
    f"javascript:window.{MARK}=1",
    "{{7*7}}${7*7}<%=7*7%>",
    f"</title></style></textarea></script><script>window.{MARK}=1</script>",
    "\u202eRTL\u202c\u2066\u2069\u200f",
    "&lt;script&gt;&#60;b&#62; & <b>fet</b> <!-- --> ]]> -->",
    "=cmd|' /C calc'!A0",
    "Ä" * 2_000 + f"<script>window.{MARK}=1</script>",
    "../../etc/passwd?a=b&c=d#e%00%0d%0a",
    f"` onmouseover=window.{MARK}=1 x=`",
)
_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"(@sv|@en)')
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source"}
_LINK = re.compile(r'\b(?:href|src|action)="([^"]*)"')
_FOLLOWED = 120


def _attacked(text: str) -> str:
    """A file with each of its texts replaced by an attack, and addresses that are none."""
    turn = iter(range(10**6))

    def attack(found: re.Match[str]) -> str:
        number = next(turn)
        return quoted(f"{number} {ATTACKS[number % len(ATTACKS)]}") + found.group(1)

    return _STRING.sub(attack, text)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on the small plan with an attack in every text."""
    folder = tmp_path_factory.mktemp("hostile")
    made = project(
        folder / "p",
        {
            "sources.ttl": _attacked(SOURCES),
            "sources/liten-plan-2026-01-01.trig": _attacked(TINY),
        },
    )
    (made.root / "kgraph.toml").write_text("[serve]\nrate = 0\n")
    with serving(made.root, folder / "log") as running:
        yield running
        assert '"event": "fault"' not in running.log.read_text()


class _Reader(html.parser.HTMLParser):
    """Reads a page as a browser does, and notes what no page of ours may hold."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.links: list[str] = []
        self._open: list[str] = []
        self._seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "script" and not (given.get("src") or "json" in (given.get("type") or "")):
            self.faults.append("a script in the page")
        self.faults += [f"{tag} {name}" for name in given if name.startswith("on")]
        if tag not in _VOID:
            self._open.append(tag)
        if (given.get("id") or "") in self._seen:
            self.faults.append(f"id twice: {given['id']}")
        self._seen |= {given["id"] or ""} if given.get("id") else set()
        for name in ("href", "src", "action", "formaction"):
            if given.get(name) is not None:
                self._address(given[name] or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID or not self._open or self._open.pop() != tag:
            self.faults.append(f"</{tag}> out of place")

    def _address(self, address: str) -> None:
        self.links.append(address)
        if address == "data:,":  # no picture for the tab
            return
        if urlsplit(address.strip()).scheme.lower() not in ("", "http", "https", "mailto"):
            self.faults.append(f"leads to {address[:60]}")


def _pages(server: Server) -> Iterator[tuple[str, str, list[str]]]:
    """Pages followed from the start page: path, text, what is wrong with it."""
    waiting, met = ["/", "/en"], {"/", "/en"}
    while waiting:
        path = waiting.pop(0)
        got = server.get(path, accept="text/html")
        kind = got.headers["content-type"]
        if got.status != 200 or not kind.startswith("text/html"):
            yield path, "", [] if got.status < 400 else [f"{got.status} {path}"]
            continue
        reader = _Reader()
        reader.feed(got.text)
        yield path, got.text, reader.faults
        for link in reader.links:
            parts = urlsplit(urljoin(server.address + path, link))
            inside = parts.path + ("?" + parts.query if parts.query else "")
            if parts.netloc == urlsplit(server.address).netloc and inside not in met:
                met.add(inside)
                if len(met) < _FOLLOWED:
                    waiting.append(inside)


@pytest.mark.prove
def test_no_text_becomes_more_than_text(server: Server) -> None:
    """Read as a browser reads it: no script, no handler, no odd address, no broken element."""
    found = list(_pages(server))
    assert sum(1 for _, text, _ in found if text) > 40
    assert [(path, faults) for path, _, faults in found if faults] == []
    assert any("&lt;script&gt;" in text for _, text, _ in found)
    assert not any("<!-- -->" in text or "49$" in text for _, text, _ in found)


@pytest.mark.prove
def test_nothing_runs_in_a_browser(server: Server, chromium: str) -> None:
    """Opened in a browser, in both languages: no attack has run, none has asked for anything."""
    paths = ["/", "/fynd", "/matris/actor/priority", "/jamfor", "/tidslinje", "/kallor",
             "/kontroller", "/vem-gor-vad", "/id/actor/a.html", "/id/element/i1.html",
             "/id/strategy/liten.html", "/graph/liten-plan-2026-01-01/2-3.html", "/sok?q=script",
             "/bevaka", "/natverk", "/fragor", "/a-o"]  # fmt: skip
    with browser(chromium, server=True) as page:
        for path in [*paths, *(f"/en{path}" for path in paths)]:
            page.forget()
            page.command("Page.navigate", url=server.address + path)
            page.wait(f"document.readyState === 'complete' && location.href.includes('{path}')")
            assert page.run(f"window.{MARK} || 0") == 0, path
            assert page.dialogs == []
            assert [r for r in page.requests if not r.startswith((server.address, "data:"))] == []


@pytest.mark.parametrize(
    "path", ("/fynd.csv", "/kallor.csv", "/id/actor/a.csv", "/vem-gor-vad.csv")
)
def test_no_cell_of_a_table_becomes_a_formula(path: str, server: Server) -> None:
    """A spreadsheet reads what begins with a sign as a formula; here it is text."""
    got = server.get(path)
    if got.status == 404:  # the page has no table in this project
        return
    for line in got.body.decode("utf-8-sig").splitlines():
        assert not any(cell.strip('"').startswith(("=", "+", "@")) for cell in line.split(";"))


@pytest.mark.parametrize("form", ("json", "xlsx", "docx"))
def test_the_forms_of_a_page_hold_them_as_text(form: str, server: Server, tmp_path: Path) -> None:
    """They can be read back."""
    got = server.get(f"/id/element/i1.{form}")
    assert got.status == 200
    if form == "json":
        assert json.loads(got.body)["title"]
        return
    path = tmp_path / f"a.{form}"
    path.write_bytes(got.body)
    with zipfile.ZipFile(path) as held:
        for name in (n for n in held.namelist() if n.endswith((".xml", ".rels"))):
            Tree.fromstring(held.read(name))
