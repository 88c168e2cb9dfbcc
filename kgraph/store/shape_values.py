"""What the words of SHACL must be told in an extension's checks.

An engine passes by what it does not understand, a limit that is no number or a word that is
misspelt, and then a check finds nothing without anybody knowing; or it stops in the midst of a run.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

import pyoxigraph as ox

from kgraph.errors import UsageError
from kgraph.store.parsing import columns_of
from kgraph.terms import RDF, SH, SHAPES, XSD, local_name, shorten
from kgraph.wording import Text

_SEVERITIES = ("Violation", "Warning", "Info")
_NODES = ("IRI", "BlankNode", "Literal", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRIOrLiteral")
_NUMBERS = (
    *("minCount", "maxCount", "minLength", "maxLength"),
    *("qualifiedMinCount", "qualifiedMaxCount"),
)
_SWITCHES = ("closed", "deactivated", "uniqueLang", "qualifiedValueShapesDisjoint")
_NAMED = (
    *("class", "datatype", "nodeKind", "severity", "targetClass", "targetSubjectsOf"),
    *("targetObjectsOf", "equals", "disjoint", "lessThan", "lessThanOrEquals"),
)
_LISTS = ("and", "or", "xone", "in", "languageIn", "ignoredProperties", "alternativePath")
_SHAPED = ("property", "node", "not", "qualifiedValueShape")
_SHOWN = 30
_TEXTS = ("pattern", "flags", "select", "ask", "prefix")
_OTHER = (
    *("and", "or", "not", "xone", "node", "property", "in", "languageIn", "hasValue", "path"),
    *("inversePath", "alternativePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath"),
    *("minInclusive", "minExclusive", "maxInclusive", "maxExclusive", "qualifiedValueShape"),
    *("ignoredProperties", "targetNode", "sparql", "prefixes", "declare", "namespace", "message"),
    *("name", "description", "order", "group", "defaultValue"),
)
_WORDS = (*_NUMBERS, *_SWITCHES, *_NAMED, *_TEXTS, *_OTHER)
_NIL, _FIRST = ox.NamedNode(RDF("nil")), ox.NamedNode(RDF("first"))


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a file of checks.

    Parameters:
        shape: IRI of the check, or of the named part of one, that it stands in; "" where unknown.
        what, mend: what is wrong, and what to do.
    """

    shape: str
    what: Text
    mend: Text


def faults(store: ox.Store, prefixes: Mapping[str, str]) -> Iterator[Fault]:
    """What SHACL's words are told that no engine could follow, in the order of the checks.

    Parameters:
        store: the file, read by itself.
        prefixes: those that shipped checks declare for their questions.
    """
    known = {**prefixes, **declared(store)}
    for quad in sorted(store, key=lambda q: (_owner(store, q.subject), str(q.predicate))):
        word = quad.predicate.value.removeprefix(SH(""))
        if word == quad.predicate.value:
            continue
        told = _fault(word, quad.object, known) or _loose(store, word, quad)
        if told:
            shape = _owner(store, quad.subject)
            code = local_name(shape)
            at = Text(f"Kontrollen {code}: ", f"The check {code}: ") if code else Text("", "")
            what = Text(at.sv + told[0].sv, at.en + told[0].en)
            yield Fault(shape, what, told[1])


def uses_shipped(store: ox.Store, namespace: str) -> bool:
    """Whether a question in the file counts on prefixes that others declare."""
    used = store.quads_for_pattern(None, ox.NamedNode(SH("prefixes")), None, None)
    return any(not getattr(quad.object, "value", "").startswith(namespace) for quad in used)


def declared(store: ox.Store) -> dict[str, str]:
    """The prefixes that a file of checks declares for questions."""
    spaces = {
        quad.subject: getattr(quad.object, "value", "")
        for quad in store.quads_for_pattern(None, ox.NamedNode(SH("namespace")), None, None)
    }
    names = store.quads_for_pattern(None, ox.NamedNode(SH("prefix")), None, None)
    return {
        getattr(quad.object, "value", ""): spaces[quad.subject]
        for quad in names
        if quad.subject in spaces
    }


def _owner(store: ox.Store, node: object) -> str:
    """The named check that a nameless part stands in."""
    seen: set[object] = set()
    while isinstance(node, ox.BlankNode) and node not in seen:
        seen.add(node)
        above = next(store.quads_for_pattern(None, None, node, None), None)
        node = above.subject if above else None
    return node.value if isinstance(node, ox.NamedNode) else ""


def _fault(word: str, value: object, prefixes: Mapping[str, str]) -> tuple[Text, Text] | None:
    text = getattr(value, "value", "")
    if word not in _WORDS:
        return _unknown(word)
    if word in _NUMBERS and not _is_number(value):
        return _no_value(
            word, text, Text("ett heltal, till exempel 1", "a whole number, such as 1")
        )
    if word in _SWITCHES and not (isinstance(value, ox.Literal) and text in ("true", "false")):
        return _no_value(word, text, Text("true eller false", "true or false"))
    if word in _TEXTS and not isinstance(value, ox.Literal):
        return _no_value(word, text, Text("en text i citattecken", "a text in quotation marks"))
    if word in _NAMED and not isinstance(value, ox.NamedNode):
        return _no_value(word, text, Text("ett namn som ks:Forum", "a name such as ks:Forum"))
    for name, choices in (("severity", _SEVERITIES), ("nodeKind", _NODES)):
        if word == name and text not in [SH(choice) for choice in choices]:
            among = ", ".join(f"sh:{choice}" for choice in choices)
            told = Text(f"något av {among}", f"one of {among}")
            return _no_value(word, shorten(text), told)
    if word == "pattern" and not _is_pattern(text):
        told = Text("ett reguljärt uttryck, till exempel ^[a-z]+$",
                    "a regular expression, such as ^[a-z]+$")  # fmt: skip
        return _no_value(word, text, told)
    return _question(word, text, prefixes) if word in ("select", "ask") else None


def _loose(store: ox.Store, word: str, quad: ox.Quad) -> tuple[Text, Text] | None:
    """What is wrong with what a word leads to: no list, no such check, several paths."""
    value = quad.object
    if word in _LISTS and not (value == _NIL or _has(store, value, _FIRST)):
        shown = getattr(value, "value", "") if isinstance(value, ox.Literal | ox.NamedNode) else ""
        return _no_value(word, shown, Text("en lista: ( … )", "a list: ( … )"))
    if word in _SHAPED and not _is_shape(store, value):
        name = shorten(getattr(value, "value", ""))
        return (
            Text(f"{name} finns inte.", f"{name} is not there."),
            Text("Rätta namnet, eller skriv kontrollens del.",
                 "Mend the name, or write that part of the check."),
        )  # fmt: skip
    if word == "path":
        paths = list(store.quads_for_pattern(quad.subject, quad.predicate, None, None))
        if len(paths) > 1 or isinstance(value, ox.Literal):
            return (
                Text("sh:path är inte en väg.", "sh:path is not one path."),
                Text("Ange en egenskap eller en väg; fler skrivs med sh:alternativePath.",
                     "State one property or path; several are written with sh:alternativePath."),
            )  # fmt: skip
    return None


def _has(store: ox.Store, node: object, predicate: ox.NamedNode | None) -> bool:
    if not isinstance(node, ox.NamedNode | ox.BlankNode):
        return False
    return next(store.quads_for_pattern(node, predicate, None, None), None) is not None


def _is_shape(store: ox.Store, value: object) -> bool:
    """Whether it is described here or is one of the shipped."""
    shipped = isinstance(value, ox.NamedNode) and value.value.startswith(SHAPES(""))
    return shipped or _has(store, value, None)


def _unknown(word: str) -> tuple[Text, Text]:
    near = get_close_matches(word, _WORDS, 1)
    mend = Text("Ta bort det, eller skriv ett ord ur SHACL.", "Remove it, or use a word of SHACL.")
    if near:
        mend = Text(f"Menade du sh:{near[0]}?", f"Did you mean sh:{near[0]}?")
    return Text(f"sh:{word} läses inte.", f"sh:{word} is not read."), mend


def _no_value(word: str, text: str, wanted: Text) -> tuple[Text, Text]:
    return (
        Text(f"sh:{word} kan inte vara ”{text}”.", f"sh:{word} cannot be “{text}”."),
        Text(f"Skriv {wanted.sv}.", f"Write {wanted.en}."),
    )


def _is_number(value: object) -> bool:
    whole = isinstance(value, ox.Literal) and value.datatype.value == XSD("integer")
    return whole and getattr(value, "value", "").isascii() and getattr(value, "value", "").isdigit()


def _is_pattern(text: str) -> bool:
    """Whether the engine can match with it; it gives no value for what it cannot read."""
    asked = ox.Store().query(f"SELECT (REGEX('a', {ox.Literal(text)}) AS ?x) {{}}")
    return isinstance(asked, ox.QuerySolutions) and all(row["x"] is not None for row in asked)


def _question(word: str, text: str, prefixes: Mapping[str, str]) -> tuple[Text, Text] | None:
    asked = text.replace("$PATH", "<urn:path>")
    try:
        columns = columns_of(asked, prefixes)
    except UsageError as error:
        return _unreadable(asked, error)
    if word == "select" and "this" not in columns:
        return (
            Text("Frågan ger inget $this.", "The query gives no $this."),
            Text("Börja med SELECT $this.", "Begin with SELECT $this."),
        )
    return None


def _unreadable(asked: str, error: UsageError) -> tuple[Text, Text]:
    """Where a question cannot be read on, with the words that stand there."""
    what, mend = (part if isinstance(part, Text) else Text(part, part)
                  for part in (error.what, error.mend))  # fmt: skip
    if not error.where:
        return what, mend
    row, column = (int(part) for part in error.where.split(":"))
    line = asked.split("\n")[row - 1]
    stands = line[column - 1 :].strip()[:_SHOWN]
    if "Prefix not found" in what.en:
        stands = (line[: column - 1].split() or [""])[-1]
        said = Text("Ett prefix är inte angivet", "A prefix is not declared")
        mend = Text("Skriv PREFIX först i frågan, eller ange det med sh:declare.",
                    "Write PREFIX first in the query, or declare it with sh:declare.")  # fmt: skip
    else:
        said = Text("Frågan är inte giltig SPARQL", "The query is no valid SPARQL")
    near = Text(f", nära ”{stands}”", f", near “{stands}”") if stands else Text("", "")
    place = Text(f": frågans rad {row}, tecken {column}",
                 f": line {row} of the query, character {column}")  # fmt: skip
    return Text(f"{said.sv}{place.sv}{near.sv}.", f"{said.en}{place.en}{near.en}."), mend
