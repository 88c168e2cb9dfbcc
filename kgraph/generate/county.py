"""One county: its register, its plans, and the page that tells of its forums and mandates."""

from collections.abc import Iterator
from random import Random

from kgraph.generate import forums, mandates, strategies
from kgraph.generate.bodies import Kind, organisation
from kgraph.generate.country import COUNTRY, County, Meeting, Nation
from kgraph.generate.planted import Planted
from kgraph.generate.statements import (
    Document,
    Passage,
    named,
    register,
    text,
    thing,
    typed,
    value,
)
from kgraph.generate.words import INDUSTRIES, THEMES, pairs
from kgraph.terms import DCT, FOAF, KS, M8G, ORG, SKOS, SKOSXL, Iri, Literal, Quad
from kgraph.wording import Text

_KINDS = (
    ("universitet", "larosate", "utbildning", "högskola", "University College"),
    ("folkhogskola", "folkbildning", "utbildning", "folkhögskola", "Folk High School"),
    ("campus", "utbildningsanordnare", "utbildning", "yrkescampus", "Vocational Campus"),
    ("handelskammare", "naringslivsorganisation", "naringsliv", "handelskammare", "Chamber"),
    ("foretagare", "naringslivsorganisation", "naringsliv", "företagarförening", "Enterprise"),
    ("fack", "arbetstagarorganisation", "arbetsmarknadens-parter", "fackförbund", "Union"),
    ("omstallning", "omstallningsorganisation", "arbetsmarknadens-parter", "trygghetsråd", "Fund"),
    ("kommunforbund", "kommunal-samverkan", "offentlig", "kommunförbund", "Municipalities"),
)


def generate(nation: Nation, number: int, names: Iterator[str]) -> Iterator[Quad | Planted]:
    """A county's statements and what was planted among them."""
    rng = Random(f"{nation.seed}/county/{number}")
    graph, meta = register(
        f"p{number:03}", Text(f"Provlän {number}: organ", f"Test county {number}: bodies")
    )
    county = _county(nation, number, rng, graph, names)
    yield from graph
    yield from meta
    page = Document(
        f"{county.slug}-webb-2026",
        f"P{number:03}-0",
        Text(f"Kompetensförsörjning i {county.name}", f"Skills supply in {county.name}"),
        county.region,
        rng,
    )
    truth: list[Planted] = []
    truth += forums.state(county, page)
    truth += mandates.state(county, page)
    yield from page
    yield from truth
    yield from strategies.state(county, number)


def _county(
    nation: Nation, number: int, rng: Random, graph: Passage, names: Iterator[str]
) -> County:
    slug, name = f"p{number:03}", next(names)
    territory = _territory(graph, f"{slug}-lan", f"{name}s län", f"P{number:03}", COUNTRY, "lan")
    region = organisation(
        graph,
        thing("actor", f"{slug}-region"),
        Text(f"Region {name}", f"Region {name}"),
        Kind("region", "offentlig", "regional"),
        territory,
    )
    unit, board = _parts(graph, slug, name, region)
    size = min(49, max(3, round(rng.lognormvariate(2.45, 0.5))))
    towns = tuple(_town(graph, slug, i, next(names), territory) for i in range(size))
    others = tuple(_others(graph, slug, name, territory, rng))
    county_forums = _forums(slug, name, rng)
    return County(
        *(nation, slug, name, rng, territory, region, unit, board, towns),
        (*towns, *others),
        _groups(graph, slug, name, territory, others),
        county_forums,
        pairs(rng),
    )


def _territory(graph: Passage, slug: str, name: str, code: str, whole: Iri, kind: str) -> Iri:
    iri = thing("territory", slug)
    graph.say(
        iri,
        *typed(M8G("AdminUnit"), KS("Territory")),
        *named(Text(name, ""), english=False),
        (DCT("isPartOf"), whole),
        (KS("territoryCode"), Literal(code)),
        (KS("territoryType"), value("territory-type", kind)),
    )
    return iri


def _parts(graph: Passage, slug: str, name: str, region: Iri) -> tuple[Iri, Iri]:
    """The region's unit, which had another name before, and its board."""
    unit, board = (thing("actor", f"{slug}-region-{part}") for part in ("enhet", "namnd"))
    old = thing("label", f"{slug}-enhet-forr")
    graph.say(
        unit,
        *typed(ORG("OrganizationalUnit")),
        *named(Text(f"Regional utveckling {name}", f"Regional Development {name}")),
        (ORG("unitOf"), region),
        (SKOSXL("altLabel"), old),
    )
    graph.say(
        old,
        *typed(SKOSXL("Label")),
        (SKOSXL("literalForm"), text(f"Regionförbundet {name}")),
    )
    graph.say(
        board,
        *typed(ORG("OrganizationalUnit")),
        *named(Text(f"Utvecklingsnämnden {name}", f"Development Board {name}")),
        (ORG("unitOf"), region),
    )
    return unit, board


def _town(graph: Passage, slug: str, number: int, name: str, whole: Iri) -> Iri:
    part, code = f"{slug}-kommun-{number + 1}", f"{slug.upper()}{number:02}"
    return organisation(
        graph,
        thing("actor", part),
        Text(f"{name}s kommun", f"{name} Municipality"),
        Kind("kommun", "offentlig", "lokal"),
        _territory(graph, part, name, code, whole, "kommun"),
    )


def _others(graph: Passage, slug: str, name: str, seat: Iri, rng: Random) -> Iterator[Iri]:
    for part, kind, sector, sv, en in _KINDS:
        for number in range(1, 1 + rng.choice((1, 1, 2))):
            words = Text(f"{name}s {sv} {number}", f"{name} {en} {number}")
            iri = thing("actor", f"{slug}-{part}-{number}")
            yield organisation(graph, iri, words, Kind(kind, sector, "regional"), seat)
    trade = Kind("naringslivsorganisation", "naringsliv", "regional")
    for industry in rng.sample(INDUSTRIES, 5):
        iri = thing("actor", f"{slug}-bransch-{INDUSTRIES.index(industry) + 1}")
        words = Text(f"{name}s {industry}förening", f"{name} association for {industry}")
        yield organisation(graph, iri, words, trade, seat)


def _groups(
    graph: Passage, slug: str, name: str, seat: Iri, listed: tuple[Iri, ...]
) -> tuple[Iri, ...]:
    towns, providers, parties = (
        thing("group", f"{slug}-{kind}") for kind in ("kommuner", "anordnare", "parter")
    )
    graph.say(
        towns,
        *typed(KS("ActorGroup")),
        *named(Text(f"Kommunerna i {name}s län", f"Municipalities of {name} County")),
        (DCT("spatial"), seat),
        (KS("groupMemberType"), value("actor-type", "kommun")),
        (KS("groupResolution"), value("group-resolution", "derived")),
    )
    graph.say(
        providers,
        *typed(KS("ActorGroup")),
        *named(Text(f"Övriga utbildningsanordnare i {name}", f"Other providers in {name}")),
        (KS("groupResolution"), value("group-resolution", "open")),
    )
    graph.say(
        parties,
        *typed(KS("ActorGroup")),
        *named(Text(f"Arbetslivets parter i {name}", f"Social partners in {name}")),
        (KS("groupResolution"), value("group-resolution", "listed")),
        *((FOAF("member"), iri) for iri in listed[-3:]),
        (SKOS("altLabel"), text("Parterna")),
    )
    return towns, providers, parties


def _forums(slug: str, name: str, rng: Random) -> tuple[Meeting, ...]:
    """Forums with a theme each; some themes always stay without one."""
    chosen = rng.sample(THEMES, rng.randint(5, 12))
    return tuple(
        Meeting(
            thing("forum", f"{slug}-forum-{number}"),
            theme,
            Text(
                f"{name}s forum för {theme.words.sv}",
                f"{name} forum for {theme.words.en}",
            ),
        )
        for number, theme in enumerate(chosen, 1)
    )
