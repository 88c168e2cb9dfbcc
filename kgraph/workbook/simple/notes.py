"""What is told of what a row says twice, in two ways, or for nothing."""

from kgraph.terms import VOCAB, Iri
from kgraph.wording import Text
from kgraph.workbook.naming import plain
from kgraph.workbook.simple.forms import ANSWERS
from kgraph.workbook.simple.row import Row
from kgraph.workbook.value import Fault, Place


def unused_mode(row: Row) -> None:
    """Tell that an answer is not kept, for it is about those whom a row names."""
    told, today = row.text("mode"), ANSWERS[VOCAB("mode/actual")]
    if told and plain(told) not in (today.sv, today.en):
        row.ground.fresh[str(row.place("mode"))] = Text(
            f"{row.place('mode')}: ”{told}” används inte, för raden nämner ingen som gör det.",
            f"{row.place('mode')}: “{told}” is not used, for the row names nobody.",
        )


def unused_county(row: Row) -> None:
    """Tell that a county is not kept, for it is said of strategies and not of web pages."""
    county = row.text("county")
    row.ground.fresh[str(row.place("county"))] = Text(
        f"{row.place('county')}: ”{county}” används inte, för raden är ingen strategi, plan "
        "eller beslut; utgivaren säger vems sidan är.",
        f"{row.place('county')}: “{county}” is not used, for the row is no strategy, plan or "
        "decision; the publisher says whose page it is.",
    )


def unused_text(row: Row, key: str) -> None:
    """Tell that a text is not kept, for the thing is known and has one."""
    place = row.place(key)
    row.ground.fresh[str(place)] = Text(
        f"{place}: texten används inte, för det som raden handlar om finns redan med en egen text.",
        f"{place}: the text is not used, for what the row is about is there already with a "
        "text of its own.",
    )


def stands_as(row: Row, thing: Iri, path: str, key: str) -> None:
    """Tell that a thing is there already as something else."""
    stated = row.ground.index.values(thing, path)
    told = ", ".join(sorted(row.ground.names.text(str(v)) for v in stated))
    name = row.ground.names.label(thing)
    row.fault(
        key,
        Text(f"”{name}” finns redan, som {told}.", f"“{name}” is there already, as {told}."),
        Text(f"Välj {told}, eller ge det nya ett annat namn.",
             f"Choose {told}, or give the new one another name."),
    )  # fmt: skip


def once(row: Row, thing: Iri, key: str) -> bool:
    """Whether new rows agree in what a thing can have one of; else both cells are told."""
    text, place = row.text(key), row.place(key)
    if not text or row.known:
        return True
    other, where = row.ground.once.setdefault((thing, key), (text, place))
    if plain(other) == plain(text):
        return True
    for at, said, there, instead in ((place, text, where, other), (where, other, place, text)):
        row.ground.made.faults.append(Fault(at, *_two_ways(said, there, instead)))
    return False


def _two_ways(said: str, there: Place, instead: str) -> tuple[Text, Text]:
    """Two rows say different things of one: what is wrong, and what to do."""
    return (
        Text(f"Här står ”{said}”, men på {there} står ”{instead}” om samma sak.",
             f"This says “{said}”, but {there} says “{instead}” of the same."),
        Text("Skriv lika, eller töm den ena.", "Write the same, or empty one of them."),
    )  # fmt: skip
