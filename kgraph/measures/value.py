"""What measures are: one value a county and measure, with its range, items and whether it holds."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from kgraph.network.steadiness import Loss
from kgraph.store import View
from kgraph.wording import Text

NOTHING = Text("", "")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing's value.

    Parameters:
        id, label: the thing: an actor, a forum, two forums, a theme.
        value: its value; None where only the note says something.
        low, high: what nine draws of ten lie between when a fifth of the statements is taken away.
        rank: its place, from 1; None where the ranking does not hold so far down.
        note: what else should be known.
    """

    id: str
    label: Text
    value: float | None = None
    low: float | None = None
    high: float | None = None
    rank: int | None = None
    note: Text = NOTHING


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of one county.

    Parameters:
        name: a key of ``KINDS``.
        reading: what it says, in a sentence.
        n: what it was computed on.
        value: one number for the whole, where the measure has one.
        low, high: its range over draws or runs.
        holds: for rankings, ``order``, ``first`` or ``none``; "" where nothing is ranked.
        losses: what taking statements away does to the ranking.
        items: the things measured, by rank where there is one, else in Swedish order.
        modes: the same measure under each way to count groups, this one included.
    """

    name: str
    reading: Text
    n: Text
    value: float | None = None
    low: float | None = None
    high: float | None = None
    holds: str = ""
    losses: tuple[Loss, ...] = ()
    items: tuple[Item, ...] = ()
    modes: "Mapping[str, Measure]" = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class County:
    """One county's network and measures.

    Parameters:
        id, label: the county; an empty id for what belongs to no single one.
        size: how many actors, arenas and statements.
        coverage: how fully they were read.
        author: whose documents say it.
        measures: in the order of ``KINDS``.
        evidence: the passages that the network rests on.
        draws: how many draws a loss was tried with.
        groups: how many of the actors are groups, and whose members are known.
    """

    id: str
    label: Text
    size: Text
    coverage: Text
    author: Text
    measures: tuple[Measure, ...]
    evidence: tuple[str, ...] = ()
    draws: int = 0
    groups: Text = NOTHING

    def measure(self, name: str) -> Measure | None:
        """The measure of a name, when it was computed."""
        return next((m for m in self.measures if m.name == name), None)


@dataclass(frozen=True)
class Measures:
    """The measures of a network.

    Parameters:
        network, title: which one.
        arena: what actors take part in there, where the measures' words say forums.
        counties: in Swedish order, what belongs to no single one last.
        view: which statements count.
        places: the passages in words, by IRI.
    """

    network: str
    title: Text
    arena: Text
    counties: tuple[County, ...]
    view: View
    places: dict[str, Text] = field(default_factory=dict)


def number(value: float, digits: int = 2) -> Text:
    """A number as it is read: decimal comma in Swedish, no minus zero."""
    whole = abs(value - round(value)) < 1e-9 and abs(value) >= 10
    text = f"{round(value, digits) + 0.0:.{0 if whole else digits}f}"
    return Text(text.replace(".", ","), text)


def percent(value: float) -> Text:
    """A share as whole per cent, a half upwards."""
    told = math.floor(100 * value + 0.5 + 1e-9)
    return Text(f"{told} %", f"{told}%")


def span(low: float, high: float, digits: int = 2) -> Text:
    """A range; one number where both ends read the same."""
    one, other = number(low, digits), number(high, digits)
    return one if one == other else Text(f"{one.sv}–{other.sv}", f"{one.en}–{other.en}")
