"""A desk for one question: what is asked about, and what belongs to it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import cached_property

from kgraph.findings import Finding, Findings
from kgraph.findings.material import parts, source_of
from kgraph.report.answers import Answer, read_answers
from kgraph.report.desk import Scope
from kgraph.report.nearby import everywhere, met_in
from kgraph.report.value import Words
from kgraph.store import View
from kgraph.terms import BASE, local_name
from kgraph.web.pages.desk import Shelf, WebDesk
from kgraph.wording import collation_key

_UNDER = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?below ?above WHERE {
  ?below (ks:parentElement|ks:partOfStrategy)+ ?above }"""
_DISCHARGED = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?mandate ?by WHERE { ?mandate ks:dischargedBy ?by }"""
_CARRIED_IN = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?mandate ?by ?passage WHERE {
  ?passage a ks:AssertionGraph . GRAPH ?passage { ?mandate ks:dischargedBy ?by } }"""
_THEMES = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX vocab: <https://w3id.org/kompsam/vocab/>
SELECT ?theme WHERE { ?theme skos:inScheme vocab:theme }"""
_ALL_THEMED = """
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?thing ?theme WHERE { ?thing dct:subject/skos:broader* ?theme }"""


_WISHES = ("target", "planned")


def themes_of(shelf: Shelf, view: View) -> list[str]:
    """Every theme of the list."""
    return [str(row[0]) for row in shelf.store.select(_THEMES, view).rows]


def counties_of(desk: WebDesk) -> list[str]:
    """The counties that something was read of, in Swedish order."""
    known = {row["region"] for row in desk.material.rows("theme-by-region") if row["region"]}
    return sorted(known, key=lambda c: (collation_key(desk.told(c)), c))


def territory(slug: str) -> str:
    """The county of an address."""
    return BASE + "id/territory/" + slug


class WhoDesk(WebDesk):
    """A desk for one question: what is asked about, and what belongs to it.

    Parameters (beside those of a ``WebDesk``):
        county: the county that a theme is asked for in, or "".
    """

    def __init__(self, shelf: Shelf, view: View, lang: str, scope: Scope, county: str = "") -> None:
        """Take what the shelf has; what belongs to the matter is asked for when needed."""
        super().__init__(shelf, view, lang, scope)
        self.county = county

    @cached_property
    def _under(self) -> Mapping[str, frozenset[str]]:
        def make() -> dict[str, frozenset[str]]:
            found: dict[str, set[str]] = {}
            for below, above in self.store.select(_UNDER, self.view).rows:
                found.setdefault(str(above), set()).add(str(below))
            return {above: frozenset(below) for above, below in found.items()}

        made: Mapping[str, frozenset[str]] = self.shelf.keep(("under", self.view), make)
        return made

    def counties(self, thing: str) -> set[str]:
        """The counties of a thing, its own or those of what it belongs to."""
        facts = self.shelf.facts(self.view)
        return set(facts.all(thing, "county", "county of whole"))

    def here(self, thing: str, *, national: bool = True) -> bool:
        """Whether a thing belongs to the county asked about, or to none."""
        where = self.counties(thing) or self._wished_by.get(thing, frozenset())
        return self.place in where or (national and not where)

    def of_place(self, thing: str) -> bool:
        """Whether a thing belongs to the county asked about, or to none."""
        return not self.place or self.here(thing)

    def concerns_place(self, thing: str) -> bool:
        """Whether a thing belongs to the county asked about; any does where none is."""
        return not self.place or self.here(thing, national=False)

    @cached_property
    def _wished_by(self) -> dict[str, frozenset[str]]:
        """By mandate that is no more than a wish, the counties whose sources wish for it.

        A law may permit something in every county; what a county's plan wishes of those who belong
        to no county is not national by that.
        """
        areas = self.material.areas
        return {
            row["mandate"]: areas.counties(map(source_of, parts(row["evidence"])))
            for row in self.material.rows("mandate-register")
            if not row["basis"] and local_name(row["mode"]) in _WISHES
        }

    @property
    def place(self) -> str:
        """The county asked about, or ""."""
        return self.scope.iri if self.scope.kind == "region" else self.county

    @cached_property
    def themed(self) -> frozenset[str]:
        """What belongs to the matter: parts of strategies, mandates and forums."""
        kind, iri = self.scope.kind, self.scope.iri
        if kind == "theme":
            found = self._bearing({iri}).union(self.through)
            return frozenset(t for t in found if self.here(t)) if self.county else found
        if kind == "region":
            kinds = self.shelf.kinds(self.view)
            mandates = {t for t in kinds if kinds[t] == "mandate" and self.here(t)}
            forums = {t for t in kinds if kinds[t] == "forum" and self.here(t, national=False)}
            return frozenset(mandates | forums | self.parts | set(self.strategies))
        own = {iri} | self.parts
        return frozenset(own | self._supporting(own) | self._mandates(own))

    @cached_property
    def parts(self) -> frozenset[str]:
        """The parts of the strategies asked about, or of the element."""
        heads = self.strategies if self.scope.kind != "element" else (self.scope.iri,)
        return frozenset(below for head in heads for below in self._under.get(head, ()))

    def is_under(self, part: str, whole: str) -> bool:
        """Whether something stands under another, however deep."""
        return part in self._under.get(whole, ())

    def themes_of_things(self) -> list[tuple[str, str]]:
        """Everything with a theme, and each theme that it has, wider ones too."""
        rows = self.store.select(_ALL_THEMED, self.view).rows
        return [(str(thing), str(theme)) for thing, theme in rows]

    def _bearing(self, themes: set[str]) -> frozenset[str]:
        return frozenset(thing for thing, theme in self.themes_of_things() if theme in themes)

    @cached_property
    def themes(self) -> tuple[str, ...]:
        """The themes of an element."""
        return self.shelf.facts(self.view).all(self.scope.iri, "theme")

    def _supporting(self, own: set[str]) -> set[str]:
        rows = self.material.rows("forum-register")
        return {r["forum"] for r in rows if own & set(parts(r["supports"]))}

    def _mandates(self, own: set[str]) -> set[str]:
        kinds = self.shelf.kinds(self.view)
        home = self.counties(self.scope.iri)
        tied = self._carried(own) | self._resting(own)
        near = {
            t for t in self._bearing(set(self.themes))
            if kinds.get(t) == "mandate" and (not self.counties(t) or home & self.counties(t))
        } if self.scope.kind == "element" or not tied else set()  # fmt: skip
        return tied | near | self.of_sort

    def _carried(self, own: Collection[str]) -> set[str]:
        """The mandates that a source says are carried out by this."""
        rows = self.store.select(_DISCHARGED, self.view).rows
        return {str(mandate) for mandate, by in rows if str(by) in own}

    def _resting(self, own: Collection[str]) -> set[str]:
        """The mandates whose ground this document is, or that a source ties to it."""
        rows = self.material.rows("mandate-register")
        tied = self.material.relations.by("dct:relation")
        return {
            r["mandate"] for r in rows
            if not {*parts(r["basis"]), *tied.get(r["mandate"], ())}.isdisjoint(own)
        }  # fmt: skip

    @cached_property
    def of_sort(self) -> frozenset[str]:
        """The mandates on documents of this sort, where none of them names this very one.

        That another document of the sort carries out a mandate says nothing of this one: goals for
        skills supply may stand in a region's development strategy, and need not.
        """
        relations = self.material.relations
        tied, sorts = relations.by("dct:relation"), relations.by("ks:documentType")
        mine = sorts.get(self.scope.iri, frozenset())
        about = {r["mandate"] for r in self.material.rows("mandate-register")
                 if mine & tied.get(r["mandate"], frozenset())}  # fmt: skip
        home = self.counties(self.scope.iri)
        return frozenset(m for m in about if self.counties(m) <= home) - self._tied

    @cached_property
    def _tied(self) -> frozenset[str]:
        own = {self.scope.iri} | self.parts
        return frozenset(self._carried(own) | self._resting(own))

    def tie_is_ours(self, mandate: str) -> bool:
        """Whether nothing but our reading ties a mandate to what is asked about."""
        return mandate in self._read_ties

    @cached_property
    def _read_ties(self) -> frozenset[str]:
        own = {self.scope.iri} | self.parts
        if self.scope.kind not in ("strategy", "element"):
            return frozenset()
        rows = self.store.select(_CARRIED_IN, self.view).rows
        carried = {(str(mandate), str(place)) for mandate, by, place in rows if str(by) in own}
        stated = {mandate for mandate, _ in carried - self.ours.mandates} | self._resting(own)
        return frozenset(mandate for mandate, _ in carried) - stated

    @cached_property
    def of_whole(self) -> frozenset[str]:
        """Of an element: the mandates that a source ties to the document it is a part of."""
        own = set(self.strategies) if self.scope.kind == "element" else set()
        return frozenset(self._carried(own) | self._resting(own))

    def only_near(self, mandate: str) -> bool:
        """Whether a mandate has no more than a theme in common with the element asked about."""
        return self.scope.kind in ("element", "strategy") and not (
            mandate in self._tied or mandate in self.of_sort
        )

    @cached_property
    def strategies(self) -> tuple[str, ...]:
        """The strategies asked about: the county's, and for a theme those of no county too."""
        known = set(self.material.documents) & set(self.material.elements) | {
            s for s in self.material.documents if self.shelf.kinds(self.view).get(s) == "strategy"
        }
        kind, iri = self.scope.kind, self.scope.iri
        if kind == "strategy":
            found = {iri}
        elif kind == "element":
            found = set(self.shelf.facts(self.view).all(iri, "whole"))
        elif kind == "region":
            found = {s for s in known if self.here(s, national=False)}
        elif self.county:
            found = {s for s in known if self.here(s)}
        else:
            found = known
        order = {s: (not self.read(s), collation_key(self.told(s)), s) for s in found}
        return tuple(sorted(found, key=order.__getitem__))

    @cached_property
    def findings(self) -> Findings:
        """The findings that belong to the matter."""
        kept = tuple(met_in(self.material, f, self.place) for f in self.result.found
                     if not f.set_aside and self._concerns(f))  # fmt: skip
        aside = tuple(f for f in self.result.found if f.set_aside and self._concerns(f))
        return Findings(kept, aside, (), self.result.filters, self.material)

    @property
    def alike(self) -> frozenset[str]:
        """What has a theme that the strategy asked about has as a whole, in its counties."""
        own = set(self.shelf.facts(self.view).all(self.scope.iri, "theme"))
        home = self.counties(self.scope.iri)
        return frozenset(t for t in self._bearing(own) if home & self.counties(t))

    @cached_property
    def wider_findings(self) -> tuple[Finding, ...]:
        """Of an element: what is found of its whole document, or of its theme, and rests on it."""
        if self.scope.kind != "element":
            return ()
        own = {f.id for f in self.findings.found}
        wanted, home = {self.scope.iri, *self.parts}, self.counties(self.scope.iri)
        return tuple(
            f for f in self.result.found
            if f.id not in own and not f.set_aside
            and (f.is_gap or f.kind.startswith("ovl"))
            and (not f.regions or not home or home.intersection(f.regions))
            and (_names(f, wanted) or (f.kind.startswith("ovl") and _names(f, {*self.themes})))
        )  # fmt: skip

    def _concerns(self, finding: Finding) -> bool:
        kind = self.scope.kind
        if kind == "region":
            return self.place in (*finding.regions, *finding.documents) or everywhere(finding)
        if kind == "strategy":
            return not {*finding.documents, *finding.affects}.isdisjoint(
                {self.scope.iri} | self.parts
            )
        if kind == "element":
            return not {self.scope.iri, *self.parts}.isdisjoint(finding.affects)
        # What is true of a whole document names the theme only in its rows, and so does what two
        # bodies have in common.
        in_rows = finding.whole or finding.kind.startswith("ovl")
        evidence = finding.evidence if in_rows else ()
        about = self._about_theme(finding.affects, evidence)
        place = self.county
        near = not place or not finding.regions or place in finding.regions
        return about and (near or everywhere(finding))


def _names(finding: Finding, wanted: Collection[str]) -> bool:
    """Whether a row that a finding rests on names one of some things."""
    return any(
        not set(cell.split(" ")).isdisjoint(wanted)
        for part in finding.evidence
        for _, cell in part.row
    )


def answers_of(desk: WhoDesk) -> list[Answer]:
    """The answers of the matter, numbered from 1."""
    found = read_answers(desk)
    if desk.scope.kind == "element":
        own = {desk.scope.iri} | desk.parts
        found = [a for a in found if a.element in own]
        top = min((a.under for a in found), default=0)
        found = [replace(a, under=a.under - top) for a in found]
    return [replace(a, number=n) for n, a in enumerate(found, 1)]


def with_commas(words: Iterable[Words]) -> list[Words]:
    """Words with commas between."""
    made: list[Words] = []
    for word in words:
        made += [Words(", ")] if made else []
        made.append(word)
    return made
