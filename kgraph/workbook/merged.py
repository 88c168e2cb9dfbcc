"""Rows that come to say the same as another row: one statement stands, and that is told."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from kgraph.terms import Quad
from kgraph.wording import Text
from kgraph.workbook.balance import Said
from kgraph.workbook.change import Change
from kgraph.workbook.value import Place, rows_told


def told_merged(
    changes: Iterable[Change],
    gone: Iterable[tuple[Quad, Place]],
    new: Collection[Quad],
    said: Said,
) -> Iterator[Text]:
    """The changed cells whose new value stands already, so that only the old one goes.

    Parameters:
        gone: what goes, with its cells.
        new: what comes.
        said: what the rows say.
    """
    changed = {c.place: c for c in changes if c.kind == "changed" and _other(c)}
    out = {place for _, place in gone if place in changed}
    out -= {said.after.places[quad] for quad in new if quad in said.after.places} if out else set()
    own: dict[Place, list[Quad]] = defaultdict(list)
    for quad, at in said.after.places.items() if out else ():
        if at in out:
            own[at].append(quad)
    for place, quads in own.items():
        yield _told(changed[place], _standing(quads, place, said))


def _other(change: Change) -> set[str]:
    """The values of a cell that it did not have before."""
    return set(change.new.split("\n")) - set(change.old.split("\n")) - {""}


def _standing(quads: Iterable[Quad], place: Place, said: Said) -> list[Place]:
    """The other rows that say what a cell says."""
    found = {said.kept.places[quad] for quad in quads if quad in said.kept.places}
    return sorted(at for at in found if at.row != place.row)


def _told(change: Change, others: list[Place]) -> Text:
    rows = rows_told(others[:1])
    at = Text(f" ({rows.sv})", f" ({rows.en})") if others else Text("", "")
    old, new = change.old.replace("\n", ", "), change.new.replace("\n", ", ")
    return Text(
        f"{change.place}: ”{new}” står redan{at.sv}, så raden blir ingen egen uppgift; ”{old}” "
        "tas bort.",
        f"{change.place}: “{new}” stands already{at.en}, so the row becomes no statement of its "
        f"own; “{old}” is removed.",
    )
