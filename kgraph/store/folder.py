"""The folder of a store on disk: which generation is read, who writes, and what may be swept away.

``kgraph-store.json`` names the generation that is read, and is replaced in one step. A load makes
the next generation beside it, so that a kill leaves the state before or the state after, and
whoever reads meanwhile goes on reading what was there when he came.
"""

import contextlib
import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

from kgraph.errors import InputError, OutsideError
from kgraph.files import write_beside_and_swap
from kgraph.store.generation import build, cannot_write
from kgraph.store.mark import Mark, read_mark
from kgraph.store.plan import Plan
from kgraph.wording import Text

MARK = "kgraph-store.json"
_WRITER = "writer.lock"
_GENERATION = "g-"
_READER = "reader.lock"
_ONCE = (MARK, _READER)


def is_store(folder: Path) -> bool:
    """Whether a folder holds a store."""
    return (folder / MARK).is_file()


def mark_of(folder: Path) -> Mark:
    """The mark of the store in a folder.

    Raises:
        InputError: there is none, or it was written by a newer version.
    """
    _refuse_lost(folder)
    if not is_store(folder):
        raise InputError(
            Text("Där finns inget lager.", "There is no store there."),
            folder,
            Text(
                f"Ladda projektets uppgifter: kgraph load --store {folder}",
                f"Load the project's statements: kgraph load --store {folder}",
            ),
        )
    try:
        text = (folder / MARK).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        text = ""
    return read_mark(text, str(folder / MARK), lambda: _mend(folder))


def _once_read(folder: Path) -> list[Path]:
    """Generations that have been the one that is read."""
    return [g for g in folder.glob(_GENERATION + "*") if any((g / n).is_file() for n in _ONCE)]


def _copy_of_mark(folder: Path) -> Path | None:
    """The latest copy of the mark that a generation holds; a load may sweep them away meanwhile."""
    found: list[tuple[float, Path]] = []
    for generation in _once_read(folder):
        with contextlib.suppress(OSError):
            found.append(((generation / MARK).stat().st_mtime, generation / MARK))
    return max(found)[1] if found else None


def _refuse_lost(folder: Path) -> None:
    """Refuse a store whose mark is gone: a load would take what it holds for a broken-off one.

    Raises:
        InputError: with how to put the mark back.
    """
    if folder.is_dir() and not is_store(folder) and _once_read(folder):
        raise InputError(
            Text("Lagrets märke saknas, men uppgifterna finns kvar.",
                 "The store's mark is missing, but the statements are there."),
            folder / MARK,
            _mend(folder),
        )  # fmt: skip


def _mend(folder: Path) -> Text:
    """What to do where a mark is missing or broken: each generation has a copy of its own."""
    copy = _copy_of_mark(folder)
    new = Text("Ladda uppgifterna, eller en säkerhetskopia, i en ny mapp.",
               "Load the statements, or a backup, into a new folder.")  # fmt: skip
    if copy is None:
        return new
    return Text(f"Kopiera {copy} dit. Går inte det: {new.sv[:1].lower()}{new.sv[1:]}",
                f"Copy {copy} there. If not: {new.en[:1].lower()}{new.en[1:]}")  # fmt: skip


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Be the only one who writes in a store.

    Raises:
        OutsideError: somebody else is writing, or the folder cannot be written.
    """
    made = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / _WRITER, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise cannot_write(folder, error) from None
    try:
        if not _locked(handle, exclusive=True):
            raise OutsideError(
                Text("Någon annan skriver i lagret just nu.", "Somebody else is writing in it."),
                folder,
                Text(
                    "Vänta tills det är klart och kör om; läsa går under tiden.",
                    "Wait until that is done and run it again; reading goes on meanwhile.",
                ),
            )
        yield
    finally:
        os.close(handle)
        if made and not is_store(folder):
            _discard_new(folder)


def _discard_new(folder: Path) -> None:
    """Leave nothing of a store that did not come about."""
    with contextlib.suppress(OSError):
        (folder / _WRITER).unlink(missing_ok=True)
        folder.rmdir()


def _locked(handle: int, *, exclusive: bool) -> bool:
    try:
        import fcntl
    except ImportError:  # pragma: no cover
        return True
    try:
        fcntl.flock(handle, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True  # a disk without locks keeps nobody out
    return True


def load(folder: Path, plan: Plan, *, add: bool) -> Mark:
    """Load files into a store: all of them or none.

    Parameters:
        add: to what is there, else in its place.

    Raises:
        InputError: a file cannot be read; the store is as it was.
        OutsideError: somebody else writes, or the disk is full; the store is as it was.
    """
    _refuse_strange(folder)
    if add and not plan.files:
        mark_of(folder)  # a view cannot be made anew of nothing
    with alone(folder):
        mark = mark_of(folder) if is_store(folder) else None
        sweep(folder, mark)
        made = folder / (_GENERATION + secrets.token_hex(4))
        before = folder / mark.current if mark and add else None
        try:
            found = build(plan, made, before, mark if add else None)
            _settle_down(made)
            write_beside_and_swap(folder / MARK, found.text().encode())
        except BaseException:
            shutil.rmtree(made, ignore_errors=True)
            raise
        with contextlib.suppress(OSError):  # should the mark be lost, it can be had from here
            (made / MARK).write_text(found.text(), encoding="utf-8")
        sweep(folder, found)
        return found


def _refuse_strange(folder: Path) -> None:
    """Refuse a folder that holds something else than a store.

    Raises:
        InputError: it is a file, or has files of somebody's own.
    """
    if not folder.exists() or is_store(folder):
        return
    _refuse_lost(folder)
    known = (_WRITER, MARK)
    if not folder.is_dir() or any(
        p.name not in known and not p.name.startswith((_GENERATION, ".kgraph-"))
        for p in folder.iterdir()
    ):
        raise InputError(
            Text("Mappen är inget lager och inte tom.", "The folder is no store and not empty."),
            folder,
            Text("Ange en ny mapp.", "Name a new folder."),
        )


def _settle_down(folder: Path) -> None:
    """Have the system write a generation down before anything points at it."""
    for path in (*folder.rglob("*"), folder, folder.parent):
        with contextlib.suppress(OSError):
            handle = os.open(path, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def sweep(folder: Path, mark: Mark | None) -> None:
    """Remove generations that nobody reads any more; only while ``alone``."""
    for path in folder.glob(_GENERATION + "*"):
        if mark is not None and path.name == mark.current:
            continue
        with contextlib.suppress(OSError):
            if not _is_read(path):
                shutil.rmtree(path, ignore_errors=True)


def _is_read(generation: Path) -> bool:
    try:
        handle = os.open(generation / _READER, os.O_RDWR)
    except OSError:
        return False
    try:
        return not _locked(handle, exclusive=True)
    finally:
        os.close(handle)


def read_generation(folder: Path) -> tuple[Mark, Path, int]:
    """The generation to read, which stays as long as this process holds the handle that is given.

    Returns:
        The mark, the generation's folder, and a handle; -1 where the disk cannot be written, and
        so nothing is ever swept away.

    Raises:
        KGraphError: as ``mark_of``.
    """
    for _ in range(10):  # a load may swap between the two steps
        mark = mark_of(folder)
        generation = folder / mark.current
        try:
            handle = os.open(generation / _READER, os.O_RDWR | os.O_CREAT, 0o644)
        except FileNotFoundError:
            continue
        except OSError:
            return mark, generation, -1
        _locked(handle, exclusive=False)
        if mark_of(folder).current == mark.current and (generation / "base").is_dir():
            return mark, generation, handle
        os.close(handle)
    raise InputError(
        Text("Lagrets uppgifter saknas i mappen.", "The store's statements are not in the folder."),
        folder,
        Text("Ladda uppgifterna, eller en säkerhetskopia, i en ny mapp.",
             "Load the statements, or a backup, into a new folder."),
    )  # fmt: skip
