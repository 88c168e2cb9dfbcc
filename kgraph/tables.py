"""Tables: what a question answers with, and the forms a person or a program takes it in."""

import datetime
import html
import io
import json
import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from kgraph import result_set
from kgraph.frames import data_frame
from kgraph.headings import heading
from kgraph.layout import blocks_of_text, columns_of_text, natural_width
from kgraph.separated import csv_writer, spreadsheet_cell
from kgraph.store import Rows, Store, View
from kgraph.store.dates import known_part
from kgraph.terms import STRING, XSD, Blank, Iri, Literal, Term
from kgraph.wording import Text, collation_key

if TYPE_CHECKING:
    import pandas

    from kgraph.project import Project
    from kgraph.spreadsheet import Value

SCHEMA_VERSION = 1
# Characters that a column needs so that words stay whole.
_READABLE = 20
_BOOLEAN, _DATE = XSD("boolean"), XSD("date")
_WHOLE = {
    XSD(name)
    for name in (
        *("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger"),
        *("unsignedInt", "unsignedLong", "unsignedShort", "unsignedByte"),
    )
}
_NUMBERS = _WHOLE | {XSD(name) for name in ("decimal", "double", "float")}


@dataclass(frozen=True)
class Table:
    """An answer in rows.

    Parameters:
        name: the named question, or "" for one that somebody wrote.
        columns: column names.
        rows: terms, None where nothing is bound.
        view: which statements counted.
        labels: the label of every IRI in the rows, in ``lang``.
        lang: language of the labels.
        values: the parameter values as given.
        boolean: the answer to an ASK query, else None.
        codes: words, in ``lang``, for the codes that a named question answers with.
        left_out: rows beyond the limit of the question, which are not among these.
        known: how far dates are known, of ``store.dates.precisions``.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    view: View
    labels: Mapping[str, str]
    lang: str = "sv"
    values: Mapping[str, str] | None = None
    boolean: bool | None = None
    codes: Mapping[str, str] = field(default_factory=dict)
    left_out: int = 0
    known: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @classmethod
    def of(
        cls, name: str, answer: Rows, store: Store, view: View, lang: str, values: dict[str, str]
    ) -> "Table":
        """A table of an answer, with the labels of what stands in it."""
        rows = tuple(tuple(_in_order(cell) for cell in row) for row in answer.rows)
        labels = store.labels(sorted(_iris(rows)), lang)
        return cls(name, answer.columns, rows, view, labels, lang, values)

    @classmethod
    def yes_or_no(cls, answer: bool, view: View) -> "Table":
        """The answer to an ASK query as a table of one cell."""
        cell = Literal("true" if answer else "false", XSD("boolean"))
        return cls("", ("answer",), ((cell,),), view, {}, boolean=answer)

    def select(self, columns: Sequence[str]) -> "Table":
        """The columns named, in that order."""
        places = [self.columns.index(column) for column in columns if column in self.columns]
        kept = tuple(self.columns[i] for i in places)
        rows = tuple(tuple(row[i] for i in places) for row in self.rows)
        return replace(self, columns=kept, rows=rows)

    def sorted_by(self, columns: Sequence[str]) -> "Table":
        """Rows sorted by these columns and then by all others, so that the order is total."""
        first = [self.columns.index(column) for column in columns if column in self.columns]
        order = [*first, *(i for i in range(len(self.columns)) if i not in first)]
        rows = sorted(self.rows, key=lambda row: [self._key(row[i]) for i in order])
        return replace(self, rows=tuple(rows))

    def _key(self, value: Term | None) -> tuple[Any, ...]:
        """Yes before no; numbers, then texts in Swedish order, empty cells last; a total order."""
        if value is None:
            return 2, 0.0, ((), ""), "", ""
        kind = f"{value.language} {value.datatype}" if isinstance(value, Literal) else ""
        number = _number(value)
        if isinstance(value, Literal) and value.datatype == _BOOLEAN:
            number = float(value.value not in ("true", "1"))
        if number is not None:
            return 0, number, ((), ""), str(value), kind
        return 1, 0.0, collation_key(self.label(value)), str(value), kind

    def label(self, value: Term | None) -> str:
        """A cell as a person reads it: labels for IRIs, one a line where a cell holds several."""
        if value is None:
            return ""
        if isinstance(value, Iri):
            return self.labels.get(value, value)
        if isinstance(value, Literal) and value.datatype == _BOOLEAN:
            yes = value.value in ("true", "1")
            return (Text("ja", "yes") if yes else Text("nej", "no")).get(self.lang)
        if many := _many(value):
            return "; ".join(self.labels.get(iri, iri) for iri in many)
        return self.codes.get(str(value), str(value))

    def told(self, value: Term | None, row: Iterable[Term | None]) -> str:
        """A cell as a person reads it in its row: a date as far as it is known there."""
        if not isinstance(value, Literal) or value.datatype != _DATE:
            return self.label(value)
        date, things = value.value, [iri for cell in row for iri in _many(cell) or [str(cell)]]
        known = next((k for t in (*things, "") if (k := self.known.get((t, date)))), "")
        return known_part(date, "" if date == str(self.view.as_of) else known)

    @property
    def cut(self) -> Text | None:
        """How many rows the limit of the question left out, in words; None where none."""
        n, more = len(self.rows), self.left_out
        if not more:
            return None
        return Text(
            f"Frågan ger högst {n} rader; {more} till är utelämnade. Ange ett värde för färre.",
            f"The question gives {n} rows at most; {more} more are left out. Give a value to "
            "get fewer.",
        )

    def column(self, name: str) -> list[Term | None]:
        """One column's cells."""
        place = self.columns.index(name)
        return [row[place] for row in self.rows]

    def dicts(self) -> list[dict[str, Term | None]]:
        """The rows as dictionaries by column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def _labelled(self) -> set[str]:
        return {
            column
            for i, column in enumerate(self.columns)
            if any(
                isinstance(row[i], Iri) or _many(row[i]) or str(row[i]) in self.codes
                for row in self.rows
            )
        }

    def _with_labels(self) -> set[str]:
        """The columns that get a column of labels after them."""
        return {c for c in self._labelled() if f"{c}_label" not in self.columns}

    def _headings(self, labelled: Collection[str]) -> list[str]:
        named = [(c, f"{c}_label") if c in labelled else (c,) for c in self.columns]
        return [name for names in named for name in names]

    # -- forms -----------------------------------------------------------------------------

    def to_csv(self, *, labels: bool = True, for_excel: bool = False) -> str:
        """The table as CSV.

        Parameters:
            labels: add a column ``…_label`` after each column of IRIs. Without it the text is
                exactly the W3C's SPARQL results CSV.
            for_excel: byte-order mark, semicolons, no cell that Excel would run as a formula, and a
                last line that tells which rows are left out. Without it there is a row for each
                answer and nothing else.
        """
        labelled = self._with_labels() if labels else set()
        out = io.StringIO()
        writer = csv_writer(out, for_excel)
        writer.writerow(self._headings(labelled))
        for row in self.rows:
            cells: list[str] = []
            for column, value in zip(self.columns, row, strict=True):
                text = _csv_cell(value)
                cells += [text, self.label(value)] if column in labelled else [text]
            writer.writerow([spreadsheet_cell(cell) for cell in cells] if for_excel else cells)
        if for_excel and self.cut:
            writer.writerow([self.cut.get(self.lang)])
        return ("\ufeff" if for_excel else "") + out.getvalue()

    def to_tsv(self) -> str:
        """The table as the W3C's SPARQL results TSV."""
        lines = ["\t".join(f"?{column}" for column in self.columns)]
        lines += ["\t".join(_tsv_cell(value) for value in row) for row in self.rows]
        return "\n".join(lines) + "\n"

    def to_dict(self) -> dict[str, Any]:
        """The table as the W3C's SPARQL results JSON, with name, view and labels beside."""
        bindings = [
            {c: self._json_cell(v) for c, v in zip(self.columns, row, strict=True) if v is not None}
            for row in self.rows
        ]
        return {
            "schema_version": SCHEMA_VERSION,
            "query": self.name or None,
            "parameters": dict(self.values or {}),
            "view": self.view.to_dict(),
            **({"rows_left_out": self.left_out} if self.left_out else {}),
            **(
                {"head": {"vars": list(self.columns)}, "results": {"bindings": bindings}}
                if self.boolean is None
                else {"head": {}, "boolean": self.boolean}
            ),
        }

    def to_json(self) -> str:
        """The table as JSON text."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=1) + "\n"

    def _json_cell(self, value: Term) -> dict[str, str]:
        if isinstance(value, Iri):
            return {"type": "uri", "value": value, "label": self.labels.get(value, value)}
        if isinstance(value, Blank):
            return {"type": "bnode", "value": value}
        cell = {"type": "literal", "value": value.value}
        if value.language:
            cell["xml:lang"] = value.language
        elif value.datatype != STRING:
            cell["datatype"] = value.datatype
        if _many(value):
            cell["label"] = self.label(value)
        return cell

    def to_xlsx(self, project: "Project | None" = None, question: str = "") -> bytes:
        """The table as a workbook: labels, numbers and dates as such, and addresses in a sheet.

        Parameters:
            project: named on the last sheet.
            question: the question in words, for the same sheet.
        """
        from kgraph.spreadsheet import Column, Sheet, about, to_xlsx

        named = [heading(c, self.lang) if self.name else c for c in self.columns]
        rows = [[self._sheet_cell(value, row) for value in row] for row in self.rows]
        sheets = [Sheet(self.name or Text("Svar", "Answer").get(self.lang),
                        tuple(Column(c) for c in named), rows, still=1)]  # fmt: skip
        plain = [[_csv_cell(value) for value in row] for row in self.rows]
        if self._labelled():
            told = Text("Adresser (IRI)", "Addresses (IRI)").get(self.lang)
            sheets.append(Sheet(told, tuple(Column(c) for c in self.columns), plain))
        more = [(Text("Fråga", "Question"), question)] if question else []
        more += [(Text(f"--{k}", f"--{k}"), v) for k, v in sorted((self.values or {}).items())]
        more += [(Text("Utelämnat", "Left out"), cut.get(self.lang)) for cut in [self.cut] if cut]
        title = self.name or Text("Svar på egen fråga", "Answer to one's own query").get(self.lang)
        return to_xlsx(sheets, about(title, self.view, project, self.lang, more))

    def _sheet_cell(self, value: Term | None, row: Iterable[Term | None]) -> "Value":
        """A cell of a workbook: the number, the date, or what a person reads."""
        plain, told = native(value), self.told(value, row)
        kept = told == str(plain) or not isinstance(plain, bool | datetime.date)
        return plain if kept and isinstance(plain, int | float | datetime.date) else told or None

    def to_turtle(self) -> str:
        """The table in the W3C's result-set vocabulary."""
        return result_set.to_turtle(self.columns, self.rows, self.boolean)

    def to_jsonld(self) -> str:
        """The same as JSON-LD."""
        return result_set.to_jsonld(self.columns, self.rows, self.boolean)

    def to_text(self, width: int = 100) -> str:
        """The table for a terminal: labels, wrapped to a width in characters.

        A table with too many columns for the width is shown row by row.
        """
        if not self.rows:
            return Text("Inga rader.", "No rows.").get(self.lang) + "\n"
        cells = [[self.told(value, row) for value in row] for row in self.rows]
        named = [heading(c, self.lang) if self.name else c for c in self.columns]
        fits = len(named) * _READABLE <= width or natural_width(named, cells) <= width
        told = (columns_of_text if fits else blocks_of_text)(named, cells, width)
        return told + (f"{self.cut.get(self.lang)}\n" if self.cut else "")

    def to_frame(self, *, labels: bool = True) -> "pandas.DataFrame":
        """The table as a pandas data frame: numbers, booleans and dates as such, IRIs as text.

        Parameters:
            labels: add a column ``…_label`` after each column of IRIs, as in the CSV.

        Raises:
            OutsideError: pandas is not installed.
        """
        labelled = self._with_labels() if labels else set()
        rows: list[list[object]] = []
        for row in self.rows:
            cells: list[object] = []
            for column, value in zip(self.columns, row, strict=True):
                name = None if value is None else str(self.label(value))
                cells += [native(value), name] if column in labelled else [native(value)]
            rows.append(cells)
        return data_frame(self._headings(labelled), rows)

    def _html_cell(self, value: Term | None, row: Iterable[Term | None]) -> str:
        title = html.escape("" if value is None else str(value))
        return f'<td title="{title}">{html.escape(self.told(value, row))}</td>'

    def _repr_html_(self) -> str:
        """The table for a notebook, every text escaped."""
        named = [heading(c, self.lang) if self.name else c for c in self.columns]
        head = "".join(f"<th>{html.escape(name)}</th>" for name in named)
        rows = ("".join(self._html_cell(value, row) for value in row) for row in self.rows)
        body = "".join(f"<tr>{cells}</tr>" for cells in rows)
        told = [self.name, self.view.words.get(self.lang)]
        caption = html.escape(" · ".join(told + [c.get(self.lang) for c in [self.cut] if c]))
        return (
            f'<table lang="{html.escape(self.lang)}"><caption>{caption}</caption>'
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        )


def native(value: Term | None) -> object:
    """A term as a plain Python value: int, float, bool, date, str or None.

    A literal that does not fit its own datatype stays text, so that nothing is lost.
    """
    if not isinstance(value, Literal):
        return None if value is None else str(value)
    kind = value.datatype.removeprefix(XSD)
    try:
        if value.datatype in _NUMBERS:
            return int(value.value) if value.datatype in _WHOLE else float(value.value)
        if kind == "boolean":
            return {"true": True, "1": True, "false": False, "0": False}[value.value]
        if kind == "date":
            return datetime.date.fromisoformat(value.value)
    except (ValueError, KeyError):
        pass
    return value.value


def _number(value: Term) -> float | None:
    """What a numeric literal is sorted by; None when it is no number after all."""
    if not isinstance(value, Literal) or value.datatype not in _NUMBERS:
        return None
    try:
        number = float(value.value)
    except ValueError:
        return None
    return None if math.isnan(number) else number


def _many(value: Term | None) -> list[str]:
    """The IRIs of a cell that lists them with spaces between, as GROUP_CONCAT gives them."""
    if not isinstance(value, Literal) or value.language or not value.value.startswith("http"):
        return []
    parts = value.value.split(" ")
    return parts if all(part.startswith("http") and ":" in part for part in parts) else []


def _in_order(value: Term | None) -> Term | None:
    """A cell that lists IRIs, with these in one order: an engine joins them as it meets them."""
    if not isinstance(value, Literal) or not (many := _many(value)):
        return value
    return replace(value, value=" ".join(sorted(set(many), key=_natural)))


def _natural(iri: str) -> list[tuple[int, str]]:
    return [
        (int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"([0-9]+)", iri)
    ]


def _iris(rows: Iterable[Iterable[Term | None]]) -> set[str]:
    found: set[str] = set()
    for row in rows:
        for value in row:
            if isinstance(value, Iri):
                found.add(value)
            else:
                found.update(_many(value))
    return found


def _csv_cell(value: Term | None) -> str:
    if value is None:
        return ""
    return f"_:{value}" if isinstance(value, Blank) else str(value)


def _tsv_cell(value: Term | None) -> str:
    return "" if value is None else result_set.turtle(value)
