"""English of texts whose Swedish is changed: it goes, for it told what the old text said."""

from collections.abc import Iterable

from kgraph.terms import DCT, KS, ORG, Literal, Quad
from kgraph.wording import Text

_TEXTS = {KS("summary"), ORG("purpose"), KS("inferredBecause"), DCT("description")}


def stale_english(data: Iterable[Quad], gone: set[Quad], new: set[Quad]) -> set[Quad]:
    """The English texts that stand beside a Swedish one that is changed, and are not changed.

    Names and titles keep theirs: a name in English is no translation of how the Swedish is spelt.

    Parameters:
        data: the statements of today.
        gone, new: what a change takes out and puts in.
    """
    where = {_where(q) for q in gone if _is_in(q, "sv")} & {
        _where(q) for q in new if _is_in(q, "sv")
    }
    where -= {_where(q) for q in new | gone if _is_in(q, "en")}
    if not where:
        return set()
    return {q for q in data if q[1] in _TEXTS and _is_in(q, "en") and _where(q) in where}


def told_stale(quads: Iterable[Quad]) -> Iterable[Text]:
    """That the English texts are taken out."""
    for quad in sorted(quads, key=str):
        text = quad[2].value if isinstance(quad[2], Literal) else ""
        yield Text(
            f"Den engelska texten hörde till den gamla och tas bort: ”{text}”",
            f"The English text belonged to the old one and is taken out: “{text}”",
        )


def _where(quad: Quad) -> tuple[str, str, str]:
    return quad[0], quad[1], quad[3]


def _is_in(quad: Quad, tongue: str) -> bool:
    return quad[1] in _TEXTS and isinstance(quad[2], Literal) and quad[2].language == tongue
