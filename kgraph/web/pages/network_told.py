"""What a network's picture shows, in words: the way, what is chosen, things and links in tables."""

from typing import Any

from kgraph.network import KINDS
from kgraph.network.value import OUR_READING, Edge
from kgraph.report.value import (
    Bullets,
    Cites,
    Line,
    Paragraph,
    Part,
    Row,
    Section,
    Table,
    Words,
    cell,
    line,
)
from kgraph.web.pages.desk import Linked
from kgraph.web.pages.network_shown import Shown
from kgraph.web.pages.network_state import is_gap
from kgraph.web.pages.network_words import SAID, T, foreign
from kgraph.wording import Text, collation_key

_ROWS = 200  # of a table on the page; the files have them all


def sections(shown: Shown) -> list[Section]:
    """What the picture shows as sections of a page, every statement with its passages."""
    made: list[Section] = []
    if shown.state.begin or shown.state.end:
        made.append(_way_section(shown))
    if shown.state.chosen in shown.by_id:
        made.append(_chosen_section(shown))
    if shown.nodes:
        made.append(_node_section(shown))
    if shown.edges:
        made.append(_edge_section(shown))
    return made


def _way_section(shown: Shown) -> Section:
    title = shown.say(T["way"])
    ends = [shown.by_id.get(iri) for iri in (shown.state.begin, shown.state.end)]
    parts: list[Part] = []
    if None in ends:
        parts = [Paragraph(line(shown.visit.word(
            "Välj två saker som finns i bilden.", "Choose two things of the picture."
        )))]  # fmt: skip
    elif not shown.way:
        parts = [Paragraph(line(shown.say(SAID["no_way"])))]
    else:
        lines = []
        for a, b in zip(shown.way, shown.way[1:], strict=False):
            between = [e for e in shown.edges if {e.source, e.target} == {a, b}]
            lines += [_link_line(shown, edge) for edge in between]
        parts = [
            Paragraph(line(shown.say(
                Text(SAID["way_found"].sv.format(n=len(shown.way) - 1),
                     SAID["way_found"].en.format(n=len(shown.way) - 1))))),
            Bullets(tuple(lines)),
        ]  # fmt: skip
    return Section("vag", title, tuple(parts))


def _link_line(shown: Shown, edge: Edge) -> Line:
    return line(
        _name(shown, edge.source), " → ", _relation(shown, edge), " → ",
        _name(shown, edge.target), " ", Cites(edge.evidence[:8]),
    )  # fmt: skip


def _relation(shown: Shown, edge: Edge) -> Words:
    more = [shown.word(edge.role), shown.word(edge.mode),
            shown.say(OUR_READING) if edge.ours else ""]  # fmt: skip
    told = ", ".join(part for part in more if part)
    return Words(shown.word(str(edge.relation)) + (f" ({told})" if told else ""), quiet=True)


def _name(shown: Shown, iri: str) -> Words:
    node = shown.by_id[iri]
    return Linked(
        node.label.get(shown.lang), foreign(node.label, shown.lang), to=iri, kind=node.kind
    )


def _chosen_section(shown: Shown) -> Section:
    node = shown.by_id[shown.state.chosen]
    own = [e for e in shown.edges if node.id in (e.source, e.target)]
    parts: list[Part] = [Paragraph(line(_name(shown, node.id), " ", Cites(node.evidence[:8])))]
    if is_gap(node):
        parts.append(Paragraph(line(shown.say(SAID["gap"])), "caution"))
    if own:
        parts.append(Bullets(tuple(_link_line(shown, edge) for edge in own[:_ROWS])))
    else:
        parts.append(Paragraph(line(shown.say(SAID["no_links"]))))
    return Section("valt", shown.say(T["details"]), tuple(parts))


def _node_section(shown: Shown) -> Section:
    order = sorted(
        shown.nodes, key=lambda n: (-shown.linked.get(n.id, 0), collation_key(n.label.sv), n.id)
    )
    rows = [
        Row((
            cell(_name(shown, n.id), " ", Cites(n.evidence[:6])),
            cell(KINDS[n.kind].label.get(shown.lang),
                 *([Words(" – " + shown.word(n.responsibility), quiet=True)]
                   if n.responsibility else [])),
            cell(", ".join(shown.word(c) for c in n.county) or "–"),
            cell(shown.word(n.level) or "–"),
            cell(str(shown.made.circles[n.id] or "–")),
            cell(str(shown.linked.get(n.id, 0))),
        ))
        for n in order[:_ROWS]
    ]  # fmt: skip
    heads = tuple(
        shown.visit.word(*pair) for pair in (
            ("Sak", "Thing"), ("Slag", "Kind"), ("Län", "County"), ("Nivå", "Level"),
            ("Krets", "Circle"), ("Samband", "Links"),
        )
    )  # fmt: skip
    title = shown.visit.word("Saker i bilden", "Things in the picture")
    table = Table(title, heads, tuple(rows), (0.4, 0.2, 0.15, 0.1, 0.05, 0.1), titled=True)
    return Section("saker", title, (*_capped(shown, len(order), "things"), table))


def _edge_section(shown: Shown) -> Section:
    def key(edge: Edge) -> tuple[Any, ...]:
        ends = (shown.by_id[edge.source].label.sv, shown.by_id[edge.target].label.sv)
        return (*(collation_key(name) for name in ends), edge.id)

    order = sorted(shown.edges, key=key)
    rows = [
        Row((
            cell(_name(shown, e.source)),
            cell(_relation(shown, e)),
            cell(_name(shown, e.target), " ", Cites(e.evidence[:6])),
        ))
        for e in order[:_ROWS]
    ]  # fmt: skip
    heads = tuple(
        shown.visit.word(*pair) for pair in (("Från", "From"), ("Samband", "Link"), ("Till", "To"))
    )
    title = shown.visit.word("Samband i bilden", "Links in the picture")
    table = Table(title, heads, tuple(rows), (0.35, 0.3, 0.35), titled=True)
    return Section("samband", title, (*_capped(shown, len(order), "links"), table))


def _capped(shown: Shown, many: int, what: str) -> list[Part]:
    """What of a long table is shown here, and where all of it is."""
    if many <= _ROWS:
        return []
    first = {
        "things": ("de med flest samband", "those with most links"),
        "links": ("i bokstavsordning", "in order of name"),
    }[what]
    return [Paragraph(line(shown.visit.word(
        f"{_ROWS} av {many} visas här, {first[0]}. Alla finns i Excel och CSV nedan; filtrera "
        "för att se färre.",
        f"{_ROWS} of {many} show here, {first[1]}. Excel and CSV below have them all; filter "
        "to see fewer.")))]  # fmt: skip
