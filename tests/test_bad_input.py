"""Bad input: a message with what, where and the mend, the right exit code, nothing half written.

Every case is a command a person could type. No answer is a traceback, whatever is fed in.
"""

import json
import os
import re
import resource
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgraph.errors import KGraphError
from kgraph.store import View, open_store
from kgraph.store.reading import load_file
from tests.helpers import (
    HEAD,
    PROGRAM,
    ROOT,
    SOURCES,
    TINY,
    Answer,
    Canary,
    cli,
    environment,
    no_strays,
    process,
    project,
    shipped,
)

ROOT_USER = hasattr(os, "geteuid") and os.geteuid() == 0
LINES = HEAD.count("\n")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small plan's folder."""
    return project(tmp_path_factory.mktemp("plan")).root


def asked(folder: Path, content: str | bytes, name: str = "x.trig") -> Answer:
    """The questions of a project with one data file, asked in this process."""
    made = project(folder, {name: content})
    answer = cli("query", "evidence", "--node", "element:mal", "--project", made.root)
    assert no_strays(folder)
    assert "Traceback" not in answer.err
    return answer


# -- files of facts --------------------------------------------------------------------------

BROKEN: dict[str, tuple[str | bytes, str]] = {
    "no dot": (
        HEAD + "g:1-1 {\n  element:mal a ks:Goal\n    ks:summary ks:Goal }",
        rf"data/x\.trig:{LINES + 3}: RDF-filen går inte att tolka: .*Rätta raden",
    ),
    "no end": (HEAD + "g:1-1 { element:mal a ks:Goal .", r"data/x\.trig:\d+: RDF-filen går inte"),
    "no quote": (HEAD + 'g:1-1 { element:mal ks:summary "x . }', r"data/x\.trig:\d+: RDF-filen"),
    "bad escape": (HEAD + 'g:1-1 { element:mal ks:summary "\\q" . }', r"data/x\.trig:\d+: "),
    "space in address": (
        HEAD + "g:1-1 { <http://e/a b> a ks:Goal . }",
        rf"data/x\.trig:{LINES + 1}: .*Invalid IRI",
    ),
    "relative address": (HEAD + "g:1-1 { <mal> a ks:Goal . }", r"data/x\.trig:\d+: .*IRI"),
    "prefix forgotten": (
        "g:1-1 {}",
        r"data/x\.trig:1: .*prefix g: has not been declared.*Deklarera prefixet",
    ),
    "known prefix forgotten": (
        "@prefix g: <http://e/> .\ng:1-1 { g:x skos:prefLabel 1 . }",
        r"data/x\.trig:2: .*Lägg till först i filen: @prefix skos: <http://www\.w3\.org/2004/02",
    ),
    "prefix misspelt": (
        HEAD + "g:1-1 { elment:mal a ks:Goal . }",
        rf"data/x\.trig:{LINES + 1}: .*Menade du element: \?",
    ),
    "property misspelt": (
        HEAD + "g:1-1 {\n  element:mal a ks:Goal ;\n    ks:sumary 1 . }",
        rf"data/x\.trig:{LINES + 3}: Okänd term: ks:sumary, menade du ks:summary\?.*ontology/",
    ),
    "class misspelt": (
        HEAD + "g:1-1 { element:mal a ks:Gaol . }",
        rf"data/x\.trig:{LINES + 1}: Okänd term: ks:Gaol, menade du ks:Goal\?",
    ),
    "value misspelt": (
        HEAD + "g:1-1 { assignment:x ks:role role:ansvarg . }",
        r"Okänd term: role:ansvarg, menade du role:ansvarig\?",
    ),
    "term behind another prefix": (
        "@prefix k: <https://w3id.org/kompsam/def#> .\n@prefix g: <http://e/> .\n"
        "g:1-1 {\n g:x a k:Goal ; k:sumary 1. }",
        r"data/x\.trig:4: Okänd term: ks:sumary, menade du ks:summary\?",
    ),
    "two terms misspelt": (
        HEAD + "g:1-1 { element:mal a ks:Gaol ;\n ks:sumary 1 . }",
        rf"data/x\.trig:{LINES + 1}: Okända termer: ks:Gaol, menade du ks:Goal\?; "
        rf"ks:sumary \(data/x\.trig:{LINES + 2}\), menade du ks:summary\? Rätta",
    ),
    "another's word misspelt": (
        HEAD + 'g:1-1 { element:mal skos:prefLabl "x"@sv . }',
        rf"data/x\.trig:{LINES + 1}: Okänd term: skos:prefLabl, menade du skos:prefLabel\?",
    ),
    "another's class misspelt": (
        HEAD + "g:1-1 { actor:a a org:FormalOrganisation . }",
        r"Okänd term: org:FormalOrganisation, menade du org:FormalOrganization\?",
    ),
    "datatype misspelt": (
        HEAD + 'g:1-1 { element:mal ks:validFrom "2026-01-01"^^xsd:dat . }',
        rf"data/x\.trig:{LINES + 1}: Okänd term: xsd:dat, menade du xsd:date\?",
    ),
    "outside every graph": (
        HEAD + "\n\nelement:mal a ks:Goal .",
        rf"data/x\.trig:{LINES + 3}: Uppgifter står utanför varje namngiven graf .*Lägg dem",
    ),
    "a node without a name": (
        HEAD + "g:1-1 {\n  element:mal ks:summary [] . }",
        rf"data/x\.trig:{LINES + 2}: En nod saknar namn .*Ge den en IRI",
    ),
    "a labelled node without a name": (
        HEAD + "g:1-1 {\n\n  _:x a ks:Goal . }",
        rf"data/x\.trig:{LINES + 3}: En nod saknar namn",
    ),
    "a list": (HEAD + "g:1-1 { element:mal ks:summary (1 2) . }", r"En nod saknar namn"),
    "a shortcut stated by hand": (
        HEAD + "g:1-1 {\n  actor:a ks:responsibleFor element:mal . }",
        rf"data/x\.trig:{LINES + 2}: ks:responsibleFor härleds i varje vy .*Ta bort raden",
    ),
    "the ontology's own graph": (
        HEAD + "graph:shapes {\n  element:mal a ks:Goal . }",
        rf"data/x\.trig:{LINES + 1}: Grafen .*graph/shapes är ontologins",
    ),
    "the views' own graph": (
        HEAD + "graph:derived { element:mal a ks:Goal . }",
        r"Grafen .*graph/derived är ontologins, vyernas eller lagrets egen",
    ),
    "a triple term": (
        HEAD + "g:1-1 {\n  element:mal ks:summary <<( element:a a ks:Goal )>> . }",
        rf"data/x\.trig:{LINES + 2}: RDF 1\.2 läses inte",
    ),
    "an annotation": (
        HEAD + "g:1-1 { element:mal a ks:Goal {| ks:summary 1 |} . }",
        rf"data/x\.trig:{LINES + 1}: RDF 1\.2 läses inte",
    ),
    "a text direction": (
        HEAD + 'g:1-1 { element:mal ks:summary "<<"@sv--ltr . }',
        rf"data/x\.trig:{LINES + 1}: RDF 1\.2 läses inte",
    ),
    "Latin-1": (
        HEAD.encode() + 'g:1-1 {\n element:mal ks:summary "å" . }'.encode("latin-1"),
        rf"data/x\.trig:{LINES + 2}: Filen är inte UTF-8\. Spara om den som UTF-8",
    ),
    "UTF-16": (TINY.encode("utf-16"), r"data/x\.trig:1: Filen är inte UTF-8"),
    "empty": ("", r"data/x\.trig: Filen är tom\. Ta bort den eller lägg in uppgifter"),
    "only white space": ("\ufeff \n\t\n", r"data/x\.trig: Filen är tom"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), r"data/x\.trig:1: Filen är inte UTF-8"),
    "a table": ("a;b;c\n1;2;3\n", r"data/x\.trig:1: RDF-filen går inte att tolka"),
    "a web page": ("<!doctype html><html><body>404</body></html>", r"data/x\.trig:1: RDF-filen"),
}


@pytest.mark.parametrize("case", sorted(BROKEN))
def test_a_file_that_is_wrong_is_told_with_place_and_mend(tmp_path: Path, case: str) -> None:
    """Exit code 3, one line on standard error, nothing on standard output."""
    content, told = BROKEN[case]

    answer = asked(tmp_path, content)

    assert re.search(rf"^kgraph: .*{told}|^kgraph: {told}", answer.err, re.M), answer.err
    assert answer.code == 3
    assert answer.out == ""
    assert len(re.findall(r"^kgraph: ", answer.err, re.M)) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + TINY.encode(),
        TINY.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + TINY.replace("\n", "\r\n").encode(),
        TINY.replace("\n", "\r").encode(),
    ],
    ids=["mark", "CRLF", "mark and CRLF", "CR"],
)
def test_marks_and_other_line_ends_change_nothing(tmp_path: Path, content: bytes) -> None:
    """The same statements as of the plain file, texts over several lines included."""
    long = 'g:9-9 { element:x ks:summary """en\ntvå"""@sv . }'
    plain = open_store(project(tmp_path / "a", {"x.trig": TINY + long}))
    other = (
        content
        + (
            long.replace("\n", "\r\n")
            if b"\r\n" in content
            else long.replace("\n", "\r")
            if b"\r" in content
            else long
        ).encode()
    )
    made = open_store(project(tmp_path / "b", {"x.trig": other}))

    assert list(made.statements()) == list(plain.statements())


def test_a_word_that_only_looks_new_is_no_offence(tmp_path: Path) -> None:
    """Signs of RDF 1.2, brackets and names inside texts and comments are texts and comments."""
    trig = HEAD + (
        'g:1-1 { element:mal a ks:Goal ; ks:summary "<<( [ _:x {| a@b--c ks:sumary"@sv . }\n'
        "# << [] _:b {| element:mal a ks:Gaol .\n"
    )

    assert asked(tmp_path, trig).code == 0


def test_a_valid_word_of_anothers_vocabulary_is_no_offence(tmp_path: Path) -> None:
    """The stubs do not list every word there is; only a slip of the finger is told."""
    words = "org:subOrganizationOf actor:b ; dct:creator actor:b ; foaf:page <http://e/>"
    trig = HEAD + f"g:1-1 {{ element:mal a ks:Goal ; {words} . }}"

    assert asked(tmp_path, trig).code == 0


def test_line_numbers_are_those_of_the_file_as_it_lies(tmp_path: Path) -> None:
    """CRLF is counted once."""
    broken = (HEAD + "g:1-1 {\n\n  element:mal a ks:Gaol . }").replace("\n", "\r\n")

    assert f"data/x.trig:{LINES + 3}: " in asked(tmp_path, broken).err


# -- things that are no files ----------------------------------------------------------------


def test_a_folder_named_like_a_file_is_told(tmp_path: Path) -> None:
    """It is not passed by: somebody meant it to be read."""
    made = project(tmp_path, {"x.trig": TINY})
    (tmp_path / "data" / "y.ttl").mkdir()

    answer = cli("queries", "--project", made.root)
    answer = cli("query", "evidence", "--node", "mal", "--project", made.root)

    assert answer.code == 3
    assert "data/y.ttl: Det är ingen vanlig fil. Ta bort den" in answer.err


def test_a_pipe_named_like_a_file_is_told_and_not_waited_for(tmp_path: Path) -> None:
    """Reading it would hang for ever."""
    made = project(tmp_path, {"x.trig": TINY})
    os.mkfifo(tmp_path / "data" / "y.trig")

    answer = process("query", "evidence", "--node", "mal", "--project", made.root)

    assert answer.code == 3
    assert "data/y.trig: Det är ingen vanlig fil" in answer.err


def test_a_socket_named_like_a_file_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And not opened."""
    made = project(tmp_path, {"x.trig": TINY})
    monkeypatch.chdir(tmp_path / "data")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("y.trig")
        answer = cli("query", "evidence", "--node", "mal", "--project", made.root)

    assert answer.code == 3
    assert "Det är ingen vanlig fil" in answer.err


def test_a_link_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    """As a file that does not exist."""
    made = project(tmp_path, {"x.trig": TINY})
    (tmp_path / "data" / "y.trig").symlink_to("nowhere")

    answer = cli("query", "evidence", "--node", "mal", "--project", made.root)

    assert (answer.code, "data/y.trig: Filen finns inte" in answer.err) == (3, True)


def test_a_file_that_may_not_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the mend. An administrator may read everything, so there the system's no is made up."""
    made = project(tmp_path, {"x.trig": TINY})
    (tmp_path / "data" / "x.trig").chmod(0)
    if ROOT_USER:
        real = Path.read_bytes

        def read_bytes(self: Path) -> bytes:
            if self.name == "x.trig":
                raise PermissionError(13, os.strerror(13))
            return real(self)

        monkeypatch.setattr(Path, "read_bytes", read_bytes)

    answer = cli("query", "evidence", "--node", "mal", "--project", made.root)

    assert answer.code == 3
    assert re.search(
        r"data/x\.trig: Filen går inte att läsa: .*Kontrollera rättigheterna", answer.err
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("queries", "--project", "MISSING"), r"nope: Mappen finns inte\. Skapa ett projekt med"),
        (("queries", "--project", "FILE"), r"x\.txt: Mappen finns inte"),
        (("queries", "--project", "EMPTY"), r"Mappen är inget projekt: ontology/, data/, queries/"),
        (("check", "MISSING"), r"nope: Okänt filformat: ingen ändelse\. Läsbara: \.ttl"),
        (("check", "FILE"), r"x\.txt: Okänt filformat: \.txt"),
        (("check", "MISSING.ttl"), r"nope\.ttl: Filen finns inte\. Kontrollera namnet"),
        (("query", "--file", "MISSING"), r"nope: Filen finns inte"),
        (("query", "--file", "EMPTY"), r"Det är ingen vanlig fil"),
        (("tidy", "MISSING.trig"), r"nope\.trig: Filen finns inte"),
        (("sources", "verify", "MISSING"), r"nope: Mappen finns inte\. Ange mappen"),
        (("agreement", "MISSING", "FILE"), r"nope: Filen finns inte"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_is_not_there_is_told(tmp_path: Path, words: tuple[str, ...], told: str) -> None:
    """Exit code 3: input that cannot be found."""
    (tmp_path / "x.txt").write_text("x")
    (tmp_path / "empty").mkdir()
    names = {
        "MISSING": "nope",
        "MISSING.ttl": "nope.ttl",
        "MISSING.trig": "nope.trig",
        "FILE": "x.txt",
        "EMPTY": "empty",
    }
    given = [str(tmp_path / names[word]) if word in names else word for word in words]

    answer = cli(*given)

    assert re.search(told, answer.err), answer.err
    assert (answer.code, answer.out) == (3, "")


# -- other RDF forms, given to check ---------------------------------------------------------

REMOTE = {
    "plain": '{"@context": "URL", "@id": "http://e/a", "http://e/b": 1}',
    "list": '{"@context": ["URL"], "@id": "http://e/a", "http://e/b": 1}',
    "second in list": '{"@context": [{}, "URL"], "@id": "http://e/a", "http://e/b": 1}',
    "import": '{"@context": {"@import": "URL"}, "@id": "http://e/a", "http://e/b": 1}',
    "scoped": '{"@context": {"b": {"@id": "http://e/b", "@context": "URL"}}, "b": {"b": "x"}}',
    "nested": '[{"@id": "http://e/a", "http://e/b": {"@context": "URL", "@id": "http://e/c"}}]',
    "escaped key": '{"\\u0040context": "URL", "@id": "http://e/a", "http://e/b": 1}',
    "escaped letter": '{"@\\u0063ontext": "URL", "@id": "http://e/a", "http://e/b": 1}',
    "twice": '{"@context": "URL", "@context": {}, "@id": "http://e/a", "http://e/b": 1}',
    "in a graph": '{"@graph": [{"@context": ["URL"], "@id": "http://e/a", "http://e/b": 1}]}',
}


@pytest.fixture
def canary() -> Iterator[Canary]:
    """A server that counts who calls."""
    bird = Canary()
    yield bird
    bird.close()


@pytest.mark.parametrize("spelling", sorted(REMOTE))
def test_a_context_on_the_network_is_never_fetched(
    tmp_path: Path, small: Path, canary: Canary, spelling: str
) -> None:
    """However it is spelt: refused with the mend, and nobody is called."""
    path = tmp_path / "x.jsonld"
    path.write_text(REMOTE[spelling].replace("URL", canary.url))

    answer = cli("check", path, "--project", small)

    assert answer.code == 3
    assert "hänvisar till ett @context på nätet; det hämtas aldrig. Skriv in" in answer.err
    assert canary.calls == 0


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("x.jsonld", '{"@id": "http://e/a", ', r"x\.jsonld.*RDF-filen går inte att tolka"),
        ("x.jsonld", '{"http://e/b": ' * 5000 + "1" + "}" * 5000, r"Filen är nästlad för djupt"),
        ("x.jsonld", '{"http://e/b": "x"}', r"utanför varje namngiven graf"),
        (
            "x.jsonld",
            '{"@id": "http://e/g", "@graph": [{"http://e/b": "x"}]}',
            r"En nod saknar namn",
        ),
        (
            "x.rdf",
            '<?xml version="1.0"?>\n<!DOCTYPE r [\n<!ENTITY a "b">]><r/>',
            r"x\.rdf:3: XML-entiteter läses inte",
        ),
        ("x.rdf", '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r/>', "XML-entiteter"),
        ("x.rdf", "<rdf", r"x\.rdf.*RDF-filen går inte att tolka"),
        ("x.nt", "<http://e/a> <http://e/b> .", r"x\.nt:1: RDF-filen går inte att tolka"),
        ("x.nq", "<http://e/a> <http://e/b> <http://e/c> .", "utanför varje namngiven graf"),
        ("x.nq", "<http://e/a> <http://e/b> _:c <http://e/g> .", r"x\.nq:1: En nod saknar namn"),
    ],
)
def test_other_forms_are_read_as_carefully(
    tmp_path: Path, small: Path, name: str, content: str, told: str
) -> None:
    """JSON-LD, RDF/XML and the N forms."""
    path = tmp_path / name
    path.write_text(content)

    answer = cli("check", path, "--project", small)

    assert re.search(told, answer.err), answer.err
    assert answer.code == 3


def test_a_file_name_may_hold_anything(tmp_path: Path) -> None:
    """Spaces, Swedish letters, quotes and signs."""
    made = project(tmp_path / "graf")
    path = tmp_path / 'min fil å"<>{}|^`\\%20.ttl'
    path.write_text("<http://e/a> <http://e/b> 1 .")

    assert cli("check", path, "--project", made.root).code == 0


# -- facts that are wrong --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "shape"),
    [
        (('"2024-01-01"^^xsd:date', '"2024-13-45"^^xsd:date'), "SH-19"),
        (('"2024-01-01"^^xsd:date', '"2024"^^xsd:gYear'), "SH-19"),
        (('"2024-01-01"^^xsd:date', '"2024-01-01T00:00:00"^^xsd:dateTime'), "SH-19"),
        (('"2024-01-01"^^xsd:date', '"2024-01-01"'), "SH-19"),
        (('"2025-12-31"^^xsd:date', '"2023-12-31"^^xsd:date'), "SH-19"),
        (('"Ett mål"@sv ; ks:part', '"Ett mål"@sv , "Målet"@sv ; ks:part'), "SH-05"),
        (
            (
                'element:mal a ks:Goal ; skos:prefLabel "Ett mål"@sv ; ks',
                'element:mal a ks:Goal , ks:Measure ; skos:prefLabel "Ett mål"@sv ; ks',
            ),
            "SH-",
        ),
        (
            ("actor:a a org:FormalOrganization", "actor:a a org:FormalOrganization , ks:Forum"),
            "SH-",
        ),
    ],
    ids=["wrong date", "year", "dateTime", "text", "backwards", "two labels", "two kinds", "both"],
)
def test_facts_that_are_wrong_are_results_with_place_and_mend(
    tmp_path: Path, change: tuple[str, str], shape: str
) -> None:
    """Exit code 1, the shape, file and line: wrong or mixed datatypes, one identifier for two."""
    assert TINY.count(change[0]) >= 1
    data = {"sources.ttl": SOURCES, "x.trig": TINY.replace(*change)}
    made = project(tmp_path, data)

    answer = cli("check", "--project", made.root)

    assert answer.code == 1, answer.out
    assert re.search(rf"^{shape}.*Fel i uppgifterna", answer.out, re.M)
    assert re.search(r"data/x\.trig:\d+", answer.out)


# -- commands that are wrong -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("gap-responsibility",), r"Kommandot 'gap-responsibility' finns inte"),
        (("chek",), r"Kommandot 'chek' finns inte\. Menade du .*'check'"),
        (("check", "--formt", "json"), r"Tillvalet '--formt' finns inte\. Menade du .*'--format'"),
        (("check", "--format", "xml"), r"'xml' är ingen av 'text', 'json'"),
        (("check", "--severity", "error"), r"'error' är ingen av 'violation'"),
        (("check", "--only", "SH-999"), r"Det finns ingen kontroll SH-999"),
        (("query", "gap-responsibilty"), r"ingen fråga .*Menade du gap-responsibility\?"),
        (
            ("query", "gap-responsibility", "--stratgy", "x"),
            r"Okänd parameter: stratgy\. Menade du",
        ),
        (
            ("query", "gap-responsibility", "--fromat", "csv"),
            r"Okänt tillval: --fromat\. Menade du --f",
        ),
        (
            ("query", "gap-responsibility", "--strategy"),
            r"--strategy saknar värde\. Skriv --strategy",
        ),
        (("query", "gap-responsibility", "--strategy", "--type", "x"), r"--strategy saknar värde"),
        (("query", "gap-responsibility", "x"), r"Oväntat ord: x\. Skriv --parameter värde"),
        (("query", "evidence", "--node", "a", "--node", "b"), r"--node står två gånger"),
        (("query", "mandates-at-date", "--date", "i går"), r"i går är inget datum\. Skriv åååå"),
        (
            ("query", "gap-responsibility", "--strategy", "actor:a"),
            r"av ett annat slag",
        ),
        (("query", "evidence", "--file", "x.rq"), r"evidence går inte ihop med en egen fråga"),
        (("query", "--file", "x.rq", "--node", "x"), r"--node går inte ihop med en egen fråga"),
        (
            ("query", "evidence", "--node", "x", "--as-of", "2026-02-30"),
            r"2026-02-30 är inget datum",
        ),
        (("query", "evidence", "--node", "x", "--review", "all "), r"'all ' är ingen av 'all'"),
        (("query", "evidence", "--node", "x", "--mode", "wish"), r"'wish' är ingen av"),
        (("network", "actor-forums"), r"Menade du .*actor-forum"),
        (("network", "actor-forum", "-o", "x.pdf"), r"Okänd filändelse: x\.pdf\. Välj \.html"),
        (("export", "--format", "xlsx"), r"'xlsx' är ingen av 'turtle'"),
        (("sources", "verify"), r"Ange mappen med texterna\. kgraph sources verify MAPP"),
        (("sources", "check", "x"), r"'check' är ingen av 'verify', 'stamp'"),
        (("new",), r"Argument saknas: 'MAPP'"),
        (("new", "ROOT"), r"Mappen finns redan och är inte tom"),
        (("agreement", "a.csv"), r"Argument saknas: 'ANNAN\.CSV'"),
        (("overview", "--strategy", "planen"), r"--strategy: planen finns inte i grafen"),
        (("check", "--lang", "fi"), r"'fi' är ingen av 'sv', 'en'"),
        (("queries", "extra"), r"Oväntat ord \(extra\)"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_wrong_use_is_told_with_the_near_miss(
    small: Path, words: tuple[str, ...], told: str
) -> None:
    """Exit code 2, nothing on standard output, no traceback."""
    needs_project = words[0] not in ("new", "agreement", "gap-responsibility", "chek")
    given = [str(ROOT) if word == "ROOT" else word for word in words]

    answer = cli(*given, *(("--project", small) if needs_project else ()))

    assert re.search(told, answer.err), answer.err
    assert (answer.code, answer.out) == (2, "")
    assert "Traceback" not in answer.err


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        (b"SELECT *\nWHERE { ?s ?p", 2, r"standard in:2:7: .* På rad 2, tecken 7: { stängs aldrig"),
        (b"SELECT *\nWHERE { ?s hittepa:x ?o }", 2, r"in:2:12: .* prefixet hittepa: är inte känt"),
        (b"SELECT * { ?s kss:x ?o }", 2, r"prefixet kss: är inte känt. Menade du ks:\?"),
        (b"SELEC * { }", 2, r"frågan börjar med SELEC. Menade du SELECT\?"),
        (b"# bara en kommentar", 2, r"frågan är tom. Börja med SELECT"),
        (b"SELECT * { ?s ?p }", 2, r"tecken 12: .*: \?s. Här väntas ett mönster: subjekt"),
        (b"SELECT ?s, ?p { }", 2, r"tecken 10: .*: ,. Här väntas variabler med mellanslag"),
        (b"SELECT * { } LIMIT", 2, r"tecken 14: .*: LIMIT. Här väntas ett heltal"),
        (b"SELECT * { } LIMIT 5;", 2, r"tecken 21: .*: ;. Här väntas inget mer"),
        (b"SELECT * { FILTER(1 > ) }", 2, r"FILTER och ett villkor i parentes"),
        (b"SELECT * { FILTER contians(1) }", 2, r"contians är inget ord .* CONTAINS\?"),
        (b"SELECT * { ?s ?p ?o )", 2, r"tecken 10: { stängs aldrig"),
        (b"SELECT * { } }", 2, r"tecken 14: } stänger inget"),
        (b"SELECT * { ?s ?p <a b> }", 2, r"tecken 18: <a b> är ingen IRI"),
        (b"SELECT * { ?s ?p <ab> }", 2, r"tecken 18: <ab> är ingen hel IRI"),
        ("SELECT * { ?s ?p ”å” }".encode(), 2, r"tecken 18: ” är inget rakt citattecken"),
        ("SELECT * { ?s ?p 'å }".encode(), 2, r"tecken 18: en text börjar här"),
        (b"SELECT ?s { ?s ?p ?o } GROUP BY ?o", 2, r"varken står i GROUP BY eller"),
        (b"SELECT * { } GROUP BY ?o", 2, r"SELECT \* går inte ihop med GROUP BY"),
        (b"SELECT * { BIND(1 AS ?x) BIND(2 AS ?x) }", 2, r"giltig SPARQL nära rad 1, tecken"),
        (b"SELECT * { ?s ?p 'service' ", 2, r"tecken 10: { stängs aldrig"),
        (b"CONSTRUCT { ?s ?p } WHERE { ?s ?p ?o }", 2, r"tecken 13: .* Här väntas ett mönster"),
        (b"", 3, r"standard in: Ingen fråga kom"),
        (b"\xff\xfe", 3, r"standard in:1: Filen är inte UTF-8"),
        (b"DROP ALL", 2, r"in: En fråga ändrar aldrig grafen"),
        (b"SELECT * { SERVICE <http://127.0.0.1:9/> { } }", 2, r"in: SERVICE är inte tillåtet"),
    ],
)
def test_a_question_of_ones_own_that_is_wrong_is_told(
    small: Path, text: bytes, code: int, told: str
) -> None:
    """With line and column, what was met and what belongs there, and no word in English."""
    answer = cli("query", "-", "--project", small, stdin=text)

    assert re.search(told, answer.err), answer.err
    assert (answer.code, answer.out) == (code, "")
    assert "expected" not in answer.err.casefold()


@pytest.mark.parametrize(
    "text", ["SELECT * {\n?s ?p }", "SELECT *\n{ ?s ?p ?o ) }", "ASK {\n\tx }"]
)
def test_the_place_in_a_query_is_where_it_says(small: Path, tmp_path: Path, text: str) -> None:
    """In a file too, and with tabs and comments before it."""
    plain, padded = tmp_path / "a.rq", tmp_path / "b.rq"
    plain.write_text(text, encoding="utf-8")
    padded.write_text(f"# å }}\t'\n\n{text}", encoding="utf-8")

    told = [cli("query", "--file", f, "--project", small).err for f in (plain, padded)]

    (line, column), (lower, same) = (
        map(int, re.findall(r"\.rq:(\d+):(\d+): ", err)[0]) for err in told
    )
    assert (lower, same) == (line + 2, column)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("query theme-by-region --region jonkoping", r"här ska stå: ett län\. .* jonkopings-lan\?"),
        ("query theme-by-region --region kronberg", r"Menade du kronobergs-lan\?"),
        ("query gap-responsibility --type kommun", r"här\. Välj bland: Goal, Measure, Priority\."),
        ("query gap-responsibility --strategy jönköping", r"Menade du jonkoping-plan-2024-2028, "),
        ("query gap", r"Menade du .*gap-responsibility"),
        ("network actor", r"Menade du .*actor-forum"),
    ],
)
def test_only_what_could_be_meant_is_offered(words: str, told: str) -> None:
    """Counties for a county, strategies for a strategy; a shortened name finds the whole one."""
    answer = cli(*words.split(), "--project", ROOT)

    assert re.search(told, answer.err), answer.err
    assert (answer.code, answer.out) == (2, "")


def test_an_option_before_its_command_is_told_where_it_stands() -> None:
    """The frame has few options of its own."""
    answer = cli("--as-of", "2024-01-01", "overview")

    assert answer.code == 2
    assert "--as-of skrivs efter kommandot: kgraph KOMMANDO --as-of" in answer.err


def test_no_question_at_all_is_told() -> None:
    """In a script, where standard input is empty."""
    answer = cli("query", "--project", ROOT)

    assert (answer.code, answer.out) == (2, "")
    assert "Ange en fråga. Se: kgraph queries" in answer.err


def test_a_graph_is_not_handed_over_as_a_table(tmp_path: Path) -> None:
    """CONSTRUCT as CSV has no meaning; what has is offered."""
    text = b"CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 1"

    answer = cli("query", "-", "--format", "csv", "--project", ROOT, stdin=text)

    assert answer.code == 2
    assert "--format csv: Svaret är en graf. Välj turtle eller json" in answer.err


# -- full disks and closed doors -------------------------------------------------------------

WRITING = (
    ("export", "-o", "OUT.trig"),
    ("export", "-o", "OUT.csv"),
    ("check", "--format", "json", "-o", "OUT.json"),
    ("network", "actor-forum", "-o", "OUT.html"),
    ("network", "actor-forum", "-o", "OUT.csv"),
)


def _limited() -> None:  # pragma: no cover - runs in the child
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


@pytest.mark.parametrize("words", WRITING, ids=" ".join)
def test_a_file_that_grows_too_large_leaves_what_was_there(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    """The system stops the child at 100 bytes: code 3, the old file whole, nothing beside."""
    made = project(tmp_path / "graf")
    (tmp_path / "ut").mkdir()
    target = tmp_path / "ut" / words[words.index("-o") + 1]
    target.write_text("gammal")
    given = [str(target) if word.startswith("OUT") else word for word in words]

    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *given, "--project", str(made.root)],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
        preexec_fn=_limited,
    )

    assert done.returncode == 3, done.stderr
    assert re.search(r"OUT\.\w+: Filen går inte att skriva: filen blev för stor\.", done.stderr)
    assert "Traceback" not in done.stderr
    assert [(p.name, p.read_text()) for p in target.parent.iterdir()] == [(target.name, "gammal")]


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 kB, where this user may make one, or may ask to have one made."""
    folder = tmp_path / "disk"
    folder.mkdir()
    asking = [] if ROOT_USER else ["sudo", "-n"]
    options = ("-t", "tmpfs", "-o", "size=64k,mode=1777", "tmpfs")
    try:
        made = subprocess.run(
            [*asking, "mount", *options, folder], capture_output=True, check=False
        )
    except FileNotFoundError:
        pytest.skip("no mount, or no sudo, on this machine")
    if made.returncode:
        pytest.skip("only an administrator can make a small disk to fill")
    yield folder
    subprocess.run([*asking, "umount", folder], check=True)


def test_a_disk_that_is_full_leaves_what_was_there(tiny_disk: Path) -> None:
    """A real one."""
    target = tiny_disk / "ut.trig"
    target.write_text("gammal")

    answer = process("export", "-o", target, "--project", ROOT)

    assert answer.code == 3
    assert "Filen går inte att skriva: disken är full. Kontrollera mappen" in answer.err
    assert [(p.name, p.read_text()) for p in tiny_disk.iterdir()] == [("ut.trig", "gammal")]


def test_a_new_project_that_does_not_fit_leaves_nothing(tiny_disk: Path) -> None:
    """Not half a project."""
    answer = process("new", tiny_disk / "graf")

    assert answer.code == 3
    assert "disken är full" in answer.err
    assert list(tiny_disk.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize(
    "words", [("queries",), ("export",), ("check",), ("--help",)], ids=" ".join
)
def test_standard_output_that_is_full_is_told(tmp_path: Path, words: tuple[str, ...]) -> None:
    """One message, code 3, and no complaint of the interpreter at its end."""
    made = project(tmp_path)
    given = [*words, *(("--project", str(made.root), "-q") if words != ("--help",) else ())]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, *given],
            env=environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=600,
            check=False,
        )

    assert done.returncode == 3
    assert done.stderr.count("\n") == 1
    assert "disken är full" in done.stderr


def test_standard_streams_that_are_closed_are_told() -> None:
    """``>&-`` and ``2>&-`` as services have them."""
    shell = shutil.which("sh")
    if shell is None:
        pytest.skip("no shell on this machine")
    command = f'"{sys.executable}" -c "{PROGRAM}" queries --project "{ROOT}"'

    def run(tail: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [shell, "-c", f"{command} {tail}"],
            env=environment(),
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )

    no_out, no_err, no_in = run(">&-"), run("2>&-"), run("<&-")
    assert (no_out.returncode, "Standard ut är stängd" in no_out.stderr) == (3, True)
    assert (no_err.returncode, "gap-responsibility" in no_err.stdout) == (0, True)
    assert no_in.returncode == 0


# -- whatever is fed in ----------------------------------------------------------------------

_SNIPPETS = st.lists(
    st.sampled_from(
        [
            *TINY.split("\n")[LINES : LINES + 12],
            "{",
            "}",
            ";",
            ".",
            '"',
            "@sv",
            "[",
            "]",
            "(",
            ")",
            "<",
            ">",
            "g:1-1 {",
            "element:mal",
            "a",
            "ks:Goal",
            "_:b",
            "<<",
            "#",
            "\\u0000",
            "\x00",
            "\ufeff",
            "@prefix",
            "GRAPH",
            '"""',
            "^^xsd:date",
        ]
    ),
    max_size=12,
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_SNIPPETS)
def test_any_text_is_read_or_told(tmp_path: Path, snippets: list[str]) -> None:
    """Pieces of a data file in any order: statements or a message, nothing else."""
    import pyoxigraph

    path = tmp_path / "x.trig"
    path.write_text(HEAD + "\n".join(snippets), encoding="utf-8")
    try:
        load_file(pyoxigraph.Store(), path, "x.trig", "https://e/g")
    except KGraphError as error:
        assert error.exit_code == 3
        assert str(error).startswith("x.trig")


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200), st.sampled_from(["trig", "ttl", "nq", "nt", "rdf", "jsonld"]))
def test_any_bytes_are_read_or_told(tmp_path: Path, raw: bytes, ending: str) -> None:
    """In every form."""
    import pyoxigraph

    path = tmp_path / f"x.{ending}"
    path.write_bytes(raw)
    try:
        load_file(pyoxigraph.Store(), path, path.name, "https://e/g")
    except KGraphError as error:
        assert error.exit_code == 3


@pytest.mark.prove
@settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(_SNIPPETS)
def test_any_text_among_the_data_is_asked_or_told(tmp_path: Path, snippets: list[str]) -> None:
    """Whole way: read, derived, asked, exported."""
    folder = tmp_path / "graf"
    if not folder.exists():
        project(folder, {"x.trig": TINY})
    (folder / "data" / "x.trig").write_text(HEAD + "\n".join(snippets), encoding="utf-8")
    from kgraph.project import find_project

    try:
        store = open_store(find_project(folder))
        store.select("SELECT * { ?s ?p ?o } LIMIT 5", View())
        list(store.statements())
    except KGraphError as error:
        assert re.search(r"\w", str(error))


def test_a_lost_folder_of_sources_is_told(tmp_path: Path) -> None:
    """Instead of a fault for every mandate whose other half stood there."""
    made = shipped(tmp_path)
    shutil.rmtree(made.root / "data" / "sources")

    answer = cli("check", "--project", made.root)

    assert answer.code == 3
    assert "data/sources" in answer.err
    assert "Lägg tillbaka mappen" in answer.err


@pytest.mark.parametrize("command", ["findings", "overview", "query forum-members"])
def test_a_day_before_everything_is_told(command: str) -> None:
    """Not answered with what is undated, as if it said something about that day."""
    answer = cli(*command.split(), "--as-of", "0001-01-01", "--project", ROOT)

    assert answer.code == 2
    assert "före allt som är daterat" in answer.err
    assert answer.out == ""


def test_what_had_not_begun_does_not_stand_in_an_earlier_day() -> None:
    """The sector forums began in 2023 at the earliest, and the evaluation was made after 2018."""
    asked = ("--as-of", "2018-01-01", "--format", "json", "--project", ROOT)

    assert "ramboll" not in cli("findings", "--all", *asked).out.casefold()
    rows = json.loads(cli("query", "forum-members", *asked).out)["results"]["bindings"]
    counted = [r for r in rows if r.get("counted", {}).get("value") == "true"]
    assert counted
    assert not any("branschforum" in json.dumps(row) for row in counted)


def test_a_plan_that_has_not_begun_lacks_nothing_yet() -> None:
    """The plan of 2024 has no gaps in 2015; what a page of no date says is still told."""
    answer = cli(
        "findings", "--all", "--as-of", "2015-06-01", "--format", "json", "--project", ROOT
    )

    documents = {f["document"] for row in json.loads(answer.out)["rows"] for f in row["findings"]}
    assert not any("jonkoping-plan-2024-2028" in str(document) for document in documents)
    assert len(documents) > 3
    assert not any("eu-kompetensagenda" in str(document) for document in documents)
