"""Sensitivity: how the findings change when something is counted otherwise, or left out."""

from kgraph.sensitivity.build import Sensitivity, build
from kgraph.sensitivity.choices import GROUPS, Choice, make_choices
from kgraph.sensitivity.forms import to_csv, to_json, to_text, to_workbook
from kgraph.sensitivity.value import Effect, KindCount, Standing

__all__ = [
    "GROUPS",
    "Choice",
    "Effect",
    "KindCount",
    "Sensitivity",
    "Standing",
    "build",
    "make_choices",
    "to_csv",
    "to_json",
    "to_text",
    "to_workbook",
]
