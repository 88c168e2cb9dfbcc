"""A folder that is there whole or not at all: written beside, then put in the old one's place."""

import contextlib
import json
import os
import secrets
import shutil
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from kgraph import __version__
from kgraph.errors import InputError, OutsideError, UsageError, reason
from kgraph.site.addresses import PAGES
from kgraph.wording import Text

READ_ME = "LÄS MIG.html"
MARK = f"{PAGES}/kgraph-site.json"
_ELSEWHERE = Text(
    "Ange en mapp som inte finns, en tom mapp eller en som kgraph site har skrivit.",
    "Name a folder that does not exist, an empty one, or one that kgraph site has written.",
)


def refuse_wrong(folder: Path) -> None:
    """Say that a folder cannot be written before any work is done for it.

    Raises:
        UsageError: it is a file, or holds what is no former copy of the site.
        InputError: the folder that it would lie in is not there, or it cannot be read.
    """
    folder = _real(folder)
    if not folder.parent.is_dir():
        raise InputError(
            Text("Mappen som den ska ligga i finns inte.", "The folder to put it in is not there."),
            folder.parent,
            Text("Skapa den först.", "Make it first."),
        )
    if folder.exists() and not folder.is_dir():
        raise UsageError(Text("Det är en fil, ingen mapp.", "It is a file, no folder."), folder,
                         _ELSEWHERE)  # fmt: skip
    try:
        wrong = _foreign(folder)
    except OSError as error:
        raise _cannot(error, folder) from None
    if wrong:
        raise UsageError(
            Text(f"Mappen innehåller annat: {wrong}.", f"The folder holds other things: {wrong}."),
            folder, _ELSEWHERE,
        )  # fmt: skip
    _refuse_unwritable(folder)


def _refuse_unwritable(folder: Path) -> None:
    """Try the folder that the new one is made in, and the old one, which is moved."""
    if os.path.ismount(folder):
        raise UsageError(
            Text("Det är en hel skiva.", "It is a whole disk."), folder,
            Text(f"Ange en ny mapp på den: {folder / 'vem-gor-vad'}.",
                 f"Name a new folder on it: {folder / 'vem-gor-vad'}."),
        )  # fmt: skip
    try:
        made = _beside(folder, "kgraph")
        made.mkdir()
        made.rmdir()
    except OSError as error:
        raise _cannot(error, folder) from None
    if folder.is_dir() and not os.access(folder, os.W_OK):
        raise _cannot(PermissionError(13, ""), folder)


def _foreign(folder: Path) -> str:
    """What in a folder is of no former copy, or "" when all of it is."""
    if not folder.is_dir():
        return ""
    here = _files(folder)
    if not here and not any(folder.iterdir()):
        return ""
    try:
        own = set(json.loads((folder / MARK).read_text(encoding="utf-8"))["files"])
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        own = set()
    return (
        ", ".join([*sorted(here - own), *sorted(p.name for p in folder.iterdir())][:3])
        if (here - own or not own)
        else ""
    )


def _files(folder: Path) -> set[str]:
    """Every file in a folder, as its path there; some systems give Ä back as two letters."""
    return {
        unicodedata.normalize("NFC", (Path(place) / name).relative_to(folder).as_posix())
        for place, _, names in os.walk(folder)
        for name in names
    }


@contextlib.contextmanager
def written(folder: Path) -> Iterator[Path]:
    """A folder beside to write in; at the end it takes the place of the other.

    Whatever goes wrong, the old folder is as it was and the new one is gone.

    Raises:
        OutsideError: the disk is full, or something may not be written.
    """
    folder = _real(folder)
    beside = _beside(folder, "kgraph")
    try:
        beside.mkdir()
        yield beside
        _mark(beside)
        _swap(beside, folder)
    except OSError as error:
        raise _cannot(error, folder) from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _mark(folder: Path) -> None:
    """Say in the folder what it is and which files it has, so that it can be told from others."""
    told = {"made_by": f"kgraph {__version__}", "files": sorted(_files(folder) | {MARK})}
    (folder / MARK).write_text(json.dumps(told, ensure_ascii=False, indent=0), encoding="utf-8")


def _swap(new: Path, folder: Path) -> None:
    old = _beside(folder, "old")
    had = folder.exists()
    if had:
        folder.rename(old)
    try:
        new.rename(folder)
    except BaseException:  # an interrupt too must not leave the place empty
        if had:
            old.rename(folder)
        raise
    if had:
        shutil.rmtree(old, ignore_errors=True)


def _beside(folder: Path, sort: str) -> Path:
    return folder.with_name(f".{folder.name[:60]}.{sort}-{secrets.token_hex(4)}")


def _real(folder: Path) -> Path:
    return Path(os.path.realpath(folder))


def _cannot(error: OSError, folder: Path) -> OutsideError:
    why = reason(error)
    return OutsideError(
        Text(f"Mappen går inte att skriva: {why.sv}.", f"The folder cannot be written: {why.en}."),
        folder,
        Text(
            "Kontrollera rättigheter och ledigt utrymme, eller ange en annan mapp; inget är "
            "ändrat.",
            "Check permissions and free space, or name another folder; nothing has been changed.",
        ),
    )
