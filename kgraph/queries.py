"""Named questions: SPARQL files whose head says what they ask, and the tables they answer with."""

import contextlib
import csv
import datetime
import difflib
import io
import json
import re
import unicodedata
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kgraph import quick
from kgraph.errors import InputError, UsageError
from kgraph.extensions import FOLDER as EXTENSIONS
from kgraph.project import Project
from kgraph.store import Store, View
from kgraph.store.allowance import federation_of
from kgraph.store.gate import mentions_service, query_form, refuse, service_refused
from kgraph.store.reading import read_text
from kgraph.tables import Table
from kgraph.terms import KS, PREFIXES, XSD, Iri, Literal, Term, Triple, expand, local_name, slug
from kgraph.wording import Text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

_HEAD = re.compile(r"^#\s*([a-z-]+):\s*(.*?)\s*$")
_VARIABLE = re.compile(r"^[A-Za-z_]\w*$")
_NO_IRI = re.compile(r'[\s<>"{}|\\^`]')
_SOME = 12
_OFFERED = 5
KINDS = ("iri", "date", "string", "integer")


@dataclass(frozen=True)
class Parameter:
    """A value that a question can be asked about.

    Parameters:
        name: the SPARQL variable, without ``?``.
        kind: ``iri``, ``date``, ``string`` or ``integer``.
        of: class of the things meant when the kind is ``iri`` (``Strategy``, ``Forum`` …), or "".
        required: whether the question makes no sense without it.
        default: value used when none is given, or None for "all".
        label: what people call it.
        choices: the only things that can be meant, where they are few; empty for all of the kind.
    """

    name: str
    kind: str
    of: str
    required: bool
    default: str | None
    label: Text
    choices: tuple[Iri, ...] = ()


@dataclass(frozen=True)
class Query:
    """A named question.

    Parameters:
        name: file name without ending.
        text: the SPARQL text with its head.
        title, question: what it is called and asks.
        parameters: what it can be asked about; a value that is left out means all.
        columns: names of the answer's columns, in order.
        order: columns that the answer is sorted by, in Swedish order.
        cq: numbers of the competency questions it answers.
        group: which part of the catalogue it belongs to.
        codes: words for the codes that stand in the answer instead of things.
        extension: the extension that it comes with, or "".
    """

    name: str
    text: str
    title: Text
    question: Text
    parameters: tuple[Parameter, ...]
    columns: tuple[str, ...]
    order: tuple[str, ...]
    cq: tuple[str, ...] = ()
    group: str = ""
    codes: Mapping[str, Text] = field(default_factory=dict, compare=False)
    head: Mapping[str, str] = field(default_factory=dict, compare=False)
    extension: str = ""


def read_query(path: Path, name: str | None = None) -> Query:
    """Read a question with its head.

    Raises:
        InputError: the file cannot be read, or its head lacks a title or a column list or has a
            parameter nobody understands.
        UsageError: it would ask somebody else.
    """
    where = _place_of(path)
    text = read_text(path, where)
    if mentions_service(text):
        refuse_outside(text)
    head, repeated = _head(text)
    try:
        title = Text(head["title-sv"], head["title-en"])
        columns = tuple(head["columns"].split())
    except KeyError as missing:
        raise InputError(
            Text(f"Frågans huvud saknar {missing}.", f"The query's head lacks {missing}."),
            where,
            Text(f"Lägg till en rad: # {missing.args[0]}: …", f"Add: # {missing.args[0]}: …"),
        ) from None
    return Query(
        name=name or path.stem,
        text=text,
        title=title,
        question=Text(head.get("question-sv", title.sv), head.get("question-en", title.en)),
        parameters=tuple(_parameter(line, where) for line in repeated["param"]),
        columns=columns,
        order=tuple(head.get("order", "").split()) or columns,
        cq=tuple(head.get("cq", "").split()),
        group=head.get("group", ""),
        codes=dict(_code(line, where) for line in repeated["value"]),
        head=head,
    )


def _place_of(path: Path) -> str:
    """A query file's name from the folder of queries on."""
    parts = path.parts
    if len(parts) > 3 and parts[-4] == EXTENSIONS:
        return "/".join(parts[-4:])
    last = max((i for i, part in enumerate(parts) if part == "queries"), default=len(parts) - 1)
    return "/".join(parts[last:])


def _head(text: str) -> tuple[dict[str, str], dict[str, list[str]]]:
    """The head's lines by key; those that may stand several times apart, in their order."""
    head: dict[str, str] = {}
    repeated: dict[str, list[str]] = {"param": [], "value": []}
    for line in text.split("\n"):
        found = _HEAD.match(line)
        if found and found.group(1) in repeated:
            repeated[found.group(1)].append(found.group(2))
        elif found:
            head.setdefault(found.group(1), found.group(2))
        elif not line.startswith("#"):
            break
    return head, repeated


def _code(line: str, where: str) -> tuple[str, Text]:
    """A code that the answer uses, and what it means: ``code | Swedish | English``."""
    parts = [part.strip() for part in line.split("|")]
    if len(parts) != 3 or not all(parts):
        raise InputError(
            Text(f"Ofullständig kod i huvudet: {line}.", f"Incomplete code in head: {line}."),
            where,
            Text(
                "Skriv: # value: kod | svenska | engelska",
                "Write: # value: code | Swedish | English",
            ),
        )
    return parts[0], Text(parts[1], parts[2])


def _parameter(line: str, where: str) -> Parameter:
    spec, *labels = (part.strip() for part in line.split("|"))
    name, kind, *rest = [*spec.split(), "", ""]
    kind, _, of = kind.partition(":")
    named = dict(word.split("=", 1) for word in rest if "=" in word)
    unknown = [w for w in rest if "=" not in w and w not in ("", "optional", "required")]
    unknown += set(named) - {"default", "choices"}
    choices = _choices(named.get("choices", ""), unknown)
    if not _VARIABLE.match(name) or kind not in KINDS or unknown:
        raise InputError(
            Text(f"Okänd parameter i huvudet: {line}.", f"Unknown parameter in head: {line}."),
            where,
            Text(
                "Skriv: # param: namn iri|date|string|integer optional | svenska | engelska",
                "Write: # param: name iri|date|string|integer optional | Swedish | English",
            ),
        )
    label = Text(labels[0], labels[1]) if len(labels) > 1 else Text(name, name)
    of = of if of != "any" else ""
    return Parameter(name, kind, of, "required" in rest, named.get("default"), label, choices)


def _choices(words: str, unknown: list[str]) -> tuple[Iri, ...]:
    """The things that ``prefix:local,prefix:local`` names; what names none joins the unknown."""
    found: list[Iri] = []
    for word in filter(None, words.split(",")):
        try:
            found.append(expand(word))
        except ValueError:
            unknown.append(word)
    return tuple(found)


def catalogue(project: Project) -> dict[str, Query]:
    """The named questions of a project and its extensions, by name.

    Raises:
        InputError: a file is no question, or an extension's has a name that is taken.
    """
    found = {path.stem: read_query(path) for path in sorted(project.queries.glob("*.rq"))}
    for extension in project.extensions:
        for path in extension.query_files:
            if path.stem in found:
                raise _taken(path, extension.name, found[path.stem].extension)
            found[path.stem] = replace(read_query(path), extension=extension.name)
    return found


def _taken(path: Path, name: str, by: str) -> InputError:
    owner = Text(f"tillägget {by}", f"the extension {by}") if by else Text("kgraph", "kgraph")
    return InputError(
        Text(f"Frågan {path.stem} finns redan, hos {owner.sv}.",
             f"The query {path.stem} is there already, in {owner.en}."),
        _place_of(path),
        Text(f"Döp om filen, till exempel till {name}-{path.stem}.rq.",
             f"Rename the file, for instance to {name}-{path.stem}.rq."),
    )  # fmt: skip


def listed_json(known: "Iterable[Query]", lang: str) -> str:
    """The questions with all that their heads say, as JSON."""
    value = {"schema_version": 1, "queries": [_listed(query, lang) for query in known]}
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _listed(query: Query, lang: str) -> dict[str, object]:
    parameters = [
        {
            "name": p.name,
            "kind": p.kind,
            "of": p.of or None,
            "choices": [local_name(iri) for iri in p.choices] or None,
            "required": p.required,
            "default": p.default,
            "label": p.label.get(lang),
        }
        for p in query.parameters
    ]
    return {
        "name": query.name,
        "title": query.title.get(lang),
        "question": query.question.get(lang),
        "parameters": parameters,
        "columns": list(query.columns),
        "cq": list(query.cq),
        "group": query.group,
        "extension": query.extension or None,
    }


def listed_csv(known: "Iterable[Query]", lang: str) -> str:
    """The questions as CSV, one row each; what a question must be told has a star."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    head = ["name", "title", "question", "parameters", "columns", "cq", "group", "extension"]
    writer.writerow(head)
    for q in known:
        parameters = [p.name + "*" * p.required for p in q.parameters]
        lists = (" ".join(words) for words in (parameters, q.columns, q.cq))
        told = [q.name, q.title.get(lang), q.question.get(lang), *lists, q.group, q.extension]
        writer.writerow(told)
    return out.getvalue()


def find(names: Mapping[str, Query], name: str) -> Query:
    """The question of a name.

    Raises:
        UsageError: there is none; near names are offered.
    """
    if name in names:
        return names[name]
    raise UsageError(
        Text(f"Det finns ingen fråga som heter {name}.", f"There is no query called {name}."),
        "",
        near_miss(name, names, Text("Se alla med: kgraph queries", "See all with: kgraph queries")),
    )


def near_miss(word: str, known: "Iterable[str]", otherwise: Text) -> Text:
    """What to offer for a misspelt or shortened word: those it may be, or where to look."""
    names = list(known)
    whole = [name for name in names if len(word) > 2 and word.casefold() in name.casefold()]
    near = whole[:_OFFERED] or difflib.get_close_matches(word, names, n=3, cutoff=0.6)
    if not near:
        return otherwise
    listed = ", ".join(near)
    return Text(f"Menade du {listed}?", f"Did you mean {listed}?")


def bind(store: Store, query: Query, values: Mapping[str, str], view: View) -> dict[str, Term]:
    """The values of a question's parameters as terms.

    Raises:
        UsageError: a parameter the question lacks, one that is missing, a value of the wrong
            kind, or a thing that is not in the graph.
    """
    names = [parameter.name for parameter in query.parameters]
    for given in values:
        if given not in names:
            otherwise = Text(
                f"Frågan tar: {', '.join(names) or 'inga'}.",
                f"The query takes: {', '.join(names) or 'none'}.",
            )
            raise UsageError(
                Text(f"Okänd parameter: {given}.", f"Unknown parameter: {given}."),
                query.name,
                near_miss(given, names, otherwise),
            )
    bound: dict[str, Term] = {}
    for parameter in query.parameters:
        value = values.get(parameter.name, parameter.default)
        if value is not None and not value.strip():
            raise _empty(parameter)
        if value is not None:
            bound[parameter.name] = _value(store, parameter, value, view)
        elif parameter.required:
            raise UsageError(
                Text(
                    f"Parametern {parameter.name} behövs.",
                    f"The parameter {parameter.name} is needed.",
                ),
                query.name,
                Text(f"Ange --{parameter.name} …", f"Give --{parameter.name} …"),
            )
    return bound


def _empty(parameter: Parameter) -> UsageError:
    mend = (
        Text("Ange ett värde.", "Give a value.")
        if parameter.required
        else Text("Ange ett värde, eller utelämna den: då menas alla.",
                  "Give a value, or leave it out: then all are meant.")
    )  # fmt: skip
    return UsageError(
        Text(f"Parametern {parameter.name} är tom.", f"The parameter {parameter.name} is empty."),
        f"--{parameter.name}",
        mend,
    )


def _value(store: Store, parameter: Parameter, value: str, view: View) -> Term:
    if parameter.kind == "iri":
        return resolve(store, value, view, parameter.of, parameter.name, parameter.choices)
    if parameter.kind == "date":
        return _date(value if value != "view" else view.as_of.isoformat(), parameter.name)
    if parameter.kind == "integer":
        if not re.fullmatch(r"-?[0-9]+", value):
            raise UsageError(
                Text(f"{value} är inget heltal.", f"{value} is no integer."),
                f"--{parameter.name}",
                Text("Skriv bara siffror, till exempel 3.", "Write digits alone, such as 3."),
            )
        return Literal(value, XSD("integer"))
    return Literal(value)


def _date(value: str, name: str) -> Literal:
    try:
        return Literal(datetime.date.fromisoformat(value).isoformat(), XSD("date"))
    except ValueError:
        raise UsageError(
            Text(f"{value} är inget datum.", f"{value} is no date."),
            f"--{name}",
            Text(
                "Skriv åååå-mm-dd, till exempel 2026-11-21.",
                "Write yyyy-mm-dd, such as 2026-11-21.",
            ),
        ) from None


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
    choices: "Collection[str]" = (),
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
        others = [] if matches or not of else _named(store, value, _things(store, view, ""))
        if others:
            raise _wrong_kind(store, others[0], where, of, _holding(value, known)) from None
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
    store: Store, iri: str, where: str, of: str, near: "Collection[str]" = ()
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


def run(
    store: Store, query: Query, values: Mapping[str, str], view: View, lang: str = "sv"
) -> Table:
    """Ask a named question.

    Parameters:
        store: where to ask.
        query: the question.
        values: parameter values as a person writes them; left out means all.
        view: which statements count.
        lang: language of the labels.

    Returns:
        The answer, sorted by the query's order columns in Swedish order. One over pairs may be
        cut at a limit, which the table tells.

    Raises:
        UsageError: an unknown or missing parameter, or a value of the wrong kind.
    """
    bound = bind(store, query, values, view)
    answer, left_out = quick.asked(query.name, query.text, query.columns, store, view, bound)
    absent = [column for column in query.columns if column not in answer.columns]
    if absent:
        raise InputError(
            Text(f"Svaret saknar kolumnen {absent[0]}.", f"The answer lacks column {absent[0]}."),
            f"queries/{query.name}.rq",
            Text("Rätta # columns eller SELECT.", "Mend # columns or the SELECT list."),
        )
    table = Table.of(query.name, answer, store, view, lang, dict(values))
    table = replace(table, left_out=left_out)
    words = {code: text.get(lang) for code, text in query.codes.items()}
    return replace(table, codes=words).select(query.columns).sorted_by(query.order)


def run_text(store: Store, text: str, view: View, lang: str = "sv") -> Table:
    """Run a SELECT or ASK query somebody wrote.

    Returns:
        The answer; sorted by all columns unless the query itself says an order.

    Raises:
        UsageError: not valid SPARQL, or it would reach outside this graph.
    """
    with _asked(store, text, view) as asked:
        if query_form(asked) == "ASK":
            return Table.yes_or_no(store.ask(asked, view), view)
        answer = store.select(asked, view)
    table = Table.of("", answer, store, view, lang, {})
    return table if re.search(r"\bORDER\s+BY\b", text, re.I) else table.sorted_by(())


def run_graph(store: Store, text: str, view: View) -> list[Triple]:
    """Run a CONSTRUCT or DESCRIBE query somebody wrote; the statements come sorted.

    Raises:
        UsageError: not valid SPARQL, or it would reach outside this graph.
    """
    with _asked(store, text, view) as asked:
        return store.construct(asked, view)


@contextlib.contextmanager
def _asked(store: Store, text: str, view: View) -> "Iterator[str]":
    """A text that somebody wrote as it is run: what it asks of listed endpoints is answered."""
    from kgraph.store.federation import with_services

    outward = with_services(store, text, view) if mentions_service(text) else nullcontext(text)
    with outward as asked:
        refuse_outside(asked)
        with _explaining(text):
            yield asked


def refuse_early(project: Project, text: str) -> None:
    """Refuse a query that would fetch from somewhere else before any statement is read.

    Raises:
        UsageError: as ``refuse_outside``; where the project lists endpoints, not before it is run.
    """
    if not (mentions_service(text) and federation_of(project).allow):
        refuse_outside(text)


@contextlib.contextmanager
def _explaining(text: str) -> "Iterator[None]":
    """Tell a writer what is wrong with the text, and not what the engine makes of it."""
    try:
        yield
    except UsageError as error:
        from kgraph.query_faults import explained

        raise explained(text, error) from None


def refuse_outside(text: str) -> None:
    """Refuse a query that would fetch from somewhere else.

    The engine follows SERVICE without asking. The words of the text are searched for it, and
    where it stands anywhere the parsed query is too, since the two could read a text differently.

    Raises:
        UsageError: the query holds SERVICE, or mentions it and cannot be parsed.
    """
    refuse(text)
    if not mentions_service(text):
        return
    from rdflib.plugins.sparql import prepareQuery
    from rdflib.plugins.sparql.algebra import traverse
    from rdflib.plugins.sparql.parserutils import CompValue

    try:
        parsed = prepareQuery(text, initNs=dict(PREFIXES))
    except Exception as error:  # the parser raises classes of several libraries
        told = str(error).partition("\n")[0]
        from kgraph.query_faults import explained

        raise explained(
            text,
            UsageError(
                Text("Frågan är inte giltig SPARQL.", f"The query is no valid SPARQL: {told}."),
                "",
                Text("Rätta frågan.", "Mend the query."),
            ),
        ) from None
    outside: list[str] = []

    def look(node: object) -> None:
        if isinstance(node, CompValue) and node.name == "ServiceGraphPattern":
            outside.append(node.name)

    traverse(parsed.algebra, visitPost=look)
    if outside:
        raise service_refused()
