"""Reports: one value, two files; every sentence leads to its passage, and the two say the same."""

import io
import itertools
import json
import re
import struct
import xml.etree.ElementTree as ElementTree
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from kgraph import findings, matrix, network, overview, report
from kgraph.errors import UsageError
from kgraph.findings.forms import HOW_TO_READ_A_RATE
from kgraph.findings.value import CANNOT_SAY
from kgraph.network import KINDS, Network
from kgraph.network.value import Edge, Node
from kgraph.project import Project, find_project
from kgraph.report import Report
from kgraph.report.answers import KINDS as KINDS_OF
from kgraph.report.answers import level_words, read_answers
from kgraph.report.desk import Desk, make_scope
from kgraph.report.found_summary import overlaps
from kgraph.report.letters import width, wrapped
from kgraph.report.origins import view_options
from kgraph.report.picture import SIZE, Box, Label, Picture, draw
from kgraph.report.theme_summary import theme_sentences
from kgraph.report.themes import duties
from kgraph.report.value import Bullets, Cites, Figure, Table, Words
from kgraph.report.vector import dashes_of, polygons_of, to_emf, to_svg
from kgraph.store import Store, View, open_store
from kgraph.terms import KS, ORG
from kgraph.wording import Text
from tests.browser import browser
from tests.helpers import HOSTILE, ROOT, cli, no_strays, project, run_python, shipped

VIEW = View(as_of=date(2026, 11, 21))
SCOPES: dict[str, dict[str, Any]] = {
    "county": {"region": "jonkopings-lan"},
    "web pages alone": {"region": "kronobergs-lan"},
    "theme": {"theme": "validering"},
    "strategy": {"strategy": "jonkoping-plan-2024-2028"},
    "all": {},
    "English": {"region": "jonkopings-lan", "lang": "en"},
}


@pytest.fixture(scope="module")
def opened() -> tuple[Project, Store]:
    """The checkout's own project."""
    found = find_project(ROOT)
    return found, open_store(found)


@pytest.fixture(scope="module")
def made(opened: tuple[Project, Store]) -> dict[str, Report]:
    """A report of each sort."""
    return {name: report.build(*opened, VIEW, **asked) for name, asked in SCOPES.items()}


@pytest.fixture(scope="module")
def pages(made: dict[str, Report]) -> dict[str, str]:
    """The reports as pages."""
    return {name: report.to_html(found) for name, found in made.items()}


@pytest.fixture(scope="module")
def files(made: dict[str, Report]) -> dict[str, bytes]:
    """The reports as Word files."""
    return {name: report.to_docx(found) for name, found in made.items()}


class Seen(HTMLParser):
    """The elements of a page in order, and its text."""

    def __init__(self, page: str) -> None:
        """Read it all."""
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {key: value or "" for key, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        """The text with single spaces."""
        return " ".join("".join(self.words).split())

    def all(self, name: str) -> list[dict[str, str]]:
        """The attributes of every element of a name."""
        return [attributes for tag, attributes in self.tags if tag == name]


def word_text(raw: bytes) -> str:
    """The text of a Word file, in the order of the file, with single spaces."""
    body = docx.Document(io.BytesIO(raw)).element.body
    paragraphs = ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p"))]
    return " ".join(" ".join(paragraphs).split())


def words_of(found: Report) -> Iterator[str]:
    """Every run of words of a report."""
    for line in found.lines():
        for piece in line:
            if isinstance(piece, Words) and piece.text.strip():
                yield " ".join(piece.text.split())


# -- the value -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SCOPES)
def test_every_citation_leads_to_a_numbered_passage(made: dict[str, Report], name: str) -> None:
    """No sentence cites what the list at the end lacks, and nothing is listed that none cites."""
    found = made[name]
    cited = {
        passage
        for line in found.lines()
        for piece in line
        if isinstance(piece, Cites)
        for passage in piece.passages
    }
    assert cited == {note.passage.id for note in found.notes}
    assert [note.number for note in found.notes] == list(range(1, len(found.notes) + 1))


@pytest.mark.parametrize("asked", ["jonkoping-plan-2024-2028", "jonkoping-rus"])
def test_levels_are_those_of_the_overview(opened: tuple[Project, Store], asked: str) -> None:
    """Each goal, priority and measure stands at the level that the overview gives it."""
    scope = make_scope(opened[1], VIEW, strategy=asked)
    answers = read_answers(Desk(*opened, VIEW, scope, "sv"))
    (told,) = overview.read_overview(*opened, VIEW, asked)
    assert {a.element: a.level for a in answers} == {a.element: a.level for a in told.answers}


def test_the_summary_counts_what_the_overview_counts(
    made: dict[str, Report], opened: tuple[Project, Store]
) -> None:
    """Named, through the area, through the whole: the same numbers as asked for by themselves."""
    (told,) = overview.read_overview(*opened, VIEW, "jonkoping-plan-2024-2028")
    counts = Counter(a.level for a in told.answers)
    text = Seen(report.to_html(made["county"])).text
    assert f"{counts['utpekad']} har någon utpekad för just det" in text
    assert f"{counts['genom-fokusomradet']} bärs genom sitt fokusområde" in text
    assert f"{counts['genom-helheten']} bara genom helheten" in text


def test_the_bracket_of_a_rate_is_explained_where_rates_stand(
    pages: dict[str, str], files: dict[str, bytes]
) -> None:
    """On the page and in the Word file; and nothing is explained that is not there."""
    for name, page in pages.items():
        lang = "en" if '<html lang="en"' in page else "sv"
        words, seen = HOW_TO_READ_A_RATE.get(lang), Seen(page).text
        rest = seen.replace(words, "")
        rated = ". Andel: " in rest or ". Rate: " in rest
        assert (words in seen) == rated, name
        assert (words in word_text(files[name])) == rated, name
    assert any(HOW_TO_READ_A_RATE.sv in Seen(page).text for page in pages.values())


@pytest.mark.parametrize("name", ["county", "strategy", "web pages alone"])
def test_every_gap_and_overlap_stands_in_the_report_once(
    made: dict[str, Report], opened: tuple[Project, Store], name: str
) -> None:
    """The ids in the report are those of the findings, levels aside."""
    asked = SCOPES[name]
    filters = findings.make_filters(opened[1], VIEW, **asked)
    wanted = Counter(
        f.id
        for f in findings.find(*opened, VIEW, filters).found
        if f.is_gap or f.kind.startswith("ovl")
    )
    codes = [p.text for line in made[name].lines() for p in line if isinstance(p, Words) and p.code]
    told = Counter(code for code in codes if re.match(r"(gap|ovl)-\d\d-", code))
    assert told == wanted


def test_a_county_of_which_no_plan_was_read_is_never_said_to_lack(made: dict[str, Report]) -> None:
    """Unknown reads as unknown: nothing in such a county is silent or denied."""
    text = Seen(report.to_html(made["web pages alone"])).text
    assert "Ingen strategi eller plan är läst" in text
    assert "Nämns inte i ett dokument som är läst i sin helhet: 0." in text
    assert "Dokumentet säger att ingen finns: 0." in text


def test_a_theme_takes_what_bears_it_and_no_more(made: dict[str, Report]) -> None:
    """Validation: the one measure, the one mandate and the one forum that the sources tag so."""
    sections = {section.id: section for section in made["theme"].sections}
    laws = next(p for p in sections["lag"].parts if isinstance(p, Table))
    forums = next(p for p in sections["forum"].parts if isinstance(p, Table))
    answers = next(p for p in sections["ansvar"].parts if isinstance(p, Table))
    assert len(laws.rows) == 1
    assert len(forums.rows) == 1
    assert [row.group for row in answers.rows] == [True, False]
    counties = next(p for p in sections["lan"].parts if isinstance(p, Table))
    assert len(counties.rows) == 3


@pytest.mark.parametrize("theme", ["validering", "infrastruktur-for-kompetensforsorjning"])
def test_a_theme_has_no_lack_that_only_stands_under_the_same_heading(
    opened: tuple[Project, Store], theme: str
) -> None:
    """A stated lack is of the theme when it, or what is said to answer it, bears the theme."""
    desk = Desk(*opened, VIEW, make_scope(opened[1], VIEW, theme=theme), "sv")
    rows = {row["item"]: row for row in desk.material.rows("findings/stated-lacks")}
    of_it = {
        item
        for item, row in rows.items()
        if {item, *row["answers"].split(), *row["inferred"].split()} & desk.themed
    }
    told = {thing for f in desk.findings.found if f.kind == "gap-14" for thing in f.affects}
    assert len(rows) > len(of_it)
    assert told == of_it


def test_the_report_on_validation_speaks_of_validation(pages: dict[str, str]) -> None:
    """Not of what stands beside it in the plan; and that nothing is missing is not claimed."""
    text = Seen(pages["theme"]).text
    for other in ("Könsstereotypa", "pendling", "programråd", "kompetensplanering"):
        assert other not in text
    assert "Inget sägs saknas" not in text


def test_what_we_read_into_a_source_is_not_told_as_law(
    made: dict[str, Report], pages: dict[str, str]
) -> None:
    """The mandate on validation has no basis and is our reading: so in the table and summary."""
    sections = {section.id: section for section in made["theme"].sections}
    text = Seen(pages["theme"]).text
    assert sections["lag"].title == "Vem som har uppdrag, enligt källorna"
    assert "enligt lag" not in text.lower()
    assert "Enligt källorna. Region Kronoberg har uppdraget" in text
    assert "Lag eller beslut som grund nämns inte" in text
    (table,) = (p for p in sections["lag"].parts if isinstance(p, Table))
    told = [
        " ".join(w.text for w in c.lines[0] if isinstance(w, Words)) for c in table.rows[0].cells
    ]
    assert "(vår läsning)" in told[1] and told[2] == "Skyldighet  (vår läsning)"


def test_law_and_sources_are_told_apart(opened: tuple[Project, Store]) -> None:
    """Of a theme with both: by law only those whose basis the register has."""
    desk = Desk(
        *opened, VIEW, make_scope(opened[1], VIEW, theme="kompetensbehov-och-prognoser"), "sv"
    )
    rows = desk.material.rows("mandate-register")
    with_basis = {row["mandate"] for row in rows if row["basis"]}
    listed = duties(desk)
    assert listed and all(duty.based == (duty.mandate in with_basis) for duty in listed)
    heads = [head.sv for head, lines in theme_sentences(desk) if lines]
    assert {duty.based for duty in listed} == {True, False}
    assert heads[:2] == ["Enligt lag eller beslut", "Enligt källorna"]


def test_matrix_and_table_agree_on_where_nobody_is_named(opened: tuple[Project, Store]) -> None:
    """Where the table has somebody in a state that does not count, the matrix has it too."""
    answers = read_answers(Desk(*opened, VIEW, make_scope(opened[1], VIEW), "sv"))
    heads = {h.id: h.verdict for h in matrix.build(*opened, "actor", "element", VIEW).columns}
    wished = {a.element for a in answers if not a.who and a.uncounted} | {
        a.element for a in answers if a.level == "bara-onskat-lage"
    }
    assert wished == {element for element, verdict in heads.items() if verdict == "wished"}
    assert not any(a.uncounted for a in answers if heads[a.element] == "gap")


def test_only_a_former_answer_is_told_as_such(opened: tuple[Project, Store]) -> None:
    """Somebody who answered before is not nobody, and no answer either."""
    desk = Desk(*opened, VIEW, make_scope(opened[1], VIEW), "sv")
    (former,) = (a for a in read_answers(desk) if a.level == "namns-inte" and a.uncounted)
    assert level_words(desk, former) == "Bara i ett tidigare läge"


def test_areas_told_only_together_are_named_and_not_counted(pages: dict[str, str]) -> None:
    """Kronoberg's eleven areas are no priority: four are counted, the areas stand beside."""
    text = Seen(pages["web pages alone"]).text
    assert "1 övergripande mål, 4 prioriteringar och 1 insats" in text
    assert "inte räknade, nämns: Elva utpekade områden för samverkan" in text
    assert "Elva utpekade områden för samverkan (område som bara nämns samlat)" in text


def test_the_report_counts_what_the_overview_counts(opened: tuple[Project, Store]) -> None:
    """No area told only together, and no heading whose parts are counted, of any document."""
    answers = read_answers(Desk(*opened, VIEW, make_scope(opened[1], VIEW), "sv"))
    for told in overview.read_overview(*opened, VIEW):
        mine = Counter(
            (a.kind, a.level) for a in answers if a.strategy == told.strategy and a.counted
        )
        theirs = {(k, level): n for k in KINDS_OF for level, n in told.levels(k).items()}
        assert mine == theirs
    assert any(not a.counted for a in answers)


@pytest.mark.parametrize("name", ["county", "theme", "web pages alone"])
def test_each_question_of_the_summary_names_its_matter(
    made: dict[str, Report], opened: tuple[Project, Store], name: str
) -> None:
    """Before a question stands what it is about, on its line or on the one that heads it."""
    (listed,) = (p for p in made[name].sections[0].parts if isinstance(p, Bullets))
    lines = ["".join(p.text for p in told if isinstance(p, Words)) for told in listed.lines]
    result = Desk(*opened, VIEW, make_scope(opened[1], VIEW, **SCOPES[name]), "sv").findings
    asking = [f for f in result.found if f.is_gap]
    asked, heading = 0, ""
    for told in lines[lines.index("Att ta upp.") + 1 :]:
        heading = told if told.endswith(":") else heading
        mine = [f for f in asking if f.question.sv and told.endswith(f.question.sv)]
        if not mine:
            continue
        asked += 1
        (question,) = {f.question.sv for f in mine}
        matter = told.removesuffix(question).removesuffix(" – ")
        matter = matter or heading.partition(", om ")[2].removesuffix(":")
        names = [result.material.name(thing).sv for f in mine for thing in f.affects]
        claims = [f.sentence.sv.rstrip(".").lower() for f in mine]
        assert matter.endswith((*names, "till")) or any(c.endswith(matter.lower()) for c in claims)
    assert asked


def test_zero_is_not_told_as_nobody(pages: dict[str, str]) -> None:
    """The numbers of what lacks somebody do not stand under words that deny."""
    text = Seen(pages["county"]).text
    assert "Utan ansvarig. Dokumentet säger att ingen finns: 0." in text
    assert "Ingen nämns. Dokumentet" not in text


@pytest.mark.parametrize("name", SCOPES)
def test_overlaps_of_the_summary_have_the_word_of_the_findings(
    made: dict[str, Report], opened: tuple[Project, Store], name: str
) -> None:
    """As many are co-ordinated in the summary as among the findings; what cannot be said is not."""
    asked = {key: value for key, value in SCOPES[name].items() if key != "lang"}
    desk = Desk(*opened, VIEW, make_scope(opened[1], VIEW, **asked), made[name].lang)
    mine = [f for f in desk.findings.found if f.relation and f.aspect != CANNOT_SAY]
    met = sum(bool(f.coordinated) for f in mine)
    text = Seen(report.to_html(made[name])).text
    assert bool(re.search(rf"\b{len(mine)} (möjlig|possible)", text)) == bool(mine)
    assert bool(re.search(rf"{met} (samordnad|co-ordinated)", text)) == bool(met)


def test_documents_of_two_counties_are_no_overlap_of_either(
    opened: tuple[Project, Store],
) -> None:
    """That they share themes is a chance to work together: told among the findings alone."""
    project, store = opened
    view = View(as_of=date(2024, 6, 1))
    desk = Desk(project, store, view, make_scope(store, view, region="jonkopings-lan"), "sv")
    asked = findings.Filters(kinds=("ovl-05",), everything=True)
    alike = findings.find(project, store, view, asked).found
    others = [f for f in desk.findings.found if f.kind.startswith("ovl")]
    assert alike and all(len(f.regions) > 1 for f in alike)
    assert overlaps(desk, [*others, *alike]) == overlaps(desk, others)


def test_what_is_only_wished_for_is_kept_apart(made: dict[str, Report]) -> None:
    """The wished-for roles for validation stand in the table of wishes, not among those who do."""
    (section,) = (s for s in made["theme"].sections if s.id == "roller")
    doing, wished = (part for part in section.parts if isinstance(part, Table))
    words = {
        table.caption: " ".join(
            p.text for r in table.rows for c in r.cells for told in c.lines for p in told
            if isinstance(p, Words))
        for table in (doing, wished)
    }  # fmt: skip
    assert "önskat läge" in words[wished.caption]
    assert "önskat läge" not in words[doing.caption]


def test_only_one_of_county_strategy_and_theme(opened: tuple[Project, Store]) -> None:
    """Two at once are refused, by name."""
    with pytest.raises(UsageError, match="--region och --theme går inte ihop"):
        make_scope(opened[1], VIEW, region="jonkopings-lan", theme="validering")


def test_a_disposition_follows_its_finding(tmp_path: Path) -> None:
    """To be acted on: told beside the finding with the reply. Intended: set aside, still told."""
    found = shipped(tmp_path)
    store = open_store(found)
    filters = findings.make_filters(store, VIEW, region="jonkopings-lan")
    acted, aside = [f for f in findings.find(found, store, VIEW, filters).found if f.is_gap][:2]
    record = "".join(
        f"<{f.iri}> a <{KS('Finding')}> ; <{KS('findingType')}> "
        f"<https://w3id.org/kompsam/vocab/finding-type/{f.kind}> ; <{KS('disposition')}> "
        f"<https://w3id.org/kompsam/vocab/disposition/{state}> ; "
        + " ".join(f"<{KS('affects')}> <{thing}> ;" for thing in f.affects)
        + f" <{KS('replyBy')}> <https://w3id.org/kompsam/id/source/svar> .\n"
        for f, state in ((acted, "to-act"), (aside, "intended"))
    )
    reply = (
        "<https://w3id.org/kompsam/id/source/svar> "
        "<http://purl.org/dc/terms/publisher> "
        "<https://w3id.org/kompsam/id/actor/region-jonkopings-lan> ; "
        '<http://purl.org/dc/terms/identifier> "RJL 2026/0000" .\n'
    )
    (tmp_path / "data" / "dispositions.ttl").write_text(record + reply, encoding="utf-8")
    built = report.build(found, open_store(found), VIEW, region="jonkopings-lan")
    (section,) = (s for s in built.sections if s.id == "fynd")
    text = Seen(report.to_html(built)).text
    assert acted.id in text
    assert "Ställningstagande: ska åtgärdas" in text
    assert "RJL 2026/0000" in text
    assert f"{aside.id} " not in text
    assert "Undanlagda" in [getattr(p, "text", "")[:10] for p in section.parts]
    assert "ställningstagande: avsiktlig" in text


@given(st.lists(st.integers(0, 3), max_size=12))
def test_lists_in_lists_begin_and_end_in_turn(steps: list[int]) -> None:
    """As many lists end as begin, and none ends that has not begun."""
    depths = [0]
    for step in steps:
        depths.append(min(step, depths[-1] + 1))
    listed = Bullets(tuple((Words(str(n)),) for n in range(len(depths))), tuple(depths))
    at = 0
    for (_, deeper, ended), depth in zip(listed.nested, depths, strict=True):
        assert at == depth
        at += deeper - ended
    assert at == 0


# -- both files ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SCOPES)
def test_page_and_file_say_the_same(
    made: dict[str, Report], pages: dict[str, str], files: dict[str, bytes], name: str
) -> None:
    """Every run of words of the value is in both, in the same order."""
    page, file = Seen(pages[name]).text, word_text(files[name])
    for told in (page, file):
        at = 0
        for words in words_of(made[name]):
            at = told.find(words, at)
            assert at >= 0, words


def test_the_same_statements_give_the_same_bytes(
    pages: dict[str, str], files: dict[str, bytes]
) -> None:
    """Another process with another hash seed writes the very same page and file."""
    code = """
import datetime, hashlib, sys
from pathlib import Path
from kgraph import report
from kgraph.project import find_project
from kgraph.store import View, open_store
project = find_project(Path(sys.argv[1]))
made = report.build(project, open_store(project), View(as_of=datetime.date(2026, 11, 21)),
                    region="kronobergs-lan")
for raw in (report.to_html(made).encode(), report.to_docx(made)):
    print(hashlib.sha256(raw).hexdigest())
"""
    first = run_python(code, str(ROOT), PYTHONHASHSEED="1")
    second = run_python(code, str(ROOT), PYTHONHASHSEED="2", TZ="Asia/Tokyo")
    assert first == second


def test_hostile_names_are_only_text(tmp_path: Path) -> None:
    """Markup, quotes and control characters in a name reach both files as text."""
    found = project(tmp_path)
    built = report.build(found, open_store(found), VIEW)
    seen = Seen(report.to_html(built))
    assert not seen.all("img")
    assert not seen.all("script")
    assert " ".join(HOSTILE.split()) in seen.text
    assert "</script><img src=x onerror=alert(1)>" in word_text(report.to_docx(built))


@pytest.mark.parametrize("asked", [{}, {"theme": "validering"}])
def test_without_data_the_report_is_true_and_empty(tmp_path: Path, asked: dict[str, Any]) -> None:
    """No sources: nothing can be said, and nothing is said to lack."""
    found = project(tmp_path, {})
    built = report.build(found, open_store(found), VIEW, **asked)
    text = Seen(report.to_html(built)).text
    assert "Inga källor är lästa: inget går att säga." in text
    assert "Inget i källan" in text
    assert "Andel" not in text
    assert word_text(report.to_docx(built)).startswith(built.title)


def test_an_english_report_says_which_names_are_swedish(pages: dict[str, str]) -> None:
    """The page is English; names without an English form are marked as Swedish."""
    seen = Seen(pages["English"])
    assert seen.all("html") == [{"lang": "en"}]
    assert any(a.get("lang") == "sv" for a in seen.all("span"))
    assert "Who is responsible for what" in seen.text
    for swedish in ("Vem ansvarar", "Hur säkert", "Försvinner om", "Går inte att säga"):
        assert swedish not in seen.text


# -- the page --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SCOPES)
def test_a_page_reads_in_order(pages: dict[str, str], name: str) -> None:
    """One first heading, no level left out, named tables with scoped heads, a named picture."""
    seen = Seen(pages[name])
    levels = [int(tag[1]) for tag, _ in seen.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert all(th.get("scope") in ("col", "row", "rowgroup") for th in seen.all("th"))
    assert len(seen.all("caption")) == len(seen.all("table"))
    assert all(svg["role"] == "img" and svg["aria-labelledby"] for svg in seen.all("svg"))
    assert len(seen.all("figure")) == len(seen.all("svg"))


@pytest.mark.parametrize("name", SCOPES)
def test_every_link_of_a_page_leads_to_a_place_in_it(pages: dict[str, str], name: str) -> None:
    """No identifier twice, and every link and label names one that is there."""
    seen = Seen(pages[name])
    ids = [a["id"] for _, a in seen.tags if "id" in a]
    assert len(ids) == len(set(ids))
    links = [a["href"] for a in seen.all("a")]
    assert links
    assert all(link[0] == "#" and link[1:] in ids for link in links)
    labels = [a["aria-labelledby"] for _, a in seen.tags if "aria-labelledby" in a]
    assert all(part in ids for label in labels for part in label.split())


@pytest.mark.parametrize("name", SCOPES)
def test_a_page_fetches_nothing(pages: dict[str, str], name: str) -> None:
    """No script, no outside address but the name space of the drawing, a policy that forbids."""
    seen = Seen(pages[name])
    assert not {"script", "link", "img", "iframe"} & {tag for tag, _ in seen.tags}
    assert not any("src" in a for _, a in seen.tags)
    addresses = re.findall(r"https?://[^\"' <)]+", pages[name])
    assert set(addresses) <= {"http://www.w3.org/2000/svg"}
    policy = next(a["content"] for a in seen.all("meta") if "http-equiv" in a)
    assert "default-src 'none'" in policy


def _luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_text_stands_out_from_every_ground() -> None:
    """Ink, soft and accent have at least 4.5:1 to the page, to panels and to every shade."""
    css = (ROOT / "kgraph" / "templates" / "report.css").read_text(encoding="utf-8")
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", css))
    grounds = ("page", "panel", "near", "far", "gap", "wish", "accent-soft")
    for text in ("ink", "soft", "accent"):
        for ground in grounds:
            assert _contrast(colours[text], colours[ground]) >= 4.5, (text, ground)


def test_a_page_in_a_browser(pages: dict[str, str], chromium: str, tmp_path: Path) -> None:
    """Nothing is asked for, nothing is wrong, a narrow window needs no scrolling sideways."""
    file = tmp_path / "rapport.html"
    file.write_text(pages["county"], encoding="utf-8")
    with browser(chromium) as page:
        page.open(file, "document.readyState==='complete'")
        assert page.requests == [file.resolve().as_uri()]
        assert not page.errors
        page.size(320, 800)
        assert page.run("document.documentElement.scrollWidth") <= 320
        page.press("Tab")
        assert page.run("document.activeElement.className") == "skip"
        printed = page.command("Page.printToPDF", preferCSSPageSize=True)
    import base64

    sheets = len(re.findall(rb"/Type\s*/Page\b(?!s)", base64.b64decode(printed["data"])))
    assert 5 <= sheets <= 20


# -- the Word file ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", SCOPES)
def test_a_word_file_has_real_structure(
    made: dict[str, Report], files: dict[str, bytes], name: str
) -> None:
    """Headings are headings, the first row of each table repeats, the picture has words."""
    document = docx.Document(io.BytesIO(files[name]))
    headings = [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 1"]
    assert headings == [s.title for s in made[name].sections] + headings[-1:]
    tables = [p for s in made[name].sections for p in s.parts if isinstance(p, Table)]
    assert len(document.tables) == len(tables)
    for table in document.tables:
        assert table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
        assert table._tbl.tblPr.find(qn("w:tblCaption")) is not None
    figures = [p for s in made[name].sections for p in s.parts if isinstance(p, Figure)]
    shown = list(document.element.body.iter(qn("wp:docPr")))
    assert len(shown) == len(figures)
    assert all(figure.get("descr") and figure.get("title") for figure in shown)


@pytest.mark.parametrize("name", SCOPES)
def test_every_link_of_a_word_file_has_its_bookmark(files: dict[str, bytes], name: str) -> None:
    """The numbers in brackets lead to the passages."""
    body = docx.Document(io.BytesIO(files[name])).element.body
    marks = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    links = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))}
    assert len(marks) == len(set(marks))
    assert links
    assert links <= set(marks)


def test_a_word_file_names_no_person_and_no_clock(files: dict[str, bytes]) -> None:
    """Made by the program, dated by the view, in its language, with page numbers."""
    document = docx.Document(io.BytesIO(files["county"]))
    told = document.core_properties
    assert (told.author, told.last_modified_by) == ("kgraph", "")
    assert told.created is not None
    assert told.created.date() == VIEW.as_of
    assert told.language == "sv-SE"
    styles = document.styles.element
    assert {lang.get(qn("w:val")) for lang in styles.iter(qn("w:lang"))} == {"sv-SE"}
    fields = document.sections[0].footer._element.iter(qn("w:fldSimple"))
    assert [field.get(qn("w:instr")) for field in fields] == ["PAGE", "NUMPAGES"]
    with zipfile.ZipFile(io.BytesIO(files["county"])) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in archive.namelist() if "thumbnail" in name]
    english = docx.Document(io.BytesIO(files["English"]))
    assert english.core_properties.language == "en-GB"


# -- the picture -----------------------------------------------------------------------------


def _network(links: list[tuple[int, int]], long: bool) -> Network:
    """A network of actors and forums with names of their own."""
    name = "Samverkansrådet för långsiktig kompetensförsörjning" if long else "Råd"
    nodes = {f"a{a}": ("actor", a) for a, _ in links} | {f"f{f}": ("forum", f) for _, f in links}
    made = tuple(
        Node(iri, Text(f"{name} {iri}", f"{name} {iri}"), kind, x=n, y=n * 40)
        for iri, (kind, n) in sorted(nodes.items())
    )
    edges = tuple(
        Edge(f"e{i}", f"a{a}", f"f{f}", ORG("memberOf")) for i, (a, f) in enumerate(links, 1)
    )
    text = Text("Nät", "Net")
    return Network("actor-forum", text, text, made, edges, (), {}, VIEW)


def _boxes(picture: Picture) -> list[tuple[float, float, float, float]]:
    """Where each line of text stands: left, top, right, bottom."""
    found = []
    for part in picture.parts:
        if isinstance(part, Label):
            wide = width(part.text, SIZE)
            left = part.at[0] - (wide if part.anchor == "end" else 0)
            found.append((left, part.at[1] - SIZE * 0.75, left + wide, part.at[1] + SIZE * 0.22))
    return found


links = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 15)), min_size=1, max_size=60)


@given(links, st.booleans())
def test_no_name_covers_another_or_leaves_the_picture(
    pairs: list[tuple[int, int]], long: bool
) -> None:
    """Every name is whole, within the frame and free of the others; boxes hold their names."""
    made = _network(sorted(set(pairs)), long)
    picture = draw(made, "target", "sv")
    assert picture is not None
    boxes = _boxes(picture)
    for left, top, right, bottom in boxes:
        assert left >= -0.01
        assert top >= -0.01
        assert right <= picture.wide + 0.01
        assert bottom <= picture.high + 0.01
    for i, one in enumerate(boxes):
        for other in boxes[i + 1 :]:
            apart = one[2] <= other[0] or other[2] <= one[0]
            assert apart or one[3] <= other[1] or other[3] <= one[1]
    frames = sorted((p.top, p.top + p.high) for p in picture.parts if isinstance(p, Box))
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(frames))
    text = "".join(p.text for p in picture.parts if isinstance(p, Label)).replace(" ", "")
    for node in made.nodes:
        if node.id in picture.shown:
            assert node.label.sv.replace(" ", "") in text.replace("-", "")


def test_a_network_without_links_has_no_picture() -> None:
    """Things alone are told in words."""
    made = _network([(0, 0)], False)
    assert draw(Network("x", made.title, made.question, made.nodes, (), (), {}, VIEW),
                "target", "sv") is None  # fmt: skip


def test_what_does_not_fit_is_left_out_by_whole_forums(opened: tuple[Project, Store]) -> None:
    """A large network shows those with most links, and no forum with only some of its own."""
    found = network.build(*opened, "actor-forum", {}, VIEW)
    picture = draw(found, "target", "sv")
    assert picture is not None
    links = [edge for edge in found.edges if edge.source != edge.target]
    degree = Counter(edge.target for edge in links)
    boxes = sum(isinstance(part, Box) for part in picture.parts)
    middle = sorted(degree, key=lambda iri: (-degree[iri], iri))[:boxes]
    assert 1 < boxes < len(degree)
    assert {e.source for e in links if e.target in middle} | set(middle) == set(picture.shown)


@given(st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=40),
       st.integers(20, 300))  # fmt: skip
def test_a_broken_text_is_whole_and_fits(text: str, room: int) -> None:
    """Lines fit the room, and together they hold every letter."""
    lines = wrapped(text, SIZE, room)
    assert all(width(line, SIZE) <= room or len(line) <= 3 for line in lines)
    assert "".join(lines).replace("-", "") == "".join(text.split()).replace("-", "")


def test_the_drawing_is_named_and_described() -> None:
    """The SVG is well formed, has a title and a description, and escapes names."""
    made = _network([(0, 0), (1, 0)], True)
    picture = draw(made, "target", "sv")
    assert picture is not None
    root = ElementTree.fromstring(to_svg(picture, "A & <b>", "Två i ett", "bild"))
    space = "{http://www.w3.org/2000/svg}"
    assert root.find(f"{space}title").text == "A & <b>"  # type: ignore[union-attr]
    assert root.find(f"{space}desc").text == "Två i ett"  # type: ignore[union-attr]
    texts = [t.text for t in root.iter(f"{space}text")]
    assert texts == [p.text for p in picture.parts if isinstance(p, Label)]


def test_the_metafile_is_whole() -> None:
    """Its records add up to what its header says, and its texts are the labels."""
    picture = draw(_network([(0, 0), (1, 0), (1, 1)], True), "target", "sv")
    assert picture is not None
    raw = to_emf(picture)
    size, count = struct.unpack_from("<II", raw, 48)
    assert raw[40:44] == b" EMF"
    assert size == len(raw)
    at, kinds, texts = 0, [], []
    while at < len(raw):
        kind, length = struct.unpack_from("<II", raw, at)
        assert length % 4 == 0
        kinds.append(kind)
        if kind == 84:
            units, start = struct.unpack_from("<II", raw, at + 44)
            texts.append(raw[at + start : at + start + 2 * units].decode("utf-16-le"))
        at += length
    assert (kinds[0], kinds[-1], len(kinds)) == (1, 14, count)
    assert texts == [p.text for p in picture.parts if isinstance(p, Label)]


@pytest.mark.parametrize("name", KINDS)
def test_a_symbol_keeps_its_size_as_polygons(name: str) -> None:
    """Within the square that symbols are drawn in, and not a line."""
    points = [point for polygon in polygons_of(KINDS[name].path) for point in polygon]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    assert max(map(abs, xs + ys)) <= 13
    assert max(xs) - min(xs) > 12
    assert max(ys) - min(ys) > 10


def test_a_broken_line_is_drawn_in_pieces() -> None:
    """Pieces of five with three and a half between them, along the line."""
    pieces = dashes_of([(0, 0), (20, 0)])
    assert [(p[0][0], p[-1][0]) for p in pieces] == [(0, 5), (8.5, 13.5), (17, 20)]


# -- the command -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--region", "jonkoping-lan", "-o", "x.html"], "Menade du jonkopings-lan"),
        (["--theme", "validerin", "-o", "x.html"], "Menade du validering?"),
        (["--strategy", "jonkoping-plan", "-o", "x.docx"], "jonkoping-plan-2024-2028"),
        (["--region", "sverige", "-o", "x.html"], "Välj bland"),
        (["--theme", "validering", "--region", "x", "-o", "x.html"], "går inte ihop"),
        (["--theme", "validering", "-o", "x.pdf"], "Ange -o FIL.html eller -o FIL.docx."),
        (["--theme", "validering"], "Ange en fil att skriva."),
    ],
)
def test_wrong_use_says_the_mend(
    words: list[str], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unknown names with the near miss, two at once, another ending, no file: code 2, no file."""
    monkeypatch.chdir(tmp_path)
    answer = cli("report", *words, "--project", ROOT)
    assert answer.code == 2
    assert told in answer.err
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    """Code 3, and nothing is left behind."""
    answer = cli("report", "--theme", "validering", "-o", tmp_path / "saknas" / "x.docx",
                 "--project", ROOT)  # fmt: skip
    assert answer.code == 3
    assert "mappen finns inte" in answer.err
    assert no_strays(tmp_path)


@pytest.mark.parametrize("ending", ["html", "docx"])
def test_the_command_writes_what_the_stage_makes(tmp_path: Path, ending: str) -> None:
    """The file is the stage's; an older one is replaced."""
    found = project(tmp_path / "p")
    file = tmp_path / f"rapport.{ending}"
    file.write_text("gammal")
    answer = cli("report", "-o", file, "--project", found.root, "--as-of", "2026-11-21")
    assert answer.code == 0
    assert answer.out == ""
    built = report.build(found, open_store(found), VIEW)
    wanted = report.to_html(built).encode() if ending == "html" else report.to_docx(built)
    assert file.read_bytes() == wanted
    assert no_strays(tmp_path)


def test_the_commands_in_a_report_give_it_again(made: dict[str, Report], tmp_path: Path) -> None:
    """The line under How it was made, run, writes the same page."""
    codes = [p.text for line in made["theme"].lines() for p in line if isinstance(p, Words)]
    (line,) = (code for code in codes if code.startswith("kgraph report"))
    words = line.split()[1:-1]
    file = tmp_path / "rapport.html"
    assert cli(*words, file, "--project", ROOT).code == 0
    assert file.read_text(encoding="utf-8") == report.to_html(made["theme"])


def test_a_view_is_told_in_full() -> None:
    """The options give the view again on another day."""
    view = View("reviewed", date(2025, 1, 2), ("actual", "target"))
    assert view_options(view) == "--as-of 2025-01-02 --review reviewed --mode actual --mode target"
    assert view_options(VIEW) == "--as-of 2026-11-21"


def test_help_loads_no_library_of_reports() -> None:
    """Asking for help loads neither Word's library nor Jinja's."""
    code = (
        "import sys, json; from kgraph.cli import main\n"
        "try: main(['report', '--help'])\n"
        "except SystemExit: pass\n"
        "print(json.dumps(sorted({'docx', 'jinja2', 'networkx'} & set(sys.modules))))"
    )
    assert json.loads(run_python(code).splitlines()[-1]) == []


def test_width_is_that_of_the_type_face() -> None:
    """A few words by the published widths: A 667, b 556, i 222, space 278, in thousandths."""
    assert width("Abi A", 1000) == 667 + 556 + 222 + 278 + 667
    assert width("", 10) == 0
