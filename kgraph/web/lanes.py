"""How many pages are worked out at once, and how long anyone waits for one.

A page is worked out in a thread, and a thread cannot be ended. So there are few of them, and one
that takes too long is left to finish while its visitor is told to come again; then it is ready.
Pages of the usual statements have lanes of their own: whoever asks for one strange date after
another stands in the way of nobody else. So have pages that take long and that an address can ask
for in more ways than can be kept (networks, comparisons, changes).
"""

import asyncio
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kgraph.endpoint.limits import Limits
from kgraph.endpoint.request import AS_OF, REVIEW
from kgraph.web.metrics import Metrics
from kgraph.web.problems import problem
from kgraph.wording import Text

_ENGLISH = "/en"
_ELSEWHERE = "/fragor/sparql"  # the pool of the queries has limits of its own
# Each of their addresses is worked out anew, in whatever form, and there is no end to them.
_HEAVY = ("/natverk/", "/jamfor", "/bevaka/andrat")
_STATED = (".ttl", ".jsonld")  # the statements of hundreds of passages
_MOST_FIELDS = 1_000
_COME_AGAIN_S = "5"


class _Lane:
    """So many pages at a time; the others wait, for so many seconds."""

    def __init__(self, width: int, seconds: float) -> None:
        self._free, self._seconds = asyncio.Semaphore(width), seconds
        self.waiting = self.running = 0

    async def enter(self, most: int) -> bool:
        """Wait for a place; False where too many wait already, or too long."""
        if self.waiting >= most:
            return False
        self.waiting += 1
        try:
            await asyncio.wait_for(self._free.acquire(), self._seconds)
        except TimeoutError:
            return False
        finally:
            self.waiting -= 1
        self.running += 1
        return True

    def leave(self) -> None:
        self.running -= 1
        self._free.release()


class Lanes:
    """The part of the application that pages pass.

    Parameters:
        app: the rest.
        limits: how many pages, and how long.
    """

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        """Nobody is waiting yet."""
        self._app, self._limits = app, limits
        self._usual = _Lane(limits.pages, limits.wait)
        self._other = _Lane(limits.other_pages, limits.wait)
        # Whoever wants a page that takes long waits as long for the turn as for the page.
        self._heavy = _Lane(limits.heavy_pages, limits.page_seconds)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through; a page waits for its turn."""
        if scope["type"] != "http" or not _is_page(scope):
            await self._app(scope, receive, send)
            return
        lane = self._lane(scope)
        if not await lane.enter(self._limits.queue):
            await _busy(scope)(scope, receive, send)
            return
        held = _Held(send)
        work = asyncio.ensure_future(self._app(scope, receive, held))
        work.add_done_callback(lambda _: lane.leave())
        done, _ = await asyncio.wait({work}, timeout=self._limits.page_seconds)
        if done or held.begun:
            await work
            return
        held.dropped = True
        work.add_done_callback(_noted)
        await _busy(scope)(scope, receive, send)

    def _lane(self, scope: Scope) -> _Lane:
        if _other_view(scope["query_string"]):
            return self._other
        path = _path(scope).removeprefix(_ENGLISH)
        heavy = path.startswith(_HEAVY) or path.endswith(_STATED)
        return self._heavy if heavy else self._usual


class _Held:
    """An answer that may come too late: then nobody gets it."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.begun = self.dropped = False

    async def __call__(self, message: Message) -> None:
        if not self.dropped:
            self.begun = True
            await self._send(message)


def _noted(work: "asyncio.Future[None]") -> None:
    """A fault in a page that nobody waits for any more is met again by the next who asks."""
    if not work.cancelled():
        work.exception()


def _is_page(scope: Scope) -> bool:
    if scope["method"] not in ("GET", "HEAD"):
        return False  # what changes the project is done to its end, one change at a time
    path = _path(scope)
    if path.removeprefix(_ENGLISH).startswith(_ELSEWHERE):
        return False
    return Metrics.kind(path) == "page" or _has_page_ending(path)


def _path(scope: Scope) -> str:
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", ""))


def _has_page_ending(path: str) -> bool:
    """Things have pages at the path of their IRI."""
    return path.rpartition(".")[2] in ("html", "json", "csv", "xlsx", "docx")


def _other_view(query: bytes) -> bool:
    """Whether an address asks for other statements than usual."""
    try:
        given = dict(parse_qsl(query.decode("latin-1"), max_num_fields=_MOST_FIELDS))
    except ValueError:
        return True
    return bool(given.get(AS_OF) or given.get(REVIEW))


def _busy(scope: Scope) -> ASGIApp:
    told = Text("Sidan tar tid att ta fram just nu.", "The page takes time to make just now.")
    again = Text("Försök igen om en stund.", "Try again in a moment.")
    headers = {"Retry-After": _COME_AGAIN_S}
    return problem(Request(scope), 503, told, mend=again, headers=headers)
