"""The workbook out and in: nothing lost, nothing written over, and every change told."""

import datetime
import io
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from kgraph import workbook
from kgraph.generate import generate, write
from kgraph.journal import read_log, undo
from kgraph.project import Project, create_project
from kgraph.store.drafts import read_quads
from kgraph.store.writing import to_trig
from kgraph.terms import GRAPH, ID, KS, ORG, Iri, Literal
from kgraph.workbook.desk import open_desk
from kgraph.workbook.folder import quoted, unquoted
from kgraph.workbook.grid import read_grids
from kgraph.workbook.memo import MEMO
from kgraph.workbook.naming import chosen
from kgraph.workbook.near import stem
from kgraph.workbook.rows import book_of
from tests.helpers import SOURCES, TINY, cli, project, shipped
from tests.workbooks import FIRST, cell, edited, full, prepared, put, simple, statements

FORUMS = "Forum eller nätverk"
MEASURES = "Insatser och ansvar"
MODE = "Är det så i dag?"
WHO = ("Ansvarig", "Utförare", "Medverkar", "Stöder", "Medlem", "Vem följer upp")
PLAN = "sources/liten-plan-2026-01-01.trig"


@pytest.fixture(scope="module")
def tiny_book(small: Project) -> bytes:
    """The full workbook of the small plan."""
    return full(small)


@pytest.fixture(scope="module")
def empty_simple(small: Project) -> bytes:
    """The simple workbook without rows."""
    return simple(small)


# -- out and in again ------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_an_untouched_workbook_changes_nothing(small: Project, tmp_path: Path, lang: str) -> None:
    """Every statement comes back from its row, whatever it holds."""
    made = prepared(small, full(small, lang), tmp_path)

    assert (made.changes, made.faults, dict(made.contents)) == ((), (), {})


def test_a_workbook_into_an_empty_project_gives_the_same_graph(
    small: Project, tmp_path: Path, tiny_book: bytes
) -> None:
    """All that is stated, with modes, places and coverage, is in the workbook alone."""
    empty = project(tmp_path / "tom", {"reference/tom.trig": "# inget\n"})

    def forget(book: Any) -> None:
        del book[MEMO]

    found = prepared(empty, edited(tiny_book, forget), tmp_path)

    assert [str(f.what) for f in found.faults] == []
    workbook.apply(empty, found)
    assert statements(empty) == statements(small)


@pytest.mark.prove
def test_the_five_sources_go_through_a_workbook_into_an_empty_project(tmp_path: Path) -> None:
    """Every statement, mode, place and coverage."""
    made = shipped(tmp_path / "graf")
    empty = project(tmp_path / "tom", {"reference/tom.trig": "# inget\n"})
    (tmp_path / "bok.xlsx").write_bytes(full(made))
    own = {q for q in statements(made) if q[3] != GRAPH("file/dispositions")}
    found = prepared(
        empty, edited((tmp_path / "bok.xlsx").read_bytes(), lambda b: b.remove(b[MEMO])), tmp_path
    )
    stated = {q for quads in found.contents.values() for q in quads}

    assert [f"{f.place} {f.what}" for f in found.faults] == []
    assert stated == own


@pytest.mark.prove
def test_made_up_counties_go_out_and_into_an_empty_project_and_out_again(tmp_path: Path) -> None:
    """Every kind of statement that there is, some five thousand rows: nothing is lost or changed.

    The workbook changes nothing in the project it came from; without its memo it gives an empty
    project every statement; and what that project writes has the same in every cell.
    """
    made = create_project(tmp_path / "land")
    for path in (made.root / "data").rglob("*.t*"):
        path.unlink()
    write(generate(2, 1, proof=True), made.root / "data" / "sources" / "land.trig")
    made = Project(made.root, "given")
    book = full(made)
    found = prepared(made, book, tmp_path)
    assert (found.changes, found.faults, dict(found.contents)) == ((), (), {})

    empty = project(tmp_path / "tom", {"reference/tom.trig": "# inget\n"})
    found = prepared(empty, edited(book, lambda b: b.remove(b[MEMO])), tmp_path)
    assert [f"{f.place} {f.what}" for f in found.faults] == []
    workbook.apply(empty, found)
    assert statements(empty) == statements(made)

    (tmp_path / "ut.xlsx").write_bytes(full(Project(empty.root, "given")))
    (tmp_path / "in.xlsx").write_bytes(book)
    out, before = (read_grids(tmp_path / name) for name in ("ut.xlsx", "in.xlsx"))
    assert [(g.name, list(g.rows)) for g in out] == [(g.name, list(g.rows)) for g in before]


@pytest.mark.prove
def test_an_untouched_workbook_of_the_five_sources_changes_nothing(tmp_path: Path) -> None:
    """The shipped data come back whole."""
    made = shipped(tmp_path / "graf")
    found = prepared(made, full(made), tmp_path)

    assert (found.changes, found.faults, dict(found.contents)) == ((), (), {})


def test_a_folder_of_csv_files_comes_back_whole(small: Project, tmp_path: Path) -> None:
    """The same sheets as files."""
    folder = tmp_path / "blad"
    folder.mkdir()
    for name, content in workbook.to_folder(workbook.build(small)).items():
        (folder / name).write_bytes(content)

    found = workbook.prepare(small, folder)

    assert (found.changes, found.faults, dict(found.contents)) == ((), (), {})


@pytest.mark.prove
def test_a_workbook_that_libreoffice_saved_comes_back_whole(
    small: Project, tmp_path: Path, tiny_book: bytes, soffice: str
) -> None:
    """Another office program writes the same workbook in its own way."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "bok.xlsx").write_bytes(tiny_book)
    subprocess.run(
        [soffice, "--headless", f"-env:UserInstallation=file://{tmp_path}/profil",
         "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "ut"),
         str(tmp_path / "in" / "bok.xlsx")],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    found = workbook.prepare(small, tmp_path / "ut" / "bok.xlsx")

    assert (found.changes, found.faults, dict(found.contents)) == ((), (), {})


# -- changes ---------------------------------------------------------------------------------


def test_a_changed_cell_changes_that_statement_alone(tmp_path: Path, tiny_book: bytes) -> None:
    """One statement comes, and the passage is reviewed no more; the preview tells both."""
    made = project(tmp_path / "graf")
    before = statements(made)
    book = edited(
        tiny_book, lambda b: put(b, FORUMS, FIRST, Sammanfattning="Ett forum för planen.")
    )
    found = prepared(made, book, tmp_path)
    workbook.apply(made, found)

    assert [(c.kind, c.heading, c.old, c.new, c.passages) for c in found.changes] == [
        ("changed", "Sammanfattning", "", "Ett forum för planen.", "Planen, rad 5–6")
    ]
    assert {q[1] for q in statements(made) ^ before} == {KS("summary"), KS("reviewStatus")}
    assert any("väntar nu på granskning" in told.sv for told in found.understood)


def test_a_removed_row_removes_what_its_passage_says(tmp_path: Path, tiny_book: bytes) -> None:
    """Only the row's statements go, and the passage is reviewed no more."""
    made = project(tmp_path / "graf")
    before = statements(made)

    def remove(book: Any) -> None:
        page = book["Medlemskap"]
        page.delete_rows(FIRST)

    found = prepared(made, edited(tiny_book, remove), tmp_path)
    workbook.apply(made, found)
    gone = before - statements(made)

    assert [c.kind for c in found.changes] == ["removed"]
    (gone_row,) = found.changes
    assert gone_row.where().sv == f"Medlemskap rad {FIRST} (när arbetsboken gjordes)"
    assert gone_row.where().en == f"Medlemskap row {FIRST} (when the workbook was made)"
    assert "Forumet" in gone_row.thing and ("Roll i forumet", "Ledamot") in gone_row.says
    assert len({q[0] for q in gone if q[1] != KS("reviewStatus")}) == 1
    assert {q[1] for q in statements(made) - before} == {KS("reviewStatus")}


def test_a_new_row_without_a_passage_rests_on_the_workbook(
    tmp_path: Path, tiny_book: bytes
) -> None:
    """Its place is sheet and row, its status extracted, and it is listed."""
    made = project(tmp_path / "graf")

    def add(book: Any) -> None:
        put(book, FORUMS, FIRST + 1, Benämning="Nya rådet", Sammanfattning="Ett råd.")

    found = prepared(made, edited(tiny_book, add), tmp_path)
    workbook.apply(made, found)
    new = {q for q in statements(made) if q[0] == ID("forum/nya-radet")}

    assert [str(place) for place in found.unproved] == [f"{FORUMS}!5:5"]
    assert {local(q[3]) for q in new} == {"forum-eller-natverk-5"}
    statuses = {
        local(str(q[2]))
        for q in statements(made)
        if q[1] == KS("reviewStatus") and "forum-eller-natverk-5" in q[0]
    }
    assert statuses == {"extracted"}


def local(iri: str) -> str:
    """The last part of an IRI."""
    return iri.rpartition("/")[2]


def test_columns_and_rows_may_be_moved(small: Project, tmp_path: Path, tiny_book: bytes) -> None:
    """A column is known by its heading, a row by its thing and passage."""

    def move(book: Any) -> None:
        page = book["Medlemskap"]
        page.move_range(f"B1:D{page.max_row}", cols=20)
        first = [c.value for c in page[FIRST]]
        second = [c.value for c in page[FIRST + 1]]
        for i, (a, b) in enumerate(zip(first, second, strict=True), start=1):
            page.cell(FIRST, i).value, page.cell(FIRST + 1, i).value = b, a

    found = prepared(small, edited(tiny_book, move), tmp_path)

    assert (found.changes, found.faults) == ((), ())


def test_a_missing_column_says_nothing(small: Project, tmp_path: Path, tiny_book: bytes) -> None:
    """What the workbook has no column for is kept."""
    found = prepared(small, edited(tiny_book, lambda b: b["Medlemskap"].delete_cols(4)), tmp_path)

    assert (found.changes, found.faults) == ((), ())


def test_data_that_have_changed_meanwhile_are_not_written_over(
    tmp_path: Path, tiny_book: bytes
) -> None:
    """The conflicting cell is told; what only the data have changed is kept without a word."""
    made = project(tmp_path / "graf")
    theirs = edited(tiny_book, lambda b: put(b, FORUMS, FIRST, Sammanfattning="Deras."))
    workbook.apply(made, prepared(made, theirs, tmp_path))

    mine = edited(tiny_book, lambda b: put(b, FORUMS, FIRST, Sammanfattning="Min."))
    clash = prepared(made, mine, tmp_path)
    untouched = prepared(made, tiny_book, tmp_path)

    assert [str(f.place) for f in clash.faults] == [f"{FORUMS}!D4"]
    assert "Deras." in clash.faults[0].what.sv
    assert not clash.ready
    assert (untouched.changes, untouched.faults) == ((), ())


def test_a_change_made_between_preview_and_import_stops_it(
    tmp_path: Path, tiny_book: bytes
) -> None:
    """What was prepared against older data is not written."""
    made = project(tmp_path / "graf")
    mine = prepared(
        made,
        edited(tiny_book, lambda b: put(b, FORUMS, FIRST, Sammanfattning="Min.")),
        tmp_path,
    )
    theirs = prepared(
        made,
        edited(tiny_book, lambda b: put(b, FORUMS, FIRST, Syfte="Deras.")),
        tmp_path,
        "deras.xlsx",
    )
    workbook.apply(made, theirs)

    with pytest.raises(Exception, match="Någon annan har ändrat"):
        workbook.apply(made, mine)


def test_an_import_is_in_the_log_and_can_be_undone(tmp_path: Path, tiny_book: bytes) -> None:
    """The log tells when, what, source and role; undoing gives the old statements back."""
    made = project(tmp_path / "graf")
    before = statements(made)
    book = edited(tiny_book, lambda b: put(b, FORUMS, FIRST, Sammanfattning="Ny."))
    workbook.apply(made, prepared(made, book, tmp_path), "strategist")
    entry = read_log(made)[0]
    undo(made, entry.number)

    assert (entry.source, entry.role, entry.size) == ("bok.xlsx", "strategist", (2, 1))
    assert statements(made) == before
    assert [e.undoes for e in read_log(made)] == [1, 0]


def test_the_same_workbook_read_in_twice_states_nothing_twice(
    tmp_path: Path, tiny_book: bytes
) -> None:
    """The second time its new rows are there already, the day after too, and that is told."""
    made = project(tmp_path / "graf")

    def add(book: Any) -> None:
        put(book, FORUMS, FIRST + 1, Benämning="Nya rådet", Sammanfattning="Ett råd.")
        put(book, "Medlemskap", FIRST + 2, Medlemskap_i="Nya rådet", Läge="Så är det",
            Den_som_är_medlem="Bolaget", Roll_i_forumet="Ledamot")  # fmt: skip
        put(book, "Ansvar", FIRST + 2, Sammanfattning="Bolaget bygger.", Läge="Så är det",
            Bärare="Bolaget", Roll="Ansvarig", Avser="Ett mål")  # fmt: skip

    path = tmp_path / "bok.xlsx"
    path.write_bytes(edited(tiny_book, add))
    first = workbook.prepare(made, path)
    assert [str(f.what) for f in first.faults] == []
    workbook.apply(made, first)
    for days in (0, 1):
        again = workbook.prepare(made, path, today=datetime.date.today() + datetime.timedelta(days))
        assert [c for c in again.changes if c.kind == "added"] == []
        assert (again.faults, dict(again.contents), again.unproved) == ((), {}, ())


@pytest.mark.parametrize("text", ["=1+1", "+46", "-5", "@SUM(A1)", "'=1", "''-x", "\t=1"])
def test_no_text_of_ours_is_run_by_a_spreadsheet(
    small: Project, tmp_path: Path, tiny_book: bytes, text: str
) -> None:
    """What looks like a formula is text in both kinds of file, and comes back as it was."""
    told = quoted(text)

    assert not told.lstrip().startswith(("=", "+", "-", "@"))
    assert unquoted(told) == text


def test_every_cell_of_a_workbook_is_text(tiny_book: bytes) -> None:
    """Nothing in it is a formula, whatever the data hold; typed values stay as they are typed."""
    book = load_workbook(io.BytesIO(tiny_book))
    cells = [c for page in book.worksheets for row in page.iter_rows() for c in row if c.value]

    assert {c.data_type for c in cells} == {"s"}
    assert all(c.quotePrefix for c in cells)


# -- the simple workbook ---------------------------------------------------------------------


def steering_group(book: Any, members: list[str]) -> None:
    """A new county's document and one forum with its members."""
    put(book, "Dokument", FIRST, Dokument="En webbsida", Utgivare="Åmåls kommun")
    for i, name in enumerate(members):
        put(book, "Forum", FIRST + i, Forum="Ledningsgruppen", Medlem=name, Dokument="En webbsida",
            Rubrik="Ledningsgrupp")  # fmt: skip
        cell(book, "Forum", FIRST + i, "Är det så i dag?").value = "ja"


def test_a_forum_is_entered_with_document_and_heading_alone(
    tmp_path: Path, empty_simple: bytes
) -> None:
    """No lines, hashes or identifiers are asked; who is not known becomes a new actor, told."""
    made = project(tmp_path / "graf")
    book = edited(empty_simple, lambda b: steering_group(b, ["Åmåls kommun", "Högskolan Norr"]))
    found = prepared(made, book, tmp_path)
    workbook.apply(made, found)
    members = {
        q[2] for q in statements(made)
        if q[1] == ORG("member") and "ledningsgruppen--" in q[0]
    }  # fmt: skip

    assert [str(f.what) for f in found.faults] == []
    assert members == {ID("actor/a"), ID("actor/hogskolan-norr")}
    assert any("Nya aktörer: Högskolan Norr." in told.sv for told in found.understood)


def test_each_answer_to_whether_it_is_so_today_is_one_mode(
    small: Project, tmp_path: Path, empty_simple: bytes
) -> None:
    """ja, önskat, planerat, får, förr, enligt regel."""
    answers = ["ja", "önskat", "planerat", "får", "förr", "enligt regel"]
    modes = ["actual", "target", "planned", "permitted", "historical", "norm"]

    def fill(book: Any) -> None:
        steering_group(
            book, ["Alfa AB", "Beta AB", "Gamma HB", "Delta HB", "Epsilon KB", "Zeta KB"]
        )
        for i, answer in enumerate(answers):
            cell(book, "Forum", FIRST + i, "Är det så i dag?").value = answer

    found = prepared(small, edited(empty_simple, fill), tmp_path)
    quads = [q for quads in found.contents.values() for q in quads]
    by_member = {
        q[0]: local(str(q[2])) for q in quads
        if q[1] == KS("assertionMode") and "ledningsgruppen--" in q[0]
    }  # fmt: skip

    assert [str(f.what) for f in found.faults] == []
    assert sorted(by_member.values()) == sorted(modes)


@pytest.mark.prove
def test_a_simple_workbook_filled_with_a_county_changes_nothing(tmp_path: Path) -> None:
    """What it shows is lost neither from the shown nor from what it does not show."""
    made = shipped(tmp_path / "graf")
    for name in ("jonkopings-lan", "jamtlands-lan", "kronobergs-lan"):
        found = prepared(made, simple(made, ID(f"territory/{name}")), tmp_path)
        assert (found.changes, found.faults, dict(found.contents)) == ((), (), {})


def test_a_name_that_is_nearly_a_known_one_is_asked_about_and_the_answer_remembered(
    tmp_path: Path, empty_simple: bytes
) -> None:
    """Nothing is merged silently; the marked copy has room for the answer."""
    made = project(tmp_path / "graf")
    book = edited(empty_simple, lambda b: steering_group(b, ["Åmåls komun"]))
    asked = prepared(made, book, tmp_path)
    marked = load_workbook(io.BytesIO(workbook.mark_xlsx(book, asked.faults, "sv")))
    marked["Namnfrågor"].cell(2, 4).value = "Åmåls kommun"
    out = io.BytesIO()
    marked.save(out)
    answered = prepared(made, out.getvalue(), tmp_path)
    workbook.apply(made, answered)
    later = prepared(made, book, tmp_path)

    assert [(str(f.place), f.candidates) for f in asked.faults] == [("Forum!C4", ("Åmåls kommun",))]
    assert answered.faults == ()
    assert later.faults == ()
    assert "Åmåls komun" in (made.root / "names.csv").read_text()


def test_a_row_may_name_what_a_row_below_describes(tmp_path: Path, empty_simple: bytes) -> None:
    """The order of rows is nobody's concern."""
    made = project(tmp_path / "graf")

    def fill(book: Any) -> None:
        for row, (name, kind, parent) in enumerate(
            (("Bygg broar", "Insats", "Fler broar"), ("Fler broar", "Mål", "")), start=FIRST
        ):
            put(book, MEASURES, row, Vad_det_är=kind, Hör_till=parent or None, I_korthet="Broar.",
                Dokument="Liten plan", Sida="3",
                **{"Mål, prioritering eller insats": name})  # fmt: skip

    found = prepared(made, edited(empty_simple, fill), tmp_path)
    workbook.apply(made, found)

    assert (ID("element/bygg-broar"), KS("parentElement"), ID("element/fler-broar")) in {
        q[:3] for q in statements(made)
    }


def test_a_web_page_names_the_strategy_that_its_measure_belongs_to(
    tmp_path: Path, empty_simple: bytes
) -> None:
    """A page that is no plan need not be called one."""
    made = project(tmp_path / "graf")

    def fill(book: Any) -> None:
        put(book, "Dokument", FIRST, Dokument="En webbsida", Utgivare="Åmåls kommun")
        put(book, MEASURES, FIRST, Vad_det_är="Insats", I_korthet="Broar.", Rubrik="Broar",
            Dokument="En webbsida", Strategi_eller_plan="Liten plan",
            **{"Mål, prioritering eller insats": "Bygg broar"})  # fmt: skip

    found = prepared(made, edited(empty_simple, fill), tmp_path)
    workbook.apply(made, found)
    stated = {q[2] for q in statements(made)
              if q[0] == ID("element/bygg-broar") and q[1] == KS("partOfStrategy")}  # fmt: skip

    assert ([str(f.what) for f in found.faults], stated) == ([], {ID("strategy/liten")})


def test_several_members_in_a_cell_are_a_membership_each(
    small: Project, tmp_path: Path, empty_simple: bytes
) -> None:
    """A line each, as in every other cell that names several."""
    book = edited(empty_simple, lambda b: steering_group(b, ["Åmåls kommun\nBolaget"]))
    found = prepared(small, book, tmp_path)
    members = {q[2] for quads in found.contents.values() for q in quads
               if q[1] == ORG("member") and "ledningsgruppen--" in q[0]}  # fmt: skip

    assert (found.faults, members) == ((), {ID("actor/a"), ID("actor/b")})


def test_the_same_member_in_two_modes_is_two_statements(
    small: Project, tmp_path: Path, empty_simple: bytes
) -> None:
    """Who was a member and is wished back is not one membership with two modes."""

    def fill(book: Any) -> None:
        steering_group(book, ["Åmåls kommun", "Åmåls kommun"])
        cell(book, "Forum", FIRST, MODE).value = "förr"
        cell(book, "Forum", FIRST + 1, MODE).value = "önskat"

    found = prepared(small, edited(empty_simple, fill), tmp_path)
    modes = {q[0]: q[2] for quads in found.contents.values() for q in quads
             if q[1] == KS("assertionMode") and "ledningsgruppen--" in q[0]}  # fmt: skip

    assert found.faults == ()
    assert sorted(local(str(m)) for m in modes.values()) == ["historical", "target"]


@pytest.mark.prove
def test_what_the_simple_workbook_of_a_county_shows_comes_back_from_it_alone(
    tmp_path: Path,
) -> None:
    """Into a project that has the registers only, and out again: every cell is there."""
    land = create_project(tmp_path / "land")
    tom = create_project(tmp_path / "tom")
    for root in (land.root, tom.root):
        for path in (root / "data").rglob("*.t*"):
            path.unlink()
    path = land.root / "data" / "sources" / "land.trig"
    write(generate(1, 4), path)
    quads = read_quads(path, land.name(path))
    (tom.root / "data" / "reference").mkdir(exist_ok=True)
    (tom.root / "data" / "reference" / "p.trig").write_bytes(
        to_trig([q for q in quads if "/graph/reference/" in q[3]])
    )
    county = next(q[0] for q in quads if q[1] == KS("territoryType") and str(q[2]).endswith("/lan"))

    out = simple(Project(land.root, "given"), county)
    alone = edited(out, lambda book: book.remove(book[MEMO]))
    found = prepared(Project(tom.root, "given"), alone, tmp_path)
    assert [f"{f.place} {f.what}" for f in found.faults] == []
    workbook.apply(Project(tom.root, "given"), found)

    assert shown(simple(Project(tom.root, "given"), county)) == shown(out)


def shown(content: bytes) -> set[tuple[str, ...]]:
    """What the rows of a simple workbook say, value by value, wherever a value stands."""
    said = set()
    for page in load_workbook(io.BytesIO(content)).worksheets[:4]:
        heads, *rows = [[str(v or "") for v in row] for row in page.iter_rows(values_only=True)]
        for row in rows[FIRST - 2 :]:
            cells = dict(zip(heads, row, strict=True))
            place = tuple(cells.get(key, "") for key in (heads[1], "Dokument", "Sida", "Rubrik"))
            mode = cells.get(MODE, "")
            for head, cell_text in cells.items():
                for value in cell_text.split("\n") if head not in ("Belägg", "Identitet") else ():
                    if value and head != "Rad":
                        said.add((page.title, *place, head, value, mode * (head in WHO)))
    return said


# -- names and looks -------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_a_name_stands_alone_where_nothing_else_that_fits_has_it(tmp_path: Path, lang: str) -> None:
    """The plan and the document that it is copied from have one name; each column has one kind."""
    made = project(tmp_path / "graf", {
        "sources.ttl": SOURCES.replace("Liten plan", "Bolaget"),
        PLAN: TINY.replace('"Liten plan"@sv', '"Bolaget"@sv'),
    })  # fmt: skip
    desk = open_desk(made)
    names = desk.names(lang)
    pages = book_of(desk, lang).pages
    columns = [c for page in pages for c in page.form.columns if c.classes or c.values]
    things = [*desk.types, *(v for c in columns for v in c.values)]

    for column in columns:
        told = {iri: names.text_in(iri, column) for iri in things}
        assert {iri: names.meant_as(text, column.classes) for iri, text in told.items()
                if iri not in column.values and column.classes} == {
                    iri: iri for iri in told if iri not in column.values and column.classes
                }  # fmt: skip
        assert [chosen(told[iri], column) for iri in column.values] == [*column.values]
    sources = next(c for c in columns if c.classes == (KS("SourceDocument"),))
    assert names.text_in(ID("source/liten-plan-2026-01-01"), sources) == "Bolaget"
    assert "[" in names.text(ID("source/liten-plan-2026-01-01"))


def test_a_sheet_is_printed_with_its_headings_and_without_what_nobody_fills_in(
    tiny_book: bytes, empty_simple: bytes
) -> None:
    """Lying pages; the name of a row on each; unused columns of the full workbook folded away."""
    page = load_workbook(io.BytesIO(tiny_book))[FORUMS]
    row = [cell.value for cell in page[FIRST]]
    unused = [get_column_letter(n) for n, value in enumerate(row, 1) if not value]
    folded = {key for key, column in page.column_dimensions.items() if column.hidden}
    forum = load_workbook(io.BytesIO(empty_simple))["Forum"]

    assert (page.page_setup.orientation, page.print_title_rows) == ("landscape", "$1:$1")
    assert page.print_title_cols == "$B:$B"
    assert folded
    assert folded <= set(unused)
    assert "+" in page["A1"].comment.text
    assert not any(column.hidden for column in forum.column_dimensions.values())
    assert forum.print_area == "'Forum'!$B$1:$L$3"


def test_every_column_has_a_line_of_help(small: Project) -> None:
    """In both languages, whichever standard its property comes from."""
    for made in (workbook.build(small, "sv", empty=True), workbook.build_simple(small, "sv")):
        columns = [column for page in made.book.pages for column in page.form.columns]
        assert [c.path for c in columns if not (c.help.sv and c.help.en)] == []


def test_the_lists_can_be_read_on_paper(empty_simple: bytes) -> None:
    """No value is cut off by the next column, but those that take several lines anyway."""
    lists = load_workbook(io.BytesIO(empty_simple))["Listor"]
    for number, column in enumerate(lists.iter_cols(values_only=True), start=1):
        longest = max(len(str(value or "")) for value in column)
        assert lists.column_dimensions[get_column_letter(number)].width >= min(50, longest)
    assert lists.page_setup.orientation == "landscape"


def test_a_fault_in_a_folded_column_is_shown_in_the_marked_copy(
    small: Project, tmp_path: Path, tiny_book: bytes
) -> None:
    """Nobody looks for a marked cell that cannot be seen."""
    book = edited(tiny_book, lambda b: put(b, FORUMS, FIRST, Syfte="=1+1"))
    found = prepared(small, book, tmp_path)
    page = load_workbook(io.BytesIO(workbook.mark_xlsx(book, found.faults, "sv")))[FORUMS]

    assert len(found.faults) == 1
    marked = [get_column_letter(n) for n, cell in enumerate(page[FIRST], 1) if cell.comment]
    assert marked
    assert not any(page.column_dimensions[letter].hidden for letter in marked)


# -- a project that has faults from before ------------------------------------------------------


@pytest.fixture
def faulty(tmp_path: Path) -> Project:
    """The small plan, whose measure somebody took out of its strategy."""
    broken = TINY.replace("    ks:partOfStrategy strategy:liten ; ks:summary \"Insatsen.\"@sv",
                          "    ks:summary \"Insatsen.\"@sv")  # fmt: skip
    assert broken != TINY
    return project(tmp_path / "graf", {"sources.ttl": SOURCES, PLAN: broken})


def test_faults_from_before_stop_no_import_and_are_told(faulty: Project, tmp_path: Path) -> None:
    """A row on something else: nothing of it is wrong, and what stood there is told."""
    path, where = tmp_path / "bok.xlsx", ("--project", str(faulty.root))
    path.write_bytes(edited(full(faulty), lambda b: put(b, FORUMS, FIRST, Sammanfattning="Ny.")))

    done = cli("import", *where, path)
    undone = cli("log", *where, "--undo", "1")

    assert (done.code, undone.code) == (0, 0), (done.err, undone.err)
    for answer in (done, undone):
        assert "1 fel stod här redan; kgraph check visar det." in answer.out + answer.err


def test_a_fault_from_before_near_the_change_is_told_in_the_preview(
    faulty: Project, tmp_path: Path
) -> None:
    """It is no fault of the row, which may be read in."""
    book = edited(full(faulty), lambda b: put(b, "Insats", FIRST, Sammanfattning="Ny."))

    made = prepared(faulty, book, tmp_path)
    entry, report = workbook.apply(faulty, made)

    assert (made.ready, made.faults, made.stood, entry.stood) == (True, (), 1, 1)
    assert report.faults == ()


def test_a_new_fault_beside_one_from_before_is_told_at_its_cell(
    faulty: Project, tmp_path: Path
) -> None:
    """And alone: the other is not the workbook's."""

    def edit(book: Any) -> None:
        cell(book, "Mål", FIRST, "Ingår i strategi").value = None

    made = prepared(faulty, edited(full(faulty), edit), tmp_path)

    assert not made.ready
    assert {fault.place.sheet for fault in made.faults} == {"Mål"}


def test_an_import_that_mends_the_fault_from_before_has_none_to_tell(
    faulty: Project, tmp_path: Path
) -> None:
    """The strategy is named again."""
    book = edited(full(faulty), lambda b: put(b, "Insats", FIRST, Ingår_i_strategi="Liten plan"))

    made = prepared(faulty, book, tmp_path)
    entry, report = workbook.apply(faulty, made)

    assert (made.ready, made.stood, entry.stood) == (True, 0, 0)
    assert report.at_least("violation") == ()


# -- at the terminal -------------------------------------------------------------------------


def test_the_commands_write_a_workbook_and_read_it_in(tmp_path: Path) -> None:
    """workbook, import with and without --dry-run, log and undo."""
    made = project(tmp_path / "graf")
    path = tmp_path / "bok.xlsx"
    where = ("--project", str(made.root))
    assert cli("workbook", *where, "-o", path).code == 0
    path.write_bytes(
        edited(path.read_bytes(), lambda b: put(b, FORUMS, FIRST, Sammanfattning="Ny."))
    )
    before = statements(made)

    dry = cli("import", *where, path, "--dry-run")
    assert (dry.code, statements(made)) == (0, before)
    assert "1 ändrad cell" in dry.out
    assert cli("import", *where, path).code == 0
    assert statements(made) != before
    assert "bok.xlsx" in cli("log", *where).out
    assert cli("log", *where, "--undo", "1").code == 0
    assert statements(made) == before


def test_the_days_that_people_write_are_read_as_days(small: Project, tmp_path: Path) -> None:
    """A real date, and three ways of writing one."""
    made = project(tmp_path / "graf")
    book = simple(made)
    for value in (datetime.date(2026, 5, 1), "2026-05-01", "1 maj 2026", "1/5 2026"):

        def fill(b: Any, value: object = value) -> None:
            put(b, "Dokument", FIRST, Dokument="En plan", Slag="Handlingsplan")
            cell(b, "Dokument", FIRST, "Gäller från").value = value

        found = prepared(made, edited(book, fill), tmp_path)
        days = {
            str(q[2]) for quads in found.contents.values() for q in quads
            if q[1] == KS("validFrom") and q[0] == Iri(ID("strategy/en-plan"))
            and isinstance(q[2], Literal)
        }  # fmt: skip
        assert days == {"2026-05-01"}, value


def test_a_day_that_can_be_read_in_two_ways_is_told(
    small: Project, tmp_path: Path, empty_simple: bytes
) -> None:
    """5/6 is the fifth of June here; somebody used to the other order sees it in the preview."""

    def fill(book: Any) -> None:
        put(book, "Dokument", FIRST, Dokument="En plan", Slag="Handlingsplan")
        cell(book, "Dokument", FIRST, "Gäller från").value = "05/06/2026"
        cell(book, "Dokument", FIRST, "Gäller till").value = "31/12/2026"

    found = prepared(small, edited(empty_simple, fill), tmp_path)

    assert found.faults == ()
    assert [told.sv for told in found.understood if "förstods" in told.sv] == [
        "Dokument!G4: ”05/06/2026” förstods som 5 juni 2026."
    ]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Jämtland County", "Jämtlands län", True),
        ("Örebro county", "Örebro län", True),
        ("Mittuniversitet", "Mittuniversitetet", True),
        ("Region Kronobergs", "region Kronoberg", True),
        ("Kompetensrådets", "kompetensråd", True),
        ("Bolagt", "Bolaget", False),
        ("Skolan", "Skola", True),
        ("Åre kommun", "Ånge kommun", False),
    ],
)
def test_endings_of_swedish_make_no_other_name(one: str, other: str, same: bool) -> None:
    """Definite and genitive forms have one stem; a letter that is lost is another word."""
    assert (stem(one) == stem(other)) is same


@given(st.text(max_size=40))
def test_a_stem_has_no_endings_left(text: str) -> None:
    """Taking the stem of a stem changes nothing."""
    assert stem(stem(text)) == stem(text)


def test_the_small_plan_is_what_these_tests_say() -> None:
    """The forum has no summary of its own, which the tests above fill in."""
    assert "forum:f a ks:Forum ; skos:prefLabel" in TINY
