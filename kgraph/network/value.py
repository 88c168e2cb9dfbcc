"""The one value that every drawing, page and export of a network is made from."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from kgraph.network.kinds import KINDS
from kgraph.store import View
from kgraph.wording import Text, counted

if TYPE_CHECKING:
    import networkx
    import pandas

SCHEMA_VERSION = 1
NOTHING = Text("", "")
OUR_READING = Text("vår läsning", "our reading")
CAUTION = Text(
    "Bilden visar vad de lästa dokumenten säger. Att ett samband saknas här betyder inte att "
    "det saknas i verkligheten.",
    "The picture shows what the documents read here say. A link that is missing here is not "
    "necessarily missing in reality.",
)


@dataclass(frozen=True, slots=True)
class Node:
    """A thing in a network.

    Parameters:
        id: its IRI.
        label: its name in both languages (Swedish where there is no English one).
        kind: what it is; a name in ``KINDS``.
        county: IRIs of the counties it belongs to, itself or through its strategy, its parent
            body or the holder of the mandate; empty for national and EU things.
        level: IRI of its governance level (``vocab/level``), or "".
        responsibility: for parts of a strategy, how clearly somebody is named responsible
            (``vocab/responsibility-level``); else "".
        themes: IRIs of its themes.
        whole: IRI of the strategy it is part of, or "".
        summary: what it is, in both languages (the Swedish where there is no English); may be
            empty.
        x, y: place in the picture, in pixels at full size; y grows downward.
        side: where its name stands: ``below``, ``left`` or ``right`` of the symbol.
        evidence: IRIs of the passages that describe it.
    """

    id: str
    label: Text
    kind: str
    county: tuple[str, ...] = ()
    level: str = ""
    responsibility: str = ""
    themes: tuple[str, ...] = ()
    whole: str = ""
    summary: Text = NOTHING
    x: int = 0
    y: int = 0
    side: str = "below"
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """A link in a network; two things may have several.

    Parameters:
        id: its number in the network, from ``e1``.
        source, target: IRIs of its ends.
        relation: IRI or words of what links them.
        mode: IRI of its assertion mode (``vocab/mode``), or "" for a link that has none.
        role: IRI of the role, or "".
        weight: a number whose meaning the network's question tells; 1 when none is stated.
        evidence: IRIs of the passages that state it.
        ours: whether no passage states it in so many words: it is our reading.
    """

    id: str
    source: str
    target: str
    relation: str
    mode: str = ""
    role: str = ""
    weight: float = 1.0
    evidence: tuple[str, ...] = ()
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in a document.

    Parameters:
        id: IRI of the passage.
        words: the place in words: document, page, lines.
        document: title of the document as it stands on it.
        called: the same in both languages, as for a thing.
        section, page, lines: where in it; empty when not known.
        page_inferred: the page was counted and is not printed on it.
        search_for: words that occur once in the document, to search for.
        summary: what the passage says, as for a thing.
        status: IRI of its review status.
    """

    id: str
    words: Text
    document: str = ""
    section: str = ""
    page: str = ""
    lines: str = ""
    page_inferred: bool = False
    search_for: str = ""
    summary: Text = NOTHING
    status: str = ""
    called: Text = NOTHING


@dataclass(frozen=True, slots=True)
class Caption:
    """A text in the picture that is no thing: over a column (``y`` is None) or over a block."""

    text: Text
    x: int
    y: int | None = None


@dataclass(frozen=True)
class Network:
    """A network: things, links between them, places in a picture and the passages behind.

    Parameters:
        name: name in the catalogue.
        title, question: what it is called and shows.
        nodes: in order of IRI.
        edges: in order of source, relation, target, mode and role.
        passages: every passage that a node or an edge rests on, in order of IRI.
        words: label of every IRI that nodes and edges use as a code (counties, levels, themes,
            relations, roles, modes, strategies, review statuses).
        view: which statements count.
        lang: language of labels in the flat exports.
        values: the parameter values as given.
        layout: ``springs``, ``sides`` or ``layers``.
        captions: what is written over columns and blocks of the picture.
        room: width in pixels that names are given on each side of a symbol.
        focus: the thing the network is about, or "".
        about: what was asked about: what the parameter and the value are called.
    """

    name: str
    title: Text
    question: Text
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    passages: tuple[Passage, ...]
    words: Mapping[str, Text]
    view: View
    lang: str = "sv"
    values: Mapping[str, str] = field(default_factory=dict)
    layout: str = "springs"
    captions: tuple[Caption, ...] = ()
    room: Mapping[str, int] = field(default_factory=dict)
    focus: str = ""
    about: tuple[tuple[Text, Text], ...] = ()

    def word(self, code: str) -> Text:
        """What a code is called; the code itself when it has no label."""
        return self.words.get(code) or Text(code, code)

    @property
    def size(self) -> dict[str, Text]:
        """How many things and links there are, in words."""
        things, links = Text("saker", "things"), Text("samband", "links")
        return {
            "nodes": counted(len(self.nodes), Text("sak", "thing"), things),
            "edges": counted(len(self.edges), Text("samband", "link"), links),
        }

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds that occur, in the catalogue's order."""
        used = {node.kind for node in self.nodes}
        return tuple(name for name in KINDS if name in used)

    def to_dict(self, *, evidence: bool = True) -> dict[str, Any]:
        """The whole value as JSON.

        Beside our own keys it is node-link data: ``networkx.node_link_graph(value,
        edges="edges")`` reads it.

        Parameters:
            evidence: whether the passages are there, half of a large network; without them no key
                speaks of evidence, so that none can be taken for lacking it.
        """
        value = self._plainly()
        if not evidence:
            return value
        for node, made in zip(self.nodes, value["nodes"], strict=True):
            made["evidence"] = list(node.evidence)
        for edge, made in zip(self.edges, value["edges"], strict=True):
            made["evidence"] = list(edge.evidence)
        return value | {"evidence": {passage.id: _passage(passage) for passage in self.passages}}

    def touching(self, thing: str) -> "Network":
        """A thing with its links, the things at their other ends, and the passages of all these."""
        edges = tuple(e for e in self.edges if thing in (e.source, e.target))
        ends = {thing, *(end for edge in edges for end in (edge.source, edge.target))}
        nodes = tuple(node for node in self.nodes if node.id in ends)
        cited = {iri for node in nodes for iri in node.evidence}
        cited |= {iri for edge in edges for iri in edge.evidence}
        passages = tuple(passage for passage in self.passages if passage.id in cited)
        return replace(self, nodes=nodes, edges=edges, passages=passages)

    def _plainly(self) -> dict[str, Any]:
        return {
            "schema_version": SCHEMA_VERSION,
            "name": self.name,
            "title": _both(self.title),
            "question": _both(self.question),
            "parameters": dict(self.values),
            "about": [{"name": _both(n), "value": _both(v)} for n, v in self.about],
            "view": {**self.view.to_dict(), "words": _both(self.view.words)},
            "caution": _both(CAUTION),
            "focus": self.focus or None,
            "layout": self.layout,
            "captions": [{"text": _both(c.text), "x": c.x, "y": c.y} for c in self.captions],
            "room": dict(self.room),
            "legend": self._legend(),
            "directed": True,
            "multigraph": True,
            "graph": {"name": self.name},
            "nodes": [_node(node) for node in self.nodes],
            "edges": [_edge(edge) for edge in self.edges],
            "positions": {n.id: {"x": n.x, "y": n.y, "name": n.side} for n in self.nodes},
        }

    def to_json(self) -> str:
        """The whole value as JSON text."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=1) + "\n"

    def _legend(self) -> dict[str, Any]:
        kinds = {
            name: {
                "label": _both(KINDS[name].label),
                "colour": KINDS[name].colour,
                "shape": _both(KINDS[name].shape),
                "path": KINDS[name].path,
            }
            for name in self.kinds
        }
        return {"kinds": kinds, "words": {k: _both(v) for k, v in sorted(self.words.items())}}

    def to_networkx(self) -> "networkx.MultiDiGraph[str]":
        """The network as a networkx graph, every attribute a string or a number."""
        from kgraph.network.forms import to_networkx

        return to_networkx(self)

    def to_frame(self) -> "tuple[pandas.DataFrame, pandas.DataFrame]":
        """The nodes and the edges as two pandas data frames.

        Raises:
            OutsideError: pandas is not installed.
        """
        from kgraph.network.forms import to_frame

        return to_frame(self)

    def _repr_html_(self) -> str:
        """The network for a notebook: what it is, how large, and its links in a table."""
        from kgraph.network.forms import to_html_table

        return to_html_table(self)


def _both(text: Text) -> dict[str, str]:
    return {"sv": text.sv, "en": text.en}


def _node(node: Node) -> dict[str, Any]:
    return {
        "id": node.id,
        "label": _both(node.label),
        "kind": node.kind,
        "county": list(node.county),
        "level": node.level or None,
        "responsibility": node.responsibility or None,
        "themes": list(node.themes),
        "strategy": node.whole or None,
        "summary": _both(node.summary) if node.summary.sv else None,
    }


def _edge(edge: Edge) -> dict[str, Any]:
    return {
        "key": edge.id,
        "source": edge.source,
        "target": edge.target,
        "relation": edge.relation,
        "mode": edge.mode or None,
        "role": edge.role or None,
        "weight": edge.weight,
        "inferred": edge.ours,
    }


def _passage(passage: Passage) -> dict[str, Any]:
    return {
        "words": _both(passage.words),
        "document": _both(passage.called) if passage.document else None,
        "section": passage.section or None,
        "page": passage.page or None,
        "page_inferred": passage.page_inferred,
        "lines": passage.lines or None,
        "search_for": passage.search_for or None,
        "summary": _both(passage.summary) if passage.summary.sv else None,
        "review_status": passage.status or None,
    }
