"""What the server and the application share of every request: who may ask, what is kept, the notes.

An answer that is kept is given from here before anything is built for the request; all others pass
the guard. Nothing is noted of who asked, and nothing of what was asked for but the kind of page.
"""

import datetime
import sys
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable

from kgraph.endpoint.limits import Limits
from kgraph.web.metrics import Metrics
from kgraph.web.recent import Key, Recent, Whole, matches
from kgraph.web.settings import Settings
from kgraph.web.squeezing import takes_gzip

_JUDGED = (
    *(b"accept", b"accept-language", b"accept-encoding", b"if-none-match", b"content-length"),
    *(b"transfer-encoding", b"expect", b"x-forwarded-for"),
)
# Of a request's state: what a process has said to it already, and when it came.
REPLY, BEGUN = "reply", "begun"
WITH_MORE = (b"content-length", b"transfer-encoding", b"expect")
_MOST_CLIENTS = 20_000
Asked = dict[bytes, bytes]


def judged(headers: Iterable[tuple[bytes, bytes]]) -> Asked:
    """The headers that every request is judged by; empty where one is missing."""
    found = dict.fromkeys(_JUDGED, b"")
    for name, value in headers:
        if name in found and not found[name]:
            found[name] = value
    return found


class Rate:
    """How often one client may ask: a bucket that fills as time goes."""

    def __init__(self, limits: Limits) -> None:
        """All buckets are full."""
        self._limits = limits
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def allows(self, client: str) -> bool:
        """Take from a client's bucket; False where it is empty."""
        if not self._limits.rate:
            return True
        now = time.monotonic()
        left, then = self._buckets.pop(client, (float(self._limits.burst), now))
        left = min(self._limits.burst, left + (now - then) * self._limits.rate)
        self._buckets[client] = (max(left - 1, 0.0), now)
        if len(self._buckets) > _MOST_CLIENTS:
            self._buckets.popitem(last=False)
        return left >= 1


class Front:
    """The part of a site that every request meets first.

    Parameters:
        settings: limits, and whether requests are told on standard error.
        metrics: where requests are counted.
        edition: of the graph; what was kept of an earlier one is given no more.
    """

    def __init__(
        self, settings: Settings, metrics: Metrics, edition: Callable[[], int] = lambda: 0
    ) -> None:
        """Nothing is kept and nobody has asked."""
        self.rate, self.recent = Rate(settings.limits), Recent()
        self._metrics, self._edition, self._logs = metrics, edition, settings.logs

    def key(self, method: str, address: bytes, asked: Asked) -> Key | None:
        """What tells a request from others; None where its answer is never kept."""
        if method not in ("GET", "HEAD"):
            return None
        accept, language = asked[b"accept"], asked[b"accept-language"]
        squeezed = takes_gzip(asked[b"accept-encoding"])
        return Recent.key(address, accept, language, self._edition(), squeezed=squeezed)

    def at_hand(
        self, method: str, address: bytes, asked: Asked, client: str
    ) -> tuple[int, bytes, bytes] | None:
        """An answer that is kept: status, lines of headers, body; None where the guard decides.

        Parameters:
            address: path and query as they were sent.
            client: who asks, for the rate.
        """
        begun = time.perf_counter()
        whole = self.recent.get(self.key(method, address, asked))
        if whole is None or not whole.head or not self.rate.allows(client):
            return None
        status, head, body = told(whole, asked[b"if-none-match"])
        self.note(method, whole.kind, status, len(body), begun)
        return status, head, b"" if method == "HEAD" else body

    def note(self, method: str, kind: str, status: int, size: int, begun: float) -> None:
        """Count a request that has been answered, and tell it where that is wished for.

        Parameters:
            begun: when it came, of ``time.perf_counter``.
        """
        taken = time.perf_counter() - begun
        self._metrics.count(kind, status, taken)
        if self._logs:
            now = datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")
            print(
                f'{{"time": "{now}", "method": "{method}", "kind": "{kind}", "status": {status}, '
                f'"ms": {taken * 1000:.1f}, "bytes": {size}}}',
                file=sys.stderr,
                flush=True,
            )


def told(whole: Whole, known: bytes) -> tuple[int, bytes, bytes]:
    """Status, lines of headers and body of an answer that has lines.

    Parameters:
        known: the tags that the client has.
    """
    if known and matches(known, whole.tag):
        return 304, whole.head_only, b""
    return 200, whole.head, whole.body
