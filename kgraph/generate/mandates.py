"""A county's mandates: each of a task and theme of its own, but where likeness is planted."""

from collections.abc import Iterator

from kgraph.generate.bodies import mandate
from kgraph.generate.country import GOVERNMENT, County
from kgraph.generate.planted import ENDED, Planted
from kgraph.generate.statements import Document, Fact, day
from kgraph.generate.words import TASKS, THEMES, Phrase, pairs
from kgraph.terms import DCT, KS, Iri
from kgraph.wording import Text

_SAME = Text(
    "Två organ har samma uppgift inom samma tema i ett län.",
    "Two bodies have one task in one theme in one county.",
)
_TOGETHER = Text(
    "Skyldigheten att samverka delas av alla som har den.",
    "The duty to co-operate is shared by all who have it.",
)
_BEFORE = Text(
    "Det ena uppdraget upphörde innan det andra började.",
    "One mandate ended before the other began.",
)
_PART = Text("Den ena är en del av den andra.", "One is a part of the other.")
_COOPERATE = "samordna-och-samverka"


def state(county: County, page: Document) -> list[Planted]:
    """State the county's mandates."""
    free = _free(county)
    for number in range(1, county.rng.randint(5, 9)):
        task, theme = next(free)
        basis: list[Fact] = [(KS("issuer"), GOVERNMENT)]
        if county.chance(0.7):
            basis.append((KS("legalBasis"), county.rng.choice(county.nation.laws)))
        _state(county, page, f"enskilt-{number}", county.someone(), task, theme, *basis)
    a, b = county.two()
    c, d = county.two()
    e, f = county.two()
    cooperate = next(task for task in TASKS if task.slug == _COOPERATE)
    ended: Fact = (KS("validThrough"), day(ENDED))
    begun: Fact = (KS("validFrom"), day("2021-01-01"))
    return [
        _pair(county, page, "lika", (a, b), next(free), _SAME, True),
        _pair(county, page, "samverka", (c, d), (cooperate, THEMES[0]), _TOGETHER),
        _pair(county, page, "fore", (e, f), next(free), _BEFORE, False, ended, begun),
        _pair(county, page, "del", (county.region, county.unit), next(free), _PART),
    ]


def _free(county: County) -> Iterator[tuple[Phrase, Phrase]]:
    """Tasks and themes that no national mandate has, without those of co-operation."""
    for task, theme in pairs(county.rng):
        if task.slug == _COOPERATE or theme.slug == "samverkan-och-styrning":
            continue
        if (task.slug, theme.slug) not in county.nation.taken:
            yield task, theme


def _pair(
    county: County,
    page: Document,
    name: str,
    bearers: tuple[Iri, Iri],
    what: tuple[Phrase, Phrase],
    why: Text,
    holds: bool = False,
    *periods: Fact,
) -> Planted:
    made = []
    for number, bearer in enumerate(bearers):
        period = periods[number : number + 1]
        made.append(_state(county, page, f"{name}-{number + 1}", bearer, *what, *period))
    return Planted("OVL-01", tuple(made), why, holds)


def _state(
    county: County,
    page: Document,
    name: str,
    bearer: Iri,
    task: Phrase,
    theme: Phrase,
    *facts: Fact,
) -> Iri:
    passage = page.passage("Uppdrag", "Ett uppdrag till ett organ i länet.")
    spatial: Fact = (DCT("spatial"), county.territory)
    return mandate(passage, f"{county.slug}-uppdrag-{name}", bearer, task, theme, spatial, *facts)
