"""Matrices: who stands where against what, cell by cell with its passages.

One side of a matrix is *judged*: a priority by who answers for it, a forum by whom it gathers, a
theme by the strategies that hold it. A gap, one, several named together and several named
separately are told apart, and a gap says how sure it is. A cell without a mark says whether the
document was read for it (nobody is named) or not (cannot be said).
"""

from kgraph.matrix.build import build
from kgraph.matrix.forms import group_lines, to_csv, to_json, to_text, to_xlsx
from kgraph.matrix.nearest import Nearest, nearest
from kgraph.matrix.value import AXES, CAUTION, OURS, SIGNS, Cell, Head, Matrix

__all__ = [
    "AXES",
    "CAUTION",
    "OURS",
    "SIGNS",
    "Cell",
    "Head",
    "Matrix",
    "Nearest",
    "build",
    "group_lines",
    "nearest",
    "to_csv",
    "to_json",
    "to_text",
    "to_xlsx",
]
