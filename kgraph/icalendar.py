"""Calendars as RFC 5545 has them: whole days, folded lines, identifiers that stay the same."""

import datetime
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

_FOLD = 75  # octets of a line, its end apart (RFC 5545, 3.1)
_ESCAPES = str.maketrans(
    {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None}
    | {c: None for c in range(32) if chr(c) not in "\n\r"}
    | {127: None}
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in a calendar: whole days, from ``first`` up to but not with ``after``.

    Parameters:
        key: what the identifier is made from; the same key is the same entry another day.
        first, after: the days.
        title, text: what is read.
        url: where more is said, or "" where no address leads there.
        category: what it belongs to, or "".
        yearly: whether it comes back each year.
    """

    key: str
    first: datetime.date
    after: datetime.date
    title: str
    text: str
    url: str
    category: str = ""
    yearly: bool = False


def to_ics(
    entries: Iterable[Entry], title: str, made: datetime.date, lang: str, nothing: str
) -> bytes:
    """A calendar as a file.

    Parameters:
        entries: what stands in it.
        title: what the calendar is called.
        made: the day it is true for; the stamp of every entry, so that a file is the same all day.
        lang: language of the texts.
        nothing: what is said where there are no entries: a calendar must hold something.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//kgraph//kgraph//{lang.upper()}",
        "CALSCALE:GREGORIAN",
        f"NAME:{_text(title)}",
        f"X-WR-CALNAME:{_text(title)}",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
    ]
    stamp = f"DTSTAMP:{made:%Y%m%d}T000000Z"
    listed = list(entries)
    for entry in listed:
        lines += _event(entry, stamp, lang)
    if not listed:
        lines += ["BEGIN:VJOURNAL", stamp, f"UID:{uid('nothing ' + title)}",
                  f"DTSTART;VALUE=DATE:{made:%Y%m%d}", f"SUMMARY:{_text(nothing)}",
                  "END:VJOURNAL"]  # fmt: skip
    lines.append("END:VCALENDAR")
    return "".join(folded(line) + "\r\n" for line in lines).encode()


def _event(entry: Entry, stamp: str, lang: str) -> list[str]:
    made = [
        "BEGIN:VEVENT",
        f"UID:{uid(entry.key)}",
        stamp,
        f"DTSTART;VALUE=DATE:{entry.first:%Y%m%d}",
        f"DTEND;VALUE=DATE:{entry.after:%Y%m%d}",
        f"SUMMARY;LANGUAGE={lang}:{_text(entry.title)}",
        f"DESCRIPTION;LANGUAGE={lang}:{_text(entry.text)}",
        "TRANSP:TRANSPARENT",
    ]
    made += [f"URL:{entry.url}"] if entry.url else []
    made += [f"CATEGORIES:{_text(entry.category)}"] if entry.category else []
    made += ["RRULE:FREQ=YEARLY"] if entry.yearly else []
    return [*made, "END:VEVENT"]


def uid(key: str) -> str:
    """An identifier that follows from a key alone (RFC 7986, 5.3: no host is told)."""
    return hashlib.blake2b(key.encode(), digest_size=16).hexdigest()


def _text(text: str) -> str:
    """A value of the type TEXT (RFC 5545, 3.3.11)."""
    return text.translate(_ESCAPES)


def folded(line: str) -> str:
    """A line in pieces of at most 75 octets, never cut within a character."""
    pieces, piece, size = [], "", 0
    for letter in line:
        wide = len(letter.encode())
        if size + wide > _FOLD:
            pieces.append(piece)
            piece, size = "", 1  # the blank that a continuation begins with
        piece += letter
        size += wide
    return "\r\n ".join([*pieces, piece])
