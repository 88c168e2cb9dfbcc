"""A store of the user's own, in a process of its own: each request is tried in a fork of it.

What only reads is answered by the fork, which then ends. What changes is done in the fork; when it
has succeeded the fork takes its parent's place, in one step. So a request that takes too long or
too much leaves nothing behind.
"""

import asyncio
import contextlib
import os
import signal
import socket
import time
from base64 import b64decode

from kgraph.endpoint import frames, lockdown
from kgraph.endpoint.frames import Heading, Reply
from kgraph.endpoint.limits import Limits
from kgraph.endpoint.line import Line, open_line
from kgraph.endpoint.work import (
    busy,
    dataset_of,
    formed,
    memory_error,
    no_graph,
    refusal,
    safely,
)
from kgraph.errors import UsageError
from kgraph.store.scratch import Scratch
from kgraph.wording import Text

CHANGING = {"update", "put", "post", "drop"}


def found_keeper(limits: Limits) -> socket.socket:
    """Fork the keeper; call it before the first thread of the process is started."""
    ours, theirs = socket.socketpair()
    if os.fork() == 0:
        try:
            ours.close()
            lockdown.usual_signals()
            lockdown.keep_only(theirs.fileno())
            _warm()
            lockdown.lock_in(limits)
            _keep(Scratch(), limits, theirs)
        finally:
            os._exit(0)
    theirs.close()
    return ours


def _warm() -> None:
    """Load what is loaded at first use: a locked-in process can load nothing."""
    made = Scratch()
    for text in ("INSERT DATA { <a> <b> <c> }", "LOAD <http://localhost/>", "INSERT"):
        task = {"task": "update", "text": text, "base": "http://localhost/"}
        do(made, Limits(), task, b"")
    for accept in ("text/turtle", "application/rdf+xml", "application/ld+json"):
        do(made, Limits(), {"task": "graph", "iri": "", "accept": accept}, b"")


def _keep(store: Scratch, limits: Limits, line: socket.socket) -> None:
    while (message := frames.receive(line)) is not None:
        child = os.fork()
        if child == 0:
            _try(store, limits, line, *message)
            continue
        # A fork that has succeeded in changing something ends this process here.
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            line.sendall(_ended(status).packed())


def _try(store: Scratch, limits: Limits, line: socket.socket, task: Heading, body: bytes) -> None:
    """Do one task in a fork, and end it, or take the parent's place."""
    with lockdown.clock(limits.seconds):
        try:
            reply = do(store, limits, task, body)
        except Exception:  # our own fault: told without its inner text
            reply = refusal(500, UsageError(Text("Internt fel.", "Internal error.")))
    if task["task"] in CHANGING and reply.status < 300:
        os.kill(os.getppid(), signal.SIGKILL)
        line.sendall(reply.packed())
        return
    line.sendall(reply.packed())
    os._exit(0)


def _ended(status: int) -> Reply:
    if os.WTERMSIG(status) == signal.SIGALRM:
        error = UsageError(Text("Det tog för lång tid och avbröts.", "It took too long."))
        return refusal(504, error)
    return refusal(400, memory_error())


def do(store: Scratch, limits: Limits, task: Heading, body: bytes) -> Reply:
    """Do a task: ``query``, ``update``, ``graph``, ``put``, ``post`` or ``drop``."""
    return safely(lambda: _do(store, limits, task, body))


def _do(store: Scratch, limits: Limits, task: Heading, body: bytes) -> Reply:
    kind, iri = task["task"], task.get("iri", "")
    if kind == "query":
        answer = store.ask(task["text"], dataset_of(task), task["base"])
        return formed(answer, task["accept"], limits)
    if kind == "update":
        store.update(task["text"], dataset_of(task), task["base"])
        return Reply(204)
    if kind == "graph":
        found = store.graph(iri)
        return (
            refusal(404, no_graph(iri)) if found is None else formed(found, task["accept"], limits)
        )
    if kind == "drop":
        return Reply(204) if store.drop(iri) else refusal(404, no_graph(iri))
    parts = [(b64decode(raw), form) for raw, form in task["parts"]]
    new = store.put(iri, parts, replace=kind == "put")
    return Reply(201 if new else 204)


class Keeper:
    """The user's own store, seen from the server: one request after another.

    Parameters:
        line: to the process that holds it.
        limits: how long a request may take.
    """

    def __init__(self, line: socket.socket, limits: Limits) -> None:
        """Nothing is asked before ``start``."""
        self._line, self._limits = line, limits
        self._turn, self._waiting = asyncio.Lock(), 0
        self._end: Line | None = None

    async def start(self) -> None:
        """Take up the line."""
        self._line.setblocking(False)
        self._end = await open_line(self._line)

    async def stop(self) -> None:
        """Let go of the line: the process ends, and its store with it."""
        if self._end is not None:
            self._end.close()

    async def do(self, task: Heading) -> Reply:
        """Have a task done, also when the one who asked has gone: the line stays in step."""
        if self._waiting >= self._limits.queue:
            return busy()
        return await asyncio.shield(asyncio.ensure_future(self._do(task)))

    async def _do(self, task: Heading) -> Reply:
        self._waiting += 1
        try:
            return await self._answer(task)
        finally:
            self._waiting -= 1

    async def _answer(self, task: Heading) -> Reply:
        assert self._end is not None
        async with self._turn:
            begun = time.monotonic()
            with contextlib.suppress(OSError):
                return frames.unpacked(*await self._end.ask(task))
        gone = UsageError(
            Text("Lagret är borta.", "The store is gone."),
            f"{time.monotonic() - begun:.1f} s",
            Text("Starta om servern.", "Start the server anew."),
        )
        return refusal(503, gone)
