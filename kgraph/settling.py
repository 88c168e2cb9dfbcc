"""The review status of the passages that a change touched, when it is taken back.

A change makes the passages that it touches wait for review. Taken back, they are what somebody
reviewed, unless another change that nobody has reviewed still stands in them: then they go on
waiting, until that one is taken back too.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from kgraph.terms import GRAPH, KS, VOCAB, Quad
from kgraph.wording import Text

_PATH = KS("reviewStatus")
_SEEN = {VOCAB("review-status/reviewed"), VOCAB("review-status/verified")}
_WAITING = VOCAB("review-status/extracted")


@dataclass(frozen=True, slots=True)
class Step:
    """A change, as far as passages are concerned.

    Parameters:
        number: its place in the log.
        undoes: the change that it takes back, or 0.
        added, removed: its statements, of all files.
    """

    number: int
    undoes: int
    added: frozenset[Quad]
    removed: frozenset[Quad]

    def touched(self) -> set[str]:
        """The passages in which it states something else, or of which it says something else."""
        quads = [q for q in (*self.added, *self.removed) if q[1] != _PATH]
        places = {str(part) for q in quads for part in (q[0], q[3])}
        return {one for one in places if one.startswith(GRAPH) and not one.endswith("/meta")}

    def gives(self, passage: str) -> Quad | None:
        """The review status that it gives a passage."""
        return _status(passage, self.added)

    def takes(self, passage: str) -> Quad | None:
        """The review status that it takes from a passage."""
        return _status(passage, self.removed)


def settled(
    steps: Sequence[Step], number: int, today: Collection[Quad]
) -> Iterator[tuple[Quad, Quad]]:
    """The review status of passages once a change is taken back: what it is today, and then.

    Only of passages where the change alone does not tell.

    Parameters:
        steps: the log, in any order.
        number: the change that is taken back.
        today: the statements of a file.
    """
    own = next(step for step in steps if step.number == number)
    touched = {step.number: step.touched() for step in steps}
    since = _standing(steps, number)
    for passage in sorted(touched[number]):
        now = _status(passage, today)
        told = [step for step in steps if not step.undoes and step.gives(passage)]
        if now is None or not told:
            continue
        last = max(told, key=lambda step: step.number)
        before, waiting = last.takes(passage), (now[0], now[1], _WAITING, now[3])
        if before and before[2] in _SEEN and passage in touched[last.number]:
            reviewed = max((s.number for s in told if _is_seen(s.gives(passage))), default=0)
            unseen = any(passage in touched[n] and when > reviewed for n, when in since.items())
            yield now, waiting if unseen or own.number < reviewed else before
        elif last.number > own.number and _is_seen(now):  # reviewed with what now goes
            yield now, waiting


def waiting(steps: Sequence[Step], number: int) -> tuple[list[str], list[str]]:
    """The passages that wait for review once a change was taken back: as before it, and anew.

    Parameters:
        steps: the log, in any order, with the taking back.
        number: the taking back.
    """
    by = {step.number: step for step in steps}
    past = sorted((step for step in steps if step.number <= number), key=lambda s: -s.number)
    still, anew = list[str](), list[str]()
    for passage in sorted(by[by[number].undoes].touched()):
        last = next((s for s in past if s.gives(passage) or s.takes(passage)), None)
        given = last.gives(passage) if last else None
        if last is None or given is None or given[2] != _WAITING:
            continue
        if last.number < number:
            still.append(passage)
        elif _is_seen(last.takes(passage)):
            anew.append(passage)
    return still, anew


def told_waiting(
    still: Collection[str], anew: Collection[str], name: Callable[[str], Text]
) -> Iterator[Text]:
    """That passages wait for review after a change was taken back, and why.

    Parameters:
        still, anew: as ``waiting`` gives them.
        name: a passage in words.
    """
    for passages, told in ((still, _STILL), (anew, _ANEW)):
        names = [name(passage) for passage in passages]
        if names:
            yield Text(f"{told.sv}: {'; '.join(n.sv for n in names)}.",
                       f"{told.en}: {'; '.join(n.en for n in names)}.")  # fmt: skip


_STILL = Text(
    "Väntar fortfarande på granskning, för annat som ingen har granskat står kvar där",
    "Waiting for review still, for something else that nobody has reviewed stands there",
)
_ANEW = Text(
    "Väntar på granskning igen, för där stod något annat när det granskades",
    "Waiting for review anew, for something else stood there when it was reviewed",
)


def _standing(steps: Sequence[Step], number: int) -> dict[int, float]:
    """The changes that stand when one more is taken back, each with when it was last made.

    What was taken back and put back again is made when it was put back.
    """
    off, first = {number}, dict[int, int]()
    for step in sorted(steps, key=lambda one: -one.number):
        if step.undoes and step.number not in off:
            off.add(step.undoes)
    when: dict[int, float] = {}
    for step in sorted(steps, key=lambda one: one.number):
        root = first[step.number] = first.get(step.undoes, step.number)
        when[root] = float("inf") if step.number == number else step.number
    return {root: at for root, at in when.items() if root not in off}


def _status(passage: str, quads: Collection[Quad]) -> Quad | None:
    return next((q for q in quads if q[0] == passage and q[1] == _PATH), None)


def _is_seen(status: Quad | None) -> bool:
    return status is not None and status[2] in _SEEN
