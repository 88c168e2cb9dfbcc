"""The meeting place of a question: one that it is about, or that has a role in the matter."""

from collections import defaultdict
from collections.abc import Mapping

from kgraph.findings import Finding
from kgraph.web.pages.desk import WebDesk

# To contribute to a strategy in general gives no forum a say in how it is paid for or followed up.
_SERVED = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?forum ?thing WHERE {
  ?forum a ks:Forum .
  { ?forum ks:involvedIn ?thing }
  UNION { ?forum ks:contributesTo|ks:implements|ks:addresses ?thing .
    FILTER NOT EXISTS { ?thing a ks:Strategy } }
}"""


def belongs(desk: WebDesk, forum: str, finding: Finding) -> bool:
    """Whether a finding is about a forum, or about what the forum has a role in."""
    about = {*finding.affects, *finding.documents}
    return forum in about or not about.isdisjoint(_served(desk).get(forum, ()))


def place_of_question(desk: WebDesk, finding: Finding) -> str:
    """The forum to bring the question of a finding to; "" where none is known for it."""
    known = sorted(f for f in {finding.forum, *_served(desk)} if f and belongs(desk, f, finding))
    return finding.forum if finding.forum in known else next(iter(known), "")


def _served(desk: WebDesk) -> Mapping[str, frozenset[str]]:
    """By forum, what it has a role in."""

    def make() -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for forum, thing in desk.store.select(_SERVED, desk.view).rows:
            found[str(forum)].add(str(thing))
        return {forum: frozenset(things) for forum, things in found.items()}

    made: Mapping[str, frozenset[str]] = desk.shelf.keep(("served", desk.view), make)
    return made
