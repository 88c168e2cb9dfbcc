"""Networks: which there are, each as a live picture with its tables, and the one around a thing."""

from collections.abc import Iterable

from kgraph.network import KINDS, Node, catalogue, forms
from kgraph.queries import Query
from kgraph.report.value import (
    Bullets,
    Cell,
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
from kgraph.web.pages.desk import Linked, Shelf
from kgraph.web.pages.missing import Missing
from kgraph.web.pages.network_controls import values
from kgraph.web.pages.network_made import AROUND, PATH, bundle, made_of, whole_of
from kgraph.web.pages.network_shown import Shown
from kgraph.web.pages.network_state import MANY, State, last, read_state, short
from kgraph.web.pages.network_told import sections
from kgraph.web.pages.network_words import LEAD, TITLE, T, foreign
from kgraph.web.pages.page import Page, is_long
from kgraph.web.pages.visit import Visit
from kgraph.wording import collation_key

__all__ = ["FILES", "PATH", "bundle", "index", "page", "several"]

FILES = {
    "network-live.css": "text/css; charset=utf-8",
    "network-live.js": "text/javascript; charset=utf-8",
    "network-picture.js": "text/javascript; charset=utf-8",
    "network-value.js": "text/javascript; charset=utf-8",
}
_OFFERED = 1_500  # names that a field suggests
_LISTED = 60  # things to choose among


def several(items: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The parameters that may stand several times in an address, their values joined."""
    found: dict[str, list[str]] = {}
    for name, value in items:
        if name in MANY and value:
            found.setdefault(name, []).append(value)
    return {name: ",".join(values) for name, values in found.items()}


# -- which there are -------------------------------------------------------------------------


def index(shelf: Shelf, visit: Visit) -> Page:
    """The networks of the catalogue, and a way to the one around any thing."""
    rows = [
        Row((
            Cell((line(Linked(visit.say(q.title), to=f"{PATH}/{name}", strong=True)),)),
            cell(visit.say(q.question)),
        ))
        for name, q in catalogue(shelf.project).items()
        if not (visit.still and any(p.required for p in q.parameters))
    ]  # fmt: skip
    heads = (visit.word("Nätverk", "Network"), visit.word("Vad det visar", "What it shows"))
    table = Table(visit.say(TITLE), heads, tuple(rows), (0.35, 0.65), titled=True)
    link = Linked(visit.say(T["around"]), to=f"{PATH}/{AROUND}", strong=True)
    own = Paragraph(line(link, visit.word(
        ": välj en aktör, ett forum, en strategi, ett tema eller något annat och se allt som "
        "hänger ihop med det.",
        ": choose an actor, forum, strategy, theme or anything else and see all that hangs "
        "together with it.")))  # fmt: skip
    # What needs an answer to a question first has no page in a folder.
    parts = (table,) if visit.still else (table, own)
    section = Section("natverk", visit.word("Välj ett nätverk", "Choose a network"), parts)
    return Page(visit.say(TITLE), (section,), lead=line(visit.say(LEAD)), tab="networks")


def page(shelf: Shelf, visit: Visit, name: str) -> Page:
    """A network of the catalogue, or the one around a thing."""
    state = read_state(visit.given)
    if name == AROUND:
        return _around(shelf, visit, state)
    query = catalogue(shelf.project).get(name)
    if query is None:
        raise Missing(name)
    given = {p.name: visit.given[p.name] for p in query.parameters if visit.given.get(p.name)}
    if any(p.required and p.name not in given for p in query.parameters):
        return _choice(shelf, visit, visit.say(query.title), query)
    made = made_of(shelf, visit.view, query, given, state)
    return _written(Shown(shelf, visit, state, made, query, given))


def _around(shelf: Shelf, visit: Visit, state: State) -> Page:
    asked = visit.given.get("namn", "").strip()
    if state.thing:
        made = made_of(shelf, visit.view, None, {}, state)
        return _written(Shown(shelf, visit, state, made, None, {}))
    return _choice(shelf, visit, visit.say(T["around"]), None, asked)


def _choice(
    shelf: Shelf, visit: Visit, title: str, query: Query | None, asked: str | None = None
) -> Page:
    """A field for a name, and the things that have it."""
    asked = asked if asked is not None else visit.given.get("namn", "").strip()
    nodes = whole_of(shelf, visit.view).nodes.values()
    fits = [n for n in nodes if query is None or n.kind in ("actor", "unit", "group")]
    told = asked.casefold()
    hits = [n for n in fits if told and told in n.label.get(visit.lang).casefold()]
    listed = sorted(hits, key=lambda n: collation_key(n.label.get(visit.lang)))
    parts: list[Part] = []
    if asked and not listed:
        parts = [Paragraph(line(visit.word(
            f"Inget i nätverken heter så: {asked}. Pröva en del av namnet.",
            f"Nothing in the networks is called that: {asked}. Try a part of the name."
        )))]  # fmt: skip
    elif listed:
        parts = [Bullets(tuple(_hit(visit, query, node) for node in listed[:_LISTED]))]
        if len(listed) > _LISTED:
            parts.append(Paragraph(line(visit.word(
                f"De {_LISTED} första av {len(listed)}. Skriv mer av namnet.",
                f"The first {_LISTED} of {len(listed)}. Write more of the name."))))  # fmt: skip
    heading = visit.word("Välj", "Choose")
    sections = (Section("valj", heading, tuple(parts)),) if parts else ()
    return Page(
        title, sections, eyebrow=visit.word("Nätverk", "Network"), tab="networks",
        lead=line(visit.say(query.question if query else T["around"])),
        template="network-choice.html",
        values={"label": visit.say(T["around_label"]), "asked": asked,
                "offered": [n.label.get(visit.lang) for n in fits][:_OFFERED]},
    )  # fmt: skip


def _hit(visit: Visit, query: Query | None, node: Node) -> Line:
    name = Linked(node.label.get(visit.lang), foreign(node.label, visit.lang),
                  to=_own_path(query, node.id), kind=node.kind)  # fmt: skip
    return line(name, Words(" " + KINDS[node.kind].label.get(visit.lang), quiet=True))


def _own_path(query: Query | None, iri: str) -> str:
    """The address of the network about a thing."""
    if query is None:
        return f"{PATH}/{AROUND}?sak={short(iri)}"
    required = next(p.name for p in query.parameters if p.required)
    return f"{PATH}/{query.name}?{required}={last(iri)}"


def _written(shown: Shown) -> Page:
    visit = shown.visit
    told = () if visit.form == "json" else tuple(sections(shown))
    return Page(
        shown.title(), told, eyebrow=visit.word("Nätverk", "Network"),
        lead=line(shown.say(shown.network.question)),
        tab="networks", template="network.html", folds=is_long(told), pictured=True,
        values=values(shown) if visit.form == "html" else {},
        data=shown.data,
        tables={
            "csv": shown.to_csv, "xlsx": shown.to_xlsx, "svg": shown.svg,
            "gexf": lambda: forms.to_gexf(shown.part()),
            "graphml": lambda: forms.to_graphml(shown.part()),
        },
    )  # fmt: skip
