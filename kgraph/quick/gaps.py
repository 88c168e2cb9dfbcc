"""Who is not named responsible: the rows of ``gap-responsibility``."""

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from kgraph.quick.relations import (
    GAP_REASON,
    GAP_STATUS,
    NONE,
    Many,
    Relations,
    cells,
    listed,
    of,
    upwards,
)

_LEVEL = "https://w3id.org/kompsam/vocab/responsibility-level/"
_NAMED, _INVOLVED, _WISHED = f"{_LEVEL}utpekad", f"{_LEVEL}medverkar", f"{_LEVEL}bara-onskat-lage"
_AREA, _WHOLE = f"{_LEVEL}genom-fokusomradet", f"{_LEVEL}genom-helheten"
_NOT_APPLICABLE = "https://w3id.org/kompsam/vocab/absence-kind/not-applicable"
_KINDS = "VALUES ?b { ks:Goal ks:Priority ks:Measure } ?a a ?b"
_ABSENT = "?absence ks:about ?a ; ks:absentRelation relation-kind:ansvar ; ks:absenceKind ?b"
_COVERED = "?coverage ks:coversRelation relation-kind:ansvar ; ks:coversSubject ?a"
_PAST = """?a ks:validThrough ?end . other:reference-date ks:asOf ?date
  BIND(?end < ?date AS ?b)"""
_ANSWERING = "?b ks:inView true ; ks:target ?a ; ks:role/skos:broader* role:svarande"
_IN_VIEW = "?b ks:inView true ; ks:target ?a"
_WANTED = "VALUES ?wished { mode:target mode:planned } ?b ks:assertionMode ?wished ; ks:target ?a"
_OTHER_MODES = """?uncounted ks:target ?a ; ks:assertionMode ?b
  FILTER NOT EXISTS { ?uncounted ks:inView true }"""
_CARRIED = "?b ks:implements ?a ; a ks:Project"
_OPEN = "?a ks:openList true"


class _Told(NamedTuple):
    """Who answers at an element's level, through what, and where that stands."""

    actor: str = ""
    via: str = ""
    passages: str = ""


def gap_responsibility(read: Relations) -> Iterator[dict[str, str]]:
    """Each goal, priority and measure with nobody named, by its level, or a gap with its status."""
    kinds, strategies = read.pairs(_KINDS), read.by("ks:partOfStrategy")
    levels, absent = read.by("ks:responsibilityLevel"), read.pairs(_ABSENT)
    notes, carriers = read.pairs(_OTHER_MODES), read.pairs(_CARRIED)
    stated, state, answers = read.by("ks:statedIn"), _State(read), _Answers(read)
    for element, of_kinds in kinds.items():
        below = levels.get(element, NONE) - {_NAMED}
        said = absent.get(element, NONE)
        if not below or (said and said <= {_NOT_APPLICABLE}):
            continue
        told = answers.of(element, levels[element])
        same = {
            "note": listed(notes.get(element, NONE)),
            "project": listed(carriers.get(element, NONE)),
            "evidence": listed(stated.get(element, NONE)),
        }
        for strategy, level in product(strategies.get(element, NONE), below):
            answered = level in (_AREA, _WHOLE)
            for status, reason in state.of(element, strategy, answered, bool(said)):
                for kind in of_kinds:
                    yield cells(
                        strategy=strategy, type=kind, element=element, level=level,
                        status=GAP_STATUS + status if status else "",
                        reason=GAP_REASON + reason if reason else "",
                        actor=told.actor, via=told.via, **same, levelEvidence=told.passages,
                    )  # fmt: skip


class _State:
    """How sure a gap is, by what was read of the element's document."""

    def __init__(self, read: Relations) -> None:
        self._covered, self._open = read.those(_COVERED), read.those(_OPEN)
        self._past = read.pairs(_PAST)
        loaded = read.those("?copy ks:represents ?a ; ks:loaded true")
        self._cited = read.those("?copy ks:represents ?a ; ks:loaded false") - loaded

    def of(self, element: str, strategy: str, answered: bool, said: bool) -> set[tuple[str, str]]:
        """Each status with its reason: several where a document has several last days."""
        if answered or said:
            return {("", "") if answered else ("confirmed", "")}
        read = strategy in self._covered or element in self._covered
        unclosed = element in self._open or strategy in self._open
        if not read:
            return {("unknown", "cited-not-loaded" if strategy in self._cited else "not-read")}
        if unclosed:
            return {("unknown", "open-list")}
        by_past = {"true": ("unknown", "older-source"), "false": ("silent", ""), "": ("", "")}
        return {by_past[past] for past in self._past.get(strategy, {"false"})}


class _Answers:
    """Who answers at the levels below being named."""

    def __init__(self, read: Relations) -> None:
        self._parents, self._strategies = read.by("ks:parentElement"), read.by("ks:partOfStrategy")
        self._answering, self._in_view = read.pairs(_ANSWERING), read.pairs(_IN_VIEW)
        self._wanted = read.pairs(_WANTED)
        self._bearers, self._stated = read.by("ks:bearer"), read.by("ks:statedIn")

    def of(self, element: str, levels: frozenset[str]) -> _Told:
        """Who answers for an element at its levels."""
        through: dict[str, frozenset[str]] = {}
        if _AREA in levels:
            above = upwards(self._parents, self._parents.get(element, NONE))
            through |= {one: self._answering.get(one, NONE) for one in above}
        if _WHOLE in levels:
            whole = self._strategies.get(element, NONE)
            through |= {one: self._answering.get(one, NONE) for one in whole}
        own = self._in_view.get(element, NONE) if _INVOLVED in levels else NONE
        own |= self._wanted.get(element, NONE) if _WISHED in levels else NONE
        return self._told(through, own)

    def _told(self, through: Many, own: frozenset[str]) -> _Told:
        borne = {one: self._borne(assigned) for one, assigned in through.items()}
        every = self._borne(own).union(*borne.values())
        vias = [one for one, assigned in borne.items() if assigned]
        # As SPARQL lists: where one has nothing to list, there is no list.
        placed = every if every <= self._stated.keys() else NONE
        return _Told(
            listed(of(self._bearers, every)),
            min(vias, default=""),
            listed(of(self._stated, placed)),
        )

    def _borne(self, assigned: frozenset[str]) -> frozenset[str]:
        return assigned & self._bearers.keys()
