"""Actors against the parts of strategies: who answers for each, and how near it is said."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import combinations

from kgraph.matrix.draft import Asked, Draft
from kgraph.matrix.parts import ELEMENTS, LEVELS, PARENTS, SEATS, covered, elements_of, linked, many
from kgraph.matrix.value import ANSWERS
from kgraph.store import MODE_WORDS
from kgraph.terms import VOCAB, Term, local_name
from kgraph.wording import Text

_UNITS = """
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
SELECT DISTINCT ?one ?other WHERE { ?one org:unitOf|^org:unitOf|foaf:member|^foaf:member ?other }"""

_ANSWERING = {VOCAB("role/ansvarig"), VOCAB("role/utforare")}


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
    elements = elements_of(asked, draft, columns)
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


def actor_element(asked: Asked, rows: str, columns: str, groups: str) -> Draft:
    """Who answers for which part of a strategy."""
    draft, elements = answers(asked, rows, columns, groups)
    read = covered(asked, "ansvar")
    draft.read = lambda row, column: bool(read & {column, elements[column]})
    draft.verdicts = ANSWERS
    return draft


def mode_of(row: Mapping[str, Term | None]) -> str:
    """The mode in which a row is told."""
    return local_name(str(row["mode"]))


def note_of(value: Term | Text | None) -> Text | str:
    """A note of a cell: words, or the IRI of a role."""
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
    for lower, higher in draft.asked.select(PARENTS):
        above[str(higher)].add(str(lower))
    for part, strategy in elements.items():
        above[strategy].add(part)
    strategies = set(elements.values())
    every = {str(row[0]) for row in draft.asked.select(ELEMENTS)}
    below = {higher: parts & every for higher, parts in above.items() if higher not in strategies}
    carried: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    stated: dict[tuple[str, str], bool] = defaultdict(bool)
    for row in (row for row in rows if row["actor"] is not None):
        actor, target, evidence = str(row["actor"]), str(row["element"]), many(row["evidence"])
        counted = str(row["counted"]) == "true"
        note = note_of(row["role"] if counted else MODE_WORDS[mode_of(row)])
        via = str(row["via"] or "")
        ours = _read_in(draft.asked, row)
        last = row["role"] == VOCAB("role/ansvarig") and counted and not via
        if target in elements and via not in above:
            draft.put_actor(actor, target, _responsibility_sign(row), note, evidence, ours=ours)
            if not counted:
                role = note_of(row["role"])
                draft.put_actor(actor, target, "uncounted", role, evidence, ours=ours)
            if last:
                accountable[target].append(("named", actor, target, frozenset(evidence)))
        if counted and row["role"] in _ANSWERING and not via:
            for whole in (whole for whole, parts in below.items() if target in parts):
                carried[actor, whole][target].update(evidence)
                stated[actor, whole] |= not ours
            for element in sorted(above[target] & set(elements)):
                sign = "whole" if target in strategies else "area"
                draft.put_actor(actor, element, sign, note, evidence, ours=ours)
                if last:
                    accountable[element].append((sign, actor, target, frozenset(evidence)))
    for (actor, whole), told in carried.items():
        if whole in elements:
            count = Text("{a} av {b}", "{a} of {b}").format(a=len(told), b=len(below[whole]))
            draft.put_actor(actor, whole, "parts", count, sorted(set().union(*told.values())),
                            ours=not stated[actor, whole])  # fmt: skip
    return accountable


def _read_in(asked: Asked, row: Mapping[str, Term | None]) -> bool:
    """Whether no passage of a row states it in so many words."""
    target = str(row["via"] or row["element"])
    told = [(str(row["actor"]), str(row["role"]), target, p) for p in many(row["evidence"])]
    return bool(told) and asked.ours.roles.issuperset(told)


def _responsibility_sign(row: Mapping[str, Term | None]) -> str:
    if str(row["counted"]) != "true":
        return "uncounted"
    return "named" if row["role"] in _ANSWERING else "partial"


def _forums_of(asked: Asked) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for actor, forum in asked.select(SEATS):
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
            values["note"] = LEVELS[sign]
            if values["verdict"] == "several":
                values["note"] = Text("{a}; {b}", "{a}; {b}").format(
                    a=LEVELS[sign], b=_meeting(names, forums)
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
    joined = linked(names, lambda a, b: bool(proofs[a] & proofs[b]) or (a, b) in related)
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
