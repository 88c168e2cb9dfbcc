"""A generation that memory holds: made there, and written to disk in one go.

The engine derives several times faster in memory than on disk, and its loader writes fastest what
it is given at once. So what was loaded is written down while the view is derived from it in memory.
What memory does not hold is made on disk (``generation``); both give the same, held by tests.
"""

import gc
import os
import shutil
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path

import pyoxigraph as ox

from kgraph.store.derive import DERIVED_GRAPH, lay, left_outside, rules
from kgraph.store.intake import Room, Taken, is_beyond
from kgraph.store.mark import Mark
from kgraph.store.opening import broken, is_damage, opened
from kgraph.store.plan import HIDDEN, Plan, shared_copy, take_all, weigh
from kgraph.wording import Text

MOST = 3_500_000
"""Statements that are held in memory at most."""
_BYTES_EACH = 2_000  # in memory and on their way to disk, with what is merged and derived
_AT_ONCE = 1_000_000  # statements that the engine's loader writes at a time, in a thread
_LINES, _QUADS = ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS


def room_for(plan: Plan, before: Mark | None) -> Room | None:
    """Room in memory for what is to be loaded; None where it would not be enough.

    Parameters:
        before: what is added to.
    """
    most = min(MOST, free_memory() // 2 // _BYTES_EACH) - (before.statements if before else 0)
    room = Room(most)
    return None if most <= 0 or is_beyond(plan.files, most) else room


def free_memory() -> int:
    """Bytes of memory that are free or soon can be."""
    with suppress(OSError, ValueError, StopIteration):
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        found = next(line for line in lines if line.startswith("MemAvailable:"))
        return int(found.split()[1]) * 1024
    with suppress(OSError, ValueError, AttributeError):
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2
    return 1 << 31


def make_whole(
    plan: Plan, folder: Path, before: Path | None, room: Room
) -> tuple[list[Taken], int]:
    """Make the stores of a generation.

    Parameters:
        folder: where they come to lie.
        before: the store that is added to; None to begin with nothing.
        room: for how many statements.

    Returns:
        What was read, and how many statements the view's default graph has.

    Raises:
        InputError: a file cannot be read, or states what no file may state.
        TooLarge: there are more statements than there is room for.
        OSError: the system does not let it be written.
    """
    draft = folder / "draft"
    draft.mkdir(parents=True)
    made = ox.Store() if before is None else _held(before, draft / "before")
    taken, ontology = take_all(made, plan, room)
    stated, view = draft / "stated", draft / "view"
    with ThreadPoolExecutor(max_workers=1) as thread:
        dumped = thread.submit(made.dump, output=str(stated), format=_QUADS)
        weigh(made, plan, taken, ontology)
        outside = left_outside(made, plan.view)
        dumped.result()  # before anything is laid on it
        base = thread.submit(_write, folder / "base", stated, ())
        plan.told(Text("Härleder", "Deriving"))
        lay(made, plan.view, rules(plan.project), HIDDEN, outside)
        merged = _dump_view(made, view)
        del made  # before as much is needed to write it down
        gc.collect()
        base.result()
    plan.told(Text("Skriver", "Writing"))
    shared_copy(folder / "base", folder / "view")
    _write(folder / "view", view, outside, asked=True)
    shutil.rmtree(draft)
    return taken, merged


def _held(before: Path, draft: Path) -> ox.Store:
    """What a store on disk holds, in memory.

    Raises:
        InputError: its files are damaged.
    """
    try:
        opened(before).dump(output=str(draft), format=_QUADS)
    except (OSError, RuntimeError) as error:
        if is_damage(error):
            raise broken(before, error) from None
        raise
    store = ox.Store()
    store.bulk_load(path=str(draft), format=_QUADS, lenient=True)
    draft.unlink()
    return store


def _dump_view(made: ox.Store, path: Path) -> int:
    """Write down what is merged and derived.

    Returns:
        How many statements the default graph has.
    """
    with path.open("wb") as out:
        made.dump(output=out, format=_LINES, from_graph=ox.DefaultGraph())
        derived = made.dump(format=_LINES, from_graph=DERIVED_GRAPH) or b""
        # No line of N-Triples has this but at its end: what ends a line in a text is escaped.
        out.write(derived.replace(b" .\n", b" <" + DERIVED_GRAPH.value.encode() + b"> .\n"))
    return _lines_of(path) - derived.count(b"\n")


def _lines_of(path: Path) -> int:
    with path.open("rb") as lines:
        return sum(piece.count(b"\n") for piece in iter(lambda: lines.read(1 << 20), b""))


def _write(
    folder: Path, quads: Path, outside: Iterable[ox.NamedNode], *, asked: bool = False
) -> None:
    """Write statements into a store on disk, less the graphs that are left out.

    Parameters:
        asked: whether questions are asked of it, for which it is put in order once.
    """
    store = ox.Store(str(folder))
    try:
        for graph in outside:
            store.remove_graph(graph)
        _load(store, quads)
        if asked:
            store.optimize()
        store.flush()
    finally:
        del store
        gc.collect()  # the engine lets go of the folder with the last that holds it


def _load(store: ox.Store, quads: Path) -> None:
    """Load a file of N-Quads, by two threads where it is not so large that there are more already.

    A loader reads on its own while it writes a million statements, so that what is little more than
    that keeps one processor waiting. Two loaders hold no more than one that writes all at once.
    """
    load = partial(store.bulk_load, format=_QUADS, lenient=True)
    if _AT_ONCE < _lines_of(quads) <= 2 * _AT_ONCE:
        with ThreadPoolExecutor(max_workers=2) as threads:
            for done in [threads.submit(load, path=str(half)) for half in _halves(quads)]:
                done.result()
    else:
        load(path=str(quads))


def _halves(path: Path) -> tuple[Path, Path]:
    """A file of lines cut into two about as large; the first half keeps the name."""
    rest = path.with_name(path.name + "-rest")
    with path.open("r+b") as lines, rest.open("wb") as out:
        lines.seek(path.stat().st_size // 2)
        lines.readline()
        cut = lines.tell()
        shutil.copyfileobj(lines, out, 1 << 20)
        lines.truncate(cut)
    return path, rest
