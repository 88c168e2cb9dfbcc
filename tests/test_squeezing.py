"""Answers of text are given as gzip to who takes it so, and are the same answers."""

import asyncio
import gzip
from types import SimpleNamespace
from typing import Any

import pytest

from kgraph.web.front import Front, judged
from kgraph.web.guard import Guard
from kgraph.web.metrics import Metrics
from kgraph.web.settings import Settings
from kgraph.web.squeezing import LEAST, takes_gzip

_GZIP = (b"accept-encoding", b"gzip, deflate, br")
_XLSX = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONG = "vem gör vad; ".encode() * LEAST
_HTML = (b"content-type", b"text/html; charset=utf-8")
Headers = list[tuple[bytes, bytes]]


class _Site:
    """One answer behind the guard, with the headers of the test's own."""

    def __init__(self, body: bytes = _LONG, *headers: tuple[bytes, bytes]) -> None:
        self._body, self._headers, self.made = body, list(headers or (_HTML,)), 0
        self.front = Front(Settings(), Metrics())
        self._guard = Guard(self._answer, Settings(), self.front)

    async def _answer(self, scope: Any, receive: Any, send: Any) -> None:
        self.made += 1
        headers = [*self._headers, (b"content-length", b"%d" % len(self._body))]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": self._body})

    def ask(self, *headers: tuple[bytes, bytes], path: str = "/fynd", method: str = "GET") -> Any:
        """Status, headers and body of an answer."""
        return asyncio.run(self._ask(list(headers), path, method))

    async def _ask(self, headers: Headers, path: str, method: str) -> Any:
        sent: list[Any] = []

        async def send(message: Any) -> None:
            sent.append(message)

        scope = {"type": "http", "method": method, "path": path, "raw_path": path.encode(),
                 "query_string": b"", "headers": headers}  # fmt: skip
        receive: Any = None
        await self._guard(scope, receive, send)
        body = b"".join(message["body"] for message in sent[1:])
        return SimpleNamespace(status=sent[0]["status"], told=dict(sent[0]["headers"]), body=body)


@pytest.mark.parametrize("size", (LEAST, 2_000_000))
def test_who_takes_gzip_gets_the_same_answer_smaller(size: int) -> None:
    """Its length is that of what is sent, and a cache is told what it goes by."""
    site = _Site(_LONG * (size // len(_LONG) + 1))
    plain, small = site.ask(), site.ask(_GZIP)
    assert b"content-encoding" not in plain.told and small.told[b"content-encoding"] == b"gzip"
    assert gzip.decompress(small.body) == plain.body and len(small.body) < len(plain.body) / 5
    for answer in (plain, small):
        assert answer.told[b"content-length"] == b"%d" % len(answer.body)
        assert b"Accept-Encoding" in answer.told[b"vary"]


def test_each_form_has_an_etag_of_its_own_and_is_not_sent_again_to_who_has_it() -> None:
    """304 says nothing of a body; the tag of the other form is no answer to this one."""
    site = _Site()
    tags = [site.ask().told[b"etag"], site.ask(_GZIP).told[b"etag"]]
    assert tags[0] != tags[1] and all(tag.startswith(b'"') and tag.endswith(b'"') for tag in tags)
    for headers, own, other in (([], *tags), ([_GZIP], *reversed(tags))):
        had = site.ask(*headers, (b"if-none-match", own))
        assert had.status == 304 and not had.body and had.told[b"etag"] == own
        assert not {b"content-encoding", b"content-length", b"content-type"} & {*had.told}
        assert site.ask(*headers, (b"if-none-match", other)).status == 200


def test_head_tells_what_get_would_send() -> None:
    """All headers, no body; also when the answer is new."""
    assert _Site().ask(_GZIP, method="HEAD").told == _Site().ask(_GZIP).told
    assert not _Site().ask(_GZIP, method="HEAD").body


def test_it_is_made_smaller_once() -> None:
    """What is kept is kept as it was sent, apart for those who take it plain."""
    site = _Site()
    first, again = site.ask(_GZIP), site.ask(_GZIP)
    assert again.body == first.body and again.told == first.told and site.made == 1
    at_hand = site.front.at_hand("GET", b"/fynd", judged([_GZIP]), "")
    assert at_hand is not None and at_hand[2] == first.body
    assert site.ask().body == _LONG and site.made == 2


@pytest.mark.parametrize(
    ("path", "body", "headers"),
    [
        ("/egna-data", _LONG, [_HTML, (b"cache-control", b"no-store")]),
        ("/fynd", _LONG, [_HTML, (b"set-cookie", b"a=b")]),
        ("/fynd", _LONG, [_HTML, (b"content-encoding", b"br")]),
        ("/fynd.xlsx", _LONG, [(b"content-type", _XLSX)]),
        ("/fynd", b"x" * (LEAST - 1), [_HTML]),
        ("/sparql", _LONG, [(b"content-type", b"application/sparql-results+json")]),
        ("/scratch/sparql", _LONG, [(b"content-type", b"text/csv")]),
    ],
)
def test_what_is_private_small_no_text_or_asked_by_a_query_stays_as_it_is(
    path: str, body: bytes, headers: Headers
) -> None:
    """Secrets beside what a client sent would show in the size of the answer."""
    got = _Site(body, *headers).ask(_GZIP, path=path)
    assert got.body == body and got.told.get(b"content-encoding", b"") != b"gzip"
    assert b"Accept-Encoding" not in got.told[b"vary"]


@pytest.mark.parametrize(
    ("accepted", "takes"),
    [
        (b"", False), (b"gzip", True), (b"br, GZip;q=0.5", True), (b"*", True),
        (b"gzip;q=0", False), (b"gzip; q=0.000", False), (b"*;q=0", False),
        (b"gzip;q=0, *", False), (b"identity", False), (b"*;q=0, gzip", True),
    ],
)  # fmt: skip
def test_what_a_client_takes_is_read_as_the_standard_has_it(accepted: bytes, takes: bool) -> None:
    """RFC 9110, 12.5.3: a weight of nothing is a no, and a star is all that is not named."""
    assert takes_gzip(accepted) is takes
