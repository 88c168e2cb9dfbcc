"""What the service says of itself, as statements: a thing, a property, a value."""

from collections.abc import Iterable

from kgraph.terms import GRAPH, LANG_STRING, Iri, Literal, Quad, Term
from kgraph.wording import LANGUAGES, Text

_NOWHERE = GRAPH("service")
Statement = tuple[Iri, Iri, Term]


def both(it: Iri, name: Iri, text: Text) -> list[Statement]:
    """A text of a thing in both languages."""
    return [(it, name, Literal(text.get(lang), LANG_STRING, lang)) for lang in LANGUAGES]


def quads(said: Iterable[Statement]) -> list[Quad]:
    """Statements as those of the graph are: they stand in no file."""
    return [(*statement, _NOWHERE) for statement in said]
