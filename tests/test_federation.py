"""SERVICE to listed endpoints: what it answers, whom it never asks, and bad answers.

Two servers run on loopback: a neighbour, and ours, which may ask the neighbour and one that
misbehaves. What ours answers is held against the engine's own SERVICE over the same statements.
"""

import contextlib
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import parse_qs, urlencode
from urllib.request import Request, urlopen

import pyoxigraph as ox
import pytest

from kgraph.errors import InputError, KGraphError, UsageError
from kgraph.project import Project
from kgraph.queries import run_text
from kgraph.store import View, open_store
from kgraph.store.abroad import Unanswered, ask_service
from kgraph.store.allowance import Federation, Service, federation_of
from kgraph.store.calls import NOTHING_SAID, planned
from kgraph.store.federation import answered
from kgraph.store.memory import MemoryStore
from kgraph.terms import PREFIXES
from tests.helpers import TINY, Canary, cli, project
from tests.serving import Server, serving
from tests.sparql_servers import virtuoso
from tests.test_bad_servers import Bad, reply, rows

SECONDS = 60.0
ROWS = 3000
# The neighbour knows the same goal by another name, and a measure of its own.
OTHERS = TINY.replace('"Ett mål"@sv', '"Grannens ord"@sv').replace("forum:f ", "forum:granne ")
DECLARED = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())


def write_settings(made: Project, *urls: str, **more: object) -> None:
    """``[federation]`` with these endpoints, and short limits."""
    listed = ", ".join(f'{{ name = "nr {n}", url = "{url}" }}' for n, url in enumerate(urls, 1))
    limits = {"seconds": SECONDS, "rows": ROWS, "size_mb": 1, **more}
    lines = "".join(f"{name} = {json.dumps(value)}\n" for name, value in limits.items())
    (made.root / "kgraph.toml").write_text(
        f"[serve]\nrate = 0\n[federation]\nallow = [{listed}]\n{lines}"
    )


class Asked(Bad):
    """A server that misbehaves as it is told, and keeps the headers it gets."""

    def __init__(self) -> None:
        super().__init__()
        self.headers: list[dict[str, str]] = []

    def hear(self, handler: BaseHTTPRequestHandler) -> None:
        """Keep what was sent beside the query."""
        self.headers.append({name.lower(): value for name, value in handler.headers.items()})


@dataclass(frozen=True)
class Place:
    """Our server, the neighbour, one that misbehaves, one that nobody may call, and our project."""

    ours: Server
    neighbour: Server
    bad: Asked
    canary: Canary
    made: Project

    def ask(self, pattern: str, **headers: str) -> tuple[int, dict[str, object]]:
        """The answer to a query in which N stands for the neighbour and B for the bad one."""
        text = self.written(pattern)
        got = self.ours.query(text, accept="application/sparql-results+json", **headers)
        return got.status, got.json

    def written(self, pattern: str) -> str:
        """The query with the addresses in it."""
        there = f"<{self.neighbour.address}/sparql>"
        return pattern.replace("<N>", there).replace("<B>", f"<{self.bad.url}>")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """All of them, until the module ends."""
    folder = tmp_path_factory.mktemp("federation")
    ours, theirs, bad, canary = project(folder / "o"), folder / "t", Asked(), Canary()
    other = project(theirs)
    (other.root / "data/sources/liten-plan-2026-01-01.trig").write_text(OTHERS, encoding="utf-8")
    with bad.running(), serving(other.root, folder / "their-log") as neighbour:
        write_settings(ours, f"{neighbour.address}/sparql", bad.url)
        with serving(ours.root, folder / "our-log") as server:
            yield Place(server, neighbour, bad, canary, ours)
            assert server.query("ASK {}").json["boolean"] is True
            assert "Traceback" not in server.log.read_text()
    assert canary.calls == 0
    canary.close()


QUERIES = {
    "alone": "SELECT ?s ?l { SERVICE <N> { ?s a ks:Goal ; skos:prefLabel ?l } }",
    "joined": "SELECT ?s ?l ?m { ?s a ks:Goal ; skos:prefLabel ?l SERVICE <N> { ?s skos:prefLabel "
    "?m } }",
    "before": "SELECT ?s ?l { SERVICE <N> { ?s a ks:Goal } ?s skos:prefLabel ?l }",
    "star": "SELECT * { ?s a ks:Goal SERVICE <N> { ?s skos:prefLabel ?m OPTIONAL { ?s ks:no ?x } "
    "} }",
    "optional": "SELECT ?s ?m { ?s a ks:Forum OPTIONAL { SERVICE <N> { ?s skos:prefLabel ?m } } }",
    "optional, filtered": "SELECT ?s ?m { ?s skos:prefLabel ?l FILTER(BOUND(?m) || ?l != 'x')"
    " OPTIONAL { SERVICE <N> { ?s skos:prefLabel ?m } FILTER(?m != ?l) } }",
    "condition": "SELECT ?s { ?s a ks:Goal FILTER(CONTAINS(?m, 'ord')) SERVICE <N> { ?s "
    "skos:prefLabel ?m } }",
    "union": "SELECT ?s ?l { { ?s a ks:Goal ; skos:prefLabel ?l } UNION { SERVICE <N> { ?s a "
    "ks:Measure ; skos:prefLabel ?l } } }",
    "minus": "SELECT ?s { ?s a ks:Forum MINUS { SERVICE <N> { ?s a ks:Forum } } }",
    "subselect": "SELECT ?s ?n { ?s a ks:Goal { SELECT ?s (COUNT(?p) AS ?n) { SERVICE <N> { ?s a "
    "ks:Goal ; ?p ?o } } GROUP BY ?s } }",
    "theirs": "SELECT ?k ?n { SERVICE <N> { SELECT ?k (COUNT(?s) AS ?n) { ?s a ?k "
    "FILTER(STRSTARTS(STR(?k), STR(ks:))) } GROUP BY ?k } }",
    "graph": "SELECT DISTINCT ?g ?m { GRAPH ?g { ?s a ks:Goal SERVICE <N> { ?s skos:prefLabel ?m "
    "} } }",
    "two": "SELECT ?s ?m ?k { SERVICE <N> { ?s a ks:Goal } SERVICE <N> { ?s skos:prefLabel ?m } "
    "?s a ?k FILTER(?k = ks:Goal) }",
    "values": "SELECT ?s ?m { SERVICE <N> { ?s skos:prefLabel ?m } } VALUES ?s { "
    "<https://w3id.org/kompsam/id/element/mal> }",
    "doubles": "SELECT ?c { SERVICE <N> { ?s a ks:Measure . ?s ?p ?o BIND(1 AS ?c) } }",
    "count": "SELECT (COUNT(*) AS ?n) { SERVICE <N> { ?s a ks:Goal ; ?p ?o } }",
    "hidden": "SELECT ?s ?p { SERVICE <N> { { SELECT ?s { ?s a ks:Goal ; ?p ?o } } } BIND(1 AS ?p) "
    "}",
    "prefix": "PREFIX e: <https://w3id.org/kompsam/id/element/> SELECT ?m { SERVICE <N> { e:mal "
    "skos:prefLabel ?m } }",
    "nothing here": "SELECT ?s ?m { ?s a ks:Finding SERVICE <N> { ?s skos:prefLabel ?m } }",
    "literals": "SELECT ?l ?t { ?s a ks:Measure ; skos:prefLabel ?l SERVICE <N> { ?t "
    "skos:prefLabel ?l } }",
}  # fmt: skip


@pytest.fixture(scope="module")
def oracle(place: Place) -> ox.Store:
    """Our statements in the bare engine, which asks the neighbour by itself."""
    view = open_store(place.made)
    assert isinstance(view, MemoryStore)
    copy = ox.Store()
    copy.bulk_extend(iter(view._view(View())))
    return copy


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_service_means_what_the_standard_says(name: str, place: Place, oracle: ox.Store) -> None:
    """The same rows, as often, as the engine's own SERVICE gives."""
    text = place.written(QUERIES[name])
    wanted = oracle.query(DECLARED + text)
    assert isinstance(wanted, ox.QuerySolutions)
    columns = [v.value for v in wanted.variables]

    status, got = place.ask(QUERIES[name])

    assert status == 200, got
    found = ox.parse_query_results(json.dumps(got).encode(), ox.QueryResultsFormat.JSON)
    assert isinstance(found, ox.QuerySolutions)
    assert [v.value for v in found.variables] == columns
    ours = sorted(str([str(cell) for cell in row]) for row in found)
    assert ours == sorted(str([str(cell) for cell in row]) for row in wanted)


def test_a_graph_and_a_truth_are_answered_too(place: Place) -> None:
    """CONSTRUCT, DESCRIBE and ASK, by GET and by a form."""
    goal = "SERVICE <N> { ?s a ks:Goal ; skos:prefLabel ?l }"
    made = place.written(f"CONSTRUCT {{ ?s skos:altLabel ?l }} WHERE {{ {goal} }}")
    told = place.written(f"DESCRIBE ?s {{ {goal} }}")

    assert '"Grannens ord"@sv' in place.ours.query_by_get(made, accept="text/turtle").text
    assert '"Ett mål"@sv' in place.ours.query_by_get(told, accept="text/turtle").text
    form = urlencode({"query": place.written(f"ASK {{ {goal} }}")}).encode()
    kind = "application/x-www-form-urlencoded"
    assert place.ours.ask("POST", "/sparql", form, content_type=kind).json["boolean"] is True


def test_who_was_asked_is_told_and_nothing_is_kept(place: Place) -> None:
    """What another says may be another thing the next time: it is asked anew."""
    _answer(place, rows("http://e/a"))
    place.bad.asked.clear()
    text = place.written("SELECT ?s { SERVICE <B> { ?s ?p ?o } }")

    got = [place.ours.query_by_get(text) for _ in range(2)]

    assert {each.headers["x-query-service"] for each in got} == {"nr 2; rows=1"}
    assert {each.headers["cache-control"] for each in got} == {"no-store"}
    assert len(place.bad.asked) == 2


def test_what_is_known_here_narrows_what_is_asked(place: Place) -> None:
    """Names that stand before the pattern go with the question; where nothing fits, none goes."""
    place.bad.answer = lambda handler, _: reply(handler, rows("http://e/a"))
    place.bad.asked.clear()

    place.ask("SELECT ?s { ?s a ks:Goal SERVICE <B> { ?s ?p ?o } }")
    sent = parse_qs(place.bad.asked[0])["query"][0]
    place.ask("SELECT ?s { ?s a ks:Finding SERVICE <B> { ?s ?p ?o } }")

    assert "VALUES (?s) { (<https://w3id.org/kompsam/id/element/mal>) }" in sent
    assert len(place.bad.asked) == 1


# -- what is never done ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:{p}/x", "http://127.0.0.1:{p}/", "http://LOCALHOST:{p}/x",
        "http://user:pass@127.0.0.1:{p}/x", "http://127.0.0.1:{p}/x?y", "http://2130706433:{p}/x",
        "http://[::ffff:127.0.0.1]:{p}/x", "file:///etc/passwd", "http://169.254.169.254/",
        "{n}/", "{n}#a", "{n}?a=b", "{N}", "{u}", "{n}%20", "{n}/../x",
    ],
)  # fmt: skip
@pytest.mark.parametrize("word", ["", "SILENT "])
def test_only_the_very_addresses_that_are_listed_are_asked(
    place: Place, address: str, word: str
) -> None:
    """However near another one is; SILENT or not."""
    listed = f"{place.neighbour.address}/sparql"
    near = address.format(
        p=place.canary.url.rsplit(":", 1)[1].split("/")[0], n=listed,
        N=listed.replace("http", "HTTP"), u=listed.replace("//", "//a@"),
    )  # fmt: skip

    status, got = place.ask(f"SELECT * {{ SERVICE {word}<{near}> {{ ?s ?p ?o }} }}")

    assert status == 400
    assert "inte tillåtet" in str(got) or "not allowed" in str(got)


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("BIND(<N> AS ?u) SERVICE ?u { ?s ?p ?o }", "no variable"),
        ("SERVICE <N> { SERVICE <N> { ?s ?p ?o } }", "cannot stand in SERVICE"),
        ("SERVICE <N> { S\\u0045RVICE <N> { ?s ?p ?o } }", "cannot stand in SERVICE"),
        ("S\\u0045RVICE <N> { ?s ?p ?o }", "SERVICE is not allowed"),
        ("FILTER NOT EXISTS { SERVICE <N> { ?s ?p ?o } }", "cannot stand in EXISTS"),
        ("SERVICE <N> { ?s ?p } ", "pattern after SERVICE"),
        ("SERVICE <N> { ?s a ks:Goal } } LIMIT 1 #", None),
        ("SERVICE <N> { ?s ?p ?o", "never closed"),
        ("SERVICE <N>", "lacks an address or a pattern"),
        ("SERVICE <N> { ?s ?p ?o } " * 5, "4 are allowed"),
        ("SERVICE <N> { ?s ?p ?o } ?x", "no valid SPARQL"),
    ],
)
def test_what_is_not_answered_is_told(place: Place, pattern: str, told: str | None) -> None:
    """Before anybody is asked."""
    status, got = place.ask(f"SELECT * {{ {pattern} }}", accept_language="en")

    assert status == (200 if told is None else 400)
    assert told is None or told in str(got)


def test_a_query_that_was_passed_on_is_not_passed_on_again(place: Place) -> None:
    """So that two instances that list each other never ask in a circle."""
    text = place.written("SELECT * { SERVICE <N> { ?s ?p ?o } }")

    got = place.ours.query(text, x_kgraph_service="1")

    assert got.status == 400
    assert "Fråga den tjänsten själv" in got.text


def test_nothing_of_whoever_asks_is_sent_on(place: Place) -> None:
    """No password, cookie, address or language; only the query, marked as passed on."""

    def answer(handler: BaseHTTPRequestHandler, _: str) -> None:
        place.bad.hear(handler)
        reply(handler, rows())

    place.bad.answer = answer
    place.bad.headers.clear()
    place.ask("SELECT * { SERVICE <B> { ?s ?p ?o } }", authorization="Bearer hemligt",
              cookie="k=hemligt", x_forwarded_for="10.9.8.7", accept_language="fi")  # fmt: skip

    (sent,) = place.bad.headers
    assert set(sent) == {"host", "content-type", "content-length", "accept", "accept-encoding",
                         "user-agent", "connection", "x-kgraph-service"}  # fmt: skip
    assert "hemligt" not in str(sent)


def test_updates_and_the_scratch_store_ask_nobody(tmp_path: Path) -> None:
    """What is listed is for questions to the project's graph."""
    canary, made = Canary(), project(tmp_path)
    write_settings(made, canary.url)
    with serving(made.root, tmp_path / "log", "--scratch") as server:
        text = f"SELECT * {{ SERVICE <{canary.url}> {{ ?s ?p ?o }} }}".encode()
        kind = "application/sparql-query"
        got = server.ask("POST", "/scratch/sparql", text, content_type=kind)
        assert "SERVICE är inte tillåtet" in got.text
    assert canary.calls == 0
    canary.close()


# -- answers that are none ---------------------------------------------------------------------


def _point_elsewhere(place: Place) -> None:
    there = {"Location": place.canary.url}
    place.bad.answer = lambda handler, _: reply(handler, b"", "text/plain", 302, **there)


def _answer(place: Place, body: bytes, kind: str = "application/sparql-results+json",
            status: int = 200, **headers: str) -> None:  # fmt: skip
    place.bad.answer = lambda handler, _: reply(handler, body, kind, status, **headers)


def _cut(place: Place) -> None:
    def answer(handler: BaseHTTPRequestHandler, _: str) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "application/sparql-results+json")
        handler.send_header("Content-Length", "100000")
        handler.end_headers()
        handler.wfile.write(rows("http://e/a"))

    place.bad.answer = answer


_INJECTED = json.dumps(
    {"head": {"vars": ["s"]}, "results": {"bindings": [
        {"s": {"type": "uri", "value": "http://e/> } SERVICE <http://127.0.0.1:9/> { ?s ?p ?o"}}]}}
).encode()  # fmt: skip
_STRANGE = b'{"head": {"vars": ["s", "x) { } #"]}, "results": {"bindings": []}}'
FAILING = {
    "a column that is none": (lambda p: _answer(p, _STRANGE), "broken"),
    "redirect": (_point_elsewhere, "points to"),
    "HTML": (lambda p: _answer(p, b"<html>hej</html>", "text/html"), "text/html"),
    "an error": (lambda p: _answer(p, b"<h1>No</h1>", "text/html", 500), "HTTP 500: No"),
    "busy": (lambda p: _answer(p, b"", status=503), "HTTP 503"),
    "not let in": (lambda p: _answer(p, b"", status=401), "HTTP 401"),
    "half a table": (lambda p: _answer(p, rows("http://e/a")[:-9]), "broken"),
    "a deep table": (lambda p: _answer(p, b"[" * 100_000), "broken"),
    "a packed table": (lambda p: _answer(p, b"x", Content_Encoding="gzip"), "HTTP 200"),
    "an address that is none": (lambda p: _answer(p, _INJECTED), "broken"),
    "a cut": (_cut, "cut the connection"),
}


@pytest.mark.parametrize("name", sorted(FAILING))
def test_an_endpoint_that_fails_is_told_and_silent_passes_it_by(place: Place, name: str) -> None:
    """What, where and the mend; with SILENT the rest is answered, and it is told which failed."""
    prepare, told = FAILING[name]
    prepare(place)  # type: ignore[no-untyped-call]
    query = "SELECT ?s ?m {{ ?s a ks:Goal OPTIONAL {{ SERVICE {}<B> {{ ?s ?p ?m }} }} }}"

    status, got = place.ask(query.format(""), accept_language="en")
    text = place.written(query.format("SILENT "))
    silent = place.ours.query(text, accept="text/csv")

    assert status in (502, 504)
    assert told in str(got) and place.bad.url in str(got)
    assert silent.text.split() == ["s,m", "https://w3id.org/kompsam/id/element/mal,"]
    assert silent.headers["x-query-service"] == "nr 2; silent=failed"


def test_an_answer_that_comes_drop_by_drop_is_ended_at_its_limit() -> None:
    """No pause is long, and the whole never ends; with SILENT it is passed by."""
    bad, over = Bad(), threading.Event()

    def drip(handler: BaseHTTPRequestHandler, _: str) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "application/sparql-results+json")
        handler.end_headers()
        with contextlib.suppress(OSError):
            while not over.wait(0.05):
                handler.wfile.write(b" ")

    bad.answer = drip
    text = f"SELECT ?s {{ SERVICE SILENT <{bad.url}> {{ ?s ?p ?o }} }}"
    call = planned(text).calls[0]
    federation = Federation((Service("x", bad.url),))
    with bad.running():
        with pytest.raises(Unanswered, match=r"svarade inte på 0\.5 sekunder") as caught:
            ask_service(federation.allow[0], call, None, federation, 0.5)
        found, told = answered(call, None, federation, time.monotonic() + 0.5)
        over.set()

    assert caught.value.status == 504
    assert (found, told) == (NOTHING_SAID, "x; silent=failed")


def _nameless() -> bytes:
    one = {"s": {"type": "bnode", "value": "b0"}}
    return json.dumps({"head": {"vars": ["s"]}, "results": {"bindings": [one]}}).encode()


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (rows(*(f"http://e/{n}" for n in range(ROWS + 1))), f"more than {ROWS} rows"),
        (rows("http://e/" + "a" * 2_000_000), "more than 1 MB"),
        (_nameless(), "without a name as ?s"),
    ],
    ids=["rows", "bytes", "nameless"],
)
@pytest.mark.parametrize("word", ["", "SILENT "])
def test_an_answer_that_is_too_much_is_never_used_in_part(
    place: Place, body: bytes, told: str, word: str
) -> None:
    """Nor passed by: SILENT is for those who fail."""
    _answer(place, body)

    status, got = place.ask(
        f"SELECT ?s {{ SERVICE {word}<B> {{ ?s ?p ?o }} }}", accept_language="en"
    )

    assert status == 502
    assert told in str(got)


@pytest.mark.parametrize(
    "headers",
    [{"X_SPARQL_MaxRows": "2"}, {"X_Query_Cut": "rows; kept=2"}, {"X_SQL_State": "S1TAT"}],
)
def test_an_answer_that_the_endpoint_has_cut_is_told(place: Place, headers: dict[str, str]) -> None:
    """Virtuoso and kgraph say so in a header; half an answer is none."""
    body = rows("http://e/a", "http://e/b")
    place.bad.answer = lambda handler, _: reply(handler, body, **headers)  # type: ignore[arg-type]

    status, got = place.ask("SELECT ?s { SERVICE <B> { ?s ?p ?o } }", accept_language="en")

    assert status == 502
    assert "cut its answer off" in str(got)


def test_an_endpoint_that_calls_back_comes_to_an_end(place: Place) -> None:
    """Each of its calls has us ask it again; our turns run out, and then we are as before."""
    text = place.written("SELECT * { SERVICE <B> { ?s ?p ?o } }")

    def answer(handler: BaseHTTPRequestHandler, _: str) -> None:
        body = urlencode({"query": text}).encode()
        with (
            contextlib.suppress(OSError),
            urlopen(Request(f"{place.ours.address}/sparql", body), timeout=30) as got,
        ):
            got.read()
        with contextlib.suppress(OSError):
            reply(handler, rows())

    place.bad.answer = answer
    place.bad.asked.clear()

    place.ours.query(text)

    assert len(place.bad.asked) <= 4
    place.bad.answer = lambda handler, _: reply(handler, rows("http://e/a"))
    _wait_for_a_turn(place)


def _wait_for_a_turn(place: Place) -> None:
    end = time.monotonic() + 30
    while place.ask("SELECT ?s { SERVICE <B> { ?s ?p ?o } }")[0] != 200:
        assert time.monotonic() < end
        time.sleep(0.1)


def test_others_are_answered_while_an_endpoint_is_slow(place: Place) -> None:
    """No process waits for it."""
    held = threading.Event()

    def answer(handler: BaseHTTPRequestHandler, _: str) -> None:
        held.wait(30)
        with contextlib.suppress(OSError):
            reply(handler, rows())

    place.bad.answer = answer
    slow = "SELECT * { SERVICE <B> { ?s ?p ?o } }"
    waiting = [threading.Thread(target=place.ask, args=(slow,)) for _ in range(4)]
    for each in waiting:
        each.start()
    while len(place.bad.asked) < 4 and any(each.is_alive() for each in waiting):
        time.sleep(0.01)

    assert place.ours.query("ASK { ?s ?p ?o }").json["boolean"] is True
    held.set()
    for each in waiting:
        each.join()
    _wait_for_a_turn(place)


# -- what is told, and the settings ------------------------------------------------------------


def test_the_service_description_tells_it_where_it_is_so(place: Place) -> None:
    """And nowhere else."""
    feature = "BasicFederatedQuery"

    assert feature in place.ours.get("/sparql", accept="text/turtle").text
    assert feature not in place.neighbour.get("/sparql", accept="text/turtle").text


def test_the_command_asks_the_neighbour_too(place: Place, tmp_path: Path) -> None:
    """With the project's own list, and the reason where it is not on it."""
    file = tmp_path / "f.rq"
    file.write_text(place.written(QUERIES["joined"]), encoding="utf-8")
    words = ("query", "--file", file, "--format", "csv", "--project", place.made.root)

    good = cli(*words)
    file.write_text("SELECT * { SERVICE <https://example.org/> { ?s ?p ?o } }", encoding="utf-8")
    other = cli(*words)

    assert "Grannens ord" in good.out and good.code == 0
    assert other.code == 2
    assert "SERVICE är inte tillåtet dit" in other.err and place.bad.url in other.err


def test_a_project_that_lists_nobody_refuses_as_before(tmp_path: Path) -> None:
    """With the reason."""
    file = tmp_path / "f.rq"
    file.write_text("SELECT * { SERVICE <https://example.org/> { ?s ?p ?o } }")

    got = cli("query", "--file", file, "--project", project(tmp_path / "p").root)

    assert got.code == 2
    assert "SERVICE är inte tillåtet." in got.err


@pytest.mark.parametrize(
    "text",
    [
        "[federation]\nallow = 1", "[federation]\nallow = [{ name = 'x' }]", "federation = 1",
        "[federation]\nallow = ['http://example.org/sparql']", "[federation]\nrows = 0",
        "[federation]\nallow = ['https://u:p@example.org/']", "[federation]\nrader = 9",
        "[federation]\nseconds = '9'", "[federation]\nallow = [{ name = 1, url = 'https://e/' }]",
    ],
)  # fmt: skip
def test_settings_that_are_wrong_are_told(tmp_path: Path, text: str) -> None:
    """Before anything is served: plain http to others, passwords, unknown words."""
    (tmp_path / "kgraph.toml").write_text(text)

    with pytest.raises(InputError, match="federation"):
        federation_of(Project(tmp_path, "given"))


def test_a_name_that_leads_into_a_network_of_ones_own_is_not_followed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A listed name may be made to point anywhere; a number that is listed is meant."""
    call = planned("SELECT * { SERVICE <https://data.example.se/sparql> { ?s ?p ?o } }").calls[0]
    for address in ("127.0.0.1", "10.0.0.7", "169.254.169.254", "::1", "fd00::1"):
        found = [(0, 0, 0, "", (address, 443))]
        monkeypatch.setattr("socket.getaddrinfo", lambda *_, found=found, **__: found)
        with pytest.raises(Unanswered, match="ett eget nät"):
            ask_service(Service("x", call.url), call, None, Federation(), 1)


def test_what_others_say_is_text_to_us_and_never_code(place: Place) -> None:
    """Braces, quotation marks and backslashes in a literal come through as they are."""
    nasty = "a\"b\\u0041\\ } SERVICE <http://127.0.0.1:9/> { # \n''' å"
    one = {"s": {"type": "literal", "value": nasty, "xml:lang": "sv"}}
    table = {"head": {"vars": ["s", "other"]}, "results": {"bindings": [one]}}
    _answer(place, json.dumps(table).encode())

    status, got = place.ask("SELECT ?s { SERVICE <B> { ?x ?y ?s } }")

    assert status == 200
    assert got["results"] == {"bindings": [{"s": {**one["s"]}}]}


@pytest.mark.prove
def test_virtuoso_is_asked_and_its_cut_answers_are_told(tmp_path: Path) -> None:
    """A real server of another make."""
    made = project(tmp_path / "p")
    with virtuoso(tmp_path, most=50) as server:
        write_settings(made, server.url)
        store = open_store(made)
        asked = f"SELECT ?s {{ SERVICE <{server.url}> {{ GRAPH ?g {{ ?s a ?o }} }} }}"
        narrow = (
            f"SELECT ?x {{ SERVICE <{server.url}> {{ SELECT (COUNT(*) AS ?x) {{ ?s ?p ?o }} }} }}"
        )
        assert int(str(run_text(store, narrow, View()).rows[0][0])) > 50
        with pytest.raises(KGraphError, match=r"klippte av|fler än"):
            run_text(store, asked, View())
        with pytest.raises(UsageError, match="inte tillåtet dit"):
            run_text(store, asked.replace("/sparql>", "/sparql-auth>"), View())
