"""OVL-06: one matter followed up several times for one recipient."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from kgraph.english import agrees
from kgraph.findings.gaps import upper
from kgraph.findings.making import Draft, finished
from kgraph.findings.material import Material, Row, evidence_of
from kgraph.findings.overlaps.unsaid import unsaid
from kgraph.findings.ties import Ties
from kgraph.findings.value import Finding
from kgraph.wording import Text


def ovl_06(material: Material) -> list[Finding]:
    """One matter followed up several times for one recipient; several bearers of one are one."""
    ties = Ties(material)
    rows_of: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in material.rows("follow-up"):
        if row["counted"] == "true":
            rows_of[row["target"], row["recipient"]].append(row)
    drafts = []
    for (target, recipient), follows in sorted(ties.followed.items()):
        rows = rows_of.get((target, recipient), [])
        if recipient and len(follows) > 1 and rows:
            drafts.append(_followed_twice(material, ties, target, recipient, rows, len(follows)))
    for region, unread in sorted(ties.unread_strategies().items()):
        if region:
            drafts.append(_follow_up_unsaid(material, region, unread))
    return finished(material, "ovl-06", drafts)


_PER_YEAR = {
    "WEEKLY": 52, "BIWEEKLY": 26, "MONTHLY": 12, "BIMONTHLY": 6, "QUARTERLY": 4, "ANNUAL_3": 3,
    "ANNUAL_2": 2, "ANNUAL": 1, "BIENNIAL": 0.5,
}  # fmt: skip


def _followed_twice(
    material: Material, ties: Ties, target: str, recipient: str, rows: Sequence[Row], times: int
) -> Draft:
    what, who = upper(material.within(target)), material.within(recipient)
    is_ = agrees([material.name(target)], "is", "are")
    often = [_PER_YEAR.get(row["period"].rpartition("/")[2]) for row in rows]
    known = [per_year for per_year in often if per_year is not None]
    burden = (Text(f", tillsammans {sum(known):g} rapporter om året",
                   f", together {sum(known):g} reports a year")
              if known and len(known) == len(often) == times else Text("", ""))  # fmt: skip
    words = Text(f"{what.sv} följs upp {times} gånger åt {who.sv}{burden.sv}.",
                 f"{what.en} {is_} followed up {times} times for {who.en}{burden.en}.")  # fmt: skip
    bearers = {row["bearer"] for row in rows}
    meet = {f for a, b in combinations(sorted(bearers), 2) for f in ties.meetings(a, b)[0]}
    return Draft((target, recipient), words,
                 tuple(evidence_of("follow-up", row) for row in rows), "silent",
                 document=rows[0]["strategy"], value=times, relation="overlap",
                 coordinated=tuple(sorted(meet)))  # fmt: skip


def _follow_up_unsaid(material: Material, region: str, unread: Sequence[str]) -> Draft:
    which, county = material.listed(unread, 4, within=True), material.name(region)
    read = Text("läst", "was") if len(unread) == 1 else Text("lästa", "were")
    rows = [row for row in material.rows("findings/documents") if row["document"] in unread]
    words = Text(
        f"Om samma sak följs upp flera gånger åt samma mottagare i {county.sv} går inte att säga: "
        f"{which.sv} är inte {read.sv}.",
        f"Whether one matter in {county.en} is followed up several times for one recipient cannot "
        f"be said: {which.en} {read.en} not read.",
    )
    return unsaid(material, region, words, "findings/documents", rows, len(unread), unread)
