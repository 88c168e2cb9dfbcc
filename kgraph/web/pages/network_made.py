"""A network ready to be shown: built, laid out, with circles and colours, and kept."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kgraph.network import KINDS, Network, Node, build
from kgraph.network.around import Whole, around, circles, opened, placed, read_whole
from kgraph.network.facts import bilingual
from kgraph.queries import Query
from kgraph.store import View
from kgraph.terms import Iri
from kgraph.web.pages.desk import Shelf
from kgraph.web.pages.missing import Missing
from kgraph.web.pages.network_state import State, last, modes_of
from kgraph.wording import Text, collation_key

PATH = "/natverk"
AROUND = "kring"
_BUNDLE = Path(__file__).parents[1] / "bundle" / "made"
_BUNDLED = {
    "drawing.js": "text/javascript; charset=utf-8",
    "drawing-licences.txt": "text/plain; charset=utf-8",
}
# Told apart by people who see colours otherwise, with 3:1 to white and to near-black (Okabe and
# Ito 2008, darkened); a number or a name stands beside each.
PALETTE = (
    *("#0072b2", "#c2570c", "#00805a", "#a8509e", "#8a6f3c", "#2585b8", "#b8472f", "#55882f"),
    *("#6a5acd", "#0d8a8a"),
)
GREY = "#767676"
_ROUND = KINDS["actor"].path


@dataclass(frozen=True)
class Shade:
    """What a colour tells: its value in an address, its words, and how many things have it."""

    value: str
    words: Text
    colour: str
    count: int


@dataclass(frozen=True)
class Made:
    """A network and what is reckoned from it once.

    Parameters:
        network: with places.
        circles: the circle of each thing, 0 for none.
        shades: by what colours can tell (circle, county), their key.
    """

    network: Network
    circles: Mapping[str, int]
    shades: Mapping[str, Sequence[Shade]]

    def shade(self, node: Node, colour: str) -> str:
        """The value that colours a thing: its circle or its county; "" for several or none."""
        if colour == "krets":
            return str(self.circles[node.id])
        return last(node.county[0]) if len(node.county) == 1 else ""

    def colours(self, colour: str) -> dict[str, str]:
        """The colour of each thing."""
        if colour == "slag":
            return {node.id: KINDS[node.kind].colour for node in self.network.nodes}
        known = {shade.value: shade.colour for shade in self.shades[colour]}
        return {n.id: known.get(self.shade(n, colour), GREY) for n in self.network.nodes}

    def marks(self, colour: str, lang: str) -> dict[str, str]:
        """What stands after each name, so that no colour speaks alone."""
        if colour == "slag":
            return {}
        known = {shade.value: shade.words.get(lang) for shade in self.shades[colour]}
        told = {n.id: self.shade(n, colour) for n in self.network.nodes}
        if colour == "krets":
            return {iri: f" ({value})" for iri, value in told.items() if value in known}
        return {iri: f" ({known[value]})" for iri, value in told.items() if value in known}

    def to_dict(self, *, evidence: bool = True) -> dict[str, Any]:
        """The network's own JSON, and beside it circles and what colours tell.

        Parameters:
            evidence: whether the passages are there.
        """
        shades = {
            name: [{"value": s.value, "label": {"sv": s.words.sv, "en": s.words.en},
                    "colour": s.colour, "count": s.count} for s in found]
            for name, found in self.shades.items()
        }  # fmt: skip
        circles = {node.id: self.circles[node.id] for node in self.network.nodes}
        told = self.network.to_dict(evidence=evidence)
        return told | {"circles": circles, "shades": shades}


def whole_of(shelf: Shelf, view: View) -> Whole:
    """Every link of the catalogue in a view."""

    def make() -> Whole:
        return read_whole(shelf.project, shelf.store, view, shelf.facts(view))

    found: Whole = shelf.keep(("network whole", view), make)
    return found


def made_of(
    shelf: Shelf, view: View, query: Query | None, values: Mapping[str, str], state: State
) -> Made:
    """A network of the catalogue, or the one around a thing, with what is opened in it.

    Parameters:
        query: the network's; None for the one around a thing.
        values: what its parameters are.

    Raises:
        Missing: the thing has no link in any network.
        UsageError: a value that is not there to choose.
    """
    view = replace(view, modes=modes_of(state) or view.modes)
    base = (
        _catalogued(shelf, view, query, values, state.layout)
        if query is not None
        else _around(shelf, view, state)
    )
    if not state.opened:
        return base
    key = ("network opened", base.network.name, tuple(sorted(values.items())), view,
           state.thing, state.steps, state.layout, state.opened)  # fmt: skip

    def make() -> Made:
        return _made(opened(shelf.store, whole_of(shelf, view), base.network, state.opened))

    return _kept(shelf, key, make)


def _kept(shelf: Shelf, key: tuple[Any, ...], make: Callable[[], Made]) -> Made:
    found: Made = shelf.keep(key, make, PATH)
    return found


def _catalogued(
    shelf: Shelf, view: View, query: Query, values: Mapping[str, str], layout: str
) -> Made:
    key = ("network", query.name, tuple(sorted(values.items())), view)

    def columns() -> Made:
        facts = shelf.facts(view)
        return _made(build(shelf.project, shelf.store, query.name, values, view, facts=facts))

    def freely() -> Made:
        found = _kept(shelf, (*key, "spalter"), columns)
        if found.network.layout == "springs":
            return found
        return replace(found, network=placed(found.network, "springs"))

    if layout == "spalter":
        return _kept(shelf, (*key, "spalter"), columns)
    return _kept(shelf, (*key, "fritt"), freely)


def _around(shelf: Shelf, view: View, state: State) -> Made:
    whole = whole_of(shelf, view)
    if state.thing not in whole.nodes:
        raise Missing(state.thing)
    key = ("network around", state.thing, state.steps, view, state.layout)

    def make() -> Made:
        found = around(shelf.store, whole, state.thing, state.steps, view)
        return _made(placed(found, "layers") if state.layout == "spalter" else found)

    return _kept(shelf, key, make)


def _made(network: Network) -> Made:
    found = circles(network)
    return Made(network, found, {"krets": _circle_shades(found), "lan": _counties(network)})


def _circle_shades(found: Mapping[str, int]) -> list[Shade]:
    counts = Counter(number for number in found.values() if number)
    return [
        Shade(str(n), Text(f"Krets {n}", f"Circle {n}"), _colour(n - 1), counts[n])
        for n in sorted(counts)
    ]


def _counties(network: Network) -> list[Shade]:
    counts = Counter(node.county[0] for node in network.nodes if len(node.county) == 1)
    listed = sorted(counts, key=lambda c: (-counts[c], collation_key(network.word(c).sv)))
    return [Shade(last(c), network.word(c), _colour(n), counts[c]) for n, c in enumerate(listed)]


def _colour(number: int) -> str:
    return PALETTE[number] if number < len(PALETTE) else GREY


def legend_of(made: Made, state: State, lang: str) -> list[tuple[str, str, str]]:
    """Sign, colour and words of what the picture's key tells."""
    used = {node.kind for node in made.network.nodes}
    kinds = [(k.path, k.colour, k.label.get(lang)) for k in KINDS.values() if k.name in used]
    if state.colour == "slag":
        return kinds
    listed = made.shades[state.colour][: len(PALETTE)]
    plain = [(path, GREY, words) for path, _, words in kinds]
    return [(_ROUND, s.colour, s.words.get(lang)) for s in listed] + plain


def called(shelf: Shelf, iri: str, lang: str) -> str:
    """What a thing is called."""
    return bilingual(shelf.store, [Iri(iri)])[iri].get(lang)


def bundle(name: str) -> tuple[bytes, str] | None:
    """A file of what draws the live network and its type, or None where it was not built."""
    kind, path = _BUNDLED.get(name, ""), _BUNDLE / name.removeprefix("drawing-")
    return (path.read_bytes(), kind) if kind and path.is_file() else None
