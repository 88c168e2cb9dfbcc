"""The one door to other servers: requests with a limit of time, retries, and errors in words.

Certificates are verified, redirects are not followed, and what the environment says of proxies and
passwords of other programs is not looked at.
"""

import math
import os
import random
import re
import time
import weakref
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import requests
import urllib3
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase, HTTPBasicAuth, HTTPDigestAuth

from kgraph.errors import InputError, OutsideError
from kgraph.store.certificates import trusting
from kgraph.wording import Text

USER, PASSWORD, TOKEN = "KGRAPH_STORE_USER", "KGRAPH_STORE_PASSWORD", "KGRAPH_STORE_TOKEN"
CA = "KGRAPH_STORE_CA"
_OWN_AUTHORITY = Text(
    f"Är utfärdaren organisationens egen: ange en fil med dess certifikat i {CA}.",
    f"If the authority is your organisation's own: name a file with its certificate in {CA}.",
)
_BUSY = (429, 503)
_TRIES = 5
_FIRST_PAUSE_S = 0.5
_LONGEST_PAUSE_S = 60.0
_LONGEST_REASON = 300
_PIECE = 1 << 16
_SLOWEST = 1_000


@dataclass(frozen=True)
class Access:
    """Who asks, and how long is waited.

    Parameters:
        user, password: for basic or digest, whichever the server asks for.
        token: for bearer; it stands over the others.
        connect_s, read_s: seconds until a connection stands, and between two parts of an answer;
            in so long an answer must also have brought a thousand bytes a second.
        largest: bytes of an answer that are taken, unpacked.
        authority: a file of certificates that are trusted beside the usual; empty for none.
    """

    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    connect_s: float = 10.0
    read_s: float = 300.0
    largest: int = 1 << 30
    authority: str = ""


@dataclass(frozen=True)
class Reply:
    """What a server answered.

    Parameters:
        status: of HTTP.
        kind: the media type, without parameters.
        body: the whole of it.
        headers: by name in lower case.
    """

    status: int
    kind: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def reason(self) -> str:
        """What the body says of an error, as a sentence, a page of HTML without its marks."""
        text = self.body[:20_000].decode(errors="replace")
        if self.kind == "text/html":
            text = re.sub(r"(?s)<(script|style).*?</\1>|<[^>]*>", " ", text)
        text = " ".join(text.split())
        if len(text) > _LONGEST_REASON:
            return f"{text[:_LONGEST_REASON]} …"
        return text if not text or text.endswith((".", "!", "?")) else f"{text}."


class _Bearer(AuthBase):
    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class _Trusting(HTTPAdapter):
    """Lines that trust a file's authorities beside the usual, where ``verify`` takes one alone."""

    def __init__(self, authority: str) -> None:
        self._authority = authority
        super().__init__()

    def init_poolmanager(self, *args: Any, **more: Any) -> None:
        super().init_poolmanager(*args, ssl_context=trusting(self._authority), **more)


class Line:
    """A line to one server, for any thread and for processes that are forked.

    Parameters:
        access: who asks.
        pause: waits so many seconds before it is tried again.
    """

    def __init__(self, access: Access, pause: Callable[[float], None] = time.sleep) -> None:
        """Nothing is asked yet."""
        self._access, self._pause = access, pause
        self._sessions: dict[int, requests.Session] = {}
        weakref.finalize(self, _close, self._sessions)
        self._auth: AuthBase | None = _Bearer(access.token) if access.token else None

    def _session(self) -> requests.Session:
        """The connections of this process: a fork must not speak on its parent's."""
        made = self._sessions.get(os.getpid())
        if made is None:
            made = requests.Session()
            made.trust_env = False
            made.headers["User-Agent"] = "kgraph"
            if self._access.authority:
                made.mount("https://", _Trusting(self._access.authority))
            self._sessions[os.getpid()] = made
        return made

    def send(
        self,
        method: str,
        url: str,
        *,
        params: Mapping[str, str] | None = None,
        body: bytes | Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        again: bool = True,
    ) -> Reply:
        """Ask the server, and again where it is too busy.

        Parameters:
            again: whether it may be sent anew when the connection is cut, since twice is as once.

        Raises:
            OutsideError: it cannot be reached, is too slow or too busy, cuts the answer off, or
                its certificate does not hold.
        """
        for left in reversed(range(_TRIES)):
            try:
                reply = self._send(method, url, params, body, headers)
            except requests.ConnectionError as error:
                if left and again and _is_passing(error):
                    self._wait(left, None)
                    continue
                raise self._unreachable(error, url) from None
            except requests.RequestException as error:
                raise self._unreachable(error, url) from None
            asked = _pause_asked(reply)
            if reply.status not in _BUSY or not left or (asked or 0) > _LONGEST_PAUSE_S:
                return self._let_in(reply, url)
            self._wait(left, asked)
        raise AssertionError

    def _wait(self, left: int, asked: float | None) -> None:
        """Wait as long as the server asks, else twice as long each time, and not all in step."""
        usual = _FIRST_PAUSE_S * 2 ** (_TRIES - 1 - left) * (1 + random.random() / 4)
        self._pause(usual if asked is None else asked)

    def _send(
        self,
        method: str,
        url: str,
        params: Mapping[str, str] | None,
        body: bytes | Mapping[str, str] | None,
        headers: Mapping[str, str] | None,
    ) -> Reply:
        reply = self._once(method, url, params, body, headers)
        if reply.status == 401 and self._access.user and not self._access.token:
            self._auth = self._asked_for(reply.headers.get("www-authenticate", ""))
            reply = self._once(method, url, params, body, headers)
        return reply

    def _asked_for(self, challenge: str) -> AuthBase:
        kind = HTTPDigestAuth if "digest" in challenge.lower() else HTTPBasicAuth
        # As bytes: basic would else take Latin-1 alone (RFC 7617 leaves the choice to the server).
        if kind is HTTPBasicAuth:
            return HTTPBasicAuth(self._access.user.encode(), self._access.password.encode())
        return kind(self._access.user, self._access.password)

    def _once(
        self,
        method: str,
        url: str,
        params: Mapping[str, str] | None,
        body: bytes | Mapping[str, str] | None,
        headers: Mapping[str, str] | None,
    ) -> Reply:
        with self._session().request(
            method,
            url,
            params=params,
            data=body,
            headers=dict(headers or {}),
            auth=self._auth,
            timeout=(self._access.connect_s, self._access.read_s),
            allow_redirects=False,
            stream=True,
        ) as answer:
            body = self._whole(answer)
            kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
            names = {name.lower(): value for name, value in answer.headers.items()}
            return Reply(answer.status_code, kind, body, names)

    def _whole(self, answer: requests.Response) -> bytes:
        """The body; what comes drop by drop for as long as one waits for an answer is given up.

        Raises:
            OutsideError: it is too large or too slow.
            requests.RequestException: it is cut off or broken.
        """
        waits = self._access.read_s
        taken, before, end = bytearray(), 0, time.monotonic() + waits
        for part in _parts(answer):
            taken += part
            if len(taken) > self._access.largest:
                raise self._too_large(answer.url)
            if time.monotonic() >= end:
                if len(taken) - before < _SLOWEST * waits:
                    raise self._too_slow(answer.url, len(taken) - before)
                before, end = len(taken), time.monotonic() + waits
        return bytes(taken)

    def _let_in(self, reply: Reply, url: str) -> Reply:
        """The reply, unless the server does not let us in or is elsewhere."""
        if reply.status in (401, 403):
            raise InputError(
                Text("Servern släpper inte in oss.", "The server does not let us in."),
                url,
                Text(
                    f"Kontrollera {USER} och {PASSWORD}, eller {TOKEN}, och rättigheterna där.",
                    f"Check {USER} and {PASSWORD}, or {TOKEN}, and the rights there.",
                ),
            )
        if 300 <= reply.status < 400:
            target = reply.headers.get("location", "?")[:200]
            raise OutsideError(
                Text(f"Servern hänvisar till {target}.", f"The server points to {target}."),
                url,
                Text("Ange den adressen, om den är rätt.", "Name that address, if it is right."),
            )
        if reply.status in _BUSY:
            raise _too_busy(reply, url)
        return reply

    def _too_slow(self, url: str, brought: int) -> OutsideError:
        waits = f"{self._access.read_s:g}"
        return OutsideError(
            Text(f"Servern svarar för långsamt: {brought} byte på {waits} sekunder.",
                 f"The server answers too slowly: {brought} bytes in {waits} seconds."),
            url,
            Text("Kontrollera förbindelsen, och försök igen när servern har mindre att göra.",
                 "Check the connection, and try again when the server has less to do."),
        )  # fmt: skip

    def _too_large(self, url: str) -> OutsideError:
        return OutsideError(
            Text("Serverns svar är för stort.", "The server's answer is too large."),
            url,
            Text("Fråga efter mindre åt gången.", "Ask for less at a time."),
        )

    def _unreachable(self, error: requests.RequestException, url: str) -> OutsideError:
        what, mend = _told(error, self._access)
        return OutsideError(what, url, mend)


def _pause_asked(reply: Reply) -> float | None:
    """Seconds that a server asks for, as a number or as a day and time (RFC 9110, 10.2.3)."""
    asked = reply.headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d{1,9}", asked):
        return float(asked)
    try:
        when = parsedate_to_datetime(asked)
    except ValueError:
        return None
    utc = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (utc - datetime.now(UTC)).total_seconds())


def _too_busy(reply: Reply, url: str) -> OutsideError:
    minutes = math.ceil((_pause_asked(reply) or 0) / 60)
    hours = math.ceil(minutes / 60)
    when = Text(f"{minutes} minuter, som den ber om", f"{minutes} minutes, as it asks")
    if minutes < 2:
        when = Text("en stund", "a while")
    elif hours > 2:
        when = Text(f"{hours} timmar, som den ber om", f"{hours} hours, as it asks")
    return OutsideError(
        Text(f"Servern har för mycket att göra (HTTP {reply.status}).",
             f"The server is too busy (HTTP {reply.status})."),
        url,
        Text(f"Försök igen om {when.sv}.", f"Try again in {when.en}."),
    )  # fmt: skip


def _parts(answer: requests.Response) -> Iterator[bytes]:
    """The body as it comes, unpacked, however little at a time; with the errors of ``requests``."""
    try:
        while part := answer.raw.read1(_PIECE, decode_content=True):
            yield part
    except urllib3.exceptions.ReadTimeoutError as error:
        raise requests.exceptions.ReadTimeout(error) from None
    except urllib3.exceptions.DecodeError as error:
        raise requests.exceptions.ContentDecodingError(error) from None
    except urllib3.exceptions.HTTPError as error:
        raise requests.exceptions.ChunkedEncodingError(error) from None


def _close(sessions: dict[int, requests.Session]) -> None:
    """Let go of the connections of this process."""
    made = sessions.pop(os.getpid(), None)
    if made is not None:
        made.close()


def _is_passing(error: requests.ConnectionError) -> bool:
    """Whether it may go better at once: not where nobody is there or the certificate is wrong."""
    if isinstance(error, requests.exceptions.SSLError | requests.exceptions.ConnectTimeout):
        return False
    told = str(error)
    return "NewConnectionError" not in told and "NameResolution" not in told


def _in_handshake(error: BaseException | None) -> bool:
    """Whether it failed before anything was asked; the library tells that of the cause alone."""
    while error is not None:
        if "handshake" in str(error):
            return True
        error = error.__cause__ or error.__context__
    return False


def _told(error: requests.RequestException, access: Access) -> tuple[Text, Text]:
    """What went wrong, and what the reader can do."""
    told = str(error)
    found = re.search(r"certificate verify failed: ([^(]*)", told)
    if isinstance(error, requests.exceptions.SSLError) and found:
        why = found.group(1).strip(" .")
        own = "issuer" in why or "self-signed" in why or "self signed" in why
        return (
            Text(f"Serverns certifikat håller inte: {why}.",
                 f"The server's certificate does not hold: {why}."),
            _OWN_AUTHORITY if own else
            Text("Servern behöver ett giltigt certifikat; det kontrolleras alltid.",
                 "The server needs a valid certificate; it is always verified."),
        )  # fmt: skip
    if isinstance(error, requests.exceptions.ConnectTimeout):
        return (
            Text("Servern svarar inte.", "The server does not answer."),
            Text(
                "Kontrollera adressen och att den är igång.", "Check the address and that it runs."
            ),
        )
    if isinstance(error, requests.exceptions.SSLError) or _in_handshake(error):
        return (
            Text("Servern svarar inte med kryptering.", "The server does not answer encrypted."),
            Text("Kontrollera adressen; till den här datorn går http:// också.",
                 "Check the address; to this computer http:// can be used too."),
        )  # fmt: skip
    if isinstance(error, requests.exceptions.ReadTimeout) or "Read timed out" in told:
        return (
            Text(f"Servern svarade inte på {access.read_s:g} sekunder.",
                 f"The server did not answer in {access.read_s:g} seconds."),
            Text("Fråga efter mindre, eller höj timeout under [store] i kgraph.toml.",
                 "Ask for less, or raise timeout under [store] in kgraph.toml."),
        )  # fmt: skip
    if isinstance(error, requests.exceptions.ChunkedEncodingError) or "Incomplete" in told:
        return (
            Text("Förbindelsen bröts mitt i svaret.", "The connection was cut midway."),
            Text("Försök igen; inget halvt har använts.", "Try again; nothing half was used."),
        )
    if "NewConnectionError" in told or "NameResolution" in told:
        return (
            Text("Ingen server svarar på adressen.", "No server answers at the address."),
            Text("Kontrollera adressen och att servern är igång.",
                 "Check the address and that the server runs."),
        )  # fmt: skip
    return (
        Text("Förbindelsen till servern bröts.", "The connection to the server was cut."),
        Text("Försök igen om en stund.", "Try again in a while."),
    )
