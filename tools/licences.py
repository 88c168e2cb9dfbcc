"""List the licence of every locked package, and fail on one that is not known to be permissive.

Run by ``make licences`` and by the tests. The core may hold nothing under the GPL or AGPL; the
compiled runtime libraries inside the numpy and scipy wheels carry GCC's runtime exception.
"""

import re
import sys
from importlib.metadata import PackageNotFoundError, files, metadata
from pathlib import Path

ROOT = Path(__file__).parents[1]
PERMISSIVE = re.compile(
    r"\b(MIT|BSD|0BSD|Apache|ISC|PSF|Python Software Foundation|W3C|Zlib|CC0|MPL|Mozilla)\b", re.I
)
COPYLEFT = re.compile(r"\b(A|L)?GPL|GNU|Affero", re.I)


def locked(name: str) -> list[str]:
    """Distribution names in a lock file."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return sorted(set(re.findall(r"^([A-Za-z0-9_.-]+)==", text, re.M)))


def licence(distribution: str) -> str:
    """The licence as the distribution states it: expression, classifiers, first line, or text."""
    told = metadata(distribution)
    if "License-Expression" in told:
        return told["License-Expression"]
    classifiers = [c for c in told.get_all("Classifier") or [] if c.startswith("License ::")]
    named = [c.rsplit(" :: ", 1)[-1] for c in classifiers if c != "License :: OSI Approved"]
    first = told["License"].strip().split("\n")[0][:60] if "License" in told else ""
    return ", ".join(named) or first or _heading(distribution) or "?"


def _heading(distribution: str) -> str:
    """The first line of the licence text that came along, where the metadata name none."""
    for path in files(distribution) or ():
        if ".dist-info" in str(path) and "licen" in path.name.lower():
            return path.read_text(encoding="utf-8").strip().split("\n")[0][:60]
    return ""


def main() -> int:
    """Print the list; 1 when a package has another licence than those known to be permissive."""
    bad = 0
    core = set(locked("requirements.lock"))
    for name in locked("requirements-dev.lock"):
        try:
            words = licence(name)
        except PackageNotFoundError:
            words = None
        good = words is None or (PERMISSIVE.search(words) and not COPYLEFT.search(words))
        bad += not good
        mark = "  " if good else "! "
        where = "core" if name in core else "test"
        print(f"{mark}{where}  {name:28}{words or '(not needed on this system)'}")
    return int(bool(bad))


if __name__ == "__main__":
    sys.exit(main())
