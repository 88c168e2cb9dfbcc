"""Asking for pages and writing their files: one process, or several that share what is known."""

import asyncio
import json
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from pathlib import Path

from kgraph.errors import InternalError, OutsideError
from kgraph.site.addresses import asked, file_of, is_file, normal
from kgraph.site.names import DATA, NAMES, names_script
from kgraph.site.rewriting import rewrite
from kgraph.web.inside import Got, Inside
from kgraph.wording import Text

_BATCH = 16  # pages that a process takes at a time
_MOST_PROCESSES = 4
_LOOKS_S = 1.0  # how often a process looks whether its parent lives
_FIRST = ("/", "/en")
_HELD: list[Inside] = []  # what the processes inherit when they are forked


@dataclass
class Written:
    """What some pages came to: files and bytes, where they lead, and what was not there."""

    files: int = 0
    size: int = 0
    leads_to: set[str] = field(default_factory=set)
    missing: list[str] = field(default_factory=list)


def write_all(
    inside: Inside, folder: Path, progress: Callable[[int, int], None], processes: int = 0
) -> Written:
    """Write every page that can be reached from the first, with its files.

    Parameters:
        progress: told how many pages are written and how many are known to be left.
        processes: how many to share the work among; as many as the machine has when 0.

    Raises:
        OSError: a file cannot be written.
        OutsideError: a process was ended from outside.
    """
    total = Written()
    seen, waiting, done = set(_FIRST), list(_FIRST), 0
    with _workers(inside, folder, processes) as work:
        while waiting or work.busy:
            waiting.sort(reverse=True)
            while waiting and work.free:
                work.give([waiting.pop() for _ in range(min(_BATCH, len(waiting)))])
            for pages, made in work.take():
                done += pages
                new = made.leads_to - seen
                seen |= new
                waiting += new
                total.files += made.files
                total.size += made.size
                total.missing += made.missing
            progress(done, len(waiting) + work.pages)
    return total


def write_pages(inside: Inside, folder: Path, addresses: Iterable[str]) -> Written:
    """Write some pages and the files that belong to each."""
    return asyncio.run(_write_pages(inside, folder, addresses))


async def _write_pages(inside: Inside, folder: Path, addresses: Iterable[str]) -> Written:
    made = Written()
    for address in addresses:
        if address.endswith(NAMES):
            told = await inside.ask(address.removesuffix(NAMES) + DATA)
            script = names_script(address, json.loads(told.body)["data"])
            _save(made, folder, address, script.encode())
            continue
        got = await _answer(inside, address)
        if got.status == 404:
            made.missing.append(address)
        elif got.kind == "text/html":
            await _write_page(inside, folder, address, got.body.decode(), made)
        else:
            _save(made, folder, address, got.body)
    return made


async def _write_page(inside: Inside, folder: Path, address: str, text: str, made: Written) -> None:
    """A page, and its files at once while what it was made from is at hand."""
    page = rewrite(text, address)
    _save(made, folder, address, page.page.encode())
    own = {to for to in page.leads_to if is_file(to) and _belongs(to, address)}
    for file in sorted(own):
        _save(made, folder, file, (await _answer(inside, file)).body)
    made.leads_to |= page.leads_to - own


async def _answer(inside: Inside, address: str) -> Got:
    """What lies at an address, led on once.

    Raises:
        InternalError: a page that there is cannot be made.
    """
    got = await inside.ask(asked(address))
    if got.status in (303, 307) and got.location:
        got = await inside.ask(asked(normal(got.location)))
    if got.status not in (200, 404) or (got.status == 404 and is_file(address)):
        raise InternalError(Text(f"{address} gav {got.status}.", f"{address} gave {got.status}."))
    return got


def _belongs(file: str, page: str) -> bool:
    """Whether a file is a form of a page."""
    stem, _, query = file.partition("?")
    path, _, words = page.partition("?")
    stem = stem.rpartition(".")[0]
    return query == words and (stem == path or stem == path.rstrip("/") + "/start")


def _save(made: Written, folder: Path, address: str, content: bytes) -> None:
    path = folder / file_of(address)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    made.files += 1
    made.size += len(content)


# -- processes ---------------------------------------------------------------------------------


class _Workers:
    """Those who write; each has all that is known."""

    def __init__(self, pool: ProcessPoolExecutor | None, inside: Inside, folder: Path, n: int):
        self._pool, self._inside, self._folder, self._n = pool, inside, folder, n
        self._under_way: dict[Future[Written], int] = {}
        self._here: list[tuple[int, Written]] = []

    @property
    def busy(self) -> bool:
        return bool(self._under_way or self._here)

    @property
    def free(self) -> bool:
        return len(self._under_way) + len(self._here) < (2 * self._n if self._pool else 1)

    @property
    def pages(self) -> int:
        return sum(self._under_way.values())

    def give(self, addresses: list[str]) -> None:
        if self._pool is None:
            made = write_pages(self._inside, self._folder, addresses)
            self._here.append((len(addresses), made))
            return
        self._under_way[self._pool.submit(_in_process, self._folder, addresses)] = len(addresses)

    def take(self) -> Iterator[tuple[int, Written]]:
        here, self._here = self._here, []
        yield from here
        if self._under_way:
            for future in wait(self._under_way, return_when=FIRST_COMPLETED).done:
                yield self._under_way.pop(future), future.result()

    def __enter__(self) -> "_Workers":
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        _HELD.clear()
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
        if kind is BrokenProcessPool:
            raise OutsideError(
                Text("En process avbröts utifrån.", "A process was ended from outside."), "",
                Text("Minnet kan ha tagit slut: stäng andra program och försök igen.",
                     "Memory may have run out: close other programs and try again."),
            )  # fmt: skip


def _workers(inside: Inside, folder: Path, processes: int) -> _Workers:
    n = processes or min(_MOST_PROCESSES, os.cpu_count() or 1)
    inside.warm()
    if n == 1 or sys.platform != "linux":  # elsewhere a fork is not safe, or not there
        return _Workers(None, inside, folder, 1)
    _HELD[:] = [inside]
    pool = ProcessPoolExecutor(
        n, multiprocessing.get_context("fork"), initializer=_begin, initargs=(os.getpid(),)
    )
    return _Workers(pool, inside, folder, n)


def _begin(parent: int) -> None:
    """A process that leaves Ctrl-C to its parent and ends when that does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_LOOKS_S)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _in_process(folder: Path, addresses: list[str]) -> Written:
    return write_pages(_HELD[0], folder, addresses)
