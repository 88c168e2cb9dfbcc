"""What comes and what goes with the changed rows of a workbook, and what goes along with them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kgraph.terms import DCT, KS, RDF, Quad
from kgraph.wording import Text
from kgraph.workbook.again import said_before
from kgraph.workbook.bare import told_bare
from kgraph.workbook.change import Merge
from kgraph.workbook.desk import Desk
from kgraph.workbook.idle import placed
from kgraph.workbook.mentions import Setting, named_still, told_mentions
from kgraph.workbook.removed import called, lost_facts, told_facts, told_rest, told_ties
from kgraph.workbook.rows import Statements
from kgraph.workbook.value import Fault

# As the columns of a workbook call them.
_SEEN: Mapping[str, Text] = {
    DCT("spatial"): Text("län eller område", "county or area"),
    KS("openList"): Text("fler är med (m.fl.)", "others too"),
}


@dataclass(frozen=True)
class Said:
    """What the changed rows said before, and what they say now.

    Parameters:
        kept: what all rows of the workbook say, so that it does not go.
        read: gives the same, where it is only needed to tell where something stands.
    """

    before: Statements
    after: Statements
    kept: Statements = field(default_factory=Statements)
    read: Callable[[], Statements] = Statements

    @cached_property
    def rows(self) -> Statements:
        """What all rows of the workbook say, with their cells."""
        return self.kept if self.kept.quads else self.read()


@dataclass(frozen=True)
class Balance:
    """What comes and what goes.

    Parameters:
        new, gone: the statements that come, and those that go.
        rest: of those that go, what stands in no cell.
        lost: of those that go, what stood on a removed row alone.
    """

    new: set[Quad]
    gone: set[Quad]
    rest: set[Quad]
    lost: set[Quad]


def going(
    desk: Desk,
    said: Said,
    balance: Balance,
    names: Callable[[str], str],
    where: Callable[[str], Text],
) -> tuple[list[Fault], list[Text]]:
    """What goes along with rows and cells: where it cannot go, and what is told of the rest.

    Parameters:
        names: what a thing is called; its identifier where it has no name.
        where: a passage in words.
    """
    rest = balance.rest

    def label(iri: str) -> Text:
        return _SEEN.get(iri) or desk.words.label(iri)

    name = called((*said.before.quads, *rest), names)
    data = tuple(desk.quads())
    named = named_still(balance.gone, balance.new, data)
    faults = [
        *told_ties(rest, said.before, names),
        *told_mentions(named, said.before, Setting(lambda: said.rows, where, name)),
        *told_bare(balance.gone, balance.new, data, (said.before, lambda: said.rows), where, name),
    ]
    if faults:  # what is refused goes nowhere
        return faults, []
    return [], [*told_facts(balance.lost, label, name), *told_rest(rest, label, name)]


def balanced(desk: Desk, found: Merge, said: Said) -> Balance:
    """What comes and what goes when the changed rows say something else."""
    after = said.after
    known = said_before(desk.quads(), after, found.changes)
    there = {quad for quad in desk.quads() if quad in after.quads} | known.quads
    new = after.quads - there - _of_removed_rows(said)
    gone = said.before.quads.difference(said.kept.quads, after.quads)
    gone |= after.instead - after.quads
    rest = _said_of_removed(desk, gone, after.quads) - gone
    kept_rows = {(c.place.sheet, c.place.row) for c in found.changes if c.kind == "changed"}
    lost = lost_facts(placed(gone, said.before), kept_rows, desk.quads(), new)
    return Balance(new, gone | rest, rest, lost)


def _of_removed_rows(said: Said) -> set[Quad]:
    """What another row changes in a passage whose own row is taken out: it goes with that."""
    kind, after = RDF("type"), said.after
    where = {(q[0], q[3]) for q in after.instead & said.before.quads}
    where -= {(q[0], q[3]) for q in after.quads if q[1] != kind} if where else set()
    return {q for q in after.quads if where and q[1] == kind and (q[0], q[3]) in where}


def _said_of_removed(desk: Desk, before: set[Quad], after: set[Quad]) -> set[Quad]:
    """What else the data say of things that are removed, so that nothing is said of nothing.

    A passage that no longer says what a thing is says nothing more of it; a thing that no passage
    says what it is, is not spoken of at all.
    """
    kind = RDF("type")
    where = {(q[0], q[3]) for q in before - after if q[1] == kind}
    if not where:
        return set()
    things = {thing for thing, _ in where}
    said = {q for q in desk.quads() if q[0] in things}
    left = {(q[0], q[3]) for q in (said - before) | after if q[1] == kind}
    alive = {thing for thing, _ in left}
    return {
        q for q in said - after
        if (q[0], q[3]) not in left and ((q[0], q[3]) in where or q[0] not in alive)
    }  # fmt: skip
