"""Reading and writing behind the stores: places, names of terms, orders, views, terms' engines."""

import datetime
import gzip
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.errors import InputError, UsageError
from kgraph.store import DEFAULT_MODES, MODE_WORDS, MODES, READ_LEVELS, View, convert, open_store
from kgraph.store.admission import _one_slip
from kgraph.store.changing import changed_store
from kgraph.store.reading import decode, file_graph, full_iri, subjects, uses
from kgraph.store.writing import triple_key
from kgraph.terms import GRAPH, ID, KS, RDF, RDFS, SKOS, XSD, Blank, Iri, Literal, Quad, Term
from tests.helpers import HEAD, TINY, project

TURTLE = """@prefix ks: <https://w3id.org/kompsam/def#> . # prefixes
@prefix a.b-c: <http://e/> .
PREFIX x: <http://x/>

a.b-c:one a ks:Goal ; # the first
  ks:summary "a . b { c" ;
  ks:addresses x:two .   # its end
<http://e/three>
  a ks:Goal .
x:four a ks:Goal . x:hidden a ks:Goal .
GRAPH x:g { x:five a ks:Goal .
}
x:h {
  x:six
    a ks:Goal
  .
}
"""


def test_subjects_are_found_on_the_lines_they_begin_on() -> None:
    """With comments, subjects alone on a line, graphs, and both ways of naming prefixes."""
    found = {iri: place.line for iri, _, place in subjects(TURTLE, "x.trig")}

    assert found == {
        "http://e/one": 5,
        "http://e/three": 8,
        "http://x/four": 10,
        "http://x/g": 11,
        "http://x/h": 13,
        "http://x/six": 14,
    }


def test_uses_are_found_on_their_lines_and_not_in_texts() -> None:
    """Every term outside strings, by the file's own prefixes."""
    found = {(iri.rsplit("/", 1)[1], place.line) for iri, place in uses(TURTLE, "x.trig")}

    assert ("def#addresses", 7) in found
    assert ("two", 7) in found
    assert ("hidden", 10) in found
    assert not [name for name, line in found if line == 6 and name != "def#summary"]


@pytest.mark.parametrize(
    ("token", "iri"),
    [
        ("<http://e/a>", "http://e/a"),
        ("k:Goal", "http://mine/Goal"),
        ("ks:Goal", KS("Goal")),
        ("nobody:x", "x"),
    ],
)
def test_a_token_is_read_by_the_files_prefixes_first(token: str, iri: str) -> None:
    """Then by the known ones."""
    assert full_iri(token, {"k": "http://mine/"}) == iri


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_is_decoded_with_line_feeds(text: str) -> None:
    """Whatever its line ends, nothing else changes."""
    raw = b"\xef\xbb\xbf" + ("x" + text).encode()

    read = decode(raw, "x")

    assert "\r" not in read
    assert read == ("x" + text).replace("\r\n", "\n").replace("\r", "\n")


@given(st.text(min_size=1, max_size=30))
def test_any_file_name_makes_a_valid_graph_name(name: str) -> None:
    """A file may be called anything."""
    stem = re.sub("[/\x00]", "", name.encode("utf-8", "replace").decode()) or "x"

    assert ox.NamedNode(file_graph(Path(stem + ".ttl"))).value.startswith("https://")


@pytest.mark.parametrize(
    "pair", [("prefLabl", "prefLabel"), ("memebr", "member"), ("subjekt", "subject"), ("aa", "a")]
)
def test_one_slip_of_the_finger_is_known_both_ways(pair: tuple[str, str]) -> None:
    """A letter missing, added, changed, or two that changed places."""
    assert _one_slip(*pair)
    assert _one_slip(pair[1], pair[0])


@pytest.mark.parametrize(
    "pair", [("page", "name"), ("member", "member"), ("abc", "cba"), ("broader", "narrower")]
)
def test_two_slips_are_another_word(pair: tuple[str, str]) -> None:
    """A valid word that is not in the stubs is not called misspelt."""
    assert not _one_slip(*pair)


@given(st.text("ab", max_size=6), st.text("ab", max_size=6))
def test_slips_are_symmetric(one: str, other: str) -> None:
    """Whichever of the two is the misspelt one."""
    assert _one_slip(one, other) == _one_slip(other, one)


# -- the engine's terms ----------------------------------------------------------------------

_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(
    st.one_of(
        st.builds(Literal, _TEXTS),
        st.builds(lambda t: Literal(t, RDF("langString"), "sv"), _TEXTS),
        st.builds(lambda t: Literal(t, XSD("date")), _TEXTS),
        st.just(Iri("https://e/å")),
        st.just(Blank("b1")),
    )
)
def test_terms_survive_the_engine(value: Literal | Iri | Blank) -> None:
    """There and back, kind, language and datatype."""
    back = convert.term(convert.engine(value))

    assert back == value
    assert type(back) is type(value)


def test_what_the_product_does_not_store_is_told() -> None:
    """Triple terms, and literals as subjects."""
    node = ox.NamedNode("http://e/a")

    with pytest.raises(InputError, match=r"RDF 1\.2-trippeltermer stöds inte"):
        convert.term(ox.Triple(node, node, node))
    with pytest.raises(InputError, match="En literal kan inte vara subjekt"):
        convert.subject(ox.Literal("x"))


def test_a_thing_is_written_with_its_kind_and_names_first() -> None:
    """Then the other properties in order; passages by their numbers."""
    thing = ID("element/x")
    label = Literal("x", RDF("langString"), "sv")
    triples = [(thing, p, label) for p in (KS("a"), RDFS("label"), SKOS("prefLabel"), RDF("type"))]

    assert [t[1] for t in sorted(triples, key=triple_key)] == [t[1] for t in reversed(triples)]


# -- views -----------------------------------------------------------------------------------


@pytest.mark.parametrize("review", ["", "All", "rejected", "everything "])
def test_an_unknown_review_level_is_wrong_use(review: str) -> None:
    """With those there are."""
    with pytest.raises(UsageError, match=r"Okänd granskningsnivå: .*Välj en av: all, reviewed"):
        View(review)


@pytest.mark.parametrize("modes", [(), ("wished",), ("actual", "x")])
def test_an_unknown_mode_is_wrong_use(modes: tuple[str, ...]) -> None:
    """Or none at all."""
    with pytest.raises(UsageError, match=r"Okänt läge: .*Välj bland: actual, target"):
        View(modes=modes)


def test_a_view_counts_all_but_rejected_today_actual_and_norm() -> None:
    """Unless something else is asked for."""
    view = View()

    assert (view.review, view.modes) == ("all", DEFAULT_MODES)
    assert view.as_of == datetime.date.today()
    assert not any(status.endswith("/rejected") for status in view.statuses)


@pytest.mark.parametrize("review", READ_LEVELS)
@pytest.mark.parametrize("mode", MODES)
def test_a_view_is_told_in_words(review: str, mode: str) -> None:
    """Both languages, its date and its modes."""
    view = View(review, datetime.date(2026, 1, 2), (mode,))

    assert view.words.sv != view.words.en
    assert "2026-01-02" in view.words.sv
    assert MODE_WORDS[mode].en in view.words.en
    assert view.to_dict() == {"review": review, "as_of": "2026-01-02", "modes": [mode]}


# -- what is read ----------------------------------------------------------------------------


def test_a_file_given_instead_of_the_data_is_read_alone(tmp_path: Path) -> None:
    """With the ontology."""
    made = project(tmp_path)
    (tmp_path / "other.ttl").write_text("<http://e/a> <http://e/b> 1 .")

    store = open_store(made, [tmp_path / "other.ttl"])

    assert [quad[0] for quad in store.statements()] == ["http://e/a"]


def test_a_file_changed_after_it_was_read_changes_no_place(tmp_path: Path) -> None:
    """What is told is what was read."""
    made = project(tmp_path)
    store = open_store(made)
    path = tmp_path / "data" / "sources" / "liten-plan-2026-01-01.trig"
    path.write_text("\n" * 50 + TINY, encoding="utf-8")

    place = store.location(ID("forum/f"))

    assert place is not None
    assert "forum:f a" in TINY.splitlines()[place.line - 1]


def test_numbers_are_kept_by_their_value(tmp_path: Path) -> None:
    """The engine writes a number in one way; two spellings of one number are one statement."""
    trig = HEAD + "g:1-1 { element:x ks:amount 05.0 , 5.00 . }"

    (quad,) = open_store(project(tmp_path, {"x.trig": trig})).statements()

    assert str(quad[2]) == "5"


@pytest.mark.parametrize("packed", [False, True])
def test_a_file_that_is_too_large_to_keep_has_its_statements_and_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, packed: bool
) -> None:
    """It is read in pieces, and looked through again when a place is asked for."""
    made, path = project(tmp_path / "p"), tmp_path / f"liten.trig{'.gz' if packed else ''}"
    path.write_bytes(gzip.compress(TINY.encode(), mtime=0) if packed else TINY.encode())
    kept = open_store(made, [path])
    monkeypatch.setattr("kgraph.store.intake.WHOLE", 1)

    store = open_store(made, [path])

    assert list(store.statements()) == list(kept.statements())
    for thing in (ID("element/i1"), ID("actor/k"), KS("Measure"), RDF("type"), "x:nowhere"):
        assert store.location(thing, RDF("type")) == kept.location(thing, RDF("type"))
    assert store.location(ID("element/i1")) is not None


def test_a_large_file_with_a_fault_is_refused_at_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As one that is read whole."""
    made, path = project(tmp_path / "p"), tmp_path / "fel.trig"
    path.write_text(TINY + "element:x ks:x .\n", encoding="utf-8")
    monkeypatch.setattr("kgraph.store.intake.WHOLE", 1)

    with pytest.raises(InputError) as caught:
        open_store(made, [path])

    line = (TINY + "element:x").count("\n") + 1
    assert caught.value.where.endswith(f"fel.trig:{line}")


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        (KS("sumary"), Literal("x"), "ks:sumary"),
        (KS("summary"), Literal("x", XSD("strin")), "xsd:strin"),
        (RDF("type"), KS("Forumm"), "ks:Forumm"),
        (KS("role"), Iri("https://w3id.org/kompsam/vocab/role/x"), "role:x"),
        (KS("responsibleFor"), ID("element/i1"), "ks:responsibleFor"),
    ],
)
def test_one_statement_that_no_file_may_state_is_refused_among_many(
    path: Iri, value: Term, told: str, tmp_path: Path
) -> None:
    """A change is weighed by one statement of each kind, and what is wrong is a kind of its own."""
    store, graph = open_store(project(tmp_path)), GRAPH("x/1-1")
    sound: list[Quad] = []
    for n in range(9):
        thing = ID(f"forum/f{n}")
        sound.append((thing, RDF("type"), KS("Forum"), graph))
        sound.append((thing, KS("summary"), Literal(f"{n}"), graph))
        sound.append((thing, KS("role"), ID(f"actor/a{n}"), graph))

    assert changed_store(store, [], sound) is not None
    with pytest.raises(InputError) as caught:
        changed_store(store, [], [*sound, (ID("forum/f1"), path, value, graph)])

    assert told in str(caught.value)


def test_of_statements_on_one_subject_the_first_is_its_place() -> None:
    """As lines of N-Quads stand; one that begins alike, or opens a graph, is another."""
    text = "<x:a> <x:p> 1 .\n<x:a> <x:q> 2 .\n<x:ab> <x:p> 3 .\n<x:a> <x:p> 4 .\n<x:a> {\n"

    found = [(iri, place.line) for iri, _, place in subjects(text, "a.nq")]

    assert found == [("x:a", 1), ("x:ab", 3), ("x:a", 4), ("x:a", 5)]
