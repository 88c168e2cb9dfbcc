"""Queries that ask other endpoints too: the server asks those, never the processes that answer.

A process reads the query and says what is to be asked of whom; the server asks, within limits of
its own; then a process answers the query with what was said. So whoever writes queries reaches the
listed endpoints and nothing else, and a slow one of them keeps no process waiting.
"""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from kgraph.endpoint.frames import Heading, Reply
from kgraph.endpoint.work import busy, refusal
from kgraph.errors import KGraphError, UsageError
from kgraph.store.abroad import Unanswered
from kgraph.store.allowance import Federation
from kgraph.store.calls import NOTHING_SAID, Call, plan_of
from kgraph.store.federation import Known, answered, known_of, refuse_many
from kgraph.store.gate import mentions_service
from kgraph.wording import Text

_GRACE_S = 0.5
_ACCEPT = "application/sparql-results+json"
Do = Callable[[Heading], Awaitable[Reply]]


class Federator:
    """What answers tasks, others' endpoints among them.

    Parameters:
        do: what answers a task here.
        federation: whom a query may ask, and how much that may take.
    """

    def __init__(self, do: Do, federation: Federation) -> None:
        """Nobody is asked yet."""
        self._do, self.federation = do, federation
        self._turns = asyncio.Semaphore(federation.at_once)
        self._threads = ThreadPoolExecutor(federation.at_once, "service")

    async def do(self, task: Heading) -> Reply:
        """Have a task done: its reply, or the reason why there is none."""
        if task["task"] != "query" or not mentions_service(task["text"]):
            return await self._do(task)
        if task.get("passed_on"):
            return refusal(400, _passed_on())
        read = await self._do({"task": "plan", "text": task["text"], "base": task["base"]})
        if read.status != 200:
            return read
        plan = plan_of(json.loads(read.body))
        if not plan.calls:
            return await self._do(task)
        try:
            refuse_many(len(plan.calls), self.federation)
            for call in plan.calls:
                self.federation.service(call.url)
        except KGraphError as error:
            return refusal(400, error)
        if self._turns.locked():
            return busy()
        return await self._answered({**task, "text": plan.text}, plan.calls)

    async def _answered(self, task: Heading, calls: tuple[Call, ...]) -> Reply:
        """The answer to a planned query."""
        brought: dict[str, str] = {}
        told = []
        end = time.monotonic() + self.federation.seconds
        for call in calls:
            known = await self._known(call, {**task, "brought": brought})
            try:
                brought[call.place], said = await self._asked(call, known, end)
            except KGraphError as error:
                return refusal(getattr(error, "status", 400), error)
            told.append(said.encode("ascii", "replace").decode())
        reply = await self._do({**task, "brought": brought})
        # No tag: what others say may be another thing the next time.
        return replace(reply, tag="", headers={**reply.headers, "X-Query-Service": ", ".join(told)})

    async def _known(self, call: Call, task: Heading) -> Known | None:
        """What is known here of the variables of a call; None where that cannot be said."""
        if not call.probe:
            return None
        asked = {**task, "text": call.probe, "accept": _ACCEPT}
        reply = await self._do({k: v for k, v in asked.items() if k not in ("rows", "size_mb")})
        return known_of(reply.body) if reply.status == 200 and not reply.cut else None

    async def _asked(self, call: Call, known: Known | None, end: float) -> tuple[str, str]:
        """Ask an endpoint in a thread, which holds its turn to its own end."""
        await self._turns.acquire()
        loop = asyncio.get_running_loop()
        asking = loop.run_in_executor(self._threads, answered, call, known, self.federation, end)
        asking.add_done_callback(self._over)
        left = max(end - time.monotonic(), 0) + _GRACE_S
        try:
            return await asyncio.wait_for(asyncio.shield(asking), left)
        except TimeoutError:
            service = self.federation.service(call.url)
            if call.silent:
                return NOTHING_SAID, f"{service.name}; silent=failed"
            raise Unanswered(
                Text(
                    f"{service.name} svarade inte i tid.", f"{service.name} did not answer in time."
                ),
                service.url,
                Text("Försök igen om en stund.", "Try again in a while."),
                504,
            ) from None

    def _over(self, asking: "asyncio.Future[tuple[str, str]]") -> None:
        """Let the next one ask; whether anybody still waits for this one or not."""
        self._turns.release()
        if not asking.cancelled():
            asking.exception()


def _passed_on() -> UsageError:
    return UsageError(
        Text("Frågan kommer från en annan tjänst och frågar vidare.",
             "The query comes from another service and asks further."),
        "SERVICE",
        Text("Fråga den tjänsten själv.", "Ask that service yourself."),
    )  # fmt: skip
