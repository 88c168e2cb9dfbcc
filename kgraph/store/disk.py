"""The store in a folder on disk: read by any number of processes, loaded by one at a time."""

import hashlib
import os
import shutil
import tempfile
import weakref
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from kgraph.project import Project
from kgraph.store.base import Location
from kgraph.store.derive import Told, materialise, rules, stored, unsaid
from kgraph.store.folder import read_generation
from kgraph.store.generation import make_view
from kgraph.store.intake import WHOLE
from kgraph.store.mark import Mark, refuse_other_ontology
from kgraph.store.memory import ONTOLOGY_GRAPHS, MemoryStore
from kgraph.store.opening import broken, opened
from kgraph.store.other_view import is_made, made_ready, no_room, not_ready
from kgraph.store.plan import HIDDEN
from kgraph.store.reading import file_graph, read_text
from kgraph.store.view import View
from kgraph.store.whole import free_memory
from kgraph.terms import GRAPH, Quad

# Views of so many statements are made in memory. Larger ones are too, where a quarter of the free
# memory holds them, which takes half the time; else beside the store, on disk.
_IN_MEMORY = 500_000
_BYTES_EACH = 1_000  # of a view in memory, with what is merged and derived
WITHOUT_A_WORD = 100_000  # statements of a view that is made before anybody wonders


class LoadedStore(MemoryStore):
    """Statements that were loaded before: what the kinds of store that keep them share.

    Parameters:
        project: gives the ontology, the rules and the places in its files.
        mark: what the store says of itself.
        address: where it is, for messages.
    """

    def __init__(self, project: Project, mark: Mark, address: str) -> None:
        """Read nothing yet."""
        refuse_other_ontology(mark, project, address)
        self._begin(project)
        self.mark, self.address = mark, address
        self._laid = True  # nobody changes what was loaded

    @cached_property
    def _data(self) -> tuple[Path, ...]:  # type: ignore[override]
        """The files that were loaded, as far as they lie unchanged in the project."""
        found = []
        for name, sha in self.mark.files:
            path = self.project.root / name
            if _is_same(path, sha):
                found.append(path)
        return tuple(found)

    def _read_texts(self) -> None:
        """The texts that places are looked up in."""
        if self._texts:
            return
        for path in self.project.ontology_files:
            self._read_text(path, ONTOLOGY_GRAPHS[path.name])
        for path in self._data:
            inside = GRAPH("sources") if path.name == "sources.ttl" else file_graph(path)
            self._read_text(path, inside)

    def _read_text(self, path: Path, graph: str) -> None:
        name = self.project.name(path)
        self._texts[name], self._graphs[name] = read_text(path, name), graph

    def quads(self) -> Iterator[ox.Quad]:
        """What was loaded and the ontology, in no order."""
        return iter(stored(self._base))

    def statements(self) -> Iterator[Quad]:
        """The data's stored statements, sorted; damage that is met only now is told."""
        try:
            return super().statements()
        except (OSError, RuntimeError) as error:
            raise broken(Path(self.address), error) from None

    @cached_property
    def _locations(self) -> dict[str, list[tuple[str, Location]]]:
        self._read_texts()
        return self._find_locations()

    @cached_property
    def _uses(self) -> dict[str, Location]:
        self._read_texts()
        return self._find_uses()


def _is_same(path: Path, sha: str) -> bool:
    """Whether a file is still what was loaded; a large one has no places to be looked up."""
    try:
        if path.stat().st_size > WHOLE:
            return False
        return hashlib.sha256(path.read_bytes()).hexdigest() == sha
    except OSError:
        return False


class DiskStore(LoadedStore):
    """Statements in a folder on disk.

    Parameters:
        project: gives the ontology and the rules.
        folder: of the store.
        note: is told what takes long, and how it would not.
        told: is told how far that has come.

    Raises:
        InputError: there is no store, or a newer version or another ontology made it.
    """

    late = True

    def __init__(
        self, project: Project, folder: Path, note: Told = unsaid, told: Told = unsaid
    ) -> None:
        """Open the generation that is read now; it stays though others are loaded meanwhile."""
        self._note, self._told, self._confined = note, told, False
        mark, self._generation, handle = read_generation(folder)
        if handle >= 0:
            weakref.finalize(self, os.close, handle)
        super().__init__(project, mark, str(folder))
        self.folder = folder

    @cached_property
    def _base(self) -> ox.Store:  # type: ignore[override]
        return opened(self._generation / "base")

    def confine(self) -> None:
        """Open the statements, and make from now on no view that takes long."""
        self._note = self._told = unsaid
        self._rules = self._rules or rules(self.project)
        self._confined = self._base is not None

    def _made(self, view: View) -> ox.Store:
        ready = self._generation / "view"
        return self._keep(view, opened(ready) if view == self.mark.view else self._other(view))

    def _other(self, view: View) -> ox.Store:
        """A view that was not made when the store was loaded.

        Raises:
            UsageError: the process has no time for it.
            OutsideError: there is no room for it.
        """
        self._rules = self._rules or rules(self.project)
        size = self.mark.statements
        if self._confined and size > WITHOUT_A_WORD:
            raise not_ready(self.mark)
        inside = size <= max(_IN_MEMORY, free_memory() // 4 // _BYTES_EACH)
        if size > WITHOUT_A_WORD:
            self._note(is_made(self.mark, view, "" if inside else tempfile.gettempdir()))
            for words in made_ready(self.mark, view, self.address):
                self._note(words)
        if inside:
            return materialise(self._base, view, self._rules, HIDDEN, told=self._told)
        return self._beside(view)

    def _beside(self, view: View) -> ox.Store:
        """The view in a folder of its own, which goes with this store.

        Raises:
            OutsideError: there is no room for it.
        """
        base = self._generation / "base"
        try:
            beside = Path(tempfile.mkdtemp(prefix="kgraph-view-"))
            weakref.finalize(self, shutil.rmtree, beside, ignore_errors=True)
            make_view(self.project, base, beside / "view", view, self._told)
        except OSError as error:
            raise no_room(tempfile.gettempdir(), error) from None
        return opened(beside / "view")
