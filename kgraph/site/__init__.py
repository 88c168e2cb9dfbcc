"""The pages as files in a folder, for whoever may install nothing and has no network.

The pages are those of the server, asked for within the process and written with links between
files: there is no second truth. Word and Excel files lie beside each page.
"""

from kgraph.site.build import Made, build

__all__ = ["Made", "build"]
