"""The log of changes: what was changed, when, from which source and in which role; and undoing it.

Each accepted change is one file under ``data/log/`` that holds the statements it added and removed,
written in the same step as the data, so that the log and the data never tell different stories. No
person's name is asked for or kept.
"""

import datetime
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kgraph.checks import CheckReport
from kgraph.editing import keep, remove_empty, save
from kgraph.errors import InputError, UsageError
from kgraph.project import Project
from kgraph.roles import ROLES
from kgraph.settling import Step, settled, waiting
from kgraph.store.drafts import parse_quads, read_quads
from kgraph.store.writing import document_order, serialise
from kgraph.terms import Quad
from kgraph.wording import Text

FOLDER = "log"
SCHEMA = 1
_NAME = re.compile(r"(\d{6})\.json")


@dataclass(frozen=True)
class Entry:
    """One change.

    Parameters:
        number: its place in the log, from 1.
        when: the second it was made, in UTC, as ISO 8601.
        what: what was done, in words.
        source: the file or page it came from.
        role: the role of who did it (a key of ``ROLES``).
        added, removed: statements by data file, relative to ``data/``.
        undoes: the entry that this one takes back, or 0.
        stood: how many violations the project had before it and has still; told when the change
            is made, and not kept.
    """

    number: int
    when: str
    what: Text
    source: str
    role: str
    added: Mapping[str, tuple[Quad, ...]]
    removed: Mapping[str, tuple[Quad, ...]]
    undoes: int = 0
    stood: int = field(default=0, compare=False)

    @property
    def size(self) -> tuple[int, int]:
        """How many statements it added and removed."""
        return sum(map(len, self.added.values())), sum(map(len, self.removed.values()))

    @property
    def told_source(self) -> Text:
        """The source in both languages: a form's document and place are kept in Swedish words."""
        if self.undoes:
            return Text("ändringsloggen", "the log of changes")
        if not self.source.startswith(FORM):
            return _PLACES.get(self.source, Text(self.source, self.source))
        told = self.source.removeprefix(FORM).replace("eget underlag", "your own knowledge")
        return Text(self.source, f"form{_PLACE.sub(_in_english, told)}")


REVIEW = "/granska"
"""The source of a decision that a reviewer made in the browser: the page."""
_PLACES = {REVIEW: Text("sidan Granska", "the page Review")}
FORM = "formulär"
"""How the source of what somebody entered in a form begins."""
_PLACE = re.compile(r"(?<=, )(sida|rad)(?= \d)")


def _in_english(found: re.Match[str]) -> str:
    return {"sida": "page", "rad": "line"}[found[1]]


def record(
    project: Project,
    changes: Mapping[Path, Iterable[Quad]],
    what: Text,
    source: str,
    role: str = "editor",
    *,
    basis: Mapping[Path, Iterable[Quad]] | None = None,
    undoes: int = 0,
    also: Mapping[Path, bytes] | None = None,
    now: datetime.datetime | None = None,
) -> tuple[Entry, CheckReport]:
    """Save a change and its entry in the log, both or neither.

    Parameters:
        changes: the new statements of each file, as for ``editing.save``.
        what, source, role, undoes: see ``Entry``.
        basis: what each file said when the change was thought out; if one says something else by
            now, somebody else's change would be lost, and nothing is written.
        also: other files of the project that are written in the same step.
        now: the moment; the system's when left out.

    Raises:
        UsageError: the role is none of the known, the project is read-only, or somebody else has
            changed a file meanwhile.
        InputError: the change makes a violation; nothing is written.
        OutsideError: a file cannot be written; nothing is changed.
    """
    _refuse_unknown(role)
    new = {path: list(quads) for path, quads in changes.items()}
    made: list[Entry] = []

    def entry() -> Mapping[Path, bytes]:
        # Asked while the folder is held, so that two writers never take one number.
        before = {path: _now(project, path) for path in new}
        _refuse_changed(project, before, basis or {})
        told = Entry(_last(project) + 1, _second(now), what, source, role,
                     *_difference(project, before, new), undoes)  # fmt: skip
        made.append(told)
        return {**_file_of(project, told), **(also or {})}

    report = save(project, new, entry)
    return replace(made[0], stood=len(report.stood)), report


def note(
    project: Project,
    what: Text,
    source: str,
    role: str,
    also: Mapping[Path, bytes],
    now: datetime.datetime | None = None,
) -> Entry:
    """Write files that say nothing of the graph, with an entry in the log, both or neither.

    Parameters:
        what, source, role, also, now: as for ``record``.

    Raises:
        UsageError: the role is none of the known, or the project is read-only.
        OutsideError: a file cannot be written; nothing is changed.
    """
    _refuse_unknown(role)
    made: list[Entry] = []

    def entry() -> Mapping[Path, bytes]:
        made.append(Entry(_last(project) + 1, _second(now), what, source, role, {}, {}))
        return {**_file_of(project, made[0]), **also}

    keep(project, entry)
    return made[0]


def _second(now: datetime.datetime | None) -> str:
    moment = (now or datetime.datetime.now(datetime.UTC)).astimezone(datetime.UTC)
    return moment.isoformat(timespec="seconds")


def _file_of(project: Project, entry: Entry) -> dict[Path, bytes]:
    folder = project.root / "data" / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    return {folder / f"{entry.number:06}.json": _as_json(entry)}


Quads = Mapping[str, tuple[Quad, ...]]


def _difference(
    project: Project, before: Mapping[Path, set[Quad]], new: Mapping[Path, Iterable[Quad]]
) -> tuple[Quads, Quads]:
    """The statements that come and those that go, by file."""
    root = (project.root / "data").resolve()
    name = {path: path.resolve().relative_to(root).as_posix() for path in new}
    return (
        {name[path]: _sorted(set(quads) - before[path]) for path, quads in new.items()},
        {name[path]: _sorted(before[path] - set(quads)) for path, quads in new.items()},
    )


def _refuse_changed(
    project: Project, before: Mapping[Path, set[Quad]], basis: Mapping[Path, Iterable[Quad]]
) -> None:
    for path, known in basis.items():
        if path in before and before[path] != set(known):
            raise _changed_meanwhile(project.name(path))


def read_log(project: Project) -> tuple[Entry, ...]:
    """The entries of a project's log, the newest first.

    Raises:
        InputError: an entry cannot be read.
    """
    return tuple(_read(path) for path in reversed(_files(project)))


def undo(
    project: Project, number: int, role: str = "editor", now: datetime.datetime | None = None
) -> tuple[Entry, CheckReport]:
    """Take a change back, as a change of its own.

    Raises:
        UsageError: there is no such entry, it is taken back already, what it changed has been
            changed since, or a later change rests on it: then nothing is done.
        InputError: the state without it has violations that are not there now.
    """
    entries = read_log(project)
    entry = _to_undo({entry.number: entry for entry in entries}, number)
    steps = [_step(one) for one in entries]
    changes = {}
    for name in {*entry.added, *entry.removed}:
        path = project.root / "data" / name
        today = _now(project, path)
        statuses = list(settled(steps, number, today))
        own = {(now[0], now[1]) for now, _ in statuses}
        added, removed = (
            {quad for quad in quads.get(name, ()) if (quad[0], quad[1]) not in own}
            for quads in (entry.added, entry.removed)
        )
        if not added <= today or removed & today:
            raise _changed_since(number, name, _touching(entries, entry, name))
        out, into = {now for now, _ in statuses}, {then for _, then in statuses}
        changes[path] = (today - added - out) | removed | into
    what = _told_undoing(entry)
    source = f"{FOLDER}/{number:06}"
    try:
        made = record(project, changes, what, source, role, undoes=number, now=now)
    except InputError:
        if later := _resting_on(entries, entry):
            raise _rested_on(number, later) from None
        raise
    remove_empty(project, [path for path, quads in changes.items() if not quads])
    return made


def _resting_on(entries: Iterable[Entry], entry: Entry) -> list[int]:
    """The later changes that stand and hang together with one, the newest first.

    They name something that it brought, or took away what its statements name.
    """
    entries = tuple(entries)
    brought = {quad[0] for quad in _all(entry.added)}
    named = {part for quad in _all(entry.removed) for part in (quad[0], quad[2])}
    undone = {one.undoes for one in entries}
    return [
        one.number
        for one in sorted(entries, key=lambda e: -e.number)
        if one.number > entry.number
        and one.number not in undone
        and (
            any(quad[0] in brought or quad[2] in brought for quad in _all(one.added))
            or any(quad[0] in named for quad in _all(one.removed))
        )
    ]


def _all(files: Quads) -> Iterator[Quad]:
    return (quad for quads in files.values() for quad in quads)


class RestsOn(UsageError):
    """A change cannot be undone while later ones hang together with it.

    Parameters:
        later: their numbers, the newest first.
    """

    def __init__(self, later: Sequence[int], what: Text, where: str, mend: Text) -> None:
        """Keep which they are, so that an interface can lead there."""
        super().__init__(what, where, mend)
        self.later = tuple(later)


def _rested_on(number: int, later: list[int]) -> RestsOn:
    first = ", ".join(map(str, later))
    return RestsOn(
        later,
        Text(f"Ändring {number} kan inte ångras ensam: ändring {first} kom senare och hänger ihop "
             "med den. Inget är ångrat.",
             f"Change {number} cannot be undone alone: change {first} came later and hangs "
             "together with it. Nothing is undone."),
        "",
        Text(f"Ångra ändring {later[0]} först.", f"Undo change {later[0]} first."),
    )  # fmt: skip


def waits(entries: Iterable[Entry], entry: Entry) -> tuple[list[str], list[str]]:
    """The passages that wait for review once a change was taken back: as before it, and anew.

    Parameters:
        entries: the log, with the entry.
        entry: the taking back; of another entry nothing is told.
    """
    return waiting([_step(one) for one in entries], entry.number) if entry.undoes else ([], [])


def _step(entry: Entry) -> Step:
    added, removed = (
        frozenset(quad for quads in files.values() for quad in quads)
        for files in (entry.added, entry.removed)
    )
    return Step(entry.number, entry.undoes, added, removed)


def _told_undoing(entry: Entry) -> Text:
    """That a change is undone, in words; of an undoing that the first change stands again."""
    number, first = entry.number, entry.undoes
    if first:
        return Text(f"Ångrade ändring {number}, som ångrade ändring {first}",
                    f"Undid change {number}, which undid change {first}")  # fmt: skip
    return Text(
        f"Ångrade ändring {number}: {entry.what.sv}", f"Undid change {number}: {entry.what.en}"
    )


def _to_undo(entries: Mapping[int, Entry], number: int) -> Entry:
    """The entry of a number, where it can be undone.

    Raises:
        UsageError: there is none, it changed no statements, or it is taken back already.
    """
    entry = entries.get(number)
    if entry is None:
        raise _no_entry(number, max(entries, default=0))
    if not entry.added and not entry.removed:
        raise UsageError(
            Text(f"Ändring {number} ändrade inga uppgifter, så det finns inget att ångra.",
                 f"Change {number} changed no statements, so there is nothing to undo."),
            "",
            Text("Svar om namn ändras i names.csv, i projektets mapp.",
                 "Answers about names are changed in names.csv, in the project's folder."),
        )  # fmt: skip
    if any(other.undoes == number for other in entries.values()):
        raise UsageError(
            Text(f"Ändring {number} är redan ångrad.", f"Change {number} is already undone.")
        )
    return entry


def _no_entry(number: int, last: int) -> UsageError:
    return UsageError(
        Text(f"Loggen har ingen ändring {number}.", f"The log has no change {number}."),
        "",
        Text(f"Den har 1 till {last}.", f"It has 1 to {last}.")
        if last
        else Text("Den är tom.", "It is empty."),
    )


def _touching(entries: Iterable[Entry], entry: Entry, name: str) -> list[int]:
    """The later changes that stand and touch the statements of one in a file, the newest first."""
    own = {(q[0], q[1], q[3]) for part in (entry.added, entry.removed) for q in part.get(name, ())}
    entries = tuple(entries)
    undone = {one.undoes for one in entries}
    return [
        one.number
        for one in sorted(entries, key=lambda e: -e.number)
        if one.number > entry.number
        and one.number not in undone
        and any((q[0], q[1], q[3]) in own
                for part in (one.added, one.removed) for q in part.get(name, ()))
    ]  # fmt: skip


def _changed_since(number: int, name: str, later: Sequence[int]) -> RestsOn:
    return RestsOn(
        later,
        Text(
            f"Det som ändring {number} gällde har ändrats sedan dess; inget är ångrat.",
            f"What change {number} was about has changed since; nothing is undone.",
        ),
        name,
        Text(f"Ångra ändring {later[0]} först.", f"Undo change {later[0]} first.")
        if later
        else Text("Ångra de senare ändringarna först.", "Undo the later changes first."),
    )


def _changed_meanwhile(name: str) -> UsageError:
    return UsageError(
        Text(
            "Någon annan har ändrat filen under tiden; inget är skrivet.",
            "Somebody else has changed the file meanwhile; nothing is written.",
        ),
        name,
        Text("Gör om importen, så vägs båda in.", "Import again, and both are weighed in."),
    )


def _refuse_unknown(role: str) -> None:
    if role not in ROLES:
        raise UsageError(
            Text(f"{role} är ingen känd roll.", f"{role} is no known role."),
            "--role",
            Text(f"Välj bland: {', '.join(ROLES)}.", f"Choose from: {', '.join(ROLES)}."),
        )


def _now(project: Project, path: Path) -> set[Quad]:
    return set(read_quads(path, project.name(path))) if path.is_file() else set()


def _sorted(quads: Iterable[Quad]) -> tuple[Quad, ...]:
    return tuple(sorted(quads, key=document_order))


def _files(project: Project) -> list[Path]:
    folder = project.root / "data" / FOLDER
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if _NAME.fullmatch(path.name))


def _last(project: Project) -> int:
    files = _files(project)
    return int(files[-1].stem) if files else 0


def _as_json(entry: Entry) -> bytes:
    told = {
        "schema_version": SCHEMA,
        "number": entry.number,
        "when": entry.when,
        "what": {"sv": entry.what.sv, "en": entry.what.en},
        "source": entry.source,
        "role": entry.role,
        "undoes": entry.undoes,
        "added": {name: _lines(quads) for name, quads in entry.added.items()},
        "removed": {name: _lines(quads) for name, quads in entry.removed.items()},
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"


def _lines(quads: Iterable[Quad]) -> list[str]:
    return serialise(quads, "nquads").decode().splitlines()


def _read(path: Path) -> Entry:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return Entry(
            int(told["number"]),
            str(told["when"]),
            Text(str(told["what"]["sv"]), str(told["what"]["en"])),
            str(told["source"]),
            str(told["role"]),
            {str(n): tuple(parse_quads("\n".join(ls))) for n, ls in told["added"].items()},
            {str(n): tuple(parse_quads("\n".join(ls))) for n, ls in told["removed"].items()},
            int(told["undoes"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(
            Text(f"Ändringen går inte att läsa: {error}.", f"The entry cannot be read: {error}."),
            path,
            Text("Återställ filen ur en säkerhetskopia.", "Restore the file from a backup."),
        ) from None
