"""One network as an address asks to see it: filtered, and its files."""

import csv
import io
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kgraph import spreadsheet
from kgraph.network import Network, forms
from kgraph.network.around import degrees, way
from kgraph.queries import Query
from kgraph.web.pages.csv_form import to_csv
from kgraph.web.pages.desk import Shelf
from kgraph.web.pages.missing import Missing
from kgraph.web.pages.network_made import Made, legend_of
from kgraph.web.pages.network_state import GROUNDS, NO_GROUNDS, State, full, shown
from kgraph.web.pages.network_svg import Drawn, to_svg
from kgraph.web.pages.network_words import SAID, T
from kgraph.web.pages.visit import Visit
from kgraph.wording import Text


class Shown:
    """The page of one network."""

    def __init__(
        self,
        shelf: Shelf,
        visit: Visit,
        state: State,
        made: Made,
        query: Query | None,
        values: Mapping[str, str],
    ) -> None:
        """Filter the network as the address says."""
        self.shelf, self.visit, self.made = shelf, visit, made
        self.query, self.values, self.lang = query, values, visit.lang
        self.network = made.network
        self.by_id = {node.id: node for node in self.network.nodes}
        self.state = self._named(state)
        self.nodes, self.edges = shown(self.network, self.state)
        self.linked = degrees(self.edges)
        self.way = self._way()

    def _named(self, state: State) -> State:
        """The state with names in the place of IRIs taken for what they name."""
        return replace(state, begin=self._meant("fran", state.begin),
                       end=self._meant("till", state.end))  # fmt: skip

    def _meant(self, field: str, iri: str) -> str:
        asked = self.visit.given.get(field, "").strip().casefold()
        if not asked or iri in self.by_id:
            return iri
        names = {node.label.get(self.lang).casefold(): node.id for node in self.network.nodes}
        near = sorted(name for name in names if asked in name)
        return names.get(asked) or (names[near[0]] if near else "")

    def _way(self) -> tuple[str, ...]:
        if not (self.state.begin and self.state.end):
            return ()
        there = {node.id for node in self.nodes}
        if not {self.state.begin, self.state.end} <= there:
            return ()
        return way(self.edges, self.state.begin, self.state.end, there)

    def say(self, text: Text) -> str:
        """A text in the page's language."""
        return text.get(self.lang)

    def word(self, code: str) -> str:
        """What a code is called; "" for none."""
        return self.network.word(code).get(self.lang) if code else ""

    def title(self) -> str:
        """The network's name, and what it was asked about."""
        title = self.say(self.network.title)
        about = ", ".join(self.say(value) for _, value in self.network.about)
        return f"{title}: {about}" if about else title

    def part(self) -> Network:
        """The network as the filters leave it, for the files."""
        return replace(self.network, nodes=tuple(self.nodes), edges=tuple(self.edges),
                       lang=self.lang)  # fmt: skip

    # -- files --------------------------------------------------------------------------------

    def data(self) -> dict[str, Any]:
        """What is shown as JSON: the network's own value, circles and colours.

        The passages are half of a large network. ``belagg=utan`` leaves them out, and the name of
        a thing gives that thing with its links alone, and theirs.

        Raises:
            Missing: the thing is not in the network.
        """
        asked, network = self.visit.given.get(GROUNDS, ""), self.part()
        if asked in ("", NO_GROUNDS):
            return replace(self.made, network=network).to_dict(evidence=not asked)
        if full(asked) not in self.by_id:
            raise Missing(asked)
        return replace(self.made, network=network.touching(full(asked))).to_dict()

    def _tables(self) -> list[tuple[str, list[list[str]]]]:
        nodes, edges = forms.to_csv(self.part())
        names = (SAID["many_things"], SAID["many_links"])
        return [
            (self.say(name).replace("{n} ", "").capitalize(), self._headed(text))
            for name, text in zip(names, (nodes, edges), strict=True)
        ]

    def _headed(self, text: str) -> list[list[str]]:
        """The rows of a table under headings for people."""
        names, *rows = csv.reader(io.StringIO(text))
        return [[_head_of(name, names).get(self.lang) for name in names], *rows]

    def to_csv(self) -> str:
        """Things and links, one table under the other, as Swedish programs open them."""
        sheets = [(name, rows[0], rows[1:]) for name, rows in self._tables()]
        return to_csv(sheets, self.visit)

    def to_xlsx(self) -> bytes:
        """Things and links as two sheets."""
        told = spreadsheet.about(self.title(), self.visit.view, self.shelf.project, self.lang)
        sheets = [
            spreadsheet.Sheet(name, tuple(spreadsheet.Column(head, width=24) for head in rows[0]),
                  [list[str | float | None](row) for row in rows[1:]])
            for name, rows in self._tables()
        ]  # fmt: skip
        return spreadsheet.to_xlsx(sheets, told)

    def svg(self) -> str:
        """The still picture."""
        colour = self.state.colour
        drawn = Drawn(
            self.network, self.nodes, self.edges, self.state, self.made.colours(colour),
            self.made.marks(colour, self.lang), self.way,
            legend_of(self.made, self.state, self.lang), self.lang,
        )  # fmt: skip
        return to_svg(drawn, self.title(), self.say(self.told(T["still"])))

    def told(self, text: Text) -> Text:
        """A text with how many things and links are shown."""
        return text.format(**self.part().size)


_HEADS = {
    "id": Text("identitet", "identifier"),
    "label": Text("namn", "name"),
    "kind": Text("slag", "kind"),
    "county": Text("län", "county"),
    "level": Text("nivå", "level"),
    "responsibility": Text("ansvar", "responsibility"),
    "themes": Text("teman", "themes"),
    "strategy": Text("strategi", "strategy"),
    "summary": Text("i korthet", "in short"),
    "evidence": Text("var det står", "where it says so"),
    "source": Text("från", "from"),
    "relation": Text("samband", "relation"),
    "target": Text("till", "to"),
    "mode": Text("är det så", "is it so"),
    "role": Text("roll", "role"),
    "weight": Text("vikt", "weight"),
}


def _head_of(name: str, names: list[str]) -> Text:
    """What a column is called: of two for the same, one holds identifiers."""
    told = _HEADS.get(name.removesuffix("_label"), Text(name, name))
    if f"{name}_label" in names:
        return Text(f"{told.sv} (identitet)", f"{told.en} (identifier)")
    return told
