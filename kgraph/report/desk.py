"""What a report is written from: what it is about, the answers, and names for a reader."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from kgraph.counting import Ours, read_ours, read_through_areas
from kgraph.english import agrees, the
from kgraph.errors import UsageError
from kgraph.findings import Evidence, Finding, Findings, find, make_filters
from kgraph.phrasing import phrases
from kgraph.project import Project
from kgraph.queries import resolve
from kgraph.report.nearby import Served, met_in, read_served
from kgraph.report.value import Cites, Words
from kgraph.store import Store, View
from kgraph.terms import local_name
from kgraph.wording import Text, collation_key, counted, dated

# What a report can be about, by the option that names it.
_CHOICES = {
    "region": """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX territory-type: <https://w3id.org/kompsam/vocab/territory-type/>
SELECT ?county WHERE { ?county ks:territoryType territory-type:lan }""",
    "strategy": """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT ?strategy WHERE { ?strategy a ks:Strategy }""",
    "theme": """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX vocab: <https://w3id.org/kompsam/vocab/>
SELECT ?theme WHERE { ?theme skos:inScheme vocab:theme }""",
}
_STRATEGIES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX territory-type: <https://w3id.org/kompsam/vocab/territory-type/>
SELECT DISTINCT ?strategy ?county WHERE {
  ?strategy a ks:Strategy .
  OPTIONAL {
    ?strategy dct:spatial ?place . ?place ks:within ?county .
    ?county ks:territoryType territory-type:lan .
  }
}"""
_THEMED = """
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?thing ?theme WHERE { ?thing dct:subject/skos:broader* ?theme }"""
_PUBLISHED = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX dct: <http://purl.org/dc/terms/>
SELECT DISTINCT ?source ?county WHERE { ?source dct:publisher/dct:spatial/ks:within ?county }"""

# Where a row of evidence names the thing itself, what it is part of a whole's list of, its own
# themes, and what is said to answer it. The other columns lead away from it: the document, what it
# stands under, the other measures there, the forums near it.
_OF_ITSELF = frozenset({
    "item", "element", "end", "goal", "priority", "measure", "mandate", "parts",
    "theme", "themes", "th1", "th2", "shared", "sharedThemes", "answers", "inferred",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scope:
    """What a report is about.

    Parameters:
        kind: ``region``, ``strategy``, ``theme`` or ``all``.
        iri: the county, strategy or theme; "" for all.
        given: what the person wrote, for the commands that reproduce the report.
    """

    kind: str = "all"
    iri: str = ""
    given: str = ""


def make_scope(
    store: Store, view: View, region: str = "", strategy: str = "", theme: str = ""
) -> Scope:
    """What a person asked for.

    Raises:
        UsageError: more than one of the three, or one that is not in the graph; near ones are
            offered.
    """
    given = {"region": region, "strategy": strategy, "theme": theme}
    named = [name for name, value in given.items() if value]
    if len(named) > 1:
        told = [f"--{name}" for name in named]
        raise UsageError(
            Text(f"{' och '.join(told)} går inte ihop.", f"{' and '.join(told)} do not combine."),
            "kgraph report",
            Text("Ange ett av dem, eller inget för allt.", "Give one of them, or none for all."),
        )
    if not named:
        return Scope()
    kind, value = named[0], given[named[0]]
    choices = {str(row[0]) for row in store.select(_CHOICES[kind], view).rows}
    if not choices:
        raise UsageError(
            Text(f"{value} finns inte i vyn.", f"{value} is not in the view."),
            f"--{kind}",
            Text("Vyn har inget att välja bland: läs in källor, eller räkna fler uppgifter "
                 "(--review, --as-of).",
                 "The view has nothing to choose from: read sources in, or count more statements "
                 "(--review, --as-of)."),
        )  # fmt: skip
    iri = str(resolve(store, value, view, name=kind, choices=choices))
    return Scope(kind, iri, local_name(iri))


class Desk:
    """Everything that the sections are written from, each answer asked for once."""

    def __init__(self, project: Project, store: Store, view: View, scope: Scope, lang: str) -> None:
        """Detect the findings that belong to the scope; the rest is asked for when needed."""
        self.project, self.store, self.view = project, store, view
        self.scope, self.lang = scope, lang
        region = scope.iri if scope.kind == "region" else None
        strategy = scope.iri if scope.kind == "strategy" else None
        filters = make_filters(store, view, region=region, strategy=strategy)
        self.result: Findings = find(project, store, view, filters)
        self.material = self.result.material

    # -- words -------------------------------------------------------------------------------

    def say(self, text: Text) -> str:
        """A text in the report's language."""
        return text.get(self.lang)

    def word(self, sv: str, en: str) -> str:
        """A text of our own in the report's language."""
        return en if self.lang == "en" else sv

    def told(self, iri: str) -> str:
        """What a thing is called, as plain text."""
        return self.material.name(iri).get(self.lang)

    def name(self, iri: str, *, strong: bool = False) -> Words:
        """What a thing is called; a Swedish name on an English page says that it is Swedish."""
        text = self.material.name(iri)
        return Words(text.get(self.lang), self.foreign(text), strong=strong)

    def within(self, iri: str) -> Words:
        """What a thing is called inside a sentence: in English with its article."""
        text = self.material.name(iri)
        return Words(the(text).get(self.lang), self.foreign(text))

    def verb(self, iris: Iterable[str], one: str, many: str) -> str:
        """The English verb of a sentence about some things."""
        return agrees([self.material.name(iri) for iri in dict.fromkeys(iris)], one, many)

    def foreign(self, text: Text) -> str:
        """``sv`` for a text that is Swedish in an English report, else ""."""
        return "sv" if self.lang != "sv" and text.en == text.sv else ""

    def phrases(self, texts: Iterable[str]) -> dict[str, Words]:
        """Swedish texts in the report's language; those without English are marked as Swedish."""
        if self.lang == "sv":
            return {text: Words(text) for text in texts}
        known = phrases(self.store, self.view, texts)
        return {sv: Words(text.get(self.lang), self.foreign(text)) for sv, text in known.items()}

    def names(
        self, iris: Iterable[str], most: int = 99, *, within: bool = False, begins: bool = False
    ) -> list[Words]:
        """Several things with commas and a last "and", the rest counted where they are many.

        Parameters:
            within: whether they stand inside a sentence: in English with their articles.
            begins: whether the sentence begins with them: so too, with a first capital.
        """
        listed = list(dict.fromkeys(iris))
        made: list[Words] = []
        for number, iri in enumerate(listed[:most], 1):
            last = number == len(listed)
            joint = self.word(" och ", " and ") if last else ", "
            made += [Words(joint)] if made else []
            told = self.within(iri) if within or begins else self.name(iri)
            first = begins and len(made) == 0
            made.append(
                replace(told, text=told.text[:1].upper() + told.text[1:]) if first else told
            )
        if len(listed) > most:
            more = len(listed) - most
            made.append(Words(self.word(f" och {more} till", f" and {more} more")))
        return made

    def several(self, number: int, one: Text, many: Text) -> str:
        """A number with the right form of its noun."""
        return self.say(counted(number, one, many))

    @staticmethod
    def cites(*passages: Iterable[str]) -> Cites:
        """The passages of several lists, once each, in their order."""
        return Cites(tuple(dict.fromkeys(p for listed in passages for p in listed if p)))

    # -- what it is about --------------------------------------------------------------------

    @cached_property
    def title(self) -> str:
        """What the report is called."""
        if self.scope.kind == "all":
            return self.word("Vem ansvarar för vad?", "Who is responsible for what?")
        about = self.told(self.scope.iri)
        if self.scope.kind == "theme":
            return self.word(f"{about}: vem gör vad?", f"{about}: who does what?")
        if self.scope.kind == "strategy":
            return self.word(f"{about}: vem ansvarar för vad?",
                             f"{about}: who is responsible for what?")  # fmt: skip
        return self.word(f"Vem ansvarar för vad i {about}?",
                         f"Who is responsible for what in {about}?")  # fmt: skip

    @property
    def themed(self) -> frozenset[str]:
        """The things that the report is about; of a theme all that bear it."""
        return self.bearing

    @cached_property
    def bearing(self) -> frozenset[str]:
        """The things that bear the theme or a narrower one, wherever they are.

        Also the measures of an area that bears it.
        """
        rows = self.store.select(_THEMED, self.view).rows
        own = (str(thing) for thing, theme in rows if str(theme) == self.scope.iri)
        return frozenset(own).union(self.through)

    @cached_property
    def through(self) -> dict[str, str]:
        """The measures that bear the theme by the area they stand under alone, each with it."""
        if self.scope.kind != "theme":
            return {}
        return read_through_areas(self.store, self.view).get(self.scope.iri, {})

    @cached_property
    def strategies(self) -> tuple[str, ...]:
        """The strategies asked about, those read first, then in Swedish order."""
        rows = [(str(s), str(c or "")) for s, c in self.store.select(_STRATEGIES, self.view).rows]
        if self.scope.kind == "region":
            found = {s for s, county in rows if county == self.scope.iri}
        elif self.scope.kind == "strategy":
            found = {self.scope.iri}
        else:
            found = {s for s, _ in rows}
        return tuple(
            sorted(found, key=lambda s: (not self.read(s), collation_key(self.told(s)), s))
        )

    @property
    def place(self) -> str:
        """The county asked about, or ""."""
        return self.scope.iri if self.scope.kind == "region" else ""

    @cached_property
    def own_sources(self) -> frozenset[str]:
        """The sources that bodies of the county asked about publish."""
        rows = self.store.select(_PUBLISHED, self.view).rows
        return frozenset(str(source) for source, county in rows if str(county) == self.place)

    def of_place(self, thing: str) -> bool:
        """Whether a thing belongs to the county asked about, or to none."""
        return True

    def only_near(self, mandate: str) -> bool:
        """Whether a mandate has no more than a theme in common with what is asked about."""
        return False

    def tie_is_ours(self, mandate: str) -> bool:
        """Whether it is our reading that a mandate has to do with the document asked about."""
        return False

    @property
    def alike(self) -> frozenset[str]:
        """What has a theme that the document asked about has as a whole."""
        return frozenset()

    @property
    def wider_findings(self) -> tuple[Finding, ...]:
        """What is found of something wider than what is asked about, and holds for it too."""
        return ()

    def concerns_place(self, thing: str) -> bool:
        """Whether a thing belongs to the county asked about; any does where none is."""
        return not self.place or self.place in self.material.areas.counties([thing])

    def ended(self, strategy: str) -> str:
        """When a strategy's stated time was out at the view's date; "" where it was not."""
        through = self.material.document(strategy).through
        if not through or through >= self.view.as_of.isoformat():
            return ""
        return self.say(self.material.told_date(through, [strategy]))

    def out_of_time(self, thing: str) -> str:
        """That a strategy, or that of a part, did not hold at the view's date by its period.

        Returns:
            words in brackets, or nothing.
        """
        begins, ended = self.begins_later(thing), self.ended(self._whole(thing))
        if begins:
            return self.word(f" (hade inte börjat gälla: gäller från {begins})",
                             f" (not yet in force: in force from {begins})")  # fmt: skip
        issued = min(map(str, self.material.relations.by("dct:issued").get(
            self._whole(thing), ())), default="")  # fmt: skip
        if issued > self.view.as_of.isoformat():
            told = self.say(dated(issued))
            return self.word(f" (gavs ut först {told})", f" (issued only on {told})")
        earliest = self.earliest(thing)
        if earliest > self.view.as_of.isoformat():
            told = self.say(self.material.told_date(earliest, [thing]))
            return self.word(f" (tidigast {told}; vår läsning)",
                             f" ({told} at the earliest; our reading)")  # fmt: skip
        return ended and self.word(f" (gällde till och med {ended})",
                                   f" (in force through {ended})")  # fmt: skip

    def earliest(self, thing: str) -> str:
        """The day that a thing cannot have been there before, by our reading; "" if none is known.

        A source may tell of a task in a body's hands without a day; the body itself has one.
        """
        return min(map(str, self.material.relations.by("ks:notBefore").get(thing, ())), default="")

    def _whole(self, thing: str) -> str:
        """The strategy that a part stands in; else the thing itself."""
        elements = self.material.elements
        return next((s for s in elements if thing in elements[s]), thing)

    def begins_later(self, thing: str) -> str:
        """When a strategy, or that of a part, begins to hold; "" when it had at the view's date."""
        strategy = self._whole(thing)
        periods = self.material.relations.by("ks:validFrom").get(strategy, frozenset())
        start = min(map(str, periods), default="")
        if start <= self.view.as_of.isoformat():
            return ""
        return self.say(self.material.told_date(start, [strategy]))

    def read(self, strategy: str) -> bool:
        """Whether a strategy was itself read."""
        return self.material.document(strategy).loaded

    @cached_property
    def ours(self) -> Ours:
        """What no source states in so many words: it is our reading."""
        return read_ours(self.store, self.view)

    def apart(
        self, bearer: str, role: str, target: str, passages: Iterable[str]
    ) -> list[tuple[bool, tuple[str, ...]]]:
        """The passages of a role: those that state it, and those that it was read into.

        Returns:
            whether it is our reading, with its passages; stated first, and nothing twice.
        """
        found: dict[bool, list[str]] = {}
        for passage in passages:
            ours = (bearer, role, target, passage) in self.ours.roles
            found.setdefault(ours, []).append(passage)
        return [(ours, tuple(found[ours])) for ours in sorted(found)] or [(False, ())]

    def mandate_said(self, mandate: str, passages: Collection[str]) -> tuple[bool, tuple[str, ...]]:
        """Where a mandate is told of: those passages that state it, where any does.

        Returns:
            whether it is our reading, since none states it; and the passages.
        """
        plain = tuple(p for p in passages if (mandate, p) not in self.ours.mandates)
        return (False, plain) if plain or not passages else (True, tuple(passages))

    @cached_property
    def served(self) -> Served:
        """By forum, what it has a role in."""
        return read_served(self.store, self.view)

    @cached_property
    def findings(self) -> Findings:
        """The findings of the scope; for a theme those that are of something with the theme."""
        if self.scope.kind != "theme":
            found = tuple(met_in(self.material, f, self.place) for f in self.result.found)
            return replace(self.result, found=found)
        kept = tuple(f for f in self.result.found if self._about_theme(f.affects, f.evidence))
        aside = tuple(f for f in self.result.set_aside if self._about_theme(f.affects, f.evidence))
        return Findings(kept, aside, (), self.result.filters, self.material)

    def _about_theme(self, affects: Collection[str], evidence: Iterable[Evidence]) -> bool:
        """Whether a finding is of the theme, or of something that bears it, and not only near."""
        wanted = self.themed | {self.scope.iri}
        cells = (cell for part in evidence for name, cell in part.row if name in _OF_ITSELF)
        return not wanted.isdisjoint(affects) or any(
            not wanted.isdisjoint(cell.split(" ")) for cell in cells
        )
