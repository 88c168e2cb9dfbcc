"""Reports: what holds of a county, a strategy or a theme, in one file that can be handed on.

A report is a value of plain parts; ``to_html`` and ``to_docx`` write the same value. Every sentence
leads to numbered passages, and nothing is fetched from outside.
"""

from kgraph.report.build import build, number_notes
from kgraph.report.page import to_html
from kgraph.report.value import Report

__all__ = ["Report", "build", "number_notes", "to_docx", "to_html"]


def to_docx(report: Report) -> bytes:
    """A report as a Word document; what writes those is loaded when one is asked for."""
    from kgraph.report.word import to_docx as written

    return written(report)
