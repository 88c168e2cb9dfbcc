"""Links to pages that turned out not to be: their words stay."""

import html
import os
import re
from collections.abc import Callable, Collection
from pathlib import Path

from kgraph.site.addresses import file_of
from kgraph.site.rewriting import SPOKEN

_LINK = re.compile(r'<a\b[^>]*?\shref="([^"]*)"[^>]*>')


def mend(folder: Path, missing: Collection[str]) -> None:
    """Take away the links to some addresses, wherever they stand in a folder.

    Parameters:
        missing: normal addresses that the server has no page at.
    """
    gone = {os.path.normpath(folder / file_of(address)) for address in missing}
    names = {Path(path).name for path in gone}
    for path in folder.rglob("*.html") if gone else ():
        text = path.read_text(encoding="utf-8")
        if any(name in text for name in names):
            path.write_text(_LINK.sub(_without(path.parent, gone), text), encoding="utf-8")


def _without(folder: Path, gone: Collection[str]) -> Callable[["re.Match[str]"], str]:
    def told(found: re.Match[str]) -> str:
        way = html.unescape(found[1]).partition("#")[0]
        if os.path.normpath(folder / way) not in gone:
            return found[0]
        return SPOKEN.sub("", found[0].replace(f' href="{found[1]}"', ""))

    return told
