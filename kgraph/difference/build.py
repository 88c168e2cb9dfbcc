"""Building a difference: two sides read, their things and their findings set against each other."""

from dataclasses import dataclass

from kgraph.difference.decisions import Decision, compare_decisions
from kgraph.difference.holding import FindingChanges, compare_findings
from kgraph.difference.sides import Side, read_side
from kgraph.difference.things import State, ThingChanges, compare_things
from kgraph.findings import Filters, Finding, Findings, Material, find
from kgraph.project import Project
from kgraph.store import Store, View


@dataclass(frozen=True)
class Difference:
    """What is new, gone and changed from one side to the other.

    Parameters:
        old, new: the sides.
        things, findings: what became of them.
        decisions: what became of the dispositions on record, counted apart from the findings.
        old_material, new_material: what the findings of each side were made from.
    """

    old: Side
    new: Side
    things: ThingChanges
    findings: FindingChanges
    decisions: tuple[Decision, ...]
    old_material: Material
    new_material: Material

    @property
    def by_period(self) -> bool:
        """Whether a side is a date, so that what holds by its period counts."""
        return self.old.dated or self.new.dated

    @property
    def any(self) -> bool:
        """Whether anything differs."""
        return self.things.any or self.findings.any or bool(self.decisions)


def build(project: Project, store: Store, old: str, new: str, view: View) -> Difference:
    """The difference between two releases, two dates, or one of them and the present.

    Parameters:
        project, store: the present project; its questions find the findings of both sides, so
            that a difference lies in what is stated and not in how it is asked.
        old, new: a folder, a file of a whole graph or a date; ``new`` empty for the present.
        view: which statements count; a date takes its place in it.

    Raises:
        UsageError, InputError: a side that cannot be read, or is before everything.
    """
    one = read_side(old, project, store, view)
    other = read_side(new, project, store, view)
    dated = one.dated or other.dated
    before, after = (find(project, s.store, s.view, Filters(everything=True)) for s in (one, other))
    return Difference(
        one, other, compare_things(one, other),
        compare_findings(_held(before, one, dated), _held(after, other, dated)),
        compare_decisions((one.store, one.view, before), (other.store, other.view, after)),
        before.material, after.material,
    )  # fmt: skip


def _held(result: Findings, side: Side, dated: bool) -> list[Finding]:
    """Every finding of a side; at a date none on what had not begun to hold.

    What has ended stays: that it has is itself a finding.
    """
    if not dated:
        return list(result.found)
    state, date = State(side, by_period=True), side.view.as_of.isoformat()

    def begun(thing: str) -> bool:
        return state.period(thing)[0] <= date

    return [
        f
        for f in result.found
        if all(map(begun, f.affects)) and (not f.documents or any(map(begun, f.documents)))
    ]
