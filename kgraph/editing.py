"""The one write door to the data: validate, write beside, swap.

Whatever changes a data file goes through ``save``: the new state is read and checked as a whole
before a byte of the old one is touched, and several files change together or not at all.
"""

import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from kgraph.checks import CheckReport, check
from kgraph.errors import InputError, UsageError
from kgraph.files import write_all
from kgraph.project import Project
from kgraph.sources import lines_of, passage_hash
from kgraph.store import open_store
from kgraph.store.drafts import read_quads
from kgraph.store.reading import read_text
from kgraph.store.writing import to_trig
from kgraph.terms import KS, PROV, Iri, Literal, Quad
from kgraph.wording import Text


def save(project: Project, changes: Mapping[Path, Iterable[Quad]]) -> CheckReport:
    """Replace data files by new statements, if the whole project stays free of violations.

    Parameters:
        project: the project; never the installed copy.
        changes: the new statements of each file, by path under ``data/``.

    Returns:
        The report of the checks on the new state.

    Raises:
        UsageError: the project is read-only, or a path lies outside ``data/``.
        InputError: the new state cannot be read, or has violations; nothing is then written.
        OutsideError: a file cannot be written; nothing is then changed.
    """
    _refuse_read_only(project)
    contents = {_inside(project, path): to_trig(quads) for path, quads in changes.items()}
    report = _check_draft(project, contents)
    faults = report.at_least("violation")
    if faults:
        first = faults[0]
        raise InputError(
            Text(
                f"Ändringen ger {len(faults)} fel och sparas inte. Det första: {first.label}: "
                f"{first.message.sv}",
                f"The change gives {len(faults)} faults and is not saved. The first: "
                f"{first.label}: {first.message.en}",
            ),
            first.focus,
        )
    write_all(contents)
    return report


def _refuse_read_only(project: Project) -> None:
    if project.read_only:
        raise UsageError(
            Text("Det installerade projektet skrivs aldrig.", "The installed copy is read-only."),
            project.root,
            Text("Gör ett eget: kgraph new MAPP", "Make one of your own: kgraph new FOLDER"),
        )


def _inside(project: Project, path: Path) -> Path:
    data = (project.root / "data").resolve()
    resolved = path.resolve()
    if not resolved.is_relative_to(data) or resolved.suffix != ".trig":
        raise UsageError(
            Text("Filen ligger inte i data/ som .trig.", "The file is no .trig under data/."), path
        )
    return resolved


def _check_draft(project: Project, contents: Mapping[Path, bytes]) -> CheckReport:
    with tempfile.TemporaryDirectory(prefix="kgraph-") as folder:
        draft = Path(folder)
        for part in ("ontology", "data", "queries"):
            shutil.copytree(project.root / part, draft / part)
        for path, content in contents.items():
            target = draft / path.relative_to(project.root.resolve())
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        state = Project(draft, "given", project.base)
        return check(open_store(state), read_text(state.shapes_file, "shapes.ttl"))


def tidy(project: Project, paths: Iterable[Path], *, write: bool = True) -> list[Path]:
    """Write data files in the house's form; only the layout changes.

    Parameters:
        paths: the files.
        write: False to only tell which would change.

    Returns:
        The files that changed, or would.

    Raises:
        UsageError, InputError, OutsideError: as ``save``, but without the checks.
    """
    if write:
        _refuse_read_only(project)
    changed: dict[Path, bytes] = {}
    for path in paths:
        content = to_trig(read_quads(path, project.name(path)))
        if content != path.read_bytes():
            changed[_inside(project, path)] = content
    if write:
        write_all(changed)
    return list(changed)


def stamp(project: Project, path: Path, text: str) -> int:
    """Compute the hash of every passage of a source file from the document's text.

    Parameters:
        path: the source's TriG file.
        text: the document's text, lines as when it was read.

    Returns:
        How many passages got a new hash.

    Raises:
        InputError: a line range that the text does not have.
    """
    quads = read_quads(path, project.name(path))
    described = {q[0] for q in quads if q[1] == PROV("wasDerivedFrom")}
    hashes = {
        q[0]: Literal(_hash(text, str(q[2]), project.name(path)))
        for q in quads
        if q[1] == KS("lineRange") and q[0] in described
    }
    predicate: Iri = KS("passageSha256")
    old = {q[0]: q[2] for q in quads if q[1] == predicate}
    places = {q[0]: q[3] for q in quads if q[1] == KS("lineRange")}
    kept = [q for q in quads if q[1] != predicate or q[0] not in hashes]
    new: list[Quad] = [(node, predicate, value, places[node]) for node, value in hashes.items()]
    write_all({_inside(project, path): to_trig([*kept, *new])})
    return sum(old.get(node) != value for node, value in hashes.items())


def _hash(text: str, span: str, name: str) -> str:
    lines = lines_of(text, span)
    if not lines:
        raise InputError(
            Text(f"Dokumentet har inte raderna {span}.", f"The document lacks lines {span}."), name
        )
    return passage_hash(lines)
