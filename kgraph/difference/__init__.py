"""Difference: what is new, gone and changed between two releases or two dates, in words."""

from kgraph.difference.build import Difference, build
from kgraph.difference.decisions import Decision, compare_decisions
from kgraph.difference.forms import to_csv, to_json, to_text, to_workbook
from kgraph.difference.holding import FindingChanges, Retold, compare_findings
from kgraph.difference.sides import Side, read_side
from kgraph.difference.things import FieldChange, Thing, ThingChanges, compare_things

__all__ = [
    "Decision",
    "Difference",
    "FieldChange",
    "FindingChanges",
    "Retold",
    "Side",
    "Thing",
    "ThingChanges",
    "build",
    "compare_decisions",
    "compare_findings",
    "compare_things",
    "read_side",
    "to_csv",
    "to_json",
    "to_text",
    "to_workbook",
]
