"""Counties side by side, each with what was read of it."""

from itertools import combinations, groupby

from kgraph.comparison import build
from kgraph.comparison.forms import (
    document_words,
    reason,
    said_once,
    to_csv,
    to_json,
    to_workbook,
    usual,
    verdict,
)
from kgraph.comparison.value import Comparison
from kgraph.comparison.value import Row as Compared
from kgraph.report.value import Cell, Paragraph, Part, Row, Section, Table, Words, cell, line
from kgraph.terms import local_name
from kgraph.web.pages.desk import Shelf, WebDesk
from kgraph.web.pages.found import cited
from kgraph.web.pages.missing import Missing
from kgraph.web.pages.page import Page
from kgraph.web.pages.visit import Visit
from kgraph.web.pages.who import counties_of, territory

# The fields of the address; more than so many columns nobody reads side by side.
KEYS = ("lan", *(f"lan{number}" for number in range(2, 9)))


def page(shelf: Shelf, visit: Visit) -> Page:
    """Two counties or more; the two most read when none is chosen."""
    desk = WebDesk(shelf, visit.view, visit.lang)
    every = counties_of(desk)
    asked = [visit.given[key] for key in KEYS if visit.given.get(key)]
    for slug in asked:
        if territory(slug) not in every:
            raise Missing(slug)
    chosen = list(dict.fromkeys(territory(slug) for slug in asked))
    if len(chosen) < 2:
        order = sorted(every, key=lambda c: (-_read(desk, c), every.index(c)))
        chosen = list(dict.fromkeys([*chosen, *order]))[: max(2, min(3, len(every)))]
    selects = _selects(desk, visit, every, chosen)
    title = visit.word("Jämför län", "Compare counties")
    if len(chosen) < 2:
        lead = line(visit.word(
            "Det behövs två län med lästa uppgifter för att jämföra. Räkna fler uppgifter eller "
            "välj ett annat datum.",
            "Two counties with statements read are needed to compare. Count more statements or "
            "choose another date."))  # fmt: skip
        return Page(title, lead=lead, tab="compare")
    found = build(shelf.project, shelf.store, chosen, visit.view, found=desk.result)
    lead = line(visit.word(
        "Bara det som är läst i länets eget dokument kan ställas bredvid ett annat läns. Där det "
        "inte går står varför.",
        "Only what was read in a county's own document can be set beside another's. Where it "
        "cannot, it says why."))  # fmt: skip
    import json

    return Page(
        title, tuple(_sections(desk, found)), lead=lead, tab="compare", template="compare.html",
        folds=True, values={"selects": selects, "pairs": _pairs(desk, visit, every, chosen)},
        data=lambda: json.loads(to_json(found)),
        tables={"csv": lambda: to_csv(found, visit.lang, for_excel=True),
                "xlsx": lambda: to_workbook(found, shelf.project, visit.lang)},
    )  # fmt: skip


def _read(desk: WebDesk, county: str) -> int:
    return sum(known.loaded for known in desk.material.documents.values() if known.region == county)


def _selects(
    desk: WebDesk, visit: Visit, every: list[str], chosen: list[str]
) -> list[dict[str, object]]:
    names = [visit.word("Ett län", "One county"), visit.word("Ett annat", "Another"),
             visit.word("Ett tredje", "A third")]  # fmt: skip
    fields = KEYS[: min(len(every), max(3, len(chosen) + 1))]  # one more than is chosen
    names += [visit.word("Ett till", "One more")] * len(fields)
    made: list[dict[str, object]] = []
    for place, (key, name) in enumerate(zip(fields, names, strict=False)):
        mine = chosen[place] if place < len(chosen) else ""
        none = [("", visit.word("Inget", "None"), not mine)] if place >= 2 else []
        made.append({"name": key, "label": name, "choices": none + [
            (local_name(c), desk.told(c), c == mine) for c in every]})  # fmt: skip
    return made


def _pairs(
    desk: WebDesk, visit: Visit, every: list[str], chosen: list[str]
) -> list[tuple[str, str, bool]]:
    """Each two counties, for those who have no form to choose them in."""
    made = []
    for one, other in combinations(every, 2):
        to = visit.url(f"/jamfor?lan={local_name(one)}&lan2={local_name(other)}")
        words = desk.word(f"{desk.told(one)} och {desk.told(other)}",
                          f"{desk.told(one)} and {desk.told(other)}")  # fmt: skip
        made.append((to, words, {one, other} == set(chosen)))
    return made


def _sections(desk: WebDesk, found: Comparison) -> list[Section]:
    documents: list[Part] = []
    rows = []
    for county in found.counties:
        lines = tuple(
            line(desk.name(d.iri), Words(f": {document_words(d, desk.lang)}", quiet=True))
            for d in county.documents
        ) or (line(Words(desk.word("inget läst", "nothing read"), quiet=True)),)
        rows.append(Row((cell(desk.name(county.iri)), Cell(lines))))
    documents.append(Table(
        desk.word("Vad som är läst om varje län", "What was read of each county"),
        (desk.word("Län", "County"), desk.word("Dokument", "Documents")), tuple(rows), (0.2, 0.8),
        titled=True))  # fmt: skip
    made = [Section("last", desk.word("Vad som är läst", "What was read"), tuple(documents))]
    for number, (section, listed) in enumerate(groupby(found.rows, key=lambda r: r.section), 1):
        mine = list(listed)
        once = Paragraph(line(Words(said_once(found, mine, desk.lang), quiet=True)))
        parts = (once, _table(desk, found, mine, usual(found, mine, desk.lang)))
        made.append(Section(f"s{number}", desk.say(section), parts))
    return made


def _table(desk: WebDesk, found: Comparison, rows: list[Compared], most: tuple[str, ...]) -> Table:
    """Rows and counties.

    Parameters:
        most: what has been said of all rows before them.
    """
    made = []
    for row in rows:
        whether = verdict(found, row, desk.lang)
        title = [line(desk.say(row.title))]
        title += [line(Words(whether, quiet=True))] if whether != most[0] else []
        cells = [Cell(tuple(title))]
        for place, one in enumerate(row.cells):
            why = reason(row, place, desk.lang)
            told = [line(desk.say(one.words), " ", *cited(desk, one.evidence, 12))]
            said = ("", most[place + 1], desk.say(one.words))
            told += [line(Words(why, quiet=True))] if why not in said else []
            cells.append(Cell(tuple(told), "far" if place in row.comparable else ""))
        made.append(Row(tuple(cells)))
    share = 0.75 / len(found.counties)  # a table of more than six columns scrolls in its box
    heads = (desk.word("Vad", "What"), *(c.label.get(desk.lang) for c in found.counties))
    return Table(desk.say(rows[0].section), heads, tuple(made),
                 (0.25, *(share for _ in found.counties)), titled=True)  # fmt: skip
