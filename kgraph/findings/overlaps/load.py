"""OVL-07: bodies that sit in far more forums than others do."""

import math
import statistics
from collections import defaultdict
from collections.abc import Iterable

from kgraph.english import agrees
from kgraph.findings.gaps import upper
from kgraph.findings.making import Draft, finished
from kgraph.findings.material import Material, Row, evidence_of
from kgraph.findings.overlaps.unsaid import LEAST_FORUMS
from kgraph.findings.ties import Ties
from kgraph.findings.value import MODES, Finding
from kgraph.wording import Text


def ovl_07(material: Material) -> list[Finding]:
    """Bodies that sit in far more of a county's forums than others do.

    A branch is counted with the forum that it is a branch of. Each county is measured by itself: a
    national body that is named in several is not loaded by that alone.
    """
    ties = Ties(material)
    counties: dict[str, dict[str, dict[str, Row]]] = defaultdict(lambda: defaultdict(dict))
    for row in material.layer("actor-forum"):
        counties[ties.regions.get(row["b"], "")][row["a"]][row["b"]] = row
    drafts = []
    for region, actors in sorted(counties.items()):
        seats = {actor: _roots(ties, rows) for actor, rows in actors.items()}
        loads = {a: sum(float(r["w"] or 1) for r in rows.values()) for a, rows in seats.items()}
        for actor in _heavily_loaded(loads, seats):
            drafts.append(_load(material, ties, region, actor, seats, loads[actor]))
    return finished(material, "ovl-07", drafts)


def _roots(ties: Ties, rows: dict[str, Row]) -> dict[str, Row]:
    """An actor's forums without the branches of one that it also sits in."""
    return {f: row for f, row in rows.items() if not ties.branches.get(f, frozenset()) & set(rows)}


def _heavily_loaded(loads: dict[str, float], seats: dict[str, dict[str, Row]]) -> list[str]:
    """Those in the top tenth, above the mean plus two standard deviations, in three or more."""
    if not loads:
        return []
    values = sorted(loads.values(), reverse=True)
    tenth = values[math.ceil(len(values) / 10) - 1]
    limit = statistics.fmean(values) + 2 * statistics.pstdev(values)
    return sorted(
        actor
        for actor, load in loads.items()
        if load >= tenth and load > limit and len(seats[actor]) >= LEAST_FORUMS
    )


def _load(
    material: Material,
    ties: Ties,
    region: str,
    actor: str,
    seats: dict[str, dict[str, Row]],
    load: float,
) -> Draft:
    mine = seats[actor]
    near = [f for f in material.members if ties.regions.get(f, "") == region]
    wide = [_load_under(material, ties, actor, near, mine, mode) for mode in MODES[1:]]
    still_open = any(f in ties.open_forums for rows in seats.values() for f in rows)
    return Draft(
        (actor, region) if region else (actor,),
        _load_words(material, ties, region, actor, seats),
        tuple(evidence_of("edges", mine[f]) for f in sorted(mine)),
        "unknown" if still_open else "silent", "open-list" if still_open else "",
        region or actor, region, value=load, expanded=max(load, wide[0]),
        derived=max(load, *wide),
    )  # fmt: skip


def _load_words(
    material: Material, ties: Ties, region: str, actor: str, seats: dict[str, dict[str, Row]]
) -> Text:
    mine = seats[actor]
    every = {forum for rows in seats.values() for forum in rows}
    every = {forum for forum in every if not ties.branches.get(forum, frozenset()) & every}
    usual = statistics.median_low([len(rows) for rows in seats.values()])
    called = [f for f in mine if actor in ties.conveners.get(f, frozenset())]
    who, county = material.within(actor), material.name(region) if region else Text("", "")
    is_ = agrees([material.name(actor)], "is", "are")
    where = (Text(f"i {county.sv} ", f"of {county.en} ") if region else
             Text("utan län ", "of no county "))  # fmt: skip
    tail = _convening(len(called), sum((actor, forum) in ties.read_in for forum in called))
    beside = _not_counted(material, ties, region, every)
    return Text(
        f"{who.sv} nämns i {len(mine)} av de {len(every)} forum {where.sv}där någon nämns"
        f"{tail.sv}; det vanliga är {usual}{beside.sv}.",
        f"{upper(who).en} {is_} named in {len(mine)} of the {len(every)} forums {where.en}where "
        f"anybody is named{tail.en}; {usual} is usual{beside.en}.",
    )


def _convening(n: int, ours: int) -> Text:
    """How many of the forums a body convenes, and how many of these only we read so."""
    if not n:
        return Text("", "")
    share = Text("alla", "all") if ours == n else Text(str(ours), str(ours))
    read = (Text(f", {share.sv} enligt vår läsning", f", {share.en} by our reading") if ours
            else Text("", ""))  # fmt: skip
    return Text(f" och sammankallar {n} av dem{read.sv}", f" and convenes {n} of them{read.en}")


def _not_counted(
    material: Material,
    ties: Ties,
    region: str,
    every: set[str],
) -> Text:
    """Which of the county's forums stand outside the count, and why."""
    near = {f for f, place in ties.regions.items() if place == region} - every
    parts = {f for f in near if ties.branches.get(f, frozenset()) & every}
    told = []
    for forums, why in (
        (parts, Text("delar av ett annat forum", "branches of another forum")),
        (near - parts, Text("forum där ingen nämns", "forums where nobody is named")),
    ):
        if forums:
            names = material.listed(sorted(forums), len(forums))
            told.append(Text(f"{why.sv} ({names.sv})", f"{why.en} ({names.en})"))
    if not told:
        return Text("", "")
    return Text("; utanför räkningen står " + " och ".join(t.sv for t in told),
                "; not counted: " + " and ".join(t.en for t in told))  # fmt: skip


def _load_under(
    material: Material,
    ties: Ties,
    actor: str,
    near: Iterable[str],
    mine: dict[str, Row],
    mode: str,
) -> float:
    """The load when groups are opened: seats through a group count like the body's own."""
    more = {f for f in near if actor in material.members[f].get(mode, frozenset())} | set(mine)
    roots = {f for f in more if not ties.branches.get(f, frozenset()) & more}
    return sum(material.forum_weights.get(forum, 1.0) for forum in roots)
