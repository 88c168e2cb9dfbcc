"""What a cell says of a thing, and which thing a cell means.

A thing is written with its name where the name is its alone among what may stand in the column,
else with its name and its identifier in brackets. Identifiers are shown and never asked for.
"""

import copy
import hashlib
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

from kgraph.store import Store
from kgraph.terms import GRAPH, ID, PREFIXES, THINGS, Iri, expand, local_name, shorten, slug
from kgraph.wording import Text
from kgraph.workbook.value import Column

_IN_BRACKETS = re.compile(r".*\[([^\[\]\s]+)\]\s*", re.S)
_SLUG = re.compile(r"([a-z-]+)/([a-z0-9][a-z0-9-]*(?:/[a-z0-9][a-z0-9-]*)*)")
_SHORT = re.compile(r"[a-z][a-z0-9-]*:[^\s/][^\s]*")
_REST = re.compile(r"[a-z0-9][a-z0-9-]*(?:/[a-z0-9-]+)*")
_CUT = 80  # signs of a slug
_KEPT = 65_536  # texts whose forms are kept: a large workbook names the same things many times
_OUTSIDE = re.compile(r"(?:https?|urn):[^\s<>\"{}|\\^`]+")


# Marks of direction, breaks of no width and the like, which pasted texts carry along.
_UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")


def seen(text: str) -> str:
    """A text without the signs that nobody sees."""
    return text if text.isascii() else _UNSEEN.sub("", text)


DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
"""The signs beside the hyphen that people write between two years or pages."""
_TO_HYPHEN = str.maketrans(dict.fromkeys(DASHES, "-"))
_BETWEEN = re.compile(r"(?<=\d) ?- ?(?=\d)")


@lru_cache(_KEPT)
def plain(text: str) -> str:
    """A text as people compare texts: one form of å ä ö, of blanks and dashes, no capitals.

    ”2024 – 2028” and ”2024-2028” are the same years.
    """
    told = " ".join(unicodedata.normalize("NFC", seen(text)).split()).casefold()
    told = told if told.isascii() else told.translate(_TO_HYPHEN)
    return _BETWEEN.sub("-", told) if "-" in told else told


def short(iri: str) -> str:
    """An identifier as people can read it: ``actor/region-kronoberg``, else ``prefix:name``."""
    if iri.startswith(ID) and _SLUG.fullmatch(iri[len(ID) :]):
        return iri[len(ID) :]
    return shorten(iri)


class Names:
    """The names of the things that a workbook speaks of, in one language.

    Parameters:
        store: where their labels are read.
        iris: the things.
        lang: language of the names.
        passages: the key of each passage graph, which is its name in a cell.
        listed: the list values; a name that a thing shares with one of them is the list value's.
        kinds: the classes of each thing, the broader ones too.
    """

    def __init__(
        self,
        store: Store,
        iris: Iterable[str],
        lang: str,
        passages: Mapping[str, str],
        listed: Collection[str] = (),
        kinds: Mapping[str, frozenset[str]] | None = None,
    ) -> None:
        """Read the labels of all at once."""
        self.passages = passages
        wanted = {iri for iri in iris if iri not in passages}
        labels = store.labels(wanted, lang)
        told = {
            iri: " ".join(seen(text).split())
            for iri, text in labels.items()
            if text not in (iri, local_name(iri), shorten(iri)) and not _SLUG.fullmatch(text)
        }
        self.lang, self.listed = lang, frozenset(listed)
        often = Counter(plain(text) for text in told.values())
        values = Counter(plain(text) for iri, text in told.items() if iri in self.listed)
        self._texts = {
            iri: self._own(iri, told.get(iri, ""), values if iri in self.listed else often)
            for iri in wanted
        }
        self._texts.update(passages)
        self._told, self.kinds = told, dict(kinds or {})
        self._meant = {text: iri for iri, text in self._texts.items()}
        self._whole = frozenset(self._meant)
        self._alike: dict[str, list[str]] = defaultdict(list)
        for iri in sorted(told):
            self._alike[plain(told[iri])].append(iri)
        self._first = {text: tuple(found) for text, found in self._alike.items()}
        self.known = {*wanted, *passages}
        self._numbers: dict[str, int] = {}
        self._sources = {
            graph[len(GRAPH) :].partition("/")[0]: key.partition(":")[0]
            for graph, key in passages.items()
            if graph.startswith(GRAPH)
        }

    def copy(self) -> "Names":
        """The same names, to which others can be added."""
        other = copy.copy(self)
        other._texts, other._meant = dict(self._texts), dict(self._meant)
        other._alike = defaultdict(list, {text: list(iris) for text, iris in self._alike.items()})
        other.known, other._sources = set(self.known), dict(self._sources)
        other.kinds, other._numbers = dict(self.kinds), {}
        return other

    @staticmethod
    def _own(iri: str, text: str, often: Mapping[str, int]) -> str:
        if not text or "[" in text:
            return short(iri)
        return text if often[plain(text)] == 1 else f"{text} [{short(iri)}]"

    def text(self, iri: str) -> str:
        """What a cell says of a thing."""
        return self._texts.get(iri) or short(iri)

    def label(self, iri: str) -> str:
        """A thing's name alone, which others may have too; its identifier where it has none."""
        told = self._told.get(iri, "") or self._texts.get(iri, "")
        return told if told and "[" not in told else short(iri)

    def text_in(self, iri: str, column: Column) -> str:
        """What a cell of a column says of a thing: no more than tells it apart there."""
        if iri in column.values:
            return column.choices[column.values.index(iri)].get(self.lang)
        text, told = self.text(iri), self._told.get(iri, "")
        if not column.classes or not told or "[" in told:
            return text
        found = self.fitting(self._first.get(plain(told), ()), column.classes)
        if found == [iri]:
            return told
        return f"{told} [{short(iri)}]" if found and text == told else text

    def fitting(self, iris: Iterable[str], classes: tuple[str, ...]) -> list[str]:
        """Those of some things that may stand in a column; what nothing is known of may."""
        wanted = frozenset(classes)
        return [
            iri
            for iri in iris
            if iri not in self.listed and (iri not in self.kinds or self.kinds[iri] & wanted)
        ]

    def meant_as(self, text: str, classes: tuple[str, ...]) -> Iri | None:
        """The thing that a text means where only things of some classes may stand."""
        if classes:
            for known in (self._first, self._alike):
                found = self.fitting(known.get(plain(text), ()), classes)
                if len(found) == 1:
                    return Iri(found[0])
        return self.meant(text)

    def meant(self, text: str) -> Iri | None:
        """The thing that a cell's text is the whole name or the identifier of, if there is one."""
        text = " ".join(unicodedata.normalize("NFC", seen(text)).split())
        if text in self._meant:
            return Iri(self._meant[text])
        inside = _IN_BRACKETS.fullmatch(text)
        found = identifier(inside[1] if inside else text)
        if found is not None and (found in self.known or not found.startswith((ID, GRAPH))):
            return found
        alike = self._alike.get(plain(text), [])
        return Iri(alike[0]) if len(alike) == 1 else None

    def all_called(self, text: str) -> tuple[str, ...]:
        """The things with this very name, whatever its capitals and blanks."""
        return tuple(self._alike.get(plain(text), ()))

    def numbered(self, iri: Iri) -> Iri:
        """The identifier with the first number after it that no thing has."""
        number = self._numbers.get(iri, 2)
        while f"{iri}-{number}" in self.known:
            number += 1
        self._numbers[iri] = number
        return Iri(f"{iri}-{number}")

    def source_key(self, name: str) -> str:
        """How the passages of a source begin: its number, else its name."""
        return self._sources.get(name, name)

    def add_source(self, slug: str, number: str) -> None:
        """A source that the workbook itself describes, with the number that passages name."""
        self._sources.setdefault(slug, number or slug)

    def place_of(self, key: str) -> Iri | None:
        """The graph that a passage's key means (``002:12-14``), for a source that is known."""
        source, _, rest = key.partition(":")
        slugs = {number: slug for slug, number in self._sources.items()}
        if source not in ("file", "reference"):
            source = slugs.get(source, source if source in self._sources else "")
        return GRAPH(f"{source}/{rest}") if source and _REST.fullmatch(rest) else None

    def add(self, iri: str, text: str, kinds: frozenset[str] = frozenset()) -> None:
        """A thing that the workbook itself describes anew, with its classes where they are told."""
        self.known.add(iri)
        if kinds:
            self.kinds[iri] = self.kinds.get(iri, frozenset()) | kinds
        self._texts.setdefault(iri, text)
        alike = self._alike[plain(text)]
        if iri not in alike:
            alike.append(iri)
        if len(alike) == 1:
            self._meant.setdefault(text, iri)
        elif text not in self._whole:
            self._meant.pop(text, None)  # two things have it: which one is asked about


def chosen(text: str, column: Column) -> Iri | None:
    """The list value that a text is the name of in a column, in either language."""
    said = _loose(text)
    for iri, choice in zip(column.values, column.choices, strict=False):
        if said in (_loose(choice.sv), _loose(choice.en)):
            return Iri(iri)
    return None


def _loose(text: str) -> str:
    """A choice as people write it, with a hyphen or a blank."""
    return plain(text).replace("-", " ")


def listed(values: Iterable[str], names: Mapping[str, Text]) -> tuple[tuple[str, Text], ...]:
    """List values with what they are called, told apart where two of them are called the same.

    Parameters:
        names: what each is called; one that has no name there is left out.
    """
    own = [iri for iri in values if iri in names]
    often = Counter(text for iri in own for text in {_loose(names[iri].sv), _loose(names[iri].en)})

    def told(iri: str, text: str) -> str:
        return text if often[_loose(text)] == 1 else f"{text} [{short(iri)}]"

    return tuple((i, Text(told(i, names[i].sv), told(i, names[i].en))) for i in own)


@lru_cache(_KEPT)
def slug_of(name: str) -> str:
    """A name as the last part of an identifier: two long names never get the same.

    A name that is cut there has a short sum of the whole after it.
    """
    short = slug(name)
    if len(name) < _CUT or len(short) < _CUT - 1:
        return short
    sum_ = hashlib.sha256(plain(name).encode()).hexdigest()[:6]
    return f"{short[: _CUT - 7].rstrip('-')}-{sum_}"


def identifier(text: str) -> Iri | None:
    """The IRI that a text writes out: ``actor/…``, ``prefix:name`` or an address."""
    kind = _SLUG.fullmatch(text)
    if kind and kind[1] in THINGS:
        return ID(text)
    if _OUTSIDE.fullmatch(text):
        return Iri(text)
    if _SHORT.fullmatch(text) and text.partition(":")[0] in PREFIXES:
        return expand(text)
    return None
