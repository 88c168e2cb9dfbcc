"""The main question, strategy by strategy: who is responsible for what, and where is nobody named?

Built from two named questions, ``responsible-by-strategy`` and ``gap-responsibility``, so that
every line can be asked for again by itself.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace

from kgraph import queries
from kgraph.counting import read_uncounted
from kgraph.project import Project
from kgraph.store import MODE_WORDS, Store, View
from kgraph.tables import Table
from kgraph.terms import KS, VOCAB, Term, local_name
from kgraph.wording import Text, collation_key

LEVELS = (
    "utpekad",
    "genom-fokusomradet",
    "genom-helheten",
    "medverkar",
    "bara-onskat-lage",
    "namns-inte",
)
TYPES = {
    "Goal": Text("Mål", "Goals"),
    "Priority": Text("Prioriteringar", "Priorities"),
    "Measure": Text("Insatser", "Measures"),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """Who answers for one goal, priority or measure.

    Parameters:
        element, label, kind: the thing, its name, and ``Goal``, ``Priority`` or ``Measure``.
        level: slug of the responsibility level; ``level_words`` is what people read.
        actors: names of those who answer at that level; ``via`` what they answer through.
        status, reason: how sure a missing name is and why, in words; empty for ``utpekad``.
        unsure: True when the sources do not allow to say that nobody is named.
        note: whom the source names in a mode that does not count (wished for, planned …).
        places: passages that name the responsible, else those that state the element.
        many: True when it stands for several areas that the source does not name one by one; it is
            listed, and counted as none; ``above`` where the parts that stand under it are counted.
    """

    element: str
    label: str
    kind: str
    level: str
    level_words: str
    actors: str
    via: str
    status: str
    reason: str
    unsure: bool
    note: str
    places: str
    many: bool = False
    above: bool = False
    read_in: bool = False


@dataclass(frozen=True, slots=True)
class StrategyAnswer:
    """One strategy: was it read, who answers for the whole, and who for each part.

    Parameters:
        whole: those who answer for the strategy as a whole, with role and passage.
        others: those with another role for the whole (take part, follow up, pay, decide).
    """

    strategy: str
    label: str
    read: bool
    whole: tuple[str, ...]
    others: tuple[str, ...]
    answers: tuple[Answer, ...]

    def levels(self, kind: str) -> dict[str, int]:
        """How many elements of a kind stand at each level; several told as one are not counted."""
        mine = (a for a in self.answers
                if a.kind == kind and not (a.many or a.above or a.read_in))  # fmt: skip
        return dict(Counter(answer.level for answer in mine))


_ANSWERING = {VOCAB("role/ansvarig"), VOCAB("role/utforare")}
_READ = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?strategy WHERE { ?source ks:represents ?strategy ; ks:loaded true }"""


def read_overview(
    project: Project, store: Store, view: View, strategy: str | None = None, lang: str = "sv"
) -> tuple[StrategyAnswer, ...]:
    """Answer the main question.

    Parameters:
        strategy: one strategy, as a person names it; all when left out.

    Raises:
        UsageError: no strategy of that name is in the graph.
    """
    names = queries.catalogue(project)
    values = {"strategy": strategy} if strategy else {}
    named = queries.run(store, queries.find(names, "responsible-by-strategy"), values, view, lang)
    gaps = queries.run(store, queries.find(names, "gap-responsibility"), values, view, lang)
    read = {str(row[0]) for row in store.select(_READ, view).rows}
    words = store.labels((VOCAB("responsibility-level/" + level) for level in LEVELS), lang)
    none = read_uncounted(store, view)
    answers = [
        (
            key,
            replace(
                answer,
                many=answer.element in none.together,
                above=answer.element in none.above,
                read_in=answer.element in none.read_in,
            ),
        )
        for key, answer in (*_named(named, words), *_below(gaps, _uncounted(named)))
    ]
    whole, others = _whole(named, answering=True), _whole(named, answering=False)
    strategies = sorted({key for key, _ in answers} | set(whole) | set(others))
    labels = store.labels(strategies, lang)
    found = [
        StrategyAnswer(
            iri,
            labels[iri],
            iri in read,
            tuple(whole.get(iri, ())),
            tuple(others.get(iri, ())),
            tuple(sorted((a for key, a in answers if key == iri), key=_order)),
        )
        for iri in strategies
    ]
    return tuple(sorted(found, key=lambda s: (not s.read, collation_key(s.label))))


def _order(answer: Answer) -> tuple[object, ...]:
    kinds = list(TYPES)
    return kinds.index(answer.kind), LEVELS.index(answer.level), collation_key(answer.element)


def _named(table: Table, words: dict[str, str]) -> list[tuple[str, Answer]]:
    """The elements that somebody is named for, one answer each."""
    level = VOCAB("responsibility-level/utpekad")
    rows = [
        row
        for row in table.dicts()
        if row["level"] == level
        and str(row["counted"]) == "true"
        and row["role"] in _ANSWERING
        and local_name(str(row["type"])) in TYPES
    ]
    found: list[tuple[str, Answer]] = []
    for key in dict.fromkeys((str(r["strategy"]), str(r["element"]), str(r["type"])) for r in rows):
        mine = [r for r in rows if (str(r["strategy"]), str(r["element"])) == key[:2]]
        actors = [_actor_words(table, r) for r in mine]
        places = _joined(table.label(r["evidence"]) for r in mine)
        answer = Answer(
            key[1],
            table.label(mine[0]["element"]),
            local_name(key[2]),
            "utpekad",
            words[level],
            "; ".join(dict.fromkeys(actors)),
            "",
            "",
            "",
            False,
            "",
            places,
        )
        found.append((key[0], answer))
    return found


def _actor_words(table: Table, row: dict[str, Term | None]) -> str:
    words = f"{table.label(row['actor'])} ({table.label(row['role']).lower()})"
    if row["via"] is None:
        return words
    through = Text("genom", "through").get(table.lang)
    return f"{words} {through} {table.label(row['via'])}"


def _joined(texts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(str(text) for text in texts if text))


def _uncounted(table: Table) -> dict[str, str]:
    """For each element, whom a source names in a mode that does not count, in words."""
    found: dict[str, dict[str, list[str]]] = {}
    for row in table.dicts():
        if str(row["counted"]) != "true" and row["actor"] is not None and row["via"] is None:
            mode = MODE_WORDS[local_name(str(row["mode"]))].get(table.lang)
            found.setdefault(str(row["element"]), {}).setdefault(mode, []).append(
                _actor_words(table, row)
            )
    return {
        element: "; ".join(f"{mode}: {_joined(who)}" for mode, who in sorted(modes.items()))
        for element, modes in found.items()
    }


def _below(table: Table, uncounted: dict[str, str]) -> list[tuple[str, Answer]]:
    return [
        (str(row["strategy"]), _gap(table, row, uncounted.get(str(row["element"]), "")))
        for row in table.dicts()
    ]


def _gap(table: Table, row: dict[str, Term | None], note: str) -> Answer:
    def say(column: str) -> str:
        return table.label(row[column])

    return Answer(
        str(row["element"]),
        say("element"),
        local_name(str(row["type"])),
        local_name(str(row["level"])),
        say("level"),
        say("actor"),
        say("via"),
        say("status"),
        say("reason"),
        row["status"] == VOCAB("gap-status/unknown"),
        note,
        say("levelEvidence") or say("evidence"),
    )


def _whole(table: Table, *, answering: bool) -> dict[str, list[str]]:
    """Who has an answering, or another, role for a whole strategy, with the passage."""
    found: dict[str, dict[str, list[str]]] = {}
    for row in table.dicts():
        counts = row["type"] == KS("Strategy") and str(row["counted"]) == "true"
        if counts and (row["role"] in _ANSWERING) == answering:
            who = f"{table.label(row['actor'])} ({table.label(row['role']).lower()})"
            places = table.label(row["evidence"]).split("; ")
            found.setdefault(str(row["strategy"]), {}).setdefault(who, []).extend(places)
    return {
        strategy: [f"{who}: {_joined(places)}" for who, places in people.items()]
        for strategy, people in found.items()
    }


def to_json(found: Sequence[StrategyAnswer], view: View) -> str:
    """The answers as JSON."""
    value = {
        "schema_version": 1,
        "view": view.to_dict(),
        "strategies": [asdict(strategy) for strategy in found],
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def to_text(found: Sequence[StrategyAnswer], lang: str) -> str:
    """The answers for a person."""
    if not found:
        return Text("Inga strategier i grafen.", "No strategies in the graph.").get(lang) + "\n"
    lines: list[str] = []
    for strategy in found:
        lines += [*_heading(strategy, lang), *_body(strategy, lang), ""]
    return "\n".join(lines)


def _heading(strategy: StrategyAnswer, lang: str) -> list[str]:
    read = (
        Text("Dokumentet är läst i sin helhet.", "The document was read in full.")
        if strategy.read
        else Text(
            "Dokumentet självt är inte läst; det som sägs om det står i andra källor.",
            "The document itself was not read; what is said of it stands in other sources.",
        )
    )
    lines = [strategy.label, "=" * min(len(strategy.label), 79), read.get(lang)]
    for text in strategy.whole:
        lines.append(Text(f"För helheten: {text}", f"For the whole: {text}").get(lang))
    for text in strategy.others:
        lines.append(Text(f"Också för helheten: {text}", f"Also for the whole: {text}").get(lang))
    for kind, words in TYPES.items():
        levels = strategy.levels(kind)
        names = {a.level: _level_words(a, lang) for a in strategy.answers}
        if levels:
            told = " · ".join(f"{names[lv].lower()} {levels[lv]}" for lv in LEVELS if lv in levels)
            lines.append(f"{words.get(lang)} {sum(levels.values())}: {told}")
    together = "; ".join(answer.label for answer in strategy.answers if answer.many)
    if together:
        told = Text(f"Nämns bara samlat: {together}", f"Only told together: {together}").get(lang)
        lines.append(told)
    parents = "; ".join(answer.label for answer in strategy.answers if answer.above)
    if parents:
        lines.append(Text(f"Räknas genom sina delar: {parents}",
                          f"Counted by their parts: {parents}").get(lang))  # fmt: skip
    ours = "; ".join(answer.label for answer in strategy.answers if answer.read_in)
    if ours:
        lines.append(Text(f"Vår läsning att de hör hit, så de räknas inte: {ours}",
                          f"Our reading that they belong here, so not counted: {ours}"
                          ).get(lang))  # fmt: skip
    return lines


def _level_words(answer: Answer, lang: str) -> str:
    """The level as a person reads it; nobody named is never more than the read sources allow."""
    if answer.level == "namns-inte" and answer.unsure:
        return Text("Ingen nämns i de lästa källorna", "Nobody is named in the sources read").get(
            lang
        )
    return answer.level_words


def _body(strategy: StrategyAnswer, lang: str) -> list[str]:
    lines: list[str] = []
    for kind, words in TYPES.items():
        mine = [answer for answer in strategy.answers if answer.kind == kind]
        if mine:
            lines += ["", f"  {words.get(lang)}"]
        for answer in mine:
            lines += _answer_lines(answer, lang)
    return lines


_MANY = Text(" (står för flera, som inte nämns var för sig)", " (several, not named one by one)")
_ABOVE = Text(" (står över andra i listan; räknas inte själv)",
              " (stands over others in the list; not itself counted)")  # fmt: skip
_READ_IN = Text(" (vår läsning att den hör hit; räknas inte)",
                " (our reading that it belongs here; not counted)")  # fmt: skip


def _answer_lines(answer: Answer, lang: str) -> list[str]:
    told = _level_words(answer, lang)
    if answer.actors:
        told += f": {answer.actors}"
    mark = (_MANY if answer.many else _ABOVE if answer.above
            else _READ_IN if answer.read_in else Text("", ""))  # fmt: skip
    lines = [f"  - {answer.label}{mark.get(lang)}", f"      {told}"]
    if answer.level == "namns-inte" and answer.status:
        reason = f" ({answer.reason})" if answer.reason else ""
        lines.append(f"      {answer.status}{reason}")
    if answer.note:
        lines.append("      " + Text(f"dessutom: {answer.note}", f"also: {answer.note}").get(lang))
    if answer.places:
        lines.append(f"      {answer.places}")
    return lines
