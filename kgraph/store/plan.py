"""What is to be loaded, and reading it into a store of the engine."""

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kgraph.project import Project
from kgraph.store.admission import Ontology, note, refuse_unfit
from kgraph.store.intake import Room, Taken, Told, take_in, texts_of
from kgraph.store.mark import Files
from kgraph.store.memory import ONTOLOGY_GRAPHS
from kgraph.store.reading import load_file
from kgraph.store.view import View
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


def read_all(store: ox.Store, plan: Plan, room: Room | None = None) -> list[Taken]:
    """Read the ontology of today and the files into a store that holds what was loaded before.

    Parameters:
        room: how many statements may be read.

    Raises:
        InputError: a file cannot be read, or states what no file may state.
        TooLarge: there are more than there is room for.
    """
    taken, ontology = take_all(store, plan, room)
    weigh(store, plan, taken, ontology)
    return taken


def take_all(store: ox.Store, plan: Plan, room: Room | None = None) -> tuple[list[Taken], Ontology]:
    """Read what ``read_all`` reads, and look not yet at what it states.

    Returns:
        What was read, and what the ontology says.

    Raises:
        InputError, TooLarge: as ``read_all``.
    """
    for graph in ONTOLOGY_GRAPHS.values():
        store.remove_graph(ox.NamedNode(graph))
    beside, ontology = _ontology(plan.project)
    store.bulk_extend(iter(beside))
    taken = [take_in(store, p, plan.project.name(p), plan.told, room) for p in plan.files]
    return taken, ontology


def weigh(store: ox.Store, plan: Plan, taken: Sequence[Taken], ontology: Ontology) -> None:
    """Refuse what was read where it states what no file may state; the store is only asked.

    Raises:
        InputError: it does.
    """
    plan.told(Text("Kontrollerar", "Checking"))
    refuse_unfit(store, ontology, texts_of(taken))


def _ontology(project: Project) -> tuple[ox.Store, Ontology]:
    """A store with the ontology alone, and what that says."""
    store = ox.Store()
    for path in project.ontology_files:
        load_file(store, path, project.name(path), ONTOLOGY_GRAPHS[path.name])
    spaces = tuple(extension.namespace for extension in project.extensions)
    return store, note(store, ONTOLOGY_GRAPHS.values(), spaces)


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
