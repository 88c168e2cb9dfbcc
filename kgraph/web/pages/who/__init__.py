"""Who does what: for a theme, a county, a theme in a county, a strategy, or one part of it."""

from kgraph.web.pages.who.answer import county, element, strategy, theme
from kgraph.web.pages.who.desk import counties_of, territory
from kgraph.web.pages.who.index import index

__all__ = ["counties_of", "county", "element", "index", "strategy", "territory", "theme"]
