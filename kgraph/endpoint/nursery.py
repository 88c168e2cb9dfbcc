"""Where the processes that answer queries come from.

A process forked before the server has any thread holds the graph and does nothing but fork. Its
children share its memory, so one more costs next to nothing, and one that is ended is soon
replaced. Each answers one query after another on a line of its own; the system ends it when its
time or memory is up.
"""

import contextlib
import datetime
import gc
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kgraph.endpoint import frames, lockdown
from kgraph.endpoint.limits import Limits
from kgraph.endpoint.work import do, refusal
from kgraph.errors import UsageError
from kgraph.project import Project
from kgraph.store import View, open_store
from kgraph.store.answering import Dataset, asked, empty, view_of
from kgraph.store.memory import MemoryStore
from kgraph.wording import Text

_GRACE_S = 0.1
_STACK = 16 * 1024 * 1024
_SOMEWHERE = "http://localhost/"


def found_nursery(store: MemoryStore, limits: Limits) -> socket.socket:
    """Fork the nursery; call it before the first thread of the process is started.

    Returns:
        The line to it: send a day and a socket, and a process will answer on that socket.
    """
    if not store.late:
        view_of(store, datetime.date.today())
    ours, theirs = socket.socketpair()
    if os.fork() == 0:
        ours.close()
        with _no_return():
            _nursery(store, limits, theirs)
    theirs.close()
    ours.set_inheritable(False)
    return ours


def spawn_nursery(project: Project, limits: Limits) -> socket.socket:
    """Start a nursery that reads the project anew, from a process that may have threads.

    It is a new program and no fork, so that it has no thread and nothing of the old graph.

    Returns:
        The line to it, as of ``found_nursery``; it is closed at the other end where the project
        cannot be read.
    """
    ours, theirs = socket.socketpair()
    told = {
        "path": sys.path,
        "project": [str(project.root), project.origin, project.base],
        "limits": asdict(limits),
        "line": theirs.fileno(),
    }
    try:
        process = subprocess.Popen(
            [sys.executable, "-P", "-c", _BEGIN, json.dumps(told)],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    finally:
        theirs.close()
    threading.Thread(target=process.wait, daemon=True).start()  # whoever ends is buried
    ours.set_inheritable(False)
    return ours


_BEGIN = """import json, sys
told = json.loads(sys.argv[1])
sys.path[:] = told["path"]
from kgraph.endpoint.nursery import begin
begin(told)
"""


def begin(told: Mapping[str, Any]) -> None:
    """Be the nursery that ``spawn_nursery`` has started."""
    lockdown.usual_signals()
    root, origin, base = told["project"]
    store = open_store(Project(Path(root), origin, base))
    assert isinstance(store, MemoryStore)
    view_of(store, datetime.date.today())
    gc.collect()
    gc.freeze()
    with _no_return():
        _nursery(store, Limits(**told["limits"]), socket.socket(fileno=told["line"]))


@contextlib.contextmanager
def _no_return() -> Iterator[None]:
    """Whatever happens in a child, it never goes on as a second parent."""
    try:
        yield
    finally:
        os._exit(0)


def _nursery(store: MemoryStore, limits: Limits, line: socket.socket) -> None:
    lockdown.usual_signals()
    lockdown.keep_only(line.fileno())
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system buries the children
    _warm(_NOTHING if store.late else store)
    while True:
        told, handles, _, _ = socket.recv_fds(line, 64, 1)
        if not told:
            return
        date = datetime.date.fromisoformat(told.decode())
        if not store.late:
            view_of(store, date)
        child = socket.socket(fileno=handles[0])
        if os.fork() == 0:
            with _no_return():
                _worker(store, limits, child)
        child.close()


class _Nothing(MemoryStore):
    """Stands in for a store whose files are opened by each process for itself."""

    def __init__(self) -> None:
        """Empty."""

    def _view(self, view: View) -> Any:
        return empty()


_NOTHING = _Nothing()


def _warm(store: MemoryStore) -> None:
    """Load what is loaded at first use: a locked-in process can load nothing."""
    today = datetime.date.today()
    view = view_of(store, today)
    for text in ("SELECT ?s { ?s a ?c }", "ASK {}", "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c }"):
        forms = ("turtle", "jsonld", "rdfxml") if text.startswith("CON") else ("json", "xml")
        for form in forms:
            asked(view, text, Dataset(), _SOMEWHERE).write(form, 10, 10_000)
    wrong = {"task": "query", "accept": "", "base": _SOMEWHERE, "date": today.isoformat()}
    for text in ("SELECT", f"ASK {{ SERVICE <{_SOMEWHERE}> {{}} }}", "SELECT ?x {} LIMIT x"):
        do(store, Limits(), {**wrong, "text": text})
    do(store, Limits(), {**wrong, "task": "plan", "text": f"ASK {{ SERVICE <{_SOMEWHERE}> {{}} }}"})


def _worker(store: MemoryStore, limits: Limits, line: socket.socket) -> None:
    """Answer in a thread of its own.

    The engine's chance numbers belong to a thread, and those of the first would be the same in
    every process that is forked.
    """
    lockdown.usual_signals()
    lockdown.keep_only(line.fileno())
    threading.stack_size(_STACK)
    answering = threading.Thread(target=_answer, args=(store, limits, line), daemon=True)
    answering.start()
    answering.join()


def _answer(store: MemoryStore, limits: Limits, line: socket.socket) -> None:
    """One query after another, until the line is closed."""
    store.confine()
    if store.late:
        with contextlib.suppress(UsageError):  # told to whoever asks for that view
            view_of(store, datetime.date.today())
    lockdown.lock_in(limits)
    line.sendall(frames.pack({"pid": os.getpid()}))
    while (message := frames.receive(line)) is not None:
        with lockdown.clock(limits.seconds + _GRACE_S):
            try:
                reply = do(store, limits, message[0])
            except Exception:  # our own fault, told without its inner text
                reply = refusal(500, _own_fault())
            line.sendall(reply.packed())


def _own_fault() -> UsageError:
    return UsageError(Text("Internt fel.", "Internal error."))
