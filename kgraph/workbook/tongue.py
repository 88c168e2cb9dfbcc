"""Texts that are kept as Swedish and look as if somebody wrote them in English."""

import re
from collections.abc import Iterable, Iterator, Mapping

from kgraph.terms import DCT, KS, ORG, Literal, Quad
from kgraph.wording import Text
from kgraph.workbook.value import Place

_TEXTS = {KS("summary"), ORG("purpose"), KS("inferredBecause"), DCT("description")}
# Small words that the other language does not have.
_SMALL_EN = (
    "the of and with that this these those from which who their its to shall should will would are "
    "was were be been has have more people between within through about where when"
)
_SMALL_SV = (
    "och att som för är av med på den det de en ett till ska inte om i vid från har kan genom samt "
    "sig sin sitt sina eller ut upp under mellan utan också inom deras hur när där vad"
)
_ENGLISH, _SWEDISH = frozenset(_SMALL_EN.split()), frozenset(_SMALL_SV.split())
_WORDS = re.compile(r"[a-zåäöé]+")


def looks_english(text: str) -> bool:
    """Whether a text has small words of English and none of Swedish."""
    words = set(_WORDS.findall(text.casefold()))
    return bool(words & _ENGLISH) and not words & _SWEDISH


def told_english(new: Iterable[Quad], places: Mapping[Quad, Place]) -> Iterator[Text]:
    """The cells whose new text is kept as Swedish and looks English; nothing is refused."""
    found = sorted({
        places[quad]
        for quad in new
        if quad[1] in _TEXTS and isinstance(quad[2], Literal) and quad[2].language == "sv"
        and quad in places and looks_english(quad[2].value)
    })  # fmt: skip
    if found:
        listed = ", ".join(map(str, found))
        yield Text(
            f"{listed}: texten ser ut att vara på engelska, men sparas som svensk. Skriv den på "
            "svenska.",
            f"{listed}: the text looks English, but is kept as Swedish. Write it in Swedish.",
        )
