"""Checks: SHACL shapes run over everything that is stated."""

from kgraph.checks.engines import ENGINES, EngineName, Result, validate
from kgraph.checks.forms import FORMS, summary
from kgraph.checks.report import SEVERITIES, CheckReport, Problem, Shape, check

__all__ = [
    "ENGINES",
    "FORMS",
    "SEVERITIES",
    "CheckReport",
    "EngineName",
    "Problem",
    "Result",
    "Shape",
    "check",
    "summary",
    "validate",
]
