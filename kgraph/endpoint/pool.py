"""The processes that answer, seen from the server: who is free, who has stepped aside, who is gone.

Short queries never wait for long ones: one that goes on beyond ``slow_after`` steps aside, at a
lower priority, and a new process takes its place. Where too many have stepped aside already, it is
ended and told to come again.
"""

import asyncio
import contextlib
import datetime
import os
import signal
import socket
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from kgraph.endpoint import frames
from kgraph.endpoint.frames import Heading, Reply
from kgraph.endpoint.limits import Limits
from kgraph.endpoint.line import Line, Message, open_line, pair
from kgraph.endpoint.work import busy, memory_error, refusal
from kgraph.errors import UsageError
from kgraph.wording import Text

_PATIENCE_S = 0.2
_NICE = 15


class _Worker:
    """One process and the line to it."""

    def __init__(self, line: Line, edition: int) -> None:
        self._line, self.edition = line, edition
        self.pid = self._handle = 0

    async def greet(self) -> None:
        heading, _ = await self._line.next()
        self.pid = int(heading["pid"])
        self._handle = os.pidfd_open(self.pid)

    def do(self, task: Heading) -> "asyncio.Future[Message]":
        return self._line.ask(task)

    @property
    def gone(self) -> bool:
        """Whether the process has ended while nobody asked it."""
        return self._line.gone

    def step_aside(self) -> None:
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.pid, _NICE)

    def end(self) -> None:
        """End the process, whatever it is doing; never another that got its number."""
        if self._handle:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._handle, signal.SIGKILL)
            os.close(self._handle)
            self._handle = 0
        self._line.close()


class _Ended(Exception):
    """A query is waited for no longer: ``crowded`` or ``time``."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class _Run:
    """A query and the process that answers it."""

    def __init__(self, worker: _Worker, doing: "asyncio.Future[Message]") -> None:
        self.worker, self.doing = worker, doing
        self.aside, self.begun = False, time.monotonic()

    @property
    def answered(self) -> bool:
        """Whether the process has said something, and is free for another query."""
        return self.doing.done() and not self.doing.cancelled() and not self.doing.exception()

    def watch(self, seconds: float, then: Callable[[Any], None], given: Any) -> None:
        """Do something when it still goes on after some seconds."""
        self._clock = self.doing.get_loop().call_later(seconds, then, given)

    def leave(self) -> None:
        """Wait no longer."""
        self._clock.cancel()
        self.doing.cancel()

    def end(self, why: str) -> None:
        """Wait no longer, for a reason."""
        if not self.doing.done():
            self.doing.set_exception(_Ended(why))


class Pool:
    """The processes of one nursery.

    Parameters:
        nursery: the line to it.
        limits: how many, and how long.
    """

    def __init__(self, nursery: socket.socket, limits: Limits) -> None:
        """No process yet: ``start`` asks for them."""
        self._nursery, self.limits = nursery, limits
        self._free: asyncio.Queue[_Worker] = asyncio.Queue()
        self._all: set[_Worker] = set()
        self._edition = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self.slow = self.waiting = 0
        self.ended: Counter[str] = Counter()

    async def start(self) -> None:
        """Ask for the processes that are kept free."""
        await asyncio.gather(*(self._add() for _ in range(self.limits.quick)))

    async def stop(self) -> None:
        """End all of them; the nursery ends when its line is closed."""
        for task in self._tasks:
            task.cancel()
        for worker in list(self._all):
            self._end(worker)
        self._nursery.close()

    async def renew(self, nursery: socket.socket) -> None:
        """Take the processes of another nursery from now on.

        Those of the old one end when they have answered what they are asked already. When the new
        one gives no process, everything stays as it was.

        Raises:
            OSError: the new nursery has ended.
        """
        old, had = self._nursery, self._edition
        self._nursery, self._edition = nursery, had + 1
        try:
            await self.start()
        except OSError:
            self._nursery, self._edition = old, had
            nursery.close()
            raise
        old.close()
        for _ in range(self._free.qsize()):
            worker = self._free.get_nowait()
            if worker.edition == self._edition:
                self._free.put_nowait(worker)
            else:
                self._end(worker)

    @property
    def ready(self) -> bool:
        """Whether queries can be answered."""
        return bool(self._all)

    async def _add(self) -> None:
        edition = self._edition
        ours, theirs = pair()
        try:
            day = datetime.date.today().isoformat().encode()
            socket.send_fds(self._nursery, [day], [theirs.fileno()])
        finally:
            theirs.close()
        worker = _Worker(await open_line(ours), edition)
        await worker.greet()
        if edition != self._edition:  # the data are others by now
            worker.end()
            return
        self._all.add(worker)
        self._free.put_nowait(worker)

    def _replace(self) -> None:
        """A new process in place of one that has stepped aside or is gone."""
        task = asyncio.get_running_loop().create_task(self._add())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _end(self, worker: _Worker) -> None:
        self._all.discard(worker)
        worker.end()

    async def do(self, task: Heading) -> Reply:
        """Have a task done: its reply, or the reason why there is none."""
        worker = await self._next()
        while worker is not None and worker.gone:
            self._end(worker)
            self._replace()
            worker = await self._next()
        return busy() if worker is None else await self._done(worker, task)

    async def _next(self) -> _Worker | None:
        """A free process, waited for a while; None where too many wait already, or too long."""
        if not self._free.empty():
            return self._free.get_nowait()
        if self.waiting >= self.limits.queue:
            return None
        self.waiting += 1
        try:
            return await asyncio.wait_for(self._free.get(), self.limits.wait)
        except TimeoutError:
            return None
        finally:
            self.waiting -= 1

    async def _done(self, worker: _Worker, task: Heading) -> Reply:
        run = _Run(worker, worker.do(task))
        run.watch(self.limits.slow_after, self._late, run)
        try:
            return frames.unpacked(*await run.doing)
        except _Ended as ended:
            return busy() if ended.why == "crowded" else self._timed_out()
        except OSError:
            if time.monotonic() - run.begun >= self.limits.seconds:
                return self._timed_out()
            self.ended["memory"] += 1
            return refusal(400, memory_error())
        finally:
            # Also when the client has gone: nobody waits for this answer any more.
            run.leave()
            self._after(run)

    def _late(self, run: "_Run") -> None:
        """A query goes on: it steps aside, or is ended where too many have."""
        if run.doing.done():
            return
        if self.slow >= self.limits.slow:
            self.ended["crowded"] += 1
            run.end("crowded")
            return
        run.aside, self.slow = True, self.slow + 1
        run.worker.step_aside()
        self._replace()
        left = self.limits.seconds + _PATIENCE_S - (time.monotonic() - run.begun)
        run.watch(left, run.end, "time")

    def _after(self, run: "_Run") -> None:
        """Keep the process of a query that is over, if it is fit for another."""
        if run.aside:
            self.slow -= 1
            self._end(run.worker)
        elif run.worker.edition != self._edition:
            self._end(run.worker)
        elif run.answered:
            self._free.put_nowait(run.worker)
        else:
            self._end(run.worker)
            self._replace()

    def _timed_out(self) -> Reply:
        self.ended["time"] += 1
        error = UsageError(
            Text(
                f"Frågan tog mer än {self.limits.seconds:g} sekunder och avbröts.",
                f"The query took more than {self.limits.seconds:g} seconds and was ended.",
            ),
            "",
            Text("Gör den snävare.", "Make it narrower."),
        )
        return refusal(504, error)
