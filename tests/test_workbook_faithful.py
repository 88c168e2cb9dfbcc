"""What a preview tells is what is written: seen by writing the workbook out again afterwards.

One cell is changed or one row removed, at random. What is then written shows, in a workbook made
anew, what the sheets said when they were read in; else the workbook is refused, or it is told that
nothing changes or that two rows have become one.
"""

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from kgraph import journal, workbook
from kgraph.project import Project
from kgraph.terms import ID
from kgraph.workbook.grid import Grid, read_grids
from tests.helpers import SOURCES, TINY, project
from tests.workbooks import simple, statements

LAN = ID("territory/lanet")
COUNTY = """
g:6-6 {
  territory:lanet a ks:Territory ; skos:prefLabel "Länet"@sv ;
    ks:territoryType territory-type:lan .
}
g:1-1 { strategy:liten dct:spatial territory:lanet . }
g:2-3 { actor:a dct:spatial territory:lanet . }
g:5-6 {
  forum:f org:purpose "Samtala."@sv , "Talk."@en ; ks:openList true .
  membership:f--b ks:inferred true ; ks:inferredBecause "Texten nämner dem."@sv .
  assignment:uppfoljning-f a ks:FollowUp ; ks:bearer forum:f ; ks:role role:uppfoljare ;
    ks:target element:mal , strategy:liten ; ks:summary "Forumet följer upp."@sv ;
    ks:assertionMode mode:permitted .
}
"""
# What a row says of its thing, which other rows on the thing need not say once more.
OF_THING = {
    "Insatser och ansvar": ("Vad det är", "Hör till", "I korthet", "Tema", "Strategi eller plan"),
    "Forum": ("Län", "Syfte", "Tema", "Fler är med (m.fl.)"),
}
PLACE = ("Dokument", "Sida", "Rubrik")  # said by the passage too
ASIDE = ("Rad", "Identitet")  # what the program keeps for itself
FIRST = 3  # headings, help and example come before the first row

Facts = Counter[tuple[str, ...]]


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The small plan as that of a county, with a follow-up of two things."""
    data = {"sources.ttl": SOURCES, "sources/liten.trig": TINY + COUNTY}
    return project(tmp_path_factory.mktemp("lan") / "graf", data)


@pytest.fixture(scope="module")
def filled(county: Project) -> bytes:
    """Its simple workbook."""
    return simple(county, LAN)


def rows(grids: Iterable[Grid]) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The rows of the four sheets, their cells by heading."""
    for grid in grids:
        if grid.name in (*OF_THING, "Dokument", "Uppföljning"):
            heads = [str(head) for head in grid.rows[0]]
            for row in grid.rows[FIRST:]:
                yield grid.name, {h: str(v) for h, v in zip(heads, row, strict=False) if v}


def facts(grids: Iterable[Grid]) -> Facts:
    """What sheets say: of each thing once, whichever of its rows says it, and of relations."""
    found: Facts = Counter()
    for sheet, cells in rows(grids):
        kept = {k: ", ".join(sorted(v.split("\n"))) for k, v in cells.items() if k not in ASIDE}
        if not kept:
            continue
        name = next(iter(kept.values())) if sheet in OF_THING else ""
        thing = (sheet, name, kept.get("Belägg", ""))
        for head in OF_THING.get(sheet, ()):
            for value in kept.pop(head, "").split(", "):
                found[*thing, head, value] = 1
        own = [f"{k}: {v}" for k, v in sorted(kept.items())
               if sheet == "Dokument" or (k not in PLACE and v not in thing)]  # fmt: skip
        found[*thing, *own] += bool(own)
    return Facts({fact: count for fact, count in found.items() if count and fact[-1]})


def copied(grids: Iterable[Grid]) -> list[Grid]:
    """Sheets that can be changed."""
    return [Grid(grid.name, [list(row) for row in grid.rows]) for grid in grids]


def edit(grids: list[Grid], chance: random.Random) -> str:
    """Change a cell to what another row of its column says, or to nothing, or remove a row."""
    sheets: list[Any] = [g for g in grids if len(g.rows) > FIRST and g.name[0] != "_"]
    grid = chance.choice([g for g in sheets if g.name in (*OF_THING, "Dokument", "Uppföljning")])
    at = chance.randrange(FIRST, len(grid.rows))
    if chance.random() < 0.25:
        return f"{grid.name}: removed {grid.rows.pop(at)[1:4]}"
    column = chance.choice([n for n, head in enumerate(grid.rows[0]) if head not in
                            ("Rad", "Belägg", "Identitet", "", None)])  # fmt: skip
    old = grid.rows[at][column]
    others = sorted({str(r[column]) for r in grid.rows[FIRST:] if r[column] and r[column] != old})
    grid.rows[at][column] = chance.choice([*others, "", "Bolaget", "ja", "önskat"])
    return f"{grid.name}: {grid.rows[0][column]}: {old!r} to {grid.rows[at][column]!r}"


def tried(county: Project, filled: bytes, folder: Path, seed: int) -> str:
    """One edit: refused, without effect, or written just as told; then taken back."""
    path, before = folder / "bok.xlsx", statements(county)
    path.write_bytes(filled)
    grids = copied(read_grids(path))
    what = edit(grids, random.Random(seed))
    made = workbook.weigh(county, grids, path)
    if not made.ready:
        return "refused"
    if not made.contents:
        assert not made.changes, what
        return "nothing"
    entry, _ = workbook.apply(county, made)
    path.write_bytes(simple(county, LAN))
    now, told = facts(read_grids(path)), " ".join(text.sv for text in made.understood)
    journal.undo(county, entry.number)

    assert statements(county) == before, what
    lacking, more = facts(grids) - now, now - facts(grids)
    assert not more or "står kvar" in told, (what, more)
    assert not lacking or "blir ingen egen uppgift" in told, (what, lacking)
    return "written"


@pytest.mark.parametrize(
    "seeds", [range(2, 8), pytest.param(range(20, 60), marks=pytest.mark.prove)], ids=str
)
def test_what_is_written_is_what_the_preview_tells(
    county: Project, filled: bytes, tmp_path: Path, seeds: range
) -> None:
    """For one edit after another, each taken back again before the next."""
    found = Counter(tried(county, filled, tmp_path, seed) for seed in seeds)

    assert found["written"] and found["refused"]
