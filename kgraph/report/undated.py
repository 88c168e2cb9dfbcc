"""What is told without a time: by sources that give no date, and by pages that give their own.

"At present" on a page of 2020 is not the present of who reads it.
"""

from collections.abc import Collection

from kgraph.findings.material import source_of
from kgraph.report.desk import Desk
from kgraph.report.value import Words
from kgraph.wording import dated

_UNDATED = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX dct: <http://purl.org/dc/terms/>
SELECT DISTINCT ?source WHERE {
  ?source a ks:SourceDocument ; ks:loaded true .
  FILTER NOT EXISTS { ?source dct:modified|dct:issued ?day }
  FILTER NOT EXISTS { ?source ks:represents/ks:adoptedOn ?adopted }
}"""

_PAGES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX dct: <http://purl.org/dc/terms/>
SELECT DISTINCT ?source ?day WHERE {
  ?source a ks:SourceDocument ; ks:loaded true ; dct:modified|dct:issued ?day }"""


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


def day_of_page(desk: Desk, passages: Collection[str]) -> Words | None:
    """The day of the newest page that tells something; nothing where another source does."""
    days = {str(source): str(day) for source, day in desk.store.select(_PAGES, desk.view).rows}
    homes = {source_of(passage) for passage in passages}
    if not homes or not all(home in days for home in homes):
        return None
    day = desk.say(dated(max(days[home] for home in homes)))
    return Words(desk.word(f" (enligt källa från {day})", f" (by a source of {day})"), quiet=True)
