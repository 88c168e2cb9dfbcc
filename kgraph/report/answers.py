"""Who answers for each goal, priority and measure, in the order of the document."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kgraph.counting import read_places, read_uncounted
from kgraph.findings.called import NOUNS, nouns_for
from kgraph.findings.material import Material, Row, parts
from kgraph.report.desk import Desk
from kgraph.report.sums import sum_of, sums
from kgraph.report.value import Cell, Line, Table, Words, cell, line
from kgraph.report.value import Row as TableRow
from kgraph.store import MODE_WORDS
from kgraph.terms import VOCAB, local_name
from kgraph.wording import Text

KINDS = ("Goal", "Priority", "Measure")
KIND_WORDS = NOUNS
LEVELS: dict[str, Text] = {
    "utpekad": Text("Utpekad för just detta", "Named for this very one"),
    "genom-fokusomradet": Text("Genom fokusområdet", "Through the focus area"),
    "genom-helheten": Text("Genom helheten", "Through the whole"),
    "medverkar": Text("Någon medverkar, ingen ansvarar", "Somebody takes part, nobody answers"),
    "bara-onskat-lage": Text("Bara i ett önskat läge", "Only in a state wished for"),
    "namns-inte": Text("Ingen nämns", "Nobody is named"),
}
AREAS = Text("område som bara nämns samlat", "area named only together with others")
_PROJECT = Text("Genom projektet som genomför det", "Through the project that carries it out")
_FORMER = Text("Bara i ett tidigare läge", "Only in a former state")
_UNCOUNTED = Text("Bara i ett läge som inte räknas", "Only in a state that does not count")
_ANSWERING = {VOCAB("role/ansvarig"), VOCAB("role/utforare")}
_PARENTS = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?element ?above WHERE { ?element ks:parentElement ?above }"""
MOST = 150


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody a source names: who, in which role, through what, in which mode, where."""

    actor: str
    role: str
    via: str
    mode: str
    passages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """One goal, priority or measure.

    Parameters:
        number: its number in the report.
        level, status, reason: slugs; status and reason are empty when somebody is named.
        who: those who answer at that level, or take part where nobody answers.
        uncounted: those who are named in a mode that does not count (wished for, planned …).
        stated: passages that state the element itself.
        under: how deep it stands under another.
        many: True when it stands for several areas that the source does not name one by one; it is
            told, and not counted, as in the overview; ``above`` where its parts are counted, and
            ``read_in`` where it is part of the document by our reading alone.
        through: the area by which alone it has the theme asked about; "" where it has it itself.
    """

    number: int
    strategy: str
    element: str
    kind: str
    level: str
    status: str
    reason: str
    who: tuple[Named, ...]
    uncounted: tuple[Named, ...]
    stated: tuple[str, ...]
    under: int = 0
    many: bool = False
    above: bool = False
    read_in: bool = False
    through: str = ""

    @property
    def counted(self) -> bool:
        """Whether it is one of those that are counted."""
        return not (self.many or self.above or self.read_in)


def read_answers(desk: Desk) -> list[Answer]:
    """The answers of a report's scope, in the order of its strategies and of each document."""
    material, found = desk.material, list[Answer]()
    rows = _by_element(material.rows("responsible-by-strategy"))
    gaps = {row["element"]: row for row in material.rows("gap-responsibility")}
    stated = stated_places(desk)
    none = read_uncounted(desk.store, desk.view)
    above = {e: sorted(a)[0] for e, a in _grouped(desk, _PARENTS).items()}
    for strategy in desk.strategies:
        elements = material.elements.get(strategy, {})
        for element, under in _in_order(elements, above):
            if desk.scope.kind == "theme" and element not in desk.themed:
                continue
            kind, level = elements[element]
            gap = gaps.get(element, {})
            mine = rows.get(element, [])
            passages = tuple(sorted(stated.get(element, ()), key=natural))
            found.append(Answer(
                len(found) + 1, strategy, element, kind, level,
                local_name(gap.get("status", "")), local_name(gap.get("reason", "")),
                _who(level, mine, gap), _uncounted(mine), passages, under,
                element in none.together, element in none.above, element in none.read_in,
                desk.through.get(element, ""),
            ))  # fmt: skip
    return found


def _by_element(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["element"]].append(row)
    return found


def stated_places(desk: Desk) -> dict[str, frozenset[str]]:
    """By goal, priority and measure, the passages that state it."""
    return read_places(desk.store, desk.view)


def _grouped(desk: Desk, text: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for key, value in desk.store.select(text, desk.view).rows:
        found[str(key)].add(str(value))
    return found


def natural(iri: str) -> tuple[object, ...]:
    """An identifier with its numbers in order: i2 before i10."""
    return tuple((0, int(p), "") if p.isdigit() else (1, 0, p) for p in re.split(r"(\d+)", iri))


def _in_order(elements: dict[str, tuple[str, str]], above: dict[str, str]) -> list[tuple[str, int]]:
    """Goals first, then each priority with its measures beneath it, then what hangs alone."""
    children: dict[str, list[str]] = defaultdict(list)
    for element in sorted(elements, key=lambda e: (KINDS.index(elements[e][0]), natural(e))):
        parent = above.get(element, "")
        children[parent if parent in elements and parent != element else ""].append(element)
    ordered: list[tuple[str, int]] = []
    waiting = [(element, 0) for element in reversed(children[""])]
    while waiting:
        element, depth = waiting.pop()
        ordered.append((element, depth))
        waiting += [(child, depth + 1) for child in reversed(children.pop(element, []))]
    seen = {element for element, _ in ordered}
    return ordered + [(e, 0) for e in sorted(elements, key=natural) if e not in seen]


def _who(level: str, rows: Sequence[Row], gap: Row) -> tuple[Named, ...]:
    if level == "utpekad":
        mine = [r for r in rows if r["counted"] == "true" and r["role"] in _ANSWERING]
        return tuple(_named(row) for row in mine)
    passages = parts(gap.get("levelEvidence", ""))
    via = gap.get("via", "")
    return tuple(Named(actor, "", via, "", passages) for actor in parts(gap.get("actor", "")))


def _uncounted(rows: Sequence[Row]) -> tuple[Named, ...]:
    return tuple(_named(r) for r in rows if r["actor"] and r["counted"] == "false" and not r["via"])


def _named(row: Row) -> Named:
    return Named(row["actor"], row["role"], row["via"], local_name(row["mode"]),
                 parts(row["evidence"]))  # fmt: skip


def whole_roles(material: Material, strategy: str) -> list[Named]:
    """Who has a role for a strategy as a whole that counts, those who answer first."""
    rows = [
        r for r in material.rows("responsible-by-strategy")
        if r["element"] == strategy and r["counted"] == "true" and r["actor"]
    ]  # fmt: skip
    return sorted((_named(r) for r in rows), key=lambda n: (n.role not in _ANSWERING, n.role))


def answers_whole(named: Named) -> bool:
    """Whether somebody answers, and does not only take part."""
    return named.role in _ANSWERING


# -- the table -------------------------------------------------------------------------------


def answers_table(desk: Desk, answers: Sequence[Answer]) -> Table:
    """The goals, priorities and measures, by strategy: how near somebody is named, and who."""
    rows: list[TableRow] = []
    before = None
    for answer in answers[:MOST]:
        if answer.strategy != before:
            before = answer.strategy
            rows.append(TableRow((Cell((_strategy_line(desk, before),)),), group=True))
        rows.append(_answer_row(desk, answer))
    return Table(
        desk.word("Mål, prioriteringar och insatser: vem som ansvarar, hur nära det sägs och var",
                  "Goals, priorities and measures: who answers, how near it is said and where"),
        (desk.word("Mål, prioritering eller insats", "Goal, priority or measure"),
         desk.word("Hur nära det sägs", "How near it is said"),
         desk.word("Vem", "Who")),
        tuple(rows),
        (0.46, 0.21, 0.33),
    )  # fmt: skip


def _strategy_line(desk: Desk, strategy: str) -> Line:
    unread = desk.word(" (dokumentet självt är inte läst)", " (the document itself was not read)")
    note = "" if desk.read(strategy) else unread
    return line(
        desk.name(strategy, strong=True), Words(note + desk.out_of_time(strategy), quiet=True)
    )


def word_of(desk: Desk, answer: Answer) -> str:
    """What a part of a document is called, and how it is one: read in, counted, of the theme."""
    called = AREAS if answer.many else nouns_for(desk.material, answer.element, answer.kind)[0]
    told = desk.say(called)
    if answer.element in desk.ours.elements:
        told += desk.word(", vår läsning", ", our reading")
    if answer.read_in:
        told += desk.word(", räknas inte", ", not counted")
    if answer.above:
        told += desk.word(", räknas genom delarna", ", counted through its parts")
    if answer.through:
        told += desk.word(", temat genom det den står under",
                          ", the theme through what it stands under")  # fmt: skip
    return told


def _answer_row(desk: Desk, answer: Answer) -> TableRow:
    name = line(
        Words(f"{answer.number} "),
        desk.name(answer.element, strong=answer.kind != "Measure"),
        Words(f" ({word_of(desk, answer)}) ", quiet=True),
        desk.cites(answer.stated),
    )
    return TableRow((Cell((name,)), _level_cell(desk, answer), _who_cell(desk, answer)))


def level_words(desk: Desk, answer: Answer) -> str:
    """The level as a reader meets it; that nobody is named is never more than was read.

    Somebody who was named for another time, or may but need not, is no answer, and not nobody.
    Who is named for a project is not named for each thing that the project carries out.
    """
    if answer.level == "namns-inte" and answer.uncounted:
        former = {named.mode for named in answer.uncounted} == {"historical"}
        return desk.say(_FORMER if former else _UNCOUNTED)
    if answer.level == "namns-inte" and answer.status == "unknown":
        return desk.word("Ingen nämns i de lästa källorna", "The sources read name nobody")
    if answer.level == "utpekad" and answer.who and all(named.via for named in answer.who):
        return desk.say(_PROJECT)
    return desk.say(LEVELS.get(answer.level, Text(answer.level, answer.level)))


def _level_cell(desk: Desk, answer: Answer) -> Cell:
    lines = [line(level_words(desk, answer))]
    if answer.level in ("namns-inte", "bara-onskat-lage", "medverkar") and answer.status:
        lines.append(line(Words(sure_words(desk, answer.status, answer.reason), quiet=True)))
    shade = {"utpekad": "near", "genom-fokusomradet": "far", "genom-helheten": "far"}
    return Cell(tuple(lines), shade.get(answer.level, "gap"))


def sure_words(desk: Desk, status: str, reason: str) -> str:
    """How sure a gap is, and why it cannot be said where it cannot."""
    told = desk.told(VOCAB("gap-status/" + status))
    why = desk.told(VOCAB("gap-reason/" + reason)) if reason else ""
    return f"{told} ({why[:1].lower()}{why[1:]})" if why else told


def _who_cell(desk: Desk, answer: Answer) -> Cell:
    wished = answer.level in ("bara-onskat-lage", "namns-inte") and answer.uncounted
    shown = [] if wished else answer.who
    lines = [told for named in shown for told in _named_lines(desk, named, answer.element)]
    if not lines and not wished:
        lines = [line("–")]
    together: dict[tuple[str, tuple[str, ...]], list[Named]] = defaultdict(list)
    now = {named.actor for named in shown}
    for named in answer.uncounted:
        if named.mode == "historical" and named.actor in now:
            continue  # who answers now, and did before, is told once
        together[named.mode, named.passages].append(named)
    for (mode, passages), group in together.items():
        told = MODE_WORDS[mode].get(desk.lang) if mode in MODE_WORDS else mode
        if mode in desk.view.modes:  # it would count, were it not for its period
            told = desk.word("en annan tid", "at another time")
        begin = desk.word(f"dessutom, {told}: ", f"also, {told}: ")
        if wished:
            begin = f"{told}: "
        who = [word for named in group for word in _with_role(desk, named)][:-1]
        lines.append(line(Words(begin, quiet=True), *who, " ", desk.cites(passages)))
    return Cell(tuple(dict.fromkeys(lines)))


def _with_role(desk: Desk, named: Named) -> list[Words]:
    role = f" ({desk.told(named.role).lower()})" if named.role else ""
    return [desk.name(named.actor), Words(role, quiet=True), Words(", ")]


def our_reading(desk: Desk) -> Words:
    """The mark of what no source says in so many words."""
    return Words(desk.word(" (vår läsning)", " (our reading)"), quiet=True)


def _named_lines(desk: Desk, named: Named, target: str) -> list[Line]:
    """Who it is, where it is stated; and apart where it is only our reading."""
    *who, _ = _with_role(desk, named)
    parted = desk.apart(named.actor, named.role, named.via or target, named.passages)
    return [
        line(*who, our_reading(desk) if ours else None, " ", desk.cites(cited))
        for ours, cited in parted
    ]


def roles_table(desk: Desk, strategies: Iterable[str]) -> Table | None:
    """Who answers for, pays for, follows up and takes part in each strategy as a whole."""
    rows: list[TableRow] = []
    for strategy in strategies:
        roles: dict[str, list[Named]] = defaultdict(list)
        for named in whole_roles(desk.material, strategy):
            roles[named.role].append(named)
        if roles:
            rows.append(TableRow((Cell((_strategy_line(desk, strategy),)),), group=True))
        for role, people in roles.items():
            lines = whole_lines(desk, strategy, people)
            rows.append(TableRow((cell(desk.name(role)), Cell(tuple(lines)))))
    if not rows:
        return None
    return Table(
        desk.word("Roller för helheten", "Roles for the whole"),
        (desk.word("Roll", "Role"), desk.word("Vem, och var det står", "Who, and where it says")),
        tuple(rows),
        (0.26, 0.74),
    )


def whole_lines(desk: Desk, strategy: str, people: Iterable[Named]) -> list[Line]:
    """Those with one role for a strategy as a whole; what is our reading apart."""
    places: dict[tuple[str, str, bool], list[str]] = defaultdict(list)
    for named in people:
        for ours, cited in desk.apart(named.actor, named.role, strategy, named.passages):
            places[named.actor, named.role, ours] += cited
    known = sums(desk)
    return [
        line(desk.name(who), sum_of(known, who, strategy, role),
             our_reading(desk) if ours else None,
             " ", desk.cites(found))
        for (who, role, ours), found in places.items()
    ]  # fmt: skip
