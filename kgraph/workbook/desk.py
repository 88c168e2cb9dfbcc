"""What a workbook is made from and read against: a project's statements, names and passages."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from kgraph.errors import InputError
from kgraph.project import Project
from kgraph.store import Store, open_store
from kgraph.store.drafts import read_quads
from kgraph.terms import DCT, GRAPH, KS, RDF, Iri, Literal, Quad
from kgraph.wording import LANGUAGES, Text
from kgraph.workbook.naming import Names
from kgraph.workbook.plan import sheet_classes, sheet_of
from kgraph.workbook.vocabulary import Vocabulary, read_vocabulary


@dataclass(frozen=True)
class Desk:
    """A project laid out for a workbook.

    Parameters:
        project, store: where the statements lie, and who knows their names.
        files: the statements of each data file that can be changed.
        words: what the ontology says of classes and properties.
        passages: the key of each graph: ``002:322-333``.
        types: the classes of each thing.
        sheets: the classes that have a sheet.
    """

    project: Project
    store: Store
    files: Mapping[Path, tuple[Quad, ...]]
    words: Vocabulary
    passages: Mapping[str, str]
    types: Mapping[str, frozenset[str]]
    sheets: tuple[str, ...]
    _names: dict[str, Names] = field(default_factory=dict)
    _sheet_of: dict[frozenset[str], str] = field(default_factory=dict)
    _broader: dict[frozenset[str], frozenset[str]] = field(default_factory=dict)

    def quads(self) -> Iterable[Quad]:
        """Every statement."""
        for quads in self.files.values():
            yield from quads

    def file_of(self) -> dict[str, Path]:
        """The file that each graph belongs to."""
        return {quad[3]: path for path, quads in self.files.items() for quad in quads}

    def names(self, lang: str) -> Names:
        """The names of all things, list values and properties, in a language; a copy to add to."""
        if lang not in self._names:
            self._names[lang] = self._named(lang)
        return self._names[lang].copy()

    def _named(self, lang: str) -> Names:
        iris = {str(quad[0]) for quad in self.quads()}
        iris |= {str(q[2]) for q in self.quads() if isinstance(q[2], Iri)}
        listed = self._listed()
        kinds = {iri: self._broad(types) for iri, types in self.types.items()}
        return Names(self.store, iris | listed, lang, self.passages, listed, kinds)

    def _broad(self, types: frozenset[str]) -> frozenset[str]:
        if types not in self._broader:
            self._broader[types] = frozenset().union(*(self.words.kinds_of(t) for t in types))
        return self._broader[types]

    def _listed(self) -> set[str]:
        return {v for values in self.words.values.values() for v in values}

    def value_names(self) -> dict[str, Text]:
        """What list values are called in both languages; two of different lists may be alike."""
        iris = self._listed()
        own = {lang: Names(self.store, iris, lang, {}, iris) for lang in LANGUAGES}
        return {iri: Text(own["sv"].label(iri), own["en"].label(iri)) for iri in iris}

    def sheet(self, subject: str) -> str:
        """The class whose sheet a thing stands in, or ""."""
        types = self.types.get(subject, frozenset())
        if types not in self._sheet_of:
            self._sheet_of[types] = sheet_of(types, self.words, self.sheets)
        return self._sheet_of[types]


def open_desk(project: Project, store: Store | None = None) -> Desk:
    """Read a project for a workbook.

    Parameters:
        store: its statements, where they are open already.

    Raises:
        InputError: a file cannot be read, or a data file is one that is never written
            (compressed N-Quads).
    """
    project = replace(project)  # its list of files is read anew: an import may have added one
    store = store or open_store(project)
    files = {path: tuple(read_quads(path, project.name(path))) for path in _writable(project)}
    types: dict[str, set[str]] = defaultdict(set)
    for quads in files.values():
        for subject, path, value, _ in quads:
            if path == RDF("type"):
                types[subject].add(str(value))
    # A store of the ontology alone: no view of the data need be laid to ask what words mean.
    words = read_vocabulary(open_store(project, ()))
    return Desk(
        project,
        store,
        files,
        words,
        passage_keys(q for quads in files.values() for q in quads),
        {iri: frozenset(own) for iri, own in types.items()},
        sheet_classes(words),
    )


def _writable(project: Project) -> list[Path]:
    packed = [path for path in project.data_files if path.name.endswith(".nq.gz")]
    if packed:
        raise InputError(
            Text(
                "Komprimerade N-Quads kan inte ändras i en arbetsbok.",
                "Compressed N-Quads cannot be changed in a workbook.",
            ),
            project.name(packed[0]),
            Text("Gör om filen till TriG.", "Turn the file into TriG."),
        )
    own = project.root / "data" / "dispositions.ttl"
    return [path for path in project.data_files if path != own]


def passage_keys(quads: Iterable[Quad]) -> dict[str, str]:
    """A short key for each graph: the number of its source and its lines.

    The number stands for the source where it is the source's alone; else its name does.
    """
    numbers: dict[str, str] = {}
    graphs: dict[str, None] = {}
    sources = set()
    for subject, path, value, graph in quads:
        graphs.setdefault(graph)
        if path == RDF("type") and value == KS("AssertionGraph"):
            graphs.setdefault(str(subject))
        if path == RDF("type") and value == KS("SourceDocument"):
            sources.add(str(subject))
        if path == DCT("identifier") and isinstance(value, Literal):
            numbers[str(subject)] = value.value
    often: dict[str, int] = defaultdict(int)
    for source in sources & numbers.keys():
        often[numbers[source]] += 1
    short = {
        source.rpartition("/")[2]: numbers[source]
        for source in sources & numbers.keys()
        if often[numbers[source]] == 1
    }
    return {graph: _key(graph, short) for graph in sorted(graphs)}


def _key(graph: str, short: Mapping[str, str]) -> str:
    if not graph.startswith(GRAPH):
        return graph
    source, _, rest = graph[len(GRAPH) :].partition("/")
    return f"{short.get(source, source)}:{rest}" if rest else graph
