"""A client that asks as fast as it is answered, and notes how long each answer took.

Plain sockets that stay open, the requests made beforehand, one loop over all of them: some tens of
microseconds a request, so that the server is measured rather than its client. It runs on the same
machine as the servers, each after the other, for a few seconds, over the loopback alone.
"""

import re
import selectors
import socket
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import cycle
from urllib.parse import urlencode

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.I)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked", re.I)
_STALE_S = 60.0


@dataclass(frozen=True)
class Load:
    """What a load gave.

    Parameters:
        rate: answers a second.
        median: seconds that half of the answers took at most.
        p99: seconds that all but one in a hundred took at most.
        statuses: the statuses met, and how often.
    """

    rate: float
    median: float
    p99: float
    statuses: dict[int, int]


@dataclass
class _Line:
    """One connection: what it has sent, and what it has got of the answer."""

    line: socket.socket
    sent: float = 0.0
    got: bytearray = field(default_factory=bytearray)
    whole: int = -1

    def ask(self, request: bytes) -> None:
        self.got.clear()
        self.whole, self.sent = -1, time.perf_counter()
        self.line.sendall(request)

    def take(self) -> bool:
        """Read what has come; True when the answer is whole."""
        part = self.line.recv(1 << 18)
        if not part:
            raise RuntimeError("the server hung up")
        self.got += part
        if self.whole < 0:
            head = self.got.find(b"\r\n\r\n")
            if head < 0:
                return False
            found = _LENGTH.search(self.got, 0, head + 2)
            if found is None and _CHUNKED.search(self.got, 0, head + 2):
                return self.got.endswith(b"0\r\n\r\n")
            self.whole = head + 4 + (int(found.group(1)) if found else 0)
            if b" 304 " in self.got[:16]:
                self.whole = head + 4
        return len(self.got) >= self.whole

    @property
    def status(self) -> int:
        return int(self.got[9:12])


def load(port: int, requests: Sequence[bytes], connections: int, seconds: float = 3.0) -> Load:
    """Ask over so many connections at once for some seconds.

    Parameters:
        requests: whole requests; each connection takes the next in turn.

    Raises:
        RuntimeError: the server hung up, or answered nothing for a long time.
    """
    asked, taken, statuses = cycle(requests), list[float](), dict[int, int]()
    poll = selectors.DefaultSelector()
    lines = [_Line(socket.create_connection(("127.0.0.1", port))) for _ in range(connections)]
    for each in lines:
        each.line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        poll.register(each.line, selectors.EVENT_READ, each)
        each.ask(next(asked))
    begun = time.perf_counter()
    end = begun + seconds
    while time.perf_counter() < end or not taken:  # the slowest server answers once
        ready = poll.select(_STALE_S)
        if not ready:
            raise RuntimeError("the server does not answer")
        for key, _ in ready:
            if key.data.take():
                taken.append(time.perf_counter() - key.data.sent)
                statuses[key.data.status] = statuses.get(key.data.status, 0) + 1
                key.data.ask(next(asked))
    passed = time.perf_counter() - begun
    for each in lines:
        each.line.close()
    if len(taken) < 2:
        return Load(len(taken) / passed, passed, passed, statuses)
    last = statistics.quantiles(taken, n=100)[98] if len(taken) >= 100 else max(taken)
    return Load(len(taken) / passed, statistics.median(taken), last, statuses)


def get(path: str, **headers: str) -> bytes:
    """A GET as it is sent; in the names of headers ``_`` stands for ``-``."""
    told = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{told}\r\n".encode()


def query(path: str, text: str, accept: str = "application/sparql-results+json") -> bytes:
    """A query by GET, as every endpoint takes it."""
    return get(f"{path}?{urlencode({'query': text})}", accept=accept)
