"""Who does what: for a theme, a county, a theme in a county, a strategy, or one part of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from kgraph.findings import Finding, Findings
from kgraph.findings.material import parts
from kgraph.report.answers import (
    KIND_WORDS,
    Answer,
    answers_table,
    read_answers,
    roles_table,
    sure_words,
    whole_roles,
)
from kgraph.report.desk import Scope
from kgraph.report.origins import Sources, sources_parts
from kgraph.report.summary import summary_parts
from kgraph.report.themes import counties_parts, forum_parts, law_parts, roles_parts
from kgraph.report.value import (
    Bullets,
    Cell,
    Cites,
    Line,
    Paragraph,
    Part,
    Row,
    Section,
    Table,
    Words,
    cell,
    line,
)
from kgraph.store import View
from kgraph.terms import BASE, VOCAB, local_name
from kgraph.web.pages.desk import Linked, Shelf, WebDesk
from kgraph.web.pages.found import findings_table
from kgraph.web.pages.missing import Missing
from kgraph.web.pages.page import Page
from kgraph.web.pages.visit import Visit
from kgraph.wording import Text, collation_key

_UNDER = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?below ?above WHERE {
  ?below (ks:parentElement|ks:partOfStrategy)+ ?above }"""
_DISCHARGED = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?mandate ?by WHERE { ?mandate ks:dischargedBy ?by }"""
_COUNTIES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX territory-type: <https://w3id.org/kompsam/vocab/territory-type/>
SELECT DISTINCT ?county WHERE { ?county ks:territoryType territory-type:lan }"""
_THEMES = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX vocab: <https://w3id.org/kompsam/vocab/>
SELECT ?theme WHERE { ?theme skos:inScheme vocab:theme }"""
_ALL_THEMED = """
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?thing ?theme WHERE { ?thing dct:subject/skos:broader* ?theme }"""


def themes_of(shelf: Shelf, view: View) -> list[str]:
    """Every theme of the list."""
    return [str(row[0]) for row in shelf.store.select(_THEMES, view).rows]


def counties_of(desk: WebDesk) -> list[str]:
    """The counties that something was read of, in Swedish order."""
    known = {row["region"] for row in desk.material.rows("theme-by-region") if row["region"]}
    return sorted(known, key=lambda c: collation_key(desk.told(c)))


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
        where = self.counties(thing)
        return self.place in where or (national and not where)

    @property
    def place(self) -> str:
        """The county asked about, or ""."""
        return self.scope.iri if self.scope.kind == "region" else self.county

    @cached_property
    def themed(self) -> frozenset[str]:
        """What belongs to the matter: parts of strategies, mandates and forums."""
        kind, iri = self.scope.kind, self.scope.iri
        if kind == "theme":
            found = self._bearing({iri})
            return frozenset(t for t in found if self.here(t)) if self.county else found
        if kind == "region":
            kinds = self.shelf.kinds(self.view)
            mandates = {t for t in kinds if kinds[t] == "mandate" and self.here(t)}
            forums = {t for t in kinds if kinds[t] == "forum" and self.here(t, national=False)}
            return frozenset(mandates | forums | self.parts)
        own = {iri} | self.parts
        return frozenset(own | self._supporting(own) | self._mandates(own))

    @cached_property
    def parts(self) -> frozenset[str]:
        """The parts of the strategies asked about, or of the element."""
        heads = self.strategies if self.scope.kind != "element" else (self.scope.iri,)
        return frozenset(below for head in heads for below in self._under.get(head, ()))

    def _bearing(self, themes: set[str]) -> frozenset[str]:
        rows = self.store.select(_ALL_THEMED, self.view).rows
        return frozenset(str(thing) for thing, theme in rows if str(theme) in themes)

    @cached_property
    def themes(self) -> tuple[str, ...]:
        """The themes of an element."""
        return self.shelf.facts(self.view).all(self.scope.iri, "theme")

    def _supporting(self, own: set[str]) -> set[str]:
        rows = self.material.rows("forum-register")
        return {r["forum"] for r in rows if own & set(parts(r["supports"]))}

    def _mandates(self, own: set[str]) -> set[str]:
        rows = self.store.select(_DISCHARGED, self.view).rows
        carried = {str(mandate) for mandate, by in rows if str(by) in own}
        kinds = self.shelf.kinds(self.view)
        home = self.counties(self.scope.iri)
        near = {
            t for t in self._bearing(set(self.themes))
            if kinds.get(t) == "mandate" and (not self.counties(t) or home & self.counties(t))
        } if self.scope.kind == "element" else set()  # fmt: skip
        return carried | near

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
        kept = tuple(f for f in self.result.found if not f.set_aside and self._concerns(f))
        aside = tuple(f for f in self.result.found if f.set_aside and self._concerns(f))
        return Findings(kept, aside, (), self.result.filters, self.material)

    def _concerns(self, finding: Finding) -> bool:
        kind = self.scope.kind
        if kind == "region":
            return self.place in (finding.region, finding.document)
        if kind == "strategy":
            return not {finding.document, *finding.affects}.isdisjoint(
                {self.scope.iri} | self.parts
            )
        if kind == "element":
            return not {self.scope.iri, *self.parts}.isdisjoint(finding.affects)
        # What is true of a whole document names the theme only in its rows.
        evidence = finding.evidence if finding.whole else ()
        about = self._about_theme(finding.affects, evidence)
        place = self.county
        return about and (not place or finding.region in ("", place))


def answers_of(desk: WhoDesk) -> list[Answer]:
    """The answers of the matter, numbered from 1."""
    found = read_answers(desk)
    if desk.scope.kind == "element":
        own = {desk.scope.iri} | desk.parts
        found = [a for a in found if a.element in own]
        top = min((a.under for a in found), default=0)
        found = [replace(a, under=a.under - top) for a in found]
    return [replace(a, number=n) for n, a in enumerate(found, 1)]


# -- pages -----------------------------------------------------------------------------------


def theme(shelf: Shelf, visit: Visit, theme: str, county: str = "") -> Page:
    """A theme, everywhere or in one county."""
    iri = VOCAB("theme/" + theme)
    if iri not in themes_of(shelf, visit.view):
        raise Missing(theme)
    place = _county(shelf, visit, county) if county else ""
    desk = WhoDesk(shelf, visit.view, visit.lang, Scope("theme", iri, theme), place)
    answers = answers_of(desk)
    title = desk.told(iri)
    if place:
        title = desk.word(f"{title} i {desk.told(place)}", f"{title} in {desk.told(place)}")
    sections = [
        _short(desk, answers),
        *_common(desk, answers),
        Section("lan", visit.word("Hur andra län gör" if place else "Hur länen gör",
                                  "How other counties do" if place else "How the counties do"),
                tuple(_others(desk, iri, place))),
        *_ending(desk),
    ]  # fmt: skip
    narrow = _narrower(desk, theme, place)
    return Page(_asked(visit, title), tuple(sections),
                eyebrow=visit.word("Tema", "Theme"), kind="theme",
                lead=narrow, tab="who")  # fmt: skip


def county(shelf: Shelf, visit: Visit, county: str) -> Page:
    """A county: every strategy, mandate and forum of it."""
    iri = _county(shelf, visit, county)
    desk = WhoDesk(shelf, visit.view, visit.lang, Scope("region", iri, county))
    answers = answers_of(desk)
    sections = [_short(desk, answers), *_common(desk, answers), _compare(desk, iri),
                *_ending(desk)]  # fmt: skip
    themes = [
        Linked(desk.told(t), to=f"/vem-gor-vad/tema/{local_name(t)}/{county}")
        for t in sorted(themes_of(shelf, visit.view), key=lambda t: collation_key(desk.told(t)))
    ]
    title = desk.word("Ett tema i taget", "One theme at a time")
    choose = Section("teman", title, (Paragraph(line(*_with_commas(themes))),))
    return Page(_asked(visit, desk.told(iri)), (sections[0], choose, *sections[1:]),
                eyebrow=visit.word("Län", "County"), kind="territory",
                tab="who")  # fmt: skip


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
    sections = [_short(desk, answers), *_common(desk, answers)]
    if kind == "element":
        home = next(iter(desk.counties(iri)), "")
        others = [p for t in desk.themes for p in _others(desk, t, home)]
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
        sections.append(_compare(desk, next(iter(desk.counties(iri)), "")))
    sections += _ending(desk)
    lead = line(desk.word("Del av ", "Part of "), *desk.names(desk.strategies), ".") \
        if kind == "element" else ()  # fmt: skip
    facts = ((desk.word("Saken", "The thing"), line(desk.name(iri))),)
    return Page(
        _asked(visit, desk.told(iri)), tuple(sections), eyebrow=eyebrow, kind=known, lead=lead,
        facts=facts, tab="who", title_lang=desk.foreign(desk.material.name(iri)),
    )  # fmt: skip


def _asked(visit: Visit, name: str) -> str:
    return visit.word(f"{name}: vem gör vad?", f"{name}: who does what?")


def _county(shelf: Shelf, visit: Visit, slug: str) -> str:
    iri = territory(slug)
    if iri not in {str(r[0]) for r in shelf.store.select(_COUNTIES, visit.view).rows}:
        raise Missing(slug)
    return iri


# -- sections --------------------------------------------------------------------------------


def _short(desk: WhoDesk, answers: Sequence[Answer]) -> Section:
    """What one would say of it in plain sentences; of a theme also what no measure names."""
    sources = Sources(desk, ())
    base = sources.base() if sources.read else ()
    told = [t for p in summary_parts(desk, answers, base) if isinstance(p, Bullets)
            for t in p.lines]  # fmt: skip
    if not any(a.level == "namns-inte" for a in answers):
        none = desk.word("Ingen nämns. ", "Nobody is named. ")
        told = [t for t in told if not (isinstance(t[0], Words) and t[0].text == none)]
    if desk.scope.kind == "theme":
        silent, unsure = _no_measure(desk, answers)
        told = [*silent, *told, *unsure]
    return Section("kort", desk.word("Kort", "In short"), (Bullets(tuple(told)),))


def _no_measure(desk: WhoDesk, answers: Sequence[Answer]) -> tuple[list[Line], list[Line]]:
    """Of the county's plans, that no measure has the theme; or that it cannot be said."""
    named = {a.strategy for a in answers if a.kind == "Measure"}
    own = [s for s in desk.strategies if desk.county and desk.counties(s) and s not in named]
    begin = Words(desk.word("Insatser. ", "Measures. "), strong=True)
    silent: list[Line] = []
    unsure: list[Line] = []
    read, unread = [s for s in own if desk.read(s)], [s for s in own if not desk.read(s)]
    if read:
        silent.append(line(begin, desk.word("Ingen insats i ", "No measure in "), *desk.names(read),
                          desk.word(" nämner temat. Dokumentet är läst.",
                                    " names the theme. The document was read.")))  # fmt: skip
    if unread:
        unsure.append(line(begin, desk.word("Om någon insats i ", "Whether any measure in "),
                          *desk.names(unread),
                          desk.word(" nämner temat går inte att säga: inte läst.",
                                    " names the theme cannot be said: not read.")))  # fmt: skip
    return silent, unsure


def _common(desk: WhoDesk, answers: Sequence[Answer]) -> list[Section]:
    """Law, responsibility, roles, forums, and what nobody is named for."""
    scope = desk.scope.kind
    law = [_by_mandate(desk, part) for part in law_parts(desk)]
    law = [*law[:-1], _general(desk, bool(law[:-1]))]
    roles = roles_table(desk, desk.strategies) if scope in ("region", "strategy") else None
    answered: list[Part] = [answers_table(desk, answers)] if answers else [_no_answers(desk)]
    whole = _through_whole(desk) if scope in ("theme", "element") else []
    return [
        Section("lag", desk.word("Vem ska enligt lag eller beslut", "Who must by law or decision"),
                tuple(law)),
        Section("ansvar", desk.word("Vem ansvarar, och på vilken nivå",
                                    "Who is responsible, and at which level"),
                (*answered, *([roles] if roles else []), *whole)),
        Section("roller", desk.word("Vem utför, betalar och följer upp, och vad är bara önskat",
                                    "Who carries out, pays and follows up, and what is only "
                                    "wished for"), tuple(_roles(desk))),
        Section("forum", desk.word("I vilket forum", "In which forum"), tuple(_forums(desk))),
        Section("ingen", desk.word("Vad ingen nämns för", "What nobody is named for"),
                tuple(_nobody(desk, answers))),
    ]  # fmt: skip


def _by_mandate(desk: WhoDesk, part: Part) -> Part:
    """The table of mandates with one row a mandate, all its grounds in one cell."""
    if not isinstance(part, Table):
        return part
    rows: dict[tuple[Cell, ...], list[Line]] = {}
    for row in part.rows:
        key = (*row.cells[:3], row.cells[4])
        rows.setdefault(key, []).extend(row.cells[3].lines)
    made = tuple(
        Row((*key[:3], Cell(tuple(dict.fromkeys(grounds))), key[3]))
        for key, grounds in rows.items()
    )
    caption = part.caption
    if desk.scope.kind != "theme":
        caption = desk.word("Uppdrag", "Mandates")
    return replace(part, rows=made, caption=caption, titled=desk.scope.kind != "theme")


def _roles(desk: WhoDesk) -> list[Part]:
    """Who does what; the caption of a theme's table fits a theme alone."""
    first, *rest = roles_parts(desk)
    if isinstance(first, Table):
        caption = desk.word("Vem gör vad, för det här eller för det som det ingår i",
                            "Who does what, for this or for what it is part of")  # fmt: skip
        lines = [(row.cells[0], tuple(_joined(row.cells[1].lines))) for row in first.rows]
        rows = tuple(Row((head, Cell(told))) for head, told in lines)
        first = replace(first, caption=caption, rows=rows)
    return [first, *rest]


def _joined(lines: Iterable[Line]) -> list[Line]:
    """Lines that say the same with different passages, as one with all of them."""
    found: dict[Line, list[str]] = {}
    for told in lines:
        words = tuple(piece for piece in told if not isinstance(piece, Cites))
        cited = [p for piece in told if isinstance(piece, Cites) for p in piece.passages]
        found.setdefault(words, []).extend(cited)
    return [line(*words, Cites(tuple(dict.fromkeys(cited)))) for words, cited in found.items()]


def _general(desk: WhoDesk, some: bool) -> Paragraph:
    """That general mandates may cover it, and where they are."""
    place = desk.place or next(iter(desk.counties(desk.scope.iri)), "")
    begin = "" if some else desk.word(
        "Inget uppdrag som nämner just detta finns i de lagrum och dokument som är lästa. ",
        "No mandate that names this very matter is in the sections of law and the documents "
        "read. ")  # fmt: skip
    if desk.scope.kind == "region":
        return Paragraph(line(begin, desk.word(
            "Nationella uppdrag står med: de gäller i alla län.",
            "National mandates are included: they hold in every county.")))  # fmt: skip
    to = f"/vem-gor-vad/lan/{local_name(place)}" if place else "/vem-gor-vad"
    words = desk.word("Allmänna uppdrag om kompetensförsörjning kan omfatta det utan att nämna "
                      "det: se ", "General mandates on skills supply may cover it without naming "
                      "it: see ")  # fmt: skip
    name = desk.word(f"alla uppdrag som gäller i {desk.told(place)}",
                     f"all mandates that hold in {desk.told(place)}") if place else desk.word(
                         "länens sidor", "the pages of the counties")  # fmt: skip
    return Paragraph(line(begin, words, Linked(name, to=to), "."))


def _no_answers(desk: WhoDesk) -> Paragraph:
    return Paragraph(line(desk.word(
        "Inget mål, ingen prioritering och ingen insats i det som är läst nämner det. Det säger "
        "inget om dokument som inte är lästa.",
        "No goal, priority or measure in what was read names it. That says nothing of documents "
        "that were not read.")))  # fmt: skip


def _through_whole(desk: WhoDesk) -> list[Part]:
    """Who answers for the whole of a document in scope: its parts are not named by that."""
    places: dict[tuple[str, str, str], list[str]] = {}
    for one in desk.strategies:
        for named in whole_roles(desk.material, one):
            places.setdefault((one, named.role, named.actor), []).extend(named.passages)
    lines = [
        line(desk.name(actor), Words(f" ({desk.told(role).lower()})", quiet=True),
             desk.word(", för hela ", ", for the whole of "), desk.name(one), " ",
             desk.cites(found))
        for (one, role, actor), found in places.items()
    ]  # fmt: skip
    if not lines:
        return []
    text = desk.word("För hela dokumentet anges dessa; det är inte att vara utpekad för delarna.",
                     "For the whole document these are named; that is not to be named for its "
                     "parts.")  # fmt: skip
    return [Paragraph(line(text)), Bullets(tuple(dict.fromkeys(lines)))]


def _forums(desk: WhoDesk) -> list[Part]:
    found = list(forum_parts(desk))
    if desk.scope.kind == "element":
        found = [*_coverage(desk), *(p for p in found if isinstance(p, Table))]
    forums = {r["forum"] for r in desk.material.rows("forum-register") if r["forum"] in desk.themed}
    rows: dict[str, list[Line]] = {}
    for row in desk.material.rows("forum-members"):
        if row["forum"] in forums and row["counted"] == "true" and not row["via"]:
            role = Words(f" ({desk.told(row['role']).lower()})" if row["role"] else "", quiet=True)
            rows.setdefault(row["forum"], []).append(
                line(desk.name(row["member"]), role, " ", desk.cites(parts(row["evidence"])))
            )
    if rows:
        made = tuple(Row((cell(desk.name(f)), Cell(tuple(dict.fromkeys(lines)))))
                     for f, lines in rows.items())  # fmt: skip
        found.append(Table(desk.word("Vilka som nämns i forumen", "Who is named in the forums"),
                           (desk.word("Forum", "Forum"), desk.word("Vem och i vilken roll",
                                                                   "Who and in which role")),
                           made, (0.3, 0.7)))  # fmt: skip
    return found


def _coverage(desk: WhoDesk) -> list[Part]:
    """How near a forum is for one goal, priority or measure, and for what stands under it."""
    own = {desk.scope.iri} | desk.parts
    words = {
        "stated": Text("källan säger det", "the source says so"),
        "possible": Text("möjligt, genom temat", "possible, by its theme"),
    }
    lines: list[Line] = []
    for row in desk.material.rows("forum-coverage"):
        if row["element"] not in own:
            continue
        listed = parts(row["forum"]) or parts(row["near"])
        if row["coverage"] == "gap" or not listed:
            sure = sure_words(desk, local_name(row["status"]), local_name(row["reason"])) \
                if row["status"] else ""  # fmt: skip
            lines.append(line(desk.name(row["element"]),
                              desk.word(": inget forum nämns. ", ": no forum is mentioned. "),
                              Words(sure, quiet=True), " ",
                              desk.cites(parts(row["evidence"]))))  # fmt: skip
        else:
            told = words.get(row["coverage"])
            lines.append(line(desk.name(row["element"]), ": ", *desk.names(listed, 6),
                              Words(f" ({desk.say(told)}) " if told else " ", quiet=True),
                              desk.cites(parts(row["evidence"]))))  # fmt: skip
    if not lines:
        lines = [line(desk.word("Inget forum sägs vara till för detta i det som är läst.",
                                "No forum is said to be for this in what was read."))]  # fmt: skip
    return [Bullets(tuple(lines))]


def _nobody(desk: WhoDesk, answers: Sequence[Answer]) -> list[Part]:
    none = [a for a in answers if a.level == "namns-inte"]
    if not none:
        known = bool(answers)
        return [Paragraph(line(desk.word(
            "För vart och ett av målen, prioriteringarna och insatserna ovan nämns någon, på den "
            "nivå som står där." if known else "Inget mål och ingen insats att fråga om.",
            "For each of the goals, priorities and measures above somebody is named, at the level "
            "told there." if known else "No goal or measure to ask about.")))]  # fmt: skip
    lines = [
        line(desk.name(a.element), Words(f" ({desk.say(KIND_WORDS[a.kind][0])}, "
             f"{desk.told(a.strategy)}): ", quiet=True),
             sure_words(desk, a.status, a.reason) if a.status else "–", " ", desk.cites(a.stated))
        for a in none
    ]  # fmt: skip
    return [Bullets(tuple(lines))]


def _others(desk: WhoDesk, iri: str, but: str) -> list[Part]:
    """How each county takes a theme up, without the one that the page is about."""
    whole = WhoDesk(desk.shelf, desk.view, desk.lang, Scope("theme", iri, local_name(iri)))
    found: list[Part] = []
    for part in counties_parts(whole, answers_of(whole)):
        if isinstance(part, Table):
            rows = tuple(row for row in part.rows if _leads_to(row) != but)
            caption = f"{part.caption}: {desk.told(iri)}"
            part = replace(part, rows=rows, caption=caption)
            if not rows:
                continue
        found.append(part)
    return found or [Paragraph(line(desk.word("Inget annat län är läst.",
                                              "No other county was read.")))]  # fmt: skip


def _leads_to(row: Row) -> str:
    first = row.cells[0].lines[0][0]
    return first.to if isinstance(first, Linked) else ""


def _compare(desk: WhoDesk, own: str) -> Section:
    others = [c for c in counties_of(desk) if c != own]
    title = desk.word("Hur andra län gör", "How other counties do")
    if not own or not others:
        return Section("lan", title, (Paragraph(line(desk.word(
            "Gäller inget enskilt län, så det finns inget län att jämföra med.",
            "It belongs to no single county, so there is none to compare with."))),))  # fmt: skip
    lines = tuple(
        line(Linked(desk.word(f"{desk.told(own)} bredvid {desk.told(c)}",
                              f"{desk.told(own)} beside {desk.told(c)}"),
                    to=f"/jamfor?lan={local_name(own)}&lan2={local_name(c)}"))
        for c in others
    )  # fmt: skip
    return Section("lan", title, (Bullets(lines),))


def _ending(desk: WhoDesk) -> list[Section]:
    sources = Sources(desk, ())
    read = [s for s in desk.strategies if desk.read(s)]
    unread = [s for s in desk.strategies if not desk.read(s)]
    parts_: list[Part] = []
    if desk.scope.kind in ("theme", "element"):
        known = list(dict.fromkeys(w for s in desk.strategies
                                   for w in desk.material.document(s).unread))  # fmt: skip
        parts_.append(Paragraph(line(
            desk.word("Läst: ", "Read: "), *(desk.names(read) or [Words("–")]),
            desk.word(". Inte läst: ", ". Not read: "),
            *(desk.names(dict.fromkeys([*unread, *known])) or [Words("–")]),
            desk.word(". Vad de säger är okänt, inte frånvarande.",
                      ". What they say is unknown, not absent."))))  # fmt: skip
    else:
        parts_ = list(sources_parts(sources))
    found = [f for f in desk.findings.found if f.is_gap or f.kind.startswith("ovl")]
    return [
        Section("olast", desk.word("Vad som är läst och inte läst", "What was read and was not"),
                tuple(parts_)),
        Section("fynd", desk.word("Fynd att titta på", "Findings to look at"),
                tuple(findings_table(desk, found))),
    ]  # fmt: skip


def _narrower(desk: WhoDesk, slug: str, place: str) -> Line:
    links = [
        Linked(desk.told(c), to=f"/vem-gor-vad/tema/{slug}/{local_name(c)}")
        for c in counties_of(desk) if c != place
    ]  # fmt: skip
    whole = [Linked(desk.word("alla län", "all counties"), to=f"/vem-gor-vad/tema/{slug}")]
    links = (whole if place else []) + links
    return line(desk.word("Samma tema i ", "The same theme in "), *_with_commas(links), ".")


def _with_commas(words: Iterable[Words]) -> list[Words]:
    made: list[Words] = []
    for word in words:
        made += [Words(", ")] if made else []
        made.append(word)
    return made


# -- where to begin --------------------------------------------------------------------------


def index(shelf: Shelf, visit: Visit) -> Page:
    """Where to begin: a grid of themes and counties, then strategies with their parts."""
    desk = WhoDesk(shelf, visit.view, visit.lang, Scope())
    grid = _grid(desk)
    strategies = [
        Row((
            cell(Linked(desk.told(s), desk.foreign(desk.material.name(s)), kind="strategy",
                        to=f"/vem-gor-vad/strategi/{local_name(s)}")),
            cell(desk.word("läst", "read") if desk.read(s)
                 else desk.word("bara omnämnd", "only cited")),
            cell(*(desk.names(sorted(desk.counties(s))) or [Words(desk.word("hela landet",
                                                                            "the country"))])),
            cell(str(len(desk.material.elements.get(s, {})))),
        ))
        for s in desk.strategies
    ]  # fmt: skip
    listed = Table(
        desk.word("Strategier och planer", "Strategies and plans"),
        tuple(desk.say(t) for t in (
            Text("Strategi eller plan", "Strategy or plan"), Text("Läst", "Read"),
            Text("Län", "County"), Text("Mål, prioriteringar, insatser",
                                        "Goals, priorities, measures"))),
        tuple(strategies), (0.5, 0.15, 0.2, 0.15), titled=True,
    )  # fmt: skip
    sections = (
        Section("tema", desk.word("Välj tema, och län om du vill", "Choose a theme, and a county"),
                tuple(grid)),
        Section("strategier", desk.word("Eller en strategi", "Or a strategy"), (listed,)),
    )  # fmt: skip
    lead = line(desk.word(
        "Vem ska, vem ansvarar, vem utför, betalar och följer upp, i vilket forum, och vad ingen "
        "nämns för. Varje påstående leder till stället i dokumentet.",
        "Who must, who is responsible, who carries out, pays and follows up, in which forum, and "
        "what nobody is named for. Every claim leads to the place in the document."))  # fmt: skip
    return Page(desk.word("Vem gör vad", "Who does what"), sections, lead=lead, tab="who")


def _grid(desk: WhoDesk) -> list[Part]:
    counties = counties_of(desk)
    rows_of = {(r["theme"], r["region"]): r for r in desk.material.rows("theme-by-region")}
    themes = sorted(themes_of(desk.shelf, desk.view), key=lambda t: collation_key(desk.told(t)))
    made = []
    for one in themes:
        slug = local_name(one)
        cells = [cell(Linked(desk.told(one), to=f"/vem-gor-vad/tema/{slug}"))]
        for c in counties:
            row = rows_of.get((one, c))
            to = f"/vem-gor-vad/tema/{slug}/{local_name(c)}"
            cells.append(cell(Linked(_count(desk, row), to=to), shade=_shade(row)))
        made.append(Row(tuple(cells)))
    heads = (desk.word("Tema", "Theme"), *(desk.told(c) for c in counties))
    links = [Linked(desk.told(c), to=f"/vem-gor-vad/lan/{local_name(c)}", kind="territory")
             for c in counties]  # fmt: skip
    share = 0.7 / max(1, len(counties))
    return [
        Paragraph(line(desk.word("Hela länet: ", "The whole county: "), *_with_commas(links), ".")),
        Table(
            desk.word("Mål, prioriteringar, insatser och forum med temat, per län",
                      "Goals, priorities, measures and forums with the theme, by county"),
            heads, tuple(made), (0.3, *(share for _ in counties)),
        ),
    ]  # fmt: skip


def _count(desk: WhoDesk, row: Mapping[str, str] | None) -> str:
    if row is None:
        return desk.word("inget i källan", "nothing in the source")
    elements, forums = int(row["elements"]), int(row["forums"])
    if elements or forums:
        return desk.word(f"{elements} i planer, {forums} forum",
                         f"{elements} in plans, {forums} "
                         f"{'forum' if forums == 1 else 'forums'}")  # fmt: skip
    if local_name(row["status"]) == "unknown":
        return desk.word("går inte att säga", "cannot be said")
    return desk.word("nämns inte", "not mentioned")


def _shade(row: Mapping[str, str] | None) -> str:
    if row is None or local_name(row["status"]) == "unknown":
        return ""
    return "near" if row["elements"] != "0" else "far" if row["forums"] != "0" else "gap"
