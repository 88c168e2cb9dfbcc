"""A workbook from outside, read in a process of its own that can be ended.

A file that somebody sends may take long however it is guarded against, and a thread cannot be
ended. So each is read by a program of its own, with a clock and a bound on memory; when either is
spent the program is gone, what it had on the disk too, and the server has lost nothing.
"""

import contextlib
import json
import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from kgraph.errors import InputError, KGraphError
from kgraph.project import Project
from kgraph.web.proposals import Proposal, marked, weighed
from kgraph.web.settings import TOKEN
from kgraph.wording import Text

SECONDS = 120.0
"""Wall clock: some ten times what a workbook of ten thousand rows takes."""
MEMORY_MB = 4096
"""Address space, of which a workbook of ten thousand rows takes less than a quarter."""


def weighed_apart(project: Project, proposal: Proposal, seconds: float = SECONDS) -> Proposal:
    """A workbook held against the project's data, as ``weighed``, in a process of its own.

    Parameters:
        seconds: wall clock; when it is up the workbook is refused.
    """
    if proposal.form is not None:  # what our own form sends is small
        return weighed(project, proposal)
    try:
        found = _done("weigh", (project.root, project.origin, project.base), proposal, seconds)
    except KGraphError as error:
        return replace(proposal, made=None, error=error)
    assert isinstance(found, Proposal)
    return found


def marked_apart(proposal: Proposal, seconds: float = SECONDS) -> bytes:
    """A copy of a workbook with its wrong cells marked, made in a process of its own.

    Raises:
        InputError: it takes too long, or more memory than there is for it.
    """
    found = _done("mark", (), proposal, seconds)
    assert isinstance(found, bytes)
    return found


def _done(task: str, about: tuple[object, ...], proposal: Proposal, seconds: float) -> object:
    told = json.dumps({"path": sys.path, "task": task, "memory": MEMORY_MB})
    with tempfile.TemporaryDirectory(prefix="kgraph-") as folder:
        try:
            ran = subprocess.run(
                [sys.executable, "-P", "-c", _BEGIN, told],
                input=pickle.dumps((about, proposal)),
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=seconds,
                check=False,
                env=_surroundings(folder),
            )
        except subprocess.TimeoutExpired:
            raise _refused(_TOO_LONG) from None
    if ran.returncode != 0:
        raise _refused(_TOO_MUCH)
    return pickle.loads(ran.stdout)


def _surroundings(folder: str) -> Mapping[str, str]:
    """What the program is told of where it runs: never the token, and its files in one folder."""
    kept = {name: value for name, value in os.environ.items() if name != TOKEN}
    return {**kept, "TMPDIR": folder, "OPENBLAS_NUM_THREADS": "1"}


_BEGIN = """import json, sys
told = json.loads(sys.argv[1])
sys.path[:] = told["path"]
from kgraph.web.apart import begin
begin(told["task"], told["memory"])
"""


def begin(task: str, memory: int) -> None:
    """Be the program that reads one workbook: asked on standard input, answering on output."""
    out = os.dup(1)
    os.dup2(2, 1)
    _bound(memory)
    about, proposal = pickle.load(sys.stdin.buffer)
    tasks: Mapping[str, Callable[[], Any]] = {
        "weigh": lambda: weighed(Project(*about), proposal),
        "mark": lambda: marked(proposal),
    }
    with os.fdopen(out, "wb") as answer:
        answer.write(pickle.dumps(tasks[task]()))


def _bound(memory: int) -> None:
    """Take no more memory than this, and step aside for the pages."""
    import resource

    most = memory * 1024 * 1024
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.nice(5)


_TOO_LONG = Text(
    "Arbetsboken tar för lång tid att läsa in här.", "The workbook takes too long to read in here."
)
_TOO_MUCH = Text(
    "Arbetsboken kräver mer än servern ger en fil.",
    "The workbook takes more than the server gives a file.",
)


def _refused(why: Text) -> InputError:
    return InputError(
        why,
        "",
        Text(
            "Dela upp den i flera, eller läs in den med kommandot kgraph import.",
            "Divide it into several, or read it in with the command kgraph import.",
        ),
    )
