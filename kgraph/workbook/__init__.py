"""Workbooks: the graph as sheets that people fill in, and filled-in sheets as statements."""

from kgraph.workbook.folder import mark_folder
from kgraph.workbook.importing import Import, apply, prepare, remember, weigh
from kgraph.workbook.making import Made, build, build_simple, to_folder, to_xlsx
from kgraph.workbook.value import Book, Fault, Place
from kgraph.workbook.xlsx import mark_xlsx

__all__ = [
    "Book",
    "Fault",
    "Import",
    "Made",
    "Place",
    "apply",
    "build",
    "build_simple",
    "mark_folder",
    "mark_xlsx",
    "prepare",
    "remember",
    "to_folder",
    "to_xlsx",
    "weigh",
]
