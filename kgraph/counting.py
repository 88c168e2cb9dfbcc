"""What is counted of goals, priorities and measures: each of them once, and no heading of others.

One rule for every answer that counts them: the overview, the findings and what builds on them.
"""

from typing import NamedTuple

from kgraph.store import Store, View

_TOGETHER = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?area WHERE {
  ?area a ks:Priority ; ks:openList true FILTER NOT EXISTS { ?part ks:parentElement ?area } }"""
_UNDER = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?area ?part WHERE {
  ?part a ks:Priority ; ks:partOfStrategy ?strategy ; ks:parentElement+ ?area .
  ?area a ks:Priority ; ks:partOfStrategy ?strategy }"""


class Uncounted(NamedTuple):
    """Elements that are told and counted as none.

    Parameters:
        together: areas that the source names only together, as "eleven areas".
        above: priorities that others of the same document stand under; those are counted.
    """

    together: frozenset[str]
    above: frozenset[str]


def read_uncounted(store: Store, view: View) -> Uncounted:
    """What is counted as none, in a view."""
    together = frozenset(str(row[0]) for row in store.select(_TOGETHER, view).rows)
    pairs = [(str(row[0]), str(row[1])) for row in store.select(_UNDER, view).rows]
    return Uncounted(together, frozenset(area for area, part in pairs if part not in together))
