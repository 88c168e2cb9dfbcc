"""Odd things that people's workbooks are: each is right as it is, or told at its cell."""

import datetime
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from kgraph import workbook
from kgraph.errors import InputError
from kgraph.project import Project
from kgraph.terms import KS, ORG, SKOS, Literal
from kgraph.workbook import alias, grid
from kgraph.workbook.alike import Alike
from kgraph.workbook.near import nearest
from tests.helpers import cli, project
from tests.test_workbook_mistakes import document, forget, forum
from tests.workbooks import FIRST, cell, edited, full, prepared, put, simple, statements

FORUMS = "Forum eller nätverk"


@pytest.fixture(scope="module")
def books(small: Project) -> dict[str, bytes]:
    """The full workbook, and the simple one without rows."""
    return {"full": full(small), "simple": simple(small)}


def swap(book: Any) -> None:
    """Two sheets in the other order."""
    book.move_sheet("Medlemskap", offset=-9)


def hide(book: Any) -> None:
    """Hidden and filtered rows, no panes, another zoom, a note at a cell."""
    page = book["Medlemskap"]
    page.row_dimensions[FIRST].hidden = True
    page.auto_filter.add_filter_column(2, ["Bolaget"])
    page.freeze_panes = None
    page.sheet_view.zoomScale = 70
    page.cell(FIRST, 2).comment = Comment("Stämmer det?", "någon")
    page.column_dimensions["C"].hidden = True


def sort(book: Any) -> None:
    """The rows of a sheet the other way round."""
    page = book["Textställen"]
    rows = [[c.value for c in row] for row in page.iter_rows(min_row=FIRST)]
    for i, values in enumerate(reversed(rows), start=FIRST):
        for j, value in enumerate(values, start=1):
            page.cell(i, j).value = value


def copy(book: Any) -> None:
    """A row once more, as it is."""
    page = book["Medlemskap"]
    page.append([c.value for c in page[FIRST]])


def empty_sheet(book: Any) -> None:
    """A sheet of one's own with nothing on it."""
    book.create_sheet("Blad1")


def blank_rows(book: Any) -> None:
    """Rows without anything between the others, and one of blanks alone."""
    page = book["Medlemskap"]
    page.insert_rows(FIRST, 3)
    page.cell(FIRST, 2).value = "   "


@pytest.mark.parametrize("edit", [swap, hide, sort, copy, empty_sheet, blank_rows, forget])
def test_what_says_nothing_changes_nothing(
    small: Project, books: dict[str, bytes], tmp_path: Path, edit: Callable[[Any], object]
) -> None:
    """How a workbook looks, and in which order it stands, is its owner's own affair."""
    found = prepared(small, edited(books["full"], edit), tmp_path)

    assert [f"{f.place} {f.what}" for f in found.faults] == []
    assert (found.changes, dict(found.contents)) == ((), {})


@pytest.mark.parametrize(
    "name",
    ["Åmåls\u00a0kommun", "\u200bÅmåls kommun", "Åmåls kommun\u200f", "\ufeffÅmåls  kommun",
     "Åmåls\tkommun", "Å\u00admåls kommun"],
)  # fmt: skip
def test_signs_that_nobody_sees_make_no_other_name(
    small: Project, books: dict[str, bytes], tmp_path: Path, name: str
) -> None:
    """What is pasted from a web page or a letter carries such signs along."""
    found = prepared(small, edited(books["simple"], forum(Medlem=name)), tmp_path)
    members = {
        str(q[2]).rpartition("/")[2]
        for quads in found.contents.values() for q in quads
        if q[1] == ORG("member") and "radet--" in q[0]
    }  # fmt: skip

    assert [f"{f.place} {f.what}" for f in found.faults] == []
    assert members == {"a"}


def test_a_new_name_is_kept_without_signs_that_nobody_sees(
    small: Project, books: dict[str, bytes], tmp_path: Path
) -> None:
    """Else the same name typed by hand would be another one."""
    found = prepared(
        small, edited(books["simple"], forum(Medlem="\u200eNorrbolaget 🚀\u200b")), tmp_path
    )
    names = {
        q[2].value
        for quads in found.contents.values() for q in quads
        if q[1] == SKOS("prefLabel") and isinstance(q[2], Literal) and "Norr" in q[2].value
    }  # fmt: skip

    assert names == {"Norrbolaget 🚀"}


@pytest.mark.parametrize(
    ("edit", "place", "says"),
    [
        pytest.param(lambda b: put(b, "Forum", FIRST, Sida=0.12), "Forum!K4", "ingen sida",
                     id="a page in percent"),
        pytest.param(lambda b: put(b, "Forum", FIRST, Medlem=True), "Forum!C4", "inget namn",
                     id="a truth for a name"),
        pytest.param(lambda b: put(b, "Forum", FIRST, Medlem=12), "Forum!C4", "inget namn",
                     id="a number for a name"),
        pytest.param(lambda b: put(b, "Forum", FIRST, Sida=datetime.date(2026, 3, 4)), "Forum!K4",
                     "ingen sida", id="a page that became a date"),
        pytest.param(lambda b: b["Forum"].merge_cells("B1:C1"), "Forum!C1", "",
                     id="a heading merged with its neighbour"),
        pytest.param(lambda b: b.create_sheet("Anteckningar").append(["hej"]), "Anteckningar",
                     "inte känt", id="a sheet of notes"),
        pytest.param(lambda b: b.copy_worksheet(b["Forum"]), "Forum Copy", "inte känt",
                     id="a copy of a sheet"),
        pytest.param(lambda b: put(b, "Forum", FIRST, Län="Atlantis län"), "Forum!F4", "Atlantis",
                     id="a county that nobody knows"),
        pytest.param(lambda b: document(Gäller_från=datetime.time(8, 30))(b), "Dokument!G4",
                     "inget datum", id="a time for a day"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_told_at_its_cell(
    small: Project, books: dict[str, bytes], tmp_path: Path,
    edit: Callable[[Any], object], place: str, says: str,
) -> None:  # fmt: skip
    """And nothing can be written meanwhile."""

    def both(book: Any) -> None:
        forum()(book)
        edit(book)

    found = prepared(small, edited(books["simple"], both), tmp_path)
    told = [(str(f.place), f"{f.what.sv} {f.mend.sv}") for f in found.faults]

    assert not found.ready
    assert any(p.startswith(place) and says in text for p, text in told), told


@pytest.mark.parametrize("written", [True, "SANT", "ja", "x", 1])
def test_yes_is_read_in_each_of_its_ways(
    small: Project, books: dict[str, bytes], tmp_path: Path, written: object
) -> None:
    """A tick, a truth of Excel's or a word."""
    found = prepared(
        small, edited(books["simple"], forum(**{"Fler är med (m.fl.)": written})), tmp_path
    )
    said = {
        str(q[2]) for quads in found.contents.values() for q in quads
        if q[1] == KS("openList") and "radet" in q[0]
    }  # fmt: skip

    assert [f"{f.place} {f.what}" for f in found.faults] == []
    assert said == {"true"}


def test_an_early_day_is_a_day(small: Project, books: dict[str, bytes], tmp_path: Path) -> None:
    """Excel has no days before 1900, so they are texts; they are days all the same."""
    found = prepared(small, edited(books["simple"], document(Gäller_från="1899-12-31")), tmp_path)

    assert [f"{f.place} {f.what}" for f in found.faults] == []


def test_a_very_long_text_is_told_or_kept_whole(
    small: Project, books: dict[str, bytes], tmp_path: Path
) -> None:
    """Excel itself cuts at 32 767 signs; what comes whole is kept whole."""
    text = "ord " * 8_000
    found = prepared(small, edited(books["simple"], forum(Syfte=text)), tmp_path)
    said = [
        q[2].value for quads in found.contents.values() for q in quads
        if q[1] == ORG("purpose") and isinstance(q[2], Literal) and len(q[2].value) > 1000
    ]  # fmt: skip

    assert found.faults or said == [text.strip()]


def test_a_sheet_with_a_cell_far_out_is_refused_with_how_to_find_it(
    small: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two cells far apart span more cells than a computer holds."""
    monkeypatch.setattr(grid, "MOST_CELLS", 10_000)
    book = Workbook()
    page: Any = book.active
    page.title = "Forum"
    page["A1"], page["ZZ200"] = "Forum", "x"
    out = io.BytesIO()
    book.save(out)

    with pytest.raises(InputError, match="för många celler"):
        prepared(small, out.getvalue(), tmp_path)


@pytest.mark.parametrize("value", ["Ledamot", "ledamot", "LEDAMOT"])
def test_a_list_value_is_known_by_each_of_its_names(
    small: Project, books: dict[str, bytes], tmp_path: Path, value: str
) -> None:
    """By what people are shown, by the ontology's own name and by the end of its address."""
    found = prepared(small, edited(books["simple"], forum(Roll=value)), tmp_path)

    assert [f"{f.place} {f.what}" for f in found.faults] == []


def test_every_name_of_every_list_value_finds_it(small: Project) -> None:
    """Unless two values of the list have it."""
    from kgraph.workbook.desk import open_desk
    from kgraph.workbook.finder import Finder
    from kgraph.workbook.plan import forms_for

    desk = open_desk(small)
    forms = forms_for(desk.words, {KS("Measure"): ()}, desk.value_names())
    finder = Finder(desk, desk.names("sv"), {})
    column = next(c for c in forms[KS("Measure")].columns if c.path == KS("elementType"))
    values = desk.words.values[column.path]

    for iri in values:
        for text in {iri.rpartition("/")[2], *desk.words.called[iri]}:
            assert finder.find(text, column) == iri


def test_a_word_of_ones_own_where_a_document_has_its_passage_stops_nothing(
    small: Project, books: dict[str, bytes], tmp_path: Path
) -> None:
    """The program's own column on the sheet of documents may hold what it cannot know again."""
    plain, noted = (
        prepared(small, edited(books["simple"], document(**more)), tmp_path)
        for more in ({}, {"Belägg": "se brevet"})
    )

    assert not noted.faults
    assert noted.contents == plain.contents


def test_a_county_of_a_web_page_is_told_and_stops_nothing(
    small: Project, books: dict[str, bytes], tmp_path: Path
) -> None:
    """The publisher says whose page it is."""
    found = prepared(
        small, edited(books["simple"], document(Slag=None, Län="Jönköpings län")), tmp_path
    )

    assert found.faults == () or "Jönköpings" in str(found.faults[0].what)
    assert found.faults or any("används inte" in told.sv for told in found.understood)


@given(
    st.text("abcdefghijklmnopqrståäö ", min_size=4, max_size=30).filter(str.strip),
    st.sampled_from(["Nya", "gamla"]),
)
def test_a_word_that_tells_bodies_apart_is_no_likeness(name: str, word: str) -> None:
    """”Nya rådet” says by itself that it is not ”Rådet”, so nobody is asked."""
    assert nearest(f"{word} {name}", [name], strict=True) == []


_NAMES = st.text("abcdefgorsåäö-& ", min_size=1, max_size=24).filter(
    lambda name: any(sign.isalpha() for sign in name)
)


@given(_NAMES, st.lists(_NAMES, max_size=12))
def test_names_are_held_against_few_and_found_among_all(name: str, known: list[str]) -> None:
    """What is found fast is what is found when every name is looked at."""
    assert Alike(known).as_wholes(name) == nearest(name, known, strict=True)


def test_thousands_of_unknown_names_are_told_all_the_same(
    small: Project, books: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only fewer are proposed for each, and that is said."""

    def unknown(book: Any) -> None:
        page = book["Medlemskap"]
        column = next(c.column for c in page[1] if c.value == "Den som är medlem")
        page.cell(FIRST, column).value = "Bolaget i Norr som ingen vet av"

    few = prepared(small, edited(books["full"], unknown), tmp_path)
    monkeypatch.setattr(alias, "MOST_LOOKS", 0)
    many = prepared(small, edited(books["full"], unknown), tmp_path)

    assert [str(f.place) for f in few.faults] == [str(f.place) for f in many.faults] != []
    assert not any("fler förslag" in told.sv for told in few.understood)
    assert any("fler förslag" in told.sv for told in many.understood)


def test_a_folder_gets_its_faults_and_questions_as_files(tmp_path: Path) -> None:
    """A CSV cell cannot be coloured; the answer to a question is read from its file."""
    made = project(tmp_path / "graf")
    folder, marked = tmp_path / "blad", tmp_path / "ratta"
    folder.mkdir()
    for name, content in workbook.to_folder(workbook.build_simple(made)).items():
        (folder / name).write_bytes(content)
    heads = (folder / "Forum.csv").read_text(encoding="utf-8-sig").split("\n")[0].strip().split(";")
    row = {"Forum": "Rådet", "Medlem": "Åmåls komun", "Är det så i dag?": "ja",
           "Dokument": "Liten plan", "Sida": "3"}  # fmt: skip
    with (folder / "Forum.csv").open("a", encoding="utf-8") as file:
        file.write(";".join(row.get(head, "") for head in heads) + "\r\n")
    where = ("--project", str(made.root))

    assert cli("import", *where, folder, "--dry-run", "--marked", marked).code == 1
    assert "Forum!C4" in (marked / "Att rätta.csv").read_text(encoding="utf-8-sig")
    asked = (marked / "Namnfrågor.csv").read_text(encoding="utf-8-sig")
    (marked / "Namnfrågor.csv").write_text(asked.replace(";;ny;", ";Åmåls kommun;ny;"))
    before = statements(made)
    assert cli("import", *where, marked).code == 0
    assert statements(made) > before


def test_the_next_marked_copy_keeps_answers_and_marks_what_is_wrong_still(tmp_path: Path) -> None:
    """Whoever mends in rounds is asked once, and sees no mark at what is mended."""
    made = project(tmp_path / "graf")
    path, first, then = (tmp_path / f"{name}.xlsx" for name in ("bok", "ett", "tva"))
    path.write_bytes(edited(simple(made), forum(Medlem="Åmåls komun", Roll="Boss", Sida="x")))
    where = ("--project", str(made.root))
    cli("import", *where, path, "--dry-run", "--marked", first)

    def mend(book: Any) -> None:
        book["Namnfrågor"].cell(2, 4).value = "Åmåls kommun"
        put(book, "Forum", FIRST, Roll="Ledamot")
        put(book, "Forum", FIRST + 1, Forum="Rådet", Medlem="Bolagett", Dokument="Liten plan",
            Sida=3, **{"Är_det_så_i_dag?": "ja"})  # fmt: skip

    first.write_bytes(edited(first.read_bytes(), mend))
    cli("import", *where, first, "--dry-run", "--marked", then)
    book: Any = load_workbook(then)
    asked = [[c.value for c in row[:4]] for row in book["Namnfrågor"].iter_rows(min_row=2)]
    marked = {c.coordinate for row in book["Forum"].iter_rows(min_row=FIRST) for c in row
              if c.comment}  # fmt: skip

    assert [(row[0], row[3]) for row in asked] == [
        ("Bolagett", None),
        ("Åmåls komun", "Åmåls kommun"),
    ]
    assert marked == {"C5", "K4"}


def test_whoever_has_faults_is_told_how_to_get_them_marked(tmp_path: Path) -> None:
    """The sheet of questions stands in the marked copy only."""
    made = project(tmp_path / "graf")
    path = tmp_path / "bok.xlsx"
    path.write_bytes(edited(simple(made), forum(Medlem="Åmåls komun")))
    answer = cli("import", "--project", str(made.root), path, "--dry-run")

    assert "--marked" in answer.out + answer.err
    assert load_workbook(path)["Forum"].cell(FIRST, 3).value == cell(
        load_workbook(path), "Forum", FIRST, "Medlem"
    ).value  # fmt: skip
