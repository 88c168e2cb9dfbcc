"""Needs and challenges that the sources name and that are no stated lack: told, never judged."""

from collections import defaultdict
from collections.abc import Iterable

from kgraph.findings import Finding
from kgraph.report.desk import Desk
from kgraph.report.value import Line, Words, line
from kgraph.wording import collation_key

_CHALLENGES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?challenge ?passage WHERE {
  ?challenge a ks:Challenge .
  OPTIONAL { ?challenge ks:statedIn ?passage . GRAPH ?passage { ?challenge a ks:Challenge } }
}"""
_SHOWN = 6


def challenges(desk: Desk, found: Iterable[Finding]) -> list[Line]:
    """What the sources name as needed or hard, of the theme, the county or the document.

    Parameters:
        found: the findings of the same page; what one of them tells as a lack is not told again.
    """
    if desk.scope.kind not in ("theme", "region", "strategy"):
        return []
    told = {dict(f.evidence[0].row).get("item", "") for f in found if f.kind == "gap-14"}
    named: dict[str, set[str]] = defaultdict(set)
    for row in desk.store.select(_CHALLENGES, desk.view).rows:
        challenge, passage = ("" if c is None else str(c) for c in row)
        if challenge in desk.themed and challenge not in told:
            named[challenge].update({passage} - {""})
    if not named:
        return []
    order = sorted(named, key=lambda c: (collation_key(desk.told(c)), c))
    more = len(order) - _SHOWN
    rest = desk.word(f" och {more} till", f" and {more} more") if more > 0 else ""
    return [line(desk.word("Texten nämner, utan att det räknas som en lucka: ",
                           "The text names, without that being counted as a gap: "),
                 *_listed(desk, order[:_SHOWN]), Words(rest), " ",
                 desk.cites(p for c in order for p in sorted(named[c])), ".")]  # fmt: skip


def _listed(desk: Desk, things: Iterable[str]) -> Line:
    """Names that are sentences, with semicolons between them."""
    pieces: list[Words] = []
    for thing in things:
        pieces += [Words("; ")] if pieces else []
        pieces.append(desk.name(thing))
    return line(*pieces)
