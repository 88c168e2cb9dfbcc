"""Strategies with the same themes: the rows of ``strategy-theme-overlap``."""

from collections.abc import Iterator
from itertools import combinations

from kgraph.quick.relations import NONE, Many, Relations, cells, listed, upwards

_ELEMENTS = """VALUES ?type { ks:Goal ks:Priority ks:Measure }
  ?element a ?type ; ks:partOfStrategy ?a ; dct:subject ?b"""


def strategy_theme_overlap(read: Relations, least: float = 0) -> Iterator[dict[str, str]]:
    """Each pair of strategies with a theme in common, broader themes counted too.

    Parameters:
        least: how large a share of their themes is to be in common. There are as many pairs as the
            square of the strategies, and no row is made of one below it.
    """
    themes, places = _themes(read), read.by("dct:spatial")
    words: dict[frozenset[str], str] = {}
    for one, other in combinations(sorted(themes), 2):
        both = themes[one] & themes[other]
        if not both:
            continue
        union = len(themes[one] | themes[other])
        if len(both) < least * union:
            continue
        same = len(places.get(one, NONE) & places.get(other, NONE))
        if both not in words:
            words[both] = listed(both)
        row = cells(
            s1=one, s2=other, sameTerritory="true" if same else "false", shared=str(len(both)),
            union=str(union), jaccard=thousandths(len(both), union), themes=words[both],
        )  # fmt: skip
        yield from [row] * max(1, same)


def thousandths(part: int, whole: int) -> str:
    """A share to three decimals, halves upwards, as SPARQL rounds a decimal."""
    return f"{(2000 * part + whole) // (2 * whole) / 1000:g}"


def _themes(read: Relations) -> Many:
    """By strategy, the themes of its goals, priorities and measures, with the broader ones."""
    broader = read.by("skos:broader")
    return {strategy: upwards(broader, t) for strategy, t in read.pairs(_ELEMENTS).items()}
