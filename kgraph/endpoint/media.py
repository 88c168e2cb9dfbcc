"""Which form of an answer a client prefers: RFC 9110 with q-values, and our order on a tie."""

from collections.abc import Sequence
from functools import lru_cache

TABLE_TYPES = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "application/sparql-results+xml": "xml",
    "application/xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
TRUTH_TYPES = {name: form for name, form in TABLE_TYPES.items() if form in ("json", "xml")}
GRAPH_TYPES = {
    "text/turtle": "turtle",
    "application/n-triples": "ntriples",
    "application/rdf+xml": "rdfxml",
    "application/ld+json": "jsonld",
    "text/plain": "ntriples",
    "application/x-turtle": "turtle",
    "application/xml": "rdfxml",
    "application/json": "jsonld",
}
QUAD_TYPES = {"application/trig": "trig", "application/n-quads": "nquads"}
# What is sent: each form under its registered name, whatever name it was asked for by.
SENT = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
    "turtle": "text/turtle; charset=utf-8",
    "ntriples": "application/n-triples; charset=utf-8",
    "rdfxml": "application/rdf+xml",
    "jsonld": "application/ld+json",
    "trig": "application/trig; charset=utf-8",
    "nquads": "application/n-quads; charset=utf-8",
}
HTML = "text/html"
ENDINGS = {
    "ttl": "turtle",
    "nt": "ntriples",
    "rdf": "rdfxml",
    "jsonld": "jsonld",
    "trig": "trig",
    "nq": "nquads",
}
_MOST_RANGES = 40
_REMEMBERED = 128  # headers of at most 64 kB


def ranges(accept: str) -> list[tuple[str, float]]:
    """The media ranges of an Accept header with their weights; what cannot be read is left out."""
    found = []
    for part in accept.split(",")[:_MOST_RANGES]:
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weight = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip() == "q":
                weight = _weight(value.strip())
        if name.count("/") == 1 or name == "*":
            found.append(("*/*" if name == "*" else name, weight))
    return found


def _weight(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        return 0.0
    return value if 0.0 <= value <= 1.0 else 0.0  # also what is no number at all


def chosen(accept: str, offered: Sequence[str]) -> str | None:
    """The offered media type that a client prefers; None when it takes none of them.

    Parameters:
        accept: the header; empty means anything.
        offered: media types, the one we prefer first.
    """
    return _chosen(accept, tuple(offered))


@lru_cache(maxsize=_REMEMBERED)
def _chosen(accept: str, offered: tuple[str, ...]) -> str | None:
    asked = ranges(accept)
    if not asked:
        return offered[0] if not accept.strip() else None
    best, weight = None, 0.0
    for name in offered:
        found = _weight_of(name, asked)
        if found > weight:
            best, weight = name, found
    return best


def _weight_of(name: str, asked: Sequence[tuple[str, float]]) -> float:
    """The weight that the most particular of the ranges gives a media type."""
    kind = name.partition("/")[0] + "/*"
    for wanted in (name, kind, "*/*"):
        weights = [weight for given, weight in asked if given == wanted]
        if weights:
            return max(weights)
    return 0.0
