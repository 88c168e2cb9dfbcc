"""The one write door to the data: validate, write beside, swap.

Whatever changes a data file goes through ``save``: the new state is read and checked as a whole
before a byte of the old one is touched, and several files change together or not at all.
"""

import contextlib
import hashlib
import itertools
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kgraph.checks import Change, CheckReport, Problem, check, shapes_of, since
from kgraph.errors import InputError, OutsideError, UsageError, reason
from kgraph.files import NOTE, alone_in, finish, remove_leftovers, write_all
from kgraph.project import Project
from kgraph.sources import Source, lines_of, passage_hash
from kgraph.store import Store, open_store
from kgraph.store.changing import changed_store
from kgraph.store.derive import rules
from kgraph.store.drafts import read_quads
from kgraph.store.gate import NO_CODE
from kgraph.store.intake import graph_of
from kgraph.store.reading import file_graph, read_text
from kgraph.store.writing import serialise, to_trig
from kgraph.terms import KS, PROV, Iri, Literal, Quad, local_name
from kgraph.wording import Text, counted


def save(
    project: Project,
    changes: Mapping[Path, Iterable[Quad]],
    also: Callable[[], Mapping[Path, bytes]] | None = None,
) -> CheckReport:
    """Replace data files by new statements, if they make no violation that was not there before.

    Parameters:
        project: the project; never the installed copy.
        changes: the new statements of each file, by path under ``data/``.
        also: what else is written in the same step (a log); asked while nobody else writes.

    Returns:
        The report of the checks on the new state; ``stood`` has the violations of before.

    Raises:
        UsageError: the project is read-only, or a path lies outside ``data/``.
        InputError: the new state cannot be read, or the change makes a violation, or makes one
            worse; nothing is then written.
        OutsideError: a file cannot be written; nothing is then changed.
    """
    paths = {_inside(project, path): list(quads) for path, quads in changes.items()}
    with _writing(project):
        contents = {path: _file_of(path, quads) for path, quads in paths.items()}
        report = _since_today(project, paths, _check_draft(project, contents))
        if report.faults:
            raise _has_faults(report.faults)
        more = also() if also is not None else {}
        _make_folders(contents)
        write_all({**contents, **more}, project.root / "data" / NOTE)
    return report


def keep(project: Project, files: Callable[[], Mapping[Path, bytes]]) -> None:
    """Write files beside the data that say nothing of the graph, all or none.

    Parameters:
        files: asked while nobody else writes.

    Raises:
        UsageError: the project is read-only.
        OutsideError: a file cannot be written; nothing is then changed.
    """
    with _writing(project):
        write_all(files(), project.root / "data" / NOTE)


def _since_today(
    project: Project, changes: Mapping[Path, Iterable[Quad]], after: CheckReport
) -> CheckReport:
    """The report with what stood before told apart.

    Where today's files cannot be read, nothing is known to have stood there.
    """
    if not after.at_least("violation"):
        return after
    try:
        today = check(open_store(replace(project)), shapes_of(project))
        files = [path for path in changes if path.is_file()]
        gone = {quad for path in files for quad in read_quads(path, project.name(path))}
    except InputError:
        return after
    new = {quad for quads in changes.values() for quad in quads}
    return since(after, lambda: today, gone, new)


def _make_folders(paths: Iterable[Path]) -> None:
    """The folders of new files; a project without a source has none for them.

    Raises:
        OutsideError: a folder cannot be made.
    """
    for folder in {path.parent for path in paths}:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            why = reason(error)
            raise OutsideError(
                Text(f"Mappen kan inte skapas: {why.sv}.", f"Cannot make the folder: {why.en}."),
                folder,
            ) from None


def draft(
    project: Project,
    changes: Mapping[Path, Iterable[Quad]],
    store: Store,
    gone: Collection[Quad],
    new: Collection[Quad],
) -> CheckReport:
    """What the checks would say of a change, with nothing written.

    Only what the change may have made wrong is looked at; ``save`` looks at everything. ``stood``
    has the violations found there that are not of the change.

    Parameters:
        project: the project.
        changes: as for ``save``.
        store: the statements of today.
        gone, new: the statements that go and come.

    Raises:
        UsageError: a path lies outside ``data/``.
        InputError: the new state cannot be read.
    """
    paths = {_inside(project, path): quads for path, quads in changes.items()}
    gone, new = _as_stored(gone, paths), _as_stored(new, paths)
    change = Change({*gone, *new}, [text for _, text in rules(project)])
    state = changed_store(store, gone, new)
    if state is not None:
        report = check(state, shapes_of(project), change=change)
    else:
        contents = {path: _written(path, list(quads)) or _NONE for path, quads in paths.items()}
        report = _check_draft(project, contents, change)
    return since(report, lambda: check(store, shapes_of(project)), gone, new)


def _as_stored(quads: Collection[Quad], paths: Iterable[Path]) -> set[Quad]:
    """Statements of files in the graphs that a store keeps them in, which a file may name else."""
    named = {file_graph(path): Iri(graph_of(path)) for path in paths}
    other = {theirs: own for theirs, own in named.items() if theirs != own}
    if not other:
        return set(quads)
    return {(s, p, o, other.get(graph, graph)) for s, p, o, graph in quads}


# A file whose last statement was taken out; the next change may fill it again.
_NONE = b"# Inga uppgifter / no statements\n"


def remove_empty(project: Project, paths: Iterable[Path]) -> None:
    """Remove those of some data files that say nothing at all: an undone import made them.

    One that cannot be removed stays; it harms nobody.

    Raises:
        UsageError: the project is read-only.
    """
    with _writing(project), contextlib.suppress(OSError):
        for path in paths:
            inside = _inside(project, path)
            if inside.is_file() and inside.read_bytes() == _NONE:
                inside.unlink()


def _file_of(path: Path, quads: list[Quad]) -> bytes:
    head = _kept_head(path)
    if not quads:
        return head or _NONE
    return (b"" if head == _NONE else head) + _written(path, quads)


def _written(path: Path, quads: list[Quad]) -> bytes:
    """The statements in the form of the file: Turtle has no graphs but the file's own."""
    if path.suffix != ".ttl":
        return to_trig(quads)
    if {quad[3] for quad in quads} - {Iri(file_graph(path))}:
        raise InputError(
            Text("Turtle rymmer inga textställen.", "Turtle holds no passages."), path.name
        )
    return serialise(quads, "turtle")


def _has_faults(faults: Sequence[Problem]) -> InputError:
    first = faults[0]
    many = counted(len(faults), Text("fel", "fault"), Text("fel", "faults"))
    lead = Text("Felet", "The fault") if len(faults) == 1 else Text("Det första", "The first")
    return InputError(
        Text(
            f"Ändringen ger {many.sv} och sparas inte. {lead.sv}: {first.label}: "
            f"{first.message.sv}",
            f"The change gives {many.en} and is not saved. {lead.en}: {first.label}: "
            f"{first.message.en}",
        ),
        first.location or first.focus,
        Text("Rätta uppgifterna och spara igen.", "Mend the statements and save again."),
    )


@contextlib.contextmanager
def _writing(project: Project) -> Iterator[None]:
    """Be the only writer of a project that may be written, with earlier writes finished."""
    _refuse_read_only(project)
    data = project.root / "data"
    with alone_in(data):
        finish(data / NOTE)
        remove_leftovers(data)
        yield


def _kept_head(path: Path) -> bytes:
    """The comment lines that a file begins with.

    Raises:
        InputError: there are comments further down, where a sorted file has no place for them.
    """
    if not path.is_file() or not path.read_bytes().strip():
        return b""
    text = read_text(path, path.name)
    head = list(itertools.takewhile(_is_head, text.split("\n")))
    _refuse_comments(text, len(head), path)
    return ("\n".join(head).strip("\n") + "\n").encode() if any(head) else b""


def _is_head(line: str) -> bool:
    return line.startswith("#") or not line.strip()


def _refuse_comments(text: str, after: int, path: Path) -> None:
    """Refuse a file with comments below its first lines; nobody's note is to vanish unsaid."""
    for found in NO_CODE.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        if found.group().startswith("#") and line > after:
            raise InputError(
                Text(
                    "En kommentar längre ner har ingen plats i husets form; inget är ändrat.",
                    "A comment further down has no place in the house's form; nothing is changed.",
                ),
                f"{path.name}:{line}",
                Text(
                    "Flytta den till filens första rader, eller skriv den som skos:note.",
                    "Move it to the first lines of the file, or write it as a skos:note.",
                ),
            )


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
    if resolved.is_relative_to((project.root / "extensions").resolve()):
        raise UsageError(
            Text("Uppgifterna hör till ett tillägg och ändras inte här.",
                 "The statements belong to an extension and are not changed here."),
            project.name(resolved),
            Text("Ändra filen själv, eller säg det i en egen fil under data/.",
                 "Change the file itself, or say it in a file of your own under data/."),
        )  # fmt: skip
    if not resolved.is_relative_to(data) or resolved.suffix not in (".trig", ".ttl"):
        raise UsageError(
            Text(
                "Filen ligger inte i data/ som .trig eller .ttl.",
                "The file is no .trig or .ttl under data/.",
            ),
            path,
        )
    return resolved


_HIDDEN = shutil.ignore_patterns(".*")


def _check_draft(
    project: Project, contents: Mapping[Path, bytes], change: Change | None = None
) -> CheckReport:
    with tempfile.TemporaryDirectory(prefix="kgraph-") as folder:
        draft = Path(folder)
        for part in ("ontology", "data", "queries"):
            shutil.copytree(project.root / part, draft / part, ignore=_HIDDEN)
        _copy_extensions(project, draft)
        for path, content in contents.items():
            target = draft / path.relative_to(project.root.resolve())
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        state = Project(draft, "given", project.base)
        return check(open_store(state), shapes_of(state), change=change)


def _copy_extensions(project: Project, draft: Path) -> None:
    """Let the draft have the extensions that the project has, each as it stands."""
    for extension in project.extensions:
        target = draft / extension.root.relative_to(project.root)
        shutil.copytree(extension.root, target, ignore=_HIDDEN)


def tidy(project: Project, paths: Iterable[Path], *, write: bool = True) -> list[Path]:
    """Write data files in the house's form; only the layout changes.

    Comments at the head of a file stay; a file with comments further down is refused.

    Parameters:
        paths: the files.
        write: False to only tell which would change.

    Returns:
        The files that changed, or would.

    Raises:
        UsageError, InputError, OutsideError: as ``save``, but without the checks; an InputError
            too for a comment that has no place.
    """
    if not write:
        return list(_tidied(project, paths))
    with _writing(project):
        changed = _tidied(project, paths)
        write_all(changed, project.root / "data" / NOTE)
    return list(changed)


def _tidied(project: Project, paths: Iterable[Path]) -> dict[Path, bytes]:
    changed: dict[Path, bytes] = {}
    for path in paths:
        content = to_trig(read_quads(path, project.name(path)))
        content = _kept_head(path) + content
        if content != path.read_bytes():
            changed[_inside(project, path)] = content
    return changed


def stamp(project: Project, path: Path, text: str) -> int:
    """Compute the hash of every passage of a source file from the document's text.

    Parameters:
        path: the source's TriG file.
        text: the document's text, lines as when it was read.

    Returns:
        How many passages got a new hash.

    Raises:
        UsageError: the project is read-only.
        InputError: a line range that the text does not have.
    """
    with _writing(project):
        quads = read_quads(path, project.name(path))
        new, changed = _stamped(quads, text, project.name(path))
        write_all({_inside(project, path): _kept_head(path) + to_trig(new)})
    return changed


def stamp_all(project: Project, sources: Iterable[Source], folder: Path) -> int:
    """Compute the hashes of all sources whose texts lie in a folder.

    Parameters:
        sources: the sources that were read.
        folder: their texts, under the names that the sources give.

    Returns:
        How many passages got a new hash.

    Raises:
        UsageError: the project is read-only.
        InputError: the folder is missing, or a text is not the copy that was read; nothing is
            stamped from another text, or every change in it would be approved unseen.
    """
    _refuse_read_only(project)
    if not folder.is_dir():
        raise InputError(
            Text("Mappen finns inte.", "The folder does not exist."),
            folder,
            Text("Ange mappen med dokumentens texter.", "Name the folder with the texts."),
        )
    changed = 0
    for source in sources:
        data = project.root / "data" / "sources" / f"{local_name(source.iri)}.trig"
        if source.file and data.is_file() and (folder / source.file).is_file():
            changed += stamp(project, data, _text_that_was_read(source, folder / source.file))
    return changed


def _text_that_was_read(source: Source, path: Path) -> str:
    if source.sha256 and hashlib.sha256(path.read_bytes()).hexdigest() != source.sha256:
        raise InputError(
            Text(
                "Texten är inte den som lästes: kontrollsumman skiljer.",
                "The text is not the one that was read: its checksum differs.",
            ),
            path,
            Text(
                f"Läs om källan, eller rätta ks:sha256 för {source.title}.",
                f"Read the source again, or mend ks:sha256 of {source.title}.",
            ),
        )
    return read_text(path, str(path))


_SHA256: Iri = KS("passageSha256")


def _stamped(quads: list[Quad], text: str, name: str) -> tuple[list[Quad], int]:
    """The statements with the hash of every passage, and how many hashes are new."""
    described = {q[0] for q in quads if q[1] == PROV("wasDerivedFrom")}
    ranges = [q for q in quads if q[1] == KS("lineRange") and q[0] in described]
    hashes = {q[0]: Literal(_hash(text, str(q[2]), f"{name}, {q[0]}")) for q in ranges}
    old = {q[0]: q[2] for q in quads if q[1] == _SHA256}
    kept = [q for q in quads if q[1] != _SHA256 or q[0] not in hashes]
    new: list[Quad] = [(q[0], _SHA256, hashes[q[0]], q[3]) for q in ranges]
    return [*kept, *new], sum(old.get(node) != value for node, value in hashes.items())


def _hash(text: str, span: str, name: str) -> str:
    lines = lines_of(text, span)
    if len(lines) < _count(span):
        raise InputError(
            Text(f"Dokumentet har inte raderna {span}.", f"The document lacks lines {span}."),
            name,
            Text("Rätta ks:lineRange.", "Mend ks:lineRange."),
        )
    return passage_hash(lines)


def _count(span: str) -> int:
    first, _, last = span.partition("-")
    return int(last or first) - int(first) + 1
