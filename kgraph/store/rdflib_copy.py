"""A copy of stored statements as a plain rdflib dataset, for those who work in rdflib."""

from collections.abc import Iterable

import rdflib

from kgraph.terms import PREFIXES, Blank, Literal, Quad, Term


def term(value: Term) -> rdflib.term.Identifier:
    """One of our terms as rdflib's, lexical form untouched."""
    if isinstance(value, Literal):
        if value.language:
            return rdflib.Literal(value.value, lang=value.language)
        plain = value.datatype == str(rdflib.XSD.string)
        datatype = None if plain else rdflib.URIRef(value.datatype)
        return rdflib.Literal(value.value, datatype=datatype, normalize=False)
    return rdflib.BNode(value) if isinstance(value, Blank) else rdflib.URIRef(value)


def dataset(quads: Iterable[Quad]) -> rdflib.Dataset:
    """A new dataset with these quads.

    Built quad by quad: parsing N-Quads into a dataset that already holds default-graph triples
    has been seen to lose some.
    """
    made = rdflib.Dataset()
    for prefix, namespace in PREFIXES.items():
        made.bind(prefix, namespace)
    for s, p, o, g in quads:
        made.add((term(s), term(p), term(o), made.graph(rdflib.URIRef(g))))
    return made
