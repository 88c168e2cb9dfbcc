"""What became of the dispositions: what people have recorded about findings, not the findings."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kgraph.findings import KINDS, Disposition, Finding, Findings
from kgraph.findings.dispositions import read_dispositions
from kgraph.findings.forms import disposition_words
from kgraph.store import Store, View
from kgraph.wording import Text

_NOTHING = Text("", "")


@dataclass(frozen=True, slots=True)
class Decision:
    """A disposition that one side has and the other lacks, or has otherwise.

    Parameters:
        how: ``new``, ``gone`` or ``changed``.
        finding: the id of the finding that it is about.
        kind: the kind of the finding.
        about: what the finding claims; of one that holds on no side, what it was about.
        was, now: what is on record on each side; empty where nothing is.
    """

    how: str
    finding: str
    kind: str
    about: Text
    was: Text
    now: Text

    @property
    def words(self) -> Text:
        """The change in one line."""
        sv, en = (
            self.now.get(lang) or self.was.get(lang)
            if self.how != "changed"
            else f"{self.was.get(lang)} → {self.now.get(lang)}"
            for lang in ("sv", "en")
        )
        return Text(
            f"Ställningstagande till: {self.about.sv.rstrip('.')} – {sv}",
            f"Disposition of: {self.about.en.rstrip('.')} – {en}",
        )


def compare_decisions(
    old: tuple[Store, View, Findings], new: tuple[Store, View, Findings]
) -> tuple[Decision, ...]:
    """What became of the dispositions of one side on the other, by the id of the finding.

    Parameters:
        old, new: each side's statements, view and findings; the findings give the words.
    """
    before, after = (read_dispositions(store, view) for store, view, _ in (old, new))
    told = {f.id: f for found in (old[2], new[2]) for f in (*found.found, *found.set_aside)}
    ids = [i for i in sorted({*before, *after}) if before.get(i) != after.get(i)]
    return tuple(_decision(i, before, after, told, old[2], new[2]) for i in ids)


def _decision(
    key: str,
    before: Mapping[str, Disposition],
    after: Mapping[str, Disposition],
    told: Mapping[str, Finding],
    old: Findings,
    new: Findings,
) -> Decision:
    was, now = before.get(key), after.get(key)
    record = now or was
    assert record is not None  # a key of one of the two
    about = told[key].sentence if key in told else _no_more(record, new if now else old)
    how = "changed" if was and now else "new" if now else "gone"
    return Decision(how, key, record.kind, about, _said(was, old), _said(now, new))


def _said(record: Disposition | None, found: Findings) -> Text:
    """What is on record, without the word that the line begins with."""
    if record is None:
        return _NOTHING
    words = disposition_words(record, found)
    return Text(words.sv.partition(": ")[2], words.en.partition(": ")[2])


def _no_more(record: Disposition, found: Findings) -> Text:
    """What a finding was about that holds on no side."""
    things = _named(record.affects, found)
    kind = KINDS[record.kind].notation if record.kind in KINDS else record.kind.upper()
    return Text(
        f"ett fynd som inte längre finns ({kind}, {things.sv})",
        f"a finding that no longer holds ({kind}, {things.en})",
    )


def _named(things: Iterable[str], found: Findings) -> Text:
    return found.material.listed(things, 3)
