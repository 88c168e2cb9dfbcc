"""The matrix and the network of a report, cut to what a page can hold."""

from collections import defaultdict
from collections.abc import Sequence

from kgraph import matrix, network
from kgraph.matrix import OURS, SIGNS, Head, Matrix
from kgraph.network import CAUTION, Network
from kgraph.network.value import Edge
from kgraph.report.answers import Answer
from kgraph.report.desk import Desk
from kgraph.report.picture import draw, is_strong
from kgraph.report.themes import theme_network
from kgraph.report.value import (
    Bullets,
    Cell,
    Figure,
    Line,
    Paragraph,
    Part,
    Row,
    Table,
    Words,
    cell,
    line,
)  # fmt: skip
from kgraph.wording import Text

ACROSS = 18
_SHADES = {"named": "near", "stated": "near", "area": "far", "whole": "far", "partial": "far",
           "none": "", "unknown": "", "uncounted": "wish"}  # fmt: skip


def matrix_parts(desk: Desk, answers: Sequence[Answer]) -> list[Part]:
    """Actors against priorities, or against all parts where there are no priorities.

    The columns bear the numbers that goals, priorities and measures have in the report.
    """
    numbers = {a.element: a.number for a in answers}
    named = {a.kind for a in answers if a.who or a.uncounted}
    axis = "priority" if "Priority" in named else "element"
    made = _whole_matrix(desk, axis)
    columns = sorted((c for c in made.columns if c.id in numbers), key=lambda c: numbers[c.id])
    if not columns or not made.rows:
        return [Paragraph(line(desk.word("Inget i källorna.", "Nothing in the sources.")))]
    parts: list[Part] = []
    groups: dict[str, list[Head]] = defaultdict(list)
    strategy = {a.element: a.strategy for a in answers}
    for column in columns:
        groups[strategy[column.id]].append(column)
    used: set[str] = set()
    silent: list[str] = []
    for name, heads in groups.items():
        for start in range(0, len(heads), ACROSS):
            table = _grid(desk, made, name, heads[start : start + ACROSS], numbers, used)
            if table is None:
                silent.append(name)
            else:
                parts.append(table)
    if silent:
        parts.append(Paragraph(line(
            Words(desk.word("Ingen aktör nämns för någon del av: ",
                            "No actor is named for any part of: ")),
            *desk.names(silent), ".")))  # fmt: skip
    return [_key(desk, used), *parts]


def _whole_matrix(desk: Desk, axis: str) -> Matrix:
    region = desk.scope.iri if desk.scope.kind == "region" else ""
    strategy = desk.scope.iri if desk.scope.kind == "strategy" else ""
    return matrix.build(
        desk.project, desk.store, "actor", axis, desk.view,
        region=region, strategy=strategy, lang=desk.lang,
    )  # fmt: skip


def _grid(
    desk: Desk, made: Matrix, strategy: str, heads: Sequence[Head], numbers: dict[str, int],
    used: set[str],
) -> Table | None:  # fmt: skip
    rows: list[Row] = []
    for head in made.rows:
        cells = [made.cell(head, column) for column in heads]
        if not any(c.says for c in cells):
            continue
        used.update(c.sign for c in cells)
        used.update("ours" for c in cells if c.ours)
        shaded = (Cell((line(Words(c.mark(desk.lang))),), _SHADES.get(c.sign, "")) for c in cells)
        rows.append(Row((cell(Words(head.label.get(desk.lang), desk.foreign(head.label))),
                         *shaded)))  # fmt: skip
    if not rows:
        return None
    standing = [made.verdicts[h.verdict].mark if h.verdict else "" for h in heads]
    label = desk.word("hur det står", "how it stands")
    rows.append(Row((cell(Words(label, quiet=True)),
                     *(cell(Words(mark, strong=True)) for mark in standing))))  # fmt: skip
    one = 0.0375
    return Table(
        desk.told(strategy),
        (desk.word("Aktör", "Actor"), *(str(numbers[h.id]) for h in heads)),
        tuple(rows),
        (1 - one * len(heads) if len(heads) > 12 else 0.55, *([one] * len(heads))),
        narrow=True,
        spoken=("", *(h.label.get(desk.lang) for h in heads)),
    )


def _key(desk: Desk, used: set[str]) -> Bullets:
    signs = [(SIGNS[code].mark, SIGNS[code].words) for code in SIGNS if code in used]
    signs += [(OURS.mark, OURS.words)] if "ours" in used else []
    told = "; ".join(f"{mark.get(desk.lang)} {words.get(desk.lang)}" for mark, words in signs)
    standing = "; ".join(f"{v.mark} {v.words.get(desk.lang)}" for v in matrix_verdicts().values())
    return Bullets((
        line(Words(desk.word("I rutorna: ", "In the cells: "), strong=True), told + "."),
        line(Words(desk.word("Hur det står: ", "How it stands: "), strong=True), standing + "."),
        line(Words(desk.word("Kolumnernas nummer ", "The numbers of the columns "), strong=True),
             desk.word("är de som står i tabellen över ansvar.",
                       "are those in the table of responsibility.")),
    ))  # fmt: skip


def matrix_verdicts() -> dict[str, matrix.value.Verdict]:
    """How a priority can stand by those who answer for it."""
    return dict(matrix.value.ANSWERS)


# -- the network -----------------------------------------------------------------------------


def network_parts(desk: Desk, answers: Sequence[Answer]) -> list[Part]:
    """The picture of the network, and a table with the same content and its passages."""
    made, middle = _network(desk, answers)
    drawn = draw(made, middle, desk.lang)
    if drawn is None:
        return [Paragraph(line(desk.word(
            "Inga samband av det här slaget nämns i det som är läst.",
            "No links of this kind are mentioned in what was read.")))]  # fmt: skip
    linked = {end for e in made.edges for end in (e.source, e.target)}
    middles = {e.source if middle == "source" else e.target for e in made.edges}
    hidden = [iri for iri in sorted(middles) if iri not in drawn.shown]
    alone = [n.id for n in made.nodes if n.id not in linked]
    title = desk.say(made.title)
    caption: list[str | Words] = [Words(f"{title}. ", strong=True), desk.say(CAUTION)]
    if hidden:
        caption.append(desk.word(
            f" Av {len(middles)} i mitten visas de {len(middles) - len(hidden)} som har flest "
            "samband; resten står i tabellen.",
            f" Of {len(middles)} in the middle the {len(middles) - len(hidden)} with most links "
            "are shown; the rest stand in the table."))  # fmt: skip
    if alone:
        caption += [desk.word(" Utan känt samband, och inte i bilden: ",
                              " Without a known link, and not in the picture: "),
                    *desk.names(alone, 8), "."]  # fmt: skip
    description = desk.word(
        f"{len(drawn.shown)} saker i tre kolumner och linjerna mellan dem. Tabellen efter bilden "
        "har samma innehåll.",
        f"{len(drawn.shown)} things in three columns and the lines between them. The table after "
        "the picture has the same content.")  # fmt: skip
    figure = Figure(drawn, f"{title}: {desk.say(made.question)}", description, line(*caption))
    return [figure, _same_in_words(desk, made, middle)]


def _network(desk: Desk, answers: Sequence[Answer]) -> tuple[Network, str]:
    """The network that fits the scope, and which end of its links stands in the middle."""
    if desk.scope.kind == "theme":
        return theme_network(desk, answers), "target"
    values: dict[str, str] = {}
    name, middle = "actor-forum", "target"
    if desk.scope.kind == "region":
        values = {"region": desk.scope.given}
    if desk.scope.kind == "strategy":
        name, values, middle = "actor-element", {"strategy": desk.scope.given}, "source"
    made = network.build(desk.project, desk.store, name, values, desk.view, desk.lang)
    return made, middle


def _same_in_words(desk: Desk, made: Network, middle: str) -> Table:
    links: dict[str, list[Edge]] = defaultdict(list)
    for edge in made.edges:
        links[edge.source if middle == "source" else edge.target].append(edge)
    order = {n.id: (n.y, n.x, n.id) for n in made.nodes}
    rows = [
        Row((cell(desk.name(iri)), Cell(_others(desk, links[iri], middle))))
        for iri in sorted(links, key=order.__getitem__)
    ]
    heads = {
        "actor-forum": (Text("Forum eller nätverk", "Forum or network"),
                        Text("Sammankallar eller leder; deltar", "Convenes or chairs; takes part")),
        "actor-element": (Text("Aktör", "Actor"), Text("Roll för", "Role for")),
    }  # fmt: skip
    one, other = heads.get(made.name, (Text("Vad", "What"), Text("Vem", "Who")))
    return Table(
        desk.word("Samma innehåll som bilden", "The same content as the picture"),
        (desk.say(one), desk.say(other)),
        tuple(rows),
        (0.3, 0.7),
    )


def _others(desk: Desk, edges: Sequence[Edge], middle: str) -> tuple[Line, ...]:
    """One line a role: those who have it, and the passages; what is our reading apart."""
    together: dict[tuple[bool, str, bool], list[Edge]] = defaultdict(list)
    for edge in sorted(edges, key=lambda e: (not is_strong(e), e.role, e.id)):
        together[not is_strong(edge), edge.role, edge.ours].append(edge)
    lines = []
    for (_, role, ours), group in together.items():
        reading = desk.word(" (vår läsning)", " (our reading)") if ours else ""
        begin = Words(f"{desk.told(role)}{reading}: ", quiet=True) if role else None
        ends = [e.target if middle == "source" else e.source for e in group]
        passages = [p for e in group for p in e.evidence]
        lines.append(line(begin, *desk.names(ends), " ", desk.cites(passages)))
    return tuple(lines)
