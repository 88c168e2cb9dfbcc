"""Codes and numbers that people write for counties, municipalities and bodies.

Statistics Sweden numbers the counties with two digits and the municipalities with four; older
registers name the counties by letters. A spreadsheet makes 680 of 0680, and a number of a body is
written with a hyphen or without, at times with the century 16 before it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from kgraph.terms import DCT, KS, ORG, VOCAB, Literal, Quad

_LETTERS = "01AB 03C 04D 05E 06F 07G 08H 09I 10K 12M 13N 14O 17S 18T 19U 20W 21X 22Y 23Z 24AC 25BD"
COUNTY_LETTERS: Mapping[str, str] = {one[:2]: one[2:] for one in _LETTERS.split()}
"""The letter of each county, by its code in the register of counties."""
_NUMBER = re.compile(r"(?:16|SE)?[ ]?(\d{6})[- \u2010-\u2015]?(\d{4})(?:01)?", re.I)
_MUNICIPALITY = VOCAB("actor-type/kommun")


def body_number(text: str) -> str:
    """The number of a body as ten digits; "" where a text is none.

    The third digit of a body's number is 2 or more, so that it is no day of birth.
    """
    found = _NUMBER.fullmatch(text.strip())
    return f"{found[1]}{found[2]}" if found and found[1][2] >= "2" else ""


def other_ways(code: str) -> tuple[str, ...]:
    """The other ways to write a code: its county's letter, and without the noughts before it."""
    bare = code.lstrip("0")
    ways = (COUNTY_LETTERS.get(code, ""), bare if len(code) in (2, 4) else "", body_number(code))
    return tuple(way for way in ways if way and way != code)


def codes_of_bodies(quads: Iterable[Quad]) -> Mapping[str, list[str]]:
    """The municipalities that the code of their territory stands for, by code."""
    codes: dict[str, str] = {}
    places: dict[str, set[str]] = defaultdict(set)
    public = set()
    for subject, path, value, _ in quads:
        if path == KS("territoryCode") and isinstance(value, Literal):
            codes[str(subject)] = value.value
        elif path == DCT("spatial"):
            places[str(subject)].add(str(value))
        elif path == ORG("classification") and value == _MUNICIPALITY:
            public.add(str(subject))
    found: dict[str, list[str]] = defaultdict(list)
    for body in sorted(public):
        if len(places[body]) == 1:
            code = codes.get(next(iter(places[body])), "")
            if code:
                found[code].append(body)
    return found
