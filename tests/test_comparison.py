"""Counties side by side: what was read first, and nothing compared that cannot be."""

import csv
import html
import io
import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from kgraph import comparison
from kgraph.comparison import Cell, Comparison
from kgraph.comparison.side import UNSAYABLE
from kgraph.comparison_page import to_html
from kgraph.errors import UsageError
from kgraph.project import Project
from kgraph.store import View, open_store
from kgraph.terms import KS, PREFIXES, RDF
from tests.helpers import HEAD, ROOT, cli

PROJECT = Project(ROOT, "given")
VIEW = View(as_of=date(2026, 11, 21))
THREE = ("jonkopings-lan", "kronobergs-lan", "jamtlands-lan")
RELATIONS = ("mal", "insatser", "ansvar", "medlemskap", "uppfoljning", "finansiering")
COUNTY = """territory:{0} a ks:Territory ; ks:territoryType territory-type:lan ;
  skos:prefLabel "{1}"@sv ."""
PLAN = """
strategy:{0} a ks:Strategy ; skos:prefLabel "Planen {0}"@sv ; dct:spatial territory:{0} .
element:{0}-m a ks:Measure ; skos:prefLabel "Insats {0}"@sv ; ks:partOfStrategy strategy:{0} .
"""
READ = "source:{0} a ks:SourceDocument ; ks:loaded {1} ; ks:represents strategy:{0} ."
ENTERED = """
  g:9-9 a ks:AssertionGraph ; prov:wasDerivedFrom source:b ; ks:page "4" ;
    ks:reviewStatus review-status:extracted ."""
PAGE = """actor:{0} a org:FormalOrganization ; skos:prefLabel "Region {0}"@sv ;
  dct:spatial territory:{0} .
source:sida-{0} a ks:SourceDocument ; ks:loaded true ; dct:publisher actor:{0} ;
  dct:title "Sidan {0}"@sv ; dct:modified "2020-02-19"^^xsd:date ."""


def covered(county: str) -> str:
    """That the county's plan was read in full for everything that is compared."""
    return "\n".join(
        f"""coverage:{county}-{relation} a ks:CoverageStatement ; ks:inSource source:{county} ;
  ks:coversSubject strategy:{county} ; ks:coversRelation relation-kind:{relation} ;
  ks:reviewStatus review-status:extracted ."""
        for relation in RELATIONS
    )


def side_by_side(folder: Path, body: str, meta: str, *names: str) -> Comparison:
    """A comparison on a smallest graph with the counties a, b and c."""
    counties = "\n".join(COUNTY.format(*pair) for pair in (("a", "A län"), ("b", "B län"),
                                                           ("c", "C län")))  # fmt: skip
    text = f"""{HEAD}
g:1-1 {{ {counties} {body}
  territory:stad a ks:Territory ; ks:territoryType territory-type:kommun ;
    skos:prefLabel "Staden"@sv . }}
g:meta {{
  g:1-1 a ks:AssertionGraph ; prov:wasDerivedFrom source:a ; ks:lineRange "1-1" ;
    ks:reviewStatus review-status:extracted .
  {meta}
}}
"""
    path = folder / "data.trig"
    path.write_text(text, encoding="utf-8")
    return comparison.build(PROJECT, open_store(PROJECT, [path]), names or ("a", "b"), VIEW)


def cells(found: Comparison, title: str) -> tuple[Cell, ...]:
    """The cells of a row."""
    return next(row.cells for row in found.rows if row.title.sv == title)


def three() -> Comparison:
    """The three counties of the data."""
    return comparison.build(PROJECT, open_store(PROJECT), THREE, VIEW)


# -- what can be compared --------------------------------------------------------------------------


def test_two_plans_that_were_read_are_compared(tmp_path: Path) -> None:
    """Both numbers stand beside each other, with the passages they rest on."""
    meta = READ.format("a", "true") + READ.format("b", "true") + covered("a") + covered("b")
    found = side_by_side(tmp_path, PLAN.format("a") + PLAN.format("b"), meta)

    row = next(row for row in found.rows if row.title.sv == "Insatser")
    assert row.comparable == (0, 1)
    assert [(c.number, c.state, c.why.sv) for c in row.cells] == [(1, "read", ""), (1, "read", "")]
    assert all(cell.evidence for cell in row.cells)
    assert "1 *" not in comparison.to_text(found, "sv").split("Insatser")[1].split("\n")[0]


def test_a_plan_and_a_page_are_not_compared(tmp_path: Path) -> None:
    """The page's county says that it is a page; no zero stands where nobody counted."""
    meta = READ.format("a", "true") + covered("a")
    found = side_by_side(tmp_path, PLAN.format("a") + PAGE.format("b"), meta)

    row = next(row for row in found.rows if row.title.sv == "Insatser")
    assert row.comparable == ()
    assert (row.cells[1].words.sv, row.cells[1].number) == ("går inte att säga", None)
    assert row.cells[1].why.sv == "webbsida, ingen läst plan"
    told = comparison.to_text(found, "sv")
    assert "* B län: webbsida, ingen läst plan" in told
    assert "ändrad 19 februari 2020" in told


def test_what_is_known_of_a_document_that_was_not_read_is_no_count(tmp_path: Path) -> None:
    """One measure is known; there may be more, and that somebody is not named is not said."""
    meta = READ.format("a", "true") + covered("a") + READ.format("b", "false")
    found = side_by_side(tmp_path, PLAN.format("a") + PLAN.format("b"), meta)

    known = cells(found, "Insatser")[1]
    assert (known.words.sv, known.state) == ("1, kända", "known")
    assert known.why.sv == "dokumentet omnämns bara"
    unnamed = cells(found, "nämns inte")[1]
    assert (unnamed.state, unnamed.number) == ("unknown", None)
    assert unnamed.words.sv == "går inte att säga (1 av 1 kända)"


def test_a_document_entered_by_page_is_neither_read_nor_only_cited(tmp_path: Path) -> None:
    """It has passages of its own; that it was not read in whole is what is told."""
    meta = READ.format("a", "true") + READ.format("b", "false") + covered("a") + ENTERED
    found = side_by_side(tmp_path, PLAN.format("a") + PLAN.format("b"), meta)

    assert cells(found, "Insatser")[1].why.sv == "dokumentet är inte läst i sin helhet"
    told = comparison.to_text(found, "sv")
    assert "införd sida för sida, inte läst i sin helhet; odaterad; 1 textställe;" in told
    assert "omnämns bara" not in told


def test_a_plan_not_read_in_full_for_something_is_not_compared_in_that(tmp_path: Path) -> None:
    """Coverage is asked relation by relation."""
    meta = READ.format("a", "true") + READ.format("b", "true") + covered("a")
    found = side_by_side(tmp_path, PLAN.format("a") + PLAN.format("b"), meta)

    row = next(row for row in found.rows if row.title.sv == "Insatser")
    assert (row.comparable, row.cells[1].why.sv) == ((), "inte läst i sin helhet för detta")


def test_three_counties_of_which_two_can_be_compared(tmp_path: Path) -> None:
    """The row names those that can."""
    meta = READ.format("a", "true") + READ.format("c", "true") + covered("a") + covered("c")
    body = PLAN.format("a") + PAGE.format("b") + PLAN.format("c")
    found = side_by_side(tmp_path, body, meta, "a", "b", "c")

    assert next(row for row in found.rows if row.title.sv == "Insatser").comparable == (0, 2)
    assert "bara A län, C län" in " ".join(comparison.to_text(found, "sv", 300).split())


def test_nothing_in_the_source_is_never_a_zero(tmp_path: Path) -> None:
    """A county that no source is about has no number anywhere, and no percentage of nothing."""
    meta = READ.format("a", "true") + covered("a")
    found = side_by_side(tmp_path, PLAN.format("a"), meta, "a", "c")

    for row in found.rows:
        cell = row.cells[1]
        assert cell.number is None
        assert cell.words.sv.startswith("inget i källan")
        assert "%" not in cell.words.sv
        assert row.comparable == ()
    assert "inget dokument och ingen sida i grafen" in comparison.to_text(found, "sv")


def test_an_empty_graph_gives_a_true_empty_answer(tmp_path: Path) -> None:
    """Two counties and not one statement of either."""
    found = side_by_side(tmp_path, "", "", "b", "c")

    assert {cell.state for row in found.rows for cell in row.cells} == {"nothing"}
    assert comparison.to_workbook(found, PROJECT, "sv")


# -- the three counties ----------------------------------------------------------------------------


def test_the_numbers_of_the_data_are_those_of_a_plain_count() -> None:
    """Elements by kind and forums by county, counted with rdflib on the stored statements alone."""
    from rdflib import URIRef

    store = open_store(PROJECT)
    graph = {(s, p, o) for s, p, o, _ in store.rdflib().quads((None, None, None, None))}
    spatial = {(str(s), str(o)) for s, p, o in graph if str(p) == PREFIXES["dct"] + "spatial"}
    strategies = {str(s): str(o) for s, p, o in graph if str(p) == KS("partOfStrategy")}
    read = {
        str(o) for s, p, o in graph
        if str(p) == KS("represents") and any(
            str(v) == "true" for a, b, v in graph if a == s and str(b) == KS("loaded"))
    }  # fmt: skip
    kinds = [(str(s), str(o)) for s, p, o in graph if p == URIRef(RDF("type"))]
    found = three()

    plan = next(iter(read))
    counted = Counter(kind for s, kind in kinds if strategies.get(s) == plan)
    first = [cells(found, title)[0].number for title in ("Mål", "Prioriteringar", "Insatser")]
    assert first == [counted[KS(kind)] for kind in ("Goal", "Priority", "Measure")]
    forums = {s for s, kind in kinds if kind == KS("Forum")}
    expected = [
        sum((forum, PREFIXES["territory"] + county) in spatial for forum in forums)
        for county in THREE
    ]
    assert [c.number for c in cells(found, "Forum som nämns")] == expected


def test_only_what_is_laid_on_all_regions_is_compared_in_the_data() -> None:
    """One county has a plan that was read, two have pages: nothing else can be set side by side."""
    found = three()

    comparable = [row.title.sv for row in found.rows if row.comparable]
    assert comparable == ["Uppdrag som alla regioner har"]
    assert [county.basis for county in found.counties] == ["read", "page", "page"]
    assert all(cell.why.sv for row in found.rows for cell in row.cells if cell.state != "read"
               and cell.state != "nothing")  # fmt: skip


def test_every_number_of_the_data_opens_to_its_question_and_passages() -> None:
    """A number that is no count of themes names passages, and each is told in words."""
    found = three()

    for row in found.rows:
        for cell in row.cells:
            assert cell.question
            if cell.number and row.section.sv != "Teman":
                assert cell.evidence, row.title.sv
            for passage in cell.evidence:
                assert found.passages[passage].sv


def test_the_page_of_kronoberg_names_four_priorities() -> None:
    """Its eleven areas are a number without names, and no fifth priority."""
    assert cells(three(), "Prioriteringar")[1].number == 4


# -- no more than the source says -------------------------------------------------------------


@pytest.mark.parametrize(
    ("precision", "period"),
    [("year", "2024–2028"), ("month", "2024-01–2028-12"), ("day", "2024-01-01–2028-12-31")],
)
def test_a_period_is_told_as_closely_as_the_source_gives_it(
    precision: str, period: str, tmp_path: Path
) -> None:
    """A year is no first of January."""
    dates = f"""strategy:a ks:validFrom "2024-01-01"^^xsd:date ;
      ks:validThrough "2028-12-31"^^xsd:date ; ks:datePrecision precision:{precision} ."""
    found = side_by_side(tmp_path, PLAN.format("a") + dates, READ.format("a", "true"))
    assert found.counties[0].documents[0].period == period


def test_a_finding_beside_the_share_is_said_to_be_so() -> None:
    """One finding and a share of none do not contradict: they count different things."""
    told = {title: cells(three(), title)[0].words.sv for title in
            ("GAP-04 Mål utan insats", "GAP-06 Uppföljningslucka",
             "GAP-07 Finansieringslucka")}  # fmt: skip
    parts = "mål, prioriteringar och insatser"
    assert list(told.values()) == [
        f"1 fynd om annat än andelen; andel 0 % (0–0 %) av 21 lästa {parts}",
        "3 fynd, 2 av dem om annat än andelen; andel 50 % (0–50 %) av 2 lästa mål och dokument",
        "1 fynd om 16 tillsammans; andel 94 % (0–94 %) av 17 lästa dokument, insatser och projekt",
    ]


def test_findings_of_documents_not_read_stand_beside_those_of_the_plan() -> None:
    """The regional strategy counts on others too, and nobody has read it."""
    told = cells(three(), "GAP-16 Beroende av andra")[0].words.sv
    assert told == "13 fynd; 1 till om dokument som inte är lästa"


def test_what_cannot_be_said_is_counted_as_no_finding() -> None:
    """That alike measures cannot be told of is no overlap, also where a plan was read."""
    found = comparison.build(PROJECT, open_store(PROJECT), THREE, VIEW, everything=True)
    for cell in cells(found, "OVL-03 Insatsöverlapp"):
        assert (cell.words, cell.number, cell.state) == (UNSAYABLE, None, "unknown")
        assert cell.why.sv


def test_a_level_that_is_told_is_no_finding_and_says_what_it_is() -> None:
    """Eighteen parts have somebody who answers at a level above."""
    assert cells(three(), "GAP-01 Ansvarslucka")[0].words.sv.startswith(
        "0 fynd (18 till visar bara på vilken nivå någon svarar); andel 0 %"
    )


@pytest.mark.parametrize("theme", ["Validering", "Lärcentrum"])
def test_a_task_of_the_county_makes_its_theme_known(theme: str) -> None:
    """Kronoberg's page names both as tasks (000:24 and 26); its plan was not read: no zero."""
    cell = cells(three(), theme)[1]
    assert (cell.words.sv, cell.state, cell.number) == ("1 uppdrag, kända", "known", None)
    assert cell.evidence and cell.evidence[0].endswith("/22-26")


def test_a_measure_that_a_paid_project_carries_out_has_money() -> None:
    """As the findings tell it; and what only our reading makes a measure is none of them."""
    title = "Insatser med angiven finansiering, egen eller genom projekt"
    plan, page, _ = cells(three(), title)
    assert (plan.words.sv, page.words.sv) == ("0 av 16", "1 av 1, kända")
    assert {p.rpartition("/")[2] for p in page.evidence} >= {"3-3"} and not plan.evidence


def test_what_only_our_reading_makes_a_measure_is_not_counted_as_one() -> None:
    """The news calls four of them pillars of the project (004:9–14), and the plan has an aim."""
    assert cells(three(), "Insatser")[1].words.sv == "1, kända"
    assert cells(three(), "Mål")[0].words.sv == "1 (vår läsning)"


# -- bad input -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (("a",), "Ett ensamt län har inget att jämföras med"),
        (("a", "a"), "a står två gånger"),
        (("a", "A län"), "A län står två gånger"),
        (("a", "stad"), "stad är inget län"),
        (("a", "x-lan"), "x-lan finns inte i grafen"),
    ],
)
def test_what_cannot_be_compared_is_told(
    names: tuple[str, ...], message: str, tmp_path: Path
) -> None:
    """Fewer than two, one twice, a municipality, an unknown one."""
    with pytest.raises(UsageError, match=message):
        side_by_side(tmp_path, "", "", *names)


def test_a_misspelt_county_gets_the_near_miss() -> None:
    """Exit code 2, and the county that was probably meant."""
    done = cli("compare", "jonkopings-lan", "kronobergslan", "--project", ROOT)

    assert done.code == 2
    assert "Menade du" in done.err and "kronobergs-lan" in done.err


# -- forms -----------------------------------------------------------------------------------------


def test_every_form_tells_the_same() -> None:
    """CSV, JSON and workbook have each row and county once, with the same words and numbers."""
    found = three()
    rows = list(csv.DictReader(io.StringIO(comparison.to_csv(found, "sv"))))
    value = json.loads(comparison.to_json(found))
    book = openpyxl.load_workbook(io.BytesIO(comparison.to_workbook(found, PROJECT, "sv")))

    documents = sum(len(county.documents) for county in found.counties)
    told = [(r["row"], r["value"], r["number"]) for r in rows[documents:]]
    assert told == [
        (row["title"]["sv"], cell["words"]["sv"],
         "" if cell["number"] is None else f"{cell['number']:g}")
        for row in value["rows"]
        for cell in row["cells"]
    ]  # fmt: skip
    assert book.worksheets[0].max_row == documents + 1
    assert book.worksheets[1].max_row == len(found.rows) + 1
    assert book.worksheets[2].max_row == len(rows) + 1


def test_the_text_begins_with_what_was_read() -> None:
    """Before any number: kind of document, date, validity, coverage, in both languages."""
    told = comparison.to_text(three(), "sv")
    assert told.index("Vad som är läst") < told.index("Mål, prioriteringar")
    assert "beslutad april 2024; gäller 2024–2028; " in " ".join(told.split())
    assert "What was read" in comparison.to_text(three(), "en")


def test_the_page_needs_no_network_and_no_script_and_runs_nothing(tmp_path: Path) -> None:
    """One file with language, one heading, named tables; a hostile name is text."""
    hostile = PLAN.format("a").replace("Planen a", "<script>alert(1)</script>")
    found = side_by_side(tmp_path, hostile, READ.format("a", "true") + covered("a"))
    page = to_html(found)

    assert "<script" not in page and "&lt;script&gt;" in page
    assert not re.findall(r"(?:src|href)=\"(?!#)", page)
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page
    assert page.count("<h1>") == 1 and '<html lang="sv">' in page
    assert page.count("<table>") == page.count('role="region" aria-labelledby=')
    for row in found.rows:
        assert row.title.sv in html.unescape(page)


def test_the_command_writes_a_page_by_its_ending(tmp_path: Path) -> None:
    """The same rows as in the text, every county by name."""
    page = tmp_path / "j.html"
    done = cli("compare", *THREE, "--project", ROOT, "--as-of", "2026-11-21", "-o", page)

    assert (done.code, done.out) == (0, "")
    text = page.read_text(encoding="utf-8")
    assert all(name in text for name in ("Jönköpings län", "Kronobergs län", "Jämtlands län"))
    for section in text.split("<section")[2:]:
        assert section.count("webbsida, ingen läst plan") <= 2  # once a county, before the rows
    assert "Kan inte jämföras." in text
