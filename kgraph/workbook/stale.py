"""English of texts whose Swedish is changed: it goes, for it told what the old text said."""

from collections.abc import Collection, Iterable

from kgraph.terms import DCT, KS, ORG, SKOS, Literal, Quad
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


def told_names_left(
    data: Iterable[Quad], gone: Collection[Quad], new: Iterable[Quad]
) -> Iterable[Text]:
    """That a thing with a new Swedish name keeps its English one, and not the old Swedish one."""
    old = {q[0]: q[2].value for q in gone if _is_name(q, "sv") and isinstance(q[2], Literal)}
    changed = {q[0] for q in new if _is_name(q, "sv") and q[0] in old}
    left = {q[0]: q[2].value for q in data if q[0] in changed and _is_name(q, "en")
            and q not in gone and isinstance(q[2], Literal)}  # fmt: skip
    for thing in sorted(changed):
        kept = left.get(thing)
        sv = f" Det engelska namnet står kvar: ”{kept}”." if kept else ""
        en = f" The English name is left: “{kept}”." if kept else ""
        yield Text(
            f"Det förra namnet ”{old[thing]}” sparas inte som ett annat namn.{sv}",
            f"The former name “{old[thing]}” is not kept as another name.{en}",
        )


def _is_name(quad: Quad, tongue: str) -> bool:
    named = quad[1] in (SKOS("prefLabel"), DCT("title"))
    return named and isinstance(quad[2], Literal) and quad[2].language == tongue


def _where(quad: Quad) -> tuple[str, str, str]:
    return quad[0], quad[1], quad[3]


def _is_in(quad: Quad, tongue: str) -> bool:
    return quad[1] in _TEXTS and isinstance(quad[2], Literal) and quad[2].language == tongue
