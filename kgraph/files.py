"""Writing files so that nothing is ever half written: beside first, then swapped in.

Several files change together or not at all, even if the process is killed between two of them: a
note of what is to be swapped is written first, and the next who opens the project finishes it.
"""

import contextlib
import json
import os
import secrets
import stat
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kgraph.errors import InputError, OutsideError, reason
from kgraph.wording import Text

NOTE = ".kgraph-swap.json"
_BESIDE = ".kgraph-{}.tmp"
_PATIENCE = 30.0


def write_beside_and_swap(path: Path, content: bytes) -> None:
    """Replace a file's content in one step.

    Raises:
        OutsideError: the folder is missing, cannot be written, or the disk is full; the file is
            then as it was before.
    """
    write_all({path: content})


def write_all(
    contents: Mapping[Path, bytes], note: Path | None = None, *, as_one: bool = False
) -> None:
    """Replace several files: all are written beside before the first is swapped in.

    Parameters:
        contents: the new content of each file. What is no ordinary file (a pipe, a device) is
            written to directly.
        note: where to note what is being swapped, so that ``settle`` can complete it after a kill.
        as_one: the files belong together, and nobody will come to settle them: whatever happens,
            no file of one run stands beside a file of another. After a kill one may be missing.

    Raises:
        OutsideError: one of them cannot be written; none is then changed.
    """
    beside: dict[Path, Path] = {}
    current = Path()
    try:
        for current, content in contents.items():
            if _is_special(current):
                _write_through(current, content)
            else:
                target = Path(os.path.realpath(current))
                beside[target] = _beside(target, content)
        if note is not None and len(beside) > 1:
            _write_note(note, beside)
        with _set_aside(list(beside)[1:] if as_one else []):
            _swap(beside)
    except OSError as error:
        raise cannot_write(current, error) from None
    finally:
        for left in beside.values():
            left.unlink(missing_ok=True)
        if note is not None:
            note.unlink(missing_ok=True)


def settle(folder: Path) -> None:
    """Complete a swap in a folder that was broken off, if there is one.

    Raises:
        InputError: it cannot be completed by this user.
    """
    if (folder / NOTE).is_file():
        with alone_in(folder):
            finish(folder / NOTE)


def finish(note: Path) -> None:
    """Complete a noted swap, if there is one; the caller is ``alone_in`` the folder.

    Raises:
        InputError: it cannot be completed by this user.
    """
    if not note.is_file():
        return
    try:
        for beside, target in json.loads(note.read_text(encoding="utf-8")):
            if (note.parent / beside).is_file():
                (note.parent / beside).replace(note.parent / target)
        note.unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else Text(str(error), str(error))
        raise InputError(
            Text(
                f"En ändring avbröts och går inte att slutföra: {why.sv}.",
                f"A change was broken off and cannot be completed: {why.en}.",
            ),
            note,
            Text(
                "Öppna projektet som en användare som får skriva i det.",
                "Open the project as a user who may write in it.",
            ),
        ) from None


@contextlib.contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Keep other writers out of a folder; they wait for their turn.

    The lock ends with the process, however it ends. Where the system knows no such lock (Windows)
    nobody is kept out.

    Raises:
        OutsideError: somebody else has been writing for half a minute.
    """
    try:
        import fcntl
    except ImportError:  # pragma: no cover
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        deadline = time.monotonic() + _PATIENCE
        while not _locked(handle, fcntl.LOCK_EX | fcntl.LOCK_NB):
            if time.monotonic() > deadline:
                raise OutsideError(
                    Text("Någon annan skriver just nu.", "Somebody else is writing just now."),
                    folder,
                    Text("Försök igen om en stund.", "Try again in a while."),
                )
            time.sleep(0.05)
        yield
    finally:
        os.close(handle)


def _locked(handle: int, operation: int) -> bool:
    import fcntl

    try:
        fcntl.flock(handle, operation)
    except BlockingIOError:
        return False
    except OSError:
        return True  # a disk without locks keeps nobody out
    return True


def remove_leftovers(folder: Path) -> None:
    """Remove what killed writers left beside; only while ``alone_in`` the folder."""
    for left in folder.rglob(_BESIDE.format("*")):
        left.unlink(missing_ok=True)


def _is_special(path: Path) -> bool:
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(21, os.strerror(21), str(path))
    return not stat.S_ISREG(mode)


def _write_through(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)


def _beside(path: Path, content: bytes) -> Path:
    """A new file beside ``path`` with its rights, wholly written to the disk."""
    old = path.stat() if path.exists() else None
    if old is not None and not os.access(path, os.W_OK):
        raise PermissionError(13, os.strerror(13), str(path))
    made = path.with_name(_BESIDE.format(secrets.token_hex(6)))
    handle = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if old is not None:
            made.chmod(stat.S_IMODE(old.st_mode))
            with contextlib.suppress(OSError, AttributeError):
                os.chown(made, old.st_uid, old.st_gid)
    except OSError:
        made.unlink(missing_ok=True)
        raise
    return made


def _write_note(note: Path, beside: Mapping[Path, Path]) -> None:
    """Note the swap, in one step and before its first part."""
    folder = os.path.realpath(note.parent)
    pairs = [
        [os.path.relpath(made, folder), os.path.relpath(path, folder)]
        for path, made in beside.items()
    ]
    _beside(note, json.dumps(pairs).encode()).replace(note)


def _swap(beside: dict[Path, Path]) -> None:
    """Swap all in; if one cannot be, put back those that were."""
    before = {path: path.read_bytes() if path.exists() else None for path in beside}
    done: list[Path] = []
    try:
        for path in list(beside):
            beside[path].replace(path)
            done.append(path)
            del beside[path]
    except BaseException:  # an interrupt too must not leave some new and some old
        for path in done:
            _put_back(path, before[path])
        raise


@contextlib.contextmanager
def _set_aside(paths: Iterable[Path]) -> Iterator[None]:
    """Hide files while their new partners come in; bring them back if that fails."""
    hidden: dict[Path, Path] = {}
    try:
        for path in paths:
            if path.exists():
                place = path.with_name(_BESIDE.format(secrets.token_hex(6)))
                path.replace(place)
                hidden[path] = place
        yield
    except BaseException:
        for path, place in hidden.items():
            place.replace(path)
        raise
    for place in hidden.values():
        place.unlink()


def _put_back(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink(missing_ok=True)
    else:
        _beside(path, content).replace(path)


def cannot_write(path: Path, error: OSError) -> OutsideError:
    """What is told when a file cannot be written: why, and where to look."""
    why = reason(error)
    return OutsideError(
        Text(f"Filen går inte att skriva: {why.sv}.", f"The file cannot be written: {why.en}."),
        path,
        Text(
            "Kontrollera mappen, rättigheterna och ledigt utrymme; inget är ändrat.",
            "Check the folder, its permissions and free space; nothing has been changed.",
        ),
    )
