"""Detection of overlaps, with fragmentation, overlap, duplication and coordination told apart.

The four are those of GAO-15-49SP. Fragmentation: several in the same broad area. Overlap: similar
tasks, themes or members. Duplication: the same tasks and themes for the same beneficiaries, said
only where sources state those (an area or target group of their own). Coordinated: the parties
share a forum or project, one of them convenes all, or one passage states the tasks of both. An
overlap can be wanted. Where the sources do not let anything be said, one row a county says so.
"""

import math
import statistics
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations

from kgraph.findings.making import Draft, draft, finished
from kgraph.findings.material import Material, Row, evidence_of, parts
from kgraph.findings.ties import Ties
from kgraph.findings.value import CANNOT_SAY, MODES, Evidence, Finding
from kgraph.terms import VOCAB
from kgraph.wording import Text

RELATIONS = {
    "fragmentation": Text("flera inom samma område", "several in the same area"),
    "overlap": Text("överlappning", "overlap"),
    "duplication": Text(
        "samma uppgift för samma mottagare", "the same task for the same recipients"
    ),
}  # fmt: skip
LEAST_FORUMS = 3
_BROAD = VOCAB("task-type/stodja-och-framja")
_CLOSE_IT = Text("Medlemslistorna anges i sin helhet.", "The lists of members are stated in full.")
_READ_IT = Text("Dokumenten läses.", "The documents are read.")
_LIKE_ENOUGH = 0.5
_SHOWN = 3


def _names(material: Material, *iris: str) -> list[Text]:
    return [material.name(iri) for iri in iris]


# -- mandates --------------------------------------------------------------------------------------


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
    one, two, first, second = _names(material, row["b1"], row["b2"], row["m1"], row["m2"])
    tasks, themes = (material.listed(parts(row[c]), _SHOWN) for c in ("tasks", "themes"))
    others = sorted({b for r in rows for b in (r["b1"], r["b2"])} - {row["b1"], row["b2"]})
    which = material.listed(others, 4)
    also = (Text(f" (sägs också om {which.sv})", f" (also said of {which.en})")
            if others else Text("", ""))  # fmt: skip
    reading = any(row[m] in ties.our_reading for m in ("m1", "m2"))
    ours = Text(" (ett av uppdragen är vår läsning)", " (one of the mandates is our reading)")
    mark = ours if reading else Text("", "")
    return Text(
        f"{one.sv} och {two.sv} har uppdrag av samma slag, {tasks.sv} inom {themes.sv}: "
        f"”{first.sv}” och ”{second.sv}”{mark.sv}{also.sv}; {more.sv}.",
        f"{one.en} and {two.en} hold mandates of one kind, {tasks.en} within {themes.en}: "
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
        where = material.listed(own, 2)
        return Text(f"båda är med i {where.sv}", f"both take part in {where.en}")
    if through := sorted(through):
        where, who = material.listed(through, _SHOWN), _members_and_other(material, ties, row)
        return Text(f"{who.sv} är med i {where.sv}", f"{who.en} take part in {where.en}")
    if together := sorted(together):
        where = material.listed(together, 1)
        return Text(f"samma textställe anger bådas uppgift ({where.sv})",
                    f"one passage states the tasks of both ({where.en})")  # fmt: skip
    return _half_a_meeting(material, ties, row)


def _members_and_other(material: Material, ties: Ties, row: Row) -> Text:
    one, two = _names(material, row["b1"], row["b2"])
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
            one, two = _names(material, row[here], row[there])
            where = material.listed(sorted(near), 2)
            return Text(
                f"{one.sv} är med i {where.sv}, om {two.sv} är det sägs inte",
                f"{one.en} takes part in {where.en}, whether {two.en} does is not said",
            )
    return none


def ovl_02(material: Material) -> list[Finding]:
    """Two who are each stated as accountable, in different places."""
    ties, drafts = Ties(material), []
    for row in material.rows("double-accountability"):
        if _one_group(ties, row["b1"], row["b2"]):
            continue
        one, two, what = _names(material, row["b1"], row["b2"], row["target"])
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


# -- measures and strategies -----------------------------------------------------------------------


def ovl_03(material: Material) -> list[Finding]:
    """Alike measures of different strategies in one county; within one plan likeness is meant."""
    ties = Ties(material)
    drafts = [
        _measures(material, ties, row)
        for row in material.rows("measure-overlap")
        if row["sameStrategy"] != "true"
    ]
    for region, unread in sorted(ties.unread_strategies().items()):
        if drafted := _measures_unsaid(material, region, unread):
            drafts.append(drafted)
    return finished(material, "ovl-03", drafts)


def _measures(material: Material, ties: Ties, row: Row) -> Draft:
    one, two = _names(material, row["e1"], row["e2"])
    tasks = material.listed(parts(row["tasks"]), _SHOWN)
    score = float(row["score"])
    meant = [ties.beneficiaries.get(row[e], frozenset()) for e in ("e1", "e2")]
    same = score >= 1 and meant[0] and meant[0] == meant[1]
    words = Text(
        f"”{one.sv}” och ”{two.sv}” har samma slags uppgift ({tasks.sv}) och liknande teman, i "
        "olika dokument.",
        f"“{one.en}” and “{two.en}” have one kind of task ({tasks.en}) and similar themes, in "
        "different documents.",
    )
    return draft("measure-overlap", row, [row["e1"], row["e2"]], words, status="silent",
                 document=row["region"], region=row["region"], value=score,
                 relation="duplication" if same else "overlap",
                 coordinated=_same_workers(material, ties, row["e1"], row["e2"]))  # fmt: skip


def _same_workers(material: Material, ties: Ties, one: str, other: str) -> tuple[str, ...]:
    """Who works with both, and else where those who work with the one and the other meet."""
    first, second = (ties.workers.get(e, frozenset()) for e in (one, other))
    if both := first & second:
        return tuple(sorted(both))
    return tuple(sorted({f for a in first for b in second for f in material.meeting(a, b)}))


def _measures_unsaid(material: Material, region: str, unread: Sequence[str]) -> Draft | None:
    """One row for a county with several documents, of which some were not read for measures."""
    of_county = [d for d, known in material.documents.items() if known.region == region]
    if not region or len(of_county) < 2:
        return None
    which, county = material.listed(unread, 4), material.name(region)
    read = Text("läst", "was") if len(unread) == 1 else Text("lästa", "were")
    rows = [row for row in material.rows("findings/documents") if row["document"] in unread]
    words = Text(
        f"Om insatser i {county.sv} liknar varandra mellan dokumenten går inte att säga: "
        f"{which.sv} är inte {read.sv}.",
        f"Whether measures in {county.en} are alike between the documents cannot be said: "
        f"{which.en} {read.en} not read.",
    )
    return _unsaid(material, region, words, "findings/documents", rows, len(unread), unread)


_UNSAID = {
    "findings/documents": Text("Talet är antalet dokument som inte är lästa.",
                               "The number is that of documents not read."),
    "forum-overlap": Text("Talet är antalet par av forum med öppna listor som delar någon känd "
                          "medlem, utan den som sammankallar de flesta av länets forum.",
                          "The number is that of pairs of forums with open lists that share some "
                          "known member, without who convenes most of the county's forums."),
}  # fmt: skip
_ASK_UNSAID = Text("Vad står i det som inte är läst?", "What does it say where nobody has read?")


def _unsaid(
    material: Material,
    region: str,
    words: Text,
    query: str,
    rows: Sequence[Row],
    value: float,
    documents: Sequence[str] = (),
    reason: str = "",
) -> Draft:
    """The one row that says what cannot be said of a county."""
    unread = sorted({work for d in documents for work in material.document(d).unread})
    return Draft((region,), words, tuple(evidence_of(query, row) for row in rows), "unknown",
                 reason or ("cited-not-loaded" if unread else "not-read"), region, region,
                 CANNOT_SAY, value, whole=True, unread=tuple(unread), relation="overlap",
                 formula=_UNSAID[query], vanishes=_READ_IT, question=_ASK_UNSAID)  # fmt: skip


def ovl_05(material: Material) -> list[Finding]:
    """Documents of different counties, or of one county and kind, that share themes.

    What stands above and below each other (the union, the country, the county) is meant to share
    themes: that is alignment (GAP-05) and no overlap. Without an area nothing can be compared.
    """
    ties, drafts = Ties(material), []
    for row in material.rows("strategy-theme-overlap"):
        if float(row["jaccard"]) >= _LIKE_ENOUGH and _side_by_side(ties, row):
            drafts.append(_strategies(material, ties, row))
    return finished(material, "ovl-05", drafts)


def _side_by_side(ties: Ties, row: Row) -> bool:
    one, two = row["s1"], row["s2"]
    if one not in ties.areas or two not in ties.areas or ties.nested(one, two):
        return False
    if one in ties.ended or two in ties.ended:
        return False  # what is no longer in force steers nothing
    kinds = [ties.document_types.get(s, frozenset()) for s in (one, two)]
    return row["sameTerritory"] != "true" or not all(kinds) or bool(kinds[0] & kinds[1])


def _strategies(material: Material, ties: Ties, row: Row) -> Draft:
    one, two = _names(material, row["s1"], row["s2"])
    unread = [s for s in (row["s1"], row["s2"]) if not material.document(s).loaded]
    works = tuple(w for s in unread for w in material.document(s).unread)
    same = row["sameTerritory"] == "true"
    tail = (Text("båda gäller samma län", "both hold for one county") if same else
            Text("de gäller olika län, så det är en möjlighet att arbeta ihop",
                 "they hold for different counties, so it is a chance to work together")
            )  # fmt: skip
    themes = material.listed(parts(row["themes"]), _SHOWN)
    words = Text(
        f"{one.sv} och {two.sv} delar {row['shared']} av {row['union']} teman ({themes.sv}); "
        f"{tail.sv}.",
        f"{one.en} and {two.en} share {row['shared']} of {row['union']} themes ({themes.en}); "
        f"{tail.en}.",
    )
    links = {row["s1"], row["s2"]} if _linked(ties, row["s1"], row["s2"]) else set()
    made = draft("strategy-theme-overlap", row, [row["s1"], row["s2"]], words,
                 status="unknown" if unread else "silent",
                 reason="cited-not-loaded" if unread else "", value=float(row["jaccard"]),
                 unread=works, relation="overlap", coordinated=tuple(sorted(links)),
                 evidence=(_theme_evidence(ties, row),))  # fmt: skip
    return made


def _linked(ties: Ties, one: str, other: str) -> bool:
    return other in ties.links.get(one, ()) or one in ties.links.get(other, ())


def _theme_evidence(ties: Ties, row: Row) -> Evidence:
    """The row, with the passages that give the shared themes to each of the two."""
    passages = {
        passage
        for strategy in (row["s1"], row["s2"])
        for theme in parts(row["themes"])
        for passage in ties.theme_passages.get((strategy, theme), ())
    }
    return Evidence("strategy-theme-overlap", tuple(sorted(row.items())), tuple(sorted(passages)))


# -- forums ----------------------------------------------------------------------------------------


def ovl_04(material: Material) -> list[Finding]:
    """Forums that share members; where lists are open one row a county says that."""
    ties, drafts = Ties(material), []
    open_pairs: dict[str, list[Row]] = defaultdict(list)
    for row in material.rows("forum-overlap"):
        if ties.one_forum(row["f1"], row["f2"]):
            continue
        if row["verdict"] == "overlap":
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
    one, two = _names(material, row["f1"], row["f2"])
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
    made = _unsaid(material, region, words, "forum-overlap", rows, n, reason="open-list")
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


def ovl_07(material: Material) -> list[Finding]:
    """Bodies that sit in far more of a county's forums than others do.

    A branch is counted with the forum that it is a branch of. Each county is measured by itself: a
    national body that is named in several is not loaded by that alone.
    """
    ties = Ties(material)
    counties: dict[str, dict[str, dict[str, Row]]] = defaultdict(lambda: defaultdict(dict))
    for row in material.rows("edges"):
        if row["layer"] == "actor-forum":
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
    calls = sum(actor in ties.conveners.get(forum, frozenset()) for forum in mine)
    who, county = material.name(actor), material.name(region) if region else Text("", "")
    where = (Text(f"kända forum i {county.sv}", f"known forums of {county.en}") if region else
             Text("kända forum utan län", "known forums of no county"))  # fmt: skip
    tail = (Text(f" och sammankallar {calls} av dem", f" and convenes {calls} of them") if calls
            else Text("", ""))  # fmt: skip
    return Text(
        f"{who.sv} är med i {len(mine)} av {len(every)} {where.sv}{tail.sv}; det vanliga är "
        f"{usual}.",
        f"{who.en} takes part in {len(mine)} of {len(every)} {where.en}{tail.en}; {usual} is "
        "usual.",
    )


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
    weights = _weights(material)
    return sum(weights.get(forum, 1.0) for forum in roots)


def _weights(material: Material) -> dict[str, float]:
    rows = material.rows("edges")
    return {r["b"]: float(r["w"] or 1) for r in rows if r["layer"] == "actor-forum"}


def ovl_08(material: Material) -> list[Finding]:
    """One stated question in several forums of a county, grouped by stated purpose."""
    ties = Ties(material)
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in material.rows("findings/shared-question"):
        groups[row["region"], row["theme"]].append(row)
    drafts: list[Draft] = []
    for (region, theme), every in sorted(groups.items()):
        rows = _without_branches(material, ties, every)
        purposes: dict[str, list[Row]] = defaultdict(list)
        for kept in rows:
            purposes[kept["purpose"]].append(kept)
        drafts += [_same_purpose(material, g) for g in purposes.values() if _forums_of(g) > 1]
        if len(purposes) > 1 and _forums_of(rows) >= LEAST_FORUMS:
            drafts.append(_same_question(material, region, theme, purposes))
    return finished(material, "ovl-08", drafts)


def _forums_of(rows: Iterable[Row]) -> int:
    return len({row["forum"] for row in rows})


def _without_branches(material: Material, ties: Ties, rows: Sequence[Row]) -> list[Row]:
    """The forums without branches of another: said so, or their name begins with its name."""
    names = {row["forum"]: material.name(row["forum"]).sv for row in rows}
    return [
        row
        for row in rows
        if not ties.branches.get(row["forum"], frozenset()) & set(names)
        and not any(names[row["forum"]].startswith(name + " ") for name in names.values())
    ]


def _callers_of(rows: Iterable[Row]) -> tuple[str, ...]:
    return tuple(sorted(set.intersection(*(set(parts(row["convener"])) for row in rows))))


def _same_purpose(material: Material, rows: Sequence[Row]) -> Draft:
    """Forums of a county with one and the same stated purpose."""
    forums = sorted({row["forum"] for row in rows})
    region, purpose = rows[0]["region"], rows[0]["purpose"].rstrip(".")
    which, county = material.listed(forums, 4), material.name(region)
    words = Text(
        f"{len(forums)} forum i {county.sv} har samma angivna syfte, ”{purpose}”: {which.sv}.",
        f"{len(forums)} forums of {county.en} have one stated purpose, “{purpose}”: {which.en}.",
    )
    return Draft(tuple(forums), words,
                 tuple(evidence_of("findings/shared-question", row) for row in rows),
                 "silent", "", region, region, "same-purpose", len(forums), relation="overlap",
                 coordinated=_callers_of(rows))  # fmt: skip


def _same_question(
    material: Material, region: str, theme: str, purposes: dict[str, list[Row]]
) -> Draft:
    """A theme that several forums of a county have as their question, with different purposes."""
    rows = [row for _, group in sorted(purposes.items()) for row in group]
    told = [
        (material.listed(dict.fromkeys(row["forum"] for row in group), 2), purpose.rstrip("."))
        for purpose, group in sorted(purposes.items())
    ]
    topic, county = material.name(theme), material.name(region)
    callers = _callers_of(rows)
    calls = material.listed(callers) if callers else Text("", "")
    tail = (Text(f" {calls.sv} sammankallar alla.", f" {calls.en} convenes all.")
            if callers else Text("", ""))  # fmt: skip
    n = _forums_of(rows)
    words = Text(
        f"{topic.sv} är en fråga i minst {n} forum i {county.sv}, med syftena: "
        f"{'; '.join(f'{name.sv} (”{aim}”)' for name, aim in told)}.{tail.sv}",
        f"{topic.en} is a matter of at least {n} forums in {county.en}, with the purposes: "
        f"{'; '.join(f'{name.en} (“{aim}”)' for name, aim in told)}.{tail.en}",
    )
    return Draft((region, theme), words,
                 tuple(evidence_of("findings/shared-question", row) for row in rows),
                 "silent", "", region, region, value=n, relation="fragmentation",
                 coordinated=callers)  # fmt: skip


# -- follow-up -------------------------------------------------------------------------------------


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
    what, who = _names(material, target, recipient)
    often = [_PER_YEAR.get(row["period"].rpartition("/")[2]) for row in rows]
    known = [per_year for per_year in often if per_year is not None]
    burden = (Text(f", tillsammans {sum(known):g} rapporter om året",
                   f", together {sum(known):g} reports a year")
              if known and len(known) == len(often) == times else Text("", ""))  # fmt: skip
    words = Text(f"{what.sv} följs upp {times} gånger åt {who.sv}{burden.sv}.",
                 f"{what.en} is followed up {times} times for {who.en}{burden.en}.")  # fmt: skip
    bearers = {row["bearer"] for row in rows}
    meet = {f for a, b in combinations(sorted(bearers), 2) for f in ties.meetings(a, b)[0]}
    return Draft((target, recipient), words,
                 tuple(evidence_of("follow-up", row) for row in rows), "silent",
                 document=rows[0]["strategy"], value=times, relation="overlap",
                 coordinated=tuple(sorted(meet)))  # fmt: skip


def _follow_up_unsaid(material: Material, region: str, unread: Sequence[str]) -> Draft:
    which, county = material.listed(unread, 4), material.name(region)
    read = Text("läst", "was") if len(unread) == 1 else Text("lästa", "were")
    rows = [row for row in material.rows("findings/documents") if row["document"] in unread]
    words = Text(
        f"Om samma sak följs upp flera gånger åt samma mottagare i {county.sv} går inte att säga: "
        f"{which.sv} är inte {read.sv}.",
        f"Whether one matter in {county.en} is followed up several times for one recipient cannot "
        f"be said: {which.en} {read.en} not read.",
    )
    return _unsaid(material, region, words, "findings/documents", rows, len(unread), unread)
