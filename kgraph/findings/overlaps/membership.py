"""OVL-04: forums that share members."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations

from kgraph.findings.making import Draft, draft, finished
from kgraph.findings.material import Material, Row, parts
from kgraph.findings.overlaps.unsaid import names_of, unsaid
from kgraph.findings.ties import Ties
from kgraph.findings.value import MODES, Finding
from kgraph.wording import Text

# Half of the smaller forum's members: below that two forums are told by nobody as alike.
ALIKE = 0.5
_CLOSE_IT = Text("Medlemslistorna anges i sin helhet.", "The lists of members are stated in full.")


def ovl_04(material: Material) -> list[Finding]:
    """Forums that share members; where lists are open one row a county says that."""
    ties, drafts = Ties(material), []
    open_pairs: dict[str, list[Row]] = defaultdict(list)
    for row in material.rows("forum-overlap"):
        if ties.one_forum(row["f1"], row["f2"]):
            continue
        if row["verdict"] == "overlap":
            if float(row["overlapCoefficient"]) >= ALIKE:
                drafts.append(_forums(material, ties, row))
        elif row["reason"] == "open-list" and _somebody(
            ties, (row["f1"], row["f2"]), parts(row["members"])
        ):
            open_pairs[row["region"]].append(row)
    drafts += [_forums_unsaid(material, ties, r, rows) for r, rows in sorted(open_pairs.items())]
    return finished(material, "ovl-04", drafts)


def _somebody(ties: Ties, pair: tuple[str, str], members: Iterable[str]) -> bool:
    """Whether two forums share anybody that says something of how alike they are.

    A body that calls most of the county's forums would make all of them alike. An open group is a
    name for whoever comes, and tells nothing unless one of the two forums is that group's own.
    """
    left = frozenset(members) - ties.callers(ties.regions.get(pair[0], ""))
    known = left - ties.open_groups
    return bool(known) or any(ties.is_own(forum, group) for forum in pair for group in left)


def _forums(material: Material, ties: Ties, row: Row) -> Draft:
    one, two = names_of(material, row["f1"], row["f2"])
    fewer = min(int(row["n1"]), int(row["n2"]))
    words = Text(
        f"{one.sv} och {two.sv} har {row['shared']} medlemmar gemensamt, av {fewer} i det mindre "
        "forumet (sammankallande oräknade).",
        f"{one.en} and {two.en} have {row['shared']} members in common, of {fewer} in the smaller "
        "forum (conveners not counted).",
    )
    wide = [_shared_part(material, ties, row["f1"], row["f2"], mode) for mode in MODES[1:]]
    calls = ties.conveners.get(row["f1"], frozenset()) & ties.conveners.get(row["f2"], frozenset())
    return draft("forum-overlap", row, [row["f1"], row["f2"]], words, status="silent", reason="",
                 value=float(row["overlapCoefficient"]), expanded=wide[0], derived=wide[1],
                 document=row["region"], region=row["region"], relation="overlap",
                 coordinated=tuple(sorted(calls)))  # fmt: skip


def _without_callers(
    material: Material, ties: Ties, one: str, other: str, mode: str
) -> list[set[str]]:
    """The members of both under a group mode, without who convenes either, and their units."""
    calls = ties.conveners.get(one, frozenset()) | ties.conveners.get(other, frozenset())
    out = ties.with_units(calls)
    return [set(material.members.get(f, {}).get(mode, frozenset()) - out) for f in (one, other)]


def _shared_part(material: Material, ties: Ties, one: str, other: str, mode: str) -> float:
    """Shared members by those of the smaller forum; 0 where nobody is left to compare."""
    first, second = _without_callers(material, ties, one, other, mode)
    smaller = min(len(first), len(second))
    return round(len(first & second) / smaller, 3) if smaller else 0.0


def _forums_unsaid(material: Material, ties: Ties, region: str, rows: Sequence[Row]) -> Draft:
    forums = sorted(f for f, where in ties.regions.items() if where == region)
    wide = [_pairs_that_share(material, ties, forums, mode) for mode in MODES[1:]]
    n = len(rows)
    words = _unsaid_words(material, region, rows)
    made = unsaid(material, region, words, "forum-overlap", rows, n, reason="open-list")
    return replace(
        made,
        expanded=float(max(n, wide[0])),
        derived=float(max(n, *wide)),
        vanishes=_CLOSE_IT,
        question=Text("Vilka är med i forumen?", "Who takes part in the forums?"),
    )


def _unsaid_words(material: Material, region: str, rows: Sequence[Row]) -> Text:
    """The pairs by name, and why no more can be said."""
    pairs = [(material.name(row["f1"]), material.name(row["f2"])) for row in rows[:2]]
    named = Text("; ".join(f"{a.sv} och {b.sv}" for a, b in pairs),
                 "; ".join(f"{a.en} and {b.en}" for a, b in pairs))  # fmt: skip
    county, n = material.name(region), len(rows)
    who = named
    if n > 1:
        more = " …" if n > len(pairs) else ""
        who = Text(f"{n} par av forum i {county.sv} ({named.sv}{more})",
                   f"{n} pairs of forums in {county.en} ({named.en}{more})")  # fmt: skip
    return Text(
        f"{who.sv} delar någon känd medlem; hur lika de är går inte att säga, för listorna är "
        "öppna eller inte lästa i sin helhet.",
        f"{who.en} share some known member; how alike they are cannot be said, for the lists are "
        "open or not read in full.",
    )


def _pairs_that_share(material: Material, ties: Ties, forums: Sequence[str], mode: str) -> int:
    """How many pairs of forums share somebody known under a group mode."""
    found = 0
    for one, other in combinations(forums, 2):
        if not ties.one_forum(one, other):
            first, second = _without_callers(material, ties, one, other, mode)
            found += _somebody(ties, (one, other), first & second)
    return found
