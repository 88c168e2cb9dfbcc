"""The kinds of gap and overlap: how each is found, and what makes it sure, silent or unsayable.

Names come from the list ``finding-type``; here stands what the program does about them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kgraph.errors import UsageError
from kgraph.findings.formulas import ROWS
from kgraph.findings.sureness import STATUS
from kgraph.queries import near_miss
from kgraph.terms import VOCAB, Iri
from kgraph.wording import Text


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of finding.

    Parameters:
        id: slug in the list ``finding-type``.
        strategist: True when the default view shows it; else it stands under analysis.
        queries: the questions that it rests on.
        formula: what is reported, and how its number is made.
        confirmed, silent, unknown: what makes a finding of this kind so.
        left_out: what looks like one and is none.
        answer: what usually makes it disappear.
        question: what one could bring to a forum.
        value: IRI in the list of kinds, where an extension has declared it.
        reading: what must have been read in full, where an extension has declared it.
    """

    id: str
    strategist: bool
    queries: tuple[str, ...]
    formula: Text
    confirmed: Text
    silent: Text
    unknown: Text
    left_out: Text
    answer: Text
    question: Text
    value: str = ""
    reading: tuple[str, ...] = ()

    @property
    def relations(self) -> tuple[str, ...]:
        """What must have been read in full for silence to say something (``relation-kind``).

        A source that says that there is none says it of one of these.
        """
        return _RELATIONS.get(self.id, self.reading)

    @property
    def notation(self) -> str:
        """The kind as people write it: GAP-01."""
        return self.id.upper()

    @property
    def iri(self) -> Iri:
        """The kind in the list."""
        return Iri(self.value) if self.value else VOCAB("finding-type/" + self.id)

    @property
    def overlap(self) -> bool:
        """Whether it is an overlap, which can be wanted, and not a gap."""
        return "ovl-" in self.id


_RELATIONS: dict[str, tuple[str, ...]] = {
    "gap-01": ("ansvar",), "gap-02": ("insatser",), "gap-03": ("rattslig-grund",),
    "gap-04": ("insatser", "mal"), "gap-05": ("mal",), "gap-06": ("uppfoljning", "indikatorer"),
    "gap-07": ("finansiering",), "gap-08": ("medlemskap",), "gap-09": ("medlemskap",),
    "gap-10": ("ansvar", "medlemskap"), "gap-11": ("medlemskap",), "gap-12": ("medlemskap",),
    "gap-15": ("medlemskap", "insatser", "mal"), "gap-16": ("ansvar",),
}  # fmt: skip


def _kind(row: tuple[str, bool, str, str, str, str, str, str, str]) -> Kind:
    slug, strategist, names, formula_sv, formula_en, answer_sv, answer_en, ask_sv, ask_en = row
    confirmed, silent, unknown, left_out = STATUS[slug]
    return Kind(
        slug,
        strategist,
        tuple(names.split()),
        Text(formula_sv, formula_en),
        confirmed,
        silent,
        unknown,
        left_out,
        Text(answer_sv, answer_en),
        Text(ask_sv, ask_en),
    )


class Kinds(Mapping[str, Kind]):
    """The shipped kinds, in order; looked up by id, also those that extensions have declared.

    Whoever has a finding finds its kind here, whichever project it holds in. Which kinds a project
    has is told by ``declared.kinds_of``.
    """

    def __init__(self, shipped: Mapping[str, Kind]) -> None:
        """Begin with the shipped kinds alone."""
        self._shipped, self._every = dict(shipped), dict(shipped)

    def __getitem__(self, slug: str) -> Kind:
        """The kind of an id, shipped or declared."""
        return self._every[slug]

    def __iter__(self) -> Iterator[str]:
        """The ids of the shipped kinds."""
        return iter(self._shipped)

    def __len__(self) -> int:
        """How many kinds are shipped."""
        return len(self._shipped)

    def learn(self, kinds: Iterable[Kind]) -> None:
        """Let declared kinds be looked up; never in place of a shipped one."""
        self._every = {**self._every, **{kind.id: kind for kind in kinds}, **self._shipped}


KINDS = Kinds({row[0]: _kind(row) for row in ROWS})


# A kind written without its hyphen or its zero.
_SHORT = re.compile(r"(gap|ovl)\W?([0-9]{1,3})", re.ASCII | re.IGNORECASE)


def find_kind(name: str, among: Mapping[str, Kind] = KINDS) -> Kind:
    """The kind that a person means: ``GAP-01`` or ``gap-01``.

    Parameters:
        name: what the person wrote.
        among: the kinds that there are.

    Raises:
        UsageError: there is none; near ones are offered.
    """
    if name.lower() in among:
        return among[name.lower()]
    meant = _SHORT.fullmatch(name.strip())
    likely = f"{meant[1]}-{int(meant[2]):02}".upper() if meant else name.upper()
    raise UsageError(
        Text(f"Det finns inget slag som heter {name}.", f"There is no kind called {name}."),
        "--kind",
        near_miss(
            likely,
            [kind.notation for kind in among.values()],
            Text("Finns: GAP-01 till GAP-16 och OVL-01 till OVL-08.", "See GAP-01 to OVL-08."),
        ),
    )
