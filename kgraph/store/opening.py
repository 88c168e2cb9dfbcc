"""Opening the engine's files, and telling of those that are not what was written."""

import json
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from kgraph.errors import InputError, reason
from kgraph.wording import Text

# What each file of a generation's stores held when it was made: the engine takes its own list of
# changes, cut short, for that of an earlier state, and would answer from less than was loaded.
SIZES = "sizes.json"
_DIARIES = ("LOG", "LOCK")
_DAMAGED = ("Corruption", "No such file", "mismatch", "truncated", "CURRENT", "MANIFEST")


def opened(folder: Path) -> ox.Store:
    """A store of the engine, to be read.

    Raises:
        InputError: its files are missing, damaged or may not be read.
    """
    if not _is_whole(folder):
        raise broken(folder, OSError("truncated"))
    try:
        return ox.Store.read_only(str(folder))
    except (OSError, RuntimeError, ValueError) as error:
        raise broken(folder, error) from None


def note_sizes(generation: Path) -> None:
    """Write down how large the files of a generation's stores are, now that they are made."""
    sizes = {
        f"{part.name}/{path.name}": path.stat().st_size
        for part in sorted(generation.iterdir()) if part.is_dir()
        for path in _files(part)
    }  # fmt: skip
    (generation / SIZES).write_text(json.dumps(sizes, sort_keys=True), encoding="utf-8")


def _files(part: Path) -> Iterator[Path]:
    """What a store of the engine consists of, its diaries left out."""
    return (p for p in sorted(part.iterdir()) if not p.name.startswith(_DIARIES))


def _is_whole(folder: Path) -> bool:
    """Whether each file of a store is as large as it was made; true where that is not known."""
    try:
        sizes = json.loads((folder.parent / SIZES).read_text(encoding="utf-8"))
        mine = {name: size for name, size in sizes.items() if name.startswith(f"{folder.name}/")}
        return all((folder.parent / n).stat().st_size == size for n, size in mine.items())
    except FileNotFoundError as error:
        return error.filename is not None and Path(error.filename).name == SIZES
    except (OSError, ValueError, AttributeError):
        return False


def is_damage(error: Exception) -> bool:
    """Whether the engine tells of files that are not what was written."""
    return any(sign in str(error) for sign in _DAMAGED)


def broken(folder: Path, error: Exception) -> InputError:
    """The message where the files of a store are not what was written.

    The engine tells of damage at length, and of what it would have found; of other things in words.
    """
    why = reason(error) if isinstance(error, OSError) else Text(str(error), str(error))
    if is_damage(error):
        why = Text("en fil saknas eller är skadad", "a file is missing or damaged")
    return InputError(
        Text(f"Lagret går inte att läsa: {why.sv}.", f"The store cannot be read: {why.en}."),
        folder,
        Text("Återställ en säkerhetskopia (kgraph restore), eller ladda på nytt (kgraph load).",
             "Restore a backup (kgraph restore), or load anew (kgraph load)."),
    )  # fmt: skip
