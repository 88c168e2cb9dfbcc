"""What the counties of a made-up country have in common, and what one county is."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from kgraph.generate.statements import thing
from kgraph.generate.words import Phrase
from kgraph.terms import Iri
from kgraph.wording import Text

COUNTRY = thing("territory", "provlandet")
GOVERNMENT = thing("actor", "prov-regeringen")
STRATEGY = thing("strategy", "prov-nationell-strategi")
PROGRAMME = thing("programme", "prov-kompetensfonden")


@dataclass(frozen=True)
class Nation:
    """What the counties have in common.

    Parameters:
        seed: what all chance comes from.
        agencies: national bodies that sit in the counties' forums.
        priorities: elements of the national strategy.
        laws: sections that mandates rest on.
        taken: tasks and themes of national mandates, which no county mandate has.
    """

    seed: str
    agencies: tuple[Iri, ...]
    priorities: tuple[Iri, ...]
    laws: tuple[Iri, ...]
    taken: frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Meeting:
    """A forum as far as the plans need to know it."""

    iri: Iri
    theme: Phrase
    words: Text


@dataclass(frozen=True)
class County:
    """One county: its bodies, its forums, and its own chance.

    Parameters:
        slug: the beginning of all its names.
        name: the name of its place.
        region: the body that governs it; ``unit`` and ``board`` are parts of it.
        bodies: all its organisations that are no part of another.
        groups: those that a text names only by kind.
        forums: its forums, each with a theme of its own but where overlap is planted.
        measures: tasks and themes for measures, each combination once.
    """

    nation: Nation
    slug: str
    name: str
    rng: Random
    territory: Iri
    region: Iri
    unit: Iri
    board: Iri
    municipalities: tuple[Iri, ...]
    bodies: tuple[Iri, ...]
    groups: tuple[Iri, ...]
    forums: tuple[Meeting, ...]
    measures: Iterator[tuple[Phrase, Phrase]]

    def chance(self, share: float) -> bool:
        """True in that share of all cases."""
        return self.rng.random() < share

    def two(self) -> tuple[Iri, Iri]:
        """Two organisations of which neither is a part of the other."""
        first, second = self.rng.sample(self.bodies, 2)
        return first, second

    def someone(self) -> Iri:
        """An organisation, or the region, which is named most."""
        return self.region if self.chance(0.4) else self.rng.choice(self.bodies)
