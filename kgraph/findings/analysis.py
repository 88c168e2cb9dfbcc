"""Detection of the gaps that stand under analysis: GAP-02, 03, 08, 09, 10 and 12."""

from collections import defaultdict
from dataclasses import replace

from kgraph.english import agrees
from kgraph.findings.gaps import by, thing, upper
from kgraph.findings.kinds import KINDS
from kgraph.findings.making import Draft, draft, finished, said
from kgraph.findings.material import Material, Row, evidence_of, parts
from kgraph.findings.ties import Ties
from kgraph.findings.value import MODES, Finding
from kgraph.wording import Text


def gap_02(material: Material) -> list[Finding]:
    """Duties with no trace of delivery, each for the body it is asked of.

    A duty asked of a body that has a document of its own which nobody has read is told once for
    the body. Of a body with no document at all, and of a duty with a trace (its theme is worked
    with, who is to meet sits in a forum, who is to write a strategy has one), nothing is said
    unless a source does.
    """
    drafts: list[Draft] = []
    owners = _owners(material)
    for actor, rows in by(material.rows("mandate-without-delivery"), "actor").items():
        open_ones = [r for r in rows if not _out_of_sight(r, actor in owners)]
        each = [_undelivered(material, row) for row in open_ones]
        unread = actor in owners and not owners[actor]
        folded = [_folded_duties(material, actor, each, len(rows))] if each and unread else each
        drafts += folded
    return finished(material, "gap-02", drafts)


def _owners(material: Material) -> dict[str, bool]:
    """By body with a document of its own, whether any of them was itself read."""
    found: dict[str, bool] = {}
    for known in material.documents.values():
        for owner in known.owners:
            found[owner] = found.get(owner, False) or known.loaded
    return found


def _out_of_sight(row: Row, owner: bool) -> bool:
    """Whether nothing can be said, not even that it is unsure: a trace, or nothing to look in."""
    unknown = row["status"].endswith("/unknown")
    return unknown and (bool(row["themeMatch"] or row["trace"]) or not owner)


def _undelivered(material: Material, row: Row) -> Draft:
    who, what = material.name(row["actor"]), material.name(row["mandate"])
    words = Text(f"{who.sv}: det sägs inte vad som genomför uppdraget ”{what.sv}”.",
                 f"{who.en}: what carries out “{what.en}” is not said.")  # fmt: skip
    return draft("mandate-without-delivery", row, [row["mandate"], row["actor"]], words,
                 document=row["actor"], unread=material.unread_of(row["actor"]))  # fmt: skip


def _folded_duties(material: Material, actor: str, each: list[Draft], every: int) -> Draft:
    """The duties of a body whose documents nobody read.

    Parameters:
        each: those of which nothing can be said.
        every: all of its duties that no source says are carried out; the rest have a trace.
    """
    who, n, rest = material.name(actor), len(each), every - len(each)
    words = Text(
        f"{who.sv}: för {every} skyldigheter sägs inte vad som genomför dem, och de egna "
        f"dokumenten är inte lästa. För {n} av dem finns inget spår i det lästa"
        + (
            f"; för de andra {rest} finns något att titta på: samma tema, ett forum eller en "
            "strategi" * (rest > 0)
        )
        + ".",
        f"{who.en}: for {every} duties nothing is said to carry them out, and its own documents "
        f"were not read. For {n} of them there is no trace in what was read"
        + (
            f"; for the other {rest} there is something to look at: the same theme, a forum or a "
            "strategy" * (rest > 0)
        )
        + ".",
    )
    evidence = tuple(e for one in each for e in one.evidence)
    sure = [d for d in each if d.status == "confirmed"]
    status, reason = ("confirmed", "") if len(sure) == n else ("unknown", "cited-not-loaded")
    return Draft((actor,), words, evidence, status, reason, actor, value=n, whole=True,
                 unread=material.unread_of(actor))  # fmt: skip


def gap_03(material: Material) -> list[Finding]:
    """Public bodies with a responsibility and no mandate in the law read, or with no law read."""
    drafts = []
    for row in material.rows("responsibility-without-mandate"):
        who, what = upper(material.within(row["bearer"])), material.within(row["target"])
        are = agrees([material.name(row["bearer"])], "is", "are")
        words = Text(f"{who.sv} ansvarar för {what.sv} utan känt uppdrag i den lag som är läst.",
                     f"{who.en} {are} responsible for {what.en} with no known mandate in the law "
                     "read.")  # fmt: skip
        drafts.append(draft("responsibility-without-mandate", row, [row["responsibility"]], words,
                            document=row["bearer"]))  # fmt: skip
    for document, rows in by(material.rows("findings/basis-not-read"), "document").items():
        drafts.append(_basis_not_read(material, document, rows))
    return finished(material, "gap-03", said(material, KINDS["gap-03"], drafts))


def _basis_not_read(material: Material, document: str, rows: list[Row]) -> Draft:
    name, bodies = material.name(document), {row["bearer"] for row in rows}
    who = material.listed(sorted(bodies), 3, within=True)
    words = Text(
        f"{name.sv}: om ansvaret hos {who.sv} vilar på ett uppdrag går inte att säga; lagen för "
        "dem är inte läst.",
        f"{name.en}: whether the responsibility of {who.en} rests on a mandate cannot be said; "
        "their law was not read.",
    )
    evidence = tuple(evidence_of("findings/basis-not-read", row) for row in rows)
    return Draft((document,), words, evidence, "unknown", "not-read", document, aspect="olast",
                 value=len(rows), whole=True)  # fmt: skip


def gap_08(material: Material) -> list[Finding]:
    """Bodies with a task in the county and no seat where it is talked about."""
    drafts = []
    meeting = {row["region"] for row in material.rows("forum-register")}
    read = {k.region for d, k in material.documents.items() if material.covered(d, "medlemskap")}
    ties = Ties(material)
    for row in material.rows("representation-gap"):
        if row["representation"] == "gap":
            made = _no_seat(material, ties, row)
            if made.status == "silent" and row["region"] not in meeting | read:
                # No forum is known, and nobody has looked for one: that says nothing.
                made = replace(made, status="unknown", reason="not-read")
            drafts.append(made)
    return finished(material, "gap-08", said(material, KINDS["gap-08"], drafts))


def _no_seat(material: Material, ties: Ties, row: Row) -> Draft:
    wide = [_without_seat(ties, row, mode) for mode in MODES[1:]]
    who, theme = upper(material.within(row["actor"])), material.name(row["theme"])
    named = [material.name(row["actor"])]
    has, is_ = agrees(named, "has", "have"), agrees(named, "is", "are")
    region = material.name(row["region"])
    words = Text(
        f"{who.sv} har en uppgift inom {theme.sv} i {region.sv} men nämns inte i något forum för "
        "det.",
        f"{who.en} {has} a task within {theme.en} in {region.en} but {is_} mentioned in no forum "
        "for it.",
    )
    return draft("representation-gap", row, [row["region"], row["theme"], row["actor"]], words,
                 document=row["region"], region=row["region"], expanded=wide[0], derived=wide[1]
                 )  # fmt: skip


def _without_seat(ties: Ties, row: Row, mode: str) -> int:
    """How many are without a seat when groups are opened, the body's own and those in forums."""
    through = ties.seated(row["region"], mode) - ties.seated(row["region"], MODES[0])
    return len(ties.opened([row["actor"]], mode) - through)


def gap_09(material: Material) -> list[Finding]:
    """Pairs with a role in one element and nowhere to meet; one finding a pair."""
    pairs: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    ties = Ties(material)
    for row in material.rows("collaborative-gap"):
        pairs[row["region"], row["a"], row["b"]].append(row)
    drafts = [
        _never_meet(material, ties, pair, rows)
        for pair, rows in sorted(pairs.items())
        if not material.meeting(*pair[1:])
    ]
    return finished(material, "gap-09", said(material, KINDS["gap-09"], drafts))


def _never_meet(
    material: Material, ties: Ties, pair: tuple[str, str, str], rows: list[Row]
) -> Draft:
    region, a, b = pair
    one, two = upper(material.within(a)), material.within(b)
    elements = sorted({e for row in rows for e in parts(row["elements"])})
    matters, n = material.listed(elements, 2), len(elements)
    words = Text(
        f"{one.sv} och {two.sv} har båda en roll i samma sak ({matters.sv}) men inget "
        "gemensamt forum nämns.",
        f"{one.en} and {two.en} both have a role in one matter ({matters.en}) but no forum in "
        "common is mentioned.",
    )
    weakest = max(rows, key=lambda row: row["reason"])
    rest = tuple(evidence_of("collaborative-gap", r) for r in rows if r is not weakest)
    wide = [0 if _meet(ties, a, b, mode) else n for mode in MODES[1:]]
    made = draft("collaborative-gap", weakest, [region, a, b], words, document=region,
                 region=region, value=n, expanded=wide[0], derived=wide[1])  # fmt: skip
    return replace(made, evidence=made.evidence + rest)


def _meet(ties: Ties, one: str, other: str, mode: str) -> bool:
    """Whether somebody of each sits in one forum when groups are opened."""
    seats = ties.seats(mode)
    first, second = (
        frozenset[str]().union(*(seats.get(a, frozenset()) for a in ties.opened([actor], mode)))
        for actor in (one, other)
    )
    return not first.isdisjoint(second)


def gap_10(material: Material) -> list[Finding]:
    """Themes that belong together and that nobody holds together, not even for the whole."""
    drafts = []
    for row in material.rows("integrative-gap"):
        strategies = parts(row["strategies"])
        one, two = material.name(row["th1"]), material.name(row["th2"])
        matters = material.listed(parts(row["elements"]), 2)
        words = Text(
            f"{one.sv} och {two.sv} hör ihop enligt källorna ({matters.sv}), men ingen aktör och "
            "inget forum har båda.",
            f"{one.en} and {two.en} belong together by the sources ({matters.en}), but no body and "
            "no forum has both.",
        )
        status, reason = _held_together(material, row, strategies)
        drafts.append(draft("integrative-gap", row, [row["th1"], row["th2"]], words,
                            document=strategies[0], status=status, reason=reason,
                            value=len(parts(row["elements"]))))  # fmt: skip
    return finished(material, "gap-10", drafts)


def _held_together(material: Material, row: Row, strategies: tuple[str, ...]) -> tuple[str, str]:
    """Status over all the documents: sure only where who answers and who meets were both read."""
    states = [
        material.status(element, strategy, relation)
        for element in parts(row["elements"])
        for strategy in strategies
        for relation in ("ansvar", "medlemskap")
    ]
    if ("confirmed", "") in states:
        return "confirmed", ""
    unknown = sorted(state for state in states if state[0] == "unknown")
    if unknown:
        return unknown[0]
    regions = {material.document(strategy).region for strategy in strategies}
    opened = any(r["open"] == "true" and r["region"] in regions
                 for r in material.rows("forum-register"))  # fmt: skip
    return ("unknown", "open-list") if opened else ("silent", "")


def gap_12(material: Material) -> list[Finding]:
    """Sectors of other counties' forums that are not mentioned here; no rule says they ought to."""
    rows = material.rows("forum-composition")
    unsure = {row["forum"] for row in rows if row["presence"] == "sector-not-known"}
    ties, drafts = Ties(material), []
    for row in (r for r in rows if r["presence"] == "elsewhere"):
        wide = [_sectors_lacking(ties, row["forum"], row["sector"], mode) for mode in MODES[1:]]
        drafts.append(draft(
            "forum-composition", row, [row["forum"], row["sector"]],
            _not_mentioned(material, row, row["forum"] in unsure),
            expanded=wide[0], derived=wide[1],
        ))  # fmt: skip
    return finished(material, "gap-12", said(material, KINDS["gap-12"], drafts))


def _sectors_lacking(ties: Ties, forum: str, sector: str, mode: str) -> int:
    """1 where nobody in the forum is of the sector when groups are opened; else 0."""
    members = ties.material.members.get(forum, {}).get(mode, frozenset())
    return int(not any(sector in ties.sectors.get(m, frozenset()) for m in members))


def _not_mentioned(material: Material, row: Row, unsure: bool) -> Text:
    forum, sector = thing(material, row["forum"], "Forum"), material.name(row["sector"])
    more = Text("; alla deltagares sektor är inte känd",
                "; not every participant's sector is known")  # fmt: skip
    more = more if unsure else Text("", "")
    return Text(
        f"I {forum.sv} nämns ingen deltagare från sektorn {sector.sv}, som är med i andra läns "
        f"forum med samma tema{more.sv}.",
        f"In {forum.en} no participant from the sector {sector.en} is mentioned; it takes part in "
        f"other counties' forums with the same theme{more.en}.",
    )
