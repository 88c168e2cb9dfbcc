"""What a preview tells of a change: where else it stands, what comes of it, and what goes along."""

from pathlib import Path
from typing import Any

import pytest

from kgraph import workbook
from kgraph.journal import undo
from kgraph.terms import ID, KS, RDF
from kgraph.wording import Text
from kgraph.workbook.headed import headed
from kgraph.workbook.near import nearest, shortens
from tests.helpers import SOURCES, TINY, project
from tests.workbooks import FIRST, cell, edited, full, prepared, put, simple, statements

LAN = ID("territory/lanet")
MODE = "Är det så i dag?"
PLAN = "liten-plan-2026-01-01"
COUNTY = """
g:1-1 { strategy:liten dct:spatial territory:lanet ;
  ks:validFrom "2026-01-01"^^xsd:date ; ks:validThrough "2030-12-31"^^xsd:date . }
g:2-3 {
  actor:a dct:spatial territory:lanet .
  assignment:ansvar-mal a ks:Responsibility ; ks:bearer actor:b ; ks:target element:mal ;
    ks:assertionMode mode:actual .
}
g:4-4 { element:mal a ks:Goal . }
g:6-6 { actor:c a org:Organization ; skos:prefLabel "Kammaren"@sv . }
g:meta {
  g:6-6 a ks:AssertionGraph ; prov:wasDerivedFrom source:liten-plan-2026-01-01 ;
    ks:section "Plan"@sv ; ks:summary "Kammaren nämns."@sv ;
    ks:reviewStatus review-status:extracted .
}
"""


@pytest.fixture
def plan(tmp_path: Path) -> Any:
    """The small plan as that of a county."""
    data = {"sources.ttl": SOURCES, "sources/liten.trig": TINY + COUNTY}
    return project(tmp_path / "graf", data)


def row_of(book: Any, sheet: str, heading: str, text: str) -> int:
    """The first row of a sheet whose cell begins with a text."""
    page = book[sheet]
    column = next(c.column for c in page[1] if c.value == heading)
    return next(
        row for row in range(FIRST, page.max_row + 1)
        if str(page.cell(row, column).value or "").startswith(text)
    )  # fmt: skip


def taken(book: Any, sheet: str, heading: str, text: str) -> None:
    """Take out such a row."""
    book[sheet].delete_rows(row_of(book, sheet, heading, text))


def written_and_undone(plan: Any, found: Any) -> Any:
    """What stands after the import; afterwards it is taken back, to the statement."""
    before = statements(plan)
    entry, _ = workbook.apply(plan, found)
    after = statements(plan)
    undo(plan, entry.number)
    assert statements(plan) == before
    return after


def told(found: Any) -> str:
    """All that is told beside changes and faults."""
    return "\n".join(text.sv for text in found.understood)


def test_a_passage_stays_while_something_is_stated_in_it(plan: Any, tmp_path: Path) -> None:
    """Statements without document and place would be left: refused, with their rows."""
    content = edited(full(plan), lambda b: taken(b, "Textställen", "Identitet", "900:6-6"))
    found = prepared(plan, content, tmp_path)

    (fault,) = found.faults
    assert fault.place.sheet == "Textställen"
    assert "Organisation rad 4" in fault.what.sv and "Lägg tillbaka raden" in fault.mend.sv


def test_a_passage_goes_with_all_that_is_stated_in_it(plan: Any, tmp_path: Path) -> None:
    """In one workbook; and it comes back as it was."""

    def edit(book: Any) -> None:
        taken(book, "Textställen", "Identitet", "900:6-6")
        taken(book, "Organisation", "Benämning", "Kammaren")

    found = prepared(plan, edited(full(plan), edit), tmp_path)
    assert [str(fault.what) for fault in found.faults] == []
    assert not {q for q in written_and_undone(plan, found) if "6-6" in str(q[0]) + str(q[3])}


def test_what_something_is_changes_wherever_it_is_only_named(plan: Any, tmp_path: Path) -> None:
    """One cell; the passages that name it and do not say what it is follow, and are told."""

    def edit(book: Any) -> None:
        row = row_of(book, "Insatser och ansvar", "Mål, prioritering eller insats", "Ett mål")
        put(book, "Insatser och ansvar", row, **{"Vad det är": "Prioritering"})

    found = prepared(plan, edited(simple(plan, LAN), edit), tmp_path)
    assert [str(fault.what) for fault in found.faults] == []
    assert "ändras också i Planen, rad 2–3" in told(found)
    kinds = {q[2] for q in written_and_undone(plan, found)
             if q[0] == ID("element/mal") and q[1] == RDF("type")}  # fmt: skip
    assert kinds == {KS("Priority")}


def test_a_mode_that_another_passage_states_too_is_told_with_its_row(
    plan: Any, tmp_path: Path
) -> None:
    """The cell has exactly one: the other is what contradicts it."""

    def edit(book: Any) -> None:
        page = book["Ansvar"]
        bare = next(r for r in range(FIRST, page.max_row + 1)
                    if cell(book, "Ansvar", r, "Belägg").value == "900:2-3"
                    and cell(book, "Ansvar", r, "Bärare").value == "Bolaget")  # fmt: skip
        cell(book, "Ansvar", bare, "Läge").value = "Planerat"

    found = prepared(plan, edited(full(plan), edit), tmp_path)
    (fault,) = found.faults
    assert "enligt Planen, rad 4" in fault.what.sv
    assert "på Ansvar rad" in fault.mend.sv and "töm Identitet" in fault.mend.sv


def test_a_document_may_be_renamed_in_every_row(plan: Any, tmp_path: Path) -> None:
    """Told once, on its own sheet; a new row may name it so too."""

    def edit(book: Any) -> None:
        for sheet in ("Dokument", "Insatser och ansvar", "Forum"):
            for row in range(FIRST, book[sheet].max_row + 1):
                here = cell(book, sheet, row, "Dokument")
                here.value = here.value and here.value.replace("Liten plan", "Länets plan")
        put(book, "Forum", book["Forum"].max_row + 1, Forum="Forumet", Medlem="Kammaren",
            Dokument="Länets plan", Sida="9", **{MODE: "ja"})  # fmt: skip

    found = prepared(plan, edited(simple(plan, LAN), edit), tmp_path)
    assert [str(fault.what) for fault in found.faults] == []
    assert [(c.kind, c.place.sheet) for c in found.changes] == [
        ("changed", "Dokument"), ("added", "Forum")
    ]  # fmt: skip
    written_and_undone(plan, found)


def test_a_new_row_is_told_with_all_that_comes_of_it(plan: Any, tmp_path: Path) -> None:
    """Its other cells, the identifier that it gets, and that it waits for review."""
    row = {"Mål, prioritering eller insats": "Bygg lärcentrum", "Vad det är": "Insats",
           "I korthet": "Lärcentrum byggs.", "Ansvarig": "Bolaget", MODE: "planerat",
           "Dokument": "Liten plan", "Sida": "12"}  # fmt: skip
    content = edited(simple(plan), lambda b: put(b, "Insatser och ansvar", FIRST, **row))
    found = prepared(plan, content, tmp_path)

    (change,) = found.changes
    assert change.thing == "Bygg lärcentrum, Insats [element/bygg-larcentrum]"
    tied = ("Sambandens identiteter", "assignment/ansvarig-b-bygg-larcentrum")
    assert change.says[1:] == (("Ansvarig", "Bolaget"), (MODE, "planerat"), tied)
    assert "väntar på granskning: Liten plan, sida 12." in told(found)


def test_each_new_row_of_a_forum_shows_what_it_makes(plan: Any, tmp_path: Path) -> None:
    """The first row the membership too; one to somebody who is asked about has no identifier."""

    def edit(book: Any) -> None:
        for row, member in enumerate(("Bolaget", "Kammaren", "Kamaren"), start=FIRST):
            put(book, "Forum", row, Forum="Rådet", Medlem=member, Dokument="Liten plan",
                Sida="3", **{MODE: "ja"})  # fmt: skip

    found = prepared(plan, edited(simple(plan), edit), tmp_path)
    first, second, asked = found.changes
    assert first.thing == "Rådet, Bolaget [forum/radet]"
    assert first.says[-1] == ("Sambandens identiteter", "membership/radet--b")
    assert second.thing == "Rådet, Kammaren [membership/radet--c]"
    assert "fraga" not in f"{asked.thing} {asked.says}"


def test_a_preview_in_english_tells_new_places_in_english(plan: Any, tmp_path: Path) -> None:
    """The page, and the document itself; the Swedish title of a known document is its own name."""
    plan_file = plan.root / "data" / "sources.ttl"
    titled = '"Liten plan"@sv'
    assert titled in plan_file.read_text()
    plan_file.write_text(plan_file.read_text().replace(titled, f'{titled}, "Small plan"@en'))

    def edit(book: Any) -> None:
        put(book, "Documents", FIRST, Document="A plan", Kind="Action plan")
        put(book, "Forums", FIRST, Forum="The council", Member="Bolaget", Document="Liten plan",
            Page="12", **{"Is it so today?": "yes"})  # fmt: skip

    found = prepared(plan, edited(simple(plan, lang="en"), edit), tmp_path)
    assert [str(fault.what) for fault in found.faults] == []
    english = " ".join(text.en for text in found.understood)
    assert "Small plan, page 12" in english and "A plan, About the document" in english
    assert "sida" not in english and "was taken for Small plan" not in english


def test_a_new_name_of_many_bodies_is_a_group(plan: Any, tmp_path: Path) -> None:
    """And one of a single body an organisation; both are told as what they are entered as."""
    names = "Kommunerna i Testlän\nIndustriklubben\nRegionstyrelsen"
    row = {"Forum": "Rådet", "Medlem": names, MODE: "ja", "Dokument": "Liten plan", "Sida": "3"}
    found = prepared(plan, edited(simple(plan), lambda b: put(b, "Forum", FIRST, **row)), tmp_path)

    assert [str(fault.what) for fault in found.faults] == []
    types = {q[0]: q[2] for quads in found.contents.values() for q in quads if q[1] == RDF("type")}
    assert types[ID("group/kommunerna-i-testlan")] == KS("ActorGroup")
    assert "Nya aktörer: Industriklubben, Regionstyrelsen. De förs in som org" in told(found)
    assert "Regionstyrelsen: namnet kan vara ett organ" in told(found)
    assert "Nya aktörsgrupper: Kommunerna i Testlän." in told(found)


def test_a_group_is_named_with_where_it_is(plan: Any, tmp_path: Path) -> None:
    """The next county has bodies of that kind too, and theirs are others."""
    row = {"Forum": "Rådet", "Medlem": "Länets kommuner", MODE: "ja",
           "Dokument": "Liten plan", "Sida": "3"}  # fmt: skip
    content = edited(simple(plan), lambda b: put(b, "Forum", FIRST, **row))
    (fault,) = prepared(plan, content, tmp_path).faults

    assert str(fault.place) == "Forum!C4" and "Skriv var" in fault.mend.sv


def test_a_name_like_a_new_one_of_the_workbook_is_asked_with_it(plan: Any, tmp_path: Path) -> None:
    """The plan that somebody has just entered is the likeliest."""

    def edit(book: Any) -> None:
        put(book, "Dokument", FIRST, Dokument="Plan för kompetens 2026–2030", Slag="Handlingsplan")
        put(book, "Forum", FIRST, Forum="Rådet", Medlem="Bolaget", Dokument="Plan för kompetens",
            Sida="3", **{MODE: "ja"})  # fmt: skip

    found = prepared(plan, edited(simple(plan), edit), tmp_path)
    (fault,) = (f for f in found.faults if f.place.sheet == "Forum")
    assert "Menas ”Plan för kompetens 2026–2030”" in fault.mend.sv


def test_an_end_before_the_start_is_told_at_the_day_that_was_changed(
    plan: Any, tmp_path: Path
) -> None:
    """The other cell nobody has touched."""
    content = edited(
        simple(plan, LAN), lambda b: put(b, "Dokument", FIRST, Gäller_till="2020-01-01")
    )
    (fault,) = prepared(plan, content, tmp_path).faults

    assert str(fault.place) == "Dokument!H4" and "före startdatum" in fault.what.sv


def test_a_cell_that_cannot_be_read_is_not_told_as_changed(plan: Any, tmp_path: Path) -> None:
    """Nobody has taken the member out; and nothing waits for review that is not written."""
    content = edited(simple(plan, LAN), lambda b: put(b, "Forum", FIRST, Medlem="=A1"))
    found = prepared(plan, content, tmp_path)

    assert [str(fault.place) for fault in found.faults] == ["Forum!C4"]
    assert found.changes == () and "väntar nu på granskning" not in told(found)


def test_a_file_that_an_import_made_goes_when_it_is_undone(plan: Any, tmp_path: Path) -> None:
    """No file is left that says nothing."""
    row = {"Dokument": "Ny plan", "Slag": "Handlingsplan", "Utgivare": "Bolaget"}
    content = edited(simple(plan), lambda b: put(b, "Dokument", FIRST, **row))
    before = {path.name for path in (plan.root / "data" / "sources").iterdir()}
    written_and_undone(plan, prepared(plan, content, tmp_path))

    assert {path.name for path in (plan.root / "data" / "sources").iterdir()} == before


def test_a_new_name_leaves_the_english_one_and_says_so(plan: Any, tmp_path: Path) -> None:
    """The former name is not kept beside it either."""

    def edit(book: Any) -> None:
        row = row_of(book, "Strategi eller plan", "Benämning", "Liten plan")
        cell(book, "Strategi eller plan", row, "Benämning").value = "Länets plan"

    found = prepared(plan, edited(full(plan), edit), tmp_path)
    assert found.ready
    assert "Det förra namnet ”Liten plan” sparas inte" in told(found)
    assert "engelska namnet står kvar: ”Small plan”" in told(found)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Ostersund kommun", ["Östersunds kommun"]),
        ("Finns inte", []),
        ("Region Jönköping", ["Region Jönköpings län"]),
    ],
)
def test_only_what_may_be_meant_is_proposed(typed: str, found: list[str]) -> None:
    """No names that have an ending or a small word in common with it."""
    names = ["Östersunds kommun", "Askersunds kommun", "Strömsunds kommun", "Region Kalmar län",
             "Det finns inte tillräckligt", "Region Jönköpings län"]  # fmt: skip
    assert nearest(typed, names) == found


def test_letters_after_the_first_word_stand_for_the_rest_with_small_ones_too() -> None:
    """People write both."""
    assert shortens("Region Jkpg", "Region Jönköpings län")
    assert shortens("Region JKPG", "Region Jönköpings län")
    assert not shortens("Region Jkpg", "Region Kalmar län")


def test_a_passage_waits_while_another_change_in_it_stands(plan: Any, tmp_path: Path) -> None:
    """Taking the first change back does not make the second one reviewed."""
    before = statements(plan)
    status = KS("reviewStatus")

    def change(heading: str, text: str) -> int:
        sheet = "Insatser och ansvar"
        name = "Mål, prioritering eller insats"

        def edit(book: Any) -> None:
            cell(book, sheet, row_of(book, sheet, name, "Ett mål"), heading).value = text

        found = prepared(plan, edited(simple(plan, LAN), edit), tmp_path)
        return workbook.apply(plan, found)[0].number

    first, second = change("I korthet", "Målet i korthet."), change("Tema", "Lärcentrum")
    waiting = {q for q in statements(plan) if q[1] == status} - before
    assert len(waiting) == 1

    undo(plan, first)
    assert waiting <= statements(plan)
    undo(plan, second)
    assert statements(plan) == before


@pytest.mark.parametrize(
    ("told", "lang", "own"),
    [
        (Text("Töm Belägg.", "Empty Evidence."), "sv", Text("Töm Belägg.", "Empty Belägg.")),
        (Text("Töm Identitet.", "Empty Identifier."), "en",
         Text("Töm Identifier.", "Empty Identifier.")),
        (Text("Skriv ”Belägg” i kolumnen Rad.", "Write “Evidence” in the column Row."), "en",
         Text("Skriv ”Belägg” i kolumnen Row.", "Write “Evidence” in the column Row.")),
        (Text("Svara på bladet Namnfrågor.", "Answer."), "en",
         Text("Svara på bladet Questions of names.", "Answer.")),
    ],
)  # fmt: skip
def test_sheets_and_columns_are_named_as_in_the_workbook(told: Text, lang: str, own: Text) -> None:
    """In whichever language they are told of; what somebody wrote is quoted and stays."""
    assert headed(told, lang) == own


def test_a_day_in_an_english_workbook_is_told_at_its_english_sheet(
    plan: Any, tmp_path: Path
) -> None:
    """A cell is named by the tab that stands there."""

    def edit(book: Any) -> None:
        put(book, "Documents", FIRST, Document="A plan", Kind="Action plan",
            Valid_from="02/03/2026")  # fmt: skip

    found = prepared(plan, edited(simple(plan, lang="en"), edit), tmp_path)
    days = [told.sv for told in found.understood if "02/03/2026" in told.sv]
    assert days and all(told.startswith("Documents!") for told in days)
