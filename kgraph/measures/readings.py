"""What a measure of one number says, in a layman's sentence."""

from collections.abc import Mapping, Sequence

from kgraph.measures.kinds import KINDS, RANKED
from kgraph.measures.phrases import PARTS, SHOWN, join, listed, valued
from kgraph.measures.value import Item, Measure, number, percent, span
from kgraph.network.communities import Communities
from kgraph.wording import Text, counted

ONE_CIRCLE = Text("En enda krets: inget emellan.", "One circle: nothing in between.")


def in_order(measures: Sequence[Measure]) -> tuple[Measure, ...]:
    """Measures in the catalogue's order."""
    names = list(KINDS)
    return tuple(sorted(measures, key=lambda measure: names.index(measure.name)))


def scalar(value: float, low: float, high: float) -> Text:
    """A number and how far it moves."""
    told, moved = number(value), span(low, high)
    return Text(
        f"{told.sv} ({moved.sv} när en femtedel av uppgifterna tas bort).",
        f"{told.en} ({moved.en} when a fifth of the statements is taken away).",
    )


def mean_degree(arenas: float, actors: float, low: float, high: float, arena: Text) -> Text:
    """How many arenas an actor is in, and how many actors an arena has."""
    one, other, moved = number(arenas), number(actors), span(low, high)
    return Text(
        f"En aktör är med i {one.sv} {arena.sv} ({moved.sv} när en femtedel av uppgifterna tas "
        f"bort); {arena.sv} har {other.sv} kända deltagare.",
        f"An actor is in {one.en} {arena.en} ({moved.en} when a fifth of the statements is taken "
        f"away); {arena.en} have {other.en} known participants.",
    )


def backbone(kept: int, tested: int, expected: float) -> Text:
    """How many ties chance does not explain, beside how many it would leave."""
    chance = number(expected, 0)
    more = kept > expected
    sv = "" if more else ": inte fler än slumpen kan ge, så inget visas"
    en = "" if more else ": no more than chance may give, so nothing is shown"
    return Text(
        f"{kept} av {tested} kontakter förklaras inte av forumens storlek; högst {chance.sv} "
        f"väntas av slumpen{sv}.",
        f"{kept} of {tested} ties are not explained by the sizes of forums; at most {chance.en} "
        f"are expected by chance{en}.",
    )


def chance(p: float) -> Text:
    """How often a tie comes by chance."""
    told = number(p, 3)
    return Text(f"av slumpen: {told.sv}", f"by chance: {told.en}")


def shared(names: Sequence[Text], *, sure: bool) -> Text:
    """Whom two arenas share, and whether it may be different people."""
    told = listed(names)
    if sure:
        return told
    return Text(
        f"{told.sv} (öppen grupp: behöver inte vara samma)",
        f"{told.en} (open group: need not be the same)",
    )


def interlock(every: int, without: int, sure: int, possible: int, arena: Text) -> Text:
    """How many pairs of arenas share anybody, with and without open groups and conveners."""
    low, high = percent(sure / possible), percent(without / possible)
    share = low if low == high else Text(f"{low.sv} till {high.sv}", f"{low.en} to {high.en}")
    return Text(
        f"{sure} av {possible} par av {arena.sv} delar någon som säkert är densamma, "
        f"{without} om öppna grupper räknas ({share.sv}); med den som sammankallar {every}.",
        f"{sure} of {possible} pairs of {arena.en} share somebody who is surely the same, "
        f"{without} if open groups count ({share.en}); with the one who convenes {every}.",
    )


def circles(found: Communities, cores: Sequence[Text]) -> Text:
    """How many circles, how separate, how surely, and who always goes together."""
    low, high = found.counts
    many = str(low) if low == high else f"{low}–{high}"
    word = ("krets", "circle") if low == high == 1 else ("kretsar", "circles")
    told, same = span(*found.modularities), percent(found.same)
    named = join([Text(f"({core.sv})", f"({core.en})") for core in cores], ", ")
    return Text(
        f"{many} {word[0]}; modularitet {told.sv}. {same.sv} av tjugo körningar ger samma "
        f"indelning. Alltid tillsammans: {named.sv or 'inga'}.",
        f"{many} {word[1]}; modularity {told.en}. {same.en} of twenty runs give the same "
        f"division. Always together: {named.en or 'none'}.",
    )


def across(low: float, high: float) -> Text:
    """How often circles meet, against the whole."""
    told = span(low, high)
    hole = high < 0.25
    sv = "ett hål mellan kretsarna" if hole else "inget tydligt hål mellan kretsarna"
    en = "a hole between the circles" if hole else "no clear hole between the circles"
    if low < 0.25 <= high:
        sv, en = "hål i en del av körningarna", "a hole in some of the runs"
    return Text(f"{told.sv} av hela nätets täthet: {sv}.", f"{told.en} of the density: {en}.")


def vertical_reach(found: Mapping[str, int], every: int) -> Text:
    """How many national priorities are taken up, and how near it is said."""
    one, whole = found["stated-for-priority"], found["stated-for-document"]
    near, none = found["theme-only"], found["none"]
    low, high = percent(one / every), percent((one + whole) / every)
    return Text(
        f"{one} av {every} tas upp uttalat ({low.sv}), {whole} genom att deras dokument nämns "
        f"(tillsammans {high.sv}), {near} har bara samma tema, {none} inget.",
        f"{one} of {every} are taken up expressly ({low.en}), {whole} through the mention of their "
        f"document (together {high.en}), {near} share a theme alone, {none} nothing.",
    )


def concentration(value: float, entropy: float, items: Sequence[Item]) -> Text:
    """How the parts of strategies are spread over those who answer."""
    hhi, bits = number(value), number(entropy)
    most = listed([_share_of(item) for item in items[:SHOWN]])
    return Text(
        f"HHI {hhi.sv}, entropi {bits.sv} bit; {len(items)} som svarar: {most.sv}.",
        f"HHI {hhi.en}, entropy {bits.en} bits; {len(items)} who answer: {most.en}.",
    )


def _share_of(item: Item) -> Text:
    told = percent(item.value or 0)
    return Text(f"{item.label.sv} {told.sv}", f"{item.label.en} {told.en}")


def brief(measure: Measure) -> Text:
    """A measure in a word or two, to stand beside the same under another way to count groups."""
    if measure.name in RANKED:
        if measure.holds in ("order", "first"):
            first = measure.items[0].label
            return Text(f"{first.sv} först", f"{first.en} first")
        same = Text("alla lika", "all alike") if measure.items else NO_VALUE
        return same if not measure.holds else Text("ingen ordning håller", "no order holds")
    if measure.name == "fragmentation" and measure.items:
        mean = number(sum(item.value or 0 for item in measure.items) / len(measure.items))
        return Text(f"i snitt {mean.sv}", f"{mean.en} on average")
    if measure.low is not None and measure.high is not None and measure.value is None:
        return span(measure.low, measure.high)
    return NO_VALUE if measure.value is None else number(measure.value)


NO_VALUE = Text("inget värde", "no value")


def by_mode(measure: Measure) -> Text:
    """A measure under each way to count groups."""
    told = {mode: brief(other) for mode, other in measure.modes.items()}
    if len(set(told.values())) <= 1:
        return SAME_IN_ALL
    return Text(
        "; ".join(f"{MODE_WORDS[m].sv}: {text.sv}" for m, text in told.items()),
        "; ".join(f"{MODE_WORDS[m].en}: {text.en}" for m, text in told.items()),
    )


SAME_IN_ALL = Text(
    "samma på alla tre sätt att räkna grupper", "the same in all three ways to count groups"
)
MODE_WORDS = {
    "collapse": Text("grupp som en", "group as one"),
    "expand-listed": Text("uppräknade medlemmar", "listed members"),
    "expand-derived": Text("härledda medlemmar", "derived members"),
}


def forum_coverage(found: Mapping[str, int], every: int, stated: float, high: float) -> Text:
    """How many have a forum, and how near it is stated."""
    one, other = percent(stated), percent(high)
    own, above, near = found["itself"], found["above"], found["possible"]
    return Text(
        f"{own} av {every} har ett forum uttalat för just detta, {above} genom fokusområdet eller "
        f"helheten, {near} bara samma tema, {found['unknown']} går inte att säga, "
        f"{found['none']} inget: {one.sv} uttalat på någon nivå, högst {other.sv}.",
        f"{own} of {every} have a forum stated for this very one, {above} through the focus area "
        f"or the whole, {near} the same theme only, {found['unknown']} cannot be said, "
        f"{found['none']} none: {one.en} stated at some level, at most {other.en}.",
    )


def fragmentation(items: Sequence[Item]) -> Text:
    """How many themes one alone carries, and how many are split."""
    if not items:
        return Text(
            "Ingen nämns som ansvarig för något tema.", "Nobody is responsible for any theme."
        )
    alone = sum((item.value or 0) < 1e-9 for item in items)
    split = [item for item in items if (item.value or 0) >= 1e-9]
    tail = Text("", "")
    if split:
        named = listed([valued(item) for item in split])
        tail = Text(f" Delade: {named.sv}.", f" Split: {named.en}.")
    return Text(
        f"{alone} av {len(items)} teman bärs av en enda.{tail.sv}",
        f"{alone} of {len(items)} themes are carried by one alone.{tail.en}",
    )


def spread(carriers: int, elements: int, concentration: float, entropy: float) -> Text:
    """Who carries a theme, in numbers."""
    hhi, bits = number(concentration), number(entropy)
    many = counted(elements, *PARTS)
    return Text(
        f"{carriers} som svarar, {many.sv}; HHI {hhi.sv}, entropi {bits.sv} bit",
        f"{carriers} who answer, {many.en}; HHI {hhi.en}, entropy {bits.en} bits",
    )
