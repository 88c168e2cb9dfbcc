"""What a measure says, in a layman's sentence."""

from collections.abc import Callable, Mapping, Sequence

from kgraph.measures.kinds import KINDS, LOW_FIRST, RANKED, ROLE_WORDS
from kgraph.measures.value import Item, Measure, number, percent, span
from kgraph.network.analysis import ROLES, Scores
from kgraph.network.communities import Communities
from kgraph.network.groups import GROUP_MODES
from kgraph.network.steadiness import Steadiness
from kgraph.wording import Text, collation_key, counted

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


_ACTORS = Text("aktör", "actor"), Text("aktörer", "actors")
_STATEMENTS = Text("uppgift", "statement"), Text("uppgifter", "statements")
_DOCUMENTS = Text("dokument", "document"), Text("dokument", "documents")
_PARTS = Text("del", "part"), Text("delar", "parts")


def size(actors: int, arenas: int, statements: int, arena: Text, mode: str) -> Text:
    """How much a measure is computed on, and what stands for a group."""
    who, said = counted(actors, *_ACTORS), counted(statements, *_STATEMENTS)
    how = GROUP_MODES[mode]
    return Text(
        f"{who.sv}, {arenas} {arena.sv} med kända deltagare, {said.sv}; {how.sv}",
        f"{who.en}, {arenas} {arena.en} with known participants, {said.en}; {how.en}",
    )


def groups(count: int, actors: int, listed: int, derived: int) -> Text:
    """How many actors are groups, and of how many the members are known."""
    if not count:
        return Text("Ingen av aktörerna är en grupp", "None of the actors is a group")
    be = ("är en grupp", "is a group") if count == 1 else ("är grupper", "are groups")
    return Text(
        f"{count} av {actors} aktörer {be[0]}; källorna räknar upp medlemmarna i {listed}, slag "
        f"och område ger dem i {derived}",
        f"{count} of {actors} actors {be[1]}; the sources list the members of {listed}, kind "
        f"and area give those of {derived}",
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
    what = counted(
        every,
        Text("mål, prioritering eller insats", "goal, priority or measure"),
        Text("mål, prioriteringar och insatser", "goals, priorities and measures"),
    )
    return Text(
        f"{what.sv}; någon svarar för {answered}", f"{what.en}; somebody answers for {answered}"
    )


def covered_of(count: int) -> Text:
    """How many priorities and measures there are."""
    return counted(
        count,
        Text("prioritering eller insats", "priority or measure"),
        Text("prioriteringar och insatser", "priorities and measures"),
    )


def coverage(closed: int, every: int, alone: int, opened: int) -> Text:
    """How fully the forums' members were read."""
    have = "has" if closed == 1 else "have"
    return Text(
        f"{closed} av {every} forum har en medlemslista som är läst i sin helhet; {opened} har en "
        f"öppen lista; {alone} saknar kända medlemmar",
        f"{closed} of {every} forums {have} a list of members that was read in full; open lists: "
        f"{opened}; without known members: {alone}",
    )


def author(sources: int, publishers: Sequence[Text]) -> Text:
    """Whose documents say it: they name what their authors know."""
    if not sources:
        return NOTHING_IN_SOURCE
    if not publishers:
        what = counted(sources, *_DOCUMENTS)
        return Text(
            f"Allt kommer ur {what.sv} eller register",
            f"All of it comes from {what.en} or registers",
        )
    who, what = listed(publishers), counted(sources, *_DOCUMENTS)
    return Text(
        f"Allt kommer ur {what.sv} från {who.sv}; den som skriver nämner sitt eget mest",
        f"All of it comes from {what.en} by {who.en}; whoever writes names its own most",
    )


def too_small(arena: Text) -> Text:
    """Why there is no value."""
    return Text(
        f"Går inte att beräkna (färre än två {arena.sv} har två kända deltagare eller fler).",
        f"Cannot be computed (fewer than two {arena.en} have two known participants or more).",
    )


# -- one number ------------------------------------------------------------------------------


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


def too_few_for_backbone(actors: int, least: int) -> Text:
    """Why no backbone is told."""
    return Text(
        f"Beräknas inte: {actors} aktörer är färre än {least}; se nätet av aktörer och forum.",
        f"Not computed: {actors} actors are fewer than {least}; see the network of actors and "
        "forums.",
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


def national_priorities(every: int, older: int) -> Text:
    """How many national priorities the county's documents could refer to."""
    sv = f"; {older} är yngre än länets dokument" if older else ""
    en = f"; {older} are younger than the county's documents" if older else ""
    return Text(
        f"{every} prioriteringar i nationella strategier och EU-agendor{sv}",
        f"{every} priorities of national strategies and EU agendas{en}",
    )


NOBODY_ANSWERS = Text(
    "Ingen nämns som ansvarig för någon del.", "Nobody is named as answering for any part."
)


def of_parts(count: int) -> Text:
    """For how many parts somebody answers."""
    return counted(count, *_PARTS)


def concentration(value: float, entropy: float, items: Sequence[Item]) -> Text:
    """How the parts of strategies are spread over those who answer."""
    hhi, bits = number(value), number(entropy)
    most = listed([_share_of(item) for item in items[:_SHOWN]])
    return Text(
        f"HHI {hhi.sv}, entropi {bits.sv} bit; {len(items)} som svarar: {most.sv}.",
        f"HHI {hhi.en}, entropy {bits.en} bits; {len(items)} who answer: {most.en}.",
    )


def _share_of(item: Item) -> Text:
    told = percent(item.value or 0)
    return Text(f"{item.label.sv} {told.sv}", f"{item.label.en} {told.en}")


def with_counties(known: int, actors: int) -> Text:
    """Of how many actors one county is known."""
    return Text(
        f"{known} av {actors} aktörer hör till ett enda län och räknas",
        f"{known} of {actors} actors belong to one single county and count",
    )


def bridges(items: Sequence[Item]) -> Text:
    """Who links counties."""
    if not items:
        return Text(
            "Ingen: inget dokument säger att aktörer från skilda län möts.",
            "Nobody: no document says that actors of different counties meet.",
        )
    told = listed([_valued(item) for item in items[:_SHOWN]])
    more = len(items) - _SHOWN
    tail = (f" och {more} till", f" and {more} more") if more > 0 else ("", "")
    return Text(f"{told.sv}{tail[0]}.", f"{told.en}{tail[1]}.")


def some(names: Sequence[Text], most: int = 3) -> Text:
    """The first of several names in Swedish order, and how many more there are."""
    ordered = sorted(names, key=lambda name: collation_key(name.sv))
    told, more = listed(ordered[:most]), len(names) - most
    return Text(f"{told.sv} (+{more})", f"{told.en} (+{more})") if more > 0 else told


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
    many = counted(elements, *_PARTS)
    return Text(
        f"{carriers} som svarar, {many.sv}; HHI {hhi.sv}, entropi {bits.sv} bit",
        f"{carriers} who answer, {many.en}; HHI {hhi.en}, entropy {bits.en} bits",
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
            f"{i.label.sv} (+{more.sv}; {i.note.sv})",
            f"{i.label.en} (+{more.en}; {i.note.en})",
        )
        for i in sure
        for more in [counted(round(i.value or 0), *_PARTS)]
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
