"""The workbook as a source of its own, for rows that name no document."""

import datetime
import hashlib
from dataclasses import replace
from pathlib import Path

from kgraph.terms import DCT, GRAPH, ID, KS, PROV, RDF, STRING, VOCAB, XSD, Iri, Literal, Quad, slug
from kgraph.wording import Text
from kgraph.workbook.naming import Names
from kgraph.workbook.simple.ground import OwnSource
from kgraph.workbook.value import Book, Line, Page, Place

_LANG = RDF("langString")
PREFIX = "arbetsbok-"
FORM = "form"  # the kind of sheets that a form in the browser fills in


class Origin(OwnSource):
    """The workbook as a source of its own, for rows that name no passage."""

    def __init__(self, path: Path, today: datetime.date, lang: str, names: Names) -> None:
        """Nothing rests on it yet."""
        self.name = f"{PREFIX}{slug(path.stem)}-{today.isoformat()}"
        self.iri = ID(f"source/{self.name}")
        self.file = path.name
        self.rows: list[Place] = []
        self._path, self._today, self._lang, self._names = path, today, lang, names
        self._quads: list[Quad] = []

    def with_evidence(self, book: Book) -> Book:
        """The workbook with a passage for each row that names none."""
        pages = []
        for page in book.pages:
            lines = tuple(
                line if line.get("passages") or not line.get("id") else self._stated(page, line)
                for line in page.lines
            )
            pages.append(replace(page, lines=lines))
        return replace(book, pages=tuple(pages))

    def with_rows(self, book: Book) -> Book:
        """The workbook as it is: a simple row asks for its passage when it needs one."""
        return book

    def passage(self, sheet: str, row: int) -> Iri:
        """The graph for a row of a simple sheet that names no document."""
        graph = Iri(f"{GRAPH}{self.name}/{slug(sheet)}-{row}")
        if graph not in self._names.known:
            self.rows.append(Place(sheet, row))
            self._describe(graph, sheet, row)
            self._names.add(graph, graph)
        return graph

    @property
    def graphs(self) -> set[str]:
        """The passages of the workbook that rows have asked for."""
        return {str(quad[0]) for quad in self._quads}

    def forget(self, graphs: set[str]) -> None:
        """Take back passages that no new row rests on after all."""
        gone = [q for q in self._quads if q[0] in graphs]
        self._quads = [q for q in self._quads if q[0] not in graphs]
        names = {graph.rpartition("/")[2] for graph in {q[0] for q in gone}}
        self.rows = [p for p in self.rows if f"{slug(p.sheet)}-{p.row}" not in names]

    def _stated(self, page: Page, line: Line) -> Line:
        if page.form.about in (KS("AssertionGraph"), KS("SourceDocument")):
            graph = self._meta_of(page, line)
            self._names.add(graph, graph)
            return replace(line, cells={**line.cells, "passages": graph})
        sheet = page.form.name.get(self._lang)
        graph = self.passage(sheet, line.row)
        return replace(line, cells={**line.cells, "passages": graph})

    def _meta_of(self, page: Page, line: Line) -> Iri:
        """Where a document and its passages are described: the document's own graph."""
        about = self._names.meant(line.get("id")) or Iri("")
        if page.form.about == KS("SourceDocument"):
            return Iri(f"{GRAPH}{about.rpartition('/')[2]}/meta")
        return Iri(f"{about.rpartition('/')[0]}/meta")

    def _title(self) -> Text:
        return Text(f"Arbetsboken {self._path.name}", f"The workbook {self._path.name}")

    def _said(self, sheet: str, number: int) -> tuple[Text, Text]:
        """The heading of a row's passage, and what it holds."""
        return (
            Text(f"{sheet}, rad {number}", f"{sheet}, row {number}"),
            Text(
                f"Uppgift ur arbetsboken, bladet {sheet}, rad {number}; inget dokument anges.",
                f"From the workbook, sheet {sheet}, row {number}; no document is named.",
            ),
        )

    def _describe(self, graph: Iri, sheet: str, number: int) -> None:
        row, told = self._said(sheet, number)
        meta = self.meta
        self._quads += [
            (graph, RDF("type"), KS("AssertionGraph"), meta),
            (graph, PROV("wasDerivedFrom"), self.iri, meta),
            (graph, KS("section"), Literal(row.get(self._lang), _LANG, self._lang), meta),
            (graph, KS("summary"), Literal(told.sv, _LANG, "sv"), meta),
            (graph, KS("reviewStatus"), VOCAB("review-status/extracted"), meta),
        ]

    @property
    def meta(self) -> Iri:
        """The graph about the workbook."""
        return Iri(f"{GRAPH}{self.name}/meta")

    def quads(self) -> list[Quad]:
        """What is said of the workbook, when any row rests on it."""
        if not self._quads:
            return []
        content = self._path.read_bytes() if self._path.is_file() else self._path.name.encode()
        title = self._title()
        about: list[tuple[Iri, Iri | Literal]] = [
            (RDF("type"), KS("SourceDocument")),
            (DCT("title"), Literal(title.get(self._lang), _LANG, self._lang)),
            (KS("loaded"), Literal("false", XSD("boolean"))),
            (KS("retrievedOn"), Literal(self._today.isoformat(), XSD("date"))),
            (KS("fileName"), Literal(self._path.name, STRING)),
            (KS("sha256"), Literal(hashlib.sha256(content).hexdigest(), STRING)),
        ]
        return [(self.iri, path, value, self.meta) for path, value in about] + self._quads


class FormOrigin(Origin):
    """The forms of a day as a source, for what somebody enters there without a document.

    Each time a form is filled in is a passage of its own, so that one can be reviewed, corrected or
    taken back without the others.
    """

    def passage(self, sheet: str, row: int) -> Iri:
        """A graph that no form has stated anything in before."""
        number = 1
        while f"{GRAPH}{self.name}/{slug(sheet)}-{number}" in self._names.known:
            number += 1
        return super().passage(sheet, number)

    def quads(self) -> list[Quad]:
        """What is said of the forms; there is no file of them."""
        return [q for q in super().quads() if q[1] not in (KS("fileName"), KS("sha256"))]

    def _title(self) -> Text:
        day = self._today.isoformat()
        return Text(f"Uppgifter införda i formulär {day}", f"Statements entered in forms on {day}")

    def _said(self, sheet: str, number: int) -> tuple[Text, Text]:
        return (
            Text(f"{sheet}, formulär {number}", f"{sheet}, form {number}"),
            Text(
                f"Infört i formuläret för {sheet}; inget dokument anges.",
                f"Entered in the form for {sheet}; no document is named.",
            ),
        )
