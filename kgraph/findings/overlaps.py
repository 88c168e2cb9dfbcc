"""Detection of overlaps, with fragmentation, overlap, duplication and coordination told apart.

Fragmentation: several in the same broad area. Overlap: similar tasks, themes or members.
Duplication: the same tasks and themes in the same area. Coordinated: the parties share a forum or
project, or one passage says how the work is divided; an overlap can be wanted.
"""

import statistics
from collections import Counter, defaultdict
from collections.abc import Sequence

from kgraph.findings.making import Draft, draft, finished
from kgraph.findings.material import Material, Row, evidence_of, parts
from kgraph.findings.value import MODES, Finding
from kgraph.wording import Text

RELATIONS = {
    "fragmentation": Text("flera inom samma område", "several in the same area"),
    "overlap": Text("överlappning", "overlap"),
    "duplication": Text("samma uppgift i samma område", "the same task in the same area"),
}
LEAST_FORUMS = 3


def _together(material: Material, one: str, other: str, row: Row) -> tuple[str, ...]:
    """What the two share: forums and projects, or a passage that states the tasks of both.

    The cell lists the passages of the one and then of the other, or one list for both.
    """
    told = Counter(row["evidence"].split(" "))
    same = [p for p, times in told.items() if p and (times > 1 or len(told) == 1)]
    return (*material.meeting(one, other), *sorted(same))


def ovl_01(material: Material) -> list[Finding]:
    """Mandates of different bodies that are alike; a duty to co-operate is never one."""
    drafts = []
    for row in material.rows("mandate-overlap"):
        score = float(row["score"])
        one, two = material.name(row["b1"]), material.name(row["b2"])
        tasks = material.listed(parts(row["tasks"]), 3)
        shared = _together(material, row["b1"], row["b2"], row)
        more = _coordinated_words(material, shared)
        words = Text(
            f"{one.sv} och {two.sv} har uppdrag som liknar varandra ({tasks.sv}); {more.sv}.",
            f"{one.en} and {two.en} hold mandates that are alike ({tasks.en}); {more.en}.",
        )
        drafts.append(draft(
            "mandate-overlap", row, [row["m1"], row["m2"], row["b1"], row["b2"]], words,
            status="silent" if shared else "unknown", reason="" if shared else "not-read",
            value=score, relation="duplication" if score >= 1 else "overlap", coordinated=shared,
        ))  # fmt: skip
    return finished(material, "ovl-01", drafts)


def _coordinated_words(material: Material, shared: Sequence[str]) -> Text:
    if not shared:
        return Text("var de möts nämns inte", "where they meet is not mentioned")
    where = material.listed(shared, 2)
    return Text(f"de möts i {where.sv}", f"they meet in {where.en}")


def ovl_02(material: Material) -> list[Finding]:
    """Two who are each stated as accountable, in different places."""
    drafts = []
    for row in material.rows("double-accountability"):
        one, two = material.name(row["b1"]), material.name(row["b2"])
        what = material.name(row["target"])
        words = Text(f"Flera anges som ansvariga för {what.sv}: {one.sv} och {two.sv}.",
                     f"Several are stated as accountable for {what.en}: {one.en} and {two.en}."
                     )  # fmt: skip
        drafts.append(draft("double-accountability", row, [row["target"], row["b1"], row["b2"]],
                            words, status="silent", value=2, relation="overlap",
                            coordinated=material.meeting(row["b1"], row["b2"])))  # fmt: skip
    return finished(material, "ovl-02", drafts)


def ovl_03(material: Material) -> list[Finding]:
    """Alike measures of different strategies in one county."""
    drafts = []
    for row in material.rows("measure-overlap"):
        if row["sameStrategy"] == "true":
            continue  # within one plan likeness is how the measures were meant to fit together
        one, two = material.name(row["e1"]), material.name(row["e2"])
        score = float(row["score"])
        words = Text(f"”{one.sv}” och ”{two.sv}” har samma uppgift och liknande teman.",
                     f"“{one.en}” and “{two.en}” have one task and similar themes.")  # fmt: skip
        drafts.append(draft("measure-overlap", row, [row["e1"], row["e2"]], words, status="silent",
                            document=row["region"], region=row["region"], value=score,
                            relation="duplication" if score >= 1 else "overlap"))  # fmt: skip
    return finished(material, "ovl-03", drafts)


def ovl_04(material: Material) -> list[Finding]:
    """Forums that share members; where a list is open it cannot be said."""
    drafts = []
    for row in material.rows("forum-overlap"):
        one, two = material.name(row["f1"]), material.name(row["f2"])
        said = row["verdict"] == "overlap"
        value = float(row["overlapCoefficient"] or 0)
        tail = (Text(f"delar {row['shared']} kända medlemmar", f"share {row['shared']} members")
                if said else Text("delar medlemmar; hur många går inte att säga",
                                  "share members; how many cannot be said"))  # fmt: skip
        words = Text(f"{one.sv} och {two.sv} {tail.sv}.", f"{one.en} and {two.en} {tail.en}.")
        made = draft("forum-overlap", row, [row["f1"], row["f2"]], words, value=value,
                     status="silent" if said else "unknown", reason="" if said else "open-list",
                     document=row["region"], region=row["region"], relation="overlap",
                     expanded=_shared_listed(material, row) if said else value)  # fmt: skip
        drafts.append(made)
    return finished(material, "ovl-04", drafts)


def _shared_listed(material: Material, row: Row) -> float:
    """The overlap with each group's listed members in its place, conveners as they are."""
    sets = [material.members.get(row[f], {}).get(MODES[1], frozenset()) for f in ("f1", "f2")]
    smaller = min(len(members) for members in sets)
    return round(len(sets[0] & sets[1]) / smaller, 3) if smaller else 0.0


def ovl_05(material: Material) -> list[Finding]:
    """Documents that share themes; a document that nobody has read leaves it unsaid."""
    drafts = []
    for row in material.rows("strategy-theme-overlap"):
        score = float(row["jaccard"])
        if score < 0.5:
            continue
        read = all(material.document(row[s]).loaded for s in ("s1", "s2"))
        same = row["sameTerritory"] == "true"
        one, two = material.name(row["s1"]), material.name(row["s2"])
        words = Text(f"{one.sv} och {two.sv} delar teman ({row['shared']} av {row['union']}).",
                     f"{one.en} and {two.en} share themes ({row['shared']} of {row['union']})."
                     )  # fmt: skip
        unread = tuple(w for s in ("s1", "s2") for w in material.document(row[s]).unread)
        drafts.append(draft("strategy-theme-overlap", row, [row["s1"], row["s2"]], words,
                            status="silent" if read else "unknown",
                            reason="" if read else "cited-not-loaded", value=score, unread=unread,
                            relation="overlap" if same else "fragmentation"))  # fmt: skip
    return finished(material, "ovl-05", drafts)


def ovl_06(material: Material) -> list[Finding]:
    """One matter followed up several times for one recipient."""
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in material.rows("follow-up"):
        if row["counted"] == "true" and row["recipient"]:
            groups[row["target"], row["recipient"]].append(row)
    drafts = []
    for (target, recipient), rows in sorted(groups.items()):
        if len(rows) < 2:
            continue
        what, who = material.name(target), material.name(recipient)
        words = Text(f"{what.sv} följs upp {len(rows)} gånger åt {who.sv}.",
                     f"{what.en} is followed up {len(rows)} times for {who.en}.")  # fmt: skip
        drafts.append(Draft((target, recipient), words,
                            tuple(evidence_of("follow-up", row) for row in rows), "silent",
                            document=rows[0]["strategy"], value=len(rows),
                            relation="duplication"))  # fmt: skip
    return finished(material, "ovl-06", drafts)


def ovl_07(material: Material) -> list[Finding]:
    """Bodies that sit in unusually many forums, weighed with meetings where these are stated."""
    seats: dict[str, list[Row]] = defaultdict(list)
    for row in material.rows("edges"):
        if row["layer"] == "actor-forum":
            seats[row["a"]].append(row)
    loads = {actor: sum(float(row["w"] or 1) for row in rows) for actor, rows in seats.items()}
    if len(loads) < LEAST_FORUMS:
        return []
    limit = statistics.fmean(loads.values()) + 2 * statistics.pstdev(loads.values())
    drafts = []
    for actor, rows in sorted(seats.items()):
        if loads[actor] <= limit or len(rows) < LEAST_FORUMS:
            continue
        who = material.name(actor)
        wide = sum(actor in modes[MODES[1]] for modes in material.members.values())
        words = Text(f"{who.sv} är med i {len(rows)} forum, fler än de flesta.",
                     f"{who.en} takes part in {len(rows)} forums, more than most.")  # fmt: skip
        drafts.append(Draft((actor,), words, tuple(evidence_of("edges", row) for row in rows),
                            "unknown", "open-list", actor, value=loads[actor],
                            expanded=float(max(wide, loads[actor])),
                            relation="fragmentation"))  # fmt: skip
    return finished(material, "ovl-07", drafts)


def ovl_08(material: Material) -> list[Finding]:
    """One stated question in several forums of a county, grouped by stated purpose."""
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in material.rows("findings/shared-question"):
        groups[row["region"], row["theme"]].append(row)
    drafts = []
    for (region, theme), every in sorted(groups.items()):
        rows = _without_branches(material, every)
        if len({row["purpose"] for row in rows}) > 1:
            drafts.append(_same_question(material, region, theme, rows))
    return finished(material, "ovl-08", drafts)


def _without_branches(material: Material, rows: Sequence[Row]) -> list[Row]:
    """The forums without those that are branches of another: their name begins with its name."""
    names = {row["forum"]: material.name(row["forum"]).sv for row in rows}
    return [
        row
        for row in rows
        if not any(names[row["forum"]].startswith(name + " ") for name in names.values())
    ]


def _same_question(material: Material, region: str, theme: str, rows: Sequence[Row]) -> Draft:
    purposes: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        purposes[row["purpose"]].append(row["forum"])
    told = [material.listed(forums, 1) for _, forums in sorted(purposes.items())]
    topic, county = material.name(theme), material.name(region)
    callers = set.intersection(*(set(parts(row["convener"])) for row in rows))
    calls = material.listed(sorted(callers)) if callers else None
    tail = (Text(f"; {calls.sv} sammankallar alla", f"; {calls.en} convenes all")
            if calls else Text("", ""))  # fmt: skip
    words = Text(
        f"{topic.sv} är uttalad fråga i {len(rows)} forum i {county.sv}, med {len(purposes)} "
        f"olika syften ({'; '.join(t.sv for t in told)}){tail.sv}.",
        f"{topic.en} is a stated question in {len(rows)} forums of {county.en}, with "
        f"{len(purposes)} different purposes ({'; '.join(t.en for t in told)}){tail.en}.",
    )
    closed = all(row["open"] != "true" for row in rows)
    return Draft((region, theme), words,
                 tuple(evidence_of("findings/shared-question", row) for row in rows),
                 "silent" if closed else "unknown", "" if closed else "open-list", region, region,
                 value=len(purposes), relation="fragmentation",
                 coordinated=tuple(sorted(callers)))  # fmt: skip
