"""Kinds of finding that an extension declares: a question with columns, sentences and rules.

Everything stands in the head of the question's file, ``extensions/NAME/findings/gap-01.rq``: what
the sentence is, which columns name the things and the documents, what must have been read in full
for silence to say something. How sure a finding is follows from the same rule as for the shipped
kinds, so an extension can say what is lacking and never that it is sure by itself.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from kgraph.errors import InputError
from kgraph.extensions import Extension
from kgraph.findings.kinds import KINDS, Kind
from kgraph.findings.making import Draft, draft, finished, said
from kgraph.findings.material import FOLDER, Material, Row, parts, source_of
from kgraph.findings.value import Finding
from kgraph.project import Project
from kgraph.queries import Query, catalogue, read_query
from kgraph.terms import Iri
from kgraph.wording import Text

_PLACE = re.compile(r"\{(\w+)\}")
_SAID = ("title", "sentence", "formula", "left-out", "answer", "question")
_OVERLAPS = ("silent", "unknown")
# Words that lay a fault at somebody; what a text does not mention is nobody's fault.
_BLAME = re.compile(r"brist hos|försumm|misslyck|slarv|failed|fails to|neglect|careless", re.I)


_SAYS_NONE = Text(
    "Dokumentet säger självt, på ett utpekat ställe, att det inte finns.",
    "The document itself says, at a passage that is named, that there is none.",
)
_READ = Text(
    "Dokumentet självt är läst i sin helhet för frågan och har inte löpt ut; inget nämns.",
    "The document itself was read in full for the question and has not run out; nothing is "
    "mentioned.",
)
_UNREAD = Text(
    "Dokumentet är inte läst i sin helhet för frågan, har löpt ut, eller är ett verk som bara "
    "omnämns.",
    "The document was not read in full for the question, has run out, or is a work that is only "
    "cited.",
)
_NOT_USED = Text(
    "Används inte: ingen källa säger själv att det är en överlappning.",
    "Not used: no source itself says that it is an overlap.",
)


def kinds_of(project: Project | None) -> Mapping[str, Kind]:
    """The kinds of finding that there are: the shipped ones, then those of each extension.

    Raises:
        InputError: a kind's file lacks something, with what and the mend.
    """
    extensions = project.extensions if project else ()
    declared = [
        _kind(extension, slug, path)
        for extension in extensions
        for slug, path in extension.kind_files.items()
    ]
    KINDS.learn(declared)
    return {**KINDS, **{kind.id: kind for kind in declared}}


def refuse_faulty(project: Project) -> None:
    """Refuse an extension whose questions or kinds of finding could not be asked.

    Raises:
        InputError: the first that is no SPARQL, or whose head lacks something, with file and mend.
    """
    if project.extensions:
        catalogue(project)
        kinds_of(project)


def _kind(extension: Extension, slug: str, path: Path) -> Kind:
    query, where = read_query(path), f"extensions/{extension.name}/findings/{path.name}"
    overlap = path.stem.startswith("ovl")
    told = {key: _text(query, key, where) for key in _SAID}
    if overlap:
        told |= {key: _text(query, key, where) for key in _OVERLAPS}
    _refuse_odd(query, told["sentence"], overlap, where)
    return Kind(
        slug,
        query.head.get("for", "strategist") == "strategist",
        (FOLDER + slug,),
        told["formula"],
        _NOT_USED if overlap else _SAYS_NONE,
        told.get("silent", _READ),
        told.get("unknown", _UNREAD),
        told["left-out"],
        told["answer"],
        told["question"],
        extension.kind_iris[slug],
        tuple(query.head.get("reading", "").split()),
    )


def _text(query: Query, key: str, where: str) -> Text:
    """A text of the head in both languages."""
    for lang in ("sv", "en"):
        if not query.head.get(f"{key}-{lang}"):
            raise _wrong(
                where,
                Text(f"Slagets huvud saknar {key}-{lang}.", f"The head lacks {key}-{lang}."),
                Text(f"Lägg till en rad: # {key}-{lang}: …", f"Add a line: # {key}-{lang}: …"),
            )
    return Text(query.head[f"{key}-sv"], query.head[f"{key}-en"])


def _wrong(where: str, what: Text, mend: Text) -> InputError:
    return InputError(what, where, mend)


def _refuse_odd(query: Query, sentence: Text, overlap: bool, where: str) -> None:
    """Refuse a head that names columns that are not there, lays blame, or has no rule."""
    named = {*_columns(query, "things"), *_columns(query, "documents"), "evidence"}
    named |= {*_PLACE.findall(sentence.sv), *_PLACE.findall(sentence.en)}
    absent = sorted(named - set(query.columns))
    if absent:
        raise _wrong(where, Text(f"Frågan har ingen kolumn {absent[0]}.",
                                 f"The question has no column {absent[0]}."),
                     Text("Lägg till den i # columns och SELECT, eller rätta namnet.",
                          "Add it to # columns and SELECT, or mend the name."))  # fmt: skip
    for key in ("things", "reading") if not overlap else ("things",):
        if not query.head.get(key):
            raise _wrong(where, Text(f"Slagets huvud saknar {key}.", f"The head lacks {key}."),
                         _WHY[key])  # fmt: skip
    if query.head.get("for", "strategist") not in ("strategist", "analysis"):
        raise _wrong(where, Text("# for: säger inte för vem.", "# for: does not say for whom."),
                     Text("Skriv strategist eller analysis.",
                          "Write strategist or analysis."))  # fmt: skip
    if blame := _BLAME.search(f"{sentence.sv} {sentence.en}"):
        raise _wrong(where, Text(f"Meningen lägger skuld: {blame[0]}.",
                                 f"The sentence lays blame: {blame[0]}."),
                     Text("Säg vad som inte nämns.", "Say what is not mentioned."))  # fmt: skip
    if any(parameter.required for parameter in query.parameters):
        raise _wrong(where, Text("Frågan kräver en parameter.", "The question needs a parameter."),
                     Text("Låt den gälla allt.", "Let it be about all."))  # fmt: skip


_WHY = {
    "things": Text(
        "Lägg till en rad: # things: kolumnen som fyndet handlar om",
        "Add a line: # things: the column that the finding is about",
    ),
    "reading": Text(
        "Lägg till en rad: # reading: vad som ska vara läst i sin helhet, ur listan relation-kind",
        "Add a line: # reading: what must have been read in full, from the list relation-kind",
    ),
}


def _columns(query: Query, key: str) -> tuple[str, ...]:
    return tuple(query.head.get(key, "").split())


def detect_declared(kind: Kind, material: Material) -> list[Finding]:
    """The findings of a declared kind: one for each different set of things in the answer."""
    name = kind.queries[0]
    query = material.names[name]
    drafts = [_draft(kind, material, query, name, row) for row in material.rows(name)]
    kept = drafts if kind.overlap else said(material, kind, drafts)
    return finished(material, kind.id, kept)


def _draft(kind: Kind, material: Material, query: Query, name: str, row: Row) -> Draft:
    things = [part for column in _columns(query, "things") for part in parts(row[column])]
    documents = _documents(material, query, row)
    status, reason = _sure(kind, material, things, documents)
    made = draft(
        name,
        {c: cell for c, cell in row.items() if c not in ("status", "reason")},
        things,
        _sentence(material, query, row),
        status=status,
        reason=reason,
    )
    return replace(made, document=documents[0]) if len(documents) == 1 else made


def _documents(material: Material, query: Query, row: Row) -> tuple[str, ...]:
    """The documents that could say it: those the columns name, else those the passages are of."""
    columns = _columns(query, "documents")
    if columns:
        return tuple(dict.fromkeys(p for c in columns for p in parts(row[c])))
    sources = {source_of(passage) for passage in parts(row["evidence"])} - {""}
    return tuple(sorted({material.home(source) for source in sources}))


def _sure(
    kind: Kind, material: Material, things: Iterable[str], documents: Iterable[str]
) -> tuple[str, str]:
    """Status and reason, by the rule of the shipped kinds; unknown where any document gives it."""
    known = list(documents)
    if kind.overlap:
        read = bool(known) and all(material.document(d).loaded for d in known)
        return ("silent", "") if read else ("unknown", "not-read")
    told = [
        material.status(thing, document, relation)
        for thing in things
        for document in known
        for relation in kind.relations
    ]
    unsure = [each for each in told if each[0] == "unknown"]
    if unsure or not told:
        return min(unsure, default=("unknown", "not-read"))
    return told[0]


def _sentence(material: Material, query: Query, row: Row) -> Text:
    """The sentence with names in place of its columns."""
    texts = {}
    for lang in ("sv", "en"):
        cells = {column: _named(material, row[column]).get(lang) for column in row}
        template = query.head[f"sentence-{lang}"]
        texts[lang] = _PLACE.sub(lambda found, c=cells: c[found[1]], template)  # type: ignore[misc]
    return Text(texts["sv"], texts["en"])


def _named(material: Material, cell: str) -> Text:
    """What a cell says: things by name, all else as it stands."""
    if cell.startswith(("http://", "https://")):
        return material.listed([Iri(part) for part in parts(cell)])
    return Text(cell, cell)
