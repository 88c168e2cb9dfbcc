"""The part of a check that an engine is left with, once the sieve has looked at a large graph."""

import re
from collections.abc import Callable, Iterable, Sequence

from kgraph.checks.narrow import TARGETS, Parts, turtle
from kgraph.store import Store, View
from kgraph.store.convert import read_turtle
from kgraph.store.gate import LONGEST, NO_CODE
from kgraph.terms import OWL, RDF, RDFS, SH, Iri, Literal, Term, Triple

LARGE = 8_000_000
"""Bytes of N-Triples from which the sieve pays: some fifty thousand statements."""
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
    from kgraph.checks.columns import Columns, only_with
    from kgraph.checks.sieve import Sieve

    parts = Parts(triples)
    sieve = Sieve(triples, Columns(data), _asking(triples, store, view))
    made = {triple for triple in triples if triple[1] not in TARGETS or triple[1] == SH("targetNode")}
    left = {str(triple[0]) for triple in made if triple[1] == SH("targetNode")}
    for shape in sieve.targeted():
        suspects = _terms(sieve.suspects(shape))
        if suspects is None:
            made.update(t for t in triples if t[1] in TARGETS and str(t[0]) == shape)
            left.add(shape)
        elif suspects:
            made.update((Iri(shape), SH("targetNode"), term) for term in suspects)
            left.add(shape)
    del sieve
    read = {str(RDF("type")), str(RDFS("subClassOf"))}.union(*(parts.named(s) for s in left))
    if not any(_reads_all(text) for shape in left for text in parts.questions(shape)):
        data = only_with(data, read)
    return turtle(made), data


def _is_strange(triple: Triple) -> bool:
    """Whether a statement chooses things in a way that the sieve does not know."""
    _, path, value = triple
    return path in (SH("target"), SH("closed")) or (
        path == RDF("type") and value in (RDFS("Class"), OWL("Class"))
    )


def _terms(found: Sequence[bytes]) -> list[Term] | None:
    """The things as terms; None where one has no name, which no target can tell."""
    if any(term.startswith(b"_:") for term in found):
        return None
    lines = b"".join(b"<x:s> <x:p> %s .\n" % term for term in found)
    return [value for _, _, value in read_turtle(lines)]


def _reads_all(question: str) -> bool:
    """Whether a question may read properties that it does not name."""
    head = _HEAD.search(question)
    code = NO_CODE.sub(lambda m: "<x>" if m[0][0] == "<" else " ", question[head.end() :]) if head else ""
    return not head or _ANY_PROPERTY.search(code) is not None


def _asking(
    triples: Iterable[Triple], store: Store, view: View
) -> Callable[[str, str], set[str] | None]:
    """How a constraint's question is asked of all things at once."""
    questions, spaces, declared = dict[str, str](), dict[str, str](), dict[str, str]()
    for subject, path, value in triples:
        if not isinstance(value, Literal):
            continue
        if path == SH("select"):
            questions[str(subject)] = value.value
        elif path == SH("prefix"):
            declared[str(subject)] = value.value
        elif path == SH("namespace"):
            spaces[str(subject)] = value.value
    head = "".join(
        f"PREFIX {name}: <{spaces[node]}>\n" for node, name in declared.items() if node in spaces
    )

    def ask(constraint: str, about: str) -> set[str] | None:
        text = _whole(questions.get(constraint, ""), about)
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
    if not head or _NESTED.search(code.replace("SELECT", "", 1)) or "?this" in code or _SLOW.search(code):
        return ""
    body = question[head.end() :]
    branches = re.split(r"(?i)\bUNION\b", body)
    if not all(re.match(r"[\s{]*\$this\s", branch) for branch in branches):
        return ""
    return f"SELECT DISTINCT $this WHERE {{ {{ SELECT DISTINCT $this WHERE {{ {about} }} }} {body}"
