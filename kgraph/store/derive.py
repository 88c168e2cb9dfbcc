"""The statements a view derives: shortcuts and levels, never stored and never exported.

The rules are the CONSTRUCT queries in ``queries/derived/``. They run one after another on the
view's merged graph, in the order of their file names, each seeing what the earlier ones gave.
"""

from pathlib import Path

import pyoxigraph as ox

from kgraph.errors import InternalError
from kgraph.store.view import View
from kgraph.terms import DERIVED, KS, REFERENCE_DATE, VOCAB, XSD
from kgraph.wording import Text

_GRAPH = ox.NamedNode(DERIVED)
_MERGE = """
PREFIX ks: <https://w3id.org/kompsam/def#>
INSERT {{ ?s ?p ?o }} WHERE {{
  GRAPH ?g {{ ?s ?p ?o }}
  FILTER(?g NOT IN ({left_out}))
}}"""
_STATUSES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT ?x ?status WHERE { GRAPH ?g { ?x ks:reviewStatus ?status } }"""


def rules(folder: Path) -> list[tuple[str, str]]:
    """The rules of a project in running order: name and SPARQL text."""
    return [(p.stem, p.read_text(encoding="utf-8")) for p in sorted(folder.glob("*.rq"))]


def materialise(
    base: ox.Store, view: View, derivations: list[tuple[str, str]], hidden: tuple[str, ...]
) -> ox.Store:
    """A store whose default graph is the view.

    Parameters:
        base: all stored statements in named graphs.
        view: review level, date and modes.
        derivations: the rules in order.
        hidden: graphs that are kept by name but never merged (the shapes).
    """
    made = ox.Store()
    made.bulk_load(input=base.dump(format=ox.RdfFormat.N_QUADS) or b"", format=ox.RdfFormat.N_QUADS)
    outside = _outside(made, view)
    for graph in outside:
        made.remove_graph(graph)
    left_out = [f"<{graph}>" for graph in hidden] or ["<urn:none>"]
    made.update(_MERGE.format(left_out=", ".join(left_out)))
    _drop_statements(made, outside)
    _state_view(made, view)
    for name, text in derivations:
        _run(made, name, text)
    return made


def _outside(store: ox.Store, view: View) -> list[ox.NamedNode]:
    """Passages, coverage and absence statements whose review status the view leaves out."""
    found = store.query(_STATUSES)
    assert isinstance(found, ox.QuerySolutions)
    return sorted(
        {row["x"] for row in found if getattr(row["status"], "value", "") not in view.statuses},
        key=str,
    )


def _drop_statements(store: ox.Store, outside: list[ox.NamedNode]) -> None:
    for node in outside:
        for quad in list(store.quads_for_pattern(node, None, None, ox.DefaultGraph())):
            store.remove(quad)


def _state_view(store: ox.Store, view: View) -> None:
    node = ox.NamedNode(REFERENCE_DATE)
    date = ox.Literal(view.as_of.isoformat(), datatype=ox.NamedNode(XSD("date")))
    stated = [ox.Triple(node, ox.NamedNode(KS("asOf")), date)]
    for mode in view.modes:
        concept = ox.NamedNode(VOCAB("mode/" + mode))
        stated.append(ox.Triple(node, ox.NamedNode(KS("assertionMode")), concept))
    _add(store, stated)


def _run(store: ox.Store, name: str, text: str) -> None:
    try:
        answer = store.query(text)
    except SyntaxError as error:
        raise InternalError(
            Text(
                f"Härledningsregeln går inte att tolka: {error.msg}.",
                f"The derivation rule cannot be parsed: {error.msg}.",
            ),
            f"queries/derived/{name}.rq",
        ) from None
    assert isinstance(answer, ox.QueryTriples)
    _add(store, list(answer))


def _add(store: ox.Store, triples: list[ox.Triple]) -> None:
    store.extend(
        ox.Quad(t.subject, t.predicate, t.object, graph)
        for t in triples
        for graph in (ox.DefaultGraph(), _GRAPH)
    )
