"""Whole answers given just now, for whoever asks the same again.

The graph stays as it is until a change is accepted, which makes a new edition of it; an answer
holds until then, or until the day turns. What says ``no-store`` (what may differ each time, or
shows somebody's own copies) is never kept.
"""

import datetime
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass

from starlette.types import Scope

_LARGEST = 2 * 1024 * 1024
_PRIVATE = "/scratch"
Pairs = list[tuple[bytes, bytes]]
Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """An answer as it was sent.

    Parameters:
        headers: all of them.
        body: never sent in pieces.
        tag: its ETag.
    """

    headers: Pairs
    body: bytes
    tag: bytes


class Recent:
    """The latest answers, up to a size in all.

    Parameters:
        size: bytes in all.
    """

    def __init__(self, size: int = 64 * 1024 * 1024) -> None:
        """Empty."""
        self._kept: OrderedDict[Key, Whole] = OrderedDict()
        self._size, self._most = 0, size

    @staticmethod
    def key(scope: Scope, accept: bytes, language: bytes) -> Key | None:
        """What tells a request from others; None where its answer is not to be kept."""
        if scope["method"] not in ("GET", "HEAD") or scope["path"].startswith(_PRIVATE):
            return None
        today = datetime.date.today().toordinal()
        edition = getattr(getattr(scope.get("app"), "state", None), "edition", 0)
        return scope.get("raw_path"), scope["query_string"], accept, language, today, edition

    def get(self, key: Key | None) -> Whole | None:
        """An answer that is kept."""
        found = self._kept.get(key) if key is not None else None
        if found is not None and key is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, key: Key | None, status: int, headers: Iterable[tuple[bytes, bytes]],
            body: bytes) -> None:  # fmt: skip
        """Keep an answer, unless it is large, is none, or forbids it."""
        pairs = list(headers)
        named = dict(pairs)
        tag = named.get(b"etag", b"")
        if key is None or status != 200 or not tag or key in self._kept or len(body) > _LARGEST:
            return
        if b"no-store" in named.get(b"cache-control", b""):
            return
        self._kept[key] = Whole(pairs, body, tag)
        self._size += len(body)
        while self._size > self._most:
            self._size -= len(self._kept.popitem(last=False)[1].body)
