"""A network as a still picture for print: three columns, every name whole, no line over a name.

The order from top to bottom is that of the network's own layout, which keeps crossings few; here
things only get the room that their whole names need. One end of the links stands in boxes in the
middle, the other ends to the left and to the right of them. A picture is lines, shapes and words in
a unit of a quarter of a millimetre; ``vector`` writes it as SVG and EMF.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from kgraph.network import KINDS, Network, Node
from kgraph.network.value import Edge
from kgraph.report.letters import width, wrapped
from kgraph.terms import KS, VOCAB
from kgraph.wording import Text

WIDE, TALLEST = 680, 840
SIZE, LINE = 11.0, 13.5
_ROOM, _BOX, _GAP = 138.0, 166.0, 7.0
_LEFT, _RIGHT = 163.0, 517.0  # where the symbols of the outer columns stand
_BOX_LEFT, _BOX_RIGHT = 257.0, 423.0
INK, SOFT, PAPER = "#1b232c", "#4d5965", "#ffffff"
_STRONG_ROLES = {VOCAB("role/" + name) for name in ("sammankallande", "ordforande")}

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Curve:
    """A line that leaves and arrives level; ``strong`` is thick and whole, else it is broken."""

    start: Point
    end: Point
    strong: bool
    colour: str = SOFT


@dataclass(frozen=True, slots=True)
class Shape:
    """A symbol: a path as in ``KINDS``, at a place, so large, in a colour."""

    path: str
    at: Point
    scale: float
    colour: str


@dataclass(frozen=True, slots=True)
class Box:
    """A frame with rounded corners, filled with paper."""

    left: float
    top: float
    wide: float
    high: float
    colour: str


@dataclass(frozen=True, slots=True)
class Label:
    """One line of text; ``anchor`` is ``start`` or ``end``, the place is on its baseline."""

    text: str
    at: Point
    anchor: str = "start"
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing, in its order: what comes later lies on top.

    Parameters:
        wide, high: its size, in quarters of a millimetre.
        shown: the things that are drawn.
    """

    wide: float
    high: float
    parts: tuple[Curve | Shape | Box | Label, ...]
    shown: tuple[str, ...]


def is_strong(edge: Edge) -> bool:
    """Whether a link is drawn whole: who answers, or who convenes or chairs."""
    return edge.relation == KS("responsibleFor") or edge.role in _STRONG_ROLES


def draw(network: Network, middle: str, lang: str) -> Picture | None:
    """A still picture of a network; None when it has no links.

    Parameters:
        network: what is drawn; things without links are left to the text beside it.
        middle: which end of the links stands in the middle, ``source`` or ``target``.
        lang: language of the names.
    """
    edges = [edge for edge in network.edges if edge.source != edge.target]
    if not edges:
        return None
    degree = Counter(e.source if middle == "source" else e.target for e in edges)
    ranked = sorted(degree, key=lambda iri: (-degree[iri], iri))
    for many in range(len(ranked), 0, -1):
        kept = set(ranked[:many])
        mine = [e for e in edges if (e.source if middle == "source" else e.target) in kept]
        drawing = _Drawing(network, mine, kept, lang)
        if drawing.high <= TALLEST or many == 1:
            return drawing.picture()
    return None


class _Drawing:
    """One try: columns, the room each name needs, and where everything stands."""

    def __init__(
        self, network: Network, edges: Sequence[Edge], middle: Collection[str], lang: str
    ) -> None:
        self.edges, self.middle, self.lang = edges, middle, lang
        self.nodes = {n.id: n for n in network.nodes}
        links = {(e.source, e.target) for e in edges}
        degree = Counter(end for link in links for end in link)
        order = sorted(degree, key=lambda i: (self.nodes[i].y, self.nodes[i].x, i))
        self.lines = {
            iri: wrapped(self.nodes[iri].label.get(lang), SIZE, _BOX - 32 if iri in middle
                         else _ROOM)
            for iri in order
        }  # fmt: skip
        self.heights = {
            iri: max(14.0, LINE * len(lines)) + self._pad(iri) for iri, lines in self.lines.items()
        }
        self.columns: dict[int, list[Node]] = {
            1: [self.nodes[iri] for iri in order if iri in middle],
            **self._sides(order, degree),
        }
        self.body = max(self._total(nodes) for nodes in self.columns.values())
        self.legend = _legend(self._kinds(), edges, lang)
        self.high = self.body + self.legend[1] + 14

    def _sides(self, order: Sequence[str], degree: Mapping[str, int]) -> dict[int, list[Node]]:
        """The others to the left and to the right, each where there is most room so far.

        Those with many links come first; then each stands on the side that is the shorter.
        """
        sides: dict[int, list[Node]] = {0: [], 2: []}
        others = [iri for iri in order if iri not in self.middle]
        for iri in sorted(others, key=lambda i: -degree[i]):
            place = 0 if self._total(sides[0]) <= self._total(sides[2]) else 2
            sides[place].append(self.nodes[iri])
        return sides

    def _pad(self, iri: str) -> float:
        return 9.0 if iri in self.middle else 2.0

    def _total(self, nodes: Sequence[Node]) -> float:
        return sum(self.heights[n.id] + _GAP for n in nodes)

    def _kinds(self) -> list[str]:
        used = {node.kind for nodes in self.columns.values() for node in nodes}
        return [name for name in KINDS if name in used]

    def places(self) -> dict[str, Point]:
        """The middle of each thing: the middle column evenly spread, the others near their own."""
        xs = (_LEFT, _BOX_LEFT, _RIGHT)
        ys = self._stack(self.columns[1], self._even(self.columns[1]))
        linked: dict[str, list[float]] = {}
        for edge in self.edges:
            for one, other in ((edge.source, edge.target), (edge.target, edge.source)):
                if other in ys and one not in self.middle:
                    linked.setdefault(one, []).append(ys[other])
        for place in (0, 2):
            wanted = {n.id: sum(linked[n.id]) / len(linked[n.id]) for n in self.columns[place]}
            ordered = sorted(self.columns[place], key=lambda n: (wanted[n.id], n.y, n.id))
            ys |= self._stack(ordered, wanted)
        return {n.id: (xs[p], ys[n.id]) for p, nodes in self.columns.items() for n in nodes}

    def _even(self, nodes: Sequence[Node]) -> dict[str, float]:
        spare = (self.body - self._total(nodes)) / max(1, len(nodes))
        y, wanted = 0.0, {}
        for node in nodes:
            high = self.heights[node.id] + _GAP + spare
            wanted[node.id] = y + high / 2
            y += high
        return wanted

    def _stack(self, nodes: Sequence[Node], wanted: Mapping[str, float]) -> dict[str, float]:
        """Heights in this order, as near as can be to what is wanted, none over another."""
        highs = [self.heights[n.id] + _GAP for n in nodes]
        tops: list[float] = []
        y = 0.0
        for node, high in zip(nodes, highs, strict=True):
            y = max(y, wanted[node.id] - high / 2)
            tops.append(y)
            y += high
        limit = self.body
        for i in range(len(nodes) - 1, -1, -1):
            tops[i] = min(tops[i], limit - highs[i])
            limit = tops[i]
        return {n.id: t + h / 2 for n, t, h in zip(nodes, tops, highs, strict=True)}

    def picture(self) -> Picture:
        """The drawing, lines first."""
        places = self.places()
        parts: list[Curve | Shape | Box | Label] = []
        for edge in sorted(self.edges, key=is_strong):
            parts.append(self._curve(edge, places))
        for place, nodes in self.columns.items():
            for node in nodes:
                parts += self._thing(node, places[node.id], place)
        rows, high = self.legend
        for row in rows:
            parts += _moved(row, self.body + 10)
        return Picture(WIDE, round(self.body + high + 14, 1), tuple(dict.fromkeys(parts)),
                       tuple(sorted(places)))  # fmt: skip

    def _curve(self, edge: Edge, places: Mapping[str, Point]) -> Curve:
        inner, outer = edge.source, edge.target
        if inner not in self.middle or (outer in self.middle and places[outer] < places[inner]):
            inner, outer = outer, inner
        x, y = places[outer]
        if outer in self.middle:
            return Curve((_BOX_RIGHT, places[inner][1]), (_BOX_RIGHT, y), is_strong(edge))
        left = x < _BOX_LEFT
        start = (x + 11, y) if left else (x - 11, y)
        end = (_BOX_LEFT if left else _BOX_RIGHT, places[inner][1])
        return Curve(start, end, is_strong(edge))

    def _thing(self, node: Node, at: Point, place: int) -> list[Curve | Shape | Box | Label]:
        kind, lines, (x, y) = KINDS[node.kind], self.lines[node.id], at
        first = y - LINE * (len(lines) - 1) / 2 + SIZE * 0.35
        made: list[Curve | Shape | Box | Label] = []
        if place == 1:
            high = self.heights[node.id]
            made.append(Box(_BOX_LEFT, y - high / 2, _BOX, high, kind.colour))
            made.append(Shape(kind.path, (_BOX_LEFT + 14, y), 0.68, kind.colour))
            text, anchor = _BOX_LEFT + 26, "start"
        else:
            made.append(Shape(kind.path, at, 0.68, kind.colour))
            text, anchor = (x - 13, "end") if place == 0 else (x + 13, "start")
        made += [Label(t, (text, first + LINE * i), anchor) for i, t in enumerate(lines)]
        return made


_LINE_WORDS = {
    True: Text("sammankallar, leder eller ansvarar", "convenes, chairs or answers"),
    False: Text("deltar eller har annan roll", "takes part or has another role"),
}


def _legend(
    kinds: Sequence[str], edges: Sequence[Edge], lang: str
) -> tuple[list[list[Curve | Shape | Box | Label]], float]:
    """What symbols and lines mean, in rows under the drawing, and how high they are."""
    items: list[tuple[Curve | Shape, str]] = [
        (Shape(KINDS[k].path, (8, 0), 0.68, KINDS[k].colour), KINDS[k].label.get(lang))
        for k in kinds
    ]
    for strong in (True, False):
        if any(is_strong(e) == strong for e in edges):
            items.append((Curve((0, 0), (22, 0), strong), _LINE_WORDS[strong].get(lang)))
    rows: list[list[Curve | Shape | Box | Label]] = [[]]
    x, y = 0.0, 16.0
    for sign, words in items:
        indent = 28 if isinstance(sign, Curve) else 20
        wide = indent + width(words, SIZE) * 1.05 + 18
        if x and x + wide > WIDE:
            x, y = 0.0, y + 18
            rows.append([])
        rows[-1] += [_at(sign, x, y), Label(words, (x + indent, y + SIZE * 0.35))]
        x += wide
    return rows, y + 10


def _at(sign: Curve | Shape, x: float, y: float) -> Curve | Shape:
    if isinstance(sign, Shape):
        return Shape(sign.path, (sign.at[0] + x, sign.at[1] + y), sign.scale, sign.colour)
    start, end = sign.start, sign.end
    return Curve((start[0] + x, start[1] + y), (end[0] + x, end[1] + y), sign.strong)


def _moved(
    row: Sequence[Curve | Shape | Box | Label], down: float
) -> list[Curve | Shape | Box | Label]:
    made: list[Curve | Shape | Box | Label] = []
    for part in row:
        if isinstance(part, Label):
            made.append(Label(part.text, (part.at[0], part.at[1] + down), part.anchor, part.bold))
        elif isinstance(part, Curve | Shape):
            made.append(_at(part, 0, down))
    return made
