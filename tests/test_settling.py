"""The review status of a passage, when changes in it are taken back in any order."""

import random

from kgraph.settling import Step, settled, told_waiting, waiting
from kgraph.terms import GRAPH, ID, KS, VOCAB, Iri, Literal, Quad
from kgraph.wording import Text

PASSAGE, META = GRAPH("plan/1-1"), GRAPH("plan/meta")
STATUS = KS("reviewStatus")


def status(value: str) -> Quad:
    """That the passage has a review status."""
    return (PASSAGE, STATUS, VOCAB(f"review-status/{value}"), META)


REVIEWED, EXTRACTED = status("reviewed"), status("extracted")


def content(number: int) -> Quad:
    """A statement in the passage that a change makes."""
    return (ID("element/mal"), Iri(KS("summary")), Literal(f"Ändring {number}"), PASSAGE)


class Log:
    """A passage that was reviewed, with the changes that are made in it and taken back."""

    def __init__(self) -> None:
        """Nothing is changed yet."""
        self.now: set[Quad] = {REVIEWED}
        self.steps: list[Step] = []

    def keep(self, new: set[Quad], undoes: int = 0) -> None:
        """Make the passage say something else, and note it."""
        added, removed = frozenset(new - self.now), frozenset(self.now - new)
        self.steps.append(Step(len(self.steps) + 1, undoes, added, removed))
        self.now = new

    def change(self) -> None:
        """State something in it, which nobody has reviewed."""
        new = content(len(self.steps) + 1)
        self.keep(self.now - {REVIEWED} | {EXTRACTED, new})

    def undo(self, number: int) -> None:
        """Take a change, or an undoing, back."""
        step = self.steps[number - 1]
        pairs = list(settled(self.steps, number, self.now))
        out, into = {now for now, _ in pairs}, {then for _, then in pairs}
        added, removed = (
            {quad for quad in quads if quad[1] != STATUS or not pairs}
            for quads in (step.added, step.removed)
        )
        self.keep((self.now - added - out) | removed | into, number)

    @property
    def stated(self) -> set[Quad]:
        """What stands there that was not when it was reviewed."""
        return {quad for quad in self.now if quad[3] == PASSAGE}


def test_a_passage_is_reviewed_again_when_the_last_change_in_it_is_taken_back() -> None:
    """Whichever goes first: while one stands, nobody has reviewed what is there."""
    for first, second in ((1, 2), (2, 1)):
        log = Log()
        log.change()
        log.change()
        log.undo(first)
        assert EXTRACTED in log.now and REVIEWED not in log.now
        log.undo(second)
        assert log.now == {REVIEWED}


def test_it_waits_exactly_while_something_unreviewed_stands_there() -> None:
    """For changes, undoings and their undoings in any order."""
    for seed in range(60):
        chance, log = random.Random(seed), Log()
        for _ in range(12):
            off = {step.undoes for step in log.steps}
            left = [step.number for step in log.steps if step.number not in off]
            if left and chance.random() < 0.6:
                log.undo(chance.choice(left))
            else:
                log.change()

            assert (EXTRACTED in log.now) == bool(log.stated), seed
            assert (REVIEWED in log.now) != (EXTRACTED in log.now), seed


def test_what_was_reviewed_with_a_change_waits_when_that_change_goes() -> None:
    """The reviewer has seen something else."""
    log = Log()
    log.change()
    log.keep(log.now - {EXTRACTED} | {REVIEWED})
    log.change()
    log.undo(3)
    assert REVIEWED in log.now

    log.undo(1)
    assert EXTRACTED in log.now and REVIEWED not in log.now


def test_what_waits_after_an_undoing_is_told_with_the_reason() -> None:
    """Another change stands there still, or something else was reviewed; else nothing is told."""
    log = Log()
    log.change()
    log.change()
    log.undo(2)
    assert waiting(log.steps, 3) == ([PASSAGE], [])
    log.undo(1)
    assert waiting(log.steps, 4) == ([], [])

    log = Log()
    log.change()
    log.keep(log.now - {EXTRACTED} | {REVIEWED})
    log.undo(1)
    assert waiting(log.steps, 3) == ([], [PASSAGE])

    told = [*told_waiting([PASSAGE], [], lambda one: Text(f"rad {one[-1]}", f"row {one[-1]}"))]
    assert [t.sv for t in told] == [
        "Väntar fortfarande på granskning, för annat som ingen har granskat står kvar där: rad 1."
    ]
    assert [*told_waiting([], [], lambda one: Text(one, one))] == []
