"""The made-up country: what stands above the counties, and the counties one after another."""

from collections.abc import Iterator
from random import Random

from kgraph.errors import UsageError
from kgraph.generate import county, plants
from kgraph.generate.bodies import Kind, mandate, organisation
from kgraph.generate.country import COUNTRY, GOVERNMENT, PROGRAMME, STRATEGY, Nation
from kgraph.generate.planted import Planted
from kgraph.generate.statements import (
    RUN,
    Document,
    Passage,
    day,
    named,
    register,
    summary,
    thing,
    typed,
    value,
)
from kgraph.generate.words import TASKS, THEMES, Phrase, pairs, place_names
from kgraph.terms import DCT, ELI, KS, M8G, PROV, Iri, Literal, Quad
from kgraph.wording import Text

_LAWS = 4
_AGENCY = Kind("statlig-myndighet", "offentlig", "nationell")
_AGENCIES = (
    ("prov-kompetensmyndigheten", "Kompetensmyndigheten", "Skills Agency"),
    ("prov-utbildningsverket", "Utbildningsverket", "Education Agency"),
    ("prov-arbetsverket", "Arbetsverket", "Labour Agency"),
    ("prov-utvecklingsverket", "Utvecklingsverket", "Development Agency"),
    ("prov-fondverket", "Fondverket", "Funds Agency"),
)
_TASKS = tuple(task for task in TASKS if task.slug != "samordna-och-samverka")


def generate(regions: int, seed: int | str, proof: bool = False) -> Iterator[Quad | Planted]:
    """The statements of a made-up country, and what was planted among them.

    Parameters:
        regions: how many counties; each has some ten thousand statements.
        seed: the same seed gives the same country; a county is the same however many follow it.
        proof: begin with counties that are sound but for what is planted, each kind in its own.
            Without any other county (``regions`` 0) the list of what was planted is whole.

    Raises:
        UsageError: there is to be no county at all.
    """
    least = 0 if proof else 1
    if regions < least:
        raise UsageError(
            Text(f"Så få län går inte: {regions}.", f"So few counties cannot be: {regions}."),
            "--regions",
            Text(f"Ange {least} eller mer.", f"Give {least} or more."),
        )
    return _country(regions, str(seed), proof)


def _country(regions: int, seed: str, proof: bool) -> Iterator[Quad | Planted]:
    yield from _bodies()
    if proof:
        yield from plants.state(seed)
    if regions:
        yield from _counties(regions, seed)


def _counties(regions: int, seed: str) -> Iterator[Quad | Planted]:
    rng = Random(f"{seed}/nation")
    national = list(pairs(rng, _TASKS))[: 2 * len(_AGENCIES)]
    document = Document(
        "prov-nationell-strategi-2026",
        "P000",
        Text("Nationell strategi för provlandet", "National strategy of the test country"),
        GOVERNMENT,
        rng,
        (KS("represents"), STRATEGY),
    )
    priorities = _strategy(document)
    laws = _mandates(document, national)
    yield from document
    yield from _truth(priorities)
    nation = Nation(
        seed,
        tuple(thing("actor", name) for name, _, _ in _AGENCIES),
        priorities,
        laws,
        frozenset((task.slug, theme.slug) for task, theme in national),
    )
    names = place_names(seed)
    for number in range(1, regions + 1):
        yield from county.generate(nation, number, names)


def _bodies() -> Iterator[Quad]:
    graph, meta = register("prov-nationella", Text("Provlandets organ", "The country's bodies"))
    graph.say(
        COUNTRY,
        *typed(M8G("AdminUnit"), KS("Territory")),
        *named(Text("Provlandet", "The test country")),
        (KS("territoryType"), value("territory-type", "land")),
    )
    organisation(
        graph,
        GOVERNMENT,
        Text("Provlandets regering", "Government of the test country"),
        Kind("regering-och-departement", "offentlig", "nationell"),
        COUNTRY,
    )
    for name, sv, en in _AGENCIES:
        organisation(graph, thing("actor", name), Text(sv, en), _AGENCY, COUNTRY)
    for number in range(1, _LAWS + 1):
        _law(graph, number)
    graph.say(
        PROGRAMME,
        *typed(KS("FundingProgramme")),
        *named(Text("Provlandets kompetensfond", "Skills fund of the test country")),
    )
    meta.say(
        RUN,
        *typed(PROV("Activity")),
        *named(Text("Påhittade uppgifter", "Made-up statements")),
    )
    yield from graph
    yield from meta


def _law(graph: Passage, number: int) -> None:
    law, local = thing("law", f"prov-2999-{number}"), f"2999:{number}"
    graph.say(
        law,
        *typed(ELI("LegalResource")),
        *named(Text(f"Provlag ({local})", f"Test act ({local})")),
        (ELI("id_local"), Literal(f"SFS {local}")),
        (ELI("type_document"), value("document-type", "lag")),
    )
    for section in range(1, 4):
        graph.say(
            thing("law", f"prov-2999-{number}-p{section}"),
            *typed(ELI("LegalResourceSubdivision")),
            *named(Text(f"{section} § provlagen ({local})", f"Section {section} ({local})")),
            (ELI("id_local"), Literal(f"SFS {local} {section} §")),
            (ELI("is_part_of"), law),
            (ELI("number"), Literal(f"{section} §")),
            (ELI("type_document"), value("document-type", "lag")),
        )


def _strategy(document: Document) -> tuple[Iri, ...]:
    """A national strategy of priorities that counties take up or not."""
    first = document.passage("Inledning", "Strategins titel, period och utgivare.")
    words = Text("Nationell strategi för provlandet", "National strategy of the test country")
    first.say(
        STRATEGY,
        *typed(KS("Strategy")),
        *named(words),
        summary("Den nationella inriktningen."),
        (DCT("spatial"), COUNTRY),
        (KS("documentType"), value("document-type", "nationell-strategi")),
        (KS("governanceLevel"), value("level", "nationell")),
        (KS("adoptedBy"), GOVERNMENT),
        (KS("validFrom"), day("2021-01-01")),
        (KS("validThrough"), day("2090-12-31")),
        (KS("datePrecision"), value("precision", "year")),
    )
    made = []
    for number, theme in enumerate(THEMES[:6], 1):
        made.append(thing("element", f"prov-ns-p{number}"))
        told = Text(f"Stärkt {theme.words.sv}", f"Stronger {theme.words.en}")
        document.passage(f"Prioriteringar > {number}", f"Prioritering {number}.").say(
            made[-1],
            *typed(KS("Priority")),
            *named(told),
            summary(f"En nationell prioritering om {theme.words.sv}."),
            (DCT("subject"), value("theme", theme.slug)),
            (KS("elementType"), value("element-type", "prioritering")),
            (KS("ordinal"), Literal(str(number))),
            (KS("partOfStrategy"), STRATEGY),
        )
    return tuple(made)


def _truth(priorities: tuple[Iri, ...]) -> Iterator[Planted]:
    """The national strategy names nobody, and was not read in full for anything."""
    why = Text("Ingen nämns.", "Nobody is named.")
    for priority in priorities:
        yield Planted("GAP-01", (priority,), why, True, "namns-inte", "unknown", "not-read")
    why = Text("Den följs inte upp.", "It is not followed up.")
    yield Planted("GAP-06", (STRATEGY,), why, True, "none", "unknown", "not-read")


def _mandates(document: Document, national: list[tuple[Phrase, Phrase]]) -> tuple[Iri, ...]:
    laws = tuple(
        thing("law", f"prov-2999-{n}-p{p}") for n in range(1, _LAWS + 1) for p in range(1, 4)
    )
    for number, (task, theme) in enumerate(national):
        agency = thing("actor", _AGENCIES[number % len(_AGENCIES)][0])
        passage = document.passage("Uppdrag", f"Uppdrag {number + 1} till en myndighet.")
        mandate(
            *(passage, f"prov-uppdrag-{number + 1}", agency, task, theme),
            (KS("issuer"), GOVERNMENT),
            (KS("legalBasis"), laws[number % len(laws)]),
        )
    return laws
