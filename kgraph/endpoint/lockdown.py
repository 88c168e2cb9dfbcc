"""A process that can read no file, open no connection, and take no more than it is given."""

import contextlib
import os
import resource
import signal
from collections.abc import Iterator
from pathlib import Path

from kgraph.endpoint.limits import Limits


def keep_only(*kept: int) -> None:
    """Close every file handle that came from the parent; the usual three lead nowhere."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in range(3):
        os.dup2(nowhere, standard)
    for entry in list(Path("/proc/self/fd").iterdir()):
        number = int(entry.name)
        if number > 2 and number not in kept:
            with contextlib.suppress(OSError):
                os.close(number)


def lock_in(limits: Limits) -> None:
    """From here on nothing can be opened: no file, no socket, no pipe; and memory ends."""
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("800")  # the first to go where memory is short
    taken = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    most = taken + limits.memory_mb * 1024 * 1024
    for what, much in (
        (resource.RLIMIT_AS, most),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 0),
    ):
        resource.setrlimit(what, (much, much))


def usual_signals() -> None:
    """Signals end the process, whatever the parent made of them; Ctrl-C is the parent's."""
    for number in (signal.SIGTERM, signal.SIGALRM, signal.SIGPIPE, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.set_wakeup_fd(-1)


@contextlib.contextmanager
def clock(seconds: float) -> Iterator[None]:
    """The system itself ends this process when the time is up, whatever it is doing."""
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
