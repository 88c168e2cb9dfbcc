"""Somebody with the token who has no browser: fetches pages and sends their forms."""

import re
from html.parser import HTMLParser
from urllib.parse import urlencode

from tests.serving import TOKEN, Got, Server

Fields = list[tuple[str, str]]
PLAIN = "application/x-www-form-urlencoded"


def form(*parts: tuple[str, str, bytes]) -> bytes:
    """A multipart form: name, file name or "", and content of each part."""
    made = b""
    for name, called, content in parts:
        more = f'; filename="{called}"' if called else ""
        head = f'--GRANS\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n'
        made += head.encode() + content + b"\r\n"
    return made + b"--GRANS--\r\n"


class Visitor:
    """Somebody with the token, without a browser."""

    def __init__(self, server: Server) -> None:
        """Unlock, and take note of the sign that forms carry."""
        self.server = server
        got = server.ask("POST", "/egna-data/nyckel", f"nyckel={TOKEN}".encode(),
                         content_type=PLAIN)  # fmt: skip
        self.cookie = got.headers["set-cookie"].partition(";")[0]
        found = re.search(r'name="tecken" value="(\w+)"', self.get("/egna-data").text)
        assert found is not None
        self.sign = found[1]

    def get(self, path: str) -> Got:
        """A page, as a browser asks for it."""
        return self.server.get(path, cookie=self.cookie, accept="text/html")

    def send(self, path: str, *parts: tuple[str, str, bytes], sign: str = "") -> Got:
        """A form with a file, or with none."""
        body = form(("tecken", "", (sign or self.sign).encode()), *parts)
        return self.server.ask("POST", path, body, cookie=self.cookie,
                               content_type="multipart/form-data; boundary=GRANS")  # fmt: skip

    def post(self, path: str, fields: Fields) -> Got:
        """A form without files."""
        return self.server.ask("POST", path, urlencode(fields).encode(), cookie=self.cookie,
                               content_type=PLAIN)  # fmt: skip

    def sent(self, path: str, fields: Fields) -> Got:
        """The page that a form leads to."""
        got = self.post(path, fields)
        assert got.status == 303, got.text
        return self.get(got.headers["location"])


class Form(HTMLParser):
    """The fields of a page's form for a thing, with what a browser would send untouched."""

    def __init__(self, html: str) -> None:
        """Read a page."""
        super().__init__()
        self.fields: Fields = []
        self.errors: list[str] = []
        self._inside = False
        self._area = self._select = ""
        self._first: str | None = None
        self._text: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of a field."""
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = "thing-form" in told.get("class", "")
        if tag == "a" and told.get("href", "").startswith("#r"):
            self.errors.append(told["href"][1:])
        if not self._inside:
            return
        name = told.get("name", "")
        if tag == "input" and (told.get("type") not in ("radio", "checkbox") or "checked" in told):
            self.fields.append((name, told.get("value", "")))
        elif tag == "textarea":
            self._area, self._text = name, ""
        elif tag == "select":
            self._select, self._first = name, None
        elif tag == "option" and self._select and (self._first is None or "selected" in told):
            self._first = told.get("value", "")

    def handle_data(self, data: str) -> None:
        """The text of a field."""
        if self._text is not None:
            self._text += data

    def handle_endtag(self, tag: str) -> None:
        """The end of a field."""
        if tag == "textarea" and self._text is not None:
            self.fields.append((self._area, self._text.removeprefix("\n")))
            self._text = None
        elif tag == "select" and self._select:
            self.fields.append((self._select, self._first or ""))
            self._select = ""
        elif tag == "form":
            self._inside = False

    def put(self, **values: str) -> Fields:
        """The fields with some of them filled in; ``_`` stands for a hyphen in a name.

        A field of several boxes is filled in its first empty one.
        """
        made = list(self.fields)
        for key, value in values.items():
            name = key.replace("_", "-")
            at = [n for n, field in enumerate(made) if field[0] == name]
            if at and len(at) > 1:
                at = [n for n in at if not made[n][1]] or at
            if at:
                made[at[0]] = (name, value)
            else:
                made.append((name, value))
        return made
