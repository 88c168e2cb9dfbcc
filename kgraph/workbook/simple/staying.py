"""What is said of a forum or a measure stays while one of its rows does.

The county, purpose and theme of a forum stand on its first row, and so does what a measure is. That
row may be taken out because one member has left: nothing but the member goes. A row that names
nobody is taken out for what it says, and that goes.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from kgraph.wording import Text, say
from kgraph.workbook.simple.forms import ELEMENTS, FORUMS, MODE, ROLES
from kgraph.workbook.value import Book, Form, Line, Page, row_key

_OF_ONE = {  # what a row says of one member or of those who have a part, and not of the thing
    FORUMS: {"simple:member iri", "simple:role iri", MODE},
    ELEMENTS: {MODE, *(f"simple:{key} iri" for key in ROLES)},
}
_WHOLE = {
    FORUMS: {"county", "purpose", "theme", "open"},
    ELEMENTS: {"kind", "parent", "summary", "theme", "strategy"},
}


@dataclass(frozen=True)
class Staying:
    """What rows that were taken out say of things that other rows are still about.

    Parameters:
        pages: those rows, with that alone.
        told: that it stays, in words.
    """

    pages: tuple[Page, ...]
    told: tuple[Text, ...]


def staying(before: Iterable[tuple[Form, Line]], book: Book) -> Staying:
    """What stays of the rows that a workbook no longer has.

    Parameters:
        before: the rows of today that are changed or removed.
        book: the workbook.
    """
    gone = [(form, line) for form, line in before if _names_a_part(form, line)]
    if not gone:
        return Staying((), ())
    here: dict[tuple[str, str], list[Line]] = {}
    keys = set()
    for page, line in book.rows():
        keys.add((page.form.about, row_key(line)))
        here.setdefault(_of(page.form, line), []).append(line)
    pages: list[Page] = []
    told: list[Text] = []
    for form, line in gone:
        others = here.get(_of(form, line), ())
        if others and (form.about, row_key(line)) not in keys:
            beside = [one for one in others if one.get("passages") == line.get("passages")]
            ghost = replace(line, cells=dict(_left(form, line.cells, beside)))
            kept = _kept(form, ghost, book.lang)
            if kept:  # a row that only names the thing goes whole
                pages.append(Page(form, (ghost,)))
                told.append(_told(ghost, kept))
    return Staying(tuple(pages), tuple(told))


def _names_a_part(form: Form, line: Line) -> bool:
    """Whether a row is of somebody who has a part: only then may the thing have been left as is.

    Who takes out a row on the thing alone means what it says of the thing.
    """
    return form.about in _WHOLE and any(line.get(key) for key in _OF_ONE[form.about])


def _of(form: Form, line: Line) -> tuple[str, str]:
    """What a row is about, wherever it rests: the thing is one, whichever page names a part."""
    return form.about, line.get("id").partition(" ")[0]


def _left(
    form: Form, cells: Mapping[str, str], others: Iterable[Line]
) -> Iterator[tuple[str, str]]:
    """The cells about the thing itself that no other row of its passage fills in anew."""
    shared = {c.key for c in form.columns if c.path.removeprefix("simple:") in _WHOLE[form.about]}
    for key, text in cells.items():
        if key in _OF_ONE[form.about] or (key in shared and any(one.get(key) for one in others)):
            continue
        yield key, text


def _kept(form: Form, line: Line, lang: str) -> list[str]:
    """The headings under which a row says something of the thing as a whole."""
    columns = [c for c in form.columns if c.path.removeprefix("simple:") in _WHOLE[form.about]]
    return [say(column.heading, lang) for column in columns if line.get(column.key)]


def _told(line: Line, kept: Iterable[str]) -> Text:
    name, heads = line.get("simple:name @sv"), ", ".join(kept)
    return Text(
        f"”{name}” har fler rader, så det som stod på den borttagna raden om helheten står "
        f"kvar: {heads}.",
        f"“{name}” has more rows, so what stood on the removed row about the whole stays: {heads}.",
    )
