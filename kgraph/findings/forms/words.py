"""What every form says alike: the kind, how sure, the rate, the number, what is on record."""

from kgraph.findings.declared import kinds_of
from kgraph.findings.detect import Findings
from kgraph.findings.kinds import KINDS, Kind
from kgraph.findings.overlaps.relations import RELATIONS
from kgraph.findings.rows import REASON_WORDS, status_words
from kgraph.findings.value import CANNOT_SAY, MODE_WORDS, Disposition, Finding, Rate
from kgraph.wording import Text

DISPOSITIONS = {
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


_RATED = {
    **dict.fromkeys(("gap-01", "gap-04"), Text("mål, prioriteringar och insatser",
                                               "goals, priorities and measures")),
    "gap-05": Text("prioriteringar", "priorities"),
    "gap-06": Text("dokument och mål", "documents and goals"),
    "gap-07": Text("dokument, projekt och insatser", "documents, projects and measures"),
    "gap-11": Text("prioriteringar och insatser", "priorities and measures"),
}  # fmt: skip
HOW_TO_READ_A_RATE = Text(
    "Andel: av det som är läst, där dokumentet säger att det saknas eller inte nämner det; inom "
    "parentes från bara det som dokumentet säger saknas, till det som inte går att säga inräknat. "
    "Fynd om annat än det som andelen är av ingår inte.",
    "Rate: of what was read, where the document says there is none or does not mention it; in "
    "brackets from what the document says is missing alone, to what cannot be said included. "
    "Findings on anything else than what it is a rate of are no part of it.",
)


def rate_words(rate: Rate, kind: str) -> Text:
    """A rate as an interval, of what, and with what was not read beside it."""
    words = rate.words
    if rate.checked:
        of = _RATED[kind]
        words = Text(f"{words.sv} {of.sv}", f"{words.en} {of.en}")
    if rate.unread:
        return Text(f"Andel: {words.sv}; {rate.unread} i verk som inte är lästa",
                    f"Rate: {words.en}; {rate.unread} in works not read")  # fmt: skip
    return Text(f"Andel: {words.sv}", f"Rate: {words.en}")


def left_out(result: Findings) -> dict[str, int]:
    """Of the kinds asked for, how many findings a limit has left out; only of those that lack some.

    Every form says so where it gives findings of the kind: else a cut set would pass for whole.
    """
    asked = {*result.filters.kinds} or {
        kind.id for kind in result.filters.wanted_kinds(kinds_of(result.material.project))
    }
    return {kind: n for kind, n in result.left_out.items() if kind in asked}


def left_out_words(result: Findings) -> list[Text]:
    """The same in words, a sentence a kind."""
    return [left_out_of(kind, n) for kind, n in left_out(result).items()]


def left_out_of(kind: str, number: int) -> Text:
    """How many findings of a kind are left out, and which are told."""
    told = KINDS[kind].notation
    return Text(
        f"{told}: {number} par till i det som är läst är inte med; de mest lika är det.",
        f"{told}: {number} more pairs in what was read are left out; those most alike are told.",
    )


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


def number_words(finding: Finding) -> Text:
    """The number; under every way to count groups where these differ.

    So nobody takes one of them for the whole truth, or looks for a difference that there is not.
    """

    def told(lang: str) -> str:
        modes = finding.number.modes
        if len(set(modes.values())) == 1:
            return ""
        each = (f"{figure(n, lang)} {MODE_WORDS[m].get(lang)}" for m, n in modes.items())
        return f" ({'; '.join(each)})"

    value = finding.number.value
    what = Text("tal", "number")
    if finding.kind == "gap-14":
        what = Text("antal som sägs möta det", "number said to answer it")
    return Text(f"{what.sv}: {figure(value, 'sv')}{told('sv')}",
                f"{what.en}: {figure(value, 'en')}{told('en')}")  # fmt: skip


def disposition_words(record: Disposition, result: Findings) -> Text:
    """What is on record about a finding, with the replies of bodies concerned."""
    state = DISPOSITIONS[record.state]
    told_sv, told_en = [f"ställningstagande: {state.sv}"], [f"disposition: {state.en}"]
    for reply in record.replies:
        body = result.material.name(reply.body) if reply.body else Text("?", "?")
        told_sv.append(f"svar: {body.sv} {reply.date} {reply.reference}".rstrip())
        told_en.append(f"reply: {body.en} {reply.date} {reply.reference}".rstrip())
    return Text("; ".join(told_sv), "; ".join(told_en))
