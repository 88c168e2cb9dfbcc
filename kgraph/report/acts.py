"""Where a passage is a section of a Swedish act: which, and where the act can be read.

Such a passage has no page, no lines and no words that occur once: the number of the section is what
one looks for, and the act is public.
"""

import re

from kgraph.network import Passage

# As Swedish acts number them: 5 §, 3 och 17 §§, 15 kap. 30 a §.
_SECTION = re.compile(
    r"(?<![:\d])(?:(\d+) kap\. )?(\d+(?: [a-z])?(?:(?:–|, | och )\d+(?: [a-z])?)*) (§§?)"
    r"(?: (\d+)\b(?!:))?"
)
_ACT = re.compile(r"(?:SFS )?(\d{4}:\d+)\b")
_IN_A_NAME = re.compile(r"\((\d{4}:\d+)\)")
# The legal databases of the Government Offices hold today's wording, and give an act by its number:
# public programs read acts and lead to them at this address (bet = "beteckning").
_TEXT = "https://rkrattsbaser.gov.se/sfst?bet="


def section_of(heading: str, lang: str = "sv") -> str:
    """The section or sections of an act that a heading names; "" for none."""
    found = _SECTION.search(heading)
    if found is None or lang == "sv":
        return found[0] if found else ""
    chapter, sections, signs, part = found.groups()
    begin = f"Chapter {chapter}, " if chapter else ""
    noun = "Section" if signs == "§" else "Sections"
    return f"{begin}{noun} {sections.replace(' och ', ' and ')}{f'({part})' if part else ''}"


def act_of(heading: str) -> str:
    """The number of the act that a heading, or the name of a register, begins with or names.

    Returns:
        such as ``2010:630``; "" for none.
    """
    found = _ACT.match(heading)
    return found[1] if found else ""


def act_cited(passage: Passage) -> str:
    """The number of the act that a passage is a place in; "" where it is of another kind.

    Some registers give the act with each heading; others are of one act, and have it in their name.
    """
    named = _IN_A_NAME.search(passage.document) if section_of(passage.section) else None
    return act_of(passage.section) or (named[1] if named else "")


def text_of(act: str) -> str:
    """The address of an act's text as it reads today."""
    return _TEXT + act
