"""What the overlaps share: names, and the one row that says what cannot be said."""

from collections.abc import Sequence

from kgraph.findings.making import Draft
from kgraph.findings.material import Material, Row, evidence_of
from kgraph.findings.value import CANNOT_SAY
from kgraph.wording import Text

LEAST_FORUMS = 3
_READ_IT = Text("Dokumenten läses.", "The documents are read.")
SHOWN = 3


def names_of(material: Material, *iris: str) -> list[Text]:
    """Things by name, in the order given."""
    return [material.name(iri) for iri in iris]


_UNSAID = {
    "findings/documents": Text("Talet är antalet dokument som inte är lästa.",
                               "The number is that of documents not read."),
    "forum-overlap": Text("Talet är antalet par av forum med öppna listor som delar någon känd "
                          "medlem, utan den som sammankallar de flesta av länets forum.",
                          "The number is that of pairs of forums with open lists that share some "
                          "known member, without who convenes most of the county's forums."),
}  # fmt: skip
_ASK_UNSAID = Text("Vad står i det som inte är läst?", "What does it say where nobody has read?")


def unsaid(
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
