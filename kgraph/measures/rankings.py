"""What a ranking of actors says and how surely, in a layman's sentence."""

from collections.abc import Callable, Mapping, Sequence

from kgraph.measures.kinds import LOW_FIRST, ROLE_WORDS
from kgraph.measures.phrases import PARTS, SHOWN, join, listed, valued
from kgraph.measures.value import Item, number, percent
from kgraph.network.analysis import ROLES, Scores
from kgraph.network.steadiness import Steadiness
from kgraph.wording import Text, counted


def bridges(items: Sequence[Item]) -> Text:
    """Who links counties."""
    if not items:
        return Text(
            "Ingen: inget dokument säger att aktörer från skilda län möts.",
            "Nobody: no document says that actors of different counties meet.",
        )
    told = listed([valued(item) for item in items[:SHOWN]])
    more = len(items) - SHOWN
    tail = (f" och {more} till", f" and {more} more") if more > 0 else ("", "")
    return Text(f"{told.sv}{tail[0]}.", f"{told.en}{tail[1]}.")


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
        for more in [counted(round(i.value or 0), *PARTS)]
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
    first = [_ranked(item) for item in items if item.rank is not None][:SHOWN]
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
