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
import tempfile
import warnings
from bisect import bisect
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import accumulate
from typing import BinaryIO, TypeVar

from kgraph.findings.kinds import Kind
from kgraph.findings.value import Finding

# Documents from which a second process saves more than its findings cost to hand over.
MANY_DOCUMENTS = 40
# Findings from which two processes write sooner than one, the fork included.
MANY_FINDINGS = 2_000
Found = dict[str, list[Finding]]
_Made = TypeVar("_Made")
_Item = TypeVar("_Item")


def possible(kinds: Sequence[Kind], documents: int) -> bool:
    """Whether to use two processes: there is enough for both, and a processor for each."""
    return documents >= MANY_DOCUMENTS and all(_parted(kinds)) and _two_processors()


def _two_processors() -> bool:
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1


def in_two(
    items: Sequence[_Item],
    make: Callable[[Sequence[_Item]], Iterator[bytes]],
    size: Callable[[_Item], int],
) -> Iterator[bytes]:
    """What is made of items, piece by piece and in order: by one process, or half of it by another.

    Parameters:
        make: makes bytes of some of the items.
        size: about how much work an item is, in findings.
    """
    sizes = list(accumulate(map(size, items), initial=0))
    if sizes[-1] < MANY_FINDINGS or not _two_processors():
        yield from make(items)
        return
    cut = bisect(sizes, sizes[-1] / 2)
    # In a file, where it takes no memory while the first half is handed over.
    with tempfile.TemporaryFile() as there:

        def write() -> int:
            there.writelines(make(items[cut:]))
            there.flush()
            return there.tell()

        with _forked(write) as answer, _no_garbage():
            yield from make(items[:cut])
            made = _read(answer, int)
        if made is None or made != there.seek(0, os.SEEK_END):
            yield from make(items[cut:])
            return
        there.seek(0)
        yield from iter(lambda: there.read(1 << 20), b"")


# Looked for here: the rates ask for the answers again, and pairs of documents with hundreds of
# passages each take longer to hand over than to find.
_HERE = ("gap-05", "gap-06", "gap-07", "gap-11", "ovl-05")
# The others, those that take longest first: whichever process is free takes the next.
_LONGEST = ("gap-01", "gap-04", "gap-02", "gap-16", "gap-08", "gap-09")


def _parted(kinds: Sequence[Kind]) -> tuple[list[Kind], list[Kind]]:
    """Kinds that are looked for here, and those for whichever process is free."""
    here = [kind for kind in kinds if kind.id in _HERE]
    rest = [kind for kind in kinds if kind not in here]
    order = {slug: place for place, slug in enumerate(_LONGEST)}
    return here, sorted(rest, key=lambda kind: order.get(kind.id, len(order)))


def look_abreast(
    kinds: Sequence[Kind], look: Callable[[Kind], list[Finding]], told: Callable[[Kind], None]
) -> Found:
    """The findings of each kind, of which a fork looks for some.

    Parameters:
        look: gives the findings of a kind.
        told: is told each kind that is looked for here, and the last one that is waited for.
    """
    here, rest = _parted(kinds)

    def looked(kind: Kind) -> list[Finding]:
        told(kind)
        return look(kind)

    def looked_there() -> Found:
        return {rest[i].id: look(rest[i]) for i in taken()}

    with _queue(len(rest)) as taken, _forked(looked_there) as answer, _no_garbage():
        found = {kind.id: looked(kind) for kind in here}
        found |= {rest[i].id: looked(rest[i]) for i in taken()}
        told(rest[-1])
        found |= _read(answer, dict) or {}
    # What nobody took, or a fork that was ended before it was done.
    return found | {kind.id: looked(kind) for kind in rest if kind.id not in found}


@contextmanager
def _queue(length: int) -> Iterator[Callable[[], Iterator[int]]]:
    """Numbers from 0 that a process and its fork take in turn, each once; 256 at most."""
    read, write = os.pipe()
    os.write(write, bytes(range(min(length, 256))))
    os.close(write)

    def taken() -> Iterator[int]:
        while one := os.read(read, 1):
            yield one[0]

    try:
        yield taken
    finally:
        os.close(read)


@contextmanager
def _no_garbage() -> Iterator[None]:
    """Nothing of what is found is garbage, so nobody looks for any."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


@contextmanager
def _forked(work: Callable[[], object]) -> Iterator[BinaryIO]:
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


def _work(work: Callable[[], object], read: int, write: int) -> None:
    """Do the work in the fork, and end the fork whatever happens."""
    try:
        gc.disable()
        os.close(read)
        with os.fdopen(write, "wb") as out:
            pickle.dump(work(), out, protocol=pickle.HIGHEST_PROTOCOL)
    finally:
        os._exit(0)


def _read(answer: BinaryIO, kind: type[_Made]) -> _Made | None:
    """What the fork made; None where it was ended before it was done."""
    try:
        with _no_garbage():
            made = pickle.load(answer)
    except (EOFError, pickle.UnpicklingError, MemoryError):
        return None
    return made if isinstance(made, kind) else None
