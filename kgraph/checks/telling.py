"""What the words of a problem hang on: names of things and passages, and where they are stated."""

from kgraph.store.reach import ROOT, Reach, Step, Walk
from kgraph.terms import DCT, KS, ORG, PROV, RDFS, SKOS, SKOSXL

_LABELS = (
    *(KS("displayLabel"), SKOS("prefLabel"), RDFS("label")),
    *(DCT("title"), SKOSXL("literalForm")),
)
_PARTS = (KS("bearer"), KS("role"), KS("target"), ORG("member"), ORG("organization"), ORG("role"))


def telling() -> Walk:
    """The steps from a thing to all that the words of its problems hang on."""
    reach = Reach()
    passage = reach.place()
    reach.step(ROOT, KS("statedIn"), passage)
    for place in (ROOT, passage):
        _named(reach, place)
    return reach.done()


def _named(reach: Reach, place: int) -> None:
    """What stands of a thing in any graph, and the labels of what names it."""
    reach.steps.append(Step(place, reach.place(), None, named=True))
    source = reach.place()
    reach.step(place, PROV("wasDerivedFrom"), source)
    for name in (DCT("alternative"), DCT("title")):
        reach.step(source, name, reach.place())
    part = reach.place()
    for name in _PARTS:
        reach.step(place, name, part)
    for name in _LABELS:
        reach.step(part, name, reach.place())
