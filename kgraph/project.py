"""A project: the folder that holds the ontology, the data and the queries of one graph.

Found in order: the path given, the checkout around the working folder, the copy in the wheel.
The wheel's copy is never written; ``create_project`` makes one of the user's own.
"""

import shutil
import tempfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from kgraph.errors import InputError, OutsideError, UsageError, reason
from kgraph.extensions import EXAMPLE, FOLDER, Extension, read_extensions
from kgraph.settings import CONFIG, config, section
from kgraph.terms import BASE
from kgraph.wording import Text

PARTS = ("ontology", "data", "queries")
_READ = (".trig", ".ttl", ".nq.gz")
_NOT_READ = {".nq", ".nt", ".rdf", ".owl", ".jsonld", ".n3"}
Origin = Literal["given", "folder", "installed"]
_NEW = Text("Skapa ett projekt med: kgraph new MAPP", "Make a project with: kgraph new FOLDER")


@dataclass(frozen=True)
class Project:
    """Where the files of a graph lie.

    Parameters:
        root: the folder with ``ontology/``, ``data/`` and ``queries/``.
        origin: how it was found; ``installed`` is the read-only copy in the package.
        base: base IRI of the project's own things and graphs (``base`` in ``kgraph.toml``).
    """

    root: Path
    origin: Origin
    base: str = BASE

    @property
    def read_only(self) -> bool:
        """True for the copy that came with the package."""
        return self.origin == "installed"

    @cached_property
    def extensions(self) -> tuple[Extension, ...]:
        """The extensions in ``extensions/`` that ``kgraph.toml`` does not switch off."""
        return read_extensions(self.root, _config_off(self.root))

    @cached_property
    def ontology_files(self) -> tuple[Path, ...]:
        """Terms, lists, stubs and shapes, the extensions' too; never the alignments."""
        names = ("terms.ttl", "lists.ttl", "stubs.ttl", "shapes.ttl")
        own = tuple(self._needed(self.root / "ontology" / name) for name in names)
        return own + tuple(path for each in self.extensions for path in each.ontology_files)

    @property
    def terms_file(self) -> Path:
        """Classes and properties."""
        return self._needed(self.root / "ontology" / "terms.ttl")

    @property
    def shapes_file(self) -> Path:
        """The shipped SHACL shapes."""
        return self._needed(self.root / "ontology" / "shapes.ttl")

    @property
    def shapes_files(self) -> tuple[Path, ...]:
        """The SHACL shapes: the shipped ones, then those of each extension."""
        return tuple(path for path in self.ontology_files if path.name == "shapes.ttl")

    @cached_property
    def data_files(self) -> tuple[Path, ...]:
        """Every TriG, Turtle and compressed N-Quads file under ``data/``, sorted by path.

        Those of the extensions come after.

        Raises:
            InputError: a file there has another RDF form and would be passed by in silence.
        """
        found = sorted(path for path in (self.root / "data").rglob("*") if path.name[0] not in ".#")
        other = [path for path in found if path.suffix.lower() in _NOT_READ]
        if other:
            raise InputError(
                Text(
                    "Data läses bara ur .trig, .ttl och .nq.gz.",
                    "Data are read from .trig, .ttl and .nq.gz alone.",
                ),
                self.name(other[0]),
                Text("Gör om filen till TriG.", "Turn the file into TriG."),
            )
        own = tuple(path for path in found if path.name.lower().endswith(_READ))
        return own + tuple(path for each in self.extensions for path in each.data_files)

    @property
    def own_data_files(self) -> tuple[Path, ...]:
        """The data files that the project may change: those under ``data/``."""
        data = self.root / "data"
        return tuple(path for path in self.data_files if path.is_relative_to(data))

    @property
    def queries(self) -> Path:
        """The folder of named queries."""
        return self.root / "queries"

    def name(self, path: Path) -> str:
        """A file's name as messages show it: relative to the project when it lies inside."""
        for file, root in (
            (path.absolute(), self.root.absolute()),
            (path.resolve(), self.root.resolve()),
        ):
            if file.is_relative_to(root):
                return file.relative_to(root).as_posix()
        return str(path)

    def _needed(self, path: Path) -> Path:
        if not path.is_file():
            raise InputError(
                Text("Filen saknas i projektet.", "The project lacks this file."),
                str(path),
                _NEW,
            )
        return path


def _is_project(folder: Path) -> bool:
    return all((folder / part).is_dir() for part in PARTS)


def _config_off(root: Path) -> tuple[str, ...]:
    """The extensions that are switched off."""
    told = section(root, "extensions")
    off = told.get("off", []) if set(told) <= {"off"} else None
    if not isinstance(off, list) or not all(isinstance(name, str) for name in off):
        raise InputError(
            Text(
                "Under [extensions] kan bara off stå, med en lista av namn.",
                "Under [extensions] only off can stand, with a list of names.",
            ),
            str(root / CONFIG),
            Text('Exempel: off = ["moten"]', 'Example: off = ["moten"]'),
        )
    return tuple(off)


def _config_base(root: Path) -> str:
    base = config(root).get("base", BASE)
    if not isinstance(base, str) or not base.startswith("http") or not base.endswith("/"):
        raise InputError(
            Text(
                "base ska vara en http(s)-adress som slutar med snedstreck.",
                "base must be an http(s) address that ends with a slash.",
            ),
            str(root / CONFIG),
            Text(f'Exempel: base = "{BASE}"', f'Example: base = "{BASE}"'),
        )
    return base


def installed_root() -> Path:
    """The folder with the shipped files: inside the package, or beside it in a checkout."""
    inside = Path(__file__).parent / "shipped"
    return inside if _is_project(inside) else Path(__file__).parents[1]


def find_project(path: Path | None = None, start: Path | None = None) -> Project:
    """Find the project to work with.

    Parameters:
        path: a folder named by the user; it must be a project.
        start: where to look upward from (the working folder when left out).

    Raises:
        InputError: the named folder is missing or is not a project, or the working folder is a
            project that lacks a part.
    """
    if path is not None:
        return _given(path)
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if _is_project(folder) and (folder / "ontology" / "terms.ttl").is_file():
            return Project(folder, "folder", _config_base(folder))
        if (folder / CONFIG).is_file():
            return _given(folder)  # a project that lacks a part: never answer from another one
    root = installed_root()
    return Project(root, "installed", _config_base(root))


def _given(path: Path) -> Project:
    if not path.is_dir():
        raise InputError(Text("Mappen finns inte.", "The folder does not exist."), path, _NEW)
    missing = [part for part in PARTS if not (path / part).is_dir()]
    if missing:
        raise InputError(
            Text(
                f"Mappen är inget projekt: {', '.join(part + '/' for part in missing)} saknas.",
                f"The folder is no project: it lacks {', '.join(part + '/' for part in missing)}.",
            ),
            str(path),
            _NEW,
        )
    return Project(path.resolve(), "given", _config_base(path))


def create_project(target: Path, *, example: bool = False) -> Project:
    """Copy the shipped ontology, data and queries into a new folder of the user's own.

    Parameters:
        target: the folder; it is new or empty.
        example: whether the example of an extension is laid there too.

    Raises:
        UsageError: the folder exists and is not empty.
        OutsideError: the folder cannot be written; nothing is then left behind.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UsageError(
            Text("Mappen finns redan och är inte tom.", "The folder exists and is not empty."),
            target,
            Text("Välj en ny mapp.", "Choose a new folder."),
        )
    target = target.resolve()
    beside: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
        _fill(beside)
        if example:
            shutil.copytree(EXAMPLE, beside / FOLDER, ignore=shutil.ignore_patterns("__*"))
        _move_in(beside, target)
    except OSError as error:
        why = reason(error)
        raise OutsideError(
            Text(f"Mappen går inte att skriva: {why.sv}.", f"Cannot write the folder: {why.en}."),
            target,
            Text("Välj en annan plats.", "Choose another place."),
        ) from None
    finally:
        if beside is not None:
            shutil.rmtree(beside, ignore_errors=True)
    return Project(target, "given", BASE)


def _fill(folder: Path) -> None:
    """Copy the shipped parts; their times and rights stay behind, so that they can be edited."""
    for source in sorted(path for part in PARTS for path in (installed_root() / part).rglob("*")):
        copy = folder / source.relative_to(installed_root())
        if source.is_file() and not source.name.startswith("."):
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, copy)
    (folder / CONFIG).write_text(_CONFIG_TEXT, encoding="utf-8")
    folder.chmod(0o755)


def _move_in(beside: Path, target: Path) -> None:
    """Put the whole in place: one move, or part by part where the empty folder is in use."""
    if not target.exists():
        beside.rename(target)
        return
    for part in sorted(beside.iterdir()):
        part.rename(target / part.name)


_CONFIG_TEXT = f"""# Inställningar för projektet / settings of this project
# Basadress för projektets egna saker och grafer / base IRI of the project's own things
base = "{BASE}"

# Tillägg i extensions/ som ska vara avstängda / extensions that are switched off
# [extensions]
# off = ["moten"]

# SPARQL-tjänster som SERVICE får fråga; annars ingen / endpoints that SERVICE may ask; else none
# [federation]
# allow = [{{ name = "grannen", url = "https://data.example.se/sparql" }}]
"""
