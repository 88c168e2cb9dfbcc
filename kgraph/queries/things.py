"""Things by what people write for them: an IRI, a short name or a label."""

import contextlib
import difflib
import re
import unicodedata
from collections.abc import Collection

from kgraph.errors import UsageError
from kgraph.queries.question import Parameter
from kgraph.store import Store, View
from kgraph.store.ntriples import show_term
from kgraph.terms import KS, Iri, Literal, expand, local_name, slug
from kgraph.wording import Text

_NO_IRI = re.compile(r'[\s<>"{}|\\^`]')
_SOME = 12
_OFFERED = 5
_THINGS = """
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?thing WHERE { ?thing rdf:type ?class . FILTER(isIRI(?thing)) }"""
_OF_CLASS = """
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
SELECT DISTINCT ?thing WHERE {{
  ?thing rdf:type ?class . ?class rdfs:subClassOf* ?super . VALUES ?super {{ {classes} }}
  FILTER(isIRI(?thing)) }}"""
# What a parameter's class stands for when it is not one class of our own.
_CLASSES = {
    "Actor": "org:Organization foaf:Agent foaf:Group",
    "Theme": "<http://www.w3.org/2004/02/skos/core#Concept>",
}
# Of whatever kind: the engine looks, since a large graph has a million things of some kind.
_CALLED = """
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?thing WHERE {
  { ?thing ks:displayLabel|skos:prefLabel|rdfs:label|dct:title ?name
    FILTER(LCASE(STR(?name)) = %s) }
  UNION { ?thing rdf:type ?any FILTER(REPLACE(STR(?thing), "^.*[/#]", "") = %s) }
  FILTER(isIRI(?thing)) } ORDER BY ?thing LIMIT 1"""
_COUNTIES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX territory-type: <https://w3id.org/kompsam/vocab/territory-type/>
SELECT DISTINCT ?thing WHERE { ?thing ks:territoryType territory-type:lan }"""
_KIND_WORDS = {
    "Actor": Text("en aktör", "an actor"),
    "County": Text("ett län", "a county"),
    "Theme": Text("ett tema", "a theme"),
}


def _text_of(of: str) -> str:
    """The question for the things of a class; for all that have one where none is named."""
    classes = _CLASSES.get(of, f"<{KS(of)}>")
    text = _OF_CLASS.format(classes=classes) if of else _THINGS
    return _COUNTIES if of == "County" else text


def _things(store: Store, view: View, of: str) -> set[str]:
    return {str(row[0]) for row in store.select(_text_of(of), view).rows}


def _is_thing(store: Store, view: View, iri: str, of: str) -> bool:
    """Whether something is of a class: asked of it alone, since there may be millions."""
    try:
        return bool(store.select(_text_of(of), view, {"thing": Iri(iri)}).rows)
    except ValueError:  # no IRI
        return False


def choices_of(store: Store, parameter: Parameter, view: View) -> list[Iri]:
    """The things that a parameter can mean, by IRI; none where it takes no thing."""
    if parameter.kind != "iri":
        return []
    found = parameter.choices or (Iri(iri) for iri in _things(store, view, parameter.of))
    return sorted(found)


def resolve(
    store: Store,
    value: str,
    view: View,
    of: str = "",
    name: str = "",
    choices: Collection[str] = (),
) -> Iri:
    """The thing that a person means: full IRI, ``prefix:local``, last part of the IRI, or label.

    Parameters:
        store, view: where the things are.
        value: what the person wrote.
        of: class of the things that can be meant; "" for any.
        name: the parameter, for the message.
        choices: the only things that can be meant; empty for all of the class.

    Raises:
        UsageError: nothing of that name is in the graph, or several things are.
    """
    where = f"--{name}" if name else value
    value = unicodedata.normalize("NFC", value).strip()
    if choices:
        return _chosen(store, value, where, set(choices))
    try:
        iri = expand(value)
        if _NO_IRI.search(iri):
            raise ValueError(value)
    except ValueError:
        known = _things(store, view, of)
        matches = _named(store, value, known)
        if len(matches) == 1:
            return Iri(matches[0])
        other = "" if matches or not of else _called(store, value, view)
        if other:
            raise _wrong_kind(store, other, where, of, _holding(value, known)) from None
        raise _not_one(store, value, where, matches, known) from None
    if _is_thing(store, view, iri, of):
        return iri
    if of and _is_thing(store, view, iri, ""):
        raise _wrong_kind(store, iri, where, of)
    raise _not_one(store, local_name(value), where, [], _things(store, view, of))


def _chosen(store: Store, value: str, where: str, choices: set[str]) -> Iri:
    """One of a few things, by IRI, short name or label."""
    with contextlib.suppress(ValueError):
        value = local_name(expand(value)) if expand(value) in choices else value
    matches = _named(store, value, choices)
    if len(matches) == 1:
        return Iri(matches[0])
    refused = _not_one(store, value, where, matches, choices)
    if not matches:
        refused.what = Text(f"{value} går inte att välja här.", f"{value} is no choice here.")
    raise refused


def _wrong_kind(
    store: Store, iri: str, where: str, of: str, near: Collection[str] = ()
) -> UsageError:
    kind = str(KS(of))
    names = {lang: store.labels([iri, kind], lang) for lang in ("sv", "en")}
    words = {
        lang: _KIND_WORDS[of].get(lang) if of in _KIND_WORDS else names[lang][kind].lower()
        for lang in names
    }
    return UsageError(
        Text(
            f"{names['sv'][iri]} är av ett annat slag; här ska stå: {words['sv']}.",
            f"{names['en'][iri]} is of another kind; what belongs here: {words['en']}.",
        ),
        where,
        Text(f"Menade du {', '.join(near)}?", f"Did you mean {', '.join(near)}?")
        if near
        else Text("Se frågans parametrar: kgraph queries", "See its parameters: kgraph queries"),
    )


def _named(store: Store, value: str, known: set[str]) -> list[str]:
    by_slug = sorted(iri for iri in known if local_name(iri) == value)
    if by_slug:
        return by_slug
    wanted = value.casefold()
    names = {lang: store.labels(known, lang) for lang in ("sv", "en")}
    return sorted(
        iri for iri in known if wanted in (names["sv"][iri].casefold(), names["en"][iri].casefold())
    )


def _called(store: Store, value: str, view: View) -> str:
    """A thing of any kind that is called so; empty for none."""
    wanted = (show_term(Literal(text)) for text in (value.lower(), value))
    rows = store.select(_CALLED % tuple(wanted), view).rows
    return str(rows[0][0]) if rows else ""


def _not_one(
    store: Store, value: str, where: str, matches: list[str], known: set[str]
) -> UsageError:
    if matches:
        listed = ", ".join(matches)
        return UsageError(
            Text(f"Flera saker heter {value}.", f"Several things are called {value}."),
            where,
            Text(f"Ange en av: {listed}.", f"Give one of: {listed}."),
        )
    labels = store.labels(known, "sv")
    words = {local_name(iri): local_name(iri) for iri in known} | {
        label: local_name(iri) for iri, label in labels.items()
    }
    listed = ", ".join(_holding(value, known)) or ", ".join(
        dict.fromkeys(words[w] for w in difflib.get_close_matches(value, list(words), 3, 0.5))
    )
    return UsageError(
        Text(f"{value} finns inte i grafen.", f"{value} is not in the graph."),
        where,
        Text(f"Menade du {listed}?", f"Did you mean {listed}?") if listed else _some_of(known),
    )


def _holding(value: str, known: set[str]) -> list[str]:
    """The short names that a shortened one stands in, as its own words before parts of others."""
    part = slug(value)
    names = sorted(local_name(iri) for iri in known) if len(part) > 2 else []
    begun = [name for name in names if name.startswith(part)]
    return [*begun, *(n for n in names if part in n and n not in begun)][:_OFFERED]


def _some_of(known: set[str]) -> Text:
    """The values there are to choose from; the first of them where they are many."""
    slugs = sorted({local_name(iri) for iri in known})
    if not slugs:
        return Text("Grafen har inga sådana.", "The graph has none of the kind.")
    listed = ", ".join(slugs[:_SOME]) + (" …" if len(slugs) > _SOME else "")
    return Text(f"Välj bland: {listed}.", f"Choose from: {listed}.")
