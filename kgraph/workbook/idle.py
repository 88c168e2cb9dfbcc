"""Rows and cells of a workbook that change nothing after all, and what is told of them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from kgraph.terms import Quad
from kgraph.wording import LANGUAGES, Text, counted
from kgraph.workbook.change import Change
from kgraph.workbook.reading import Reading
from kgraph.workbook.rows import Statements
from kgraph.workbook.value import Book, Fault, Place, rows_told


@dataclass(frozen=True)
class Sorted:
    """The changes that a workbook makes, and those that come to nothing.

    Parameters:
        real: those that change the data, or whose cells cannot be read.
        there: new rows that the data say already.
        same: changed cells that say the same in other words, or what the row has no use for.
    """

    real: tuple[Change, ...]
    there: tuple[Place, ...]
    same: tuple[Place, ...]


def sort_changes(
    changes: Collection[Change],
    faults: Iterable[Fault],
    gone: Collection[tuple[Quad, Place]],
    new: Collection[tuple[Quad, Place]],
    whole: Collection[str] = (),
) -> Sorted:
    """Tell the changes that change something from those that do not.

    Parameters:
        faults: what cannot be read; a row with one of them is not known to change nothing.
        gone, new: the statements that go and come, with their cells.
        whole: the sheets where any cell of a row changes all of it.
    """
    touched = {place for pairs in (gone, new) for _, place in pairs}
    rows = {_row(place) for place in touched} | {_row(fault.place) for fault in faults}
    wrong = {_row(fault.place) for fault in faults}
    # Where no changed cell of a row is itself what changes, the row changes through them all: two
    # members that change places change each other's roles.
    plain = {_row(c.place) for c in changes if c.kind == "changed" and c.place in touched}
    real, there, same = [], [], []
    for change in changes:
        row = _row(change.place)
        if change.kind == "added" and row not in rows:
            there.append(row)
        elif change.kind == "changed" and not (
            change.place in touched or row in wrong
            or (row in rows and (change.place.sheet in whole or row not in plain))
        ):  # fmt: skip
            same.append(change.place)
        else:
            real.append(change)
    return Sorted(tuple(real), tuple(there), tuple(same))


def told_idle(found: Sorted, again: Mapping[Place, Text]) -> Iterator[Text]:
    """What is told of rows that are there already, and of cells that change nothing.

    Parameters:
        again: the cells whose statement the row's document makes already, with where in words.
    """
    if again:
        by: dict[Text, list[str]] = defaultdict(list)
        for place, where in sorted(again.items(), key=lambda one: one[0]):
            by[where].append(str(place))
        sv, en = ("; ".join(f"{', '.join(places)} ({where.get(lang)})"
                            for where, places in by.items()) for lang in LANGUAGES)  # fmt: skip
        yield Text(f"Finns redan, så inget läggs till: {sv}.",
                   f"There already, so nothing is added: {en}.")  # fmt: skip
    rows = [row for row in found.there if row not in {_row(place) for place in again}]
    if rows:
        told = rows_told(rows)
        yield Text(f"Finns redan och ändrar inget: {told.sv}.",
                   f"There already, no change: {told.en}.")  # fmt: skip
    if found.same:
        listed = ", ".join(map(str, found.same))
        yield Text(f"Ändrar inget i uppgifterna: {listed}.", f"No change to the data: {listed}.")


def told_missing(missing: Collection[Place]) -> Iterator[Text]:
    """Rows that the workbook was filled with and the data do not have."""
    if missing:
        told = rows_told(list(missing)[:_MOST])
        more = " …" if len(missing) > _MOST else ""
        many = counted(len(missing), Text("rad", "row"), Text("rader", "rows"))
        sv, en = f"{told.sv}{more}", f"{told.en}{more}"
        yield Text(
            f"{many.sv} som arbetsboken var ifylld med finns inte i uppgifterna här och läses inte "
            f"in: {sv}. De är borttagna sedan dess, eller så hör arbetsboken till ett annat "
            "projekt. Ska de in: töm Belägg och Identitet.",
            f"{many.en} that the workbook was filled with not in the data here and not read in: "
            f"{en}. They have been removed since, or the workbook is of another project. To "
            "have them in, empty Evidence and Identifier.",
        )


def told_gone(reading: Reading, own: Book) -> Iterator[Text]:
    """Sheets and columns that the workbook was made with and that somebody has taken out."""
    memo, lang = reading.memo, reading.book.lang
    for sheet, about in memo.sheets.items():
        form = next((page.form for page in own.pages if page.form.about == about), None)
        if about not in reading.covered:
            yield Text(
                f"Bladet {sheet} finns inte i arbetsboken; uppgifterna där lämnas som de är.",
                f"The sheet {sheet} is not in the workbook; its data are left as they are.",
            )
        elif form is not None:
            lost = set(memo.headings.get(about, {}).values()) - reading.covered[about]
            told = [form.heading(c, lang) for c in form.columns if c.key in lost]
            if told:
                names = ", ".join(told)
                yield Text(
                    f"Bladet {sheet} saknar {names}; uppgifterna där lämnas som de är.",
                    f"The sheet {sheet} lacks {names}; the data there are left as they are.",
                )


_MOST = 10


def _row(place: Place) -> Place:
    return Place(place.sheet, place.row)


def placed(quads: Iterable[Quad], said: Statements) -> list[tuple[Quad, Place]]:
    """Statements with the cells that they come from."""
    return [(quad, said.places[quad]) for quad in quads if quad in said.places]
