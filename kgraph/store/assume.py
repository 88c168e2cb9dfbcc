"""What a view assumes otherwise than usual, laid on its merged statements before the rules run.

A source taken as never read takes its passages, what is said of them and its description with it;
a theme taken as never used takes every statement about it or that names it. Groups give way to
their members, and answering for a whole strategy is spread over its parts or left out, on the
merged statements alone: the passages stay as they were read.
"""

import pyoxigraph as ox

from kgraph.store.view import Assumption
from kgraph.terms import GRAPH, ID, KS, PROV, local_name

_PREFIXES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX role: <https://w3id.org/kompsam/vocab/role/>
PREFIX group-resolution: <https://w3id.org/kompsam/vocab/group-resolution/>
"""
_LISTED = "?group foaf:member ?member ."
_DERIVED = """
  ?group ks:groupResolution group-resolution:derived ;
    ks:groupMemberType ?kind ; dct:spatial ?area .
  ?place dct:isPartOf* ?area .
  ?member dct:spatial ?place ; org:classification ?kind .
  FILTER(?member != ?group)"""
_EXPAND = """
DELETE {{ ?node ?link ?group }} INSERT {{ ?node ?link ?member }} WHERE {{
  VALUES ?link {{ org:member ks:bearer }}
  ?node ?link ?group .
  {members}
}}"""
_WHOLE = """
  ?answering skos:broader* role:svarande .
  ?assignment a ks:Responsibility ; ks:role ?answering ; ks:target ?strategy .
  ?strategy a ks:Strategy ."""
_NAMED = f"""
INSERT {{ ?assignment ks:target ?element }} WHERE {{ {_WHOLE}
  VALUES ?kind {{ ks:Goal ks:Priority ks:Measure }}
  ?element a ?kind ; ks:partOfStrategy ?strategy .
}}"""


def leave_out(store: ox.Store, assumption: Assumption) -> None:
    """Take out what is left out, before anything is merged."""
    for iri in assumption.without:
        node = ox.NamedNode(iri)
        if iri.startswith(ID("source/")):
            _drop_source(store, node)
        _forget(store, node)


def _drop_source(store: ox.Store, source: ox.NamedNode) -> None:
    """Take out a source's passages and what is said of them, of its coverage and its lacks."""
    found = store.quads_for_pattern(None, ox.NamedNode(PROV("wasDerivedFrom")), source, None)
    passages = {q.subject for q in found if isinstance(q.subject, ox.NamedNode)}
    folder = GRAPH(local_name(source.value) + "/")
    graphs = {g for g in store.named_graphs() if isinstance(g, ox.NamedNode)}
    for graph in passages | {g for g in graphs if g.value.startswith(folder)}:
        store.remove_graph(graph)
        _forget(store, graph)
    said = store.quads_for_pattern(None, ox.NamedNode(KS("inSource")), source, None)
    for node in {q.subject for q in said if isinstance(q.subject, ox.NamedNode)}:
        _forget(store, node)


def _forget(store: ox.Store, node: ox.NamedNode) -> None:
    """No statement is about a thing any more, and none names it."""
    for quad in (
        *store.quads_for_pattern(node, None, None, None),
        *store.quads_for_pattern(None, None, node, None),
    ):
        store.remove(quad)


def assume(store: ox.Store, assumption: Assumption) -> None:
    """Lay the assumptions on groups and on answering for the whole on the merged statements."""
    if assumption.groups != "collapse":
        store.update(_PREFIXES + _EXPAND.format(members=_LISTED))
    if assumption.groups == "expand-derived":
        store.update(_PREFIXES + _EXPAND.format(members=_DERIVED))
    if assumption.whole == "named":
        store.update(_PREFIXES + _NAMED)
