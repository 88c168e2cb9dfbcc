"""How much a query may take. The figures are told in every answer and in the service's own data."""

import sys
from dataclasses import dataclass, fields
from functools import cached_property


@dataclass(frozen=True)
class Limits:
    """What one query, and all of them together, may take.

    Parameters:
        seconds: wall clock of one query.
        memory_mb: memory that one query may ask for beyond what the graph itself takes.
        rows: rows or triples of one answer.
        size_mb: size of one answer.
        quick: processes that are kept free for short queries.
        slow: queries that may go on beyond ``slow_after`` at the same time.
        slow_after: seconds after which a query counts as slow and steps aside.
        queue: requests that may wait for a free process.
        wait: seconds that a request waits before it is asked to come again.
        pages: pages of the usual statements that are worked out at the same time.
        heavy_pages: networks, comparisons and changes that are, beside them; for a turn there one
            waits ``page_seconds``.
        other_pages: pages of another date or review level that are, beside them.
        page_seconds: seconds that a visitor waits for a page before being told to come again.
        body_mb: size of what may be sent.
        url: length of an address.
        rate: requests a second that one client may make in the long run; 0 for no limit.
        burst: requests that one client may make at once.
    """

    seconds: float = 10.0
    memory_mb: int = 512
    rows: int = 100_000
    size_mb: int = 32
    quick: int = 3
    slow: int = 4
    slow_after: float = 0.15
    queue: int = 64
    wait: float = 3.0
    pages: int = 3
    heavy_pages: int = 1
    other_pages: int = 1
    page_seconds: float = 20.0
    body_mb: int = 4
    url: int = 32_000
    rate: float = 200.0
    burst: int = 1000

    @property
    def size(self) -> int:
        """The size of one answer in bytes."""
        return self.size_mb * 1024 * 1024

    @property
    def body(self) -> int:
        """The size of what may be sent in bytes."""
        return self.body_mb * 1024 * 1024

    @cached_property
    def headers(self) -> dict[str, str]:
        """What a query may take, as every answer tells it."""
        told = f"seconds={self.seconds:g}, rows={self.rows}, bytes={self.size}"
        return {"X-Query-Limits": f"{told}, memory-mb={self.memory_mb}"}

    @classmethod
    def known(cls) -> frozenset[str]:
        """The names of the limits, as a configuration spells them."""
        return frozenset(field.name for field in fields(cls))


def lockable() -> bool:
    """Whether this system can lock a process in so that a query reaches no file and no network."""
    return sys.platform == "linux"
