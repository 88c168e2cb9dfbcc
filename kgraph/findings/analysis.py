"""Detection of the gaps that stand under analysis: GAP-02, 03, 08, 09, 10 and 12."""

from collections import defaultdict

from kgraph.findings.making import draft, finished
from kgraph.findings.material import Material, Row, evidence_of, parts
from kgraph.findings.value import Finding
from kgraph.wording import Text


def gap_02(material: Material) -> list[Finding]:
    """Duties with no trace of delivery, each for the body it is asked of."""
    drafts = []
    for row in material.rows("mandate-without-delivery"):
        who, what = material.name(row["actor"]), material.name(row["mandate"])
        words = Text(f"{who.sv}: det sägs inte vad som genomför uppdraget ”{what.sv}”.",
                     f"{who.en}: it is not said what carries out “{what.en}”.")  # fmt: skip
        drafts.append(draft("mandate-without-delivery", row, [row["mandate"], row["actor"]], words,
                            document=row["actor"], unread=material.unread_of(row["actor"])
                            ))  # fmt: skip
    return finished(material, "gap-02", drafts)


def gap_03(material: Material) -> list[Finding]:
    """Public bodies whose law was read, with a responsibility and no mandate."""
    drafts = []
    for row in material.rows("responsibility-without-mandate"):
        who, what = material.name(row["bearer"]), material.name(row["target"])
        words = Text(f"{who.sv} ansvarar för {what.sv} utan känt uppdrag i den lag som är läst.",
                     f"{who.en} answers for {what.en} with no known mandate in the law read."
                     )  # fmt: skip
        drafts.append(draft("responsibility-without-mandate", row, [row["responsibility"]], words,
                            document=row["bearer"]))  # fmt: skip
    return finished(material, "gap-03", drafts)


def gap_08(material: Material) -> list[Finding]:
    """Bodies with a task in the county and no seat where it is talked about."""
    drafts = []
    for row in material.rows("representation-gap"):
        if row["representation"] == "gap":
            who, theme = material.name(row["actor"]), material.name(row["theme"])
            region = material.name(row["region"])
            words = Text(
                f"{who.sv} har en uppgift inom {theme.sv} i {region.sv} men nämns inte i något "
                "forum för det.",
                f"{who.en} has a task within {theme.en} in {region.en} but is mentioned in no "
                "forum for it.",
            )
            drafts.append(draft("representation-gap", row,
                                [row["region"], row["theme"], row["actor"]], words,
                                document=row["region"], region=row["region"]))  # fmt: skip
    return finished(material, "gap-08", drafts)


def gap_09(material: Material) -> list[Finding]:
    """Pairs with a role in one element and nowhere to meet; one finding a pair."""
    pairs: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in material.rows("collaborative-gap"):
        pairs[row["region"], row["a"], row["b"]].append(row)
    drafts = []
    for (region, a, b), rows in sorted(pairs.items()):
        if material.meeting(a, b):
            continue
        one, two = material.name(a), material.name(b)
        elements = sorted({e for row in rows for e in parts(row["elements"])})
        words = Text(
            f"{one.sv} och {two.sv} har båda en roll i samma insats men inget gemensamt forum "
            "nämns.",
            f"{one.en} and {two.en} both have a role in one measure but no forum in common is "
            "mentioned.",
        )
        drafts.append(draft("collaborative-gap", rows[0], [region, a, b], words, document=region,
                            region=region, value=len(elements),
                            evidence=tuple(evidence_of("collaborative-gap", r) for r in rows)
                            ))  # fmt: skip
    return finished(material, "gap-09", drafts)


def gap_10(material: Material) -> list[Finding]:
    """Themes that belong together and that nobody holds together."""
    drafts = []
    for row in material.rows("integrative-gap"):
        one, two = material.name(row["th1"]), material.name(row["th2"])
        words = Text(
            f"{one.sv} och {two.sv} hör ihop enligt källorna, men ingen aktör och inget forum har "
            "båda.",
            f"{one.en} and {two.en} belong together by the sources, but no body and no forum has "
            "both.",
        )
        drafts.append(draft("integrative-gap", row, [row["th1"], row["th2"]], words,
                            status="unknown", reason="open-list",
                            value=len(parts(row["elements"]))))  # fmt: skip
    return finished(material, "gap-10", drafts)


def gap_12(material: Material) -> list[Finding]:
    """Sectors of other counties' forums that are not mentioned here; no rule says they ought to."""
    drafts = []
    for row in material.rows("forum-composition"):
        if row["presence"] == "elsewhere":
            forum, sector = material.name(row["forum"]), material.name(row["sector"])
            words = Text(
                f"{sector.sv} är med i andra läns forum med samma tema men nämns inte i "
                f"{forum.sv}.",
                f"{sector.en} takes part in other counties' forums with the same theme but is not "
                f"mentioned in {forum.en}.",
            )
            drafts.append(draft("forum-composition", row, [row["forum"], row["sector"]], words))
    return finished(material, "gap-12", drafts)
