"""The sign of life: only on a terminal, only when it takes long, and gone before the answer."""

import io
import threading

import pytest

from kgraph.cli import working
from kgraph.cli.working import Working


class Terminal(io.StringIO):
    """A standard error that is a terminal, and tells when something has been drawn."""

    def __init__(self, real: bool = True) -> None:
        super().__init__()
        self.real, self.drawn = real, threading.Event()

    def isatty(self) -> bool:
        return self.real

    def write(self, text: str) -> int:
        written = super().write(text)
        if "…" in text:
            self.drawn.set()
        return written


def shown(monkeypatch: pytest.MonkeyPatch, terminal: Terminal, patience: float) -> Working:
    """The sign on a terminal, with a patience of our own."""
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setattr(working, "PATIENCE_S", patience)
    return Working()


def test_long_work_says_what_is_being_done_and_takes_the_line_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The line names the step, and nothing of it is left."""
    terminal = Terminal()
    sign = shown(monkeypatch, terminal, 0)
    with sign.run("Läser", wanted=True):
        assert terminal.drawn.wait(5)
        sign.end()
    assert "Läser … 0 s" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r\x1b[K")


@pytest.mark.parametrize(("real", "wanted"), [(False, True), (True, False)])
def test_a_pipe_and_a_quiet_run_get_nothing(
    monkeypatch: pytest.MonkeyPatch, real: bool, wanted: bool
) -> None:
    """What reads standard error by program sees no drawing."""
    terminal = Terminal(real)
    with shown(monkeypatch, terminal, 0).run("Läser", wanted=wanted):
        pass
    assert terminal.getvalue() == ""


def test_short_work_draws_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Within its patience it stays still."""
    terminal = Terminal()
    with shown(monkeypatch, terminal, 60).run("Läser", wanted=True):
        pass
    assert terminal.getvalue() == ""
