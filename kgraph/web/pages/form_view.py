"""A form as its template takes it: the rows of a thing with their fields, and what is wrong."""

from collections import Counter
from typing import Any

from kgraph.store import View
from kgraph.terms import KS, local_name
from kgraph.web.pages import own
from kgraph.web.pages.addresses import path_of
from kgraph.web.pages.desk import Shelf
from kgraph.web.pages.form_fields import Box, Fields, desk_of
from kgraph.web.pages.naming import NameDesk
from kgraph.web.pages.told_names import publishers
from kgraph.web.pages.visit import Visit
from kgraph.web.uploads import SEAL
from kgraph.wording import Text, collation_key
from kgraph.workbook.evidence import FIELDS, OWN, Evidence
from kgraph.workbook.origin import PREFIX
from kgraph.workbook.single import (
    WITHOUT_EVIDENCE,
    Mistake,
    Shown,
    Typed,
    asked_of,
    field_name,
)
from kgraph.workbook.value import Page as Sheet

ROOM = "fler"


class Questions:
    """A form as its template takes it."""

    def __init__(
        self, shelf: Shelf, visit: Visit, sheet: Sheet, shown: Shown, wrong: list[Mistake]
    ) -> None:
        """Sort the mistakes by their fields."""
        self._shelf, self._visit, self._sheet, self.shown = shelf, visit, sheet, shown
        self._fields = Fields(shelf, visit, sheet)
        self._split = self._fields.split()
        self._wrong: dict[str, str] = {}
        self._mistakes = wrong
        for one in wrong:
            told = f"{visit.say(one.what)} {visit.say(one.mend)}".strip()
            before = self._wrong.get(one.field)
            self._wrong[one.field] = f"{before} {told}" if before else told

    def values(self, rows: tuple[Typed, ...], more: frozenset[str]) -> dict[str, Any]:
        """What the template shows."""
        visit, known = self._visit, len(self.shown.rows)
        rows = rows if len(rows) > known else (*rows, Typed())
        made = [self._row(n, row, more) for n, row in enumerate(rows)]
        return {
            "action": visit.url(own.FORM), "seal": SEAL, "rows": made, "more": sorted(more),
            "lists": list(self._fields.lists.values()), "wrong": self._summary(),
            "rest": visit.word("Fler uppgifter", "More fields"),
            "button": visit.word("Förhandsvisa", "Preview"),
            "note": visit.word("Inget sparas förrän du har sett vad som ändras och godtar det.",
                               "Nothing is saved until you have seen what changes and accept it."),
            "must": visit.word("måste fyllas i", "must be filled in"), "room": ROOM,
            "one_more": visit.word("Fler rutor", "More boxes"),
            "fault": visit.word("Fel:", "Error:"),
            "summary_title": visit.word("Det här behöver rättas", "This needs mending"),
            "gone": visit.word("Ta bort allt ovan: källan säger det inte",
                               "Remove all of the above: the source does not say so"),
        }  # fmt: skip

    def _summary(self) -> list[tuple[str, str, str]]:
        """Each mistake with the field it leads to and what the field is called."""
        labels = {
            field_name(row, column): self._fields.label(column)
            for row in range(len(self.shown.rows) + 1)
            for column in asked_of(self._sheet.form)
        }
        asked = {f"r{len(self.shown.rows)}-{n}": self._visit.say(t) for n, t in _EVIDENCE.items()}
        return [(name, (labels | asked).get(name, ""), told) for name, told in self._wrong.items()]

    def _row(self, number: int, row: Typed, more: frozenset[str]) -> dict[str, Any]:
        visit, known = self._visit, number < len(self.shown.rows)
        first, rest, last = (
            [self._field(number, column, row, more) for column in columns]
            for columns in self._split
        )
        folded = not known and bool(self.shown.thing)
        errors = any(f["error"] for f in rest)
        wrong = any(name.startswith(f"r{number}-") for name in self._wrong)
        return {
            "number": number, "known": known, "folded": folded,
            "open": folded and (row.filled or wrong),
            "legend": self._legend(known), "links": self._links(number) if known else [],
            "fields": first, "rest": rest, "last": last,
            "rest_open": errors or any(any(f["values"]) for f in rest),
            "evidence": None if known or self._sheet.form.about in WITHOUT_EVIDENCE
            else self._evidence(number, row.evidence),
            "told": visit.word("Var står det?", "Where is it stated?"),
            "gone": row.gone, "remove": f"r{number}-bort" if known else "",
        }  # fmt: skip

    def _legend(self, known: bool) -> str:
        word = self._visit.word
        if known:
            return word("Så sägs det här", "This is said here")
        if self.shown.thing:
            return word("Lägg till uppgifter från ett annat ställe",
                        "Add statements from another place")  # fmt: skip
        return word("Uppgifter", "Statements")

    def _links(self, number: int) -> list[tuple[str, str]]:
        """The passages of a row, each with its page."""
        desk = desk_of(self._shelf)
        names = desk.names(self.shown.lang)
        found = [names.meant(key) for key in self.shown.rows[number][0].split("\n") if key]
        told = NameDesk(self._shelf, View(), self._visit.lang)
        graphs = [str(graph) for graph in found if graph]
        return [(self._visit.url(path_of(g)), told.told(g)) for g in graphs]

    def _field(self, number: int, column: Any, row: Typed, more: frozenset[str]) -> dict[str, Any]:
        name = field_name(number, column)
        values = tuple(v for v in row.cells.get(column.key, ()) if v.strip())
        room = 3 if name in more else 0
        made = self._fields.field(Box(number, column, values, self._wrong.get(name, ""), room))
        if number < len(self.shown.rows):
            made["needed"] = made["needed"] and self.shown.rows[number][2].get(column.key) != "-"
        return made

    def _evidence(self, number: int, told: Evidence) -> dict[str, Any]:
        say, word = self._visit.say, self._visit.word
        hints = {
            "sida": Text("Som 12, eller 12–13.", "As 12, or 12–13."),
            "rader": Text("Första och sista raden, om du läser en text med radnummer: 12-14.",
                          "First and last, where the text has numbered lines: 12-14."),
            "rubrik": Text("Rubriken som det står under.", "The heading it stands under."),
            "sager": Text("En mening med egna ord. Klistra inte in text ur dokumentet.",
                          "A sentence in your own words. Do not paste text of the document."),
        }  # fmt: skip
        fields = {
            name: {
                "id": f"r{number}-{name}", "name": f"r{number}-{name}", "needed": name == "kalla",
                "label": say(_EVIDENCE[name]), "hint": say(hints[name]) if name in hints else "",
                "text": getattr(told, name), "rows": 2, "wide": False,
                "error": self._wrong.get(f"r{number}-{name}", ""),
                "kind": "area" if name == "sager" else "text",
            }
            for name in FIELDS
        }  # fmt: skip
        sources = [("", word("Välj …", "Choose …"), not told.kalla),
                   (OWN, word("Eget underlag (inget dokument)",
                              "Your own knowledge (no document)"), told.kalla == OWN)]  # fmt: skip
        sources += [(key, name, key == told.kalla) for key, name in self._sources()]
        fields["kalla"] |= {"kind": "select", "choices": sources}
        return {"fields": list(fields.values())}

    def _sources(self) -> list[tuple[str, str]]:
        """The documents, by what they are called."""
        known = [
            iri
            for iri, types in desk_of(self._shelf).types.items()
            if KS("SourceDocument") in types and not local_name(iri).startswith(PREFIX)
        ]
        names = self._shelf.store.labels(known, self._visit.lang)
        often, by = Counter(names.values()), publishers(self._shelf, self._visit)
        found = [
            (
                local_name(iri),
                name if often[name] == 1 else f"{name} ({by.get(iri) or local_name(iri)})",
            )
            for iri, name in names.items()
        ]
        return sorted(found, key=lambda pair: collation_key(pair[1]))


_EVIDENCE: dict[str, Text] = {
    "kalla": Text("Dokument", "Document"), "sida": Text("Sida", "Page"),
    "rader": Text("Rader", "Lines"), "rubrik": Text("Rubrik", "Heading"),
    "sager": Text("Vad säger källan?", "What does the source say?"),
}  # fmt: skip
