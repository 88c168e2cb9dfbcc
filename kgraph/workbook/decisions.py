"""What people have decided about names: kept beside the project's data, asked once.

``names.csv`` in the project's folder has a line for each decision: the name as it was written, the
thing it means or ``ny`` for a thing of its own, and the day. It may be edited by hand.
"""

import csv
import datetime
import io
from collections.abc import Mapping
from dataclasses import dataclass

from kgraph.errors import InputError
from kgraph.project import Project
from kgraph.terms import Iri
from kgraph.wording import Text
from kgraph.workbook.naming import identifier, plain, short

FILE = "names.csv"
NEW = "ny"
_HEADS = ("name", "kind", "means", "decided")


@dataclass(frozen=True, slots=True)
class Decision:
    """What a name means.

    Parameters:
        name: as it was written.
        kind: the part of the identifier that says what sort of thing it is (``actor``).
        means: the thing, or None when it is one of its own.
        decided: the day.
    """

    name: str
    kind: str
    means: Iri | None
    decided: str


Decisions = Mapping[tuple[str, str], Decision]


def read_decisions(project: Project) -> dict[tuple[str, str], Decision]:
    """The decisions of a project, by kind and name.

    Raises:
        InputError: a line of the file is no decision.
    """
    path = project.root / FILE
    if not path.is_file():
        return {}
    try:
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(
            Text(f"Filen går inte att läsa: {error}.", f"The file cannot be read: {error}."),
            FILE,
        ) from None
    found = {}
    for number, row in enumerate(rows, start=2):
        means = row.get("means") or ""
        thing = None if means == NEW else identifier(means)
        if not row.get("name") or not row.get("kind") or (thing is None and means != NEW):
            raise InputError(
                Text("Raden är inget beslut om ett namn.", "The line is no decision on a name."),
                f"{FILE}:{number}",
                Text(
                    "Den ska ha namn, slag och identitet (eller ny).",
                    "It is to have name, kind and identifier (or ny).",
                ),
            )
        decision = Decision(row["name"], row["kind"], thing, row.get("decided") or "")
        found[decision.kind, plain(decision.name)] = decision
    return found


def decisions_file(decisions: Decisions) -> bytes:
    """The file of decisions, sorted."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_HEADS)
    for (kind, _), decision in sorted(decisions.items()):
        means = NEW if decision.means is None else short(decision.means)
        writer.writerow([decision.name, kind, means, decision.decided])
    return text.getvalue().encode()


def decided(name: str, kind: str, means: Iri | None, day: datetime.date) -> Decision:
    """A decision of today."""
    return Decision(name, kind, means, day.isoformat())
