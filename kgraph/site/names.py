"""The names to search among, as a script that a page can read where nothing may be fetched."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from kgraph.site.addresses import normal, relative

NAMES = "/namn.js"  # an address of the folder alone
DATA = "/a-o.json"  # where the pages tell the same


def names_script(address: str, listed: Iterable[Mapping[str, Any]]) -> str:
    """A call with every name: name, kind, file, rank, how many other names are foreign, and these.

    Parameters:
        address: of the script, for links relative to it and the language of the pages.
        listed: as the page of all names tells it.
    """
    prefix = address.removesuffix(NAMES)
    rows = [
        [one["name"], one["label"],
         relative(normal(prefix + one["path"]), address), one["rank"],
         one["foreign"], *one["also"]]
        for one in listed
    ]  # fmt: skip
    # No name can end the script or begin markup, wherever the text is put.
    raw = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f"kgraphNames({raw});\n"
