"""Asking the endpoint of somebody else: one request, within limits, that trusts nobody.

It carries no password, cookie or name of whoever asks; it goes to the address that was looked up
and judged, and follows no pointer from there. What comes back is a table of terms, or an error.
"""

import contextlib
import http.client
import ipaddress
import re
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from typing import cast
from urllib.parse import urlencode, urlsplit

import pyoxigraph as ox

from kgraph.errors import KGraphError, OutsideError
from kgraph.store.allowance import Federation, Service
from kgraph.store.calls import Call, Cell, Rows
from kgraph.store.certificates import trusting
from kgraph.store.results import read_results
from kgraph.wording import Text

# Says that a query comes from a service, so that nobody passes it on once more.
PASSED_ON = "X-Kgraph-Service"
_TABLES = ("application/sparql-results+json", "application/json")
_NODE_ID = re.compile(rb'("type"\s*:\s*"bnode"\s*,\s*"value"\s*:\s*")nodeID://')
_PIECE = 1 << 16
_LONGEST_LINE = 200
_CUT = ("x-query-cut", "x-sql-state")


class Unanswered(OutsideError):
    """An endpoint gave no answer; SILENT makes that an answer that says nothing.

    Parameters:
        status: of HTTP, for whoever asked us.
    """

    def __init__(self, what: Text, where: object, mend: Text, status: int = 502) -> None:
        """Keep the status beside the parts of the message."""
        super().__init__(what, where, mend)
        self.status = status


class TooMuch(OutsideError):
    """An answer was larger than what is allowed; that is told, SILENT or not."""

    status = 502


class _Line(http.client.HTTPConnection):
    """A line to an address that was judged before; its name is held against the certificate."""

    def __init__(self, host: str, port: int, address: str, seconds: float) -> None:
        super().__init__(host, port, timeout=seconds)
        self._address, self.context = address, cast(ssl.SSLContext | None, None)
        # The library lets go of its own as soon as an answer begins that ends with the line.
        self.end: socket.socket | None = None

    def connect(self) -> None:
        self.end = socket.create_connection((self._address, self.port), self.timeout)
        if self.context is not None:
            self.end = self.context.wrap_socket(self.end, server_hostname=self.host)
        self.sock = self.end


def ask_service(
    service: Service,
    call: Call,
    known: tuple[list[str], Rows] | None,
    federation: Federation,
    seconds: float,
) -> list[list[Cell]]:
    """The rows that an endpoint answers, in the columns of the call.

    Parameters:
        known: columns and rows that the answer is to fit, if any.
        seconds: until it must be here, whole.

    Raises:
        Unanswered: it gave none, or none that can be read.
        TooMuch: it has more rows or bytes than are allowed.
    """
    kind, headers, body = _fetched(service, call.query(known, federation.rows), federation, seconds)
    if kind not in _TABLES:
        raise _bad(service, Text(f"svarade med {kind or '?'} och inte med en tabell",
                                 f"answered with {kind or '?'} and not with a table"))  # fmt: skip
    rows = _rows(service, call, body)
    most = headers.get("x-sparql-maxrows", "")
    if any(name in headers for name in _CUT) or (most.isdigit() and len(rows) >= int(most) > 0):
        raise _too_much(service, Text("klippte av sitt svar", "cut its answer off"))
    if len(rows) > federation.rows:
        most = f"{federation.rows}"
        raise _too_much(service, Text(f"har fler än {most} rader", f"has more than {most} rows"))
    return rows


def _rows(service: Service, call: Call, body: bytes) -> list[list[Cell]]:
    try:
        read = read_results(_NODE_ID.sub(rb"\1", body))
        if isinstance(read, bool):
            raise ValueError("boolean")
        columns, found = read
        places = [columns.index(name) if name in columns else -1 for name in call.names]
        rows = [[row[i] if i >= 0 else None for i in places] for row in found]
    except (SyntaxError, ValueError, OSError):
        raise _bad(service, Text("gav ett svar som är avklippt eller trasigt",
                                 "gave an answer that is cut off or broken")) from None  # fmt: skip
    for row in rows:
        for name, cell in zip(call.names, row, strict=True):
            if isinstance(cell, ox.BlankNode | ox.Triple):
                raise _nameless(service, name)
    return rows


# -- the request -------------------------------------------------------------------------------


def _fetched(
    service: Service, query: str, federation: Federation, seconds: float
) -> tuple[str, dict[str, str], bytes]:
    """The media type, the headers and the body of an answer."""
    end = time.monotonic() + seconds
    try:
        with _open(service, federation, seconds) as line:
            target = urlsplit(service.url)
            path = (target.path or "/") + (f"?{target.query}" if target.query else "")
            line.request("POST", path, urlencode({"query": query}), _HEADERS)
            answer = line.getresponse()
            headers = {name.lower(): value for name, value in answer.getheaders()}
            body = bytearray()
            while part := answer.read1(_PIECE):
                body += part
                if len(body) > federation.size:
                    told = f"{federation.size_mb} MB"
                    raise _too_much(service, Text(f"har mer än {told}", f"has more than {told}"))
            if time.monotonic() >= end:  # what came is whatever had come by then
                raise TimeoutError
            _refuse_unfit(service, answer, headers, bytes(body))
    except (OSError, http.client.HTTPException) as error:
        raise _failed(service, error, seconds, late=time.monotonic() >= end) from None
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    return kind, headers, bytes(body)


_HEADERS = {
    "Content-Type": "application/x-www-form-urlencoded",
    "Accept": _TABLES[0],
    "Accept-Encoding": "identity",
    "User-Agent": "kgraph",
    PASSED_ON: "1",
    "Connection": "close",
}


@contextlib.contextmanager
def _open(service: Service, federation: Federation, seconds: float) -> Iterator[_Line]:
    """A line that is cut when the time is up, however little at a time the other end sends."""
    target = urlsplit(service.url)
    host = target.hostname or ""
    port = target.port or (443 if target.scheme == "https" else 80)
    line = _Line(host, port, _judged(service, host, port), seconds)
    if target.scheme == "https":
        line.context = trusting(federation.authority)
    clock = threading.Timer(seconds, _cut, [line])
    clock.daemon = True
    clock.start()
    try:
        yield line
    finally:
        clock.cancel()
        line.close()


def _cut(line: _Line) -> None:
    if line.end is not None:
        with contextlib.suppress(OSError):
            # Of the socket itself: a secured one would first have a word with the other end.
            socket.socket.shutdown(line.end, socket.SHUT_RDWR)


def _judged(service: Service, host: str, port: int) -> str:
    """The address that a name leads to, which must be one that anybody may reach.

    An address that is listed as a number is meant; ``localhost`` is this computer alone.

    Raises:
        Unanswered: nobody knows the name, or it leads into a network of one's own.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    address = str(found[0][4][0])
    judged = ipaddress.ip_address(address.partition("%")[0])
    listed = host == str(judged)
    fits = judged.is_loopback if host == "localhost" else judged.is_global
    if fits or listed or service.private:
        return address
    raise Unanswered(
        Text(f"{service.name} leder till en adress i ett eget nät.",
             f"{service.name} leads to an address in a network of one's own."),
        service.url,
        Text("Sätt private = true för den under [federation], om det är meningen.",
             "Set private = true for it under [federation], if that is meant."),
    )  # fmt: skip


def _refuse_unfit(
    service: Service, answer: http.client.HTTPResponse, headers: dict[str, str], body: bytes
) -> None:
    if answer.status == 200 and headers.get("content-encoding", "identity") == "identity":
        length = headers.get("content-length", "")
        if length.isdigit() and int(length) != len(body):
            raise http.client.IncompleteRead(body)
        return
    if 300 <= answer.status < 400:
        target = _line(headers.get("location", "?"))
        raise _bad(service, Text(f"hänvisar till {target}; dit går ingen fråga",
                                 f"points to {target}; no query goes there"), _NAME_IT)  # fmt: skip
    if answer.status in (401, 403):
        raise _bad(service, Text(f"släpper inte in oss (HTTP {answer.status})",
                                 f"does not let us in (HTTP {answer.status})"), _OPEN)  # fmt: skip
    told = f"HTTP {answer.status}: {_line(body[:2_000].decode(errors='replace'))}"
    raise _bad(service, Text(f"kunde inte svara ({told})", f"could not answer ({told})"))


def _line(text: str) -> str:
    plain = " ".join(re.sub(r"<[^>]*>", " ", text).split())
    return "".join(sign for sign in plain if sign.isprintable())[:_LONGEST_LINE]


# -- what went wrong ---------------------------------------------------------------------------


def _failed(service: Service, error: Exception, seconds: float, *, late: bool) -> KGraphError:
    if late or isinstance(error, TimeoutError):
        return Unanswered(
            Text(f"{service.name} svarade inte på {seconds:.3g} sekunder.",
                 f"{service.name} did not answer in {seconds:.3g} seconds."),
            service.url,
            Text("Fråga efter mindre, eller höj seconds under [federation] i kgraph.toml.",
                 "Ask for less, or raise seconds under [federation] in kgraph.toml."),
            504,
        )  # fmt: skip
    if isinstance(error, ssl.SSLCertVerificationError):
        why = error.verify_message
        return _bad(service, Text(f"har ett certifikat som inte håller ({why})",
                                  f"has a certificate that does not hold ({why})"))  # fmt: skip
    if isinstance(error, ConnectionRefusedError | socket.gaierror):
        return _bad(service, Text("är inte igång eller finns inte", "is not running or not there"))
    return _bad(service, Text("bröt förbindelsen", "cut the connection"))


_LATER = Text(
    "Försök igen om en stund, eller skriv SERVICE SILENT för ett svar utan den.",
    "Try again in a while, or write SERVICE SILENT for an answer without it.",
)
_NAME_IT = Text(
    "Lista den adressen under [federation] i kgraph.toml, om den är rätt.",
    "List that address under [federation] in kgraph.toml, if it is right.",
)
_OPEN = Text(
    "Bara öppna tjänster kan frågas: inget lösenord skickas. Ta bort SERVICE, eller skriv SERVICE "
    "SILENT för ett svar utan den.",
    "Only open services can be asked: no password is sent. Take SERVICE away, or write SERVICE "
    "SILENT for an answer without it.",
)


def _bad(service: Service, why: Text, mend: Text = _LATER) -> Unanswered:
    told = Text(f"{service.name} {why.sv}.", f"{service.name} {why.en}.")
    return Unanswered(told, service.url, mend)


def _too_much(service: Service, why: Text) -> TooMuch:
    return TooMuch(
        Text(f"{service.name} {why.sv}.", f"{service.name} {why.en}."),
        service.url,
        Text("Sätt det som är känt här före SERVICE, eller begränsa mönstret; inget halvt används.",
             "Put what is known here before SERVICE, or narrow the pattern; nothing half is used."),
    )  # fmt: skip


def _nameless(service: Service, name: str) -> TooMuch:
    return TooMuch(
        Text(f"{service.name} svarade med en nod utan namn som ?{name}.",
             f"{service.name} answered with a node without a name as ?{name}."),
        service.url,
        Text(f"Använd ?{name} bara inne i SERVICE: en sådan nod betyder inget utanför.",
             f"Use ?{name} inside SERVICE alone: such a node means nothing outside."),
    )  # fmt: skip
