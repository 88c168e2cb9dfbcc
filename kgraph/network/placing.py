"""Where each thing stands in the picture: computed once, the same on every run.

Two layouts. ``springs`` lets linked things stand near each other (Fruchterman and Reingold 1991,
as networkx computes it from a fixed seed), one part of the network beside the other, and then
pushes things apart until no name covers another. ``layers`` puts each kind in a column, law to
the left and measures to the right, and orders the columns so that few links cross (Sugiyama,
Tagawa and Toda 1981). Places are whole pixels at full size, x to the right and y downward.
"""

import math
import textwrap
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kgraph.errors import InputError
from kgraph.network.kinds import KINDS
from kgraph.network.value import Edge, Node
from kgraph.wording import Text

LAYOUTS = ("springs", "layers")
FONT, LINE, LETTER, SYMBOL = 13, 16, 6.9, 12
SPRING_LETTERS, LAYER_LETTERS, LINES = 20, 34, 3
_SEED = 7
_COLUMN_WIDTH = 400
_GAP = 14
_PUSHES = 400

Point = tuple[float, float]
Places = dict[str, Point]


@dataclass(frozen=True)
class Placed:
    """Nodes with places, the layout they follow, and a layered picture's columns."""

    nodes: tuple[Node, ...]
    layout: str
    columns: tuple[tuple[int, tuple[str, ...]], ...] = ()


def place(nodes: Sequence[Node], edges: Sequence[Edge], layout: str = "springs") -> Placed:
    """Give each node its place.

    Parameters:
        nodes, edges: in a fixed order; the same order gives the same places.
        layout: one of ``LAYOUTS``.

    Raises:
        InputError: an unknown layout.
    """
    if layout not in LAYOUTS:
        raise InputError(
            Text(f"Okänd layout: {layout}.", f"Unknown layout: {layout}."),
            "layout",
            Text(f"Välj: {', '.join(LAYOUTS)}.", f"Choose: {', '.join(LAYOUTS)}."),
        )
    links = sorted({(e.source, e.target) for e in edges if e.source != e.target})
    if layout == "layers":
        return _in_layers(nodes, links)
    places = _in_springs(nodes, links)
    return Placed(_moved(nodes, places), layout)


def _moved(nodes: Iterable[Node], places: Places) -> tuple[Node, ...]:
    return tuple(
        replace(node, x=round(places[node.id][0]), y=round(places[node.id][1])) for node in nodes
    )


def lines_of(label: str, letters: int) -> list[str]:
    """A label in at most ``LINES`` lines of at most so many letters; what is left out is told."""
    return textwrap.wrap(label, letters, max_lines=LINES, placeholder=" …") or [""]


def _parts(nodes: Sequence[Node], links: Sequence[tuple[str, str]]) -> list[list[str]]:
    """The connected parts, largest first, each in order of IRI."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(node.id for node in nodes)
    graph.add_edges_from(links)
    parts = [sorted(part) for part in nx.connected_components(graph)]
    return sorted(parts, key=lambda part: (-len(part), part[0]))


# -- springs ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Box:
    """Room for a symbol with its name beneath: half the width, and up and down from its middle."""

    half: float
    up: float
    down: float


def _box(label: str) -> _Box:
    lines = lines_of(label, SPRING_LETTERS)
    width = max(2.0 * SYMBOL, max(len(line) for line in lines) * LETTER)
    return _Box(width / 2 + 7, SYMBOL + 5, SYMBOL + 6 + LINE * len(lines) + 4)


def _in_springs(nodes: Sequence[Node], links: Sequence[tuple[str, str]]) -> Places:
    boxes = {node.id: _box(node.label.sv) for node in nodes}
    parts = _parts(nodes, links)
    alone = [part[0] for part in parts if len(part) == 1]
    drawn = [_apart(_springs(part, links), boxes) for part in parts if len(part) > 1]
    drawn += [{one: (0.0, 0.0)} for one in alone]
    return _side_by_side(drawn, boxes)


def _springs(part: Sequence[str], links: Sequence[tuple[str, str]]) -> Places:
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(part)
    members = set(part)
    graph.add_edges_from(link for link in links if link[0] in members)
    start = nx.circular_layout(graph)
    if len(part) <= 300:
        start = nx.kamada_kawai_layout(graph, pos=start)
        raw = start
    else:
        raw = nx.spring_layout(graph, pos=start, seed=_SEED, iterations=120)
    size = 105 * math.sqrt(len(part))
    return {iri: (1.35 * size * float(raw[iri][0]), size * float(raw[iri][1])) for iri in part}


def _apart(places: Places, boxes: Mapping[str, _Box]) -> Places:
    """Push things apart until no box covers another, each pair along the shorter way out."""
    current = {iri: [x, y] for iri, (x, y) in places.items()}
    order = sorted(current)
    for _ in range(_PUSHES):
        if not _push(current, order, boxes):
            break
    return {iri: (x, y) for iri, (x, y) in current.items()}


def _push(current: dict[str, list[float]], order: Sequence[str], boxes: Mapping[str, _Box]) -> bool:
    moved = False
    for one, other in _near(current, order):
        a, b, p, q = boxes[one], boxes[other], current[one], current[other]
        over_x = a.half + b.half - abs(p[0] - q[0])
        below = p[1] <= q[1]
        over_y = (p[1] + a.down) - (q[1] - b.up) if below else (q[1] + b.down) - (p[1] - a.up)
        if over_x <= 0 or over_y <= 0:
            continue
        moved = True
        if over_x < over_y:
            step = (over_x / 2 + 0.5) * (1 if p[0] > q[0] else -1)
            p[0], q[0] = p[0] + step, q[0] - step
        else:
            step = (over_y / 2 + 0.5) * (-1 if below else 1)
            p[1], q[1] = p[1] + step, q[1] - step
    return moved


def _near(current: dict[str, list[float]], order: Sequence[str]) -> list[tuple[str, str]]:
    """Pairs that are near enough to meet: those in the same or a neighbouring square."""
    side_x, side_y = SPRING_LETTERS * LETTER + 16, 2.0 * SYMBOL + LINE * LINES + 16
    squares: dict[tuple[int, int], list[str]] = defaultdict(list)
    for iri in order:
        x, y = current[iri]
        squares[(math.floor(x / side_x), math.floor(y / side_y))].append(iri)
    pairs = []
    for (column, row), here in sorted(squares.items()):
        for i, iri in enumerate(here):
            pairs += [(iri, other) for other in here[i + 1 :]]
        for ahead in ((1, -1), (1, 0), (1, 1), (0, 1)):
            there = squares.get((column + ahead[0], row + ahead[1]), ())
            pairs += [(iri, other) for iri in here for other in there]
    return pairs


def _side_by_side(parts: Sequence[Places], boxes: Mapping[str, _Box]) -> Places:
    """Parts in rows from the left, as wide as makes the whole somewhat wider than high."""
    sizes = [_extent(part, boxes) for part in parts]
    area = sum((right - left + 40) * (low - high + 40) for left, high, right, low in sizes)
    widest = max((right - left for left, _, right, _ in sizes), default=0.0)
    limit = max(widest, 1.25 * math.sqrt(area))
    places: Places = {}
    x = y = tallest = 0.0
    for part, (left, high, right, low) in zip(parts, sizes, strict=True):
        if x and x + right - left > limit:
            x, y, tallest = 0.0, y + tallest + 40, 0.0
        for iri, (px, py) in part.items():
            places[iri] = (px - left + x, py - high + y)
        x += right - left + 40
        tallest = max(tallest, low - high)
    return places


def _extent(part: Places, boxes: Mapping[str, _Box]) -> tuple[float, float, float, float]:
    return (
        min(x - boxes[iri].half for iri, (x, _) in part.items()),
        min(y - boxes[iri].up for iri, (_, y) in part.items()),
        max(x + boxes[iri].half for iri, (x, _) in part.items()),
        max(y + boxes[iri].down for iri, (_, y) in part.items()),
    )


# -- layers ----------------------------------------------------------------------------------


def _in_layers(nodes: Sequence[Node], links: Sequence[tuple[str, str]]) -> Placed:
    column = _columns(nodes, links)
    heights = {n.id: max(2 * SYMBOL, LINE * len(lines_of(n.label.sv, LAYER_LETTERS))) + _GAP
               for n in nodes}
    places: Places = {}
    low = 0.0
    parts = _parts(nodes, links)
    for part in [part for part in parts if len(part) > 1]:
        ys = _heights_in_part(part, links, column, heights)
        high = min(ys[iri] - heights[iri] / 2 for iri in part)
        for iri in part:
            places[iri] = (column[iri] * _COLUMN_WIDTH, ys[iri] - high + low)
        low = max(places[iri][1] + heights[iri] / 2 for iri in part) + 30
    below: dict[int, float] = defaultdict(lambda: low)
    for iri in [part[0] for part in parts if len(part) == 1]:
        places[iri] = (column[iri] * _COLUMN_WIDTH, below[column[iri]] + heights[iri] / 2)
        below[column[iri]] += heights[iri]
    kinds = defaultdict(set)
    for node in nodes:
        kinds[column[node.id] * _COLUMN_WIDTH].add(node.kind)
    listed = tuple((x, tuple(k for k in KINDS if k in kinds[x])) for x in sorted(kinds))
    return Placed(_moved(nodes, places), "layers", listed)


def _columns(nodes: Sequence[Node], links: Sequence[tuple[str, str]]) -> dict[str, int]:
    """The column of each thing: by kind, and within a kind after what it is linked from."""
    rank = {node.id: KINDS[node.kind].column for node in nodes}
    inside = [(a, b) for a, b in links if rank[a] == rank[b]]
    depth = _depths(rank, inside)
    used = sorted({(rank[iri], depth[iri]) for iri in rank})
    return {iri: used.index((rank[iri], depth[iri])) for iri in rank}


def _depths(things: Iterable[str], links: Sequence[tuple[str, str]]) -> dict[str, int]:
    """How many links lead to each thing at most; links that close a circle are left out."""
    depth = dict.fromkeys(things, 0)
    for _ in range(min(len(depth), 6)):
        changed = False
        for a, b in links:
            if depth[b] < depth[a] + 1 <= 6 and (b, a) not in links:
                depth[b], changed = depth[a] + 1, True
        if not changed:
            break
    return depth


def _heights_in_part(
    part: Sequence[str],
    links: Sequence[tuple[str, str]],
    column: Mapping[str, int],
    heights: Mapping[str, float],
) -> dict[str, float]:
    """Heights of one part's things: each near the middle of what it is linked with."""
    linked: dict[str, list[str]] = {iri: [] for iri in part}
    for a, b in links:
        if a in linked:
            linked[a].append(b)
            linked[b].append(a)
    layers: dict[int, list[str]] = defaultdict(list)
    for iri in _walk(part, linked, column):
        layers[column[iri]].append(iri)
    ys: dict[str, float] = {}
    for layer in layers.values():
        ys.update(_stack(layer, dict.fromkeys(layer, 0.0), heights))
    order = sorted(layers)
    for sweep in range(24):
        for number in order if sweep % 2 == 0 else reversed(order):
            layer = layers[number]
            wanted = {iri: _middle(iri, linked, ys) for iri in layer}
            layer.sort(key=lambda iri: (wanted[iri], ys[iri]))
            ys.update(_stack(layer, wanted, heights))
    return ys


def _walk(
    part: Sequence[str], linked: Mapping[str, list[str]], column: Mapping[str, int]
) -> list[str]:
    """The things depth first from the left, so that what hangs together starts together."""
    seen: dict[str, None] = {}
    waiting = sorted(part, key=lambda iri: (-column[iri], iri))
    while waiting:
        iri = waiting.pop()
        if iri not in seen:
            seen[iri] = None
            waiting += sorted(linked[iri], key=lambda other: (-column[other], other))
    return list(seen)


def _middle(iri: str, linked: Mapping[str, list[str]], ys: Mapping[str, float]) -> float:
    others = [ys[other] for other in linked[iri]]
    return sum(others) / len(others) if others else ys[iri]


def _stack(
    layer: Sequence[str], wanted: Mapping[str, float], heights: Mapping[str, float]
) -> dict[str, float]:
    """Heights in this order, none covering another, as near as can be to what is wanted.

    Least squares under order: pool adjacent violators (Ayer and others 1955).
    """
    below = 0.0
    blocks: list[tuple[float, int]] = []
    offsets = []
    for iri in layer:
        offsets.append(below + heights[iri] / 2)
        below += heights[iri]
        blocks.append((wanted[iri] - offsets[-1], 1))
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            (high, n), (low, m) = blocks[-2:]
            blocks[-2:] = [((high * n + low * m) / (n + m), n + m)]
    shifts = [shift for shift, count in blocks for _ in range(count)]
    return {iri: o + s for iri, o, s in zip(layer, offsets, shifts, strict=True)}
