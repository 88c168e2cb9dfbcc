"""Measures of networks that a strategist can use, county by county, each with what it stands on.

Every value comes with its meaning and caution in plain words, with how many it was computed on and
how fully these were read. A ranking is shown as one only if it holds when statements are taken
away at random.
"""

from kgraph.measures.build import DRAWS, build
from kgraph.measures.forms import to_csv, to_json, to_text, to_xlsx
from kgraph.measures.kinds import KINDS, Kind
from kgraph.measures.part import NETWORKS
from kgraph.measures.value import County, Item, Measure, Measures

__all__ = [
    "DRAWS",
    "KINDS",
    "NETWORKS",
    "County",
    "Item",
    "Kind",
    "Measure",
    "Measures",
    "build",
    "to_csv",
    "to_json",
    "to_text",
    "to_xlsx",
]
