"""What a measure stands on, and why there is none: in a layman's sentence."""

from collections.abc import Sequence

from kgraph.measures.phrases import ACTORS, DOCUMENTS, NOTHING_IN_SOURCE, PARTS, STATEMENTS, listed
from kgraph.network.groups import GROUP_MODES
from kgraph.wording import Text, counted

COVERAGE_UNKNOWN = Text(
    "Hur fullständigt det här är uppräknat går inte att säga.",
    "How fully this is listed cannot be said.",
)
TOO_LARGE = Text(
    "Beräknas inte: ett enda stort forum ger fler kontakter än alla andra tillsammans.",
    "Not computed: one large forum alone gives more contacts than all the others together.",
)


def size(actors: int, arenas: int, statements: int, arena: Text, mode: str) -> Text:
    """How much a measure is computed on, and what stands for a group."""
    who, said = counted(actors, *ACTORS), counted(statements, *STATEMENTS)
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
        what = counted(sources, *DOCUMENTS)
        return Text(
            f"Allt kommer ur {what.sv} eller register",
            f"All of it comes from {what.en} or registers",
        )
    who, what = listed(publishers), counted(sources, *DOCUMENTS)
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


def too_few_for_backbone(actors: int, least: int) -> Text:
    """Why no backbone is told."""
    return Text(
        f"Beräknas inte: {actors} aktörer är färre än {least}; se nätet av aktörer och forum.",
        f"Not computed: {actors} actors are fewer than {least}; see the network of actors and "
        "forums.",
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
    return counted(count, *PARTS)


def with_counties(known: int, actors: int) -> Text:
    """Of how many actors one county is known."""
    return Text(
        f"{known} av {actors} aktörer hör till ett enda län och räknas",
        f"{known} of {actors} actors belong to one single county and count",
    )
