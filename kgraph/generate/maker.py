"""What the counties with planted gaps are made with: themes of their own, and one national plan."""

from collections.abc import Callable, Iterator
from random import Random

from kgraph.generate.sound import Sound, theme
from kgraph.generate.statements import thing
from kgraph.generate.words import THEMES, Phrase

NATIONAL = thing("strategy", "prov-rikets-plan")
PRIORITY = thing("element", "prov-rikets-plan-p1")
# Themes under "livslångt lärande"; two plans have at most one theme in common.
_LEARNING = (
    *("folkbildning", "hogre-utbildning-och-forskning", "kompetensutveckling-i-arbetslivet"),
    *("larcentrum", "validering", "vuxenutbildning-och-yrkesvux", "yrkeshogskola"),
)
_OTHER = "arbetsgivares-kompetensforsorjning"  # under the same theme as one of the ten
_STEERING = "samverkan-och-styrning"
_THIRD = (*_LEARNING, _OTHER)


def _rounds() -> list[list[tuple[Phrase, Phrase]]]:
    """The other ten themes in pairs: nine rounds in which each pair meets once."""
    others = [t for t in THEMES if t.slug not in _THIRD]
    last, ring = others[-1], others[:-1]
    n = len(ring)
    return [
        [(last, ring[r])]
        + [(ring[(r + i) % n], ring[(r - i) % n]) for i in range(1, len(others) // 2)]
        for r in range(n)
    ]


def triples() -> Iterator[tuple[Phrase, Phrase, Phrase]]:
    """Three themes for each plan, no two of which any other plan has."""
    for slug, pairs in zip(_THIRD, _rounds(), strict=False):
        for pair in pairs:
            # Co-operation as such stands last: alone it makes nothing alike.
            one, other, third = sorted((*pair, theme(slug)), key=lambda t: t.slug == _STEERING)
            yield one, other, third


# The ones of the ten that stand under another theme.
_UNDER = {"integration", "pendling-och-tillganglighet", "studie-och-yrkesvagledning"}


def apart() -> list[tuple[Phrase, Phrase]]:
    """Pairs of themes that no plan has both of."""
    known = (pair for pairs in _rounds()[len(_THIRD) :] for pair in pairs)
    return [pair for pair in known if not {theme.slug for theme in pair} <= _UNDER]


class Maker:
    """Makes sound counties, each with themes and a number of its own."""

    def __init__(self, rng: Random) -> None:
        """Begin with none."""
        self.rng, self.national, self.priority = rng, NATIONAL, PRIORITY
        known = list(triples())
        rng.shuffle(known)
        self._themes, self._count = iter(known), 0
        self.apart = apart()
        rng.shuffle(self.apart)

    def __call__(self, slug: str, **more: object) -> Sound:
        """The next county; it builds on the national plan unless told otherwise."""
        self._count += 1
        themes = more.pop("themes", None) or next(self._themes)
        guides = more.pop("guides", (self.national,))
        number = f"PP{self._count:02}"
        return Sound(slug, number, themes, self.rng, guides, **more)  # type: ignore[arg-type]


Plant = Callable[[Maker], list[Sound]]
