"""Building the sensitivity: the findings once as usual, and once for each choice."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kgraph.difference import compare_findings
from kgraph.findings import Filters, Finding, Findings, find
from kgraph.findings.forms import left_out
from kgraph.project import Project
from kgraph.sensitivity.choices import Choice, make_choices
from kgraph.sensitivity.value import Effect, Levels, Standing
from kgraph.store import Store, View


@dataclass(frozen=True)
class Sensitivity:
    """The findings of the base, and what each choice does to them.

    Parameters:
        base: the findings as usual.
        levels: by strategy, how many goals, priorities and measures stand at each level.
        effects: one a choice, in their order.
    """

    base: Findings
    levels: Levels
    effects: tuple[Effect, ...]

    @property
    def standings(self) -> tuple[Standing, ...]:
        """How firmly each finding of the base stands, in the base's order."""
        return tuple(self._standing(finding) for finding in self.base.found)

    @property
    def left_out(self) -> tuple[dict[str, int], ...]:
        """What a limit has left out, by kind: as usual, then under each choice."""
        return left_out(self.base), *(dict(effect.left_out) for effect in self.effects)

    @property
    def cut(self) -> tuple[str, ...]:
        """The kinds of which a limit has left something out, as usual or under some choice."""
        return tuple(sorted({kind for told in self.left_out for kind in told}))

    def _standing(self, finding: Finding) -> Standing:
        moved = [e.choice for e in self.effects if _moves(e, finding)]
        return Standing(
            finding,
            tuple(c for c in moved if c.reading),
            tuple(c for c in moved if not c.reading),
        )


def _moves(effect: Effect, finding: Finding) -> bool:
    """Whether a finding is gone under a choice, or stands otherwise than it did.

    A number or a name that differs is told with the choice; the conclusion is the same.
    """
    changes = effect.changes
    if any(f.id == finding.id for f in changes.gone):
        return True
    if any(f.id == finding.id for r in changes.retold for f in r.was):
        return True
    return any(
        c.was.id == finding.id
        and (c.was.status, c.was.reason, c.was.level, c.was.is_gap)
        != (c.now.status, c.now.reason, c.now.level, c.now.is_gap)
        for c in changes.changed
    )


def build(
    project: Project,
    store: Store,
    view: View,
    filters: Filters,
    groups: Sequence[str] = (),
    say: Callable[[int, int, Choice], None] = lambda _, __, ___: None,
) -> Sensitivity:
    """Find the findings again under each choice.

    Parameters:
        project: gives the questions.
        store: the statements; nothing of it changes.
        view: the base.
        filters: which findings are wanted.
        groups: which groups of choices are tried; empty for all.
        say: told before each choice: its number, how many there are, and which it is.

    Raises:
        UsageError: a group of choices that is not there.
    """
    choices = make_choices(store, view, groups)
    base = find(project, store, view, filters)
    effects = []
    for number, choice in enumerate(choices, 1):
        say(number, len(choices), choice)
        found = find(project, store, choice.view, filters)
        changes = compare_findings(base.found, found.found)
        effects.append(Effect(choice, found.found, changes, _levels(found), left_out(found)))
    return Sensitivity(base, _levels(base), tuple(effects))


def _levels(found: Findings) -> Levels:
    """By strategy, how many elements stand at each level; only the strategies asked for."""
    filters, material = found.filters, found.material
    return {
        strategy: Counter(level for _, level in elements.values())
        for strategy, elements in sorted(material.counted.items())
        if filters.strategy in ("", strategy)
        and filters.region in ("", material.document(strategy).region)
    }
