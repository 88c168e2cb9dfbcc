"""A matrix in the making: what is asked, and the links that are put in one by one."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

from kgraph import queries
from kgraph.counting import Ours, read_ours
from kgraph.errors import UsageError
from kgraph.matrix.value import AXES, NOTHING, OURS, RANK, Cell, Head, Matrix, Verdict
from kgraph.network.facts import bilingual, read_passages
from kgraph.network.groups import COLLAPSE, GROUP_MODES, Groups, read_groups
from kgraph.project import Project
from kgraph.queries import resolve
from kgraph.store import Store, View
from kgraph.terms import Term
from kgraph.wording import Text, collation_key

_COUNTIES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX territory-type: <https://w3id.org/kompsam/vocab/territory-type/>
SELECT ?county WHERE { ?county ks:territoryType territory-type:lan }"""
_STRATEGIES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?strategy WHERE { ?strategy a ks:Strategy }"""
STRATEGY_COUNTIES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX territory-type: <https://w3id.org/kompsam/vocab/territory-type/>
SELECT DISTINCT ?strategy ?county WHERE {
  ?strategy a ks:Strategy ; dct:spatial ?place .
  ?place ks:within ?county .
  ?county ks:territoryType territory-type:lan .
}"""
_FORUMS = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?forum WHERE { ?forum a ks:Forum }"""
_FORUM_COUNTIES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX territory-type: <https://w3id.org/kompsam/vocab/territory-type/>
SELECT DISTINCT ?forum ?county WHERE {
  ?forum a ks:Forum ; dct:spatial ?place .
  ?place ks:within ?county .
  ?county ks:territoryType territory-type:lan .
}"""
# What a forum is said to contribute to: an element or a strategy, and the strategy it is part of.
READ = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?document ?read WHERE { ?copy ks:represents ?document ; ks:loaded ?read }"""
FORUM_LINKS = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?forum ?supported ?strategy ?passage ?ours WHERE {
  VALUES ?how { ks:contributesTo ks:implements }
  ?forum a ks:Forum ; ?how ?supported .
  GRAPH ?passage { ?forum ?how ?supported }
  OPTIONAL { GRAPH ?passage { ?forum ks:inferred ?ours } }
  ?supported ks:partOfStrategy? ?strategy .
  ?strategy a ks:Strategy .
}"""


@dataclass
class Asked:
    """What is asked, and the questions that answer it."""

    project: Project
    store: Store
    view: View
    region_name: str
    strategy_name: str
    lang: str = "sv"

    def __post_init__(self) -> None:
        """Find what the filters name."""
        self.names = queries.catalogue(self.project)
        self._answers: dict[object, Any] = {}
        self.region = self.resolved(self.region_name, "Territory", "region")
        self.strategy = self.resolved(self.strategy_name, "Strategy", "strategy")
        if self.region and self.region not in self.counties():
            raise UsageError(
                Text(f"{self.region_name} är inget län.", f"{self.region_name} is no county."),
                "--region",
                Text("Ange ett län, till exempel jonkopings-lan.", "Name a county."),
            )

    def resolved(self, value: str, of: str, name: str) -> str:
        """The IRI of what a person names; "" for nothing."""
        return str(resolve(self.store, value, self.view, of, name)) if value else ""

    def counties(self) -> set[str]:
        """The counties of the graph."""
        return {str(row[0]) for row in self.store.select(_COUNTIES, self.view).rows}

    def select(self, text: str) -> list[tuple[Term | None, ...]]:
        """The rows of a query of our own, asked once."""
        if text not in self._answers:
            self._answers[text] = list(self.store.select(text, self.view).rows)
        rows: list[tuple[Term | None, ...]] = self._answers[text]
        return rows

    def unread(self) -> set[str]:
        """The documents that are known of and were not read themselves."""
        rows = [(str(document), str(loaded)) for document, loaded in self.select(READ)]
        return {d for d, _ in rows} - {d for d, loaded in rows if loaded in ("true", "1")}

    def run(self, name: str, **values: str) -> list[dict[str, Term | None]]:
        """A named question's rows, asked once and without labels: these are read for all at once.

        A cell that lists things is text with spaces between.
        """
        key = name, tuple(sorted(values.items()))
        if key not in self._answers:
            query = queries.find(self.names, name)
            bound = queries.bind(self.store, query, values, self.view)
            answer = self.store.select(query.text, self.view, bound)
            told = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
            self._answers[key] = sorted(told, key=lambda row: [str(row[c]) for c in query.columns])
        rows: list[dict[str, Term | None]] = self._answers[key]
        return rows

    @cached_property
    def ours(self) -> Ours:
        """What no source says in so many words: it is our reading."""
        return read_ours(self.store, self.view)

    @cached_property
    def groups(self) -> Groups:
        """The members of groups."""
        return read_groups(self.store, self.view)

    def strategies(self) -> set[str]:
        """The strategies asked about."""
        found = {str(row[0]): "" for row in self.select(_STRATEGIES)}
        for strategy, county in self.select(STRATEGY_COUNTIES):
            if self.region and str(county) == self.region:
                found[str(strategy)] = str(county)
        if self.region:
            found = {s: c for s, c in found.items() if c}
        return {s for s in found if not self.strategy or s == self.strategy}

    def forums(self) -> set[str]:
        """The forums asked about: of the county, and said to contribute to the strategy."""
        kept = {str(row[0]) for row in self.select(_FORUMS) if not self.region}
        kept |= {str(f) for f, c in self.select(_FORUM_COUNTIES) if str(c) == self.region}
        if self.strategy:
            links = self.select(FORUM_LINKS)
            kept &= {str(f) for f, _, whole, *_ in links if str(whole) == self.strategy}
        return kept


class Link(NamedTuple):
    """One thing said of a row and a column.

    Parameters:
        note: a text, or the IRI of a role; "" for nothing.
        ours: whether it is our reading, and no source says it in so many words.
    """

    sign: str
    note: Text | str
    evidence: tuple[str, ...]
    ours: bool


_THROUGH = Text("genom {group}", "through {group}")
_DERIVED = Text("härlett: genom {group}", "derived: through {group}")


class Draft:
    """A matrix in the making: links are put in, the nearest one of a cell stays on top.

    Parameters:
        groups: a key of ``GROUP_MODES``: what stands for a group on the axis of actors or members.
    """

    def __init__(
        self, asked: Asked, rows: str, columns: str, question: Text, groups: str = COLLAPSE
    ) -> None:
        """Begin with nothing: no cell was read until ``read`` says so."""
        self.asked, self.axes, self.question = asked, (rows, columns), question
        self.groups = groups
        self.links: dict[tuple[str, str], list[Link]] = defaultdict(list)
        self.rows: dict[str, dict[str, Any]] = {}
        self.columns: dict[str, dict[str, Any]] = {}
        self.counts: dict[tuple[str, str], int] = {}
        self.counted_of: dict[tuple[str, str], list[Text]] = {}  # what a count is of, in words
        self.read: Callable[[str, str], bool] = lambda row, column: False
        self.verdicts: Mapping[str, Verdict] = {}
        self.judged = "columns"
        self._rows_of: dict[str, set[str]] = defaultdict(set)
        self._columns_of: dict[str, set[str]] = defaultdict(set)
        # Whom a link is told through, by cell: groups, and whether kind and area alone give it.
        self.through: dict[tuple[str, str], set[tuple[str, bool]]] = defaultdict(set)

    @property
    def has_groups(self) -> bool:
        """Whether an axis holds actors, so that groups could be expanded."""
        return bool({"actor", "member"} & set(self.axes))

    def standing_for(self, actor: str) -> tuple[str, ...]:
        """Who stands for an actor in this mode."""
        return self.asked.groups.members(actor, self.groups)

    def put(
        self,
        row: str,
        column: str,
        sign: str,
        note: Text | str,
        evidence: Iterable[str],
        *,
        ours: bool = False,
    ) -> None:
        """Say something of a row and a column; *note* is a text or the IRI of a role."""
        self.rows.setdefault(row, {})
        self.columns.setdefault(column, {})
        self._rows_of[column].add(row)
        self._columns_of[row].add(column)
        self.links[row, column].append(Link(sign, note, tuple(evidence), ours))

    def put_actor(
        self,
        actor: str,
        thing: str,
        sign: str,
        note: Text | str,
        evidence: Iterable[str],
        *,
        ours: bool = False,
    ) -> None:
        """The same for an actor, with those who stand for it in its place."""
        told = tuple(evidence)
        derived = self.asked.groups.inferred(actor, self.groups)
        for one in self.standing_for(actor):
            row, column = (one, thing) if self.axes[0] == "actor" else (thing, one)
            self.put(row, column, sign, note, told, ours=ours)
            if one != actor:
                self.through[row, column].add((actor, derived))

    def at(self, row: str, column: str) -> str:
        """The sign that a cell gets."""
        return min((link.sign for link in self.links[row, column]), key=RANK.__getitem__)

    def named(self, column: str, signs: Collection[str]) -> list[str]:
        """The rows that have one of these signs in a column."""
        return sorted(r for r in self._rows_of[column] if self.at(r, column) in signs)

    def signs_of(self, row: str) -> list[str]:
        """The signs of a row."""
        return [self.at(row, column) for column in sorted(self._columns_of[row])]

    def proofs(self, row: str, column: str) -> set[str]:
        """The passages of the nearest statement of a cell."""
        best = self.at(row, column)
        return {p for ln in self.links[row, column] if ln.sign == best for p in ln.evidence}

    def is_ours(self, row: str, column: str) -> bool:
        """Whether the nearest statement of a cell is our reading, wherever it stands."""
        best = self.at(row, column)
        return all(link.ours for link in self.links[row, column] if link.sign == best)

    def tally(self) -> dict[str, int]:
        """How many of the judged side stand how."""
        heads = self.rows if self.judged == "rows" else self.columns
        found = [str(values.get("verdict", "")) for values in heads.values()]
        return {code: found.count(code) for code in self.verdicts if code in found}

    def finish(self) -> Matrix:
        """The value."""
        labels = self._labels()
        rows, columns = self._heads(self.rows, labels), self._heads(self.columns, labels)
        cells = {
            (row.id, column.id): self._cell(row.id, column.id, labels)
            for row in rows
            for column in columns
        }
        wanted = {p for head in (*rows, *columns) for p in head.evidence}
        wanted |= {p for cell in cells.values() for p in cell.evidence}
        passages = read_passages(self.asked.store, self.asked.view, wanted)
        return Matrix(
            *self.axes,
            rows,
            columns,
            cells,
            self.verdicts,
            self.judged,
            self.question,
            self.asked.view,
            self._about(labels),
            {passage.id: passage for passage in passages},
            self.groups if self.has_groups else "",
        )

    def _labels(self) -> dict[str, Text]:
        wanted = {*self.rows, *self.columns, self.asked.region, self.asked.strategy}
        for values in (*self.rows.values(), *self.columns.values()):
            wanted.update(str(values.get(key) or "") for key in ("group", "status", "reason"))
        notes = (link.note for links in self.links.values() for link in links)
        wanted.update(note for note in notes if isinstance(note, str))
        wanted.update(group for groups in self.through.values() for group, _ in groups)
        return bilingual(self.asked.store, wanted - {""})

    def _about(self, labels: Mapping[str, Text]) -> tuple[tuple[Text, Text], ...]:
        asked = (
            (Text("Län", "County"), self.asked.region),
            (AXES["strategy"], self.asked.strategy),
        )
        return tuple((name, labels[iri]) for name, iri in asked if iri)

    def _heads(
        self, things: Mapping[str, dict[str, Any]], labels: Mapping[str, Text]
    ) -> tuple[Head, ...]:
        heads = [
            Head(
                iri,
                labels[iri],
                labels.get(str(values.get("group") or ""), NOTHING),
                values.get("verdict", ""),
                values.get("count", 0),
                labels.get(str(values.get("status") or ""), NOTHING),
                labels.get(str(values.get("reason") or ""), NOTHING),
                values.get("note", NOTHING),
                tuple(sorted(values.get("evidence", ()))),
            )
            for iri, values in things.items()
        ]
        return tuple(sorted(heads, key=lambda head: self._order(head, things[head.id])))

    def _order(self, head: Head, values: Mapping[str, Any]) -> tuple[object, ...]:
        """By what a thing stands under, then by the document's own numbers, then by name.

        What belongs to a document that was not read stands last: of it hardly anything can be said.
        """
        lang, unread = self.asked.lang, self.asked.unread()
        named = collation_key(head.group.get(lang)), collation_key(head.label.get(lang))
        last = not unread.isdisjoint({str(values.get("group") or ""), head.id})
        return last, named[0], values.get("order", ()), named[1], head.id

    def _cell(self, row: str, column: str, labels: Mapping[str, Text]) -> Cell:
        links = self.links.get((row, column))
        if not links:
            return Cell("none" if self.read(row, column) else "unknown")
        sign = self.at(row, column)
        mine = [link for link in links if link.sign == sign]
        said = (link.note for link in mine if link.note != "")
        notes = {labels[n] if isinstance(n, str) else n for n in said}
        told = tuple(
            Text(note.sv.lower(), note.en.lower())
            for note in sorted(notes, key=lambda n: collation_key(n.sv))
        )
        told += tuple(
            (_DERIVED if derived else _THROUGH).format(group=labels[group])
            for group, derived in sorted(self.through.get((row, column), ()))
        )
        ours = sign != "read-in" and self.is_ours(row, column)
        told += tuple(self.counted_of.get((row, column), ())) + ((OURS.words,) if ours else ())
        evidence = sorted({p for link in mine for p in link.evidence})
        return Cell(sign, self.counts.get((row, column), 0), told, tuple(evidence), ours)


def in_every_mode(
    make: Callable[[str], Draft], shown: str, tell: Callable[[int, int], None]
) -> Matrix:
    """The matrix in the mode that is shown, with what the judged side becomes in the others.

    Parameters:
        make: makes the draft in a mode, a key of ``GROUP_MODES``.
        shown: the mode whose cells are shown.
        tell: is told how many drafts of how many are made.
    """
    tell(0, len(GROUP_MODES))
    draft = make(shown)
    if not draft.has_groups:
        return draft.finish()
    drafts = {}
    for done, mode in enumerate(GROUP_MODES, 1):
        drafts[mode] = draft if mode == shown else make(mode)
        tell(done, len(GROUP_MODES))
    by_row = draft.judged == "rows"
    sides = {m: made.rows if by_row else made.columns for m, made in drafts.items()}
    made = draft.finish()
    heads = tuple(
        replace(head, modes={m: int(side[head.id].get("count", 0)) for m, side in sides.items()})
        for head in made.judged_heads
    )
    tallies = {m: one.tally() for m, one in drafts.items()}
    if by_row:
        return replace(made, rows=heads, tallies=tallies)
    return replace(made, columns=heads, tallies=tallies)
