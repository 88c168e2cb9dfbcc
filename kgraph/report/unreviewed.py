"""What nobody has gone through since it was read in: it counts, and says so."""

from collections.abc import Collection

from kgraph.report.desk import Desk
from kgraph.report.value import Words
from kgraph.terms import local_name

_REVIEWED = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT ?passage ?status WHERE { ?passage a ks:AssertionGraph ; ks:reviewStatus ?status }"""


def unreviewed(desk: Desk) -> frozenset[str]:
    """The passages that nobody has reviewed, where some are; where none is, no row need say so."""
    rows = desk.store.select(_REVIEWED, desk.view).rows
    fresh = frozenset(str(p) for p, status in rows if local_name(str(status)) == "extracted")
    return fresh if len(fresh) < len(rows) else frozenset()


def unreviewed_words(desk: Desk, fresh: Collection[str], passages: Collection[str]) -> Words | None:
    """That no passage of a statement was reviewed; nothing where one was.

    Parameters:
        fresh: the passages that nobody has reviewed.
    """
    if not passages or not all(passage in fresh for passage in passages):
        return None
    return Words(desk.word(" (inte granskat)", " (not reviewed)"), quiet=True)
