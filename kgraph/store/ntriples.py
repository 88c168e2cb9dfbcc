"""One term written out in full, as N-Triples does, and read back."""

import pyoxigraph as ox

from kgraph.store import convert
from kgraph.terms import Iri, Term


def show_term(term: Term) -> str:
    """A term as N-Triples writes it, with every unusual character escaped."""
    plain = str(convert.engine(term))
    return "".join(c if c.isprintable() else _escaped(c) for c in plain)


def _escaped(char: str) -> str:
    code = ord(char)
    return f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"


def parse_term(text: str) -> Term | None:
    """The term that an N-Triples text writes; None where it writes none, or a blank node."""
    try:
        found = list(ox.parse(f"<x:s> <x:p> {text} .".encode(), format=ox.RdfFormat.N_TRIPLES))
    except (SyntaxError, ValueError):
        return None
    if len(found) != 1:
        return None
    term = convert.term(found[0].object)
    return term if isinstance(term, Iri) or not isinstance(term, str) else None
