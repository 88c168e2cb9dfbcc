"""The pages: for each kind of page a module that makes a ``Page`` of what the stages answer."""

from kgraph.web.pages.routes import include_pages

__all__ = ["include_pages"]
