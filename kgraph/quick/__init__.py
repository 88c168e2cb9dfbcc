"""Quick answers: the rows of questions over pairs, counted over relations that are read once.

An engine joins all with all; here each relation is read with a small question and the pairs are
counted as sets. The named questions stay what people ask, and what a proof is replayed with: a
test holds both answers against each other.
"""

from collections.abc import Mapping

from kgraph.quick.alike import mandate_overlap
from kgraph.quick.answers import Answer, Answered, answer, is_shipped
from kgraph.quick.apart import integrative_gap
from kgraph.quick.composition import forum_composition
from kgraph.quick.duties import mandate_without_delivery
from kgraph.quick.gaps import gap_responsibility
from kgraph.quick.means import goal_means
from kgraph.quick.measures import measure_overlap
from kgraph.quick.meeting import collaborative_gap
from kgraph.quick.members import forum_overlap
from kgraph.quick.relations import Relations
from kgraph.quick.seats import representation_gap
from kgraph.quick.themes import strategy_theme_overlap
from kgraph.store import Store, View
from kgraph.terms import Term

QUICK: Mapping[str, Answer] = {
    "collaborative-gap": collaborative_gap,
    "forum-composition": forum_composition,
    "forum-overlap": forum_overlap,
    "gap-responsibility": gap_responsibility,
    "goal-means": goal_means,
    "integrative-gap": integrative_gap,
    "mandate-overlap": mandate_overlap,
    "mandate-without-delivery": mandate_without_delivery,
    "measure-overlap": measure_overlap,
    "representation-gap": representation_gap,
    "strategy-theme-overlap": strategy_theme_overlap,
}


def asked(
    name: str,
    text: str,
    columns: tuple[str, ...],
    store: Store,
    view: View,
    bound: Mapping[str, Term],
) -> Answered:
    """The answer to a named question: counted over relations where there is a way, else asked.

    Parameters:
        name, text, columns: of the question.
        bound: values of its parameters.
    """
    quick = QUICK.get(name)
    if quick is None or not is_shipped(name, text):
        return Answered(store.select(text, view, bound))
    return answer(quick, name, columns, store, view, bound)


__all__ = ["QUICK", "Answered", "Relations", "asked"]
