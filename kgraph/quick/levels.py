"""Goals, priorities and measures with the level at which somebody answers for them.

What ``responsible-by-strategy`` and ``gap-responsibility`` have rows of together, without the
actors and passages of the rows.
"""

from functools import cached_property

from kgraph.quick.relations import NONE, Relations, of, upwards
from kgraph.terms import KS, VOCAB, local_name

_KINDS = "VALUES ?b { ks:Goal ks:Priority ks:Measure } ?a a ?b"
_ABSENT = "?absence ks:about ?a ; ks:absentRelation relation-kind:ansvar ; ks:absenceKind ?b"
_TARGET = "?any ks:target ?a"
_ASSIGNED = "?any ks:target ?a ; ks:bearer ?who ; ks:role ?role ; ks:assertionMode ?mode"
_ANSWERED = """?any ks:inView true ; ks:target ?a ; ks:bearer ?who ; ks:assertionMode ?mode ;
  ks:role/skos:broader* role:svarande"""
_CARRIED_OUT = "?b a ks:Project ; ks:implements ?a"
_NOT_APPLICABLE = VOCAB("absence-kind/not-applicable")
_LEVEL = VOCAB("responsibility-level/")
Elements = dict[str, dict[str, tuple[str, str]]]


def levels(read: Relations) -> Elements:
    """By strategy, each goal, priority and measure with its kind and level."""
    known, strategies = read.by("ks:responsibilityLevel"), read.by("ks:partOfStrategy")
    beside, found = _Beside(read), []
    for element, kinds in read.pairs(_KINDS).items():
        kind = max(kinds)
        for level in known.get(element, NONE):
            for strategy in strategies.get(element, NONE):
                if not beside.leaves_out(element, strategy, level):
                    found.append((strategy, kind, element, level))
    made: Elements = {}
    for strategy, kind, element, level in sorted(found):
        made.setdefault(strategy, {})[element] = kind.removeprefix(KS), local_name(level)
    return made


class _Beside:
    """What a source says that nobody need answer for: told only where somebody does all the same.

    Or where nobody is asked for it at all.
    """

    def __init__(self, read: Relations) -> None:
        self._read = read
        absent = read.pairs(_ABSENT)
        self._none = {e for e, kinds in absent.items() if kinds == {_NOT_APPLICABLE}}

    def leaves_out(self, element: str, strategy: str, level: str) -> bool:
        if element not in self._none or level == f"{_LEVEL}utpekad":
            return False
        read = self._read
        above = of(read.by("ks:parentElement"), [element])
        told = (
            element in read.those(_ASSIGNED)
            or (level == f"{_LEVEL}genom-fokusomradet"
                and not self._answered.isdisjoint(upwards(read.by("ks:parentElement"), above)))
            or (level == f"{_LEVEL}genom-helheten" and strategy in self._answered)
            or not self._answered.isdisjoint(read.pairs(_CARRIED_OUT).get(element, NONE))
            or (level == f"{_LEVEL}namns-inte" and element not in read.those(_TARGET))
        )  # fmt: skip
        return not told

    @cached_property
    def _answered(self) -> frozenset[str]:
        return self._read.those(_ANSWERED)
