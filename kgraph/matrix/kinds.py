"""The four kinds of matrix: which links they hold, and how the judged side is judged."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import combinations

from kgraph.counting import read_our_seats
from kgraph.matrix.draft import FORUM_LINKS, READ, STRATEGY_COUNTIES, Asked, Draft
from kgraph.matrix.value import ANSWERS, FORUMS, MEMBERS, THEMES, TYPES
from kgraph.store import MODE_WORDS
from kgraph.terms import KS, VOCAB, Term, local_name
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
_ELEMENTS = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?element ?type ?strategy ?passage ?ordinal WHERE {
  VALUES ?type { ks:Goal ks:Priority ks:Measure }
  ?element a ?type ; ks:partOfStrategy ?strategy .
  OPTIONAL { ?element ks:ordinal ?ordinal }
  OPTIONAL { ?element ks:statedIn ?passage }
}"""
_PARENTS = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?element ?above WHERE { ?element ks:parentElement+ ?above }"""
_COVERED = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?subject ?relation WHERE {
  ?statement a ks:CoverageStatement ; ks:coversSubject ?subject ; ks:coversRelation ?relation .
}"""
_OPEN = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?thing WHERE { ?thing ks:openList true }"""
_SEATS = """
PREFIX org: <http://www.w3.org/ns/org#>
SELECT DISTINCT ?actor ?forum WHERE { ?actor org:memberOf ?forum }"""
_UNITS = """
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
SELECT DISTINCT ?one ?other WHERE { ?one org:unitOf|^org:unitOf|foaf:member|^foaf:member ?other }"""
_STRATEGY_THEMES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX vocab: <https://w3id.org/kompsam/vocab/>
SELECT DISTINCT ?strategy ?theme ?thing ?type ?passage ?ours WHERE {
  { SELECT ?narrow ?theme WHERE { ?narrow skos:inScheme vocab:theme ; skos:broader* ?theme } }
  VALUES ?type { ks:Strategy ks:Goal ks:Priority ks:Measure ks:TargetState ks:Challenge }
  ?thing a ?type ; dct:subject ?narrow ; ks:partOfStrategy? ?strategy .
  ?strategy a ks:Strategy .
  OPTIONAL {
    GRAPH ?passage { ?thing dct:subject ?narrow OPTIONAL { ?thing ks:inferred ?ours } }
  }
}"""
_ALL_THEMES = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX vocab: <https://w3id.org/kompsam/vocab/>
SELECT DISTINCT ?theme WHERE { ?theme skos:inScheme vocab:theme }"""
_KINDS = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?strategy ?kind WHERE { ?strategy a ks:Strategy ; ks:documentType ?kind }"""
# Two strategies that a source links, whichever way and however far.
_LINKED = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX dct: <http://purl.org/dc/terms/>
SELECT DISTINCT ?one ?other WHERE {
  ?one a ks:Strategy .
  ?other a ks:Strategy .
  { ?one ks:alignsWith|dct:isPartOf|dct:replaces ?other }
  UNION { ?part ks:partOfStrategy ?one ; ks:alignsWith ?other }
  UNION { ?part ks:partOfStrategy ?one ; ks:alignsWith/ks:partOfStrategy ?other }
  FILTER(?one != ?other)
}"""


def many(value: Term | None) -> list[str]:
    """The IRIs of a cell that lists them with spaces between."""
    return str(value).split() if value is not None else []


def _linked(names: Collection[str], same: Callable[[str, str], bool]) -> bool:
    """Whether all hang together by pairs that are the same in some way."""
    left = set(names)
    reached = {left.pop()} if left else set()
    while True:
        more = {name for name in left if any(same(name, other) for other in reached)}
        if not more:
            return not left
        reached |= more
        left -= more


# -- actors and the parts of strategies ------------------------------------------------------

_ANSWERING = {VOCAB("role/ansvarig"), VOCAB("role/utforare")}


def _elements(asked: Asked, draft: Draft, axis: str) -> dict[str, str]:
    """Put the elements asked about in as columns; the strategy of each."""
    wanted = {str(KS(name)) for name in TYPES[axis]}
    strategies, found = asked.strategies(), {}
    numbers = {str(row[0]): str(row[4]) for row in asked.select(_ELEMENTS) if row[4] is not None}
    above = _above(asked)
    for element, kind, strategy, passage, _ in asked.select(_ELEMENTS):
        if str(kind) in wanted and str(strategy) in strategies:
            values = draft.columns.setdefault(str(element), {"group": str(strategy)})
            values.setdefault("evidence", set()).update(many(passage))
            values["order"] = _numbered(str(element), above, numbers)
            found[str(element)] = str(strategy)
    return found


def _above(asked: Asked) -> dict[str, set[str]]:
    """What each element is part of, however far up."""
    found: dict[str, set[str]] = defaultdict(set)
    for part, higher in asked.select(_PARENTS):
        found[str(part)].add(str(higher))
    return found


def _numbered(
    element: str, above: Mapping[str, set[str]], numbers: Mapping[str, str]
) -> tuple[tuple[tuple[int, int, str], ...], ...]:
    """The place that the document's own numbers give an element, beneath what it is part of.

    One without a number stands after those that have one.
    """
    line = [*sorted(above.get(element, ()), key=lambda e: len(above.get(e, ()))), element]
    return tuple(_natural(numbers[one]) if one in numbers else ((2, 0, ""),) for one in line)


def _natural(ordinal: str) -> tuple[tuple[int, int, str], ...]:
    """A number as it is counted: 2 before 10, A after the digits."""
    return tuple(
        (0, int(part), "") if part.isdecimal() else (1, 0, part)
        for part in re.findall(r"\d+|[^\W\d]+", ordinal)
    )


def answers(asked: Asked, rows: str, columns: str, groups: str) -> tuple[Draft, dict[str, str]]:
    """Who answers for each element, judged; and the strategy of each element."""
    draft = Draft(
        asked,
        rows,
        columns,
        Text(
            "Vem ansvarar för vad, hur nära sägs det, och var nämns ingen, en eller flera?",
            "Who answers for what, how near is it said, and where is nobody, one or several named?",
        ),
        groups,
    )
    elements = _elements(asked, draft, columns)
    values = {"strategy": asked.strategy} if asked.strategy else {}
    accountable = _put_answers(draft, asked.run("responsible-by-strategy", **values), elements)
    status = {
        str(row["element"]): (row["status"], row["reason"])
        for row in asked.run("gap-responsibility", **values)
    }
    related = {(str(a), str(b)) for a, b in asked.select(_UNITS)}
    forums = _forums_of(asked)
    for element in elements:
        _judge_answers(draft, element, status.get(element), related, forums)
        _judge_double(draft, element, accountable.get(element, ()), related)
    return draft, elements


def _actor_element(asked: Asked, rows: str, columns: str, groups: str) -> Draft:
    draft, elements = answers(asked, rows, columns, groups)
    read = _covered(asked, "ansvar")
    draft.read = lambda row, column: bool(read & {column, elements[column]})
    draft.verdicts = ANSWERS
    return draft


def _mode(row: Mapping[str, Term | None]) -> str:
    return local_name(str(row["mode"]))


def _note(value: Term | Text | None) -> Text | str:
    return value if isinstance(value, Text) else str(value or "")


Accountable = dict[str, list[tuple[str, str, str, frozenset[str]]]]


def _put_answers(
    draft: Draft, rows: Sequence[Mapping[str, Term | None]], elements: Mapping[str, str]
) -> Accountable:
    """Who answers for or takes part in each element, and in what its strategy or its area says.

    The named question gives the nearest level alone. Here all are put in, so that whoever answers
    for the whole is seen at every part of it; the nearest one still stands on top.

    Returns:
        for each element, who is accountable: sign, actor, for what, and the passages.
    """
    accountable: Accountable = defaultdict(list)
    above: dict[str, set[str]] = defaultdict(set)
    for lower, higher in draft.asked.select(_PARENTS):
        above[str(higher)].add(str(lower))
    for part, strategy in elements.items():
        above[strategy].add(part)
    strategies = set(elements.values())
    every = {str(row[0]) for row in draft.asked.select(_ELEMENTS)}
    below = {higher: parts & every for higher, parts in above.items() if higher not in strategies}
    carried: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in (row for row in rows if row["actor"] is not None):
        actor, target, evidence = str(row["actor"]), str(row["element"]), many(row["evidence"])
        counted = str(row["counted"]) == "true"
        note = _note(row["role"] if counted else MODE_WORDS[_mode(row)])
        via = str(row["via"] or "")
        last = row["role"] == VOCAB("role/ansvarig") and counted and not via
        if target in elements and via not in above:
            draft.put_actor(actor, target, _responsibility_sign(row), note, evidence)
            if not counted:
                draft.put_actor(actor, target, "uncounted", _note(row["role"]), evidence)
            if last:
                accountable[target].append(("named", actor, target, frozenset(evidence)))
        if counted and row["role"] in _ANSWERING and not via:
            for whole in (whole for whole, parts in below.items() if target in parts):
                carried[actor, whole][target].update(evidence)
            for element in sorted(above[target] & set(elements)):
                sign = "whole" if target in strategies else "area"
                draft.put_actor(actor, element, sign, note, evidence)
                if last:
                    accountable[element].append((sign, actor, target, frozenset(evidence)))
    for (actor, whole), told in carried.items():
        if whole in elements:
            count = Text("{a} av {b}", "{a} of {b}").format(a=len(told), b=len(below[whole]))
            draft.put_actor(actor, whole, "parts", count, sorted(set().union(*told.values())))
    return accountable


def _responsibility_sign(row: Mapping[str, Term | None]) -> str:
    if str(row["counted"]) != "true":
        return "uncounted"
    return "named" if row["role"] in _ANSWERING else "partial"


_LEVELS = {
    "named": Text("utpekad", "named for it"),
    "stated": Text("för just detta", "for this very one"),
    "area": Text("genom fokusområdet", "through the focus area"),
    "whole": Text("genom helheten", "through the whole"),
}


def _covered(asked: Asked, relation: str) -> set[str]:
    """What was read in full for a relation."""
    wanted = VOCAB("relation-kind/" + relation)
    return {str(s) for s, r in asked.select(_COVERED) if str(r) == wanted}


def _forums_of(asked: Asked) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for actor, forum in asked.select(_SEATS):
        found[str(actor)].add(str(forum))
    return found


def _judge_answers(
    draft: Draft,
    element: str,
    status: tuple[Term | None, Term | None] | None,
    related: set[tuple[str, str]],
    forums: Mapping[str, set[str]],
) -> None:
    """How an element stands by those who answer at the nearest level."""
    values = draft.columns[element]
    for sign in ("named", "area", "whole"):
        if names := draft.named(element, (sign,)):
            values["verdict"] = _together(draft, element, names, related)
            values["count"] = len(names)
            values["note"] = _LEVELS[sign]
            if values["verdict"] == "several":
                values["note"] = Text("{a}; {b}", "{a}; {b}").format(
                    a=_LEVELS[sign], b=_meeting(names, forums)
                )
            return
    others = {"parts": "parts", "partial": "partial", "uncounted": "wished"}
    found = (v for s, v in others.items() if draft.named(element, (s,)))
    values["verdict"] = next(found, "gap")
    values["status"], values["reason"] = status or (None, None)


def _together(draft: Draft, element: str, names: list[str], related: set[tuple[str, str]]) -> str:
    """One, several in one passage or of one body, or several in different places."""
    proofs = {name: draft.proofs(name, element) for name in names}
    if len(names) == 1:
        return "single"
    joined = _linked(names, lambda a, b: bool(proofs[a] & proofs[b]) or (a, b) in related)
    return "shared" if joined else "several"


def _judge_double(
    draft: Draft,
    element: str,
    accountable: Sequence[tuple[str, str, str, frozenset[str]]],
    related: set[tuple[str, str]],
) -> None:
    """Two who are each accountable for the same, as the finding OVL-02 has it.

    Both in the role of the accountable, at the level that counts, of one and the same thing, with
    no passage in common, and neither part of the other.
    """
    nearest = next((s for s in ("named", "area", "whole") if draft.named(element, (s,))), "")
    for (s1, a, t1, p1), (s2, b, t2, p2) in combinations(accountable, 2):
        apart = a != b and t1 == t2 and not p1 & p2 and (a, b) not in related
        if apart and s1 == s2 == nearest:
            draft.columns[element]["verdict"] = "duplicate"


def _meeting(names: Collection[str], forums: Mapping[str, set[str]]) -> Text:
    """Whether those who are named separately are known to meet."""
    meets = all(forums.get(a, set()) & forums.get(b, set()) for a, b in combinations(names, 2))
    if meets:
        return Text("de möts i ett forum", "they meet in a forum")
    return Text("inget gemensamt forum känt", "no forum in common is known")


# -- forums and the parts of strategies ------------------------------------------------------


def _forum_element(asked: Asked, rows: str, columns: str, groups: str) -> Draft:
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
    elements = _elements(asked, draft, columns)
    above = _above(asked)
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
    members, alike = _members_of_forums(asked), _alike(asked)
    for element in elements:
        _judge_forums(draft, element, status.get(element), members, alike)
    for name in asked.forums() if asked.region and not asked.strategy else ():
        draft.rows.setdefault(name, {})
    read = _covered(asked, "medlemskap")
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
    for actor, forum in asked.select(_SEATS):
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
            values["note"] = _LEVELS[sign]
            joined = _linked(names, lambda a, b: bool(members[a] & members[b]))
            values["verdict"] = "single" if len(names) == 1 else _several(joined=joined)
            if any(pair in alike for pair in combinations(names, 2)):
                values["verdict"] = "duplicate"
            return
    near = (sign for sign in ("possible", "read-in") if draft.named(element, (sign,)))
    values["verdict"] = next(near, "gap")
    if values["verdict"] == "gap":
        unknown = (VOCAB("gap-status/unknown"), VOCAB("gap-reason/not-read"))
        values["status"], values["reason"] = status or unknown


def _several(*, joined: bool) -> str:
    return "shared" if joined else "several"


# -- forums and their members ----------------------------------------------------------------

_CONVENING = {VOCAB("role/sammankallande"), VOCAB("role/ordforande")}
_OURS = Text("vår läsning", "our reading")
_SEATED = {VOCAB("role/ledamot"), VOCAB("role/styrelseledamot")}


def _forum_member(asked: Asked, rows: str, columns: str, groups: str) -> Draft:
    draft = Draft(
        asked,
        rows,
        columns,
        Text(
            "Vilka är med i vilket forum, i vilken roll, och vilka forum saknar kända medlemmar?",
            "Who takes part in which forum, in which role, and which forums have no known members?",
        ),
        groups,
    )
    draft.judged, draft.verdicts = "rows", MEMBERS
    forums = asked.forums()
    facts = {str(r["forum"]): many(r["evidence"]) for r in asked.run("forum-register")}
    for forum in forums:
        draft.rows[forum] = {"evidence": set(facts.get(forum, ()))}
    ours = read_our_seats(asked.store, asked.view)
    for row in asked.run("forum-members"):
        if str(row["forum"]) in forums and row["via"] is None:
            counted = str(row["counted"]) == "true"
            note = row["role"] if counted else MODE_WORDS[_mode(row)]
            sign = _member_sign(row["role"]) if counted else "uncounted"
            evidence = many(row["evidence"])
            draft.put_actor(str(row["member"]), str(row["forum"]), sign, _note(note), evidence)
            if str(row["inferred"]) == "true" and {str(row["forum"]), str(row["member"])} in ours:
                draft.put_actor(str(row["member"]), str(row["forum"]), sign, _OURS, evidence)
    closed = _covered(asked, "medlemskap") - {str(row[0]) for row in asked.select(_OPEN)}
    alike = {forum for pair in _alike(asked) for forum in pair}
    covered = _covered(asked, "medlemskap")
    for forum in forums:
        _judge_members(draft, forum, closed, alike, forum in covered)
    draft.read = lambda row, column: row in closed
    return draft


def _member_sign(role: Term | None) -> str:
    if role in _CONVENING:
        return "convener"
    return "member" if role in _SEATED else "participant"


def _alike(asked: Asked) -> set[tuple[str, str]]:
    """Forums of which it can be said that they share most members, as the finding OVL-04 has it.

    At least half of the smaller one's members; the question itself sees to it that both lists
    are closed and read, and to how many must be known.
    """
    return {
        tuple(sorted((str(row["f1"]), str(row["f2"]))))  # type: ignore[misc]
        for row in asked.run("forum-overlap")
        if str(row["verdict"]) == "overlap" and float(str(row["overlapCoefficient"])) >= 0.5
    }


def _judge_members(
    draft: Draft, forum: str, closed: set[str], alike: set[str], was_read: bool
) -> None:
    signs = draft.signs_of(forum)
    counted = [sign for sign in signs if sign != "uncounted"]
    values = draft.rows[forum]
    values["count"] = len(counted)
    if forum in alike:
        values["verdict"] = "duplicate"
    elif counted:
        values["verdict"] = "single" if len(counted) == 1 else "shared"
        if forum not in closed:
            values["note"] = Text("kan ha fler medlemmar", "may have more members")
        elif counted == ["convener"]:
            values["note"] = Text("bara den som sammankallar", "only the one who convenes")
        return
    else:
        values["verdict"] = "wished" if signs else "gap"
    if values["verdict"] in ("gap", "wished"):
        silent = forum in closed
        values["status"] = VOCAB("gap-status/" + ("silent" if silent else "unknown"))
        reason = "open-list" if was_read else "not-read"
        values["reason"] = None if silent else VOCAB("gap-reason/" + reason)


# -- strategies and themes -------------------------------------------------------------------

_SECOND_HAND = Text("inte läst", "not read")
_PARTS = {str(KS(name)) for name in ("Goal", "Priority", "Measure")}


def _strategy_theme(asked: Asked, rows: str, columns: str, groups: str) -> Draft:
    draft = Draft(
        asked,
        rows,
        columns,
        Text(
            "Vilka teman har vilken strategi, vilka har ingen och vilka har flera?",
            "Which themes has which strategy, which has none and which have several?",
        ),
        groups,
    )
    draft.verdicts = THEMES
    strategies = asked.strategies()
    draft.rows.update({strategy: {} for strategy in strategies})
    draft.columns.update({str(row[0]): {} for row in asked.select(_ALL_THEMES)})
    parts: dict[tuple[str, str], set[str]] = defaultdict(set)
    for strategy, theme, thing, kind, passage, ours in asked.select(_STRATEGY_THEMES):
        if str(strategy) in strategies:
            place = str(strategy), str(theme)
            sign = "held" if str(kind) in _PARTS else "described"
            sign = "whole-theme" if kind == KS("Strategy") else sign
            draft.put(*place, sign, _OURS if str(ours) == "true" else "", many(passage))
            if sign == "held":
                parts[place].add(str(thing))
    draft.counts = {place: len(things) for place, things in parts.items()}
    cited = asked.unread()
    read = {str(s) for s, _ in asked.select(READ)} - cited
    draft.read = lambda row, column: row in read
    for unread in strategies - read:
        draft.rows[unread]["note"] = _SECOND_HAND
    counties: dict[str, set[str]] = defaultdict(set)
    for strategy, county in asked.select(STRATEGY_COUNTIES):
        counties[str(strategy)].add(str(county))
    linked = {(str(a), str(b)) for a, b in asked.select(_LINKED)}
    twice = _steered_twice(asked)
    for column in list(draft.columns):
        _judge_theme(draft, column, counties, linked, twice, strategies - read, cited)
    return draft


def _steered_twice(asked: Asked) -> set[tuple[str, str]]:
    """Strategies of one place and kind with half of their themes in common (OVL-05)."""
    kinds: dict[str, set[str]] = defaultdict(set)
    for strategy, kind in asked.select(_KINDS):
        kinds[str(strategy)].add(str(kind))
    return {
        (str(row["s1"]), str(row["s2"]))
        for row in asked.run("strategy-theme-overlap")
        if str(row["sameTerritory"]) == "true"
        and float(str(row["jaccard"])) >= 0.5
        and kinds[str(row["s1"])] & kinds[str(row["s2"])]
    }


def _judge_theme(
    draft: Draft,
    theme: str,
    counties: Mapping[str, set[str]],
    linked: set[tuple[str, str]],
    twice: set[tuple[str, str]],
    unread: set[str],
    cited: set[str],
) -> None:
    values = draft.columns[theme]
    names = draft.named(theme, ("held", "whole-theme"))
    values["count"] = len(names)
    if names:
        # Within a county they belong together when links lead from each to every other.
        every = {county for name in names for county in counties[name]}
        together = [[n for n in names if county in counties[n]] for county in sorted(every)]
        apart = [
            pair
            for some in together
            if not _linked(some, lambda a, b: bool({(a, b), (b, a)} & linked))
            for pair in combinations(some, 2)
            if not {pair, pair[::-1]} & linked
        ]
        values["verdict"] = "single" if len(names) == 1 else _several(joined=not apart)
        if any(pair in twice for pair in apart):
            values["verdict"] = "duplicate"
        return
    values["verdict"] = "described" if draft.named(theme, ("described",)) else "gap"
    values["status"] = VOCAB("gap-status/" + ("unknown" if unread or not draft.rows else "silent"))
    if unread:
        reason = "cited-not-loaded" if unread <= cited else "not-read"
        values["reason"] = VOCAB("gap-reason/" + reason)


MAKERS: tuple[
    tuple[Collection[str], Collection[str], Callable[[Asked, str, str, str], Draft]], ...
] = (
    (("actor",), tuple(TYPES), _actor_element),
    (("forum",), ("priority", "measure", "element"), _forum_element),
    (("forum",), ("member",), _forum_member),
    (("strategy",), ("theme",), _strategy_theme),
)
