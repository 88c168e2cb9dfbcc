"""Writing files so that nothing is ever half written: beside first, then swapped in."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from kgraph.errors import OutsideError
from kgraph.wording import Text


def write_beside_and_swap(path: Path, content: bytes) -> None:
    """Replace a file's content in one step.

    Raises:
        OutsideError: the folder is missing, cannot be written, or the disk is full; the file is
            then as it was before.
    """
    write_all({path: content})


def write_all(contents: Mapping[Path, bytes]) -> None:
    """Replace several files: all are written beside before the first is swapped in.

    Raises:
        OutsideError: one of them cannot be written; none is then changed.
    """
    beside: dict[Path, Path] = {}
    current = Path()
    try:
        for current, content in contents.items():
            beside[current] = _beside(current, content)
        for current in contents:
            beside[current].replace(current)
            del beside[current]
    except OSError as error:
        raise OutsideError(
            Text(
                f"Filen går inte att skriva: {error.strerror}.",
                f"The file cannot be written: {error.strerror}.",
            ),
            current,
            Text(
                "Kontrollera mappen, rättigheterna och ledigt utrymme; inget är ändrat.",
                "Check the folder, its permissions and free space; nothing has been changed.",
            ),
        ) from None
    finally:
        for left in beside.values():
            left.unlink(missing_ok=True)


def _beside(path: Path, content: bytes) -> Path:
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    made = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        made.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
    except OSError:
        made.unlink(missing_ok=True)
        raise
    return made
