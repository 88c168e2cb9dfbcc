"""A request and a response as plain values, so that nothing here knows a web framework."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import parse_qsl

from kgraph.endpoint import strangers
from kgraph.errors import UsageError
from kgraph.store import READ_LEVELS
from kgraph.wording import Text

FORM = "application/x-www-form-urlencoded"
REVIEW, AS_OF = "review", "as_of"
VIEWED = {REVIEW, AS_OF}
_USUAL = {*VIEWED, "query", "format", "default-graph-uri", "named-graph-uri"}
_MOST_FIELDS = 1_000
Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Request:
    """What a client sent.

    Parameters:
        method: in capitals; HEAD comes as GET.
        query: the part of the address after ``?``, as it was sent.
        headers: by name in small letters.
        body: as it was sent.
        address: the public address of what was asked for, without its query.
    """

    method: str
    query: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    address: str = ""

    @cached_property
    def pairs(self) -> Pairs:
        """The parameters of the address, decoded once.

        Raises:
            Refused: they are not UTF-8, or too many.
        """
        return parsed(self.query)

    @property
    def accept(self) -> str:
        """What the client takes."""
        return self.headers.get("accept", "")

    @cached_property
    def media_type(self) -> str:
        """What kind of body was sent, in small letters, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def plain(self) -> bytes:
        """The body, as it was written and not packed.

        Raises:
            Refused: it is packed (RFC 9110, 8.4 and 12.5.3).
        """
        packed = self.headers.get("content-encoding", "").strip().lower()
        if packed not in ("", "identity"):
            raise Refused(415, _packed(packed), {"Accept-Encoding": "identity"})
        return self.body

    @cached_property
    def text(self) -> str:
        """The body as text.

        Raises:
            Refused: it is packed or not UTF-8, or says that it is something else.
        """
        plain = self.plain
        said = self.headers.get("content-type", "").lower().partition("charset=")[2]
        charset = said.split(";")[0].strip().strip('"')
        if charset not in ("", "utf-8", "utf8", "us-ascii"):
            raise Refused(415, _not_utf8())
        return decoded(plain)


class Refused(Exception):
    """A request that gets no answer but a reason.

    Parameters:
        status: of HTTP.
        error: what, where and mend.
        headers: more for the client.
    """

    def __init__(
        self, status: int, error: UsageError, headers: Mapping[str, str] | None = None
    ) -> None:
        """Keep them for the response."""
        super().__init__(str(status))
        self.status, self.error, self.headers = status, error, dict(headers or {})


def decoded(raw: bytes) -> str:
    """Bytes as text.

    Raises:
        Refused: they are not UTF-8.
    """
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(400, _not_utf8()) from None


def parsed(raw: bytes) -> Pairs:
    """The fields of a form or an address, decoded once.

    Raises:
        Refused: they are not UTF-8, or too many.
    """
    try:
        return parse_qsl(
            raw.decode("ascii", errors="strict") if raw.isascii() else raw.decode("utf-8"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except UnicodeDecodeError:
        raise Refused(400, _not_utf8()) from None
    except ValueError:
        many = Text("För många fält.", "Too many fields.")
        raise Refused(400, UsageError(many)) from None


def view_asked(pairs: Pairs, today: datetime.date) -> dict[str, str]:
    """Which statements are to count: ``review`` and ``as_of`` of an address, as on the pages.

    Returns:
        ``review`` and ``date`` of a task; every statement not rejected, today, where none is asked.

    Raises:
        Refused: no such level, what is no date, one of them misspelt or given twice.
    """
    names = {key for key, _ in pairs}
    if not names <= _USUAL:
        _refuse_slips(names)
    if VIEWED.isdisjoint(names):
        return {"review": "all", "date": today.isoformat()}
    given = {name: [v for key, v in pairs if key == name] for name in (REVIEW, AS_OF)}
    review = (given[REVIEW] or ["all"])[-1] or "all"
    day = (given[AS_OF] or [""])[-1].strip()
    if max(map(len, given.values())) > 1 or review not in READ_LEVELS:
        levels = ", ".join(READ_LEVELS)
        raise Refused(
            400,
            UsageError(
                Text("Okänd granskningsnivå.", "Unknown review level.")
                if review not in READ_LEVELS
                else Text("Vyn är angiven två gånger.", "The view is given twice."),
                f"{REVIEW}, {AS_OF}",
                Text(
                    f"Ange en av: {levels}; och ett datum.", f"Give one of: {levels}; and a date."
                ),
            ),
        )
    try:
        date = datetime.date.fromisoformat(day) if day else today
    except ValueError:
        mend = Text("Skriv åååå-mm-dd.", "Write yyyy-mm-dd.")
        raise Refused(
            400, UsageError(Text("Det är inget datum.", "That is no date."), AS_OF, mend)
        ) from None
    return {"review": review, "date": date.isoformat()}


def _refuse_slips(names: set[str]) -> None:
    """Refuse a misspelt view; other names that are not known are the client's own business."""
    slips = sorted(name for name in names - VIEWED if strangers.near(name, VIEWED))
    if slips:
        raise Refused(400, strangers.refusal(slips, VIEWED))


def refuse_strangers(pairs: Pairs, known: Iterable[str]) -> None:
    """Refuse names in the address of a document that is nobody's protocol but our own.

    Raises:
        Refused: one of them is not known; marks of where a visitor came from are passed by.
    """
    there = set(known)
    strange = [key for key, _ in pairs if key not in there and not strangers.is_mark(key)]
    if strange:
        raise Refused(400, strangers.refusal(dict.fromkeys(strange), there))


def _packed(how: str) -> UsageError:
    return UsageError(
        Text(
            "Det som skickades är packat (Content-Encoding), och det packas inte upp här.",
            "What was sent is packed (Content-Encoding), which is not unpacked here.",
        ),
        how[:40],
        Text("Skicka det opackat.", "Send it as it is."),
    )


def _not_utf8() -> UsageError:
    return UsageError(
        Text("Det som skickades är inte UTF-8.", "What was sent is not UTF-8."),
        "",
        Text("Skicka det som UTF-8.", "Send it as UTF-8."),
    )
