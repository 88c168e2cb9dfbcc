"""How the server and its processes talk: a heading as JSON and a body, each with its length."""

import hashlib
import json
import socket
import struct
from dataclasses import dataclass, field
from typing import Any

HEAD = struct.Struct(">II")
_WRITER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_MOST_AT_ONCE = 1 << 18
Heading = dict[str, Any]


@dataclass(frozen=True, slots=True)
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
        tag: its ETag, worked out where the answer is.
    """

    status: int
    form: str = ""
    body: bytes = b""
    cut: str = ""
    rows: int = -1
    error: Heading | None = None
    headers: dict[str, str] = field(default_factory=dict)
    tag: str = ""

    def packed(self) -> bytes:
        """As it is sent."""
        heading = {"status": self.status, "form": self.form, "cut": self.cut, "rows": self.rows}
        if self.error is not None:
            heading["error"] = self.error
        if self.status == 200:
            heading["tag"] = etag(self.form.encode(), self.body)
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
        tag=str(heading.get("tag", "")),
    )


def etag(*parts: bytes) -> str:
    """The strong ETag of a representation, given in parts."""
    made = hashlib.sha256()
    for part in parts:
        made.update(part)
    return f'"{made.hexdigest()[:32]}"'


def pack(heading: Heading, body: bytes = b"") -> bytes:
    """A heading and a body as one message."""
    told = _WRITER.encode(heading).encode()
    return HEAD.pack(len(told), len(body)) + told + body


def missing(raw: bytes | bytearray) -> int:
    """How many bytes of a message are still to come, as far as can be said."""
    if len(raw) < HEAD.size:
        return HEAD.size - len(raw)
    told, size = HEAD.unpack_from(raw)
    return max(0, HEAD.size + int(told) + int(size) - len(raw))


def whole(raw: bytes) -> tuple[Heading, bytes]:
    """The heading and the body of a message that is whole."""
    told, size = HEAD.unpack_from(raw)
    begins = HEAD.size + told
    return json.loads(raw[HEAD.size : begins]), raw[begins : begins + size]


def receive(line: socket.socket) -> tuple[Heading, bytes] | None:
    """The next message; None when the other end is gone."""
    raw = bytearray()
    while missing(raw):
        # Nobody sends a second message before the first is answered: all that is there is of it.
        part = line.recv(_MOST_AT_ONCE)
        if not part:
            return None
        raw += part
    return whole(bytes(raw))
