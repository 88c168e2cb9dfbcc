"""The part of a check that an engine is left with, once the sieve has looked at a large graph."""

import ctypes
import io
import re
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgraph.checks.conditions import conditions
from kgraph.checks.narrow import NAME, QUESTIONS, TARGETS, Parts, turtle
from kgraph.store import Store, View
from kgraph.store.convert import read_turtle
from kgraph.store.gate import LONGEST, NO_CODE
from kgraph.terms import OWL, RDF, RDFS, SH, Iri, Literal, Term, Triple

if TYPE_CHECKING:
    from kgraph.checks.sieve import Asked

LARGE = 8_000_000
"""Bytes of N-Triples from which the sieve pays: some fifty thousand statements."""
_AT_ONCE = 34_000_000  # bytes that an engine is given at once: it holds several times as many
_ALWAYS = frozenset({str(RDF("type")), str(RDFS("subClassOf"))})
_TYPE = re.compile(r"(?<![\w?$:@-])a(?![\w:-])|type|subClassOf", re.I)
_HEAD = re.compile(r"\s*SELECT\b[^{]*\{", re.I)
# What binding $this beforehand could make mean something else than asking of all things at once.
_NESTED = re.compile(r"(?<![\w?$:@-])(?:MINUS|SELECT|VALUES|GRAPH|BIND)(?![\w-])|\$PATH", re.I)
# Asked of all things, this is sought from its far end, over and over.
_SLOW = re.compile(r"EXISTS\s*\{[^}]*[\w)]\?/", re.I)
_TERM = r"(?:[?$]\w+|<[^<>\s]+>|[\w-]*:[\w-]+|\ba\b)"
_ANY_PROPERTY = re.compile(rf"(?:{_TERM}|;)\s+[?$]\w+\s+(?:{_TERM}|\")")


def sifted(shapes: str, data: bytes, store: Store, view: View) -> tuple[str, bytes]:
    """The shapes with the things that may break them as targets, and the data they look at.

    Parameters:
        shapes: the shapes graph as Turtle.
        data: the graph as N-Triples.
        store: where the same graph can be asked.
        view: the view of it.

    Returns:
        Shapes and data of which an engine gives the same results; as they were, where the shapes
        choose their things in a way that is not known here.
    """
    triples = read_turtle(shapes.encode())
    if any(_is_strange(triple) for triple in triples):
        return shapes, data
    parts = Parts(triples)
    made = {t for t in triples if t[1] not in TARGETS or t[1] == SH("targetNode")}
    if len(made) < len(triples):
        made.update(_left(triples, data, store, view))
    left = {str(t[0]) for t in made if t[1] in TARGETS}
    if any(_reads_all(text, parts.spaces) for shape in left for text in parts.questions(shape)):
        return turtle(made), data
    parts = Parts(made)
    return turtle(made), only_with(data, set().union(*(_read_by(parts, s) for s in left)))


def in_groups(shapes: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """A large check in parts: some of the shapes at a time, each with the data that they read.

    An engine holds several times the data that it is given, and most shapes read little of them.
    All parts together give the results of the whole.
    """
    if len(data) <= _AT_ONCE:
        yield shapes, data
        return
    triples = read_turtle(shapes.encode())
    parts = Parts(triples)
    left = sorted({str(t[0]) for t in triples if t[1] in TARGETS})
    if any(_reads_all(text, parts.spaces) for shape in left for text in parts.questions(shape)):
        yield shapes, data
        return
    reads = {shape: _read_by(parts, shape) for shape in left}
    groups = _grouped(reads, _sizes(data))
    with tempfile.TemporaryFile() as lines:  # else it lies in memory while the engine needs that
        lines.write(data)
        del data
        for group in groups:
            made = [t for t in triples if t[1] not in TARGETS or str(t[0]) in group]
            lines.seek(0)
            yield turtle(made), lines_with(lines, set().union(*(reads[one] for one in group)))


def _read_by(parts: Parts, shape: str) -> set[str]:
    """The properties that a shape reads: types, a fifth of all, only where it may ask for one."""
    named = {*_ALWAYS, *parts.named(shape)}
    for path, value in parts.said(shape):
        chooses = path in TARGETS and path != SH("targetNode")
        asks = path in QUESTIONS and _TYPE.search(str(getattr(value, "value", value)))
        if chooses or asks or path == SH("class") or value == RDF("type"):
            return named
    return named - _ALWAYS


def give_back() -> None:
    """Have the C library give back the memory that an engine has freed, where it knows how to.

    It would keep hundreds of megabytes for the next who asks, who is not the engine again.
    """
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


def _sizes(data: bytes) -> dict[str, int]:
    """Bytes by property."""
    sizes: dict[bytes, int] = {}
    for line in io.BytesIO(data):
        predicate = line.split(b" ", 2)[1]
        sizes[predicate] = sizes.get(predicate, 0) + len(line)
    return {predicate[1:-1].decode(): size for predicate, size in sizes.items()}


def _grouped(reads: Mapping[str, set[str]], sizes: Mapping[str, int]) -> list[list[str]]:
    """Shapes together that read much the same, as long as that is little enough."""

    def size(predicates: Iterable[str]) -> int:
        return sum(sizes.get(each, 0) for each in predicates)

    groups: list[tuple[list[str], set[str]]] = []
    for shape in sorted(reads, key=lambda shape: (-size(reads[shape]), shape)):
        fits = [g for g in groups if size(g[1] | reads[shape]) <= _AT_ONCE]
        near = min(fits, key=lambda g: size(reads[shape] - g[1]), default=None)
        if near is None:
            groups.append(([shape], set(reads[shape])))
        else:
            near[0].append(shape)
            near[1].update(reads[shape])
    return [shapes for shapes, _ in groups]


def _left(triples: Sequence[Triple], data: bytes, store: Store, view: View) -> Iterator[Triple]:
    """The targets that are left: of each shape the things that may break it."""
    from kgraph.checks.columns import Columns
    from kgraph.checks.sieve import Sieve

    asked = _questions(triples)
    known = {node: conditions(text, asked.prefixes) for node, text in asked.texts.items()}
    sieve = Sieve(triples, Columns(data), _asking(asked, store, view), known)
    for shape in sieve.targeted():
        suspects = _terms(sieve.suspects(shape))
        if suspects is None:
            yield from (t for t in triples if t[1] in TARGETS and str(t[0]) == shape)
        else:
            yield from ((Iri(shape), SH("targetNode"), term) for term in suspects)


def only_with(data: bytes, predicates: Collection[str]) -> bytes:
    """The lines of N-Triples that have one of these properties."""
    return lines_with(io.BytesIO(data), predicates)


def lines_with(lines: Iterable[bytes], predicates: Collection[str]) -> bytes:
    """Those of some lines of N-Triples that have one of these properties."""
    wanted = {f"<{iri}>".encode() for iri in predicates}
    return b"".join(line for line in lines if line.split(b" ", 2)[1] in wanted)


def _is_strange(triple: Triple) -> bool:
    """Whether a statement chooses things in a way that the sieve does not know."""
    _, path, value = triple
    return (
        path in (SH("target"), SH("closed"))
        or (path in TARGETS and not isinstance(value, Iri) and path != SH("targetNode"))
        or (path == RDF("type") and value in (RDFS("Class"), OWL("Class")))
    )


def _terms(found: Sequence[bytes]) -> list[Term] | None:
    """The things as terms; None where one has no name, which no target can tell."""
    if any(term.startswith(b"_:") for term in found):
        return None
    lines = b"".join(b"<x:s> <x:p> %s .\n" % term for term in found)
    return [value for _, _, value in read_turtle(lines)]


def _reads_all(question: str, prefixes: Collection[str]) -> bool:
    """Whether a question may read properties that it does not name in a way known here."""
    head = _HEAD.match(question)
    if not head or "\\" in question:
        return True
    if not {name for name, _ in NAME.findall(NO_CODE.sub(" ", question))} <= set(prefixes):
        return True
    plain = {"<": "<x>", '"': '"', "'": '"'}
    code = NO_CODE.sub(lambda m: plain.get(m[0][0], " "), question[head.end() :])
    return _ANY_PROPERTY.search(code) is not None


@dataclass(frozen=True)
class _Questions:
    """The questions of a shapes graph by the node of their constraint, and its prefixes."""

    texts: Mapping[str, str]
    prefixes: Mapping[str, str]


def _questions(triples: Iterable[Triple]) -> _Questions:
    texts, spaces, declared = dict[str, str](), dict[str, str](), dict[str, str]()
    for subject, path, value in triples:
        if not isinstance(value, Literal):
            continue
        if path == SH("select"):
            texts[str(subject)] = value.value
        elif path == SH("prefix"):
            declared[str(subject)] = value.value
        elif path == SH("namespace"):
            spaces[str(subject)] = value.value
    prefixes = dict[str, str]()
    for node, name in declared.items():
        if prefixes.setdefault(name, spaces.get(node, "")) != spaces.get(node, ""):
            return _Questions({}, {})  # which of two is meant, only the engine knows
    return _Questions(texts, prefixes)


def _asking(questions: _Questions, store: Store, view: View) -> "Asked":
    """How a constraint's question is asked of all things at once."""
    head = "".join(f"PREFIX {name}: <{space}>\n" for name, space in questions.prefixes.items())

    def ask(constraint: str, about: str) -> set[str] | None:
        text = _whole(questions.texts.get(constraint, ""), about)
        if not text or len(head + text) > LONGEST or getattr(store, "elsewhere", False):
            return None
        return {row[0] for row in store.texts(head + text, view)[1]}

    return ask


def _whole(question: str, about: str) -> str:
    """A question asked of all things at once; empty where that could mean something else.

    It must begin with ``$this``, which every answer then has bound before anything is compared.
    """
    head = _HEAD.match(question)
    code = NO_CODE.sub(" ", question)
    odd = _NESTED.search(code.replace("SELECT", "", 1)) or "?this" in code
    if not head or odd or _SLOW.search(code):
        return ""
    body = question[head.end() :]
    branches = re.split(r"(?i)\bUNION\b", body)
    if not all(re.match(r"[\s{]*\$this\s", branch) for branch in branches):
        return ""
    return f"SELECT DISTINCT $this WHERE {{ {{ SELECT DISTINCT $this WHERE {{ {about} }} }} {body}"
