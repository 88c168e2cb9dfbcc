"""A matrix in the making: what is asked, and the links that are put in one by one."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kgraph import queries
from kgraph.errors import UsageError
from kgraph.matrix.value import AXES, NOTHING, RANK, Cell, Head, Matrix, Verdict
from kgraph.network.facts import bilingual, read_passages
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
FORUM_LINKS = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?forum ?supported ?strategy ?passage WHERE {
  VALUES ?how { ks:contributesTo ks:implements }
  ?forum a ks:Forum ; ?how ?supported .
  GRAPH ?passage { ?forum ?how ?supported }
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
        """The rows of a query of our own."""
        return list(self.store.select(text, self.view).rows)

    def run(self, name: str, **values: str) -> list[dict[str, Term | None]]:
        """A named question's rows."""
        query = queries.find(self.names, name)
        return queries.run(self.store, query, values, self.view).dicts()

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
            kept &= {str(f) for f, _, whole, _ in links if str(whole) == self.strategy}
        return kept


class Draft:
    """A matrix in the making: links are put in, the nearest one of a cell stays on top."""

    def __init__(self, asked: Asked, rows: str, columns: str, question: Text) -> None:
        """Begin with nothing: no cell was read until ``read`` says so."""
        self.asked, self.axes, self.question = asked, (rows, columns), question
        self.links: dict[tuple[str, str], list[tuple[str, Text | str, tuple[str, ...]]]] = (
            defaultdict(list)
        )
        self.rows: dict[str, dict[str, Any]] = {}
        self.columns: dict[str, dict[str, Any]] = {}
        self.counts: dict[tuple[str, str], int] = {}
        self.read: Callable[[str, str], bool] = lambda row, column: False
        self.verdicts: Mapping[str, Verdict] = {}
        self.judged = "columns"

    def put(
        self, row: str, column: str, sign: str, note: Text | str, evidence: Iterable[str]
    ) -> None:
        """Say something of a row and a column; *note* is a text or the IRI of a role."""
        self.rows.setdefault(row, {})
        self.columns.setdefault(column, {})
        self.links[row, column].append((sign, note, tuple(evidence)))

    def at(self, row: str, column: str) -> str:
        """The sign that a cell gets."""
        return min((sign for sign, _, _ in self.links[row, column]), key=RANK.__getitem__)

    def named(self, column: str, signs: Collection[str]) -> list[str]:
        """The rows that have one of these signs in a column."""
        return sorted(r for r, c in self.links if c == column and self.at(r, c) in signs)

    def proofs(self, row: str, column: str) -> set[str]:
        """The passages of the nearest statement of a cell."""
        best = self.at(row, column)
        return {p for sign, _, ev in self.links[row, column] if sign == best for p in ev}

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
        )

    def _labels(self) -> dict[str, Text]:
        wanted = {*self.rows, *self.columns, self.asked.region, self.asked.strategy}
        for values in (*self.rows.values(), *self.columns.values()):
            wanted.update(str(values.get(key) or "") for key in ("group", "status", "reason"))
        wanted.update(n for links in self.links.values() for _, n, _ in links if isinstance(n, str))
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
        return tuple(sorted(heads, key=self._order))

    def _order(self, head: Head) -> tuple[object, ...]:
        lang = self.asked.lang
        return collation_key(head.group.get(lang)), collation_key(head.label.get(lang)), head.id

    def _cell(self, row: str, column: str, labels: Mapping[str, Text]) -> Cell:
        links = self.links.get((row, column))
        if not links:
            return Cell("none" if self.read(row, column) else "unknown")
        sign = self.at(row, column)
        mine = [link for link in links if link[0] == sign]
        notes = {labels[n] if isinstance(n, str) else n for _, n, _ in mine if n != ""}
        told = tuple(
            Text(note.sv.lower(), note.en.lower())
            for note in sorted(notes, key=lambda n: collation_key(n.sv))
        )
        evidence = sorted({p for _, _, passages in mine for p in passages})
        return Cell(sign, self.counts.get((row, column), 0), told, tuple(evidence))
