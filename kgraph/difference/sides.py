"""A side of a comparison: a project folder, a file of a whole graph, or this project at a date."""

import datetime
import re
from dataclasses import dataclass, replace
from pathlib import Path

from kgraph.errors import InputError, UsageError
from kgraph.project import Project, find_project
from kgraph.store import Store, View, open_store
from kgraph.store.dates import refuse_too_early
from kgraph.wording import Text

GRAPH_FILES = (".trig", ".nq")
_LIKE_A_DATE = re.compile(r"[0-9][0-9./-]*")
_HOW = Text(
    "Ange en projektmapp, en fil som kgraph export skrivit (.trig, .nq) eller ett datum "
    "(åååå-mm-dd).",
    "Give a project folder, a file that kgraph export wrote (.trig, .nq) or a date (yyyy-mm-dd).",
)


@dataclass(frozen=True)
class Side:
    """One side: what it is called, what it states, and which of that counts.

    Parameters:
        name: what a reader calls it.
        project: whose ontology and rules it is read by.
        store: its statements.
        view: which of them count.
        dated: whether it is a date of this project, so that what holds is told by periods.
    """

    name: Text
    project: Project
    store: Store
    view: View
    dated: bool = False


def read_side(word: str, project: Project, store: Store, view: View) -> Side:
    """The side that a person means.

    Parameters:
        word: a date, a folder or a file; empty for the present project.
        project, store: the present project, read already.
        view: which statements count; a date takes its place in it.

    Raises:
        UsageError: no date after all, or a date before everything that is dated.
        InputError: a folder that is no project, a file that cannot be read or bears no passages,
            or nothing of that name.
    """
    if not word:
        name = Text(f"nu ({view.as_of})", f"the present ({view.as_of})")
        return Side(name, project, store, view)
    path = Path(word)
    if path.is_dir():
        found = find_project(path)
        return Side(Text(word, word), found, open_store(found), view)
    if path.exists():
        return _of_file(path, word, project, view)
    if _LIKE_A_DATE.fullmatch(word):
        date = _date(word)
        refuse_too_early(store, replace(view, as_of=date), "kgraph diff")
        return Side(
            Text(f"läget {word}", f"as of {word}"), project, store, replace(view, as_of=date), True
        )
    raise InputError(
        Text(
            "Det finns varken som mapp eller fil, och är inget datum.",
            "It is neither a folder nor a file, and no date.",
        ),
        word,
        _HOW,
    )


def _of_file(path: Path, word: str, project: Project, view: View) -> Side:
    if path.suffix.lower() not in GRAPH_FILES:
        raise InputError(
            Text(
                "Filen kan inte jämföras: bara TriG och N-Quads bär textställena.",
                "The file cannot be compared: only TriG and N-Quads bear the passages.",
            ),
            word,
            Text(
                "Skriv den med: kgraph export --format trig -o graf.trig",
                "Write it with: kgraph export --format trig -o graph.trig",
            ),
        )
    return Side(Text(word, word), project, open_store(project, [path]), view)


def _date(word: str) -> datetime.date:
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", word):
            return datetime.date.fromisoformat(word)
    except ValueError:
        pass
    raise UsageError(
        Text(f"{word} är inget datum.", f"{word} is no date."),
        "kgraph diff",
        Text("Skriv åååå-mm-dd, till exempel 2024-01-01.", "Write yyyy-mm-dd, as 2024-01-01."),
    )
