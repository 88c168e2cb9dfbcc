"""What is told by a source alone that gives no date: news of yesterday or of ten years ago."""

from collections.abc import Collection

from kgraph.findings.material import source_of
from kgraph.report.desk import Desk
from kgraph.report.value import Words

_UNDATED = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX dct: <http://purl.org/dc/terms/>
SELECT DISTINCT ?source WHERE {
  ?source a ks:SourceDocument ; ks:loaded true .
  FILTER NOT EXISTS { ?source dct:modified|dct:issued ?day }
  FILTER NOT EXISTS { ?source ks:represents/ks:adoptedOn ?adopted }
}"""


def undated_sources(desk: Desk) -> frozenset[str]:
    """The sources that were read and say neither when they were written nor when adopted."""
    return frozenset(str(row[0]) for row in desk.store.select(_UNDATED, desk.view).rows)


def undated_words(desk: Desk, undated: Collection[str], passages: Collection[str]) -> Words | None:
    """That no source of a statement gives a date; nothing where one does.

    Parameters:
        undated: the sources without a date.
    """
    if not passages or not all(source_of(passage) in undated for passage in passages):
        return None
    return Words(desk.word(" (odaterad källa)", " (undated source)"), quiet=True)
