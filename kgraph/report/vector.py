"""A still picture as SVG for pages, and as EMF for Word, which both print sharp at any size.

EMF is Windows Enhanced Metafile, [MS-EMF]: a header, then records of a type, a length and their
values, all little-endian. Only lines, filled polygons and text are used, so any reader of the form
draws it; broken lines are written as their pieces.
"""

import itertools
import math
import re
import struct
from collections.abc import Sequence

from kgraph.report.letters import width
from kgraph.report.picture import INK, PAPER, SIZE, Box, Curve, Label, Picture, Point, Shape

FONT = "Arial, 'Liberation Sans', Helvetica, sans-serif"
_DASH, _SPACE = 5.0, 3.5
THICK, THIN = 1.7, 1.0
_TOKEN = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)")
_STEPS = 12


def _n(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")


def _escaped(text: str) -> str:
    plain = "".join(c for c in text if c.isprintable())
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def to_svg(picture: Picture, title: str, description: str, anchor: str = "bild") -> str:
    """The picture as an SVG element, named and described for those who cannot see it.

    Parameters:
        title, description: its name and what it shows, in words.
        anchor: what its parts' identifiers begin with.
    """
    body = "\n".join(_svg_part(part) for part in picture.parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" '
        f'viewBox="0 0 {_n(picture.wide)} {_n(picture.high)}" '
        f'aria-labelledby="{anchor}-title {anchor}-desc" font-family="{FONT}" '
        f'font-size="{_n(SIZE)}" fill="{INK}">\n'
        f'<title id="{anchor}-title">{_escaped(title)}</title>\n'
        f'<desc id="{anchor}-desc">{_escaped(description)}</desc>\n{body}\n</svg>'
    )


def _svg_part(part: Curve | Shape | Box | Label) -> str:
    if isinstance(part, Curve):
        (x, y), (u, v) = part.start, part.end
        a, b = _handles(part)
        dash = "" if part.strong else f' stroke-dasharray="{_n(_DASH)} {_n(_SPACE)}"'
        return (
            f'<path d="M{_n(x)} {_n(y)}C{_n(a)} {_n(y)} {_n(b)} {_n(v)} {_n(u)} {_n(v)}" '
            f'fill="none" stroke="{part.colour}" stroke-width="{THICK if part.strong else THIN}"'
            f"{dash}/>"
        )
    if isinstance(part, Box):
        return (
            f'<rect x="{_n(part.left)}" y="{_n(part.top)}" width="{_n(part.wide)}" '
            f'height="{_n(part.high)}" rx="4" fill="{PAPER}" stroke="{part.colour}"/>'
        )
    if isinstance(part, Shape):
        x, y = part.at
        return (
            f'<path transform="translate({_n(x)} {_n(y)}) scale({part.scale})" d="{part.path}" '
            f'fill="{part.colour}" fill-rule="evenodd"/>'
        )
    x, y = part.at
    anchor = ' text-anchor="end"' if part.anchor == "end" else ""
    return f'<text x="{_n(x)}" y="{_n(y)}"{anchor}>{_escaped(part.text)}</text>'


def _handles(curve: Curve) -> tuple[float, float]:
    """Where the two handles of a curve stand from left to right; an arc when both ends are one."""
    x, u = curve.start[0], curve.end[0]
    if x == u:
        return x + 40, x + 40
    middle = (x + u) / 2
    return middle, middle


def points_of(curve: Curve) -> list[Point]:
    """A curve as a row of points."""
    (x, y), (u, v) = curve.start, curve.end
    a, b = _handles(curve)
    return [
        (
            (1 - t) ** 3 * x + 3 * (1 - t) ** 2 * t * a + 3 * (1 - t) * t * t * b + t**3 * u,
            (1 - t) ** 3 * y + 3 * (1 - t) ** 2 * t * y + 3 * (1 - t) * t * t * v + t**3 * v,
        )
        for t in (i / 24 for i in range(25))
    ]


def dashes_of(points: Sequence[Point]) -> list[list[Point]]:
    """A row of points as the pieces of a broken line."""
    pieces: list[list[Point]] = [[points[0]]]
    left, drawn = _DASH, True
    for start, end in itertools.pairwise(points):
        here, far = start, math.dist(start, end)
        while far > left:
            share = left / far
            here = (here[0] + (end[0] - here[0]) * share, here[1] + (end[1] - here[1]) * share)
            if drawn:
                pieces[-1].append(here)
            drawn = not drawn
            if drawn:
                pieces.append([here])
            far, left = math.dist(here, end), _DASH if drawn else _SPACE
        left -= far
        if drawn:
            pieces[-1].append(end)
    return [piece for piece in pieces if len(piece) > 1]


def polygons_of(path: str) -> list[list[Point]]:
    """An SVG path of the letters M L H V A C Z as polygons; arcs are half circles.

    Small letters are not used by the symbols, so they are not read.
    """
    tokens = _TOKEN.findall(path)
    found: list[list[Point]] = []
    x = y = 0.0
    command, i = "", 0

    def number() -> float:
        nonlocal i
        i += 1
        return float(tokens[i - 1])

    while i < len(tokens):
        if tokens[i].isalpha():
            command = tokens[i]
            i += 1
            if command == "Z":
                continue
        if command == "M":
            x, y = number(), number()
            found.append([(x, y)])
            command = "L"
        elif command == "L":
            x, y = number(), number()
            found[-1].append((x, y))
        elif command == "H":
            x = number()
            found[-1].append((x, y))
        elif command == "V":
            y = number()
            found[-1].append((x, y))
        elif command == "A":
            radius, _, _, large, sweep, u, v = (number() for _ in range(7))
            found[-1] += _arc((x, y), (u, v), radius, bool(large), bool(sweep))
            x, y = u, v
        else:  # C
            a, b, c, d, u, v = (number() for _ in range(6))
            found[-1] += _bezier((x, y), (a, b), (c, d), (u, v))
            x, y = u, v
    return found


def _arc(start: Point, end: Point, radius: float, large: bool, sweep: bool) -> list[Point]:
    """Points of a circle's arc (SVG 1.1, appendix F.6, for equal radii)."""
    (x, y), (u, v) = start, end
    half = math.dist(start, end) / 2
    radius = max(radius, half)
    lift = math.sqrt(max(0.0, radius**2 - half**2)) * (-1 if large == sweep else 1)
    cx = (x + u) / 2 - lift * (v - y) / (2 * half)
    cy = (y + v) / 2 + lift * (u - x) / (2 * half)
    begin = math.atan2(y - cy, x - cx)
    turn = math.atan2(v - cy, u - cx) - begin
    if sweep and turn <= 0:
        turn += 2 * math.pi
    if not sweep and turn >= 0:
        turn -= 2 * math.pi
    angles = (begin + turn * n / _STEPS for n in range(1, _STEPS + 1))
    return [(cx + radius * math.cos(a), cy + radius * math.sin(a)) for a in angles]


def _bezier(p: Point, a: Point, b: Point, q: Point) -> list[Point]:
    shares = [n / _STEPS for n in range(1, _STEPS + 1)]
    return [
        (
            (1 - t) ** 3 * p[0] + 3 * (1 - t) ** 2 * t * a[0] + 3 * (1 - t) * t * t * b[0]
            + t**3 * q[0],
            (1 - t) ** 3 * p[1] + 3 * (1 - t) ** 2 * t * a[1] + 3 * (1 - t) * t * t * b[1]
            + t**3 * q[1],
        )
        for t in shares
    ]  # fmt: skip


# -- EMF -------------------------------------------------------------------------------------

_UNIT = 20  # steps of the picture's unit, so that rounding is not seen


def to_emf(picture: Picture) -> bytes:
    """The picture as an Enhanced Metafile, a quarter of a millimetre to the unit."""
    made = _Metafile(picture)
    for part in picture.parts:
        made.put(part)
    return made.finish()


class _Metafile:
    """Records in the making; each drawing record is preceded by the pen, brush or font it needs."""

    def __init__(self, picture: Picture) -> None:
        self.size = round(picture.wide * _UNIT), round(picture.high * _UNIT)
        self.millimetres = picture.wide / 4, picture.high / 4
        self.records: list[bytes] = []
        self.made = 1
        self._record(17, struct.pack("<I", 8))  # SETMAPMODE, anisotropic
        self._record(9, struct.pack("<ii", *self.size))  # SETWINDOWEXTEX
        self._record(11, struct.pack("<ii", *self.size))  # SETVIEWPORTEXTEX
        self._record(18, struct.pack("<I", 1))  # SETBKMODE, transparent
        self._record(19, struct.pack("<I", 1))  # SETPOLYFILLMODE, alternate
        self._font()

    def _record(self, kind: int, body: bytes = b"") -> None:
        body += b"\0" * (-len(body) % 4)
        self.records.append(struct.pack("<II", kind, 8 + len(body)) + body)

    def _font(self) -> None:
        name = "Arial".encode("utf-16-le").ljust(64, b"\0")
        font = struct.pack("<iiiiiBBBBBBBB", -round(SIZE * _UNIT), 0, 0, 0, 400, *[0] * 8) + name
        self._record(82, struct.pack("<I", 1) + font.ljust(320, b"\0"))  # EXTCREATEFONTINDIRECTW
        self._record(37, struct.pack("<I", 1))  # SELECTOBJECT
        self.made = 2

    def _pen(self, colour: str, wide: float) -> None:
        self._record(38, struct.pack("<IIiiI", 2, 0, round(wide * _UNIT), 0, _colour(colour)))
        self._record(37, struct.pack("<I", 2))

    def _brush(self, colour: str) -> None:
        self._record(39, struct.pack("<IIII", 3, 0, _colour(colour), 0))
        self._record(37, struct.pack("<I", 3))

    def _let_go(self, *handles: int) -> None:
        stock = {2: 0x80000008, 3: 0x80000005}  # no pen, no brush
        for handle in handles:
            self._record(37, struct.pack("<I", stock[handle]))
            self._record(40, struct.pack("<I", handle))  # DELETEOBJECT
        self.made = 4

    def put(self, part: Curve | Shape | Box | Label) -> None:
        """Add a part of the picture."""
        if isinstance(part, Curve):
            points = points_of(part)
            self._pen(part.colour, THICK if part.strong else THIN)
            for piece in [points] if part.strong else dashes_of(points):
                self._record(4, _poly([piece], several=False))  # POLYLINE
            self._let_go(2)
        elif isinstance(part, Box):
            self._pen(part.colour, THIN)
            self._brush(PAPER)
            corners = _steps((part.left, part.top),
                             (part.left + part.wide, part.top + part.high))  # fmt: skip
            round_off = round(8 * _UNIT)
            self._record(44, struct.pack("<iiiiii", *corners, round_off, round_off))  # ROUNDRECT
            self._let_go(2, 3)
        elif isinstance(part, Shape):
            polygons = [[(part.at[0] + x * part.scale, part.at[1] + y * part.scale)
                         for x, y in polygon] for polygon in polygons_of(part.path)]  # fmt: skip
            self._record(37, struct.pack("<I", 0x80000008))  # no pen
            self._brush(part.colour)
            self._record(8, _poly(polygons, several=True))  # POLYPOLYGON
            self._let_go(3)
        else:
            self._words(part)

    def _words(self, label: Label) -> None:
        text = "".join(c for c in label.text if c.isprintable())
        raw = text.encode("utf-16-le")
        units = len(raw) // 2
        steps = [round(width(c, SIZE) * _UNIT) for c in text for _ in c.encode("utf-16-le")[::2]]
        wide = sum(steps)
        x, y = _steps(label.at)
        if label.anchor == "end":
            x -= wide
        self._record(22, struct.pack("<I", 24))  # SETTEXTALIGN, left and baseline
        self._record(24, struct.pack("<I", _colour(INK)))  # SETTEXTCOLOR
        start = 76
        gaps = start + len(raw) + (-len(raw) % 4)
        head = struct.pack("<iiiiIff", 0, 0, -1, -1, 2, 1.0, 1.0)
        text_head = struct.pack("<iiIIIiiiiI", x, y, units, start, 0, 0, 0, -1, -1, gaps)
        body = head + text_head + raw + b"\0" * (-len(raw) % 4)
        self._record(84, body + struct.pack(f"<{units}i", *steps[:units]))  # EXTTEXTOUTW

    def finish(self) -> bytes:
        """The file: header, records, end."""
        self._record(14, struct.pack("<III", 0, 16, 20))  # EOF
        body = b"".join(self.records)
        wide, high = self.millimetres
        frame = struct.pack("<iiii", 0, 0, round(wide * 100), round(high * 100))
        bounds = struct.pack("<iiii", 0, 0, *self.size)
        millimetres = max(1, round(wide)), max(1, round(high))
        header = bounds + frame + struct.pack(
            "<IIIIHHIIIiiiiIIIii",
            0x464D4520, 0x10000, 108 + len(body), len(self.records) + 1, self.made, 0, 0, 0, 0,
            *self.size, *millimetres, 0, 0, 0, millimetres[0] * 1000, millimetres[1] * 1000,
        )  # fmt: skip
        return struct.pack("<II", 1, 108) + header + body


def _colour(text: str) -> int:
    red, green, blue = (int(text[i : i + 2], 16) for i in (1, 3, 5))
    return red | green << 8 | blue << 16


def _steps(*points: Point) -> tuple[int, ...]:
    return tuple(round(value * _UNIT) for point in points for value in point)


def _poly(polygons: Sequence[Sequence[Point]], *, several: bool) -> bytes:
    """Bounds, counts and points of a line (one row) or of polygons (several rows)."""
    points = [point for polygon in polygons for point in polygon]
    flat = _steps(*points)
    bounds = struct.pack("<iiii", min(flat[::2]), min(flat[1::2]), max(flat[::2]), max(flat[1::2]))
    counts = struct.pack("<I", len(points))
    if several:
        sizes = [len(polygon) for polygon in polygons]
        counts = struct.pack(f"<II{len(sizes)}I", len(sizes), len(points), *sizes)
    return bounds + counts + struct.pack(f"<{len(flat)}i", *flat)
