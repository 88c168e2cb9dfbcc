"""What is planted: a gap or an overlap that holds, or a near miss that must not be reported."""

import datetime
from dataclasses import dataclass

from kgraph.terms import Iri
from kgraph.wording import Text

# The day that the planted truth holds for: what has ended had ended by then.
AS_OF = datetime.date(2026, 6, 30)
ENDED = "2019-12-31"

COLUMNS = ("kind", "entities", "holds", "level", "status", "reason", "why_sv", "why_en")


@dataclass(frozen=True, slots=True)
class Planted:
    """One planted gap, overlap or near miss.

    Parameters:
        kind: ``GAP-01`` … ``OVL-08``.
        entities: what it is about, sorted.
        why: how it was planted.
        holds: false for a near miss.
        level: GAP-01: the responsibility level; GAP-07, GAP-14: how far there is something.
        status: confirmed, silent or unknown; empty where the kind has none here.
        reason: why it is unknown.
    """

    kind: str
    entities: tuple[Iri, ...]
    why: Text
    holds: bool = True
    level: str = ""
    status: str = ""
    reason: str = ""

    def row(self) -> tuple[str, ...]:
        """The cells of its row in the side file."""
        holds = "yes" if self.holds else "no"
        named = " ".join(sorted(self.entities))
        return (
            *(self.kind, named, holds, self.level, self.status, self.reason),
            *(self.why.sv, self.why.en),
        )
