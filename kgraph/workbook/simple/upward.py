"""What a measure belongs to in another plan: it contributes to that, and is no part of it.

A plan of action often has its measures under the goals of the county's strategy. Nothing can be a
part of two plans, so what stands under "Hör till" there is kept as what it contributes to.
"""

from kgraph.terms import KS, Iri, Quad
from kgraph.wording import Text
from kgraph.workbook.simple.ground import Ground

PART_OF, CONTRIBUTES_TO, _OF = KS("parentElement"), KS("contributesTo"), KS("partOfStrategy")


def settle_upward(ground: Ground) -> None:
    """Turn what rows state of parts of other plans into contributions, when all have been read.

    Parameters:
        ground: what the rows have stated; the plan of a goal may stand on a row further down.
    """
    found = [quad for quad in ground.made.quads if quad[1] == PART_OF]
    plans = _stated_plans(ground) if found else {}
    for quad in sorted(found, key=str):
        own, other = (_plans_of(ground, str(one), plans) for one in (quad[0], quad[2]))
        if not own or not other or own & other or (own | other) & ground.made.open:
            continue
        if quad in ground.index.of.get(quad[0], ()) and _stands_apart(ground, quad):
            continue  # so it stands in the data, for others to mend
        _contribute(ground, quad, min(other))


def _contribute(ground: Ground, quad: Quad, plan: str) -> None:
    made, place = ground.made, ground.made.places[quad]
    made.quads.discard(quad)
    del made.places[quad]
    made.state((quad[0], CONTRIBUTES_TO, quad[2], quad[3]), place)
    goal, of = ground.names.label(str(quad[2])), ground.names.label(plan)
    ground.fresh[str(place)] = Text(
        f"{place}: ”{goal}” står i en annan strategi eller plan (”{of}”), så raden sparas som att "
        "den bidrar till det.",
        f"{place}: “{goal}” is of another strategy or plan (“{of}”), so the row is kept as "
        "contributing to it.",
    )


def _stated_plans(ground: Ground) -> dict[str, set[str]]:
    """The plans that the rows themselves say that things are of."""
    found: dict[str, set[str]] = {}
    for quad in ground.made.quads:
        if quad[1] == _OF:
            found.setdefault(str(quad[0]), set()).add(str(quad[2]))
    return found


def _plans_of(ground: Ground, thing: str, stated: dict[str, set[str]]) -> set[str]:
    return stated.get(thing) or _known_plans(ground, thing)


def _known_plans(ground: Ground, thing: str) -> set[str]:
    return {str(plan) for plan in ground.index.values(thing, _OF)}


def _stands_apart(ground: Ground, quad: Quad) -> bool:
    """Whether the data themselves say that the two are of different plans."""
    own, other = (_known_plans(ground, str(one)) for one in (quad[0], quad[2]))
    return bool(own and other) and not own & other


def upward(ground: Ground, element: str, goal: str, graph: str) -> Iri:
    """The property that a row of a known thing had in its cell for what it belongs to."""
    index = ground.index
    stands = goal in map(str, index.values(element, CONTRIBUTES_TO, graph))
    part = goal in map(str, index.values(element, PART_OF, graph))
    return Iri(CONTRIBUTES_TO if stands and not part else PART_OF)
