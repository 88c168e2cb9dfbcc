"""Build hook: a wheel carries the ontology, the data and the queries; an editable install none.

In a checkout the program reads the folders themselves. Were they copied into an editable install
too, a stale copy would lie there and be found the day the folders are edited.
"""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PARTS = ("ontology", "data", "queries")


class ShippedFiles(BuildHookInterface[Any]):
    """Put the project's folders under ``kgraph/shipped`` in a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the folders to a standard wheel; ``version`` is ``editable`` for the other kind."""
        if version != "standard":
            return
        for part in PARTS:
            build_data["force_include"][part] = f"kgraph/shipped/{part}"
