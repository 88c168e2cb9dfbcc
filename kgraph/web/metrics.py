"""Counts and times of requests, as Prometheus reads them; nothing of who asked for what."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from itertools import accumulate

from kgraph.endpoint.media import ENDINGS

_BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_KINDS = {
    *("sparql", "graphs", "scratch", "id", "def", "vocab", "graph", "shapes", "data"),
    *("static", "healthz", "readyz", "metrics", "openapi.json", ".well-known"),
}


class _Times:
    """How long the requests of a kind took: how many by the first bound they kept, and in all."""

    __slots__ = ("counts", "total")

    def __init__(self) -> None:
        self.counts, self.total = [0] * (len(_BOUNDS) + 1), 0.0


class Metrics:
    """The counts of one server."""

    def __init__(self) -> None:
        """Nothing yet."""
        self._requests: Counter[tuple[str, int]] = Counter()
        self._times: dict[str, _Times] = {}

    @staticmethod
    def kind(path: str) -> str:
        """The kind of page an address is of; never the address."""
        first = path.lstrip("/").partition("/")[0]
        root, _, ending = first.partition(".")
        known = root if ending in ENDINGS else first
        return known if known in _KINDS else "page"

    def count(self, kind: str, status: int, seconds: float) -> None:
        """Note a request that has been answered.

        Parameters:
            kind: of ``Metrics.kind``.
        """
        self._requests[kind, status] += 1
        times = self._times.get(kind)
        if times is None:
            times = self._times[kind] = _Times()
        times.counts[bisect_left(_BOUNDS, seconds)] += 1
        times.total += seconds

    def text(self, gauges: Mapping[str, float]) -> str:
        """All counts.

        Parameters:
            gauges: what is so just now, by name.
        """
        lines = ["# TYPE kgraph_requests_total counter"]
        for (kind, status), n in sorted(self._requests.items()):
            lines.append(f'kgraph_requests_total{{kind="{kind}",status="{status}"}} {n}')
        lines.append("# TYPE kgraph_request_seconds histogram")
        for kind, times in sorted(self._times.items()):
            for bound, many in zip((*_BOUNDS, "+Inf"), accumulate(times.counts), strict=True):
                lines.append(f'kgraph_request_seconds_bucket{{kind="{kind}",le="{bound}"}} {many}')
            lines.append(f'kgraph_request_seconds_sum{{kind="{kind}"}} {times.total:.6f}')
            lines.append(f'kgraph_request_seconds_count{{kind="{kind}"}} {sum(times.counts)}')
        for name, value in gauges.items():
            lines += [f"# TYPE {name} gauge", f"{name} {value:g}"]
        return "\n".join(lines) + "\n"
