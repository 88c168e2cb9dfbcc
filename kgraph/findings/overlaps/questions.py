"""OVL-08: one stated question in several forums."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from kgraph.english import agrees
from kgraph.findings.gaps import upper
from kgraph.findings.making import Draft, finished
from kgraph.findings.material import Material, Row, evidence_of, parts
from kgraph.findings.overlaps.unsaid import LEAST_FORUMS
from kgraph.findings.ties import Ties
from kgraph.findings.value import Finding
from kgraph.phrasing import phrases
from kgraph.wording import Text


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


def _in_english(material: Material, purposes: Iterable[str]) -> dict[str, str]:
    """Purposes in English where each has one; else none, for a sentence is in one language."""
    known = phrases(material.store, material.view, purposes)
    whole = all(text.en != text.sv for text in known.values())
    return {sv: text.en.rstrip(".") for sv, text in known.items()} if whole else {}


def _same_purpose(material: Material, rows: Sequence[Row]) -> Draft:
    """Forums of a county with one and the same stated purpose."""
    forums = sorted({row["forum"] for row in rows})
    region, purpose = rows[0]["region"], rows[0]["purpose"].rstrip(".")
    which, county = material.listed(forums, 4), material.name(region)
    english = _in_english(material, [rows[0]["purpose"]])
    aim = f" ({english[rows[0]['purpose']]})" if english else ""
    words = Text(
        f"{len(forums)} forum i {county.sv} har samma angivna syfte: {which.sv} ({purpose}).",
        f"{len(forums)} forums of {county.en} have one stated purpose: {which.en}{aim}.",
    )
    return Draft(tuple(forums), words,
                 tuple(evidence_of("findings/shared-question", row) for row in rows),
                 "silent", "", region, region, "same-purpose", len(forums), relation="overlap",
                 coordinated=_callers_of(rows))  # fmt: skip


def _same_question(
    material: Material, region: str, theme: str, purposes: dict[str, list[Row]]
) -> Draft:
    """A theme that several forums of a county have as their question, in words of their own."""
    rows = [row for _, group in sorted(purposes.items()) for row in group]
    told = [
        (material.listed(dict.fromkeys(row["forum"] for row in group), 2), purpose.rstrip("."))
        for purpose, group in sorted(purposes.items())
    ]
    topic, county = material.name(theme), material.name(region)
    callers = _callers_of(rows)
    calls = material.listed(callers, within=True) if callers else Text("", "")
    convenes = agrees([material.name(c) for c in callers], "convenes", "convene")
    tail = (Text(f" {calls.sv} sammankallar alla.", f" {upper(calls).en} {convenes} them all.")
            if callers else Text("", ""))  # fmt: skip
    n, english = _forums_of(rows), _in_english(material, purposes)
    named = [name.en + (f" ({english[aim]})" if english else "")
             for (name, _), aim in zip(told, sorted(purposes), strict=True)]  # fmt: skip
    where = "with these purposes in short" if english else "whose purposes stand at their passages"
    words = Text(
        f"{topic.sv} är en fråga i minst {n} forum i {county.sv}, med syftena i korthet: "
        f"{'; '.join(f'{name.sv} ({aim})' for name, aim in told)}.{tail.sv}",
        f"{topic.en} is a matter of at least {n} forums in {county.en}, {where}: "
        f"{'; '.join(named)}.{tail.en}",
    )
    return Draft((region, theme), words,
                 tuple(evidence_of("findings/shared-question", row) for row in rows),
                 "silent", "", region, region, value=n, relation="fragmentation",
                 coordinated=callers)  # fmt: skip
