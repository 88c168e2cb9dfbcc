"""What is counted: goals, priorities and measures once and no heading of others; seats as stated.

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


# A seat may be stated in one passage and read into another: then it is stated.
_SEATS = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX org: <http://www.w3.org/ns/org#>
SELECT DISTINCT ?forum ?member ?ours WHERE {
  ?seat ks:inferred true ; org:organization ?forum ; ks:statedIn ?passage .
  GRAPH ?passage { ?seat org:member ?member }
  OPTIONAL { GRAPH ?passage { ?seat ks:inferred ?ours } }
}"""


def read_our_seats(store: Store, view: View) -> frozenset[frozenset[str]]:
    """Forums with those whose seat is marked as our reading, and that no passage states plainly.

    Returns:
        pairs of the two, in no order.
    """
    ours: set[frozenset[str]] = set()
    stated: set[frozenset[str]] = set()
    for forum, member, inferred in store.select(_SEATS, view).rows:
        into = ours if str(inferred) == "true" else stated
        into.add(frozenset({str(forum), str(member)}))
    return frozenset(ours - stated)
