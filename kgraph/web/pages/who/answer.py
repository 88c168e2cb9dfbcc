"""The answer for a theme, a county, a strategy or one part of it."""

from kgraph.report.answers import KIND_WORDS
from kgraph.report.build import cited_in
from kgraph.report.desk import Scope
from kgraph.report.value import Paragraph, Section, line
from kgraph.terms import BASE, local_name
from kgraph.web.pages.desk import Linked, Shelf
from kgraph.web.pages.missing import Missing
from kgraph.web.pages.page import Page, is_long
from kgraph.web.pages.visit import Visit
from kgraph.web.pages.who.desk import (
    WhoDesk,
    answers_of,
    counties_of,
    territory,
    themes_of,
    with_commas,
)
from kgraph.web.pages.who.others import beside, covered_themes, elsewhere, narrower, nothing_read
from kgraph.web.pages.who.sections import common_sections, ending_sections, rests_on
from kgraph.web.pages.who.short import in_short
from kgraph.wording import collation_key

_COUNTIES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX territory-type: <https://w3id.org/kompsam/vocab/territory-type/>
SELECT DISTINCT ?county WHERE { ?county ks:territoryType territory-type:lan }"""


def theme(shelf: Shelf, visit: Visit, theme: str, county: str = "") -> Page:
    """A theme, everywhere or in one county."""
    there = (t for t in themes_of(shelf, visit.view) if t.endswith("/vocab/theme/" + theme))
    iri = next(there, "")
    if not iri:
        raise Missing(theme)
    place = _county(shelf, visit, county) if county else ""
    desk = WhoDesk(shelf, visit.view, visit.lang, Scope("theme", iri, theme), place)
    answers = answers_of(desk)
    title = desk.told(iri)
    if place:
        title = desk.word(f"{title} i {desk.told(place)}", f"{title} in {desk.told(place)}")
    body = common_sections(desk, answers)
    cited = rests_on(body, desk.own_sources)
    sections = [
        in_short(desk, answers, cited),
        *body,
        Section("lan", visit.word("Hur andra län gör" if place else "Hur länen gör",
                                  "How other counties do" if place else "How the counties do"),
                tuple(elsewhere(desk, iri, place))),
        *ending_sections(desk, cited),
    ]  # fmt: skip
    narrow = narrower(desk, theme, place)
    return Page(_asked(visit, title), tuple(sections),
                eyebrow=visit.word("Tema", "Theme"), kind="theme",
                lead=narrow, facts=covered_themes(desk, iri, place),
                tab="who", folds=is_long(sections))  # fmt: skip


def county(shelf: Shelf, visit: Visit, county: str) -> Page:
    """A county: every strategy, mandate and forum of it."""
    iri = _county(shelf, visit, county)
    desk = WhoDesk(shelf, visit.view, visit.lang, Scope("region", iri, county))
    answers = answers_of(desk)
    body = common_sections(desk, answers)
    cited = frozenset(cited_in(body))
    sections = [in_short(desk, answers, cited), *body, beside(desk, iri),
                *ending_sections(desk, cited)]  # fmt: skip
    # In a folder a county that nothing was read of has no page a theme: all counties' page says it.
    own = "" if visit.still is not None and iri not in counties_of(desk) else f"/{county}"
    themes = [
        Linked(desk.told(t), to=f"/vem-gor-vad/tema/{local_name(t)}{own}")
        for t in sorted(
            themes_of(shelf, visit.view), key=lambda t: (collation_key(desk.told(t)), t)
        )
    ]
    title = (
        desk.word("Ett tema i taget", "One theme at a time")
        if own
        else desk.word("Ett tema i taget, i alla län", "One theme at a time, in all counties")
    )
    choose = Section("teman", title, (Paragraph(line(*with_commas(themes))),))
    return Page(_asked(visit, desk.told(iri)), (sections[0], choose, *sections[1:]),
                eyebrow=visit.word("Län", "County"), kind="territory",
                lead=() if iri in counties_of(desk) else nothing_read(desk, iri),
                tab="who", folds=is_long(sections))  # fmt: skip


def strategy(shelf: Shelf, visit: Visit, strategy: str) -> Page:
    """A strategy or plan and all its parts."""
    iri = BASE + "id/strategy/" + strategy
    return _of_thing(shelf, visit, iri, "strategy", visit.word("Strategi eller plan",
                                                               "Strategy or plan"))  # fmt: skip


def element(shelf: Shelf, visit: Visit, element: str) -> Page:
    """One goal, priority or measure."""
    iri = BASE + "id/element/" + element
    kind = shelf.kinds(visit.view).get(iri, "")
    words = {"goal": "Goal", "priority": "Priority", "measure": "Measure"}
    if kind not in words:
        raise Missing(element)
    told = KIND_WORDS[words[kind]][0].get(visit.lang)
    return _of_thing(shelf, visit, iri, "element", told[:1].upper() + told[1:])


def _of_thing(shelf: Shelf, visit: Visit, iri: str, kind: str, eyebrow: str) -> Page:
    known = shelf.kinds(visit.view).get(iri, "")
    if not known or (kind == "strategy" and known != "strategy"):
        raise Missing(local_name(iri))
    desk = WhoDesk(shelf, visit.view, visit.lang, Scope(kind, iri, local_name(iri)))
    answers = answers_of(desk)
    body = common_sections(desk, answers)
    own = rests_on(body) if kind == "element" else rests_on(body) | _stated(desk)
    cited = own if kind == "element" else own.union(cited_in(body))
    sections = [in_short(desk, answers, own), *body]
    if kind == "element":
        home = next(iter(desk.counties(iri)), "")
        others = [p for t in desk.themes for p in elsewhere(desk, t, home)]
        none = Paragraph(
            line(
                desk.word(
                    "Källan ger inget tema för just det här, så det finns inget att jämföra på.",
                    "The source gives no theme for this one, so there is nothing to compare by.",
                )
            )
        )
        sections.append(Section("lan", desk.word("Hur andra län gör", "How other counties do"),
                                tuple(others) or (none,)))  # fmt: skip
    else:
        sections.append(beside(desk, next(iter(desk.counties(iri)), "")))
    sections += ending_sections(desk, cited, None if kind == "element" else own)
    lead = line(desk.word("Del av ", "Part of "), *desk.names(desk.strategies), ".") \
        if kind == "element" else ()  # fmt: skip
    facts = ((desk.word("Saken", "The thing"), line(desk.name(iri))),)
    return Page(
        _asked(visit, desk.told(iri)), tuple(sections), eyebrow=eyebrow, kind=known, lead=lead,
        facts=facts, tab="who", folds=is_long(sections),
        title_lang=desk.foreign(desk.material.name(iri)),
    )  # fmt: skip


def _stated(desk: WhoDesk) -> frozenset[str]:
    """The passages that say that a strategy is there, whatever more they say of it."""
    places = desk.material.relations.by("ks:statedIn").get(desk.scope.iri, frozenset())
    return frozenset(map(str, places))


def _asked(visit: Visit, name: str) -> str:
    return visit.word(f"{name}: vem gör vad?", f"{name}: who does what?")


def _county(shelf: Shelf, visit: Visit, slug: str) -> str:
    iri = territory(slug)
    if iri not in {str(r[0]) for r in shelf.store.select(_COUNTIES, visit.view).rows}:
        raise Missing(slug)
    return iri
