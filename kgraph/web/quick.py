"""Queries in an address, with nothing between the line and the process that answers.

What an endpoint is asked most is a small query in an address, which takes its process a fraction
of a millisecond: the way there and back should take less. So this way knows only the answer that
has nothing odd about it. A refusal, an error, a large answer, one that may differ the next time:
all that is told by the application, as it tells it to everybody.
"""

import datetime
import time
from dataclasses import dataclass

from starlette.datastructures import State
from starlette.types import Scope

from kgraph.endpoint import media, protocol
from kgraph.endpoint.frames import Heading, Reply
from kgraph.endpoint.memory import Memory
from kgraph.endpoint.request import Refused
from kgraph.endpoint.request import Request as Plain
from kgraph.errors import KGraphError
from kgraph.store.gate import mentions_service
from kgraph.web.front import WITH_MORE, Front, judged, told
from kgraph.web.guard import SAFE_PAIRS
from kgraph.web.recent import LARGEST_AT_ONCE, Key, Whole, is_value
from kgraph.web.settings import Settings
from kgraph.web.sparql import stable, view_told

_PATH = "/sparql"
_KIND = "sparql"
_ADDED = [pair for pair in SAFE_PAIRS if pair[0] != b"vary"]
_LAST = b"".join([b"%s: %s\r\n" % pair for pair in ((b"cache-control", b"no-cache"), *_ADDED)])


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked.

    Parameters:
        task: for a process.
        told: the lines of headers that say where the answer is had again, and of which view it is.
        key: of the answers that are kept.
        known: the tags that the client has.
        begun: when it came, of ``time.perf_counter``.
    """

    task: Heading
    told: bytes
    key: Key
    known: bytes
    begun: float


class Quick:
    """The short way of one site.

    Parameters:
        state: of the application.
    """

    def __init__(self, state: State) -> None:
        """Nothing is asked yet."""
        settings: Settings = state.settings
        self._state, self._limits = state, settings.limits
        self._base = settings.base_path
        self._front: Front = state.front
        self._addresses = {
            (base + _PATH + tail).encode(): settings.address + _PATH + tail
            for base in {"", settings.base_path}
            for tail in ("", "/")
        }
        self._limited = _lines(settings.limits.headers)

    def query(self, scope: Scope, client: str) -> Query | None:
        """What a request asks for; None where the application is to be asked.

        Parameters:
            client: who asks, for the rate.
        """
        begun = time.perf_counter()
        address = self._addresses.get(scope["raw_path"]) if scope["method"] == "GET" else None
        if address is None or self._state.pool is None:
            return None
        asked, query = judged(scope["headers"]), scope["query_string"]
        if any(map(asked.get, WITH_MORE)):
            return None
        sent = b"%s?%s" % (scope["raw_path"], query)
        key = self._front.key("GET", sent, asked)
        plain = Plain("GET", query, {"accept": asked[b"accept"].decode("latin-1")}, b"", address)
        try:
            task = protocol.read(plain, today=datetime.date.today()).task
            if task is None or key is None or len(sent) > self._limits.url:
                return None
            if self._state.federator is not None and mentions_service(task["text"]):
                return None
            told = self._told(plain, task)
        except (Refused, KGraphError):
            return None
        if not is_value(told.replace(b"\r\n", b"")) or not self._front.rate.allows(client):
            return None
        return Query(task, told, key, asked[b"if-none-match"], begun)

    def _told(self, plain: Plain, task: Heading) -> bytes:
        location = stable(plain, task, self._base)
        named = {"Content-Location": location} if location else {}
        return _lines({**named, "X-Query-View": view_told(task)})

    async def answer(self, query: Query) -> Whole | Reply:
        """The answer; what a process said, where the application is to tell it."""
        memory: Memory = self._state.memory
        key = memory.key(query.task)
        reply = memory.get(key)
        if reply is None:
            reply = await self._state.pool.do(query.task)
            memory.learn(key, reply)
        usual = reply.status == 200 and reply.form and key and reply.tag
        if not usual or len(reply.body) > LARGEST_AT_ONCE:
            return reply
        whole = Whole(reply.body, reply.tag.encode(), _KIND, self._head(query, reply))
        self._front.recent.keep(query.key, whole)
        return whole

    def _head(self, query: Query, reply: Reply) -> bytes:
        """The lines of headers, those that the application would give, in its order."""
        cut = f"x-query-cut: {reply.cut}; kept={reply.rows}\r\n" if reply.cut else ""
        kind = f"{cut}content-type: {media.SENT[reply.form]}\r\nvary: Accept\r\n"
        return b"".join(
            (
                b"etag: %s\r\n" % reply.tag.encode(),
                self._limited,
                query.told,
                b"%scontent-length: %d\r\n" % (kind.encode(), len(reply.body)),
                _LAST,
            )
        )

    def written(self, query: Query, whole: Whole) -> tuple[int, bytes, bytes]:
        """Status, lines of headers and body of an answer, counted as given."""
        status, head, body = told(whole, query.known)
        self._front.note("GET", _KIND, status, len(body), query.begun)
        return status, head, body


def _lines(headers: dict[str, str]) -> bytes:
    return "".join([f"{k.lower()}: {v}\r\n" for k, v in headers.items()]).encode("latin-1")
