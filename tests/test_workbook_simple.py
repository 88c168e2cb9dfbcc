"""The simple workbook speaks of its own sheets and columns alone, and loses nothing it shows."""

from pathlib import Path
from typing import Any

import pytest

from kgraph import workbook
from kgraph.terms import DCT, ID, KS, ORG, SKOS
from tests.helpers import SOURCES, TINY, project
from tests.workbooks import FIRST, cell, edited, prepared, put, simple, statements

LAN, PLAN, SHEET = ID("territory/varm"), "En annan plan", "Insatser och ansvar"
PLACES = """
g:6-6 {
  territory:varm a ks:Territory ; skos:prefLabel "Värmlands län"@sv ;
    ks:territoryType territory-type:lan .
  territory:karlstad a ks:Territory ; skos:prefLabel "Karlstad"@sv ;
    dct:isPartOf territory:varm ; ks:territoryType territory-type:kommun .
}
g:1-1 { strategy:liten dct:spatial territory:varm . }
"""
THEME = "g:5-6 { forum:f dct:subject theme:validering . }\n"


@pytest.fixture
def plan(tmp_path: Path) -> Any:
    """The small plan, with a county and one of its municipalities."""
    data = {"sources.ttl": SOURCES, "sources/liten.trig": TINY + PLACES + THEME}
    return project(tmp_path / "graf", data)


def fill(book: Any, **measure: object) -> None:
    """A new plan of action with one measure."""
    put(book, "Dokument", 20, Dokument=PLAN, Slag="Handlingsplan", Utgivare="Bolaget",
        Län="Värmlands län")  # fmt: skip
    cells = {"Mål,_prioritering_eller_insats": "Validera", "Vad_det_är": "Insats",
             "I_korthet": "Validera fler.", "Dokument": PLAN, "Sida": "4"}  # fmt: skip
    put(book, SHEET, 20, **{**cells, **measure})


def told(found: Any) -> str:
    """All faults with their mends."""
    return "\n".join(f"{f.place}: {f.what.sv} {f.mend.sv}" for f in found.faults)


def noted(found: Any) -> str:
    """All that is told beside changes and faults."""
    return "\n".join(text.sv for text in found.understood)


def test_a_measure_under_a_goal_of_another_plan_contributes_to_it(
    plan: Any, tmp_path: Path
) -> None:
    """It is told, and the cell comes back as it was written."""
    content = edited(simple(plan), lambda b: fill(b, Hör_till="Ett mål"))
    found = prepared(plan, content, tmp_path)
    assert not told(found) and "bidrar till" in noted(found)

    workbook.apply(plan, found)

    said = {(q[1], q[2]) for q in statements(plan) if q[0] == ID("element/validera")}
    assert (KS("contributesTo"), ID("element/mal")) in said
    assert not [path for path, _ in said if path == KS("parentElement")]
    shown: list[object] = []

    def look(book: Any) -> None:
        rows = range(FIRST, book[SHEET].max_row + 1)
        shown.extend(
            cell(book, SHEET, row, "Hör till").value
            for row in rows
            if cell(book, SHEET, row, "Mål, prioritering eller insats").value == "Validera"
        )

    again = prepared(plan, edited(simple(plan, LAN), look), tmp_path)
    assert shown == ["Ett mål"] and not again.changes and not again.faults


def test_a_measure_under_a_goal_of_its_own_plan_is_a_part_of_it(plan: Any, tmp_path: Path) -> None:
    """Only what stands in another plan is contributed to."""

    def edit(book: Any) -> None:
        fill(book, Hör_till="Eget mål")
        put(book, SHEET, 21, **{"Mål,_prioritering_eller_insats": "Eget mål", "Vad_det_är": "Mål",
                                "I_korthet": "Målet.", "Dokument": PLAN, "Sida": "4"})  # fmt: skip

    found = prepared(plan, edited(simple(plan), edit), tmp_path)

    new = {quad for quads in found.contents.values() for quad in quads}
    assert (ID("element/validera"), KS("parentElement"), ID("element/eget-mal")) in {
        quad[:3] for quad in new
    }


def test_a_kind_of_document_that_cannot_be_read_is_told_there_alone(
    plan: Any, tmp_path: Path
) -> None:
    """That the measure is of no plan then only follows from it."""

    def edit(book: Any) -> None:
        fill(book)
        cell(book, "Dokument", 20, "Slag").value = "Trolleri"

    found = prepared(plan, edited(simple(plan), edit), tmp_path)

    assert [str(fault.place) for fault in found.faults] == ["Dokument!C20"], told(found)


def test_a_measure_without_a_kind_is_told_at_its_own_cells_alone(plan: Any, tmp_path: Path) -> None:
    """Whoever is responsible for it is rightly named; the missing summary is told at once."""
    content = edited(
        simple(plan),
        lambda b: fill(b, Vad_det_är=None, I_korthet=None, Ansvarig="Bolaget",
                       **{"Är_det_så_i_dag?": "ja"}),
    )  # fmt: skip
    found = prepared(plan, content, tmp_path)

    places = [str(fault.place) for fault in found.faults]
    assert places == [f"{SHEET}!C20", f"{SHEET}!E20"], told(found)


def test_a_new_forum_is_called_as_on_its_first_row(plan: Any, tmp_path: Path) -> None:
    """Capitals alone make no other name, and no fault."""

    def edit(book: Any) -> None:
        for row, name, member in ((20, "Rådet", "Bolaget"), (21, "rådet", "Åmåls kommun")):
            put(book, "Forum", row, Forum=name, Medlem=member, **{"Är_det_så_i_dag?": "ja"})

    found = prepared(plan, edited(simple(plan), edit), tmp_path)

    assert not told(found)
    new = {quad for quads in found.contents.values() for quad in quads}
    named = {q[2].value for q in new if q[0] == ID("forum/radet") and q[1] == SKOS("prefLabel")}
    assert named == {"Rådet"}


def test_an_identifier_that_is_typed_is_refused_at_its_cell(plan: Any, tmp_path: Path) -> None:
    """Else the members of one forum would be those of two."""

    def edit(book: Any) -> None:
        put(book, "Forum", 20, Forum="Rådet", Medlem="Bolaget", Identitet="forum/eget",
            **{"Är_det_så_i_dag?": "ja"})  # fmt: skip

    found = prepared(plan, edited(simple(plan), edit), tmp_path)

    (fault,) = [f for f in found.faults if "forum/eget" in f.what.sv]
    assert str(fault.place) == "Forum!N20" and "Töm cellen" in fault.mend.sv


BODIES = """
g:2-3 {
  actor:k a org:FormalOrganization ; skos:prefLabel "Karlstads kommun"@sv ;
    dct:spatial territory:karlstad ; org:classification actor-type:kommun , sector:offentlig .
  actor:r a org:FormalOrganization ; skos:prefLabel "Region Värmland"@sv ;
    dct:spatial territory:varm ; org:classification actor-type:region , sector:offentlig .
}
"""


@pytest.mark.parametrize("text", ["Karlstad", "Wermland", "Karlstads kommun", "Region Värmland"])
def test_a_county_that_is_none_is_refused_with_the_one_meant(tmp_path: Path, text: str) -> None:
    """A municipality or a body is no county, and an old spelling of one has a candidate."""
    data = {"sources.ttl": SOURCES, "sources/liten.trig": TINY + PLACES + BODIES}
    plan = project(tmp_path / "graf", data)

    def edit(book: Any) -> None:
        fill(book)
        cell(book, "Dokument", 20, "Län").value = text

    found = prepared(plan, edited(simple(plan), edit), tmp_path)

    (fault,) = found.faults
    assert str(fault.place) == "Dokument!E20" and "Menades Värmlands län?" in fault.mend.sv


def test_a_county_is_meant_where_a_county_is_asked_for(tmp_path: Path) -> None:
    """A municipality of the same name is not; how it was taken is told."""
    town = PLACES.replace('"Karlstad"@sv', '"Värmland"@sv')
    data = {"sources.ttl": SOURCES, "sources/liten.trig": TINY + town}
    plan = project(tmp_path / "graf", data)

    def edit(book: Any) -> None:
        fill(book)
        cell(book, "Dokument", 20, "Län").value = "Värmland"

    found = prepared(plan, edited(simple(plan), edit), tmp_path)

    assert not told(found) and "förstods som Värmlands län (länet)" in noted(found)


def test_a_member_leaves_and_what_is_said_of_the_forum_stays(plan: Any, tmp_path: Path) -> None:
    """Though county and theme stand on the row of the member who is listed first."""

    def edit(book: Any) -> None:
        first = next(r for r in range(FIRST, 9) if cell(book, "Forum", r, "Tema").value)
        book["Forum"].delete_rows(first)

    found = prepared(plan, edited(simple(plan, LAN), edit), tmp_path)

    assert not told(found) and "står kvar" in noted(found)
    kept = {quad for quads in found.contents.values() for quad in quads}
    assert [q for q in kept if q[0] == ID("forum/f") and q[1] == DCT("subject")]
    assert not [q for q in kept if q[0] == ID("membership/f--a")]


FOLLOWED = """
g:4-4 { assignment:folj a ks:FollowUp ; ks:target strategy:liten ; ks:bearer actor:b ;
  ks:role role:uppfoljare ; ks:assertionMode mode:actual . }
g:meta { g:4-4 ks:page "4" . }
"""


def test_a_follow_up_that_was_copied_and_given_another_target_is_another(tmp_path: Path) -> None:
    """The identifier that it was copied with is not taken: the one that is there stays as it is."""
    data = {"sources.ttl": SOURCES, "sources/liten.trig": TINY + PLACES + FOLLOWED}
    plan = project(tmp_path / "graf", data)

    def copied(book: Any) -> None:
        sheet = book["Uppföljning"]
        for column in range(1, sheet.max_column + 1):
            sheet.cell(FIRST + 1, column).value = sheet.cell(FIRST, column).value
        cell(book, "Uppföljning", FIRST + 1, "Vad som följs upp").value = "Ett mål"
        cell(book, "Uppföljning", FIRST + 1, "Belägg").value = None

    found = prepared(plan, edited(simple(plan, LAN), copied), tmp_path)
    brought = {q for quads in found.contents.values() for q in quads} - statements(plan)
    followed = {str(q[0]) for q in brought if q[1] == KS("target")}

    assert not told(found)
    assert [change.kind for change in found.changes] == ["added"]
    assert len(followed) == 1 and not followed & {ID("assignment/folj")}


@pytest.mark.parametrize("emptied", [("Belägg",), ("Identitet",), ("Belägg", "Identitet")])
def test_a_row_that_lost_what_the_program_wrote_is_the_same_row(
    plan: Any, tmp_path: Path, emptied: tuple[str, ...]
) -> None:
    """It says all that it said: nothing is new, and nothing is taken out."""

    def empty(book: Any) -> None:
        for heading in emptied:
            for row in (FIRST, FIRST + 1):
                assert cell(book, "Forum", row, heading).value
                cell(book, "Forum", row, heading).value = None

    found = prepared(plan, edited(simple(plan, LAN), empty), tmp_path)

    assert not told(found)
    assert (found.changes, found.contents) == ((), {})


def test_a_row_with_another_page_says_itself_what_went_with_the_old_one(
    plan: Any, tmp_path: Path
) -> None:
    """The document said so already, but on the very row that was taken out."""
    member, seats = ID("actor/b"), {ORG("member"), ORG("role")}

    def moved(book: Any) -> None:
        row = next(r for r in (FIRST, FIRST + 1)
                   if cell(book, "Forum", r, "Medlem").value == "Bolaget")  # fmt: skip
        for heading, value in (("Belägg", None), ("Identitet", None), ("Sida", "7")):
            cell(book, "Forum", row, heading).value = value

    found = prepared(plan, edited(simple(plan, LAN), moved), tmp_path)
    workbook.apply(plan, found)
    quads = statements(plan)
    (seat,) = {q[0] for q in quads if q[1] == ORG("member") and q[2] == member}

    assert sorted(change.kind for change in found.changes) == ["added", "removed"]
    assert {q[1] for q in quads if q[0] == seat} >= seats
    assert not {q for q in quads if q[0] == seat and q[3].endswith("/5-6")}


def test_what_is_said_of_a_forum_stays_while_another_page_names_a_member(tmp_path: Path) -> None:
    """All rows of the page that tells its theme are taken out: its members go, and no more."""
    seat = """
g:4-4 { forum:f a ks:Forum ; skos:prefLabel "Forumet"@sv ; dct:spatial territory:varm .
  membership:f--c a org:Membership ; org:organization forum:f ; org:member actor:b ;
    org:role role:ordforande ; ks:assertionMode mode:actual . }
"""
    data = {"sources.ttl": SOURCES, "sources/liten.trig": TINY + PLACES + THEME + seat}
    plan = project(tmp_path / "graf", data)

    def without(book: Any) -> None:
        sheet = book["Forum"]
        for row in range(sheet.max_row, FIRST - 1, -1):
            if str(cell(book, "Forum", row, "Belägg").value).endswith(":5-6"):
                sheet.delete_rows(row)

    found = prepared(plan, edited(simple(plan, LAN), without), tmp_path)
    workbook.apply(plan, found)
    quads = statements(plan)

    assert [change.kind for change in found.changes] == ["removed", "removed"]
    assert {q[1] for q in quads if q[0] == ID("forum/f") and q[3].endswith("/5-6")} >= {
        SKOS("prefLabel"), DCT("subject")
    }  # fmt: skip
    assert {q[0] for q in quads if q[1] == ORG("member")} == {ID("membership/f--c")}
