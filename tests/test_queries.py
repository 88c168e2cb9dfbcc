"""Named questions: heads, parameters, near misses; and what no question may do."""

import datetime
import re
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.errors import InputError, KGraphError, UsageError
from kgraph.project import Project, find_project
from kgraph.queries import (
    Query,
    bind,
    catalogue,
    find,
    read_query,
    refuse_outside,
    resolve,
    run,
    run_text,
)
from kgraph.store import Store, View, open_store
from kgraph.store.gate import DEEPEST, LONGEST, no_way_out, query_form
from kgraph.terms import ID, XSD, Literal
from tests.helpers import HOSTILE, ROOT, Canary, project, run_python, shipped

VIEW = View(as_of=datetime.date(2025, 6, 1))
HEAD = """# title-sv: Titel
# title-en: Title
# columns: thing
"""
BODY = "SELECT ?thing WHERE { ?thing a <https://w3id.org/kompsam/def#Goal> }"


def query(tmp_path: Path, head: str = HEAD, body: str = BODY) -> Query:
    """A question written for the test."""
    (tmp_path / "q.rq").write_text(head + body, encoding="utf-8")
    return read_query(tmp_path / "q.rq")


# -- heads -----------------------------------------------------------------------------------


def test_a_head_says_what_a_question_asks(tmp_path: Path) -> None:
    """Title, question, parameters, columns, order, competency questions, group."""
    made = query(
        tmp_path,
        HEAD + "# question-sv: Vad?\n# question-en: What?\n# order: thing\n# cq: 01 36\n"
        "# group: ansvar\n# param: strategy iri:Strategy optional | Strategi | Strategy\n"
        "# param: n integer default=3 | Antal | Number\n#\n# A note: with a colon.\n",
    )

    assert (made.name, made.title.en, made.question.sv) == ("q", "Title", "Vad?")
    assert (made.columns, made.order, made.cq) == (("thing",), ("thing",), ("01", "36"))
    assert made.group == "ansvar"
    first, second = made.parameters
    assert (first.name, first.kind, first.of, first.required) == (
        *("strategy", "iri", "Strategy"),
        False,
    )
    assert (second.default, second.label.sv) == ("3", "Antal")


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("# title-sv: T\n# columns: a\n", r"saknar 'title-en'\. Lägg till en rad: # title-en: …"),
        ("# title-sv: T\n# title-en: T\n", r"saknar 'columns'"),
        (HEAD + "# param: x url optional\n", r"Okänd parameter i huvudet: x url optional\. Skriv"),
        (HEAD + "# param: x iri optionl\n", r"Okänd parameter i huvudet"),
        (HEAD + "# param: 1x iri\n", r"Okänd parameter i huvudet"),
        (HEAD + "# param: x iri choices=foo:a\n", r"Okänd parameter i huvudet"),
        (HEAD + "# param: x iri choses=ks:A\n", r"Okänd parameter i huvudet"),
    ],
)
def test_a_head_that_is_wrong_is_told_with_its_mend(tmp_path: Path, head: str, told: str) -> None:
    """The file is named."""
    with pytest.raises(InputError, match=told) as caught:
        query(tmp_path, head)

    assert caught.value.where == "q.rq"


def test_a_query_file_may_have_a_mark_and_other_line_ends(tmp_path: Path) -> None:
    """A byte-order mark and CRLF do not hide the head."""
    raw = b"\xef\xbb\xbf" + (HEAD + BODY).replace("\n", "\r\n").encode()
    (tmp_path / "q.rq").write_bytes(raw)

    assert read_query(tmp_path / "q.rq").columns == ("thing",)


def test_a_query_file_in_latin_1_is_told_with_its_line(tmp_path: Path) -> None:
    """Line two has the first bad byte."""
    (tmp_path / "q.rq").write_bytes(b"# title-sv: A\n# title-en: \xe5\n")

    with pytest.raises(InputError, match=r"q\.rq:2: Filen är inte UTF-8\. Spara om"):
        read_query(tmp_path / "q.rq")


def test_a_column_that_the_answer_lacks_is_told(tmp_path: Path, store: Store) -> None:
    """A head that promises too much is an error, not a thinner table."""
    made = query(tmp_path, HEAD.replace("columns: thing", "columns: thing place"))

    with pytest.raises(InputError, match="Svaret saknar kolumnen place"):
        run(store, made, {}, VIEW)


def test_a_named_query_that_asks_somebody_else_is_refused(tmp_path: Path) -> None:
    """A project from elsewhere cannot make this machine call out."""
    with pytest.raises(UsageError, match="SERVICE är inte tillåtet"):
        query(tmp_path, body="SELECT ?thing { SERVICE <http://x/> { ?thing ?p ?o } }")


# -- values ----------------------------------------------------------------------------------

PARAMETERS = """# param: iri iri:Goal optional | Mål | Goal
# param: actor iri:Actor optional | Aktör | Actor
# param: any iri:any optional | Sak | Thing
# param: date date optional | Dag | Day
# param: n integer optional | Antal | Number
# param: text string optional | Text | Text
# param: of iri optional choices=ks:Goal,ks:Measure | Slag | Kind
"""


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"irii": "x"}, r"Okänd parameter: irii\. Menade du iri\?"),
        ({"foo": "x"}, r"Okänd parameter: foo\. Frågan tar: iri, actor, any, date, n, text, of"),
        ({"date": "2024-13-01"}, r"--date: 2024-13-01 är inget datum\. Skriv åååå-mm-dd"),
        ({"date": "i dag"}, r"--date: i dag är inget datum"),
        ({"n": "tre"}, r"--n: tre är inget heltal\. Skriv bara siffror"),
        ({"n": "٣"}, r"--n: ٣ är inget heltal"),
        ({"n": "1; DROP"}, r"är inget heltal"),
        ({"iri": "mall"}, r"--iri: mall finns inte i grafen\. Menade du mal\?"),
        ({"iri": "Ett mal"}, r"Menade du mal\?"),
        ({"iri": "element:saknas"}, r"saknas finns inte i grafen"),
        ({"iri": "https://example.org/x"}, r"finns inte i grafen"),
        ({"iri": ""}, r"--iri: Parametern iri är tom\. Ange ett värde, eller utelämna den"),
        ({"iri": "Forumet"}, r"--iri: Forumet är av ett annat slag; här ska stå: mål"),
        ({"iri": "strategy:liten"}, r"Liten plan är av ett annat slag"),
        ({"actor": "mal"}, r"Ett mål är av ett annat slag; här ska stå: en aktör"),
        ({"iri": HOSTILE}, r"av ett annat slag"),
        ({"any": '" } DROP ALL #'}, r"finns inte i grafen"),
        ({"of": "Goall"}, r"--of: Goall går inte att välja här\. Menade du Goal\?"),
        ({"of": "kommun"}, r"--of: kommun går inte att välja här\. Välj bland: Goal, Measure\."),
        ({"of": "ks:Strategy"}, r"ks:Strategy går inte att välja här\. Välj bland: Goal, Measure"),
    ],
)
def test_a_value_that_is_wrong_is_told_with_its_mend(
    tmp_path: Path, store: Store, given: dict[str, str], told: str
) -> None:
    """Unknown names, wrong kinds, things that are not there."""
    made = query(tmp_path, HEAD + PARAMETERS)

    with pytest.raises(UsageError, match=told) as caught:
        bind(store, made, given, VIEW)

    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    "name",
    [
        "mal",
        "element:mal",
        "Ett mål",
        "ETT MÅL",
        "Ett ma\u030al",
        " mal ",
        "https://w3id.org/kompsam/id/element/mal",
        "<https://w3id.org/kompsam/id/element/mal>",
    ],
)
def test_a_thing_may_be_named_in_many_ways(store: Store, name: str) -> None:
    """Last part, short name, label in any case and composition, whole IRI."""
    assert resolve(store, name, VIEW, "Goal") == ID("element/mal")


def test_an_english_label_names_a_thing_too(store: Store) -> None:
    """As it is shown to English readers."""
    assert resolve(store, "small plan", VIEW, "Strategy") == ID("strategy/liten")


def test_a_name_that_several_things_have_is_told_with_all_of_them(tmp_path: Path) -> None:
    """The reader chooses; nothing is guessed."""
    from tests.helpers import HEAD as PREFIXES

    trig = (
        PREFIXES
        + """g:1-1 {
      forum:rad a ks:Forum ; skos:prefLabel "Rådet"@sv .
      project:rad a ks:Project ; skos:prefLabel "Rådet"@sv . }"""
    )
    made = open_store(project(tmp_path, {"x.trig": trig}))

    for name in ("rad", "Rådet"):
        with pytest.raises(UsageError, match=r"Flera saker heter .*forum/rad, .*project/rad"):
            resolve(made, name, View())


def test_a_parameter_that_is_needed_is_asked_for(tmp_path: Path, store: Store) -> None:
    """With the words to write."""
    made = query(tmp_path, HEAD + "# param: node iri required | Nod | Node\n")

    with pytest.raises(UsageError, match=r"Parametern node behövs\. Ange --node …"):
        run(store, made, {}, VIEW)


def test_a_default_is_used_when_nothing_is_given(tmp_path: Path, store: Store) -> None:
    """And a date may default to the view's."""
    head = HEAD + "# param: date date default=view | Dag | Day\n"

    bound = bind(store, query(tmp_path, head), {}, VIEW)

    assert bound == {"date": Literal("2025-06-01", XSD("date"))}


def test_values_reach_the_answer(store: Store, small: Project) -> None:
    """The table says what was asked."""
    made = find(catalogue(small), "gap-responsibility")

    table = run(store, made, {"strategy": "liten"}, VIEW)

    assert table.values == {"strategy": "liten"}
    assert [table.label(row[2]) for row in table.rows] == ["Ett mål"]


@pytest.mark.parametrize(
    ("name", "near"),
    [("gap-responsibilty", "gap-responsibility"), ("forum-member", "forum-members")],
)
def test_a_misspelt_question_is_told_with_the_near_one(
    small: Project, name: str, near: str
) -> None:
    """Did you mean."""
    with pytest.raises(UsageError, match=rf"ingen fråga som heter {name}\. Menade du .*{near}"):
        find(catalogue(small), name)


def test_a_question_nobody_heard_of_is_told_where_to_look(small: Project) -> None:
    """The list of all."""
    with pytest.raises(UsageError, match="Se alla med: kgraph queries"):
        find(catalogue(small), "xyzzy")


# -- every shipped question ------------------------------------------------------------------

NAMES = sorted(path.stem for path in (ROOT / "queries").glob("*.rq"))
OPTIONS = {"file", "format", "for-excel", "output", "project", "review", "as-of", "mode", "lang"}
_REQUIRED = {"node": "strategy:liten", "actor": "actor:a", "name": "Forumet"}


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_question_runs_and_promises_only_what_it_gives(
    store: Store, small: Project, name: str
) -> None:
    """Its columns are all there, its order names columns, its parameters are no options."""
    made = catalogue(small)[name]
    needed = {p.name: _REQUIRED.get(p.name, "liten") for p in made.parameters if p.required}

    table = run(store, made, needed, VIEW)

    assert table.columns == made.columns
    assert set(made.order) <= set(made.columns)
    assert not {parameter.name for parameter in made.parameters} & (OPTIONS | {"quiet", "help"})
    assert made.title.sv != made.title.en
    assert made.question.sv != made.question.en


_ANSWERS = """
import datetime, hashlib, sys
from pathlib import Path
from kgraph.project import find_project
from kgraph.queries import catalogue, run
from kgraph.store import View, open_store

project = find_project(Path(sys.argv[1]))
store = open_store(project)
view = View(as_of=datetime.date(2026, 6, 1))
needed = {"node": "strategy:jonkoping-plan-2024-2028", "actor": "region-kronoberg"}
for name, query in catalogue(project).items():
    values = {p.name: needed[p.name] for p in query.parameters if p.required}
    table = run(store, query, values, view)
    print(name, hashlib.sha256((table.to_csv() + table.to_json()).encode()).hexdigest())
"""


def test_every_question_answers_the_same_on_every_run(tmp_path: Path) -> None:
    """Byte for byte, lists inside cells included: the engine's own order is another each time."""
    copy = str(shipped(tmp_path).root)

    answers = {run_python(_ANSWERS, copy, PYTHONHASHSEED=seed) for seed in ("0", "1")}

    assert len(answers) == 1


# -- questions of one's own ------------------------------------------------------------------


def test_ones_own_select_is_sorted_when_it_says_no_order(store: Store) -> None:
    """So that the same question has the same answer twice."""
    text = (
        "SELECT ?l { ?x <http://www.w3.org/2004/02/skos/core#prefLabel> ?l ; a ?c . "
        "FILTER(STRSTARTS(STR(?x), 'https://w3id.org/kompsam/id/')) }"
    )

    words = [str(row[0]) for row in run_text(store, text, VIEW).rows]

    assert words.index("Bolaget") < words.index("Forumet") < words.index("Åmåls kommun")


def test_ones_own_order_is_kept(store: Store) -> None:
    """ORDER BY is obeyed."""
    text = "SELECT ?n { VALUES ?n { 1 3 2 } } ORDER BY DESC(?n)"

    assert [str(row[0]) for row in run_text(store, text, VIEW).rows] == ["3", "2", "1"]


def test_ones_own_ask_is_answered(store: Store) -> None:
    """Whatever its prefixes are called."""
    text = "PREFIX select: <https://w3id.org/kompsam/def#> ASK { ?x a select:Goal }"

    assert run_text(store, text, VIEW).boolean is True


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("SELECT * {}", "SELECT"),
        ("# ASK\nPREFIX ask: <http://e/#select> BASE <http://x/> construct {} {}", "CONSTRUCT"),
        ("PREFIX : <http://e/> describe <x>", "DESCRIBE"),
        ("PREFIX a:<http://e/>SELECT * {}", "SELECT"),
        ("", ""),
        ("{}", ""),
    ],
)
def test_the_form_is_the_first_word_after_the_prologue(text: str, form: str) -> None:
    """Prefixes and comments that look like forms are none."""
    assert query_form(text) == form


@pytest.mark.parametrize(
    "text",
    [
        "{" * (DEEPEST + 1) + "}" * (DEEPEST + 1),
        "SELECT * { FILTER(" + "(" * 20_000 + "1" + ")" * 20_000 + ") }",
        "SELECT * { FILTER(" + "!" * 20_000 + "true) }",
        "SELECT * { FILTER(" + "1+" * 12_000 + "1) }",
        "SELECT * {" + " MINUS {?a ?b ?c}" * 5_000 + "}",
        "SELECT * { } #" + "x" * LONGEST,
    ],
    ids=["braces", "brackets", "nots", "sums", "minus", "long"],
)
def test_a_text_that_would_bring_the_engine_down_is_refused(store: Store, text: str) -> None:
    """Such a text ends the whole process without a word, so it is never run."""
    with pytest.raises(UsageError, match="Frågan är för stor"):
        store.select(text, VIEW)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * " + "{" * (DEEPEST - 1) + "}" * (DEEPEST - 1),
        "SELECT * { FILTER(" + "(" * (DEEPEST - 3) + "1" + ")" * (DEEPEST - 3) + ") }",
        "SELECT * { FILTER(" + "1+" * 1_990 + "1) }",
        "SELECT * {" + " MINUS {?a ?b ?c}" * 900 + "}",
        "SELECT * {" + "".join(f" BIND(1 AS ?x{i})" for i in range(900)) + "}",
    ],
)
def test_what_the_gate_lets_through_the_engine_can_take(text: str) -> None:
    """At the limits, in a process of its own."""
    code = "import sys, pyoxigraph; print(len(list(pyoxigraph.Store().query(sys.argv[1]))))"

    assert run_python(code, text).strip() == "1"


# -- no way out ------------------------------------------------------------------------------

HIDDEN = {
    "plain": "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "silent, by variable": "SELECT * { BIND(<URL> AS ?u) SERVICE SILENT ?u { ?s ?p ?o } }",
    "mixed case": "SELECT * { sErViCe <URL> { ?s ?p ?o } }",
    "comment between": "SELECT * { SERVICE#x\n<URL> { ?s ?p ?o } }",
    "no space": "PREFIX : <URL> SELECT * { SERVICE:x{ ?s ?p ?o } }",
    "after a dot": "SELECT * { ?s ?p ?o.SERVICE <URL> { ?s ?p ?o } }",
    "subquery": "SELECT * { { SELECT ?s { SERVICE <URL> { ?s ?p ?o } } } }",
    "exists": "SELECT * { ?a ?b ?c FILTER EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    "not exists": "SELECT * { ?a ?b ?c FILTER(!(NOT EXISTS { SERVICE <URL> { ?s ?p ?o } })) }",
    "graph": "SELECT * { GRAPH ?g { SERVICE <URL> { ?s ?p ?o } } }",
    "optional": "SELECT * { OPTIONAL { SERVICE <URL> { ?s ?p ?o } } }",
    "minus": "SELECT * { ?a ?b ?c MINUS { SERVICE <URL> { ?s ?p ?o } } }",
    "union": "SELECT * { {} UNION { SERVICE <URL> { ?s ?p ?o } } }",
    "bind": "SELECT * { BIND(EXISTS { SERVICE <URL> { ?s ?p ?o } } AS ?z) }",
    "select list": "SELECT (EXISTS { SERVICE <URL> { ?s ?p ?o } } AS ?z) { }",
    "order": "SELECT * { ?a ?b ?c } ORDER BY (EXISTS { SERVICE <URL> { ?s ?p ?o } })",
    "having": "SELECT ?a { ?a ?b ?c } GROUP BY ?a HAVING (EXISTS { SERVICE <URL> { ?s ?p ?o } })",
    "ask": "ASK { SERVICE <URL> { ?s ?p ?o } }",
    "construct": "CONSTRUCT { ?s ?p ?o } { SERVICE <URL> { ?s ?p ?o } }",
    "describe": "DESCRIBE ?s { SERVICE <URL> { ?s ?p ?o } }",
    "escaped letters": "SELECT * { \\u0053ERVICE <URL> { ?s ?p ?o } }",
    "behind a sign that looks like an IRI": (
        "PREFIX : <URL> SELECT * { FILTER(1<'>'||true) SERVICE :x { ?s ?p ?o } FILTER(''!='a') }"
    ),
    "load": "LOAD <URL>",
    "update": "INSERT { ?s ?p ?o } WHERE { SERVICE <URL> { ?s ?p ?o } }",
}


@pytest.fixture
def canary() -> Iterator[Canary]:
    """A server that counts who calls."""
    bird = Canary()
    yield bird
    bird.close()


@pytest.mark.parametrize("hidden", sorted(HIDDEN))
def test_no_question_asks_somebody_else(store: Store, canary: Canary, hidden: str) -> None:
    """However SERVICE is written: the question is refused and nobody is called."""
    text = HIDDEN[hidden].replace("URL", canary.url)

    with pytest.raises(UsageError):
        run_text(store, text, VIEW)
    for ask in (store.select, store.construct):
        with pytest.raises(UsageError):
            ask(text, VIEW)

    time.sleep(0.02)
    assert canary.calls == 0


@pytest.mark.parametrize(
    "text",
    [
        'SELECT ?service { ?service <http://x/SERVICE> "SERVICE <x> {" } # SERVICE',
        "PREFIX ex: <http://x/> SELECT * { ?a ex:service ?c . ?a ex:my-service ?d }",
        "SELECT * { ?x ?y '''SERVICE <a> { }''' }",
        "SELECT $service { $service ?p 'self-service' }",
    ],
)
def test_the_word_alone_is_no_offence(store: Store, text: str) -> None:
    """Variables, names, strings and comments may mention it."""
    assert run_text(store, text, VIEW).rows == ()


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * FROM <URL> { ?s ?p ?o }",
        "SELECT * FROM NAMED <URL> { GRAPH ?g { ?s ?p ?o } }",
        "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
        "SELECT * { GRAPH <URL> { ?s ?p ?o } }",
        "SELECT * { GRAPH <file:///etc/passwd> { ?s ?p ?o } }",
    ],
)
def test_a_graph_that_is_not_held_is_empty_and_never_fetched(
    store: Store, canary: Canary, text: str
) -> None:
    """Neither from the network nor from the disk."""
    assert run_text(store, text.replace("URL", canary.url), VIEW).rows == ()
    assert canary.calls == 0


def test_the_second_net_holds_where_the_first_is_passed(canary: Canary) -> None:
    """While such a text runs the process has no file handle for a socket."""
    import pyoxigraph

    text = f"SELECT * {{ SERVICE <{canary.url}> {{ ?s ?p ?o }} }}"

    with pytest.raises(OSError, match="Too many open files"), no_way_out(text):
        list(pyoxigraph.Store().query(text))  # type: ignore[arg-type]

    socket.create_connection(("127.0.0.1", int(canary.url.split(":")[2][:-2]))).close()
    time.sleep(0.05)
    assert canary.calls == 1  # our own call: handles are to be had again


def test_a_rule_that_asks_somebody_else_is_refused(tmp_path: Path, canary: Canary) -> None:
    """Derivation rules come with a project, and a project may come from anywhere."""
    made = project(tmp_path)
    rule = tmp_path / "queries" / "derived" / "99-evil.rq"
    rule.write_text(f"CONSTRUCT {{ ?s ?p ?o }} {{ SERVICE <{canary.url}> {{ ?s ?p ?o }} }}")

    with pytest.raises(InputError, match=r"99-evil\.rq: Härledningsregeln .*SERVICE"):
        open_store(made).ask("ASK {}", VIEW)

    assert canary.calls == 0


@pytest.mark.parametrize("text", ["CONSTRUCT {", "SELECT * {}", "ASK {}"])
def test_a_rule_that_is_no_construct_is_told(tmp_path: Path, text: str) -> None:
    """With its file and the mend."""
    made = project(tmp_path)
    (tmp_path / "queries" / "derived" / "99-x.rq").write_text(text)

    with pytest.raises(InputError, match=r"derived/99-x\.rq: .*Rätta regeln"):
        open_store(made).ask("ASK {}", VIEW)


_FRAGMENTS = st.sampled_from(
    [
        "SELECT",
        "*",
        "?x",
        "{",
        "}",
        "(",
        ")",
        "FILTER",
        "1",
        "<",
        ">",
        "'",
        '"',
        "#",
        "\n",
        ".",
        "SERVICE",
        "service",
        "<http://e/>",
        ":",
        "a",
        "\\",
        "'''",
        '"""',
        "EXISTS",
        "||",
        "UNION",
    ]
)


@settings(max_examples=400)
@given(st.lists(_FRAGMENTS, max_size=14))
def test_any_text_is_answered_or_refused(store_: Store, fragments: list[str]) -> None:
    """Whatever is written, the answer is a table or a message."""
    try:
        run_text(store_, " ".join(fragments), VIEW)
    except KGraphError as error:
        assert re.search(r"\w", str(error))


@pytest.fixture(scope="module")
def store_(store: Store) -> Store:
    """The small plan's store, for properties."""
    return store


def test_refusing_needs_no_parser_when_the_word_is_not_there() -> None:
    """Named questions load no second parser."""
    code = (
        "import sys\nfrom kgraph.queries import refuse_outside\n"
        "refuse_outside('SELECT * { ?s ?p ?o }')\nprint('rdflib' in sys.modules)"
    )

    assert run_python(code).strip() == "False"


def test_what_both_readers_cannot_parse_is_told() -> None:
    """A text that mentions the word must be parsed to be trusted."""
    with pytest.raises(UsageError, match="inte giltig SPARQL"):
        refuse_outside("SELECT * { 'SERVICE' }")


def test_the_checkout_has_its_questions() -> None:
    """Thirty and more, among them the main one."""
    assert len(NAMES) >= 30
    assert "gap-responsibility" in catalogue(find_project(ROOT))
