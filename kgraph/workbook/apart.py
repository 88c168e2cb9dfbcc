"""A workbook from outside, read in a process of its own that can be ended.

A file that somebody sends may take long however it is guarded against, and a thread cannot be
ended. So each is read by a program of its own, with a clock and a bound on memory; when either is
spent the program is gone, what it had on the disk too, and whoever asked has lost nothing.
"""

import contextlib
import copyreg
import dataclasses
import gc
import importlib
import json
import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any

from kgraph.errors import InputError, InternalError, KGraphError
from kgraph.project import Project
from kgraph.terms import Literal
from kgraph.wording import Text
from kgraph.workbook.change import Change
from kgraph.workbook.importing import Import, prepare, to_look_at
from kgraph.workbook.value import Fault, Place

_TOKEN = "KGRAPH_TOKEN"


def prepare_apart(
    project: Project, path: os.PathLike[str], lang: str, seconds: float, *, look: bool = False
) -> Import:
    """What ``prepare`` says of a workbook, in a process of its own.

    Parameters:
        seconds: wall clock; when it is up the workbook is refused.
        look: whether it is only looked at: then no statement comes along, which for a large
            workbook are a hundred thousand.

    Raises:
        InputError: as ``prepare``; or the workbook takes too long, or more memory than there is.
    """
    about = (project.root, project.origin, project.base)
    given = (about, os.fspath(path), lang, look)
    found = run_apart("kgraph.workbook.apart:_prepared", given, seconds)
    if isinstance(found, KGraphError):
        raise found
    assert isinstance(found, Import)
    return found


def _prepared(about: tuple[object, ...], path: str, lang: str, look: bool) -> Import | KGraphError:
    from pathlib import Path

    try:
        made = prepare(Project(*about), Path(path), lang)  # type: ignore[arg-type]
    except KGraphError as error:
        return error
    return to_look_at(made) if look else made


def run_apart(
    task: str,
    given: tuple[object, ...],
    seconds: float,
    memory_mb: int = 0,
    mend: Text | None = None,
) -> object:
    """What a function gives, called in a process of its own.

    Parameters:
        task: the function, as ``module:name``.
        given: what it is called with.
        seconds: wall clock.
        memory_mb: most address space; no bound when left out.
        mend: what to do about a workbook that takes too much.

    Raises:
        InputError: the clock or the memory is spent.
        InternalError: the function failed.
    """
    told = json.dumps({"path": sys.path, "task": task, "memory": memory_mb})
    with tempfile.TemporaryDirectory(prefix="kgraph-") as folder:
        try:
            ran = subprocess.run(
                [sys.executable, "-P", "-c", _BEGIN, told],
                input=pickle.dumps(given),
                capture_output=True,
                timeout=seconds,
                check=False,
                env=_surroundings(folder),
            )
        except subprocess.TimeoutExpired:
            raise InputError(_TOO_LONG, "", mend or _DIVIDE) from None
    if ran.returncode < 0 or ran.returncode == _SPENT:
        raise InputError(_TOO_MUCH, "", mend or _DIVIDE)
    if ran.returncode != 0:
        lines = ran.stderr.decode(errors="replace").split("\n")
        raise InternalError(_FAILED, "", next((line for line in reversed(lines) if line), "")[:200])
    return pickle.loads(ran.stdout)


def _surroundings(folder: str) -> Mapping[str, str]:
    """What the program is told of where it runs: never the token, and its files in one folder."""
    kept = {name: value for name, value in os.environ.items() if name != _TOKEN}
    return {**kept, "TMPDIR": folder, "OPENBLAS_NUM_THREADS": "1"}


_NO_ROOM = ("failed to map segment", "annot allocate memory")
_SPENT = 3  # how the program ends when there is no more memory for it
# It ends at once: to take what it holds to pieces first would take longer than to hand it back.
_BEGIN = """import json, os, sys
told = json.loads(sys.argv[1])
sys.path[:] = told["path"]
from kgraph.workbook.apart import begin
begin(told["task"], told["memory"])
sys.stderr.flush()
os._exit(0)
"""


_SELDOM = (1_000_000, 50, 50)
"""When to look for rings of garbage: a workbook's rows and statements stay until the answer, and
looking through them again and again takes a tenth of the time."""


def begin(task: str, memory: int) -> None:
    """Be the program that reads one workbook: asked on standard input, answering on output."""
    out = os.dup(1)
    os.dup2(2, 1)
    gc.set_threshold(*_SELDOM)
    try:
        if memory:
            _bound(memory)
        given = pickle.load(sys.stdin.buffer)
        module, _, name = task.partition(":")
        found = getattr(importlib.import_module(module), name)(*given)
        with os.fdopen(out, "wb") as answer:
            _Answer(answer, pickle.HIGHEST_PROTOCOL).dump(found)
    except MemoryError:
        os._exit(_SPENT)
    except (ImportError, OSError) as error:  # a library that finds no room says so in its own words
        if any(word in str(error) for word in _NO_ROOM):
            os._exit(_SPENT)
        raise


def _anew(kind: type[Any]) -> Callable[[Any], tuple[type[Any], tuple[object, ...]]]:
    """How a plain value travels: as what it is made of, which is the shortest way there is."""
    parts = attrgetter(*(each.name for each in dataclasses.fields(kind)))
    return lambda value: (kind, parts(value))


_WAYS: dict[type[Any], Callable[[Any], Any]] = {
    **copyreg.dispatch_table,
    **{kind: _anew(kind) for kind in (Change, Fault, Literal, Place, Text)},
}


class _Answer(pickle.Pickler):
    """Writes what is found, with tens of thousands of cells, changes and literals in it.

    What a frozen dataclass does by itself asks for its fields anew for each of them, at both ends.
    """

    dispatch_table = _WAYS


def _bound(memory: int) -> None:
    """Take no more memory than this, and step aside for others."""
    import resource

    most = memory * 1024 * 1024
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.nice(5)


_TOO_LONG = Text(
    "Arbetsboken tar för lång tid att läsa in.", "The workbook takes too long to read in."
)
_TOO_MUCH = Text(
    "Arbetsboken kräver mer minne än det finns för en fil.",
    "The workbook takes more memory than there is for a file.",
)
_FAILED = Text("Arbetsboken gick inte att läsa in.", "The workbook could not be read in.")
_DIVIDE = Text("Dela upp den i flera.", "Divide it into several.")
