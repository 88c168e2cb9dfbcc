"""Counties in which one kind of gap or overlap each is planted, with near misses beside it.

Around what is planted the counties are sound, so what is listed here is all there is to find.
"""

from collections.abc import Iterator
from random import Random

from kgraph.generate import plants_gaps as gaps
from kgraph.generate import plants_overlaps as overlaps
from kgraph.generate.bodies import assignment
from kgraph.generate.country import COUNTRY, GOVERNMENT
from kgraph.generate.maker import NATIONAL, PRIORITY, Maker
from kgraph.generate.planted import Planted
from kgraph.generate.sound import RELATIONS
from kgraph.generate.statements import Document, day, named, summary, thing, typed, value
from kgraph.terms import DCT, KS, Iri, Quad
from kgraph.wording import Text


def state(seed: str) -> Iterator[Quad | Planted]:
    """All counties in which something is planted, one after another, and what they build on."""
    rng = Random(f"{seed}/planted")
    yield from _national(rng)
    make = Maker(rng)
    for plant in (*gaps.PLANTS, *overlaps.PLANTS):
        for county in plant(make):
            yield from county


def _national(rng: Random) -> Iterator[Quad]:
    """A national plan of one priority and one measure, as sound as the counties."""
    words = Text("Rikets plan", "Plan of the realm")
    document = Document(
        "prov-rikets-plan-2026", "PP00", words, GOVERNMENT, rng, (KS("represents"), NATIONAL)
    )
    _plan(document, words)
    measure = thing("element", "prov-rikets-plan-i1")
    _element(document, "Priority", "prioritering", PRIORITY)
    _element(document, "Measure", "insats", measure, (KS("parentElement"), PRIORITY))
    _carried_out(document, measure)
    document.cover("prov-rikets-plan", NATIONAL, *RELATIONS)
    yield from document


def _plan(document: Document, words: Text) -> None:
    """The plan itself: whose it is, and for how long."""
    document.passage("Inledning", "Planens titel.", "reviewed").say(
        NATIONAL,
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


def _element(document: Document, kind: str, slug: str, iri: Iri, *more: tuple[Iri, Iri]) -> None:
    """A priority or measure of the plan, and that the government answers for it by law."""
    passage = document.passage("Innehåll", "Ett element.", "reviewed")
    passage.say(
        iri,
        *typed(KS(kind)),
        *named(Text(f"Rikets {kind.lower()}", f"{kind} of the realm")),
        summary("Om unga."),
        (DCT("subject"), value("theme", "unga")),
        (KS("partOfStrategy"), NATIONAL),
        (KS("elementType"), value("element-type", slug)),
        *more,
    )
    name = f"{iri.rsplit('/', 1)[1]}-ansvar"
    assignment(
        *(passage, "Responsibility", name, (GOVERNMENT,), "ansvarig", iri, "actual"),
        (KS("legalBasis"), thing("law", "prov-2999-1-p1")),
    )


def _carried_out(document: Document, measure: Iri) -> None:
    """Who pays for the plan and its measure, and who follows it up."""
    passage = document.passage("Genomförande", "Medel och uppföljning.", "reviewed")
    passage.say(NATIONAL, *typed(KS("Strategy")))
    for item in (NATIONAL, measure):
        name = item.rsplit("/", 1)[1] + "-medel"
        assignment(passage, "FundingContribution", name, (GOVERNMENT,), "finansiar", item)
    to = (KS("reportsTo"), thing("actor", "prov-utvecklingsverket"))
    name = "prov-rikets-plan-uppfoljning"
    assignment(passage, "FollowUp", name, (GOVERNMENT,), "uppfoljare", NATIONAL, "actual", to)
