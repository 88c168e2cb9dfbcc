"""Who may load into a server: one at a time, whoever comes when, and whoever was killed."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from kgraph.errors import OutsideError
from kgraph.store import writer
from kgraph.store.http import Access, Line
from kgraph.store.served import Endpoint
from kgraph.store.writer import LOCK, alone


class Holding(Endpoint):
    """A server whose statements lie in this process."""

    def __init__(self) -> None:
        super().__init__(Line(Access()), "http://127.0.0.1/sparql", lambda _: None)
        self.held = ox.Store()
        self.turn = threading.Lock()
        self.wait = 0.0

    def table(self, text: str) -> tuple[list[str], list[list[object]]]:  # type: ignore[override]
        with self.turn:
            found = self.held.query(text)
            assert isinstance(found, ox.QuerySolutions)
            return [v.value for v in found.variables], [list(row) for row in found]

    def change(self, text: str) -> None:
        with self.turn:
            self.held.update(text)
        time.sleep(self.wait)

    def leave_note(self, name: str, age: int = 0) -> None:
        """A note of somebody's."""
        self.change(f"INSERT DATA {{ GRAPH <{LOCK}> {{ <{LOCK}:{name}> <{LOCK}> "
                    f"{int(time.time()) - age} }} }}")  # fmt: skip


def test_a_second_one_is_told_to_wait_and_the_first_leaves_nothing() -> None:
    """Whoever comes while a note stands, from another machine too."""
    server = Holding()
    with (
        alone(server, server.change),
        pytest.raises(OutsideError, match="Någon annan laddar"),
        alone(server, server.change),
    ):
        pass

    assert len(server.held) == 0
    server.leave_note("elsewhere-1-x")
    with pytest.raises(OutsideError), alone(server, server.change):
        pass


@pytest.mark.parametrize("kept", ["old", "killed"])
def test_a_note_of_one_who_is_gone_is_passed_over(kept: str) -> None:
    """At once where its process was on this machine, else after ten minutes."""
    server = Holding()
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    pid = gone.pid
    assert not Path(f"/proc/{pid}").exists()
    here = writer._here()
    assert here
    server.leave_note("elsewhere-1-x", 600) if kept == "old" else server.leave_note(
        f"{here}-{pid}-x"
    )

    with alone(server, server.change):
        assert len(server.held) == 1
    assert len(server.held) == 0


def test_only_a_note_that_was_seen_to_be_left_behind_is_taken_away() -> None:
    """One who writes a note just then keeps it, and the second gives way."""
    server = Holding()
    looked: list[str] = []
    table = server.table

    def look(text: str) -> tuple[list[str], list[list[object]]]:
        found = table(text)
        if not looked:
            server.leave_note("elsewhere-1-x")  # after the first look, before the next step
        looked.append(text)
        return found

    server.table = look  # type: ignore[method-assign]
    with pytest.raises(OutsideError, match="Någon annan laddar"), alone(server, server.change):
        pass

    assert "elsewhere-1-x" in str(list(server.held))


def test_of_many_who_come_at_once_never_two_go_on() -> None:
    """They may all give way; then they are told to try again."""
    for number in range(20):
        server = Holding()
        server.wait = 0.001
        inside: list[int] = []
        most: list[int] = []
        gate = threading.Barrier(4)

        def come(me: int, server: Holding = server, gate: threading.Barrier = gate,
                 inside: list[int] = inside, most: list[int] = most) -> None:  # fmt: skip
            gate.wait()
            try:
                with alone(server, server.change):
                    inside.append(me)
                    most.append(len(inside))
                    time.sleep(0.002)
                    inside.remove(me)
            except OutsideError:
                pass

        comers = [threading.Thread(target=come, args=(n,)) for n in range(4)]
        for each in comers:
            each.start()
        for each in comers:
            each.join()
        assert max(most, default=0) <= 1, number
        assert len(server.held) == 0


def test_a_note_is_renewed_while_its_load_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a load of an hour is not taken for one that was broken off."""
    monkeypatch.setattr(writer, "_RENEWED_S", 0.01)
    server, renewed = Holding(), threading.Event()

    def renew(text: str) -> None:
        server.change(text)
        renewed.set()

    with alone(server, server.change, renew):
        assert renewed.wait(30)
    assert len(server.held) == 0
