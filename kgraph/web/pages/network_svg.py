"""A network as a still picture: for those without the live one, for print and for other programs.

Every text is escaped; colours stand beside shapes and numbers, never alone.
"""

import math
import textwrap
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
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


def to_svg(drawn: Drawn, title: str, description: str) -> str:
    """The picture as an SVG document.

    Parameters:
        title, description: its name and what it shows, in words.
    """
    names = list(_names(drawn))
    left, top, right, low = _extent(drawn, [box for box, _ in names])
    key, below = _legend(drawn, left, right, low)
    wide, high = right - left, below - top
    body = [*_links(drawn), *_symbols(drawn), *(text for _, text in names), *_captions(drawn), *key]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{wide:.0f}" '
        f'height="{high:.0f}" viewBox="{left:.0f} {top:.0f} {wide:.0f} {high:.0f}" '
        f'aria-labelledby="t d" font-family="{_FONT}" font-size="{_SIZE:.0f}" fill="{INK}">\n'
        f'<title id="t">{escape(_plain(title))}</title>\n'
        f'<desc id="d">{escape(_plain(description))}</desc>\n'
        '<defs><marker id="a" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" '
        'markerHeight="7" markerUnits="userSpaceOnUse" orient="auto">'
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
    at = {node.id: node for node in drawn.nodes}
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
            f'<line x1="{x + 12 * u:.1f}" y1="{y + 12 * v:.1f}" '
            f'x2="{x + (far - 14) * u:.1f}" y2="{y + (far - 14) * v:.1f}" '
            f'stroke="{ACCENT if lit else LINE}" stroke-width="{3 if lit else 1.2}"'
            + (f' stroke-dasharray="{dash}"' if dash else "")
            + ' marker-end="url(#a)"/>'
        )


def _symbols(drawn: Drawn) -> Iterator[str]:
    on_way = set(drawn.way)
    for node in drawn.nodes:
        path, colour = KINDS[node.kind].path, drawn.colours[node.id]
        ring = node.id in on_way or node.id == drawn.state.chosen
        yield (
            f'<g transform="translate({node.x} {node.y})">'
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
    taken = _Squares()
    for node in drawn.nodes:
        taken.put((node.x - 9, node.y - 9, node.x + 9, node.y + 9), node.id)
    for node in order[:_NAMED]:
        lines = _broken(node.label.get(drawn.lang) + drawn.marks.get(node.id, ""), drawn, node)
        for side in dict.fromkeys((node.side, "below", "right", "left")):
            box, anchor, x = _box(node, lines, side)
            if taken.free(box, node.id):
                taken.put(box, node.id)
                yield box, _text(lines, x, box[1], anchor)
                break


def _broken(text: str, drawn: Drawn, node: Node) -> list[str]:
    room = drawn.network.room.get(node.side, 150)
    letters = max(8, int(room / _LETTER))
    lines = textwrap.wrap(_plain(text), letters, break_long_words=False) or [""]
    most = _LINES if drawn.network.layout == "springs" else 8
    return [*lines[: most - 1], lines[most - 1] + " …"] if len(lines) > most else lines


def _box(node: Node, lines: Sequence[str], side: str) -> tuple[Box, str, float]:
    wide, high = max(map(len, lines)) * _LETTER, len(lines) * _HIGH
    if side == "below":
        left, top = node.x - wide / 2, node.y + 14.0
        return (left, top, left + wide, top + high), "middle", float(node.x)
    top = node.y - high / 2
    if side == "left":
        return (node.x - 17 - wide, top, node.x - 17.0, top + high), "end", node.x - 17.0
    return (node.x + 17.0, top, node.x + 17 + wide, top + high), "start", node.x + 17.0


def _text(lines: Sequence[str], x: float, top: float, anchor: str) -> str:
    rows = "".join(
        f'<tspan x="{x:.1f}" y="{top + (n + 0.78) * _HIGH:.1f}">{escape(line)}</tspan>'
        for n, line in enumerate(lines)
    )
    return (
        f'<text text-anchor="{anchor}" stroke="{PAPER}" stroke-width="3.5" paint-order="stroke" '
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
        return not any(
            whose != name and box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3]
            for cell in self._cells(box)
            for b, whose in self._held.get(cell, ())
        )

    def put(self, box: Box, name: str) -> None:
        """Take the place of a box."""
        for cell in self._cells(box):
            self._held[cell].append((box, name))
