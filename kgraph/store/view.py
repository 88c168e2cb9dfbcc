"""A view: which statements count, at which date, in which modes. Printed with every answer."""

import datetime
from dataclasses import dataclass, field

from kgraph.errors import UsageError
from kgraph.terms import VOCAB, Iri, shorten
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


GROUP_MODES = ("collapse", "expand-listed", "expand-derived")
_GROUP_WORDS = {
    "expand-listed": Text("listade medlemmar i gruppens ställe", "listed members for the group"),
    "expand-derived": Text(
        "medlemmar efter slag och område i gruppens ställe", "members by kind and area for groups"
    ),
}
_WHOLE_WORDS = {
    "named": Text("ansvar för helheten räknas som utpekad", "answering for the whole is named"),
    "ignored": Text("ansvar för helheten räknas inte", "answering for the whole is not counted"),
}


@dataclass(frozen=True)
class Assumption:
    """What is assumed otherwise than the sources are usually read; nothing by default.

    Only to see what an answer hangs on: no answer is given under an assumption that it does not
    print with its view.

    Parameters:
        without: sources and themes taken as never read, never used (IRIs).
        groups: what stands in a group's place: the group itself (``collapse``), the members that a
            source lists, or those too that follow from kind and area.
        whole: what answering for a whole strategy is to its parts: a level of its own (``told``),
            as good as ``named``, or ``ignored``.
        area: the same for the focus area, ``told`` or ``ignored``.

    Raises:
        UsageError: a value that is not there to choose.
    """

    without: tuple[str, ...] = ()
    groups: str = "collapse"
    whole: str = "told"
    area: str = "told"

    def __post_init__(self) -> None:
        """Refuse unknown values, and put what is left out in one order."""
        object.__setattr__(self, "without", tuple(sorted(set(self.without))))
        for value, known in (
            (self.groups, GROUP_MODES),
            (self.whole, ("told", "named", "ignored")),
            (self.area, ("told", "ignored")),
        ):
            if value not in known:
                raise UsageError(
                    Text(f"Okänt antagande: {value}.", f"Unknown assumption: {value}."),
                    "",
                    Text(f"Välj bland: {', '.join(known)}.", f"Choose from: {', '.join(known)}."),
                )

    @property
    def words(self) -> list[Text]:
        """Each assumption in words; none when nothing is assumed."""
        said = [
            words
            for words in (_GROUP_WORDS.get(self.groups), _WHOLE_WORDS.get(self.whole))
            if words is not None
        ]
        if self.area == "ignored":
            said.append(
                Text("ansvar för fokusområdet räknas inte", "answering for the area is not counted")
            )
        return said + [Text(f"utan {shorten(i)}", f"without {shorten(i)}") for i in self.without]

    def to_dict(self) -> dict[str, object]:
        """The assumption as JSON."""
        return {
            "without": list(self.without),
            "groups": self.groups,
            "whole": self.whole,
            "area": self.area,
        }


_NOTHING_ASSUMED = Assumption()


@dataclass(frozen=True)
class View:
    """What an answer counts.

    Parameters:
        review: how far a passage must have been reviewed: ``all`` (all but rejected),
            ``reviewed``, ``verified``; ``everything`` is for the checks.
        as_of: the date that periods are compared with.
        modes: assertion modes that count as real (``vocab/mode``).
        assuming: what is taken otherwise than usual, to see what an answer hangs on.

    Raises:
        UsageError: unknown review level or mode.
    """

    review: str = "all"
    as_of: datetime.date = field(default_factory=today)
    modes: tuple[str, ...] = DEFAULT_MODES
    assuming: Assumption = _NOTHING_ASSUMED

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
        assumed = self.assuming.words
        return Text(
            f"{_LEVEL_WORDS[self.review].sv}; per {self.as_of}; räknas: "
            + ", ".join(MODE_WORDS[m].sv for m in self.modes)
            + "".join(f"; antaget: {text.sv}" for text in assumed),
            f"{_LEVEL_WORDS[self.review].en}; as of {self.as_of}; counted: "
            + ", ".join(MODE_WORDS[m].en for m in self.modes)
            + "".join(f"; assumed: {text.en}" for text in assumed),
        )

    def to_dict(self) -> dict[str, object]:
        """The view as JSON; what is assumed only where something is."""
        value: dict[str, object] = {
            "review": self.review,
            "as_of": self.as_of.isoformat(),
            "modes": list(self.modes),
        }
        if self.assuming != _NOTHING_ASSUMED:
            value["assuming"] = self.assuming.to_dict()
        return value
