"""The whole folder: every page, the names to search among, and a page that says where to begin."""

import datetime
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kgraph.project import Project
from kgraph.site.folder import READ_ME, written
from kgraph.site.mending import mend
from kgraph.site.read_me import read_me
from kgraph.site.writing import write_all
from kgraph.sources import read_sources
from kgraph.store import Store, View
from kgraph.web.inside import Inside


@dataclass(frozen=True, slots=True)
class Made:
    """What was written: how many files, bytes, seconds, and addresses that led nowhere."""

    files: int
    size: int
    seconds: float
    missing: tuple[str, ...]


def build(
    project: Project,
    store: Store,
    view: View,
    folder: Path,
    *,
    contact: str = "",
    made: datetime.date | None = None,
    processes: int = 0,
    progress: Callable[[int, int], None] = lambda done, left: None,
) -> Made:
    """Write the site to a folder, whole or not at all.

    Parameters:
        project, store, view: what is shown.
        folder: new, empty, or a former copy of the site, which is then replaced.
        contact: whom to write to about the data, or "".
        made: the day that is said to be that of the making; today when left out.
        processes: how many share the work; as many as the machine has when 0.
        progress: told how many pages are written and how many are known to be left.

    Raises:
        OutsideError: the folder cannot be written.
    """
    begun = time.monotonic()
    day = made or datetime.date.today()
    received = max((s.retrieved for s in read_sources(store, view, "sv") if s.loaded), default="")
    inside = Inside(project, store, view, day, received, contact)
    with written(folder) as new:
        found = write_all(inside, new, progress, processes)
        mend(new, found.missing)
        (new / READ_ME).write_text(read_me(view, day, received), encoding="utf-8")
    return Made(found.files + 2, found.size, time.monotonic() - begun, tuple(found.missing))
