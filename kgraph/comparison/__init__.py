"""Comparison of counties: what was read of each first, then what can be set side by side."""

from kgraph.comparison.build import build
from kgraph.comparison.forms import to_csv, to_json, to_text, to_workbook
from kgraph.comparison.value import Cell, Comparison, County, DocumentRead, Row

__all__ = [
    "Cell",
    "Comparison",
    "County",
    "DocumentRead",
    "Row",
    "build",
    "to_csv",
    "to_json",
    "to_text",
    "to_workbook",
]
