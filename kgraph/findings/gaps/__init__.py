"""The gaps in what is stated and what was read: GAP-01, 04 to 07, 11 and 13."""

from kgraph.findings.gaps.alignment import gap_05
from kgraph.findings.gaps.expiry import gap_13
from kgraph.findings.gaps.forums import gap_11
from kgraph.findings.gaps.funding import carried_out_with_money, funding_rows, gap_07
from kgraph.findings.gaps.means import gap_04
from kgraph.findings.gaps.monitoring import gap_06
from kgraph.findings.gaps.responsibility import gap_01
from kgraph.findings.gaps.words import by, described, thing, upper

__all__ = [
    "by",
    "carried_out_with_money",
    "described",
    "funding_rows",
    "gap_01",
    "gap_04",
    "gap_05",
    "gap_06",
    "gap_07",
    "gap_11",
    "gap_13",
    "thing",
    "upper",
]
