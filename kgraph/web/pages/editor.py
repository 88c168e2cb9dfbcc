"""A query of one's own: the editor, its answer, and what was wrong with it.

The answer comes from the same processes as the endpoint's, within the same limits. Without scripts
the form sends the query in the address and the answer stands on the page; with them the same page
is fetched beside, so that it can be stopped.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from kgraph.endpoint import protocol
from kgraph.endpoint.frames import Heading, Reply
from kgraph.endpoint.request import Refused
from kgraph.endpoint.request import Request as Plain
from kgraph.endpoint.work import refusal
from kgraph.errors import UsageError
from kgraph.queries import Query
from kgraph.report.value import Paragraph, Part, Section, Words, line
from kgraph.store import Rows
from kgraph.tables import Table as Answer
from kgraph.terms import PREFIXES, STRING, Blank, Iri, Literal, Term
from kgraph.web.pages import parameters
from kgraph.web.pages.desk import Shelf
from kgraph.web.pages.examples import EXAMPLES, text_of, words_json
from kgraph.web.pages.missing import refused_page
from kgraph.web.pages.naming import NameDesk
from kgraph.web.pages.page import TYPES, Page
from kgraph.web.pages.queries import CATALOGUE, EDITOR, GROUPS, known
from kgraph.web.pages.render import to_html
from kgraph.web.pages.results import MOST_ROWS, chart_of, empty_columns, result_table
from kgraph.web.pages.visit import ENGLISH, KEPT, Visit, language, read_view
from kgraph.wording import Text

_ACCEPT = "application/sparql-results+json, text/turtle"
_WORDS = EDITOR + "/ord.json"
_LONGEST_LINK = 24_000
_MOST_MB = 4
_LONGEST_SHOWN = 60_000
_PLACE = re.compile(r"(\d+):(\d+)")
_FILES = {
    "table": (("csv", "CSV"), ("tsv", "TSV"), ("json", "JSON"), ("xml", "XML")),
    "truth": (("json", "JSON"), ("xml", "XML")),
    "graph": (("ttl", "Turtle"), ("nt", "N-Triples"), ("jsonld", "JSON-LD"), ("rdf", "RDF/XML")),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a query.

    Parameters:
        kind: ``table``, ``truth``, ``graph``, ``error`` or "" where nothing was asked.
        reply: of the process.
        answer: as a table, where it is one.
    """

    kind: str = ""
    reply: Reply | None = None
    answer: Answer | None = None


def include_editor(app: FastAPI, shelf: Shelf) -> None:
    """Add the editor's routes, and tell the endpoint where people are to be led."""
    app.state.sparql_page = EDITOR
    for english in (False, True):
        prefix = ENGLISH if english else ""
        app.add_route(prefix + EDITOR, _answering(shelf, english), methods=["GET", "POST"],
                      include_in_schema=False)  # fmt: skip
        app.add_route(prefix + _WORDS, _completing(shelf, english), methods=["GET"],
                      include_in_schema=False)  # fmt: skip


def _answering(shelf: Shelf, english: bool) -> Any:
    async def editor(request: Request) -> Response:
        asked = parameters.of_page(shelf, EDITOR, request.query_params.multi_items())
        given = {**asked.given, **await _form(request)}
        visit = Visit(language(given, english), EDITOR, "html", given,
                      request.scope.get("root_path", ""), passed_by=asked.told)  # fmt: skip
        try:
            visit = replace(visit, view=read_view(given))
        except UsageError as error:
            page = refused_page(visit, error)
            html = await run_in_threadpool(
                lambda: to_html(page, page.report(shelf.store, visit), visit)
            )
            return Response(html, page.status, media_type=TYPES["html"])
        text = given.get("query", "")
        reply = await _asked(request, visit, text) if text.strip() else Reply(200)
        if reply is None:
            return Response(status_code=499)
        limits = (
            request.app.state.settings.limits if hasattr(request.app.state, "settings") else None
        )
        html = await run_in_threadpool(write, shelf, visit, text, reply, limits)
        return Response(html, media_type=TYPES["html"], headers={"Content-Language": visit.lang})

    return editor


async def _form(request: Request) -> dict[str, str]:
    """The fields of a posted form; what is no form gives none."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if request.method != "POST" or kind != "application/x-www-form-urlencoded":
        return {}
    raw = (await request.body()).decode("utf-8", errors="replace")
    try:
        return dict(parse_qsl(raw, keep_blank_values=True, max_num_fields=50))
    except ValueError:
        return {}


async def _asked(request: Request, visit: Visit, text: str) -> Reply | None:
    """What a process says to the query; None where whoever asked has gone, which ends it too."""
    from kgraph.web.sparql import replied

    if getattr(request.app.state, "pool", None) is None:
        return refusal(501, _no_processes())
    try:
        task = task_of(visit, text, request.app.state.settings.address)
    except Refused as refused:
        return refusal(refused.status, refused.error)
    return await replied(request, task)


def task_of(visit: Visit, text: str, address: str) -> Heading:
    """The query as the endpoint would have it, with no more rows than the page shows.

    Raises:
        Refused: it is no query that the endpoint answers.
    """
    import datetime

    kept = {name: visit.given[name] for name in KEPT if visit.given.get(name)}
    asked = protocol.read(
        Plain("GET", urlencode({"query": text, **kept}).encode(), {"accept": _ACCEPT}, b"",
              address + "/sparql"),
        today=datetime.date.today(),
    )  # fmt: skip
    assert asked.task is not None  # a query was given
    return {**asked.task, "rows": MOST_ROWS, "size_mb": _MOST_MB}


def _no_processes() -> UsageError:
    return UsageError(
        Text("Frågor besvaras inte här.", "Queries are not answered here."), "",
        Text("Servern behöver köras på Linux med kgraph serve.",
             "The server has to run on Linux with kgraph serve."),
    )  # fmt: skip


def _completing(shelf: Shelf, english: bool) -> Any:
    async def words(request: Request) -> Response:
        given = dict(request.query_params)
        lang = language(given, english)
        try:
            view = read_view(given)
        except UsageError:
            view = read_view({})

        def make() -> bytes:
            return words_json(shelf, view, lang)

        raw = await run_in_threadpool(shelf.write, ("words", view, lang), make)
        return Response(raw, media_type=TYPES["json"], headers={"Content-Language": lang})

    return words


# -- the page ----------------------------------------------------------------------------------


def write(shelf: Shelf, visit: Visit, text: str, reply: Reply, limits: Any) -> str:
    """The page with the answer, as HTML."""
    desk = NameDesk(shelf, visit.view, visit.lang)
    outcome = outcome_of(desk, reply)
    page = made(desk, visit, text, outcome, limits)
    return to_html(page, page.report(shelf.store, visit), visit)


def outcome_of(desk: NameDesk, reply: Reply) -> Outcome:
    """What became of a query, from what a process said."""
    if reply.error is not None:
        return Outcome("error", reply)
    if reply.form == "turtle":
        return Outcome("graph", reply)
    if reply.form != "json":
        return Outcome()
    value = json.loads(reply.body)
    if "boolean" in value:
        return Outcome("truth", reply)
    columns = tuple(value["head"].get("vars", ()))
    rows = tuple(
        tuple(_term(row[c]) if c in row else None for c in columns)
        for row in value["results"]["bindings"]
    )
    answer = Answer.of("", Rows(columns, rows), desk.store, desk.view, desk.lang, {})
    return Outcome("table", reply, answer)


def _term(cell: Mapping[str, Any]) -> Term:
    """A cell of the W3C's JSON as a term; a quoted triple is shown as its JSON."""
    value = cell["value"]
    if cell["type"] == "uri":
        return Iri(value)
    if cell["type"] == "bnode":
        return Blank(value)
    if not isinstance(value, str):
        return Literal(json.dumps(value, ensure_ascii=False))
    return Literal(value, cell.get("datatype", STRING), cell.get("xml:lang", ""))


def made(desk: NameDesk, visit: Visit, text: str, outcome: Outcome, limits: Any) -> Page:
    """The editor's page."""
    shown = text or text_of(visit.given.get("exempel", ""), known(desk.shelf), desk.lang)
    lead = line(visit.word(
        "Fråga hela grafen i SPARQL 1.1. Kända prefix behöver inte skrivas ut. Frågan följer med "
        "i adressen, så att den kan delas.",
        "Ask the whole graph in SPARQL 1.1. Known prefixes need not be written out. The query "
        "comes with the address, so that it can be shared."))  # fmt: skip
    return Page(
        visit.word("Skriv en egen fråga", "Write a query of your own"),
        tuple(_sections(desk, outcome)), lead=lead, tab="queries", template="editor.html",
        eyebrow=visit.word("SPARQL", "SPARQL"), answers=False,
        values={
            "text": shown, "high": min(max(shown.count("\n") + 3, 8), 26),
            "error": _error(visit, text, outcome), "outcome": outcome.kind,
            "chart": chart_of(desk, outcome.answer) if outcome.answer else None,
            "answer_files": _files(visit, text, outcome), "turtle": _turtle(outcome),
            "status": _status(visit, outcome), "limits": _limits(visit, limits),
            "words": _words(visit), "groups": _groups(visit, desk.shelf),
            "prefixes": "\n".join(f"PREFIX {n}: <{i}>" for n, i in sorted(PREFIXES.items())),
            "catalogue": visit.url(CATALOGUE), "completes": visit.url(_WORDS),
            "action": visit.url(EDITOR).partition("?")[0],
        },
    )  # fmt: skip


def _sections(desk: NameDesk, outcome: Outcome) -> list[Section]:
    """The answer as a section; errors and graphs are laid out by the template."""
    if outcome.kind != "table" or outcome.answer is None:
        return []
    answer = outcome.answer
    if not answer.rows:
        parts: list[Part] = [Paragraph(line(desk.word(
            "Inga rader: inget i grafen passar in på mönstret. Pröva att ta bort ett villkor i "
            "taget, eller att sätta OPTIONAL { … } runt det som kan saknas.",
            "No rows: nothing in the graph fits the pattern. Try taking one condition away at a "
            "time, or put OPTIONAL { … } around what may be missing.")))]  # fmt: skip
    else:
        parts = [result_table(desk, answer, desk.word("Svar", "Answer"))]
        gone = ", ".join(f"?{c}" for c in empty_columns(answer))
        if gone:
            told = desk.word(f"Visas inte, eftersom de är tomma i varje rad: {gone}.",
                             f"Not shown, since they are empty in every row: {gone}.")  # fmt: skip
            parts.append(Paragraph(line(Words(told, quiet=True))))
    return [Section("svar", desk.word("Svar", "Answer"), tuple(parts))]


def _status(visit: Visit, outcome: Outcome) -> str:
    """The answer in half a line: read out when it comes."""
    reply = outcome.reply
    if reply is None:
        return ""
    if reply.error is not None:
        return str(reply.error["what"][visit.lang])
    if outcome.kind == "truth":
        yes = json.loads(reply.body)["boolean"]
        return visit.word("Ja", "Yes") if yes else visit.word("Nej", "No")
    n = len(outcome.answer.rows) if outcome.answer else reply.rows
    words = ("rad", "rader", "row", "rows")
    if outcome.kind == "graph":
        n = reply.rows
        words = ("uppgift", "uppgifter", "statement", "statements")
    told = visit.word(f"{n} {words[n != 1]}", f"{n} {words[2 + (n != 1)]}")
    if not reply.cut:
        return told + "."
    why = {
        "rows": Text(f"De första {told} visas; hämta filen för fler.",
                     f"The first {told} are shown; fetch the file for more."),
        "bytes": Text(f"Svaret blev för stort och kapades efter {told}: gör frågan snävare.",
                      f"The answer grew too large and was cut after {told}: narrow the query."),
    }  # fmt: skip
    return visit.say(why.get(reply.cut, why["rows"]))


def _limits(visit: Visit, limits: Any) -> str:
    if limits is None:
        return ""
    rows = f"{limits.rows:,}".replace(",", visit.word("\u00a0", ","))
    return visit.word(
        f"En fråga får ta {limits.seconds:g} sekunder och {limits.memory_mb} MB minne, och ge "
        f"{rows} rader eller {limits.size_mb} MB. Sidan visar {MOST_ROWS}; filerna har fler.",
        f"A query may take {limits.seconds:g} seconds and {limits.memory_mb} MB of memory, and "
        f"give {rows} rows or {limits.size_mb} MB. The page shows {MOST_ROWS}; the files "
        "have more.")  # fmt: skip


def _files(visit: Visit, text: str, outcome: Outcome) -> list[tuple[str, str, str]]:
    """The answer as files: address, name and file name."""
    if outcome.kind not in _FILES or len(urlencode({"query": text})) > _LONGEST_LINK:
        return []
    kept = {name: visit.given[name] for name in KEPT if visit.given.get(name)}
    return [
        (f"{visit.base}/sparql?" + urlencode({"query": text, "format": form, **kept}), name,
         f"{visit.word('svar', 'answer')}.{form}")
        for form, name in _FILES[outcome.kind]
    ]  # fmt: skip


def _turtle(outcome: Outcome) -> str:
    if outcome.kind != "graph" or outcome.reply is None:
        return ""
    return outcome.reply.body[:_LONGEST_SHOWN].decode("utf-8", errors="ignore")


def _error(visit: Visit, text: str, outcome: Outcome) -> dict[str, Any] | None:
    """Why there is no answer: what, the mend, and the line with its place marked."""
    if outcome.kind != "error" or outcome.reply is None or outcome.reply.error is None:
        return None
    error = outcome.reply.error
    told: dict[str, Any] = {part: error[part][visit.lang] for part in ("what", "mend")}
    told |= {"line": 0, "column": 0, "before": "", "at": "", "after": "", "where": ""}
    place = _PLACE.fullmatch(str(error["where"]))
    lines = text.replace("\r\n", "\n").split("\n")
    if place is None or not 1 <= int(place[1]) <= len(lines):
        return told
    row, column = int(place[1]), int(place[2])
    whole = lines[row - 1]
    at = min(max(column - 1, 0), len(whole))
    word = re.match(r"\w+|\S", whole[at:])
    end = at + len(word[0]) if word else len(whole)
    where = visit.word(f"Rad {row}, tecken {column}", f"Line {row}, character {column}")
    return told | {"line": row, "column": column, "where": where, "before": whole[:at],
                   "at": whole[at:end] or " ", "after": whole[end:]}  # fmt: skip


def _groups(visit: Visit, shelf: Shelf) -> list[tuple[str, list[tuple[str, str]]]]:
    """The examples: those of the language first, then the named questions by what they ask of."""

    def link(name: str) -> str:
        return visit.url(EDITOR, exempel=name)

    first = (visit.word("Att börja med", "To begin with"),
             [(link(name), visit.say(title)) for name, title, _ in EXAMPLES])  # fmt: skip
    every: dict[str, Query] = known(shelf)
    return [first, *(
        (visit.say(title), [(link(q.name), visit.say(q.title)) for q in every.values()
                            if q.group == group])
        for group, title in GROUPS.items() if any(q.group == group for q in every.values())
    )]  # fmt: skip


def _words(visit: Visit) -> dict[str, str]:
    told = {
        "label": Text("Frågan", "The query"),
        "hint": Text("Ctrl+Enter kör frågan. Ctrl+blanksteg ger förslag; pil ned väljer, Enter "
                     "skriver in, Esc stänger. Tabb lämnar fältet.",
                     "Ctrl+Enter runs the query. Ctrl+Space suggests; arrow down chooses, Enter "
                     "writes it in, Esc closes. Tab leaves the field."),
        "run": Text("Kör frågan", "Run the query"),
        "stop": Text("Stoppa", "Stop"),
        "running": Text("Frågan körs", "The query is running"),
        "stopped": Text("Frågan stoppades.", "The query was stopped."),
        "lost": Text("Servern svarade inte. Pröva igen om en stund.",
                     "The server did not answer. Try again in a moment."),
        "offers": Text("Förslag", "Suggestions"),
        "offered": Text("{n} förslag", "{n} suggestions"),
        "class": Text("klass", "class"), "property": Text("egenskap", "property"),
        "value": Text("listvärde", "list value"), "thing": Text("sak", "thing"),
        "keyword": Text("nyckelord", "keyword"), "variable": Text("variabel", "variable"),
        "prefix": Text("prefix", "prefix"),
        "wrong": Text("Frågan kunde inte besvaras", "The query could not be answered"),
        "goto": Text("Gå till stället i frågan", "Go to the place in the query"),
        "files": Text("Hämta svaret", "Get the answer"),
        "graph": Text("Svar som Turtle", "Answer as Turtle"),
        "yesno": Text("Svar", "Answer"),
        "examples": Text("Exempel", "Examples"), "prefixes": Text("Kända prefix", "Known prefixes"),
        "same": Text("Samma tal står i tabellen.", "The same numbers stand in the table."),
        "all": Text("Alla frågor", "All questions"),
        "endpoint": Text("Program frågar på /sparql.", "Programs ask at /sparql."),
    }  # fmt: skip
    return {name: visit.placed(text) for name, text in told.items()}
