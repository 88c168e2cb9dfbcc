"""Networks: links of the graph as nodes, edges, places and evidence. The one door to networkx."""

from kgraph.network.build import build, catalogue
from kgraph.network.forms import FORMS, to_csv
from kgraph.network.kinds import KINDS, Kind
from kgraph.network.value import CAUTION, Edge, Network, Node, Passage

__all__ = [
    "CAUTION",
    "FORMS",
    "KINDS",
    "Edge",
    "Kind",
    "Network",
    "Node",
    "Passage",
    "build",
    "catalogue",
    "to_csv",
]
