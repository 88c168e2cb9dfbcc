"""GAP-11: priorities and measures of a county that no forum serves."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from kgraph.findings.gaps.words import by, described, thing, upper
from kgraph.findings.kinds import KINDS
from kgraph.findings.making import Draft, draft, finished, said, whole_or_each
from kgraph.findings.material import Material, Row, evidence_of
from kgraph.findings.value import Finding
from kgraph.wording import Text


def gap_11(material: Material) -> list[Finding]:
    """Priorities and measures of a county that no forum is said or seems to serve."""
    drafts: list[Draft] = []
    for strategy, rows in by(described(material, "forum-coverage"), "strategy").items():
        lacking = []
        for row in rows:
            if row["coverage"] == "gap":
                what = upper(thing(material, row["element"], row["type"]))
                words = Text(f"{what.sv}: inget forum i länet sägs bidra eller har temat.",
                             f"{what.en}: no forum of the county is said to contribute or has the "
                             "theme.")  # fmt: skip
                lacking.append(draft("forum-coverage", row, [row["element"]], words,
                                     document=strategy, region=row["region"]))  # fmt: skip
        lacking = said(material, KINDS["gap-11"], lacking)
        if lacking and not material.document(strategy).loaded:
            unsaid = [row for row in rows if row["coverage"] in ("gap", "possible")]
            drafts.append(_not_read(material, strategy, unsaid, lacking[0]))
        else:
            say = _without_forum(material, strategy, len(rows))
            drafts += whole_or_each(lacking, len(rows), strategy, say)
    return finished(material, "gap-11", drafts)


_NOT_READ = Text("Ett dokument som inte är läst: ett fynd för dokumentet. Talet är antalet kända "
                 "delar utan något forum som sägs bidra; tema räknas inte.",
                 "A document that was not read: one finding for it. The number is that of parts "
                 "known with no forum said to contribute; themes do not count.")  # fmt: skip


def _not_read(material: Material, strategy: str, rows: Sequence[Row], lacking: Draft) -> Draft:
    """One for a document that nobody has read: themes alone let nothing be said of its parts."""
    name, n = material.name(strategy), len(rows)
    words = Text(
        f"{name.sv}: om något forum har till uppgift att ta upp dess prioriteringar och insatser "
        f"({n} kända) går inte att säga.",
        f"{name.en}: whether it is the task of some forum to take up its priorities and measures "
        f"({n} known) cannot be said.",
    )
    evidence = tuple(evidence_of("forum-coverage", row) for row in rows)
    return replace(lacking, things=(strategy,), sentence=words, evidence=evidence, value=n,
                   whole=True, formula=_NOT_READ)  # fmt: skip


def _without_forum(material: Material, strategy: str, total: int) -> Callable[[int], Text]:
    name = material.name(strategy)

    def say(n: int) -> Text:
        return Text(
            f"{name.sv}: för {n} av {total} kända prioriteringar och insatser anges inget forum.",
            f"{name.en}: no forum is stated for {n} of {total} priorities and measures known.",
        )

    return say
