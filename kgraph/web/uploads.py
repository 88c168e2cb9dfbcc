"""What a form sends: fields, and at most one file, read up to a size and kept nowhere.

Everything here is hostile until it has been checked. A file's name is cut to what a name may be,
and its content is looked at by whoever reads it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from starlette.requests import Request

from kgraph.errors import InputError
from kgraph.wording import Text

UPLOAD = "/egna-data/las-in"
LARGEST_MB = 16
LARGEST = LARGEST_MB * 1024 * 1024
# A larger one is read to its end and let go, for a browser tells nothing of an answer that comes
# before it has sent all; what is larger than this is cut off.
MOST_HEARD = 4 * LARGEST
_MOST_PARTS = 20
_MOST_FIELDS = 3_000
_LONGEST_FIELD = 10_000
SEAL = "visat"  # the field of a form that says, sealed, what the form showed
_LONGEST_SEAL = 500_000
_LONGEST_NAME = 80
_NAME = re.compile(rb'[;\s]name="([^"\r\n]{0,100})"')
_FILE = re.compile(rb'[;\s]filename="([^"\r\n]{0,500})"')
_UNFIT = re.compile(r"[^\w .()+-]")


class TooLarge(InputError):
    """More was sent than is read."""


@dataclass(frozen=True, slots=True)
class File:
    """A file that was sent.

    Parameters:
        name: without folders, and without what is no part of a name.
        content: its bytes.
    """

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form sent.

    Parameters:
        fields: by name; several of one name in order.
        file: the file, if one was chosen.
    """

    fields: Mapping[str, tuple[str, ...]]
    file: File | None = None

    def get(self, name: str) -> str:
        """The first value of a field, or ""."""
        return next(iter(self.fields.get(name, ())), "")


async def read_form(request: Request) -> Sent:
    """What a form sent, of either kind that browsers send.

    The guard before this has set how much may be sent at all.

    Raises:
        TooLarge: the file is.
        InputError: it is no form, or is not made as forms are.
    """
    kind, _, more = request.headers.get("content-type", "").partition(";")
    raw = await _body(request)
    if kind.strip().lower() == "multipart/form-data":
        return parse_multipart(raw, _boundary(more))
    try:
        pairs = parse_qsl(raw.decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        raise _no_form() from None
    return _sent(pairs)


async def _body(request: Request) -> bytes:
    raw = bytearray()
    async for piece in request.stream():
        if len(raw) <= LARGEST:
            raw += piece
    if len(raw) > LARGEST:
        raise TooLarge(
            Text("Filen är för stor.", "The file is too large."),
            "",
            Text(f"Högst {LARGEST_MB} MB går att läsa in här. Dela upp arbetsboken.",
                 f"At most {LARGEST_MB} MB can be read in here. Divide the workbook."),
        )  # fmt: skip
    return bytes(raw)


def parse_multipart(raw: bytes, boundary: bytes) -> Sent:
    """The fields and the file of a multipart form (RFC 7578).

    Raises:
        InputError: it is not made as forms are.
    """
    begin, *parts = (b"\r\n" + raw).split(b"\r\n--" + boundary)
    if not boundary or begin or not parts or not parts[-1].startswith(b"--"):
        raise _no_form()
    if len(parts) > _MOST_PARTS:
        raise _no_form()
    pairs, file = [], None
    for part in parts[:-1]:
        head, empty, content = part.partition(b"\r\n\r\n")
        name, called = _NAME.search(head), _FILE.search(head)
        if not empty or name is None:
            raise _no_form()
        if called is None:
            pairs.append((_text(name[1]), _text(content[:_LONGEST_FIELD])))
        elif called[1] and content:
            file = File(fit_name(_text(called[1])), content)
    return Sent(_sent(pairs).fields, file)


def fit_name(name: str) -> str:
    """A file's name as it may be used here: no folders, no signs that mean something elsewhere."""
    last = re.split(r"[/\\]", name)[-1]
    stem, dot, ending = _UNFIT.sub("_", last).strip(" ").rpartition(".")
    if not dot or not ending:
        stem, ending = ending, "xlsx"
    return f"{stem.strip(' .')[:_LONGEST_NAME] or 'arbetsbok'}.{ending[:8]}"


def _boundary(more: str) -> bytes:
    found = re.search(r'boundary="?([^\s";,]{1,70})"?', more)
    return found[1].encode("ascii", "replace") if found else b""


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", errors="replace").replace("%22", '"')


def _sent(pairs: list[tuple[str, str]]) -> Sent:
    found: dict[str, tuple[str, ...]] = {}
    for name, value in pairs:
        most = _LONGEST_SEAL if name == SEAL else _LONGEST_FIELD
        found[name] = (*found.get(name, ()), value[:most])
    return Sent(found)


def _no_form() -> InputError:
    return InputError(
        Text("Det som skickades är inget formulär.", "What was sent is no form."),
        "",
        Text("Gå tillbaka och försök igen.", "Go back and try again."),
    )
