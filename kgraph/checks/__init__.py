"""Checks: SHACL shapes run over everything that is stated."""

from kgraph.checks.engines import ENGINES, EngineName, Result, validate
from kgraph.checks.forms import FORMS, summary, to_jsonld, to_turtle
from kgraph.checks.narrow import Change
from kgraph.checks.report import (
    CheckReport,
    Problem,
    check,
    checked_view,
)
from kgraph.checks.shapes import SEVERITIES, Shape, shapes_of
from kgraph.checks.since import since, told_stood

__all__ = [
    "ENGINES",
    "FORMS",
    "SEVERITIES",
    "Change",
    "CheckReport",
    "EngineName",
    "Problem",
    "Result",
    "Shape",
    "check",
    "checked_view",
    "shapes_of",
    "since",
    "summary",
    "to_jsonld",
    "to_turtle",
    "told_stood",
    "validate",
]
