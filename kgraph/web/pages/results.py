"""Answers of questions as people read them: a table with names and places, and bars where few."""

from collections.abc import Sequence
from dataclasses import dataclass

from kgraph.headings import heading
from kgraph.report.value import Cell, Line, Row, Table, Words, cell, line
from kgraph.tables import Table as Answer
from kgraph.tables import native
from kgraph.terms import GRAPH, Blank, Iri, Literal, Term
from kgraph.web.pages.naming import NameDesk

MOST_ROWS = 500
_MOST_BARS = 40
_MOST_NAMES = 12
_PLACES = 0.1


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart: what it stands for, its number, and its length in hundredths."""

    name: str
    lang: str
    told: str
    length: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars of one number for each name; the same stands in the table."""

    title: str
    bars: tuple[Bar, ...]


def parts_of(value: Term | None) -> tuple[str, ...]:
    """The IRIs that a cell holds: one, or several with spaces between."""
    if isinstance(value, Iri):
        return (str(value),)
    if isinstance(value, Literal) and not value.language and value.value.startswith("http"):
        parts = tuple(value.value.split(" "))
        return parts if all(part.startswith("http") and ":" in part for part in parts) else ()
    return ()


def empty_columns(answer: Answer) -> list[str]:
    """The columns that no row has a value in."""
    return [c for c in answer.columns if answer.rows and all(v is None for v in answer.column(c))]


def result_table(desk: NameDesk, answer: Answer, caption: str) -> Table:
    """An answer's first rows, with links to things and footnotes to passages.

    Parameters:
        desk: gives names and the language.
        answer: of a question; columns without any value are left out.
        caption: what the table holds.
    """
    desk.learn(iri for row in answer.rows[:MOST_ROWS] for value in row for iri in parts_of(value))
    gone = set(empty_columns(answer))
    shown = answer.select([c for c in answer.columns if c not in gone])
    places = [_is_places(shown.column(c)) for c in shown.columns]
    rows = tuple(
        Row(tuple(_cell(desk, answer, row, v, p) for v, p in zip(row, places, strict=True)))
        for row in shown.rows[:MOST_ROWS]
    )
    narrow = min(_PLACES, 1 / max(1, len(places)))
    wide = (1 - narrow * sum(places)) / max(1, len(places) - sum(places))
    heads = tuple(head(answer, column) for column in shown.columns)
    return Table(caption, heads, rows, tuple(narrow if p else wide for p in places), titled=True)


def head(answer: Answer, column: str) -> str:
    """What a column is called: in words for a named question, else its variable."""
    told = heading(column, answer.lang) if answer.name else column
    return told[:1].upper() + told[1:] if answer.name else told


def _is_places(values: Sequence[Term | None]) -> bool:
    """Whether a column holds passages and nothing else."""
    parts = [part for value in values if value is not None for part in parts_of(value) or ("",)]
    return bool(parts) and all(part.startswith(GRAPH) for part in parts)


def _cell(
    desk: NameDesk, answer: Answer, row: Sequence[Term | None], value: Term | None, places: bool
) -> Cell:
    if value is None:
        return cell(Words("–", quiet=True))
    iris = parts_of(value)
    if places:
        return cell(desk.cites(iris))
    if iris:
        lines: list[Line] = [line(desk.name(iri)) for iri in iris[:_MOST_NAMES]]
        if len(iris) > _MOST_NAMES:
            n = len(iris) - _MOST_NAMES
            lines.append(line(Words(desk.word(f"och {n} till", f"and {n} more"), quiet=True)))
        return Cell(tuple(lines))
    if isinstance(value, Blank):
        return cell(Words(f"_:{value}", quiet=True))
    return cell(Words(told(answer, value, row), _language(desk, value)))


def told(answer: Answer, value: Term, row: Sequence[Term | None] = ()) -> str:
    """A value as a person reads it in its row, numbers as they are written in the language."""
    number = native(value)
    if isinstance(number, float):
        written = f"{number:.4f}".rstrip("0").rstrip(".") if abs(number) < 1e9 else f"{number:g}"
        return written.replace(".", ",") if answer.lang == "sv" else written
    return answer.told(value, row)


def _language(desk: NameDesk, value: Term) -> str:
    own = value.language if isinstance(value, Literal) else ""
    return own if own and own != desk.lang else ""


def chart_of(desk: NameDesk, answer: Answer) -> Chart | None:
    """The answer as bars, where each row has a name of its own and one number; else None.

    The name stands in the first column. One of passages, and one whose value is the same in every
    row, tell nothing of the shape.
    """
    told = [
        column
        for column in answer.columns
        if not _is_places(answer.column(column)) and len(set(answer.column(column))) > 1
    ]
    numbers = [column for column in told if _is_numbers(answer.column(column))]
    if len(numbers) != 1 or told[0] == numbers[0] or len(answer.rows) > _MOST_BARS:
        return None
    labels = answer.column(told[0])
    if len(set(labels)) < len(labels) or any(len(parts_of(v)) > 1 for v in labels):
        return None
    title = head(answer, numbers[0]) if answer.name else f"?{numbers[0]}"
    return _bars(desk, answer, title, labels, answer.column(numbers[0]))


def _is_numbers(values: Sequence[Term | None]) -> bool:
    found = [native(value) for value in values]
    return all(isinstance(v, int | float) and not isinstance(v, bool) and v >= 0 for v in found)


def _bars(
    desk: NameDesk,
    answer: Answer,
    title: str,
    names: Sequence[Term | None],
    values: Sequence[Term | None],
) -> Chart | None:
    most = max(float(str(native(value))) for value in values)
    if not most:
        return None
    made = []
    for name, value in zip(names, values, strict=True):
        assert value is not None  # every value is a number
        words = desk.name(str(name)) if isinstance(name, Iri) else None
        label = words.text if words else (told(answer, name) if name is not None else "–")
        length = round(100 * float(str(native(value))) / most, 2)
        made.append(Bar(label, words.lang if words else "", told(answer, value), length))
    return Chart(title, tuple(made))
