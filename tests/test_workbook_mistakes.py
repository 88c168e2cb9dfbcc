"""What people do to workbooks: each mistake told at its cell with its mend, or refused whole."""

import datetime
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from rdflib import SH, Graph, Literal

from kgraph import workbook
from kgraph.errors import InputError
from kgraph.project import Project
from kgraph.wording import Text
from kgraph.workbook import grid
from kgraph.workbook.plainly import plainly
from kgraph.workbook.telling import together
from kgraph.workbook.value import Fault, Place
from tests.helpers import ROOT, SOURCES, TINY, cli, project
from tests.workbooks import FIRST, cell, edited, full, prepared, put, simple, statements

FORUMS = "Forum eller nätverk"
Case = tuple[str, Callable[[Any], object], str, str]


@pytest.fixture(scope="module")
def books(small: Project) -> dict[str, bytes]:
    """The full workbook, and the simple one without rows."""
    return {"full": full(small), "simple": simple(small)}


def at(sheet: str, heading: str, value: object, row: int = FIRST) -> Callable[[Any], object]:
    """Write one cell."""

    def edit(book: Any) -> None:
        cell(book, sheet, row, heading).value = value

    return edit


def headed(cells: dict[str, object]) -> dict[str, object]:
    """Cells by heading; ``_`` stands for a blank."""
    return {key.replace("_", " "): value for key, value in cells.items()}


def forum(**cells: object) -> Callable[[Any], object]:
    """A row of the simple workbook's forums that is right but for what is given."""

    def edit(book: Any) -> None:
        right = {"Forum": "Rådet", "Medlem": "Åmåls kommun", "Dokument": "Liten plan", "Sida": "3",
                 "Är det så i dag?": "ja"}  # fmt: skip
        for heading, value in {
            **right,
            **{k.replace("_", " "): v for k, v in cells.items()},
        }.items():
            cell(book, "Forum", FIRST, heading).value = value

    return edit


def measure(**cells: object) -> Callable[[Any], object]:
    """A row of the simple workbook's measures that is right but for what is given."""

    def edit(book: Any) -> None:
        right = {"Mål, prioritering eller insats": "Bygg broar", "Vad det är": "Insats",
                 "I korthet": "Broar byggs.", "Ansvarig": "Åmåls kommun", "Dokument": "Liten plan",
                 "Sida": "3", "Är det så i dag?": "ja"}  # fmt: skip
        for heading, value in {
            **right,
            **{k.replace("_", " "): v for k, v in cells.items()},
        }.items():
            cell(book, "Insatser och ansvar", FIRST, heading).value = value

    return edit


def document(**cells: object) -> Callable[[Any], object]:
    """A row of the simple workbook's documents."""

    def edit(book: Any) -> None:
        right = {"Dokument": "En plan", "Slag": "Handlingsplan"}
        for heading, value in {
            **right,
            **{k.replace("_", " "): v for k, v in cells.items()},
        }.items():
            cell(book, "Dokument", FIRST, heading).value = value

    return edit


def follow_up(**cells: object) -> Callable[[Any], object]:
    """A row of the simple workbook's follow-ups that is right but for what is given."""

    def edit(book: Any) -> None:
        right = {"Vad som följs upp": "Ett mål", "Vem följer upp": "Åmåls kommun",
                 "Dokument": "Liten plan", "Sida": "3", "Är det så i dag?": "ja"}  # fmt: skip
        for heading, value in {
            **right,
            **{k.replace("_", " "): v for k, v in cells.items()},
        }.items():
            cell(book, "Uppföljning", FIRST, heading).value = value

    return edit


def rename(sheet: str, new: str) -> Callable[[Any], object]:
    """Give a sheet another name, and take away what the workbook remembers of it."""

    def edit(book: Any) -> None:
        book[sheet].title = new
        forget(book)

    return edit


def forget(book: Any) -> None:
    """A workbook without its memo, as after copying the sheets to a new file."""
    del book["_kgraph"]


def head(sheet: str, heading: str, new: object) -> Callable[[Any], object]:
    """Write another heading."""

    def edit(book: Any) -> None:
        cell(book, sheet, 1, heading).value = new

    return edit


def merged(sheet: str, area: str, fill: Callable[[Any], object]) -> Callable[[Any], object]:
    """Merge cells after they have been filled in."""

    def edit(book: Any) -> None:
        fill(book)
        book[sheet].merge_cells(area)

    return edit


def both(*edits: Callable[[Any], object]) -> Callable[[Any], object]:
    """Several changes."""

    def edit(book: Any) -> None:
        for one in edits:
            one(book)

    return edit


def second(edit: Callable[[Any], object], sheet: str, **cells: object) -> Callable[[Any], object]:
    """A second row beside the first."""

    def both_rows(book: Any) -> None:
        edit(book)
        put(book, sheet, FIRST + 1, **cells)

    return both_rows


def twice(book: Any) -> None:
    """The first forum once more, with another summary."""
    values = [one.value for one in book[FORUMS][FIRST]]
    values[3] = "Annan."
    book[FORUMS].append(values)


def titled(book: Any) -> None:
    """A title above the headings, as on a printed table."""
    book["Forum"].insert_rows(1)
    book["Forum"]["B1"] = "Forum i vårt län"


def written_over(book: Any) -> None:
    """The first forum typed over the example, whose mark still stands."""
    page = book["Forum"]
    for one in page[FIRST]:
        if one.column > 1:
            page.cell(FIRST - 1, one.column).value = one.value
    page.delete_rows(FIRST)


def pasted_below(book: Any) -> None:
    """The table once more, headings and all, after an empty row or two."""
    page = book["Forum"]
    for one in page[1]:
        page.cell(7, one.column).value = one.value
        page.cell(8, one.column).value = page.cell(FIRST, one.column).value


def over_help(book: Any) -> None:
    """The first forum typed over the help, whose mark still stands."""
    page = book["Forum"]
    for one in page[FIRST]:
        if one.column > 1 and one.value:
            page.cell(2, one.column).value = one.value
    page.delete_rows(FIRST)


MODE = "Är_det_så_i_dag?"

# Book, what is done, the cell it is told at, and a part of what is said.
SIMPLE: list[Case] = [
    ("no mode", forum(**{MODE: None}), "Forum!E4", "Är det så i dag?"),
    ("another mode", forum(**{MODE: "kanske"}), "Forum!E4", "Är det så i dag?"),
    ("no name of the forum", forum(Forum=None), "Forum!B4", "Namnet saknas. Fyll"),
    ("a forum named on its first row alone",
     second(forum(), "Forum", Medlem="Bolaget", Dokument="Liten plan", Sida=3, **{MODE: "ja"}),
     "Forum!B5", "”Rådet”, som i Forum!B4"),
    ("a misspelt member", forum(Medlem="Åmåls komun"), "Forum!C4", "Vem eller vad menas"),
    ("a role that is none", forum(Roll="Boss"), "Forum!D4", "finns inte i listan"),
    ("a role of one's own", forum(Roll="Representant"), "Forum!D4", "Ledamot, Deltagare"),
    ("a misspelt role", forum(Roll="Ordförnade"), "Forum!D4", "Menades Ordförande?"),
    ("an unknown document", forum(Dokument="Okänd plan"), "Forum!J4", "Okänd plan"),
    ("neither page nor heading", forum(Sida=None), "Forum!K4", "Sida eller rubrik saknas"),
    ("a page that is none", forum(Sida="någonstans"), "Forum!K4", "ingen sida"),
    ("the page nought", forum(Sida=0), "Forum!K4", "ingen sida"),
    ("pages reversed", forum(Sida="12-3"), "Forum!K4", "ingen sida"),
    ("a county that is none", forum(Län="Götaland"), "Forum!F4", "Götaland"),
    ("a theme that is none", forum(Tema="Fiske"), "Forum!H4", "finns inte i listan"),
    ("neither yes nor no", forum(**{"Fler är med (m.fl.)": "vet ej"}), "Forum!I4", "varken ja"),
    ("a formula", forum(Syfte='="a"&"b"'), "Forum!G4", "formel"),
    ("a formula for a name", forum(Medlem="=A1"), "Forum!C4", "formel"),
    ("an error of reckoning", forum(Syfte="#REF!"), "Forum!G4", "räknefel"),
    ("a merged cell", merged("Forum", "C4:C5", second(forum(), "Forum", Forum="Rådet")),
     "Forum!C5", "sammanslagen"),
    ("no kind of measure", measure(Vad_det_är=None), "Insatser och ansvar!C4", "inte vad det är"),
    ("an unknown kind", measure(Vad_det_är="Dröm"), "Insatser och ansvar!C4", "inte i listan"),
    ("no summary", measure(I_korthet=None), "Insatser och ansvar!4:4", "sammanfattning"),
    ("a parent that is none", measure(Hör_till="Målet X"), "Insatser och ansvar!D4", "Målet X"),
    ("a responsible without a mode", measure(**{MODE: ""}), "Insatser och ansvar!K4", "i dag?"),
    ("two responsible on one line", measure(Ansvarig="Åmåls kommun, Bolaget"),
     "Insatser och ansvar!G4", "på varje rad"),
    ("a person's mail for a name", measure(Ansvarig="x@exempel.se"),
     "Insatser och ansvar!G4", "e-post"),
    ("a person's mail in a text", measure(I_korthet="Fråga a@exempel.se."),
     "Insatser och ansvar!E4", "e-post"),
    ("a person's mail for a forum", forum(Forum="x@exempel.se"), "Forum!B4", "e-post"),
    ("a personal identity number", measure(I_korthet="Fråga 19850101-1234."),
     "Insatser och ansvar!E4", "personnummer"),
    ("a short personal identity number", forum(Syfte="Sköts av 850161+1234"), "Forum!G4",
     "personnummer"),
    ("names on one line", forum(Medlem="Bolaget; Åmåls kommun"), "Forum!C4", "på varje rad"),
    ("unknown names on one line", forum(Medlem="Bolaget, Åmåls kommun m fl"), "Forum!C4",
     "Är det flera namn: skriv ett på varje rad"),
    ("names with a word between", forum(Medlem="Bolaget och Åmåls kommun"), "Forum!C4",
     "på varje rad"),
    ("an abbreviation nobody knows", forum(Medlem="AF"), "Forum!C4", "helt ut"),
    ("a role without a member", forum(Medlem=None, Roll="Ledamot"), "Forum!C4", "ingen medlem"),
    ("an adoption of a document of no kind", document(Slag=None, Beslutat_av="Åmåls kommun"),
     "Dokument!C4", "vad för dokument"),
    ("a sum that cannot be reckoned", forum(Syfte="#DIV/0!"), "Forum!G4", "#DIV/0!"),
    ("no name of the measure", measure(**{"Mål, prioritering eller insats": None}),
     "Insatser och ansvar!B4", "Namnet saknas"),
    ("no document for a measure", measure(Dokument=None, Sida=None),
     "Insatser och ansvar!L4", "ingen strategi"),
    ("a document without a title", document(Dokument=None), "Dokument!B4", "Titeln saknas"),
    ("a web page with days", document(Slag="Webbsida", Gäller_från="2026-01-01"), "Dokument!C4",
     "webbsida har inget slag"),
    ("a kind of document that is none", document(Slag="Roman"), "Dokument!C4", "listan"),
    ("a day that is none", document(Gäller_från="2026-02-30"), "Dokument!G4", "inget datum"),
    ("a day in words", document(Gäller_från="i våras"), "Dokument!G4", "inget datum"),
    ("a month for a day", document(Gäller_från="2026-13"), "Dokument!G4", "inget datum"),
    ("a period that ends before it begins",
     document(Gäller_från="2030-01-01", Gäller_till="2026-01-01"), "Dokument!", "före"),
    ("nothing to follow up", follow_up(Vad_som_följs_upp=None), "Uppföljning!B4", "tom"),
    ("nobody who follows up", follow_up(Vem_följer_upp=None), "Uppföljning!C4", "tom"),
    ("an unknown target", follow_up(Vad_som_följs_upp="Allt"), "Uppföljning!B4", "Allt"),
    ("a frequency that is none", follow_up(Hur_ofta="ibland"), "Uppföljning!E4", "listan"),
    ("a sheet with another name", both(forum(), rename("Forum", "Mina forum")), "Mina forum",
     "inte känt"),
    ("a heading that is spelt otherwise", both(forum(), head("Forum", "Medlem", "Medlemar")),
     "Forum!C1", "Menades Medlem?"),
    ("a column of one's own", both(forum(), lambda b: b["Forum"].cell(1, 20, "Mitt eget")),
     "Forum!T1", "inte känd"),
    ("a column without a heading", both(forum(), lambda b: b["Forum"].cell(FIRST, 20, "hej")),
     "Forum!T1", "ingen rubrik"),
    ("a title above the headings", both(forum(), titled), "Forum!1:1", "står på rad 2"),
    ("no headings", both(forum(), lambda b: b["Forum"].delete_rows(1)), "Forum!1:1",
     "ingen rad med rubriker"),
    ("the example written over", both(forum(), written_over), "Forum!3:3", "märkt Exempel"),
    ("the help written over", both(forum(), over_help), "Forum!2:2", "märkt Hjälp"),
    ("a page of no document", forum(Dokument=None), "Forum!J4", "inte dokumentet"),
    ("a heading of no document", follow_up(Dokument=None, Sida=None, Rubrik="Mål"),
     "Uppföljning!Dokument", "inte dokumentet"),
    ("a known forum in itself", forum(Forum="Forumet", Medlem="Forumet"), "Forum!C4",
     "sig själv"),
    ("a new forum in itself", forum(Medlem="Rådet"), "Forum!C4", "sig själv"),
    ("a measure that is part of itself", measure(Hör_till="Bygg broar"),
     "Insatser och ansvar!D4", "sig själv"),
    ("the identifier of another forum", forum(Identitet="forum/f"), "Forum!Identitet",
     "den för ”Forumet”"),
    ("a table pasted below with its headings", both(forum(), pasted_below), "Forum!7:7",
     "en gång till"),
    ("a merged heading", merged("Forum", "B1:C1", forum()), "Forum!C1", "sammanslagen"),
    ("two documents in a cell", forum(Dokument="Liten plan\nOkänd plan"), "Forum!J4", "Okänd"),
    ("two roles in a cell", forum(Roll="Ledamot\nOrdförande"), "Forum!D4", "flera värden"),
    ("pages that became a day", forum(Sida=datetime.date(2026, 12, 14)), "Forum!K4", "datum"),
    ("a heading twice", both(forum(), lambda b: b["Forum"].cell(1, 20, "Medlem")), "Forum!T1",
     "två gånger"),
]  # fmt: skip

FULL: list[Case] = [
    ("a role that is none", at("Medlemskap", "Roll i forumet", "Chef"), "Medlemskap!D4", "listan"),
    ("no role", at("Medlemskap", "Roll i forumet", None), "Medlemskap!", "roll"),
    ("no mode", at("Medlemskap", "Läge", None), "Medlemskap!", "läge"),
    ("two modes", at("Medlemskap", "Läge", "Så är det\nPlanerat"), "Medlemskap!E4", "läge"),
    ("a passage that is none", at("Medlemskap", "Belägg", "900:77-78"), "Medlemskap!L4",
     "finns inte"),
    ("an identifier that is none", at("Medlemskap", "Identitet", "x y"), "Medlemskap!N4",
     "inte känd"),
    ("a period reversed", at("Medlemskap", "Gäller från", "2031-01-01", FIRST), "Medlemskap!",
     "före"),
    ("a member that is none", at("Medlemskap", "Den som är medlem", "Ingen alls"),
     "Medlemskap!C4", "inget känt namn"),
    ("a number for a name", at("Medlemskap", "Den som är medlem", 12), "Medlemskap!C4", "12"),
    ("a member misspelt", at("Medlemskap", "Den som är medlem", "Bolagt"), "Medlemskap!C4",
     "Vem eller vad"),
    ("a kind that is none", at(FORUMS, "Slag", "Klubb"), f"{FORUMS}!K4", "inget slag"),
    ("a theme that is none", at(FORUMS, "Tema", "Fiske"), f"{FORUMS}!H4", "listan"),
    ("a new row without a name", at(FORUMS, "Sammanfattning", "Ett till.", FIRST + 1),
     f"{FORUMS}!B5", "inget namn"),
    ("a summary that is too long", at(FORUMS, "Sammanfattning", "ord " * 200), f"{FORUMS}!D4",
     "tecken"),
    ("the page nought", at("Textställen", "Sida", "0"), "Textställen!Sida", "ingen sida"),
    ("a line that is no range", at("Textställen", "Radintervall", "sju"), "Textställen!", "rad"),
    ("lines the wrong way", at("Textställen", "Radintervall", "3-1"), "Textställen!Radintervall",
     "sista raden före"),
    ("a passage without a source", at("Textställen", "Härledd ur", None), "Textställen!", "källa"),
    ("two review states", at("Textställen", "Granskningsstatus", "Granskad\nMaskinläst"),
     "Textställen!", "status"),
    ("neither true nor false", at("Källdokument", "Inläst", "tja"), "Källdokument!Inläst",
     "varken ja"),
    ("a retrieval that is no day", at("Källdokument", "Hämtad den", "igår"),
     "Källdokument!Hämtad den", "inget datum"),
    ("a value that cannot be read", at("Övrigt", "Värde", "<inte slut"), "Övrigt!D4", "läsa"),
    ("a property that is none", at("Övrigt", "Egenskap", "hej"), "Övrigt!C4", "läsa"),
    ("an actor in its own group", both(
        at("Aktörsgrupp", "Benämning", "Alla"), at("Aktörsgrupp", "Medlem", "Alla")),
     "Aktörsgrupp!", "sig själv"),
    ("the same row twice", twice, f"{FORUMS}!5:5", "finns redan"),
]  # fmt: skip


def by_heading(book: bytes, place: str) -> str:
    """The first row's cell below a heading, for a place that names one."""
    sheet, _, heading = place.partition("!")
    made = load_workbook(io.BytesIO(book), read_only=True)
    heads = (
        [str(c.value) for c in next(made[sheet].iter_rows(max_row=1))]
        if (sheet in made.sheetnames and heading)
        else []
    )
    if heading not in heads:
        return place
    return f"{sheet}!{get_column_letter(heads.index(heading) + 1)}{FIRST}"


@pytest.mark.parametrize(
    ("book", "edit", "place", "says"),
    [pytest.param("simple", *case[1:], id=f"simple: {case[0]}") for case in SIMPLE]
    + [pytest.param("full", *case[1:], id=f"full: {case[0]}") for case in FULL],
)
def test_a_mistake_is_told_at_its_cell(
    small: Project, books: dict[str, bytes], tmp_path: Path, book: str,
    edit: Callable[[Any], object], place: str, says: str,
) -> None:  # fmt: skip
    """The right cell, in words that say what is wrong; nothing can be written meanwhile."""
    found = prepared(small, edited(books[book], edit), tmp_path)
    told = [(str(f.place), f"{f.what.sv} {f.mend.sv}") for f in found.faults]
    place = by_heading(books[book], place)

    assert not found.ready
    assert any(p.startswith(place) and says in text for p, text in told), told


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(forum(Medlem="  Åmåls kommun "), id="blanks at the ends"),
        pytest.param(forum(Medlem="A\u030ama\u030als kommun"), id="letters decomposed"),
        pytest.param(forum(Medlem="åmåls KOMMUN"), id="other capitals"),
        pytest.param(forum(Medlem="Åmåls kommuns"), id="genitive"),
        pytest.param(forum(Sida=3), id="a page as a number"),
        pytest.param(forum(Sida="3–4"), id="two pages"),
        pytest.param(
            both(document(Dokument="Planen 2024–2028"), forum(Dokument="Planen 2024 - 2028")),
            id="another dash",
        ),
        pytest.param(follow_up(Hur_ofta="1 gång per år"), id="how often, in words of one's own"),
        pytest.param(follow_up(Hur_ofta="every quarter"), id="how often, in English"),
        pytest.param(measure(Vad_det_är="Åtgärd"), id="another word for a measure"),
        pytest.param(document(Slag="webbsida"), id="a web page told as one"),
        pytest.param(forum(**{MODE: "Ja"}), id="an answer with a capital"),
        pytest.param(forum(Roll="ledamot"), id="a list value with a small letter"),
        pytest.param(forum(Syfte="Diarienummer 232100-0057, 2026-01-01"), id="other numbers"),
        pytest.param(forum(Syfte="=1+1 är två"), id="text after a sign of equality"),
    ],
)
def test_what_anybody_would_understand_is_understood(
    small: Project, books: dict[str, bytes], tmp_path: Path, edit: Callable[[Any], object]
) -> None:
    """Blanks, capitals, decomposed letters and endings are no mistakes."""

    def text(book: Any) -> None:
        edit(book)
        for row in book["Forum"].iter_rows(min_row=FIRST, max_row=FIRST):
            for one in row:
                one.data_type = "s" if isinstance(one.value, str) else one.data_type

    found = prepared(small, edited(books["simple"], text), tmp_path)

    assert [f"{f.place} {f.what}" for f in found.faults] == []
    assert found.contents


def test_what_shapes_say_is_told_at_cells_without_the_words_of_files() -> None:
    """No properties, marks of language, files or addresses: those who fill in cells have none."""
    shapes = Graph().parse(ROOT / "ontology" / "shapes.ttl")
    technical = re.compile(r"\b[a-z]+:[A-Za-z]|@[a-z]|\.ttl|\bIRI|data/|\badress|\baddress|\^")
    texts = []
    for shape in shapes.subjects(SH.severity, SH.Violation):
        told = {t.language: str(t) for t in shapes.objects(shape, SH.message)
                if isinstance(t, Literal)}  # fmt: skip
        made = plainly(Text(told["sv"], told["en"]), lambda _: Text("ett namn", "a name"))
        texts += [made.sv, made.en.replace("e-mail address", "e-mail")]

    assert len(texts) > 200
    assert [text for text in texts if technical.search(text)] == []


def test_the_same_mistake_down_a_column_is_told_once_with_its_cells() -> None:
    """A question on one name too; another name is another question."""
    what, mend = Text("Namnet saknas.", "There is no name."), Text("Fyll i det.", "Fill it in.")

    def told(*places: tuple[int, int], asks: tuple[str, str] | None = None) -> list[str]:
        faults = [Fault(Place("Forum", row, col), what, mend, asks=asks) for row, col in places]
        return [str(at) for at, _ in together(faults)]

    assert told((4, 2), (6, 2), (7, 2), (8, 2), (5, 3)) == ["Forum!B4, B6–B8", "Forum!C5"]
    assert told((4, 0), (5, 0)) == ["Forum rad 4, 5"]
    assert told((4, 2), (5, 2), asks=("X", "actor")) == ["Forum!B4, B5"]
    two = [Fault(Place("Forum", 4, 2), what, mend, asks=(name, "actor")) for name in ("X", "Y")]
    assert len(list(together(two))) == 2


@pytest.mark.parametrize("said", ["ingen", "Saknas", "n/a", "framgår ej", "anges inte", "m.fl.",
                                  "alla", "vakant", "(oklart)"])  # fmt: skip
def test_that_nobody_is_named_makes_no_actor_of_that_name(
    small: Project, books: dict[str, bytes], tmp_path: Path, said: str
) -> None:
    """Else a gap would have an actor that fills it."""
    found = prepared(small, edited(books["simple"], measure(Ansvarig=said)), tmp_path)
    told = {str(f.place): f"{f.what.sv} {f.mend.sv}" for f in found.faults}

    assert "lämna cellen tom" in told["Insatser och ansvar!G4"]


def test_a_new_name_that_may_be_several_is_told(
    small: Project, books: dict[str, bytes], tmp_path: Path
) -> None:
    """Some bodies have a comma in their name, so it stops nothing."""
    book = edited(books["simple"], forum(Medlem="Norra klubben, Södra gänget"))
    found = prepared(small, book, tmp_path)

    assert found.ready
    assert any("blir en enda aktör" in told.sv for told in found.understood)


def test_a_place_is_no_member(tmp_path: Path) -> None:
    """The municipality is meant and proposed; the place alone is not taken for it."""
    place = 'g:2-3 { territory:amal a ks:Territory ; skos:prefLabel "Åmål"@sv . }'
    data = {"sources.ttl": SOURCES, "sources/liten-plan-2026-01-01.trig": TINY + place}
    made = project(tmp_path / "p", data)
    found = prepared(made, edited(simple(made), forum(Medlem="Åmål")), tmp_path)
    fault = next(f for f in found.faults if str(f.place) == "Forum!C4")

    assert "ingen organisation" in fault.what.sv and "Åmåls kommun" in fault.mend.sv


def test_a_name_that_two_actors_have_is_asked_about(tmp_path: Path) -> None:
    """Both are named with their identifiers, and neither is chosen."""
    twin = """
g:5-6 { actor:c a org:FormalOrganization ; skos:prefLabel "Bolaget"@sv . }
"""
    made = project(tmp_path / "graf", {"sources.ttl": SOURCES, "sources/liten.trig": TINY + twin})
    found = prepared(made, edited(simple(made), forum(Medlem="Bolaget")), tmp_path)

    assert [(str(f.place), len(f.candidates)) for f in found.faults] == [("Forum!C4", 2)]
    assert all("[actor/" in name for name in found.faults[0].candidates)


# -- refused whole ---------------------------------------------------------------------------


def package(parts: dict[str, bytes]) -> bytes:
    """A zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def with_part(book: bytes, name: str, content: bytes) -> bytes:
    """A workbook with one part more."""
    with zipfile.ZipFile(io.BytesIO(book)) as old:
        return package({n: old.read(n) for n in old.namelist()} | {name: content})


def corrupted(book: bytes) -> bytes:
    """A workbook with a hole in its first sheet, as after a bad copy."""
    with zipfile.ZipFile(io.BytesIO(book)) as old:
        part = old.getinfo("xl/worksheets/sheet1.xml")
    start = part.header_offset + 30 + len(part.filename) + part.compress_size // 2
    return book[:start] + b"\0" * 40 + book[start + 40 :]


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("make", "says"),
    [
        pytest.param(lambda b: b"", "ingen arbetsbok", id="an empty file"),
        pytest.param(lambda b: b"hej", "ingen arbetsbok", id="a text"),
        pytest.param(lambda b: OLE, ".xls", id="the old format"),
        pytest.param(lambda b: OLE + "EncryptedPackage".encode("utf-16-le"), "lösenord",
                     id="a password"),
        pytest.param(lambda b: package({
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), ".ods", id="an .ods"),
        pytest.param(lambda b: with_part(b, "xl/vbaProject.bin", b"x"), "makron", id="macros"),
        pytest.param(lambda b: package({"a.txt": b"a"}), "ingen arbetsbok", id="another zip"),
        pytest.param(lambda b: b[: len(b) // 2], "trasig", id="cut in half"),
        pytest.param(corrupted, "trasig", id="corrupted"),
        pytest.param(lambda b: with_part(b, "xl/worksheets/sheet99.xml", b" " * 500_000_000),
                     "för stor", id="a zip bomb"),
        pytest.param(lambda b: package({f"p{n}": b"" for n in range(3000)}), "för stor",
                     id="thousands of parts"),
    ],
)  # fmt: skip
def test_what_is_no_plain_workbook_is_refused_with_its_reason(
    small: Project, books: dict[str, bytes], tmp_path: Path,
    make: Callable[[bytes], bytes], says: str,
) -> None:  # fmt: skip
    """One message, no traceback, nothing read."""
    with pytest.raises(InputError) as refused:
        prepared(small, make(books["simple"]), tmp_path)

    assert says in str(refused.value)


def test_more_rows_than_a_workbook_of_ones_own_has_are_refused(
    small: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With how many there are and how many are read."""
    monkeypatch.setattr(grid, "MOST_ROWS", 50)
    book = Workbook()
    page: Any = book.active
    page.title = "Forum"
    for n in range(60):
        page.append([n])
    out = io.BytesIO()
    book.save(out)

    with pytest.raises(InputError, match="högst 50"):
        prepared(small, out.getvalue(), tmp_path)


@pytest.mark.parametrize("name", ["finns-inte.xlsx", "."])
def test_a_file_that_is_not_there_is_told(small: Project, tmp_path: Path, name: str) -> None:
    """A name that leads nowhere, and a folder without files."""
    with pytest.raises(InputError):
        workbook.prepare(small, tmp_path / name)


# -- told together, marked, nothing written ---------------------------------------------------


def test_all_mistakes_are_told_at_once_and_marked_in_a_copy(
    tmp_path: Path, books: dict[str, bytes]
) -> None:
    """The cells are coloured and say what is wrong; the data are as before; the code is 1."""
    made = project(tmp_path / "graf")
    before = statements(made)
    path, marked = tmp_path / "bok.xlsx", tmp_path / "märkt.xlsx"
    path.write_bytes(
        edited(books["simple"], both(forum(Roll="Boss", Sida="x"), document(Slag="Roman")))
    )
    answer = cli("import", "--project", str(made.root), path, "--marked", marked)
    assert answer.code == 1, answer.err
    book: Any = load_workbook(marked)
    noted = {
        f"{page.title}!{get_column_letter(c.column)}{c.row}"
        for page in book.worksheets
        for row in page.iter_rows()
        for c in row
        if c.comment
    }

    assert noted == {"Forum!D4", "Forum!K4", "Dokument!C4"}
    assert statements(made) == before
