"""Calendars: what RFC 5545 asks of a file, read back by a reader of the test's own."""

import datetime
import re

from hypothesis import given
from hypothesis import strategies as st

from kgraph.icalendar import Entry, folded, to_ics, uid

DAY = datetime.date(2026, 11, 22)
_ESCAPE = re.compile(r"\\(.)")


def entry(title: str = "Plan", **more: object) -> Entry:
    """An entry of one day."""
    known: dict[str, object] = {
        "key": "k", "first": DAY, "after": DAY + datetime.timedelta(days=1), "title": title,
        "text": "", "url": "https://example.org/id/x",
    }  # fmt: skip
    return Entry(**(known | more))  # type: ignore[arg-type]


def lines(raw: bytes) -> list[str]:
    """The lines of a calendar, unfolded; every physical line ends as it should and is short."""
    assert raw.endswith(b"\r\n")
    physical = raw[:-2].split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in physical)
    for line in physical:
        line.decode()  # no character is cut in two
    return raw.decode().replace("\r\n ", "").split("\r\n")[:-1]


def value(raw: bytes, name: str) -> str:
    """The first property of a name, its text unescaped."""
    line = next(line for line in lines(raw) if re.match(rf"{name}[;:]", line))
    text = line.partition(":")[2]
    return _ESCAPE.sub(lambda m: "\n" if m[1] in "nN" else m[1], text)


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from('\n;,\\: "åäö'))


@given(TEXTS)
def test_any_text_comes_back_as_it_was(text: str) -> None:
    """Commas, semicolons, backslashes, line ends, letters of several octets."""
    raw = to_ics([entry(text)], "Bevaka", DAY, "sv", "inget")
    assert value(raw, "SUMMARY") == text


def test_control_characters_never_reach_the_file() -> None:
    """A return in a name begins no line of its own."""
    raw = to_ics([entry("a\r\nBEGIN:VALARM\x00\x7fb")], "x", DAY, "sv", "inget")
    assert value(raw, "SUMMARY") == "a\nBEGIN:VALARMb"
    assert "BEGIN:VALARM" not in lines(raw)


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"))))
def test_a_line_is_folded_at_75_octets(text: str) -> None:
    """And what is folded is the line itself."""
    made = folded(text)
    assert made.replace("\r\n ", "") == text
    assert all(len(piece.encode()) <= 75 for piece in made.split("\r\n"))


def test_days_are_whole_and_the_end_is_the_day_after() -> None:
    """VALUE=DATE, with an end that does not belong to it; each year where it comes back."""
    told = lines(to_ics([entry(yearly=True)], "x", DAY, "sv", "inget"))
    assert "DTSTART;VALUE=DATE:20261122" in told and "DTEND;VALUE=DATE:20261123" in told
    assert "RRULE:FREQ=YEARLY" in told and "DTSTAMP:20261122T000000Z" in told


def test_an_entry_keeps_its_identifier() -> None:
    """Whatever it is called today: a calendar that subscribes changes it in its place."""
    first, later = (to_ics([entry(t)], "x", DAY, "sv", "") for t in ("Gammalt namn", "Nytt namn"))
    assert value(first, "UID") == value(later, "UID") == uid("k") != uid("other")


def test_a_calendar_holds_something_even_when_it_is_empty() -> None:
    """The RFC asks for one part at least; a note says why there are no days."""
    told = lines(to_ics([], "Bevaka", DAY, "sv", "Inget datum är angivet."))
    assert told[0] == "BEGIN:VCALENDAR" and told[-1] == "END:VCALENDAR"
    assert "BEGIN:VJOURNAL" in told and "SUMMARY:Inget datum är angivet." in told


def test_every_part_that_begins_ends_and_has_what_it_must() -> None:
    """BEGIN and END in pairs; version, product, identifier, stamp and start."""
    told = lines(to_ics([entry(), entry(key="2")], "x", DAY, "en", ""))
    open_parts: list[str] = []
    for line in told:
        name, _, part = line.partition(":")
        if name == "BEGIN":
            open_parts.append(part)
        elif name == "END":
            assert open_parts.pop() == part
    assert not open_parts and told.count("BEGIN:VEVENT") == 2
    for name in ("VERSION:2.0", "PRODID:-//kgraph//kgraph//EN"):
        assert told.count(name) == 1
    assert not [line for line in told if line.startswith("METHOD")]  # it would ask for an organizer
    assert sum(line.startswith("UID:") for line in told) == 2
