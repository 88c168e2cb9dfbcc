"""A line to a process, as the server's loop sees it: one message out, one back."""

import asyncio
import socket
from typing import cast

from kgraph.endpoint import frames
from kgraph.endpoint.frames import Heading

Message = tuple[Heading, bytes]
_MOST_BUFFERED = 4 * 1024 * 1024


def pair() -> tuple[socket.socket, socket.socket]:
    """Both ends of a line; what is sent waits in it, so that a process is soon free again."""
    ours, theirs = socket.socketpair()
    theirs.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _MOST_BUFFERED)
    ours.setblocking(False)
    return ours, theirs


class Line(asyncio.Protocol):
    """The server's end. Nobody asks again before the answer has come, or the line is closed."""

    def __init__(self) -> None:
        """Use ``open_line``."""
        self._transport: asyncio.WriteTransport | None = None
        self._coming: asyncio.Future[Message] | None = None
        self._greeting: Message | None = None
        self._parts: list[bytes] = []
        self._missing = 0
        self.gone = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The line is there."""
        self._transport = cast(asyncio.WriteTransport, transport)  # uvloop's is none by its class

    def connection_lost(self, exc: Exception | None) -> None:
        """The process has ended, or the line was closed."""
        self.gone = True
        if self._coming is not None and not self._coming.done():
            self._coming.set_exception(ConnectionResetError())

    def data_received(self, data: bytes) -> None:
        """A part of an answer, most often all of it."""
        self._parts.append(data)
        self._missing -= len(data)
        if self._missing > 0:
            return
        raw = data if len(self._parts) == 1 else b"".join(self._parts)
        self._missing = frames.missing(raw)
        self._parts = [raw] if self._missing else []
        if not self._missing:
            self._take(frames.whole(raw))

    def _take(self, message: Message) -> None:
        if self._coming is None:  # a greeting may be quicker than the one it is for
            self._greeting = message
        elif not self._coming.done():
            self._coming.set_result(message)

    def eof_received(self) -> None:
        """The process sends no more."""
        self.gone = True

    def ask(self, task: Heading) -> "asyncio.Future[Message]":
        """Send a task: its answer, or ``ConnectionResetError`` where the process ends."""
        coming = self.next()
        if self._transport is not None:
            self._transport.write(frames.pack(task))
        return coming

    def next(self) -> "asyncio.Future[Message]":
        """The next message, without asking for it."""
        self._coming = asyncio.get_running_loop().create_future()
        if self._greeting is not None:
            self._coming.set_result(self._greeting)
            self._greeting = None
        elif self.gone:
            self._coming.set_exception(ConnectionResetError())
        return self._coming

    def close(self) -> None:
        """Let go of it."""
        if self._transport is not None:
            self._transport.close()


async def open_line(end: socket.socket) -> Line:
    """The server's end of a line."""
    loop = asyncio.get_running_loop()
    _, line = await loop.create_unix_connection(Line, sock=end)
    return line
