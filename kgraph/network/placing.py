"""Where each thing stands in the picture: computed once, the same on every run.

Three layouts. ``springs`` lets linked things stand near each other (Kamada and Kawai 1989, in
networks above 150 things by ``field``), one part of the network beside the other, and then pushes
things apart until no name covers another; above 400 things in a part until no symbol does, and
names show as one comes closer. ``sides a`` and ``sides b`` are for networks of two sorts of things:
one end of the links (``a`` or ``b``) stands in the middle, to the left what has several links and
to the right what has one. ``layers`` puts each kind in a column, law to the left and measures to
the right. Columns are ordered so that few links cross (Sugiyama, Tagawa and Toda 1981). Places are
whole pixels at full size, x to the right and y downward.
"""

import math
import textwrap
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kgraph.errors import InputError
from kgraph.network import field as fields
from kgraph.network.kinds import KINDS
from kgraph.network.value import Caption, Edge, Node
from kgraph.wording import Text

if TYPE_CHECKING:
    import networkx

LAYOUTS = ("springs", "sides a", "sides b", "layers")
LINE, LETTER, SYMBOL = 16, 7.6, 12
# A row keeps more room for a line than the line takes at full size: names do not shrink with the
# picture, so they take more of it when it is small.
ROW_LINE = 22
# How many lines a name may take; the page's own numbers are the same.
LINES = {"springs": 3, "sides": 8, "layers": 12}
SPRING_ROOM: dict[str, int] = {"below": 150}
SIDE_ROOM: dict[str, int] = {"left": 235, "below": 190, "right": 250}
LAYER_ROOM: dict[str, int] = {"right": 185}
ALONE = Text("Utan samband i det här nätverket", "Without links in this network")
_INDENT = 26
_PUSHES = 400
# Networks up to the first are laid out exactly, parts up to the second with room for every name.
_EXACT, _NAMED = 150, 400
_APART = 38.0  # pixels between two symbols whose names have no room of their own

Point = tuple[float, float]
Places = dict[str, Point]
Links = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Placed:
    """Nodes with places, the layout they follow, and what is written beside them."""

    nodes: tuple[Node, ...]
    layout: str
    captions: tuple[Caption, ...] = ()
    room: Mapping[str, int] = field(default_factory=dict)


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
    parts = _parts(nodes, links)
    if layout == "layers":
        return _in_layers(nodes, links, parts)
    if layout.startswith("sides"):
        middle = {edge.source if layout == "sides a" else edge.target for edge in edges}
        return _on_sides(nodes, links, parts, middle)
    return _in_springs(nodes, links, parts)


def lines_of(label: str, width: float, layout: str) -> int:
    """How many lines a name takes in so many pixels; one too long for its layout is cut."""
    letters = max(4, int(width / LETTER))
    lines = textwrap.wrap(label, letters, break_long_words=False, break_on_hyphens=False)
    return min(max(1, len(lines)), LINES[layout])


def _parts(nodes: Sequence[Node], links: Links) -> list[list[str]]:
    """The connected parts, largest first, each in order of IRI."""
    import networkx as nx

    graph: networkx.Graph[str] = nx.Graph()
    graph.add_nodes_from(node.id for node in nodes)
    graph.add_edges_from(links)
    parts = [sorted(part) for part in nx.connected_components(graph)]
    return sorted(parts, key=lambda part: (-len(part), part[0]))


def _moved(nodes: Iterable[Node], places: Places, sides: Mapping[str, str]) -> tuple[Node, ...]:
    return tuple(
        replace(
            node,
            x=round(places[node.id][0]),
            y=round(places[node.id][1]),
            side=sides.get(node.id, "below"),
        )
        for node in nodes
    )


def _alone(
    nodes: Sequence[Node],
    parts: Sequence[Sequence[str]],
    left: float,
    right: float,
    low: float,
    layout: str,
) -> tuple[Places, tuple[Caption, ...]]:
    """Things without links: rows under the rest, by strategy, kind and name."""
    alone = {part[0] for part in parts if len(part) == 1}
    listed = [node for node in nodes if node.id in alone]
    listed.sort(key=lambda n: (n.whole, KINDS[n.kind].column, n.label.sv, n.id))
    room = SIDE_ROOM["right"] + 90
    across = max(1, int((right - left) // room))
    places: Places = {}
    y = low + 56
    for start in range(0, len(listed), across):
        row = listed[start : start + across]
        lines = max(lines_of(node.label.sv, SIDE_ROOM["right"], layout) for node in row)
        high = lines * ROW_LINE + 10
        for number, node in enumerate(row):
            places[node.id] = (left + SYMBOL + number * room, y + high / 2)
        y += high
    captions = (Caption(ALONE, round(left), round(low + 36)),) if listed else ()
    return places, captions


# -- springs ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Box:
    """Room for a symbol with its name beneath: half the width, and up and down from its middle."""

    half: float
    up: float
    down: float


def _box(label: str) -> _Box:
    room = SPRING_ROOM["below"]
    lines = lines_of(label, room, "springs")
    width = room if lines > 1 else max(2 * SYMBOL, len(label) * LETTER)
    return _Box(width / 2 + 6, SYMBOL + 5, SYMBOL + 6 + LINE * lines + 4)


def _in_springs(nodes: Sequence[Node], links: Links, parts: Sequence[Sequence[str]]) -> Placed:
    boxes = {node.id: _box(node.label.sv) for node in nodes}
    exact = _EXACT if len(nodes) <= _EXACT else 1
    drawn = [_drawn(part, links, boxes, exact) for part in parts if len(part) > 1]
    places = _side_by_side(drawn, boxes)
    left, _, right, low = _extent(places, boxes)
    alone, captions = _alone(nodes, parts, left, max(right, left + 900), low, "springs")
    return Placed(
        _moved(nodes, places | alone, dict.fromkeys(alone, "right")),
        "springs",
        captions,
        {**SIDE_ROOM, **SPRING_ROOM},
    )


def _drawn(part: Sequence[str], links: Links, boxes: Mapping[str, _Box], exact: int) -> Places:
    """One part, nothing in it covering anything else; up to so many things laid out exactly."""
    if len(part) <= exact:
        return _apart(_springs(part, links), boxes)
    import numpy as np

    number = {iri: n for n, iri in enumerate(part)}
    ends = [(number[a], number[b]) for a, b in links if a in number]
    wide, high = (95, 1.6) if len(part) <= _NAMED else (0.55 * _APART, 1.35)
    size = wide * math.sqrt(len(part))
    places = fields.spread(len(part), ends) * np.array([size * high, size])
    if len(part) > _NAMED:
        places = fields.rolled_apart(places, _APART)
    else:
        own = [boxes[iri] for iri in part]
        sides = ([box.half for box in own], [box.up for box in own], [box.down for box in own])
        places = fields.pushed_apart(places, *(np.array(side) for side in sides))
    return {iri: (float(x), float(y)) for iri, (x, y) in zip(part, places, strict=True)}


def _springs(part: Sequence[str], links: Links) -> Places:
    import networkx as nx

    members = set(part)
    graph: networkx.Graph[str] = nx.Graph()
    graph.add_nodes_from(part)
    graph.add_edges_from(link for link in links if link[0] in members)
    raw = nx.kamada_kawai_layout(graph, pos=nx.circular_layout(graph))
    size = 95 * math.sqrt(len(part))
    return {iri: (1.6 * size * float(raw[iri][0]), size * float(raw[iri][1])) for iri in part}


def _apart(places: Places, boxes: Mapping[str, _Box]) -> Places:
    """Push things apart until no box covers another, each pair along the shorter way out."""
    current = {iri: [x, y] for iri, (x, y) in places.items()}
    order = sorted(current)
    for _ in range(min(_PUSHES, 40_000 // len(order))):
        if not _push(current, order, boxes):
            break
    return {iri: (x, y) for iri, (x, y) in current.items()}


def _push(current: dict[str, list[float]], order: Sequence[str], boxes: Mapping[str, _Box]) -> bool:
    moved = False
    for one, other in _near(current, order):
        a, b, p, q = boxes[one], boxes[other], current[one], current[other]
        below = p[1] <= q[1]
        over_x = a.half + b.half - abs(p[0] - q[0])
        over_y = (p[1] + a.down) - (q[1] - b.up) if below else (q[1] + b.down) - (p[1] - a.up)
        if over_x <= 0 or over_y <= 0:
            continue
        moved = True
        across = over_x < over_y
        step = (min(over_x, over_y) / 2 + 0.5) * (-1 if (p[0] <= q[0] if across else below) else 1)
        axis = 0 if across else 1
        p[axis], q[axis] = p[axis] + step, q[axis] - step
    return moved


def _near(current: dict[str, list[float]], order: Sequence[str]) -> list[tuple[str, str]]:
    """Pairs that are near enough to meet: those in the same or a neighbouring square."""
    side_x, side_y = SPRING_ROOM["below"] + 16, 2 * SYMBOL + LINE * LINES["springs"] + 20
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
    limit = max(widest, 1.35 * math.sqrt(area))
    places: Places = {}
    x = y = tallest = 0.0
    for part, (left, high, right, low) in zip(parts, sizes, strict=True):
        if x and x + right - left > limit:
            x, y, tallest = 0.0, y + tallest + 30, 0.0
        for iri, (px, py) in part.items():
            places[iri] = (px - left + x, py - high + y)
        x += right - left + 40
        tallest = max(tallest, low - high)
    return places


def _extent(part: Places, boxes: Mapping[str, _Box]) -> tuple[float, float, float, float]:
    if not part:
        return 0.0, 0.0, 0.0, -40.0
    return (
        min(x - boxes[iri].half for iri, (x, _) in part.items()),
        min(y - boxes[iri].up for iri, (_, y) in part.items()),
        max(x + boxes[iri].half for iri, (x, _) in part.items()),
        max(y + boxes[iri].down for iri, (_, y) in part.items()),
    )


# -- two sides -------------------------------------------------------------------------------


def _on_sides(
    nodes: Sequence[Node], links: Links, parts: Sequence[Sequence[str]], middle: Collection[str]
) -> Placed:
    degree: dict[str, int] = defaultdict(int)
    for end in (end for link in links for end in link):
        degree[end] += 1
    column = {n.id: 1 if n.id in middle else 0 if degree[n.id] > 1 else 2 for n in nodes}
    sides = ("left", "below", "right")
    heights = {n.id: _side_height(n.label.sv, sides[column[n.id]]) for n in nodes}
    xs = (0.0, 300.0, 560.0)
    places, low = _stacked(parts, links, column, heights, xs)
    names = {n.id: n.label.sv for n in nodes}
    for iri in (iri for iri in places if column[iri] == 1):  # the name hangs below the symbol
        x, y = places[iri]
        places[iri] = (x, y - ROW_LINE * lines_of(names[iri], SIDE_ROOM["below"], "sides") / 2)
    used = sorted({column[iri] for iri in places})
    alone, captions = _alone(
        nodes, parts, -SIDE_ROOM["left"], xs[2] + SIDE_ROOM["right"], low, "sides"
    )
    headings = (
        Text("Flera samband", "Several links"),
        _families(node for node in nodes if column[node.id] == 1 and node.id in places),
        Text("Ett samband", "One link"),
    )
    over = tuple(Caption(headings[number], round(xs[number])) for number in used)
    named = {iri: sides[column[iri]] for iri in places} | dict.fromkeys(alone, "right")
    return Placed(_moved(nodes, places | alone, named), "sides", over + captions, SIDE_ROOM)


def _side_height(label: str, side: str) -> float:
    lines = lines_of(label, SIDE_ROOM[side], "sides")
    if side == "below":
        return 2 * SYMBOL + ROW_LINE * lines + 16
    return max(2 * SYMBOL, ROW_LINE * lines) + 4


def _families(nodes: Iterable[Node]) -> Text:
    """The heading of a column: what its kinds are called together."""
    kinds = {node.kind for node in nodes}
    labels = dict.fromkeys(kind.family for name, kind in KINDS.items() if name in kinds)
    return Text(" · ".join(t.sv for t in labels), " · ".join(t.en for t in labels))


# -- layers ----------------------------------------------------------------------------------


def _in_layers(nodes: Sequence[Node], links: Links, parts: Sequence[Sequence[str]]) -> Placed:
    rank = {node.id: KINDS[node.kind].column for node in nodes}
    depth = _depths(rank, [(b, a) for a, b in links if rank[a] == rank[b]])
    linked = {end for link in links for end in link}
    column, xs, end = _columns({iri: rank[iri] for iri in rank if iri in linked}, depth)
    room = LAYER_ROOM["right"]
    heights = {n.id: ROW_LINE * lines_of(n.label.sv, room, "layers") + 14 for n in nodes}
    places, low = _stacked(parts, links, column, heights, xs)
    places = {iri: (px + depth[iri] * _INDENT, py) for iri, (px, py) in places.items()}
    alone, captions = _alone(nodes, parts, 0.0, max(end, 900.0), low, "layers")
    over = tuple(
        Caption(_families(n for n in nodes if column.get(n.id) == number), round(x))
        for number, x in enumerate(xs)
    )
    named = dict.fromkeys(rank, "right")
    return Placed(_moved(nodes, places | alone, named), "layers", over + captions, LAYER_ROOM)


def _columns(
    rank: Mapping[str, int], depth: Mapping[str, int]
) -> tuple[dict[str, int], list[float], float]:
    """The column of each thing, where each column begins and where the last one ends.

    A column of one or two things is joined with the next: it would only make the rest smaller.
    """
    ranks = sorted(set(rank.values()))
    sizes = {r: sum(1 for own in rank.values() if own == r) for r in ranks}
    many = [r for r in ranks if sizes[r] > 2 or len(ranks) < 5]
    target = {r: next((m for m in many if m >= r), (many or ranks)[-1]) for r in ranks}
    used = sorted(set(target.values()))
    column = {iri: used.index(target[rank[iri]]) for iri in rank}
    xs, x = [], 0.0
    for number in range(len(used)):
        xs.append(x)
        deepest = max(depth[iri] for iri in column if column[iri] == number)
        x += LAYER_ROOM["right"] + 115 + deepest * _INDENT
    return column, xs, x


def _depths(things: Iterable[str], links: Links) -> dict[str, int]:
    """How many links lead to each thing at most, up to three; circles are not followed."""
    depth = dict.fromkeys(things, 0)
    known = set(links)
    for _ in range(3):
        for a, b in links:
            if (b, a) not in known:
                depth[b] = max(depth[b], min(3, depth[a] + 1))
    return depth


# -- columns ---------------------------------------------------------------------------------


def _stacked(
    parts: Sequence[Sequence[str]],
    links: Links,
    column: Mapping[str, int],
    heights: Mapping[str, float],
    xs: Sequence[float],
) -> tuple[Places, float]:
    """The parts with links in the same columns, each as high as it gets, and where they end.

    A part takes the room of the columns from its first to its last, so that two parts with no
    column in common may stand side by side.
    """
    places: Places = {}
    low = [0.0] * len(xs)
    for part in (part for part in parts if len(part) > 1):
        ys = _heights_in_part(part, links, column, heights)
        taken = range(min(column[i] for i in part), max(column[i] for i in part) + 1)
        shift = max(low[i] for i in taken) - min(ys[i] - heights[i] / 2 for i in part)
        for iri in part:
            places[iri] = (xs[column[iri]], ys[iri] + shift)
        end = max(places[iri][1] + heights[iri] / 2 for iri in part) + 22
        for i in taken:
            low[i] = end
    return places, max(low, default=0.0)


def _heights_in_part(
    part: Sequence[str],
    links: Links,
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
