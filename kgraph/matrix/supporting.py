"""Forums against the parts of strategies: which is said to be for what."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from itertools import combinations

from kgraph.matrix.draft import FORUM_LINKS, Asked, Draft
from kgraph.matrix.parts import LEVELS, SEATS, above_of, covered, elements_of, linked, many, several
from kgraph.matrix.seating import alike_forums
from kgraph.matrix.value import FORUMS
from kgraph.terms import VOCAB, Term
from kgraph.wording import Text

_FORUM_THEMES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX dct: <http://purl.org/dc/terms/>
SELECT DISTINCT ?forum ?element ?passage WHERE {
  ?element ks:partOfStrategy ?strategy ; dct:subject ?theme .
  ?strategy dct:spatial ?county .
  ?forum a ks:Forum ; dct:subject ?theme ; dct:spatial/ks:within ?county .
  GRAPH ?passage { ?forum dct:subject ?theme }
}"""


def forum_element(asked: Asked, rows: str, columns: str, groups: str) -> Draft:
    """Which forum is said to be for which part of a strategy."""
    draft = Draft(
        asked,
        rows,
        columns,
        Text(
            "Vilka prioriteringar och insatser har ett forum, uttalat eller tänkbart, och vilka "
            "saknar?",
            "Which priorities and measures have a forum, stated or possible, and which have none?",
        ),
        groups,
    )
    elements = elements_of(asked, draft, columns)
    above = above_of(asked)
    for forum, supported, _, passage, ours in asked.select(FORUM_LINKS):
        read_in = str(ours) == "true"
        for element, strategy in elements.items():
            if sign := _support_sign(str(supported), element, above[element], strategy):
                draft.put(str(forum), element, "read-in" if read_in else sign, "", many(passage))
    for forum, near, passage in asked.select(_FORUM_THEMES):
        if str(near) in elements:
            draft.put(str(forum), str(near), "possible", "", many(passage))
    values = {"strategy": asked.strategy} if asked.strategy else {}
    status = {
        str(row["element"]): (row["status"], row["reason"])
        for row in asked.run("forum-coverage", **values)
    }
    members, alike = _members_of_forums(asked), alike_forums(asked)
    for element in elements:
        _judge_forums(draft, element, status.get(element), members, alike)
    for name in asked.forums() if asked.region and not asked.strategy else ():
        draft.rows.setdefault(name, {})
    read = covered(asked, "medlemskap")
    draft.read = lambda row, column: elements[column] in read
    draft.verdicts = FORUMS
    return draft


def _support_sign(supported: str, element: str, above: Collection[str], strategy: str) -> str:
    if supported == element:
        return "stated"
    if supported in above:
        return "area"
    return "whole" if supported == strategy else ""


def _members_of_forums(asked: Asked) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for actor, forum in asked.select(SEATS):
        found[str(forum)].add(str(actor))
    return found


def _judge_forums(
    draft: Draft,
    element: str,
    status: tuple[Term | None, Term | None] | None,
    members: Mapping[str, set[str]],
    alike: set[tuple[str, str]],
) -> None:
    values = draft.columns[element]
    for sign in ("stated", "area", "whole"):
        if names := draft.named(element, (sign,)):
            values["count"] = len(names)
            values["note"] = LEVELS[sign]
            joined = linked(names, lambda a, b: bool(members[a] & members[b]))
            values["verdict"] = "single" if len(names) == 1 else several(joined=joined)
            if any(pair in alike for pair in combinations(names, 2)):
                values["verdict"] = "duplicate"
            return
    near = (sign for sign in ("possible", "read-in") if draft.named(element, (sign,)))
    values["verdict"] = next(near, "gap")
    if values["verdict"] == "gap":
        unknown = (VOCAB("gap-status/unknown"), VOCAB("gap-reason/not-read"))
        values["status"], values["reason"] = status or unknown
