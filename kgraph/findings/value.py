"""What a finding is: a claim, how sure it is and why, what it rests on, what would end it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from kgraph.terms import ID, Iri, local_name, shorten, slug
from kgraph.wording import Text

# Aspect of the one row that says what cannot be said of a county or document.
CANNOT_SAY = "cannot-say"
STATUSES = ("confirmed", "silent", "unknown")
MODES = ("collapse", "expand-listed", "expand-derived")
MODE_WORDS = {
    "collapse": Text("när en grupp räknas som en", "when a group counts as one"),
    "expand-listed": Text(
        "när medlemmar som källan räknar upp räknas var för sig",
        "when members that the source lists count one by one",
    ),
    "expand-derived": Text(
        "när även de räknas som gruppens slag och län ger",
        "when those that its kind and county give count too",
    ),
}


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate as an interval, over what was read.

    Parameters:
        confirmed, silent, unknown: how many of the read ones have each status.
        checked: how many were read, without those that do not apply.
        unread: how many stand in works that nobody has read; they are not counted in ``checked``.
    """

    confirmed: int
    silent: int
    unknown: int
    checked: int
    unread: int = 0

    @property
    def bounds(self) -> tuple[float, float, float] | None:
        """Lower, middle and upper rate; None when nothing was read."""
        if not self.checked:
            return None
        low, middle = self.confirmed, self.confirmed + self.silent
        n = self.checked
        return low / n, middle / n, (middle + self.unknown) / n

    @property
    def words(self) -> Text:
        """The interval for a person; nothing out of nothing is no rate."""
        bounds = self.bounds
        if bounds is None:
            return Text("inget i källan", "nothing in the source")
        low, middle, high = (round(100 * b) for b in bounds)
        return Text(
            f"{middle} % ({low}–{high} %) av {self.checked} lästa",
            f"{middle}% ({low}–{high}%) of {self.checked} read",
        )


@dataclass(frozen=True, slots=True)
class Number:
    """The number of a finding, what it counts, and what it becomes under each group mode.

    Parameters:
        value: the number with groups as one (collapse).
        formula: what was counted or computed.
        expanded: the number with a group's listed members in its place (expand-listed).
        derived: with those that its kind and territory give as well, which no source lists
            (expand-derived); None where that changes nothing.
    """

    value: float
    formula: Text
    expanded: float
    derived: float | None = None

    @property
    def modes(self) -> dict[str, float]:
        """The number by group mode."""
        widest = self.expanded if self.derived is None else self.derived
        return dict(zip(MODES, (self.value, self.expanded, widest), strict=True))


@dataclass(frozen=True, slots=True)
class Evidence:
    """One row of a named question that a finding rests on.

    Parameters:
        query: name of the question (``findings/…`` for those of this stage alone).
        row: the row's columns and values, lists with spaces between.
        passages: the passages that state it.
    """

    query: str
    row: tuple[tuple[str, str], ...]
    passages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """What a body concerned has answered: which body, when, under which reference; no person."""

    body: str
    date: str
    reference: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Disposition:
    """What those who work with the matter have decided about a finding."""

    finding: str
    kind: str
    affects: tuple[str, ...]
    state: str
    replies: tuple[Reply, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A gap or an overlap that holds in a view.

    Parameters:
        id: stable: it follows from the kind and the things alone.
        kind: ``gap-01`` … ``ovl-08``; ``aspect`` tells apart what one kind holds.
        document: the strategy, source or county that the finding belongs to; empty where it
            rests on several. ``documents`` every one of them.
        read: whether all of these were themselves read.
        region: the area, where it has a single one; ``regions`` every one that it belongs to.
        affects: the things, sorted.
        sentence: the claim, in neutral words.
        status: ``confirmed``, ``silent`` or ``unknown``; ``reason`` why it cannot be said.
        level: how near it is: a level of responsibility, of a forum, of an alignment; or "".
        is_gap: False where the finding tells a level and nobody is left out.
        relation: for overlaps ``fragmentation``, ``overlap`` or ``duplication``.
        coordinated: what the parties share (forums, projects, a passage that divides the work).
        whole: True for what is true of a whole document.
        unread: works that nobody has read and that could change it.
        vanishes: what would make it disappear.
        question, forum: what one could ask, and where.
    """

    id: str
    kind: str
    aspect: str
    document: str
    read: bool
    region: str
    affects: tuple[str, ...]
    sentence: Text
    number: Number
    status: str
    reason: str
    evidence: tuple[Evidence, ...]
    vanishes: Text
    question: Text
    forum: str = ""
    unread: tuple[str, ...] = ()
    level: str = ""
    is_gap: bool = True
    relation: str = ""
    coordinated: tuple[str, ...] = ()
    whole: bool = False
    disposition: Disposition | None = None
    regions: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()

    @property
    def passages(self) -> tuple[str, ...]:
        """Every passage it rests on, once."""
        return tuple(sorted({p for evidence in self.evidence for p in evidence.passages}))

    @property
    def cited(self) -> tuple[str, ...]:
        """Every passage it rests on, first what is said of the whole that it belongs to.

        Where a list is cut short, what the sentence says of the document still has its place.
        """
        own = {
            p for e in self.evidence if dict(e.row).get("item") == self.document for p in e.passages
        }
        return tuple(sorted(self.passages, key=lambda p: p not in own))

    @property
    def state(self) -> str:
        """The disposition: ``open`` until somebody says otherwise."""
        return self.disposition.state if self.disposition else "open"

    @property
    def set_aside(self) -> bool:
        """Whether it has left the list of things to look at."""
        return self.state in ("intended", "wrong")

    @property
    def iri(self) -> Iri:
        """The finding as a thing."""
        return ID("finding/" + self.id)


_short = cache(shorten)


def finding_id(kind: str, aspect: str, affects: Iterable[str]) -> str:
    """The stable id: the kind, a word to read it by, and a digest of the sorted things.

    Nothing else enters: no order of rows, no date, no label, so a rebuild gives the same.
    """
    things = sorted(set(affects))
    key = "\n".join([kind, aspect, *map(_short, things)])
    digest = hashlib.sha256(key.encode()).hexdigest()[:8]
    word = slug(local_name(things[0]))[:40].strip("-") if things else "alla"
    return "-".join(part for part in (kind, aspect, word, digest) if part)
