"""Two processes look for kinds abreast, where a graph is large and a fork of the process is safe.

A query holds the interpreter's lock, so threads would take turns. A fork shares the graph and
costs milliseconds; what it finds comes back as it would have been found here. Whatever goes wrong
with it, the kinds are looked for here instead.
"""

import gc
import os
import pickle
import signal
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import BinaryIO

from kgraph.findings.kinds import Kind
from kgraph.findings.value import Finding

# Documents from which a second process saves more than its findings cost to hand over.
MANY_DOCUMENTS = 40
Found = dict[str, list[Finding]]


def possible(kinds: Sequence[Kind], documents: int) -> bool:
    """Whether to use two processes: there is enough for both, and a processor for each."""
    return (
        sys.platform == "linux"
        and len(os.sched_getaffinity(0)) > 1
        and documents >= MANY_DOCUMENTS
        and all(_parted(kinds))
    )


def _parted(kinds: Sequence[Kind]) -> tuple[list[Kind], list[Kind]]:
    """The strategist's gaps, whose answers the rates need too, and all other kinds."""
    here = [kind for kind in kinds if kind.strategist and not kind.overlap]
    return here, [kind for kind in kinds if kind not in here]


def look_abreast(
    kinds: Sequence[Kind], look: Callable[[Kind], list[Finding]], told: Callable[[Kind], None]
) -> Found:
    """The findings of each kind, of which one part is looked for in a fork.

    Parameters:
        look: gives the findings of a kind.
        told: is told each kind that is looked for here, and the last one that is waited for.
    """
    here, there = _parted(kinds)
    with _forked(lambda: {kind.id: look(kind) for kind in there}) as answer:
        found = {}
        for kind in here:
            told(kind)
            found[kind.id] = look(kind)
        told(there[-1])
        return found | (_read(answer) or {kind.id: look(kind) for kind in there})


@contextmanager
def _forked(work: Callable[[], Found]) -> Iterator[BinaryIO]:
    """What a fork writes that does some work; it is ended when nobody reads any more."""
    gc.freeze()  # what is there now is shared: no collection writes to it
    read, write = os.pipe()
    with warnings.catch_warnings():
        # The one other thread draws the line on the terminal, which the fork has no part in.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        _work(work, read, write)
    os.close(write)
    try:
        with os.fdopen(read, "rb") as answer:
            yield answer
    finally:
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        gc.unfreeze()


def _work(work: Callable[[], Found], read: int, write: int) -> None:
    """Do the work in the fork, and end the fork whatever happens."""
    try:
        gc.disable()
        os.close(read)
        with os.fdopen(write, "wb") as out:
            pickle.dump(work(), out, protocol=pickle.HIGHEST_PROTOCOL)
    finally:
        os._exit(0)


def _read(answer: BinaryIO) -> Found | None:
    """What the fork found; None where it was ended before it was done."""
    collects = gc.isenabled()
    gc.disable()  # nothing of what is read is garbage
    try:
        found: Found = pickle.load(answer)
    except (EOFError, pickle.UnpicklingError, MemoryError):
        return None
    finally:
        if collects:
            gc.enable()
    return found
