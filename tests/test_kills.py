"""Commands that are killed at random moments: what they work on is as before, or as after.

Each is the real command in a process of its own. ``KGRAPH_KILLS=100 pytest tests/test_kills.py -m
prove -s`` makes a hundred tries of each and prints what was found.
"""

import datetime
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kgraph.project import Project
from kgraph.store import open_at, open_store
from kgraph.store.folder import mark_of
from kgraph.store.loading import load_into
from tests.helpers import TINY, cli, environment, project

pytestmark = pytest.mark.prove
TRIES = int(os.environ.get("KGRAPH_KILLS", "4"))
DAY = datetime.date(2025, 6, 1)
MORE = TINY.replace("element:i1", "element:i9").replace("liten-plan-2026-01-01", "annan")
_RUN = "import sys; from kgraph.cli import main; print('started', flush=True); main()"


@dataclass(frozen=True)
class Job:
    """A command, and what it works on.

    Parameters:
        words: of the command.
        kept: the file or folder that it changes.
        state: what that holds; whoever looks finishes what was broken off.
    """

    words: tuple[str, ...]
    kept: Path
    state: Callable[[], Any]


def filled_store(folder: Path) -> tuple[Project, Path]:
    """A project, and a store on disk with its statements and the view of an earlier day."""
    made, store = project(folder / "p"), folder / "s"
    quiet = lambda _: None  # noqa: E731
    load_into(made, str(store), made.data_files, add=False, told=quiet, note=quiet, day=DAY)
    return made, store


def held(made: Project, store: Path) -> Any:
    """The statements of a store, the day of its view, and the view."""
    opened, view = open_at(made, str(store)), mark_of(store).view
    return list(opened.statements()), view.as_of, opened.ntriples(view)


def load(folder: Path) -> Job:
    """More statements beside those that are there."""
    made, store = filled_store(folder)
    more = folder / "mer.trig"
    more.write_text(MORE, encoding="utf-8")
    words = ("load", str(more), "--store", str(store), "--project", str(made.root))
    return Job(words, store, lambda: held(made, store))


def derive(folder: Path) -> Job:
    """What is derived, anew and for another day."""
    made, store = filled_store(folder)
    words = ("load", "--rebuild", "--store", str(store), "--project", str(made.root))
    return Job(words, store, lambda: held(made, store))


def restore(folder: Path) -> Job:
    """What a backup holds, in place of what was there."""
    made, store = filled_store(folder)
    more, copy = folder / "mer.trig", folder / "kopia.nq.gz"
    more.write_text(MORE, encoding="utf-8")
    other = str(folder / "o")
    assert cli("load", more, "--store", other, "--project", made.root).code == 0
    assert cli("backup", copy, "--store", other, "--project", made.root).code == 0
    words = ("restore", str(copy), "--store", str(store), "--project", str(made.root))
    return Job(words, store, lambda: held(made, store))


def importing(folder: Path) -> Job:
    """A workbook that names a forum otherwise."""
    made, book = project(folder / "p"), folder / "bok"
    assert cli("workbook", "-o", book, "--project", made.root).code == 0
    (sheet,) = (path for path in book.glob("Forum*.csv"))
    sheet.write_bytes(sheet.read_bytes().replace(b"Forumet", b"Det nya forumet"))
    data = made.root / "data"

    def state() -> Any:
        statements = list(open_store(made).statements())
        # A log that tells of a change that is not there, or the other way round, is neither state.
        return statements, len(list((data / "log").glob("0*.json")))

    return Job(("import", str(book), "--project", str(made.root)), data, state)


def export(folder: Path) -> Job:
    """A file that holds something already."""
    made, target = project(folder / "p"), folder / "ut.trig"
    target.write_text("gammal")
    words = ("export", "--format", "trig", "-o", str(target), "--project", str(made.root))
    return Job(words, target, target.read_bytes)


def backup(folder: Path) -> Job:
    """A copy of a store in place of an older file."""
    made, store = filled_store(folder)
    target = folder / "kopia.nq.gz"
    target.write_bytes(b"gammal")
    words = ("backup", str(target), "--store", str(store), "--project", str(made.root))
    return Job(words, target, target.read_bytes)


def started(job: Job) -> "subprocess.Popen[bytes]":
    """The command, from the moment when it begins."""
    words = [sys.executable, "-c", _RUN, *job.words, "-q"]
    process = subprocess.Popen(
        words, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"started\n"
    return process


def ended(process: "subprocess.Popen[bytes]") -> int:
    """Its exit code, when it has ended."""
    process.communicate()
    return process.returncode


def put_back(kept: Path, copy: Path) -> None:
    """What was there before the first try."""
    if copy.is_dir():
        shutil.rmtree(kept)
        shutil.copytree(copy, kept)
    else:
        shutil.copyfile(copy, kept)


@pytest.mark.parametrize("make", [load, derive, restore, importing, export, backup])
def test_a_command_that_is_killed_leaves_the_state_before_or_after(
    tmp_path: Path, make: Callable[[Path], Job], record_property: Callable[[str, object], None]
) -> None:
    """At moments from its beginning to past its end, over what the killed ones left behind."""
    job, copy, chance = make(tmp_path), tmp_path / "before", random.Random(make.__name__)
    before = job.state()
    (shutil.copytree if job.kept.is_dir() else shutil.copyfile)(job.kept, copy)
    begun = time.monotonic()
    assert ended(started(job)) == 0
    lasts, after = time.monotonic() - begun, job.state()
    assert after != before
    found: Counter[str] = Counter()
    put_back(job.kept, copy)
    for _ in range(TRIES):
        process = started(job)
        time.sleep(chance.uniform(0, lasts * 1.1))
        process.send_signal(signal.SIGKILL)
        done = ended(process) == 0
        state = job.state()
        assert state in (before, after)
        found["after" if state == after else "before"] += 1
        found["ended by itself"] += done
        if state == after:
            put_back(job.kept, copy)
    told = ", ".join(f"{n} {how}" for how, n in sorted(found.items()) if n)
    record_property(make.__name__, f"{TRIES} tries ({told})")
    print(f"\n{make.__name__}: {TRIES} tries, {told}")
    assert ended(started(job)) == 0
    assert job.state() == after
    assert len(list(job.kept.glob("g-*"))) <= 1  # what the killed ones made is swept away
