"""Forms of findings: every one holds every finding, and programs can ask them."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest

from kgraph import KnowledgeGraph
from kgraph.findings import KINDS
from kgraph.findings.forms import FORMS, figure, to_csv, to_quads, to_sarif, to_text, to_workbook
from kgraph.findings.value import MODES
from kgraph.store import open_store
from kgraph.terms import GRAPH, KS, RDF, SKOS, Literal
from tests.helpers import HEAD, cli, shipped
from tests.test_findings import FUNDING, RECORD, ROOT, VIEW, five

EXAMPLE = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX rs: <http://www.w3.org/2001/sw/DataAccess/tests/result-set#>
SELECT ?sentence ?query ?value WHERE {
  ?finding a ks:Finding ; ks:overlapRelation "fragmentation" ; skos:prefLabel ?sentence ;
    ks:restsOn ?row .
  ?row ks:fromQuery ?query ; rs:binding ?cell .
  ?cell rs:variable "forum" ; rs:value ?value .
  FILTER(LANG(?sentence) = "sv")
}"""


# -- numbers ---------------------------------------------------------------------------------------


def test_every_number_stands_under_three_group_modes() -> None:
    """In the text, the table and the JSON alike."""
    told = to_text(five(), "sv", 400, opened=True)
    heads = ("tal: ", "antal som sägs möta det: ")
    numbers = [line for line in told.splitlines() if line.strip().startswith(heads)]
    assert len(numbers) == len(five().found)
    for line in numbers:
        modes = ("en grupp räknas som en", "källan räknar upp", "gruppens slag och län")
        assert len({word in line for word in modes}) == 1
    assert any("en grupp räknas som en" in line for line in numbers)
    (row,) = (r for r in csv.DictReader(to_csv(five(), "sv").splitlines()) if r["id"] == FUNDING)
    assert {"number", "number_expand_listed", "number_expand_derived"} <= set(row)
    rows = json.loads(FORMS["json"](five(), "sv"))["rows"]
    assert all(tuple(f["number"]["group_modes"]) == MODES for r in rows for f in r["findings"])


def test_numbers_are_written_as_the_language_does() -> None:
    """A comma in Swedish, a point in English."""
    assert (figure(0.5, "sv"), figure(0.5, "en"), figure(3, "sv")) == ("0,5", "0.5", "3")


# -- workbook --------------------------------------------------------------------------------------


def test_the_workbook_holds_every_finding_and_its_evidence() -> None:
    """One a row, numbers as numbers, passages on their own sheet, meanings on the last."""
    book = openpyxl.load_workbook(io.BytesIO(to_workbook(five(), "sv")))
    found, evidence, told = (book[name] for name in ("Fynd", "Belägg", "Om"))
    rows = list(found.iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in rows] == [finding.id for finding in five().found]
    assert all(isinstance(row[10], int | float) for row in rows)
    passages = {(row[0], row[3]) for row in evidence.iter_rows(min_row=2, values_only=True)}
    assert passages == {(f.id, p) for f in five().found for p in f.passages}
    said = {row[0]: row[1] for row in told.iter_rows(values_only=True)}
    assert "avsedd" in str(said["Att tänka på"]) and "per 2026-11-21" in str(said["Vy"])


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_workbook_is_the_same_each_time(lang: str) -> None:
    """The same findings give the same bytes."""
    assert to_workbook(five(), lang) == to_workbook(five(), lang)


# -- RDF -------------------------------------------------------------------------------------------


def test_what_only_tells_a_level_is_a_finding_too() -> None:
    """It has a level and no status; the others have one status."""
    quads = to_quads(five())
    kinds = {s for s, p, o, _ in quads if p == RDF("type") and o == KS("Finding")}
    assert len(kinds) == len(five().found)
    graded = {s for s, p, _, _ in quads if p == KS("gapStatus")}
    leveled = {s for s, p, _, _ in quads if p == KS("foundLevel")}
    assert kinds == graded | leveled and leveled - graded


def test_the_evidence_of_a_finding_stands_in_a_graph_of_its_own() -> None:
    """What is claimed in one graph, what it rests on in another, and rows link the two."""
    finding = five().found[0]
    quads = to_quads(five())
    mine = {s for s, _, _, g in quads if g == GRAPH("finding/" + finding.id)}
    rows = {o for s, p, o, g in quads if s == finding.iri and p == KS("restsOn")}
    assert rows and rows <= mine and finding.iri not in mine
    assert {g for s, _, _, g in quads if s == finding.iri} == {GRAPH("findings")}


def test_nothing_is_said_of_decisions_that_nobody_took() -> None:
    """Loading the file makes no finding decided upon."""
    assert not [q for q in to_quads(five()) if q[1] == KS("disposition")]


def test_both_languages_and_all_passages_are_there() -> None:
    """A program finds the sentence and the places."""
    quads = to_quads(five())
    finding = five().found[0]
    labels = {o for s, p, o, _ in quads if s == finding.iri and p == SKOS("prefLabel")}
    assert {o.language for o in labels if isinstance(o, Literal)} == {"sv", "en"}


@pytest.mark.parametrize("ending", ["ttl", "trig"])
def test_one_can_ask_the_findings_in_sparql(tmp_path: Path, ending: str) -> None:
    """Written beside the data the file is valid, and answers the example question."""
    project = shipped(tmp_path)
    form = {"ttl": "turtle", "trig": "trig"}[ending]
    (tmp_path / "data" / f"found.{ending}").write_text(str(FORMS[form](five(), "sv")), "utf-8")
    only = ("--only", "SH-07", "--only", "SH-53", "--only", "SH-71")
    answer = cli("check", "--project", tmp_path, *only, "--format", "json", "-q")
    assert answer.code == 0, answer.out[:800]
    rows = open_store(project).select(EXAMPLE, VIEW).rows
    assert {str(row[1]) for row in rows} == {"findings/shared-question"} and len(rows) == 6


# -- SARIF -----------------------------------------------------------------------------------------


def test_sarif_follows_the_rules_of_its_format() -> None:
    """Version, rules by index, levels by kind of result, lines from one, relative addresses."""
    value = json.loads(to_sarif(five(), "en"))
    (run,) = value["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert value["version"] == "2.1.0" and rules == [k.notation for k in KINDS.values()]
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"] and result["message"]["text"]
        level, kind = result["level"], result.get("kind", "fail")
        assert level in ("none", "note", "warning") and (level == "none") == (kind != "fail")
        for place in result["locations"]:
            physical = place.get("physicalLocation")
            assert physical is None or physical["region"]["startLine"] >= 1
            assert physical is None or not physical["artifactLocation"]["uri"].startswith("/")


# -- the command -----------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["xlsx", "csv", "json", "sarif", "ttl", "trig", "jsonld"])
def test_the_ending_of_the_file_names_the_form(tmp_path: Path, ending: str) -> None:
    """No option is needed beside -o."""
    path = tmp_path / f"fynd.{ending}"
    words = ("--project", ROOT, "--kind", "gap-07", "--as-of", "2026-11-21", "-q", "-o", path)
    assert cli("findings", *words).code == 0
    raw = path.read_bytes()
    assert raw[:2] == b"PK" if ending == "xlsx" else FUNDING in raw.decode()


def test_a_record_and_its_reply_stand_in_every_form(tmp_path: Path) -> None:
    """What was decided and replied travels with the finding."""
    shipped(tmp_path)
    record = HEAD + RECORD.format(id=FUNDING, kind="gap-07", state="to-act")
    (tmp_path / "data" / "dispositions.ttl").write_text(record, encoding="utf-8")
    words = ("--project", tmp_path, "--kind", "gap-07", "--as-of", "2026-11-21", "-q")
    assert "RK 1" in cli("findings", *words, "--format", "csv").out
    assert "disposition:to-act" in cli("findings", *words, "--format", "turtle").out
    path = tmp_path / "fynd.xlsx"
    assert cli("findings", *words, "-o", path).code == 0
    told = [c for row in openpyxl.load_workbook(path)["Fynd"].iter_rows(values_only=True)
            for c in row]  # fmt: skip
    assert "ska åtgärdas" in told and any("RK 1" in str(c) for c in told)


def test_a_question_is_answered_in_a_workbook(tmp_path: Path) -> None:
    """Labels on the first sheet, addresses on the second, the question on the last."""
    path = tmp_path / "svar.xlsx"
    words = ("responsible-by-strategy", "--project", ROOT, "-q", "-o", path)
    assert cli("query", *words).code == 0
    book = openpyxl.load_workbook(path)
    first, second, last = (book[name] for name in book.sheetnames)
    assert first.max_row == second.max_row > 100
    assert str(second["A2"].value).startswith("https://w3id.org/kompsam/id/strategy/")
    assert not str(first["A2"].value).startswith("http")
    assert "Fråga" in {row[0] for row in last.iter_rows(values_only=True)}


def test_a_graph_is_no_workbook(tmp_path: Path) -> None:
    """A CONSTRUCT answers with a graph: the forms for it are named."""
    path = tmp_path / "q.rq"
    path.write_text("CONSTRUCT WHERE { ?s a ?o }", encoding="utf-8")
    answer = cli("query", "--file", path, "--project", ROOT, "--format", "xlsx", "-q")
    assert answer.code == 2 and "turtle" in answer.err


def test_an_area_that_nothing_is_for_is_told_and_not_answered_with_nothing() -> None:
    """A municipality is no county: the areas that there are stand in the message."""
    answer = cli("findings", "--project", ROOT, "--region", "jonkoping", "-q")
    assert answer.code == 2 and "jonkopings-lan" in answer.err and answer.out == ""


def test_python_gives_the_same_findings_as_the_command_line() -> None:
    """Row by row with the columns of the CSV, as a data frame, and escaped for a notebook."""
    table = KnowledgeGraph.open(ROOT).findings("GAP-13", view=VIEW)
    rows = list(csv.DictReader(io.StringIO(to_csv(table.result, "sv"), newline="")))

    frame = table.to_frame()

    assert len(table) == len(frame) == len(rows) > 0
    assert list(frame["id"]) == [row["id"] for row in rows] == [found.id for found in table]
    assert table._repr_html_().count("<tr>") == len(rows) + 1


def test_a_rate_says_of_what_and_its_brackets_are_explained_once() -> None:
    """Three findings beside "of two" are no riddle, and an answer without rates explains none."""
    words = ("findings", "--project", ROOT, "--as-of", "2026-11-21", "-q", "--kind")
    rated = " ".join(cli(*words, "gap-06", "--kind", "gap-07").out.split())
    assert "av 2 lästa dokument och mål" in rated
    assert rated.count("inom parentes från") == 1
    assert "inom parentes" not in " ".join(cli(*words, "gap-14").out.split())


def test_a_lack_that_nothing_answers_is_no_number_without_a_name() -> None:
    """What is counted of a stated lack is said in words."""
    told = cli("findings", "--project", ROOT, "--kind", "gap-14", "--open", "-q").out
    assert "antal som sägs möta det: 0" in told and " tal: 0" not in told


def test_words_of_our_own_are_not_put_as_quotations() -> None:
    """A purpose is a summary: only names stand between quotation marks."""
    told = cli("findings", "--project", ROOT, "--kind", "ovl-08", "--open", "-q").out
    assert "syftena i korthet" in " ".join(told.split())
    assert not set("”“") & set(told)
