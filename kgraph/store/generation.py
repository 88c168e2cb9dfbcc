"""A generation of statements on disk: made beside the one that is read, and never changed after.

In its folder are two stores of the engine: ``base`` holds what was loaded and the ontology,
``view`` the same with one view laid on it. The files of the engine are written once, so that a
copy of a store shares them with it, and whoever reads needs no lock.
"""

import gc
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kgraph.errors import OutsideError, reason
from kgraph.project import Project
from kgraph.store.admission import note, refuse_unfit
from kgraph.store.derive import lay, left_outside, rules
from kgraph.store.intake import Taken, Told, take_in, texts_of
from kgraph.store.mark import Files, Mark, merged_files, ontology_sum
from kgraph.store.memory import ONTOLOGY_GRAPHS
from kgraph.store.reading import load_file
from kgraph.store.view import View
from kgraph.terms import DERIVED
from kgraph.wording import Text

HIDDEN = (ONTOLOGY_GRAPHS["shapes.ttl"],)


@dataclass(frozen=True)
class Plan:
    """What is to be loaded.

    Parameters:
        project: gives the ontology and the rules.
        files: the files of data to read.
        view: the view that is made ready.
        told: is told how far the work has come.
        origin: the files that the statements came from, where it is not these.
        update, graphs: addresses of a server, where they are not to be guessed.
    """

    project: Project
    files: Sequence[Path]
    view: View
    told: Told
    origin: Files | None = None
    update: str = ""
    graphs: str = ""


def shared_copy(source: Path, target: Path) -> None:
    """A copy of a store that nobody writes in; the engine's files that never change are shared."""
    target.mkdir(parents=True)
    for path in source.iterdir():
        if path.name == "LOCK" or path.name.startswith("LOG"):
            continue
        if path.suffix == ".sst":
            _link(path, target / path.name)
        else:
            shutil.copyfile(path, target / path.name)


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # another disk, or one that knows no links
        shutil.copyfile(source, target)


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
        taken = _base(plan, folder / "base", before / "base" if before else None)
        plan.told(Text("Härleder", "Deriving"))
        merged = make_view(plan.project, folder / "base", folder / "view", plan.view)
    except OSError as error:
        raise cannot_write(folder.parent, error) from None
    known = ontology_sum(plan.project)
    read = tuple((each.name, each.sha256) for each in taken)
    files = merged_files(mark.files if mark else (), read if plan.origin is None else plan.origin)
    statements = size_of(folder / "base")
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


def _base(plan: Plan, folder: Path, before: Path | None) -> list[Taken]:
    """What was loaded before, the ontology of today, and the files."""
    if before is not None:
        shared_copy(before, folder)
    else:
        folder.mkdir(parents=True)
    store = ox.Store(str(folder))
    try:
        for graph in ONTOLOGY_GRAPHS.values():
            store.remove_graph(ox.NamedNode(graph))
        beside = ox.Store()
        for path in plan.project.ontology_files:
            name = plan.project.name(path)
            load_file(beside, path, name, ONTOLOGY_GRAPHS[path.name])
        spaces = tuple(extension.namespace for extension in plan.project.extensions)
        ontology = note(beside, ONTOLOGY_GRAPHS.values(), spaces)
        store.bulk_extend(iter(beside))
        taken = [take_in(store, path, plan.project.name(path), plan.told) for path in plan.files]
        plan.told(Text("Kontrollerar", "Checking"))
        refuse_unfit(store, ontology, texts_of(taken))
        store.flush()
        return taken
    finally:
        del store
        gc.collect()  # the engine lets go of the folder with the last that holds it


def make_view(project: Project, base: Path, folder: Path, view: View) -> int:
    """A store in a folder with a view laid on a copy of the statements.

    Returns:
        How many statements its default graph has.
    """
    shared_copy(base, folder)
    made = ox.Store(str(folder))
    try:
        outside = left_outside(made, view)
        lay(made, view, rules(project), HIDDEN, outside, on_disk=True)
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
