"""What no passage states in so many words: it is our reading, and is marked wherever it is told."""

from collections.abc import Iterable, Mapping, Set

from kgraph.report.answers import our_reading
from kgraph.report.value import Line, Words, line
from kgraph.terms import KS, Iri
from kgraph.web.pages.desk import WebDesk

_OURS = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?thing ?passage WHERE {
  ?passage a ks:AssertionGraph . GRAPH ?passage { ?thing ks:inferred true } }"""
_WHY = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?thing ?why ?passage WHERE {
  ?passage a ks:AssertionGraph . GRAPH ?passage { ?thing ks:inferredBecause ?why }
  FILTER(LANG(?why) != "en") }"""
# The passages that say who has it, or where it belongs: that is what can be read into a text.
_SAYING = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX org: <http://www.w3.org/ns/org#>
SELECT DISTINCT ?thing ?passage WHERE {
  ?thing ks:inferred true .
  ?passage a ks:AssertionGraph .
  GRAPH ?passage { ?thing ks:bearer|org:member ?who }
}"""
# What a relation towards a thing says of the thing itself, and not only of what has the relation.
PLACED = frozenset({
    KS("partOfStrategy"), KS("parentElement"), KS("addresses"), KS("implements"),
    KS("contributesTo"), KS("supports"), KS("representedBy"),
})  # fmt: skip
Pairs = Set[tuple[str, str]]


def read_into(desk: WebDesk) -> Pairs:
    """Things, each with a passage that marks what it says of the thing as our reading."""
    made: Pairs = desk.shelf.keep(
        ("read into", desk.view), lambda: _pairs(desk, _OURS)
    )  # fmt: skip
    return made


def our_ties(desk: WebDesk) -> Set[str]:
    """Assignments and memberships that no passage states plainly."""

    def make() -> frozenset[str]:
        ours, saying = read_into(desk), _pairs(desk, _SAYING)
        plain = {thing for thing, _ in saying - ours}
        return frozenset(thing for thing, _ in ours & saying if thing not in plain)

    made: frozenset[str] = desk.shelf.keep(("our ties", desk.view), make)
    return made


def _pairs(desk: WebDesk, text: str) -> frozenset[tuple[str, str]]:
    return frozenset((str(a), str(b)) for a, b in desk.store.select(text, desk.view).rows)


def mark(desk: WebDesk, ours: bool) -> Words | None:
    """The mark of our reading, where it is one."""
    return our_reading(desk) if ours else None


def is_ours(desk: WebDesk, thing: str, passages: Iterable[str]) -> bool:
    """Whether every passage that states something of a thing marks it as our reading."""
    listed = list(passages)
    return bool(listed) and all((thing, one) in read_into(desk) for one in listed)


def placed(desk: WebDesk, stated: Mapping[tuple[str, str], Set[str]]) -> Set[tuple[str, str]]:
    """Which relations towards a thing are our reading of where others belong.

    Parameters:
        stated: the passages, by relation and by what has it.
    """
    return frozenset((p, thing) for (p, thing), passages in stated.items()
                     if p in PLACED and is_ours(desk, thing, passages))  # fmt: skip


def told(
    desk: WebDesk, thing: str, stated: Mapping[tuple[str, str], Set[str]]
) -> Set[tuple[str, str]]:
    """Which relations of a thing towards others are our reading of where it belongs.

    Parameters:
        stated: the passages, by relation and by what the thing has it to.
    """
    upward = PLACED | {KS("alignsWith")}
    return frozenset((p, other) for (p, other), passages in stated.items()
                     if p in upward and is_ours(desk, thing, passages))  # fmt: skip


def why(desk: WebDesk, thing: str) -> Line:
    """That something said of a thing is our reading, and why; nothing where nothing is."""
    rows = desk.store.select(_WHY, desk.view, {"thing": Iri(thing)}).rows
    if not rows:
        return ()
    told = desk.phrases(sorted({str(row[-2]) for row in rows}))
    words = [part for reason in told.values() for part in (reason, " ")]
    return line(*words, desk.cites(sorted({str(r[-1]) for r in rows})))
