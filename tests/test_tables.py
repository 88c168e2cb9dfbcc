"""Tables and the forms they are handed over in: what goes in comes out again."""

import csv
import datetime
import io
import json
import re
import string
from html.parser import HTMLParser

import pandas
import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.frames import data_frame, html_table
from kgraph.store import View
from kgraph.tables import Table, native
from kgraph.terms import RDF, XSD, Blank, Iri, Literal, Term
from tests.helpers import HOSTILE

VIEW = View(as_of=datetime.date(2026, 1, 1))
LANG_STRING = RDF("langString")
_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_IRIS = st.builds(
    lambda x: Iri("https://example.org/" + x), st.text(string.ascii_letters + "åäö/#-", max_size=8)
)
_TERMS: st.SearchStrategy[Term | None] = st.one_of(
    st.none(),
    _IRIS,
    st.builds(lambda x: Blank("b" + x), st.text(string.digits, max_size=3)),
    st.builds(Literal, _TEXT),
    st.builds(lambda v, t: Literal(v, LANG_STRING, t), _TEXT, st.sampled_from(["sv", "en-gb"])),
    st.builds(
        Literal, _TEXT, st.sampled_from([XSD(n) for n in ("integer", "date", "boolean", "decimal")])
    ),
)
_ROWS = st.lists(st.tuples(_TERMS, _TERMS), max_size=6)


def table(*rows: tuple[Term | None, ...], columns: str = "a b", **more: object) -> Table:
    """A table with these rows."""
    return Table("q", tuple(columns.split()), rows, VIEW, {}, **more)  # type: ignore[arg-type]


# -- round trips -----------------------------------------------------------------------------


@given(_ROWS)
def test_csv_comes_back_cell_by_cell(rows: list[tuple[Term | None, ...]]) -> None:
    """Any text, with quotes and line breaks, is one cell again."""
    text = table(*rows).to_csv(labels=False)

    read = list(csv.reader(io.StringIO(text, newline="")))

    expected = [
        ["" if v is None else f"_:{v}" if isinstance(v, Blank) else str(v) for v in row]
        for row in rows
    ]
    assert read == [["a", "b"], *expected]


@given(_ROWS)
def test_tsv_comes_back_term_by_term(rows: list[tuple[Term | None, ...]]) -> None:
    """The W3C's TSV keeps kind, language and datatype."""
    lines = table(*rows).to_tsv().split("\n")

    assert lines[0] == "?a\t?b"
    assert lines[-1] == ""
    assert [tuple(_read(cell) for cell in line.split("\t")) for line in lines[1:-1]] == rows


def _read(cell: str) -> Term | None:
    if not cell:
        return None
    if cell.startswith("<"):
        return Iri(cell[1:-1])
    if cell.startswith("_:"):
        return Blank(cell[2:])
    found = re.fullmatch(r'"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<(.*)>)?', cell, re.S)
    assert found
    codes = {"n": "\n", "r": "\r", "t": "\t"}
    value = re.sub(r"\\(.)", lambda m: codes.get(m[1], m[1]), found[1], flags=re.S)
    if found[2]:
        return Literal(value, LANG_STRING, found[2])
    return Literal(value, found[3]) if found[3] else Literal(value)


@given(_ROWS)
def test_json_comes_back_term_by_term(rows: list[tuple[Term | None, ...]]) -> None:
    """The W3C's JSON keeps kind, language and datatype."""
    value = json.loads(table(*rows).to_json())

    read = [
        tuple(_term(binding.get(c)) for c in value["head"]["vars"])
        for binding in value["results"]["bindings"]
    ]
    assert value["head"]["vars"] == ["a", "b"]
    assert read == rows


def _term(cell: dict[str, str] | None) -> Term | None:
    if cell is None:
        return None
    if cell["type"] == "uri":
        return Iri(cell["value"])
    if cell["type"] == "bnode":
        return Blank(cell["value"])
    if "xml:lang" in cell:
        return Literal(cell["value"], LANG_STRING, cell["xml:lang"])
    return Literal(cell["value"], cell.get("datatype", XSD("string")))


@settings(max_examples=25)
@given(_ROWS)
def test_turtle_can_be_read_again(rows: list[tuple[Term | None, ...]]) -> None:
    """As many solutions as rows, and as many bindings as cells that are bound."""
    graph = rdflib.Graph().parse(data=table(*rows).to_turtle(), format="turtle")
    rs = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")

    assert len(list(graph.subject_objects(rs.solution))) == len(rows)
    bound = sum(value is not None for row in rows for value in row)
    assert len(list(graph.subject_objects(rs.binding))) == bound


@settings(max_examples=25)
@given(_ROWS)
def test_json_ld_states_what_turtle_states(rows: list[tuple[Term | None, ...]]) -> None:
    """Read again, both have the same statements, blank nodes by other names."""
    made = table(*rows)

    turtle = _statements(made.to_turtle(), ox.RdfFormat.TURTLE)
    assert _statements(made.to_jsonld(), ox.RdfFormat.JSON_LD) == turtle


def _statements(text: str, form: ox.RdfFormat) -> list[list[str]]:
    parsed = ox.parse(text.encode(), form)
    return sorted([_plainly(q.subject), str(q.predicate), _plainly(q.object)] for q in parsed)


def _plainly(term: object) -> str:
    return "_" if isinstance(term, ox.BlankNode) else str(term)


@given(_ROWS)
def test_every_table_has_a_text_and_a_frame(rows: list[tuple[Term | None, ...]]) -> None:
    """No value, however odd, brings a form down."""
    made = table(*rows).sorted_by(["b"])

    assert all(len(line) <= 60 for line in made.to_text(60).splitlines() if "://" not in line)
    frame = made.to_frame()
    assert list(frame.columns) == next(csv.reader(io.StringIO(made.to_csv(), newline="")))
    assert made.to_frame(labels=False).shape == (len(rows), 2)


# -- order -----------------------------------------------------------------------------------


@given(st.permutations(range(6)))
def test_sorting_never_depends_on_the_order_found(order: list[int]) -> None:
    """Equal numbers in different words, and equal words in different languages, have an order."""
    cells: list[Term | None] = [
        Literal("1", XSD("integer")),
        Literal("1.0", XSD("decimal")),
        Literal("a", LANG_STRING, "sv"),
        Literal("a", LANG_STRING, "en"),
        Literal("a"),
        None,
    ]

    made = table(*((cells[i],) for i in order), columns="a").sorted_by(["a"])

    assert made == table(
        *((cell,) for cell in cells[:2]),
        (cells[4],),
        (cells[3],),
        (cells[2],),
        (None,),
        columns="a",
    ).sorted_by(["a"])


def test_rows_sort_by_label_in_swedish_order_and_numbers_by_size() -> None:
    """What a person reads decides; empty cells come last."""
    labels = {
        f"https://e/{i}": town for i, town in enumerate(["Ösby", "Ängelholm", "Ystad", "Åre"])
    }
    rows = tuple((Iri(iri),) for iri in labels)
    towns = Table("q", ("t",), (*rows, (None,)), VIEW, labels).sorted_by(["t"])
    numbers = table(*((Literal(n, XSD("integer")),) for n in ("10", "9", "-1")), columns="n")

    assert [towns.label(row[0]) for row in towns.rows] == ["Ystad", "Åre", "Ängelholm", "Ösby", ""]
    assert [str(row[0]) for row in numbers.sorted_by(["n"]).rows] == ["-1", "9", "10"]


@pytest.mark.parametrize("text", ["abc", "NaN", "", "1_0"])
def test_a_number_that_is_none_sorts_as_text(text: str) -> None:
    """A faulty value in the data does not stop the answer."""
    odd = Literal(text, XSD("integer"))

    made = table((Literal("5", XSD("integer")),), (odd,), columns="n").sorted_by(["n"])

    assert len(made.rows) == 2


# -- cells -----------------------------------------------------------------------------------


def test_a_cell_that_lists_things_reads_as_their_names() -> None:
    """GROUP_CONCAT gives IRIs with spaces between."""
    cell = Literal("https://e/1 https://e/2")
    made = Table("q", ("a",), ((cell,),), VIEW, {"https://e/1": "Ett", "https://e/2": "Två"})

    assert made.label(cell) == "Ett; Två"
    assert made.to_csv() == "a,a_label\r\nhttps://e/1 https://e/2,Ett; Två\r\n"


def test_text_that_begins_like_an_address_is_text() -> None:
    """A sentence is not taken for a list."""
    assert table().label(Literal("http är ett protokoll")) == "http är ett protokoll"


def test_a_label_column_never_stands_twice() -> None:
    """A query that has its own ``a_label`` keeps it."""
    made = table((Iri("https://e/1"), Literal("mine")), columns="a a_label")

    assert made.to_csv().splitlines()[0] == "a,a_label"


@pytest.mark.parametrize("start", ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_no_cell_for_excel_is_a_formula(start: str) -> None:
    """A text that a spreadsheet would run is marked as text."""
    text = table((Literal(start), None)).to_csv(for_excel=True)

    cell = next(iter(list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))[1:]))[0]
    assert cell == "'" + start


@given(_ROWS)
def test_whatever_the_data_no_cell_for_excel_starts_a_formula(
    rows: list[tuple[Term | None, ...]],
) -> None:
    """Numbers stay numbers; nothing else begins with a sign that starts a formula."""
    text = table(*rows).to_csv(for_excel=True, labels=False)

    assert text.startswith("\ufeffa;b\r\n")
    for row in csv.reader(io.StringIO(text[1:], newline=""), delimiter=";"):
        for cell in row:
            number = re.fullmatch(r"[-+]?[0-9]+([.,][0-9]+)?([eE][-+]?[0-9]+)?", cell)
            assert number or not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_numbers_for_excel_stay_numbers() -> None:
    """A negative amount is no formula."""
    assert "-5\r\n" in table((Literal("-5", XSD("integer")),), columns="n").to_csv(for_excel=True)


def test_a_terminal_obeys_nothing_in_a_cell() -> None:
    """Escape sequences and turned text are shown as what they are: signs that do not belong."""
    text = table((Literal("a\x1b[31mröd\x07 \u202eomvänt\x9b2J"),), columns="a").to_text()

    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text)
    assert "röd" in text


def test_a_table_without_columns_or_rows_has_every_form() -> None:
    """``SELECT * WHERE {}`` has one row and no column."""
    empty = table((), columns="")

    assert empty.to_text() == "\n\n\n"
    assert json.loads(empty.to_json())["results"]["bindings"] == [{}]
    assert len(rdflib.Graph().parse(data=empty.to_turtle(), format="turtle")) == 3
    assert table().to_text() == "Inga rader.\n"
    assert table(lang="en").to_text() == "No rows.\n"


def test_the_answer_to_an_ask_is_the_w3cs() -> None:
    """JSON and Turtle say ``boolean``, and the other forms have one cell."""
    yes = Table.yes_or_no(True, VIEW)

    value = json.loads(yes.to_json())
    assert (value["boolean"], value["head"]) == (True, {})
    assert "results" not in value
    assert "rs:boolean true" in yes.to_turtle()
    assert yes.to_csv() == "answer\r\ntrue\r\n"


def test_json_says_what_was_asked_and_for_which_view() -> None:
    """The answer can be asked for again."""
    value = json.loads(table(values={"strategy": "x"}).to_json())

    assert value["schema_version"] == 1
    assert value["query"] == "q"
    assert value["parameters"] == {"strategy": "x"}
    assert value["view"] == {"review": "all", "as_of": "2026-01-01", "modes": ["actual", "norm"]}


# -- notebooks -------------------------------------------------------------------------------


class _Reader(HTMLParser):
    """Collects tags, attributes and text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("hostile", [HOSTILE, '"><script>x</script>', "' onmouseover='x"])
def test_nothing_from_the_data_runs_in_a_notebook(hostile: str) -> None:
    """Name, column, value, label, language: all are text."""
    cell = Iri("https://e/1")
    made = Table(
        hostile, (hostile,), ((cell,), (Literal(hostile),)), VIEW, {cell: hostile}, hostile
    )

    for page in (made._repr_html_(), html_table([hostile], [[hostile]], hostile, hostile)):
        reader = _Reader()
        reader.feed(page)
        assert reader.tags == {"table", "caption", "thead", "tbody", "tr", "th", "td"}
        assert reader.attributes <= {"lang", "title"}
        assert hostile in reader.text


def test_a_frame_has_the_types_of_its_values() -> None:
    """Whole numbers, numbers, booleans, dates and text, with gaps."""
    row = (
        Literal("3", XSD("integer")),
        Literal("2.50", XSD("decimal")),
        Literal("true", XSD("boolean")),
        Literal("2026-01-01", XSD("date")),
        Iri("https://e/1"),
        Literal("x", LANG_STRING, "sv"),
    )
    frame = table(row, (None,) * 6, columns="i d b t u s").to_frame(labels=False)

    kinds = [str(kind) for kind in frame.dtypes]
    assert kinds[:4] == ["Int64", "Float64", "boolean", "datetime64[s]"]
    assert all(kind.startswith("str") for kind in kinds[4:])
    assert frame["d"][0] == 2.5
    assert frame["t"][0] == pandas.Timestamp("2026-01-01")
    assert frame.isna().iloc[1].all()


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("x", "integer"),
        ("9" * 5000, "integer"),
        ("x", "decimal"),
        ("kanske", "boolean"),
        ("2026-13-01", "date"),
        ("2026-01-01Z", "date"),
    ],
)
def test_a_value_that_does_not_fit_its_datatype_stays_text(value: str, kind: str) -> None:
    """Nothing is lost and nothing falls."""
    assert native(Literal(value, XSD(kind))) == value
    assert table((Literal(value, XSD(kind)),), columns="a").to_frame()["a"][0] == value


def test_a_column_without_values_is_text_in_a_frame() -> None:
    """It can be searched, joined and written like any other, rows or no rows."""
    for made in (table((None,), columns="a"), table(columns="a")):
        frame = made.to_frame()
        assert str(frame["a"].dtype).startswith("str")
        assert frame["a"].str.len().dropna().empty


def test_a_frame_has_the_labels_that_the_csv_has() -> None:
    """Each IRI with its name after it; an empty cell has none."""
    made = table((Iri("https://e/1"), Literal("x")), (None, Literal("y")), columns="u s")

    frame = made.to_frame()

    assert list(frame.columns) == ["u", "u_label", "s"]
    assert frame["u_label"][0] == made.label(Iri("https://e/1"))
    assert frame["u_label"].isna()[1]
    assert str(frame["u_label"].dtype).startswith("str")


def test_mixed_values_stay_as_they_are_in_a_frame() -> None:
    """A column of numbers and text is a column of objects."""
    frame = data_frame(["a", "b"], [[1, 10**30], ["x", 2]])

    assert frame["a"].tolist() == [1, "x"]
    assert frame["b"].tolist() == [10**30, 2]


def test_a_frame_without_pandas_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The mend is a command."""
    import sys

    from kgraph.errors import OutsideError

    monkeypatch.setitem(sys.modules, "pandas", None)

    with pytest.raises(OutsideError, match="pip install pandas"):
        table().to_frame()


def test_columns_are_chosen_and_found_by_name() -> None:
    """In the order asked for."""
    made = table((Literal("1"), Literal("2")))

    assert made.select(["b", "a"]).rows == ((Literal("2"), Literal("1")),)
    assert made.column("b") == [Literal("2")]
    assert made.dicts() == [{"a": Literal("1"), "b": Literal("2")}]


# -- dates -----------------------------------------------------------------------------------


def test_a_date_is_told_as_far_as_it_is_known_and_handed_on_whole() -> None:
    """What a source gives as a year is read as a year; programs get the date with its type."""
    plan, act = Iri("https://e/plan"), Iri("https://e/act")
    end = Literal("2025-12-31", XSD("date"))
    known = {(str(plan), "2025-12-31"): "year"}
    made = table((plan, end), (act, end), known=known)

    assert [made.told(end, row) for row in made.rows] == ["2025", "2025-12-31"]
    assert ">2025<" in made._repr_html_()
    assert ">2025-12-31<" in made._repr_html_()
    assert made.to_csv(labels=False).count("2025-12-31") == 2
    assert {row["b"]["value"] for row in made.to_dict()["results"]["bindings"]} == {"2025-12-31"}


def test_a_date_in_no_thing_s_row_is_cut_where_no_thing_gives_more() -> None:
    """A seat's first day stands beside the forum and the member, not beside the seat."""
    end = Literal("2023-01-01", XSD("date"))
    made = table((Iri("https://e/forum"), end), known={("", "2023-01-01"): "year"})

    assert made.told(end, made.rows[0]) == "2023"


def test_a_number_that_is_no_date_stays_as_it_is() -> None:
    """The precision of a date is nothing to a text that looks like one."""
    text = Literal("2025-12-31")
    made = table((text, text), known={("", "2025-12-31"): "year"})

    assert made.told(text, made.rows[0]) == "2025-12-31"
