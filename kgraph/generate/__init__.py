"""Made-up graphs of a country: as large as asked for, the same for the same seed, with their truth.

What is planted is decided first and said in statements afterwards; nothing here reads a graph, and
nothing that looks for gaps has a part in it. So the list of what was planted can be held against
what is found.
"""

from kgraph.generate.nation import generate
from kgraph.generate.output import Written, side_file, write
from kgraph.generate.planted import AS_OF, Planted

__all__ = ["AS_OF", "Planted", "Written", "generate", "side_file", "write"]
