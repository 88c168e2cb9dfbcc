"""Between a value of the graph and the text of a cell, both ways, without loss.

What a cell cannot hold as it is (a text with line breaks or blanks at its ends, a number written in
an unusual way) stands on the last sheet instead, written out in full.
"""

import datetime
import re
import unicodedata
from collections.abc import Callable, Sequence

from kgraph.terms import KS, XSD, Iri, Literal, Term
from kgraph.wording import Text
from kgraph.workbook.naming import DASHES, Names, seen
from kgraph.workbook.value import Column

YES, NO = Text("ja", "yes"), Text("nej", "no")
NONE = "–"
_MOST = 30_000
_BAD = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_WHOLE = re.compile(r"[+-]?\d+")
_YEAR = re.compile(r"\d{4}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# Other ways in which people write a day: 1/5 2026, 1.5.2026, 20260501, 2026/05/01.
_DAYS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?P<d>\d{1,2})[/.](?P<m>\d{1,2})[/. ](?P<y>\d{4})"), "dmy"),
    (re.compile(r"(?P<y>\d{4})[/.](?P<m>\d{1,2})[/.](?P<d>\d{1,2})"), "ymd"),
    (re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})"), "ymd"),
    (re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?:[T ]00:00(?::00)?)?"), "ymd"),
    (re.compile(r"(?P<d>\d{1,2})\s+(?P<w>[a-zåäö]{3,9})\.?\s+(?P<y>\d{4})", re.I), "dwy"),
)
_NAMED = (
    "januari",
    "februari",
    "mars march",
    "april",
    "maj may",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober october",
    "november",
    "december",
)
_MONTHS = {name[:3]: i for i, names in enumerate(_NAMED, start=1) for name in names.split()}


class Wrong(Exception):
    """A text that no value of the column can be.

    Parameters:
        what, mend: for the user.
        candidates: names that may have been meant.
        asks: the name that is asked about, with the kind of thing it may be.

    ``far`` is True where nothing known has nearly the same name, so that it may be a new one.
    """

    def __init__(
        self,
        what: Text,
        mend: Text,
        candidates: Sequence[str] = (),
        asks: tuple[str, str] | None = None,
    ) -> None:
        """Keep the parts apart; the place is the caller's."""
        super().__init__(what.sv)
        self.what, self.mend, self.candidates = what, mend, tuple(candidates)
        self.asks = asks
        self.far = not candidates


def text_of(term: Term, names: Names, lang: str, column: Column | None = None) -> str | None:
    """What a cell says of a value; None where no cell can hold it.

    Parameters:
        column: where the cell stands, so that names need only be told apart there.
    """
    if not isinstance(term, Literal):
        return names.text_in(term, column) if column else names.text(term)
    kind, value = term.datatype, term.value
    if kind == XSD("boolean"):
        return {"true": YES.get(lang), "false": NO.get(lang)}.get(value)
    form = _EXACT.get(kind)
    if form is not None:
        return value if form.fullmatch(value) and _is_real(kind, value) else None
    return value if _stands(value) else None


_EXACT: dict[str, re.Pattern[str]] = {
    XSD("date"): _DAY,
    XSD("gYear"): _YEAR,
    XSD("integer"): _WHOLE,
    XSD("decimal"): _NUMBER,
    XSD("double"): re.compile(r"\d+\.\d+E\d+"),
}


def _is_real(kind: str, value: str) -> bool:
    if kind != XSD("date"):
        return True
    try:
        datetime.date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _stands(value: str) -> bool:
    """Whether a text comes back from a cell as it went in."""
    return (
        bool(value)
        and len(value) <= _MOST
        and value == clean(value)
        and value != NONE
        and not _BAD.search(value)
    )


def has_unseen(text: str) -> bool:
    """Whether a text has signs that no cell can hold."""
    return bool(_BAD.search(text))


def clean(text: str) -> str:
    """A text as it is kept: one form of å ä ö, no blanks at its ends, no signs that nobody sees."""
    return unicodedata.normalize("NFC", seen(text)).strip()


def term_of(text: str, column: Column, find: Callable[[str, Column], Iri], lang: str) -> Term:
    """The value that one line of a cell means.

    Parameters:
        find: which thing a text means in a column.

    Raises:
        Wrong: there is none.
    """
    if column.form == "iri":
        return find(text, column)
    if column.form.startswith("@"):
        refuse_person(text)
        return Literal(text, LANG, column.form[1:])
    if column.path == _PAGE and not page_of(text) and not any(one.isalpha() for one in text):
        raise Wrong(Text(f"”{text}” är ingen sida.", f"“{text}” is no page."), AS_PAGE)
    read = _READERS.get(column.form)
    return Literal(read(text, lang) if read else text, column.form)


_MAIL = re.compile(r"[^\s@]@[^\s@]+\.[a-zA-Z]{2}")


# A personal identity number: a day of birth (sixty more where not registered), then four digits.
_BORN = re.compile(rf"(?<!\d)(?:\d{{2}})?(\d{{2}})(\d{{2}})(\d{{2}})[-+{DASHES}]?\d{{4}}(?!\d)")


def _is_born(found: re.Match[str]) -> bool:
    """Whether six digits are a day of any century."""
    year, month, day = (int(part) for part in found.groups())
    try:
        datetime.date(2000 + year, month, day - 60 if day > 60 else day)
    except ValueError:
        return False
    return True


def refuse_person(text: str) -> None:
    """Refuse a text with somebody's address or personal identity number.

    Raises:
        Wrong: it has an e-mail address or a personal identity number in it.
    """
    if any(_is_born(found) for found in _BORN.finditer(text)):
        raise Wrong(
            Text(
                "Personuppgift: texten har något som ser ut som ett personnummer.",
                "Personal: something that looks like a personal identity number.",
            ),
            Text("Skriv organisationen eller funktionen.", "Write the body or the function."),
        )
    if _MAIL.search(text):
        raise Wrong(
            Text("Personuppgift: texten har en e-postadress.", "Personal: an e-mail address."),
            Text("Skriv organisationen eller funktionen.", "Write the body or the function."),
        )


_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.I)


def refuse_address(text: str, column: Column) -> None:
    """Refuse a web address where a body or a document is to be named.

    Raises:
        Wrong: it is one.
    """
    if column.choices or not _ADDRESS.fullmatch(text.strip()):
        return
    document = KS("SourceDocument") in column.classes
    raise Wrong(
        Text(f"”{text}” är en webbadress.", f"“{text}” is a web address."),
        Text("Skriv dokumentets titel.", "Write the title of the document.")
        if document
        else Text("Skriv namnet.", "Write the name."),
    )


LANG = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"


def _boolean(text: str, _: str) -> str:
    word = text.casefold()
    if word in ("ja", "yes", "j", "y", "sant", "true", "x", "1"):
        return "true"
    if word in ("nej", "no", "n", "falskt", "false", "0"):
        return "false"
    raise Wrong(
        Text(f"”{text}” är varken ja eller nej.", f"“{text}” is neither yes nor no."),
        Text("Skriv ja eller nej.", "Write yes or no."),
    )


# Spreadsheets count days from the end of 1899; these numbers are the days from 1954 to 2064.
_SERIAL = re.compile(r"[2-5]\d{4}(?:\.0+)?")
_FIRST_DAY = datetime.date(1899, 12, 30)


def _date(text: str, _: str) -> str:
    for form, _order in _DAYS:
        found = form.fullmatch(text.strip())
        if found:
            parts = found.groupdict()
            month = parts.get("m") or str(_MONTHS.get(parts.get("w", "")[:3].lower(), 0))
            try:
                day = datetime.date(int(parts["y"]), int(month), int(parts["d"]))
            except ValueError:
                break
            return day.isoformat()
    if _SERIAL.fullmatch(text.strip()):
        told = (_FIRST_DAY + datetime.timedelta(days=int(text.strip()[:5]))).isoformat()
        raise Wrong(
            Text(f"”{text}” ser ut som Excels dagnummer för {told}.",
                 f"“{text}” looks like Excel's number for the day {told}."),
            Text(f"Skriv datumet: {told}.", f"Write the date: {told}."),
        )  # fmt: skip
    raise Wrong(
        Text(f"”{text}” är inget datum.", f"“{text}” is no date."),
        Text("Skriv år-månad-dag, som 2026-05-01.", "Write year-month-day, as 2026-05-01."),
    )


def told_day(text: str) -> Text | None:
    """How a day was understood that others may read the other way round: 5/6 is June here."""
    found = _DAYS[0][0].fullmatch(text.strip())
    if not found or found["d"] == found["m"] or max(int(found["d"]), int(found["m"])) > 12:
        return None
    day, month, year = int(found["d"]), int(found["m"]), found["y"]
    if not day or not month:
        return None
    sv, en = _MONTH_WORDS[month - 1]
    return Text(
        f"”{text}” förstods som {day} {sv} {year}.", f"“{text}” was taken for {day} {en} {year}."
    )


_ENGLISH = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
            "October", "November", "December")  # fmt: skip
_MONTH_WORDS = tuple((sv.split()[0], en) for sv, en in zip(_NAMED, _ENGLISH, strict=True))


_PAGE = str(KS("page"))
MOST_PAGES = 2_000
"""No document here knows how many pages it has; a higher number is a year or a slip of the key."""
AS_PAGE = Text(
    f"Skriv sidans nummer, som 12 eller 12–14, högst {MOST_PAGES}.",
    f"Write its number, as 12 or 12–14, at most {MOST_PAGES}.",
)
_PAGES = re.compile(rf"0*([1-9]\d{{0,4}})(?:\s*[-{DASHES}]\s*0*([1-9]\d{{0,4}}))?")


_PAGE_WORD = re.compile(r"(?:s|sid|sida|sidan|sidorna|p|pp|page|pages)\b\.?\s*(?=\d)", re.I)


def page_of(text: str) -> str:
    """A page, or the first and the last of several, as ``12–14``; "" where it is none."""
    found = _PAGES.fullmatch(_PAGE_WORD.sub("", text))
    if found is None or not int(found[1]) <= int(found[2] or found[1]) <= MOST_PAGES:
        return ""
    return f"{found[1]}–{found[2]}" if found[2] and found[1] != found[2] else found[1]


def _year(text: str, _: str) -> str:
    if _YEAR.fullmatch(text):
        return text
    raise Wrong(
        Text(f"”{text}” är inget årtal.", f"“{text}” is no year."),
        Text("Skriv fyra siffror, som 2028.", "Write four digits, as 2028."),
    )


def _number(text: str, _: str) -> str:
    plain = re.sub(r"[\s\u00a0\u202f]", "", text).replace(",", ".").replace("\u2212", "-")
    if _NUMBER.fullmatch(plain):
        return plain
    raise Wrong(
        Text(f"”{text}” är inget tal.", f"“{text}” is no number."),
        Text("Skriv bara siffror, som 1500000 eller 2,5.", "Write digits only, as 1500000 or 2.5."),
    )


def _whole(text: str, lang: str) -> str:
    plain = _number(text, lang)
    if _WHOLE.fullmatch(plain):
        return plain
    raise Wrong(
        Text(f"”{text}” är inget helt tal.", f"“{text}” is no whole number."),
        Text("Skriv ett helt tal.", "Write a whole number."),
    )


_READERS: dict[str, Callable[[str, str], str]] = {
    XSD("boolean"): _boolean,
    XSD("date"): _date,
    XSD("gYear"): _year,
    XSD("decimal"): _number,
    XSD("integer"): _whole,
}
