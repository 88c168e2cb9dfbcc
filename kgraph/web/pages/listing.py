"""All things of a kind: what a number on the first page stands for."""

from collections.abc import Collection
from dataclasses import dataclass

from kgraph.report.answers import our_reading
from kgraph.report.named import collaborating
from kgraph.report.value import Cell, Line, Paragraph, Part, Row, Section, Table, Words, cell, line
from kgraph.web.pages.desk import Shelf, WebDesk
from kgraph.web.pages.grounds import forms
from kgraph.web.pages.missing import Missing
from kgraph.web.pages.page import Page
from kgraph.web.pages.visit import Visit
from kgraph.wording import Text, collation_key


@dataclass(frozen=True, slots=True)
class Listed:
    """A kind that is listed: in an address, as one thing and as many, and what is counted."""

    slug: str
    kind: str
    one: Text
    many: Text
    counted: Text


_ALL_READ = Text("Allt av slaget som nämns i det som är läst och räknas i vyn.",
                 "All of the kind named in what was read and counts in the view.")  # fmt: skip
LISTED: dict[str, Listed] = {
    one.slug: one
    for one in (
        Listed("aktorer", "actor", Text("aktör", "actor"), Text("aktörer", "actors"), Text(
            "Aktörer och grupper som har ett uppdrag, ett ansvar eller en plats i ett forum i det "
            "som är läst, själva eller som en av en grupp. Andra i registren över kommuner och "
            "regioner räknas inte in.",
            "Actors and groups with a mandate, a responsibility or a seat in a forum in what was "
            "read, by themselves or as one of a group. Others in the registers of municipalities "
            "and regions are not counted.")),
        Listed("forum", "forum", Text("forum", "forum"), Text("forum", "forums"), _ALL_READ),
        Listed("uppdrag", "mandate", Text("uppdrag", "mandate"), Text("uppdrag", "mandates"),
               _ALL_READ),
        Listed("strategier", "strategy", Text("strategi eller plan", "strategy or plan"),
               Text("strategier och planer", "strategies and plans"), _ALL_READ),
        Listed("prioriteringar", "priority", Text("prioritering", "priority"),
               Text("prioriteringar", "priorities"), _ALL_READ),
        Listed("insatser", "measure", Text("insats", "measure"), Text("insatser", "measures"),
               _ALL_READ),
    )
}  # fmt: skip


def things_of(desk: WebDesk, listed: Listed) -> set[str]:
    """The things that are counted."""
    if listed.kind == "actor":
        asked = (("forum-members", "member"), ("responsible-by-strategy", "actor"),
                 ("mandate-register", "bearer"))  # fmt: skip
        return {row[column] for query, column in asked for row in desk.material.rows(query)} - {""}
    kinds = desk.shelf.kinds(desk.view)
    return {iri for iri, kind in kinds.items() if kind == listed.kind and "/id/" in iri}


def counted_words(desk: WebDesk, listed: Listed, found: Collection[str]) -> str:
    """What things are called in their number; how many are our reading, or had not begun."""
    words = desk.say(listed.one if len(found) == 1 else listed.many)
    if ours := len(desk.ours.elements.intersection(found)):
        words += desk.word(f" ({ours} enligt vår läsning)", f" ({ours} by our reading)")
    later = sum(bool(desk.begins_later(thing)) for thing in found)
    if not later:
        return words
    return words + desk.word(f" ({later} hade inte börjat gälla)",
                             f" ({later} not yet in force)")  # fmt: skip


def page(shelf: Shelf, visit: Visit, kind: str) -> Page:
    """The list of a kind, in Swedish order.

    Raises:
        Missing: no such kind is listed.
    """
    if kind not in LISTED:
        raise Missing(kind)
    desk, listed = WebDesk(shelf, visit.view, visit.lang), LISTED[kind]
    found = sorted(things_of(desk, listed), key=lambda t: (collation_key(desk.told(t)), t))
    many = visit.say(listed.many)
    title = many[:1].upper() + many[1:]
    parts: tuple[Part, ...] = (_table(desk, title, found),) if found else (Paragraph(line(desk.word(
        "Inget av slaget räknas i den här vyn. Välj ett annat datum, eller räkna fler uppgifter.",
        "Nothing of the kind counts in this view. Choose another date, or count more statements."
    ))),)  # fmt: skip
    count = f"{len(found)} {counted_words(desk, listed, found)}"
    return Page(title, (Section("alla", count, parts), *_beside(desk, listed)), kind=listed.kind,
                eyebrow=visit.word("Alla av ett slag", "All of a kind"),
                lead=line(visit.say(listed.counted)),
                more={} if visit.still else forms(shelf, visit.view, (), found))  # fmt: skip


def _beside(desk: WebDesk, listed: Listed) -> list[Section]:
    """Beside the forums, who works together without one: said to be no forum, and not counted."""
    bodies = collaborating(desk) if listed.kind == "forum" else []
    if not bodies:
        return []
    title = desk.word("Annan samverkan som nämns", "Other collaboration that is named")
    lead = Paragraph(line(desk.word(
        "Återkommande möten och samarbeten som källorna inte kallar forum. De räknas inte bland "
        "forumen och är inte med i bilden av vilka som möts: att den ena parten träffar flera "
        "andra säger inte att dessa träffar varandra.",
        "Recurring meetings and collaborations that the sources do not call forums. They are not "
        "counted among the forums and are not in the picture of who meets: that one party meets "
        "several others does not say that these meet each other.")))  # fmt: skip
    return [Section("samverkan", title, (lead, _table(desk, title, bodies)))]


def _table(desk: WebDesk, title: str, found: list[str]) -> Table:
    facts = desk.shelf.facts(desk.view)
    rows = []
    for thing in found:
        where = desk.names(facts.all(thing, "county", "county of whole"), 4)
        whole = desk.names(facts.all(thing, "whole"), 2)
        ours = our_reading(desk) if thing in desk.ours.elements else None
        when = Words(desk.out_of_time(thing), quiet=True)
        told: list[Line] = [line(desk.name(thing), ours, when)]
        if whole:
            told.append(line(Words(desk.word("i ", "in "), quiet=True), *whole))
        themes = desk.names(facts.all(thing, "theme"), 4)
        rows.append(Row((Cell(tuple(told)), cell(*(where or [Words("–")])),
                         cell(*(themes or [Words("–")])))))  # fmt: skip
    heads = (desk.word("Namn", "Name"), desk.word("Län", "County"), desk.word("Tema", "Theme"))
    return Table(title, heads, tuple(rows), (0.5, 0.2, 0.3), titled=True)
