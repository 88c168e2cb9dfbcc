"""The four kinds of matrix: which axes make one, and what makes it."""

from collections.abc import Callable, Collection

from kgraph.matrix.answering import actor_element
from kgraph.matrix.draft import Asked, Draft
from kgraph.matrix.seating import forum_member
from kgraph.matrix.supporting import forum_element
from kgraph.matrix.themes import strategy_theme
from kgraph.matrix.value import TYPES

MAKERS: tuple[
    tuple[Collection[str], Collection[str], Callable[[Asked, str, str, str], Draft]], ...
] = (
    (("actor",), tuple(TYPES), actor_element),
    (("forum",), ("priority", "measure", "element"), forum_element),
    (("forum",), ("member",), forum_member),
    (("strategy",), ("theme",), strategy_theme),
)
