"""Rows: the findings of one kind in one document stand as one row that opens."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kgraph.findings.detect import NO_PART_OF_A_RATE, Findings, rate
from kgraph.findings.kinds import KINDS, Kind
from kgraph.findings.making import UNREAD_REASONS
from kgraph.findings.material import Material
from kgraph.findings.value import CANNOT_SAY, Finding, Rate
from kgraph.wording import Text, counted

LEVELS = (
    "utpekad",
    "genom-fokusomradet",
    "genom-helheten",
    "medverkar",
    "bara-onskat-lage",
    "namns-inte",
)
STATUS_WORDS = {
    "confirmed": Text("dokumentet säger att det saknas", "the document says there is none"),
    "silent": Text("nämns inte i dokumentet", "not mentioned in the document"),
    "unknown": Text("går inte att säga", "cannot be said"),
    "": Text("ingen lucka", "no gap"),
}
OVERLAP_WORDS = {
    **STATUS_WORDS,
    "confirmed": Text("en källa säger det själv", "a source itself says so"),
    "silent": Text(
        "liknar varandra, jämfört på våra teman och uppgiftsslag",
        "alike, compared by our themes and kinds of task",
    ),
}
LOAD_WORDS = {
    **OVERLAP_WORDS,
    "silent": Text("så är det enligt källorna", "so by the sources"),
    "unknown": Text("om andra har lika många går inte att säga",
                    "whether others have as many cannot be said"),
}  # fmt: skip
STATED_WORDS = {**STATUS_WORDS, "confirmed": Text("källan säger det själv", "the source says so")}
TIME_WORDS = {
    **STATUS_WORDS,
    "confirmed": Text("slutdatumet är angivet", "the end date is stated"),
    "silent": Text("ingen efterföljare nämns", "no successor is mentioned"),
}
REASON_WORDS = {
    "not-read": Text("inte läst i sin helhet för den frågan", "not read in full for the question"),
    "open-list": Text("öppen uppräkning", "open list"),
    "older-source": Text("äldre källa", "older source"),
    "cited-not-loaded": Text("verket är inte läst i sin helhet", "the work not read in whole"),
}


def status_words(kind: Kind, status: str) -> Text:
    """A status as a person reads it, by the family that the kind belongs to."""
    family = OVERLAP_WORDS if kind.overlap else STATUS_WORDS
    own = {"gap-14": STATED_WORDS, "gap-13": TIME_WORDS, "ovl-07": LOAD_WORDS}
    return own.get(kind.id, family)[status]


@dataclass(frozen=True, slots=True)
class RowOfFindings:
    """One row of the default view.

    Parameters:
        kind, documents: what its findings have in common; several documents where each of its
            findings rests on all of them.
        rate: of the kind in the document, where one fits; None else.
        beyond: whether it holds what only unread documents can say; then no document is named.
    """

    kind: Kind
    documents: tuple[str, ...]
    findings: tuple[Finding, ...]
    rate: Rate | None
    beyond: bool = False

    @property
    def document(self) -> str:
        """The one document of the row; empty where it has several or none."""
        return self.documents[0] if len(self.documents) == 1 else ""

    @property
    def title(self) -> Text:
        """What the row says when it is closed."""
        if len(self.findings) == 1:
            return self.findings[0].sentence
        n = len(self.findings)
        if self.beyond:
            return _out_of_reach(self.findings)
        gaps = sum(f.is_gap for f in self.findings)
        levels = n - gaps
        told = [counted(gaps, Text("fynd", "finding"), Text("fynd", "findings"))] if gaps else []
        if levels:
            words = _LEVELS.get(self.kind.id, _LEVELS["gap-01"])
            told.append(Text(f"{levels} {words.sv}, ingen lucka", f"{levels} {words.en}, no gap"))
        return Text("; ".join(t.sv for t in told) + ".", "; ".join(t.en for t in told) + ".")


_LEVELS = {
    "gap-01": Text("med ansvar på annan nivå", "with responsibility at another level"),
    "gap-05": Text("där kopplingen anges för dokumentet", "whose link is stated for the document"),
}


def _out_of_reach(findings: Sequence[Finding]) -> Text:
    """What a row says that holds only what unread documents could say."""
    n = counted(len(findings), Text("fynd", "finding"), Text("fynd", "findings"))
    where = Text("dokument som inte är lästa", "documents not read")
    if all(finding.aspect == CANNOT_SAY for finding in findings):
        where = Text("län eller områden med dokument som inte är lästa",
                     "counties or areas with documents not read")  # fmt: skip
    elif len({f.documents for f in findings}) == 1:
        where = Text("dokument som inte är läst", "document not read")
    many = len({document for finding in findings for document in finding.documents})
    return Text(
        f"{many} {where.sv}: går inte att säga ({n.sv}).",
        f"{many} {where.en}: cannot be said ({n.en}).",
    )


def make_rows(result: Findings) -> list[RowOfFindings]:
    """The rows of an answer, in its order."""
    groups: dict[tuple[str, bool, tuple[str, ...]], list[Finding]] = defaultdict(list)
    for finding in result.found:
        unread = not finding.read or finding.aspect == CANNOT_SAY
        out_of_reach = unread and not result.filters.strategy
        unsayable = finding.is_gap and finding.reason in (*UNREAD_REASONS, "")
        beyond = out_of_reach and unsayable
        groups[finding.kind, beyond, () if beyond else finding.documents].append(finding)
    return [
        RowOfFindings(
            KINDS[kind],
            documents,
            tuple(findings),
            _rate(result.material, kind, findings, documents),
            beyond,
        )
        for (kind, beyond, documents), findings in groups.items()
    ]


def _rate(
    material: Material, kind: str, findings: Iterable[Finding], documents: Iterable[str]
) -> Rate | None:
    if kind not in ("gap-01", "gap-04", "gap-05", "gap-06", "gap-07", "gap-11"):
        return None
    listed = list(findings)
    if all(finding.aspect in NO_PART_OF_A_RATE for finding in listed):
        return None
    of = set(documents) or {document for finding in listed for document in finding.documents}
    over = rate(material, kind, listed, of)
    return over if over.checked or over.unread else None


LEVEL_NAMES = dict(zip(LEVELS, (
    Text("utpekad", "named"), Text("genom fokusområdet", "through the focus area"),
    Text("genom helheten", "through the whole"), Text("medverkar", "takes part"),
    Text("bara önskat läge", "only wished for"), Text("nämns inte", "not mentioned"),
), strict=True))  # fmt: skip
