"""A county that a cell names: a municipality is none, and a misspelt one is proposed."""

from kgraph.terms import DCT, ID, KS, SKOS, VOCAB, Iri, Literal
from kgraph.wording import Text
from kgraph.workbook.cells import Wrong
from kgraph.workbook.near import nearest
from kgraph.workbook.simple.ground import Ground
from kgraph.workbook.value import Column

_KIND, _COUNTY = KS("territoryType"), VOCAB("territory-type/lan")
_PLACES, _MOST = str(ID("territory/")), 3


def county(ground: Ground, text: str, column: Column) -> Iri:
    """The county, or the country, that a text means.

    Raises:
        Wrong: it is no known place, or a smaller or other one.
    """
    by_name = ground.finder.county(text, column)
    if by_name is not None and _is_county(ground, by_name):
        return by_name
    try:
        found = ground.finder.find(text, column)
    except Wrong as wrong:
        meant = (ground.names.meant(one) for one in wrong.candidates)
        around = [county for one in meant if one for county in _around(ground, one)]
        near = _near(ground, text) or list(dict.fromkeys(around))[:_MOST]
        raise _none(text, near) if near else wrong from None
    kinds = set(map(str, ground.index.values(found, _KIND)))
    undescribed = not kinds and found.startswith(_PLACES)  # which the checks tell
    if undescribed or {_COUNTY, VOCAB("territory-type/land")} & kinds:
        return found
    raise _none(text, _around(ground, found))


def _around(ground: Ground, thing: str) -> list[str]:
    """The counties that a smaller place lies in, or that a body works in or lies in."""
    places = [thing, *map(str, ground.index.values(thing, DCT("spatial")))]
    larger = [str(one) for place in places for one in ground.index.values(place, DCT("isPartOf"))]
    found = [one for one in (*places, *larger) if _is_county(ground, one)]
    return [ground.names.text(one) for one in dict.fromkeys(found)]


def _is_county(ground: Ground, place: object) -> bool:
    return _COUNTY in map(str, ground.index.values(str(place), _KIND))


def _near(ground: Ground, text: str) -> list[str]:
    """The counties whose names are spelt much like a text, with or without their last word."""
    names: dict[str, str] = {}
    for place in ground.index.subjects(_KIND, _COUNTY):
        for name in ground.index.values(place, SKOS("prefLabel")):
            if isinstance(name, Literal):
                told = ground.names.text(place)
                names[name.value] = told
                names[name.value.removesuffix(" län").removesuffix("s")] = told
    return list(dict.fromkeys(names[name] for name in nearest(text, names)))[:_MOST]


def _none(text: str, near: list[str] | tuple[str, ...]) -> Wrong:
    told = ", ".join(near)
    return Wrong(
        Text(f"”{text}” är inget län.", f"“{text}” is no county."),
        Text(f"Menades {told}?", f"Did you mean {told}?") if told else _CHOOSE,
        near,
    )


_CHOOSE = Text("Välj ett län ur listan.", "Choose a county from the list.")
