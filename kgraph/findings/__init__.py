"""Findings: gaps and overlaps that hold in a view, each with what it rests on."""

from kgraph.findings.declared import kinds_of, refuse_faulty
from kgraph.findings.detect import (
    DETECTORS,
    Filters,
    Findings,
    find,
    make_filters,
    one,
    population,
    rate,
)
from kgraph.findings.kinds import KINDS, Kind, find_kind
from kgraph.findings.material import Material, catalogue
from kgraph.findings.value import (
    STATUSES,
    Disposition,
    Evidence,
    Finding,
    Number,
    Rate,
    Reply,
    finding_id,
)

__all__ = [
    "DETECTORS",
    "KINDS",
    "STATUSES",
    "Disposition",
    "Evidence",
    "Filters",
    "Finding",
    "Findings",
    "Kind",
    "Material",
    "Number",
    "Rate",
    "Reply",
    "catalogue",
    "find",
    "find_kind",
    "finding_id",
    "kinds_of",
    "make_filters",
    "one",
    "population",
    "rate",
    "refuse_faulty",
]
