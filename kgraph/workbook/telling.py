"""What a workbook changes, counted in words, and how some of its cells were understood."""

from collections import Counter
from collections.abc import Iterable, Iterator

from kgraph.terms import XSD
from kgraph.wording import Text, counted
from kgraph.workbook.cells import told_day
from kgraph.workbook.change import Change, Kind
from kgraph.workbook.value import Fault, Form, Line, Place, cells_told

_COUNTED: tuple[tuple[Kind, Text, Text], ...] = (
    ("added", Text("ny rad", "new row"), Text("nya rader", "new rows")),
    ("changed", Text("ändrad cell", "changed cell"), Text("ändrade celler", "changed cells")),
    ("removed", Text("borttagen rad", "removed row"), Text("borttagna rader", "removed rows")),
)


def counts(changes: Iterable[Change], *, all_kinds: bool = True) -> list[Text]:
    """How much of each kind there is.

    Parameters:
        all_kinds: those that there are none of too.
    """
    kinds = Counter(change.kind for change in changes)
    return [counted(kinds[k], one, more) for k, one, more in _COUNTED if kinds[k] or all_kinds]


def logged(changes: Iterable[Change], answers: int) -> Text:
    """What an import did, for the log.

    Parameters:
        answers: how many answers about names were kept.
    """
    told = counts(changes, all_kinds=False)
    if answers:
        told.append(counted(answers, Text("svar om namn", "answer about names"),
                            Text("svar om namn", "answers about names")))  # fmt: skip
    return Text(
        f"Arbetsbok: {', '.join(t.sv for t in told)}", f"Workbook: {', '.join(t.en for t in told)}"
    )


def said(heading: str, text: str) -> str:
    """What a cell says under its heading: ”Ansvarig: Region A”, ”Är det så i dag? ja”."""
    return f"{heading} {text}" if heading.endswith("?") else f"{heading}: {text}"


def together(faults: Iterable[Fault]) -> Iterator[tuple[Text, Fault]]:
    """Faults in their order, each once with the cells of its column: ”Forum!B4, B6–B18”.

    Nine rows without a name are one mistake to whoever made them.
    """
    same: dict[tuple[object, ...], list[Fault]] = {}
    for number, fault in enumerate(faults):
        own = number if not fault.place.row else -1
        place = fault.place
        key = (place.sheet, place.column, fault.what, fault.mend, fault.asks, own)
        same.setdefault(key, []).append(fault)
    for found in same.values():
        yield cells_told([fault.place for fault in found]), found[0]


def days(rows: Iterable[tuple[Form, Line]], lang: str) -> Iterator[Text]:
    """How days were understood that can be read in two ways.

    Parameters:
        lang: the workbook's language.
    """
    for form, line in rows:
        for column in form.columns:
            told = told_day(line.get(column.key)) if column.form == XSD("date") else None
            if told:
                at = Place(form.name.get(lang), line.row, line.columns.get(column.key, 0))
                yield Text(f"{at}: {told.sv}", f"{at}: {told.en}")
