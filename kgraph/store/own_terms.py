"""Terms that an extension's checks and questions name and nobody has described.

A check of a misspelt class finds nothing wrong, and a question of one finds nothing: both would say
so without a word about the spelling.
"""

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path

import pyoxigraph as ox

from kgraph.errors import InputError
from kgraph.project import Project
from kgraph.store.reading import load_file, read_text
from kgraph.store.sparql_text import tokens_of
from kgraph.terms import KS, PREFIXES, SH, shorten
from kgraph.wording import Text

# What names a class or a property in a shape; other words may name any thing.
_NAMING = (
    *("targetClass", "targetSubjectsOf", "targetObjectsOf", "class", "path", "inversePath"),
    *("zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath", "equals", "disjoint", "lessThan"),
    "lessThanOrEquals",
)
LOOSE = "urn:kgraph:extension"  # what stands in no graph of a file's own


def refuse_undescribed(project: Project) -> None:
    """Refuse checks and questions of extensions that name terms which are described nowhere.

    Looked at are kgraph's own terms and those in the namespace of an extension.

    Raises:
        InputError: with the line, and the term that is nearest.
    """
    if not project.extensions:
        return
    spaces = (str(KS), *(each.namespace for each in project.extensions))
    known = _described(project, project.ontology_files)
    strange = [
        (path, iri)
        for path, named in _named(project)
        for iri in sorted(named)
        if iri.startswith(spaces) and iri not in known
    ]
    if strange:  # a thing of the extension's own may be meant; its data may be large
        things = _described(project, [p for e in project.extensions for p in e.data_files])
        for path, iri in strange:
            if iri not in things:
                raise _undescribed(project, path, iri, [k for k in known if k.startswith(spaces)])


def _described(project: Project, files: Iterable[Path]) -> set[str]:
    """Everything that files describe, and the graphs that they state it in."""
    store = ox.Store()
    for path in files:
        load_file(store, path, project.name(path), LOOSE)
    named = (*(quad.subject for quad in store), *store.named_graphs())
    return {node.value for node in named if isinstance(node, ox.NamedNode)}


def _named(project: Project) -> Iterator[tuple[Path, set[str]]]:
    """The files of checks and questions of extensions, each with the terms that it names."""
    for extension in project.extensions:
        for path in extension.ontology_files:
            if path.name == "shapes.ttl":
                yield path, _named_in_shapes(project, path)
        for path in (*extension.kind_files.values(), *extension.query_files):
            yield path, _named_in_query(read_text(path, project.name(path)))


def _named_in_shapes(project: Project, path: Path) -> set[str]:
    store = ox.Store()
    load_file(store, path, project.name(path), LOOSE)
    return {
        quad.object.value
        for name in _NAMING
        for quad in store.quads_for_pattern(None, ox.NamedNode(SH(name)), None, None)
        if isinstance(quad.object, ox.NamedNode)
    }


def _named_in_query(text: str) -> set[str]:
    """The IRIs that a question names, written out or with a prefix."""
    tokens = [token for token in tokens_of(text) if token.kind != "space"]
    spaces = dict(PREFIXES)
    found = set()
    for place, token in enumerate(tokens):
        if token.kind == "iri" and place > 1 and tokens[place - 2].is_word("PREFIX"):
            spaces[tokens[place - 1].text.rstrip(":")] = token.text[1:-1]
        elif token.kind == "iri":
            found.add(token.text[1:-1])
        elif token.kind == "name":
            prefix, _, local = token.text.partition(":")
            if local and prefix in spaces:
                found.add(spaces[prefix] + local)
    return found


def _undescribed(project: Project, path: Path, iri: str, known: list[str]) -> InputError:
    near = get_close_matches(iri, known, 1, 0.8)
    mend = Text("Rätta namnet, eller beskriv termen i terms.ttl.",
                "Mend the name, or describe the term in terms.ttl.")  # fmt: skip
    if near:
        meant = shorten(near[0])
        mend = Text(f"Menade du {meant}? Annars: beskriv termen i terms.ttl.",
                    f"Did you mean {meant}? If not: describe the term in terms.ttl.")  # fmt: skip
    return InputError(
        Text(f"{shorten(iri)} är inte beskriven någonstans.",
             f"{shorten(iri)} is described nowhere."),
        _place(path, project.name(path), re.split(r"[/#]", iri)[-1]),
        mend,
    )  # fmt: skip


def _place(path: Path, name: str, word: str) -> str:
    whole = re.compile(rf"\b{re.escape(word)}\b")
    for number, line in enumerate(read_text(path, name).split("\n"), 1):
        if whole.search(line):
            return f"{name}:{number}"
    return name
