"""Mandates that are alike: the rows of ``mandate-overlap``."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import combinations_with_replacement, product

from kgraph.quick.relations import (
    NONE,
    Relations,
    both_listed,
    cells,
    listed,
    of,
    upwards,
)

_HELD = "?a a ks:Mandate ; ks:inView true"
_TASKS = """?a a ks:Mandate ; ks:taskType ?b
  FILTER(?b != <https://w3id.org/kompsam/vocab/task-type/samordna-och-samverka>)"""
_SAID = """?a a ks:Mandate ; ks:inferred true .
  GRAPH ?place { ?a ks:bearer ?who OPTIONAL { ?a ks:inferred ?mark } } ?place a ks:AssertionGraph"""
_PLAINLY = f"{_SAID} FILTER(!BOUND(?mark))"
_TO_STEER = "https://w3id.org/kompsam/vocab/theme/samverkan-och-styrning"
ONE = 10**18  # the engine counts decimals in parts of this, and cuts what is smaller
LIKE_ENOUGH = ONE // 2
Likeness = tuple[frozenset[str], frozenset[str]]


def mandate_overlap(read: Relations) -> Iterator[dict[str, str]]:
    """Each pair of mandates of different bodies that are alike, in areas that may be one."""
    held, bearers = _held(read), read.by("ks:bearer")
    two, near, stated = _two_bodies(read), _near(read), read.by("ks:statedIn")
    ours = read.those(_SAID) - read.those(_PLAINLY)
    for one, other in combinations_with_replacement(held, 2):
        tasks, themes = one[0] & other[0], one[1] & other[1]
        if not tasks or not themes or (score := _likeness(one, other)) < LIKE_ENOUGH:
            continue
        shared, told = (listed(tasks), listed(themes)), thousandth(score)
        for m1, m2 in _pairs(held[one], held[other], one is other):
            for b1, b2 in product(bearers.get(m1, NONE), bearers.get(m2, NONE)):
                if two(b1, b2) and near(m1, b1, m2, b2):
                    passages = both_listed(stated.get(m1, NONE), stated.get(m2, NONE))
                    yield cells(
                        m1=m1, b1=b1, m2=m2, b2=b2, tasks=shared[0], themes=shared[1], score=told,
                        inferred=listed({m1, m2} & ours), evidence=passages,
                    )  # fmt: skip


def _held(read: Relations) -> dict[Likeness, list[str]]:
    """The mandates by their kinds of task and themes, so that what is alike is compared once."""
    tasks, broader = read.pairs(_TASKS), read.by("skos:broader")
    subjects = read.by("dct:subject")
    found: dict[Likeness, list[str]] = defaultdict(list)
    for mandate in sorted(read.those(_HELD) & tasks.keys()):
        themes = upwards(broader, subjects.get(mandate, NONE)) - {_TO_STEER}
        if themes:
            found[tasks[mandate], themes].append(mandate)
    return found


def _likeness(one: Likeness, other: Likeness) -> int:
    """Share of kinds of task in common by share of themes, cut where the engine cuts."""
    task, theme = len(one[0] & other[0]), len(one[1] & other[1])
    return task * ONE // len(one[0] | other[0]) * theme // len(one[1] | other[1])


def thousandth(part: int) -> str:
    """A decimal to three decimals, halves upwards, as SPARQL rounds and writes one."""
    return f"{(1000 * part + ONE // 2) // ONE / 1000:g}"


def _pairs(ones: Iterable[str], others: Iterable[str], same: bool) -> Iterator[tuple[str, str]]:
    for one, other in product(ones, others):
        if one < other:
            yield one, other
        elif not same:
            yield other, one


def _two_bodies(read: Relations) -> Callable[[str, str], bool]:
    """Whether two bodies are two: no unit of the other, no member, and no group of one kind."""
    units, subs, members = (read.by(p) for p in ("org:unitOf", "org:subOrganizationOf",
                                                 "foaf:member"))  # fmt: skip
    types, kinds = read.by("org:classification"), read.by("ks:groupMemberType")

    @cache
    def two(one: str, other: str) -> bool:
        tied = any(
            b in tie.get(a, NONE)
            for tie in (units, subs, members)
            for a, b in ((one, other), (other, one))
        )
        ones, others = kinds.get(one, NONE), kinds.get(other, NONE)
        alike = (types.get(one, NONE) & others) | (types.get(other, NONE) & ones) | (ones & others)
        return one != other and not tied and not alike

    return two


def _near(read: Relations) -> Callable[[str, str, str, str], bool]:
    """Whether the areas of two mandates, or else of their holders, lie one within the other."""
    places, within = read.by("dct:spatial"), read.by("ks:within")

    @cache
    def touch(ones: frozenset[str], others: frozenset[str]) -> bool:
        if not ones or not others:
            return True
        return bool(of(within, ones) & others or of(within, others) & ones)

    def near(m1: str, b1: str, m2: str, b2: str) -> bool:
        first, second = (places.get(m) or places.get(b, NONE) for m, b in ((m1, b1), (m2, b2)))
        return touch(first, second)

    return near
