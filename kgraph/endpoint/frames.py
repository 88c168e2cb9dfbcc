"""How the server and its processes talk: a heading as JSON and a body, each with its length."""

import json
import socket
import struct
from dataclasses import dataclass, field
from typing import Any

HEAD = struct.Struct(">II")
Heading = dict[str, Any]


@dataclass(frozen=True)
class Reply:
    """What a process answered.

    Parameters:
        status: of HTTP.
        form: of the body, a key of ``media.SENT``; empty where there is none.
        body: the answer.
        cut: ``rows`` or ``bytes`` where a limit cut it.
        rows: how many it holds, or -1.
        error: what, where and mend, each in both languages, in place of an answer.
        headers: more for the client.
    """

    status: int
    form: str = ""
    body: bytes = b""
    cut: str = ""
    rows: int = -1
    error: Heading | None = None
    headers: dict[str, str] = field(default_factory=dict)

    def packed(self) -> bytes:
        """As it is sent."""
        heading = {"status": self.status, "form": self.form, "cut": self.cut, "rows": self.rows}
        if self.error is not None:
            heading["error"] = self.error
        return pack(heading, self.body)


def unpacked(heading: Heading, body: bytes) -> Reply:
    """As it was received."""
    return Reply(
        int(heading["status"]),
        str(heading["form"]),
        body,
        str(heading["cut"]),
        int(heading["rows"]),
        heading.get("error"),
    )


def pack(heading: Heading, body: bytes = b"") -> bytes:
    """A heading and a body as one message."""
    told = json.dumps(heading, ensure_ascii=False, separators=(",", ":")).encode()
    return HEAD.pack(len(told), len(body)) + told + body


def receive(line: socket.socket) -> tuple[Heading, bytes] | None:
    """The next message; None when the other end is gone."""
    head = _exactly(line, HEAD.size)
    if head is None:
        return None
    told, size = HEAD.unpack(head)
    heading, body = _exactly(line, told), _exactly(line, size)
    if heading is None or body is None:
        return None
    return json.loads(heading), body


def _exactly(line: socket.socket, size: int) -> bytes | None:
    raw = bytearray()
    while len(raw) < size:
        part = line.recv(min(size - len(raw), 1 << 20))
        if not part:
            return None
        raw += part
    return bytes(raw)


def read_heading(raw: bytes) -> Heading:
    """A heading that was received."""
    heading: Heading = json.loads(raw)
    return heading
