"""The summary: what a strategist would say of it in plain sentences, each with its passages."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from kgraph.findings.called import counted_parts
from kgraph.findings.material import parts
from kgraph.report.answers import Answer, answers_whole, whole_roles
from kgraph.report.challenges import challenges
from kgraph.report.desk import Desk
from kgraph.report.found_summary import gaps, item, overlaps, stated
from kgraph.report.questions import questions
from kgraph.report.theme_summary import theme_sentences
from kgraph.report.value import Bullets, Line, line
from kgraph.wording import Text


def summary_parts(desk: Desk, answers: Sequence[Answer], base: Line) -> tuple[Bullets]:
    """The page that is read when nothing else is: answers, gaps, wishes, overlaps, what to ask.

    Parameters:
        base: what was read and what was not, in one sentence or two.
    """
    found = desk.findings.found
    counted = [a for a in answers if a.counted and not desk.begins_later(a.strategy)]
    items = [
        *item(desk, Text("Underlag", "Basis"), [base]),
        *item(desk, Text("Giltighet", "Validity"), _ended(desk, answers)),
        *(i for begin, told in theme_sentences(desk) for i in item(desk, begin, told)),
        *item(desk, Text("Vem ansvarar", "Who is responsible"),
               [*_who(desk, counted), *_together(desk, answers)]),
        *item(desk, Text("Utan ansvarig", "Without anybody responsible"), _nobody(desk, counted)),
        *item(desk, Text("Bara önskat", "Only wished for"), _wished(desk, counted)),
        *gaps(desk, found),
        *item(desk, Text("Källorna säger själva", "What the sources themselves say"),
               stated(desk, found)),
        *item(desk, Text("Behov och utmaningar", "Needs and challenges"),
               challenges(desk)),
        *item(desk, Text("Överlappning", "Overlap"), overlaps(desk, found)),
        *questions(desk, found),
    ]  # fmt: skip
    return (Bullets(tuple(told for told, _ in items), tuple(depth for _, depth in items)),)


def _ended(desk: Desk, answers: Sequence[Answer]) -> list[Line]:
    """Which of the strategies asked about have run out, and that none is known to follow.

    Of a theme those that have a part with it.
    """
    with_theme = {a.strategy for a in answers}
    about = [s for s in desk.strategies if desk.scope.kind != "theme" or s in with_theme]
    rows = {r["item"]: parts(r["evidence"]) for r in desk.material.rows("expired-and-stale")
            if r["kind"] == "ended"}  # fmt: skip
    return [
        line(*desk.names([strategy], begins=True),
             desk.word(f" gällde till och med {through}", f" was in force through {through}"),
             desk.word("; vad som gäller i stället sägs inte i det lästa ",
                       "; what applies instead is not said in what was read ")
             if strategy in rows else "",
             desk.cites(rows.get(strategy, ())), ".")
        for strategy in about if (through := desk.ended(strategy))
    ]  # fmt: skip


def _counted(desk: Desk, answers: Sequence[Answer]) -> str:
    """How many of each sort, in words: 1 mål, 4 prioriteringar och 16 insatser."""
    found = counted_parts(desk.material, [(a.element, a.kind) for a in answers])
    told = [desk.several(n, *nouns) for nouns, n in found]
    joint = desk.word(" och ", " and ")
    return joint.join([", ".join(told[:-1]), told[-1]]) if len(told) > 1 else "".join(told)


def _who(desk: Desk, answers: Sequence[Answer]) -> list[Line]:
    by_strategy: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        by_strategy[answer.strategy].append(answer)
    later = {s: begins for s in desk.strategies if (begins := desk.begins_later(s))}
    told = [
        line(desk.name(s), desk.word(
            f" hade inte börjat gälla den dagen (gäller från {begins}) och räknas inte.",
            f" was not yet in force on that day (in force from {begins}) and is not counted."))
        for s, begins in later.items()
    ]  # fmt: skip
    told += [
        sentence
        for strategy in desk.strategies
        if desk.read(strategy)
        and strategy not in later
        # Of a theme in the country, a plan of one county without it answers nothing.
        and (desk.scope.kind != "theme" or desk.place or strategy in by_strategy)
        for sentence in _of_read(desk, strategy, by_strategy.get(strategy, []))
    ]
    unread = [s for s in desk.strategies if not desk.read(s) and s in by_strategy]
    if not told and not any(map(desk.read, desk.strategies)):
        told.append(line(desk.word(
            "Ingen strategi eller plan är läst: bara det som andra källor säger om dem är känt.",
            "No strategy or plan was read: only what other sources say of them is known."
        )))  # fmt: skip
    if unread:
        mine = [a for s in unread for a in by_strategy[s]]
        near = [a for a in mine if a.who and a.level.startswith(("utpekad", "genom"))]
        told.append(line(
            desk.word("I dokument som inte är lästa (", "In documents not read ("),
            *desk.names(unread, 4),
            desk.word(f") finns enligt andra källor {_counted(desk, mine)}{_read_in(desk, mine)}; ",
                      f"), according to other sources: "
                      f"{_counted(desk, mine)}{_read_in(desk, mine)}; "),
            _named_of(desk, len(near), len(mine)),
            desk.cites(p for a in mine for p in a.stated), "."))  # fmt: skip
    return told


def _named_of(desk: Desk, some: int, every: int) -> str:
    """For how many of those just told a source names somebody."""
    if every == 1:
        return desk.word(f"{'en' if some else 'ingen'} läst källa anger någon ",
                         f"{'a' if some else 'no'} source that was read names somebody "
                         )  # fmt: skip
    return desk.word(f"för {some or 'ingen'} av dem anger en läst källa någon ",
                     f"for {some or 'none'} of them a source that was read names somebody "
                     )  # fmt: skip


def _read_in(desk: Desk, answers: Iterable[Answer]) -> str:
    """How many of them are our reading, where some are."""
    ours = sum(a.element in desk.ours.elements for a in answers)
    if not ours:
        return ""
    return desk.word(
        f" (varav {ours} är vår läsning)",
        f" (of which {ours} {'is' if ours == 1 else 'are'} our reading)",
    )


def _by_area(desk: Desk, answers: Iterable[Answer]) -> str:
    """How many of them have the theme by the area they stand under alone, where some have."""
    through = sum(bool(a.through) for a in answers)
    if not through:
        return ""
    return desk.word(f" (varav {through} har temat bara genom det de står under)",
                     f" (of which {through} have the theme only through what they stand under)"
                     )  # fmt: skip


def _together(desk: Desk, answers: Iterable[Answer]) -> list[Line]:
    """What stands for several areas, or is our reading: told by name, and counted nowhere."""
    kinds = (
        (desk.word("Bara samlat, och därför inte räknade, nämns: ",
                   "Named only as a group, and so not counted: "),
         [a for a in answers if a.many]),
        (desk.word("Delar enligt vår läsning, och därför inte räknade: ",
                   "Parts by our reading, and so not counted: "),
         [a for a in answers if a.read_in]),
    )  # fmt: skip
    return [
        line(begin, *desk.names((a.element for a in told), 4), " ",
             desk.cites(p for a in told for p in a.stated), ".")
        for begin, told in kinds if told
    ]  # fmt: skip


def _of_read(desk: Desk, strategy: str, answers: Sequence[Answer]) -> list[Line]:
    whole = [n for n in whole_roles(desk.material, strategy) if answers_whole(n)]
    told: list[Line] = []
    if whole:
        told.append(line(
            *desk.names((n.actor for n in whole), begins=True),
            desk.word(" ansvarar för helheten i ",
                      f" {desk.verb([n.actor for n in whole], 'is', 'are')} responsible for the "
                      "whole of "),
            desk.within(strategy),
            "" if answers or desk.scope.kind != "theme" else desk.word(
                " (för helheten, inte för just temat)",
                " (for the whole, not for this theme in particular)"),
            " ", desk.cites(p for n in whole for p in n.passages), "."
        ))  # fmt: skip
    if not answers:
        return told
    levels = [
        ("utpekad", Text("{n} har någon utpekad för just det", "{n} have somebody named for them")),
        ("genom-fokusomradet", Text("{n} bärs genom sitt fokusområde",
                                    "{n} are carried through their focus area")),
        ("genom-helheten", Text("{n} bara genom helheten", "{n} only through the whole")),
        ("medverkar", Text("{n} har bara medverkande", "{n} have only people who take part")),
        ("bara-onskat-lage", Text("{n} står bara i ett önskat läge", "{n} only in a wish")),
        ("namns-inte", Text("för {n} nämns ingen", "for {n} nobody is named")),
    ]  # fmt: skip
    counts = [(sum(a.level == level for a in answers), words) for level, words in levels]
    parts = [desk.say(words).format(n=n) for n, words in counts if n]
    passages = [p for a in answers for n in a.who for p in n.passages]
    of = _counted(desk, answers) + _read_in(desk, answers) + _by_area(desk, answers)
    begin = desk.word(f"Av {of}", f"Of {of}")
    if not whole:
        name = desk.told(strategy)
        begin = desk.word(f"I {name}: av {of}", f"In {name}: of {of}")
    told.append(line(f"{begin}: {', '.join(parts)} ", desk.cites(passages), "."))
    return told


def _nobody(desk: Desk, answers: Sequence[Answer]) -> list[Line]:
    none = [a for a in answers if a.level == "namns-inte"]
    if not answers:
        return [line(_nothing(desk))] if desk.scope.kind != "element" else []
    wished = _wished_alone(desk, answers)
    if not none and not wished:
        return [line(desk.word("För vart och ett av dem nämns någon, på den nivå som sägs ovan.",
                               "Somebody is named for each of them, at the level given above."
                               ))]  # fmt: skip
    if not none:
        return wished
    counts = {status: sum(a.status == status for a in none)
              for status in ("confirmed", "silent", "unknown")}  # fmt: skip
    told = [line(desk.word(
        f"Dokumentet säger att ingen finns: {counts['confirmed']}. Nämns inte i ett dokument som "
        f"är läst i sin helhet: {counts['silent']}. Går inte att säga: {counts['unknown']} ",
        f"The document says there is nobody: {counts['confirmed']}. Not mentioned in a document "
        f"read in full: {counts['silent']}. Cannot be said: {counts['unknown']} "),
        desk.cites(p for a in none for p in a.stated), ".")]  # fmt: skip
    if left := len(none) - sum(counts.values()):
        told.append(
            line(
                desk.word(
                    f"Källan säger att frågan inte gäller: {left}.",
                    f"The source says that it does not apply: {left}.",
                )
            )
        )
    works = list(dict.fromkeys(a.strategy for a in none if a.status == "unknown"))
    if works:
        told.append(line(desk.word("Det som inte går att säga hänger på ", "The last depends on "),
                         *desk.names(works, 4, within=True), "."))  # fmt: skip
    return told + wished


def _wished_alone(desk: Desk, answers: Sequence[Answer]) -> list[Line]:
    """How many have somebody only in a wish, who is not responsible for anything by that."""
    wished = [a for a in answers if a.level == "bara-onskat-lage"]
    if not wished:
        return []
    return [line(desk.word(f"Bara i ett önskat läge nämns någon: {len(wished)} ",
                           f"Somebody only in a wish: {len(wished)} "),
                 desk.cites(p for a in wished for p in a.stated), ".")]  # fmt: skip


def _nothing(desk: Desk) -> str:
    """That there is nothing to answer for; on another day, what of it did not hold then."""
    if desk.scope.kind != "theme":
        return desk.word("Inget i källan: inga mål, prioriteringar eller insatser är kända.",
                         "Nothing in the source: no goals, priorities or measures are known."
                         )  # fmt: skip
    if any(desk.begins_later(strategy) for strategy in desk.strategies):
        return desk.word("Inget mål, ingen prioritering och ingen insats som gällde den dagen har "
                         "temat i det som är läst.",
                         "No goal, priority or measure that held on that day has the theme in what "
                         "was read.")  # fmt: skip
    return desk.word("Inget mål, ingen prioritering och ingen insats i det som är läst har temat.",
                     "No goal, priority or measure in what was read has the theme.")  # fmt: skip


def _besides(answer: Answer) -> bool:
    """Whether something is told beside who answers: not that the same body has done so before."""
    now = {named.actor for named in answer.who}
    return any(n.mode != "historical" or n.actor not in now for n in answer.uncounted)


def _wished(desk: Desk, answers: Sequence[Answer]) -> list[Line]:
    only = [a for a in answers if a.level == "bara-onskat-lage"]
    also = [a for a in answers if _besides(a) and a.level != "bara-onskat-lage"]
    told: list[Line] = []
    if only:
        told.append(line(
            desk.word(f"{_counted(desk, only)} bärs bara av ett önskat läge ",
                      f"{_counted(desk, only)} with only a wished-for state "),
            desk.cites(p for a in only for n in a.uncounted for p in n.passages), "."))  # fmt: skip
    if also:
        told.append(line(
            desk.word(
                f"För {_counted(desk, also)} beskrivs dessutom ett önskat, planerat eller tidigare "
                "läge; det räknas inte som ansvar i dag ",
                f"For {_counted(desk, also)} a wished-for, planned or former state is described "
                "as well; it does not count as responsibility today "),
            desk.cites(p for a in also for n in a.uncounted for p in n.passages), "."))  # fmt: skip
    if not told and answers:
        told.append(line(desk.word("Inget mål och ingen insats bärs bara av en önskan.",
                                   "No goal or measure is carried by a wish alone.")))  # fmt: skip
    return told
