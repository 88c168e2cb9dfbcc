"""Needs and challenges that the sources name and that are no stated lack: told, never judged."""

import re
from collections.abc import Container, Iterable, Mapping, Sequence

from kgraph.report.desk import Desk
from kgraph.report.value import Bullets, Line, Paragraph, Part, Words, line
from kgraph.wording import collation_key

_CHALLENGES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX element-type: <https://w3id.org/kompsam/vocab/element-type/>
SELECT DISTINCT ?challenge ?passage WHERE {
  ?challenge a ks:Challenge .
  FILTER NOT EXISTS { ?challenge ks:elementType element-type:angiven-brist }
  OPTIONAL { ?challenge ks:statedIn ?passage . GRAPH ?passage { ?challenge a ks:Challenge } }
}"""
_WISHED = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?passage WHERE {
  ?state a ks:TargetState ; ks:statedIn ?passage . GRAPH ?passage { ?state a ks:TargetState } }"""
_LINES = re.compile(r"(?P<source>.*)/(?P<first>\d+)-(?P<last>\d+)$")
_SHOWN = 6
_SCOPES = ("theme", "region", "strategy")
Named = Mapping[str, Sequence[str]]


def challenges(desk: Desk) -> list[Line]:
    """What the sources name as needed or hard, of the theme, the county or the document: the first.

    A lack that a source states is a finding, and is told as one.
    """
    named = _named(desk)
    if not named:
        return []
    first, wished = list(named)[:_SHOWN], _wished(desk, named)
    more = len(named) - len(first)
    rest = desk.word(f" och {more} till, längre ner", f" and {more} more, further down")
    return [line(desk.word("Texten nämner, utan att det räknas som en lucka: ",
                           "The text names, without that being counted as a gap: "),
                 *_listed(desk, first, wished), " ",
                 desk.cites(p for c in first for p in named[c]),
                 Words(rest if more > 0 else ""), ".")]  # fmt: skip


def every_challenge(desk: Desk) -> list[Part]:
    """All of them in a list, where there are more than the summary names."""
    named = _named(desk)
    if len(named) <= _SHOWN:
        return []
    lead = desk.word("Behov och utmaningar som texten nämner. Att ingen nämns för dem räknas inte "
                     "som en lucka.",
                     "Needs and challenges that the text names. That nobody is named for them is "
                     "not counted as a gap.")  # fmt: skip
    wished = _wished(desk, named)
    lines = [line(desk.name(thing), _mark(desk, thing in wished), " ", desk.cites(passages))
             for thing, passages in named.items()]  # fmt: skip
    return [Paragraph(line(lead)), Bullets(tuple(lines))]


def _named(desk: Desk) -> Named:
    """Each with its passages, in alphabetical order."""
    if desk.scope.kind not in _SCOPES:
        return {}
    found: dict[str, set[str]] = {}
    for row in desk.store.select(_CHALLENGES, desk.view).rows:
        challenge, passage = ("" if c is None else str(c) for c in row)
        if challenge in desk.themed:
            found.setdefault(challenge, set()).update({passage} - {""})
    order = sorted(found, key=lambda c: (collation_key(desk.told(c)), c))
    return {challenge: sorted(found[challenge]) for challenge in order}


def _listed(desk: Desk, things: Iterable[str], wished: Container[str]) -> Line:
    """Names that are sentences, with semicolons between them."""
    pieces: list[Words] = []
    for thing in things:
        pieces += [Words("; ")] if pieces else []
        pieces += [desk.name(thing), _mark(desk, thing in wished)]
    return line(*pieces)


def _mark(desk: Desk, wished: bool) -> Words:
    return Words(desk.word(" (ur ett önskat läge)", " (from a wish)") if wished else "", quiet=True)


def _wished(desk: Desk, named: Named) -> set[str]:
    """Those named nowhere but within a wish: challenges in what is wished for."""
    states = [str(row[0]) for row in desk.store.select(_WISHED, desk.view).rows]
    return {
        thing for thing, passages in named.items()
        if passages and all(any(_lies_in(p, state) for state in states) for p in passages)
    }  # fmt: skip


def _lies_in(passage: str, other: str) -> bool:
    """Whether a passage is part of another, or the same."""
    part, whole = _LINES.match(passage), _LINES.match(other)
    return bool(
        part and whole and part["source"] == whole["source"]
        and int(whole["first"]) <= int(part["first"]) and int(part["last"]) <= int(whole["last"])
    )  # fmt: skip
