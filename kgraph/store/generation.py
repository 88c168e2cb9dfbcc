"""A generation of statements on disk: made beside the one that is read, and never changed after.

In its folder are two stores of the engine: ``base`` holds what was loaded and the ontology,
``view`` the same with one view laid on it. The files of the engine are written once, so that a
copy of a store shares them with it, and whoever reads needs no lock.
"""

import gc
import shutil
from pathlib import Path

import pyoxigraph as ox

from kgraph.errors import OutsideError, reason
from kgraph.project import Project
from kgraph.store.derive import Told, lay, left_outside, rules, unsaid
from kgraph.store.intake import Taken, TooLarge
from kgraph.store.mark import Mark, merged_files, ontology_sum
from kgraph.store.memory import ONTOLOGY_GRAPHS
from kgraph.store.opening import note_sizes
from kgraph.store.plan import HIDDEN, Plan, read_all, shared_copy
from kgraph.store.view import View
from kgraph.store.whole import make_whole, room_for
from kgraph.terms import DERIVED
from kgraph.wording import Text


def build(plan: Plan, folder: Path, before: Path | None, mark: Mark | None) -> Mark:
    """Make a generation in a folder of its own.

    Parameters:
        folder: where; it must not exist.
        before: the generation that is added to; None to begin with nothing.
        mark: of that generation.

    Raises:
        InputError: a file cannot be read, or states what no file may state.
        OutsideError: the disk is full, or the folder cannot be written.
    """
    try:
        taken, merged = _made(plan, folder, before, mark)
    except OSError as error:
        raise cannot_write(folder.parent, error) from None
    known = ontology_sum(plan.project)
    read = tuple((each.name, each.sha256) for each in taken)
    files = merged_files(mark.files if mark else (), read if plan.origin is None else plan.origin)
    statements = size_of(folder / "base")
    try:
        note_sizes(folder)
    except OSError as error:
        raise cannot_write(folder.parent, error) from None
    return Mark(folder.name, plan.view.as_of.isoformat(), statements, merged, known, files)


def cannot_write(folder: Path, error: OSError) -> OutsideError:
    """The message where the system does not let a store be written."""
    why = reason(error)
    return OutsideError(
        Text(f"Lagret går inte att skriva: {why.sv}.", f"The store cannot be written: {why.en}."),
        folder,
        Text(
            "Kontrollera utrymme och rättigheter; lagret är som förut.",
            "Check space and permissions; the store is as it was.",
        ),
    )


def _made(
    plan: Plan, folder: Path, before: Path | None, mark: Mark | None
) -> tuple[list[Taken], int]:
    """The stores of a generation: what was read, and how large the view's default graph is."""
    base = before / "base" if before else None
    room = room_for(plan, mark)
    if room is not None:
        try:
            return make_whole(plan, folder, base, room)
        except TooLarge:
            shutil.rmtree(folder)
    taken = _base(plan, folder / "base", base)
    plan.told(Text("Härleder", "Deriving"))
    return taken, make_view(plan.project, folder / "base", folder / "view", plan.view)


def _base(plan: Plan, folder: Path, before: Path | None) -> list[Taken]:
    """What was loaded before, the ontology of today, and the files, on disk from the beginning."""
    if before is not None:
        shared_copy(before, folder)
    else:
        folder.mkdir(parents=True)
    store = ox.Store(str(folder))
    try:
        taken = read_all(store, plan)
        store.flush()
        return taken
    finally:
        del store
        gc.collect()  # the engine lets go of the folder with the last that holds it


def make_view(project: Project, base: Path, folder: Path, view: View, told: Told = unsaid) -> int:
    """A store in a folder with a view laid on a copy of the statements.

    Parameters:
        told: is told how far the work has come.

    Returns:
        How many statements its default graph has.
    """
    shared_copy(base, folder)
    made = ox.Store(str(folder))
    try:
        outside = left_outside(made, view)
        lay(made, view, rules(project), HIDDEN, outside, beside=folder.parent, told=told)
        made.optimize()
        made.flush()
        return _count(made, None)
    finally:
        del made
        gc.collect()


def _count(store: ox.Store, graph: str | None) -> int:
    pattern = f"GRAPH <{graph}> {{ ?s ?p ?o }}" if graph else "?s ?p ?o"
    found = store.query(f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}")
    assert isinstance(found, ox.QuerySolutions)
    return int(next(found)["n"].value)


def size_of(folder: Path) -> int:
    """How many statements of data a store of a generation has: those of the ontology left out."""
    store = ox.Store.read_only(str(folder))
    own = (*ONTOLOGY_GRAPHS.values(), DERIVED)
    return len(store) - sum(_count(store, graph) for graph in own)
