"""Why a thing stands on one side of a date alone: the day that is stated, and what it is told as.

A thing that has no day of its own has that of what it belongs to, which says nothing of when it
began or stopped itself; so it is never told as having begun.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from kgraph.terms import DCT, KS
from kgraph.wording import Text

BEGUN: Mapping[str, Text] = {
    KS("adoptedOn"): Text("beslutad", "approved"),
    DCT("issued"): Text("utgiven", "issued"),
}


_WAS: Mapping[str, Text] = {
    KS("adoptedOn"): Text("beslutades", "was approved"),
    DCT("issued"): Text("gavs ut", "was issued"),
}
_NOT_BEGUN = Text("när det självt började sägs inte", "when it began itself is not said")
_NOT_ENDED = Text("om det självt har upphört sägs inte", "whether it has stopped is not said")


@dataclass(frozen=True, slots=True)
class Stated:
    """A date that is stated of a thing.

    Parameters:
        day: in full.
        cut: how many signs of it are known: 4 for a year, 7 for a month.
        field: the property that states it.
        of: the thing.
    """

    day: str
    cut: int
    field: str
    of: str

    @property
    def known(self) -> str:
        """As much of it as is known."""
        return self.day[: self.cut]


def told_of(date: Stated, begins: bool, iri: str) -> Text:
    """Why a thing does not stand at a side's date: its period, or that of what it belongs to."""
    if not begins:
        told = Text(f"gällde till {date.known}", f"held until {date.known}")
        return told if date.of == iri else _belongs(told, _NOT_ENDED)
    if date.field == KS("notBefore"):
        told = Text(f"tidigast {date.known} (vår läsning)", f"{date.known} at the earliest (our "
                    "reading)")  # fmt: skip
        return told if date.of == iri else _belongs(
            Text(f"fanns {told.sv}", f"was there {told.en}"), _NOT_BEGUN)  # fmt: skip
    begun = BEGUN.get(date.field, Text("gäller från", "holds from"))
    if date.of == iri:
        return Text(f"{begun.sv} {date.known}", f"{begun.en} {date.known}")
    passive = _WAS.get(date.field, begun)
    return _belongs(Text(f"{passive.sv} {date.known}", f"{passive.en} {date.known}"), _NOT_BEGUN)


def _belongs(told: Text, unsaid: Text) -> Text:
    """The period of what a thing belongs to, which is not its own."""
    return Text(
        f"hör till det som {told.sv}; {unsaid.sv}", f"belongs to what {told.en}; {unsaid.en}"
    )
