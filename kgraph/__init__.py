"""kgraph: who does what in regional skills supply.

Importing this does nothing: no file is read and no engine is loaded until something is opened.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kgraph.graph import KnowledgeGraph

__version__ = "0.1.0"
__all__ = ["KnowledgeGraph", "__version__"]


def __getattr__(name: str) -> Any:
    """Load the main class when it is first asked for."""
    if name == "KnowledgeGraph":
        from kgraph.graph import KnowledgeGraph

        return KnowledgeGraph
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
