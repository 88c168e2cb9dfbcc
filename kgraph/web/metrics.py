"""Counts and times of requests, as Prometheus reads them; nothing of who asked for what."""

from collections import Counter
from collections.abc import Mapping

from kgraph.endpoint.media import ENDINGS

_BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_KINDS = {
    *("sparql", "graphs", "scratch", "id", "def", "vocab", "graph", "shapes", "data"),
    *("static", "healthz", "readyz", "metrics", "openapi.json", ".well-known"),
}


class Metrics:
    """The counts of one server."""

    def __init__(self) -> None:
        """Nothing yet."""
        self._requests: Counter[tuple[str, int]] = Counter()
        self._buckets: Counter[tuple[str, float]] = Counter()
        self._sums: Counter[str] = Counter()
        self._times: dict[str, float] = {}

    @staticmethod
    def kind(path: str) -> str:
        """The kind of page an address is of; never the address."""
        first = path.lstrip("/").partition("/")[0]
        root, _, ending = first.partition(".")
        known = root if ending in ENDINGS else first
        return known if known in _KINDS else "page"

    def count(self, path: str, status: int, seconds: float) -> None:
        """Note a request that has been answered."""
        kind = self.kind(path)
        self._requests[kind, status] += 1
        self._sums[kind] += 1
        self._times[kind] = self._times.get(kind, 0.0) + seconds
        for bound in _BOUNDS:
            if seconds <= bound:
                self._buckets[kind, bound] += 1

    def text(self, gauges: Mapping[str, float]) -> str:
        """All counts.

        Parameters:
            gauges: what is so just now, by name.
        """
        lines = ["# TYPE kgraph_requests_total counter"]
        for (kind, status), n in sorted(self._requests.items()):
            lines.append(f'kgraph_requests_total{{kind="{kind}",status="{status}"}} {n}')
        lines.append("# TYPE kgraph_request_seconds histogram")
        for kind, n in sorted(self._sums.items()):
            for bound in _BOUNDS:
                many = self._buckets[kind, bound]
                lines.append(f'kgraph_request_seconds_bucket{{kind="{kind}",le="{bound}"}} {many}')
            lines.append(f'kgraph_request_seconds_bucket{{kind="{kind}",le="+Inf"}} {n}')
            lines.append(f'kgraph_request_seconds_sum{{kind="{kind}"}} {self._times[kind]:.6f}')
            lines.append(f'kgraph_request_seconds_count{{kind="{kind}"}} {n}')
        for name, value in gauges.items():
            lines += [f"# TYPE {name} gauge", f"{name} {value:g}"]
        return "\n".join(lines) + "\n"
