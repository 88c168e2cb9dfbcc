"""Plain text in columns, for terminals."""

import shutil
import textwrap
from collections.abc import Sequence

_GAP = "  "
_LEAST = 6


def terminal_width() -> int:
    """Characters in a line of the terminal; 100 where there is none."""
    return shutil.get_terminal_size((100, 24)).columns


def columns_of_text(heading: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> str:
    """Rows under a heading, long cells wrapped so that each line fits in ``width`` characters."""
    widths = _widths(heading, rows, width)
    lines = [*_row(heading, widths), _GAP.join("-" * w for w in widths)]
    for row in rows:
        lines += _row(row, widths)
    return "\n".join(lines) + "\n"


def _widths(heading: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> list[int]:
    wanted = [
        max(len(heading[i]), *(len(row[i]) for row in rows), 1) if rows else len(heading[i])
        for i in range(len(heading))
    ]
    room = width - len(_GAP) * (len(wanted) - 1)
    while sum(wanted) > room and max(wanted) > _LEAST:
        widest = max(range(len(wanted)), key=lambda i: wanted[i])
        others = sorted(w for i, w in enumerate(wanted) if i != widest)
        step = max(1, min(sum(wanted) - room, wanted[widest] - (others[-1] if others else 0)))
        wanted[widest] = max(_LEAST, wanted[widest] - step)
    return wanted


def _row(cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    wrapped = [
        textwrap.wrap(cell, w, break_on_hyphens=False) or [""]
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
