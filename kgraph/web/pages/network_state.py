"""What is seen on a network's page, as its address says it: filters, colours, what is opened.

The same names stand in the address whether the server or the script reads them, so an address
brings back what was seen when it was copied.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kgraph.errors import UsageError
from kgraph.network import Network, Node
from kgraph.network.value import Edge
from kgraph.store.view import MODES
from kgraph.terms import BASE, ID, VOCAB
from kgraph.wording import Text

NOT_NAMED = VOCAB("responsibility-level/namns-inte")
NONE = "-"  # the value of what has none, in a filter
FACETS = ("slag", "lan", "niva", "tema", "lage")
COLOURS = ("slag", "krets", "lan")
LAYOUTS = ("fritt", "spalter")
# Names that may stand several times in an address; the values are joined by commas.
MANY = (*FACETS, "oppna")
# Which passages the JSON has: all when left out, none, or those of one thing's links.
GROUNDS, NO_GROUNDS = "belagg", "utan"
# The still picture as wide as a page or a telephone: larger names, as many as there is room for.
FITS, WIDTHS = "bild", {"": 0, "sida": 860, "telefon": 360}
# All names that the address of a network may have, beside those of its question.
NAMES = (*MANY, "q", "farg", "luckor", "alla", "ordning", "vald", "fran", "till", "sak", "steg",
         "namn", "vy")  # fmt: skip
_MOST_OPENED = 40
_MOST_STEPS = 3


@dataclass(frozen=True)
class State:
    """What is chosen on the page of a network.

    Parameters:
        shows: by facet, the values to show; a facet that is not there shows all.
        search: part of a name to look for; those found stand out.
        colour: what colours tell: kind, circle or county.
        gaps: whether what nobody is named for stands out.
        wide: whether what is wished for, planned, permitted or past is there too.
        layout: things placed by their links (``fritt``) or in columns (``spalter``).
        opened: things whose neighbours are shown too.
        chosen: the thing whose links are told, or "".
        begin, end: two things to find the way between.
        thing: what the network is about, for the one around a thing.
        steps: how many links away things are taken in, around a thing.
        wide_as: how wide the still picture is shown, in pixels; 0 for its own size.
    """

    shows: Mapping[str, frozenset[str]] = field(default_factory=dict)
    search: str = ""
    colour: str = "slag"
    gaps: bool = False
    wide: bool = False
    layout: str = "fritt"
    opened: tuple[str, ...] = ()
    chosen: str = ""
    begin: str = ""
    end: str = ""
    thing: str = ""
    steps: int = 1
    wide_as: int = 0

    def passes(self, node: Node) -> bool:
        """Whether the filters let a thing through."""
        return all(
            not wanted.isdisjoint(values_of(node, facet))
            for facet, wanted in self.shows.items()
            if facet != "lage"
        )

    def counts(self, edge: Edge) -> bool:
        """Whether the filters let a link through."""
        wanted = self.shows.get("lage")
        return wanted is None or last(edge.mode) in wanted


def values_of(node: Node, facet: str) -> set[str]:
    """The values of a thing in a facet, as they stand in an address."""
    found = {
        "slag": (node.kind,), "lan": node.county, "niva": (node.level,), "tema": node.themes,
    }[facet]  # fmt: skip
    return {last(value) for value in found if value} or {NONE}


def last(iri: str) -> str:
    """The last part of an IRI, or the sign for none."""
    return iri.rpartition("/")[2] or NONE


def short(iri: str) -> str:
    """An IRI as it stands in an address: ``actor/x``."""
    return iri.removeprefix(ID("")).removeprefix(BASE)


def full(text: str) -> str:
    """The IRI that an address means; "" for nothing."""
    text = text.strip()
    if not text or "://" in text:
        return text
    return (BASE if text.startswith(("vocab/", "graph/", "id/")) else str(ID(""))) + text


def read_state(given: Mapping[str, str]) -> State:
    """What an address asks for.

    Raises:
        UsageError: a colour, a layout or a number of steps that is not there to choose.
    """
    shows = {
        facet: frozenset(part.strip() for part in given[facet].split(",") if part.strip())
        for facet in FACETS
        if given.get(facet, "").strip(", ")
    }
    opened = [full(part) for part in given.get("oppna", "").split(",") if part.strip()]
    return State(
        shows=shows,
        search=given.get("q", "").strip()[:200],
        colour=_one_of(given, "farg", COLOURS),
        gaps=bool(given.get("luckor")),
        wide=bool(given.get("alla")),
        layout=_one_of(given, "ordning", LAYOUTS),
        opened=tuple(dict.fromkeys(opened))[:_MOST_OPENED],
        chosen=full(given.get("vald", "")),
        begin=full(given.get("fran", "")),
        end=full(given.get("till", "")),
        thing=full(given.get("sak", "")),
        wide_as=WIDTHS[_one_of(given, FITS, tuple(WIDTHS))],
        steps=int(_one_of(given, "steg", tuple(str(n + 1) for n in range(_MOST_STEPS)))),
    )


def _one_of(given: Mapping[str, str], name: str, values: tuple[str, ...]) -> str:
    value = given.get(name, "") or values[0]
    if value not in values:
        raise UsageError(
            Text(f"Okänt värde: {value}.", f"Unknown value: {value}."),
            name,
            Text(f"Välj en av: {', '.join(values)}.", f"Choose one of: {', '.join(values)}."),
        )
    return value


def shown(network: Network, state: State) -> tuple[list[Node], list[Edge]]:
    """The things and links that the filters let through.

    A link needs both its ends. A thing whose every link is filtered away by what it counts as goes
    with them; one that has no link stays. A thing of no single county, such as a theme or a
    national agency, stays where a thing of a chosen county leads to it: what they have was asked.
    """
    counting = [edge for edge in network.edges if state.counts(edge)]
    left = {node.id for node in network.nodes if state.passes(node)}
    left |= _beside(network, state, counting, left)
    linked = {end for edge in network.edges for end in (edge.source, edge.target)}
    kept = {end for edge in counting for end in (edge.source, edge.target)}
    nodes = [n for n in network.nodes if n.id in left and (n.id in kept or n.id not in linked)]
    there = {node.id for node in nodes}
    edges = [e for e in counting if e.source in there and e.target in there]
    return nodes, edges


def _beside(network: Network, state: State, counting: list[Edge], left: set[str]) -> set[str]:
    """The things of no single county that a thing of a chosen county is linked with."""
    if NONE in state.shows.get("lan", (NONE,)):
        return set()
    anywhere = replace(state, shows={f: v for f, v in state.shows.items() if f != "lan"})
    placeless = {n.id for n in network.nodes if not n.county and anywhere.passes(n)}
    pairs = ((edge.source, edge.target) for edge in counting)
    ends = (pair for a, b in pairs for pair in ((a, b), (b, a)))
    return {one for one, other in ends if one in placeless and other in left}


def is_gap(node: Node) -> bool:
    """Whether the sources read name nobody responsible for a thing."""
    return node.responsibility == NOT_NAMED


def modes_of(state: State) -> tuple[str, ...] | None:
    """The modes that count, or None for the usual ones."""
    return MODES if state.wide else None
