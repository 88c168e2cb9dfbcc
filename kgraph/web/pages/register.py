"""Every name from A to Ö: a register for those who look rather than search."""

from collections import defaultdict
from typing import Any

from kgraph.report.value import Cell, Line, Row, Section, Table, Words, line
from kgraph.web.pages.addresses import path_of
from kgraph.web.pages.desk import Shelf, WebDesk
from kgraph.web.pages.page import Page
from kgraph.web.pages.search import known_kind, names, rank_of, sort_of
from kgraph.web.pages.visit import Visit
from kgraph.wording import collation_key

_OTHER = "0–9"


def page(shelf: Shelf, visit: Visit) -> Page:
    """What people look for by name, letter by letter; old and short names beside today's."""
    desk = WebDesk(shelf, visit.view, visit.lang)
    letters: dict[str, list[Row]] = defaultdict(list)
    for thing, kind, others in _listed(desk):
        if known_kind(thing, kind):
            letters[_letter(desk.told(thing))].append(_row(desk, thing, kind, others))
    sections = tuple(
        Section(f"bokstav-{number}", letter, (_table(desk, letter, letters[letter]),))
        for number, letter in enumerate(sorted(letters, key=collation_key), 1)
    )
    count = sum(map(len, letters.values()))
    lead = line(visit.word(
        f"{count} namn på aktörer, forum, strategier, mål, insatser, lagar, teman och områden. "
        "Gamla och korta namn står under dagens.",
        f"{count} names of actors, forums, strategies, goals, measures, laws, themes and areas. "
        "Old and short names stand under today's."))  # fmt: skip
    return Page(
        visit.word("Alla namn från A till Ö", "All names from A to Ö"), sections, lead=lead,
        template="register.html", values={"letters": [(s.id, s.title) for s in sections]},
        data=lambda: _data(desk),
    )  # fmt: skip


def _listed(desk: WebDesk) -> list[tuple[str, str, list[str]]]:
    """Every thing that has a page, its kind, and its names beside the one it is told by."""
    found: dict[str, tuple[str, list[str]]] = {}
    for name in names(desk.shelf, desk.view):
        found.setdefault(name.thing, (name.kind, []))[1].append(name.text)
    return [
        (thing, kind, sorted({n for n in called if n != desk.told(thing)}, key=collation_key))
        for thing, (kind, called) in sorted(
            found.items(), key=lambda pair: (collation_key(desk.told(pair[0])), pair[0])
        )
    ]


def _data(desk: WebDesk) -> list[dict[str, Any]]:
    """The names for a program that searches in them as the server does.

    The last ``foreign`` of a thing's other names are in a language that is not the page's.
    """
    near = ("", desk.lang, "sv")
    known = names(desk.shelf, desk.view)
    foreign = {n.text for n in known if n.lang not in near}
    foreign -= {n.text for n in known if n.lang in near}
    return [
        {"name": desk.told(thing), "label": sort_of(desk, thing, kind),
         "also": [*(n for n in others if n not in foreign), *(n for n in others if n in foreign)],
         "foreign": sum(n in foreign for n in others),
         "rank": rank_of(thing, kind), "path": path_of(thing)}
        for thing, kind, others in _listed(desk)
    ]  # fmt: skip


def _letter(name: str) -> str:
    first = name.lstrip("”\"'( ")[:1].upper()
    return first if first.isalpha() else _OTHER


def _row(desk: WebDesk, thing: str, kind: str, others: list[str]) -> Row:
    lines: list[Line] = [line(desk.name(thing))]
    if others:
        swedish = "sv" if desk.lang != "sv" else ""
        lines.append(line(Words("; ".join(others), swedish, quiet=True)))
    return Row((Cell(tuple(lines)), Cell((line(sort_of(desk, thing, kind) or "–"),))))


def _table(desk: WebDesk, letter: str, rows: list[Row]) -> Table:
    heads = (desk.word("Namn", "Name"), desk.word("Slag", "Kind"))
    return Table(desk.word(f"Namn på {letter}", f"Names on {letter}"), heads, tuple(rows),
                 (0.75, 0.25), titled=True)  # fmt: skip
