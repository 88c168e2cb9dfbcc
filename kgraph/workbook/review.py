"""Passages that somebody has reviewed and that a workbook or form changes: reviewed no more."""

from collections.abc import Collection, Iterable

from kgraph.terms import GRAPH, KS, VOCAB, Quad
from kgraph.wording import LANGUAGES, Text

_SEEN = {VOCAB("review-status/reviewed"), VOCAB("review-status/verified")}
_AGAIN = VOCAB("review-status/extracted")


def unreviewed(
    data: Iterable[Quad], gone: Collection[Quad], new: Collection[Quad]
) -> tuple[set[Quad], set[Quad]]:
    """The review status of the passages that a change touches: what goes, and what comes.

    What stands in a passage after a change has nobody reviewed; a change that sets the status of a
    passage itself is left alone.

    Parameters:
        data: the statements of today.
        gone, new: what the change takes out and puts in.
    """
    path = KS("reviewStatus")
    named: set[str] = {q[3] for each in (gone, new) for q in each}
    named |= {q[0] for each in (gone, new) for q in each}
    touched = {str(one) for one in named if one.startswith(GRAPH)}
    touched -= {str(q[0]) for each in (gone, new) for q in each if q[1] == path}
    if not touched:
        return set(), set()
    out = {q for q in data if q[1] == path and str(q[0]) in touched and q[2] in _SEEN}
    return out, {(q[0], q[1], _AGAIN, q[3]) for q in out}


def told_unreviewed(where: Collection[Text]) -> Iterable[Text]:
    """That passages wait for review anew.

    Parameters:
        where: the passages in words.
    """
    if where:
        more = " …" if len(where) > _MOST else ""
        shown = sorted(where, key=lambda one: one.sv)[:_MOST]
        sv, en = ("; ".join(one.get(lang) for one in shown) + more for lang in LANGUAGES)
        yield Text(f"Var granskat och väntar nu på granskning igen: {sv}.",
                   f"Was reviewed and waits for review again: {en}.")  # fmt: skip


_MOST = 10
