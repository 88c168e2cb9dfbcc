"""Quick answers: the rows of questions over pairs, counted over relations that are read once.

An engine joins all with all; here each relation is read with a small question and the pairs are
counted as sets. The named questions stay what people ask, and what a proof is replayed with: a
test holds both answers against each other.
"""

from collections.abc import Callable, Iterator, Mapping

from kgraph.findings.quick.alike import mandate_overlap
from kgraph.findings.quick.composition import forum_composition
from kgraph.findings.quick.duties import mandate_without_delivery
from kgraph.findings.quick.means import goal_means
from kgraph.findings.quick.meeting import collaborative_gap
from kgraph.findings.quick.members import forum_overlap
from kgraph.findings.quick.relations import Relations
from kgraph.findings.quick.seats import representation_gap
from kgraph.findings.quick.themes import strategy_theme_overlap

QUICK: Mapping[str, Callable[[Relations], Iterator[dict[str, str]]]] = {
    "collaborative-gap": collaborative_gap,
    "forum-composition": forum_composition,
    "forum-overlap": forum_overlap,
    "goal-means": goal_means,
    "mandate-overlap": mandate_overlap,
    "mandate-without-delivery": mandate_without_delivery,
    "representation-gap": representation_gap,
    "strategy-theme-overlap": strategy_theme_overlap,
}

__all__ = ["QUICK", "Relations"]
