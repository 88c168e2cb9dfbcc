"""The summary: what a strategist would say of it in plain sentences, each with its passages."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from kgraph.findings import Finding
from kgraph.findings.called import counted_parts
from kgraph.findings.forms import relation_words
from kgraph.findings.material import parts
from kgraph.findings.value import CANNOT_SAY
from kgraph.report.answers import Answer, answers_whole, whole_roles
from kgraph.report.desk import Desk
from kgraph.report.questions import Item as _Item
from kgraph.report.questions import questions
from kgraph.report.theme_summary import theme_sentences
from kgraph.report.value import Bullets, Cites, Line, Words, line
from kgraph.wording import Text, counted

_LESS = ("gap-04", "gap-06", "gap-07", "gap-11", "gap-13", "gap-15")
_SHOWN = 4
_LONG = 260  # letters; a longer sentence is left to the findings


def summary_parts(desk: Desk, answers: Sequence[Answer], base: Line) -> tuple[Bullets]:
    """The page that is read when nothing else is: answers, gaps, wishes, overlaps, what to ask.

    Parameters:
        base: what was read and what was not, in one sentence or two.
    """
    found = desk.findings.found
    counted = [a for a in answers if a.counted and not desk.begins_later(a.strategy)]
    items = [
        *_item(desk, Text("Underlag", "Basis"), [base]),
        *_item(desk, Text("Giltighet", "Validity"), _ended(desk, answers)),
        *(i for begin, told in theme_sentences(desk) for i in _item(desk, begin, told)),
        *_item(desk, Text("Vem ansvarar", "Who is responsible"),
               [*_who(desk, counted), *_together(desk, answers)]),
        *_item(desk, Text("Utan ansvarig", "Without anybody responsible"), _nobody(desk, counted)),
        *_item(desk, Text("Bara önskat", "Only wished for"), _wished(desk, counted)),
        *_gaps(desk, found),
        *_item(desk, Text("Källorna säger själva", "What the sources themselves say"),
               _stated(desk, found)),
        *_item(desk, Text("Överlappning", "Overlap"), _overlaps(desk, found)),
        *questions(desk, found),
    ]  # fmt: skip
    return (Bullets(tuple(told for told, _ in items), tuple(depth for _, depth in items)),)


def _item(desk: Desk, begin: Text, sentences: Iterable[Line]) -> list[_Item]:
    """The sentences on a matter in one line, or nothing."""
    told = [sentence for sentence in sentences if sentence]
    if not told:
        return []
    pieces: list[Words | Cites] = [Words(desk.say(begin) + ". ", strong=True)]
    for number, sentence in enumerate(told):
        pieces += [Words(" ")] if number else []
        pieces += sentence
    return [(tuple(pieces), 0)]


def _ended(desk: Desk, answers: Sequence[Answer]) -> list[Line]:
    """Which of the strategies asked about have run out, and that none is known to follow.

    Of a theme those that have a part with it.
    """
    with_theme = {a.strategy for a in answers}
    about = [s for s in desk.strategies if desk.scope.kind != "theme" or s in with_theme]
    rows = {r["item"]: parts(r["evidence"]) for r in desk.material.rows("expired-and-stale")
            if r["kind"] == "ended"}  # fmt: skip
    return [
        line(desk.name(strategy),
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
        if desk.read(strategy) and strategy not in later
        for sentence in _of_read(desk, strategy, by_strategy.get(strategy, []))
    ]
    unread = [s for s in desk.strategies if not desk.read(s) and s in by_strategy]
    if not told:
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
                      f"), according to other sources, there {'is' if len(mine) == 1 else 'are'} "
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
            desk.within(strategy), " ", desk.cites(p for n in whole for p in n.passages), "."
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
    of = _counted(desk, answers) + _by_area(desk, answers)
    begin = desk.word(f"Av {of}", f"Of {of}")
    if not whole:
        name = desk.told(strategy)
        begin = desk.word(f"I {name}: av {of}", f"In {name}: of {of}")
    told.append(line(f"{begin}: {', '.join(parts)} ", desk.cites(passages), "."))
    return told


def _nobody(desk: Desk, answers: Sequence[Answer]) -> list[Line]:
    none = [a for a in answers if a.level == "namns-inte"]
    if not answers:
        return [line(_nothing(desk))]
    if not none:
        return [line(desk.word("För vart och ett av dem nämns någon, på den nivå som sägs ovan.",
                               "Somebody is named for each of them, at the level given above."
                               ))]  # fmt: skip
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
    return told


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


def _wished(desk: Desk, answers: Sequence[Answer]) -> list[Line]:
    only = [a for a in answers if a.level == "bara-onskat-lage"]
    also = [a for a in answers if a.uncounted and a.level != "bara-onskat-lage"]
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


def _sentence(desk: Desk, finding: Finding) -> Line:
    """A finding's claim with its passages before the full stop."""
    return line(desk.say(finding.sentence).rstrip("."), " ", desk.cites(finding.passages), ".")


def _gaps(desk: Desk, found: Iterable[Finding]) -> list[_Item]:
    """Other gaps, each in a line of its own under the document that they are all of."""
    mine = [f for f in found if f.kind in _LESS and f.is_gap]
    sure = [f for f in mine if f.status != "unknown"]
    more: list[Line] = []
    if len(sure) > _SHOWN:
        rest = len(sure) - _SHOWN
        more.append(line(desk.word(f"Och {rest} till, se Fynd.",
                                   f"And {rest} more, see Findings.")))  # fmt: skip
    if unsure := len(mine) - len(sure):
        more.append(line(desk.word(
            f"För {unsure} fynd går det inte att säga, eftersom det som skulle svara inte är läst "
            "eller är en öppen eller äldre uppgift.",
            f"For {counted(unsure, *_FINDINGS).en} it cannot be said, since what would answer was "
            "not read, is an open list or is older.")))  # fmt: skip
    begin = Text("Andra luckor", "Other gaps")
    if not sure:
        return _item(desk, begin, more)
    home = _shared_begin(desk, sure[:_SHOWN])
    told = [_claim(desk, finding, home) for finding in sure[:_SHOWN]]
    # Without a shared document the heading still stands: else they read as of what is before.
    head = line(Words(f"{desk.say(begin)}.", strong=True), f" {home}" if home else "")
    return [(head, 0), *((sentence, 1) for sentence in (*told, *more))]


def _shared_begin(desk: Desk, findings: Sequence[Finding]) -> str:
    """The name of the document that every claim begins with, and a colon; or nothing."""
    first = findings[0].document
    name = f"{desk.told(first)}:" if first else ""
    same = name and all(desk.say(f.sentence).startswith(name + " ") for f in findings)
    return name if same else ""


def _claim(desk: Desk, finding: Finding, begin: str) -> Line:
    """A finding's claim without what has been said already."""
    told = desk.say(finding.sentence).removeprefix(begin).strip().rstrip(".")
    return line(told[:1].upper() + told[1:], " ", desk.cites(finding.passages), ".")


def _stated(desk: Desk, found: Iterable[Finding]) -> list[Line]:
    listed = list(found)
    lacks = [f for f in listed if f.kind == "gap-14"]
    leans = [f for f in listed if f.kind == "gap-16" and f.status != "unknown"]
    told: list[Line] = []
    if lacks:
        many = desk.several(len(lacks), Text("sak sägs", "thing is said"),
                            Text("saker sägs", "things are said"))  # fmt: skip
        told.append(line(
            many,
            desk.word(" saknas eller behöva bli bättre: ",
                      " to be missing or to need to improve: "),
            _answered(desk, lacks), " ",
            desk.cites(p for f in lacks for p in f.passages), "."))  # fmt: skip
    if leans:
        told.append(line(
            desk.several(len(leans), Text("gång förutsätts andra", "time others are depended on"),
                         Text("gånger förutsätts andra", "times others are depended on")),
            desk.word(", vars åtagande inte nämns i dokumentet ",
                      " whose undertaking is not mentioned in the document "),
            desk.cites(p for f in leans for p in f.passages), "."))  # fmt: skip
    return told


_FINDINGS = (Text("fynd", "finding"), Text("fynd", "findings"))
_KINDS = (Text("slag", "kind"), Text("slag", "kinds"))
_ANSWERED = (
    ("answers", Text("för {n} sägs någon eller något ta upp det",
                     "for {n}, somebody or something is said to take it up")),
    ("inferred", Text("för {n} finns ett svar bara enligt vår läsning",
                      "for {n}, something takes it up by our reading alone")),
    ("near", Text("för {n} har en insats under samma rubrik samma tema",
                  "for {n}, a measure under the same heading has the same theme")),
    ("heading", Text("för {n} finns insatser under samma rubrik, men vilken som möter det anges "
                     "inte",
                     "for {n}, there are measures under the same heading, but none of them is said "
                     "to address it")),
    ("", Text("för {n} anges ingen insats som möter det",
              "for {n}, no measure is said to address it")),
)  # fmt: skip


def _answered(desk: Desk, lacks: Iterable[Finding]) -> str:
    """How near an answer is, as the findings themselves say it: how many of each."""
    rows = [dict(finding.evidence[0].row) for finding in lacks]
    nearest = [next((c for c, _ in _ANSWERED if not c or row.get(c)), "") for row in rows]
    counts = Counter(nearest)
    return "; ".join(desk.say(told).format(n=counts[c]) for c, told in _ANSWERED if counts[c])


def _overlaps(desk: Desk, found: Iterable[Finding]) -> list[Line]:
    # A heavy load on one body (OVL-07) is told among the findings; nobody overlaps with it.
    every = [
        f for f in found if f.kind.startswith("ovl") and (f.relation or f.aspect == CANNOT_SAY)
    ]
    mine = [f for f in every if f.aspect != CANNOT_SAY]
    told: list[Line] = []
    if mine:
        told.append(line(_how_many(desk, mine)))
    elif not every:
        about = desk.word(" för just detta", " for just this") if desk.wider_findings else ""
        told.append(line(desk.word(f"Ingen påvisad{about} i det som är läst.",
                                   f"None shown{about} in what was read.")))  # fmt: skip
    shown = [f for f in mine if len(desk.say(f.sentence)) <= _LONG][:3]
    for finding in shown:
        *claim, _ = _sentence(desk, finding)
        word = desk.say(relation_words(finding))
        told.append(line(*claim, Words(f" ({word})", quiet=True), "."))
    if unsure := len(every) - len(mine):
        kinds = counted(unsure, *_KINDS)
        told.append(line(desk.word(f"För {kinds.sv} går det inte att säga.",
                                   f"For {kinds.en} it cannot be said.")))  # fmt: skip
    if len(shown) < len(every):
        told.append(line(desk.word("Se Fynd.", "See Findings.")))
    return told


def _how_many(desk: Desk, overlaps: Sequence[Finding]) -> str:
    """How many overlaps, and how many are co-ordinated, by the word that the findings have."""
    n, met = len(overlaps), sum(bool(f.coordinated) for f in overlaps)
    of = desk.several(n, Text("möjlig", "possible"), Text("möjliga", "possible"))
    wanted = desk.word("Överlappning kan vara avsedd.", "Overlap can be intended.")
    place = desk.word(" i ", " in ") + desk.told(desk.place) if desk.place else ""
    if not met:
        return desk.word(
            f"{of}; att parterna möts eller delar upp arbetet{place} framgår inte. {wanted}",
            f"{of}; whether the parties meet or divide the work{place} is not told. {wanted}",
        )
    together = desk.several(met, Text("samordnad", "co-ordinated"),
                            Text("samordnade", "co-ordinated"))  # fmt: skip
    return desk.word(
        f"{of}, varav {together}: källorna visar att parterna möts eller delar upp arbetet. "
        f"{wanted}",
        f"{of}, of which {together}: the sources show that the parties meet or divide the work. "
        f"{wanted}",
    )
