"""Who may change the project in the browser: whoever has shown its token a while ago.

The token is asked for once, in a form. What the browser keeps is a cookie that it gives to nobody
else (``HttpOnly``, ``SameSite=Strict``): a time and a chance number, signed with a key that is made
from the token. Every form that changes something carries a sign made from the same number, which
another site cannot know. Neither says who anybody is.
"""

import hashlib
import hmac
import secrets
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

COOKIE = "kgraph"
FIELD = "tecken"
SHORTEST = 16
LASTS_S = 4 * 60 * 60
_WRONG, _WRONG_S = 10, 60.0
_MAC = 64  # hexadecimal digits of a SHA-256
_OURS = ("same-origin", "none", "")


@dataclass(frozen=True, slots=True)
class Session:
    """One visitor who has shown the token.

    Parameters:
        name: a chance number.
        sign: what every form of theirs carries.
    """

    name: str
    sign: str


class Sessions:
    """The sessions of one token; none is remembered, each proves itself.

    Parameters:
        token: what lets change the project; shorter than ``SHORTEST`` means that nobody may.
        secure: whether the site is read over https.
        path: the folder the site lies in, or "".
        clock: seconds since 1970.
    """

    def __init__(
        self, token: str, *, secure: bool, path: str = "", clock: Callable[[], float] = time.time
    ) -> None:
        """Nobody has tried yet."""
        self.possible = len(token) >= SHORTEST
        self._token = token.encode()
        self._key = hmac.digest(self._token, b"kgraph session", "sha256")
        self._secure, self._path, self._clock = secure, path or "/", clock
        self._wrong: deque[float] = deque(maxlen=_WRONG)

    def open(self, given: str) -> Session | None:
        """A session for whoever knows the token; None for others."""
        right = hmac.compare_digest(_sum(given.encode()), _sum(self._token))
        if not (self.possible and right):
            self._wrong.append(self._clock())
            return None
        return self._session(f"{int(self._clock()) + LASTS_S}.{secrets.token_urlsafe(18)}")

    @property
    def crowded(self) -> bool:
        """Whether the token was guessed at too often in the last minute."""
        full = len(self._wrong) == _WRONG
        return full and self._clock() - self._wrong[0] < _WRONG_S

    def of(self, request: Request) -> Session | None:
        """The session of a request, if it has one that still holds."""
        name, _, mac = request.cookies.get(COOKIE, "").rpartition(".")
        until = name.partition(".")[0]
        if not self.possible or not until.isdigit() or len(until) > 12:
            return None
        same = hmac.compare_digest(mac.encode(), self._mac(name).encode())
        return self._session(name) if same and int(until) > self._clock() else None

    def allows(self, request: Request, sign: str) -> Session | None:
        """The session of a form that was sent from a page of ours, else None."""
        session = self.of(request)
        if session is None or not from_here(request):
            return None
        return session if hmac.compare_digest(sign.encode(), session.sign.encode()) else None

    def seal(self, session: Session, text: str) -> str:
        """A text that a form carries to and fro, and that nobody can have changed."""
        mac = hmac.new(self._key, f"seal {session.name} {text}".encode(), "sha256").hexdigest()
        return f"{mac}{text}"

    def unseal(self, session: Session, sealed: str) -> str | None:
        """The text that was sealed for a session; None for any other."""
        text = sealed[_MAC:]
        same = hmac.compare_digest(sealed.encode(), self.seal(session, text).encode())
        return text if same else None

    def keep(self, response: Response, session: Session) -> None:
        """Have the browser keep a session."""
        value = f"{session.name}.{self._mac(session.name)}"
        self._set(response, value, LASTS_S)

    def forget(self, response: Response) -> None:
        """Have the browser forget it."""
        self._set(response, "", 0)

    def _set(self, response: Response, value: str, seconds: int) -> None:
        response.set_cookie(
            COOKIE, value, max_age=seconds, path=self._path, secure=self._secure, httponly=True,
            samesite="strict",
        )  # fmt: skip

    def _session(self, name: str) -> Session:
        return Session(name, hmac.new(self._key, b"form " + name.encode(), "sha256").hexdigest())

    def _mac(self, name: str) -> str:
        return hmac.new(self._key, b"cookie " + name.encode(), "sha256").hexdigest()


def from_here(request: Request) -> bool:
    """Whether a request comes from a page of this site, as far as the browser tells."""
    return request.headers.get("sec-fetch-site", "") in _OURS


def _sum(text: bytes) -> bytes:
    return hashlib.sha256(text).digest()
