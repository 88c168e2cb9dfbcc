"""What detection reads: the named questions, each asked once, and what the answers are called."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from kgraph import queries
from kgraph.findings.value import Evidence
from kgraph.project import Project
from kgraph.queries import Query, read_query
from kgraph.store import Store, View
from kgraph.terms import GRAPH, ID
from kgraph.wording import Text

FOLDER = "findings/"
_SHORT = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX dct: <http://purl.org/dc/terms/>
SELECT ?source ?name WHERE { ?source a ks:SourceDocument ; dct:alternative ?name }"""
Row = Mapping[str, str]


class Document(NamedTuple):
    """What was read of a document: itself or not, for which relations, and what is unread."""

    region: str
    loaded: bool
    through: str
    covers: tuple[str, ...]
    copies: tuple[str, ...]
    unread: tuple[str, ...]
    owners: tuple[str, ...]


def catalogue(project: Project) -> dict[str, Query]:
    """The questions that findings rest on: the named ones, and those of this stage alone."""
    own = sorted((project.queries / "findings").glob("*.rq"))
    return queries.catalogue(project) | {FOLDER + path.stem: read_query(path) for path in own}


def parts(cell: str) -> tuple[str, ...]:
    """A cell that lists things with spaces between, sorted."""
    return tuple(sorted(part for part in cell.split(" ") if part))


def evidence_of(name: str, row: Row) -> Evidence:
    """A row as evidence, with the passages that it names."""
    passages = {p for c in ("evidence", "levelEvidence") for p in parts(row.get(c, ""))}
    return Evidence(name, tuple(sorted(row.items())), tuple(sorted(passages)))


class Material:
    """The answers of the named questions in one view, each read when it is first asked for."""

    def __init__(self, project: Project, store: Store, view: View) -> None:
        """Nothing is asked yet."""
        self.project, self.store, self.view = project, store, view
        self.names = catalogue(project)
        self._rows: dict[str, list[dict[str, str]]] = {}

    def rows(self, name: str) -> list[dict[str, str]]:
        """The answer of a question: cells as text, empty where nothing is bound."""
        if name not in self._rows:
            query = queries.find(self.names, name)
            answer = self.store.select(
                query.text, self.view, queries.bind(self.store, query, {}, self.view)
            )
            places = [answer.columns.index(column) for column in query.columns]
            cells = [["" if row[i] is None else str(row[i]) for i in places] for row in answer.rows]
            made = [dict(zip(query.columns, row, strict=True)) for row in cells]
            self._rows[name] = sorted(made, key=lambda row: tuple(row.values()))
        return self._rows[name]

    def home(self, source: str) -> str:
        """The document that a source is a copy of, or the source itself."""
        return next((d for d, known in self.documents.items() if source in known.copies), source)

    @cached_property
    def undescribed(self) -> frozenset[str]:
        """What is named and no more: nothing else is asked of it."""
        return frozenset(row["item"] for row in self.rows("findings/named-not-described"))

    @cached_property
    def _short_names(self) -> dict[str, str]:
        return {str(s): str(name) for s, name in self.store.select(_SHORT, self.view).rows}

    def name(self, iri: str) -> Text:
        """What a thing is called, in both languages; a source by its short name."""
        if short := self._short_names.get(iri):
            return Text(short, short)
        return Text(*(self.store.labels([iri], lang)[iri] for lang in ("sv", "en")))

    def listed(self, iris: Iterable[str], most: int = 6) -> Text:
        """Several things by name, cut off where the list grows long."""
        all_of = list(dict.fromkeys(iris))
        names = [self.name(iri) for iri in all_of[:most]]
        more = len(all_of) - most
        tail = (f" och {more} till", f" and {more} more") if more > 0 else ("", "")
        return Text(
            "; ".join(n.sv for n in names) + tail[0], "; ".join(n.en for n in names) + tail[1]
        )

    @cached_property
    def documents(self) -> dict[str, Document]:
        """Every strategy and governing document, and what was read of it."""
        return {
            row["document"]: Document(
                row["region"],
                row["loaded"] == "true",
                row["through"],
                parts(row["covers"]),
                parts(row["copies"]),
                parts(row["unread"]),
                parts(row["owners"]),
            )
            for row in self.rows("findings/documents")
        }

    def document(self, iri: str) -> Document:
        """What was read of a document; nothing for what is no document."""
        return self.documents.get(iri, Document("", False, "", (), (), (), ()))

    def covered(self, iri: str, relation: str) -> bool:
        """Whether a document was itself read in full for a relation."""
        return any(r.endswith("/" + relation) for r in self.document(iri).covers)

    def absent(self, thing: str, relation: str) -> str:
        """What a source says of a lack: ``explicitly-none``, ``not-applicable``, or nothing."""
        for row in self.rows("findings/absences"):
            if row["about"] == thing and row["relation"].endswith("/" + relation):
                return row["kind"].rpartition("/")[2]
        return ""

    def status(self, thing: str, document: str, relation: str) -> tuple[str, str]:
        """Status and reason of a gap that its question gives none for, by the same rule."""
        if self.absent(thing, relation) == "explicitly-none":
            return "confirmed", ""
        known = self.document(document)
        if not self.covered(document, relation):
            return (
                "unknown",
                "cited-not-loaded" if known.unread and not known.loaded else "not-read",
            )
        past = bool(known.through) and known.through < self.view.as_of.isoformat()
        return ("unknown", "older-source") if past else ("silent", "")

    def unread_of(self, actor: str) -> tuple[str, ...]:
        """The unread works of a body: documents that it owns and nobody has read."""
        owned = (d for d in self.documents.values() if actor in d.owners)
        return tuple(sorted({work for d in owned for work in d.unread}))

    @cached_property
    def elements(self) -> dict[str, dict[str, tuple[str, str]]]:
        """By strategy, each goal, priority and measure with its kind and level."""
        found: dict[str, dict[str, tuple[str, str]]] = {}
        for name in ("responsible-by-strategy", "gap-responsibility"):
            for row in self.rows(name):
                kind = row["type"].rpartition("#")[2]
                if kind in ("Goal", "Priority", "Measure") and row["level"]:
                    level = row["level"].rpartition("/")[2]
                    found.setdefault(row["strategy"], {})[row["element"]] = (kind, level)
        return found

    @cached_property
    def members(self) -> dict[str, dict[str, frozenset[str]]]:
        """By forum, who counts as a member under each group mode."""
        alone: dict[str, set[str]] = {}
        listed: dict[str, dict[str, set[str]]] = {}
        for row in self.rows("forum-members"):
            if row["counted"] != "true" or row["inferred"] == "true":
                continue
            if row["via"]:
                listed.setdefault(row["forum"], {}).setdefault(row["via"], set()).add(row["member"])
            else:
                alone.setdefault(row["forum"], set()).add(row["member"])
        found: dict[str, dict[str, frozenset[str]]] = {}
        for forum in {*alone, *listed}:
            groups, own = listed.get(forum, {}), alone.get(forum, set())
            wide = {m for group in groups.values() for m in group} | (own - set(groups))
            found[forum] = {"collapse": frozenset(own), "expand-listed": frozenset(wide)}
        return found

    def meeting(self, one: str, other: str) -> tuple[str, ...]:
        """The forums and projects where two bodies both sit, themselves or by a list."""
        return tuple(sorted(self._seats.get(one, set()) & self._seats.get(other, set())))

    @cached_property
    def _seats(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for forum, modes in self.members.items():
            for member in modes["collapse"] | modes["expand-listed"]:
                found.setdefault(member, set()).add(forum)
        for row in self.rows("edges"):
            if row["layer"] == "actor-project":
                found.setdefault(row["a"], set()).add(row["b"])
        return found

    def forum_for(self, document: str, region: str = "") -> str:
        """The forum to bring a question to: one that supports the document, else the county's."""
        region = region or self.document(document).region
        rows = self.rows("forum-register")
        near = [r for r in rows if document and document in parts(r["supports"])]
        near = near or [r for r in rows if region and r["region"] == region]
        best = max(near, key=lambda r: (int(r["members"]), r["forum"]), default=None)
        return best["forum"] if best else ""


def source_of(passage: str) -> str:
    """The source that a passage belongs to, by its name; empty for a register."""
    head, _, _ = passage.removeprefix(GRAPH).rpartition("/")
    return "" if head.startswith("reference") or not head else ID("source/" + head)
