"""What a part of a document is called: as its source calls it, else by what kind of part it is."""

from collections import Counter
from collections.abc import Iterable

from kgraph.findings.material import Material
from kgraph.terms import local_name
from kgraph.wording import Text

KIND_WORDS = {
    "Goal": Text("målet", "the goal"),
    "Priority": Text("prioriteringen", "the priority"),
    "Measure": Text("insatsen", "the measure"),
    "Project": Text("projektet", "the project"),
    "Strategy": Text("dokumentet", "the document"),
    "Challenge": Text("behovet", "the need"),
    "Forum": Text("forumet", "the forum"),
    "Mandate": Text("uppdraget", "the mandate"),
}
# The one and the many.
Nouns = tuple[Text, Text]
NOUNS: dict[str, Nouns] = {
    "Goal": (Text("mål", "goal"), Text("mål", "goals")),
    "Priority": (Text("prioritering", "priority"), Text("prioriteringar", "priorities")),
    "Measure": (Text("insats", "measure"), Text("insatser", "measures")),
}
# By the list of element types, for what has a word of its own: the definite, the one, the many.
_OWN = {
    "delstrategi": (Text("delstrategin", "the sub-strategy"), Text("delstrategi", "sub-strategy"),
                    Text("delstrategier", "sub-strategies")),
    "fokusomrade": (Text("fokusområdet", "the focus area"), Text("fokusområde", "focus area"),
                    Text("fokusområden", "focus areas")),
    "inriktning": (Text("inriktningen", "the direction"), Text("inriktning", "direction"),
                   Text("inriktningar", "directions")),
    "omrade-for-samverkan": (Text("området för samverkan", "the collaboration area"),
                             Text("område för samverkan", "collaboration area"),
                             Text("områden för samverkan", "collaboration areas")),
    "overgripande-mal": (Text("det övergripande målet", "the overall goal"),
                         Text("övergripande mål", "overall goal"),
                         Text("övergripande mål", "overall goals")),
    "strategiskt-omrade": (Text("det strategiska området", "the strategic area"),
                           Text("strategiskt område", "strategic area"),
                           Text("strategiska områden", "strategic areas")),
}  # fmt: skip


# What our reading alone makes a priority: its source chooses no effort and has no such word.
_AREA = Text("området", "the area")
_OURS = (
    "?a ks:inferred true ; ks:partOfStrategy ?strategy FILTER NOT EXISTS { ?a ks:elementType ?t }"
)


def is_our_reading(material: Material, iri: str) -> bool:
    """Whether only our reading makes a thing the part of a document that it is told as."""
    return iri in material.relations.those(_OURS)


def _type(material: Material, iri: str) -> str:
    """The first of a thing's types that has a word of its own, or nothing."""
    types = material.relations.by("ks:elementType").get(iri, frozenset())
    return min({local_name(found) for found in types} & _OWN.keys(), default="")


def word_for(material: Material, iri: str, kind: str) -> Text:
    """The word for one thing, in the definite form; nothing for what has none."""
    own = _OWN.get(_type(material, iri))
    if not own and local_name(kind) == "Priority" and is_our_reading(material, iri):
        return _AREA
    return own[0] if own else KIND_WORDS.get(local_name(kind), Text("", ""))


def nouns_for(material: Material, iri: str, kind: str) -> Nouns:
    """What one goal, priority or measure is called, and several of them."""
    own = _OWN.get(_type(material, iri))
    return own[1:] if own else NOUNS[kind]


def counted_parts(
    material: Material, elements: Iterable[tuple[str, str]]
) -> list[tuple[Nouns, int]]:
    """How many there are of each, goals first and measures last.

    Parameters:
        elements: things with ``Goal``, ``Priority`` or ``Measure``.
    """
    counts = Counter((kind, nouns_for(material, iri, kind)) for iri, kind in elements)
    order = {kind: place for place, kind in enumerate(NOUNS)}
    ordered = sorted(counts.items(), key=lambda c: (order[c[0][0]], c[0][1][1].sv))
    return [(nouns, n) for (_, nouns), n in ordered]
