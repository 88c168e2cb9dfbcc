"""Words in two languages, Swedish first, and the Swedish order of words.

A text that a person reads is a ``Text``: both languages stand side by side where it is used, so
neither can be forgotten.
"""

import datetime
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

LANGUAGES = ("sv", "en")
DEFAULT_LANGUAGE = "sv"


@dataclass(frozen=True, slots=True)
class Text:
    """One text in Swedish and English."""

    sv: str
    en: str

    def get(self, lang: str) -> str:
        """The text in the language asked for; Swedish for any other than English."""
        return self.en if lang == "en" else self.sv

    def format(self, **values: Any) -> "Text":
        """Fill in values, each a plain value or itself a ``Text``."""
        return Text(
            self.sv.format(**{k: say(v, "sv") for k, v in values.items()}),
            self.en.format(**{k: say(v, "en") for k, v in values.items()}),
        )

    def both(self) -> dict[str, str]:
        """The two languages by their code, as JSON has them."""
        return {"sv": self.sv, "en": self.en}

    def __str__(self) -> str:
        """The Swedish text."""
        return self.sv


def say(value: object, lang: str) -> str:
    """A value as a person reads it in a language."""
    return value.get(lang) if isinstance(value, Text) else str(value)


def counted(n: int, one: Text, many: Text) -> Text:
    """A number with the word that goes with it: ``1 fault``, ``2 faults``."""
    word = one if n == 1 else many
    return Text(f"{n} {word.sv}", f"{n} {word.en}")


_MONTHS = (
    Text("januari", "January"), Text("februari", "February"), Text("mars", "March"),
    Text("april", "April"), Text("maj", "May"), Text("juni", "June"), Text("juli", "July"),
    Text("augusti", "August"), Text("september", "September"), Text("oktober", "October"),
    Text("november", "November"), Text("december", "December"),
)  # fmt: skip


def dated(date: str) -> Text:
    """A date as a person writes it: ``21 november 2026``; years and months as they are known.

    Parameters:
        date: ``2026``, ``2026-11`` or ``2026-11-21``; any other text stays as it is.
    """
    parts = date.split("-")
    if len(parts) not in (2, 3) or not all(part.isdigit() for part in parts):
        return Text(date, date)
    try:
        datetime.date(int(parts[0]), int(parts[1]), int(parts[2]) if len(parts) == 3 else 1)
    except ValueError:
        return Text(date, date)
    begin = f"{int(parts[2])} " if len(parts) == 3 else ""
    month = _MONTHS[int(parts[1]) - 1]
    return Text(f"{begin}{month.sv} {parts[0]}", f"{begin}{month.en} {parts[0]}")


def pick(labels: Mapping[str, str], lang: str) -> str | None:
    """The best of several labels by language: the one asked for, sv, en, untagged, any."""
    for choice in (lang, "sv", "en", ""):
        if choice in labels:
            return labels[choice]
    return next(iter(labels.values()), None)


# Letters that Swedish order puts with another, and that no decomposition leads to.
_AS = str.maketrans(
    {"æ": "ä", "ø": "ö", "œ": "ö", "đ": "d", "ð": "d", "ł": "l", "ß": "ss", "þ": "th"}
)
_ORDER = {c: i for i, c in enumerate("0123456789abcdefghijklmnopqrstuvwxyzåäö", start=1)}


@lru_cache(maxsize=1 << 14)
def collation_key(text: str) -> tuple[tuple[int, ...], str]:
    """Sort key for Swedish order: å ä ö last, other accents as their letter, case last.

    ``w`` sorts as its own letter (Svenska Akademiens ordlista since 2006). Ties are broken by the
    text itself, so that the order is total.
    """
    letters: list[int] = []
    for char in unicodedata.normalize("NFC", text).lower().translate(_AS):
        plain = char if char in _ORDER else unicodedata.normalize("NFD", char)[0]
        if plain in _ORDER:
            letters.append(_ORDER[plain])
        elif letters and letters[-1] != 0:
            letters.append(0)
    return tuple(letters), text


def in_order(texts: Iterable[str]) -> list[str]:
    """Texts in Swedish order."""
    return sorted(texts, key=collation_key)
