"""What a matrix is: heads, cells, signs, and how the judged side stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from kgraph.network import Passage
from kgraph.network.groups import GROUP_MODES
from kgraph.store import View
from kgraph.wording import Text

NOTHING = Text("", "")
AXES: dict[str, Text] = {
    "actor": Text("Aktör", "Actor"),
    "forum": Text("Forum", "Forum"),
    "member": Text("Medlem", "Member"),
    "strategy": Text("Strategi eller plan", "Strategy or plan"),
    "theme": Text("Tema", "Theme"),
    "goal": Text("Mål", "Goal"),
    "priority": Text("Prioritering", "Priority"),
    "measure": Text("Insats", "Measure"),
    "element": Text("Mål, prioritering eller insats", "Goal, priority or measure"),
}
TYPES = {
    "goal": ("Goal",),
    "priority": ("Priority",),
    "measure": ("Measure",),
    "element": ("Goal", "Priority", "Measure"),
}
CAUTION = Text(
    "Matrisen visar vad de lästa dokumenten säger. En tom ruta är tom i dokumenten, inte "
    "nödvändigtvis i verkligheten, och att flera anges kan vara meningen.",
    "The matrix shows what the documents read here say. An empty cell is empty in the documents, "
    "not necessarily in reality, and several may be named on purpose.",
)


@dataclass(frozen=True, slots=True)
class Sign:
    """What a mark in a cell means: a letter, so that colour is never needed."""

    mark: Text
    words: Text


SIGNS: dict[str, Sign] = {
    "named": Sign(
        Text("A", "N"), Text("ansvarar eller utför, utpekad", "answers or carries out, named")
    ),
    "area": Sign(Text("F", "A"), Text("genom fokusområdet", "through the focus area")),
    "whole": Sign(Text("H", "W"), Text("genom helheten", "through the whole")),
    "parts": Sign(
        Text("d", "i"),
        Text("ansvarar för eller utför delar av detta", "answers for or carries out parts of it"),
    ),
    "partial": Sign(Text("m", "p"), Text("medverkar", "takes part")),
    "stated": Sign(Text("U", "S"), Text("uttalat för just detta", "stated for this very one")),
    "read-in": Sign(
        Text("v", "o"),
        Text("för just detta, enligt vår läsning", "for this very one, by our reading"),
    ),
    "possible": Sign(
        Text("t", "t"),
        Text("samma tema, ingen uttalad koppling", "same theme, no stated link"),
    ),
    "convener": Sign(Text("S", "C"), Text("sammankallar eller leder", "convenes or chairs")),
    "member": Sign(Text("L", "M"), Text("ledamot", "member")),
    "participant": Sign(Text("D", "P"), Text("deltar", "takes part")),
    "held": Sign(
        Text("1, 2 …", "1, 2 …"),
        Text("antal mål, prioriteringar och insatser", "number of goals, priorities and measures"),
    ),
    "whole-theme": Sign(
        Text("T", "T"), Text("temat gäller hela strategin", "theme of the strategy as a whole")
    ),
    "described": Sign(
        Text("b", "d"),
        Text("bara i beskrivna utmaningar eller önskade lägen", "only in challenges or wishes"),
    ),
    "uncounted": Sign(
        Text("ö", "w"),
        Text("bara önskat, planerat, tillåtet eller tidigare", "only wished, planned or former"),
    ),
    "none": Sign(Text("·", "·"), Text("anges inte för detta", "not stated for this")),
    "unknown": Sign(Text("?", "?"), Text("går inte att säga", "cannot be said")),
}
# Set after the mark of a cell, and told among its words.
OURS = Sign(Text("ᵛ", "ᵒ"), Text("vår läsning", "our reading"))
# The nearer statement wins when a cell has several.
RANK = {code: rank for rank, code in enumerate(SIGNS)}


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a judged thing stands: a sign for the eye and words for everybody."""

    mark: str
    words: Text


ANSWERS = {
    "gap": Verdict("○", Text("ingen nämns i det som är läst", "nobody is named in what was read")),
    "wished": Verdict(
        "◌",
        Text("bara önskat, planerat, tillåtet eller tidigare", "only wished, planned or former"),
    ),
    "partial": Verdict("◔", Text("bara medverkan", "taking part only")),
    "parts": Verdict("◒", Text("bara för delar av det", "for parts of it only")),
    "single": Verdict("●", Text("en anges", "one is named")),
    "shared": Verdict("◆", Text("delat: flera anges tillsammans", "shared: named together")),
    "several": Verdict(
        "◇",
        Text(
            "flera anges på skilda ställen, i olika roller eller för olika delar",
            "several named in different places, in different roles or for different parts",
        ),
    ),
    "duplicate": Verdict(
        "▲",
        Text(
            "flera anges var för sig som ansvariga för samma sak",
            "several named separately as accountable for the same",
        ),
    ),
}
FORUMS = {
    "gap": Verdict("○", Text("inget forum i det som är läst", "no forum in what was read")),
    "possible": Verdict("◔", Text("bara samma tema", "same theme only")),
    "read-in": Verdict("◑", Text("bara enligt vår läsning", "by our reading only")),
    "single": Verdict("●", Text("ett forum anges", "one forum is stated")),
    "shared": Verdict(
        "◆", Text("flera forum med gemensam medlem", "several forums with a member in common")
    ),
    "several": Verdict(
        "◇", Text("flera forum utan känd gemensam medlem", "several, no known member in common")
    ),
    "duplicate": Verdict(
        "▲",
        Text(
            "flera forum som delar minst hälften av medlemmarna",
            "several forums that share half of their members or more",
        ),
    ),
}
MEMBERS = {
    "gap": Verdict(
        "○", Text("inga medlemmar nämns i det som är läst", "no members are named in what was read")
    ),
    "wished": Verdict(
        "◌",
        Text("bara önskade, planerade, tillåtna eller tidigare", "only wished, planned or former"),
    ),
    "single": Verdict("●", Text("en känd medlem", "one known member")),
    "shared": Verdict("◆", Text("flera kända medlemmar", "several known members")),
    "duplicate": Verdict(
        "▲",
        Text(
            "minst hälften av medlemmarna är med också i ett visst annat",
            "half of the members or more are in one other forum too",
        ),
    ),
}
THEMES = {
    "gap": Verdict("○", Text("ingen strategi har temat", "no strategy has the theme")),
    "described": Verdict("◔", Text("bara beskrivet", "only described")),
    "single": Verdict("●", Text("en strategi har temat", "one strategy has the theme")),
    "shared": Verdict(
        "◆", Text("flera, kopplade eller i olika områden", "several, linked or in different areas")
    ),
    "several": Verdict(
        "◇",
        Text("flera i samma län utan uttalad koppling", "several in one county, no stated link"),
    ),
    "duplicate": Verdict(
        "▲",
        Text(
            "flera av samma slag i samma län, minst hälften av temana gemensamma, utan uttalad "
            "koppling",
            "several of one kind in one county, half of the themes or more in common, no stated "
            "link",
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class Head:
    """A row or a column.

    Parameters:
        id, label: the thing.
        group: what it stands under (its strategy), empty when nothing.
        verdict: how it stands, a key of the matrix' verdicts; empty on the side not judged.
        count: how many are named at the nearest level.
        status, reason: how sure a gap is and why it cannot be said, in words.
        note: what else should be known, in words.
        evidence: passages that state the thing.
        modes: the count by group mode; empty where no groups are concerned.
    """

    id: str
    label: Text
    group: Text = NOTHING
    verdict: str = ""
    count: int = 0
    status: Text = NOTHING
    reason: Text = NOTHING
    note: Text = NOTHING
    evidence: tuple[str, ...] = ()
    modes: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cell:
    """What is said of a row and a column.

    Parameters:
        sign: a key of ``SIGNS``.
        count: the number shown in place of the mark, when there is one.
        notes: roles and modes, in words.
        evidence: the passages that say it.
        ours: whether it is our reading, and no source says it in so many words.
    """

    sign: str
    count: int = 0
    notes: tuple[Text, ...] = ()
    evidence: tuple[str, ...] = ()
    ours: bool = False

    @property
    def says(self) -> bool:
        """Whether a source says anything here."""
        return self.sign not in ("none", "unknown")

    def mark(self, lang: str) -> str:
        """What stands in the cell."""
        mark = str(self.count) if self.count else SIGNS[self.sign].mark.get(lang)
        return mark + (OURS.mark.get(lang) if self.ours else "")

    def words(self, lang: str) -> str:
        """The mark in words; a role that says the same as the mark is left out."""
        words = SIGNS[self.sign].words.get(lang)
        if self.count:
            words = f"{words}: {self.count}"
        notes = ", ".join(n.get(lang) for n in self.notes if n.get(lang) != words)
        return words + (f" ({notes})" if notes else "")


_OURS_TOLD = Text(
    "vår läsning: ingen källa säger det rakt ut", "our reading: no source says it in so many words"
)


@dataclass(frozen=True)
class Matrix:
    """A matrix.

    Parameters:
        row_axis, column_axis: keys of ``AXES``.
        rows, columns: in Swedish order, by what they stand under.
        cells: by row and column; every pair has one.
        verdicts: the judged side's verdicts.
        judged: ``rows`` or ``columns``.
        question: what it asks.
        about: what was asked about: what the filter and the value are called.
        passages: every passage it rests on.
        view: which statements count.
        groups: what stands for a group in the cells, a key of ``GROUP_MODES``; "" where no axis
            holds actors.
        tallies: how many of the judged side stand how, by group mode.
    """

    row_axis: str
    column_axis: str
    rows: tuple[Head, ...]
    columns: tuple[Head, ...]
    cells: Mapping[tuple[str, str], Cell]
    verdicts: Mapping[str, Verdict]
    judged: str
    question: Text
    view: View
    about: tuple[tuple[Text, Text], ...] = ()
    passages: Mapping[str, Passage] = field(default_factory=dict)
    groups: str = ""
    tallies: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    @property
    def title(self) -> Text:
        """What it is called: row axis and column axis."""
        one, other = AXES[self.row_axis], AXES[self.column_axis]
        return Text(f"{one.sv} × {other.sv.lower()}", f"{one.en} × {other.en.lower()}")

    @property
    def judged_heads(self) -> tuple[Head, ...]:
        """The side that is judged."""
        return self.rows if self.judged == "rows" else self.columns

    @property
    def used_signs(self) -> tuple[str, ...]:
        """The signs that occur, in the legend's order."""
        used = {cell.sign for cell in self.cells.values()}
        return tuple(code for code in SIGNS if code in used)

    def legend(self, lang: str) -> list[tuple[str, str, str]]:
        """The signs that occur: mark, what it means, and its code; last what says our reading."""
        told = [(SIGNS[s].mark.get(lang), SIGNS[s].words.get(lang), s) for s in self.used_signs]
        if any(cell.ours for cell in self.cells.values()):
            told.append((OURS.mark.get(lang), _OURS_TOLD.get(lang), "ours"))
        return told

    def counts(self) -> dict[str, int]:
        """How many stand how, in the order of the verdicts."""
        found = [head.verdict for head in self.judged_heads]
        return {code: found.count(code) for code in self.verdicts if code in found}

    def breakdown(self, verdict: str, lang: str) -> str:
        """Those that stand in one way, by how sure it is or how near it is said, in words."""
        found: dict[str, int] = {}
        for head in self.judged_heads:
            words = (head.status if head.status.sv else head.note).get(lang).lower()
            if head.verdict == verdict and words:
                found[words] = found.get(words, 0) + 1
        return " · ".join(f"{words} {count}" for words, count in sorted(found.items()))

    def other_modes(self, verdict: str, lang: str) -> str:
        """How many stand so when groups are counted in the other ways, where that differs."""
        told = [
            f"{GROUP_MODES[mode].get(lang)}: {tally.get(verdict, 0)}"
            for mode, tally in self.tallies.items()
            if mode != self.groups
        ]
        return "; ".join(told)

    def cell(self, row: Head, column: Head) -> Cell:
        """The cell of a row and a column."""
        return self.cells[row.id, column.id]

    def turned(self) -> "Matrix":
        """The same with rows and columns exchanged."""
        return replace(
            self,
            row_axis=self.column_axis,
            column_axis=self.row_axis,
            rows=self.columns,
            columns=self.rows,
            cells={(b, a): cell for (a, b), cell in self.cells.items()},
            judged="columns" if self.judged == "rows" else "rows",
        )

    def places(self, evidence: Iterable[str], lang: str) -> list[str]:
        """Passages in words."""
        known = (self.passages.get(iri) for iri in evidence)
        return [passage.words.get(lang) for passage in known if passage is not None]

    def standing(self, head: Head, lang: str) -> str:
        """How a judged thing stands, in words, with what makes it sure or not."""
        if not head.verdict:
            return ""
        words = self.verdicts[head.verdict].words.get(lang) + _how_many(head, lang)
        sure = ", ".join(
            t for t in (head.status.get(lang).lower(), head.reason.get(lang).lower()) if t
        )
        more = "; ".join(part for part in (sure, head.note.get(lang)) if part)
        return words + (f": {more}" if more else "")


_SHORT = {
    "collapse": Text("grupp som en", "group as one"),
    "expand-listed": Text("uppräknade", "listed"),
    "expand-derived": Text("härledda", "derived"),
}


def _how_many(head: Head, lang: str) -> str:
    """How many are named, by group mode where that makes a difference."""
    if len(set(head.modes.values())) > 1:
        told = ", ".join(f"{_SHORT[m].get(lang)} {n}" for m, n in head.modes.items())
        return f" ({told})"
    return f" ({head.count})" if head.count > 1 else ""
