"""Detection of overlaps, with fragmentation, overlap, duplication and coordination told apart.

The four are those of GAO-15-49SP. Fragmentation: several in the same broad area. Overlap: similar
tasks, themes or members. Duplication: the same tasks and themes for the same beneficiaries, said
only where sources state those (an area or target group of their own). Coordinated: the parties
share a forum or project, one of them convenes all, or one passage states the tasks of both. An
overlap can be wanted. Where the sources do not let anything be said, one row a county says so.
"""

from kgraph.findings.overlaps.likeness import ovl_03, ovl_05
from kgraph.findings.overlaps.load import ovl_07
from kgraph.findings.overlaps.mandates import ovl_01, ovl_02
from kgraph.findings.overlaps.membership import ovl_04
from kgraph.findings.overlaps.questions import ovl_08
from kgraph.findings.overlaps.relations import RELATIONS
from kgraph.findings.overlaps.reporting import ovl_06

__all__ = [
    "RELATIONS",
    "ovl_01",
    "ovl_02",
    "ovl_03",
    "ovl_04",
    "ovl_05",
    "ovl_06",
    "ovl_07",
    "ovl_08",
]
