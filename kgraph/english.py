"""English that follows from a name: its article inside a sentence, and the verb that agrees.

Names are kept as they stand alone, on a row or a heading: ``Skills Council of Jönköping County``,
``All regions``. In a sentence English wants ``the Skills Council``, ``all regions`` and verbs that
know one from several. What a name is made of says which: the words before its first preposition,
comma or bracket are its head, and the last of these is its noun. A word that is not listed here
leaves the name as it is, so an unknown name can be bare but never garbled.
"""

import re
from collections.abc import Sequence

from kgraph.wording import Text

# Where the head of a name ends: "Committee | for Labour Market", "Regional Council | , Region …".
_END = re.compile(
    r"(?=,| \(| (?:of|in|for|on|with|at|from|to|between|that|which|who|amending|as|about|concerned|"
    r"working)\b)"
)
# Nouns that have an article when they name one thing, in small letters.
_DEFINITE = frozenset(
    [
        "act",
        "administration",
        "agency",
        "agenda",
        "agreement",
        "assignment",
        "association",
        "authority",
        "board",
        "budget",
        "bureau",
        "chamber",
        "college",
        "collaboration",
        "commission",
        "committee",
        "confederation",
        "conference",
        "co-operation",
        "council",
        "decision",
        "declaration",
        "department",
        "directorate",
        "federation",
        "foundation",
        "forum",
        "fund",
        "government",
        "group",
        "institute",
        "item",
        "ministry",
        "network",
        "office",
        "offices",
        "ordinance",
        "page",
        "plan",
        "programme",
        "secretariat",
        "service",
        "society",
        "strategy",
        "study",
        "support",
        "system",
        "unit",
        "union",
    ]
)
# First words that have a capital only because they stand first: what follows says what they are.
_PLAIN = frozenset(
    [
        "academia",
        "action",
        "actors",
        "advisory",
        "agency",
        "analyses",
        "annual",
        "collaborating",
        "companies",
        "conference",
        "current",
        "decision",
        "declaration",
        "development",
        "each",
        "education",
        "employers",
        "folk",
        "foresight",
        "funders",
        "heads",
        "higher",
        "independent",
        "joint",
        "landlords",
        "local",
        "management",
        "members",
        "municipal",
        "municipalities",
        "national",
        "network",
        "networks",
        "news",
        "other",
        "pilot",
        "plan",
        "planning",
        "political",
        "politicians",
        "presidium",
        "project",
        "providers",
        "recurring",
        "regional",
        "school",
        "sector",
        "several",
        "small",
        "smart",
        "steering",
        "study",
        "web",
        "working",
    ]
)
_LARGE = re.compile(r"[A-ZÅÄÖ]")
_FALSE_PLURAL = re.compile(r"(?:ss|us|is|'s|news|series|statistics)$", re.I)


def the(name: Text) -> Text:
    """A name as it stands inside a sentence: with its article in English, and no false capital.

    Parameters:
        name: in both languages; one without English of its own stays as it is in both.
    """
    if name.en == name.sv or not name.en:
        return name
    first, rest = name.en.split(" ", 1)[0], name.en.partition(" ")[2]
    if first in ("The", "All", "Each") and rest:
        return Text(name.sv, f"{first.lower()} {rest}")
    head = _head(name.en)
    told = name.en[:1].lower() + name.en[1:] if _begins_plainly(name.en, head) else name.en
    definite = head[-1].lower() in _DEFINITE and not any("'" in word for word in head)
    return Text(name.sv, f"the {told}" if definite else told)


def is_plural(name: Text) -> bool:
    """Whether a name means several: ``All regions``, ``Municipalities in Jönköping County``."""
    if name.en == name.sv or not name.en:
        return False
    head = _head(name.en)
    noun = head[-1]
    if head[0] == "Each" or _FALSE_PLURAL.search(noun):
        return False
    # A last word with a capital is a proper name ("Samling Näringslivs"), offices apart.
    return noun.endswith("s") and (len(head) == 1 or not _LARGE.match(noun) or noun == "Offices")


def agrees(names: Sequence[Text], one: str, many: str) -> str:
    """The verb of a sentence about some: of several, or of a name that means several, ``many``."""
    return many if len(names) > 1 or any(map(is_plural, names)) else one


def at_date(told: Text) -> Text:
    """When something happened: on a day, in a month or year; Swedish needs no word for it."""
    return Text(told.sv, f"{'on' if re.match(r'[0-9]{1,2} ', told.en) else 'in'} {told.en}")


def _head(name: str) -> list[str]:
    """The words of a name up to what tells more of it; at least one."""
    return _END.split(name, maxsplit=1)[0].split() or [name]


def _begins_plainly(name: str, head: Sequence[str]) -> bool:
    """Whether the first letter is large only since the name begins there."""
    if head[0].lower() not in _PLAIN or any(_LARGE.match(word) for word in head[1:]):
        return False
    if len(head) > 1:
        return True
    after = name[len(head[0]) :].split()
    return not after or not (len(after) > 1 and _LARGE.match(after[1]) and _is_title(head[0]))


def _is_title(word: str) -> bool:
    """Whether a single word with a proper name behind it may be part of a title."""
    return word.lower() in ("plan", "network", "decision", "declaration", "conference")
