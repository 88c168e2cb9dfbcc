"""A network in the forms that other programs read: JSON, GEXF, GraphML, CSV, data frames."""

import csv
import html
import io
import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from kgraph.errors import OutsideError
from kgraph.network.kinds import KINDS
from kgraph.network.value import Edge, Network, Node
from kgraph.wording import Text

if TYPE_CHECKING:
    import networkx
    import pandas

# Characters that no XML 1.0 document may hold, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


def _label(network: Network, code: str) -> str:
    return network.word(code).get(network.lang) if code else ""


def _labels(network: Network, codes: tuple[str, ...]) -> str:
    return "; ".join(_label(network, code) for code in codes)


def flat_node(network: Network, node: Node) -> dict[str, str | int]:
    """A node as columns of text and numbers: codes, and beside them what they are called."""
    return {
        "id": node.id,
        "label": node.label.get(network.lang),
        "kind": node.kind,
        "kind_label": KINDS[node.kind].label.get(network.lang),
        "county": " ".join(node.county),
        "county_label": _labels(network, node.county),
        "level": node.level,
        "level_label": _label(network, node.level),
        "responsibility": node.responsibility,
        "responsibility_label": _label(network, node.responsibility),
        "themes": " ".join(node.themes),
        "themes_label": _labels(network, node.themes),
        "strategy": node.whole,
        "strategy_label": _label(network, node.whole),
        "summary": node.summary,
        "x": node.x,
        "y": node.y,
        "evidence": " ".join(node.evidence),
        "evidence_label": _places(network, node.evidence),
    }


def flat_edge(network: Network, edge: Edge) -> dict[str, str | float]:
    """An edge as columns of text and numbers: codes, and beside them what they are called."""
    names = _names(network)
    return {
        "id": edge.id,
        "source": edge.source,
        "source_label": names[edge.source],
        "relation": edge.relation,
        "relation_label": _label(network, edge.relation),
        "target": edge.target,
        "target_label": names[edge.target],
        "mode": edge.mode,
        "mode_label": _label(network, edge.mode),
        "role": edge.role,
        "role_label": _label(network, edge.role),
        "weight": edge.weight,
        "evidence": " ".join(edge.evidence),
        "evidence_label": _places(network, edge.evidence),
    }


def _names(network: Network) -> dict[str, str]:
    return {node.id: node.label.get(network.lang) for node in network.nodes}


def _places(network: Network, evidence: tuple[str, ...]) -> str:
    words = {passage.id: passage.words.get(network.lang) for passage in network.passages}
    return "; ".join(words.get(iri, iri) for iri in evidence)


def to_networkx(network: Network) -> "networkx.MultiDiGraph[str]":
    """The network as a networkx graph.

    Every attribute is a string or a number and none is missing, because networkx's writers
    cannot write None, lists or dates.
    """
    import networkx as nx

    graph: networkx.MultiDiGraph[str] = nx.MultiDiGraph(
        name=network.name, view=network.view.words.get(network.lang)
    )
    for node in network.nodes:
        columns = flat_node(network, node)
        graph.add_node(node.id, **{k: v for k, v in columns.items() if k != "id"})
    for edge in network.edges:
        attributes = flat_edge(network, edge)
        for column in ("id", "source", "target"):
            del attributes[column]
        graph.add_edge(edge.source, edge.target, key=edge.id, **attributes)
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
    nodes = [flat_node(network, node) for node in network.nodes]
    edges = [flat_edge(network, edge) for edge in network.edges]
    return _csv(NODE_COLUMNS, nodes), _csv(EDGE_COLUMNS, edges)


def _csv(columns: tuple[str, ...], rows: Any) -> str:
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
    *("mode", "mode_label", "role", "role_label", "weight", "evidence", "evidence_label"),
)


def to_frame(network: Network) -> "tuple[pandas.DataFrame, pandas.DataFrame]":
    """The nodes and the edges as pandas data frames.

    Raises:
        OutsideError: pandas is not installed.
    """
    try:
        import pandas
    except ImportError:
        raise OutsideError(
            Text("pandas är inte installerat.", "pandas is not installed."),
            "",
            Text("Installera: pip install pandas", "Install: pip install pandas"),
        ) from None
    nodes = [flat_node(network, node) for node in network.nodes]
    edges = [flat_edge(network, edge) for edge in network.edges]
    return (
        pandas.DataFrame(nodes, columns=list(NODE_COLUMNS)).convert_dtypes(),
        pandas.DataFrame(edges, columns=list(EDGE_COLUMNS)).convert_dtypes(),
    )


def to_html_table(network: Network) -> str:
    """The links as a table for a notebook, every text escaped."""
    lang, names = network.lang, _names(network)
    heading = Text("från;samband;till;roll;läge", "from;link;to;role;mode").get(lang).split(";")
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td>{html.escape(cell)}</td>"
            for cell in (
                names[edge.source],
                _label(network, edge.relation),
                names[edge.target],
                _label(network, edge.role),
                _label(network, edge.mode),
            )
        )
        + "</tr>"
        for edge in network.edges
    )
    size = Text(
        f"{len(network.nodes)} saker, {len(network.edges)} samband",
        f"{len(network.nodes)} things, {len(network.edges)} links",
    ).get(lang)
    caption = f"{network.title.get(lang)} · {size} · {network.view.words.get(lang)}"
    head = "".join(f"<th>{html.escape(word)}</th>" for word in heading)
    return (
        f'<table lang="{lang}"><caption>{html.escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


FORMS = {"json": to_json, "gexf": to_gexf, "graphml": to_graphml, "csv": edges_csv}
