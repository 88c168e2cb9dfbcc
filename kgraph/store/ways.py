"""Property paths: the parser's as ours, and the steps that they take."""

from typing import Any

from rdflib import URIRef
from rdflib.paths import AlternativePath, InvPath, MulPath, NegatedPath, Path, SequencePath

from kgraph.store.reach import Reach, Unreadable, Way


def way(reach: Reach, start: int, path: Way, end: int, *, back: bool = False) -> None:
    """Add the steps of a path from one place to another."""
    kind, inner = path
    if kind == "iri":
        reach.step(start, inner, end, back=back)
    elif kind == "back":
        way(reach, start, inner, end, back=not back)
    elif kind == "or":
        for each in inner:
            way(reach, start, each, end, back=back)
    elif kind == "then":
        parts = list(reversed(inner)) if back else list(inner)
        for part in parts[:-1]:
            here = reach.place()
            way(reach, start, part, here, back=back)
            start = here
        way(reach, start, parts[-1], end, back=back)
    else:
        _again(reach, start, path, end, back)


def _again(reach: Reach, start: int, path: Way, end: int, back: bool) -> None:
    kind, inner = path
    if kind == "?":
        reach.one(start, end)
        way(reach, start, inner, end, back=back)
        return
    here = reach.place()
    if kind == "*":
        reach.one(start, here)
    else:
        way(reach, start, inner, here, back=back)
    way(reach, here, inner, here, back=back)
    reach.one(here, end)


def told(path: Path | URIRef) -> Way:
    """A path of the parser's as ours."""
    if isinstance(path, URIRef):
        return "iri", str(path)
    if isinstance(path, InvPath):
        return "back", told(path.arg)
    if isinstance(path, SequencePath):
        return "then", [told(each) for each in path.args]
    if isinstance(path, AlternativePath):
        return "or", [told(each) for each in path.args]
    if isinstance(path, MulPath):
        return str(path.mod), told(path.path)
    if isinstance(path, NegatedPath) and not any(isinstance(a, InvPath) for a in path.args):
        return "iri", None
    raise Unreadable("path")


def is_any(path: Way) -> bool:
    """Whether a path may take any property."""
    kind, inner = path
    if kind == "iri":
        return inner is None
    return any(map(is_any, inner)) if kind in ("then", "or") else is_any(inner)


def may_be_empty(path: Any) -> bool:
    """Whether a path leads from a thing to itself by no statement."""
    if isinstance(path, MulPath):
        return path.mod != "+" or may_be_empty(path.path)
    if isinstance(path, InvPath):
        return may_be_empty(path.arg)
    if isinstance(path, SequencePath):
        return all(may_be_empty(each) for each in path.args)
    return isinstance(path, AlternativePath) and any(may_be_empty(each) for each in path.args)
