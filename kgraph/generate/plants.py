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
    about = (DCT("subject"), value("theme", "unga"))
    measure = thing("element", "prov-rikets-plan-i1")
    for kind, iri, more in (
        ("Priority", PRIORITY, []),
        ("Measure", measure, [(KS("parentElement"), PRIORITY)]),
    ):
        told = Text(f"Rikets {kind.lower()}", f"{kind} of the realm")
        passage = document.passage("Innehåll", "Ett element.", "reviewed")
        of: tuple[Iri, Iri] = (KS("partOfStrategy"), NATIONAL)
        slug = "prioritering" if kind == "Priority" else "insats"
        typ = (KS("elementType"), value("element-type", slug))
        passage.say(iri, *typed(KS(kind)), *named(told), summary("Om unga."), about, of, typ, *more)
        name = iri.rsplit("/", 1)[1]
        who = (GOVERNMENT,)
        assignment(
            *(passage, "Responsibility", f"{name}-ansvar", who, "ansvarig", iri, "actual"),
            (KS("legalBasis"), thing("law", "prov-2999-1-p1")),
        )
    passage = document.passage("Genomförande", "Medel och uppföljning.", "reviewed")
    passage.say(NATIONAL, *typed(KS("Strategy")))
    for item in (NATIONAL, measure):
        name = item.rsplit("/", 1)[1] + "-medel"
        assignment(passage, "FundingContribution", name, (GOVERNMENT,), "finansiar", item)
    to = (KS("reportsTo"), thing("actor", "prov-utvecklingsverket"))
    name = "prov-rikets-plan-uppfoljning"
    who = (GOVERNMENT,)
    assignment(passage, "FollowUp", name, who, "uppfoljare", NATIONAL, "actual", to)
    document.cover("prov-rikets-plan", NATIONAL, *RELATIONS)
    yield from document
