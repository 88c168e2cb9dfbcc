"""Search over every name: today's, old ones, short ones, both languages, and themes."""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from kgraph.network.kinds import KINDS
from kgraph.report.value import Cell, Line, Paragraph, Part, Row, Section, Table, Words, line
from kgraph.store import View
from kgraph.terms import BASE
from kgraph.web.pages.addresses import is_own, path_of
from kgraph.web.pages.desk import Shelf, WebDesk
from kgraph.web.pages.page import Page
from kgraph.web.pages.visit import Visit
from kgraph.wording import Text, collation_key

_NAMES = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX skosxl: <http://www.w3.org/2008/05/skos-xl#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?thing ?name (LANG(?name) AS ?lang) WHERE {
  { ?thing skos:prefLabel|skos:altLabel|skos:hiddenLabel|ks:displayLabel ?name }
  UNION { ?thing dct:title|dct:alternative|dct:identifier|rdfs:label ?name }
  UNION { ?thing (skosxl:prefLabel|skosxl:altLabel)/skosxl:literalForm ?name }
  FILTER(ISLITERAL(?name))
}"""
_FOLD = str.maketrans("åäöéèüøæ", "aaoeeuoa")
TERM = 100  # what a term ranks below; the search in a folder knows the same number
_ORDER = ("theme", "forum", "strategy", "actor", "group", "unit", "priority", "measure", "goal",
          "law", "mandate", "project", "programme", "territory")  # fmt: skip
_SUGGESTED, _FOUND = 8, 60
# What tells number and form of a Swedish noun, folded; the search in a folder knows the same.
_ENDING = re.compile(r"(?:orna|arna|erna|aren|or|ar|er|en|et|na|an|um|a|e|s)$")
_TELLING = 4  # letters of a word that says something by itself
_COMMON = frozenset({
    "vilka", "vilken", "vilket", "ansvarar", "ansvarig", "gors", "finns", "eller", "inte", "inom",
    "hela", "olika", "which", "what", "does", "responsible", "answers", "with", "about",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a thing in a language, and its folded form that is searched in."""

    text: str
    folded: str
    thing: str
    kind: str
    lang: str = ""


def fold(text: str) -> str:
    """A text without case and accents, its words one space apart."""
    return re.sub(r"[^a-z0-9:/]+", " ", text.lower().translate(_FOLD)).strip()


def names(shelf: Shelf, view: View) -> list[Name]:
    """Every name of everything that the project and its extensions have."""

    def make() -> list[Name]:
        kinds = shelf.kinds(view)
        spaces = tuple(extension.namespace for extension in shelf.project.extensions)
        return [
            Name(str(name), fold(str(name)), str(thing), kinds.get(str(thing), "other"), str(lang))
            for thing, name, lang in shelf.store.select(_NAMES, view).rows
            if (is_own(str(thing)) or str(thing).startswith(spaces))
            and "/id/label/" not in str(thing)
        ]  # fmt: skip

    made: list[Name] = shelf.keep(("names", view), make)
    return made


def look_up(shelf: Shelf, view: View, text: str, most: int, lang: str = "sv") -> list[Name]:
    """The things that are meant by some words, the nearest first, each thing once."""
    return found_by(shelf, view, text, most, lang)[0]


def found_by(shelf: Shelf, view: View, text: str, most: int, lang: str) -> tuple[list[Name], bool]:
    """The things whose names hold every word; else every stem; else some of the stems.

    Returns:
        the things, and whether they hold all that was asked for.
    """
    words = fold(text).split()
    known = names(shelf, view) if words else []
    for asked in (words, [stem(word) for word in words]):
        if found := _ordered(known, asked, lang, all):
            return found[:most], True
    telling = [stem(word) for word in words if len(word) >= _TELLING and word not in _COMMON]
    return _ordered(known, telling, lang, any)[:most] if telling else [], False


def stem(word: str) -> str:
    """A word without the ending that tells number and form, where enough of it is left."""
    found = _ENDING.sub("", word)
    return found if len(found) >= _TELLING else word


def _ordered(
    known: Iterable[Name], words: Sequence[str], lang: str, enough: Callable[[list[bool]], bool]
) -> list[Name]:
    """The things whose names hold the words, or one of them, each by its nearest name."""
    found: dict[str, tuple[tuple[object, ...], Name]] = {}
    for name in known:
        padded = f" {name.folded} "
        if words and enough([word in padded for word in words]):
            key = _nearness(name, words, padded, lang)
            if name.thing not in found or key < found[name.thing][0]:
                found[name.thing] = key, name
    return [name for _, name in sorted(found.values(), key=lambda pair: pair[0])]


def _nearness(name: Name, words: Sequence[str], padded: str, lang: str) -> tuple[object, ...]:
    """The smaller, the nearer: names of the page's language, whole names, whole words, kind."""
    rank = _rank(name)
    return (
        -sum(word in padded for word in words),
        name.lang not in ("", lang, "sv"),
        name.folded != " ".join(words),
        rank >= TERM,
        not all(f" {word} " in padded for word in words),
        not all(" " + word in padded for word in words),
        not name.folded.startswith(words[0]),
        rank,
        len(name.folded),
        collation_key(name.text),
    )


def _is_term(thing: str) -> bool:
    """Whether it is a word of the ontology or of its lists, and nothing that the sources name."""
    local = thing.removeprefix(BASE)
    return local.startswith(("def#", "shapes#", "vocab/")) and not local.startswith("vocab/theme/")


def _rank(name: Name) -> int:
    return rank_of(name.thing, name.kind)


def rank_of(thing: str, kind: str) -> int:
    """How early a kind of thing comes among what is found; the smallest first, terms from TERM."""
    return _place(thing, kind) + (TERM if _is_term(thing) else 0)


def _place(thing: str, kind: str) -> int:
    if kind not in _ORDER or (kind == "theme" and "/vocab/theme/" not in thing):
        return len(_ORDER)
    return _ORDER.index(kind)


def known_kind(thing: str, kind: str) -> bool:
    """Whether a thing is of a kind that people look for by name."""
    return _place(thing, kind) < len(_ORDER) or thing.startswith(BASE + "id/source/")


def sort_of(desk: WebDesk, thing: str, kind: str) -> str:
    """What sort of thing it is, in a word or two."""
    local = thing.removeprefix(BASE)
    own = {
        "id/source": Text("Källa", "Source"),
        "vocab/theme": Text("Tema", "Theme"),
        "graph": Text("Textställe", "Passage"),
        "id/finding": Text("Fynd", "Finding"),
    }
    for begin, text in own.items():
        if local.startswith(begin + "/"):
            return desk.say(text)
    if local.startswith("vocab/"):
        return desk.told(thing.rpartition("/")[0])
    if local.startswith("def#"):
        return desk.word("Ord", "Term")
    return desk.say(KINDS[kind].label) if kind in KINDS and kind != "other" else ""


def suggestions(shelf: Shelf, visit: Visit) -> str:
    """A handful of things for what was typed so far, as JSON."""
    desk = WebDesk(shelf, visit.view, visit.lang)
    found = look_up(shelf, visit.view, visit.given.get("q", "")[:80], _SUGGESTED, visit.lang)
    value = [
        {
            "name": desk.told(n.thing),
            "also": n.text if n.text != desk.told(n.thing) else "",
            "kind": n.kind,
            "label": sort_of(desk, n.thing, n.kind),
            "href": visit.url(path_of(n.thing)),
        }
        for n in found
    ]
    return json.dumps(value, ensure_ascii=False)


def page(shelf: Shelf, visit: Visit) -> Page:
    """What was found for some words, or a word on how to search."""
    asked = visit.given.get("q", "").strip()[:80]
    desk = WebDesk(shelf, visit.view, visit.lang)
    title = visit.word("Sök", "Search")
    if not asked:
        lead = line(visit.word(
            "Skriv ett namn eller en del av det: en aktör, ett forum, en strategi, ett mål, ett "
            "tema, en lag. Gamla namn och förkortningar går också.",
            "Write a name or part of one: an actor, a forum, a strategy, a goal, a theme, a law. "
            "Old names and abbreviations work too."))  # fmt: skip
        return Page(title, lead=lead)
    found, whole = found_by(shelf, visit.view, asked, _FOUND, visit.lang)
    parts: tuple[Part, ...] = (_table(desk, found),) if found else (_nothing(desk, asked),)
    count = visit.word(f"{len(found)} träffar på ”{asked}”", f"{len(found)} hits for “{asked}”")
    if len(found) == _FOUND:
        count = visit.word(f"De {_FOUND} närmaste träffarna på ”{asked}”",
                           f"The {_FOUND} nearest hits for “{asked}”")  # fmt: skip
    if len(found) == 1:
        count = visit.word(f"1 träff på ”{asked}”", f"1 hit for “{asked}”")
    if found and not whole:
        parts = (Paragraph(line(visit.word(
            "Inget namn innehåller alla orden. Det här är träffar på något av dem.",
            "No name holds all the words. These are hits for one of them."))), *parts)  # fmt: skip
    return Page(title, (Section("traffar", count, parts),))


def _table(desk: WebDesk, found: list[Name]) -> Table:
    rows = []
    for name in found:
        also: Line = ()
        if name.text != desk.told(name.thing):
            lang = "" if desk.lang == "sv" else "sv"
            also = line(Words(desk.word("kallas också: ", "also called: "), quiet=True),
                        Words(name.text, lang, quiet=True))  # fmt: skip
        label = sort_of(desk, name.thing, name.kind)
        lines = (line(desk.name(name.thing)), *([also] if also else []))
        rows.append(Row((Cell(lines), Cell((line(label or "–"),)))))
    return Table(desk.word("Träffar", "Hits"), (desk.word("Namn", "Name"),
                 desk.word("Slag", "Kind")), tuple(rows), (0.75, 0.25), titled=True)  # fmt: skip


def _nothing(desk: WebDesk, asked: str) -> Paragraph:
    return Paragraph(line(desk.say(Text(
        f"Inget namn i det som är läst innehåller ”{asked}”. Pröva ett kortare ord, eller en del "
        "av namnet.",
        f"No name in what was read holds “{asked}”. Try a shorter word, or a part of the name.",
    ))))  # fmt: skip
