"""What detection reads: the named questions, each asked once, and what the answers are called."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, cached_property
from typing import NamedTuple

from kgraph import queries
from kgraph.counting import read_our_seats, read_uncounted
from kgraph.english import the
from kgraph.findings.areas import Areas
from kgraph.findings.value import Evidence
from kgraph.project import Project
from kgraph.queries import Query, read_query
from kgraph.quick import QUICK, Relations
from kgraph.quick.levels import levels
from kgraph.store import Store, View
from kgraph.store.dates import known_part
from kgraph.terms import GRAPH, ID, local_name
from kgraph.wording import Text, dated, pick

FOLDER = "findings/"
_LIST = re.compile(r"https?:\S+ https?:")
_SHORT = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX dct: <http://purl.org/dc/terms/>
SELECT ?source ?name (LANG(?name) AS ?lang) WHERE {
  ?source a ks:SourceDocument ; dct:alternative ?name }"""
Row = Mapping[str, str]
_PRECISIONS = (
    ("ks:datePrecision", "ks:validFrom|ks:validThrough|ks:notBefore"),
    ("ks:adoptedPrecision", "ks:adoptedOn"),
)
_NO_VALUES: Mapping[str, str] = {}


class Document(NamedTuple):
    """What was read of a document: itself or not, for which relations, and what is unread."""

    region: str
    loaded: bool
    through: str
    covers: tuple[str, ...]
    copies: tuple[str, ...]
    unread: tuple[str, ...]
    owners: tuple[str, ...]


_NO_DOCUMENT = Document("", False, "", (), (), (), ())


def catalogue(project: Project) -> dict[str, Query]:
    """The questions that findings rest on: the named ones, and those of this stage alone."""
    own = {path.stem: path for path in sorted((project.queries / "findings").glob("*.rq"))}
    for extension in project.extensions:
        own |= extension.kind_files
    return queries.catalogue(project) | {FOLDER + n: read_query(path) for n, path in own.items()}


def parts(cell: str) -> tuple[str, ...]:
    """A cell that lists things with spaces between, sorted."""
    return tuple(sorted(part for part in cell.split(" ") if part))


@cache
def names_passages(column: str) -> bool:
    """Whether a column of an answer lists passages."""
    return column.lower().endswith("evidence")


def evidence_of(name: str, row: Row) -> Evidence:
    """A row as evidence, with the passages that it names."""
    passages = {p for c in row if names_passages(c) for p in row[c].split()}
    return Evidence(name, tuple(sorted(row.items())), tuple(sorted(passages)))


class Material:
    """The answers of the named questions in one view, each read when it is first asked for."""

    def __init__(self, project: Project, store: Store, view: View) -> None:
        """Nothing is asked yet."""
        self.project, self.store, self.view = project, store, view
        self.names = catalogue(project)
        self.relations = Relations(store, view)
        self.areas = Areas(self.relations)
        self._rows: dict[str, list[dict[str, str]]] = {}
        self.populations: dict[str, dict[str, int]] = {}
        self.left_out: dict[str, int] = {}  # by kind, how many findings are not told
        self._cells: dict[str, str] = {"": ""}
        self._called: dict[str, Text] = {}

    def rows(self, name: str) -> list[dict[str, str]]:
        """The answer of a question: cells as text, empty where nothing is bound."""
        if name not in self._rows:
            quick = QUICK.get(name)
            made = list(quick(self.relations)) if quick else self._asked(name)
            self._rows[name] = sorted(made, key=lambda row: tuple(row.values()))
        return self._rows[name]

    def layer(self, name: str) -> list[dict[str, str]]:
        """One layer of the edges: findings rest on few of them, and all take long to ask for."""
        key = f"edges {name}"
        if key not in self._rows:
            made = self._asked("edges", {"layer": name})
            self._rows[key] = sorted(made, key=lambda row: tuple(row.values()))
        return self._rows[key]

    def _asked(self, name: str, values: Mapping[str, str] = _NO_VALUES) -> list[dict[str, str]]:
        """The rows that the question itself gives, each cell's text kept once."""
        query = queries.find(self.names, name)
        columns, rows = self.store.texts(
            query.text, self.view, queries.bind(self.store, query, values, self.view)
        )
        places = [columns.index(column) for column in query.columns]
        return [
            dict(zip(query.columns, [self._cell(row[i]) for i in places], strict=True))
            for row in rows
        ]

    def _cell(self, cell: str) -> str:
        """A cell's text, kept once; what it lists in order, since an engine lists in any."""
        known = self._cells.get(cell)
        if known is None:
            known = " ".join(sorted(cell.split(" "))) if _LIST.match(cell) else cell
            self._cells[cell] = known
        return known

    def home(self, source: str) -> str:
        """The document that a source is a copy of, or the source itself."""
        return self._homes.get(source, source)

    @cached_property
    def _homes(self) -> dict[str, str]:
        """By source, the first document that it is a copy of."""
        homes: dict[str, str] = {}
        for document, known in self.documents.items():
            for copy in known.copies:
                homes.setdefault(copy, document)
        return homes

    @cached_property
    def undescribed(self) -> frozenset[str]:
        """What is named and no more: nothing else is asked of it."""
        return frozenset(row["item"] for row in self.rows("findings/named-not-described"))

    @cached_property
    def _short_names(self) -> dict[str, dict[str, str]]:
        """The short names of a source by language."""
        found: dict[str, dict[str, str]] = {}
        for source, name, lang in self.store.select(_SHORT, self.view).rows:
            found.setdefault(str(source), {})[str(lang or "")] = str(name)
        return found

    def name(self, iri: str) -> Text:
        """What a thing is called, in both languages; a source by its short name."""
        known = self._called.get(iri)
        if known is None:
            short = self._short_names.get(iri, {})
            both = (
                pick(short, lang) or self.store.labels([iri], lang)[iri] for lang in ("sv", "en")
            )
            known = self._called[iri] = Text(*both)
        return known

    def within(self, iri: str) -> Text:
        """What a thing is called inside a sentence: in English with its article."""
        return the(self.name(iri))

    def told_date(self, date: str, things: Iterable[str]) -> Text:
        """A date in words as far as it is known: the year alone where no more is said.

        Parameters:
            things: what it can be the first or last day of, or the day of adoption.
        """
        told = [(self.relations.by(p), self.relations.by(days)) for p, days in _PRECISIONS]
        for thing in things:
            for known, days in told:
                if thing in known and date in days.get(thing, ()):
                    return dated(known_part(date, min(map(local_name, known[thing]))))
        return dated(date)

    def listed(self, iris: Iterable[str], most: int = 6, *, within: bool = False) -> Text:
        """Several things by name, cut off where the list grows long.

        Parameters:
            within: whether they stand in a sentence and not on a list: in English with articles.
        """
        all_of = list(dict.fromkeys(iris))
        names = [(self.within if within else self.name)(iri) for iri in all_of[:most]]
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
        return self.documents.get(iri, _NO_DOCUMENT)

    def covered(self, iri: str, relation: str) -> bool:
        """Whether a document was itself read in full for a relation."""
        return any(r.endswith("/" + relation) for r in self.document(iri).covers)

    def absent(self, thing: str, relation: str) -> str:
        """What a source says of a lack: ``explicitly-none``, ``not-applicable``, or nothing."""
        return self._absences.get((thing, relation), "")

    @cached_property
    def _absences(self) -> dict[tuple[str, str], str]:
        """By thing and relation, the kind of the first absence statement."""
        found: dict[tuple[str, str], str] = {}
        for row in self.rows("findings/absences"):
            key = row["about"], local_name(row["relation"])
            found.setdefault(key, local_name(row["kind"]))
        return found

    @cached_property
    def absences_of(self) -> dict[str, list[Row]]:
        """By thing, what a source expressly says that there is none of."""
        found: dict[str, list[Row]] = {}
        for row in self.rows("findings/absences"):
            if row["kind"].endswith("/explicitly-none"):
                found.setdefault(row["about"], []).append(row)
        return found

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
        return tuple(sorted(self._unread_works.get(actor, ())))

    @cached_property
    def _unread_works(self) -> dict[str, set[str]]:
        """By owner, the unread works of its documents."""
        found: dict[str, set[str]] = {}
        for known in self.documents.values():
            for owner in known.owners:
                found.setdefault(owner, set()).update(known.unread)
        return found

    @cached_property
    def elements(self) -> dict[str, dict[str, tuple[str, str]]]:
        """By strategy, each goal, priority and measure with its kind and level."""
        return levels(self.relations)

    @cached_property
    def counted(self) -> dict[str, dict[str, tuple[str, str]]]:
        """The elements that are counted: no heading of others, and none named only together.

        Nor what an unread document is only known to name; what a source says of one counts always.
        """
        uncounted = read_uncounted(self.store, self.view).every
        return {
            strategy: {
                element: known
                for element, known in elements.items()
                if self.absent(element, "ansvar") == "explicitly-none"
                or not (
                    element in uncounted
                    or (element in self.undescribed and not self.document(strategy).loaded)
                )
            }
            for strategy, elements in self.elements.items()
        }

    @cached_property
    def headings(self) -> frozenset[str]:
        """Priorities that only gather others of their document; those are counted."""
        return read_uncounted(self.store, self.view).above

    @cached_property
    def members(self) -> dict[str, dict[str, frozenset[str]]]:
        """By forum, who counts as a member under each group mode."""
        alone: dict[str, set[str]] = {}
        listed: dict[str, dict[str, set[str]]] = {}
        derived: dict[str, dict[str, set[str]]] = {}
        reading = read_our_seats(self.store, self.view)
        for row in self.rows("forum-members"):
            read_in = row["inferred"] == "true" and not row["via"]
            ours = read_in and {row["forum"], row["member"]} in reading
            if row["counted"] != "true" or ours:
                continue
            if row["via"]:
                into = derived if row["inferred"] == "true" else listed
                into.setdefault(row["forum"], {}).setdefault(row["via"], set()).add(row["member"])
            else:
                alone.setdefault(row["forum"], set()).add(row["member"])
        found: dict[str, dict[str, frozenset[str]]] = {}
        for forum in {*alone, *listed, *derived}:
            groups, own = listed.get(forum, {}), alone.get(forum, set())
            more = derived.get(forum, {})
            wide = {m for group in groups.values() for m in group} | (own - set(groups))
            widest = {m for group in more.values() for m in group} | (wide - set(more))
            found[forum] = {
                "collapse": frozenset(own),
                "expand-listed": frozenset(wide),
                "expand-derived": frozenset(widest),
            }
        return found

    @cached_property
    def forum_weights(self) -> dict[str, float]:
        """By forum, what a seat there weighs: meetings a year where these are stated, else one."""
        return {row["b"]: float(row["w"] or 1) for row in self.layer("actor-forum")}

    def meeting(self, one: str, other: str) -> tuple[str, ...]:
        """The forums and projects where two bodies both sit, themselves or by a list."""
        return tuple(sorted(self._seats.get(one, set()) & self._seats.get(other, set())))

    @cached_property
    def _seats(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for forum, modes in self.members.items():
            for member in modes["collapse"] | modes["expand-listed"]:
                found.setdefault(member, set()).add(forum)
        for row in self.layer("actor-project"):
            found.setdefault(row["a"], set()).add(row["b"])
        return found

    def strategies_of(self, region: str) -> list[str]:
        """The strategies of an area, in order."""
        return self._by_region.get(region, [])

    @cached_property
    def _by_region(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for strategy in sorted({row["strategy"] for row in self.rows("follow-up")}):
            found.setdefault(self.document(strategy).region, []).append(strategy)
        return found

    @cached_property
    def forums_for(self) -> dict[str, frozenset[str]]:
        """By what forums are said to be for, those forums."""
        found: dict[str, set[str]] = {}
        for row in self.rows("forum-register"):
            for thing in parts(row["supports"]):
                found.setdefault(thing, set()).add(row["forum"])
        return {thing: frozenset(forums) for thing, forums in found.items()}

    def forum_for(self, document: str) -> str:
        """The forum to bring a question to: one that is said to support the document, or "".

        That a forum is the county's largest is no reason to bring a question to it.
        """
        return self._supporting.get(document, "")

    def forum_of(self, region: str) -> str:
        """A forum of a county, as an example: the one with most known members; "" for none."""
        return self._in_counties.get(region, "")

    @cached_property
    def _supporting(self) -> dict[str, str]:
        """By thing, the forum with most members of those that are said to support it."""
        return self._largest(lambda row: parts(row["supports"]))

    @cached_property
    def _in_counties(self) -> dict[str, str]:
        """By county, its forum with most members."""
        return self._largest(lambda row: parts(row["region"]))

    def _largest(self, keys: Callable[[Row], Iterable[str]]) -> dict[str, str]:
        best: dict[str, tuple[int, str]] = {}
        for row in self.rows("forum-register"):
            mine = int(row["members"]), row["forum"]
            for key in keys(row):
                best[key] = max(best.get(key, mine), mine)
        return {key: forum for key, (_, forum) in best.items()}


@cache
def source_of(passage: str) -> str:
    """The source that a passage belongs to, by its name; empty for a register."""
    head, _, _ = passage.removeprefix(GRAPH).rpartition("/")
    return "" if head.startswith("reference") or not head else ID("source/" + head)
