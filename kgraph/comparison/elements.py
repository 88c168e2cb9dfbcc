"""Goals, priorities and measures of a county, and at which level somebody answers for them."""

from dataclasses import dataclass, replace

from kgraph.comparison.side import UNSAYABLE, Made, Side, share, share_words, with_ours
from kgraph.counting import read_ours, read_places
from kgraph.difference.holding import LEVEL_WORDS
from kgraph.findings.material import parts
from kgraph.wording import Text

_PLURAL = {
    "Goal": Text("Mål", "Goals"),
    "Priority": Text("Prioriteringar", "Priorities"),
    "Measure": Text("Insatser", "Measures"),
}
_RELATIONS = {"Goal": "mal", "Priority": "mal", "Measure": "insatser"}


@dataclass(frozen=True)
class _Element:
    """An element: its kind and level, where it is stated and its level, and if we read it in.

    Parameters:
        project: whether somebody is named for it only through the project that carries it out.
    """

    kind: str
    level: str
    places: set[str]
    level_places: set[str]
    ours: bool
    project: bool = False


def _element_rows(side: Side) -> list[_Element]:
    """The elements of the county's read documents, or else of those cited.

    What is named and no more ("eleven areas") is one entry in the graph and no count of anything.
    """
    material = side.reading.material
    ours = read_ours(material.store, material.view).elements
    stated = read_places(material.store, material.view)
    found: dict[str, _Element] = {}
    named: set[str] = set()
    for document in side.own or side.cited:
        for element, (kind, level) in material.counted.get(document, {}).items():
            found[element] = _Element(kind, level, set(stated.get(element, ())), set(),
                                      element in ours)  # fmt: skip
    for row in material.rows("gap-responsibility"):
        if one := found.get(row["element"]):
            one.level_places.update(parts(row["levelEvidence"]) or parts(row["evidence"]))
    for row in material.rows("responsible-by-strategy"):
        one = found.get(row["element"])
        if one and one.level == "utpekad" and row["counted"] == "true":
            one.level_places.update(parts(row["evidence"]))
            if not row["via"]:
                named.add(row["element"])
    return [replace(one, project=one.level == "utpekad" and element not in named)
            for element, one in found.items()]  # fmt: skip


def elements(side: Side) -> Made:
    """How many goals, priorities and measures there are, and where they are stated."""
    rows = _element_rows(side)
    made: Made = {}
    for kind, title in _PLURAL.items():
        mine = [one.places for one in rows if one.kind == kind]
        ours = sum(one.ours for one in rows if one.kind == kind)
        cell = side.counted(
            len(mine), with_ours(len(mine), ours), "responsible-by-strategy",
            set().union(*mine), _RELATIONS[kind],
        )  # fmt: skip
        made[kind] = title, cell, False
    return made


def levels(side: Side) -> Made:
    """For how many of them somebody answers, level by level."""
    rows = _element_rows(side)
    made: Made = {}
    for level, title in LEVEL_WORDS.items():
        mine = [one.level_places for one in rows if one.level == level]
        cell = share(
            side, len(mine), len(rows), "responsible-by-strategy", set().union(*mine), "ansvar"
        )
        if level == "namns-inte" and cell.state == "known":
            # What was not read may name somebody: that nobody is known is no count.
            told = share_words(len(mine), len(rows))
            words = Text(f"{UNSAYABLE.sv} ({told.sv} kända)", f"{UNSAYABLE.en} ({told.en} known)")
            cell = replace(cell, words=words, number=None, state="unknown")
        if n := sum(one.project for one in rows if one.level == level):
            cell = replace(cell, words=Text(
                f"{cell.words.sv} (varav {n} genom projektet som genomför det)",
                f"{cell.words.en} ({n} through the project that carries it out)"))  # fmt: skip
        made[level] = title, cell, False
    return made
