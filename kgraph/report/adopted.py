"""Who has adopted a document: a decision told of the document, not as a role of its own."""

from collections import defaultdict
from collections.abc import Container, Sequence

from kgraph.report.desk import Desk
from kgraph.report.value import Line, Words, line

_ADOPTED = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX other: <https://w3id.org/kompsam/id/other/>
SELECT DISTINCT ?document ?body ?passage WHERE {
  ?document ks:adoptedBy ?body .
  OPTIONAL { ?document ks:statedIn ?passage . GRAPH ?passage { ?document ks:adoptedBy ?body } }
  FILTER NOT EXISTS {
    ?document ks:adoptedOn ?taken . other:reference-date ks:asOf ?day . FILTER(?taken > ?day)
  }
}"""


def adopted(desk: Desk, slugs: Sequence[str], asked: Container[str]) -> list[Line]:
    """Who has adopted a document that is asked about, on the view's day or before it.

    Parameters:
        slugs: the roles of the row; nothing is told but in that of those who decide.
        asked: what is asked about, and what that is part of.
    """
    if "beslutande" not in slugs:
        return []
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in desk.store.select(_ADOPTED, desk.view).rows:
        document, body, passage = ("" if c is None else str(c) for c in row)
        if document in asked:
            found[document, body].update({passage} - {""})
    taken = Words(desk.word(" (beslutet är fattat)", " (decision taken)"), quiet=True)
    return [
        line(desk.name(body), desk.word(", för ", ", for "), desk.name(document), taken, " ",
             desk.cites(sorted(passages)))
        for (document, body), passages in sorted(found.items())
    ]  # fmt: skip
