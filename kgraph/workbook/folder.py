"""A workbook as a folder of CSV files, one a sheet: for those whose tools read those."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kgraph.wording import Text
from kgraph.workbook.memo import MEMO, memo_rows
from kgraph.workbook.tabs import ASKED, MEND, NEW, QUESTIONS, kind_word, tab
from kgraph.workbook.value import EXAMPLE, HELP, Book, Fault, Page


def write_folder(book: Book) -> dict[str, bytes]:
    """The files of a workbook by name.

    They begin with a byte-order mark and have semicolons, so that Excel with Swedish settings
    opens them as columns.
    """
    made = {
        f"{tab(page.form, book.lang)}.csv": _file(_rows(page, book.lang)) for page in book.pages
    }
    made[f"{MEMO}.csv"] = _file(memo_rows(book))
    return made


def mark_folder(files: Mapping[str, bytes], faults: Sequence[Fault], lang: str) -> dict[str, bytes]:
    """A copy of a folder with a file of what is to be mended, and one of the names asked about.

    Parameters:
        files: the files as they were handed in.
        faults: what is wrong; a CSV cell cannot be coloured, so its place is named instead.
    """
    heads = (Text("Cell", "Cell"), Text("Vad som är fel", "What is wrong"),
             Text("Vad som vore rätt", "What would be right"))  # fmt: skip
    mend = [[text.get(lang) for text in heads]]
    mend += [[str(f.place), f.what.get(lang), f.mend.get(lang)] for f in faults]
    told = {f"{MEND.get(lang)}.csv": _file(mend)}
    asked = {fault.asks: fault for fault in faults if fault.asks}
    if asked:
        rows = [[text.get(lang) for text in ASKED]]
        for (name, kind), fault in asked.items():
            words = f"{fault.what.get(lang)} {fault.mend.get(lang)}"
            answers = [NEW.get(lang), *fault.candidates]
            rows.append([name, kind_word(kind).get(lang), words, "", *answers])
        name, texts = f"{QUESTIONS.get(lang)}.csv", {text for text, _ in asked}
        rows += [row for row in _answered(files.get(name, b"")) if row[0] not in texts]
        told[name] = _file(rows)
    return {**files, **told}


def _answered(content: bytes) -> Iterator[list[str]]:
    """The rows of a file of questions that somebody has answered, for the next copy to keep."""
    text = content.decode("utf-8-sig", "replace")
    for row in list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))[1:]:
        if len(row) > 3 and row[3].strip():
            yield [unquoted(one) for one in row[:4]]


# What a spreadsheet would run as a formula when it opens the file.
_RUNS = ("=", "+", "-", "@", "\t", "\r")


def quoted(text: str) -> str:
    """A text that no spreadsheet runs: an apostrophe before what begins like a formula."""
    return f"'{text}" if text.lstrip("'").startswith(_RUNS) else text


def unquoted(text: str) -> str:
    """The text that ``quoted`` was given."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(_RUNS) else text


def _rows(page: Page, lang: str) -> Iterable[Sequence[str]]:
    columns = page.form.columns
    yield [page.form.heading(column, lang) for column in columns]
    yield [HELP.get(lang) if c.role == "mark" else c.told_help.get(lang) for c in columns]
    if any(c.example.sv for c in columns):
        yield [EXAMPLE.get(lang) if c.role == "mark" else c.example.get(lang) for c in columns]
    for line in page.lines:
        yield [line.get(column.key) for column in columns]


def _file(rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for row in rows:
        writer.writerow([quoted(cell) for cell in row])
    return b"\xef\xbb\xbf" + text.getvalue().encode()
