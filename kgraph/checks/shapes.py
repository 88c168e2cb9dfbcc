"""The shapes of a project as checks: their words and severities, and the files they stand in."""

import contextlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kgraph.checks.engines import validate
from kgraph.errors import InputError, UsageError
from kgraph.extensions import FOLDER as EXTENSIONS
from kgraph.project import Project
from kgraph.queries import near_miss
from kgraph.store import Location, Store, View
from kgraph.store.reading import read_text, subjects
from kgraph.terms import SH, Term, local_name
from kgraph.wording import Text

SEVERITIES = ("violation", "warning", "info")
SEVERITY_WORDS = {
    "violation": Text("Fel i uppgifterna", "Fault in the data"),
    "warning": Text("Att titta på", "Worth attention"),
    "info": Text("För kännedom", "For information"),
}
_SHAPES = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?shape ?message ?severity ?title WHERE { GRAPH <https://w3id.org/kompsam/graph/shapes> {
  ?shape sh:message ?message .
  OPTIONAL { ?shape sh:severity ?severity }
  OPTIONAL { ?shape rdfs:label ?title FILTER(LANG(?title) = LANG(?message)) } } }"""
_TARGETED = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
SELECT DISTINCT ?shape WHERE { GRAPH <https://w3id.org/kompsam/graph/shapes> {
  VALUES ?target { sh:targetClass sh:targetNode sh:targetSubjectsOf sh:targetObjectsOf }
  ?shape ?target ?what } } ORDER BY ?shape"""
_ID = re.compile(r"(?:[A-Z][A-Z0-9]*-)?SH-[0-9]+")


@dataclass(frozen=True, slots=True)
class Shape:
    """A check: its id, what it says when it fails, how bad that is, and its IRI."""

    id: str
    title: Text
    message: Text
    severity: str
    iri: str = ""


def shape_id(iri: str) -> str:
    """``SH-10`` for the shape itself and for every property shape under its id.

    The checks of an extension have its name before: ``MOTEN-SH-01``.
    """
    name = local_name(iri)
    found = _ID.match(name)
    return found[0] if found else name


def is_check(iri: str) -> bool:
    """Whether a shape is a check by itself, and not a part of one."""
    return local_name(iri) == shape_id(iri)


def shapes_of(project: Project) -> str:
    """The shapes of a project as one Turtle text: the shipped ones and those of its extensions."""
    return "\n".join(read_text(path, project.name(path)) for path in project.shapes_files)


def read_shapes(store: Store, view: View) -> dict[str, Shape]:
    """The shapes by id, with messages and severity from the shapes file.

    Engines drop the language tags of messages, so messages are never taken from a report.

    Raises:
        InputError: a severity that SHACL does not have.
    """
    found: dict[str, dict[str, str]] = {}
    for iri, message, severity, title in store.select(_SHAPES, view).rows:
        key = str(iri)
        entry = found.setdefault(key, {})
        language = getattr(message, "language", "")
        entry[language] = str(message)
        entry["severity"] = local_name(str(severity or SH("Violation"))).lower()
        entry[f"title-{language}"] = str(title or "")
    return {key: _shape(key, entry, store) for key, entry in sorted(found.items())}


def _shape(iri: str, entry: dict[str, str], store: Store) -> Shape:
    message = Text(entry.get("sv", entry.get("", "")), entry.get("en", entry.get("", "")))
    title = Text(entry.get("title-sv", ""), entry.get("title-en", ""))
    severity = entry["severity"]
    if severity not in SEVERITIES:
        code = shape_id(iri)
        raise InputError(
            Text(f"Kontrollen {code} har en allvarsgrad som inte finns: {severity}.",
                 f"The check {code} has a severity that there is none of: {severity}."),
            _written_at(store, iri),
            Text("Skriv sh:Violation, sh:Warning eller sh:Info.",
                 "Write sh:Violation, sh:Warning or sh:Info."),
        )  # fmt: skip
    return Shape(shape_id(iri), title, message, severity, iri)


def targeted(store: Store, view: View) -> list[Term | None]:
    """The shapes that have targets of their own."""
    return [row[0] for row in store.select(_TARGETED, view).rows]


def targeted_checks(store: Store, view: View, table: dict[str, Shape]) -> dict[str, Shape]:
    """By IRI, the shapes that are checks by themselves and have targets."""
    checked = {shape_id(str(iri)) for iri in targeted(store, view)}
    return {iri: s for iri, s in table.items() if is_check(iri) and s.id in checked}


def parts_of(name: str, targeted: Sequence[Term | None], shapes: dict[str, Shape]) -> list[str]:
    """The shapes of a check that somebody names: every one under its id that has targets.

    Parameters:
        targeted: all shapes that have targets.
        shapes: the checks by IRI.

    Raises:
        UsageError: there is no such check.
    """
    shape = _known_shape(name, shapes)
    mine = [str(iri) for iri in targeted if shape_id(str(iri)) == local_name(shape)]
    return mine or [shape]


def _known_shape(name: str, shapes: dict[str, Shape]) -> str:
    iri = next((iri for iri, shape in shapes.items() if shape.id == name.upper()), "")
    if not iri:
        ids = sorted(shape.id for shape in shapes.values())
        raise UsageError(
            Text(f"Det finns ingen kontroll {name}.", f"There is no check {name}."),
            "--only",
            near_miss(
                name.upper(), ids, Text(f"Finns: {ids[0]} till {ids[-1]}.", f"See {ids[0]} on.")
            ),
        )
    return iri


def are_own(store: Store, shapes: str) -> bool:
    """Whether the shapes are those the store was read with: only of these it knows the targets."""
    own = (read_text(path, path.name) for path in _shapes_files(store))
    return "\n".join(own) == shapes


@contextlib.contextmanager
def naming_file(store: Store) -> Iterator[None]:
    """Tell the file of what an engine refuses: of several it tells none."""
    try:
        yield
    except InputError as error:
        raise InputError(error.what, _faulty_file(store) or error.where, error.mend) from error


def _faulty_file(store: Store) -> str:
    """The file of an extension whose checks are refused beside the shipped ones; "" for none.

    The fast engine is asked, which reads every question though there are no data.
    """
    files = _shapes_files(store)
    added = [path for path in files if _is_added(path)]
    shipped = "\n".join(read_text(path, path.name) for path in files if path not in added)
    try:
        validate(b"", shipped, "fast")
    except InputError:
        return ""  # no extension is to blame for it
    for path in added:
        try:
            validate(b"", f"{shipped}\n{read_text(path, _name(path))}", "fast")
        except InputError:
            return _name(path)
    return ""


def _written_at(store: Store, iri: str) -> "Location | str":
    """Where a shape is written; the shipped file where no line begins with it."""
    for path in _shapes_files(store):
        name = _name(path)
        for found, _, place in subjects(read_text(path, name), name):
            if found == iri:
                return place
    return "ontology/shapes.ttl"


def _shapes_files(store: Store) -> list[Path]:
    return [path for path in store.files() if path.name == "shapes.ttl"]


def _is_added(path: Path) -> bool:
    return path.parts[-3] == EXTENSIONS


def _name(path: Path) -> str:
    """A file of shapes as people know it."""
    return "/".join(path.parts[-3:] if _is_added(path) else path.parts[-2:])
