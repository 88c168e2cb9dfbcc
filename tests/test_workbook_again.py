"""What the data know already: found again, told, and not made anew."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kgraph import workbook
from kgraph.errors import UsageError
from kgraph.journal import read_log, undo
from kgraph.project import Project
from kgraph.terms import DCT, ID, KS, ORG, SKOS, XSD, Iri, Literal
from kgraph.wording import Text
from kgraph.workbook.cells import Wrong, term_of
from kgraph.workbook.value import Column
from tests.helpers import SOURCES, TINY, cli, project
from tests.workbooks import FIRST, cell, edited, full, prepared, put, simple, statements

MODE = "Är det så i dag?"
MEASURE = "Mål, prioritering eller insats"
LAN = ID("territory/lanet")
PLACES = """
g:2-3 { actor:a dct:spatial territory:amal ; org:identifier "212000-1587" . }
g:4-4 { territory:lanet a ks:Territory ; skos:prefLabel "Testlän"@sv ;
  ks:territoryType territory-type:lan ; ks:territoryCode "06" .
  territory:amal a ks:Territory ; skos:prefLabel "Åmål"@sv ;
  ks:territoryType territory-type:kommun ; ks:territoryCode "0492" . }
"""
ENGLISH = """
g:1-1 { element:mal ks:summary "The goal."@en . }
g:2-3 { actor:a dct:spatial territory:lanet . }
g:4-4 { element:mal a ks:Goal . }
"""


def made(folder: Path, more: str = "") -> Project:
    """The small plan with more."""
    return project(folder / "graf", {"sources.ttl": SOURCES, "sources/liten.trig": TINY + more})


def rows(*told: tuple[str, dict[str, object]]) -> Callable[[Any], None]:
    """Fill in rows of a simple workbook, from the first of one's own."""

    def edit(book: Any) -> None:
        next_ = dict.fromkeys(book.sheetnames, FIRST)
        for sheet, cells in told:
            for heading, value in cells.items():
                cell(book, sheet, next_[sheet], heading).value = value
            next_[sheet] += 1

    return edit


def member(name: str, **more: object) -> tuple[str, dict[str, object]]:
    """A row on a member of the forum."""
    right: dict[str, object] = {"Forum": "Forumet", "Medlem": name, MODE: "önskat",
                                "Dokument": "Liten plan", "Sida": "3"}  # fmt: skip
    return "Forum", {**right, **more}


def new_in(plan: Project, found: workbook.Import) -> set[Any]:
    """The statements that come."""
    return {q for quads in found.contents.values() for q in quads} - statements(plan)


def told_by(found: workbook.Import) -> str:
    """All that is told beside changes and faults."""
    return "\n".join(text.sv for text in found.understood)


@pytest.mark.parametrize(
    ("name", "county", "thing"),
    [
        ("0492", "06", "actor/a"),
        (492, 6, "actor/a"),
        ("212000-1587", "F", "actor/a"),
        ("2120001587", "f", "actor/a"),
    ],
)
def test_a_body_and_a_county_are_found_by_their_codes(
    tmp_path: Path, name: object, county: object, thing: str
) -> None:
    """Also where a spreadsheet has taken the noughts before them; and it is told."""
    plan = made(tmp_path, PLACES)
    told = rows(("Forum", {"Forum": "Rådet", "Medlem": name, "Län": county, MODE: "ja",
                           "Dokument": "Liten plan", "Sida": "3"}))  # fmt: skip
    found = prepared(plan, edited(simple(plan), told), tmp_path)
    new = new_in(plan, found)

    assert [f"{f.place} {f.what}" for f in found.faults] == []
    assert {q[2] for q in new if q[1] == ORG("member")} == {ID(thing)}
    assert {q[2] for q in new if q[1] == DCT("spatial")} == {LAN}
    assert "Forum!C4" in told_by(found) and "kod eller nummer" in told_by(found)


def test_a_number_of_a_body_that_nobody_has_is_told_as_one(tmp_path: Path) -> None:
    """It is no name that an actor could be made of."""
    plan = made(tmp_path, PLACES)
    found = prepared(plan, edited(simple(plan), rows(member("232100-0057"))), tmp_path)

    (fault,) = found.faults
    assert str(fault.place) == "Forum!C4" and "Organisationsnumret" in fault.what.sv


def test_a_membership_entered_again_is_the_one_that_stands(tmp_path: Path) -> None:
    """From an empty workbook: nothing is added, and where it stands is told."""
    plan = made(tmp_path)
    again = rows(("Dokument", {"Dokument": "Liten plan", "Slag": "Handlingsplan"}),
                 member("Bolaget", Roll="Ledamot"))  # fmt: skip
    found = prepared(plan, edited(simple(plan), again), tmp_path)

    assert (found.ready, found.changes, dict(found.contents)) == (True, (), {})
    assert "Finns redan, så inget läggs till: Forum!C4 (" in told_by(found)
    assert "Dokument rad 4" in told_by(found)


def test_another_document_is_further_evidence_of_the_same_membership(tmp_path: Path) -> None:
    """One membership in two passages, with what is told of it."""
    plan = made(tmp_path)
    more = rows(("Dokument", {"Dokument": "En annan plan", "Slag": "Handlingsplan"}),
                member("Bolaget", Dokument="En annan plan"))  # fmt: skip
    found = prepared(plan, edited(simple(plan), more), tmp_path)
    new = new_in(plan, found)

    assert {q[0] for q in new if q[1] == ORG("member")} == {ID("membership/f--b")}
    assert "ett belägg till" in told_by(found)


@pytest.mark.parametrize("more", [{"Roll": "Ordförande"}, {"Medlem": "Åmåls kommun", MODE: "ja"}],
                         ids=["another role", "one that has a period"])  # fmt: skip
def test_a_truly_other_membership_is_made_and_told(tmp_path: Path, more: dict[str, object]) -> None:
    """Another role, or one without the period that the known one has."""
    plan = made(tmp_path)
    found = prepared(plan, edited(simple(plan), rows(member("Bolaget", **more))), tmp_path)
    (one,) = {q[0] for q in new_in(plan, found) if q[1] == ORG("member")}

    assert str(one).endswith("-2") and "en egen uppgift" in told_by(found)


def test_the_same_membership_on_two_pages_is_one(tmp_path: Path) -> None:
    """Two rows of a workbook state one relation in two passages."""
    plan = made(tmp_path)
    two = rows(member("Åmåls kommun"), member("Åmåls kommun", Sida="4"))
    found = prepared(plan, edited(simple(plan), two), tmp_path)
    said = {(q[0], q[3]) for q in new_in(plan, found) if q[1] == ORG("member")}

    assert (len(said), len({thing for thing, _ in said})) == (2, 1)


def row_of(book: Any, sheet: str, identifier: str) -> int:
    """The row with an identifier."""
    numbers = range(FIRST, book[sheet].max_row + 1)
    return next(n for n in numbers if any(identifier in str(c.value) for c in book[sheet][n]))


@pytest.mark.parametrize(
    ("sheet", "identifier", "thing"),
    [
        ("Forum", "membership/f--b", "membership/f--b"),
        ("Insatser och ansvar", "element/mal ja", "assignment/ansvar-mal"),
    ],
)
def test_another_answer_changes_the_mode_of_the_same_relation(
    tmp_path: Path, sheet: str, identifier: str, thing: str
) -> None:
    """One cell is changed, and one statement."""
    plan = made(tmp_path, ENGLISH)

    def edit(book: Any) -> None:
        cell(book, sheet, row_of(book, sheet, identifier), MODE).value = "planerat"

    found = prepared(plan, edited(simple(plan, LAN), edit), tmp_path)

    assert [(c.kind, c.new) for c in found.changes] == [("changed", "planerat")]
    new = {(q[0], q[1]) for q in new_in(plan, found) if q[1] != KS("reviewStatus")}
    assert new == {(ID(thing), KS("assertionMode"))}


def test_a_document_of_the_same_title_and_another_publisher_is_its_own(tmp_path: Path) -> None:
    """The workbook's rows then mean the new one, and the old one is left alone."""
    plan = made(tmp_path)
    other = rows(("Dokument", {"Dokument": "Liten plan", "Utgivare": "Bolaget"}),
                 member("Åmåls kommun"))  # fmt: skip
    found = prepared(plan, edited(simple(plan), other), tmp_path)
    new = new_in(plan, found)

    assert [f"{f.place} {f.what}" for f in found.faults] == []
    assert {q[0] for q in new if q[1] == DCT("title")} == {ID("source/liten-plan-bolaget")}
    assert all("liten-plan-bolaget" in q[3] for q in new if q[1] == ORG("member"))
    assert "en annan utgivare" in told_by(found)


@pytest.mark.parametrize("title", ["Ny plan", "Liten plan"])
def test_a_document_may_have_a_publisher_that_nobody_knows(tmp_path: Path, title: str) -> None:
    """Of a new title, and of one that another publisher's document has."""
    plan = made(tmp_path)
    told = rows(("Dokument", {"Dokument": title, "Utgivare": "Bokförlaget Fyren"}))
    found = prepared(plan, edited(simple(plan), told), tmp_path)
    new = new_in(plan, found)

    assert [f"{f.place} {f.what}" for f in found.faults] == []
    assert {q[2] for q in new if q[1] == DCT("publisher")} == {ID("actor/bokforlaget-fyren")}
    assert len({q[0] for q in new if q[1] == DCT("title")}) == 1


@pytest.mark.parametrize(
    ("told", "cells"),
    [
        (rows(("Dokument", {"Dokument": "Ny plan", "Slag": "Handlingsplan"}),
              ("Dokument", {"Dokument": "Ny plan", "Slag": "Lag"})),
         {"Dokument!C4", "Dokument!C5"}),
        (rows(("Dokument", {"Dokument": "Liten plan", "Slag": "Lag"})), {"Dokument!C4"}),
    ],
    ids=["in two rows", "in a row and in the data"],
)  # fmt: skip
def test_a_document_of_two_kinds_is_told(
    tmp_path: Path, told: Callable[[Any], None], cells: set[str]
) -> None:
    """At both cells, and once where the other stands in the data."""
    plan = made(tmp_path)
    found = prepared(plan, edited(simple(plan), told), tmp_path)

    assert {str(f.place) for f in found.faults} == cells


def test_a_name_that_is_asked_about_hides_no_other_fault(tmp_path: Path) -> None:
    """What the shapes find is told at once, but for what hangs on the unanswered name."""
    plan = made(tmp_path)
    told = rows(
        ("Insatser och ansvar", {MEASURE: "Bygg broar", "Vad det är": "Insats", MODE: "ja",
                                 "I korthet": "x" * 301, "Ansvarig": "Åmols kommun",
                                 "Dokument": "Liten plan", "Sida": "3"}),
        member("Forumet"),
    )  # fmt: skip
    found = prepared(plan, edited(simple(plan), told), tmp_path)

    assert {str(f.place) for f in found.faults} == {
        "Insatser och ansvar!E4", "Insatser och ansvar!G4", "Forum!C4"
    }  # fmt: skip


def test_a_full_workbook_tells_a_question_and_a_fault_at_once(tmp_path: Path) -> None:
    """The same in the workbook of all classes."""
    plan = made(tmp_path)

    def edit(book: Any) -> None:
        put(book, "Medlemskap", book["Medlemskap"].max_row + 1,
            **{"Medlemskap i": "Forumet", "Den som är medlem": "Åmols kommun",
               "Roll i forumet": "Ledamot", "Läge": "är så"})  # fmt: skip
        cell(book, "Insats", FIRST, "Sammanfattning").value = "x" * 301

    found = prepared(plan, edited(full(plan), edit), tmp_path)

    assert {f.place.sheet for f in found.faults} == {"Medlemskap", "Insats"}
    assert any(f.asks for f in found.faults)


def test_a_changed_swedish_text_takes_its_english_along(tmp_path: Path) -> None:
    """It told what the old one said; that it goes is told."""
    plan = made(tmp_path, ENGLISH)

    def edit(book: Any) -> None:
        sheet = "Measures and duties"
        cell(book, sheet, row_of(book, sheet, "element/mal"), "In short").value = "Det nya målet."

    found = prepared(plan, edited(simple(plan, LAN, "en"), edit), tmp_path)
    workbook.apply(plan, found)
    left = {q[2] for q in statements(plan) if q[0] == ID("element/mal") and q[1] == KS("summary")}

    assert {(text.value, text.language) for text in left if isinstance(text, Literal)} == {
        ("Det nya målet.", "sv")
    }
    assert "The goal." in told_by(found)


def test_an_english_workbook_changes_the_swedish_title_that_it_shows(tmp_path: Path) -> None:
    """A title stands as on the document: no English one comes of it."""
    plan = made(tmp_path, ENGLISH)

    def edit(book: Any) -> None:
        sheet = "Documents"
        cell(book, sheet, row_of(book, sheet, "source/"), "Document").value = "Lilla planen"

    found = prepared(plan, edited(simple(plan, LAN, "en"), edit), tmp_path)
    titles = [q[2] for q in new_in(plan, found) if q[1] == DCT("title")]

    assert [(t.value, t.language) for t in titles if isinstance(t, Literal)] == [
        ("Lilla planen", "sv")
    ]


def test_what_changes_and_what_says_the_same_are_told_apart(tmp_path: Path) -> None:
    """Only the former is counted, in the preview and in the log."""
    plan = made(tmp_path, ENGLISH)

    def edit(book: Any) -> None:
        row = row_of(book, "Forum", "membership/f--b")
        cell(book, "Forum", row, "Medlem").value = "BOLAGET"
        cell(book, "Forum", row, "Roll").value = "Ordförande"

    found = prepared(plan, edited(simple(plan, LAN), edit), tmp_path)
    workbook.apply(plan, found)

    assert [c.heading for c in found.changes] == ["Roll"]
    assert "Ändrar inget i uppgifterna: Forum!C" in told_by(found)
    assert read_log(plan)[0].what.sv == "Arbetsbok: 1 ändrad cell"


def test_rows_that_the_project_lacks_are_told(tmp_path: Path) -> None:
    """A filled-in workbook of another project is no workbook without rows."""
    plan = made(tmp_path, ENGLISH)
    bare = project(tmp_path / "tom", {"reference/tom.trig": "# inget\n"})
    found = prepared(bare, full(plan), tmp_path)

    assert found.changes == () and "finns inte i uppgifterna här" in told_by(found)


def test_an_untouched_full_workbook_of_a_county_lacks_no_row(tmp_path: Path) -> None:
    """Also where another document says the same of a thing, which then is one row of the whole."""
    other = """
g:meta { source:annan a ks:SourceDocument ; dct:title "Annan"@sv . }
<https://w3id.org/kompsam/graph/annan/1-1> { actor:b a org:FormalOrganization ;
  skos:prefLabel "Bolaget"@sv ; org:classification actor-type:naringslivsorganisation ,
  sector:naringsliv . }
"""
    plan = made(tmp_path, ENGLISH + other)
    book = workbook.to_xlsx(workbook.build(plan, region=LAN))
    found = prepared(plan, book, tmp_path)

    assert (found.changes, found.faults, found.understood) == ((), (), ())


def test_a_column_that_somebody_took_out_is_told(tmp_path: Path) -> None:
    """Its data are left as they are."""
    plan = made(tmp_path, ENGLISH)

    def edit(book: Any) -> None:
        column = cell(book, "Forum", 1, "Medlem").column
        book["Forum"].delete_cols(column)
        del book["Uppföljning"]

    found = prepared(plan, edited(simple(plan, LAN), edit), tmp_path)

    assert (found.changes, found.ready) == ((), True)
    assert "Bladet Forum saknar Medlem" in told_by(found)
    assert "Bladet Uppföljning finns inte" in told_by(found)


def test_a_forum_that_is_named_elsewhere_is_not_taken_out(tmp_path: Path) -> None:
    """It is told in the words of the workbook, at its sheet."""
    named = "g:4-4 { assignment:x a ks:FollowUp ; ks:target forum:f ; ks:bearer actor:b ; "
    plan = made(tmp_path, ENGLISH + named + "ks:role role:uppfoljare ; ks:assertionMode "
                "mode:actual . }")  # fmt: skip

    def edit(book: Any) -> None:
        book["Forum"].delete_rows(FIRST, book["Forum"].max_row)

    found = prepared(plan, edited(simple(plan, LAN), edit), tmp_path)

    assert {(str(f.place), f.what.sv) for f in found.faults} == {
        ("Forum", "”Forumet” kan inte tas bort, för det nämns på andra ställen: "
                  "Uppföljning rad 4.")
    }  # fmt: skip


def test_a_year_stands_for_its_first_or_last_day(tmp_path: Path) -> None:
    """Many plans say no more; that it is known to the year is kept."""
    plan = made(tmp_path)
    told = rows(("Dokument", {"Dokument": "Ny plan", "Slag": "Handlingsplan",
                              "Gäller från": 2025, "Gäller till": "2028"}))  # fmt: skip
    new = new_in(plan, prepared(plan, edited(simple(plan), told), tmp_path))
    said = {q[1]: str(getattr(q[2], "value", q[2])) for q in new}

    assert (said[KS("validFrom")], said[KS("validThrough")]) == ("2025-01-01", "2028-12-31")
    assert said[KS("datePrecision")].endswith("precision/year")


def test_answers_of_a_refused_workbook_are_kept_and_in_the_log(tmp_path: Path) -> None:
    """At the command line; the entry has no statements, so it is not undone."""
    plan = made(tmp_path)
    path = tmp_path / "bok.xlsx"
    path.write_bytes(edited(simple(plan), rows(member("Åmols kommun"), member("", Sida="0"))))
    marked = tmp_path / "ratta.xlsx"
    assert cli("import", path, "--marked", marked, "--dry-run", "--project", plan.root).code == 1
    marked.write_bytes(edited(marked.read_bytes(), _answer))
    done = cli("import", marked, "--project", plan.root)

    (entry,) = read_log(plan)
    assert done.code == 1 and "1 svar om namn sparas i names.csv" in done.err
    assert (entry.what.sv, entry.size) == ("Arbetsbok: 1 svar om namn", (0, 0))
    assert "Åmols kommun" in (plan.root / "names.csv").read_text()
    with pytest.raises(UsageError, match="inga uppgifter"):
        undo(plan, entry.number)
    assert cli("import", marked, "--project", plan.root).code == 1
    assert len(read_log(plan)) == 1


def _answer(book: Any) -> None:
    book["Namnfrågor"].cell(2, 4).value = "Åmåls kommun"


def test_a_filled_in_workbook_is_not_written_over(tmp_path: Path) -> None:
    """Neither by a new one nor by its own marked copy."""
    plan = made(tmp_path)
    path = tmp_path / "bok.xlsx"
    path.write_bytes(edited(simple(plan), rows(member("", Sida="0"))))
    before = path.read_bytes()
    new = cli("workbook", "--simple", "-o", path, "--project", plan.root)
    own = cli("import", path, "--marked", path, "--dry-run", "--project", plan.root)

    assert (new.code, own.code, path.read_bytes()) == (2, 2, before)
    assert cli("workbook", "--simple", "--force", "-o", path, "--project", plan.root).code == 0


def test_a_workbook_that_takes_too_long_does_not_hang_the_command(tmp_path: Path) -> None:
    """It is refused with what to do."""
    plan = made(tmp_path)
    path = tmp_path / "bok.xlsx"
    path.write_bytes(simple(plan))
    done = cli("import", path, "--dry-run", "--timeout", "0.01", "--project", plan.root)

    assert done.code == 3 and "för lång tid" in done.err


def test_a_relation_that_is_about_more_than_the_row_is_not_taken_out(tmp_path: Path) -> None:
    """Its other target stands in no cell of the row, and is not lost in silence."""
    plan = made(tmp_path, ENGLISH + "g:4-4 { assignment:ansvar-mal ks:target forum:f . }\n")

    def edit(book: Any) -> None:
        sheet = "Insatser och ansvar"
        row = row_of(book, sheet, "element/mal ja")
        cell(book, sheet, row, "Ansvarig").value = "Åmåls kommun"

    found = prepared(plan, edited(simple(plan, LAN), edit), tmp_path)

    assert any("gäller även ”Forumet”" in f.what.sv for f in found.faults)


def test_what_goes_with_a_row_and_stands_in_no_cell_is_told(tmp_path: Path) -> None:
    """The reason why a membership was read so goes with the membership."""
    why = 'g:5-6 { membership:f--b ks:inferred true ; ks:inferredBecause "Så tolkat."@sv . }\n'
    plan = made(tmp_path, ENGLISH + why)

    def edit(book: Any) -> None:
        book["Forum"].delete_rows(row_of(book, "Forum", "membership/f--b"))

    found = prepared(plan, edited(simple(plan, LAN), edit), tmp_path)

    assert "Försvinner också" in told_by(found) and "Så tolkat." in told_by(found)


def test_nothing_is_said_to_go_with_a_cell_that_cannot_be_read(tmp_path: Path) -> None:
    """Such a cell says nothing yet; its own fault is told."""
    why = 'g:5-6 { membership:f--b ks:inferred true ; ks:inferredBecause "Så tolkat."@sv . }\n'
    plan = made(tmp_path, ENGLISH + why)

    def edit(book: Any) -> None:
        row = row_of(book, "Forum", "membership/f--b")
        cell(book, "Forum", row, "Roll").value = "Boss"

    found = prepared(plan, edited(simple(plan, LAN), edit), tmp_path)

    assert any("Boss" in fault.what.sv for fault in found.faults)
    assert "Försvinner" not in told_by(found)


def test_what_stood_on_removed_rows_alone_is_told(tmp_path: Path) -> None:
    """The theme stands with the first member; it goes with the last one, and not in silence."""
    plan = made(tmp_path, ENGLISH + "g:5-6 { forum:f dct:subject theme:validering . }\n")

    def edit(book: Any) -> None:
        book["Forum"].delete_rows(FIRST, 2)

    found = prepared(plan, edited(simple(plan, LAN), edit), tmp_path)

    kept = {q for quads in found.contents.values() for q in quads}
    assert not [q for q in kept if q[0] == ID("forum/f") and q[1] == DCT("subject")]
    assert ("Tema", "Validering") in [pair for change in found.changes for pair in change.says]


def test_two_members_that_change_places_change_their_roles(tmp_path: Path) -> None:
    """Neither name is new, but each has the other's role: that is no change of nothing."""
    text = TINY.replace("org:member actor:b ; org:role role:ledamot",
                        "org:member actor:b ; org:role role:sammankallande")  # fmt: skip
    files = {"sources.ttl": SOURCES, "sources/liten.trig": text + ENGLISH}
    plan = project(tmp_path / "graf", files)

    def edit(book: Any) -> None:
        one, other = (cell(book, "Forum", r, "Medlem") for r in (FIRST, FIRST + 1))
        one.value, other.value = other.value, one.value

    found = prepared(plan, edited(simple(plan, LAN), edit), tmp_path)

    assert found.contents and [c.kind for c in found.changes] == ["changed", "changed"]
    assert "Ändrar inget" not in told_by(found)


def test_two_long_names_that_begin_alike_are_two_things(tmp_path: Path) -> None:
    """An identifier is cut, and the names are not alike for that."""
    plan = made(tmp_path)
    name = "Mycket lång benämning på en samverkansgrupp för kompetensförsörjning och utbildning i "
    told = rows(*[member("Åmåls kommun", Forum=name + place) for place in ("Nässjö", "Vetlanda")])
    new = new_in(plan, prepared(plan, edited(simple(plan), told), tmp_path))

    assert len({q[0] for q in new if q[1] == SKOS("prefLabel")}) == 2


def test_a_fault_in_a_merged_cell_is_marked_where_it_is_seen(tmp_path: Path) -> None:
    """Beside what somebody has noted there."""
    from openpyxl.comments import Comment

    plan = made(tmp_path)

    def edit(book: Any) -> None:
        rows(member("Bolaget", Sida="0"))(book)
        book["Forum"].merge_cells(start_row=FIRST, end_row=FIRST, start_column=2, end_column=3)
        book["Forum"].cell(FIRST, 2).comment = Comment("Min egen.", "jag")

    content = edited(simple(plan), edit)
    found = prepared(plan, content, tmp_path)
    marked = workbook.mark_xlsx(content, found.faults, "sv")
    seen: list[str] = []
    edited(marked, lambda book: seen.append(book["Forum"].cell(FIRST, 2).comment.text))

    assert "sammanslagen" in seen[0] and "Min egen." in seen[0]


def test_a_days_number_from_a_spreadsheet_is_told_with_its_day() -> None:
    """A cell without the form of a date holds the number alone."""
    column = Column(Text("Från", "From"), form=XSD("date"))
    with pytest.raises(Wrong, match="Excels dagnummer för 2025-01-01"):
        term_of("45658", column, lambda *_: Iri(""), "sv")


def test_a_document_said_to_be_read_is_told_and_left_as_it_is(tmp_path: Path) -> None:
    """Nobody who fills in a workbook is asked for the sum of a file."""
    plan = made(tmp_path)

    def edit(book: Any) -> None:
        put(book, "Källdokument", 4, Titel="En ny plan", Inläst="ja")

    content = workbook.to_xlsx(workbook.build(plan, empty=True))
    found = prepared(plan, edited(content, edit), tmp_path)

    assert [(f.stops, "räknas inte som inläst" in f.what.sv) for f in found.faults] == [
        (False, True)
    ]


def test_a_kind_that_another_place_states_is_refused_with_where_it_stands(tmp_path: Path) -> None:
    """And the way out is told; it is one thing, and no name is used for two."""
    plan = made(tmp_path, ENGLISH + "g:1-1 { element:mal ks:elementType element-type:mal . }")

    def edit(book: Any) -> None:
        sheet = "Insatser och ansvar"
        row = row_of(book, sheet, "element/mal ja")
        cell(book, sheet, row, "Vad det är").value = "Insats"

    (fault,) = prepared(plan, edited(simple(plan, LAN), edit), tmp_path).faults

    assert "är mål enligt" in fault.what.sv and "kan inte vara insats här" in fault.what.sv
    assert "ändra det på Insatser och ansvar rad" in fault.mend.sv


def test_a_name_of_another_countys_forum_is_not_taken_for_it_in_silence(tmp_path: Path) -> None:
    """It is told where the name stands, and how to tell the two apart."""
    lies = "g:5-5 { forum:f dct:spatial territory:lanet-lan . }\n"
    there = (
        'g:4-4 { territory:{0}-lan a ks:Territory ; skos:prefLabel "{1}"@sv ; '
        'ks:territoryType territory-type:lan ; ks:territoryCode "{2}" . }\n'
    )
    places = there.replace("{0}", "lanet").replace("{1}", "Testlän").replace("{2}", "06")
    places += there.replace("{0}", "annat").replace("{1}", "Annat län").replace("{2}", "07")
    plan = made(tmp_path, places + lies)

    def faults(county: str) -> list[str]:
        edit = rows(member("Åmåls kommun", Län=county))
        return [f.what.sv for f in prepared(plan, edited(simple(plan), edit), tmp_path).faults]

    assert faults("Annat län") == ["”Forumet” finns redan: Testlän."]
    assert not [told for told in faults("Testlän") if "finns redan" in told]


def test_the_name_that_a_message_proposes_is_taken(tmp_path: Path) -> None:
    """”Forumet (Annat län)” is another than that of Testlän; with its own county it is asked."""
    places = """
g:4-4 { territory:lanet-lan a ks:Territory ; skos:prefLabel "Testlän"@sv ;
  ks:territoryType territory-type:lan ; ks:territoryCode "06" .
  territory:annat-lan a ks:Territory ; skos:prefLabel "Annat län"@sv ;
  ks:territoryType territory-type:lan ; ks:territoryCode "07" . }
g:5-5 { forum:f dct:spatial territory:lanet-lan . }
"""
    plan = made(tmp_path, places)

    def found(name: str, county: str) -> Any:
        edit = rows(member("Åmåls kommun", Forum=name, Län=county))
        return prepared(plan, edited(simple(plan), edit), tmp_path)

    (fault,) = found("Forumet", "Annat län").faults
    assert "”Forumet (Annat län)”" in fault.mend.sv
    assert not found("Forumet (Annat län)", "Annat län").faults
    assert ["liknar" in f.what.sv for f in found("Forumet (Testlän)", "Testlän").faults] == [True]


def test_a_new_row_cannot_rest_on_another_rows_evidence(tmp_path: Path) -> None:
    """A row copied down keeps its Belägg: the document that it names now would be passed over."""
    plan = made(tmp_path)
    edit = rows(member("Åmåls kommun", Forum="Rådet", Belägg="900:5-6"))
    (fault,) = prepared(plan, edited(simple(plan), edit), tmp_path).faults

    assert "Belägg är en annan rads" in fault.what.sv and "Töm Belägg" in fault.mend.sv
    assert (fault.place.sheet, fault.place.row) == ("Forum", FIRST) and fault.place.column


def test_a_row_without_a_role_leaves_the_members_role_as_it_is(tmp_path: Path) -> None:
    """It is further evidence that somebody is a member, and no second role."""
    plan = made(tmp_path)
    told: dict[str, object] = {"Dokument": "En webbsida", "Utgivare": "Bolaget"}
    other = ("Dokument", told)
    edit = rows(other, member("Bolaget", Dokument="En webbsida"))
    found = prepared(plan, edited(simple(plan), edit), tmp_path)

    assert not found.faults and "ett belägg till för samma sak" in told_by(found)
    assert not [q for q in new_in(plan, found) if q[1] == ORG("role")]
