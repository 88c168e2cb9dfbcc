"""Plain text in columns, for terminals."""

import re
import shutil
import textwrap
from collections.abc import Sequence

_GAP = "  "
# Signs that would steer a terminal or turn the reading direction instead of being read.
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LEAST = 6


def terminal_width() -> int:
    """Characters in a line of the terminal; 100 where there is none."""
    return shutil.get_terminal_size((100, 24)).columns


def harmless(text: str) -> str:
    """A text that a terminal shows and does not obey."""
    return _STEERING.sub("\ufffd", text)


def natural(name: str) -> list[tuple[int, str]]:
    """Sort key that counts: line 9 comes before line 10."""
    pieces = re.split(r"([0-9]+)", name)
    return [(int(piece), "") if piece.isdecimal() else (-1, piece) for piece in pieces]


def wrapped(line: str, width: int) -> list[str]:
    """A line in as many as it needs, those after the first indented two characters more."""
    margin = " " * (len(line) - len(line.lstrip()) + 2)
    return textwrap.wrap(
        harmless(line),
        max(width, len(margin) + _LEAST),
        subsequent_indent=margin,
        break_on_hyphens=False,
    ) or [""]


def columns_of_text(heading: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> str:
    """Rows under a heading, long cells wrapped so that each line fits in ``width`` characters."""
    widths = _widths(heading, rows, width)
    lines = [*_row(heading, widths), _GAP.join("-" * w for w in widths)]
    for row in rows:
        lines += _row(row, widths)
    return "\n".join(lines) + "\n"


def natural_width(heading: Sequence[str], rows: Sequence[Sequence[str]]) -> int:
    """Characters that a table needs when no cell is wrapped."""
    widest = [max(map(len, column)) for column in zip(heading, *rows, strict=True)]
    return sum(widest) + len(_GAP) * max(len(widest) - 1, 0)


def blocks_of_text(heading: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> str:
    """Rows as blocks of ``name: value`` lines, for tables too wide for the terminal.

    Cells without a value are left out; an empty line stands between the blocks.
    """
    margin = max((len(name) for name in heading), default=0) + 2
    blocks = []
    for row in rows:
        lines: list[str] = []
        for name, cell in zip(heading, row, strict=True):
            if cell:
                parts = textwrap.wrap(
                    harmless(cell), max(width - margin, _LEAST), break_on_hyphens=False
                )
                lines += [
                    f"{name + ':' if i == 0 else '':<{margin}}{p}" for i, p in enumerate(parts)
                ]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def _widths(heading: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> list[int]:
    wanted = [
        min(max(width, _LEAST), max(len(heading[i]), 1, *(len(row[i]) for row in rows)))
        for i in range(len(heading))
    ]
    room = width - len(_GAP) * (len(wanted) - 1)
    while sum(wanted) > room and max(wanted, default=0) > _LEAST:
        widest = max(range(len(wanted)), key=lambda i: wanted[i])
        others = sorted(w for i, w in enumerate(wanted) if i != widest)
        step = max(1, min(sum(wanted) - room, wanted[widest] - (others[-1] if others else 0)))
        wanted[widest] = max(_LEAST, wanted[widest] - step)
    return wanted


def _row(cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    wrapped = [
        textwrap.wrap(harmless(cell), max(w, 1), break_on_hyphens=False) or [""]
        for cell, w in zip(cells, widths, strict=True)
    ]
    height = max((len(cell) for cell in wrapped), default=1)
    lines = []
    for i in range(height):
        parts = [
            (cell[i] if i < len(cell) else "").ljust(w)
            for cell, w in zip(wrapped, widths, strict=True)
        ]
        lines.append(_GAP.join(parts).rstrip())
    return lines
