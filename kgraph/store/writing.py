"""Writing statements: the same bytes for the same statements, on every run and hash seed."""

import re
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from kgraph.errors import InputError
from kgraph.store import convert
from kgraph.terms import GRAPH, PREFIXES, RDF, RDFS, SKOS, Quad, Triple, local_name
from kgraph.wording import Text

EXPORTS = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
_FLAT = {"turtle", "rdfxml"}
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FIRST = {RDF("type"): 0, SKOS("prefLabel"): 1, RDFS("label"): 2}


def triple_key(triple: Triple) -> tuple[object, ...]:
    """Order of triples: by subject, its type and name first, then by predicate and object."""
    s, p, o = triple
    numbers = tuple(int(n) for n in re.findall(r"\d+", s)) if s.startswith(GRAPH) else ()
    return numbers, convert.sort_key(s), _FIRST.get(p, 9), p, convert.sort_key(o)


def document_order(quad: Quad) -> tuple[object, ...]:
    """Order of a file: passages as they stand in the document, their description last."""
    name = local_name(quad[3])
    numbers = tuple(int(n) for n in re.findall(r"\d+", name))
    return name == "meta", numbers, quad[3], triple_key(quad[:3])


def serialise(quads: Iterable[Quad], form: str, extra: Mapping[str, str] | None = None) -> bytes:
    """Statements in a format of ``EXPORTS``, in the order given.

    Parameters:
        extra: prefixes beside the usual ones.

    Turtle and RDF/XML have no graphs: a statement found in several passages is written once, and
    where it was found is lost. The other formats keep the passages; what has no graph stands in
    the default one.

    Raises:
        InputError: a text with a character that XML cannot hold, in RDF/XML.
    """
    items: list[ox.Triple] | list[ox.Quad]
    if form in _FLAT:
        items = [convert.engine_triple(t) for t in sorted({q[:3] for q in quads}, key=triple_key)]
    else:
        items = [convert.engine_quad(q) if q[3] else _in_no_graph(q) for q in quads]
    if form == "rdfxml":
        _refuse_not_xml(items)
    known = {**PREFIXES, **(extra or {})}
    prefixes = _used_prefixes(items, known) if form in ("turtle", "trig", "rdfxml") else None
    raw = ox.serialize(items, format=EXPORTS[form], prefixes=prefixes) or b""
    return _sort_heading(raw, form) if prefixes else raw


def _in_no_graph(quad: Quad) -> ox.Quad:
    triple = convert.engine_triple(quad[:3])
    return ox.Quad(triple.subject, triple.predicate, triple.object)


def _refuse_not_xml(items: Iterable[ox.Triple | ox.Quad]) -> None:
    for item in items:
        if isinstance(item.object, ox.Literal) and _NOT_XML.search(item.object.value):
            raise InputError(
                Text(
                    "En text har ett styrtecken, som XML inte kan hålla.",
                    "A text has a control character, which XML cannot hold.",
                ),
                f"{item.subject} {item.predicate}",
                Text("Ta bort det, eller välj ett annat format.", "Remove it, or choose trig."),
            )


def to_trig(quads: Iterable[Quad]) -> bytes:
    """A data file in the house's form: passages in document order, a blank line between them."""
    ordered = sorted(set(quads), key=document_order)
    folders = sorted({quad[3].rpartition("/")[0] + "/" for quad in ordered})
    shared = min(folders, key=len, default="")
    text = serialise(ordered, "trig", {"g": shared} if shared else {}).decode()
    text = text.replace("\t", "  ")
    text = re.sub(r"(?m)^(?=[^\s@}].*\{$)", "\n", text)
    return text.encode()


def _sort_heading(raw: bytes, form: str) -> bytes:
    """The engine writes prefixes in the order of a hash table: put them in one order."""
    text = raw.decode()
    if form == "rdfxml":
        root = re.search(r"<rdf:RDF([^>]*)>", text)
        if root is None:
            return raw
        names = " ".join(sorted(re.findall(r'xmlns:[^=]+="[^"]*"', root.group(1))))
        return text.replace(root.group(0), f"<rdf:RDF {names}>", 1).encode()
    lines = text.split("\n")
    rest = "\n".join(line for line in lines if not line.startswith("@prefix "))
    heading = [line for line in lines if line.startswith("@prefix ")]
    used = [line for line in heading if line.split()[1] in rest]
    return "\n".join([*sorted(used), rest]).encode()


def _used_prefixes(
    items: list[ox.Triple] | list[ox.Quad], known: Mapping[str, str]
) -> dict[str, str]:
    used = {node for item in items for node in _nodes(item)}
    return {
        prefix: namespace
        for prefix, namespace in sorted(known.items())
        if any(iri.startswith(namespace) for iri in used)
    }


def _nodes(item: ox.Triple | ox.Quad) -> Iterable[str]:
    parts = [item.subject, item.predicate, item.object, getattr(item, "graph_name", None)]
    for part in parts:
        if isinstance(part, ox.NamedNode):
            yield part.value
        elif isinstance(part, ox.Literal):
            yield part.datatype.value
