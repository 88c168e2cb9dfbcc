"""Servers that are down, slow, wrong or hostile: what, where and the mend, and nothing half."""

import contextlib
import gzip
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from kgraph.errors import InputError, KGraphError, OutsideError
from kgraph.store.http import Access, Line
from kgraph.store.remote import read_remote_mark
from kgraph.store.served import Endpoint
from kgraph.store.sparql_text import Constructing, constructing
from kgraph.wording import Text
from tests.serving import free_port

Answer = Callable[[BaseHTTPRequestHandler, str], None]
QUERY = "SELECT ?s WHERE { ?s ?p ?o }"


class Bad:
    """A server on loopback that answers as it is told."""

    def __init__(self) -> None:
        """Nothing is told yet."""
        self.answer: Answer = lambda _handler, _text: None
        self.asked: list[str] = []
        bad = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                text = self.rfile.read(int(self.headers["Content-Length"])).decode()
                bad.asked.append(text)
                bad.answer(self, text)

            def log_message(self, format: str, *words: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/sparql"
        self.pauses: list[float] = []
        self.said: list[str] = []

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        """Answer until the block ends."""
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        try:
            yield
        finally:
            self.server.shutdown()
            self.server.server_close()

    def endpoint(self, **access: float | str) -> Endpoint:
        """The server as a store's query address."""
        line = Line(Access(**access), self.pauses.append)  # type: ignore[arg-type]

        def note(text: Text) -> None:
            self.said.append(text.en)

        return Endpoint(line, self.url, note)


@pytest.fixture
def bad() -> Iterator[Bad]:
    """A server that runs until the test ends."""
    made = Bad()
    with made.running():
        yield made


def rows(*values: str) -> bytes:
    """A table with one column, as JSON."""
    bindings = [{"s": {"type": "uri", "value": value}} for value in values]
    return json.dumps({"head": {"vars": ["s"]}, "results": {"bindings": bindings}}).encode()


def reply(
    handler: BaseHTTPRequestHandler,
    body: bytes,
    kind: str = "application/sparql-results+json",
    status: int = 200,
    **headers: str,
) -> None:
    """Send an answer."""
    handler.send_response(status)
    told = {"Content-Type": kind, "Content-Length": str(len(body)), **headers}
    for name, value in told.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


def test_a_server_that_is_down_is_told() -> None:
    """At once: nobody is there to wait for."""
    url = f"http://127.0.0.1:{free_port()}/sparql"
    pauses: list[float] = []
    endpoint = Endpoint(Line(Access(), pauses.append), url, lambda _: None)

    with pytest.raises(OutsideError, match="Ingen server svarar") as caught:
        endpoint.table(QUERY)

    assert caught.value.where == url
    assert pauses == []


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_is_asked_again_when_it_says(bad: Bad, status: int) -> None:
    """After the pause that it asks for."""

    def answer(handler: BaseHTTPRequestHandler, _: str) -> None:
        if len(bad.asked) < 3:
            reply(handler, b"", status=status, Retry_After="7")
        else:
            reply(handler, rows("http://e/a"))

    bad.answer = answer

    assert len(bad.endpoint().table(QUERY)[1]) == 1
    assert bad.pauses == [7.0, 7.0]


def test_a_pause_is_asked_for_as_a_time_too(bad: Bad) -> None:
    """In the form of HTTP; one that is past is no pause, and one that is none is not obeyed."""
    pauses = []
    for asked in (format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True),
                  "Mon, 23 Nov 1998 10:00:00 GMT", "tomorrow"):  # fmt: skip
        bad.asked.clear()
        bad.pauses.clear()

        def answer(handler: BaseHTTPRequestHandler, _: str, asked: str = asked) -> None:
            if len(bad.asked) < 2:
                reply(handler, b"", status=503, Retry_After=asked)
            else:
                reply(handler, rows("http://e/a"))

        bad.answer = answer
        bad.endpoint().table(QUERY)
        pauses += bad.pauses

    soon, past, usual = pauses
    assert 20 < soon <= 30 and past == 0 and 0.5 <= usual < 1


@pytest.mark.parametrize(
    ("seconds", "told"), [(61, "om 2 minuter"), (7000, "om 117 minuter"), (86_400, "om 24 timmar")]
)
def test_nobody_waits_for_longer_than_a_minute_at_a_time(bad: Bad, seconds: int, told: str) -> None:
    """A server that asks for more is believed, and told of at once."""
    bad.answer = lambda handler, _: reply(handler, b"", status=503, Retry_After=str(seconds))

    with pytest.raises(OutsideError, match=told):
        bad.endpoint().table(QUERY)

    assert (len(bad.asked), bad.pauses) == (1, [])


def test_a_server_that_stays_busy_is_told_after_longer_and_longer_pauses(bad: Bad) -> None:
    """Five tries, then what to do."""
    bad.answer = lambda handler, _: reply(handler, b"", status=503)

    with pytest.raises(OutsideError, match="för mycket att göra"):
        bad.endpoint().table(QUERY)

    assert len(bad.asked) == 5
    assert bad.pauses == sorted(bad.pauses)


@pytest.mark.parametrize(
    ("body", "kind", "told"),
    [
        (b"<html><body>Hej</body></html>", "text/html", "text/html i stället"),
        (rows("http://e/a"), "application/octet-stream", "octet-stream i stället"),
        (rows("http://e/a")[:-30], "application/sparql-results+json", "avklippt eller trasigt"),
        (b"", "application/sparql-results+json", "avklippt eller trasigt"),
        (b"[" * 100_000, "application/sparql-results+json", "avklippt eller trasigt"),
    ],
)
def test_an_answer_that_is_none_is_told(bad: Bad, body: bytes, kind: str, told: str) -> None:
    """A page, another type, half an answer, nothing, a trap."""
    bad.answer = lambda handler, _: reply(handler, body, kind)

    with pytest.raises(OutsideError, match=told):
        bad.endpoint().table(QUERY)


def test_a_connection_that_is_cut_midway_is_told(bad: Bad) -> None:
    """Half an answer is never used."""

    def cut(handler: BaseHTTPRequestHandler, _: str) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "application/sparql-results+json")
        handler.send_header("Content-Length", "100000")
        handler.end_headers()
        handler.wfile.write(rows("http://e/a"))

    bad.answer = cut

    with pytest.raises(OutsideError, match="bröts"):
        bad.endpoint().table(QUERY)


def test_a_server_that_is_too_slow_is_told(bad: Bad) -> None:
    """With how long was waited and where that is set."""
    held = threading.Event()

    def never(_handler: BaseHTTPRequestHandler, _query: str) -> None:
        held.wait(30)

    bad.answer = never

    with pytest.raises(OutsideError, match=r"svarade inte på 0\.2 sekunder"):
        bad.endpoint(read_s=0.2).table(QUERY)
    held.set()


def test_a_server_that_answers_drop_by_drop_is_given_up(bad: Bad) -> None:
    """No pause is long, and the whole never ends."""

    def drip(handler: BaseHTTPRequestHandler, _: str) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "application/sparql-results+json")
        handler.send_header("Content-Length", "1000000")
        handler.end_headers()
        with contextlib.suppress(OSError):
            for _drop in range(600):
                handler.wfile.write(b" ")
                time.sleep(0.05)

    bad.answer = drip

    with pytest.raises(OutsideError, match=r"för långsamt: \d+ byte på 0\.3 sekunder"):
        bad.endpoint(read_s=0.3).table(QUERY)


def test_an_answer_that_unpacks_to_much_is_ended_there(bad: Bad) -> None:
    """A small packed answer may be a large one."""
    packed = gzip.compress(b" " * 50_000_000)
    bad.answer = lambda handler, _: reply(handler, packed, Content_Encoding="gzip")

    with pytest.raises(OutsideError, match="för stort"):
        bad.endpoint(largest=1_000_000).table(QUERY)


def test_an_answer_that_says_it_was_cut_short_is_none(bad: Bad) -> None:
    """Virtuoso answers 200 with what it found in its time."""
    bad.answer = lambda handler, _: reply(handler, rows("http://e/a"), X_SQL_State="S1TAT")

    with pytest.raises(OutsideError, match="hann inte med hela svaret"):
        bad.endpoint().table(QUERY)


@pytest.mark.parametrize("status", [202, 204, 404, 405])
def test_an_address_where_no_queries_are_taken_is_told(bad: Bad, status: int) -> None:
    """The mend is another address, and not a smaller question."""
    bad.answer = lambda handler, _: reply(handler, b"", "text/plain", status)

    with pytest.raises(OutsideError, match=r"inga frågor emot.*Ange adressen"):
        bad.endpoint().table(QUERY)


@pytest.mark.parametrize("status", [400, 415])
def test_an_address_of_updates_or_graphs_is_told_as_one(bad: Bad, status: int) -> None:
    """What the server says of it is a sentence of its own."""
    bad.answer = lambda handler, _: reply(handler, b"update must be set", "text/plain", status)

    with pytest.raises(OutsideError, match=r"update must be set\. Kontrollera att det är adressen"):
        bad.endpoint().table(QUERY)


def test_an_answer_in_xml_is_told_with_what_is_read(bad: Bad) -> None:
    """It is an answer to a query, and none that is read."""
    kind = "application/sparql-results+xml"
    bad.answer = lambda handler, _: reply(handler, b"<sparql/>", kind)

    with pytest.raises(OutsideError, match=r"bara med XML.*JSON"):
        bad.endpoint().table(QUERY)


@pytest.mark.parametrize("silent", [False, True])
def test_a_server_that_does_not_encrypt_is_told_as_such(bad: Bad, silent: bool) -> None:
    """Whether it answers in plain words or waits: nobody is to wait longer."""
    with socket.create_server(("127.0.0.1", 0)) as mute:
        port = mute.getsockname()[1] if silent else bad.server.server_address[1]
        line = Line(Access(connect_s=0.3, read_s=0.3), bad.pauses.append)
        endpoint = Endpoint(line, f"https://127.0.0.1:{port}/sparql", lambda _: None)

        with pytest.raises(OutsideError, match="svarar inte med kryptering"):
            endpoint.table(QUERY)


def test_a_server_that_ignores_limit_is_told(bad: Bad) -> None:
    """More rows than were asked for are no answer."""
    bad.answer = lambda handler, _: reply(handler, rows(*(f"http://e/{n}" for n in range(9))))

    with pytest.raises(OutsideError, match="struntar i LIMIT 5"):
        bad.endpoint().table(f"{QUERY} LIMIT 5")


def made_of(text: str) -> Constructing:
    """What a CONSTRUCT query makes."""
    told = constructing(text)
    assert told is not None
    return told


MAKE = made_of("CONSTRUCT { ?s a <http://e/Thing> } WHERE { ?s ?p ?o } LIMIT 5")


def test_what_is_made_of_rows_has_them_all_and_no_more(bad: Bad) -> None:
    """CONSTRUCT's own answer would tell neither, so that its rows are asked for."""
    bad.answer = lambda handler, _: reply(handler, rows(*(f"http://e/{n}" for n in range(5))))
    assert [str(triple.subject) for triple in bad.endpoint().triples(MAKE)] == [
        f"<http://e/{n}>" for n in range(5)
    ]

    bad.answer = lambda handler, _: reply(handler, rows(*(f"http://e/{n}" for n in range(6))))
    with pytest.raises(OutsideError, match="struntar i LIMIT 5"):
        bad.endpoint().triples(MAKE)


def test_a_server_that_gives_no_more_pages_is_told(bad: Bad) -> None:
    """It says that there are more rows than it ever gives."""

    def answer(handler: BaseHTTPRequestHandler, text: str) -> None:
        if "COUNT" in text:
            one = {"n": {"type": "literal", "value": "5000"}}
            table = {"head": {"vars": ["n"]}, "results": {"bindings": [one]}}
            reply(handler, json.dumps(table).encode())
        elif "OFFSET" in text:
            reply(handler, rows())
        else:
            reply(handler, rows(*(f"http://e/{n}" for n in range(1_000))))

    bad.answer = answer

    with pytest.raises(OutsideError, match="rader av 5000"):
        bad.endpoint().table(QUERY)
    assert any("1000 rows at a time" in text for text in bad.said)


@pytest.mark.parametrize("status", [401, 403])
def test_who_is_not_let_in_is_told(bad: Bad, status: int) -> None:
    """Also with a token, which is never shown."""
    bad.answer = lambda handler, _: reply(handler, b"nej", "text/plain", status)

    with pytest.raises(InputError, match="släpper inte in oss") as caught:
        bad.endpoint(token="mycket-hemligt").table(QUERY)

    assert "hemligt" not in str(caught.value)


def test_a_server_that_points_elsewhere_is_not_followed(bad: Bad) -> None:
    """What lets us in is sent to nobody else."""
    there = {"Location": "http://example.org/x"}
    bad.answer = lambda handler, _: reply(handler, b"", "text/plain", 302, **there)

    with pytest.raises(OutsideError, match=r"hänvisar till http://example\.org/x"):
        bad.endpoint().table(QUERY)


def test_an_error_of_the_server_is_told_in_a_line(bad: Bad) -> None:
    """A page of HTML without its marks."""
    page = b"<html><script>x()</script><h1>Query\n too large</h1></html>"
    bad.answer = lambda handler, _: reply(handler, page, "text/html", 500)

    with pytest.raises(OutsideError, match=r"HTTP 500\): Query too large"):
        bad.endpoint().table(QUERY)


def test_a_mark_of_a_newer_version_is_refused(bad: Bad) -> None:
    """As in a folder."""
    mark = json.dumps({"kind": "kgraph-store", "version": 99, "made_by": "7.0"})
    one = {"m": {"type": "literal", "value": mark}}
    table = {"head": {"vars": ["m"]}, "results": {"bindings": [one]}}
    bad.answer = lambda handler, _: reply(handler, json.dumps(table).encode())

    with pytest.raises(KGraphError, match="nyare version"):
        read_remote_mark(bad.endpoint())
