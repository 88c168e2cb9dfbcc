"""What is measured: a network, cut by county, with groups as one or expanded."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from functools import cached_property

from kgraph import matrix, network, queries
from kgraph.measures import basis
from kgraph.network import Edge, Network, Node, analysis
from kgraph.network.analysis import Pair
from kgraph.network.facts import bilingual
from kgraph.network.groups import COLLAPSE, Groups, read_groups
from kgraph.project import Project
from kgraph.store import Store, View
from kgraph.terms import VOCAB, Term
from kgraph.wording import Text

# More ties than this between actors say nothing that the two-mode graph does not say better.
MOST_TIES = 20_000
# Steps that all draws of one loss may take together; a larger network gets fewer draws.
_WORK = 2_000_000


@dataclass(frozen=True, slots=True)
class Arena:
    """What actors take part in, in one network: kinds of nodes, and what people call them."""

    kinds: frozenset[str]
    words: Text


NETWORKS: dict[str, Arena] = {
    "actor-forum": Arena(frozenset({"forum"}), Text("forum", "forums")),
    "actor-project": Arena(frozenset({"project"}), Text("projekt", "projects")),
    "actor-element": Arena(
        frozenset({"goal", "priority", "measure", "target-state", "challenge", "strategy"}),
        Text("strategier, mål och insatser", "strategies, goals and measures"),
    ),
    "actor-theme": Arena(frozenset({"theme"}), Text("teman", "themes")),
}
_CONVENING = {VOCAB("role/sammankallande"), VOCAB("role/ordforande")}
_SECTORS = """
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX vocab: <https://w3id.org/kompsam/vocab/>
SELECT DISTINCT ?actor ?sector WHERE {
  ?actor org:classification ?sector . ?sector skos:inScheme vocab:sector .
}"""
_LISTS = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX relation-kind: <https://w3id.org/kompsam/vocab/relation-kind/>
SELECT DISTINCT ?forum ?fact WHERE {
  ?forum a ks:Forum .
  { ?forum ks:openList true . BIND("open" AS ?fact) }
  UNION {
    ?statement ks:coversSubject ?forum ; ks:coversRelation relation-kind:medlemskap .
    BIND("read" AS ?fact)
  }
}"""
_AUTHORS = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX dct: <http://purl.org/dc/terms/>
SELECT DISTINCT ?passage ?source ?publisher WHERE {
  ?passage a ks:AssertionGraph ; prov:wasDerivedFrom ?source .
  OPTIONAL { ?source dct:publisher ?publisher }
}"""
_UNITS = """
PREFIX org: <http://www.w3.org/ns/org#>
SELECT DISTINCT ?unit ?body WHERE { ?unit org:unitOf+ ?body }"""
_ELEMENT_THEMES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX dct: <http://purl.org/dc/terms/>
SELECT DISTINCT ?element ?theme WHERE {
  VALUES ?type { ks:Goal ks:Priority ks:Measure }
  ?element a ?type ; dct:subject ?theme .
}"""
# The parts of a forum are one place to meet: their members are those of the whole.
_PARTS = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX dct: <http://purl.org/dc/terms/>
SELECT DISTINCT ?part ?whole WHERE {
  ?part a ks:Forum ; dct:isPartOf+ ?whole .
  ?whole a ks:Forum .
  OPTIONAL { ?whole dct:isPartOf ?more . ?more a ks:Forum }
  FILTER(!BOUND(?more))
}"""
_OPEN_GROUPS = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX group-resolution: <https://w3id.org/kompsam/vocab/group-resolution/>
SELECT DISTINCT ?group ?how WHERE {
  ?group a ks:ActorGroup ; ks:groupResolution ?how .
}"""


class Graph:
    """The whole network, and what is asked of the store beside it."""

    def __init__(self, project: Project, store: Store, view: View, name: str) -> None:
        """Read the network; the rest when it is first asked for."""
        self.project, self.store, self.view, self.name = project, store, view, name
        self.arena = NETWORKS[name]
        self.network: Network = network.build(project, store, name, {}, view)
        self.nodes: dict[str, Node] = {node.id: node for node in self.network.nodes}
        self.edges = [
            self._whole(edge)
            for edge in self.network.edges
            if self.nodes[edge.target].kind in self.arena.kinds
        ]
        self._by_county: dict[str, list[Edge]] = defaultdict(list)
        for edge in self.edges:
            for county in self.counties_of(edge):
                self._by_county[county].append(edge)

    def _whole(self, edge: Edge) -> Edge:
        whole = min(self.parts.get(edge.target, ()), default=edge.target)
        return replace(edge, target=whole) if whole in self.nodes else edge

    @cached_property
    def parts(self) -> dict[str, set[str]]:
        """The forum that each part of a forum belongs to."""
        return self.grouped(_PARTS) if self.name == "actor-forum" else {}

    def edges_in(self, county: str) -> list[Edge]:
        """The statements of a county; "" for what belongs to none."""
        return self._by_county.get(county, [])

    def arenas_in(self, county: str) -> list[str]:
        """The forums of a county, with or without known members, parts told as their whole."""
        return [
            node.id
            for node in self.nodes.values()
            if node.kind in self.arena.kinds
            and node.id not in self.parts
            and county in (node.county or ("",))
        ]

    @property
    def counties(self) -> list[str]:
        """The counties that have an arena, and "" when some belongs to none."""
        found = set(self._by_county)
        if self.name == "actor-forum":
            arenas = (n for n in self.nodes.values() if n.kind in self.arena.kinds)
            found |= {county for node in arenas for county in node.county}
        return sorted(found)

    def counties_of(self, edge: Edge) -> tuple[str, ...]:
        """The counties of what is taken part in; a theme has those of the actor."""
        node = self.nodes[edge.source if self.name == "actor-theme" else edge.target]
        return node.county or ("",)

    def grouped(self, text: str) -> dict[str, set[str]]:
        """The rows of a query of two columns, as values by thing."""
        found: dict[str, set[str]] = defaultdict(set)
        for thing, value in self.store.select(text, self.view).rows:
            found[str(thing)].add(str(value))
        return dict(found)

    @cached_property
    def groups(self) -> Groups:
        """The members of groups."""
        return read_groups(self.store, self.view)

    @cached_property
    def resolutions(self) -> dict[str, str]:
        """How each group's members are given: ``listed``, ``derived`` or ``open``."""
        found = self.grouped(_OPEN_GROUPS)
        return {group: min(how).rpartition("/")[2] for group, how in found.items()}

    @cached_property
    def sectors(self) -> dict[str, set[str]]:
        """The sectors of each actor."""
        return self.grouped(_SECTORS)

    @cached_property
    def lists(self) -> dict[str, set[str]]:
        """Of each forum, whether its list of members is open or was read in full."""
        return self.grouped(_LISTS)

    @cached_property
    def units(self) -> dict[str, set[str]]:
        """The bodies that each unit is part of."""
        return self.grouped(_UNITS)

    @cached_property
    def authors(self) -> dict[str, tuple[str, str]]:
        """Source and publisher of each passage."""
        rows = self.store.select(_AUTHORS, self.view).rows
        return {str(p): (str(source), str(who or "")) for p, source, who in rows}

    @cached_property
    def themes(self) -> dict[str, set[str]]:
        """The themes of each goal, priority and measure."""
        return self.grouped(_ELEMENT_THEMES)

    @cached_property
    def nearest(self) -> matrix.Nearest:
        """Who answers for each goal, priority and measure, at the nearest level."""
        return matrix.nearest(self.project, self.store, self.view)

    def answer(self, name: str) -> dict[str, list[dict[str, Term | None]]]:
        """The rows of a named question, by county; each question is asked once."""
        if name not in self._answers:
            query = queries.find(queries.catalogue(self.project), name)
            found: dict[str, list[dict[str, Term | None]]] = defaultdict(list)
            bound = queries.bind(self.store, query, {}, self.view)
            told = self.store.select(query.text, self.view, bound)
            for row in told.rows:
                values = dict(zip(told.columns, row, strict=True))
                found[str(values["region"])].append(values)
            self._answers[name] = dict(found)
        return self._answers[name]

    @cached_property
    def _answers(self) -> dict[str, dict[str, list[dict[str, Term | None]]]]:
        return {}

    @cached_property
    def _names(self) -> dict[str, Text]:
        return {}

    def labels(self, things: Collection[str]) -> dict[str, Text]:
        """Names, from the network where it has them."""
        unknown = [t for t in things if t not in self.nodes and t not in self._names]
        if unknown:
            self._names.update(bilingual(self.store, unknown))
        return {t: self.nodes[t].label if t in self.nodes else self._names[t] for t in things}

    def body(self, actor: str) -> str:
        """What an actor is a unit of, else itself: a body and its unit do not split anything."""
        return min(self.units.get(actor, ()), default=actor)


@dataclass
class Part:
    """One county's part of a network, with groups counted in one way.

    Parameters:
        graph, county: what is cut out; "" for what belongs to no single county.
        draws: how often statements are taken away at random at each loss; fewer when it is large.
        mode: a key of ``GROUP_MODES``.
    """

    graph: Graph
    county: str
    draws: int
    mode: str = COLLAPSE
    edges: list[Edge] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Cut it out and count it."""
        self.edges = self.graph.edges_in(self.county)
        # One statement an actor and arena, however many parts, roles or passages repeat it.
        self.statements: list[Pair] = sorted({(edge.source, edge.target) for edge in self.edges})
        standing = self.graph.groups.members
        self._standing = {a: standing(a, self.mode) for a in {a for a, _ in self.statements}}
        self.pairs = self.widened(self.statements)
        self.actors = analysis.actors_of(self.pairs)
        self.arenas = sorted({arena for _, arena in self.pairs})
        self.evidence = tuple(sorted({p for edge in self.edges for p in edge.evidence}))
        work = len(set(self.pairs)) * (len(self.actors) + len(self.arenas)) or 1
        self.draws = min(self.draws, max(5, _WORK // work))

    def widened(self, statements: Collection[Pair]) -> list[Pair]:
        """Statements as ties: those who stand for an actor in its place.

        A statement on a group is one: taken away, all who stood for the group go with it.
        """
        standing = self._standing
        return [(one, arena) for actor, arena in statements for one in standing[actor]]

    @property
    def too_large(self) -> bool:
        """Whether a projection would be made of ties that one large arena gives."""
        return analysis.ties(set(self.pairs)) > MOST_TIES

    @property
    def too_small(self) -> bool:
        """Whether fewer than two arenas have two known actors, so that all meet all or nobody."""
        members = analysis.members_of(self.pairs).values()
        return sum(len(found) > 1 for found in members) < 2

    @property
    def alone(self) -> list[str]:
        """Forums of the county that no known member takes part in."""
        if self.graph.name != "actor-forum":
            return []
        return [arena for arena in self.graph.arenas_in(self.county) if arena not in self.arenas]

    @property
    def size(self) -> Text:
        """How much it is."""
        words = self.graph.arena.words
        return basis.size(
            len(self.actors), len(self.arenas), len(self.statements), words, self.mode
        )

    @property
    def publishers(self) -> set[str]:
        """Who published what the network is read from."""
        return {self.graph.authors[p][1] for p in self.evidence if p in self.graph.authors} - {""}

    def conveners(self, *arenas: str) -> set[str]:
        """Those who convene any of these, the bodies they are units of and those bodies' units."""
        calling = [e.source for e in self.edges if e.target in arenas and e.role in _CONVENING]
        bodies = {self.graph.body(actor) for actor in calling}
        return {actor for actor in self.actors if self.graph.body(actor) in bodies}

    def open_groups(self, actors: Collection[str]) -> set[str]:
        """Those of these that are groups whose members nobody can tell."""
        return {a for a in actors if self.graph.resolutions.get(a) == "open"}

    def wrote(self, actor: str) -> bool:
        """Whether an actor, or the body it is a unit of, published what is read."""
        return bool({actor, *self.graph.units.get(actor, ())} & self.publishers)
