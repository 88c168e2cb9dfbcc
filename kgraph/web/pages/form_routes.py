"""The addresses of the forms for single things, and of the names that they suggest.

The forms themselves are loaded when somebody comes to one: most visitors only read.
"""

import json
from dataclasses import replace

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from kgraph.errors import UsageError
from kgraph.web.pages import own
from kgraph.web.pages.desk import Shelf
from kgraph.web.pages.own_routes import Case, doing, showing, weigh
from kgraph.web.pages.page import TYPES, Page
from kgraph.web.pages.visit import ENGLISH, Visit
from kgraph.web.proposals import Proposal
from kgraph.web.uploads import SEAL, File, Sent
from kgraph.wording import Text

_FILE = "formulär"
_LONGEST_ASKED = 100


def _new(shelf: Shelf, visit: Visit, here: own.Here, slag: str) -> Page:
    from kgraph.web.pages import form

    return form.new(shelf, visit, here, slag)


def _correct(shelf: Shelf, visit: Visit, here: own.Here, rest: str) -> Page:
    from kgraph.web.pages import form

    return form.correct(shelf, visit, here, rest)


def include_forms(app: FastAPI, shelf: Shelf) -> None:
    """Add the forms to an application that has the pages of people's own data."""
    pages = ((own.NEW + "/{slag}", _new), (own.FIX + "/{rest:path}", _correct))
    for english in (False, True):
        prefix = ENGLISH if english else ""
        for path, make in pages:
            app.add_route(prefix + path, showing(shelf, english, path, make), methods=["GET"],
                          include_in_schema=False)  # fmt: skip
        app.add_route(prefix + own.FORM, doing(shelf, english, own.FORM, _send),
                      methods=["POST"], include_in_schema=False)  # fmt: skip

        async def names(request: Request, lang: str = "en" if english else "sv") -> Response:
            if request.app.state.sessions.of(request) is None:
                return Response(status_code=403)
            from kgraph.web.pages import form
            from kgraph.web.pages.form_fields import matching

            given = request.query_params
            listed = await run_in_threadpool(
                form.names, shelf, lang, given.get("slag", ""), given.get("falt", "")
            )
            found = matching(listed, given.get("q", "")[:_LONGEST_ASKED])
            return Response(json.dumps(found, ensure_ascii=False), media_type=TYPES["json"],
                            headers={"Cache-Control": "no-store"})  # fmt: skip

        app.add_route(prefix + own.NAMES, names, methods=["GET"], include_in_schema=False)


async def _send(case: Case, sent: Sent) -> Response:
    """A form that somebody has filled in: previewed, or shown again with what is to be mended."""
    from kgraph.web.pages import form
    from kgraph.web.pages.form_view import ROOM

    opened = case.state.sessions.unseal(case.session, sent.get(SEAL))
    if opened is None:
        raise UsageError(
            Text("Formuläret är för gammalt eller ändrat på vägen.",
                 "The form is too old, or was changed on its way."), "",
            Text("Gå tillbaka, läs in sidan på nytt och försök igen.",
                 "Go back, load the page anew and try again."),
        )  # fmt: skip
    filled = await run_in_threadpool(form.read, case.shelf, sent, opened)
    path = await run_in_threadpool(form.path_for, case.shelf, filled.shown)
    waits = case.proposals.get(case.session.name)
    made = Proposal(File(_FILE, b""), filled.shown.lang, form=filled)
    if sent.get(ROOM):
        case.proposals.put(case.session.name, made)
        return case.go(path, om="1")
    if waits is not None and waits.form is not None and waits.form.shown == filled.shown:
        made = replace(made, answers=waits.answers)
    return await weigh(case, made, path)
