"""From the links that a query lists to a network: nodes with their facts, edges, places."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from kgraph.errors import InputError
from kgraph.network import facts as known
from kgraph.network.placing import place
from kgraph.network.value import Edge, Network, Node
from kgraph.project import Project
from kgraph.queries import Query, bind, one_of, read_query
from kgraph.store import Store, View
from kgraph.terms import Iri, Literal, Term
from kgraph.wording import Text

_NEEDED = ("a", "relation", "b")


def catalogue(project: Project) -> dict[str, Query]:
    """The networks of a project, by name: the queries of ``queries/networks/``."""
    folder = project.queries / "networks"
    return {path.stem: read_query(path) for path in sorted(folder.glob("*.rq"))}


def build(
    project: Project,
    store: Store,
    name: str,
    values: Mapping[str, str],
    view: View,
    lang: str = "sv",
    facts: known.Facts | None = None,
) -> Network:
    """Build a network of the catalogue.

    Its query gives one row a link: ``a``, ``relation``, ``b`` and, where they are known, ``mode``,
    ``role``, ``weight`` and ``evidence`` (passages with spaces between). A row without ``b`` is a
    thing that has no link, and is drawn too. The query's head may name a layout of ``placing``.

    Parameters:
        project: gives the catalogue.
        store: where to ask.
        name: a name of the catalogue.
        values: values of the query's parameters, as a person writes them.
        view: which statements count.
        lang: language of labels in the flat exports.
        facts: what is known of everything in the view, where it has been read already.

    Raises:
        UsageError: an unknown name, parameter or value.
        InputError: the query does not give links.
    """
    query = find(catalogue(project), name)
    bound = bind(store, query, values, view)
    nodes, edges = read_links(store, query, bound, view, facts)
    drawn = _drawn(store, query, bound, nodes, edges, view)
    return replace(drawn, lang=lang, values=dict(values))


def _drawn(
    store: Store,
    query: Query,
    bound: Mapping[str, Term],
    nodes: tuple[Node, ...],
    edges: tuple[Edge, ...],
    view: View,
) -> Network:
    """What a question gave, with places, passages and words."""
    passages = known.read_passages(store, view, evidence_of(nodes, edges))
    placed = place(nodes, edges, query.head.get("layout", "springs"))
    return Network(
        name=query.name,
        title=query.title,
        question=query.question,
        nodes=placed.nodes,
        edges=edges,
        passages=passages,
        words=known.coded(store, known.codes(nodes, edges, passages)),
        view=view,
        layout=placed.layout,
        captions=placed.captions,
        room=placed.room,
        focus=_focus(bound, nodes),
        about=_about(store, query, bound),
    )


def evidence_of(nodes: Iterable[Node], edges: Iterable[Edge]) -> set[str]:
    """The passages that describe some things and state some links."""
    found = {iri for node in nodes for iri in node.evidence}
    return found.union(*(edge.evidence for edge in edges))


def find(names: Mapping[str, Query], name: str) -> Query:
    """The network of a name.

    Raises:
        UsageError: there is none; near names are offered.
    """
    none = Text(f"Det finns inget nätverk som heter {name}.", f"There is no network called {name}.")
    mend = Text(f"Välj bland: {', '.join(names)}.", f"Choose from: {', '.join(names)}.")
    return one_of(names, name, none, mend)


def read_links(
    store: Store,
    query: Query,
    bound: Mapping[str, Term],
    view: View,
    facts: known.Facts | None = None,
) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    """The things and links that a network's query gives, without places.

    Parameters:
        facts: what is known of everything in the view; read for these things when left out.

    Raises:
        InputError: the query does not give links.
    """
    answer = store.select(query.text, view, bound)
    if missing := [column for column in _NEEDED if column not in answer.columns]:
        raise InputError(
            Text(
                f"Frågan ger inga samband: kolumnen {missing[0]} saknas.",
                f"The query gives no links: it lacks the column {missing[0]}.",
            ),
            f"queries/networks/{query.name}.rq",
        )
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    things = {str(row[end]) for row in rows for end in ("a", "b") if row[end] is not None}
    facts = facts or known.read_facts(store, view, things)
    labels = known.bilingual(store, things)
    nodes = tuple(known.make_node(thing, facts, labels) for thing in sorted(things))
    read = facts.readings
    return nodes, tuple(replace(edge, ours=read.are_ours(edge)) for edge in _edges(rows))


def _edges(rows: list[dict[str, Term | None]]) -> tuple[Edge, ...]:
    """One edge for each link; a link that came in several rows has the passages of them all."""
    passages: dict[Edge, set[str]] = defaultdict(set)
    for row in rows:
        if row["a"] is not None and row["b"] is not None:
            passages[_edge(row)].update(_text(row.get("evidence")).split())
    ordered = sorted(passages, key=_order)
    return tuple(
        replace(edge, id=f"e{number}", evidence=tuple(sorted(passages[edge])))
        for number, edge in enumerate(ordered, 1)
    )


def _edge(row: Mapping[str, Term | None]) -> Edge:
    relation = row["relation"]
    return Edge(
        id="",
        source=str(row["a"]),
        target=str(row["b"]),
        relation=relation if isinstance(relation, Iri) else str(relation or ""),
        mode=_text(row.get("mode")),
        role=_text(row.get("role")),
        weight=_number(row.get("weight")),
    )


def _order(edge: Edge) -> tuple[object, ...]:
    return edge.source, edge.relation, edge.target, edge.mode, edge.role, edge.weight


def _text(value: Term | None) -> str:
    return "" if value is None else str(value)


def _number(value: Term | None) -> float:
    try:
        number = float(value.value) if isinstance(value, Literal) else 1.0
    except ValueError:
        return 1.0
    return number if math.isfinite(number) else 1.0


def _about(store: Store, query: Query, bound: Mapping[str, Term]) -> tuple[tuple[Text, Text], ...]:
    labels = known.bilingual(store, (term for term in bound.values() if isinstance(term, Iri)))
    return tuple(
        (p.label, labels.get(str(bound[p.name]), Text(str(bound[p.name]), str(bound[p.name]))))
        for p in query.parameters
        if p.name in bound
    )


def _focus(bound: Mapping[str, Term], nodes: tuple[Node, ...]) -> str:
    things = {node.id for node in nodes}
    return next((str(term) for term in bound.values() if str(term) in things), "")
