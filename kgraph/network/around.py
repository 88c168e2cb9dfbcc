"""Networks about a thing: all that the catalogue's networks say, what lies around, what is opened.

And what one asks of a drawn network: which circles it falls into, and how two things hang together.
"""

import math
from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kgraph.network import facts as known
from kgraph.network.build import catalogue, evidence_of, read_links
from kgraph.network.placing import place
from kgraph.network.value import Edge, Network, Node
from kgraph.project import Project
from kgraph.store import Store, View
from kgraph.wording import Text

if TYPE_CHECKING:
    import networkx

_SEED = 7
TITLE = Text("Allt kring {name}", "Everything around {name}")
QUESTION = Text(
    "Vad hänger ihop med det här, i något av nätverken?",
    "What hangs together with this, in any of the networks?",
)
# Room about an opened thing for its neighbours, in pixels.
_RING, _ARC = 130.0, 64.0


@dataclass(frozen=True)
class Whole:
    """Every link of the catalogue's networks, each once, with the things they tie."""

    nodes: Mapping[str, Node]
    edges: tuple[Edge, ...]
    linked: Mapping[str, tuple[Edge, ...]]

    def neighbours(self, thing: str) -> set[str]:
        """The things that have a link with this one."""
        return {end for e in self.linked.get(thing, ()) for end in (e.source, e.target)} - {thing}


def read_whole(
    project: Project, store: Store, view: View, facts: known.Facts | None = None
) -> Whole:
    """All networks of the catalogue that need no choice, as one.

    Parameters:
        facts: what is known of everything in the view, where it has been read already.
    """
    nodes: dict[str, Node] = {}
    passages: dict[Edge, set[str]] = defaultdict(set)
    for query in catalogue(project).values():
        if any(parameter.required for parameter in query.parameters):
            continue
        found, edges = read_links(store, query, {}, view, facts)
        nodes |= {node.id: node for node in found}
        for edge in edges:
            passages[replace(edge, id="", weight=1.0, evidence=(), ours=False)].update(
                edge.evidence
            )
    facts = facts or known.read_facts(store, view, nodes)
    ordered = [
        replace(e, evidence=tuple(sorted(passages[e]))) for e in sorted(passages, key=_order)
    ]
    return _whole(nodes, [replace(e, ours=facts.readings.are_ours(e)) for e in ordered])


def _order(edge: Edge) -> tuple[str, ...]:
    return edge.source, str(edge.relation), edge.target, edge.mode, edge.role


def _whole(nodes: Mapping[str, Node], edges: Sequence[Edge]) -> Whole:
    linked: dict[str, list[Edge]] = defaultdict(list)
    for edge in edges:
        for end in {edge.source, edge.target}:
            linked[end].append(edge)
    return Whole(dict(nodes), tuple(edges), {iri: tuple(found) for iri, found in linked.items()})


def around(store: Store, whole: Whole, thing: str, steps: int, view: View) -> Network:
    """What lies around a thing, and how that hangs together.

    Parameters:
        thing: an IRI that is in the whole.
        steps: how many links away things are taken in.
    """
    near = {thing}
    edge_of = near
    for _ in range(steps):
        edge_of = {other for iri in edge_of for other in whole.neighbours(iri)} - near
        near = near | edge_of
    nodes = tuple(whole.nodes[iri] for iri in sorted(near))
    edges = [e for e in whole.edges if e.source in near and e.target in near]
    name = whole.nodes[thing].label
    made = Network(
        name="kring",
        title=Text(TITLE.sv.format(name=name.sv), TITLE.en.format(name=name.en)),
        question=QUESTION,
        nodes=nodes,
        edges=_numbered(edges),
        passages=(),
        words={},
        view=view,
        focus=thing,
    )
    return placed(_read(store, made), "springs")


def _numbered(edges: Iterable[Edge]) -> tuple[Edge, ...]:
    return tuple(replace(edge, id=f"e{n}") for n, edge in enumerate(edges, 1))


def _read(store: Store, network: Network) -> Network:
    """The network with the passages and words that its nodes and edges name."""
    wanted = evidence_of(network.nodes, network.edges)
    passages = known.read_passages(store, network.view, wanted)
    words = known.coded(store, known.codes(network.nodes, network.edges, passages))
    return replace(network, passages=passages, words=words)


def placed(network: Network, layout: str) -> Network:
    """The network laid out another way."""
    found = place(network.nodes, network.edges, layout)
    return replace(
        network, nodes=found.nodes, layout=found.layout, captions=found.captions, room=found.room
    )


def opened(store: Store, whole: Whole, network: Network, things: Sequence[str]) -> Network:
    """A network with all neighbours of some of its things; what was there stays where it was."""
    nodes = {node.id: node for node in network.nodes}
    for thing in things:
        if thing in nodes:
            fresh = [n for n in sorted(whole.neighbours(thing)) if n not in nodes]
            for iri, (x, y) in zip(fresh, _ring(nodes, thing, len(fresh)), strict=True):
                nodes[iri] = replace(whole.nodes[iri], x=round(x), y=round(y))
    if len(nodes) == len(network.nodes):
        return network
    have = {_order(edge) for edge in network.edges}
    added = [
        edge
        for edge in whole.edges
        if edge.source in nodes and edge.target in nodes and _order(edge) not in have
        and {edge.source, edge.target} & {*things}
    ]  # fmt: skip
    edges = (*network.edges, *added)
    listed = tuple(nodes[iri] for iri in sorted(nodes))
    return _read(store, replace(network, nodes=listed, edges=_numbered(edges)))


def _ring(nodes: Mapping[str, Node], thing: str, many: int) -> list[tuple[float, float]]:
    """Free places around a thing, nearest first, outward from the middle of the rest."""
    at = nodes[thing]
    middle_x = sum(n.x for n in nodes.values()) / len(nodes)
    middle_y = sum(n.y for n in nodes.values()) / len(nodes)
    begin = math.atan2(at.y - middle_y, at.x - middle_x)
    taken = {(n.x // 40, n.y // 40) for n in nodes.values()}
    found: list[tuple[float, float]] = []
    ring = 1
    while len(found) < many:
        room = max(6, int(2 * math.pi * _RING * ring / _ARC))
        for number in range(room):
            turn = begin + (-1) ** number * math.ceil(number / 2) * 2 * math.pi / room
            x, y = (
                at.x + 1.3 * _RING * ring * math.cos(turn),
                at.y + _RING * ring * math.sin(turn),
            )
            if (x // 40, y // 40) not in taken or ring > 6:
                found.append((x, y))
        ring += 1
    return found[:many]


# -- asked of a network ----------------------------------------------------------------------


def _graph(network: Network) -> "networkx.Graph[str]":
    import networkx as nx

    graph: networkx.Graph[str] = nx.Graph()
    graph.add_nodes_from(node.id for node in network.nodes)
    graph.add_edges_from((e.source, e.target) for e in network.edges if e.source != e.target)
    return graph


def circles(network: Network) -> dict[str, int]:
    """Groups of things that are linked more among themselves than with others, largest first.

    One run of the Louvain search (Blondel and others 2008), which has chance in it: the seed is
    fixed, so the same network gives the same groups, and another seed may draw a line elsewhere.

    Returns:
        the number of each thing's circle, from 1; 0 for a thing without links.
    """
    import networkx as nx

    graph = _graph(network)
    if not graph.number_of_edges():
        return {node.id: 0 for node in network.nodes}
    found = nx.community.louvain_communities(graph, seed=_SEED)
    several = sorted((c for c in found if len(c) > 1), key=lambda c: (-len(c), min(c)))
    number = {iri: n for n, circle in enumerate(several, 1) for iri in circle}
    return {node.id: number.get(node.id, 0) for node in network.nodes}


def degrees(edges: Iterable[Edge]) -> dict[str, int]:
    """How many links each thing has; one with itself counts once."""
    found: dict[str, int] = defaultdict(int)
    for edge in edges:
        for end in {edge.source, edge.target}:
            found[end] += 1
    return dict(found)


def way(edges: Iterable[Edge], begin: str, end: str, among: Collection[str]) -> tuple[str, ...]:
    """The things on a shortest way between two, whichever direction links have.

    Of several ways as short, the one whose things come first in order of IRI, step by step from
    the end.

    Returns:
        from ``begin`` to ``end``; nothing where no way leads there.
    """
    linked: dict[str, set[str]] = defaultdict(set)
    for edge in edges:
        if edge.source in among and edge.target in among:
            linked[edge.source].add(edge.target)
            linked[edge.target].add(edge.source)
    before = {begin: ""}
    waiting = deque([begin])
    while waiting and end not in before:
        here = waiting.popleft()
        for other in sorted(linked[here] - before.keys()):
            before[other] = here
            waiting.append(other)
    if end not in before or begin not in among:
        return ()
    steps = [end]
    while steps[-1] != begin:
        steps.append(before[steps[-1]])
    return tuple(reversed(steps))
