"""What is said of a thing, and what points to it: relation by relation, value by value, where."""

import re
from collections import defaultdict
from collections.abc import Container, Mapping

from kgraph.findings.plainly import PRECISIONS
from kgraph.report.answers import LEVELS, level_words, read_answers
from kgraph.report.sums import grouped
from kgraph.report.value import Cell, Part, Row, Table, Words, cell, line
from kgraph.terms import (
    DCT,
    KS,
    ORG,
    RDF,
    RDFS,
    SKOS,
    SKOSXL,
    Blank,
    Iri,
    Literal,
    local_name,
)
from kgraph.web.pages import readings
from kgraph.web.pages.backwards import BACK, unknown
from kgraph.web.pages.derived import note, rests_on
from kgraph.web.pages.desk import Linked, WebDesk
from kgraph.web.pages.found import cited
from kgraph.web.pages.render import day, known_of
from kgraph.web.pages.seen import seen, valued
from kgraph.web.pages.ties import answered, asked
from kgraph.wording import Text, collation_key

OUT = "SELECT DISTINCT ?p ?o WHERE { ?thing ?p ?o }"
IN = "SELECT DISTINCT ?s ?p WHERE { ?s ?p ?thing FILTER(ISIRI(?s)) }"
OUT_STATED = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?p ?o ?g WHERE { GRAPH ?g { ?thing ?p ?o } ?g a ks:AssertionGraph }"""
_IN_STATED = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?s ?p ?g WHERE { GRAPH ?g { ?s ?p ?thing } ?g a ks:AssertionGraph }"""
# Told in words elsewhere on the page, or only for the machinery.
LEFT_OUT = {
    RDF("type"), KS("statedIn"), KS("inView"), KS("displayLabel"), SKOS("prefLabel"),
    SKOS("altLabel"), SKOS("hiddenLabel"), SKOSXL("prefLabel"), SKOSXL("altLabel"),
    RDFS("label"), *PRECISIONS, SKOS("inScheme"),
    SKOS("topConceptOf"), RDFS("isDefinedBy"),
    KS("inferred"), KS("inferredBecause"),
}  # fmt: skip
TIED = {
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
_AS_WRITTEN = {SKOS("exactMatch"), DCT("license")}  # addresses elsewhere, whose ends say little
MUTUAL = {KS("sharesForumWith")}  # told once, from the thing's own side
_LEVEL = KS("responsibilityLevel")
_MOST, _CITED = 60, 12  # values of a relation, passages of a value
COVERAGE = "/id/coverage/"
_LINES = re.compile(r"/graph/[^/]+/(\d+)(?:-(\d+))?$")


def said(desk: WebDesk, iri: str) -> list[Part]:
    """What is said of it, each property with its values and where it says so."""
    stated: dict[tuple[str, str], set[str]] = defaultdict(set)
    for p, o, g in answered(desk, OUT_STATED, iri):
        stated[p, o].add(g)
    values: dict[str, list[tuple[str, bool, str]]] = defaultdict(list)
    known: dict[str, str] = {}
    for row in desk.store.select(asked(OUT), desk.view, {"thing": Iri(iri)}).rows:
        relation, value = str(row[1]), row[2]
        if relation in PRECISIONS:
            precision = local_name(str(value))
            known |= {date: min(precision, known.get(date, precision))
                      for date in PRECISIONS[relation]}  # fmt: skip
        if relation in LEFT_OUT or value is None or str(value) == iri:
            continue
        values[relation].append(_value(desk, iri, relation, value))
    for relation, told in values.items():  # in one language what is told in both
        values[relation] = [one for one in told if one[2] == desk.lang] or told
    worked_out, read = rests_on(desk, iri, values.keys())
    stated |= worked_out
    earliest = {(KS("notBefore"), told[0]) for told in values.get(KS("notBefore"), ())}
    ours = read | readings.told(desk, iri, stated) | earliest
    return _table(desk, values, stated, desk.word("Vad som sägs om det", "What is said of it"),
                  {}, known, ours)  # fmt: skip


def _value(
    desk: WebDesk, iri: str, relation: str, value: Iri | Blank | Literal
) -> tuple[str, bool, str]:
    """A value, whether it is a thing, and its language.

    How far the responsibility is known is told as where it is answered who does what.
    """
    if isinstance(value, Literal):
        return value.value, False, value.language
    if relation == _LEVEL and (told := _levels(desk).get(iri)):
        return told, False, ""
    return str(value), True, ""


def _levels(desk: WebDesk) -> Mapping[str, str]:
    """By goal, priority and measure the words for its level, where the level's own say too much."""

    def make() -> dict[str, str]:
        answers = read_answers(WebDesk(desk.shelf, desk.view, desk.lang))
        words = ((a.element, level_words(desk, a), LEVELS.get(a.level)) for a in answers)
        return {iri: told for iri, told, plain in words if plain and told != desk.say(plain)}

    made: Mapping[str, str] = desk.shelf.keep(("levels told", desk.view, desk.lang), make)
    return made


def pointing(desk: WebDesk, iri: str) -> list[Part]:
    """What points here, relation by relation."""
    stated: dict[tuple[str, str], set[str]] = defaultdict(set)
    for thing, relation, g in answered(desk, _IN_STATED, iri):
        stated[relation, thing].add(g)
    values: dict[str, list[tuple[str, bool, str]]] = defaultdict(list)
    for s, p in answered(desk, IN, iri):
        if s != iri and p not in TIED | MUTUAL and (p not in LEFT_OUT or p in BACK):
            values[p].append((s, True, ""))
    worked_out, read = rests_on(desk, iri, values.keys(), back=True)
    stated |= worked_out
    ours = read | readings.placed(desk, stated)
    return _table(desk, values, stated, desk.word("Vad som hör till det", "What belongs to it"),
                  BACK, {}, ours, back=True)  # fmt: skip


def _table(
    desk: WebDesk,
    values: dict[str, list[tuple[str, bool, str]]],
    stated: dict[tuple[str, str], set[str]],
    caption: str,
    names: dict[str, Text],
    known: Mapping[str, str],
    ours: Container[tuple[str, str]],
    *,
    back: bool = False,
) -> list[Part]:
    """The rows of a thing.

    Parameters:
        known: by relation whether year or month is all of a date.
        ours: relations and values that are our reading.
        back: whether the values point here.
    """
    called = {p: _called(desk, p, names, back=back) for p in values}
    rows = []
    for p in sorted(values, key=lambda p: (collation_key(called[p]), p)):
        listed = sorted(set(values[p]), key=lambda v: (_place(v[0]), collation_key(
            desk.told(v[0]) if v[1] else v[0]), v))  # fmt: skip
        lines = [
            line(_named(desk, p, o) if thing else Words(
                _written(desk, known_of(o, known[p]) if p in known else o, p),
                lang if lang not in ("", desk.lang) else ""),
                readings.mark(desk, (p, o) in ours), " ",
                *cited(desk, sorted(stated.get((p, o), ())), _CITED))
            for o, thing, lang in listed[:_MOST]
        ]  # fmt: skip
        if len(listed) > _MOST:
            more = len(listed) - _MOST
            lines.append(line(Words(desk.word(f"och {more} till (alla finns i JSON)",
                                              f"and {more} more (all are in the JSON)"),
                                    quiet=True)))  # fmt: skip
        told = called[p]
        rows.append(Row((cell(Linked(told[:1].upper() + told[1:], to=p), note(desk, p)),
                         Cell(tuple(lines)))))  # fmt: skip
    if not rows:
        return []
    heads = (
        desk.word("Uppgift", "Statement"),
        desk.word("Vad, och var det står", "What, and where it says so"),
    )
    return [Table(caption, heads, tuple(rows), (0.28, 0.72), titled=True)]


def _named(desk: WebDesk, relation: str, iri: str) -> Words:
    """A thing by name; a statement of coverage, which has none, by what was read in full."""
    if relation in _AS_WRITTEN:
        return Words(iri, code=True)
    if relation == KS("coversSubject") or COVERAGE in iri:
        return covered(desk, iri, whole=relation != KS("coversSubject"))
    return valued(desk, iri)


def covered(desk: WebDesk, iri: str, *, whole: bool = True) -> Words:
    """What was read in full, and of what where that is not said beside it."""
    told = answered(desk, OUT, iri)
    covered = sorted(o for p, o in told if p == KS("coversRelation"))
    subjects = sorted(o for p, o in told if p == KS("coversSubject"))
    if not covered:
        return desk.name(iri)
    if not whole:
        return Linked(desk.told_many(covered), to=iri)
    begin = desk.word("Läst i sin helhet för", "Read in full for")
    of = f" ({desk.told_many(subjects)})" if subjects else ""
    return Linked(f"{begin} {desk.told_many(covered).lower()}{of}", to=iri)


def _place(iri: str) -> tuple[int, ...]:
    """Passages in the order of their lines; all else by name."""
    found = _LINES.search(iri)
    return tuple(map(int, found.groups(default="0"))) if found else ()


def _called(desk: WebDesk, p: str, names: dict[str, Text], *, back: bool) -> str:
    told = names.get(p)
    if told:
        return desk.say(told)
    return desk.say(unknown(seen(desk, p))) if back else seen(desk, p)


def _written(desk: WebDesk, value: str, relation: str) -> str:
    if relation == KS("amount"):
        return desk.say(grouped(value))
    if value in ("true", "false"):
        return desk.word("ja" if value == "true" else "nej", "yes" if value == "true" else "no")
    return day(value, desk.lang)
