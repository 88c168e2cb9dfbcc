"""A county's strategies and plans: goals, priorities, measures, and how far each was read."""

from collections.abc import Iterator
from dataclasses import dataclass

from kgraph.generate import elements
from kgraph.generate.bodies import assignment
from kgraph.generate.country import PROGRAMME, STRATEGY, County
from kgraph.generate.elements import Plan
from kgraph.generate.planted import ENDED, Planted
from kgraph.generate.statements import (
    Document,
    Fact,
    Passage,
    cite,
    day,
    named,
    summary,
    thing,
    typed,
    value,
    yes,
)
from kgraph.terms import CURRENCY, DCT, FREQUENCY, KS, PROV, XSD, Iri, Literal, Quad
from kgraph.wording import Text

# How far a document was read, and whether its silence says anything.
_READINGS = ("read", "open-list", "older-source", "not-read", "in-part")


@dataclass(frozen=True)
class _Kind:
    """A kind of document, with the words it goes by."""

    part: str
    document_type: str
    words: Text
    reading: str
    guided: tuple[Iri, ...] = ()


def state(county: County, number: int) -> Iterator[Quad | Planted]:
    """The county's documents, one after another."""
    rus, plan, action = _kinds(county)
    cited = rus.reading == "cited-not-loaded"
    upper = _Document(county, rus, f"P{number:03}-1")
    lower = _Document(county, plan, f"P{number:03}-2", upper)
    truth: list[Planted] = []
    if cited:
        upper.build(lower.document)
        truth += upper.plan.truth
    else:
        yield from upper.made()
    yield from lower.made()
    truth += elements.ends(upper.plan)
    if county.chance(0.75):
        last = _Document(county, action, f"P{number:03}-3", lower)
        yield from last.made()
        truth += elements.ends(last.plan)
    yield from (*truth, *elements.ends(lower.plan))


def _kinds(county: County) -> tuple[_Kind, _Kind, _Kind]:
    """The three documents of a county, each read in another way; the first perhaps only cited."""
    first, second, third = county.rng.sample(_READINGS, 3)
    if county.chance(0.4):
        first = "cited-not-loaded"
    name = county.name
    strategy = Text(f"Utvecklingsstrategi för {name}", f"Development strategy for {name}")
    plan = Text(f"Kompetensplan för {name}", f"Skills plan for {name}")
    action = Text(f"Handlingsplan för {name}", f"Action plan for {name}")
    return (
        _Kind("rus", "regional-utvecklingsstrategi", strategy, first, (STRATEGY,)),
        _Kind("plan", "plan-for-kompetensforsorjning", plan, second),
        _Kind("handling", "handlingsplan", action, third),
    )


def _unfollowed(strategy: Iri) -> Planted:
    """What was not read says nothing of its follow-up."""
    why = Text("Verket är bara omnämnt.", "The work is only cited.")
    return Planted("GAP-06", (strategy,), why, True, "none", "unknown", "cited-not-loaded")


class _Document:
    """A strategy and the document that it stands in."""

    def __init__(
        self, county: County, kind: _Kind, number: str, above: "_Document | None" = None
    ) -> None:
        """Begin a document that builds on the one above it."""
        self.county, self.kind, self.above = county, kind, above
        self.iri = thing("strategy", f"{county.slug}-{kind.part}")
        self.document = Document(
            f"{county.slug}-{kind.part}-2026",
            number,
            kind.words,
            county.region,
            county.rng,
            (KS("represents"), self.iri),
        )
        self.plan = Plan(county, self.iri, f"{county.slug}-{kind.part}", kind.reading)

    def made(self) -> Iterator[Quad | Planted]:
        """The whole document and what was planted in it."""
        self.build(self.document)
        yield from self.document
        yield from self.plan.truth

    def build(self, document: Document) -> None:
        """State the strategy in a document: its own, or one that cites it."""
        passage = document.passage("Inledning", "Titel, period och vem som antog den.")
        self._strategy(passage)
        if self.kind.reading == "cited-not-loaded":
            cite(passage, f"{self.plan.slug}-omnamnd", self.kind.words, self.iri)
        self._guidance(document)
        self._whole(document)
        elements.state(self.plan, document, self.above.plan if self.above else None)
        if self.kind.reading == "cited-not-loaded":
            self.plan.truth.append(_unfollowed(self.iri))
        else:
            self._followed(document)
            self._funded(document)
            self._evaluated(document)
        self._coverage(document)

    def _strategy(self, passage: Passage) -> None:
        kind, county = self.kind, self.county
        older = kind.reading == "older-source"
        first, last = ("2014-01-01", ENDED) if older else ("2022-01-01", "2090-12-31")
        passage.say(
            self.iri,
            *typed(KS("Strategy")),
            *named(kind.words),
            summary("Riktningen för länets kompetensförsörjning."),
            (DCT("spatial"), county.territory),
            (KS("documentType"), value("document-type", kind.document_type)),
            (KS("governanceLevel"), value("level", "regional")),
            (KS("adoptedBy"), county.board),
            (KS("adoptedOn"), day(first)),
            (KS("adoptedPrecision"), value("precision", "year")),
            (KS("validFrom"), day(first)),
            (KS("validThrough"), day(last)),
            (KS("datePrecision"), value("precision", "year")),
            *([(KS("openList"), yes())] if kind.reading == "open-list" else []),
        )
        if older:
            self._past(passage)

    def _past(self, passage: Passage) -> None:
        """What has ended: with a work that replaces it, or without."""
        replaced = self.county.chance(0.5)
        if replaced:
            heir = thing("strategy", f"{self.plan.slug}-ny")
            words = Text(f"Ny {self.kind.words.sv.lower()}", f"New {self.kind.words.en.lower()}")
            passage.say(
                heir,
                *typed(KS("Strategy")),
                *named(words),
                (DCT("spatial"), self.county.territory),
                (DCT("replaces"), self.iri),
                (KS("documentType"), value("document-type", self.kind.document_type)),
                (KS("validFrom"), day("2020-01-01")),
            )
            cite(passage, f"{self.plan.slug}-ny", words, heir)
            self.plan.truth.append(_unfollowed(heir))
        why = (
            Text("Den har löpt ut och ersatts.", "It has ended and was replaced.")
            if replaced
            else Text("Den har löpt ut utan ersättare.", "It has ended and nothing replaces it.")
        )
        self.plan.truth.append(Planted("GAP-13", (self.iri,), why, not replaced))

    def _guidance(self, document: Document) -> None:
        passage = document.passage("Inledning > Utgångspunkter", "Vad den bygger på.")
        guides = [*self.kind.guided, *([self.above.iri] if self.above else [])]
        passage.say(
            self.iri, *typed(KS("Strategy")), *((KS("guidedBy"), guide) for guide in guides)
        )
        if self.above is not None and self.kind.reading != "older-source":
            self._say_guided(self.above)

    def _say_guided(self, above: "_Document") -> None:
        older = above.kind.reading == "older-source"
        why = (
            Text("Den bygger på ett som löpt ut.", "It builds on one that had ended.")
            if older
            else Text("Den bygger på ett som gäller.", "It builds on one that is in force.")
        )
        self.plan.truth.append(Planted("GAP-13", (self.iri, above.iri), why, older))

    def _whole(self, document: Document) -> None:
        """Who answers for the whole, or only takes part in it."""
        county, plan = self.county, self.plan
        passage = document.passage("Genomförande", "Vem som genomför den.")
        passage.say(self.iri, *typed(KS("Strategy")))
        if plan.whole:
            assignment(
                *(passage, "Responsibility", f"{plan.slug}-helhet", (county.region,)),
                *(county.rng.choice(("ansvarig", "utforare")), self.iri),
            )
        else:
            mode = county.rng.choice(("target", "historical"))
            assignment(
                *(passage, "Responsibility", f"{plan.slug}-helhet-{mode}", (county.region,)),
                *("ansvarig", self.iri, mode),
            )
        assignment(
            *(passage, "Responsibility", f"{plan.slug}-beslut", (county.board,)),
            *("beslutande", self.iri, "historical"),
        )
        if plan.forum is not None:
            passage.say(plan.forum, *typed(KS("Forum")), (KS("contributesTo"), self.iri))

    def _followed(self, document: Document) -> None:
        """Follow-up: one, only wished for, without a recipient, or two to the same recipient."""
        way = self.county.rng.choice(("one", "wished", "nobody", "twice", "apart"))
        passage = document.passage("Uppföljning", "Hur den följs upp.")
        passage.say(self.iri, *typed(KS("Strategy")))
        to: Fact = (KS("reportsTo"), self.county.board)
        other: Fact = (KS("reportsTo"), self.county.nation.agencies[0])
        each: Fact = (KS("periodicity"), FREQUENCY("ANNUAL"))
        slug, region, unit = self.plan.slug, self.county.region, self.county.unit
        mode = "target" if way == "wished" else "actual"
        first = () if way == "nobody" else (to,)
        self._follow(passage, f"{slug}-uppfoljning", region, mode, each, *first)
        if way in ("twice", "apart"):
            second = to if way == "twice" else other
            self._follow(passage, f"{slug}-uppfoljning-2", unit, "actual", each, second)
        self._say_followed(way)

    def _follow(self, passage: Passage, name: str, bearer: Iri, mode: str, *facts: Fact) -> None:
        assignment(passage, "FollowUp", name, (bearer,), "uppfoljare", self.iri, mode, *facts)

    def _say_followed(self, way: str) -> None:
        why = {
            "one": Text("Den följs upp.", "It is followed up."),
            "wished": Text("Uppföljning är bara önskad.", "Follow-up is only wished for."),
            "nobody": Text("Rapporten har ingen mottagare.", "The report has no recipient."),
            "twice": Text("Två uppföljningar till samma.", "Two follow-ups to one recipient."),
            "apart": Text("Två uppföljningar till olika.", "Two follow-ups, two recipients."),
        }[way]
        gap = way in ("wished", "nobody")
        status, reason = self.plan.standing("uppfoljning") if gap else ("", "")
        self.plan.truth.append(Planted("GAP-06", (self.iri,), why, gap, way, status, reason))
        if way in ("twice", "apart"):
            self.plan.truth.append(Planted("OVL-06", (self.iri,), why, way == "twice"))

    def _funded(self, document: Document) -> None:
        if not self.plan.funded:
            return
        passage = document.passage("Resurser", "Vad som betalar arbetet.")
        passage.say(self.iri, *typed(KS("Strategy")))
        facts: list[Fact] = [(KS("fundingProgramme"), PROGRAMME)]
        if self.county.chance(0.5):
            amount = f"{self.county.rng.randint(2, 90) * 100000}.0"
            facts.append((KS("amount"), Literal(amount, XSD("decimal"))))
            facts.append((KS("currency"), CURRENCY("SEK")))
        name = f"{self.plan.slug}-medel"
        region = (self.county.region,)
        kind, role = "FundingContribution", "finansiar"
        assignment(passage, kind, name, region, role, self.iri, "actual", *facts)

    def _evaluated(self, document: Document) -> None:
        if not self.county.chance(0.3):
            return
        iri = thing("evaluation", self.plan.slug)
        document.passage("Uppföljning > Utvärdering", "En tidigare utvärdering.").say(
            iri,
            *typed(KS("Evaluation")),
            *named(Text("Utvärdering", "Evaluation")),
            summary("Arbetet bedömdes ha kommit en bit på väg."),
            (KS("assertionMode"), value("mode", "historical")),
            (KS("evaluates"), self.iri),
            (PROV("wasAssociatedWith"), self.county.someone()),
        )

    def _coverage(self, document: Document) -> None:
        reading = self.kind.reading
        if reading in ("read", "open-list", "older-source"):
            document.cover(self.plan.slug, self.iri, *self.plan.covered)
        if reading == "in-part":
            for element in self.plan.parts:
                name = element.rsplit("/", 1)[1]
                document.cover(name, element, "ansvar")
