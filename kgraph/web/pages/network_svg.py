"""A network as a still picture: for those without the live one, for print and for other programs.

Every text is escaped; colours stand beside shapes and numbers, never alone.
"""

import math
import textwrap
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from markupsafe import escape

from kgraph.drawing import DASHES
from kgraph.network import KINDS, Network, Node
from kgraph.network.around import degrees
from kgraph.network.value import Edge
from kgraph.web.pages.network_state import State, is_gap, last

INK, SOFT, LINE, PAPER, ACCENT = "#1b232c", "#4d5965", "#8b97a3", "#ffffff", "#b3261e"
_FONT = "system-ui, Arial, 'Liberation Sans', Helvetica, sans-serif"
_SIZE, _HIGH, _LETTER = 13.0, 16.0, 7.4
_EDGE = 60.0  # pixels beside the outermost things, for their names
_ROOM_FOR_ONE = 140  # pixels of width for each name that stands whatever lies behind it
_HUB = 4  # links
_LARGEST = 12.0  # times: a picture of a whole country is for zooming in
_MARGIN = 30.0
_NAMED = 400  # so many names are tried, those with most links first
_LINES = 3
SIDEWAYS = 6.0  # pixels between links that tie the same two things

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Drawn:
    """What is drawn.

    Parameters:
        network: gives the places.
        nodes, edges: those that the filters let through.
        state: what stands out, and what colours tell.
        colours: the colour of each thing.
        marks: what stands after a thing's name where colours tell it: its circle or county.
        way: the things on the way that is asked for.
        legend: sign, colour and words of each kind or group.
        lang: language of names.
    """

    network: Network
    nodes: Sequence[Node]
    edges: Sequence[Edge]
    state: State
    colours: Mapping[str, str]
    marks: Mapping[str, str]
    way: Sequence[str]
    legend: Sequence[tuple[str, str, str]]
    lang: str

    @cached_property
    def scale(self) -> float:
        """How many times larger names are drawn, so that they can be read where it is shown.

        A picture that is shrunk to the width of a page would else have names of five pixels.
        """
        if not self.state.wide_as or not self.nodes:
            return 1.0
        xs = [node.x for node in self.nodes]
        wide = (max(xs) - min(xs)) / (self.state.wide_as - 2 * _EDGE)
        return min(max(1.0, wide), _LARGEST)

    @property
    def thing(self) -> float:
        """How many times larger things and links are drawn: less than names, which need more."""
        return float(self.scale**0.75)


def to_svg(drawn: Drawn, title: str, description: str) -> str:
    """The picture as an SVG document.

    Parameters:
        title, description: its name and what it shows, in words.
    """
    names, scale = list(_names(drawn)), drawn.scale
    left, top, right, low = _extent(drawn, [box for box, _ in names])
    bare = bool(drawn.state.wide_as)  # the page has the key beside it
    key, below = ([], low) if bare else _legend(drawn, left, right, low)
    wide, high = right - left, below - top
    body = [*_links(drawn), *_symbols(drawn), *(text for _, text in names), *_captions(drawn), *key]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{wide:.0f}" '
        f'height="{high:.0f}" viewBox="{left:.0f} {top:.0f} {wide:.0f} {high:.0f}" '
        f'aria-labelledby="t d" font-family="{_FONT}" font-size="{_SIZE * scale:.0f}" '
        f'fill="{INK}">\n'
        f'<title id="t">{escape(_plain(title))}</title>\n'
        f'<desc id="d">{escape(_plain(description))}</desc>\n'
        '<defs><marker id="a" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="'
        f'{7 * drawn.thing:.0f}" markerHeight="{7 * drawn.thing:.0f}" '
        'markerUnits="userSpaceOnUse" orient="auto">'
        f'<path d="M0 0L8 4L0 8Z" fill="{LINE}"/></marker></defs>\n'
        f'<rect x="{left:.0f}" y="{top:.0f}" width="{wide:.0f}" height="{high:.0f}" '
        f'fill="{PAPER}"/>\n' + "\n".join(body) + "\n</svg>\n"
    )


def _plain(text: str) -> str:
    """A text without characters that XML cannot hold."""
    return "".join(c for c in text if c.isprintable())


def _extent(drawn: Drawn, boxes: Sequence[Box]) -> Box:
    xs = [node.x for node in drawn.nodes] or [0]
    ys = [node.y for node in drawn.nodes] or [0]
    heads = drawn.state.layout == "spalter"
    left = min([*xs, *(box[0] for box in boxes)]) - _MARGIN
    top = min([*ys, *(box[1] for box in boxes)]) - _MARGIN - (30 if heads else 0)
    right = max([*xs, *(box[2] for box in boxes)]) + _MARGIN
    low = max([*ys, *(box[3] for box in boxes)]) + _MARGIN
    return left, top, max(right, left + 640), low


def shifts(edges: Iterable[Edge]) -> dict[str, float]:
    """How far to the side each link runs, so that those between the same two lie side by side.

    In pixels, to the left of the way from the end whose IRI comes first.
    """
    pairs: dict[tuple[str, str], list[str]] = defaultdict(list)
    for edge in edges:
        first, second = sorted((edge.source, edge.target))
        pairs[first, second].append(edge.id)
    return {
        name: SIDEWAYS * (n - (len(ids) - 1) / 2) for ids in pairs.values()
        for n, name in enumerate(ids)
    }  # fmt: skip


def _links(drawn: Drawn) -> Iterator[str]:
    at, k = {node.id: node for node in drawn.nodes}, drawn.thing
    on_way = {frozenset(pair) for pair in pairwise(drawn.way)}
    aside = shifts(drawn.edges)
    for edge in drawn.edges:
        a, b = at[edge.source], at[edge.target]
        if a is b:
            yield (
                f'<circle cx="{a.x + 14}" cy="{a.y - 14}" r="11" fill="none" stroke="{LINE}" '
                'stroke-width="1.2"/>'
            )
            continue
        far = math.hypot(b.x - a.x, b.y - a.y) or 1.0
        u, v = (b.x - a.x) / far, (b.y - a.y) / far
        turn = aside[edge.id] * (1 if edge.source < edge.target else -1)
        x, y = a.x + v * turn, a.y - u * turn
        lit = frozenset((edge.source, edge.target)) in on_way
        dash = " ".join(map(str, DASHES.get(last(edge.mode), ())))
        yield (
            f'<line x1="{x + 12 * k * u:.1f}" y1="{y + 12 * k * v:.1f}" '
            f'x2="{x + (far - 14 * k) * u:.1f}" y2="{y + (far - 14 * k) * v:.1f}" '
            f'stroke="{ACCENT if lit else LINE}" '
            f'stroke-width="{(3 if lit else 0.6 if edge.ours else 1.2) * k:.1f}"'
            + (f' stroke-dasharray="{dash}"' if dash else "")
            + ' marker-end="url(#a)"/>'
        )


def _symbols(drawn: Drawn) -> Iterator[str]:
    on_way, k = set(drawn.way), drawn.thing
    larger = f" scale({k:.2f})" if k > 1 else ""
    for node in drawn.nodes:
        path, colour = KINDS[node.kind].path, drawn.colours[node.id]
        ring = node.id in on_way or node.id == drawn.state.chosen
        yield (
            f'<g transform="translate({node.x} {node.y}){larger}">'
            + (f'<circle r="17" fill="none" stroke="{ACCENT}" stroke-width="2.5"/>' if ring else "")
            + (
                f'<path d="{path}" fill="{PAPER}" stroke="{colour}" stroke-width="2.2" '
                'stroke-dasharray="4 3"/></g>'
                if is_gap(node)
                else f'<path d="{path}" fill="{colour}" fill-rule="evenodd" stroke="{PAPER}" '
                'stroke-width="1.5" paint-order="stroke"/></g>'
            )
        )


def _names(drawn: Drawn) -> Iterator[tuple[Box, str]]:
    """Names where they cover nothing, those with most links first."""
    linked = degrees(drawn.edges)
    rank = {iri: n for n, iri in enumerate((drawn.state.chosen, *drawn.way))}
    order = sorted(drawn.nodes, key=lambda n: (rank.get(n.id, 1_000), -linked.get(n.id, 0), n.id))
    taken, half = _Squares(), 9 * drawn.thing
    for node in drawn.nodes:
        taken.put((node.x - half, node.y - half, node.x + half, node.y + half), node.id)
    named = _Squares()
    hubs = [n for n in order[: drawn.state.wide_as // _ROOM_FOR_ONE] if linked.get(n.id, 0) >= _HUB]
    for node in hubs:
        named.put((node.x - half, node.y - half, node.x + half, node.y + half), node.id)
    for node in order[:_NAMED]:
        lines = _broken(node.label.get(drawn.lang) + drawn.marks.get(node.id, ""), drawn, node)
        places = [_box(node, lines, side, drawn) for side in
                  dict.fromkeys((node.side, "below", "right", "left", "above"))]  # fmt: skip
        free = [place for place in places if taken.free(place[0], node.id)]
        # What most hangs on is named, even where that hides a thing or two that the table has.
        over = [place for place in places if node in hubs and not named.met(place[0], node.id)]
        found = free or sorted(over, key=lambda place: taken.met(place[0], node.id))
        if found:
            box, anchor, x = found[0]
            taken.put(box, node.id)
            named.put(box, node.id)
            text = _text(lines, x, box[1], anchor, drawn.scale)
            yield box, text if free else _ground(box) + text


def _ground(box: Box) -> str:
    """Paper behind a name that lies over something."""
    return (
        f'<rect x="{box[0]:.1f}" y="{box[1]:.1f}" width="{box[2] - box[0]:.1f}" '
        f'height="{box[3] - box[1]:.1f}" fill="{PAPER}" fill-opacity="0.85"/>'
    )


def _broken(text: str, drawn: Drawn, node: Node) -> list[str]:
    room = drawn.network.room.get(node.side, 150)
    letters = max(8, int(room / _LETTER))
    lines = textwrap.wrap(_plain(text), letters, break_long_words=False) or [""]
    most = _LINES if drawn.network.layout == "springs" else 8
    return [*lines[: most - 1], lines[most - 1] + " …"] if len(lines) > most else lines


def _box(node: Node, lines: Sequence[str], side: str, drawn: Drawn) -> tuple[Box, str, float]:
    wide, high = max(map(len, lines)) * _LETTER * drawn.scale, len(lines) * _HIGH * drawn.scale
    away = 17.0 * drawn.thing
    if side == "above":
        left, low = node.x - wide / 2, node.y - 14.0 * drawn.thing
        return (left, low - high, left + wide, low), "middle", float(node.x)
    if side == "below":
        left, top = node.x - wide / 2, node.y + 14.0 * drawn.thing
        return (left, top, left + wide, top + high), "middle", float(node.x)
    top = node.y - high / 2
    if side == "left":
        return (node.x - away - wide, top, node.x - away, top + high), "end", node.x - away
    return (node.x + away, top, node.x + away + wide, top + high), "start", node.x + away


def _text(lines: Sequence[str], x: float, top: float, anchor: str, scale: float) -> str:
    rows = "".join(
        f'<tspan x="{x:.1f}" y="{top + (n + 0.78) * _HIGH * scale:.1f}">{escape(line)}</tspan>'
        for n, line in enumerate(lines)
    )
    return (
        f'<text text-anchor="{anchor}" stroke="{PAPER}" '
        f'stroke-width="{3.5 * scale:.1f}" paint-order="stroke" '
        f'stroke-linejoin="round">{rows}</text>'
    )


def _captions(drawn: Drawn) -> Iterator[str]:
    if drawn.state.layout != "spalter":
        return
    top = min((node.y for node in drawn.nodes), default=0) - 34
    for caption in drawn.network.captions:
        y = top if caption.y is None else caption.y
        words = escape(_plain(caption.text.get(drawn.lang)))
        yield f'<text x="{caption.x}" y="{y}" font-weight="600" fill="{SOFT}">{words}</text>'


def _legend(drawn: Drawn, left: float, right: float, low: float) -> tuple[list[str], float]:
    """The key under the picture, in rows, and where it ends."""
    made, x, y = [], left + 16, low + 4
    for path, colour, words in drawn.legend:
        wide = 34 + len(words) * _LETTER
        if x + wide > right and x > left + 16:
            x, y = left + 16, y + 26
        made.append(
            f'<g transform="translate({x + 12:.0f} {y:.0f})"><path d="{path}" fill="{colour}" '
            f'fill-rule="evenodd"/><text x="18" y="4.5">{escape(_plain(words))}</text></g>'
        )
        x += wide + 12
    return made, y + 28


class _Squares:
    """Boxes by the squares they lie in, so that each is held against its neighbours alone."""

    def __init__(self) -> None:
        self._held: dict[tuple[int, int], list[tuple[Box, str]]] = defaultdict(list)

    @staticmethod
    def _cells(box: Box) -> Iterator[tuple[int, int]]:
        for i in range(int(box[0] // 120), int(box[2] // 120) + 1):
            for j in range(int(box[1] // 60), int(box[3] // 60) + 1):
                yield i, j

    def free(self, box: Box, name: str) -> bool:
        """Whether nothing of others lies where this box is."""
        return next(self._others(box, name), None) is None

    def met(self, box: Box, name: str) -> int:
        """How many boxes of others lie where this one is."""
        return len(set(self._others(box, name)))

    def _others(self, box: Box, name: str) -> Iterator[Box]:
        return (
            b
            for cell in self._cells(box)
            for b, whose in self._held.get(cell, ())
            if whose != name
            and (box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3])
        )

    def put(self, box: Box, name: str) -> None:
        """Take the place of a box."""
        for cell in self._cells(box):
            self._held[cell].append((box, name))
