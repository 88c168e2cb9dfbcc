"""From the cells of a file to a workbook: sheets and columns by their names, values as texts.

Sheets and columns may be moved, and rows may stand in any order. What has no place here is told and
never guessed at.
"""

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kgraph.wording import LANGUAGES, Text
from kgraph.workbook.cells import NO, YES, clean
from kgraph.workbook.grid import Grid, Raw
from kgraph.workbook.memo import MEMO, Memo, read_memo
from kgraph.workbook.naming import plain
from kgraph.workbook.near import nearest
from kgraph.workbook.tabs import LISTS, MEND, NEW, QUESTIONS, kind_of_word, tab
from kgraph.workbook.value import EXAMPLE, HELP, Book, Fault, Form, Line, Page, Place, letters

_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!)")
_NOT_READ = {plain(t) for t in (LISTS.sv, LISTS.en, QUESTIONS.sv, QUESTIONS.en, MEND.sv, MEND.en)}
_FORMULA = Text("Cellen har en formel.", "The cell has a formula.")
_AS_VALUE = Text(
    "Klistra in värdet i stället (Klistra in special, Värden).",
    "Paste the value instead (Paste special, Values).",
)


@dataclass(frozen=True)
class Reading:
    """What a file holds.

    Parameters:
        book: its sheets and rows.
        memo: what it remembers of the data it was made from.
        faults: what could not be read.
        covered: the columns that each sheet had, by class; a column that is not there says nothing.
    """

    book: Book
    memo: Memo
    faults: tuple[Fault, ...]
    covered: Mapping[str, frozenset[str]]


def memo_of(grids: Sequence[Grid]) -> Memo:
    """What the file remembers of the data it was made from; an empty memo where it does not."""
    return next((read_memo(grid.rows) for grid in grids if grid.name == MEMO), Memo())


def answers_of(grids: Sequence[Grid]) -> list[tuple[str, str, str]]:
    """What was answered about names: the name, its kind, and the thing's name or "" for a new."""
    found = []
    for grid in grids:
        if plain(grid.name) in (plain(QUESTIONS.sv), plain(QUESTIONS.en)):
            for row in grid.rows[1:]:
                name, kind, _, answer = ([str(c or "").strip() for c in row] + [""] * 4)[:4]
                if name and kind and answer:
                    new = plain(answer) in (NEW.sv, NEW.en)
                    found.append((name, kind_of_word(kind), "" if new else answer))
    return found


def read_book(grids: Sequence[Grid], forms: Sequence[Form], memo: Memo, lang: str) -> Reading:
    """The workbook that the sheets of a file are.

    Parameters:
        forms: the sheets that are known.
        memo: what the file remembers.
        lang: the language to try first where the file does not say its own.
    """
    lang = memo.facts.get("lang", "") or _language(grids, forms, lang)
    faults: list[Fault] = []
    pages: list[Page] = []
    covered: dict[str, frozenset[str]] = {}
    for grid in grids:
        if grid.name == MEMO or plain(grid.name) in _NOT_READ:
            continue
        form = form_of_grid(grid, forms, memo, lang)
        if form is None:
            faults += _unknown_sheet(grid, forms, lang)
            continue
        columns, wrong = _columns(grid, form, memo, lang)
        faults += wrong
        lines = []
        for line, wrong in _lines(grid, columns, lang, form):
            faults += wrong
            if line is not None:
                lines.append(line)
        shown = replace(form, name=Text(grid.name, grid.name))
        pages.append(Page(shown, tuple(lines)))
        covered[form.about] = frozenset(columns.values())
    return Reading(Book(tuple(pages), lang, memo.facts), memo, tuple(faults), covered)


def _language(grids: Sequence[Grid], forms: Sequence[Form], lang: str) -> str:
    """The language whose sheet names the file has most of."""
    names = {plain(grid.name) for grid in grids}
    hits = {one: sum(plain(tab(f, one)) in names for f in forms) for one in LANGUAGES}
    return max(LANGUAGES, key=lambda one: (hits[one], one == lang))


def headings_of(grids: Sequence[Grid], forms: Sequence[Form], memo: Memo) -> dict[str, list[str]]:
    """What stands above the columns of each sheet, by class."""
    found = {}
    for grid in grids:
        forms_of = (form_of_grid(grid, forms, memo, lang) for lang in LANGUAGES)
        form = next((f for f in forms_of if f is not None), None)
        if form is not None and grid.rows:
            found[form.about] = [clean(str(raw)) for raw in grid.rows[0] if raw not in (None, "")]
    return found


def form_of_grid(grid: Grid, forms: Sequence[Form], memo: Memo, lang: str) -> Form | None:
    """The known sheet that a sheet of a file is, by what the file remembers or by its tab."""
    about = memo.sheets.get(grid.name)
    for form in forms:
        if form.about == about or plain(tab(form, lang)) == plain(grid.name):
            return form
    return None


def _unknown_sheet(grid: Grid, forms: Sequence[Form], lang: str) -> Iterator[Fault]:
    if not any(_filled(row) for row in grid.rows):
        return
    near = nearest(grid.name, [tab(form, lang) for form in forms])
    yield Fault(
        Place(grid.name),
        Text(f"Bladet {grid.name} är inte känt.", f"The sheet {grid.name} is not known."),
        Text(
            f"Menades {near[0]}? Byt namn på bladet, eller ta bort det.",
            f"Did you mean {near[0]}? Rename the sheet, or remove it.",
        )
        if near
        else Text("Ta bort det eller byt namn.", "Remove or rename it."),
        tuple(near),
    )


def _filled(row: Sequence[Raw]) -> bool:
    return any(cell not in (None, "") for cell in row)


def _columns(grid: Grid, form: Form, memo: Memo, lang: str) -> tuple[dict[int, str], list[Fault]]:
    """The column key of each filled heading, by its number from 1."""
    by_heading = {plain(form.heading(c, one)): c.key for one in LANGUAGES for c in form.columns}
    by_heading |= {plain(form.heading(c, lang)): c.key for c in form.columns}
    by_heading |= {plain(h): key for h, key in memo.headings.get(form.about, {}).items()}
    known = {c.key for c in form.columns}
    found: dict[int, str] = {}
    faults: list[Fault] = []
    heads = grid.rows[0] if grid.rows else ()
    if not any(plain(str(raw or "")) in by_heading for raw in heads) and _filled(heads):
        return {}, [_no_headings(grid, by_heading)]
    for number, raw in enumerate(heads, start=1):
        heading = clean(str(raw)) if raw not in (None, "") else ""
        key = by_heading.get(plain(heading), "")
        place = Place(grid.name, 1, number)
        if key in known and key not in found.values():
            found[number] = key
        elif key in found.values():
            faults.append(
                Fault(
                    place,
                    Text(f"Kolumnen {heading} finns två gånger.", f"{heading} stands twice."),
                    Text("Ta bort den ena.", "Remove one of them."),
                )
            )
        elif f"{letters(number)}1" in grid.merged:
            faults.append(Fault(place, *_MERGED_HEADING))
        elif heading or _used(grid, number):
            faults.append(_unknown_heading(place, heading, form, lang))
    return found, faults


def _no_headings(grid: Grid, by_heading: Mapping[str, str]) -> Fault:
    """The first row is not the headings: where they are, or that there are none."""
    for number, row in enumerate(grid.rows[1:_TITLES], start=2):
        if sum(plain(str(raw or "")) in by_heading for raw in row) > 1:
            return Fault(
                Place(grid.name, 1),
                Text(
                    f"Rubrikerna står på rad {number}, inte på rad 1.",
                    f"The headings stand on row {number}, not on row 1.",
                ),
                Text("Ta bort raderna ovanför dem.", "Remove the rows above them."),
            )
    return Fault(
        Place(grid.name, 1),
        Text("Bladet har ingen rad med rubriker.", "The sheet has no row of headings."),
        Text("Klistra in rad 1 från en ny arbetsbok.", "Paste row 1 from a new workbook."),
    )


_TITLES = 10  # the rows among which headings are looked for that were moved down
_MERGED_HEADING = (
    Text("Rubriken är sammanslagen med en annan.", "The heading is merged with another."),
    Text("Dela cellerna och skriv rubriken i var och en.", "Split them and write each heading."),
)


def _used(grid: Grid, number: int) -> bool:
    return any(len(row) >= number and row[number - 1] not in (None, "") for row in grid.rows[1:])


def _unknown_heading(place: Place, heading: str, form: Form, lang: str) -> Fault:
    near = nearest(heading, [form.heading(c, lang) for c in form.columns])
    what = (
        Text(f"Kolumnen {heading} är inte känd.", f"The column {heading} is not known.")
        if heading
        else Text("Kolumnen har ingen rubrik.", "The column has no heading.")
    )
    mend = (
        Text(f"Menades {near[0]}?", f"Did you mean {near[0]}?")
        if near
        else Text("Ta bort den eller rätta rubriken.", "Remove it, or mend the heading.")
    )
    return Fault(place, what, mend, tuple(near))


def _lines(
    grid: Grid, columns: Mapping[int, str], lang: str, form: Form
) -> Iterator[tuple[Line | None, list[Fault]]]:
    marks = {plain(text.get(one)) for text in (HELP, EXAMPLE) for one in LANGUAGES}
    places = {key: number for number, key in columns.items()}
    mark = places.get("mark")
    texts = {plain(text) for c in form.columns for text in (c.example.sv, c.example.en)}
    examples = {plain(EXAMPLE.get(one)) for one in LANGUAGES}
    heads = [plain(str(raw or "")) for raw in (grid.rows[0] if grid.rows else ())]
    odd = {int(re.sub(r"[A-Z]+", "", name)) for name in (*grid.errors, *grid.formulas)}
    for number, row in enumerate(grid.rows[1:], start=2):
        if not _filled(row) and number not in odd:
            continue
        if mark and len(row) >= mark and plain(str(row[mark - 1] or "")) in marks:
            shown = plain(str(row[mark - 1])) in examples
            ours = _is_ours(row, mark, texts) if shown else _is_help(row, mark)
            if number <= _TITLES and not ours:
                over = _WRITTEN_OVER if shown else _HELP_WRITTEN_OVER
                yield None, [Fault(Place(grid.name, number), *over)]
            continue
        if _is_headings(row, heads):
            yield None, [Fault(Place(grid.name, number), *_AGAIN)]
            continue
        cells: dict[str, str] = {}
        faults: list[Fault] = []
        for column, key in columns.items():
            raw = row[column - 1] if len(row) >= column else None
            told, fault = _cell(grid, number, column, raw, lang)
            if fault:
                faults.append(fault)
            elif told and key != "mark":
                cells[key] = told
        yield (Line(number, cells, places) if cells or faults else None), faults


def _is_ours(row: Sequence[Raw], mark: int, texts: set[str]) -> bool:
    """Whether a marked row holds what the program wrote there and nothing else."""
    told = [plain(str(raw)) for i, raw in enumerate(row, start=1) if i != mark and raw]
    return all(text in texts or not text for text in told)


def _is_help(row: Sequence[Raw], mark: int) -> bool:
    """Whether a row marked as help holds sentences alone, of this edition's or an older one's.

    What people type there (a name, a page, an answer) ends without a full stop.
    """
    told = [str(raw).strip() for i, raw in enumerate(row, start=1) if i != mark and raw]
    return all(text.endswith(".") for text in told if text)


def _is_headings(row: Sequence[Raw], heads: Sequence[str]) -> bool:
    """Whether a row is the headings once more, as above a table that was pasted in."""
    same = [plain(str(raw)) == head for raw, head in zip(row, heads, strict=False) if raw]
    return len(same) > 1 and all(same)


_WRITTEN_OVER = (
    Text("Raden läses inte, för den är märkt Exempel, men någon har skrivit i den.",
         "The row is not read, for it is marked Example, but somebody has written in it."),
    Text("Är det en uppgift: töm cellen i kolumnen Rad. Annars: ta bort raden.",
         "If it is a statement, empty its cell in the column Row; else remove the row."),
)  # fmt: skip
_HELP_WRITTEN_OVER = (
    Text("Raden läses inte, för den är märkt Hjälp, men någon har skrivit i den.",
         "The row is not read, for it is marked Help, but somebody has written in it."),
    Text("Skriv uppgiften på en ny rad under exemplet. Vill du ha kvar den här: töm cellen i "
         "kolumnen Rad och all hjälptext på raden.",
         "Write the statement on a new row below the example. To keep it here, empty its cell in "
         "the column Row and all help on the row."),
)  # fmt: skip
_AGAIN = (
    Text("Raden är rubrikerna en gång till.", "The row is the headings once more."),
    Text("Ta bort raden.", "Remove the row."),
)


def _cell(grid: Grid, row: int, column: int, raw: Raw, lang: str) -> tuple[str, Fault | None]:
    if not grid.odd:
        text = text_of_raw(raw, lang)
        if not text.startswith("#"):
            return text, None
    place, name = Place(grid.name, row, column), f"{letters(column)}{row}"
    if name in grid.formulas:
        return "", Fault(place, _FORMULA, _AS_VALUE)
    if name in grid.merged:
        return "", Fault(
            place,
            Text(
                f"Cellen är sammanslagen med {grid.merged[name]}.",
                f"The cell is merged with {grid.merged[name]}.",
            ),
            Text("Dela cellerna och fyll i var och en.", "Split them and fill in each."),
        )
    text = grid.errors.get(name) or text_of_raw(raw, lang)
    if name in grid.errors or _ERROR.fullmatch(text):
        return "", Fault(
            place,
            Text(f"Cellen har ett räknefel: {text}.", f"The cell has an error: {text}."),
            _AS_VALUE,
        )
    return text, None


def text_of_raw(raw: Raw, lang: str) -> str:
    """A cell's value as the text that a person sees."""
    if raw is None or raw == "":
        return ""
    if isinstance(raw, str) and raw.isascii() and "\n" not in raw and "\r" not in raw:
        return raw.strip() if "_x000D_" not in raw else clean(raw.replace("_x000D_", ""))
    if isinstance(raw, bool):
        return (YES if raw else NO).get(lang)
    if isinstance(raw, datetime.datetime):
        whole = raw.time() == datetime.time(0)
        return raw.date().isoformat() if whole else raw.isoformat(sep=" ")
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() and abs(raw) < 10**15 else repr(raw)
    if isinstance(raw, datetime.date | datetime.time | int):
        return raw.isoformat() if not isinstance(raw, int) else str(raw)
    parts = (clean(part) for part in re.split(r"\r\n|\r|\n|_x000D_\n?", raw))
    return "\n".join(part for part in parts if part)
