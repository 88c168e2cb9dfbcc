"""A sound county: nothing is lacking in it and nothing is done twice, until something is planted.

Everybody with a role sits in the one forum, which serves the whole plan; every element has somebody
who answers for it and money of its own; the plan is followed up and was read in full.
"""

from collections.abc import Iterator
from random import Random

from kgraph.generate.bodies import Kind, assignment, mandate, membership, organisation
from kgraph.generate.country import COUNTRY
from kgraph.generate.planted import Planted
from kgraph.generate.statements import (
    Document,
    Fact,
    Passage,
    day,
    named,
    register,
    summary,
    text,
    thing,
    typed,
    value,
    yes,
)
from kgraph.generate.words import TASKS, THEMES, Phrase
from kgraph.terms import DCT, KS, M8G, ORG, Iri, Literal, Quad
from kgraph.wording import Text

RELATIONS = (
    *("ansvar", "finansiering", "indikatorer", "insatser", "medlemskap", "mal"),
    *("rattslig-grund", "uppfoljning"),
)
PUBLIC = Kind("statlig-myndighet", "offentlig", "regional")
PRIVATE = Kind("naringslivsorganisation", "naringsliv", "regional")
UNION = Kind("arbetstagarorganisation", "arbetsmarknadens-parter", "regional")
_SECTION = thing("law", "prov-2999-1-p1")
_TYPES = {
    "Goal": "mal",
    "Priority": "prioritering",
    "Measure": "insats",
    "TargetState": "borlage",
    "Challenge": "utmaning",
}


def theme(slug: str) -> Phrase:
    """A theme by its slug."""
    return next(phrase for phrase in THEMES if phrase.slug == slug)


def task(slug: str) -> Phrase:
    """A task by its slug."""
    return next(phrase for phrase in TASKS if phrase.slug == slug)


class Sound:
    """A county that is sound, and what is planted in it.

    Parameters:
        slug: the beginning of its names, after ``prov-``.
        number: the number its sources are cited by.
        themes: those of its goal, its priority and its measure.
        rng: chance, for where the passages stand.
        guides: what the plan builds on.
        whole: the forum serves the whole plan, or only what it is said to serve.
        followed, funded: as the plan itself is.
    """

    def __init__(
        self,
        slug: str,
        number: str,
        themes: tuple[Phrase, ...],
        rng: Random,
        guides: tuple[Iri, ...] = (),
        *,
        whole: bool = True,
        followed: bool = True,
        funded: bool = True,
        adopted: str = "2022-01-01",
        covered: tuple[str, ...] = RELATIONS,
        closed: bool = True,
    ) -> None:
        """State the county; what is planted comes after."""
        self.slug, self.themes, self.rng = f"prov-{slug}", themes, rng
        self.name = slug.upper()
        self.truth: list[Planted] = []
        self.documents: list[Document] = []
        self._loose: list[Iri] = []
        self.count = 0
        self._bodies(number)
        self.plan = self.strategy("plan", number, adopted, guides, covered, funded)
        self.forum = self.meeting("forum", (), (whole and (self.plan,)) or (), closed=closed)
        if followed:
            self.follow("uppfoljning", self.plan, self.region, self.board)
        self._contents()
        if not whole:
            for item in (self.priority, *self._loose):
                self.serve(self.forum, item)

    def _bodies(self, number: str) -> None:
        """The county, its region and the region's board."""
        self.graph, self._meta = register(
            self.slug, Text(f"Provlän {self.name}: organ", f"Test county {self.name}: bodies")
        )
        self.territory = thing("territory", f"{self.slug}-lan")
        self.graph.say(
            self.territory,
            *typed(M8G("AdminUnit"), KS("Territory")),
            *named(Text(f"Provlän {self.name}", f"Test county {self.name}")),
            (DCT("isPartOf"), COUNTRY),
            (KS("territoryCode"), Literal(number)),
            (KS("territoryType"), value("territory-type", "lan")),
        )
        self.region = organisation(
            self.graph,
            thing("actor", f"{self.slug}-region"),
            Text(f"Region {self.name}", f"Region {self.name}"),
            Kind("region", "offentlig", "regional"),
            self.territory,
        )
        self.board = self.unit("namnd", self.region)

    def _contents(self) -> None:
        """The plan's goal, priority and measure, and some measures more."""
        self.goal = self.element("Goal", "mal", theme=self.themes[0])
        self.priority = self.element(
            "Priority", "prioritering", (KS("contributesTo"), self.goal), theme=self.themes[1]
        )
        self.measure = self.element(
            "Measure", "insats", (KS("parentElement"), self.priority), theme=self.themes[2]
        )
        for more in range(self.rng.randint(0, 3)):
            self.loose(f"till-{more}")

    def __iter__(self) -> Iterator[Quad | Planted]:
        """All statements, then what was planted."""
        yield from self.graph
        yield from self._meta
        for document in self.documents:
            yield from document
        yield from self.truth

    # -- bodies and where they meet ----------------------------------------------------------

    def body(self, name: str, kind: Kind = PUBLIC, seat: Iri | None = None) -> Iri:
        """A body of the county, in no forum yet."""
        iri = thing("actor", f"{self.slug}-{name}")
        words = Text(f"{name.capitalize()} i {self.name}", f"{name.capitalize()} of {self.name}")
        return organisation(self.graph, iri, words, kind, seat or self.territory)

    def seated(self, name: str, kind: Kind = PUBLIC, seat: Iri | None = None) -> Iri:
        """A body of the county that sits in its forum."""
        made = self.body(name, kind, seat)
        self.seat(self.forum, made)
        return made

    def unit(self, name: str, whole: Iri) -> Iri:
        """A part of a body."""
        iri = thing("actor", f"{self.slug}-{name}")
        words = Text(f"Enheten {name} i {self.name}", f"Unit {name} of {self.name}")
        self.graph.say(
            iri, *typed(ORG("OrganizationalUnit")), *named(words), (ORG("unitOf"), whole)
        )
        return iri

    def meeting(
        self,
        name: str,
        members: tuple[Iri, ...] = (),
        serves: tuple[Iri, ...] = (),
        *facts: Fact,
        closed: bool = True,
        purpose: str = "",
        words: str = "",
        called: bool = True,
    ) -> Iri:
        """A forum that the region convenes, with a purpose of its own."""
        iri = thing("forum", f"{self.slug}-{name}")
        passage = self.passage(f"Forum > {name}")
        told = words or f"Forumet {name} i {self.name}"
        aim = purpose or f"Att tala om {name} i {self.name}."
        passage.say(
            iri,
            *typed(KS("Forum")),
            *named(Text(told, told)),
            summary(aim),
            (ORG("purpose"), text(aim)),
            (DCT("spatial"), self.territory),
            *((KS("contributesTo"), served) for served in serves),
            *facts,
            *([] if closed else [(KS("openList"), yes())]),
        )
        if called:
            membership(passage, iri, self.region, "sammankallande")
        for member in members:
            membership(passage, iri, member, "ledamot")
        if closed:
            self.document.cover(f"{self.slug}-{name}", iri, "medlemskap")
        return iri

    def seat(self, arena: Iri, member: Iri, mode: str = "actual") -> None:
        """Somebody who sits in a forum or a project."""
        passage = self.passage("Deltar")
        kind = "Project" if "/project/" in arena else "Forum"
        passage.say(arena, *typed(KS(kind)))
        membership(passage, arena, member, "ledamot", mode)

    def serve(self, forum: Iri, item: Iri) -> None:
        """Say that a forum contributes to something."""
        self.passage("Bidrar").say(forum, *typed(KS("Forum")), (KS("contributesTo"), item))

    # -- documents -----------------------------------------------------------------------------

    def strategy(
        self,
        name: str,
        number: str,
        adopted: str,
        guides: tuple[Iri, ...],
        covered: tuple[str, ...] = RELATIONS,
        funded: bool = True,
        kind: str = "plan-for-kompetensforsorjning",
    ) -> Iri:
        """The plan, and the document that it stands in."""
        iri = thing("strategy", f"{self.slug}-{name}")
        words = Text(f"Plan för {self.name}", f"Plan of {self.name}")
        self.document = Document(
            f"{self.slug}-{name}-2026",
            number,
            words,
            self.region,
            self.rng,
            (KS("represents"), iri),
        )
        self.documents.append(self.document)
        self.passage("Inledning").say(
            iri,
            *typed(KS("Strategy")),
            *named(words),
            summary("Riktningen för länets kompetensförsörjning."),
            (DCT("spatial"), self.territory),
            (KS("documentType"), value("document-type", kind)),
            (KS("governanceLevel"), value("level", "regional")),
            (KS("adoptedBy"), self.region),
            (KS("adoptedOn"), day(adopted)),
            (KS("adoptedPrecision"), value("precision", "year")),
            (KS("validFrom"), day(adopted)),
            (KS("validThrough"), day("2090-12-31")),
            (KS("datePrecision"), value("precision", "year")),
            *((KS("guidedBy"), guide) for guide in guides),
        )
        if covered:
            self.document.cover(f"{self.slug}-{name}", iri, *covered)
        if funded:
            self.fund(iri)
        return iri

    def passage(self, section: str) -> Passage:
        """The next passage."""
        return self.document.passage(section, f"Om {section.lower()}.", "reviewed")

    # -- what the plan holds -------------------------------------------------------------------

    def element(
        self,
        kind: str,
        name: str,
        *facts: Fact,
        theme: Phrase | None = None,
        bearers: tuple[Iri, ...] | None = None,
        funded: bool = True,
        measured: bool = True,
        strategy: Iri | None = None,
        words: str = "",
    ) -> Iri:
        """An element with somebody who answers for it, and all else that it needs.

        Parameters:
            bearers: who answers, in one sentence; the region when left out, nobody when empty.
        """
        self.count += 1
        iri = thing("element", f"{self.slug}-{name}")
        passage = self.passage(f"{kind} > {name}")
        told = words or f"{_TYPES[kind].capitalize()} {name} i {self.name}"
        stands = [(DCT("subject"), value("theme", theme.slug))] if theme else []
        passage.say(
            iri,
            *typed(KS(kind)),
            *named(Text(told, told)),
            summary(f"Om {told.lower()}."),
            (KS("elementType"), value("element-type", _TYPES[kind])),
            (KS("partOfStrategy"), strategy or self.plan),
            *stands,
            *facts,
        )
        who = (self.region,) if bearers is None else bearers
        if who:
            self.answer(iri, kind, who)
        if kind == "Measure" and not who:
            self.absent(iri, "finansiering", "not-applicable")  # a funder would be involved in it
        elif kind == "Measure" and funded:
            self.fund(iri, kind, who[0])
        if kind == "Goal" and measured:
            self.measured(iri)
        return iri

    def loose(
        self,
        name: str,
        *facts: Fact,
        theme: Phrase | None = None,
        bearers: tuple[Iri, ...] | None = None,
        funded: bool = True,
    ) -> Iri:
        """A measure that leads to the goal and stands under nothing."""
        leads: Fact = (KS("contributesTo"), self.goal)
        about = theme or self.themes[2]
        made = self.element(
            "Measure", name, leads, *facts, theme=about, bearers=bearers, funded=funded
        )
        self._loose.append(made)
        return made

    def measured(self, goal: Iri) -> None:
        """An indicator of a goal."""
        indicator = thing("indicator", goal.rsplit("/", 1)[1])
        passage = self.passage("Indikatorer")
        passage.say(indicator, *typed(KS("Indicator")), *named(Text("Indikator", "Indicator")))
        passage.say(goal, *typed(KS("Goal")), (KS("measuredBy"), indicator))

    def project(self, name: str, *facts: Fact, funded: bool = True, followed: bool = True) -> Iri:
        """A project that the region owns."""
        iri = thing("project", f"{self.slug}-{name}")
        passage = self.passage(f"Projekt > {name}")
        words = Text(f"Projektet {name} i {self.name}", f"Project {name} of {self.name}")
        passage.say(iri, *typed(KS("Project")), *named(words), summary(f"{words.sv}."), *facts)
        passage.say(iri, (DCT("subject"), value("theme", self.themes[2].slug)))
        membership(passage, iri, self.region, "projektagare")
        if funded:
            self.fund(iri, "Project")
        if followed:
            self.follow(f"{name}-uppfoljning", iri, self.region, self.board, "Project")
        return iri

    def answer(
        self,
        item: Iri,
        kind: str,
        bearers: tuple[Iri, ...],
        role: str = "ansvarig",
        mode: str = "actual",
        *facts: Fact,
        name: str = "ansvar",
        based: bool = True,
    ) -> Iri:
        """State a responsibility in a passage of its own, with the section it rests on."""
        passage = self.passage("Ansvar")
        passage.say(item, *typed(KS(kind)))
        slug = f"{item.rsplit('/', 1)[1]}-{name}"
        basis: list[Fact] = [(KS("legalBasis"), _SECTION)] if based else []
        return assignment(
            passage, "Responsibility", slug, bearers, role, item, mode, *basis, *facts
        )

    def fund(self, item: Iri, kind: str = "Strategy", funder: Iri | None = None) -> None:
        """State money for something."""
        passage = self.passage("Resurser")
        passage.say(item, *typed(KS(kind)))
        slug = f"{item.rsplit('/', 1)[1]}-medel"
        who = (funder or self.region,)
        assignment(passage, "FundingContribution", slug, who, "finansiar", item)

    def follow(
        self,
        name: str,
        item: Iri,
        bearer: Iri,
        recipient: Iri | None,
        kind: str = "Strategy",
        mode: str = "actual",
    ) -> None:
        """State a follow-up."""
        passage = self.passage("Uppföljning")
        passage.say(item, *typed(KS(kind)))
        to: list[Fact] = [(KS("reportsTo"), recipient)] if recipient else []
        slug = f"{self.slug}-{name}"
        assignment(passage, "FollowUp", slug, (bearer,), "uppfoljare", item, mode, *to)

    def duty(self, name: str, bearer: Iri, what: str, about: Phrase, *facts: Fact) -> Iri:
        """State a mandate of a body in the county."""
        spatial: Fact = (DCT("spatial"), self.territory)
        slug = f"{self.slug}-uppdrag-{name}"
        return mandate(self.passage("Uppdrag"), slug, bearer, task(what), about, spatial, *facts)

    def governing(self, name: str, *facts: Fact) -> Iri:
        """A governing document that is known by its title."""
        iri = thing("document", f"{self.slug}-{name}")
        words = Text(f"Dokumentet {name} {self.name}", f"Document {name} {self.name}")
        self.passage("Styrande dokument").say(
            iri,
            *typed(KS("GoverningDocument")),
            *named(words),
            (KS("documentType"), value("document-type", "handlingsplan")),
            *facts,
        )
        return iri

    def absent(self, item: Iri, relation: str, kind: str = "explicitly-none") -> Iri:
        """Let the source say that there is none, or that it does not apply."""
        iri = thing("absence", f"{item.rsplit('/', 1)[1]}-{relation}")
        self.passage("Saknas").say(
            iri,
            *typed(KS("AbsenceStatement")),
            (KS("about"), item),
            (KS("absentRelation"), value("relation-kind", relation)),
            (KS("absenceKind"), value("absence-kind", kind)),
            (KS("inSource"), self.document.iri),
            (KS("reviewStatus"), value("review-status", "reviewed")),
        )
        if kind == "explicitly-none":
            why = Text("Källan säger själv att det saknas.", "The source itself says so.")
            self.truth.append(Planted("GAP-14", (iri,), why, True, "", "confirmed"))
        return iri

    # -- what was planted ----------------------------------------------------------------------

    def gap(
        self, kind: str, why: Text, *things: Iri, status: str = "silent", reason: str = ""
    ) -> None:
        """Note what was planted."""
        self.truth.append(Planted(kind, things, why, True, "", status, reason))

    def near(self, kind: str, why: Text, *things: Iri) -> None:
        """Note a near miss."""
        self.truth.append(Planted(kind, things, why, False))
