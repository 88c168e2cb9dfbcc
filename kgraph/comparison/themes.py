"""Which themes a county takes up: in its plans, in forums, and in the tasks of its bodies."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kgraph.comparison.side import Made, Side, share
from kgraph.comparison.value import Cell
from kgraph.counting import read_places, read_through_areas, read_uncounted
from kgraph.findings.material import parts
from kgraph.wording import Text, collation_key


@dataclass(frozen=True)
class Heard:
    """What of a county has a theme.

    Parameters:
        read: goals, priorities and measures of its documents that were read, or else of those
            cited; ``through`` those of them that have the theme by the area they stand under
            alone; ``beyond`` those that documents not read are known to hold beside documents read.
        ours: what is part of a document by our reading alone.
        forums: how many forums have it.
        tasks: the mandates of its own bodies, each with its passages.
        places: where the goals, priorities and measures are stated.
        own: whether a document of the county's own was read.
    """

    read: frozenset[str]
    through: frozenset[str]
    beyond: frozenset[str]
    ours: frozenset[str]
    forums: int
    tasks: Mapping[str, set[str]]
    places: frozenset[str]
    own: bool


def themes(side: Side) -> Made:
    """How many themes are taken up; and each of them, where it is known from."""
    material = side.reading.material
    register = material.rows("theme-by-region")
    rows = [r for r in register if r["region"] == side.county.iri]
    every = sorted({r["theme"] for r in register}, key=lambda t: collation_key(material.name(t).sv))
    total = len(every) if rows else 0
    forums = {r["theme"]: int(r["forums"]) for r in rows}
    heard = heard_of(side, every, forums)
    taken = [one for one in heard.values() if one.read]
    made: Made = {
        "covered": (
            Text("Teman i mål, prioriteringar och insatser", "Themes of goals and measures"),
            share(side, len(taken), total, "theme-by-region", ()), False),
        "forums": (
            Text("Teman som ett forum har", "Themes that a forum has"),
            share(side, sum(map(bool, forums.values())), total, "theme-by-region", ()), False),
    }  # fmt: skip
    for theme in every:
        made[theme] = material.name(theme), _theme(side, heard[theme]), True
    return made


def heard_of(side: Side, themes: Iterable[str], forums: Mapping[str, int]) -> dict[str, Heard]:
    """By theme, what of the county has it; counted as everywhere."""
    material = side.reading.material
    own = material.relations.pairs(
        "VALUES ?type { ks:Goal ks:Priority ks:Measure } ?a a ?type ; dct:subject/skos:broader* ?b"
    )
    areas = read_through_areas(material.store, material.view)
    read_in = read_uncounted(material.store, material.view).read_in
    stated = read_places(material.store, material.view)
    tasks = _tasks_of(side)
    mine = _parts(side, side.own or side.cited)
    beyond = _parts(side, side.cited if side.own else ())
    ours = frozenset(
        e for d in (*side.own, *side.cited) for e in material.elements.get(d, ()) if e in read_in
    )
    found = {}
    for theme in themes:
        through = frozenset(areas.get(theme, {}))
        bearing = through | {e for e in mine | beyond | ours if theme in own.get(e, ())}
        here = bearing & mine
        places = frozenset[str]().union(*(stated.get(e, ()) for e in here))
        found[theme] = Heard(here, through & here, bearing & beyond, bearing & ours,
                              forums.get(theme, 0), tasks.get(theme, {}), places,
                              bool(side.own))  # fmt: skip
    return found


def _parts(side: Side, documents: Iterable[str]) -> frozenset[str]:
    """The goals, priorities and measures of some documents that are counted."""
    counted = side.reading.material.counted
    return frozenset(element for document in documents for element in counted.get(document, ()))


def _tasks_of(side: Side) -> dict[str, dict[str, set[str]]]:
    """By theme, the mandates of the county's own bodies that have it, with their passages."""
    material = side.reading.material
    themes = material.relations.pairs("?a a ks:Mandate ; dct:subject/skos:broader* ?b")
    own = side.reading.bodies.get(side.county.iri, set())
    found: dict[str, dict[str, set[str]]] = {}
    for row in material.rows("mandate-register"):
        if row["counted"] == "true" and row["bearer"] in own:
            for theme in themes.get(row["mandate"], ()):
                places = found.setdefault(theme, {}).setdefault(row["mandate"], set())
                places.update(parts(row["evidence"]))
    return found


def _theme(side: Side, heard: Heard) -> Cell:
    """Where a theme is known from: plans, forums, and the tasks of the county's own bodies.

    Where no plan was read, what is not known is left out: it is no zero.
    """
    n, forums, tasks = len(heard.read), heard.forums, len(heard.tasks)
    told = [_elements_told(heard)] if n or side.own else []
    if forums or side.own:
        told.append(Text(f"{forums} forum", f"{forums} {'forum' if forums == 1 else 'forums'}"))
    if tasks:
        told.append(Text(f"{tasks} uppdrag",
                         f"{tasks} {'mandate' if tasks == 1 else 'mandates'}"))  # fmt: skip
    words = Text(", ".join(w.sv for w in told), ", ".join(w.en for w in told))
    places = heard.places.union(*heard.tasks.values())
    cell = side.counted(n + forums + tasks, words, "theme-by-region", places)
    count = n if cell.state == "read" or (cell.number and n) else None
    return replace(_with_more(cell, _more_told(heard)), number=count)


def _with_more(cell: Cell, more: Sequence[Text]) -> Cell:
    """A cell that says what is known beside its count; alone where nothing is counted."""
    known = [cell.words] if cell.number is not None else []
    told = [*known, *more]
    if not more:
        return cell
    words = Text("; ".join(w.sv for w in told), "; ".join(w.en for w in told))
    return replace(cell, words=words, state=cell.state if known else "known")


def _elements_told(heard: Heard) -> Text:
    """How many goals, priorities and measures; and how many of them by their area alone."""
    told = _many(heard.read)
    if not (through := len(heard.through)):
        return told
    return Text(f"{told.sv} (varav {through} genom det de står under)",
                f"{told.en} ({through} of them through what they stand under)")  # fmt: skip


def _more_told(heard: Heard) -> list[Text]:
    """What is known beside: in documents not read, and by our reading alone."""
    told = []
    if beyond := len(heard.beyond):
        told.append(Text(f"{beyond} {'känd' if beyond == 1 else 'kända'} i dokument som inte är "
                         "lästa", f"{beyond} known in documents not read"))  # fmt: skip
    if ours := len(heard.ours):
        told.append(Text(f"{ours} enligt vår läsning, inte {'räknade' if ours > 1 else 'räknad'}",
                         f"{ours} by our reading, not counted"))  # fmt: skip
    return told


def _many(elements: Collection[str]) -> Text:
    n = len(elements)
    if n == 1:
        return Text("1 mål, prioritering eller insats", "1 goal, priority or measure")
    return Text(f"{n} mål, prioriteringar eller insatser", f"{n} goals, priorities or measures")
