"""Names, counts and values in words, as the sentences about measures use them."""

from collections.abc import Sequence

from kgraph.measures.value import Item, number
from kgraph.wording import Text, collation_key

NO_COUNTY = Text("Inget enskilt län", "No single county")
NOTHING_IN_SOURCE = Text("Inget i källorna.", "Nothing in the sources.")
SHOWN = 5


def join(parts: Sequence[Text], between: str = "") -> Text:
    """Texts after each other."""
    return Text(between.join(p.sv for p in parts), between.join(p.en for p in parts))


def listed(names: Sequence[Text]) -> Text:
    """Names with commas between."""
    return join(names, ", ")


def two(one: Text, other: Text) -> Text:
    """Two things that are compared."""
    return Text(f"{one.sv} – {other.sv}", f"{one.en} – {other.en}")


ACTORS = Text("aktör", "actor"), Text("aktörer", "actors")
STATEMENTS = Text("uppgift", "statement"), Text("uppgifter", "statements")
DOCUMENTS = Text("dokument", "document"), Text("dokument", "documents")
PARTS = Text("del", "part"), Text("delar", "parts")


def some(names: Sequence[Text], most: int = 3) -> Text:
    """The first of several names in Swedish order, and how many more there are."""
    ordered = sorted(names, key=lambda name: collation_key(name.sv))
    told, more = listed(ordered[:most]), len(names) - most
    return Text(f"{told.sv} (+{more})", f"{told.en} (+{more})") if more > 0 else told


def valued(item: Item) -> Text:
    """A name and its value."""
    told = number(item.value or 0)
    return Text(f"{item.label.sv} {told.sv}", f"{item.label.en} {told.en}")
