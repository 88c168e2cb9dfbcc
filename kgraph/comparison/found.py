"""How many findings of a kind a county has, and their rate over what was read."""

from collections.abc import Iterable, Sequence

from kgraph.comparison.side import NO_WHY, UNSAYABLE, Made, Side, known
from kgraph.comparison.value import Cell
from kgraph.findings import KINDS, Finding, Findings, rate
from kgraph.findings.detect import NO_PART_OF_A_RATE
from kgraph.findings.value import CANNOT_SAY, Rate
from kgraph.wording import Text

_OPEN = Text("en lista är öppen eller ett dokument inte läst",
             "a list is open or a document not read")  # fmt: skip


def findings(side: Side, result: Findings) -> Made:
    """The findings of the county, kind by kind."""
    material = result.material
    made: Made = {}
    about = {*side.own, *side.cited, side.county.iri, *side.reading.pages.get(side.county.iri, ())}
    for kind in result.filters.wanted_kinds():
        mine = [f for f in result.found if f.kind == kind.id and side.county.iri in f.regions]
        name = material.name(kind.iri)
        title = Text(f"{kind.notation} {name.sv}", f"{kind.notation} {name.en}")
        made[kind.id] = title, _finding_cell(side, result, kind.id, mine, about), False
    return made


def _finding_cell(
    side: Side, result: Findings, kind: str, mine: Sequence[Finding], about: Iterable[str]
) -> Cell:
    """How many findings of a kind, and their rate over what was read, where one fits."""
    material = result.material
    query = f"findings --kind {KINDS[kind].notation}"
    places = tuple(sorted({p for f in mine for p in f.passages}))
    sure = [f for f in mine if f.aspect != CANNOT_SAY]
    if mine and not sure:
        why = side.why()
        return Cell(UNSAYABLE, None, "unknown", why if why.sv else _OPEN, query, places)
    mine = sure
    gaps = sum(f.is_gap and f.read for f in mine)
    told = _told([f for f in mine if f.read])
    if kind in material.left_out:  # there are more pairs than are told
        told = Text(f"minst {told.sv}", f"at least {told.en}")
    over = rate(material, kind, mine, set(about))
    if over.bounds is not None:
        words = _withshare(told, kind, [f for f in mine if f.read and f.is_gap], over)
        return Cell(words, gaps, "read", NO_WHY, query, places)
    if over.unread and gaps:
        more = Text(f"{over.unread} i verk som inte är lästa", f"{over.unread} in works not read")
        words = Text(f"{known(told).sv}; {more.sv}", f"{known(told).en}; {more.en}")
        return Cell(words, gaps, "known", side.why(), query, places)
    if over.unread:
        words = Text(f"{UNSAYABLE.sv}; {over.words.sv} ({over.unread} i verk som inte är lästa)",
                     f"{UNSAYABLE.en}; {over.words.en} ({over.unread} in works not read)"
                     )  # fmt: skip
        return Cell(words, None, "unknown", side.why(), query, places)
    return side.counted(gaps, _with_unread(told, mine), query, places)


def _with_unread(told: Text, mine: Sequence[Finding]) -> Text:
    """The words with how many findings more there are of documents that nobody has read."""
    n = sum(f.is_gap and not f.read for f in mine)
    if not n:
        return told
    return Text(f"{told.sv}; {n} till om dokument som inte är lästa",
                f"{told.en}; {n} more of documents not read")  # fmt: skip


# What the share of a kind is of; a finding about anything else is counted and no part of it.
_PARTS = Text("mål, prioriteringar och insatser", "goals, priorities and measures")
_SHARE_OF = {
    "gap-05": Text("prioriteringar i dokument ovanför", "priorities of documents above"),
    "gap-06": Text("mål och dokument", "goals and documents"),
    "gap-07": Text("dokument, insatser och projekt", "documents, measures and projects"),
}


def _withshare(told: Text, kind: str, gaps: Sequence[Finding], over: Rate) -> Text:
    """How many findings there are and, apart from that, what share of what was read lacks."""
    low, middle, high = (round(100 * part) for part in over.bounds or (0, 0, 0))
    what = _SHARE_OF.get(kind, _PARTS)
    sv, en = f"{told.sv}{_about(gaps).sv}", f"{told.en}{_about(gaps).en}"
    return Text(
        f"{sv}; andel {middle} % ({low}–{high} %) av {over.checked} lästa {what.sv}",
        f"{en}; share {middle}% ({low}–{high}%) of {over.checked} {what.en} read",
    )


def _about(gaps: Sequence[Finding]) -> Text:
    """What findings are about, where that differs from what their share is of."""
    beside = [f for f in gaps if f.aspect in NO_PART_OF_A_RATE]
    whole = sum(int(f.number.value) for f in gaps if f.whole and f not in beside)
    if beside and len(beside) == len(gaps):
        return Text(" om annat än andelen", " about something else than the share")
    if beside:
        n = len(beside)
        return Text(f", {n} av dem om annat än andelen",
                    f", {n} of them about something else than the share")  # fmt: skip
    if whole > 1:
        return Text(f" om {whole} tillsammans", f" about {whole} together")
    return Text("", "")


def _told(findings: Sequence[Finding]) -> Text:
    """How many of them say that something lacks or overlaps, and how many tell a level."""
    gaps = sum(f.is_gap for f in findings)
    told = Text(f"{gaps} fynd", f"{gaps} {'finding' if gaps == 1 else 'findings'}")
    if levels := len(findings) - gaps:
        return Text(f"{told.sv} ({levels} till visar bara på vilken nivå någon svarar)",
                    f"{told.en} ({levels} more only tell at which level somebody answers)"
                    )  # fmt: skip
    return told
