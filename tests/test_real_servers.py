"""Servers that really listen: certificates, who is let in, and loads that are killed."""

import base64
import contextlib
import http.client
import os
import random
import signal
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from kgraph.errors import InputError, KGraphError, OutsideError
from kgraph.project import Project
from kgraph.store import View, open_at
from kgraph.store.abroad import Unanswered, ask_service
from kgraph.store.allowance import Federation, Service
from kgraph.store.calls import planned
from kgraph.store.http import Access, Line
from kgraph.store.loading import load_into
from kgraph.store.remote import MARK_GRAPH
from kgraph.store.remote_server import Refused, Server
from kgraph.store.served import Endpoint
from kgraph.terms import ID, Quad
from tests.asking import Client
from tests.helpers import TINY, cli, environment, project
from tests.pages_app import create_app
from tests.serving import free_port, serving
from tests.sparql_servers import oxigraph
from tests.test_bad_servers import QUERY, Bad, reply, rows
from tests.test_disk_store import DAY

_CA = """[ca]
default_ca = own
[own]
database = {folder}/index.txt
serial = {folder}/serial
new_certs_dir = {folder}
default_md = sha256
policy = any
[any]
commonName = supplied
"""
_LONG_AGO = ("20200101000000Z", "20200201000000Z")
_NOW = ("20200101000000Z", "20491231000000Z")


@dataclass(frozen=True)
class Authority:
    """An authority of our own, made for the test and thrown away with it."""

    folder: Path

    @property
    def file(self) -> str:
        """Its certificate."""
        return str(self.folder / "ca.pem")

    def certificate(self, name: str, dates: tuple[str, str]) -> tuple[Path, Path]:
        """A certificate and its key, for an address or a name."""
        key, asked, made = (self.folder / f"{name}.{end}" for end in ("key", "req", "pem"))
        more = self.folder / f"{name}.ext"
        kind = "IP" if name[0].isdigit() else "DNS"
        more.write_text(f"subjectAltName = {kind}:{name}\n")
        _openssl("req", *_NEW_KEY, "-keyout", key, "-out", asked, "-subj", f"/CN={name}")
        _openssl("ca", "-batch", "-notext", "-config", self.folder / "ca.cnf",
                 "-cert", self.file, "-keyfile", self.folder / "ca.key", "-in", asked,
                 "-out", made, "-startdate", dates[0], "-enddate", dates[1],
                 "-extfile", more)  # fmt: skip
        return made, key


_NEW_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")


def _openssl(*words: str | Path) -> None:
    done = subprocess.run(
        ["openssl", *(str(word) for word in words)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def authority(folder: Path) -> Authority:
    """A new authority in an empty folder."""
    (folder / "ca.cnf").write_text(_CA.format(folder=folder))
    (folder / "index.txt").write_text("")
    (folder / "serial").write_text("01\n")
    _openssl("req", "-x509", *_NEW_KEY, "-keyout", folder / "ca.key", "-out", folder / "ca.pem",
             "-days", "30", "-subj", "/CN=prov")  # fmt: skip
    return Authority(folder)


@contextlib.contextmanager
def secured(certificate: Path, key: Path) -> Iterator[Bad]:
    """A server that speaks TLS and answers with one row."""
    made = Bad()
    made.answer = lambda handler, _: reply(handler, rows("http://e/a"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    made.server.socket = context.wrap_socket(made.server.socket, server_side=True)
    made.server.handle_error = lambda *_: None  # type: ignore[method-assign]
    made.url = made.url.replace("http://", "https://")
    with made.running():
        yield made


@pytest.mark.parametrize(
    ("name", "dates", "known", "told"),
    [
        ("127.0.0.1", _NOW, True, ""),
        ("127.0.0.1", _LONG_AGO, True, "certificate has expired"),
        ("127.0.0.1", _NOW, False, "unable to get local issuer|self.signed certificate"),
        ("annan.example", _NOW, True, "mismatch"),
    ],
    ids=["good", "expired", "unknown", "of another"],
)
def test_a_certificate_holds_or_nothing_is_asked(
    tmp_path: Path, name: str, dates: tuple[str, str], known: bool, told: str
) -> None:
    """Of a store's server and of an endpoint that SERVICE asks alike."""
    own = authority(tmp_path)
    file = own.file if known else ""
    with secured(*own.certificate(name, dates)) as server:
        line = Line(Access(authority=file), lambda _: None)
        store = Endpoint(line, server.url, lambda _: None)
        call = planned(f"SELECT ?s {{ SERVICE <{server.url}> {{ ?s ?p ?o }} }}").calls[0]
        federation = Federation((Service("x", server.url),), authority=file)
        if not told:
            assert len(store.table(QUERY)[1]) == 1
            assert len(ask_service(federation.allow[0], call, None, federation, 30)) == 1
            return
        with pytest.raises(OutsideError, match=rf"certifikat håller inte.*({told})"):
            store.table(QUERY)
        with pytest.raises(Unanswered, match=rf"certifikat som inte håller.*({told})"):
            ask_service(federation.allow[0], call, None, federation, 30)
        assert server.asked == []


# -- who is let in -----------------------------------------------------------------------------


class Gate:
    """A server in front of another one, which lets in those who say the right word.

    Parameters:
        behind: the address of the other.
        word: what ``Authorization`` must be.
        kind: how it asks for it.
    """

    def __init__(self, behind: str, word: str, kind: str) -> None:
        port = urlsplit(behind).port
        assert port is not None
        self.refused = 0
        gate = self

        class Handler(BaseHTTPRequestHandler):
            def _pass(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
                if self.headers.get("Authorization") != word:
                    gate.refused += 1
                    reply(self, b"nej", "text/plain", 401, WWW_Authenticate=f'{kind} realm="x"')
                    return
                line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
                sent = {n: v for n, v in self.headers.items() if n.lower() in _PASSED}
                line.request(self.command, self.path, body, sent)
                got = line.getresponse()
                raw = got.read()
                line.close()
                reply(self, raw, got.getheader("Content-Type", "text/plain"), got.status)

            do_GET = do_POST = _pass

            def log_message(self, format: str, *words: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/query"


_PASSED = ("content-type", "accept")
_BASIC = "Basic " + base64.b64encode(b"anna:hemligt").decode()


@pytest.mark.parametrize("kind", ["Basic", "Bearer"])
def test_a_server_lets_in_who_has_the_right_word_and_nobody_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """Loading and asking; with the wrong word nothing is loaded."""
    made = project(tmp_path / "p")
    word = _BASIC if kind == "Basic" else "Bearer nyckel"
    right = (
        {"KGRAPH_STORE_USER": "anna", "KGRAPH_STORE_PASSWORD": "hemligt"}
        if kind == "Basic"
        else {"KGRAPH_STORE_TOKEN": "nyckel"}
    )
    with oxigraph(tmp_path) as server:
        gate = Gate(server.url, word, kind)
        threading.Thread(target=gate.server.serve_forever, daemon=True).start()
        for name in right:
            monkeypatch.setenv(name, "fel")
        with pytest.raises(InputError, match="släpper inte in oss"):
            fill(made, gate.url)
        with pytest.raises(InputError, match="inget laddat"):
            open_at(made, server.url)
        for name, value in right.items():
            monkeypatch.setenv(name, value)
        fill(made, gate.url)
        held = list(open_at(made, gate.url).statements())
        gate.server.shutdown()
        gate.server.server_close()

    assert held == list(open_at(made, None).statements())
    assert gate.refused > 0


def fill(made: Project, address: str, *files: Path, add: bool = False) -> list[str]:
    """Load files, the project's own where none is named; what was said meanwhile."""
    said: list[str] = []
    load_into(
        made, address, files or made.data_files, add=add, told=lambda _: None,
        note=lambda text: said.append(text.en), day=DAY,
    )  # fmt: skip
    return said


def test_addresses_on_the_command_line_stand_over_all_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over the environment, which stands over the settings, which stand over guesses."""
    made = project(tmp_path / "p")
    nowhere = f"http://127.0.0.1:{free_port()}"
    monkeypatch.setenv("KGRAPH_STORE_UPDATE", f"{nowhere}/update")
    monkeypatch.setenv("KGRAPH_STORE_GRAPHS", f"{nowhere}/store")
    with oxigraph(tmp_path) as server:
        words = ("load", "--store", server.url, "--project", made.root)
        assert cli(*words).code == 3
        stem = server.url.rpartition("/")[0]
        good = cli(*words, "--update-url", f"{stem}/update", "--graphs-url", f"{stem}/store")
    assert good.code == 0, good.err
    assert f"{stem}/update" in good.err and f"{stem}/store" in good.err
    assert cli(*words, "--update-url", "http://example.org/u").code == 2


def test_a_graph_address_that_is_given_and_takes_none_is_told(tmp_path: Path) -> None:
    """A guess that fails is passed by, a word that somebody gave is not."""
    with oxigraph(tmp_path) as server:
        words = ("load", "--store", server.url, "--project", project(tmp_path / "p").root)
        got = cli(*words, "--graphs-url", server.url.replace("/query", "/nosuch"))

    assert got.code == 3
    assert "Där tas inga grafer emot." in got.err


_MOVES = "DROP SILENT GRAPH <https"  # the first step of the swap


@pytest.mark.parametrize("way", ["refused", "cut", "pretended"])
def test_a_swap_that_a_server_breaks_off_is_told_with_how_to_complete_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    """It is no load that changed nothing, nor one that was done because the server says so."""
    made, change = project(tmp_path / "p"), Server.change

    def breaking(self: Server, text: str) -> None:
        if _MOVES not in text:
            change(self, text)
        elif way != "pretended":
            raise (Refused if way == "refused" else OutsideError)("Nej.", self.update)

    with oxigraph(tmp_path) as server:
        monkeypatch.setattr(Server, "change", breaking)
        with pytest.raises(OutsideError, match=r"avbrutet mitt i.*kgraph load --rebuild --store"):
            fill(made, server.url)
        with pytest.raises(OutsideError, match="avbröts mitt i bytet"):
            open_at(made, server.url)
        monkeypatch.undo()
        fill(made, server.url)
        held = list(open_at(made, server.url).statements())

    assert held == list(open_at(made, None).statements())


def test_an_answer_that_is_lost_after_the_last_step_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mark is there, and says that all is."""
    made, change = project(tmp_path / "p"), Server.change

    def deaf(self: Server, text: str) -> None:
        change(self, text)
        if MARK_GRAPH in text:
            raise OutsideError("Förbindelsen bröts.", self.update)

    with oxigraph(tmp_path) as server:
        monkeypatch.setattr(Server, "change", deaf)
        fill(made, server.url)
        held = list(open_at(made, server.url).statements())

    assert held == list(open_at(made, None).statements())


def test_what_somebody_else_keeps_in_a_graph_of_the_same_name_is_not_dropped(
    tmp_path: Path,
) -> None:
    """The statement is told; where all that is there is loaded too, nobody loses anything."""
    made = project(tmp_path / "p")
    with oxigraph(tmp_path) as server:
        graph = next(quad[3] for quad in open_at(made, None).statements())
        mine = "<http://x/mine> <http://x/b> <http://x/c> . "
        one = Endpoint(Line(Access(), lambda _: None), server.url, lambda _: None)
        other = Server(one, server.url.replace("/query", "/update"))
        other.change(f"INSERT DATA {{ GRAPH <{graph}> {{ {mine} }} }}")
        with pytest.raises(OutsideError, match=r"inte laddats härifrån.*x/mine.*Inget är bytt"):
            fill(made, server.url)
        assert one.truth(f"ASK {{ GRAPH <{graph}> {{ {mine} }} }}")

        other.change(f"DELETE DATA {{ GRAPH <{graph}> {{ {mine} }} }}")
        fill(made, server.url)
        other.change(f"DROP GRAPH <{MARK_GRAPH}>")  # the mark is lost, and all else is there
        fill(made, server.url)
        held = list(open_at(made, server.url).statements())

    assert held == list(open_at(made, None).statements())


@pytest.mark.parametrize("loads", [1, 2])
def test_a_store_that_was_loaded_anew_is_not_asked_as_if_it_were_the_old(
    tmp_path: Path, loads: int
) -> None:
    """A count of what is there no more would be a count of nothing."""
    made = project(tmp_path / "p")
    text = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    with oxigraph(tmp_path) as server:
        fill(made, server.url)
        opened = open_at(made, server.url)
        before = [str(row[0]) for row in opened.select(text, View(as_of=DAY)).rows]
        for _ in range(loads):
            fill(made, server.url)

        with pytest.raises(OutsideError, match="laddats på nytt"):
            opened.select(text, View(as_of=DAY))
        site = Client(create_app(made, opened))
        got = [
            site.get(f"{path}?as_of={DAY}", accept="text/html")
            for path in ("/id/forum/f.html", "/a-o")
        ]
        assert [each.status_code for each in got] == [503, 503]
        assert all("laddats på nytt" in each.text for each in got)
        again = open_at(made, server.url).select(text, View(as_of=DAY))

    assert [str(row[0]) for row in again.rows] == before


def test_a_site_follows_when_its_store_is_loaded_anew(tmp_path: Path) -> None:
    """Who asks first may be told to come again; whoever comes after has the new answers."""
    made = project(tmp_path / "p")
    asked = "/sparql?query=" + quote(
        'PREFIX skos: <http://www.w3.org/2004/02/skos/core#> ASK { ?s skos:prefLabel "Rådet"@sv }'
    )
    with (
        oxigraph(tmp_path) as store,
        _loaded(made, store.url),
        serving(made.root, tmp_path / "log", "--store", store.url) as site,
    ):
        before = site.get("/id/forum/f.html"), site.get(asked)
        (plan,) = (made.root / "data" / "sources").glob("*.trig")
        plan.write_text(plan.read_text(encoding="utf-8").replace("Forumet", "Rådet"), "utf-8")
        fill(replace(made), store.url)

        kinds = {site.get(asked).status}
        end = time.monotonic() + 60
        while (now := site.get(asked)).status != 200 or now.text == before[1].text:
            kinds.add(now.status)
            assert time.monotonic() < end, now.text
            time.sleep(0.2)
        after = site.get("/id/forum/f.html")

    assert "Forumet" in before[0].text and "Rådet" not in before[0].text
    assert "Rådet" in after.text and "Forumet" not in after.text
    assert "true" in now.text and kinds <= {200, 503}


@contextlib.contextmanager
def _loaded(made: Project, url: str) -> Iterator[None]:
    fill(made, url)
    yield


# -- killed, and two at once -------------------------------------------------------------------

_LOAD = "import sys; from kgraph.cli import main; print('started', flush=True); main()"
_TRIES = int(os.environ.get("KGRAPH_KILLS", "4"))


def _started(*words: str) -> "subprocess.Popen[bytes]":
    process = subprocess.Popen(
        [sys.executable, "-c", _LOAD, *words, "-q"],
        env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == b"started\n"
    return process


def _state(made: Project, url: str) -> list[Quad] | str:
    try:
        return list(open_at(made, url).statements())
    except KGraphError as error:
        return str(error)


@pytest.mark.prove
def test_a_load_to_a_server_that_is_killed_leaves_before_after_or_what_to_do(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """In the swap, which no server does in one step, whoever opens is told how to complete it."""
    made, more = project(tmp_path / "p"), tmp_path / "mer.trig"
    text = TINY.replace("element:i1", "element:i9").replace("liten-plan-2026-01-01", "annan")
    more.write_text(text, encoding="utf-8")
    chance, found = random.Random("server"), {"before": 0, "after": 0, "told": 0}
    with oxigraph(tmp_path) as server:
        words = ("load", str(more), "--store", server.url, "--project", str(made.root))
        fill(made, server.url)
        before = _state(made, server.url)
        begun = time.monotonic()
        _started(*words).communicate()
        lasts, after = time.monotonic() - begun, _state(made, server.url)
        assert isinstance(after, list) and after != before
        fill(made, server.url)
        for _ in range(_TRIES):
            process = _started(*words)
            time.sleep(chance.uniform(0, lasts * 1.1))
            process.send_signal(signal.SIGKILL)
            process.communicate()
            state = _state(made, server.url)
            if isinstance(state, str):
                found["told"] += 1
                assert "kgraph load --rebuild" in state or "kgraph load" in state
                rebuilt = cli("load", "--rebuild", "--store", server.url, "--project", made.root)
                assert rebuilt.code == 0, rebuilt.err
                state = _state(made, server.url)
            else:
                found["after" if state == after else "before"] += 1
            assert state in (before, after)
            if state == after:
                fill(made, server.url)
        fill(made, server.url)
        assert _state(made, server.url) == before
    told = ", ".join(f"{n} {how}" for how, n in found.items() if n)
    record_property("load", f"{_TRIES} tries ({told})")


@pytest.mark.prove
def test_two_who_load_into_a_server_at_once_leave_what_one_of_them_sent(tmp_path: Path) -> None:
    """The other is told to wait."""
    made = project(tmp_path / "p")
    with oxigraph(tmp_path) as server:
        fill(made, server.url)
        codes = []
        files = [tmp_path / f"mer{n}.trig" for n in range(2)]
        for n, file in enumerate(files):
            text = TINY.replace("element:i1", f"element:j{n}").replace("liten-plan-2026", f"a{n}")
            file.write_text(text, encoding="utf-8")
        running = [
            _started("load", str(file), "--store", server.url, "--project", str(made.root))
            for file in files
        ]
        for process in running:
            _, err = process.communicate()
            codes.append(process.returncode)
            assert process.returncode == 0 or "Någon annan laddar" in err.decode()
        held = {str(quad[0]) for quad in open_at(made, server.url).statements()}
        sent = [ID(f"element/j{n}") in held for n in range(2)]
        assert sent == [code == 0 for code in codes]
