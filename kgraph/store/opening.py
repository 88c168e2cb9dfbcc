"""Opening the engine's files, and telling of those that are not what was written."""

from pathlib import Path

import pyoxigraph as ox

from kgraph.errors import InputError, reason
from kgraph.wording import Text

_DAMAGED = ("Corruption", "No such file", "mismatch", "truncated", "CURRENT", "MANIFEST")


def opened(folder: Path) -> ox.Store:
    """A store of the engine, to be read.

    Raises:
        InputError: its files are missing, damaged or may not be read.
    """
    try:
        return ox.Store.read_only(str(folder))
    except (OSError, RuntimeError, ValueError) as error:
        raise broken(folder, error) from None


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
