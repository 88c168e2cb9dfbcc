"""The page of a thing: what is said of it and where, its relations both ways, its names over time.

A passage has its own page here too: heading, printed page, words to search for, and with the
user's own copy of the document at hand also the wording around it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from urllib.parse import urlencode

from kgraph.network.kinds import KINDS
from kgraph.report.acts import act_of, text_of
from kgraph.report.nearby import belongs
from kgraph.report.pending import pending_lines
from kgraph.report.value import (
    Line,
    Paragraph,
    Part,
    Section,
    Words,
    line,
)
from kgraph.terms import (
    DCT,
    KS,
    RDF,
    RDFS,
    SKOS,
    Iri,
    Literal,
    local_name,
)
from kgraph.web.pages import passages, readings
from kgraph.web.pages.addresses import is_own, path_of
from kgraph.web.pages.as_member import as_member
from kgraph.web.pages.desk import Abroad, Linked, Shelf, WebDesk
from kgraph.web.pages.found import findings_table
from kgraph.web.pages.missing import Missing
from kgraph.web.pages.name_rows import names_over_time
from kgraph.web.pages.network_made import AROUND, PATH, whole_of
from kgraph.web.pages.network_state import short
from kgraph.web.pages.own import fix_path
from kgraph.web.pages.page import Page, is_long
from kgraph.web.pages.seen import seen
from kgraph.web.pages.statements import COVERAGE, IN, OUT, OUT_STATED, covered, pointing, said
from kgraph.web.pages.ties import answered, asked, ties
from kgraph.web.pages.together import together_with
from kgraph.web.pages.visit import Visit
from kgraph.wording import Text

_MOST = 60  # findings on a page
_SHAPED = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
SELECT DISTINCT ?class WHERE { GRAPH ?g { ?shape sh:targetClass ?class } }"""
_USED = "SELECT ?word (COUNT(*) AS ?n) WHERE { ?s ?word ?o } GROUP BY ?word"
_NUMBER = """
PREFIX eli: <http://data.europa.eu/eli/ontology#>
SELECT ?law ?number WHERE { ?law eli:id_local ?number }"""


def page(shelf: Shelf, visit: Visit, iri: str) -> Page:
    """The page of a thing.

    Raises:
        Missing: nothing in the view names it.
    """
    if not iri or "://" not in iri or any(c in iri for c in '<>"{}|\\^` \n\t'):
        raise Missing(iri or "–")
    desk = WebDesk(shelf, visit.view, visit.lang)
    about = {"thing": Iri(iri)}
    out = shelf.store.select(asked(OUT), visit.view, about).rows
    into = shelf.store.select(asked(IN), visit.view, about).rows
    if not out and not into:
        return _word(desk, iri)
    if any(row[-2] == RDF("type") and row[-1] == KS("AssertionGraph") for row in out):
        told = passages.page(shelf, visit, desk, iri)
        return replace(told, values={**told.values, **correction(shelf, visit, iri, out)})
    kind = shelf.kinds(visit.view).get(iri, "other")
    sections = _sections(desk, iri)
    return Page(
        _title(desk, iri), sections, eyebrow=_eyebrow(desk, iri, kind, out),
        folds=is_long(sections), kind=desk.kind(iri), lead=_lead(desk, iri, out),
        facts=_facts(desk, visit, iri, kind),
        title_lang=desk.foreign(desk.material.name(iri)), values=correction(shelf, visit, iri, out),
    )  # fmt: skip


def correction(
    shelf: Shelf, visit: Visit, iri: str, out: Iterable[tuple[object, ...]]
) -> Mapping[str, tuple[str, str]]:
    """The link to the form for a thing, where somebody with the token may change it."""
    if not shelf.writable or visit.still is not None or "/id/finding/" in iri:
        return {}
    shaped: set[str] = shelf.keep(
        ("classes with a form",),
        lambda: {str(row[0]) for row in shelf.store.select(_SHAPED, visit.view).rows},
    )
    own_kind = any(row[-2] == RDF("type") and str(row[-1]) in shaped for row in out)
    if not own_kind or not is_own(iri) or "/vocab/" in iri:
        return {}
    told = visit.word("Rätta eller komplettera", "Correct or add to")
    return {"edit": (visit.url(fix_path(path_of(iri))), told)}


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


def _sections(desk: WebDesk, iri: str) -> tuple[Section, ...]:
    made = [
        ("roller", Text("Roller och relationer", "Roles and relations"), _roles(desk, iri)),
        ("uppgifter", Text("Vad som sägs om det", "What is said of it"), said(desk, iri)),
        ("hit", Text("Vad som hör till det", "What belongs to it"), pointing(desk, iri)),
        ("namn", Text("Namn", "Names"), names_over_time(desk, iri)),
        ("fynd", Text("Att titta på", "To look at"), _findings(desk, iri)),
    ]
    return tuple(Section(key, desk.say(title), tuple(parts)) for key, title, parts in made if parts)


def _roles(desk: WebDesk, iri: str) -> list[Part]:
    own = ties(desk, iri)
    if desk.kind(iri) != "actor":
        return own
    return [*own, *as_member(desk, iri, alone=bool(own)), *together_with(desk, iri)]


def _title(desk: WebDesk, iri: str) -> str:
    return covered(desk, iri).text if COVERAGE in iri else desk.told(iri)


def _eyebrow(desk: WebDesk, iri: str, kind: str, out: Iterable[tuple[object, ...]]) -> str:
    if "/vocab/" in iri and "/vocab/theme/" not in iri:
        lists = [str(row[-1]) for row in out if row[-2] == SKOS("inScheme")]
        if lists:
            return desk.told(min(lists))
    if kind != "other":
        return desk.say(KINDS[kind].label)
    classes = [str(row[-1]) for row in out if row[-2] == RDF("type")]
    told = ", ".join(dict.fromkeys(seen(desk, c) for c in sorted(classes)))
    return told[:1].upper() + told[1:]


def _lead(desk: WebDesk, iri: str, out: Iterable[tuple[object, ...]]) -> Line:
    """The summary of it, in own words, with where it stands."""
    wanted = (KS("summary"), SKOS("definition"), RDFS("comment"), DCT("description"))
    for p in wanted:
        found = [row[-1] for row in out if row[-2] == p and isinstance(row[-1], Literal)]
        if found:
            best = min(found, key=lambda o: (o.language != desk.lang, o.language != "sv", o.value))
            foreign = best.language if best.language not in ("", desk.lang) else ""
            stated = [g for q, o, g in answered(desk, OUT_STATED, iri)
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
    ours = readings.why(desk, iri)
    if ours:
        found.append((desk.word("Vår läsning", "Our reading"), ours))
    to = _who_path(iri, kind, counties, facts.all(iri, "theme"))
    if to:
        found.append(
            (
                desk.word("Vem gör vad", "Who does what"),
                line(Linked(desk.word("Hela svaret", "The whole answer"), to=to)),
            )
        )
    if visit.still is None and whole_of(desk.shelf, desk.view).linked.get(iri):
        around = Linked(desk.word("Allt kring det, som bild och tabell",
                                  "Everything around it, as picture and table"),
                        to=f"{PATH}/{AROUND}?{urlencode({'sak': short(iri)})}")  # fmt: skip
        found.append((desk.word("Nätverk", "Network"), line(around)))
    if kind == "law" and (act := _act(desk, iri)):
        found.append((desk.word("Lagtexten i dag, hos Regeringskansliet",
                                "The text today, at the Government Offices"),
                      line(Abroad(f"SFS {act}", at=text_of(act)))))  # fmt: skip
    if kind == "law":
        found += [(desk.word("Förslag", "Proposal"), told) for told in pending_lines(desk, (iri,))]
    found.append((desk.word("Beteckning", "Identifier"), line(Words(iri, code=True))))
    return tuple(found)


def _act(desk: WebDesk, iri: str) -> str:
    """The number of the act that a thing is, or is a section of."""
    rows = desk.store.select(_NUMBER, desk.view, {"law": Iri(iri)}).rows
    return next((act for row in rows if (act := act_of(str(row[1])))), "")


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


def _findings(desk: WebDesk, iri: str) -> list[Part]:
    every = [
        f for f in desk.result.found
        if not f.set_aside and (f.is_gap or f.kind.startswith("ovl"))
    ]  # fmt: skip
    own = [f for f in every if iri in (*f.affects, *f.documents, *f.regions)]
    parts = findings_table(desk, own[:_MOST]) if own else []
    if desk.kind(iri) != "forum":
        return parts
    asked = [f for f in every if f not in own and belongs(desk.served, iri, f)]
    if not asked:
        return parts
    lead = desk.word("Frågor om annat som kan tas upp här, till exempel om planen som forumet "
                     "medverkar i. De handlar inte om forumet självt.",
                     "Questions about other things that can be taken up here, such as the plan "
                     "that the forum contributes to. They are not about the forum itself."
                     )  # fmt: skip
    return [*parts, Paragraph(line(lead)), *findings_table(desk, asked[:_MOST])]
