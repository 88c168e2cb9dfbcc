"""Errors as RFC 9457 has them: what, where and the mend, and nothing of the inside."""

import http
import json
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from kgraph.endpoint import media
from kgraph.endpoint.frames import Heading
from kgraph.endpoint.work import headers_of
from kgraph.errors import KGraphError
from kgraph.wording import LANGUAGES, Text, say

TYPE = "application/problem+json"


def language(request: Request) -> str:
    """The language to answer in: ``?lang=``, else what the client prefers, else Swedish."""
    asked = request.query_params.get("lang", "")
    if asked in LANGUAGES:
        return asked
    best, weight = "sv", 0.0
    for part in request.headers.get("accept-language", "").lower().split(",")[:20]:
        name, _, more = part.strip().partition(";")
        try:
            q = float(more.partition("q=")[2] or 1)
        except ValueError:
            q = 0.0
        if name.split("-")[0] in LANGUAGES and q > weight:
            best, weight = name.split("-")[0], q
    return best


def problem(
    request: Request,
    status: int,
    what: Text | str,
    where: str = "",
    mend: Text | str = "",
    headers: Mapping[str, str] | None = None,
) -> Response:
    """An error as the client reads it: as a page where it prefers to read HTML."""
    if media.chosen(request.headers.get("accept", ""), (TYPE, media.HTML)) == media.HTML:
        from kgraph.web.pages.errors import error_page

        return error_page(request, status, what, where, mend, headers)
    from kgraph.web.pages.errors import TOLD

    lang = language(request)
    title = TOLD[status][0].get(lang) if status in TOLD else http.HTTPStatus(status).phrase
    told: dict[str, object] = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": " ".join(text for text in (say(what, lang), say(mend, lang)) if text),
    }
    if where:
        told["where"] = where
    return Response(
        json.dumps(told, ensure_ascii=False) + "\n",
        status,
        media_type=TYPE,
        headers={**(headers or {}), "Content-Language": lang, "Cache-Control": "no-store"},
    )


def of_error(
    request: Request, status: int, error: KGraphError, headers: Mapping[str, str] | None = None
) -> Response:
    """An error of ours as the client reads it."""
    sent = {**headers_of(error), **(headers or {})}
    return problem(request, status, error.what, error.where, error.mend, sent)


def of_reply(
    request: Request, status: int, error: Heading, headers: Mapping[str, str] | None = None
) -> Response:
    """An error that a process told."""
    what, mend = (Text(error[part]["sv"], error[part]["en"]) for part in ("what", "mend"))
    return problem(request, status, what, str(error["where"]), mend, headers)
