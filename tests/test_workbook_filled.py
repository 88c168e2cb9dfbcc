"""Rows that the program has filled in, and names that were answered: what changes, what goes.

Every case is tried in the Swedish workbook and in the English one.
"""

from pathlib import Path
from typing import Any

import pytest

from kgraph import workbook
from kgraph.project import Project
from kgraph.terms import ID, KS, SKOS
from tests.helpers import SOURCES, TINY, project
from tests.workbooks import FIRST, cell, edited, prepared, simple, statements

COUNTY = """
g:2-3 { actor:a dct:spatial territory:lanet . }
g:5-6 { membership:f--b ks:inferred true ; ks:inferredBecause "Texten nämner dem."@sv . }
"""
LAN = ID("territory/lanet")


@pytest.fixture
def county(tmp_path: Path) -> Project:
    """The small plan as the plan of a county, with a membership that somebody has inferred."""
    data = {"sources.ttl": SOURCES, "sources/liten.trig": TINY + COUNTY}
    return project(tmp_path / "graf", data)


def row_of(book: Any, sheet: str, identifier: str) -> int:
    """The row with an identifier."""
    rows = range(FIRST, book[sheet].max_row + 1)
    return next(r for r in rows if any(identifier in str(c.value) for c in book[sheet][r]))


@pytest.mark.parametrize(
    ("lang", "sheet", "heads", "says"),
    [
        ("sv", "Forum", ("Forum", "Dokument", "Sida", "Rubrik"), ("Namnet ändras", "två steg")),
        ("en", "Forums", ("Forum", "Document", "Page", "Heading"), ("name is not", "two steps")),
    ],
)
def test_a_filled_in_row_keeps_its_name_and_place(
    county: Project, tmp_path: Path, lang: str, sheet: str, heads: tuple[str, ...],
    says: tuple[str, str],
) -> None:  # fmt: skip
    """Each is told at its cell with what to do instead, and nothing is said to be changed."""
    columns: list[int] = []

    def edit(book: Any) -> None:
        row = row_of(book, sheet, "membership/f--b")
        for heading in heads:
            one = cell(book, sheet, row, heading)
            one.value = "12"
            columns.append(one.column)

    found = prepared(county, edited(simple(county, LAN, lang), edit), tmp_path)
    told = {f.place.column: f"{f.what.get(lang)} {f.mend.get(lang)}" for f in found.faults}

    assert (found.changes, sorted(told)) == ((), sorted(columns))
    assert says[0] in told[columns[0]]
    assert all(says[1] in told[column] for column in columns[1:])


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("removed", [True, False], ids=["row removed", "member replaced"])
def test_nothing_is_said_of_a_membership_that_is_gone(
    county: Project, tmp_path: Path, lang: str, removed: bool
) -> None:
    """That it was inferred goes with it, and is not said of the one that comes instead."""
    sheet, heading = ("Forum", "Medlem") if lang == "sv" else ("Forums", "Member")

    def edit(book: Any) -> None:
        row = row_of(book, sheet, "membership/f--b")
        if removed:
            book[sheet].delete_rows(row)
        else:
            cell(book, sheet, row, heading).value = "Vägföreningen"

    found = prepared(county, edited(simple(county, LAN, lang), edit), tmp_path)
    workbook.apply(county, found)
    left = {(q[0], q[1]) for q in statements(county)}

    assert not any(thing == ID("membership/f--b") or path == KS("inferred") for thing, path in left)
    assert any(thing == ID("membership/f--a") for thing, _ in left)


@pytest.mark.parametrize(
    ("lang", "sheet", "row", "says"),
    [
        ("sv", "Insatser och ansvar",
         {"Mål, prioritering eller insats": "Ett måhl", "Vad det är": "Mål",
          "I korthet": "Något annat.", "Ansvarig": "Bolaget", "Är det så i dag?": "ja",
          "Dokument": "Liten plan", "Sida": "3"}, "används inte"),
        ("en", "Measures and duties",
         {"Goal, priority or measure": "Ett måhl", "What it is": "Goal",
          "In short": "Något annat.", "Responsible": "Bolaget", "Is it so today?": "yes",
          "Document": "Liten plan", "Page": "3"}, "is not used"),
    ],
)  # fmt: skip
def test_a_name_answered_with_a_known_measure_gives_it_no_second_name_or_summary(
    small: Project, tmp_path: Path, lang: str, sheet: str, row: dict[str, str], says: str
) -> None:
    """The row is about the known one; that its text is not used is told."""

    def edit(book: Any) -> None:
        for heading, value in row.items():
            cell(book, sheet, FIRST, heading).value = value

    path = tmp_path / "bok.xlsx"
    path.write_bytes(edited(simple(small, lang=lang), edit))
    name, kind = next(f.asks for f in workbook.prepare(small, path).faults if f.asks)
    found = workbook.prepare(small, path, answers=[(name, kind, "Ett mål")])
    new = {q for quads in found.contents.values() for q in quads} - statements(small)

    assert [f"{f.place} {f.what}" for f in found.faults] == []
    assert {q[1] for q in new if q[0] == ID("element/mal")}.isdisjoint(
        {KS("summary"), SKOS("prefLabel")}
    )
    assert any(q[1] == KS("target") and q[2] == ID("element/mal") for q in new)
    assert any(says in told.get(lang) for told in found.understood)


@pytest.mark.parametrize(
    ("lang", "sheet", "heading"),
    [("sv", "Forum", "Medlem"), ("en", "Forums", "Member")],
)
def test_the_same_in_other_letters_is_not_said_to_be_changed(
    county: Project, tmp_path: Path, lang: str, sheet: str, heading: str
) -> None:
    """Nothing is written, so nothing is counted as changed; the cell is told."""

    def edit(book: Any) -> None:
        row = row_of(book, sheet, "membership/f--b")
        cell(book, sheet, row, heading).value = "BOLAGET"

    found = prepared(county, edited(simple(county, LAN, lang), edit), tmp_path)

    assert (found.ready, found.changes, dict(found.contents)) == (True, (), {})
    assert [told.sv for told in found.understood if "Ändrar inget" in told.sv]


FOLLOW_UP = """
g:5-6 { assignment:u a ks:FollowUp ; ks:bearer actor:b ; ks:role role:uppfoljare ;
  ks:target element:mal , strategy:liten ; ks:assertionMode mode:permitted . }
"""


@pytest.mark.parametrize(
    ("heading", "value", "says"),
    [("Vem följer upp", "Åmåls kommun", "Bolaget"), ("Är det så i dag?", "ja", "får"),
     ("Hur ofta", "årligen", "cellen tom")],
)  # fmt: skip
def test_a_follow_up_of_two_things_is_changed_on_both_rows_or_not_at_all(
    tmp_path: Path, heading: str, value: str, says: str
) -> None:
    """Its rows show one statement: a change of one of them alone is told at its cell."""
    data = {"sources.ttl": SOURCES, "sources/liten.trig": TINY + COUNTY + FOLLOW_UP}
    plan = project(tmp_path / "graf", data)
    content = simple(plan, LAN)

    def edit(*numbers: int) -> Any:
        def change(book: Any) -> None:
            for row in numbers:
                cell(book, "Uppföljning", row, heading).value = value

        return prepared(plan, edited(content, change), tmp_path)

    one, both = edit(FIRST), edit(FIRST, FIRST + 1)

    assert [f.what.sv for f in one.faults if says in f.what.sv and "rad 5" in f.what.sv]
    assert both.ready and both.contents


def test_a_document_that_rows_rest_on_is_not_taken_out(county: Project, tmp_path: Path) -> None:
    """Where it is named is told, and nothing else is said to go."""

    def edit(book: Any) -> None:
        book["Dokument"].delete_rows(row_of(book, "Dokument", "source/liten-plan-2026-01-01"))

    found = prepared(county, edited(simple(county, LAN), edit), tmp_path)

    assert any("Forum rad 4" in fault.what.sv for fault in found.faults)
    assert not any("Försvinner också" in told.sv for told in found.understood)


def test_a_title_is_changed_where_the_documents_are_listed(county: Project, tmp_path: Path) -> None:
    """It stands in a file of its own, and is the only title afterwards."""

    def edit(book: Any) -> None:
        row = row_of(book, "Dokument", "source/liten-plan-2026-01-01")
        cell(book, "Dokument", row, "Dokument").value = "Lilla planen"

    found = prepared(county, edited(simple(county, LAN), edit), tmp_path)

    assert [str(fault.what) for fault in found.faults] == []


def test_a_member_that_becomes_another_rows_member_is_told(county: Project, tmp_path: Path) -> None:
    """Nothing new is stated, and the old one goes."""

    def edit(book: Any) -> None:
        other = cell(book, "Forum", row_of(book, "Forum", "membership/f--a"), "Medlem").value
        cell(book, "Forum", row_of(book, "Forum", "membership/f--b"), "Medlem").value = other
        for heading in ("Roll", "Är det så i dag?"):
            value = cell(book, "Forum", row_of(book, "Forum", "membership/f--a"), heading).value
            cell(book, "Forum", row_of(book, "Forum", "membership/f--b"), heading).value = value

    found = prepared(county, edited(simple(county, LAN), edit), tmp_path)

    assert any("blir ingen egen uppgift" in told.sv for told in found.understood)
