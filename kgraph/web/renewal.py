"""The project read anew while it is served: after a change, every answer comes from the new data.

First everything is made ready beside the old: the statements for the pages, and processes that
answer queries from them. Then both are swapped, and whatever was kept of old answers is left. Who
asks meanwhile is answered from the old data.

A store on a server may be loaded anew by somebody else. New questions are refused from then on,
until what is there now has been opened.
"""

import asyncio
import contextlib
import gc
import threading
from dataclasses import replace

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool

from kgraph.endpoint.memory import Memory
from kgraph.errors import KGraphError
from kgraph.project import Project
from kgraph.store import Replaceable, Store, open_store
from kgraph.web.pages.desk import Shelf
from kgraph.web.settings import Settings

_LOOK_S = 3.0


async def renew(app: FastAPI) -> bool:
    """Serve the project as its files say now.

    Returns:
        False where that could not be done; then the old data are served until the next start.
    """
    try:
        await _renew(app)
    except (KGraphError, OSError, asyncio.IncompleteReadError):
        return False
    return True


async def keep_up(app: FastAPI) -> None:
    """Serve what a server of statements holds, also after it was loaded anew by somebody else.

    It is looked at every few seconds, since answers that are kept ask nobody.
    """
    while isinstance(app.state.store, Replaceable) and app.state.store.elsewhere:
        await asyncio.sleep(_LOOK_S)
        with contextlib.suppress(KGraphError):  # who cannot be reached is told by the next answer
            if not await run_in_threadpool(app.state.store.is_there):
                await renew(app)


async def _renew(app: FastAPI) -> None:
    state = app.state
    project = replace(state.project)  # the same folder, with what it has learnt of it forgotten
    if isinstance(state.store, Replaceable):
        other = await run_in_threadpool(state.store.again, project)
        if other.elsewhere:  # else processes here would have to hold it, which the next start makes
            if state.pool is not None:
                state.pool.take(other)
            _take(app, project, other)
        return
    store = await run_in_threadpool(open_store, project)
    settings: Settings | None = getattr(state, "settings", None)
    if getattr(state, "pool", None) is not None and settings is not None:
        from kgraph.endpoint.nursery import spawn_nursery

        await state.pool.renew(await run_in_threadpool(spawn_nursery, project, settings.limits))
    _take(app, project, store)


def _take(app: FastAPI, project: Project, store: Store) -> None:
    """Answer from other statements from now on."""
    state = app.state
    settings: Settings | None = getattr(state, "settings", None)
    shelf: Shelf = state.shelf
    state.project, state.store = project, store
    shelf.renew(project, store)
    state.memory = Memory()
    gc.unfreeze()  # what was made ready of the old data may go
    state.edition = getattr(state, "edition", 0) + 1
    over = getattr(state, "over", None)
    if settings is not None and settings.warm and over is not None:
        from kgraph.web.warming import make_ready

        threading.Thread(target=make_ready, args=(app, over), daemon=True).start()
