"""A sign of life on a terminal: after two seconds a line that says what is being done and how long.

It stands on standard error, only where that is a terminal, and is gone before anything is printed.
"""

import contextlib
import sys
import threading
import time
from collections.abc import Iterator

from kgraph.layout import harmless

PATIENCE_S = 2.0
_BEAT_S = 0.5
_CLEAR = "\r\x1b[K"


class Working:
    """The line, drawn by a thread of its own; the engine lets it run while it works."""

    def __init__(self) -> None:
        """Nothing is drawn."""
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._step, self._drawn = "", False

    def step(self, words: str) -> None:
        """What is being done now."""
        self._step = harmless(words)

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Take the line away while something else is printed; it comes back afterwards."""
        with self._lock:
            if self._drawn:
                sys.stderr.write(_CLEAR)
                sys.stderr.flush()
                self._drawn = False
            yield

    def end(self) -> None:
        """Take the line away for good: the answer is being printed."""
        self._stop.set()
        with self.held():
            pass

    @contextlib.contextmanager
    def run(self, words: str, wanted: bool) -> Iterator[None]:
        """Draw the line for as long as the work takes.

        Parameters:
            words: what is being done, until a step is told.
            wanted: False draws nothing, as does a standard error that is no terminal.
        """
        if not wanted or sys.stderr is None or not sys.stderr.isatty():
            yield
            return
        self._stop.clear()
        self._step = words
        thread = threading.Thread(target=self._draw, args=(time.monotonic(),), daemon=True)
        thread.start()
        try:
            yield
        finally:
            self.end()
            thread.join()

    def _draw(self, begun: float) -> None:
        if self._stop.wait(PATIENCE_S):
            return
        while True:
            with self._lock:
                if self._stop.is_set():
                    return
                sys.stderr.write(f"{_CLEAR}{self._step} … {time.monotonic() - begun:.0f} s")
                sys.stderr.flush()
                self._drawn = True
            if self._stop.wait(_BEAT_S):
                return


WORKING = Working()
