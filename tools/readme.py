"""Make the README's examples anew: run each ``$ kgraph …`` and put its answer below it.

A block that ends with a line ``…`` shows the beginning of the answer, as many lines as before.
The answers are for the day the sources were received, so that they do not change as time passes.
Run by ``make docs``; the tests fail when the README says something else than the program.
"""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

README = Path(__file__).parents[1] / "README.md"
EXAMPLE = re.compile(r"(?<=^```console\n)\$ (kgraph [^\n]+)\n(.*?)(?=^```)", re.M | re.S)
MORE = "…"
DAY = "2026-11-21"


def answer(command: str) -> str:
    """What a ``kgraph`` command prints on standard output, 100 columns wide."""
    program = [sys.executable, "-c", "from kgraph.cli import main; main()"]
    done = subprocess.run(
        [*program, *shlex.split(command)[1:], "--as-of", DAY],
        cwd=README.parent,
        env={**os.environ, "COLUMNS": "100"},
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        check=True,
    )
    return done.stdout


def shown(command: str, before: str) -> str:
    """The part of a command's answer that an example shows."""
    lines, old = answer(command).rstrip("\n").split("\n"), before.rstrip("\n").split("\n")
    if old[-1] == MORE and len(lines) >= len(old):
        lines = [*lines[: len(old) - 1], MORE]
    return "".join(line.rstrip() + "\n" for line in lines)


def renewed(text: str) -> str:
    """The README with its examples made anew."""
    return EXAMPLE.sub(lambda found: f"$ {found[1]}\n{shown(found[1], found[2])}", text)


if __name__ == "__main__":
    README.write_text(renewed(README.read_text(encoding="utf-8")), encoding="utf-8")
