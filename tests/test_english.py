"""English is complete: no Swedish stands on an English page but what has no English.

What stays Swedish is marked so for a reader who listens: words to search for, headings of the
documents, names of bodies without an official English name. What is told in words of our own
stands in both languages, and is told in English.
"""

import html
import re
from collections import defaultdict
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from kgraph.english import agrees, at_date, the
from kgraph.phrasing import TOLD
from kgraph.project import Project
from kgraph.store import Store, View, open_store
from kgraph.terms import Literal
from kgraph.wording import Text, dated
from tests.asking import Client
from tests.helpers import ROOT, process
from tests.pages_app import create_app

# Words that no Swedish sentence does without, and that are no English ones.
_SWEDISH = re.compile(
    r"(?<![\w/#-])(och|för|av|som|att|på|från|med|är|inte|ett|vid|eller|samt|inom|hos|utan|mellan|"
    r"läns|enligt|genom|ska|vad|vem|där|även|nämns|anges|sägs|saknas|lagen|förordningen)(?![\w/-])",
    re.I,
)
_READ_ALOUD = ("aria-label", "title", "alt", "placeholder")
_UNREAD = ("script", "style", "textarea", "code")  # programs, addresses, queries
PAGES = [
    "", "/vem-gor-vad", "/vem-gor-vad/lan/jonkopings-lan", "/vem-gor-vad/lan/kronobergs-lan",
    "/vem-gor-vad/lan/jamtlands-lan", "/vem-gor-vad/tema/validering/jonkopings-lan",
    "/vem-gor-vad/strategi/jonkoping-plan-2024-2028", "/vem-gor-vad/element/jp-fo1-i1",
    "/fynd", "/id/finding/gap-14-kh-u1-3ac1578c.html", "/matris", "/matris/forum/member",
    "/matris/actor/priority", "/natverk", "/natverk/actor-forum", "/jamfor", "/tidslinje",
    "/bevaka", "/bevaka/fragor", "/bevaka/andrat?sedan=2023-12-31", "/fragor",
    "/fragor/sparql?exempel=var", "/kallor", "/kontroller", "/om", "/tillganglighet", "/a-o",
    "/alla/uppdrag", "/granska", "/egna-data", "/sok?q=validering",
    "/id/assignment/uppfoljning-jonkoping-plan-aterrapportering.html",
    "/id/actor/region-jonkopings-lan.html", "/id/forum/kompetensradet-jonkoping.html",
    "/id/law/sfs-2010-630.html", "/id/element/jp-fo2-i2.html", "/vocab/theme/validering.html",
    "/graph/region-jonkopings-lan-plan-2024-2028-2026-11-21/105-108.html",
]  # fmt: skip
# What no native reader would write: one of several, several of one, a capital in a sentence.
_AWKWARD = re.compile(
    r"(?<![\d.,:/–-])1 (?:findings|kinds|goals|priorities|measures|mandates|forums|things|works)\b"
    r"|\b(?:All regions|member states|institutions) (?:holds|has|is|takes)\b"
    r"|\b(?:by|reach|on|with|take part in) (?:The|All) [a-z]"
    r"|\b(?:by|reach|take part in|taken up by) (?:Swedish|Regional Council|Committee|Network of)\b"
)
_ENGLISH_NAMES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?name WHERE {
  VALUES ?class { org:FormalOrganization org:OrganizationalUnit ks:Group ks:Forum ks:Strategy }
  ?thing a ?class ; skos:prefLabel ?name . FILTER(LANG(?name) = "en")
}"""
# Kinds of things whose names are nobody's own: each has an English one.
_NAMED = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dct: <http://purl.org/dc/terms/>
SELECT DISTINCT ?thing WHERE {
  VALUES ?class { ks:Strategy ks:GoverningDocument ks:Forum ks:Goal ks:Priority ks:Measure
    ks:Challenge ks:TargetState ks:Mandate ks:Project ks:KnowledgeProduct ks:Group
    ks:SourceDocument ks:AbsenceStatement ks:FundingProgramme }
  ?thing a ?class ; skos:prefLabel|dct:title ?name .
  FILTER(LANG(?name) = "sv")
  FILTER NOT EXISTS { ?thing skos:prefLabel|dct:title ?english . FILTER(LANG(?english) = "en") }
}"""
_PROPER = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?name WHERE {
  {
    ?thing skos:prefLabel|dct:alternative ?name . FILTER(LANG(?name) = "sv")
    FILTER NOT EXISTS { ?thing skos:prefLabel ?english . FILTER(LANG(?english) = "en") }
  } UNION {
    ?thing a ks:AssertionGraph ; ks:section ?name .
    FILTER NOT EXISTS { ?thing ks:lineRange ?lines }
  }
}"""


class Unmarked(HTMLParser):
    """The texts of a page, also those only read aloud, that are not marked as Swedish."""

    def __init__(self, page: str) -> None:
        """Read it all."""
        super().__init__()
        self.texts: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self.feed(page)

    @property
    def _left_out(self) -> bool:
        return bool(self._open) and self._open[-1][1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        lang = known.get("lang")
        out = tag in _UNREAD or lang == "sv" or (self._left_out and lang != "en")
        if not out:
            self.texts += [known[name] or "" for name in _READ_ALOUD if name in known]
        if tag not in ("meta", "link", "input", "br", "img", "hr", "col", "wbr"):
            self._open.append((tag, out))

    def handle_endtag(self, tag: str) -> None:
        while any(name == tag for name, _ in self._open):
            if self._open.pop()[0] == tag:
                break

    def handle_data(self, data: str) -> None:
        if not self._left_out:
            self.texts.append(" ".join(data.split()))


def swedish_in(texts: Iterable[str], names: re.Pattern[str]) -> list[str]:
    """The texts with a Swedish word outside proper names, soft hyphens apart."""
    return [text for text in texts if _SWEDISH.search(names.sub("", text.replace("\xad", "")))]


def told_in_swedish(page: str, told: Iterable[str]) -> list[str]:
    """The texts that stand in a page in Swedish, wherever its lines break."""
    read = re.sub(r"<script.*?</script>|<[^>]*>", " ", page, flags=re.S)
    text = " ".join(html.unescape(read).replace("\xad", "").split())
    return [sv for sv in told if " ".join(sv.split()) in text]


@pytest.fixture(scope="module")
def store() -> Store:
    """The checkout's own graph."""
    return open_store(Project(ROOT, "given"))


@pytest.fixture(scope="module")
def told(store: Store) -> dict[str, str]:
    """Every text of our own words in Swedish, with its English; one of each in a passage."""
    found: dict[tuple[str, ...], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for s, p, o, g in store.statements():
        if p in TOLD and isinstance(o, Literal):
            found[g, s, p][o.language].append(o.value)
    lacking = {key: texts for key, texts in found.items() if set(texts) != {"sv", "en"}}
    assert lacking == {}
    assert {len(listed) for texts in found.values() for listed in texts.values()} == {1}
    return {texts["sv"][0]: texts["en"][0] for texts in found.values()}


@pytest.fixture(scope="module")
def names(store: Store) -> re.Pattern[str]:
    """The names that are Swedish in English too, and the sections that alone tell a place."""
    found = sorted((str(row[0]) for row in store.select(_PROPER, View()).rows), key=len)
    return re.compile("|".join(re.escape(name) for name in reversed(found)))


@pytest.fixture(scope="module")
def client(store: Store) -> Client:
    """The pages of the same graph."""
    return Client(create_app(Project(ROOT, "given"), store))


def test_what_is_marked_as_swedish_is_told_from_what_is_not() -> None:
    """Marked above it is enough; what is only read aloud counts; marked back it is English."""
    page = (
        '<p>one och <b lang="sv">två och <i>tre och</i> <i lang="en">four och</i></b></p>'
        '<a title="länk och" href="/och">five</a><code>av</code><br><p lang="sv" title="och">x</p>'
    )
    nothing = re.compile("(?!)")
    assert swedish_in(Unmarked(page).texts, nothing) == ["one och", "four och", "länk och"]
    assert swedish_in(["samverkan-och-styrning", "/id/och"], nothing) == []
    assert swedish_in(["Vård- och omsorgscollege, av"], re.compile("Vård- och .*e")) != []


@pytest.mark.parametrize("path", PAGES)
def test_an_english_page_holds_no_swedish(
    path: str, client: Client, names: re.Pattern[str], told: dict[str, str]
) -> None:
    """Outside what is marked so, and names that have no English; marked is only what has none."""
    answer = client.get(f"/en{path}", accept="text/html")
    assert answer.status_code == 200
    assert swedish_in(Unmarked(answer.text).texts, names) == []
    assert told_in_swedish(answer.text, told) == []
    assert _AWKWARD.findall(html.unescape(re.sub(r"<[^>]*>", "", answer.text))) == []


@pytest.mark.parametrize(
    "command",
    [
        ("overview",),
        ("findings", "--open"),
        ("compare", "jonkopings-lan", "kronobergs-lan", "--open"),
    ],
    ids=lambda command: command[0],
)
def test_an_english_answer_of_the_command_line_holds_no_swedish(
    command: tuple[str, ...], names: re.Pattern[str]
) -> None:
    """The whole of it, opened."""
    out = process(*command, "--project", ROOT, "--lang", "en", "-q").out
    assert len(out) > 1000
    assert swedish_in([" ".join(out.split())], names) == []


def test_every_thing_but_a_body_has_an_english_name(store: Store) -> None:
    """Names of bodies are not translated where none of their own is official."""
    assert [str(row[0]) for row in store.select(_NAMED, View()).rows] == []


def test_what_is_told_is_the_same_length_of_thought_in_both_languages(told: dict[str, str]) -> None:
    """The same numbers, and what is wished for or read by us is called so in both."""
    assert len(told) > 700
    for sv, en in told.items():
        assert set(_numbers(sv)) <= set(_numbers(en)), en
        assert ("Önskat läge:" in sv) == ("Desired state:" in en), en
        assert ("vår läsning" in sv) == ("our reading" in en), en
        assert len(en) <= 300


def _numbers(text: str) -> list[str]:
    """The numbers of a text, thousands together."""
    return re.findall(r"\d+", re.sub(r"(?<=\d)[ ,](?=\d{3}\b)", "", text))


@pytest.mark.parametrize(
    "command",
    [
        ("explain", "ovl-08-jonkopings-lan-de684d86"),
        ("query", "forum-register"),
        ("review",),
        ("report", "--theme", "validering", "-o", "report.html"),
        ("network", "actor-forum", "-o", "network.html"),
    ],
    ids=["explain", "query", "review", "report", "network"],
)
def test_what_is_told_in_our_words_is_told_in_english(
    command: tuple[str, ...], told: dict[str, str], tmp_path: Path
) -> None:
    """On the terminal and in files."""
    ran = [str(tmp_path / part) if part.endswith(".html") else part for part in command]
    out = process(*ran, "--project", ROOT, "--lang", "en", "-q").out
    text = "".join(path.read_text(encoding="utf-8") for path in tmp_path.iterdir()) or out
    assert told_in_swedish(text, told) == []
    assert sum(" ".join(en.split()) in " ".join(text.split()) for en in told.values()) > 0


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("Swedish Public Employment Service", "the Swedish Public Employment Service"),
        ("Regional Council, Region Kronoberg", "the Regional Council, Region Kronoberg"),
        ("Committee for Public Health", "the Committee for Public Health"),
        ("Steering group for validation (x)", "the steering group for validation (x)"),
        ("Network of heads of education", "the network of heads of education"),
        ("All regions", "all regions"),
        ("The state", "the state"),
        ("Employers in Jönköping County", "employers in Jönköping County"),
        ("Region Jönköping County", "Region Jönköping County"),
        ("Linnaeus University", "Linnaeus University"),
        ("European actors in research", "European actors in research"),
        ("Jönköping's plan", "Jönköping's plan"),
        ("Jämtland plan", "the Jämtland plan"),
        ("Vinnova, Sweden's Innovation Agency", "Vinnova, Sweden's Innovation Agency"),
        ("", ""),
        (" ", " "),
    ],
)
def test_a_name_has_its_article_inside_a_sentence(name: str, inside: str) -> None:
    """And no capital that it has only where it stands first; what is unknown stays."""
    assert the(Text("namn", name)) == Text("namn", inside)
    assert the(Text(name, name)) == Text(name, name)


@pytest.mark.parametrize(
    ("name", "one", "many"),
    [
        ("All regions", "holds", "hold"),
        ("The EU member states", "holds", "hold"),
        ("Municipalities that seek state grants", "has", "have"),
        ("The folk high schools of Jämtland County", "is", "are"),
        ("Small and medium-sized enterprises", "takes", "take"),
        ("Government Offices of Sweden", "is", "are"),
    ],
)
def test_the_verb_agrees_with_a_name_of_several(name: str, one: str, many: str) -> None:
    """With a body it does not; with two of any sort it does."""
    body = Text("Statens skolverk", "Swedish National Agency for Education")
    assert agrees([Text("flera", name)], one, many) == many
    assert agrees([body], one, many) == one
    assert agrees([body, body], one, many) == many
    for single in ("Each level of education", "Statistics Sweden", "Campus", "The Riksdag"):
        assert agrees([Text("en", single)], one, many) == one
    assert agrees([Text("Jämtlands skolor", "Jämtlands skolor")], one, many) == one


def test_every_name_keeps_its_words_inside_a_sentence(store: Store) -> None:
    """At most an article comes before it, and its first letter changes."""
    rows = store.select(_ENGLISH_NAMES, View()).rows
    names = {Text("namn", str(row[0])) for row in rows}
    assert len(names) > 50
    for name in names:
        told = the(name).en
        assert told.removeprefix("the ")[1:] == name.en.removeprefix("The ")[1:]
        assert not told.startswith(("the the", "The "))


@pytest.mark.parametrize(
    ("day", "told"), [("2025", "in 2025"), ("2025-03", "in March 2025"),
                      ("2025-03-31", "on 31 March 2025")]
)  # fmt: skip
def test_a_day_is_on_and_a_year_in(day: str, told: str) -> None:
    """Swedish has no word for it."""
    assert at_date(dated(day)).en == told
    assert at_date(dated(day)).sv == dated(day).sv
