"""Sources: what was read, what is only cited, and whether a copy still matches."""

import csv
import hashlib
import io
import json
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.errors import InputError
from kgraph.project import find_project
from kgraph.source_forms import MATCH_WORDS, age_in_years, sources_form, verdicts_form
from kgraph.sources import Source, lines_of, passage_hash, read_sources, verify
from kgraph.store import Store, View, open_store
from kgraph.terms import DCT, SKOS, Iri, Literal
from tests.helpers import LITEN_TXT, ROOT, SOURCES, TINY, cli, project

VIEW = View()


@pytest.fixture(scope="module")
def store() -> Store:
    """The shipped data."""
    return open_store(find_project(ROOT))


@pytest.fixture
def texts(tmp_path: Path, shared: Path) -> Path:
    """A copy of the five texts that may be altered."""
    return Path(shutil.copytree(shared / "sources", tmp_path / "texts"))


# -- hashes and lines ------------------------------------------------------------------------

_WORDS = st.lists(
    st.text(st.characters(exclude_categories=["Cs", "Z", "C"]), min_size=1), min_size=1
)


@given(_WORDS, st.lists(st.sampled_from([" ", "\n", "\t", "  ", "\r\n", "\u00a0"]), min_size=1))
def test_a_hash_does_not_see_white_space(words: list[str], spaces: list[str]) -> None:
    """Only the words and their order count."""
    laid_out = "".join(w + spaces[i % len(spaces)] for i, w in enumerate(words))

    assert passage_hash(laid_out.split("\n")) == passage_hash([" ".join(words)])


@given(_WORDS, _WORDS)
def test_other_words_have_another_hash(one: list[str], other: list[str]) -> None:
    """Two passages share a hash only when they share their words."""
    assert (passage_hash(one) == passage_hash(other)) == (" ".join(one) == " ".join(other))


@pytest.mark.parametrize(
    ("span", "lines"), [("1-1", ["a"]), ("2", ["b"]), ("2-3", ["b", "c"]), ("3-9", ["c"])]
)
def test_lines_are_counted_from_one_both_ends_included(span: str, lines: list[str]) -> None:
    """As an editor counts them."""
    assert lines_of("a\nb\nc", span) == lines


@pytest.mark.parametrize("span", ["", "a", "0-2", "3-2", "1-", "-1", "1-2-3", "1–2", "٣-٤"])
def test_what_is_no_range_of_lines_is_told(span: str) -> None:
    """A faulty value in the data is a message."""
    with pytest.raises(InputError, match=r"är inget radområde\. Skriv första och sista raden"):
        lines_of("a\nb\nc", span)


# -- listing ---------------------------------------------------------------------------------


def test_loaded_sources_come_first_by_number_then_the_cited_ones(store: Store) -> None:
    """Five were read; at least fourteen works are only cited."""
    found = read_sources(store, VIEW)

    loaded = [source for source in found if source.loaded]
    cited = [source for source in found if not source.loaded]
    assert [source.number for source in loaded] == ["000", "001", "002", "003", "004"]
    assert found == (*loaded, *cited)
    assert len(cited) >= 14
    assert all(source.passages > 0 and source.statements > 0 for source in loaded)
    assert any(source.cited_in for source in cited)


def test_a_page_about_a_strategy_covers_no_strategy(store: Store) -> None:
    """Only the plan itself was read in full, so only there silence can be told from absence."""
    rows = store.select(
        """PREFIX ks: <https://w3id.org/kompsam/def#>
        PREFIX dct: <http://purl.org/dc/terms/>
        SELECT DISTINCT ?n { ?c a ks:CoverageStatement ; ks:coversSubject ?s ; ks:inSource ?d .
          ?s a ks:Strategy . ?d dct:identifier ?n }""",
        VIEW,
    ).rows

    assert [str(row[0]) for row in rows] == ["002"]
    assert any(source.covers for source in read_sources(store, VIEW))


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_form_lists_every_source(store: Store, lang: str) -> None:
    """Text, JSON and CSV."""
    found = read_sources(store, VIEW, lang)

    text = sources_form(found, VIEW, "text", lang)
    value = json.loads(sources_form(found, VIEW, "json", lang))
    rows = list(csv.DictReader(io.StringIO(sources_form(found, VIEW, "csv", lang), newline="")))
    assert all(source.title in text for source in found)
    assert (
        [s["iri"] for s in value["sources"]] == [r["iri"] for r in rows] == [s.iri for s in found]
    )
    assert value["schema_version"] == 1


@pytest.mark.parametrize(
    ("modified", "adopted", "age"),
    [
        ("2024-01-15", "", 2.0),
        ("2024-01-15", "2020-01-15", 2.0),
        ("", "2024-01-15", 2.0),
        ("", "2024-01", 2.04),
        ("", "2024", 2.04),
        ("", "", None),
        ("2024", "", None),
        ("2024-04-00", "", None),
    ],
)
def test_the_age_is_told_where_there_is_a_date(
    modified: str, adopted: str, age: float | None
) -> None:
    """The document's own date, else its work's; what is no date has no age and stops nothing."""
    source = Source("i", "", "t", True, modified, adopted, "", "", "", 0, 0, (), ())

    years = age_in_years(source, View(as_of=__import__("datetime").date(2026, 1, 15)))

    assert years == (None if age is None else pytest.approx(age, abs=0.01))


def test_a_source_described_twice_is_listed_once(tmp_path: Path) -> None:
    """Two dates are a fault that the checks tell; the list is still always the same."""
    twice = SOURCES.replace(
        '"2024-01-15"^^xsd:date', '"2024-01-15"^^xsd:date , "2025-01-15"^^xsd:date'
    )
    made = open_store(project(tmp_path, {"sources.ttl": twice, "x.trig": TINY}))

    assert [source.modified for source in read_sources(made, VIEW)] == ["2024-01-15"]


# -- comparing with copies -------------------------------------------------------------------


def test_the_shipped_passages_match_their_sources(store: Store, shared: Path) -> None:
    """Every hash is right and all search words occur once."""
    verdicts = verify(store, shared / "sources", VIEW)

    assert len(verdicts) > 150
    assert [v for v in verdicts if v.match != "same" or not v.search_ok] == []


def test_one_changed_line_is_told_and_nothing_else(store: Store, texts: Path) -> None:
    """Exactly the passages that hold that line."""
    path = texts / "jonkoping-plan-2024-2028.txt"
    lines = path.read_text(encoding="utf-8").split("\n")
    lines[104] = "Något helt annat."
    path.write_text("\n".join(lines), encoding="utf-8")

    bad = [v for v in verify(store, texts, VIEW) if v.match != "same"]

    held = _passages_with(store, "jonkopings-lan-plan", 105)
    assert {v.passage for v in bad} == held
    assert {v.match for v in bad} == {"changed"}
    assert held


def _passages_with(store: Store, source: str, line: int) -> set[str]:
    rows = store.select(
        "PREFIX ks: <https://w3id.org/kompsam/def#> SELECT ?g ?l { ?g ks:lineRange ?l }", VIEW
    ).rows
    found = set()
    for graph, span in rows:
        first, _, last = str(span).partition("-")
        if source in str(graph) and int(first) <= line <= int(last or first):
            found.add(str(graph))
    return found


def test_an_inserted_line_moves_what_comes_after_and_nothing_before(
    store: Store, texts: Path
) -> None:
    """Moved passages are named as moved; those before are the same."""
    path = texts / "jonkoping-plan-2024-2028.txt"
    lines = path.read_text(encoding="utf-8").split("\n")
    path.write_text("\n".join([*lines[:399], "En ny rad.", *lines[399:]]), encoding="utf-8")

    verdicts = [v for v in verify(store, texts, VIEW) if "jonkopings-lan-plan" in v.passage]

    for verdict in verdicts:
        first, _, last = verdict.passage.rsplit("/", 1)[1].partition("-")
        expected = "same" if int(last) < 400 else "moved" if int(first) >= 400 else "changed"
        assert verdict.match == expected, verdict
    assert {v.match for v in verdicts} >= {"same", "moved"}


def test_a_missing_copy_is_told_for_each_of_its_passages(store: Store, texts: Path) -> None:
    """And for no other's."""
    (texts / "kronoberg-projekt-kompetens-i-kronoberg.txt").unlink()

    verdicts = verify(store, texts, VIEW)

    missing = [v for v in verdicts if v.match == "missing"]
    assert missing == [v for v in verdicts if "kompetens-i-kronoberg-2026" in v.source]
    assert missing


def test_a_copy_is_known_by_its_hash_whatever_it_is_called(store: Store, texts: Path) -> None:
    """Renamed files still match."""
    for number, path in enumerate(sorted(texts.glob("*.txt"))):
        path.rename(texts / f"{number}.dat")

    assert {v.match for v in verify(store, texts, VIEW)} == {"same"}


@pytest.mark.parametrize(
    "change",
    [
        lambda raw: raw.replace(b"\n", b"\r\n"),
        lambda raw: b"\xef\xbb\xbf" + raw,
        lambda raw: raw.replace(b" ", b"  "),
    ],
    ids=["crlf", "mark", "spaces"],
)
def test_another_layout_of_the_same_words_still_matches(
    store: Store, texts: Path, change: object
) -> None:
    """Line ends, a byte-order mark and spaces are no change of the text."""
    path = texts / "kronoberg-kompetensforsorjning.txt"
    path.write_bytes(change(path.read_bytes()))  # type: ignore[operator]

    assert {v.match for v in verify(store, texts, VIEW)} == {"same"}


def test_words_that_were_broken_over_other_lines_have_moved(tmp_path: Path) -> None:
    """The same passage on one line more is found again."""
    made = open_store(project(tmp_path))
    texts = tmp_path / "texts"
    texts.mkdir()
    text = LITEN_TXT.replace("Forumet har två", "Forumet\nhar två")
    (texts / "liten.txt").write_text(text, encoding="utf-8")

    match = {v.passage.rsplit("/", 1)[1]: v.match for v in verify(made, texts, VIEW)}

    assert match == {"1-1": "same", "2-3": "same", "5-6": "moved"}


def test_a_passage_without_hash_is_never_taken_for_a_match(tmp_path: Path) -> None:
    """Nothing can be said of it, and that is said."""
    trig = re.sub(r'ks:passageSha256 "[0-9a-f]+" ; ', "", TINY)
    made = open_store(project(tmp_path, {"sources.ttl": SOURCES, "x.trig": trig}))
    (tmp_path / "liten.txt").write_text(LITEN_TXT, encoding="utf-8")

    verdicts = verify(made, tmp_path, VIEW)

    assert {v.match for v in verdicts} == {"unmarked"}
    assert "saknar kontrollsumma" in verdicts_form(verdicts, "text", "sv")


@pytest.mark.parametrize(
    "text", [LITEN_TXT.replace("två medlemmar", "två  medlemmar"), LITEN_TXT + LITEN_TXT]
)
def test_search_words_must_occur_exactly_once(tmp_path: Path, text: str) -> None:
    """A reader who searches for them lands in one place."""
    made = open_store(project(tmp_path))
    (tmp_path / "liten.txt").write_text(text, encoding="utf-8")

    verdicts = verify(made, tmp_path, VIEW)

    assert not all(v.search_ok for v in verdicts)
    assert "sökorden finns inte precis en gång" in verdicts_form(verdicts, "text", "sv")


def test_a_folder_that_is_not_there_is_told(store: Store, tmp_path: Path) -> None:
    """What, where, mend."""
    with pytest.raises(InputError, match=r"nope: Mappen finns inte\. Ange mappen"):
        verify(store, tmp_path / "nope", VIEW)


def test_odd_things_in_the_folder_are_passed_by(store: Store, texts: Path) -> None:
    """Folders, pictures and files in other encodings."""
    (texts / "folder").mkdir()
    (texts / "a.bin").write_bytes(bytes(range(256)))

    assert {v.match for v in verify(store, texts, VIEW)} == {"same"}


def test_every_verdict_has_words_and_every_form_names_it(store: Store, texts: Path) -> None:
    """Text tells only what does not match; JSON and CSV tell all."""
    (texts / "kronoberg-projekt-kompetens-i-kronoberg.txt").unlink()
    verdicts = verify(store, texts, VIEW)
    bad = sum(v.match != "same" for v in verdicts)

    text = verdicts_form(verdicts, "text", "en")
    assert text.startswith(f"{len(verdicts) - bad} of {len(verdicts)} passages match.")
    assert text.count("no copy in the folder") == bad
    assert len(json.loads(verdicts_form(verdicts, "json", "sv"))["passages"]) == len(verdicts)
    assert verdicts_form(verdicts, "csv", "sv").count("\r\n") == len(verdicts) + 1
    assert set(MATCH_WORDS) == {"same", "moved", "changed", "missing", "unmarked"}


def test_the_command_says_by_its_code_whether_all_match(shared: Path, texts: Path) -> None:
    """0 when all match, 1 when some do not, 3 when the folder is missing."""
    (texts / "kronoberg-kompetensforsorjning.txt").write_text("annat", encoding="utf-8")
    words = ("sources", "verify")

    assert cli(*words, shared / "sources", "--project", ROOT).code == 0
    altered = cli(*words, texts, "--project", ROOT)
    assert (altered.code, "ändrat" in altered.out) == (1, True)
    assert cli(*words, texts / "nope", "--project", ROOT).code == 3
    assert cli(*words, "--project", ROOT).code == 2


# -- the shipped data beside their sources ----------------------------------------------------


def _passages(store: Store) -> list[tuple[str, str, str, str]]:
    """Graph, file name, lines and search words of every shipped passage."""
    rows = store.select(
        """PREFIX ks: <https://w3id.org/kompsam/def#>
        PREFIX prov: <http://www.w3.org/ns/prov#>
        SELECT ?g ?f ?l ?s { ?g a ks:AssertionGraph ; prov:wasDerivedFrom ?d ;
          ks:lineRange ?l ; ks:searchFor ?s . ?d ks:fileName ?f }""",
        VIEW,
    ).rows
    return [(str(g), str(f), str(lines), str(s)) for g, f, lines, s in rows]


def test_search_words_lead_to_the_passage(store: Store, shared: Path) -> None:
    """They occur once in the source, on one line, and that line is in the passage."""
    wrong = []
    for graph, name, span, words in _passages(store):
        text = (shared / "sources" / name).read_text(encoding="utf-8")
        inside = [line for line in lines_of(text, span) if words in line]
        if text.count(words) != 1 or len(inside) != 1 or not 3 <= len(words.split()) <= 6:
            wrong.append((graph, words))
    assert wrong == []


def test_each_copy_is_the_one_that_was_read(store: Store, shared: Path) -> None:
    """The hash of each file is the one the source gives."""
    loaded = [source for source in read_sources(store, VIEW) if source.loaded]

    assert loaded
    for source in loaded:
        raw = (shared / "sources" / source.file).read_bytes()
        assert hashlib.sha256(raw).hexdigest() == source.sha256, source.title


_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w")
_PHONE = re.compile(r"(?<![\d./-])(?:\+46|0)[\s-]?\d{1,3}(?:[\s-]?\d{2,3}){2,3}(?![\d/-])")


def test_no_address_or_number_of_a_person_is_in_the_data(store: Store) -> None:
    """Functions, not persons; registers hold none either."""
    texts = {str(o) for _, _, o, _ in store.statements() if isinstance(o, Literal)}

    assert [text for text in texts if _MAIL.search(text)] == []
    assert [t for t in texts if _PHONE.search(t) and not re.fullmatch(r"[0-9a-f]{64}", t)] == []


_RUN = 12
# What goals, measures and works are called is a fact, however long the name is.
_NAMED = {
    SKOS("prefLabel"): ("/id/element/", "/id/product/"),
    SKOS("altLabel"): ("/id/strategy/",),
    DCT("title"): ("/id/source/", "/id/document/"),
}


def _runs(text: str) -> set[tuple[str, ...]]:
    """Every run of so many words in a text, whatever stands between the words."""
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)}


def _is_name(thing: str, what: str) -> bool:
    return any(kind in thing for kind in _NAMED.get(Iri(what), ()))


def test_running_text_is_retold_and_never_copied(store: Store, shared: Path) -> None:
    """Nothing that is stated shares twelve words in a row with a source, but for names."""
    texts = [path.read_text(encoding="utf-8") for path in (shared / "sources").glob("*.txt")]
    runs = set().union(*map(_runs, texts))
    copied = []
    for s, p, o, _ in store.statements():
        if not isinstance(o, Literal) or _is_name(s, p):
            continue
        # A heading path is several headings, each a title of its own.
        if any(_runs(part) & runs for part in str(o).split(" > ")):
            copied.append((s, p, str(o)))
    assert runs
    assert copied == []
