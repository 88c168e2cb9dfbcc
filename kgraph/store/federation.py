"""A query with SERVICE, answered: others are asked first, then the rest with what they said."""

import contextlib
import time
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kgraph.errors import KGraphError
from kgraph.store.abroad import TooMuch, Unanswered, ask_service
from kgraph.store.allowance import Federation, federation_of
from kgraph.store.calls import MOST_SENT, NOTHING_SAID, Call, Cell, planned, table
from kgraph.store.gate import mentions_service
from kgraph.store.results import read_results
from kgraph.store.view import View
from kgraph.wording import Text

if TYPE_CHECKING:
    from kgraph.store.base import Store

Known = tuple[list[str], list[list[Cell]]]
_A_MOMENT_S = 0.05


def sent_along(known: Known | None) -> Known | None:
    """What of the things known here is sent with a question: columns that hold names alone.

    Nothing where there are too many; no rows where nothing here could fit.
    """
    if known is None or len(known[1]) > MOST_SENT:
        return None
    columns, rows = known
    if not rows:
        return columns, []
    named = [i for i in range(len(columns)) if all(isinstance(r[i], ox.NamedNode) for r in rows)]
    if not named:
        return None
    kept = dict.fromkeys(tuple(row[i] for i in named) for row in rows)
    return [columns[i] for i in named], [list(row) for row in kept]


def answered(
    call: Call, known: Known | None, federation: Federation, end: float
) -> tuple[str, str]:
    """What stands in the place of a call, and what is told of it.

    Parameters:
        known: what is known here of its variables.
        end: when all must be here, of ``time.monotonic``.

    Raises:
        UsageError: the endpoint is not listed.
        Unanswered, TooMuch: as ``ask_service``; an endpoint that is asked SILENT may fail.
    """
    service = federation.service(call.url)
    sent = sent_along(known)
    if sent is not None and not sent[1]:
        return table(call.names, []), f"{service.name}; not asked"
    try:
        left = max(end - time.monotonic(), _A_MOMENT_S)
        rows = ask_service(service, call, sent, federation, left)
    except TooMuch:
        raise
    except Unanswered:
        if not call.silent:
            raise
        return NOTHING_SAID, f"{service.name}; silent=failed"
    return table(call.names, rows), f"{service.name}; rows={len(rows)}"


def refuse_many(count: int, federation: Federation) -> None:
    """Refuse a query that asks others too often.

    Raises:
        TooMuch: with how often it may.
    """
    if count > federation.calls:
        raise TooMuch(
            Text(f"Frågan har {count} SERVICE; {federation.calls} är tillåtna.",
                 f"The query has {count} SERVICE; {federation.calls} are allowed."),
            "SERVICE",
            Text("Dela upp den.", "Divide it."),
        )  # fmt: skip


@contextlib.contextmanager
def with_services(store: "Store", text: str, view: View) -> Iterator[str]:
    """A query's text with what it asks of others answered, as long as the block lasts.

    Where the project allows no endpoint the text is as it was, and refused further on.

    Raises:
        UsageError: SERVICE to an endpoint that is not listed, or where it is not answered.
        Unanswered, TooMuch: an endpoint failed.
    """
    from kgraph.store.memory import MemoryStore

    federation = Federation()
    if mentions_service(text) and isinstance(store, MemoryStore):
        federation = federation_of(store.project)
    if not federation.allow:
        yield text
        return
    assert isinstance(store, MemoryStore)
    plan = planned(text)
    refuse_many(len(plan.calls), federation)
    end = time.monotonic() + federation.seconds
    with store.bringing() as brought:
        for call in plan.calls:
            federation.service(call.url)
        for call in plan.calls:
            known = _known(call, lambda asked: store.select(asked, view))
            brought[call.place], _ = answered(call, known, federation, end)
        yield plan.text


def _known(call: Call, select: Callable[[str], object]) -> Known | None:
    from kgraph.store import convert
    from kgraph.store.base import Rows

    if not call.probe:
        return None
    try:
        found = select(call.probe)
    except KGraphError:  # then the endpoint is asked for all it has
        return None
    assert isinstance(found, Rows)
    rows: list[list[Cell]] = [
        [None if cell is None else convert.engine(cell) for cell in row] for row in found.rows
    ]
    return list(found.columns), rows


def known_of(raw: bytes) -> Known:
    """What a process found out, from the table it sent."""
    found = read_results(raw)
    assert not isinstance(found, bool)
    return found


Brought = Mapping[str, str]
