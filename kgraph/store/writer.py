"""One who loads into a server at a time: a note on the server, kept fresh, that the others see.

Whoever comes writes a note of his own and then looks for others; two who come at once see each
other, and both give way. A note is passed over when it has not been renewed for a while, or when
its process was on this very machine and is gone.
"""

import contextlib
import hashlib
import os
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox

from kgraph.errors import KGraphError, OutsideError
from kgraph.store.served import Endpoint
from kgraph.wording import Text

LOCK = "urn:kgraph:writer"
_STALE_S = 600
_RENEWED_S = 60.0
Change = Callable[[str], None]


@contextlib.contextmanager
def alone(endpoint: Endpoint, change: Change, renew: Change | None = None) -> Iterator[None]:
    """Be the only one who loads, until the block ends.

    Parameters:
        endpoint: where the server is asked.
        change: runs an update there.
        renew: the same on a line of its own, for a thread that keeps the note fresh.

    Raises:
        OutsideError: somebody else is loading.
    """
    found = _writers(endpoint)
    if any(_is_there(*each) for each in found):
        raise _taken(endpoint)
    for name, _ in found:  # of those that were looked at: somebody may have come since
        change(f"DELETE WHERE {{ GRAPH <{LOCK}> {{ <{name}> ?p ?o }} }}")
    me = f"{LOCK}:{_here()}-{os.getpid()}-{secrets.token_hex(8)}"
    change(_note(me))
    over = threading.Event()
    keeper = threading.Thread(target=_keep, args=(me, renew or change, over), daemon=True)
    try:
        if [name for name, _ in _writers(endpoint)] != [me]:
            raise _taken(endpoint)
        if renew is not None:
            keeper.start()
        yield
    finally:
        over.set()
        if keeper.is_alive():
            keeper.join(_RENEWED_S)  # a note that is on its way would stay
        with contextlib.suppress(KGraphError):
            change(f"DELETE WHERE {{ GRAPH <{LOCK}> {{ <{me}> ?p ?o }} }}")


def _note(me: str) -> str:
    return f"INSERT DATA {{ GRAPH <{LOCK}> {{ <{me}> <{LOCK}> {int(time.time())} }} }}"


def _keep(me: str, change: Change, over: threading.Event) -> None:
    """Renew a note while it is needed; the newest of its times counts."""
    while not over.wait(_RENEWED_S):
        with contextlib.suppress(KGraphError):
            change(_note(me))


def _writers(endpoint: Endpoint) -> list[tuple[str, int]]:
    """The notes, each with the time when it was renewed last."""
    _, rows = endpoint.table(
        f"SELECT ?s (MAX(?t) AS ?last) WHERE {{ GRAPH <{LOCK}> {{ ?s <{LOCK}> ?t }} }} GROUP BY ?s"
    )
    return [
        (s.value, int(t.value))
        for s, t in rows
        if isinstance(s, ox.NamedNode) and isinstance(t, ox.Literal)
    ]


def _is_there(name: str, last: int) -> bool:
    """Whether one who wrote a note may still be at it."""
    if time.time() - last >= _STALE_S:
        return False
    machine, _, rest = name.removeprefix(f"{LOCK}:").partition("-")
    process = rest.partition("-")[0]
    if not machine or machine != _here() or not process.isdigit():
        return True
    return Path(f"/proc/{process}").exists()


def _here() -> str:
    """What tells this machine, since it was started, and its processes from all others."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text()
        told = f"{boot}{Path('/proc/self/ns/pid').readlink()}"
        return hashlib.sha256(told.encode()).hexdigest()[:16]
    except OSError:
        return ""


def _taken(endpoint: Endpoint) -> OutsideError:
    return OutsideError(
        Text("Någon annan laddar just nu.", "Somebody else is loading just now."),
        endpoint.url,
        Text("Vänta tills det är klart; efter ett avbrott på en annan dator högst tio minuter.",
             "Wait until that is done; after a break-off on another computer ten minutes at most."),
    )  # fmt: skip
