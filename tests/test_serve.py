"""``kgraph serve``: how it starts, what it refuses, and that it leaves nothing behind."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kgraph.cli import serve as command
from kgraph.cli.frame import Frame
from kgraph.errors import OutsideError, UsageError
from tests.helpers import PROGRAM, cli, environment, process, project
from tests.serving import Server, free_port, serving


def test_a_folder_of_sources_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """Before anything is served."""
    made = project(tmp_path / "p")
    got = cli("serve", "--project", made.root, "--sources", tmp_path / "none")
    assert got.code == 2 and "none" in got.err


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    """With another to choose."""
    made = project(tmp_path / "p")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        got = cli("serve", "--project", made.root, "--port", str(taken.getsockname()[1]))
    assert got.code == 3 and "8080" in got.err


def test_without_a_port_the_next_that_is_free_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program on the first port stops nobody; none at all is told."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        first = taken.getsockname()[1]
        monkeypatch.setattr(command, "FIRST_PORT", first)
        assert command._port("127.0.0.1", None) > first
        monkeypatch.setattr(command, "_PORTS_TRIED", 1)
        with pytest.raises(OutsideError):
            command._port("127.0.0.1", None)


def test_a_store_of_ones_own_without_a_secret_is_refused(tmp_path: Path) -> None:
    """Else anyone could change it."""
    made = project(tmp_path / "p")
    words = ("serve", "--project", made.root, "--port", str(free_port()), "--scratch")
    got = process(*words, KGRAPH_TOKEN="kort")
    assert got.code == 2 and "KGRAPH_TOKEN" in got.err


@pytest.mark.parametrize("host", ("0.0.0.0", "192.168.1.2", "::", "example.org"))
def test_where_a_query_cannot_be_locked_in_only_this_machine_is_served(
    host: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And it says so."""
    monkeypatch.setattr(sys, "platform", "darwin")
    frame = Frame(None, "all", None, ("actual",), quiet=False)
    command._refuse_unlocked(frame, "127.0.0.1")
    assert "SPARQL" in capsys.readouterr().err
    with pytest.raises(UsageError):
        command._refuse_unlocked(frame, host)


def test_where_a_query_cannot_be_locked_in_none_is_answered(tmp_path: Path) -> None:
    """501 with the reason; the data are there all the same."""
    elsewhere = "import kgraph.endpoint.limits as l; l.lockable = lambda: False; " + PROGRAM
    made = project(tmp_path / "p")
    with serving(made.root, tmp_path / "log", program=elsewhere) as server:
        assert server.query("ASK {}").status == 501
        assert server.get("/data/all.ttl").status == 200
        assert server.get("/readyz").json == {"ready": True, "queries": False}


def _children(pid: int) -> list[int]:
    found = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, check=False
    )
    own = [int(word) for word in found.stdout.split()]
    return own + [below for child in own for below in _children(child)]


def _gone(pids: list[int]) -> bool:
    return not any(Path(f"/proc/{pid}/stat").exists() for pid in pids)


@pytest.mark.parametrize("how", (signal.SIGTERM, signal.SIGINT, signal.SIGKILL))
def test_no_process_outlives_the_server(how: signal.Signals, tmp_path: Path) -> None:
    """However it ends."""
    made, port = project(tmp_path / "p"), free_port()
    started = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "serve", "--project", str(made.root), "--port", str(port)],
        env=environment(), stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    server = Server(port, tmp_path / "log")
    _until_ready(server)
    children = _children(started.pid)
    assert len(children) == 4  # the nursery and its three
    os.kill(started.pid, how)
    started.wait(timeout=20)
    for _ in range(100):
        if _gone(children):
            return
        time.sleep(0.1)
    raise AssertionError("some are left")


def _until_ready(server: Server) -> None:
    for _ in range(300):
        try:
            if server.get("/readyz").status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("never ready")


@pytest.mark.prove
def test_a_client_that_says_nothing_is_cut(tmp_path: Path) -> None:
    """Half a heading is not waited for for ever, nor half a body; others are served meanwhile."""
    made = project(tmp_path / "p")
    heading = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
    with serving(made.root, tmp_path / "log") as server:
        half = socket.create_connection(("127.0.0.1", server.port), timeout=30)
        half.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nX: ")
        body = socket.create_connection(("127.0.0.1", server.port), timeout=30)
        body.sendall(heading + b"Content-Length: 100\r\n\r\nASK")
        assert server.query("ASK {}").status == 200
        assert half.recv(100) == b""
        assert b" 408 " in body.recv(100)
        half.close()
        body.close()
