"""The named questions of a project: found by name, and listed."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from kgraph.errors import InputError, UsageError
from kgraph.project import Project
from kgraph.queries.question import Query, place_of, read_query
from kgraph.queries.spelling import near_miss
from kgraph.terms import local_name
from kgraph.wording import Text


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
        place_of(path),
        Text(f"Döp om filen, till exempel till {name}-{path.stem}.rq.",
             f"Rename the file, for instance to {name}-{path.stem}.rq."),
    )  # fmt: skip


def listed_json(known: Iterable[Query], lang: str) -> str:
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


def listed_csv(known: Iterable[Query], lang: str) -> str:
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
    none = Text(f"Det finns ingen fråga som heter {name}.", f"There is no query called {name}.")
    mend = Text("Se alla med: kgraph queries", "See all with: kgraph queries")
    return one_of(names, name, none, mend)


def one_of(names: Mapping[str, Query], name: str, none: Text, mend: Text) -> Query:
    """The query of a name.

    Parameters:
        none: that there is none.
        mend: where the others are told.

    Raises:
        UsageError: there is none; near names are offered.
    """
    if name in names:
        return names[name]
    raise UsageError(none, "", near_miss(name, names, mend))
