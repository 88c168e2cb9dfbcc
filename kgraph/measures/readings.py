"""What a measure says, in a layman's sentence."""

from collections.abc import Callable, Mapping, Sequence

from kgraph.measures.kinds import KINDS, LOW_FIRST, ROLE_WORDS
from kgraph.measures.value import Item, Measure, number, percent, span
from kgraph.network.analysis import ROLES, Communities, Scores, Steadiness
from kgraph.wording import Text

NO_COUNTY = Text("Inget enskilt län", "No single county")
NOTHING_IN_SOURCE = Text("Inget i källorna.", "Nothing in the sources.")
COVERAGE_UNKNOWN = Text(
    "Hur fullständigt det här är uppräknat går inte att säga.",
    "How fully this is listed cannot be said.",
)
TOO_LARGE = Text(
    "Beräknas inte: ett enda stort forum ger fler kontakter än alla andra tillsammans.",
    "Not computed: one large forum alone gives more contacts than all the others together.",
)
ONE_CIRCLE = Text("En enda krets: inget emellan.", "One circle: nothing in between.")
_SHOWN = 5


def in_order(measures: Sequence[Measure]) -> tuple[Measure, ...]:
    """Measures in the catalogue's order."""
    names = list(KINDS)
    return tuple(sorted(measures, key=lambda measure: names.index(measure.name)))


def join(parts: Sequence[Text], between: str = "") -> Text:
    """Texts after each other."""
    return Text(between.join(p.sv for p in parts), between.join(p.en for p in parts))


def listed(names: Sequence[Text]) -> Text:
    """Names with commas between."""
    return join(names, ", ")


def two(one: Text, other: Text) -> Text:
    """Two things that are compared."""
    return Text(f"{one.sv} – {other.sv}", f"{one.en} – {other.en}")


# -- what it stands on -----------------------------------------------------------------------


def size(actors: int, arenas: int, statements: int, arena: Text) -> Text:
    """How much a measure is computed on; groups are never expanded here."""
    return Text(
        f"{actors} aktörer, {arenas} {arena.sv} med kända deltagare, {statements} uppgifter; en "
        "grupp räknas som en aktör",
        f"{actors} actors, {arenas} {arena.en} with known participants, {statements} statements; a "
        "group counts as one actor",
    )


def with_values(n: Text, count: int) -> Text:
    """How many actors have a value."""
    return Text(f"{n.sv}; {count} har ett värde", f"{n.en}; {count} have a value")


def with_ties(n: Text, count: int) -> Text:
    """How many actors meet any other."""
    return Text(f"{n.sv}; {count} möter någon", f"{n.en}; {count} meet somebody")


def with_sectors(n: Text, known: int, actors: int) -> Text:
    """Of how many actors the sector is known."""
    return Text(
        f"{n.sv}; sektorn är känd för {known} av {actors}",
        f"{n.en}; the sector of {known} of {actors} is known",
    )


def parts(answered: int, every: int) -> Text:
    """How many parts of strategies somebody answers for."""
    return Text(
        f"{every} mål, prioriteringar och insatser; någon svarar för {answered}",
        f"{every} goals, priorities and measures; somebody answers for {answered}",
    )


def covered_of(count: int) -> Text:
    """How many priorities and measures there are."""
    return Text(f"{count} prioriteringar och insatser", f"{count} priorities and measures")


def coverage(closed: int, every: int, alone: int, opened: int) -> Text:
    """How fully the forums' members were read."""
    return Text(
        f"{closed} av {every} forum har en medlemslista som är läst i sin helhet; {opened} har en "
        f"öppen lista; {alone} saknar kända medlemmar",
        f"{closed} of {every} forums have a list of members that was read in full; {opened} have "
        f"an open list; {alone} have no known members",
    )


def author(sources: int, publishers: Sequence[Text]) -> Text:
    """Whose documents say it: they name what their authors know."""
    if not sources:
        return NOTHING_IN_SOURCE
    if not publishers:
        return Text(
            f"Allt kommer ur {sources} dokument eller register",
            f"All of it comes from {sources} document{'s' * (sources > 1)} or registers",
        )
    who = listed(publishers)
    return Text(
        f"Allt kommer ur {sources} dokument från {who.sv}; den som skriver nämner sitt eget mest",
        f"All of it comes from {sources} document{'s' * (sources > 1)} by {who.en}; whoever writes "
        "names its own most",
    )


def too_small(arena: Text) -> Text:
    """Why there is no value."""
    return Text(
        f"Går inte att beräkna: färre än två {arena.sv} har två kända deltagare eller fler.",
        f"Cannot be computed: fewer than two {arena.en} have two known participants or more.",
    )


# -- one number ------------------------------------------------------------------------------


def scalar(value: float, low: float, high: float) -> Text:
    """A number and how far it moves."""
    told, moved = number(value), span(low, high)
    return Text(
        f"{told.sv} ({moved.sv} när en femtedel av uppgifterna tas bort).",
        f"{told.en} ({moved.en} when a fifth of the statements is taken away).",
    )


def interlock(every: int, without: int, possible: int, arena: Text) -> Text:
    """How many pairs of arenas share anybody, with and without those who convene."""
    return Text(
        f"{without} av {possible} par av {arena.sv} delar någon "
        f"({percent(without / possible).sv}); med den som sammankallar {every}.",
        f"{without} of {possible} pairs of {arena.en} share somebody "
        f"({percent(without / possible).en}); with the one who convenes {every}.",
    )


def circles(found: Communities, cores: Sequence[Text]) -> Text:
    """How many circles, how separate, how surely, and who always goes together."""
    low, high = found.counts
    many = str(low) if low == high else f"{low}–{high}"
    told, same = span(*found.modularities), percent(found.same)
    named = join([Text(f"({core.sv})", f"({core.en})") for core in cores], ", ")
    return Text(
        f"{many} kretsar; modularitet {told.sv}. {same.sv} av tjugo körningar ger samma "
        f"indelning. Alltid tillsammans: {named.sv or 'inga'}.",
        f"{many} circles; modularity {told.en}. {same.en} of twenty runs give the same "
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
        return Text("Ingen nämns som ansvarig för något tema.", "Nobody answers for any theme.")
    alone = sum((item.value or 0) < 1e-9 for item in items)
    split = [item for item in items if (item.value or 0) >= 1e-9]
    tail = Text("", "")
    if split:
        named = listed([_valued(item) for item in split])
        tail = Text(f" Delade: {named.sv}.", f" Split: {named.en}.")
    return Text(
        f"{alone} av {len(items)} teman bärs av en enda.{tail.sv}",
        f"{alone} of {len(items)} themes are carried by one alone.{tail.en}",
    )


def spread(carriers: int, elements: int, concentration: float, entropy: float) -> Text:
    """Who carries a theme, in numbers."""
    hhi, bits = number(concentration), number(entropy)
    return Text(
        f"{carriers} som svarar, {elements} delar; HHI {hhi.sv}, entropi {bits.sv} bit",
        f"{carriers} who answer, {elements} parts; HHI {hhi.en}, entropy {bits.en} bits",
    )


def _valued(item: Item) -> Text:
    told = number(item.value or 0)
    return Text(f"{item.label.sv} {told.sv}", f"{item.label.en} {told.en}")


# -- links -----------------------------------------------------------------------------------


def still_cut(kept: int, draws: int, wrote: bool) -> Text:
    """How surely an actor is the only link."""
    own = Text(", har gett ut dokumentet", ", published the document") if wrote else Text("", "")
    return Text(
        f"i {kept} av {draws} försök när en femtedel tas bort{own.sv}",
        f"in {kept} of {draws} draws when a fifth is taken away{own.en}",
    )


def cut_points(items: Sequence[Item], sure: Sequence[Item], pieces: int) -> Text:
    """Who is the only link, and how surely."""
    apart = Text("", "")
    if pieces > 1:
        apart = Text(f" Nätet är redan i {pieces} delar.", f" It is in {pieces} parts already.")
    if not items:
        return Text(f"Ingen.{apart.sv}", f"Nobody.{apart.en}")
    told = [
        Text(
            f"{i.label.sv} (+{i.value:.0f} delar; {i.note.sv})",
            f"{i.label.en} (+{i.value:.0f} parts; {i.note.en})",
        )
        for i in sure
    ]
    unsure = [item.label for item in items if item not in sure]
    parts = [join(told, "; ")] if told else []
    if unsure:
        names = listed(unsure)
        parts.append(Text(f"osäkert: {names.sv}", f"unsure: {names.en}"))
    both = join(parts, "; ")
    return Text(f"{_capital(both.sv)}.{apart.sv}", f"{_capital(both.en)}.{apart.en}")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def roles(found: Mapping[str, Scores], actor: str) -> Text:
    """An actor's brokerage roles that occur."""
    told = [
        Text(
            f"{ROLE_WORDS[role].sv} {found[role][actor]:.0f}",
            f"{ROLE_WORDS[role].en} {found[role][actor]:.0f}",
        )
        for role in ROLES
        if found[role].get(actor)
    ]
    if not told and any(scores.get(actor) is not None for scores in found.values()):
        return Text("rollen går inte att säga", "the role cannot be said")
    return listed(told)


def per_contact(value: float) -> Text:
    """Effective size for each contact."""
    told = number(value)
    return Text(f"{told.sv} per kontakt", f"{told.en} per contact")


# -- rankings --------------------------------------------------------------------------------


def differ(items: Sequence[Item]) -> bool:
    """Whether any two values differ."""
    values = [item.value for item in items if item.value is not None]
    return bool(values) and max(values) - min(values) > 1e-9


def ranking(
    name: str,
    items: Sequence[Item],
    holds: str,
    steady: Steadiness,
    wrote: Callable[[str], bool],
) -> Text:
    """The ranking as far as it holds, or why there is none."""
    if not items:
        return Text("Ingen har ett värde.", "Nobody has a value.")
    if not holds:
        told = number(items[0].value or 0)
        return Text(f"Alla lika: {told.sv}.", f"All alike: {told.en}.")
    if holds == "none":
        return _unranked(name, steady)
    first = [_ranked(item) for item in items if item.rank is not None][:_SHOWN]
    own = Text("", "")
    if wrote(items[0].id):
        own = Text(
            f" {items[0].label.sv} har självt gett ut dokumentet eller hör till den som gjort det.",
            f" {items[0].label.en} itself published the document or is part of who did.",
        )
    if holds == "first":
        return Text(
            f"Först: {first[0].sv}. Resten går inte att rangordna.{own.sv}",
            f"First: {first[0].en}. The rest cannot be ranked.{own.en}",
        )
    return Text(f"{join(first, ' · ').sv}.{own.sv}", f"{join(first, ' · ').en}.{own.en}")


def _ranked(item: Item) -> Text:
    told = number(item.value or 0)
    note = (
        f" ({item.note.sv})" if item.note.sv else "",
        f" ({item.note.en})" if item.note.en else "",
    )
    return Text(
        f"{item.rank}. {item.label.sv} {told.sv}{note[0]}",
        f"{item.rank}. {item.label.en} {told.en}{note[1]}",
    )


def _unranked(name: str, steady: Steadiness) -> Text:
    """That nothing can be ranked, and what showed it."""
    end = Text("lägst", "lowest") if name in LOW_FIRST else Text("högst", "highest")
    if any(loss.first is None for loss in steady.losses):
        return Text(
            f"Går inte att rangordna: flera ligger lika {end.sv}.",
            f"Cannot be ranked: several are equally {end.en}.",
        )
    worst = next(loss for loss in steady.losses if (loss.first or 0) < 0.9)
    kept = round((worst.first or 0) * steady.draws)
    share = percent(worst.share)
    return Text(
        f"Går inte att rangordna: den som ligger {end.sv} gör det i {kept} av {steady.draws} "
        f"försök när {share.sv} av uppgifterna tas bort.",
        f"Cannot be ranked: whoever is {end.en} is so in {kept} of {steady.draws} draws when "
        f"{share.en} of the statements are taken away.",
    )
