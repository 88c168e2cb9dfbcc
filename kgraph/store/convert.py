"""Between the engine's terms and ours. Nothing else in the product sees the engine's classes."""

from collections.abc import Iterable

import pyoxigraph as ox

from kgraph.errors import InputError
from kgraph.terms import Blank, Iri, Literal, Quad, Subject, Term, Triple
from kgraph.wording import Text

Engine = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def term(value: Engine) -> Term:
    """An engine's term as ours.

    Raises:
        InputError: a triple term of RDF 1.2, which the product does not store.
    """
    if isinstance(value, ox.NamedNode):
        return Iri(value.value)
    if isinstance(value, ox.Literal):
        return Literal(value.value, value.datatype.value, value.language or "")
    if isinstance(value, ox.BlankNode):
        return Blank(value.value)
    raise InputError(
        Text("RDF 1.2-trippeltermer stöds inte.", "RDF 1.2 triple terms are not supported.")
    )


def subject(value: Engine) -> Subject:
    """An engine's subject as ours."""
    found = term(value)
    if isinstance(found, Literal):
        raise InputError(Text("En literal kan inte vara subjekt.", "A literal is no subject."))
    return found


def node(value: Subject) -> ox.NamedNode | ox.BlankNode:
    """One of our subjects as the engine's."""
    return ox.BlankNode(value) if isinstance(value, Blank) else ox.NamedNode(value)


def engine(value: Term) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    """One of our terms as the engine's."""
    if not isinstance(value, Literal):
        return node(value)
    if value.language:
        return ox.Literal(value.value, language=value.language)
    return ox.Literal(value.value, datatype=ox.NamedNode(value.datatype))


def engine_triple(value: Triple) -> ox.Triple:
    """One of our triples as the engine's."""
    return ox.Triple(node(value[0]), ox.NamedNode(value[1]), engine(value[2]))


def engine_quad(value: Quad) -> ox.Quad:
    """One of our quads as the engine's."""
    return ox.Quad(node(value[0]), ox.NamedNode(value[1]), engine(value[2]), ox.NamedNode(value[3]))


def triple(value: ox.Triple | ox.Quad) -> Triple:
    """An engine's triple, or a quad without its graph, as ours."""
    return subject(value.subject), Iri(value.predicate.value), term(value.object)


def read_turtle(text: bytes) -> list[Triple]:
    """The triples of a Turtle text that another engine wrote."""
    return [triple(found) for found in ox.parse(text, format=ox.RdfFormat.TURTLE)]


def quad(value: ox.Quad) -> Quad:
    """An engine's quad as ours; its graph must have a name."""
    return *triple(value), Iri(getattr(value.graph_name, "value", ""))


def quads(values: Iterable[ox.Quad]) -> list[Quad]:
    """Many quads of the engine as ours; an IRI that many of them have is one text in memory."""
    iris: dict[str, Iri] = {}

    def one(text: str) -> Iri:
        return iris.get(text) or iris.setdefault(text, Iri(text))

    found: list[Quad] = []
    for value in values:
        s, o = value.subject, value.object
        found.append(
            (
                one(s.value) if isinstance(s, ox.NamedNode) else subject(s),
                one(value.predicate.value),
                one(o.value) if isinstance(o, ox.NamedNode) else term(o),
                one(getattr(value.graph_name, "value", "")),
            )
        )
    return found


def sort_key(value: Term) -> tuple[int, str, str, str]:
    """A total order over terms, the same on every run: IRIs, blank nodes, literals."""
    if isinstance(value, Literal):
        return 2, value.value, value.language, value.datatype
    return (1 if isinstance(value, Blank) else 0), str(value), "", ""


def same(one: Term, other: Term) -> bool:
    """Whether two terms are the same; language tags are compared as RDF does, in any case."""
    if not (isinstance(one, Literal) and isinstance(other, Literal)) or not one.language:
        return one == other
    return (one.value, one.language.lower()) == (other.value, other.language.lower())
