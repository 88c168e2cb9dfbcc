"""Ends and what leads to them: the rows of ``goal-means``."""

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from kgraph.quick.relations import NONE, Many, Relations, cells, listed, of, upwards
from kgraph.terms import KS

_TIES = (KS("parentElement"), KS("contributesTo"), KS("implements"))
_KINDS = "VALUES ?b { ks:Goal ks:Priority ks:Challenge } ?a a ?b"
_SAID = """?a ks:inferred true .
  VALUES ?way { ks:parentElement ks:contributesTo ks:implements ks:addresses }
  GRAPH ?place { ?a ?way ?b OPTIONAL { ?a ks:inferred ?mark } } ?place a ks:AssertionGraph"""
_PLAINLY = f"{_SAID} FILTER(!BOUND(?mark))"
_ENDS = frozenset({KS("Goal"), KS("Priority")})
_CHALLENGE = frozenset({KS("Challenge")})
_NOTHING = frozenset({""})


class _Tie(NamedTuple):
    """A row before its strategy and passages: ``source`` is what tells of it."""

    source: str
    kind: str
    end: str = ""
    priority: str = ""
    measure: str = ""
    relation: str = ""

    @property
    def tied(self) -> str:
        """What is tied to the end itself, as far as the row tells."""
        return (self.measure or self.priority) if self.relation else self.priority


def goal_means(read: Relations) -> Iterator[dict[str, str]]:
    """Each end with each measure that leads there, what nothing leads to, what leads nowhere."""
    strategies, stated = read.by("ks:partOfStrategy"), read.by("ks:statedIn")
    ways, said, plainly = _Ways(read), read.pairs(_SAID), read.pairs(_PLAINLY)
    for ties in (ways.of_measures(), ways.of_priorities(), ways.to_challenges(), ways.unreached()):
        for tie in ties:
            evidence = listed(stated.get(tie.source, NONE))
            ours = said.get(tie.tied, NONE) - plainly.get(tie.tied, NONE)
            for strategy in strategies.get(tie.end or tie.measure, NONE):
                yield cells(
                    strategy=strategy, endKind=tie.kind, end=tie.end, priority=tie.priority,
                    measure=tie.measure, relation=tie.relation,
                    inferred="true" if tie.end in ours else "false", evidence=evidence,
                )  # fmt: skip


class _Ways:
    """What leads where."""

    def __init__(self, read: Relations) -> None:
        self._kinds = read.pairs(_KINDS)
        self._measures = read.those("?a a ks:Measure")
        self._priorities = read.those("?a a ks:Priority")
        self._direct: dict[str, Many] = {tie: read.by(f"<{tie}>") for tie in _TIES}
        self._addressed = read.by("ks:addresses")
        tied = {one for ties in self._direct.values() for one in ties}
        self._next = {
            one: NONE.union(*(ties.get(one, NONE) for ties in self._direct.values()))
            for one in tied
        }

    def _kinds_of(self, end: str, among: frozenset[str]) -> frozenset[str]:
        return self._kinds.get(end, NONE) & among

    def of_measures(self) -> Iterator[_Tie]:
        """Where measures lead, in one step or several, by which relation where it is one."""
        for measure in self._measures:
            above = upwards(self._next, self._next.get(measure, NONE)) & self._kinds.keys()
            ends = [(kind, end) for end in above for kind in self._kinds_of(end, _ENDS)]
            if not ends:
                yield _Tie(measure, "none", measure=measure)
            parents = self._direct[_TIES[0]].get(measure, NONE) & self._priorities
            for (kind, end), priority in product(ends, parents or _NOTHING):
                ways = [tie for tie in _TIES if end in self._direct[tie].get(measure, NONE)]
                for way in ways or _NOTHING:
                    yield _Tie(measure, kind, end, priority, measure, way)

    def of_priorities(self) -> Iterator[_Tie]:
        """Where priorities lead in one step."""
        for priority in self._priorities:
            for tie in _TIES:
                for end in self._direct[tie].get(priority, NONE):
                    for kind in self._kinds_of(end, _ENDS):
                        yield _Tie(priority, kind, end, priority, "", tie)

    def to_challenges(self) -> Iterator[_Tie]:
        """What addresses a challenge."""
        for one, challenges in self._addressed.items():
            for end in challenges:
                for kind in self._kinds_of(end, _CHALLENGE):
                    yield _Tie(one, kind, end, "", one, KS("addresses"))

    def unreached(self) -> Iterator[_Tie]:
        """Ends that no measure or priority leads to in one step, and that nothing addresses."""
        reached = of(self._next, self._measures | self._priorities)
        reached |= NONE.union(*self._addressed.values())
        for end in self._kinds.keys() - reached:
            for kind in self._kinds[end]:
                yield _Tie(end, kind, end)
