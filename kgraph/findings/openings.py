"""The opening of GAP-01: one sentence a document, before its findings."""

from collections.abc import Iterable, Sequence

from kgraph.findings.called import counted_parts
from kgraph.findings.detect import Findings
from kgraph.findings.material import Material
from kgraph.findings.rows import LEVEL_NAMES, LEVELS, STATUS_WORDS
from kgraph.findings.value import STATUSES, Finding
from kgraph.wording import Text

_UNREAD = Text(" (inte läst; kända genom andra källor)", " (not read; known by other sources)")


def openings(result: Findings) -> list[Text]:
    """For GAP-01, one sentence a strategy: how many, at which level, how sure."""
    material, said = result.material, []
    about = {result.filters.strategy} if result.filters.strategy else set(material.counted)
    for strategy in sorted(about & set(material.counted), key=lambda s: material.name(s).sv):
        if result.filters.region not in ("", material.document(strategy).region):
            continue
        mine = [f for f in result.found if f.kind == "gap-01" and f.document == strategy]
        said.append(_opening(material, strategy, mine, result.filters.statuses or STATUSES))
    return said


def _opening(
    material: Material, strategy: str, mine: Iterable[Finding], statuses: Sequence[str]
) -> Text:
    """One document: how many parts, at which level each, and how sure the gaps among them are."""
    elements = material.counted[strategy]
    name, read = material.name(strategy), material.document(strategy).loaded
    name = name if read else Text(name.sv + _UNREAD.sv, name.en + _UNREAD.en)
    if not elements:
        return Text(f"{name.sv}: inget mål och ingen prioritering eller insats nämns för sig.",
                    f"{name.en}: no goal, priority or measure is named one by one.")  # fmt: skip
    found = counted_parts(material, [(iri, kind) for iri, (kind, _) in elements.items()])
    kinds = [(many, n) for (_, many), n in found]
    levels = [
        (LEVEL_NAMES[lv], sum(level == lv for _, level in elements.values())) for lv in LEVELS
    ]
    sure = dict.fromkeys(STATUSES, 0)
    for finding in mine:
        if finding.is_gap:
            sure[finding.status] += int(finding.number.value) if finding.whole else 1
    status = [(STATUS_WORDS[s], n) for s, n in sure.items() if s in statuses]

    def told(pairs: list[tuple[Text, int]], lang: str, least: int) -> str:
        return ", ".join(f"{w.get(lang)} {n}" for w, n in pairs if n >= least)

    return Text(
        f"{name.sv}: {told(kinds, 'sv', 1)}. Nivå: {told(levels, 'sv', 1)}. Luckor: "
        f"{told(status, 'sv', 0)}.",
        f"{name.en}: {told(kinds, 'en', 1)}. Level: {told(levels, 'en', 1)}. Gaps: "
        f"{told(status, 'en', 0)}.",
    )
