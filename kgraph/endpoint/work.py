"""What a process does for the server: one task in, one reply out, whatever happens."""

import datetime
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from kgraph.endpoint import media
from kgraph.endpoint.frames import Heading, Reply
from kgraph.endpoint.limits import Limits
from kgraph.errors import KGraphError, LoadedAnew, OutsideError, UsageError
from kgraph.query_faults import explained
from kgraph.store.algebra import reaches_out
from kgraph.store.answering import (
    Answer,
    Dataset,
    asked,
    described,
    graph_of,
    quads_bytes,
    view_of,
)
from kgraph.store.calls import filled, planned
from kgraph.store.gate import refuse, service_refused
from kgraph.store.memory import MemoryStore
from kgraph.wording import Text, say

_COME_AGAIN_S = "2"
_TYPES = {
    "table": media.TABLE_TYPES,
    "truth": media.TRUTH_TYPES,
    "graph": media.GRAPH_TYPES,
}


def do(store: MemoryStore, limits: Limits, task: Heading) -> Reply:
    """Do a task on the project's graph: ``query``, ``plan``, ``graph`` or ``describe``."""
    work = {"query": _query, "graph": _graph, "describe": _describe, "plan": _plan}[task["task"]]
    return safely(lambda: work(store, limits, task))


def safely(work: Callable[[], Reply]) -> Reply:
    """The reply of some work; what goes wrong is a reply too."""
    try:
        return work()
    except KGraphError as error:
        return refusal(status_of(error, 400), error)
    except MemoryError:
        return refusal(400, memory_error())
    except RecursionError:
        return refusal(400, UsageError(Text("Frågan är för djup.", "The query is too deep.")))


def status_of(error: KGraphError, usual: int) -> int:
    """The status of an error of ours: what another server fails in is nobody's fault here."""
    if isinstance(error, LoadedAnew):
        return 503
    return 502 if isinstance(error, OutsideError) else usual


def headers_of(error: KGraphError) -> dict[str, str]:
    """The headers of an error of ours: when to come again, where that helps."""
    return {"Retry-After": _COME_AGAIN_S} if isinstance(error, LoadedAnew) else {}


def memory_error() -> UsageError:
    """The answer to a query that wanted more memory than it may have."""
    return UsageError(
        Text("Frågan krävde mer minne än den får.", "The query needed more memory than it may."),
        "",
        Text("Begränsa den, till exempel med LIMIT.", "Narrow it, with LIMIT for instance."),
    )


def busy() -> Reply:
    """The answer where too many ask at once."""
    error = UsageError(
        Text("Just nu frågar för många samtidigt.", "Too many are asking just now."),
        "",
        Text("Försök igen om en stund.", "Try again in a moment."),
    )
    return Reply(503, error=refusal(503, error).error, headers={"Retry-After": _COME_AGAIN_S})


def refusal(status: int, error: KGraphError) -> Reply:
    """An error as a reply."""
    both = {
        part: {lang: say(getattr(error, part), lang) for lang in ("sv", "en")}
        for part in ("what", "mend")
    }
    return Reply(status, error={**both, "where": error.where}, headers=headers_of(error))


def formed(answer: Answer, accept: str, limits: Limits) -> Reply:
    """An answer in the form that the client prefers."""
    types = _TYPES[answer.kind]
    name = media.chosen(accept, tuple(types))
    if name is None:
        return refusal(406, _none_fits(tuple(types)))
    written = answer.write(types[name], limits.rows, limits.size)
    return Reply(200, types[name], written.raw, written.cut, written.rows)


def _none_fits(types: tuple[str, ...]) -> UsageError:
    told = ", ".join(types)
    return UsageError(
        Text("Svaret finns inte i den form som begärs.", "The answer has no form asked for."),
        "Accept",
        Text(f"Välj bland: {told}.", f"Choose from: {told}."),
    )


def _view(store: MemoryStore, task: Heading) -> Any:
    """The store as a task's view has it."""
    date = datetime.date.fromisoformat(task["date"])
    return view_of(store, date, task.get("review", "all"))


def dataset_of(task: Heading) -> Dataset:
    """The graphs that a task names."""
    return Dataset(tuple(task.get("default", ())), tuple(task.get("named", ())))


def _query(store: MemoryStore, limits: Limits, task: Heading) -> Reply:
    text = task["text"]
    refuse(text)
    if reaches_out(text):
        raise service_refused()
    text = filled(text, task.get("brought", {}))
    made = _view(store, task)
    try:
        answer = asked(made, text, dataset_of(task), task["base"])
    except UsageError as error:
        raise explained(text, error) from None
    return formed(answer, task["accept"], _narrowed(limits, task))


def _plan(_: MemoryStore, limits: Limits, task: Heading) -> Reply:
    """What a query asks of other endpoints, and the query with places for their answers."""
    text = task["text"]
    try:
        made = planned(text, task["base"])
    except UsageError as error:
        raise explained(text, error) from None
    return Reply(200, "json", json.dumps(made.told()).encode())


def _narrowed(limits: Limits, task: Heading) -> Limits:
    """The limits of a task that is to show less than a file may hold."""
    if "rows" not in task and "size_mb" not in task:
        return limits
    return replace(
        limits,
        rows=min(limits.rows, task.get("rows", limits.rows)),
        size_mb=min(limits.size_mb, task.get("size_mb", limits.size_mb)),
    )


def _graph(store: MemoryStore, limits: Limits, task: Heading) -> Reply:
    made = _view(store, task)
    answer = graph_of(made, task["iri"])
    if answer is None:
        return refusal(404, no_graph(task["iri"]))
    return formed(answer, task["accept"], limits)


def no_graph(iri: str) -> UsageError:
    """The answer to one who asks for a graph that is not there."""
    return UsageError(
        Text("Grafen finns inte här.", "The graph is not here."),
        iri[:500],
        Text("Kontrollera namnet.", "Check its name."),
    )


def _describe(store: MemoryStore, limits: Limits, task: Heading) -> Reply:
    """What is stated of a thing, as far as the limits go, in one form."""
    made = _view(store, task)
    quads: list[Any] = list(described(made, task["iri"]))
    if not quads:
        return refusal(
            404,
            UsageError(
                Text("Ingenting är känt om den.", "Nothing is known of it."),
                task["iri"][:500],
                Text("Kontrollera adressen.", "Check the address."),
            ),
        )
    kept = quads[: limits.rows]
    raw = quads_bytes(kept, task["form"])
    return Reply(200, task["form"], raw, "rows" if len(kept) < len(quads) else "", len(kept))
