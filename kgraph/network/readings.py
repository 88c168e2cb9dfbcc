"""Which links of a network no passage states in so many words: they are our reading.

An assignment or a membership between two things is our reading when every passage that says who
has it marks it so; another relation when every passage that gives it marks the thing it is of.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from kgraph.network.value import Edge
from kgraph.store import Store, View

_MARKED = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?thing ?passage WHERE {
  ?thing ks:inferred true ; ks:statedIn ?passage . GRAPH ?passage { ?thing ks:inferred true } }"""
# Who has what is a node of its own, what for, and in which role: that somebody has it is what can
# be read into a text.
_BETWEEN = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX org: <http://www.w3.org/ns/org#>
SELECT DISTINCT ?node ?holder ?end ?role WHERE {
  ?node ks:inferred true ; ks:assertionMode ?mode ; ks:bearer|org:member ?holder .
  ?node ks:target|org:organization|ks:reportsTo|ks:fundingProgramme|ks:issuer|ks:onBehalfOf ?end .
  OPTIONAL { ?node ks:role|org:role ?role }
}"""
_SAYING = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX org: <http://www.w3.org/ns/org#>
SELECT DISTINCT ?node ?passage WHERE {
  ?node ks:inferred true ; ks:assertionMode ?mode ; ks:statedIn ?passage .
  GRAPH ?passage { ?node ks:bearer|org:member ?who } }"""
_STATED = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?node ?passage WHERE {
  ?node ks:inferred true ; ks:assertionMode ?mode ; ks:statedIn ?passage }"""
# What is said of things that are marked somewhere, passage by passage.
_SAID = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?thing ?relation ?other ?passage WHERE {
  ?thing ks:inferred true ; ks:statedIn ?passage .
  GRAPH ?passage { ?thing ?relation ?other FILTER(ISIRI(?other)) } }"""
Pairs = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Readings:
    """What is our reading, by thing and passage and by the ends of what links two things.

    Parameters:
        marked: things, each with a passage that marks what it says of it.
        said: whether a relation of a marked thing to another is nothing but our reading.
        between: by holder and other end, the assignments and memberships that are our reading.
        roles: the role of each of them.
        passages: all passages that speak of each of them.
    """

    marked: Pairs = frozenset()
    said: Mapping[tuple[str, str, str], bool] = field(default_factory=dict)
    between: Mapping[frozenset[str], frozenset[str]] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    passages: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def are_ours(self, edge: Edge) -> bool:
        """Whether no passage of a link states it in so many words."""
        if not edge.evidence:
            return False
        ends = frozenset((edge.source, edge.target))
        read = [n for n in self.between.get(ends, ()) if edge.role in ("", self.roles.get(n, ""))]
        if set(edge.evidence) <= {p for node in read for p in self.passages[node]}:
            return True
        ours = self.said.get((edge.source, str(edge.relation), edge.target))
        if ours is not None or edge.role:
            return bool(ours)
        return all((edge.source, p) in self.marked for p in edge.evidence)


def read_readings(store: Store, view: View) -> Readings:
    """What is our reading in a view."""
    marked = _pairs(store, view, _MARKED)
    saying = _pairs(store, view, _SAYING)
    plain = {node for node, _ in saying - marked}
    ours = {node for node, _ in saying & marked} - plain
    between: dict[frozenset[str], set[str]] = defaultdict(set)
    roles: dict[str, str] = {}
    for node, holder, end, role in store.select(_BETWEEN, view).rows:
        if str(node) in ours:
            between[frozenset((str(holder), str(end)))].add(str(node))
            roles[str(node)] = "" if role is None else str(role)
    passages: dict[str, set[str]] = defaultdict(set)
    for read, passage in _pairs(store, view, _STATED):
        if read in ours:
            passages[read].add(passage)
    return Readings(
        marked,
        _said(store, view, marked),
        {ends: frozenset(nodes) for ends, nodes in between.items()},
        roles,
        {node: frozenset(found) for node, found in passages.items()},
    )


def _said(store: Store, view: View, marked: Pairs) -> dict[tuple[str, str, str], bool]:
    found: dict[tuple[str, str, str], bool] = {}
    for row in store.select(_SAID, view).rows:
        thing, relation, other, passage = map(str, row)
        key = thing, relation, other
        found[key] = found.get(key, True) and (thing, passage) in marked
    return found


def _pairs(store: Store, view: View, query: str) -> Pairs:
    return frozenset((str(a), str(b)) for a, b in store.select(query, view).rows)
