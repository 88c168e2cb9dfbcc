"""A network in the forms that other programs read: JSON, GEXF, GraphML, CSV, data frames."""

import csv
import html
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from kgraph.frames import data_frame
from kgraph.network.kinds import KINDS
from kgraph.network.value import OUR_READING, Edge, Network, Node
from kgraph.wording import Text

if TYPE_CHECKING:
    import networkx
    import pandas

# Characters that no XML 1.0 document may hold, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


class _Flat:
    """Nodes and edges as columns of text and numbers: codes, and beside them what they mean."""

    def __init__(self, network: Network) -> None:
        self.network, self.lang = network, network.lang
        self.names = {node.id: node.label.get(network.lang) for node in network.nodes}
        self.places = {p.id: p.words.get(network.lang) for p in network.passages}

    def nodes(self) -> list[dict[str, str | int]]:
        return [self._node(node) for node in self.network.nodes]

    def edges(self) -> list[dict[str, str | float]]:
        return [self._edge(edge) for edge in self.network.edges]

    def label(self, code: str) -> str:
        return self.network.word(code).get(self.lang) if code else ""

    def _labels(self, codes: Iterable[str]) -> str:
        return "; ".join(self.label(code) for code in codes)

    def _evidence(self, passages: Iterable[str]) -> str:
        return "; ".join(self.places.get(iri, iri) for iri in passages)

    def _node(self, node: Node) -> dict[str, str | int]:
        return {
            "id": node.id,
            "label": self.names[node.id],
            "kind": node.kind,
            "kind_label": KINDS[node.kind].label.get(self.lang),
            "county": " ".join(node.county),
            "county_label": self._labels(node.county),
            "level": node.level,
            "level_label": self.label(node.level),
            "responsibility": node.responsibility,
            "responsibility_label": self.label(node.responsibility),
            "themes": " ".join(node.themes),
            "themes_label": self._labels(node.themes),
            "strategy": node.whole,
            "strategy_label": self.label(node.whole),
            "summary": node.summary.get(self.lang),
            "x": node.x,
            "y": node.y,
            "evidence": " ".join(node.evidence),
            "evidence_label": self._evidence(node.evidence),
        }

    def _edge(self, edge: Edge) -> dict[str, str | float]:
        return {
            "id": edge.id,
            "source": edge.source,
            "source_label": self.names[edge.source],
            "relation": str(edge.relation),
            "relation_label": self.label(edge.relation),
            "target": edge.target,
            "target_label": self.names[edge.target],
            "mode": edge.mode,
            "mode_label": self.label(edge.mode),
            "role": edge.role,
            "role_label": self.label(edge.role),
            "weight": edge.weight,
            "inferred": str(edge.ours).lower(),
            "inferred_label": OUR_READING.get(self.lang) if edge.ours else "",
            "evidence": " ".join(edge.evidence),
            "evidence_label": self._evidence(edge.evidence),
        }


def to_networkx(network: Network) -> "networkx.MultiDiGraph[str]":
    """The network as a networkx graph.

    Every attribute is a string or a number and none is missing, because networkx's writers
    cannot write None, lists or dates.
    """
    import networkx as nx

    graph: networkx.MultiDiGraph[str] = nx.MultiDiGraph(
        name=network.name, view=network.view.words.get(network.lang)
    )
    flat = _Flat(network)
    for node in flat.nodes():
        graph.add_node(str(node.pop("id")), **node)
    for edge in flat.edges():
        key, source, target = (str(edge.pop(column)) for column in ("id", "source", "target"))
        graph.add_edge(source, target, key=key, **edge)
    return graph


def _xml_graph(network: Network) -> "networkx.MultiDiGraph[str]":
    """The graph without the characters that XML cannot hold."""
    graph = to_networkx(network)
    tables: list[dict[str, Any]] = [graph.graph]
    tables += [attributes for _, attributes in graph.nodes(data=True)]
    tables += [attributes for _, _, attributes in graph.edges(data=True)]
    for table in tables:
        for key, value in table.items():
            if isinstance(value, str):
                table[key] = _NOT_XML.sub("\ufffd", value)
    return graph


def to_gexf(network: Network) -> bytes:
    """The network as GEXF 1.2, with places and colours, for Gephi.

    Its date is the view's, so that the same view gives the same bytes.
    """
    from networkx.readwrite.gexf import GEXFWriter

    graph = _xml_graph(network)
    for node in network.nodes:
        colour = KINDS[node.kind].colour
        red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
        graph.nodes[node.id]["viz"] = {
            "position": {"x": node.x, "y": -node.y, "z": 0},
            "color": {"r": red, "g": green, "b": blue, "a": 1.0},
        }
    writer = GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(graph)
    meta = writer.xml.find("meta")
    if meta is not None:
        meta.set("lastmodifieddate", network.view.as_of.isoformat())
    return (_XML + str(writer) + "\n").encode()


def to_graphml(network: Network) -> bytes:
    """The network as GraphML."""
    from networkx.readwrite.graphml import GraphMLWriter

    writer = GraphMLWriter(encoding="utf-8", prettyprint=True, named_key_ids=True)
    writer.add_graph_element(_xml_graph(network))
    writer.indent(writer.xml)
    return (_XML + ElementTree.tostring(writer.xml, encoding="unicode") + "\n").encode()


def to_json(network: Network) -> str:
    """The network as JSON."""
    return network.to_json()


def to_csv(network: Network) -> tuple[str, str]:
    """The nodes and the edges as two CSV texts."""
    flat = _Flat(network)
    return _csv(NODE_COLUMNS, flat.nodes()), _csv(EDGE_COLUMNS, flat.edges())


def _csv(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def edges_csv(network: Network) -> str:
    """The edges alone as CSV, for standard output."""
    return to_csv(network)[1]


NODE_COLUMNS = (
    *("id", "label", "kind", "kind_label", "county", "county_label", "level", "level_label"),
    *("responsibility", "responsibility_label", "themes", "themes_label"),
    *("strategy", "strategy_label", "summary", "x", "y", "evidence", "evidence_label"),
)
EDGE_COLUMNS = (
    *("id", "source", "source_label", "relation", "relation_label", "target", "target_label"),
    *("mode", "mode_label", "role", "role_label", "weight", "inferred", "inferred_label"),
    *("evidence", "evidence_label"),
)


def to_frame(network: Network) -> "tuple[pandas.DataFrame, pandas.DataFrame]":
    """The nodes and the edges as pandas data frames.

    Raises:
        OutsideError: pandas is not installed.
    """
    flat = _Flat(network)
    return _frame(NODE_COLUMNS, flat.nodes()), _frame(EDGE_COLUMNS, flat.edges())


def _frame(columns: Sequence[str], rows: Sequence[Mapping[str, object]]) -> "pandas.DataFrame":
    return data_frame(columns, [[row.get(column) for column in columns] for row in rows])


def to_html_table(network: Network) -> str:
    """The links as a table for a notebook, every text escaped."""
    lang = network.lang
    columns = ("source_label", "relation_label", "target_label", "role_label", "mode_label",
               "inferred_label")  # fmt: skip
    heading = (
        Text("från", "from"),
        Text("samband", "link"),
        Text("till", "to"),
        Text("roll", "role"),
        Text("läge", "mode"),
        Text("vår läsning", "our reading"),
    )
    rows = "".join(
        "<tr>" + "".join(f"<td>{html.escape(str(edge[c]))}</td>" for c in columns) + "</tr>"
        for edge in _Flat(network).edges()
    )
    size = Text("{nodes}, {edges}", "{nodes}, {edges}").format(**network.size).get(lang)
    caption = f"{network.title.get(lang)} · {size} · {network.view.words.get(lang)}"
    head = "".join(f"<th>{text.get(lang)}</th>" for text in heading)
    return (
        f'<table lang="{lang}"><caption>{html.escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


FORMS: dict[str, Callable[[Network], str | bytes]] = {
    "json": to_json,
    "gexf": to_gexf,
    "graphml": to_graphml,
    "csv": edges_csv,
}
