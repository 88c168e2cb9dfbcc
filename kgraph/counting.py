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

# What every passage only reads into the document, under something of its kind: a project's parts,
# say, under the measure that the project carries out.
_READ_IN = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?part WHERE {
  VALUES ?type { ks:Goal ks:Priority ks:Measure }
  ?part ks:inferred true ; a ?type ; ks:parentElement ?whole . ?whole a ?type .
  FILTER NOT EXISTS {
    ?part ks:statedIn ?passage .
    GRAPH ?passage { ?part a ?type FILTER NOT EXISTS { ?part ks:inferred true } } } }"""


class Uncounted(NamedTuple):
    """Elements that are told and counted as none.

    Parameters:
        together: areas that the source names only together, as "eleven areas".
        above: priorities that others of the same document stand under; those are counted.
        read_in: what is part of the document by our reading alone, under something of its kind
            that is counted.
    """

    together: frozenset[str]
    above: frozenset[str]
    read_in: frozenset[str]

    @property
    def every(self) -> frozenset[str]:
        """All of them."""
        return self.together | self.above | self.read_in


def read_uncounted(store: Store, view: View) -> Uncounted:
    """What is counted as none, in a view."""
    together = frozenset(str(row[0]) for row in store.select(_TOGETHER, view).rows)
    pairs = [(str(row[0]), str(row[1])) for row in store.select(_UNDER, view).rows]
    read_in = frozenset(str(row[0]) for row in store.select(_READ_IN, view).rows)
    above = frozenset(area for area, part in pairs if part not in together | read_in)
    return Uncounted(together, above, read_in)


# A measure under an area with a theme is how the document takes that theme up.
_UNDER_THEMES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?measure ?area ?theme WHERE {
  ?measure a ks:Measure ; ks:parentElement+ ?area .
  ?area a ks:Priority ; dct:subject/skos:broader* ?theme .
  FILTER NOT EXISTS { ?measure dct:subject/skos:broader* ?theme }
}"""
# A passage can name a part in passing, to say who carries it out: that is no place that states it.
_PLACES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?element ?passage WHERE {
  ?element ks:partOfStrategy ?strategy ; ks:statedIn ?passage .
  GRAPH ?passage { ?element ks:partOfStrategy ?strategy }
}"""
_NAMED = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?element ?passage WHERE {
  ?element ks:partOfStrategy ?strategy ; ks:statedIn ?passage }"""


def read_through_areas(store: Store, view: View) -> dict[str, dict[str, str]]:
    """The measures that have a theme by the area they stand under, and not by themselves.

    Returns:
        by theme, each such measure that is counted, with the area.
    """
    read_in = frozenset(str(row[0]) for row in store.select(_READ_IN, view).rows)
    found: dict[str, dict[str, str]] = {}
    for row in sorted(store.select(_UNDER_THEMES, view).rows, key=repr):
        measure, area, theme = map(str, row)
        if measure not in read_in:
            found.setdefault(theme, {}).setdefault(measure, area)
    return found


def read_places(store: Store, view: View) -> dict[str, frozenset[str]]:
    """By goal, priority and measure, the passages that state it as a part of its document.

    Where none does, those that name it.
    """
    found: dict[str, set[str]] = {}
    for element, passage in store.select(_PLACES, view).rows:
        found.setdefault(str(element), set()).add(str(passage))
    named: dict[str, set[str]] = {}
    for element, passage in store.select(_NAMED, view).rows:
        if str(element) not in found:
            named.setdefault(str(element), set()).add(str(passage))
    return {element: frozenset(places) for element, places in {**named, **found}.items()}


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


_ROLES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?bearer ?role ?target ?passage ?ours WHERE {
  ?node ks:inferred true ; ks:target ?target ; ks:role ?role ; ks:statedIn ?passage .
  GRAPH ?passage { ?node ks:bearer ?bearer }
  OPTIONAL { GRAPH ?passage { ?node ks:inferred ?ours } }
}"""
_ELEMENTS = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?element ?passage ?ours WHERE {
  ?element ks:inferred true ; ks:partOfStrategy ?strategy ; ks:statedIn ?passage .
  GRAPH ?passage { ?element a ?class }
  OPTIONAL { GRAPH ?passage { ?element ks:inferred ?ours } }
}"""
_SEAT_ROLES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX org: <http://www.w3.org/ns/org#>
SELECT DISTINCT ?forum ?member ?role ?ours WHERE {
  ?seat ks:inferred true ; org:organization ?forum ; org:role ?role ; ks:statedIn ?passage .
  GRAPH ?passage { ?seat org:member ?member }
  OPTIONAL { GRAPH ?passage { ?seat ks:inferred ?ours } }
}"""


# That a forum exists, and that it is for something, each where the passage only lets one see it.
_FORUMS = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?forum ?passage ?ours WHERE {
  ?forum ks:inferred true ; a ks:Forum ; ks:statedIn ?passage .
  GRAPH ?passage { ?forum a ks:Forum }
  OPTIONAL { GRAPH ?passage { ?forum ks:inferred ?ours } }
}"""
_LINKS = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?forum ?what ?passage ?ours WHERE {
  VALUES ?how { ks:contributesTo ks:implements }
  ?forum ks:inferred true ; a ks:Forum ; ?how ?what .
  GRAPH ?passage { ?forum ?how ?what }
  OPTIONAL { GRAPH ?passage { ?forum ks:inferred ?ours } }
}"""


# The mandates that a passage was only read to hold, by passage: another may state the same plainly.
_MANDATES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?mandate ?passage WHERE {
  ?mandate ks:inferred true ; a ks:Mandate ; ks:statedIn ?passage .
  GRAPH ?passage { ?mandate ks:inferred true }
}"""


class Ours(NamedTuple):
    """What no passage states in so many words: it is our reading.

    Parameters:
        roles: who, in which role, for what, and the passage that it was read into. Another
            passage may state the same plainly: each is judged by itself.
        elements: goals, priorities and measures that every passage was only read to hold.
        seats: forum, member and role.
        forums: forums that every passage was only read to name.
        links: forum and what it is for.
        mandates: mandate and the passage that it was read into.
    """

    roles: frozenset[tuple[str, ...]]
    elements: frozenset[str]
    seats: frozenset[tuple[str, ...]]
    forums: frozenset[str]
    links: frozenset[tuple[str, ...]]
    mandates: frozenset[tuple[str, ...]]


def read_ours(store: Store, view: View) -> Ours:
    """The roles, parts of documents and seats in forums that are our reading, in a view."""
    return Ours(
        _unsaid(store, view, _ROLES, 4),
        frozenset(element for (element,) in _unsaid(store, view, _ELEMENTS, 1)),
        _unsaid(store, view, _SEAT_ROLES, 3),
        frozenset(forum for (forum,) in _unsaid(store, view, _FORUMS, 1)),
        _unsaid(store, view, _LINKS, 2),
        frozenset(tuple(map(str, row)) for row in store.select(_MANDATES, view).rows),
    )


def _unsaid(store: Store, view: View, query: str, wide: int) -> frozenset[tuple[str, ...]]:
    """The first columns of the rows that are marked, less those that also stand plainly."""
    ours: set[tuple[str, ...]] = set()
    stated: set[tuple[str, ...]] = set()
    for row in store.select(query, view).rows:
        into = ours if str(row[-1]) == "true" else stated
        into.add(tuple(map(str, row[:wide])))
    return frozenset(ours - stated)
