"""What is known of nodes that were looked at together, and terms as a graph's columns have them."""

from dataclasses import dataclass

import numpy as np

from kgraph.checks.columns import Flags, Ids
from kgraph.terms import XSD, Blank, Literal, Term


@dataclass(frozen=True)
class Verdict:
    """What is known of some nodes: which may be wrong, and which may be right; never neither."""

    bad: Flags
    good: Flags

    def and_(self, other: "Verdict") -> "Verdict":
        """Both hold."""
        return Verdict(self.bad | other.bad, self.good & other.good)


def exact(good: Flags) -> Verdict:
    """Every node is known: right, or wrong."""
    return Verdict(~good, good)


def unknown(nodes: Ids) -> Verdict:
    """Nothing is known of any."""
    return Verdict(np.ones(len(nodes), bool), np.ones(len(nodes), bool))


def sound(nodes: Ids) -> Verdict:
    """All are right."""
    return exact(np.ones(len(nodes), bool))


class Odd(Exception):
    """A part of a shape that is not known here."""


def number(value: Term) -> int:
    """A count or length that a shape gives.

    Raises:
        Odd: it is no whole number.
    """
    try:
        return int(getattr(value, "value", ""))
    except ValueError:
        raise Odd from None


def term(value: Term) -> bytes:
    """A term as the RDF engine writes it.

    Raises:
        Odd: it has no name.
    """
    if isinstance(value, Literal):
        text = value.value.translate(_ESCAPES)
        if value.language:
            return f'"{text}"@{value.language}'.encode()
        tail = "" if value.datatype == XSD("string") else f"^^<{value.datatype}>"
        return f'"{text}"{tail}'.encode()
    if isinstance(value, Blank):
        raise Odd
    return f"<{value}>".encode()


_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
