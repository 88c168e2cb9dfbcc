"""The four kinds of matrix: which links they hold, and how the judged side is judged."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import combinations

from kgraph.matrix.draft import FORUM_LINKS, STRATEGY_COUNTIES, Asked, Draft
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
SELECT DISTINCT ?element ?type ?strategy ?passage WHERE {
  VALUES ?type { ks:Goal ks:Priority ks:Measure }
  ?element a ?type ; ks:partOfStrategy ?strategy .
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
_READ = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?strategy ?read WHERE { ?copy ks:represents ?strategy ; ks:loaded ?read }"""
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
SELECT DISTINCT ?strategy ?theme ?thing ?type ?passage WHERE {
  { SELECT ?narrow ?theme WHERE { ?narrow skos:inScheme vocab:theme ; skos:broader* ?theme } }
  VALUES ?type { ks:Strategy ks:Goal ks:Priority ks:Measure ks:TargetState ks:Challenge }
  ?thing a ?type ; dct:subject ?narrow ; ks:partOfStrategy? ?strategy .
  ?strategy a ks:Strategy .
  OPTIONAL { GRAPH ?passage { ?thing dct:subject ?narrow } }
}"""
_ALL_THEMES = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX vocab: <https://w3id.org/kompsam/vocab/>
SELECT DISTINCT ?theme WHERE { ?theme skos:inScheme vocab:theme }"""
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
    for element, kind, strategy, passage in asked.select(_ELEMENTS):
        if str(kind) in wanted and str(strategy) in strategies:
            values = draft.columns.setdefault(str(element), {"group": str(strategy)})
            values.setdefault("evidence", set()).update(many(passage))
            found[str(element)] = str(strategy)
    return found


def _actor_element(asked: Asked, rows: str, columns: str) -> Draft:
    draft = Draft(
        asked,
        rows,
        columns,
        Text(
            "Vem ansvarar för vad, hur nära sägs det, och var nämns ingen, en eller flera?",
            "Who answers for what, how near is it said, and where is nobody, one or several named?",
        ),
    )
    elements = _elements(asked, draft, columns)
    values = {"strategy": asked.strategy} if asked.strategy else {}
    _put_answers(draft, asked.run("responsible-by-strategy", **values), elements)
    status = {
        str(row["element"]): (row["status"], row["reason"])
        for row in asked.run("gap-responsibility", **values)
    }
    related = {(str(a), str(b)) for a, b in asked.select(_UNITS)}
    forums = _forums_of(asked)
    for element in elements:
        _judge_answers(draft, element, status.get(element), related, forums)
    read = _covered(asked, "ansvar")
    draft.read = lambda row, column: bool(read & {column, elements[column]})
    draft.verdicts = ANSWERS
    return draft


def _mode(row: Mapping[str, Term | None]) -> str:
    return local_name(str(row["mode"]))


def _note(value: Term | Text | None) -> Text | str:
    return value if isinstance(value, Text) else str(value or "")


def _put_answers(
    draft: Draft, rows: Sequence[Mapping[str, Term | None]], elements: Mapping[str, str]
) -> None:
    """Who answers for or takes part in each element, and in what its strategy or its area says.

    The named question gives the nearest level alone. Here all are put in, so that whoever answers
    for the whole is seen at every part of it; the nearest one still stands on top.
    """
    above: dict[str, set[str]] = defaultdict(set)
    for lower, higher in draft.asked.select(_PARENTS):
        above[str(higher)].add(str(lower))
    for part, strategy in elements.items():
        above[strategy].add(part)
    strategies = set(elements.values())
    for row in (row for row in rows if row["actor"] is not None):
        actor, target, evidence = str(row["actor"]), str(row["element"]), many(row["evidence"])
        counted = str(row["counted"]) == "true"
        note = _note(row["role"] if counted else MODE_WORDS[_mode(row)])
        via = str(row["via"] or "")
        if target in elements and via not in above:
            draft.put(actor, target, _responsibility_sign(row), note, evidence)
        if counted and row["role"] in _ANSWERING and not via:
            for element in sorted(above[target] & set(elements)):
                sign = "whole" if target in strategies else "area"
                draft.put(actor, element, sign, note, evidence)


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
            if values["verdict"] == "duplicate":
                values["note"] = Text("{a}; {b}", "{a}; {b}").format(
                    a=_LEVELS[sign], b=_meeting(names, forums)
                )
            return
    others = {"partial": "partial", "uncounted": "wished"}
    values["verdict"] = next((v for s, v in others.items() if draft.named(element, (s,))), "gap")
    values["status"], values["reason"] = status or (None, None)


def _together(draft: Draft, element: str, names: list[str], related: set[tuple[str, str]]) -> str:
    """One, several in one passage or of one body, or several in different places."""
    proofs = {name: draft.proofs(name, element) for name in names}
    if len(names) == 1:
        return "single"
    joined = _linked(names, lambda a, b: bool(proofs[a] & proofs[b]) or (a, b) in related)
    return "shared" if joined else "duplicate"


def _meeting(names: Collection[str], forums: Mapping[str, set[str]]) -> Text:
    """Whether those who are named separately are known to meet."""
    meets = all(forums.get(a, set()) & forums.get(b, set()) for a, b in combinations(names, 2))
    if meets:
        return Text("de möts i ett forum", "they meet in a forum")
    return Text("inget gemensamt forum känt", "no forum in common is known")


# -- forums and the parts of strategies ------------------------------------------------------


def _forum_element(asked: Asked, rows: str, columns: str) -> Draft:
    draft = Draft(
        asked,
        rows,
        columns,
        Text(
            "Vilka prioriteringar och insatser har ett forum, uttalat eller tänkbart, och vilka "
            "saknar?",
            "Which priorities and measures have a forum, stated or possible, and which have none?",
        ),
    )
    elements = _elements(asked, draft, columns)
    above: dict[str, set[str]] = defaultdict(set)
    for part, higher in asked.select(_PARENTS):
        above[str(part)].add(str(higher))
    for forum, supported, _, passage in asked.select(FORUM_LINKS):
        for element, strategy in elements.items():
            if sign := _support_sign(str(supported), element, above[element], strategy):
                draft.put(str(forum), element, sign, "", many(passage))
    for forum, near, passage in asked.select(_FORUM_THEMES):
        if str(near) in elements:
            draft.put(str(forum), str(near), "possible", "", many(passage))
    values = {"strategy": asked.strategy} if asked.strategy else {}
    status = {
        str(row["element"]): (row["status"], row["reason"])
        for row in asked.run("forum-coverage", **values)
    }
    members = _members_of_forums(asked)
    for element in elements:
        _judge_forums(draft, element, status.get(element), members)
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
) -> None:
    values = draft.columns[element]
    for sign in ("stated", "area", "whole"):
        if names := draft.named(element, (sign,)):
            values["count"] = len(names)
            values["note"] = _LEVELS[sign]
            joined = _linked(names, lambda a, b: bool(members[a] & members[b]))
            values["verdict"] = "single" if len(names) == 1 else _several(joined=joined)
            return
    values["verdict"] = "possible" if draft.named(element, ("possible",)) else "gap"
    if values["verdict"] == "gap":
        unknown = (VOCAB("gap-status/unknown"), VOCAB("gap-reason/not-read"))
        values["status"], values["reason"] = status or unknown


def _several(*, joined: bool) -> str:
    return "shared" if joined else "duplicate"


# -- forums and their members ----------------------------------------------------------------

_CONVENING = {VOCAB("role/sammankallande"), VOCAB("role/ordforande")}
_SEATED = {VOCAB("role/ledamot"), VOCAB("role/styrelseledamot")}


def _forum_member(asked: Asked, rows: str, columns: str) -> Draft:
    draft = Draft(
        asked,
        rows,
        columns,
        Text(
            "Vilka är med i vilket forum, i vilken roll, och vilka forum saknar kända medlemmar?",
            "Who takes part in which forum, in which role, and which forums have no known members?",
        ),
    )
    draft.judged, draft.verdicts = "rows", MEMBERS
    forums = asked.forums()
    facts = {str(r["forum"]): many(r["evidence"]) for r in asked.run("forum-register")}
    for forum in forums:
        draft.rows[forum] = {"evidence": set(facts.get(forum, ()))}
    for row in asked.run("forum-members"):
        if str(row["forum"]) in forums and row["via"] is None:
            counted = str(row["counted"]) == "true"
            note = row["role"] if counted else MODE_WORDS[_mode(row)]
            sign = _member_sign(row["role"]) if counted else "uncounted"
            evidence = many(row["evidence"])
            draft.put(str(row["forum"]), str(row["member"]), sign, _note(note), evidence)
    closed = _covered(asked, "medlemskap") - {str(row[0]) for row in asked.select(_OPEN)}
    alike = _alike(asked)
    for forum in forums:
        _judge_members(draft, forum, closed, alike, forum in _covered(asked, "medlemskap"))
    draft.read = lambda row, column: row in closed
    return draft


def _member_sign(role: Term | None) -> str:
    if role in _CONVENING:
        return "convener"
    return "member" if role in _SEATED else "participant"


def _alike(asked: Asked) -> set[str]:
    """Forums of which it can be said that they share members with another."""
    rows = [row for row in asked.run("forum-overlap") if str(row["verdict"]) == "overlap"]
    return {str(row[end]) for row in rows for end in ("f1", "f2")}


def _judge_members(
    draft: Draft, forum: str, closed: set[str], alike: set[str], was_read: bool
) -> None:
    signs = [draft.at(row, column) for row, column in list(draft.links) if row == forum]
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

_PARTS = {str(KS(name)) for name in ("Goal", "Priority", "Measure")}


def _strategy_theme(asked: Asked, rows: str, columns: str) -> Draft:
    draft = Draft(
        asked,
        rows,
        columns,
        Text(
            "Vilka teman har vilken strategi, vilka har ingen och vilka har flera?",
            "Which themes has which strategy, which has none and which have several?",
        ),
    )
    draft.verdicts = THEMES
    strategies = asked.strategies()
    draft.rows.update({strategy: {} for strategy in strategies})
    draft.columns.update({str(row[0]): {} for row in asked.select(_ALL_THEMES)})
    parts: dict[tuple[str, str], set[str]] = defaultdict(set)
    for strategy, theme, thing, kind, passage in asked.select(_STRATEGY_THEMES):
        if str(strategy) in strategies:
            place = str(strategy), str(theme)
            sign = "held" if str(kind) in _PARTS else "described"
            sign = "whole-theme" if kind == KS("Strategy") else sign
            draft.put(*place, sign, "", many(passage))
            if sign == "held":
                parts[place].add(str(thing))
    draft.counts = {place: len(things) for place, things in parts.items()}
    read = {str(s) for s, loaded in asked.select(_READ) if str(loaded) in ("true", "1")}
    cited = {str(s) for s, _ in asked.select(_READ)} - read
    draft.read = lambda row, column: row in read
    counties: dict[str, set[str]] = defaultdict(set)
    for strategy, county in asked.select(STRATEGY_COUNTIES):
        counties[str(strategy)].add(str(county))
    linked = {(str(a), str(b)) for a, b in asked.select(_LINKED)}
    for column in list(draft.columns):
        _judge_theme(draft, column, counties, linked, strategies - read, cited)
    return draft


def _judge_theme(
    draft: Draft,
    theme: str,
    counties: Mapping[str, set[str]],
    linked: set[tuple[str, str]],
    unread: set[str],
    cited: set[str],
) -> None:
    values = draft.columns[theme]
    names = draft.named(theme, ("held", "whole-theme"))
    values["count"] = len(names)
    if names:
        steering = any(
            counties[a] & counties[b] and not {(a, b), (b, a)} & linked
            for a, b in combinations(names, 2)
        )
        values["verdict"] = "single" if len(names) == 1 else _several(joined=not steering)
        return
    values["verdict"] = "described" if draft.named(theme, ("described",)) else "gap"
    values["status"] = VOCAB("gap-status/" + ("unknown" if unread or not draft.rows else "silent"))
    if unread:
        reason = "cited-not-loaded" if unread <= cited else "not-read"
        values["reason"] = VOCAB("gap-reason/" + reason)


MAKERS: tuple[tuple[Collection[str], Collection[str], Callable[[Asked, str, str], Draft]], ...] = (
    (("actor",), tuple(TYPES), _actor_element),
    (("forum",), ("priority", "measure", "element"), _forum_element),
    (("forum",), ("member",), _forum_member),
    (("strategy",), ("theme",), _strategy_theme),
)
