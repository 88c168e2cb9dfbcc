"""Sources: the documents that were read, those only cited, and whether a copy still matches."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kgraph.errors import InputError
from kgraph.store import Store, View
from kgraph.terms import local_name
from kgraph.wording import Text, collation_key

Match = Literal["same", "moved", "changed", "missing", "unmarked"]


@dataclass(frozen=True, slots=True)
class Source:
    """A document the graph knows of.

    Parameters:
        iri: its identifier.
        number: the short number used in citations, or "".
        title: its title.
        loaded: whether a copy was read here.
        modified: date the document gives of itself, or "".
        adopted: when the work it is a copy of was adopted (``2024-04`` when the month is all
            that is known), or "".
        retrieved: day the copy was received, or "".
        file, sha256: name and hash of the file that was read, or "".
        passages, statements: how many passages were read and statements made from them.
        covers: what it was read in full for (relation kinds).
        cited_in: passages that cite it.
    """

    iri: str
    number: str
    title: str
    loaded: bool
    modified: str
    adopted: str
    retrieved: str
    file: str
    sha256: str
    passages: int
    statements: int
    covers: tuple[str, ...]
    cited_in: tuple[str, ...]


_SOURCES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX dct: <http://purl.org/dc/terms/>
SELECT ?s ?number ?loaded ?modified ?retrieved ?file ?sha ?work ?adopted ?precision WHERE {
  ?s a ks:SourceDocument ; ks:loaded ?loaded .
  OPTIONAL {
    ?s ks:represents ?work .
    OPTIONAL { ?work ks:adoptedOn ?adopted }
    OPTIONAL { ?work ks:adoptedPrecision ?precision }
  }
  OPTIONAL { ?s dct:identifier ?number }
  OPTIONAL { ?s dct:modified ?modified }
  OPTIONAL { ?s ks:retrievedOn ?retrieved }
  OPTIONAL { ?s ks:fileName ?file }
  OPTIONAL { ?s ks:sha256 ?sha }
}"""
_COUNTS = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT ?source (COUNT(DISTINCT ?g) AS ?passages) (COUNT(?p) AS ?statements) WHERE {
  ?g a ks:AssertionGraph ; prov:wasDerivedFrom ?source .
  GRAPH ?g { ?s ?p ?o }
} GROUP BY ?source"""
_COVERS = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?source ?relation ?subject WHERE {
  ?c a ks:CoverageStatement ; ks:inSource ?source ; ks:coversRelation ?relation ;
    ks:coversSubject ?subject }"""
_CITED = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT ?source ?g WHERE { ?source a ks:SourceDocument ; ks:loaded false ; ks:statedIn ?g }"""


def read_sources(store: Store, view: View, lang: str = "sv") -> tuple[Source, ...]:
    """The sources of a view: loaded first, by number; then the cited ones in Swedish order."""
    rows = sorted(store.select(_SOURCES, view).rows, key=repr)
    counts = {
        str(source): (int(str(passages)), int(str(statements)))
        for source, passages, statements in store.select(_COUNTS, view).rows
    }
    cited = _grouped(store.select(_CITED, view).rows)
    covers = [[str(cell) for cell in row] for row in store.select(_COVERS, view).rows]
    named = {str(row[0]) for row in rows} | {iri for row in covers for iri in row[1:]}
    names = store.labels(named | _values(cited), lang)
    found: dict[str, Source] = {}
    for row in rows:
        iri, number, loaded, modified, retrieved, file, sha, work, *adoption = (
            str(c) if c else "" for c in row
        )
        if iri in found:
            continue  # described twice: the first in order counts, and the checks tell
        read_for = [(relation, about) for source, relation, about in covers if source == iri]
        found[iri] = Source(
            iri,
            number,
            names[iri],
            loaded in ("true", "1"),
            modified,
            _adopted(*adoption),
            retrieved,
            file,
            sha,
            *counts.get(iri, (0, 0)),
            _coverage(read_for, work, names),
            tuple(names[passage] for passage in sorted(cited.get(iri, ()))),
        )
    return tuple(sorted(found.values(), key=_listing_order))


def _adopted(date: str, precision: str) -> str:
    """A date cut to what is known of it."""
    return date[: {"year": 4, "month": 7}.get(local_name(precision), 10)] if date else ""


def _coverage(
    read_for: list[tuple[str, str]], work: str, names: Mapping[str, str]
) -> tuple[str, ...]:
    """What a source was read in full for; about what, where that is not the work itself."""
    about: dict[str, list[str]] = {}
    for relation, subject in sorted(read_for):
        about.setdefault(names[relation], []).extend(
            [] if subject == work else [names.get(subject, subject)]
        )
    return tuple(
        f"{relation} ({', '.join(subjects)})" if subjects else relation
        for relation, subjects in sorted(about.items())
    )


def _listing_order(source: Source) -> tuple[object, ...]:
    return not source.loaded, source.number or "~", collation_key(source.title)


def _grouped(rows: Iterable[tuple[object, ...]]) -> dict[str, set[str]]:
    groups: dict[str, set[str]] = {}
    for key, value in rows:
        groups.setdefault(str(key), set()).add(str(value))
    return groups


def _values(groups: dict[str, set[str]]) -> set[str]:
    return {value for values in groups.values() for value in values}


def passage_hash(lines: Iterable[str]) -> str:
    """SHA-256 of a passage with every run of white space as one space, so that layout is free."""
    text = re.sub(r"\s+", " ", "\n".join(lines)).strip()
    return hashlib.sha256(text.encode()).hexdigest()


def lines_of(text: str, span: str) -> list[str]:
    """The lines ``a-b`` of a text, counted from 1, both ends included.

    Raises:
        InputError: ``span`` is no such range.
    """
    first, last = _bounds(span)
    return text.split("\n")[first - 1 : last]


def _bounds(span: str) -> tuple[int, int]:
    found = re.fullmatch(r"([1-9][0-9]{0,6})(?:-([1-9][0-9]{0,6}))?", span)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
    if last < first:
        raise InputError(
            Text(f"{span} är inget radområde.", f"{span} is no range of lines."),
            "ks:lineRange",
            Text("Skriv första och sista raden: 12-15.", "Write first and last line: 12-15."),
        )
    return first, last


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a passage still stands in a copy of its source.

    Parameters:
        source, passage: identifiers.
        place: the passage in words.
        match: ``same``; ``moved`` (the words stand elsewhere in the copy); ``changed`` (they do
            not); ``missing`` (the folder holds no copy of the source); ``unmarked`` (the passage
            has lines but no hash or search words, so nothing can be said).
        search_ok: whether the search words occur exactly once.
    """

    source: str
    passage: str
    place: str
    match: Match
    search_ok: bool


_PASSAGES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT ?source ?g ?lines ?hash ?search WHERE {
  ?g a ks:AssertionGraph ; prov:wasDerivedFrom ?source ; ks:lineRange ?lines .
  OPTIONAL { ?g ks:passageSha256 ?hash }
  OPTIONAL { ?g ks:searchFor ?search } }"""


def verify(store: Store, folder: Path, view: View, lang: str = "sv") -> tuple[Verdict, ...]:
    """Compare every passage with the copies in a folder.

    A copy is known by its hash, and where no hash fits by its file name, so that an altered copy
    is still compared passage by passage.

    Raises:
        InputError: the folder does not exist.
    """
    if not folder.is_dir():
        raise InputError(
            Text("Mappen finns inte.", "The folder does not exist."),
            folder,
            Text("Ange mappen med dokumentens texter.", "Name the folder with the texts."),
        )
    loaded = [s for s in read_sources(store, view, lang) if s.loaded]
    copies = _copies(loaded, folder)
    rows = [
        ["" if c is None else str(c) for c in row] for row in store.select(_PASSAGES, view).rows
    ]
    names = store.labels([row[1] for row in rows], lang)
    verdicts = [
        Verdict(source, g, names[g], *_compare(copies.get(source), lines, digest, search))
        for source, g, lines, digest, search in rows
    ]
    return tuple(sorted(verdicts, key=lambda v: (v.source, _natural(v.passage))))


def _natural(passage: str) -> tuple[int, ...]:
    return tuple(int(n) for n in re.findall(r"\d+", local_name(passage)))


def _copies(sources: Sequence[Source], folder: Path) -> dict[str, str]:
    """The text of each source's copy: by hash, and where none fits by file name."""
    files = sorted(path for path in folder.iterdir() if path.is_file())
    known = {source.sha256 for source in sources}
    by_hash: dict[str, Path] = {}
    for path in files:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        if digest in known:
            by_hash.setdefault(digest, path)
    by_name = {path.name: path for path in files}
    found = {s.iri: by_hash.get(s.sha256) or by_name.get(s.file) for s in sources}
    return {
        iri: path.read_bytes().decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
        for iri, path in found.items()
        if path is not None
    }


def _compare(text: str | None, lines: str, digest: str, search: str) -> tuple[Match, bool]:
    if text is None:
        return "missing", False
    once = bool(search) and text.count(search) == 1
    if not digest or not search:
        return "unmarked", once
    if passage_hash(lines_of(text, lines)) == digest:
        return "same", once
    first, last = _bounds(lines)
    return ("moved" if _stands_elsewhere(text, last - first + 1, digest) else "changed"), once


def _stands_elsewhere(text: str, length: int, digest: str) -> bool:
    """Whether some run of lines has the hash; a line more or less is only another layout."""
    lines = text.split("\n")
    return any(
        passage_hash(lines[start : start + size]) == digest
        for size in (length, length + 1, length - 1)
        if size > 0
        for start in range(len(lines) - size + 1)
    )
