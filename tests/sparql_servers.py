"""Real SPARQL servers on loopback, each with a folder of its own: Oxigraph and Virtuoso."""

import contextlib
import os
import shutil
import subprocess
import sysconfig
import time
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.serving import free_port

VIRTUOSO = "virtuoso-t"
_PASSWORD = "hemligt-i-test"
_WAIT_S = 90
_INI = """[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = /var/lib/virtuoso-opensource-7/vsp
ServerThreads = 10
EnabledDavVSP = 0
Charset = UTF-8
[SPARQL]
ResultSetMaxRows = {most}
MaxQueryCostEstimationTime = 0
MaxQueryExecutionTime = 120
"""
# Pages of eight kilobytes: some four gigabytes.
_BUFFERS = "NumberOfBuffers = 500000\nMaxDirtyBuffers = 375000"


@dataclass(frozen=True)
class Running:
    """A server that runs.

    Parameters:
        url: where queries are sent.
        environment: what lets us in.
        sql: where its own SQL is spoken, or "".
    """

    url: str
    environment: Mapping[str, str] = field(default_factory=dict)
    sql: str = ""


@contextlib.contextmanager
def oxigraph(folder: Path) -> Iterator[Running]:
    """The Oxigraph server of PyPI."""
    program = Path(sysconfig.get_path("scripts")) / "oxigraph"
    port = free_port()
    words = [program, "serve", "--location", folder / "oxigraph", "--bind", f"127.0.0.1:{port}"]
    with _running([str(word) for word in words], folder / "oxigraph.log"):
        url = f"http://127.0.0.1:{port}/query"
        _wait_for(url)
        yield Running(url)


@contextlib.contextmanager
def virtuoso(folder: Path, most: int = 10_000, reading: Path | None = None) -> Iterator[Running]:
    """Virtuoso 7 of Debian, which gives so many rows at most.

    With ``reading`` its own loader may read files there, and it has memory for a large graph.

    The first start makes the database, sets the passwords and ends; the second one serves.
    """
    if shutil.which(VIRTUOSO) is None:
        pytest.skip("Virtuoso is not installed (Debian: virtuoso-opensource-7-bin)")
    place = folder / "virtuoso"
    place.mkdir()
    sql, http = free_port(), free_port()
    ini = folder / "virtuoso.ini"
    text = _INI.format(folder=place, sql=sql, http=http, most=most)
    if reading:
        text = text.replace("NumberOfBuffers = 20000", f"DirsAllowed = {reading}\n{_BUFFERS}")
        text = text.replace("MaxDirtyBuffers = 15000\n", "", 1)
    ini.write_text(text)
    words = [VIRTUOSO, "+foreground", "+configfile", str(ini)]
    first = [*words, "+pwdold", "dba", "+pwddba", _PASSWORD, "+pwddav", _PASSWORD]
    subprocess.run(first, check=True, capture_output=True, timeout=_WAIT_S, cwd=place)
    with _running(words, folder / "virtuoso.log"):
        url = f"http://127.0.0.1:{http}/sparql"
        _wait_for(url)
        let_in = {"KGRAPH_STORE_USER": "dba", "KGRAPH_STORE_PASSWORD": _PASSWORD}
        yield Running(url, let_in, f"127.0.0.1:{sql}")


@contextlib.contextmanager
def _running(words: list[str], log: Path) -> Iterator[None]:
    with log.open("wb") as told:
        process = subprocess.Popen(words, stdout=told, stderr=told, cwd=log.parent)
        try:
            yield
        finally:
            process.kill()
            process.wait()


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + _WAIT_S
    while time.monotonic() < deadline:
        with (
            contextlib.suppress(OSError),
            urllib.request.urlopen(f"{url}?query=ASK%20%7B%7D", timeout=5),
        ):
            return
        time.sleep(0.2)
    raise AssertionError(f"no answer at {url}")


@contextlib.contextmanager
def let_in(server: Running) -> Iterator[None]:
    """What lets us into a server stands in the environment, until the block ends."""
    before = {name: os.environ.get(name) for name in server.environment}
    os.environ.update(server.environment)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
