"""What every form says alike: the kind, how sure, the rate, the number, what is on record."""

from kgraph.findings.detect import Findings
from kgraph.findings.kinds import KINDS, Kind
from kgraph.findings.overlaps.relations import RELATIONS
from kgraph.findings.rows import REASON_WORDS, status_words
from kgraph.findings.value import CANNOT_SAY, Disposition, Finding, Rate
from kgraph.wording import Text

_DISPOSITIONS = {
    "open": Text("öppen", "open"),
    "intended": Text("avsiktlig", "intended"),
    "to-act": Text("ska åtgärdas", "to act on"),
    "acted": Text("åtgärdad", "acted on"),
    "wrong": Text("stämmer inte", "wrong"),
}


def kind_title(result: Findings, kind: Kind) -> Text:
    """A kind as people read it: GAP-01 and its name from the list."""
    name = result.material.name(kind.iri)
    return Text(f"{kind.notation} {name.sv}", f"{kind.notation} {name.en}")


def rate_words(rate: Rate) -> Text:
    """A rate as an interval, with what was not read beside it."""
    words = rate.words
    if rate.unread:
        return Text(f"Andel: {words.sv}; {rate.unread} i verk som inte är lästa",
                    f"Rate: {words.en}; {rate.unread} in works not read")  # fmt: skip
    return Text(f"Andel: {words.sv}", f"Rate: {words.en}")


def state_words(finding: Finding) -> Text:
    """How sure, and why; and for an overlap which of the four it is."""
    words = status_words(KINDS[finding.kind], finding.status)
    if finding.reason:
        why = REASON_WORDS[finding.reason]
        words = Text(f"{words.sv} ({why.sv})", f"{words.en} ({why.en})")
    if finding.relation and finding.aspect != CANNOT_SAY:
        more = relation_words(finding)
        words = Text(f"{more.sv}; {words.sv}", f"{more.en}; {words.en}")
    return words


def relation_words(finding: Finding) -> Text:
    """Fragmentation, overlap, duplication; coordinated where the parties share something."""
    words = RELATIONS[finding.relation]
    if finding.coordinated:
        return Text(f"samordnad {words.sv}" if finding.relation == "overlap" else
                    f"{words.sv}, samordnat",
                    f"coordinated {words.en}")  # fmt: skip
    return words


def figure(number: float, lang: str) -> str:
    """A number as a reader of the language writes it."""
    text = f"{number:g}"
    return text.replace(".", ",") if lang == "sv" else text


def disposition_words(record: Disposition, result: Findings) -> Text:
    """What is on record about a finding, with the replies of bodies concerned."""
    state = _DISPOSITIONS[record.state]
    told_sv, told_en = [f"ställningstagande: {state.sv}"], [f"disposition: {state.en}"]
    for reply in record.replies:
        body = result.material.name(reply.body) if reply.body else Text("?", "?")
        told_sv.append(f"svar: {body.sv} {reply.date} {reply.reference}".rstrip())
        told_en.append(f"reply: {body.en} {reply.date} {reply.reference}".rstrip())
    return Text("; ".join(told_sv), "; ".join(told_en))
