"""What files of facts may not state: they are refused when read, with the place and the mend.

Whatever stands here would make a smaller or another graph without a word: a misspelt term that no
query asks for, a shortcut that only a view may derive, a node without a name.
"""

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from kgraph.errors import InputError
from kgraph.store.base import Location
from kgraph.store.reading import uses
from kgraph.terms import (
    BASE,
    DERIVED,
    KS,
    LANG_STRING,
    PREFIXES,
    RDF,
    SHAPES,
    VOCAB,
    XSD,
    local_name,
    shorten,
)
from kgraph.wording import Text

# Vocabularies of others whose words are described in stubs.ttl as far as they are used.
_STORES_OWN = "urn:kgraph:"  # where a store on a server keeps what is its own
_REUSED = tuple(
    PREFIXES[name] for name in ("skos", "skosxl", "dct", "prov", "foaf", "org", "eli", "m8g")
)
_SHORTEST_SLIP = 4
_DATATYPES = {
    LANG_STRING,
    *(
        XSD(name)
        for name in (
            *("string", "boolean", "decimal", "integer", "double", "float", "anyURI"),
            *("date", "dateTime", "dateTimeStamp", "time", "gYear", "gYearMonth", "gMonthDay"),
            *("gDay", "gMonth", "duration", "dayTimeDuration", "yearMonthDuration"),
            *("byte", "short", "int", "long", "unsignedByte", "unsignedShort", "unsignedInt"),
            *("unsignedLong", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger"),
            *("negativeInteger", "hexBinary", "base64Binary", "language", "token"),
            *("normalizedString", "Name", "NCName", "NMTOKEN"),
        )
    ),
}
_DATATYPE = re.compile(r"\^\^(<[^<>\s]*>|[^\s;,.]+)")
_USUAL = ("date", "boolean", "decimal", "gYear", "integer")
_ALLOWED_MARKS = {*(f"xsd:{name}" for name in _USUAL), *(f"<{XSD(name)}>" for name in _USUAL)}


@dataclass(frozen=True)
class Ontology:
    """What the ontology says, noted before any data were read.

    Parameters:
        known: terms and values of our own.
        reused: terms of others that the stubs describe.
        derived: properties that only a view may state.
        graphs: its graphs with the number of their statements.
        spaces: the namespaces of extensions.
    """

    known: frozenset[str]
    reused: frozenset[str]
    derived: frozenset[str]
    graphs: Mapping[str, int]
    spaces: tuple[str, ...] = ()


def note(store: ox.Store, graphs: Iterable[str], spaces: tuple[str, ...] = ()) -> Ontology:
    """What a store that holds nothing but the ontology says."""
    described = _column(store, "SELECT DISTINCT ?x WHERE { GRAPH ?g { ?x a ?class } }")
    derived = _column(store, f"SELECT ?x WHERE {{ GRAPH ?g {{ ?x <{KS('derived')}> true }} }}")
    own = (str(KS), str(VOCAB), str(SHAPES), *spaces)
    return Ontology(
        frozenset(iri for iri in described if iri.startswith(own)),
        frozenset(iri for iri in described if iri.startswith(_REUSED)),
        frozenset(derived),
        {graph: _size(store, graph) for graph in graphs},
        spaces,
    )


def refuse_unfit(store: ox.Store, ontology: Ontology, texts: Mapping[str, str]) -> None:
    """Refuse data that state what no file may state.

    Parameters:
        store: ontology and data.
        ontology: what the ontology says.
        texts: the texts of the data files by name, to tell the place.

    Raises:
        InputError: a term nobody knows, a derived statement, a graph of the ontology, a node
            without a name.
    """
    predicates = _column(store, "SELECT DISTINCT ?x WHERE { GRAPH ?g { ?s ?x ?o } }")
    _refuse_graphs(store, ontology, texts)
    _refuse_terms(store, ontology, texts, predicates)
    _refuse_derived(store, ontology, texts, predicates)
    _refuse_datatypes(store, ontology, texts)
    _refuse_blanks(store, ontology, texts)


def _data(ontology: Ontology, x: str = "?p") -> str:
    left_out = ", ".join(f"<{graph}>" for graph in ontology.graphs)
    return f"GRAPH ?g {{ ?s ?p ?o }} FILTER(?g NOT IN ({left_out})) BIND({x} AS ?x)"


def _column(store: ox.Store, text: str, begun: str | tuple[str, ...] = "") -> set[str]:
    """The IRIs that a question answers with, those that begin so; others may be millions."""
    found = store.query(text)
    assert isinstance(found, ox.QuerySolutions)
    nodes = (row["x"] for row in found)
    return {n.value for n in nodes if isinstance(n, ox.NamedNode) and n.value.startswith(begun)}


def _size(store: ox.Store, graph: str) -> int:
    found = store.query(f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
    assert isinstance(found, ox.QuerySolutions)
    return int(next(found)["n"].value)


def place_of(iri: str, texts: Mapping[str, str]) -> Location | str:
    """The first place in the data where an IRI is used, or the name of a file that has its end."""
    for name, text in texts.items():
        for found, location in uses(text, name):
            if found == iri:
                return location
    tail = re.split(r"[#/]", iri)[-1]
    return next((name for name, text in texts.items() if tail in text), "")


def _refuse_graphs(store: ox.Store, ontology: Ontology, texts: Mapping[str, str]) -> None:
    grown = [g for g, size in ontology.graphs.items() if _size(store, g) != size]
    if _size(store, DERIVED):
        grown.append(DERIVED)
    named = (graph.value for graph in store.named_graphs() if isinstance(graph, ox.NamedNode))
    grown += sorted(name for name in named if name.startswith(_STORES_OWN))
    if grown:
        raise InputError(
            Text(
                f"Grafen {grown[0]} är ontologins, vyernas eller lagrets egen och får inte stå i "
                "data.",
                f"The graph {grown[0]} belongs to the ontology, the views or the store, not to "
                "data.",
            ),
            place_of(grown[0], texts),
            Text("Ge textstället en egen graf.", "Give the passage a graph of its own."),
        )


def _refuse_terms(
    store: ox.Store, ontology: Ontology, texts: Mapping[str, str], predicates: set[str]
) -> None:
    own = (str(KS), str(VOCAB))
    objects = _column(store, _OBJECTS, own)
    classes = _column(store, _CLASSES)
    names = {*own, *(f"{VOCAB}{name}" for name in _list_names(ontology))}
    used = {iri for iri in predicates | objects if iri.startswith(own)} - names
    # The things of an extension lie in its namespace too, so there only terms are looked at.
    used |= {iri for iri in predicates | classes if iri.startswith(ontology.spaces)}
    strange = {iri for iri in used - ontology.known if _in_data(store, ontology, iri)}
    unknown = {iri: _nearest(iri, ontology.known, 0.7) for iri in strange}
    for iri in (predicates | classes) - ontology.reused:
        near = _nearest_reused(iri, ontology)
        if near and _in_data(store, ontology, iri):
            unknown[iri] = near
    if unknown:
        raise _unknown_error(unknown, texts)


# Over all graphs, the ontology's too: to leave those out asks each statement for its graph, which
# takes longer than all the rest. What looks wrong is then looked for in the data alone.
# No filter either: on disk it looks each term up before those that are alike are one.
_OBJECTS = "SELECT DISTINCT ?x WHERE { GRAPH ?g { ?s ?p ?x } }"
_CLASSES = "SELECT DISTINCT ?x WHERE { GRAPH ?g { ?s a ?x } }"


def _in_data(store: ox.Store, ontology: Ontology, iri: str) -> bool:
    """Whether an IRI stands as predicate or object in a graph that is not the ontology's."""
    node = ox.NamedNode(iri)
    found = (
        *store.quads_for_pattern(None, node, None, None),
        *store.quads_for_pattern(None, None, node, None),
    )
    return any(getattr(quad.graph_name, "value", "") not in ontology.graphs for quad in found)


def _nearest_reused(iri: str, ontology: Ontology) -> str:
    """The word that one of another's vocabulary was meant to be; "" when it is likely right.

    Their vocabularies have more words than the stubs, so only a single slip of the finger counts.
    """
    space = next((space for space in _REUSED if iri.startswith(space)), None)
    if space is None or len(local_name(iri)) < _SHORTEST_SLIP:
        return ""
    known = sorted(term for term in ontology.reused if term.startswith(space))
    return next((shorten(t) for t in known if _one_slip(local_name(iri), local_name(t))), "")


def _one_slip(word: str, other: str) -> bool:
    """Whether one letter is missing, added, changed, or changed places with the next."""
    if abs(len(word) - len(other)) > 1 or word == other:
        return False
    start = next((i for i, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), None)
    start = min(len(word), len(other)) if start is None else start
    rest, tail = word[start:], other[start:]
    swapped = rest[1:2] + rest[:1] + rest[2:] == tail
    return rest[1:] == tail[1:] or rest[1:] == tail or rest == tail[1:] or swapped


def _list_names(ontology: Ontology) -> set[str]:
    return {iri.removeprefix(VOCAB).partition("/")[0] for iri in ontology.known}


def _nearest(iri: str, known: Iterable[str], cutoff: float) -> str:
    names = [shorten(term) for term in known]
    near = difflib.get_close_matches(shorten(iri), names, n=1, cutoff=cutoff)
    return near[0] if near else ""


def _unknown_error(unknown: Mapping[str, str], texts: Mapping[str, str]) -> InputError:
    told = [
        (shorten(iri), place_of(iri, texts), near) for iri, near in sorted(unknown.items())[:10]
    ]
    first = told[0][1]  # stands before the whole message, and is not told again
    named = [(f"{t} ({w})" if w and str(w) != str(first) else t, n) for t, w, n in told]
    sv = "; ".join(t + (f", menade du {n}?" if n else "") for t, n in named)
    en = "; ".join(t + (f", did you mean {n}?" if n else "") for t, n in named)
    end = "" if sv.endswith("?") else "."
    head = Text("Okänd term", "Unknown term")
    if len(told) > 1:
        head = Text("Okända termer", "Unknown terms")
    return InputError(
        Text(f"{head.sv}: {sv}{end}", f"{head.en}: {en}{end}"),
        first,
        Text(
            "Rätta stavningen eller lägg till termen i ontology/.",
            "Mend the spelling or add the term to ontology/.",
        ),
    )


def _refuse_derived(
    store: ox.Store, ontology: Ontology, texts: Mapping[str, str], predicates: Iterable[str]
) -> None:
    found = sorted(ontology.derived.intersection(predicates))
    stated = [iri for iri in found if _in_data(store, ontology, iri)]
    if stated:
        raise InputError(
            Text(
                f"{shorten(stated[0])} härleds i varje vy och får inte stå i en fil.",
                f"{shorten(stated[0])} is derived in every view and may not stand in a file.",
            ),
            place_of(stated[0], texts),
            Text(
                "Ta bort raden; ange ansvaret eller medlemskapet som en egen nod.",
                "Remove the line; state the assignment or membership as a node.",
            ),
        )


def _refuse_datatypes(store: ox.Store, ontology: Ontology, texts: Mapping[str, str]) -> None:
    marks = {mark for text in texts.values() for mark in _DATATYPE.findall(text)}
    if marks <= _ALLOWED_MARKS:
        return
    used = _column(store, f"SELECT DISTINCT ?x WHERE {{ {_data(ontology, 'DATATYPE(?o)')} }}")
    unknown = sorted(iri for iri in used - _DATATYPES if iri.startswith((str(XSD), BASE)))
    if unknown:
        near = {iri: _nearest(iri, _DATATYPES, 0.5) for iri in unknown}
        raise _unknown_error(near, texts)


def _refuse_blanks(store: ox.Store, ontology: Ontology, texts: Mapping[str, str]) -> None:
    marked = any(
        "_:" in text or "[" in text or name.endswith((".rdf", ".jsonld"))
        for name, text in texts.items()
    )
    if not marked and not _in_data(store, ontology, RDF("first")):
        return
    answer = store.query(
        f"SELECT ?p WHERE {{ {_data(ontology)} FILTER(isBLANK(?s) || isBLANK(?o)) }} LIMIT 1"
    )
    assert isinstance(answer, ox.QuerySolutions)
    found = next(iter(answer), None)
    if found is None:
        return
    predicate = found["p"]
    raise InputError(
        Text("En nod saknar namn (blank nod).", "A node has no name (blank node)."),
        _blank_place(texts) or place_of(predicate.value, texts),
        Text(
            "Ge den en IRI, så att den kan beläggas, ändras och länkas till.",
            "Give it an IRI, so that it can be cited, changed and linked to.",
        ),
    )


def _blank_place(texts: Mapping[str, str]) -> Location | None:
    for name, text in texts.items():
        for number, line in enumerate(text.split("\n"), 1):
            plain = re.sub(r'"(?:[^"\\]|\\.)*"|<[^<>\s]*>|#.*$', "", line)
            if "_:" in plain or "[" in plain:
                return Location(name, number)
    return None
