"""The page of a thing: what is said of it and where, its relations both ways, its names over time.

A passage has its own page here too: heading, printed page, words to search for, and with the
user's own copy of the document at hand also the wording around it.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from kgraph.network.kinds import KINDS
from kgraph.report.value import (
    Cell,
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
from kgraph.store import MODE_WORDS
from kgraph.terms import DCT, ELI, KS, ORG, PROV, RDF, RDFS, SKOS, SKOSXL, Iri, Literal, local_name
from kgraph.web.pages import passages
from kgraph.web.pages.desk import Linked, Shelf, WebDesk
from kgraph.web.pages.found import findings_table
from kgraph.web.pages.missing import Missing
from kgraph.web.pages.page import Page
from kgraph.web.pages.render import day, known_of
from kgraph.web.pages.seen import seen
from kgraph.web.pages.visit import Visit
from kgraph.wording import Text, collation_key

_OUT = "SELECT DISTINCT ?p ?o WHERE { ?thing ?p ?o }"
_IN = "SELECT DISTINCT ?s ?p WHERE { ?s ?p ?thing FILTER(ISIRI(?s)) }"
_OUT_STATED = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?p ?o ?g WHERE { GRAPH ?g { ?thing ?p ?o } ?g a ks:AssertionGraph }"""
_IN_STATED = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?s ?p ?g WHERE { GRAPH ?g { ?s ?p ?thing } ?g a ks:AssertionGraph }"""
# Relations that are nodes of their own: who, in which role, for what, in which mode and when.
_TIES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX org: <http://www.w3.org/ns/org#>
SELECT DISTINCT ?node ?own ?p ?other ?role ?mode ?counted ?from ?through ?precision
  ?g ?status WHERE {
  ?node ?own ?thing .
  FILTER(?own IN (ks:bearer, ks:target, ks:issuer, ks:reportsTo, ks:onBehalfOf, ks:legalBasis,
                  ks:fundingProgramme, org:member, org:organization, ks:dischargedBy))
  ?node ks:assertionMode ?mode .
  OPTIONAL {
    ?node ?p ?other .
    FILTER(?p IN (ks:bearer, ks:target, org:member, org:organization) && ?other != ?thing)
  }
  OPTIONAL { ?node ks:role|org:role ?role }
  OPTIONAL { ?node ks:inView ?counted }
  OPTIONAL { ?node ks:validFrom ?from }
  OPTIONAL { ?node ks:validThrough ?through }
  OPTIONAL { ?node ks:datePrecision ?precision }
  OPTIONAL { ?node ks:statedIn ?g . OPTIONAL { ?g ks:reviewStatus ?status } }
}"""
_NAMES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX skosxl: <http://www.w3.org/2008/05/skos-xl#>
PREFIX dct: <http://purl.org/dc/terms/>
SELECT DISTINCT ?name ?how ?from ?through ?precision ?g WHERE {
  { ?thing skos:altLabel|skos:hiddenLabel|dct:alternative ?name . BIND("alt" AS ?how)
    OPTIONAL { GRAPH ?g { ?thing skos:altLabel|skos:hiddenLabel|dct:alternative ?name } } }
  UNION { ?thing skosxl:prefLabel|skosxl:altLabel ?l . ?l skosxl:literalForm ?name .
    BIND("dated" AS ?how)
    OPTIONAL { ?l ks:validFrom ?from } OPTIONAL { ?l ks:validThrough ?through }
    OPTIONAL { ?l ks:datePrecision ?precision }
    OPTIONAL { ?l ks:statedIn ?g } }
  UNION { ?thing skos:prefLabel ?name . BIND("pref" AS ?how) }
}"""
_USED = "SELECT ?word (COUNT(*) AS ?n) WHERE { ?s ?word ?o } GROUP BY ?word"
# Told in words elsewhere on the page, or only for the machinery.
_LEFT_OUT = {
    RDF("type"), KS("statedIn"), KS("inView"), KS("displayLabel"), SKOS("prefLabel"),
    SKOS("altLabel"), SKOS("hiddenLabel"), SKOSXL("prefLabel"), SKOSXL("altLabel"),
    RDFS("label"), KS("datePrecision"), KS("adoptedPrecision"), SKOS("inScheme"),
    SKOS("topConceptOf"), RDFS("isDefinedBy"),
}  # fmt: skip
_TIED = {
    KS("bearer"),
    KS("target"),
    KS("issuer"),
    KS("reportsTo"),
    KS("onBehalfOf"),
    KS("fundingProgramme"),
    ORG("member"),
    ORG("organization"),
    KS("dischargedBy"),
}
_MOST = 60
_TIES_SHOWN = 200
# What a relation is called from the other end, where the plain name would mislead.
_BACK: dict[str, Text] = {
    KS("partOfStrategy"): Text("delar", "parts"),
    KS("parentElement"): Text("underordnat", "under it"),
    DCT("subject"): Text("har temat", "has the theme"),
    DCT("spatial"): Text("gäller här", "applies here"),
    KS("within"): Text("områden i det", "areas within it"),
    ORG("unitOf"): Text("enheter", "units"),
    PROV("wasDerivedFrom"): Text("textställen i det", "passages in it"),
    KS("represents"): Text("kopior", "copies"),
    SKOS("broader"): Text("snävare", "narrower"),
    KS("coversSubject"): Text("läst i sin helhet för", "read in full for"),
    KS("legalBasis"): Text("vilar på det", "rests on it"),
    ELI("is_part_of"): Text("paragrafer", "sections"),
    ELI("is_member_of"): Text("lydelser", "wordings"),
    RDF("type"): Text("saker av slaget", "things of the kind"),
    KS("guidedBy"): Text("vägleds av det", "guided by it"),
    KS("informedBy"): Text("inspireras av det", "informed by it"),
    KS("implements"): Text("genomför det", "carries it out"),
    KS("contributesTo"): Text("bidrar till det", "contributes to it"),
    KS("alignsWith"): Text("kopplar till det", "linked to it"),
    KS("responsibleFor"): Text("ansvarar för det", "responsible for it"),
    KS("involvedIn"): Text("medverkar i det", "takes part in it"),
    KS("aboutElement"): Text("handlar om det", "about it"),
    KS("adoptedBy"): Text("antogs av den", "adopted by it"),
    DCT("publisher"): Text("utgivet av den", "published by it"),
    DCT("relation"): Text("har samband med det", "related to it"),
    ORG("memberOf"): Text("medlemmar", "members"),
}  # fmt: skip


def page(shelf: Shelf, visit: Visit, iri: str) -> Page:
    """The page of a thing.

    Raises:
        Missing: nothing in the view names it.
    """
    if not iri or "://" not in iri or any(c in iri for c in '<>"{}|\\^` \n\t'):
        raise Missing(iri or "–")
    desk = WebDesk(shelf, visit.view, visit.lang)
    about = {"thing": Iri(iri)}
    out = shelf.store.select(_with(_OUT), visit.view, about).rows
    into = shelf.store.select(_with(_IN), visit.view, about).rows
    if not out and not into:
        return _word(desk, iri)
    if any(row[-2] == RDF("type") and row[-1] == KS("AssertionGraph") for row in out):
        return passages.page(shelf, visit, desk, iri)
    kind = shelf.kinds(visit.view).get(iri, "other")
    return Page(
        desk.told(iri), _sections(desk, iri), eyebrow=_eyebrow(desk, iri, kind, out),
        kind=desk.kind(iri), lead=_lead(desk, iri, out), facts=_facts(desk, visit, iri, kind),
        title_lang=desk.foreign(desk.material.name(iri)),
    )  # fmt: skip


def _word(desk: WebDesk, iri: str) -> Page:
    """A word of somebody else's vocabulary: nothing is said of it here, but it is used.

    Raises:
        Missing: it is not used either.
    """
    rows = desk.store.select(_USED, desk.view, {"word": Iri(iri)}).rows
    used = int(str(rows[0][-1])) if rows else 0
    if not used:
        raise Missing(iri)
    told = line(desk.word(f"Ett ord ur en annan vokabulär. Det används i {used} uppgifter här.",
                          f"A word of another vocabulary. It is used in {used} statements here."
                          ))  # fmt: skip
    facts = ((desk.word("Beteckning", "Identifier"), line(Words(iri, code=True))),)
    return Page(desk.told(iri), eyebrow=desk.word("Ord", "Term"), lead=told, facts=facts,
                tab="about")  # fmt: skip


def _with(text: str) -> str:
    """The thing asked about stands among what is selected, as bindings need."""
    return text.replace("SELECT DISTINCT", "SELECT DISTINCT ?thing").replace(
        "SELECT DISTINCT ?thing ?thing", "SELECT DISTINCT ?thing"
    )


def _sections(desk: WebDesk, iri: str) -> tuple[Section, ...]:
    made = [
        ("roller", Text("Roller och relationer", "Roles and relations"), _ties(desk, iri)),
        ("uppgifter", Text("Vad som sägs om det", "What is said of it"), _said(desk, iri)),
        ("hit", Text("Vad som hör till det", "What belongs to it"), _pointing(desk, iri)),
        ("namn", Text("Namn", "Names"), _names(desk, iri)),
        ("fynd", Text("Att titta på", "To look at"), _findings(desk, iri)),
    ]
    return tuple(Section(key, desk.say(title), tuple(parts)) for key, title, parts in made if parts)


def _rows(desk: WebDesk, text: str, iri: str) -> list[list[str]]:
    rows = desk.store.select(_with(text), desk.view, {"thing": Iri(iri)}).rows
    return [["" if c is None else str(c) for c in row][1:] for row in rows]


def _eyebrow(desk: WebDesk, iri: str, kind: str, out: Iterable[tuple[object, ...]]) -> str:
    if "/vocab/" in iri:
        lists = [str(row[-1]) for row in out if row[-2] == SKOS("inScheme")]
        if lists:
            return desk.told(min(lists))
    if kind != "other":
        return desk.say(KINDS[kind].label)
    classes = [str(row[-1]) for row in out if row[-2] == RDF("type")]
    return ", ".join(dict.fromkeys(desk.told(c) for c in sorted(classes)))


def _lead(desk: WebDesk, iri: str, out: Iterable[tuple[object, ...]]) -> Line:
    """The summary of it, in own words, with where it stands."""
    wanted = (KS("summary"), SKOS("definition"), RDFS("comment"), DCT("description"))
    for p in wanted:
        found = [row[-1] for row in out if row[-2] == p and isinstance(row[-1], Literal)]
        if found:
            best = min(found, key=lambda o: (o.language != desk.lang, o.language != "sv", o.value))
            foreign = best.language if best.language not in ("", desk.lang) else ""
            stated = [g for q, o, g in _rows(desk, _OUT_STATED, iri)
                      if q == p and o == best.value]  # fmt: skip
            return line(Words(best.value, foreign), " ", desk.cites(sorted(set(stated))))
    return ()


def _facts(desk: WebDesk, visit: Visit, iri: str, kind: str) -> tuple[tuple[str, Line], ...]:
    facts = desk.shelf.facts(desk.view)
    found: list[tuple[str, Line]] = []
    counties = facts.all(iri, "county", "county of whole")
    if counties and kind != "territory":
        found.append((desk.word("Län", "County"), line(*desk.names(counties, 4))))
    levels = facts.all(iri, "level", "level of whole")
    if levels:
        found.append((desk.word("Nivå", "Level"), line(*desk.names(levels, 3))))
    themes = facts.all(iri, "theme")
    if themes:
        found.append((desk.word("Tema", "Theme"), line(*desk.names(themes, 6))))
    to = _who_path(iri, kind, counties, facts.all(iri, "theme"))
    if to:
        found.append(
            (
                desk.word("Vem gör vad", "Who does what"),
                line(Linked(desk.word("Hela svaret", "The whole answer"), to=to)),
            )
        )
    found.append((desk.word("Beteckning", "Identifier"), line(Words(iri, code=True))))
    return tuple(found)


def _who_path(iri: str, kind: str, counties: Iterable[str], themes: Iterable[str]) -> str:
    slug = local_name(iri)
    if kind == "strategy":
        return f"/vem-gor-vad/strategi/{slug}"
    if kind in ("goal", "priority", "measure"):
        return f"/vem-gor-vad/element/{slug}"
    if "/vocab/theme/" in iri:
        return f"/vem-gor-vad/tema/{slug}"
    if kind == "territory" and slug.endswith("-lan"):
        return f"/vem-gor-vad/lan/{slug}"
    return ""


class _Tie(NamedTuple):
    node: str
    own: str
    role: str
    mode: str
    counted: bool
    period: str


def _ties(desk: WebDesk, iri: str) -> list[Part]:
    """Assignments and memberships in which it stands, with whom and what, mode, time, review."""
    others: dict[_Tie, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    places: dict[_Tie, set[str]] = defaultdict(set)
    status: dict[_Tie, set[str]] = defaultdict(set)
    for row in _rows(desk, _TIES, iri):
        node, own, p, other, role, mode, counted, start, end, precision, g, review = row
        start, end = known_of(start, precision), known_of(end, precision)
        tie = _Tie(node, own, role, mode, counted == "true", _period(desk, start, end))
        if other and other not in others[tie][p]:
            others[tie][p].append(other)
        others.setdefault(tie, defaultdict(list))  # a tie with nobody else is still one
        places[tie] |= {g} - {""}
        status[tie] |= {review} - {""}
    order = sorted(others, key=lambda t: (not t.counted, desk.told(t.role) if t.role else "~",
                                          collation_key(desk.told(t.node))))  # fmt: skip
    if not order:
        return []
    heads = (Text("Roll", "Role"), Text("Vad och vem", "What and who"), Text("Läge", "Mode"),
             Text("Tid", "Time"), Text("Granskat", "Reviewed"))  # fmt: skip
    alike: dict[tuple[object, ...], list[_Tie]] = defaultdict(list)
    for tie in order[:_TIES_SHOWN]:
        alike[tie.role, tie.own, _mode(desk, tie), tie.period, tuple(sorted(status[tie]))].append(
            tie
        )
    rows = []
    for ties in alike.values():
        first = ties[0]
        lines = [told for t in ties for told in _with_whom(desk, t, others[t], places[t])]
        rows.append(Row((
            cell(desk.name(first.role) if first.role else Words("–"),
                 Words(f" ({_as(desk, first.own)})" if _as(desk, first.own) else "", quiet=True)),
            Cell(tuple(dict.fromkeys(lines))),
            cell(_mode(desk, first)),
            cell(first.period or Words(desk.word("sägs inte", "not said"), quiet=True)),
            cell(*(desk.names(sorted(status[first])) or [Words("–")])),
        )))  # fmt: skip
    shown: list[Part] = [Table(
        desk.word("Roller, uppdrag och medlemskap", "Roles, mandates and memberships"),
        tuple(desk.say(t) for t in heads), tuple(rows), (0.18, 0.42, 0.14, 0.12, 0.14), titled=True,
    )]  # fmt: skip
    if len(order) > _TIES_SHOWN:
        more = len(order) - _TIES_SHOWN
        shown.append(Paragraph(line(desk.word(f"Och {more} till.", f"And {more} more."))))
    return shown


_AS = {
    KS("target"): Text("avser det", "concerns it"),
    KS("issuer"): Text("gav uppdraget", "gave the mandate"),
    KS("reportsTo"): Text("får redovisningen", "receives the report"),
    KS("onBehalfOf"): Text("företräds", "is represented"),
    KS("legalBasis"): Text("är grunden", "is the basis"),
    KS("dischargedBy"): Text("genomför uppdraget", "carries out the mandate"),
    KS("fundingProgramme"): Text("pengarna kommer härifrån", "the money comes from it"),
}  # fmt: skip


def _as(desk: WebDesk, own: str) -> str:
    words = _AS.get(Iri(own))
    return desk.say(words) if words else ""


def _with_whom(
    desk: WebDesk, tie: _Tie, others: dict[str, list[str]], places: set[str]
) -> tuple[Line, ...]:
    named = desk.shelf.kinds(desk.view).get(tie.node) == "mandate"
    lines: list[Line] = (
        [line(desk.name(tie.node), " ", desk.cites(sorted(places)))] if named else []
    )
    for listed in others.values():
        cites = None if named else desk.cites(sorted(places))
        lines.append(line(*desk.names(listed, 12), " ", cites))
    if not lines:
        lines = [line(Linked(desk.told(tie.node), to=tie.node), " ", desk.cites(sorted(places)))]
    return tuple(lines)


def _mode(desk: WebDesk, tie: _Tie) -> Words:
    mode = local_name(tie.mode)
    told = MODE_WORDS[mode].get(desk.lang) if mode in MODE_WORDS else mode
    if not tie.counted and mode in desk.view.modes:
        told += desk.word(", en annan tid", ", at another time")
    return Words(told, quiet=not tie.counted)


def _period(desk: WebDesk, start: str, end: str) -> str:
    told = [day(date, desk.lang) if date else "" for date in (start, end)]
    return " – ".join(told).strip() if start or end else ""


def _said(desk: WebDesk, iri: str) -> list[Part]:
    """What is said of it, each property with its values and where it says so."""
    stated: dict[tuple[str, str], set[str]] = defaultdict(set)
    for p, o, g in _rows(desk, _OUT_STATED, iri):
        stated[p, o].add(g)
    values: dict[str, list[tuple[str, bool, str]]] = defaultdict(list)
    for row in desk.store.select(_with(_OUT), desk.view, {"thing": Iri(iri)}).rows:
        relation, value = str(row[1]), row[2]
        if relation in _LEFT_OUT or value is None:
            continue
        lang = value.language if isinstance(value, Literal) else ""
        values[relation].append((str(value), not isinstance(value, Literal), lang))
    return _table(desk, values, stated, desk.word("Vad som sägs om det", "What is said of it"),
                  {})  # fmt: skip


def _pointing(desk: WebDesk, iri: str) -> list[Part]:
    """What points here, relation by relation."""
    stated: dict[tuple[str, str], set[str]] = defaultdict(set)
    for thing, relation, g in _rows(desk, _IN_STATED, iri):
        stated[relation, thing].add(g)
    values: dict[str, list[tuple[str, bool, str]]] = defaultdict(list)
    for s, p in _rows(desk, _IN, iri):
        if p not in _TIED and (p not in _LEFT_OUT or p in _BACK):
            values[p].append((s, True, ""))
    return _table(desk, values, stated, desk.word("Vad som hör till det", "What belongs to it"),
                  _BACK)  # fmt: skip


def _table(
    desk: WebDesk,
    values: dict[str, list[tuple[str, bool, str]]],
    stated: dict[tuple[str, str], set[str]],
    caption: str,
    names: dict[str, Text],
) -> list[Part]:
    rows = []
    for p in sorted(values, key=lambda p: collation_key(_called(desk, p, names))):
        listed = sorted(set(values[p]), key=lambda v: collation_key(
            desk.told(v[0]) if v[1] else v[0]))  # fmt: skip
        lines = [
            line(desk.name(o) if thing else Words(_written(desk, o), lang if lang not in
                 ("", desk.lang) else ""), " ", desk.cites(sorted(stated.get((p, o), ()))))
            for o, thing, lang in listed[:_MOST]
        ]  # fmt: skip
        if len(listed) > _MOST:
            more = len(listed) - _MOST
            lines.append(line(Words(desk.word(f"och {more} till (alla finns i JSON)",
                                              f"and {more} more (all are in the JSON)"),
                                    quiet=True)))  # fmt: skip
        told = _called(desk, p, names)
        rows.append(Row((cell(Linked(told[:1].upper() + told[1:], to=p)), Cell(tuple(lines)))))
    if not rows:
        return []
    heads = (
        desk.word("Uppgift", "Statement"),
        desk.word("Vad, och var det står", "What, and where it says so"),
    )
    return [Table(caption, heads, tuple(rows), (0.28, 0.72), titled=True)]


def _called(desk: WebDesk, p: str, names: dict[str, Text]) -> str:
    told = names.get(p)
    return desk.say(told) if told else seen(desk, p)


def _written(desk: WebDesk, value: str) -> str:
    if value in ("true", "false"):
        return desk.word("ja" if value == "true" else "nej", "yes" if value == "true" else "no")
    return day(value, desk.lang)


def _names(desk: WebDesk, iri: str) -> list[Part]:
    """Other names, and from when to when; of a value of a list its word for people is the one."""
    if "/vocab/" in iri and "/vocab/theme/" not in iri:
        return []
    found: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    how: dict[tuple[str, str, str], str] = {}
    for name, kind, start, end, precision, g in _rows(desk, _NAMES, iri):
        key = name, known_of(start, precision), known_of(end, precision)
        found[key].add(g)
        how[key] = min(how.get(key, kind), kind) if kind != "dated" else "dated"
    if len(found) < 2:
        return []
    words = {"pref": Text("namn i dag", "name today"), "alt": Text("kallas också", "also called"),
             "dated": Text("namn under en tid", "name for a time")}  # fmt: skip
    rows = [
        Row((
            cell(Words(key[0], "" if desk.lang == "sv" else "sv"), " ",
                 desk.cites(sorted(g for g in found[key] if g))),
            cell(desk.say(words[how[key]])),
            cell(_period(desk, key[1], key[2]) or Words(desk.word("sägs inte", "not said"),
                                                        quiet=True)),
        ))
        for key in sorted(found, key=lambda k: (how[k] != "pref", k[1], collation_key(k[0])))
    ]  # fmt: skip
    heads = (Text("Namn", "Name"), Text("Hur", "How"), Text("Tid", "Time"))
    return [Table(desk.word("Namn över tid", "Names over time"), tuple(map(desk.say, heads)),
                  tuple(rows), (0.56, 0.24, 0.2), titled=True)]  # fmt: skip


def _findings(desk: WebDesk, iri: str) -> list[Part]:
    found = [
        f for f in desk.result.found
        if not f.set_aside and (f.is_gap or f.kind.startswith("ovl"))
        and iri in (*f.affects, f.document, f.region, f.forum)
    ]  # fmt: skip
    return findings_table(desk, found[:_MOST]) if found else []
