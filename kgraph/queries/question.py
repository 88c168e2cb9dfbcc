"""A named question: a SPARQL text whose head says what it asks, of what, and in which columns."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kgraph.errors import InputError, UsageError
from kgraph.extensions import FOLDER as EXTENSIONS
from kgraph.queries.outside import refuse_outside
from kgraph.store.gate import mentions_service
from kgraph.store.reading import read_text
from kgraph.terms import Iri, expand
from kgraph.wording import Text

_HEAD = re.compile(r"^#\s*([a-z-]+):\s*(.*?)\s*$")
_VARIABLE = re.compile(r"^[A-Za-z_]\w*$")
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
    where = place_of(path)
    text = read_text(path, where)
    ours = not where.startswith(EXTENSIONS + "/")
    given = () if ours else _given(text, where)
    if ours and mentions_service(text):
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
    if not ours:
        _refuse_absent(columns, head.get("order", ""), given, where)
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


def _given(text: str, where: str) -> tuple[str, ...]:
    """The columns that an extension's question gives; what is wrong is told with its file."""
    from kgraph.store.parsing import columns_of

    try:
        given = columns_of(text)
        if mentions_service(text):
            refuse_outside(text)
    except UsageError as error:
        from kgraph.query_faults import explained

        told = explained(text, error)
        place = f"{where}:{told.where}" if told.where else where
        raise InputError(told.what, place, told.mend) from None
    if not given:
        raise InputError(
            Text("Frågan ger inga kolumner.", "The query gives no columns."),
            where,
            Text("Skriv den med SELECT och en kolumn eller fler.",
                 "Write it with SELECT and a column or more."),
        )  # fmt: skip
    return given


def _refuse_absent(
    columns: tuple[str, ...], order: str, given: tuple[str, ...], where: str
) -> None:
    """Refuse an extension's head that lists columns that its question does not give."""
    for listed, among in ((columns, given), (order.split(), columns)):
        for column in listed:
            if column not in among:
                raise InputError(
                    Text(f"Frågan har ingen kolumn {column}.",
                         f"The question has no column {column}."),
                    where,
                    Text("Lägg till den i # columns och SELECT, eller rätta namnet.",
                         "Add it to # columns and SELECT, or mend the name."),
                )  # fmt: skip


def place_of(path: Path) -> str:
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
