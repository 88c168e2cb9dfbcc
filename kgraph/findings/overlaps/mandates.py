"""OVL-01 and OVL-02: mandates that are alike, and two who are accountable for one thing."""

from collections.abc import Iterable, Sequence

from kgraph.english import agrees
from kgraph.findings.gaps import upper
from kgraph.findings.making import Draft, draft, finished
from kgraph.findings.material import Material, Row, evidence_of, parts
from kgraph.findings.overlaps.unsaid import SHOWN, names_of
from kgraph.findings.ties import Ties
from kgraph.findings.value import MODES, Finding
from kgraph.terms import VOCAB
from kgraph.wording import Text

_BROAD = VOCAB("task-type/stodja-och-framja")


def ovl_01(material: Material) -> list[Finding]:
    """Mandates of different bodies that are alike; a duty to co-operate is never one.

    What a group must do and what a member of it must do for the same reason is told once.
    """
    ties = Ties(material)
    rows = [row for row in material.rows("mandate-overlap") if _alike(ties, row)]
    drafts = [_mandates(material, ties, group) for group in _families(ties, rows)]
    return finished(material, "ovl-01", drafts)


def _alike(ties: Ties, row: Row) -> bool:
    """Whether two are two, and more than a broad word (support and promote) is shared.

    To support and promote is so broad that it says something only of one stated area.
    """
    if _one_group(ties, row["b1"], row["b2"]):
        return False
    return parts(row["tasks"]) != (_BROAD,) or _one_area(ties, row)


def _one_group(ties: Ties, one: str, other: str) -> bool:
    """Whether one belongs to the other as a group: they are not two."""
    return one in ties.members(other) or other in ties.members(one)


def _one_area(ties: Ties, row: Row) -> bool:
    """Whether both mandates are stated for one and the same area."""
    one, two = (ties.places.get(row[m], frozenset()) for m in ("m1", "m2"))
    return bool(one) and one == two


def _families(ties: Ties, rows: Sequence[Row]) -> list[list[Row]]:
    """Rows by what one finding tells: a group and its members against the same other body."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        for group, other in ((row["b1"], row["b2"]), (row["b2"], row["b1"])):
            if ties.members(group):
                groups.setdefault((group, other), [])
                break
    alone = []
    for row in rows:
        for key, mine in groups.items():
            if _of_family(ties, key, row):
                mine.append(row)
                break
        else:
            if not any(_told_of_group(ties, group, row) for (group, _) in groups):
                alone.append([row])
    return [mine for _, mine in sorted(groups.items())] + alone


def _told_of_group(ties: Ties, group: str, row: Row) -> bool:
    """Whether both are members of one group that has the duty: each does it in its own area."""
    inside = ties.members(group)
    return row["b1"] in inside and row["b2"] in inside and not _one_area(ties, row)


def _of_family(ties: Ties, key: tuple[str, str], row: Row) -> bool:
    group, other = key
    both = {row["b1"], row["b2"]}
    if other not in both:
        return False
    (one,) = both - {other}
    return one == group or one in ties.members(group)


def _mandates(material: Material, ties: Ties, rows: Sequence[Row]) -> Draft:
    """One finding of a pair, or of a group and its members against one other."""
    first = max(rows, key=lambda row: (bool(ties.members(row["b1"]) or ties.members(row["b2"])),
                                       float(row["score"])))  # fmt: skip
    together = ties.stated.get(first["m1"], frozenset()) & ties.stated.get(first["m2"], frozenset())
    own, through = ties.meetings(first["b1"], first["b2"])
    shared = (*sorted(own), *sorted(through), *sorted(together))
    more = _coordinated_words(material, ties, first, own, through, together)
    things = [first["b1"], first["b2"]]
    if len(rows) == 1:
        things += [first["m1"], first["m2"]]
    made = draft(
        "mandate-overlap", first, things, _mandate_words(material, ties, first, rows, more),
        status="silent" if shared else "unknown", reason="" if shared else "not-read",
        value=float(first["score"]), coordinated=shared,
        evidence=tuple(evidence_of("mandate-overlap", row) for row in rows),
        relation="duplication" if float(first["score"]) >= 1 and _one_area(ties, first)
        else "overlap",
    )  # fmt: skip
    return made


def _mandate_words(
    material: Material, ties: Ties, row: Row, rows: Sequence[Row], more: Text
) -> Text:
    one, two = upper(material.within(row["b1"])), material.within(row["b2"])
    first, second = names_of(material, row["m1"], row["m2"])
    tasks, themes = (material.listed(parts(row[c]), SHOWN) for c in ("tasks", "themes"))
    others = sorted({b for r in rows for b in (r["b1"], r["b2"])} - {row["b1"], row["b2"]})
    which = material.listed(others, 4, within=True)
    also = (Text(f" (sägs också om {which.sv})", f" (also said of {which.en})")
            if others else Text("", ""))  # fmt: skip
    reading = any(row[m] in ties.our_reading for m in ("m1", "m2"))
    ours = Text(" (ett av uppdragen är vår läsning)", " (one of the mandates is our reading)")
    mark = ours if reading else Text("", "")
    return Text(
        f"{one.sv} och {two.sv} har uppdrag av samma slag, {tasks.sv} inom {themes.sv}: "
        f"”{first.sv}” och ”{second.sv}”{mark.sv}{also.sv}; {more.sv}.",
        f"{one.en} and {two.en} hold mandates of the same kind, {tasks.en} within {themes.en}: "
        f"“{first.en}” and “{second.en}”{mark.en}{also.en}; {more.en}.",
    )


def _coordinated_words(
    material: Material,
    ties: Ties,
    row: Row,
    own: Iterable[str],
    through: Iterable[str],
    together: Iterable[str],
) -> Text:
    if own := sorted(own):
        where = material.listed(own, 2, within=True)
        return Text(f"båda är med i {where.sv}", f"both take part in {where.en}")
    if through := sorted(through):
        where = material.listed(through, SHOWN, within=True)
        who = _members_and_other(material, ties, row)
        return Text(f"{who.sv} är med i {where.sv}", f"{who.en} take part in {where.en}")
    if together := sorted(together):
        where = material.listed(together, 1)
        return Text(f"samma textställe anger bådas uppgift ({where.sv})",
                    f"one passage states the tasks of both ({where.en})")  # fmt: skip
    return _half_a_meeting(material, ties, row)


def _members_and_other(material: Material, ties: Ties, row: Row) -> Text:
    one, two = material.within(row["b1"]), material.within(row["b2"])
    first, second = bool(ties.members(row["b1"])), bool(ties.members(row["b2"]))
    if first and second:
        return Text("medlemmar av båda grupperna", "members of both groups")
    group, other = (one, two) if first else (two, one)
    return Text(f"{other.sv} och medlemmar av {group.sv}", f"{other.en} and members of {group.en}")


def _half_a_meeting(material: Material, ties: Ties, row: Row) -> Text:
    """A forum of the other's county that one of the two sits in, where no forum has both."""
    none = Text("inget forum eller projekt med båda nämns",
                "no forum or project with both is mentioned")  # fmt: skip
    for here, there, mandate in (("b1", "b2", "m2"), ("b2", "b1", "m1")):
        near = [
            forum
            for forum in material.members
            if ties.regions.get(forum, "") in ties.places.get(row[mandate], frozenset())
            and row[here] in material.members[forum][MODES[2]]
        ]
        if near:
            one, two = material.within(row[here]), material.within(row[there])
            takes = agrees([material.name(row[here])], "takes", "take")
            does = agrees([material.name(row[there])], "does", "do")
            where = material.listed(sorted(near), 2, within=True)
            return Text(
                f"{one.sv} är med i {where.sv}, om {two.sv} är det sägs inte",
                f"{one.en} {takes} part in {where.en}; whether {two.en} {does} is not said",
            )
    return none


def ovl_02(material: Material) -> list[Finding]:
    """Two who are each stated as accountable, in different places."""
    ties, drafts = Ties(material), []
    for row in material.rows("double-accountability"):
        if _one_group(ties, row["b1"], row["b2"]):
            continue
        one, two, what = (material.within(row[c]) for c in ("b1", "b2", "target"))
        own, through = ties.meetings(row["b1"], row["b2"])
        counts = [len(ties.opened((row["b1"], row["b2"]), mode)) for mode in MODES]
        words = Text(
            f"Flera anges som ansvariga för {what.sv}, på olika ställen: {one.sv} och {two.sv}.",
            f"Several are stated as accountable for {what.en}, in different places: {one.en} and "
            f"{two.en}.",
        )
        drafts.append(draft(
            "double-accountability", row, [row["target"], row["b1"], row["b2"]], words,
            status="silent", value=counts[0], expanded=counts[1], derived=counts[2],
            relation="overlap", coordinated=(*sorted(own), *sorted(through)),
        ))  # fmt: skip
    return finished(material, "ovl-02", drafts)
