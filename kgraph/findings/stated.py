"""Detection of what the sources say outright: stated lacks, bare names, dependence on others."""

from collections import defaultdict
from dataclasses import replace

from kgraph.findings.gaps import thing, upper
from kgraph.findings.making import Draft, draft, finished
from kgraph.findings.material import Material, Row, evidence_of, parts, source_of
from kgraph.findings.value import Finding
from kgraph.terms import local_name
from kgraph.wording import Text


def gap_14(material: Material) -> list[Finding]:
    """What a source itself says is missing, with what is said to answer it."""
    drafts = []
    for row in material.rows("findings/stated-lacks"):
        past = row["past"] == "true"
        drafts.append(draft(
            "findings/stated-lacks", row, [row["item"]], _stated_lack(material, row),
            status="unknown" if past else "confirmed", reason="older-source" if past else "",
            document=material.home(row["source"]), value=len(parts(row["answers"])),
            region=material.document(row["document"]).region,
            level="answered" if row["answers"] else "near" if row["near"] else "unanswered",
        ))  # fmt: skip
    return finished(material, "gap-14", drafts)


def _stated_lack(material: Material, row: Row) -> Text:
    name = material.name(row["item"])
    if row["answers"]:
        who = material.listed(parts(row["answers"]), 3)
        tail = Text(f"sägs mötas av {who.sv}", f"said to be answered by {who.en}")
    elif row["near"]:
        who = material.listed(parts(row["near"]), 2)
        tail = Text(f"samma tema har insatsen {who.sv}", f"a measure has the same theme: {who.en}")
    else:
        tail = Text("ingen insats sägs möta det", "no measure is said to answer it")
    source = material.name(row["source"])
    return Text(f"{source.sv} säger själv: {name.sv}; {tail.sv}.",
                f"{source.en} itself says: {name.en}; {tail.en}.")  # fmt: skip


def gap_15(material: Material) -> list[Finding]:
    """Forums, projects and areas that are named and no more."""
    drafts = []
    for row in material.rows("findings/named-not-described"):
        what = upper(thing(material, row["item"], local_name(row["kind"])))
        unread = material.document(row["document"]).unread
        status, reason = ("silent", "") if row["read"] == "true" else ("unknown", "not-read")
        if unread:
            status, reason = "unknown", "cited-not-loaded"
        words = Text(f"{what.sv} nämns men beskrivs inte.",
                     f"{what.en} is named but not described.")  # fmt: skip
        drafts.append(draft("findings/named-not-described", row, [row["item"]], words,
                            status=status, reason=reason, unread=unread,
                            document=material.home(row["source"]),
                            region=material.document(row["document"]).region))  # fmt: skip
    return finished(material, "gap-15", drafts)


def gap_16(material: Material) -> list[Finding]:
    """What depends on others: one finding a body that is needed, or a matter where nobody is."""
    groups: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in material.rows("findings/depends-on-others"):
        who = row["other"] if row["how"] == "wished" else row["element"]
        groups[row["strategy"], row["how"], who].append(row)
    drafts = [_dependence(material, *key, rows) for key, rows in sorted(groups.items())]
    return finished(material, "gap-16", drafts)


def _dependence(material: Material, strategy: str, how: str, who: str, rows: list[Row]) -> Draft:
    elements = sorted({row["element"] for row in rows})
    name, plan = material.name(who), material.name(strategy)
    matters = material.listed(elements, 2)
    if how == "wished":
        words = Text(
            f"{plan.sv} förutsätter {name.sv} ({matters.sv}), men anger inget åtagande som gäller.",
            f"{plan.en} depends on {name.en} ({matters.en}), but states no undertaking that holds.",
        )
    elif how == "said":
        words = Text(f"{plan.sv} säger själv: {name.sv}; de andras åtagande anges inte.",
                     f"{plan.en} itself says: {name.en}; the others' undertaking is not stated."
                     )  # fmt: skip
    else:
        other = material.listed(sorted({row["other"] for row in rows}), 2)
        words = Text(f"”{name.sv}” hänger på {other.sv}, där ingen nämns.",
                     f"“{name.en}” hangs on {other.en}, where nobody is mentioned.")  # fmt: skip
    weakest = min(rows, key=lambda row: ("unknown", "silent", "confirmed").index(
        local_name(row["status"])))  # fmt: skip
    things = [strategy, who] if how == "wished" else [who]
    made = draft("findings/depends-on-others", weakest, things, words, aspect=how,
                 document=_stating(material, strategy, weakest), value=len(elements),
                 region=material.document(strategy).region,
                 unread=material.document(strategy).unread)  # fmt: skip
    rest = tuple(evidence_of("findings/depends-on-others", r) for r in rows if r is not weakest)
    return replace(made, evidence=made.evidence + rest)


def _stating(material: Material, strategy: str, row: Row) -> str:
    """The document itself when it was read, else the source that speaks of it."""
    if material.document(strategy).loaded:
        return strategy
    sources = sorted(filter(None, map(source_of, parts(row["evidence"]))))
    return material.home(sources[0]) if sources else strategy
