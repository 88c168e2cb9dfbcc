"""Making findings: the parts that all kinds share."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from kgraph.findings.kinds import KINDS, Kind
from kgraph.findings.material import Material, Row, evidence_of, source_of
from kgraph.findings.value import Evidence, Finding, Number, finding_id
from kgraph.terms import local_name
from kgraph.wording import Text

UNREAD_REASONS = ("cited-not-loaded", "not-read")
Detector = Callable[[Material], list[Finding]]


@dataclass(frozen=True, slots=True)
class Draft:
    """What a kind knows of one finding before the shared parts are filled in.

    Parameters:
        things: what it is about.
        sentence: the claim.
        status, reason: slugs; empty status where nothing is lacking.
        formula, vanishes, question: of this finding, where the kind's own do not fit it.
        document: strategy, source or county it belongs to; when empty, the documents that it is
            about, else those that its passages stand in.
        sources: the documents that its passages stand in, where that is known without asking.
    """

    things: tuple[str, ...]
    sentence: Text
    evidence: tuple[Evidence, ...]
    status: str = ""
    reason: str = ""
    document: str = ""
    region: str = ""
    aspect: str = ""
    value: float = 1
    expanded: float | None = None
    derived: float | None = None
    level: str = ""
    is_gap: bool = True
    relation: str = ""
    coordinated: tuple[str, ...] = ()
    whole: bool = False
    unread: tuple[str, ...] = ()
    formula: Text | None = None
    vanishes: Text | None = None
    question: Text | None = None
    sources: frozenset[str] | None = None


_FIRST = {
    "not-read": Text("Dokumentet läses i sin helhet för frågan, eller: {answer}",
                     "The document is read in full for the question, or: {answer}"),
    "cited-not-loaded": Text("Verket läses i sin helhet, eller: {answer}",
                             "The work is read in whole, or: {answer}"),
    "open-list": Text("Uppräkningen blir fullständig, eller: {answer}",
                      "The list becomes complete, or: {answer}"),
    "older-source": Text("En nyare källa läses in, eller: {answer}",
                         "A newer source is read, or: {answer}"),
}  # fmt: skip


# The same where it is filed under no single document: a body that has none, or several.
_SOME = Text("Ett dokument som tar upp frågan läses i sin helhet, eller: {answer}",
             "A document that takes up the question is read in full, or: {answer}")  # fmt: skip


def vanishing(answer: Text, reason: str, has_document: bool) -> Text:
    """What would end a finding: where it cannot be said, first what would let it be said."""
    if reason not in _FIRST:
        return answer
    small = Text(*(part[:1].lower() + part[1:] for part in (answer.sv, answer.en)))
    first = _SOME if reason == "not-read" and not has_document else _FIRST[reason]
    return first.format(answer=small)


def finish(material: Material, kind: Kind, draft: Draft, name: str) -> Finding:
    """A finding of a draft and its id: its formula, where to ask, what it hangs on."""
    documents = (draft.document,) if draft.document else _documents(material, draft)
    document = documents[0] if len(documents) == 1 else ""
    known = material.document(document)
    regions = _regions(material, draft, known.region)
    region = draft.region or known.region or (regions[0] if len(regions) == 1 else "")
    hangs = draft.status == "unknown"
    sentence = draft.sentence
    if draft.reason in UNREAD_REASONS and document in material.documents and not known.loaded:
        sentence = Text(f"{sentence.sv[:-1]} (dokumentet självt är inte läst).",
                        f"{sentence.en[:-1]} (the document itself was not read).")  # fmt: skip
    return Finding(
        id=name,
        kind=kind.id,
        aspect=draft.aspect,
        document=document,
        documents=documents,
        read=all(material.document(d).loaded or d not in material.documents for d in documents),
        region=region,
        regions=regions,
        affects=tuple(sorted(set(draft.things))),
        sentence=sentence,
        number=Number(
            draft.value,
            draft.formula or kind.formula,
            draft.value if draft.expanded is None else draft.expanded,
            draft.derived,
        ),
        status=draft.status,
        reason=draft.reason,
        evidence=draft.evidence + _absences(material, kind, draft),
        vanishes=vanishing(
            draft.vanishes or kind.answer, draft.reason, document in material.documents
        ),
        question=draft.question or kind.question,
        forum=material.forum_for(document),
        unread=tuple(sorted({*(known.unread if hangs else ()), *draft.unread})),
        level=draft.level,
        is_gap=draft.is_gap,
        relation=draft.relation,
        coordinated=draft.coordinated,
        whole=draft.whole,
    )


# Columns of an answer that name tasks and who has them, where a finding is made of several answers.
_BEARERS = ("b1", "b2", "m1", "m2", "bearer")


def _regions(material: Material, draft: Draft, region: str) -> tuple[str, ...]:
    """Every area that a finding belongs to; only one where its kind is asked county by county."""
    areas = material.areas
    if draft.region or draft.document in areas.territories:
        return areas.listed(frozenset([draft.region or draft.document]))
    things = {*draft.things, *draft.coordinated}
    sources: set[str] = set()
    if not draft.document:
        things |= {cell for part in draft.evidence for c, cell in part.row if c in _BEARERS}
        sources = _sources(material, draft)
    found = areas.belonging(draft.document, things, sources)
    return areas.listed(found | {region} if region and draft.document else found)


def said(material: Material, kind: Kind, drafts: Iterable[Draft]) -> list[Draft]:
    """Drafts with what a source says expressly: there is none, or that it does not apply."""
    made = []
    for one in drafts:
        told = {material.absent(t, r) for t in one.things for r in kind.relations}
        if "explicitly-none" in told:
            made.append(replace(one, status="confirmed", reason=""))
        elif "not-applicable" not in told:
            made.append(one)
    return made


def _absences(material: Material, kind: Kind, draft: Draft) -> tuple[Evidence, ...]:
    """Where a source says that there is none, of the thing, of its parts or of the document."""
    if draft.status != "confirmed" or not kind.relations:
        return ()
    cells = {cell for part in draft.evidence for _, cell in part.row}
    about = {i for c in cells for i in c.split(" ")} | {*draft.things, draft.document}
    rows = [row for thing in sorted(about) for row in material.absences_of.get(thing, ())]
    return tuple(
        evidence_of("findings/absences", row)
        for row in rows
        if local_name(row["relation"]) in kind.relations
    )


def _documents(material: Material, draft: Draft) -> tuple[str, ...]:
    """Every document that a finding belongs to that is told of no single one."""
    about = set(draft.things) & material.documents.keys()
    return tuple(sorted(about or _sources(material, draft)))


def _sources(material: Material, draft: Draft) -> set[str]:
    """The documents that its passages stand in, and pages that are copies of none."""
    if draft.sources is not None:
        return set(draft.sources)
    passages = {p for part in draft.evidence for p in part.passages}
    return {material.home(source) for source in map(source_of, passages) if source}


def draft(query: str, row: Row, things: Iterable[str], sentence: Text, **more: object) -> Draft:
    """A draft that rests on one row; status and reason are taken from it when it has them."""
    status, reason = (
        local_name(row.get(c, "")) if row.get(c) else "" for c in ("status", "reason")
    )
    known: dict[str, object] = {"status": status, "reason": reason} | more
    if "evidence" not in known:
        known["evidence"] = (evidence_of(query, row),)
    return Draft(tuple(filter(None, things)), sentence, **known)  # type: ignore[arg-type]


def finished(material: Material, slug: str, drafts: Iterable[Draft]) -> list[Finding]:
    """Findings of drafts, one an id: what two rows say of the same things is said once."""
    by_id: dict[str, Draft] = {}
    for one in drafts:
        key = finding_id(slug, one.aspect, one.things)
        before = by_id.get(key)
        by_id[key] = replace(before, evidence=before.evidence + one.evidence) if before else one
    return [finish(material, KINDS[slug], one, key) for key, one in by_id.items()]


def whole_or_each(
    drafts: Sequence[Draft],
    total: int,
    document: str,
    sentence: Callable[[int], Text],
    least: int = 2,
) -> list[Draft]:
    """One draft for a document when all of it is alike, else each by itself.

    A document that nobody has read is alike by that alone: what only it can say is unknown.

    Parameters:
        drafts: those of one document and aspect.
        total: how many there could be; with fewer drafts the document is not alike.
        sentence: what is said of the whole, given the number.
        least: how many there must be before it is said of the whole.
    """
    states = {(d.status, d.reason, d.level) for d in drafts}
    unread = bool(drafts) and all(d.reason in UNREAD_REASONS for d in drafts)
    if not drafts or not (unread or (len(drafts) == total >= least and len(states) == 1)):
        return list(drafts)
    first = min(drafts, key=lambda d: d.things)
    return [
        replace(
            first,
            things=(document,),
            sentence=sentence(len(drafts)),
            evidence=tuple(e for d in drafts for e in d.evidence),
            document=document,
            value=sum(d.is_gap for d in drafts) or len(drafts),
            level=first.level if len(states) == 1 else "",
            is_gap=any(d.is_gap for d in drafts),
            whole=True,
        )
    ]
