"""Findings that are new, gone or changed, known by their ids, which survive any rebuild."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kgraph.findings import Finding
from kgraph.findings.kinds import KINDS
from kgraph.findings.rows import REASON_WORDS, status_words
from kgraph.wording import Text

LEVEL_WORDS = {
    "utpekad": Text("utpekad", "named"),
    "genom-fokusomradet": Text("genom fokusområdet", "through the focus area"),
    "genom-helheten": Text("genom helheten", "through the whole"),
    "medverkar": Text("medverkar", "takes part"),
    "bara-onskat-lage": Text("bara önskat läge", "only wished for"),
    "namns-inte": Text("nämns inte", "not mentioned"),
}


@dataclass(frozen=True, slots=True)
class FindingChange:
    """A finding that holds on both sides and does not say the same.

    Parameters:
        was: what it said.
        now: what it says.
        words: each part that differs, from and to, in words.
    """

    was: Finding
    now: Finding
    words: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Retold:
    """What was said once of a whole document and is now said part by part, or the reverse."""

    was: tuple[Finding, ...]
    now: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class FindingChanges:
    """What became of the findings.

    Parameters:
        gone, new: those that hold on one side alone.
        changed: those whose certainty, level, number or sentence differs.
        retold: those that say of the whole what the other side says of the parts.
    """

    gone: tuple[Finding, ...]
    new: tuple[Finding, ...]
    changed: tuple[FindingChange, ...]
    retold: tuple[Retold, ...]

    @property
    def any(self) -> bool:
        """Whether anything differs."""
        return bool(self.gone or self.new or self.changed or self.retold)


def compare_findings(old: Iterable[Finding], new: Iterable[Finding]) -> FindingChanges:
    """What became of the findings of one side on the other."""
    before, after = {f.id: f for f in old}, {f.id: f for f in new}
    gone = [f for i, f in before.items() if i not in after]
    come = [f for i, f in after.items() if i not in before]
    both = [(f, after[i]) for i, f in before.items() if i in after]
    changed = [FindingChange(f, g, words) for f, g in both if (words := _differs(f, g))]
    retold = _retold(gone, come)
    told = {f.id for r in retold for f in (*r.was, *r.now)}
    return FindingChanges(
        tuple(f for f in gone if f.id not in told),
        tuple(f for f in come if f.id not in told),
        tuple(changed),
        tuple(retold),
    )


def _retold(gone: Iterable[Finding], come: Iterable[Finding]) -> list[Retold]:
    """The same kind in the same document, said of the whole on one side at least.

    Those that stand alone on their side are no retelling: there something went or came.
    """
    sides: dict[tuple[str, tuple[str, ...]], tuple[list[Finding], list[Finding]]] = defaultdict(
        lambda: ([], [])
    )
    for place, findings in enumerate((gone, come)):
        for finding in findings:
            sides[finding.kind, finding.documents][place].append(finding)
    return [
        Retold(tuple(was), tuple(now))
        for was, now in sides.values()
        if was and now and any(f.whole for f in (*was, *now))
    ]


def _differs(was: Finding, now: Finding) -> tuple[Text, ...]:
    """Each part in which a finding differs, from and to, in words."""
    said: list[Text] = []
    arrow = Text("{name}: {was} → {now}", "{name}: {was} → {now}")

    def tell(name: Text, old: Text, new: Text) -> None:
        if (old.sv, old.en) != (new.sv, new.en):
            said.append(arrow.format(name=name, was=old, now=new))

    tell(Text("hur säkert", "how sure"), _sure(was), _sure(now))
    tell(Text("nivå", "level"), _level(was), _level(now))
    one, other = f"{was.number.value:g}", f"{now.number.value:g}"
    tell(Text("tal", "number"), Text(one, one), Text(other, other))
    tell(Text("mening", "sentence"), was.sentence, now.sentence)
    return tuple(said)


def _sure(finding: Finding) -> Text:
    words = status_words(KINDS[finding.kind], finding.status)
    if finding.reason not in REASON_WORDS:
        return words
    why = REASON_WORDS[finding.reason]
    return Text(f"{words.sv} ({why.sv})", f"{words.en} ({why.en})")


def _level(finding: Finding) -> Text:
    level = finding.level
    return LEVEL_WORDS.get(level, Text(level or "–", level or "–"))
