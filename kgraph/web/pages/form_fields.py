"""The fields of a form, made from the columns of a sheet: what is asked, and how.

A list of a few values that may be several is ticked, one that is single is chosen, a thing is
written with suggestions, and "is it so today?" is asked in words.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kgraph.store import View
from kgraph.terms import KS, XSD, Iri
from kgraph.web.pages.desk import Shelf
from kgraph.web.pages.naming import NameDesk
from kgraph.web.pages.search import fold
from kgraph.web.pages.seen import SEEN
from kgraph.web.pages.visit import Visit
from kgraph.wording import Text, collation_key
from kgraph.workbook.desk import Desk, open_desk
from kgraph.workbook.rows import book_of
from kgraph.workbook.simple.forms import ANSWERS
from kgraph.workbook.single import asked_of, field_name, needed_of
from kgraph.workbook.value import Book, Column, Page

MODE = KS("assertionMode")
INFERRED = (KS("inferred"), KS("inferredBecause"))
_MOST_INLINE = 400  # names that a page carries; more are asked for while one writes
_SPARE, MORE = 2, 3
_LONG = {"summary", "description", "purpose", "inferredBecause", "definition"}
_OFTEN = 0.2
_HOW: dict[str, Text] = {
    XSD("date"): Text("Skriv som 2026-05-01.", "Write as 2026-05-01."),
    XSD("gYear"): Text("Skriv ett årtal, som 2028.", "Write a year, as 2028."),
    XSD("decimal"): Text("Skriv bara siffror.", "Write digits only."),
}
_CALLED: dict[str, Text] = {
    KS("elementType"): Text("Vad det är", "What it is"),
    KS("parentElement"): Text("Hör till", "Part of"),
}
_ASKED: dict[str, Text] = {
    KS("inferred"): Text(
        "Ja, om källan inte säger det rakt ut utan du sluter dig till det.",
        "Yes, if the source does not say so outright and you conclude it.",
    ),
    KS("inferredBecause"): Text("Varför du drar slutsatsen.", "Why you conclude it."),
}
_MEANS: dict[str, Text] = {
    "actual": Text("ja, det är så", "yes, it is so"),
    "target": Text("nej, men någon vill det", "no, but somebody wants it"),
    "planned": Text("nej, det är beslutat men inte gjort", "no, decided but not done"),
    "permitted": Text("det är tillåtet men inget krav", "it is allowed, and nobody has to"),
    "historical": Text("nej, det var så förr", "no, it was so before"),
    "norm": Text("en lag eller ett beslut kräver det", "a law or a decision demands it"),
}


def desk_of(shelf: Shelf) -> Desk:
    """The project laid out for workbooks and forms; read once until a change is accepted."""
    made: Desk = shelf.keep(("workbook desk",), lambda: open_desk(shelf.project, shelf.store))
    return made


def book_for(shelf: Shelf, lang: str) -> Book:
    """Everything that is stated, as sheets in a language."""
    made: Book = shelf.keep(("workbook sheets", lang), lambda: book_of(desk_of(shelf), lang))
    return made


@dataclass(frozen=True, slots=True)
class Box:
    """What a field shows.

    Parameters:
        row: the number of its row.
        column: what it asks.
        values: what stands in it.
        error: what is wrong with that, or "".
        room: empty boxes more than usual.
    """

    row: int
    column: Column
    values: tuple[str, ...] = ()
    error: str = ""
    room: int = 0


class Fields:
    """Makes the fields of one form.

    Parameters:
        shelf, visit: for names, and the language they are told in.
        page: the sheet.
    """

    def __init__(self, shelf: Shelf, visit: Visit, page: Page) -> None:
        """Nothing is made yet."""
        self._shelf, self._visit, self._page = shelf, visit, page
        self._names = NameDesk(shelf, View(), visit.lang)
        self._needed = {c.key for c in needed_of(page.form, desk_of(shelf))}
        self._names.learn([c.path for c in page.form.columns if c.path])
        self.lists: dict[str, dict[str, Any]] = {}

    def split(self) -> tuple[list[Column], list[Column], list[Column]]:
        """What is always asked, what seldom is, and what belongs with the evidence."""
        first, rest, last = list[Column](), list[Column](), list[Column]()
        rows = len(self._page.lines)
        for column in asked_of(self._page.form):
            used = sum(1 for line in self._page.lines if line.get(column.key))
            often = rows and used >= _OFTEN * rows
            named = not first and column.form == "@sv"
            if column.path in INFERRED:
                last.append(column)
            else:
                (first if column.key in self._needed or often or named else rest).append(column)
        return first, rest, last

    def field(self, box: Box) -> dict[str, Any]:
        """A field as the template takes it."""
        column = box.column
        name = field_name(box.row, column)
        made = {
            "id": name, "name": name, "label": self.label(column), "hint": self._hint(column),
            "needed": column.key in self._needed, "error": box.error, "values": box.values or ("",),
            "wide": len("".join(box.values)) > 60,
        }  # fmt: skip
        return made | self._kind(box)

    def label(self, column: Column) -> str:
        """What a column is called to people."""
        if column.path == MODE:
            return self._visit.word("Är det så i dag?", "Is it so today?")
        told = _CALLED.get(column.path) or SEEN.get(column.path)
        text = self._visit.say(told) if told else self._names.told(column.path)
        tongue = self._visit.word(" (engelska)", " (English)") if column.form == "@en" else ""
        return text[:1].upper() + text[1:] + tongue

    def _hint(self, column: Column) -> str:
        if column.path in _ASKED:
            return self._visit.say(_ASKED[column.path])
        words = desk_of(self._shelf).words
        told = words.definitions.get(column.path, Text("", ""))
        how = _HOW.get(column.form, Text("", ""))
        if column.many and column.form.startswith("@"):
            how = Text("Flera: en på varje rad.", "Several: a line each.")
        return " ".join(part for part in (self._visit.say(told), self._visit.say(how)) if part)

    def _kind(self, box: Box) -> dict[str, Any]:
        column = box.column
        if column.path == MODE and len(box.values) < 2:
            return {"kind": "radios", "choices": self._modes(box)}
        if column.choices:
            return self._chosen(box)
        if column.form == XSD("boolean"):
            return {"kind": "select", "choices": self._yes_no(box)}
        if column.form == "iri":
            spare = (_SPARE if column.many else 0 if box.values else 1) + box.room
            values = [*(box.values or ()), *([""] * spare)]
            return {"kind": "things", "boxes": values, "list": self._list(column),
                    "more": column.many}  # fmt: skip
        long = column.path.rpartition("#")[2].rpartition("/")[2] in _LONG
        several = len(box.values) > 1 or (column.many and column.form.startswith("@"))
        text = "\n".join(box.values)
        if long or several or "\n" in text:
            rows = max(3 if long else 2, text.count("\n") + 1)
            return {"kind": "area", "text": text, "rows": rows}
        return {"kind": "text", "text": text}

    def _modes(self, box: Box) -> list[tuple[str, str, bool]]:
        names = desk_of(self._shelf).names(self._visit.lang)
        made = []
        for iri in ANSWERS:
            text = names.text_in(iri, box.column)
            means = self._visit.say(_MEANS[iri.rpartition("/")[2]])
            made.append((text, means[:1].upper() + means[1:], text in box.values))
        return made

    def _chosen(self, box: Box) -> dict[str, Any]:
        listed = [choice.get(self._visit.lang) for choice in box.column.choices]
        listed = sorted(dict.fromkeys([*listed, *(v for v in box.values if v)]), key=collation_key)
        choices = [(text, text.partition(" [")[0], text in box.values) for text in listed]
        if box.column.many or len(box.values) > 1:
            return {"kind": "checks", "choices": choices}
        none = self._visit.word("Inget valt", "None chosen")
        return {"kind": "select", "choices": [("", none, not any(c[2] for c in choices)), *choices]}

    def _yes_no(self, box: Box) -> list[tuple[str, str, bool]]:
        word, value = self._visit.word, (box.values or ("",))[0].casefold()
        told = [("", word("Sägs inte", "Not said")), (word("ja", "yes"), word("Ja", "Yes")),
                (word("nej", "no"), word("Nej", "No"))]  # fmt: skip
        known = any(value == key for key, _ in told)
        made = [(key, text, key == value) for key, text in told]
        return made if known else [*made, (value, value, True)]

    def _list(self, column: Column) -> str:
        """The list of names to suggest for a column, kept once for all of its fields."""
        names = suggested(self._shelf, self._visit.lang, column)
        if not names:
            return ""
        key = "namn-" + field_name(0, column).removeprefix("r0-")
        few = len(names) <= _MOST_INLINE
        url = self._visit.url("/egna-data/namn.json", slag=self._page.form.name.sv,
                              falt=field_name(0, column))  # fmt: skip
        self.lists[key] = {"id": key, "names": names if few else (), "url": "" if few else url}
        return key


def suggested(shelf: Shelf, lang: str, column: Column) -> Sequence[str]:
    """The names of the things that may stand in a column, or stand there today."""

    def make() -> list[str]:
        desk = desk_of(shelf)
        names, words = desk.names(lang), desk.words
        wanted = set(column.classes) or kinds_in(shelf).get(column.path, set())
        return sorted(
            {
                names.text_in(iri, column)
                for iri, types in desk.types.items()
                if any(words.kinds_of(one) & wanted for one in types)
            },
            key=collation_key,
        )

    key = ("suggested", lang, column.path, column.classes)
    made: list[str] = shelf.keep(key, make)
    return made


def kinds_in(shelf: Shelf) -> Mapping[str, set[str]]:
    """The classes of the things that stand as values of each property today."""

    def make() -> Mapping[str, set[str]]:
        desk = desk_of(shelf)
        found: dict[str, set[str]] = defaultdict(set)
        for _, path, value, _ in desk.quads():
            if isinstance(value, Iri):
                found[str(path)] |= desk.types.get(value, frozenset())
        return found

    made: Mapping[str, set[str]] = shelf.keep(("kinds of values",), make)
    return made


def matching(names: Iterable[str], text: str, most: int = 20) -> list[str]:
    """The names that hold every word of a text, those that begin with it first."""
    words = fold(text).split()
    found = [name for name in names if all(word in f" {fold(name)}" for word in words)]
    return sorted(found, key=lambda name: not fold(name).startswith(" ".join(words)))[:most]
