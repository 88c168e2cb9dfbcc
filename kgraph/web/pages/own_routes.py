"""The addresses of people's own data: workbooks out and in, the log of changes, and review.

Whatever is sent is read only after the session has been seen, and acted on only when the form's
sign is right. One change is made at a time, each to its end; then the project is read anew.
"""

import asyncio
import datetime
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import Any

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kgraph.errors import KGraphError, UsageError
from kgraph.journal import Entry
from kgraph.project import Project
from kgraph.web.apart import marked_apart, weighed_apart
from kgraph.web.noticing import notice, reread, seen
from kgraph.web.pages import change_log, own, own_data, remembered, review
from kgraph.web.pages.desk import Shelf
from kgraph.web.pages.missing import Missing, missing_page, refused_page
from kgraph.web.pages.own import Here
from kgraph.web.pages.page import TYPES, Page
from kgraph.web.pages.render import to_html
from kgraph.web.pages.visit import ENGLISH, Visit, language, read_view
from kgraph.web.problems import of_error, problem
from kgraph.web.proposals import Proposal, Proposals
from kgraph.web.session import FIELD, Session, Sessions, from_here
from kgraph.web.settings import Settings
from kgraph.web.uploads import Sent, TooLarge, read_form
from kgraph.wording import Text

Make = Callable[..., Page]
Act = Callable[["Case", Sent], Awaitable[Response]]
_PRIVATE = {"Cache-Control": "no-store"}
_LONGEST_TOKEN = 4_000
_PARAMETER = re.compile(r"\{(\w+)(?::path)?\}")


def include_own(app: FastAPI, shelf: Shelf) -> None:
    """Add the pages and forms of people's own data."""
    settings: Settings | None = getattr(app.state, "settings", None)
    token = settings.token if settings else ""
    app.state.sessions = Sessions(
        token, secure=bool(settings and settings.public.startswith("https:")),
        path=settings.base_path if settings else "",
    )  # fmt: skip
    app.state.proposals, app.state.changing = Proposals(), asyncio.Lock()
    app.state.reading = asyncio.Lock()  # one workbook at a time, in nobody else's way
    app.state.stale, app.state.seen = False, seen(shelf.project)
    shelf.writable = app.state.sessions.possible and not shelf.project.read_only
    shown: tuple[tuple[str, Make], ...] = (
        (own.DATA, own_data.page),
        (own.LOG, change_log.index),
        (own.LOG + "/{number}", change_log.page),
        (own.REVIEW, review.page),
    )
    done: tuple[tuple[str, Act], ...] = (
        (own.LEAVE, _leave), (own.SEND, _send), (own.ANSWER, _answer), (own.ACCEPT, _accept),
        (own.DISCARD, _discard), (own.UNDO, _undo), (own.REVIEW, _decide),
        (own.FORGET, remembered.forget),
    )  # fmt: skip
    for english in (False, True):
        prefix = ENGLISH if english else ""

        def add(path: str, answer: Any, method: str, prefix: str = prefix) -> None:
            app.add_route(prefix + path, answer, methods=[method], include_in_schema=False)

        for path, make in shown:
            add(path, showing(shelf, english, path, make), "GET")
        add(own.PREVIEW, _previewing(shelf, english), "GET")
        add(own.BOOK, _fetching(shelf, english), "GET")
        add(own.MARKED, _marking(), "GET")
        add(own.KEY, _unlocking(english), "POST")
        for path, act in done:
            add(path, doing(shelf, english, path, act), "POST")


class Case:
    """A form that was sent by somebody who may."""

    def __init__(self, shelf: Shelf, visit: Visit, request: Request, session: Session) -> None:
        """The request is read already."""
        self.shelf, self.visit, self.request, self.session = shelf, visit, request, session
        self.state = request.app.state

    @property
    def proposals(self) -> Proposals:
        """The workbooks and forms that wait."""
        found: Proposals = self.state.proposals
        return found

    def go(self, path: str, **values: str) -> Response:
        """On to a page."""
        return RedirectResponse(self.visit.url(path, **values), 303, headers=_PRIVATE)

    async def change(self, work: Callable[[Project], Entry]) -> Response:
        """Change the project, read it anew, and show the entry in the log."""
        async with self.state.changing:
            entry = await run_in_threadpool(work, self.shelf.project)
            await reread(self.request.app)
        stood = {"stod": str(entry.stood)} if entry.stood else {}
        return self.go(f"{own.LOG}/{entry.number}", gjort="1", **stood)


# -- pages -------------------------------------------------------------------------------------


def _visit(request: Request, english: bool, path: str) -> Visit:
    given = dict(request.query_params)
    app = request.app
    visit = Visit(language(given, english), path, "html", given,
                  request.scope.get("root_path", ""),
                  contact=getattr(app.state, "contact", "") or "")  # fmt: skip
    return Visit(visit.lang, path, "html", given, visit.base, read_view(given), visit.contact)


def _here(request: Request) -> Here:
    state = request.app.state
    session = state.sessions.of(request)
    waits = state.proposals.get(session.name) if session else None
    seal = partial(state.sessions.seal, session) if session else str
    return Here(session, state.sessions.possible, state.stale, waits, seal)


def showing(shelf: Shelf, english: bool, pattern: str, make: Make) -> Any:
    """What answers at the address of a page."""

    async def show(request: Request) -> Response:
        params = dict(request.path_params)
        path = _PARAMETER.sub(lambda found: str(params.get(found[1], "")), pattern)
        return await _page(shelf, request, english, path, partial(make, **params))

    return show


def _previewing(shelf: Shelf, english: bool) -> Any:
    async def show(request: Request) -> Response:
        if _here(request).proposal is None:
            base = request.scope.get("root_path", "") + (ENGLISH if english else "")
            return RedirectResponse(base + own.DATA, 303, headers=_PRIVATE)
        from kgraph.web.pages import own_preview

        return await _page(shelf, request, english, own.PREVIEW, own_preview.page)

    return show


async def _page(shelf: Shelf, request: Request, english: bool, path: str, make: Make) -> Response:
    """A page that depends on who asks, and so is kept nowhere; it shows what the files say now."""
    if shelf.writable:
        await notice(request.app)
    here = _here(request)

    def write() -> Response:
        try:
            visit = _visit(request, english, path)
        except UsageError as error:
            visit = Visit(ENGLISH[1:] if english else "sv", path, base=request.scope["root_path"])
            return _written(shelf, visit, refused_page(visit, error))
        try:
            return _written(shelf, visit, make(shelf, visit, here))
        except Missing as error:
            return _written(shelf, visit, missing_page(shelf, visit, error))
        except KGraphError as error:
            return _written(shelf, visit, refused_page(visit, error, 500))

    return await run_in_threadpool(write)


def _written(shelf: Shelf, visit: Visit, page: Page) -> Response:
    html = to_html(page, page.report(shelf.store, visit), visit)
    headers = {**_PRIVATE, "Content-Language": visit.lang}
    return Response(html, page.status, media_type=TYPES["html"], headers=headers)


# -- workbooks out -----------------------------------------------------------------------------


def _fetching(shelf: Shelf, english: bool) -> Any:
    async def fetch(request: Request) -> Response:
        try:
            visit = _visit(request, english, own.BOOK)
            content, name = await run_in_threadpool(_book, shelf, visit)
        except UsageError as error:
            return of_error(request, 400, error)
        except KGraphError as error:
            return of_error(request, 500, error)
        return _file(content, name)

    return fetch


def _book(shelf: Shelf, visit: Visit) -> tuple[bytes, str]:
    """The workbook that an address asks for.

    Raises:
        UsageError: there is no such workbook, or no such county.
    """
    from kgraph import workbook

    simple, about = visit.given.get("slag", "enkel") == "enkel", visit.given.get("lan", "")
    known = {iri.rpartition("/")[2]: iri for iri in own_data.counties(shelf, visit.view)}
    if about not in ("", *known, *(() if simple else ("allt",))):
        raise UsageError(
            Text("Den arbetsboken finns inte.", "There is no such workbook."), about[:80],
            Text("Välj ett län; allt på en gång ryms bara i den hela arbetsboken.",
                 "Choose a county; everything at once fits the full workbook only."),
        )  # fmt: skip
    region = known.get(about, "")

    def make() -> bytes:
        if simple:
            made = workbook.build_simple(shelf.project, visit.lang, region=region)
        else:
            made = workbook.build(shelf.project, visit.lang, region=region, empty=not about)
        return workbook.to_xlsx(made)

    day = datetime.date.today()
    kind = visit.word("enkel", "simple") if simple else visit.word("hel", "full")
    part = about or visit.word("tom", "empty")
    content = shelf.write(("workbook", simple, about, visit.lang, day), make)
    return content, f"{visit.word('arbetsbok', 'workbook')}-{kind}-{part}.xlsx"


def _marking() -> Any:
    async def mark(request: Request) -> Response:
        proposal = _here(request).proposal
        if proposal is None or proposal.made is None or proposal.form is not None:
            return problem(request, 404, Text("Ingen arbetsbok väntar.", "No workbook waits."))
        try:
            content = await run_in_threadpool(marked_apart, proposal)
        except KGraphError as error:
            return of_error(request, 400, error)
        stem = proposal.file.name.rpartition(".")[0].encode("ascii", "ignore").decode()
        return _file(content, f"{stem or 'arbetsbok'}-fel.xlsx")

    return mark


def _file(content: bytes, name: str) -> Response:
    headers = {**_PRIVATE, "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=TYPES["xlsx"], headers=headers)


# -- the token ---------------------------------------------------------------------------------


def _unlocking(english: bool) -> Any:
    async def unlock(request: Request) -> Response:
        sessions: Sessions = request.app.state.sessions
        if sessions.crowded:
            told = Text("För många försök med fel nyckel.", "Too many tries with another token.")
            again = Text("Vänta en minut.", "Wait a minute.")
            return problem(request, 429, told, mend=again, headers={"Retry-After": "60"})
        if not from_here(request):
            return _forbidden(request)
        try:
            sent = await read_form(request)
        except KGraphError as error:
            return of_error(request, 400, error)
        next_ = sent.get("till")
        known = next_ in (own.DATA, own.REVIEW, own.LOG) or _entry(next_)
        path = next_ if known or own.leads_to_form(next_) else own.DATA
        session = sessions.open(sent.get("nyckel")[:_LONGEST_TOKEN])
        url = _visit(request, english, path).url(path, **({} if session else {"fel": "nyckel"}))
        answer = RedirectResponse(url, 303, headers=_PRIVATE)
        if session is not None:
            sessions.keep(answer, session)
        return answer

    return unlock


def _entry(path: str) -> bool:
    return path.startswith(own.LOG + "/") and path.removeprefix(own.LOG + "/").isdecimal()


def _forbidden(request: Request) -> Response:
    return problem(
        request, 403,
        Text("Formuläret kommer inte från en sida här, eller är för gammalt.",
             "The form does not come from a page here, or is too old."), "",
        Text("Lås upp på sidan Egna data och försök igen.",
             "Unlock on the page Your own data and try again."),
    )  # fmt: skip


# -- what is done ------------------------------------------------------------------------------


def doing(shelf: Shelf, english: bool, path: str, act: Act) -> Any:
    """What answers when a form is sent to an address."""

    async def do(request: Request) -> Response:
        sessions: Sessions = request.app.state.sessions
        if sessions.of(request) is None or shelf.project.read_only:
            return _forbidden(request)
        try:
            sent = await read_form(request)
            session = sessions.allows(request, sent.get(FIELD))
            if session is None:
                return _forbidden(request)
            return await act(Case(shelf, _visit(request, english, path), request, session), sent)
        except TooLarge as error:
            return of_error(request, 413, error)
        except KGraphError as error:
            return of_error(request, 400, error)

    return do


async def _leave(case: Case, sent: Sent) -> Response:
    case.proposals.drop(case.session.name)
    answer = case.go(own.DATA)
    case.state.sessions.forget(answer)
    return answer


async def _send(case: Case, sent: Sent) -> Response:
    if sent.file is None:
        return case.go(own.DATA, fel="fil")
    return await weigh(case, Proposal(sent.file, case.visit.lang))


async def _answer(case: Case, sent: Sent) -> Response:
    waits = case.proposals.get(case.session.name)
    if waits is None:
        return case.go(own.DATA)
    given = [(name, values[0]) for name, values in sent.fields.items()]
    from kgraph.web.pages import own_preview

    answers = own_preview.answers_in(waits, given)
    return await weigh(case, replace(waits, answers=answers))


async def weigh(case: Case, proposal: Proposal, mend: str = "") -> Response:
    """Work out what a workbook or form would change, keep that, and lead on.

    Parameters:
        mend: where one is led when something is to be mended; to the preview when left out.
    """
    async with case.state.changing if proposal.form is not None else case.state.reading:
        found = await run_in_threadpool(weighed_apart, case.shelf.project, proposal)
    case.proposals.put(case.session.name, found)
    return case.go(mend, om="1") if mend and found.mistaken else case.go(own.PREVIEW)


async def _discard(case: Case, sent: Sent) -> Response:
    case.proposals.drop(case.session.name)
    return case.go(own.DATA, lagd="1")


async def _accept(case: Case, sent: Sent) -> Response:
    from kgraph.workbook import apply

    waits = case.proposals.get(case.session.name)
    made = waits.made if waits else None
    if made is None or not made.ready or not made.contents:
        return case.go(own.PREVIEW)

    if waits is not None and waits.mistaken:
        return case.go(own.PREVIEW)
    from kgraph.web.pages import form_preview

    what, source = form_preview.logged(case.shelf, waits) if waits else (None, "")

    def work(project: Project) -> Entry:
        told = replace(made, source=source) if source else made
        return apply(project, told, sent.get("roll"), what)[0]

    answer = await case.change(work)
    case.proposals.drop(case.session.name)
    return answer


async def _undo(case: Case, sent: Sent) -> Response:
    from kgraph.journal import undo

    number = sent.get("nummer")
    wanted = int(number) if number.isdecimal() and len(number) < 9 else 0
    try:
        return await case.change(lambda project: undo(project, wanted, sent.get("roll"))[0])
    except UsageError as error:  # it is understood, but other changes stand in the way
        later = getattr(error, "later", ())
        if not later:
            return of_error(case.request, 409, error)
        told = change_log.refused(case.visit, wanted, error, later)
        return await run_in_threadpool(_written, case.shelf, case.visit, told)


async def _decide(case: Case, sent: Sent) -> Response:
    from kgraph.reviewing import decide

    passages = sent.fields.get("stalle", ())
    if not passages:
        return case.go(own.REVIEW, fel="val", skal=sent.get("skal"))
    return await case.change(
        lambda project: decide(
            project, passages, sent.get("status"), sent.get("roll"), source=own.REVIEW
        )
    )
