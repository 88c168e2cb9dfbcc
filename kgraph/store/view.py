"""A view: which statements count, at which date, in which modes. Printed with every answer."""

import datetime
from dataclasses import dataclass, field

from kgraph.errors import UsageError
from kgraph.terms import VOCAB, Iri
from kgraph.wording import Text

# Rejected statements take part in no view that is read; the checks see them (SH-04).
LEVELS: dict[str, tuple[str, ...]] = {
    "all": ("extracted", "reviewed", "verified", "disputed"),
    "reviewed": ("reviewed", "verified"),
    "verified": ("verified",),
    "everything": ("extracted", "reviewed", "verified", "disputed", "rejected"),
}
READ_LEVELS = ("all", "reviewed", "verified")
MODES = ("actual", "target", "planned", "permitted", "historical", "norm")
DEFAULT_MODES = ("actual", "norm")

_LEVEL_WORDS = {
    "all": Text("alla utom avvisade uppgifter", "all statements but rejected ones"),
    "reviewed": Text("granskade uppgifter", "reviewed statements"),
    "verified": Text("verifierade uppgifter", "verified statements"),
    "everything": Text("alla uppgifter", "all statements"),
}
MODE_WORDS = {
    "actual": Text("så är det", "is so"),
    "target": Text("önskat läge", "wished for"),
    "planned": Text("planerat", "planned"),
    "permitted": Text("får göras", "permitted"),
    "historical": Text("så var det", "was so"),
    "norm": Text("enligt regel", "by rule"),
}


def today() -> datetime.date:
    """The day an answer is given for when no other is named."""
    return datetime.date.today()


@dataclass(frozen=True)
class View:
    """What an answer counts.

    Parameters:
        review: how far a passage must have been reviewed: ``all`` (all but rejected),
            ``reviewed``, ``verified``; ``everything`` is for the checks.
        as_of: the date that periods are compared with.
        modes: assertion modes that count as real (``vocab/mode``).

    Raises:
        UsageError: unknown review level or mode.
    """

    review: str = "all"
    as_of: datetime.date = field(default_factory=today)
    modes: tuple[str, ...] = DEFAULT_MODES

    def __post_init__(self) -> None:
        """Refuse words that no view knows, and put the modes in one order."""
        if self.review not in LEVELS:
            raise UsageError(
                Text(
                    f"Okänd granskningsnivå: {self.review}.",
                    f"Unknown review level: {self.review}.",
                ),
                "--review",
                Text(
                    f"Välj en av: {', '.join(READ_LEVELS)}.",
                    f"Choose one of: {', '.join(READ_LEVELS)}.",
                ),
            )
        unknown = [mode for mode in self.modes if mode not in MODES]
        if unknown or not self.modes:
            raise UsageError(
                Text(f"Okänt läge: {', '.join(unknown)}.", f"Unknown mode: {', '.join(unknown)}."),
                "--mode",
                Text(f"Välj bland: {', '.join(MODES)}.", f"Choose from: {', '.join(MODES)}."),
            )
        object.__setattr__(self, "modes", tuple(m for m in MODES if m in self.modes))

    @property
    def statuses(self) -> frozenset[Iri]:
        """The review statuses whose passages take part."""
        return frozenset(VOCAB("review-status/" + status) for status in LEVELS[self.review])

    @property
    def words(self) -> Text:
        """The view in words, as it is printed with an answer."""
        return Text(
            f"{_LEVEL_WORDS[self.review].sv}; per {self.as_of}; räknas: "
            + ", ".join(MODE_WORDS[m].sv for m in self.modes),
            f"{_LEVEL_WORDS[self.review].en}; as of {self.as_of}; counted: "
            + ", ".join(MODE_WORDS[m].en for m in self.modes),
        )

    def to_dict(self) -> dict[str, object]:
        """The view as JSON."""
        return {"review": self.review, "as_of": self.as_of.isoformat(), "modes": list(self.modes)}
