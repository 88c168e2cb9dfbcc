"""Queries that another server answers: seen from ours, as the processes that answer are.

That server has limits of its own; here is held how many wait for it, and for how long.
"""

import asyncio
import socket
from collections import Counter

from kgraph.endpoint.frames import Heading, Reply
from kgraph.endpoint.limits import Limits
from kgraph.endpoint.work import busy, do, refusal
from kgraph.errors import UsageError
from kgraph.store.memory import MemoryStore
from kgraph.wording import Text


class Elsewhere:
    """What another server answers.

    Parameters:
        store: on that server.
        limits: how many at once, and how long.
    """

    def __init__(self, store: MemoryStore, limits: Limits) -> None:
        """Nothing is asked yet."""
        self._store, self.limits = store, limits
        self._turns = asyncio.Semaphore(limits.quick + limits.slow)
        self.slow = self.waiting = 0
        self.ended: Counter[str] = Counter()

    async def start(self) -> None:
        """Nothing to start."""

    async def stop(self) -> None:
        """Nothing to end."""

    async def renew(self, nursery: socket.socket) -> None:
        """Nothing to renew: what is loaded there is asked there."""
        nursery.close()

    def take(self, store: MemoryStore) -> None:
        """Ask another store from now on; what is being asked ends with the old one."""
        self._store = store

    @property
    def ready(self) -> bool:
        """Whether queries can be answered."""
        return True

    async def do(self, task: Heading) -> Reply:
        """Have a task done: its reply, or the reason why there is none."""
        if self.waiting >= self.limits.queue:
            return busy()
        self.waiting += 1
        try:
            await asyncio.wait_for(self._turns.acquire(), self.limits.wait)
        except TimeoutError:
            return busy()
        finally:
            self.waiting -= 1
        doing = asyncio.ensure_future(asyncio.to_thread(do, self._store, self.limits, task))
        doing.add_done_callback(lambda _: self._turns.release())
        try:
            return await asyncio.wait_for(asyncio.shield(doing), self.limits.seconds)
        except TimeoutError:
            self.ended["time"] += 1
            return refusal(504, _too_long(self.limits))


def _too_long(limits: Limits) -> UsageError:
    return UsageError(
        Text(
            f"Frågan tog mer än {limits.seconds:g} sekunder.",
            f"The query took more than {limits.seconds:g} seconds.",
        ),
        "",
        Text("Gör den snävare.", "Make it narrower."),
    )
