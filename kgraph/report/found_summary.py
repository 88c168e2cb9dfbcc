"""What the summary says of the findings: lacks, what sources say themselves, overlaps."""

from collections import Counter
from collections.abc import Iterable, Sequence

from kgraph.findings import Finding
from kgraph.findings.forms import relation_words
from kgraph.findings.value import CANNOT_SAY
from kgraph.report.desk import Desk
from kgraph.report.questions import Item
from kgraph.report.value import Cites, Line, Words, line
from kgraph.wording import Text, counted

_LESS = ("gap-04", "gap-06", "gap-07", "gap-11", "gap-13", "gap-15")
_SHOWN = 4
_LONG = 260  # letters; a longer sentence is left to the findings


def item(desk: Desk, begin: Text, sentences: Iterable[Line]) -> list[Item]:
    """The sentences on a matter in one line, or nothing."""
    told = [sentence for sentence in sentences if sentence]
    if not told:
        return []
    pieces: list[Words | Cites] = [Words(desk.say(begin) + ". ", strong=True)]
    for number, sentence in enumerate(told):
        pieces += [Words(" ")] if number else []
        pieces += sentence
    return [(tuple(pieces), 0)]


def _sentence(desk: Desk, finding: Finding) -> Line:
    """A finding's claim with its passages before the full stop."""
    return line(desk.say(finding.sentence).rstrip("."), " ", desk.cites(finding.passages), ".")


def gaps(desk: Desk, found: Iterable[Finding]) -> list[Item]:
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
        return item(desk, begin, more)
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


def stated(desk: Desk, found: Iterable[Finding]) -> list[Line]:
    """What the sources say themselves to be missing, and whom they depend on."""
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


def overlaps(desk: Desk, found: Iterable[Finding]) -> list[Line]:
    """How many overlaps there are, and the first of them."""
    # A heavy load on one body (OVL-07) is told among the findings; nobody overlaps with it.
    every = [
        f for f in found if f.kind.startswith("ovl") and (f.relation or f.aspect == CANNOT_SAY)
        and not (desk.place and f.kind == "ovl-05" and len(f.regions) > 1)  # no overlap of a county
    ]  # fmt: skip
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
