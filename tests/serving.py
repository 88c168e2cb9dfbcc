"""A server of the tests' own, in a process of its own, and requests to it over real sockets."""

import contextlib
import http.client
import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.helpers import PROGRAM, environment

TOKEN = "en-nyckel-for-proven"
_PATIENCE_S = 60


@dataclass(frozen=True)
class Got:
    """An answer: status, headers in small letters, body, and how long it took."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()


class Server:
    """A running server.

    Parameters:
        port: on this machine.
        log: what it says on standard error.
    """

    def __init__(self, port: int, log: Path) -> None:
        """Nothing is asked yet."""
        self.port, self.log = port, log

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}"

    def ask(self, method: str, path: str, body: bytes = b"", /, **headers: str) -> Got:
        """One request; in the names of headers ``_`` stands for ``-``."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE_S)
        begun = time.monotonic()
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            line.request(method, path, body or None, named)
            answer = line.getresponse()
            raw = answer.read()
        finally:
            line.close()
        found = {name.lower(): value for name, value in answer.getheaders()}
        return Got(answer.status, found, raw, time.monotonic() - begun)

    def get(self, path: str, **headers: str) -> Got:
        """A GET."""
        return self.ask("GET", path, **headers)

    def query(self, text: str, **headers: str) -> Got:
        """A query, posted as it is."""
        named = {"content_type": "application/sparql-query", **headers}
        return self.ask("POST", "/sparql", text.encode(), **named)

    def query_by_get(self, text: str, **headers: str) -> Got:
        """A query in the address."""
        return self.get("/sparql?" + urlencode({"query": text}), **headers)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


@contextlib.contextmanager
def serving(project: Path, log: Path, *words: str, program: str = PROGRAM) -> Iterator[Server]:
    """``kgraph serve`` on a project, until the block ends."""
    server = Server(free_port(), log)
    with log.open("wb") as told:
        process = subprocess.Popen(
            [sys.executable, "-c", program, "serve", "--project", str(project),
             "--port", str(server.port), *words],
            env=environment(KGRAPH_TOKEN=TOKEN), stdin=subprocess.DEVNULL, stdout=told, stderr=told,
        )  # fmt: skip
        try:
            _wait(server, process)
            yield server
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait(server: Server, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + _PATIENCE_S
    while time.monotonic() < end:
        assert process.poll() is None, server.log.read_text()
        with contextlib.suppress(OSError):
            if server.get("/readyz").status == 200:
                return
        time.sleep(0.1)
    raise AssertionError("the server never got ready: " + server.log.read_text())
