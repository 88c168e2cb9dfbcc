"""The command line: data on standard output, all else on standard error, in two languages."""

import csv
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from xml.etree import ElementTree

import click
import openpyxl
import pytest
import rdflib

from kgraph.cli.main import Commands, commands
from tests.helpers import (
    HOSTILE,
    PROGRAM,
    ROOT,
    Answer,
    cli,
    environment,
    process,
    project,
    register_commands,
)

register_commands()
HERE = ("--project", str(ROOT))
Here = tuple[str, str]
NAMES = sorted(commands.commands)


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Here:
    """The small plan, named on the command line."""
    return "--project", str(project(tmp_path_factory.mktemp("plan")).root)


def english(*words: str | Path) -> Answer:
    """A command in English; the language is chosen before help texts are made."""
    return process(*words, "--lang", "en")


# -- help ------------------------------------------------------------------------------------


def test_commands_are_listed_in_the_order_of_the_work() -> None:
    """Every command is in the list, and nothing else."""
    listed = Commands.list_commands(commands, click.Context(commands))

    assert sorted(listed) == NAMES
    assert listed[0] == "overview"


@pytest.mark.parametrize("name", ["", *NAMES])
def test_every_command_has_help_in_both_languages(name: str) -> None:
    """Usage, what it does, its options; nothing of the other language's frame."""
    words = [name] if name else []

    swedish, other = cli(*words, "--help"), english(*words, "--help")

    assert (swedish.code, other.code) == (0, 0)
    assert swedish.out.startswith("Användning: kgraph")
    assert other.out.startswith("Usage: kgraph")
    assert "Tillval:" in swedish.out
    assert "Options:" in other.out
    assert not re.search(r"Usage|Options|Show this|Commands:|OPTIONS|COMMAND", swedish.out)
    assert not re.search(r"Användning|Tillval|Visa den|Kommandon", other.out)
    assert not re.search(r"[åäöÅÄÖ]|\b(och|eller|bara|annars|alla|FIL|MAPP|NAMN)\b", other.out)
    assert not re.search(r"\b(the|and|(?<!-)of|else|with|PATH|INTEGER)\b", swedish.out)
    assert swedish.err == other.err == ""
    sentence = re.search(r"\n\n  (\S.*)\n", swedish.out)
    assert sentence
    assert sentence[1] not in other.out


@pytest.mark.parametrize("name", NAMES)
def test_every_option_says_what_it_does(name: str) -> None:
    """No option stands alone with its name."""
    for option in commands.commands[name].params:
        if isinstance(option, click.Option):
            assert option.help, f"{name} {option.opts}"


@pytest.mark.parametrize("name", NAMES)
def test_every_command_takes_language_and_quiet(name: str) -> None:
    """After the command as before it."""
    options = {word for p in commands.commands[name].params for word in p.opts}

    assert {"--lang", "--quiet"} <= options


@pytest.mark.parametrize("name", ["overview", "sources", "check", "query", "network", "export"])
def test_every_reading_command_takes_a_view(name: str) -> None:
    """Review level, date and modes."""
    options = {word for p in commands.commands[name].params for word in p.opts}

    assert {"--review", "--as-of", "--mode", "--project"} <= options


def test_the_version_is_that_of_the_package() -> None:
    """One number."""
    from kgraph import __version__

    assert cli("--version").out == f"kgraph {__version__}\n"


def test_the_language_may_be_named_anywhere_or_in_the_environment(here: Here) -> None:
    """Before the command, after it, with an equals sign, or once for all."""
    ways = (
        process("--lang", "en", "queries", *here),
        process("queries", "--lang=en", *here),
        process("queries", *here, KGRAPH_LANG="en"),
    )

    for answer in ways:
        assert "Project: " in answer.err
        assert "parameters" in answer.out.split("\n")[0]
    assert "Projekt: " in process("queries", *HERE, KGRAPH_LANG="fi").err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("chek",), "No such command 'chek'"),
        (("check", "--format", "xml", *HERE), "is not one of"),
        (
            ("query", "gap-responsibilty", *HERE),
            "There is no query called gap-responsibilty. Did you",
        ),
        (
            ("queries", "--project", "/nope"),
            "/nope: The folder does not exist. Make a project with",
        ),
    ],
)
def test_errors_are_english_where_english_is_asked_for(words: tuple[str, ...], told: str) -> None:
    """The whole message, frame and all."""
    answer = english(*words)

    assert told in answer.err
    assert not re.search("[åäöÅÄÖ]", answer.err.replace(str(ROOT), ""))


def test_shell_completion_is_there() -> None:
    """The library's own, for bash."""
    answer = process(_KGRAPH_COMPLETE="bash_source")

    assert "complete" in answer.out
    assert answer.code == 0


# -- forms -----------------------------------------------------------------------------------

COUNTIES = "jonkopings-lan kronobergs-lan"  # of the shipped data: the small plan has one county
FORMS = [
    *(("overview", form) for form in ("text", "json")),
    *(("sources", form) for form in ("text", "json", "csv")),
    *(("check", form) for form in ("text", "json", "turtle", "sarif", "junit")),
    *(("queries", form) for form in ("text", "json", "csv")),
    *(("query forum-members", form) for form in ("text", "csv", "xlsx", "tsv", "json", "turtle")),
    *(
        ("findings --kind GAP-01", form)
        for form in ("text", "json", "csv", "xlsx", "turtle", "trig", "jsonld", "sarif")
    ),
    *(("explain GAP-01", form) for form in ("text", "json")),
    *(("matrix actor priority", form) for form in ("text", "csv", "xlsx", "html", "json")),
    *(("measures", form) for form in ("text", "csv", "xlsx", "json")),
    *((f"compare {COUNTIES}", form) for form in ("text", "json", "csv", "xlsx", "html")),
    *(("diff 2025-01-01", form) for form in ("text", "json", "csv", "xlsx")),
    *(("sensitivity --choice modes", form) for form in ("text", "json", "csv", "xlsx")),
    *(("network actor-forum", form) for form in ("html", "gexf", "graphml", "json", "csv")),
    *(("export", form) for form in ("turtle", "trig", "nquads", "jsonld", "rdfxml", "csv")),
    *(("log", form) for form in ("text", "json")),
    *(("review", form) for form in ("text", "json", "csv")),
]


def readable(form: str, text: str, raw: bytes) -> bool:
    """Whether a program that knows the form can read the text."""
    if form == "xlsx":
        return bool(openpyxl.load_workbook(io.BytesIO(raw)).sheetnames)
    if form in ("json", "sarif", "jsonld"):
        return bool(json.loads(text))
    if form in ("gexf", "graphml", "junit", "rdfxml"):
        return bool(ElementTree.fromstring(text.encode()).tag)
    if form == "turtle":
        return len(rdflib.Graph().parse(data=text, format="turtle")) > 0
    if form == "csv":
        widths = {len(row) for row in csv.reader(io.StringIO(text, newline=""))}
        return len(widths) == 1
    if form == "html":
        return text.lstrip().lower().startswith("<!doctype html>")
    return bool(text.strip())


@pytest.mark.parametrize(("command", "form"), FORMS, ids=" ".join)
def test_every_form_of_every_command_can_be_read(command: str, form: str, here: Here) -> None:
    """Standard output holds the answer alone; project and view stand on standard error."""
    where = HERE if command.endswith(COUNTIES) else here
    answer = cli(*command.split(), "--format", form, *where)

    assert answer.code == 0, answer.err
    assert readable(form, answer.out, answer.raw)
    assert answer.err.startswith("Projekt: ")
    assert "Projekt: " not in answer.out


# What two readers agree on is read from two files, and tried where these are.
@pytest.mark.parametrize("name", [name for name in NAMES if name != "agreement"])
def test_the_forms_tried_are_all_there_are(name: str) -> None:
    """A new form is tried as well."""
    tried = {form for command, form in FORMS if command.split()[0] == name}
    offered = {
        str(choice)
        for p in commands.commands[name].params
        if p.name == "form" and isinstance(p.type, click.Choice)
        for choice in p.type.choices
    }

    assert offered == tried


@pytest.mark.parametrize(
    "command", ["overview", "sources", "queries", "check", "query forum-members"]
)
def test_json_says_its_version(command: str, here: Here) -> None:
    """A program can tell when the form changes."""
    assert json.loads(cli(*command.split(), "--format", "json", *here).out)["schema_version"] == 1


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("x.ttl", "@prefix"),
        ("x.trig", "@prefix"),
        ("x.nq", "<"),
        ("x.jsonld", "["),
        ("x.rdf", "<?xml"),
        ("x.csv", "subject,"),
    ],
)
def test_an_export_takes_the_form_of_its_files_ending(
    tmp_path: Path, name: str, begins: str, here: Here
) -> None:
    """Unless another is named."""
    answer = cli("export", "-o", tmp_path / name, *here)

    assert answer.code == 0
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(begins)
    assert f"Skrev {tmp_path / name}" in answer.err
    assert answer.out == ""


@pytest.mark.parametrize("name", ["x", "x.okänd"])
def test_an_export_to_an_unknown_ending_is_wrong_use(tmp_path: Path, name: str, here: Here) -> None:
    """With those there are; a form that is named makes any ending right."""
    answer = cli("export", "-o", tmp_path / name, *here)

    assert (answer.code, list(tmp_path.iterdir())) == (2, [])
    assert "Okänd filändelse" in answer.err
    assert cli("export", "--format", "trig", "-o", tmp_path / name, *here).code == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("findings", "-o", "x.okänd"), "Okänd filändelse: x.okänd"),
        (("findings", "--format", "xlsx", "-o", "x.csv"), "x.csv slutar som csv"),
        (("matrix", "actor", "goal", "-o", "x.sarif"), "Okänd filändelse: x.sarif"),
        (("compare", "jonkopings-lan", "--for-excel", "-o", "x.json"), "x.json slutar som json"),
        (("check", "--format", "json", "-o", "x.ttl"), "x.ttl slutar som turtle"),
        (("queries", "-o", "x.pdf"), "Okänd filändelse: x.pdf"),
        (("findings", "--region", ""), "--region är tomt"),
        (("report", "--theme", " ", "-o", "x.html"), "--theme är tomt"),
        (("matrix", "actor", "goal", "--strategy", ""), "--strategy är tomt"),
        (("compare", "jonkopings-lan", ""), "är tomt"),
        (("explain", ""), "ID är tomt"),
    ],
)
def test_what_is_empty_or_contradicts_itself_is_told_before_any_work(
    tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    """One rule for every command: no file is of another form than its ending says."""
    placed = [str(tmp_path / word) if word.startswith("x.") else word for word in words]

    answer = cli(*placed, "--project", ROOT)

    assert (answer.code, answer.out, list(tmp_path.iterdir())) == (2, "", [])
    assert told in answer.err


def test_an_empty_graph_offers_nothing_to_choose_from(tmp_path: Path) -> None:
    """And says so, instead of an empty list."""
    made = project(tmp_path, {})

    answer = cli("compare", "a", "b", "--project", made.root)

    assert answer.code == 2
    assert "bland: ." not in answer.err and "Grafen har inga sådana." in answer.err


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        (("overview", "-o", "x.json"), "{"),
        (("queries", "-o", "x.csv"), "name,"),
        (("explain", "gap-01", "-o", "x.json"), "{"),
        (("query", "forum-members", "-o", "x.txt"), "forum"),
    ],
)
def test_the_ending_of_a_file_names_the_form_in_every_command(
    tmp_path: Path, words: tuple[str, ...], begins: str
) -> None:
    """A file called .json holds JSON, also where text is what one gets without a file."""
    path = tmp_path / words[-1]

    assert cli(*words[:-1], path, "--project", ROOT).code == 0
    assert path.read_text(encoding="utf-8").startswith(begins)


def test_a_table_is_exported_with_its_codebook(tmp_path: Path, here: Here) -> None:
    """Both files or none."""
    cli("export", "-o", tmp_path / "ut.csv", *here)

    assert {path.name for path in tmp_path.iterdir()} == {"ut.csv", "ut-codebook.csv"}
    (tmp_path / "ut-codebook.csv").unlink()
    (tmp_path / "ut-codebook.csv").mkdir()
    before = (tmp_path / "ut.csv").read_bytes()
    (tmp_path / "ut.csv").write_text("gammal")

    assert cli("export", "-o", tmp_path / "ut.csv", *here).code == 3
    assert (tmp_path / "ut.csv").read_text() == "gammal"
    assert before.startswith(b"subject,")


def test_a_network_as_csv_is_two_files(tmp_path: Path, here: Here) -> None:
    """Edges where asked, nodes beside."""
    cli("network", "actor-forum", "-o", tmp_path / "nat.csv", *here)

    assert {path.name for path in tmp_path.iterdir()} == {"nat.csv", "nat-nodes.csv"}


def test_a_dash_is_standard_output(tmp_path: Path, here: Here) -> None:
    """As everywhere."""
    answer = cli("export", "--format", "csv", "-o", "-", *here)

    assert answer.out.startswith("subject,")
    assert list(tmp_path.iterdir()) == []


def test_for_excel_has_mark_semicolons_and_crlf(tmp_path: Path) -> None:
    """Opened by a click, it is a table with Swedish letters."""
    path = tmp_path / "ut.csv"

    cli("query", "forum-members", "--for-excel", "-o", path, *HERE)

    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfforum;forum_label;")
    assert raw.count(b"\r\n") == raw.count(b"\n")
    assert "Jönköping" in raw.decode("utf-8-sig")


# -- questions -------------------------------------------------------------------------------


def test_a_question_can_be_written_in_any_order_of_words() -> None:
    """Name first or last, with equals sign or space."""
    ways = (
        ("gap-responsibility", "--strategy", "jonkoping-plan-2024-2028"),
        ("gap-responsibility", "--strategy=jonkoping-plan-2024-2028"),
        ("--strategy", "jonkoping-plan-2024-2028", "gap-responsibility"),
        ("--strategy", "strategy:jonkoping-plan-2024-2028", "gap-responsibility"),
    )

    answers = {cli("query", *words, "--format", "csv", *HERE).out for words in ways}

    assert len(answers) == 1
    assert "jonkoping-plan-2024-2028" in answers.pop()


def test_ones_own_question_comes_from_a_file_or_from_standard_input(
    tmp_path: Path, here: Here
) -> None:
    """The same answer, exactly as the W3C writes it."""
    text = 'SELECT ?x ("a, \\"b\\"" AS ?y) { VALUES ?x { 1 } }'
    (tmp_path / "q.rq").write_text(text, encoding="utf-8")

    ways = (
        cli("query", "--file", tmp_path / "q.rq", "--format", "csv", *here),
        cli("query", "--file", "-", "--format", "csv", *here, stdin=text.encode()),
        cli("query", "-", "--format", "csv", *here, stdin=text.encode()),
        cli("query", "--format", "csv", *here, stdin=b"\xef\xbb\xbf" + text.encode()),
    )

    assert {answer.out for answer in ways} == {'x,y\r\n1,"a, ""b"""\r\n'}


def test_a_graph_is_answered_as_turtle_or_json() -> None:
    """CONSTRUCT and DESCRIBE."""
    text = b"DESCRIBE <https://w3id.org/kompsam/id/actor/region-kronoberg>"

    turtle = cli("query", "-", *HERE, stdin=text).out
    value = cli("query", "-", "--format", "json", *HERE, stdin=text).out

    assert len(rdflib.Graph().parse(data=turtle, format="turtle")) > 3
    assert json.loads(value)


def test_no_terminal_obeys_what_stands_in_the_data(tmp_path: Path) -> None:
    """Escape sequences in a label are shown as signs in every text form."""
    made = project(tmp_path)
    path = made.root / "data" / "sources" / "liten-plan-2026-01-01.trig"
    text = path.read_text(encoding="utf-8").replace(
        '"Forumet"', '"F\\u001b[31m\\u0007\\u202e\\u009b"'
    )
    path.write_text(text, encoding="utf-8")

    for words in (("query", "forum-members"), ("check",), ("overview",), ("sources",)):
        out = cli(*words, "--project", made.root).out
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", out), words


def test_hostile_names_come_through_whole_where_a_program_reads(tmp_path: Path) -> None:
    """JSON keeps every sign of a label."""
    made = project(tmp_path)
    words = ("query", "evidence", "--node", "i1", "--format", "json")

    value = json.loads(cli(*words, "--project", made.root).out)

    cells = [cell for row in value["results"]["bindings"] for cell in row.values()]
    assert HOSTILE in {text for cell in cells for text in (cell.get("label"), cell["value"])}


def test_the_view_asked_for_is_printed_and_used() -> None:
    """On standard error, with the answer that it gives."""
    words = ("query", "responsible-by-strategy", "--format", "csv", *HERE)

    plain = cli(*words)
    verified = cli(*words, "--review", "verified")
    wished = cli(*words, "--mode", "target", "--mode", "planned", "--as-of", "2025-01-01")

    assert "Vy: alla utom avvisade uppgifter; per " in plain.err
    assert "Vy: verifierade uppgifter" in verified.err
    assert "per 2025-01-01; räknas: önskat läge, planerat" in wished.err
    assert len({plain.out, verified.out, wished.out}) == 3


@pytest.mark.parametrize(
    "words",
    [
        ("overview",),
        ("sources",),
        ("check",),
        ("queries",),
        ("query", "forum-members"),
        ("export",),
        ("network", "actor-forum"),
    ],
    ids=" ".join,
)
def test_quiet_means_the_answer_alone(words: tuple[str, ...], here: Here) -> None:
    """Standard error is empty."""
    loud, quiet = cli(*words, *here), cli(*words, "--quiet", *here)

    assert quiet.err == ""
    assert quiet.out == loud.out


def test_quiet_means_quiet_when_a_file_is_written(tmp_path: Path) -> None:
    """No line that says so."""
    for words in (("export", "-o", tmp_path / "a.trig"), ("new", tmp_path / "graf")):
        given = (*words, *(HERE if words[0] != "new" else ()), "-q")
        assert cli(*given).err == ""


def test_no_colour_is_ever_written(here: Here) -> None:
    """With or without NO_COLOR: output has no escape sequence."""
    for answer in (
        process("check", *here, NO_COLOR="1"),
        process("check", *here, FORCE_COLOR="1", CLICOLOR_FORCE="1"),
    ):
        assert "\x1b" not in answer.out + answer.err


def test_swedish_letters_survive_any_locale(here: Here) -> None:
    """UTF-8 on both streams, whatever the terminal says of itself."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "queries", *here],
        env={
            **environment(),
            "LC_ALL": "C",
            "LANG": "C",
            "PYTHONUTF8": "0",
            "PYTHONCOERCECLOCALE": "0",
            "PYTHONIOENCODING": "ascii",
        },
        capture_output=True,
        check=True,
    )

    assert "mål" in done.stdout.decode("utf-8")


@pytest.mark.parametrize("columns", ["1", "20", "80", "200", "0", "-5", "x"])
def test_any_width_of_terminal_will_do(columns: str, here: Here) -> None:
    """Lines fit where they can; nothing falls where they cannot."""
    answer = process("queries", *here, COLUMNS=columns)

    assert answer.code == 0
    if columns in ("80", "200"):
        assert max(len(line) for line in answer.out.splitlines()) <= int(columns)


# -- processes -------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["export", "query edges --format csv"])
def test_a_reader_that_leaves_early_is_no_error(words: str) -> None:
    """``| head -1``: no message, code 0."""
    done = subprocess.run(
        [
            "bash",
            "-c",
            f'"$0" -c "$1" {words} -q --project "$2" | head -c 20 >/dev/null; '
            'echo "${PIPESTATUS[0]}"',
            sys.executable,
            PROGRAM,
            str(ROOT),
        ],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )

    assert done.stdout.strip() == "0"
    assert done.stderr == ""


# Whoever starts the tests in the background of a script has had Ctrl-C turned off for them.
HEARING = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
RUNAWAY = b"SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?c < ?i) }"
STARTED_S = 3.0


def at_work(process: int) -> None:
    """Wait until a process has used more of the processor than starting takes."""
    used, ticks = 0.0, os.sysconf("SC_CLK_TCK")
    while used < STARTED_S:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        assert fields[0] != "Z", "it ended by itself"
        used = (int(fields[11]) + int(fields[12])) / ticks
        time.sleep(0.1)


def test_a_runaway_question_can_be_ended_from_the_keyboard() -> None:
    """The engine does not hear Ctrl-C, so the process itself must."""
    with subprocess.Popen(
        [sys.executable, "-c", HEARING + PROGRAM, "query", "-", *HERE],
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        try:
            assert running.stdin and running.stderr
            running.stdin.write(RUNAWAY)
            running.stdin.close()
            at_work(running.pid)

            running.send_signal(signal.SIGINT)

            assert running.wait(60) == -signal.SIGINT
            assert b"Traceback" not in running.stderr.read()
        finally:
            running.kill()


def test_an_ignored_interrupt_stays_ignored() -> None:
    """Under nohup, or in the background of a script, the parent's choice holds."""
    code = (
        "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\n"
        "import sys\nsys.argv = ['kgraph', '--version']\n"
        "from kgraph.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n"
        "    print(signal.getsignal(signal.SIGINT) == signal.SIG_IGN)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True
    )

    assert done.stdout.endswith("True\n")


def test_our_own_fault_is_told_with_code_four(monkeypatch: pytest.MonkeyPatch, here: Here) -> None:
    """No traceback unless it is asked for."""

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("nej")

    monkeypatch.setattr("kgraph.queries.catalogue", broken)

    answer = cli("queries", *here)

    assert answer.code == 4
    assert "Internt fel (ZeroDivisionError: nej). Kör om med KGRAPH_DEBUG=1" in answer.err
    monkeypatch.setenv("KGRAPH_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        cli("queries", *here)


def test_too_little_memory_is_no_fault_of_ours(monkeypatch: pytest.MonkeyPatch, here: Here) -> None:
    """It is told as what failed outside."""

    def broken(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("kgraph.queries.catalogue", broken)

    answer = cli("queries", *here)

    assert (answer.code, "Minnet räckte inte" in answer.err) == (3, True)


# -- projects --------------------------------------------------------------------------------


def test_commands_say_which_project_they_use(tmp_path: Path) -> None:
    """Given, around the working folder, or the one that came along."""
    made = project(tmp_path / "graf")

    given = process("queries", "--project", made.root, cwd=tmp_path)
    around = process("queries", cwd=made.root / "data")
    shipped = process("queries", cwd=tmp_path)

    assert f"Projekt: {made.root} (angivet)" in given.err
    assert f"Projekt: {made.root} (arbetsmappen)" in around.err
    assert "(medföljande, skrivs aldrig)" in shipped.err


def test_the_copy_that_came_along_is_never_written(tmp_path: Path) -> None:
    """Tidying and stamping from anywhere else than a project's own folder are refused."""
    (tmp_path / "texts").mkdir()

    for words in (("tidy",), ("sources", "stamp", str(tmp_path / "texts"))):
        answer = process(*words, cwd=tmp_path)
        assert answer.code == 2, answer.err
        assert "Det installerade projektet skrivs aldrig. Gör ett eget: kgraph new" in answer.err


def test_a_project_of_ones_own_is_made_and_used(tmp_path: Path) -> None:
    """``kgraph new``, then any command in it."""
    made = process("new", "graf", cwd=tmp_path)
    answer = process("check", "--only", "SH-05", cwd=tmp_path / "graf")

    assert (made.code, made.out) == (0, "")
    assert f"Nytt projekt: {tmp_path.resolve() / 'graf'}" in made.err
    assert answer.code == 0


def test_tidy_tells_what_it_would_change(tmp_path: Path) -> None:
    """Names on standard output, code 1; after tidying, nothing and code 0."""
    made = project(tmp_path)
    words = ("tidy", "--project", str(made.root))

    would = cli(*words, "--check")
    did, again = cli(*words), cli(*words, "--check")

    assert (would.code, would.out) == (1, "data/sources/liten-plan-2026-01-01.trig\n")
    assert (did.code, did.out) == (0, would.out)
    assert (again.code, again.out) == (0, "")


def test_tidy_leaves_a_file_that_is_no_trig_as_it_is(tmp_path: Path) -> None:
    """The house's form is TriG, which a Turtle file cannot hold."""
    made = project(tmp_path)
    path = made.root / "data" / "sources.ttl"
    before = path.read_bytes()

    answer = cli("tidy", str(path), "--project", str(made.root))

    assert (answer.code, answer.out) == (2, "")
    assert "Bara TriG-filer" in answer.err
    assert path.read_bytes() == before


def test_a_network_without_a_name_lists_them(here: Here) -> None:
    """With what each shows and its parameters."""
    out = cli("network", *here).out

    for name in ("actor-forum", "actor-element", "document-chain"):
        assert name in out


def test_the_main_question_is_answered_strategy_by_strategy() -> None:
    """Who answers, and where nobody is named, with the place."""
    out = cli("overview", "--strategy", "jonkoping-plan-2024-2028", *HERE).out

    assert out.startswith("Plan för regional kompetensförsörjning 2024–2028\n====")
    assert "Insatser 16: " in out
    assert re.search(r"Jönköpings plan, s\. \d+\*?, rad \d+", out)


def test_commands_load_nothing_they_do_not_need() -> None:
    """Help, version and wrong words open no engine."""
    code = (
        "import sys\nsys.argv = ['kgraph', 'chek']\nfrom kgraph.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n"
        "    print([m for m in ('pyoxigraph', 'rdflib', 'networkx') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"


def test_the_shell_is_there_for_these_tests() -> None:
    """Pipes are tried with a real one."""
    assert shutil.which("bash") or os.name == "nt"
