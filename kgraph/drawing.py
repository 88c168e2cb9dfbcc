"""A network as one web page that works with the network cable out. The one door to pyvis.

pyvis gives the data model of the picture (nodes, edges, options) and the drawing program,
vis-network; its own pages are not used, because they fetch from outside, put headings in unescaped
and drop parallel edges. The page is made from our template: everything in it is text, nothing from
the data is markup or script, and its content policy lets only the page's own scripts run.
"""

import base64
import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from kgraph.network import CAUTION, KINDS, Network, Node
from kgraph.network.value import OUR_READING, Edge, Passage
from kgraph.terms import VOCAB, shorten
from kgraph.wording import Text, collation_key

_TEMPLATES = Path(__file__).parent / "templates"
NOT_NAMED = VOCAB("responsibility-level/namns-inte")
# Line patterns by mode: what is so and what the rules say is whole, what is wished for is broken.
DASHES: dict[str, tuple[int, ...]] = {
    "actual": (),
    "norm": (10, 3),
    "planned": (6, 5),
    "target": (2, 4),
    "permitted": (8, 4, 2, 4),
    "historical": (1, 6),
}

WORDS: dict[str, Text] = {
    "eyebrow": Text("Nätverk", "Network"),
    "skip": Text("Hoppa till tabellerna", "Skip to the tables"),
    "things": Text("Saker", "Things"),
    "links": Text("Samband", "Links"),
    "passages": Text("Textställen", "Passages"),
    "view": Text("Visas", "Shown"),
    "controls": Text("Sök och filtrera", "Search and filter"),
    "search": Text("Sök efter namn", "Search by name"),
    "hits": Text("Träffar", "Hits"),
    "kinds": Text("Vad symbolerna betyder", "What the symbols mean"),
    "gap_key": Text(
        "Streckad kontur: ingen ansvarig nämns i de lästa källorna",
        "Dashed outline: the sources read name nobody responsible",
    ),
    "line_key": Text("Vad linjerna betyder", "What the lines mean"),
    "filters": Text("Visa bara", "Show only"),
    "county": Text("Län", "County"),
    "no_county": Text("Inget enskilt län", "No single county"),
    "level": Text("Nivå", "Level"),
    "no_level": Text("Nivån är inte angiven", "Level not stated"),
    "responsibility": Text("Ansvar", "Responsibility"),
    "no_responsibility": Text("Gäller inte", "Does not apply"),
    "mode": Text("Läge", "Mode"),
    "no_mode": Text("Utan läge", "No mode"),
    "themes": Text("Teman", "Themes"),
    "reset": Text("Visa allt", "Show everything"),
    "none": Text("Avmarkera alla", "Clear all"),
    "every": Text("Markera alla", "Select all"),
    "all": Text("alla", "all"),
    "of": Text("{n} av {all}", "{n} of {all}"),
    "one_thing": Text("{n} sak", "{n} thing"),
    "many_things": Text("{n} saker", "{n} things"),
    "picture": Text("Bild", "Picture"),
    "tools": Text("Visning", "Display"),
    "zoom_in": Text("Förstora", "Zoom in"),
    "zoom_out": Text("Förminska", "Zoom out"),
    "fit": Text("Visa hela", "Fit"),
    "wheel": Text("Håll ned Ctrl för att zooma", "Hold Ctrl to zoom"),
    "help": Text(
        "Klicka på en symbol eller en linje för att se uppgifter och källor. Dra för att flytta "
        "bilden, Ctrl och hjulet zoomar. Fler namn syns när du kommer närmare. Allt i bilden finns "
        "också i tabellerna nedan, som går att använda med tangentbordet.",
        "Click a symbol or a line to see facts and sources. Drag to move the picture, Ctrl and the "
        "wheel zoom. More names appear as you come closer. All of the picture is also in the "
        "tables below, which work from the keyboard.",
    ),
    "canvas": Text(
        "Nätverksbild med {nodes} och {edges}. Tabellerna nedan har samma innehåll.",
        "Network picture with {nodes} and {edges}. The tables below have the same content.",
    ),
    "empty": Text(
        "Inget att visa: ändra filtren eller vyn.", "Nothing to show: change the filters or view."
    ),
    "failed": Text(
        "Bilden kan inte ritas i den här webbläsaren. Tabellerna nedan har samma innehåll.",
        "This browser cannot draw the picture. The tables below have the same content.",
    ),
    "noscript": Text(
        "Bilden behöver JavaScript. Tabellerna nedan har samma innehåll.",
        "The picture needs JavaScript. The tables below have the same content.",
    ),
    "close": Text("Stäng uppgifterna", "Close the details"),
    "tables": Text("Samma innehåll i tabeller", "The same content in tables"),
    "tables_lead": Text(
        "Tabellerna följer sökningen och filtren. Varje uppgift leder till sitt textställe.",
        "The tables follow the search and the filters. Each statement leads to its passage.",
    ),
    "passages_lead": Text(
        "Sök efter sökorden i dokumentet (Ctrl+F): de finns där på bara ett ställe.",
        "Search for the words in the document (Ctrl+F): they occur in one place only.",
    ),
    "name": Text("Namn", "Name"),
    "kind": Text("Slag", "Kind"),
    "sources": Text("Källor", "Sources"),
    "from": Text("Från", "From"),
    "link": Text("Samband", "Link"),
    "to": Text("Till", "To"),
    "role": Text("Roll", "Role"),
    "weight": Text("Vikt", "Weight"),
    "document": Text("Dokument", "Document"),
    "section": Text("Avsnitt", "Section"),
    "page": Text("Sida", "Page"),
    "counted": Text("(räknad)", "(counted)"),
    "lines": Text("Rader", "Lines"),
    "search_for": Text("Sökord", "Search for"),
    "says": Text("Säger", "Says"),
    "status": Text("Granskning", "Review"),
    "one_link": Text("{n} samband", "{n} link"),
    "many_links": Text("{n} samband", "{n} links"),
    "one_hit": Text("{n} träff", "{n} hit"),
    "many_hits": Text("{n} träffar", "{n} hits"),
    "chosen": Text("{name}, {kind}, {links}.", "{name}, {kind}, {links}."),
    "no_source": Text("Inget textställe.", "No passage."),
    "ours": OUR_READING,
    "source_says": Text("Så sägs det", "How it is said"),
    "thin_key": Text(
        "Tunn linje: vår läsning, inget textställe säger det med de orden",
        "Thin line: our reading, no passage says it in those words",
    ),
    "no_links": Text(
        "Inga samband visas i det här nätverket.", "No links are shown in this network."
    ),
    "described_in": Text("Beskrivs i", "Described in"),
    "part_of": Text("Ingår i", "Part of"),
    "identifier": Text("Beteckning", "Identifier"),
    "gap": Text(
        "Ingen ansvarig nämns i de lästa källorna. Det kan finnas en ändå.",
        "The sources read name nobody responsible. There may still be somebody.",
    ),
    "all_shown": Text("Allt visas.", "Everything is shown."),
    "made": Text(
        "Sidan hämtar ingenting från nätet. Bilden ritas med pyvis och vis-network.",
        "The page fetches nothing from the network. Drawn with pyvis and vis-network.",
    ),
}


def to_html(network: Network, lang: str = "sv") -> str:
    """The network as one HTML file: picture, search, filters, details and tables.

    Parameters:
        network: what is drawn.
        lang: language of the page, ``sv`` or ``en``.
    """
    import jinja2
    from markupsafe import Markup

    loader = jinja2.FileSystemLoader(_TEMPLATES)
    environment = jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined
    )
    page = _Page(network, lang)
    css, vis = _part("network.css"), _vis_network()
    script = _part("picture.js") + "\n" + _part("network.js")
    values = page.values() | {
        "policy": policy((vis, script), css),
        "css": Markup(css),
        "script": Markup(script),
        "vis": Markup(vis),
        "network_json": Markup(json_block(network.to_dict())),
        "picture_json": Markup(json_block(picture(network))),
        "words_json": Markup(json_block({key: text.get(lang) for key, text in WORDS.items()})),
    }
    return environment.get_template("network.html").render(values)


def policy(scripts: Iterable[str], css: str) -> str:
    """A content policy under which these scripts and this style run, and nothing else at all."""
    allowed = " ".join(f"'{_hash(script)}'" for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src '{_hash(css)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def json_block(value: object) -> str:
    """JSON that can stand in a script element: no character of it can end the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return re.sub(r"[<>&\u2028\u2029]", lambda found: f"\\u{ord(found[0]):04x}", text)


@cache
def _part(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8").strip()


@cache
def _vis_network() -> str:
    """The drawing program that pyvis brings, with the line ends a browser will read."""
    path = files("pyvis") / "lib" / "vis-9.1.2" / "vis-network.min.js"
    text = path.read_text(encoding="utf-8")
    return text.replace("\r\n", "\n").replace("\r", "\n").strip().replace("</script", "<\\/script")


# -- the picture -----------------------------------------------------------------------------


def picture(network: Network) -> dict[str, Any]:
    """The network in the data model of pyvis, with places given and physics off."""
    from pyvis.network import Network as Picture

    made = Picture(directed=True)
    for node in network.nodes:
        kind = KINDS[node.kind]
        made.add_node(
            node.id,
            label=node.label.sv or node.id,
            shape="custom",
            color=kind.colour,
            x=node.x,
            y=node.y,
            fixed=False,
        )
    curves = _curves(network.edges)
    places = {node.id: node for node in network.nodes}
    heaviest = max((abs(edge.weight) for edge in network.edges), default=1.0) or 1.0
    for edge in network.edges:
        made.add_edge(
            edge.source,
            edge.target,
            id=edge.id,
            dashes=list(DASHES.get(_local(edge.mode), ())) or False,
            width=_width(edge, heaviest),
            smooth=_smooth(curves[edge.id], across=_across(network, places, edge)),
        )
    made.options = _options()
    nodes, edges, _, _, _, options = made.get_network_data()
    return {
        "nodes": nodes,
        "edges": edges,
        "options": json.loads(options),
        "gaps": [node.id for node in network.nodes if node.responsibility == NOT_NAMED],
        "short": {node.id: shorten(node.id) for node in network.nodes},
    }


def _options() -> dict[str, Any]:
    return {
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False},
        "interaction": {
            "hover": True,
            "hoverConnectedEdges": False,
            "selectConnectedEdges": False,
            "keyboard": {"enabled": False},
            "tooltipDelay": 100000,
            "zoomSpeed": 0.6,
        },
        "edges": {
            "arrows": {"to": {"enabled": True, "scaleFactor": 0.45}},
            "color": {"inherit": False},
            "selectionWidth": 0.6,
            "hoverWidth": 0.6,
            "selfReference": {"size": 18},
        },
    }


def _curves(edges: Sequence[Edge]) -> dict[str, float]:
    """How much each edge bends, so that those between the same two things lie side by side.

    Zero is straight; the sign says to which side, seen from the edge's own source.
    """
    pairs: dict[tuple[str, ...], list[Edge]] = defaultdict(list)
    for edge in edges:
        pairs[tuple(sorted((edge.source, edge.target)))].append(edge)
    bends: dict[str, float] = {}
    for (first, _), together in pairs.items():
        for number, edge in enumerate(together):
            bend = (number - (len(together) - 1) / 2) * 0.24
            bends[edge.id] = bend if edge.source == first else -bend
    return bends


def _across(network: Network, places: Mapping[str, Node], edge: Edge) -> bool | None:
    """Whether an edge runs between columns (True) or within one (False); None without columns."""
    if network.layout == "springs":
        return None
    return abs(places[edge.source].x - places[edge.target].x) > 60


def _width(edge: Edge, heaviest: float) -> float:
    """How thick a line is: by its weight where weights differ, thin where it is our reading."""
    thick = 1.4 if heaviest == 1 else 1.2 + 2.8 * abs(edge.weight) / heaviest
    return round(thick / 2 if edge.ours else thick, 2)


def _smooth(bend: float, *, across: bool | None) -> bool | dict[str, Any]:
    if bend == 0 and across is None:
        return False
    if bend == 0 and across:
        kind = {"type": "cubicBezier", "forceDirection": "horizontal", "roundness": 0.45}
    else:
        bend = bend or 0.25
        kind = {"type": "curvedCW" if bend > 0 else "curvedCCW", "roundness": round(abs(bend), 2)}
    return {"enabled": True, **kind}


def _local(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]


# -- what stands in the page as text ---------------------------------------------------------


class _Page:
    """The page's texts and rows, all plain text: the template escapes every one."""

    def __init__(self, network: Network, lang: str) -> None:
        self.network, self.lang = network, lang
        self.degree = Counter(end for edge in network.edges for end in {edge.source, edge.target})
        self.anchors = {p.id: f"k{number}" for number, p in enumerate(network.passages, 1)}
        self.passages = {p.id: p for p in network.passages}
        self.names = {node.id: self._name(node.label) for node in network.nodes}

    def word(self, code: str) -> str:
        return self.network.word(code).get(self.lang) if code else ""

    def _attribute(self, text: Text) -> Any:
        """A language attribute for text that is Swedish on an English page."""
        from markupsafe import Markup

        return Markup(' lang="sv"') if self.lang != "sv" and text.en == text.sv else ""

    def _name(self, text: Text) -> dict[str, Any]:
        return {"label": text.get(self.lang), "lang": self._attribute(text)}

    def values(self) -> dict[str, Any]:
        network, lang = self.network, self.lang
        words = {key: text.get(lang) for key, text in WORDS.items()}
        words["canvas"] = WORDS["canvas"].format(**network.size).get(lang)
        modes = self._choices([e.mode for e in network.edges], WORDS["no_mode"])
        return {
            "lang": lang,
            "t": words,
            "title": self._title(),
            "question": network.question.get(lang),
            "view": network.view.words.get(lang),
            "caution": CAUTION.get(lang),
            "parameters": [(name.get(lang), self._name(value)) for name, value in network.about],
            "kinds": self._kinds(),
            "has_gaps": any(node.responsibility == NOT_NAMED for node in network.nodes),
            "modes": self._lines(modes),
            "mode_choices": modes,
            "counties": self._choices(
                [c for n in network.nodes for c in n.county or ("",)], WORDS["no_county"]
            ),
            "levels": self._choices([n.level for n in network.nodes], WORDS["no_level"]),
            "responsibilities": self._responsibilities(),
            "nodes": self._nodes(),
            "edges": self._edges(),
            "has_ours": any(edge.ours for edge in network.edges),
            "weighted": any(edge.weight != 1 for edge in network.edges),
            "passages": [self._passage(passage) for passage in network.passages],
        }

    @staticmethod
    def _lines(modes: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The key to the lines; none when all of them are whole."""
        known = [mode for mode in modes if mode["value"]]
        dashes = [DASHES.get(_local(mode["value"]), ()) for mode in known]
        lines = [{**m, "dash": " ".join(map(str, d))} for m, d in zip(known, dashes, strict=True)]
        return lines if any(dashes) else []

    def _title(self) -> str:
        title = self.network.title.get(self.lang)
        about = ", ".join(value.get(self.lang) for _, value in self.network.about)
        return f"{title}: {about}" if about else title

    def _kinds(self) -> list[dict[str, Any]]:
        counts = Counter(node.kind for node in self.network.nodes)
        return [self._kind(name) | {"count": counts[name]} for name in self.network.kinds]

    def _kind(self, name: str) -> dict[str, Any]:
        kind = KINDS[name]
        return {
            "name": name,
            "label": kind.label.get(self.lang),
            "shape": kind.shape.get(self.lang),
            "colour": kind.colour,
            "path": kind.path,
        }

    def _choices(self, codes: Iterable[str], without: Text) -> list[dict[str, Any]]:
        """The values of a filter with how often each occurs, in Swedish order, none last."""
        counts = Counter(codes)
        listed = sorted((c for c in counts if c), key=lambda c: collation_key(self.word(c)))
        made = [
            {"value": c, **self._name(self.network.word(c)), "count": counts[c]} for c in listed
        ]
        if counts[""]:
            label = without.get(self.lang)
            made.append({"value": "", "label": label, "lang": "", "count": counts[""]})
        return made

    def _responsibilities(self) -> list[dict[str, Any]]:
        codes = [node.responsibility for node in self.network.nodes]
        return self._choices(codes, WORDS["no_responsibility"]) if any(codes) else []

    def _nodes(self) -> list[dict[str, Any]]:
        nodes = sorted(
            self.network.nodes, key=lambda n: (collation_key(n.label.get(self.lang)), n.id)
        )
        return [self._node(node) for node in nodes]

    def _node(self, node: Node) -> dict[str, Any]:
        return {
            "id": node.id,
            **self.names[node.id],
            "kind": self._kind(node.kind),
            "county": ", ".join(self.word(county) for county in node.county),
            "level": self.word(node.level),
            "responsibility": self.word(node.responsibility),
            "themes": ", ".join(self.word(theme) for theme in node.themes),
            "degree": self.degree[node.id],
            "evidence": self._places(node.evidence),
        }

    def _edges(self) -> list[dict[str, Any]]:
        rows = [
            {
                "id": edge.id,
                "source": self.names[edge.source],
                "target": self.names[edge.target],
                "relation": self.word(edge.relation)
                + (f" ({OUR_READING.get(self.lang)})" if edge.ours else ""),
                "role": self.word(edge.role),
                "mode": self.word(edge.mode),
                "weight": f"{edge.weight:g}",
                "evidence": self._places(edge.evidence),
            }
            for edge in self.network.edges
        ]
        return sorted(
            rows,
            key=lambda r: (
                collation_key(r["source"]["label"]),
                collation_key(r["target"]["label"]),
                r["id"],
            ),
        )

    def _places(self, evidence: Iterable[str]) -> list[dict[str, Any]]:
        return [
            {
                "anchor": self.anchors[iri],
                "words": self.passages[iri].words.get(self.lang),
                "lang": self._attribute(self.passages[iri].words),
            }
            for iri in evidence
            if iri in self.anchors
        ]

    def _passage(self, passage: Passage) -> dict[str, Any]:
        counted = f" {WORDS['counted'].get(self.lang)}" if passage.page_inferred else ""
        return {
            "anchor": self.anchors[passage.id],
            "document": passage.called.get(self.lang),
            "document_lang": self._attribute(passage.called),
            "section": passage.section,
            "page": passage.page + counted if passage.page else "",
            "lines": passage.lines,
            "search_for": passage.search_for,
            "summary": passage.summary.get(self.lang),
            "summary_lang": self._attribute(passage.summary),
            "status": self.word(passage.status),
        }
