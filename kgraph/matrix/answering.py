"""Actors against the parts of strategies: who answers for each, and how near it is said."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
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
    nest = _nest(draft, elements)
    parts = _Parts(nest)
    for row in (row for row in rows if row["actor"] is not None):
        said = _said(draft.asked, row)
        _put_named(draft, said, nest, accountable)
        if said.counted and row["role"] in _ANSWERING and not said.via:
            parts.take(said)
            _put_above(draft, said, nest, accountable)
    parts.put(draft)
    return accountable


@dataclass(frozen=True, slots=True)
class _Nest:
    """How elements lie in one another.

    Parameters:
        elements: the elements of the matrix, and the strategy of each.
        above: what lies under a thing, by that thing.
        below: the same for elements alone, of those that are counted.
    """

    elements: Mapping[str, str]
    strategies: frozenset[str]
    above: Mapping[str, set[str]]
    below: Mapping[str, set[str]]


def _nest(draft: Draft, elements: Mapping[str, str]) -> _Nest:
    above: dict[str, set[str]] = defaultdict(set)
    for lower, higher in draft.asked.select(PARENTS):
        above[str(higher)].add(str(lower))
    for part, strategy in elements.items():
        above[strategy].add(part)
    strategies = frozenset(elements.values())
    every = {str(row[0]) for row in draft.asked.select(ELEMENTS)}
    below = {higher: parts & every for higher, parts in above.items() if higher not in strategies}
    return _Nest(elements, strategies, dict(above), below)


@dataclass(frozen=True, slots=True)
class _Said:
    """A row of the named question: who has which role in what.

    Parameters:
        last: whether the actor is the one who is accountable in the end.
        ours: whether no passage states it in so many words.
    """

    actor: str
    target: str
    via: str
    role: Term | None
    sign: str
    note: Text | str
    evidence: tuple[str, ...]
    counted: bool
    last: bool
    ours: bool


def _said(asked: Asked, row: Mapping[str, Term | None]) -> _Said:
    counted, via = str(row["counted"]) == "true", str(row["via"] or "")
    return _Said(
        actor=str(row["actor"]),
        target=str(row["element"]),
        via=via,
        role=row["role"],
        sign=_responsibility_sign(row),
        note=note_of(row["role"] if counted else MODE_WORDS[mode_of(row)]),
        evidence=tuple(many(row["evidence"])),
        counted=counted,
        last=row["role"] == VOCAB("role/ansvarig") and counted and not via,
        ours=_read_in(asked, row),
    )


def _put_named(draft: Draft, said: _Said, nest: _Nest, accountable: Accountable) -> None:
    """An actor at the very element that the source names."""
    if said.target not in nest.elements or said.via in nest.above:
        return
    draft.put_actor(said.actor, said.target, said.sign, said.note, said.evidence, ours=said.ours)
    if not said.counted:
        role = note_of(said.role)
        draft.put_actor(said.actor, said.target, "uncounted", role, said.evidence, ours=said.ours)
    if said.last:
        accountable[said.target].append(
            ("named", said.actor, said.target, frozenset(said.evidence))
        )


def _put_above(draft: Draft, said: _Said, nest: _Nest, accountable: Accountable) -> None:
    """An actor who answers for a whole, at every part of it."""
    sign = "whole" if said.target in nest.strategies else "area"
    for element in sorted(nest.above.get(said.target, set()) & set(nest.elements)):
        draft.put_actor(said.actor, element, sign, said.note, said.evidence, ours=said.ours)
        if said.last:
            accountable[element].append((sign, said.actor, said.target, frozenset(said.evidence)))


class _Parts:
    """Of how many parts of an element an actor answers for."""

    def __init__(self, nest: _Nest) -> None:
        """Nobody has been heard of yet."""
        self._nest = nest
        self._carried: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(
            lambda: defaultdict(set)
        )
        self._stated: set[tuple[str, str]] = set()

    def take(self, said: _Said) -> None:
        """Somebody answers for an element, which may be a part of others."""
        for whole in (w for w, parts in self._nest.below.items() if said.target in parts):
            self._carried[said.actor, whole][said.target].update(said.evidence)
            if not said.ours:
                self._stated.add((said.actor, whole))

    def put(self, draft: Draft) -> None:
        """Put in each of those who answer for parts, with the count."""
        for (actor, whole), told in self._carried.items():
            if whole in self._nest.elements:
                count = Text("{a} av {b}", "{a} of {b}").format(
                    a=len(told), b=len(self._nest.below[whole])
                )
                draft.put_actor(actor, whole, "parts", count, sorted(set().union(*told.values())),
                                ours=(actor, whole) not in self._stated)  # fmt: skip


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
