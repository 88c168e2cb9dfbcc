"""Answers of text made smaller on the way, for whoever says that it takes them so.

Never what says ``no-store``: pages behind the key mix secrets with what the client sent, and the
size of such an answer would give them away bit by bit. Never answers to queries either, whose way
is the shortest there is.
"""

import asyncio
import gzip
from collections.abc import Sequence
from functools import lru_cache

Pairs = list[tuple[bytes, bytes]]
# What is smaller fits in a packet or two as it is; what is larger takes a core for a second.
LEAST, _MOST = 2_000, 8 * 1024 * 1024
_AT_ONCE = 32 * 1024  # some milliseconds; more is done beside the loop that all requests share
_LEVEL = 6
_QUERIED = frozenset({"sparql", "scratch"})
_TEXT = (b"text/", b"json", b"/xml", b"+xml", b"javascript", b"n-triples", b"n-quads", b"trig")


@lru_cache(maxsize=256)
def takes_gzip(accepted: bytes) -> bool:
    """Whether a client that sends this ``Accept-Encoding`` takes gzip."""
    named: dict[bytes, bool] = {}
    for part in accepted.lower().split(b","):
        coding, _, weight = part.partition(b";")
        none = weight.replace(b" ", b"").rstrip(b"0").rstrip(b".") in (b"q=", b"q=0")
        named[coding.strip()] = not (weight and none)
    return named.get(b"gzip", named.get(b"*", False))


def may_squeeze(kind: str, headers: Sequence[tuple[bytes, bytes]], size: int) -> bool:
    """Whether a whole answer is given smaller to those who take it so.

    Parameters:
        kind: of page, as it is counted.
        size: of the body, in bytes.
    """
    if kind in _QUERIED or not LEAST <= size <= _MOST:
        return False
    told = dict(headers)
    if b"set-cookie" in told or b"content-encoding" in told:
        return False
    private = b"no-store" in told.get(b"cache-control", b"")
    return not private and any(part in told.get(b"content-type", b"") for part in _TEXT)


def varied(headers: Pairs) -> Pairs:
    """Headers that say the answer goes by what the client takes."""
    return [(n, v + b", Accept-Encoding" if n == b"vary" else v) for n, v in headers]


async def squeezed(headers: Pairs, body: bytes) -> tuple[Pairs, bytes]:
    """A whole answer as gzip, with an ETag of its own (RFC 9110, 8.8.3.3)."""
    if len(body) > _AT_ONCE:
        made = await asyncio.to_thread(_gzip, body)
    else:
        made = _gzip(body)
    told = [
        (name, value[:-1] + b'-gzip"' if name == b"etag" else value)
        for name, value in headers
        if name != b"content-length"
    ]
    return [*told, (b"content-encoding", b"gzip"), (b"content-length", b"%d" % len(made))], made


def _gzip(body: bytes) -> bytes:
    return gzip.compress(body, _LEVEL, mtime=0)  # the same bytes every time
