"""Themes that belong together and that nobody holds together: the rows of ``integrative-gap``."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations, product
from typing import NamedTuple

from kgraph.quick.composition import FORUM
from kgraph.quick.relations import NONE, Relations, cells, listed, of

Pair = tuple[str, str]


class _Tied(NamedTuple):
    """What ties two themes: elements, and the strategies that they are part of."""

    elements: set[str]
    strategies: set[str]


def integrative_gap(read: Relations) -> Iterator[dict[str, str]]:
    """Each pair of themes that elements tie together and that nobody has both of."""
    served, whole = _served(read), _wholes(read)
    stated = read.by("ks:statedIn")
    for (one, other), tied in _tied(read).items():
        if (one, other) in served or not whole.isdisjoint(tied.strategies):
            continue
        # As SPARQL lists: where one has nothing to list, there is no list.
        told = tied.elements if tied.elements <= stated.keys() else NONE
        yield cells(
            th1=one, th2=other, elements=listed(tied.elements), strategies=listed(tied.strategies),
            evidence=listed(of(stated, told)),
        )  # fmt: skip


def _tied(read: Relations) -> dict[Pair, _Tied]:
    """By two themes in order, the elements of strategies that have both, or depend on the other."""
    themes, needs = read.by("dct:subject"), read.by("ks:dependsOn")
    found: dict[Pair, _Tied] = defaultdict(lambda: _Tied(set(), set()))
    for element, strategies in read.by("ks:partOfStrategy").items():
        own = themes.get(element, NONE)
        others = own | of(themes, needs.get(element, NONE))
        for one, other in product(own, others):
            if one != other:
                tied = found[min(one, other), max(one, other)]
                tied.elements.add(element)
                tied.strategies.update(strategies)
    return found


def _wholes(read: Relations) -> frozenset[str]:
    """The strategies that somebody answers for, or that a forum is said to be for."""
    held = read.pairs(f"{FORUM} ; ks:contributesTo|ks:implements ?b")
    answered = NONE.union(*read.by("ks:responsibleFor").values(), *held.values())
    return answered & read.those("?a a ks:Strategy")


def _served(read: Relations) -> set[Pair]:
    """The pairs of themes, in order, that some actor is active in both of, or some forum has."""
    active, themes = read.by("ks:activeInTheme"), read.pairs(f"{FORUM} ; dct:subject ?b")
    held: Iterable[frozenset[str]] = {*active.values(), *themes.values()}
    return {pair for both in held for pair in combinations(sorted(both), 2)}
