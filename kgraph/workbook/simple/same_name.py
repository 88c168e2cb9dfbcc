"""A new row whose name is that of something elsewhere: it is never taken for the same in silence.

"Kompetensrådet" and "Livslångt lärande" are names that every county may have one of. A row with the
name of another county's forum, or of a part of another plan, would else be said of that one.
"""

from collections.abc import Collection

from kgraph.terms import DCT, KS, Iri
from kgraph.wording import Text
from kgraph.workbook.simple.row import Row

_COUNTY = "-lan"


def of_another_county(row: Row, forum: Iri) -> bool:
    """Whether a forum that the row's name hits lies in another county than the row's; then told."""
    if row.typed() is not None:
        return False
    stands = _counties(row.ground.index.values(forum, DCT("spatial")))
    mine = _counties(row.values("county")) if row.text("county") else set()
    if not stands or not mine or stands & mine:
        return False
    _refuse(row, sorted(stands), "Fyll i det länet", "Fill in that county", sorted(mine)[0])
    return True


def of_another_plan(row: Row, element: Iri, strategies: Collection[Iri]) -> bool:
    """Whether a part that the row's name hits is of another plan than the row's; then told.

    Parameters:
        strategies: those that the row names, or that its document is a copy of.
    """
    if row.typed() is not None:
        return False
    stands = {str(s) for s in row.ground.index.values(element, KS("partOfStrategy"))}
    mine = {str(s) for s in strategies}
    if not stands or not mine or stands & mine:
        return False
    _refuse(row, sorted(stands), "Skriv den under Strategi eller plan",
            "Write it under Strategy or plan", sorted(mine)[0])  # fmt: skip
    return True


def _counties(values: Collection[object]) -> set[str]:
    return {str(value) for value in values if str(value).endswith(_COUNTY)}


def _refuse(row: Row, stands: Collection[str], same: str, same_en: str, mine: str) -> None:
    name, label = row.text("name"), row.ground.names.label
    where, other = ", ".join(map(label, stands)), f"{name} ({label(mine)})"
    row.fault(
        "name",
        Text(f"”{name}” finns redan: {where}.", f"“{name}” exists already: {where}."),
        Text(f"Är det något annat, skriv ett namn som skiljer dem åt, till exempel ”{other}”. "
             f"Är det samma? {same}.",
             f"If it is something else, write a name that tells them apart, for instance "
             f"“{other}”. Is it the same? {same_en}."),
    )  # fmt: skip
