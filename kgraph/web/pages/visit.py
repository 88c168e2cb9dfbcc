"""What a visitor asked for beside the page itself: language, and which statements count."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from kgraph.errors import UsageError
from kgraph.store import READ_LEVELS, View
from kgraph.store.view import today
from kgraph.wording import LANGUAGES, Text, say

ENGLISH = "/en"
# The names in an address; the same as on the command line.
AS_OF, REVIEW, LANG = "as_of", "review", "lang"
KEPT = (AS_OF, REVIEW)
_TOLD_PATH = re.compile(r"(?<!\S)/(?=[a-z.])")


@dataclass(frozen=True, slots=True)
class Still:
    """A copy of the site in a folder: its pages are read where no server answers.

    Parameters:
        view: which statements count on all of its pages.
        made: the day the copy was made.
        received: the day of the newest document in it, or "".
    """

    view: View
    made: datetime.date
    received: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """One request, as the pages need it.

    Parameters:
        lang: language of the page.
        path: the page without language prefix and ending: ``/fynd``.
        form: the ending: ``html``, ``json``, ``csv``, ``xlsx``, ``docx``.
        given: the parameters of the address.
        base: what stands before every path where the site lies in a folder.
        view: which statements count.
        contact: whom to write to about the data, an address or "".
        home: the site's own address as the world knows it, or "".
        still: the copy that the page is written for, or None where a server answers.
        passed_by: what the visitor is told of parts of the address that were not understood.
    """

    lang: str
    path: str
    form: str = "html"
    given: Mapping[str, str] = field(default_factory=dict)
    base: str = ""
    view: View = field(default_factory=View)
    contact: str = ""
    home: str = ""
    still: Still | None = None
    passed_by: tuple[Text, ...] = ()

    def say(self, text: Text) -> str:
        """A text in the page's language."""
        return text.get(self.lang)

    def placed(self, text: Text | str) -> str:
        """A text that tells of addresses, with these where they are, also in a folder."""
        return _TOLD_PATH.sub(self.base + "/", say(text, self.lang))

    def word(self, sv: str, en: str) -> str:
        """A text of our own in the page's language."""
        return en if self.lang == "en" else sv

    def url(self, path: str, **values: str) -> str:
        """The address of a page in the same language, with the same statements counting."""
        return self._address(self.lang, path, values)

    def alone(self, name: str, value: str) -> str:
        """This page with one parameter and no other; none when the value is empty."""
        return self.url(self.full_path + (f"?{urlencode({name: value})}" if value else ""))

    def whole(self, path: str) -> str:
        """A page's whole address, for where no page stands around it; "" where none is known."""
        return self.home + (ENGLISH if self.lang == "en" else "") + path if self.home else ""

    def asset(self, name: str) -> str:
        """The address of a file that belongs to no language."""
        return f"{self.base}/static/{name}"

    def here(self, **values: str) -> str:
        """This page with some parameters changed; an empty value leaves one out."""
        return self._address(self.lang, self.full_path, dict(self.given) | values)

    def as_form(self, form: str, **values: str) -> str:
        """This page as data, with some parameters changed."""
        path = self.path + ("" if form == "html" and not _needs_ending(self.path) else f".{form}")
        path = "/start" + path.removeprefix("/") if path.startswith("/.") else path
        return self._address(self.lang, path, dict(self.given) | values)

    def as_statements(self, form: str) -> str:
        """What is stated of this page's thing: the same in every language."""
        return self._address("sv", f"{self.path}.{form}", dict(self.given))

    def in_language(self, lang: str) -> str:
        """This page in another language."""
        return self._address(lang, self.full_path, dict(self.given))

    @property
    def full_path(self) -> str:
        """This page without language and parameters."""
        return self.path + (".html" if _needs_ending(self.path) else "")

    def _address(self, lang: str, path: str, values: Mapping[str, str]) -> str:
        parts = urlsplit(path)
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        kept = {name: self.given[name] for name in KEPT if name in self.given}
        query = kept | query | dict(values)
        query = {k: v for k, v in query.items() if v and k != LANG}
        prefix = ENGLISH if lang == "en" else ""
        return urlunsplit(
            ("", "", self.base + prefix + parts.path, urlencode(query), parts.fragment)
        )

    def with_path(self, path: str) -> "Visit":
        """The same visitor on another page."""
        given = {k: v for k, v in self.given.items() if k in KEPT}
        return replace(self, path=path, given=given, passed_by=())


def _needs_ending(path: str) -> bool:
    """Pages of single things end in ``.html``: their own name is the thing's, not the page's."""
    return path.split("/")[1] in ("id", "vocab", "graph", "def", "shapes", "sak")


def read_view(given: Mapping[str, str], still: Still | None = None) -> View:
    """The view that an address asks for; a copy in a folder has one for all its pages.

    Raises:
        UsageError: no such level of review, or what is no date.
    """
    if still is not None:
        return still.view
    day = given.get(AS_OF, "").strip()
    try:
        as_of = datetime.date.fromisoformat(day) if day else today()
    except ValueError:
        raise UsageError(
            Text(f"{day} är inget datum.", f"{day} is no date."),
            AS_OF,
            Text("Skriv åååå-mm-dd, till exempel 2026-01-01.",
                 "Write yyyy-mm-dd, for example 2026-01-01."),
        ) from None  # fmt: skip
    review = given.get(REVIEW, "") or "all"
    if review not in READ_LEVELS:
        raise UsageError(
            Text(f"Okänd granskningsnivå: {review}.", f"Unknown review level: {review}."),
            REVIEW,
            Text(f"Välj en av: {', '.join(READ_LEVELS)}.",
                 f"Choose one of: {', '.join(READ_LEVELS)}."),
        )  # fmt: skip
    return View(review, as_of)


def language(given: Mapping[str, str], english: bool) -> str:
    """The language of a page: what the address says in words, else its prefix."""
    asked = given.get(LANG, "")
    return asked if asked in LANGUAGES else ("en" if english else "sv")
