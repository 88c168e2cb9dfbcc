"""Names as people write them, in either language: whose they are, and how they are kept."""

from pathlib import Path
from typing import Any

import pytest

from kgraph.terms import KS, ORG
from kgraph.workbook import apply, prepare
from kgraph.workbook.bodies import registered
from kgraph.workbook.near import nearest, shortens
from kgraph.workbook.simple.new_names import NewNames
from kgraph.workbook.tongue import looks_english
from tests.test_workbook_again import made, member, new_in, rows, told_by
from tests.workbooks import FIRST, cell, edited, full, prepared, put, simple

OTHER = """
g:2-3 { actor:b skos:altLabel "Verket för vägar"@sv .
  actor:r a org:FormalOrganization ; skos:prefLabel "Region Mellersta Norra"@sv ;
    org:classification actor-type:region , sector:offentlig . }
"""
BOARD = ("Länsstyrelsen i Kronoberg län", "Länsstyrelsen i Kronobergs län")
KRONOBERG = ("Region Kronoberg", "Region Kronoberg län")


@pytest.mark.parametrize(
    ("name", "names", "same"),
    [
        ("Växjö municipality", ("Växjö kommun",), True),
        ("the Municipality of Växjö", ("Växjö kommun",), True),
        ("Göteborgs Stad", ("Göteborgs kommun",), True),
        ("County Administrative Board of Kronoberg", ("Länsstyrelsen i Kronoberg län",), True),
        ("Kronoberg County Administrative Board", ("Länsstyrelsen i Kronoberg län",), True),
        ("Kronoberg County Council", KRONOBERG, False),
        ("Landstinget i Kronobergs län", KRONOBERG, False),
        ("Landstinget Kronoberg", KRONOBERG, False),
        ("Landstinget i Kronoberg", KRONOBERG, False),
        ("Regionförbundet Kronoberg", KRONOBERG, False),
        ("Länsstyrelsen Kronoberg", BOARD, True),
        ("Länsstyrelsen i Kronobergs län", BOARD, True),
        ("Sveriges Kommuner och Landsting", ("Sveriges Kommuner och Regioner",), False),
        ("Länsstyrelsen", (), False),
        ("Staden", (), False),
        ("Växjö kommun", (), False),
        ("Municipality", (), False),
    ],
)
def test_a_public_body_is_known_by_its_kind_and_place(
    name: str, names: tuple[str, ...], same: bool
) -> None:
    """In English, and as it was called before, when it may be another body now."""
    found = registered(name)

    assert tuple(one.name for one in found) == names
    assert {one.same for one in found} <= {same}


@pytest.mark.parametrize("name", ["Åmål Municipality", "Municipality of Åmål", "Åmåls stad"])
def test_a_municipality_named_in_english_is_the_known_one(tmp_path: Path, name: str) -> None:
    """It is told, and no new actor is made."""
    plan = made(tmp_path)
    found = prepared(plan, edited(simple(plan), rows(member(name, Sida="9"))), tmp_path)
    members = {str(q[2]).rpartition("/")[2] for q in new_in(plan, found) if q[1] == ORG("member")}

    assert members == {"a"}
    assert "samma organ med annat namn" in told_by(found)
    assert "Nya aktörer" not in told_by(found)


@pytest.mark.parametrize(
    ("name", "asked"),
    [("Verkett för vägar", "Bolaget"), ("Region Mell", "Region Mellersta Norra")],
    ids=["another name", "regions are all known"],
)
def test_a_name_that_is_much_like_a_known_one_is_asked_about(
    tmp_path: Path, name: str, asked: str
) -> None:
    """Also where it is like another name than the one shown; and of regions none is new."""
    plan = made(tmp_path, OTHER)
    found = prepared(plan, edited(simple(plan), rows(member(name, Sida="9"))), tmp_path)

    (fault,) = found.faults
    assert (fault.candidates, fault.asks) == ((asked,), (name, "actor"))


def test_a_hyphen_between_words_makes_no_other_name(tmp_path: Path) -> None:
    """It is told as another form of the name."""
    plan = made(tmp_path, OTHER)
    told = rows(member("Region Mellersta-Norra", Sida="9"))
    found = prepared(plan, edited(simple(plan), told), tmp_path)
    members = {str(q[2]).rpartition("/")[2] for q in new_in(plan, found) if q[1] == ORG("member")}

    assert (found.faults, members) == ((), {"r"})
    assert "samma namn i annan form" in told_by(found)


def test_a_question_leaves_out_what_is_far_less_alike() -> None:
    """Else nobody sees which of the candidates was meant."""
    known = ["Region Örebro län", "Enheten för kompetens, Region Jönköpings län", "Region Halland"]

    assert nearest("Region Örebro", known) == ["Region Örebro län"]


def test_a_new_row_that_names_nothing_is_told_at_the_cells_that_are_empty(tmp_path: Path) -> None:
    """Of a relation those whom it ties together, of a passage its document and place."""
    plan = made(tmp_path)

    def edit(book: Any) -> None:
        put(book, "Täckningsutsaga", FIRST, I_källa="Liten plan", Täcker="Ansvar")
        put(book, "Medlemskap", 9, Roll_i_forumet="Ledamot")
        put(book, "Textställen", 12, Sida="3")

    found = prepared(plan, edited(full(plan), edit), tmp_path)

    assert [(str(f.place).partition("!")[0], f.what.sv) for f in found.faults] == [
        ("Medlemskap", "Medlemskap i saknas."),
        ("Medlemskap", "Den som är medlem saknas."),
        ("Textställen", "Härledd ur saknas."),
        ("Täckningsutsaga", "Täcker relation saknas."),
    ]


@pytest.mark.parametrize(
    ("text", "english"),
    [("Gathers the parties of the county.", True), ("More people get guidance.", True),
     ("Samlar länets parter.", False), ("Fler i länet får The Rock och more.", False),
     ("Invest in Dalarna", False), ("", False)],
)  # fmt: skip
def test_english_is_told_by_its_small_words(text: str, english: bool) -> None:
    """A text with small words of Swedish is Swedish, whatever names it has."""
    assert looks_english(text) is english


def test_what_an_english_workbook_keeps_as_swedish_is_told(tmp_path: Path) -> None:
    """Its new names, and texts that look English; nothing is refused."""
    plan = made(tmp_path)
    told: dict[str, object] = {
        "Forum": "Council", "Member": "Bolaget", "Is it so today?": "yes",
            "Purpose": "Gathers the parties.", "Document": "Liten plan", "Page": "3"}  # fmt: skip
    book = edited(simple(plan, lang="en"), lambda book: rows(("Forums", told))(book))
    found = prepared(plan, book, tmp_path)
    said = [text.en for text in found.understood]

    assert found.faults == ()
    assert "The names are kept as Swedish names: Council." in said
    assert [text for text in said if text.startswith("Forums!G4: the text looks English")]


def test_a_document_entered_by_page_can_be_told_as_read(tmp_path: Path) -> None:
    """In the full workbook, with its file's checksum and what it was read in full for."""
    plan = made(tmp_path)
    document: dict[str, object] = {"Dokument": "Ny plan", "Slag": "Handlingsplan"}
    row = member("Bolaget", Forum="Rådet", Dokument="Ny plan")
    book = edited(simple(plan), rows(("Dokument", document), row))
    first = prepared(plan, book, tmp_path)
    apply(plan, first)

    def edit(book: Any) -> None:
        sheet = book["Källdokument"]
        numbers = range(FIRST, sheet.max_row + 1)
        at = next(n for n in numbers if cell(book, "Källdokument", n, "Titel").value == "Ny plan")
        put(
            book,
            "Källdokument",
            at,
            Inläst="ja",
            Hämtad_den="2026-11-01",
            Filnamn="ny.pdf",
            **{"SHA-256": "a" * 64},
        )
        put(book, "Täckningsutsaga", FIRST, I_källa="Ny plan", Täcker="Ny plan [strategy/ny-plan]",
            Täcker_relation="Insatser", Granskningsstatus="Granskad")  # fmt: skip

    found = prepared(plan, edited(full(plan), edit), tmp_path)

    assert "på bladen Källdokument och Täckningsutsaga" in told_by(first)
    assert found.faults == ()
    assert {q[1] for q in new_in(plan, found)} >= {KS("sha256"), KS("coversRelation")}


@pytest.mark.parametrize(
    ("name", "other", "same"),
    [
        ("Region JH", "Region Jämtland Härjedalen", True),
        ("Region JKPG", "Region Jönköpings län", True),
        ("Region JH", "Region Halland", False),
        ("Region JKPG", "Region Kalmar län", False),
        ("JH", "Jämtland Härjedalen", False),
    ],
)
def test_the_letters_after_a_first_word_stand_for_the_rest(
    name: str, other: str, same: bool
) -> None:
    """As people shorten the names of regions."""
    assert shortens(name, other) is same


def test_a_county_in_common_makes_no_names_alike() -> None:
    """Another word has to be alike too."""
    assert nearest("Almi Halland", ["Regionfullmäktige, Region Halland"]) == []
    assert nearest("Region Hallands", ["Region Halland"]) == ["Region Halland"]


def test_two_forms_of_a_new_name_are_told(tmp_path: Path) -> None:
    """Written alike on both rows they are one actor."""
    plan = made(tmp_path)
    two = rows(member("Skolinspektionen"), member("Skolinspektion"))
    told = [f.what.sv for f in prepared(plan, edited(simple(plan), two), tmp_path).faults]

    assert told == ["”Skolinspektion” liknar ”Skolinspektionen”, som också är en ny aktör i "
                    "arbetsboken."]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Länsstyrelsen Värmland", "Länsstyrelsen i Värmlands län"),
        ("Lantmännens förbund", "Lantmännens förbudn"),
        ("Handelskammaren", "Handelskammarens"),
        ("Almi Nordan", "ALMI Nordan AB"),
        ("Nordans Universitet", "Nordans universitet (NaU)"),
    ],
)
def test_two_near_new_names_of_a_workbook_are_asked_about(
    tmp_path: Path, one: str, other: str
) -> None:
    """The second is asked with the first; answered as new it is another."""
    plan = made(tmp_path)
    edit = rows(member(one, Sida="9"), member(other, Sida="9"))
    (fault,) = prepared(plan, edited(simple(plan), edit), tmp_path).faults

    assert (str(fault.place), fault.asks) == (f"Forum!C{FIRST + 1}", (other, "actor"))
    assert one in fault.what.sv


@pytest.mark.parametrize("other", ["Värmlandsrådets", "Värmlandsråd", "Värmlandsrådt"])
def test_two_near_new_forums_are_asked_about(tmp_path: Path, other: str) -> None:
    """Answered as new the second is another; else its members would be parted from the first's."""
    plan = made(tmp_path)
    edit = rows(member("Bolaget", Forum="Värmlandsrådet"), member("Bolaget", Forum=other))
    content = edited(simple(plan), edit)
    (fault,) = prepared(plan, content, tmp_path).faults

    assert (str(fault.place), fault.asks) == (f"Forum!B{FIRST + 1}", (other, "forum"))
    assert "”Värmlandsrådet”, som också är ett nytt forum" in fault.what.sv
    assert prepare(plan, tmp_path / "bok.xlsx", answers=[(other, "forum", "")]).ready


def test_real_names_are_no_question_to_one_another() -> None:
    """Numbers, letters and another word in a name's place make another body."""
    new = NewNames()
    names = ["Nätverk 1", "Nätverk 2", "Företag A", "Företag B", "Köpings kommun",
             "Linköpings kommun", "Jönköpings kommun", "Enköpings kommun", "Sollefteå kommun",
             "Skellefteå kommun", "Kompetensnätverket i Kalmar", "Kompetensnätverket i Halland",
             "Länsstyrelsen i Kalmar län", "Länsstyrelsen i Hallands län"]  # fmt: skip

    assert [name for name in names if new.like(name)] == []


def test_a_part_of_a_name_with_a_hyphen_is_asked_about() -> None:
    """”Malung kommun” is Malung-Sälens kommun, or nobody."""
    assert nearest("Malung kommun", ["Malung-Sälens kommun", "Mora kommun"], strict=True) == [
        "Malung-Sälens kommun"
    ]


def test_a_new_name_in_the_genitive_is_told_with_what_it_may_be_of(tmp_path: Path) -> None:
    """It stops nothing: some names end so."""
    plan = made(tmp_path)
    found = prepared(plan, edited(simple(plan), rows(member("Trafikkassans", Sida="9"))), tmp_path)

    assert not found.faults and "Heter den ”Trafikkassan”" in told_by(found)
