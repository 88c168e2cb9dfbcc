"""Whole answers given just now, for whoever asks the same again.

The graph stays as it is until a change is accepted, which makes a new edition of it; an answer
holds until then, or until the day turns. What says ``no-store`` (what may differ each time, or
shows somebody's own copies) is never kept.
"""

import datetime
import re
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_LARGEST = 2 * 1024 * 1024
LARGEST_AT_ONCE = 64 * 1024
_OVERHEAD = 4096
_PRIVATE = b"/scratch"
_NOT_A_VALUE = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")
_OF_THE_BODY = (b"content-length", b"content-type", b"content-encoding")
Pairs = list[tuple[bytes, bytes]]
Key = tuple[object, ...]


@dataclass(slots=True)
class Whole:
    """An answer as it was sent.

    Parameters:
        body: never sent in pieces.
        tag: its ETag.
        kind: of page, as it is counted.
        head: the lines of its headers, where it is small enough to be written in one go; else
            nothing.
        loose: its headers, where there are no lines of them.
    """

    body: bytes
    tag: bytes
    kind: str
    head: bytes = b""
    loose: Sequence[tuple[bytes, bytes]] = ()
    _only: bytes = b""

    @property
    def headers(self) -> Pairs:
        """All headers."""
        return list(self.loose) or pairs_of(self.head)

    @property
    def head_only(self) -> bytes:
        """The lines of its headers where the client has the body already."""
        if not self._only and self.head:
            self._only = _lines(without_body(self.headers))
        return self._only


class Recent:
    """The latest answers, up to a size in all.

    Parameters:
        size: bytes in all: of bodies, addresses and headers.
    """

    def __init__(self, size: int = 64 * 1024 * 1024) -> None:
        """Empty."""
        self._kept: OrderedDict[Key, tuple[Whole, int]] = OrderedDict()
        self._size, self._most = 0, size

    @staticmethod
    def key(
        address: bytes, accept: bytes, language: bytes, edition: int = 0, *, squeezed: bool = False
    ) -> Key | None:
        """What tells a GET or HEAD from others; None where its answer is not to be kept.

        Parameters:
            address: path and query as they were sent.
            edition: of the graph.
            squeezed: whether the client takes its answer as gzip.
        """
        if _PRIVATE in address.partition(b"?")[0]:
            return None
        return address, accept, language, datetime.date.today().toordinal(), edition, squeezed

    def get(self, key: Key | None) -> Whole | None:
        """An answer that is kept."""
        if key is None or (found := self._kept.get(key)) is None:
            return None
        self._kept.move_to_end(key)
        return found[0]

    def put(
        self,
        key: Key | None,
        kind: str,
        status: int,
        headers: Iterable[tuple[bytes, bytes]],
        body: bytes,
    ) -> None:
        """Keep an answer, unless it is large, is none, or forbids it."""
        pairs = list(headers)
        named = dict(pairs)
        tag = named.get(b"etag", b"")
        if key is None or status != 200 or not tag or len(body) > _LARGEST:
            return
        if b"no-store" in named.get(b"cache-control", b""):
            return
        head = _head(pairs, body)
        self.keep(key, Whole(body, tag, kind, head, () if head else pairs))

    def keep(self, key: Key, whole: Whole) -> None:
        """Keep an answer that holds for whoever asks the same."""
        if key in self._kept:
            return
        size = _OVERHEAD + 2 * len(whole.head) + len(whole.body)
        size += sum([len(part) for part in key if isinstance(part, bytes)])
        self._kept[key] = whole, size
        self._size += size
        while self._size > self._most:
            self._size -= self._kept.popitem(last=False)[1][1]


def without_body(headers: Pairs) -> Pairs:
    """The headers of an answer to one who has the body already."""
    return [pair for pair in headers if pair[0] not in _OF_THE_BODY]


def matches(asked: bytes, tag: bytes) -> bool:
    """Whether the tags that a client has are those of an answer."""
    if asked == tag:
        return True
    known = [part.strip().removeprefix(b"W/") for part in asked.split(b",")]
    return tag in known or b"*" in known


def is_value(text: bytes) -> bool:
    """Whether a text may stand in a header."""
    return _NOT_A_VALUE.search(text) is None


def _head(headers: Pairs, body: bytes) -> bytes:
    """The lines of an answer's headers; nothing where it is not sent in one go."""
    if len(body) > LARGEST_AT_ONCE or (b"content-length", b"%d" % len(body)) not in headers:
        return b""
    return _lines(headers) if is_value(b"".join([value for _, value in headers])) else b""


def pairs_of(head: bytes) -> Pairs:
    """Lines of headers as names and values."""
    found = (line.partition(b": ") for line in head.split(b"\r\n") if line)
    return [(name, value) for name, _, value in found]


def _lines(headers: Pairs) -> bytes:
    return b"".join([b"%s: %s\r\n" % pair for pair in headers])
