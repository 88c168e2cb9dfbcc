"""Building a comparison: the same questions asked of each county, and what answers stand on."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from kgraph.comparison.bodies import forums, mandates
from kgraph.comparison.elements import elements, levels
from kgraph.comparison.found import findings
from kgraph.comparison.means import follow_up, funding
from kgraph.comparison.reading import find_counties, read
from kgraph.comparison.side import Made, Side, make_side
from kgraph.comparison.themes import themes
from kgraph.comparison.value import Cell, Comparison, Row
from kgraph.findings import Filters, Findings, find
from kgraph.layout import natural
from kgraph.project import Project
from kgraph.store import Store, View
from kgraph.wording import Text

_SECTIONS = {
    "elements": Text("Mål, prioriteringar och insatser", "Goals, priorities and measures"),
    "levels": Text("Ansvar, nivå för nivå", "Responsibility, level by level"),
    "forums": Text("Forum", "Forums"),
    "mandates": Text("Uppdrag", "Mandates"),
    "themes": Text("Teman", "Themes"),
    "follow": Text("Uppföljning", "Follow-up"),
    "funding": Text("Finansiering", "Funding"),
    "findings": Text("Fynd", "Findings"),
}


def build(
    project: Project,
    store: Store,
    names: Sequence[str],
    view: View,
    everything: bool = False,
    found: Findings | None = None,
) -> Comparison:
    """Counties side by side.

    Parameters:
        names: the counties as a person names them, two at least.
        everything: the kinds of finding for analysis too.
        found: every finding of the view, where they are known already.

    Raises:
        UsageError: fewer than two counties, an unknown one, one twice, or what is no county.
    """
    counties = find_counties(store, view, names)
    filters = Filters(everything=everything)
    result = find(project, store, view, filters) if found is None else _narrowed(found, filters)
    reading = read(result.material)
    sides = [make_side(reading, iri) for iri in counties]
    makers: tuple[Callable[[Side], Made], ...] = (
        elements, levels, forums, mandates, themes, follow_up, funding,
        lambda side: findings(side, result),
    )  # fmt: skip
    rows: list[Row] = []
    for section, make in zip(_SECTIONS.values(), makers, strict=True):
        made = [make(side) for side in sides]
        for key in dict.fromkeys(key for one in made for key in one):
            title, _, minor = next(one[key] for one in made if key in one)
            cells = tuple(_in_order(one[key][1]) for one in made)
            rows.append(Row(section, title, cells, minor))
    passages = {p for row in rows for cell in row.cells for p in cell.evidence}
    passages |= {p for side in sides for d in side.county.documents for p in d.passages}
    words = {p: result.material.name(p) for p in sorted(passages)}
    return Comparison(tuple(side.county for side in sides), tuple(rows), view, words)


def _narrowed(found: Findings, filters: Filters) -> Findings:
    """Of all findings those that a comparison counts."""
    kinds = {kind.id for kind in filters.wanted_kinds()}
    kept = tuple(f for f in found.found
                 if f.kind in kinds and (filters.everything or not f.set_aside))  # fmt: skip
    return replace(found, found=kept, filters=filters)


def _in_order(cell: Cell) -> Cell:
    """A cell with its passages in the order of the documents."""
    return replace(cell, evidence=tuple(sorted(cell.evidence, key=natural)))
