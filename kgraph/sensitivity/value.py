"""What sensitivity finds: the effect of each choice, and what each finding hangs on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kgraph.difference import FindingChanges
from kgraph.findings import Finding
from kgraph.sensitivity.choices import Choice

Levels = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class KindCount:
    """One kind under one choice.

    Parameters:
        kind: its slug.
        base, after: how many findings before and under the choice.
        base_gaps, after_gaps: how many of them say that something is lacking or overlaps; the
            rest tell a level.
        gone, new, changed: what became of them; ``changed`` counts those told of the whole
            instead of the parts, or the reverse, once.
    """

    kind: str
    base: int
    after: int
    base_gaps: int
    after_gaps: int
    gone: int
    new: int
    changed: int


@dataclass(frozen=True, slots=True)
class Effect:
    """What a choice does to the findings.

    Parameters:
        choice: what is counted otherwise.
        found: the findings that hold under it.
        changes: what became of those of the base.
        levels: by strategy, how many goals, priorities and measures stand at each level.
        left_out: by kind, how many findings under it a limit has left out of ``found``.
    """

    choice: Choice
    found: tuple[Finding, ...]
    changes: FindingChanges
    levels: Levels
    left_out: Mapping[str, int]

    def counts(self, base: Iterable[Finding]) -> list[KindCount]:
        """Kind by kind, in the order of the kinds' slugs; those without findings are left out."""
        listed, c = list(base), self.changes
        kinds = sorted({f.kind for f in (*listed, *self.found)})
        return [
            KindCount(
                kind,
                _many(kind, listed),
                _many(kind, self.found),
                sum(f.kind == kind and f.is_gap for f in listed),
                sum(f.kind == kind and f.is_gap for f in self.found),
                _many(kind, c.gone),
                _many(kind, c.new),
                sum(x.now.kind == kind for x in c.changed)
                + sum(r.was[0].kind == kind for r in c.retold),
            )
            for kind in kinds
        ]


def _many(kind: str, findings: Iterable[Finding]) -> int:
    return sum(f.kind == kind for f in findings)


@dataclass(frozen=True, slots=True)
class Standing:
    """How firmly a finding of the base stands.

    Parameters:
        finding: the finding.
        readings: the choices of counting under which it is gone or no longer says the same of how
            sure it is or at which level.
        leftovers: the themes and sources without which that is so.
    """

    finding: Finding
    readings: tuple[Choice, ...]
    leftovers: tuple[Choice, ...]

    @property
    def verdict(self) -> str:
        """``holds`` under all choices, ``source`` when only on what it was read from, ``reading``.

        A finding that goes with a theme or a source hangs on that alone: it says nothing else.
        """
        if self.readings:
            return "reading"
        return "source" if self.leftovers else "holds"
